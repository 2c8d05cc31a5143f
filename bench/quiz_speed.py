"""How long the quiz makes one wait: to the first question, and from a key to the next one.

    python bench/quiz_speed.py [--cards 10000] [--reviews 100000]

A study folder of that size is made in a temporary place; the program runs in a pseudo-terminal, as it does for
its users. Times are from starting the process, or pressing the key, to seeing the question.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pexpect

from studykit.cache import Cache
from studykit.files import read_notes
from studykit.quiz import learning_order
from studykit.reviews import DAY_MS, Moment
from studykit.schedule import Fsrs
from studykit.settings import QuizSettings
from studykit.store import open_store
from studykit.store.database import Row
from studykit.store.log import insert

ROOT = Path(__file__).parent.parent
HEAVY = ("genanki", "jieba", "networkx", "pyvis", "rjieba")
RUNS = 7


def main() -> None:
    """Make the folder, measure, print."""
    parser = argparse.ArgumentParser(description="How long the quiz makes one wait.")
    parser.add_argument("--cards", type=int, default=10_000)
    parser.add_argument("--reviews", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        cards = make_notes(folder, options.cards)
        make_reviews(folder, cards, options.reviews)
        say(f"{len(cards)} cards, {options.reviews} reviews")
        report("python -c pass", [timed([sys.executable, "-c", "pass"], folder) for _ in range(RUNS)])
        for name, arguments in (("full screen", ()), ("plain lines", ("--plain",))):
            report(f"first question, {name}", [first_question(folder, arguments) for _ in range(RUNS)])
        report("next question, full screen", next_questions(folder))
        say("heavy libraries loaded:", ", ".join(loaded(folder)) or "none")


def make_notes(folder: Path, number: int) -> Sequence[str]:
    """Notes with about so many cards, forty in each; the ids of the cards. Fills the cache."""
    (folder / "studykit.toml").write_text("[quiz]\nreviews_per_day = 9999\n", encoding="utf-8")
    (folder / "notes").mkdir()
    for note in range(number // 40):
        lines = [f"# 第 {note} 篇笔记", ""]
        for line in range(40):
            lines += [
                "" if line % 10 else f"## 第 {line // 10} 节\n",
                f"- 术语{note}之{line}：第 {line} 种缓冲区，用来存放第 {note} 类数据",
            ]
        (folder / "notes" / f"note{note:04}.md").write_text("\n".join(lines), encoding="utf-8")
    notes, _ = read_notes([folder / "notes"], folder)
    cache = Cache(folder, notes)
    learning_order(cache)
    return [card.id for card in cache.extraction().cards]


def make_reviews(folder: Path, cards: Sequence[str], number: int) -> None:
    """So many answers, spread over nine tenths of the cards and two years."""
    chance = random.Random(1)  # noqa: S311  # no secret
    now = datetime.now().astimezone() - timedelta(days=1)
    last = Moment.of(now)
    asked = cards[: len(cards) * 9 // 10]
    with open_store(folder, Fsrs(QuizSettings()), last) as store:
        store.connection.execute("BEGIN IMMEDIATE")
        for i in range(number):
            at = last.utc - chance.randrange(700 * DAY_MS)
            rating = chance.choice((1, 3, 3, 3, 3, 4))
            insert(
                store.connection,
                Row(at, f"{i:016x}", "answer", chance.choice(asked), rating, last.offset, at, 4000, None),
            )
        store.connection.execute("DELETE FROM meta")
        store.connection.execute("COMMIT")
    started = time.perf_counter()
    with closing(open_store(folder, Fsrs(QuizSettings()), last)):
        say(f"replay of the whole log: {time.perf_counter() - started:.2f} s")


def environment() -> dict[str, str]:
    """An English, colourful terminal."""
    return os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"}


def timed(command: Sequence[str], folder: Path) -> float:
    """Seconds that a command takes."""
    started = time.perf_counter()
    subprocess.run(command, cwd=folder, env=environment(), check=True)  # noqa: S603  # ourselves
    return time.perf_counter() - started


def started(folder: Path, arguments: Sequence[str]) -> pexpect.spawn[str]:
    """The quiz in a terminal of its own."""
    command = ["-m", "studykit", "quiz", *arguments]
    quiz = pexpect.spawn(
        sys.executable, command, cwd=str(folder), env=environment(), dimensions=(24, 80), encoding="utf-8", timeout=60
    )
    quiz.delaybeforesend = None  # else pexpect waits 50 ms before it presses a key
    return quiz


def first_question(folder: Path, arguments: Sequence[str]) -> float:
    """Seconds from the start of the process until the first question stands there."""
    begun = time.perf_counter()
    quiz = started(folder, arguments)
    quiz.expect(r"\d+ left")
    took = time.perf_counter() - begun
    quiz.send("q\n")
    quiz.expect(pexpect.EOF)
    quiz.close()
    return took


def next_questions(folder: Path) -> list[float]:
    """Seconds from a grade to the next question, saved in between."""
    quiz = started(folder, ())
    quiz.expect(r"\d+ left")
    took = []
    for number in range(1, 31):
        time.sleep(0.05)
        quiz.send(" ")
        quiz.expect("[▸]")
        time.sleep(0.05)
        begun = time.perf_counter()
        quiz.send("3")
        quiz.expect(f"{number} done")
        took.append(time.perf_counter() - begun)
    quiz.send("q")
    quiz.expect(pexpect.EOF)
    quiz.close()
    return took


def loaded(folder: Path) -> list[str]:
    """Which of the heavy libraries a quiz has loaded when its first question stands there."""
    script = (
        "import sys; from studykit.commands import run; run(['quiz', '--plain']); print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(  # noqa: S603  # ourselves
        [sys.executable, "-c", script], cwd=folder, env=environment(), input=b"", capture_output=True, check=True
    )
    return sorted(set(HEAVY) & set(done.stderr.decode().split()))


def say(*words: str) -> None:
    """One line of the result, as soon as it is there."""
    print(*words, flush=True)  # noqa: T201  # a script


def report(what: str, times: Sequence[float]) -> None:
    """Median and worst, in milliseconds."""
    say(f"{what}: median {statistics.median(times) * 1000:.0f} ms, worst {max(times) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
