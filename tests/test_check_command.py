"""check: what it says of the cards, and which exit code follows, run as users run it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Program

from studykit.store.database import database_path

#: A question that the learner wrote becomes a card as it stands.
NOTE = "# 流\n\n流：按顺序执行的操作队列。\n\n问：什么是事件？\n答：上图中的标记\n"
SOUND = "# 流\n\n流：按顺序执行的操作队列。\n\n事件：流里的标记。\n"


@pytest.fixture
def flawed(study: Path) -> Path:
    (study / "notes" / "a.md").write_text(NOTE, encoding="utf-8")
    (study / "notes" / "b.md").write_text("# 队列\n\n流：一串依次执行的任务。\n", encoding="utf-8")
    return study


def done(program: Program, *arguments: str | Path, code: int = 0) -> tuple[str, str]:
    ended = program(*arguments)
    said, complained = ended.stdout.decode(), ended.stderr.decode()
    assert "Traceback" not in complained
    assert ended.returncode == code, complained
    return said, complained


def test_each_finding_has_its_line_its_card_and_what_to_do(flawed: Path, studykit: Program) -> None:
    said, complained = done(studykit, "check")
    assert complained == ""
    assert said == (
        "notes/a.md:5: it points at something that the card does not show; put it into the sentence [pointer]\n"
        "    流：什么是事件？ → 上图中的标记\n"
        "\n"
        "notes/b.md:3: another place answers the same question differently; join them, or write what sets them apart "
        "[rival-answers]\n"
        "    队列：什么是流？ → 一串依次执行的任务\n"
        "    notes/a.md:3: 什么是流？ → 按顺序执行的操作队列\n"
        "\n"
        "3 cards, advice about 2 of them: pointer 1, rival-answers 1\n"
        "Mend the line in the note; a card that you do not want is left out by <!-- studykit: skip -->, or by [notes] "
        "in studykit.toml (labels, leave_out, minimum_confidence).\n"
        "The reviews are whole: 0 answers.\n"
    )


def test_advice_is_no_error_unless_it_shall_be_one(flawed: Path, studykit: Program) -> None:
    done(studykit, "check", "--cards")
    done(studykit, "check", "--cards", "--strict", code=1)


def test_what_was_mended_is_found_no_more(flawed: Path, studykit: Program) -> None:
    (flawed / "notes" / "b.md").write_text(
        "# 队列\n\n流：一串依次执行的任务。 <!-- studykit: skip -->\n", encoding="utf-8"
    )
    (flawed / "notes" / "a.md").write_text(SOUND, encoding="utf-8")
    assert done(studykit, "check", "--cards", "--strict")[0] == "Nothing to say about the cards: 2.\n"


def test_one_note_can_be_checked_by_itself(flawed: Path, studykit: Program) -> None:
    said, _ = done(studykit, "check", "notes/b.md")
    assert said == "Nothing to say about the cards: 1.\nThe reviews are whole: 0 answers.\n"


def test_for_programs_there_is_json(flawed: Path, studykit: Program) -> None:
    found = json.loads(done(studykit, "check", "--json")[0])
    assert found["schema"] == "studykit.check/1"
    assert found["cards"]["cards"] == 3
    assert found["cards"]["counts"] == {"pointer": 1, "rival-answers": 1}
    pointer, rival = found["cards"]["findings"]
    assert (pointer["code"], pointer["path"], pointer["line"]) == ("pointer", "notes/a.md", 5)
    assert rival["other"]["prompt"] == "什么是流？"
    assert found["reviews"] == {"whole": True, "diagnostics": []}


def test_either_half_can_be_checked_alone(flawed: Path, studykit: Program) -> None:
    assert "reviews" not in done(studykit, "check", "--cards")[0]
    assert done(studykit, "check", "--reviews")[0] == "The reviews are whole: 0 answers.\n"
    assert set(json.loads(done(studykit, "check", "--cards", "--json")[0])) == {"schema", "cards"}
    assert set(json.loads(done(studykit, "check", "--reviews", "--json")[0])) == {"schema", "reviews"}
    assert "does not go with" in done(studykit, "check", "--cards", "--repair", code=2)[1]


def test_damaged_reviews_decide_whatever_the_cards_are_like(flawed: Path, studykit: Program) -> None:
    path = database_path(flawed)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"What is a stream?")
    said, complained = done(studykit, "check", code=1)
    assert "[pointer]" in said
    assert "The reviews are whole" not in said
    assert complained.endswith("To repair: studykit check --repair\n")
    found = json.loads(done(studykit, "check", "--json", code=1)[0])
    assert found["reviews"]["whole"] is False
    assert found["reviews"]["diagnostics"][0]["level"] == "error"


def test_where_there_are_no_notes_the_reviews_are_checked(study: Path, studykit: Program) -> None:
    assert done(studykit, "check") == ("The reviews are whole: 0 answers.\n", "")
    (study / "notes").rmdir()
    assert done(studykit, "check") == ("The reviews are whole: 0 answers.\n", "")
    assert "no folder notes here" in done(studykit, "check", "--cards", code=1)[1]
    assert "nowhere.md" in done(studykit, "check", "nowhere.md", code=1)[1]


def test_nothing_is_changed(flawed: Path, studykit: Program) -> None:
    before = {path: path.read_bytes() for path in flawed.rglob("*") if path.is_file()}
    done(studykit, "check")
    assert {path: path.read_bytes() for path in flawed.rglob("*") if path.is_file()} == before
