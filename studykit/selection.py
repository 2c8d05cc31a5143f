"""What to study now: which cards are due, which new ones come, in which order, and how each is asked.

A function of what the notes hold, what the log knows, and what the learner wants; the same in, the same out.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from operator import itemgetter

from studykit.answers import LONGEST_CODE, accepted, is_code, plain, typable
from studykit.model import Card, Concept, Extraction, FactKind
from studykit.schedule import Memory
from studykit.session import Ask, Question, Waiting, Way, family
from studykit.text import normalise

#: So many choices are offered.
CHOICES = 4
#: A new card may come so many places early, so that neighbours do not follow each other.
WINDOW = 12
#: Relations that far lead from the right choice to a wrong one that has to be told from it.
NEAR = 2

STEP = re.compile(r"^\s*\d+[.、)]\s+(.*)$")


@dataclass(frozen=True, slots=True)
class Wish:
    """What the learner asked for; without limits of their own those of the settings hold."""

    new: int
    reviews: int
    #: of the two together; ``None``: no limit
    limit: int | None = None
    tag: str = ""
    kind: FactKind | None = None
    #: only cards of these concepts (terms); ``None``: all
    concepts: frozenset[str] | None = None
    #: days
    ahead: int = 0
    cram: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What the log knows, at the instant ``now`` (milliseconds since 1970) of the day ``today``."""

    memories: Mapping[str, Memory]
    today: int
    now: int
    suspended: frozenset[str] = frozenset()
    buried: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Order:
    """Concepts (terms) in an order to learn them in, and what each needs first."""

    sequence: Sequence[str] = ()
    needs: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a quiz asks: ``queue`` in order, and ``waiting`` the cards that come back later today.

    ``left`` cards are new or due and wait for another day because of the limits, ``next_day`` is the day on
    which the next of the others is due (``None``: none is), ``gone`` cards were studied and are in no note.
    """

    queue: tuple[Card, ...] = ()
    ask: Ask = Question
    waiting: tuple[Waiting, ...] = ()
    new: int = 0
    due: int = 0
    matching: int = 0
    left: int = 0
    next_day: int | None = None
    gone: int = 0


def select(found: Extraction, standing: Standing, wish: Wish, order: Order) -> Plan:
    """The questions of a quiz."""
    cards = [card for card in found.cards if _wanted(card, wish)]
    usable = [card for card in cards if card.id not in standing.suspended]
    if not wish.cram:
        usable = [card for card in usable if card.id not in standing.buried]
    ask = asking(found, standing)
    if wish.cram:
        chosen = tuple(islice(_spread(_ranked(usable, order), order), wish.limit))
        return Plan(chosen, ask, due=len(chosen), matching=len(cards))
    coming_back = [card for card in usable if _comes_back(card, standing)]
    done = _done_today(usable, standing)
    due, fresh = _due(usable, standing, wish, done), _fresh(usable, standing, done)
    families = {family(card) for card in due}
    fresh = [card for card in fresh if family(card) not in families]
    limit = len(cards) if wish.limit is None else wish.limit
    reviews = list(_spread(due[: min(wish.reviews, limit)], Order()))
    new = list(islice(_spread(_ranked(fresh, order), order), min(wish.new, limit - len(reviews))))
    return Plan(
        queue=tuple(_mixed(reviews, new)),
        ask=ask,
        waiting=tuple(Waiting(standing.memories[card.id].due, ask(card)) for card in coming_back),
        new=len(new),
        due=len(reviews),
        matching=len(cards),
        left=len(due) - len(reviews) + len(fresh) - len(new),
        next_day=_next_day(usable, standing),
        gone=len(standing.memories.keys() - {card.id for card in found.cards}),
    )


# Which cards


def _wanted(card: Card, wish: Wish) -> bool:
    if wish.kind is not None and card.kind != wish.kind:
        return False
    if wish.concepts is not None and wish.concepts.isdisjoint(card.concepts):
        return False
    return not wish.tag or any(_tagged(tag, wish.tag) for tag in card.tags)


def _tagged(tag: str, wanted: str) -> bool:
    """Whether a tag is the wanted one or stands below it; ``#cuda/流`` is ``cuda::流``."""
    tag, wanted = normalise(tag), normalise(wanted.lstrip("#").replace("/", "::"))
    return tag == wanted or tag.startswith(f"{wanted}::")


