"""anki | 把卡片直接送进正在运行的 Anki | Bring the cards into an Anki that is running."""

from __future__ import annotations

import html
import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from studykit import identity
from studykit.ankiconnect import DEFAULT_URL, Anki
from studykit.commands._help import Command
from studykit.commands._ledger import hold
from studykit.commands._notes import PATIENCE, Study, on_notes, open_notes, report, study_at, watched
from studykit.commands._terminal import complain, show, terminal_width
from studykit.exporters import changes_report
from studykit.exporters.changes_report import News
from studykit.files import check_writable
from studykit.language import say
from studykit.model import Diagnostic
from studykit.text import fit, one_line

if TYPE_CHECKING:  # what the work needs is loaded when it begins
    from studykit.exporters.anki import AnkiNote
    from studykit.exporters.pictures import PictureBox
    from studykit.push.known import Known
    from studykit.push.looking import Found
    from studykit.push.plan import Change, Plan

#: Seconds that Anki may take for one answer: an import takes a second, a dialog or a sync goes on and on.
PATIENT = 60.0
#: Columns of a card's words in a line.
WIDTH = 60

T = TypeVar("T")


@click.command(
    "push",
    cls=Command,
    help=say(
        "把笔记里的卡片送进正在运行的 Anki：新增、更新、移动，消失的加标签；学习进度不动，你在 Anki 里改过的不覆盖。"
        "Anki 要装插件 AnkiConnect（2055492159）。PATH 是笔记或文件夹，默认是学习文件夹里的 notes。",
        "Bring the cards of the notes into a running Anki: add, update, move, tag what has gone. Schedules stay, and "
        "what you changed in Anki is not overwritten. Anki needs the add-on AnkiConnect (2055492159). PATH is a note "
        "or a folder; without one, notes in the study folder.",
    ),
    epilog=say(
        "例：studykit push --dry-run\n例：studykit push", "Example: studykit push --dry-run\nExample: studykit push"
    ),
)
@click.option(
    "--name",
    default="studykit",
    metavar="NAME",
    help=say("Anki 里牌组的名字，默认 studykit", "What the deck is called in Anki; without it studykit."),
)
@click.option(
    "--dry-run", is_flag=True, help=say("只说会做什么，什么都不改", "Say what would be done, and do nothing.")
)
@click.option(
    "--overwrite",
    is_flag=True,
    help=say(
        "用笔记里的覆盖你在 Anki 里改过的；删掉的也送回去",
        "Let the notes win over what you changed in Anki, and bring back what you deleted there.",
    ),
)
@click.option(
    "--profile",
    metavar="NAME",
    help=say("Anki 里应该打开的用户，默认是上一次的", "The profile that should be open in Anki; without it, the last."),
)
@click.option(
    "--url", default=DEFAULT_URL, metavar="URL", help=say(f"默认 {DEFAULT_URL}", f"Without it {DEFAULT_URL}.")
)
@click.option(
    "--key",
    metavar="KEY",
    envvar="ANKICONNECT_KEY",
    help=say(
        "AnkiConnect 里设的密钥；也可以放在环境变量 ANKICONNECT_KEY 里",
        "The key set in AnkiConnect; may stand in ANKICONNECT_KEY instead.",
    ),
)
@on_notes
def command(
    paths: Sequence[Path],
    name: str,
    dry_run: bool,
    overwrite: bool,
    profile: str | None,
    url: str,
    key: str | None,
    strict: bool,
) -> int:
    """Look at Anki, read the notes, and plan; unless it is a dry run, write the ledger and do what is planned."""
    from studykit.push.known import check_profile, profile_name, read_known
    from studykit.push.looking import look

    study = study_at(paths)
    if not dry_run:
        check_writable(study.ledger)
    before, known = identity.read_ledger(study.ledger), read_known(study.folder)
    anki = Anki(url, key, PATIENT)
    anki.check()
    found = look(anki, partial(_progress, label=say("看 Anki 里有什么", "Looking at Anki")))
    check_profile(known, found.collection, ours=bool(found.held.keys() & before.entries.keys()), wanted=profile)
    made = _make(study, before, name)
    todo = _plan(made, found, before, known, overwrite=overwrite)
    for line in _details(todo, in_full=dry_run):
        show(line)
    refused = () if dry_run else _send(anki, study, made, found, todo, known)
    for line in _summary(todo, profile_name(found.collection), dry_run=dry_run):
        show(line)
    for line in changes_report.doubts(made.news, terminal_width()):
        click.echo(line)
    for line in refused:
        complain(line)
    return max(report(made.diagnostics, strict=strict), int(bool(refused)))


@dataclass(frozen=True, slots=True)
class _Made:
    """What the notes say, as Anki would have it; what is new in that, and the ledger after it."""

    notes: Sequence[AnkiNote]
    pictures: PictureBox
    news: News
    ledger: identity.Ledger
    diagnostics: Sequence[Diagnostic]


def _make(study: Study, before: identity.Ledger, name: str) -> _Made:
    from studykit.exporters.anki import make_notes
    from studykit.exporters.pictures import PictureBox

    opened = open_notes(study)
    found = opened.find(only_cards=True)
    held = hold(before, found.cards, opened.reach())
    pictures, modified = PictureBox(study.folder), held.ledger.modified()
    notes, lost = make_notes(held.cards, name=name, modified=modified, pictures=pictures, shelf=opened.cache.shelf)
    diagnostics = (*before.diagnostics, *found.diagnostics, *pictures.diagnostics, *lost)
    return _Made(notes, pictures, held.news, held.ledger, diagnostics)


