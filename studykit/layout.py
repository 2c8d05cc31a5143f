"""Where each node of a graph stands on the map.

A force-directed layout in linear time, and without chance. Ties pull in proportion to their length, as in
ForceAtlas2. All nodes push each other: those far off through a mesh, on which one Fourier transform adds up what
comes from everywhere (the particle-mesh method of astronomy), those too near one by one, found by a grid. A pull
towards the centre that grows with the distance makes the map a disc, equally dense all over; groups start
together and keep together, as islands with water between them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.intp]
    #: One row (x, y) for each node, in units of ``SPACING``.
    Places = NDArray[np.float64]

Point = tuple[float, float]

#: The least distance between two nodes on the map.
SPACING = 40.0
#: Nodes on a square of one unit, over all.
_DENSITY = 0.4
_PUSH = 0.5
#: Of the way to the middle of its group, so much in a round.
_PULL_OF_GROUP = 0.2
#: What a tie from group to group counts beside one within a group.
_BETWEEN_GROUPS = 0.3
_ROUNDS = 100
#: So many nodes at most are looked at in a cell of the grid.
_CROWD = 4
#: Cells along a side of the mesh.
_FINEST, _COARSEST = 256, 32
_GOLDEN_ANGLE = np.pi * (3 - 5**0.5)


def positions(
    nodes: Sequence[str],
    ties: Mapping[tuple[str, str], float],
    groups: Sequence[Collection[str]] = (),
    last: Mapping[str, Point] | None = None,
) -> dict[str, Point]:
    """A place for every node: what is tied stands together, and nothing on top of anything else.

    ``ties`` are pairs of nodes with a weight above 0; ``groups`` (communities) become islands, which the nodes
    tied to them join. Nodes with a place in ``last``, from an earlier layout, keep it, as long as they are at
    least half of all: the others are laid out among them. Else the centre is (0, 0). Neighbours stand
    :data:`SPACING` or more apart, ``x`` to the right and ``y`` down. The same input gives the same places.
    """
    if not nodes:
        return {}
    number = {node: index for index, node in enumerate(nodes)}
    pairs = np.array([(number[a], number[b]) for a, b in ties], dtype=np.intp).reshape(-1, 2)
    weight = np.array(list(ties.values()), dtype=float)
    group = _groups(len(nodes), pairs, [[number[node] for node in members] for members in groups])
    known = {number[node]: point for node, point in (last or {}).items() if node in number}
    most = 2 * len(known) >= len(nodes)
    places = _among(known, pairs, weight, group) if most else _afresh(pairs, weight, group)
    return {node: (x, y) for node, (x, y) in zip(nodes, (places * SPACING).round(1).tolist(), strict=True)}


def _groups(size: int, pairs: Numbers, groups: Sequence[Sequence[int]]) -> Numbers:
    """The number of each node's group: who is in none joins one it is tied to, or else a last group of such."""
    group = np.full(size, -1, dtype=np.intp)
    for index, members in enumerate(groups):
        group[list(members)] = index
    for start, end in (pairs.T, pairs.T[::-1], pairs.T, pairs.T[::-1]):
        joining = (group[start] >= 0) & (group[end] < 0)
        group[end[joining]] = group[start[joining]]
    group[group < 0] = len(groups)
    return np.unique(group, return_inverse=True)[1]  # without numbers that nobody has


def _afresh(pairs: Numbers, weight: Floats, group: Numbers) -> Places:
    """First the groups as wholes, each as heavy as it has members; then all nodes, from about their middle."""
    sizes = np.bincount(group).astype(float)
    between = group[pairs[:, 0]] != group[pairs[:, 1]]
    whole = _Net(group[pairs[between]], weight[between], np.arange(len(sizes)), mass=sizes, inertia=sizes)
    middles = _relax(whole, _spiral(sizes), np.ones(len(sizes), dtype=bool))
    ordered = np.argsort(group, kind="stable")
    rank = np.empty(len(group), dtype=np.intp)
    rank[ordered] = np.arange(len(group)) - np.repeat(np.cumsum(sizes) - sizes, sizes.astype(np.intp))
    places = middles[group] + _spiral(np.ones(len(group)))[rank]
    places = _relax(_Net.of_nodes(pairs, weight, group), places, np.ones(len(group), dtype=bool))
    places -= places.mean(axis=0)
    return places


