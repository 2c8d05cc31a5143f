"""Forms whose facts are asked as they stand: one card, the fact's own prompt and answer.

What sets them apart is how they look: an exporter styles a command, an option or a figure by its form.
"""

from __future__ import annotations

from collections.abc import Iterator

from studykit.cards import card, card_form
from studykit.model import Card, Document, Fact


@card_form("question")
@card_form("cloze")
@card_form("comparison")
@card_form("command")
@card_form("option")
@card_form("formula")
@card_form("figure")
def make(fact: Fact, document: Document) -> Iterator[Card]:
    """One card."""
    yield card(fact, document)
