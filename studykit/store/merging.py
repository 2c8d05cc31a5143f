"""Joining two logs, such as the two copies that file synchronisation leaves when two machines were used.

A log is a set of rows that never change, each with an id of its own: the union loses nothing, and it is the
same whichever is joined to which, in which order, and how often.
"""

# ruff: noqa: S608  # the names that are put into queries are our own

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from studykit.errors import PathMissing
from studykit.language import say
from studykit.reviews import Moment
from studykit.store.backups import Reason, damage_of, make_backup
from studykit.store.database import (
    LOG_COLUMNS,
    Row,
    connect,
    database_path,
    in_memory,
    in_order,
    refuse,
    row_sum,
    transaction,
)
from studykit.store.log import Store, insert


@dataclass(frozen=True, slots=True)
class Merged:
    """How many rows the other log brought, and how many were there already."""

    added: int
    known: int


def merge(study_folder: Path, store: Store, other: Path, now: Moment) -> Merged:
    """Join the log at ``other`` (a database, or a study folder) to an open store; a backup is made first.

    Raises :class:`PathMissing`, ``StoreBroken`` or ``StoreTooNew`` when ``other`` cannot be used; then nothing
    has changed.
    """
    return join(study_folder, store, read_rows(database_path(other) if other.is_dir() else other), now, "merge")


def join(
    study_folder: Path,
    store: Store,
    rows: Sequence[Row],
    now: Moment,
    reason: Reason,
    watched: Callable[[Sequence[str]], Iterable[str]] = iter,
) -> Merged:
    """Join rows to an open store, all or none, after a backup with the ``reason`` in its name.

    ``watched`` hands on the cards whose memories are made anew one by one, and can show how far it has come.
    Raises :class:`~studykit.errors.CannotWrite`.
    """
    present = {row.id: row for row in store.rows()}
    new = [row for row in rows if row.id not in present]
    # The same row can only differ where a repair has moved it out of the future: the earlier one is right.
    better = [row for row in rows if row.id in present and in_order(row) < in_order(present[row.id])]
    if new or better:
        make_backup(study_folder, store.connection, now, reason, store.scheduler.day)
        with transaction(store.connection, database_path(study_folder)):
            _take(store, new, better)
            for card in watched(sorted({row.card for row in (*new, *better)})):
                store.remember(card)
    return Merged(len(new), len(rows) - len(new))


def _take(store: Store, new: Iterable[Row], better: Iterable[Row]) -> None:
    """Put rows into the log before all that is there: what is undone next is what was done here last."""
    seq = store.connection.execute("SELECT coalesce(min(seq), 1) FROM log").fetchone()[0]
    for row in sorted(new, key=in_order, reverse=True):
        seq -= 1
        insert(store.connection, row, seq)
    for row in better:
        assignments = ", ".join(f"{column} = ?" for column in Row._fields)
        store.connection.execute(f"UPDATE log SET {assignments}, sum = ? WHERE id = ?", (*row, row_sum(row), row.id))


def read_rows(path: Path) -> list[Row]:
    """All rows of a log that nobody has open. Raises as :func:`merge` does."""
    if not path.is_file():
        raise PathMissing(say(f"{path}: 没有这个文件。", f"{path}: there is no such file."))
    if damage := damage_of(path):
        raise refuse(path, damage, say("什么也没有改动。", "Nothing was changed."))
    with closing(in_memory(connect(path, write=False))) as connection:
        return [Row(*row) for row in connection.execute(f"SELECT {LOG_COLUMNS} FROM log")]
