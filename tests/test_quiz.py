"""The quiz as its users have it: in a terminal of its own, through a pipe, and when things go wrong."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from conftest import Program
from quiz_helpers import PATIENCE, Terminal

from studykit.schedule import Fsrs
from studykit.settings import QuizSettings
from studykit.store import read_store

#: One card of every kind that is asked in a way of its own, in the order in which they come.
NOTE = r"""# CUDA

流（Stream）是一串按顺序执行的操作。

问：怎样编译 `a.cu` 并打开优化？
答：`nvcc -O3 a.cu`

问：warp 有多少个线程？
答：32

常量内存的大小是 ==64 KB==，对内核只读。

占用率的公式：

$$
\eta = \frac{n_{\text{active}}}{n_{\max} + 1}
$$

启动内核的步骤：

1. 分配设备内存
2. 拷贝输入
3. 启动内核

![层次：网格含块，块含线程](images/threads.svg)
"""

#: Ctrl-Q, which ends the quiz even where an answer is typed.
END = "\x11"

Quizzed = Callable[..., Terminal]


@pytest.fixture
def note(study: Path) -> Path:
    """The note above, in a study folder."""
    path = study / "notes" / "cuda.md"
    path.write_text(NOTE, encoding="utf-8")
    (path.parent / "images").mkdir()
    (path.parent / "images" / "threads.svg").write_text("<svg/>", encoding="utf-8")
    return path


@pytest.fixture
def quiz(note: Path, study: Path, environment: dict[str, str]) -> Quizzed:
    """Start ``studykit quiz`` in a terminal."""

    def start(*arguments: str, columns: int = 80, rows: int = 24, **env: str) -> Terminal:
        return Terminal.start(["quiz", *arguments], columns=columns, rows=rows, folder=study, env=environment | env)

    return start


def log(study: Path) -> list[tuple[str, int]]:
    """What the log holds: the line of the note's card, and the rating."""
    with read_store(study, Fsrs(QuizSettings())) as store:
        return [(review.card, review.rating) for review in store.reviews()]


def ratings(study: Path) -> list[int]:
    return [rating for _, rating in log(study)]


# A whole session


def test_a_whole_session_with_every_key(  # noqa: PLR0915  # a session is long
    quiz: Quizzed, study: Path, note: Path, tmp_path: Path
) -> None:
    editor = tmp_path / "editor"
    editor.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/edited\n', encoding="utf-8")
    editor.chmod(0o755)
    terminal = quiz(EDITOR=f"{editor}")
    screen = terminal.until("什么是流")
    assert "7 left · 0 done" in screen
    assert "Today: 0 to review, 7 new" in screen
    terminal.press("?")
    assert "undo" in terminal.until("Any key goes back")
    terminal.press("x")
    # shown and graded
    terminal.press(" ")
    screen = terminal.until("一串按顺序执行的操作")
    assert re.search(r"1 again 1 min .*2 hard 6 min .*▸3 good 10 min .*4 easy \d+ d", screen)
    assert "notes/cuda.md:3" in screen
    terminal.press("1")
    # typed, nearly right
    assert "Saved: again, again in 1 min" in terminal.until("怎样编译")
    terminal.press("nvcc -O2 a.cu", "\r")
    screen = terminal.until("Nearly")
    assert "nvcc -O2 a.cu" in screen
    assert "nvcc -O3 a.cu" in screen
    assert "▸2 hard" in screen
    terminal.press("\r")
    # typed, right, full width
    terminal.until("warp 有多少个线程")
    terminal.press("３２", "\r")
    terminal.until("Right")
    # taken back twice, and again
    terminal.press("u")
    assert "nvcc -O3 a.cu" in terminal.until("Taken back")
    terminal.press("4")
    terminal.until("warp 有多少个线程")
    terminal.press("32", "\r")
    terminal.until("Right")
    terminal.press(" ")
    # a hole, not typed but shown, opened in the editor, and buried
    terminal.until("常量内存的大小是 […]")
    terminal.press("\x1b")
    terminal.until("Space answer")
    terminal.press(" ")
    terminal.until("常量内存的大小是 64 KB")
    terminal.press("e")
    terminal.until(lambda text: (tmp_path / "edited").exists() and "常量内存" in text)
    assert (tmp_path / "edited").read_text(encoding="utf-8") == f"{note}\n"
    terminal.press("b")
    # a formula, suspended
    assert "Buried until tomorrow" in terminal.until("占用率的公式")
    terminal.press(" ")
    terminal.until("η = n_active/(nₘₐₓ + 1)")
    terminal.press("s")
    # step by step
    assert "Suspended" in terminal.until("3 more steps")
    terminal.press(" ")
    assert "分配设备内存" in terminal.until("2 more steps")
    terminal.press(" ", " ")
    terminal.until("▸3 good")
    terminal.press("\r")
    # a picture
    terminal.until("画出或说出")
    terminal.press(" ")
    terminal.until("[picture: threads.svg]")
    terminal.press("o")
    terminal.until("threads.svg")
    terminal.press("3")
    # what was forgotten comes back; enough
    terminal.until("什么是流")
    terminal.press("q")
    assert terminal.end() == 0
    assert "5 answers saved (again 1, good 3, easy 1), 5 of them new" in terminal.text()
    assert ratings(study) == [1, 4, 3, 3, 3]


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40), (20, 24), (40, 12)])
def test_nothing_is_wider_than_the_terminal(quiz: Quizzed, columns: int, rows: int) -> None:
    terminal = quiz(columns=columns, rows=rows)
    terminal.until("什么是流")
    for _ in range(7):
        while "▸3" not in (before := terminal.text()):
            terminal.press(" ")
            terminal.until(lambda text, before=before: text != before)  # type: ignore[misc]
            assert terminal.widest() <= columns
        terminal.press("4")
        terminal.until(lambda text: "▸3" not in text)
        assert terminal.widest() <= columns
    assert "7 answers saved" in terminal.text().replace("\n", " ")
    terminal.press("q")
    assert terminal.end() == 0
    assert terminal.widest() <= columns


