"""One thing that grows with another: ``batch 越大，显存占用越高``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit.asides import ASIDE
from studykit.grammar import strip_connective
from studykit.model import Fact
from studykit.patterns import Place, pattern
from studykit.terms import is_term
from studykit.text import spaced

#: How the first grows: one word ("batch 越大显存 …"), or all up to the comma or the next 越.
ONE_WORD = r"(?:(?:大(?![小量型])|小(?!心)|多(?!样)|少|高(?![效级])|低(?!效)|长|短(?!暂)|慢|快(?!速)|强(?![大烈])|弱|深(?![入层])|浅|远|近(?!似)|早|晚|密(?!集)|稀(?![疏有])|好|差|细(?!致)|粗(?!糙)|宽|窄|重(?![要复])|轻(?!量))(?=[^，,\s]))"
HOW = rf"(?:{ONE_WORD}|[^，,。；越]{{1,12}}(?=[，,]|越))"
#: "A 越大，B 越小".
MORE = re.compile(
    rf"^(?P<one>[^，,。；越]{{1,20}})越(?P<how>{HOW})[，,]?\s*(?:则|就)?(?P<other>[^，,。；越]{{0,16}}?)(?:也|就)?越(?P<much>[^，,。；越]{{1,10}}(?P<more>(?:[，,][^，,。；越]{{1,14}}越[^，,。；越]{{1,10}})*))$"
)
#: "越分散(或者说越平均)" is said twice.
ASIDES = re.compile(r"[(（][^()（）]*[)）]")


@pattern("proportion", on="sentence", rank=35, claims=False, needs="越")
def find(place: Place) -> Iterator[Fact]:
    """What happens to the second when the first grows?"""
    text = place.sentence.text
    if ASIDE.search(text) or "越来越" in text or place.sentence.end in ("？", "?") or text.endswith("吗"):
        return
    for part in re.split("[；;。]|[，,](?=但|不过|而)", text):
        match = MORE.match(strip_connective(ASIDES.sub("", part).strip()))
        if match and is_term(match["one"], 20):
            other = "" if match["more"] else match["other"].strip()
            answer = f"{match['other'] if match['more'] else ''}越{match['much']}"
            asked = f"越{match['how']}，{spaced(other, '会怎样？') if other else '会怎样？'}"
            yield place.fact(
                "property",
                match["one"],
                spaced(match["one"], asked),
                answer,
                aspect=match["how"],
                confidence=0.75,
            )
