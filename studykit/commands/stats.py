"""study | 学得怎么样：到期、记住率、难点、掌握程度 | How it goes: due, retention, what is hard, mastery."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from studykit.commands._help import Command
from studykit.commands._notes import on_notes, read, report, study_at
from studykit.commands._reviews import desk
from studykit.commands._terminal import terminal_width
from studykit.language import say


@click.command(
    "stats",
    cls=Command,
    help=say(
        "今天和接下来到期多少，记住率和目标相比如何，每天复习了多少，哪些卡片最难，每篇笔记、每个概念掌握了多少。"
        "PATH 是笔记或文件夹，默认是学习文件夹里的 notes。",
        "How much is due today and ahead, retention against what you wish, reviews by day, the hardest cards, "
        "mastery by note and by concept. PATH is a note or a folder; without one, notes in the study folder.",
    ),
    epilog=say(
        "例：studykit stats\n例：studykit stats --json", "Example: studykit stats\nExample: studykit stats --json"
    ),
)
@click.option("--json", "as_json", is_flag=True, help=say("给程序读的 JSON", "JSON, for programs."))
@on_notes
def command(paths: Sequence[Path], as_json: bool, strict: bool) -> int:
    """Read notes and reviews, count, print."""
    from studykit.exporters import progress  # here, so that help and wrong usage do not wait for them
    from studykit.statistics import Learned, gather
    from studykit.store import read_store

    here = desk(paths)
    found = read(study_at(paths, keep=False))
    with read_store(here.folder, here.scheduler) as store:
        learned = Learned(store.memories(), store.suspended(), store.reviews())
    desired = here.settings.quiz.desired_retention
    statistics = gather(found.cards, learned, here.scheduler, desired, here.now)
    if as_json:
        click.echo(progress.as_json(statistics).encode())  # bytes: UTF-8 whatever the locale
    else:
        for line in progress.as_lines(statistics, terminal_width() or progress.USUAL_WIDTH):
            click.echo(line)
    return report(found.diagnostics, strict=strict)
