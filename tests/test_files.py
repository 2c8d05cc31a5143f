"""Reading notes from folders as they are found in the world, and replacing outputs whole."""

from __future__ import annotations

import errno
import fcntl
import os
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit import files
from studykit.errors import CannotWrite, PathMissing
from studykit.files import check_writable, name_of, read_notes, replace_file, study_folder
from studykit.model import Diagnostic

NOTE = "# 标题\n\n流：按顺序执行的操作队列。\n"


def read(study: Path, *paths: str) -> tuple[dict[str, str], list[Diagnostic]]:
    """Names and texts of the notes at ``paths`` (without any, in ``notes``), and what was said."""
    notes, said = read_notes([Path(path) for path in paths or ["notes"]], study)
    return {note.path: note.text for note in notes}, said


def codes(said: Sequence[Diagnostic]) -> list[tuple[str, str]]:
    return [(diagnostic.path, diagnostic.code) for diagnostic in said]


# Bytes


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(NOTE.encode(), None, id="UTF-8"),
        pytest.param(NOTE.encode("utf-8-sig"), None, id="UTF-8 with byte order mark"),
        pytest.param(b"\xff\xfe" + NOTE.encode("utf-16-le"), None, id="UTF-16, little endian"),
        pytest.param(b"\xfe\xff" + NOTE.encode("utf-16-be"), None, id="UTF-16, big endian"),
        pytest.param(NOTE.encode("gb18030"), "encoding", id="GB18030"),
        pytest.param(NOTE.replace("\n", "\r\n").encode(), None, id="CRLF"),
        pytest.param(NOTE.replace("\n", "\r").encode(), None, id="CR"),
        pytest.param(NOTE.replace("\n", "\r\n").encode("gb18030"), "encoding", id="GB18030 and CRLF"),
    ],
)
def test_every_encoding_and_line_end_gives_the_same_note(study: Path, data: bytes, code: str | None) -> None:
    Path("notes/a.md").write_bytes(data)
    notes, said = read_notes([Path("notes")], study)
    assert [note.text for note in notes] == [NOTE]
    assert codes(said) == ([("notes/a.md", code)] if code else [])


def test_the_digest_is_of_the_text_and_not_of_its_encoding(study: Path) -> None:
    Path("notes/a.md").write_text(NOTE, "utf-8")
    Path("notes/b.md").write_text(NOTE, "gb18030")
    Path("notes/c.md").write_text(NOTE + "x", "utf-8")
    (a, b, c), _ = read_notes([Path("notes")], study)
    assert a.digest == b.digest != c.digest
    assert len(a.digest) == 64


@pytest.mark.parametrize(
    ("data", "text", "line"),
    [
        pytest.param(b"a\nb\0c\n", "a\nb\ufffdc\n", 2, id="NUL"),
        pytest.param("a\r\n\r\n流\0流".encode(), "a\n\n流\ufffd流", 3, id="NUL, lines counted after CRLF"),
        pytest.param("流\n".encode() + b"\xed\xa0\x80", "流\n\ufffd", 2, id="lone surrogate in UTF-8"),
        pytest.param(b"\xff\xfe" + b"a\0\x00\xd8b\0", "a\ufffdb", 1, id="lone surrogate in UTF-16"),
        pytest.param(b"\xff\xfe" + b"a\0b", "a\ufffd", 1, id="half a character at the end of UTF-16"),
        pytest.param("中文笔记，写到一半".encode()[:-1], "中文笔记，写到一\ufffd\ufffd", 1, id="cut UTF-8"),
        pytest.param("中文\n笔记很长".encode() + b"\xff", "中文\n笔记很长\ufffd", 2, id="a bad byte in UTF-8"),
    ],
)
def test_what_cannot_stand_in_a_text_is_replaced_and_said(study: Path, data: bytes, text: str, line: int) -> None:
    Path("notes/a.md").write_bytes(data)
    notes, said = read(study)
    assert notes == {"notes/a.md": text}
    assert [(d.code, d.line, d.level) for d in said] == [("replaced", line, "warning")]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10", id="PNG"),
        pytest.param(b"PK\x03\x04\x14\0\0\0\x08\0" * 50, id="zip"),
        pytest.param(bytes(1000), id="zeros"),
        pytest.param(bytes(range(256)) * 4, id="every byte"),
        pytest.param("a note".encode("utf-16-le"), id="UTF-16 without its mark"),
        pytest.param(b"\xff\xfe\0\0" + "note".encode("utf-32-le"), id="UTF-32"),
        pytest.param(b"caf\xe9 au lait", id="Latin-1"),
    ],
)
def test_what_is_no_text_is_left_out_and_said(study: Path, data: bytes) -> None:
    Path("notes/good.md").write_text(NOTE, "utf-8")
    Path("notes/bad.md").write_bytes(data)
    notes, said = read(study)
    assert notes == {"notes/good.md": NOTE}
    assert codes(said) == [("notes/bad.md", "not-text")]


