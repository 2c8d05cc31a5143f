"""What was found in the notes, kept until a note or a rule changes: so that a quiz starts at once.

Below ``.studykit/cache`` lie two files for each set of notes: what cards, graph and quiz need, and the
blocks of the notes. A file begins with a line that says of which notes, settings, rules, language and Python it is;
where any of these differs, or the file is damaged, the notes are read again. It is JSON, so that nothing in
it can run, and may be deleted at any time.
"""

from __future__ import annotations

import dataclasses
import json
import sys
import typing
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from studykit.errors import CannotWrite
from studykit.files import replace_file
from studykit.language import chinese
from studykit.model import Document, Extraction, Note
from studykit.settings import NotesSettings

FOLDER = ".studykit/cache"
#: So many files are kept; the ones not used for longest go first.
KEPT = 12

Extract = Callable[[Sequence[Note], NotesSettings], Extraction]
Unpack = Callable[[Any], Any]


def _extract(notes: Sequence[Note], settings: NotesSettings) -> Extraction:
    from studykit.extract import extract  # here, for it loads the segmenter

    return extract(notes, settings)


@dataclass(frozen=True, slots=True)
class Cache:
    """What is kept of ``notes`` in ``study_folder``. Where it cannot be written, everything works without."""

    study_folder: Path
    notes: Sequence[Note]
    settings: NotesSettings = field(default_factory=NotesSettings)

    def extraction(self, extract: Extract = _extract, *, documents: bool = True) -> Extraction:
        """Everything that the notes hold; read anew (by ``extract``) only if something changed.

        Without ``documents`` those may be missing: their blocks take as long to load as all the rest.
        """
        if (kept := self._kept(documents)) is not None:
            return kept
        found = extract(self.notes, self.settings)
        self.put("extraction", {name: pack(getattr(found, name)) for name in _parts()})
        bare = (dataclasses.replace(d, note=Note(d.note.path, "", d.note.digest)) for d in found.documents)
        self.put("documents", pack(tuple(bare)))
        return found

    def _kept(self, documents: bool) -> Extraction | None:
        parts, blocks = self.get("extraction"), self.get("documents") if documents else []
        if parts is None or blocks is None:
            return None
        with suppress(KeyError, TypeError, ValueError, IndexError):
            records = {name: unpack(parts[name]) for name, unpack in _parts().items()}
            texts = {note.path: note for note in self.notes}
            read = map(unpacker(Document), blocks)
            whole = tuple(dataclasses.replace(d, note=texts[d.note.path]) for d in read)
            return Extraction(documents=whole, **records)
        return None

    def get(self, name: str) -> Any:
        """What was put under ``name`` for these very notes and rules, or ``None``."""
        try:
            head, _, body = self._file(name).read_bytes().partition(b"\n")
            if head != self._head(body):
                return None
            return json.loads(body)
        except (OSError, ValueError, RecursionError):
            return None

    def put(self, name: str, data: object) -> None:
        """Keep plain data (what JSON can hold) under ``name``, replacing the file whole."""
        body = json.dumps(data, ensure_ascii=True, separators=(",", ":")).encode()
        file = self._file(name)
        with suppress(CannotWrite):
            replace_file(file, self._head(body) + b"\n" + body)
            _thin_out(file.parent)

    def _file(self, name: str) -> Path:
        """One file for each set of notes, so that asking now for all notes and now for one keeps both."""
        places = sha256("\0".join(note.path for note in self.notes).encode("utf-8", "replace"))
        return self.study_folder / FOLDER / f"{name}-{places.hexdigest()[:12]}.json"

    def _head(self, body: bytes) -> bytes:
        known = sha256(f"{rules()} {chinese()} {sys.version_info[:3]} {self.settings}".encode("utf-8", "replace"))
        for note in self.notes:
            known.update(f"\0{note.path}\0{note.digest}".encode("utf-8", "replace"))
        return f"studykit {known.hexdigest()} {sha256(body).hexdigest()}".encode()


@cache
def _parts() -> dict[str, Unpack]:
    """How each part of an extraction is made again; the documents are kept apart."""
    hints = typing.get_type_hints(Extraction)
    return {name: unpacker(hints[name]) for name in _names(Extraction) if name != "documents"}


def _thin_out(folder: Path) -> None:
    with suppress(OSError):
        by_use = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime)
        for file in by_use[:-KEPT]:
            file.unlink(missing_ok=True)


@cache
def rules() -> str:
    """A digest of all that decides what is found in a note: our own sources and what they stand on."""
    package = Path(__file__).parent
    digest = sha256()
    for file in sorted(package.rglob("*.py")):
        if file.relative_to(package).parts[0] not in {"commands", "screens", "exporters"}:
            digest.update(file.read_bytes())
    for library in ("jieba", "rjieba", "markdown_it", "mdit_py_plugins"):
        digest.update(f"{library} {_installed(library)}".encode())
    return digest.hexdigest()


def _installed(library: str) -> str:
    """Tells one installation of a library from another, without loading it."""
    found = find_spec(library)
    if found is None or found.origin is None:
        return ""
    return f"{found.origin} {Path(found.origin).stat().st_mtime_ns}"


# Records as plain data: a record is the list of its fields, in order.


def pack(value: object) -> object:
    """A record as lists, strings, numbers."""
    if dataclasses.is_dataclass(value):
        return [pack(getattr(value, name)) for name in _names(value.__class__)]
    if isinstance(value, tuple):
        return [pack(part) for part in value]
    return value


@cache
def _names(of: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(of))


@cache
def unpacker(of: Any) -> Unpack:
    """The function that makes a record (or what an annotation names) again of what :func:`pack` made of it.

    It raises ``TypeError`` or ``ValueError`` where the data has another shape.
    """
    origin = typing.get_origin(of)
    if dataclasses.is_dataclass(of) and isinstance(of, type):
        return _record(of)
    if origin is tuple:
        inner = typing.get_args(of)[0]
        if inner is str:
            return tuple
        each = unpacker(inner)
        return lambda data: tuple(map(each, data))
    return _as_it_is


def _record(of: type) -> Unpack:
    hints: Mapping[str, object] = typing.get_type_hints(of)
    changed = [(i, unpacker(hints[name])) for i, name in enumerate(_names(of))]
    changed = [(i, unpack) for i, unpack in changed if unpack is not _as_it_is]

    def unpack(data: list[Any]) -> object:
        for i, part in changed:
            data[i] = part(data[i])
        return of(*data)

    return unpack


def _as_it_is(data: object) -> object:
    return data
