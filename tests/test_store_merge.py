"""Joining two logs is a union: the same whichever is joined to which, in which order, and how often."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_helpers import NOW, SCHEDULER, fill, later, opened, quick_folder

from studykit.errors import PathMissing
from studykit.store import Store
from studykit.store.checking import check, repair
from studykit.store.database import database_path
from studykit.store.errors import StoreBroken
from studykit.store.merging import Merged, merge

TODAY = SCHEDULER.day(NOW)
LATER = later(NOW, days=1)

#: What somebody does on one machine: a card with a rating, an undo, or a card put aside.
WORK = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from([1, 2, 3, 4, "undo", "suspend", "resume", "reset"])), max_size=6
)


def work(folder: Path, actions: Sequence[tuple[str, Any]], minute: int) -> None:
    with opened(folder) as store:
        for number, (card, what) in enumerate(actions):
            now = later(NOW, minutes=minute + number)
            if what == "undo":
                store.undo(now)
            elif isinstance(what, str):
                store.mark(card, what, now)  # type: ignore[arg-type]  # one of the marks
            else:
                store.answer(card, what, now, 0)


def joined(into: Path, *others: Path) -> tuple[object, ...]:
    """What stands in a copy of ``into`` after joining ``others`` to it one by one."""
    copy = into.with_name("-".join(["joined", into.name, *(other.name for other in others)]))
    shutil.copytree(into, copy, dirs_exist_ok=True)
    with opened(copy) as store:
        for other in others:
            merge(copy, store, other, LATER)
        return what_stands(store)


def what_stands(store: Store) -> tuple[object, ...]:
    return store.rows(), store.reviews(), store.memories(), store.suspended(), store.done_on(TODAY)


@settings(max_examples=60)
@given(WORK, WORK, WORK, WORK)
def test_joining_is_commutative_associative_and_idempotent(
    before: Sequence[tuple[str, Any]],
    on_a: Sequence[tuple[str, Any]],
    on_b: Sequence[tuple[str, Any]],
    on_c: Sequence[tuple[str, Any]],
) -> None:
    with quick_folder() as place:
        work(place / "start", before, 0)
        a, b, c = (Path(shutil.copytree(place / "start", place / name)) for name in "abc")
        for folder, actions, minute in ((a, on_a, 20), (b, on_b, 22), (c, on_c, 15)):
            work(folder, actions, minute)
        assert joined(a, b) == joined(b, a)
        assert (
            joined(a, b, c) == joined(place / "joined-b-a", c) == joined(c, b, a) == joined(b, place / "joined-a-b", c)
        )
        assert joined(a) == joined(a, a) == joined(a, place / "start")
        assert joined(a, b, b) == joined(a, b)
        assert check(place / "joined-a-b-c", SCHEDULER, LATER) == []


def test_nothing_is_lost_and_nothing_doubled(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    ids = fill(here, 30)
    shutil.copytree(here, there)
    mine, theirs = fill(here, 5, later(NOW, days=1)), fill(there, 6, later(NOW, days=2))
    with opened(here) as store:
        assert merge(here, store, there, LATER) == Merged(added=6, known=30)
        assert [review.id for review in store.reviews()] == [*ids, *mine, *theirs]
        assert merge(here, store, database_path(there), LATER) == Merged(added=0, known=36)


def test_after_a_merge_undo_takes_back_what_was_done_here(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    (mine,) = fill(here, 1)
    fill(there, 3, later(NOW, days=1))
    with opened(here) as store:
        merge(here, store, there, LATER)
        undone = store.undo(LATER)
        assert undone is not None
        assert undone.event.id == mine


def test_what_was_taken_back_on_one_machine_stays_so(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    fill(here, 3)
    shutil.copytree(here, there)
    for folder in (here, there):
        with opened(folder) as store:
            store.undo(LATER)
    with opened(here) as store:
        merge(here, store, there, LATER)
        assert len(store.reviews()) == 2
        assert [row.kind for row in store.rows()].count("undo") == 2


def test_a_date_that_one_machine_mended_is_mended_on_both(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    with opened(here) as store:
        store.answer("card", 3, later(NOW, days=3000), 0)
    shutil.copytree(here, there)
    repair(here, SCHEDULER, LATER)
    for one, other in ((here, there), (there, here)):
        with opened(one) as store:
            merge(one, store, other, LATER)
            assert [row.at for row in store.rows()] == [LATER.utc]


def test_what_cannot_be_used_changes_nothing(tmp_path: Path) -> None:
    here, broken = tmp_path / "here", tmp_path / "broken.db"
    fill(here)
    broken.write_bytes(database_path(here).read_bytes()[:9000])
    with opened(here) as store:
        before = store.rows()
        for other, error in ((broken, StoreBroken), (tmp_path / "missing.db", PathMissing), (tmp_path, PathMissing)):
            with pytest.raises(error):
                merge(here, store, other, LATER)
        assert store.rows() == before
