"""What is set against each other by its very name: 共享锁 and 排他锁, 核心线程 and 非核心线程."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from studykit.finder import Finder
from studykit.model import Concept, Relation, Span

#: Words that are opposites in the names of two things of one kind.
PAIRS = (
    "同步/异步 阻塞/非阻塞 静态/动态 固定/动态 公/私 公有/私有 顺序/随机 悲观/乐观 共享/排他 共享/独占 水平/垂直 最大/最小 上/下 父/子 主/从 "
    "主/备 主/辅 主键/二级 主键/辅助 显式/隐式 显性/隐性 离散/连续 全局/局部 本地/全局 本地/远程 逻辑/物理 虚拟/物理 虚拟/真实 左/右 短/长 "
    "硬/软 用户/内核 生产者/消费者 客户端/服务端 客户端/服务器 训练/推理 训练/推断 前/后 前向/反向 正向/反向 正/反 正/负 前序/后序 单/双 单/多 "
    "直接/间接 公平/非公平 内/外 内部/外部 输入/输出 入/出 发送/接收 请求/响应 有/无 强/弱 编译/解释 冷/热 稀疏/稠密 稀疏/密集 粗/细 广度/深度 "
    "浅/深 一/二 集中式/分布式 抢占式/非抢占式 面向对象/面向过程 编码/解码 加密/解密 序列化/反序列化 封装/解封装 监督/无监督 监督/非监督 "
    "升序/降序 递归/迭代 头/尾 高/低 大/小 快/慢 新生/老年 年轻/老年 新/旧 稳定/不稳定 可变/不可变 读/写 增量/全量 半/全 行/列 先进/后进 "
    "结构化/非结构化 对称/非对称 聚簇/非聚簇 聚集/非聚集 线性/非线性 相对/绝对 判别/生成 欠/过 偏差/方差 学生/教师 自动/手动 虚/实 定点/浮点 "
    "主动/被动 永久/临时 持久/临时 无状态/有状态 有损/无损 普通/特殊 严格/宽松 线程/进程 升/降"
)
#: 非核心线程 is no 核心线程.
NEGATIONS = "非反被无"
#: What stands further apart in a note is not set against each other there.
NEAR = 12


def _opposites() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for pair in PAIRS.split():
        one, other = pair.split("/")
        found[one].append(other)
        found[other].append(one)
    return found


OPPOSITES = _opposites()
#: A lookahead, so that words inside longer ones are found too.
WORD = re.compile(f"(?=({'|'.join(sorted(OPPOSITES, key=len, reverse=True))}))")


def from_opposites(concepts: Sequence[Concept], finder: Finder) -> Iterator[Relation]:
    """The edges between concepts near each other whose names differ by a word and its opposite."""
    by_term = {concept.term: concept for concept in concepts}
    seen: set[frozenset[str]] = set()
    for concept in concepts:
        for name in (concept.term, *concept.aliases):
            for opposite in _opposite_names(name):
                other = by_term.get(finder.term(opposite) or concept.term, concept)
                pair = frozenset((concept.term, other.term))
                if other is concept or pair in seen:
                    continue
                seen.add(pair)
                if span := _meeting(concept, other):
                    yield Relation(concept.term, "contrasts_with", other.term, span, "opposites")


def _opposite_names(name: str) -> Iterator[str]:
    for match in WORD.finditer(name):
        for other in OPPOSITES[match[1]]:
            yield name[: match.start()] + other + name[match.start() + len(match[1]) :]
    if len(name) > 1:
        yield from (negation + name for negation in NEGATIONS)


def _meeting(one: Concept, other: Concept) -> Span | None:
    """The line of the one that is nearest to one of the other, where they meet at all."""
    apart = [
        (abs(here.first - there.first), here)
        for here in one.mentions
        for there in other.mentions
        if here.path == there.path and abs(here.first - there.first) <= NEAR
    ]
    return min(apart)[1] if apart else None
