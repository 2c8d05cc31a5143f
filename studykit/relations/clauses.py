"""Two concepts in one clause or sentence, and the words between them that say how they hang together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from studykit.lexicon import ORGANISATIONS
from studykit.model import Relation, RelationType, Span
from studykit.patterns import Page
from studykit.relations.finder import Finder, Mention
from studykit.relations.predicates import row, topic_of
from studykit.terms import GLOSS

#: What stands between two concepts: at most so many characters beside the words that relate them.
FARTHEST = 16


@dataclass(frozen=True, slots=True)
class Cue:
    """Words between two concepts, and the edge that they state; ``turned``: from the second to the first."""

    type: RelationType
    between: re.Pattern[str]
    turned: bool = False
    #: what must follow the second concept
    after: re.Pattern[str] = re.compile("")


END = re.compile(r"\s*(?:[（(][^）)]*[）)])?\s*(?:[，,。；;：:、]|$)")
#: The name before it is not the beginning of a longer one.
WHOLE_NAME = re.compile(r"\s*(?:$|[，,。；;：:、（(）)中里内上由是在有会可能不必需用把])")
CUES = (
    Cue(
        "alias_of",
        re.compile(r"^\s*[，,（(]?\s*(?:又称|也称|也叫|又叫|简称|全称(?:是|为)?|即|也就是|亦称)(?:为)?\s*[“「]?\s*$"),
    ),
    Cue(
        "is_a",
        re.compile(
            r"^(?:本质上|其实|就|也|都)?(?:是|属于)(?:一种|一个|一类|一款|一套|[^，。；：、]{0,14}的)?\s*[“「]?$"
        ),
        after=END,
    ),
    Cue("is_a", re.compile(r"^[^，。；：不]{0,6}(?:等|这种|这类|这样的)$")),
    Cue("is_a", re.compile(r"^\s*(?:就|也|都)?(?:被)?(?:称|叫|命名)(?:之)?(?:为|做|作)\s*[“「]?$"), turned=True),
    Cue(
        "proposed_by",
        re.compile(r"^[^，。；]{0,6}(?:提出|推出|开源|发布|研发|设计|开发|打造|发明|公布)(?:了|的)?[^，。；]{0,14}$"),
        turned=True,
    ),
    Cue(
        "proposed_by",
        re.compile(r"^[^，。；]{0,4}(?:由|是)\s*$"),
        after=re.compile(r"^[^，。；]{0,8}(?:提出|推出|开源|发布|研发|设计|开发)"),
    ),
    Cue(
        "contrasts_with",
        re.compile(r"^[^。；]{0,8}(?:而不是|而非|不同于|区别于|有别于|相对于|vs\.?|VS)\s*(?:使用|用|采用)?$"),
    ),
    Cue(
        "contrasts_with",
        re.compile(r"^\s*(?:与|和|跟)\s*$"),
        after=re.compile(r"^[^，。；]{0,10}(?:不同|区别|相反|相对|对立|没有关系|无关|对比)"),
    ),
    Cue(
        "improves_on",
        re.compile(
            r"^[^，。；]{0,8}(?:优于|超过了?|超越了?|改进了?|替代了?|取代了?|代替了?|胜过|快于|好于|击败了?)\s*$"
        ),
    ),
    Cue("improves_on", re.compile(r"^\s*比\s*$"), after=re.compile(r"^[^，。；]{0,10}(?:更|快|好|高|强|准|省|小)")),
    Cue(
        "requires", re.compile(r"^[^，。；]{0,8}(?:需要|要求|必须|依赖于?|取决于|离不开|前提是|伴随着?)[^，。；]{0,8}$")
    ),
    Cue("causes", re.compile(r"^[^，。；]{0,8}(?:导致|引起|造成|引发|触发|产生|带来)了?(?!的)[^，。；]{0,8}$")),
    Cue("part_of", re.compile(r"^\s*的\s*$"), turned=True, after=WHOLE_NAME),
    Cue("part_of", re.compile(r"^[^，。；]{0,6}(?:包括|包含|含有|分为)[^，。；]{0,6}$"), turned=True),
    Cue(
        "part_of",
        re.compile(r"^[^，。；]{0,4}由[^，。；]{0,8}$"),
        turned=True,
        after=re.compile(r"^[^，。；]{0,12}(?:组成|构成)"),
    ),
    Cue(
        "part_of",
        re.compile(r"^[^，。；]{0,4}(?:位于|处于|属于|存放在|保存在|存储在|运行在|集中在|工作在|是|在)\s*$"),
        after=re.compile(r"^\s*(?:的一部分|的组成部分|中|里|内|内部|之中|上|层|目录)"),
    ),
    Cue(
        "uses",
        re.compile(
            r"^[^，。；]{0,8}(?:使用|采用|利用|基于|借助|运用|用到|依靠|通过|调用|用|支持|执行|运行着?)[^，。；]{0,8}$"
        ),
    ),
    Cue("uses", re.compile(r"^[^，。；]{0,8}(?:用于|用来|应用于|适用于|作用于|用在)[^，。；]{0,4}$"), turned=True),
)
AND = re.compile(r"^\s*(?:、|和|与|以及|及|或)\s*$")
NEGATED = re.compile("不(?!同|是)|没有|无法|无需|未|避免|禁止|包含在")
#: "虚拟架构决定 …，而真实架构决定 …": what stands at the start of either half is set against the other.
HALVES = re.compile(r"；\s*|，\s*而(?!且)\s*")
ANNOUNCING = re.compile(
    r"(?:大致|主要|一般|通常|可以|又)?(?:分为|分成|包括|包含|由|(?:常见的|常用的)?有)[^，,。；]{0,10}$"
)
KINDS = re.compile("[种类型]")


def from_sentences(page: Page, finder: Finder) -> Iterator[Relation]:
    """The edges that the running text of a note states."""
    for index, block in enumerate(page.blocks):
        if block.kind not in ("paragraph", "item"):
            continue
        prose = page.prose(index)
        for sentence in prose.sentences:
            if sentence.end in ("？", "?"):  # what is asked is not stated
                continue
            span = Span(block.span.path, block.span.first + sentence.first, block.span.first + sentence.last)
            for clause in sentence.clauses:
                yield from _in_clause(prose.plain(clause), span, finder)
            text = prose.plain(sentence.text)
            yield from _announced(text, span, finder)
            yield from _set_against(text, span, finder)


def _announced(text: str, span: Span, finder: Finder) -> Iterator[Relation]:
    """Members behind a colon: "NAS 由三部分组成：A、B 和 C"."""
    announcing, colon, rest = re.sub(":", "：", text).partition("：")
    verb = ANNOUNCING.search(announcing) if colon else None
    whole = finder.tail(announcing[: verb.start()].strip()) or topic_of(announcing, finder) if verb else None
    if verb and whole:
        kind: RelationType = "is_a" if KINDS.search(announcing) else "part_of"
        for member in row(rest, finder):
            if member != whole:
                yield Relation(member, kind, whole, span, "between")


def _set_against(text: str, span: Span, finder: Finder) -> Iterator[Relation]:
    halves = HALVES.split(text)
    if len(halves) != 2:
        return
    one, other = (topic_of(half, finder) for half in halves)
    if one and other and one not in other and other not in one:
        yield Relation(one, "contrasts_with", other, span, "halves")


def _in_clause(text: str, span: Span, finder: Finder) -> Iterator[Relation]:
    mentions = finder.find(text)
    for i, one in enumerate(mentions):
        for j in range(i + 1, min(i + 3, len(mentions))):
            other = mentions[j]
            between = text[one.end : other.start]
            if one.term == other.term or len(between) > FARTHEST + 8:
                continue
            if edge := _edge(one.term, between, other.term, text[other.end :]):
                yield Relation(*edge, span, "between")
                for further in _side_by_side(text, mentions[j:]):
                    ends = (further if end == other.term else end for end in (edge[0], edge[2]))
                    head, tail = ends
                    if head != tail:
                        yield Relation(head, edge[1], tail, span, "between")
                break


def _side_by_side(text: str, mentions: Sequence[Mention]) -> Iterator[str]:
    """The concepts that stand in one row with the first of these: "A、B 和 C"."""
    for one, other in pairwise(mentions):
        if not AND.match(text[one.end : other.start]):
            return
        yield other.term


def _edge(one: str, between: str, other: str, after: str) -> tuple[str, RelationType, str] | None:
    between = GLOSS.sub("", between)
    if NEGATED.search(between):
        return None
    for cue in CUES:
        if cue.between.search(between) and cue.after.match(after):
            maker = one if cue.turned else other
            if cue.type == "proposed_by" and maker not in ORGANISATIONS:
                # "集群提出了要求" is no authorship.
                return None
            return (other, cue.type, one) if cue.turned else (one, cue.type, other)
    return None
