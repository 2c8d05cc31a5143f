"""Second names: ``X 又称 Y``, ``X（也叫 Y）``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit.model import Fact, Relation
from studykit.patterns import Place, pattern
from studykit.terms import GLOSS, head_of, is_term
from studykit.text import spaced

ALSO = re.compile(
    r"\s*[，,（(]?\s*(?P<how>(?:通常)?(?:又|也|还|亦|也常|(?<!经)常|有时也)(?:被)?(?:称之?为|称作|叫做|叫作|叫|称|名为))\s*[“\"「]?(?P<alias>[^，,；;。：:（(）)“”\"「」]{2,30}(?:[（(][^（）()]{1,60}[）)])?)"
)
COPULA = re.compile(r"(?:就是|即是|便是|是|为|：)(?=[^是为]*$)")


@pattern("alias", on="sentence", rank=68, claims=False)
def find(place: Place) -> Iterator[Fact | Relation]:
    """What is it also called?"""
    text = place.sentence.text
    if not (also := ALSO.search(text)):
        return
    if text[: also.start()].count("（") > text[: also.start()].count("）"):
        # Inside a bracket: what the other name is for stands outside.
        return
    before = _named(re.split(r"[，,；;]", text[: also.start()])[-1])
    name, alias = head_of(before), head_of(also["alias"])
    if is_term(name) and is_term(alias) and name != alias:
        yield place.fact("definition", name, spaced(name, "又称什么？"), also["alias"], aspect="alias", confidence=0.75)
        yield place.relation(alias, "alias_of", name)


def _named(clause: str) -> str:
    """What the clause before is about: "最常用的分布是正态分布" names its object, "归一化是把 … 的方法" its subject."""
    copula = COPULA.search(GLOSS.sub(lambda m: "x" * len(m[0]), clause))
    if copula is None:
        return clause
    named = clause[copula.end() :]
    return clause[: copula.start()] if "的" in named or re.match("[把将用以对]", named) else named