def _comes_back(card: Card, standing: Standing) -> bool:
    """Whether a card waits for a learning step later today."""
    memory = standing.memories.get(card.id)
    return memory is not None and memory.due_day == standing.today and memory.due > standing.now


def _due(cards: Iterable[Card], standing: Standing, wish: Wish, done: set[str]) -> list[Card]:
    """Those that are due (within ``wish.ahead`` days), longest overdue first, one of each family."""
    ranked: list[tuple[int, int, Card]] = []
    for place, card in enumerate(cards):
        memory = standing.memories.get(card.id)
        if memory is None or _comes_back(card, standing):
            continue
        today = memory.day == standing.today
        if today and memory.due_day > standing.today:
            continue
        if memory.due_day <= standing.today + wish.ahead and (today or family(card) not in done):
            ranked.append((memory.due_day, place, card))
    return _one_of_each_family(card for _, _, card in sorted(ranked, key=itemgetter(0, 1)))


def _fresh(cards: Iterable[Card], standing: Standing, done: set[str]) -> list[Card]:
    """Those never asked, one of each family, and none of a family that was asked today."""
    never = (card for card in cards if card.id not in standing.memories)
    return _one_of_each_family(card for card in never if family(card) not in done)


def _done_today(cards: Iterable[Card], standing: Standing) -> set[str]:
    """The families of which a card was asked today."""
    memories = standing.memories
    return {family(card) for card in cards if card.id in memories and memories[card.id].day == standing.today}


def _one_of_each_family(cards: Iterable[Card]) -> list[Card]:
    first: dict[str, Card] = {}
    for card in cards:
        first.setdefault(family(card), card)
    return list(first.values())


def _next_day(cards: Iterable[Card], standing: Standing) -> int | None:
    memories = (standing.memories.get(card.id) for card in cards)
    return min((m.due_day for m in memories if m is not None and m.due_day > standing.today), default=None)


# In which order


def _ranked(cards: Iterable[Card], order: Order) -> list[Card]:
    """By the place of their first concept in the order to learn, then as in the notes.

    A card without a concept stays behind the one before it.
    """
    place = {term: number for number, term in enumerate(order.sequence)}
    ranked: list[tuple[int, Card]] = []
    rank = -1
    for card in cards:
        rank = next((place[concept] for concept in card.concepts if concept in place), rank)
        ranked.append((rank, card))
    return [card for _, card in sorted(ranked, key=itemgetter(0))]


def _spread(cards: Sequence[Card], order: Order) -> Iterator[Card]:
    """The cards in order, but of one section not one right after the other where that can be avoided.

    A card comes early only if those it overtakes tell nothing that it needs.
    """
    ahead = deque(cards[:WINDOW])
    rest = iter(cards[WINDOW:])
    last: tuple[object, ...] = ()
    while ahead:
        number = next((n for n, card in enumerate(ahead) if _section(card) != last and _free(n, ahead, order)), 0)
        card = ahead[number]
        del ahead[number]
        last = _section(card)
        ahead.extend(islice(rest, 1))
        yield card


def _section(card: Card) -> tuple[object, ...]:
    return (card.span.path, card.heading)


def _free(number: int, ahead: Sequence[Card], order: Order) -> bool:
    needed = {first for concept in ahead[number].concepts for first in order.needs.get(concept, ())}
    return needed.isdisjoint(concept for card in islice(ahead, number) for concept in card.concepts)


def _mixed(reviews: Sequence[Card], new: Sequence[Card]) -> list[Card]:
    """New cards evenly among the reviews, both in their order."""
    placed = [((number + 0.5) / len(cards), card) for cards in (reviews, new) for number, card in enumerate(cards)]
    return [card for _, card in sorted(placed, key=itemgetter(0))]


# How each is asked


def asking(found: Extraction, standing: Standing) -> Ask:
    """How each card is asked."""
    return _Asking(found, standing).question


