"""What was found in the notes, kept until a note or a rule changes, so that nothing is read twice.

Below ``.studykit/cache`` lies one file (see :mod:`studykit.cache.shelf`), which may be deleted at any time. It holds

- for each note what it gave by itself, ``cards`` and ``facts``, under a key of its path and content, the settings,
  the rules, the language and the version of Python: after an edit one note is read again, and no other;
- for each set of notes what only all of them together tell (``joined``, ``order``), under a key of all their keys.

What of this is asked for several times by one process (:mod:`studykit.commands.watch`) can stay in its memory.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path
from typing import Any

from studykit.cache.packing import unpacker
from studykit.cache.shelf import FOLDER, CannotKeep, Shelf
from studykit.cache.sources import rules
from studykit.garbage import many_records
from studykit.language import chinese, say
from studykit.model import Card, Diagnostic, Extraction, Note
from studykit.parts import Joined, NoteCards, NoteFacts, cards_of, deck_part, whole
from studykit.settings import NotesSettings

#: Of this many sets of notes is kept what they tell together; the oldest go first.
KEPT = 12
#: So many notes are read before they are put away: whoever interrupts the first time has not waited for nothing.
BATCH = 500

#: Regular expressions, and Unicode, change with it.
PYTHON = sys.version_info[:3]

#: How each part of a note is made again.
_PARTS: Mapping[str, type] = {"cards": NoteCards, "facts": NoteFacts}

#: What a process remembers: by kind and path of a note the key, and the part.
Memory = dict[str, dict[str, tuple[bytes, Any]]]


@dataclass(frozen=True)
class Cache:
    """What is kept of ``notes`` in ``study_folder``, and read anew where it is missing.

    Where nothing can be kept everything works without, and a diagnostic says so. ``watched`` hands on the notes
    that have to be read, one by one, to whoever shows how far it has come. Without ``keep`` nothing is written.
    """

    study_folder: Path
    notes: Sequence[Note]
    settings: NotesSettings = field(default_factory=NotesSettings)
    watched: Callable[[Sequence[Note]], Iterable[Note]] = iter
    keep: bool = True
    memory: Memory = field(default_factory=dict)
    trouble: list[Diagnostic] = field(default_factory=list)

    def cards(self) -> Extraction:
        """The cards, and what was wrong with the notes: all that a deck needs."""
        with many_records():
            (cards,) = self._parts("cards")
            return self._said(deck_part(cards_of(cards), cards))

    def prints(self) -> tuple[str, ...]:
        """The fingerprints of these cards, which are in memory by now."""
        parts = self.memory["cards"]
        return tuple(chain.from_iterable(parts[note.path][1].prints for note in self.notes))

    def extraction(self, *, documents: bool = True) -> Extraction:
        """Everything that the notes hold.

        Without ``documents`` these may be missing, and what else only the graph needs: resources, and what was
        held back. They take as long to load as all the rest.
        """
        with many_records():
            joined = self._joined()
            wanted = ("cards", "facts") if documents or joined is None else ("cards",)
            cards, *rest = self._parts(*wanted)
            facts = [_with_text(part, note) for parts in rest for part, note in zip(parts, self.notes, strict=True)]
            every_card = cards_of(cards)
            return self._said(whole(every_card, cards, facts, joined or self._join(every_card, facts)))

    def get(self, kind: str) -> Any:
        """What was put under ``kind`` for these very notes and rules, or ``None``."""
        return self.shelf.get(kind, {self._set: self.key}).get(self._set)

    def put(self, kind: str, data: object) -> None:
        """Keep data (see :func:`studykit.cache.packing.packed`) for these notes."""
        with self._trying():
            self.shelf.put(kind, {self._set: (self.key, data)}, most=KEPT)

    @property
    def shelf(self) -> Shelf:
        return Shelf(self.study_folder, self.keep)

    @cached_property
    def key(self) -> bytes:
        """Of these notes, settings and rules; another one where anything differs."""
        return sha256(self._rules + b"".join(self.keys.values())).digest()

    @cached_property
    def keys(self) -> Mapping[str, bytes]:
        """By path, of what each note gives by itself."""
        return {
            note.path: sha256(self._rules + f"{note.path}\0{note.digest}".encode("utf-8", "replace")).digest()
            for note in self.notes
        }

    @cached_property
    def _rules(self) -> bytes:
        return sha256(f"{rules()} {chinese()} {PYTHON} {self.settings}".encode("utf-8", "replace")).digest()

    @cached_property
    def _set(self) -> str:
        """One name for each set of notes, so that asking now for all notes and now for one keeps both."""
        return sha256("\0".join(note.path for note in self.notes).encode("utf-8", "replace")).hexdigest()

    # Of each note

    def _parts(self, *kinds: str) -> Iterator[list[Any]]:
        """For each kind the part of every note, in order."""
        kept = {kind: self._kept(kind) for kind in kinds}
        missing = [note for note in self.notes if any(note.path not in parts for parts in kept.values())]
        if missing:
            for path, *new in self._read(missing):
                for kind, part in zip(_PARTS, new, strict=True):
                    if kind in kept:
                        kept[kind][path] = part
        for kind, found in kept.items():
            self.memory[kind] = {path: (self.keys[path], part) for path, part in found.items()}
            yield [found[note.path] for note in self.notes]

    def _kept(self, kind: str) -> dict[str, Any]:
        """What this process or the file has of a kind, by path."""
        keys, remembered = self.keys, self.memory.get(kind, {})
        found = {path: part for path, (key, part) in remembered.items() if keys.get(path) == key}
        unpack = unpacker(_PARTS[kind])
        for path, data in self.shelf.get(kind, {path: keys[path] for path in keys.keys() - found.keys()}).items():
            with suppress(TypeError, ValueError, IndexError, KeyError, AttributeError):
                found[path] = unpack(data)
        return found

    def _read(self, notes: Sequence[Note]) -> Iterator[tuple[str, NoteCards, NoteFacts]]:
        """Read notes, and put away what they gave."""
        from studykit.reading import read_each  # here, for it loads the segmenter

        keys = self.keys
        found = zip(self.watched(notes), read_each(notes, self.settings), strict=True)
        read = ((note.path, *parts) for note, parts in found)
        while batch := list(islice(read, BATCH)):
            with self._trying():
                self.shelf.put("cards", {path: (keys[path], cards) for path, cards, _ in batch})
                self.shelf.put("facts", {path: (keys[path], _without_text(facts)) for path, _, facts in batch})
            yield from batch
        with self._trying():
            self.shelf.drop("cards", lambda path: path not in keys and not os.path.lexists(self.study_folder / path))

    # Of all notes

    def _joined(self) -> Joined | None:
        with suppress(TypeError, ValueError, IndexError):
            return unpacker(Joined)(self.get("joined"))  # type: ignore[no-any-return]
        return None

    def _join(self, cards: Sequence[Card], facts: Sequence[NoteFacts]) -> Joined:
        from studykit.extract import join  # here, for it loads the segmenter

        joined = join(cards, facts, self.settings)
        self.put("joined", joined)
        return joined

    # Where nothing can be written

    @contextmanager
    def _trying(self) -> Iterator[None]:
        try:
            yield
        except CannotKeep as error:
            self.trouble[:] = [_cannot_keep(error)]

    def _said(self, found: Extraction) -> Extraction:
        return replace(found, diagnostics=(*found.diagnostics, *self.trouble)) if self.trouble else found


def _cannot_keep(error: CannotKeep) -> Diagnostic:
    message = say(f"写不进去（{error}），下次要重新读笔记", f"cannot be written ({error}): next time all is read again")
    return Diagnostic("no-cache", message, FOLDER, level="note")


def _without_text(facts: NoteFacts) -> NoteFacts:
    """The text is in the note itself, which is read in any case."""
    note = facts.document.note
    return replace(facts, document=replace(facts.document, note=replace(note, text="")))


def _with_text(facts: NoteFacts, note: Note) -> NoteFacts:
    return replace(facts, document=replace(facts.document, note=note))
