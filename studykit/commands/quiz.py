"""study | 在终端里复习到期的卡片 | Review the cards that are due, in the terminal."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from studykit import identity
from studykit.commands._help import Command
from studykit.commands._notes import Study, open_notes, study_at
from studykit.commands._terminal import show, terminal_width
from studykit.language import say
from studykit.model import Card, FactKind
from studykit.reviews import Moment

if TYPE_CHECKING:
    from studykit.quiz import Quiz
    from studykit.selection import Wish
    from studykit.settings import QuizSettings
    from studykit.store import Done


@click.command(
    "quiz",
    cls=Command,
    help=say(
        "复习到期的卡片，再学几张新的：和 deck 写出的是同一批卡片。PATH 是笔记或文件夹，默认是学习文件夹里的 notes。"
        "每次评分立刻存盘，随时可以退出。",
        "Review what is due and learn some new cards: the very cards that deck writes. PATH is a note or a "
        "folder; without one, notes in the study folder. Every grade is on the disk at once; end whenever you like.",
    ),
    epilog=say(
        "例：studykit quiz\n例：studykit quiz --around 共享内存 --new 10",
        "Example: studykit quiz\nExample: studykit quiz --around warp --new 10",
    ),
)
@click.option(
    "--around",
    metavar="CONCEPT",
    help=say("只学这个概念和它的邻居", "Only this concept and its neighbours."),
)
@click.option(
    "--depth",
    metavar="N",
    type=click.IntRange(0),
    default=1,
    help=say("邻居算到几步之外，默认 1", "How many steps away is still a neighbour; 1 unless given."),
)
@click.option(
    "--tag", metavar="TAG", default="", help=say("只学带这个标签的", "Only cards with this tag or one below it.")
)
@click.option(
    "--kind",
    metavar="KIND",
    type=click.Choice(get_args(FactKind)),
    help=say(f"只学这一种：{'、'.join(get_args(FactKind))}", f"Only this kind: {', '.join(get_args(FactKind))}."),
)
@click.option(
    "--new",
    metavar="N",
    type=click.IntRange(0),
    help=say("学几张新卡，默认按 studykit.toml", "How many new cards; without it as studykit.toml says."),
)
@click.option("--limit", metavar="N", type=click.IntRange(1), help=say("一共最多几张", "At most so many cards in all."))
@click.option(
    "--ahead",
    metavar="DAYS",
    type=click.IntRange(0),
    default=0,
    help=say("提前复习几天内到期的", "Also what is due within so many days."),
)
@click.option(
    "--cram",
    is_flag=True,
    help=say("不管到期没有都过一遍，不计入复习记录", "Everything, due or not; nothing goes into the log."),
)
@click.option(
    "--plain",
    is_flag=True,
    help=say("一行一行地问答，适合读屏软件和管道", "Line by line, for screen readers and pipes."),
)
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
def command(paths: Sequence[Path], around: str | None, depth: int, plain: bool, **asked: object) -> int:
    """Read, choose, ask, say what was saved."""
    with quiz_of(paths, around, depth, asked) as quiz:
        from studykit.screens import words

        if quiz.state.phase == "done":
            _tell(words.nothing_to_do(quiz))
            return 0
        if plain or not _full_screen():
            return _plainly(quiz)
        from studykit.screens.full import run

        code = run(quiz)
        with suppress(OSError):  # after SIGHUP there may be no terminal
            _tell(words.summary(quiz))
        return code


def _plainly(quiz: Quiz) -> int:
    """Line by line. Bytes that are no text, and streams that were closed by whoever started us, do no harm."""
    from studykit.screens.plain import Plain

    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    out = sys.stdout or StringIO()
    return Plain(quiz, sys.stdin, out, terminal_width, terminal=_on_terminal()).run()


def _tell(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        show(sentence)


@contextmanager
def quiz_of(paths: Sequence[Path], around: str | None, depth: int, asked: Mapping[str, Any]) -> Iterator[Quiz]:
    """The quiz that was asked for; it holds the reviews until it ends."""
    # all of these here, so that help and wrong usage do not wait for them
    from studykit.quiz import Quiz, learning_order, neighbours, standing_at
    from studykit.schedule import Fsrs
    from studykit.selection import select
    from studykit.settings import read_settings
    from studykit.store import open_store, read_store

    gc.disable()  # a search for garbage among so many new records takes longer than making them
    study = study_at(paths)
    settings = read_settings(study.folder)
    scheduler = Fsrs(settings.quiz)
    opened = open_notes(study, may_be_none=True)
    ledger, cache = identity.read_ledger(study.ledger), opened.cache
    found = cache.extraction(documents=False)
    cards = identity.resolve(ledger, found.cards, opened.reach()).cards
    found = replace(found, cards=cards, diagnostics=(*opened.trouble, *found.diagnostics))
    concepts = neighbours(cache, around, depth) if around else None
    rehearsal = bool(asked["cram"])
    with ExitStack() as stack:
        if found.cards and not rehearsal:
            store = stack.enter_context(open_store(study.folder, scheduler, _now()))
            ledger = _remember(study, ledger, cards)
        else:
            store = stack.enter_context(read_store(study.folder, scheduler))
        wish = _wish(asked, settings.quiz, store.done_on(scheduler.day(_now())), concepts)
        plan = select(found, standing_at(_now(), store, scheduler), wish, learning_order(cache))
        digests = {note.path: note.digest for note in opened.notes}
        gc.freeze()
        gc.enable()
        yield Quiz(plan, found, store, scheduler, study.folder, settings.notes, digests, _now, rehearsal, ledger)


def _remember(study: Study, ledger: identity.Ledger, cards: Sequence[Card]) -> identity.Ledger:
    """Put the cards into the ledger before the first answer: reviews are kept under their ids."""
    after = identity.noted(ledger, cards, datetime.now(UTC))
    if after is not ledger:
        identity.write_ledger(study.ledger, after)
    return after


def _wish(asked: Mapping[str, Any], settings: QuizSettings, done: Done, concepts: frozenset[str] | None) -> Wish:
    from studykit.selection import Wish

    return Wish(
        new=max(settings.new_per_day - done.new, 0) if asked["new"] is None else asked["new"],
        reviews=max(settings.reviews_per_day - done.reviews, 0),
        limit=asked["limit"],
        tag=asked["tag"],
        kind=asked["kind"],
        concepts=concepts,
        ahead=asked["ahead"],
        cram=asked["cram"],
    )


def _now() -> Moment:
    return Moment.of(datetime.now().astimezone())


def _on_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def _full_screen() -> bool:
    """Whether this is a terminal that can do more than lines."""
    return _on_terminal() and os.environ.get("TERM", "dumb") not in ("dumb", "")
