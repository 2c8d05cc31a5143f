"""Which of the cards found now is which card of the ledger: one to one, the surest first.

The order: the learner's own mark (``^anchor``); the same words in the same note; the same question in the same
place; the same words elsewhere (the note was renamed, split, joined, or a section moved); and what is left by
how alike it is. What is alike, but not surely the same, is a new card, and a :class:`Doubt` says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, product
from operator import attrgetter

from studykit.identity.ids import free_id, natural_id
from studykit.identity.ledger import Ledger, Traits, fingerprint, is_telling, last_heading, traits
from studykit.identity.reach import Reach
from studykit.model import Card

#: From here on two cards are taken for one, and from here on it is said that they may be.
SURE, DOUBTFUL = 0.7, 0.55
#: Of the entries that share something with a card, so many are compared with it.
COMPARED = 6

Key = Callable[[Traits], Hashable]


@dataclass(frozen=True, slots=True)
class Doubt:
    """The new card ``new`` may be the old card ``old`` (ids); ``alike`` is from 0 to 1."""

    new: str
    old: str
    alike: float


@dataclass(frozen=True, slots=True)
class Resolved:
    """The cards in the order given, with the ids that they keep."""

    cards: tuple[Card, ...]
    doubts: tuple[Doubt, ...] = ()


def resolve(ledger: Ledger, cards: Sequence[Card], reach: Reach) -> Resolved:
    """``cards``, which have their natural ids, each with the id that the ledger knows it by.

    A card that the ledger does not know keeps its natural id, or one made from it if that is taken. A card that
    had gone is known again when it comes back.
    """
    open_ = _Open(cards, ledger, reach)
    _by_id(open_)
    _by_fingerprint(open_)
    _by_anchor(open_)
    _by_words(open_, attrgetter("note", "heading", "kind", "prompt", "answer"))
    _by_words(open_, attrgetter("note", "kind", "prompt", "answer"))
    _by_question(open_)
    _by_words(open_, _words_and_heading, anywhere=True)
    _by_words(open_, _telling_words, anywhere=True)
    _find_renamed(open_)
    doubtful = _by_likeness(open_)
    return _named(cards, ledger, open_.found, doubtful)


def _named(cards: Sequence[Card], ledger: Ledger, found: Mapping[int, str], doubtful: Iterable[_Pair]) -> Resolved:
    taken = set(ledger.entries)
    ids = []
    for index, card in enumerate(cards):
        id = found.get(index) or free_id(card.id, taken)
        taken.add(id)
        ids.append(id)
    named = (card if card.id == id else replace(card, id=id) for card, id in zip(cards, ids, strict=True))
    doubts = (Doubt(ids[pair.card], pair.old, round(pair.sure, 2)) for pair in doubtful)
    return Resolved(tuple(named), tuple(doubts))


class _Open:
    """The cards and entries that have not found each other yet, and the pairs that have."""

    def __init__(self, cards: Sequence[Card], ledger: Ledger, reach: Reach) -> None:
        may_have_moved = cache(reach.may_have_moved)
        self.given = cards
        self.natural = [card.id for card in cards]
        self.cards = dict(enumerate(map(traits, cards)))
        self.entries = {id: entry for id, entry in ledger.entries.items() if may_have_moved(entry.traits.note)}
        self.found: dict[int, str] = {}
        #: for each note that cards came to, how many came from which
        self.came: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def join(self, index: int, id: str) -> None:
        """This card is that entry."""
        self.found[index] = id
        old, new = self.entries.pop(id).traits, self.cards.pop(index)
        if old.note != new.note:
            self.came[new.note][old.note] += 1

    def groups(self, key: Key, *, anywhere: bool = False) -> list[tuple[list[int], list[str]]]:
        """Cards and entries that share a key other than ``None``; the entries that are not gone come first.

        Unless ``anywhere``, the key holds the note: then entries of notes without open cards need no look.
        """
        notes = {new.note for new in self.cards.values()}
        ids = defaultdict(list)
        for id, entry in self.entries.items():
            if anywhere or entry.traits.note in notes:
                ids[key(entry.traits)].append(id)
        ids.pop(None, None)
        indices = defaultdict(list)
        for index, new in self.cards.items() if ids else ():
            if (of := key(new)) in ids:
                indices[of].append(index)
        return [(group, self._living_first(ids[of])) for of, group in indices.items()]

    def _living_first(self, ids: list[str]) -> list[str]:
        return ids if len(ids) == 1 else sorted(ids, key=lambda id: self.entries[id].gone)

    def places(self, note: str) -> tuple[str, ...]:
        """The note, and those that cards came to it from, most cards first."""
        return (note, *(old for old, _ in self.came[note].most_common(COMPARED))) if note in self.came else (note,)


# The steps


def _by_id(open_: _Open) -> None:
    """The most frequent case, for speed: nothing has changed at all."""
    for index, new in list(open_.cards.items()):
        entry = open_.entries.get(open_.natural[index])
        if entry is not None and entry.traits == new and not entry.gone:
            open_.join(index, open_.natural[index])


def _by_fingerprint(open_: _Open) -> None:
    """What a ledger of format 1 knows of the words: a hash of them."""
    prints = {entry.fingerprint: id for id, entry in open_.entries.items() if not entry.traits.answer}
    for index in list(open_.cards) if prints else ():
        if id := prints.pop(fingerprint(open_.given[index]), None):
            open_.join(index, id)


def _by_anchor(open_: _Open) -> None:
    """Cards of a marked block stay cards of that block, whatever else happens to it; also in another note."""
    for indices, ids in open_.groups(lambda of: (of.note, of.anchor) if of.anchor else None):
        alone = len(indices) == len(ids) == 1
        _join_best(open_, _pairs(open_, indices, ids), 0 if alone else DOUBTFUL)
    for indices, ids in open_.groups(lambda of: of.anchor or None, anywhere=True):
        _join_best(open_, _pairs(open_, indices, ids), DOUBTFUL)


def _by_words(open_: _Open, key: Key, *, anywhere: bool = False) -> None:
    """The same question with the same answer."""
    for indices, ids in open_.groups(key, anywhere=anywhere):
        if len(indices) == len(ids) == 1:
            open_.join(indices[0], ids[0])
        else:
            _join_equals(open_, indices, ids)


def _join_equals(open_: _Open, indices: list[int], ids: list[str]) -> None:
    """Of those that read the same, first the ones from where other cards of the note came from, then any."""
    by_note = defaultdict(list)
    for id in reversed(ids):
        by_note[open_.entries[id].traits.note].append(id)
    left = []
    for index in indices:
        known = (by_note[note] for note in open_.places(open_.cards[index].note) if by_note[note])
        if mine := next(known, None):
            open_.join(index, mine.pop())
        else:
            left.append(index)
    rest = [id for id in ids if id in open_.entries]
    for index, id in zip(left, rest, strict=False):
        open_.join(index, id)


def _by_question(open_: _Open) -> None:
    """The same question in the same place, answered in other words; unless its old words stand elsewhere now."""
    groups = open_.groups(attrgetter("note", "heading", "kind", "prompt"))
    keys = (_words_and_heading, _telling_words) if groups else ()
    elsewhere = {key(new) for new in open_.cards.values() for key in keys} - {None}
    for indices, ids in groups:
        living = [id for id in ids if not open_.entries[id].gone] or ids
        if len(indices) == len(living) == 1:
            old = open_.entries[living[0]].traits
            if not {_words_and_heading(old), _telling_words(old)} & elsewhere:
                open_.join(indices[0], living[0])


def _words_and_heading(of: Traits) -> Hashable:
    return last_heading(of), of.kind, of.prompt, of.answer


def _telling_words(of: Traits) -> Hashable:
    """The words, if no two facts share them by chance; else ``None``."""
    return (of.kind, of.prompt, of.answer) if is_telling(of) else None


def _find_renamed(open_: _Open) -> None:
    """Notes most of whose cards, short as they are, stand in another note now: what is left of them did so too."""
    old = Counter(entry.traits.note for entry in open_.entries.values())
    new = Counter(of.note for of in open_.cards.values())
    both: Counter[tuple[str, str]] = Counter()
    for indices, ids in open_.groups(attrgetter("kind", "prompt", "answer"), anywhere=True):
        here = {open_.cards[index].note for index in indices[:COMPARED]}
        there = {open_.entries[id].traits.note for id in ids[:COMPARED]}
        both.update(product(there, here))
    for (source, target), count in both.items():
        if count > 1 and 2 * count >= max(old[source], new[target]):
            open_.came[target][source] += count


def _by_likeness(open_: _Open) -> list[_Pair]:
    """What is left, by how alike it is; gives the pairs that are doubtful."""
    if not open_.cards or not open_.entries:
        return []
    pairs = [_pair(open_, index, id) for index, id in _worth_comparing(open_)]
    _join_best(open_, pairs, SURE)
    return list(_best(pairs, set(open_.cards), set(open_.entries), DOUBTFUL))


def _worth_comparing(open_: _Open) -> Iterator[tuple[int, str]]:
    """Pairs that may be one: by natural id, question, answer, section, and by rare runs of characters."""
    from studykit.identity.similar import Index  # here: it loads a library, and most builds have nothing left

    index = Index({id: entry.traits for id, entry in open_.entries.items()})
    sharing: defaultdict[Hashable, list[str]] = defaultdict(list)
    for id, entry in open_.entries.items():
        old = entry.traits
        shared: tuple[Hashable, ...] = (old.prompt, old.answer, (old.note, last_heading(old)))
        for key in shared:
            sharing[key].append(id)
    for number, new in open_.cards.items():
        places = open_.places(new.note)
        sections = ((place, last_heading(new)) for place in places)
        natural = (open_.natural[number], *(natural_id(open_.given[number], place) for place in places[1:]))
        ids = dict.fromkeys(id for id in natural if id in open_.entries)
        for key in (new.prompt, new.answer, *sections):
            ids |= dict.fromkeys(sharing.get(key, ())[:COMPARED])
        ids |= dict.fromkeys(islice(index.near(new), COMPARED))
        for id in ids:
            yield number, id


# Pairs


@dataclass(frozen=True, slots=True)
class _Pair:
    card: int
    old: str
    sure: float


def _pairs(open_: _Open, indices: Sequence[int], ids: Sequence[str]) -> list[_Pair]:
    return [_pair(open_, index, id) for index in indices[:COMPARED] for id in ids[:COMPARED]]


def _pair(open_: _Open, index: int, id: str) -> _Pair:
    from studykit.identity.similar import sureness

    new, entry = open_.cards[index], open_.entries[id]
    note = entry.traits.note
    here = note in open_.places(new.note)
    same_about = id == open_.natural[index] or (note != new.note and id == natural_id(open_.given[index], note))
    return _Pair(index, id, sureness(entry, new, here=here, same_about=same_about))


def _join_best(open_: _Open, pairs: Sequence[_Pair], least: float) -> None:
    cards = {pair.card for pair in pairs} & open_.cards.keys()
    olds = {pair.old for pair in pairs} & open_.entries.keys()
    for pair in _best(pairs, cards, olds, least):
        open_.join(pair.card, pair.old)


def _best(pairs: Iterable[_Pair], cards: set[int], olds: set[str], least: float) -> Iterator[_Pair]:
    """One to one, the surest first."""
    for pair in sorted(pairs, key=lambda pair: (-pair.sure, pair.card, pair.old)):
        if pair.sure >= least and pair.card in cards and pair.old in olds:
            cards.remove(pair.card)
            olds.remove(pair.old)
            yield pair
