"""Closed lists of words: grammar looks words up as it gets them, so each must be one that it can get."""

from __future__ import annotations

import pytest

from studykit import fields, segment
from studykit.grammar import words
from studykit.grammar.predicates import COMPLEMENTS
from studykit.grammar.regrouping import regrouped
from studykit.grammar.words import PARTICLES

LISTS = {name: value for name, value in vars(words).items() if isinstance(value, frozenset)}


def pieces(word: str) -> list[str]:
    return regrouped(fields.whole(segment.cut(word)))


@pytest.mark.parametrize("name", LISTS)
def test_every_word_of_a_list_is_one_word_to_grammar(name: str) -> None:
    """What stands behind a verb and belongs to it may be a word of its own: 对应 and 于."""
    apart = {word: cut for word in LISTS[name] if len(cut := pieces(word)) > 1}
    assert {word for word, (_, *behind) in apart.items() if not set(behind) <= PARTICLES | COMPLEMENTS} == set()
