"""What a block is about: the name in the line that stands over it, and what "这种算法" points at."""

from __future__ import annotations

import pytest

from studykit.topics import generic_heading, impersonal, named_in, pointed_out, spelled_out, whole_of


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("快速排序", "快速排序"),
        ("二叉树的三种遍历方式", "二叉树的三种遍历方式"),
        ("可以列出打开文件的命令", "可以列出打开文件的命令"),
        ("守护进程没有控制终端，关闭会话时不会退出", "守护进程"),
        ("对于哈希冲突来说", "哈希冲突"),
        ("红黑树：一种自平衡的二叉查找树", "红黑树"),
        ("调度器按优先级选出下一个要运行的进程", "调度器"),
        ("find 是查找文件的命令", "find"),
        ("一段用来加锁的代码", "一段用来加锁的代码"),
        ("TCP 连接管理模块的三条设计原则", "TCP 连接管理模块的三条设计原则"),
        ("第三次", ""),
        ("这两者一致", ""),
        ("每个线程", ""),
        ("然后继续处理剩下的元素", ""),
        ("一共有两种办法", ""),
        ("每隔五分钟", ""),
        ("实质", ""),
        ("debug，info，warn 和 error 都写进同一个文件", ""),
    ],
)
def test_the_name_in_a_line(line: str, name: str) -> None:
    assert named_in(line) == name


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


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("切片的长度", "切片"),
        ("哈希表的实现方式", "哈希表"),
        ("缓存带来的好处", "缓存带来的好处"),
        ("进程的地址空间", "进程的地址空间"),
    ],
)
def test_a_side_of_something_is_about_that(name: str, whole: str) -> None:
    assert whole_of(name) == whole


def test_a_label_is_what_its_own_line_points_at() -> None:
    assert pointed_out("重新标记：这个阶段会暂停", "重新标记", first=False, label=True) == "重新标记：重新标记会暂停"


@pytest.mark.parametrize("heading", ["代码实现", "面试题剖析", "最终总结", "知识点回顾"])
def test_headings_that_tell_what_kind_of_text_follows(heading: str) -> None:
    assert generic_heading(heading)


@pytest.mark.parametrize("heading", ["红黑树实现", "词法分析", "主成分分析"])
def test_headings_that_name_something(heading: str) -> None:
    assert not generic_heading(heading)


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


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("通过上面的例子可以看到，切片共用一个数组。", "切片共用一个数组。"),
        ("由定义不难看出，几何间隔与缩放无关。", "几何间隔与缩放无关。"),
        ("建立连接有三步，下面我们就来看看这三步。", "建立连接有三步。"),
        ("如果你要删除文件，先停止服务。", "如果要删除文件，先停止服务。"),
        ("管理员登录后，可以看到所有的任务。", "管理员登录后，可以看到所有的任务。"),
        ("由图可以看出，曲线在下降。", "由图可以看出，曲线在下降。"),
    ],
)
def test_clauses_that_only_lead_the_reader_on_are_left_out(text: str, without: str) -> None:
    assert impersonal(text) == without
