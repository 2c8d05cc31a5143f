"""What the commands on notes have in common: their arguments, reading, saying what was wrong."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import click

from studykit.commands._terminal import complain
from studykit.errors import NothingToRead
from studykit.files import name_of, read_notes, study_folder
from studykit.language import say
from studykit.model import Diagnostic, Extraction, Note
from studykit.settings import read_settings

#: Seconds until a bar shows how far it has come.
PATIENCE = 1.0

F = TypeVar("F", bound=Callable[..., object])


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
    """A study folder, and the notes of it (or elsewhere) that are asked for: files and folders."""

    folder: Path
    paths: tuple[Path, ...]

    @property
    def places(self) -> tuple[str, ...]:
        """What the paths are called in the ledger."""
        return tuple(name_of(path, self.folder) for path in self.paths)


def study_at(paths: Sequence[Path]) -> Study:
    """The notes at ``paths``, else those of the current study folder. Raises :class:`NothingToRead`."""
    folder = study_folder(paths[0] if paths else Path())
    notes = folder / "notes"
    if not paths and not notes.exists():
        raise NothingToRead(
            say(
                f"{folder}: 这里没有 notes 文件夹。把笔记放进去，或者在命令后面写出笔记的位置。",
                f"{folder}: no folder notes here. Put your notes there, or say after the command where.",
            )
        )
    return Study(folder, tuple(paths) or (notes,))


def read(study: Study) -> Extraction:
    """Everything that the notes of ``study`` hold, with all that was wrong with them."""
    from studykit.extract import extract  # here, so that help and wrong usage do not wait for it

    notes, trouble = read_notes(study.paths, study.folder)
    if not notes:
        complain(say("这里还没有笔记（.md）。", "There are no notes (.md) here yet."))
    found = extract(watched(notes), read_settings(study.folder).notes)
    return replace(found, diagnostics=(*trouble, *found.diagnostics))


def watched(notes: Sequence[Note]) -> Iterator[Note]:
    """The notes one by one; on a terminal a bar shows how far it has come, once it takes long."""
    started, bar = time.monotonic(), None
    with ExitStack() as stack:
        for done, note in enumerate(notes):
            if bar is not None:
                bar.update(1)
            elif _on_terminal() and time.monotonic() - started > PATIENCE:
                label = say("读笔记", "Reading notes")
                bar = stack.enter_context(click.progressbar(length=len(notes), label=label, file=sys.stderr))
                bar.update(done)
            yield note


def _on_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def report(diagnostics: Iterable[Diagnostic], *, strict: bool) -> int:
    """Say what was wrong, one line each, on standard error; the exit code that follows from it."""
    code = 0
    for diagnostic in diagnostics:
        complain(str(diagnostic))
        code = code or int(strict and diagnostic.level != "note")
    return code
