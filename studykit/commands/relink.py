"""keep | 让一张新卡片沿用原来的学习记录 | Let a new card keep what was learned under another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

import click

from studykit import identity
from studykit.commands._help import Command
from studykit.commands._ledger import look
from studykit.commands._notes import study_at
from studykit.commands._reviews import desk
from studykit.commands._terminal import show
from studykit.errors import CannotRelink
from studykit.files import check_writable
from studykit.language import say
from studykit.model import Card
from studykit.text import one_line


@click.command(
    "relink",
    cls=Command,
    help=say(
        "告诉 studykit：NEW 就是改写过的 OLD。从此这张卡片用 OLD 的编号，学习记录接着算。"
        "OLD 是笔记里已经没有的卡片，NEW 是笔记里现有的；写编号的开头几位就够了，studykit status 会列出来。",
        "Tell studykit that NEW is OLD in other words: the card takes the id OLD, and what was learned goes on. OLD is "
        "a card that the notes have no more, NEW one that they have. The beginning of an id is enough; studykit "
        "status lists them.",
    ),
    epilog=say("例：studykit relink 54tqpzz7 qb5itwwm", "Example: studykit relink 54tqpzz7 qb5itwwm"),
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
def command(old: str, new: str) -> int:
    """Find the two, write the ledger, say what follows."""
    study = study_at(())
    check_writable(study.ledger)
    news = look(study)[0].news
    card = news.cards[_the_one(new, news.cards)]
    old = _gone(old, news.before, news.cards)
    ledger = identity.relinked(news.before, old, card, datetime.now(UTC))
    identity.write_ledger(study.ledger, ledger)
    prompt = one_line(card.prompt)
    show(say(f"好了：“{prompt}”沿用 {old} 的学习记录。", f"Done: “{prompt}” keeps what was learned as {old}."))
    if count := _answers(card.id):
        show(
            say(
                f"用编号 {card.id} 已经答过 {count} 次：这些记录留着，但不再算进日程。",
                f"It was answered {count} times as {card.id}: that stays in the log, but no longer counts.",
            )
        )
    return 0


def _gone(beginning: str, before: identity.Ledger, cards: Mapping[str, Card]) -> str:
    """The id of a card that the ledger knows and the notes do not have."""
    id = _the_one(beginning, before.entries)
    if id in cards:
        place = cards[id].span
        raise CannotRelink(
            say(
                f"{id}: 这张卡片还在笔记里（{place}），不能让给别的卡片。",
                f"{id}: this card is still in the notes ({place}); another one cannot have its id.",
            )
        )
    return id


def _the_one(beginning: str, ids: Iterable[str]) -> str:
    found = [id for id in ids if beginning and id.startswith(beginning)]
    if len(found) == 1:
        return found[0]
    if found:
        raise CannotRelink(
            say(
                f"{beginning}: 有 {len(found)} 张卡片的编号这样开头，请多写几位。",
                f"{beginning}: {len(found)} cards begin so; write more of the id.",
            )
        )
    raise CannotRelink(
        say(
            f"{beginning}: 没有这个编号的卡片；studykit status 会列出来。",
            f"{beginning}: there is no such card; studykit status lists them.",
        )
    )


def _answers(card: str) -> int:
    """How often a card was answered in the quiz."""
    from studykit.reviews import Review
    from studykit.store import has_reviews, read_store

    here = desk()
    if not has_reviews(here.folder):
        return 0
    with read_store(here.folder, here.scheduler) as store:
        history = dict(store.histories()).get(card, ())
    return sum(isinstance(event, Review) for event in history)
