"""The head of a note, in whatever shape it was written."""

from __future__ import annotations

import pytest
from growth import LINEAR, times_as_long
from hypothesis import given
from hypothesis import strategies as st

from studykit.frontmatter import split_front_matter
from studykit.model import FrontMatter, Note


def front(head: str) -> FrontMatter:
    matter, _, said = split_front_matter(Note("a.md", f"---\n{head}\n---\n\n正文\n", ""))
    assert said == []
    return matter


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("title: 进程", "进程"),
        ('title: "CUDA: 入门"', "CUDA: 入门"),
        ("title: CUDA: 入门", "CUDA: 入门"),
        ("title: 'C# 笔记'", "C# 笔记"),
        ("title: C# 笔记", "C# 笔记"),
        ("title: 进程 # 草稿", "进程"),
        ("title:   进程  ", "进程"),
        ("Title: 进程", "进程"),
        ("title: no", "no"),
        ("title: 2024-02-30", "2024-02-30"),
        ("title: 0123", "0123"),
        ("title:", ""),
        ("title: 'it''s", "'it''s"),
        ("title: [未完", "[未完"),
    ],
)
def test_a_scalar_stays_the_text_that_was_written(written: str, title: str) -> None:
    assert front(f"{written}\nlayout: post").title == title


@pytest.mark.parametrize(
    "written",
    [
        "tags: [linux, 网络]",
        'tags: ["linux", 网络]',
        "tags: linux, 网络",
        "tags: linux，网络",
        "tags:\n- linux\n- 网络",
        "tags:\n  - linux\n  - '网络'",
        "tag: [linux, 网络]",
        "keywords: linux、网络",
        "tags: [linux]\ncategories: [网络]",
        "tags: [linux, linux, 网络]",
    ],
)
def test_tags_are_read_in_every_notation(written: str) -> None:
    assert front(written).tags == ("linux", "网络")


def test_no_and_on_stay_words_in_a_list_too() -> None:
    assert front("tags: [no, on, yes, null, 1.0]").tags == ("no", "on", "yes", "null", "1.0")


def test_aliases_and_deck() -> None:
    matter = front("aliases: [进程, Process]\ndeck: 系统::进程")
    assert (matter.aliases, matter.deck) == (("进程", "Process"), "系统::进程")


def test_keys_within_other_keys_are_not_ours() -> None:
    assert front("layout:\n  title: 别的\nauthor: 某某").title == ""


def test_lines_of_the_head_become_empty_so_that_line_numbers_stay() -> None:
    _, body, _ = split_front_matter(Note("a.md", "---\ntitle: 甲\n---\n一\n", ""))
    assert body == "\n\n\n一\n"


@pytest.mark.parametrize("above", ["\n\n", "<!-- 草稿 -->\n", " \n<!-- 草稿 -->\n\n"])
def test_blank_lines_and_comments_may_stand_above_it(above: str) -> None:
    matter, body, _ = split_front_matter(Note("a.md", f"{above}---\ntitle: 甲\n---\n一\n", ""))
    assert matter.title == "甲"
    assert body == "\n" * (above.count("\n") + 3) + "一\n"


def test_three_dots_end_it_as_well() -> None:
    matter, body, _ = split_front_matter(Note("a.md", "---\ntitle: 甲\n...\n一\n", ""))
    assert (matter.title, body) == ("甲", "\n\n\n一\n")


@pytest.mark.parametrize(
    "text", ["", "一\n", "---\n一\n---\n二\n", "\n---\n\n---\n", "\n---\ntitle: 甲\n", "---\n\n一\n", "--- \n一"]
)
def test_a_rule_at_the_top_is_no_front_matter(text: str) -> None:
    assert split_front_matter(Note("a.md", text, "")) == (FrontMatter(), text, [])


def test_front_matter_that_is_never_closed_is_said_and_read_as_text() -> None:
    matter, body, said = split_front_matter(Note("a.md", "---\ntitle: 甲\n\n一\n", ""))
    assert (matter, body) == (FrontMatter(), "\ntitle: 甲\n\n一\n")
    assert [(d.code, d.path, d.line) for d in said] == [("front-matter-open", "a.md", 1)]


def test_a_head_of_a_hundred_thousand_keys_costs_no_more_than_reading_it() -> None:
    def title(keys: int) -> str:
        return front("title: 甲\n" + "\n".join(f"key{i}: value" for i in range(keys))).title

    assert title(100_000) == "甲"
    assert times_as_long(lambda: title(100_000), lambda: title(10_000)) < LINEAR


def test_a_bomb_of_aliases_is_so_much_text() -> None:
    bomb = "\n".join(f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join(['*' + chr(97 + i)] * 9)}]" for i in range(20))
    assert front(f"a: &a [x]\n{bomb}\ntitle: 甲").title == "甲"


@given(st.text())
def test_whatever_stands_there_no_line_is_lost(text: str) -> None:
    _, body, _ = split_front_matter(Note("a.md", f"---\n{text}", ""))
    assert body.count("\n") == f"---\n{text}".count("\n")
