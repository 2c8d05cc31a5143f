"""How the members of a list hang together with the line or the heading above them."""

from __future__ import annotations

import pytest

from studykit.extract import extract
from studykit.model import Note
from studykit.settings import NotesSettings

TERMS = ("bind_socket", "sockfd", "addr", "LISTEN", "cuda_free_host", "锁页内存", "隔离", "仲裁")


def edges(text: str) -> set[str]:
    """The edges of a note, as ``"head type tail"``, where the words above are concepts."""
    found = extract([Note("note.md", text, "")], NotesSettings(terms=TERMS)).relations
    return {f"{edge.head} {edge.type} {edge.tail}" for edge in found}


REMEDIES = """# 模型

## 过拟合（overfitting）

### 常见解决方法

- 数据增强（augmentation）
- 提前停止（early stopping）
"""
KINDS = """# 集群

## 日志（log）

日志分为两类：

- 重做日志（redo log）：先写后改。
- 撤销日志（undo log）：改回去。
"""
FUNCTION = """# 套接字

- 绑定地址：int bind_socket(int sockfd, const struct sockaddr *addr);
    - sockfd：套接字的描述符。
    - addr：要绑定的地址。
"""
NEEDS = """# 系统

## 死锁（deadlock）

### 必要条件

- 互斥（mutual exclusion）：一份资源一次给一个进程。
- 循环等待（circular wait）：进程首尾相接地等。
"""
NESTED = """# 字典

- 重哈希（rehash）：按负载把表变大或变小。
    - 扩展操作（expand）：表变大。
    - 收缩操作（shrink）：表变小。
"""
ACTS = """# 显存

## 锁页内存（pinned memory）

- `cuda_alloc_host`：分配一段内存。
- `cuda_free_host`：释放一段内存。
"""


@pytest.mark.parametrize(
    ("text", "edge"),
    [
        pytest.param(REMEDIES, "数据增强 improves_on 过拟合", id="remedies below what they remedy"),
        pytest.param(KINDS, "重做日志 is_a 日志", id="what is divided, with its verb"),
        pytest.param(FUNCTION, "sockfd part_of bind_socket", id="the parameters below a declaration"),
        pytest.param(NEEDS, "死锁 requires 互斥", id="conditions of what the heading above names"),
        pytest.param(NESTED, "扩展操作 part_of 重哈希", id="items below an item that explains its name"),
        pytest.param(ACTS, "cuda_free_host uses 锁页内存", id="a function works on what the heading names"),
        pytest.param(
            "# 集群\n\n## 脑裂（split brain）\n\n解决脑裂，主要有两个方法：\n\n- 隔离（fencing）\n- 仲裁（quorum）\n",
            "仲裁 improves_on 脑裂",
            id="methods against what the line names",
        ),
        pytest.param(
            "# 传输\n\n## 可靠协议（reliable protocol）\n\n可靠协议如何保证不丢包？\n\n"
            "- 确认应答（acknowledgement）\n- 超时重传（retransmission）\n",
            "可靠协议 uses 超时重传",
            id="how something does what it does",
        ),
    ],
)
def test_members_hang_together_with_what_stands_above(text: str, edge: str) -> None:
    assert edge in edges(text)


@pytest.mark.parametrize(
    ("text", "edge"),
    [
        pytest.param(ACTS, "cuda_free_host part_of 锁页内存", id="a function is no part of what it works on"),
        pytest.param(
            "# 存储\n\n## 锁页内存（pinned memory）\n\n锁页内存有以下优势：\n\n"
            "- 直接访问（DMA）\n- 异步拷贝（async copy）\n",
            "直接访问 is_a 锁页内存",
            id="advantages are no kinds",
        ),
        pytest.param(
            "# 网络\n\n## 监听（LISTEN）\n\n一种状态。\n\n端口：int listen(int sockfd, int backlog);\n\n"
            "- `sockfd`：描述符。\n- `backlog`：队列的长度。\n",
            "sockfd part_of LISTEN",
            id="a function of the same letters as a state",
        ),
    ],
)
def test_nothing_is_stated(text: str, edge: str) -> None:
    assert edge not in edges(text)