def _spiral(sizes: Floats) -> Places:
    """One place after the other from the centre outwards, each with as much room as its size needs."""
    radius = np.sqrt((np.cumsum(sizes) - sizes / 2) / (np.pi * _DENSITY))
    angle = np.arange(len(sizes)) * _GOLDEN_ANGLE
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def _among(known: Mapping[int, Point], pairs: Numbers, weight: Floats, group: Numbers) -> Places:
    """Those that have a place keep it; each of the others starts amid the ones that it is tied to."""
    placed = np.zeros(len(group), dtype=bool)
    placed[list(known)] = True
    if placed.all():
        return np.array([known[index] for index in range(len(group))]) / SPACING
    middle = np.mean(list(known.values()), axis=0) / SPACING
    places = middle + _spiral(np.ones(len(group)))
    places[list(known)] = np.array(list(known.values())) / SPACING
    free = ~placed
    for _ in range(5):  # at each turn those that are tied to the ones of the turn before
        near = np.where(placed, 1.0, 0.0)
        count = _sum(pairs, weight * near[pairs[:, 1]], weight * near[pairs[:, 0]], len(group))
        joining = (count > 0) & ~placed
        for axis in (0, 1):
            value = near * places[:, axis]
            total = _sum(pairs, weight * value[pairs[:, 1]], weight * value[pairs[:, 0]], len(group))
            places[joining, axis] = total[joining] / count[joining]
        placed |= joining
    places[free] += _spiral(np.ones(len(group)))[free] * 0.001  # never two on one spot
    return _relax(_Net.of_nodes(pairs, weight, group), places, free)


def _sum(pairs: Numbers, at_start: Floats, at_end: Floats, size: int) -> Floats:
    """For each node the sum of what its ties bring to it."""
    return _at(pairs[:, 0], at_start, size) + _at(pairs[:, 1], at_end, size)


def _at(nodes: Numbers, values: Floats, size: int) -> Floats:
    """For each node the sum of the values given for it."""
    # Of numpy's own types this one says whole numbers, which is true only without weights.
    return cast("Floats", np.bincount(nodes, values, size))


# Forces


@dataclass(frozen=True)
class _Net:
    """Nodes, as the rows of ``group``, ``mass`` and ``inertia``; ties, as the rows of ``pairs`` and ``weight``."""

    pairs: Numbers
    weight: Floats
    group: Numbers
    #: how much room a node needs: of a group as many as it has members
    mass: Floats
    #: how little it minds its ties
    inertia: Floats

    @classmethod
    def of_nodes(cls, pairs: Numbers, weight: Floats, group: Numbers) -> _Net:
        within = group[pairs[:, 0]] == group[pairs[:, 1]]
        weight = np.where(within, weight, weight * _BETWEEN_GROUPS)
        mass = 1 + _sum(pairs, weight, weight, len(group))
        return cls(pairs, weight, group, mass / mass.mean(), np.ones(len(group)))

    def ties(self, places: Places) -> Places:
        start, end = self.pairs.T
        force = (places[end] - places[start]) * self.weight[:, None]
        inertia = self.inertia + _sum(self.pairs, self.weight, self.weight, len(places))
        return _on_both(start, end, force, len(places)) / inertia[:, None]

    def groups(self, places: Places) -> Places:
        """From each node to the middle of its group."""
        count = np.maximum(np.bincount(self.group), 1)
        middle = np.stack([_at(self.group, column, len(count)) / count for column in places.T], axis=1)
        return middle[self.group] - places


def _on_both(start: Numbers, end: Numbers, force: Places, size: int) -> Places:
    """The sum at each node of forces that act on their start, and the other way on their end."""
    return np.stack([_at(start, f, size) - _at(end, f, size) for f in force.T], axis=1)


