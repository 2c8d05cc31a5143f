"""Ten times the text takes about ten times the time, whatever a note is made of.

The worst inputs known, at two lengths, through all of the extraction; and what each pattern looks for, over and over,
through that pattern alone. This is no measurement of speed (see bench/): processor time only has to
tell ten times from a hundred, so the bound lies far from both, whatever else the machine does.
"""

from __future__ import annotations

import gc
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import pattern_cases
import pytest

from studykit.extract import extract
from studykit.markdown import parse
from studykit.model import Note
from studykit.patterns import PATTERNS, TEXT, Page, Pattern, Place
from studykit.statements import statements

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


# Each pattern by itself, on what it looks for

#: Of one pattern alone little is enough to tell.
ALONE = 0.005
#: A sentence, a line, and a paragraph (in lines) that are just short enough to be read.
SENTENCE, LINE, PARAGRAPH = 950, 2_900, 300


def one_after_another(notes: list[str], size: int) -> str:
    return again("".join(f"{note}\n\n" for note in notes))(size)


def without_blank_lines(notes: list[str], size: int) -> str:
    lines = again("".join(notes))(size).split("\n")
    return "\n\n".join("\n".join(lines[i : i + PARAGRAPH]) for i in range(0, len(lines), PARAGRAPH))


def on_one_line(notes: list[str], size: int) -> str:
    line = "甲，" + again("，".join(note.replace("\n", "，") for note in notes).replace("。", "，"))(LINE)
    both = f"{line[:SENTENCE]}\n\n{line}\n\n"
    return both * (size // len(both) + 1)


def torn_in_the_middle(notes: list[str], size: int) -> str:
    return on_one_line([note[: max(1, len(note) // 2)] for note in notes], size)


SHAPES = (one_after_another, without_blank_lines, on_one_line, torn_in_the_middle)


def places(page: Page, pattern: Pattern) -> Iterator[Place]:
    """Wherever a pattern is called, if no other one has explained the place before."""
    for index, block in enumerate(page.blocks):
        prose = page.prose(index)
        if pattern.on == "block" and (block.kind in pattern.kinds or (not pattern.kinds and block.kind != "heading")):
            yield Place(page, index, pattern.name)
        elif pattern.on in ("sentence", "rest") and block.kind in TEXT:
            yield from (Place(page, index, pattern.name, sentence) for sentence in prose.sentences)
        elif pattern.on == "statement" and block.kind in TEXT:
            stated = statements(prose, Place(page, index, "").named_by_heading)
            yield from (Place(page, index, pattern.name, each.sentence, each) for each in stated)


def seconds_alone(module: str, text: str, limit: float) -> float:
    """How long the patterns of a module take, once the text is read; 0 where no block is of a kind they look at."""
    page = Page(parse(Note("a.md", text, ""))[0])
    patterns = [p for p in PATTERNS.load().values() if p.find.__module__ == f"studykit.patterns.{module}"]
    asked = [(pattern, place) for pattern in patterns for place in places(page, pattern)]
    # Fences and tables do not outlive being put on one line: only then nobody is asked.
    there = {block.kind for block in page.blocks}
    gone = all(pattern.kinds and there.isdisjoint(pattern.kinds) for pattern in patterns)
    assert asked or gone, f"none of the patterns of {module} is called"
    gc.collect()
    gc.disable()  # a search for garbage is no work of the pattern's
    try:
        start = time.process_time()
        with at_most(limit):
            for pattern, place in asked:
                list(pattern.find(place))
        return time.process_time() - start
    finally:
        gc.enable()


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
@pytest.mark.parametrize("fixture", pattern_cases.fixtures(), ids=lambda fixture: fixture.name)
def test_each_pattern_on_what_it_looks_for(
    fixture: pattern_cases.Fixture, shape: Callable[[list[str], int], str]
) -> None:
    notes = [case.note for case in fixture.cases]
    short = max(seconds_alone(fixture.name, shape(notes, 2_000), MOST_SECONDS), ALONE)
    seconds_alone(fixture.name, shape(notes, 20_000), MOST_TIMES * short)
