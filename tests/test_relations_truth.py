"""What looks like an edge between two concepts and is none, with what is one beside it."""

from __future__ import annotations

import pytest

from studykit.extract import extract
from studykit.model import Note
from studykit.settings import NotesSettings

TERMS = (
    "父任务 子任务 任务 队列 链表 跳表 哈希表 令牌桶 漏桶 限流器 网关 注册中心 心跳 快照 日志 索引 "
    "磁盘 内存 地址 etcd Raft Redis GPU CPU 计数器 调度器 线程 事件 缓存 过期时间 "
    "Bazel Google 错误码 下溢 上溢 换页 备份 文件 容器 探针 编译 插件 归约 加锁 冒泡排序 "
    "归并排序 强化学习 模型 稠密日志 快照日志 图像超分 小米 FastNet 锁定 编译器 主节点 从节点 "
    "集群 流量控制 拥塞控制 -fast -quiet 中断请求 硬件中断请求 搜索策略 "
).split()


def edges(text: str) -> set[str]:
    """The edges of a note, as ``"head type tail"``, where the words above are concepts."""
    found = extract([Note("note.md", text, "")], NotesSettings(terms=tuple(TERMS))).relations
    return {f"{edge.head} {edge.type} {edge.tail}" for edge in found}


STATED = [
    pytest.param(
        "- FastNet：小米开源的图像超分网络。", "FastNet proposed_by 小米", id="what somebody made is the label"
    ),
    pytest.param(
        "流量控制由双方商量；拥塞控制涉及整条链路。", "流量控制 contrasts_with 拥塞控制", id="halves with names alike"
    ),
    pytest.param("链表，跳表，哈希表等都属于队列。", "哈希表 is_a 队列", id="a row with commas"),
    pytest.param("日志里记下上溢、下溢等事件。", "下溢 is_a 事件", id="等 behind a row"),
    pytest.param("链表、跳表这类队列不能随机访问。", "跳表 is_a 队列", id="a predicate behind the kind"),
    pytest.param("要先查出 GPU 的计数器。", "计数器 part_of GPU", id="what a verb acts on has a part"),
    pytest.param("计数器在内存里。", "计数器 part_of 内存", id="where something is"),
    pytest.param("GPU 支持磁盘的快照。", "GPU uses 快照", id="what is supported stands behind 的"),
    pytest.param("网关通过定制插件来限速。", "网关 uses 插件", id="what is done with the means"),
]


@pytest.mark.parametrize(("text", "edge"), STATED)
def test_an_edge_that_a_note_states_is_found(text: str, edge: str) -> None:
    assert edge in edges(text)


