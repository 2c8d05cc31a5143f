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
#: What leads to a chain: "执行过程为：…", "还需要经过预处理 → …".
LEADS_IN = re.compile("(?:依次)?(?:为|是|如下)$")
BEFORE = re.compile(r"^.*(?:了解|经过|经历|依次为?|包括)(?=\S{2})")
#: "… → 链接等一系列流程".
AND_SO_ON = re.compile("等(?:等|一系列)?(?:流程|过程|步骤|阶段|环节)?$")
#: "若内存放不下", "合并后": what is done then.
IN_CASE = re.compile("^(?:如果|若|当(?!前)|一旦)|(?:[^同小及暂临实]时|(?<![最先])后|的话)$")
BRACKETS = (("（", "）"), ("(", ")"), ("[", "]"), ("【", "】"))
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
    if not all(map(_is_link, items)) or not FEWEST <= len(items) <= MOST:
        return
    if (called := CALLED.search(text)) and not head:
        head, items[-1] = called["name"], _trim(CALLED.sub("", items[-1]), first=False)
    # What a quotation within a sentence is the order of, the heading does not tell.
    if (head or text == place.sentence.text or place.lead) and (subject := _subject(place, head)):
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
    head = LEADS_IN.sub("", head)
    taken = take_apart(head)
    if taken is not None and taken.verb in COPULAS:
        head = taken.subject
    elif taken is not None and taken.verb == "有" and is_term(taken.rest):
        head = taken.rest
    return head if head and not is_label(head) and length(head) <= LONGEST_HEAD else place.topic


def _is_link(item: str) -> bool:
    """Whether a piece between two arrows can be one of a chain: no more than a name or a deed, and none cut out of brackets."""
    return 0 < length(item) <= LONGEST_ITEM and all(item.count(one) == item.count(other) for one, other in BRACKETS)


def _fact(place: Place, subject: str, items: Sequence[str]) -> Fact:
    asked = "，依次怎么做？" if IN_CASE.search(subject) else "依次是什么？"
    return place.fact(
        "procedure",
        subject,
        spaced(subject, asked),
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
    return (BEFORE.sub("", pieces[-1]) if first else AND_SO_ON.sub("", pieces[0])).strip()
