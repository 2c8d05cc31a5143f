"""What the commands on cards that change have in common: the notes as they are, held against the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from studykit import identity
from studykit.commands._notes import Study, extraction
from studykit.exporters.changes_report import News
from studykit.model import Card, Diagnostic


@dataclass(frozen=True, slots=True)
class Held:
    """The cards with the ids that they keep, what became of them, and the ledger after a deck of them."""

    cards: tuple[Card, ...]
    news: News
    ledger: identity.Ledger


def hold(before: identity.Ledger, cards: Sequence[Card], reach: identity.Reach, prints: Sequence[str] = ()) -> Held:
    """Hold cards with their natural ids against the ledger, now.

    ``prints`` are their fingerprints, if known: what stands in the ledger just so needs no closer look.
    """
    same = {
        card.id: None
        for card, fingerprint in zip(cards, prints, strict=False)
        if (entry := before.entries.get(card.id)) and _stands(entry, card, fingerprint)
    }
    open_ledger = replace(before, entries={id: entry for id, entry in before.entries.items() if id not in same})
    resolved = identity.resolve(open_ledger, [card for card in cards if card.id not in same], reach)
    ledger, changes = identity.update(open_ledger, resolved.cards, datetime.now(UTC), reach)
    found = iter(resolved.cards)
    known = tuple(card if card.id in same else next(found) for card in cards)
    changes = replace(changes, unchanged=(*changes.unchanged, *same))
    news = News(before, {card.id: card for card in known}, changes, resolved.doubts)
    return Held(known, news, identity.Ledger({**before.entries, **ledger.entries}))


def _stands(entry: identity.Entry, card: Card, fingerprint: str) -> bool:
    """Whether a ledger says of a card what would be said of it now."""
    was = entry.traits
    return (
        entry.fingerprint == fingerprint
        and entry.state == "live"
        and was.note == card.span.path
        and was.anchor == card.anchor
        and _is_kept_as(card.prompt, was.prompt)
        and _is_kept_as(card.answer, was.answer)
    )


def _is_kept_as(text: str, words: str) -> bool:
    """Whether the ledger has a text in these words: most texts it has as they are."""
    return text == words or identity.kept(text) == words


def look(study: Study) -> tuple[Held, tuple[Diagnostic, ...]]:
    """What a deck would find, and what was wrong; writes nothing. Raises ``LedgerBroken``."""
    before = identity.read_ledger(study.ledger)
    found, reach = extraction(study, only_cards=True)
    return hold(before, found.cards, reach), (*before.diagnostics, *found.diagnostics)
