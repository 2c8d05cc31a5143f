"""The review log: append, undo, put aside, refuse what is broken, one writer at a time, clocks that run back."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_helpers import NOW, SCHEDULER, fill, later, moment, opened, quick_folder

from studykit.errors import CannotWrite
from studykit.reviews import DAY_MS, Moment, Review
from studykit.schedule import Fsrs, replay
from studykit.settings import QuizSettings
from studykit.store import Done, Store, has_reviews, open_store, read_store
from studykit.store import database as store_database
from studykit.store.checking import check
from studykit.store.database import APPLICATION, MIGRATIONS, connect, database_path, journal_of, row_sum
from studykit.store.errors import StoreBroken, StoreHeld, StoreTooNew

TODAY = SCHEDULER.day(NOW)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as store:
        yield store


# Answers


def test_an_answer_is_in_the_file_when_the_call_returns(tmp_path: Path, store: Store) -> None:
    answered = store.answer("card", 3, NOW, 1500)
    with closing(connect(database_path(tmp_path), write=False)) as other:
        rows = other.execute("SELECT id, card, rating, at, offset, took FROM log").fetchall()
    assert rows == [(answered.review.id, "card", 3, NOW.utc, 480, 1500)]


def test_what_an_answer_gives_back_is_what_is_stored(store: Store) -> None:
    first = store.answer("card", 3, NOW, 1500)
    second = store.answer("card", 3, later(NOW, minutes=12), 900)
    assert store.reviews() == [first.review, second.review] == store.reviews_of("card")
    assert store.memory("card") == second.memory == replay(SCHEDULER, store.reviews())
    assert store.memories() == {"card": second.memory}
    assert store.memory("other") is None


def test_reviews_and_memories_are_the_same_after_a_restart(tmp_path: Path) -> None:
    fill(tmp_path, 40)
    with opened(tmp_path) as store:
        before = store.reviews(), store.memories()
    with read_store(tmp_path, SCHEDULER) as store:
        assert (store.reviews(), store.memories()) == before
        assert len(before[0]) == 40


def test_memories_follow_the_settings_for_readers_and_writers(tmp_path: Path) -> None:
    fill(tmp_path, 40)
    stricter = Fsrs(QuizSettings(desired_retention=0.97))
    with read_store(tmp_path, stricter) as store:
        read = store.memories()
    with open_store(tmp_path, stricter, NOW) as store:
        assert store.memories() == read
        assert all(memory == replay(stricter, store.reviews_of(card)) for card, memory in read.items())


def test_what_was_done_on_a_day_counts_new_cards_and_others_apart(store: Store) -> None:
    store.answer("old", 4, NOW, 1000)
    tomorrow = later(NOW, days=1)
    for card, minutes in (("old", 0), ("new", 1), ("new", 12)):
        store.answer(card, 3, later(tomorrow, minutes=minutes), 500)
    assert store.done_on(TODAY) == Done(new=1, reviews=0, answers=1, took=1000)
    assert store.done_on(TODAY + 1) == Done(new=1, reviews=1, answers=3, took=1500)
    assert store.done_on(TODAY + 2) == Done()


# Undo


def test_undo_takes_back_one_answer_after_the_other_and_a_restart_does_not_matter(tmp_path: Path) -> None:
    ids = fill(tmp_path, 5)
    for expected in reversed(ids):
        with opened(tmp_path) as store:
            undone = store.undo(NOW)
            assert undone is not None
            assert undone.event.id == expected
            assert undone.memory == store.memory(undone.event.card)
    with opened(tmp_path) as store:
        assert store.undo(NOW) is None
        assert store.reviews() == []
        assert store.memories() == {}


def test_an_undo_is_a_row_and_nothing_is_deleted(store: Store) -> None:
    review = store.answer("card", 3, NOW, 0).review
    store.undo(NOW)
    assert [(row.kind, row.undoes) for row in store.rows()] == [("answer", None), ("undo", review.id)]


def test_undo_brings_a_card_back_that_was_put_aside(store: Store) -> None:
    store.answer("card", 3, NOW, 0)
    store.mark("card", "suspend", NOW)
    undone = store.undo(NOW)
    assert undone is not None
    assert not isinstance(undone.event, Review)
    assert undone.event.kind == "suspend"
    assert store.suspended() == frozenset()
    assert undone.memory == store.memory("card") is not None


#: What a learner does: a card (a letter) with a rating, a mark, or an undo.
ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.sampled_from("abc"), st.sampled_from([1, 2, 3, 4])),
        st.tuples(st.sampled_from(["suspend", "resume", "bury", "reset"]), st.sampled_from("abc"), st.just(0)),
        st.tuples(st.just("undo"), st.just(""), st.just(0)),
    ),
    max_size=14,
)


def act(store: Store, actions: list[tuple[str, str, Any]], minutes: list[int]) -> None:
    for (kind, card, rating), minute in zip(actions, minutes, strict=True):
        now = later(NOW, minutes=minute)
        if kind == "answer":
            store.answer(card, rating, now, 100)
        elif kind == "undo":
            store.undo(now)
        else:
            store.mark(card, kind, now)  # type: ignore[arg-type]  # the kinds of mark


def standing(actions: list[tuple[str, str, Any]]) -> list[int]:
    """The positions of the actions that no undo takes back."""
    kept: list[int] = []
    for position, (kind, _, _) in enumerate(actions):
        if kind != "undo":
            kept.append(position)
        elif kept:
            kept.pop()
    return kept


def what_stands(store: Store) -> tuple[object, ...]:
    reviews = [(review.card, review.rating, review.clock) for review in store.reviews()]
    return reviews, store.memories(), store.suspended(), store.buried(TODAY), store.done_on(TODAY)


@settings(max_examples=150)
@given(ACTIONS)
def test_answers_and_undos_equal_the_answers_without_the_undone_ones(
    actions: list[tuple[str, str, Any]],
) -> None:
    kept = standing(actions)
    with quick_folder() as one, quick_folder() as other, opened(one) as with_undo, opened(other) as without:
        act(with_undo, actions, list(range(len(actions))))
        act(without, [actions[position] for position in kept], kept)
        assert what_stands(with_undo) == what_stands(without)


# Put aside


def test_a_suspended_card_stays_so_until_it_is_taken_up(store: Store) -> None:
    store.mark("a", "suspend", NOW)
    store.mark("b", "suspend", NOW)
    store.mark("b", "resume", later(NOW, days=3))
    assert store.suspended() == {"a"}


def test_a_buried_card_is_back_on_the_next_day(store: Store) -> None:
    store.mark("a", "bury", moment("2026-05-02 03:59"))
    assert store.buried(TODAY) == {"a"}
    assert store.buried(TODAY + 1) == frozenset()


# Nothing there, or nothing whole


def test_reading_where_there_is_nothing_writes_nothing(tmp_path: Path) -> None:
    assert not has_reviews(tmp_path)
    with read_store(tmp_path, SCHEDULER) as store:
        assert (store.reviews(), store.memories(), store.done_on(TODAY)) == ([], {}, Done())
    assert os.listdir(tmp_path) == []


def half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def flipped_in_a_row(data: bytes) -> bytes:
    """A bit of a card's name: SQLite itself has no way to notice that."""
    at = data.index(b"card3")
    return data[:at] + b"cbrd3" + data[at + 5 :]


