"""A note with conflicts of a merge in it: its other facts are read, those in conflict are not."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from growth import LINEAR, times_as_long
from hypothesis import example, given
from hypothesis import strategies as st

from studykit.conflicts import without_conflicts
from studykit.extract import extract
from studykit.files import read_notes

CONFLICT = """\
<<<<<<< HEAD
寄存器：最快的存储。
=======
寄存器：最近的存储。
>>>>>>> theirs
"""


def test_lines_in_conflict_are_said_and_give_no_cards_while_the_others_do(study: Path) -> None:
    Path("notes/a.md").write_text(f"共享内存：片上的内存。\n\n{CONFLICT}\n常量内存：只读的内存。\n", "utf-8")
    notes, said = read_notes([Path("notes")], study)
    assert [(d.path, d.line, d.code) for d in said] == [("notes/a.md", 3, "conflict")]
    assert [(card.span.first, card.answer) for card in extract(notes).cards] == [(1, "片上的内存"), (9, "只读的内存")]


def test_the_common_ancestor_goes_too() -> None:
    text = "一\n<<<<<<< HEAD\n甲\n||||||| 1234567\n乙\n=======\n丙\n>>>>>>> theirs\n二"
    assert without_conflicts(text) == ("一\n\n\n\n\n\n\n\n二", [2])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("标题\n=======\n\n正文", id="a heading that is underlined"),
        pytest.param("<<<<<<< HEAD\n没有结束\n=======\n", id="never ended"),
        pytest.param("<<<<<<< HEAD\n没有分开\n>>>>>>> theirs\n", id="never parted"),
        pytest.param(">>>>>>> theirs\n=======\n<<<<<<< HEAD\n", id="the wrong way round"),
        pytest.param(f"冲突长这样：\n\n```diff\n{CONFLICT}```\n", id="shown in a block of code"),
        pytest.param(f"~~~~\n{CONFLICT}~~~\n~~~~\n", id="shown in a longer fence"),
    ],
)
def test_what_is_no_conflict_stays(text: str) -> None:
    assert without_conflicts(text) == (text, [])


def test_a_conflict_about_a_block_of_code_is_one() -> None:
    text = "<<<<<<< HEAD\n```\na\n```\n=======\n```\nb\n```\n>>>>>>> theirs\n正文"
    assert without_conflicts(text) == ("\n" * 9 + "正文", [1])


def test_after_code_that_shows_one_a_real_one_is_found() -> None:
    text = f"```\n{CONFLICT}```\n{CONFLICT}"
    assert without_conflicts(text) == (f"```\n{CONFLICT}```\n\n\n\n\n\n", [8])


@pytest.mark.parametrize(
    "note",
    [
        """\
        内存分为三类：

        1. 寄存器
        <<<<<<< HEAD
        2. 共享内存
        =======
        2. 共用内存
        >>>>>>> theirs
        3. 全局内存
        """,
        """\
        | 内存 | 位置 |
        |---|---|
        | 寄存器 | 片上 |
        <<<<<<< HEAD
        | 共享内存 | 片上 |
        =======
        | 共享内存 | 片内 |
        >>>>>>> theirs
        | 全局内存 | 片外 |
        """,
    ],
    ids=["list", "table"],
)
def test_the_rest_of_a_list_or_table_is_not_taken_for_all_of_it(study: Path, note: str) -> None:
    Path("notes/a.md").write_text(f"{dedent(note)}\n常量内存：只读的内存。\n", "utf-8")
    cards = extract(read_notes([Path("notes")], study)[0]).cards
    assert [card.answer for card in cards] == ["只读的内存"]


lines = st.sampled_from(["<<<<<<< a", "||||||| a", "=======", ">>>>>>> a", "```", "~~~", "- 项", "| 格 |", "", "字"])


@given(st.lists(lines, max_size=40).map("\n".join))
@example("\n".join(["<<<<<<< a", "=======", "<<<<<<< a", "=======", ">>>>>>> a", ">>>>>>> a"]))  # one in the other
def test_lines_keep_their_numbers_and_what_is_left_is_in_no_conflict(text: str) -> None:
    read, _ = without_conflicts(text)
    assert all(now in (was, "") for was, now in zip(text.split("\n"), read.split("\n"), strict=True))
    assert without_conflicts(read) == (read, [])


@pytest.mark.parametrize("piece", ["<<<<<<< a\n", "<<<<<<< a\n=======\n", "- a\n<<<<<<< a\n- b\n=======\n>>>>>>> b\n"])
def test_many_markers_take_no_more_than_their_time(piece: str) -> None:
    few, many = piece * 4_000, piece * 40_000
    assert times_as_long(lambda: without_conflicts(many), lambda: without_conflicts(few)) < LINEAR
