"""Notes to an extraction: runs the patterns over every place, drops doubles, gathers what was wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from studykit.cards import CARD_FORMS, make_cards
from studykit.identity import assign_ids
from studykit.lexicon import find_concepts
from studykit.links import Links, find_links
from studykit.markdown import parse
from studykit.model import Card, Diagnostic, Extraction, Fact, Note, Relation, Resource
from studykit.patterns import PATTERNS, Page, Pattern, Place
from studykit.prose import Prose
from studykit.quality import flaw
from studykit.relations import Finder, find_relations
from studykit.statements import statements
from studykit.text import normalise

SENTENCE_BLOCKS = ("paragraph", "item")


def extract(notes: Iterable[Note]) -> Extraction:
    """Everything that is found in the notes, in their order. Never raises because of what a note holds."""
    CARD_FORMS.load()
    ranked = sorted(PATTERNS.load().values(), key=lambda pattern: (pattern.rank, pattern.name))
    pages: list[Page] = []
    everything: list[Fact] = []
    cards: list[Card] = []
    relations: list[Relation] = []
    resources: list[Resource] = []
    diagnostics: list[Diagnostic] = []
    for note in notes:
        document, said = parse(note)
        links = find_links(document)
        page = Page(document)
        facts, stated = _read(page, links, ranked)
        pages.append(page)
        everything += facts
        cards += [card for fact in facts for card in make_cards(fact, document)]
        relations += stated
        resources += links.resources
        diagnostics += said
    concepts = find_concepts(pages, everything, relations)
    relations += find_relations(pages, everything, resources, concepts)
    finder = Finder(concepts)
    return Extraction(
        documents=tuple(page.document for page in pages),
        cards=tuple(replace(card, concepts=_concepts_of(card, finder)) for card in assign_ids(cards)),
        concepts=concepts,
        relations=tuple(dict.fromkeys(relations)),
        resources=tuple(resources),
        diagnostics=tuple(diagnostics),
    )


def _concepts_of(card: Card, finder: Finder) -> tuple[str, ...]:
    """The concepts that a card is about, those of its prompt first."""
    return tuple(dict.fromkeys(mention.term for text in (card.prompt, card.answer) for mention in finder.find(text)))


def _read(page: Page, links: Links, ranked: Sequence[Pattern]) -> tuple[list[Fact], list[Relation]]:
    found: list[Fact | Relation] = []
    explained: set[int] = set(links.titles)
    for index, block in enumerate(page.blocks):
        if block.kind == "heading" or (
            block.kind != "code" and block.span.first in links.titles and "\n" not in block.text
        ):
            continue
        for item in _in_block(page, index, ranked, explained):
            found.append(item)
    facts = [item for item in found if isinstance(item, Fact) and not flaw(item)]
    facts.sort(key=lambda fact: (fact.span.first, fact.span.last))
    return _without_doubles(facts), [item for item in found if isinstance(item, Relation)]


def _in_block(page: Page, index: int, ranked: Sequence[Pattern], explained: set[int]) -> Iterator[Fact | Relation]:
    block = page.blocks[index]
    for pattern in ranked:
        if pattern.on == "block" and block.span.first not in explained:
            found = list(pattern.find(Place(page, index, pattern.name)))
            yield from found
            if pattern.claims:
                explained.update(
                    line
                    for item in found
                    if isinstance(item, Fact)
                    for line in range(item.span.first, item.span.last + 1)
                )
    if block.kind in SENTENCE_BLOCKS:
        yield from _in_sentences(page, index, ranked, explained)


def _in_sentences(page: Page, index: int, ranked: Sequence[Pattern], explained: set[int]) -> Iterator[Fact | Relation]:
    block, prose = page.blocks[index], page.prose(index)
    taken: set[int] = set()
    for number, sentence in enumerate(prose.sentences):
        if number in taken:
            continue
        if block.span.first + sentence.first in explained:
            taken.add(number)
            continue
        for pattern in ranked:
            if pattern.on == "sentence":
                found = list(pattern.find(Place(page, index, pattern.name, sentence)))
                yield from found
                if found and pattern.claims:
                    taken.add(number)
                    taken |= _told(found, prose, number)
                    break
    if len(taken) == len(prose.sentences):
        return
    order = {id(sentence): number for number, sentence in enumerate(prose.sentences)}
    for statement in statements(prose, Place(page, index, "").named_by_heading):
        if order[id(statement.sentence)] in taken:
            continue
        for pattern in ranked:
            if pattern.on == "statement":
                found = list(pattern.find(Place(page, index, pattern.name, statement.sentence, statement)))
                yield from found
                if found and pattern.claims:
                    break


def _told(found: Sequence[Fact | Relation], prose: Prose, after: int) -> set[int]:
    """The later sentences of a block that a fact has already taken in."""
    told = [item.statement for item in found if isinstance(item, Fact)]
    later = enumerate(prose.sentences[after + 1 : after + 3], after + 1)
    return {number for number, sentence in later if any(prose.show(sentence.text) in statement for statement in told)}


def _repeats(fact: Fact, answer: str, other: Fact) -> bool:
    """Whether two patterns found the same; the cells of one table row may well be alike."""
    return normalise(other.answer) == answer and other.kind == fact.kind and other.pattern != fact.pattern


def _without_doubles(facts: Sequence[Fact]) -> list[Fact]:
    """Without a fact that asks the same as an earlier one, or gives the same answer on the same lines."""
    kept: list[Fact] = []
    prompts: set[str] = set()
    near: dict[int, list[Fact]] = {}
    for fact in facts:
        prompt = normalise(" ".join((*fact.heading, fact.prompt)))
        answer = normalise(fact.answer)
        same_place = [other for line in range(fact.span.first, fact.span.last + 1) for other in near.get(line, [])]
        if prompt in prompts or any(_repeats(fact, answer, other) for other in same_place):
            continue
        prompts.add(prompt)
        kept.append(fact)
        for line in range(fact.span.first, fact.span.last + 1):
            near.setdefault(line, []).append(fact)
    return kept
