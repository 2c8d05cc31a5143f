"""Conflicts that a merge left in a note: git's markers, and the lines between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

#: git writes seven of a character, and a name after the first and the last.
_OURS, _BASE, _THEIRS, _END = "<<<<<<< ", "||||||| ", "=======", ">>>>>>> "
#: A line of a list or table.
_ROW = re.compile(r"\s*(?:[-*+|]|\d+[.)、）]|[（(]\d)|\s+\S")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")


def without_conflicts(text: str) -> tuple[str, list[int]]:
    """A note with the lines of every conflict made empty, so that line numbers stay; and where they begin (from 1).

    Only what begins, parts and ends as git writes it is a conflict: a line ``=======`` alone underlines a heading,
    and markers inside one block of code show what a conflict looks like. The rest of a list or table goes with
    the conflict: it would be read as all that there is.
    """
    if _OURS not in text:
        return text, []
    lines = text.split("\n")
    found = list(_conflicts(lines))
    emptied = [range(*_with_neighbours(lines, first, last)) for first, last in found]
    for number in (number for part in emptied for number in part):
        lines[number] = ""
    return "\n".join(lines), [first + 1 for first, _ in found]


def _with_neighbours(lines: list[str], first: int, last: int) -> tuple[int, int]:
    """From which line up to which one (not included) the list or table goes that a conflict lies in."""
    if not any(map(_ROW.match, lines[first : last + 1])):
        return first, last + 1
    above = next((number for number in range(first - 1, -1, -1) if _ends(lines[number])), -1)
    below = next((number for number in range(last + 1, len(lines)) if _ends(lines[number])), len(lines))
    return above + 1, below


def _ends(line: str) -> bool:
    """Whether a line is neither empty nor part of a list or table."""
    return bool(line.strip()) and not _ROW.match(line)


def _conflicts(lines: list[str]) -> Iterator[tuple[int, int]]:
    """First and last line (from 0) of each conflict, those that lie in another one with it."""
    inner: dict[int, int] = {}
    for number in range(len(lines) - 1, -1, -1):
        if lines[number].startswith(_OURS) and (last := _end(lines, number, "", inner)) is not None:
            inner[number] = last
    fence, number = "", 0
    while number < len(lines):
        last = _end(lines, number, fence, inner) if lines[number].startswith(_OURS) else None
        if last is not None:
            yield number, last
            number = last
        else:
            fence = _fence_after(lines[number], fence)
        number += 1


def _end(lines: list[str], first: int, fence: str, inner: Mapping[int, int]) -> int | None:
    """The last line of the conflict that begins on line ``first``; ``None`` if none does.

    ``inner`` has the last lines of the conflicts further down by their first ones: one may lie in another.
    """
    parted, example, number = False, bool(fence), first
    while (number := number + 1) < len(lines):
        line = lines[number]
        if line.startswith(_OURS) and number in inner:
            number = inner[number]
            continue
        if line.startswith(_OURS) or (line.startswith(_BASE) and parted):
            return None
        if line.startswith(_END):
            return number if parted and not example else None
        parted = parted or line == _THEIRS
        example = example and _fence_after(line, fence) == fence
    return None


def _fence_after(line: str, fence: str) -> str:
    """The fence of the code block that is open after a line; empty outside of one."""
    mark = _FENCE.match(line)
    if mark is None:
        return fence
    if not fence:
        return mark[1]
    closes = mark[1].startswith(fence) and line.strip() == mark[1]
    return "" if closes else fence
