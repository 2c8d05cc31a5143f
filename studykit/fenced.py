"""Notes kept inside a code fence: names, each with its explanation beside it or in the lines below.

    id        the number of a row
    kind      what sort of row it is
        plain
            * a row of its own

A fence that holds nothing else is no program: it is read as the list of names that it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

#: A name at the start of a line, and behind two spaces or a tab what it is.
NAMED = re.compile(
    r"^(?P<indent>[ \t]*)(?P<name>-{0,2}[A-Za-z_][\w.+:/@-]*(?: [A-Za-z_][\w.+-]*){0,2})"
    r"(?:(?: {2}| ?\t)[ \t]*(?P<told>\S.*))?$",
    re.ASCII,
)
#: A line that goes on about the name above it.
POINT = re.compile(r"^(?P<indent>[ \t]*)[*+•-][ \t]+(?P<told>\S.*)$")
CHINESE = re.compile(r"[\u3400-\u9fff]")
#: So many names must be explained before a fence counts as notes.
LEAST_EXPLAINED = 3
TAB = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the list, as Markdown. Lines are counted from the first of the fence's content, from 0."""

    text: str
    first: int
    last: int
    #: 1 for the outermost list
    level: int
    #: the entry that this one stands below; -1 for the outermost
    parent: int
    #: the position among the entries below the same one, from 1
    position: int


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    indent: int
    name: str
    told: str


def entries(code: str) -> tuple[Entry, ...]:
    """The notes in a fence, in order; nothing for a program, a recorded output or anything else."""
    lines = [_read(number, line.rstrip()) for number, line in enumerate(code.split("\n")) if line.strip()]
    known = [line for line in lines if line is not None]
    if len(known) < len(lines) or not known or not known[0].name:
        return ()
    found = tuple(_listed(known))
    explained = sum(entry.text.startswith("`") and bool(CHINESE.search(entry.text)) for entry in found)
    return found if explained >= LEAST_EXPLAINED else ()


def _read(number: int, line: str) -> _Line | None:
    match = POINT.match(line) or NAMED.match(line)
    if match is None:
        return None
    name, told = match.groupdict().get("name") or "", match["told"] or ""
    # What stands in a column without a word of Chinese is data.
    return _Line(number, len(match["indent"].expandtabs(TAB)), name, told) if CHINESE.search(told or "中") else None


def _listed(lines: list[_Line]) -> Iterator[Entry]:
    """The lines as items; the first point below a bare name is its explanation."""
    found: list[Entry] = []
    #: the indents and indexes of the entries that a line may stand below
    above: list[tuple[int, int]] = []
    positions: Counter[int] = Counter()
    for line in lines:
        while above and above[-1][0] >= line.indent:
            above.pop()
        parent = above[-1][1] if above else -1
        if not line.name and parent >= 0 and _unfinished(found[parent]) and parent == len(found) - 1:
            owner = found[parent]
            found[parent] = replace(owner, text=_joined(owner.text, line.told), last=line.number)
            continue
        text = f"`{line.name}`：{line.told}".rstrip("：") if line.name else line.told
        positions[parent] += 1
        above.append((line.indent, len(found)))
        found.append(Entry(text, line.number, line.number, len(above), parent, positions[parent]))
    yield from found


def _unfinished(entry: Entry) -> bool:
    """Whether an entry is a bare name, or its explanation breaks off."""
    return entry.text.endswith(("`", "，", "、"))


def _joined(text: str, told: str) -> str:
    return f"{text}：{told}" if text.endswith("`") else f"{text}{told}"
