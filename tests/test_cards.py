"""Facts as cards: what is asked, and what stands above the question."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.cards import CARD_FORMS, make_cards
from studykit.cards.sequence import RUN, WHOLE
from studykit.model import Anchor, Card, Document, Fact, FrontMatter, Note, Span

NOTE = Note("notes/os.md", "", "")
DOCUMENT = Document(NOTE, FrontMatter(title="操作系统"), (), "操作系统")
FACT = Fact(
    kind="definition",
    form="question",
    subject="页表",
    aspect="",
    prompt="什么是页表？",
    answer="虚拟页到物理页框的映射",
    span=Span("notes/os.md", 3, 4),
    heading=(),
    topic="",
    pattern="glossary",
    confidence=0.8,
)


@pytest.fixture(scope="module", autouse=True)
def _forms() -> None:
    CARD_FORMS.load()


def cards(document: Document = DOCUMENT, **changes: object) -> list[Card]:
    return list(make_cards(replace(FACT, **changes), document))  # type: ignore[arg-type]  # fields of a fact


def context(document: Document = DOCUMENT, **changes: object) -> tuple[str, ...]:
    (card,) = cards(document, **changes)
    return card.context


# -- what stands above the question -------------------------------------------------------------------------


def test_title_and_headings_say_what_a_question_is_about() -> None:
    assert context(heading=("内存", "分页")) == ("操作系统", "内存", "分页")


def test_no_more_than_the_three_nearest_names() -> None:
    assert context(heading=("内存", "分页", "多级")) == ("内存", "分页", "多级")


def test_the_line_above_a_list_is_the_last_name() -> None:
    assert context(heading=("内存",), topic="地址转换用到的结构") == ("操作系统", "内存", "地址转换用到的结构")


@pytest.mark.parametrize("heading", ["概述", "简介", "参考资料", "1.2"])
def test_a_heading_that_names_no_thing_is_left_out(heading: str) -> None:
    assert context(heading=(heading,)) == ("操作系统",)


def test_what_the_question_says_itself_is_left_out() -> None:
    assert context(heading=("页表（Page Table）",)) == ("操作系统",)


def test_what_gives_the_answer_away_is_left_out() -> None:
    assert context(prompt="表示映射的结构叫什么？", answer="页表", heading=("页表与快表",)) == ("操作系统",)
    assert context(answer="分页用的映射", heading=("分页",)) == ("操作系统",)


def test_a_name_in_a_long_answer_gives_nothing_away() -> None:
    answer = "把逻辑地址划分成固定大小的块，分页时每一块都对应一个物理页框"
    assert context(answer=answer, heading=("分页",)) == ("操作系统", "分页")


def test_a_lead_that_shares_a_word_with_a_short_answer_is_left_out() -> None:
    assert context(answer="硬件查找", topic="靠硬件完成的工作") == ("操作系统",)


def test_a_name_that_another_one_holds_is_said_once() -> None:
    assert context(heading=("操作系统", "操作系统的内存")) == ("操作系统", "操作系统的内存")


def test_the_name_of_a_file_stands_above_a_note_without_headings() -> None:
    document = replace(DOCUMENT, title="操作系统", named=False)
    assert context(document) == ("操作系统",)
    assert context(document, heading=("内存",)) == ("内存",)


# -- deck, tags, statement ----------------------------------------------------------------------------------


def test_the_subdeck_is_the_title_and_the_first_heading_below_it() -> None:
    (card,) = cards(heading=("操作系统", "内存", "分页"))
    assert card.deck == ("操作系统", "内存")


@pytest.mark.parametrize("deck", ["系统::内存", "系统/内存"])
def test_front_matter_may_name_the_deck(deck: str) -> None:
    document = replace(DOCUMENT, front=FrontMatter(deck=deck))
    (card,) = cards(document, heading=("分页",))
    assert card.deck == ("系统", "内存")


def test_tags_of_the_note_are_hierarchical_as_anki_writes_them() -> None:
    (card,) = cards(replace(DOCUMENT, tags=("系统/内存", "linux", "linux")))
    assert card.tags == ("系统::内存", "linux")


def test_the_sentence_of_the_note_is_shown_when_it_says_more_than_question_and_answer() -> None:
    longer = "页表是虚拟页到物理页框的映射，由内核维护，每个进程各有一张"
    assert cards(statement=longer)[0].statement == longer
    assert cards(statement="页表是虚拟页到物理页框的映射")[0].statement == ""


# -- forms --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["question", "cloze", "comparison", "command", "option", "formula", "figure"])
def test_a_plain_form_is_one_card_that_asks_the_fact(form: str) -> None:
    (card,) = cards(form=form)
    assert (card.form, card.prompt, card.answer) == (form, FACT.prompt, FACT.answer)
    assert (card.span, card.kind, card.pattern) == (FACT.span, FACT.kind, FACT.pattern)


def test_a_pair_is_asked_in_both_directions_by_two_cards_that_can_be_told_apart() -> None:
    front, back = cards(form="both", prompt="页表")
    assert (front.prompt, front.answer) == ("页表", "虚拟页到物理页框的映射")
    assert (back.prompt, back.answer) == ("虚拟页到物理页框的映射", "页表")
    assert front.about != back.about


def sequence(items: tuple[str, ...]) -> list[Card]:
    return cards(form="sequence", subject="启动", prompt="启动依次有哪几步？", items=items)


def test_a_short_sequence_is_asked_whole() -> None:
    (card,) = sequence(("加电", "自检", "引导"))
    assert (card.prompt, card.answer) == ("启动依次有哪几步？", "1. 加电\n2. 自检\n3. 引导")


def test_a_long_sequence_is_asked_in_runs_that_begin_where_the_one_before_ended() -> None:
    first, second, third = sequence(tuple("甲乙丙丁戊己庚辛壬"))
    assert (first.prompt, first.answer) == ("启动：最先的 3 步依次是什么？", "1. 甲\n2. 乙\n3. 丙")
    assert (second.prompt, second.answer) == ("启动：丙 之后的 3 步依次是什么？", "4. 丁\n5. 戊\n6. 己")
    assert third.answer == "7. 庚\n8. 辛\n9. 壬"
    assert len({card.about for card in (first, second, third)}) == 3


@given(st.integers(2, 60))
def test_the_runs_of_a_sequence_are_the_sequence(number: int) -> None:
    items = tuple(f"第{i}项" for i in range(number))
    runs = [card.answer.split("\n") for card in sequence(items)]
    assert [line for run in runs for line in run] == [f"{i}. {item}" for i, item in enumerate(items, 1)]
    if number > WHOLE:
        assert all(1 < len(run) <= RUN for run in runs)


def test_a_card_knows_the_name_that_the_learner_gave_to_its_block() -> None:
    named = replace(DOCUMENT, anchors=(Anchor("a", Span("notes/os.md", 1, 1)), Anchor("b", Span("notes/os.md", 4, 6))))
    assert [card.anchor for card in cards(named, form="both")] == ["b", "b"]
    assert [card.anchor for card in cards()] == [""]
