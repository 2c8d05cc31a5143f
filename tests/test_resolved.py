"""What "这种算法" and "如果在" point at."""

from __future__ import annotations

import pytest

from studykit.resolved import pointed_out, spelled_out


@pytest.mark.parametrize(
    ("text", "heading", "resolved"),
    [
        ("这种算法实现简单", "引用计数法", "引用计数法实现简单"),
        ("该索引列可以为空", "唯一索引", "该索引列可以为空"),
        ("这个过程会暂停", "多进程", "这个过程会暂停"),
        ("还可以试试 htop 这个命令", "进程查看命令", "还可以试试 htop 命令"),
        ("Raft 协议基于日志，该协议由 Leader 驱动", "一致性", "Raft 协议基于日志，Raft 协议由 Leader 驱动"),
    ],
)
def test_what_points_is_replaced_by_what_it_points_at(text: str, heading: str, resolved: str) -> None:
    assert pointed_out(text, heading, first=False) == resolved


def test_a_label_is_what_its_own_line_points_at() -> None:
    assert pointed_out("重新标记：这个阶段会暂停", "重新标记", first=False, label=True) == "重新标记：重新标记会暂停"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (
            "先判断页是否在缓冲池中，若在，直接写入；若不在，先记下来",
            "先判断页是否在缓冲池中，若页在缓冲池中，直接写入；若页不在缓冲池中，先记下来",
        ),
        ("若在，直接写入", "若在，直接写入"),
        ("检查键是否过期，如果存在，返回它的值", "检查键是否过期，如果存在，返回它的值"),
    ],
)
def test_a_bare_condition_says_what_was_checked(text: str, whole: str) -> None:
    assert spelled_out(text) == whole
