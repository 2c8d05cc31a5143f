"""The graph with nothing but texts and numbers for attributes: what the XML formats can hold."""

from __future__ import annotations

import re
from collections.abc import Mapping

from studykit.graph import Evidence, Graph
from studykit.model import Span

#: What XML 1.0 has no way to write.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONTROL_PICTURES = 0x2400


def plain(graph: Graph) -> Graph:
    """A copy. Edges are keyed ``e0``, ``e1`` …, as their ids must differ, and have their type as ``label``.

    Of several values each stands on a line of its own; lines of notes read ``path:first-last``. Control
    characters become their pictures such as ``␛``.
    """
    copy: Graph = graph.__class__()
    for node, data in graph.nodes(data=True):
        copy.add_node(_clean(node), **_attributes(data))
    for number, (start, end, type_, data) in enumerate(graph.edges(keys=True, data=True)):
        attributes = {name: value for name, value in data.items() if name != "type"}
        if evidence := attributes.get("evidence"):
            attributes["spans"] = tuple(one.span for one in evidence)
        copy.add_edge(_clean(start), _clean(end), f"e{number}", label=type_, **_attributes(attributes))
    return copy


def _attributes(data: Mapping[str, object]) -> dict[str, str | float]:
    return {name: _value(value) for name, value in data.items()}


def _value(value: object) -> str | float:
    if isinstance(value, int | float):
        return value
    return _clean("\n".join(map(_text, value)) if isinstance(value, tuple) else str(value))


def _text(value: object) -> str:
    if isinstance(value, Span):
        return f"{value.path}:{value.first}-{value.last}"
    return value.text if isinstance(value, Evidence) else str(value)


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub(_visible, text)


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(_CONTROL_PICTURES + code) if code < ord(" ") else "\N{REPLACEMENT CHARACTER}"
