"""Headings without ``#``: ``第一章 …``, ``一、…``, ``（一）…``, ``1.1 …`` on lines of their own over text.

A number alone makes no heading: the lines of one form must count on from the first, stand by themselves and have text
below them. They become headings in Markdown, one level below what they stand in. Numbers in Chinese without text below
them count the items of a list.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

#: Numbers in Chinese.
DIGITS = "一二三四五六七八九十"
#: The forms of numbers: of chapters, in Chinese, in Chinese and brackets, of an outline, plain, in brackets.
FORM = re.compile(
    rf"第\s*(?P<chapter>[{DIGITS}]{{1,3}}|\d{{1,2}})\s*(?P<unit>[章篇节讲部][分]?)[：:、.\s]\s*(?=\S)"
    rf"|(?P<words>[{DIGITS}]{{1,3}})[、.．]\s*(?=[^\s{DIGITS}])"
    rf"|[（(](?P<bracketed>[{DIGITS}]{{1,3}})[）)][、.]?\s*(?=\S)"
    r"|(?P<outline>\d{1,2}(?:\.\d{1,2}){1,4})(?:[.、．]\s*(?!\d)|\s+|(?=[\u4e00-\u9fff]))(?=[^\s\d])"
    r"|(?P<plain>\d{1,2})(?:[.、．]\s*(?!\d)|\s+)(?=[^\s\d])"
    r"|[（(](?P<small>\d{1,2})[）)]\s*(?=\S)"
)
#: Forms whose lines are headings wherever they stand so; those of the others are so only within them.
STRONG = ("chapter", "words", "bracketed", "outline")
WEAK = ("plain", "small")
#: "1 概述": no list is written so, but three lines of it are needed.
SPACED, LEAST_SPACED = "plain ", 3
#: So many lines of text stand below headings.
LEAST_BELOW = 3
#: HTML in a line.
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,80}>")
#: What names a part of a note.
TITLE = re.compile(r"[^，。；！\n]{0,40}[^，。；！：:\n\s][：:]?\s*")
LONGEST = 44
#: A real heading.
HEADING = re.compile(r" {0,3}(#{1,6})\s")
#: A line in bold.
BOLD = re.compile(r"(?:\*\*|__)(?P<text>[^*_]+)(?:\*\*|__)[：:]?\s*$")
DEEPEST = 6
#: So many lines of a form make it one of headings.
LEAST = 2


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that may be a heading."""

    number: int
    style: str
    path: tuple[int, ...]
    title: str


@dataclass(slots=True)
class _Open:
    """A section that is open: how its heading is numbered, and its level."""

    style: str
    path: tuple[int, ...]
    level: int


def mark_sections(lines: list[str], free: Sequence[int]) -> None:
    """Writes ``#`` before the lines that are headings; ``free`` are those outside code and formulas, not blank."""
    found = [line for number in free if (line := _read(lines, number))]
    real = {number: len(mark[1]) for number in free if (mark := HEADING.match(lines[number]))}
    if not found:
        return
    found = list(_with_text(lines, found))
    strong = _strong(lines, found, real)
    styles = Counter(line.style for line, _, _ in _placed(found, real, strong))
    known = frozenset(style for style, count in styles.items() if count >= (LEAST_SPACED if style == SPACED else LEAST))
    placed = list(_placed([line for line in found if line.style in known], real, strong))
    nested = any(depth > 1 for _, _, depth in placed)
    for line, level, _ in placed:
        if nested or not line.style.startswith("bold"):
            lines[line.number] = f"{'#' * min(level, DEEPEST)} {line.title}"
    if placed and not real:
        _title(lines, free, placed[0][0].number)


def _title(lines: list[str], free: Sequence[int], first: int) -> None:
    """The first line of a note without other headings is its title, where it stands by itself."""
    number = free[0]
    alone = number + 1 < len(lines) and not lines[number + 1].strip()
    if number < first and alone and len(lines[number]) <= LONGEST and TITLE.fullmatch(lines[number]):
        lines[number] = f"# {lines[number].strip('* ')}"


