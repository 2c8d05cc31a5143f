"""What stands at a place of a row: ``第 0 到 3 位是版本号``, ``从第 5 到第 8 字节 序列号：…``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit.asides import ASIDE
from studykit.model import Fact
from studykit.patterns import Place, pattern
from studykit.prose import MASK
from studykit.terms import is_term
from studykit.text import spaced

_NUMBER = r"\s?(?:\d{1,4}|[一二三四五六七八九十]{1,3})\s?"
#: "从第二到第四位": so many of a row, with what stands there now in brackets or code.
PLACES = re.compile(
    rf"^(?P<place>从?第?{_NUMBER}个?(?:到|至|~|～|-|–|—)第?{_NUMBER}个?(?:位|比特|bits?|列|行|字节|字符|字段)(?:\s*(?:{MASK}|[（(][^（()）]{{1,12}}[）)]))?)"
    r"\s*(?:(?P<verb>是|为|即|表示|代表)|[：:])?\s*(?P<what>(?![到至的和与、，])[^：:，,；]{2,24})(?P<more>(?:[：:，,].*)?)$"
)


@pattern("position", on="sentence", rank=28, needs="位|比特|bit|列|行|字节|字符|字段")
def find(place: Place) -> Iterator[Fact]:
    """What stands there? Without a verb only a line of a list says so."""
    match = PLACES.match(place.sentence.text)
    if match is None or ASIDE.search(place.sentence.text) or place.sentence.end in ("？", "?"):
        return
    if (match["verb"] or place.block.kind == "item") and is_term(match["what"].removeprefix("其他"), 24):
        prompt = spaced(match["place"], "是什么？")
        yield place.fact(
            "property",
            match["place"],
            prompt,
            match["what"] + match["more"].rstrip(),
            aspect="position",
            confidence=0.75,
        )
