"""Living notes at the command line: what changed is said, ids are kept by deck and quiz, and doubts are answered."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from conftest import Program

from studykit.identity import Entry, read_ledger
from studykit.text import display_width

NOTE = """# CUDA

- `stream`：按顺序执行的操作队列
- `event`：流里的一个标记，用来计时

问：核函数是什么？
答：在 GPU 上执行的函数
"""

CHINESE = {"LC_ALL": "zh_CN.UTF-8"}
QUIZZED = b"\n3\n"


@pytest.fixture
def note(study: Path) -> Path:
    path = study / "notes/cuda.md"
    path.write_text(NOTE, "utf-8")
    return path


def lines(output: bytes) -> list[str]:
    return output.decode().splitlines()


def entries(study: Path) -> dict[str, Entry]:
    return dict(read_ledger(study / "cards.lock").entries)


def id_of(study: Path, word: str) -> str:
    """The card that is asked about this."""
    (id,) = (id for id, entry in entries(study).items() if word in entry.traits.prompt and not entry.gone)
    return id


def edit(note: Path, old: str, new: str) -> None:
    text = note.read_text("utf-8")
    assert old in text
    note.write_text(text.replace(old, new), "utf-8")


# What changed


@pytest.mark.parametrize("command", [["status"], ["deck", "--dry-run"]], ids=" ".join)
def test_what_changed_is_shown_with_the_old_and_the_new_words(
    studykit: Program, study: Path, note: Path, command: list[str]
) -> None:
    (study / "notes/old.md").write_text("# 锁\n\n互斥锁：同一时刻只让一个线程进入的锁\n", "utf-8")
    studykit("deck")
    event = id_of(study, "event")[:8]
    edit(note, "按顺序执行的操作队列", "按先后次序执行的操作队列")
    edit(note, "- `event`：流里的一个标记，用来计时\n", "")
    edit(note, "问：", "- `grid`：线程块的阵列\n\n问：")
    (study / "notes/old.md").rename(study / "notes/lock.md")
    done = studykit(*command)
    assert (done.returncode, done.stderr) == (0, b"")
    (grid,) = (card["id"][:8] for card in json.loads(studykit("status", "--json").stdout)["new"])
    assert lines(done.stdout) == [
        "1 new, 1 changed, 1 moved, 1 unchanged, 1 gone",
        "",
        "Changed: 1",
        "  notes/cuda.md",
        "    3  `stream` 有什么作用？",
        "      − 按顺序执行的操作队列",
        "      + 按先后次序执行的操作队列",
        "",
        "Gone: 1",
        "  notes/cuda.md",
        f"    {event}  `event` 表示什么？",
        "",
        "Moved: 1",
        "  notes/old.md → notes/lock.md: 1",
        "",
        "New: 1",
        "  notes/cuda.md",
        f"    {grid}  5  `grid` 表示什么？",
    ]
    assert studykit("relink", event, grid).returncode == 0


def test_the_counts_are_whole_on_a_narrow_terminal(studykit: Program, note: Path) -> None:
    said = lines(studykit("status", env={"COLUMNS": "20"}).stdout)
    assert said[:3] == ["3 new, 0 changed, 0", "unchanged, 0 gone", ""]


def test_looking_changes_nothing(studykit: Program, study: Path, note: Path) -> None:
    studykit("deck")
    before = {path: path.read_bytes() for path in (study / "cards.lock", study / "decks/studykit.apkg")}
    edit(note, "按顺序", "依次")
    for command in (["status"], ["status", "--json"], ["deck", "--dry-run"]):
        assert studykit(*command).returncode == 0
    assert {path: path.read_bytes() for path in before} == before


def test_before_the_first_deck_all_is_new_and_nothing_is_written(studykit: Program, study: Path, note: Path) -> None:
    assert lines(studykit("status").stdout)[0] == "3 new, 0 changed, 0 unchanged, 0 gone"
    assert not (study / "cards.lock").exists()
    assert not (study / "decks").exists()


def test_status_speaks_chinese_where_the_locale_does(studykit: Program, study: Path, note: Path) -> None:
    studykit("deck")
    edit(note, "按顺序执行的操作队列", "按先后次序执行的操作队列")
    first, _, title, *_ = lines(studykit("status", env=CHINESE).stdout)
    assert (first, title) == ("新增 0，改动 1，未变 2，消失 0", "改动：1")


@pytest.mark.parametrize("columns", [1, 20, 80])
@pytest.mark.parametrize("locale", [{}, CHINESE], ids=["en", "zh"])
def test_a_thousand_new_cards_are_a_page_and_no_wider_than_the_terminal(
    studykit: Program, study: Path, columns: int, locale: dict[str, str]
) -> None:
    for number in range(40):
        facts = "".join(f"- `item{number}x{n}`：操作队列里的第 {n} 个标记，按顺序执行\n" for n in range(25))
        (study / f"notes/{number}.md").write_text(f"# 讲义 {number}\n\n{facts}", "utf-8")
    done = studykit("status", env={"COLUMNS": str(columns)} | locale)
    assert len(lines(done.stdout)) < 70 or columns == 1
    assert max(map(display_width, lines(done.stdout))) <= columns
    if columns == 80 and not locale:
        assert lines(done.stdout)[-1].endswith("more in 32 other notes")


def test_a_change_deep_in_a_long_answer_is_shown_where_it_is(studykit: Program, study: Path, note: Path) -> None:
    long = "，".join(f"第 {n} 步做第 {n} 件事" for n in range(11))
    edit(note, "在 GPU 上执行的函数", long)
    studykit("deck")
    edit(note, "第 9 件事", "第九件事")
    before, after = (
        line for line in lines(studykit("status", env={"COLUMNS": "80"}).stdout) if line.strip()[0:1] in {"−", "+"}
    )
    assert "第 9 件事" in before
    assert "第九件事" in after


def test_json_tells_programs_the_same(studykit: Program, study: Path, note: Path) -> None:
    studykit("deck")
    stream, event = id_of(study, "stream"), id_of(study, "event")
    edit(note, "按顺序执行的操作队列", "按先后次序执行的操作队列")
    edit(note, "- `event`：流里的一个标记，用来计时\n", "")
    found: dict[str, Any] = json.loads(studykit("status", "--json").stdout)
    assert found["schema"] == "studykit.status/1"
    (changed,) = found["changed"]
    assert (changed["id"], changed["note"], changed["line"]) == (stream, "notes/cuda.md", 3)
    assert (changed["answer"], changed["before"]["answer"]) == ("按先后次序执行的操作队列", "按顺序执行的操作队列")
    assert [gone["id"] for gone in found["gone"]] == [event]
    assert (found["new"], found["moved"], found["doubtful"], found["unchanged"]) == ([], [], [], 1)


# Ids are kept


def test_a_note_that_is_renamed_keeps_its_cards(studykit: Program, study: Path, note: Path) -> None:
    studykit("deck")
    before = set(entries(study))
    note.rename(study / "notes/gpu.md")
    assert lines(studykit("deck").stdout)[1] == "0 new, 0 changed, 3 moved, 0 unchanged, 0 gone"
    assert set(entries(study)) == before


@pytest.mark.parametrize("command", [["extract", "--json"], ["show", "stream", "--json"]], ids=" ".join)
def test_commands_that_only_read_have_the_same_ids(
    studykit: Program, study: Path, note: Path, command: list[str]
) -> None:
    studykit("deck")
    note.rename(study / "notes/gpu.md")
    assert id_of(study, "stream") in studykit(*command).stdout.decode()


def test_a_note_that_cannot_be_read_for_once_loses_no_card(studykit: Program, study: Path, note: Path) -> None:
    studykit("deck")
    before = entries(study)
    note.write_bytes(bytes(99))
    assert lines(studykit("deck").stdout)[1] == "0 new, 0 changed, 0 unchanged, 0 gone"
    assert entries(study) == before


def test_a_conflict_of_git_takes_no_card_away(studykit: Program, study: Path, note: Path) -> None:
    studykit("deck")
    ours = "- `event`：流里的一个标记，用来计时\n"
    edit(note, ours, f"<<<<<<< HEAD\n{ours}=======\n- `event`：流里的标记\n>>>>>>> other\n")
    studykit("deck")
    assert not [entry for entry in entries(study).values() if entry.gone]


def test_a_clone_without_the_ledger_gives_the_same_ids(studykit: Program, study: Path, note: Path) -> None:
    studykit("deck")
    before = entries(study)
    shutil.rmtree(study / "decks")
    (study / "cards.lock").unlink()
    studykit("deck")
    assert entries(study) == before


# The quiz


def asked(study: Path) -> list[str]:
    with sqlite3.connect(study / ".studykit/reviews.db") as database:
        return [card for (card,) in database.execute("SELECT DISTINCT card FROM log")]


def test_the_quiz_puts_its_cards_into_the_ledger_and_the_deck_has_them_as_new(
    studykit: Program, study: Path, note: Path
) -> None:
    studykit("quiz", "--plain", stdin=None, input=QUIZZED)
    assert {entry.state for entry in entries(study).values()} == {"new"}
    assert set(asked(study)) <= set(entries(study))
    assert lines(studykit("deck").stdout)[1] == "3 new, 0 changed, 0 unchanged, 0 gone"
    assert {entry.state for entry in entries(study).values()} == {"live"}


def test_reviews_stay_with_a_card_whose_note_is_renamed_and_whose_words_change(
    studykit: Program, study: Path, note: Path
) -> None:
    studykit("quiz", "--plain", "--limit", "1", stdin=None, input=QUIZZED)
    (reviewed,) = asked(study)
    note.rename(study / "notes/gpu.md")
    edit(study / "notes/gpu.md", "按顺序执行的操作队列", "按先后次序执行的操作队列")
    edit(study / "notes/gpu.md", "流里的一个标记，用来计时", "标记，放在流里量时间")
    studykit("quiz", "--plain", stdin=None, input=b"q\n")
    assert reviewed in {id for id, entry in entries(study).items() if entry.traits.note == "notes/gpu.md"}
    assert len(entries(study)) == 3


def test_cramming_needs_no_ledger_and_writes_none(studykit: Program, study: Path, note: Path) -> None:
    assert studykit("quiz", "--plain", "--cram", stdin=None, input=b"q\n").returncode == 0
    assert not (study / "cards.lock").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_in_a_folder_that_cannot_be_written_what_only_reads_works(studykit: Program, study: Path, note: Path) -> None:
    studykit("deck")
    study.chmod(0o500)
    try:
        for command in (["extract"], ["status"], ["deck", "--dry-run"]):
            assert studykit(*command).returncode == 0
        assert studykit("deck").returncode == 1
    finally:
        study.chmod(0o700)


# A damaged ledger


@pytest.fixture
def damaged(studykit: Program, study: Path, note: Path) -> Path:
    studykit("deck")
    path = study / "cards.lock"
    with path.open("a") as ledger:
        ledger.write("<<<<<<< HEAD\n")
    return path


@pytest.mark.parametrize("command", [["extract"], ["show", "stream"], ["graph", "--format", "json"]], ids=" ".join)
def test_what_only_reads_says_so_and_goes_on(studykit: Program, damaged: Path, command: list[str]) -> None:
    done = studykit(*command)
    assert done.returncode == 0
    (said,) = lines(done.stderr)
    assert f"{damaged}:5: this line is not in the format of the ledger" in said


@pytest.mark.parametrize(
    "command", [["deck"], ["deck", "--dry-run"], ["quiz", "--plain"], ["status"], ["relink", "a", "b"]], ids=" ".join
)
def test_what_stands_on_the_ledger_refuses(studykit: Program, damaged: Path, command: list[str]) -> None:
    before = damaged.read_bytes()
    done = studykit(*command)
    assert (done.returncode, done.stdout) == (1, b"")
    assert f"{damaged}:5: " in done.stderr.decode()
    assert damaged.read_bytes() == before


def test_a_card_that_git_left_twice_is_said_and_mended(studykit: Program, study: Path, note: Path) -> None:
    studykit("deck")
    path = study / "cards.lock"
    *_, last = path.read_text("utf-8").splitlines()
    with path.open("a", encoding="utf-8") as ledger:
        ledger.write(last.replace("2026-01-01", "2026-02-02") + "\n")
    done = studykit("deck")
    assert done.returncode == 0
    assert lines(done.stderr)[0].startswith("cards.lock:5: a second line on the same card")
    assert studykit("deck").stderr == b""


# Doubts


OLD = "问：为什么 Fermi 上要讲究提交次序？\n答：所有流共用一条硬件队列\n"
NEW = "问：在 Fermi 上为什么要讲究次序？\n答：各条流共享同一个硬件队列，互相等待\n"


@pytest.fixture
def doubtful(studykit: Program, study: Path) -> tuple[str, str]:
    """A card that may be another in new words: the ids of the two, after a deck."""
    note = study / "notes/fermi.md"
    note.write_text(OLD, "utf-8")
    studykit("deck")
    (old,) = entries(study)
    note.write_text(NEW, "utf-8")
    studykit("deck")
    (new,) = entries(study).keys() - {old}
    return old, new


def test_a_doubt_is_said_with_the_command_that_answers_it(studykit: Program, study: Path) -> None:
    note = study / "notes/fermi.md"
    note.write_text(OLD, "utf-8")
    studykit("deck")
    (old,) = entries(study)
    note.write_text(NEW, "utf-8")
    for command in (["status"], ["deck"]):
        said = lines(studykit(*command).stdout)
        assert any("1 in doubt" in line for line in said)
        (answer,) = (line for line in said if "studykit relink" in line)
        assert answer.split()[:3] == ["studykit", "relink", old[:8]]
        place = said.index(answer)
        assert said[place + 1].startswith("    − notes/fermi.md  为什么 Fermi 上要讲究提交次序？ → 所有流")
        assert said[place + 2].startswith("    + notes/fermi.md:1  在 Fermi 上为什么要讲究次序？ → 各条流")


def test_relink_gives_the_card_its_old_id(studykit: Program, study: Path, doubtful: tuple[str, str]) -> None:
    old, new = doubtful
    done = studykit("relink", old[:4], new[:8])
    assert (done.returncode, done.stderr) == (0, b"")
    assert lines(done.stdout) == [f"Done: “在 Fermi 上为什么要讲究次序？” keeps what was learned as {old}."]
    assert lines(studykit("deck").stdout)[1] == "0 new, 1 changed, 0 unchanged, 0 gone"
    assert (entries(study)[old].state, entries(study)[new].state) == ("live", "gone")
    assert lines(studykit("status").stdout) == ["0 new, 0 changed, 1 unchanged, 0 gone"]


def test_relink_says_what_was_answered_in_between(studykit: Program, study: Path, doubtful: tuple[str, str]) -> None:
    old, new = doubtful
    studykit("quiz", "--plain", "--limit", "1", stdin=None, input=QUIZZED)
    assert lines(studykit("relink", old, new).stdout)[1:] == [
        f"It was answered 1 times as {new}: that stays in the log, but no longer counts."
    ]


def test_relink_refuses_what_it_cannot_do(studykit: Program, study: Path, doubtful: tuple[str, str]) -> None:
    old, new = doubtful
    before = (study / "cards.lock").read_bytes()
    refusals = {
        (new, new): f"{new}: this card is still in the notes (notes/fermi.md:1); another one cannot have its id.",
        ("zzz", new): "zzz: there is no such card; studykit status lists them.",
        (old, old): f"{old}: there is no such card; studykit status lists them.",
        ("", new): ": there is no such card; studykit status lists them.",
    }
    for arguments, said in refusals.items():
        done = studykit("relink", *arguments)
        assert (done.returncode, done.stdout, lines(done.stderr)) == (1, b"", [said])
    assert (study / "cards.lock").read_bytes() == before


def test_relink_wants_more_of_an_id_that_several_cards_begin_with(studykit: Program, study: Path, note: Path) -> None:
    path = study / "cards.lock"
    studykit("deck")
    header, *rest = path.read_text("utf-8").splitlines()
    gone = [line.replace("\tlive\t", "\tgone\t").replace("notes/cuda.md", "notes/x.md") for line in rest]
    twins = [f"abc{number}{line[4:]}".replace("？", "吗？") for number, line in enumerate(gone)]
    path.write_text("\n".join([header, *sorted([*rest, *twins]), ""]), "utf-8")
    done = studykit("relink", "abc", id_of(study, "stream"))
    assert (done.returncode, lines(done.stderr)) == (1, ["abc: 3 cards begin so; write more of the id."])
