"""The graph as GEXF (gexf.net), for Gephi."""

from __future__ import annotations

import re
from io import BytesIO

from studykit.exporters.plain_graph import plain
from studykit.graph import Graph


def as_bytes(graph: Graph) -> bytes:
    """The whole file; the same graph gives the same bytes. :func:`networkx.read_gexf` reads it."""
    import networkx as nx

    file = BytesIO()
    nx.write_gexf(plain(graph), file)
    return re.sub(rb' lastmodifieddate="[^"]*"', b"", file.getvalue(), count=1)  # the day it was written
