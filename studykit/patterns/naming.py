"""Explanation first, name last: ``… 这被称为 X``, ``… 叫做 X``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit.grammar import ASIDE, PRONOUN, strip_connective
from studykit.model import Fact
from studykit.patterns import Place, pattern, too_long
from studykit.terms import is_term, length
from studykit.text import spaced

CALLED = re.compile(
    r"^(?P<what>.{4,90}?)[，,]?\s*(?:这(?:种|个|就|也)?[^，,]{0,8}|它们?|就|则|便|被|也|常|一般|通常|我们)*\s*(?:称之?为|称作|叫做|叫作|称为|(?<=[\u4e00-\u9fff，,])叫(?![做作醒号停])|俗称)\s*[“\"「]?(?P<name>[^，,；;。：:“”\"「」]{2,60})[”\"」]?(?:[，,；;：:].*)?$"
)


ALSO = re.compile("[也又亦]")
#: "把次数做成模板参数，是让次数变成常量的常用办法": what is said first is what the note calls so.
IS_THE = re.compile(
    r"^(?P<what>[^，,]{4,60})[，,]\s*(?:这)?(?:也|正|就)?是(?P<name>[^，,。]{4,30}(?:办法|方法|做法|方式|手段|前提|条件|关键|思路|技巧|目的|原则))$"
)


@pattern("naming", on="sentence", rank=38)
def find(place: Place) -> Iterator[Fact]:
    """Which name does the note give to what it explains?"""
    text = strip_connective(place.sentence.text)
    if ASIDE.search(text):
        return
    if (known := IS_THE.match(text)) and not PRONOUN.match(known["what"]):
        prompt = spaced(known["name"], "是什么？")
        yield place.fact("property", known["name"], prompt, known["what"], aspect="naming", confidence=0.7)
        return
    match = CALLED.match(text)
    if match and ALSO.search(text[match.end("what") : match.start("name")]):
        # "X 是 Y，也称为 Z" gives a second name, which the pattern for aliases asks for.
        return
    if not match or not is_term(match["name"]):
        return
    what, name = match["what"].strip("，, "), match["name"].strip()
    if PRONOUN.match(what) or length(what) < 5 or too_long(what, 60) or is_term(what, 8):
        return
    yield place.fact(
        "definition",
        name,
        spaced("什么是", f"{name}？"),
        re.sub(r"(?:的)?(?:就|则|这)$", "", what),
        aspect="naming",
        confidence=0.7,
    )
