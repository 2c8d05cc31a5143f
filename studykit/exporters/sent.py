"""What was last sent to Anki of a note, remembered in the note itself: so that a learner's edit is seen as one.

A spare field of each note, in packages and in what ``studykit push`` sends, holds digests of the fields, the
deck and the tags that went with it. What differs from its digest now was changed in Anki, by the learner; what
equals it may be replaced by what the notes say. Kept there, and not beside the notes, it is true on every
machine that the collection is synchronised to, after an import, and after a backup was restored.

The text: ``1``, the digests of the fields in their order joined by dots, that of the deck, those of the tags;
a dash where it is not known what was sent. No words, which a search in Anki would find.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from studykit.exporters.notetypes import SPARES, NoteType

#: The field of every note type that holds it.
SENT = SPARES[0]
UNKNOWN = "-"

_FORM = re.compile(r"1 ([-0-9a-f.]+) ([-0-9a-f]+) ([0-9a-f.]*)")


@dataclass(frozen=True, slots=True)
class Sent:
    """Digests of what was sent: of each field by name, of the deck's name, of the tags."""

    fields: Mapping[str, str]
    deck: str
    tags: frozenset[str]

    def text(self) -> str:
        """As it stands in the note; :func:`read_sent` reads it back."""
        return f"1 {'.'.join(self.fields.values())} {self.deck} {'.'.join(sorted(self.tags))}"


def content_fields(note_type: NoteType) -> tuple[str, ...]:
    """The fields that say something to the learner: all but the card's id and the spare ones."""
    return tuple(name for name in note_type.fields if name not in {"Id", *SPARES})


def sent(note_type: NoteType, fields: Mapping[str, str], deck: str, tags: Iterable[str]) -> Sent:
    """What is to be remembered of a note."""
    digests = {name: digest(fields[name]) for name in content_fields(note_type)}
    return Sent(digests, name_digest(deck), frozenset(map(name_digest, tags)))


def read_sent(note_type: NoteType, text: str) -> Sent | None:
    """What a note remembers; ``None`` if it is nothing, or nothing that this version knows."""
    names, match = content_fields(note_type), _FORM.fullmatch(text)
    digests = match[1].split(".") if match else []
    if match is None or len(digests) != len(names):
        return None
    tags = frozenset(filter(None, match[3].split(".")))
    return Sent(dict(zip(names, digests, strict=True)), match[2], tags)


def digest(text: str) -> str:
    """Eight hexadecimal digits for a field's text, however Unicode composes it: Anki stores NFC."""
    return blake2b(unicodedata.normalize("NFC", text).encode(), digest_size=4).hexdigest()


def name_digest(name: str) -> str:
    """The same for the name of a deck or a tag, of which case does not matter to Anki."""
    return digest(same_name(name))


def same_name(name: str) -> str:
    """A form in which names that Anki takes for one are equal."""
    return unicodedata.normalize("NFC", name).casefold()
