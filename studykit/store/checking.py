"""Finding what is wrong with the reviews, and mending it.

A check reads everything and changes nothing. A repair keeps the file aside as it was, and builds a new one
of all the good rows that can be read from it and from the newest good backup: in a log that only grows, what
is in a backup belongs into it.
"""

# ruff: noqa: S608  # the names that are put into queries are our own

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from studykit.language import say
from studykit.model import Diagnostic
from studykit.reviews import DAY_MS, Moment
from studykit.schedule import Scheduler
from studykit.store.backups import advice, damage_of, list_backups, newest_good_backup, set_aside
from studykit.store.database import (
    LOG_COLUMNS,
    MEMORY_COLUMNS,
    Damage,
    Row,
    connect,
    damage_of_file,
    damage_of_pages,
    damage_of_tables,
    database_path,
    in_order,
    memory_values,
    new_database,
    put_new,
    refuse,
    row_sum,
    sensible,
    state_folder,
    unreadable,
)
from studykit.store.lock import hold
from studykit.store.log import Store, insert

#: A clock may be some hours ahead (another system may have set it to local time); not a day.
FUTURE_MS = DAY_MS


def check(study_folder: Path, scheduler: Scheduler, now: Moment) -> list[Diagnostic]:
    """Everything that is wrong with the reviews of a study folder: one diagnostic for each kind of trouble."""
    path = database_path(study_folder)
    found = [
        Diagnostic(code, message, str(path), level="error") for code, message in _damages(study_folder, scheduler, now)
    ]
    for backup in list_backups(study_folder):
        if damage := damage_of(backup.path):
            found.append(Diagnostic("broken-backup", damage.message, str(backup.path), level="error"))
    for other in _conflict_copies(path):
        message = say(
            f"同步软件留下的另一份复习记录；合并它：studykit merge '{other}'",
            f"another copy of the reviews, left by file synchronisation; to join it: studykit merge '{other}'",
        )
        found.append(Diagnostic("conflict-copy", message, str(other)))
    return found


def _damages(study_folder: Path, scheduler: Scheduler, now: Moment) -> Iterator[Damage]:
    path = database_path(study_folder)
    if not path.exists():
        if list_backups(study_folder):
            yield Damage("gone", say("复习记录不见了，只剩备份", "the reviews are gone, only backups are left"))
        return
    try:
        if damage := damage_of_file(path):
            yield damage
            return
        with closing(connect(path, write=False)) as connection:
            if damage := damage_of_pages(connection) or damage_of_tables(connection):
                yield damage
                return
            of_log = list(_damages_of_log(connection, now))
            yield from of_log
            if all(damage.code != "bad-value" for damage in of_log):  # else no schedule can be made of it
                yield from _damages_of_memories(study_folder, connection, scheduler)
    except (OSError, sqlite3.Error) as error:
        yield unreadable(error)


def _conflict_copies(path: Path) -> list[Path]:
    """What Syncthing and Dropbox call the second copy of a file that changed in two places."""
    pattern = re.compile(r"reviews.*conflict.*\.db", re.IGNORECASE)
    return sorted(other for other in path.parent.glob("*.db") if pattern.fullmatch(other.name))


# The log


@dataclass(frozen=True, slots=True)
class _Stored:
    """A row as it lies in the file."""

    row: Row
    sum: object

    @property
    def changed(self) -> bool:
        return row_sum(self.row) != self.sum


def _damages_of_log(connection: sqlite3.Connection, now: Moment) -> Iterator[Damage]:
    seqs = [seq for (seq,) in connection.execute("SELECT seq FROM log ORDER BY seq")]
    if seqs and seqs[-1] - seqs[0] + 1 != len(seqs):
        count = seqs[-1] - seqs[0] + 1 - len(seqs)
        yield Damage("missing-row", say(f"少了 {count} 条记录", f"{count} rows are missing"))
    stored = list(_stored(connection))
    rows = [each.row for each in stored]
    times = Counter(row.id for row in rows)
    kinds = {row.id: row.kind for row in rows}
    yield from _said(
        "changed-row",
        (each.row for each in stored if each.changed),
        say("记录被改动过", "rows were changed"),
    )
    yield from _said(
        "bad-value",
        (row for row in rows if not sensible(row)),
        say("记录里有不可能的值", "rows hold values that cannot be"),
    )
    yield from _said("doubled-id", (row for row in rows if times[row.id] > 1), say("编号重复", "rows share an id"))
    yield from _said(
        "orphan-undo",
        (row for row in rows if row.kind == "undo" and kinds.get(str(row.undoes), "undo") == "undo"),
        say("撤销的对象不存在", "rows undo what is not there"),
    )
    yield from _said(
        "future",
        (row for row in rows if _in_future(row, now)),
        say("记录的日期在未来", "rows have a date in the future"),
    )


def _stored(connection: sqlite3.Connection) -> Iterator[_Stored]:
    for *row, stored in connection.execute(f"SELECT {LOG_COLUMNS}, sum FROM log ORDER BY at, id"):
        yield _Stored(Row(*row), stored)


