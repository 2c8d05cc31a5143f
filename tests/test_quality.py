"""What keeps a finished fact from becoming a card."""

from __future__ import annotations

import pytest

from studykit.model import Fact, Span
from studykit.quality import flaw


def fact(prompt: str, pattern: str = "statement", subject: str = "", answer: str = "映射到物理页的表") -> Fact:
    return Fact(
        kind="definition",
        form="question",
        subject=subject,
        aspect="",
        prompt=prompt,
        answer=answer,
        span=Span("a.md", 1, 1),
        heading=(),
        topic="",
        pattern=pattern,
        confidence=0.8,
    )


@pytest.mark.parametrize(
    ("pattern", "prompt"),
    [
        ("statement", "如果该列重复值低，会怎样？"),
        ("statement", "当此选项为空时，会怎样？"),
        ("statement", "如果两者都为空，会怎样？"),
        ("cause", "为什么将它集成到内核需要时间？"),
        ("listing", "这种方式存在哪两个缺点？"),
        ("listing", "它最好有哪些特性？"),
        ("steps", "这个过程依次有哪几步？"),
        ("comments", "将该数组排序，怎么写？"),
        ("sentence", "由于其维度很大，[…]"),
        ("sentence", "否则根据比较的结果找到子树，[…]"),
    ],
)
def test_a_prompt_that_points_at_what_stood_before_makes_no_card(pattern: str, prompt: str) -> None:
    assert flaw(fact(prompt, pattern)) == "points-elsewhere"


@pytest.mark.parametrize(
    ("pattern", "prompt"),
    [
        # The name tells enough.
        ("listing", "这个分布式锁有哪三个要点？"),
        ("statement", "如果该自编码器已经收敛，会怎样？"),
        # What it points at stands in the prompt.
        ("statement", "缓存行被其它核修改后，该缓存行会怎样？"),
        # No words that point.
        ("statement", "其他线程会怎样？"),
        ("statement", "此外设的地址是什么？"),
        ("listing", "所以为什么需要权限？"),
        # The author's own question.
        ("heading", "它是怎么训练的？"),
    ],
)
def test_other_prompts_are_no_worse_for_such_words(pattern: str, prompt: str) -> None:
    assert flaw(fact(prompt, pattern)) != "points-elsewhere"


@pytest.mark.parametrize(
    "prompt", ["为什么变成状态 2？", "为什么是一种虚方法？", "为什么降低了效率？", "为什么不会一开始就触发？"]
)
def test_a_question_for_a_cause_names_what_is_so(prompt: str) -> None:
    assert flaw(fact(prompt, "cause")) == "generic-subject"


@pytest.mark.parametrize("prompt", ["为什么有了红黑树？", "为什么不用关心下界？", "为什么不可变对象是线程安全的？"])
def test_what_people_do_or_made_needs_no_subject(prompt: str) -> None:
    assert flaw(fact(prompt, "cause")) == ""
