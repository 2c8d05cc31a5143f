"""Sets that a clause announces and names itself: behind its colon, or in brackets behind their number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit.asides import ASIDE
from studykit.counted import COUNTED, number_of, which
from studykit.grammar import PRONOUN, strip_connective
from studykit.model import Fact
from studykit.patterns import Place, pattern, too_long
from studykit.patterns._items import POINTS_ON, without_glosses
from studykit.patterns._lead import GOES_ON, announced
from studykit.prose import clauses, split_outside
from studykit.terms import GLOSS, LIST_END, length, members_of

MOST, LEAST = 9, 2
#: "X 有以下特性：A；B", "X 的方法有：A、B": words that announce what stands behind their colon.
ANNOUNCED = re.compile(r"^(?P<said>[^：:]{4,60})[：:]\s*(?P<members>\S.+)$")
#: A line that ends in its verb leaves open what it announces.
ENDS_OPEN = re.compile(r"(?:有|包括|包含|涵盖|分别是|分别为|分为|分成|如下)$")
#: "分为：" asks into which kinds.
DIVIDES = re.compile("分[为成]$")
#: "满足以下任意一种": one is enough.
ANY_OF = re.compile(r"(?<=[以如][下])(?:的)?(?:任何|任意)一?(?:种|个|条|项)?")
#: "定义了七层框架（物理层、…）": as many members as are counted.
COUNTED_IN_BRACKETS = re.compile(r"^(?P<said>[^（(：:，,]{2,40})[（(](?P<members>[^（）()]*、[^（）()]*)[）)]")
#: "这些级别包括", "因为那样有两个问题" and "就几个" only go on about what was said.
REFERS = re.compile(
    r"^(?:这些(?!.*大?[致体]?分)|那些|[他它]们|因为|由于|所以|那样|这样|此时)|那样|就(?:这?[二两三四五几])"
)
#: What was named before is not announced here.
ELSEWHERE = re.compile("上述|上面|前面")
#: "f(a, b)": commas between arguments.
CALL = re.compile(r"[\w.]+\(", re.ASCII)
#: "有 3 种格式，分别是 A、B、C".
EACH_NAMED = re.compile(r"^(?P<said>[^：:]{4,50}?)[，,]\s*(?:它们|即)?分别(?:是|为)[：:]?\s*(?P<members>.+、.+)$")
#: "这些条件".
THESE = re.compile("^(?:这些|该)的?")
LONGEST_SAID, LONGEST_PART, LONGEST_SET = 44, 44, 110


@pattern("announced", on="sentence", rank=29, needs="[：:（(]|分别")
def find(place: Place) -> Iterator[Fact]:
    """``适合使用它的情形有以下几种：…；…``, ``分为七层（物理层、…）``: which ones?"""
    text = strip_connective(place.sentence.text)
    if place.sentence.end in ("？", "?"):
        return
    if not ASIDE.search(text):
        yield from _announced(place, text) or _in_brackets(place, text) or _one_by_one(place, text)
    elif not ASIDE.search(text := "，".join(clauses(text)[:-1])):
        yield from _one_by_one(place, text)


def _announced(place: Place, text: str) -> list[Fact]:
    """What a clause announces that ends in a colon: "使用 G1 的情形有以下几种：…；…"."""
    match = ANNOUNCED.match(text)
    said = ANY_OF.sub("", match["said"].strip()) if match else ""
    if match is None or PRONOUN.match(said) or length(said) > LONGEST_SAID or not _announces(said):
        return []
    told = GOES_ON.split(match["members"])[0].strip()
    parts = [part.strip() for part in split_outside(told, "；;")]
    if len(parts) < LEAST:
        parts = members_of(told) or members_of(GLOSS.sub("", told))
    question = f"{said}哪几种？" if DIVIDES.search(said) else announced(said, place.heading_topic)
    if not LEAST <= len(parts) <= MOST or too_long(told, LONGEST_SET) or CALL.match(told) or not question:
        return []
    if any(length(part) > LONGEST_PART for part in parts):
        return []
    return [_fact(place, said, question, LIST_END.sub("", told), parts)]


def _announces(said: str) -> bool:
    """Whether a line's last clause announces several things, and is about something itself."""
    last = clauses(said)[-1]
    opens = POINTS_ON.search(last) or ENDS_OPEN.search(last)
    return opens is not None and not (ENDS_OPEN.fullmatch(last) or REFERS.search(last) or ELSEWHERE.search(said))


def _in_brackets(place: Place, text: str) -> list[Fact]:
    """What is counted, and named in the brackets behind: "网络分为七层（物理层、…）"."""
    for piece in clauses(text):
        match = COUNTED_IN_BRACKETS.match(piece)
        counted = COUNTED.search(match["said"]) if match else None
        members = members_of(match["members"]) if match and counted else []
        if match and counted and len(members) == number_of(counted[0]) and (question := which(match["said"])):
            return [_fact(place, match["said"], f"{question.replace('的哪', '有哪')}？", match["members"], members)]
    return []


def _one_by_one(place: Place, text: str) -> list[Fact]:
    """As many as are counted, in the clause behind: "binlog 有 3 种格式，分别是 A、B、C，…"."""
    match = EACH_NAMED.match(text)
    last = clauses(match["said"])[-1] if match else ""
    counted = COUNTED.search(last)
    if match is None or counted is None or REFERS.match(last) or COUNTED.search(match["said"].removesuffix(last)):
        return []
    told = split_outside(match["members"], "，,")[0]
    members = members_of(told)
    said = THESE.sub(f"{place.heading_topic}的", match["said"]) if place.heading_topic else match["said"]
    question = "" if PRONOUN.match(said) else which(said)
    if len(members) != number_of(counted[0]) or not question:
        return []
    return [_fact(place, said, f"{question}？", "、".join(without_glosses(members)), members)]


def _fact(place: Place, subject: str, question: str, answer: str, members: list[str]) -> Fact:
    return place.fact("enumeration", subject, question, answer, items=tuple(members), confidence=0.7)
