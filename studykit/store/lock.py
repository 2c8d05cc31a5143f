"""Who may write: one program at a time, and the others are told which."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from io import FileIO
from pathlib import Path

from studykit.errors import CannotWrite
from studykit.language import say
from studykit.reviews import Moment
from studykit.store.database import make_folder, state_folder
from studykit.store.errors import StoreHeld


def hold(study_folder: Path, now: Moment) -> FileIO:
    """Hold the reviews of a study folder until the file that is returned is closed.

    The system lets go of it when the process ends, however it ends. Raises :class:`StoreHeld` at once when
    another process holds them, and :class:`CannotWrite`.
    """
    path = state_folder(study_folder) / "lock"
    try:
        make_folder(path.parent)
        file = FileIO(path, "a+")
    except OSError as error:
        raise _cannot_write(path, error) from error
    try:
        _lock(file)
    except OSError as error:
        with file:
            raise _held(path, file) if isinstance(error, BlockingIOError) else _cannot_write(path, error) from error
    with suppress(OSError):  # on a full disk others are not told who has it, no more
        file.truncate(0)
        file.write(f"{os.getpid()} {now.utc} {now.offset}".encode())
    return file


def _lock(file: FileIO) -> None:
    """Raise ``BlockingIOError`` if another process has it. Windows has no such lock: there SQLite's must do."""
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _held(path: Path, file: FileIO) -> StoreHeld:
    file.seek(0)
    process, _, _ = file.read().decode("ascii", "replace").partition(" ")
    holder = process or "?"
    return StoreHeld(
        say(
            f"{path.parent}: 另一个 studykit（进程 {holder}）正在用这些复习记录；先退出它再试。",
            f"{path.parent}: another studykit (process {holder}) is using these reviews; quit it first.",
        )
    )


def _cannot_write(path: Path, error: OSError) -> CannotWrite:
    return CannotWrite(say(f"{path}: 写不进去（{error.strerror}）。", f"{path}: cannot be written ({error.strerror})."))
