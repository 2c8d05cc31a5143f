"""After any edit, what is made of what was kept is what is made of the notes alone, byte for byte."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import pytest
from conftest import Program
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studykit import extract as extracting
from studykit.cache import sources
from studykit.commands import _ledger
from studykit.commands._last_deck import Deck
from studykit.commands._making import deck_file, graph_file, make_deck, make_graph
from studykit.commands._notes import Study, open_notes
from studykit.exporters import anki_fields
from studykit.extract import extract
from studykit.model import Note
from studykit.settings import read_settings

PICTURES = [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<svg xmlns='http://www.w3.org/2000/svg' width='9'/>"]
TEXTS = [
    "# CUDA\n\n核函数：在 GPU 上执行的函数\n\n流：一个先进先出的命令队列\n",
    "# CUDA\n\n核函数：由 GPU 执行的函数\n\n事件：流里的一个标记\n\n流：一个先进先出的命令队列\n",
    "# 系统\n\n页表（Page Table）：虚拟页到物理页的映射\n\n![页表的两级](../page.svg)\n",
    "# 系统\n\n| 名称 | 作用 |\n|---|---|\n| 页表 | 映射 |\n| 快表 | 缓存页表 |\n\n因为页表很大，所以分成两级。\n",
    "---\ntags: [a]\ndeck: 别的\n---\n为了省内存，`free` 归还[[页表]]。\n\n```bash\nls -l   # 列出文件\n```\n",
    "# 断了\n\n```\n没有结尾\n\n流：另一个说法\n",
    "",
]
NAMES = ["a.md", "b.md", "x/a.md", "x/c.md"]
SETTINGS = ["", "[notes]\nlabels = ['流']\n", "[notes]\nterms = ['内存']\n"]

Edit = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Write:
    """A note, or ``None`` for no note, under a name."""

    name: str
    text: str | None

    def __call__(self, folder: Path) -> None:
        path = folder / "notes" / self.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        if self.text is not None:
            path.write_text(self.text, "utf-8")


@dataclass(frozen=True, slots=True)
class Put:
    """Another file of the study folder; ``None``: delete it."""

    name: str
    data: bytes | None

    def __call__(self, folder: Path) -> None:
        (folder / self.name).unlink(missing_ok=True)
        if self.data is not None:
            (folder / self.name).write_bytes(self.data)


EDITS = st.one_of(
    st.builds(Write, st.sampled_from(NAMES), st.sampled_from([*TEXTS, None])),
    st.builds(Put, st.just("page.svg"), st.sampled_from([*PICTURES, None])),
    st.builds(Put, st.just("studykit.toml"), st.sampled_from([text.encode() for text in SETTINGS])),
    st.just(Put("decks/studykit.apkg", None)),
)


class Clock(datetime):
    """Stands still, so that two builds have one time."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Clock:
        return cls(2027, 3, 4, 5, 6, 7, tzinfo=tz or UTC)


@pytest.fixture(autouse=True, scope="module")
def standing_clock() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_ledger, "datetime", Clock)
        yield


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("living")


def begin(folder: Path) -> Study:
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("notes", "decks", "graphs"):
        (folder / name).mkdir(parents=True)
    (folder / "studykit.toml").touch()
    Write("a.md", TEXTS[0])(folder)
    Write("b.md", TEXTS[2])(folder)
    Put("page.svg", PICTURES[0])(folder)
    return Study(folder, (folder / "notes",))


def build(study: Study) -> Deck:
    return make_deck(open_notes(study, may_be_none=True), deck_file(study, "studykit"), "studykit")


def made(study: Study) -> list[bytes]:
    """Deck, ledger and map."""
    make_graph(open_notes(study, may_be_none=True), graph_file(study))
    return [path.read_bytes() for path in (deck_file(study, "studykit"), study.ledger, graph_file(study))]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rounds=st.lists(st.lists(EDITS, min_size=1, max_size=3), min_size=1, max_size=4), remembers=st.booleans())
def test_any_edits_end_in_what_a_first_build_makes(
    place: Path, rounds: Sequence[Sequence[Edit]], remembers: bool
) -> None:
    """``kept`` keeps its cache, and when it ``remembers`` also what it read; ``anew`` starts with none each time."""
    kept, anew = begin(place / "kept"), begin(place / "anew")
    for edits in ([], *rounds):
        for edit in edits:
            edit(kept.folder)
            edit(anew.folder)
        shutil.rmtree(anew.folder / ".studykit", ignore_errors=True)
        anew.memory.clear()
        if not remembers:
            kept.memory.clear()
        assert build(kept).diagnostics == build(anew).diagnostics
        opened = open_notes(kept, may_be_none=True)
        assert opened.cache.extraction() == extract(opened.notes, read_settings(kept.folder).notes)
    assert made(kept) == made(anew)


# One note changed


