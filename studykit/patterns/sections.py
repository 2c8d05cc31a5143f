"""A heading that asks, or names a set, and the headings right below it: they are the answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from studykit.asides import ASIDE
from studykit.counted import COUNTED, number_of, which
from studykit.model import Block, Fact
from studykit.patterns import Page, Place, pattern
from studykit.patterns._items import LONGEST_ANSWER, OF_A_KIND, OF_PARTS, alike, is_question, set_of
from studykit.patterns._lead import of_heading
from studykit.prose import bare
from studykit.terms import GLOSS, head_of, is_aspect, is_label, length, members_of
from studykit.text import spaced
from studykit.topics import generic_heading

#: "进程的状态：就绪、运行和阻塞".
NAMES_ITS_SET = re.compile(r"^(?P<name>[^：:，,、]{2,20})[：:]\s*(?P<members>[^：:，,。]+、[^：:，,。]+)$")
MOST, LEAST = 7, 2
LONGEST_NAME = 22
#: What a section begins or ends with is no member: "小结", "对比总结", "其他工具".
CLOSES = re.compile(
    r"^其[他它]|(?:总结|小结|对比|比较|示例|例子|实例|案例|练习|其他|其它|参考\w*|简介|概述|介绍|背景|前言)$"
)
#: Where one part goes on about the others, the parts are no members of a set: "两者的区别".
DISCUSSES = re.compile(r"中的|不同|(?:区别|关系|联系|相同点|异同|优缺点|相关|的(?:处理|实现|创建|使用|问题))$")
#: Nouns under which a text is divided as often as a set is: one part at least must bear them.
ALSO_TITLES = re.compile(
    rf"(?:{OF_PARTS}|问题|现象|命令|区别|状态|异常|标签|功能|场景|规则|约束|版本|语句|操作|指标|区域|位置|权限)$"
)
#: Questions about one thing, which no list of headings answers.
ONE_THING = re.compile(r"什么是|是什么|何谓|什么叫|多少|吗$|是否|能否")


@pattern("sections", on="block", rank=8, claims=False)
def find(place: Place) -> Iterator[Fact]:
    """``## 排序算法`` over ``### 归并排序``, ``### 堆排序`` …: 排序算法有哪些？"""
    index = place.index - 1
    while index >= 0 and place.page.blocks[index].kind == "heading":
        # The first text below a heading may be that of its first part: every heading is looked at once.
        yield from _named_in_it(place, place.page.blocks[index]) or _members(place, place.page, index)
        index -= 1


def _named_in_it(place: Place, parent: Block) -> list[Fact]:
    """``## 进程的状态：就绪、运行和阻塞`` names its set itself."""
    match = NAMES_ITS_SET.match(parent.text)
    members = members_of(match["members"]) if match else []
    if match is None or len(members) < LEAST or is_question(match["name"]) or not _is_name(match["name"]):
        return []
    question = spaced(match["name"], "有哪些？")
    fact = set_of(place, question, question, members, (parent.span.first, parent.span.last))
    return [replace(fact, heading=parent.heading)]


def _members(place: Place, page: Page, index: int) -> Iterator[Fact]:
    parent = page.blocks[index]
    members = [part for part in _parts(page, index) if not (CLOSES.search(part.text) or is_label(part.text))]
    names = [part.text for part in members]
    if not LEAST <= len(names) <= MOST or len(set(names)) < len(names) or not all(map(_is_name, names)):
        return
    question = "" if _lists_itself(page, index) else _question(page, parent, names)
    if question and sum(map(length, names)) <= LONGEST_ANSWER:
        fact = set_of(place, question, question, names, (parent.span.first, members[-1].span.last))
        yield replace(fact, heading=parent.heading)


def _parts(page: Page, index: int) -> list[Block]:
    """The headings right below one, without those below these."""
    parent, parts = page.blocks[index], list[Block]()
    for block in page.blocks[index + 1 :]:
        if block.kind == "heading":
            if block.level <= parent.level:
                break
            if block.heading == (*parent.heading, parent.text):
                parts.append(block)
    return parts


def _lists_itself(page: Page, index: int) -> bool:
    """Whether a list stands right below a heading, before its parts: that is then what it names."""
    for block in page.blocks[index + 1 :]:
        if block.kind == "heading":
            return False
        if block.kind == "item":
            return True
    return False


def _is_name(heading: str) -> bool:
    plain = bare(heading)
    return (
        bool(plain)
        and length(plain) <= LONGEST_NAME
        and not (
            is_aspect(plain)
            or generic_heading(plain)
            or is_question(plain)
            or DISCUSSES.search(plain)
            or ASIDE.search(plain)
        )
    )


def _question(page: Page, parent: Block, names: list[str]) -> str:
    """The question that the parts answer; empty where they do not."""
    name = GLOSS.sub("", parent.text).strip()
    if is_question(name):
        return "" if ONE_THING.search(name) else f"{name.rstrip('?？')}？"
    of_kind = alike(name, names)
    of_one_kind = of_kind == len(names) or _count(name) == len(names)
    named = OF_A_KIND.search(name) and (of_kind or not ALSO_TITLES.search(name))
    is_title = parent.level <= 1 and parent.text == page.document.title
    if (
        not (of_one_kind or named)
        or is_title
        or name.startswith(("其他", "其它"))
        or ASIDE.search(name)
        or any(head_of(part) in name for part in names)
    ):
        return ""
    return of_heading(page, parent, name, kinds=not named)


def _count(name: str) -> int:
    """How many there are, in a heading such as "传递参数的两种方式"; 0 where it does not say."""
    counted = COUNTED.search(name) if which(name) and "：" not in name else None
    return number_of(counted[0]) if counted else 0
