"""Pairs that the learner wrote on purpose: ``front::back``, and ``front:::back`` for both directions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit import prose
from studykit.model import Fact
from studykit.patterns import TEXT, Place, pattern

#: ``std::vector`` is no pair: a name on both sides with nothing between is code.
PAIR = re.compile(r"^(?P<front>[^:：\n]*[^:：\s])\s*(?P<marks>:::?)(?!:)\s*(?P<back>[^:\s].*)$")
#: "std::move" is a name, and no pair.
CODE_LIKE = re.compile(r"[A-Za-z_0-9>)]::[A-Za-z_~]")


@pattern("pairs", on="block", rank=2, kinds=TEXT, needs="::")
def find(place: Place) -> Iterator[Fact]:
    """``重载::同名函数，参数不同`` on a line of its own; never inside code or formulas."""
    for i, line in enumerate(place.block.text.split("\n")):
        masked = prose.read(line)
        match = PAIR.match(masked.text.strip())
        if not match or "{{c" in line or CODE_LIKE.search(masked.text):
            continue
        front, back = masked.show(match["front"]), masked.show(match["back"])
        line_number = place.block.span.first + i
        yield place.fact(
            "definition",
            front,
            front,
            back,
            form="both" if match["marks"] == ":::" else "question",
            lines=(line_number, line_number),
            confidence=1.0,
            statement=" ",
        )
