"""Run as a program of its own: answers cards in a real Anki collection, at the times that are given.

It needs ``shims/clock.c`` loaded and ``ANKI_TEST_MODE=1``, which switches off Anki's fuzz. It reads a plan
(JSON, see :class:`Plan`) from standard input, and writes what Anki made of each answer.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any, TypedDict

from anki.collection import Collection
from anki.scheduler.v3 import Scheduler
from anki.scheduler_pb2 import CardAnswer, SchedulingState


class Plan(TypedDict):
    """``answers``: (milliseconds since 1970, number of the card, rating 1-4), in the order of time."""

    weights: list[float]
    retention: float
    cards: int
    answers: list[tuple[int, int, int]]


class Outcome(TypedDict):
    """After an answer: Anki's day, the memory, and either days or seconds until the card comes back."""

    today: int
    stability: float
    difficulty: float
    days: int
    seconds: int


class History(TypedDict):
    """What Anki made of each answer, and in the end of each card: stability and difficulty."""

    answers: list[Outcome]
    memories: list[tuple[float, float]]


def answer(plan: Plan, folder: Path) -> History:
    """Do what the plan says in a new collection."""
    clock = ctypes.CDLL(os.environ["LD_PRELOAD"])
    set_clock = clock.set_clock
    set_clock.argtypes = [ctypes.c_longlong]
    set_clock(plan["answers"][0][0])
    collection = Collection(str(folder / "collection.anki2"))
    _set_up(collection, plan)
    cards = _add_cards(collection, plan["cards"])
    scheduler = collection.sched
    assert isinstance(scheduler, Scheduler)
    outcomes = []
    for ms, number, rating in plan["answers"]:
        set_clock(ms)
        card = collection.get_card(cards[number])
        card.start_timer()
        states = collection._backend.get_scheduling_states(card.id)
        scheduler.answer_card(
            scheduler.build_answer(card=card, states=states, rating=CardAnswer.Rating.ValueType(rating - 1))
        )
        chosen = (states.again, states.hard, states.good, states.easy)[rating - 1]
        outcomes.append(_outcome(scheduler.today, chosen))
    found = [collection._backend.compute_memory_state(card) for card in cards]
    collection.close()
    return {
        "answers": outcomes,
        "memories": [(memory.state.stability, memory.state.difficulty) for memory in found],
    }


def _set_up(collection: Collection, plan: Plan) -> None:
    collection.set_config("fsrs", True)
    config: Any = collection.decks.config_dict_for_deck_id(collection.decks.current()["id"])
    config["fsrsParams6"] = plan["weights"]
    config["desiredRetention"] = plan["retention"]
    collection.decks.update_config(config)


def _add_cards(collection: Collection, count: int) -> list[Any]:
    kind = collection.models.by_name("Basic")
    assert kind
    notes = [collection.new_note(kind) for _ in range(count)]
    for number, note in enumerate(notes):
        note["Front"] = str(number)
        collection.add_note(note, collection.decks.current()["id"])
    return [note.card_ids()[0] for note in notes]


def _outcome(today: int, state: SchedulingState) -> Outcome:
    kind = state.normal.WhichOneof("kind")
    learning = {"learning": state.normal.learning, "relearning": state.normal.relearning.learning}.get(kind or "")
    memory = learning.memory_state if learning else state.normal.review.memory_state
    return {
        "today": today,
        "stability": memory.stability,
        "difficulty": memory.difficulty,
        "days": 0 if learning else state.normal.review.scheduled_days,
        "seconds": learning.scheduled_secs if learning else 0,
    }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        json.dump(answer(json.load(sys.stdin), Path(folder)), sys.stdout)
