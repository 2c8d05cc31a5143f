"""How sure it is that a card is one of the ledger's, and which ones are worth comparing: the part that guesses."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from studykit.identity.ledger import LONGEST, Entry, Traits, is_telling, last_heading
from studykit.text import display_width, normalise

#: A run of characters that so many cards share tells none of them apart.
COMMON = 40
#: Of a card, so many of its rarest runs are looked up.
RAREST = 16
#: What is more alike than this differs by a slip.
MISTYPED = 0.92
#: An answer of so many columns (four Chinese characters) is hardly given to two questions by chance.
TELLING = 8

_TOKENS = re.compile(r"[a-z_]+|\d+")
#: Letters that are this much alike are one word, mistyped; digits differ more often than they are mistyped.
_TYPO = 75


def sureness(entry: Entry, new: Traits, *, here: bool, same_about: bool) -> float:
    """How sure it is, from 0 to 1, that ``new`` is the card of ``entry``.

    ``here``: it stands in the note that the card was in, or in one that other cards went to; ``same_about``: both
    have one natural id, but for the note. The weights were found with ``bench/identity.py``.
    """
    old = entry.traits
    known = bool(old.answer)
    section = last_heading(old) == last_heading(new) or not known
    question = _alike(old.prompt, new.prompt)
    answer = _alike(old.answer, new.answer) if known else question
    said = display_width(plain(old.answer))
    if question == 1:
        sure = 0.7 + 0.3 * answer if here and section else 0.5 + 0.5 * answer
    elif same_about:
        sure = 0.65 + 0.35 * (question + answer) / 2
    elif answer > MISTYPED and said >= TELLING:
        sure = (0.65 + 0.3 * question if here else 0.5 + 0.45 * question) - (1 - answer)
    else:  # nothing is the same as it was: then much must be alike
        asked = display_width(plain(old.prompt))
        sure = (question * asked + answer * said) / ((asked + said) or 1) - 0.1
    if not (answer == 1 and said >= TELLING) and _names_differ(plain(old.prompt), plain(new.prompt)):
        sure -= 0.25
    if not here and not section and not is_telling(old):
        sure -= 0.25
    sure += 0.04 * section - 0.1 * (not here) - 0.05 * (old.kind != new.kind) - 0.05 * entry.gone
    return max(0.0, min(sure, 1.0))


def _alike(old: str, new: str) -> float:
    return 1.0 if old == new else ratio(plain(old), plain(new)) / 100


@lru_cache(1 << 16)
def plain(kept: str) -> str:
    """The words of a kept text in one spelling, without the hash of a long one."""
    return normalise(kept[:LONGEST])


def _names_differ(old: str, new: str) -> bool:
    """Whether two texts name different things, such as ``sm_80`` and ``sm_90``, however alike the rest is."""
    had, has = Counter(_TOKENS.findall(old)), Counter(_TOKENS.findall(new))
    left, more = list(had - has), list(has - had)
    return bool(left and more) and not any(_mistyped(one, other) for one in left for other in more)


def _mistyped(one: str, other: str) -> bool:
    return not one.isdigit() and not other.isdigit() and ratio(one, other) >= _TYPO


class Index:
    """Finds the cards that share rare runs of three characters with another card."""

    def __init__(self, cards: Mapping[str, Traits]) -> None:
        postings = defaultdict(list)
        for id, traits in cards.items():
            for run in _runs(traits):
                postings[run].append(id)
        self._postings = {run: ids for run, ids in postings.items() if len(ids) <= COMMON}

    def near(self, traits: Traits) -> Iterator[str]:
        """The ids that share most with a card, best first."""
        found = [ids for run in _runs(traits) if (ids := self._postings.get(run))]
        found.sort(key=len)
        shared = Counter(id for ids in found[:RAREST] for id in ids)
        return iter(sorted(shared, key=lambda id: (-shared[id], id)))


def _runs(traits: Traits) -> Iterable[str]:
    text = f"{plain(traits.prompt)}\n{plain(traits.answer)}"
    return dict.fromkeys(text[i : i + 3] for i in range(len(text) - 2))
