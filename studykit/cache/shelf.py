"""Plain data by kind and name, in one SQLite file that may be deleted, damaged or shared by programs at any time.

Each row has a seal over the key that it was made under and its content: what was made of another note or under other
rules, and what is damaged, is not given out. A file that is no database, or another version's, is begun anew.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from studykit.cache.packing import packed, plain
from studykit.errors import StudykitError

FOLDER = ".studykit/cache"
FILE = "cache.db"

#: Seconds to wait for another program; it writes for less than one.
PATIENCE = 10
#: What SQLite says (in the low byte) of a file that is damaged, no database, or has no such table or column.
_UNUSABLE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_FORMAT}
#: And of one that somebody deleted just now.
_GONE = sqlite3.SQLITE_READONLY_DBMOVED

#: Every deck loads all of these: they lie there uncompressed, which costs room and spares time.
_ASKED_FOR_OFTEN = ("cards", "anki")

_TABLE = """CREATE TABLE IF NOT EXISTS kept
    (kind TEXT NOT NULL, name TEXT NOT NULL, seal BLOB NOT NULL, body BLOB NOT NULL, PRIMARY KEY (kind, name))"""
_FIND = "SELECT seal, body FROM kept WHERE kind = ? AND name = ?"
_PUT = "INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)"
_DROP = "DELETE FROM kept WHERE name = ?"
_DROP_OLD = """DELETE FROM kept WHERE kind = ?1
    AND rowid NOT IN (SELECT rowid FROM kept WHERE kind = ?1 ORDER BY rowid DESC LIMIT ?2)"""


class CannotKeep(StudykitError):
    """The file cannot be written; the message is the system's reason."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The file below a study folder. Reading never fails: what cannot be read is not there.

    Without ``keep`` nothing is ever written.
    """

    study_folder: Path
    keep: bool = True

    @property
    def file(self) -> Path:
        return self.study_folder / FOLDER / FILE

    def get(self, kind: str, keys: Mapping[str, bytes]) -> dict[str, Any]:
        """By name what was put under its key; without what is missing, of another key, or damaged."""
        with suppress(OSError, sqlite3.Error):
            return self._find(kind, keys) if keys and self.file.is_file() else {}
        return {}

    def _find(self, kind: str, keys: Mapping[str, bytes]) -> dict[str, Any]:
        with self._open() as database:
            database.execute("BEGIN")  # one lock for all
            found = ((name, key, database.execute(_FIND, (kind, name)).fetchone()) for name, key in keys.items())
            opened = ((name, _unsealed(key, *row)) for name, key, row in found if row)
            return {name: data for name, data in opened if data is not None}

    def put(self, kind: str, rows: Mapping[str, tuple[bytes, object]], *, most: int | None = None) -> None:
        """Keep data (see :func:`packed`) under its name and key, in the place of what had this name.

        Of a kind the newest ``most`` rows are kept. Raises :class:`CannotKeep`.
        """
        level = 0 if kind in _ASKED_FOR_OFTEN else 1
        sealed = [(kind, name, *_sealed(key, data, level)) for name, (key, data) in rows.items()]

        def put(database: sqlite3.Connection) -> None:
            database.executemany(_PUT, sealed)
            if most is not None:
                database.execute(_DROP_OLD, (kind, most))

        self._change(put)

    def drop(self, kind: str, unwanted: Callable[[str], bool]) -> None:
        """Forget all of every kind that has the name of an unwanted one of this kind. Raises :class:`CannotKeep`."""

        def drop(database: sqlite3.Connection) -> None:
            names = [name for (name,) in database.execute("SELECT name FROM kept WHERE kind = ?", (kind,))]
            database.executemany(_DROP, [(name,) for name in names if unwanted(name)])

        self._change(drop)

    def _change(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """One transaction, in a file that is made where there is none, and made anew where it cannot be used."""
        if not self.keep:
            return
        try:
            self._make_folder()
            try:
                self._in_transaction(work)
            except sqlite3.Error as error:
                self._clear_away(error)
                self._in_transaction(work)
        except (OSError, sqlite3.Error) as error:
            raise CannotKeep(getattr(error, "strerror", None) or str(error)) from error

    def _clear_away(self, error: sqlite3.Error) -> None:
        """Delete a file that cannot be used; another ``error`` is raised again."""
        code = getattr(error, "sqlite_errorcode", 0)
        if code != _GONE:
            if code & 0xFF not in _UNUSABLE:
                raise error
            for part in (self.file, self.file.with_name(f"{FILE}-journal")):
                part.unlink(missing_ok=True)

    def _make_folder(self) -> None:
        """With a word to git, which has no business here."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        ignore = self.file.parent / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")

    def _in_transaction(self, work: Callable[[sqlite3.Connection], None]) -> None:
        with self._open() as database:
            database.execute("BEGIN IMMEDIATE")
            database.execute(_TABLE)
            work(database)
            database.execute("COMMIT")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.file, timeout=PATIENCE, isolation_level=None)) as database:
            # What a power cut leaves is found by its seal: there is nothing to wait for.
            database.execute("PRAGMA synchronous = OFF")
            yield database


def _sealed(key: bytes, data: object, level: int) -> tuple[bytes, bytes]:
    body = packed(data, level)
    return _seal(key, body), body


def _unsealed(key: bytes, seal: bytes, body: bytes) -> Any:
    with suppress(TypeError, ValueError, RecursionError, zlib.error):
        if seal == _seal(key, body):
            return plain(body)
    return None


def _seal(key: bytes, body: bytes) -> bytes:
    return blake2b(body, key=key, digest_size=16).digest()
