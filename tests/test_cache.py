"""What is kept of the notes is what the notes hold, or it is not used at all."""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from studykit import cache as module
from studykit import language
from studykit.cache import FOLDER, KEPT, Cache
from studykit.extract import extract
from studykit.files import read_notes
from studykit.model import Extraction, Note
from studykit.settings import NotesSettings

NOTE = """---
title: CUDA
tags: [cuda]
---
# CUDA

流（Stream）：按顺序执行的一串操作，见 https://example.org/streams
流与事件的区别在于：流是队列，事件是标记。

| 限定符 | 在哪里执行 |
|---|---|
| `__global__` | 设备 |
"""


@pytest.fixture
def notes(study: Path) -> list[Note]:
    (study / "notes" / "a.md").write_text(NOTE, encoding="utf-8")
    return read(study)


def read(study: Path) -> list[Note]:
    return read_notes([study / "notes"], study)[0]


def never(notes: Sequence[Note], settings: NotesSettings) -> Extraction:
    raise AssertionError("the notes were read again")


class Counting:
    """Extracts, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, notes: Sequence[Note], settings: NotesSettings) -> Extraction:
        self.times += 1
        return extract(notes, settings)


def files(study: Path) -> list[Path]:
    return sorted((study / FOLDER).glob("*.json"))


def test_what_is_kept_equals_what_was_found(study: Path, notes: list[Note]) -> None:
    found = extract(notes)
    assert found.cards
    assert found.resources
    Cache(study, notes).extraction()
    assert Cache(study, notes).extraction(never) == found
    assert Cache(study, notes).extraction(never, documents=False).cards == found.cards


def edit(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (study / "notes" / "a.md").write_text(f"{NOTE}\n事件：一个标记\n", encoding="utf-8")


def rename(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (study / "notes" / "a.md").rename(study / "notes" / "b.md")


def add(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (study / "notes" / "b.md").write_text("# 别的\n", encoding="utf-8")


def other_rules(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "rules", lambda: "other")


def test_other_settings_read_the_notes_again(study: Path, notes: list[Note]) -> None:
    Cache(study, notes).extraction()
    counting, settings = Counting(), NotesSettings(leave_out=("definition",))
    assert Cache(study, notes, settings).extraction(counting) == extract(notes, settings)
    assert counting.times == 1


def other_language(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    language.chinese.cache_clear()


@pytest.mark.parametrize("change", [edit, rename, add, other_rules, other_language])
def test_any_change_reads_the_notes_again(
    study: Path, notes: list[Note], monkeypatch: pytest.MonkeyPatch, change: Callable[..., None]
) -> None:
    Cache(study, notes).extraction()
    change(study, monkeypatch)
    counting = Counting()
    assert Cache(study, read(study)).extraction(counting) == extract(read(study))
    assert counting.times == 1


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def flip(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def empty(data: bytes) -> bytes:
    return b""


def text(data: bytes) -> bytes:
    return b"nothing of ours\n{}"


def other_shape(data: bytes) -> bytes:
    """Whole and signed, but of another shape: as if made by hand."""
    return b"{}"


@pytest.mark.parametrize("damage", [cut, flip, empty, text, other_shape])
@pytest.mark.parametrize("which", ["extraction", "documents"])
def test_a_damaged_file_is_made_anew(
    study: Path, notes: list[Note], damage: Callable[[bytes], bytes], which: str
) -> None:
    Cache(study, notes).extraction()
    (file,) = (file for file in files(study) if file.name.startswith(which))
    whole = file.read_bytes()
    if damage is other_shape:
        Cache(study, notes).put(which, {"cards": [[1, 2]]})
    else:
        file.write_bytes(damage(whole))
    assert Cache(study, notes).extraction() == extract(notes)
    assert file.read_bytes() == whole


def test_nothing_in_a_file_can_run(study: Path, notes: list[Note]) -> None:
    Cache(study, notes).extraction()
    for file in files(study):
        json.loads(file.read_bytes().partition(b"\n")[2])


def test_where_nothing_can_be_written_it_works_without(study: Path, notes: list[Note]) -> None:
    (study / ".studykit").write_text("in the way", encoding="utf-8")
    assert Cache(study, notes).extraction() == extract(notes)


def test_what_is_not_used_any_more_goes(study: Path, notes: list[Note]) -> None:
    for number in range(KEPT + 5):
        Cache(study, [Note(f"notes/{number}.md", "", "")]).put("order", [number])
    assert len(files(study)) == KEPT


def fill(study: Path) -> bool:
    """Read and write at once, as two programs do."""
    notes = read(study)
    found = extract(notes)
    return all(Cache(study, notes).extraction() == found for _ in range(5))


def test_two_programs_at_once_do_not_disturb_each_other(study: Path, notes: list[Note]) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(fill, [study, study]) == [True, True]
