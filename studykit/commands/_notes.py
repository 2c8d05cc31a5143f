"""What the commands on notes have in common: their arguments, reading, saying what was wrong."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from studykit import identity
from studykit.commands._terminal import complain
from studykit.errors import LedgerBroken, NothingToRead
from studykit.files import MARKER, name_of, read_notes, study_folder
from studykit.language import say
from studykit.model import Diagnostic, Extraction, Note
from studykit.settings import read_settings

if TYPE_CHECKING:
    from studykit.cache import Cache, Memory

#: Seconds until a bar shows how far it has come.
PATIENCE = 1.0
#: So many lines of trouble leave room for what else was said.
MOST_ON_A_SCREEN = 15
READING = say("读笔记", "Reading notes")

F = TypeVar("F", bound=Callable[..., object])
T = TypeVar("T")


def on_notes(function: F) -> F:
    """Add ``[PATH]…`` and ``--strict`` to a command."""
    strict = click.option(
        "--strict",
        is_flag=True,
        help=say("笔记有任何问题时以 1 退出", "Exit with 1 if anything is wrong with the notes."),
    )
    paths = click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
    return paths(strict(function))


@dataclass(frozen=True, slots=True)
class Study:
    """A study folder, and the notes of it (or elsewhere) that are asked for: files and folders.

    With ``keep`` the cache is written, and ``memory`` is what this process has read of the notes so far.
    """

    folder: Path
    paths: tuple[Path, ...]
    keep: bool = True
    memory: Memory = field(default_factory=dict, repr=False)

    @property
    def places(self) -> tuple[str, ...]:
        """What the paths are called in the ledger."""
        return tuple(name_of(path, self.folder) for path in self.paths)

    @property
    def ledger(self) -> Path:
        return self.folder / identity.LEDGER_NAME


def study_at(paths: Sequence[Path], *, keep: bool = True) -> Study:
    """The notes at ``paths``, else those of the current study folder. Raises :class:`NothingToRead`.

    Without ``keep``, and where nobody studies but only looks at a note, nothing is left behind.
    """
    folder = study_folder(paths[0] if paths else Path())
    notes = folder / "notes"
    if not paths and not notes.exists():
        raise NothingToRead(
            say(
                f"{folder}: 这里没有 notes 文件夹。把笔记放进去，或者在命令后面写出笔记的位置。",
                f"{folder}: no folder notes here. Put your notes there, or say after the command where.",
            )
        )
    signs = (MARKER, "notes", ".studykit", identity.LEDGER_NAME)
    return Study(folder, tuple(paths) or (notes,), keep and any((folder / sign).exists() for sign in signs))


@dataclass(frozen=True, slots=True)
class Opened:
    """The notes of a study as they are now, what could not be read, and what was found in them before."""

    study: Study
    notes: list[Note]
    trouble: list[Diagnostic]
    cache: Cache

    def reach(self) -> identity.Reach:
        """How far the notes were read: of what gave trouble and no note, nothing is known."""
        unread = {diagnostic.path for diagnostic in self.trouble} - {note.path for note in self.notes}
        exists = partial(_is_note_there, self.study.folder)
        partly = {diagnostic.path for diagnostic in self.trouble if diagnostic.code == "conflict"}
        return identity.Reach(self.study.places, tuple(sorted(unread)), exists, tuple(sorted(partly)))

    def find(self, *, only_cards: bool = False) -> Extraction:
        """What the notes hold, the cards with their natural ids.

        With ``only_cards`` no concepts and relations are looked for, which takes longer than all the rest.
        """
        found = self.cache.cards() if only_cards else self.cache.extraction()
        return replace(found, diagnostics=(*self.trouble, *found.diagnostics))


def open_notes(study: Study, *, may_be_none: bool = False) -> Opened:
    """The notes of ``study``. That there are none is said, unless ``may_be_none``."""
    from studykit.cache import Cache  # here, so that help and wrong usage do not wait for it

    notes, trouble = read_notes(study.paths, study.folder)
    if not notes and not may_be_none:
        complain(say("这里还没有笔记（.md）。", "There are no notes (.md) here yet."))
    settings = read_settings(study.folder).notes
    return Opened(study, notes, trouble, Cache(study.folder, notes, settings, watched, study.keep, study.memory))


def extraction(study: Study, *, only_cards: bool = False) -> tuple[Extraction, identity.Reach]:
    """What the notes of ``study`` hold (see :meth:`Opened.find`), and how far was read."""
    opened = open_notes(study)
    return opened.find(only_cards=only_cards), opened.reach()


def read(study: Study, *, may_be_none: bool = False, only_cards: bool = False) -> Extraction:
    """What the notes of ``study`` hold, the cards with the ids that they keep; for commands that only read."""
    return known(open_notes(study, may_be_none=may_be_none), only_cards=only_cards)


def known(opened: Opened, *, only_cards: bool = False) -> Extraction:
    """The same of notes that are read already.

    A ledger that is damaged is said; then the cards have the ids that they have by nature.
    """
    found = opened.find(only_cards=only_cards)
    try:
        ledger = identity.read_ledger(opened.study.ledger)
    except LedgerBroken as error:
        complain(str(error))
        return found
    return replace(found, cards=identity.resolve(ledger, found.cards, opened.reach()).cards)


def _is_note_there(folder: Path, note: str) -> bool:
    return (folder / note).is_file()


def watched(items: Sequence[T], label: str = READING) -> Iterator[T]:
    """The items one by one; on a terminal a bar shows how far it has come, once it takes long."""
    started, bar = time.monotonic(), None
    with ExitStack() as stack:
        for done, item in enumerate(items):
            if bar is not None:
                bar.update(1)
            elif _on_terminal() and time.monotonic() - started > PATIENCE:
                bar = stack.enter_context(click.progressbar(length=len(items), label=label, file=sys.stderr))
                bar.update(done)
            yield item
        if bar is not None:
            bar.update(1)


def _on_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def report(diagnostics: Iterable[Diagnostic], *, strict: bool) -> int:
    """Say what was wrong, one line each, on standard error; the exit code that follows from it.

    On a terminal a long list would push away what was done, so it ends with how many more there are.
    """
    found = list(diagnostics)
    said = found[:MOST_ON_A_SCREEN] if _on_terminal() else found
    for diagnostic in said:
        complain(str(diagnostic))
    if more := len(found) - len(said):
        complain(say(f"另有 {more} 处：studykit extract 2>&1 | less", f"{more} more: studykit extract 2>&1 | less"))
    return int(strict and any(diagnostic.level != "note" for diagnostic in found))
