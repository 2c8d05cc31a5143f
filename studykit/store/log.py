"""Append, undo, read: what a quiz needs of the store."""

# ruff: noqa: S608  # the names that are put into queries are our own

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import Any, cast

from studykit.files import unfinished
from studykit.language import say
from studykit.reviews import DAY_MS, Mark, MarkKind, Moment, Rating, Review, since_reset
from studykit.schedule import Memory, Scheduler, replay
from studykit.store.backups import advice, clear_leftovers, copy_database, list_backups, make_backup
from studykit.store.database import (
    LOG_COLUMNS,
    MEMORY_COLUMNS,
    MIGRATIONS,
    Damage,
    Row,
    connect,
    damage_of_content,
    damage_of_file,
    database_path,
    in_memory,
    known_as_whole,
    memory_values,
    migrate,
    new_database,
    put_new,
    refuse,
    row_sum,
    seal_as_whole,
    state_folder,
    transaction,
    unreadable,
    version,
)
from studykit.store.lock import hold

#: What is true of the rows of the log that were not taken back.
_STANDS = "NOT EXISTS (SELECT 1 FROM log AS later WHERE later.undoes = log.id AND later.undoes IS NOT NULL)"


@dataclass(frozen=True, slots=True)
class Answered:
    """A review that is on the disk, and what the scheduler makes of the card now."""

    review: Review
    memory: Memory


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back, and the memory of its card now (``None``: never asked)."""

    event: Review | Mark
    memory: Memory | None


@dataclass(frozen=True, slots=True)
class Done:
    """What was done on one day: cards asked for the first time, other cards reviewed, answers, milliseconds."""

    new: int = 0
    reviews: int = 0
    answers: int = 0
    took: int = 0


def open_store(study_folder: Path, scheduler: Scheduler, now: Moment) -> Store:
    """Open the reviews of a study folder for writing, and hold them until :meth:`Store.close`.

    Makes the database where there is none yet. Raises :class:`~studykit.store.errors.StoreHeld` when another
    program holds it (with its process id), ``StoreBroken`` when it is damaged, empty, or gone while there are
    backups (with the command that restores the newest good one), ``StoreTooNew`` when a newer studykit made
    it, :class:`~studykit.errors.CannotWrite` when the folder cannot be written to. Nothing is changed then.
    """
    with ExitStack() as stack:
        stack.enter_context(hold(study_folder, now))
        clear_leftovers(study_folder)
        if not has_reviews(study_folder):
            with closing(new_database()) as fresh:
                put_new(database_path(study_folder), fresh)
        connection = _connect(study_folder, write=True)
        stack.callback(connection.close)
        if version(connection) < len(MIGRATIONS):
            _migrate(study_folder, connection, scheduler, now)
        store = Store(study_folder, connection, scheduler)
        store.refresh_memories()
        store.at_close = stack.pop_all()
        return store


def read_store(study_folder: Path, scheduler: Scheduler) -> Store:
    """The reviews of a study folder for reading only: nothing is written or held. No file: no reviews.

    Raises ``StoreBroken`` and ``StoreTooNew`` as :func:`open_store` does.
    """
    if not has_reviews(study_folder):
        return Store(study_folder, new_database(), scheduler)
    store = Store(study_folder, _connect(study_folder, write=False), scheduler)
    if not store.is_current():
        store = Store(study_folder, in_memory(store.connection), scheduler)
        store.refresh_memories()
    return store


def has_reviews(study_folder: Path) -> bool:
    """Whether a study folder has a review log. Raises ``StoreBroken`` when only its backups are left."""
    path = database_path(study_folder)
    if path.exists():
        return True
    if list_backups(study_folder):
        gone = Damage("gone", say("复习记录不见了，只剩备份", "the reviews are gone, only backups are left"))
        raise refuse(path, gone, advice(study_folder))
    return False


def _connect(study_folder: Path, *, write: bool) -> sqlite3.Connection:
    """Open the database if it is whole. Raises ``StoreBroken`` or ``StoreTooNew``; then it is unchanged."""
    path = database_path(study_folder)
    with ExitStack() as stack:
        try:
            damage = damage_of_file(path)
            if not damage:
                connection = stack.enter_context(closing(connect(path, write=write)))
                known = known_as_whole(path, _seal(study_folder))
                damage = None if known else damage_of_content(connection)
        except (OSError, sqlite3.Error) as error:
            damage = unreadable(error)
        if damage:
            raise refuse(path, damage, advice(study_folder))
        stack.pop_all()
        return connection


def _seal(study_folder: Path) -> Path:
    return state_folder(study_folder) / "cache" / "reviews.seal"


def _migrate(study_folder: Path, connection: sqlite3.Connection, scheduler: Scheduler, now: Moment) -> None:
    make_backup(study_folder, connection, now, "migration", scheduler.day)
    with transaction(connection, database_path(study_folder)):
        migrate(connection)


class Store:
    """The review log, open. A context manager: ``with open_store(…) as store``."""

    def __init__(self, study_folder: Path, connection: sqlite3.Connection, scheduler: Scheduler) -> None:
        self._folder = study_folder
        self._path = database_path(study_folder)
        self.connection = connection
        self.scheduler = scheduler
        self._backed_up = -1
        #: what lets go of the file and of the lock; only a store that writes has it
        self.at_close: ExitStack | None = None

    # What the learner does: each is on the disk when the call returns, or raises CannotWrite and is not

    def answer(self, card: str, rating: Rating, now: Moment, took: int) -> Answered:
        """Store one answer; ``took`` milliseconds. Before the first of a day a backup is made."""
        self.back_up(now)
        with transaction(self.connection, self._path):
            row = self._append("answer", card, now, rating=rating, took=took)
            review = _review(row)
            memory = self.scheduler.after(self.memory(card), review)
            self._keep_memory(card, memory)
        return Answered(review, memory)

    def mark(self, card: str, kind: MarkKind, now: Moment) -> Mark:
        """Suspend a card, take it back, bury it for the day of ``now``, or make it new again."""
        with transaction(self.connection, self._path):
            mark = _mark(self._append(kind, card, now))
            if kind == "reset":
                self.remember(card)
            return mark

    def undo(self, now: Moment) -> Undone | None:
        """Take back the last answer or mark that stands, whenever it was given; ``None``: there is none."""
        with transaction(self.connection, self._path):
            last = self._rows("kind != 'undo' ORDER BY seq DESC LIMIT 1")
            if not last:
                return None
            (row,) = last
            self._append("undo", row.card, now, undoes=row.id)
            return Undone(_event(row), self.remember(row.card))

    def back_up(self, now: Moment) -> None:
        """Make the backup of the day of ``now`` unless there is one, or nothing to keep.

        ``answer`` sees to it too: called earlier, while the learner reads the first question, the first
        answer does not wait for it. Raises :class:`~studykit.errors.CannotWrite`.
        """
        today = self.scheduler.day(now)
        if today == self._backed_up:
            return
        daily = (backup for backup in list_backups(self._folder) if backup.reason == "daily")
        if self._query("SELECT 1 FROM log LIMIT 1") and all(
            self.scheduler.day(backup.made) != today for backup in daily
        ):
            make_backup(self._folder, self.connection, now, "daily", self.scheduler.day)
        self._backed_up = today

    def back_up_as_asked(self, now: Moment) -> Path:
        """Make a backup beside the others, and give its path."""
        return make_backup(self._folder, self.connection, now, "asked", self.scheduler.day)

    def back_up_to(self, target: Path) -> Path:
        """Make a backup at ``target``, in the place of what is there, and give its path."""
        beside = unfinished(target)
        try:
            copy_database(self.connection, target, beside)
        finally:
            beside.unlink(missing_ok=True)
        return target

    def _append(
        self, kind: str, card: str, now: Moment, *, rating: int = 0, took: int = 0, undoes: str | None = None
    ) -> Row:
        """Add a row to the log; if the clock ran back, it counts as given just after the card's last one."""
        ((last,),) = self._query("SELECT max(at) FROM log WHERE card = ?", card)
        at = now.utc if last is None else max(now.utc, last + 1)
        row = Row(at, secrets.token_hex(8), kind, card, rating, now.offset, now.utc, took, undoes)
        insert(self.connection, row)
        return row

    # What stands

    def memory(self, card: str) -> Memory | None:
        """What is known of a card; ``None``: never asked."""
        found = self._query(f"SELECT {MEMORY_COLUMNS} FROM memory WHERE card = ?", card)
        return _memory(found[0]) if found else None

    def memories(self) -> dict[str, Memory]:
        """What is known of every card that was ever asked, by card id."""
        rows = self._query(f"SELECT card, {MEMORY_COLUMNS} FROM memory")
        return {card: _memory(row) for card, *row in rows}

    def suspended(self) -> frozenset[str]:
        """The ids of the cards that are suspended."""
        rows = self._rows("kind IN ('suspend', 'resume') ORDER BY card, at, id")
        last = {row.card: row.kind for row in rows}
        return frozenset(card for card, kind in last.items() if kind == "suspend")

    def buried(self, day: int) -> frozenset[str]:
        """The ids of the cards that were buried on ``day``."""
        return frozenset(row.card for row in self._on(day) if row.kind == "bury")

    def done_on(self, day: int) -> Done:
        """What was done on ``day``, for the daily limits."""
        rows = [row for row in self._on(day) if row.kind == "answer"]
        cards = {row.card for row in rows}
        memories = map(self.memory, cards)
        new = sum(memory is not None and memory.first_day == day for memory in memories)
        return Done(new, len(cards) - new, len(rows), sum(row.took for row in rows))

    def reviews(self) -> list[Review]:
        """All answers that stand, in the order of time."""
        return [_review(row) for row in self._rows("kind = 'answer' ORDER BY at, id")]

    def reviews_of(self, card: str) -> list[Review]:
        """The answers to one card that stand, in the order of time."""
        return [_review(row) for row in self._rows("kind = 'answer' AND card = ? ORDER BY at, id", card)]

    def histories(self) -> Iterator[tuple[str, list[Review | Mark]]]:
        """What the schedule of each card is made of: its answers and resets that stand, in the order of time."""
        rows = self._rows("kind IN ('answer', 'reset') ORDER BY card, at, id")
        for card, of_card in groupby(rows, attrgetter("card")):
            yield card, list(map(_event, of_card))

    def rows(self) -> list[Row]:
        """The whole log as it is, undone and undoing rows included, in the order of time."""
        return [Row(*row) for row in self._query(f"SELECT {LOG_COLUMNS} FROM log ORDER BY at, id")]

    def _rows(self, where: str, *values: object) -> list[Row]:
        """The rows that stand and of which ``where`` is true."""
        query = f"SELECT {LOG_COLUMNS} FROM log WHERE {_STANDS} AND {where}"
        return [Row(*row) for row in self._query(query, *values)]

    def _query(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What a query finds. Raises ``StoreBroken`` when the disk does not give it."""
        try:
            return self.connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise refuse(self._path, unreadable(error), advice(self._folder)) from error

    def _on(self, day: int) -> list[Row]:
        """The rows of a day, wherever the learner was: local days begin within a day of UTC's."""
        rows = self._rows("at BETWEEN ? AND ?", (day - 1) * DAY_MS, (day + 3) * DAY_MS)
        return [row for row in rows if self.scheduler.day(Moment(row.at, row.offset)) == day]

    # Memories are derived: what is stored of them follows the log

    def remember(self, card: str) -> Memory | None:
        """Make the memory of a card anew from its reviews, within the transaction of the caller."""
        history = map(_event, self._rows("kind IN ('answer', 'reset') AND card = ? ORDER BY at, id", card))
        memory = replay(self.scheduler, since_reset(history))
        if memory is None:
            self.connection.execute("DELETE FROM memory WHERE card = ?", [card])
        else:
            self._keep_memory(card, memory)
        return memory

    def refresh_memories(self) -> None:
        """Make all memories anew if they were made by another scheduler, or with other settings."""
        if self.is_current():
            return
        with transaction(self.connection, self._path):
            self.connection.execute("DELETE FROM memory")
            for card, memory in self.replayed():
                self._keep_memory(card, memory)
            self.connection.execute("REPLACE INTO meta VALUES ('scheduler', ?)", [self.scheduler.name])

    def is_current(self) -> bool:
        """Whether the schema is the newest and the memories are this scheduler's."""
        if version(self.connection) < len(MIGRATIONS):
            return False
        return self._query("SELECT value FROM meta WHERE key = 'scheduler'") == [(self.scheduler.name,)]

    def replayed(self) -> Iterator[tuple[str, Memory]]:
        """The memory of every card, made anew from its reviews."""
        for card, history in self.histories():
            memory = replay(self.scheduler, since_reset(history))
            if memory is not None:
                yield card, memory

    def _keep_memory(self, card: str, memory: Memory) -> None:
        row = (card, *memory_values(memory))
        marks = ", ".join("?" * (len(row) + 1))
        self.connection.execute(
            f"REPLACE INTO memory (card, {MEMORY_COLUMNS}, sum) VALUES ({marks})", (*row, row_sum(row))
        )

    def close(self) -> None:
        """Let others use it."""
        self.connection.close()
        if self.at_close:
            seal_as_whole(self._path, _seal(self._folder))
            self.at_close.close()
            self.at_close = None

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def insert(connection: sqlite3.Connection, row: Row, seq: int | None = None) -> None:
    """Add a row to the log; without ``seq`` as the newest."""
    connection.execute(
        f"INSERT INTO log (seq, {LOG_COLUMNS}, sum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (seq, *row, row_sum(row)),
    )


def _review(row: Row) -> Review:
    return Review(row.id, row.card, cast("Rating", row.rating), row.at, row.offset, row.clock, row.took)


def _mark(row: Row) -> Mark:
    return Mark(row.id, row.card, cast("MarkKind", row.kind), row.at, row.offset, row.clock)


def _event(row: Row) -> Review | Mark:
    return _review(row) if row.kind == "answer" else _mark(row)


def _memory(row: Sequence[Any]) -> Memory:
    return Memory(*(*row[:-1], bool(row[-1])))
