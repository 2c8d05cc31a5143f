"""What the review log is made of: moments, reviews, marks. Immutable, and free of any database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

#: 1 again, 2 hard, 3 good, 4 easy: the four buttons of Anki and FSRS.
Rating = Literal[1, 2, 3, 4]
AGAIN: Final = 1
HARD: Final = 2
GOOD: Final = 3
EASY: Final = 4
RATINGS: tuple[Rating, ...] = (AGAIN, HARD, GOOD, EASY)

MINUTE_MS = 60_000
DAY_MS = 86_400_000
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """An instant at a place: milliseconds since 1970 (UTC), and minutes that its clocks are ahead of UTC."""

    utc: int
    offset: int = 0

    @classmethod
    def of(cls, time: datetime) -> Moment:
        """The moment of an aware ``datetime``; commands ask the clock with ``datetime.now().astimezone()``."""
        offset = time.utcoffset()
        if offset is None:
            raise ValueError(f"{time}: no time zone")
        return cls(round(time.timestamp() * 1000), round(offset / timedelta(minutes=1)))


def day_of(utc: int, offset: int, day_begins: int) -> int:
    """The day that a moment belongs to, counted from 1970-01-01.

    ``utc`` in milliseconds, ``offset`` in minutes; days begin ``day_begins`` minutes after local midnight.
    """
    return (utc + (offset - day_begins) * MINUTE_MS) // DAY_MS


def date_of(day: int) -> date:
    """The calendar date of a day of :func:`day_of`."""
    return date.fromordinal(day + _EPOCH)


@dataclass(frozen=True, slots=True)
class Review:
    """One answer of the learner, as it stands in the log. Never changed.

    ``at`` is when it counts as given and ``clock`` what the clock said then, both in milliseconds since 1970
    (UTC). They differ only where the clock had run back: of the reviews of one card, each is later than the one before.
    ``offset`` is minutes ahead of UTC, ``took`` milliseconds from question to rating.
    """

    id: str
    card: str
    rating: Rating
    at: int
    offset: int
    clock: int
    took: int


MarkKind = Literal["suspend", "resume", "bury", "reset"]


@dataclass(frozen=True, slots=True)
class Mark:
    """What the learner did to a card other than answer it. Never changed.

    The card was put aside (``suspend``) until it was taken up again (``resume``), or for the day (``bury``);
    or it was made new again (``reset``, as Anki calls it): what was answered before no longer counts for its schedule.
    """

    id: str
    card: str
    kind: MarkKind
    at: int
    offset: int
    clock: int


def since_reset(history: Iterable[Review | Mark]) -> list[Review]:
    """The reviews of one card, in order, that its schedule is made of: those after its last reset."""
    reviews: list[Review] = []
    for event in history:
        if isinstance(event, Review):
            reviews.append(event)
        elif event.kind == "reset":
            reviews.clear()
    return reviews
