"""An order in which everything comes after what it needs, with circles broken where they are weakest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Need:
    """``item`` comes after ``first``; of the needs in a circle the one with the least ``strength`` gives way."""

    item: str
    first: str
    strength: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sequenced:
    """``broken`` has each need that was given up, with the items that lead from its ``item`` to its ``first``."""

    sequence: tuple[str, ...]
    needs: Mapping[str, tuple[str, ...]]
    broken: tuple[tuple[Need, tuple[str, ...]], ...]


def in_order(items: Sequence[str], needs: Iterable[Need]) -> Sequenced:
    """All ``items``, each after what it needs, otherwise in the order given.

    Needs are taken in from the strongest to the weakest, and one that would close a circle is left out: so it
    is the weakest of that circle. Of equally strong ones those hold that agree with the order given.
    """
    place = {item: number for number, item in enumerate(items)}
    ranked = sorted(needs, key=lambda need: (need.strength, place[need.first] < place[need.item]), reverse=True)
    wanted: dict[str, list[str]] = defaultdict(list)
    for need in ranked:
        wanted[need.item].append(need.first)
    order = _Order(_just_in_time(items, wanted))
    broken = tuple((need, circle) for need in ranked if (circle := order.add(need.first, need.item)))
    kept = {item: tuple(sorted(order.before[item], key=place.__getitem__)) for item in items}
    return Sequenced(tuple(_just_in_time(items, kept)), kept, broken)


class _Order:
    """A topological order that is kept up while needs are added (Pearce and Kelly, 2007).

    Only what stands between the two ends of a new need is looked at and moved: a need that agrees with the
    order as it is costs nothing.
    """

    def __init__(self, items: Iterable[str]) -> None:
        self._rank = {item: number for number, item in enumerate(items)}
        self.before: dict[str, dict[str, None]] = defaultdict(dict)
        self._after: dict[str, list[str]] = defaultdict(list)

    def add(self, first: str, item: str) -> tuple[str, ...]:
        """Take in that ``first`` comes before ``item``, or give the way that leads from ``item`` to ``first``."""
        rank = self._rank
        if item in self.before[first]:  # most circles are two that need each other
            return item, first
        if rank[first] >= rank[item]:
            later = _reach(item, self._after, lambda other: rank[other] <= rank[first])
            if first in later:
                return _way(later, first)
            earlier = _reach(first, self.before, lambda other: rank[other] >= rank[item])
            moved = [*sorted(earlier, key=rank.__getitem__), *sorted(later, key=rank.__getitem__)]
            rank.update(zip(moved, sorted(rank[other] for other in moved), strict=True))
        self.before[item][first] = None
        self._after[first].append(item)
        return ()


def _reach(start: str, links: Mapping[str, Iterable[str]], within: Callable[[str], bool]) -> dict[str, str]:
    """All that ``links`` lead to from ``start``, each with where it was reached from."""
    found = {start: start}
    pending = [start]
    while pending:
        here = pending.pop()
        for other in links.get(here, ()):
            if other not in found and within(other):
                found[other] = here
                pending.append(other)
    return found


def _way(reached: Mapping[str, str], end: str) -> tuple[str, ...]:
    way = [end]
    while reached[way[-1]] != way[-1]:
        way.append(reached[way[-1]])
    return tuple(reversed(way))


def _just_in_time(items: Iterable[str], needs: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The items in order, what an item needs drawn forward to just before it; a need that closes a circle is not."""
    begun: set[str] = set()
    for item in items:
        pending = [(item, iter(needs.get(item, ())))] if item not in begun else []
        begun.add(item)
        while pending:
            here, firsts = pending[-1]
            missing = next((first for first in firsts if first not in begun), None)
            if missing is None:
                pending.pop()
                yield here
            else:
                begun.add(missing)
                pending.append((missing, iter(needs.get(missing, ()))))
