"""Notes of an outliner: one list within another, in which short items do what headings do elsewhere."""

from __future__ import annotations

from studykit.extract import extract
from studykit.markdown import parse
from studykit.model import Note

OUTLINE = """\
- 文件系统
\t- **目录项**
\t\t- 目录项把名字和索引节点连在一起。
\t\t- 种类
\t\t\t- 软链接：只记下目标路径的小文件
\t\t\t- 硬链接：同一个索引节点的另一个名字
\t- 权限
\t\t- 权限分为三种：
\t\t\t- 读
\t\t\t- 写
\t\t\t- 执行
"""


def kinds(text: str) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.text) for block in parse(Note("a.md", text, ""))[0].blocks]


def test_what_stands_over_lists_with_lists_of_their_own_is_a_heading() -> None:
    headings = [block for block in kinds(OUTLINE) if block[0] == "heading"]
    assert headings == [("heading", 1, "文件系统"), ("heading", 2, "目录项"), ("heading", 2, "权限")]


def test_cards_show_the_headings_of_an_outline() -> None:
    cards = {card.prompt: (card.context, card.answer) for card in extract([Note("a.md", OUTLINE, "")]).cards}
    assert cards["什么是软链接？"] == (("文件系统", "目录项", "种类"), "只记下目标路径的小文件")
    assert cards["权限分为哪三种？"][1] == "读、写、执行"


def test_the_lines_of_an_outline_stay_where_they_are() -> None:
    lines = OUTLINE.split("\n")
    for block in parse(Note("a.md", OUTLINE, ""))[0].blocks:
        assert block.text in lines[block.span.first - 1].replace("**", "")


def test_a_note_with_headings_is_none_and_sentences_are_no_headings() -> None:
    assert ("item", 1, "文件系统") in kinds("# 笔记\n\n" + OUTLINE)
    told = "- 目录项把名字和索引节点连在一起，并不保存内容。\n  - 种类\n    - 软链接\n    - 硬链接\n"
    assert [kind for kind, _, _ in kinds(told)] == ["item"] * 4


def test_a_list_of_two_levels_stays_a_list() -> None:
    assert [kind for kind, _, _ in kinds("- 权限\n  - 读\n  - 写\n- 链接\n  - 软链接\n")] == ["item"] * 5
