"""The graph as one page to explore it with: opened from disk, it reaches for nothing.

pyvis holds the network that is drawn first and renders the page, through a template of ours; its bundled
vis-network goes in deflated, and starts by its hash in the page's Content-Security-Policy.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING

from studykit.exporters.explorer.columns import (
    Columns,
    Memory,
    Numbering,
    graph_columns,
    text_columns,
)
from studykit.exporters.explorer.packing import block, pack, safe_json, to_json, unpack
from studykit.layout import Point

if TYPE_CHECKING:
    import jinja2

    from studykit.exporters.pictures import PictureBox
    from studykit.graph import Graph

#: Concepts that are drawn at first; the others are dots until they are asked for.
FIRST = 400

PAGE = Path(__file__).parent / "page"
#: The parts of the page's program, in the order in which they stand in it.
SCRIPTS = (
    "words dom data address search ways colours painting labels network drawn camera"
    " reading lists choosing finding keys keeping start"
).split()
VIS_NETWORK = "lib/vis-9.1.2/vis-network.min.js"

#: What pyvis hands to vis-network: nothing moves by itself, and what a node looks like is our painter's affair.
OPTIONS: dict[str, object] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "keyboard": False, "selectConnectedEdges": False, "zoomSpeed": 0.6},
    "nodes": {"shape": "custom", "chosen": False},
}


def as_bytes(
    graph: Graph,
    *,
    memory: Memory | None = None,
    pictures: PictureBox | None = None,
    last: Mapping[str, Point] | None = None,
) -> bytes:
    """The page; the same graph, memory and last positions give the same bytes.

    ``memory`` is the retrievability of concepts, by node. ``pictures`` finds what notes show; without it their
    words are shown. ``last`` is where nodes stood on the page that this one replaces: :func:`positions_in`.
    """
    nodes = Numbering(graph)
    columns = graph_columns(graph, nodes, last or {}, memory or {})
    texts = text_columns(graph, nodes, pictures.add if pictures else lambda *_: None)
    texts["pictures"] = {name: _data_uri(name, data) for name, data in pictures.files.items()} if pictures else {}
    return _render(_title(graph, nodes), columns, texts).encode()


def positions_in(page: bytes) -> dict[str, Point]:
    """Where the concepts stand on a page that :func:`as_bytes` has made, by node; empty for anything else."""
    import json

    try:
        columns = json.loads(unpack(block(page.decode(), "graph")))
        places = zip(columns["names"], columns["x"], columns["y"], strict=False)
        return {f"concept:{name}": (float(x), float(y)) for name, x, y in places}
    except (ValueError, KeyError, TypeError):
        return {}


def _title(graph: Graph, nodes: Numbering) -> str:
    return str(graph.nodes[nodes.notes[0]]["label"]) if len(nodes.notes) == 1 else "studykit"


def _data_uri(name: str, data: bytes) -> str:
    return f"data:{guess_type(name)[0]};base64,{b64encode(data).decode()}"


def _render(title: str, columns: Columns, texts: Columns) -> str:
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    network.options = OPTIONS
    for number in range(min(FIRST, columns["counts"][0])):
        name, x, y = (columns[column][number] for column in ("names", "x", "y"))
        network.add_node(number, label=name, shape="custom", color=None, x=x, y=y)
    network.templateEnv = _environment(network.templateEnv)
    network.path = "explorer.html"
    network.templateEnv.globals |= {"title": title, "graph": pack(to_json(columns)), "texts": pack(to_json(texts))}
    return str(network.generate_html())


def _environment(theirs: jinja2.Environment) -> jinja2.Environment:
    """Our templates, then those of pyvis, where vis-network lies."""
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

    assert theirs.loader is not None  # noqa: S101  # pyvis gives its environment one
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(PAGE), theirs.loader]), autoescape=True, undefined=StrictUndefined
    )
    library = _source(environment, VIS_NETWORK)
    program = "\n".join(_source(environment, f"{name}.js") for name in SCRIPTS)
    program = f'"use strict";\n(() => {{\n{program}\n}})();'
    style = _source(environment, "style.css")
    environment.filters["json"] = safe_json
    environment.globals |= {
        "program": program,
        "style": style,
        "library": pack(library),
        "policy": _policy(scripts=(library, program), style=style),
    }
    return environment


def _source(environment: jinja2.Environment, name: str) -> str:
    assert environment.loader is not None  # noqa: S101  # it was made with one
    return environment.loader.get_source(environment, name)[0]


def _policy(scripts: tuple[str, ...], style: str) -> str:
    """Nothing is loaded; only these scripts and this style sheet are run. Pictures stand in the page."""
    allowed = " ".join(map(_hash, scripts))
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)};"
        " img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
