"""Edges between concepts that the notes state. Each module reads one place where they are stated.

Patterns yield relations where the shape of a fact gives them (a contrast, a second name). What is here
comes after, once the concepts are known; edges whose ends are no concepts are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from studykit.finder import Finder, Mention
from studykit.model import Concept, Fact, Relation, Resource, Span
from studykit.patterns import Page
from studykit.prose import bare
from studykit.relations.clauses import from_sentences
from studykit.relations.facts import from_fact
from studykit.relations.groups import from_groups
from studykit.relations.headings import from_headings
from studykit.relations.lists import from_lists
from studykit.relations.names import from_names
from studykit.relations.second_names import from_names_side_by_side
from studykit.relations.states import from_states
from studykit.relations.tables import columns_of_output, from_tables, kinds_in_tables
from studykit.relations.titles import from_title
from studykit.relations.told import from_blocks
from studykit.terms import head_of

__all__ = ["Finder", "Mention", "find_relations", "reached"]

#: What reads a page for edges, whatever facts were found in it.
OF_PAGES: tuple[Callable[[Page, Finder], Iterator[Relation]], ...] = (
    from_headings,
    from_groups,
    kinds_in_tables,
    columns_of_output,
    from_sentences,
    from_blocks,
    from_names_side_by_side,
    from_states,
)


def reached(
    pages: Sequence[Page], facts: Sequence[Fact], sure: Sequence[Concept], doubtful: Sequence[Concept], finder: Finder
) -> set[str]:
    """The doubtful words that a fact or a heading ties to a concept: 主机内存 in "锁页内存：不会被换出的主机内存".

    ``finder`` finds both.
    """
    known, wanted = ({concept.term for concept in concepts} for concepts in (sure, doubtful))
    ends = {(edge.head, edge.tail) for edge in _from_facts(facts, finder)}
    ends |= {(tail, head) for head, tail in ends}
    ends |= {(edge.head, edge.tail) for page in pages for edge in from_headings(page, finder)}
    return {other for one, other in ends if one in known and other in wanted}


def find_relations(
    pages: Sequence[Page],
    facts: Sequence[Fact],
    resources: Sequence[Resource],
    concepts: Sequence[Concept],
    stated: Iterable[Relation],
    finder: Finder,
) -> list[Relation]:
    """Edges between concepts, those of the facts first; ``stated`` are those that the patterns found.

    ``finder`` finds these concepts.
    """
    found = [edge for relation in stated if (edge := _between_concepts(relation, finder))]
    found += _from_facts(facts, finder)
    found += [edge for page in pages for read in OF_PAGES for edge in read(page, finder)]
    for resource in resources:
        found += from_title(resource, finder)
    return _once([*found, *from_names(concepts, finder)])


def _once(edges: Iterable[Relation]) -> list[Relation]:
    """Each edge of a line once, whichever readers found it."""
    first: dict[tuple[str, str, str, Span], Relation] = {}
    for edge in edges:
        first.setdefault((edge.head, edge.type, edge.tail, edge.span), edge)
    return list(first.values())


def _from_facts(facts: Sequence[Fact], finder: Finder) -> list[Relation]:
    found = [edge for fact in facts for edge in from_fact(fact, finder)]
    return [*found, *from_lists(facts, finder), *from_tables(facts, finder)]


def _between_concepts(relation: Relation, finder: Finder) -> Relation | None:
    """The edge with the names of concepts at its ends; two names of one concept are kept as they are."""
    names = [finder.name_in(bare(head_of(end))) for end in (relation.head, relation.tail)]
    if not all(names) or names[0] == names[1]:
        return None
    ends = [finder.term(name) or "" for name in names]
    if ends[0] == ends[1]:
        return replace(relation, head=names[0], tail=names[1]) if relation.type == "alias_of" else None
    return replace(relation, head=ends[0], tail=ends[1])
