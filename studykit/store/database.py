"""The database file: where it lies, its schema, how it is opened, whether it is whole.

Rows are only ever added to ``log``. ``memory`` holds what the scheduler named in ``meta`` makes of them.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import fields
from hashlib import file_digest
from pathlib import Path
from typing import Any, NamedTuple, get_args

from studykit.errors import CannotWrite
from studykit.files import replace_file
from studykit.language import say
from studykit.reviews import RATINGS, MarkKind
from studykit.schedule import Memory
from studykit.store.errors import StoreBroken, StoreTooNew

#: "STKT": tells our files from other SQLite databases.
APPLICATION = 0x53544B54
_MAGIC = b"SQLite format 3\0"
#: What SQLite sorts stays in memory: else it would go into a temporary folder that others can see.
_PRIVATE = "temp_store = MEMORY"

#: One tuple of statements for each version of the schema; the version is how many there are.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        # seq: the order in which rows came to this file; what another file brought stands before, from 0 down.
        # at, clock: milliseconds since 1970 (UTC); offset: minutes ahead of UTC; took: milliseconds.
        # undoes: the id of the row that an undo takes back. sum: see row_sum.
        "CREATE TABLE log (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, id TEXT NOT NULL UNIQUE, "
        "kind TEXT NOT NULL, card TEXT NOT NULL, rating INTEGER NOT NULL, offset INTEGER NOT NULL, "
        "clock INTEGER NOT NULL, took INTEGER NOT NULL, undoes TEXT, sum INTEGER NOT NULL)",
        "CREATE INDEX log_at ON log (at)",
        "CREATE INDEX log_card ON log (card, at)",
        "CREATE INDEX log_undoes ON log (undoes) WHERE undoes IS NOT NULL",
        "CREATE INDEX log_aside ON log (card, at) WHERE kind IN ('suspend', 'resume')",
        "CREATE TABLE memory (card TEXT PRIMARY KEY, state TEXT NOT NULL, stability REAL NOT NULL, "
        "difficulty REAL NOT NULL, step INTEGER NOT NULL, interval INTEGER NOT NULL, due_day INTEGER NOT NULL, "
        "due INTEGER NOT NULL, day INTEGER NOT NULL, last INTEGER NOT NULL, first_day INTEGER NOT NULL, "
        "repetitions INTEGER NOT NULL, lapses INTEGER NOT NULL, leech INTEGER NOT NULL, sum INTEGER NOT NULL)",
        "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    ),
    # The tables stay as they are. A row may be of the kind "reset", which the first version takes for damage.
    (),
)


#: Minutes from UTC: no place on earth is further.
_FURTHEST = 14 * 60
_MARKS = get_args(MarkKind)


class Row(NamedTuple):
    """One row of the log. Rows are ordered by time; of two with one id, the smaller one counts."""

    at: int
    id: str
    kind: str
    card: str
    rating: int
    offset: int
    clock: int
    took: int
    undoes: str | None


def in_order(row: Row) -> tuple[object, ...]:
    """The key that rows are ordered by."""
    return (*row[:-1], row.undoes or "")


LOG_COLUMNS = ", ".join(Row._fields)
MEMORY_FIELDS = tuple(field.name for field in fields(Memory))
MEMORY_COLUMNS = ", ".join(MEMORY_FIELDS)
_COLUMNS = {
    "log": {"seq", *Row._fields, "sum"},
    "memory": {"card", *MEMORY_FIELDS, "sum"},
    "meta": {"key", "value"},
}


def memory_values(memory: Memory) -> tuple[object, ...]:
    """The values of a memory in the order of its columns, as SQLite gives them back."""
    *values, leech = (getattr(memory, name) for name in MEMORY_FIELDS)
    return (*values, int(leech))


def row_sum(row: Iterable[object]) -> int:
    """A check sum over the values of a row: SQLite itself does not notice a byte that changed inside one."""
    return zlib.crc32("\x1f".join(map(str, row)).encode("utf-8", "surrogatepass"))


# Where things lie


def state_folder(study_folder: Path) -> Path:
    """The folder of a study folder that holds what studykit must not lose."""
    return study_folder / ".studykit"


def database_path(study_folder: Path) -> Path:
    """The review log of a study folder."""
    return state_folder(study_folder) / "reviews.db"


def journal_of(path: Path) -> Path:
    """Where SQLite keeps what an unfinished transaction replaced."""
    return path.with_name(f"{path.name}-journal")


def make_folder(folder: Path) -> None:
    """Make a folder (and those above it) so that it is still there after a power cut. Raises ``OSError``."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync(folder.parent)


