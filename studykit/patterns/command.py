"""A goal and the command that reaches it: a line that says what is wanted, then the command."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from studykit import segment
from studykit.fenced import SHELL
from studykit.grammar import is_deed
from studykit.model import Block, Fact
from studykit.patterns import TEXT, Place, pattern
from studykit.patterns._commands import COMMAND_START
from studykit.prose import MASK, Sentence
from studykit.terms import head_of, is_label, length
from studykit.topics import names_one

#: A line that wants something to be done.
GOAL = re.compile(
    r"^(?:(?:将|把|给|为|让|使).+|.*(?:如何|怎么|怎样|怎么样).*|(?:想|要|若要|如果要|如果想|需要|为了|可以?用).*|.*(?:命令|用法|方法|语法|查看|安装|编译|启动|运行|执行|创建|删除|修改|更新|查询|添加|停止|重启|设置|配置|导出|导入|"
    r"打包|部署|提交|回滚|合并|切换|克隆|拉取|推送|备份|恢复|测试|调试|分析|统计|列出|显示|打印|查找|搜索|生成|转换|下载|上传|压缩|解压|授权|连接|登录|退出|清空|清理|卸载|升级|监控|指定|禁用|启用|打开|关闭|检查|查).*)$"
)
#: … and one that shows, prints or defines something.
NOT_GOAL = re.compile(
    r"^(?:基本|命令|使用|语法)?(?:语法|用法|格式|写法|顺序|结构)$|^(?:一般|通常|默认)情况$|[本该此]命令|^\d+\s*[:：]|输出|结果|返回|打印出|如图|示例代码|代码如下|(?:以下|如下|下面|下列)的?(?:内容|配置|代码|信息)|源码|伪代码|定义如下|配置如下|内容如下|格式如下|报错|错误|^(?:(?![查看清导打删跟追显]).)*日志|例如$|比如$|看到|得到|变成|为例|(?:失效|无效|有效|失败|成功)$|导致|相当于|可以看出"
)
#: What stands over what helps: "解决方法：".
REMEDY = re.compile("(?:解决|处理|修复)(?:方法|办法|方案|方式)(?:如下|是)?[：:]?")
#: An example is marked so before its goal.
EXAMPLE_MARK = re.compile(r"^[【\[](?:示例|例子|举例)\d*[】\]][：:]?\s*")
#: A line of a table that a command has printed: "tcp     0    0 0.0.0.0:3690".
COLUMNS = re.compile(r"\S(?:\s{3,}\S+.*){2}")
#: Before a command in a recorded session: "[root@host ~]# ", "mysql> ", "C:\>".
SHELL_PROMPT = re.compile(
    r"^(?:\(\w+\)\s*)?(?:(?:\[?[\w.-]+@[\w.-]+[: ]?[^#$\n]{0,60}\]?[#$]|\[[\w.-]+@[\w.-]+[^\]#$\n]{0,60}\][#$]?|\$)\s+"
    r"|(?:(?:mysql|MariaDB|redis|sqlite|postgres|127\.0\.0\.1:\d+)[^>#\n]{0,20}[>#]|PS [A-Z]:[^>\n]{0,60}>|[A-Z]:\\[^>\n]{0,60}>)\s*)"
)
#: "解压 tar 包：`tar -xf a.tar`".
INLINE = re.compile(rf"^(?:例?如|比如|譬如)?(?P<goal>[^：:]{{2,40}})[：:]\s*(?P<code>{MASK})$")
#: A goal that is a question already.
ASKS = re.compile(r"如何|怎么|怎样")
#: How a goal begins in a sentence: "我们可以使用以下命令来".
POLITE = re.compile(
    r"^(?:(?:或是|或者)[，,]?)?(?:此时|这时候?|现在|接下来)?(?:还|也|就)?(?:比如|例如|譬如|首先|然后|接着|最后|再|之后|另外|此外|也|还)?\s*(?:我们)?(?:可以|可|需要|要|想要|想|若要|如果要|如果想|只需|只要|请)?(?:用于|(?:(?:通过|使用|用(?!于)|利用)(?=以下|下面|如下|下列|命令|代码))?(?:以下|下面|如下|下列)?的?(?:命令|方式|方法|代码)?(?:来)?)\s*"
)
#: "k8s 提供了一条命令，可以查看 …": what it is good for is the goal.
PROVIDED = re.compile(r"^[^，,]{0,16}提供了?[^，,]{0,8}?(?:命令|指令|工具)\s*[，,]\s*(?=可以|可|用[来于]|能够?)")
#: What stands elsewhere in the note.
ELSEWHERE = re.compile("这[个些种里]|上面|上述|刚才|之前(?:创建|定义|编写|写)的")
#: What a single line in a fence of a shell may be: a word and what it is given.
ANY_COMMAND = re.compile(r"^(?:[a-z][\w.-]*|(?:\.|~)?/[\w./-]+)(?:\s+[\w./~$@\"'<>\[\]{}|:=,*+&;()-]+)*;?$")
#: "先更新 yum，然后再安装 Docker": several goals, each with its command.
NEXT_GOAL = re.compile(r"[，,；;]\s*(?:然后|接着|随后|之后|最后|再|并且?|同时)再?")
#: A goal that only points at what it is done to.
POINTS = re.compile("[它其该这]")
#: "首先 …" is the first of several goals.
FIRST = re.compile(r"^(?:首先|先)\s*")
#: How a goal leads on to its command: "可以使用如下命令：".
TAIL = re.compile(
    r"[，,]?\s*(?:可以?)?(?:(?:使用|(?<![占使利应作引采费调套启停禁享耗])用|执行|运行|输入|通过)(?:以下|下面|下列|如下)?的?(?:命令|指令|方法|语句|方式)?|(?:以下|下面|下列|如下)的?(?:命令|指令|方法|语句|方式)?|的(?:命令|指令|方法|语句|方式))?(?:即可)?(?:如下(?:所示)?)?[：:]?\s*$"
)


#: A shorter heading ("登录", "安装") leaves open what of, unless a heading above it names that.
SHORTEST_TASK, SHORTEST_NAMED_TASK = 4, 2
#: A whole line that only says what is to be done: "杀死某个进程".
ONLY_GOAL = re.compile("[^，,。；;：:？?（(]{4,20}")


@pattern("command", on="block", rank=14, kinds=TEXT)
def find(place: Place) -> Iterator[Fact]:
    """``查看显存占用：`` and then a shell block, or the command alone on the next line or behind the colon."""
    block = place.block
    sentences = place.prose.sentences
    says_all = (
        block.kind == "item" and re.search(r"[：:]\s*\S", block.text) and not block.text.rstrip().endswith(("：", ":"))
    )
    if len(sentences) and not says_all and (following := place.at(1)) and (command := command_of(following)):
        if not following.block.level and _ends_steps(place):
            return
        yield from _goal(place, sentences[-1], command, following.block.span.last)


def _ends_steps(place: Place) -> bool:
    """Whether it is the last of steps that stand one below the other: what follows belongs to none of them."""
    block, before = place.block, place.at(-1)
    last = block.ordered and block.position == len(place.group) > 1
    return bool(last and before and before.block.group == block.group) and not block.text.rstrip().endswith(("：", ":"))


@pattern("task", on="block", rank=15, kinds=("code",))
def find_task(place: Place) -> Iterator[Fact]:
    """``### 查看路由表`` right above the command: the heading is the goal."""
    above = place.page.blocks[place.index - 1] if place.index else None
    if above is None or above.kind != "heading" or not (command := command_of(place)):
        return
    if (goal := above.text) and _is_task(goal, named=_is_named(above)):
        fact = _fact(place, goal, command, (above.span.first, place.block.span.last))
        # The heading asks already: a card does not show it once more.
        yield replace(fact, heading=fact.heading[:-1])


