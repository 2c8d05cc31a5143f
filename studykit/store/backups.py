"""Backups: whole files, made before anything could go wrong, thinned as they age, and put back on demand."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from itertools import count
from pathlib import Path
from typing import Literal, cast, get_args

from studykit.errors import CannotWrite
from studykit.files import clear_unfinished, replace_file
from studykit.language import say
from studykit.reviews import Moment, date_of
from studykit.store.database import (
    Damage,
    cannot_write,
    connect,
    damage_of_content,
    damage_of_file,
    database_path,
    journal_of,
    make_folder,
    refuse,
    state_folder,
    sync,
    unreadable,
)
from studykit.store.errors import BackupMissing
from studykit.store.lock import hold

#: Why a backup was made: before the first answer of a day, before a change of the file, or because the
#: learner asked for it.
Reason = Literal["daily", "migration", "merge", "import", "asked"]

#: The newest backup of each of so many days, weeks and months that have one is kept, for each reason.
DAYS, WEEKS, MONTHS = 7, 4, 12

_TIME = "%Y-%m-%dT%H%M%S%z"
_NAME = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}}T\d{{6}}[+-]\d{{4}})-({'|'.join(get_args(Reason))})\.db")


@dataclass(frozen=True, slots=True)
class Backup:
    """One file among the backups: when it was made, to the second, and why."""

    path: Path
    made: Moment
    reason: Reason


def backups_folder(study_folder: Path) -> Path:
    """Where the backups of a study folder lie."""
    return state_folder(study_folder) / "backups"


def list_backups(study_folder: Path) -> list[Backup]:
    """The backups that there are, the newest first."""
    folder = backups_folder(study_folder)
    found = (_NAME.fullmatch(name) for name in (os.listdir(folder) if folder.is_dir() else ()))  # noqa: PTH208
    backups = [
        Backup(folder / name[0], Moment.of(datetime.strptime(name[1], _TIME)), cast("Reason", name[2]))
        for name in found
        if name
    ]
    return sorted(backups, key=lambda backup: (backup.made.utc, backup.path.name), reverse=True)


def newest_good_backup(study_folder: Path) -> Backup | None:
    """The newest backup that is whole."""
    return next((backup for backup in list_backups(study_folder) if not damage_of(backup.path)), None)


def damage_of(path: Path) -> Damage | None:
    """What is wrong with a database that nobody has open, if anything. Nothing is written."""
    try:
        if damage := damage_of_file(path):
            return damage
        with closing(connect(path, write=False)) as connection:
            return damage_of_content(connection)
    except (OSError, sqlite3.Error) as error:
        return unreadable(error)


def make_backup(
    study_folder: Path,
    connection: sqlite3.Connection,
    now: Moment,
    reason: Reason,
    day: Callable[[Moment], int],
) -> Path:
    """Write a backup of an open database, then thin out the old ones; ``day`` tells the day of a moment.

    The reviews must be held. Raises :class:`CannotWrite`; then no new file is among the backups.
    """
    time = datetime.fromtimestamp(now.utc / 1000, timezone(timedelta(minutes=now.offset)))
    target = backups_folder(study_folder) / f"{time.strftime(_TIME)}-{reason}.db"
    copy_database(connection, target, _unfinished(study_folder))
    for backup in _too_many(list_backups(study_folder), day):
        backup.path.unlink(missing_ok=True)
    return target


def clear_leftovers(study_folder: Path) -> None:
    """Remove what a killed run did not finish: a backup, or a file to be put in a place. The reviews must be held."""
    unfinished, state = _unfinished(study_folder), state_folder(study_folder)
    for path in (unfinished, journal_of(unfinished)):
        with suppress(OSError):  # the next backup will say so
            path.unlink()
    for folder in (state, state / "aside"):
        clear_unfinished(folder)


def _unfinished(study_folder: Path) -> Path:
    """Where a backup is written: not among those that can be restored."""
    return state_folder(study_folder) / "unfinished.db"


def copy_database(connection: sqlite3.Connection, target: Path, beside: Path) -> None:
    """Copy an open database to ``target``, whole or not at all, by way of ``beside`` on the same disk."""
    try:
        make_folder(target.parent)
        beside.unlink(missing_ok=True)
        connection.execute("VACUUM INTO ?", [str(beside)])
        sync(beside)
        beside.replace(target)
        sync(target.parent)
    except sqlite3.Error as error:
        raise cannot_write(target, error) from error
    except OSError as error:
        raise CannotWrite(
            say(f"{target}: 写不进去（{error.strerror}）。", f"{target}: cannot be written ({error.strerror}).")
        ) from error


def _too_many(newest_first: Iterable[Backup], day: Callable[[Moment], int]) -> Iterator[Backup]:
    """Those that are not the newest of one of the last days, weeks or months that have a backup."""
    seen: dict[tuple[str, str], set[tuple[int, ...]]] = {}
    limits = {"day": DAYS, "week": WEEKS, "month": MONTHS}
    for backup in newest_first:
        date = date_of(day(backup.made))
        periods = {
            "day": (date.toordinal(),),
            "week": date.isocalendar()[:2],
            "month": (date.year, date.month),
        }
        keep = False
        for name, period in periods.items():
            before = seen.setdefault((backup.reason, name), set())
            if period not in before and len(before) < limits[name]:
                before.add(period)
                keep = True
        if not keep:
            yield backup


def advice(study_folder: Path) -> str:
    """What to do about reviews that cannot be used: the newest good backup, and the command for it."""
    backup = newest_good_backup(study_folder)
    if backup is None:
        return say(
            "没有完好的备份。可以试试：studykit check --repair",
            "There is no good backup. What may help: studykit check --repair",
        )
    return say(
        f"最近的完好备份是 {backup.path.name}，用这个命令恢复：studykit restore",
        f"The newest good backup is {backup.path.name}; to restore it: studykit restore",
    )


def restore(study_folder: Path, backup: Path | None, now: Moment) -> tuple[Path, Path | None]:
    """Put a backup (the newest good one, unless told) in the place of the reviews.

    Gives the backup, and where the file that was there now lies (``None``: there was none). Raises
    :class:`BackupMissing`, ``StoreBroken`` or ``StoreTooNew`` for a backup that cannot be used, and what
    :func:`~studykit.store.lock.hold` raises.
    """
    with hold(study_folder, now):
        newest = None if backup else newest_good_backup(study_folder)
        chosen = newest.path if newest else backup
        if chosen is None:
            folder = backups_folder(study_folder)
            raise BackupMissing(say(f"{folder}: 没有完好的备份。", f"{folder}: there is no good backup."))
        if damage := damage_of(chosen):
            raise refuse(chosen, damage, say("什么也没有改动。", "Nothing was changed."))
        aside = set_aside(study_folder, now)
        replace_file(database_path(study_folder), chosen.read_bytes())
        return chosen, aside


def set_aside(study_folder: Path, now: Moment) -> Path | None:
    """Copy the reviews as they are, damaged or not, and clear their place of a cut-off write.

    Gives the copy; ``None`` where there is nothing to copy. Raises :class:`CannotWrite`.
    """
    path = database_path(study_folder)
    if not path.exists():
        return None
    time = f"{datetime.fromtimestamp(now.utc / 1000, UTC):%Y-%m-%dT%H%M%S}"
    names = (f"{time}{f'-{number}' if number else ''}.db" for number in count())
    aside = next(each for each in map((state_folder(study_folder) / "aside").joinpath, names) if not each.exists())
    replace_file(aside, path.read_bytes())
    if (journal := journal_of(path)).exists():
        replace_file(journal_of(aside), journal.read_bytes())
        journal.unlink()
    return aside
