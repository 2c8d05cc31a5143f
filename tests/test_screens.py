"""How cards and formulas look on a terminal, and what is started outside of it."""

from __future__ import annotations

import os
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from growth import LINEAR, times_as_long
from hypothesis import given
from hypothesis import strategies as st
from quiz_helpers import card

from studykit.screens import outside
from studykit.screens.formulas import readable
from studykit.screens.markup import Piece, Target, lines, targets, wrap
from studykit.text import display_width


def shown(markdown: str, width: int = 40, **how: object) -> str:
    """The lines as text."""
    found = lines(markdown, width, **how)  # type: ignore[arg-type]  # filled and tables
    return "\n".join("".join(piece.text for piece in line) for line in found)


def styles(markdown: str) -> list[tuple[str, str]]:
    """The pieces that are more than text."""
    return [(piece.text, piece.style) for line in lines(markdown, 80) for piece in line if piece.style]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("只有文字", "只有文字"),
        ("`code` 与 **重点**、*强调*、==标记==", "code 与 重点、强调、标记"),
        ("`__global__` 和 __global__", "__global__ 和 __global__"),
        ("第一行\n第二行", "第一行\n第二行"),
        ("甲\n\n乙", "甲\n\n乙"),
        ("- 甲\n- 乙\n  - 丙", "• 甲\n• 乙\n  • 丙"),
        ("3. 甲\n4. 乙", "3. 甲\n4. 乙"),
        ("> 引用", "│ 引用"),
        ("[文档](https://example.org)", "文档"),
        ("![线程](a.svg)", "[picture: 线程]"),
        ("![](images/a.svg)", "[picture: a.svg]"),
        ("[[笔记|别名]] 与 [[笔记]]", "别名 与 笔记"),
        (r"$\frac{a}{b+1}$ 是比例", "a/(b+1) 是比例"),
        ("$$\nx^2\n$$", "x²"),
        ("```cpp\nint a;\n\tint b;\n```", "int a;\n    int b;"),
        ("a\x1b[31m\u202eb", "a␛[31m\N{REPLACEMENT CHARACTER}b"),
        ("`\x1b`", "␛"),
        ("<b>html</b>", "<b>html</b>"),
    ],
)
def test_markdown_reads_as_it_is_meant(markdown: str, expected: str) -> None:
    assert shown(markdown) == expected


def test_pieces_have_their_styles() -> None:
    assert styles("`a` **b** *c* ==d== $e$ [f](https://x.org) ![g](h.png) […]") == [
        ("a", "code"),
        ("b", "strong"),
        ("c", "emphasis"),
        ("d", "mark"),
        ("e", "formula"),
        ("f", "link"),
        ("[picture: g]", "picture"),
        ("[…]", "hole"),
    ]


def test_code_is_coloured_by_its_language() -> None:
    found = styles("```cpp\nreturn 1; // one\n```")
    assert ("return", "keyword") in found
    assert ("1", "number") in found
    assert ("// one", "comment") in found


@pytest.mark.parametrize(
    ("prompt", "answer", "expected"),
    [
        ("大小是 […]。", "64 KB", "大小是 64 KB。"),
        ("用 `nvcc […] a.cu` 编译", "`-O3`", "用 nvcc -O3 a.cu 编译"),
        ("是 […]", "**粗**体", "是 粗体"),
        ("$x = […]$", "1", "x = 1"),
    ],
)
def test_a_hole_is_filled_wherever_it_stands(prompt: str, answer: str, expected: str) -> None:
    assert shown(prompt, filled=answer) == expected
    assert "hole" in {piece.style for line in lines(prompt, 40, filled=answer) for piece in line}


def test_chinese_is_broken_between_characters_and_not_before_a_full_stop() -> None:
    assert shown("一二三四五六七八九十。", 20) == "一二三四五六七八九\n十。"
    assert shown("CUDA 的核函数由主机启动。", 12) == "CUDA 的核函\n数由主机启\n动。"


def test_words_are_broken_at_spaces_and_long_ones_anywhere() -> None:
    assert shown("one two three", 8) == "one two\nthree"
    assert shown("abcdefghij", 4) == "abcd\nefgh\nij"


def test_long_code_goes_on_further_in() -> None:
    assert shown("```\n  call(first, second)\n```", 16) == "  call(first,\n    second)"


def test_a_table_stands_in_columns_where_there_is_room() -> None:
    table = "| 限定符 | 调用 |\n|---|---|\n| `__global__` | 主机 |"
    assert shown(table, 40) == "限定符     │ 调用\n───────────┼─────\n__global__ │ 主机"
    assert shown(table, 10, tables=False) == "限定符:\n__global__\n调用: 主机"


HOSTILE = st.text(
    st.sampled_from("ab `*_=$\\|-#>![](){}\n\t中文，。1.…<>\"'\x1b\u202e\u200b") | st.characters(), max_size=120
)


@given(HOSTILE, st.integers(20, 90))
def test_no_line_is_wider_than_it_may_be_or_harmful(text: str, width: int) -> None:
    for line in lines(text, width):
        whole = "".join(piece.text for piece in line)
        assert display_width(whole) <= width
        assert not {"Cc", "Cf", "Cs", "Zl", "Zp"} & set(map(unicodedata.category, whole))


@given(HOSTILE, st.integers(-3, 19))
def test_no_width_is_too_small(text: str, width: int) -> None:
    list(lines(text, width))


