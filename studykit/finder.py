"""Where in a text the concepts stand."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

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
#: Of a text that is not plain nothing is known before it is normalised.
ANY_LENGTH = range(sys.maxsize)


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept in a text, from ``start`` to ``end``."""

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
        #: how long the names are, without spaces, that begin with these one or two characters
        self._lengths: dict[str, set[int]] = {}
        for name in self._terms:
            for beginning in (name[:1], name[:2]):
                self._lengths.setdefault(beginning, set()).add(len(name.replace(" ", "")))
        self._lengths_of_names = cache(self._lengths_from)
        self._found: dict[str, list[Mention]] = {}

    def narrowed(self, concepts: Iterable[Concept]) -> Finder:
        """A finder of ``concepts``, some of those that this one finds; it need not look where no other was found."""
        finder = Finder(concepts)
        lost = {term for name, term in self._terms.items() if finder._terms.get(name) != term}
        if finder._terms.keys() <= self._terms.keys():
            finder._found = {
                text: mentions
                for text, mentions in self._found.items()
                if not any(mention.term in lost for mention in mentions)
            }
        return finder

    def find(self, text: str) -> Sequence[Mention]:
        """The concepts in a plain text, from left to right, without overlap. Linear in the text.

        What was found is remembered: the same sentence is asked about for its note, its facts and its cards.
        """
        found = self._found.get(text)
        if found is None:
            found = self._found[text] = self._look_through(text)
        return found

    def _look_through(self, text: str) -> list[Mention]:
        words = segment.cut(text)
        starts = list(accumulate(map(len, words), initial=0))
        inked = starts
        if any(map(str.isspace, words)):
            inked = list(accumulate((0 if word.isspace() else len(word) for word in words), initial=0))
        lengths: list[Collection[int]] = [ANY_LENGTH] * len(words)
        plain = folded(text) if PLAIN.fullmatch(text) else ""
        if plain:
            lengths = [self._lengths_of_names(plain[start : start + 2]) for start in starts[:-1]]
        found: list[Mention] = []
        free = 0
        for i, possible in enumerate(lengths):
            if not possible or i < free or words[i].isspace():
                continue
            for j in range(min(i + LONGEST_NAME, len(words)), i, -1):
                size = inked[j] - inked[i]
                if size not in possible or words[j - 1].isspace():
                    continue
                start, end = starts[i], starts[j]
                folds_alone = plain and size == end - start  # without a space in it
                term = self._terms.get(plain[start:end] if folds_alone else normalise(text[start:end]))
                if term is not None:
                    found.append(Mention(term, start, end))
                    free = j
                    break
        return found

    def _lengths_from(self, beginning: str) -> set[int]:
        """How long a name can be that begins so in folded :data:`PLAIN` text: spares looking most words up."""
        normal = beginning.strip()
        return self._lengths.get(normal, set()) | ({1} if normal[:1] in self._terms else set())

    def term(self, name: str) -> str | None:
        """The concept of this name."""
        return self._terms.get(normalise(name))

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
            starts = (start for start in starts if self._may_name(text[start:]))
        return next((text[start:] for start in starts if self.term(text[start:])), "")

    def _may_name(self, text: str) -> bool:
        """Whether a name begins like this :data:`PLAIN` text and is as long; cheaper than normalising it."""
        return len("".join(text.split())) in self._lengths_of_names(folded(text.lstrip()[:2]))
