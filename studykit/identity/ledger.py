"""The ledger, ``cards.lock``: what is remembered of every card, in a text file that git can merge.

One line a card, sorted by id, the fields parted by tabs; no line depends on another. Only the beginning of a
long question or answer is kept, with a hash of the whole: enough to know it again and to show what it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

from studykit.errors import LedgerBroken
from studykit.files import replace_file
from studykit.identity.ids import short_hash
from studykit.language import say
from studykit.model import Card, Diagnostic
from studykit.text import clean_for_terminal, one_line

LEDGER_NAME = "cards.lock"
#: The first line of a ledger. A format that this version cannot keep whole has another number.
HEADER = "studykit cards.lock 2\tid\tstate\tmodified\tnote\theading\tkind\tanchor\tfingerprint\tquestion\tanswer"
#: The first format had no headings, no anchors, no answers, and only ``live`` and ``gone``. It is read still.
HEADER_1 = "studykit cards.lock 1\tid\tfingerprint\tmodified\tstate\tnote\tkind\tprompt"

#: Between a heading and one below it.
_BELOW = " › "
#: Bytes (a Chinese character has three) of question and answer together: what is shorter ("最坏情况？ O(n²)") is
#: said of many things.
TELLING = 45
#: Characters of a question or an answer that are kept.
LONGEST = 160

#: ``new``, ``edited``: seen by the quiz, but not yet in a deck (in these words); ``live``: as in the last
#: deck; ``gone``: the notes have it no more.
CardState = Literal["new", "edited", "live", "gone"]
_STATES = frozenset(get_args(CardState))


@dataclass(frozen=True, slots=True)
class Traits:
    """What a card is known by: its place, and its words as :func:`kept` has them.

    ``note`` is the path as in its span, ``heading`` the heading path joined by `` › ``. Of a card in a ledger of
    format 1, heading and answer are not known, and empty.
    """

    note: str
    heading: str
    kind: str
    anchor: str
    prompt: str
    answer: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What the ledger knows of one card: ``modified`` (seconds since 1970) is when its content last changed."""

    state: CardState
    modified: int
    fingerprint: str
    traits: Traits

    @property
    def gone(self) -> bool:
        return self.state == "gone"


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every card that was ever built or asked, by id, and what was odd about the file."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()

    def modified(self) -> dict[str, int]:
        """When each card last changed, in seconds since 1970, by id."""
        return {id: entry.modified for id, entry in self.entries.items()}


def last_heading(of: Traits) -> str:
    """The heading right above a card: the others change with the note's title."""
    return of.heading.rpartition(_BELOW)[2]


def is_telling(of: Traits) -> bool:
    """Whether no two facts share these words by chance, whatever heading they stand under."""
    return len(f"{of.prompt}{of.answer}".encode()) >= TELLING


def traits(card: Card) -> Traits:
    """What a card is known by."""
    return Traits(
        clean_for_terminal(card.span.path),
        one_line(_BELOW.join(card.heading)),
        card.kind,
        card.anchor,
        kept(card.prompt),
        kept(card.answer),
    )


def kept(text: str) -> str:
    """A text as the ledger keeps it: on one line; of a long one the beginning, ``…#`` and a hash of the whole."""
    line = one_line(text)
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…#{short_hash(line)}"


def shown(kept: str) -> str:
    """A kept text for people: without the hash."""
    return kept if len(kept) <= LONGEST else f"{kept[:LONGEST]}…"


def fingerprint(card: Card) -> str:
    """A hash of everything on the card that the learner sees, apart from the place in the note."""
    lists = (card.context, card.deck, card.tags, card.heading)
    return short_hash(
        card.kind,
        card.form,
        card.prompt,
        card.answer,
        card.statement,
        *("\x1d".join((str(len(parts)), *parts)) for parts in lists),
    )


# The file


def read_ledger(path: Path) -> Ledger:
    """The ledger at ``path``, empty if there is none yet. Raises :class:`LedgerBroken`.

    Where a merge by git left a card twice, the line that changed last counts, and a diagnostic says so.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Ledger()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "UTF-8?"
        raise LedgerBroken(say(f"{path}: 读不了（{reason}）。", f"{path}: cannot be read ({reason}).")) from error
    lines = text.splitlines()
    parse = _FORMATS.get(lines[0] if lines else "")
    if parse is None:
        raise _broken(path, 1)
    entries: dict[str, Entry] = {}
    doubled = []
    for number, line in enumerate(lines[1:], 2):
        try:
            id, entry = parse(line.split("\t"))
        except ValueError as error:
            raise _broken(path, number) from error
        if id in entries:
            doubled.append(_doubled(path, number))
            entry = max(entry, entries[id], key=_latest)
        entries[id] = entry
    return Ledger(entries, tuple(doubled))


def _latest(entry: Entry) -> tuple[object, ...]:
    """Of two lines on one card the later counts; among equals any rule will do that knows no order of lines."""
    return entry.modified, entry.state == "live", repr(entry)


def _parse(fields: list[str]) -> tuple[str, Entry]:
    id, state, time, note, heading, kind, anchor, content, prompt, answer = fields
    return _checked(id, state), Entry(
        state,  # type: ignore[arg-type]  # checked just now
        _seconds(time),
        content,
        Traits(note, heading, kind, anchor, prompt, answer),
    )


def _parse_1(fields: list[str]) -> tuple[str, Entry]:
    id, content, time, state, note, kind, prompt = fields
    return _parse([id, state, time, note, "", kind, "", content, kept(prompt), ""])


_FORMATS = {HEADER: _parse, HEADER_1: _parse_1}


def _checked(id: str, state: str) -> str:
    if not id or state not in _STATES:
        raise ValueError(id)
    return id


@lru_cache(1 << 10)  # most cards changed together with others
def _seconds(time: str) -> int:
    seconds = int(datetime.fromisoformat(time).timestamp())
    if seconds <= 0 or len(time) != len("2026-01-01T00:00:00Z"):
        raise ValueError(time)
    return seconds


def _doubled(path: Path, line: int) -> Diagnostic:
    message = say(
        "这张卡片有两行（git 合并的结果），以较晚的那一行为准",
        "a second line on the same card (merged by git): the one that changed last counts",
    )
    return Diagnostic("card-doubled", message, path.name, line, "note")


def _broken(path: Path, line: int) -> LedgerBroken:
    return LedgerBroken(
        say(
            f"{path}:{line}: 这一行不是卡片台账的格式（可能是 git 合并冲突，或来自更新的版本）。"
            "请修好它，或者从 git 取回以前的；不要删掉，没有它，改过措辞的卡片都成了新卡片。",
            f"{path}:{line}: this line is not in the format of the ledger (a conflict of git, or made by a "
            "newer version). Please mend it, or take an earlier one from git; do not delete it: without it, cards "
            "that were ever reworded are new ones.",
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
        of = entry.traits
        place = (of.note, of.heading, of.kind, of.anchor)
        fields = (id, entry.state, _time(entry.modified), *place, entry.fingerprint, of.prompt, of.answer)
        lines.append("\t".join(fields))
    return "\n".join(lines) + "\n"


@lru_cache(1 << 10)
def _time(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
