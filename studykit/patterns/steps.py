"""Numbered steps under a line or heading that announces them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit import segment
from studykit.model import Fact
from studykit.patterns import Place, pattern
from studykit.statements import COLON
from studykit.terms import is_aspect, length
from studykit.topics import lead_topic

ANNOUNCED = re.compile(r"步骤|流程|过程|顺序|步|依次|阶段|如何|怎么|怎样|工作方式|工作原理|机制|做法|算法|生命周期")
NO_STEPS = re.compile(
    r"重点|要点|特点|特征|注意|事实|问题|优点|缺点|原因|情况|方面|方法|方式|种|条件|原则|规则|误区|好处|作用"
)
ACTS = frozenset("用 把 将 先 再 按 在 对 从 让 给 使用 通过 然后 最后 接着 首先".split())
MOST, LEAST = 9, 2
LONGEST_STEP = 34


@pattern("steps", on="block", rank=48, claims=False)
def find(place: Place) -> Iterator[Fact]:
    """``一趟排序分三步：`` and ``1. …`` ``2. …``: what happens, in order?"""
    if place.block.kind != "item" or place.block.position != 1 or not place.block.ordered:
        return
    lead = place.lead.prose if place.lead else None
    announced = place.lead.show(lead.sentences[-1].text) if place.lead and lead and lead.sentences else ""
    heading = place.block.heading[-1] if place.block.heading else ""
    topic = re.sub(r"(?:的)?(?:步骤|流程)?(?:依次)?$", "", lead_topic(announced) if announced else heading)
    if is_aspect(topic) or (announced and is_aspect(announced.rstrip("：: "))):
        topic = f"{place.heading_topic}的{announced.rstrip('：: ') or topic}" if place.heading_topic else ""
    told = bool(ANNOUNCED.search(announced or heading)) or (not announced and _ordered_to_act(place))
    if not topic or not told or NO_STEPS.search(announced or heading):
        return
    items = [_step(item) for item in place.group]
    if not LEAST <= len(items) <= MOST or not all(items):
        return
    first = place.lead.block.span.first if place.lead else place.block.span.first
    yield place.fact(
        "procedure",
        topic,
        f"{topic}依次有哪几步？" if not re.search("如何|怎", topic) else f"{topic}？",
        " → ".join(items),
        form="sequence",
        items=tuple(items),
        lines=(first, place.group[-1].block.span.last),
        confidence=0.75,
        statement=" ",
        topic="",
    )


def _ordered_to_act(place: Place) -> bool:
    """Whether a list right below a heading says in each item what to do."""
    above = place.page.blocks[place.index - 1] if place.index else None
    words = [segment.cut(item.prose.text.strip())[:1] for item in place.group]
    return (
        above is not None
        and above.kind == "heading"
        and len(words) > LEAST
        and all(word and (word[0] in ACTS or segment.tag(word[0]) == "v") for word in words)
    )


def _step(item: Place) -> str:
    """A step in few words: its head, else its first sentence."""
    text = item.prose.sentences[0].text if item.prose.sentences else ""
    if (match := COLON.match(text)) and length(match["head"]) <= LONGEST_STEP:
        return item.show(match["head"]).strip(" *")
    first = re.split(r"[；;]", text)[0]
    if length(first) > LONGEST_STEP:
        first = re.split(r"[，,]", first)[0]
    return item.show(first) if length(first) <= LONGEST_STEP else ""
