"""A quiz as a pure state machine: :func:`step` takes a state and an event, gives a state and effects.

No clock, no randomness, no terminal, no disk: the time comes in with every event (milliseconds since 1970,
UTC), and what is to be done outside goes out as an effect, whose outcome comes back through :func:`settle`.
So a rating counts as saved only when :class:`Saved` says so:

    question ──Show, Reply──► answer ──Rate──► saving ──Saved──► the next question, or done
                                ▲                 └──Failed──► answer
                                └────────── Undone ◄──Undo── question, answer, done
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from studykit.answers import Comparison, Verdict, accepted, compare, is_code, plain
from studykit.model import Card
from studykit.reviews import AGAIN, EASY, GOOD, HARD, MINUTE_MS, Rating

#: How a card is asked: shown and graded, typed, chosen among several, or told step by step.
Way = Literal["reveal", "type", "choose", "order"]
Phase = Literal["question", "answer", "saving", "done", "left"]
#: What is set aside comes back never of itself, or tomorrow.
Aside = Literal["suspend", "bury"]
Notice = Literal["", "undone", "nothing to undo", "undone elsewhere", "suspend", "bury", "changed", "gone", "failed"]

#: With nothing else to ask, a card that comes back this soon is asked right away.
AHEAD = 20 * MINUTE_MS

SUGGESTED: dict[Verdict, Rating] = {"same": GOOD, "close": HARD, "different": AGAIN}


@dataclass(frozen=True, slots=True)
class Question:
    """A card, and how it is asked.

    ``names``: other names of the answer. ``steps``: of a sequence, in order. ``choices``: with the answer
    among them.
    """

    card: Card
    way: Way = "reveal"
    new: bool = False
    leech: bool = False
    names: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


#: How a card is asked, worked out when its turn comes.
Ask: TypeAlias = Callable[[Card], Question]


def family(card: Card) -> str:
    """The same for all cards of one fact: each of them tells too much of the others."""
    return f"{card.span.path}:{card.span.first}-{card.span.last} {card.about[0] if card.about else ''}"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question that comes back in this session at ``due``."""

    due: int
    question: Question


@dataclass(frozen=True, slots=True)
class Tally:
    """What was saved: how many of each rating, how many cards for the first time, and the time they took."""

    again: int = 0
    hard: int = 0
    good: int = 0
    easy: int = 0
    new: int = 0
    took: int = 0

    @property
    def saved(self) -> int:
        return self.again + self.hard + self.good + self.easy


@dataclass(frozen=True, slots=True)
class State:
    """Where a quiz stands. ``queue`` never changes; ``position`` is where it goes on."""

    queue: tuple[Card, ...]
    #: of each card of the queue
    families: tuple[str, ...] = field(default=(), repr=False, compare=False)
    ask: Ask = field(default=Question, repr=False, compare=False)
    position: int = 0
    #: failed and new cards that come back, the soonest first
    waiting: tuple[Waiting, ...] = ()
    #: families that are done for today
    buried: frozenset[str] = frozenset()
    phase: Phase = "done"
    question: Question | None = None
    #: when the question was put
    since: int = 0
    #: how many steps of a sequence are shown
    shown: int = 0
    reply: Comparison | None = None
    #: what Space and Enter mean once the answer is shown
    suggestion: Rating = GOOD
    #: the one that is being saved; in ``before``, the one that was
    rating: Rating | None = None
    tally: Tally = Tally()
    leeches: tuple[Question, ...] = ()
    notice: Notice = ""
    #: the reason in the words of who reported it
    trouble: str = ""
    #: how things were before the last answer, for taking it back
    before: State | None = field(default=None, repr=False, compare=False)

    @property
    def left(self) -> int:
        """How many questions are still to come, the one on the table included, those that come back not."""
        to_come = sum(name not in self.buried for name in self.families[self.position :])
        return to_come + (self.question is not None)


# Events: what the learner does.


@dataclass(frozen=True, slots=True)
class Show:
    """Space or Enter: the next step, the answer, or the suggested rating."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What was typed or chosen."""

    text: str


