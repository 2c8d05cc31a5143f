"""What was reviewed here, in a package for a new Anki collection: the log, and where each card stands.

Anki takes it over for cards that its collection does not have yet, if the learner says so on import. The columns
are those of Anki's tables ``cards`` and ``revlog`` in schema 11; days are counted from the day on which a
collection was made, which Anki then counts anew from its own.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from studykit.reviews import DAY_MS, Mark, Review
from studykit.schedule import Fsrs, Memory
from studykit.settings import QuizSettings

#: The collection counts as made on 2020-01-01 in Greenwich: any day would do, if it is always the same.
CREATED = 1_577_836_800
_CREATED_DAY = CREATED * 1000 // DAY_MS

#: Values of ``cards.type``, ``cards.queue`` and ``revlog.type``.
_TYPES = {"learning": 1, "review": 2, "relearning": 3}
_SUSPENDED, _NEW, _IN_STEP, _DUE, _IN_STEP_OF_DAYS = -1, 0, 1, 2, 3
_KINDS = {"learning": 0, "review": 1, "relearning": 2}
_MANUAL = 4
#: Permille: what Anki starts from where FSRS is off. The log of this schedule says nothing of it.
_EASE = 2500


@dataclass(frozen=True, slots=True)
class Past:
    """What the review log says: answers and resets of each card in order, and which cards are suspended."""

    histories: Mapping[str, Sequence[Review | Mark]]
    suspended: frozenset[str]
    settings: QuizSettings


class _Logged(NamedTuple):
    """A row of ``revlog`` that has no number and no card yet; ``at`` in milliseconds since 1970 (UTC)."""

    at: int
    ease: int
    interval: int
    last_interval: int
    factor: int
    took: int
    kind: int


def add_past(cursor: sqlite3.Cursor, past: Past) -> None:
    """Put the past of its cards into a collection that holds them as new ones."""
    scheduler = Fsrs(past.settings)
    log: list[tuple[int, _Logged]] = []
    for number, card, position in cursor.execute(
        "SELECT cards.id, notes.guid, cards.due FROM cards JOIN notes ON notes.id = cards.nid ORDER BY cards.id"
    ).fetchall():
        memory, rows = _replayed(past.histories.get(card, ()), scheduler)
        log.extend((number, row) for row in rows)
        columns = _columns(memory, position, past.settings, scheduler) if memory else {}
        if card in past.suspended:
            columns["queue"] = _SUSPENDED
        if columns:
            assigned = ", ".join(f"{name} = ?" for name in columns)
            cursor.execute(f"UPDATE cards SET {assigned} WHERE id = ?", (*columns.values(), number))  # noqa: S608
    cursor.executemany("INSERT INTO revlog VALUES (?, ?, -1, ?, ?, ?, ?, ?, ?)", _numbered(log))
    _set_options(cursor, past.settings)


def _set_options(cursor: sqlite3.Cursor, settings: QuizSettings) -> None:
    """What Anki must know to read days and ratings as they are meant."""
    options = json.loads(cursor.execute("SELECT conf FROM col").fetchone()[0])
    options |= {"schedVer": 2, "sched2021": True, "creationOffset": 0, "rollover": settings.day_begins // 60}
    cursor.execute("UPDATE col SET crt = ?, conf = ?", (CREATED, json.dumps(options)))


def _numbered(log: Iterable[tuple[int, _Logged]]) -> Iterator[tuple[int, ...]]:
    """The rows of ``revlog``. Each is numbered by its instant, so of two in one millisecond one moves on."""
    last = 0
    for card, row in sorted(log, key=lambda entry: (entry[1].at, entry)):
        last = max(row.at, last + 1)
        yield (last, card, *row[1:])


def _replayed(history: Iterable[Review | Mark], scheduler: Fsrs) -> tuple[Memory | None, list[_Logged]]:
    """What is known of a card in the end, and a row for each answer and each reset on the way."""
    memory: Memory | None = None
    rows = []
    for event in history:
        last = _interval(memory) if memory else 0
        if isinstance(event, Review):
            kind = _KINDS[memory.state if memory else "learning"]
            memory = scheduler.after(memory, event)
            rows.append(_Logged(event.at, event.rating, _interval(memory), last, _factor(memory), event.took, kind))
        elif event.kind == "reset":
            memory = None
            rows.append(_Logged(event.at, 0, 0, last, 0, 0, _MANUAL))
    return memory, rows


def _interval(memory: Memory) -> int:
    """Days until the card comes back, or seconds below zero where it waits for a step of the same day."""
    if memory.state == "review" or memory.due_day > memory.day:
        return memory.due_day - memory.day
    return -round((memory.due - memory.last) / 1000)


def _factor(memory: Memory) -> int:
    """Difficulty 1 to 10 as 100 to 1100, the way Anki logs it."""
    return round((memory.difficulty - 1) / 9 * 1000) + 100


def _columns(memory: Memory, position: int, settings: QuizSettings, scheduler: Fsrs) -> dict[str, Any]:
    """What changes in the row of a card that was new at ``position``."""
    within_day = memory.state != "review" and memory.due_day == memory.day
    steps = settings.learning_steps if memory.state == "learning" else settings.relearning_steps
    return {
        "type": _TYPES[memory.state],
        "queue": _DUE if memory.state == "review" else _IN_STEP if within_day else _IN_STEP_OF_DAYS,
        "due": memory.due // 1000 if within_day else memory.due_day - _CREATED_DAY,
        "ivl": max(memory.interval, int(memory.state == "relearning")),  # once learned, never below a day in Anki
        "factor": _EASE if memory.state != "learning" else 0,
        "reps": memory.repetitions,
        "lapses": memory.lapses,
        "left": 0 if memory.state == "review" else max(len(steps) - memory.step, 1),
        "data": _data(memory, position, settings.desired_retention, scheduler.decay),
    }


def _data(memory: Memory, position: int, desired_retention: float, decay: float) -> str:
    """What Anki keeps for FSRS, rounded as it does: to so many places it compares and shows."""
    return json.dumps(
        {
            "pos": position,
            "s": round(memory.stability, 4),
            "d": round(memory.difficulty, 3),
            "dr": round(desired_retention, 2),
            "decay": round(decay, 3),
            "lrt": memory.last // 1000,
        },
        separators=(",", ":"),
    )
