"""undo, stats, check, backup, restore, merge, optimize: run as users run them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from conftest import Program
from store_helpers import fill, later, opened, quick_folder

from studykit.commands import run
from studykit.reviews import Moment
from studykit.settings import read_settings
from studykit.store.backups import list_backups
from studykit.store.database import database_path

NOTE = "# 流\n\n流：按顺序执行的操作队列。\n\n事件：流里的标记。\n"
NOW = Moment.of(datetime.now().astimezone())
YESTERDAY = later(NOW, days=-1)


@pytest.fixture(scope="module")
def yesterday() -> Iterator[Path]:
    """The reviews of somebody who answered twelve times yesterday."""
    with quick_folder() as folder:
        fill(folder, 12, YESTERDAY)
        yield folder / ".studykit"


@pytest.fixture
def reviewed(study: Path, yesterday: Path) -> Path:
    """A study folder with a note, and yesterday's answers to cards that it lacks."""
    (study / "notes" / "cuda.md").write_text(NOTE, encoding="utf-8")
    shutil.copytree(yesterday, study / ".studykit")
    return study


def done(program: Program, *arguments: str | Path, code: int = 0) -> tuple[str, str]:
    """What a command says, after it ended with ``code`` and in order."""
    ended = program(*arguments)
    said, complained = ended.stdout.decode(), ended.stderr.decode()
    assert "Traceback" not in complained
    assert "Warning" not in complained
    assert ended.returncode == code, complained
    return said, complained


def everything_in(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "lock"}


COMMANDS = ["undo", "stats", "check", "backup", "restore --list", "optimize"]


@pytest.mark.parametrize("command", COMMANDS)
def test_where_nothing_was_studied_every_command_says_so_and_writes_nothing(
    study: Path, studykit: Program, command: str
) -> None:
    before = everything_in(study)
    said, complained = done(studykit, *command.split(), code=int(command == "optimize"))
    assert len((said + complained).splitlines()) == int(command != "restore --list") or command == "stats"
    assert everything_in(study) == before


# undo


def test_undo_takes_back_the_last_answer_and_says_which(reviewed: Path, studykit: Program) -> None:
    said, _ = done(studykit, "undo")
    assert said == "Taken back: card4 (rated 3)\n"
    with opened(reviewed, NOW) as store:
        assert len(store.reviews()) == 11
        store.mark("card1", "suspend", NOW)
    assert done(studykit, "undo")[0] == "Taken back: card1 (suspended)\n"


def test_undo_names_a_card_by_its_question(reviewed: Path, studykit: Program) -> None:
    done(studykit, "deck")
    cards = json.loads(done(studykit, "extract", "--json")[0])["cards"]
    with opened(reviewed, NOW) as store:
        store.answer(cards[0]["id"], 2, NOW, 0)
    assert done(studykit, "undo")[0] == f"Taken back: {cards[0]['prompt']} (rated 2)\n"


# stats


def test_stats_read_the_notes_and_the_reviews(reviewed: Path, studykit: Program) -> None:
    cards = json.loads(done(studykit, "extract", "--json")[0])["cards"]
    with opened(reviewed, NOW) as store:
        store.answer(cards[0]["id"], 4, NOW, 2000)
    said, _ = done(studykit, "stats")
    assert f"Cards: {len(cards)}, {len(cards) - 1} new, 0 suspended, 7 no longer in the notes" in said
    found = json.loads(done(studykit, "stats", "--json")[0])
    assert found["seconds_today"] == 2.0
    assert [each["name"] for each in found["notes"]] == ["notes/cuda.md"]


def test_what_is_remembered_is_shown_with_the_concept_and_in_the_explorer(reviewed: Path, studykit: Program) -> None:
    cards = json.loads(done(studykit, "extract", "--json")[0])["cards"]
    assert "Remembered" not in done(studykit, "show", "事件")[0]
    fresh = done(studykit, "graph", "-o", "fresh.html") and (reviewed / "fresh.html").read_bytes()
    with opened(reviewed, NOW) as store:
        store.answer(next(card["id"] for card in cards if card["prompt"] == "流：什么是事件？"), 3, NOW, 0)
    assert "Remembered: 1 of 1 cards asked so far, about 100% of these known now" in done(studykit, "show", "事件")[0]
    done(studykit, "graph", "-o", "asked.html")
    assert (reviewed / "asked.html").read_bytes() != fresh


