"""study | 看两个概念怎样连起来 | Show how two concepts hang together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from studykit.commands._help import Command
from studykit.commands._notes import on_notes, read, report, study_at
from studykit.commands._terminal import show, terminal_width
from studykit.language import say


@click.command(
    "path",
    cls=Command,
    help=say(
        "看两个概念怎样连起来：从 A 到 B 最短的一条路，每一步连同写着它的那句话。"
        "没有写明的关系时，才用“常一起出现”。PATH 是笔记或文件夹，默认是学习文件夹里的 notes。",
        "Show how two concepts hang together: the shortest way from A to B, each step with the sentence that "
        "states it; “occurs with” only where no relation is stated. "
        "PATH is a note or a folder; without one, notes in the study folder.",
    ),
    epilog=say("例：studykit path 寄存器 占用率", "Example: studykit path warp GPU"),
)
@click.option("--json", "as_json", is_flag=True, help=say("给程序读的 JSON", "JSON, for programs."))
@click.argument("start", metavar="A")
@click.argument("end", metavar="B")
@on_notes
def command(start: str, end: str, paths: Sequence[Path], as_json: bool, strict: bool) -> int:
    """Read, find the way, print, report; 1 where there is none."""
    from studykit import graph  # here, so that help and wrong usage do not wait for it
    from studykit.exporters import concept_sheet

    found = read(study_at(paths))
    notes = graph.build(found)
    a, b = graph.the_concept(notes, start), graph.the_concept(notes, end)
    steps = graph.path_between(notes, a, b)
    if as_json:
        click.echo(concept_sheet.path_json(notes, steps).encode())  # bytes: UTF-8 whatever the locale
    elif a == b:
        show(say(f"“{start}”和“{end}”是同一个概念。", f"“{start}” and “{end}” are the same concept."))
    elif not steps:
        show(say(f"笔记里没有从“{start}”到“{end}”的路。", f"The notes lead no way from “{start}” to “{end}”."))
    else:
        for line in concept_sheet.path_lines(notes, steps, terminal_width()):
            click.echo(line)
    return report(found.diagnostics, strict=strict) or int(a != b and not steps)
