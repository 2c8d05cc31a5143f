"""What the clauses of a block say of the thing that they go on about, though most of them leave its name out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit.asides import MISTAKE
from studykit.finder import Finder
from studykit.lexicon import ORGANISATIONS
from studykit.model import Relation, Span
from studykit.patterns import Page, Place
from studykit.prose import Sentence, clauses, split_outside
from studykit.relations.clauses import SUPPOSED
from studykit.relations.facts import noun_of
from studykit.relations.reader import Reader
from studykit.statements import COLON

PROPOSES = re.compile("提出|推出|发布|开源|研发")


def from_blocks(page: Page, finder: Finder) -> Iterator[Relation]:
    """The edges that the running text states of what it goes on about."""
    for index, block in enumerate(page.blocks):
        if block.kind in ("paragraph", "item"):
            reader = Reader(finder, _above(page, index, finder) or "")
            for sentence in page.prose(index).sentences:
                if sentence.end not in ("？", "?") and not MISTAKE.match(sentence.text):
                    yield from _in_sentence(reader, page, index, sentence, finder)


def _above(page: Page, index: int, finder: Finder) -> str | None:
    """The concept that the item above a block names ("- 注册中心：…"), or else the nearest heading."""
    lead = page.blocks[index].lead
    if lead >= 0 and page.prose(lead).sentences:
        text = page.prose(lead).sentences[0].text
        label = COLON.match(text)
        if named := finder.named(page.prose(lead).plain(label["head"] if label else text)):
            return named
    return finder.named(Place(page, index, "").heading_topic)


def _in_sentence(reader: Reader, page: Page, index: int, sentence: Sentence, finder: Finder) -> Iterator[Relation]:
    prose, block = page.prose(index), page.blocks[index]
    span = Span(block.span.path, block.span.first + sentence.first, block.span.first + sentence.last)
    label = COLON.match(sentence.text)
    reader.begin()
    labelled = label is not None and reader.labelled(prose.plain(label["head"]))
    text = label["body"] if label and labelled else sentence.text
    kind = noun_of(prose.plain(text), finder) if labelled else None
    for part in split_outside(text, "；;："):
        supposed = False
        for clause in clauses(part):
            plain = prose.plain(clause)
            supposed = supposed or bool(SUPPOSED.match(clause))
            for edge in reader.clause(plain):
                if supposed and edge[1] == "is_a":
                    continue  # "当 p=1 时，就是 …": what something is then, it is not always
                if kind and edge[1:] == ("uses", kind):
                    continue  # "用 A 搭起来的 B" is a B and uses none
                # Who proposes something does not use it.
                if not (edge[0] in ORGANISATIONS and edge[1] == "uses" and PROPOSES.search(plain)):
                    yield Relation(*edge, span, "told")