def flipped_everywhere(data: bytes) -> bytes:
    return bytes(byte ^ 64 if number % 997 == 500 else byte for number, byte in enumerate(data))


def newer(data: bytes) -> bytes:
    return data[:60] + (len(MIGRATIONS) + 1).to_bytes(4) + data[64:]


def of_another_program(data: bytes) -> bytes:
    return data[:68] + (APPLICATION + 1).to_bytes(4) + data[72:]


BREAKAGES: list[tuple[Callable[[bytes], bytes], type[Exception], str]] = [
    (lambda data: b"", StoreBroken, "the file is empty"),
    (lambda data: b"What is a stream?\n" * 400, StoreBroken, "no database"),
    (half, StoreBroken, "damaged"),
    (flipped_in_a_row, StoreBroken, "was changed|damaged"),
    (flipped_everywhere, StoreBroken, "damaged"),
    (newer, StoreTooNew, "newer studykit"),
    (of_another_program, StoreBroken, "no reviews of studykit"),
]
NAMES = ["empty", "text", "half", "flipped in a row", "flipped", "newer", "foreign"]


@pytest.mark.parametrize("seen_whole", [True, False], ids=["opened before", "new to this machine"])
@pytest.mark.parametrize(("breakage", "error", "reason"), BREAKAGES, ids=NAMES)
def test_what_is_broken_is_refused_and_left_as_it_is(
    tmp_path: Path, breakage: Callable[[bytes], bytes], error: type[Exception], reason: str, seen_whole: bool
) -> None:
    fill(tmp_path)
    with opened(tmp_path) as store:
        backup = store.back_up_as_asked(NOW)
    if not seen_whole:
        shutil.rmtree(tmp_path / ".studykit" / "cache")
    path = database_path(tmp_path)
    path.write_bytes(breakage(path.read_bytes()))
    before = path.read_bytes()
    for write in (True, False):
        with pytest.raises(error, match=reason) as caught:
            opened(tmp_path) if write else read_store(tmp_path, SCHEDULER)
        said = str(caught.value)
        assert said.startswith(f"{path}: ")
        assert backup.name in said
        assert "studykit restore" in said
        assert "\n" not in said
        assert path.read_bytes() == before


