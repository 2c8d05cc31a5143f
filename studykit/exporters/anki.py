"""Cards to an Anki package (.apkg): a zip of an SQLite collection and its pictures.

The format is Anki's "legacy 1" package (schema 11), which every Anki since 2.1 imports. genanki has its
tables, decks and note types; the notes and cards here have what matters to somebody who imports a deck again and again:

- A note's GUID is the card's id, and its ``mod`` the time when *its* content last changed: an import updates
  what changed and leaves alone what the learner has reviewed, edited or tagged.
- New cards are due in the order of the notes, with gaps, so that a card added later comes in its place.
- Nothing depends on the clock or on chance: same cards, same bytes.
"""

from __future__ import annotations

import io
import json
import re
import sqlite3
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import Any

import genanki
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from studykit.cache.shelf import Shelf
from studykit.exporters.anki_fields import SEPARATOR, Rendered, render_all
from studykit.exporters.anki_gone import Farewell
from studykit.exporters.anki_history import Past, add_past
from studykit.exporters.markup import clean
from studykit.exporters.notetypes import REVISED, NoteType, style
from studykit.exporters.pictures import PictureBox
from studykit.language import say
from studykit.model import Card, Diagnostic, Span

#: Seconds: 2020-01-01 UTC. No note is older, since Anki cannot live with a time stamp of 0.
EARLIEST = 1_577_836_800

#: Positions of new cards are below a million: Anki's database check moves what is not.
POSITIONS = 1_000_000
#: Rooms for notes and lines among the positions; more of them, and the rooms halve until all fit.
FEWEST_NOTES, FEWEST_LINES = 256, 256

#: Every entry of the zip has this date, the first that the format knows.
ZIP_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class AnkiNote:
    """What Anki gets of a card: HTML for each field of its note type, the full name of its deck, its tags.

    ``id`` is the card's, and the note's GUID; ``due`` the place among the new cards, ``modified`` in seconds
    since 1970.
    """

    id: str
    rendered: Rendered
    deck: str
    due: int
    modified: int
    span: Span

    @property
    def type(self) -> NoteType:
        return self.rendered.type

    @property
    def fields(self) -> dict[str, str]:
        """By name, in the order of the note type."""
        return dict(zip(self.type.fields, self.rendered.fields.split(SEPARATOR), strict=True))

    @property
    def tags(self) -> tuple[str, ...]:
        return tuple(self.rendered.tags.split())


def make_notes(
    cards: Sequence[Card],
    *,
    name: str,
    modified: Mapping[str, int],
    pictures: PictureBox,
    shelf: Shelf | None = None,
    prints: Sequence[str] = (),
) -> tuple[list[AnkiNote], list[Diagnostic]]:
    """What Anki gets of ``cards``, which are given in the order of learning; and what could not be made as meant.

    A card goes into the deck ``name::card.deck[0]::…``; ``name`` may be a path itself. ``modified`` has for
    each card's id the second (UTC, since 1970) in which its content last changed. ``pictures`` finds and collects
    what the cards show. What is kept on the ``shelf`` is not rendered again; ``prints`` are the cards' fingerprints,
    if they are known.
    """
    names = _DeckNames(name)
    full = {path: names.of(path) for path in dict.fromkeys(card.deck for card in cards)}
    decks = [full[card.deck] for card in cards]
    notes, diagnostics = [], []
    for card, due, deck, rendered in zip(
        cards, positions(cards), decks, render_all(cards, decks, pictures, shelf, prints), strict=True
    ):
        notes.append(AnkiNote(card.id, rendered, deck, due, max(modified[card.id], EARLIEST), card.span))
        if card.form == "cloze" and not rendered.cloze:
            diagnostics.append(_hole_lost(card))
    return notes, diagnostics


def _hole_lost(card: Card) -> Diagnostic:
    message = say("挖空在 Anki 里显示不出来，改成了问答卡", "Anki would not show this hole: made a question of it")
    return Diagnostic("cloze-broken", message, card.span.path, card.span.first)


def package(
    notes: Iterable[AnkiNote],
    media: Mapping[str, bytes],
    past: Past | None = None,
    gone: Sequence[Farewell] = (),
) -> bytes:
    """The bytes of an .apkg of ``notes``, with the files of ``media`` by name, and with the ``past`` of its cards."""
    by_deck: dict[str, list[AnkiNote]] = {}
    for note in notes:
        by_deck.setdefault(note.deck, []).append(note)
    names = sorted(media)
    entries = {str(n): media[name] for n, name in enumerate(names)}
    listing = json.dumps({str(n): name for n, name in enumerate(names)}).encode()
    return _zipped({"collection.anki2": _collection(by_deck, past, gone), "media": listing, **entries})


def positions(cards: Sequence[Card]) -> list[int]:
    """Where each card stands among the new ones, from 1: by its note's place among the notes, and its line.

    The rooms for notes and lines come in powers of two: what is added later hardly moves what is there.
    """
    by_note: dict[str, list[int]] = {}
    for index, card in enumerate(cards):
        by_note.setdefault(card.span.path, []).append(index)
    room = POSITIONS // _power_of_two(len(by_note), FEWEST_NOTES)
    result = [0] * len(cards)
    for order, indexes in enumerate(by_note.values()):
        lines = [cards[index].span.first for index in indexes]
        gap = room / _power_of_two(max(lines) + 1, FEWEST_LINES)
        on_line: dict[int, int] = {}
        for index, line in zip(indexes, lines, strict=True):
            before = on_line.get(line, 0)
            on_line[line] = before + 1
            result[index] = 1 + order * room + int(line * gap + min(before, gap - 1))
    return result