def _is_named(heading: Block) -> bool:
    """Whether the heading above another one names what that is done to or with: "### 登录" below "## GitHub CLI"."""
    return bool(heading.heading) and names_one(heading.heading[-1])


def _is_task(heading: str, *, named: bool) -> bool:
    """Whether a heading says what is to be done: it begins with a verb, or has one before what it is done to.

    ``named``: the card shows what it is done to.
    """
    words = segment.cut(heading)
    says = segment.tag(words[0]) == "v" or (bool(goal_of(heading)) and not segment.tag(words[-1]).startswith("v"))
    names = re.search(r"[\[`]|命令$", heading) or NOT_GOAL.search(heading) or is_label(head_of(heading))
    return says and not names and length(heading) >= (SHORTEST_NAMED_TASK if named else SHORTEST_TASK)


@pattern("inline", on="sentence", rank=16, needs=MASK)
def find_inline(place: Place) -> Iterator[Fact]:
    """``解压 tar 包：`tar -xf a.tar` ``: a goal, a colon, and nothing but the command."""
    match = INLINE.match(place.sentence.text)
    if match is None or place.prose.kind(match["code"]) != "code":
        return
    code = place.prose.plain(match["code"])
    if COMMAND_START.match(code) and " " in code and (goal := goal_of(match["goal"])):
        line = place.block.span.first + place.sentence.first
        yield _fact(place, goal, place.show(match["code"]), (line, line))


