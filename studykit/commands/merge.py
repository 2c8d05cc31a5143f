"""keep | 合并另一份复习记录 | Join another copy of the reviews."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from studykit.commands._help import Command
from studykit.commands._reviews import desk, shown
from studykit.commands._terminal import show
from studykit.language import say


@click.command(
    "merge",
    cls=Command,
    help=say(
        "把另一份复习记录并进来，例如同步软件留下的冲突副本，或者另一台电脑上的学习文件夹。"
        "每条记录都有自己的编号，所以什么也不会丢，也不会重复。",
        "Join another copy of the reviews to these: a conflict copy that file synchronisation left, or the study "
        "folder of another machine. Every row has an id of its own, so nothing is lost or doubled.",
    ),
    epilog=say(
        "例：studykit merge .studykit/reviews.sync-conflict-20260501.db",
        "Example: studykit merge .studykit/reviews.sync-conflict-20260501.db",
    ),
)
@click.argument("others", metavar="OTHER...", nargs=-1, required=True, type=click.Path(path_type=Path))
def command(others: Sequence[Path]) -> int:
    """Join one after the other, say what each brought."""
    from studykit.store import open_store  # here, so that help and wrong usage do not wait for it
    from studykit.store.merging import merge

    here = desk()
    with open_store(here.folder, here.scheduler, here.now) as store:
        for other in others:
            merged = merge(here.folder, store, other, here.now)
            show(
                say(
                    f"{shown(other)}：并入 {merged.added} 条记录，{merged.known} 条已有。",
                    f"{shown(other)}: {merged.added} rows joined, {merged.known} were known.",
                )
            )
    return 0
