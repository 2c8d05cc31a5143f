"""What the order of headings says: those below "文件类型" name its kinds, those below "TCP" its parts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from studykit.finder import Finder
from studykit.model import Block, Relation, RelationType
from studykit.patterns import Page
from studykit.prose import bare
from studykit.terms import head_of, is_aspect
from studykit.topics import generic_heading

#: What has kinds rather than parts.
KIND = re.compile(
    "(?:类型|种类|类别|分类|方式|方法|模式|策略|算法|模型|网络|函数|命令|选项|协议|状态|级别|语言|工具|符|管理器|编译器|锁|树|索引|排序|卷积|"
    "剪枝|量化|蒸馏|分布|测试|攻击|异常|注解|语句|学习|文件|权限|引擎|框架|队列|运行时|格式|指令|关键字|接口|寻址|错误|漏洞|信号|指标|优化器|损失|"
    "归一化|池化|变换|容器|集合|服务器|编码|编程|中断|调用|映射)$"
)
#: "TCP 协议" is one thing, which has parts.
ONE = re.compile("[A-Za-z][A-Za-z0-9/+. -]*(?:协议|模型|网络|算法|框架|引擎|语言|工具)$")
#: "Kafka 的核心组件": what stands below are parts of it.
SIDE = re.compile(
    r"^(?P<whole>.{2,20}?)\s*[中里]?的?(?:关键|主要|常见|常用|基本|核心|重要|[一二两三四五六七八九十\d]+[大个种])*的?"
    r"(?:[几两二三四五六七八九十\d]+[大个种类])?(?P<side>特性|要素|组成部分|组成|组件|成员|构成|结构|字段|属性|参数|选项|状态|阶段|模块|部件|元素|角色|功能|生命周期|架构|类型|种类|分类|模式|方式|方法|方案|实现|策略|算法|手段|做法|形式)$"
)
KINDS = frozenset("类型 种类 分类 模式 方式 方法 方案 实现 策略 算法 手段 做法 形式".split())
#: "有哪些常见的锁？" names them, as "锁有哪些" does.
ASKED = re.compile(r"^有哪些|(?:有|是|包括)?(?:哪些|哪几[种类个]|什么)?[？?]$|(?:有|包括|分为)哪[些几][种类个]?$")
#: "常见的排序算法" names these algorithms.
SOME = re.compile(
    r"^(?:[一二三四五六七八九十\d]+[、.．]\s*)?(?:常见|常用|主要|典型|经典|基本|各种|几种|其他|其它|使用?最为?广泛)+的?\s*"
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
    for heading, headings in below.items():
        path = heading
        while path and (generic_heading(path[-1]) or is_aspect(path[-1])):
            path = path[:-1]
        whole, kind = whole_of(path[-1], finder) if path else ("", "part_of")
        # The heading of the whole note is its subject, which what follows is seldom a kind of.
        if whole and len(headings) >= FEWEST and not (levels.get(path) == 1 and kind == "is_a"):
            yield from _members(whole, kind, headings, finder)


def whole_of(heading: str, finder: Finder) -> tuple[str, RelationType]:
    """What the members below a heading, or below a line that is a name, belong to, and how; empty where unknown."""
    asked = ASKED.sub("", bare(head_of(heading)))
    plain = SOME.sub("", asked)
    if named := finder.term(plain):
        return named, "is_a" if KIND.search(plain) and (plain != asked or not ONE.match(plain)) else "part_of"
    side = SIDE.match(plain)
    if side is None:
        return "", "part_of"
    # "Java 的内部类类型" are kinds of 内部类.
    whole = finder.term(side["whole"]) or finder.term(side["whole"].rpartition("的")[2])
    return whole or "", "is_a" if side["side"] in KINDS else "part_of"


def _members(whole: str, kind: RelationType, headings: Sequence[Block], finder: Finder) -> Iterator[Relation]:
    named = [(name, block) for block in headings if (name := finder.named(block.text)) and name != whole]
    for name, block in named if len(named) >= FEWEST else ():
        yield Relation(name, "is_a" if sort_of(name, whole) else kind, whole, block.span, "heading")


def sort_of(name: str, whole: str) -> bool:
    """Whether a name holds that of its kind: "RAID 5" and "Batch Normalization"."""
    words, kind = name.casefold().split(), whole.casefold().split()
    numbered = words[: len(kind)] == kind and words[-1].isdigit()
    return len(words) > len(kind) and (numbered or words[-len(kind) :] == kind)
