"""Headings and list items that ask: ``## 为什么三次握手？``, answered by what stands below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from studykit.grammar import ASIDE
from studykit.model import Fact
from studykit.patterns import Place, pattern
from studykit.patterns._items import answer_of, asks_for_set, is_question
from studykit.terms import GLOSS, length

MARKS = re.compile(r"^[^\w\u4e00-\u9fff`$]+")
WHAT_IS = re.compile(r"(?:什么是|什么叫|何谓|何为)\s*(?P<name>.+)|(?P<thing>.+?)\s*是(?:什么|啥)$")
DEFINES = r"\s*(?:就?是指|指的就?是|就?是(?=一[种个类])|即)[，,：:]?\s*"
MOST_PARAGRAPHS = 4
#: How much of a paragraph answers; a list has more room (see ``answer_of``).
LONGEST_SENTENCES, MOST_ITEMS, LONGEST_QUESTION = 70, 8, 40


@pattern("heading", on="block", rank=46, claims=False)
def find(place: Place) -> Iterator[Fact]:
    """The first paragraph below answers, or its first sentences, or the short list there."""
    question = MARKS.sub("", _asked(place)).strip().rstrip("?？")
    if not question:
        return
    if place.block.kind == "paragraph":
        answer, last = _definition(place, question) or _sentences(place)
    elif place.block.kind == "item":
        answer, last = _items(place, question)
    else:
        return
    if answer and length(question) >= 3:
        fact = place.fact(
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
        # The heading asks already: a card does not show it once more.
        path = fact.heading
        yield replace(fact, heading=path[:-1] if len(path) > 1 and path[-1].startswith(question) else path)


def _asked(place: Place) -> str:
    """The question right above this block: a heading, or the item that this block stands in."""
    above = place.page.blocks[place.index - 1] if place.index else None
    if above is not None and above.kind == "heading" and is_question(above.text):
        return above.text
    asks = place.lead is not None and place.block.lead == place.index - 1 and place.lead.block.kind == "item"
    if not asks or place.lead is None or not place.lead.block.text.rstrip(" *").endswith(("？", "?")):
        return ""
    text = place.lead.prose.shown
    return text if "\n" not in text and length(text) <= LONGEST_QUESTION and not ASIDE.search(text[:-1]) else ""


def _definition(place: Place, question: str) -> tuple[str, int] | None:
    """What defines the thing asked for, where the text does not begin with it; with its line."""
    asked = WHAT_IS.match(question)
    name = GLOSS.sub("", (asked["name"] or asked["thing"]) if asked else "").strip()
    if not name:
        return None
    is_defined = re.compile(
        r"(?:所谓的?)?" + r"\s*".join(map(re.escape, name.split())) + r"\s*(?:[（(][^（）()]*[）)])?" + DEFINES,
        re.IGNORECASE,
    )
    here = (other for i in range(MOST_PARAGRAPHS) if (other := place.at(i)) and other.block.lead == place.block.lead)
    told = [
        (other, sentence) for other in here if other.block.kind == "paragraph" for sentence in other.prose.sentences
    ]
    for other, sentence in told[1:] if told and not is_defined.match(told[0][1].text) else ():
        if (match := is_defined.match(sentence.text)) and length(sentence.text) <= LONGEST_SENTENCES + 40:
            return other.show(sentence.text[match.end() :]), other.block.span.first + sentence.last
    return None


def _sentences(place: Place) -> tuple[str, int]:
    """As many of the first sentences as an answer can hold, and their last line."""
    kept: list[str] = []
    last = place.block.span.first
    following = place.at(1)
    announces = following is not None and following.block.lead == place.index
    for sentence in place.prose.sentences[: -1 if announces else None]:
        if sentence.end in ("？", "?") or ASIDE.search(sentence.text) or sentence.text.endswith(("：", ":")):
            break
        if kept and length("".join(kept)) + length(sentence.text) > LONGEST_SENTENCES:
            break
        kept.append(sentence.text)
        last = place.block.span.first + sentence.last
    return (
        (place.show("。".join(kept)), last) if kept and length("".join(kept)) <= LONGEST_SENTENCES + 40 else ("", last)
    )


def _items(place: Place, question: str) -> tuple[str, int]:
    items = place.group
    return answer_of(items, MOST_ITEMS, heads=asks_for_set(question)), items[-1].block.span.last
