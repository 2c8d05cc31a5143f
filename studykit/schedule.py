"""When a card is asked again: FSRS-6, as a pure function of the card's reviews.

The memory model itself (stability, difficulty) is py-fsrs's. What stands here is what a learner used to Anki
expects around it: days that begin in the small hours of local time and are counted as days, not as spans of
24 hours; learning steps; hard < good < easy; an interval that grows is never spread back below the last one;
and a spread that depends on card and repetition alone, so that the same reviews give the same days.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Literal, NamedTuple, Protocol

import fsrs

from studykit.files import MARKER
from studykit.language import say
from studykit.reviews import AGAIN, EASY, GOOD, HARD, RATINGS, Moment, Review, day_of
from studykit.settings import DAY, QuizSettings, SettingsWrong

State = Literal["learning", "review", "relearning"]

_MIDNIGHT = datetime(1970, 1, 1, tzinfo=UTC)
_RATING: Mapping[int, fsrs.Rating] = {rating: fsrs.Rating(rating) for rating in RATINGS}


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of one card after its reviews; a card without reviews has none.

    Days are those of :func:`studykit.reviews.day_of`; instants are milliseconds since 1970 (UTC).
    """

    state: State
    #: days until the chance to remember has fallen to 0.9
    stability: float
    #: 1 (easy) to 10 (hard)
    difficulty: float
    #: in learning and relearning: the index of the step the card waits for, else 0
    step: int
    #: days from the last review to the next one; 0 when the card waits for a step
    interval: int
    #: the day on which the card is to be asked
    due_day: int
    #: on that day, from which instant on: matters where the card waits for a step within the day
    due: int
    #: day and instant of the last review
    day: int
    last: int
    #: the day of the first review
    first_day: int
    #: how often the card was reviewed
    repetitions: int
    #: how often a card that was learned was forgotten
    lapses: int
    #: forgotten so often that the card itself should be mended
    leech: bool


class Scheduler(Protocol):
    """What can tell when a card is due. Another one takes the place of :class:`Fsrs` by having these."""

    @property
    def name(self) -> str:
        """Differs between schedulers that could give different memories for the same reviews."""

    def day(self, now: Moment) -> int:
        """The day that ``now`` belongs to."""

    def after(self, memory: Memory | None, review: Review) -> Memory:
        """The memory of a card after one more review; ``None`` is a card never asked."""

    def retrievability(self, memory: Memory, day: int) -> float:
        """The chance that the card is remembered on ``day``, 0 to 1."""


def replay(scheduler: Scheduler, reviews: Iterable[Review]) -> Memory | None:
    """The memory of a card after all its ``reviews``, in order."""
    memory = None
    for review in reviews:
        memory = scheduler.after(memory, review)
    return memory


def outcomes(
    scheduler: Scheduler, memory: Memory | None, card: str, now: Moment
) -> tuple[Memory, Memory, Memory, Memory]:
    """What each button would lead to, from again to easy: exactly what answering now will store."""
    again, hard, good, easy = (
        scheduler.after(memory, Review("", card, rating, now.utc, now.offset, now.utc, 0)) for rating in RATINGS
    )
    return again, hard, good, easy


def is_due(memory: Memory, now: Moment, today: int) -> bool:
    """Whether the card is to be asked now; ``today`` is ``scheduler.day(now)``."""
    return memory.due_day < today or (memory.due_day == today and memory.due <= now.utc)


