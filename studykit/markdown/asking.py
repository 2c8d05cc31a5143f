"""Questions with a mark, ``Q: …`` or ``问：…``, in a note that asks several: headings over all of their answers.

An answer with a mark of its own, ``A: …`` or ``答：…``, ends with its paragraph: what stands below it may be anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

#: "**Q1：** …", "问：…？".
QUESTION = re.compile(
    r"(?:\*\*)?(?:问|[QＱ]\s*\d{0,2})\s*(?:\*\*)?[：:]\s*(?:\*\*)?\s*(?P<text>[^\s*][^\n]{1,100}?)(?:\*\*)?\s*$"
)
#: "**A：** …", "答：…".
ANSWER = re.compile(r"(?:\*\*)?(?:答(?:案|复)?|[AＡ])\s*\d{0,2}\s*(?:\*\*)?[：:]")
#: So many questions are what a note, or a part of it, is made of.
LEAST = 2
HEADING = re.compile(r" {0,3}(#{1,6})\s")
DEEPEST = 6


def mark_questions(lines: list[str], free: Sequence[int]) -> None:
    """Writes ``#`` before the lines that ask; ``free`` are those outside code and formulas, not blank."""
    asked = [number for number in free if QUESTION.match(lines[number])]
    if len(asked) < LEAST:
        return
    heads = {number: len(mark[1]) for number in free if (mark := HEADING.match(lines[number]))}
    level = 1
    for number, end in _parts(asked, heads, len(lines)):
        level = heads.get(number, level)
        question = None if number in heads else QUESTION.match(lines[number])
        below = next((i for i in free if number < i < end), end)
        if question and below < end and not ANSWER.match(lines[below]):
            lines[number] = f"{'#' * min(level + 1, DEEPEST)} {question['text']}"


def _parts(asked: Sequence[int], heads: dict[int, int], end: int) -> Iterator[tuple[int, int]]:
    """The lines that ask and the headings, each with the next of them."""
    return pairwise([*sorted({*asked, *heads}), end])
