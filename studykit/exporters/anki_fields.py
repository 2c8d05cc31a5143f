"""A card as Anki gets it: HTML for each field of its note type, and its tags; kept until its note changes.

What is kept of a note's cards goes by all that they say and by the rules of :mod:`studykit.exporters`. Pictures
are looked at every time: which ones were asked for is kept too, and what each was called by its content.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from typing import Any

from studykit.cache.packing import unpacker
from studykit.cache.shelf import CannotKeep, Shelf
from studykit.cache.sources import rules
from studykit.exporters.markup import Pictures, clean, escape, render, render_cloze
from studykit.exporters.notetypes import BASIC, CLOZE, NoteType
from studykit.exporters.pictures import Asked, PictureBox
from studykit.exporters.sent import SENT, sent
from studykit.identity import fingerprint
from studykit.model import Card, Span

#: Between the fields of a note: :func:`studykit.exporters.markup.clean` leaves none of it in a text.
SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Rendered:
    """As Anki's table of notes has it: the fields of the note type joined by U+001F, the tags by spaces."""

    cloze: bool
    fields: str
    tags: str

    @property
    def type(self) -> NoteType:
        return CLOZE if self.cloze else BASIC


@dataclass(frozen=True, slots=True)
class _Kept:
    """Of one note: the pictures that were asked for, the names they were given, and the cards in their order."""

    pictures: tuple[Asked, ...]
    names: tuple[str | None, ...]
    cards: tuple[Rendered, ...]


def render_all(
    cards: Sequence[Card],
    decks: Sequence[str],
    pictures: PictureBox,
    shelf: Shelf | None = None,
    prints: Sequence[str] = (),
) -> list[Rendered]:
    """Every card, which goes into the deck of the full name given; what they show is collected.

    ``prints`` are the cards' fingerprints, if they are known.
    """
    prints = prints or list(map(fingerprint, cards))
    by_note: dict[str, list[int]] = {}
    for index, card in enumerate(cards):
        by_note.setdefault(card.span.path, []).append(index)
    says = [
        f"{card.id}\x1f{content}\x1f{card.span.first}\x1f{deck}"
        for card, content, deck in zip(cards, prints, decks, strict=True)
    ]
    keys = {path: _key([says[index] for index in indexes]) for path, indexes in by_note.items()}
    kept = shelf.get("anki", keys) if shelf else {}
    made: dict[str, tuple[bytes, _Kept]] = {}
    found: dict[int, Rendered] = {}
    for path, indexes in by_note.items():
        note = _still_right(kept.get(path), pictures)
        if note is None:
            note = _render_note([cards[index] for index in indexes], [decks[index] for index in indexes], pictures)
            made[path] = (keys[path], note)
        found.update(zip(indexes, note.cards, strict=True))
    if shelf and made:
        with suppress(CannotKeep):  # the cache of the notes says so
            shelf.put("anki", made)
    return [found[index] for index in range(len(cards))]


def _key(says: Sequence[str]) -> bytes:
    """Of all that the cards of one note say, and where."""
    return blake2b("\x1e".join((rules("exporters"), *says)).encode("utf-8", "surrogatepass"), digest_size=32).digest()


def _still_right(data: Any, pictures: PictureBox) -> _Kept | None:
    """What was kept of a note, if every picture in it is as it was."""
    with suppress(TypeError, ValueError, IndexError):
        kept: _Kept = unpacker(_Kept)(data)
        return kept if pictures.are_as(kept.pictures, kept.names) else None
    return None


def _render_note(cards: Sequence[Card], decks: Sequence[str], pictures: PictureBox) -> _Kept:
    asked: dict[Asked, str | None] = {}

    def find(address: str, span: Span) -> str | None:
        name = asked[Asked(address, span)] = pictures.add(address, span)
        return name

    rendered = tuple(
        _render(card, deck, partial(find, span=card.span)) for card, deck in zip(cards, decks, strict=True)
    )
    return _Kept(tuple(asked), tuple(asked.values()), rendered)


def _render(card: Card, deck: str, find: Pictures) -> Rendered:
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
    tags = tuple(anki_tags(card))
    fields = dict.fromkeys(note_type.fields, "") | fields
    fields[SENT] = sent(note_type, fields, deck, tags).text()
    return Rendered(note_type.cloze, SEPARATOR.join(fields[name] for name in note_type.fields), " ".join(tags))


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
