"""Two things set against each other in one sentence: ``在 A 中，…；在 B 中，…``, ``A …，而 B …``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from studykit import fields
from studykit.asides import ASIDE
from studykit.grammar import PRONOUN, strip_connective, take_apart
from studykit.model import Fact, Relation
from studykit.patterns import Place, pattern, too_long
from studykit.prose import split_outside
from studykit.statements import subject_before
from studykit.terms import CJK, head_of, is_subject, is_term, length
from studykit.text import spaced

#: What parts the two sides.
SPLIT = re.compile(r"[；;]\s*(?:而|但|但是|相反|反之)?\s*|[，,]\s*而(?!且|是|不|又|非)\s*")
#: "在 A 中，…": where or for whom one side is so.
SCENE = re.compile(
    r"^(?P<sets>在|对于|对|使用|采用|用)?\s*(?P<name>[^，,是]{1,24}?)(?P<ends>(?:模式|情况|条件)下|中|里|上|时|来说|而言)?\s*[，,]\s*(?P<said>.+)$"
)
#: "A …，而 B …", "A …，B 则 …".
WHILE = re.compile(
    r"[，,]\s*(?:(?:而|但)(?![且是不又非言已后])|(?=[^，,；;]{2,14}则(?:[不没无是]|可以|需要|会|只)))\s*"
)
#: "A 与 B 最大的区别在于 …".
TOLD = re.compile(
    r"(?P<one>[^，,：；是]{0,24}?)(?:和|与|跟|相比于|相对于?)\s*(?P<other>[^，,：；是和与]{2,24}?)\s*(?:之间|相比|比起来)?"
    r"(?:在(?P<where>[^，,：；]{2,10}?)上?)?[，,]?的?(?:(?:最|主要|比较|本质|一个|一大|根本|明显|显著|关键|核心|大|的)*)"
    r"(?P<what>区别|不同|差别|差异)(?:之处|点)?[，,]?(?:主要|就|便)?(?:在于|是|体现在)(?!什么|哪)[，,：:]?\s*(?P<said>[^？?]{4,})$"
)
#: "则 …" only leads to what is said of a side.
THEN = re.compile("^(?:则|却|就)+(?=..)")
#: "死锁则不能": what the other does, it does not.
DENIED = re.compile("(?:则|却)?(?:不能|不会|不可以|不行|不需要|无法|没有|不是|不具备|不支持)")
LATIN = re.compile("[A-Za-z]")
#: "任务 14、15 …" are cases of somebody's example.
CASES = re.compile(r"\d\s*[、~～]")
#: What gives a reason, or adds to one side.
AFTER_ALL = re.compile("^(?:毕竟|其中|此时|这时)")
#: A condition is no side.
CONDITIONAL = re.compile(r"如果|若|当(?!前)|只要|只有|由于|因为|虽然|尽管|即使|一旦|假[设如]")
#: What looks like a subject and compares, or gives an example.
NO_SUBJECT = re.compile("(?:不同于|相当于|对于|也就是?说|比如|例如)")
#: What the second does too is no difference.
ALSO = re.compile("[也还]")
#: No name of its own, or only where something is: "前面的假设", "区别", "第2处", "流水线内".
NO_SIDE = re.compile(
    "(?:只不过|[前后上下]面的|相对(?![论路地定位误性])|(?:区别|不同|反之|另[一外])|第[^，]{1,3}[处步次个])|.*(?<![集其命热])[中内里]$"
)
#: "区别在于重载 …，而重写 …".
DIFFERS_IN = re.compile(r"^(?:区别|不同|差别)(?:之处|点)?在于[，：:]?\s*")
#: "事务 A" and "事务 B" are somebody's example.
ONE_LETTER = re.compile("(?P<kind>.*[\u4e00-\u9fff ])[A-Z\\d]")
#: Endings that belong to the name: "训练模式下" is about 训练模式, "编译时" about 编译时.
PART_OF_NAME = {"模式下": "模式", "时": "时"}
#: A quoted word is the name of a side.
QUOTED = re.compile(r"[“\"「『]([^”\"」』]{1,20})[”\"」』]")


@pattern("contrast", on="sentence", rank=42, needs="[；;]|[，,]\\s*而")
def find(place: Place) -> Iterator[Fact | Relation]:
    """``在 A 中，…；在 B 中，…``: a card for each side, and one for the difference."""
    sides = _sides(SPLIT.split(place.sentence.text), _scene)
    if sides is None:
        return
    for side in sides:
        yield place.fact("definition", side.name, f"{side.name}是怎样的？", side.said, aspect="side", confidence=0.75)
    yield from _difference(place, *sides)


@pattern("difference", on="sentence", rank=43, claims=False, needs="[；;则]|[，,]\\s*[而但]")
def find_difference(place: Place) -> Iterator[Fact | Relation]:
    """``A …，而 B …``: the difference alone; each side is asked with its own verb."""
    text = place.sentence.text
    sides = _sides(SPLIT.split(text), _subject)
    for part in split_outside(text, "；;") if sides is None and not ASIDE.search(text) else ():
        if sides is None and (while_ := WHILE.search(part)):
            sides = _sides((split_outside(part[: while_.start()], "，,")[-1], part[while_.end() :]), _subject)
    if sides is not None:
        yield from _difference(place, *sides)


@pattern("distinction", on="sentence", rank=36, needs="区别|不同|差别|差异")
def find_distinction(place: Place) -> Iterator[Fact | Relation]:
    """``A 与 B 的区别在于 …``: the sentence says itself that it tells the difference."""
    text = place.sentence.text
    before, clause = _told_at(strip_connective(text))
    match = TOLD.match(clause)
    if match is None or ASIDE.search(text) or place.sentence.end in ("？", "?"):
        return
    named = before or subject_before(place.prose, place.sentence, place.named_by_heading)
    subject = match["one"] or named
    one, other, said = strip_connective(subject), match["other"].strip(), match["said"].strip("：: ")
    if not all(is_subject(name, 24) and not PRONOUN.match(name) for name in (one, other)) or too_long(said):
        return
    where = f"在{match['where']}" if match["where"] else ""
    asked = f"{where}有什么{match['what']}？"
    yield place.fact("comparison", f"{one} / {other}", spaced(one, "与", other, asked), said, confidence=0.75)
    yield place.relation(_bare(one), "contrasts_with", _bare(other))


def _told_at(text: str) -> tuple[str, str]:
    """Who is told apart from something, and the words from where that begins: "X 是 A，与 Y 的区别在于 B"."""
    before = ""
    for i in range(len(pieces := split_outside(text, "，,"))):
        clause = "，".join(pieces[i:])
        if TOLD.match(clause):
            return before, clause
        taken = take_apart(strip_connective(pieces[i]))
        before = taken.subject if taken is not None and is_subject(taken.subject) else before
    return "", text


@dataclass(frozen=True, slots=True)
class Side:
    """One of two things set against each other, and what is said of it, with its verb where that is known."""

    name: str
    said: str
    verb: str = ""


def _sides(pieces: Sequence[str], read: Callable[[str], Side | None]) -> tuple[Side, Side] | None:
    if len(pieces) != 2:
        return None
    one, other = (read(strip_connective(piece.strip("。 "))) for piece in pieces)
    if one is None or other is None or not _alike(one, other):
        return None
    first, second = head_of(one.name), head_of(other.name)
    if any(name.endswith("的") or "是" in name for name in (first, second)):
        return None
    numbered, another = ONE_LETTER.fullmatch(first), ONE_LETTER.fullmatch(second)
    if numbered and another and numbered["kind"] == another["kind"]:
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
    if CONDITIONAL.match(piece) or NO_SUBJECT.match(piece) or len(split_outside(piece, "，,")) > 2:
        return None
    taken = take_apart(AFTER_ALL.sub("", DIFFERS_IN.sub("", piece)))
    name = split_outside(taken.subject, "，,")[-1] if taken is not None else ""
    if taken is None or length(name) < 2 or not is_subject(name, 14) or CASES.search(name) or NO_SIDE.match(name):
        return None
    if ALSO.match(taken.predicate):
        return None
    said = THEN.sub("", taken.predicate)
    return Side(name, said, taken.verb) if taken.rest or DENIED.match(said) else None


def _bare(name: str) -> str:
    quoted = QUOTED.search(name)
    return quoted[1] if quoted else head_of(name)


def _in_common(one: str, other: str) -> bool:
    """Whether two predicates have a word of Chinese in common: they speak of one side of the two things."""
    pairs = (one[i : i + 2] for i in range(len(one) - 1))
    return any(CJK.match(pair) and CJK.match(pair[1:]) and pair in other for pair in pairs)


def _alike(one: Side, other: Side) -> bool:
    """Whether two things are of one kind: both quoted, with a common ending, terms of a field, or doing the same."""
    name, second = head_of(one.name), head_of(other.name)
    if bool(QUOTED.search(one.name)) != bool(QUOTED.search(other.name)):
        return False
    if QUOTED.search(one.name) or name[-1:] == second[-1:] or name[:2] == second[:2]:
        return True
    if not one.verb:
        return abs(length(one.name) - length(other.name)) <= 3
    if not (name[-2:] == second[-2:] or _in_common(one.said, other.said) or DENIED.match(other.said)):
        return False
    known = bool(fields.of(name) & fields.of(second)) or (LATIN.match(name) and LATIN.match(second))
    return bool(known) or one.verb == other.verb or bool(DENIED.match(other.said))
