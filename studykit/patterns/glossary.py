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
from studykit.prose import MASK
from studykit.statements import COLON
from studykit.terms import CJK, GLOSS, head_of, is_aspect, is_label, is_subject, is_term, length, members_of
from studykit.text import spaced
from studykit.topics import which

CODE_HEAD = re.compile(
    rf"^(?P<head>{MASK}(?:\s*[、,/或和与]\s*{MASK})*)\s*(?:[-—–]{{1,2}}\s*|[，,]\s*|=\s*|\s+)?(?P<body>(?![的、/和与或]).+)$",
    re.DOTALL,
)
DASH = re.compile(r"^(?P<head>[^：:，,。\n—–-]{1,40}?)\s*(?:——|—|–|\s-{1,2}\s)\s*(?P<body>\S.*)$", re.DOTALL)
#: "- pip，Python 自带的包管理器": an item that begins with a name.
NAME_FIRST = re.compile(
    r"^(?P<head>[A-Za-z][A-Za-z0-9_.+#/-]*(?:\s[A-Za-z][A-Za-z0-9_.+#/-]*){0,2}(?:\s*[（(][^（）()]+[）)])?)\s*[，,]\s*(?P<body>(?![则就也都会将可能又])(?=.*[\u4e00-\u9fff]{3}).{5,})$"
)
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
    r"(?:顺序|过程|流程|路线|条件|特点|优点|缺点|好处|坏处|原因|产品|方式|方法|工具|参数|公式|格式|语法|写法|规则|步骤|时间|日期|地点)$"
)
#: "404：Not Found": a number of three digits is a code, and its heading says of what.
CODE_NUMBER = re.compile(r"^(?:\d{3}|[1-5][xX]{2})$")
#: "`exit` 函数需要 …" goes on about the function.
KIND_WORD = re.compile(
    r"(?:函数|方法|命令|类|对象|变量|参数|属性|文件|语句|关键字|运算符|指令|选项|字段|接口|模块|和|与)"
)
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
    r"^(?:若|如果|当|还|先|首先|只要|一旦|考虑|对(?![应象称比齐偶等立])|把|将(?!军)|上述|下述)|如果|及以[前后上下]$|加入了|有很多|了$|(?<![私共独占特])有$|[^，]{3}如$"
)
HOW = frozenset("彼此 互相 相互 通过 把 将 按 按照 由 被 使得 让 如果".split())
STATING = (CAN | WILL | MUST | CANNOT | COPULAS) - frozenset("可 能 将 要 没有 无 为 不 未 没 最好 是".split())
OPEN_END = re.compile(r"(?:在于|就是|是|[分称]为|一般为|通常为|为|包括|包含|有)$")
ASKED_WITH = ("在于", "分为", "称为")
#: "uncompress：解压缩文件" says what a command does.
COMMAND_NAME = re.compile(r"^[a-z][\w.-]*(?:\(\))?$", re.ASCII)
#: "替换的字符串" is what something is, for all its verb.
A_THING = re.compile(r"^[^，。；]*的\s*[^的，。；]{1,8}(?:$|[，。；])")
IS_LIKE = frozenset("指向 类似 类似于 有 具有 需要 等于 属于 包含".split())
LONGEST_BOLD = 14
#: "循环链表：链表的一种。它的最后一个节点指向头节点": of what kind it is does not tell it from the others.
ONLY_KIND = re.compile("[^，。；]{1,12}的一种(?:，(?:也|又)(?:叫|称)[^，]{1,12})?|一种[^，。；的]{1,10}")
#: "哈希表：也叫散列表": its other name; what it is comes behind.
OTHER_NAME = re.compile("(?:[也又亦](?:叫|称|名|被称)|简称|俗称|全称|别名)")
#: "返回0：没有子进程" says what a value means.
VALUE = re.compile(r"^返回值?为?\s*[-\w]{1,8}$", re.ASCII)


