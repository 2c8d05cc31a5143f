"""The page for people who write notes is made of the cases that the tests check."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from pattern_cases import fixtures

DOCS = Path(__file__).parent.parent / "docs"


@pytest.fixture(scope="module")
def page() -> str:
    return str(runpy.run_path(str(DOCS / "notes_format.py"))["page"]())


def test_the_page_is_up_to_date(page: str) -> None:
    written = (DOCS / "notes-format.md").read_text(encoding="utf-8")
    assert written == page, "run: python docs/notes_format.py"


def test_every_pattern_is_on_the_page(page: str) -> None:
    for fixture in fixtures():
        assert page.count(f"### {fixture.chinese} · {fixture.title}\n") == 1


def test_what_the_page_says_of_marks_and_keys_is_what_is_read(page: str) -> None:
    for mark in ("问：", "答：", "::", ":::", "==", "{{c1::", "title", "tags", "aliases", "deck", "![["):
        assert mark in page
