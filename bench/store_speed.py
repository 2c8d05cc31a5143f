"""How long the review log takes: to replay, until a quiz can ask, and to save an answer.

    python bench/store_speed.py [CARDS] [REVIEWS_A_CARD] [--folder FOLDER]

Milliseconds, the median of five runs, and in brackets those of the processor, which tell more on a machine that
has other work to do. The bounds are for 10,000 cards with ten reviews each. Saving waits for the disk: put
``--folder`` on the disk that matters.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median

from store_synthetic import fill

from studykit.reviews import Moment
from studykit.schedule import Fsrs, Memory
from studykit.settings import QuizSettings
from studykit.store import Store, open_store, read_store
from studykit.store.database import damage_of_content, database_path

RUNS = 5
SCHEDULER = Fsrs(QuizSettings())


def main() -> None:
    """Fill, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cards", nargs="?", type=int, default=10_000)
    parser.add_argument("reviews", nargs="?", type=int, default=10)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(dir=asked.folder))
    try:
        _measure(folder, fill(folder, asked.cards, asked.reviews))
    finally:
        shutil.rmtree(folder)


def _measure(folder: Path, now: Moment) -> None:
    size = database_path(folder).stat().st_size / 1e6
    _say(f"{size:.1f} MB, SQLite {sqlite3.sqlite_version}")
    _row("until a quiz can ask", 600, lambda: _begin(folder, now))
    _row("the same after it was killed", None, lambda: _begin(folder, now, unsealed=True))
    _row("replay of the whole log", 3000, lambda: _replay(folder))
    with read_store(folder, SCHEDULER) as store:
        _row("all answers, for statistics", None, store.reviews)
        _row("search for damage", None, lambda: damage_of_content(store.connection))
    with open_store(folder, SCHEDULER, now) as store:
        _row("backup, once a day", None, lambda: store.back_up_as_asked(now))
        _row("save an answer", 50, lambda: store.answer("card000000000001", 3, now, 900))
        _row("undo", 50, lambda: store.undo(now))


def _begin(folder: Path, now: Moment, *, unsealed: bool = False) -> dict[str, Memory]:
    """All that a quiz asks the store before its first question."""
    if unsealed:
        (folder / ".studykit" / "cache" / "reviews.seal").unlink()
    with closing(open_store(folder, SCHEDULER, now)) as store:
        return _standing(store, SCHEDULER.day(now))


def _replay(folder: Path) -> dict[str, Memory]:
    """With a scheduler that has seen nothing yet: it remembers what it reckoned."""
    with read_store(folder, Fsrs(QuizSettings())) as store:
        return dict(store.replayed())


def _standing(store: Store, today: int) -> dict[str, Memory]:
    store.suspended()
    store.buried(today)
    store.done_on(today)
    return store.memories()


def _row(what: str, bound: int | None, work: Callable[[], object]) -> None:
    times, busy = [], []
    for _ in range(RUNS):
        started, before = time.perf_counter(), time.process_time()
        work()
        times.append((time.perf_counter() - started) * 1000)
        busy.append((time.process_time() - before) * 1000)
    limit = f" of at most {bound}" if bound else ""
    _say(f"{what:<32}{median(times):8.1f} ({median(busy):.1f}){limit}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
