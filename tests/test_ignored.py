"""Ignore files: ``.gitignore`` as git reads it (git itself is asked), ``.studykitignore`` with the last word."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import Program
from hypothesis import given, settings
from hypothesis import strategies as st

from studykit.files import left_out, read_notes
from studykit.ignored import _rules

NOTE = "# 标题\n\n流：按顺序执行的操作队列。\n"
GIT = shutil.which("git")


def lay(folder: Path, files: Mapping[str, str]) -> None:
    """Make files with these texts."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def read_below(folder: Path) -> set[str]:
    return {note.path for note in read_notes([folder], folder)[0]}


def paths(*given: str) -> list[str]:
    """The notes at these paths, from the study folder."""
    return [note.path for note in read_notes([Path(path) for path in given], Path.cwd())[0]]


def git(folder: Path, *arguments: str) -> bytes:
    """What git says, whatever the settings of who runs the tests."""
    nowhere = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "HOME": os.devnull}
    environment = {"PATH": os.environ["PATH"], **nowhere}
    return subprocess.run(["git", "-C", folder, *arguments], env=environment, capture_output=True, check=True).stdout


def seen_by_git(folder: Path) -> set[str]:
    listed = git(folder, "ls-files", "-z", "--others", "--cached", "--exclude-standard").decode()
    return {name for name in listed.split("\0") if name.endswith(".md")}


# As git


names = st.sampled_from(["a", "b", "ab", "a b"])
trees = st.sets(
    st.lists(names, min_size=1, max_size=4).map(lambda parts: "/".join(parts) + ".md"), min_size=1, max_size=12
)
pieces = st.sampled_from(["a b", "a\\ b", *"a b ab * ** *.md a* ?b [ab] [!a] [a-b]* a.md ab.md \\a # !a { (".split()])
patterns = st.builds(
    lambda negated, anchored, parts, folder, space: negated + anchored + "/".join(parts) + folder + space,
    st.sampled_from(["", "", "!"]),
    st.sampled_from(["", "", "/"]),
    st.lists(pieces, min_size=1, max_size=3),
    st.sampled_from(["", "", "/", "/*", "/**"]),
    st.sampled_from(["", "", "", " ", "\r"]),
)
ignore_files = st.dictionaries(
    st.lists(names, max_size=2).map(lambda parts: "/".join([*parts, ".gitignore"])),
    st.lists(patterns, min_size=1, max_size=5).map("\n".join),
    min_size=1,
    max_size=3,
)


