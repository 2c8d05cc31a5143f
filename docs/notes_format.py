"""Makes notes-format.md, beside this file, of the cases in tests/patterns: ``python docs/notes_format.py``.

What the page shows is what the tests check, so that it cannot promise what the program does not do.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
PAGE = HERE / "notes-format.md"
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "tests")]

from pattern_cases import Case, Fixture, fixtures  # noqa: E402  # found by the line above

HEAD = """\
<!-- 由 docs/notes_format.py 生成，请改 tests/patterns 里的例子。 -->
# 笔记怎么写 · Notes format

studykit 读的就是平常的 Markdown 笔记：不必为它改写，也不会改动它。下面列出哪些写法会变成卡片，各举几例；
每个例子下面的“→”左边是问题，右边是答案，问题前面的“甲 › 乙：”是卡片上方显示的标题。`[…]` 是挖的空，`⏎` 是换行；
“甲 —is_a→ 乙”是记进概念图的一条关系。
没有把握的句子宁可不问，所以不是每句话都会变成卡片。

所有例子都由测试核对：程序给出的正是这些卡片。
"""

GROUPS: dict[str, tuple[str, ...]] = {
    "特意写的卡片 · Cards written on purpose": ("asked", "pairs", "holes"),
    "术语与成员 · Terms and their members": (
        "glossary",
        "naming",
        "alias",
        "abbreviation",
        "enumeration",
        "listing",
        "table",
    ),
    "句子里的知识 · What sentences say": ("statement", "cause", "contrast", "misconception"),
    "步骤、命令与排错 · Steps, commands and fixes": ("steps", "arrow", "stack", "command", "fix", "launch"),
    "公式与图片 · Formulas and pictures": ("formula", "figure"),
}
#: A new pattern is shown here until it is put elsewhere.
OTHERS = "其他 · Others"

TAIL = """\
## 笔记的开头 · Front matter

文件开头两行 `---` 之间可以写这些键，都不是必需的；别的键不影响 studykit。

| 键 | 作用 |
| --- | --- |
| `title` | 笔记的标题：子牌组的名字，也显示在卡片上方 |
| `tags`、`tag`、`keywords`、`categories`、`category` | 标签，`系统/内存` 会成为 Anki 的 `系统::内存` |
| `aliases`、`alias` | 标题的别名 |
| `deck` | 这篇笔记的卡片放进哪个牌组，如 `系统::内存` |

列表写成 `[甲, 乙]`、`甲, 乙` 或每行一个 `- 甲` 都可以。值就是写下的文字：标题里可以有冒号，`no` 就是 `no`。

```markdown
---
title: CUDA: 入门
tags: [cuda, 系统/内存]
deck: 并行计算::CUDA
---
```

## 标题、列表与代码 · Headings, lists, code

- 标题前的编号（`1.2`、`第三章`、`一、`）和后面的锚点（`{#name}`）会去掉；单独成行的粗体当作最低一级的标题。
- “概述”“小结”“参考资料”这类标题不说明内容，不会出现在卡片上方。
- 列表除了 `-` 和 `1.`，也认 `1、`、`1）`、`（1）`、`①` 开头的行；编号要从一开始，依次往下。
- 以冒号结尾的一行引出它下面的列表、表格、代码或公式。
- “流：一个执行队列”也可以分两行写：名字单独一行（粗体、列表项、并列的小标题，或以冒号结尾），解释写在它下面一行、
  缩进的一段、唯一的子项，或小标题下唯一的一段。
- 编辑器按列宽折断的行会接成一段；`##标题` 不写空格也是标题；标题和列表项前的 emoji、标题外的【】不算标题的一部分。
- 汉字之间的半角标点与全角标点一样读；“要是”与“如果”、“故”与“因此”这类连接词一样读。卡片上还是笔记原来的写法。
- 大纲笔记（Logseq、幕布等，整篇是一层套一层的列表）里，下面还有两层的短条目当作标题。
- 繁体中文的笔记（包括台湾的用词）同样读，卡片用笔记自己的字。
- 句子里的链接照常读；只是列出链接和简介的行不会变成卡片。
- 代码块、行内代码和公式里的标点与记号一律原样保留，不会被当作正文。
- 公式写成 `$…$`、`$$…$$`、`\\(…\\)` 或 `\\[…\\]`；公式块上下不必空行。
- Obsidian 的提示框（`> [!note]`）、双链（`[[笔记|别名]]`）和脚注，
  Jekyll 的 `{:toc}`、`{: .class}`，HTML 注释和标签，都按各自的意思处理。

## 图片 · Pictures

`![说明](图.png)`、`![[图.png|说明]]` 和 `<img src="图.png" alt="说明">` 都可以。
路径从笔记所在的文件夹算起，以 `/` 开头的从学习文件夹算起。
只打包学习文件夹里面的文件：`avif`、`bmp`、`gif`、`jpg`、`png`、`svg`、`webp`。找不到的图片会指出文件和行号。

## 链接 · Links

链接不会变成卡片，而是所在章节的参考资料。标题取自 `[标题](地址)`、`标题：地址`，或者地址下面的一行：

```markdown
https://www.sqlite.org/fileformat.html

SQLite 的文件格式
```

## 读不懂的时候 · When something is wrong

代码块或 `$$` 没有结束、图片不见了、编码不对时，会给出文件和行号，其余部分照常生成。
文件可以是 UTF-8、带 BOM 的 UTF-16 或 GB18030，换行用 LF 或 CRLF 都行。
"""


def page() -> str:
    """The whole page, in Markdown."""
    shown = {fixture.name: fixture for fixture in fixtures()}
    parts = [HEAD]
    for title, names in GROUPS.items():
        parts += [f"## {title}\n", *(_pattern(shown.pop(name)) for name in names)]
    if shown:
        parts += [f"## {OTHERS}\n", *map(_pattern, shown.values())]
    return "\n".join([*parts, TAIL])


def _pattern(fixture: Fixture) -> str:
    examples = (line for case in fixture.cases if not case.silent for line in _example(case))
    silent = "；".join(case.chinese for case in fixture.cases if case.silent)
    head = f"### {fixture.chinese} · {fixture.title}\n\n{fixture.introduction}\n"
    return "\n".join([head, *examples, f"不会变成卡片的：{silent}。\n"])


def _example(case: Case) -> Iterator[str]:
    yield f"**{case.chinese}**\n"
    yield f"{case.fence}markdown\n{case.note}{case.fence}\n"
    for line in case.found:
        yield f"- {line}"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
