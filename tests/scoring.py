"""Holds what is extracted from a note against labels written by hand (``tests/labels``).

A label says what a careful learner would ask of the note; ``tests/labels/README.md`` tells how one is written.
From the root of the project, ``PYTHONPATH=. python tests/scoring.py [NAME…]`` prints the figures of every
labelled note, and with names what is missed in those notes.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from studykit.exporters.listing import text_prompt
from studykit.extract import extract
from studykit.files import read_notes
from studykit.markdown import parse
from studykit.model import Card, Concept, Document, Extraction, FactKind, Note, Relation, RelationType, Resource

LABELS = Path(__file__).parent / "labels"
NOTES = Path(__file__).parent.parent / "notes"

#: An answer longer than this, and than three times what the label answers, hides the fact instead of stating it.
LONG_ANSWER = 80
#: Source lines of a card may miss those of the label by this much: a list and the line that introduces it.
SLACK = 1
#: Relations that say the same in both directions.
SYMMETRIC = frozenset({"contrasts_with", "alias_of"})

_MARKUP = re.compile(r"</?(?:b|br|code|em|font|i|kbd|mark|p|span|strong|sub|sup|u)(?:\s[^<>]*)?/?>|[`*$\s]+")

Lines = tuple[int, int]


# The labels


@dataclass(frozen=True, slots=True)
class CardLabel:
    """A fact worth a card. ``must`` holds groups of alternatives: an answer has one of every group."""

    id: str
    lines: Lines
    kind: str
    tier: int
    question: str
    answer: str
    cues: tuple[str, ...]
    must: tuple[tuple[str, ...], ...]

    def __str__(self) -> str:
        first, last = self.lines
        return f"{self.id} (lines {first}-{last}, tier {self.tier}): {self.question} → {self.answer}"


@dataclass(frozen=True, slots=True)
class ConceptLabel:
    term: str
    aliases: tuple[str, ...]
    tier: int


@dataclass(frozen=True, slots=True)
class RelationLabel:
    head: str
    type: str
    tail: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class LinkLabel:
    url: str
    title: str
    line: int


@dataclass(frozen=True, slots=True)
class Labels:
    """Everything that is labelled in the note ``doc``; a card within ``no_card`` is noise."""

    doc: str
    cards: tuple[CardLabel, ...]
    concepts: tuple[ConceptLabel, ...]
    relations: tuple[RelationLabel, ...]
    links: tuple[LinkLabel, ...]
    no_card: tuple[Lines, ...]


def read_labels(path: Path) -> Labels:
    """The labels in a JSON file. Raises KeyError or TypeError where a part is missing or misspelt."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return Labels(
        doc=data["doc"],
        cards=tuple(_card_label(card) for card in data["cards"]),
        concepts=tuple(ConceptLabel(c["term"], tuple(c["aliases"]), c["tier"]) for c in data["concepts"]),
        relations=tuple(RelationLabel(**relation | {"lines": _lines(relation)}) for relation in data["relations"]),
        links=tuple(LinkLabel(**link) for link in data["resources"]),
        no_card=tuple((first, last) for first, last in data["no_card"]),
    )


def _card_label(data: Mapping[str, Any]) -> CardLabel:
    return CardLabel(
        id=data["id"],
        lines=_lines(data),
        kind=data["kind"],
        tier=data["tier"],
        question=data["question"],
        answer=data["answer"],
        cues=tuple(data["cue"]),
        must=tuple(tuple(group) for group in data["must"]),
    )


def _lines(data: Mapping[str, Any]) -> Lines:
    first, last = data["lines"]
    return first, last


def plain(text: str) -> str:
    """``text`` as it is compared: without markup, spaces, case, and the difference of full and half width."""
    return _MARKUP.sub("", unicodedata.normalize("NFKC", text).casefold())


# What is wrong with a file of labels


def problems(labels: Labels, text: str) -> list[str]:
    """What the rules for labels forbid, one sentence each; ``text`` is the whole note."""
    document, _ = parse(Note(labels.doc, text, digest=""))
    last = len(text.splitlines())
    names = Counter(name for concept in labels.concepts for name in _names(concept))
    return [
        *(f"{card.id}: {problem}" for card in labels.cards for problem in _card_problems(card, document)),
        *(f"{name}: more than one card" for name in _twice(Counter(card.id for card in labels.cards))),
        *(f"{each.term}: not in the note" for each in labels.concepts if plain(each.term) not in plain(text)),
        *(f"{name}: names more than one concept" for name in _twice(names)),
        *(problem for relation in labels.relations for problem in _relation_problems(relation, names, last)),
        *(f"{link.url}: not on line {link.line}" for link in labels.links if link.url not in _cut(text, link.line)),
        *(f"no_card {lines}: not in the note" for lines in labels.no_card if not _within(lines, last)),
    ]