class Fsrs:
    """FSRS-6 with the settings of the quiz: the :class:`Scheduler` there is.

    Raises :class:`~studykit.settings.SettingsWrong` for weights that FSRS does not take.
    """

    def __init__(self, settings: QuizSettings) -> None:
        self._settings = settings
        # Only its memory model is used: it knows no steps and no intervals here.
        self._model = _model(settings.weights)
        # Cards that are new have much the same past: in the replay of a log half of this is known already.
        self._reviewed = lru_cache(maxsize=100_000)(self._review)
        weights = self._model.parameters
        self._gain = {HARD: weights[15], GOOD: 1.0, EASY: weights[16]}
        #: how fast a memory fades: Anki notes it with every card
        self.decay = weights[20]
        self._factor = 0.9 ** (-1 / self.decay) - 1
        #: days until the chance has fallen to the desired retention, for each day of stability
        self._wait = (settings.desired_retention ** (-1 / self.decay) - 1) / self._factor
        self.name = _name(settings, weights)

    def day(self, now: Moment) -> int:
        """The day that ``now`` belongs to."""
        return day_of(now.utc, now.offset, self._settings.day_begins)

    def retrievability(self, memory: Memory, day: int) -> float:
        """The chance that the card is remembered on ``day``, 0 to 1: FSRS's power curve."""
        elapsed = max(0, day - memory.day)
        chance: float = (1 + self._factor * elapsed / memory.stability) ** -self.decay
        return chance

    def after(self, memory: Memory | None, review: Review) -> Memory:
        """The memory of a card after one more review; ``None`` is a card never asked."""
        day, at = day_of(review.at, review.offset, self._settings.day_begins), review.at
        if memory is not None:  # a clock that ran back, or a flight to the west
            day, at = max(day, memory.day), max(at, memory.last)
        stability, difficulty = self._strength(memory, day, review.rating)
        step = self._step(memory, review.rating)
        interval = 0 if step else self._interval(memory, day, review, stability)
        due_day, due = self._due(step, review.offset, day + interval, at)
        lapses = 0
        if memory is not None:
            lapses = memory.lapses + (memory.state == "review" and review.rating == AGAIN)
        return Memory(
            state="review" if not step else "relearning" if _was_learned(memory) else "learning",
            stability=stability,
            difficulty=difficulty,
            step=step.number if step else 0,
            interval=interval,
            due_day=due_day,
            due=due,
            day=day,
            last=at,
            first_day=memory.first_day if memory else day,
            repetitions=memory.repetitions + 1 if memory else 1,
            lapses=lapses,
            leech=0 < self._settings.leech_after <= lapses,
        )

    def _strength(self, memory: Memory | None, day: int, rating: int) -> tuple[float, float]:
        """Stability and difficulty after a rating on ``day``."""
        if memory is None:
            return self._reviewed(None, None, 0, rating)
        return self._reviewed(memory.stability, memory.difficulty, day - memory.day, rating)

    def _review(
        self, stability: float | None, difficulty: float | None, elapsed: int, rating: int
    ) -> tuple[float, float]:
        """What py-fsrs makes of a rating ``elapsed`` days after the last one; it is told days as midnights."""
        state = fsrs.State.Learning if stability is None else fsrs.State.Review
        last = None if stability is None else _MIDNIGHT
        card = fsrs.Card(0, state, None, stability, difficulty, _MIDNIGHT, last)
        card, _ = self._model.review_card(card, _RATING[rating], _MIDNIGHT + timedelta(days=elapsed))
        assert card.stability is not None and card.difficulty is not None  # noqa: S101, PT018  # for mypy
        return card.stability, card.difficulty

    def _step(self, memory: Memory | None, rating: int) -> _Step | None:
        """The step that a card waits for next; ``None`` where its next review is days away."""
        steps = self._settings.relearning_steps if _was_learned(memory) else self._settings.learning_steps
        if not steps or rating == EASY:
            return None
        if rating == AGAIN:
            return _Step(0, steps[0])
        if memory is not None and memory.state == "review":
            return None
        index = min(memory.step, len(steps) - 1) if memory else 0
        if rating == GOOD:
            return _Step(index + 1, steps[index + 1]) if index + 1 < len(steps) else None
        return _Step(index, steps[index] if index else _hard_first_step(steps))

    def _interval(self, memory: Memory | None, day: int, review: Review, stability: float) -> int:
        """Days until the next review: at least one, and more than a worse rating that passes would give."""
        known = memory is not None and memory.state == "review"
        last = memory.interval if memory is not None and known and review.rating != AGAIN else 0
        worse = range(HARD if known else GOOD, review.rating)
        stabilities = [self._stability(memory, day, rating, review.rating, stability) for rating in worse]
        stabilities.append(stability)
        seed = zlib.crc32(f"{review.card}/{memory.repetitions if memory else 0}".encode())
        days = 0
        for each in stabilities:
            ideal = each * self._wait
            days = self._spread(ideal, max(days + 1, _not_less(ideal, last)), seed)
        return days

    def _stability(self, memory: Memory | None, day: int, rating: int, given: int, stability: float) -> float:
        """Stability after another ``rating`` that passes, when ``given`` leads to ``stability``."""
        if memory is None or day == memory.day:
            return self._strength(memory, day, rating)[0]
        # Hard and easy multiply by a weight each what good adds: half the time of a replay is saved by that.
        gain = self._gain[rating] / self._gain[given]
        return memory.stability + (stability - memory.stability) * gain

    def _spread(self, ideal: float, least: int, seed: int) -> int:
        """A whole number of days near ``ideal``, at least ``least``: which one, the seed says (32 bits)."""
        most = self._settings.maximum_interval
        least = min(least, most)
        ideal = min(max(ideal, least), most)
        around = _leeway(ideal) if self._settings.fuzz else 0.0
        low = max(_nearest(ideal - around), least)
        high = min(_nearest(ideal + around), most)
        return low + seed * (high - low + 1) // 2**32

    def _due(self, step: _Step | None, offset: int, due_day: int, at: int) -> tuple[int, int]:
        """Day and instant; a step that ends on another day ends in its morning, as days do."""
        if step is None:
            return due_day, at
        due = at + step.seconds * 1000
        day = day_of(due, offset, self._settings.day_begins)
        return (due_day, due) if day <= due_day else (day, at)


