"""Forms that notes use and Markdown does not know: each is read as what it stands for."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from studykit.markdown import parse
from studykit.markdown.forms import in_markdown
from studykit.model import Block, Note


def blocks(text: str) -> tuple[Block, ...]:
    return parse(Note("notes/a.md", text, ""))[0].blocks


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("##进程", "## 进程"),
        ("###`fork` 的返回值", "### `fork` 的返回值"),
        ("## 进程##", "## 进程"),
        ("## C#", "## C#"),
        ('<h2 id="x">进程</h2>', "## 进程"),
        ("### ⭐ 进程", "### 进程"),
        ("- ✅ 优先级可以改变", "- 优先级可以改变"),
        ("- ❌ 在中断里睡眠", "- ❌ 在中断里睡眠"),
        ("📌 进程是资源分配的单位。", "进程是资源分配的单位。"),
        ("　　进程是资源分配的单位。", "进程是资源分配的单位。"),
        ("&emsp;&emsp;进程是资源分配的单位。", "进程是资源分配的单位。"),
        ("进程&nbsp;A", "进程 A"),
        ("`&nbsp;`是一个空格", "`&nbsp;`是一个空格"),
        ("·就绪", "- 就绪"),
        ("◆ 就绪", "- 就绪"),
        ("– 就绪", "- 就绪"),
        ("——鲁迅", "——鲁迅"),
        ("-   就绪", "- 就绪"),
        ("1.\t就绪", "1. 就绪"),
        ("❷ 就绪", "②就绪"),
        ("⑵就绪", "（2）就绪"),
        ("2️⃣ 就绪", "2、就绪"),
        ("２．就绪", "2、就绪"),
        ("-1 表示出错", "-1 表示出错"),
        ("*就绪*的进程", "*就绪*的进程"),
        ("--help 显示帮助", "--help 显示帮助"),
        ("::: tip", ""),
        ("    ## 注释", "    ## 注释"),
        ("  1.读取\n  2.写入", "  1. 读取\n  2. 写入"),
    ],
)
def test_a_line_by_itself(written: str, meant: str) -> None:
    assert in_markdown(written) == meant


FORMS = (
    *("&nbsp;", "　　", "&emsp;甲", "- 就绪", "·就绪", "-甲", "1、进程", "一、进程", "1.1 状态"),
    *("第一章 进程", "## 线程", "::: tip", "!!! note", "```", "$$", "    甲", "", "正文。"),
)


@example(["- 就绪", "&nbsp;"])
@given(st.lists(st.sampled_from(FORMS)))
def test_lines_in_any_order_stay_as_many(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert in_markdown(text).count("\n") == text.count("\n")


@pytest.mark.parametrize("text", ["```sh\n##注释\n·点\n```", "~~~\n-甲\n-乙\n~~~", "$$\n·\n$$"])
def test_code_and_formulas_are_left_alone(text: str) -> None:
    assert in_markdown(text) == text


def test_items_whose_mark_touches_them() -> None:
    assert in_markdown("状态：\n\n-就绪\n-运行\n") == "状态：\n\n- 就绪\n- 运行\n"
    assert in_markdown("*注：只有一行\n") == "*注：只有一行\n"


def test_deeper_items_stay_deeper() -> None:
    items = blocks("● 就绪\n  ○ 等待处理器\n● 运行\n")
    assert [(item.text, item.level) for item in items] == [("就绪", 1), ("等待处理器", 2), ("运行", 1)]


def test_a_mark_far_from_the_margin_makes_no_code() -> None:
    assert [block.kind for block in blocks("      • 就绪\n      • 运行\n")] == ["item", "item"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("# 分页\n\t* 页：大小固定\n\t\t1. 四千字节\n", "# 分页\n* 页：大小固定\n    1. 四千字节\n"),
        ("优点：\n\n    - 没有外部碎片\n    - 便于共享\n", "优点：\n\n- 没有外部碎片\n- 便于共享\n"),
        ("优点：\n    - 没有碎片\n\n      见下\n正文\n", "优点：\n- 没有碎片\n\n  见下\n正文\n"),
        ("- 分页\n\n    - 页：大小固定\n", "- 分页\n\n    - 页：大小固定\n"),
        ("1、分页\n\n    - 页：大小固定\n", "1. 分页\n\n    - 页：大小固定\n"),
        ("设置：\n\n    - name: build\n    - run: make\n", "设置：\n\n    - name: build\n    - run: make\n"),
        ("列：\n\n    id\n        * 查询的编号\n", "列：\n\n    id\n        * 查询的编号\n"),
        ("计算：\n\n    2. 第二行，不是列表的开头\n", "计算：\n\n    2. 第二行，不是列表的开头\n"),
    ],
    ids=["tab", "blank line", "paragraph", "in an item", "in a numbered line", "settings", "in code", "in the middle"],
)
def test_a_list_that_is_indented_like_code_stands_at_the_margin(written: str, meant: str) -> None:
    assert in_markdown(written) == meant


def test_steps_that_stand_one_below_the_other_are_a_list() -> None:
    assert in_markdown("第一步：读页表\n第二步，取出页框号\n") == "1. 读页表\n2. 取出页框号\n"
    apart = "第一步：读页表\n\n先查快表。\n\n第二步：取出页框号\n"
    assert in_markdown(apart) == apart


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("#进程\n\n##状态\n", True),
        ("#进程（Process）\n\n正文。\n", True),
        ("#进程\n\n正文。\n", True),
        ("正文。\n\n#进程\n\n正文。\n", False),
        ("# 操作系统\n\n#进程\n", False),
        ("正文。\n\n#进程 #线程\n", False),
        ("##状态\n\n正文在上，\n#标签\n", False),
    ],
    ids=["above others", "no tag", "first line", "a tag below text", "a tag below the title", "two tags", "in text"],
)
def test_one_hash_is_a_heading_where_it_is_no_tag(text: str, heading: bool) -> None:
    found = [block.kind for block in blocks(text) if block.text.lstrip("#").startswith(("进程", "标签"))]
    assert (found[:1] == ["heading"]) is heading


def test_what_stands_in_a_box_is_text() -> None:
    text = '!!! note "分页"\n    页的大小固定，没有碎片。\n\n    ```sh\n    getconf PAGESIZE\n    ```\n\n正文。\n'
    assert [(block.kind, block.text, block.span.first) for block in blocks(text)] == [
        ("paragraph", "页的大小固定，没有碎片。", 2),
        ("code", "getconf PAGESIZE", 5),
        ("paragraph", "正文。", 8),
    ]
    assert [block.text for block in blocks("::: warning 注意\n页表在内存里。\n:::\n")] == ["页表在内存里。"]


def test_what_is_indented_below_a_numbered_line_belongs_to_it() -> None:
    text = "1、分页\n\n    页的大小固定。\n\n2、分段\n  - 按逻辑单位划分\n"
    assert [(block.kind, block.text, block.level) for block in blocks(text)] == [
        ("item", "分页", 1),
        ("paragraph", "页的大小固定。", 1),
        ("item", "分段", 1),
        ("item", "按逻辑单位划分", 2),
    ]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("分为三类：  \n就绪  \n运行  \n阻塞\n", ["就绪", "运行", "阻塞"]),
        ("分为三类：\n\n就绪<br>\n运行\\\n阻塞\n", ["就绪", "运行", "阻塞"]),
        ("## 状态\n\n就绪：等待处理器  \n阻塞：等待事件\n", ["就绪：等待处理器", "阻塞：等待事件"]),
        ("## 状态\n\n进程有几种状态。  \n它们互相转换。\n", []),
        ("分为三类：\n就绪\n运行\n", []),
        ("分为三类：\n\n只有这一行。  \n", []),
    ],
    ids=["two blanks", "other breaks", "labels below a heading", "sentences", "no hard breaks", "one line"],
)
def test_lines_that_the_author_broke_are_items_where_they_are_announced(text: str, items: list[str]) -> None:
    assert [block.text for block in blocks(text) if block.kind == "item"] == items


@pytest.mark.parametrize(
    ("text", "kind", "texts"),
    [
        ("一、进程\n\n进程有状态。\n\n二、线程\n\n线程有栈。\n", "heading", ["进程", "线程"]),
        ("# 系统\n\n一、进程\n\n进程有状态。\n\n二、线程\n\n线程有栈。\n", "heading", ["系统", "进程", "线程"]),
        ("步骤：\n\n一、保存现场\n二、切换页表\n", "item", ["保存现场", "切换页表"]),
        (
            "原因有两点：\n\n一、页太大，浪费内存。\n\n二、页太小，页表太长。\n",
            "item",
            ["页太大，浪费内存。", "页太小，页表太长。"],
        ),
        ("一、二级缓存在核内。\n", "item", []),
    ],
    ids=["sections", "sections below a title", "items", "items apart", "words"],
)
def test_numbers_in_words_count_sections_or_items(text: str, kind: str, texts: list[str]) -> None:
    assert [block.text for block in blocks(text) if block.kind == kind] == texts
