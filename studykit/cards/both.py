"""A term and its explanation, asked in both directions."""

from __future__ import annotations

from collections.abc import Iterator

from studykit.cards import card, card_form
from studykit.model import Card, Document, Fact


@card_form("both")
def make(fact: Fact, document: Document) -> Iterator[Card]:
    """Two cards: the explanation of the term, and the term of the explanation."""
    yield card(fact, document)
    yield card(fact, document, prompt=fact.answer, answer=fact.subject, side="back")
