"""What a short list says of the one thing that stands over it: points without a subject of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from studykit import fields, segment
from studykit.asides import ASIDE
from studykit.counted import which
from studykit.grammar import COPULAS, MODALS, NO_DEED, is_condition, is_deed, strip_connective, take_apart
from studykit.model import Block, Fact
from studykit.patterns import Place, pattern
from studykit.patterns._items import OF_A_KIND, PLURAL, alike, is_question
from studykit.patterns._running import POINTS_BACK
from studykit.patterns._steps import steps_of
from studykit.prose import Sentence, clauses
from studykit.statements import COLON, LEAVES_OUT
from studykit.terms import is_aspect, is_label, is_term, length
from studykit.text import spaced
from studykit.topics import generic_heading, is_told_of, names_one

#: What names a case, a course of events or a part of a text, and no thing.
NO_THING = re.compile(
    r"(?:流程|过程|步骤|情况|时|后|前|中|说明|知识点|汇总|总结|例子?|注意|练习|代码|参考|资料|实现|使用|配置|安装|下一步|学习|理解|常识|问题|题|解|思路|如果|过[大小多少高低])$"
    r"|.[无没不未]|^(?:第[一二三四五六七八九十\d]|为|如果|对于|什么|需要|其[他它])"
)
#: What leads on, asks, or leaves open which of two.
NO_POINT = re.compile("[：:？?]$|^是否|还是|(?:导致|引发|引起|造成)的$")
#: What is done itself does nothing.
DONE = re.compile("(?:处理|操作|作用域|系列|设置|管理|控制)$")
#: On what something is done, and nobody who does it.
ONTO = re.compile("从(?![库机属])|向(?!量)|对(?![象称])|把|将|给|在(?!线)|用(?!户)|通过|按照?|根据|为(?!什)|使用")
#: What has such a name does something itself.
DOES = re.compile(
    r"`[^`]+`|[A-Za-z_$@.:<-][A-Za-z0-9_.:<>/-]*(?:\([^()]*\))?(?:\s*(?:命令|函数|方法|指令|关键字|参数|选项|属性|标签|语句|接口|算子|层))?"
    r"|[\u4e00-\u9fff]{2,8}(?:函数|方法|指令|选择器|运算符|操作符|算子|中间件|拦截器|过滤器|装饰器|处理器|加载器|收集器|调度器|管理器|控制器|适配器|分配器|迭代器|监听器|触发器|编码器|解码器|优化器|路由器|交换机|网关|代理)"
)
#: The writer's words to the reader, and names: "注意 …", "集成的 …".
TOLD = re.compile("注意|假[设定使]|参考|请|记得|[^，]{2}的")
LONGEST_DEEDS = 70
#: What ties a case to what follows from it, and cases that were made up.
THEN, EXAMPLE = re.compile("[，,]?(?:则|那么?|就)$"), re.compile("例子?|假设|比如")
#: A clause that adds to the case.
ALSO = re.compile("并?且|同时|或者?|任意|任何")
WHEN, CASE = re.compile("如果|若|当(?![前然])|一旦|对于.*来说$"), re.compile("(?:时|时候|之?后|以后|情况下|的话)$")
#: What somebody wants, and does something for.
WANTS = re.compile("为了|要|想|如果[要想]|需要")
SHORTEST_SCENE, LONGEST_SCENE, LONGEST_OUTCOMES = 6, 36, 150
SAYS = COPULAS | MODALS | {"有"}
MOST, LEAST = 5, 2
LONGEST, LONGEST_POINT, SHORTEST_POINT, LONGEST_NAME = 110, 56, 4, 14


@pattern("points", on="block", rank=52, claims=False, kinds=("item",))
def find(place: Place) -> Iterator[Fact]:
    """``- 轮询：`` over ``- 所有中断都跳到同一个地址`` ``- 由软件区分中断的种类`` asks what polling is like."""
    if place.block.position != 1 or not LEAST <= len(place.group) <= MOST:
        return
    head = _head(place)
    if head is None or not (name := _name(head)) or steps_of(place):
        return
    points = [_point(item) for item in place.group]
    if (
        not all(points)
        or any(name in point for point in points)
        or sum(map(length, points)) > LONGEST
        or _leads_on(place)
    ):
        return
    if sum(map(_lacks_subject, place.group)) * 2 < len(place.group) or alike(name, points):
        return
    fact = place.fact(
        "property",
        name,
        spaced(name, "做什么？" if all(map(_acts, points)) and not DONE.search(name) else "是怎样的？"),
        "\n".join(f"- {point}" for point in points),
        aspect="points",
        lines=(head.span.first, place.group[-1].block.span.last),
        confidence=0.65,
        statement=" ",
        topic="",
    )
    # What the question names is not shown above it once more.
    yield replace(fact, heading=fact.heading[:-1]) if head.kind == "heading" else fact


@pattern("outcomes", on="block", rank=52, claims=False, kinds=("item",))
def find_outcomes(place: Place) -> Iterator[Fact]:
    """``配置了阈值时：`` over ``- 达到软阈值，先等待`` ``- 达到硬阈值，立即驱逐`` asks what happens then."""
    if place.block.position != 1 or place.lead is None or not LEAST <= len(place.group) <= MOST or steps_of(place):
        return
    scene = _scene(place.lead)
    points = [_point(item, labelled=True) for item in place.group] if scene else []
    if not points or not all(points) or sum(map(length, points)) > LONGEST_OUTCOMES or _leads_on(place):
        return
    if not any(take_apart(first) or is_deed(first) for point in points for first in clauses(point)[:1]):
        return
    yield place.fact(
        "property",
        scene,
        f"{scene}，{'怎么做' if WANTS.match(scene) else '会怎样'}？",
        "\n".join(f"- {point}" for point in points),
        aspect="outcomes",
        lines=(place.lead.block.span.first, place.group[-1].block.span.last),
        confidence=0.65,
        statement=" ",
        topic=place.lead.lead_name,
    )


def _scene(lead: Place) -> str:
    """The case that the line over a list names, where it says no more; empty where it tells something."""
    text = lead.prose.sentences[-1].text.rstrip("：:，, ") if lead.prose.sentences else ""
    scene = THEN.sub("", strip_connective(text))
    pieces = clauses(scene)
    if not pieces or not SHORTEST_SCENE <= length(scene) <= LONGEST_SCENE:
        return ""
    first, *more = pieces
    more_of_it = all(is_condition(piece) or ALSO.match(piece) for piece in more)
    if not (WHEN.match(first) or (CASE.search(pieces[-1]) and is_condition(first))) or not more_of_it:
        return ""
    return "" if ASIDE.search(scene) or POINTS_BACK.search(scene) or EXAMPLE.search(scene) else lead.show(scene)


@pattern("deed", on="block", rank=53, claims=False, kinds=("paragraph",))
def find_deed(place: Place) -> Iterator[Fact]:
    """``### unnest()`` right above ``打平一层数组`` asks what it does."""
    above = _named_above(place)
    if above is None or not DOES.fullmatch(above.text) or not is_told_of(above.text):
        return
    name, deeds = above.text, list(takewhile(lambda sentence: _is_deed(sentence, above.text), place.prose.sentences))
    while deeds and sum(length(sentence.text) for sentence in deeds) > LONGEST_DEEDS:
        deeds.pop()
    if not deeds or not is_term(name):
        return
    fact = place.fact(
        "property",
        name,
        spaced(name, "做什么？"),
        "；".join(sentence.text.rstrip("，, ；;") for sentence in deeds),
        aspect="deed",
        lines=(above.span.first, place.block.span.first + deeds[-1].last),
        confidence=0.65,
        statement=" ",
        topic="",
    )
    yield replace(fact, heading=fact.heading[:-1])


