"""The finder of concepts skips most of a text; it must find what looking up every run of words finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studykit import segment
from studykit.finder import LONGEST_NAME, PLAIN, Finder, Mention
from studykit.model import Concept, Span
from studykit.text import normalise

NAMES = ("流", "共享内存", "内存", "shared memory", "C", "C++", "ＧＰＵ", "é", "㎡", "L1 缓存", "缓存", "x86", "…", "Ⅳ")
CONCEPTS = [Concept(name, (), 1, 1.0, (Span("notes/a.md", 1, 1),)) for name in NAMES]
PIECES = (
    *NAMES,
    "gpu",
    "GPU",
    "SHARED  MEMORY",
    "l1缓存",
    "e\u0301",
    "的",
    " ",
    "\u3000",
    "，",
    "c",
    "x",
    "8",
    "m²",
    "\u0301",
    "...",
)


def looking_everywhere(text: str) -> list[Mention]:
    """The longest name that begins at each word, from left to right; a name does not begin or end with a space."""
    terms = {normalise(name): name for name in NAMES}
    words = segment.cut(text)
    found: list[Mention] = []
    i = start = 0
    while i < len(words):
        longest = min(i + LONGEST_NAME, len(words)) if words[i].strip() else i
        runs = ((j, "".join(words[i:j])) for j in range(longest, i, -1) if words[j - 1].strip())
        j, run = next(((j, run) for j, run in runs if normalise(run) in terms), (i + 1, ""))
        if run:
            found.append(Mention(terms[normalise(run)], start, start + len(run)))
        start += sum(map(len, words[i:j]))
        i = j
    return found


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_nothing_is_missed_and_nothing_added(text: str) -> None:
    assert Finder(CONCEPTS).find(text) == looking_everywhere(text)


def test_in_plain_text_every_character_is_normalised_by_itself() -> None:
    plain = [chr(code) for code in range(0x10000) if PLAIN.fullmatch(chr(code))]
    assert "流" in plain
    assert "\u0301" not in plain
    assert [character for character in plain if len(normalise(character)) != (not character.isspace())] == []
