"""The words that may become concepts, by their normalised name, with all that speaks for each."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from studykit import fields, segment
from studykit.lexicon.typed import PATH
from studykit.lexicon.vocabulary import (
    ANY_SIDE,
    COMMON,
    COUNTED,
    EVERYDAY,
    NO_NAME_AT_ALL,
    NO_NAME_OF_ONE,
    SAME_WITH,
    SAME_WITH_TYPED,
    SIDE,
    UNIT,
)
from studykit.model import Span
from studykit.prose import bare
from studykit.terms import GENERIC, SEEN, head_of, is_aspect, is_term
from studykit.text import normalise

#: What each cue is worth. ENOUGH makes a concept, CENTRAL a central one.
WEIGHTS = {
    "own": 4.0,
    "colon": 3.0,
    "title": 2.0,
    "wikilink": 1.8,
    "gloss": 1.5,
    "heading": 1.2,
    "defined": 2.4,
    "stated": 1.5,
    "member": 1.6,
    "name": 1.8,
    "phrase": 1.7,
    "bold": 1.5,
    "quoted": 1.2,
    "flag": 1.7,
    "code": 1.7,
    "word": 0.9,
    "subject": 0.3,
    "kind": 0.5,
    "listed": 1.0,
    "noun": 0.3,
    "compound": 0.3,
    "explained": 1.7,
    "path": 1.7,
    "marked": 2.0,
    "hyphenated": 1.6,
    "maker": 1.8,
    "organisation": 0.9,
    "row": 1.0,
    "cell": 1.7,
    "term": 1.7,
    "elsewhere": 0.3,
    "same": 0.3,
    "machine": 1.7,
}
#: What is added for the logarithm of the lines that a word stands on, and taken off for that of its frequency in
#: general text: 编译器 may be mentioned often and is still less a term of the note than 占用率.
OFTEN, COMMON_WORD = 0.8, 0.3
POSSIBLE, ENOUGH, CENTRAL = 0.85, 1.6, 3.4
#: What is taken off for a word that every note may have.
IN_PASSING = 2.0
#: The share of the terms of a note that a field has at least which the note is about.
AT_HOME = 0.12
#: Cues that make even a single character a concept: "流：按顺序执行的队列".
EXPLICIT = frozenset(["own", "colon", "defined", "title"])
#: Cues that make a name of what is a common word elsewhere: the columns id and key of a table.
NAMED_ON_PURPOSE = frozenset(["own", "colon", "row", "explained", "wikilink"])
#: Cues that no word has in passing.
MADE_A_TERM = frozenset(["row", "heading", "member", "bold", "marked"])
#: A word of an English name that is no short name itself, and how many letters of it stay as they are.
ENGLISH, STEM = re.compile("[A-Za-z]?[a-z]+"), 4
CHINESE = re.compile(r"[\u3400-\u9fff]+")
BLANKS = re.compile(r"\s+")
#: "总长度 总长度指首部和数据之和的长度": the name of a field, and the sentence that begins with it.
TWICE = re.compile(r"^(\S+) \1$")
QUOTED = re.compile(r"[“「『]([^”」』，。]{2,14})[”」』]")


@dataclass
class Candidate:
    """A word with all that speaks for it; ``names`` maps its spellings to the lines that each stands on."""

    names: dict[str, int] = field(default_factory=dict)
    cues: dict[str, int] = field(default_factory=dict)
    mentions: list[Span] = field(default_factory=list)
    #: where each spelling was met last: several cues of one place are one use of a name
    met: dict[str, Span] = field(default_factory=dict)

    @property
    def term(self) -> str:
        """The name that stands in the notes most often."""
        return by_use(self.names)[0]

    @cached_property
    def places(self) -> tuple[Span, ...]:
        """Where it is mentioned, in order and without doubles, once all mentions are known."""
        spans = {(span.path, span.first, span.last): span for span in self.mentions}
        return tuple(spans[place] for place in sorted(spans))

    @cached_property
    def weight(self) -> float:
        """Of all cues together, once they are known."""
        weight = sum(WEIGHTS[cue] for cue in self.cues)
        weight += OFTEN * math.log(len({(span.path, span.first) for span in self.mentions}))
        # What the author explains is a term, however common the word; and who makes something is no rice (小米).
        if (EXPLICIT | {"maker"}).isdisjoint(self.cues):
            weight -= COMMON_WORD * math.log1p(max(map(segment.frequency, self.names)))
            if MADE_A_TERM.isdisjoint(self.cues) and not EVERYDAY.isdisjoint(map(normalise, self.names)):
                weight -= IN_PASSING
        return weight


class Words:
    """The candidates by their normalised name."""

    def __init__(self) -> None:
        self._by_key: dict[str, Candidate] = {}
        self._same: dict[str, str] = {}
        #: by the last of the names that are the same, the words of their full names in English
        self._written_out: dict[str, frozenset[str]] = {}
        #: the first name in these notes of what the fields have under one term
        self._by_field: dict[str, str] = {}
        #: the terms of the fields in the note that is being read, as it writes them
        self._terms: list[tuple[str, str, Span]] = []

    def add(self, text: str, cue: str, span: Span) -> None:
        term = _tidy(text)
        key = normalise(term)
        if (
            (
                key in COMMON
                and not (cue in NAMED_ON_PURPOSE and key.isascii())
                and not (cue == "term" and term.isupper())
            )
            or not possible(term, key)
            or (len(key) < 2 and not (cue in EXPLICIT and CHINESE.fullmatch(term)))
        ):
            return
        candidate = self._by_key.get(key)
        if candidate is None:
            candidate = self._by_key[key] = Candidate()
        candidate.names[term] = candidate.names.get(term, 0) + (candidate.met.get(term) != span)
        candidate.met[term] = span
        candidate.cues[cue] = candidate.cues.get(cue, 0) + 1
        if not candidate.mentions or candidate.mentions[-1] != span:
            candidate.mentions.append(span)

    def in_field(self, name: str, term: str, span: Span) -> None:
        """``name`` is one of those that a field has for ``term``: 哈希表 and hash table are one concept."""
        self._terms.append((name, term, span))

    def end_of_note(self) -> None:
        """Weigh the terms of the fields that a note holds: Linux says little in a note about the indexes of MySQL."""
        found, self._terms = self._terms, []
        shares: Counter[str] = Counter()
        for term in {term for _, term, _ in found}:
            shares.update({field: 1 / len(fields.of(term)) for field in fields.of(term)})
        at_home = {field for field, share in shares.items() if share >= AT_HOME * shares.total()}
        for name, term, span in found:
            self.add(name, "elsewhere" if at_home.isdisjoint(fields.of(term)) else "term", span)
            first = self._by_field.setdefault(term, name)
            if first != name:
                self.same(name, first, sure=True)

    def same(self, one: str, other: str, *, sure: bool = False) -> None:
        """Two names of one thing; not where they would make one of what two full names tell apart.

        IR is Information Retrieval to one note and Instruction Register to another. ``sure``: somebody who knows says so.
        """
        keys = [normalise(_tidy(name)) for name in (one, other)]
        if all(key in self._by_key for key in keys):
            roots = [self._root(key) for key in keys]
            written_out = [self._written_out.get(root) or _written_out(self._by_key[root].names) for root in roots]
            if roots[0] != roots[1] and (sure or _agree(*written_out)):
                self._same[roots[0]] = roots[1]
                self._written_out[roots[1]] = written_out[0] | written_out[1]

    def _root(self, key: str) -> str:
        while key in self._same:
            key = self._same[key]
        return key

    def folded(self) -> Iterator[Candidate]:
        """Candidates with their second names taken in; plurals and "X 协议" beside "X" are second names too."""
        for key in list(self._by_key):
            for shorter in (
                key.removesuffix("s"),
                *(key.removesuffix(tail) for tail in SAME_WITH if not SAME_WITH_TYPED.match(key)),
            ):
                if shorter != key and shorter in self._by_key and len(shorter) > 2:
                    self.same(key, shorter, sure=True)
        groups: dict[str, list[Candidate]] = {}
        for key, candidate in self._by_key.items():
            groups.setdefault(self._root(key), []).append(candidate)
        for members in groups.values():
            first = members[0]
            for other in members[1:]:
                for name, times in other.names.items():
                    first.names[name] = first.names.get(name, 0) + times
                for cue, times in other.cues.items():
                    first.cues[cue] = first.cues.get(cue, 0) + times
                first.mentions += other.mentions
            yield first


def _written_out(names: Iterable[str]) -> frozenset[str]:
    """The words of names of several English words, as far as they do not bend: "Neural Networks"."""
    full = ([word.lower() for word in ENGLISH.findall(name)] for name in names if name.isascii())
    return frozenset(word[:STEM] for words in full if len(words) > 1 for word in words if len(word) >= STEM - 1)


def _agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the full names of what may be one thing have a word in common, where both have one."""
    return not (one and other) or not one.isdisjoint(other)


