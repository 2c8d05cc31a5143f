"""The program as its users run it: what it prints, where, and with which exit code."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from hashlib import sha256
from pathlib import Path

import pexpect
import pytest
from conftest import Program

from studykit.commands import _notes
from studykit.exporters.listing import as_json
from studykit.model import (
    Card,
    Concept,
    Diagnostic,
    Document,
    Extraction,
    FrontMatter,
    Note,
    Relation,
    Resource,
    Span,
)
from studykit.text import display_width

NOTE = """# CUDA

- `stream`：按顺序执行的操作队列
- `event`：流里的一个标记，用来计时

问：核函数是什么？
答：在 GPU 上执行的函数
"""

CHINESE = {"LC_ALL": "zh_CN.UTF-8"}


@pytest.fixture
def note(study: Path) -> Path:
    path = study / "notes/cuda.md"
    path.write_text(NOTE, "utf-8")
    return path


def lines(output: bytes) -> list[str]:
    return output.decode().splitlines()


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder with the hash of what it holds; the cache may be deleted at any time."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and ".studykit" not in path.parts
    }


# deck


def test_deck_writes_a_deck_and_says_what_it_did(studykit: Program, study: Path, note: Path) -> None:
    done = studykit("deck")
    assert (done.returncode, done.stderr) == (0, b"")
    first, second, third, last = lines(done.stdout)
    assert first.startswith("1 note, ")
    assert second.endswith(" new, 0 changed, 0 unchanged, 0 gone")
    assert third.startswith("Written to decks/studykit.apkg (")
    assert last == "Next: in Anki, File → Import, and open this file."
    assert "collection.anki2" in zipfile.ZipFile(study / "decks/studykit.apkg").namelist()
    assert sorted(os.listdir(study)) == [".studykit", "cards.lock", "decks", "notes", "studykit.toml"]
    assert os.listdir(study / ".studykit") == ["cache"]


def test_deck_speaks_chinese_where_the_locale_does(studykit: Program, note: Path) -> None:
    done = studykit("deck", env=CHINESE)
    assert lines(done.stdout)[-1] == "下一步：在 Anki 里选“文件 → 导入”，打开这个文件。"


def test_the_same_notes_give_the_same_bytes(studykit: Program, study: Path, note: Path) -> None:
    studykit("deck")
    first = tree(study)
    shutil.rmtree(study / ".studykit")
    again = studykit("deck", env={"PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai"})
    assert lines(again.stdout)[1].startswith("0 new, 0 changed, ")
    assert tree(study) == first
    (study / "cards.lock").unlink()
    studykit("deck")
    assert tree(study) == first


def test_what_changed_is_counted(studykit: Program, study: Path, note: Path) -> None:
    studykit("deck")
    cards = len(lines((study / "cards.lock").read_bytes())) - 1
    note.write_text(NOTE.replace("在 GPU 上执行的函数", "由 GPU 执行的函数"), "utf-8")
    assert lines(studykit("deck").stdout)[1] == f"0 new, 1 changed, {cards - 1} unchanged, 0 gone"
    note.write_text(NOTE.partition("问")[0], "utf-8")
    assert lines(studykit("deck").stdout)[1] == f"0 new, 0 changed, {cards - 1} unchanged, 1 gone"
    note.write_text(NOTE, "utf-8")
    assert lines(studykit("deck").stdout)[1] == f"1 new, 0 changed, {cards - 1} unchanged, 0 gone"


def test_the_cards_of_other_notes_are_not_gone_when_one_note_is_read(
    studykit: Program, study: Path, note: Path
) -> None:
    (study / "notes/other.md").write_text(NOTE.replace("stream", "grid"), "utf-8")
    studykit("deck")
    assert lines(studykit("deck", note).stdout)[1].endswith("unchanged, 0 gone")


def test_the_deck_goes_where_it_is_sent_under_the_name_given(studykit: Program, study: Path, note: Path) -> None:
    studykit("deck", "--name", "GPU::流/1")
    assert os.listdir(study / "decks") == ["GPU-流-1.apkg"]
    studykit("deck", "notes", "-o", "../out/x.apkg")
    assert os.listdir(study.parent / "out") == ["x.apkg"]


def test_the_study_folder_is_found_from_below(studykit: Program, study: Path, note: Path) -> None:
    done = studykit("deck", cwd=study / "notes")
    assert done.returncode == 0
    assert (study / "decks/studykit.apkg").is_file()


def test_a_deck_that_cannot_be_written_leaves_the_ledger_alone(studykit: Program, study: Path, note: Path) -> None:
    studykit("deck")
    before = tree(study)
    note.write_text(NOTE + "\n- `grid`：线程块的阵列\n", "utf-8")
    changed = tree(study)
    for target in ("/dev/full", "notes", "notes/cuda.md/x.apkg", "x" * 300):
        done = studykit("deck", "-o", target)
        assert (done.returncode, done.stdout, len(lines(done.stderr))) == (1, b"", 1)
    assert tree(study) == changed != before


def test_a_damaged_ledger_stops_the_build(studykit: Program, study: Path, note: Path) -> None:
    studykit("deck")
    with (study / "cards.lock").open("a") as ledger:
        ledger.write("<<<<<<< HEAD\n")
    before = tree(study)
    done = studykit("deck")
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"cards.lock:" in done.stderr
    assert b"Traceback" not in done.stderr
    assert tree(study) == before


def test_nothing_to_read_gives_an_empty_deck(studykit: Program, study: Path) -> None:
    done = studykit("deck")
    assert (done.returncode, lines(done.stderr)) == (0, ["There are no notes (.md) here yet."])
    assert lines(done.stdout)[0] == "No cards were found: the deck is empty."
    assert b"Import" not in done.stdout
    assert zipfile.ZipFile(study / "decks/studykit.apkg").testzip() is None


# extract


def test_extract_lists_cards_by_note_with_their_lines(studykit: Program, note: Path) -> None:
    done = studykit("extract")
    assert (done.returncode, done.stderr) == (0, b"")
    head, *rows, _, counts = lines(done.stdout)
    assert head == "notes/cuda.md  CUDA"
    assert [row.split()[0] for row in rows] == sorted((row.split()[0] for row in rows), key=int)
    assert any(row.split()[0] == "6" and " → 在 GPU 上执行的函数  [" in row for row in rows)
    assert counts.startswith(f"notes 1  cards {len(rows)}  ")


def test_extract_writes_nothing(studykit: Program, study: Path, note: Path) -> None:
    before = tree(study.parent)
    studykit("extract")
    studykit("extract", "--json")
    assert tree(study.parent) == before
    assert not (study / ".studykit").exists()


def test_json_names_cards_and_links_with_their_lines(studykit: Program, note: Path) -> None:
    note.write_text("---\ntags: [gpu]\n---\n" + NOTE + "\nhttps://example.org/a\n\n一个标题\n", "utf-8")
    found = json.loads(studykit("extract", "--json", "notes/cuda.md").stdout)
    assert found["notes"] == [{"path": "notes/cuda.md", "title": "CUDA", "tags": ["gpu"]}]
    asked = next(card for card in found["cards"] if card["answer"] == "在 GPU 上执行的函数")
    assert asked["prompt"].endswith("核函数是什么？")
    assert (asked["note"], asked["tags"]) == ("notes/cuda.md", ["gpu"])
    assert asked["source"] == {"path": "notes/cuda.md", "line_start": 9, "line_end": 10}
    assert [(link["url"], link["title"]) for link in found["resources"]] == [("https://example.org/a", "一个标题")]


def test_json_holds_every_kind_of_thing_in_this_order() -> None:
    span = Span("notes/a.md", 3, 4)
    card = Card(
        id="k3f9",
        about=("流",),
        kind="definition",
        form="cloze",
        prompt="流是[…]",
        answer="队列",
        context=("CUDA", "并发"),
        statement="",
        deck=("CUDA",),
        tags=("gpu",),
        span=span,
        heading=("并发",),
        concepts=("流",),
        pattern="holes",
        confidence=1.0,
    )
    found = Extraction(
        documents=(Document(Note("notes/a.md", "", ""), FrontMatter(), (), "CUDA", ("gpu",)),),
        cards=(card,),
        concepts=(Concept("流", ("stream",), 1, 0.8, (span,)),),
        relations=(Relation("流", "is_a", "队列", span, "statement"),),
        resources=(Resource("https://example.org", "标题", span),),
        diagnostics=(Diagnostic("code", "message", "notes/a.md", 3),),
    )
    source = {"path": "notes/a.md", "line_start": 3, "line_end": 4}
    expected = {
        "schema": "studykit.extract/1",
        "notes": [{"path": "notes/a.md", "title": "CUDA", "tags": ["gpu"]}],
        "cards": [
            {
                "id": "k3f9",
                "kind": "definition",
                "prompt": "CUDA › 并发：流是[…]",
                "answer": "队列",
                "note": "notes/a.md",
                "heading": ["并发"],
                "tags": ["gpu"],
                "concepts": ["流"],
                "source": source,
                "pattern": "holes",
                "confidence": 1.0,
            }
        ],
        "concepts": [
            {
                "term": "流",
                "aliases": ["stream"],
                "tier": 1,
                "importance": 0.8,
                "mentions": [{"path": "notes/a.md", "line": 3}],
            }
        ],
        "relations": [{"head": "流", "type": "is_a", "tail": "队列", "source": source}],
        "resources": [{"url": "https://example.org", "title": "标题", "source": source}],
        "diagnostics": [{"code": "code", "level": "warning", "message": "message", "path": "notes/a.md", "line": 3}],
    }
    assert as_json(found) == json.dumps(expected, ensure_ascii=False, indent=1)


def test_json_says_what_was_wrong(studykit: Program, study: Path) -> None:
    (study / "notes/bad.md").write_bytes(bytes(99))
    done = studykit("extract", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["diagnostics"] == [
        {
            "code": "not-text",
            "level": "warning",
            "message": "not text (or encoded neither as UTF-8 nor as GB18030), left out",
            "path": "notes/bad.md",
            "line": 0,
        }
    ]


def make_gbk_locale(folder: Path) -> str:
    if not shutil.which("localedef") or not Path("/usr/share/i18n/charmaps/GBK.gz").exists():
        pytest.skip("this system cannot make a locale")
    subprocess.run(["localedef", "-f", "GBK", "-i", "zh_CN", folder / "zh_CN.GBK"], check=True)
    return str(folder)


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "POSIX"},
        {"PYTHONIOENCODING": "gbk"},
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "zh_CN.GBK"},
    ],
    ids=str,
)
def test_files_and_json_are_the_same_in_every_locale(
    studykit: Program, study: Path, note: Path, env: dict[str, str]
) -> None:
    if env.get("LC_ALL") == "zh_CN.GBK":
        env = env | {"LOCPATH": make_gbk_locale(study.parent)}
    (study / "notes/流.md").write_text(NOTE, "utf-8")
    json_before, before = studykit("extract", "--json").stdout, studykit("deck") and tree(study)
    (study / "cards.lock").unlink()
    assert studykit("extract", "--json", env=env).stdout == json_before
    for command in ("extract", "deck"):
        done = studykit(command, env=env)
        assert (done.returncode, done.stderr) == (0, b"")
    assert tree(study) == before


# What goes wrong


@pytest.mark.parametrize("command", ["deck", "extract"])
def test_a_missing_path_is_one_sentence(studykit: Program, study: Path, command: str) -> None:
    done = studykit(command, "notes/none.md")
    assert (done.returncode, done.stdout) == (1, b"")
    assert lines(done.stderr) == ["notes/none.md: there is no such file or folder."]
    assert sorted(os.listdir(study)) == ["notes", "studykit.toml"]


def test_without_notes_it_says_where_they_are_looked_for(studykit: Program, study: Path) -> None:
    (study / "notes").rmdir()
    done = studykit("deck")
    assert done.returncode == 1
    assert lines(done.stderr) == [
        f"{study}: no folder notes here. Put your notes there, or say after the command where."
    ]


@pytest.mark.parametrize("arguments", [["nonsense"], ["deck", "--nonsense"], ["--nonsense"], ["deck", "-o"]])
def test_wrong_usage_is_2(studykit: Program, arguments: list[str]) -> None:
    done = studykit(*arguments)
    assert (done.returncode, done.stdout, len(lines(done.stderr))) == (2, b"", 2)


def test_diagnostics_are_lines_on_standard_error_and_strict_makes_them_count(
    studykit: Program, study: Path, note: Path
) -> None:
    (study / "notes/bad.md").write_bytes(b"good\n\0\n")
    done = studykit("extract")
    assert (done.returncode, len(lines(done.stderr))) == (0, 1)
    assert done.stderr.startswith(b"notes/bad.md:2: ")
    assert done.stderr.endswith(b" [replaced]\n")
    assert studykit("extract", "--strict").returncode == 1
    assert studykit("deck", "--strict").returncode == 1
    assert (study / "decks/studykit.apkg").is_file()


def test_strict_does_not_mind_a_remark(studykit: Program, study: Path) -> None:
    (study / "notes/a.md").write_bytes(NOTE.encode("gb18030"))
    done = studykit("extract", "--strict")
    assert (done.returncode, lines(done.stderr)) == (
        0,
        ["notes/a.md: read as GB18030; better saved as UTF-8 [encoding]"],
    )


def test_other_notes_are_as_if_the_bad_one_were_not_there(studykit: Program, study: Path, note: Path) -> None:
    alone = json.loads(studykit("extract", "--json").stdout)
    (study / "notes/bad.md").write_bytes(os.urandom(5000) + bytes(1000))
    os.mkfifo(study / "notes/pipe.md")
    (study / "notes/loop.md").symlink_to("loop.md")
    with_bad = json.loads(studykit("extract", "--json").stdout)
    assert len(with_bad.pop("diagnostics")) == 3
    alone.pop("diagnostics")
    assert with_bad == alone


def test_nothing_dangerous_reaches_the_terminal(studykit: Program, study: Path) -> None:
    (study / "notes/a\x1b[31m\n\u202e.md").write_text("# \x1b]0;x\x07标题\n\n- `流`：\x1b[2J按\u200b顺序\u202e\n")
    os.mkfifo(study / "notes/\x1b[5mpipe.md")
    for done in (studykit("extract"), studykit("deck"), studykit("deck", "\x1b[31mnone")):
        for text in (done.stdout.decode(), done.stderr.decode()):
            assert not {"\x1b", "\x07", "\u202e", "\u200b"} & set(text)


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
@pytest.mark.parametrize("command", [["extract"], ["extract", "--json"], ["deck"], ["--help"], ["nonsense"]])
def test_a_full_device_gives_a_sentence_at_most(
    studykit: Program, study: Path, note: Path, stream: str, command: list[str]
) -> None:
    (study / "notes/bad.md").write_bytes(bytes(99))
    with Path("/dev/full").open("wb") as full:
        done = studykit(*command, **{stream: full})
    if stream == "stdout" and command != ["nonsense"]:
        assert done.returncode == 1
        assert lines(done.stderr)[-1] == "cannot be read or written (No space left on device)."
    assert b"Traceback" not in (done.stdout or b"") + (done.stderr or b"")
    assert b"Exception" not in (done.stdout or b"") + (done.stderr or b"")


def test_a_reader_that_leaves_early_is_no_error(studykit: Program, study: Path) -> None:
    for number in range(50):
        (study / f"notes/{number}.md").write_text(NOTE * 20, "utf-8")
    reading, writing = os.pipe()
    os.close(reading)
    done = studykit("extract", stdout=writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_error(study: Path, note: Path, environment: dict[str, str], closed: str) -> None:
    for command in ("extract", "extract --json", "deck", "--help"):
        shell = f"{sys.executable} -m studykit {command} {closed}"
        done = subprocess.run(["bash", "-c", shell], env=environment, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
    assert zipfile.ZipFile(study / "decks/studykit.apkg").testzip() is None


def test_without_a_home_it_works(studykit: Program, note: Path) -> None:
    done = studykit("deck", env={"HOME": "/nonexistent", "TMPDIR": "/nonexistent"})
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_an_interrupted_build_leaves_nothing_half_done(
    study: Path, note: Path, environment: dict[str, str], number: int, code: int
) -> None:
    script = (
        # whoever runs the tests in the background may have told them to ignore both
        "import os, signal, sys, time; from studykit import commands;"
        "signal.signal(signal.SIGINT, signal.default_int_handler); signal.signal(signal.SIGHUP, signal.SIG_DFL);"
        "fsync = os.fsync; os.fsync = lambda fd: (print('now', flush=True), time.sleep(30));"
        "sys.argv = ['studykit', 'deck']; sys.exit(commands.main())"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(number)
        _, said = process.communicate(timeout=20)
    assert (process.returncode, b"Traceback" in said) == (code, False)
    assert sorted(os.listdir(study)) == [".studykit", "decks", "notes", "studykit.toml"]
    assert os.listdir(study / "decks") == []


# Terminals


@pytest.mark.parametrize("width", [1, 5, 20, 40, 80])
@pytest.mark.parametrize("locale", ["C.UTF-8", "zh_CN.UTF-8"])
@pytest.mark.parametrize("arguments", [["extract"], ["deck"], ["--help"], ["deck", "--help"]])
def test_nothing_is_wider_than_the_terminal(
    study: Path, note: Path, environment: dict[str, str], width: int, locale: str, arguments: list[str]
) -> None:
    note.write_text(NOTE + f"\n- `grid`：{'很长的说明' * 40}\0\n", "utf-8")
    terminal = pexpect.spawn(
        sys.executable,
        ["-m", "studykit", *arguments],
        env=environment | {"LC_ALL": locale},
        dimensions=(24, width),
        encoding="utf-8",
        timeout=30,
    )
    shown = terminal.read()
    terminal.close()
    assert terminal.exitstatus == 0
    assert shown
    if width >= 20:
        assert max(map(display_width, shown.splitlines())) <= width


def test_a_bar_shows_on_a_terminal_once_it_takes_long(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter(range(0, 1000, 1))
    monkeypatch.setattr(time, "monotonic", lambda: next(clock) * 0.4)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    notes = [Note(str(number), "", "") for number in range(10)]
    assert list(_notes.watched(notes)) == notes
    shown = capsys.readouterr().err
    assert "Reading notes" in shown
    assert "100%" in shown


def test_much_trouble_leaves_room_on_a_terminal_for_what_was_done(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    trouble = [Diagnostic("nul", "replaced", "notes/a.md", line) for line in range(1, 101)]
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert _notes.report(trouble, strict=False) == 0
    *said, more = capsys.readouterr().err.splitlines()
    assert len(said) == _notes.MOST_ON_A_SCREEN
    assert more == "85 more: studykit extract 2>&1 | less"
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False)
    assert _notes.report(trouble, strict=True) == 1
    assert len(capsys.readouterr().err.splitlines()) == len(trouble)
