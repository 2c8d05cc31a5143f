"""Many notes are read on all cores, few on one; what they give is the same."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, NoReturn

import pytest

from studykit import reading
from studykit.cache import Cache
from studykit.extract import read_note
from studykit.model import Note
from studykit.reading import Read, read_each
from studykit.settings import NotesSettings

NOTES = [
    Note(f"notes/{name}.md", f"# {name}\n\n{name}是一种{kind}，用来{purpose}。\n", name)
    for name, kind, purpose in (
        ("页表", "数据结构", "把虚拟页映射到物理页"),
        ("信号量", "计数器", "限制同时访问资源的线程数"),
        ("布隆过滤器", "数据结构", "判断元素是否可能在集合里"),
        ("倒排索引", "索引", "由词找到文档"),
        ("一致性哈希", "哈希算法", "让节点增减时少搬数据"),
    )
]
SETTINGS = NotesSettings(labels=("口诀",))


@pytest.fixture
def much_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """These notes are worth two processes."""
    monkeypatch.setattr(reading, "WORTH_IT", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)


def one_by_one() -> list[Read]:
    return [read_note(note, SETTINGS) for note in NOTES]


@pytest.mark.usefixtures("much_to_read")
def test_side_by_side_the_notes_give_the_same_in_the_same_order(monkeypatch: pytest.MonkeyPatch) -> None:
    def read_here(*_: object) -> NoReturn:
        pytest.fail("the notes were read in this process")

    monkeypatch.setattr(reading, "_one_by_one", read_here)
    assert list(read_each(NOTES, SETTINGS)) == one_by_one()


def test_for_few_notes_no_process_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    def start(*_: object, **__: object) -> NoReturn:
        pytest.fail("a process was started")

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", start)
    assert list(read_each(NOTES, SETTINGS)) == one_by_one()


def killed(read: Iterator[Read]) -> Iterator[Read]:
    """What two notes give; then the process that reads is killed."""
    yield next(read)
    yield next(read)
    raise BrokenProcessPool


class Killed(ProcessPoolExecutor):
    def map(self, *_: Any, **__: Any) -> Iterator[Any]:
        return killed(iter(one_by_one()))


class Forbidden:
    """Where a system has no semaphores, as some sandboxes and phones."""

    def __init__(self, *_: object, **__: object) -> None:
        raise OSError


@pytest.mark.usefixtures("much_to_read")
@pytest.mark.parametrize("pool", [Killed, Forbidden])
def test_where_processes_fail_the_notes_are_read_in_this_one(pool: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", pool)
    assert list(read_each(NOTES, SETTINGS)) == one_by_one()


@pytest.mark.usefixtures("much_to_read")
def test_what_is_shown_while_reading_counts_every_note(tmp_path: Path) -> None:
    shown: list[str] = []

    def watched(notes: Any) -> Iterator[Note]:
        for note in notes:
            shown.append(note.path)
            yield note

    found = Cache(tmp_path, NOTES, watched=watched, keep=False).cards()
    assert shown == [note.path for note in NOTES]
    assert {card.span.path for card in found.cards} == set(shown)
