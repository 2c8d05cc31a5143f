"""What the notes say of one concept, and how two hang together: lines for a terminal, JSON for programs."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from studykit.exporters.json_graph import plain
from studykit.exporters.listing import kind_name
from studykit.graph import Graph, Step, asked_of, defined_by, names_of, relation_words, relations_of
from studykit.language import say
from studykit.model import Span
from studykit.text import normalise, one_line, spaced, wrap

SCHEMA_OF_CONCEPT = "studykit.concept/1"
SCHEMA_OF_PATH = "studykit.path/1"

#: Columns by which what belongs to a line is moved in.
_INDENT = 2


# One concept


def concept_lines(graph: Graph, concept: str, width: int | None) -> Iterator[str]:
    """Name, definition, cards, relations, places and readings of a concept (node), broken at ``width``."""
    data = graph.nodes[concept]
    others = say("，", ", ").join(data["aliases"])
    yield from _broken(data["label"] + (say("，又叫 ", ", also called ") + others if others else ""), 0, width)
    cards = _Cards(graph, concept)
    for card in cards.definitions:
        yield from _broken(card["answer"], 1, width)
        yield from _broken(str(card["spans"][0]), 2, width)
    yield from _cards_under(say("知识点", "Facts"), cards.facts, width)
    yield from _cards_under(say("也提到它的", "Facts that mention it"), cards.mentioning, width)
    if steps := relations_of(graph, concept):
        yield from _heading(say("关系", "Relations"))
        for step in steps:
            yield from _step_lines(graph, step, data["label"], width)
    if data["spans"]:
        yield from _heading(say("出处", "Where it stands"))
        yield from (line for place in _places(data["spans"]) for line in _broken(place, 1, width))
    if readings := _readings(graph, concept):
        yield from _heading(say("参考阅读", "Reading"))
        for reading in readings:
            yield from _broken(reading["label"], 1, width)
            if reading["label"] != reading["url"]:
                yield from _broken(reading["url"], 2, width)


def concept_json(graph: Graph, concept: str) -> str:
    """One object with ``schema`` :data:`SCHEMA_OF_CONCEPT`; lines count from 1."""
    data = graph.nodes[concept]
    cards = _Cards(graph, concept)
    return _json(
        {
            "schema": SCHEMA_OF_CONCEPT,
            "term": data["label"],
            "aliases": data["aliases"],
            "definitions": [_card_json(card) for card in cards.definitions],
            "facts": [_card_json(card) for card in cards.facts],
            "mentioned": [_card_json(card) for card in cards.mentioning],
            "relations": [_step_json(graph, step) for step in relations_of(graph, concept)],
            "mentions": data["spans"],
            "readings": [{"url": r["url"], "title": r["label"]} for r in _readings(graph, concept)],
        }
    )


class _Cards:
    """The cards of a concept: which say what it is, which ask something else (first of itself), which only name it."""

    def __init__(self, graph: Graph, concept: str) -> None:
        self.definitions: list[dict[str, Any]] = []
        self.mentioning: list[dict[str, Any]] = []
        names = names_of(graph, concept)
        told, named = [], []
        for node in _from(graph, concept, "about"):
            card = {"id": node.removeprefix("card:"), **graph.nodes[node]}
            asked = normalise(_prompt(card))
            if defined_by(graph, node) == concept:
                self.definitions.append(card)
            elif asked_of(graph, node) == concept:
                told.append(card)
            elif any(name in asked for name in names):
                named.append(card)
            else:
                self.mentioning.append(card)
        self.facts = told + named


def _cards_under(title: str, cards: Sequence[Mapping[str, Any]], width: int | None) -> Iterator[str]:
    if cards:
        yield from _heading(title)
    for card in cards:
        yield from _broken(f"{_prompt(card)} → {card['answer']}", 1, width)
        yield from _broken(f"{kind_name(card['fact'])} · {card['spans'][0]}", 2, width)


def _from(graph: Graph, concept: str, type_: str) -> list[str]:
    return [node for node, _, key in graph.in_edges(concept, keys=True) if key == type_]


def _readings(graph: Graph, concept: str) -> list[dict[str, Any]]:
    return [graph.nodes[node] for node in _from(graph, concept, "reading_for")]


def _prompt(card: Mapping[str, Any]) -> str:
    context = " › ".join(card["context"])
    return f"{context}：{card['label']}" if context else str(card["label"])


def _places(spans: Iterable[Span]) -> Iterator[str]:
    """``notes/cuda.md:12, 15, 30``, a line for each note."""
    lines: dict[str, dict[int, None]] = defaultdict(dict)
    for span in spans:
        lines[span.path][span.first] = None
    for path, numbers in lines.items():
        yield f"{path}:{say('，', ', ').join(map(str, sorted(numbers)))}"


# The way between two


def path_lines(graph: Graph, steps: Sequence[Step], width: int | None) -> Iterator[str]:
    """A step after the other, each with the sentence that states it, broken at ``width``."""
    for step in steps:
        yield from _step_lines(graph, step, graph.nodes[step.start]["label"], width, level=0)


def path_json(graph: Graph, steps: Sequence[Step]) -> str:
    """One object with ``schema`` :data:`SCHEMA_OF_PATH`; ``steps`` is empty where there is no way."""
    return _json({"schema": SCHEMA_OF_PATH, "steps": [_step_json(graph, step) for step in steps]})


# Both


def _step_lines(graph: Graph, step: Step, start: str, width: int | None, level: int = 1) -> Iterator[str]:
    words = relation_words(step.type)[step.backwards]
    yield from _broken(spaced(start, f" {words} ", graph.nodes[step.end]["label"]), level, width)
    for evidence in step.evidence:
        yield from _broken(f"“{evidence.text}”", level + 1, width)
        yield from _broken(str(evidence.span), level + 1, width)


def _step_json(graph: Graph, step: Step) -> dict[str, object]:
    start, end = (step.end, step.start) if step.backwards else (step.start, step.end)
    return {
        "head": graph.nodes[start]["label"],
        "type": step.type,
        "tail": graph.nodes[end]["label"],
        "evidence": step.evidence,
    }


def _card_json(card: Mapping[str, Any]) -> dict[str, object]:
    return {
        "id": card["id"],
        "kind": card["fact"],
        "prompt": _prompt(card),
        "answer": card["answer"],
        "source": card["spans"][0],
    }


def _json(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=plain)


def _heading(text: str) -> Iterator[str]:
    yield ""
    yield text


def _broken(text: str, level: int, width: int | None) -> Iterator[str]:
    indent = " " * (_INDENT * level)
    clean = one_line(text)
    for line in wrap(clean, max(width - len(indent), 20)) if width else [clean]:
        yield indent + line
