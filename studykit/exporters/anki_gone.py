"""Cards that the notes have no more, in a deck for a collection that may have them still.

A package cannot delete a note, and Anki takes over a note whole or not at all. So what goes along once more is
what the last deck said, read from where the new one will lie, with a tag that says so; words of our own would
overwrite what the learner has. It goes without a card: whoever has deleted the note does not get the card back.
"""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from studykit.exporters.anki_fields import SEPARATOR, Rendered
from studykit.exporters.notetypes import BASIC, CLOZE, NoteType
from studykit.exporters.sent import SENT, name_digest, read_sent

#: In Anki's browser: ``tag:studykit::gone``.
GONE = "studykit::gone"

_OF_GUIDS = "SELECT guid, mid, flds, tags FROM notes WHERE guid IN (SELECT value FROM json_each(?)) ORDER BY id"
_TYPES = {note_type.id: note_type for note_type in (BASIC, CLOZE)}


@dataclass(frozen=True, slots=True)
class Farewell:
    """A note of the last deck as Anki gets it once more: ``id`` is the card's, ``modified`` in seconds since 1970."""

    id: str
    rendered: Rendered
    modified: int

    @property
    def type(self) -> NoteType:
        return self.rendered.type


def farewells(last_deck: Path, gone: Mapping[str, int]) -> tuple[Farewell, ...]:
    """Those of the ``gone`` cards (by id the second in which they went) that ``last_deck`` holds, if it is a deck."""
    if not gone:
        return ()
    try:
        with zipfile.ZipFile(last_deck) as archive:
            data = archive.read("collection.anki2")
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(data)
            rows = database.execute(_OF_GUIDS, (json.dumps(list(gone)),)).fetchall()
    except (OSError, KeyError, zipfile.BadZipFile, sqlite3.Error):
        return ()  # no deck yet, or none of ours
    return tuple(_farewells(rows, gone))


def _farewells(rows: Sequence[tuple[str, int, str, str]], gone: Mapping[str, int]) -> Iterator[Farewell]:
    for id, type_id, texts, tags in rows:
        note_type, values = _TYPES.get(type_id), texts.split(SEPARATOR)
        if note_type is not None and len(values) == len(note_type.fields):
            fields = dict(zip(note_type.fields, values, strict=True))
            fields[SENT] = _with_tag(note_type, fields[SENT])
            now = (*(tag for tag in tags.split() if tag != GONE), GONE)
            yield Farewell(id, Rendered(note_type.cloze, SEPARATOR.join(fields.values()), " ".join(now)), gone[id])


def _with_tag(note_type: NoteType, text: str) -> str:
    """What the note remembers of what was sent, the tag with it: so that it is not taken for the learner's own."""
    sent = read_sent(note_type, text)
    return replace(sent, tags=sent.tags | {name_digest(GONE)}).text() if sent else text
