"""Reading many notes: one after the other, or on all cores of the machine where there is much to read.

What a note gives depends on nothing but the note (see :func:`studykit.extract.read_note`), so notes can be read side by
side; what comes back is in their order, and the same.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from functools import partial

from studykit import extract
from studykit.model import Note
from studykit.parts import NoteCards, NoteFacts
from studykit.settings import NotesSettings

Read = tuple[NoteCards, NoteFacts]

#: Characters of notes below which one core is done before others have loaded the dictionary.
WORTH_IT = 300_000
#: More processes than this wait for the one that gathers what they found.
MOST_PROCESSES = 8
#: So many notes are handed to a process at a time.
HANDFUL = 4


def read_each(notes: Sequence[Note], settings: NotesSettings) -> Iterator[Read]:
    """What each note gives, in the order of the notes."""
    processes = min(os.cpu_count() or 1, MOST_PROCESSES, len(notes))
    if processes > 1 and sum(len(note.text) for note in notes) >= WORTH_IT:
        return _side_by_side(notes, settings, processes)
    return _one_by_one(notes, settings)


def _one_by_one(notes: Sequence[Note], settings: NotesSettings) -> Iterator[Read]:
    return (extract.read_note(note, settings) for note in notes)


def _side_by_side(notes: Sequence[Note], settings: NotesSettings, processes: int) -> Iterator[Read]:
    from concurrent.futures import ProcessPoolExecutor, process  # here, for most runs have little to read
    from multiprocessing import get_context

    done = 0
    try:
        # not forked: a copy of a process with threads (``studykit watch`` has one) may hang
        with ProcessPoolExecutor(processes, get_context("spawn"), initializer=_leave_interrupts) as pool:
            for read in pool.map(partial(extract.read_note, settings=settings), notes, chunksize=HANDFUL):
                yield read
                done += 1
    except (process.BrokenProcessPool, OSError, ImportError):
        # A process was killed for want of memory, or the system allows none: it goes on here, and takes longer.
        yield from _one_by_one(notes[done:], settings)


def _leave_interrupts() -> None:
    """Ctrl-C is for the process that the learner started."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