@pytest.mark.parametrize(("columns", "rows"), [(50, 16), (120, 30)])
def test_it_fits_the_window_as_soon_as_that_changes(quiz: Quizzed, columns: int, rows: int) -> None:
    terminal = quiz()
    terminal.until("Today:")
    terminal.resize(columns, rows)
    rule = "─" * (columns - 3)  # a margin on either side, and the scroll bar
    terminal.until(lambda text: [line.strip() for line in text.splitlines()].count(rule) == 2)
    assert terminal.lines()[-1].strip()
    terminal.press(END)


@pytest.mark.parametrize(("columns", "rows"), [(1, 24), (5, 5), (20, 1), (1, 1)])
def test_no_terminal_is_too_small_to_end_in_order(quiz: Quizzed, study: Path, columns: int, rows: int) -> None:
    terminal = quiz(columns=columns, rows=rows)
    terminal.until(lambda text: bool(text.strip()))
    terminal.press(" ", "3", END)
    assert terminal.end() == 0
    assert ratings(study) in ([], [3])
    assert b"Traceback" not in terminal.raw


def test_what_was_saved_can_be_taken_back_the_next_day(quiz: Quizzed, study: Path) -> None:
    terminal = quiz()
    terminal.until("什么是流")
    terminal.press(" ")
    terminal.until("▸3")
    terminal.press("3")
    terminal.until("1 done")
    terminal.press("\x1b")
    terminal.until("quit")
    terminal.press("q")
    assert terminal.end() == 0
    again = quiz()
    again.until("怎样编译")
    again.press("\x1b")
    again.until("undo")
    again.press("u")
    assert "什么是流" in again.until("Taken back")
    assert ratings(study) == []
    again.press("2")
    again.until("Esc")
    again.press(END)
    assert again.end() == 0
    assert ratings(study) == [2]


def test_after_the_last_card_everything_can_still_be_taken_back(quiz: Quizzed, study: Path) -> None:
    terminal = quiz("--limit", "1")
    terminal.until("什么是流")
    terminal.press(" ")
    terminal.until("▸3")
    terminal.press("4")
    terminal.until("1 answer saved")
    terminal.press("u")
    terminal.until("Taken back")
    assert ratings(study) == []
    terminal.press("3", "q")
    assert terminal.end() == 0
    assert ratings(study) == [3]


def test_a_card_reads_as_its_note_does_after_editing(quiz: Quizzed, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nsed -i 's/一串按顺序/一列按次序/' \"$1\"\n", encoding="utf-8")
    editor.chmod(0o755)
    terminal = quiz(EDITOR=str(editor))
    terminal.until("什么是流")
    terminal.press(" ")
    terminal.until("一串按顺序执行的操作")
    terminal.press("e")
    terminal.until("一列按次序执行的操作")
    terminal.press("q")
    assert terminal.end() == 0


