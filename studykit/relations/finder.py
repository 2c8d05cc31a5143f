"""Where in a text the concepts stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from studykit import segment
from studykit.model import Concept
from studykit.prose import bare
from studykit.terms import head_of
from studykit.text import normalise

#: Text in which every character that is no space is normalised to one character, whatever stands beside it.
PLAIN = re.compile(
    "[\t\n -~\u00b0\u00b1\u00b7\u00d7\u00f7\u0391-\u03a1\u03a3-\u03a9\u03b1-\u03c9\u2010-\u2016\u2018-\u2022"
    "\u2190-\u21ff\u2200-\u222b\u2234-\u22ff\u3000-\u3029\u4e00-\u9fff\ue000-\uf8ff\uff01-\uff5e]*"
)
#: A concept's name is at most so many words of the segmentation.
LONGEST_NAME = 8


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
        self._lengths_as_written: dict[str, set[int]] = {}

    def find(self, text: str) -> list[Mention]:
        """The concepts in a plain text, from left to right, without overlap. Linear in the text."""
        words = segment.cut(text)
        starts = list(accumulate(map(len, words), initial=0))
        inked = list(accumulate((len(word) if word.strip() else 0 for word in words), initial=0))
        plain = PLAIN.fullmatch(text) is not None
        found: list[Mention] = []
        i = 0
        while i < len(words):
            lengths = self._lengths_of_names(text[starts[i] : starts[i] + 2]) if plain else None
            worthwhile = words[i].strip() and lengths != set()
            for j in range(min(i + LONGEST_NAME, len(words)) if worthwhile else i, i, -1):
                if (lengths is not None and inked[j] - inked[i] not in lengths) or not words[j - 1].strip():
                    continue
                term = self._terms.get(normalise(text[starts[i] : starts[j]]))
                if term is not None:
                    found.append(Mention(term, starts[i], starts[j]))
                    i = j - 1
                    break
            i += 1
        return found

    def _lengths_of_names(self, beginning: str) -> set[int]:
        """How long a name can be that begins so in :data:`PLAIN` text: spares looking most words up."""
        lengths = self._lengths_as_written.get(beginning)
        if lengths is None:
            normal = normalise(beginning)
            lengths = self._lengths.get(normal, set()) | ({1} if normal[:1] in self._terms else set())
            self._lengths_as_written[beginning] = lengths
        return lengths

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
        starts = range(max(1, len(text) - 1))
        return next((text[start:] for start in starts if self.term(text[start:])), "")
