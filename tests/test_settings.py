"""What may stand in studykit.toml; and what is wrong with it, in one sentence with file and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from studykit import language
from studykit.settings import (
    NotesSettings,
    QuizSettings,
    Settings,
    SettingsWrong,
    parse_settings,
    read_settings,
    with_weights,
)

FULL = """
[quiz]
desired_retention = 0.85
maximum_interval = 365
new_per_day = 0
reviews_per_day = 80
day_begins = "05:30"
learning_steps = ["30s", "5m", "2h", "1d"]
relearning_steps = []
leech_after = 5
weights = []
fuzz = false

[notes]
terms = ["流", "核函数"]
labels = ["优点"]
stop_words = ["东西"]
leave_out = ["quantity", "figure"]
minimum_confidence = 0.5

[notes.aliases]
"流" = ["stream", "CUDA 流"]
"""

WEIGHTS = tuple(0.01 * number for number in range(21))


def parse(text: str) -> Settings:
    return parse_settings(text, "studykit.toml")


def test_without_a_file_or_a_key_the_defaults_hold(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == Settings()
    assert parse("") == parse("[quiz]\n[notes]\n") == Settings(QuizSettings(), NotesSettings())
    assert Settings().quiz == QuizSettings(
        desired_retention=0.9,
        maximum_interval=36_500,
        new_per_day=20,
        reviews_per_day=200,
        day_begins=240,
        learning_steps=(60, 600),
        relearning_steps=(600,),
        leech_after=8,
        weights=(),
        fuzz=True,
    )


def test_every_setting_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "studykit.toml").write_text(FULL, encoding="utf-8")
    assert read_settings(tmp_path) == Settings(
        QuizSettings(
            desired_retention=0.85,
            maximum_interval=365,
            new_per_day=0,
            reviews_per_day=80,
            day_begins=330,
            learning_steps=(30, 300, 7200, 86400),
            relearning_steps=(),
            leech_after=5,
            weights=(),
            fuzz=False,
        ),
        NotesSettings(
            terms=("流", "核函数"),
            aliases={"流": ("stream", "CUDA 流")},
            labels=("优点",),
            stop_words=("东西",),
            leave_out=("quantity", "figure"),
            minimum_confidence=0.5,
        ),
    )


def test_a_byte_order_mark_and_whole_numbers_for_shares_are_fine(tmp_path: Path) -> None:
    (tmp_path / "studykit.toml").write_bytes("[notes]\nminimum_confidence = 1\n".encode("utf-8-sig"))
    assert read_settings(tmp_path).notes.minimum_confidence == 1.0


@pytest.mark.parametrize(
    ("line", "key", "expected"),
    [
        ("quiz.desired_retention = 90", "quiz.desired_retention", "a number from 0.7 to 0.99"),
        ("quiz.desired_retention = true", "quiz.desired_retention", "a number from 0.7 to 0.99"),
        ('quiz.new_per_day = "20"', "quiz.new_per_day", "a whole number from 0 to 9999"),
        ("quiz.new_per_day = 2.5", "quiz.new_per_day", "a whole number from 0 to 9999"),
        ("quiz.maximum_interval = 0", "quiz.maximum_interval", "a whole number from 1 to 36500"),
        ("quiz.day_begins = 4", "quiz.day_begins", 'a time of day such as "04:00"'),
        ('quiz.day_begins = "24:00"', "quiz.day_begins", 'a time of day such as "04:00"'),
        ('quiz.day_begins = "4:60"', "quiz.day_begins", 'a time of day such as "04:00"'),
        ('quiz.learning_steps = "1m 10m"', "quiz.learning_steps", "a list of times"),
        ("quiz.learning_steps = [1, 10]", "quiz.learning_steps", "a list of times"),
        ('quiz.relearning_steps = ["0m"]', "quiz.relearning_steps", "a list of times"),
        ("quiz.weights = [1.0, 2.0]", "quiz.weights", "a list of 21 numbers"),
        ('quiz.weights = ["1"]', "quiz.weights", "a list of 21 numbers"),
        ('quiz.fuzz = "no"', "quiz.fuzz", "true or false"),
        ("quiz = 3", "quiz", "a section"),
        ('notes.terms = "流"', "notes.terms", "a list of words"),
        ("notes.stop_words = [3]", "notes.stop_words", "a list of words"),
        ('notes.aliases = ["流"]', "notes.aliases", "a table"),
        ('notes.aliases = {"流" = "stream"}', "notes.aliases", "a list of words"),
        ('notes.leave_out = ["quantities"]', "notes.leave_out", "a list out of definition, property"),
        ("notes.minimum_confidence = 2", "notes.minimum_confidence", "a number from 0 to 1"),
    ],
)
def test_what_cannot_be_meant_is_said_with_file_key_and_what_would_be_right(line: str, key: str, expected: str) -> None:
    with pytest.raises(SettingsWrong) as caught:
        parse(line)
    assert str(caught.value).startswith(f"studykit.toml: {key} should be {expected}")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "key", "known"),
    [
        ("[quiz]\nretention = 0.9", "quiz.retention", "desired_retention"),
        ("[notes]\nterm = []", "notes.term", "terms"),
        ("[anki]\n", "anki", "quiz, notes"),
        ("new_per_day = 3", "new_per_day", "quiz, notes"),
    ],
)
def test_a_key_that_is_not_known_is_said_with_those_that_are(text: str, key: str, known: str) -> None:
    with pytest.raises(SettingsWrong, match=f"there is no setting {key}\\.") as caught:
        parse(text)
    assert known in str(caught.value)


def test_what_is_no_toml_is_said_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "studykit.toml"
    path.write_text("[quiz]\nnew_per_day = = 3\n")
    with pytest.raises(SettingsWrong, match=r"not valid TOML.*line 2") as caught:
        read_settings(tmp_path)
    assert str(caught.value).startswith(f"{path}: ")


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", None], ids=["no text", "a folder"])
def test_a_file_that_cannot_be_read_is_said(tmp_path: Path, data: bytes | None) -> None:
    path = tmp_path / "studykit.toml"
    if data is None:
        path.mkdir()
    else:
        path.write_bytes(data)
    with pytest.raises(SettingsWrong, match="cannot be read"):
        read_settings(tmp_path)


def test_messages_are_chinese_where_the_user_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    language.chinese.cache_clear()
    with pytest.raises(SettingsWrong, match=r"^studykit\.toml: quiz\.fuzz 应当是 true 或 false。$"):
        parse("quiz.fuzz = 1")


# Weights, written by studykit itself


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# mine\n",
        "[quiz]\n",
        "[quiz] # how I study\nnew_per_day = 3\n\n[notes]\nterms = []\n",
        "[quiz]\nnew_per_day = 3\nweights = [\n" + ", ".join("1.0" for _ in WEIGHTS) + "\n]\nfuzz = false\n",
        '[notes]\nterms = ["流"]',
    ],
    ids=["empty", "comment", "section", "others", "old weights", "no section"],
)
def test_weights_go_into_their_place_and_all_else_stays(text: str) -> None:
    before, changed = parse(text), with_weights(text, "studykit.toml", WEIGHTS)
    after = parse(changed)
    assert after.quiz.weights == pytest.approx(WEIGHTS)
    assert after.notes == before.notes
    assert after.quiz.new_per_day == before.quiz.new_per_day
    assert all(line in changed for line in text.splitlines() if "1.0" not in line and line != "]")
    assert with_weights(changed, "studykit.toml", WEIGHTS) == changed


def test_where_there_is_no_place_for_weights_the_line_is_given_to_the_user() -> None:
    with pytest.raises(SettingsWrong, match=r"write it there yourself: weights = \[0\.0000, "):
        with_weights("quiz.new_per_day = 3\n", "studykit.toml", WEIGHTS)
