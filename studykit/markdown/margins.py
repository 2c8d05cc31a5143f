"""Lists that are indented like code, below a heading or a line of text: what Markdown sees as code is a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: The mark of an item: a number of a list begins with 1 where none is open.
ITEM = re.compile(r"[ \t]*(?:[-*+]|1[.、)）])[ \t]+(?=\S)")
ANY_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,2}[.、)）])[ \t]+(?=\S)")
#: What opens a list that the lines below may stand in.
OPENS = re.compile(r" {0,3}(?:[-*+]|\d{1,2}[.)])[ \t]|\d{1,2}[、）)]|[（(]\d{1,2}[）)]|[①-⑳]")
CHINESE = re.compile("[\u3400-\u9fff：，]")
#: So far from the margin a line is code.
CODE = 4


def to_the_margin(lines: list[str], free: Sequence[int]) -> None:
    """Moves such lists to the margin, with all that stands in them; ``free`` are the lines outside code."""
    in_list, end, above = False, 0, 0
    for number in free:
        line = lines[number]
        if number < end or not line.strip():
            continue
        margin, before = indent(line), above
        above = margin
        if margin >= CODE > before and not in_list and ITEM.match(line):
            end = _end(lines, number, margin)
            if _is_list(lines[number:end]):
                above = 0
                lines[number:end] = [_moved(below, margin) for below in lines[number:end]]
        elif OPENS.match(line):
            in_list = True
        elif not margin and (line.startswith("#") or not number or not lines[number - 1].strip()):
            in_list = False


def indent(line: str) -> int:
    """How far from the margin a line begins."""
    wide = line.expandtabs(4)
    return len(wide) - len(wide.lstrip(" "))


def _end(lines: Sequence[str], first: int, margin: int) -> int:
    """The line behind the last one that stands as far from the margin as the first."""
    end = first + 1
    for number in range(first + 1, len(lines)):
        if lines[number].strip():
            if indent(lines[number]) < margin:
                break
            end = number + 1
    return end


def _is_list(lines: Sequence[str]) -> bool:
    """Whether most of the items are Chinese, as comments and settings are not."""
    items = [line for line in lines if ANY_ITEM.match(line)]
    return sum(CHINESE.search(item) is not None for item in items) * 2 > len(items)


def _moved(line: str, margin: int) -> str:
    return line.expandtabs(4)[margin:] if line.strip() else ""
