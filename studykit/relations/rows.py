"""Names in a row: "A、B 和 C 都是 D", "D 有三个阶段，分别为 A、B 和 C", "A 与 B 的区别"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from studykit.finder import Finder, Mention
from studykit.model import Block, Relation, RelationType, Span
from studykit.patterns import Page
from studykit.prose import bare
from studykit.relations.reader import without_adverbials
from studykit.terms import GLOSS, head_of

Row = Sequence[Mention]
#: Between two members of a row: 、 and the like, and a bracket with another name.
BESIDE = re.compile(
    r"^\s*(?:[（(][^（()）]{0,40}[）)])?(?:、[^，。；：、的（(]{1,8}){0,3}\s*(?:[、，,/]|[、，,]?\s*(?:和|与|以及|及|或者?|vs\.?|VS))\s*(?:[一两三\d]+个)?\s*$"
)
IN_BRACKET = re.compile(r"\s*[（(][^（()）]*$")
#: "A、B 等都是 D".
ARE = re.compile(
    r"^\s*(?:[（(][^（()）]{0,40}[）)])?(?:[、和与及][^，。；：、的是（(]{1,8}){0,3}\s*(?:等[^，。；是属]{0,4})?(?:[就都均也全]{0,2})(?:都是|均为|是|属于)(?:一[种个类]|常[见用]的|典型的)?\s*$"
)
COMMA, ALL = re.compile("[，,]"), re.compile("等|都|均|全")
KIND_END = re.compile(r"\s*(?:[，,。；（(]|$|的一[种个类])")
#: What stands before a row of so many parts or kinds.
COUNTED = re.compile(
    r"(?P<count>[两二三四五六七八九])[个大种类]?(?P<noun>层次?|部分|阶段|步骤?|要素|组件|模块|角色|字段|特性|属性|成员|方面|区域?|[种类]|方式|方法|类型)"
    r"[\u4e00-\u9fff]{0,4}[\s，,]*(?:[（(：:]|[—-]+|分别(?:[是为有]|称为|叫做?)|依次(?:[是为])|[即为是])[：:]?\s*$"
)
COUNTS = "零一二三四五六七八九"
SORTS = re.compile("[种类型]|方式|方法")
DIVIDED = re.compile(r"^\s*(?:一般|主要|可以|常见|通常|大致|又|可|被|大体)*(?:分为|分成|有|包括|包含|存在)?\s*$")
#: "A 与 B 的区别" under a heading, or as one.
COMPARED = re.compile(
    r"^\s*(?:[两三二]者)?(?:之间)?(?:的|有什么|有何|是什么|和)*\s*(?:区别|对比|比较|差异|异同|联系|选择|关系|$)"
)
COMPARED_BY_NAME = re.compile("区别|对比|比较|差异|异同|选择")
FEWEST, MOST = 2, 4
#: 并发 and 并行: of short names one character tells.
SHORT = 3


def from_rows(page: Page, index: int, finder: Finder) -> Iterator[Relation]:
    """What a block says of names that stand in a row."""
    block = page.blocks[index]
    if block.kind == "heading":
        yield from _compared(block, finder)
    elif block.kind in ("paragraph", "item"):
        topic = _topic_above(block, finder)
        prose = page.prose(index)
        for sentence in prose.sentences:
            if sentence.end in ("？", "?"):
                continue
            text = prose.plain(sentence.text)
            first = block.span.first
            span = Span(block.span.path, first + sentence.first, first + sentence.last)
            mentions = finder.find(text)
            for edge in _in_sentence(text, mentions, topic or ""):
                yield Relation(*edge, span, "row")
            start = len(text) - len(without_adverbials(text))
            topic = next((m.term for m in mentions if m.start == start), topic)


def _topic_above(block: Block, finder: Finder) -> str | None:
    """What the heading names or begins with: "TCP/IP 协议栈"."""
    heading = bare(head_of(block.heading[-1])) if block.heading else ""
    first = next(iter(finder.find(heading)), None)
    return finder.named(heading) or (first.term if first and first.start == 0 else None)


def _in_sentence(text: str, mentions: Sequence[Mention], topic: str) -> Iterator[tuple[str, RelationType, str]]:
    for row in _rows(text, mentions):
        members = list(dict.fromkeys(mention.term for mention in row))
        if kind := _kind_behind(text, mentions, row):
            yield from ((member, "is_a", kind) for member in members if member != kind)
        counted = COUNTED.search(text, 0, row[0].start)
        if counted and COUNTS.find(counted["count"].replace("两", "二")) >= len(row):
            whole = _whole(text, mentions, counted, topic)
            if whole and whole not in members:
                yield from _of_whole(members, whole, counted["noun"])


def _kind_behind(text: str, mentions: Sequence[Mention], row: Row) -> str:
    """What the members of a row are said to be: "A、B 等都是 D"."""
    behind = next((mention for mention in mentions if mention.start >= row[-1].end), None)
    between = text[row[-1].end : behind.start] if behind else ""
    said = behind and ARE.match(between) and KIND_END.match(text[behind.end :])
    # "一种 A，B 是 C" says what B is.
    clauses = any(COMMA.fullmatch(text[one.end : other.start].strip()) for one, other in pairwise(row))
    return behind.term if behind and said and (not clauses or ALL.search(between)) else ""


def _whole(text: str, mentions: Sequence[Mention], counted: re.Match[str], topic: str) -> str:
    """What has so many parts, or kinds: of kinds only what stands right before their number."""
    before = [mention for mention in mentions if mention.end <= counted.start()]
    if SORTS.search(counted["noun"]):
        near = before and DIVIDED.match(text[before[-1].end : counted.start()])
        return before[-1].term if near else ""
    return before[0].term if before else topic


def _of_whole(members: Sequence[str], whole: str, noun: str) -> Iterator[tuple[str, RelationType, str]]:
    yield from ((member, "is_a" if SORTS.search(noun) else "part_of", whole) for member in members)


def _rows(text: str, mentions: Sequence[Mention]) -> Iterator[Row]:
    """The longest runs of mentions that stand side by side."""
    run: list[Mention] = []
    for mention in mentions:
        between = text[run[-1].end : mention.start] if run else ""
        if IN_BRACKET.match(between):
            continue
        if run and BESIDE.match(between):
            run.append(mention)
            continue
        if len(run) >= FEWEST:
            yield run
        run = [mention]
    if len(run) >= FEWEST:
        yield run


def _compared(block: Block, finder: Finder) -> Iterator[Relation]:
    """The names that a heading sets side by side: "A 与 B", "A、B 的区别"."""
    text = GLOSS.sub("", bare(head_of(block.text))).rstrip("？?：: ")
    for row in _rows(text, finder.find(text)):
        if row[0].start == 0 and len(row) <= MOST and COMPARED.match(text[row[-1].end :]):
            named = COMPARED_BY_NAME.search(text[row[-1].end :])
            for one, other in combinations(dict.fromkeys(mention.term for mention in row), 2):
                if named or _alike(one, other):
                    yield Relation(one, "contrasts_with", other, block.span, "heading")


def _alike(one: str, other: str) -> bool:
    """Whether two names are those of one kind of things: 宏任务 and 微任务."""
    short = len(one) == len(other) <= SHORT
    return not one.isascii() and (one[-1] == other[-1] or (short and one[0] == other[0]))
