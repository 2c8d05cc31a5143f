"""From one concept to others: ways and surroundings."""

from __future__ import annotations

from collections.abc import Mapping
from heapq import heappop, heappush
from math import inf

from studykit.graph.base import RELATION_TYPES, EdgeType, Graph, Step

_BETWEEN = frozenset({*RELATION_TYPES, "occurs_with"})
#: Edges to a concept from what belongs to it.
_BELONGING = frozenset({"about", "reading_for"})
#: The relations that a way may go round to save a weak tie.
_DETOUR = 3.0


def path_between(graph: Graph, a: str, b: str) -> list[Step]:
    """The shortest way between two concepts (nodes), whichever way its relations point; empty if there is none.

    Only where relations alone do not lead there, weak ties help, each as a detour of a few relations.
    """
    stated: dict[EdgeType, float] = dict.fromkeys(RELATION_TYPES, 1.0)
    return _shortest(graph, a, b, stated) or _shortest(graph, a, b, {**stated, "occurs_with": _DETOUR})


def _shortest(graph: Graph, a: str, b: str, costs: Mapping[EdgeType, float]) -> list[Step]:
    """Dijkstra's way over edges of the types that have a cost; of equal ones the first that was found."""
    cost = {a: 0.0}
    come: dict[str, Step] = {}
    pending = [(0.0, 0, a)]
    while pending:
        so_far, _, here = heappop(pending)
        if here == b:
            break
        if so_far > cost[here]:
            continue
        for step in _steps(graph, here):
            total = so_far + costs.get(step.type, inf)
            if total < cost.get(step.end, inf):
                cost[step.end], come[step.end] = total, step
                heappush(pending, (total, len(come), step.end))
    return _way_back(come, a, b)


def _way_back(come: Mapping[str, Step], a: str, b: str) -> list[Step]:
    way: list[Step] = []
    while b != a and b in come:
        way.append(come[b])
        b = come[b].start
    return way[::-1]


def _steps(graph: Graph, here: str) -> list[Step]:
    """Every relation and weak tie at a concept, read from it; those that the notes state most often first."""
    found = [
        Step(here, type_, end, backwards=False, evidence=data.get("evidence", ()))
        for _, end, type_, data in graph.out_edges(here, keys=True, data=True)
        if type_ in _BETWEEN
    ]
    found += [
        Step(here, type_, start, backwards=True, evidence=data.get("evidence", ()))
        for start, _, type_, data in graph.in_edges(here, keys=True, data=True)
        if type_ in _BETWEEN
    ]
    return sorted(found, key=lambda step: -len(step.evidence))


def relations_of(graph: Graph, concept: str) -> list[Step]:
    """The relations of a concept (node), out and in, in the order of the notes."""
    steps = [step for step in _steps(graph, concept) if step.type != "occurs_with"]
    return sorted(steps, key=lambda step: step.evidence[0].span)


def neighbourhood(graph: Graph, concept: str, depth: int) -> dict[str, int]:
    """The concepts (nodes) within ``depth`` relations of one, itself at 0, with their distance, nearest first."""
    distance = {concept: 0}
    for here in (found := [concept]):
        if distance[here] < depth:
            for step in relations_of(graph, here):
                if step.end not in distance:
                    distance[step.end] = distance[here] + 1
                    found.append(step.end)
    return distance


def around(graph: Graph, concept: str, depth: int) -> Graph:
    """The part of the graph in the :func:`neighbourhood` of a concept, with its cards, readings and places."""
    near = set(neighbourhood(graph, concept, depth))
    near |= {start for start, end, type_ in graph.edges(keys=True) if type_ in _BELONGING and end in near}
    for types in ({"stated_in", "mentioned_in"}, {"in_note"}):
        near |= {end for start, end, type_ in graph.edges(keys=True) if type_ in types and start in near}
    part = graph.__class__(**graph.graph)  # not graph.subgraph: its order is that of a set of names
    part.add_nodes_from((node, data) for node, data in graph.nodes(data=True) if node in near)
    for start, end, type_, data in graph.edges(keys=True, data=True):
        if start in near and end in near:
            part.add_edge(start, end, type_, **data)
    return part
