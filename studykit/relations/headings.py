"""What the order of headings says: those below "文件类型" name its kinds, those below "TCP" its parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from studykit.finder import Finder
from studykit.model import Block, Relation
from studykit.patterns import Page
from studykit.relations.bonds import NONE, Bond, bond_of
from studykit.terms import is_aspect
from studykit.topics import generic_heading

#: One heading below another may be there by chance.
FEWEST = 2


def from_headings(page: Page, finder: Finder) -> Iterator[Relation]:
    """The edges from headings to the heading above them."""
    below: dict[tuple[str, ...], list[Block]] = defaultdict(list)
    levels: dict[tuple[str, ...], int] = {}
    for block in page.blocks:
        if block.kind == "heading":
            below[block.heading].append(block)
            levels[(*block.heading, block.text)] = block.level
    for heading, headings in below.items():
        path = heading
        bond = bond_of(path[-1], finder, path[:-1]) if path else NONE
        while not bond and path and (generic_heading(path[-1]) or is_aspect(path[-1])):
            path = path[:-1]
            bond = bond_of(path[-1], finder) if path else NONE
        # The heading of the whole note is its subject, which what follows is seldom a kind of.
        if bond and len(headings) >= FEWEST and not (levels.get(path) == 1 and bond.type == "is_a"):
            yield from _members(bond, headings, finder)


def _members(bond: Bond, headings: Sequence[Block], finder: Finder) -> Iterator[Relation]:
    named = [(name, block) for block in headings if (name := finder.named(block.text)) and name != bond.whole]
    for name, block in named if len(named) >= FEWEST else ():
        yield from bond.to(name, block.span, "heading")
