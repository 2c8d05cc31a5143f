"""The lists of the fields' terms: what may stand in them, and what they are good for."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from studykit import fields
from studykit.extract import extract
from studykit.model import Note
from studykit.terms import GENERIC, LABELS
from studykit.text import normalise

LISTS = sorted(fields.FOLDER.glob("*.txt"))


def concepts(text: str) -> dict[str, tuple[str, ...]]:
    """The concepts of a note with their other names."""
    return {concept.term: concept.aliases for concept in extract([Note("a.md", text, "")]).concepts}


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_every_line_of_a_list_is_a_term_that_may_stand_there(path: Path) -> None:
    names = [name for names in fields.read_terms(path) for name in names]
    assert names, "an empty list"
    twice = [name for name, times in Counter(map(normalise, names)).items() if times > 1]
    assert not twice, "each name stands once in a field"
    assert not [name for name in names if len(name) < 2 or "的" in name or name != name.strip()]
    assert not (set(names) & (GENERIC | LABELS)), "words that name nothing in particular are no terms"


def test_each_list_says_first_which_field_it_is_of() -> None:
    assert all(path.read_text(encoding="utf-8").startswith("# ") for path in LISTS)


def test_a_term_of_a_field_is_a_concept_in_running_text() -> None:
    assert "过拟合" in concepts("# 训练\n\n样本太少时容易出现过拟合，所以要早停。\n")


def test_a_word_that_is_no_term_needs_more_from_the_note() -> None:
    assert "样子" not in concepts("# 训练\n\n曲线的样子很平。\n")


def test_the_names_that_a_field_has_for_one_thing_are_one_concept() -> None:
    found = concepts("# 锁\n\n死锁要避免。两个线程互相等待就是 deadlock。\n")
    assert {"死锁", "deadlock"} in [{term, *others} for term, others in found.items()]


def test_the_words_of_a_term_are_put_together() -> None:
    assert fields.whole(["支持", "向量", "机", "很", "稳"]) == ["支持向量机", "很", "稳"]
    assert fields.whole(["支持", "很多", "协议"]) == ["支持", "很多", "协议"]
    assert fields.whole([]) == []


def test_the_fields_of_a_term() -> None:
    assert "machine-learning" in fields.of("过拟合")
    assert not fields.of("样子")


LOCKS = "# 锁\n\n死锁、互斥锁、自旋锁、信号量、条件变量、进程调度、缺页中断、虚拟内存、上下文切换都常考。\n\n"


def test_a_term_of_another_field_needs_more_than_one_line() -> None:
    assert "反向传播" not in concepts(LOCKS + "训练里也有反向传播。\n")
    assert "反向传播" in concepts(LOCKS + "**反向传播**是求梯度的办法。\n")


def test_what_every_note_speaks_of_in_passing_is_no_concept() -> None:
    assert "Python" not in concepts(LOCKS + "在 Python 里一样。\n")
    assert "Python" in concepts(LOCKS + "- Python：一门脚本语言。\n")


def test_a_word_that_only_longer_names_hold_is_no_concept() -> None:
    note = "# 冲突\n\n**开放地址法**常用。\n\n开放地址法分几种。\n\n开放地址法不用链表。\n"
    assert "开放地址" not in concepts(note)
    assert "开放地址法" in concepts(note)


def test_the_name_on_most_lines_is_the_term_and_the_chinese_one_where_two_have_as_many() -> None:
    assert "死锁" in concepts("# 锁\n\n死锁（deadlock）要避免。\n")
    assert "deadlock" in concepts("# 锁\n\n死锁（deadlock）要避免。\n\ndeadlock 要检测。\n\ndeadlock 要解除。\n")


def test_a_command_of_two_words_is_a_concept_where_a_shell_has_it() -> None:
    assert "git init" in concepts("# 建库\n\n建一个仓库：\n\n```shell\n$ git init .\n```\n")


@pytest.mark.parametrize("torn", ["x+1", "是否复制", "链表简介", "使用缓冲池"])
def test_what_names_nothing_is_no_concept(torn: str) -> None:
    assert torn not in concepts(f"# 树\n\n这里的 {torn} 说的是这件事。\n\n- **{torn}**：说明。\n")


def test_what_is_typed_and_set_is_a_concept() -> None:
    found = concepts(
        "# 部署\n\n```sh\n# 重新读取配置\nnginx -s reload\n```\n\n```ini\n# 开机时启动网卡\nONBOOT=yes\n```\n"
    )
    assert {"nginx -s reload", "ONBOOT"} <= found.keys()


def test_a_path_that_every_system_has_is_a_concept() -> None:
    found = concepts("# 用户\n\n每个用户在 /etc/passwd 里占一行，我的脚本在 /home/me/run 里。\n")
    assert "/etc/passwd" in found
    assert not any("/home" in name for name in found)


def test_what_a_stroke_joins_is_several_concepts() -> None:
    found = concepts("# 邮件\n\n收发邮件要用 POP3/SMTP/IMAP 三种协议，下面都是 TCP/IP。\n")
    assert {"POP3", "SMTP", "TCP/IP"} <= found.keys()
    assert not any("POP3/" in name for name in found)


def test_a_name_with_its_kind_is_the_same_and_what_runs_on_it_is_not() -> None:
    found = concepts("# 存储\n\nInnoDB引擎支持事务，InnoDB 用的是行锁，Redis集群不支持。\n")
    assert "InnoDB引擎" in found["InnoDB"]
    assert "Redis集群" in found


def test_the_words_of_a_command_of_many_and_of_a_dockerfile_are_concepts() -> None:
    found = concepts("# 镜像\n\n```sh\ndocker container ls -a\n```\n\n```\nFROM alpine\nRUN apk add curl\n```\n")
    assert {"docker container ls", "FROM", "RUN"} <= found.keys()


def test_who_makes_something_is_a_concept_however_common_the_word() -> None:
    assert "小米" in concepts("# 模型\n\n小米开源了一个压缩框架。\n")
    assert "小米" not in concepts("# 早饭\n\n小米要先泡一会儿。\n")


def test_what_ones_own_name_is_put_for_is_no_concept() -> None:
    assert not any("XX" in name for name in concepts("# 报错\n\n遇到 cudaXX 找不到时看看路径。\n"))