def _card_problems(card: CardLabel, document: Document) -> Iterator[str]:
    text = document.note.text
    first, last = card.lines
    if not _within(card.lines, len(text.splitlines())):
        yield f"lines {first}-{last} are not in the note"
        return
    if card.kind not in get_args(FactKind) or card.tier not in {1, 2}:
        yield f"no such kind or tier: {card.kind} {card.tier}"
    if not card.must or not any(plain(cue) in plain(card.question) for cue in card.cues):
        yield "asks for nothing, or its own question has no cue"
    yield from (f"the cue {cue!r} is not in the note" for cue in card.cues if plain(cue) not in plain(text))
    place, shown = plain(_cut(text, first, last)), _shown_with(first, document)
    for group in card.must:
        yield from (f"{word!r} is not on its lines" for word in group if plain(word) not in place)
        yield from (f"{word!r} stands in its own question" for word in group if plain(word) in plain(card.question))
        if not any(plain(word) in plain(card.answer) for word in group):
            yield f"its own answer has none of {group}"
        if all(plain(word) in shown for word in group):
            yield f"the title or a heading gives away all of {group}"


def _cut(text: str, first: int, last: int = 0) -> str:
    """Lines ``first`` to ``last`` of ``text``, or ``first`` alone."""
    return "\n".join(text.splitlines()[first - 1 : last or first])


def _shown_with(line: int, document: Document) -> str:
    """What stands above the prompt of a card made of this line: the title and the headings."""
    headings = {
        name for block in document.blocks if block.span.first <= line <= block.span.last for name in block.heading
    }
    return plain("\n".join([document.title, *headings]))


def _twice(names: Counter[str]) -> list[str]:
    return [name for name, count in names.items() if count > 1]


def _relation_problems(relation: RelationLabel, names: Mapping[str, int], last: int) -> Iterator[str]:
    name = f"{relation.head} {relation.type} {relation.tail}"
    if relation.type not in get_args(RelationType):
        yield f"{name}: no such type"
    if not _within(relation.lines, last):
        yield f"{name}: lines {relation.lines} are not in the note"
    for end in (relation.head, relation.tail):
        if plain(end) not in names:
            yield f"{name}: {end} is no labelled concept"


def _within(lines: Lines, last: int) -> bool:
    return 1 <= lines[0] <= lines[1] <= last


# The figures


@dataclass(frozen=True, slots=True)
class Share:
    """``hits`` out of ``of``; ``lost`` names those that are no hit (of noise: the cards that are noise)."""

    hits: int = 0
    of: int = 0
    lost: tuple[str, ...] = ()

    def __add__(self, other: Share) -> Share:
        return Share(self.hits + other.hits, self.of + other.of, self.lost + other.lost)

    @property
    def value(self) -> float:
        return self.hits / self.of if self.of else 0.0


#: Each measure by its name.
Score = Mapping[str, Share]

#: The one measure that is no share, but made of two.
CONCEPT_F1 = "concept F1"


def score(labels: Labels, found: Extraction) -> Score:
    """How the extraction of one note fares."""
    return {
        **_score_cards(labels, found.cards),
        **_score_concepts(labels.concepts, found.concepts),
        **_score_relations(labels, found.relations, found.concepts),
        **_score_links(labels.links, found.resources),
    }


def total(scores: Iterable[Score]) -> Score:
    """The measures over several notes, each label counting the same."""
    result: dict[str, Share] = {}
    for each in scores:
        for measure, share in each.items():
            result[measure] = result.get(measure, Share()) + share
    return result


def rate(figures: Score, measure: str) -> float:
    """A measure between 0 and 1. :data:`CONCEPT_F1` is the harmonic mean of concept precision and recall."""
    if measure != CONCEPT_F1:
        return figures[measure].value
    precision, recall = figures["concept precision"].value, figures["concept recall"].value
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def lost(figures: Score, measure: str) -> tuple[str, ...]:
    """By name what keeps a measure from being perfect."""
    if measure != CONCEPT_F1:
        return figures[measure].lost
    missed, wrong = figures["concept recall"].lost, figures["concept precision"].lost
    return (*(f"missed: {term}" for term in missed), *(f"not labelled: {term}" for term in wrong))


def _score_cards(labels: Labels, cards: tuple[Card, ...]) -> Score:
    matched: set[str] = set()
    missed: list[CardLabel] = []
    for label in labels.cards:
        answered = {card.id: _groups(label, card) for card in cards if _near(label.lines, card)}
        matched |= {name for name, groups in answered.items() if groups}
        if len(set().union(*answered.values())) < len(label.must):
            missed.append(label)
    strays = [card for card in cards if card.id not in matched]
    noise = [card for card in strays if _is_noise(card, labels.no_card)]
    return {
        "recall tier 1": _recall(labels.cards, missed, tier=1),
        "recall tier 2": _recall(labels.cards, missed, tier=2),
        "matched": Share(len(cards) - len(strays), len(cards), tuple(_show(card) for card in strays)),
        "noise": Share(len(noise), len(cards), tuple(_show(card) for card in noise)),
    }


def _recall(labels: tuple[CardLabel, ...], missed: list[CardLabel], *, tier: int) -> Share:
    names = tuple(str(label) for label in missed if label.tier == tier)
    of = sum(label.tier == tier for label in labels)
    return Share(of - len(names), of, names)


