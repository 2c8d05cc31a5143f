"""study | 撤销最近一次评分 | Take back the last answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from studykit import identity
from studykit.commands._help import Command
from studykit.commands._reviews import desk
from studykit.commands._terminal import show
from studykit.errors import LedgerBroken
from studykit.language import say

if TYPE_CHECKING:
    from pathlib import Path

    from studykit.store import Undone


@click.command(
    "undo",
    cls=Command,
    help=say(
        "撤销最近一次评分、暂停或搁置，可以一直撤销下去，重启之后也行。撤销只是记录里新的一行，什么也不删除。",
        "Take back the last answer, suspension or burial; again and again, also after a restart. "
        "An undo is one more row in the log: nothing is deleted.",
    ),
    epilog=say("例：studykit undo", "Example: studykit undo"),
)
def command() -> int:
    """Take back, say what."""
    from studykit.store import has_reviews, open_store  # here, so that help and wrong usage do not wait for it

    here, undone = desk(), None
    if has_reviews(here.folder):
        with open_store(here.folder, here.scheduler, here.now) as store:
            undone = store.undo(here.now)
    show(_said(undone, here.folder) if undone else say("没有什么可以撤销。", "There is nothing to take back."))
    return 0


def _said(undone: Undone, folder: Path) -> str:
    from studykit.reviews import Review

    names = {
        "suspend": say("暂停", "suspended"),
        "resume": say("恢复", "taken up again"),
        "bury": say("搁置", "buried for the day"),
        "reset": say("重置", "reset"),
    }
    event = undone.event
    what = say(f"评分 {event.rating}", f"rated {event.rating}") if isinstance(event, Review) else names[event.kind]
    prompt = _prompt(folder, event.card)
    return say(f"已撤销：{prompt}（{what}）", f"Taken back: {prompt} ({what})")


def _prompt(folder: Path, card: str) -> str:
    """What a card asks; its id if the ledger does not know it, or cannot be read."""
    try:
        entry = identity.read_ledger(folder / identity.LEDGER_NAME).entries.get(card)
    except LedgerBroken:
        entry = None  # what was taken back is taken back
    return entry.traits.prompt if entry else card
