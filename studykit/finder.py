"""Where in a text the concepts stand."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate
from typing import NamedTuple

from studykit import segment
from studykit.model import Concept
from studykit.prose import bare
from studykit.terms import head_of
from studykit.text import folded, normalise

#: Text in which every character is folded to one character, whatever stands beside it.
PLAIN = re.compile(
    "[\t\n -~\u00b0\u00b1\u00b7\u00d7\u00f7\u0391-\u03a1\u03a3-\u03a9\u03b1-\u03c9\u2010-\u2016\u2018-\u2022"
    "\u2190-\u21ff\u2200-\u222b\u2234-\u22ff\u3000-\u3029\u4e00-\u9fff\ue000-\uf8ff\uff01-\uff5e]*"
)
#: A concept's name is at most so many words of the segmentation.
LONGEST_NAME = 8


class Mention(NamedTuple):
    """A concept in a text, from ``start`` to ``end``; a tuple, since texts have more of them than of anything else."""

    term: str
    start: int
    end: int


class Finder:
    """Finds concepts by any of their names, the longest first, on the borders of words."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._terms: dict[str, str] = {}
        for concept in concepts:
            for name in (concept.term, *concept.aliases):
                self._terms.setdefault(normalise(name), concept.term)
        #: the names without spaces, and how long those are, the longest first, that can begin with these characters
        self._solid = frozenset(_without_spaces(name) for name in self._terms)
        lengths: dict[str, set[int]] = {}
        for name in self._solid:
            lengths.setdefault(name[:2], {1} if name[:1] in self._solid else set()).add(len(name))
        self._lengths = {beginning: sorted(found, reverse=True) for beginning, found in lengths.items()}
        self._found: dict[str, list[Mention]] = {}
        #: the concepts that the finder which this one was narrowed from may name otherwise
        self.lost: frozenset[str] = frozenset()
        #: what is found while somebody watches
        self._met: set[str] | None = None

    @contextmanager
    def watched(self) -> Iterator[set[str]]:
        """The concepts that are found meanwhile, by a name or in a text."""
        met: set[str] = set()
        self._met = met
        try:
            yield met
        finally:
            self._met = None

    def narrowed(self, concepts: Iterable[Concept]) -> Finder:
        """A finder of ``concepts``, some of those that this one finds; it need not look where no other was found."""
        finder = Finder(concepts)
        finder.lost = frozenset(term for name, term in self._terms.items() if finder._terms.get(name) != term)
        finder._found = {
            text: mentions
            for text, mentions in self._found.items()
            if not any(mention.term in finder.lost for mention in mentions)
        }
        return finder

    def find(self, text: str) -> Sequence[Mention]:
        """The concepts in a plain text, from left to right, without overlap. Linear in the text.

        What was found is remembered: the same sentence is asked about for its note, its facts and its cards.
        """
        found = self._found.get(text)
        if found is None:
            found = self._found[text] = self.look_through(text)
        if self._met is not None:
            self._met.update(mention.term for mention in found)
        return found

    def look_through(self, text: str) -> list[Mention]:
        """The same as :meth:`find`, for texts that are asked about once: nothing is remembered."""
        words = segment.cut(text)
        starts = list(accumulate(map(len, words), initial=0))
        plain = PLAIN.fullmatch(text) is not None
        runs = self._like_names(folded(text), words, starts) if plain else _every_run(words)
        found: list[Mention] = []
        free = 0
        for i, j in runs:
            if i >= free and (term := self._terms.get(normalise(text[starts[i] : starts[j]]))) is not None:
                found.append(Mention(term, starts[i], starts[j]))
                free = j
        return found

    def _like_names(self, plain: str, words: Sequence[str], starts: Sequence[int]) -> Iterator[tuple[int, int]]:
        """The runs of words in a folded :data:`PLAIN` text that are names but for their spaces."""
        solid, places = plain, starts
        if any(map(str.isspace, words)):
            solid = _without_spaces(plain)
            places = list(accumulate((0 if word.isspace() else len(word) for word in words), initial=0))
        ends: dict[int, int] = {}
        for i, place in enumerate(places):
            lengths = self._lengths.get(solid[place : place + 2]) or self._lengths.get(solid[place : place + 1])
            if lengths and not words[i].isspace():
                # where words of spaces follow, the first border is the end
                ends = ends or dict(zip(reversed(places), range(len(words), -1, -1), strict=True))
                for length in lengths:
                    j = ends.get(place + length, sys.maxsize)
                    if j <= i + LONGEST_NAME and solid[place : place + length] in self._solid:
                        yield i, j

    def term(self, name: str) -> str | None:
        """The concept of this name."""
        term = self._terms.get(normalise(name))
        if term is not None and self._met is not None:
            self._met.add(term)
        return term

    def named(self, text: str) -> str | None:
        """The concept that a head such as "**NAT 协议**（…）" names."""
        return self.term(bare(head_of(text)))

    def tail(self, text: str) -> str | None:
        """The concept that a noun phrase ends with: "一种卷积神经网络" ends with 卷积神经网络."""
        return self.term(self.name_in(text))

    def name_in(self, text: str) -> str:
        """The longest name of a concept that a text is or ends with, as it stands there; else empty."""
        starts: Iterable[int] = range(max(1, len(text) - 1))
        if PLAIN.fullmatch(text):
            plain = folded(text)
            starts = (start for start in starts if _without_spaces(plain[start:]) in self._solid)
        return next((text[start:] for start in starts if self.term(text[start:])), "")


def _without_spaces(text: str) -> str:
    return "".join(text.split())


def _every_run(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """All runs of words that could be a name; of those with one beginning, the longest first."""
    for i, word in enumerate(words):
        for j in range(min(i + LONGEST_NAME, len(words)), i, -1):
            if not (word.isspace() or words[j - 1].isspace()):
                yield i, j
