"""Cards that ask the same, found without comparing all with all.

Two cards are compared only if they share a rare run of characters; runs that many cards share tell nothing, so
the number of comparisons grows with the number of cards and not with its square. What is equal
throughout is found by its key alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from studykit import segment
from studykit.model import Card
from studykit.text import normalise

#: A run of so many characters is looked up …
RUN = 3
#: … if no more cards than this have it …
COMMON = 32
#: … and of each card the rarest few.
LOOKED_UP = 8
#: Of a long answer the beginning is compared.
COMPARED = 300

#: How alike prompts and answers must be (Dice's coefficient over pairs of characters) to ask the same, …
SAME_PROMPT, SAME_ANSWER = 0.8, 0.7
#: … and prompts that are made of the same lines of a note.
SAME_LINES = 0.65

#: What does not count when texts are compared; the signs of ASCII stay, for they tell code from code.
PUNCTUATION = re.compile("[“”‘’「」『』，。：；？！、…（）《》]")
SPACE = re.compile(r"[\s`]+")
#: The words of a question that say how it is asked and not of what.
ASKED_HOW = re.compile(
    r"什么是|是什么|有什么作用|用于做什么|用什么命令|表示什么|指什么|的要点|的含义|会怎样|具体是怎样的|怎样|有哪些|什么|\[…\]"
)
#: A word more that turns a question round.
TURNS = re.compile(r"^(?:不.*|非|未|无|没|没有)$")
CHINESE = re.compile(r"[\u4e00-\u9fff]+")
#: "什么是 X", asked of a thing by its name.
OF_A_NAME = re.compile(r"^(?:什么是\s*(?P<term>.+?)|(?P<code>`[^`]+`)\s*(?:有什么作用|表示什么))？$")
#: Names of parameters and fields, which mean something else in every function.
COMMON_NAME = re.compile(r"^`?[a-z_]+`?$")

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A card as it is compared."""

    core: str
    answer: str
    #: of ``core`` what is not Chinese: code, numbers, names; two cards on different ones are no doubles
    signs: str
    words: frozenset[str]
    in_core: frozenset[str]
    in_answer: frozenset[str]


def doubles(cards: Sequence[Card]) -> list[Pair]:
    """The pairs of cards that ask the same and want the same answer, by their places, the earlier first.

    Of several that are equal throughout, each is paired with the first.
    """
    asked = [_asked(card) for card in cards]
    first: dict[tuple[str, str], int] = {}
    pairs: list[Pair] = []
    for number, each in enumerate(asked):
        earlier = first.setdefault((each.core, each.answer), number)
        if earlier != number:
            pairs.append((earlier, number))
    distinct = sorted(first.values())
    alike = _pairs_to_compare({number: f"{asked[number].core}|{asked[number].answer}" for number in distinct})
    pairs += (pair for pair in alike if _same(asked[pair[0]], asked[pair[1]], _meet(cards, pair)))
    return sorted(pairs, key=lambda pair: pair[1])


def rival_answers(cards: Sequence[Card]) -> list[Pair]:
    """The pairs of cards that ask the same in different places and want different answers.

    That is: the same prompt below the same context, or the same term in two notes.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for number, card in enumerate(cards):
        groups[key(card.prompt)].append(number)
    return [
        (earlier, later)
        for group in groups.values()
        for earlier, later in _neighbours(cards, group)
        if _alike(_pieces(key(cards[earlier].answer)), _pieces(key(cards[later].answer))) < SAME_ANSWER
    ]


def key(text: str) -> str:
    """A text as it is compared: without the difference of width and case, without spaces and punctuation."""
    return SPACE.sub("", normalise(PUNCTUATION.sub("", text)))[:COMPARED]


def _asked(card: Card) -> _Asked:
    core, answer = ASKED_HOW.sub("", key(card.prompt)), key(card.answer)
    signs = CHINESE.sub("", core)
    return _Asked(core, answer, signs, frozenset(segment.cut(core)), _pieces(core), _pieces(answer))


def _pieces(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(max(1, len(text) - 1)))


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))


def _pairs_to_compare(texts: dict[int, str]) -> Iterator[Pair]:
    runs = {number: frozenset(_runs(text)) for number, text in texts.items()}
    common = Counter(run for of_one in runs.values() for run in of_one)
    having: dict[str, list[int]] = defaultdict(list)
    for number, of_one in runs.items():
        rare = sorted((common[run], run) for run in of_one if 1 < common[run] <= COMMON)
        met = dict.fromkeys(earlier for _, run in rare[:LOOKED_UP] for earlier in having[run])
        yield from ((earlier, number) for earlier in met)
        for _, run in rare[:LOOKED_UP]:
            having[run].append(number)


def _runs(text: str) -> Iterable[str]:
    return (text[i : i + RUN] for i in range(max(1, len(text) - RUN + 1)))


def _meet(cards: Sequence[Card], pair: Pair) -> bool:
    """Whether two cards are made of the same lines."""
    one, other = (cards[number].span for number in pair)
    return one.path == other.path and one.first <= other.last and other.first <= one.last


def _same(one: _Asked, other: _Asked, same_lines: bool) -> bool:
    """Whether one asks what the other asks, or the same with a word more: another word is another question."""
    if one.signs != other.signs or not (one.words <= other.words or other.words <= one.words):
        return False
    if any(TURNS.match(word) for word in one.words ^ other.words):
        return False
    least = SAME_LINES if same_lines else SAME_PROMPT
    return _alike(one.in_core, other.in_core) >= least and _alike(one.in_answer, other.in_answer) >= SAME_ANSWER


def _neighbours(cards: Sequence[Card], group: Sequence[int]) -> Iterator[Pair]:
    """Of cards with the same prompt, those that nothing tells apart: each with the one before."""
    before: dict[object, int] = {}
    for number in group:
        card = cards[number]
        for place in ((card.context, ""), ("named", _named(card))):
            if place == ("named", ""):
                continue
            if place in before:
                yield before[place], number
                break
        before.update({(card.context, ""): number, ("named", _named(card)): number})


def _named(card: Card) -> str:
    """What a card asks the meaning of, where the name means one thing in all notes; else empty."""
    match = OF_A_NAME.match(card.prompt)
    name = (match["term"] or match["code"]) if match else ""
    return "" if COMMON_NAME.match(name) else name
