"""Headings and list items that ask: ``## 为什么三次握手？``, answered by what stands below."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit.grammar import ASIDE
from studykit.model import Fact
from studykit.patterns import Place, pattern
from studykit.terms import length

ASKS = re.compile(
    r"[?？]$|(?:吗|呢)$|^(?:为什么|为啥|为何|如何|怎么|怎样|什么是|什么叫|何谓)|(?:是什么|有哪些|怎么办|怎么做|怎么解决)$"
)
MARKS = re.compile(r"^[^\w\u4e00-\u9fff`$]+")
LONGEST_ANSWER, MOST_ITEMS, LONGEST_QUESTION = 70, 6, 40


@pattern("heading", on="block", rank=46, claims=False)
def find(place: Place) -> Iterator[Fact]:
    """The first paragraph below answers, or its first sentences, or the short list there."""
    question = MARKS.sub("", _asked(place)).strip().rstrip("?？")
    if not question:
        return
    if place.block.kind == "paragraph":
        answer, last = _sentences(place)
    elif place.block.kind == "item":
        answer, last = _items(place)
    else:
        return
    if answer and length(question) >= 3:
        yield place.fact(
            "cause" if question.startswith(("为什么", "为何", "为啥")) else "property",
            question,
            f"{question}？",
            answer,
            aspect="heading",
            lines=(place.block.span.first, last),
            confidence=0.8,
            statement=" ",
            topic="",
        )


def _asked(place: Place) -> str:
    """The question right above this block: a heading, or the item that this block stands in."""
    above = place.page.blocks[place.index - 1] if place.index else None
    if above is not None and above.kind == "heading" and ASKS.search(above.text):
        return above.text
    asks = place.lead is not None and place.block.lead == place.index - 1 and place.lead.block.kind == "item"
    if not asks or place.lead is None or not place.lead.block.text.rstrip(" *").endswith(("？", "?")):
        return ""
    text = place.lead.prose.shown
    return text if "\n" not in text and length(text) <= LONGEST_QUESTION and not ASIDE.search(text[:-1]) else ""


def _sentences(place: Place) -> tuple[str, int]:
    """As many of the first sentences as an answer can hold, and their last line."""
    kept: list[str] = []
    last = place.block.span.first
    for sentence in place.prose.sentences:
        if sentence.end in ("？", "?") or ASIDE.search(sentence.text) or sentence.text.endswith(("：", ":")):
            break
        if kept and length("".join(kept)) + length(sentence.text) > LONGEST_ANSWER:
            break
        kept.append(sentence.text)
        last = place.block.span.first + sentence.last
    return (place.show("。".join(kept)), last) if kept and length("".join(kept)) <= LONGEST_ANSWER + 40 else ("", last)


def _items(place: Place) -> tuple[str, int]:
    items = place.group
    texts = [item.show(item.prose.text).strip("。；; ") for item in items]
    announces = any(text.endswith(("：", ":")) for text in texts)
    fits = not announces and 2 <= len(items) <= MOST_ITEMS and sum(map(length, texts)) <= LONGEST_ANSWER + 40
    return ("\n".join(f"- {text}" for text in texts) if fits else ""), items[-1].block.span.last
