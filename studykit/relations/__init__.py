"""Edges between concepts that the notes state. Each module reads one place where they are stated.

Patterns yield relations where the shape of a fact gives them (a contrast, a second name). What is here
comes after, once the concepts are known; edges whose ends are no concepts are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from studykit import segment
from studykit.finder import Finder, Mention
from studykit.grammar import AMBIGUOUS, OBJECT_VERBS
from studykit.model import Concept, Fact, Relation, Resource, Span
from studykit.patterns import Page
from studykit.prose import bare
from studykit.relations.clauses import from_sentences
from studykit.relations.facts import from_fact
from studykit.relations.groups import from_groups
from studykit.relations.headings import from_headings
from studykit.relations.lists import from_lists
from studykit.relations.names import from_names, lines_of
from studykit.relations.opposites import from_opposites
from studykit.relations.rows import from_rows
from studykit.relations.second_names import from_names_side_by_side
from studykit.relations.signatures import from_signatures
from studykit.relations.states import from_states
from studykit.relations.tables import columns_of_output, from_tables, kinds_in_tables
from studykit.relations.titles import from_title
from studykit.relations.told import from_blocks
from studykit.terms import head_of

__all__ = ["Finder", "Mention", "Readings", "find_relations", "reached"]

#: Whatever is made has a name, and so has what is used: these say too little.
OF_THINGS = frozenset(["uses", "proposed_by"])
VAGUE = re.compile("网络|方法|算法|模型|函数|框架|系统|程序|文件|对象|变量|参数|模块|功能|数据")

OfPage = Callable[[Page, Finder], Iterator[Relation]]


@dataclass(frozen=True, slots=True)
class OfBlock:
    """What reads each block of a page by itself, whatever the others say."""

    read: Callable[[Page, int, Finder], Iterator[Relation]]


SENTENCES, ROWS = OfBlock(from_sentences), OfBlock(from_rows)
#: What in running text is sure enough of an edge to make a doubtful word a concept.
OF_TEXT = (SENTENCES, ROWS)
#: What reads a page for edges, whatever facts were found in it.
OF_PAGES: tuple[OfPage | OfBlock, ...] = (
    from_headings,
    from_groups,
    kinds_in_tables,
    columns_of_output,
    SENTENCES,
    from_blocks,
    ROWS,
    from_signatures,
    from_names_side_by_side,
    from_states,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The edges that one place states, and all concepts that were found in it."""

    edges: tuple[Relation, ...]
    met: frozenset[str]


class Readings:
    """What facts and running text state, as a finder of all that may be a concept read it.

    A finder that was narrowed from this one reads the same, unless it lost what was met: only then it reads anew.
    """

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self._first: dict[tuple[object, ...], Reading] = {}

    def of_facts(self, facts: Sequence[Fact], finder: Finder) -> Iterator[Relation]:
        """What each fact states by itself."""
        for number, fact in enumerate(facts):
            yield from self._read((from_fact, number), partial(from_fact, fact), finder)

    def of_page(self, reader: OfPage | OfBlock, page: Page, finder: Finder) -> Iterator[Relation]:
        """What one of those that read pages finds there."""
        if not isinstance(reader, OfBlock):
            yield from reader(page, finder)
            return
        for index in range(len(page.blocks)):
            place = (reader.read, id(page), index)  # to hash a page would be to hash all its text
            yield from self._read(place, partial(reader.read, page, index), finder)

    def _read(
        self, place: tuple[object, ...], read: Callable[[Finder], Iterator[Relation]], finder: Finder
    ) -> Iterable[Relation]:
        first = self._first.get(place)
        if first is None:
            with self._finder.watched() as met:
                edges = tuple(read(self._finder))
            first = self._first[place] = Reading(edges, frozenset(met))
        return first.edges if first.met.isdisjoint(finder.lost) else read(finder)


def reached(
    pages: Sequence[Page],
    facts: Sequence[Fact],
    sure: Sequence[Concept],
    doubtful: Sequence[Concept],
    readings: Readings,
    finder: Finder,
) -> set[str]:
    """The doubtful words that a fact, a heading or a sentence ties to one: 主机内存 in "锁页内存：不会被换出的主机内存".

    ``finder`` finds both.
    """
    known, wanted = ({concept.term for concept in concepts} for concepts in (sure, doubtful))
    ends = {(edge.head, edge.tail) for edge in _from_facts(facts, readings, finder)}
    told = {
        (edge.head, edge.tail)
        for page in pages
        for reader in OF_TEXT
        for edge in readings.of_page(reader, page, finder)
    }
    ends |= {pair for pair in told if not any(end in wanted and _is_deed(end) for end in pair)}
    ends |= {(tail, head) for head, tail in ends}
    ends |= {(edge.head, edge.tail) for page in pages for edge in from_headings(page, finder)}
    return {other for one, other in ends if one in known and other in wanted}


def _is_deed(name: str) -> bool:
    """Whether a name begins with a verb: 建立连接 is no thing."""
    first = segment.cut(name)[0]
    return first != name and first not in AMBIGUOUS and (first in OBJECT_VERBS or segment.tag(first)[:1] in "vdp")


def find_relations(
    pages: Sequence[Page],
    facts: Sequence[Fact],
    resources: Sequence[Resource],
    concepts: Sequence[Concept],
    stated: Iterable[Relation],
    readings: Readings,
    finder: Finder,
) -> list[Relation]:
    """Edges between concepts, those of the facts first; ``stated`` are those that the patterns found.

    ``finder`` finds these concepts, and ``readings`` are its own, or of the one that it was narrowed from.
    """
    found = [edge for relation in stated if (edge := _between_concepts(relation, finder))]
    found += _from_facts(facts, readings, finder)
    found += [edge for page in pages for reader in OF_PAGES for edge in readings.of_page(reader, page, finder)]
    for resource in resources:
        found += from_title(resource, finder)
    return _once([*found, *from_names(concepts, finder, lines_of(pages)), *from_opposites(concepts, finder)])


def _once(edges: Iterable[Relation]) -> list[Relation]:
    """Each edge of a line once, whichever readers found it; a part does not come before its whole, or after it."""
    first: dict[tuple[str, str, str, Span], Relation] = {}
    for edge in edges:
        if not (edge.type in OF_THINGS and VAGUE.fullmatch(edge.head if edge.type == "proposed_by" else edge.tail)):
            first.setdefault((edge.head, edge.type, edge.tail, edge.span), edge)
    return [
        edge
        for edge in first.values()
        if edge.type != "precedes" or (edge.tail, "part_of", edge.head, edge.span) not in first
    ]


def _from_facts(facts: Sequence[Fact], readings: Readings, finder: Finder) -> list[Relation]:
    return [*readings.of_facts(facts, finder), *from_lists(facts, finder), *from_tables(facts, finder)]


def _between_concepts(relation: Relation, finder: Finder) -> Relation | None:
    """The edge with the names of concepts at its ends; two names of one concept are kept as they are."""
    names = [finder.name_in(bare(head_of(end))) for end in (relation.head, relation.tail)]
    if not all(names) or names[0] == names[1]:
        return None
    ends = [finder.term(name) or "" for name in names]
    if ends[0] == ends[1]:
        return replace(relation, head=names[0], tail=names[1]) if relation.type == "alias_of" else None
    return replace(relation, head=ends[0], tail=ends[1])
