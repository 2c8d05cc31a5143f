"""What is kept of the notes is what the notes hold, or it is not used at all."""

from __future__ import annotations

import json
import multiprocessing
import os
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from studykit import cache as module
from studykit import extract as extracting
from studykit import language
from studykit.cache import KEPT, Cache
from studykit.cache.packing import packed, plain, unpacker
from studykit.cache.shelf import FOLDER, CannotKeep, Shelf
from studykit.cache.sources import digests_of
from studykit.extract import extract
from studykit.files import read_notes
from studykit.model import Card, Extraction, Note, Span
from studykit.parts import NoteCards, NoteFacts
from studykit.settings import NotesSettings

NOTE = """---
title: CUDA
tags: [cuda]
---
# CUDA

流（Stream）：按顺序执行的一串操作，见 https://example.org/streams
流与事件的区别在于：流是队列，事件是标记。 ^streams

| 限定符 | 在哪里执行 |
|---|---|
| `__global__` | 设备 |
"""
OTHER = "# 系统\n\n页表（Page Table）：虚拟页到物理页的映射\n\n<!-- studykit: skip -->\n跳过：这一行\n"


@pytest.fixture
def notes(study: Path) -> list[Note]:
    (study / "notes" / "a.md").write_text(NOTE, encoding="utf-8")
    (study / "notes" / "b.md").write_text(OTHER, encoding="utf-8")
    return read(study)


def read(study: Path) -> list[Note]:
    return read_notes([study / "notes"], study)[0]


