"""The terms of the fields that engineers' notes are about: words that name something, whoever writes them.

``*.txt`` holds one term a line, with its other names behind `` = ``; lines that begin with ``# `` head the groups. A
new field is a new file. 残差 needs less from a note to become a concept than a word that general dictionaries have,
and nothing in 支持向量机 is a verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
COMMENT, OR = "# ", " = "
#: A term of the segmentation's words: at least so many, and none of one character alone.
LONGEST_TERM, SHORTEST_TERM = 5, 3
CHINESE = re.compile("[\u4e00-\u9fff]+")


@cache
def terms() -> tuple[tuple[str, ...], ...]:
    """The names of all terms, the usual one of each first."""
    return tuple(names for path in sorted(FOLDER.glob("*.txt")) for names in read_terms(path))


def read_terms(path: Path) -> Iterator[tuple[str, ...]]:
    """The names of each term of a list, the usual one first."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith(COMMENT):
            yield tuple(name.strip() for name in line.split(OR))


def of(term: str) -> frozenset[str]:
    """The fields whose lists hold a term, by the names of the files; nothing for other words."""
    return _homes().get(term, frozenset())


@cache
def _homes() -> dict[str, frozenset[str]]:
    homes: dict[str, set[str]] = {}
    for path in FOLDER.glob("*.txt"):
        for names in read_terms(path):
            for name in names:
                homes.setdefault(name, set()).add(path.stem)
    return {name: frozenset(fields) for name, fields in homes.items()}


def whole(words: Sequence[str]) -> list[str]:
    """Words of a segmentation with those of one Chinese term put together: 支持, 向量, 机 are 支持向量机."""
    names, beginnings = _chinese()
    joined: list[str] = []
    i = 0
    while i < len(words):
        end = i + 1
        if words[i] in beginnings or words[i][:2] in beginnings:
            longest = min(i + LONGEST_TERM, len(words))
            end = next((j for j in range(longest, i + 1, -1) if "".join(words[i:j]) in names), end)
        joined.append("".join(words[i:end]))
        i = end
    return joined


@cache
def _chinese() -> tuple[frozenset[str], frozenset[str]]:
    """The Chinese names, and with what one or two characters they begin."""
    names = frozenset(
        name for names in terms() for name in names if len(name) >= SHORTEST_TERM and CHINESE.fullmatch(name)
    )
    return names, frozenset(name[:length] for name in names for length in (1, 2))
