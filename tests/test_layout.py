"""The map: what is tied stands together, nothing on top of anything else, and it stays put."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from collections.abc import Mapping
from itertools import combinations
from statistics import mean, median

import pytest
from growth import times_as_long

from studykit.layout import SPACING, Point, positions

Ties = dict[tuple[str, str], float]


def cliques(count: int, size: int) -> tuple[list[str], Ties, list[list[str]]]:
    """So many groups of nodes that are all tied to each other, and in a ring to the next group."""
    groups = [[f"{group}.{number}" for number in range(size)] for group in range(count)]
    ties = {pair: 1.0 for group in groups for pair in combinations(group, 2)}
    ties |= {(groups[group][0], groups[(group + 1) % count][1]): 1.0 for group in range(count)}
    return [node for group in groups for node in group], ties, groups


def chain(size: int) -> tuple[list[str], Ties]:
    nodes = [f"n{number}" for number in range(size)]
    return nodes, {(nodes[number], nodes[number + 1]): 1.0 for number in range(size - 1)}


def distance(places: Mapping[str, Point], a: str, b: str) -> float:
    return math.dist(places[a], places[b])


def nearest(places: Mapping[str, Point]) -> float:
    return min(math.dist(a, b) for a, b in combinations(places.values(), 2))


def test_every_node_has_a_place_and_none_stands_on_another() -> None:
    nodes, ties, groups = cliques(12, 10)
    places = positions(nodes, ties, groups)
    assert list(places) == nodes
    assert nearest(places) > 0.8 * SPACING


def test_what_is_tied_stands_nearer_than_what_is_not() -> None:
    nodes, ties, groups = cliques(12, 10)
    places = positions(nodes, ties, groups)
    tied = mean(distance(places, a, b) for a, b in ties)
    others = mean(distance(places, a, b) for a, b in combinations(nodes, 2))
    assert tied < 0.4 * others


def test_groups_are_islands() -> None:
    """Nearly every node has one of its own group for its nearest neighbour, and not one of another."""
    nodes, ties, groups = cliques(12, 10)
    places = positions(nodes, ties, groups)
    closest = {a: min((b for b in nodes if b != a), key=lambda b: distance(places, a, b)) for a in nodes}
    at_home = sum(a.partition(".")[0] == b.partition(".")[0] for a, b in closest.items())
    assert at_home >= 0.95 * len(nodes)


def test_a_chain_unrolls_without_groups() -> None:
    """Neighbours in the chain stand nearer than the ends of it."""
    nodes, ties = chain(40)
    places = positions(nodes, ties)
    assert median(distance(places, a, b) for a, b in ties) < 0.3 * distance(places, nodes[0], nodes[-1])


def test_the_centre_is_the_middle_of_the_map() -> None:
    nodes, ties, groups = cliques(5, 6)
    places = positions(nodes, ties, groups)
    assert [mean(place[axis] for place in places.values()) for axis in (0, 1)] == pytest.approx([0, 0], abs=0.1)


@pytest.mark.parametrize(
    ("nodes", "ties"),
    [
        ([], {}),
        (["a"], {}),
        (["a", "b"], {}),
        (["a", "b"], {("a", "b"): 1.0}),
        ([f"n{number}" for number in range(50)], {}),
        ([f"n{number}" for number in range(300)], {("n0", f"n{number}"): 1.0 for number in range(1, 300)}),
    ],
    ids=["none", "one", "two strangers", "a pair", "strangers", "a star"],
)
def test_graphs_of_every_shape_have_a_map(nodes: list[str], ties: Ties) -> None:
    places = positions(nodes, ties)
    assert list(places) == nodes
    assert all(math.isfinite(value) for place in places.values() for value in place)
    assert len(nodes) < 2 or nearest(places) > 0.8 * SPACING


def test_who_is_in_no_group_stands_with_those_that_it_is_tied_to() -> None:
    nodes, ties, groups = cliques(6, 8)
    places = positions([*nodes, "new"], {**ties, ("new", "3.4"): 1.0}, groups)
    assert distance(places, "new", "3.4") < 4 * SPACING


def test_a_group_without_members_takes_no_room() -> None:
    nodes, ties, groups = cliques(4, 5)
    assert positions(nodes, ties, [[], *groups, []]) == positions(nodes, ties, groups)


# Staying put


def test_what_has_a_place_keeps_it_to_the_digit() -> None:
    nodes, ties, groups = cliques(6, 8)
    last = positions(nodes, ties, groups)
    assert positions(nodes, ties, groups, last) == last
    assert positions(nodes[::-1], {}, [], last) == {node: last[node] for node in nodes[::-1]}


def test_the_new_is_laid_out_among_the_old_which_does_not_move() -> None:
    nodes, ties, groups = cliques(6, 8)
    last = positions(nodes, ties, groups)
    more = {**ties, ("new", "2.1"): 1.0, ("new", "2.2"): 1.0, ("newer", "new"): 1.0}
    places = positions([*nodes, "new", "newer", "stranger"], more, [*groups, ["stranger"]], last)
    assert {node: places[node] for node in nodes} == last
    assert distance(places, "new", "2.1") < 4 * SPACING
    assert distance(places, "newer", "new") < 4 * SPACING
    assert nearest(places) > 0.7 * SPACING


def test_what_is_gone_leaves_its_place_empty() -> None:
    nodes, ties, groups = cliques(6, 8)
    last = positions(nodes, ties, groups)
    rest = [node for node in nodes if not node.startswith("3.")]
    kept = {(a, b): weight for (a, b), weight in ties.items() if a in rest and b in rest}
    assert positions(rest, kept, [group for group in groups if group[0] in rest], last) == {n: last[n] for n in rest}


def test_where_most_is_new_the_map_is_drawn_afresh() -> None:
    nodes, ties, groups = cliques(6, 8)
    afresh = positions(nodes, ties, groups)
    assert positions(nodes, ties, groups, {"0.0": (9e9, 9e9), "gone": (1.0, 1.0)}) == afresh


# The same again, and how long it takes

SCRIPT = """
from test_layout import cliques
from studykit.layout import positions
nodes, ties, groups = cliques(9, 11)
print(positions(nodes, ties, [set(group) for group in groups]))
"""


def test_the_same_graph_gives_the_same_map_with_any_hash_seed(environment: dict[str, str]) -> None:
    environment["PYTHONPATH"] += os.pathsep + os.fspath(__file__).rpartition(os.sep)[0]
    maps = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT], env={**environment, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert maps[0] == maps[1] != b""


def test_the_time_is_linear() -> None:
    """Eight times the nodes take at most twelve times as long: the mesh alone has a cost of its own."""
    small, large = cliques(100, 12), cliques(800, 12)
    assert times_as_long(lambda: positions(*large), lambda: positions(*small)) < 12
