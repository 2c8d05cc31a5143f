"""What note tools make notes from is no note."""

from __future__ import annotations

from pathlib import Path

import pytest

from studykit.files import read_notes
from studykit.templates import placeholder


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("# {{title}}\n\n术语：解释", (1, "{{title}}"), id="Obsidian, a heading"),
        pytest.param("记于：{{date:YYYY-MM-DD}}", (1, "{{date:YYYY-MM-DD}}"), id="Obsidian, a date with a format"),
        pytest.param("---\ncreated: {{ date }}\n---\n术语：解释", (2, "{{ date }}"), id="Hexo"),
        pytest.param("---\ndate: {{ .Date }}\ndraft: true\n---\n", (2, "{{ .Date }}"), id="Hugo"),
        pytest.param("第一行\n\n<% tp.file.title %>：解释", (3, "<% tp."), id="Templater"),
        pytest.param("<%* const 名 = 1 %>\n术语：解释", (1, "<%*"), id="Templater, a script"),
    ],
)
def test_a_template_is_known_by_its_places_to_fill_in(study: Path, text: str, found: tuple[int, str]) -> None:
    assert placeholder(text) == found
    Path("notes/a.md").write_text(text, "utf-8")
    notes, said = read_notes([Path("notes")], study)
    assert (notes, [(d.line, d.code, d.level) for d in said]) == ([], [(found[0], "template", "note")])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Vue：{{ msg }} 会换成变量的值", id="Vue"),
        pytest.param("模板里写 `{{date}}`，得到今天的日期", id="in a span of code"),
        pytest.param("```\n{{title}}\n<% tp.file.title %>\n```\n", id="in a block of code"),
        pytest.param("JSP：<%= x %> 输出表达式的值", id="JSP"),
        pytest.param("$x^{{2}}$ 是平方", id="a formula"),
        pytest.param("{{c1::流}}是操作队列", id="a cloze"),
    ],
)
def test_a_note_that_speaks_of_braces_is_a_note(text: str) -> None:
    assert placeholder(text) is None


def test_a_template_that_the_user_names_is_read(study: Path) -> None:
    Path("notes/a.md").write_text("# {{title}}\n", "utf-8")
    assert [note.path for note in read_notes([Path("notes"), Path("notes/a.md")], study)[0]] == ["notes/a.md"]
