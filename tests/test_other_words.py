"""The sample notes in other words: one word for another that engineers write as well must not cost facts.

Nothing but the word changes, in the notes and in their labels alike. Pairs that do not touch each other are changed in
one reading; a lost fact counts for those whose word stands on its lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

import pytest
from scoring import Labels, label_files, note_path, read_labels, score

from studykit.extract import extract
from studykit.model import Note

#: At most this share of all facts is lost where the words of a row change at once, and where all rows' first words do.
ROW_LOSES, ALL_LOSE = 0.008, 0.015
#: At most this share of the facts on the lines of a word, or so many where it stands on few lines.
WORD_LOSES, FEW = 0.04, 2

HAN = "\u4e00-\u9fff"
#: What is written, as a regular expression, and what is written for it.
Pair = tuple[str, str]
ROWS: dict[str, Sequence[Pair]] = {
    "why": (
        ("如果", "要是"),
        ("因此", "因而"),
        ("例如|比如", "举例来说，"),
        ("(?<=，)即", "也即"),
        ("即使", "哪怕"),
        ("无论", "不管"),
        (rf"(?<=[{HAN}])与(?=[{HAN}])", "跟"),
        ("通过", "经由"),
        ("必须", "一定要"),
        ("只(?=能|需|会)", "仅"),
        ("对于", "针对"),
        ("此外", "除此之外"),
        ("之后", "以后"),
        ("是指|指的是", "就是"),
    ),
    "why, otherwise": (
        ("如果", "倘若"),
        ("因此(?=[^，])", "故"),
        ("例如|比如", "譬如"),
        ("(?<=，)即", "亦即"),
        ("必须", "务必"),
        ("对于", "对"),
        ("此外", "另外"),
        ("是指|指的是", "可以理解为"),
        ("但是?(?!凡)", "不过"),
        ("并且|而且", "并"),
        ("从而", "进而"),
        ("根据", "依据"),
        ("每个", "每一个"),
        ("为什么", "为何"),
        ("不能", "无法"),
        ("所有", "全部"),
        ("通常", "往往"),
    ),
    "deeds": (
        ("创建", "新建"),
        ("删除", "移除"),
        ("修改", "更改"),
        ("存储", "保存"),
        ("产生", "生成"),
        ("避免", "防止"),
        ("保证", "确保"),
        ("提高", "提升"),
        ("降低", "减少"),
        ("导致", "造成"),
        ("包括", "包含"),
        ("用于", "用来"),
        ("可以", "能够"),
        ("需要", "必须"),
        ("组成", "构成"),
        ("表示", "代表"),
        ("适合(?!于)", "适用于"),
        ("优点", "优势"),
        ("缺点", "劣势"),
        ("区别", "差异"),
        ("称为", "叫做"),
    ),
    "deeds, otherwise": (
        ("创建", "建立"),
        ("修改", "变更"),
        ("存储", "存放"),
        ("依赖", "取决于"),
        ("确保", "保证"),
        ("提升", "提高"),
        ("防止", "避免"),
        ("导致", "引起"),
        ("包含", "包括"),
        ("分为", "分成"),
        ("(?<!不)可以", "可"),
        ("使得", "让"),
        ("不必|不需要", "无需"),
        ("难以", "很难"),
        ("优点", "好处"),
        ("缺点", "不足"),
        ("区别", "不同点"),
        ("把(?!握|柄)", "将"),
        ("按照", "按"),
        ("(?<=[两三四五])种", "类"),
        ("首先", "其一"),
        ("就会", "便会"),
        ("没有", "无"),
    ),
    "small words": (
        ("通常|一般(?!化|性)", "大多"),
        ("(?<!因)为了", "为"),
        ("只有", "仅有"),
        ("(?<!但|就|也|还|只|都|于|的|可|要|或)是(?=一[个种])", "为"),
        ("(?<=，)而(?=不|没)", "却"),
        ("(?<=[每各多三四两])个", "种"),
        ("这个|这种", "该"),
        ("我们", ""),
        ("(?<!首|成)都", ""),
        ("(?<=使用|采用|提供)(?!了|的|者|一)", "了"),
        ("时(?=，)", "的时候"),
        ("最后", "最终"),
        ("然后", "接着"),
        ("相同", "一样"),
        ("一旦", "只要"),
        ("主要", "一般"),
        ("属于", "归于"),
        ("位于", "处于"),
    ),
    "definitions": (
        ("(?<!不|但|就|也|还|只|都|于|的|可|要|或)是(?=一[个种])", "其实是"),
        ("也叫|又叫|又称|也称", "亦称"),
        ("全称(?:是|为)", "全名为"),
        ("三([种个类条])", r"3 \1"),
        ("四([种个类条])", r"4 \1"),
        ("如下", "如下所述"),
        ("特点", "特征"),
        ("作用", "用途"),
        ("步骤", "流程"),
        ("原因", "缘由"),
        ("怎样|如何", "怎么"),
        ("会(?=[^话员议计])", "将会"),
        ("相比于|相对于|相比(?=[A-Z])", "相较于"),
    ),
    "marks": (("，", ", "), ("：", ": "), ("；", "; "), ("。", ". ")),
}


@cache
def labelled() -> tuple[tuple[Labels, str], ...]:
    return tuple((labels := read_labels(path), note_path(labels).read_text("utf-8")) for path in label_files())


def outside_fences(change: Callable[[str], str], text: str) -> str:
    pieces = re.split(r"(?ms)(^[ \t]*```.*?^[ \t]*```)", text)
    return "".join(piece if number % 2 else change(piece) for number, piece in enumerate(pieces))


def changed(pairs: Sequence[Pair]) -> Callable[[str], str]:
    def change(text: str) -> str:
        for word, other in pairs:
            text = re.sub(word, other, text)
        return text

    return change


def otherwise(labels: Labels, change: Callable[[str], str]) -> Labels:
    """The labels, satisfied by their words and by the other ones."""

    def either(words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*words, *map(change, words))))

    cards = (replace(card, cues=either(card.cues), must=tuple(map(either, card.must))) for card in labels.cards)
    return replace(labels, cards=tuple(cards))


@cache
def missed(pairs: tuple[Pair, ...]) -> frozenset[str]:
    """The facts that no card asks, by their ids."""
    change = changed(pairs)
    ids: set[str] = set()
    for labels, text in labelled():
        found = extract([Note(f"{labels.doc}.md", outside_fences(change, text), "")])
        figures = score(otherwise(labels, change), found)
        ids |= {line.split()[0] for tier in (1, 2) for line in figures[f"recall tier {tier}"].lost}
    return frozenset(ids)


@cache
def facts() -> dict[str, str]:
    """The lines that each fact stands on."""
    return {
        card.id: "\n".join(text.split("\n")[card.lines[0] - 1 : card.lines[1]])
        for labels, text in labelled()
        for card in labels.cards
    }


@pytest.mark.parametrize("row", ROWS)
def test_other_words_say_the_same(row: str) -> None:
    pairs = tuple(ROWS[row])
    lost = missed(pairs) - missed(())
    gained = missed(()) - missed(pairs)

    assert len(lost) - len(gained) <= ROW_LOSES * len(facts()), sorted(lost)
    for word, other in pairs:
        touched = {name for name, lines in facts().items() if re.search(word, lines)}
        assert len(lost & touched) <= max(FEW, WORD_LOSES * len(touched)), (word, other, sorted(lost & touched))


def test_other_words_all_at_once() -> None:
    pairs = (*ROWS["why"], *ROWS["deeds"], *ROWS["marks"])
    lost = missed(pairs) - missed(())

    assert len(lost) <= ALL_LOSE * len(facts()), sorted(lost)


def test_no_pair_of_a_row_undoes_another() -> None:
    for pairs in ROWS.values():
        for number, (_, other) in enumerate(pairs):
            assert not any(re.search(later, other) for later, _ in pairs[number + 1 :]), (other, pairs)
