"""make | 把笔记画成可以探索的概念图 | Make a map of the concepts in the notes, to explore."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from studykit.commands._help import Command
from studykit.commands._making import FORMATS, graph_file, make_graph
from studykit.commands._notes import on_notes, open_notes, report, study_at
from studykit.commands._output import spared
from studykit.commands._terminal import complain, show
from studykit.language import number_of, say

if TYPE_CHECKING:
    from studykit.graph import Graph


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
    metavar="FORMAT",
    help=say(f"文件格式：{'、'.join(FORMATS)}，默认 html", f"The kind of file: {', '.join(FORMATS)}; without it html."),
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
    """Make the graph, write it, report."""
    study = study_at(paths)
    target = spared(output or graph_file(study, format_name))
    drawn = make_graph(open_notes(study), target, format_name, None if around is None else (around, depth))
    for line in _summary(drawn.graph, target):
        show(line)
    if open_it:
        _open(target)
    return report(drawn.diagnostics, strict=strict)


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
            f"{number_of(notes, 'note')}, {number_of(concepts, 'concept')}, {number_of(cards, 'fact')}, "
            f"{number_of(graph.number_of_edges(), 'edge')}",
        ),
        say(f"写入 {place}", f"Written to {place}"),
    ]
