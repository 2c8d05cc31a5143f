"""Code whose comments tell what it does: a comment above a command, or behind it on its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from studykit.model import Fact
from studykit.patterns import Place, pattern
from studykit.terms import CJK, is_label, length
from studykit.topics import SHELL

ABOVE = re.compile(r"^\s*(?:#+(?!!)|//+|--)\s*(?P<comment>\S.*)$")
BEHIND = re.compile(r"^(?P<code>\s*\S.*?)\s+(?:#|//|--(?=\s))\s*(?P<comment>\S.*)$")
PROMPT = re.compile(r"^\s*(?:\$|>|>>>)\s+")
NO_COMMENT = re.compile(
    r"^(?:同上|或|或者|输出|结果|打印|注意|TODO|FIXME|示例|例如|\.\.\.|…|=+|-+|>+)|[{};]$|^[\W\d_]+$"
)
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
    """``# 删除远程分支`` above ``git push origin --delete NAME`` asks for the command."""
    block = place.block
    if block.kind != "code" or block.text.count("\n") > MOST_LINES:
        return
    if block.language and block.language not in SHELL:
        return
    for pair in _pairs(block.text.split("\n")):
        if _worth(pair, named=bool(block.language)):
            lines = block.span.first + pair.first, block.span.first + pair.last
            code = f"`{pair.code}`" if "`" not in pair.code else f"`` {pair.code} ``"
            goal = pair.comment.strip("。；;：: ")
            prompt = goal if re.search("[?？]$", goal) else f"{goal}，用什么命令？"
            yield place.fact("command", goal, prompt, code, form="command", lines=lines, confidence=0.75, statement=" ")


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
    return bool(COMMAND.match(pair.code)) and (named or not PROGRAM.search(pair.code))
