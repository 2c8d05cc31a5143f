"""What names say: 标准正态分布 is a 正态分布, and a concept's other names are names of one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from studykit import segment
from studykit.finder import Finder
from studykit.grammar import AMBIGUOUS, OBJECT_VERBS
from studykit.model import Concept, Relation
from studykit.relations.second_names import tells_more

CHINESE = re.compile(r"[\u4e00-\u9fff]+")
#: 非结构化剪枝 is no 结构化剪枝.
NEGATES = "非不半反伪未无被"
#: 更新数据库 is what one does with a 数据库.
DONE = OBJECT_VERBS - AMBIGUOUS | frozenset(
    "更新 写入 读取 删除 修改 设置 处理 访问 连接 创建 查找 分配 释放 执行 调用".split()
)


def from_names(concepts: Sequence[Concept], finder: Finder) -> Iterator[Relation]:
    """A Chinese compound is of the kind that its last part names; a second name stands for the same as the first."""
    for concept in concepts:
        for name in concept.aliases:
            if tells_more(concept.term, name):
                yield Relation(name, "alias_of", concept.term, concept.mentions[0], "name")
        kind = _kind(concept.term, finder) if CHINESE.fullmatch(concept.term) else None
        if kind and kind != concept.term and CHINESE.fullmatch(kind) and len(kind) > 1:
            yield Relation(concept.term, "is_a", kind, concept.mentions[0], "name")


def _kind(name: str, finder: Finder) -> str | None:
    kind = finder.name_in(name[2:] if name[0] in NEGATES else name[1:])
    done = next(reversed(segment.cut(name.removesuffix(kind))), "")
    return finder.term(kind) if kind and done not in DONE else None
