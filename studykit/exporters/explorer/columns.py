"""The whole graph in columns: one list for each property, which is small, quick to read and quick to search.

A node of the page is a number: concepts first, the most important first, then notes, resources and cards, each
in the order of the notes. Sections are no nodes there; they say where something stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from studykit.exporters.explorer.content import to_html
from studykit.exporters.explorer.pinyin import spell
from studykit.graph import asked_of, communities, defined_by, importance, learning_order, ties
from studykit.layout import Point, positions
from studykit.traditional import counterparts

if TYPE_CHECKING:
    from studykit.graph import Graph
    from studykit.model import Span

#: Retrievability (0 to 1) of what has been studied; None, or no entry, for what has not.
Memory = Mapping[str, float | None]
#: Gives the name of a picture that a note shows, or None.
Picture = Callable[[str, "Span"], str | None]
Columns = dict[str, Any]

KINDS = ("concept", "note", "resource", "card")
#: The types of edges that the page knows, in the order of its legend.
TYPES = (
    "is_a part_of alias_of contrasts_with causes requires precedes uses improves_on proposed_by"
    " occurs_with about mentioned_in stated_in reading_for"
).split()
CODES = {name: code for code, name in enumerate(TYPES)}


class _Pool:
    """Texts, each kept once; they are spoken of by number. The empty text is number 0."""

    def __init__(self) -> None:
        self._numbers = {"": 0}

    def add(self, text: str) -> int:
        return self._numbers.setdefault(text, len(self._numbers))

    @property
    def texts(self) -> list[str]:
        return list(self._numbers)


class Numbering:
    """Which number a node of the graph has on the page."""

    def __init__(self, graph: Graph) -> None:
        by_kind: dict[str, list[str]] = {kind: [] for kind in (*KINDS, "section")}
        for node, attributes in graph.nodes(data=True):
            by_kind[attributes["kind"]].append(node)
        self.weights = importance(graph)
        by_kind["concept"].sort(key=lambda node: -self.weights[node])
        self.sections = {node: number for number, node in enumerate(by_kind.pop("section"))}
        self.counts = [len(by_kind[kind]) for kind in KINDS]
        self.concepts = by_kind["concept"]
        self.notes = by_kind["note"]
        self.resources = by_kind["resource"]
        self.cards = by_kind["card"]
        nodes = (*self.concepts, *self.notes, *self.resources, *self.cards)
        self.number = {node: number for number, node in enumerate(nodes)}


def graph_columns(graph: Graph, nodes: Numbering, last: Mapping[str, Point], memory: Memory) -> Columns:
    """What it takes to draw the graph, to search its names and to walk along its edges."""
    groups = communities(graph)
    group_of = {node: number for number, group in enumerate(groups) for node in group.members}
    place = positions(nodes.concepts, ties(graph), [group.members for group in groups], last)
    order = learning_order(graph)
    attributes = [graph.nodes[node] for node in nodes.concepts]
    names = [graph.nodes[n]["label"] for n in (*nodes.concepts, *nodes.notes, *nodes.resources)]
    texts = [*names, *(name for a in attributes for name in a["aliases"])]
    texts += [graph.nodes[node][side] for node in nodes.cards for side in ("label", "answer")]
    return {
        "kinds": KINDS,
        "counts": nodes.counts,
        "types": TYPES,
        "names": names,
        "aliases": {number: list(a["aliases"]) for number, a in enumerate(attributes) if a["aliases"]},
        "pinyin": ["|".join(filter(None, map(spell, (a["label"], *a["aliases"])))) for a in attributes],
        "script": counterparts(texts),
        "x": [round(place[node][0]) for node in nodes.concepts],
        "y": [round(place[node][1]) for node in nodes.concepts],
        "weight": [round(100 * nodes.weights[node]) for node in nodes.concepts],
        "group": [group_of[node] for node in nodes.concepts],
        "memory": [_percent(memory.get(node)) for node in nodes.concepts],
        "order": [nodes.number[node] for node in order.sequence],
        "needs": {nodes.number[a]: [nodes.number[b] for b in first] for a, first in order.needs.items() if first},
        "paths": [graph.nodes[node]["path"] for node in nodes.notes],
        **_tags(graph, (*nodes.concepts, *nodes.notes)),
        **_edges(graph, nodes),
    }


def _percent(share: float | None) -> int | None:
    return None if share is None else round(100 * share)


def _tags(graph: Graph, nodes: Iterable[str]) -> Columns:
    names: dict[str, int] = {}
    tagged = {
        number: [names.setdefault(tag, len(names)) for tag in graph.nodes[node]["tags"]]
        for number, node in enumerate(nodes)
        if graph.nodes[node]["tags"]
    }
    return {"tags": list(names), "tagged": tagged}


def _edges(graph: Graph, nodes: Numbering) -> Columns:
    """Edges between nodes of the page; those to a section go to its note, each once."""
    note_of = {section: note for section, note, key in graph.edges(keys=True) if key == "in_note"}
    edges = dict.fromkeys(
        (nodes.number[a], nodes.number[note_of.get(b, b)], CODES[key])
        for a, b, key in graph.edges(keys=True)
        if key != "in_note"
    )
    ordered = sorted(edges)
    return {name: [edge[i] for edge in ordered] for i, name in enumerate(("from", "to", "type"))}


def text_columns(graph: Graph, nodes: Numbering, picture: Picture) -> Columns:
    """What there is to read: cards, the sentences behind relations, where a concept stands, addresses.

    Texts are safe HTML, by number in ``texts``; places are a number in ``sections`` and a line.
    """
    pool = _Pool()

    def html(markdown: str, spans: Sequence[Span]) -> int:
        return pool.add(to_html(markdown, lambda address: picture(address, spans[0])))

    columns = {
        "sections": _sections(graph, nodes),
        "cards": _cards(graph, nodes, html),
        "evidence": _evidence(graph, nodes, html),
        "mentions": _mentions(graph, nodes),
        "urls": [graph.nodes[node]["url"] for node in nodes.resources],
    }
    return {**columns, "texts": pool.texts}


def _notes_by_path(graph: Graph, nodes: Numbering) -> dict[str, int]:
    return {graph.nodes[node]["path"]: number for number, node in enumerate(nodes.notes)}


Html = Callable[[str, "Sequence[Span]"], int]


def _sections(graph: Graph, nodes: Numbering) -> Columns:
    attributes = [graph.nodes[node] for node in nodes.sections]
    note_at = _notes_by_path(graph, nodes)
    return {
        "note": [note_at.get(a["path"]) for a in attributes],
        "heading": [" › ".join(a["heading"]) for a in attributes],
    }


def _cards(graph: Graph, nodes: Numbering, html: Html) -> Columns:
    note_at = _notes_by_path(graph, nodes)
    rows = [
        (
            html(a["label"], a["spans"]),
            html(a["answer"], a["spans"]),
            html(a["statement"], a["spans"]),
            " › ".join(a["context"]),
            a["fact"],
            nodes.number.get(defined_by(graph, card) or ""),
            nodes.number.get(asked_of(graph, card) or ""),
            note_at.get(a["spans"][0].path),
            a["spans"][0].first,
        )
        for card, a in ((card, graph.nodes[card]) for card in nodes.cards)
    ]
    names = ("prompt", "answer", "statement", "context", "fact", "defines", "of", "note", "line")
    return _transposed(names, rows)


def _evidence(graph: Graph, nodes: Numbering, html: Html) -> Columns:
    note_at = _notes_by_path(graph, nodes)
    rows = [
        (
            nodes.number[a],
            nodes.number[b],
            CODES[key],
            html(said.text, [said.span]),
            note_at.get(said.span.path),
            said.span.first,
        )
        for a, b, key, attributes in graph.edges(keys=True, data=True)
        for said in attributes.get("evidence", ())
    ]
    rows.sort(key=lambda row: row[:3])
    return _transposed(("from", "to", "type", "said", "note", "line"), rows)


def _mentions(graph: Graph, nodes: Numbering) -> Columns:
    rows = [
        (nodes.number[concept], nodes.sections[section], min(span.first for span in attributes["spans"]))
        for concept, section, key, attributes in graph.edges(keys=True, data=True)
        if key == "mentioned_in"
    ]
    return _transposed(("concept", "section", "line"), sorted(rows))


def _transposed(names: Sequence[str], rows: Sequence[Sequence[object]]) -> Columns:
    return {name: [row[column] for row in rows] for column, name in enumerate(names)}
