"""What stands in a bracket behind a name: another name of the same thing, or something that is said of it."""

import pytest

from studykit.extract import extract
from studykit.model import Note


def names_of(text: str) -> dict[str, set[str]]:
    """The concepts of a note, by each of their names."""
    concepts = extract([Note("a.md", text, "")]).concepts
    names = [{concept.term, *concept.aliases} for concept in concepts]
    return {name: group for group in names for name in group}


@pytest.mark.parametrize(
    ("text", "name", "other"),
    [
        ("请求先放进任务队列（Task Queue）等待。任务队列可以很长。", "任务队列", "Task Queue"),
        ("把结果写进一个环形缓冲区（Ring Buffer）里。", "环形缓冲区", "Ring Buffer"),
        ("访问令牌表（access token table）：记录已经登录的人。", "访问令牌表", "access token table"),
        ("- 用户态（user mode）：不能直接碰硬件。", "用户态", "user mode"),
        ("- 异步 I/O（asynchronous I/O）：发出请求后不用等结果。", "异步 I/O", "asynchronous I/O"),
        ("WAL（预写日志）：改动先写进日志。", "WAL", "预写日志"),
        ("- PR 曲线（PR curve）：横轴是召回率。", "PR 曲线", "PR curve"),
        ("## 地址解析协议 ARP\n\n它把 IP 地址换成硬件地址。", "ARP", "地址解析协议"),
    ],
)
def test_a_bracket_may_hold_another_name(text: str, name: str, other: str) -> None:
    assert other in names_of(text).get(name, set())


@pytest.mark.parametrize(
    ("text", "name", "other"),
    [
        ("- 支持三种编码格式（JSON、XML、YAML），默认是 JSON。", "编码格式", "JSON"),
        ("- `join(parts, sep)`：把各段拼在一起，sep 是分隔符。", "join", "parts"),
        ("最常用的是决策树（CART），也可以用神经网络（MLP）。", "决策树", "CART"),
        ("- 超时重传（定时器）：过时没有确认就再发一次。", "超时重传", "定时器"),
        ("- 事件循环（重要）：从队列里取出任务来执行。", "事件循环", "重要"),
        ("靠多版本并发控制保证隔离性（MVCC），靠回滚日志保证原子性。", "隔离性", "MVCC"),
        ("- 感知器（Rosenblatt 1958）：只能划分线性可分的数据。感知器是线性模型。", "感知器", "Rosenblatt 1958"),
        ("- 词向量（Mikolov et al. 2013）：用上下文训练。词向量是稠密的。", "词向量", "Mikolov et al. 2013"),
        ("- 对象释放（delete vs deleteLater）：对象释放有先后。", "对象释放", "delete vs deleteLater"),
        ("- 微操作：一步完成。\n- 微操作命令：让它完成。微操作与微操作命令一一对应。", "微操作", "微操作命令"),
        ("类方法只能访问类属性（并非对象属性），类属性由所有对象共享。", "类属性", "并非对象属性"),
        ("撤销 commit（文件回退到上一版本）之后再提交 commit。", "commit", "文件回退到上一版本"),
    ],
)
def test_a_bracket_may_hold_something_else(text: str, name: str, other: str) -> None:
    assert other not in names_of(text).get(name, set())


def test_a_name_begins_behind_the_verb() -> None:
    names = names_of("请求里没有传递主机名（hostname），主机名要另外查。")
    assert "主机名" in names.get("hostname", set())
    assert "传递主机名" not in names


@pytest.mark.parametrize("name", ["关键原因", "三类架构", "v1.5-v1.7", "总长度 总长度", "a.py"])
def test_what_names_nothing_is_no_concept(name: str) -> None:
    assert name not in names_of(f"- {name}：占十六位，以字节为单位。\n- `{name}` 出现了两次。")


def test_a_short_name_makes_no_one_thing_of_two() -> None:
    notes = [
        Note("search.md", "信息检索（Information Retrieval，IR）：从文档里找出相关的内容。IR 先建倒排索引。", ""),
        Note("cpu.md", "指令寄存器（Instruction Register，IR）：存放正在执行的指令。IR 的内容送去译码。", ""),
    ]
    names = [{concept.term, *concept.aliases} for concept in extract(notes).concepts]
    assert not any({"信息检索", "指令寄存器"} <= group for group in names)
    assert any({"信息检索", "Information Retrieval"} <= group for group in names)


def test_full_names_that_share_a_word_are_one_thing() -> None:
    names = names_of(
        "长短期记忆网络（Long Short-Term Memory，LSTM）有三个门。\n\n"
        "LSTM（Long Short-Term Memory network）用遗忘门丢掉旧的信息。"
    )
    assert {"LSTM", "Long Short-Term Memory", "长短期记忆网络"} <= names["LSTM"]