@pattern("glossary", on="sentence", rank=30)
def find(place: Place) -> Iterator[Fact | Relation]:
    """``流：一个执行队列``, ``- `-ftz`：非规格化数归零``, ``fast mode: `-ftz=true` ``, ``优点：…`` under a heading."""
    halves = _halves(place)
    if halves is None:
        return
    head, body, told = halves
    if CODE_NUMBER.match(head) and place.heading_topic and not too_long(body):
        prompt = f"{spaced(place.heading_topic, head)} 表示什么？"
        whole = f"{place.sentence.text}。{told}" if told else ""
        yield place.fact("definition", head, prompt, body, confidence=0.8, statement=whole)
    elif _goal(head) and ONLY_CODE.match(body) and not too_long(body):
        goal = _goal(head)
        yield _command(place, goal, body) if _is_command(place, head, body) else _written(place, goal, body)
    elif CJK.search(head) and PROTOTYPE.match(body):
        yield _written(place, head, body)
    elif is_aspect(head):
        yield from _aspect(place, head, body)
    elif _is_command(place, head, body):
        yield _command(place, head, body)
    elif says_something(head):
        yield from _announced(place, head, body)
    elif (asked := _left_open(head)) and is_subject(OPEN_END.sub("", head)) and not too_long(body, 70):
        yield place.fact("property", head, asked, body, aspect="details", confidence=0.7)
    elif _is_name(head) and not too_long(body):
        yield _definition(place, head, body, told)
        if FLAGS.match(place.prose.plain(body)):
            yield from (place.relation(head_of(head), "uses", flag) for flag in FLAG.findall(place.prose.plain(body)))


def _halves(place: Place) -> tuple[str, str, str] | None:
    """What is explained, its explanation, and the sentence behind where that belongs to it."""
    text = place.sentence.text
    match = COLON.match(text)
    bold = _bold_head(place) if match is None else None
    if bold is not None:
        return bold
    if match is None and place.block.kind == "item" and place.sentence is place.prose.sentences[0]:
        linked = place.block.text.lstrip(" *").startswith("[")
        match = DASH.match(text) or CODE_HEAD.match(text) or (None if linked else NAME_FIRST.match(text))
        if match and match.re is CODE_HEAD and not _explains(place, match):
            match = None
    if match is None:
        return None
    head = re.sub(r"^(?:对于|关于|-\s+)", "", strip_connective(match["head"].strip(" *")))
    body = LEADING.sub("", match["body"].strip())
    if body.startswith(head) and (again := LEADING.match(body[len(head) :].lstrip())):
        # "`Node` - Node 是主机" names it twice.
        body = body[len(head) :].lstrip()[again.end() :]
    body, told = _whole(place, re.sub(r"\s+-+$", "", body))
    return (head, body, told) if head and not is_label(head) and _says(place, body) else None


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
        and place.prose.kind(body[0]) not in ("url", "picture")
        and not ASIDE.search(body[:12])
        and not _asks(place, body)
    )


def _is_name(head: str) -> bool:
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
    topic = place.topic
    if topic and not too_long(body) and not re.fullmatch(r"[一二三四五六七八九十\d]+", head):
        yield place.fact("property", f"{topic} {head}", f"{topic}：{head}是什么？", body, aspect=head, confidence=0.7)


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
    """The question for words that end in their verb: "目前流行的算法有：", "数据流可分为："."""
    open_end = OPEN_END.search(head)
    if open_end is None:
        return ""
    said = head[: open_end.start()]
    if open_end[0] in ASKED_WITH:
        return f"{said}{open_end[0]}什么？"
    return f"{said}{'包括哪些？' if open_end[0] in ('包括', '包含') else '是什么？'}"


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
        if re.fullmatch(MASK, head) and place.prose.kind(head) == "formula"
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
    if VALUE.match(head):
        return f"{head} 表示什么？"
    if PLURAL.search(head):
        return f"{head}是什么？"
    return spaced("什么是", f"{head}？")