def test_a_file_too_large_is_not_even_read(study: Path) -> None:
    with Path("notes/huge.md").open("wb") as file:
        file.truncate(50 * files.LARGEST_NOTE)
    started = time.monotonic()
    notes, said = read(study)
    assert (notes, codes(said)) == ({}, [("notes/huge.md", "too-large")])
    assert time.monotonic() - started < 1


def test_an_empty_file_is_an_empty_note(study: Path) -> None:
    Path("notes/a.md").touch()
    assert read(study) == ({"notes/a.md": ""}, [])


@given(st.binary(max_size=200))
def test_any_bytes_give_a_text_or_a_diagnostic(data: bytes) -> None:
    decoded = files._decode(data)
    assert decoded is None or isinstance(decoded[0], str)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_text_in_utf8_comes_back_as_it_was(text: str) -> None:
    assert files._decode(text.encode()) == (text.removeprefix("\ufeff"), "utf-8")


# Folders


def test_notes_are_found_in_folders_and_in_order_of_their_names(study: Path) -> None:
    for name in ("b.md", "a.MD", "sub/c.markdown", "sub/deeper/d.md", "text.txt", "picture.png", "README"):
        path = Path("notes", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    notes, said = read(study)
    assert list(notes) == ["notes/a.MD", "notes/b.md", "notes/sub/c.markdown", "notes/sub/deeper/d.md"]
    assert said == []


def test_hidden_and_foreign_folders_hold_no_notes(study: Path) -> None:
    left_alone = (
        ".obsidian/a.md",
        ".trash/b.md",
        "node_modules/x/c.md",
        ".hidden.md",
        "._d.md",
        "decks/e.md",
    )
    for name in (*left_alone, "graphs/f.md", "notes/decks/yes.md"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(NOTE, "utf-8")
    assert list(read(study, ".")[0]) == ["notes/decks/yes.md"]


def test_a_note_named_twice_is_read_once(study: Path) -> None:
    Path("notes/a.md").write_text(NOTE, "utf-8")
    assert list(read(study, "notes", "notes/a.md", str(study / "notes"))[0]) == ["notes/a.md"]


def test_a_path_that_is_not_there_is_an_error(study: Path) -> None:
    with pytest.raises(PathMissing, match=r"notes/none\.md: there is no such file or folder\."):
        read(study, "notes/none.md")


def test_a_file_named_by_the_user_must_be_markdown(study: Path) -> None:
    Path("a.txt").write_text(NOTE, "utf-8")
    notes, said = read(study, "a.txt")
    assert (notes, codes(said)) == ({}, [("a.txt", "not-markdown")])


def fifo(path: Path) -> None:
    os.mkfifo(path)


def dangling_link(path: Path) -> None:
    path.symlink_to("nowhere.md")


def link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def link_out_to_a_file(path: Path) -> None:
    outside = path.parent.parent.parent / "secret.md"
    outside.write_text("secret")
    path.symlink_to(outside)


def link_out_to_a_folder(path: Path) -> None:
    path.symlink_to("/")


def link_up(path: Path) -> None:
    path.symlink_to("..")


def link_inside(path: Path) -> None:
    path.symlink_to("good.md")


def folder_like_a_note(path: Path) -> None:
    path.mkdir()


def socket_like_a_note(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))


def link_to_a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (fifo, "not-a-file"),
        (socket_like_a_note, "not-a-file"),
        (dangling_link, "dangling-link"),
        (link_to_itself, "dangling-link"),
        (link_out_to_a_file, "link-outside"),
        (link_out_to_a_folder, "link-outside"),
        (link_up, "link-outside"),
        (link_to_a_device, "link-outside"),
        (link_inside, "link"),
        (folder_like_a_note, "folder-like-a-note"),
    ],
)
def test_what_is_no_regular_file_is_said_and_disturbs_nothing(study: Path, make: object, code: str) -> None:
    Path("notes/good.md").write_text(NOTE, "utf-8")
    assert callable(make)
    make(study / "notes/x.md")
    started = time.monotonic()
    notes, said = read(study)
    assert time.monotonic() - started < 1
    assert notes == {"notes/good.md": NOTE}
    assert codes(said) == [("notes/x.md", code)]


def test_a_pipe_named_by_the_user_is_not_waited_for(study: Path) -> None:
    os.mkfifo("pipe.md")
    assert codes(read(study, "pipe.md")[1]) == [("pipe.md", "not-a-file")]


def test_a_file_that_becomes_a_pipe_is_not_waited_for(study: Path) -> None:
    os.mkfifo("pipe.md")
    note, said = files._read(files._Found("pipe.md", b"pipe.md"))
    assert (note, codes(said)) == (None, [("pipe.md", "unreadable")])


