"""What a list of names says: they belong to what the line or the heading above them names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from studykit.finder import Finder
from studykit.model import Block, Relation, Span
from studykit.patterns import Page
from studykit.relations.headings import sort_of, whole_of
from studykit.relations.lists import belongs
from studykit.statements import COLON

#: A list of names: at least so many of its items, and this share of them, are or begin with one.
FEWEST, SHARE = 2, 0.5
#: "常见方式有：" under a heading lists sorts of what that names, "组成部分：" its parts.
OF_HEADING = re.compile(
    r"^(?:常见|常用|主要|具体|一般|其)?的?(?:(?P<part>特性|组成|组成部分|组件|参数|字段|状态|要素|成员|属性)"
    r"|(?:实现)?(?:方式|方法|类型|种类|分类|策略|算法|手段|做法))(?:主要|一般|通常)?(?:有|包括|分为|如下|为)?(?:以下|如下)?[几两三四五六七八\d]*[种个类点]?$"
)
LAST_SENTENCE = re.compile("[。！？；;]")


def from_groups(page: Page, finder: Finder) -> Iterator[Relation]:
    """The edges from the items of each list to what announces them."""
    groups: dict[int, list[int]] = defaultdict(list)
    for index, block in enumerate(page.blocks):
        if block.kind == "item" and block.group >= 0:
            groups[block.group].append(index)
    for items in groups.values():
        members = [(name, page.blocks[index].span) for index in items if (name := _name(page, index, finder))]
        if len(members) >= max(FEWEST, SHARE * len(items)):
            yield from _below(page, page.blocks[items[0]], members, finder)


def _name(page: Page, index: int, finder: Finder) -> str | None:
    prose = page.prose(index)
    label = COLON.match(prose.sentences[0].text) if prose.sentences else None
    return finder.named(prose.plain(label["head"] if label else prose.text))


def _below(page: Page, first: Block, members: Sequence[tuple[str, Span]], finder: Finder) -> Iterator[Relation]:
    if first.lead < 0:
        whole, kind = whole_of(first.heading[-1], finder) if first.heading else ("", "part_of")
    else:
        lead = page.prose(first.lead)
        text = lead.plain(lead.text).rstrip("：: ")
        announced = LAST_SENTENCE.split(text)[-1]
        whole, kind = whole_of(announced, finder)
        if not whole and (side := OF_HEADING.match(announced)) and first.heading:
            whole, kind = whole_of(first.heading[-1], finder)[0], "part_of" if side["part"] else "is_a"
        if not whole:
            yield from belongs(announced, members, first.heading, finder)
            return
    for name, span in members:
        if whole and name != whole:
            yield Relation(name, "is_a" if sort_of(name, whole) else kind, whole, span, "group")