def _goal(place: Place, sentence: Sentence, command: str, last: int) -> Iterator[Fact]:
    if REMEDY.fullmatch(sentence.text.strip()):
        yield from _remedy(place, command, (place.block.span.first + sentence.first, last))
        return
    goal = goal_of(sentence.text) or (_deed(sentence.text) if len(place.prose.sentences) == 1 else "")
    first = place.block.span.first + sentence.first
    if goal and not re.search(MASK + r"$", goal) and command.split("\n")[1:-1] != goal.split(" ")[:1]:
        yield _fact(place, goal, command, (first, last))
        yield from _each(place, sentence, command, (first, last))


def _remedy(place: Place, command: str, lines: tuple[int, int]) -> Iterator[Fact]:
    """What helps against the trouble that the heading names."""
    trouble = place.heading_topic
    if trouble and trouble == next(reversed(place.block.heading), ""):
        asked = f"{trouble}，怎么解决？"
        yield place.fact("fix", trouble, asked, command, form="command", lines=lines, confidence=0.8, statement=" ")


def _each(place: Place, sentence: Sentence, command: str, lines: tuple[int, int]) -> Iterator[Fact]:
    """Each goal with its command, where a line names as many goals, one after the other, as there are commands."""
    fence, *commands, end = command.split("\n") if command.startswith("```") else ("", "")
    goals = [goal_of(FIRST.sub("", goal)) for goal in NEXT_GOAL.split(sentence.text)]
    if 1 < len(goals) == len(commands) and all(goals) and not POINTS.search("".join(goals)):
        for goal, line in zip(goals, commands, strict=True):
            yield _fact(place, goal, f"{fence}\n{line}\n{end}", lines)


def _fact(place: Place, goal: str, command: str, lines: tuple[int, int]) -> Fact:
    prompt = f"{goal}？" if ASKS.search(goal) else f"{goal}，用什么命令？"
    return place.fact("command", goal, prompt, command, form="command", lines=lines, confidence=0.85, statement=" ")


def goal_of(text: str) -> str:
    """What a line wants to be done, without "可以使用以下命令："; empty where it is no goal."""
    goal = EXAMPLE_MARK.sub("", text.strip().rstrip("：:。 "))
    if NOT_GOAL.search(goal) or not GOAL.match(goal) or is_label(goal):
        return ""
    goal = TAIL.sub("", POLITE.sub("", PROVIDED.sub("", goal), count=1)).rstrip("，,的 ")
    goal = goal.split("。")[-1].strip()
    if ELSEWHERE.search(goal):
        return ""
    return goal if 2 <= length(goal) <= 34 and not is_label(head_of(goal)) else ""


def _deed(text: str) -> str:
    """A line that only says what is to be done, whatever its verb; empty for any other."""
    if not ONLY_GOAL.fullmatch(text) or NOT_GOAL.search(text) or not is_deed(text):
        return ""
    return text if segment.tag(segment.cut(text)[0]) == "v" else ""


def command_of(place: Place) -> str:
    """The command in a block that is nothing else, as Markdown; empty for output, programs and long scripts."""
    block = place.block
    if block.kind == "paragraph":
        text = place.prose.text.strip()
        if (
            re.fullmatch(MASK, text)
            and place.prose.kind(text) == "code"
            and COMMAND_START.match(place.prose.plain(text))
        ):
            return place.show(text)
        return ""
    if block.kind != "code" or (block.language and block.language not in SHELL):
        return ""
    lines = [line for line in block.text.split("\n") if line.strip()]
    if prompted := [SHELL_PROMPT.sub("", line) for line in lines if SHELL_PROMPT.match(line)]:
        # A recorded session: what has no prompt before it is output.
        lines = prompted
    commands = [re.sub(r"^(?:\$|>|#(?=\s*(?:[a-z]+\s|\./)))\s+", "", line) for line in lines]
    commands = _without_output(commands)
    real = [line for line in commands if not line.lstrip().startswith("#")]
    if not real or len(real) > 4:
        return ""
    alone = len(real) == 1 and bool(block.language)
    known = (
        bool(prompted)
        or (alone and ANY_COMMAND.match(real[0]))
        or all(_command_line(line, first=i == 0) for i, line in enumerate(real))
    )
    if not known:
        return ""
    return f"```{block.language or 'bash'}\n" + "\n".join(commands) + "\n```"


def _without_output(lines: list[str]) -> list[str]:
    """The lines of a fence without what the last command in it printed, quoted as comments or as a table."""
    kept = [line for line in lines if COMMAND_START.match(line.strip()) or not COLUMNS.search(line)]
    last = max((i for i, line in enumerate(kept) if not line.lstrip().startswith("#")), default=-1)
    return kept[: last + 1]


def _command_line(line: str, *, first: bool) -> bool:
    """Whether a line is a command, or goes on with the one before."""
    return bool(COMMAND_START.match(line.strip())) or (not first and line.startswith((" ", "\t", "-")))
