"""anki | 把在 Anki 里的复习带进来 | Bring in what you reviewed in Anki."""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from studykit import identity
from studykit.commands._help import Command
from studykit.commands._notes import read, study_at, watched
from studykit.commands._reviews import Desk, desk, shown
from studykit.commands._terminal import show
from studykit.language import number_of, say

if TYPE_CHECKING:
    from studykit.anki_files import AnkiHistory
    from studykit.store.importing import Imported


@click.command(
    "import-reviews",
    cls=Command,
    help=say(
        "把你在 Anki 里对这些卡片的复习读进复习记录，以后可以直接用 studykit quiz 接着学。FILE 是 Anki 导出的 "
        ".apkg（导出时勾选“包含学习进度信息”）或 .colpkg，或者 Anki 自己的 collection.anki2（先退出 Anki）。"
        "文件只读不改；再导入一次也不会重复。",
        "Read your reviews of these cards in Anki into the review log, to go on with studykit quiz. FILE is what Anki "
        "exported, an .apkg (with “Include scheduling information” ticked) or .colpkg, or Anki's own collection.anki2 "
        "(quit Anki first). The file is only read, and nothing comes in twice.",
    ),
    epilog=say("例：studykit import-reviews cuda.apkg", "Example: studykit import-reviews cuda.apkg"),
)
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> int:
    """Read notes and file, add to the log what is new, say what that was."""
    from studykit.anki_files import read_history  # here, so that help and wrong usage do not wait for it
    from studykit.store import open_store
    from studykit.store.checking import FUTURE_MS
    from studykit.store.importing import take_in

    here, study = desk(), study_at(())
    in_notes = {card.id for card in read(study, only_cards=True).cards}
    known = in_notes | identity.read_ledger(study.ledger).entries.keys()
    history = read_history(file, known, here.now.utc + FUTURE_MS)
    label = say("安排复习", "Scheduling")
    with open_store(here.folder, here.scheduler, here.now) as store:
        imported = take_in(here.folder, store, history, here.now, partial(watched, label=label))
    show(f"{shown(file)}{say('：', ': ')}{_what_came(here, history, imported)}")
    for line in _what_else(history, imported, in_notes):
        show(line)
    return 0


def _what_came(here: Desk, history: AnkiHistory, imported: Imported) -> str:
    from studykit.reviews import Moment, date_of

    if not history.reviews:
        return say(
            "没有对这些卡片的复习。在 Anki 里导出 .apkg 时要勾选“包含学习进度信息”。",
            "no reviews of these cards. When Anki exports an .apkg, “Include scheduling information” must be ticked.",
        )
    days = [here.scheduler.day(Moment(each.at, history.offset_at(each.at))) for each in history.reviews]
    first, last = date_of(min(days)), date_of(max(days))
    total, cards = len(history.reviews), len({review.card for review in history.reviews})
    new, of = imported.reviews, imported.cards
    what = say(
        f"{cards} 张卡片的 {total} 次复习，{first} 到 {last}",
        f"{number_of(total, 'review')} of {number_of(cards, 'card')}, {first} to {last}",
    )
    if not new:
        return say(f"{what}，早已全部记下。", f"{what}: all were known before.")
    return say(
        f"{what}。新增 {of} 张卡片的 {new} 次，{total - new} 次早已记下。",
        f"{what}. New: {new} of {of} cards; known before: {total - new}.",
    )


def _what_else(history: AnkiHistory, imported: Imported, in_notes: Set[str]) -> Iterator[str]:
    """A line for each thing that there is any of."""
    gone = sum(review.card not in in_notes for review in history.reviews)
    counts = (
        (
            gone,
            "次复习的卡片笔记里已经没有了，照样留着",
            "of the reviews are of cards that the notes have no more: kept",
        ),
        (history.unknown, "次复习的卡片来自别处的笔记，没有导入", "reviews of cards made of other notes: left alone"),
        (history.others, "张别的卡片，没有理会", "other cards: left alone"),
        (history.previews, "次不影响进度的预览，没有导入", "previews that do not count in Anki: left out"),
        (
            history.moved,
            "次手动改期，没有导入：这里的日期由复习算出",
            "due days set by hand: left out, days follow from reviews",
        ),
        (history.future, "条记录的日期在未来，没有导入", "entries with a date in the future: left out"),
        (imported.resets, "张卡片在 Anki 里重置过，从头算起", "cards were reset in Anki: they start anew"),
        (imported.suspended, "张卡片在 Anki 里暂停了，这里也暂停", "cards are suspended in Anki: now here too"),
        (imported.resumed, "张卡片在 Anki 里恢复了，这里也恢复", "cards are no longer suspended in Anki: nor here"),
    )
    for count, zh, en in counts:
        if count:
            yield say(f"{count} {zh}。", f"{count} {en}.")
