"""Which words deserve a node in the graph, and under which names.

Structure says more than statistics: a word that stands before a colon, in a heading, in bold, with its English name
in brackets, or as the subject of a definition was made a term by the author. Each such cue has a weight, from how
often it was right on labelled notes; a word with enough of them is a concept, and one with two cues a central one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from studykit import segment
from studykit.grammar import OBJECT_VERBS
from studykit.lexicon.candidates import CENTRAL, ENOUGH, POSSIBLE, Candidate, Words, by_use
from studykit.lexicon.cues import acts, from_fact, from_structure
from studykit.lexicon.glosses import last_noun
from studykit.lexicon.vocabulary import KIND_ENDINGS, KIND_NOUNS, NEVER_FIRST, NEVER_LAST, ORGANISATIONS, TELLING
from studykit.model import Concept, Fact, Relation, Span
from studykit.patterns import Page
from studykit.prose import bare
from studykit.settings import NotesSettings
from studykit.terms import head_of, is_subject
from studykit.text import normalise

__all__ = ["KIND_ENDINGS", "KIND_NOUNS", "ORGANISATIONS", "Lexicon", "find_words"]

#: Who gave a name with one of these knew it whole.
WHOLE = frozenset(["own", "term", "elsewhere"])
#: Cues that only say that words stand side by side.
SEEN_IN_TEXT = frozenset(["compound", "kind", "noun"])


@dataclass(frozen=True)
class Lexicon:
    """The words of the notes that are concepts, and those that are if an edge reaches them."""

    sure: tuple[Candidate, ...]
    doubtful: tuple[Candidate, ...]

    def concepts(self, reached: Container[str] = frozenset()) -> tuple[Concept, ...]:
        """The concepts, most important first; doubtful ones only where ``reached`` has their term."""
        return _ranked([*self.sure, *(word for word in self.doubtful if word.term in reached)])

    def possible(self) -> tuple[Concept, ...]:
        """The doubtful ones, as if they were concepts."""
        return _ranked(self.doubtful)


def find_words(
    pages: Sequence[Page], facts: Sequence[Fact], relations: Sequence[Relation], settings: NotesSettings
) -> Lexicon:
    """What the notes speak of, with all that speaks for each word being a concept."""
    words = Words()
    for page in pages:
        from_structure(page, words)
    for fact in facts:
        from_fact(fact, words)
    for relation in relations:
        ends = [_end(end) for end in (relation.head, relation.tail)]
        for end in filter(None, ends):
            # A name of code that its comment explains is none that was met in passing.
            words.add(end, "code" if relation.pattern == "comments" else "stated", relation.span)
        if relation.type == "alias_of" and all(ends):
            words.same(*ends)
    _from_settings(pages, settings, words)
    never = {normalise(word) for word in settings.stop_words}
    folded = [
        word for word in words.folded() if word.weight >= POSSIBLE and not never & set(map(normalise, word.names))
    ]
    known = {normalise(name) for word in folded if word.weight >= ENOUGH for name in word.names}
    folded = [
        word for word in folded if WHOLE & word.cues.keys() or not (_acts_on(word, known) or _is_fragment(word.term))
    ]
    enough = [word for word in folded if word.weight >= ENOUGH and len(word.cues) > ("compound" in word.cues)]
    sure = tuple(_standing_alone(enough, pages))
    chosen = set(map(id, sure))
    return Lexicon(sure, tuple(word for word in folded if id(word) not in chosen))


def _standing_alone(sure: Sequence[Candidate], pages: Sequence[Page]) -> Iterator[Candidate]:
    """Without those that stand in the notes only as a part of longer names: 开放地址 where all say 开放地址法."""
    longer = _longer_names(sure)
    lines = {page.document.note.path: page.lines for page in pages}
    for word in sure:
        names = set(map(normalise, word.names))
        around = set().union(*(longer[name] for name in names if name in longer)) - names
        if word.weight >= CENTRAL or not around or _outside(names, around, word.mentions, lines):
            yield word


def _longer_names(words: Iterable[Candidate]) -> dict[str, set[str]]:
    """By each name the names that hold it."""
    names = {normalise(name) for word in words for name in word.names}
    longer: dict[str, set[str]] = {}
    for name in names:
        for i, j in combinations(range(len(name) + 1), 2):
            if j - i < len(name) and name[i:j] in names:
                longer.setdefault(name[i:j], set()).add(name)
    return longer


def _outside(
    names: Iterable[str], around: Iterable[str], mentions: Iterable[Span], lines: Mapping[str, Sequence[str]]
) -> bool:
    """Whether one of the names stands on one of its lines when the longer ones are taken away."""
    longest_first = re.compile("|".join(map(re.escape, sorted(around, key=len, reverse=True))))
    for span in mentions:
        for line in lines[span.path][span.first - 1 : span.last]:
            rest = longest_first.sub(" ", normalise(line))
            if any(name in rest for name in names):
                return True
    return False


def _is_fragment(name: str) -> bool:
    """Whether a name was cut out of a sentence: "输出块太少"."""
    words = segment.words(name)
    return len(words) > 1 and (not TELLING.isdisjoint(words) or words[0] in NEVER_FIRST or words[-1] in NEVER_LAST)


def _acts_on(candidate: Candidate, known: Container[str]) -> bool:
    """Whether a compound is a verb before the name of something else: 分配 before 锁页内存."""
    return candidate.cues.keys() <= SEEN_IN_TEXT and any(
        len(words := segment.cut(name)) > 1
        and words[0] in OBJECT_VERBS
        and normalise(name.removeprefix(words[0])) in known
        for name in candidate.names
    )


def _end(text: str) -> str:
    """The name at one end of a relation, without the part of its sentence that a pattern took for it."""
    plain = head_of(text)
    if acts(plain):
        return ""
    if re.search("[\u4e00-\u9fff]{5}", plain) and not segment.frequency(plain):
        plain = last_noun(plain)
    return plain if plain and is_subject(bare(plain), 14) else ""


def _from_settings(pages: Sequence[Page], settings: NotesSettings, words: Words) -> None:
    """The learner's own terms, wherever they stand, and the other names that they gave."""
    own = [*settings.terms, *settings.aliases, *(name for names in settings.aliases.values() for name in names)]
    for page in pages if own else ():
        for number, line in enumerate(page.lines, 1):
            for term in own:
                if term in line:
                    words.add(term, "own", Span(page.document.note.path, number, number))
    for term, names in settings.aliases.items():
        for name in names:
            words.same(name, term, sure=True)


def _ranked(candidates: Iterable[Candidate]) -> tuple[Concept, ...]:
    weighed = [(c.weight * (1 + math.log(len(c.mentions))), c) for c in candidates]
    most = max((weight for weight, _ in weighed), default=1.0)
    concepts = []
    for weight, candidate in weighed:
        names = by_use(candidate.names)
        tier = 1 if candidate.weight >= CENTRAL else 2
        concepts.append(Concept(names[0], _others(names), tier, round(weight / most, 4), candidate.places))  # type: ignore[arg-type]
    return tuple(sorted(concepts, key=lambda concept: (-concept.importance, concept.term)))


def _others(names: Sequence[str]) -> tuple[str, ...]:
    """The other names, without those that differ in case, width or spaces only."""
    seen = {normalise(names[0])}
    return tuple(name for name in names[1:] if normalise(name) not in seen and not seen.add(normalise(name)))  # type: ignore[func-returns-value]
