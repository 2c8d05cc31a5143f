"""Edges between concepts that the notes state. Each module reads one place where they are stated.

Patterns yield relations where the shape of a fact gives them (a contrast, a second name). What is here
comes after, once the concepts are known; edges whose ends are no concepts are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from studykit.lexicon import Lexicon
from studykit.model import Concept, Fact, Relation, Resource
from studykit.patterns import Page
from studykit.prose import bare
from studykit.relations.clauses import from_sentences
from studykit.relations.facts import from_fact
from studykit.relations.finder import Finder, Mention
from studykit.relations.headings import from_headings
from studykit.relations.lists import from_lists
from studykit.relations.names import from_names
from studykit.relations.tables import from_tables
from studykit.relations.titles import from_title
from studykit.terms import head_of

__all__ = ["Finder", "Mention", "find_relations", "reached"]


def reached(pages: Sequence[Page], facts: Sequence[Fact], words: Lexicon) -> set[str]:
    """The doubtful words that a fact or a heading ties to a concept: 主机内存 in "锁页内存：不会被换出的主机内存"."""
    sure, doubtful = words.concepts(), words.possible()
    finder = Finder([*sure, *doubtful])
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
    """Edges between concepts, in the order of the notes; ``stated`` are those that the patterns found.

    ``finder`` finds these concepts.
    """
    found = [edge for relation in stated if (edge := _between_concepts(relation, finder))]
    found += [edge for page in pages for edge in (*from_headings(page, finder), *from_sentences(page, finder))]
    for resource in resources:
        found += from_title(resource, finder)
    return [*found, *_from_facts(facts, finder), *from_names(concepts, finder)]


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
