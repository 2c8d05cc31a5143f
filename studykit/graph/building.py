"""What was found in the notes becomes a graph."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from studykit.graph.base import Evidence, Graph, by_section, of_kind, sections_of
from studykit.graph.names import nodes_by_name
from studykit.model import Block, Card, Concept, Document, Extraction, Relation, RelationType, Resource, Span
from studykit.prose import TARGET, read_block
from studykit.text import normalise

#: How far apart, in concepts, two may stand in a section to occur together: keeps long sections linear.
_REACH = 8
#: Of a picture the words under it are what states something.
_PICTURE = re.compile(rf"!\[([^\]\n]*)\]\({TARGET}[^)\n]*\)")
#: The weak ties that a concept keeps, its strongest.
_WEAK_TIES = 4


def build(found: Extraction) -> Graph:
    """The graph of all that was found. Linear in what was found.

    Ends of relations and the concepts of cards are found by term or alias in any case and width. An end that is
    no concept makes no node: its relation is left out, and ``graph.graph["dropped"]`` counts these.
    """
    import networkx as nx

    graph: Graph = nx.MultiDiGraph(dropped=0)
    pages = {document.note.path: _Page(document) for document in found.documents}
    _add_concepts(graph, found.concepts, pages)
    for page in pages.values():
        _add_note(graph, page)
    _add_mentions(graph, found.concepts, pages)
    nodes = nodes_by_name(graph)
    _add_relations(graph, found.relations, nodes, pages)
    _add_weak_ties(graph)
    for card in found.cards:
        _add_card(graph, card, nodes, pages)
    _add_resources(graph, found.resources, nodes, pages)
    return graph


class _Page:
    """A document, asked by line."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.path = document.note.path
        self.blocks = sorted(document.blocks, key=lambda block: block.span.first)
        self._firsts = [block.span.first for block in self.blocks]
        self._sentences: dict[int, list[tuple[str, int, int]]] = {}

    def section(self, line: int) -> str | None:
        """The node of the section that a line stands in."""
        index = bisect_right(self._firsts, line) - 1
        return self.section_node(self.blocks[max(index, 0)]) if self.blocks else None

    def section_node(self, block: Block) -> str:
        return f"section:{self.path}#{block.section}"

    def sentences(self, span: Span) -> Iterator[str]:
        """The sentences that stand on the lines of ``span``, wholly or in part."""
        index = max(bisect_right(self._firsts, span.first) - 1, 0)
        while index < len(self.blocks) and self._firsts[index] <= span.last:
            if index not in self._sentences:
                self._sentences[index] = list(_sentences(self.blocks[index]))
            for text, first, last in self._sentences[index]:
                if first <= span.last and span.first <= last:
                    yield text
            index += 1


def _sentences(block: Block) -> Iterator[tuple[str, int, int]]:
    """The sentences of a block as Markdown, each with its lines; of code and tables the lines."""
    if block.kind in {"paragraph", "item"}:
        prose = read_block(block)
        for sentence in prose.sentences:
            first, last = block.span.first + sentence.first, block.span.first + sentence.last
            yield _PICTURE.sub(r"\1", prose.show(sentence.text + sentence.end)), first, last
    else:
        for line, text in enumerate(block.text.split("\n"), block.span.first):
            shown = " · ".join(cell.strip() for cell in text.strip().strip("|").split("|"))
            yield shown if block.kind == "table" else text.strip(), line, line


def _add_concepts(graph: Graph, concepts: Iterable[Concept], pages: Mapping[str, _Page]) -> None:
    for concept in concepts:
        paths = dict.fromkeys(span.path for span in concept.mentions)
        tags = (tag for path in paths if path in pages for tag in pages[path].document.tags)
        graph.add_node(
            f"concept:{concept.term}",
            kind="concept",
            label=concept.term,
            aliases=concept.aliases,
            tier=concept.tier,
            weight=concept.importance,
            tags=tuple(dict.fromkeys(tags)),
            spans=concept.mentions,
        )


def _add_note(graph: Graph, page: _Page) -> None:
    document, path = page.document, page.path
    lines = document.note.text.rstrip("\n").count("\n") + 1
    note = f"note:{path}"
    spans = (Span(path, 1, lines),)
    graph.add_node(note, kind="note", label=document.title, path=path, tags=document.tags, spans=spans)
    sections: dict[str, list[Block]] = defaultdict(list)
    for block in page.blocks:
        sections[page.section_node(block)].append(block)
    for section, blocks in sections.items():
        top = blocks[0]
        heading = (*top.heading, top.text) if top.kind == "heading" else top.heading
        spans = (Span(path, top.span.first, max(block.span.last for block in blocks)),)
        label = heading[-1] if heading else document.title
        graph.add_node(section, kind="section", label=label, path=path, heading=heading, spans=spans)
        graph.add_edge(section, note, "in_note", type="in_note")


def _add_mentions(graph: Graph, concepts: Iterable[Concept], pages: Mapping[str, _Page]) -> None:
    for concept in concepts:
        places: dict[str, list[Span]] = defaultdict(list)
        for span in concept.mentions:
            if span.path in pages and (section := pages[span.path].section(span.first)):
                places[section].append(span)
        for section, spans in places.items():
            graph.add_edge(f"concept:{concept.term}", section, "mentioned_in", type="mentioned_in", spans=tuple(spans))


