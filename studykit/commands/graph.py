"""make | 把笔记画成可以探索的概念图 | Make a map of the concepts in the notes, to explore."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from studykit.commands._help import Command
from studykit.commands._notes import Study, on_notes, read, report, study_at
from studykit.commands._reviews import mastery
from studykit.commands._terminal import complain, show
from studykit.files import check_writable, replace_file
from studykit.language import say
from studykit.model import Card, Diagnostic

if TYPE_CHECKING:
    from studykit.graph import Graph

#: Formats, each with the module of ``studykit.exporters`` whose ``as_bytes(graph)`` writes it.
FORMATS = {"html": "explorer", "graphml": "graphml", "gexf": "gexf", "json": "json_graph"}


@click.command(
    "graph",
    cls=Command,
    help=say(
        "把笔记画成概念图：一个网页文件，不用联网，打开就能搜索、阅读、找路径。"
        "PATH 是笔记或文件夹，默认是学习文件夹里的 notes。",
        "Draw the concepts of the notes as one web page that needs no network: search it, read it, find paths. "
        "PATH is a note or a folder; without one, notes in the study folder.",
    ),
    epilog=say(
        "例：studykit graph --open\n例：studykit graph --around 共享内存 --depth 2",
        'Example: studykit graph --open\nExample: studykit graph --around "shared memory" --depth 2',
    ),
)
@click.option(
    "-o",
    "output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=say("写到哪里，默认 graphs/studykit.html", "Where to write; without it graphs/studykit.html."),
)
@click.option("--open", "open_it", is_flag=True, help=say("写好后打开", "Open it when it is written."))
@click.option("--around", metavar="CONCEPT", help=say("只画这个概念的周围", "Only what is around this concept."))
@click.option(
    "--depth",
    type=click.IntRange(1, 9),
    default=2,
    metavar="N",
    help=say("周围几步以内，默认 2", "How many steps around it; without it 2."),
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(FORMATS)),
    default="html",
    help=say("文件格式，默认 html", "The kind of file; without it html."),
)
@on_notes
def command(
    paths: Sequence[Path],
    output: Path | None,
    open_it: bool,
    around: str | None,
    depth: int,
    format_name: str,
    strict: bool,
) -> int:
    """Read, make the graph, write it, report."""
    from studykit import graph as graphs  # here, so that help and wrong usage do not wait for it

    study = study_at(paths)
    target = output or study.folder / "graphs" / f"studykit.{format_name}"
    check_writable(target)
    found = read(study)
    graph = graphs.build(found)
    if around is not None:
        graph = graphs.around(graph, graphs.the_concept(graph, around), depth)
    data, trouble = _export(graph, format_name, study, target, found.cards)
    replace_file(target, data)
    for line in _summary(graph, target):
        show(line)
    if open_it:
        _open(target)
    return report((*found.diagnostics, *trouble), strict=strict)


def _export(
    graph: Graph, format_name: str, study: Study, target: Path, cards: Sequence[Card]
) -> tuple[bytes, Sequence[Diagnostic]]:
    """The file, and what was wrong with pictures. A page keeps the places of the one that it replaces."""
    exporter = import_module(f"studykit.exporters.{FORMATS[format_name]}")
    as_bytes: Callable[..., bytes] = exporter.as_bytes
    if format_name != "html":
        return as_bytes(graph), ()
    from studykit.exporters.pictures import PictureBox

    pictures = PictureBox(study.folder)
    last = exporter.positions_in(target.read_bytes()) if target.is_file() else {}
    memory = {f"concept:{term}": known.remembered / known.asked for term, known in mastery(study.folder, cards).items()}
    return as_bytes(graph, memory=memory, pictures=pictures, last=last), list(pictures.diagnostics)


def _open(target: Path) -> None:
    import webbrowser

    if not webbrowser.open(target.absolute().as_uri()):
        complain(say("没有找到浏览器，请自己打开这个文件。", "No browser was found: open the file yourself."))


def _summary(graph: Graph, target: Path) -> list[str]:
    kinds = [attributes["kind"] for _, attributes in graph.nodes(data=True)]
    concepts, cards, notes = (kinds.count(kind) for kind in ("concept", "card", "note"))
    place = os.path.relpath(target) if target.absolute().is_relative_to(Path.cwd()) else str(target)
    return [
        say(
            f"{notes} 篇笔记，{concepts} 个概念，{cards} 个知识点，{graph.number_of_edges()} 条边",
            f"{notes} notes, {concepts} concepts, {cards} facts, {graph.number_of_edges()} edges",
        ),
        say(f"写入 {place}", f"Written to {place}"),
    ]
