"""Edges that the notes state: two concepts in one clause, and the words between them that say how they hang together.

Patterns yield relations where the shape of a fact gives them (a contrast, an enumeration, a second name). This
module reads the rest of the text, link titles included, once the concepts are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from studykit import segment
from studykit.lexicon import ORGANISATIONS
from studykit.model import Concept, Fact, Relation, RelationType, Resource, Span
from studykit.patterns import Page
from studykit.prose import bare, clauses
from studykit.terms import GLOSS, head_of
from studykit.text import normalise

#: A concept's name is at most so many words of the segmentation.
LONGEST_NAME = 8
#: What stands between two concepts: at most so many characters beside the words that relate them.
FARTHEST = 16


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept in a text, from ``start`` to ``end``."""

    term: str
    start: int
    end: int


class Finder:
    """Finds concepts by any of their names, the longest first, on the borders of words."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._terms: dict[str, str] = {}
        for concept in concepts:
            for name in (concept.term, *concept.aliases):
                self._terms.setdefault(normalise(name), concept.term)

    def find(self, text: str) -> list[Mention]:
        """The concepts in a plain text, from left to right, without overlap. Linear in the text."""
        words = segment.cut(text)
        starts = [0]
        for word in words:
            starts.append(starts[-1] + len(word))
        found: list[Mention] = []
        i = 0
        while i < len(words):
            for j in range(min(i + LONGEST_NAME, len(words)), i, -1):
                term = self._terms.get(normalise("".join(words[i:j])))
                if term is not None:
                    found.append(Mention(term, starts[i], starts[j]))
                    i = j - 1
                    break
            i += 1
        return found

    def term(self, name: str) -> str | None:
        """The concept of this name."""
        return self._terms.get(normalise(name))


@dataclass(frozen=True, slots=True)
class Cue:
    """Words between two concepts, and the edge that they state; ``turned``: from the second to the first."""

    type: RelationType
    between: re.Pattern[str]
    turned: bool = False
    #: what must follow the second concept
    after: re.Pattern[str] = re.compile("")


END = re.compile(r"\s*(?:[（(][^）)]*[）)])?\s*(?:[，,。；;：:、]|$)")
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
#: "轻量型网络：IdleBlock" in a title.
KIND_COLON = re.compile(r"^\s*[：:]\s*$")
OVERTAKES = re.compile(r"(?:超越|超过|击败|优于|完胜|媲美)\s*$")
OWNS = re.compile(r"^(?:的|中的|自研的?|旗下的?)[^，。；]{0,12}[：:]?\s*$")
#: Right before a concept, in what is said of a subject: how the subject hangs together with it.
BEFORE: tuple[tuple[RelationType, re.Pattern[str]], ...] = (
    ("requires", re.compile(r"(?:需要|要求|必须(?:用|有|先)?|依赖于?|前提是|离不开)[^，,。；的]{0,4}$")),
    ("improves_on", re.compile(r"(?:改进了?|优于|超过|取代|代替|替代)\s*$")),
    ("causes", re.compile(r"(?:导致|引起|造成|引发|触发)了?\s*$")),
    (
        "uses",
        re.compile(
            r"(?:使用|采用|利用|基于|借助|运用|用到|依靠|通过|(?<![作占引])用|搭配|结合|对应)\s*(?:了|的是)?[^，,。；的]{0,4}$"
        ),
    ),
    ("part_of", re.compile(r"(?:位于|属于|存放在|存储在|放在|内置在)\s*$")),
)
MADE = re.compile(r"^[^，。]{0,4}(?:提出|推出|开源|发布|研发|设计|开发|发明)")
CHINESE = re.compile(r"[\u4e00-\u9fff]+")
DEFINING_NOUN = re.compile(r"(?:^|的|一[种个类套款])(?P<noun>[^的，,。；：\s]{2,12})$")

#: A whole is no kind of its parts: "一次启动产生的全部线程块".
WHOLE = re.compile(r"全部|所有|[一每]组|集合|一系列|若干|多个|许多")


def find_relations(
    pages: Sequence[Page], facts: Sequence[Fact], resources: Sequence[Resource], concepts: Sequence[Concept]
) -> list[Relation]:
    """Edges between concepts, in the order of the notes."""
    finder = Finder(concepts)
    kinds = {concept.term: concept for concept in concepts}
    found = [edge for page in pages for edge in _in_page(page, finder)]
    for resource in resources:
        found += _in_title(resource, finder, kinds)
    for fact in facts:
        found += _in_fact(fact, finder)
    return [*found, *_between_facts(facts, finder), *_by_name(concepts, finder)]


def _in_page(page: Page, finder: Finder) -> Iterator[Relation]:
    for index, block in enumerate(page.blocks):
        if block.kind not in ("paragraph", "item"):
            continue
        prose = page.prose(index)
        for sentence in prose.sentences:
            if sentence.end in ("？", "?"):  # what is asked is not stated
                continue
            span = Span(block.span.path, block.span.first + sentence.first, block.span.first + sentence.last)
            for clause in _joined(sentence.parts):
                yield from _in_clause(prose.plain(clause), span, finder)


def _joined(parts: Iterable[str]) -> Iterator[str]:
    """Clauses, and each pair of neighbours, since a predicate may follow its subject behind a comma."""
    for part in parts:
        yield from clauses(part)


def _in_clause(text: str, span: Span, finder: Finder) -> Iterator[Relation]:
    mentions = finder.find(text)
    for i, one in enumerate(mentions):
        for other in mentions[i + 1 : i + 3]:
            between = text[one.end : other.start]
            if one.term == other.term or len(between) > FARTHEST + 8:
                continue
            if edge := _edge(one.term, between, other.term, text[other.end :]):
                yield Relation(*edge, span, "between")
                break


def _edge(one: str, between: str, other: str, after: str) -> tuple[str, RelationType, str] | None:
    between = GLOSS.sub("", between)
    for cue in CUES:
        if cue.between.search(between) and cue.after.match(after):
            maker = one if cue.turned else other
            if cue.type == "proposed_by" and maker not in ORGANISATIONS:
                # "集群提出了要求" is no authorship.
                return None
            return (other, cue.type, one) if cue.turned else (one, cue.type, other)
    return None


def _in_title(resource: Resource, finder: Finder, kinds: Mapping[str, Concept]) -> Iterator[Relation]:
    """What a title says: "A 提出 B", "超越 C", "轻量型网络：D", "E 的引擎：F"."""
    text = resource.title
    mentions = finder.find(text)
    organisation = next((m for m in mentions if m.term in ORGANISATIONS), None)
    named = [m for m in mentions if m is not organisation and re.search("[A-Za-z]", text[m.start : m.end])]
    new = [m for m in named if not OVERTAKES.search(text[: m.start])]
    for mention in named:
        if mention not in new and new:
            yield Relation(new[0].term, "improves_on", mention.term, resource.span, "title")
    for one, other in pairwise(mentions):
        between = text[one.end : other.start]
        latin_first = bool(re.search("[A-Za-z]", text[one.start : one.end]))
        if latin_first and not between and other not in named and one in new:
            yield Relation(one.term, "is_a", other.term, resource.span, "title")
        elif KIND_COLON.match(between) and other in new and one is not organisation and not latin_first:
            yield Relation(other.term, "is_a", one.term, resource.span, "title")
        elif (
            other in new
            and one is not organisation
            and not latin_first
            and re.fullmatch(r"(?:算法|框架|模型|网络|方法|引擎)", between)
        ):
            yield Relation(other.term, "uses", one.term, resource.span, "title")
    if organisation and new:
        between = text[organisation.end : new[0].start]
        if new[0].start > organisation.end and (
            re.search("提出|推出|开源|发布|研发|打造", between) or OWNS.match(between)
        ):
            yield Relation(new[0].term, "proposed_by", organisation.term, resource.span, "title")


def _in_fact(fact: Fact, finder: Finder) -> Iterator[Relation]:
    """What a fact says of its subject: its kind, what it uses and needs, who made it; and of its members."""
    subject = finder.term(bare(head_of(fact.subject)))
    if subject and fact.kind in ("definition", "property", "option", "command"):
        for edge in _of_subject(subject, fact.answer, finder):
            yield Relation(*edge, fact.span, fact.pattern)
    if subject and fact.kind == "definition" and (kind := _kind_of(fact.answer, finder)) and kind != subject:
        yield Relation(subject, "is_a", kind, fact.span, fact.pattern)
    if fact.pattern == "listing" and (kind := _longest_tail(fact.subject, finder)):
        members = [finder.term(bare(head_of(item))) for item in fact.items]
        yield from (Relation(m, "is_a", kind, fact.span, fact.pattern) for m in members if m and m != kind)


def _of_subject(subject: str, answer: str, finder: Finder) -> Iterator[tuple[str, RelationType, str]]:
    """Concepts in what is said of a subject, by the words right before and behind each."""
    text = "".join(bare(part) for part in re.split("(`[^`]*`)", answer))
    for mention in finder.find(text):
        if mention.term == subject:
            continue
        before, after = text[max(0, mention.start - 10) : mention.start], text[mention.end : mention.end + 6]
        if MADE.match(after):
            yield subject, "proposed_by", mention.term
        else:
            for kind, words in BEFORE:
                if words.search(before):
                    yield subject, kind, mention.term
                    break


def _kind_of(answer: str, finder: Finder) -> str | None:
    first = GLOSS.sub("", re.split("[,，。；：]", answer)[0])
    noun = None if WHOLE.search(first) else DEFINING_NOUN.search(first)
    return _longest_tail(noun["noun"], finder) if noun else None


def _by_name(concepts: Sequence[Concept], finder: Finder) -> Iterator[Relation]:
    """A Chinese compound is of the kind that its last part names: 标准正态分布 is a 正态分布."""
    for concept in concepts:
        tail = _longest_tail(concept.term[1:], finder) if CHINESE.fullmatch(concept.term) else None
        if tail and tail != concept.term and CHINESE.fullmatch(tail) and len(tail) > 1:
            yield Relation(concept.term, "is_a", tail, concept.mentions[0], "name")


def _between_facts(facts: Sequence[Fact], finder: Finder) -> Iterator[Relation]:
    """Definitions side by side with one last word are set against each other; those in a list are of its kind."""
    heads = [fact for fact in facts if fact.pattern == "glossary" and fact.kind in ("definition", "option")]
    for one, other in pairwise(heads):
        near = one.heading == other.heading and one.topic == other.topic and 0 < other.span.first - one.span.last <= 2
        names = [finder.term(bare(head_of(fact.subject))) for fact in (one, other)]
        if near and names[0] and names[1] and names[0] != names[1] and _same_tail(names[0], names[1]):
            yield Relation(names[0], "contrasts_with", names[1], other.span, "neighbours")
    for fact in heads:
        name = finder.term(bare(head_of(fact.subject)))
        kind = _longest_tail(re.sub("有.*|分为.*|包括.*", "", fact.topic), finder) if fact.topic else None
        if name and kind and kind != name:
            yield Relation(name, "is_a", kind, fact.span, "list")


def _same_tail(one: str, other: str) -> bool:
    if re.search(r"[A-Za-z]", one):
        return one.rpartition(" ")[2].casefold() == other.rpartition(" ")[2].casefold() and " " in one
    return one[-2:] == other[-2:]


def _longest_tail(text: str, finder: Finder) -> str | None:
    """The concept that a noun phrase ends with: "一种卷积神经网络" ends with 卷积神经网络."""
    for start in range(len(text) - 1):
        if term := finder.term(text[start:]):
            return term
    return None
