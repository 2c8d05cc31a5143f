"""keep | 检查卡片和复习记录 | Check the cards and the reviews."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from studykit.commands._help import Command
from studykit.commands._notes import known, on_notes, open_notes, report, study_at
from studykit.commands._reviews import Desk, desk, shown
from studykit.commands._terminal import complain, show
from studykit.errors import NothingToRead
from studykit.language import number_of, say

if TYPE_CHECKING:
    from studykit.model import Extraction
    from studykit.store.checking import Repaired

SCHEMA = "studykit.check/1"


@click.command(
    "check",
    cls=Command,
    help=say(
        "检查卡片：题面泄露答案、离开笔记看不懂、重复、太长、有多个正确答案的，连同笔记的行号和建议一一列出；只是建议。\n"
        "检查复习记录和它的备份：损坏、被改动、重复、缺失、日期在未来……有问题时以 1 退出。\n"
        "什么也不改动。PATH 是笔记或文件夹，默认是学习文件夹里的 notes。",
        "Check the cards: those that give their answer away, make no sense without the note, ask the same twice, are "
        "too long to grade or have several right answers, with line and advice; no more than advice.\n"
        "Check the reviews and their backups: damage, changes, doubles, gaps, dates in the future …; exits with 1 if "
        "something is wrong.\n"
        "Changes nothing. PATH is a note or a folder; without one, notes in the study folder.",
    ),
    epilog=say(
        "例：studykit check notes/cuda.md\n例：studykit check --reviews --repair",
        "Example: studykit check notes/cuda.md\nExample: studykit check --reviews --repair",
    ),
)
@click.option("--cards", "only_cards", is_flag=True, help=say("只检查卡片", "The cards only."))
@click.option("--reviews", "only_reviews", is_flag=True, help=say("只检查复习记录", "The reviews only."))
@click.option(
    "--repair",
    "mend",
    is_flag=True,
    help=say(
        "修复复习记录：先把现在的文件另存一份，再用其中和最近备份里所有完好的记录重建",
        "Repair the reviews: keep the file aside as it is, then build it anew of every good row in it and in the "
        "newest backup.",
    ),
)
@click.option("--json", "as_json", is_flag=True, help=say("给程序读的 JSON", "JSON, for programs."))
@on_notes
def command(
    paths: Sequence[Path], only_cards: bool, only_reviews: bool, mend: bool, as_json: bool, strict: bool
) -> int:
    """Check what is asked for, the cards first; the reviews decide, and with ``--strict`` the cards too."""
    if only_cards and (only_reviews or mend):
        raise click.UsageError(
            say("--cards 不能和 --reviews、--repair 一起用。", "--cards does not go with --reviews or --repair.")
        )
    out = _Out(as_json)
    code = 0
    if not (only_reviews or mend):
        code = _check_cards(paths, out, asked=only_cards or bool(paths), strict=strict)
    if not only_cards:
        code = max(code, _check_reviews(paths, out, mend=mend))
    out.finish()
    return code


@dataclass(frozen=True, slots=True)
class _Out:
    """Lines as they come, or one JSON object at the end."""

    as_json: bool
    parts: dict[str, object] = field(default_factory=lambda: {"schema": SCHEMA})

    def put(self, part: str, record: object, lines: Iterable[str]) -> None:
        if self.as_json:
            self.parts[part] = record
        else:
            for line in lines:
                show(line)

    def finish(self) -> None:
        if self.as_json:
            click.echo(json.dumps(self.parts, ensure_ascii=False, indent=1).encode())  # bytes: UTF-8 in any locale


# The cards


def _check_cards(paths: Sequence[Path], out: _Out, *, asked: bool, strict: bool) -> int:
    from studykit.card_quality import findings  # here, so that help and wrong usage do not wait for it
    from studykit.exporters.card_report import as_lines, as_record

    extraction = _extraction(paths, asked=asked)
    if extraction is None:
        return 0
    found, cards = findings(extraction.cards), len(extraction.cards)
    out.put("cards", as_record(found, cards), as_lines(found, cards))
    return max(report(extraction.diagnostics, strict=strict), int(strict and bool(found)))


def _extraction(paths: Sequence[Path], *, asked: bool) -> Extraction | None:
    """What the notes hold; ``None`` where there are none, and nobody asked for their cards in particular."""
    try:
        opened = open_notes(study_at(paths, keep=False), may_be_none=not asked)
    except NothingToRead:
        if asked:
            raise
        return None
    return known(opened, only_cards=True) if asked or opened.notes or opened.trouble else None


# The reviews


def _check_reviews(paths: Sequence[Path], out: _Out, *, mend: bool) -> int:
    from studykit.store.checking import check, repair

    here = desk(paths)
    found = check(here.folder, here.scheduler, here.now)
    for diagnostic in found:
        complain(str(diagnostic))
    wrong = any(diagnostic.level == "error" for diagnostic in found)
    record: dict[str, object] = {"whole": not wrong, "diagnostics": [asdict(diagnostic) for diagnostic in found]}
    if not wrong:
        out.put("reviews", record, [_all_well(here)])
        return 0
    if not mend:
        out.put("reviews", record, [])
        complain(say("修复：studykit check --repair", "To repair: studykit check --repair"))
        return 1
    repaired = repair(here.folder, here.scheduler, here.now)
    out.put("reviews", record | {"aside": str(repaired.aside or "")}, [_repaired(repaired)])
    return 0


def _all_well(here: Desk) -> str:
    from studykit.store import read_store

    with read_store(here.folder, here.scheduler) as store:
        count = len(store.reviews())
    return say(f"复习记录完好：{count} 次评分。", f"The reviews are whole: {number_of(count, 'answer')}.")


def _repaired(repaired: Repaired) -> str:
    mended = say(
        f"已修复：共 {repaired.rows} 条记录，其中 {repaired.from_backup} 条来自备份。",
        f"Repaired: {repaired.rows} rows, {repaired.from_backup} of them from a backup.",
    )
    if repaired.aside is None:
        return mended
    place = shown(repaired.aside)
    return mended + say(f"原来的文件：{place}", f" The file as it was: {place}")
