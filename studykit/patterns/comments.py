"""Code whose comments tell what it does: a comment above a command, or behind it on its line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit import fields, segment
from studykit.fenced import NO_CODE, SHELL
from studykit.model import Fact, FactKind, Relation
from studykit.patterns import Place, pattern
from studykit.patterns._comments import Pair, pairs, part_of
from studykit.terms import CJK, is_label, length

#: A comment that says when, asks, or marks a place, and not what its command does.
NO_COMMENT = re.compile(
    r"^(?:同上|如果|若|当(?![前下])|由于|因为|这|此|则|否则|或|或者|即|该|输出|结果|打印|注意|TODO|FIXME|示例|例如|\.\.\.|…|=+|-+|>+)|[{};]$|(?:成功|失败)$|^[\W\d_]+$"
)
#: What a comment in a program is where it does not explain its line.
NOT_EXPLAINED = re.compile(
    r"(?:同上|输出|结果|打印|省略|注意|正确|错误|报错|示例|例如|比如|这里|定义$|声明|其他|第[一二三四五六七八九十\d]|TODO|true|false|['\"\d\[])",
    re.I,
)
#: Lines whose comment shows what they print.
PRINTS = re.compile(r"print|console\.|log\(|Println|alert\(|cout|echo ")
#: The name of a function or type.
NAME = re.compile(r"[A-Za-z_][\w.:]*")
#: A call alone on its line; the other lines of a sample program are about the program's own variables.
CALL = re.compile(r"^[A-Za-z_]\w*(?:(?:\.|::)\w+)+\s*\(.*\);?$")
#: "const char *p = text;", "int size() const;", "a := months[:6]": the line is whole, and does nothing but declare.
DECLARATION = re.compile(
    r"^(?:(?:static|const|volatile|inline|virtual|explicit|extern|public|private|protected|final|unsigned|constexpr|let|var|auto|type)\s+)*"
    r"(?:[A-Za-z_][\w:<>,.\[\]]*[\s*&]+){1,3}[*&]*[A-Za-z_]\w*(?:\s*\([^(){};]*\)(?:\s*(?:const|override|noexcept))*|\[[^\]]*\])?(?:\s*=\s*[^;{}()]{1,40})?;?$"
    r"|^[a-z_]\w*\s*:=\s*[^{};]{1,40}$"
)
#: What the writer's program does with it, and not what such a line is.
OWN = re.compile("这里|此处|我们|我|你|上面|下面|例子|[?？]|同上|结果|=|待|学生|姓名|年龄")
SHORTEST_MEANING = 5
HANDLING = frozenset("把 将 按 用 对 让 给 从 基于 通过".split())
#: A comment may count what is done: "首先创建目录".
FIRST = re.compile(r"^(?:首先|然后|接着|最后|再(?!次)|先|可以)(?=\S{2})[，,]?")
#: A comment that asks is the question.
ASKED = re.compile("[?？]$")
#: What a comment says of a command besides what it is for.
ADDED = re.compile("[，,；;。]\\s*(?:因为|由于|建议|推荐|注意|可以|这|该|此).*$|的?命令(?:是|为)?$")
#: "列出分支的命令是".
OF_COMMAND = re.compile("的命令(?:是|为)?$")
SHORTEST_GOAL, SHORTEST_TOLD, LONGEST_TOLD = 5, 3, 60
#: How a line of words ends that stands in a fence among commands (``git add .`` does not).
SPOKEN_END = re.compile(r"[:：]$|[A-Za-z]\.$")
MOST_CODE, LONGEST_COMMENT, MOST_LINES = 90, 34, 80
#: What a command begins with.
COMMAND = re.compile(r"[A-Za-z./~$@\"'-][\w./~$@\"':=-]*(?:\s|$)")
#: Lines of a program or of output, in a fence that does not say which language it holds.
PROGRAM = re.compile(
    r"[;{}]$|^(?:int|char|long|void|struct|class|def|func|var|let|const|return|if|for|while|import|from)\b|^\.\.\.|^\w+: |^[A-Za-z_][\w.]* = "
)


#: A member of a structure: "int len;", or a function's address: "int (*compare)(void *a, void *b);".
MEMBER = re.compile(
    r"^(?:[A-Za-z_][\w:<>]*[\s*&]+){1,4}(?:(?P<name>[A-Za-z_]\w*)(?:\[[^\]]*\])*(?:\s*:\s*\d+)?|\(\*(?P<call>\w+)\)\([^()]*\))\s*[;；]$"
)
#: A structure, whose fields the comments explain.
STRUCTURE = re.compile(r"^\s*(?:typedef\s+)?(?:struct|union)\b", re.MULTILINE)
#: A value that a program shows or keeps: "version = 3".
KEPT = re.compile(r"^(?P<name>[A-Za-z_]\w*)\s*=\s*[^;{}()=]+$")
LEAST_KEPT = 3
#: "该表的长度", "当它为空时 …" and "即长度" tell what a member is, as "长度" does.
OF_IT = re.compile(r"^(?:即|该(?=[^，]{1,8}的?)|当(?=[^，]{2,16}时))")
#: In so many characters a comment in Chinese shows that it is one: "rehash 的索引".
FIRST_WORD = 12
#: What a result is given to: "head = items[:3]".
ASSIGNS = re.compile(
    r"^(?:(?:var|let|const|auto|final)\s+)?[A-Za-z_][\w.\[\], ]{0,40}?\s*:?=(?!=)\s*(?![\d'\"-]|true|false|None|null|nil)\S.{2,}$"
)
#: The name of a structure, in front of its fields.
OWNER = re.compile(r"\b(?:struct|union)\s+(\w+)\s*\{")
#: … or behind them: "} list_node;".
CLOSED = re.compile(r"^\s*\}\s*(\w{3,})\s*;", re.MULTILINE)
#: Shorter members have names that say nothing by themselves.
SHORTEST_MEMBER = 4
C_LIKE = frozenset("c cpp c++ cc h hpp".split())


@pattern("comments", on="block", rank=13, kinds=("code",))
def find(place: Place) -> Iterator[Fact | Relation]:
    """``# 删除远程分支`` above ``git push origin --delete NAME`` asks for the command.

    In a program, a comment that says what is done asks for the call on its line, and one behind a name explains it.
    """
    block = place.block
    if block.text.count("\n") > MOST_LINES or block.language in NO_CODE:
        return
    members = block.language in C_LIKE | {""} and STRUCTURE.search(block.text) is not None
    shell = not members and (not block.language or block.language in SHELL)
    found = tuple(pairs(block.text.split("\n")))
    kept = not block.language and _keeps(found)
    for pair in found:
        key = part_of(pair)
        if shell and key:
            yield _part_of_code(place, pair, key)
        elif members and (member := MEMBER.match(pair.code)) and _tells(pair.comment):
            yield from _member_of(place, pair, member["name"] or member["call"])
        elif kept and (value := KEPT.match(pair.code)) and _tells(pair.comment):
            yield _member(place, pair, value["name"])
        elif shell and _worth(pair, named=bool(block.language)):
            yield _command(place, pair)
        elif not shell and _explained(pair):
            yield _line_of_code(place, pair)


def _keeps(found: tuple[Pair, ...]) -> bool:
    """Whether several values are explained behind them: they stand there to be explained."""
    behind = (pair for pair in found if pair.first == pair.last and KEPT.match(pair.code) and CJK.search(pair.comment))
    return sum(1 for _ in behind) >= LEAST_KEPT


def _member_of(place: Place, pair: Pair, name: str) -> Iterator[Fact | Relation]:
    """A member of a structure, and that it is one: of the last one that is opened above, or named where it closes."""
    yield _member(place, pair, name)
    lines = place.block.text.split("\n")
    owner = OWNER.findall("\n".join(lines[: pair.first])) or CLOSED.findall("\n".join(lines[pair.first :]))[:1]
    if owner and len(name) >= SHORTEST_MEMBER:
        yield Relation(name, "part_of", owner[-1], place.span(_lines(place, pair)), "comments")


def _member(place: Place, pair: Pair, name: str) -> Fact:
    """What a member of a structure stands for."""
    told = "；".join(comment.strip("。；;：:，, ") for comment in (*pair.before, pair.comment)).removeprefix("即")
    above = "\n".join(place.block.text.split("\n")[: pair.first])
    owner = OWNER.findall(above)
    prompt = f"结构 `{owner[-1]}` 的 `{name}` 表示什么？" if owner else f"`{name}` 表示什么？"
    return place.fact("syntax", name, prompt, told, lines=_lines(place, pair), confidence=0.7, statement=" ")


def _tells(comment: str) -> bool:
    """Whether a comment explains the name beside it."""
    told = OF_IT.sub("", comment.strip("。；;：: "))
    return (
        bool(CJK.search(told[:FIRST_WORD]))
        and 2 <= length(told) <= LONGEST_TOLD
        and not (NOT_EXPLAINED.match(told) or NO_COMMENT.search(told) or is_label(told))
    )


def _command(place: Place, pair: Pair) -> Fact:
    told = pair.comment.strip("。；;：: ")
    goal = ADDED.sub("", FIRST.sub("", told), count=1)
    if ASKED.search(goal):
        prompt, answer = goal, _code(pair)
    elif _is_goal(goal) and not re.search("[：:]", goal):
        prompt, answer = f"{goal}，用什么命令？", _code(pair)
    else:
        does = " " in pair.code and "=" not in pair.code.split()[:2]
        prompt = f"{_code(pair)} {'有什么作用' if does else '表示什么'}？"
        answer = OF_COMMAND.sub("", told)
    return place.fact(
        "command", goal, prompt, answer, form="command", lines=_lines(place, pair), confidence=0.75, statement=" "
    )


def _line_of_code(place: Place, pair: Pair) -> Fact:
    told = pair.comment.strip("。；;：: ")
    goal = FIRST.sub("", told)
    only_declares = pair.code.endswith(";") and "=" not in pair.code and not CALL.match(pair.code)
    if only_declares or NAME.fullmatch(pair.code) or not (CALL.match(pair.code) or _is_goal(goal)):
        prompt, subject, answer = f"{_code(pair)} 表示什么？", pair.code, told
    else:
        prompt, subject, answer = f"{goal}，怎么写？", told, _code(pair)
    return place.fact("syntax", subject, prompt, answer, lines=_lines(place, pair), confidence=0.65, statement=" ")


def _declares(code: str, comment: str) -> bool:
    """Whether a line declares something, and its comment tells what that is, in the terms of a field."""
    named = any(fields.of(word) for word in fields.whole(segment.cut(comment)))
    return bool(DECLARATION.match(code)) and length(comment) >= SHORTEST_MEANING and named and not OWN.search(comment)


def _is_goal(comment: str) -> bool:
    """Whether a comment says what is to be done: it begins with a verb."""
    first, *rest = segment.cut(comment)
    return (first in HANDLING or segment.tag(first).startswith("v")) and rest[:1] != ["的"]


def _code(pair: Pair) -> str:
    return f"`{pair.code}`" if "`" not in pair.code else f"`` {pair.code} ``"


def _lines(place: Place, pair: Pair) -> tuple[int, int]:
    return place.block.span.first + pair.first, place.block.span.first + pair.last


def _part_of_code(place: Place, pair: Pair, key: re.Match[str]) -> Fact:
    """For example, "chgrp [-R] group file  # -R : 递归" tells what -R is."""
    prompt = f"{_code(pair)} 中，`{key['key']}` 表示什么？"
    kind: FactKind = "option" if key["key"].startswith("-") else "syntax"
    return place.fact(kind, key["key"], prompt, key["told"], lines=_lines(place, pair), confidence=0.75, statement=" ")


def _worth(pair: Pair, *, named: bool) -> bool:
    comment = pair.comment.rstrip("：:。；;")
    if NO_COMMENT.search(comment) or is_label(comment) or not 2 <= length(comment) <= LONGEST_COMMENT:
        return False
    if not CJK.search(comment) or not 2 <= len(pair.code) <= MOST_CODE:
        return False
    return (
        bool(COMMAND.match(pair.code)) and not SPOKEN_END.search(pair.code) and (named or not PROGRAM.search(pair.code))
    )


def _explained(pair: Pair) -> bool:
    """Whether a comment behind a line of a program says what a name or a call does, and not what it prints."""
    comment = pair.comment.strip("。；;：: ")
    if not (
        CJK.search(comment)
        and SHORTEST_TOLD <= length(comment) <= LONGEST_TOLD
        and 2 <= len(pair.code) <= MOST_CODE
        and not NOT_EXPLAINED.match(comment)
        and not PRINTS.search(pair.code)
        and not is_label(comment)
    ):
        return False
    does = length(comment) >= SHORTEST_GOAL and _is_goal(FIRST.sub("", comment))
    if ASSIGNS.match(pair.code) and does:
        return length(comment) <= LONGEST_COMMENT
    behind = pair.first == pair.last
    return behind and bool(
        NAME.fullmatch(pair.code) or (CALL.match(pair.code) and does) or _declares(pair.code, comment)
    )
