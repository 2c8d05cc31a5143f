"""A name on a line of its own, and its explanation below: the same fact as with a colon between the two."""

from __future__ import annotations

import pytest

from studykit.extract import extract
from studykit.model import Card, Note

WAYS = {
    "a colon in one line": "- 软链接：只记下目标路径的小文件\n- 硬链接：同一个索引节点的另一个名字\n",
    "a colon, the next line": "- **软链接**：\n  只记下目标路径的小文件\n- 硬链接:\n  同一个索引节点的另一个名字\n",
    "bold, and the next line": "- **软链接**\n  只记下目标路径的小文件\n- **硬链接**\n  同一个索引节点的另一个名字\n",
    "an item over its paragraph": "- 软链接\n\n  只记下目标路径的小文件\n\n- 硬链接\n\n  同一个索引节点的另一个名字\n",
    "an item over a single item": "- 软链接\n  - 只记下目标路径的小文件\n- 硬链接\n  - 同一个索引节点的另一个名字\n",
    "lines in bold": "**软链接**\n\n只记下目标路径的小文件。\n\n**硬链接**\n\n同一个索引节点的另一个名字。\n",
    "lines with a colon": "软链接：\n\n只记下目标路径的小文件。\n\n硬链接：\n\n同一个索引节点的另一个名字。\n",
    "headings": "### 软链接\n\n只记下目标路径的小文件。\n\n### 硬链接\n\n同一个索引节点的另一个名字。\n",
}


def cards(text: str) -> list[Card]:
    return list(extract([Note("links.md", text, "")]).cards)


def asked(text: str) -> dict[str, str]:
    return {card.prompt: card.answer for card in cards(text)}


@pytest.mark.parametrize("text", WAYS.values(), ids=WAYS)
def test_however_a_name_stands_over_its_explanation_it_is_asked_for(text: str) -> None:
    found = asked(f"# 文件系统\n\n## 链接\n\n{text}")
    assert found["什么是软链接？"] == "只记下目标路径的小文件"
    assert found["什么是硬链接？"] == "同一个索引节点的另一个名字"


def test_the_card_knows_the_lines_of_the_name_and_of_its_explanation() -> None:
    text = "# 文件系统\n\n- 软链接\n\n  只记下目标路径的小文件\n\n- 硬链接\n\n  同一个索引节点的另一个名字\n"
    spans = {card.prompt: (card.span.first, card.span.last) for card in cards(text)}
    assert spans["什么是软链接？"] == (3, 5)
    assert spans["什么是硬链接？"] == (7, 9)


def test_code_below_the_explanation_stays_where_it_is() -> None:
    text = "# 编译\n\n- `-c`\n\n  只编译，不链接\n\n  ```sh\n  gcc -c main.c\n  ```\n\n- `-g`\n\n  写进调试信息\n"
    found = asked(text)
    assert found["选项 `-c` 有什么作用？"] == "只编译，不链接"
    assert found["选项 `-g` 有什么作用？"] == "写进调试信息"


def test_a_heading_over_a_sentence_without_a_subject_is_a_name_whatever_follows() -> None:
    text = (
        "# 定点数\n\n## 原码\n\n带符号位的二进制编码，符号位之后是数的绝对值\n\n例如 8 位时，-3 写成 10000011。\n\n"
        "## 循环缓冲\n\n把多个缓冲区首尾相连，用两个指针指出读写的位置\n\n- 两个指针相遇时为空\n\n"
        "## 混淆矩阵\n\n记录各类样本被预测成哪一类的次数\n\n```py\nconfusion_matrix(y, p)\n```\n"
    )
    found = asked(text)
    assert found["什么是原码？"] == "带符号位的二进制编码，符号位之后是数的绝对值"
    assert found["什么是循环缓冲？"] == "把多个缓冲区首尾相连，用两个指针指出读写的位置"
    assert found["什么是混淆矩阵？"] == "记录各类样本被预测成哪一类的次数"


@pytest.mark.parametrize(
    ("why", "text"),
    [
        (
            "what leads on says nothing yet",
            "### 缓存\n\n由于磁盘很慢，先看一次读取要多久\n\n- 十毫秒\n\n### 淘汰\n\n过程如下\n\n- 找到它\n",
        ),
        (
            "links are no explanation",
            "### 缓存\n\n一文读懂缓存的原理 https://example.org/a\n\n正文\n\n### 淘汰\n\n[比较](#b)\n\n正文\n",
        ),
        (
            "several paragraphs are a section",
            "### 缓存\n\n先看一个现象。\n\n页面第二次打开更快。\n\n### 淘汰\n\n内存满了。\n\n要删掉一些。\n",
        ),
        ("what points elsewhere explains nothing", "- 软链接\n\n  参见手册\n\n- 硬链接\n\n  详见手册\n"),
        ("a label in front of a list is no name", "- 优点\n  - 快\n  - 省内存\n"),
        ("a line that tells something is no name", "- 内核把页面换出到磁盘\n\n  这一步很慢\n"),
        ("labels below each other explain nothing", "- 参数：\n  大小：以字节计\n"),
        ("half a note", "- 软链接\n\n- 硬链接\n"),
    ],
)
def test_what_is_no_name_over_an_explanation_is_read_as_before(why: str, text: str) -> None:
    assert not [prompt for prompt in asked(f"# 文件系统\n\n{text}") if prompt.startswith("什么是")], why
