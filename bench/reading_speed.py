"""How long it takes to find and read many notes, against nothing but walking the folders and reading the bytes.

    python bench/reading_speed.py [--notes 10000]

The same notes lie in a plain folder and in a work tree of git with long ignore files and ignored folders. Seconds
are of the processor, the best of five runs.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from studykit.files import read_notes

RUNS = 5
#: About as long as a note of a page.
NOTE = "# 标题\n\n" + "流：按顺序执行的操作队列，`cudaStreamCreate` 创建它。\n\n" * 40


def main() -> None:
    """Make the folders, measure, print."""
    parser = argparse.ArgumentParser(description="How long it takes to find and read many notes.")
    parser.add_argument("--notes", type=int, default=10_000)
    count = parser.parse_args().notes
    for name, number, make in (
        ("plain folder", count // 10, make_notes),
        ("plain folder", count, make_notes),
        ("work tree, 200 rules", count, make_work_tree),
    ):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            make(folder, number)
            plain, ours = seconds(partial(walk, folder)), seconds(partial(read, folder))
            sys.stdout.write(f"{name}, {number} notes: walk and read {plain:.3f} s, read_notes {ours:.3f} s\n")


def make_notes(folder: Path, count: int) -> None:
    """So many notes in a hundred folders."""
    for number in range(count):
        place = folder / f"notes/{number % 10}/{number % 100}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"笔记{number}.md").write_text(f"{NOTE}{number}\n", "utf-8")


def make_work_tree(folder: Path, count: int) -> None:
    """The same in a work tree, and a tenth more in a folder that is ignored."""
    make_notes(folder, count)
    (folder / ".git").mkdir()
    (folder / ".gitignore").write_text("".join(f"*.{number}\nfolder{number}/\n" for number in range(100)))
    (folder / "notes/.studykitignore").write_text("草稿/\n")
    for number in range(count // 10):
        place = folder / f"notes/草稿/{number}"
        place.mkdir(parents=True)
        (place / "a.md").write_text(NOTE, "utf-8")


def walk(folder: Path) -> None:
    """What cannot be done without."""
    for place, _, names in os.walk(folder / "notes"):
        for name in names:
            Path(place, name).read_bytes()


def read(folder: Path) -> None:
    """What studykit does."""
    read_notes([folder / "notes"], folder)


def seconds(work: Callable[[], None]) -> float:
    """Of the processor; the best of some runs."""
    best = float("inf")
    for _ in range(RUNS):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best


if __name__ == "__main__":
    main()
