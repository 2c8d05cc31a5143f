"""What can be wrong with the reviews, each found by its own code; a check changes nothing, a repair mends all."""

# ruff: noqa: S608  # the names that are put into queries are our own

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from store_helpers import NOW, SCHEDULER, fill, later, opened, quick_folder

from studykit.schedule import Fsrs
from studykit.settings import QuizSettings
from studykit.store import read_store
from studykit.store.backups import list_backups
from studykit.store.checking import check, repair
from studykit.store.database import LOG_COLUMNS, MIGRATIONS, Row, database_path, row_sum
from studykit.store.errors import StoreBroken, StoreHeld, StoreTooNew

TOMORROW = later(NOW, days=1)
Fault = Callable[[Path], None]


def codes(folder: Path) -> set[str]:
    return {fault.code for fault in check(folder, SCHEDULER, TOMORROW)}


def sql(*statements: str) -> Fault:
    """A fault that SQL can make."""

    def plant(folder: Path) -> None:
        with closing(sqlite3.connect(database_path(folder))) as connection, connection:
            for statement in statements:
                connection.execute(statement)

    return plant


def row_with(where: str, **values: Any) -> Fault:
    """A fault in one row, with a check sum that is right for it: as a bug might write it."""

    def plant(folder: Path) -> None:
        with closing(sqlite3.connect(database_path(folder))) as connection, connection:
            (old,) = connection.execute(f"SELECT {LOG_COLUMNS} FROM log WHERE {where}").fetchmany(1)
            row = Row(*old)._replace(**values)
            names = ", ".join(f"{name} = ?" for name in Row._fields)
            connection.execute(f"UPDATE log SET {names}, sum = ? WHERE id = ?", (*row, row_sum(row), Row(*old).id))

    return plant


def bytes_of(change: Callable[[bytes], bytes]) -> Fault:
    def plant(folder: Path) -> None:
        path = database_path(folder)
        path.write_bytes(change(path.read_bytes()))

    return plant


def broken_backup(folder: Path) -> None:
    newest = list_backups(folder)[0].path
    newest.with_name(newest.name.replace("2026-05-01", "2026-05-02")).write_bytes(newest.read_bytes()[:9000])


WITHOUT_UNIQUE_IDS = (
    "ALTER TABLE log RENAME TO old",
    "CREATE TABLE log AS SELECT * FROM old",
    "INSERT INTO log SELECT (SELECT max(seq) + 1 FROM old), at, id, kind, card, rating, offset, clock, took, "
    "undoes, sum FROM old WHERE seq = 3",
    "DROP TABLE old",
)

FAULTS: dict[str, Fault] = {
    "empty": bytes_of(lambda data: b""),
    "not-a-database": bytes_of(lambda data: b"a text\n" * 3000),
    "damaged": bytes_of(lambda data: data[:20_000] + b"\xff" * 2000 + data[22_000:]),
    "unknown-schema": sql("ALTER TABLE log DROP COLUMN took"),
    "changed-row": sql("UPDATE log SET rating = 4 WHERE seq = 3"),
    "bad-value": row_with("seq = 3", rating=7),
    "doubled-id": sql(*WITHOUT_UNIQUE_IDS),
    "missing-row": sql("DELETE FROM log WHERE seq = 10"),
    "orphan-undo": row_with("kind = 'undo'", undoes="0123456789abcdef"),
    "future": row_with("seq = 3", at=later(NOW, days=30).utc),
    "stale-memory": sql("UPDATE memory SET due_day = due_day + 1 WHERE card = 'card3'"),
    "orphan-memory": sql(
        "INSERT INTO memory SELECT 'gone', state, stability, difficulty, step, interval, due_day, due, day, "
        "last, first_day, repetitions, lapses, leech, sum FROM memory LIMIT 1"
    ),
    "broken-backup": broken_backup,
    "gone": lambda folder: database_path(folder).unlink(),
}

#: What follows of itself from a fault: who takes a row away also leaves a memory that does not fit.
CONSEQUENCES = {
    "changed-row": {"stale-memory"},
    "bad-value": {"stale-memory"},
    "missing-row": {"stale-memory"},
    "doubled-id": {"stale-memory"},
    "orphan-undo": {"stale-memory"},
    "future": {"stale-memory"},
}


@pytest.fixture(scope="module")
def template() -> Iterator[Path]:
    """A study folder with 40 answers, one of them undone, and a backup of all of it."""
    with quick_folder() as folder:
        fill(folder, 40)
        with opened(folder) as store:
            store.undo(later(NOW, minutes=50))
            store.back_up_as_asked(NOW)
        yield folder


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "study"))