@given(st.text(st.sampled_from("ab 中，。（"), max_size=60), st.integers(4, 30))
def test_wrapping_loses_only_spaces(text: str, width: int) -> None:
    whole = "".join(piece.text for line in wrap((Piece(text),), width) for piece in line)
    assert whole.replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("piece", ["[", "很长的一行"])
def test_ten_times_the_card_takes_about_ten_times_as_long(piece: str) -> None:
    def laying_out(count: int) -> Callable[[], object]:
        return lambda: list(lines(piece * count, 80))

    assert times_as_long(laying_out(20_000), laying_out(2_000)) < LINEAR


def test_pictures_and_links_of_a_card_are_found() -> None:
    found = targets("[文档](https://x.org) ![图](a.png) ![](b.svg)")
    assert found == (Target("https://x.org", "", False), Target("a.png", "图", True), Target("b.svg", "", True))


# Formulas


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        ("x", "x"),
        (r"\alpha_i^2", "αᵢ²"),
        (r"\frac{a}{b}", "a/b"),
        (r"\frac{a+b}{c+d}", "(a+b)/(c+d)"),
        (r"\dfrac{1}{\sqrt{x+1}}", "1/√(x+1)"),
        (r"\sqrt[3]{x}", "³√x"),
        (r"2^{31}-1", "2³¹-1"),
        (r"e^{-t/\tau}", "e^(-t/τ)"),
        (r"C_{\text{std}}", "C_std"),
        (r"B_{\text{有用}}", "B_有用"),
        (r"a \bmod b", "a mod b"),
        (r"\left\lceil \frac{n}{b} \right\rceil", "⌈ n/b ⌉"),
        (r"\begin{cases} 1, & x \ge 0 \\ 0, & x < 0 \end{cases}", "{ 1, x ≥ 0; 0, x < 0 }"),
        (r"\mathrm{KL}\!\left( p \,\Vert\, q \right)", "KL(p ‖ q)"),
        # what cannot be read is shown as it is
        (r"\frac{1", r"\frac{1"),
        (r"\begin{x}", r"\begin{x}"),
        (r"\unheardof{x} + 1", r"\unheardof{x} + 1"),
    ],
)
def test_formulas_are_readable_in_a_line(tex: str, expected: str) -> None:
    assert readable(tex) == expected


@given(st.text(st.sampled_from("ab\\{}_^$&%#~ \n") | st.characters(), max_size=60))
def test_any_text_at_all_comes_through_as_some_formula(tex: str) -> None:
    assert isinstance(readable(tex), str)


# Outside


@pytest.mark.parametrize(
    ("wish", "command"),
    [
        ("vim", ["vim", "+7", "n.md"]),
        ("/usr/bin/nvim -R", ["/usr/bin/nvim", "-R", "+7", "n.md"]),
        ("emacs -nw", ["emacs", "-nw", "+7", "n.md"]),
        ("nano", ["nano", "+7", "n.md"]),
        ("code", ["code", "--wait", "--goto", "n.md:7"]),
        ("code --wait", ["code", "--wait", "--goto", "n.md:7"]),
        ("hx", ["hx", "n.md:7"]),
        ("ed", ["ed", "n.md"]),
    ],
)
def test_the_editor_opens_the_note_at_its_line(wish: str, command: list[str]) -> None:
    assert outside.editor(Path("n.md"), 7, {"EDITOR": wish}) == command


def test_visual_goes_before_editor() -> None:
    assert outside.editor(Path("n.md"), 7, {"VISUAL": "vim", "EDITOR": "ed"}) == ["vim", "+7", "n.md"]


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the stand-in for the system's opener writes what it was given."""
    opener = tmp_path / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text(
        f'#!/bin/sh\necho "$@" > {tmp_path}/opening\nmv {tmp_path}/opening {tmp_path}/opened\n', encoding="utf-8"
    )
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", f"{opener.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr("sys.platform", "linux")
    return tmp_path / "opened"


def given_to(opened: Path) -> str:
    ends = time.monotonic() + 30
    while not opened.exists() and time.monotonic() < ends:
        time.sleep(0.01)
    return opened.read_text(encoding="utf-8").strip()


def test_a_picture_of_the_notes_is_opened(study: Path, opened: Path) -> None:
    picture = study / "notes" / "a b.png"
    picture.touch()
    assert "Opened" in outside.open_target(card("x", "![](a%20b.png)"), study, answer=True)
    assert given_to(opened) == str(picture.resolve())


def test_a_link_is_opened(study: Path, opened: Path) -> None:
    outside.open_target(card("x", "[文档](https://example.org)"), study, answer=True)
    assert given_to(opened) == "https://example.org"


@pytest.mark.parametrize(
    "address", ["../../secret.png", "/etc/passwd", "file:///etc/passwd", "missing.png", "javascript:alert(1)"]
)
@pytest.mark.parametrize("mark", ["!", ""])
def test_nothing_outside_of_the_study_folder_is_opened(study: Path, opened: Path, address: str, mark: str) -> None:
    (study.parent / "secret.png").touch()
    said = outside.open_target(card("x", f"{mark}[words]({address})"), study, answer=True)
    assert "Opened" not in said
    assert not opened.exists()


def test_the_picture_of_an_answer_is_not_opened_before_the_answer_is_shown(study: Path, opened: Path) -> None:
    (study / "notes" / "a.png").touch()
    assert "no picture" in outside.open_target(card("x", "![](a.png)"), study, answer=False)
