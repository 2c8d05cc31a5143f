"""What is planned, as steps; and doing one, by way of AnkiConnect.

New notes travel in packages without pictures, put into the media folder for as long as their import takes: a
path there is one that Anki can read wherever it runs. Pictures go by themselves, and only those not there yet.
A note's own fields go last, together with what it remembers of its tags and its deck: a push that broke before
that point is done by the next one.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from studykit.ankiconnect import MOST_ACTIONS, MOST_BYTES, Action, Anki, AnkiRefused
from studykit.exporters.anki import AnkiNote, package
from studykit.exporters.pictures import PictureBox
from studykit.exporters.sent import same_name
from studykit.language import say
from studykit.push.looking import ASKED, Found, Watch, how_many, look, pieces
from studykit.push.plan import Change, Plan

#: Notes in one package: so few that a request stays small and a bar moves.
PACKED = 200

#: What a package is called while Anki reads it; the mark in front keeps Anki from calling it unused.
PARCEL = "_studykit-push.apkg"


Part = tuple[Action, Sequence[Change]]


@dataclass(frozen=True, slots=True)
class Packed:
    """New notes, to be imported together by way of ``path``, in the media folder."""

    notes: Sequence[AnkiNote]
    path: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A file that the media folder lacks."""

    name: str
    path: Path
    data: bytes


@dataclass(frozen=True, slots=True)
class Request:
    """Actions that go together, each with the changes that it is a part of."""

    actions: Sequence[Part]


Step = Packed | Picture | Request


def _steps(plan: Plan, found: Found, pictures: PictureBox, missing: Iterable[str]) -> list[Step]:
    changes = (*plan.changes, *plan.gone)
    first = [*_tag_actions(changes), *_move_actions(changes)]
    last = [(_update_action(change, found.types), [change]) for change in changes if change.fields]
    paths = pictures.paths()
    return [
        *(Picture(name, paths[name], pictures.files[name]) for name in sorted(missing)),
        *(Packed(some, f"{found.collection}/{PARCEL}") for some in pieces(plan.new, PACKED)),
        *(Request(some) for actions in (first, last) for some in pieces(actions, MOST_ACTIONS)),
    ]


def _missing_pictures(anki: Anki, notes: Iterable[AnkiNote], pictures: PictureBox) -> set[str]:
    """Those of ``pictures`` that the notes show and the media folder lacks. Their names are made of their content."""
    shown = re.compile(r'<img[^>]* src="([^"]+)"')
    wanted = {name for note in notes for text in note.fields.values() for name in shown.findall(text)}
    wanted &= pictures.files.keys()
    return wanted - set(anki.call("getMediaFilesNames", pattern="studykit-*")) if wanted else wanted


def _tag_actions(changes: Iterable[Change]) -> Iterator[Part]:
    """Each tag once for all its notes; a note that gets another type gets its tags with that."""
    groups: defaultdict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in changes:
        if change.type is None:
            for tag in change.add_tags:
                groups["addTags", tag].append(change)
            for tag in change.remove_tags:
                groups["removeTags", tag].append(change)
    for (name, tag), several in groups.items():
        for some in pieces(several, ASKED):
            yield Action(name, {"notes": [change.held.note for change in some], "tags": tag}), some


def _move_actions(changes: Iterable[Change]) -> Iterator[Part]:
    decks: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        if change.deck is not None:
            decks[change.deck].append(change)
    for deck, several in decks.items():
        for some in pieces(several, ASKED):
            yield Action("changeDeck", {"cards": [change.held.card for change in some], "deck": deck}), some


def _update_action(change: Change, types: Mapping[int, str]) -> Action:
    note: dict[str, Any] = {"id": change.held.note, "fields": dict(change.fields)}
    if change.type is None:
        return Action("updateNoteFields", {"note": note})
    removed = set(map(same_name, change.remove_tags))
    stay = [tag for tag in change.held.tags if same_name(tag) not in removed]
    note |= {"modelName": types.get(change.type.id, change.type.name), "tags": [*stay, *change.add_tags]}
    return Action("updateNoteModel", {"note": note})


# Doing it


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it: a line for each thing that Anki refused, and the ids of the new cards that it has now."""

    refused: Sequence[str]
    arrived: frozenset[str]


def carry_out(
    anki: Anki, plan: Plan, found: Found, notes: Iterable[AnkiNote], pictures: PictureBox, watch: Watch = iter
) -> Done:
    """Do what is planned, and see that the new notes are there.

    ``notes`` are all that the plan was made of, for the sake of their ``pictures``. Raises
    :class:`studykit.ankiconnect.AnkiNotReady`; then the step under way is done, or not, or in part.
    """
    left_out = {note.id for note in (*plan.deleted, *plan.barred)}
    missing = _missing_pictures(anki, (note for note in notes if note.id not in left_out), pictures)
    refused: list[str] = []
    unfinished: set[int] = set()
    for step in watch(_steps(plan, found, pictures, missing)):
        refused += _do(anki, step, unfinished)
    if not plan.new or how_many(anki) == found.count + len(plan.new):
        return Done(refused, frozenset(note.id for note in plan.new))
    there = look(anki).held
    absent = [f"{note.span}: {_absent()}" for note in plan.new if note.id not in there]
    return Done([*refused, *absent], frozenset(note.id for note in plan.new if note.id in there))


def _absent() -> str:
    return say(
        "没有加进去。可能 Anki 里已经有这条笔记，但换了笔记类型；没有动它。",
        "was not added. Anki may have this note under a note type of your own; it was left alone.",
    )


def _do(anki: Anki, step: Step, unfinished: set[int]) -> list[str]:
    """A line for each refusal. A note in ``unfinished`` lacks a tag or a deck, and must not remember that it has it."""
    match step:
        case Packed():
            return _refused(anki, _import(step), _place([note.span for note in step.notes]))
        case Picture():
            return _store(anki, step)
    parts = [part for part in step.actions if not {change.held.note for change in part[1]} <= unfinished]
    lines = []
    for (_, changes), refusal in zip(parts, _refusals(anki, [action for action, _ in parts]), strict=True):
        if refusal is not None:
            unfinished |= {change.held.note for change in changes}
            lines.append(f"{_place([change.place for change in changes])}: {refusal}")
    return lines


def _place(places: Sequence[object]) -> str:
    return f"{places[0]} (+{len(places) - 1})" if len(places) > 1 else f"{places[0]}"


def _refused(anki: Anki, actions: Sequence[Action], about: str) -> list[str]:
    return [f"{about}: {refusal}" for refusal in _refusals(anki, actions) if refusal is not None]


def _refusals(anki: Anki, actions: Sequence[Action]) -> Iterator[AnkiRefused | None]:
    return chain.from_iterable(anki.call_all(actions))


def _import(step: Packed) -> list[Action]:
    data = b64encode(package(step.notes, {})).decode()
    return [
        Action("storeMediaFile", {"filename": PARCEL, "data": data}),
        Action("importPackage", {"path": step.path}),
        Action("deleteMediaFile", {"filename": PARCEL}),
    ]


def _store(anki: Anki, picture: Picture) -> list[str]:
    """A large one is read by Anki itself, if it can see the study folder: to be told it would take it long."""
    ways: list[dict[str, str]] = [{"data": b64encode(picture.data).decode()}]
    if len(picture.data) > MOST_BYTES:
        ways.insert(0, {"path": str(picture.path)})
    for way in ways:
        refused = _refused(anki, [Action("storeMediaFile", {"filename": picture.name} | way)], picture.name)
        if not refused:
            break
    return refused
