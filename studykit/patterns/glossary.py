"""``term：explanation`` on a line or in a list, the commonest way to note a fact; options and modes among them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit import segment
from studykit.grammar import (
    AMBIGUOUS,
    ASIDE,
    CAN,
    CANNOT,
    COPULAS,
    MUST,
    OBJECT_VERBS,
    PREPOSITIONS,
    PRONOUN,
    PURPOSE_VERBS,
    QUESTION,
    WILL,
    strip_connective,
    take_apart,
)
from studykit.model import Fact, FactKind, Relation
from studykit.patterns import Place, pattern, too_long
from studykit.prose import MASK, MASKED
from studykit.statements import COLON
from studykit.terms import CJK, GLOSS, head_of, is_aspect, is_label, is_subject, is_term, length, members_of
from studykit.text import spaced
from studykit.topics import named_in, which

CODE_HEAD = re.compile(
    rf"^(?P<head>{MASK}(?:\s*[、,/或和与]\s*{MASK})*)\s*(?:[-—–]{{1,2}}\s*|[，,]\s*|=\s*|\s+)?(?P<body>(?![的、/和与或]|[下中里内时前后][，,]).+)$",
    re.DOTALL,
)
DASH = re.compile(r"^(?P<head>[^：:，,。\n—–-]{1,40}?)\s*(?:——|—|–|\s-{1,2}\s)\s*(?P<body>\S.*)$", re.DOTALL)
#: "- pip，Python 自带的包管理器": an item that begins with a name.
NAME_FIRST = re.compile(
    r"^(?P<head>[A-Za-z][A-Za-z0-9_.+#/-]*(?:\s[A-Za-z][A-Za-z0-9_.+#/-]*){0,2}(?:\s*[（(][^（）()]+[）)])?)\s*[，,]\s*(?P<body>(?![则就也都会将可能又])(?=.*[\u4e00-\u9fff]{3}).{5,})$"
)
#: "- 脏写（Dirty Write），一个事务 …": an item that begins with a name and its foreign name.
GLOSS_FIRST = re.compile(
    r"^(?P<head>(?!所谓)[^，。；：:（(\sA-Za-z]{2,14}\s*[（(][A-Za-z][^（），,()]*[）)])"
    r"(?:\s*[，,]\s*(?![则就也都会将可能又最其是有]|主要|一般|通常|分为|包括|包含)|\s*(?=一[个种类]))(?P<body>(?=.*[\u4e00-\u9fff]{3}).{5,})$"
)
#: "在函数内定义：…", "发生异常时：…": a label that sets the scene for what it is followed by.
SCENE = re.compile(
    r"^(?:在(?!线|于)[^，有意几两]{2,14}|(?:当|若|如果)[^，]{2,16}|[^，]{3,16}[^同临小暂及延实计定准按随平有]时)$"
)
MEANINGS = frozenset("定义 概念 含义 意思".split())
#: "`name` 为集群的名字" explains with a verb that the question says already.
LEADING = re.compile(
    r"^(?:这(?:就|也|则)?是|表示的是|表示|代表|指的是|是指|即是|即|是|为(?![^，的]{1,10}?(?:提供|分配|创建|准备|设计)))(?![\w]?(?:否|了))\s*"
)
SHORTEST_BODY, LONGEST_NAME = 3, 8
#: "连接描述字" is a name, "连接到服务器的端口" is done.
SHORTEST_DEED = 6
FLAG = re.compile(r"(?<!\S)(-{1,2}[A-Za-z][\w-]*)")
FLAGS = re.compile(r"^(?:-{1,2}[A-Za-z][\w-]*(?:[= ][^\s]+)?\s*)+$")
FUNCTION_WORDS = (
    OBJECT_VERBS
    | PURPOSE_VERBS
    | frozenset(
        "改变 列出 查看 返回 创建 新建 删除 显示 打印 启动 停止 终止 结束 获取 设置 让 把 将 给 向 从 对 使 可以 强制 等待 触发 查询 移动 复制 切换 开启 关闭 告诉 要求 按 统计 解压 解压缩 压缩 查询 测试 监控 监视 比较 排序 替换 判断 检查 检测 搜索 查找 运行 执行 生成 编译 安装 卸载 下载 上传 发送 接收 读取 写入 保存 释放 挂载 卸载".split()
    )
)
#: Heads of this kind are asked for their content, not for what they are.
PLURAL = re.compile(
    r"(?:顺序|过程|流程|路线|条件|特点|优点|缺点|好处|坏处|原因|产品|方式|方法|工具|参数|公式|格式|语法|写法|规则|步骤|时间|日期|地点|区别|差异|联系|关系|思想|目的|动机)$"
)
#: "X 是为 Y 服务的" is no more whole without its 是.
IS_DOING = re.compile(r"是[^，。]*的(?:[，。]|$)")
#: "404：Not Found": a number of three digits is a code, and its heading says of what.
CODE_NUMBER = re.compile(r"^(?:\d{3}|[1-5][xX]{2})$")
#: "`exit` 函数需要 …" goes on about the function.
KIND_WORD = re.compile(
    r"(?:(?:函数|方法|命令|类|对象|变量|参数|属性|文件|语句|关键字|运算符|指令|选项|字段|接口|模块)(?!个数|数量|列表|名(?!为)|值|地址|路径|类型|大小|编号)|和|与)"
)
#: "头文件目录 `include/`", "卸载 `make uninstall`": words, and nothing but code behind them.
WORDS_CODE = re.compile(
    rf"^(?P<head>[\u4e00-\u9fff][^，,。；;：:？?\ue000-\uf8ff]{{1,24}}?)\s*(?P<body>{MASK})[。；;]?$"
)
#: "读取 -> ssize_t read(int fd, …)": an arrow to code.
ARROW_CODE = re.compile(
    rf"^(?P<head>[^，,。；：:]*[\u4e00-\u9fff][^，,。；：:]*?)\s*(?:->|=>|→)\s*(?P<body>{MASK}|[A-Za-z_][^\u4e00-\u9fff]*\([^\u4e00-\u9fff]*\);?)$"
)
#: How words end that go on with the code behind them: "属于网络操作系统的是 `…`".
GOES_ON = re.compile(
    r"(?:[=+<>如见用为是的和与或在到有成叫要加了从对把将给被按即至及含于]|执行|使用|通过|运行|输入|调用|返回|等于|大于|小于|属于|参考|参见|详见|关于|支持|产生|需要|改成|写成)$"
)
SPACED = re.compile(r"^(?P<head>[!-~]+)\s+(?P<body>.+)$", re.DOTALL)
#: What its signs show to be no words: "$^", "/var/log/wtmp", "(?=x)".
PATH = re.compile(r"~?/[a-z][\w./*-]*")
SIGN = re.compile(r"(?=[!-~]{1,30}$)(?:[$/\-.~\\@#%&*+<^!](?!\d+$)|\(\?)")
#: "编译选项" is a thing, for all its verb.
THING_END = re.compile("(?:选项|参数|宏|标志|变量|符|名|值|类型|目录)$")
SHELL_LINE = re.compile(r"(?:sudo )?[a-z][\w.-]*(?: [^(=;{]+)$")
#: "/etc/passwd 帐号信息", "$^ 所有依赖": what its signs show to be code, beside others like it.
SIGNED = re.compile(
    r"^(?P<head>(?:[$/\-.~\\@#%&*+<(\[{^!][!-~]*|[!-~]+[_(=][!-~]*))(?:\s+|\s*(?:——|—|–)\s*)(?P<body>(?![的和与或及是在会可能就也都将把被])[\u4e00-\u9fff].*)$",
    re.DOTALL,
)
#: "AR		归档程序": a table drawn with tabs.
WIDE = re.compile(r"^(?P<head>[!-~]+)(?:[ ]*\t\s*|[ ]{2,})(?P<body>(?![的和与或及是在会可能就也都将把被])[^\s].*)$")
#: A word of a program, and not the name of a product.
IDENTIFIER = re.compile(r"[A-Za-z_]\w*_\w*|[a-z]+[A-Z]\w*|[A-Za-z]\w*\[\d*\]")
CALL_HEAD = re.compile(r"[A-Za-z_][\w.]*\([^()]*\)")
#: A command by more than one word: "docker image prune -a".
COMMAND_LINE = re.compile(
    r"[a-z][\w.-]*(?: [a-z-][\w.-]*)* --?[a-zA-Z][\w-]*|(?:git|docker|podman|kubectl|helm|npm|yarn|pnpm|pip|conda|brew|apt|apt-get|yum|dnf|systemctl|cargo|go|ip)(?: [a-z][\w.-]*){1,3}"
)
#: What is done, step by step; and what somebody has of something: "创建文件", "提高响应速度".
DEED = re.compile(
    "(?:创建|新建|建立|删除|插入|添加|修改|更新|查找|遍历|读取?|写入?|求|打开|关闭|截断|释放)(?!.*(?:[法器式性率类型机制操作关系阶段函数符流程时间线程表树锁区窗图集项层则略议冲条件权限位置指针]|缓存)$)[\u4e00-\u9fffA-Za-z ]{2,}|[向往从][^，]{2,}(?:插入|添加|删除|写入|读取|查找)[^，]{2,}"
)
EFFECT = re.compile(
    "(?:提高|提升|降低|减少|避免|防止|产生|利于|便于|有利于|能够?|可以?|重用|加快|简化|增强|按)(?!.*(?:[法器式性率]|算法|模型|机制|策略)$)(?=[\u4e00-\u9fffA-Za-z ]{2,}).*[\u4e00-\u9fff].*|(?:提高|增强).*性"
)
#: "0：…", "1：…" below a line about a parameter.
NUMBER = re.compile(r"-?\d{1,2}")
#: How something is done, before what is done: "随机返回一个键：RANDOMKEY".
MANNER = re.compile(r"^(?:随机|批量|手动|自动|强制|重新|快速|一次性|递归|实时)")
#: A tool's bare name, and where such names are to be expected: "进程查询：ps" below "常用命令".
TOOL_NAME = re.compile(r"^[a-z][\w+.-]*(?:\s*[、,/]\s*[a-z][\w+.-]*)*$")
TOOLS = re.compile(r"工具|命令|指令|[Ll]inux|[Ss]hell|tools?$|commands?$")
#: What a function looks like: "从共享内存分离：int shmdt(const void *addr)".
PROTOTYPE = re.compile(r"^(?:[A-Za-z_]\w*[\s*&]+)+\w+\s*\([^\u4e00-\u9fff]*\)?;?$")
#: On which system something was tried is no fact.
SURROUNDINGS = re.compile(r"^(?:系统|测试|实验|运行|开发|安装|软件|硬件)?环境$")
#: What is done, and nothing but code behind the colon: "将 fd 设为非阻塞：`fcntl(…)`".
ACTION = re.compile(
    r"^(?:(?:可以|可)?(?:使用|用|通过)?(?:以下|如下|下面|下列)的?(?:语句|命令|代码|方式|方法)?来?)?(?P<goal>.+)$"
)
ONLY_CODE = re.compile(rf"^(?:{MASK}|[!-~]+\([^\u4e00-\u9fff]*\);?)(?:[，,。；;].*)?$")
NO_TERM = re.compile(
    r"^(?:若|如果|当|还|先|首先|只要|一旦|考虑|对(?![应象称比齐偶等立])|把|将(?!军)|上述|下述)|如果|及以[前后上下]$|加入了|有很多|了$|同理|值得(?:注意|一提)|(?<![私共独占特])有$|[^，]{3}如$"
)
HOW = frozenset("彼此 互相 相互 通过 把 将 按 按照 由 被 使得 让 如果".split())
STATING = (CAN | WILL | MUST | CANNOT | COPULAS) - frozenset("可 能 将 要 没有 无 为 不 未 没 最好 是".split())
OPEN_END = re.compile(r"(?:在于|就是|是|[分称]为|一般为|通常为|为|包括|包含|有)$")
#: "不能下推的：非索引列" leaves open what cannot.
OPEN_KIND = re.compile(r"^(?:不|无需|可以?|能够?|支持|需要|必须|只能)[^，。的]{0,10}的$")
ASKED_WITH = ("在于", "分为", "称为")
#: "uncompress：解压缩文件" says what a command does.
COMMAND_NAME = re.compile(r"^[a-z][\w.-]*(?:\(\))?$", re.ASCII)
#: "替换的字符串" is what something is, for all its verb.
A_THING = re.compile(r"^[^，。；]*的\s*[^的，。；]{1,8}(?:$|[，。；])")
IS_LIKE = frozenset("指向 类似 类似于 有 具有 需要 等于 属于 包含".split())
LONGEST_BOLD, LONGEST_TOPIC = 14, 20
#: "循环链表：链表的一种。它的最后一个节点指向头节点": of what kind it is does not tell it from the others.
ONLY_KIND = re.compile("[^，。；]{1,12}的一种(?:，(?:也|又)(?:叫|称)[^，]{1,12})?|一种[^，。；的]{1,10}")
#: "哈希表：也叫散列表": its other name; what it is comes behind.
OTHER_NAME = re.compile("(?:[也又亦](?:叫|称|名|被称)|简称|俗称|全称|别名)")
#: "系统调用：比如读取命令行输入" gives an example, and says not what it is.
EXAMPLE = re.compile("(?:比如|例如|譬如)[^。]*$")
#: "返回0：没有子进程" says what a value means.
VALUE = re.compile(r"^返回值?为?\s*[-\w]{1,8}$", re.ASCII)


@pattern("glossary", on="sentence", rank=30)
def find(place: Place) -> Iterator[Fact | Relation]:
    """``流：一个执行队列``, ``- `-ftz`：非规格化数归零``, ``fast mode: `-ftz=true` ``, ``优点：…`` under a heading."""
    halves = _halves(place)
    if halves is None:
        return
    head, body, told = halves
    if NUMBER.fullmatch(head):
        yield from _value(place, head, body)
    elif CODE_NUMBER.match(head) and place.heading_topic and not too_long(body):
        yield _code_number(place, head, body, told)
    elif WORDS_CODE.match(place.sentence.text) and not COLON.match(place.sentence.text):
        yield from _code_of(place, head, body)
    elif (goal := _for_code(head, body)) and not too_long(body):
        yield _command(place, goal, body) if _is_command(place, head, body) else _written(place, goal, body)
    elif is_aspect(head):
        yield from _aspect(place, head, body)
    elif _is_command(place, head, body):
        yield _command(place, head, body)
    elif says_something(head):
        yield from _announced(place, head, body)
    elif (asked := _left_open(head)) and _opens(head) and not too_long(body, 70):
        yield place.fact("property", head, asked, body, aspect="details", confidence=0.7)
    elif SCENE.match(head) and not is_aspect(head) and not ONLY_CODE.match(body) and not too_long(body):
        yield _in_scene(place, head, body)
    elif _is_name(head) and not too_long(body):
        yield _definition(place, head, body, told)
        if FLAGS.match(place.prose.plain(body)):
            yield from (place.relation(head_of(head), "uses", flag) for flag in FLAG.findall(place.prose.plain(body)))


def _code_number(place: Place, head: str, body: str, told: str) -> Fact:
    """What a code of three digits stands for: "404：Not Found"."""
    prompt = f"{spaced(place.heading_topic, head)} 表示什么？"
    whole = f"{place.sentence.text}。{told}" if told else ""
    return place.fact("definition", head, prompt, body, confidence=0.8, statement=whole)


def _for_code(head: str, body: str) -> str:
    """What is to be done, where nothing but code stands behind it; empty where it is no deed."""
    goal = _goal(head) if ONLY_CODE.match(body) else ""
    return goal or (head if CJK.search(head) and PROTOTYPE.match(body) else "")


def _halves(place: Place) -> tuple[str, str, str] | None:
    """What is explained, its explanation, and the sentence behind where that belongs to it."""
    text = place.sentence.text
    match = COLON.match(text)
    bold = _bold_head(place) if match is None else None
    if bold is not None:
        return bold
    match = match or (bold is None and (_words_with_code(place) or _beside_others(place))) or None
    if match is None and place.block.kind == "item" and place.sentence is place.prose.sentences[0]:
        linked = place.block.text.lstrip(" *").startswith("[")
        match = DASH.match(text) or CODE_HEAD.match(text)
        match = match or (None if linked else GLOSS_FIRST.match(text) or NAME_FIRST.match(text))
        if match and match.re is CODE_HEAD and not _explains(place, match):
            match = None
        if match and match.re is GLOSS_FIRST and (says_something(match["head"]) or match["head"].startswith("是")):
            match = None
    if match is None:
        return None
    head = re.sub(r"^(?:对于|关于|-\s+)", "", strip_connective(match["head"].strip(" *")))
    body = LEADING.sub("", match["body"].strip())
    body = _without_name(body, head)
    body, told = _whole(place, re.sub(r"\s+-+$", "", body))
    return (head, body, told) if head and not is_label(head) and _says(place, body) else None


def _words_with_code(place: Place) -> re.Match[str] | None:
    """For example, "卸载 `make uninstall`", or "读取 -> ssize_t read(…)": all that a line says."""
    if len(place.prose.sentences) > 1 and place.block.kind != "item":
        return None
    text = place.sentence.text
    if arrow := ARROW_CODE.match(text):
        return arrow
    words = WORDS_CODE.match(text)
    if words is None or place.prose.kind(words["body"]) != "code" or place.sentence.end in ("？", "?"):
        return None
    return None if GOES_ON.search(words["head"].strip()) or says_something(words["head"]) else words


def _beside_others(place: Place) -> re.Match[str] | None:
    """For example, "/etc/passwd 帐号信息": a name and what it is, where what stands beside it is written alike."""
    if place.sentence is not place.prose.sentences[0]:
        return None
    text = place.sentence.text
    for form, here in ((SIGNED, text), (WIDE, place.block.text)):
        match = form.match(here)
        if match and _alike(place, form) and not too_long(match["body"]):
            return form.match(text) or (SPACED.match(text) if form is WIDE else None)
    return None


def _alike(place: Place, form: re.Pattern[str]) -> bool:
    """Whether most items of the list, or a paragraph next to this one, have the same form, and other names."""
    if place.block.kind == "item":
        found = [form.match(item.block.text) for item in place.group]
        heads = {match["head"] for match in found if match}
        return len(heads) > 1 and 3 * len(heads) >= 2 * len(found)
    return any((other := place.at(offset)) and form.match(other.block.text.replace("*", "")) for offset in (-1, 1))


def _without_name(body: str, head: str) -> str:
    """An explanation that names once more what it explains ("`Node` - Node 是主机"), without that."""
    name = head if body.startswith(head) else GLOSS.sub("", head).strip()
    rest = body[len(name) :].lstrip() if body.startswith(name) else ""
    again = LEADING.match(rest)
    return rest[again.end() :] if again and not IS_DOING.match(rest) else body


def _bold_head(place: Place) -> tuple[str, str, str] | None:
    """For example, "- **响应更快**，任务不必等到线程创建": what is in bold is explained by what follows."""
    text = place.sentence.text
    head = next(iter(place.prose.bold), "")
    if place.block.kind != "item" or place.sentence is not place.prose.sentences[0] or not text.startswith(head):
        return None
    body = text[len(head) :].lstrip()
    if not head or length(head) > LONGEST_BOLD or body[:1] not in ("，", ",") or is_label(head):
        return None
    body = LEADING.sub("", body[1:].strip())
    return (head, body, "") if is_subject(head) and _says(place, body) else None


def _says(place: Place, body: str) -> bool:
    """Whether what stands behind the colon explains, and is no link, question or word to the reader."""
    return bool(
        re.search(r"\w|[\ue000-\uf8ff]", body)
        and not OTHER_NAME.match(body)
        and not EXAMPLE.match(body)
        and place.prose.kind(body[0]) not in ("url", "picture")
        and not ASIDE.search(body[:12])
        and not _asks(place, body)
    )


def _value(place: Place, head: str, body: str) -> Iterator[Fact]:
    """What a value of the parameter means that the line above the list is about."""
    lead = place.lead
    codes = [part for part in MASKED.findall(lead.prose.text) if lead.prose.kind(part) == "code"] if lead else []
    heads = [match["head"] for item in place.group if (match := COLON.match(item.prose.text))]
    if lead and len(codes) == 1 and len(heads) == len(place.group) > 1 and all(map(NUMBER.fullmatch, heads)):
        prompt = f"{lead.show(codes[0])} 为 {head} 时，会怎样？"
        yield place.fact("option", head, prompt, body, confidence=0.75, topic="")


def _code_of(place: Place, head: str, code: str) -> Iterator[Fact]:
    """How something is written that words name: "头文件目录 `include/`"."""
    plain = place.prose.plain(code)
    first = segment.cut(head)[0]
    does = not THING_END.search(head) and (first in FUNCTION_WORDS or segment.tag(first) == "v")
    if does and SHELL_LINE.match(plain):
        yield _command(place, head, code)
    elif does:
        yield _written(place, head, code)
    elif _is_name(head):
        asked = "有哪些？" if re.search(r"[^(]*, ", plain) and "(" not in plain else "怎么写？"
        yield place.fact("syntax", head, spaced(head, asked), code, confidence=0.7, statement=" ")


def _in_scene(place: Place, head: str, body: str) -> Fact:
    """What happens, or is done, in the case that a label names."""
    asked = "怎么做？" if _does(segment.cut(body)[:1], body) else "会怎样？"
    return place.fact("property", head, f"{head}，{asked}", body, aspect="scene", confidence=0.65)


def _is_name(head: str) -> bool:
    if SIGN.match(head):
        return True
    named = is_term(head, 22) and not is_label(head_of(head))
    return named and not (_states(head) or NO_TERM.search(head) or SURROUNDINGS.match(head))


def _written(place: Place, goal: str, body: str) -> Fact:
    return place.fact("syntax", goal, f"{goal}，怎么写？", body, confidence=0.75, statement=" ")


def _explains(place: Place, match: re.Match[str]) -> bool:
    """Whether what stands behind code is its explanation, and not the rest of a sentence about it."""
    apart = place.sentence.text[match.end("head") : match.start("body")].strip()
    sentence = place.block.ordered or KIND_WORD.match(match["body"])
    return place.prose.kind(match["head"][0]) == "code" and bool(apart or not sentence)


def _whole(place: Place, body: str) -> tuple[str, str]:
    """For example, "302：Found。临时性重定向。" says what matters in the next sentence: it belongs to the answer."""
    short = length(body) <= SHORTEST_BODY or (length(body) <= LONGEST_NAME and not CJK.search(body))
    if (
        not (short or ONLY_KIND.fullmatch(body))
        or place.sentence is not place.prose.sentences[0]
        or len(place.prose.sentences) < 2
    ):
        return body, ""
    following = place.prose.sentences[1]
    if following.first != place.sentence.last or COLON.match(following.text):
        return body, ""
    return f"{body}。{following.text}", following.text


def _states(head: str) -> bool:
    """Whether a head holds a predicate, and so is no name: "GPU 上只能靠检查结果"."""
    words = segment.cut(GLOSS.sub("", head))
    return "是" in words[1:-1] or any(word in STATING or (i > 0 and word in HOW) for i, word in enumerate(words))


def _asks(place: Place, body: str) -> bool:
    return place.sentence.end in ("？", "?") or bool(
        QUESTION.search(body) or re.match("为什么|为何|如何|怎么|怎样|什么是", body)
    )


def _aspect(place: Place, head: str, body: str) -> Iterator[Fact]:
    long = length(place.lead_topic) > LONGEST_TOPIC
    topic = (named_in(place.lead_topic) or place.heading_topic) if long else place.topic
    if topic and not too_long(body) and not re.fullmatch(r"[一二三四五六七八九十\d]+", head):
        asked = spaced("什么是", f"{topic}？") if head in MEANINGS else f"{topic}：{head}是什么？"
        yield place.fact("property", f"{topic} {head}", asked, body, aspect=head, confidence=0.7)


def says_something(head: str) -> bool:
    """Whether the words before a colon are a statement of their own: "NAS 由三部分组成"."""
    taken = take_apart(GLOSS.sub("", head))
    if taken is None or not taken.rest or not is_subject(taken.subject) or length(taken.subject) < 2:
        return False
    return taken.verb not in PREPOSITIONS or head.endswith(("组成", "构成"))


def _announced(place: Place, head: str, body: str) -> Iterator[Fact]:
    """A statement whose details follow the colon: how many things are asked for by their number."""
    if too_long(body, 70) or ASIDE.search(head) or PRONOUN.match(head) or PRONOUN.match(body) or length(head) > 30:
        return
    counted = which(head)
    if counted and len(members_of(body)) > 1:
        yield place.fact("enumeration", head, f"{counted}？", body, aspect="members", confidence=0.75)
    elif asked := _left_open(head):
        yield place.fact("property", head, asked, body, aspect="details", confidence=0.7)
    elif (taken := take_apart(head)) and taken.verb in OBJECT_VERBS | COPULAS:
        prompt = f"{spaced(taken.adverbial + taken.subject, taken.adverbs)}{taken.verb}什么？"
        answer = f"{taken.rest}：{body}"
        yield place.fact("property", taken.subject, prompt, answer, aspect=taken.verb, confidence=0.7)
    else:
        yield place.fact("property", head, f"{head}，具体是怎样的？", body, aspect="details", confidence=0.6)


def _left_open(head: str) -> str:
    """The question for words that end in their verb, or name nothing yet: "目前流行的算法有：", "不能下推的："."""
    if OPEN_KIND.match(head):
        return f"{head}是什么？"
    open_end = OPEN_END.search(head)
    if open_end is None:
        return ""
    said = head[: open_end.start()]
    if open_end[0] in ASKED_WITH:
        return f"{said}{open_end[0]}什么？"
    return f"{said}{'包括哪些？' if open_end[0] in ('包括', '包含') else '是什么？'}"


def _opens(head: str) -> bool:
    return OPEN_KIND.match(head) is not None or is_subject(OPEN_END.sub("", head))


def _goal(head: str) -> str:
    """What is to be done, where the words before a colon begin with a verb."""
    action = ACTION.match(head)
    goal = action["goal"] if action else head
    words = segment.cut(goal)
    return goal if len(words) > 1 and words[0] in FUNCTION_WORDS and not is_aspect(words[0]) else ""


def _is_command(place: Place, head: str, body: str) -> bool:
    """A verb phrase and nothing but one command: "打印进程：`ps`"."""
    alone = re.fullmatch(rf"{MASK}|[a-z][\w-]*|[A-Z]{{3,}}", body) and "(" not in place.prose.plain(body)
    words = segment.cut(MANNER.sub("", head))
    return bool(alone) and place.prose.kind(body[0]) in ("code", "") and words[0] in FUNCTION_WORDS and len(words) > 1


def _command(place: Place, head: str, body: str) -> Fact:
    return place.fact("command", head, f"{head}，用什么命令？", body, form="command", confidence=0.8, statement=" ")


def _definition(place: Place, head: str, body: str, told: str) -> Fact:
    code = bool(re.fullmatch(rf"{MASK}(?:\s*[、,/或和与]\s*{MASK})*", head)) and place.prose.kind(head[0]) == "code"
    plain = place.prose.plain(body)
    if FLAGS.match(plain):
        return place.fact("option", head, f"{head} 对应哪些选项？", body, form="option", confidence=0.9)
    if TOOL_NAME.match(plain) and not re.search("[A-Za-z]", head) and _among_tools(place):
        asked = "用哪个？" if head.endswith(("器", "工具", "软件")) else "用什么工具？"
        return place.fact("command", head, spaced(head, asked), body, form="command", confidence=0.8)
    kind: FactKind = "definition"
    plain_head = place.prose.plain(head)
    if code and plain_head.startswith("-"):
        kind = "option"
    elif code and re.match(r"[a-z][\w.-]*\s+\S", plain_head):
        kind = "command"
    return place.fact(
        kind,
        head,
        f"{head} 表示什么？"
        if (re.fullmatch(MASK, head) and place.prose.kind(head) == "formula") or WIDE.match(place.block.text)
        else _question(head, body, kind, plain_head if code else ""),
        body,
        form="option" if kind == "option" else "question",
        confidence=0.85,
        statement=f"{place.sentence.text}。{told}" if told else "",
    )


def _does(first: list[str], body: str) -> bool:
    """Whether an explanation says what is done, and not what something is."""
    verb = bool(first) and first[0] in FUNCTION_WORDS - IS_LIKE
    return verb and not A_THING.match(body) and (first[0] not in AMBIGUOUS or length(body) >= SHORTEST_DEED)


def _among_tools(place: Place) -> bool:
    return any(TOOLS.search(name) for name in (place.page.document.title, *place.block.heading, place.lead_topic))


def _question(head: str, body: str, kind: FactKind, code: str) -> str:
    first = segment.cut(body)[:1]
    if kind == "option":
        return f"选项 {head} 有什么作用？"
    if code:
        does = kind == "command" or bool(re.search(r"\w\(", code)) or (first and first[0] in FUNCTION_WORDS - IS_LIKE)
        return f"{head} 有什么作用？" if does else f"{head} 表示什么？"
    if COMMAND_NAME.match(head) and _does(first, body):
        return f"{head} 有什么作用？"
    if asked := _of_code(head) or _of_deed(head):
        return f"{head}{asked}"
    if PLURAL.search(head):
        return f"{head}是什么？"
    return spaced("什么是", f"{head}？")


def _of_code(head: str) -> str:
    """How one asks for what the name of a call, a command or a variable says; empty for other names."""
    if CALL_HEAD.fullmatch(head) or COMMAND_LINE.fullmatch(head) or PATH.fullmatch(head):
        return " 有什么作用？"
    return " 表示什么？" if VALUE.match(head) or IDENTIFIER.fullmatch(head) or SIGN.match(head) else ""


def _of_deed(head: str) -> str:
    """How one asks about what is done or reached: "创建文件", "提高响应速度"; empty for a thing."""
    if head.startswith("达到"):
        return "，会怎样？"
    if DEED.fullmatch(head):
        return "，怎么做？"
    return "，具体是怎样的？" if EFFECT.fullmatch(head) else ""
