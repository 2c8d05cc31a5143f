"""What became of the cards since the ledger was written, and the ledger after that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from studykit.identity.ledger import CardState, Entry, Ledger, fingerprint, traits
from studykit.identity.reach import Reach
from studykit.model import Card

#: When cards that are seen for the first time count as changed, in seconds since 1970 (2026-01-01 UTC): a
#: fixed day, so that the first build of the same notes gives the same bytes anywhere and on any day.
BASE = 1_767_225_600
#: For so many seconds (30 days) decks still speak of a card that has gone. Counted to the last change and not to
#: today, so that the same notes make the same deck on any day.
REMEMBERED = 30 * 86_400


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids: each card is in one of these. A card that has moved has the same words in another place."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def update(ledger: Ledger, cards: Sequence[Card], now: datetime, reach: Reach) -> tuple[Ledger, Changes]:
    """The ledger after a deck of ``cards`` (with the ids of :func:`resolve`), and what is new in that deck.

    What changed counts as changed ``now``, yet always later than before; so does a card that goes, and one that
    comes back. A card of a note that was not read is not gone, it was not looked for.
    """
    seconds = int(now.timestamp())
    entries = dict(ledger.entries)
    changes: dict[str, list[str]] = {"new": [], "changed": [], "moved": [], "unchanged": []}
    for card in cards:
        before = ledger.entries.get(card.id)
        entries[card.id] = after = _entry(card, before, seconds)
        changes[_what_happened(before, after)].append(card.id)
    here = {card.id for card in cards}
    gone = sorted(
        id
        for id, entry in ledger.entries.items()
        if id not in here and not entry.gone and reach.misses(entry.traits.note)
    )
    for id in gone:
        entries[id] = _gone(entries[id], seconds)
    return Ledger(entries), Changes(**{name: tuple(ids) for name, ids in changes.items()}, gone=tuple(gone))


def lately_gone(ledger: Ledger) -> dict[str, int]:
    """The cards that went not long before the last change in the ledger, by id, with the second in which they went."""
    latest = max((entry.modified for entry in ledger.entries.values()), default=0)
    return {
        id: entry.modified
        for id, entry in ledger.entries.items()
        if entry.gone and entry.modified > latest - REMEMBERED
    }


def relinked(ledger: Ledger, old: str, card: Card, now: datetime) -> Ledger:
    """The ledger after the learner has said that ``card`` is the card ``old``, which had gone: its own id goes."""
    seconds = int(now.timestamp())
    entries = dict(ledger.entries)
    entries[old] = replace(_entry(card, entries[old], seconds), state="edited")
    if card.id in entries:
        entries[card.id] = _gone(entries[card.id], seconds)
    return Ledger(entries)


def noted(ledger: Ledger, cards: Sequence[Card], now: datetime) -> Ledger:
    """The ledger after a quiz has met ``cards``: what it did not know, or not so, is marked as such; nothing goes.

    It is the ledger itself where the words and places of all cards are known. Tags and the like wait for the deck.
    """
    seconds = int(now.timestamp())
    entries = {}
    for card in cards:
        before = ledger.entries.get(card.id)
        if before is None or before.gone or before.traits != traits(card):
            after = _entry(card, before, seconds)
            entries[card.id] = replace(after, state=_state(before, after))
    return Ledger({**ledger.entries, **entries}) if entries else ledger


def _entry(card: Card, before: Entry | None, now: int) -> Entry:
    content = fingerprint(card)
    modified = BASE
    if before is not None:
        same = before.fingerprint == content and not before.gone
        modified = before.modified if same else max(now, before.modified + 1)
    return Entry("live", modified, content, traits(card))


def _gone(entry: Entry, now: int) -> Entry:
    return replace(entry, state="gone", modified=max(now, entry.modified + 1))


def _what_happened(before: Entry | None, after: Entry) -> str:
    if before is None or before.state in ("new", "gone"):
        return "new"
    old, now = before.traits, after.traits
    same = before.fingerprint == after.fingerprint
    if before.state == "edited" or not (same or (old.prompt, old.answer) == (now.prompt, now.answer)):
        return "changed"
    if old.note != now.note or (not same and old.heading != now.heading):
        return "moved"
    return "unchanged" if same else "changed"


def _state(before: Entry | None, after: Entry) -> CardState:
    if before is None or before.state in ("new", "gone"):
        return "new"
    return before.state if before.fingerprint == after.fingerprint else "edited"