@lru_cache(SEEN)
def _tidy(text: str) -> str:
    quoted = QUOTED.match(text.strip())
    term = bare(head_of(quoted[1] if quoted else text)).strip("`*“”\"'「」 ，,。：:")
    return TWICE.sub(r"\1", BLANKS.sub(" ", term))


@lru_cache(SEEN)
def possible(term: str, key: str) -> bool:
    """Whether a name, ``key`` in normalised spelling, could be that of a concept at all."""
    if PATH.fullmatch(term):
        return True
    if (
        not key
        or (UNIT.match(term) and not (len(term) > 2 and fields.of(term)))
        or COUNTED.match(term)
        or NO_NAME_OF_ONE.search(term)
        or ((SIDE.search(term) or ANY_SIDE.fullmatch(term)) and not fields.of(term))
        or unpaired(term)
        or not is_term(term)
        or term in GENERIC
        or is_aspect(term)
    ):
        return False
    return not NO_NAME_AT_ALL.search(term) or term.startswith(("#", "-"))


def _without(name: str, tail: str) -> str:
    return name.removesuffix(tail).rstrip() if name.endswith(tail) else ""


def unpaired(term: str) -> bool:
    """Whether a bracket of a name was torn off: "FIN_WAIT_2）"."""
    return any(term.count(opening) != term.count(closing) for opening, closing in ("()", "（）", "[]"))


def by_use(names: Mapping[str, int]) -> list[str]:
    """The names, the one that stands on most lines first.

    Where two do: one without its kind (Raft before Raft 协议), then one in Chinese, then the shorter.
    """
    with_kind = {
        name for name in names if name.endswith(SAME_WITH) and any(_without(name, tail) in names for tail in SAME_WITH)
    }
    return sorted(
        names, key=lambda name: (-names[name], name in with_kind, CHINESE.search(name) is None, len(name), name)
    )
