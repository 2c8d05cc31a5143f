"""Ten times the text takes about ten times the time, whatever a note is made of.

The worst inputs known, at two lengths. This is no measurement of speed (see bench/): processor time only has to
tell ten times from a hundred, so the bound lies far from both, whatever else the machine does.
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

#: A linear pass grows ten times, a quadratic one a hundred times.
MOST_TIMES, MOST_SECONDS = 45, 20.0
#: Below this, in seconds, a measurement says nothing.
NOISE = 0.05

Make = Callable[[int], str]


def again(piece: str) -> Make:
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def growing_ticks(size: int) -> str:
    return " ".join("`" * number for number in range(1, int((2 * size) ** 0.5)))


#: What is slow on one line: made of any length.
LINES: dict[str, Make] = {
    "one Latin letter": again("a"),
    "one Chinese character": again("流"),
    "Chinese clauses": again("虚拟内存是操作系统为每个进程提供的独立地址空间，"),
    "particles": again("的"),
    "colons": again("："),
    "commas": again("，"),
    "semicolons": again("；"),
    "open square brackets": again("["),
    "open pictures": again("!["),
    "open links": again("[a]("),
    "open formulas": again("\\("),
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
    "blanks within a line": lambda size: "甲" + " " * size + "乙",
    "quotations in quotations": again(">"),
    "names without an end": again("又称甲"),
    "causes": again("因为甲，所以乙，"),
}


def nested_list(size: int) -> str:
    return "".join("  " * depth + "- 甲\n" for depth in range(int(size**0.5)))


def table(size: int) -> str:
    row = "|" + "甲|" * 10 + "\n"
    return row + "|" + "-|" * 10 + "\n" + row * (size // len(row))


#: What is slow in many lines.
NOTES: dict[str, Make] = {
    "lists in lists": nested_list,
    "a long list": again("- 甲：乙丙丁\n"),
    "a table": table,
    "headings": again("# 甲\n"),
    "open display formulas": again("\\[\n"),
    "pairs of dollars": again("$$\n"),
    "open comments": again("<!--\n"),
    "addresses with titles": again("https://example.org/\n\n标题\n\n"),
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


def assert_linear(make: Make, long: int) -> None:
    short = max(seconds(make(long // 10), MOST_SECONDS), NOISE)
    seconds(make(long), min(MOST_SECONDS, MOST_TIMES * short))


@pytest.mark.parametrize("make", [pytest.param(make, id=name) for name, make in LINES.items()])
def test_one_line(make: Make) -> None:
    assert_linear(make, 100_000)


@pytest.mark.parametrize("make", [pytest.param(make, id=name) for name, make in LINES.items()])
def test_a_paragraph_of_long_lines(make: Make) -> None:
    """Lines that are not yet too long to be read."""
    assert_linear(lambda size: f"{make(2_000)}\n" * (size // 2_000), 40_000)


@pytest.mark.parametrize("make", [pytest.param(make, id=name) for name, make in NOTES.items()])
def test_a_note_of_many_lines(make: Make) -> None:
    assert_linear(make, 100_000)
