"""keep | 看哪些卡片是新的、改了、移动了、消失了 | See which cards are new, changed, moved or gone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from studykit.commands._help import Command
from studykit.commands._ledger import look
from studykit.commands._notes import on_notes, report, study_at
from studykit.commands._terminal import terminal_width
from studykit.language import say


@click.command(
    "status",
    cls=Command,
    help=say(
        "看上次做牌组以来卡片有哪些变化：新增、改动（原来怎么写、现在怎么写）、移动、存疑、消失。"
        "不改动任何卡片。PATH 是笔记或文件夹，默认是学习文件夹里的 notes。",
        "See what became of the cards since the last deck: new, changed (in which words), moved, in doubt, gone. "
        "Changes nothing. PATH is a note or a folder; without one, notes in the study folder.",
    ),
    epilog=say("例：studykit status", "Example: studykit status"),
)
@click.option("--json", "as_json", is_flag=True, help=say("给程序读的 JSON", "JSON, for programs."))
@on_notes
def command(paths: Sequence[Path], as_json: bool, strict: bool) -> int:
    """Read, compare, print, report."""
    from studykit.exporters import changes_report

    held, diagnostics = look(study_at(paths))
    if as_json:
        click.echo(changes_report.as_json(held.news).encode())  # bytes: UTF-8 whatever the locale
    else:
        for line in changes_report.as_lines(held.news, terminal_width()):
            click.echo(line)
    return report(diagnostics, strict=strict)
