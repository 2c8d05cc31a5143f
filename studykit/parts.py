"""The parts that an extraction is put together from: what each note gave by itself, and what only all together tell.

:mod:`studykit.extract` makes them and :mod:`studykit.cache` keeps them; nothing heavy is loaded here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import PurePosixPath

from studykit.identity import assign_ids
from studykit.model import Card, Concept, Diagnostic, Document, Extraction, Fact, HeldBack, Relation, Resource
from studykit.text import normalise


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
            by_name.setdefault(normalise(PurePosixPath(own[0].span.path).stem), []).append(index)
    for same in by_name.values():
        if len(same) > 1:
            together = iter(assign_ids([card for index in same for card in cards[index]]))
            for index in same:
                cards[index] = tuple(islice(together, len(cards[index])))
    return tuple(chain.from_iterable(cards))


def deck_part(notes: Sequence[NoteCards]) -> Extraction:
    """The cards and what was wrong with the notes: all that a deck needs."""
    diagnostics = tuple(diagnostic for note in notes for diagnostic in note.diagnostics)
    return Extraction(cards=cards_of(notes), diagnostics=diagnostics)


def whole(notes: Sequence[NoteCards], facts: Sequence[NoteFacts], joined: Joined) -> Extraction:
    """All that was found, in one record; without ``facts`` what is made of them is missing."""
    of_deck = deck_part(notes)
    of_cards = zip(of_deck.cards, joined.of_cards, strict=True)
    return replace(
        of_deck,
        documents=tuple(note.document for note in facts),
        cards=tuple(replace(card, concepts=terms) for card, terms in of_cards),
        concepts=joined.concepts,
        relations=joined.relations,
        resources=tuple(resource for note in facts for resource in note.resources),
        held_back=tuple(held for note in facts for held in note.held_back),
    )
