"""What the clauses of a block say of the thing that they go on about, though most of them leave its name out."""

from __future__ import annotations

from collections.abc import Iterator

from studykit.finder import Finder
from studykit.model import Relation, Span
from studykit.patterns import Page, Place
from studykit.prose import Sentence, clauses, split_outside
from studykit.relations.reader import Reader
from studykit.statements import COLON


def from_blocks(page: Page, finder: Finder) -> Iterator[Relation]:
    """The edges that the running text states of what it goes on about."""
    for index, block in enumerate(page.blocks):
        if block.kind in ("paragraph", "item"):
            reader = Reader(finder, _above(page, index, finder) or "")
            for sentence in page.prose(index).sentences:
                if sentence.end not in ("？", "?"):
                    yield from _in_sentence(reader, page, index, sentence)


def _above(page: Page, index: int, finder: Finder) -> str | None:
    """The concept that the item above a block names ("- 注册中心：…"), or else the nearest heading."""
    lead = page.blocks[index].lead
    if lead >= 0 and page.prose(lead).sentences:
        text = page.prose(lead).sentences[0].text
        label = COLON.match(text)
        if named := finder.named(page.prose(lead).plain(label["head"] if label else text)):
            return named
    return finder.named(Place(page, index, "").heading_topic)


def _in_sentence(reader: Reader, page: Page, index: int, sentence: Sentence) -> Iterator[Relation]:
    prose, block = page.prose(index), page.blocks[index]
    span = Span(block.span.path, block.span.first + sentence.first, block.span.first + sentence.last)
    label = COLON.match(sentence.text)
    reader.begin()
    labelled = label is not None and reader.labelled(prose.plain(label["head"]))
    text = label["body"] if label and labelled else sentence.text
    for part in split_outside(text, "；;："):
        for clause in clauses(part):
            for edge in reader.clause(prose.plain(clause)):
                yield Relation(*edge, span, "told")
