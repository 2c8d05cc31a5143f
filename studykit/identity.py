"""Which card is which, from one build to the next: the ids, and the ledger that remembers the cards.

An id is made from what a card is about, not from its wording, its folder or its neighbours, so that notes
without a ledger give the same ids anywhere. The ledger, ``cards.lock``, remembers what each card said and
when that last changed: Anki overwrites a card (and what the learner changed in it) only if it is newer.
"""

from __future__ import annotations

from base64 import b32encode
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath

from studykit.errors import LedgerBroken
from studykit.files import replace_file
from studykit.language import say
from studykit.model import Card
from studykit.text import clean_for_terminal, normalise, one_line

LEDGER_NAME = "cards.lock"
#: The first line of a ledger. A format that this version cannot keep whole has another number.
HEADER = "studykit cards.lock 1\tid\tfingerprint\tmodified\tstate\tnote\tkind\tprompt"
#: When cards that are seen for the first time count as changed, in seconds since 1970 (2026-01-01 UTC): a
#: fixed day, so that the first build of the same notes gives the same bytes anywhere and on any day.
BASE = 1_767_225_600

_TIME = "%Y-%m-%dT%H:%M:%SZ"


def assign_ids(cards: Sequence[Card]) -> tuple[Card, ...]:
    """The cards, in the order given, each with its id: 16 characters of ``a-z2-7``.

    The id is a hash of the file name without folder and suffix, the kind, and what the card is about, in
    normalised spelling. Cards that share all these are told apart by their order in the notes.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    ids = {}
    for index, card in sorted(enumerate(cards), key=lambda item: item[1].span):
        key = (PurePosixPath(card.span.path).stem, card.kind, *card.about)
        key = tuple(normalise(part) for part in key)
        ids[index] = _hash(*key, f"\x1e{seen[key]}")
        seen[key] += 1
    return tuple(replace(card, id=ids[index]) for index, card in enumerate(cards))


def _hash(*parts: str) -> str:
    digest = sha256("\x1f".join(parts).encode("utf-8", "replace")).digest()
    return b32encode(digest[:10]).decode().lower()


def fingerprint(card: Card) -> str:
    """A hash of everything on the card that the learner sees, apart from the place in the note."""
    lists = (card.context, card.deck, card.tags, card.heading)
    return _hash(
        card.kind,
        card.form,
        card.prompt,
        card.answer,
        card.statement,
        *("\x1d".join((str(len(parts)), *parts)) for parts in lists),
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """What the ledger knows of one card: ``modified`` in seconds since 1970, ``note`` as in its span."""

    fingerprint: str
    modified: int
    gone: bool
    note: str
    kind: str
    prompt: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every card that was ever built, by id; those that the notes lack now are marked as gone."""

    entries: Mapping[str, Entry] = field(default_factory=dict)

    def modified(self) -> dict[str, int]:
        """When each card last changed, in seconds since 1970, by id."""
        return {id: entry.modified for id, entry in self.entries.items()}


@dataclass(frozen=True, slots=True)
class Changes:
    """The ids of the cards that a build found new, changed, unchanged, and no longer there."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def update(
    ledger: Ledger, cards: Sequence[Card], now: datetime, places: Iterable[str] = (".",)
) -> tuple[Ledger, Changes]:
    """The ledger after a build of ``cards``, and what is different.

    ``places`` are the names of the files and folders that were read: a card of another place is not gone,
    it was not looked for. A changed card counts as changed ``now``, yet always later than before. A card
    that comes back counts as new and keeps what was known of it.
    """
    entries = dict(ledger.entries)
    new, changed, unchanged = [], [], []
    for card in cards:
        entry = _entry(card, entries.get(card.id), int(now.timestamp()))
        before = entries.get(card.id)
        if before is None or before.gone:
            new.append(card.id)
        elif before.fingerprint != entry.fingerprint:
            changed.append(card.id)
        else:
            unchanged.append(card.id)
        entries[card.id] = entry
    here, read = {card.id for card in cards}, tuple(places)
    gone = [
        id
        for id, entry in entries.items()
        if id not in here and not entry.gone and any(_lies_in(entry.note, place) for place in read)
    ]
    entries |= {id: replace(entries[id], gone=True) for id in gone}
    return Ledger(entries), Changes(tuple(new), tuple(changed), tuple(unchanged), tuple(sorted(gone)))


def _entry(card: Card, before: Entry | None, now: int) -> Entry:
    content = fingerprint(card)
    modified = BASE
    if before is not None:
        modified = before.modified if before.fingerprint == content else max(now, before.modified + 1)
    return Entry(content, modified, False, clean_for_terminal(card.span.path), card.kind, one_line(card.prompt))


def _lies_in(note: str, place: str) -> bool:
    if place == ".":
        return not note.startswith(("/", "../"))
    return note == place or note.startswith(place.rstrip("/") + "/")


# The file


def read_ledger(path: Path) -> Ledger:
    """The ledger at ``path``, empty if there is none yet. Raises :class:`LedgerBroken`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Ledger()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "UTF-8?"
        raise LedgerBroken(say(f"{path}: 读不了（{reason}）。", f"{path}: cannot be read ({reason}).")) from error
    lines = text.splitlines()
    if lines[:1] != [HEADER]:
        raise _broken(path, 1)
    entries: dict[str, Entry] = {}
    for number, line in enumerate(lines[1:], 2):
        try:
            id, entry = _parse(line)
        except ValueError as error:
            raise _broken(path, number) from error
        if id in entries:
            raise _broken(path, number)
        entries[id] = entry
    return Ledger(entries)


def _parse(line: str) -> tuple[str, Entry]:
    id, content, time, state, note, kind, prompt = line.split("\t")
    modified = int(datetime.strptime(time, _TIME).replace(tzinfo=UTC).timestamp())
    if state not in {"live", "gone"} or not id or modified <= 0:
        raise ValueError(line)
    return id, Entry(content, modified, state == "gone", note, kind, prompt)


def _broken(path: Path, line: int) -> LedgerBroken:
    return LedgerBroken(
        say(
            f"{path}:{line}: 这一行不是卡片台账的格式（可能是 git 合并冲突，或来自更新的版本）。"
            "请先修好它；删掉整个文件，卡片的改动时间会从头算起。",
            f"{path}:{line}: this line is not in the format of the ledger (a conflict of git, or made by a "
            "newer version). Please mend it; without the file, the times of change start anew.",
        )
    )


def write_ledger(path: Path, ledger: Ledger) -> None:
    """Put the ledger at ``path``, replaced whole, and only if it says something new."""
    data = _format(ledger).encode()
    if not path.is_file() or path.read_bytes() != data:
        replace_file(path, data)


def _format(ledger: Ledger) -> str:
    lines = [HEADER]
    for id, entry in sorted(ledger.entries.items()):
        time = datetime.fromtimestamp(entry.modified, UTC).strftime(_TIME)
        state = "gone" if entry.gone else "live"
        lines.append("\t".join((id, entry.fingerprint, time, state, entry.note, entry.kind, entry.prompt)))
    return "\n".join(lines) + "\n"
