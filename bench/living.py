"""How long ``studykit deck`` takes after one note was edited, and after none, beside a build from nothing.

    python bench/living.py [--notes 10000]

Notes are made in a temporary place, about ten cards each; each build is a process of its own. CPU seconds of the
program, so that what else the machine does counts less; the ratios are of runs right after one another.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from notes_synthetic import write_notes

ROOT = Path(__file__).parent.parent
EDITS = 5
#: What must hold, as shares of a build without a cache.
ONE_CHANGED, NONE_CHANGED = 1 / 10, 1 / 20


def main() -> None:
    """Make notes, build in every state, print."""
    parser = argparse.ArgumentParser(description="How long a deck takes after an edit.")
    parser.add_argument("--notes", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "studykit.toml").touch()
        write_notes(folder / "notes", options.notes)
        measure(folder)


def measure(folder: Path) -> None:
    """Print a row for each state of the notes, with the share of the build without a cache."""
    report("first build", build(folder))
    shutil.rmtree(folder / ".studykit")
    cold = build(folder)
    report("no cache", cold)
    one = [build(folder, edit) for edit in range(EDITS)]
    report("one note changed", middle(one), cold, ONE_CHANGED)
    none = [build(folder) for _ in range(EDITS)]
    report("nothing changed", middle(none), cold, NONE_CHANGED)
    sizes = {name: (folder / name).stat().st_size for name in (".studykit/cache/cache.db", "decks/studykit.apkg")}
    say(", ".join(f"{name} {size / 1e6:.0f} MB" for name, size in sizes.items()))


Times = tuple[float, float]


def build(folder: Path, edit: int | None = None) -> Times:
    """CPU and wall seconds of one build, after an edit to one note if there is one."""
    if edit is not None:
        notes = sorted((folder / "notes").rglob("*.md"))
        note = notes[edit * 7919 % len(notes)]
        note.write_text(f"{note.read_text('utf-8')}\n第 {edit} 号缓冲池：放回收以后的页面\n", "utf-8")
    before, started = cpu(), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "studykit", "deck"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    times = cpu() - before, time.perf_counter() - started
    if edit is None:
        first, second = done.stdout.splitlines()[:2]
        say(f"    {first.partition(':')[0]}; {second}")
    return times


def cpu() -> float:
    """Seconds that processes which have ended took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def middle(runs: list[Times]) -> Times:
    """The median of each."""
    return median(cpu for cpu, _ in runs), median(wall for _, wall in runs)


def report(name: str, times: Times, cold: Times | None = None, bound: float = 1.0) -> None:
    """One row."""
    row = f"{name:<18} {times[0]:8.2f} s CPU {times[1]:8.2f} s"
    if cold:
        share = times[0] / cold[0]
        row += f"   1/{1 / share:.1f} of it (at most 1/{1 / bound:.0f}: {'yes' if share <= bound else 'NO'})"
    say(row)


def say(line: str) -> None:
    """One line, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
