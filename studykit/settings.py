"""What the learner has set in ``studykit.toml``: how the quiz asks, and how notes are read.

A file without a key leaves it at its default; a key that is not known, or a value that makes no sense, is
an error, for a slip of the pen would otherwise change nothing and say nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, get_args

from studykit.errors import StudykitError
from studykit.files import MARKER
from studykit.language import say
from studykit.model import FactKind
from studykit.traditional import readings

#: How many numbers the weights of FSRS-6 are.
WEIGHTS = 21

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR


class SettingsWrong(StudykitError):
    """``studykit.toml`` says something that cannot be meant."""


@dataclass(frozen=True, slots=True)
class QuizSettings:
    """Section ``[quiz]``."""

    #: the share of reviews that should be remembered
    desired_retention: float = 0.9
    #: days
    maximum_interval: int = 36_500
    new_per_day: int = 20
    reviews_per_day: int = 200
    #: when a day begins, in minutes after midnight
    day_begins: int = 4 * 60
    #: seconds until a new card is asked again, step by step; written as "1m", "10m", "1h", "1d"
    learning_steps: tuple[int, ...] = (1 * MINUTE, 10 * MINUTE)
    #: the same for a card that was forgotten
    relearning_steps: tuple[int, ...] = (10 * MINUTE,)
    #: how often a card must have been forgotten to count as a leech; 0: never
    leech_after: int = 8
    #: the weights of FSRS-6; empty: those it comes with
    weights: tuple[float, ...] = ()
    #: whether cards of one day are spread over the days around it
    fuzz: bool = True


@dataclass(frozen=True, slots=True)
class NotesSettings:
    """Section ``[notes]``."""

    #: words that are concepts wherever they stand
    terms: tuple[str, ...] = ()
    #: other names of a term
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: words that introduce or head a section and are no concepts
    labels: tuple[str, ...] = ()
    #: words that are never concepts
    stop_words: tuple[str, ...] = ()
    #: kinds of fact of which no cards are made
    leave_out: tuple[FactKind, ...] = ()
    #: facts that are less certain become no cards; 0 to 1
    minimum_confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything in ``studykit.toml``."""

    quiz: QuizSettings = field(default_factory=QuizSettings)
    notes: NotesSettings = field(default_factory=NotesSettings)


def in_every_script(settings: NotesSettings) -> NotesSettings:
    """The settings with their words also as the rules read them where a note is in Traditional Chinese."""

    def everywhere(words: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(reading for word in words for reading in readings(word)))

    return replace(
        settings,
        terms=everywhere(settings.terms),
        aliases={term: everywhere(names) for name, names in settings.aliases.items() for term in readings(name)},
        labels=everywhere(settings.labels),
        stop_words=everywhere(settings.stop_words),
    )


def read_settings(study_folder: Path) -> Settings:
    """The settings of a study folder; the defaults where it has no ``studykit.toml``.

    Raises :class:`SettingsWrong`, whose sentence names the file, the key, and what would be right.
    """
    path = study_folder / MARKER
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "UTF-8?"
        raise SettingsWrong(say(f"{path}: 读不了（{reason}）。", f"{path}: cannot be read ({reason}).")) from error
    return parse_settings(text, str(path))


def parse_settings(text: str, name: str) -> Settings:
    """The settings in the text of a ``studykit.toml`` called ``name``. Raises :class:`SettingsWrong`."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsWrong(
            say(f"{name}: 不是正确的 TOML（{error}）。", f"{name}: not valid TOML ({error}).")
        ) from error
    if unknown := sorted(tables.keys() - {"quiz", "notes"}):
        raise _unknown(name, unknown[0], ("quiz", "notes"))
    return Settings(
        QuizSettings(**_section(name, "quiz", tables.get("quiz", {}), _QUIZ)),
        NotesSettings(**_section(name, "notes", tables.get("notes", {}), _NOTES)),
    )


def with_weights(text: str, name: str, weights: Sequence[float]) -> str:
    """The text of a ``studykit.toml`` with other weights, and all else as it was.

    Raises :class:`SettingsWrong` where the file is written in a way that leaves no place for the line.
    """
    numbers = ", ".join(f"{weight:.4f}" for weight in weights)
    line = f"weights = [{numbers}]"
    changed, count = re.subn(r"(?m)^[ \t]*weights[ \t]*=[ \t]*\[[^\]]*\][ \t]*$", line, text, count=1)
    if not count:
        changed, count = re.subn(r"(?m)^[ \t]*\[quiz\][ \t]*(#.*)?$", rf"\g<0>\n{line}", text, count=1)
    if not count:
        changed = f"{text.rstrip()}\n\n[quiz]\n{line}\n".lstrip()
    before = parse_settings(text, name)
    wished = replace(before, quiz=replace(before.quiz, weights=tuple(map(float, numbers.split(", ")))))
    with suppress(SettingsWrong):
        if parse_settings(changed, name) == wished:
            return changed
    raise SettingsWrong(
        say(
            f"{name}: 找不到写 quiz.weights 的地方，请自己写进去：{line}",
            f"{name}: there is no place for quiz.weights; please write it there yourself: {line}",
        )
    )


class _Expected(Exception):
    """What a value should have been, as a noun, in the user's language."""


