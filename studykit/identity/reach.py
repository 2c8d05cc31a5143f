"""How far the notes were read: what was not looked for is neither gone nor somewhere else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial


@dataclass(frozen=True, slots=True)
class Reach:
    """What was read, in the names that notes have in the ledger.

    ``places`` are the files and folders that were read, ``unread`` those in them that could not be read, ``partly``
    the notes of which some lines were not (a conflict of git); ``exists`` says whether there still is a note of
    that name.
    """

    places: tuple[str, ...] = (".",)
    unread: tuple[str, ...] = ()
    exists: Callable[[str], bool] = lambda _: True
    partly: tuple[str, ...] = ()

    def covers(self, note: str) -> bool:
        """Whether the cards of a note would have been found."""
        lies_in = partial(_lies_in, note)
        return any(map(lies_in, self.places)) and not any(map(lies_in, self.unread))

    def misses(self, note: str) -> bool:
        """Whether a card of a note that was not found is no longer there."""
        return self.covers(note) and note not in self.partly

    def may_have_moved(self, note: str) -> bool:
        """Whether cards of a note, if they are not found in it, may be found elsewhere."""
        return self.covers(note) or not self.exists(note)


def _lies_in(note: str, place: str) -> bool:
    if place == ".":
        return not note.startswith(("/", "../"))
    return note == place or note.startswith(place.rstrip("/") + "/")
