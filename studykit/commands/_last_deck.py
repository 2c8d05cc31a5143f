"""A deck as it was last written: where nothing has changed since, nothing has to be done."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from studykit.commands._notes import Opened
from studykit.exporters.changes_report import News
from studykit.exporters.pictures import Asked, PictureBox
from studykit.model import Diagnostic, FactKind


@dataclass(frozen=True, slots=True)
class Deck:
    """How much is in a deck, and what was wrong with it; ``kinds`` are those of its cards, the commonest first.

    ``news`` is what is different from the last one; ``None``: it is the last one, since nothing has changed.
    ``gone`` is how many notes go along once more that are gone.
    ``along`` is how many cards bring their past with them, and how many reviews these had.
    """

    notes: int
    cards: int
    decks: int
    kinds: tuple[tuple[FactKind, int], ...]
    diagnostics: tuple[Diagnostic, ...]
    gone: int = 0
    news: News | None = None
    along: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Left:
    """How a deck was left: digests of its file and the ledger, and its pictures by the names of their content."""

    target: str
    ledger: str
    pictures: tuple[Asked, ...]
    names: tuple[str | None, ...]
    deck: Deck


@dataclass(frozen=True, slots=True)
class LastDeck:
    """What the cache knows of the deck that was last written to ``target``.

    ``name`` is what it is called in Anki.
    """

    opened: Opened
    target: Path
    name: str

    def as_left(self) -> Deck | None:
        """The deck, if it would be written as it is, and nobody has touched it, its pictures, or the ledger."""
        from studykit.cache.packing import unpacker

        kept = self.opened.cache.shelf.get("deck", {self._place: self._key()})
        with suppress(KeyError, TypeError, ValueError, OSError):
            left: _Left = unpacker(_Left)(kept[self._place])
            untouched = (left.target, left.ledger) == (_digest(self.target), _digest(self.opened.study.ledger))
            if untouched and PictureBox(self.opened.study.folder).are_as(left.pictures, left.names):
                return left.deck
        return None

    def leave(self, deck: Deck, data: bytes, pictures: Mapping[Asked, str | None]) -> None:
        """Remember the deck, whose file holds ``data``."""
        from studykit.cache import KEPT
        from studykit.cache.shelf import CannotKeep

        with suppress(CannotKeep, OSError):
            ledger = _digest(self.opened.study.ledger)
            left = _Left(sha256(data).hexdigest(), ledger, tuple(pictures), tuple(pictures.values()), deck)
            self.opened.cache.shelf.put("deck", {self._place: (self._key(), left)}, most=KEPT)

    @property
    def _place(self) -> str:
        return str(self.target.absolute())

    def _key(self) -> bytes:
        from studykit.cache.sources import rules

        asked = (rules("commands", "exporters"), self.name, *self.opened.study.places, "")
        texts = "\0".join((*asked, *map(str, self.opened.trouble)))
        return sha256(self.opened.cache.key + texts.encode("utf-8", "replace")).digest()


def _digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()
