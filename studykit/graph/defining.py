"""Which card says what a concept is, and which asks something else of it."""

from __future__ import annotations

from studykit.graph.base import Graph
from studykit.text import normalise


def defined_by(graph: Graph, card: str) -> str | None:
    """The concept (node) whose meaning a card (node) asks for; one that asks for its name defines nothing."""
    asked = graph.nodes[card]
    concept = asked_of(graph, card) if asked["fact"] == "definition" else None
    return None if concept is None or normalise(asked["answer"]) in names_of(graph, concept) else concept


def asked_of(graph: Graph, card: str) -> str | None:
    """The concept (node) that is the subject of a card (node); "共享内存分块有什么用？" asks nothing of 共享内存."""
    subject = graph.nodes[card]["subject"]
    bare = normalise(subject.partition("（")[0].partition("(")[0] or subject)  # in brackets stand its other names
    about = (concept for _, concept, type_ in graph.out_edges(card, keys=True) if type_ == "about")
    return next((concept for concept in about if bare in names_of(graph, concept)), None)


def names_of(graph: Graph, concept: str) -> set[str]:
    """All names of a concept (node), in the form in which equal names are equal."""
    known = graph.nodes[concept]
    return {normalise(name) for name in (known["label"], *known["aliases"])}
