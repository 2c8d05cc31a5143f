"""What ``deck`` and ``graph`` make: once for the commands of these names, again and again for ``watch``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from studykit import identity
from studykit.commands._last_deck import Deck, LastDeck
from studykit.commands._ledger import hold
from studykit.commands._notes import Opened, Study, known
from studykit.commands._reviews import mastery
from studykit.exporters.pictures import PictureBox
from studykit.files import check_writable, replace_file
from studykit.model import Card, Diagnostic
from studykit.reviews import Review

if TYPE_CHECKING:  # these take long to load, and whoever asks for help does not want to wait
    from studykit.exporters.anki_history import Past
    from studykit.graph import Graph

#: Formats of a graph, each with the module of ``studykit.exporters`` whose ``as_bytes(graph)`` writes it.
FORMATS = {"html": "explorer", "graphml": "graphml", "gexf": "gexf", "json": "json_graph"}
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def deck_file(study: Study, name: str) -> Path:
    """Where a deck of this name goes, less what some system does not take in the name of a file."""
    return study.folder / "decks" / f"{re.sub(_NOT_IN_NAMES, '-', name).strip('. ') or 'studykit'}.apkg"


def graph_file(study: Study, format_name: str = "html") -> Path:
    """Where a graph goes."""
    return study.folder / "graphs" / f"studykit.{format_name}"


def make_deck(opened: Opened, target: Path, name: str, past: Past | None = None) -> Deck:
    """Write the deck, and after it the ledger; nothing at all where both would be written as they are.

    A deck with a ``past`` is always written. Raises what reading the ledger and writing files raise.
    """
    ledger = opened.study.ledger
    check_writable(target)
    check_writable(ledger)
    last = LastDeck(opened, target, name)
    if past is None and (deck := last.as_left()):
        return deck
    from studykit.exporters import anki
    from studykit.exporters.anki_gone import farewells

    before = identity.read_ledger(ledger)
    found = opened.find(only_cards=True)
    prints = opened.cache.prints()
    held = hold(before, found.cards, opened.reach(), prints)
    cards, modified = held.cards, held.ledger.modified()
    pictures = PictureBox(opened.study.folder)
    made, lost = anki.make_notes(
        cards, name=name, modified=modified, pictures=pictures, shelf=opened.cache.shelf, prints=prints
    )
    # A collection that has none of the cards yet has none of those that have gone.
    gone = farewells(target, identity.lately_gone(held.ledger)) if past is None else ()
    data = anki.package(made, pictures.files, past, gone)
    replace_file(target, data)
    identity.write_ledger(ledger, held.ledger)  # after the deck: if that failed, nothing has changed
    deck = _deck(cards, len(gone), (*found.diagnostics, *pictures.diagnostics, *lost))
    told = replace(deck, news=held.news, diagnostics=(*before.diagnostics, *deck.diagnostics))
    if past is not None:
        return replace(told, along=_along(cards, past))
    last.leave(deck, data, pictures.asked)
    return told


def _along(cards: Sequence[Card], past: Past) -> tuple[int, int]:
    histories = [past.histories[card.id] for card in cards if card.id in past.histories]
    return len(histories), sum(isinstance(event, Review) for history in histories for event in history)


def _deck(cards: Sequence[Card], gone: int, diagnostics: tuple[Diagnostic, ...]) -> Deck:
    return Deck(
        notes=len({card.span.path for card in cards}),
        cards=len(cards),
        decks=len({card.deck for card in cards}),
        kinds=tuple(Counter(card.kind for card in cards).most_common()),
        diagnostics=diagnostics,
        gone=gone,
    )


@dataclass(frozen=True, slots=True)
class Drawn:
    """A graph as it was written, and what was wrong."""

    graph: Graph
    diagnostics: tuple[Diagnostic, ...]


def make_graph(
    opened: Opened,
    target: Path,
    format_name: str = "html",
    around: tuple[str, int] | None = None,
) -> Drawn:
    """Write the graph; ``around`` is a concept and how many steps around it are drawn."""
    from studykit import graph as graphs

    check_writable(target)
    found = known(opened)
    graph = graphs.build(found)
    if around is not None:
        concept, depth = around
        graph = graphs.around(graph, graphs.the_concept(graph, concept), depth)
    data, trouble = _export(graph, format_name, opened.study.folder, target, found.cards)
    replace_file(target, data)
    return Drawn(graph, (*found.diagnostics, *trouble))


def _export(
    graph: Graph, format_name: str, folder: Path, target: Path, cards: Sequence[Card]
) -> tuple[bytes, Sequence[Diagnostic]]:
    """The file, and what was wrong with pictures. A page keeps the places of the one that it replaces."""
    exporter = import_module(f"studykit.exporters.{FORMATS[format_name]}")
    as_bytes: Callable[..., bytes] = exporter.as_bytes
    if format_name != "html":
        return as_bytes(graph), ()
    pictures = PictureBox(folder)
    last = exporter.positions_in(target.read_bytes()) if target.is_file() else {}
    memory = {f"concept:{term}": of.remembered / of.asked for term, of in mastery(folder, cards).items()}
    return as_bytes(graph, memory=memory, pictures=pictures, last=last), list(pictures.diagnostics)
