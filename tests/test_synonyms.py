"""Words that mean the same: read as the one that rules name, shown as they were written."""

from __future__ import annotations

import pytest

from studykit.prose import read
from studykit.synonyms import as_written, common


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("要是缓存没有命中，就读磁盘", "如果缓存没有命中，就读磁盘"),
        ("倘若缓存没有命中，就读磁盘", "如果缓存没有命中，就读磁盘"),
        ("日志是顺序写的，故写得快", "日志是顺序写的，因此写得快"),
        ("日志写得快，由于它是顺序写的", "日志写得快，因为它是顺序写的"),
        ("举例来说，页表可以分级", "例如页表可以分级"),
        ("哪怕断电，日志也在", "即使断电，日志也在"),
        ("不管成败，都写日志", "无论成败，都写日志"),
        ("脏页，也即改过而没有写回的页", "脏页，即改过而没有写回的页"),
        ("位图用以记录空闲块", "位图用于记录空闲块"),
        ("锁分成读锁和写锁", "锁分为读锁和写锁"),
        ("页表为一种映射", "页表是一种映射"),
        ("线程跟进程共用内存", "线程与进程共用内存"),
    ],
)
def test_rules_see_the_word_that_they_name(written: str, named: str) -> None:
    text, words = common(written)
    assert text == named
    assert as_written(text, words) == written


@pytest.mark.parametrize(
    "text",
    [
        "需要是整数",
        "主要是读",
        "故障转移",
        "跟踪调用栈",
        "由于页表很大，要分级",
        "也就是说，不必等待",
        "跟随者复制日志",
    ],
)
def test_other_words_with_these_characters_stay(text: str) -> None:
    assert common(text) == (text, {})


def test_the_word_that_rules_name_stays_where_its_author_wrote_it() -> None:
    prose = read("缓存不和磁盘同步，程序同时和缓存以及磁盘打交道。仅能读旧数据，只有提交后才能读新数据。")
    assert prose.show("不和磁盘同步") == "不和磁盘同步"
    assert prose.show("同时和缓存和磁盘打交道") == "同时和缓存以及磁盘打交道"
    assert prose.show("只能读旧数据") == "仅能读旧数据"
    assert prose.show("只有什么时候") == "只有什么时候"


def test_a_piece_of_a_sentence_is_shown_as_it_was_written() -> None:
    prose = read("要是缓存没有命中,就跟 `disk` 要数据。")
    assert prose.text.startswith("如果缓存没有命中，就")
    assert prose.show("如果缓存没有命中，就") == "要是缓存没有命中,就"
    assert prose.shown == "要是缓存没有命中,就跟 `disk` 要数据。"
    assert prose.show("为什么如果缓存没有命中") == "为什么要是缓存没有命中"


def test_a_word_that_is_shown_twice_stays_as_it_was_written() -> None:
    prose = read("日志先写，亦即连同数据都会恢复。")
    shown = prose.show(prose.text)
    assert shown == "日志先写，亦即连同数据都会恢复。"
    assert prose.show(shown) == shown
