"""Notes to an extraction: runs the patterns over every place, drops doubles, gathers what was wrong.

What one note gives by itself (:func:`read_note`) is apart from what only all of them together tell (:func:`join`),
so that the one can be kept (see :mod:`studykit.cache`) while another note changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from studykit import segment
from studykit.asides import ASIDE_SECTION
from studykit.cards import CARD_FORMS, make_cards
from studykit.garbage import many_records
from studykit.identity import assign_ids, fingerprint
from studykit.lexicon import find_words
from studykit.links import Links, find_links
from studykit.markdown import parse
from studykit.model import HOLE, BlockKind, Card, Diagnostic, Extraction, Fact, HeldBack, Note, Relation, Span
from studykit.parts import Joined, NoteCards, NoteFacts, cards_of, whole
from studykit.patterns import PATTERNS, TEXT, Page, Pattern, Place, Unit
from studykit.prose import Prose
from studykit.quality import flaw
from studykit.relations import Finder, Readings, find_relations, reached
from studykit.settings import NotesSettings, in_every_script
from studykit.statements import NAMES_SOMETHING, Statement, statements
from studykit.terms import head_of, length
from studykit.text import normalise
from studykit.traditional import Spelling, records, spelling

#: Code, options and escapes in a prompt.
CODE = re.compile(r"`[^`]+`|(?<!\S)-{1,2}\w[\w-]*|\\\w")
#: What was torn as a question may be whole as a cloze; what says nothing alone, the cloze itself must know.
TOLD = ("", "says-nothing")
#: A statement that has so much of an explanation is the explanation.
MOST = 0.7
#: An explanation that is so long tells more than what a name means.
LONG = 30
#: A fact is judged with its sentence, and once more with its note.
_flaw = lru_cache(maxsize=2**12)(flaw)


def extract(notes: Iterable[Note], settings: NotesSettings | None = None) -> Extraction:
    """Everything that is found in the notes, in their order. Never raises because of what a note holds.

    ``settings`` is the learner's last word: own terms and aliases, labels, kinds to leave out.
    """
    settings = settings or NotesSettings()
    with many_records():
        parsed = [parse(note) for note in notes]
        pages = [Page(document) for document, _ in parsed]
        read = [_read(page, said, settings) for page, (_, said) in zip(pages, parsed, strict=True)]
        cards, facts = [cards for cards, _ in read], [facts for _, facts in read]
        every_card = cards_of(cards)
        return whole(every_card, cards, facts, join(every_card, facts, settings, pages))


def read_note(note: Note, settings: NotesSettings) -> tuple[NoteCards, NoteFacts]:
    """What one note gives by itself. It depends on nothing but the note, the settings and the rules."""
    document, diagnostics = parse(note)
    return _read(Page(document), diagnostics, settings)


def _read(page: Page, diagnostics: Iterable[Diagnostic], settings: NotesSettings) -> tuple[NoteCards, NoteFacts]:
    document = page.document
    own = spelling(document.note)
    settings = in_every_script(settings) if own else settings
    links = find_links(document)
    found = list(_in_page(page, links))
    facts = sorted((item for item in found if isinstance(item, Fact)), key=_place_of)
    held_back = [HeldBack(span, "skipped") for span in document.skipped]
    held_back += [HeldBack(Span(document.note.path, line, line), "link") for line in sorted(links.titles)]
    wanted: list[Fact] = []
    for fact in facts:
        if reason := _flaw(fact) or _unwanted(fact, settings):
            held_back.append(HeldBack(fact.span, reason, fact.pattern, fact.prompt))
        else:
            wanted.append(fact)
    kept = tuple(_without_doubles(wanted, held_back))
    CARD_FORMS.load()
    made = (card for fact in kept for card in make_cards(fact, document))
    cards = assign_ids([records.card(card, own) if own else card for card in made])
    relations = tuple(item for item in found if isinstance(item, Relation))
    return NoteCards(cards, tuple(map(fingerprint, cards)), tuple(diagnostics)), NoteFacts(
        document, kept, relations, links.resources, tuple(held_back)
    )


def join(
    cards: Sequence[Card], notes: Sequence[NoteFacts], settings: NotesSettings, pages: Sequence[Page] = ()
) -> Joined:
    """The concepts of all notes, the edges between them, and which of them the cards are about.

    ``pages`` are those of the notes, where they were just read.
    """
    pages = pages or [Page(note.document) for note in notes]
    facts = [fact for note in notes for fact in note.facts]
    stated = [relation for note in notes for relation in note.relations]
    resources = [resource for note in notes for resource in note.resources]
    spellings = {note.document.note.path: own for note in notes if (own := spelling(note.document.note))}
    words = find_words(pages, facts, stated, in_every_script(settings) if spellings else settings)
    sure, doubtful = words.concepts(), words.possible()
    wide = Finder([*sure, *doubtful])
    readings = Readings(wide)
    concepts = words.concepts(reached(pages, facts, sure, doubtful, readings, wide))
    finder = wide.narrowed(concepts)
    relations = find_relations(pages, facts, resources, concepts, stated, readings, finder)
    of_cards = (_concepts_of(records.read_again(card, spellings.get(card.span.path)), finder) for card in cards)
    joined = Joined(concepts, tuple(dict.fromkeys(relations)), tuple(of_cards))
    return _as_written(joined, spellings, pages) if spellings else joined


def _as_written(joined: Joined, spellings: Mapping[str, Spelling], pages: Sequence[Page]) -> Joined:
    """What all notes tell together, by the names that those in Traditional Chinese write."""
    lines = {page.document.note.path: page.lines for page in pages}
    concepts, terms = records.concepts(joined.concepts, spellings, lines)
    return Joined(
        concepts,
        tuple(records.relation(relation, spellings, terms) for relation in joined.relations),
        tuple(tuple(terms[term] for term in of_card) for of_card in joined.of_cards),
    )


def _concepts_of(card: Card, finder: Finder) -> tuple[str, ...]:
    """The concepts that a card is about, those of its prompt first."""
    return tuple(dict.fromkeys(mention.term for text in (card.prompt, card.answer) for mention in finder.find(text)))


@cache
def _ranked(unit: Unit, kind: BlockKind) -> tuple[Pattern, ...]:
    """The patterns for such units in blocks of this kind, in their order; at headings only those that say so."""
    ranked = sorted(PATTERNS.load().values(), key=lambda pattern: (pattern.rank, pattern.name))
    every = () if kind == "heading" else (kind,)
    return tuple(pattern for pattern in ranked if pattern.on == unit and kind in (pattern.kinds or every))


def _in_page(page: Page, links: Links) -> Iterator[Fact | Relation]:
    """All that the patterns find, block by block."""
    explained: set[int] = set(links.titles)
    for index, block in enumerate(page.blocks):
        is_title = block.kind != "code" and block.span.first in links.titles and "\n" not in block.text
        aside = any(map(ASIDE_SECTION.search, block.heading))
        if not is_title and not aside:
            yield from _in_block(page, index, explained)


def _place_of(fact: Fact) -> tuple[int, int, bool]:
    """Facts come in the order of the note; of two about the same lines, steps one by one come first."""
    return fact.span.first, fact.span.last, fact.form != "sequence"


def _unwanted(fact: Fact, settings: NotesSettings) -> str:
    """Why the learner's settings leave a fact out; empty where they do not."""
    if fact.kind in settings.leave_out:
        return "left-out"
    if fact.confidence < settings.minimum_confidence:
        return "uncertain"
    return "label" if normalise(head_of(fact.subject)) in map(normalise, settings.labels) else ""


