"""A review log as large as many years make it, the same in every run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

from studykit.reviews import DAY_MS, RATINGS, Moment, Review
from studykit.schedule import Fsrs, Memory, Scheduler
from studykit.settings import QuizSettings
from studykit.store import open_store
from studykit.store.database import Row, database_path, transaction
from studykit.store.log import insert

START = 1_700_000_000_000
SHANGHAI = 480


def histories(cards: int, reviews: int, scheduler: Scheduler) -> Iterator[Review]:
    """So many reviews of each card, most of them on time and passed."""
    random = Random(1)  # noqa: S311  # the same log every time
    for card in range(cards):
        memory: Memory | None = None
        at = START + random.randrange(200 * DAY_MS)
        for number in range(reviews):
            rating = random.choices(RATINGS, (10, 8, 70, 12))[0]
            review = Review(f"{card:010x}{number:06x}", f"card{card:012}", rating, at, SHANGHAI, at, 4000)
            yield review
            memory = scheduler.after(memory, review)
            at = max(memory.due + 1000, at + memory.interval * DAY_MS + random.randrange(3_600_000))


def fill(folder: Path, cards: int, reviews: int) -> Moment:
    """Put such a log into a study folder; the morning after the last review."""
    scheduler = Fsrs(QuizSettings())
    log = sorted(histories(cards, reviews, scheduler), key=lambda review: (review.at, review.id))
    now = Moment(log[-1].at + DAY_MS, SHANGHAI)
    with open_store(folder, scheduler, now) as store:
        with transaction(store.connection, database_path(folder)) as connection:
            for each in log:
                row = Row(each.at, each.id, "answer", each.card, each.rating, each.offset, each.clock, each.took, None)
                insert(connection, row)
            connection.execute("DELETE FROM meta")
        store.refresh_memories()
    return now
