"""Pure string functions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.text import clean_for_terminal, display_width, fit, normalise, one_line, wrap


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("abc", 3),
        ("流", 2),
        ("，", 2),
        ("ａ", 2),
        ("e\u0301", 1),
        ("a\u200bb", 2),
        ("🎉", 2),
        ("…", 1),
    ],
)
def test_chinese_is_two_columns_wide_and_marks_are_none(text: str, width: int) -> None:
    assert display_width(text) == width


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        ("中文笔记", 8, "中文笔记"),
        ("中文笔记", 7, "中文笔…"),
        ("中文笔记", 6, "中文…"),
        ("中文", 1, "…"),
        ("中文", 0, ""),
    ],
)
def test_what_does_not_fit_is_cut_with_a_mark(text: str, width: int, shown: str) -> None:
    assert fit(text, width) == shown


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("把笔记做成牌组", 6, ["把笔记", "做成牌", "组"]),
        ("用 studykit deck 做", 10, ["用", "studykit", "deck 做"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("", 5, []),
    ],
)
def test_lines_break_between_chinese_characters_and_between_words(text: str, width: int, lines: list[str]) -> None:
    assert list(wrap(text, width)) == lines


@given(st.text(), st.integers(1, 100))
def test_wrapped_lines_lose_nothing_but_spaces_and_are_no_wider_than_asked(text: str, width: int) -> None:
    lines = list(wrap(text, width))
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(display_width(line) <= max(width, 2) for line in lines)


@given(st.text(), st.integers(0, 100))
def test_fitted_text_is_no_wider_than_asked(text: str, width: int) -> None:
    assert display_width(fit(text, width)) <= width


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("流 stream，é🎉", "流 stream，é🎉"),
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("a\r\nb\tc\0", "a␍␊b␉c␀"),
        ("\x7f\x9b", "\ufffd\ufffd"),
        ("\u202egnp.exe\u200b\u2028\ufeff", "\ufffdgnp.exe\ufffd\ufffd\ufffd"),
        ("\ud800", "\ufffd"),
    ],
)
def test_nothing_that_a_terminal_would_obey_stays(text: str, shown: str) -> None:
    assert clean_for_terminal(text) == shown


@given(st.text(st.characters()))
def test_clean_text_is_one_line_that_can_be_encoded(text: str) -> None:
    for clean in (clean_for_terminal(text), one_line(text)):
        assert len(clean.splitlines()) <= 1
        assert "\x1b" not in clean.encode().decode()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CUDA 流", "cuda流"),
        ("ＣＵＤＡ", "cuda"),
        ("线 程　块", "线程块"),
        ("thread  block", "Thread\nBlock"),
        ("ﬁne", "FINE"),
        ("caf\u00e9", "CAFE\u0301"),
        ("Straße", "STRASSE"),
    ],
)
def test_spellings_of_one_term_are_equal(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(("one", "other"), [("thread block", "threadblock"), ("C", "C++"), ("流", "流水线")])
def test_other_terms_are_not(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


@given(st.text())
def test_to_normalise_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
