"""Holes that the learner wrote on purpose: ``==highlight==`` and ``{{c1::…}}``, one card a hole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit import prose
from studykit.model import HOLE, Fact
from studykit.patterns import TEXT, Place, pattern
from studykit.prose import CLOZE, HIGHLIGHT

#: A card shows the sentence around the hole.
LONGEST_SENTENCE = 400
#: One sentence of the source.
SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
#: "==快照==：某一时刻的全部数据".
NAMES = re.compile(rf"{HIGHLIGHT.pattern}\s*[：:]\s*(?!.*==)\S")


@pattern("holes", on="block", rank=3, claims=False, kinds=TEXT, needs=r"==|\{\{c\d")
def find(place: Place) -> Iterator[Fact]:
    """A marked word is asked for in its sentence; the other marks of the sentence stay as plain words."""
    for i, line in enumerate(place.block.text.split("\n")):
        number = place.block.span.first + i
        for sentence in _sentences(line):
            if len(sentence) > LONGEST_SENTENCE:
                continue
            holes = list(CLOZE.finditer(sentence)) + _highlights(sentence)
            for hole in sorted(holes, key=lambda m: m.start()):
                answer = hole["answer"] if hole.re is CLOZE else hole[1]
                before, after = _plain(sentence[: hole.start()]), _plain(sentence[hole.end() :])
                if HOLE in before + after or not re.search(r"\w", before + after):
                    continue
                yield place.fact(
                    "property",
                    before[-24:] or after[:24],
                    f"{before}{HOLE}{after}".strip(),
                    answer.strip(),
                    aspect="hole",
                    form="cloze",
                    lines=(number, number),
                    confidence=1.0,
                    statement=" ",
                )


def _sentences(line: str) -> list[str]:
    """The sentences of a line; a full stop inside a hole, code or a formula does not end one."""
    spans = [m.span() for m in CLOZE.finditer(line)] + [m.span() for m in prose.PROTECTED.finditer(line)]
    hidden = list(line)
    for start, end in spans:
        hidden[start:end] = "x" * (end - start)
    return [line[m.start() : m.end()].strip() for m in SENTENCE.finditer("".join(hidden))]


def _highlights(sentence: str) -> list[re.Match[str]]:
    """The marked words, but for a name that only its mark sets off from the explanation behind its colon."""
    code = [m.span() for m in prose.PROTECTED.finditer(sentence)]
    found = HIGHLIGHT.finditer(sentence)
    return [m for m in found if not (NAMES.match(sentence) or any(start <= m.start() < end for start, end in code))]


def _plain(text: str) -> str:
    return HIGHLIGHT.sub(r"\1", CLOZE.sub(lambda m: m["answer"], text)).replace("**", "")
