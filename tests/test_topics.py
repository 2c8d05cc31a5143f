"""What a block is about: the name in the line that stands over it."""

from __future__ import annotations

import pytest

from studykit.topics import generic_heading, named_in, whole_of


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


@pytest.mark.parametrize("heading", ["代码实现", "面试题剖析", "最终总结", "知识点回顾"])
def test_headings_that_tell_what_kind_of_text_follows(heading: str) -> None:
    assert generic_heading(heading)


@pytest.mark.parametrize("heading", ["红黑树实现", "词法分析", "主成分分析"])
def test_headings_that_name_something(heading: str) -> None:
    assert not generic_heading(heading)
