"""Records that were made of a reading, in the spelling of their note."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from studykit.model import Block, Card, Concept, Document, FrontMatter, HeldBack, Relation, Resource
from studykit.traditional import Spelling, as_one, is_traditional

#: By path, the Traditional notes among those that were read.
Spellings = Mapping[str, Spelling]
#: By path, the lines of notes as the rules read them.
Lines = Mapping[str, Sequence[str]]


def card(found: Card, spelling: Spelling) -> Card:
    """A card as its note would word it. Its id is still that of the reading."""
    first, last = found.span.first, found.span.last

    def back(texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(spelling.back(text, first, last) for text in texts)

    prompt, answer, statement = back([found.prompt, found.answer, found.statement])
    return replace(
        found,
        about=back(found.about),
        prompt=prompt,
        answer=answer,
        context=back(found.context),
        statement=statement,
        deck=back(found.deck),
        tags=back(found.tags),
        heading=back(found.heading),
        anchor=spelling.back(found.anchor, first, last),
    )


def read_again(found: Card, spelling: Spelling | None) -> Card:
    """A card with prompt and answer as the rules read them."""
    if spelling is None:
        return found
    return replace(found, prompt=spelling.read(found.prompt), answer=spelling.read(found.answer))


def as_read(cards: Sequence[Card]) -> list[Card]:
    """Cards as the rules would read them; those of Simplified notes are the same."""
    texts: dict[str, list[str]] = {}
    for found in cards:
        texts.setdefault(found.span.path, []).append(found.prompt + found.answer)
    traditional = {path for path, said in texts.items() if is_traditional("".join(said))}
    return [_readable(found) if found.span.path in traditional else found for found in cards]


def _readable(found: Card) -> Card:
    return replace(
        found,
        about=tuple(map(as_one, found.about)),
        prompt=as_one(found.prompt),
        answer=as_one(found.answer),
        context=tuple(map(as_one, found.context)),
    )


def document(found: Document, spelling: Spelling | None) -> Document:
    """A document as it was written."""
    if spelling is None:
        return found
    back, front = spelling.back, found.front
    return replace(
        found,
        front=FrontMatter(
            back(front.title), tuple(map(back, front.tags)), tuple(map(back, front.aliases)), back(front.deck)
        ),
        blocks=tuple(_block(block, spelling) for block in found.blocks),
        title=back(found.title),
        tags=tuple(map(back, found.tags)),
    )


def _block(found: Block, spelling: Spelling) -> Block:
    first, last = found.span.first, found.span.last
    return replace(
        found,
        text=spelling.back(found.text, first, last),
        heading=tuple(map(spelling.back, found.heading)),
        rows=tuple(tuple(spelling.back(cell, first, last) for cell in row) for row in found.rows),
    )


def resource(found: Resource, spelling: Spelling | None) -> Resource:
    """A link as it was written."""
    if spelling is None:
        return found
    line = found.span.first
    return replace(
        found,
        url=spelling.back(found.url, line, found.span.last),
        title=spelling.back(found.title, line, found.span.last),
        heading=tuple(map(spelling.back, found.heading)),
    )


def held_back(found: HeldBack, spelling: Spelling | None) -> HeldBack:
    """What became no card, as its note would word it."""
    if spelling is None:
        return found
    return replace(found, prompt=spelling.back(found.prompt, found.span.first, found.span.last))


def concepts(
    found: Sequence[Concept], spellings: Spellings, lines: Lines
) -> tuple[tuple[Concept, ...], dict[str, str]]:
    """Concepts under the names that their notes write, and by each term of the readings the one that is shown.

    A concept of notes in both scripts has the name that is used most; the others are its aliases.
    """
    taken: set[str] = {concept.term for concept in found}
    shown: list[Concept] = []
    terms: dict[str, str] = {}
    for concept in found:
        named = _as_written(concept, spellings, lines)
        if named.term != concept.term and named.term in taken:
            named = concept  # two names that the script alone tells apart
        taken.add(named.term)
        terms[concept.term] = named.term
        shown.append(named)
    if not terms.keys() <= set(terms.values()):
        shown.sort(key=lambda concept: (-concept.importance, concept.term))
    return tuple(shown), terms


def _as_written(concept: Concept, spellings: Spellings, lines: Lines) -> Concept:
    traditional = next((span.path for span in concept.mentions if span.path in spellings), "")
    if not traditional:
        return concept
    names: list[str] = []
    for name in (concept.term, *concept.aliases):
        forms: Counter[str] = Counter()
        for span in concept.mentions:
            if span.path in spellings:
                forms += spellings[span.path].forms(name, span.first, span.last)
            else:
                forms[name] += sum(line.count(name) for line in lines[span.path][span.first - 1 : span.last])
        written = [form for form, times in forms.most_common() if times]
        names += written or [spellings[traditional].back(name)]
    term, *others = dict.fromkeys(names)
    return replace(concept, term=term, aliases=tuple(others))


def relation(found: Relation, spellings: Spellings, terms: Mapping[str, str]) -> Relation:
    """An edge between concepts under the names that are shown."""
    own, first, last = spellings.get(found.span.path), found.span.first, found.span.last
    head, tail = (terms.get(end) or (own.back(end, first, last) if own else end) for end in (found.head, found.tail))
    return replace(found, head=head, tail=tail)
