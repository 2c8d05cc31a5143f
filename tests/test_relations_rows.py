"""Edges between names in a row, in clauses side by side, in headings: Markdown in, edges out."""

from __future__ import annotations

import pytest

from studykit.extract import extract
from studykit.model import Note


def edges(text: str) -> set[str]:
    """The edges of a note, as ``"head type tail"``."""
    found = extract([Note("note.md", text, "")]).relations
    return {f"{edge.head} {edge.type} {edge.tail}" for edge in found}


KNOWN = (
    "# 存储\n\n顺序读（sequential read）：按地址读。\n\n随机读（random read）：跳着读。\n\n"
    "磁盘（disk）：存放数据的设备。\n\n"
    "控制器（controller）：指挥读写的部件。\n\n盘片（platter）：存放位的圆片。\n\n"
)

STATED = [
    pytest.param(KNOWN + "顺序读和随机读都是磁盘的访问。\n\n盘片、控制器等都是磁盘。\n", "盘片 is_a 磁盘", id="a kind"),
    pytest.param(
        KNOWN + "磁盘由两个部分组成，分别是控制器和盘片。\n", "控制器 part_of 磁盘", id="a row of so many parts"
    ),
    pytest.param(
        KNOWN + "## 顺序读与随机读的区别\n\n一个快，一个慢。\n", "顺序读 contrasts_with 随机读", id="a heading"
    ),
    pytest.param(
        KNOWN + "控制器负责指挥，盘片负责存放。\n", "控制器 contrasts_with 盘片", id="clauses with the same verb"
    ),
    pytest.param(KNOWN + "备份时先顺序读，再随机读。\n", "顺序读 precedes 随机读", id="first and then"),
    pytest.param(KNOWN + "盘片是磁盘中的核心组件。\n", "盘片 part_of 磁盘", id="is a component of"),
    pytest.param(KNOWN + "控制器中定义了顺序读。\n", "顺序读 part_of 控制器", id="is defined in"),
    pytest.param(
        "# 服务\n\n公平锁（fair lock）：先来先得。\n\n非公平锁（unfair lock）：谁抢到是谁的。\n",
        "公平锁 contrasts_with 非公平锁",
        id="names that differ by a word and its opposite",
    ),
    pytest.param(
        "# 队列\n\n`push`：放入一项。\n\n- `value`：放入的值。\n- `limit`：最多几项。\n\n"
        "```c\nint push(int value, size_t limit);\n```\n",
        "value part_of push",
        id="the parameters of a function",
    ),
    pytest.param(
        "# 工具\n\n`Bazel`：一种构建工具。\n\nGoogle：一家搜索公司。\n\n这里用的是 Google 的 Bazel。\n",
        "Bazel proposed_by Google",
        id="a product behind its maker",
    ),
]


@pytest.mark.parametrize(("text", "edge"), STATED)
def test_an_edge_of_names_side_by_side_is_found(text: str, edge: str) -> None:
    assert edge in edges(text)


@pytest.mark.parametrize(
    ("text", "edge"),
    [
        pytest.param(KNOWN + "## 磁盘与随机读\n\n慢。\n", "磁盘 contrasts_with 随机读", id="names not alike"),
        pytest.param(KNOWN + "磁盘有三种，控制器和盘片另说。\n", "控制器 is_a 磁盘", id="not what is counted"),
    ],
)
def test_what_only_stands_together_gives_no_edge(text: str, edge: str) -> None:
    assert edge not in edges(text)