@dataclass(slots=True)
class Work:
    """What was done again."""

    read: list[str] = field(default_factory=list)
    rendered: set[str] = field(default_factory=set)


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    done = Work()
    read_note, render_note = extracting.read_note, anki_fields._render_note

    def reading(note: Note, settings: object) -> object:
        done.read.append(note.path)
        return read_note(note, settings)  # type: ignore[arg-type]

    def rendering(cards: Sequence[object], *rest: object) -> object:
        done.rendered.add(cards[0].span.path)  # type: ignore[attr-defined]
        return render_note(cards, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(extracting, "read_note", reading)
    monkeypatch.setattr(anki_fields, "_render_note", rendering)
    return done


@pytest.fixture
def built(tmp_path: Path) -> Study:
    study = begin(tmp_path / "study")
    build(study)
    study.memory.clear()
    return study


def test_of_one_edited_note_the_work_is_that_of_one_note(built: Study, work: Work) -> None:
    Write("a.md", TEXTS[1])(built.folder)
    build(built)
    assert (work.read, work.rendered) == (["notes/a.md"], {"notes/a.md"})


def test_another_picture_renders_the_note_that_shows_it(built: Study, work: Work) -> None:
    Put("page.svg", PICTURES[1])(built.folder)
    build(built)
    assert (work.read, work.rendered) == ([], {"notes/b.md"})


# Nothing changed


def test_nothing_changed_means_nothing_is_done(built: Study, work: Work) -> None:
    before = [path.stat().st_mtime_ns for path in (deck_file(built, "studykit"), built.ledger)]
    deck = build(built)
    assert deck.news is None
    assert not work.read
    assert not work.rendered
    assert [path.stat().st_mtime_ns for path in (deck_file(built, "studykit"), built.ledger)] == before
    assert deck.cards == len(extract(open_notes(built).notes).cards)


def edit_ledger(folder: Path) -> None:
    ledger = folder / "cards.lock"
    ledger.write_text(ledger.read_text("utf-8").replace("执行", "运行", 1), "utf-8")


@pytest.mark.parametrize(
    "edit",
    [
        Write("a.md", TEXTS[1]),
        Write("a.md", None),
        Write("c.md", TEXTS[3]),
        Put("studykit.toml", SETTINGS[1].encode()),
        Put("page.svg", PICTURES[1]),
        Put("page.svg", None),
        Put("decks/studykit.apkg", None),
        Put("decks/studykit.apkg", b"no deck"),
        Put("cards.lock", None),
        Put("notes/broken.md", b"\x00\x01" * 99),
        edit_ledger,
        lambda folder: shutil.rmtree(folder / ".studykit"),
    ],
)
def test_whatever_is_touched_the_deck_is_built_again(built: Study, edit: Edit) -> None:
    edit(built.folder)
    assert build(built).news is not None
    assert build(built).news is None


def test_other_rules_build_the_deck_again(built: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "rules", lambda *_: "other")
    assert build(built).news is not None


def test_another_name_is_another_deck(built: Study) -> None:
    assert make_deck(open_notes(built), deck_file(built, "studykit"), "别的").news is not None


def test_what_was_wrong_is_said_again_though_nothing_changed(built: Study) -> None:
    Put("page.svg", None)(built.folder)
    said = build(built).diagnostics
    assert [diagnostic.code for diagnostic in said] == ["picture-missing"]
    again = build(built)
    assert again.news is None
    assert again.diagnostics == said


def test_the_summary_says_that_nothing_changed(studykit: Program, study: Path) -> None:
    Write("a.md", TEXTS[0])(study)
    studykit("deck")
    done = studykit("deck")
    first, second, third = done.stdout.decode().splitlines()
    assert (done.returncode, done.stderr) == (0, b"")
    assert first.startswith("1 note, 2 cards: ")
    assert second == "Nothing has changed since: decks/studykit.apkg stays as it is"
    assert third.startswith("Next: ")
    assert studykit("deck", "--with-reviews").stdout.decode().splitlines()[1].startswith("0 new, ")
    assert studykit("deck").stdout.decode().splitlines()[1].startswith("0 new, ")  # without them again


# Two at once


def test_two_builds_at_the_same_time_both_come_out_right(study: Path, environment: dict[str, str]) -> None:
    for number, text in enumerate(TEXTS * 3):
        Write(f"{number}.md", text)(study)
    Put("page.svg", PICTURES[0])(study)
    command = [sys.executable, "-m", "studykit", "deck", "-o"]

    def run(name: str) -> int:
        return subprocess.run([*command, name], cwd=study, env=environment, check=False, capture_output=True).returncode

    with ThreadPoolExecutor() as threads:
        assert list(threads.map(run, ["decks/1.apkg", "decks/2.apkg", "decks/3.apkg"])) == [0, 0, 0]
    shutil.rmtree(study / ".studykit")
    (study / "cards.lock").unlink()
    assert run("decks/alone.apkg") == 0
    decks = {path.read_bytes() for path in (study / "decks").glob("*.apkg")}
    assert len(decks) == 1