def _in_block(page: Page, index: int, explained: set[int]) -> Iterator[Fact | Relation]:
    block = page.blocks[index]
    told: list[Fact | Relation] = []
    for pattern in _ranked("block", block.kind):
        if block.span.first not in explained and pattern.may_find(block.text):
            found = list(pattern.find(Place(page, index, pattern.name)))
            told += found
            yield from found
            if pattern.claims:
                explained.update(
                    line
                    for item in found
                    if isinstance(item, Fact)
                    for line in range(item.span.first, item.span.last + 1)
                )
    if block.kind in TEXT:
        yield from _in_sentences(page, index, explained, told)


def _in_sentences(
    page: Page, index: int, explained: set[int], of_block: Sequence[Fact | Relation]
) -> Iterator[Fact | Relation]:
    """What the sentences of a block say: first as a whole, then statement by statement, then what is left of them.

    ``of_block`` is what was found in the block before.
    """
    block, prose = page.blocks[index], page.prose(index)
    skipped = {
        number for number, sentence in enumerate(prose.sentences) if block.span.first + sentence.first in explained
    }
    found: dict[int, list[Fact | Relation]] = {}
    claimed: set[int] = set()
    for number, sentence in enumerate(prose.sentences):
        if number not in skipped | claimed:
            found[number], claims = _looked_at("sentence", Place(page, index, "", sentence))
            if claims:
                claimed |= {number, *_told(found[number], prose, number)}
    order = {id(sentence): number for number, sentence in enumerate(prose.sentences)}
    if len(skipped) < len(order):
        for statement in statements(prose, Place(page, index, "").named_by_heading, page.section(index)[0]):
            number = order[id(statement.sentence)]
            if number not in skipped and (number not in claimed or _adds(statement, found.get(number, []))):
                told = tuple(item for item in found[number] if isinstance(item, Fact))
                at = Place(page, index, "", statement.sentence, statement, told=told)
                found[number] += _looked_at("statement", at)[0]
    for number, items in found.items():
        told = tuple(item for item in (*of_block, *items) if isinstance(item, Fact) and _flaw(item) in TOLD)
        yield from items
        yield from _looked_at("rest", Place(page, index, "", prose.sentences[number], told=told))[0]


