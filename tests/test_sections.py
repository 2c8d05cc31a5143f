"""Headings that are numbered and have no ``#``, on lines of their own over their text."""

from __future__ import annotations

import pytest

from studykit.markdown import parse
from studykit.model import Note


def headings(text: str) -> list[tuple[int, str]]:
    blocks = parse(Note("notes/a.md", text, ""))[0].blocks
    return [(block.level, block.text) for block in blocks if block.kind == "heading"]


@pytest.mark.parametrize(
    "marks",
    [
        ("一、", "（一）", "（二）", "二、"),
        ("第一章 ", "1.1 ", "1.2 ", "第二章 "),
        ("第1章：", "（一）", "（二）", "第2章："),
        ("1 ", "1.1 ", "1.2 ", "2 "),
        ("1. ", "1.1 ", "1.2 ", "2. "),
        ("1、", "1.1、", "1.2、", "2、"),
        ("一、", "1、", "2、", "二、"),
        ("一、", "1. ", "2. ", "二、"),
        ("一、", "（1）", "（2）", "二、"),
    ],
    ids=lambda marks: " ".join(mark.strip() for mark in marks),
)
@pytest.mark.parametrize("bold", ["", "**"], ids=["plain", "bold"])
def test_numbered_lines_over_text_are_headings(marks: tuple[str, ...], bold: str) -> None:
    names = ["进程", "状态", "调度", "线程"]
    lines = [f"{bold}{mark}{name}{bold}\n\n{name}是操作系统的概念。\n" for mark, name in zip(marks, names, strict=True)]
    if marks == ("1 ", "1.1 ", "1.2 ", "2 "):
        lines.append(f"{bold}3 内存{bold}\n\n内存分页。\n")
    found = headings("\n".join(lines))
    assert found[:4] == [(2, "进程"), (3, "状态"), (3, "调度"), (2, "线程")]


def test_they_stand_below_the_heading_above_them() -> None:
    text = "# 操作系统\n\n## 进程\n\n一、状态\n\n进程有状态。\n\n二、调度\n\n调度选进程。\n\n## 线程\n\n线程有栈。\n"
    assert headings(text) == [(1, "操作系统"), (2, "进程"), (3, "状态"), (3, "调度"), (2, "线程")]


def test_the_line_above_the_first_of_them_is_the_title() -> None:
    text = "操作系统笔记\n\n一、进程\n\n进程有状态。\n\n二、线程\n\n线程有栈。\n"
    assert headings(text)[0] == (1, "操作系统笔记")


def test_text_may_stand_right_below_them() -> None:
    assert headings("1.1 进程\n进程有就绪、运行和阻塞这三种基本的状态。\n\n1.2 线程\n线程有栈。\n") == [
        (2, "进程"),
        (2, "线程"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "一、进程\n二、线程\n",
        "1.1 进程\n1.2 线程\n1.3 内存\n",
        "一、页太大，浪费内存。\n\n二、页太小，页表太长。\n",
        "1.5 倍的内存\n\n够用了。\n\n2.4 倍的时间\n\n太慢了。\n",
        "1. 写代码\n\n   用编辑器。\n\n2. 编译\n\n   用编译器。\n\n3. 运行\n\n   看结果。\n",
        "# 构建\n\n1. 编译\n\n`make` 编译。\n\n2. 测试\n\n`make test` 测试。\n",
        "1、编译\n\n`make` 编译。\n\n2、测试\n\n`make test` 测试。\n\n3、安装\n\n`make install` 安装。\n",
        "一、进程\n\n进程有状态。\n",
        "**一、进程**\n\n进程有状态。\n\n**二、线程**\n\n线程有栈。\n",
        "```\n一、进程\n\n有状态。\n\n二、线程\n\n有栈。\n```\n",
    ],
    ids=[
        "items",
        "contents",
        "statements",
        "amounts",
        "text of items",
        "items of a section",
        "a short list",
        "one line",
        "bold lines of one level are headings already",
        "code",
    ],
)
def test_numbers_of_something_else_make_none(text: str) -> None:
    assert all(level in (0, 1, 7) for level, _ in headings(text))
