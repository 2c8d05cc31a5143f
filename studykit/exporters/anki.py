"""Cards to an Anki package (.apkg): a zip of an SQLite collection and its pictures.

The format is Anki's "legacy 1" package (schema 11), which every Anki since 2.1 imports. genanki has its
tables and records; the subclasses here mend what matters to somebody who imports a deck again and again:

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
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

import genanki
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from studykit.exporters.markup import clean, escape, render, render_cloze
from studykit.exporters.notetypes import BASIC, CLOZE, REVISED, NoteType, style
from studykit.exporters.pictures import PictureBox
from studykit.files import replace_file
from studykit.language import say
from studykit.model import Card, Diagnostic

#: Seconds: 2020-01-01 UTC. No note is older, since Anki cannot live with a time stamp of 0.
EARLIEST = 1_577_836_800

#: Positions of new cards are below a million: Anki's database check moves what is not.
POSITIONS = 1_000_000
#: Rooms for notes and lines among the positions; more of them, and the rooms halve until all fit.
FEWEST_NOTES, FEWEST_LINES = 256, 256

#: Every entry of the zip has this date, the first that the format knows.
ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def write(
    cards: Sequence[Card], target: Path, *, name: str, modified: Mapping[str, int], root: Path
) -> tuple[Diagnostic, ...]:
    """Replace ``target`` by a package of ``cards``, which are given in the order of learning.

    A card goes into the deck ``name::card.deck[0]::…``; ``name`` may be a path itself. ``modified`` has for
    each card's id the second (UTC, since 1970) in which its content last changed. Pictures are looked for
    beside the card's note (``card.span.path``, relative to ``root`` or absolute) and packed if they lie
    inside ``root``. Gives what could not be packed as meant; raises :class:`studykit.errors.CannotWrite`.
    """
    pictures = PictureBox(root)
    decks = _DeckTree(name)
    notes = _Notes(pictures)
    for card, due in zip(cards, positions(cards), strict=True):
        deck = decks.find(card.deck)
        deck.add_note(notes.make(card, due, max(modified[card.id], EARLIEST)))
    replace_file(target, _Package(list(decks)).packed(pictures.files))
    return (*pictures.diagnostics, *notes.diagnostics)


def positions(cards: Sequence[Card]) -> list[int]:
    """Where each card stands among the new ones, from 1: by its note's place among the notes, and its line.

    The rooms for notes and lines come in powers of two: what is added later hardly moves what is there.
    """
    order = {path: n for n, path in enumerate(dict.fromkeys(card.span.path for card in cards))}
    last: Counter[str] = Counter()
    for card in cards:
        last[card.span.path] = max(last[card.span.path], card.span.first)
    room = POSITIONS // _power_of_two(len(order), FEWEST_NOTES)
    gaps = {path: room / _power_of_two(lines + 1, FEWEST_LINES) for path, lines in last.items()}
    on_line: Counter[tuple[str, int]] = Counter()
    result = []
    for card in cards:
        path, line = card.span.path, card.span.first
        within = line * gaps[path] + min(on_line[path, line], gaps[path] - 1)
        on_line[path, line] += 1
        result.append(1 + order[path] * room + int(within))
    return result


def _power_of_two(count: int, least: int) -> int:
    return max(least, 1 << (count - 1).bit_length())


# -- decks --------------------------------------------------------------------------------------------------


def deck_part(text: str) -> str:
    """One name of a deck's path as Anki keeps it: ``::`` would split it, quotes and control characters go."""
    text = unicodedata.normalize("NFC", " ".join(clean(text).split())).replace('"', "")
    text = "".join(c for c in text if unicodedata.category(c) != "Cf").strip(": ")
    # Colons of the same looks that Anki does not take for a separator.
    return re.sub(":{2,}", lambda m: "∶" * len(m[0]), text) or "…"


class _DeckTree:
    """The decks of a package by path. Names that differ in case alone are one deck, as they are for Anki."""

    def __init__(self, root: str) -> None:
        self._root = tuple(root.split("::"))
        self._spelled: dict[str, str] = {}
        self._decks: dict[str, _Deck] = {}
        self._found: dict[tuple[str, ...], _Deck] = {}

    def find(self, path: tuple[str, ...]) -> _Deck:
        if path not in self._found:
            name = ""
            for part in map(deck_part, (*self._root, *path)):
                name = f"{name}::{part}" if name else part
                name = self._spelled.setdefault(name.casefold(), name)
            self._found[path] = self._decks.setdefault(name, _Deck(name))
        return self._found[path]

    def __iter__(self) -> Iterator[_Deck]:
        return iter(self._decks.values())


class _Deck(genanki.Deck):  # type: ignore[misc]  # genanki has no types
    def __init__(self, name: str) -> None:
        super().__init__(_stable_number(name), name)

    def add_note(self, note: _Note) -> None:
        self.notes.append(note)


def _stable_number(text: str) -> int:
    """An id above the times that Anki takes for ids, and below 2**53, up to which its pages can count."""
    return int.from_bytes(blake2b(text.encode(), digest_size=6).digest(), "big") | 1 << 50


# -- notes --------------------------------------------------------------------------------------------------


class _Note(genanki.Note):  # type: ignore[misc]  # genanki has no types
    """A note with one card and a modification time (seconds) of its own."""

    def __init__(
        self, model: Any, fields: list[str], *, guid: str, tags: Iterable[str], due: int, modified: int
    ) -> None:
        super().__init__(model=model, fields=fields, guid=guid, tags=tags, due=due)
        self.modified = modified

    def note_row(self, number: int) -> tuple[object, ...]:
        tags, fields = self._format_tags(), self._format_fields()
        return (
            number,
            self.guid,
            self.model.model_id,
            self.modified,
            -1,
            tags,
            fields,
            self.sort_field,
            0,
            0,
            "",
        )

    def card_row(self, number: int, deck: int) -> tuple[object, ...]:
        return (number, number, deck, 0, self.modified, -1, 0, 0, self.due, *[0] * 8, "")


