"""The keys of the quiz are listed once, so that what is offered, what is explained and what is done agree."""

from __future__ import annotations

import pytest
from quiz_helpers import card

from studykit.model import Card
from studykit.screens import keys
from studykit.session import Question, Quit, Show, State, Undo, begin, step

QUESTION = begin([card("a")], 0)
ANSWER = step(QUESTION, Show(), 0)[0]
DONE = begin([], 0)


def choosing(asked: Card) -> Question:
    return Question(asked, "choose", choices=("甲", "乙", "丙"))


CHOICE = begin([card("a")], 0, ask=choosing)


@pytest.mark.parametrize("state", [QUESTION, CHOICE, ANSWER], ids=["question", "choice", "answer"])
def test_every_letter_that_is_offered_does_something_and_is_explained(state: State) -> None:
    offered = [name for name, _ in keys.offered(state, typing=False) if len(name) == 1]
    assert offered == list("ue?qbso")
    assert all(keys.meaning(name, state) is not None for name in offered)
    assert set(offered) <= {name for name, _ in keys.explained()}


def test_what_is_offered_depends_on_what_stands_on_the_table() -> None:
    assert next(keys.offered(QUESTION, typing=False)) == ("Space", "answer")
    assert next(keys.offered(ANSWER, typing=False)) == ("Space", "good")
    assert next(keys.offered(CHOICE, typing=False)) == ("1-3", "choose")
    assert list(keys.offered(DONE, typing=False)) == [("Enter", "ends"), ("u", "undo")]
    assert list(keys.offered(QUESTION, typing=True)) == [("Enter", "checks"), ("Esc", "other keys")]


@pytest.mark.parametrize("key", ["u", "U", "ｕ", " u "])
def test_a_key_is_the_same_in_any_case_and_width(key: str) -> None:
    assert keys.meaning(key, QUESTION) == Undo()


def test_enter_shows_the_answer_and_at_the_end_ends() -> None:
    assert keys.meaning("", QUESTION) == Show()
    assert keys.meaning("", DONE) == Quit()


@pytest.mark.parametrize("key", ["x", "5", "流", "uu", "Esc"])
def test_any_other_key_means_nothing(key: str) -> None:
    assert keys.meaning(key, ANSWER) is None
