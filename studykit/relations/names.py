"""What names say: 标准正态分布 is a 正态分布, and a concept's other names are names of one thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from studykit import segment
from studykit.finder import Finder
from studykit.grammar import AMBIGUOUS, OBJECT_VERBS
from studykit.model import Concept, Relation, Span
from studykit.patterns import Page
from studykit.prose import bare
from studykit.relations.second_names import tells_more

CHINESE = re.compile(r"[\u4e00-\u9fff]+")
#: 非结构化剪枝 is no 结构化剪枝.
NEGATES = "非不半反伪未无被超"
#: 更新数据库 is what one does with a 数据库.
DONE = OBJECT_VERBS - AMBIGUOUS | frozenset(
    "更新 写入 读取 删除 修改 设置 处理 访问 连接 创建 查找 分配 释放 执行 调用 查看 终止 结束 跟踪 划分 通知 基于 自带 编写 打开 下载 安装".split()
)
#: 手工复制循环体 is a deed as well, and 多线程 no 线程.
BY_HAND, MANY = frozenset("手工 手动 自动 逐个 直接".split()), "多"
Lines = Mapping[tuple[str, int], str]


def from_names(concepts: Sequence[Concept], finder: Finder, lines: Lines) -> Iterator[Relation]:
    """A Chinese compound is of the kind that its last part names; a second name stands for the same as the first."""
    for concept in concepts:
        for name in concept.aliases:
            span = _line_of(concept, (name, concept.term), lines) if tells_more(concept.term, name) else None
            if span:
                yield Relation(name, "alias_of", concept.term, span, "name")
        kind = _kind(concept.term, finder) if CHINESE.fullmatch(concept.term) else None
        if kind and kind != concept.term and CHINESE.fullmatch(kind) and len(kind) > 1:
            span = _line_of(concept, (concept.term,), lines) or concept.mentions[0]
            yield Relation(concept.term, "is_a", kind, span, "name")


def lines_of(pages: Iterable[Page]) -> Lines:
    """What stands on each line of the notes, less what only marks it up."""
    return {
        (block.span.path, block.span.first + number): line
        for page in pages
        for block in page.blocks
        for number, line in enumerate(block.text.split("\n"))
    }


def _line_of(concept: Concept, names: Sequence[str], lines: Lines) -> Span | None:
    """The line on which all these names of a concept stand, one that begins with any of them before others."""
    folded = [name.casefold() for name in names]
    texts = ((bare(lines.get((span.path, span.first), "")).casefold(), span) for span in concept.mentions)
    holding = [(text, span) for text, span in texts if all(name in text for name in folded)]
    opening = (span for text, span in holding if text.startswith(tuple(folded)))
    return next(opening, None) or next((span for _, span in holding), None)


def _kind(name: str, finder: Finder) -> str | None:
    kind = finder.name_in(name[2:] if name[0] in NEGATES else name[1:])
    words = segment.cut(name.removesuffix(kind))
    done = bool(words) and (words[-1] in DONE or (words[0] in BY_HAND and words[-1] in OBJECT_VERBS))
    term = finder.term(kind) if kind and not done and words != [MANY] else None
    return term if term and term[-1] == kind[-1] else None
