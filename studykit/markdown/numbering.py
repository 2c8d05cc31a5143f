"""Numbered lines that CommonMark does not see as a list: ``1、``, ``（2）``, ``③``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: The group that matched tells how the author writes numbers.
NUMBERED_LINE = re.compile(
    r"^\s*(?:(\d{1,2})\s*[、）)](?!\s*\d+\s*[、）)])|(\d{1,2})\.(?=[^\d\s]|\s+[^\d\s])|[（(](\d{1,2})[）)](?!式)|([①-⑳])"
    r"|第([一二三四五六七八九])点?[，,、：:])\s*(?=\S)"
)


@dataclass(slots=True)
class NumberedLines:
    """Numbered lines that are one list: how the numbers are written, and the section they stand in."""

    style: int
    group: int
    lead: int
    place: tuple[int, tuple[str, ...]]
    count: int = 0
    item: int = -1


def split_numbered(text: str, after: tuple[int, int]) -> Iterator[tuple[int, int, int, str]]:
    """``(style, number or 0, line offset, text)`` of the runs of a paragraph that begin with ``1、``, ``（1）``, ``①``.

    ``after`` is the style and the number of the run before, which this one may go on with.
    """
    piece: list[str] = []
    start = number = 0
    for offset, line in enumerate(text.split("\n")):
        mark = NUMBERED_LINE.match(line)
        style, found = marked_with(mark) if mark else (0, 0)
        # A number out of order is a number in the text, not a list ("3.5 倍", "2024、2025").
        if mark and (found == 1 or (style, found - 1) == after):
            if piece:
                yield after[0], number, start, "\n".join(piece)
            start, number, piece = offset, found, [line[mark.end() :]]
            after = style, found
        else:
            piece.append(line)
    if piece:
        yield after[0], number, start, "\n".join(piece)


def marked_with(mark: re.Match[str]) -> tuple[int, int]:
    """How a number is written, and the number."""
    style = mark.lastindex or 0
    match style:
        case 4:
            return style, ord(mark[4]) - ord("①") + 1
        case 5:
            return style, "一二三四五六七八九".index(mark[5]) + 1
        case _:
            return style, int(mark[style])
