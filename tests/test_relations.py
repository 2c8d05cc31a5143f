"""What a note states between two concepts: Markdown in, edges out, and what must yield none."""

from __future__ import annotations

import pytest

from studykit.extract import extract
from studykit.model import Note


def edges(text: str) -> set[str]:
    """The edges of a note, as ``"head type tail"``."""
    found = extract([Note("note.md", text, "")]).relations
    return {f"{edge.head} {edge.type} {edge.tail}" for edge in found}


DEFINED = """
- 微内核：只留最基本服务的内核。
- 宏内核：把全部服务放进来的内核。
"""

STATED = [
    pytest.param(
        "# 阅读\n\nhttps://example.org/a\n\n小米开源深度学习推理框架MACE\n",
        "MACE proposed_by 小米",
        id="the title of a link says who made what, though the name is a common word",
    ),
    pytest.param(
        "# 调度\n\nCFS：Linux 的调度器，用红黑树存放任务。\n\n红黑树：一种自平衡的二叉查找树。\n",
        "CFS uses 红黑树",
        id="what a definition says that its subject uses",
    ),
    pytest.param(
        "# 持久化\n\n## 两种方式\n\n- RDB：定时把内存写成快照。\n- AOF：把每条写命令记进日志。\n",
        "RDB contrasts_with AOF",
        id="two ways that the heading counts",
    ),
    pytest.param(
        "# 数据结构\n\n红黑树：一种自平衡的二叉查找树。\n\n二叉查找树：左小右大的二叉树。\n",
        "红黑树 is_a 二叉查找树",
        id="the kind that a definition begins with",
    ),
    pytest.param(
        "# 网络\n\n路由器：转发分组的设备，内含转发表、路由表和缓冲队列。\n\n转发表：目的地址到出口的对照表。\n\n"
        "路由表：算出来的路径。\n",
        "转发表 part_of 路由器",
        id="what a definition says that its subject holds",
    ),
    pytest.param(
        "# 网络\n\n路由器：转发分组的设备，内含转发表、路由表和缓冲队列。\n\n转发表：目的地址到出口的对照表。\n\n"
        "路由表：算出来的路径。\n",
        "路由表 part_of 路由器",
        id="one verb for a row of things",
    ),
    pytest.param(
        "# 网关\n\n网关（Gateway）：请求进来的门。\n\n限流器（limiter）：限制速率。\n\n"
        "熔断器（breaker）：出错时断开。\n\n这里的网关使用限流器、熔断器。\n",
        "网关 uses 熔断器",
        id="one verb for a row of things in running text",
    ),
    pytest.param(
        "# 消息\n\n消息队列（MQ）：先存后取的通道。\n\n- 主题（topic）：一类消息的名字。\n\n"
        "死信队列：放处理失败消息的队列，例如 Dead Queue。\n\nDead Queue：某产品的死信。\n",
        "Dead Queue is_a 死信队列",
        id="an example is of the kind",
    ),
    pytest.param(
        "# 内核\n" + DEFINED,
        "微内核 contrasts_with 宏内核",
        id="two definitions side by side are set against each other",
    ),
    pytest.param(
        "# 内核\n" + DEFINED + "\n微内核出错时只丢一个服务，而宏内核可能整个停下。\n",
        "微内核 contrasts_with 宏内核",
        id="two halves of a sentence",
    ),
    pytest.param(
        "# 存储\n\nLSM 树依靠两个部件：\n\n- 内存表（MemTable）：放在内存里的有序表。\n"
        "- 磁盘表（SSTable）：只读的有序文件。\n",
        "LSM 树 uses 内存表",
        id="the verb of the line that announces a list",
    ),
    pytest.param(
        "# 编译\n\n编译的流程：预处理器 → 编译器 → 汇编器 → 链接器。\n\n预处理器：展开宏的程序。\n\n"
        "编译器：翻译源码的程序。\n\n汇编器：生成机器码的程序。\n\n链接器：把目标文件连起来的程序。\n",
        "预处理器 precedes 编译器",
        id="a chain of steps",
    ),
    pytest.param(
        "# 层次\n\n存储从大到小的层次：磁盘 → 分区 → 块组 → 数据块。\n\n磁盘：放数据的设备。\n\n分区：磁盘的一段。\n\n"
        "块组：一组块。\n\n数据块：最小单位。\n",
        "分区 part_of 磁盘",
        id="a chain from the whole to its parts",
    ),
    pytest.param(
        "# 数据库\n\n| 产品 | 索引结构 | 作者 |\n| --- | --- | --- |\n| LevelDB | LSM 树 | Google |\n"
        "| BoltDB | B+ 树 | Ben |\n\n"
        "LSM 树：写得快的结构。\n\nLevelDB：单机的键值库。\n",
        "LevelDB uses LSM 树",
        id="the title of a column says how a cell hangs together with its row",
    ),
    pytest.param(
        "# 系统\n\n## 文件类型（file type）\n\n### 普通文件（regular file）\n\n存数据。\n\n"
        "### 目录文件（directory）\n\n存名字。\n",
        "目录文件 is_a 文件类型",
        id="headings below the name of a kind",
    ),
    pytest.param(
        "# 网络\n\n## TCP（Transmission Control Protocol）\n\n### 三次握手（handshake）\n\n先问再答。\n\n"
        "### 滑动窗口（sliding window）\n\n边发边收。\n",
        "滑动窗口 part_of TCP",
        id="headings below the name of a thing",
    ),
    pytest.param(
        "# 分布\n\n正态分布：钟形的分布。\n\n标准正态分布：均值 0、方差 1。\n",
        "标准正态分布 is_a 正态分布",
        id="the last part of a name",
    ),
]