def _read(lines: list[str], number: int) -> _Line | None:
    line = lines[number]
    bold = BOLD.match(line)
    text = TAG.sub("", bold["text"] if bold else line.rstrip())
    mark = FORM.match(text)
    if mark is None or len(text) > LONGEST or TITLE.fullmatch(text, mark.end()) is None:
        return None
    if number and lines[number - 1].strip() and not _is_head(lines[number - 1]):
        return None
    form = mark.lastgroup or ""
    form = "chapter" if form == "unit" else form
    below = lines[number + 1] if number + 1 < len(lines) else ""
    if below.strip() and form not in ("chapter", "outline") and not _is_head(below):
        return None
    path = tuple(_number(part) for part in mark[form].split("."))
    kind = {"chapter": mark["unit"], "outline": str(len(path)), "plain": mark[0].strip().lstrip("0123456789")}.get(
        form, ""
    )
    return _Line(number, f"{'bold ' if bold else ''}{form} {kind}", path, text)


def _is_head(line: str) -> bool:
    return HEADING.match(line) is not None or (len(line) <= LONGEST and FORM.match(line.lstrip("*_")) is not None)


def _number(written: str) -> int:
    if written.isdigit():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    value = DIGITS.find(ones) + 1 if ones else 0
    return value + (10 * (DIGITS.find(tens) + 1 if tens else 1) if ten else 0)


def _with_text(lines: list[str], found: Sequence[_Line]) -> Iterator[_Line]:
    """The lines with text below them, or with another one of another form below them.

    What is indented below a number belongs to an item of a list.
    """
    for line, after in zip_longest(found, found[1:]):
        end = after.number if after else len(lines)
        below = next((text for text in lines[line.number + 1 : end] if text.strip()), "")
        weak = line.style.rpartition("bold ")[2].startswith(WEAK)
        if (below and not (weak and below[0] in " \t")) or (not below and after and after.style != line.style):
            yield line


def _strong(lines: list[str], found: Sequence[_Line], real: dict[int, int]) -> frozenset[str]:
    """The forms whose lines are headings by themselves.

    "1." is where "1.1" stands below it, and in a note without headings whose text is so divided.
    """
    styles = frozenset(line.style for line in found)
    by_form = {style: style.rpartition("bold ") for style in styles}
    strong = {style for style, (_, _, form) in by_form.items() if form.startswith(STRONG) or form == SPACED}
    plain = {style for style, (_, _, form) in by_form.items() if form.startswith("plain")}
    strong |= {style for style in plain if f"{'bold ' * style.startswith('bold')}outline 2" in styles}
    return frozenset(strong or (plain if len(real) <= 1 and _long(lines, found) else ()))


def _long(lines: list[str], found: Sequence[_Line]) -> bool:
    """Whether so much text stands below lines that they are more than the items of a list."""
    below = sum(bool(line.strip()) for line in lines[found[0].number :]) - len(found) if found else 0
    return len(found) >= LEAST_SPACED and below >= LEAST_BELOW * len(found)


def _placed(found: Sequence[_Line], real: dict[int, int], strong: frozenset[str]) -> Iterator[tuple[_Line, int, int]]:
    """The lines that count on, with their level and how many of them one stands in, itself included."""
    opened: list[_Open] = []
    base = 1
    places: list[tuple[int, _Line | None]] = [(number, None) for number in real]
    for number, line in sorted([*places, *((line.number, line) for line in found)], key=lambda place: place[0]):
        if line is None:
            base = real[number]
            opened = [section for section in opened if section.level < base]
            continue
        at = next((i for i, section in enumerate(opened) if section.style == line.style), len(opened))
        if _counts_on(opened[at].path if at < len(opened) else (), line.path) and (at or line.style in strong):
            level = opened[at].level if at < len(opened) else (opened[-1].level if opened else base) + 1
            opened[at:] = [_Open(line.style, line.path, level)]
            yield line, level, at + 1


def _counts_on(before: tuple[int, ...], path: tuple[int, ...]) -> bool:
    """Whether a number is the first of its kind, or the next one."""
    if not before or path[-1] == 1:
        return path[-1] == 1 and (len(path) == 1 or path > before)
    return path[-1] == before[-1] + 1 and path > before
