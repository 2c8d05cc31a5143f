"""Arrow chains: ``A → B → C`` as a sequence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from studykit.grammar import COPULAS, take_apart
from studykit.model import Fact, Relation
from studykit.patterns import Place, pattern
from studykit.prose import MASK, bare
from studykit.statements import COLON
from studykit.terms import head_of, is_label, is_term, length
from studykit.text import spaced

#: "A → B → C，是 X 的常见流程" names the chain at its end.
CALLED = re.compile(r"[，,]\s*(?:这?就?是|即)(?P<name>[^，,。→]{2,24})$")
QUOTED = re.compile(r"[“\"「『]([^”\"」』]+)[”\"」』]")
LONGEST_ITEM = 20
ARROW = re.compile(r"\s*(?:→|⟶|⇒|➜|➔|——?>|-{1,2}>|=>)\s*")


@pattern("arrow", on="sentence", rank=29, needs=f"[→⟶⇒➜➔>]|{MASK}")
def find(place: Place) -> Iterator[Fact | Relation]:
    """``编译流程：.cu → PTX → cubin`` asks for the chain in order."""
    text = place.sentence.text
    if len(ARROW.findall(text)) < 2:
        # The whole chain may stand in one code span or formula.
        shown = [bare(original) for original in place.prose.originals if len(ARROW.findall(original)) >= 2]
        text = re.sub(
            "[\ue000-\uf8ff]",
            lambda m: bare(place.show(m[0])) if bare(place.show(m[0])) in shown else m[0],
            text,
        )
    if len(ARROW.findall(text)) < 2:
        return
    if quoted := next((q for q in QUOTED.findall(text) if len(ARROW.findall(q)) >= 2), ""):
        text = quoted
    head, chain = "", text
    if (match := COLON.match(text)) and len(ARROW.findall(match["head"])) == 0:
        head, chain = match["head"], match["body"]
    items = [_trim(piece, first=i == 0) for i, piece in enumerate(ARROW.split(chain))]
    if any(not item or length(item) > LONGEST_ITEM for item in items) or not 3 <= len(items) <= 14:
        return
    if (called := CALLED.search(text)) and not head:
        head, items[-1] = called["name"], _trim(CALLED.sub("", items[-1]), first=False)
    taken = take_apart(head)
    head = taken.subject if taken is not None and taken.verb in COPULAS else head
    subject = head if head and not is_label(head) and length(head) <= 24 else place.topic
    if not subject:
        return
    yield place.fact(
        "procedure",
        subject,
        spaced(subject, "依次是什么？"),
        " → ".join(items),
        form="sequence",
        items=tuple(items),
        confidence=0.75,
        statement=" ",
    )
    for one, two in pairwise(items):
        if is_term(one) and is_term(two):
            yield place.relation(head_of(one), "precedes", head_of(two))


def _trim(piece: str, *, first: bool) -> str:
    """One link of the chain: what stands before the first or after the last one belongs to the sentence."""
    piece = piece.strip(" 。")
    pieces = re.split(r"[，,；;：:]", piece)
    return (pieces[-1] if first else pieces[0]).strip()