def _named_above(place: Place) -> Block | None:
    """The heading right above a paragraph, or above the code that shows how what it names is written."""
    before = place.page.blocks[max(0, place.index - 2) : place.index]
    if before and before[-1].kind == "code":
        before = before[:-1]
    return before[-1] if before and before[-1].kind == "heading" else None


def _is_deed(sentence: Sentence, name: str) -> bool:
    """Whether a sentence tells what is done, by what stands over it, and names nothing else that does it."""
    text = sentence.text
    if sentence.end in ("？", "?") or length(text) < SHORTEST_POINT or name in text or LEAVES_OUT.match(text):
        return False
    if NO_POINT.search(text) or COLON.match(text) or ASIDE.search(text) or POINTS_BACK.search(text):
        return False
    first = next(iter(clauses(strip_connective(text))), "")
    taken = take_apart(first)
    stated = taken is not None and bool(taken.subject) and taken.verb in COPULAS | MODALS
    return (
        _acts(first) and is_deed(first) and not (stated or is_condition(first) or TOLD.match(first) or TOLD.match(text))
    )


def _head(place: Place) -> Block | None:
    """What stands over the list and is nothing but a name: its lead, the heading or the line right above."""
    if place.lead is not None:
        return place.lead.block
    above = place.page.blocks[place.index - 1] if place.index else None
    return above if above is not None and above.kind in ("heading", "paragraph") else None