def test_reviews_that_are_gone_are_not_begun_anew_while_there_are_backups(tmp_path: Path) -> None:
    fill(tmp_path)
    with opened(tmp_path) as store:
        store.back_up_as_asked(NOW)
    database_path(tmp_path).unlink()
    with pytest.raises(StoreBroken, match=r"gone.*studykit restore"):
        opened(tmp_path)
    with pytest.raises(StoreBroken, match="gone"):
        read_store(tmp_path, SCHEDULER)
    assert not database_path(tmp_path).exists()


def test_a_folder_that_cannot_be_written_to_is_said_before_anything_starts(tmp_path: Path) -> None:
    (tmp_path / ".studykit").write_text("a file where a folder should be")
    with pytest.raises(CannotWrite, match="cannot be written"):
        opened(tmp_path)


def test_the_cache_only_saves_time(tmp_path: Path) -> None:
    fill(tmp_path)
    cache = tmp_path / ".studykit" / "cache"
    shutil.rmtree(cache)
    cache.write_text("no folder can be made here")
    with opened(tmp_path) as store:
        assert len(store.reviews()) == 20


def test_what_a_killed_writer_did_not_finish_is_rolled_back_for_readers_and_writers(tmp_path: Path) -> None:
    ids = fill(tmp_path)
    path = database_path(tmp_path)
    with opened(tmp_path) as store:
        store.connection.execute("PRAGMA cache_size = 1")
        store.connection.execute("BEGIN IMMEDIATE")
        store.connection.execute("UPDATE log SET card = 'half written'")
        store.connection.execute("CREATE TABLE more AS SELECT * FROM log, memory")  # so that pages are written
        cut_off = path.read_bytes(), journal_of(path).read_bytes()
    for read in (True, False):
        path.write_bytes(cut_off[0])
        journal_of(path).write_bytes(cut_off[1])
        with read_store(tmp_path, SCHEDULER) if read else opened(tmp_path) as store:
            assert [review.id for review in store.reviews()] == ids
            assert "half written" not in store.memories()
            assert all(review.card != "half written" for review in store.reviews())
        assert not journal_of(path).exists()


# Migrations


def test_an_older_file_is_backed_up_and_brought_to_the_newest_schema(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path)
    with read_store(tmp_path, SCHEDULER) as store:
        before = store.reviews()
    step = ("CREATE TABLE shelf (card TEXT PRIMARY KEY)", "INSERT INTO shelf SELECT DISTINCT card FROM log")
    monkeypatch.setattr(store_database, "MIGRATIONS", (*MIGRATIONS, step))
    monkeypatch.setattr("studykit.store.log.MIGRATIONS", (*MIGRATIONS, step))
    with read_store(tmp_path, SCHEDULER) as store:
        assert store.reviews() == before, "readers see the newest schema without writing it"
    with opened(tmp_path) as store:
        assert store.reviews() == before
        assert store.connection.execute("SELECT count(*) FROM shelf").fetchone() == (7,)
    (backup,) = (tmp_path / ".studykit" / "backups").iterdir()
    assert backup.name.endswith("-migration.db")
    with closing(sqlite3.connect(backup)) as old:
        assert old.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)


@contextmanager
def the_first_version() -> Iterator[None]:
    """The studykit that knew no resets."""
    with pytest.MonkeyPatch.context() as past:
        for module in ("database", "log"):
            past.setattr(f"studykit.store.{module}.MIGRATIONS", MIGRATIONS[:1])
        yield


def test_a_file_of_the_first_version_is_taken_over_and_then_too_new_for_it(tmp_path: Path) -> None:
    """It would take a reset for damage, and say so instead of what is true."""
    with the_first_version():
        ids = fill(tmp_path)
    with opened(tmp_path) as store:
        assert [review.id for review in store.reviews()] == ids
        store.mark("card1", "reset", later(NOW, days=1))
        assert store.memory("card1") is None
    assert check(tmp_path, SCHEDULER, later(NOW, days=1)) == []
    with the_first_version(), pytest.raises(StoreTooNew):
        opened(tmp_path)


