"""What speaks to the reader is left out, and what is said beside it stays."""

from __future__ import annotations

import pytest

from studykit.asides import impersonal, without_aside, without_remark


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("通过上面的例子可以看到，切片共用一个数组。", "切片共用一个数组。"),
        ("由定义不难看出，几何间隔与缩放无关。", "几何间隔与缩放无关。"),
        ("如果你要删除文件，先停止服务。", "如果要删除文件，先停止服务。"),
        ("管理员登录后，可以看到所有的任务。", "管理员登录后，可以看到所有的任务。"),
        ("由图可以看出，曲线在下降。", "由图可以看出，曲线在下降。"),
    ],
)
def test_clauses_that_only_lead_the_reader_on_are_left_out(text: str, without: str) -> None:
    assert impersonal(text) == without


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("建立连接需要三次握手，下面我们就来看看这三步", "建立连接需要三次握手"),
        ("锁有两种粒度（详见下文），粒度越细并发越高", "锁有两种粒度，粒度越细并发越高"),
        ("下面我们来看三次握手", "下面我们来看三次握手"),
        ("可以看到，曲线在下降", "可以看到，曲线在下降"),
    ],
)
def test_a_sentence_ends_before_the_clause_that_leads_on(text: str, without: str) -> None:
    assert without_aside(text) == without


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("注意：切片是原数组的视图。", "切片是原数组的视图。"),
        ("注: 页的大小由硬件决定。", "页的大小由硬件决定。"),
        ("Tips：用 `head` 看前几行。", "用 `head` 看前几行。"),
        ("注意：不要在中断里睡眠。", "注意：不要在中断里睡眠。"),
        ("注意力：按权重求和。", "注意力：按权重求和。"),
        ("注意：", "注意："),
    ],
)
def test_what_only_draws_the_eye_to_a_statement_is_left_out(text: str, without: str) -> None:
    assert without_remark(text) == without
