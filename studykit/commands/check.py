"""keep | 检查复习记录有没有损坏 | Check the reviews for damage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from studykit.commands._help import Command
from studykit.commands._reviews import Desk, desk, shown
from studykit.commands._terminal import complain, show
from studykit.language import say

if TYPE_CHECKING:
    from studykit.store.checking import Repaired


@click.command(
    "check",
    cls=Command,
    help=say(
        "检查复习记录和它的备份：损坏、被改动、重复、缺失、日期在未来……什么也不改动。有问题时以 1 退出。",
        "Check the reviews and their backups: damage, changes, doubles, gaps, dates in the future … "
        "Changes nothing; exits with 1 if something is wrong.",
    ),
    epilog=say(
        "例：studykit check\n例：studykit check --repair", "Example: studykit check\nExample: studykit check --repair"
    ),
)
@click.option(
    "--repair",
    "mend",
    is_flag=True,
    help=say(
        "修复：先把现在的文件另存一份，再用其中和最近备份里所有完好的记录重建",
        "Repair: keep the file aside as it is, then build it anew of every good row in it and in the newest backup.",
    ),
)
def command(mend: bool) -> int:
    """Check, repair if asked and needed, say what was found."""
    from studykit.store.checking import check, repair  # here, so that help and wrong usage do not wait for it

    here = desk()
    found = check(here.folder, here.scheduler, here.now)
    for diagnostic in found:
        complain(str(diagnostic))
    wrong = [diagnostic for diagnostic in found if diagnostic.level == "error"]
    if not wrong:
        show(_all_well(here))
        return 0
    if not mend:
        complain(say("修复：studykit check --repair", "To repair: studykit check --repair"))
        return 1
    show(_repaired(repair(here.folder, here.scheduler, here.now)))
    return 0


def _all_well(here: Desk) -> str:
    from studykit.store import read_store

    with read_store(here.folder, here.scheduler) as store:
        count = len(store.reviews())
    return say(f"复习记录完好：{count} 次评分。", f"The reviews are whole: {count} answers.")


def _repaired(repaired: Repaired) -> str:
    place = shown(repaired.aside) if repaired.aside else "-"
    return say(
        f"已修复：共 {repaired.rows} 条记录，其中 {repaired.from_backup} 条来自备份。原来的文件：{place}",
        f"Repaired: {repaired.rows} rows, {repaired.from_backup} of them from a backup. The file as it was: {place}",
    )