@dataclass(slots=True)
class _Notes:
    """Makes notes of cards."""

    pictures: PictureBox
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _models: dict[bool, Any] = field(default_factory=lambda: {t.cloze: _model(t) for t in (BASIC, CLOZE)})

    def make(self, card: Card, due: int, modified: int) -> _Note:
        find = partial(self.pictures.add, span=card.span)
        common = {
            "Context": " › ".join(render(part, find) for part in card.context),
            "Statement": render(card.statement, find),
            "Source": escape(clean(str(card.span))),
            "Heading": escape(clean(" › ".join(card.heading))),
            "Kind": card.kind,
            "Id": escape(clean(card.id)),
        }
        text = render_cloze(card.prompt, card.answer, find) if card.form == "cloze" else None
        if text is not None:
            note_type, fields = CLOZE, common | {"Text": text}
        else:
            prompt = render(card.prompt, find) or common["Heading"] or common["Source"]
            note_type, fields = BASIC, common | {"Prompt": prompt, "Answer": render(card.answer, find)}
            if card.form == "cloze":
                self._say_hole_lost(card)
        return _Note(
            self._models[note_type.cloze],
            [fields.get(name, "") for name in note_type.fields],
            guid=clean(card.id),
            tags=anki_tags(card),
            due=due,
            modified=modified,
        )

    def _say_hole_lost(self, card: Card) -> None:
        message = say("挖空在 Anki 里显示不出来，改成了问答卡", "Anki would not show this hole: made a question of it")
        self.diagnostics.append(Diagnostic("cloze-broken", message, card.span.path, card.span.first))


def anki_tags(card: Card) -> list[str]:
    """The card's tags as Anki has them: ``a/b`` is ``a::b``, no spaces; the kind of the fact is one more."""
    paths = [re.split(r"/+|:{2,}", tag.lstrip("#")) for tag in card.tags]
    tags = ("::".join(filter(None, map(_tag_part, path))) for path in paths)
    unique: dict[str, str] = {}
    for tag in filter(None, (*tags, f"studykit::kind::{card.kind}")):
        unique.setdefault(tag.casefold(), tag)
    return list(unique.values())


def _tag_part(text: str) -> str:
    visible = "".join(c for c in clean(text) if unicodedata.category(c) != "Cf")
    return re.sub(r"[\s\"]+", "_", unicodedata.normalize("NFC", visible).strip()).strip(":")


def _model(note_type: NoteType) -> Any:
    return genanki.Model(
        note_type.id,
        note_type.name,
        fields=[{"name": name} for name in note_type.fields],
        templates=[{"name": "Card 1", "qfmt": note_type.question, "afmt": note_type.answer}],
        css=style(),
        model_type=genanki.Model.CLOZE if note_type.cloze else genanki.Model.FRONT_BACK,
    )


# -- the package --------------------------------------------------------------------------------------------


class _Package(genanki.Package):  # type: ignore[misc]  # genanki has no types
    """Writes the rows of a table at once and the decks and models once: time grows with the notes."""

    decks: list[_Deck]

    def packed(self, media: Mapping[str, bytes]) -> bytes:
        """The bytes of the .apkg. The database is made in memory: no temporary file, no trace of one."""
        database = sqlite3.connect(":memory:")
        try:
            self.write_to_db(database.cursor())
            database.commit()
            collection = database.serialize()
        finally:
            database.close()
        names = sorted(media)
        entries = {str(n): media[name] for n, name in enumerate(names)}
        listing = json.dumps({str(n): name for n, name in enumerate(names)}).encode()
        return _zipped({"collection.anki2": collection, "media": listing, **entries})

    def write_to_db(self, cursor: sqlite3.Cursor) -> None:
        """Indexes come last: filling a table is cheaper without them."""
        tables, indexes = APKG_SCHEMA.split("CREATE INDEX", 1)
        cursor.executescript(tables)
        cursor.executescript(APKG_COL)
        notes = [(note, deck.deck_id) for deck in self.decks for note in deck.notes]
        self._write_head(cursor, [note for note, _ in notes])
        first = max((note.modified for note, _ in notes), default=EARLIEST) * 1000
        note_rows = (note.note_row(first + n) for n, (note, _) in enumerate(notes))
        card_rows = (note.card_row(first + n, deck) for n, (note, deck) in enumerate(notes))
        cursor.executemany(f"INSERT INTO notes VALUES ({_marks(11)})", note_rows)  # noqa: S608  # question marks
        cursor.executemany(f"INSERT INTO cards VALUES ({_marks(18)})", card_rows)  # noqa: S608  # question marks
        cursor.executescript(f"CREATE INDEX{indexes}")

    def _write_head(self, cursor: sqlite3.Cursor, notes: list[_Note]) -> None:
        decks = json.loads(cursor.execute("SELECT decks FROM col").fetchone()[0])
        decks |= {str(deck.deck_id): deck.to_json() for deck in self.decks}
        used = {note.model.model_id: note.model for note in notes}
        models = {str(key): model.to_json(REVISED, 1) for key, model in sorted(used.items())}
        cursor.execute("UPDATE col SET decks = ?, models = ?", (json.dumps(decks), json.dumps(models)))


def _marks(columns: int) -> str:
    return ", ".join("?" * columns)


def _zipped(entries: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name, ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # Unix, on whatever system it is made
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return buffer.getvalue()