def test_notes_in_a_folder_called_like_a_note_are_read(study: Path) -> None:
    Path("notes/x.md").mkdir()
    Path("notes/x.md/a.md").write_text(NOTE, "utf-8")
    notes, said = read(study)
    assert list(notes) == ["notes/x.md/a.md"]
    assert [d.level for d in said] == ["note"]


def test_a_link_that_the_user_names_is_followed(study: Path) -> None:
    Path("elsewhere").mkdir()
    Path("elsewhere/a.md").write_text(NOTE, "utf-8")
    Path("here").symlink_to("elsewhere")
    assert read(study, "here") == ({"here/a.md": NOTE}, [])


def test_links_to_pictures_are_no_matter(study: Path) -> None:
    Path("notes/picture.png").touch()
    Path("notes/same.png").symlink_to("picture.png")
    assert read(study) == ({}, [])


def test_an_undecodable_name_is_said_in_characters_that_can_be_printed(study: Path) -> None:
    Path(os.fsdecode(b"notes/\xff\xfe.md")).write_text(NOTE, "utf-8")
    notes, said = read(study)
    assert (notes, codes(said)) == ({}, [(r"notes/\xff\xfe.md", "undecodable-name")])


def test_of_two_names_that_look_the_same_one_is_read(study: Path) -> None:
    Path("notes/e\u0301.md").write_text("decomposed")
    Path("notes/\u00e9.md").write_text("composed")
    notes, said = read(study)
    assert notes == {"notes/\u00e9.md": "composed"}
    assert codes(said) == [("notes/e\u0301.md", "twin-name")]


def test_the_order_is_the_same_for_composed_and_decomposed_names(study: Path) -> None:
    for name in ("e\u0301a.md", "\u00e9b.md", "ez.md"):
        Path("notes", name).touch()
    assert list(read(study)[0]) == ["notes/ez.md", "notes/e\u0301a.md", "notes/\u00e9b.md"]


@pytest.mark.skipif(os.geteuid() == 0, reason="everything is readable to root")
def test_unreadable_files_and_folders_are_said(study: Path) -> None:
    Path("notes/a.md").touch(0o000)
    Path("notes/closed").mkdir(0o000)
    assert codes(read(study)[1]) == [("notes/a.md", "unreadable"), ("notes/closed", "unreadable")]


def test_a_file_that_fails_to_be_read_is_said(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: bytes, most: int) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied")

    Path("notes/a.md").touch()
    monkeypatch.setattr(files, "regular_bytes", fail)
    notes, said = read(study)
    assert notes == {}
    assert list(map(str, said)) == ["notes/a.md: cannot be read, left out (Permission denied) [unreadable]"]


def test_folders_deeper_than_any_path_may_be_are_said(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deeper = Path("d" * 100)
    monkeypatch.chdir("notes")
    for _ in range(50):
        deeper.mkdir()
        monkeypatch.chdir(deeper)
    monkeypatch.chdir(study)
    assert [code for _, code in codes(read(study)[1])] == ["unreadable"]


def test_reading_changes_nothing(study: Path) -> None:
    Path("notes/a.md").write_bytes(NOTE.encode("gb18030"))
    before = Path("notes/a.md").stat()
    read(study)
    after = Path("notes/a.md").stat()
    assert (after.st_mtime_ns, after.st_size) == (before.st_mtime_ns, before.st_size)
    assert os.listdir("notes") == ["a.md"]


def test_names_are_utf8_in_any_locale(study: Path, environment: dict[str, str]) -> None:
    Path("notes/流.md").write_text(NOTE, "utf-8")
    script = (
        "from pathlib import Path; from studykit.files import read_notes;"
        "print(ascii(read_notes([Path('notes')], Path.cwd())[0][0].path))"
    )
    for locale in ("C", "POSIX", "zh_CN.GBK", "zh_CN.UTF-8"):
        env = environment | {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        said = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, check=True)
        assert said.stdout.decode().strip() == ascii("notes/流.md")


# Places


def test_the_study_folder_is_the_nearest_one_with_the_marker(study: Path) -> None:
    inner = study / "notes/course"
    (inner / "deep").mkdir(parents=True)
    assert study_folder(inner / "deep") == study
    (inner / "studykit.toml").touch()
    assert study_folder(inner / "deep") == inner
    assert study_folder(study / "notes/a.md") == study


def test_without_a_marker_the_study_folder_is_the_current_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a")
    assert study_folder(tmp_path / "a/b") == tmp_path / "a"


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("notes/a.md", "notes/a.md"),
        ("./notes/../notes/a.md", "notes/a.md"),
        (".", "."),
        ("../other/a.md", "../other/a.md"),
        ("/elsewhere/a.md", "/elsewhere/a.md"),
    ],
)
def test_a_note_is_called_by_its_path_from_the_study_folder(study: Path, given: str, name: str) -> None:
    assert name_of(Path(given), study) == name


