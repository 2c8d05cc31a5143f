"""make | 把笔记做成 Anki 牌组 | Make an Anki deck of the notes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from studykit.commands._help import Command
from studykit.commands._last_deck import Deck
from studykit.commands._ledger import look
from studykit.commands._making import deck_file, make_deck
from studykit.commands._notes import Study, on_notes, open_notes, report, study_at
from studykit.commands._output import spared
from studykit.commands._reviews import desk
from studykit.commands._terminal import show, terminal_width
from studykit.exporters import changes_report
from studykit.exporters.listing import kind_name
from studykit.garbage import many_records
from studykit.language import number_of, say

if TYPE_CHECKING:
    from studykit.exporters.anki_history import Past


@click.command(
    "deck",
    cls=Command,
    help=say(
        "把笔记做成 Anki 能导入的牌组。PATH 是笔记或文件夹，默认是学习文件夹里的 notes。"
        "改过的笔记再做一次、再导入一次，学习记录不丢。",
        "Make a deck that Anki imports. PATH is a note or a folder; without one, notes in the study folder. "
        "Edit your notes, make and import the deck again: what you have learned is kept.",
    ),
    epilog=say(
        "例：studykit deck\n例：studykit deck notes/cuda.md -o cuda.apkg --name CUDA",
        "Example: studykit deck\nExample: studykit deck notes/cuda.md -o cuda.apkg --name CUDA",
    ),
)
@click.option(
    "-o",
    "output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=say("写到哪里，默认 decks/NAME.apkg", "Where to write; without it decks/NAME.apkg."),
)
@click.option(
    "--name",
    default="studykit",
    metavar="NAME",
    help=say("Anki 里牌组的名字，默认 studykit", "What the deck is called in Anki; without it studykit."),
)
@click.option(
    "--with-reviews",
    is_flag=True,
    help=say(
        "带上 studykit quiz 的复习和日程，给还没有这些卡片的 Anki 集合：换过去不必从头学起",
        "Take along the reviews and the schedule of studykit quiz, for a collection of Anki's that does not have "
        "these cards yet: nobody who moves there starts again.",
    ),
)
@click.option(
    "--dry-run",
    is_flag=True,
    help=say("只看有哪些变化，不写牌组", "Only say what has changed; write no deck."),
)
@on_notes
def command(
    paths: Sequence[Path], output: Path | None, name: str, with_reviews: bool, dry_run: bool, strict: bool
) -> int:
    """Make the deck, tell what is new in it, report."""
    study = study_at(paths)
    target = spared(output or deck_file(study, name))
    if dry_run:
        return _rehearse(study, strict=strict)
    past = _past(paths) if with_reviews else None
    with many_records():
        deck = make_deck(open_notes(study), target, name, past)
    for line in _summary(deck, target):
        show(line)
    if deck.along:
        show(_what_goes_along(*deck.along))
    for line in changes_report.doubts(deck.news, terminal_width()) if deck.news else ():
        click.echo(line)
    return report(deck.diagnostics, strict=strict)


def _rehearse(study: Study, *, strict: bool) -> int:
    """Say what a deck would bring, and write none."""
    held, diagnostics = look(study)
    for line in changes_report.as_lines(held.news, terminal_width()):
        click.echo(line)
    return report(diagnostics, strict=strict)


def _past(paths: Sequence[Path]) -> Past:
    """What was reviewed. Raises what :func:`~studykit.store.read_store` does, before anything is written."""
    from studykit.exporters.anki_history import Past
    from studykit.store import read_store

    here = desk(paths)
    with read_store(here.folder, here.scheduler) as store:
        return Past(dict(store.histories()), store.suspended(), here.settings.quiz)


def _what_goes_along(cards: int, reviews: int) -> str:
    if not reviews:
        return say("还没有可以带上的复习。", "There are no reviews yet that could go along.")
    return say(
        f"带上了 {cards} 张卡片的 {reviews} 次复习：导入时勾选“导入所有学习进度信息”。"
        "Anki 只给集合里还没有的卡片用它们；日程是 FSRS 的，请在牌组选项里打开 FSRS。",
        f"{number_of(reviews, 'review')} of {number_of(cards, 'card')} in the deck: "
        "tick “Import any learning progress” on import. Anki uses "
        "them for cards that its collection does not have yet. The schedule is that of FSRS: turn it on in the "
        "deck options.",
    )


def _summary(deck: Deck, target: Path) -> Iterator[str]:
    listed = say("，", ", ").join(f"{kind_name(kind)} {count}" for kind, count in deck.kinds)
    if deck.cards:
        yield say(
            f"{deck.notes} 篇笔记，{deck.cards} 张卡片：{listed}",
            f"{number_of(deck.notes, 'note')}, {number_of(deck.cards, 'card')}: {listed}",
        )
    else:
        yield say("没有找到卡片，牌组是空的。", "No cards were found: the deck is empty.")
    place = os.path.relpath(target) if target.absolute().is_relative_to(Path.cwd()) else str(target)
    if deck.news is None:
        yield say(f"上次之后什么都没变，{place} 不用重写", f"Nothing has changed since: {place} stays as it is")
    else:
        yield changes_report.counts(deck.news)
        yield say(f"写入 {place}（{deck.decks} 个牌组）", f"Written to {place} ({number_of(deck.decks, 'deck')})")
    if deck.gone:
        from studykit.exporters.anki_gone import GONE  # here, for help and wrong usage do not need its libraries

        yield say(
            f"笔记里已没有的 {deck.gone} 张不会从 Anki 里删掉，只加上标签：导入后搜索 tag:{GONE} 就能看到。",
            f"{deck.gone} that the notes have no more stay in Anki, tagged: after the import, search for tag:{GONE}",
        )
    if deck.cards or deck.gone:
        yield say(
            "下一步：在 Anki 里选“文件 → 导入”，打开这个文件。",
            "Next: in Anki, File → Import, and open this file.",
        )
