"""In which order to learn the concepts."""

from __future__ import annotations

from studykit.graph.base import Circle, Graph, Order, by_section, of_kind
from studykit.graph.prerequisites import Need, in_order

#: How much a relation says about what to learn first: the least of them gives way in a circle.
_NEEDS = {"requires": 3, "is_a": 2, "part_of": 1}


def learning_order(graph: Graph) -> Order:
    """Every concept after what it requires, what it is a kind of and what it is a part of.

    Otherwise in the order of the notes; what is needed first is drawn forward to just before its need.
    """
    concepts = [concept for named in by_section(graph).values() for concept in named]
    items = list(dict.fromkeys((*concepts, *of_kind(graph, "concept"))))
    stated = {
        Need(head, tail, (_NEEDS[type_], len(data["evidence"]))): type_
        for head, tail, type_, data in graph.edges(keys=True, data=True)
        if type_ in _NEEDS
    }
    found = in_order(items, stated)
    circles = []
    for need, around in found.broken:
        type_ = stated[need]
        circles.append(Circle(around, type_, graph.edges[need.item, need.first, type_]["evidence"]))
    return Order(found.sequence, found.needs, tuple(circles))
