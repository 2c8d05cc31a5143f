"""Notes of an outliner (Logseq, 幕布, Workflowy), which are one list within another from the first line to the last.

There a short item over lists that have lists of their own does what a heading does elsewhere, and is read as one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from studykit.markdown.cleaning import clean_heading
from studykit.model import Block

#: What names or asks, and tells nothing.
TITLE = re.compile(r"[^。；，,：:|\n]{1,30}")
#: The share of the blocks of an outline that are items, at least.
MOST = 0.7


def with_headings(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a note; in those of an outline, items that do what headings do are headings."""
    titles = _titles(blocks) if _is_outline(blocks) else frozenset[int]()
    if not titles:
        return list(blocks)
    result: list[Block] = []
    path: list[tuple[int, str]] = []
    section = 0
    for i, block in enumerate(blocks):
        # A paragraph has the level of the item that it stands in.
        level = block.level + (block.kind == "paragraph")
        while path and path[-1][0] >= level:
            path.pop()
            section += 1
        heading = tuple(text for _, text in path)
        if i in titles:
            section += 1
            title = clean_heading(block.text)
            result.append(
                Block("heading", title, block.span, heading, section=section, level=len(path) + 1, role=block.role)
            )
            path.append((block.level, title))
        else:
            lead = -1 if block.lead in titles else block.lead
            level = max(block.level - len(path), 1) if block.kind == "item" else block.level
            result.append(replace(block, heading=heading, section=section, level=level, lead=lead))
    return result


def _is_outline(blocks: Sequence[Block]) -> bool:
    kinds = [block.kind for block in blocks]
    return "heading" not in kinds and kinds.count("item") >= MOST * len(kinds)


def _titles(blocks: Sequence[Block]) -> frozenset[int]:
    """The items that stand over lists with lists of their own."""
    above = {i: block.lead for i, block in enumerate(blocks) if block.kind == "item" and block.lead >= 0}
    over_two = {above[lead] for lead in above.values() if lead in above}
    return frozenset(i for i in over_two if blocks[i].kind == "item" and TITLE.fullmatch(blocks[i].text.strip()))
