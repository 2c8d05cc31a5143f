"""A code block that is an ordered list of names: a call stack, a pipeline, one name a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from studykit.model import Fact, Relation
from studykit.patterns import Place, pattern
from studykit.prose import bare

#: What announces names in their order.
ORDERED = re.compile(
    r"call ?stack|backtrace|stack ?trace|调用(?:栈|链|顺序|关系|过程|流程|路径)|执行(?:顺序|流程)|(?:流程|顺序|步骤|流水线|pipeline)\s*[：:]?$",
    re.IGNORECASE,
)
#: A name on its line, with what draws it below the one before.
NAME = re.compile(
    r"^(?:[-=]*>|→|↳|└─*|\d+[.)]|#\d+|\|_*)?\s*(?P<name>[A-Za-z_~$][\w:.<>~()$, &*\[\]/-]*)\s*(?:[;；]|->|→)?$"
)


@pattern("stack", on="block", rank=15, kinds=("code",))
def find(place: Place) -> Iterator[Fact | Relation]:
    """``… call stack：`` above a code block of names becomes one ordered sequence."""
    block = place.block
    if place.lead is None or not ORDERED.search(place.lead.prose.plain(place.lead.prose.text).rstrip("：: ")):
        return
    names = [NAME.match(line.strip()) for line in block.text.split("\n") if line.strip()]
    if len(names) < 3 or not all(names):
        return
    items = tuple(f"`{match['name'].strip()}`" for match in names if match)
    subject = place.lead.show(place.lead.prose.text).rstrip("：: ")
    lines = place.lead.block.span.first, block.span.last
    for one, other in pairwise(items):
        yield place.relation(bare(one), "precedes", bare(other))
    yield place.fact(
        "procedure",
        subject,
        f"{subject} 从头到尾依次是什么？",
        " → ".join(items),
        form="sequence",
        items=items,
        lines=lines,
        confidence=0.95,
        statement=" ",
    )
