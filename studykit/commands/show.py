"""study | 看一个概念：定义、知识点、关系、出处 | Show a concept: definition, facts, relations, places."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from studykit.commands._help import Command
from studykit.commands._notes import on_notes, read, report, study_at
from studykit.commands._reviews import mastery
from studykit.commands._terminal import terminal_width
from studykit.language import say

if TYPE_CHECKING:
    from studykit.statistics import Mastery


@click.command(
    "show",
    cls=Command,
    help=say(
        "看笔记里的一个概念：定义、知识点、和别的概念的关系（连同写着它的那句话）、出处、参考阅读。"
        "CONCEPT 是概念的名字或别名。PATH 是笔记或文件夹，默认是学习文件夹里的 notes。",
        "Show what the notes say of a concept: its definition, facts, relations (with the sentence that states "
        "them), places, and what to read. CONCEPT is its name or another name of it. "
        "PATH is a note or a folder; without one, notes in the study folder.",
    ),
    epilog=say("例：studykit show 共享内存", "Example: studykit show warp"),
)
@click.option("--json", "as_json", is_flag=True, help=say("给程序读的 JSON", "JSON, for programs."))
@click.argument("concept", metavar="CONCEPT")
@on_notes
def command(concept: str, paths: Sequence[Path], as_json: bool, strict: bool) -> int:
    """Read, find the concept, print, report."""
    from studykit import graph  # here, so that help and wrong usage do not wait for it
    from studykit.exporters import concept_sheet

    study = study_at(paths)
    found = read(study)
    notes = graph.build(found)
    node = graph.the_concept(notes, concept)
    if as_json:
        click.echo(concept_sheet.concept_json(notes, node).encode())  # bytes: UTF-8 whatever the locale
    else:
        for line in concept_sheet.concept_lines(notes, node, terminal_width()):
            click.echo(line)
        if known := mastery(study.folder, found.cards).get(node.removeprefix("concept:")):
            click.echo(_remembered(known))
    return report(found.diagnostics, strict=strict)


def _remembered(known: Mastery) -> str:
    share = f"{known.remembered / known.asked:.0%}"
    return say(
        f"还记得：{known.cards} 张卡片里学过 {known.asked} 张，现在大约记得其中的 {share}",
        f"Remembered: {known.asked} of {known.cards} cards asked so far, about {share} of these known now",
    )
