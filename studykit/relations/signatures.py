"""What a declaration in code says: "open(const char *path, int flags)" has the parameters path and flags."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit.finder import Finder
from studykit.model import Relation
from studykit.patterns import Page

#: A name and what stands in its brackets, over lines.
DECLARED = re.compile(r"\b(?P<name>[A-Za-z_]\w{2,40})\s*\((?P<parameters>[^()]{5,400})\)")
#: A parameter has its type before its name.
PARAMETER = re.compile(r"\s*[A-Za-z_][\w:<>,\[\]? ]*[\s*&]+(?P<name>[A-Za-z_]\w*)(?:\[\])?\s*")
BETWEEN = re.compile(r",(?![^<>]*>)")


def from_signatures(page: Page, finder: Finder) -> Iterator[Relation]:
    """The parameters of what code declares are parts of it."""
    for block in page.blocks:
        for declared in DECLARED.finditer(block.text) if block.kind == "code" else ():
            whole = finder.term(declared["name"])
            typed = [PARAMETER.fullmatch(piece) for piece in BETWEEN.split(declared["parameters"])] if whole else []
            for parameter in typed if len(typed) > 1 and all(typed) else ():
                name = finder.term(parameter["name"]) if parameter else None
                if whole and name and name != whole:
                    yield Relation(name, "part_of", whole, block.span, "signature")
