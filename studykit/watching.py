"""Tells when notes may have changed: once, when whoever changes them is done for the moment.

The system reports what happens below folders. Files that are named one by one, and whether a watched folder is
still the same one, are looked at a few times a second: editors put new files in the place of old ones, and
folders are deleted and come back.
"""

from __future__ import annotations

import stat
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from studykit.files import NOTE_SUFFIXES

#: Seconds without a change after which somebody is done; so many at most are waited for that.
QUIET, LONGEST = 0.1, 2.0
#: Seconds for a note that was deleted or emptied to come back: editors and git write in several steps.
GRACE = 1.0

Concerns = Callable[[str], bool]
#: What a path leads to: device and number, and of a file also when it was written and its size; None: nothing.
_Sight = tuple[int, ...] | None


def changes(paths: Sequence[Path], concerns: Concerns) -> Iterator[None]:
    """Once at the beginning, and again whenever something at or below ``paths`` changed that ``concerns``.

    What changes while the receiver is busy is told when it asks for the next. Ends with ``KeyboardInterrupt``.
    """
    while True:
        seen = list(map(_sight, paths))
        told = False
        for touched in _settled(_below(paths, concerns)):
            now = _at_rest(paths, seen)
            if told and not touched and now == seen:
                continue
            if told and (any(map(_is_away, touched)) or now.count(None) > seen.count(None)):
                time.sleep(GRACE)
            yield
            told = True
            if list(map(_folder, now)) != list(map(_folder, seen)):
                break  # to watch the folders that are there now
            seen = now


def _settled(batches: Iterator[Collection[str]]) -> Iterator[set[str]]:
    """What was touched, from the first time until nothing is any more."""
    for first in batches:
        together, batch, until = set(first), first, time.monotonic() + LONGEST
        while batch and time.monotonic() < until:
            batch = next(batches, ())
            together.update(batch)
        yield together


def _below(paths: Sequence[Path], concerns: Concerns) -> Iterator[Collection[str]]:
    """What was touched below the folders among ``paths``, a few times a second: mostly nothing."""
    from watchfiles import watch  # here, for few need it

    folders = [path for path in paths if path.is_dir()]
    while not folders:
        yield ()
        time.sleep(QUIET)
    with suppress(FileNotFoundError):  # it went just now
        for events in watch(
            *folders,
            watch_filter=lambda _, path: concerns(path),
            step=20,
            rust_timeout=int(QUIET * 1000),
            yield_on_timeout=True,
            ignore_permission_denied=True,
        ):
            yield {path for _, path in events}


def _at_rest(paths: Sequence[Path], seen: list[_Sight]) -> list[_Sight]:
    """What the paths lead to, once it is what it was a moment ago."""
    while (now := list(map(_sight, paths))) != seen:
        time.sleep(QUIET)
        seen = now
    return now


def _sight(path: Path) -> _Sight:
    try:
        found = path.stat()
    except OSError:
        return None
    identity = (found.st_dev, found.st_ino)
    return identity if stat.S_ISDIR(found.st_mode) else (*identity, found.st_mtime_ns, found.st_size)


def _folder(sight: _Sight) -> _Sight:
    """Only what is seen of a folder."""
    return sight if sight and len(sight) == 2 else None


def _is_away(path: str) -> bool:
    """Whether a note, or what may have been a folder of notes, is not there, or holds nothing."""
    if Path(path).suffix.lower() not in ("", *NOTE_SUFFIXES):
        return False
    try:
        return Path(path).stat().st_size == 0
    except OSError:
        return True
