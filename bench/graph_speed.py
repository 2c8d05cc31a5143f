"""How long the graph and its map take, and how good the map is, beside NetworkX's own ForceAtlas2.

    python bench/graph_speed.py [CONCEPTS]…

CPU seconds in one process; a tie's length is in least distances between two nodes, so 1 is as near as can be.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from statistics import median
from typing import TypeVar

import networkx as nx
from graph_synthetic import extraction

from studykit.graph import build, communities, importance, learning_order, path_between, ties
from studykit.layout import SPACING, Point, positions

T = TypeVar("T")
#: ForceAtlas2 compares all with all: beyond this it takes minutes.
_PEER_UP_TO = 3000


def main(sizes: list[int]) -> None:
    """Print a row for each size."""
    heads = "build  rank groups order  path   map  all/1,000 | tie overlaps | ForceAtlas2 tie overlaps"
    for row in (f" concepts {heads}", *map(_row, sizes)):
        sys.stdout.write(f"{row}\n")


def _row(size: int) -> str:
    found = extraction(size, cards=size)
    seconds, graph = _timed(lambda: build(found))
    ranking, _ = _timed(lambda: importance(graph))
    grouping, groups = _timed(lambda: communities(graph))
    ordering, order = _timed(lambda: learning_order(graph))
    walking, _ = _timed(lambda: path_between(graph, order.sequence[0], order.sequence[-1]))
    tied = ties(graph)
    drawing, places = _timed(lambda: positions(order.sequence, tied, [group.members for group in groups]))
    times = (seconds, ranking, grouping, ordering, walking, drawing)
    row = f"{size:>9,} " + " ".join(f"{value:5.2f}" for value in times) + f" {sum(times) / size * 1000:10.3f}"
    row += f" | {_length(places, tied):3.1f} {_overlaps(places):8}"
    if size <= _PEER_UP_TO:
        peer, theirs = _timed(lambda: _forceatlas2(order.sequence, tied))
        row += f" | {peer:11.2f} {_length(theirs, tied):3.1f} {_overlaps(theirs):8}"
    return row


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    started = time.process_time()
    result = work()
    return time.process_time() - started, result


def _forceatlas2(nodes: tuple[str, ...], tied: Mapping[tuple[str, str], float]) -> dict[str, Point]:
    """Its map, drawn as large as ours: with room for one node on as much."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_weighted_edges_from((a, b, weight) for (a, b), weight in tied.items())
    places = nx.forceatlas2_layout(graph, weight="weight", seed=0)
    reach = median(abs(float(value)) for place in places.values() for value in place)
    ours = 0.36 * SPACING * (len(nodes) / 0.4) ** 0.5
    return {node: (float(x / reach * ours), float(y / reach * ours)) for node, (x, y) in places.items()}


def _length(places: Mapping[str, Point], tied: Mapping[tuple[str, str], float]) -> float:
    """The median length of a relation."""
    lengths = [_distance(places[a], places[b]) for (a, b), weight in tied.items() if weight >= 1]
    return median(lengths) / SPACING


def _distance(a: Point, b: Point) -> float:
    return float(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5)


def _overlaps(places: Mapping[str, Point]) -> int:
    """How many pairs of nodes stand nearer than four fifths of the least distance."""
    cells: dict[tuple[int, int], list[Point]] = {}
    for x, y in places.values():
        cells.setdefault((int(x // SPACING), int(y // SPACING)), []).append((x, y))
    count = 0
    for (column, line), here in cells.items():
        for number, place in enumerate(here):
            beside = [(0, 1), (1, -1), (1, 0), (1, 1)]
            others = [other for right, down in beside for other in cells.get((column + right, line + down), ())]
            count += sum(_distance(place, other) < 0.8 * SPACING for other in (*here[number + 1 :], *others))
    return count


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [1000, 3000, 10_000, 30_000])
