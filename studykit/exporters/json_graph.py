"""The graph as JSON in NetworkX's node-link form, for programs."""

from __future__ import annotations

import json

from studykit.graph import Evidence, Graph
from studykit.model import Span

SCHEMA = "studykit.graph/1"


def as_bytes(graph: Graph) -> bytes:
    """One object: ``schema``, ``nodes`` (with ``id``), ``edges`` (``source``, ``target``, ``key``: the type).

    ``networkx.node_link_graph(json.loads(data), edges="edges")`` reads it.
    """
    import networkx as nx

    data = {"schema": SCHEMA, **nx.node_link_data(graph, edges="edges")}
    return json.dumps(data, ensure_ascii=False, indent=1, default=plain).encode()


def plain(value: object) -> dict[str, object]:
    """A place in the notes, or the words of one, as JSON has it. Raises :class:`TypeError` for all else."""
    if isinstance(value, Span):
        return {"path": value.path, "line_start": value.first, "line_end": value.last}
    if isinstance(value, Evidence):
        return {"text": value.text, "source": plain(value.span)}
    raise TypeError(f"not in a graph: {value!r}")
