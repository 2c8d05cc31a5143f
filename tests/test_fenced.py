"""Notes that stand in a code fence, and fences that hold something else."""

from __future__ import annotations

import pytest

from studykit.fenced import entries
from studykit.markdown import parse
from studykit.model import Block, Note

NOTES = """\
pid     进程的编号
state   进程的状态
    R
        * 正在运行
        * 或者等着运行
    Z
        * 已经结束，
        * 父进程还没有回收
uid     所属用户"""


def items(text: str) -> list[Block]:
    document, _ = parse(Note("notes/a.md", text, ""))
    return [block for block in document.blocks if block.kind == "item"]


def test_names_in_a_column_become_a_list() -> None:
    assert [(entry.text, entry.level) for entry in entries(NOTES)] == [
        ("`pid`：进程的编号", 1),
        ("`state`：进程的状态", 1),
        ("`R`：正在运行", 2),
        ("或者等着运行", 3),
        ("`Z`：已经结束，父进程还没有回收", 2),
        ("`uid`：所属用户", 1),
    ]


def test_the_items_stand_on_the_lines_of_the_file() -> None:
    blocks = items(f"# 进程\n\n```\n{NOTES}\n```\n")
    assert [(block.span.first, block.span.last) for block in blocks] == [
        (4, 4), (5, 5), (6, 7), (8, 8), (9, 11), (12, 12)
    ]  # fmt: skip


def test_the_items_of_a_name_are_a_list_of_their_own_below_it() -> None:
    pid, state, running, waiting, zombie, uid = items(f"```\n{NOTES}\n```\n")
    assert pid.group == state.group == uid.group
    assert running.group == zombie.group != pid.group
    assert [block.position for block in (pid, state, uid, running, zombie)] == [1, 2, 3, 1, 2]
    document, _ = parse(Note("notes/a.md", f"```\n{NOTES}\n```\n", ""))
    assert document.blocks[running.lead] == state
    assert document.blocks[waiting.lead] == running


@pytest.mark.parametrize(
    "code",
    [
        "ls      列出文件\ncd      切换目录",  # two names are too few
        "int count = 0;  // 计数\nreturn count;\nint a;  // 甲\nint b;  // 乙",
        "$ ps\nPID    名称\nCPU    占用\nMEM    内存",  # a recorded output
        "+----+\n| id |\n+----+\nid    编号\nname  名字\nsize  大小",
        "alpha   1\nbeta    2\ngamma   3",  # data without a word of explanation
        "读入数据\n排序\n输出结果",
        "",
    ],
)
def test_a_program_an_output_or_data_stays_code(code: str) -> None:
    assert entries(code) == ()


def test_what_the_learner_skips_stays_skipped() -> None:
    document, _ = parse(Note("notes/a.md", f"<!-- studykit: skip -->\n\n```\n{NOTES}\n```\n", ""))
    assert [(span.first, span.last) for span in document.skipped] == [(3, 13)]
    assert not [block for block in document.blocks if block.kind == "item"]