class Reading:
    """Which notes were read, and not found in the cache."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.paths: list[str] = []
        read_note = extracting.read_note

        def watched(note: Note, settings: NotesSettings) -> tuple[NoteCards, NoteFacts]:
            self.paths.append(note.path)
            return read_note(note, settings)

        monkeypatch.setattr(extracting, "read_note", watched)


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Reading:
    return Reading(monkeypatch)


def everything(study: Path, notes: list[Note]) -> Extraction:
    return Cache(study, notes).extraction()


def file(study: Path) -> Path:
    return Shelf(study).file


# What is kept


def test_what_is_kept_equals_what_was_found(study: Path, notes: list[Note], reading: Reading) -> None:
    found = extract(notes)
    assert found.cards
    assert found.resources
    assert found.held_back
    everything(study, notes)
    reading.paths.clear()
    assert everything(study, notes) == found
    assert Cache(study, notes).extraction(documents=False).cards == found.cards
    assert Cache(study, notes).extraction(documents=False).relations == found.relations
    assert not reading.paths


def test_a_deck_needs_no_more_than_the_cards(study: Path, notes: list[Note], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(extracting, "join")
    cards = Cache(study, notes).cards().cards
    assert cards == Cache(study, notes).cards().cards
    assert [card.prompt for card in cards] == [card.prompt for card in extract_without_join(notes)]


def extract_without_join(notes: list[Note]) -> list[Card]:
    return [card for note in notes for card in extracting.read_note(note, NotesSettings())[0].cards]


def test_after_an_edit_one_note_is_read_and_no_other(study: Path, notes: list[Note], reading: Reading) -> None:
    everything(study, notes)
    reading.paths.clear()
    (study / "notes" / "b.md").write_text(f"{OTHER}\n\n换页：把页写到磁盘上\n", encoding="utf-8")
    assert everything(study, read(study)) == extract(read(study))
    assert reading.paths == ["notes/b.md"]


def test_notes_of_one_name_are_told_apart_as_without_a_cache(study: Path, notes: list[Note]) -> None:
    """The only cards whose ids depend on other notes."""
    for folder in ("x", "y"):
        (study / "notes" / folder).mkdir()
        (study / "notes" / folder / "a.md").write_text(NOTE, encoding="utf-8")
    now = read(study)
    cards = extract(now).cards
    assert len({card.id for card in cards}) == len(cards)
    for some in (now[:1], now[1:], now):
        assert Cache(study, some).cards().cards == tuple(_without_concepts(extract(some)))


def _without_concepts(found: Extraction) -> list[Card]:
    from dataclasses import replace

    return [replace(card, concepts=()) for card in found.cards]


def rename(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (study / "notes" / "a.md").rename(study / "notes" / "c.md")


def add(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (study / "notes" / "c.md").write_text("# 别的\n", encoding="utf-8")


def delete(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (study / "notes" / "a.md").unlink()


def other_rules(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "rules", lambda: "other")


def other_language(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    language.chinese.cache_clear()


def other_python(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PYTHON", (3, 99, 0))


@pytest.mark.parametrize(
    ("change", "again"),
    [
        (rename, ["notes/c.md"]),
        (add, ["notes/c.md"]),
        (delete, []),
        (other_rules, ["notes/a.md", "notes/b.md"]),
        (other_language, ["notes/a.md", "notes/b.md"]),
        (other_python, ["notes/a.md", "notes/b.md"]),
    ],
)
def test_what_may_be_otherwise_is_read_again(
    study: Path,
    notes: list[Note],
    reading: Reading,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[..., None],
    again: list[str],
) -> None:
    everything(study, notes)
    change(study, monkeypatch)
    reading.paths.clear()
    found = everything(study, read(study))
    assert reading.paths == again
    assert found == extract(read(study))


def test_other_settings_read_the_notes_again(study: Path, notes: list[Note], reading: Reading) -> None:
    everything(study, notes)
    settings = NotesSettings(leave_out=("definition",))
    reading.paths.clear()
    found = Cache(study, notes, settings).extraction()
    assert reading.paths == ["notes/a.md", "notes/b.md"]
    assert found == extract(notes, settings)


def test_a_process_may_remember_what_the_file_has_lost(study: Path, notes: list[Note], reading: Reading) -> None:
    memory: module.Memory = {}
    found = Cache(study, notes, memory=memory).extraction()
    file(study).unlink()
    reading.paths.clear()
    assert Cache(study, notes, memory=memory).extraction() == found
    assert not reading.paths
    Cache(study, notes[:1], memory=memory).cards()
    assert memory["cards"].keys() == {"notes/a.md"}


# What happens to the file


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def flip(data: bytes) -> bytes:
    middle = len(data) * 3 // 4
    return data[:middle] + bytes([data[middle] ^ 255]) + data[middle + 1 :]


def zeros(data: bytes) -> bytes:
    return data[:200] + bytes(len(data) - 200)


def empty(data: bytes) -> bytes:
    return b""


def text(data: bytes) -> bytes:
    return b"nothing of ours\n{}" * 1000


@pytest.mark.parametrize("damage", [cut, flip, zeros, empty, text])
def test_a_damaged_file_is_made_anew(
    study: Path, notes: list[Note], reading: Reading, damage: Callable[[bytes], bytes]
) -> None:
    found = everything(study, notes)
    file(study).write_bytes(damage(file(study).read_bytes()))
    assert everything(study, notes) == found
    reading.paths.clear()
    assert everything(study, notes) == found
    assert not reading.paths


def test_every_flipped_byte_is_noticed(study: Path, notes: list[Note]) -> None:
    found = Cache(study, notes).cards()
    whole = file(study).read_bytes()
    for place in range(0, len(whole), 97):
        file(study).write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert Cache(study, notes).cards() == found, place


def test_a_row_in_the_place_of_another_is_noticed(study: Path, notes: list[Note]) -> None:
    found = everything(study, notes)
    with closing(sqlite3.connect(file(study))) as database, database:
        rows = database.execute("SELECT seal, body FROM kept WHERE name = 'notes/a.md' AND kind = 'cards'").fetchall()
        database.execute("UPDATE kept SET seal = ?, body = ? WHERE name = 'notes/b.md'", rows[0])
        database.execute("UPDATE kept SET body = 'text' WHERE kind = 'joined'")
    assert everything(study, notes) == found


def test_what_is_whole_but_of_another_shape_is_read_again(study: Path, notes: list[Note]) -> None:
    """As if made by hand."""
    found = everything(study, notes)
    cache = Cache(study, notes)
    for kind in ("cards", "facts"):
        cache.shelf.put(kind, {note.path: (cache.keys[note.path], {"a": 1}) for note in notes})
    cache.put("joined", [1, 2])
    assert everything(study, notes) == found


def test_a_table_of_another_version_is_begun_anew(study: Path, notes: list[Note]) -> None:
    file(study).parent.mkdir(parents=True)
    with closing(sqlite3.connect(file(study))) as database, database:
        database.execute("CREATE TABLE kept (name TEXT, body TEXT, more TEXT)")
    found = everything(study, notes)
    assert found == extract(notes)
    assert Shelf(study).get("cards", {"notes/a.md": Cache(study, notes).keys["notes/a.md"]})


def test_nothing_in_the_file_can_run(study: Path, notes: list[Note]) -> None:
    everything(study, notes)
    with closing(sqlite3.connect(file(study))) as database:
        for (body,) in database.execute("SELECT body FROM kept"):
            json.loads(zlib.decompress(body))


def test_git_is_told_to_leave_it_alone(study: Path, notes: list[Note]) -> None:
    everything(study, notes)
    assert (study / FOLDER / ".gitignore").read_text() == "*\n"


def test_where_nothing_can_be_written_it_works_and_says_so_in_a_line(study: Path, notes: list[Note]) -> None:
    (study / ".studykit").write_text("in the way", encoding="utf-8")
    found = everything(study, notes)
    assert [str(diagnostic) for diagnostic in found.diagnostics] == [
        ".studykit/cache: cannot be written (Not a directory): next time all is read again [no-cache]"
    ]
    assert found.diagnostics[0].level == "note"
    assert found.cards == extract(notes).cards


def test_a_full_disk_is_no_reason_to_stop(study: Path, notes: list[Note], monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise CannotKeep("database or disk is full")

    monkeypatch.setattr(Shelf, "put", full)
    assert "disk is full" in everything(study, notes).diagnostics[0].message


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_what_was_kept_is_used_though_nothing_can_be_written_now(
    study: Path, notes: list[Note], reading: Reading
) -> None:
    found = everything(study, notes)
    file(study).chmod(0o400)
    file(study).parent.chmod(0o500)
    reading.paths.clear()
    assert everything(study, notes) == found
    assert not reading.paths
    file(study).parent.chmod(0o700)


def test_where_nobody_studies_nothing_is_left_behind(study: Path, notes: list[Note]) -> None:
    assert Cache(study, notes, keep=False).extraction() == extract(notes)
    assert not (study / ".studykit").exists()


# What is thrown away


def names(study: Path, kind: str) -> list[str]:
    with closing(sqlite3.connect(file(study))) as database:
        return [name for (name,) in database.execute("SELECT name FROM kept WHERE kind = ? ORDER BY name", (kind,))]


def test_what_was_kept_of_notes_that_are_no_more_goes(study: Path, notes: list[Note]) -> None:
    everything(study, notes)
    (study / "notes" / "a.md").rename(study / "notes" / "c.md")
    everything(study, read(study))
    for kind in ("cards", "facts"):
        assert names(study, kind) == ["notes/b.md", "notes/c.md"]


def test_to_read_one_note_forgets_no_other(study: Path, notes: list[Note]) -> None:
    everything(study, notes)
    (study / "notes" / "a.md").write_text(OTHER, encoding="utf-8")
    Cache(study, read(study)[:1]).cards()
    assert names(study, "cards") == ["notes/a.md", "notes/b.md"]


def test_of_sets_of_notes_the_last_are_kept(study: Path, notes: list[Note]) -> None:
    for number in range(KEPT + 5):
        Cache(study, [Note(f"notes/{number}.md", "", "")]).put("order", [number])
    assert len(names(study, "order")) == KEPT
    assert Cache(study, [Note(f"notes/{KEPT + 4}.md", "", "")]).get("order") == [KEPT + 4]


# Two at once


def fill(study: Path) -> bool:
    """Read and write at once, as two programs do."""
    notes = read(study)
    found = extract(notes)
    for number in range(8):
        if number % 4 == 3:
            file(study).unlink(missing_ok=True)
        if everything(study, notes) != found:
            return False
    return True


def test_two_programs_at_once_do_not_disturb_each_other(study: Path, notes: list[Note]) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(fill, [study, study]) == [True, True]


def test_a_program_that_is_stopped_while_it_writes_leaves_what_was_there(study: Path, notes: list[Note]) -> None:
    everything(study, notes)
    key = Cache(study, notes).keys["notes/a.md"]

    def stop(database: sqlite3.Connection) -> None:
        database.execute("DELETE FROM kept")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Shelf(study)._change(stop)
    assert Shelf(study).get("cards", {"notes/a.md": key})


# Records as plain data


def test_records_come_back_equal() -> None:
    span = Span("notes/流.md", 1, 2)
    for value, of in [(span, Span), ((span, span), tuple[Span, ...]), (("a", ""), tuple[str, ...]), (3, int)]:
        assert unpacker(of)(plain(packed(value))) == value
    odd = "\ud800\x00\u2028😀"
    assert plain(packed([odd])) == [odd]


def test_only_data_can_be_kept() -> None:
    with pytest.raises(TypeError):
        packed(print)


def test_what_our_lists_and_templates_say_counts_as_much_as_our_modules(tmp_path: Path) -> None:
    for name in ("rules.py", "fields/systems.txt", "__pycache__/rules.pyc"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("进程", encoding="utf-8")
    before = digests_of(tmp_path)
    (tmp_path / "fields/systems.txt").write_text("进程\n线程", encoding="utf-8")
    (tmp_path / "__pycache__/rules.pyc").write_text("", encoding="utf-8")
    after = digests_of(tmp_path)
    assert before["fields"] != after["fields"]
    assert (before["rules.py"], set(before)) == (after["rules.py"], {"rules.py", "fields"})