def _plan(made: _Made, found: Found, before: identity.Ledger, known: Known, *, overwrite: bool) -> Plan:
    from studykit.push.plan import plan

    return plan(
        made.notes,
        found.held,
        known=known.get(found.collection, frozenset()),
        gone=[id for id, entry in made.ledger.entries.items() if entry.gone],
        built=before.entries,
        retyped=found.retyped > 0,
        overwrite=overwrite,
    )


def _send(anki: Anki, study: Study, made: _Made, found: Found, todo: Plan, known: Known) -> Sequence[str]:
    """Do it, and remember what the collection has had; gives what Anki refused, a line each.

    The ledger comes first: what Anki may have of a push that breaks off, the ledger must know.
    """
    from studykit.push.known import write_known
    from studykit.push.steps import carry_out

    identity.write_ledger(study.ledger, made.ledger)
    watch = partial(_progress, label=say("送到 Anki", "Sending to Anki"))
    done = carry_out(anki, todo, found, made.notes, made.pictures, watch)
    ours = found.held.keys() & made.ledger.entries.keys()
    had = known.get(found.collection, frozenset()) | ours | done.arrived
    write_known(study.folder, {**known, found.collection: had})
    return done.refused


# What is said


def _progress(items: Sequence[T], label: str) -> Iterator[T]:
    """The items; a bar shows how far it has come, or, where there is no terminal, now and then a line."""
    said, has_bar = time.monotonic(), sys.stderr is not None and sys.stderr.isatty()
    for done, item in enumerate(watched(items, label)):
        if not has_bar and time.monotonic() - said > PATIENCE:
            complain(f"{label}: {done}/{len(items)}")
            said = time.monotonic()
        yield item


def _details(todo: Plan, *, in_full: bool) -> Iterator[str]:
    """Where the learner's words stay; and ``in_full``, card by card, all that is to be done."""
    if in_full:
        for note in todo.new:
            yield f"+ {note.span}: {_words(note.fields[note.type.fields[0]])}"
        for change in (*todo.changes, *todo.gone):
            yield from _change(change)
    for note in todo.deleted:
        yield say(
            f"{note.span}: Anki 里没有了（删了，或者换了笔记类型），不再送去",
            f"{note.span}: no longer in Anki (deleted, or of another note type); not sent again",
        )
    for note in todo.barred:
        yield say(f"{note.span}: 没有送，见下面", f"{note.span}: not sent, see below")
    for change in todo.changes:
        for kept in change.kept:
            theirs, ours = _words(kept.theirs), _words(kept.ours)
            yield say(
                f"{change.place}: {kept.field} 在 Anki 里是你改的“{theirs}”，保留；笔记里是“{ours}”",
                f"{change.place}: {kept.field} stays as you changed it in Anki, “{theirs}”; the notes say “{ours}”",
            )


def _change(change: Change) -> Iterator[str]:
    from studykit.exporters.sent import SENT

    front = _words(next(iter(change.held.fields.values())))
    if change.note is None and change.updates:
        yield f"- {change.place}: {front}"
    elif change.updates:
        fields = [name for name in change.fields if name != SENT]
        tags = [*(f"+#{tag}" for tag in change.add_tags), *(f"-#{tag}" for tag in change.remove_tags)]
        yield f"~ {change.place}: {front} ({', '.join([*fields, *tags])})"
    if change.deck is not None:
        yield f"> {change.place}: {front} ({change.held.deck} → {change.deck})"


def _summary(todo: Plan, profile: str, *, dry_run: bool) -> Iterator[str]:
    from studykit.exporters.anki_gone import GONE
    from studykit.push.looking import KIND_TAGS

    new, gone = len(todo.new), sum(change.updates for change in todo.gone)
    updated, moved = sum(change.updates for change in todo.changes), sum(bool(change.deck) for change in todo.changes)
    if dry_run:
        yield say("只是试运行，什么都没有改：", "A dry run; nothing was changed:")
    yield say(
        f"Anki（{profile}）：新增 {new}，更新 {updated}，移动 {moved}，消失 {gone}，未变 {todo.unchanged}",
        f"Anki ({profile}): {new} new, {updated} updated, {moved} moved, {gone} gone, {todo.unchanged} unchanged",
    )
    if gone:
        yield say(
            f"消失的卡片没有删，只加了标签；在 Anki 的浏览窗口里搜索 tag:{GONE} 可以看到。",
            f"What has gone is not deleted, only tagged; search Anki's browser for tag:{GONE} to see it.",
        )
    kept = sum(len(change.kept) for change in todo.changes)
    if kept or todo.deleted:
        yield say(
            f"照你在 Anki 里的样子留着：改的 {kept} 处，删的 {len(todo.deleted)} 张；加 --overwrite 就按笔记来。",
            f"Left as it is in Anki: {kept} changed, {len(todo.deleted)} deleted; with --overwrite the notes win.",
        )
    if todo.barred:
        yield say(
            f"{len(todo.barred)} 张没有送：Anki 里有换了类型的 studykit 笔记，导入会把两种类型混在一起。"
            f"在 Anki 里搜索 tag:{KIND_TAGS}* 找到它们，改回原来的类型，或者删掉。",
            f"Not sent: {len(todo.barred)}. Anki has notes of studykit under another note type, and an import would "
            f"mix the types. Search Anki's browser for tag:{KIND_TAGS}*, and change them back or delete them.",
        )


def _words(field: str) -> str:
    """A field's words on one line, without its markup."""
    return fit(one_line(html.unescape(re.sub(r"<[^>]+>", " ", field))), WIDTH)