def _add_relations(
    graph: Graph, relations: Iterable[Relation], nodes: Mapping[str, str], pages: Mapping[str, _Page]
) -> None:
    stated: dict[tuple[str, str, RelationType], list[Evidence]] = defaultdict(list)
    for relation in relations:
        head, tail = nodes.get(normalise(relation.head)), nodes.get(normalise(relation.tail))
        if head is None or tail is None:
            graph.graph["dropped"] += 1
        elif head != tail:  # two names of one concept
            names = [_names(graph, head), _names(graph, tail)]
            text = _evidence(pages[relation.span.path], relation.span, names) if relation.span.path in pages else ""
            stated[head, tail, relation.type].append(Evidence(text, relation.span))
    for (head, tail, type_), evidence in stated.items():
        graph.add_edge(head, tail, type_, type=type_, evidence=tuple(dict.fromkeys(evidence)))


def _evidence(page: _Page, span: Span, ends: Sequence[Sequence[str]]) -> str:
    """The sentence on these lines that names both ends; else those that name one of them; else all."""
    told: dict[int, list[str]] = defaultdict(list)
    for sentence in page.sentences(span):
        plain = normalise(sentence)
        told[sum(any(name in plain for name in names) for names in ends)].append(sentence)
    if told[2]:
        return told[2][0]
    return " ".join(told[1] or told[0])


def _names(graph: Graph, concept: str) -> list[str]:
    data = graph.nodes[concept]
    return [normalise(name) for name in (data["label"], *data["aliases"])]


def _add_weak_ties(graph: Graph) -> None:
    """Join concepts that stand near each other in the same sections (the Dice coefficient, damped).

    Two that meet once and stand nowhere else do not count as inseparable: hence the 2 in the divisor.
    """
    met: Counter[tuple[str, str]] = Counter()
    for concepts in by_section(graph).values():
        for index, concept in enumerate(concepts):
            for other in concepts[index + 1 : index + 1 + _REACH]:
                met[min(concept, other), max(concept, other)] += 1
    places = {concept: sum(1 for _ in sections_of(graph, concept)) for concept in of_kind(graph, "concept")}
    weights = {(a, b): 2 * times / (places[a] + places[b] + 2) for (a, b), times in met.items()}
    kept: Counter[str] = Counter()
    for (a, b), weight in sorted(weights.items(), key=lambda item: (-item[1], item[0])):
        if min(kept[a], kept[b]) < _WEAK_TIES:
            kept.update((a, b))
            graph.add_edge(a, b, "occurs_with", type="occurs_with", weight=round(weight, 6))


def _add_card(graph: Graph, card: Card, nodes: Mapping[str, str], pages: Mapping[str, _Page]) -> None:
    node = f"card:{card.id}"
    graph.add_node(
        node,
        kind="card",
        label=card.prompt,
        answer=card.answer,
        context=card.context,
        statement=card.statement,
        subject=card.about[0],
        fact=card.kind,
        form=card.form,
        tags=card.tags,
        spans=(card.span,),
    )
    if card.span.path in pages and (section := pages[card.span.path].section(card.span.first)):
        graph.add_edge(node, section, "stated_in", type="stated_in", spans=(card.span,))
    for term in card.concepts:
        if concept := nodes.get(normalise(term)):
            graph.add_edge(node, concept, "about", type="about")


def _add_resources(
    graph: Graph, resources: Iterable[Resource], nodes: Mapping[str, str], pages: Mapping[str, _Page]
) -> None:
    """Readings, each once however many notes link to it."""
    found: dict[str, list[Resource]] = defaultdict(list)
    for resource in resources:
        found[resource.url].append(resource)
    lines = _concepts_by_line(graph)
    for url, same in found.items():
        node = f"resource:{url}"
        label = next((resource.title for resource in same if resource.title), url)
        graph.add_node(node, kind="resource", label=label, url=url, spans=tuple(r.span for r in same))
        places: dict[str, list[Span]] = defaultdict(list)
        for resource in same:
            span = resource.span
            if span.path in pages and (section := pages[span.path].section(span.first)):
                places[section].append(span)
            for concept in _read_for(resource, nodes, lines):
                graph.add_edge(node, concept, "reading_for", type="reading_for")
        for section, spans in places.items():
            graph.add_edge(node, section, "stated_in", type="stated_in", spans=tuple(spans))


def _concepts_by_line(graph: Graph) -> dict[tuple[str, int], list[str]]:
    lines: dict[tuple[str, int], list[str]] = defaultdict(list)
    for concept in of_kind(graph, "concept"):
        for span in graph.nodes[concept]["spans"]:
            lines[span.path, span.first].append(concept)
    return lines


def _read_for(
    resource: Resource, nodes: Mapping[str, str], lines: Mapping[tuple[str, int], list[str]]
) -> Iterator[str]:
    """The concepts that a link or its title names, and the one that the nearest such heading is called by."""
    for line in range(resource.span.first, resource.span.last + 1):
        yield from lines.get((resource.span.path, line), ())
    headings = (nodes.get(normalise(heading)) for heading in reversed(resource.heading))
    yield from islice((concept for concept in headings if concept), 1)