def test_stats_of_one_note_use_the_study_folder_that_it_lies_in(
    reviewed: Path, studykit: Program, tmp_path: Path
) -> None:
    (reviewed / "studykit.toml").write_text("[quiz]\ndesired_retention = 0.8\n")
    note = reviewed / "notes" / "cuda.md"
    ended = studykit("stats", "--json", note, cwd=tmp_path)
    assert json.loads(ended.stdout)["retention"]["desired"] == 0.8


def test_reading_needs_no_right_to_write(reviewed: Path, studykit: Program) -> None:
    for path in (reviewed / ".studykit", reviewed / ".studykit" / "cache", reviewed):
        path.chmod(0o500)
    database_path(reviewed).chmod(0o400)
    try:
        before = everything_in(reviewed)
        assert "12 answers" in done(studykit, "stats")[0]
        assert "12 answers" in done(studykit, "check")[0]
        assert everything_in(reviewed) == before
    finally:
        for path in (reviewed, reviewed / ".studykit", reviewed / ".studykit" / "cache"):
            path.chmod(0o700)


# backup, restore


def test_a_backup_can_be_listed_and_put_back(reviewed: Path, studykit: Program) -> None:
    assert done(studykit, "backup")[0].startswith("12 rows backed up: .studykit/backups/")
    done(studykit, "undo")
    (backup,) = list_backups(reviewed)
    listed, _ = done(studykit, "restore", "--list")
    assert backup.path.name in listed
    assert "asked for" in listed
    said, _ = done(studykit, "restore", backup.path.name)
    assert said.startswith(f"Restored: .studykit/backups/{backup.path.name}\n")
    assert "studykit merge .studykit/aside/" in said
    assert "12 answers" in done(studykit, "check")[0]


