"""Words: the two engines give the same, and names are never broken."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from studykit import prose, segment

NOTES = sorted((Path(__file__).parent.parent / "notes").glob("*.md"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("虚拟内存是地址空间", ["虚拟内存", "是", "地址", "空间"]),
        ("用 std::vector 存", ["用", " ", "std::vector", " ", "存"]),
        ("编译出sm_90的代码", ["编译", "出", "sm_90", "的", "代码"]),
        ("TCP/IP 协议", ["TCP/IP", " ", "协议"]),
        ("α 与 C++", ["α", " ", "与", " ", "C++"]),
        ("取\ue000的值", ["取", "\ue000", "的", "值"]),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert segment.cut(text) == words


@given(st.text())
@example(segment.PLACEHOLDER)
@example(f"a{segment.PLACEHOLDER}流{segment.PLACEHOLDER}b")
def test_words_make_up_the_text(text: str) -> None:
    assert "".join(segment.cut(text)) == text


@pytest.fixture(scope="module")
def jieba() -> segment.Cut:
    return segment.jieba_engine()


@given(text=st.text(alphabet=st.sampled_from("虚拟内存进程的是在不可以A1_ ，。\ue000"), max_size=60))
def test_words_make_up_the_text_with_the_other_engine_too(jieba: segment.Cut, text: str) -> None:
    assert "".join(segment.cut(text, jieba)) == text


def test_jieba_and_rjieba_cut_the_sample_notes_alike(jieba: segment.Cut) -> None:
    """Whoever installs the extra ``fast`` gets the same deck."""
    pytest.importorskip("rjieba")
    for note in NOTES:
        text = prose.read(note.read_text(encoding="utf-8")).text
        assert segment.cut(text, jieba) == segment.cut(text), note.name


@pytest.mark.parametrize(
    ("word", "part"),
    [("内存", "n"), ("复制", "v"), ("都", "d"), ("sm_90", "eng"), ("虚虚实", ""), ("B超", "n"), ("B超 3", "")],
)
def test_parts_of_speech(word: str, part: str) -> None:
    assert segment.tag(word) == part
