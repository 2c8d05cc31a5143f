"""Things in order. A short sequence is asked whole; of a long one, a few steps at a time.

Nobody can grade seventeen steps in one answer, and a card for each single step teaches no order: a long
sequence is asked in runs, each beginning where the one before ended.
"""

from __future__ import annotations

from collections.abc import Iterator

from studykit.cards import card, card_form
from studykit.model import Card, Document, Fact

#: As many things as one can hold in mind at once (Miller 1956 says seven, Cowan 2001 four).
WHOLE, RUN = 7, 4


@card_form("sequence")
def make(fact: Fact, document: Document) -> Iterator[Card]:
    """One card for a short sequence, one a run for a long one."""
    items = fact.items
    if len(items) <= WHOLE:
        yield card(fact, document, answer=_ordered(items, 1))
        return
    start = 0
    for run in _runs(items):
        if start == 0:
            prompt, side = f"{fact.subject}：最先的 {len(run)} 步依次是什么？", ""
        else:
            prompt, side = (
                f"{fact.subject}：{items[start - 1]} 之后的 {len(run)} 步依次是什么？",
                items[start - 1],
            )
        yield card(fact, document, prompt=prompt, answer=_ordered(run, start + 1), side=side)
        start += len(run)


def _runs(items: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Runs of at most :data:`RUN` items, as even as can be, the longer ones first."""
    number = -(-len(items) // RUN)
    size, longer = divmod(len(items), number)
    start = 0
    for i in range(number):
        end = start + size + (i < longer)
        yield items[start:end]
        start = end


def _ordered(items: tuple[str, ...], first: int) -> str:
    return "\n".join(f"{number}. {item}" for number, item in enumerate(items, first))
