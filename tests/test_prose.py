"""Running text: what is put behind masks, what is dropped, and where a sentence ends."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.prose import MASK, bare, clauses, read, split_outside

# -- masks --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("`a, b`", "code"),
        ("`` a ` b ``", "code"),
        ("$a, b$", "formula"),
        ("$$a, b$$", "formula"),
        (r"\(a, b\)", "formula"),
        (r"\[a, b\]", "formula"),
        ("![图。一](a.png)", "picture"),
        ('![图](a.png "题。目")', "picture"),
        ("![](https://example.org/tex?f(x_i)=(a+(b)))", "picture"),
        ("https://example.org/a?b=c,d", "url"),
        ("<https://example.org/a>", "url"),
    ],
)
def test_what_is_no_language_stands_behind_one_character(written: str, kind: str) -> None:
    prose = read(f"前 {written} 后")
    mask = prose.text[2]
    assert re.fullmatch(f"前 {MASK} 后", prose.text)
    assert prose.kind(mask) == kind
    assert prose.show(mask) == written


@pytest.mark.parametrize(
    ("torn", "mended"),
    [
        ("控制模 型的复杂度", "控制模型的复杂度"),
        ("学习出缺 失值", "学习出缺失值"),
        ("死锁 定义如下", "死锁 定义如下"),
        ("上 下 左 右", "上 下 左 右"),
        ("进程 线程", "进程 线程"),
        ("`模 型` 与模 型", "`模 型` 与模型"),
    ],
)
def test_a_blank_within_a_word_is_the_editors(torn: str, mended: str) -> None:
    assert read(torn).shown == mended


@pytest.mark.parametrize("written", ["花了 $5 和 $6", "a$b$c", r"价格 \$5$", "`没有结束", "$ 没有结束"])
def test_prices_and_single_marks_stay_text(written: str) -> None:
    assert not re.search(MASK, read(written).text)


def test_to_show_a_text_puts_everything_back() -> None:
    written = "用 `a` 求 $x$，见 https://example.org/。"
    assert read(written).shown == written


def test_plain_text_has_no_backticks_and_dollars() -> None:
    assert read("用 `a` 求 $x$").plain(read("用 `a` 求 $x$").text) == "用 a 求 x"


@pytest.mark.parametrize(
    ("markdown", "text"), [("`a`", "a"), ("`` a` ``", "a"), ("$x$", "x"), ("$$x$$", "x"), ("词", "词")]
)
def test_bare(markdown: str, text: str) -> None:
    assert bare(markdown).strip("` ") == text


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("**粗** 与 __粗体__ 与 *斜*", "粗 与 粗体 与 斜"),
        ("==高亮== 与 ~~删去~~", "高亮 与 "),
        ("[文字](https://example.org/a)", "文字"),
        ("[[笔记]] 与 [[笔记#节|别名]]", "笔记 与 别名"),
        ("说明[^1] 结束 ^block", "说明 结束"),
        ("由他们提出[3]，后来改进。[4-6]", "由他们提出，后来改进。"),
        ("由他们提出^[见第三章]。", "由他们提出。"),
        ("取数组[0]的值", "取数组[0]的值"),
        ("话题 #linux/进程 结束", "话题  结束"),
        (r"转义 \* 与 \_", "转义 * 与 _"),
        ("C# 与 3 * 4 * 5 与 a_b_c", "C# 与 3 * 4 * 5 与 a_b_c"),
    ],
)
def test_marks_are_dropped(written: str, text: str) -> None:
    assert read(written).text == text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[[页表]]", "页表"),
        ("[[内存/分页/页表]]", "页表"),
        ("[[内存/页表|多级页表]]", "多级页表"),
        ("[[页表#多级页表]]", "页表"),
        ("[[#多级页表]]", "多级页表"),
        ("[[../内存/页表#结构|结构]]", "结构"),
    ],
)
def test_a_link_to_another_note_says_its_words_or_the_name_of_the_note(written: str, shown: str) -> None:
    assert read(f"见{written}").shown == f"见{shown}"


def test_what_was_bold_and_where_links_went_is_remembered() -> None:
    prose = read("**死锁** 见 [文档](https://example.org/a_(b))")
    assert prose.bold == ("死锁",)
    assert prose.links == (("https://example.org/a_(b)", "文档"),)


def test_private_characters_of_the_note_are_no_masks() -> None:
    assert read("\ue000`a`").show(read("\ue000`a`").text) == "\ufffd`a`"


# -- sentences ----------------------------------------------------------------------------------------------


def sentences(text: str) -> list[str]:
    prose = read(text)
    return [prose.show(sentence.text) for sentence in prose.sentences]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("一。二！三？四", ["一", "二", "三", "四"]),
        ("版本 3.5 比 3.4 快。", ["版本 3.5 比 3.4 快"]),
        ("见 `a.b. c`。完", ["见 `a.b. c`", "完"]),
        ("他说“停。走。”完", ["他说“停。走。”完"]),
        ("锁（见下。）完。后", ["锁（见下。）完", "后"]),
        ("It stops. Then it runs.", ["It stops", "Then it runs."]),
        ("什么是 a? 它是 b", ["什么是 a", "它是 b"]),
        ("a?b 与 c!d", ["a?b 与 c!d"]),
        ("一\n二", ["一", "二"]),
        ("一；二。三", ["一；二", "三"]),
    ],
)
def test_where_a_sentence_ends(text: str, cut: list[str]) -> None:
    assert sentences(text) == cut


def test_a_line_that_the_editor_broke_goes_on_in_the_next_one() -> None:
    first = "操作系统为每个进程维护一张页表，地址转换时由硬件查表，查不到就陷入内核，由内核装入所缺的"
    assert sentences(f"{first}\n页面。线程共享它。") == [f"{first}页面", "线程共享它"]


def test_a_sentence_knows_its_lines() -> None:
    first = "操作系统为每个进程维护一张页表，地址转换时由硬件查表，查不到就陷入内核，由内核装入所缺的"
    found = read(f"一。\n{first}\n页面。二").sentences
    assert [(s.first, s.last) for s in found] == [(0, 0), (1, 2), (2, 2)]


def test_a_sentence_knows_its_mark() -> None:
    assert [s.end for s in read("一。二？三").sentences] == ["。", "？", ""]


@given(st.text())
def test_to_mask_and_to_show_changes_no_line(text: str) -> None:
    prose = read(text)
    assert prose.text.count("\n") == text.count("\n")
    for sentence in prose.sentences:
        assert 0 <= sentence.first <= sentence.last <= text.count("\n")


# -- clauses ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("甲，乙,丙", ["甲", "乙", "丙"]),
        ("锁（互斥，读写），信号量", ["锁（互斥，读写）", "信号量"]),
        ("共 4,096 个，每个 8 字节", ["共 4,096 个", "每个 8 字节"]),
        ("“一，二”，三", ["“一，二”", "三"]),
        ("甲）乙，丙", ["甲）乙", "丙"]),
        ("，，", []),
    ],
)
def test_commas_cut_outside_brackets_and_numbers(text: str, pieces: list[str]) -> None:
    assert clauses(text) == pieces


@given(st.text(alphabet="甲乙，,；（）()“”1 "))
def test_to_cut_loses_nothing_but_the_marks_and_the_blanks(text: str) -> None:
    joined = "".join(split_outside(text, "，,；"))
    assert re.sub("[，,；\\s]", "", joined) == re.sub("[，,；\\s]", "", text)
