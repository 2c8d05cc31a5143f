"""The learner has the last word: settings, marks in a note, and why a line gave what it gave."""

from __future__ import annotations

from pathlib import Path

import pytest

from studykit.commands import run
from studykit.exporters.listing import reason_name
from studykit.extract import extract
from studykit.model import Extraction, Note
from studykit.quality import CHECKS, CHECKS_OF_CUT_TEXT
from studykit.settings import NotesSettings

NOTE = """# 内存

页表：虚拟页到物理页的映射。

口诀：先查页表再访问内存。

常见的大小是 4 KB。
"""


def found(text: str, settings: NotesSettings | None = None) -> Extraction:
    return extract([Note("a.md", text, "")], settings)


def prompts(text: str, settings: NotesSettings | None = None) -> list[str]:
    return [card.prompt for card in found(text, settings).cards]


def test_a_label_of_the_learners_own_makes_no_card() -> None:
    assert "什么是口诀？" in prompts(NOTE)
    assert not any("口诀" in prompt for prompt in prompts(NOTE, NotesSettings(labels=("口诀",))))


def test_a_kind_can_be_left_out() -> None:
    kinds = {card.kind for card in found(NOTE, NotesSettings(leave_out=("definition",))).cards}
    assert "definition" not in kinds


def test_what_is_less_certain_than_asked_for_becomes_no_card() -> None:
    assert not prompts(NOTE, NotesSettings(minimum_confidence=0.99))


def test_a_term_of_the_learners_own_is_a_concept_wherever_it_stands() -> None:
    concepts = {concept.term: concept for concept in found(NOTE, NotesSettings(terms=("物理页",))).concepts}
    assert [span.first for span in concepts["物理页"].mentions] == [3]


def test_an_alias_of_the_learners_own_is_folded_into_its_term() -> None:
    settings = NotesSettings(aliases={"页表": ("page table",)})
    text = NOTE + "\nThe page table 常驻内存。\n"
    concept = next(c for c in found(text, settings).concepts if c.term == "页表")
    assert concept.aliases == ("page table",)


def test_a_stop_word_is_no_concept() -> None:
    assert "页表" in [concept.term for concept in found(NOTE).concepts]
    assert "页表" not in [concept.term for concept in found(NOTE, NotesSettings(stop_words=("页表",))).concepts]


def test_a_comment_skips_the_block_below_it() -> None:
    text = "<!-- studykit: skip -->\n\n页表：虚拟页到物理页的映射。\n\n快表：缓存页表项的硬件。\n"
    assert prompts(text) == ["什么是快表？"]


def test_a_comment_skips_the_line_it_stands_on() -> None:
    text = "页表：虚拟页到物理页的映射。 <!-- studykit: skip -->\n\n快表：缓存页表项的硬件。\n"
    assert prompts(text) == ["什么是快表？"]


def test_a_comment_skips_a_section_with_its_subsections() -> None:
    text = """# 内存

## 草稿

<!-- studykit: skip section -->

页表：虚拟页到物理页的映射。

### 更多草稿

段表：段到地址的映射。

## 缓存

快表：缓存页表项的硬件。
"""
    assert prompts(text) == ["什么是快表？"]


def test_every_reason_for_holding_something_back_has_its_sentence() -> None:
    for reason in (*CHECKS, *CHECKS_OF_CUT_TEXT, "skipped", "link", "left-out", "uncertain", "label", "double"):
        assert reason_name(reason)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param(3, "什么是页表？", id="a card, with its pattern"),
        pytest.param(5, "skipped by", id="a mark of the learner's"),
        pytest.param(7, "a link or its title", id="a link"),
        pytest.param(1, "no pattern", id="nothing at all"),
    ],
)
def test_why_a_line_gave_what_it_gave(
    line: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = "# 内存\n\n页表：虚拟页到物理页的映射。\n\n草稿：以后再写。 <!-- studykit: skip -->\n\nhttps://example.org\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    assert run(["extract", "--why", f"a.md:{line}"]) == 0
    assert said in capsys.readouterr().out
