"""Folders as people have them: vaults, graphs, sites, work trees, many notes. What they wrote themselves is read."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from growth import LINEAR, times_as_long

from studykit.files import read_notes

NOTE = "# 标题\n\n流：按顺序执行的操作队列。\n"


def lay(files: Mapping[str, str]) -> None:
    """Make files with these texts, from the study folder."""
    for name, text in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def read(*paths: str) -> list[str]:
    notes, said = read_notes([Path(path) for path in paths or ["notes"]], Path.cwd())
    assert said == []
    return [note.path for note in notes]


def wild(text: str) -> tuple[list[str], list[str]]:
    """A tree written as a list of files, those that are notes with a ``+``; which there are and which are notes."""
    marked = [line.split() for line in text.strip().splitlines()]
    return [name for _, name in marked], [name for mark, name in marked if mark == "+"]


TREES = {
    "Obsidian": (
        """
        + notes/CUDA.md
        - notes/.obsidian/plugins/a/README.md
        - notes/.trash/old.md
        - notes/模板/课程/note.md
        - notes/脚本模板/daily.md
        - notes/附件/scan.md
        + notes/课程/模板/a.md
        + notes/课程/附件/b.md
        - notes/画/图.excalidraw.md
        + notes/画/说明.md
        + notes/画/图.md
        """,
        {
            "notes/.obsidian/app.json": json.dumps({"attachmentFolderPath": "附件", "alwaysUpdateLinks": True}),
            "notes/.obsidian/templates.json": json.dumps({"folder": "模板/"}),
            "notes/.obsidian/plugins/templater-obsidian/data.json": json.dumps({"templates_folder": "脚本模板"}),
            "notes/画/板.canvas": "{}",
        },
    ),
    "Obsidian, attachments below the folder of each note": (
        """
        + notes/a.md
        - notes/附件/b.md
        + notes/课程/c.md
        - notes/课程/附件/d.md
        """,
        {"notes/.obsidian/app.json": json.dumps({"attachmentFolderPath": "./附件"})},
    ),
    "Obsidian, attachments beside the notes": (
        """
        + notes/a.md
        + notes/课程/b.md
        """,
        {"notes/.obsidian/app.json": json.dumps({"attachmentFolderPath": "./"})},
    ),
    "Obsidian, attachments at the top": (
        """
        + notes/a.md
        """,
        {
            "notes/.obsidian/app.json": json.dumps({"attachmentFolderPath": "/"}),
            "notes/.obsidian/templates.json": json.dumps({"folder": "/"}),
        },
    ),
    "Obsidian, new notes and attachments in one folder": (
        """
        + notes/全部/a.md
        + notes/全部/收件箱/b.md
        """,
        {
            "notes/.obsidian/app.json": json.dumps(
                {"attachmentFolderPath": "全部", "newFileLocation": "folder", "newFileFolderPath": "全部/收件箱"}
            )
        },
    ),
    "Logseq": (
        """
        + notes/pages/CUDA.md
        + notes/journals/2024_01_01.md
        - notes/logseq/bak/pages/CUDA/2024-01-01T00_00_00.000Z.Desktop.md
        - notes/logseq/.recycle/pages_old.md
        """,
        {"notes/logseq/config.edn": "{}", "notes/logseq/custom.css": ""},
    ),
    "notes about Logseq": (
        """
        + notes/logseq/quick-start.md
        + notes/bak/pages/a.md
        """,
        {},
    ),
    "Hexo": (
        """
        + notes/source/_posts/cuda.md
        + notes/source/_drafts/cuda.md
        - notes/node_modules/hexo/README.md
        - notes/public/raw/cuda.md
        - notes/scaffolds/post.md
        - notes/themes/next/README.md
        """,
        {"notes/_config.yml": "title: 笔记\n", "notes/package.json": "{}"},
    ),
    "Hugo": (
        """
        + notes/content/posts/cuda.md
        + notes/content/posts/themes/a.md
        - notes/archetypes/default.md
        - notes/public/posts/cuda.md
        - notes/themes/ananke/exampleSite/content/a.md
        - notes/resources/_gen/a.md
        """,
        {"notes/config.toml": ""},
    ),
    "Jekyll": (
        """
        + notes/_posts/2024-01-01-cuda.md
        + notes/about.md
        - notes/_site/about.md
        - notes/_includes/note.md
        - notes/vendor/bundle/ruby/gems/kramdown/README.md
        - notes/.jekyll-cache/a.md
        """,
        {"notes/_config.yml": ""},
    ),
    "VuePress": (
        """
        + notes/docs/README.md
        + notes/docs/guide/cuda.md
        - notes/docs/.vuepress/public/a.md
        - notes/docs/.vuepress/dist/a.md
        - notes/node_modules/vuepress/docs/a.md
        - notes/dist/a.md
        """,
        {"notes/package.json": "{}"},
    ),
    "MkDocs, mdBook and Sphinx": (
        """
        + notes/a/docs/cuda.md
        - notes/a/site/cuda.md
        + notes/b/src/cuda.md
        - notes/b/book/cuda.md
        + notes/c/cuda.md
        - notes/c/_build/html/_sources/cuda.md
        """,
        {"notes/a/mkdocs.yml": "", "notes/b/book.toml": ""},
    ),
    "folders of such names, and no such tool": (
        """
        + notes/book/a.md
        + notes/build/b.md
        + notes/public/c.md
        + notes/site/d.md
        + notes/themes/e.md
        """,
        {},
    ),
    "what comes with a repository": (
        """
        + notes/CHANGELOG.md
        + notes/README.md
        - notes/LICENSE
        - notes/notes.txt
        """,
        {},
    ),
}


@pytest.mark.parametrize("tree", TREES)
def test_what_a_user_would_expect_is_read(study: Path, tree: str) -> None:
    files, notes = wild(TREES[tree][0])
    lay(dict.fromkeys(files, NOTE) | TREES[tree][1])
    assert sorted(read()) == sorted(notes)


def test_a_study_folder_that_is_the_vault_is_read_with_its_settings(study: Path) -> None:
    lay(dict.fromkeys(("notes/a.md", "notes/模板/b.md", "decks/c.md", "graphs/d.md", ".studykit/cache/e.md"), NOTE))
    lay({".obsidian/templates.json": json.dumps({"folder": "notes/模板"})})
    assert read(".") == read() == ["notes/a.md"]


def test_a_templates_folder_that_the_user_names_is_read(study: Path) -> None:
    lay({"notes/模板/b.md": NOTE, "notes/.obsidian/templates.json": json.dumps({"folder": "模板"})})
    assert read("notes/模板") == ["notes/模板/b.md"]


@pytest.mark.parametrize(
    "settings", ["", "{", "[]", "null", '{"folder": 1}', '{"folder": "../.."}', '{"folder": ""}', "[" * 100_000]
)
def test_settings_of_a_vault_that_make_no_sense_do_no_harm(study: Path, settings: str) -> None:
    lay({"notes/a.md": NOTE, "notes/.obsidian/templates.json": settings, "notes/.obsidian/app.json": settings})
    assert read() == ["notes/a.md"]


def test_a_vault_with_linked_folders_says_what_it_leaves_out(study: Path) -> None:
    """Its own pictures and a note linked twice are no trouble; a folder elsewhere is named, and can be named."""
    lay({"notes/a.md": NOTE, "../shared/b.md": NOTE, "notes/.studykitignore": "安静\n"})
    Path("notes/共享").symlink_to("../../shared")
    Path("notes/安静").symlink_to("../../shared")
    Path("notes/环").symlink_to(".")
    notes, said = read_notes([Path("notes")], study)
    assert [note.path for note in notes] == ["notes/a.md"]
    assert [(d.path, d.code) for d in said] == [("notes/共享", "link-outside"), ("notes/环", "link")]
    assert [note.path for note in read_notes([Path("notes/共享")], study)[0]] == ["notes/共享/b.md"]


@pytest.mark.skipif(shutil.which("git") is None, reason="git makes the conflict")
def test_a_merge_that_stopped_costs_the_lines_in_conflict_alone(study: Path) -> None:
    def git(*arguments: str) -> int:
        who = {f"GIT_{role}_{what}": "a@b" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        environment = {"PATH": os.environ["PATH"], "HOME": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, **who}
        return subprocess.run(["git", *arguments], env=environment, capture_output=True, check=False).returncode

    git("init", "--quiet")
    for words, branch in (("旧的", ""), ("他们的", "theirs"), ("我们的", "ours")):
        if branch:
            git("checkout", "--quiet", "-b", branch, "HEAD~1" if branch == "ours" else "HEAD")
        lay(
            {
                "notes/a.md": f"共享内存：片上的内存。\n\n寄存器：{words}存储。\n\n常量内存：只读的内存。\n",
                "notes/b.md": NOTE,
            }
        )
        git("add", ".")
        git("commit", "--quiet", "-m", words)
    assert git("merge", "theirs") == 1
    notes, said = read_notes([Path("notes")], study)
    assert [(d.path, d.line, d.code) for d in said] == [("notes/a.md", 3, "conflict")]
    assert [line for line in notes[0].text.split("\n") if line] == ["共享内存：片上的内存。", "常量内存：只读的内存。"]
    assert notes[1].text == NOTE


# Many


def many(folder: Path, count: int) -> Path:
    for number in range(count):
        place = folder / f"notes/{number % 10}/{number % 100}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"笔记{number}.md").write_text(NOTE * 20, "utf-8")
    (folder / ".git").mkdir()
    (folder / ".gitignore").write_text("".join(f"*.{number}\nfolder{number}/\n" for number in range(30)))
    return folder


def test_ten_times_as_many_notes_take_about_ten_times_as_long(tmp_path: Path) -> None:
    small, large = many(tmp_path / "small", 300), many(tmp_path / "large", 3_000)

    def reading(folder: Path) -> Callable[[], object]:
        return lambda: read_notes([folder / "notes"], folder)

    assert times_as_long(reading(large), reading(small), runs=3) < LINEAR


def test_an_ignored_folder_is_not_entered(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entered = []
    scandir = os.scandir

    def watching(path: bytes) -> os._ScandirIterator[bytes]:
        entered.append(path.rpartition(b"/")[2])
        return scandir(path)

    lay(dict.fromkeys(("notes/a.md", "notes/草稿/b.md", "notes/草稿/深/c.md", "notes/node_modules/d/e.md"), NOTE))
    lay({"notes/.studykitignore": "草稿\n"})
    monkeypatch.setattr(os, "scandir", watching)
    assert read() == ["notes/a.md"]
    assert entered == [b"notes"]
