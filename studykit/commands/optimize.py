"""keep | 用自己的复习记录训练记忆模型 | Train the memory model on your own reviews."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from studykit.commands._help import Command
from studykit.commands._reviews import Desk, desk, shown
from studykit.commands._terminal import show
from studykit.language import say

if TYPE_CHECKING:
    from studykit.training import Trained


@click.command(
    "optimize",
    cls=Command,
    help=say(
        "用自己的复习记录训练 FSRS 的权重，并说明预测准了多少。加上 --write 才写进 studykit.toml。",
        "Train the weights of FSRS on your own reviews, and say how much better they predict. "
        "Only with --write they go into studykit.toml.",
    ),
    epilog=say("例：studykit optimize --write", "Example: studykit optimize --write"),
)
@click.option("--write", is_flag=True, help=say("写进 studykit.toml", "Put the weights into studykit.toml."))
def command(write: bool) -> int:
    """Train, compare, write if asked."""
    from studykit.reviews import since_reset
    from studykit.store import read_store  # here, so that help and wrong usage do not wait for it
    from studykit.training import train

    here = desk()
    with read_store(here.folder, here.scheduler) as store:
        reviews = [review for _, history in store.histories() for review in since_reset(history)]
    trained = train(reviews, here.scheduler.day, here.settings.quiz.weights)
    before, after = trained.before, trained.after
    show(
        say(
            f"{trained.answers} 次回答。对五分之一没有参与训练的卡片，预测误差：log loss {before.log_loss:.4f} → "
            f"{after.log_loss:.4f}，RMSE {before.rmse:.2%} → {after.rmse:.2%}",
            f"{trained.answers} answers. How far predictions are off, for a fifth of the cards: log loss "
            f"{before.log_loss:.4f} → {after.log_loss:.4f}, RMSE {before.rmse:.2%} → {after.rmse:.2%}",
        )
    )
    if after.log_loss >= before.log_loss:
        show(say("没有变好，保留现在的权重。", "That is no better: keep the present weights."))
    elif write:
        show(_written(here, trained))
    else:
        show(say("采用它们：studykit optimize --write", "To use them: studykit optimize --write"))
    return 0


def _written(here: Desk, trained: Trained) -> str:
    from studykit.files import MARKER, replace_file
    from studykit.schedule import Fsrs
    from studykit.settings import with_weights

    Fsrs(replace(here.settings.quiz, weights=trained.weights))  # says if it cannot use them
    path = here.folder / MARKER
    text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    replace_file(path, with_weights(text, str(path), trained.weights).encode())
    return say(f"已写入 {shown(path)}。", f"Written to {shown(path)}.")