def _adds(statement: Statement, found: Sequence[Fact | Relation]) -> bool:
    """Whether a long explanation behind a colon tells in one of its clauses of something else than what it explains."""
    explained = [item for item in found if isinstance(item, Fact) and item.pattern == "glossary"]
    if not explained or statement.carried or not NAMES_SOMETHING.search(statement.subject):
        return False
    told = explained[0]
    if length(told.answer) < LONG or segment.tag(segment.cut(statement.subject)[0])[:1] not in ("n", "e", "x", ""):
        return False
    short = length(statement.clause.predicate) < MOST * length(told.answer)
    return short and normalise(head_of(told.subject)) not in normalise(statement.subject)


def _looked_at(unit: Unit, place: Place) -> tuple[list[Fact | Relation], bool]:
    """What the patterns find at a place, in their order, until one claims it; and whether one did."""
    found: list[Fact | Relation] = []
    for pattern in _ranked(unit, place.block.kind):
        if pattern.may_find(place.sentence.text):
            seen = list(pattern.find(place.seen_by(pattern.name)))
            found += seen
            if seen and pattern.claims:
                return found, True
    return found, False


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
    if other.form == "sequence" and other.items and all(normalise(step) in answer for step in other.items):
        return True  # the steps one by one, and all of them again in one answer
    return its_answer == answer and (
        other.prompt == fact.prompt or (other.kind == fact.kind and other.pattern != fact.pattern)
    )


def _asked(fact: Fact) -> set[tuple[str, ...]]:
    """What a fact asks, and of which topic: the items of a list may do the same; sentences define a thing once."""
    path = fact.heading
    if path and path[-1].rstrip("？?") == fact.prompt.rstrip("？?"):
        path = path[:-1]  # the heading is the question
    # Case tells codes apart: `-p` and `-P`.
    prompt = (*map(normalise, (*path, fact.prompt)), *CODE.findall(fact.prompt))
    anywhere = fact.kind == "definition" and fact.pattern == "statement"
    return {(normalise(fact.topic), *prompt), *([("*", *prompt)] if anywhere else [])}


def _without_doubles(facts: Sequence[Fact], held_back: list[HeldBack]) -> list[Fact]:
    """Without a fact that asks the same as an earlier one, or gives the same answer on the same lines."""
    kept: list[Fact] = []
    prompts: set[tuple[str, ...]] = set()
    near: dict[int, list[tuple[Fact, str]]] = {}
    for fact in facts:
        asked = _asked(fact)
        answer = normalise(fact.answer)
        same_place = [other for line in range(fact.span.first, fact.span.last + 1) for other in near.get(line, [])]
        if not asked.isdisjoint(prompts) or any(_repeats(fact, answer, *other) for other in same_place):
            held_back.append(HeldBack(fact.span, "double", fact.pattern, fact.prompt))
            continue
        prompts |= asked
        kept.append(fact)
        for line in range(fact.span.first, fact.span.last + 1):
            near.setdefault(line, []).append((fact, answer))
    return kept