def _said(code: str, rows: Iterable[Row], what: str) -> Iterator[Damage]:
    """One sentence for all rows with the same trouble, with the first as an example."""
    ids = [row.id for row in rows]
    if ids:
        yield Damage(code, say(f"{what}：{len(ids)} 条，例如 {ids[0]}", f"{what}: {len(ids)}, such as {ids[0]}"))


def _in_future(row: Row, now: Moment) -> bool:
    return isinstance(row.at, int) and row.at > now.utc + FUTURE_MS


# What is made of the log


def _damages_of_memories(study_folder: Path, connection: sqlite3.Connection, scheduler: Scheduler) -> Iterator[Damage]:
    store = Store(study_folder, connection, scheduler)
    if not store.is_current():
        return  # other settings: the next quiz makes all of them anew
    stored = {
        card: (tuple(values), sum)
        for card, *values, sum in connection.execute(f"SELECT card, {MEMORY_COLUMNS}, sum FROM memory")
    }
    right = {card: memory_values(memory) for card, memory in store.replayed()}
    stale = [card for card, values in right.items() if stored.get(card) != (values, row_sum((card, *values)))]
    if stale:
        what = say("与重新计算的结果不同的卡片", "cards whose stored memory is not what their reviews give")
        yield Damage(
            "stale-memory",
            say(f"{what}：{len(stale)} 张，例如 {stale[0]}", f"{what}: {len(stale)}, such as {stale[0]}"),
        )
    if orphans := sorted(stored.keys() - right.keys()):
        what = say("没有复习却有记忆的卡片", "cards with a memory and without reviews")
        yield Damage(
            "orphan-memory",
            say(f"{what}：{len(orphans)} 张，例如 {orphans[0]}", f"{what}: {len(orphans)}, such as {orphans[0]}"),
        )


# Repair


@dataclass(frozen=True, slots=True)
class Repaired:
    """Where the file as it was now lies, and how many rows the new one has, and of them from the backup."""

    aside: Path | None
    rows: int
    from_backup: int


def repair(study_folder: Path, scheduler: Scheduler, now: Moment) -> Repaired:
    """Build the reviews anew of all good rows of the file and of the newest good backup.

    Backups that are broken are put aside too. Raises ``StoreTooNew`` for a file of a newer schema,
    ``StoreBroken`` when no row can be saved, and what :func:`~studykit.store.lock.hold` raises.
    """
    path = database_path(study_folder)
    with hold(study_folder, now):
        damage = damage_of_file(path) if path.exists() else None
        if damage and damage.code == "newer-schema":
            raise refuse(path, damage, say("什么也没有改动。", "Nothing was changed."))
        kept = list(_readable(path))
        backup = newest_good_backup(study_folder)
        rows = _joined([*kept, *(_readable(backup.path) if backup else ())], now)
        if not rows:
            nothing = damage or Damage("gone", say("没有一条记录还能用", "no row of it can be used"))
            raise refuse(path, nothing, advice(study_folder))
        aside = set_aside(study_folder, now)
        with closing(new_database()) as fresh:
            for row in rows:
                insert(fresh, row)
            Store(study_folder, fresh, scheduler).refresh_memories()
            put_new(path, fresh)
        _set_broken_backups_aside(study_folder)
        return Repaired(aside, len(rows), len({row.id for row in rows} - {row.id for row in kept}))


def _readable(path: Path) -> Iterator[Row]:
    """The good rows of a file, as far as they can be read: from the front, and from the back."""
    for order in ("ASC", "DESC"):
        with suppress(OSError, sqlite3.Error), closing(connect(path, write=False)) as connection:
            for *values, stored in connection.execute(f"SELECT {LOG_COLUMNS}, sum FROM log ORDER BY seq {order}"):
                row = Row(*values)
                if row_sum(row) == stored and sensible(row):
                    yield row


def _joined(rows: Iterable[Row], now: Moment) -> list[Row]:
    """The rows in the order of time: each id once, no undo of nothing, and nothing in the future."""
    rows = list(rows)
    undoable = {row.id for row in rows if row.kind != "undo"}
    by_id: dict[str, Row] = {}
    for row in rows:
        if row.kind != "undo" or row.undoes in undoable:
            by_id[row.id] = min(row, by_id.get(row.id, row), key=in_order)
    late = sorted((row for row in by_id.values() if _in_future(row, now)), key=in_order)
    moved = {row.id: row._replace(at=now.utc + number) for number, row in enumerate(late)}
    return sorted((moved.get(row.id, row) for row in by_id.values()), key=in_order)


def _set_broken_backups_aside(study_folder: Path) -> None:
    for backup in list_backups(study_folder):
        if damage_of(backup.path):
            aside = state_folder(study_folder) / "aside" / backup.path.name
            aside.parent.mkdir(parents=True, exist_ok=True)
            backup.path.replace(aside)