def _near(lines: Lines, card: Card) -> bool:
    return lines[0] - SLACK <= card.span.last and card.span.first - SLACK <= lines[1]


def _groups(label: CardLabel, card: Card) -> set[int]:
    """The groups of ``label.must`` that the card answers: several cards may share a label's groups."""
    prompt, answer = plain(text_prompt(card)), plain(card.answer)
    if len(answer) > max(LONG_ANSWER, 3 * len(plain(label.answer))):
        return set()
    if not any(plain(cue) in prompt for cue in label.cues):
        return set()
    return {
        number
        for number, group in enumerate(label.must)
        if any(plain(word) in answer and plain(word) not in prompt for word in group)
    }


def _is_noise(card: Card, no_card: tuple[Lines, ...]) -> bool:
    return any(first <= card.span.first and card.span.last <= last for first, last in no_card)


def _show(card: Card) -> str:
    return f"{card.span} {text_prompt(card)} → {card.answer}".replace("\n", " ⏎ ")


def _names(concept: Concept | ConceptLabel) -> frozenset[str]:
    return frozenset(map(plain, (concept.term, *concept.aliases)))


def _score_concepts(labels: tuple[ConceptLabel, ...], concepts: tuple[Concept, ...]) -> Score:
    labelled = frozenset().union(*map(_names, labels))
    found = frozenset().union(*map(_names, concepts))
    missed = [label for label in labels if not _names(label) & found]
    central = [label for label in labels if label.tier == 1]
    central_missed = tuple(label.term for label in missed if label.tier == 1)
    wrong = tuple(concept.term for concept in concepts if not _names(concept) & labelled)
    return {
        "concept recall tier 1": Share(len(central) - len(central_missed), len(central), central_missed),
        "concept recall": Share(len(labels) - len(missed), len(labels), tuple(label.term for label in missed)),
        "concept precision": Share(len(concepts) - len(wrong), len(concepts), wrong),
    }


def _score_relations(labels: Labels, relations: tuple[Relation, ...], concepts: tuple[Concept, ...]) -> Score:
    same = _same_names([*labels.concepts, *concepts])
    edges = {(same(edge.head), edge.type, same(edge.tail)) for edge in relations}
    pairs = {frozenset((head, tail)) for head, _, tail in edges}
    untyped: list[str] = []
    mistyped: list[str] = []
    for label in labels.relations:
        head, tail = same(label.head), same(label.tail)
        reverse = label.type in SYMMETRIC and (tail, label.type, head) in edges
        name = f"{labels.doc} {label.lines[0]}-{label.lines[1]}: {label.head} {label.type} {label.tail}"
        if not reverse and (head, label.type, tail) not in edges:
            mistyped.append(name)
        if frozenset((head, tail)) not in pairs:
            untyped.append(name)
    of = len(labels.relations)
    return {
        "relations typed": Share(of - len(mistyped), of, tuple(mistyped)),
        "relations of any type": Share(of - len(untyped), of, tuple(untyped)),
    }


def _score_links(labels: tuple[LinkLabel, ...], resources: tuple[Resource, ...]) -> Score:
    titles = {plain(resource.url): plain(resource.title) for resource in resources}
    missing = tuple(label.url for label in labels if plain(label.url) not in titles)
    untitled = tuple(label.url for label in labels if titles.get(plain(label.url)) != plain(label.title))
    return {
        "links found": Share(len(labels) - len(missing), len(labels), missing),
        "links titled": Share(len(labels) - len(untitled), len(labels), untitled),
    }


def _same_names(concepts: Iterable[Concept | ConceptLabel]) -> Callable[[str], str]:
    """A function that gives all names of one thing the same name."""
    groups: dict[str, frozenset[str]] = {}
    for concept in concepts:
        names = _names(concept)
        group = names.union(*(groups.get(name, names) for name in names))
        groups |= dict.fromkeys(group, group)

    def same(name: str) -> str:
        return min(groups.get(plain(name), {plain(name)}))

    return same


# The labelled notes


def label_files() -> list[Path]:
    return sorted(LABELS.glob("*.json"))


def note_path(labels: Labels) -> Path:
    return NOTES / f"{labels.doc}.md"


def score_note(labels: Labels) -> Score:
    """Reads the labelled note, by itself, as it stands in ``notes``."""
    notes, _ = read_notes([note_path(labels)], NOTES.parent)
    return score(labels, extract(notes))


def main(wanted: list[str]) -> None:
    """Print the figures of every note in per cent; with names also what those notes lose."""
    scores = {labels.doc: score_note(labels) for labels in map(read_labels, label_files())}
    for doc, figures in [*scores.items(), ("all", total(scores.values()))]:
        rates = ", ".join(f"{measure} {100 * rate(figures, measure):.0f}" for measure in [*figures, CONCEPT_F1])
        sys.stdout.write(f"{doc}: {rates}\n")
    for doc in wanted:
        for measure in scores[doc]:
            sys.stdout.writelines(f"{doc}, {measure}: {name}\n" for name in lost(scores[doc], measure))


if __name__ == "__main__":
    main(sys.argv[1:])
