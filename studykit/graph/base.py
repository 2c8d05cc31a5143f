"""What the graph is made of, and the simplest questions to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from studykit.model import RelationType, Span

if TYPE_CHECKING:
    import networkx as nx

Graph: TypeAlias = "nx.MultiDiGraph[str]"

RELATION_TYPES: tuple[RelationType, ...] = get_args(RelationType)

NodeKind = Literal["concept", "card", "note", "section", "resource"]
EdgeType = RelationType | Literal["occurs_with", "about", "stated_in", "mentioned_in", "in_note", "reading_for"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of a note (Markdown) that state a relation, and their lines."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path from ``start`` to ``end`` (nodes).

    ``backwards``: the edge points from ``end`` to ``start``. A step of type ``occurs_with`` has no evidence.
    """

    start: str
    type: EdgeType
    end: str
    backwards: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Community:
    """Concepts that hang together; called as the most important of them is."""

    name: str
    members: frozenset[str]


@dataclass(frozen=True, slots=True)
class Circle:
    """Concepts that need one another: each of ``around`` comes before the next, and the last before the first.

    It was broken between the last and the first: that is the weakest of its links, and it is left out.
    """

    around: tuple[str, ...]
    type: RelationType
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """All concepts (nodes) in an order to learn them in, what each needs first, and which circles were broken."""

    sequence: tuple[str, ...]
    needs: Mapping[str, tuple[str, ...]]
    circles: tuple[Circle, ...]


def of_kind(graph: Graph, kind: NodeKind) -> Iterator[str]:
    """The nodes of a kind, in the order of the notes."""
    return (node for node, data in graph.nodes(data=True) if data["kind"] == kind)


def by_section(graph: Graph) -> dict[str, list[str]]:
    """The concepts of each section, in the order in which it first names them; the sections in theirs."""
    sections: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for concept in of_kind(graph, "concept"):
        for section, spans in sections_of(graph, concept):
            sections[section].append((min(span.first for span in spans), concept))
    return {
        section: [concept for _, concept in sorted(sections[section], key=lambda item: item[0])]
        for section in of_kind(graph, "section")
    }


def sections_of(graph: Graph, concept: str) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """The sections that name a concept, each with its lines that do."""
    for _, section, type_, data in graph.out_edges(concept, keys=True, data=True):
        if type_ == "mentioned_in":
            yield section, data["spans"]