def _power_of_two(count: int, least: int) -> int:
    return max(least, 1 << (count - 1).bit_length())


# -- decks --------------------------------------------------------------------------------------------------


@cache
def deck_part(text: str) -> str:
    """One name of a deck's path as Anki keeps it: ``::`` would split it, quotes and control characters go."""
    text = unicodedata.normalize("NFC", " ".join(clean(text).split())).replace('"', "")
    text = "".join(c for c in text if unicodedata.category(c) != "Cf").strip(": ")
    # Colons of the same looks that Anki does not take for a separator.
    return re.sub(":{2,}", lambda m: "∶" * len(m[0]), text) or "…"


class _DeckNames:
    """The full names of decks by path. Those that differ in case alone are one deck, as they are for Anki."""

    def __init__(self, root: str) -> None:
        self._root = tuple(root.split("::"))
        self._spelled: dict[str, str] = {}
        self._found: dict[tuple[str, ...], str] = {}

    def of(self, path: tuple[str, ...]) -> str:
        if path not in self._found:
            name = ""
            for part in map(deck_part, (*self._root, *path)):
                name = f"{name}::{part}" if name else part
                name = self._spelled.setdefault(name.casefold(), name)
            self._found[path] = name
        return self._found[path]


def _stable_number(text: str) -> int:
    """An id above the times that Anki takes for ids, and below 2**53, up to which its pages can count."""
    return int.from_bytes(blake2b(text.encode(), digest_size=6).digest(), "big") | 1 << 50


# -- the package --------------------------------------------------------------------------------------------


def _collection(by_deck: Mapping[str, Sequence[AnkiNote]], past: Past | None, gone: Sequence[Farewell]) -> bytes:
    """The database. It is made in memory: no temporary file, no trace of one."""
    database = sqlite3.connect(":memory:")
    try:
        _write(database.cursor(), by_deck, gone)
        if past:
            add_past(database.cursor(), past)
        database.commit()
        return database.serialize()
    finally:
        database.close()


def _write(cursor: sqlite3.Cursor, by_deck: Mapping[str, Sequence[AnkiNote]], gone: Sequence[Farewell]) -> None:
    """All rows of a table at once, and the indexes last: filling a table is cheaper without them."""
    tables, indexes = APKG_SCHEMA.split("CREATE INDEX", 1)
    cursor.executescript(tables)
    cursor.executescript(APKG_COL)
    decks = {name: genanki.Deck(_stable_number(name), name) for name in by_deck}
    notes = [(note, decks[name].deck_id) for name, notes in by_deck.items() for note in notes]
    every: list[AnkiNote | Farewell] = [*(note for note, _ in notes), *gone]
    _write_head(cursor, decks.values(), {note.rendered.type.id: note.rendered.type for note in every})
    first = max((note.modified for note in every), default=EARLIEST) * 1000
    note_rows = (_note_row(first + n, note) for n, note in enumerate(every))
    card_rows = ((first + n, deck, note.modified, note.due) for n, (note, deck) in enumerate(notes))
    cursor.executemany("INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, 0, 0, '')", note_rows)
    cursor.executemany(f"INSERT INTO cards VALUES (?1, ?1, ?2, 0, ?3, -1, 0, 0, ?4, {'0, ' * 8}'')", card_rows)  # noqa: S608
    cursor.executescript(f"CREATE INDEX{indexes}")


def _write_head(cursor: sqlite3.Cursor, decks: Iterable[Any], used: Mapping[int, NoteType]) -> None:
    listed = json.loads(cursor.execute("SELECT decks FROM col").fetchone()[0])
    listed |= {str(deck.deck_id): deck.to_json() for deck in decks}
    models = {str(id): _model(note_type).to_json(REVISED, 1) for id, note_type in sorted(used.items())}
    cursor.execute("UPDATE col SET decks = ?, models = ?", (json.dumps(listed), json.dumps(models)))


def _note_row(number: int, note: AnkiNote | Farewell) -> tuple[object, ...]:
    """Number, GUID, note type, time of change, tags, fields, and the field that notes are sorted by."""
    texts = note.rendered.fields
    first, tags = texts.partition(SEPARATOR)[0], f" {note.rendered.tags} "
    guid = note.id if note.id.isalnum() else clean(note.id)
    return (number, guid, note.rendered.type.id, note.modified, tags, texts, first)


def _model(note_type: NoteType) -> Any:
    return genanki.Model(
        note_type.id,
        note_type.name,
        fields=[{"name": name} for name in note_type.fields],
        templates=[{"name": "Card 1", "qfmt": note_type.question, "afmt": note_type.answer}],
        css=style(),
        model_type=genanki.Model.CLOZE if note_type.cloze else genanki.Model.FRONT_BACK,
    )


def _zipped(entries: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name, ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # Unix, on whatever system it is made
            info.external_attr = 0o644 << 16
            archive.writestr(info, data, compresslevel=1)  # of the archive it would not reach an entry of ours
    return buffer.getvalue()