NOT_STATED = [
    pytest.param("标志表示后面还有快照的日志。", "日志 part_of", id="what it still has tells which one"),
    pytest.param(
        "- 队列：每个线程有自己的任务队列。线程计数器使用快照。", "线程 uses", id="the name of something else"
    ),
    pytest.param("- 加锁：调用是阻塞任务的。", "加锁 uses 任务", id="what a deed is like"),
    pytest.param("网关里必须用 `if (x)` 挡住换页。", "requires 换页", id="what is kept off"),
    pytest.param("- 队列：默认容纳 20 个没有开始的任务。", "队列 is_a 任务", id="how many something holds"),
    pytest.param("网关加载快照时会慢一些。", "网关 uses 快照", id="when something is so"),
    pytest.param(
        "# 次序\n\n从大到小的层次：集群 → 容器 → 线程。", "集群 precedes", id="a whole does not come before its part"
    ),
    pytest.param("- 快照日志：整条去掉，剩下的仍是稠密日志。", "is_a 稠密日志", id="what is left is something else"),
    pytest.param("- 链表：压缩的那一层后面不接索引。", "链表 is_a", id="what is missing is no kind"),
    pytest.param("- 备份：去掉对输出影响小的日志。", "备份 uses 日志", id="a noun that looks like a verb"),
    pytest.param("链表适合线程内的处理。", "线程 uses", id="where something is done does not use it"),
    pytest.param("## etcd 的 Raft 快照\n\n略。", "Raft part_of", id="what is named goes on behind a Latin name"),
    pytest.param(
        "- 链表：只有一头。因为在 CPU 里用索引会出错，所以不用。", "链表 uses 索引", id="a reason is not its deed"
    ),
    pytest.param("- 快照：每个线程持有一段连续的地址。", "快照 is_a", id="what somebody holds is no kind"),
    pytest.param("- 加锁：用强化学习决定每一层的缓存。", "加锁 is_a", id="what is decided for each is no kind"),
    pytest.param("- 备份：把普通的日志转成快照。", "备份 is_a", id="what it is made into is no kind"),
    pytest.param("- 任务：4 个编号连续的线程。", "任务 is_a", id="a number of things is none of them"),
    pytest.param("- 调度器：用链表串起来的队列。", "调度器 uses 队列", id="the kind is not used"),
    pytest.param("- FastNet：小米开源的图像超分网络。", "图像超分 proposed_by", id="the field of what somebody made"),
    pytest.param("- 加锁：强制编译器重排。", "uses 编译器", id="who is made to do something"),
    pytest.param("- 加锁：说明最多用多少线程。", "uses 线程", id="how many are used"),
    pytest.param("- 加锁：由主节点调用、在从节点上执行的函数。", "加锁 uses 从节点", id="another verb behind 、"),
    pytest.param("`-fast` 打开优化；`-quiet` 关掉日志。", "contrasts_with", id="two options side by side"),
    pytest.param("缓存越大，命中越多；但是磁盘也越忙。", "contrasts_with", id="the other half goes on about the first"),
    pytest.param("- 探针：由 CPU 调用；容器和别的探针也能用。", "contrasts_with", id="a label and what uses it"),
    pytest.param("网关不能与注册中心连用，而容器与探针可以。", "contrasts_with", id="a half about two"),
    pytest.param("搜出来的模型，搜索策略是强化学习。", "模型 is_a", id="a noun before another subject"),
    pytest.param(
        "## 冒泡排序\n\n1. 心跳：比较相邻的两个。\n2. 快照：交换次序。",
        "is_a 冒泡排序",
        id="steps of one thing are no kinds",
    ),
    pytest.param("父任务停下来等子任务，再往下走。", "is_a 子任务", id="等 is to wait"),
    pytest.param("其中的任务等父任务（连同它的日志）结束。", "is_a 父任务", id="等 is to wait for something"),
    pytest.param("只能传磁盘、内存等子任务也看得到的地址。", "is_a 子任务", id="the kind stands behind 的"),
    pytest.param("锁页：不会被换页的内存。", "part_of 换页", id="what cannot be done with it is no whole"),
    pytest.param("快照是描述容器的文件。", "文件 part_of 容器", id="what it describes is no whole"),
    pytest.param("结果与不用索引的 CPU 程序不同。", "CPU part_of 索引", id="what it does without"),
    pytest.param("先查看占用内存的线程。", "线程 part_of 内存", id="which one is looked for"),
    pytest.param("Google 的 Bazel 很快。", "part_of Google", id="a maker is no whole"),
    pytest.param("适合缓存的场景包括索引重建。", "索引 part_of 缓存", id="what includes it stands behind 的"),
    pytest.param("跳表在磁盘上的耗时是 3 秒。", "跳表 part_of 磁盘", id="where something is measured"),
    pytest.param("主节点在集群中发送心跳。", "主节点 part_of 集群", id="where something is done"),
    pytest.param("调度器：GPU 上执行线程的单元。", "GPU uses 线程", id="the object of the verb stands behind 的"),
    pytest.param("由 CPU 调用、在 GPU 上执行。", "CPU uses GPU", id="two verbs"),
    pytest.param("网关调用它会编译失败。", "网关 uses 编译", id="another predicate behind the object"),
    pytest.param("查看内存用量和日志字节数。", "内存 uses 日志", id="用 in 用量"),
    pytest.param("一组共享内存、可以用加锁互相等待的线程。", "内存 uses 加锁", id="a new verb behind 、"),
    pytest.param("误区：网关能像 CPU 那样用计数器限速。实际上不行。", "uses 计数器", id="a mistake"),
    pytest.param("误区：冒泡排序比归并排序更快。实际上慢得多。", "improves_on", id="a mistake that compares"),
    pytest.param("线程真正需要的内存不多。", "线程 requires 内存", id="需要的 tells which"),
    pytest.param("探针用于处理容器的事件。", "探针 uses 容器", id="what it is for"),
]


@pytest.mark.parametrize(("text", "edge"), NOT_STATED)
def test_what_is_not_stated_is_no_edge(text: str, edge: str) -> None:
    assert not [found for found in edges(text) if edge in found]


def test_the_kind_in_a_name_is_shown_where_the_name_stands() -> None:
    text = "---\ntitle: 硬件中断请求\n---\n\n# 总线\n\n这里会发硬件中断请求。\n\n硬件中断请求：设备发来的信号。\n"
    found = extract([Note("note.md", text, "")], NotesSettings(terms=tuple(TERMS))).relations
    spans = [edge.span.first for edge in found if (edge.head, edge.pattern) == ("硬件中断请求", "name")]
    assert spans == [9]


@pytest.mark.parametrize("deed", ["终止线程", "手工复制线程", "查看线程", "多线程"])
def test_a_deed_is_no_kind_of_what_it_is_done_with(deed: str) -> None:
    text = f"- {deed}：先停下来再说。\n- 线程：一条执行的路。\n"
    found = extract([Note("note.md", text, "")], NotesSettings(terms=(*TERMS, deed))).relations
    assert not [edge for edge in found if (edge.head, edge.type) == (deed, "is_a")]


def test_commands_that_only_name_the_same_thing_are_no_opposites() -> None:
    def contrasts(first: str, second: str) -> list[str]:
        text = f"- `{first}`：先做这一步。\n- `{second}`：再做这一步。\n- `sync`：最后写回磁盘。\n"
        found = extract([Note("note.md", text, "")], NotesSettings(terms=(first, second))).relations
        return [edge.type for edge in found if edge.pattern == "neighbours"]

    assert contrasts("adduser tom", "passwd tom") == []
    assert contrasts("git reset --soft HEAD", "git reset --hard HEAD") == ["contrasts_with"]
