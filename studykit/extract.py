"""Notes to an extraction: runs the patterns over every place, drops doubles, gathers what was wrong.

What one note gives by itself (:func:`read_note`) is apart from what only all of them together tell (:func:`join`),
so that the one can be kept (see :mod:`studykit.cache`) while another note changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from studykit.cards import CARD_FORMS, make_cards
from studykit.garbage import many_records
from studykit.identity import assign_ids, fingerprint
from studykit.lexicon import find_words
from studykit.links import Links, find_links
from studykit.markdown import parse
from studykit.model import HOLE, Card, Extraction, Fact, HeldBack, Note, Relation, Span
from studykit.parts import Joined, NoteCards, NoteFacts, cards_of, whole
from studykit.patterns import PATTERNS, Page, Pattern, Place, Unit
from studykit.prose import Prose
from studykit.quality import flaw
from studykit.relations import Finder, find_relations, reached
from studykit.settings import NotesSettings
from studykit.statements import statements
from studykit.terms import head_of
from studykit.text import normalise

SENTENCE_BLOCKS = ("paragraph", "item")


def extract(notes: Iterable[Note], settings: NotesSettings | None = None) -> Extraction:
    """Everything that is found in the notes, in their order. Never raises because of what a note holds.

    ``settings`` is the learner's last word: own terms and aliases, labels, kinds to leave out.
    """
    settings = settings or NotesSettings()
    with many_records():
        read = [read_note(note, settings) for note in notes]
        cards, facts = [cards for cards, _ in read], [facts for _, facts in read]
        every_card = cards_of(cards)
        return whole(every_card, cards, facts, join(every_card, facts, settings))


def read_note(note: Note, settings: NotesSettings) -> tuple[NoteCards, NoteFacts]:
    """What one note gives by itself. It depends on nothing but the note, the settings and the rules."""
    document, diagnostics = parse(note)
    page, links = Page(document), find_links(document)
    found = list(_in_page(page, links))
    facts = sorted(
        (item for item in found if isinstance(item, Fact)), key=lambda fact: (fact.span.first, fact.span.last)
    )
    held_back = [HeldBack(span, "skipped") for span in document.skipped]
    held_back += [HeldBack(Span(note.path, line, line), "link") for line in sorted(links.titles)]
    wanted: list[Fact] = []
    for fact in facts:
        if reason := flaw(fact) or _unwanted(fact, settings):
            held_back.append(HeldBack(fact.span, reason, fact.pattern, fact.prompt))
        else:
            wanted.append(fact)
    kept = tuple(_without_doubles(wanted, held_back))
    CARD_FORMS.load()
    cards = assign_ids([card for fact in kept for card in make_cards(fact, document)])
    relations = tuple(item for item in found if isinstance(item, Relation))
    return NoteCards(cards, tuple(map(fingerprint, cards)), tuple(diagnostics)), NoteFacts(
        document, kept, relations, links.resources, tuple(held_back)
    )


def join(cards: Sequence[Card], notes: Sequence[NoteFacts], settings: NotesSettings) -> Joined:
    """The concepts of all notes, the edges between them, and which of them the cards are about."""
    pages = [Page(note.document) for note in notes]
    facts = [fact for note in notes for fact in note.facts]
    stated = [relation for note in notes for relation in note.relations]
    resources = [resource for note in notes for resource in note.resources]
    words = find_words(pages, facts, stated, settings)
    concepts = words.concepts(reached(pages, facts, words))
    finder = Finder(concepts)
    relations = find_relations(pages, facts, resources, concepts, stated, finder)
    return Joined(concepts, tuple(dict.fromkeys(relations)), tuple(_concepts_of(card, finder) for card in cards))


def _concepts_of(card: Card, finder: Finder) -> tuple[str, ...]:
    """The concepts that a card is about, those of its prompt first."""
    return tuple(dict.fromkeys(mention.term for text in (card.prompt, card.answer) for mention in finder.find(text)))


@cache
def _ranked(unit: Unit) -> tuple[Pattern, ...]:
    """The patterns that look at such units, in their order."""
    ranked = sorted(PATTERNS.load().values(), key=lambda pattern: (pattern.rank, pattern.name))
    return tuple(pattern for pattern in ranked if pattern.on == unit)


def _in_page(page: Page, links: Links) -> Iterator[Fact | Relation]:
    """All that the patterns find, block by block."""
    explained: set[int] = set(links.titles)
    for index, block in enumerate(page.blocks):
        is_title = block.kind != "code" and block.span.first in links.titles and "\n" not in block.text
        if block.kind != "heading" and not is_title:
            yield from _in_block(page, index, explained)


def _unwanted(fact: Fact, settings: NotesSettings) -> str:
    """Why the learner's settings leave a fact out; empty where they do not."""
    if fact.kind in settings.leave_out:
        return "left-out"
    if fact.confidence < settings.minimum_confidence:
        return "uncertain"
    return "label" if normalise(head_of(fact.subject)) in map(normalise, settings.labels) else ""


def _in_block(page: Page, index: int, explained: set[int]) -> Iterator[Fact | Relation]:
    block = page.blocks[index]
    for pattern in _ranked("block"):
        if block.span.first not in explained:
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
        yield from _in_sentences(page, index, explained)


def _in_sentences(page: Page, index: int, explained: set[int]) -> Iterator[Fact | Relation]:
    block, prose = page.blocks[index], page.prose(index)
    taken: set[int] = set()
    for number, sentence in enumerate(prose.sentences):
        if number in taken:
            continue
        if block.span.first + sentence.first in explained:
            taken.add(number)
            continue
        for pattern in _ranked("sentence"):
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
        for pattern in _ranked("statement"):
            found = list(pattern.find(Place(page, index, pattern.name, statement.sentence, statement)))
            yield from found
            if found and pattern.claims:
                break


def _told(found: Sequence[Fact | Relation], prose: Prose, after: int) -> set[int]:
    """The later sentences of a block that a fact has already taken in."""
    told = [item.statement for item in found if isinstance(item, Fact)]
    later = enumerate(prose.sentences[after + 1 : after + 3], after + 1)
    return {number for number, sentence in later if any(prose.show(sentence.text) in statement for statement in told)}


def _repeats(fact: Fact, answer: str, other: Fact, its_answer: str) -> bool:
    """Whether two patterns found the same; the cells of one table row may well be alike. Answers are normalised."""
    if other.pattern == "holes" != fact.pattern:
        # The learner chose what to ask of this sentence.
        return bool(fact.statement) and normalise(fact.statement) in normalise(other.prompt.replace(HOLE, other.answer))
    return its_answer == answer and other.kind == fact.kind and other.pattern != fact.pattern


def _without_doubles(facts: Sequence[Fact], held_back: list[HeldBack]) -> list[Fact]:
    """Without a fact that asks the same as an earlier one, or gives the same answer on the same lines."""
    kept: list[Fact] = []
    prompts: set[str] = set()
    near: dict[int, list[tuple[Fact, str]]] = {}
    for fact in facts:
        prompt = normalise(" ".join((*fact.heading, fact.prompt)))
        answer = normalise(fact.answer)
        same_place = [other for line in range(fact.span.first, fact.span.last + 1) for other in near.get(line, [])]
        if prompt in prompts or any(_repeats(fact, answer, *other) for other in same_place):
            held_back.append(HeldBack(fact.span, "double", fact.pattern, fact.prompt))
            continue
        prompts.add(prompt)
        kept.append(fact)
        for line in range(fact.span.first, fact.span.last + 1):
            near.setdefault(line, []).append((fact, answer))
    return kept
