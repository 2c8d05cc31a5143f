"""What "该地址" means where the text before names an address."""

from __future__ import annotations

import pytest

from studykit.referents import named_again


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("主机使用私有地址，这些地址不能在公网上路由", "主机使用私有地址，私有地址不能在公网上路由"),
        ("编译器会生成 PTX 指令，这些指令再被翻译成机器码", "编译器会生成 PTX 指令，PTX 指令再被翻译成机器码"),
        ("驱动会创建一个 TMA 描述符。该描述符放在常量内存里", "驱动会创建一个 TMA 描述符。TMA 描述符放在常量内存里"),
        ("SMOTE 是一种过采样算法，该算法合成新的样本", "SMOTE 是一种过采样算法，SMOTE 合成新的样本"),
        ("TLS 和 DTLS 都是加密协议。这些协议保护传输的数据", "TLS 和 DTLS 都是加密协议。TLS 和 DTLS 保护传输的数据"),
        ("先建一个全局数组 \ue000，这个数组存放前缀和", "先建一个全局数组 \ue000，数组 \ue000 存放前缀和"),
        ("需要安装断言插件。如果该插件缺失，则测试失败", "需要安装断言插件。如果断言插件缺失，则测试失败"),
    ],
)
def test_the_last_name_with_the_same_noun_is_meant(text: str, named: str) -> None:
    assert named_again(text) == named


@pytest.mark.parametrize(
    "text",
    [
        # Two of a kind were told of.
        "先写共享内存，再写全局内存，该内存要释放",
        "先查询块缓存，再查询行缓存，该缓存由引擎管理",
        # What told of it last gave it no name.
        "启动一个新的事务，这个事务隔离级别较低",
        # One of many is no certain one.
        "每个工作线程有自己的栈，该线程结束时栈被释放",
        # It is named only now.
        "若预测离散值，则该任务称为分类任务，该任务称为回归任务",
        # Nearly anything is 情况 or 问题.
        "遇到死锁问题时，这个问题很难复现",
        # A thing is said not to be one, or is one of two.
        "它不是一个密集型任务，该任务受带宽限制",
        "线程和工作进程，该进程结束",
        # The noun goes on.
        "要重写索引列的顺序，该列可以为空",
    ],
)
def test_where_that_is_not_sure_the_text_stays(text: str) -> None:
    assert named_again(text) == text


def test_what_stands_before_counts_only_for_the_beginning() -> None:
    assert named_again("该引擎支持事务", "MySQL 默认使用 InnoDB 引擎") == "InnoDB 引擎支持事务"
    assert named_again("先打开表，该引擎支持事务", "MySQL 默认使用 InnoDB 引擎") == "先打开表，该引擎支持事务"
