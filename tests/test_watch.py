"""``studykit watch`` follows the notes whichever way they are saved, and nothing stops it but its user."""

from __future__ import annotations

import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pexpect
import pytest
from quiz_helpers import listening

#: Seconds; on a machine with nothing else to do it is a tenth of one.
LONG = 60
NOTE = "# CUDA\n\n核函数：在 GPU 上执行的函数\n\n流：一个先进先出的命令队列\n"
MORE = "\n事件：流里的一个标记\n"

Start = Callable[..., "Watch"]


class Watch:
    """The program at work, and the lines that it prints."""

    def __init__(self, folder: Path, environment: dict[str, str], *arguments: str) -> None:
        # whoever runs the tests in the background may have told them to ignore the signal
        script = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
        script += "from studykit import commands; raise SystemExit(commands.main())"
        self.process = subprocess.Popen(
            [sys.executable, "-c", script, "watch", *arguments],
            cwd=folder,
            env=environment | {"PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def line(self) -> str:
        """The next one."""
        return self._lines.get(timeout=LONG)

    def is_silent(self, seconds: float = 2.5) -> bool:
        time.sleep(seconds)
        return self._lines.empty()

    def interrupt(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(LONG)


@pytest.fixture
def note(study: Path) -> Path:
    path = study / "notes" / "cuda.md"
    path.write_text(NOTE, "utf-8")
    return path


@pytest.fixture
def start(study: Path, note: Path, environment: dict[str, str]) -> Iterator[Start]:
    """Start to watch; the first line, of the first deck, is read already."""
    started: list[Watch] = []

    def begin(*arguments: str, first: str = "new") -> Watch:
        started.append(Watch(study, environment, *arguments))
        assert "Ctrl-C ends" in started[-1].line()
        assert first in started[-1].line()
        return started[-1]

    yield begin
    for watch in started:
        watch.process.kill()
        watch.process.wait()
        assert watch.process.stdout is not None
        watch.process.stdout.close()


def save(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


def save_beside(path: Path, text: str) -> None:
    """As Vim does: the old file goes aside, a new one comes in its place."""
    backup = path.with_name(f"{path.name}~")
    path.rename(backup)
    path.write_text(text, "utf-8")
    backup.unlink()


def save_over(path: Path, text: str) -> None:
    """As most editors do: a new file is written beside the old one, and takes its place."""
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_text(text, "utf-8")
    beside.replace(path)


def test_it_follows_every_way_to_save(start: Start, note: Path) -> None:
    watch = start("--deck")
    for number, how in enumerate([save, save_beside, save_over], 1):
        how(note, NOTE + MORE.replace("标记", f"第 {number} 种标记"))
        line = watch.line()
        assert re.match(r"\d\d:\d\d:\d\d notes/cuda.md → decks/studykit.apkg: (1 new, 0|0 new, 1) changed, ", line), (
            line
        )
    assert watch.is_silent()


def test_notes_come_and_go_and_move(start: Start, study: Path, note: Path) -> None:
    watch = start("--deck")
    save(study / "notes" / "os.md", "# 系统\n\n页表：虚拟页的映射\n")
    assert "notes/os.md → " in watch.line()
    (study / "notes" / "os.md").unlink()
    line = watch.line()
    assert "notes/os.md → " in line
    assert ", 1 gone" in line
    note.parent.joinpath("gpu").mkdir()
    note.rename(note.parent / "gpu" / "cuda.md")
    line = watch.line()
    assert "2 notes → " in line
    assert ", 2 moved, 0 unchanged, 0 gone" in line
    (note.parent / "gpu").rename(note.parent / "nvidia")
    assert ", 2 moved, 0 unchanged, 0 gone" in watch.line()


def test_a_burst_of_fifty_saves_is_one_change_or_two(start: Start, note: Path) -> None:
    watch = start("--deck")
    for number in range(50):
        save_over(note, NOTE + MORE.replace("标记", f"第 {number} 个标记"))
        time.sleep(0.02)
    lines = [watch.line()]
    while not watch.is_silent():
        lines.append(watch.line())
    assert len(lines) <= 2


def test_it_does_not_wake_itself(start: Start, study: Path, note: Path) -> None:
    """Though it writes below the folder that it watches: deck, map, ledger, cache."""
    watch = start(".")
    assert watch.is_silent()
    save(note, NOTE + MORE)
    assert "decks/studykit.apkg: 1 new" in watch.line()
    assert watch.is_silent()
    (study / "decks" / "studykit.apkg").unlink()  # nobody's note
    assert watch.is_silent()


def test_a_note_that_is_empty_for_a_moment_loses_nothing(start: Start, study: Path, note: Path) -> None:
    watch = start("--deck")
    before = (study / "cards.lock").read_bytes()
    save(note, "")
    time.sleep(0.4)
    save(note, NOTE)
    assert watch.is_silent(4)
    assert (study / "cards.lock").read_bytes() == before


def test_what_is_broken_for_a_moment_is_said_once_and_then_mended(start: Start, study: Path, note: Path) -> None:
    watch = start("--deck")
    note.write_bytes(b"\x00\x01\x02" * 100)
    assert ": 0 new, 0 changed, 0 unchanged, 0 gone (" in watch.line()
    assert watch.line() == "notes/cuda.md: not text (or encoded neither as UTF-8 nor as GB18030), left out [not-text]"
    (study / "studykit.toml").write_text("[notes]\nlabels = 7\n", "utf-8")
    assert "studykit.toml: notes.labels should be" in watch.line()
    (study / "studykit.toml").write_text("", "utf-8")
    save(note, NOTE + MORE)
    while " → " not in (line := watch.line()):
        assert "labels" not in line
    assert "1 new, 0 changed, 2 unchanged, 0 gone" in line


def test_a_folder_that_is_deleted_may_come_back(start: Start, study: Path, note: Path) -> None:
    watch = start("--deck")
    ledger = (study / "cards.lock").read_bytes()
    shutil.rmtree(study / "notes")
    assert watch.line().endswith("notes: there is no such file or folder.")
    assert watch.is_silent()
    assert (study / "cards.lock").read_bytes() == ledger
    (study / "notes").mkdir()
    save(note, NOTE + MORE)
    while " → " not in (line := watch.line()):
        pass  # it may have seen the folder while it was empty
    assert ", 0 changed, " in line
    save(note, NOTE)
    assert "1 gone" in watch.line()


def test_one_note_can_be_watched(start: Start, study: Path, note: Path) -> None:
    watch = start("--deck", "notes/cuda.md")
    save(study / "notes" / "os.md", "# 系统\n\n页表：虚拟页的映射\n")
    assert watch.is_silent()
    for how in (save_beside, save_over, save):
        how(note, NOTE + MORE)
        assert "notes/cuda.md → " in watch.line()
        how(note, NOTE)
        assert "1 gone" in watch.line()


def test_the_map_follows_too(start: Start, study: Path, note: Path) -> None:
    watch = start()
    page = study / "graphs" / "studykit.html"
    assert "共享内存" not in page.read_text("utf-8")
    save(note, NOTE + "\n共享内存（Shared Memory）：线程块里共用的内存\n")
    assert "; graphs/studykit.html (" in watch.line()
    assert "共享内存" in page.read_text("utf-8")


def test_what_it_makes_is_what_the_commands_make(
    start: Start, study: Path, note: Path, environment: dict[str, str]
) -> None:
    watch = start(first="new")
    save(note, NOTE + MORE)
    watch.line()
    made = [study / "decks" / "studykit.apkg", study / "graphs" / "studykit.html", study / "cards.lock"]
    digests = [sha256(path.read_bytes()).hexdigest() for path in made]
    assert watch.interrupt() == 130
    shutil.rmtree(study / ".studykit")
    for command in ("deck", "graph"):
        subprocess.run([sys.executable, "-m", "studykit", command], env=environment, check=True, capture_output=True)
    assert [sha256(path.read_bytes()).hexdigest() for path in made] == digests


def test_nothing_new_at_the_start_leaves_the_deck_alone(start: Start, study: Path) -> None:
    assert start("--deck").interrupt() == 130
    deck = (study / "decks" / "studykit.apkg").stat()
    watch = start(first="graphs/studykit.html")
    assert watch.is_silent()
    assert (study / "decks" / "studykit.apkg").stat().st_mtime_ns == deck.st_mtime_ns


def test_control_c_ends_it_on_a_terminal(study: Path, note: Path, environment: dict[str, str]) -> None:
    terminal = pexpect.spawn(
        sys.executable,
        ["-m", "studykit", "watch", "--deck"],
        env=os.environ | environment | {"LC_ALL": "zh_CN.UTF-8"},
        cwd=str(study),
        encoding="utf-8",
        timeout=LONG,
        preexec_fn=listening,
    )
    terminal.expect(r"\d\d:\d\d:\d\d 1 篇笔记|\d\d:\d\d:\d\d notes/cuda.md → ")
    save(note, NOTE + MORE)
    terminal.expect("新增 1")
    terminal.sendintr()
    terminal.expect("已中断。")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 130