def sync(path: Path) -> None:
    """Have what was written to a file, or the names in a folder, on the disk. Raises ``OSError``."""
    if os.name != "posix" and path.is_dir():  # there a folder cannot be opened
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


# Opening


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """A connection without a transaction of its own; the file is not made. Raises ``sqlite3.Error``."""
    # What a writer that was cut off left behind can only be rolled back by one who may write.
    mode = "rw" if write or journal_of(path).exists() else "ro"
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=10)
    # EXTRA also syncs the folder after the journal is unlinked: else, after a power cut, the journal may be back
    # and undo what was acknowledged. fullfsync is what macOS needs for the same.
    durable = ("journal_mode = DELETE", "synchronous = EXTRA", "fullfsync = ON")
    try:
        for pragma in (_PRIVATE, *(durable if write else ())):
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[sqlite3.Connection]:
    """All of the block is on the disk after it, or none. Raises :class:`CannotWrite`."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield connection
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise cannot_write(path, error) from error
    finally:
        if connection.in_transaction:
            with suppress(sqlite3.Error):  # what cannot be rolled back now is when the file is opened next
                connection.execute("ROLLBACK")


def cannot_write(path: Path, error: sqlite3.Error) -> CannotWrite:
    """The sentence for trouble that SQLite had with the disk."""
    return CannotWrite(
        say(f"{path}: 写不进去，没有保存（{error}）。", f"{path}: cannot be written, not saved ({error}).")
    )


def new_database() -> sqlite3.Connection:
    """An empty database in memory; ``serialize()`` gives the bytes of its file."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute(f"PRAGMA {_PRIVATE}")
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    migrate(connection)
    return connection


def put_new(path: Path, connection: sqlite3.Connection) -> None:
    """Put a database made in memory in the place of ``path``, whole. Raises :class:`CannotWrite`."""
    replace_file(path, connection.serialize())


def version(connection: sqlite3.Connection) -> int:
    """Which version of the schema a database has."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a database to the newest schema, within the transaction of the caller."""
    for number in range(version(connection), len(MIGRATIONS)):
        for statement in MIGRATIONS[number]:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def in_memory(connection: sqlite3.Connection) -> sqlite3.Connection:
    """A copy of a database, with the newest schema; the connection to the original is closed."""
    with closing(connection):
        copy = sqlite3.connect(":memory:", isolation_level=None)
        copy.execute(f"PRAGMA {_PRIVATE}")
        connection.backup(copy)
    migrate(copy)
    return copy


# Whether a file is whole


class Damage(NamedTuple):
    """What is wrong with a file, in a word for programs and in words for people."""

    code: str
    message: str


def damage_of_file(path: Path) -> Damage | None:
    """What the first bytes of a file give away, before SQLite touches it."""
    with path.open("rb") as file:
        head = file.read(100)
    if not head:
        return Damage("empty", say("文件是空的", "the file is empty"))
    if journal_of(path).exists():  # a write was cut off; only SQLite can tell what the file really says
        return None
    if not head.startswith(_MAGIC) or len(head) < 100:
        return Damage("not-a-database", say("不是数据库文件", "it is no database"))
    return _damage_of_schema(int.from_bytes(head[68:72]), int.from_bytes(head[60:64]))


def _damage_of_schema(application: int, version: int) -> Damage | None:
    if application != APPLICATION or version < 1:
        return Damage("unknown-schema", say("不是 studykit 的复习记录", "these are no reviews of studykit"))
    if version > len(MIGRATIONS):
        return Damage("newer-schema", say("由更新版本的 studykit 写成", "a newer studykit wrote it"))
    return None


