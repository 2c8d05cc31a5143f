"""Looking at what an Anki has of our notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from studykit.ankiconnect import Anki, AnkiNotReady
from studykit.exporters.notetypes import BASIC, CLOZE, NoteType
from studykit.language import say
from studykit.push.plan import Held

#: How the tags begin that every note of ours has, and keeps when it gets another type.
KIND_TAGS = "studykit::kind::"
#: Notes asked about in one request.
ASKED = 500

T = TypeVar("T")
#: Goes through items, and may show how far it has come.
Watch = Callable[[Sequence[Any]], Iterator[Any]]


@dataclass(frozen=True, slots=True)
class Found:
    """The notes by card id, and how many notes of our types there are, copies of the learner's included.

    ``collection`` is its media folder, which tells one collection from another; ``types`` are the names that our
    note types have there, by id; ``retyped`` counts the notes with our tags but another type.
    """

    collection: str
    held: Mapping[str, Held]
    count: int
    types: Mapping[int, str]
    retyped: int


def look(anki: Anki, watch: Watch = iter) -> Found:
    """All notes of our types. Of several with one card's id the oldest counts: the others are copies of it."""
    collection = str(anki.call("getMediaDirPath"))
    names = {number: name for name, number in anki.call("modelNamesAndIds").items()}
    there = [note_type for note_type in (BASIC, CLOZE) if note_type.id in names]
    for note_type in there:
        _check_fields(anki, note_type, names[note_type.id])
    numbers = [(note_type, number) for note_type in there for number in _numbers(anki, note_type)]
    held: dict[str, Held] = {}
    for some in watch(pieces(numbers, ASKED)):
        for id, note in _read(anki, some):
            if id not in held or note.note < held[id].note:
                held[id] = note
    foreign = f"tag:{KIND_TAGS}* -mid:{BASIC.id} -mid:{CLOZE.id}"
    return Found(
        collection=collection,
        held=held,
        count=len(numbers),
        types={note_type.id: names[note_type.id] for note_type in there},
        retyped=len(anki.call("findNotes", query=foreign)),
    )


def how_many(anki: Anki) -> int:
    """How many notes of our types there are."""
    return sum(len(_numbers(anki, note_type)) for note_type in (BASIC, CLOZE))


def _numbers(anki: Anki, note_type: NoteType) -> list[int]:
    return sorted(anki.call("findNotes", query=f"mid:{note_type.id}"))


def _check_fields(anki: Anki, note_type: NoteType, name: str) -> None:
    """A field of another name would silently not be written."""
    missing = set(note_type.fields) - set(anki.call("modelFieldNames", modelName=name))
    if missing:
        fields = ", ".join(sorted(missing))
        raise AnkiNotReady(
            say(
                f"Anki 里的笔记类型 {name} 少了字段 {fields}。请在“工具 → 管理笔记模板 → 字段”里改回原来的名字，"
                "再运行一次。",
                f"The note type {name} in Anki lacks {fields}. Give the fields their names back under Tools → Manage "
                "Note Types → Fields, and run this again.",
            )
        )


def _read(anki: Anki, some: Sequence[tuple[NoteType, int]]) -> Iterator[tuple[str, Held]]:
    type_of = {number: note_type.id for note_type, number in some}
    infos = [info for info in anki.call("notesInfo", notes=list(type_of)) if info and info["cards"]]
    decks = anki.call("getDecks", cards=[info["cards"][0] for info in infos])
    deck_of = {card: deck for deck, cards in decks.items() for card in cards}
    for info in infos:
        number, card = info["noteId"], info["cards"][0]
        fields = {name: entry["value"] for name, entry in info["fields"].items()}
        yield fields["Id"], Held(number, type_of[number], fields, tuple(info["tags"]), card, deck_of[card])


def pieces(items: Sequence[T], length: int) -> list[Sequence[T]]:
    """``items`` in pieces of at most ``length``."""
    return [items[start : start + length] for start in range(0, len(items), length)]
