"""Numbered lines that CommonMark does not see as a list: ``1、``, ``（2）``, ``③``, ``b)``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: The group that matched tells how the author writes numbers.
NUMBERED_LINE = re.compile(
    r"^\s*(?:(\d{1,2})\s*[、）)](?!\s*\d+\s*[、）)])|(\d{1,2})\.(?=[^\d\s]|\s+[^\d\s])|[（(](\d{1,2})[）)](?!式)|([①-⑳])"
    r"|第([一二三四五六七八九])点?[，,、：:]|[（(]?([a-h])(?:[）)、]|\.(?=[^\x00-\x7f]|\s+[^\d\s])))\s*(?=\S)"
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


@dataclass(frozen=True, slots=True)
class Run:
    """Lines that begin with a number, or the text before the first (number 0); ``offset`` is that of the first line.

    ``depth`` counts the open lists that it stands in.
    """

    depth: int
    style: int
    number: int
    offset: int
    text: str


def split_numbered(text: str, lists: tuple[tuple[int, int], ...]) -> Iterator[Run]:
    """The runs of a paragraph that begin with ``1、``, ``（1）``, ``①``.

    ``lists`` are the style and the last number of the lists that are open: a run goes on with one of them, or opens
    one of another style within it.
    """
    piece: list[str] = []
    start = number = 0

    def run() -> Run:
        return Run(max(len(lists) - 1, 0), lists[-1][0] if lists else 0, number, start, "\n".join(piece))

    for offset, line in enumerate(text.split("\n")):
        mark = NUMBERED_LINE.match(line)
        style, found = marked_with(mark) if mark else (0, 0)
        depth = _depth(style, found, lists)
        if mark and depth >= 0:
            if piece:
                yield run()
            lists = (*lists[:depth], (style, found))
            start, number, piece = offset, found, [line[mark.end() :]]
        else:
            piece.append(line)
    if piece:
        yield run()


def _depth(style: int, number: int, lists: tuple[tuple[int, int], ...]) -> int:
    """In how many open lists the one stands that a number belongs to.

    -1 for a number out of order: that is one in the text, and no list ("3.5 倍", "2024、2025").
    """
    styles = [open_style for open_style, _ in lists]
    if style and (style, number - 1) in lists:
        return lists.index((style, number - 1))
    if number != 1:
        return -1
    return styles.index(style) if style in styles else len(lists)


def marked_with(mark: re.Match[str]) -> tuple[int, int]:
    """How a number is written, and the number."""
    style = mark.lastindex or 0
    match style:
        case 4:
            return style, ord(mark[4]) - ord("①") + 1
        case 5:
            return style, "一二三四五六七八九".index(mark[5]) + 1
        case 6:
            return style, ord(mark[6]) - ord("a") + 1
        case _:
            return style, int(mark[style])
