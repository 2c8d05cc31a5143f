"""Lists that tell steps, under a line or heading that announces them: for the patterns that ask for a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from studykit import segment
from studykit.counted import which
from studykit.grammar import PRONOUN, take_apart
from studykit.patterns import Place
from studykit.patterns._items import LONGEST_ANSWER, answer_of, first_clause, is_question, lead_in, without_glosses
from studykit.prose import clauses
from studykit.statements import COLON
from studykit.terms import GENERIC, is_aspect, is_label, is_subject, length
from studykit.text import spaced
from studykit.topics import lead_topic

#: What announces steps.
ANNOUNCED = re.compile(
    r"步骤|流程|过程|顺序|(?<![同异初进逐地跑])步(?![进长幅])|依次|阶段|如何|怎么|怎样|工作方式|工作原理|生命周期"
)
#: "分组转发算法" over deeds tells them in order; "垃圾回收算法" over names is a set.
IF_DEEDS = re.compile("机制|[做作]法|算法")
#: What announces other lists, be it with 步骤 in the line.
NO_STEPS = re.compile(
    r"重点|要点|特点|特征|注意|事实|问题|优点|缺点|原因|情况|方面|方法|方式|种|条件|原则|规则|误区|好处|作用"
)
#: "特征选择的步骤如下" announces steps, whatever they are about.
SAYS_STEPS = re.compile(r"(?:步骤|流程|过程)(?:如下|是|为|如下所示|可以?(?:总结|概括)如下)?$")
#: What has steps itself.
COURSE = re.compile("流程|过程|(?:具体)?[做作]法")
#: Words that say no more than that steps follow.
BARE = re.compile("的|具体|大致|主要|[做作]法| ")
#: "启动的主要步骤": what takes place is 启动.
ENDS_IN_COURSE = re.compile(r"(?:的)?(?:(?:主|主要|具体|大致|整体|总体|基本|完整|详细)?(?:步骤|流程))?(?:依次)?$")
#: "以下为工作流程" announces the course of what the heading names.
OPENS = re.compile("^(?:(?:以下|下面)[为是]|从而|进而|以便|以此)(?=..)")
DOES = frozenset("工作 运行 执行 处理 操作 实现 使用".split())
#: What only leads on to the steps: "计算 X 时，具体步骤如下", "过程可以总结如下".
LEADS_ON = re.compile(r"(?:[时，,]+(?:具体|主要|大致|其)?|可以?(?:总结|概括|归纳|描述))$")
#: A list without numbers is in order only where the line says so, or asks how something is done.
IN_ORDER = re.compile(r"(?:步骤|流程|过程)(?:如下|是|为)?$|^(?:如何|怎么|怎样)(?!.*(?:选择|理解|看待|避免|防止))")
#: How something is done.
HOW = re.compile("如何|怎")
#: "建立连接有哪三步".
COUNTS_STEPS = re.compile(r"[^，]{3,}哪\s*[二两三四五六七八九\d]+\s*(?:大|个)?(?:步|阶段|步骤|过程|环节)$")
#: What a step begins with.
ACTS = frozenset("用 把 将 先 再 按 在 对 从 让 给 使用 通过 然后 最后 接着 首先".split())
#: "基本就" is left of "基本就是：".
ONLY_ADVERBS = re.compile(r"(?:基本上?|大致|大体|主要|一般|通常|其实|也|就|都|可以)+")
#: "第一步", "第二次": says nothing of what is done.
ORDINAL = re.compile(r"第\s*[一二三四五六七八九十\d]+\s*(?:次|步|阶段|个|轮)?$")
#: "X 的思想不难": what the writer thinks of it.
JUDGED = re.compile(r"(?:其实|也|都)?(?:并?不|很|非常|比较|十分)[\u4e00-\u9fff]{1,2}$")
#: "会进行" is left of "会进行如下步骤".
ENDS_OPEN = re.compile("(?:进行|执行|经历|经过|需要|包括|包含|采取|遵循)了?$")
MOST, LEAST = 9, 2
LONGEST_STEP, LONGEST_SENTENCE, LONGEST_LIST = 34, 60, 260
SHORTEST_DEED, LONGEST_DEED = 12, 16


@dataclass(frozen=True, slots=True)
class Steps:
    """What is done, the question for it, and its steps in order."""

    topic: str
    question: str
    items: tuple[str, ...]


def steps_of(place: Place) -> Steps | None:
    """The steps that the list which begins here tells; nothing where it tells none."""
    announced = place.lead.show(lead_in(place.lead)) if place.lead else ""
    heading = place.block.heading[-1] if place.block.heading else ""
    topic = _topic(place, announced, heading)
    told = _told(place, announced, heading) and (
        SAYS_STEPS.search(announced) or not NO_STEPS.search(announced or heading)
    )
    if not told:
        topic = _deed_above(place)
        told = bool(topic)
    if not topic or not told:
        return None
    if not announced and is_question(heading) and answer_of(place.group, MOST):
        # The heading's own card asks for these: ways to do something as often as steps.
        return None
    items = _steps(place.group)
    if not LEAST <= len(items) <= MOST or not all(items):
        return None
    return Steps(topic, _question(topic, announced), tuple(without_glosses(items)))


def _deed_above(place: Place) -> str:
    """What is done, where the line above a numbered list names and explains it: "插入节点：在 … 插入一个新节点"."""
    above = place.at(-1)
    if above is None or not place.block.ordered or above.block.kind != "paragraph":
        return ""
    named = COLON.match(above.prose.text)
    head = named["head"].strip() if named and len(named["body"]) > 1 else ""
    if not head or length(head) > LONGEST_DEED or is_aspect(head) or is_label(head) or any(map(_head, place.group)):
        return ""
    return above.show(head) if len(segment.cut(head)) > 1 and _acts(head) else ""


def _question(topic: str, announced: str) -> str:
    """For example, "框架包含五步" asks "框架包含哪五步？"."""
    counted = which(clauses(announced)[-1]) if clauses(announced) else ""
    if counted and COUNTS_STEPS.search(counted):
        return f"{counted.rstrip('：: ').replace('的哪', '有哪')}？"
    topic = topic.rstrip("?？")
    if ENDS_OPEN.search(topic):
        return f"{topic.replace('时：', '时，')}哪几步？"
    return f"{topic}？" if HOW.search(topic) else f"{topic}依次有哪几步？"


def _topic(place: Place, announced: str, heading: str) -> str:
    """What is done in these steps; with the heading's name where the line says "步骤：" and no more."""
    told = OPENS.sub("", lead_topic(announced)) if announced else heading
    topic = ENDS_IN_COURSE.sub("", told)
    if topic in DOES and place.heading_topic:
        above = ENDS_IN_COURSE.sub("", place.heading_topic).removesuffix(topic)
        return spaced(above.strip(), f"的{told}") if above else ""
    topic = LEADS_ON.sub("", topic)
    if announced and not BARE.sub("", topic) and place.heading_topic:
        course = COURSE.search(announced)
        return f"{place.heading_topic}的{course[0]}" if course else place.heading_topic
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
    if IF_DEEDS.search(announced or heading) and not all(_head(item) or _is_short(item) for item in place.group):
        return True
    return below_heading and len(place.group) > LEAST and all(_acts(item.prose.text) for item in place.group)


def _acts(text: str) -> bool:
    """Whether a text says what to do."""
    words = segment.cut(text.strip())[:1]
    return bool(words) and (words[0] in ACTS or segment.tag(words[0]) == "v")


def _is_short(item: Place) -> bool:
    return length(item.prose.text) < SHORTEST_DEED


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
