"""Numbered steps under a line or heading that announces them."""

from __future__ import annotations

from collections.abc import Iterator

from studykit.model import Fact
from studykit.patterns import Place, pattern
from studykit.patterns._steps import steps_of


@pattern("steps", on="block", rank=48, claims=False, kinds=("item",))
def find(place: Place) -> Iterator[Fact]:
    """``一趟排序分三步：`` and ``1. …`` ``2. …``: what happens, in order?"""
    told = steps_of(place) if place.block.position == 1 else None
    if told is None:
        return
    first = place.lead.block.span.first if place.lead else place.block.span.first
    yield place.fact(
        "procedure",
        told.topic,
        told.question,
        " → ".join(told.items),
        form="sequence",
        items=told.items,
        lines=(first, place.group[-1].block.span.last),
        confidence=0.75,
        statement=" ",
        topic="",
    )
