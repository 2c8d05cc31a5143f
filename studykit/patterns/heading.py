"""Headings and list items that ask: ``## 为什么三次握手？``, answered by what stands below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from studykit.asides import ASIDE
from studykit.model import Fact
from studykit.patterns import TEXT, Place, pattern
from studykit.patterns._items import ASKS, answer_of, asks_for_set, is_question
from studykit.statements import COLON
from studykit.terms import GLOSS, length
from studykit.text import spaced
from studykit.topics import names_one

#: Marks before the words of a heading: "❓ …".
MARKS = re.compile(r"^[^\w\u4e00-\u9fff`$]+")
#: "什么是 X", "X 是什么".
WHAT_IS = re.compile(r"(?:什么是|什么叫|何谓|何为)\s*(?P<name>.+)|(?P<thing>.+?)\s*是(?:什么|啥)$")
DEFINES = r"\s*(?:就?是指|指的就?是|就?是(?=一[种个类])|即)[，,：:]?\s*"
#: "TCP 与 UDP？" asks nothing of them.
TWO_NAMES = re.compile(
    "(?!.*(?:什么|为何|如何|怎|哪|吗|呢|多少|区别|不同|关系|联系|差异|对比|比较|能否|是否))[^，]+[与和][^，]+"
)
#: Headings that tell one side of what the heading over them names.
SIDE = re.compile(
    "(?:主要)?(?:优点|缺点|优势|劣势|特点|作用|用途|目的|原理|(?:基本|核心|主要)?思想|本质|意义|局限性?|动机|(?:工作|实现|基本|底层)原理|(?:应用|使用|适用)场景|适用范围)"
)
SHORTEST_UNASKED = 6
MOST_PARAGRAPHS = 4
#: How much of a paragraph answers; a list has more room (see ``answer_of``).
LONGEST_SENTENCES, MOST_ITEMS, LONGEST_QUESTION = 70, 8, 40


@pattern("heading", on="block", rank=46, claims=False, kinds=TEXT)
def find(place: Place) -> Iterator[Fact]:
    """The first paragraph below answers, or its first sentences, or the short list there."""
    question = MARKS.sub("", _asked(place) or _side(place)).strip().rstrip("?？")
    if not question:
        return
    if place.block.kind == "paragraph" or len(place.group) == 1:
        answer, last = _definition(place, question) or _sentences(place)
    else:
        answer, last = _items(place, question)
    if answer and length(question) >= 3 and not _given(question, answer):
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


def _side(place: Place) -> str:
    """What a heading such as "缺点" asks of the thing that the one over it names, where no list answers it."""
    above = place.page.blocks[place.index - 1] if place.index else None
    if above is None or above.kind != "heading" or len(place.group) > 1 or not SIDE.fullmatch(above.text):
        return ""
    name = above.heading[-1] if above.heading and not COLON.match(place.prose.text) else ""
    return spaced(name, f"的{above.text}是什么") if name and names_one(name) else ""


def _given(question: str, answer: str) -> bool:
    """Whether an answer only says a name that the question has, or the heading names two things and asks nothing."""
    asks = ASKS.search(question) or length(question) > SHORTEST_UNASKED
    return bool(GLOSS.sub("", answer).strip() in question or TWO_NAMES.fullmatch(question) or not asks)


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
    if any(item.prose.text.rstrip().endswith(("？", "?")) for item in items):
        return "", place.block.span.last
    return answer_of(items, MOST_ITEMS, heads=asks_for_set(question)), items[-1].block.span.last