def test_reviews_that_are_whole_are_found_whole(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert check(folder, SCHEDULER, TOMORROW) == []
    assert check(tmp_path_factory.mktemp("unused"), SCHEDULER, TOMORROW) == []


def everything_in(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("code", FAULTS)
def test_every_fault_is_found_by_its_own_code_and_a_check_changes_nothing(folder: Path, code: str) -> None:
    FAULTS[code](folder)
    before = everything_in(folder)
    found = check(folder, SCHEDULER, TOMORROW)
    assert code in {fault.code for fault in found}
    assert {fault.code for fault in found} <= {code} | CONSEQUENCES.get(code, set())
    assert all("\n" not in str(fault) for fault in found)
    assert everything_in(folder) == before


@pytest.mark.parametrize("code", FAULTS)
def test_after_a_repair_all_is_well_and_no_answer_is_lost(folder: Path, code: str) -> None:
    with read_store(folder, SCHEDULER) as store:
        before = [(review.id, review.card, review.rating) for review in store.reviews()]
        memories = store.memories()
    FAULTS[code](folder)
    damaged = database_path(folder).read_bytes() if database_path(folder).exists() else None
    repaired = repair(folder, SCHEDULER, TOMORROW)
    assert check(folder, SCHEDULER, TOMORROW) == []
    assert repaired.rows == 41
    assert (repaired.aside.read_bytes() if repaired.aside else None) == damaged
    with read_store(folder, SCHEDULER) as store:
        kept = [(review.id, review.card, review.rating) for review in store.reviews()]
        assert sorted(kept) == sorted(before)
        if code != "future":  # where only the clock of the row is to be trusted less
            assert store.memories() == memories


def test_without_a_backup_a_repair_saves_what_can_be_read() -> None:
    """A page in the middle is gone: what stands before and behind it is saved."""
    with quick_folder() as folder:
        ids = fill(folder, 200)
        path = database_path(folder)
        data = path.read_bytes()
        page = data.index(ids[100].encode()) // 4096
        path.write_bytes(data[: 4096 * page] + b"\xff" * 4096 + data[4096 * (page + 1) :])
        assert codes(folder) == {"damaged"}
        repair(folder, SCHEDULER, TOMORROW)
        assert codes(folder) == set()
        with read_store(folder, SCHEDULER) as store:
            saved = [review.id for review in store.reviews()]
        assert ids[0] in saved
        assert ids[-1] in saved
        assert 100 < len(saved) < 200


def test_what_cannot_be_repaired_is_said_and_left_as_it_is(tmp_path: Path) -> None:
    fill(tmp_path)
    database_path(tmp_path).write_bytes(b"")
    with pytest.raises(StoreBroken, match="file is empty"):
        repair(tmp_path, SCHEDULER, NOW)
    assert database_path(tmp_path).read_bytes() == b""


def test_a_file_of_a_newer_schema_is_not_repaired(folder: Path) -> None:
    sql(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")(folder)
    before = database_path(folder).read_bytes()
    assert codes(folder) == {"newer-schema"}
    with pytest.raises(StoreTooNew):
        repair(folder, SCHEDULER, NOW)
    assert database_path(folder).read_bytes() == before


def test_nothing_is_repaired_while_a_quiz_is_open(folder: Path) -> None:
    with opened(folder), pytest.raises(StoreHeld):
        repair(folder, SCHEDULER, NOW)


def test_an_answer_of_the_future_is_counted_as_given_now_and_its_clock_is_kept(folder: Path) -> None:
    future = later(NOW, days=3000)
    with opened(folder) as store:
        review = store.answer("card1", 3, future, 0).review
    assert codes(folder) == {"future"}
    repair(folder, SCHEDULER, TOMORROW)
    with read_store(folder, SCHEDULER) as store:
        mended = next(each for each in store.reviews_of("card1") if each.id == review.id)
        assert (mended.at, mended.clock) == (TOMORROW.utc, future.utc)
        memory = store.memory("card1")
        assert memory is not None
        assert memory.day == SCHEDULER.day(TOMORROW)


def test_a_clock_some_hours_ahead_is_no_fault(folder: Path) -> None:
    with opened(folder) as store:
        store.answer("card1", 3, later(TOMORROW, days=14 / 24), 0)
    assert codes(folder) == set()


def test_other_settings_are_no_fault(folder: Path) -> None:
    assert check(folder, Fsrs(QuizSettings(desired_retention=0.8)), TOMORROW) == []


@pytest.mark.parametrize(
    "name",
    ["reviews.sync-conflict-20260501-120000-ABCDEF.db", "reviews (Ann's conflicted copy 2026-05-01).db"],
    ids=["Syncthing", "Dropbox"],
)
def test_a_conflict_copy_is_pointed_out_with_the_command_that_joins_it(folder: Path, name: str) -> None:
    copy = database_path(folder).with_name(name)
    copy.write_bytes(database_path(folder).read_bytes())
    (found,) = check(folder, SCHEDULER, TOMORROW)
    assert (found.code, found.level) == ("conflict-copy", "warning")
    assert "studykit merge" in found.message
