"""make | 把笔记做成 Anki 牌组 | Make an Anki deck of the notes."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from studykit import identity
from studykit.commands._help import Command
from studykit.commands._notes import on_notes, read, report, study_at
from studykit.commands._terminal import show
from studykit.exporters.listing import kind_name
from studykit.files import check_writable
from studykit.identity import Changes
from studykit.language import say
from studykit.model import Card


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
@on_notes
def command(paths: Sequence[Path], output: Path | None, name: str, strict: bool) -> int:
    """Read, tell what is new, write the deck and then the ledger, report."""
    from studykit.exporters import anki  # here, so that help and wrong usage do not wait for it

    study = study_at(paths)
    target = output or study.folder / "decks" / f"{_file_name(name)}.apkg"
    lock = study.folder / identity.LEDGER_NAME
    check_writable(target)
    check_writable(lock)
    before = identity.read_ledger(lock)
    found = read(study)
    ledger, changes = identity.update(before, found.cards, datetime.now(UTC), study.places)
    trouble = anki.write(found.cards, target, name=name, modified=ledger.modified(), root=study.folder)
    identity.write_ledger(lock, ledger)  # after the deck: if that failed, nothing has changed
    for line in _summary(found.cards, changes, target):
        show(line)
    return report((*found.diagnostics, *trouble), strict=strict)


def _file_name(name: str) -> str:
    """The deck's name without what some system does not take in the name of a file."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]+', "-", name).strip(". ") or "studykit"


def _summary(cards: Sequence[Card], changes: Changes, target: Path) -> Iterator[str]:
    notes, decks = len({card.span.path for card in cards}), len({card.deck for card in cards})
    kinds = Counter(kind_name(card.kind) for card in cards).most_common()
    listed = say("，", ", ").join(f"{kind} {count}" for kind, count in kinds)
    if cards:
        yield say(f"{notes} 篇笔记，{len(cards)} 张卡片：{listed}", f"{notes} notes, {len(cards)} cards: {listed}")
    else:
        yield say("没有找到卡片，牌组是空的。", "No cards were found: the deck is empty.")
    new, changed = len(changes.new), len(changes.changed)
    same, gone = len(changes.unchanged), len(changes.gone)
    yield say(
        f"新增 {new}，改动 {changed}，未变 {same}，消失 {gone}",
        f"{new} new, {changed} changed, {same} unchanged, {gone} gone",
    )
    place = os.path.relpath(target) if target.absolute().is_relative_to(Path.cwd()) else str(target)
    yield say(f"写入 {place}（{decks} 个牌组）", f"Written to {place} ({decks} decks)")
    yield say(
        "下一步：在 Anki 里选“文件 → 导入”，打开这个文件。",
        "Next: in Anki, File → Import, and open this file.",
    )
