"""Questions with a mark in a note that asks several are headings over all of their answers."""

from __future__ import annotations

import pytest

from studykit.extract import extract
from studykit.markdown import parse
from studykit.model import Note


def headings(text: str) -> list[tuple[int, str]]:
    document, _ = parse(Note("notes/a.md", text, ""))
    return [(block.level, block.text) for block in document.blocks if block.kind == "heading"]


def asked(text: str) -> dict[str, str]:
    return {card.prompt: card.answer for card in extract([Note("notes/a.md", text, "")]).cards}


@pytest.mark.parametrize("mark", ["问：{}", "Q: {}", "**Q{n}：{}**", "**Q{n}:** {}"])
def test_marked_questions_are_headings_below_the_one_above(mark: str) -> None:
    one, two = (mark.format(text, n=n) for n, text in enumerate(["页表放在哪里？", "什么时候缺页？"], 1))
    text = f"## 分页\n\n{one}\n\n页表放在内存里，由内核维护。\n\n- 每个进程一张\n\n{two}\n\n页不在内存时缺页。\n"
    assert headings(text) == [(2, "分页"), (3, "页表放在哪里？"), (3, "什么时候缺页？")]
    assert asked(text)["页表放在哪里？"] == "页表放在内存里，由内核维护"


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("one question is no form", "Q: 页表放在哪里？\n\n页表放在内存里。\n"),
        ("answers of one paragraph", "Q: 页表放在哪里？\nA: 内存里。\n\nQ: 什么时候缺页？\n\nA: 页不在内存时。\n"),
        ("nothing below", "Q: 页表放在哪里？\n\nQ: 什么时候缺页？\n"),
        ("code", "```\nQ: 页表放在哪里？\n\n内存里。\n\nQ: 什么时候缺页？\n\n不在内存时。\n```\n"),
    ],
)
def test_what_is_answered_at_once_or_stands_alone_is_no_heading(why: str, text: str) -> None:
    assert not headings(text), why


def test_an_answer_with_a_mark_ends_with_its_paragraph() -> None:
    text = (
        "Q: 页表放在哪里？\n\nA: 放在内存里，由内核维护。\n\n多级页表按需分配。\n\n"
        "Q: 什么时候缺页？\n\nA: 访问的页不在内存时。\n\n缺页由内核处理。\n"
    )
    assert not headings(text)
    found = asked(text)
    assert found["页表放在哪里？"] == "放在内存里，由内核维护。"
    assert found["什么时候缺页？"] == "访问的页不在内存时。"


def test_the_answer_to_a_heading_may_have_a_mark() -> None:
    assert asked("## 为什么要分页？\n\n答：为了让进程的内存不必连续。\n") == {
        "为什么要分页？": "为了让进程的内存不必连续。"
    }
