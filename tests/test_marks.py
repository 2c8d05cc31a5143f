"""Marks that another keyboard gives: read as Chinese ones, shown as they were typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.marks import as_typed, widened, with_colon
from studykit.prose import read


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("锁被占用时,线程进入睡眠", "锁被占用时，线程进入睡眠"),
        ("锁被占用时, 线程进入睡眠", "锁被占用时，线程进入睡眠"),
        ("设置 MTU,再重启网卡", "设置 MTU，再重启网卡"),
        ("死锁:互相等待", "死锁：互相等待"),
        ("WAL:预写日志", "WAL：预写日志"),
        ("预写日志(WAL):Write-Ahead 的日志", "预写日志(WAL)：Write-Ahead 的日志"),
        ("WAL:WAL 先写日志", "WAL：WAL 先写日志"),
        ("取得线程 ID:pthread_self()", "取得线程 ID：pthread_self()"),
        ("先写日志;再写数据", "先写日志；再写数据"),
        ("日志先于数据落盘.数据可以晚些写", "日志先于数据落盘。数据可以晚些写"),
        ("日志先于数据落盘. 数据可以晚些写.", "日志先于数据落盘。数据可以晚些写。"),
        ("一页的大小是 4 KB.", "一页的大小是 4 KB。"),
        ("为什么要先写日志?因为数据写得慢!", "为什么要先写日志？因为数据写得慢！"),
    ],
)
def test_marks_beside_chinese_are_chinese_ones(typed: str, meant: str) -> None:
    wide, marks = widened(typed)
    assert wide == meant
    assert as_typed(wide, marks) == typed.rstrip()


@pytest.mark.parametrize(
    "text",
    [
        "每天 12:30 备份",
        "共 1,024 个线程",
        "比例为 16:9",
        "命名空间::成员",
        "监听端口 -> int listen(int fd, int backlog);",
        "版本格式为 主版本号.次版本号.修订号",
        "见第 3.2 节",
        "1.定义",
        "安装 Node.js 后重启",
        "It works, it really does: see below.",
        "地址写成 std::vector",
    ],
)
def test_what_belongs_to_numbers_code_and_english_stays(text: str) -> None:
    assert widened(text) == (text, {})


def test_code_formulas_and_addresses_are_never_touched() -> None:
    written = "调用 `f(甲,乙)`,得到 $a,b$,见 https://example.org/甲,乙"
    prose = read(written)
    assert prose.text.count("，") == 2
    assert prose.shown == written


def test_a_piece_of_a_sentence_is_shown_as_it_was_typed() -> None:
    prose = read("缓存没有命中时,从磁盘读取,再放进缓存.")
    (sentence,) = prose.sentences
    assert sentence.end == "。"
    assert prose.show("从磁盘读取，再放进缓存") == "从磁盘读取,再放进缓存"
    assert prose.show("缓存没有命中时，会怎样") == "缓存没有命中时，会怎样"  # the question's own comma


@pytest.mark.parametrize("dash", [" - ", " -- ", " – ", "——", " —— "])
def test_a_dash_behind_the_name_of_an_item_is_its_colon(dash: str) -> None:
    item = f"页表{dash}从虚拟页到物理页的映射"
    text, marks = with_colon(item)
    assert text == "页表：从虚拟页到物理页的映射"
    assert as_typed(text, marks) == item


@pytest.mark.parametrize(
    "item",
    ["2019–2024 年的数据", "页表——", "先查页表，再查内存 - 两次访问", "x -> 下一个结点", "first - second", "读-写锁"],
)
def test_other_dashes_stay(item: str) -> None:
    assert with_colon(item) == (item, {})


@given(st.text(alphabet="甲乙a1,:;.?! \n()", max_size=40))
def test_only_marks_and_the_blanks_behind_them_change(text: str) -> None:
    wide, _ = widened(text)
    narrow = str.maketrans("，：；。？！", ",:;.?!")
    assert wide.translate(narrow).replace(" ", "") == text.replace(" ", "")
