"""From notes to an extraction, whatever the notes hold."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from studykit.extract import extract
from studykit.files import read_notes
from studykit.model import HOLE, Card, Extraction, Note
from studykit.patterns import PATTERNS

GOOD = """\
---
title: 操作系统
tags: [系统/内存]
---

# 操作系统

## 内存

页表：虚拟页到物理页框的映射。

- 快表：页表项的缓存
- 缺页异常：访问的页不在内存时触发的异常

页面置换的步骤：

1. 选出一页
2. 写回磁盘
3. 装入新页

https://example.org/paging

分页的教程
"""

#: Notes that something is wrong with.
BROKEN = {
    "an open fence": "```python\nx = 1\n",
    "an open formula": "$$\nx\n",
    "an open front matter": "---\ntitle: 甲\n\n乙：丙\n",
    "a table with ragged rows": "| 甲 | 乙 |\n|---|---|\n| 一 |\n| 二 | 三 | 四 |\n",
    "only marks": "：：，，。。** == $$ `` [[ ]] {{c1::}} ->\n",
    "deep nesting": "> " * 500 + "- " * 500 + "甲：乙\n",
    "control characters": "流\x85：\x00队列\x1b\x7f\n",
    "no text": "\n\n",
}


def note(text: str, path: str = "notes/a.md") -> Note:
    return Note(path, text, "")


def asked(extraction: Extraction) -> list[tuple[str, str]]:
    return [(card.prompt, card.answer) for card in extraction.cards]


# -- what comes out -----------------------------------------------------------------------------------------


def test_a_note_gives_cards_that_know_where_they_come_from() -> None:
    found = extract([note(GOOD)])
    first = found.cards[0]
    assert (first.prompt, first.answer) == ("什么是页表？", "虚拟页到物理页框的映射")
    assert (first.span.path, first.span.first, first.heading) == ("notes/a.md", 10, ("操作系统", "内存"))
    assert (first.deck, first.tags) == (("操作系统", "内存"), ("系统::内存",))


def test_links_are_resources_and_never_cards() -> None:
    found = extract([note(GOOD)])
    assert [(r.url, r.title, r.heading) for r in found.resources] == [
        ("https://example.org/paging", "分页的教程", ("操作系统", "内存"))
    ]
    assert not [card for card in found.cards if "教程" in card.prompt + card.answer]


def test_cards_come_in_the_order_of_the_note() -> None:
    lines = [card.span.first for card in extract([note(GOOD)]).cards]
    assert lines == sorted(lines)


def test_the_same_thing_written_twice_is_asked_once() -> None:
    once = extract([note("页表：虚拟页的映射。\n")])
    twice = extract([note("页表：虚拟页的映射。\n\n页表：虚拟页的映射。\n")])
    assert asked(once) == asked(twice)


def test_what_the_items_of_a_list_do_alike_is_asked_of_each() -> None:
    text = "- 第一次挥手\n\n  发送后，客户端进入 `A` 状态。\n\n- 第二次挥手\n\n  发送后，客户端进入 `B` 状态。\n"
    asked = [(card.context, card.answer) for card in extract([Note("a.md", text, "")]).cards]
    assert asked == [(("第一次挥手",), "`A` 状态"), (("第二次挥手",), "`B` 状态")]


def test_nothing_in_an_address_is_a_concept() -> None:
    picture = "![](https://example.org/tex?loss_fn(x_i)=(a-(b_i)))"
    text = f"## 目标 {picture}\n\n目标函数：\n\n{picture}\n\n| 量 | 图 |\n|---|---|\n| 损失 | {picture} |\n"
    names = [concept.term for concept in extract([Note("a.md", text, "")]).concepts]
    assert not [name for name in names if name.isascii()]


def test_a_pattern_that_knows_more_is_asked_first() -> None:
    """What the learner wrote on purpose is taken as it stands, and nothing else is made of it."""
    found = extract([note("问：什么是页表？\n答：页表是虚拟页的映射。\n")])
    assert [(card.pattern, card.confidence) for card in found.cards] == [("asked", 1.0)]


def test_no_notes_give_nothing() -> None:
    assert extract([]) == Extraction()


# -- the sample notes ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sample() -> Extraction:
    notes, _ = read_notes([Path(__file__).parent.parent / "notes"], Path(__file__).parent.parent)
    return extract(notes)


def test_the_sample_notes_have_nothing_wrong_with_them(sample: Extraction) -> None:
    assert sample.diagnostics == ()


def test_every_card_has_an_id_a_question_and_an_answer(sample: Extraction) -> None:
    assert len({card.id for card in sample.cards}) == len(sample.cards) > 500
    for card in sample.cards:
        assert card.prompt.strip(), card
        assert card.answer.strip(), card


def test_a_cloze_has_exactly_one_hole(sample: Extraction) -> None:
    for card in sample.cards:
        assert card.prompt.count(HOLE) == (card.form == "cloze"), card


def test_no_mask_of_the_reader_is_left_in_a_card(sample: Extraction) -> None:
    for card in sample.cards:
        shown = "".join((card.prompt, card.answer, card.statement, *card.context))
        assert not [character for character in shown if "\ue000" <= character <= "\uf8ff"], card


def test_every_card_stands_on_lines_of_its_note(sample: Extraction) -> None:
    lengths = {document.note.path: document.note.text.count("\n") + 1 for document in sample.documents}
    for card in sample.cards:
        assert 1 <= card.span.first <= card.span.last <= lengths[card.span.path]


def test_no_card_gives_its_answer_away_above_the_question(sample: Extraction) -> None:
    for card in sample.cards:
        if len(card.answer) >= 4:
            assert card.answer not in " ".join(card.context), card


def test_the_sample_notes_show_most_of_the_patterns(sample: Extraction) -> None:
    shown = Counter(card.pattern for card in sample.cards)
    assert set(shown) <= set(PATTERNS.load())
    assert len(shown) >= 15


# -- one note does not change another -----------------------------------------------------------------------


def of_path(extraction: Extraction, path: str) -> list[Card]:
    return [card for card in extraction.cards if card.span.path == path]


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in BROKEN.items()])
def test_a_broken_note_does_not_change_the_cards_of_the_others(text: str) -> None:
    alone = extract([note(GOOD)])
    between = extract([note(text, "notes/0.md"), note(GOOD), note(text, "notes/z.md")])
    assert asked(alone)
    assert of_path(between, "notes/a.md") == list(alone.cards)


def test_what_is_wrong_is_said_of_the_note_it_is_wrong_with() -> None:
    found = extract([note(GOOD), note(BROKEN["an open fence"], "notes/b.md")])
    assert [(d.code, d.path, d.line) for d in found.diagnostics] == [("fence-open", "notes/b.md", 1)]


def test_the_cards_of_a_note_do_not_depend_on_the_order_of_the_notes() -> None:
    other = "栈：后进先出的结构。\n"
    one = extract([note(GOOD), note(other, "notes/b.md")])
    two = extract([note(other, "notes/b.md"), note(GOOD)])
    assert of_path(one, "notes/a.md") == of_path(two, "notes/a.md")


# -- however a file was saved -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(GOOD.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(b"\xef\xbb\xbf" + GOOD.encode(), id="byte order mark"),
        pytest.param(GOOD.replace("\n", "\r\n").encode("utf-16"), id="UTF-16"),
        pytest.param(GOOD.encode("gb18030"), id="GB18030"),
    ],
)
def test_the_way_a_file_was_saved_changes_no_card(study: Path, data: bytes) -> None:
    file = study / "notes" / "a.md"

    def cards(content: bytes) -> tuple[Card, ...]:
        file.write_bytes(content)
        notes, _ = read_notes([study / "notes"], study)
        return extract(notes).cards

    assert cards(data) == cards(GOOD.encode())


# -- whatever the text --------------------------------------------------------------------------------------

BLOCKS = (
    "\n",
    "\n\n",
    "# ",
    "## ",
    "- ",
    "  - ",
    "1. ",
    "1、",
    "2、",
    "> ",
    "> [!note] ",
    "```\n",
    "```bash\n",
    "$$\n",
    "---\n",
)
TABLES = ("| 甲 | 乙 |\n", "|---|---|\n", "|", "[^1]: ")
MARKS = (
    "问： 答： :: ::: == {{c1:: }} ： : ， 。 ； ？ 、 （ ） “ ” ** ` $ [ ] ( ) [[ ]] ![ "
    "<<< >>> → -> <!-- --> \\[ \\] \\("
).split()
WORDS = (
    "流 进程 页表 NAT 是 的 在 不 它 其 这 为 由 被 会 因为 所以 如果 则 而 分为 包括 称为 又称 步骤 解决 报错 其中 "
    "误区 实际上 即 缩写 注意 但是 我们 可以 用 有 和 中， 一个 越 前者 后者 最多 "
    "-O2 4,096 3.5 字节 https://example.org/a #标签"
).split()
ODD = ("<img src=a>", "git status", "\u3000", "\t", "😀", "\u200b", "\x00", "\x85", "\ue000", "\U000f0000")
FRAGMENTS = (*BLOCKS, *TABLES, *MARKS, *WORDS, *ODD)
#: What a decoded file holds: no halves of a character, and LF at the end of a line.
LEGAL = st.characters(codec="utf-8", exclude_characters="\r")
anything = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(LEGAL, max_size=4)), max_size=40).map("".join)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(anything)
@example("---\n")
@example("注意：\n")
@example("甲：，\n")
@example("$")
@example("|\n|-\n|")
def test_no_text_at_all_stops_the_extraction(text: str) -> None:
    found = extract([note(text)])
    for card in found.cards:
        assert card.prompt
        assert 1 <= card.span.first <= card.span.last <= text.count("\n") + 1


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(st.binary(max_size=8), anything.map(str.encode)), max_size=6).map(b"".join))
@example(b"\xff\xfe")
@example("甲：乙\r丙：丁\r\n".encode())
@example("甲：乙\n".encode("utf-16")[:-1])
def test_no_bytes_at_all_stop_the_reading_of_a_folder(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        Path(folder, "a.md").write_bytes(data)
        Path(folder, "b.md").write_text(GOOD, encoding="utf-8")
        notes, _ = read_notes([Path(folder)], Path(folder))
        assert of_path(extract(notes), "b.md")


CONNECTIVES = "其中 即 也就是说 换句话说 因此 此时 比如 例如 那么 所以 但是 而且 首先 注意".split()
BELOW = {
    "formula": "$$\nE = mc^2\n$$",
    "code": "```bash\nls -l\n```",
    "list": "- 甲：乙\n- 丙：丁",
    "numbers": "1. 甲\n2. 乙",
    "table": "| 甲 | 乙 |\n|--|--|\n| 丙 | 丁 |",
    "picture": "![图](a.png)",
    "text": "下一段。",
}


@pytest.mark.parametrize("mark", ["：", ":", "。", "，", "；", ""])
@pytest.mark.parametrize("below", BELOW.values(), ids=BELOW.keys())
def test_a_line_that_is_only_a_connective_says_nothing_and_stops_nothing(mark: str, below: str) -> None:
    text = "\n\n".join(f"{word}{mark}\n\n{below}" for word in CONNECTIVES)
    prompts = [card.prompt for card in extract([Note("a.md", f"# 标题\n\n{text}\n", "")]).cards]
    assert not [prompt for prompt in prompts if any(prompt.startswith(word) for word in CONNECTIVES)]


def test_steps_one_by_one_are_not_asked_again_all_at_once() -> None:
    text = "# 日志\n\n事务提交时，先写 redo log，再写 binlog，最后释放锁。\n"
    assert [card.prompt for card in extract([Note("a.md", text, "")]).cards] == ["事务提交时，依次怎么做？"]
