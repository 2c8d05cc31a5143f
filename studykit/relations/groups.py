"""What a list of names says: they belong to what the line or the heading above them names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from studykit import segment
from studykit.finder import Finder
from studykit.model import Relation
from studykit.patterns import Page
from studykit.prose import bare
from studykit.relations.bonds import NONE, Bond, announced, bond_of
from studykit.relations.lists import belongs, some_end_alike
from studykit.statements import COLON

#: A list of names: at least so many of its items, and this share of them, are or begin with one.
FEWEST, SHARE = 2, 0.5
#: The name of a function: neither 线程 nor Host.
CODE = re.compile(r"[a-z]\w*[A-Z_]\w*(?:\(\))?|[a-z_]\w+\(\)", re.ASCII)
LAST_SENTENCE = re.compile("[。！？；;]")


def from_groups(page: Page, finder: Finder) -> Iterator[Relation]:
    """The edges from the items of each list to what announces them."""
    groups: dict[int, list[int]] = defaultdict(list)
    for index, block in enumerate(page.blocks):
        if block.kind == "item" and block.group >= 0:
            groups[block.group].append(index)
    for items in groups.values():
        members = {index: name for index in items if (name := _name(page, index, finder))}
        if len(members) >= max(FEWEST, SHARE * len(items)):
            yield from _below(page, items[0], members, finder)


def _name(page: Page, index: int, finder: Finder) -> str | None:
    prose = page.prose(index)
    label = COLON.match(prose.sentences[0].text) if prose.sentences else None
    return finder.named(prose.plain(label["head"] if label else prose.text))


def _below(page: Page, start: int, members: Mapping[int, str], finder: Finder) -> Iterator[Relation]:
    first = page.blocks[start]
    if first.lead < 0:
        bond = _under_heading(page, start, members, finder)
    else:
        lead = page.prose(first.lead)
        text = lead.plain(lead.text).rstrip("：:；; ")
        last = LAST_SENTENCE.split(text)[-1]
        bond = announced(last, finder, first.heading) or _labelled(page, first.lead, finder)
        if not bond:
            named = [(name, page.blocks[index].span) for index, name in members.items()]
            yield from belongs(last, named, first.heading, finder)
            return
    for index, name in members.items() if bond else ():
        yield from bond.to(name, page.blocks[index].span, "group", _acts(page, index, name))


def _under_heading(page: Page, start: int, members: Mapping[int, str], finder: Finder) -> Bond:
    """What a list belongs to that no line announces: a question right above it, or the heading."""
    first, before = page.blocks[start], page.blocks[max(start - 1, 0)]
    if before.kind == "paragraph" and before.text.rstrip().endswith(("？", "?")):
        asked = page.prose(start - 1)
        return announced(asked.plain(asked.text).rstrip("？? "), finder)
    bond = bond_of(first.heading[-1], finder, first.heading[:-1]) if first.heading else NONE
    one_thing = first.ordered and bond.type == "is_a" and finder.named(first.heading[-1]) == bond.whole
    # The steps of one thing are no kinds of it.
    return NONE if one_thing and not some_end_alike([*members.values()], bare(first.heading[-1])) else bond


def _acts(page: Page, index: int, name: str) -> bool:
    """Whether an item says what some code does: "`cudaFree`：释放设备内存", "`cudaFree(p)`"."""
    if not CODE.fullmatch(name):
        return False
    prose = page.prose(index)
    label = COLON.match(prose.sentences[0].text)
    word = next(iter(segment.cut(prose.plain(label["body"]).lstrip())), "") if label else ""
    return (
        f"{name}(" in prose.plain(prose.text) if label is None else segment.tag(word)[:1] == "v" or word in ("把", "将")
    )


def _labelled(page: Page, lead: int, finder: Finder) -> Bond:
    """What an item names that has items of its own below: "- rehash：…"."""
    named = _name(page, lead, finder) if page.blocks[lead].kind == "item" else None
    return bond_of(named, finder) if named else NONE