def _relax(net: _Net, places: Places, free: NDArray[np.bool_]) -> Places:
    """Let the forces move the free nodes, at first far and then less and less."""
    mesh = _Mesh(len(places))
    radius = np.sqrt(net.mass.sum() / (np.pi * _DENSITY))
    for left in np.linspace(1, 0, _ROUNDS, endpoint=False):
        force = net.ties(places) + _PULL_OF_GROUP * net.groups(places)
        force += _PUSH * (mesh.push(places, net.mass) - np.pi * _DENSITY * places)
        length = np.sqrt((force**2).sum(axis=1)) + 1e-9
        longest = np.maximum(0.1 * radius * left**2, 0.1)
        places = places + (free * np.minimum(0.5, longest / length))[:, None] * force
        if left < 0.7:
            places = _apart(places, free)
    for _ in range(_ROUNDS // 10):
        places = _apart(places, free)
    return places


class _Mesh:
    """A square of cells over the map, by which masses push each other with 1 / distance."""

    def __init__(self, size: int) -> None:
        side = 2 ** int(np.ceil(np.log2(2 * np.sqrt(size))))
        self._side = min(max(side, _COARSEST), _FINEST)
        offset = np.fft.fftfreq(2 * self._side, 1 / (2 * self._side))
        x, y = np.meshgrid(offset, offset, indexing="ij")
        square = np.where((x == 0) & (y == 0), 1, x**2 + y**2)
        self._kernels = [np.fft.rfft2(x / square), np.fft.rfft2(y / square)]

    def push(self, places: Places, mass: Floats) -> Places:
        """What pushes each node; a node's mass is shared among the four corners nearest to it."""
        side = self._side
        low = places.min(axis=0)
        cell = max(float((places - low).max()) / (side - 2), 1e-9)
        corner = ((places - low) / cell).astype(np.intp)
        inside = (places - low) / cell - corner
        shares = [
            (
                (corner[:, 0] + right) * side + corner[:, 1] + down,
                np.abs(1 - right - inside[:, 0]) * np.abs(1 - down - inside[:, 1]),
            )
            for right in (0, 1)
            for down in (0, 1)
        ]
        load = np.sum([_at(at, share * mass, side * side) for at, share in shares], axis=0)
        waves = np.fft.rfft2(load.reshape(side, side), (2 * side, 2 * side))
        fields = [np.fft.irfft2(waves * kernel)[:side, :side].ravel() for kernel in self._kernels]
        pushed = [np.sum([field[at] * share for at, share in shares], axis=0) / cell for field in fields]
        return np.stack(pushed, axis=1)


def _apart(places: Places, free: NDArray[np.bool_]) -> Places:
    """Push nodes that are nearer than one unit away from each other; who may not move is not moved."""
    start, end = _near(places)
    between = places[end] - places[start]
    distance = np.sqrt((between**2).sum(axis=1))
    close = (distance < 1) & (free[start] | free[end])
    start, end, between, distance = start[close], end[close], between[close], distance[close]
    both = 1.0 + (free[start] ^ free[end])  # the one that can move makes way for two
    force = -between / (distance + 1e-9)[:, None] * (0.4 * both * (1 - distance))[:, None]
    return places + free[:, None] * _on_both(start, end, force, len(places))


def _near(places: Places) -> tuple[Numbers, Numbers]:
    """Pairs of nodes in the same or in neighbouring cells of one unit, each pair once."""
    cell = np.floor(places - places.min(axis=0)).astype(np.intp)
    width = int(cell[:, 1].max()) + 2
    key = cell[:, 0] * width + cell[:, 1]
    order = np.argsort(key, kind="stable")
    key = key[order]
    starts, ends = [], []
    for ahead in (0, 1, width - 1, width, width + 1):
        first = np.searchsorted(key, key + ahead) if ahead else np.arange(1, len(key) + 1)
        for other in range(_CROWD):
            at = np.minimum(first + other, len(key) - 1)
            there = (key[at] == key + ahead) & (first + other < len(key))
            starts.append(order[there])
            ends.append(order[at[there]])
    return np.concatenate(starts), np.concatenate(ends)
