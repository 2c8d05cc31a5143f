"""What the tests of the review log stand on: a schedule, moments, and what must never be lost."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from studykit.errors import StudykitError
from studykit.reviews import DAY_MS, MINUTE_MS, Moment, Rating, Review
from studykit.schedule import Fsrs
from studykit.settings import QuizSettings
from studykit.store import Store, open_store
from studykit.store.checking import check

SCHEDULER = Fsrs(QuizSettings())
#: A Friday noon in Shanghai.
NOW = Moment.of(datetime(2026, 5, 1, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai")))
SHIMS = Path(__file__).parent / "shims"


def moment(text: str, zone: str = "Asia/Shanghai") -> Moment:
    """The moment when clocks in ``zone`` show ``text``, such as ``2026-05-01 12:00``."""
    return Moment.of(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)))


def later(now: Moment, *, days: float = 0, minutes: float = 0) -> Moment:
    return Moment(now.utc + round(days * DAY_MS + minutes * MINUTE_MS), now.offset)


@contextmanager
def quick_folder() -> Iterator[Path]:
    """A folder in memory where there is such a place, for tests that try many things."""
    memory = Path("/dev/shm")  # noqa: S108  # a folder of our own below it
    place = memory if os.access(memory, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="studykit-", dir=place) as folder:
        yield Path(folder)


def review(rating: Rating, now: Moment, card: str = "card") -> Review:
    return Review("", card, rating, now.utc, now.offset, now.utc, 0)


def opened(folder: Path, now: Moment = NOW) -> Store:
    return open_store(folder, SCHEDULER, now)


def fill(folder: Path, answers: int = 20, now: Moment = NOW) -> list[str]:
    """Put some answers into the reviews of a folder, and give their ids."""
    with opened(folder, now) as store:
        return [
            store.answer(f"card{number % 7}", 3 if number % 5 else 1, later(now, minutes=number), 900).review.id
            for number in range(answers)
        ]


def what_is_lost(folder: Path, acknowledged: Iterable[str], now: Moment = NOW) -> list[str]:
    """What a learner would complain of: reviews that were called saved and are gone, or a damaged file."""
    try:
        with opened(folder, now) as store:
            kept = {row.id for row in store.rows()}
    except StudykitError as error:
        return [str(error)]
    faults = [f"{fault.code}: {fault.message}" for fault in check(folder, SCHEDULER, now)]
    return [f"lost: {id}" for id in acknowledged if id not in kept] + faults


@cache
def shim(name: str) -> Path:
    """A library of ``shims/``, compiled; to be loaded with ``LD_PRELOAD``."""
    library = Path(tempfile.mkdtemp(prefix="studykit-shims-")) / f"{name}.so"
    source = SHIMS / f"{name}.c"
    subprocess.run(["gcc", "-O1", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    return library
