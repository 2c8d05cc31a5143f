"""Links as resources of their section, with the titles that notes give them in many ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.links import Links, find_links
from studykit.markdown import parse
from studykit.model import Note

URL = "https://example.org/a"


def links(text: str) -> Links:
    document, _ = parse(Note("a.md", text, ""))
    return find_links(document)


def titled(text: str) -> list[tuple[str, str]]:
    return [(resource.url, resource.title) for resource in links(text).resources]


@pytest.mark.parametrize(
    "text",
    [
        f"[页表](  {URL} )",
        f'[页表]({URL} "题")',
        f"- [页表]({URL})",
        f"页表：{URL}",
        f"页表 {URL}",
        f"- 页表：<{URL}>",
        f"{URL}\n\n页表",
        f"{URL}\n页表",
        f"<{URL}>\n\n页表",
        f"- {URL}\n- 页表",
        f"1. {URL}\n\n   页表",
        f"**[页表]({URL})**",
        f"页表\n{URL}",
        f"页表：\n{URL}",
        f"[![页表](a.png)]({URL})",
        f"页表：[点击进入]({URL})",
        f"- 页表：[链接]({URL})",
        f"它很重要（页表请参见[这里]({URL})）。",
        f"内容来自：【页表，推荐大家学习】{URL}",
        f"论文：页表\n论文链接：{URL}",
        f"[页表][1]\n\n[1]: {URL}",
    ],
)
def test_a_link_has_the_title_that_stands_with_it(text: str) -> None:
    assert titled(text) == [(URL, "页表")]


@pytest.mark.parametrize(
    "text",
    [
        URL,
        f"{URL}\n\n参考：",
        f"{URL}\n\n页表保存虚拟页到物理页框的映射。",
        f"{URL}\n\n## 页表",
        f"{URL}\n\n```\n页表\n```",
        f"参考：{URL}",
        f"说明：本文转载自：{URL}",
        f"更详细的介绍可以参考：{URL}",
        f"![image-20240102]({URL})",
        f"![在这里插入图片描述]({URL})",
        f"{URL}\n\n- 甲：\n- 乙",
    ],
)
def test_what_is_no_title_is_not_taken_for_one(text: str) -> None:
    assert titled(text) == [(URL, "")]


def test_a_line_of_links_is_no_title_of_the_address_above_it() -> None:
    assert titled(f"{URL}/1\n[页表]({URL}/2) 与 [快表]({URL}/3)") == [
        (f"{URL}/1", ""),
        (f"{URL}/2", "页表"),
        (f"{URL}/3", "快表"),
    ]


def test_titles_in_a_list_of_addresses_may_end_like_sentences() -> None:
    text = f"{URL}/1\n\n页表是什么。\n\n{URL}/2\n\n快表是什么。\n\n{URL}/3\n"
    assert titled(text) == [(f"{URL}/1", "页表是什么。"), (f"{URL}/2", "快表是什么。"), (f"{URL}/3", "")]


def test_links_within_a_sentence_are_found_without_its_full_stop() -> None:
    assert titled(f"见 {URL}，以及 [快表]({URL}/b)。") == [(f"{URL}/b", "快表"), (URL, "")]


def test_a_number_in_a_title_is_part_of_it() -> None:
    assert titled(f"- [1. 页表]({URL})") == [(URL, "1. 页表")]


def test_words_that_say_to_click_are_the_title_where_nothing_better_stands_before_them() -> None:
    assert titled(f"想多看一点，[点此跳转]({URL})。") == [(URL, "点此跳转")]


def test_titles_before_their_addresses_in_one_paragraph() -> None:
    assert titled(f"页表\n{URL}/1\n快表\n{URL}/2") == [(f"{URL}/1", "页表"), (f"{URL}/2", "快表")]


def test_addresses_of_pictures_are_resources_too() -> None:
    assert titled(f"![页表]({URL}.png)") == [(f"{URL}.png", "页表")]


def test_brackets_belong_to_the_address_of_a_picture() -> None:
    assert titled(f"![]({URL}?f(x_i)=(a+(b)))。") == [(f"{URL}?f(x_i)=(a+(b))", "")]


@pytest.mark.parametrize("text", [f"`{URL}`", f"```\n{URL}\n```", f"<!-- {URL} -->", "见 [[笔记]] 与 [节](#a)"])
def test_code_and_comments_hold_no_links(text: str) -> None:
    assert titled(text) == []


def test_a_resource_knows_its_place() -> None:
    (resource,) = links(f"# 内存\n\n{URL}\n\n页表\n").resources
    assert (resource.span.path, resource.span.first, resource.span.last) == ("a.md", 3, 5)
    assert resource.heading == ("内存",)


def test_a_heading_may_be_a_link() -> None:
    found = links(f"## [页表]({URL})\n\n页表在内存里。\n")
    assert [(r.url, r.title, r.span.first) for r in found.resources] == [(URL, "页表", 1)]
    assert found.titles == frozenset()


def test_lines_that_are_titles_or_addresses_are_known() -> None:
    assert links(
        f"一：甲\n\n{URL}\n\n页表\n\n- [快表]({URL})\n- 官网：{URL}\n- 见 [快表]({URL}) 的第二节\n"
    ).titles == {3, 5, 7, 8}


def test_what_only_describes_a_link_is_its_title_line() -> None:
    assert links(f"一个讲内存的教程：[页表]({URL})\n").titles == {1}


@pytest.mark.parametrize(
    ("why", "line"),
    [
        ("it says something of what is linked", f"- [快表]({URL}) 保存最近用过的页表项。"),
        (
            "it says more than a description would",
            f"[快表]({URL})：处理器里的一小块缓存。它保存最近用过的页表项，命中时不必访问内存，缺失时再去查页表，然后把结果放进来。进程切换之后，旧的页表项要作废，或者带上进程的编号来区分。",
        ),
    ],
)
def test_a_sentence_that_begins_with_a_link_is_no_title_line(why: str, line: str) -> None:
    assert not links(line + "\n").titles, why


def test_what_stands_below_the_heading_of_the_sources_is_no_fact() -> None:
    assert links("## 参考资料\n\n- 操作系统：原理与实现\n\n## 页表\n\n页表：一张表\n").titles == {3}


@given(
    st.lists(
        st.sampled_from([URL, "页表", "\n", "\n\n", "- ", "[", "](", ")", "：", "。", "<", ">", "`", "![", "| "]),
        max_size=25,
    )
)
def test_whatever_the_text_every_link_is_an_address(pieces: list[str]) -> None:
    for resource in links("".join(pieces)).resources:
        assert resource.url.startswith("https://")
