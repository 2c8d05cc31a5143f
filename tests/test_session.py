"""The session is a pure function: a line of keys leads to a line of what stands on the table."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quiz_helpers import card

from studykit.model import Card
from studykit.reviews import MINUTE_MS, Rating
from studykit.session import (
    Changed,
    Effect,
    Event,
    Failed,
    Outcome,
    PutAside,
    Question,
    Quit,
    Rate,
    Reply,
    Save,
    Saved,
    SetAside,
    Show,
    State,
    Undo,
    Undone,
    WasSetAside,
    begin,
    settle,
    step,
)

A, B, C = card("a"), card("b"), card("c")
#: another side of the fact that A is of
A_BACK = replace(A, id="a back", about=("a", "", "back"))
SEQUENCE = Question(
    card("s", "1. one\n2. two\n3. three", form="sequence"), "order", steps=("1. one", "2. two", "3. three")
)
CHOICE = Question(card("x", "`-O3`"), "choose", choices=("-O1", "-O2", "-O3", "-g"))
TYPED = Question(card("t", "流（Stream）"), "type", names=("队列",))

EVENTS: dict[str, Event] = {
    "show": Show(),
    "1": Rate(1),
    "2": Rate(2),
    "3": Rate(3),
    "4": Rate(4),
    "undo": Undo(),
    "suspend": SetAside("suspend"),
    "bury": SetAside("bury"),
    "quit": Quit(),
}


def ask(question: Card) -> Question:
    """The questions above for their cards; every other card is simply shown."""
    special = {q.card.id: q for q in (SEQUENCE, CHOICE, TYPED)}
    return special.get(question.id, Question(question, new=True))


def outcome(effect: Effect, now: int) -> Outcome:
    """A log that stores everything: what was forgotten comes back in a minute."""
    if isinstance(effect, Save):
        return Saved(again=now + MINUTE_MS if effect.rating == 1 else None)
    if isinstance(effect, PutAside):
        return WasSetAside(effect.how)
    return Undone()


def play(cards: list[Card], events: list[Event]) -> State:
    """A second passes with each event."""
    now = 0
    state = begin(cards, now, ask=ask)
    for event in events:
        now += 1000
        state, effects = step(state, event, now)
        for effect in effects:
            state = settle(state, outcome(effect, now), now)
    return state


def table(state: State) -> str:
    """``a?`` is asked, ``a!`` shows its answer; then what is saved, what is left, what comes back."""
    name = state.question.card.id if state.question else state.phase
    mark = {"question": "?", "answer": "!"}.get(state.phase, "")
    back = f", {len(state.waiting)} back" if state.waiting else ""
    return f"{name}{mark} {state.tally.saved} saved, {state.left} left{back}"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        # the plain way
        ("", "a? 0 saved, 3 left"),
        ("show", "a! 0 saved, 3 left"),
        ("show 3", "b? 1 saved, 2 left"),
        ("show show", "b? 1 saved, 2 left"),
        ("show 3 show 4 show 2", "done 3 saved, 0 left"),
        # a grade before the answer means nothing, and so does a second look
        ("3", "a? 0 saved, 3 left"),
        ("show 3 3 3", "b? 1 saved, 2 left"),
        # what was forgotten comes back when nothing else is left
        ("show 1", "b? 1 saved, 2 left, 1 back"),
        ("show 1 show 3 show 3", "a? 3 saved, 1 left"),
        ("show 1 show 3 show 3 show 1", "a? 4 saved, 1 left"),
        ("show 1 show 3 show 3 show 3", "done 4 saved, 0 left"),
        # taking back, as far as it goes, and after the last card
        ("undo", "a? 0 saved, 3 left"),
        ("show undo", "a! 0 saved, 3 left"),
        ("show 3 undo", "a! 0 saved, 3 left"),
        ("show 3 show undo", "a! 0 saved, 3 left"),
        ("show 3 show 3 undo undo", "a! 0 saved, 3 left"),
        ("show 3 show 3 undo undo 4", "b? 1 saved, 2 left"),
        ("show 3 show 3 show 3 undo", "c! 2 saved, 1 left"),
        ("show 1 show 3 show 3 undo", "c! 2 saved, 1 left, 1 back"),
        # put aside, and taken back
        ("suspend", "b? 0 saved, 2 left"),
        ("show bury", "b? 0 saved, 2 left"),
        ("bury bury bury", "done 0 saved, 0 left"),
        ("bury undo", "a? 0 saved, 3 left"),
        ("show 3 bury undo undo", "a! 0 saved, 3 left"),
        # enough
        ("show 3 quit", "b 1 saved, 2 left"),
        ("show 3 quit show 3", "b 1 saved, 2 left"),
    ],
)
def test_keys_lead_to_the_next_card(keys: str, expected: str) -> None:
    assert table(play([A, B, C], [EVENTS[key] for key in keys.split()])) == expected


def test_a_card_of_the_same_fact_does_not_come_on_the_same_day() -> None:
    state = play([A, A_BACK, B], [Show()])
    assert state.left == 3
    state = play([A, A_BACK, B], [Show(), Rate(3)])
    assert table(state) == "b? 1 saved, 1 left"


def test_its_sibling_comes_after_all_when_the_answer_is_taken_back_and_the_card_put_aside() -> None:
    state = play([A, A_BACK, B], [Show(), Rate(3), Undo(), SetAside("bury")])
    assert table(state) == "a back? 0 saved, 2 left"


def test_a_card_that_comes_back_much_later_does_not_hold_up_the_end() -> None:
    state = begin([A], 0, ask=ask)
    state, _ = step(state, Show(), 0)
    state, _ = step(state, Rate(1), 0)
    later = settle(state, Saved(again=60 * MINUTE_MS), 0)
    assert table(later) == "done 1 saved, 0 left, 1 back"
    soon = settle(state, Saved(again=10 * MINUTE_MS), 0)
    assert table(soon) == "a? 1 saved, 1 left"


def test_what_is_due_again_goes_before_what_is_new() -> None:
    state = begin([A, B, C], 0, ask=ask)
    for event in (Show(), Rate(1)):
        state, _ = step(state, event, 0)
    state = settle(state, Saved(again=MINUTE_MS), 0)
    assert table(state).startswith("b?")
    state, _ = step(state, Show(), MINUTE_MS)
    state, _ = step(state, Rate(3), MINUTE_MS)
    assert table(settle(state, Saved(), MINUTE_MS)).startswith("a?")


def test_a_sequence_is_told_step_by_step() -> None:
    shown = [play([SEQUENCE.card], [Show()] * n) for n in range(4)]
    assert [(state.phase, state.shown) for state in shown] == [
        ("question", 0),
        ("question", 1),
        ("question", 2),
        ("answer", 3),
    ]


@pytest.mark.parametrize(
    ("typed", "verdict", "suggestion"),
    [
        ("流", "same", 3),
        ("ｓｔｒｅａｍ", "same", 3),
        ("队列", "same", 3),
        ("strean", "close", 2),
        ("事件", "different", 1),
    ],
)
def test_a_typed_answer_suggests_the_grade_that_enter_gives(typed: str, verdict: str, suggestion: Rating) -> None:
    state = play([TYPED.card], [Reply(typed)])
    assert state.reply is not None
    assert (state.phase, state.reply.verdict, state.suggestion) == ("answer", verdict, suggestion)
    _, (saved,) = step(state, Show(), 5000)
    assert saved == Save(TYPED.card, suggestion, 5000)


def test_the_learner_has_the_last_word_on_a_typed_answer() -> None:
    _, (saved,) = step(play([TYPED.card], [Reply("wrong")]), Rate(4), 5000)
    assert saved == Save(TYPED.card, 4, 5000)


def test_an_empty_answer_only_shows_the_right_one() -> None:
    state = play([TYPED.card], [Reply("  ")])
    assert (state.phase, state.reply, state.suggestion) == ("answer", None, 3)


@pytest.mark.parametrize(("chosen", "suggestion"), [("-O3", 3), ("-O2", 1), ("-g", 1)])
def test_a_choice_is_right_or_wrong_and_never_nearly(chosen: str, suggestion: int) -> None:
    assert play([CHOICE.card], [Reply(chosen)]).suggestion == suggestion


# Nothing counts as saved before the log says so


def test_a_rating_is_not_saved_before_the_log_has_it() -> None:
    state, effects = step(play([A, B], [Show()]), Rate(3), 9000)
    assert effects == (Save(A, 3, 9000),)
    assert (state.phase, state.tally.saved) == ("saving", 0)
    assert settle(state, Saved(), 9000).tally.saved == 1


def test_while_it_is_being_saved_nothing_else_happens() -> None:
    saving, _ = step(play([A, B], [Show()]), Rate(3), 0)
    for event in (Show(), Rate(1), Undo(), SetAside("bury"), Reply("x")):
        state, effects = step(saving, event, 0)
        assert (state, effects) == (saving, ())


def test_what_could_not_be_saved_is_said_and_can_be_tried_again() -> None:
    saving, _ = step(play([A, B], [Show()]), Rate(3), 0)
    state = settle(saving, Failed("disk full"), 0)
    assert (state.phase, state.notice, state.trouble, state.tally.saved) == (
        "answer",
        "failed",
        "disk full",
        0,
    )
    assert step(state, Rate(3), 0)[1] == (Save(A, 3, 0),)


def test_what_could_not_be_taken_back_stays_as_it_was() -> None:
    before = play([A, B], [Show(), Rate(3)])
    assert table(settle(before, Failed("disk full"), 0)) == "b? 1 saved, 1 left"


# The rest


def test_an_answer_of_an_earlier_session_comes_back_before_the_card_on_the_table() -> None:
    state = settle(play([A, B], []), Undone(Question(C)), 0)
    assert table(state) == "c! 0 saved, 3 left"
    state, _ = step(state, Rate(3), 0)
    assert table(settle(state, Saved(), 0)) == "a? 1 saved, 2 left"


def test_taking_back_says_when_there_is_nothing_or_the_card_is_elsewhere() -> None:
    assert settle(play([A], []), Undone(), 0).notice == "nothing to undo"
    assert settle(play([A], []), Undone(elsewhere=True), 0).notice == "undone elsewhere"


def test_a_card_that_was_edited_reads_as_it_does_now() -> None:
    edited = replace(A, answer="better")
    state = play([A, B], [Show(), Changed(edited)])
    assert state.question is not None
    assert (state.question.card.answer, state.phase, state.notice) == ("better", "answer", "changed")


def test_a_card_that_is_no_longer_in_its_note_makes_room_for_the_next() -> None:
    state = play([A, B], [Changed(None)])
    assert (table(state), state.notice) == ("b? 0 saved, 1 left", "gone")


def test_leeches_are_remembered_once_each_for_the_end() -> None:
    state = play([A, B], [Show()])
    for now in (0, MINUTE_MS):
        state = replace(state, phase="answer", question=Question(A))
        state, _ = step(state, Rate(1), now)
        state = settle(state, Saved(leech=True), now)
    assert [leech.card for leech in state.leeches] == [A]


def test_time_that_runs_backwards_takes_no_time() -> None:
    state, _ = step(begin([A], 10_000, ask=ask), Show(), 5000)
    assert step(state, Rate(3), 5000)[1] == (Save(A, 3, 0),)


@given(st.lists(st.sampled_from(sorted(EVENTS.keys() - {"quit"})), max_size=40))
def test_taking_everything_back_leads_to_the_beginning(keys: list[str]) -> None:
    """As many times taken back as something was done: nothing is saved, and the first card is on the table."""
    state = play([A, A_BACK, B, C], [EVENTS[key] for key in keys])
    for _ in keys:
        state, effects = step(state, Undo(), 0)
        for effect in effects:
            state = settle(state, outcome(effect, 0), 0)
    assert state.question is not None
    assert (state.question.card, state.tally.saved, state.left) == (A, 0, 4)


@given(st.lists(st.sampled_from(sorted(EVENTS)), max_size=40))
def test_a_quiz_is_done_exactly_when_there_is_no_question(keys: list[str]) -> None:
    state = play([A, B, C], [EVENTS[key] for key in keys])
    assert (state.phase in ("done", "left")) or state.question is not None
    assert state.phase != "done" or state.question is None