def test_a_backup_can_go_anywhere(reviewed: Path, studykit: Program, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere" / "reviews.db"
    done(studykit, "backup", target)
    assert os.listdir(target.parent) == ["reviews.db"]
    database_path(reviewed).write_bytes(b"")
    done(studykit, "restore", target)
    assert "12 answers" in done(studykit, "check")[0]


def test_a_backup_that_is_not_there_is_said(reviewed: Path, studykit: Program) -> None:
    assert "there is no such backup" in done(studykit, "restore", "yesterday.db", code=1)[1]
    assert "there is no good backup" in done(studykit, "restore", code=1)[1]


# check


def test_check_says_what_is_wrong_and_repair_mends_it(reviewed: Path, studykit: Program) -> None:
    done(studykit, "backup")
    path = database_path(reviewed)
    path.write_bytes(path.read_bytes().replace(b"card3", b"cbrd3", 1))
    before = path.read_bytes()
    _, complained = done(studykit, "check", code=1)
    assert "[damaged]" in complained
    assert complained.endswith("To repair: studykit check --repair\n")
    assert path.read_bytes() == before
    said, _ = done(studykit, "check", "--repair")
    assert said.startswith("Repaired: 12 rows, 1 of them from a backup. The file as it was: .studykit/aside/")
    assert "12 answers" in done(studykit, "check")[0]


def test_repair_puts_back_reviews_that_are_gone(reviewed: Path, studykit: Program) -> None:
    done(studykit, "backup")
    database_path(reviewed).unlink()
    said, _ = done(studykit, "check", "--reviews", "--repair")
    assert said == "Repaired: 12 rows, 12 of them from a backup.\n"


@pytest.mark.parametrize("command", ["undo", "stats", "backup", "merge .", "optimize"])
def test_broken_reviews_are_refused_by_every_command(reviewed: Path, studykit: Program, command: str) -> None:
    done(studykit, "backup")
    database_path(reviewed).write_bytes(b"What is a stream?")
    before = everything_in(reviewed)
    _, complained = done(studykit, *command.split(), code=1)
    assert "it is no database" in complained
    assert "to restore it: studykit restore" in complained
    assert everything_in(reviewed) == before


# merge


def test_merge_joins_what_file_synchronisation_left(reviewed: Path, studykit: Program) -> None:
    copy = reviewed / ".studykit" / "reviews.sync-conflict-20260501-120000-ABC.db"
    shutil.copy(database_path(reviewed), copy)
    fill(reviewed, 3, NOW)
    _, complained = done(studykit, "check")
    assert "studykit merge" in complained
    done(studykit, "undo")
    assert done(studykit, "merge", copy)[0].endswith(": 0 rows joined, 12 were known.\n")


def test_merge_takes_several_and_study_folders(reviewed: Path, studykit: Program, tmp_path: Path) -> None:
    for name in ("laptop", "desktop"):
        fill(tmp_path / name, 3, NOW)
    said, _ = done(studykit, "merge", tmp_path / "laptop", tmp_path / "desktop")
    assert said.count("3 rows joined, 0 were known") == 2
    assert "18 answers" in done(studykit, "check")[0]
    assert "no such file" in done(studykit, "merge", "nowhere.db", code=1)[1]


# optimize


@pytest.fixture(scope="module")
def months() -> Iterator[Path]:
    """Enough reviews to learn from."""
    with quick_folder() as folder:
        with opened(folder, later(NOW, days=-300)) as store:
            for number in range(120):
                for day in (0, 2, 5, 9, 20):
                    forgotten = day and (number + day) % 3 == 0
                    store.answer(f"card{number}", 1 if forgotten else 3, later(NOW, days=day - 300), 900)
        yield folder / ".studykit"


@pytest.fixture
def many(study: Path, months: Path) -> Path:
    """A study folder with the reviews of some months."""
    shutil.copytree(months, study / ".studykit")
    return study


def test_optimize_says_how_much_better_it_gets_and_writes_only_when_asked(many: Path, studykit: Program) -> None:
    settings = many / "studykit.toml"
    settings.write_text("# mine\n[quiz]\nnew_per_day = 3\n")
    said, _ = done(studykit, "optimize")
    assert said.startswith("480 answers. How far predictions are off, for a fifth of the cards: log loss ")
    assert said.endswith("To use them: studykit optimize --write\n")
    assert settings.read_text() == "# mine\n[quiz]\nnew_per_day = 3\n"
    assert done(studykit, "optimize", "--write")[0].endswith("Written to studykit.toml.\n")
    assert settings.read_text().startswith("# mine\n[quiz]\nweights = [")
    assert len(read_settings(many).quiz.weights) == 21
    assert "600 answers" in done(studykit, "check")[0]


def test_without_the_extra_optimize_says_how_to_get_it(
    many: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "fsrs_rs_python", None)
    assert run(["optimize"]) == 1
    assert capsys.readouterr().err == "Training needs one more library: pip install 'studykit[optimize]'\n"


# All of them


@pytest.mark.parametrize("command", ["undo", "check", "backup", "restore", "merge .", "stats", "optimize"])
@pytest.mark.parametrize("trouble", ["settings", "folder"])
def test_what_is_wrong_around_them_is_one_sentence(
    reviewed: Path, studykit: Program, command: str, trouble: str
) -> None:
    if trouble == "settings":
        (reviewed / "studykit.toml").write_text("[quiz]\nretention = 0.9\n")
    else:
        shutil.rmtree(reviewed / ".studykit")
        (reviewed / ".studykit").write_text("a file")
    ended = studykit(*command.split())
    complained = ended.stderr.decode()
    assert "Traceback" not in complained
    assert len(complained.splitlines()) <= 1
    assert (ended.returncode == 1) or trouble == "folder"


def test_help_of_all_of_them_loads_no_database(environment: dict[str, str]) -> None:
    script = "import sys; from studykit.commands import run; run([sys.argv[1], '--help']); print(*sys.modules)"
    for command in ("undo", "stats", "check", "backup", "restore", "merge", "optimize"):
        ended = subprocess.run(
            [sys.executable, "-c", script, command], env=environment, capture_output=True, text=True, check=True
        )
        assert not {"sqlite3", "fsrs", "fsrs_rs_python"} & set(ended.stdout.split())
