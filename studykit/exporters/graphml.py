"""The graph as GraphML (graphml.graphdrawing.org), for yEd, Cytoscape, Gephi, igraph."""

from __future__ import annotations

from io import BytesIO

from studykit.exporters.plain_graph import plain
from studykit.graph import Graph


def as_bytes(graph: Graph) -> bytes:
    """The whole file; the same graph gives the same bytes. :func:`networkx.read_graphml` reads it."""
    import networkx as nx

    file = BytesIO()
    nx.write_graphml_xml(plain(graph), file)  # not write_graphml: that depends on whether lxml is installed
    return file.getvalue()
