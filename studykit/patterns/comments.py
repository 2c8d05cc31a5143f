"""Code whose comments tell what it does: a comment above a command, or behind it on its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from studykit import segment
from studykit.model import Fact, FactKind
from studykit.patterns import Place, pattern
from studykit.patterns._comments import ABOVE, BEHIND, KEY, PROMPT
from studykit.terms import CJK, is_label, length
from studykit.topics import SHELL

NO_COMMENT = re.compile(
    r"^(?:同上|如果|若|当|由于|因为|这|此|则|否则|或|或者|即|该|输出|结果|打印|注意|TODO|FIXME|示例|例如|\.\.\.|…|=+|-+|>+)|[{};]$|(?:成功|失败)$|^[\W\d_]+$"
)
#: What a comment in a program is where it does not explain its line; and lines whose comment shows their output.
NOT_EXPLAINED = re.compile(
    r"(?:同上|输出|结果|打印|省略|注意|正确|错误|报错|示例|例如|比如|这里|定义$|声明|其他|第[一二三四五六七八九十\d]|TODO|true|false|['\"\d\[])",
    re.I,
)
PRINTS = re.compile(r"print|console\.|log\(|Println|alert\(|cout|echo ")
NO_PROGRAM = frozenset("text txt output log diff plain plaintext mermaid plantuml".split())
NAME = re.compile(r"[A-Za-z_][\w.:]*")
#: A call alone on its line; the other lines of a sample program are about the program's own variables.
CALL = re.compile(r"^[A-Za-z_]\w*(?:(?:\.|::)\w+)+\s*\(.*\);?$")
HANDLING = frozenset("把 将 按 用 对 让 给 从".split())
FIRST = re.compile(r"^(?:首先|然后|接着|最后|再|先)(?=\S{2})[，,]?")
SHORTEST_GOAL, SHORTEST_TOLD, LONGEST_TOLD = 5, 3, 60
#: How a line of words ends that stands in a fence among commands (``git add .`` does not).
SPOKEN_END = re.compile(r"[:：]$|[A-Za-z]\.$")
MOST_CODE, LONGEST_COMMENT, MOST_LINES = 90, 34, 40
COMMAND = re.compile(r"[A-Za-z./~$@\"'-][\w./~$@\"':=-]*(?:\s|$)")
#: Lines of a program or of output, in a fence that does not say which language it holds.
PROGRAM = re.compile(
    r"[;{}]$|^(?:int|char|long|void|struct|class|def|func|var|let|const|return|if|for|while|import|from)\b|^\.\.\.|^\w+: "
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A piece of code with the comment that explains it; lines count from those of the block."""

    code: str
    comment: str
    first: int
    last: int


@pattern("comments", on="block", rank=13)
def find(place: Place) -> Iterator[Fact]:
    """``# 删除远程分支`` above ``git push origin --delete NAME`` asks for the command.

    In a program, a comment that says what is done asks for the call on its line, and one behind a name explains it.
    """
    block = place.block
    if block.kind != "code" or block.text.count("\n") > MOST_LINES or block.language in NO_PROGRAM:
        return
    shell = not block.language or block.language in SHELL
    for pair in _pairs(block.text.split("\n")):
        key = KEY.match(pair.comment) if pair.first == pair.last else None
        if shell and key and key["key"] in pair.code and CJK.search(key["told"]):
            yield _part_of_code(place, pair, key)
        elif shell and _worth(pair, named=bool(block.language)):
            yield _command(place, pair)
        elif not shell and _explained(pair):
            yield _line_of_code(place, pair)


def _command(place: Place, pair: Pair) -> Fact:
    goal = FIRST.sub("", pair.comment.strip("。；;：: ")).removesuffix("的命令")
    prompt = goal if re.search("[?？]$", goal) else f"{goal}，用什么命令？"
    return place.fact(
        "command",
        goal,
        prompt,
        _code(pair),
        form="command",
        lines=_lines(place, pair),
        confidence=0.75,
        statement=" ",
    )


def _line_of_code(place: Place, pair: Pair) -> Fact:
    told = pair.comment.strip("。；;：: ")
    if NAME.fullmatch(pair.code):
        prompt = f"{_code(pair)} 表示什么？"
        return place.fact("syntax", pair.code, prompt, told, lines=_lines(place, pair), confidence=0.65, statement=" ")
    prompt = f"{told}，怎么写？"
    return place.fact("syntax", told, prompt, _code(pair), lines=_lines(place, pair), confidence=0.65, statement=" ")


def _is_goal(comment: str) -> bool:
    first = segment.cut(comment)[0]
    return length(comment) >= SHORTEST_GOAL and (first in HANDLING or segment.tag(first) == "v")


def _code(pair: Pair) -> str:
    return f"`{pair.code}`" if "`" not in pair.code else f"`` {pair.code} ``"


def _lines(place: Place, pair: Pair) -> tuple[int, int]:
    return place.block.span.first + pair.first, place.block.span.first + pair.last


def _part_of_code(place: Place, pair: Pair, key: re.Match[str]) -> Fact:
    """For example, "chgrp [-R] group file  # -R : 递归" tells what -R is."""
    prompt = f"{_code(pair)} 中，`{key['key']}` 表示什么？"
    kind: FactKind = "option" if key["key"].startswith("-") else "syntax"
    return place.fact(kind, key["key"], prompt, key["told"], lines=_lines(place, pair), confidence=0.75, statement=" ")


def _pairs(lines: list[str]) -> Iterator[Pair]:
    waiting: tuple[int, str] | None = None
    for number, line in enumerate(lines):
        if comment := ABOVE.match(line):
            waiting = number, comment["comment"].strip()
            continue
        if not line.strip():
            waiting = None
            continue
        behind = BEHIND.match(line)
        if behind:
            yield Pair(PROMPT.sub("", behind["code"]).strip(), behind["comment"].strip(), number, number)
        elif waiting is not None and not _goes_on(lines, number):
            yield Pair(PROMPT.sub("", line).strip(), waiting[1], waiting[0], number)
        waiting = None


def _goes_on(lines: list[str], number: int) -> bool:
    """Whether more code stands right below: the comment is then about several lines."""
    following = lines[number + 1] if number + 1 < len(lines) else ""
    return bool(following.strip()) and not ABOVE.match(following)


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
    return (
        pair.first == pair.last
        and bool(CJK.search(comment))
        and SHORTEST_TOLD <= length(comment) <= LONGEST_TOLD
        and 2 <= len(pair.code) <= MOST_CODE
        and not NOT_EXPLAINED.match(comment)
        and not PRINTS.search(pair.code)
        and not is_label(comment)
        and bool(NAME.fullmatch(pair.code) or (CALL.match(pair.code) and _is_goal(comment)))
    )
