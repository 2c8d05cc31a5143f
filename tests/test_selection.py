"""What is asked, in which order, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from quiz_helpers import card

from studykit.model import Card, Concept, Extraction, Relation, Span
from studykit.reviews import DAY_MS
from studykit.schedule import Memory
from studykit.selection import Order, Plan, Standing, Wish, select

TODAY = 20_000
NOW = TODAY * DAY_MS + DAY_MS // 2
WISH = Wish(new=10, reviews=10)
FRESH = Memory(
    state="review",
    stability=10.0,
    difficulty=5.0,
    step=0,
    interval=10,
    due_day=TODAY,
    due=TODAY * DAY_MS,
    day=TODAY - 10,
    last=(TODAY - 10) * DAY_MS,
    first_day=TODAY - 30,
    repetitions=3,
    lapses=0,
    leech=False,
)


def due(in_days: int, **other: object) -> Memory:
    """The memory of a card that is due in so many days."""
    day = TODAY + in_days
    return replace(replace(FRESH, due_day=day, due=day * DAY_MS), **other)  # type: ignore[arg-type]  # its fields


def plan(
    cards: list[Card],
    memories: Mapping[str, Memory] | None = None,
    wish: Wish = WISH,
    order: Order | None = None,
    **standing: frozenset[str],
) -> Plan:
    known = Standing(memories or {}, TODAY, NOW, **standing)
    return select(Extraction(cards=tuple(cards)), known, wish, order or Order())


def asked(plan: Plan) -> str:
    return " ".join(card.id for card in plan.queue)


A, B, C, D = (card(name, heading=(name,)) for name in "abcd")


@pytest.mark.parametrize(
    ("memories", "expected"),
    [
        ({}, "a b c d"),
        # the longest overdue first; nothing before its day
        ({"a": due(0), "b": due(-1), "c": due(1), "d": due(5)}, "b a"),
        ({"a": due(1), "b": due(2), "c": due(3), "d": due(4)}, ""),
        # new cards stand evenly among the others
        ({"c": due(0), "d": due(0)}, "c a d b"),
        ({"a": due(0)}, "b a c d"),
        # learned today already
        ({"a": due(3, day=TODAY), "b": due(2, day=TODAY)}, "c d"),
    ],
)
def test_what_is_due_comes_with_new_cards_among_it(memories: dict[str, Memory], expected: str) -> None:
    assert asked(plan([A, B, C, D], memories)) == expected


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (Wish(new=1, reviews=10), "1 new, 2 due, 1 left"),
        (Wish(new=0, reviews=1), "0 new, 1 due, 3 left"),
        (Wish(new=10, reviews=10, limit=3), "1 new, 2 due, 1 left"),
        (Wish(new=10, reviews=10, limit=1), "0 new, 1 due, 3 left"),
    ],
)
def test_limits_hold_and_what_they_leave_is_counted(wish: Wish, expected: str) -> None:
    found = plan([A, B, C, D], {"a": due(0), "b": due(0)}, wish)
    assert f"{found.new} new, {found.due} due, {found.left} left" == expected


def test_studying_ahead_asks_what_is_due_soon() -> None:
    memories = {"a": due(1), "b": due(2), "c": due(3), "d": due(1, day=TODAY)}
    assert asked(plan([A, B, C, D], memories, replace(WISH, ahead=2))) == "a b"


def test_cramming_asks_everything_but_what_is_suspended() -> None:
    memories = {"a": due(9), "b": due(0, day=TODAY)}
    found = plan([A, B, C, D], memories, replace(WISH, cram=True), suspended=frozenset("c"), buried=frozenset("d"))
    assert asked(found) == "a b d"


def test_what_is_suspended_or_buried_is_not_asked() -> None:
    assert asked(plan([A, B, C], suspended=frozenset("a"), buried=frozenset("b"))) == "c"


def test_what_waits_for_a_step_comes_back_later_today() -> None:
    step = due(0, state="learning", interval=0, due=NOW + 600_000, day=TODAY)
    found = plan([A, B], {"a": step})
    assert [(entry.question.card.id, entry.due) for entry in found.waiting] == [("a", NOW + 600_000)]
    assert asked(found) == "b"


def test_the_next_day_with_something_due_is_known() -> None:
    assert plan([A, B], {"a": due(7), "b": due(3)}).next_day == TODAY + 3
    assert plan([A, B]).next_day is None


def test_cards_whose_note_has_gone_are_counted() -> None:
    assert plan([A], {"a": due(0), "long gone": due(0)}).gone == 1


# Siblings


def test_of_one_fact_one_card_is_asked_a_day() -> None:
    back = replace(A, id="a back", about=("a", "", "back"))
    assert asked(plan([A, back, B])) == "a b"
    assert asked(plan([A, back, B], {"a": due(0), "a back": due(-3)})) in ("a back b", "b a back")
    assert asked(plan([A, back, B], {"a": due(3, day=TODAY), "a back": due(0)})) == "b"


def test_two_facts_on_one_line_are_no_siblings() -> None:
    other = replace(A, id="other", about=("other", "", ""))
    assert asked(plan([A, other])) == "a other"


# Filters


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("cuda", "a b"),
        ("#cuda", "a b"),
        ("CUDA/流", "b"),
        ("cuda::流", "b"),
        ("流", ""),
        ("cud", ""),
    ],
)
def test_a_tag_takes_in_those_below_it(tag: str, expected: str) -> None:
    tagged = [replace(A, tags=("cuda",)), replace(B, tags=("x", "cuda::流")), C]
    assert asked(plan(tagged, wish=replace(WISH, tag=tag))) == expected


def test_a_kind_and_concepts_choose_cards() -> None:
    cards = [replace(A, kind="formula"), replace(B, concepts=("流",)), C]
    assert asked(plan(cards, wish=replace(WISH, kind="formula"))) == "a"
    assert asked(plan(cards, wish=replace(WISH, concepts=frozenset({"流", "事件"})))) == "b"
    assert plan(cards, wish=replace(WISH, kind="fix")).matching == 0


# The order of new cards


def about(name: str, *concepts: str, heading: str = "") -> Card:
    return card(name, concepts=concepts, heading=(heading or name,))


def test_prerequisites_come_first_and_otherwise_the_order_of_the_notes() -> None:
    cards = [about("kernel", "核函数"), about("none"), about("thread", "线程"), about("block", "线程块")]
    order = Order(("线程", "线程块", "核函数"), {"核函数": ("线程",)})
    assert asked(plan(cards, order=order)) == "thread block kernel none"


def test_cards_of_one_section_are_kept_apart() -> None:
    cards = [about(f"{section}{n}", heading=section) for section in "xy" for n in range(3)]
    assert asked(plan(cards)) == "x0 y0 x1 y1 x2 y2"


def test_what_needs_a_card_does_not_overtake_it() -> None:
    cards = [about("x0", "线程", heading="x"), about("x1", "线程块", heading="x"), about("y0", "核函数")]
    free = Order(("线程", "线程块", "核函数"))
    bound = replace(free, needs={"核函数": ("线程块",)})
    assert asked(plan(cards, order=free)) == "x0 y0 x1"
    assert asked(plan(cards, order=bound)) == "x0 x1 y0"


# How each is asked


def question(cards: list[Card], memories: Mapping[str, Memory] | None = None, **found: object) -> str:
    """How the first card is asked, with its choices."""
    known = Standing(memories or {}, TODAY, NOW)
    extraction = Extraction(cards=tuple(cards), **found)  # type: ignore[arg-type]  # its other parts
    put = select(extraction, known, WISH, Order()).ask(cards[0])
    return " ".join([put.way, *sorted(put.choices)])


def term(name: str, answer: str, **other: object) -> Card:
    """A card that asks for a term."""
    return card(name, answer, prompt="…", about=(name, "", "back"), **other)  # type: ignore[arg-type]


TERMS = [term("1", "流"), term("2", "事件"), term("3", "线程块"), term("4", "网格")]


def test_an_explanation_is_shown_and_graded() -> None:
    assert question([card("a", "一串按顺序执行的操作，彼此可以并发")]) == "reveal"


def test_a_new_term_is_chosen_among_its_like_and_typed_from_then_on() -> None:
    assert question(TERMS) == "choose 事件 流 线程块 网格"
    assert question(TERMS, {"1": due(0)}) == "type"


def test_with_too_few_to_choose_from_a_new_term_is_typed() -> None:
    assert question(TERMS[:3]) == "type"


def test_wrong_choices_are_the_neighbours_of_the_right_one() -> None:
    far = [term(f"far {n}", f"远{n}甲", path="notes/far.md") for n in range(5)]
    near = [term(f"near {n}", f"近{n}甲", path="notes/near.md") for n in range(3)]
    tied = tuple(Relation("流", "contrasts_with", card.answer, Span("notes/a.md", 1, 1), "test") for card in near)
    assert question([TERMS[0], *far, *near], relations=tied) == "choose 流 近0甲 近1甲 近2甲"


def test_no_wrong_choice_is_another_name_of_the_right_one() -> None:
    stream = replace(TERMS[0], concepts=("流",))
    concepts = (Concept("流", ("队列",), 1, 1.0, ()),)
    queue = term("5", "队列")
    assert "队列" not in question([stream, queue, *TERMS[1:]], concepts=concepts)


def test_among_years_there_are_only_numbers() -> None:
    years = [term("year", "2019"), *(term(str(n), str(2012 + n)) for n in range(3)), *TERMS]
    assert question(years) == "choose 2012 2013 2014 2019"


def test_a_sequence_is_asked_in_order() -> None:
    assert question([card("s", "1. 分配\n2. 拷贝\n3. 启动", form="sequence")]) == "order"
    assert question([card("s", "一句话", form="sequence")]) == "reveal"