@dataclass(frozen=True, slots=True)
class Rate:
    """How well it was known."""

    rating: Rating


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back the last answer."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """Suspend the card, or bury it until tomorrow."""

    how: Aside


@dataclass(frozen=True, slots=True)
class Changed:
    """The note was edited: the card as it reads now, or ``None`` where it is gone."""

    card: Card | None


@dataclass(frozen=True, slots=True)
class Quit:
    """Enough for now."""


Event: TypeAlias = Show | Reply | Rate | Undo | SetAside | Changed | Quit


# Outcomes: what became of an effect.


@dataclass(frozen=True, slots=True)
class Saved:
    """The log holds it. ``again``: when the card comes back, if it does so today."""

    again: int | None = None
    leech: bool = False


@dataclass(frozen=True, slots=True)
class WasSetAside:
    """The card is kept away."""

    how: Aside


@dataclass(frozen=True, slots=True)
class Undone:
    """It is taken back. ``question``: of an answer of an earlier session; ``None`` if there was nothing."""

    question: Question | None = None
    #: an answer to a card that these notes do not hold was taken back
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Failed:
    """It could not be done, and why."""

    reason: str


Outcome: TypeAlias = Saved | WasSetAside | Undone | Failed


# Effects: what is to be done outside.


@dataclass(frozen=True, slots=True)
class Save:
    """Put a review into the log."""

    card: Card
    rating: Rating
    took: int


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Take back the last review, or that a card was set aside."""


@dataclass(frozen=True, slots=True)
class PutAside:
    """Keep a card away."""

    card: Card
    how: Aside


Effect: TypeAlias = Save | TakeBack | PutAside


def begin(queue: Iterable[Card], now: int, waiting: Iterable[Waiting] = (), ask: Ask = Question) -> State:
    """The first question, or ``done`` where there is none. ``waiting``: what comes back later today."""
    return _next(replace(_queued(State(()), queue), ask=ask, waiting=_soonest_first(waiting)), now)


def _queued(state: State, queue: Iterable[Card]) -> State:
    cards = tuple(queue)
    return replace(state, queue=cards, families=tuple(map(family, cards)), position=0)


def step(state: State, event: Event, now: int) -> tuple[State, tuple[Effect, ...]]:
    """What becomes of ``state`` when the learner does something. What means nothing in it changes nothing."""
    state = replace(state, notice="", trouble="")
    effects: tuple[Effect, ...] = ()
    match event:
        case Show():
            return _show(state, now)
        case Rate(rating):
            return _rate(state, rating, now)
        case Undo():
            effects = _undo(state)
        case SetAside(how):
            effects = _set_aside(state, how)
        case Reply(text):
            state = _reply(state, text)
        case Changed(card):
            state = _changed(state, card, now)
        case Quit():
            state = replace(state, phase="left")
    return state, effects


def settle(state: State, outcome: Outcome, now: int) -> State:
    """What becomes of ``state`` when an effect has taken place, or could not."""
    match outcome:
        case Saved():
            state = _saved(state, outcome, now)
        case WasSetAside(how):
            state = _next(replace(state, before=state, notice=how), now)
        case Undone():
            state = _undone(state, outcome, now)
        case Failed(reason):
            state = _failed(state, reason)
    return state


# The learner


def _show(state: State, now: int) -> tuple[State, tuple[Effect, ...]]:
    if state.phase == "answer":
        return _rate(state, state.suggestion, now)
    if state.phase != "question" or state.question is None:
        return state, ()
    if state.shown + 1 < len(state.question.steps):
        return replace(state, shown=state.shown + 1), ()
    return replace(state, phase="answer", shown=len(state.question.steps)), ()


def _reply(state: State, text: str) -> State:
    if state.phase != "question" or state.question is None:
        return state
    question = state.question
    if not text.strip():
        return replace(state, phase="answer")
    answer = question.card.answer
    right = (plain(answer),) if question.way == "choose" else accepted(answer, question.names)
    reply = compare(plain(text) if question.way == "choose" else text, right, code=is_code(answer))
    if question.way == "choose" and reply.verdict == "close":  # another choice is wrong, however like it is
        reply = replace(reply, verdict="different")
    return replace(state, phase="answer", reply=reply, suggestion=SUGGESTED[reply.verdict])


