"""Abbreviations and their expansions, letters checked; Chinese names with their English ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate

from studykit import segment
from studykit.grammar import strip_connective
from studykit.model import Fact, Relation
from studykit.patterns import TEXT, Place, pattern
from studykit.prose import MASK
from studykit.terms import cites, is_term

#: "NAT（Network Address Translation）".
GLOSSED = re.compile(
    r"(?P<before>(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9&/+-]{0,30}(?:\s*[\u4e00-\u9fff]{1,4})?|[\u4e00-\u9fffA-Za-z-]{2,14}?)\s*[（(]\s*(?P<inside>[^（）()。；]{2,80})\s*[）)]"
)
#: "NAT 是 Network Address Translation 的缩写".
SHORT_FOR = re.compile(
    r"(?P<short>(?<![A-Za-z])[A-Z][A-Za-z0-9-]{1,9})\s*(?:就?是|即|指的是)?\s*[“\"]?(?P<long>[A-Za-z][A-Za-z -]{5,60}?)\s*(?:[（(][^（）()]{1,30}[）)])?[”\"]?\s*的(?:缩写|简称|首字母)"
)
#: "NAT 的全称是 Network Address Translation".
FULL_NAME = re.compile(
    r"(?P<short>(?<![A-Za-z])[A-Z][A-Za-z0-9-]{1,9})\s*[，,]?\s*(?:的)?(?:英文)?全称(?:是|为|：|:)?\s*(?P<long>[A-Za-z][A-Za-z -]{5,60})"
)
#: What may stand before the name that a bracket explains.
BEFORE_NAME = re.compile(r"^.*(?:一个|一种|[有是在把将给让用叫看查和与的、])(?=[\u4e00-\u9fff]{2})")
WORD = re.compile(r"[A-Za-z0-9]+")
LATIN = r"[A-Za-z][A-Za-z0-9&/+-]*"


@pattern("abbreviation", on="sentence", rank=35, claims=False, needs=rf"[（(]|缩写|简称|首字母|全称|{MASK}")
def find(place: Place) -> Iterator[Fact | Relation]:
    """``NAT（Network Address Translation）``, ``全称``, ``缩写``; an English gloss becomes a second name."""
    text = place.prose.plain(place.sentence.text)
    for found in (SHORT_FOR.search(text), FULL_NAME.search(text)):
        if found and spells(found["short"], found["long"]):
            yield from _expansion(place, found["short"], found["long"].strip(), "")
    for match in GLOSSED.finditer(text):
        yield from _glossed(
            place, match["before"], [part.strip() for part in re.split("[，,、；;：:]", match["inside"])]
        )


def _glossed(place: Place, before: str, inside: list[str]) -> Iterator[Fact | Relation]:
    # "使用了WAL（…）": no blank tells the name from the words before it.
    latin = re.match(LATIN, before) or re.search(f"{LATIN}$", before)
    before = latin[0] if latin else _name_in(strip_connective(before))
    names = [part for part in inside if re.fullmatch(r"[A-Za-z][A-Za-z0-9 /&.+'-]*", part) and not cites(part)]
    shorts = [name for name in names if re.fullmatch(r"[A-Z][A-Za-z0-9-]{1,9}s?", name) and not name.islower()]
    for long in names:
        short = next((s for s in [before, *shorts] if s != long and spells(s, long)), "")
        chinese = next((name for name in (before, *inside) if name != short and _is_chinese(name)), "")
        if short:
            yield from _expansion(place, short, long, chinese)
        elif _is_chinese(before) and " " in long:
            yield place.relation(long, "alias_of", before)


def _name_in(text: str) -> str:
    """A text without what stands before the name at its end, cut between words: 用户态 is whole."""
    found = BEFORE_NAME.match(text)
    if found is None or found.end() not in accumulate(map(len, segment.cut(text))):
        return text
    return text[found.end() :]


def _is_chinese(name: str) -> bool:
    return is_term(name) and re.search("[\u4e00-\u9fff]", name) is not None


@pattern("heading-name", on="block", rank=35, claims=False, kinds=TEXT)
def find_above(place: Place) -> Iterator[Fact | Relation]:
    """The same in the heading right above a block: ``## 索引下推（Index Condition Pushdown，ICP）``."""
    above = place.page.blocks[place.index - 1] if place.index else None
    if above is None or above.kind != "heading":
        return
    for match in GLOSSED.finditer(above.text):
        names = [part.strip() for part in re.split("[，,、；;]", match["inside"])]
        for found in _glossed(place, match["before"], names):
            # The heading itself would give the answer away.
            moved = replace(found, span=above.span)
            yield replace(moved, heading=above.heading[:-1]) if isinstance(moved, Fact) else moved


def _expansion(place: Place, short: str, long: str, chinese: str) -> Iterator[Fact | Relation]:
    answer = f"{long}（{chinese}）" if chinese else long
    yield place.fact("definition", short, f"{short} 是什么的缩写？", answer, aspect="expansion", confidence=0.9)
    yield place.relation(long, "alias_of", short)
    if chinese:
        yield place.relation(chinese, "alias_of", short)


def spells(short: str, long: str) -> bool:
    """Whether the letters of an abbreviation come from the words in order: NAT, SMOTE, AdaBoost.

    Each word that has a part in it gives its initial, and perhaps letters behind; some words may have none.
    """
    letters = "".join(c.casefold() for c in re.sub(r"s$|[^A-Za-z]", "", short))
    words = [word.casefold() for word in WORD.findall(long)]
    if len(letters) < 2 or not short[:1].isupper() or len(words) < 2 or words[0][0] != letters[0]:
        return False
    # how many letters may be spelled by the words so far, and whether by more than one of them
    reached = {(0, 0)}
    for word in words:
        reached |= {(end, min(used + 1, 2)) for start, used in reached for end in _taken(word, letters, start)}
    return (len(letters), 2) in reached


def _taken(word: str, letters: str, start: int) -> Iterator[int]:
    """Where in the letters one may be after a word that gives its initial at ``start``."""
    if start < len(letters) and word[0] == letters[start]:
        start, at = start + 1, 1
        yield start
        while start < len(letters) and (at := word.find(letters[start], at) + 1):
            start += 1
            yield start
