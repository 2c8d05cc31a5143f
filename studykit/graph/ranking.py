"""Which concepts matter, and which hang together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from studykit.graph.base import RELATION_TYPES, Community, Graph, NodeKind, of_kind

#: What a weak tie counts beside a relation, at most.
_WEAK = 0.25
#: What a concept's note counts in finding communities: enough that no concept is left alone.
_NOTE = 0.1
#: How far PageRank follows the edges before it leaps, and how often: after that the sixth digit stays.
_DAMPING, _PAGERANK_ROUNDS = 0.85, 80
#: Relations whose tail is what matters more: importance flows back at half.
_POINTING = frozenset({"is_a", "part_of", "uses", "requires", "improves_on"})


def importance(graph: Graph) -> dict[str, float]:
    """How much each concept (node) matters, the highest being 1.

    It takes two things together (their geometric mean): where others lead, which is PageRank over relations and
    weak ties, and what the notes put weight on, which is ``weight``. The one alone raises common words, the
    other what is told at length and leads nowhere.
    """
    import numpy as np

    concepts = list(of_kind(graph, "concept"))
    if not concepts:
        return {}
    number = {concept: index for index, concept in enumerate(concepts)}
    arrows = list(_arrows(graph))
    start = np.array([number[a] for a, _, _ in arrows], dtype=int)
    end = np.array([number[b] for _, b, _ in arrows], dtype=int)
    weight = np.array([weight for _, _, weight in arrows], dtype=float)
    out = np.bincount(start, weight, len(concepts))
    told = np.array([0.05 + graph.nodes[concept]["weight"] for concept in concepts])
    leap = told / told.sum()
    rank = leap
    for _ in range(_PAGERANK_ROUNDS):
        flow = np.bincount(end, weight * rank[start] / out[start], len(concepts))
        rank = _DAMPING * flow + (1 - _DAMPING * rank[out > 0].sum()) * leap
    score = np.sqrt(rank * told)
    return dict(zip(concepts, (score / score.max()).round(6).tolist(), strict=True))


def _arrows(graph: Graph) -> Iterator[tuple[str, str, float]]:
    """Where importance flows, and how much: along a relation, back along it, and both ways by a weak tie."""
    for head, tail, type_, data in graph.edges(keys=True, data=True):
        if type_ in RELATION_TYPES:
            yield head, tail, 1.0
            yield tail, head, 0.5 if type_ in _POINTING else 1.0
        elif type_ == "occurs_with":
            yield head, tail, _WEAK * data["weight"]
            yield tail, head, _WEAK * data["weight"]


def communities(graph: Graph) -> tuple[Community, ...]:
    """Every concept in exactly one community (Louvain over :func:`ties`), large ones first, then by name."""
    import networkx as nx

    concepts = list(of_kind(graph, "concept"))
    number = {concept: index for index, concept in enumerate(concepts)}
    closeness: nx.Graph[int] = nx.Graph()  # numbers, since the order of a set of names differs from run to run
    closeness.add_nodes_from(number.values())
    closeness.add_weighted_edges_from((number[a], number[b], weight) for (a, b), weight in ties(graph).items())
    for concept, note in _notes_of_concepts(graph):
        home = number.setdefault(note, len(number))
        closeness.add_edge(number[concept], home, weight=_NOTE)
    rank = importance(graph)
    found = []
    for members in nx.community.louvain_communities(closeness, weight="weight", seed=0):
        named = [concepts[member] for member in sorted(members) if member < len(concepts)]
        if named:
            name = graph.nodes[max(named, key=rank.__getitem__)]["label"]
            found.append(Community(name, frozenset(named)))
    return tuple(sorted(found, key=lambda community: (-len(community.members), community.name)))


def _notes_of_concepts(graph: Graph) -> Iterator[tuple[str, str]]:
    for concept in of_kind(graph, "concept"):
        yield from dict.fromkeys((concept, span.path) for span in graph.nodes[concept]["spans"])


def ties(graph: Graph, kinds: Collection[NodeKind] = frozenset({"concept"})) -> dict[tuple[str, str], float]:
    """How closely nodes of these kinds hang together: pairs (each once, no direction) with a weight above 0.

    A relation counts 1, a weak tie at most a quarter; edges to cards and places count 1. For the layout and for
    finding communities.
    """
    wanted = {node for kind in kinds for node in of_kind(graph, kind)}
    found: dict[tuple[str, str], float] = defaultdict(float)
    for start, end, type_, data in graph.edges(keys=True, data=True):
        if start in wanted and end in wanted:
            weight = _WEAK * data["weight"] if type_ == "occurs_with" else 1.0
            found[min(start, end), max(start, end)] += weight
    return dict(found)
