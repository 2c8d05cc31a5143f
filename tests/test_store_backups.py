"""Backups: made in time, whole whatever happens, thinned out, and put back without losing anything."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from store_helpers import NOW, SCHEDULER, fill, later, moment, opened

from studykit.errors import CannotWrite
from studykit.reviews import Moment, date_of
from studykit.store import backups, read_store
from studykit.store.backups import list_backups, make_backup, newest_good_backup, restore
from studykit.store.database import database_path, journal_of
from studykit.store.errors import BackupMissing, StoreBroken, StoreHeld
from studykit.store.merging import merge


def answer(folder: Path, now: Moment, card: str = "card") -> str:
    with opened(folder, now) as store:
        return store.answer(card, 3, now, 0).review.id


def days_of(folder: Path) -> list[str]:
    return [date_of(SCHEDULER.day(backup.made)).isoformat() for backup in list_backups(folder)]


# Made


def test_the_first_answer_of_a_day_is_preceded_by_a_backup_of_all_before(tmp_path: Path) -> None:
    ids = fill(tmp_path)
    tomorrow = later(NOW, days=1)
    answer(tmp_path, tomorrow)
    (backup,) = list_backups(tmp_path)
    assert backup.reason == "daily"
    restore(tmp_path, backup.path, tomorrow)
    with read_store(tmp_path, SCHEDULER) as store:
        assert [review.id for review in store.reviews()] == ids


def test_one_backup_a_day_is_enough(tmp_path: Path) -> None:
    fill(tmp_path)
    for minutes in (0, 30, 60):
        answer(tmp_path, later(NOW, days=1, minutes=minutes))
    assert days_of(tmp_path) == ["2026-05-02"]


def test_a_session_that_goes_on_past_four_makes_the_backup_of_the_new_day(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        for time in ("2026-05-02 03:58", "2026-05-02 03:59", "2026-05-02 04:00", "2026-05-02 04:01"):
            store.answer("card", 3, moment(time), 0)
    # The first day began with nothing to back up.
    assert days_of(tmp_path) == ["2026-05-02"]


def test_a_day_is_a_day_where_the_learner_is(tmp_path: Path) -> None:
    fill(tmp_path)
    for zone in ("Pacific/Kiritimati", "Asia/Shanghai", "Etc/GMT+12"):
        answer(tmp_path, moment("2026-05-03 12:00", zone))
    assert days_of(tmp_path) == ["2026-05-03"]


def test_an_answer_is_not_taken_when_the_backup_before_it_fails(tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / ".studykit" / "backups").write_text("a file where the folder should be")
    tomorrow = later(NOW, days=1)
    with opened(tmp_path, tomorrow) as store:
        with pytest.raises(CannotWrite, match="backups"):
            store.answer("card", 3, tomorrow, 0)
        assert len(store.reviews()) == 20


def test_a_merge_is_preceded_by_a_backup(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    fill(here)
    fill(there)
    with opened(here) as store:
        merge(here, store, there, NOW)
        merge(here, store, there, later(NOW, minutes=1))
    assert [backup.reason for backup in list_backups(here)] == ["merge"], "nothing new, nothing to secure"


# Thinned out


def test_backups_of_seven_days_four_weeks_and_twelve_months_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def empty_file(_: object, target: Path, __: Path) -> None:
        target.parent.mkdir(exist_ok=True)
        target.touch()

    with opened(tmp_path) as store:
        monkeypatch.setattr(backups, "copy_database", empty_file)
        for day in range(500):
            make_backup(tmp_path, store.connection, later(NOW, days=day), "daily", SCHEDULER.day)
    september = [f"2027-09-{day:02}" for day in (12, 11, 10, 9, 8, 7, 6, 5)]  # seven days, and a Sunday
    august = ["2027-08-31", "2027-08-29", "2027-08-22"]  # the last day of a month, and two Sundays
    ends = ["2027-07-31", "2027-06-30", "2027-05-31", "2027-04-30", "2027-03-31", "2027-02-28", "2027-01-31"]
    assert days_of(tmp_path) == [*september, *august, *ends, "2026-12-31", "2026-11-30", "2026-10-31"]


def test_a_pause_of_a_year_takes_no_backup_away(tmp_path: Path) -> None:
    fill(tmp_path)
    for day in (1, 2, 3, 400, 401):
        answer(tmp_path, later(NOW, days=day))
    assert days_of(tmp_path) == ["2027-06-06", "2027-06-05", "2026-05-04", "2026-05-03", "2026-05-02"]


# Put back


def test_restoring_keeps_the_present_file_aside_and_a_merge_brings_back_what_is_newer(tmp_path: Path) -> None:
    old = fill(tmp_path)
    tomorrow = later(NOW, days=1)
    new = answer(tmp_path, tomorrow)
    backup, aside = restore(tmp_path, None, tomorrow)
    assert backup.parent.name == "backups"
    assert aside
    with opened(tmp_path, tomorrow) as store:
        assert [review.id for review in store.reviews()] == old
        merge(tmp_path, store, aside, tomorrow)
        assert [review.id for review in store.reviews()] == [*old, new]


def test_restoring_twice_in_a_second_keeps_both_files(tmp_path: Path) -> None:
    fill(tmp_path)
    with opened(tmp_path) as store:
        store.back_up_as_asked(NOW)
    first, second = (restore(tmp_path, None, NOW)[1] for _ in range(2))
    assert first
    assert second
    assert first != second
    assert first.read_bytes() != second.read_bytes()


def test_the_newest_backup_that_is_whole_is_taken(tmp_path: Path) -> None:
    fill(tmp_path)
    for day in (1, 2, 3):
        answer(tmp_path, later(NOW, days=day))
    newest, second, _ = list_backups(tmp_path)
    newest.path.write_bytes(newest.path.read_bytes()[:5000])
    assert newest_good_backup(tmp_path) == second
    database_path(tmp_path).write_bytes(b"")
    assert restore(tmp_path, None, NOW)[0] == second.path
    with read_store(tmp_path, SCHEDULER) as store:
        assert len(store.reviews()) == 21


def test_a_broken_backup_is_not_put_back(tmp_path: Path) -> None:
    fill(tmp_path)
    before = database_path(tmp_path).read_bytes()
    broken = tmp_path / "broken.db"
    broken.write_bytes(before[:5000])
    with pytest.raises(StoreBroken, match="Nothing was changed"):
        restore(tmp_path, broken, NOW)
    assert database_path(tmp_path).read_bytes() == before


def test_nothing_can_be_restored_where_there_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(BackupMissing, match="no good backup"):
        restore(tmp_path, None, NOW)


def test_nothing_is_restored_while_a_quiz_is_open(tmp_path: Path) -> None:
    with opened(tmp_path), pytest.raises(StoreHeld):
        restore(tmp_path, None, NOW)


def test_what_a_killed_quiz_left_does_not_spoil_the_restored_file(tmp_path: Path) -> None:
    """A journal belongs to the file it was written for: over another one it would be rolled back as well."""
    fill(tmp_path)
    with opened(tmp_path) as store:
        store.back_up_as_asked(NOW)
    path = database_path(tmp_path)
    with opened(tmp_path) as store:
        store.connection.execute("PRAGMA cache_size = 1")
        store.connection.execute("BEGIN IMMEDIATE")
        store.connection.execute("UPDATE log SET took = took + 1")
        store.connection.execute("CREATE TABLE more AS SELECT * FROM log, memory")
        cut_off = path.read_bytes(), journal_of(path).read_bytes()
    path.write_bytes(cut_off[0])
    journal_of(path).write_bytes(cut_off[1])
    _, aside = restore(tmp_path, None, NOW)
    assert not journal_of(path).exists()
    assert aside
    assert (aside.read_bytes(), journal_of(aside).read_bytes()) == cut_off
    with opened(tmp_path) as store:
        assert len(store.reviews()) == 20


def test_the_name_of_a_backup_says_when_and_where_it_was_made(tmp_path: Path) -> None:
    fill(tmp_path)
    with opened(tmp_path) as store:
        path = store.back_up_as_asked(moment("2026-05-01 22:30", "America/St_Johns"))
    assert path.name == "2026-05-01T223000-0230-asked.db"
    (backup,) = list_backups(tmp_path)
    made = datetime(2026, 5, 1, 22, 30, tzinfo=ZoneInfo("America/St_Johns"))
    assert backup == backups.Backup(path, Moment.of(made), "asked")
