"""Numbered steps under a line or heading that announces them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from studykit import segment
from studykit.grammar import PRONOUN, take_apart
from studykit.model import Fact
from studykit.patterns import Place, pattern
from studykit.patterns._items import LONGEST_ANSWER, first_clause, lead_in
from studykit.prose import clauses
from studykit.statements import COLON
from studykit.terms import GENERIC, is_aspect, is_subject, length
from studykit.topics import lead_topic

ANNOUNCED = re.compile(
    r"步骤|流程|过程|顺序|(?<![同异初进逐地跑])步(?![进长幅])|依次|阶段|如何|怎么|怎样|工作方式|工作原理|机制|做法|算法|生命周期"
)
NO_STEPS = re.compile(
    r"重点|要点|特点|特征|注意|事实|问题|优点|缺点|原因|情况|方面|方法|方式|种|条件|原则|规则|误区|好处|作用"
)
#: A list without numbers is in order only where the line says so, or asks how something is done.
IN_ORDER = re.compile(r"(?:步骤|流程|过程)(?:如下|是|为)?$|^(?:如何|怎么|怎样)(?!.*(?:选择|理解|看待|避免|防止))")
HOW = re.compile("如何|怎")
ACTS = frozenset("用 把 将 先 再 按 在 对 从 让 给 使用 通过 然后 最后 接着 首先".split())
#: "基本就" is left of "基本就是：".
ONLY_ADVERBS = re.compile(r"(?:基本上?|大致|大体|主要|一般|通常|其实|也|就|都|可以)+")
#: "第一步", "第二次": says nothing of what is done.
ORDINAL = re.compile(r"第\s*[一二三四五六七八九十\d]+\s*(?:次|步|阶段|个|轮)?$")
#: "X 的思想不难": what the writer thinks of it.
JUDGED = re.compile(r"(?:其实|也|都)?(?:并?不|很|非常|比较|十分)[\u4e00-\u9fff]{1,2}$")
MOST, LEAST = 9, 2
LONGEST_STEP, LONGEST_SENTENCE, LONGEST_LIST = 34, 60, 200
SHORTEST_DEED = 12


@pattern("steps", on="block", rank=48, claims=False)
def find(place: Place) -> Iterator[Fact]:
    """``一趟排序分三步：`` and ``1. …`` ``2. …``: what happens, in order?"""
    if place.block.kind != "item" or place.block.position != 1:
        return
    announced = place.lead.show(lead_in(place.lead)) if place.lead else ""
    heading = place.block.heading[-1] if place.block.heading else ""
    topic = _topic(place, announced, heading)
    if not topic or not _told(place, announced, heading) or NO_STEPS.search(announced or heading):
        return
    items = _steps(place.group)
    if not LEAST <= len(items) <= MOST or not all(items):
        return
    first = place.lead.block.span.first if place.lead else place.block.span.first
    yield place.fact(
        "procedure",
        topic,
        f"{topic}依次有哪几步？" if not HOW.search(topic) else f"{topic}？",
        " → ".join(items),
        form="sequence",
        items=tuple(items),
        lines=(first, place.group[-1].block.span.last),
        confidence=0.75,
        statement=" ",
        topic="",
    )


def _topic(place: Place, announced: str, heading: str) -> str:
    """What is done in these steps; with the heading's name where the line says "步骤：" and no more."""
    topic = re.sub(r"(?:的)?(?:步骤|流程)?(?:依次)?$", "", lead_topic(announced) if announced else heading)
    *before, last = clauses(topic) or [topic]
    if before and ONLY_ADVERBS.fullmatch(last):
        taken = take_apart(before[-1])
        topic = taken.subject if taken is not None and is_subject(taken.subject) else JUDGED.sub("", before[-1])
    if is_aspect(topic) or topic in GENERIC or (announced and is_aspect(announced)):
        return f"{place.heading_topic}的{announced or topic}" if place.heading_topic else ""
    return topic


def _told(place: Place, announced: str, heading: str) -> bool:
    """Whether the words above say that the items are steps."""
    if not place.block.ordered:
        deeds = _acts(announced) and len(place.group) > LEAST and all(map(_is_deed, place.group))
        # Two items below "如何 …" are two ways, and no steps.
        in_order = IN_ORDER.search(announced) is not None and (len(place.group) > LEAST or not HOW.match(announced))
        return bool(announced) and (deeds or in_order)
    below_heading = not announced and bool(place.index) and place.page.blocks[place.index - 1].kind == "heading"
    if ANNOUNCED.search(announced or heading):
        return not any(is_aspect(_head(item)) for item in place.group)
    return below_heading and len(place.group) > LEAST and all(_acts(item.prose.text) for item in place.group)


def _acts(text: str) -> bool:
    """Whether a text says what to do."""
    words = segment.cut(text.strip())[:1]
    return bool(words) and (words[0] in ACTS or segment.tag(words[0]) == "v")


def _is_deed(item: Place) -> bool:
    """Whether an item tells in a sentence what to do, and is not one of several ways to do the same."""
    text = item.prose.text.strip()
    return _acts(text) and length(text) > SHORTEST_DEED and bool(re.search("[，。]", text))


def _steps(items: Sequence[Place]) -> list[str]:
    """The steps: their heads or first sentences, cut to a clause where that is much to recall.

    What only speaks of the steps before it is none ("这样做的好处是 …").
    """
    acting = [item for item in items if item is items[0] or not PRONOUN.match(item.prose.text)]
    steps = [_head(item) or _first_sentence(item) for item in acting]
    if sum(map(length, steps)) > LONGEST_ANSWER or any(length(step) > LONGEST_SENTENCE for step in steps):
        steps = [step if length(step) <= LONGEST_STEP else first_clause(step) for step in steps]
    fits = all(0 < length(step) <= LONGEST_SENTENCE for step in steps) and sum(map(length, steps)) <= LONGEST_LIST
    return [item.show(step).strip(" *") for item, step in zip(acting, steps, strict=True)] if fits else []


def _head(item: Place) -> str:
    """The words before an item's colon, where they say what is done."""
    text = item.prose.sentences[0].text if item.prose.sentences else ""
    match = COLON.match(text)
    if match is None or length(match["head"]) > LONGEST_STEP or ORDINAL.match(match["head"]):
        return ""
    return match["head"]


def _first_sentence(item: Place) -> str:
    """An item's first sentence, without "第一步："; empty where it only leads on to what stands below."""
    text = item.prose.sentences[0].text if item.prose.sentences else ""
    match = COLON.match(text)
    text = match["body"] if match and ORDINAL.match(match["head"]) else text
    return "" if text.endswith(("：", ":")) else re.split(r"[；;]", text)[0]
