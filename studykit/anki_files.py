"""Reading the learner's reviews out of Anki's own files.

A package (.apkg, .colpkg) is a zip with one collection in it: ``collection.anki21b`` (compressed with zstd),
``collection.anki21`` or ``collection.anki2``. The newer ones have an old one beside them that holds nothing
but the advice to update. A collection is an SQLite file; Anki works on one called ``collection.anki2``. Of its
tables, ``notes``, ``cards`` and ``revlog`` are the same in all schemas from 11 to 18; options are JSON in
``col.conf`` in schema 11, and rows of ``config`` since.

The file is read as bytes, and its database is made of them in memory: SQLite never touches the file.
"""

# ruff: noqa: S608  # the names that are put into queries are our own

from __future__ import annotations

import io
import json
import sqlite3
import sys
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Literal, NamedTuple, cast

from studykit.errors import PathMissing, StudykitError
from studykit.language import say
from studykit.reviews import RATINGS, Moment, Rating

#: A collection may not be larger, unpacked: it is held in memory, and a small file can unpack to any size.
LARGEST = 1 << 30
#: The newest schema that is known, and the newest kind of package (the first field of its entry ``meta``).
NEWEST_SCHEMA, NEWEST_PACKAGE = 18, 3
#: What a package may call its collection, the one that counts first.
_NAMES = ("collection.anki21b", "collection.anki21", "collection.anki2")
_ZIP, _ZSTD, _SQLITE = b"PK\3\4", b"\x28\xb5\x2f\xfd", b"SQLite format 3\0"

#: Minutes: no place on earth is further from UTC.
_FURTHEST = 14 * 60


class AnkiFileUnusable(StudykitError):
    """A file is none of Anki's, or damaged, encrypted, too large, too new, or Anki has it open."""


@dataclass(frozen=True, slots=True)
class AnkiReview:
    """An answer in Anki: ``at`` in milliseconds since 1970 (UTC), ``took`` in milliseconds."""

    card: str
    at: int
    rating: Rating
    took: int


@dataclass(frozen=True, slots=True)
class AnkiCard:
    """Whether a card is suspended in Anki, and the instant it last changed there (milliseconds, UTC)."""

    card: str
    suspended: bool
    changed: int


@dataclass(frozen=True, slots=True)
class AnkiHistory:
    """What a file of Anki's says of our cards."""

    #: in the order of time
    reviews: tuple[AnkiReview, ...]
    #: the cards that were made new again, and when (milliseconds since 1970, UTC)
    resets: tuple[tuple[str, int], ...]
    cards: tuple[AnkiCard, ...]
    #: answers that were to leave the schedule alone, due days set by hand, entries with a date in the future
    previews: int
    moved: int
    future: int
    #: how many reviews are of cards that studykit made and that are not known here; how many other cards there are
    unknown: int
    others: int
    #: minutes ahead of UTC, as Anki last noted it, and when; ``None``: a deck package does not say
    offset: int | None
    saved: int

    def offset_at(self, at: int) -> int:
        """Minutes ahead of UTC at an instant (milliseconds since 1970), which Anki's log does not hold.

        This machine's time zone tells, with its summer time, unless Anki last noted another offset than this
        machine had then: Anki is used elsewhere, and what it noted is taken for all its reviews.
        """
        if self.offset is None or self.offset == _offset_here(self.saved):
            return _offset_here(at)
        return self.offset


def _offset_here(at: int) -> int:
    return Moment.of(datetime.fromtimestamp(at / 1000, UTC).astimezone()).offset


def read_history(path: Path, known: Collection[str], until: int) -> AnkiHistory:
    """What Anki knows of the cards whose ids (the GUIDs of Anki's notes) are ``known``; the file is only read.

    What is dated after ``until`` (milliseconds since 1970) is left out. Raises :class:`PathMissing` and
    :class:`AnkiFileUnusable`, whose sentences name the file and say that nothing was imported.
    """
    data = _collection(path)
    try:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.deserialize(data)
            return _history(connection, path, known, until)
    except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:  # the last: SQLite quotes what is damaged
        raise _damaged(path, error) from error


# -- from the file to the collection ------------------------------------------------------------------------