@pytest.mark.parametrize(("text", "edge"), STATED)
def test_an_edge_that_a_note_states_is_found(text: str, edge: str) -> None:
    assert edge in edges(text)


NOT_STATED = [
    pytest.param("# 内核\n" + DEFINED + "\n微内核比宏内核好吗？\n", "improves_on", id="a question states nothing"),
    pytest.param(
        "# 内存\n\n锁页内存（Pinned Memory）：不会被换出的内存。\n\n- `cudaMallocHost`：分配锁页内存。\n"
        "- `cudaFreeHost`：释放锁页内存。\n",
        "cudaMallocHost is_a",
        id="a function that allocates memory is no memory",
    ),
    pytest.param(
        "# 剪枝\n\n结构化剪枝：去掉整个通道。\n\n非结构化剪枝：去掉单个权重。\n",
        "非结构化剪枝 is_a 结构化剪枝",
        id="a name that begins with 非 is no kind of the rest",
    ),
    pytest.param(
        "# 线程\n\n网格（Grid）：一次启动产生的全部线程块。\n\n线程块：一组线程。\n",
        "网格 is_a 线程块",
        id="a whole is no kind of its parts",
    ),
    pytest.param(
        "# 探索\n\n自定义层：由用户写的层。\n\n集群：一组机器。集群提出了更高的要求。\n",
        "proposed_by 集群",
        id="only organisations propose things",
    ),
    pytest.param(
        "# 操作系统\n\n进程：资源分配的单位。\n\n事件：进程里的标记。\n",
        "进程 contrasts_with 事件",
        id="two definitions below each other are not compared by that",
    ),
    pytest.param(
        "# 流\n\n流：按顺序执行的操作队列。\n\n事件：流里的标记。\n",
        "事件 is_a 流",
        id="what the heading names and the list defines is no kind of its neighbours",
    ),
    pytest.param(
        "# 框架\n\n三星提出移动端加速框架 DeepRebirth。\n\nDeepRebirth：合并相邻层的框架。\n",
        "三星 uses DeepRebirth",
        id="who proposes something does not use it",
    ),
]


@pytest.mark.parametrize(("text", "edge"), NOT_STATED)
def test_what_is_not_stated_is_no_edge(text: str, edge: str) -> None:
    assert not [found for found in edges(text) if edge in found]


def test_both_ends_of_an_edge_are_concepts() -> None:
    text = "# 缓存\n\n当缓存中不存在数据（也就是缓存未命中，cache miss）时，从数据库里读。\n\n缓存未命中：没有找到。\n"
    found = extract([Note("note.md", text, "")])
    names = {name for concept in found.concepts for name in (concept.term, *concept.aliases)}
    assert all(edge.head in names and edge.tail in names for edge in found.relations)
