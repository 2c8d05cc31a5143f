"""Arrow chains: ``A → B → C`` as a sequence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from studykit.grammar import COPULAS, take_apart
from studykit.model import Fact, Relation
from studykit.patterns import Place, pattern
from studykit.prose import MASK, MASKED, bare
from studykit.statements import COLON
from studykit.terms import head_of, is_label, is_term, length
from studykit.text import spaced

#: "A → B → C，是 X 的常见流程" names the chain at its end.
CALLED = re.compile(r"[，,]\s*(?:这?就?是|即)(?P<name>[^，,。→]{2,24})$")
#: A chain in quotation marks: the sentence goes on around it.
QUOTED = re.compile(r"[“\"「『]([^”\"」』]+)[”\"」』]")
LONGEST_ITEM, LONGEST_HEAD = 20, 24
#: So many things make a chain.
FEWEST, MOST = 3, 14
#: An arrow in any spelling.
ARROW = re.compile(r"\s*(?:→|⟶|⇒|➜|➔|——?>|-{1,2}>|=>)\s*")


@pattern("arrow", on="sentence", rank=29, needs=f"[→⟶⇒➜➔>]|{MASK}")
def find(place: Place) -> Iterator[Fact | Relation]:
    """``编译流程：.cu → PTX → cubin`` asks for the chain in order."""
    text = _with_chain(place)
    if not text:
        return
    match = COLON.match(text)
    head, chain = (match["head"], match["body"]) if match and not ARROW.search(match["head"]) else ("", text)
    items = [_trim(piece, first=i == 0) for i, piece in enumerate(ARROW.split(chain))]
    if any(not item or length(item) > LONGEST_ITEM for item in items) or not FEWEST <= len(items) <= MOST:
        return
    if (called := CALLED.search(text)) and not head:
        head, items[-1] = called["name"], _trim(CALLED.sub("", items[-1]), first=False)
    if subject := _subject(place, head):
        yield _fact(place, subject, items)
        for one, two in pairwise(items):
            if is_term(one) and is_term(two):
                yield place.relation(head_of(one), "precedes", head_of(two))


def _with_chain(place: Place) -> str:
    """The sentence where it holds a chain, or the quotation in it that does; empty where none does."""
    text = place.sentence.text
    if not _is_chain(text):
        # The whole chain may stand in one code span or formula.
        shown = [bare(original) for original in place.prose.originals if _is_chain(original)]
        text = MASKED.sub(lambda m: bare(place.show(m[0])) if bare(place.show(m[0])) in shown else m[0], text)
    return next((quoted for quoted in QUOTED.findall(text) if _is_chain(quoted)), text) if _is_chain(text) else ""


def _is_chain(text: str) -> bool:
    return len(ARROW.findall(text)) >= FEWEST - 1


def _subject(place: Place, head: str) -> str:
    """What the chain is the order of: what the words before it name, or the line above."""
    taken = take_apart(head)
    head = taken.subject if taken is not None and taken.verb in COPULAS else head
    return head if head and not is_label(head) and length(head) <= LONGEST_HEAD else place.topic


def _fact(place: Place, subject: str, items: Sequence[str]) -> Fact:
    return place.fact(
        "procedure",
        subject,
        spaced(subject, "依次是什么？"),
        " → ".join(items),
        form="sequence",
        items=tuple(items),
        confidence=0.75,
        statement=" ",
    )


def _trim(piece: str, *, first: bool) -> str:
    """One link of the chain: what stands before the first or after the last one belongs to the sentence."""
    piece = piece.strip(" 。")
    pieces = re.split(r"[，,；;：:]", piece)
    return (pieces[-1] if first else pieces[0]).strip()
