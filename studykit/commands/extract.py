"""make | 列出在笔记里找到的卡片 | List the cards that are found in the notes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from studykit.commands._help import Command
from studykit.commands._notes import on_notes, read, report, study_at
from studykit.commands._terminal import show, terminal_width
from studykit.exporters import listing
from studykit.files import left_out
from studykit.language import say


@click.command(
    "extract",
    cls=Command,
    help=say(
        "列出在笔记里找到的卡片，不写任何文件。PATH 是笔记或文件夹，默认是学习文件夹里的 notes。",
        "List the cards that are found in the notes; writes no file. "
        "PATH is a note or a folder; without one, notes in the study folder.",
    ),
    epilog=say("例：studykit extract notes/cuda.md", "Example: studykit extract notes/cuda.md"),
)
@click.option("--json", "as_json", is_flag=True, help=say("给程序读的 JSON", "JSON, for programs."))
@click.option(
    "--why",
    "place",
    metavar="FILE:LINE",
    help=say("这一行为什么得到（或没得到）这些卡片", "Why a line gave the cards that it gave, or none."),
)
@on_notes
def command(paths: Sequence[Path], as_json: bool, place: str | None, strict: bool) -> int:
    """Read, print, report."""
    if place is not None:
        return _why(place)
    found = read(study_at(paths, keep=False))
    if as_json:
        click.echo(listing.as_json(found).encode())  # bytes: UTF-8 whatever the locale
    else:
        # Cut to the width of a terminal, not into a file or a pipe.
        for line in listing.as_table(found, terminal_width()):
            click.echo(line)
    return report(found.diagnostics, strict=strict)


def _why(place: str) -> int:
    path, _, line = place.rpartition(":")
    if not path or not line.isdigit():
        raise click.BadParameter(
            say("写成 文件:行号，例如 notes/cuda.md:12", "write FILE:LINE, such as notes/cuda.md:12")
        )
    study = study_at([Path(path)], keep=False)
    found = read(study)
    if reason := left_out(Path(path), study.folder):
        show(f"{study.places[0]}: {reason}")
    for row in listing.why(found, study.places[0], int(line)):
        show(row)
    for trouble in found.diagnostics:
        show(str(trouble))
    return 0
