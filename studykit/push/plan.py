"""What has to be done in Anki: a pure function of the notes, of what Anki has, and of what it once had.

Each field, the deck and each tag is merged for itself, from three sides: what was last sent (which the note
remembers, see :mod:`studykit.exporters.sent`), what the notes say now, and what Anki has now. Where only the notes
changed, Anki follows; where only the learner changed something in Anki, it stays; where both did, the learner's
words stay and the difference is listed. Suspending, flags, scheduling and the learner's own tags are no matter
of ours: nothing here can touch them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from studykit.exporters.anki import AnkiNote
from studykit.exporters.anki_gone import GONE
from studykit.exporters.notetypes import BASIC, CLOZE, NoteType
from studykit.exporters.sent import SENT, UNKNOWN, Sent, content_fields, digest, name_digest, read_sent, same_name

_TYPES = {note_type.id: note_type for note_type in (BASIC, CLOZE)}


@dataclass(frozen=True, slots=True)
class Held:
    """A note as Anki has it: its type by id, its fields by name; its card, and the deck of that."""

    note: int
    type: int
    fields: Mapping[str, str]
    tags: tuple[str, ...]
    card: int
    deck: str

    @property
    def sent(self) -> Sent | None:
        return read_sent(_TYPES[self.type], self.fields[SENT])


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the learner's version stays though the notes changed too: in a field, or ``Deck``."""

    field: str
    theirs: str
    ours: str


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be done with a note that Anki has.

    ``fields`` go in one step, with what is remembered of them; ``type`` is set if the note needs another type.
    ``note`` is ``None`` for a card that the notes have no more.
    """

    held: Held
    note: AnkiNote | None
    fields: Mapping[str, str] = field(default_factory=dict)
    type: NoteType | None = None
    deck: str | None = None
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()

    @property
    def place(self) -> str:
        """Where the card stands in the notes, or stood."""
        return str(self.note.span) if self.note else self.held.fields["Source"]

    @property
    def updates(self) -> bool:
        """Whether the learner will see something new on the card or among its tags."""
        visible = set(self.fields) - {SENT}
        return bool(visible or self.type or self.add_tags or self.remove_tags)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything to do.

    ``deleted`` are cards that the learner has removed from Anki: they stay removed. ``barred`` are cards that
    Anki may have under another note type: an import would mix that type with ours.
    """

    new: tuple[AnkiNote, ...] = ()
    changes: tuple[Change, ...] = ()
    gone: tuple[Change, ...] = ()
    deleted: tuple[AnkiNote, ...] = ()
    barred: tuple[AnkiNote, ...] = ()
    unchanged: int = 0


def plan(
    notes: Sequence[AnkiNote],
    held: Mapping[str, Held],
    *,
    known: Collection[str] = (),
    gone: Iterable[str] = (),
    built: Collection[str] = (),
    retyped: bool = False,
    overwrite: bool = False,
) -> Plan:
    """What makes Anki say what ``notes`` say.

    ``held`` is what Anki has by card id, ``known`` the ids that it has had, ``gone`` those that the notes have no
    more, ``built`` those that have been in any deck. With ``overwrite`` the notes win wherever the learner has
    changed or deleted something.

    ``retyped`` tells that Anki has notes of ours under another note type. Which ones it does not say, and when
    AnkiConnect imports a note that Anki has under another type, Anki merges the two types: so then only cards are
    sent that cannot be among them.
    """
    missing = [note for note in notes if note.id not in held]
    forget = overwrite or not any(id in held for id in known)  # nothing left: a new collection, or one begun anew
    to_send = [note for note in missing if forget or note.id not in known]
    changes = [_change(note, held[note.id], overwrite) for note in notes if note.id in held]
    barred = {note.id for note in to_send if retyped and (note.id in built or not built)}
    return Plan(
        new=tuple(note for note in to_send if note.id not in barred),
        changes=tuple(change for change in changes if _does_something(change) or change.kept),
        gone=tuple(change for id in gone if id in held and _does_something(change := _farewell(held[id]))),
        deleted=tuple(note for note in missing if not forget and note.id in known),
        barred=tuple(note for note in to_send if note.id in barred),
        unchanged=sum(not (change.updates or change.deck) for change in changes),
    )