class _Step(NamedTuple):
    """One of the learning or relearning steps (from 0), and how long until it."""

    number: int
    seconds: int


def _was_learned(memory: Memory | None) -> bool:
    return memory is not None and memory.state != "learning"


def _hard_first_step(steps: tuple[int, ...]) -> int:
    """Between again and good, as in Anki: halfway to the second step, or half as long again without one."""
    if len(steps) > 1:
        return (steps[0] + steps[1]) // 2
    return min(steps[0] * 3 // 2, steps[0] + DAY)


def _nearest(days: float) -> int:
    return math.floor(days + 0.5)


def _not_less(ideal: float, last: int) -> int:
    """The least interval after a pass: the spread must not take back what was gained since the ``last`` one."""
    if _nearest(ideal) > last:
        return last + 1
    return last if last <= _nearest(ideal + _leeway(ideal)) else 0


def _leeway(ideal: float) -> float:
    """By how many days an interval may be longer or shorter, in Anki's measure: an ever smaller share of it."""
    if ideal < 2.5:
        return 0.0
    if ideal < 7:
        return 1 + 0.15 * (ideal - 2.5)
    if ideal < 20:
        return 1.675 + 0.1 * (ideal - 7)
    return 2.975 + 0.05 * (ideal - 20)


def _model(weights: tuple[float, ...]) -> fsrs.Scheduler:
    no_steps: tuple[timedelta, ...] = ()
    usual = fsrs.Scheduler(learning_steps=no_steps, relearning_steps=no_steps, enable_fuzzing=False)
    if not weights:
        return usual
    try:
        return fsrs.Scheduler(weights, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    except ValueError as error:
        raise SettingsWrong(
            say(
                f"{MARKER}: quiz.weights 里有 FSRS 不接受的数；用 studykit optimize 重新计算，或删去这一行。",
                f"{MARKER}: quiz.weights holds a number that FSRS does not take; compute them anew with "
                "studykit optimize, or delete the line.",
            )
        ) from error


def _name(settings: QuizSettings, weights: Sequence[float]) -> str:
    """Changes with everything that memories depend on; the number with this module."""
    parts = (
        *weights,
        settings.desired_retention,
        settings.maximum_interval,
        settings.day_begins,
        settings.learning_steps,
        settings.relearning_steps,
        settings.leech_after,
        settings.fuzz,
    )
    return f"fsrs-6/1/{sha256(repr(parts).encode()).hexdigest()[:16]}"
