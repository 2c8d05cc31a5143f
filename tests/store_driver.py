"""Run as a program of its own, with ``shims/faults.c`` loaded: learners whose machines fail them.

Each answers four cards (the first of a new day, so with a backup) and notes, outside of the study folder,
what the store called saved.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import signal
import sqlite3
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from random import Random
from time import sleep
from typing import IO

from store_helpers import NOW, SCHEDULER, fill, later, what_is_lost

from studykit.anki_files import AnkiHistory, AnkiReview
from studykit.errors import StudykitError
from studykit.store import database, log, open_store
from studykit.store.backups import restore
from studykit.store.checking import repair
from studykit.store.importing import take_in
from studykit.store.merging import merge, read_rows

MODES = {"kill": 1, "tear": 2, "full": 3, "broken": 4, "interrupt": 5}
#: What may lie beside the reviews when nobody is studying; a cut-off journal that is not needed stays until the
#: next answer.
BELONGS = {"reviews.db", "reviews.db-journal", "lock", "backups", "cache", "aside"}
TOMORROW = later(NOW, days=1)


# Builds of studykit that are wrong: the tests must find them out


def commit_late() -> None:
    """Everything is committed when the quiz ends."""

    @contextmanager
    def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[sqlite3.Connection]:
        if not connection.in_transaction:
            connection.execute("BEGIN IMMEDIATE")
        yield connection

    def close(self: log.Store) -> None:
        self.connection.execute("COMMIT")
        right_close(self)

    right_close = log.Store.close
    log.transaction = transaction  # type: ignore[attr-defined]  # where it is used
    log.Store.close = close  # type: ignore[method-assign]


def with_pragmas(*pragmas: str) -> Callable[[], None]:
    """The database is opened with other settings."""

    def apply() -> None:
        def connect(path: Path, *, write: bool) -> sqlite3.Connection:
            connection = right_connect(path, write=write)
            for pragma in pragmas:
                connection.execute(f"PRAGMA {pragma}")
            return connection

        right_connect = database.connect
        log.connect = connect  # type: ignore[attr-defined]  # where it is used

    return apply


def no_folder_synced() -> None:
    """New folders are made and not synced into the folder above them."""
    database.sync = lambda path: None


BUILDS: dict[str, Callable[[], None]] = {
    "right": lambda: None,
    "commits late": commit_late,
    "synchronous off": with_pragmas("synchronous = OFF"),
    "synchronous full": with_pragmas("synchronous = FULL"),
    "folders not synced": no_folder_synced,
    "write-ahead log, synchronous normal": with_pragmas("journal_mode = WAL", "synchronous = NORMAL"),
}


# A learner


def study(folder: Path, acknowledge: Callable[[str], None]) -> int:
    """Answer four cards; an error is said, and the next card is tried all the same."""
    code = 0
    try:
        with open_store(folder, SCHEDULER, TOMORROW) as store:
            for number in range(4):
                try:
                    answered = store.answer(f"card{number}", 3, later(TOMORROW, minutes=number), 1000)
                    acknowledge(answered.review.id)
                except StudykitError:
                    code = 1
    except StudykitError:
        code = 1
    return code


def put_back(folder: Path, _: Callable[[str], None]) -> int:
    """Restore the newest backup."""
    return _tried(lambda: restore(folder, None, TOMORROW))


def join(folder: Path, _: Callable[[str], None]) -> int:
    """Merge the log of another machine."""

    def work() -> None:
        with open_store(folder, SCHEDULER, TOMORROW) as store:
            merge(folder, store, folder / "other", TOMORROW)

    return _tried(work)


#: What somebody answered in Anki.
FROM_ANKI = tuple(AnkiReview(f"card{n % 9}", NOW.utc - 1_000_000 + n * 1000, 3, 500) for n in range(40))


def bring_in(folder: Path, _: Callable[[str], None]) -> int:
    """Import the reviews from Anki."""
    history = AnkiHistory(FROM_ANKI, (), (), 0, 0, 0, 0, 0, NOW.offset, NOW.utc)

    def work() -> None:
        with open_store(folder, SCHEDULER, TOMORROW) as store:
            take_in(folder, store, history, TOMORROW)

    return _tried(work)


def mend(folder: Path, _: Callable[[str], None]) -> int:
    """Repair."""
    return _tried(lambda: repair(folder, SCHEDULER, TOMORROW))


def _tried(work: Callable[[], object]) -> int:
    try:
        work()
    except StudykitError:
        return 1
    return 0


DEEDS = {"study": study, "restore": put_back, "merge": join, "import": bring_in, "repair": mend}


# What befalls them


def befall(build: str, template: Path, place: Path, mode: str, deed: str) -> Iterator[str]:
    """Let ``mode`` strike at every call in turn, and tell what was lost; last of all, how many there were."""
    folder, acks = place / "study", place / "acks"
    at, calls = -1, 0
    while at < calls:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(template, folder)
        acks.write_text("")
        status = _in_a_child(partial(_struck, build, folder, place, MODES[mode], at, deed))
        if os.WIFEXITED(status):
            calls = max(calls, int((place / "calls").read_text()))
        if status not in (0, 256, signal.SIGKILL):
            yield f"{mode} at call {at}: ended with {status}"
        if deed == "repair":  # what was not mended then is mended now
            mend(folder, lambda _: None)
        saved = (template / "acks").read_text().split() + acks.read_text().split()
        for complaint in what_is_lost(folder, saved, later(TOMORROW, minutes=9)):
            yield f"{mode} at call {at}: {complaint}"
        for complaint in _lost_from_sight(folder, (template / "newest").read_text().split()):
            yield f"{mode} at call {at}: {complaint}"
        at += 1
    yield f"{calls} calls"


def _lost_from_sight(folder: Path, newest: list[str]) -> Iterator[str]:
    """Files that should not be there, and answers that are in no file any more."""
    state = folder / ".studykit"
    if stray := {path.name for path in state.iterdir()} - BELONGS:
        yield f"left behind {stray}"
    known = {row.id for path in (state / "reviews.db", *state.glob("aside/*.db")) for row in read_rows(path)}
    yield from (f"in no file: {id}" for id in newest if id not in known)
    if sum(id.startswith("anki-") for id in known) not in (0, len(FROM_ANKI)):
        yield "half an import"


def _in_a_child(work: Callable[[], int]) -> int:
    child = os.fork()
    if not child:
        os._exit(work())
    return os.waitpid(child, 0)[1]


def _struck(build: str, folder: Path, place: Path, mode: int, at: int, deed: str) -> int:
    """Do something until it strikes at the call ``at`` (-1: never); the exit code."""
    shims = ctypes.CDLL(os.environ["LD_PRELOAD"])
    signal.signal(signal.SIGINT, signal.default_int_handler)  # it may be ignored where the tests run
    BUILDS[build]()
    with (place / "acks").open("a") as said:
        shims.faults_arm(os.fsencode(folder), mode, at)
        try:
            code = DEEDS[deed](folder, lambda id: _say(said, id))
        except KeyboardInterrupt:
            code = 1
        except BaseException:
            traceback.print_exc()
            code = 2
        calls = shims.faults_calls()
        shims.faults_arm(b"", 0, -1)
    (place / "calls").write_text(str(calls))
    return code


def _say(said: IO[str], id: str) -> None:
    print(id, file=said, flush=True)


def record(folder: Path, trace: Path) -> None:
    """Study undisturbed, and write down every change to the disk, with what was called saved in between."""
    shims = ctypes.CDLL(os.environ["LD_PRELOAD"])
    descriptor = os.open(trace, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    shims.faults_trace(os.fsencode(folder), descriptor)

    def saved(id: str) -> None:
        os.write(descriptor, f"saved {id}\n".encode())

    study(folder, saved)
    shims.faults_trace(b"", -1)


def study_for_ever(folder: Path, acks: Path, build: str) -> None:
    """Answer until somebody ends it."""
    BUILDS[build]()
    with acks.open("a") as said, open_store(folder, SCHEDULER, TOMORROW) as store:
        number = 0
        while True:
            number += 1
            answered = store.answer(f"card{number % 50}", 3, later(TOMORROW, minutes=number / 100), 1000)
            _say(said, answered.review.id)


def killed_at_random(build: str, place: Path, times: int) -> Iterator[str]:
    """Kill a learner again and again, and tell what was lost; last of all, how many answers were saved."""
    folder, random, answers = place / "study", Random(7), 0  # noqa: S311  # the same moments every time
    acks = folder / "acks"
    for time in range(times):
        if time % 25 == 0:  # else it would take ever longer to look through them
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(place / "template", folder)
        child = os.fork()
        if not child:
            study_for_ever(folder, acks, build)
        before = len(acks.read_text().split())
        sleep(random.uniform(0, 0.06))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        for complaint in what_is_lost(folder, acks.read_text().split(), later(TOMORROW, days=1)):
            yield f"kill {time}: {complaint}"
        answers += len(acks.read_text().split()) - before
    yield f"{answers} answers"


def prepare(template: Path, *, used: bool) -> None:
    """A study folder; ``used``: with the answers of yesterday."""
    template.mkdir()
    (template / "acks").write_text("".join(f"{id}\n" for id in (fill(template) if used else [])))
    (template / "newest").touch()


def prepare_for_deeds(template: Path) -> None:
    """A study folder with a backup, an answer that is newer and the log of another machine."""
    prepare(template, used=True)
    fill(template / "other", 5, later(NOW, minutes=90))
    with open_store(template, SCHEDULER, NOW) as store:
        store.back_up_as_asked(NOW)
        (template / "newest").write_text(store.answer("card", 3, NOW, 0).review.id)


def main() -> None:
    """``build what place …``; the outcome as JSON on standard output."""
    build, what, place = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    if what == "befall":
        json.dump(list(befall(build, place / "template", place, sys.argv[4], sys.argv[5])), sys.stdout)
    elif what == "kill":
        json.dump(list(killed_at_random(build, place, int(sys.argv[4]))), sys.stdout)
    else:
        BUILDS[build]()
        record(place / "study", place / "trace")


if __name__ == "__main__":
    main()
