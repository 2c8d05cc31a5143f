"""Where a line parts into a name and its explanation: at a colon, a dash, an arrow, behind code or a name in bold."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import NamedTuple

from studykit.asides import ASIDE
from studykit.grammar import PREPOSITIONS, QUESTION, strip_connective, take_apart
from studykit.patterns import Place, too_long
from studykit.prose import MASK, MASKED
from studykit.statements import COLON, DASH
from studykit.terms import CJK, GLOSS, is_label, is_subject, length

#: "`-ftz` 非规格化数归零": code at the beginning, and what stands behind it.
CODE_HEAD = re.compile(
    rf"^(?P<head>{MASK}(?:\s*[、,/或和与]\s*{MASK})*)\s*(?:[-—–]{{1,2}}\s*|[，,]\s*|=\s*|\s+)?(?P<body>(?![的、/和与或]|[下中里内时前后][，,]).+)$",
    re.DOTALL,
)
#: "- pip，Python 自带的包管理器": an item that begins with a name.
NAME_FIRST = re.compile(
    r"^(?P<head>[A-Za-z][A-Za-z0-9_.+#/-]*(?:\s[A-Za-z][A-Za-z0-9_.+#/-]*){0,2}(?:\s*[（(][^（）()]+[）)])?)\s*[，,]\s*(?P<body>(?![则就也都会将可能又])(?=.*[\u4e00-\u9fff]{3}).{5,})$"
)
#: "- 脏写（Dirty Write），一个事务 …": an item that begins with a name and its foreign name.
GLOSS_FIRST = re.compile(
    r"^(?P<head>(?!所谓)[^，。；：:（(\sA-Za-z]{2,14}\s*[（(][A-Za-z][^（），,()]*[）)])"
    r"(?:\s*[，,]\s*(?![则就也都会将可能又最其是有]|主要|一般|通常|分为|包括|包含)|\s*(?=一[个种类]))(?P<body>(?=.*[\u4e00-\u9fff]{3}).{5,})$"
)
#: "头文件目录 `include/`", "卸载 `make uninstall`": words, and nothing but code behind them.
WORDS_CODE = re.compile(
    rf"^(?P<head>[\u4e00-\u9fff][^，,。；;：:？?\ue000-\uf8ff]{{1,24}}?)\s*(?P<body>{MASK})[。；;]?$"
)
#: "读取 -> ssize_t read(int fd, …)": an arrow to code.
ARROW_CODE = re.compile(
    rf"^(?P<head>[^，,。；：:]*[\u4e00-\u9fff][^，,。；：:]*?)\s*(?:->|=>|→)\s*(?P<body>{MASK}|[A-Za-z_][^\u4e00-\u9fff]*\([^\u4e00-\u9fff]*\);?)$"
)
#: "FD_ZERO(fd_set *fds)  // 清空集合": a call, and what its comment says of it.
COMMENTED = re.compile(r"^(?P<head>[A-Za-z_]\w*\([^()\u4e00-\u9fff]*\));?\s*//\s*(?P<body>[\u4e00-\u9fff].+)$")
#: How words end that go on with the code behind them: "属于网络操作系统的是 `…`".
GOES_ON = re.compile(
    r"(?:[=+<>如见用为是的和与或在到有成叫要加了从对把将给被按即至及含于]|执行|使用|通过|运行|输入|调用|返回|等于|大于|小于|属于|参考|参见|详见|关于|支持|产生|需要|改成|写成)$"
)
#: The same on a line whose tabs have become blanks.
SPACED = re.compile(r"^(?P<head>[!-~]+)\s+(?P<body>.+)$", re.DOTALL)
#: "/etc/passwd 帐号信息", "$^ 所有依赖": what its signs show to be code, beside others like it.
SIGNED = re.compile(
    r"^(?P<head>(?:[$/\-.~\\@#%&*+<(\[{^!][!-~]*|[!-~]+[_(=][!-~]*))(?:\s+|\s*(?:——|—|–)\s*)(?P<body>(?![的和与或及是在会可能就也都将把被])[\u4e00-\u9fff].*)$",
    re.DOTALL,
)
#: "AR		归档程序": a table drawn with tabs.
WIDE = re.compile(r"^(?P<head>[!-~]+)(?:[ ]*\t\s*|[ ]{2,})(?P<body>(?![的和与或及是在会可能就也都将把被])[^\s].*)$")
#: "`name` 为集群的名字" explains with a verb that the question says already.
LEADING = re.compile(
    r"^(?:这(?:就|也|则)?是|就是|表示的是|表示(?!层)|代表(?!性)|指的是|是指|即是|即(?![使便将刻时])|是|为(?![^，的]{1,10}?(?:提供|分配|创建|准备|设计)))(?![\w]?(?:否|了))\s*"
)
#: "X 是为 Y 服务的" is no more whole without its 是.
IS_DOING = re.compile(r"是[^，。]*的(?:[，。]|$)")
#: "`exit` 函数需要 …" goes on about the function.
KIND_WORD = re.compile(
    r"(?:(?:函数|方法|命令|类|对象|变量|参数|属性|文件|语句|关键字|运算符|指令|选项|字段|接口|模块)(?!个数|数量|列表|名(?!为)|值|地址|路径|类型|大小|编号)|和|与)"
)
#: "以应用为中心的管理" is a name.
OF_A_THING = re.compile("以[^，]+为[^，]+的[^，的]{2,}$")
#: How long what is in bold may be, to be a name.
LONGEST_BOLD = 14
#: What explains nothing in so few columns, or is a Latin name no longer than this, goes on in the next sentence.
SHORTEST_BODY, LONGEST_NAME = 3, 8
#: "循环链表：链表的一种。它的最后一个节点指向头节点": of what kind it is does not tell it from the others.
ONLY_KIND = re.compile("[^，。；]{1,12}的一种(?:，(?:也|又)(?:叫|称)[^，]{1,12})?|一种[^，。；的]{1,10}")
#: "哈希表：也叫散列表": its other name; what it is comes behind.
OTHER_NAME = re.compile("(?:[也又亦](?:叫|称|名|被称)|简称|俗称|全称|别名)")
#: "系统调用：比如读取命令行输入" gives an example, and says not what it is.
EXAMPLE = re.compile("(?:比如|例如|譬如)[^。]*$")


#: "1）…。2）…": what is told in numbered sentences of one line.
FIRST_OF_MANY, NUMBERED = re.compile(r"1[)）]"), re.compile(r"[2-9][)）]")


class Halves(NamedTuple):
    """What a line explains, its explanation, and the sentence behind where that belongs to it."""

    head: str
    body: str
    told: str


def two_halves(place: Place) -> Halves | None:
    """The halves of a line that is a name and its explanation; ``None`` for any other line."""
    match = COLON.match(place.sentence.text)
    if match is None and (bold := _bold_head(place)):
        return bold
    match = (
        match
        or COMMENTED.match(place.sentence.text)
        or _words_with_code(place)
        or _beside_others(place)
        or _first_in_item(place)
    )
    if match is None:
        return None
    head = re.sub(r"^(?:对于|关于|-\s+)", "", strip_connective(match["head"].strip(" *")))
    body = LEADING.sub("", match["body"].strip())
    body = _without_name(body, head)
    body, told = _whole(place, re.sub(r"\s+-+$", "", body))
    return Halves(head, body, told) if head and not is_label(head) and _says(place, body) else None


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


def _first_in_item(place: Place) -> re.Match[str] | None:
    """For example, "- `-ftz` — 非规格化数归零": what an item of a list begins with is explained by the rest."""
    if place.block.kind != "item" or place.sentence is not place.prose.sentences[0]:
        return None
    text = place.sentence.text
    if dash := DASH.match(text):
        return dash
    if code := CODE_HEAD.match(text):
        return code if _explains(place, code) else None
    if place.block.text.lstrip(" *").startswith("["):
        return None  # it names a page
    if gloss := GLOSS_FIRST.match(text):
        return None if says_something(gloss["head"]) or gloss["head"].startswith("是") else gloss
    return NAME_FIRST.match(text)


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


def _bold_head(place: Place) -> Halves | None:
    """For example, "- **响应更快**，任务不必等到线程创建": what is in bold is explained by what follows."""
    text = place.sentence.text
    head = next(iter(place.prose.bold), "")
    if place.block.kind != "item" or place.sentence is not place.prose.sentences[0] or not text.startswith(head):
        return None
    body = text[len(head) :].lstrip()
    if not head or length(head) > LONGEST_BOLD or body[:1] not in ("，", ",") or is_label(head):
        return None
    body = LEADING.sub("", body[1:].strip())
    return Halves(head, body, "") if is_subject(head) and _says(place, body) else None


def _explains(place: Place, match: re.Match[str]) -> bool:
    """Whether what stands behind code is its explanation, and not the rest of a sentence about it."""
    apart = place.sentence.text[match.end("head") : match.start("body")].strip()
    sentence = place.block.ordered or KIND_WORD.match(match["body"])
    # "`SELECT` column `FROM` table" is code throughout.
    goes_on = MASKED.search(match["body"]) is not None and not CJK.search(match["body"]) and not apart
    return place.prose.kind(match["head"][0]) == "code" and bool(apart or not sentence) and not goes_on


def _without_name(body: str, head: str) -> str:
    """An explanation that names once more what it explains ("`Node` - Node 是主机"), without that."""
    name = head if body.startswith(head) else GLOSS.sub("", head).strip()
    rest = body[len(name) :].lstrip() if body.startswith(name) else ""
    again = LEADING.match(rest)
    return rest[again.end() :] if again and not IS_DOING.match(rest) else body


def _whole(place: Place, body: str) -> tuple[str, str]:
    """For example, "302：Found。临时性重定向。" says what matters in the next sentence: it belongs to the answer."""
    if FIRST_OF_MANY.match(body) and place.sentence is place.prose.sentences[0]:
        rest = [sentence.text for sentence in place.prose.sentences[1:] if sentence.first == place.sentence.last]
        told = "。".join(takewhile(NUMBERED.match, rest))
        return (f"{body}。{told}", told) if told else (body, "")
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


def _asks(place: Place, body: str) -> bool:
    """Whether what stands behind the colon is a question."""
    return place.sentence.end in ("？", "?") or bool(
        QUESTION.search(body) or re.match("为什么|为何|如何|怎么|怎样|什么是", body)
    )


def says_something(head: str) -> bool:
    """Whether the words before a colon are a statement of their own: "NAS 由三部分组成"."""
    taken = take_apart(GLOSS.sub("", head))
    if (
        taken is None
        or taken.rest[:1] in ("", "的")
        or OF_A_THING.match(head)
        or not is_subject(taken.subject)
        or length(taken.subject) < 2
    ):
        return False
    return taken.verb not in PREPOSITIONS or head.endswith(("组成", "构成"))