#: Makes of what TOML gives what the settings hold, or raises :class:`_Expected`.
Reader = Callable[[object], Any]


def _section(name: str, title: str, table: object, readers: Mapping[str, Reader]) -> dict[str, Any]:
    if not isinstance(table, dict):
        raise _wrong(name, title, say("一节", "a section"))
    values = {}
    for key, value in table.items():
        if key not in readers:
            raise _unknown(name, f"{title}.{key}", tuple(readers))
        try:
            values[key] = readers[key](value)
        except _Expected as expected:
            raise _wrong(name, f"{title}.{key}", str(expected)) from None
    return values


def _unknown(name: str, key: str, known: tuple[str, ...]) -> SettingsWrong:
    return SettingsWrong(
        say(
            f"{name}: 没有 {key} 这个设置。可以写的有：{'、'.join(known)}。",
            f"{name}: there is no setting {key}. There are: {', '.join(known)}.",
        )
    )


def _wrong(name: str, key: str, expected: str) -> SettingsWrong:
    return SettingsWrong(say(f"{name}: {key} 应当是{expected}。", f"{name}: {key} should be {expected}."))


# What can be written after a key


def _number(value: object, low: float, high: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise _Expected(say(f" {low:g} 到 {high:g} 之间的数", f"a number from {low:g} to {high:g}"))
    return float(value)


def _between(low: float, high: float) -> Reader:
    return lambda value: _number(value, low, high)


def _count(low: int, high: int) -> Reader:
    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise _Expected(say(f" {low} 到 {high} 之间的整数", f"a whole number from {low} to {high}"))
        return value

    return read


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise _Expected(say(" true 或 false", "true or false"))
    return value


def _time_of_day(value: object) -> int:
    found = re.fullmatch(r"(\d{1,2}):(\d{2})", value) if isinstance(value, str) else None
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise _Expected(say('时刻，例如 "04:00"', 'a time of day such as "04:00"'))
    return int(found[1]) * 60 + int(found[2])


def _steps(value: object) -> tuple[int, ...]:
    """Seconds for ``["1m", "10m"]``."""
    units = {"s": 1, "m": MINUTE, "h": HOUR, "d": DAY}
    steps = value if isinstance(value, list) else [None]
    found = [re.fullmatch(r"([1-9]\d{0,3})([smhd])", step) if isinstance(step, str) else None for step in steps]
    if not all(found):
        raise _Expected(say('时间的列表，例如 ["1m", "10m"]', 'a list of times such as ["1m", "10m"]'))
    return tuple(int(step[1]) * units[step[2]] for step in found if step)


def _weights(value: object) -> tuple[float, ...]:
    numbers: list[Any] = value if isinstance(value, list) else [None]
    numeric = all(isinstance(number, int | float) and not isinstance(number, bool) for number in numbers)
    if not numeric or len(numbers) not in {0, WEIGHTS}:
        raise _Expected(say(f" {WEIGHTS} 个数的列表", f"a list of {WEIGHTS} numbers"))
    return tuple(map(float, numbers))


def _words(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise _Expected(say('词的列表，例如 ["流", "核函数"]', 'a list of words such as ["stream", "kernel"]'))
    return tuple(value)


def _aliases(value: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise _Expected(say('一张表，例如 {"page table" = ["PT"]}', 'a table such as {"kernel" = ["kernel function"]}'))
    return {term: _words(names) for term, names in value.items()}


def _kinds(value: object) -> tuple[FactKind, ...]:
    kinds: tuple[FactKind, ...] = get_args(FactKind)
    if not isinstance(value, list) or not all(kind in kinds for kind in value):
        raise _Expected(say(f"这些词的列表：{'、'.join(kinds)}", f"a list out of {', '.join(kinds)}"))
    return tuple(value)


_QUIZ: Mapping[str, Reader] = {
    "desired_retention": _between(0.7, 0.99),
    "maximum_interval": _count(1, 36_500),
    "new_per_day": _count(0, 9_999),
    "reviews_per_day": _count(0, 9_999),
    "day_begins": _time_of_day,
    "learning_steps": _steps,
    "relearning_steps": _steps,
    "leech_after": _count(0, 99),
    "weights": _weights,
    "fuzz": _yes_or_no,
}

_NOTES: Mapping[str, Reader] = {
    "terms": _words,
    "aliases": _aliases,
    "labels": _words,
    "stop_words": _words,
    "leave_out": _kinds,
    "minimum_confidence": _between(0, 1),
}