@pytest.mark.skipif(GIT is None, reason="git is asked what it would ignore")
@settings(max_examples=60)
@given(tree=trees, ignores=ignore_files)
def test_what_git_ignores_is_left_alone_and_nothing_else(tree: set[str], ignores: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        git(folder, "init", "--quiet")
        lay(folder, dict.fromkeys(tree, NOTE) | ignores)
        wanted = seen_by_git(folder)
        assert read_below(folder) == wanted
        # The learner's own files mean the same, without git.
        shutil.rmtree(folder / ".git")
        for name in ignores:
            (folder / name).rename((folder / name).with_name(".studykitignore"))
        assert read_below(folder) == wanted


@pytest.mark.skipif(GIT is None, reason="git is asked what it would ignore")
@pytest.mark.parametrize(
    "ignores",
    [
        pytest.param({".gitignore": "草稿/\n!草稿/留下.md\n"}, id="nothing in an ignored folder is taken back"),
        pytest.param({".gitignore": "草稿/*\n!草稿/留下.md\n"}, id="one of many is taken back"),
        pytest.param({".gitignore": "*\n!*/\n!*.md\n草稿.md\n"}, id="nothing but notes"),
        pytest.param({".gitignore": "/*\n!/课程/\n"}, id="nothing but a folder"),
        pytest.param({".gitignore": "**/草稿/**\n"}, id="at any depth"),
        pytest.param({".gitignore": "/草稿.md\n"}, id="at the top only"),
        pytest.param({".gitignore": "课程/草稿.md\n"}, id="a path is from the top"),
        pytest.param({".gitignore": "*.md\n", "课程/.gitignore": "!*.md\n"}, id="a folder deeper has its own word"),
        pytest.param({"课程/.gitignore": "/草稿.md\n"}, id="anchored to its own folder"),
        pytest.param({".gitignore": "\ufeff草稿.md\r\n"}, id="byte order mark and CRLF"),
        pytest.param({".gitignore": "# 草稿.md\n\n\\#.md\n课程/草稿.md  \n"}, id="comments and spaces"),
    ],
)
def test_the_usual_ways_to_write_it_mean_what_they_mean_to_git(study: Path, ignores: dict[str, str]) -> None:
    tree = "a.md 草稿.md #.md 草稿/a.md 草稿/留下.md 课程/a.md 课程/草稿.md 课程/草稿/a.md 课程/深/草稿/b.md".split()
    git(study, "init", "--quiet")
    lay(study, dict.fromkeys(tree, NOTE) | ignores)
    assert read_below(study) == seen_by_git(study)
    assert 0 < len(read_below(study)) < len(tree)


def test_without_a_work_tree_gitignore_says_nothing(study: Path) -> None:
    lay(study, {"notes/a.md": NOTE, "notes/.gitignore": "*\n"})
    assert read_below(study) == {"notes/a.md"}


def test_what_stands_above_the_folder_counts_up_to_the_top_of_the_work_tree(study: Path) -> None:
    lay(study, {"notes/a.md": NOTE, "notes/b.md": NOTE, ".gitignore": "b.md\n", "../.gitignore": "a.md\n"})
    Path(".git").mkdir()
    assert paths("notes") == ["notes/a.md"]


def test_a_work_tree_inside_another_has_its_own_rules(study: Path) -> None:
    lay(study, {"notes/a.md": NOTE, "notes/cloned/a.md": NOTE, "notes/cloned/b.md": NOTE, ".gitignore": "a.md\n"})
    lay(study, {"notes/cloned/.gitignore": "b.md\n", "notes/cloned/.git": "gitdir: elsewhere\n"})
    Path(".git").mkdir()
    assert paths("notes") == ["notes/cloned/a.md"]


@pytest.mark.parametrize("what", ["folder", "pipe", "link", "bytes", "no rules"])
def test_an_ignore_file_that_cannot_be_read_says_nothing(study: Path, what: str) -> None:
    lay(study, {"notes/a.md": NOTE, "all": "*"})
    ignore = Path("notes/.studykitignore")
    match what:
        case "folder":
            ignore.mkdir()
        case "pipe":
            os.mkfifo(ignore)
        case "link":
            ignore.symlink_to("../all")
        case "bytes":
            ignore.write_bytes(bytes(range(1, 256)))
        case _:
            ignore.write_text("!\n!!\n[\n/\n//\n***\\\n\n")
    assert "notes/a.md" in paths("notes") or what == "no rules"


@given(st.text(max_size=60))
def test_no_rule_is_an_error(text: str) -> None:
    for rule in _rules(text):
        rule.regex.search("a/b.md")


# The learner's own


def test_studykitignore_needs_no_work_tree(study: Path) -> None:
    lay(study, {"notes/a.md": NOTE, "notes/草稿/b.md": NOTE, "notes/.studykitignore": "草稿/\n"})
    assert paths("notes") == ["notes/a.md"]


def test_studykitignore_has_the_last_word(study: Path) -> None:
    """Over git, wherever both stand, and over what is known of tools."""
    lay(study, dict.fromkeys(("a.md", "b.md", "私人/c.md", "私人/d.md", "node_modules/e.md", "x/f.md"), NOTE))
    lay(study, {".gitignore": "a.md\n私人/\n", "x/.gitignore": "!f.md\n"})
    lay(study, {".studykitignore": "!a.md\nb.md\n!私人/\n私人/d.md\n!node_modules\nf.md\n"})
    Path(".git").mkdir()
    assert paths(".") == ["a.md", "node_modules/e.md", "私人/c.md"]


def test_the_nearest_studykitignore_counts(study: Path) -> None:
    lay(study, {"notes/a/x.md": NOTE, "notes/b/x.md": NOTE})
    lay(study, {"notes/.studykitignore": "x.md\n", "notes/a/.studykitignore": "!x.md\n"})
    assert paths("notes") == ["notes/a/x.md"]


def test_studykitignore_at_the_top_of_the_study_folder_counts_for_its_notes(study: Path) -> None:
    lay(study, {"notes/a.md": NOTE, "notes/b.md": NOTE, ".studykitignore": "/notes/b.md\n"})
    assert paths("notes") == ["notes/a.md"]
    assert paths(str(study / "notes")) == ["notes/a.md"]


# What is named is read


@pytest.mark.parametrize("rule", ["notes/", "*", "/notes/草稿/", "a.md"])
def test_a_file_that_the_user_names_is_read_though_ignored(study: Path, rule: str) -> None:
    lay(study, {"notes/草稿/a.md": NOTE, ".gitignore": rule, ".studykitignore": rule})
    Path(".git").mkdir()
    assert paths("notes/草稿/a.md") == ["notes/草稿/a.md"]


@pytest.mark.parametrize("rule", ["notes/", "*", "/notes/草稿/"])
def test_a_folder_that_the_user_names_is_read_though_ignored(study: Path, rule: str) -> None:
    lay(study, {"notes/草稿/a.md": NOTE, "notes/草稿/b.md": NOTE})
    lay(study, {".gitignore": rule, "notes/草稿/.gitignore": "b.md\n"})
    Path(".git").mkdir()
    assert paths("notes/草稿") == ["notes/草稿/a.md"]


@pytest.mark.parametrize("locale", ["C", "POSIX", "zh_CN.UTF-8"])
def test_rules_in_chinese_mean_the_same_in_any_locale(study: Path, environment: dict[str, str], locale: str) -> None:
    lay(study, {"notes/草稿/a.md": NOTE, "notes/课程/b.md": NOTE, "notes/课程/草稿.md": NOTE})
    lay(study, {"notes/.studykitignore": "/草稿/\n", "notes/课程/.studykitignore": "草?.md\n"})
    script = (
        "from pathlib import Path; from studykit.files import read_notes;"
        "print([ascii(note.path) for note in read_notes([Path('notes')], Path.cwd())[0]])"
    )
    env = environment | {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    said = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == repr([ascii("notes/课程/b.md")])


# Saying so


def test_that_all_is_ignored_is_said_and_by_which_line(study: Path) -> None:
    lay(study, {"notes/a.md": NOTE, "notes/b/c.md": NOTE, "notes/.studykitignore": "# 都不要\n*\n"})
    notes, said = read_notes([Path("notes")], study)
    assert notes == []
    assert list(map(str, said)) == [
        "notes/a.md: there are no other notes, and this is ignored by notes/.studykitignore:2 (*) [ignored]"
    ]


def test_otherwise_nothing_is_said_of_what_is_ignored(study: Path) -> None:
    lay(study, {"notes/a.md": NOTE, "notes/b.md": NOTE, "notes/.studykitignore": "b.md\n"})
    (Path("notes/b.markdown")).symlink_to("/")
    lay(study, {"notes/.studykitignore": "b.*\n"})
    assert read_notes([Path("notes")], study)[1] == []


@pytest.mark.parametrize(
    ("note", "files", "reason"),
    [
        ("notes/a.md", {}, None),
        ("notes/b/a.md", {"notes/.studykitignore": "\nb/\n"}, "ignored by notes/.studykitignore:2 (b/)"),
        ("notes/a.md", {".gitignore": "a.md\n", ".git/HEAD": ""}, "ignored by .gitignore:1 (a.md)"),
        ("notes/a.md", {".gitignore": "notes/\n", ".git/HEAD": ""}, None),
        ("notes/_site/a.md", {}, "left out: a folder of a note tool or site generator"),
        (
            "notes/t/a.md",
            {"notes/.obsidian/templates.json": '{"folder": "t"}'},
            "left out: a folder of a note tool or site generator (notes/.obsidian/templates.json)",
        ),
        ("notes/.trash/a.md", {}, "left out: its name begins with a dot"),
        ("notes/b.excalidraw.md", {}, "left out: an Excalidraw drawing"),
        ("a.md", {".studykitignore": "a.md\n"}, "ignored by .studykitignore:1 (a.md)"),
        ("decks/a.md", {}, "left out: a folder of a note tool or site generator (studykit.toml)"),
        ("../other/b/a.md", {"../other/.gitignore": "b/", "../other/.git/HEAD": ""}, "ignored by *:1 (b/)"),
        ("notes/t.md", {"notes/t.md": "{{date}}\n"}, "a template ({{date}}), left out"),
    ],
)
def test_why_a_note_is_left_out_can_be_asked(
    study: Path, studykit: Program, note: str, files: dict[str, str], reason: str | None
) -> None:
    lay(study, {note: NOTE} | files)
    reason = reason and reason.replace("*", str(study.parent / "other/.gitignore"))
    assert left_out(Path(note), study) == reason
    told = studykit("extract", "--why", f"{note}:3").stdout.decode().splitlines()
    assert (f"{note}: {reason}" == told[0]) is (reason is not None)
