"""Typed answers against what the note says: what counts as the same, and what is different.

Forgiven are full width, case, spaces and other names of a concept. Of code the case of a single-letter option
counts, for there it is the meaning (``-g`` is not ``-G``). The learner has the last word: a comparison only
suggests a grade.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from studykit.model import Card
from studykit.text import display_width, normalise

Verdict = Literal["same", "close", "different"]

#: Shares of equal characters from which on an answer is close to the right one.
CLOSE = 0.75
#: Columns. What is longer is said in one's own words, and nobody types it letter by letter.
LONGEST_TERM, LONGEST_CODE, LONGEST_HOLE = 24, 60, 12
#: Longer answers are compared as a whole: finding differences takes time that grows with the square.
LONGEST_COMPARED = 400

CODE_SPAN = re.compile(r"(`+)\s*([^`\n]+?)\s*\1")
MARKS = re.compile(r"[`*]|^\$ ")
GLOSS = re.compile(r"\s*[（(]([^（）()]*)[）)]")
SENTENCE = re.compile(r"[，。；：！？,;!?\n]|\]\(|!\[")
QUANTITY = re.compile(r"[约≈~]?\s*[-+]?\d[\d.,]*\s*[\w%°/·μ]{0,8}")
SINGLE_LETTER_OPTION = re.compile(r"(?<!\S)-[A-Za-z](?![A-Za-z-])")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters, and whether the other text has it too."""

    text: str
    shared: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """A typed answer beside the nearest right one: ``typed`` and ``right`` in pieces, and what it comes to."""

    verdict: Verdict
    typed: tuple[Piece, ...]
    right: tuple[Piece, ...]


def plain(answer: str) -> str:
    """An answer as one would type it: without the marks of Markdown."""
    return " ".join(MARKS.sub("", answer).split())


def typable(card: Card, names: Iterable[str] = ()) -> bool:
    """Whether a card's answer is something to type: code, a short term, a number. ``names``: other names of it."""
    answer = card.answer.strip()
    if CODE_SPAN.fullmatch(answer):
        return display_width(answer) <= LONGEST_CODE
    if SENTENCE.search(answer) or "$" in answer or "`" in answer:
        return False
    width = display_width(GLOSS.sub("", answer))
    if card.form == "cloze" or QUANTITY.fullmatch(answer):
        return width <= LONGEST_HOLE
    return width <= LONGEST_TERM and ("back" in card.about or any(True for _ in names))


def accepted(answer: str, names: Iterable[str] = ()) -> tuple[str, ...]:
    """The spellings that are right: the answer, its term and its gloss (``流（Stream）``), the other names."""
    whole = plain(answer)
    if CODE_SPAN.fullmatch(answer.strip()):
        return (whole,)
    glosses = [part for gloss in GLOSS.findall(whole) for part in re.split(r"[，,、;；]", gloss)]
    spellings = [whole, GLOSS.sub("", whole), *glosses, *names]
    return tuple(dict.fromkeys(spelling.strip() for spelling in spellings if spelling.strip()))


def compare(typed: str, right: Sequence[str], *, code: bool = False) -> Comparison:
    """``typed`` against the nearest of ``right``."""
    typed = " ".join(unicodedata.normalize("NFKC", typed).split())
    for spelling in right:
        if _folded(typed, code=code) == _folded(spelling, code=code):
            return Comparison("same", (Piece(typed, True),), (Piece(spelling, True),))
    nearest = max(right, key=lambda spelling: _likeness(typed, spelling), default="")
    mine, theirs = _differences(typed, nearest)
    close = _likeness(typed, nearest) >= CLOSE or (code and _same_words(typed, nearest))
    return Comparison("close" if close else "different", mine, theirs)


def is_code(answer: str) -> bool:
    """Whether an answer is one piece of code."""
    return bool(CODE_SPAN.fullmatch(answer.strip()))


def _folded(text: str, *, code: bool) -> str:
    if code:
        kept = SINGLE_LETTER_OPTION.findall(text)
        return "\0".join((normalise(text), *kept))
    return re.sub(r"[\s_-]+|[.。]$", "", normalise(text))


def _likeness(a: str, b: str) -> float:
    a, b = normalise(a)[:LONGEST_COMPARED], normalise(b)[:LONGEST_COMPARED]
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def _same_words(a: str, b: str) -> bool:
    """The same words in another order: often right for the options of a command, and not always."""
    return sorted(normalise(a).split()) == sorted(normalise(b).split())


def _differences(a: str, b: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    if max(len(a), len(b)) > LONGEST_COMPARED:
        return (Piece(a, False),), (Piece(b, False),)
    matcher = SequenceMatcher(None, _alike(a), _alike(b), autojunk=False)
    mine: list[Piece] = []
    theirs: list[Piece] = []
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        mine += _piece(a[a1:a2], shared=tag == "equal")
        theirs += _piece(b[b1:b2], shared=tag == "equal")
    return tuple(mine), tuple(theirs)


def _alike(text: str) -> list[str]:
    """One comparable form for each character, so that positions stay."""
    return [unicodedata.normalize("NFKC", character).casefold() for character in text]


def _piece(text: str, *, shared: bool) -> Iterator[Piece]:
    if text:
        yield Piece(text, shared)
