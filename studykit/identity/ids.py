"""The id that a card has by nature: made from what it is about, the same on every machine.

It is not made from the card's wording, its folder or its neighbours, so that notes without a ledger give the
same ids anywhere. Where a ledger knows better, :mod:`studykit.identity.matching` gives the card its old id.
"""

from __future__ import annotations

from base64 import b32encode
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from pathlib import PurePosixPath

from studykit.model import Card, Span
from studykit.text import normalise


def assign_ids(cards: Sequence[Card]) -> tuple[Card, ...]:
    """The cards, in the order given, each with its natural id: 16 characters of ``a-z2-7``.

    The id is a hash of the file name without folder and suffix, the kind, and what the card is about, in
    normalised spelling. Cards that share all these are told apart by their order in the notes.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    ids = {}
    for index, card in sorted(enumerate(cards), key=lambda item: _place(item[1].span)):
        key = _key(card, card.span.path)
        ids[index] = _id(key, seen[key])
        seen[key] += 1
    return tuple(card if card.id == ids[index] else replace(card, id=ids[index]) for index, card in enumerate(cards))


def _place(span: Span) -> tuple[str, int, int]:
    """What spans are ordered by; tuples are far quicker to compare."""
    return span.path, span.first, span.last


def natural_id(card: Card, note: str) -> str:
    """The natural id that a card would have in another note, as the first there about what it is about."""
    return _id(_key(card, note), 0)


def _key(card: Card, note: str) -> tuple[str, ...]:
    return (_name(note), *map(normalise, (card.kind, *card.about)))


@lru_cache(maxsize=1)  # the cards come note by note
def _name(note: str) -> str:
    return normalise(PurePosixPath(note).stem)


def _id(key: tuple[str, ...], before: int) -> str:
    return short_hash(*key, f"\x1e{before}")


def free_id(natural: str, taken: Container[str]) -> str:
    """``natural``, or where that belongs to another card, the first id made from it that is free."""
    id, count = natural, 0
    while id in taken:
        count += 1
        id = short_hash(natural, f"\x1e{count}")
    return id


def short_hash(*parts: str) -> str:
    """80 bits of a hash over the parts, as 16 characters of ``a-z2-7``."""
    digest = sha256("\x1f".join(parts).encode("utf-8", "replace")).digest()
    return b32encode(digest[:10]).decode().lower()
