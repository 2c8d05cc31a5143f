"""A common mistake and what is true instead: 误区：… 实际上 …"""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit.asides import MISTAKE
from studykit.model import Fact
from studykit.patterns import Place, pattern, too_long
from studykit.prose import Sentence

#: How what is true begins: "实际上，…".
TRUTH = re.compile(
    r"^(?:但|但是|然而|不过|而)?\s*(?:实际上|事实上|其实|正确的?(?:说法|理解|做法)?是?|真相是?|并非如此|不对|不是的|错|实际)\s*[，,：:]?\s*"
)


@pattern("misconception", on="sentence", rank=28, needs="误|迷思")
def find(place: Place) -> Iterator[Fact]:
    """The card names the mistake as one and asks what is true."""
    if not (match := MISTAKE.match(place.sentence.text)):
        return
    claim, truth = _split(match["claim"])
    last = place.sentence
    told = [last.text]
    if not truth:
        for last in _after(place):
            told.append(last.text)
            truth = "。".join(part for part in (truth, TRUTH.sub("", last.text)) if part)
            if too_long(truth, 30):
                break
    if not truth or too_long(truth, 90):
        return
    first = place.block.span.first
    claim = claim.strip('“”"「」 。，,；;')
    yield place.fact(
        "property",
        claim,
        f"误区：“{claim}”。实际上呢？",
        truth,
        lines=(first + place.sentence.first, first + last.last),
        confidence=0.8,
        statement="。".join(told),
    )


def _split(text: str) -> tuple[str, str]:
    for mark in re.finditer(r"[；;，,。]\s*", text):
        if TRUTH.match(text[mark.end() :]):
            return text[: mark.start()], TRUTH.sub("", text[mark.end() :])
    return text, ""


def _after(place: Place) -> list[Sentence]:
    """The sentences of the block behind this one, at most two."""
    sentences = list(place.prose.sentences)
    position = next(i for i, sentence in enumerate(sentences) if sentence is place.sentence)
    return sentences[position + 1 : position + 3]
