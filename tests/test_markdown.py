"""Notes as they are written, and the blocks that are read from them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.markdown import parse
from studykit.markdown.cleaning import clean_heading, clean_inline
from studykit.markdown.tokens import DEEPEST
from studykit.model import Block, Diagnostic, Document, Note


def read(text: str) -> tuple[Document, list[Diagnostic]]:
    return parse(Note("notes/a.md", text, ""))


def blocks(text: str) -> tuple[Block, ...]:
    document, diagnostics = read(text)
    assert diagnostics == []
    return document.blocks


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks(text)]


def lines(text: str) -> list[tuple[str, int, int]]:
    return [(block.kind, block.span.first, block.span.last) for block in blocks(text)]


# -- where a block stands -----------------------------------------------------------------------------------

NOTE = """\
---
title: 进程
tags: [linux]
---

# 进程

进程是运行中的程序。
它有自己的地址空间。

## 状态

- 就绪
- 运行：
  正在占用处理器

| 状态 | 说明 |
| --- | --- |
| 阻塞 | 等待事件 |

```bash
ps aux
top
```

$$
t = a + b
$$
"""


def test_every_block_knows_its_lines_in_the_file() -> None:
    assert lines(NOTE) == [
        ("heading", 6, 6),
        ("paragraph", 8, 9),
        ("heading", 11, 11),
        ("item", 13, 13),
        ("item", 14, 15),
        ("table", 17, 19),
        ("code", 22, 23),
        ("formula", 26, 28),
    ]


def test_line_k_of_the_text_of_a_block_is_line_k_of_its_span() -> None:
    written = NOTE.split("\n")
    for block in blocks(NOTE):
        if block.kind in ("paragraph", "item", "table", "code"):
            for offset, line in enumerate(block.text.split("\n")):
                assert line.strip() in written[block.span.first - 1 + offset]


def test_a_block_has_the_path_of_the_headings_above_it() -> None:
    text = "# 甲\n\n一\n\n## 乙\n\n### 丙\n\n二\n\n## 丁\n\n三\n"
    paths = {block.text: block.heading for block in blocks(text) if block.kind == "paragraph"}
    assert paths == {"一": ("甲",), "二": ("甲", "乙", "丙"), "三": ("甲", "丁")}


def test_headings_and_rules_begin_a_new_section() -> None:
    sections = {b.text: b.section for b in blocks("一\n\n二\n\n---\n\n三\n\n## 甲\n\n四\n")}
    assert sections["一"] == sections["二"] < sections["三"] < sections["四"]


@pytest.mark.parametrize(
    ("text", "title", "named"),
    [
        ("---\ntitle: 进程\n---\n\n一\n", "进程", True),
        ("---\ntitle: 进程\n---\n\n# 概念\n", "进程", False),
        ("# 进程\n\n一\n", "进程", False),
        ("## 状态\n\n一\n", "a", False),
    ],
)
def test_the_title_is_the_one_given_or_the_first_heading_or_the_name_of_the_file(
    text: str, title: str, named: bool
) -> None:
    document, _ = read(text)
    assert (document.title, document.named) == (title, named)


# -- headings -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "heading"),
    [
        ("1. 进程", "进程"),
        ("1.2.3 进程", "进程"),
        ("一、进程", "进程"),
        ("（二）进程", "进程"),
        ("第三章 进程", "进程"),
        ("① 进程", "进程"),
        ("进程：", "进程"),
        ("**进程**", "进程"),
        ("【进程】", "进程"),
        ("进程 {#process}", "进程"),
        ("进程 {: .no_toc}", "进程"),
        ("09 - 进程", "进程"),
        ("[进程](https://example.org/process)", "进程"),
        ("3. [`fork` 的返回值](#fork)", "`fork` 的返回值"),
        ("进程 [↑](#top)", "进程"),
        ("进程[#](https://example.org/a#process)", "进程"),
        ("[[操作系统/进程|进程]]", "进程"),
        ("==进程==", "进程"),
        ("进程[Top]", "进程"),
        ("进程*", "进程"),
        ("进程（重要）", "进程"),
        ("A*", "A*"),
        ("int[]", "int[]"),
        ("进程（Process）", "进程（Process）"),
        ("4 个进程", "4 个进程"),
        ("`a[1](2)` 的值", "`a[1](2)` 的值"),
        ("2024", "2024"),
        ("3D 渲染", "3D 渲染"),
        ("`__init__` 方法", "`__init__` 方法"),
    ],
)
def test_a_heading_is_read_without_its_number_anchor_and_marks(written: str, heading: str) -> None:
    assert clean_heading(written) == heading


def paths(text: str) -> list[tuple[str, ...]]:
    return [block.heading for block in blocks(text) if block.kind == "paragraph"]


def test_a_first_heading_with_nothing_below_it_is_the_title_of_the_note() -> None:
    text = "## 进程\n\n[调度](#a)\n\n## 调度\n\n时间片用完时换一个进程。\n\n## 通信\n\n管道是单向的。\n"
    document, _ = read(text)
    assert document.title == "进程"
    assert paths(text)[1:] == [("进程", "调度"), ("进程", "通信")]


@pytest.mark.parametrize("first", ["## 简介\n\n", "## 线程\n\n线程是调度的单位，同一进程的线程共享内存。\n\n"])
def test_a_first_heading_that_names_a_part_is_no_title(first: str) -> None:
    assert paths(f"{first}## 调度\n\n时间片用完时换一个进程。\n")[-1] == ("调度",)


@pytest.mark.parametrize("marked", ["**乙**", "==乙==", "【乙】", "**乙**："])
def test_a_bold_line_is_a_heading_below_the_others(marked: str) -> None:
    _, bold, paragraph = blocks(f"###### 甲\n\n{marked}\n\n一\n")
    assert (bold.kind, bold.text) == ("heading", "乙")
    assert paragraph.heading == ("甲", "乙")


def test_a_rule_under_a_sentence_makes_no_heading_of_it() -> None:
    sentence, after = blocks("进程是运行中的程序。\n---\n线程\n")
    assert (sentence.kind, after.kind) == ("paragraph", "paragraph")
    assert sentence.section < after.section


def test_a_rule_under_a_short_line_makes_a_heading_as_in_commonmark() -> None:
    assert kinds("进程\n====\n\n一\n") == [("heading", "进程"), ("paragraph", "一")]


# -- lists --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "marks",
    [
        ("1、", "2、"),
        ("1）", "2）"),
        ("（1）", "（2）"),
        ("(1)", "(2)"),
        ("①", "②"),
        ("1.", "2."),
        ("a) ", "b) "),
        ("a.", "b."),
        ("（a）", "（b）"),
    ],
)
def test_numbered_lines_are_a_list_however_the_numbers_are_written(marks: tuple[str, str]) -> None:
    first, second = blocks(f"{marks[0]}解析语句\n{marks[1]}生成计划\n")
    assert [(b.kind, b.text, b.position, b.ordered) for b in (first, second)] == [
        ("item", "解析语句", 1, True),
        ("item", "生成计划", 2, True),
    ]
    assert first.group == second.group
    assert (first.span.first, second.span.first) == (1, 2)


@pytest.mark.parametrize(
    "text", ["3.5 倍的加速\n", "2024、2025 两年\n", "2、从二开始\n", "b) 从二开始\n", "a.out 是输出\n"]
)
def test_a_number_out_of_order_is_a_number_and_no_list(text: str) -> None:
    assert kinds(text) == [("paragraph", text.strip())]


@pytest.mark.parametrize(
    "marks", [("1、", "2、"), ("1）", "2）"), ("（1）", "（2）"), ("①", "②"), ("第一，", "第二，")]
)
def test_numbered_paragraphs_are_a_list_too(marks: tuple[str, str]) -> None:
    _, first, more, second = blocks(f"分为两步：\n\n{marks[0]}解析\n\n先读语句。\n\n{marks[1]}执行\n")
    assert [(b.kind, b.text, b.position, b.lead) for b in (first, second)] == [
        ("item", "解析", 1, 0),
        ("item", "执行", 2, 0),
    ]
    assert first.group == second.group
    assert (more.kind, more.lead) == ("paragraph", 1)


@pytest.mark.parametrize("between", ["## 另一节\n\n", "**另一节**\n\n", "---\n\n"])
def test_numbers_go_on_only_within_a_section(between: str) -> None:
    *_, last = blocks(f"（1）解析\n\n{between}（2）执行\n")
    assert (last.kind, last.text) == ("paragraph", "（2）执行")


@pytest.mark.parametrize("text", ["（1）解析\n\n2、执行\n", "（1）解析\n\n（3）执行\n"])
def test_numbers_of_another_kind_or_out_of_order_do_not_go_on(text: str) -> None:
    assert [block.kind for block in blocks(text)] == ["item", "paragraph"]


def test_a_numbered_line_leads_the_text_below_it_when_it_asks_or_announces() -> None:
    assert [b.lead for b in blocks("（1）差别：\n\n甲快。\n\n（2）结论\n\n乙慢。\n")] == [-1, 0, -1, -1]


@pytest.mark.parametrize("text", ["1、2、3 都是整数\n", "（1）式表明\n"])
def test_numbers_that_are_said_are_no_list(text: str) -> None:
    assert [block.kind for block in blocks(text)] == ["paragraph"]


def test_the_line_above_a_list_leads_it() -> None:
    lead, first, second = blocks("分为两类：\n\n- 甲\n- 乙\n")
    assert (first.lead, second.lead) == (0, 0)
    assert lead.kind == "paragraph"


def test_the_line_above_numbered_lines_of_one_paragraph_leads_them() -> None:
    _, first, second = blocks("步骤：\n1、解析\n2、执行\n")
    assert (first.lead, second.lead) == (0, 0)


def test_an_item_leads_the_list_within_it() -> None:
    _, outer, inner, _ = blocks("分为：\n\n- 甲：\n    - 子\n- 乙\n")
    assert (outer.lead, outer.level, inner.lead, inner.level) == (0, 1, 1, 2)
    assert outer.group != inner.group


def test_a_sentence_above_a_list_leads_nothing() -> None:
    assert [b.lead for b in blocks("说完了。\n\n- 甲\n- 乙\n")] == [-1, -1, -1]


def test_a_second_paragraph_of_an_item_belongs_to_it() -> None:
    item, more = blocks("- 甲\n\n  又一段\n")
    assert (item.kind, more.kind, more.lead, more.level) == ("item", "paragraph", 0, 1)


def test_the_paragraph_that_announces_a_list_within_an_item_leads_it() -> None:
    _, _, inner = blocks("- 甲\n\n  有一种：\n\n  - 子\n")
    assert inner.lead == 1


def test_what_parts_an_item_from_the_next_is_no_part_of_it() -> None:
    text = "- 页表；\n- 快表;\n- 页框，\n- `int a;`\n- 大小固定；没有外部碎片。\n"
    assert [item.text for item in blocks(text)] == ["页表", "快表", "页框", "`int a;`", "大小固定；没有外部碎片。"]


def test_boxes_of_tasks_are_dropped() -> None:
    assert kinds("- [ ] 复习\n- [x] 预习\n") == [("item", "复习"), ("item", "预习")]


def test_a_table_of_contents_is_dropped() -> None:
    assert kinds("- [进程](#process)\n- [[#线程]]\n\n* toc\n{:toc}\n\n一\n") == [("paragraph", "一")]


# -- what nobody sees ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("\u200b\t进程是运行中的程序。", "进程是运行中的程序。"),
        ("\ufeff进程", "进程"),
        ("进\u00ad程\u200c间\u200d通\u2060信", "进程间通信"),
        ("进程\u00a0A", "进程 A"),
        ("\U0001f469\u200d\U0001f4bb", "\U0001f469\u200d\U0001f4bb"),
    ],
)
def test_characters_that_nobody_sees_are_not_read(written: str, seen: str) -> None:
    text = f"一\n\n{written}\n\n二\n"
    document, _ = read(text)
    assert [(b.kind, b.text, b.span.first) for b in document.blocks] == [
        ("paragraph", "一", 1),
        ("paragraph", seen, 3),
        ("paragraph", "二", 5),
    ]
    assert document.note.text == text


def test_no_break_spaces_indent_a_list_but_make_no_code_of_a_paragraph() -> None:
    assert [(b.kind, b.level) for b in blocks("- 甲\n\u00a0\u00a0- 子\n")] == [("item", 1), ("item", 2)]
    (paragraph,) = blocks("\u00a0\u00a0\u00a0\u00a0**进程**是运行中的程序。\n")
    assert (paragraph.kind, paragraph.text.strip()) == ("paragraph", "**进程**是运行中的程序。")


def test_a_paragraph_that_is_indented_like_code_is_read() -> None:
    assert lines("一\n\n    进程是运行中的程序，有自己的地址空间。\n\n    线程共享它。\n") == [
        ("paragraph", 1, 1),
        ("paragraph", 3, 3),
        ("paragraph", 5, 5),
    ]


@pytest.mark.parametrize(
    "code", ["x = 1  # 计数，从一开始", "// 计数，从一开始", "运行时间", "进程：running, waiting, ready"]
)
def test_indented_code_stays_code(code: str) -> None:
    assert kinds(f"一\n\n    {code}\n") == [("paragraph", "一"), ("code", code)]


def test_notes_that_are_indented_like_code_are_the_list_that_they_are() -> None:
    text = "列：\n\n    id        查询的编号\n    type      访问方法\n    rows      预计要读的行数\n"
    assert [(b.kind, b.text, b.span.first, b.lead) for b in blocks(text)[1:]] == [
        ("item", "`id`：查询的编号", 3, 0),
        ("item", "`type`：访问方法", 4, 0),
        ("item", "`rows`：预计要读的行数", 5, 0),
    ]


def test_a_fence_may_be_a_box_around_prose() -> None:
    box = "步骤：\n\n```\n1）先查强缓存，命中就直接返回。\n\n2）没有命中，再问服务器。\n```\n"
    assert lines(box) == [("paragraph", 1, 1), ("item", 4, 4), ("item", 6, 6)]
    chain = blocks("查询流程：\n\n```\n扫描索引 → 取得主键 → 回表读整行\n```\n")
    assert [(b.kind, b.lead) for b in chain] == [("paragraph", -1), ("paragraph", 0)]


def test_a_numbered_list_goes_on_behind_code_that_is_not_indented() -> None:
    found = blocks(
        "## 部署\n\n1. 拉取镜像\n\n```sh\ndocker pull a\n```\n\n2. 启动容器\n\n等它就绪。\n\n"
        "3. 查看日志\n\n## 升级\n\n4. 备份\n"
    )
    items = [block for block in found if block.kind == "item"]
    assert [(item.position, item.group == items[0].group) for item in items] == [
        (1, True), (2, True), (3, True), (1, False)
    ]  # fmt: skip
    waiting = next(block for block in found if block.text == "等它就绪。")
    assert found[waiting.lead] == items[1]


def test_a_bullet_of_another_program_begins_an_item() -> None:
    assert kinds("执行备份时：\n\n\u200b\t•\t客户端发出请求。\n\n\u200b\t• 服务器校验。\n") == [
        ("paragraph", "执行备份时："), ("item", "客户端发出请求。"), ("item", "服务器校验。")
    ]  # fmt: skip


def test_a_box_may_hold_a_list() -> None:
    box = "```txt\n缓冲区的参数：\n- pool_size：缓冲区的大小，默认 128 MB。\n- pool_count：缓冲区的个数。\n```\n"
    assert [(b.kind, b.span.first, b.lead) for b in blocks(box)] == [
        ("paragraph", 2, -1),
        ("item", 3, 0),
        ("item", 4, 0),
    ]
    indented = "**会话**\n\n    服务器要记住是谁在访问。\n\n    - Cookie\n\n        存放在浏览器里。\n"
    assert kinds(indented)[1:] == [
        ("paragraph", "服务器要记住是谁在访问。"), ("item", "Cookie"), ("paragraph", "存放在浏览器里。")
    ]  # fmt: skip


def test_text_in_deeper_and_deeper_boxes_is_read_only_so_far() -> None:
    stairs = "\n\n".join(f"{' ' * 4 * step}第 {step} 行：A 比上一行更靠右，后面还有" for step in range(1, 60))
    assert [kind for kind, _ in kinds(f"一\n\n{stairs.replace('第', 'No.')}\n")][-1] == "code"


@pytest.mark.parametrize(
    "drawn",
    ["取指 -> 译码 -> 执行", "取指\n  ↓\n译码\n  ↓\n执行", "取指\n→ 译码\n→ 执行", "取指\n │\n ▼\n译码\n │\n ▼\n执行"],
)
def test_a_chain_drawn_in_a_fence_is_one_line(drawn: str) -> None:
    assert kinds(f"流水线：\n\n```text\n{drawn}\n```\n") == [
        ("paragraph", "流水线："),
        ("paragraph", "取指 → 译码 → 执行"),
    ]


@pytest.mark.parametrize(
    "code", ["a->b->c->d", "p -> next -> prev;", "┌──┐ → ┌──┐ → ┌──┐", "main() -> f() -> g()", "甲 → 乙", "x -> x -> x"]
)
def test_what_is_no_chain_stays_code(code: str) -> None:
    assert [kind for kind, _ in kinds(f"```\n{code}\n```\n")] == ["code"]


@pytest.mark.parametrize(
    "fence", ["```\nint n = 1; // 计数，从一开始\n```", "```python\n先取值，再比较。\n```", "```\n总数\n```"]
)
def test_what_is_no_prose_in_a_fence_stays_code(fence: str) -> None:
    assert [kind for kind, _ in kinds(fence)] == ["code"]


# -- addresses below the note --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("见 [快表][tlb]。", "见 [快表](https://example.org/a)。"),
        ("见 [TLB][]。", "见 [TLB](https://example.org/a)。"),
        ("见 [tlb]。", "见 [tlb](https://example.org/a)。"),
        ("如文献[1]所示", "如文献[](https://example.org/b)所示"),
        ("![页表][tlb]", "![页表](https://example.org/a)"),
        ("`[tlb]` 与 a[1] 与 [别的]", "`[tlb]` 与 a[1] 与 [别的]"),
    ],
)
def test_an_address_below_the_note_is_read_where_it_is_named(written: str, text: str) -> None:
    note = f"{written}\n\n[tlb]: https://example.org/a\n[1]: https://example.org/b\n"
    assert kinds(note) == [("paragraph", text)]


# -- tables, code, formulas ---------------------------------------------------------------------------------


def test_a_table_has_its_rows_and_its_lead() -> None:
    _, table = blocks("对比如下：\n\n| 甲 | 乙 |\n|---|:-:|\n| `a|b` | 1 |\n| 一 | **二** |\n".replace("a|b", "a\\|b"))
    assert table.rows == (("甲", "乙"), ("`a|b`", "1"), ("一", "**二**"))
    assert table.lead == 0


def test_a_block_of_code_has_its_language_and_its_own_lines() -> None:
    (code,) = blocks("``` {.Python}\n\nx = 1\n```\n")
    assert (code.text, code.language, code.span.first, code.span.last) == ("\nx = 1", "python", 2, 3)


def test_nothing_within_code_is_read_as_markdown() -> None:
    assert kinds("~~~\n# 不是标题\n- 不是列表\n$$\n~~~\n") == [("code", "# 不是标题\n- 不是列表\n$$")]


@pytest.mark.parametrize(
    "text",
    ["由此得到\n$$\nE = mc^2\n$$\n于是\n", "由此得到\n$$E = mc^2$$\n于是\n", "由此得到\n\\[\nE = mc^2\n\\]\n于是\n"],
)
def test_a_formula_may_stand_right_between_two_lines_of_text(text: str) -> None:
    assert [(kind, body.strip()) for kind, body in kinds(text)] == [
        ("paragraph", "由此得到"),
        ("formula", "E = mc^2"),
        ("paragraph", "于是"),
    ]


def test_brackets_that_are_never_closed_stay_text() -> None:
    assert [kind for kind, _ in kinds("\\[ 没有结束\n\n一\n")] == ["paragraph", "paragraph"]


# -- what is broken is said ---------------------------------------------------------------------------------


def test_an_open_fence_is_said_and_its_text_is_not_read() -> None:
    document, said = read("一\n\n```python\nx = 1\n\n二：三\n")
    assert [block.text for block in document.blocks] == ["一"]
    assert [(d.code, d.path, d.line) for d in said] == [("fence-open", "notes/a.md", 3)]


def test_an_open_formula_is_said_and_ends_the_note() -> None:
    document, said = read("一\n\n$$\nx = 1\n\n二：三\n")
    assert [block.text for block in document.blocks] == ["一"]
    assert [(d.code, d.line) for d in said] == [("formula-open", 3)]


def test_a_fence_in_a_list_ends_with_its_list() -> None:
    document, said = read("- 甲\n\n  ```\n  x\n\n二\n")
    assert [block.text for block in document.blocks] == ["甲", "二"]
    assert [d.code for d in said] == ["fence-open"]


# -- quotations, callouts, footnotes ------------------------------------------------------------------------


def test_a_quotation_has_its_role() -> None:
    quoted, after = blocks("> 引文\n\n一\n")
    assert (quoted.text, quoted.role, after.role) == ("引文", "quote", "text")


@pytest.mark.parametrize("mark", ["[!note]", "[!WARNING]-", "[!tip]+"])
def test_a_callout_is_read_without_its_mark(mark: str) -> None:
    first, second, after = blocks(f"> {mark} 锁\n>\n> 锁保护临界区。\n\n一\n")
    assert (first.text, first.role) == ("锁", "callout")
    assert (second.text, second.role) == ("锁保护临界区。", "callout")
    assert after.role == "text"


def test_a_footnote_has_its_role() -> None:
    text, note = blocks("进程[^1]。\n\n[^1]: 运行中的程序。\n")
    assert (text.role, note.text, note.role) == ("text", "运行中的程序。", "footnote")


# -- pictures, HTML, kramdown -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("![[a.png]]", "![](a.png)"),
        ("![[a b.png|300]]", "![](a%20b.png)"),
        ("![[a.png|页表]]", "![页表](a.png)"),
        ("![[别的笔记]]", ""),
        ('<img src="a.png" alt="页表" width=300>', "![页表](a.png)"),
        ("<img src='a.png'/>", "![](a.png)"),
        ("<img>", ""),
        ("<font color=red>红</font>", "**红**"),
        ("<font color=red>红色的一句话。</font>", "红色的一句话。"),
        ("由 <span style='color:red'>内核</span> 调度", "由 **内核** 调度"),
        ("由 <span class='a'>内核</span> 调度", "由 内核 调度"),
        ("**由 <b>内核</b> 调度**", "**由 内核 调度**"),
        ("<u>内核</u>", "内核"),
        ("a < b 且 c > d", "a < b 且 c > d"),
        ("vector<int>", "vector<int>"),
        ("`<b>` 与 <b>粗</b>", "`<b>` 与 **粗**"),
        ("前<!-- 不给人看 -->后", "前后"),
        ("文字\n{: .class}", "文字\n"),
    ],
)
def test_pictures_have_one_spelling_and_tags_are_dropped(written: str, read_as: str) -> None:
    assert clean_inline(written) == read_as


def test_a_comment_of_several_lines_says_nothing_and_moves_no_line() -> None:
    assert lines("一\n\n<!--\n草稿：不要\n-->\n\n二\n") == [("paragraph", 1, 1), ("paragraph", 7, 7)]


def test_text_within_html_is_read_on_its_own_line() -> None:
    html, after = blocks("<div>\n流：队列\n</div>\n\n一\n")
    assert html.text.split("\n")[1] == "流：队列"
    assert (html.span.first, after.span.first) == (1, 5)


# -- names of blocks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kept", "anchors"),
    [
        ("流是一条队列。 ^def\n", ["流是一条队列。"], [("def", 1, 1)]),
        ("流是一条队列。\n先进先出。\n^a-1\n", ["流是一条队列。\n先进先出。"], [("a-1", 1, 3)]),
        ("- 甲：一 ^x\n- 乙：二\n", ["甲：一", "乙：二"], [("x", 1, 1)]),
        ("> 甲 ^q\n", ["甲"], [("q", 1, 1)]),
        ("| 甲 |\n| --- |\n| 一 |\n\n^t\n", ["| 甲 |\n| --- |\n| 一 |"], [("t", 1, 3)]),
        ("```sh\nps\n```\n\n^c\n", ["ps"], [("c", 2, 2)]),
    ],
    ids=["paragraph", "on its own line", "item", "quotation", "below a table", "below code"],
)
def test_obsidians_name_of_a_block_is_not_part_of_its_text(
    text: str, kept: list[str], anchors: list[tuple[str, int, int]]
) -> None:
    document, _ = read(text)
    assert [block.text for block in document.blocks] == kept
    assert [(anchor.name, anchor.span.first, anchor.span.last) for anchor in document.anchors] == anchors


def test_the_name_of_a_whole_list_names_none_of_its_facts() -> None:
    document, _ = read("- 甲：一\n- 乙：二\n\n^both\n")
    assert [block.text for block in document.blocks] == ["甲：一", "乙：二"]
    assert document.anchors == ()


@pytest.mark.parametrize("text", ["x^2", "复杂度 $n ^2$", "`a ^b`", "[^1]", "a ^ b", "^", "前面 ^名字"])
def test_not_every_caret_is_a_name(text: str) -> None:
    document, _ = read(f"{text}\n")
    assert (document.blocks[0].text, document.anchors) == (text, ())


# -- whatever the text --------------------------------------------------------------------------------------

BLOCKS = (
    "\n",
    "\n\n",
    "# ",
    "- ",
    "1. ",
    "1、",
    "> ",
    "> [!note] ",
    "```\n",
    "$$\n",
    "\\[\n",
    "\\]\n",
    "---\n",
    "    ",
)
PIECES = (*BLOCKS, "| 甲 | 乙 |\n", "|---|---|\n", "[^1]: ", "**甲**", "：", "流", "<!--", "-->", "<div>")
notes = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(st.characters(exclude_characters="\r"), max_size=5)), max_size=30
).map("".join)


@given(notes)
def test_every_line_of_a_block_is_a_line_of_the_file_and_blocks_come_in_order(text: str) -> None:
    document, _ = read(text)
    last = text.count("\n") + 1
    for block in document.blocks:
        assert 1 <= block.span.first <= block.span.last <= last
    firsts = [block.span.first for block in document.blocks if block.role != "footnote"]
    assert firsts == sorted(firsts)


@given(notes)
def test_leads_stand_above_what_they_lead(text: str) -> None:
    document, _ = read(text)
    for index, block in enumerate(document.blocks):
        assert -1 <= block.lead < index


def test_a_table_in_a_quotation_may_be_half_written() -> None:
    document, _ = read("> | 格式 | 位数 |\n> | --- | --- |\n> ")
    assert [block.kind for block in document.blocks] == ["table"]


def test_lists_deeper_than_anybody_writes_end_the_note_and_not_the_program() -> None:
    text = "".join("  " * depth + "- 甲\n" for depth in range(2 * DEEPEST))
    document, _ = read(text)
    assert 0 < len(document.blocks) <= DEEPEST


# What is folded up


def test_what_is_folded_up_stands_below_its_summary() -> None:
    text = "# 锁\n\n<details>\n<summary>自旋锁什么时候合适？</summary>\n\n持有时间很短的时候。\n</details>\n\n别的。\n"
    document, _ = parse(Note("a.md", text, ""))
    headings = {block.text: block.heading for block in document.blocks if block.kind == "paragraph"}
    assert headings == {"持有时间很短的时候。": ("锁", "自旋锁什么时候合适？"), "别的。": ("锁",)}


def test_a_summary_that_only_unfolds_is_no_text() -> None:
    text = "# 锁\n\n<details><summary>点击展开</summary>\n\n互斥锁会让线程睡眠。\n\n</details>\n"
    document, _ = parse(Note("a.md", text, ""))
    assert [block.text for block in document.blocks] == ["锁", "互斥锁会让线程睡眠。"]


def test_numbers_of_another_form_count_within_a_line() -> None:
    text = "1、进程\n（1）就绪\n（2）运行\n\n2、线程\n（1）共享内存\n\n线程有自己的栈。\n\n（2）切换快\n"
    document, _ = read(text)
    items = [block for block in document.blocks if block.kind == "item"]
    assert [(item.text, item.level, item.position) for item in items] == [
        ("进程", 1, 1),
        ("就绪", 2, 1),
        ("运行", 2, 2),
        ("线程", 1, 2),
        ("共享内存", 2, 1),
        ("切换快", 2, 2),
    ]
    assert [document.blocks[item.lead].text for item in items if item.level > 1] == ["进程", "进程", "线程", "线程"]
    assert len({item.group for item in items}) == 3
