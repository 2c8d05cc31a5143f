"""Line breaks that an editor put in are closed, those of the author stay, and every sentence knows its lines."""

from __future__ import annotations

import pytest

from studykit.extract import extract
from studykit.markdown import parse
from studykit.model import Block, Note
from studykit.prose import read_block

#: Wrapped at 40 columns, in the middle of words and sentences.
WRAPPED = """\
# 调度

时间片轮转把处理器的时间切成相等的小段，
每个就绪的进程轮流得到一段，用完后排到队
列末尾。时间片太短时，切换进程的开销会占
去处理器的大部分时间。

- 优先级调度总是先运行优先级最高的进程。
  低优先级的进程可能一直得不到处理器，这
  种现象称为饥饿。
- 老化让等待的进程的优先级随时间提高，因
  此每个进程最后都能运行。
"""


def blocks(text: str) -> tuple[Block, ...]:
    return parse(Note("notes/a.md", text, ""))[0].blocks


def test_a_wrapped_paragraph_is_one_line() -> None:
    _, paragraph, *items = blocks(WRAPPED)
    assert paragraph.text == (
        "时间片轮转把处理器的时间切成相等的小段，每个就绪的进程轮流得到一段，用完后排到队列末尾。"
        "时间片太短时，切换进程的开销会占去处理器的大部分时间。"
    )
    assert [item.text.count("\n") for item in items] == [0, 0]


def test_its_sentences_know_the_lines_of_the_file() -> None:
    paragraph = blocks(WRAPPED)[1]
    assert [(s.first, s.last) for s in read_block(paragraph).sentences] == [(0, 2), (2, 3)]


def test_its_cards_stand_where_the_file_says_it() -> None:
    cards = extract([Note("notes/a.md", WRAPPED, "")]).cards
    hunger = next(card for card in cards if "饥饿" in (card.prompt + card.answer))
    assert (hunger.span.first, hunger.span.last) == (9, 10)


@pytest.mark.parametrize(
    "text",
    [
        "内核态可以执行特权指令\n用户态不可以\n系统调用从用户态进入内核态\n返回时又回到用户态\n中断也会进入内核态\n",
        "第一行有两个空格。  \n第二行是另一件事，\\\n第三行也是\n",
        "线程共享的有：\n地址空间\n",
        "甲，\n- 乙\n",
        "分为三步，\n1、准备\n2、执行\n3、收尾\n",
    ],
    ids=["a statement a line", "hard breaks", "what is announced", "a list", "numbered lines"],
)
def test_the_authors_line_breaks_stay(text: str) -> None:
    assert all(not block.folds for block in blocks(text))


@pytest.mark.parametrize("mark", "，、；")
def test_a_line_that_ends_in_mid_sentence_goes_on(mark: str) -> None:
    assert (
        blocks(f"分段按逻辑单位划分内存{mark}\n段的长度不固定。\n")[0].text
        == f"分段按逻辑单位划分内存{mark}段的长度不固定。"
    )


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("每次 fork,\n子进程得到一份副本。\n", "每次 fork,子进程得到一份副本。"),
        ("one page,\ntwo frames.\n", "one page, two frames."),
        ("由 CPU，\nGPU 和内存组成。\n", "由 CPU，GPU 和内存组成。"),
    ],
    ids=["Chinese behind Latin", "Latin", "behind a Chinese comma"],
)
def test_words_are_parted_as_the_author_parts_them(text: str, closed: str) -> None:
    assert blocks(text)[0].text == closed


def test_lines_may_mean_both() -> None:
    """Where lines of the author stand between wrapped ones, those after them are still counted right."""
    text = "页表记录页与页框的对应，\n每个进程一张。\n快表缓存最近用过的表项，\n命中时不查页表。\n"
    paragraph = blocks(text)[0]
    assert paragraph.text == "页表记录页与页框的对应，每个进程一张。\n快表缓存最近用过的表项，命中时不查页表。"
    assert [(s.first, s.last) for s in read_block(paragraph).sentences] == [(0, 1), (2, 3)]