@dataclass(slots=True)
class _Asking:
    """Makes questions of cards: what is known of all cards is worked out once, and only if needed."""

    found: Extraction
    standing: Standing
    _concepts: dict[str, Concept] = field(default_factory=dict)
    _pool: dict[tuple[FactKind, str], dict[str, Card]] = field(default_factory=dict)
    _ties: dict[str, set[str]] = field(default_factory=dict)

    def question(self, card: Card) -> Question:
        memory = self.standing.memories.get(card.id)
        names, steps = self._names(card), _steps(card)
        way: Way = "reveal"
        choices: tuple[str, ...] = ()
        if steps:
            way = "order"
        elif typable(card, names):
            way = "type"
            if memory is None and (choices := self._choices(card, names)):
                way = "choose"
        leech = memory is not None and memory.leech
        return Question(card, way, memory is None, leech, names, steps, choices)

    def _names(self, card: Card) -> tuple[str, ...]:
        """The other names of a card's answer, where that is a concept."""
        if not self._concepts:
            self._concepts = {concept.term: concept for concept in self.found.concepts}
        spellings = set(map(normalise, accepted(card.answer)))
        for term in card.concepts:
            concept = self._concepts.get(term)
            if concept is not None:
                names = (concept.term, *concept.aliases)
                if not spellings.isdisjoint(map(normalise, names)):
                    return names
        return ()

    def _choices(self, card: Card, names: Sequence[str]) -> tuple[str, ...]:
        """The answer among wrong ones that are near to it in the graph or in the notes; empty: too few."""
        answer = plain(card.answer)
        right = set(map(normalise, accepted(card.answer, names)))
        prompt, near = normalise(card.prompt), self._near(right | set(map(normalise, card.concepts)))
        wrong = []
        for text, other in self._answers(card).items():
            if text not in right and text not in prompt and right.isdisjoint(map(normalise, accepted(other.answer))):
                wrong.append((_distance(text, other, card, near), _mark(card.id, text), plain(other.answer)))
        wrong.sort()
        if len(wrong) < CHOICES - 1:
            return ()
        offered = [answer, *(text for _, _, text in wrong[: CHOICES - 1])]
        return tuple(sorted(offered, key=lambda text: _mark(card.id, str(self.standing.today), text)))

    def _answers(self, card: Card) -> Mapping[str, Card]:
        """The answers of the same kind that could be typed, each with a card that asks for it."""
        if not self._pool:
            for other in self.found.cards:
                if len(other.answer) <= LONGEST_CODE and typable(other, other.concepts):
                    key = (other.kind, _shape(other.answer))
                    self._pool.setdefault(key, {}).setdefault(normalise(plain(other.answer)), other)
        return self._pool.get((card.kind, _shape(card.answer)), {})

    def _near(self, names: set[str]) -> dict[str, int]:
        """What relations lead to from these names, and over how many of them."""
        if not self._ties:
            for relation in self.found.relations:
                head, tail = normalise(relation.head), normalise(relation.tail)
                self._ties.setdefault(head, set()).add(tail)
                self._ties.setdefault(tail, set()).add(head)
        reached = dict.fromkeys(names, 0)
        edge = set(names)
        for distance in range(1, NEAR + 1):
            edge = {other for name in edge for other in self._ties.get(name, ())} - reached.keys()
            reached.update(dict.fromkeys(edge, distance))
        return reached


def _shape(answer: str) -> str:
    """What an answer looks like: among years, a word gives itself away."""
    if is_code(answer):
        return "code"
    if any(character.isdecimal() for character in answer[:1]):
        return "number"
    return "Chinese" if any("\u3400" <= character <= "\u9fff" for character in answer) else "Latin"


def _distance(text: str, other: Card, card: Card, near: Mapping[str, int]) -> int:
    if text in near:
        return near[text]
    if _section(other) == _section(card):
        return NEAR + 1
    return NEAR + 2 if other.span.path == card.span.path else NEAR + 3


def _mark(*parts: str) -> str:
    """Stands for chance, and is the same every time."""
    return sha256("\0".join(parts).encode()).hexdigest()


def _steps(card: Card) -> tuple[str, ...]:
    """The items of a sequence, which are told one by one."""
    if card.form != "sequence":
        return ()
    steps = card.answer.split("\n")
    return tuple(steps) if len(steps) > 1 and all(STEP.match(step) for step in steps) else ()