def _rate(state: State, rating: Rating, now: int) -> tuple[State, tuple[Effect, ...]]:
    if state.phase != "answer" or state.question is None:
        return state, ()
    took = max(now - state.since, 0)  # clocks are set back
    return replace(state, phase="saving", rating=rating), (Save(state.question.card, rating, took),)


def _undo(state: State) -> tuple[Effect, ...]:
    if state.phase not in ("question", "answer", "done"):
        return ()
    return (TakeBack(),)


def _set_aside(state: State, how: Aside) -> tuple[Effect, ...]:
    if state.phase not in ("question", "answer") or state.question is None:
        return ()
    return (PutAside(state.question.card, how),)


def _changed(state: State, card: Card | None, now: int) -> State:
    if state.question is None or state.phase not in ("question", "answer"):
        return state
    if card is None:
        return _next(replace(state, notice="gone"), now)
    return replace(state, question=replace(state.question, card=card), notice="changed")


# What became of it


def _saved(state: State, saved: Saved, now: int) -> State:
    question, rating = state.question, state.rating
    if state.phase != "saving" or question is None or rating is None:
        return state
    waiting = state.waiting
    if saved.again is not None:
        back = Waiting(saved.again, replace(question, new=False, leech=saved.leech))
        waiting = _soonest_first((*waiting, back))
    leeches = tuple(leech for leech in state.leeches if leech.card.id != question.card.id)
    after = replace(
        state,
        waiting=waiting,
        buried=state.buried | {family(question.card)},
        tally=_counted(state.tally, rating, question.new, max(now - state.since, 0)),
        leeches=(*leeches, question) if saved.leech else leeches,
        before=_past(state),
    )
    return _next(after, now)


def _soonest_first(waiting: Iterable[Waiting]) -> tuple[Waiting, ...]:
    return tuple(sorted(waiting, key=lambda entry: entry.due))


def _counted(tally: Tally, rating: Rating, new: bool, took: int) -> Tally:
    return Tally(
        tally.again + (rating == AGAIN),
        tally.hard + (rating == HARD),
        tally.good + (rating == GOOD),
        tally.easy + (rating == EASY),
        tally.new + new,
        tally.took + took,
    )


def _past(state: State) -> State:
    """The state to return to, with the answer shown: whoever takes back wants to grade again."""
    return replace(state, phase="answer")


def _undone(state: State, undone: Undone, now: int) -> State:
    if state.before is not None:
        return replace(state.before, since=now, rating=None, notice="undone")
    if undone.question is not None:
        return _put_back(state, undone.question, now)
    return replace(state, notice="undone elsewhere" if undone.elsewhere else "nothing to undo")


def _put_back(state: State, question: Question, now: int) -> State:
    """The question of an earlier session's answer, before the one on the table."""
    rest = [card for card in state.queue[state.position :] if card.id != question.card.id]
    pending = [state.question.card] if state.question and state.question.card.id != question.card.id else []
    waiting = tuple(entry for entry in state.waiting if entry.question.card.id != question.card.id)
    return replace(
        _put(replace(_queued(state, (*pending, *rest)), waiting=waiting), question, now),
        phase="answer",
        shown=len(question.steps),
        notice="undone",
    )


def _failed(state: State, reason: str) -> State:
    phase = "answer" if state.phase == "saving" else state.phase
    return replace(state, phase=phase, rating=None, notice="failed", trouble=reason)


# The next question


def _next(state: State, now: int) -> State:
    """Who comes back now goes first, then the queue, then who comes back soon."""
    if state.waiting and state.waiting[0].due <= now:
        return _take_waiting(state, now)
    for position in range(state.position, len(state.queue)):
        if state.families[position] not in state.buried:
            question = state.ask(state.queue[position])
            return _put(replace(state, position=position + 1), question, now)
    state = replace(state, position=len(state.queue))
    if state.waiting and state.waiting[0].due <= now + AHEAD:
        return _take_waiting(state, now)
    return replace(state, phase="done", question=None, reply=None, rating=None, since=now)


def _take_waiting(state: State, now: int) -> State:
    first, *rest = state.waiting
    return _put(replace(state, waiting=tuple(rest)), first.question, now)


def _put(state: State, question: Question, now: int) -> State:
    return replace(
        state,
        phase="question",
        question=question,
        since=now,
        shown=0,
        reply=None,
        suggestion=GOOD,
        rating=None,
    )
