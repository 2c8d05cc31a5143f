"""How the learning goes: what is due, what is remembered, what is hard. Pure functions of cards and reviews."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from studykit.model import Card
from studykit.reviews import AGAIN, Moment, Review
from studykit.schedule import Memory, Scheduler

#: Days that the forecast looks ahead, and that the measured retention looks back.
AHEAD, BACK = 30, 30
#: So many of the hardest cards are named.
HARDEST = 10


@dataclass(frozen=True, slots=True)
class Retention:
    """Of ``answers`` to cards that had not been seen that day, the share that was not "again"."""

    answers: int
    remembered: int

    @property
    def share(self) -> float | None:
        """0 to 1; ``None`` where nothing was asked."""
        return self.remembered / self.answers if self.answers else None


@dataclass(frozen=True, slots=True)
class Difficult:
    """A card that was hard to keep."""

    card: Card
    memory: Memory


@dataclass(frozen=True, slots=True)
class Mastery:
    """Of the ``cards`` of a note or a concept, how many were asked, and how many are remembered today.

    ``remembered`` is the sum of the chances to remember each, so it need not be whole.
    """

    name: str
    cards: int
    asked: int
    remembered: float

    @property
    def share(self) -> float:
        """0 to 1; what was never asked counts as not known."""
        return self.remembered / self.cards


@dataclass(frozen=True, slots=True)
class Statistics:
    """Everything that ``studykit stats`` tells. Days are those of the schedule."""

    today: int
    #: cards in the notes: all, never asked, suspended, due today
    cards: int
    new: int
    suspended: int
    due: int
    #: cards asked that the notes have no more
    gone: int
    #: how many cards come due on each day from today on, if all is done in time
    forecast: tuple[int, ...]
    retention: Retention
    desired_retention: float
    #: answers by day
    answers: Mapping[int, int]
    #: days in a row with answers, up to today or yesterday
    streak: int
    #: milliseconds: in all, today
    took: int
    took_today: int
    hardest: tuple[Difficult, ...]
    leeches: tuple[Difficult, ...]
    notes: tuple[Mastery, ...]
    concepts: tuple[Mastery, ...]


@dataclass(frozen=True, slots=True)
class Learned:
    """What the log says: memories by card id, the suspended cards, and all answers in the order of time."""

    memories: Mapping[str, Memory]
    suspended: frozenset[str]
    reviews: Sequence[Review]


def gather(
    cards: Sequence[Card], learned: Learned, scheduler: Scheduler, desired_retention: float, now: Moment
) -> Statistics:
    """The statistics of the ``cards`` of the notes at the moment ``now``."""
    today = scheduler.day(now)
    days = [scheduler.day(Moment(review.at, review.offset)) for review in learned.reviews]
    known = {card.id: card for card in cards}
    active = {id: m for id, m in learned.memories.items() if id in known and id not in learned.suspended}
    forecast = _forecast(active.values(), today)
    answers = Counter(days)
    return Statistics(
        today=today,
        cards=len(known),
        new=len(known.keys() - learned.memories.keys()),
        suspended=len(learned.suspended & known.keys()),
        due=forecast[0],
        gone=len(learned.memories.keys() - known.keys()),
        forecast=forecast,
        retention=_retention(learned.reviews, days, today - BACK),
        desired_retention=desired_retention,
        answers=dict(sorted(answers.items())),
        streak=_streak(answers, today),
        took=sum(review.took for review in learned.reviews),
        took_today=sum(review.took for review, day in zip(learned.reviews, days, strict=True) if day == today),
        hardest=_hardest(known, active),
        leeches=tuple(each for each in _difficult(known, learned.memories) if each.memory.leech),
        notes=_mastery(((card.span.path, card) for card in cards), learned.memories, scheduler, today),
        concepts=mastery_of_concepts(cards, learned.memories, scheduler, today),
    )


def mastery_of_concepts(
    cards: Sequence[Card], memories: Mapping[str, Memory], scheduler: Scheduler, today: int
) -> tuple[Mastery, ...]:
    """How well each concept (by its term) is known that a card is about, the least known first."""
    return _mastery(
        ((concept, card) for card in cards for concept in card.concepts),
        memories,
        scheduler,
        today,
    )


def _forecast(memories: Iterable[Memory], today: int) -> tuple[int, ...]:
    """What is overdue counts for today."""
    due = Counter(max(memory.due_day, today) for memory in memories)
    return tuple(due[today + ahead] for ahead in range(AHEAD))


def _retention(reviews: Sequence[Review], days: Sequence[int], since: int) -> Retention:
    last: dict[str, int] = {}
    answers = remembered = 0
    for review, day in zip(reviews, days, strict=True):
        before = last.get(review.card)
        if before is not None and before < day and day > since:
            answers += 1
            remembered += review.rating != AGAIN
        last[review.card] = day
    return Retention(answers, remembered)


def _streak(answers: Mapping[int, int], today: int) -> int:
    day = today if today in answers else today - 1
    streak = 0
    while day - streak in answers:
        streak += 1
    return streak


def _difficult(known: Mapping[str, Card], memories: Mapping[str, Memory]) -> list[Difficult]:
    """The cards that were ever forgotten or felt hard, the hardest first."""
    found = (Difficult(known[id], memory) for id, memory in memories.items() if id in known)
    return sorted(found, key=lambda each: (-each.memory.lapses, -each.memory.difficulty, each.card.span))


def _hardest(known: Mapping[str, Card], memories: Mapping[str, Memory]) -> tuple[Difficult, ...]:
    return tuple(each for each in _difficult(known, memories) if each.memory.lapses)[:HARDEST]


def _mastery(
    named: Iterable[tuple[str, Card]], memories: Mapping[str, Memory], scheduler: Scheduler, today: int
) -> tuple[Mastery, ...]:
    """The least known first."""
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for name, card in named:
        groups[name].add(card.id)
    found = []
    for name, ids in groups.items():
        asked = [memories[id] for id in sorted(ids) if id in memories]
        remembered = sum(scheduler.retrievability(memory, today) for memory in asked)
        found.append(Mastery(name, len(ids), len(asked), remembered))
    return tuple(sorted(found, key=lambda each: (each.share, each.name)))