def damage_of_content(connection: sqlite3.Connection) -> Damage | None:
    """What only reading all of it shows: broken pages, missing tables, changed rows."""
    try:
        damage = damage_of_pages(connection)
        if damage or version(connection) < len(MIGRATIONS):
            return damage  # the rows of an older schema are looked at when they have been migrated
        return damage_of_tables(connection) or _damage_of_rows(connection)
    except sqlite3.DatabaseError as error:
        return unreadable(error)


def damage_of_pages(connection: sqlite3.Connection) -> Damage | None:
    """What SQLite itself can find; raises ``sqlite3.DatabaseError`` where it cannot even look."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if damage := _damage_of_schema(application, version(connection)):
        return damage
    found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0].splitlines()[-1]
    if found != "ok":
        return Damage("damaged", say(f"数据库已损坏（{found}）", f"the database is damaged ({found})"))
    return None


def damage_of_tables(connection: sqlite3.Connection) -> Damage | None:
    """Tables and columns that are not there."""
    for table, columns in _COLUMNS.items():
        there = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
        if not columns <= there:
            missing = ", ".join(sorted(columns - there))
            return Damage("unknown-schema", say(f"表 {table} 缺少 {missing}", f"table {table} lacks {missing}"))
    return None


def _damage_of_rows(connection: sqlite3.Connection) -> Damage | None:
    for table, columns in (("log", LOG_COLUMNS), ("memory", f"card, {MEMORY_COLUMNS}")):
        for *row, stored in connection.execute(f"SELECT {columns}, sum FROM {table}"):  # noqa: S608  # names of ours
            name = row[1] if table == "log" else row[0]
            if row_sum(row) != stored:
                return Damage("changed-row", say(f"记录 {name} 被改动过", f"row {name} was changed"))
            if table == "log" and not sensible(Row(*row)):
                return Damage("bad-value", say(f"记录 {name} 里有不可能的值", f"row {name} holds what cannot be"))
    return None


def unreadable(error: OSError | sqlite3.Error) -> Damage:
    """The damage of a file that does not even let itself be searched for damage."""
    if isinstance(error, OSError | sqlite3.OperationalError):
        return Damage("damaged", say(f"读不了（{error}）", f"it cannot be read ({error})"))
    return Damage("damaged", say(f"数据库已损坏（{error}）", f"the database is damaged ({error})"))


def refuse(path: Path, damage: Damage, advice: str) -> StoreBroken | StoreTooNew:
    """The error for a file that must not be used; ``advice`` says what to do."""
    kind = StoreTooNew if damage.code == "newer-schema" else StoreBroken
    return kind(f"{path}: {damage.message}{say('。', '. ')}{advice}")


def sensible(row: Row) -> bool:
    """Whether the values of a row are such as studykit writes."""
    numbers: tuple[Any, ...] = (row.at, row.offset, row.clock, row.took, row.rating)
    texts: tuple[Any, ...] = (row.id, row.kind, row.card)
    if not all(isinstance(number, int) for number in numbers) or not all(isinstance(text, str) for text in texts):
        return False
    if row.at < 0 or row.took < 0 or abs(row.offset) > _FURTHEST or not row.id or not row.card:
        return False
    if row.kind == "answer":
        return row.rating in RATINGS and row.undoes is None
    return row.rating == 0 and (row.kind in _MARKS) == (row.undoes is None) and row.kind in (*_MARKS, "undo")


# A file that was found whole need not be searched again while its bytes are the same


def known_as_whole(path: Path, seal: Path) -> bool:
    """Whether the file has the very bytes that :func:`seal_as_whole` saw."""
    try:
        return seal.read_text(encoding="ascii") == _digest(path)
    except (OSError, UnicodeDecodeError):
        return False


def seal_as_whole(path: Path, seal: Path) -> None:
    """Remember the bytes of a file that is whole; a cache, so where it cannot be written it falls away."""
    if journal_of(path).exists():
        return  # what was cut off is still to be rolled back
    with suppress(OSError):
        seal.parent.mkdir(parents=True, exist_ok=True)
        seal.write_text(_digest(path), encoding="ascii")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "blake2b").hexdigest()