def test_a_note_that_has_gone_meanwhile_is_said(quiz: Quizzed, note: Path) -> None:
    terminal = quiz()
    terminal.until("什么是流")
    note.unlink()
    terminal.press("e")
    terminal.until("not there any more")
    terminal.press(END)
    assert terminal.end() == 0


# Signals


@pytest.mark.parametrize("mode", [(), ("--plain",)], ids=["full", "plain"])
@pytest.mark.parametrize("answered", [False, True], ids=["question", "answer"])
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=str
)
def test_a_signal_ends_in_order(
    quiz: Quizzed, study: Path, mode: Sequence[str], answered: bool, number: signal.Signals, code: int
) -> None:
    enter = "\r" if mode else " "
    terminal = quiz(*mode)
    terminal.until("什么是流")
    terminal.press(enter)
    terminal.until("good 10 min")
    terminal.press("4\r" if mode else "4")
    terminal.until("怎样编译")
    if answered:
        terminal.press("x\r")
        terminal.until("2 hard")
    terminal.signal(number)
    assert terminal.end() == code
    assert ratings(study) == [4]
    assert b"Traceback" not in terminal.raw
    if not mode:
        assert terminal.raw.rindex(b"\x1b[?1049l") > terminal.raw.rindex(b"\x1b[?1049h"), "the screen is back"
        assert terminal.raw.rindex(b"\x1b[?25h") > terminal.raw.rindex(b"\x1b[?25l"), "the cursor is back"
    assert "1 answer saved" in terminal.text()


def shown_on(terminal: int, what: bytes) -> None:
    """Read until this is shown; a terminal of which nobody reads would hold the program up."""
    raw = b""
    while what not in raw:
        assert select.select([terminal], [], [], PATIENCE)[0], f"{what!r} does not come up: {raw!r}"
        raw += os.read(terminal, 65536)


@pytest.mark.parametrize("mode", [(), ("--plain",)], ids=["full", "plain"])
def test_a_terminal_that_goes_without_a_signal_ends_it_too(
    note: Path, study: Path, environment: dict[str, str], mode: Sequence[str]
) -> None:
    """SIGHUP reaches only those whose controlling terminal it is; this one is not."""
    ours, theirs = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "studykit", "quiz", *mode],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=study,
        env=environment | {"TERM": "xterm-256color"},
        start_new_session=True,
    )
    os.close(theirs)
    with process:
        shown_on(ours, "什么是流".encode())
        os.write(ours, b"\r" if mode else b" ")
        shown_on(ours, b"good")
        os.write(ours, b"4\r" if mode else b"4")
        shown_on(ours, "怎样编译".encode())
        os.close(ours)
        try:
            assert process.wait(PATIENCE) >= 0
        finally:
            process.kill()
    assert ratings(study) == [4]


@pytest.mark.parametrize("mode", [(), ("--plain",)], ids=["full", "plain"])
def test_ctrl_c_is_pressed(quiz: Quizzed, mode: Sequence[str]) -> None:
    terminal = quiz(*mode)
    terminal.until("什么是流")
    terminal.press("\x03")
    assert terminal.end() == 130
    assert b"Traceback" not in terminal.raw


# Plain lines


def lines(*entered: str) -> bytes:
    return "".join(f"{line}\n" for line in entered).encode()


def piped(studykit: Program, *arguments: str, entered: bytes = b"", **how: object) -> str:
    done = studykit("quiz", *arguments, input=entered, stdin=None, **how)
    assert done.returncode == 0, done.stderr
    assert done.stderr == b""
    return done.stdout.decode()


def test_through_a_pipe_the_quiz_asks_in_plain_lines(note: Path, studykit: Program, study: Path) -> None:
    keys = ("", "3", "nvcc -O2 a.cu", "", "wrong", "", "u", "4", "?", "b", "s", "nonsense", "", "", "", "2", "q")
    said = piped(studykit, entered=lines(*keys))
    assert "\x1b" not in said
    for sentence in (
        "Today: 0 to review, 7 new",
        "什么是流（Stream）？",
        "Saved: good, again in 10 min",
        "Nearly: nvcc -O2 a.cu",
        "Not quite: wrong",
        "Taken back. Grade it again.",
        "Buried until tomorrow",
        "Suspended",
        "No such key",
        "answers saved",
    ):
        assert sentence in said
    assert ratings(study) == [3, 2, 4, 2]


def test_what_is_wrong_with_the_notes_is_said_before_the_first_question(note: Path, studykit: Program) -> None:
    (note.parent / "b.md").write_text("流：队列。\n\n```\n没有结束\n", encoding="utf-8")
    said = piped(studykit).splitlines()
    assert said[1] == "Trouble in the notes: notes/b.md:3: the code block is never closed; all that"
    (note.parent / "a.md").write_bytes(bytes(100))
    assert "Trouble in the notes 2 times (studykit extract lists all): notes/a.md: not text" in piped(studykit)


