"""Twice the text takes twice the time: what an extraction costs when a note is made to be slow.

The worst inputs known, from 10,000 to 100,000 characters. This is no measurement of speed (see bench/): processor
time only has to tell ten times from a hundred, so the bound lies far from both, whatever else the machine does.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import pytest

from studykit.extract import extract
from studykit.model import Note

SHORT, LONG = 10_000, 100_000
#: A linear pass grows ten times, a quadratic one a hundred times.
MOST_TIMES, MOST_SECONDS = 45, 20.0
#: Below this, in seconds, a measurement says nothing.
NOISE = 0.05

Make = Callable[[int], str]


def again(piece: str) -> Make:
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def between(before: str, piece: str, after: str) -> Make:
    return lambda size: before + piece * (size // len(piece)) + after


def growing_ticks(size: int) -> str:
    return " ".join("`" * number for number in range(1, int((2 * size) ** 0.5)))


def nested_list(size: int) -> str:
    return "".join("  " * depth + "- 甲\n" for depth in range(int(size**0.5)))


def table(size: int) -> str:
    row = "|" + "甲|" * 10 + "\n"
    return row + "|" + "-|" * 10 + "\n" + row * (size // len(row))


WORST: dict[str, Make] = {
    "one Latin letter": again("a"),
    "Chinese on one line": again("虚拟内存是操作系统为每个进程提供的独立地址空间，"),
    "particles": again("的"),
    "colons": again("："),
    "commas": again("，"),
    "semicolons": again("；"),
    "open square brackets": again("["),
    "open pictures": again("!["),
    "open formulas": again("\\("),
    "open display formulas": again("\\[\n"),
    "open holes": again("{{c1::"),
    "open comments": again("<!--"),
    "open tags": again("<a "),
    "open images": again("<img "),
    "backticks": again("`"),
    "backticks apart": again("` "),
    "longer and longer runs of backticks": growing_ticks,
    "dollars": again("$"),
    "dollars apart": again("$a "),
    "runs of stars": again("**a"),
    "highlights": again("==a"),
    "arrows": again("甲 -> "),
    "blanks within a line": between("甲", " ", "乙"),
    "quotations in quotations": again(">"),
    "lists in lists": nested_list,
    "a long list": again("- 甲：乙丙丁\n"),
    "a table": table,
    "headings": again("# 甲\n"),
    "addresses with titles": again("https://example.org/\n\n标题\n\n"),
    "names without an end": again("又称甲"),
    "causes": again("因为甲，所以乙，"),
}


@pytest.fixture(scope="module", autouse=True)
def _dictionary() -> None:
    """Loaded once, before anything is measured."""
    extract([Note("a.md", "流：一个执行队列。\n", "")])


@contextmanager
def at_most(limit: float) -> Iterator[None]:
    """Interrupt what takes longer, for a cubic pass over 100,000 characters would never end."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        pytest.fail(f"took over {limit:.1f} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def seconds(text: str, limit: float) -> float:
    start = time.process_time()
    with at_most(limit):
        extract([Note("a.md", text, "")])
    return time.process_time() - start


@pytest.mark.parametrize("make", [pytest.param(make, id=name) for name, make in WORST.items()])
def test_ten_times_the_text_takes_about_ten_times_the_time(make: Make) -> None:
    short = max(seconds(make(SHORT), MOST_SECONDS), NOISE)
    seconds(make(LONG), min(MOST_SECONDS, MOST_TIMES * short))