def _collection(path: Path) -> bytearray:
    """The bytes of the SQLite file, marked as one that has no second file beside it."""
    if not path.is_file():
        raise PathMissing(say(f"{path}: 没有这个文件。", f"{path}: there is no such file."))
    try:
        _refuse_if_anki_has_it_open(path)
        with path.open("rb") as file:
            data = _unpacked(file, path)
        _refuse_if_anki_has_it_open(path)
    except (OSError, EOFError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        raise _damaged(path, error) from error
    if not data.startswith(_SQLITE):
        kinds = ".apkg, .colpkg, collection.anki2"
        raise _unusable(path, say(f"不是 Anki 的文件（{kinds}）", f"it is no file of Anki's ({kinds})"))
    data[18:20] = b"\1\1"
    return data


def _unpacked(file: IO[bytes], path: Path) -> bytearray:
    head = file.read(4)
    file.seek(0)
    data = _of_package(file, path) if head == _ZIP else _bounded(file, path)
    return _decompressed(data, path) if data.startswith(_ZSTD) else data


def _of_package(file: IO[bytes], path: Path) -> bytearray:
    with zipfile.ZipFile(file) as archive:
        entries = {entry.filename: entry for entry in archive.infolist()}
        if any(entry.flag_bits & 1 for entry in entries.values()):
            raise _unusable(path, say("加了密码", "it is encrypted"))
        if "meta" in entries:
            with archive.open("meta") as meta:
                _refuse_newer(path, _version(meta.read(16)), NEWEST_PACKAGE)
        name = next((name for name in _NAMES if name in entries), None)
        if name is None:
            raise _unusable(path, say("里面没有 Anki 的集合", "it holds no collection of Anki's"))
        with archive.open(name) as entry:
            return _bounded(entry, path)


def _version(meta: bytes) -> int:
    """The first field of a Protocol Buffers message, a small whole number; 0 if there is none."""
    return meta[1] if len(meta) > 1 and meta[0] == 1 << 3 else 0


def _decompressed(data: bytearray, path: Path) -> bytearray:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    try:
        with zstd.open(io.BytesIO(data)) as file:
            return _bounded(cast("IO[bytes]", file), path)
    except zstd.ZstdError as error:
        raise _damaged(path, error) from error


def _bounded(file: IO[bytes], path: Path) -> bytearray:
    data = bytearray(file.read(LARGEST + 1))
    if len(data) > LARGEST:
        size = f"{LARGEST >> 20:,} MiB"
        raise _unusable(path, say(f"里面的集合超过 {size}", f"the collection in it is larger than {size}"))
    return data


def _refuse_if_anki_has_it_open(path: Path) -> None:
    """While Anki runs, its newest answers stand in a second file; after a crash they still do."""
    for beside in (path.with_name(f"{path.name}{suffix}") for suffix in ("-wal", "-journal")):
        if beside.is_file() and beside.stat().st_size:
            reason = say(
                f"Anki 正开着它（旁边有 {beside.name}）；先退出 Anki，或者在 Anki 里导出，再导入导出的文件",
                f"Anki has it open ({beside.name} lies beside it); quit Anki first, or import what Anki exports",
            )
            raise _unusable(path, reason)


def _refuse_newer(path: Path, version: int, newest: int) -> None:
    if version > newest:
        reason = say("由更新版本的 Anki 写成，这里还不认识", "a newer Anki wrote it than is known here")
        raise _unusable(path, reason)


def _damaged(path: Path, error: Exception) -> AnkiFileUnusable:
    reason = (isinstance(error, OSError) and error.strerror) or str(error) or type(error).__name__
    return _unusable(
        path, say(f"读不了，文件可能已损坏（{reason}）", f"it cannot be read and may be damaged ({reason})")
    )


def _unusable(path: Path, reason: str) -> AnkiFileUnusable:
    return AnkiFileUnusable(say(f"{path}: {reason}。什么也没有导入。", f"{path}: {reason}. Nothing was imported."))


# -- from the collection to the history ---------------------------------------------------------------------


def _history(connection: sqlite3.Connection, path: Path, known: Collection[str], until: int) -> AnkiHistory:
    schema, saved = connection.execute(f"SELECT {_whole('ver')}, {_whole('mod')} FROM col").fetchone() or (0, 0)
    _refuse_newer(path, schema, NEWEST_SCHEMA)
    _check_pages(connection)
    options = _options(connection)
    _find_ours(connection, known)
    entries = _entries(connection, options, until)
    west = options.get("localOffset")
    return AnkiHistory(
        reviews=tuple(AnkiReview(each.card, each.at, each.rating, each.took) for each in entries["review"]),
        resets=tuple((each.card, each.at) for each in entries["reset"]),
        cards=_cards(connection, until),
        previews=len(entries["preview"]),
        moved=len(entries["moved"]),
        future=len(entries["future"]),
        unknown=_count(connection, _REVIEWS_OF_UNKNOWN_CARDS),
        others=_count(connection, "SELECT count(*) FROM cards WHERE id NOT IN (SELECT id FROM ours)"),
        offset=-west if isinstance(west, int) and abs(west) <= _FURTHEST else None,
        saved=min(max(saved, 0), until),
    )


def _check_pages(connection: sqlite3.Connection) -> None:
    """Look for damage in what is read; other tables are sorted in a way that only Anki knows."""
    for table in ("notes", "cards", "revlog"):
        (fault,) = connection.execute(f"PRAGMA quick_check({table})").fetchone()
        if fault != "ok":
            raise sqlite3.DatabaseError(fault.splitlines()[-1])


def _options(connection: sqlite3.Connection) -> dict[str, Any]:
    """The options of the collection, as far as they can be read."""
    found: dict[str, Any] = {}
    with suppress(ValueError, TypeError, AttributeError):
        if _count(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'config'"):
            query = "SELECT key, val FROM config WHERE key IN ('schedVer', 'localOffset')"
            found.update((name, json.loads(value)) for name, value in connection.execute(query))
        else:
            found.update(json.loads(connection.execute("SELECT conf FROM col").fetchone()[0]))
    return found


def _find_ours(connection: sqlite3.Connection, known: Collection[str]) -> None:
    """Make a table ``ours`` of the cards that are known: a note of ours has one, its first."""
    connection.execute("CREATE TEMP TABLE known (guid TEXT PRIMARY KEY)")
    connection.executemany("INSERT OR IGNORE INTO known VALUES (?)", ((each,) for each in known))
    connection.execute(
        "CREATE TEMP TABLE ours AS SELECT cards.id, known.guid AS card, cards.queue, cards.mod "
        "FROM cards JOIN notes ON notes.id = cards.nid JOIN known ON known.guid = notes.guid WHERE cards.ord = 0"
    )
    connection.execute("CREATE INDEX ours_id ON ours (id)")


#: Every note that studykit makes has a tag for its kind of fact.
_REVIEWS_OF_UNKNOWN_CARDS = (
    "SELECT count(*) FROM revlog JOIN cards ON cards.id = revlog.cid JOIN notes ON notes.id = cards.nid "
    "WHERE revlog.ease > 0 AND cards.id NOT IN (SELECT id FROM ours) AND notes.tags LIKE '%studykit::kind::%'"
)


def _cards(connection: sqlite3.Connection, until: int) -> tuple[AnkiCard, ...]:
    rows = connection.execute(f"SELECT card, {_whole('queue')}, {_whole('mod')} * 1000 FROM ours ORDER BY card, id")
    return tuple(AnkiCard(card, queue == -1, changed) for card, queue, changed in rows if 0 < changed <= until)


_Kind = Literal["review", "reset", "preview", "moved", "future"]


class _Entry(NamedTuple):
    """A row of ``revlog`` about one of our cards; ``rating`` 0: nothing was answered."""

    card: str
    at: int
    rating: Rating
    took: int
    type: int
    factor: int


def _entries(
    connection: sqlite3.Connection, options: Mapping[str, Any], until: int
) -> Mapping[_Kind, Sequence[_Entry]]:
    """The log of our cards in the order of time, by kind."""
    columns = ", ".join(_whole(f"revlog.{name}") for name in ("id", "ease", "time", "type", "factor"))
    found = defaultdict(list)
    for row in connection.execute(f"SELECT card, {columns} FROM revlog JOIN ours ON ours.id = revlog.cid ORDER BY 2"):
        entry = _Entry(*row)
        if options.get("schedVer", 1) == 1 and entry.type in (_LEARN, _RELEARN) and entry.rating in (2, 3):
            entry = entry._replace(rating=cast("Rating", entry.rating + 1))  # there was no button for hard then
        found[_kind(entry, until)].append(entry._replace(took=max(entry.took, 0)))
    return found


#: Values of ``revlog.type``.
_LEARN, _RELEARN, _FILTERED, _MANUAL = 0, 2, 3, 4


def _kind(entry: _Entry, until: int) -> _Kind:
    if not 0 < entry.at <= until:
        return "future"
    if entry.rating in RATINGS:  # with a factor, an answer in a filtered deck counts as any other
        return "preview" if entry.type == _FILTERED and not entry.factor else "review"
    return "reset" if entry.type == _MANUAL and not entry.factor else "moved"


def _count(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])


def _whole(column: str) -> str:
    """A column as a whole number, whatever stands in it: SQLite lets a file hold anything anywhere."""
    return f"coalesce(CAST({column} AS INTEGER), 0)"
