"""Questions that the learner wrote on purpose: ``问：…`` / ``答：…``, ``Q: …`` / ``A: …``, full-width or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from studykit.model import Fact
from studykit.patterns import TEXT, Place, pattern
from studykit.patterns._items import is_question

#: "问：…", "**Q1:** …".
QUESTION = re.compile(r"^(?:\*\*)?(?:问(?:题)?|[QqＱ])\s*\d*\s*(?:\*\*)?[：:]\s*(?:\*\*)?\s*(.+?)(?:\*\*)?$")
#: "答：…", "A: …".
ANSWER = re.compile(r"^(?:\*\*)?(?:答(?:案|复)?|[AaＡ])\s*\d*\s*(?:\*\*)?[：:]\s*(?:\*\*)?\s*(.*)$", re.DOTALL)


@pattern("asked", on="block", rank=1, kinds=TEXT)
def find(place: Place) -> Iterator[Fact]:
    """A line that begins with 问：or Q:, and its answer: the lines below up to the next question."""
    yield from _below_heading(place)
    lines = place.block.text.split("\n")
    for i, line in enumerate(lines):
        if not (question := QUESTION.match(line.strip())):
            continue
        answer, last = _answer(place, lines[i + 1 :], place.block.span.first + i)
        if answer:
            first = place.block.span.first + i
            prompt = question[1].strip()
            yield place.fact("property", prompt, prompt, answer, lines=(first, last), confidence=1.0, statement=answer)


def _below_heading(place: Place) -> Iterator[Fact]:
    """``## 为什么三次握手？`` over ``答：…``."""
    answer = ANSWER.match(place.block.text.strip())
    above = place.page.blocks[place.index - 1] if answer and place.index else None
    if answer is None or above is None or above.kind != "heading" or not is_question(above.text):
        return
    span, prompt = place.block.span, above.text
    text, last = _with_code(answer[1].strip(), span.last, place.at(1))
    if text:
        fact = place.fact("property", prompt, prompt, text, lines=(span.first, last), confidence=1.0, statement=text)
        yield replace(fact, heading=fact.heading[:-1])


def _answer(place: Place, below: list[str], line: int) -> tuple[str, int]:
    """The answer in the rest of the block, or in the block that follows; with its last line."""
    if below:
        if not (match := ANSWER.match(below[0].strip())):
            return "", line
        text = [match[1]]
        for more in below[1:]:
            if QUESTION.match(more.strip()):
                break
            text.append(more)
        answer, last = "\n".join(text).strip(), line + len(text)
        return _with_code(answer, last, place.at(1)) if len(text) == len(below) else (answer, last)
    following = place.at(1)
    if (
        following
        and following.block.kind in ("paragraph", "item")
        and (match := ANSWER.match(following.block.text.strip()))
    ):
        text = re.split(r"\n(?=(?:\*\*)?(?:问|[QqＱ])\s*\d*[：:])", match[1])
        answer, last = text[0].strip(), following.block.span.first + text[0].count("\n")
        return _with_code(answer, last, place.at(2)) if len(text) == 1 else (answer, last)
    return "", line


def _with_code(answer: str, last: int, below: Place | None) -> tuple[str, int]:
    """An answer that only announces what stands below it ("答：", "答：用这条命令：") takes in that code or formula."""
    if below is None or (answer and not answer.endswith(("：", ":"))):
        return answer, last
    block = below.block
    if block.kind == "code":
        return f"{answer}\n\n```{block.language}\n{block.text.rstrip()}\n```".strip(), block.span.last
    if block.kind == "formula":
        return f"{answer}\n\n$$\n{block.text.strip()}\n$$".strip(), block.span.last
    return answer, last
