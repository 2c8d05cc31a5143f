"""What a note says of a thing that it does not name again, and what its lists, brackets and tables say."""

from __future__ import annotations

import pytest

from studykit.extract import extract
from studykit.model import Note
from studykit.settings import NotesSettings

TERMS = (
    "网关 限流器 熔断器 令牌桶 漏桶 滑动日志 限流 降级 注册中心 心跳 Raft "
    "etcd Consul 选主 日志复制 强一致性 红黑树 跳表 二叉查找树 平衡树 "
    "链表 就绪态 运行态 阻塞态 内存泄漏 缓存击穿 互斥锁 读写锁 共享锁 独占锁 "
    "压缩包 Go 隔离级别 脏写 SHOWCASE 消息队列 削峰 主题 分区 消费组 "
    "gRPC Protobuf HTTP/2 顺序读 随机读 学习率参数 lr 一次拷贝 "
    "零拷贝 哈希分片 范围分片"
).split()


def edges(text: str) -> set[str]:
    """The edges of a note, as ``"head type tail"``, where the words above are concepts."""
    found = extract([Note("note.md", text, "")], NotesSettings(terms=tuple(TERMS))).relations
    return {f"{edge.head} {edge.type} {edge.tail}" for edge in found}


STATED = [
    pytest.param("网关采取令牌桶的办法限速。", "网关 uses 令牌桶", id="a verb of no list, right before a name"),
    pytest.param("令牌桶可以实现限流。", "限流 uses 令牌桶", id="what makes something possible"),
    pytest.param("跳表是注册中心的底层实现之一。", "注册中心 uses 跳表", id="what something is built on"),
    pytest.param("要实现限流，可以使用令牌桶。", "限流 uses 令牌桶", id="an end, and then the means"),
    pytest.param("可以用互斥锁来避免缓存击穿。", "互斥锁 improves_on 缓存击穿", id="the means against something"),
    pytest.param("内存泄漏是由熔断器引起的。", "熔断器 causes 内存泄漏", id="what is brought about by something"),
    pytest.param("内存泄漏的原因是熔断器没有关闭。", "熔断器 causes 内存泄漏", id="the reason of something"),
    pytest.param("主从之间用 Raft 保证强一致性，Raft 保证强一致性。", "Raft causes 强一致性", id="a quality"),
    pytest.param("与互斥锁不同，读写锁允许多个读者。", "读写锁 contrasts_with 互斥锁", id="unlike another thing"),
    pytest.param("读写锁比互斥锁的性能更好。", "读写锁 improves_on 互斥锁", id="better at a side of it"),
    pytest.param("先执行选主，然后进行日志复制。", "选主 precedes 日志复制", id="first this, then that"),
    pytest.param("选主完成后才能进行日志复制。", "选主 precedes 日志复制", id="only after another thing"),
    pytest.param("每个网关都有一个限流器。", "限流器 part_of 网关", id="each has one"),
    pytest.param("消费组从主题中拉取消息。", "消费组 uses 主题", id="what something takes from"),
    pytest.param(
        "每次请求都会经过一个网关，用于存放令牌桶。", "令牌桶 part_of 网关", id="what the last thing serves for"
    ),
    pytest.param("如果两边等高，则称这样的红黑树为平衡树。", "平衡树 is_a 红黑树", id="a name under a condition"),
    pytest.param(
        "网关先校验参数，再使用令牌桶限速，基于 etcd 存放规则。", "网关 uses etcd", id="the subject is carried on"
    ),
    pytest.param("网关很重要。它依赖注册中心。", "网关 requires 注册中心", id="它"),
    pytest.param("网关使用某公司开源的限流器。", "网关 uses 限流器", id="the object behind its modifiers"),
    pytest.param("网关基于熔断器，限流器，以及常见的令牌桶等技术。", "网关 uses 令牌桶", id="a row over commas"),
    pytest.param("网关使用令牌桶来实现限流。", "限流 uses 令牌桶", id="what is done with the means"),
    pytest.param(
        "为了保证强一致性，etcd 使用了 Raft。", "强一致性 uses Raft", id="what the means are for, said before"
    ),
    pytest.param("结合消息队列，实现削峰。", "削峰 uses 消息队列", id="what the means are for, said behind"),
    pytest.param("### etcd\n\n采用 Raft 协议选出主节点。", "etcd uses Raft", id="the heading is the subject"),
    pytest.param("- 注册中心：\n    - 通过心跳判断死活", "注册中心 uses 心跳", id="the item above is the subject"),
    pytest.param(
        "消息队列指的是先存后取的通道，生产者借助主题发送消息。", "消息队列 uses 主题", id="who acts in a definition"
    ),
    pytest.param("etcd 的底层是 Raft。", "etcd uses Raft", id="what lies below"),
    pytest.param("如果发生内存泄漏，就会导致降级。", "内存泄漏 causes 降级", id="what is only supposed causes"),
    pytest.param("跳表是一种典型的链表结构。", "跳表 is_a 链表", id="a general noun behind the kind"),
    pytest.param("常用的限流器包括令牌桶，漏桶，滑动日志等。", "滑动日志 is_a 限流器", id="members with commas"),
    pytest.param("这里要用注册中心，比如 Consul。", "Consul is_a 注册中心", id="an example right behind its kind"),
    pytest.param("设置一个学习率参数 lr，别太大。", "lr is_a 学习率参数", id="the name right behind its kind"),
    pytest.param(
        "消息队列包括两部分：一是存消息的主题，写在磁盘上；二是主题里的分区。", "分区 part_of 消息队列", id="one by one"
    ),
    pytest.param("etcd 中的日志复制很快。", "日志复制 part_of etcd", id="in a whole"),
    pytest.param("跳表解决了红黑树实现复杂的问题。", "跳表 improves_on 红黑树", id="what remedies a fault of another"),
    pytest.param("跳表比红黑树更简单。", "跳表 improves_on 红黑树", id="better than another"),
    pytest.param("平衡树是对二叉查找树的改进。", "平衡树 improves_on 二叉查找树", id="made better"),
    pytest.param(
        "- 二叉查找树：查找快，但是可能退化成链表。\n- 平衡树：通过旋转解决了退化的问题。",
        "平衡树 improves_on 二叉查找树",
        id="each remedies the fault of the one before",
    ),
    pytest.param("- 漏桶：与令牌桶的区别在于速率固定。", "漏桶 contrasts_with 令牌桶", id="unlike another"),
    pytest.param("分片可以分为哈希分片和范围分片。", "哈希分片 contrasts_with 范围分片", id="what is divided in two"),
    pytest.param("读取时用的是顺序读，而不是随机读。", "顺序读 contrasts_with 随机读", id="one instead of another"),
    pytest.param("## 红黑树与跳表的区别\n\n见表。", "红黑树 contrasts_with 跳表", id="a heading that compares"),
    pytest.param("只有拿到互斥锁，才能执行日志复制。", "日志复制 requires 互斥锁", id="only if"),
    pytest.param(
        "## etcd 的组成部分\n\n- 日志复制：抄写日志。\n- 选主：选一个主。",
        "选主 part_of etcd",
        id="parts below a heading",
    ),
    pytest.param(
        "## 限流器\n\n常见类型：\n\n- 令牌桶\n- 漏桶", "漏桶 is_a 限流器", id="kinds of what the heading names"
    ),
    pytest.param(
        "| 隔离级别 | 脏写 |\n| --- | --- |\n| 共享锁 | 否 |\n| 独占锁 | 否 |",
        "共享锁 is_a 隔离级别",
        id="below the name of a kind",
    ),
    pytest.param(
        "```\ndb> SHOWCASE 1;\n+----+-------+\n| lr | 主题  |\n+----+-------+\n| 1  | a     |\n+----+-------+\n```",
        "lr part_of SHOWCASE",
        id="the columns that a command draws",
    ),
    pytest.param("进程先进入就绪态。之后进程进入运行态。", "就绪态 precedes 运行态", id="states in their order"),
    pytest.param("独占锁（exclusive lock）又称互斥锁。", "互斥锁 alias_of 独占锁", id="a second name behind a bracket"),
    pytest.param(
        "- 独占锁：用 lock 加上，又称互斥锁，同时只有一个持有者。",
        "互斥锁 alias_of 独占锁",
        id="a second name of the label",
    ),
    pytest.param("Go 由 Rob 提出。\n\nRob（人名）：一个人。", "Go proposed_by Rob", id="who made it"),
]


