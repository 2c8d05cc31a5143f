"""Two things set against each other in one sentence: ``在 A 中，…；在 B 中，…``, ``A …，而 B …``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from studykit.grammar import strip_connective, take_apart
from studykit.model import Fact, Relation
from studykit.patterns import Place, pattern, too_long
from studykit.prose import split_outside
from studykit.terms import head_of, is_subject, is_term, length
from studykit.text import spaced

SPLIT = re.compile(r"[；;]\s*(?:而|但|但是|相反|反之)?\s*|[，,]\s*而(?!且|是|不|又|非)\s*")
SCENE = re.compile(
    r"^(?P<sets>在|对于|对|使用|采用|用)?\s*(?P<name>[^，,是]{1,24}?)(?P<ends>(?:模式|情况|条件)下|中|里|上|时|来说|而言)?\s*[，,]\s*(?P<said>.+)$"
)
CONDITIONAL = re.compile(r"如果|若|当(?!前)|只要|只有|由于|因为|虽然|即使|一旦")
#: Endings that belong to the name: "训练模式下" is about 训练模式, "编译时" about 编译时.
PART_OF_NAME = {"模式下": "模式", "时": "时"}
QUOTED = re.compile(r"[“\"「『]([^”\"」』]{1,20})[”\"」』]")


@pattern("contrast", on="sentence", rank=42)
def find(place: Place) -> Iterator[Fact | Relation]:
    """``在 A 中，…；在 B 中，…``: a card for each side, and one for the difference."""
    sides = _sides(place, _scene)
    if sides is None:
        return
    for side in sides:
        yield place.fact("definition", side.name, f"{side.name}是怎样的？", side.said, aspect="side", confidence=0.75)
    yield from _difference(place, *sides)


@pattern("difference", on="sentence", rank=43, claims=False)
def find_difference(place: Place) -> Iterator[Fact | Relation]:
    """``A …，而 B …``: the difference alone; each side is asked with its own verb."""
    sides = _sides(place, _subject)
    if sides is not None:
        yield from _difference(place, *sides)


@dataclass(frozen=True, slots=True)
class Side:
    """One of two things set against each other, and what is said of it."""

    name: str
    said: str


def _sides(place: Place, read: Callable[[str], Side | None]) -> tuple[Side, Side] | None:
    pieces = SPLIT.split(place.sentence.text)
    if len(pieces) != 2:
        return None
    one, other = (read(strip_connective(piece.strip("。 "))) for piece in pieces)
    if one is None or other is None or not _alike(one.name, other.name):
        return None
    first, second = head_of(one.name), head_of(other.name)
    if any(name.endswith("的") or "是" in name for name in (first, second)):
        return None
    if first in second or second in first:
        # "普通用户" is a user too: what is said of one is not set against the other.
        return None
    return None if too_long(one.said) or too_long(other.said) else (one, other)


def _difference(place: Place, one: Side, other: Side) -> Iterator[Fact | Relation]:
    first, second = _bare(one.name), _bare(other.name)
    yield place.fact(
        "comparison",
        f"{first} / {second}",
        spaced(first, "与", second, "有什么区别？"),
        f"{first}：{one.said}；{second}：{other.said}",
        form="comparison",
        items=(one.name, one.said, other.name, other.said),
        confidence=0.8,
        statement=" ",
    )
    yield place.relation(first, "contrasts_with", second)


def _scene(piece: str) -> Side | None:
    match = SCENE.match(piece)
    if match is None or not (match["sets"] or match["ends"]) or CONDITIONAL.match(piece):
        return None
    name = match["name"] + PART_OF_NAME.get(match["ends"] or "", "")
    return Side(name, match["said"]) if is_term(name) else None


def _subject(piece: str) -> Side | None:
    if CONDITIONAL.match(piece) or len(split_outside(piece, "，,")) > 2:
        return None
    taken = take_apart(piece)
    if taken is None or not taken.rest or length(taken.subject) < 2 or not is_subject(taken.subject, 14):
        return None
    return Side(taken.subject, taken.predicate)


def _bare(name: str) -> str:
    quoted = QUOTED.search(name)
    return quoted[1] if quoted else head_of(name)


def _alike(name: str, other: str) -> bool:
    """Whether two names are of one kind: both quoted, both with a common ending, or of similar length."""
    if bool(QUOTED.search(name)) != bool(QUOTED.search(other)):
        return False
    shared = head_of(name)[-1:] == head_of(other)[-1:] or head_of(name)[:2] == head_of(other)[:2]
    return bool(QUOTED.search(name)) or shared or abs(length(name) - length(other)) <= 3
