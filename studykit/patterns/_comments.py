"""Lines of code and their comments, as more than one pattern reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from studykit.terms import CJK

#: A comment on its own line.
ABOVE = re.compile(r"^\s*(?:#+(?!!)|//+|--)\s*(?P<comment>\S.*)$")
#: Code with a comment behind it.
BEHIND = re.compile(
    r"^(?P<code>\s*\S.*?)(?:\s+(?:#|//|--(?=\s))|(?<=[;)\]}])//|(?<!:)//(?=[\u4e00-\u9fff]))\s*(?P<comment>\S.*)$"
)
#: A comment that explains one part of its line: "-R: 递归".
KEY = re.compile(
    r"^(?P<key>-{0,2}[A-Za-z0-9][\w-]*)\s*(?:[:：]|(?:则|就)?(?:是(?!否)|表示|代表|指的?是)|为(?=\S{2,12}$|[^，,]{2,12}[，,]))\s*(?P<told>\S.*)$",
    re.ASCII,
)
#: What stands before a command that was typed: "$ ", "[root@host ~]# ", "mysql> ".
PROMPT = re.compile(
    r"^\s*(?:(?:\$|>|>>>|\[[^\]\n]{0,80}\]\s*[$#]?)\s+(?=[a-z./])|(?:>|\d{1,3}(?:\.\d{1,3}){3}:\d+>|(?:redis|mysql|mongo|sqlite)[^>\n]{0,20}>)\s*(?=[A-Za-z]))"
)
#: ``ONBOOT=yes``, ``containerPort: 80``, ``- name: web``, ``"strict": true,``; ``gzip on;`` has its value behind a space.
ASSIGNED = re.compile(
    r"""^(?:- |export |set )?(?P<key>["']?[A-Za-z_][\w.\[\]/-]*["']?)\s*(?:=|:(?=\s|$))\s*(?P<value>[^={};()]*),?$"""
)
DIRECTIVE = re.compile(r"^(?P<key>[a-z][a-z_]+)\s+(?P<value>[^;{}()=]+);$")
#: The end of a structure or a block.
CLOSES = re.compile(r"^\s*\}")
#: "push: 强制推送" above a command names what is done.
LABELLED = re.compile(r"[\w-]+\s*[:：]")
LONGEST_LINE = 90


@dataclass(frozen=True, slots=True)
class Pair:
    """A piece of code with the comment that explains it, or a part of it; lines count from those of the block.

    ``before``: the comments right above the one above the code.
    """

    code: str
    comment: str
    first: int
    last: int
    part: bool = False
    before: tuple[str, ...] = ()


def pairs(lines: list[str]) -> Iterator[Pair]:
    """Each line of code that a comment explains, with the comment: above it, or behind it on its line."""
    waiting: tuple[int, str] | None = None
    before: tuple[str, ...] = ()
    for number, line in enumerate(lines):
        if comment := ABOVE.match(line):
            before = (*before, waiting[1]) if waiting else ()
            waiting = number, comment["comment"].strip()
            if part := _part_below(lines, number, waiting[1]):
                yield part
                waiting = None
            continue
        if not line.strip():
            # Behind the one comment at the beginning a blank line parts nothing.
            waiting = waiting if waiting and number == 1 else None
            continue
        behind = BEHIND.match(line)
        if behind:
            yield Pair(PROMPT.sub("", behind["code"]).strip(), behind["comment"].strip(), number, number)
        elif waiting is not None and not _goes_on(lines, number):
            yield Pair(PROMPT.sub("", line).strip(), waiting[1], waiting[0], number, before=before)
        waiting = None


def setting_of(code: str) -> re.Match[str] | None:
    """The key and the value of a line that sets something."""
    return ASSIGNED.match(code) or DIRECTIVE.match(code)


def part_of(pair: Pair) -> re.Match[str] | None:
    """The part of a line that its comment names, and what it tells of that: "-R: 递归"; nothing where it is no part."""
    key = KEY.match(pair.comment) if pair.first == pair.last or pair.part else None
    if key is None or key["key"] == pair.code or not CJK.search(key["told"]):
        return None
    return key if re.search(rf"(?<![\w-]){re.escape(key['key'])}(?![\w-])", pair.code) else None


def _part_below(lines: list[str], number: int, comment: str) -> Pair | None:
    """The line right below a comment ("weight 为权重") that has the part which it explains."""
    if not KEY.match(comment) or LABELLED.match(comment):
        return None
    for below, line in enumerate(lines[number + 1 :], number + 1):
        if not line.strip():
            break
        pair = Pair(PROMPT.sub("", line).strip(), comment, number, below, part=True)
        if not ABOVE.match(line) and len(pair.code) <= LONGEST_LINE and part_of(pair):
            return pair
    return None


def _goes_on(lines: list[str], number: int) -> bool:
    """Whether more code stands right below: the comment is then about several lines."""
    following = lines[number + 1] if number + 1 < len(lines) else ""
    return bool(following.strip()) and not (ABOVE.match(following) or CLOSES.match(following))
