"""What the order of headings says: those below "文件类型" name its kinds, those below "TCP" its parts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from studykit.model import Block, Relation, RelationType
from studykit.patterns import Page
from studykit.relations.finder import Finder

#: What has kinds rather than parts.
KIND = re.compile(
    "(?:类型|种类|类别|分类|方式|方法|模式|策略|算法|模型|网络|函数|命令|选项|协议|状态|级别|语言|工具|符|管理器|编译器|锁|树|索引|排序|卷积|"
    "剪枝|量化|蒸馏|分布|测试|攻击|异常|注解|语句|学习|文件)$"
)
#: One heading below another may be there by chance.
FEWEST = 2


def from_headings(page: Page, finder: Finder) -> Iterator[Relation]:
    """The edges from headings to the heading above them."""
    below: dict[tuple[str, ...], list[Block]] = defaultdict(list)
    levels: dict[tuple[str, ...], int] = {}
    for block in page.blocks:
        if block.kind == "heading":
            below[block.heading].append(block)
            levels[(*block.heading, block.text)] = block.level
    for path, headings in below.items():
        whole = finder.named(path[-1]) if path else None
        # The heading of the whole note is its subject, which what follows is seldom a kind of.
        if whole and len(headings) >= FEWEST and not (levels.get(path) == 1 and KIND.search(whole)):
            yield from _members(whole, headings, finder)


def _members(whole: str, headings: Sequence[Block], finder: Finder) -> Iterator[Relation]:
    named = [(name, block) for block in headings if (name := finder.named(block.text)) and name != whole]
    kind: RelationType = "is_a" if KIND.search(whole) else "part_of"
    for name, block in named if len(named) >= FEWEST else ():
        yield Relation(name, kind, whole, block.span, "heading")
