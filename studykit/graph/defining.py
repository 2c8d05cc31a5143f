"""Which card says what a concept is."""

from __future__ import annotations

from studykit.graph.base import Graph
from studykit.text import normalise


def defined_by(graph: Graph, card: str) -> str | None:
    """The concept (node) whose meaning a card (node) asks for; one that asks for its name defines nothing."""
    asked = graph.nodes[card]
    if asked["fact"] != "definition":
        return None
    bare = asked["subject"].partition("（")[0].partition("(")[0]  # in brackets stand its other names
    subject, answer = normalise(bare or asked["subject"]), normalise(asked["answer"])
    for _, concept, type_ in graph.out_edges(card, keys=True):
        if type_ == "about":
            known = graph.nodes[concept]
            names = {normalise(name) for name in (known["label"], *known["aliases"])}
            if subject in names and answer not in names:
                return concept
    return None
