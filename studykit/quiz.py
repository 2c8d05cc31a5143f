"""A quiz under way: the session with the clock, the review log, the schedule and the notes around it.

Screens ask it what to show and tell it what the learner does; it alone writes, and through the store alone.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from studykit.cache import Cache
from studykit.errors import PathMissing, StudykitError
from studykit.files import read_notes
from studykit.identity import Ledger, Reach, resolve
from studykit.model import Card, Extraction
from studykit.reviews import AGAIN, MINUTE_MS, Mark, MarkKind, Moment, Rating
from studykit.schedule import Memory, Scheduler, outcomes
from studykit.selection import Order, Plan, Standing, asking
from studykit.session import (
    Aside,
    Changed,
    Effect,
    Event,
    Failed,
    Outcome,
    PutAside,
    Save,
    Saved,
    State,
    TakeBack,
    Undone,
    WasSetAside,
    begin,
    settle,
    step,
)
from studykit.settings import NotesSettings
from studykit.store import Answered, Store
from studykit.store import Undone as TakenBack

#: In a rehearsal, a card that was not known comes back after so long.
REHEARSED_AGAIN = MINUTE_MS


class Log(Protocol):
    """What a quiz needs of the review log: see :class:`studykit.store.Store`."""

    def answer(self, card: str, rating: Rating, now: Moment, took: int) -> Answered: ...
    def mark(self, card: str, kind: MarkKind, now: Moment) -> Mark: ...
    def undo(self, now: Moment) -> TakenBack | None: ...
    def memory(self, card: str) -> Memory | None: ...
    def back_up(self, now: Moment) -> None: ...


def standing_at(now: Moment, store: Store, scheduler: Scheduler) -> Standing:
    """What the log knows now."""
    today = scheduler.day(now)
    return Standing(store.memories(), today, now.utc, store.suspended(), store.buried(today))


def learning_order(cache: Cache) -> Order:
    """The order of the graph, which is worked out only if something in the notes changed."""
    kept = cache.get("order")
    if kept is None:
        from studykit import graph  # here, for it loads networkx

        order = graph.learning_order(graph.build(cache.extraction()))
        kept = [
            list(map(_term, order.sequence)),
            {_term(concept): list(map(_term, needs)) for concept, needs in order.needs.items() if needs},
        ]
        cache.put("order", kept)
    return Order(*kept)


def neighbours(cache: Cache, concept: str, depth: int) -> frozenset[str]:
    """The concepts (terms) within ``depth`` relations of one. Raises ``UnknownConcept``."""
    from studykit import graph  # here, for it loads networkx

    notes = graph.build(cache.extraction())
    return frozenset(map(_term, graph.neighbourhood(notes, graph.the_concept(notes, concept), depth)))


def _term(node: str) -> str:
    return node.removeprefix("concept:")


@dataclass(slots=True)
class Quiz:
    """``rehearsal``: nothing that is answered goes into the log (``--cram``)."""

    plan: Plan
    found: Extraction
    log: Log
    scheduler: Scheduler
    study_folder: Path
    settings: NotesSettings
    #: of the notes as they were read, by path
    digests: dict[str, str]
    clock: Callable[[], Moment]
    rehearsal: bool = False
    #: what the ids of the cards go by
    ledger: Ledger = field(default_factory=Ledger)
    state: State = field(init=False)

    def __post_init__(self) -> None:
        self.state = begin(self.plan.queue, self.clock().utc, self.plan.waiting, self.plan.ask)

    def do(self, event: Event) -> State:
        """What the learner did, with all that follows from it: when this returns, it is on the disk."""
        now = self.clock()
        self.state, effects = step(self.state, event, now.utc)
        for effect in effects:
            self.state = settle(self.state, self._carry_out(effect, now), now.utc)
        return self.state

    def prepare(self) -> None:
        """Make the day's backup while the learner reads, so that the first answer does not wait for it."""
        with suppress(StudykitError):  # the first answer will say so
            if not self.rehearsal:
                self.log.back_up(self.clock())

    def outlook(self) -> tuple[Memory, ...]:
        """What each rating of the card on the table would lead to, from again to easy; none in a rehearsal."""
        question = self.state.question
        if question is None or self.rehearsal:
            return ()
        card = question.card.id
        return outcomes(self.scheduler, self.log.memory(card), card, self.clock())

    def today(self) -> int:
        """The day that it is now, as the schedule counts days."""
        return self.scheduler.day(self.clock())

    # Effects

    def _carry_out(self, effect: Effect, now: Moment) -> Outcome:
        try:
            match effect:
                case Save(card, rating, took):
                    return self._save(card, rating, took, now)
                case PutAside(card, how):
                    return self._put_aside(card, how, now)
                case TakeBack():
                    return self._take_back(now)
        except StudykitError as error:
            return Failed(str(error))

    def _save(self, card: Card, rating: Rating, took: int, now: Moment) -> Saved:
        if self.rehearsal:
            return Saved(now.utc + REHEARSED_AGAIN if rating == AGAIN else None)
        memory = self.log.answer(card.id, rating, now, took).memory
        comes_back = memory.interval == 0 and memory.due_day == self.scheduler.day(now)
        return Saved(memory.due if comes_back else None, memory.leech)

    def _put_aside(self, card: Card, how: Aside, now: Moment) -> WasSetAside:
        if not self.rehearsal:
            self.log.mark(card.id, how, now)
        return WasSetAside(how)

    def _take_back(self, now: Moment) -> Undone:
        taken = None if self.rehearsal else self.log.undo(now)
        if taken is None or self.state.before is not None:
            return Undone()
        card = next((card for card in self.found.cards if card.id == taken.event.card), None)
        if card is None:
            return Undone(elsewhere=True)
        memories = {} if taken.memory is None else {card.id: taken.memory}
        standing = Standing(memories, self.scheduler.day(now), now.utc)
        return Undone(asking(self.found, standing)(card))

    # Around the card

    def reread(self) -> State:
        """Look again at the note of the card on the table: it may have been edited."""
        question = self.state.question
        if question is None or (card := self._as_it_stands(question.card)) == question.card:
            return self.state
        return self.do(Changed(card))

    def _as_it_stands(self, card: Card) -> Card | None:
        """The card as its note has it now; ``None``: it has it no more."""
        try:
            notes, _ = read_notes([self.study_folder / card.span.path], self.study_folder)
        except PathMissing:
            return None
        if [note.digest for note in notes] == [self.digests.get(card.span.path)]:
            return card
        from studykit.extract import extract  # here, for it loads the segmenter

        self.digests |= {note.path: note.digest for note in notes}
        reach = Reach((card.span.path,), exists=lambda note: (self.study_folder / note).is_file())
        now = resolve(self.ledger, extract(notes, self.settings).cards, reach).cards
        return next((found for found in now if found.id == card.id), None)