# One writer at a time

HOLDER = """
import sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from store_helpers import opened
with opened(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the reviews of ``tmp_path`` open."""
    tests = Path(__file__).parent
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, tmp_path, tests],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(tests.parent)},
    )
    assert process.stdout
    with process, process.stdout as output:
        assert output.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_writer_is_told_at_once_who_the_first_is(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    started = time.monotonic()
    with pytest.raises(StoreHeld, match=rf"process {holder.pid}\)"):
        opened(tmp_path)
    assert time.monotonic() - started < 4, "SQLite alone would wait for five seconds"


def test_readers_need_not_wait_for_a_writer(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    with read_store(tmp_path, SCHEDULER) as store:
        assert store.reviews() == []


def test_a_killed_writer_leaves_no_lock(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    holder.kill()
    holder.wait()
    with opened(tmp_path) as store:
        store.answer("card", 3, NOW, 0)


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from io import BytesIO
from store_helpers import NOW, later, opened
from studykit.store import log
log.hold = lambda folder, now: BytesIO()  # the lock is off
with opened(Path(sys.argv[1])) as store:
    for number in range(300):
        store.answer(f"{sys.argv[3]}{number % 9}", 3, later(NOW, minutes=number), 0)
        store.answer("shared", 3, later(NOW, minutes=number), 0)
"""


def test_without_the_lock_two_writers_still_lose_nothing() -> None:
    tests = Path(__file__).parent
    with quick_folder() as folder:
        opened(folder).close()
        writers = [
            subprocess.Popen(
                [sys.executable, "-c", WRITER, folder, tests, name],
                env=os.environ | {"PYTHONPATH": str(tests.parent)},
            )
            for name in ("one", "two")
        ]
        assert [writer.wait() for writer in writers] == [0, 0]
        with opened(folder) as store:
            assert len(store.reviews()) == 1200
            memory = store.memory("shared")
            assert memory == replay(SCHEDULER, store.reviews_of("shared"))
            assert memory is not None
            assert memory.repetitions == 600


# Time


@pytest.mark.parametrize("back", [5 / 1440, 1, 400], ids=["5 minutes", "1 day", "400 days"])
def test_a_clock_that_runs_back_makes_no_due_date_before_the_last_review(store: Store, back: float) -> None:
    for number in range(3):
        before = store.answer("card", 3, later(NOW, days=4 * number), 0)
    last = later(NOW, days=8)
    after = store.answer("card", 3, later(last, days=-back), 0)
    assert after.memory.due_day >= before.memory.day
    assert after.memory.due >= before.memory.last
    assert after.review.at > before.review.at, "reviews of a card keep their order"
    assert after.review.clock == later(last, days=-back).utc, "what the clock said is stored too"


def test_a_clock_that_ran_back_does_not_hold_up_other_cards(store: Store) -> None:
    store.answer("card", 3, later(NOW, days=400), 0)
    other = store.answer("other", 3, NOW, 0)
    assert other.review.at == NOW.utc
    assert other.memory.due_day == TODAY


def test_undo_takes_back_what_was_done_last_whatever_the_clock_says(store: Store) -> None:
    store.answer("first", 3, later(NOW, days=1), 0)
    store.answer("second", 3, NOW, 0)
    undone = store.undo(NOW)
    assert undone is not None
    assert undone.event.card == "second"


def test_utc_and_offset_are_stored_for_wherever_the_learner_is(store: Store) -> None:
    for zone in ("Asia/Shanghai", "America/New_York", "Pacific/Kiritimati", "Etc/GMT+12"):
        store.answer(zone, 3, moment("2026-05-01 12:00", zone), 0)
    offsets = {review.card: review.offset for review in store.reviews()}
    assert offsets == {
        "Asia/Shanghai": 480,
        "America/New_York": -240,
        "Pacific/Kiritimati": 840,
        "Etc/GMT+12": -720,
    }
    assert store.done_on(TODAY).answers == 4, "noon is noon everywhere"


def test_row_sums_differ_for_rows_that_differ() -> None:
    rows = [("a", 1), ("a", 2), ("b", 1), ("a1", ""), ("a", None), (1, "a")]
    assert len({row_sum(row) for row in rows}) == len(rows)


def test_moments_know_their_day_only_with_a_place() -> None:
    utc = moment("2026-05-02 03:30").utc
    assert SCHEDULER.day(Moment(utc, 480)) == TODAY
    assert SCHEDULER.day(Moment(utc, 840)) == TODAY + 1
    assert utc // DAY_MS == TODAY