def _name(head: Block) -> str:
    name = head.text.strip().strip("*").rstrip("：: ").strip("*").strip()
    if re.search(r"[\n\[]", name) or not is_term(name) or length(name) > LONGEST_NAME or not names_one(name):
        return ""
    if which(name) or _tells(name):
        return ""
    if is_aspect(name) or is_label(name) or generic_heading(name) or is_question(name) or NO_THING.search(name):
        return ""
    return "" if OF_A_KIND.search(name) or PLURAL.search(name) or is_deed(name) else name


def _tells(name: str) -> bool:
    """Whether what looks like a name says something or what is done: "分配器可替换", "避免死锁"."""
    words = segment.cut(name)
    taken = take_apart(name)
    acts = len(words) > 1 and segment.tag(words[0]) == "v" and not fields.of(name)
    return acts or (taken is not None and taken.verb in SAYS and bool(taken.subject and taken.rest))


def _leads_on(place: Place) -> bool:
    """Whether more stands below one of the points than a line."""
    first, last = place.index, place.group[-1].index
    below = place.page.blocks[last + 1 : last + 2]
    return last - first + 1 != len(place.group) or any(first <= block.lead <= last for block in below)


def _point(item: Place, *, labelled: bool = False) -> str:
    """An item as a point; empty where it leads on, asks or speaks to the reader; and where it has a label of its own."""
    text = item.prose.text.strip()
    if labelled and POINTS_BACK.search(text) and item.prose.sentences:
        text = item.prose.sentences[0].text
    text = text.rstrip("。；;，, ")
    if "\n" in text or not SHORTEST_POINT <= length(text) <= LONGEST_POINT:
        return ""
    if NO_POINT.search(text) or ASIDE.search(text) or POINTS_BACK.search(text) or (COLON.match(text) and not labelled):
        return ""
    return item.show(text)


def _acts(point: str) -> bool:
    """Whether a point says what is done, and not what it is or can be."""
    first = next(iter(segment.cut(point)), "")
    return first in ("把", "将") or (segment.tag(first) == "v" and first not in MODALS | COPULAS | NO_DEED)


def _lacks_subject(item: Place) -> bool:
    """Whether an item says something of what stands over it, and names nothing else that it is about."""
    pieces = [piece for piece in clauses(strip_connective(item.prose.text.strip())) if not is_condition(piece)]
    if not pieces:
        return False
    taken = take_apart(pieces[0])
    return is_deed(pieces[0]) or (taken is not None and (not taken.subject or bool(ONTO.match(taken.subject))))
