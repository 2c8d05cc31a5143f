"""Typed answers: what is forgiven, what is marked, and what is worth typing at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from growth import LINEAR, times_as_long
from hypothesis import given
from hypothesis import strategies as st
from quiz_helpers import card

from studykit.answers import Piece, accepted, compare, is_code, typable

STREAM = accepted("流（Stream）", ("队列",))
COMPILE = accepted("`nvcc -O3 -g a.cu`")


@pytest.mark.parametrize(
    ("typed", "right", "verdict"),
    [
        # the term, its gloss, both, its other names
        ("流", STREAM, "same"),
        ("stream", STREAM, "same"),
        ("流（Stream）", STREAM, "same"),
        ("流(stream)", STREAM, "same"),
        ("队列", STREAM, "same"),
        # width, case, spaces, hyphens, a full stop
        ("ＳＴＲＥＡＭ", STREAM, "same"),
        ("  Stream ", STREAM, "same"),
        ("流。", STREAM, "same"),
        ("共享 内存", ("共享内存",), "same"),
        ("thread-block", ("Thread Block",), "same"),
        # nearly
        ("strean", STREAM, "close"),
        ("共享内寸", ("共享内存",), "close"),
        # no
        ("事件", STREAM, "different"),
        ("x", STREAM, "different"),
        # code: spaces and case are forgiven
        ("nvcc -O3 -g a.cu", COMPILE, "same"),
        ("nvcc  -O3   -g a.cu", COMPILE, "same"),
        ("NVCC -O3 -g A.CU", COMPILE, "same"),
        ("ｎｖｃｃ　－Ｏ３ －ｇ ａ．ｃｕ", COMPILE, "same"),
        # … but not that of an option of one letter, which is another option
        ("nvcc -O3 -G a.cu", COMPILE, "close"),
        ("nvcc -o3 -g a.cu", COMPILE, "close"),
        # the right options in another order are for the learner to judge
        ("nvcc -g -O3 a.cu", COMPILE, "close"),
        ("nvcc -O3 a.cu", COMPILE, "close"),
        ("nvcc a.cu", COMPILE, "different"),
        ("cmake .", COMPILE, "different"),
    ],
)
def test_what_counts_as_the_same(typed: str, right: tuple[str, ...], verdict: str) -> None:
    assert compare(typed, right, code=right is COMPILE).verdict == verdict


def test_what_differs_is_marked_on_both_sides() -> None:
    found = compare("nvcc -O2 a.cu", ("nvcc -O3 a.cu",), code=True)
    assert found.typed == (Piece("nvcc -O", True), Piece("2", False), Piece(" a.cu", True))
    assert found.right == (Piece("nvcc -O", True), Piece("3", False), Piece(" a.cu", True))


def test_of_several_right_answers_the_nearest_is_shown() -> None:
    assert "".join(piece.text for piece in compare("strean", STREAM).right) == "Stream"


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_can_be_compared_and_nothing_of_them_is_lost(typed: str, right: str) -> None:
    found = compare(typed, (right,))
    assert "".join(piece.text for piece in found.right) == right


@given(st.text(max_size=40))
def test_every_answer_is_the_same_as_itself(text: str) -> None:
    assert compare(text, (text,)).verdict == "same"


def test_a_page_that_was_pasted_by_mistake_takes_no_more_than_reading_it() -> None:
    def comparing(size: int) -> Callable[[], object]:
        return lambda: compare("ab" * size, ("ba" * size,))

    assert times_as_long(comparing(100_000), comparing(10_000)) < LINEAR


@pytest.mark.parametrize(
    ("answer", "names", "about", "worth"),
    [
        ("`nvcc -O3 a.cu`", (), ("", "", ""), True),
        ("流（Stream）", (), ("流", "", "back"), True),
        ("流", ("队列",), ("", "", ""), True),
        ("32", (), ("", "", ""), True),
        ("约 48 KB", (), ("", "", ""), True),
        # words of one's own
        ("广播", (), ("", "", ""), False),
        ("按顺序执行的一串操作，流之间可以并发", ("x",), ("", "", "back"), False),
        # nothing that a keyboard has
        ("$x^2$", ("x",), ("", "", "back"), False),
        ("![](a.png)", ("x",), ("", "", "back"), False),
        ("`a` 和 `b`", ("x",), ("", "", "back"), False),
        ("`" + "x" * 80 + "`", (), ("", "", ""), False),
    ],
)
def test_which_answers_are_worth_typing(
    answer: str, names: tuple[str, ...], about: tuple[str, ...], worth: bool
) -> None:
    assert typable(card("a", answer, about=about), names) is worth


@pytest.mark.parametrize(("hole", "worth"), [("常量内存", True), ("常量内存，而不是共享内存", False)])
def test_a_hole_is_typed_when_it_is_short(hole: str, worth: bool) -> None:
    assert typable(card("a", hole, form="cloze")) is worth


def test_code_is_one_span_and_nothing_beside_it() -> None:
    assert is_code("`a b`")
    assert not is_code("`a` 与 `b`")
    assert not is_code("a")