@pytest.mark.parametrize(("text", "edge"), STATED)
def test_an_edge_that_a_note_states_is_found(text: str, edge: str) -> None:
    assert edge in edges(text)


NOT_STATED = [
    pytest.param("先找到主题（分区）。", "alias_of", id="a bracket that only says more"),
    pytest.param("网关没有直接使用令牌桶。", "网关 uses 令牌桶", id="what is denied"),
    pytest.param("如果网关使用令牌桶，速率会更平滑。", "uses 令牌桶", id="what is only supposed"),
    pytest.param("网关很忙。客户端发送的请求使用令牌桶。", "网关 uses 令牌桶", id="somebody else acts"),
    pytest.param("etcd 的优点是强一致性。", "etcd is_a 强一致性", id="a side of a thing is not the thing"),
    pytest.param("网关使用 Google 开源的 gRPC。", "网关 proposed_by Google", id="who made the object"),
    pytest.param("跳表比红黑树更慢。", "跳表 improves_on 红黑树", id="worse than another"),
    pytest.param("`etcd(Consul)` 和 etcd(Raft, gRPC)", "alias_of etcd", id="what a call is given is no second name"),
    pytest.param("网关依赖带有心跳的注册中心。", "注册中心 part_of 心跳", id="what has a part is no part of it"),
]


@pytest.mark.parametrize(("text", "edge"), NOT_STATED)
def test_what_is_not_stated_is_no_edge(text: str, edge: str) -> None:
    assert not [found for found in edges(text) if edge in found]


def test_an_edge_of_a_line_is_given_once() -> None:
    text = "# 网关\n\n- 网关使用令牌桶。\n"
    found = extract([Note("note.md", text, "")], NotesSettings(terms=tuple(TERMS))).relations
    keys = [(edge.head, edge.type, edge.tail, edge.span) for edge in found]
    assert len(keys) == len(set(keys))
