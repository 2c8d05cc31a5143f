"""keep | 用备份恢复复习记录 | Put a backup of the reviews back."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import click

from studykit.commands._help import Command
from studykit.commands._reviews import desk, shown
from studykit.commands._terminal import show
from studykit.language import say

if TYPE_CHECKING:
    from studykit.store.backups import Backup


@click.command(
    "restore",
    cls=Command,
    help=say(
        "用备份代替现在的复习记录；不写 BACKUP 时用最近的完好备份。现在的文件会另存一份，不会丢。",
        "Put a backup in the place of the reviews; without BACKUP the newest good one. "
        "The file that is there now is kept aside.",
    ),
    epilog=say(
        "例：studykit restore --list\n例：studykit restore",
        "Example: studykit restore --list\nExample: studykit restore",
    ),
)
@click.option(
    "--list", "only_list", is_flag=True, help=say("只列出有哪些备份", "Only list the backups that there are.")
)
@click.argument("backup", metavar="[BACKUP]", required=False, type=click.Path(path_type=Path))
def command(backup: Path | None, only_list: bool) -> int:
    """List, or restore and say what was done."""
    from studykit.store import backups  # here, so that help and wrong usage do not wait for it

    here = desk()
    if only_list:
        for line in map(_line, backups.list_backups(here.folder)):
            show(line)
        return 0
    chosen, aside = backups.restore(here.folder, _found(backup, here.folder), here.now)
    show(say(f"已恢复：{shown(chosen)}", f"Restored: {shown(chosen)}"))
    if aside:
        show(say(f"原来的文件另存为：{shown(aside)}", f"The file that was there is now: {shown(aside)}"))
        show(
            say(
                f"如果它还能读，可以把里面较新的记录并回来：studykit merge {shown(aside)}",
                f"If it can still be read, this brings back what is newer in it: studykit merge {shown(aside)}",
            )
        )
    return 0


def _found(backup: Path | None, folder: Path) -> Path | None:
    """A backup that is named as ``--list`` names it lies among the backups."""
    from studykit.errors import PathMissing
    from studykit.store.backups import backups_folder

    if backup is None or backup.is_file():
        return backup
    if (inside := backups_folder(folder) / backup).is_file():
        return inside
    raise PathMissing(say(f"{backup}: 没有这个备份。", f"{backup}: there is no such backup."))


def _line(backup: Backup) -> str:
    time = datetime.fromtimestamp(backup.made.utc / 1000, timezone(timedelta(minutes=backup.made.offset)))
    reasons = {
        "daily": say("每天自动", "of the day"),
        "migration": say("升级之前", "before an upgrade"),
        "merge": say("合并之前", "before a merge"),
        "import": say("导入之前", "before an import"),
        "asked": say("手动", "asked for"),
    }
    return f"{time:%Y-%m-%d %H:%M}  {backup.path.name}  {reasons[backup.reason]}"
