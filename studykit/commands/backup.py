"""keep | 备份复习记录 | Back up the reviews."""

from __future__ import annotations

from pathlib import Path

import click

from studykit.commands._help import Command
from studykit.commands._output import spared
from studykit.commands._reviews import desk, shown
from studykit.commands._terminal import show
from studykit.language import say


@click.command(
    "backup",
    cls=Command,
    help=say(
        "备份复习记录：写到 FILE，不写 FILE 时放进学习文件夹的 .studykit/backups。"
        "每天第一次评分之前本来就会自动备份一次，保留最近 7 天、4 周、12 个月的。",
        "Back up the reviews to FILE; without FILE into .studykit/backups of the study folder. A backup is made "
        "anyway before the first answer of a day; those of 7 days, 4 weeks and 12 months are kept.",
    ),
    epilog=say(
        "例：studykit backup\n例：studykit backup /media/usb/reviews.db",
        "Example: studykit backup\nExample: studykit backup /media/usb/reviews.db",
    ),
)
@click.argument("target", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
def command(target: Path | None) -> int:
    """Back up, say where to."""
    from studykit.store import has_reviews, open_store  # here, so that help and wrong usage do not wait for it

    here = desk()
    given = spared(target) if target else None
    if not has_reviews(here.folder):
        show(say("还没有复习记录，没有什么要备份。", "There are no reviews yet: nothing to back up."))
        return 0
    with open_store(here.folder, here.scheduler, here.now) as store:
        path = store.back_up_to(given) if given else store.back_up_as_asked(here.now)
        count = len(store.rows())
    show(say(f"已备份 {count} 条记录：{shown(path)}", f"{count} rows backed up: {shown(path)}"))
    return 0
