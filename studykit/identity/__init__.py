"""Which card is which, from one build to the next.

A card has a natural id, made from what it is about (:mod:`ids`). A ledger in the study folder remembers the
cards (:mod:`ledger`), so that a card that is reworded, moved, or whose note is renamed keeps the id under which
it is reviewed (:mod:`matching`), and so that Anki is told what changed and when (:mod:`changes`).
"""

from studykit.identity.changes import BASE, Changes, lately_gone, noted, relinked, update
from studykit.identity.ids import assign_ids
from studykit.identity.ledger import (
    HEADER,
    LEDGER_NAME,
    CardState,
    Entry,
    Ledger,
    Traits,
    fingerprint,
    kept,
    read_ledger,
    shown,
    traits,
    write_ledger,
)
from studykit.identity.matching import Doubt, Resolved, resolve
from studykit.identity.reach import Reach

__all__ = [
    "BASE",
    "HEADER",
    "LEDGER_NAME",
    "CardState",
    "Changes",
    "Doubt",
    "Entry",
    "Ledger",
    "Reach",
    "Resolved",
    "Traits",
    "assign_ids",
    "fingerprint",
    "kept",
    "lately_gone",
    "noted",
    "read_ledger",
    "relinked",
    "resolve",
    "shown",
    "traits",
    "update",
    "write_ledger",
]