def _does_something(change: Change) -> bool:
    return bool(change.updates or change.fields or change.deck)


def _change(note: AnkiNote, held: Held, overwrite: bool) -> Change:
    before = held.sent
    deck, deck_digest, kept_deck = _merge_deck(note, held, before, overwrite)
    add, remove = _merge_tags(note, held, before, overwrite)
    tags = frozenset(map(name_digest, note.tags))
    if held.type != note.type.id:
        if (edited := _edited(note, held, before)) and not overwrite:
            return Change(held, note, kept=edited)
        return Change(held, note, note.fields, note.type, deck, add, remove, kept_deck)
    fields, digests, kept = _merge_fields(note, held, before, overwrite)
    remembered = Sent(digests, deck_digest, tags).text()
    if remembered != held.fields[SENT]:
        fields[SENT] = remembered
    return Change(held, note, fields, None, deck, add, remove, kept + kept_deck)


def _merge_fields(
    note: AnkiNote, held: Held, before: Sent | None, overwrite: bool
) -> tuple[dict[str, str], dict[str, str], tuple[Kept, ...]]:
    """The fields to send, what is to be remembered of every field, and where the learner's words stay.

    A card's line in its note moves whenever a line is added above: that alone is no reason to touch a note.
    """
    send, remember, kept = {}, {}, []
    for name in content_fields(note.type):
        ours, theirs = note.fields[name], held.fields[name]
        base = before.fields[name] if before else UNKNOWN
        remember[name] = digest(ours)
        if digest(ours) == digest(theirs):
            continue
        if overwrite or base == digest(theirs):
            send[name] = ours
            continue
        remember[name] = base
        if base != digest(ours) and not (name == "Source" and _without_line(ours) == _without_line(theirs)):
            kept.append(Kept(name, theirs, ours))
    if send.keys() == {"Source"} and _without_line(send["Source"]) == _without_line(held.fields["Source"]):
        remember |= {"Source": digest(held.fields["Source"])}
        send = {}
    return send, remember, tuple(kept)


def _without_line(source: str) -> str:
    return re.sub(r":\d+$", "", source)


def _edited(note: AnkiNote, held: Held, before: Sent | None) -> tuple[Kept, ...]:
    """What the learner wrote into a note of another type than ours is now: there is no place for it in that."""
    return tuple(
        Kept(name, held.fields[name], note.fields.get(name, ""))
        for name in content_fields(_TYPES[held.type])
        if before is None or before.fields[name] != digest(held.fields[name])
    )


def _merge_deck(
    note: AnkiNote, held: Held, before: Sent | None, overwrite: bool
) -> tuple[str | None, str, tuple[Kept, ...]]:
    """The deck to move to, the digest to remember, and the deck in which the learner's own move left it."""
    ours, theirs = name_digest(note.deck), name_digest(held.deck)
    base = before.deck if before else UNKNOWN
    if ours == theirs:
        return None, ours, ()
    if overwrite or base == theirs:
        return note.deck, ours, ()
    return None, base, () if base == ours else (Kept("Deck", held.deck, note.deck),)


def _merge_tags(
    note: AnkiNote, held: Held, before: Sent | None, overwrite: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Tags to add and to remove: of ours only, and none that the learner has taken away."""
    sent_once = before.tags if before else frozenset()
    ours, theirs = set(map(same_name, note.tags)), set(map(same_name, held.tags))
    add = [tag for tag in note.tags if same_name(tag) not in theirs]
    if not overwrite:
        add = [tag for tag in add if name_digest(tag) not in sent_once]
    ended = (tag for tag in held.tags if name_digest(tag) in sent_once or same_name(tag) == GONE)
    return tuple(add), tuple(tag for tag in ended if same_name(tag) not in ours)


def _farewell(held: Held) -> Change:
    """Tag a card that the notes have no more, once: who has taken the tag away has decided."""
    before = held.sent
    if before and name_digest(GONE) in before.tags:
        return Change(held, None)
    remembered = {SENT: replace(before, tags=before.tags | {name_digest(GONE)}).text()} if before else {}
    tagged = any(same_name(tag) == GONE for tag in held.tags)
    return Change(held, None, remembered, add_tags=() if tagged else (GONE,))
