"""Second names: ``X 又称 Y``, ``X（也叫 Y）``, ``X 常被称为 Y，或者 Z``, ``X 是 …，简称 Y``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit.grammar import COPULAS, OBJECT_VERBS, strip_connective, take_apart
from studykit.model import Fact, Relation
from studykit.patterns import Place, pattern
from studykit.prose import clauses
from studykit.terms import GLOSS, head_of, is_subject, is_term
from studykit.text import spaced

NAME = r"[^，,；;。：:（(）)“”\"「」]{2,30}(?:[（(][^（）()]{1,60}[）)])?"
#: "，又称 X", "（简称 X".
ALSO = re.compile(
    r"\s*[，,（(]?\s*(?P<how>(?:通常)?(?:又|也|还|亦|也常|(?<!经)常|有时也)(?:被)?(?:称之?为|称作|叫做|叫作|叫|称|名为)"
    rf"|[，,（(]\s*(?:英文)?简称为?)[：:]?\s*[“\"「]?(?P<alias>{NAME})"
)
#: "…，消息摘要，或者摘要" behind the first of several names.
MORE = re.compile(
    r"[”\"」]?(?P<names>(?:[，,]\s*[^，,；;：:]{2,14}){0,4}?)[，,]?\s*(?:或者?|以及|和)\s*(?:也|又|简)?(?:称为?|叫做?)?\s*"
    r"(?P<last>[^，,；;：:（()）]{2,14})$"
)
#: "X，又称 A，B，是一种 …": names that only commas part, up to what X is.
LISTED = re.compile(
    r"[”\"」]?(?P<names>(?:[，,]\s*[^，,；;：:。是]{2,24}){1,4}?)[，,]\s*(?:其实|实际上|本质上)?(?:是(?!否)|就是|指)"
)
#: "X 是 Y，又称 Z": what has the second name stands before the copula.
COPULA = re.compile(r"(?:就是|即是|便是|是|为|：)(?=[^是为]*$)")


@pattern("alias", on="sentence", rank=21, claims=False, needs="[称叫名]")
def find(place: Place) -> Iterator[Fact | Relation]:
    """What is it also called?"""
    text = place.sentence.text
    if not (also := ALSO.search(text)):
        return
    if text[: also.start()].count("（") > text[: also.start()].count("）"):
        # Inside a bracket: what the other name is for stands outside.
        return
    short = "简称" in also["how"]
    name = _defined(text) if short else ""
    before = head_of(re.split(r"[，,；;]", text[: also.start()])[-1])
    name = name or _named(_beside(before) if also[0].lstrip().startswith(("（", "(")) else before)
    aliases = [also["alias"].strip(), *_more(text[also.end() :])]
    if is_term(name) and is_term(aliases[0]) and name not in map(head_of, aliases):
        prompt = spaced(name, "简称什么？" if short else "又称什么？")
        yield place.fact("definition", name, prompt, "、".join(aliases), aspect="alias", confidence=0.75)
        yield from (place.relation(head_of(alias), "alias_of", name) for alias in aliases if is_term(alias))


def _beside(before: str) -> str:
    """What stands right before a bracket: "包含物理地址（又称 MAC 地址）" renames the object."""
    taken = take_apart(before)
    named = taken.rest if taken is not None and taken.verb in OBJECT_VERBS and taken.subject else before
    return re.split("[、和与]", named)[-1] if is_term(named) else before


def _more(rest: str) -> list[str]:
    """The names behind the first one, in a list that ends with 或者 or with what they are."""
    if listed := LISTED.match(rest):
        return [name for name in clauses(listed["names"]) if is_subject(name)]
    more = MORE.match(rest)
    return [name.strip() for name in [*clauses(more["names"]), more["last"]]] if more else []


def _defined(text: str) -> str:
    """What a sentence says the nature of: "X 是 …，简称 Y" gives the short name of X."""
    taken = take_apart(strip_connective(clauses(text)[0]))
    return head_of(taken.subject) if taken and taken.verb in COPULAS and is_subject(taken.subject) else ""


def _named(clause: str) -> str:
    """What the clause before is about: "最常用的分布是正态分布" names its object, "归一化是把 … 的方法" its subject."""
    copula = COPULA.search(GLOSS.sub(lambda m: "x" * len(m[0]), clause))
    if copula is None:
        return clause
    named = clause[copula.end() :]
    return clause[: copula.start()] if "的" in named or re.match("[把将用以对]", named) else named
