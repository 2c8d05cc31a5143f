"""Run as a program of its own: somebody learns with a real Anki for weeks, then exports in every way there is.

It needs ``shims/clock.c`` loaded and ``ANKI_TEST_MODE=1``, which switches off Anki's fuzz. It reads a plan
(JSON, see :class:`Plan`) from standard input, and writes what Anki then knows (:class:`Known`).
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypedDict

from anki.collection import ExportAnkiPackageOptions
from anki.decks import DeckId
from anki.scheduler.v3 import Scheduler
from anki.scheduler_pb2 import CardAnswer
from anki_helpers import Anki
from store_helpers import shim

DECK = "studykit"

#: Milliseconds since 1970, the name of a method of :class:`Learner`, its arguments.
Deed = tuple[int, str, list[Any]]


class Plan(TypedDict):
    """``deeds`` in the order of time; ``progress``: whether learning progress is ticked on import."""

    package: str
    progress: bool
    folder: str
    deeds: list[Deed]


class Known(TypedDict):
    """Anki's log (card, at, ease, took, type, factor), its day at each answer by its time, the memory of each card.

    ``due``: in how many days each card is due, seen from the day of the last deed.
    """

    log: list[tuple[str, int, int, int, int, int]]
    days: dict[int, int]
    memories: dict[str, tuple[float, float] | None]
    due: dict[str, int]


class Learner:
    """What somebody does in Anki, to cards named by the GUIDs of their notes."""

    def __init__(self, anki: Anki) -> None:
        self.anki = anki
        self.collection = anki.collection
        self.days: dict[int, int] = {}
        self.now = 0
        self.filtered = DeckId(0)

    @property
    def scheduler(self) -> Scheduler:
        assert isinstance(self.collection.sched, Scheduler)
        return self.collection.sched

    def answer(self, card: str, rating: int) -> None:
        found = self.anki.card(card)
        found.start_timer()
        states = self.collection._backend.get_scheduling_states(found.id)
        button = CardAnswer.Rating.ValueType(rating - 1)
        self.scheduler.answer_card(self.scheduler.build_answer(card=found, states=states, rating=button))
        self.days[self.now] = self.scheduler.today

    def set_due_date(self, card: str, days: str) -> None:
        self.scheduler.set_due_date([self.anki.card(card).id], days)

    def reset(self, card: str) -> None:
        self.scheduler.schedule_cards_as_new([self.anki.card(card).id])

    def suspend(self, card: str) -> None:
        self.scheduler.suspend_cards([self.anki.card(card).id])

    def unsuspend(self, card: str) -> None:
        self.scheduler.unsuspend_cards([self.anki.card(card).id])

    def gather(self, reschedule: bool) -> None:
        """Put all cards into a filtered deck."""
        deck = self.scheduler.get_or_create_filtered_deck(self.filtered)
        deck.config.reschedule = reschedule
        deck.config.search_terms[0].search = f"deck:{DECK}"
        self.filtered = DeckId(self.scheduler.add_or_update_filtered_deck(deck).id)

    def scatter(self) -> None:
        """Put them back."""
        self.scheduler.empty_filtered_deck(self.filtered)

    def add_note(self, guid: str, tag: str) -> None:
        """Add a note that has nothing to do with the package."""
        kind = self.collection.models.by_name("Basic")
        assert kind
        note = self.collection.new_note(kind)
        note.guid, note["Front"], note.tags = guid, guid, [tag]
        self.collection.add_note(note, self.collection.decks.id("Other") or DeckId(1))

    def wait(self) -> None:
        """Do nothing but see which day it is."""
        assert self.scheduler.today >= 0

    def copy_while_open(self, name: str) -> None:
        """Copy the collection with what lies beside it, as it is while Anki runs."""
        folder = Path(self.collection.path).parent
        (folder.parent / name).mkdir()
        for path in folder.glob("collection.anki2*"):
            shutil.copyfile(path, folder.parent / name / path.name)


def live(plan: Plan, set_clock: Callable[[int], None]) -> Known:
    """Do what the plan says in a new collection, then leave every kind of file in the folder."""
    folder = Path(plan["folder"])
    set_clock(plan["deeds"][0][0])
    with Anki(folder / "Anki") as anki:
        anki.collection.set_config("fsrs", True)
        anki.load(Path(plan["package"]), with_scheduling=plan["progress"])
        learner = Learner(anki)
        for at, deed, arguments in plan["deeds"]:
            set_clock(at)
            learner.now = at
            getattr(learner, deed)(*arguments)
        known = _known(learner)
        _export(learner, folder)
    shutil.copyfile(folder / "Anki" / "collection.anki2", folder / "collection.anki2")
    return known


_DUE = "SELECT guid, due FROM cards JOIN notes ON notes.id = nid WHERE queue = 2"


def _known(learner: Learner) -> Known:
    log = learner.anki.rows(
        "SELECT notes.guid, revlog.id, ease, time, revlog.type, revlog.factor FROM revlog JOIN cards ON cards.id = cid "
        "JOIN notes ON notes.id = nid ORDER BY revlog.id"
    )
    memories: dict[str, tuple[float, float] | None] = {}
    for guid, number in learner.anki.rows("SELECT guid, cards.id FROM notes JOIN cards ON notes.id = nid"):
        state = learner.collection._backend.compute_memory_state(number)
        has = state.HasField("state")
        memories[guid] = (state.state.stability, state.state.difficulty) if has else None
    today = learner.scheduler.today
    due = {guid: number - today for guid, number in learner.anki.rows(_DUE)}
    return {"log": log, "days": learner.days, "memories": memories, "due": due}


def _export(learner: Learner, folder: Path) -> None:
    collection = learner.collection
    for name, legacy in (("new", False), ("legacy", True)):
        options = ExportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True, with_media=True, legacy=legacy)
        collection.export_anki_package(out_path=str(folder / f"{name}.apkg"), options=options, limit=None)
        collection.export_collection_package(str(folder / f"{name}.colpkg"), include_media=False, legacy=legacy)
        collection.reopen(after_full_sync=False)
    nothing = ExportAnkiPackageOptions(with_scheduling=False, with_deck_configs=False, with_media=False, legacy=False)
    collection.export_anki_package(out_path=str(folder / "no scheduling.apkg"), options=nothing, limit=None)


def learn(package: Path, folder: Path, deeds: list[Deed], zone: str, *, progress: bool = False) -> Known:
    """Let somebody in ``zone`` live through ``deeds`` with the cards of a package; the files come into ``folder``."""
    folder.mkdir()
    plan: Plan = {"package": str(package), "progress": progress, "folder": str(folder), "deeds": deeds}
    done = subprocess.run(
        [sys.executable, __file__],
        env=os.environ | {"LD_PRELOAD": str(shim("clock")), "ANKI_TEST_MODE": "1", "TZ": zone},
        input=json.dumps(plan),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    known = json.loads(done.stdout)
    log = [tuple(row) for row in known["log"]]
    days = {int(at): day for at, day in known["days"].items()}  # keys are text in JSON
    return {"log": log, "days": days, "memories": known["memories"], "due": known["due"]}


def _main() -> None:
    clock = ctypes.CDLL(os.environ["LD_PRELOAD"]).set_clock
    clock.argtypes = [ctypes.c_longlong]
    json.dump(live(json.load(sys.stdin), clock), sys.stdout)


if __name__ == "__main__":
    _main()
