"""The parts that an extraction is put together from: what each note gave by itself, and what only all together tell.

:mod:`studykit.extract` makes them and :mod:`studykit.cache` keeps them; nothing heavy is loaded here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from studykit.identity import assign_ids
from studykit.model import Card, Concept, Diagnostic, Document, Extraction, Fact, HeldBack, Relation, Resource
from studykit.text import normalise
from studykit.traditional import records, spelling


@dataclass(frozen=True, slots=True)
class NoteCards:
    """The cards of one note, with ids as if there were no other note, and what was wrong with it.

    ``prints`` are the cards' fingerprints (see :func:`studykit.identity.fingerprint`).
    """

    cards: tuple[Card, ...]
    prints: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """What else one note gave: what concepts and edges are made from."""

    document: Document
    facts: tuple[Fact, ...]
    relations: tuple[Relation, ...]
    resources: tuple[Resource, ...]
    held_back: tuple[HeldBack, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """What only all notes together tell: ``of_cards`` are the terms that each card is about, in the cards' order."""

    concepts: tuple[Concept, ...]
    relations: tuple[Relation, ...]
    of_cards: tuple[tuple[str, ...], ...]


def cards_of(notes: Sequence[NoteCards]) -> tuple[Card, ...]:
    """The cards of all notes, in order, as :func:`studykit.identity.assign_ids` tells them apart.

    Only cards of notes with the same file name can be taken for one another: all others keep the ids they have.
    """
    cards = [note.cards for note in notes]
    by_name: dict[str, list[int]] = {}
    for index, own in enumerate(cards):
        if own:
            name = own[0].span.path.rpartition("/")[2].rpartition(".")[0]  # pathlib takes far longer
            by_name.setdefault(normalise(name), []).append(index)
    for same in by_name.values():
        if len(same) > 1:
            together = iter(assign_ids([card for index in same for card in cards[index]]))
            for index in same:
                cards[index] = tuple(islice(together, len(cards[index])))
    return tuple(chain.from_iterable(cards))


def deck_part(cards: Sequence[Card], notes: Sequence[NoteCards]) -> Extraction:
    """The cards (see :func:`cards_of`) and what was wrong with the notes: all that a deck needs."""
    return Extraction(cards=tuple(cards), diagnostics=tuple(chain.from_iterable(note.diagnostics for note in notes)))


def whole(cards: Sequence[Card], notes: Sequence[NoteCards], facts: Sequence[NoteFacts], joined: Joined) -> Extraction:
    """All that was found, in one record; without ``facts`` what is made of them is missing."""
    of_cards = zip(cards, joined.of_cards, strict=True)
    spelled = [(note, spelling(note.document.note)) for note in facts]
    return replace(
        deck_part([replace(card, concepts=terms) if terms else card for card, terms in of_cards], notes),
        documents=tuple(records.document(note.document, own) for note, own in spelled),
        concepts=joined.concepts,
        relations=joined.relations,
        resources=tuple(records.resource(resource, own) for note, own in spelled for resource in note.resources),
        held_back=tuple(records.held_back(held, own) for note, own in spelled for held in note.held_back),
    )