def test_what_is_wrong_with_the_notes_stands_at_the_foot_of_the_screen(note: Path, quiz: Quizzed) -> None:
    (note.parent / "a.md").write_bytes(bytes(100))
    terminal = quiz()
    assert "notes/a.md: not text" in terminal.until("Trouble in the notes")
    terminal.press(END)


def test_the_end_of_the_input_ends_the_quiz(note: Path, studykit: Program, study: Path) -> None:
    assert "Nothing was graded" in piped(studykit)
    assert "1 answer saved" in piped(studykit, entered=lines("", "3"))
    assert ratings(study) == [3]


@pytest.mark.parametrize("entered", ["s", "b", "u"])
def test_what_was_put_aside_or_taken_back_without_a_grade_is_not_denied(
    note: Path, studykit: Program, entered: str
) -> None:
    piped(studykit, entered=lines("", "3"))
    assert "Nothing was graded.\n" in piped(studykit, entered=lines(entered, "q"))


def test_a_closed_standard_input_is_an_end_too(note: Path, study: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m studykit quiz <&-"],
        cwd=study,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Nothing was graded" in done.stdout


@pytest.mark.parametrize(
    ("redirected", "code", "complaint"), [(">&-", 0, b""), (">/dev/full", 1, b"No space left"), (">&- <&-", 0, b"")]
)
def test_an_output_that_takes_nothing_is_no_crash(
    note: Path, study: Path, environment: dict[str, str], redirected: str, code: int, complaint: bytes
) -> None:
    done = subprocess.run(
        ["sh", "-c", f"printf '\\n3\\n' | {sys.executable} -m studykit quiz {redirected}"],
        cwd=study,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == code
    assert complaint in done.stderr
    assert b"Traceback" not in done.stderr


def test_bytes_that_are_no_text_are_an_answer_like_another(note: Path, studykit: Program, study: Path) -> None:
    said = piped(studykit, entered=b"\n3\n\xff\xfe nvcc\n1\n")
    assert "Not quite" in said
    assert ratings(study) == [3, 1]


def test_whoever_closes_the_pipe_has_read_enough(note: Path, study: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(
        ["bash", "-c", f"yes '' | {sys.executable} -m studykit quiz | head -1; echo ${{PIPESTATUS[1]}}"],
        cwd=study,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.stderr == b""
    assert done.stdout.decode().splitlines() == ["Today: 0 to review, 7 new", "0"]


@pytest.mark.parametrize("columns", [1, 5, 20, 40])
def test_plain_lines_are_no_wider_than_they_may_be(note: Path, studykit: Program, columns: int) -> None:
    from studykit.text import display_width

    keys = ("", "4", "x", "4", "32", "4", "64", "4", "", "4", "", "", "", "4", "", "4", "")
    said = piped(studykit, "--plain", entered=lines(*keys), env={"COLUMNS": str(columns)})
    if columns >= 20:
        assert max(map(display_width, said.splitlines())) <= columns


@pytest.mark.parametrize("locale", ["C", "POSIX", "zh_CN.GBK"])
def test_what_a_locale_cannot_show_is_replaced(note: Path, studykit: Program, locale: str) -> None:
    done = studykit("quiz", input=lines("", "3", "q"), stdin=None, env={"LC_ALL": locale, "PYTHONUTF8": "0"})
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_dumb_terminal_gets_plain_lines(quiz: Quizzed) -> None:
    terminal = quiz("--plain")
    terminal.until("Enter shows the answer")
    terminal.press("\r")
    terminal.until("3 good 10 min")
    terminal.press("q\r")
    assert terminal.end() == 0
    assert b"\x1b" not in terminal.raw


def test_no_control_character_of_a_note_reaches_the_terminal(quiz: Quizzed, study: Path, studykit: Program) -> None:
    hostile = "问：甲\x1b]0;owned\x07乙\u202e丙？\n答：丁\x1b[31m戊\u200b己\n"
    (study / "notes" / "cuda.md").write_text(hostile, encoding="utf-8")
    said = piped(studykit, entered=lines("", "3"))
    assert not {"\x1b", "\x07", "\u202e", "\u200b"} & set(said)
    terminal = quiz()
    terminal.until("甲")
    terminal.press(" ")
    terminal.until("己")
    terminal.press("q")
    assert terminal.end() == 0
    assert b"owned\x07" not in terminal.raw
    assert "\u202e".encode() not in terminal.raw


# What to study


def test_cards_are_chosen_by_what_is_asked_for(note: Path, studykit: Program) -> None:
    assert "占用率" in piped(studykit, "--kind", "formula")
    assert "Today: 0 to review, 2 new" in piped(studykit, "--new", "2")
    assert "Today: 0 to review, 3 new" in piped(studykit, "--limit", "3")
    assert "No card is what you asked for" in piped(studykit, "--tag", "nothing")


def test_the_quiz_asks_the_cards_of_the_deck_by_their_ids(note: Path, studykit: Program, study: Path) -> None:
    piped(studykit, entered=lines("", "3"))
    assert studykit("deck").returncode == 0
    ids = {line.split("\t")[0] for line in (study / "cards.lock").read_text(encoding="utf-8").splitlines()}
    assert {card for card, _ in log(study)} <= ids


def test_cramming_writes_nothing(note: Path, studykit: Program, study: Path) -> None:
    said = piped(studykit, "--cram", entered=lines("", "1", "nvcc", "3", "q"))
    assert "nothing went into the log" in said
    assert not (study / ".studykit" / "reviews.db").exists()


def test_an_unknown_concept_is_said(note: Path, studykit: Program) -> None:
    done = studykit("quiz", "--around", "xyzzy")
    assert done.returncode == 1
    assert b"xyzzy" in done.stderr


# Nothing to do


def test_a_folder_without_notes_says_where_they_go(study: Path, studykit: Program) -> None:
    assert "There are no cards in the notes yet" in piped(studykit)
    assert not (study / ".studykit" / "reviews.db").exists()


def test_no_folder_at_all_says_what_to_do(study: Path, studykit: Program) -> None:
    (study / "notes").rmdir()
    done = studykit("quiz")
    assert done.returncode == 1
    assert b"no folder notes here" in done.stderr


def test_when_all_is_done_it_says_when_to_come_back(note: Path, studykit: Program) -> None:
    entered = lines(*["", "4"] * 1, "x", "4", "x", "4", "x", "4", "", "4", "", "", "", "4", "", "4")
    piped(studykit, entered=entered)
    said = piped(studykit)
    assert "Nothing is due now" in said
    assert "studykit quiz --ahead" in said


def test_when_the_days_share_is_done_it_says_how_to_get_more(note: Path, study: Path, studykit: Program) -> None:
    (study / "studykit.toml").write_text("[quiz]\nnew_per_day = 1\n", encoding="utf-8")
    piped(studykit, entered=lines("", "4"))
    said = piped(studykit)
    assert "Done for today; 6 cards to go" in said
    assert "studykit quiz --new 10" in said


def test_cards_whose_note_has_gone_keep_their_reviews(note: Path, study: Path, studykit: Program) -> None:
    piped(studykit, entered=lines("", "4"))
    note.write_text("# 别的\n\n问：甲？\n答：乙\n", encoding="utf-8")
    said = piped(studykit, entered=lines("u", "q"))
    assert "Taken back: a card that these notes do not hold" in said
    assert "1 cards that you have studied are not in these notes" in said


# Two at once


def test_a_second_quiz_says_who_holds_the_reviews(quiz: Quizzed, studykit: Program) -> None:
    first = quiz()
    first.until("什么是流")
    second = studykit("quiz")
    assert second.returncode == 1
    assert str(first.process.pid).encode() in second.stderr
    first.press("q")
    assert first.end() == 0
    assert studykit("quiz").returncode == 0


def test_after_a_killed_quiz_the_next_one_starts(quiz: Quizzed, studykit: Program, study: Path) -> None:
    first = quiz()
    first.until("什么是流")
    first.press(" ")
    first.until("▸3")
    first.press("3")
    first.until("1 done")
    first.signal(signal.SIGKILL)
    first.process.wait()
    assert studykit("quiz").returncode == 0
    assert ratings(study) == [3]


# Start-up


def test_with_unchanged_notes_no_heavy_library_is_loaded(note: Path, study: Path, environment: dict[str, str]) -> None:
    script = (
        "import sys; from studykit.commands import run; run(['quiz', '--plain']); "
        "print('loaded:', *sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    for run in range(2):
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=study,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
            stdin=subprocess.DEVNULL,
        )
        loaded = set(done.stdout.split("loaded:")[1].split())
        if run:
            assert not {"genanki", "jieba", "rjieba", "networkx", "pyvis", "textual"} & loaded