def test_the_name_leads_to_the_file_from_the_study_folder(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(study / "notes")
    (study.parent / "a.md").touch()
    name = name_of(Path("../../a.md"), study)
    assert name == "../a.md"
    assert (study / name).is_file()


# Writing


def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    target = tmp_path / "new/folder/deck.apkg"
    replace_file(target, b"one")
    replace_file(target, b"two")
    assert target.read_bytes() == b"two"
    assert os.listdir(target.parent) == ["deck.apkg"]


def test_permissions_stay_and_links_are_written_through(tmp_path: Path) -> None:
    target, link = tmp_path / "real", tmp_path / "link"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to("real")
    replace_file(link, b"new")
    assert link.is_symlink()
    assert (target.read_bytes(), target.stat().st_mode & 0o777) == (b"new", 0o640)


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        replace_file(tmp_path / "a", b"")
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("call", ["write", "fsync", "replace", "rename_target"])
@pytest.mark.parametrize("problem", [errno.ENOSPC, errno.EIO])
def test_when_writing_fails_the_old_file_stands_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, problem: int
) -> None:
    def fail(*_: object) -> None:
        raise OSError(problem, os.strerror(problem))

    target = tmp_path / "deck.apkg"
    target.write_bytes(b"old")
    if call == "write":
        monkeypatch.setattr(files, "_lock", fail)
    elif call == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace" if call == "replace" else "chmod", fail)
    with pytest.raises(CannotWrite, match=r"deck\.apkg: cannot be written"):
        replace_file(target, b"new")
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["deck.apkg"]


def test_an_interrupted_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        replace_file(tmp_path / "a", b"new")
    assert os.listdir(tmp_path) == []


def test_what_a_killed_run_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    target = tmp_path / "deck.apkg"
    script = (
        "import os, sys; from pathlib import Path; from studykit.files import replace_file;"
        "os.fsync = lambda _: os.kill(os.getpid(), 9);"
        "replace_file(Path(sys.argv[1]), b'half')"
    )
    subprocess.run([sys.executable, "-c", script, target], check=False)
    assert len(os.listdir(tmp_path)) == 1
    assert not target.exists()
    replace_file(target, b"whole")
    assert os.listdir(tmp_path) == ["deck.apkg"]


def test_the_unfinished_file_of_a_living_writer_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "deck.apkg"
    with files.unfinished(target).open("wb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        replace_file(target, b"mine")
        assert len(os.listdir(tmp_path)) == 2


@pytest.mark.parametrize(
    ("name", "hours", "stays"),
    [
        (".studykit-0123abcd-0123abcd", 25, False),
        (".studykit-0123abcd-0123abcd", 23, True),
        (".studykit-0123abcd-0123abcd.md", 25, True),
        (".studykit-notes", 25, True),
        ("studykit-0123abcd-0123abcd", 25, True),
    ],
)
def test_what_a_killed_run_left_of_another_file_goes_after_a_day(
    tmp_path: Path, name: str, hours: int, stays: bool
) -> None:
    other, long_ago = tmp_path / name, time.time() - hours * 3600
    other.write_bytes(b"half")
    os.utime(other, (long_ago, long_ago))
    replace_file(tmp_path / "deck.apkg", b"whole")
    assert other.exists() is stays


def test_only_files_are_cleared_away(tmp_path: Path) -> None:
    """And a pipe of such a name is not waited for."""
    os.mkfifo(tmp_path / ".studykit-0123abcd-00000000")
    (tmp_path / ".studykit-0123abcd-11111111").mkdir()
    (tmp_path / ".studykit-0123abcd-22222222").symlink_to("deck.apkg")
    for name in os.listdir(tmp_path):
        os.utime(tmp_path / name, (0, 0), follow_symlinks=False)
    replace_file(tmp_path / "deck.apkg", b"whole")
    assert len(os.listdir(tmp_path)) == 4


@pytest.mark.parametrize("target", ["/dev/full", "/dev/null", ".", "pipe", "file/deck.apkg"])
def test_what_is_no_regular_file_is_not_replaced(study: Path, target: str) -> None:
    os.mkfifo("pipe")
    Path("file").touch()
    with pytest.raises(CannotWrite):
        replace_file(Path(target), b"new")
    with pytest.raises(CannotWrite):
        check_writable(Path(target))


def test_checking_that_a_file_can_be_written_writes_nothing(tmp_path: Path) -> None:
    check_writable(tmp_path / "not/there/yet")
    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="everything is writable to root")
def test_a_closed_folder_is_noticed_before_the_work(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(CannotWrite, match="this folder cannot be written to"):
        check_writable(tmp_path / "deck.apkg")
