"""Which files and folders are none of the learner's notes, and who says so.

Three have a say about what lies in a folder: the learner in ``.studykitignore``, who has the last word; git in
``.gitignore``, inside of a work tree; and what is known of tools that keep notes: the templates and attachments of
an Obsidian vault, the backups of Logseq, what a site generator brings or builds. An ignored folder is not entered,
so nothing in it can be taken back, as in git.

Paths are those on the disk, with ``/`` and as UTF-8 with bad bytes as surrogates: the same in every locale.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from studykit.language import say
from studykit.regular import regular_bytes

if TYPE_CHECKING:
    import re

LEARNERS_FILE = ".studykitignore"
GITS_FILE = ".gitignore"
#: Marks the top of a study folder.
MARKER = "studykit.toml"
#: Folders of a study folder that studykit itself writes.
OUTPUT_FOLDERS = ("decks", "graphs")

#: Bytes of the longest file of rules or settings that is read.
_LONGEST = 1_000_000
#: Folders that no learner gives such a name, wherever they are.
_FOREIGN = frozenset({"node_modules", "_site", "_book", "_build"})
_DRAWING = ".excalidraw.md"
#: A file that shows whose a folder is, and the folders in it that hold what this tool brought or built.
_TOOLS: dict[str, tuple[str, ...]] = {
    MARKER: OUTPUT_FOLDERS,
    "logseq/config.edn": ("logseq",),
    "_config.yml": ("public", "themes", "scaffolds", "_includes", "_layouts", "vendor"),  # Hexo, Jekyll
    "archetypes/default.md": ("public", "themes", "archetypes", "layouts", "resources"),  # Hugo
    "mkdocs.yml": ("site",),
    "book.toml": ("book",),
    "package.json": ("dist", "build"),  # VuePress, Docusaurus
}
_VAULT = ".obsidian"
#: In the settings of a vault: where the templates lie, and under which key that is said.
_TEMPLATES = {"templates.json": "folder", "plugins/templater-obsidian/data.json": "templates_folder"}
_WORK_TREE = ".git"


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """Why something is not read: the file that says so, its line (from 1; 0: no line of it), and its words.

    ``file`` is empty where nobody says so but the name itself.
    """

    file: str
    line: int
    words: str


@dataclass(frozen=True, slots=True)
class _Rule:
    """One line of an ignore file."""

    line: int
    words: str
    ignores: bool
    only_folders: bool
    regex: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _IgnoreFile:
    """What an ignore file says of everything below its ``folder`` (which ends in a slash)."""

    path: str
    folder: str
    rules: tuple[_Rule, ...]  # the last first, for it counts

    def about(self, path: str, *, is_folder: bool) -> _Rule | None:
        """The rule that decides about a path; ``None``: nothing is said of it."""
        inner = path[len(self.folder) :]
        for rule in self.rules:
            if is_folder or not rule.only_folders:
                found = rule.regex.search(inner)
                # A group of pathspec tells that a folder above matches, not the path itself. That folder was
                # decided about before, or nobody would ask what is in it.
                if found and found.lastgroup is None:
                    return rule
        return None


@dataclass(frozen=True, slots=True)
class Scope:
    """All that is said of what lies in one folder, by files in it and above."""

    #: the nearest folder first
    learner: tuple[_IgnoreFile, ...] = ()
    git: tuple[_IgnoreFile, ...] = ()
    in_work_tree: bool = False
    #: folders of tools, each with the file that shows whose they are
    tools: Mapping[str, str] = field(default_factory=dict)
    #: the same by name alone, wherever they are
    tools_by_name: Mapping[str, str] = field(default_factory=dict)

    def enter(self, folder: str, has: Callable[[str], bool]) -> Scope:
        """What counts in ``folder``, which is one deeper; ``has`` tells whether it holds something of a name."""
        scope = self
        if has(_WORK_TREE):  # a work tree of its own: nothing that git reads above applies to it
            scope = replace(scope, git=(), in_work_tree=True)
        if scope.in_work_tree and has(GITS_FILE):
            scope = replace(scope, git=(*_read(folder, GITS_FILE), *scope.git))
        if has(LEARNERS_FILE):
            scope = replace(scope, learner=(*_read(folder, LEARNERS_FILE), *scope.learner))
        tools = dict(_tools(folder, has))
        if has(_VAULT):
            by_name = {name: file for name, file in _vault(folder) if "/" not in name}
            tools |= {name: file for name, file in _vault(folder) if "/" in name}
            scope = replace(scope, tools_by_name={**scope.tools_by_name, **by_name})
        return replace(scope, tools={**scope.tools, **tools}) if tools else scope

    def why(self, path: str, *, is_folder: bool) -> LeftAlone | None:
        """Why what lies at ``path``, in the very folder of this scope, is left alone; ``None``: it is read."""
        name = path.rpartition("/")[2]
        if name.startswith("."):
            return LeftAlone("", 0, say("名字以点开头", "its name begins with a dot"))
        for files in (self.learner, self.git):
            said = ((file, rule) for file in files if (rule := file.about(path, is_folder=is_folder)))
            file, rule = next(said, (None, None))
            if file and rule and rule.ignores:
                return LeftAlone(file.path, rule.line, rule.words)
            if rule and files is self.learner:
                return None
        return self._of_a_tool(path, name) if is_folder else _drawing(name)

    def _of_a_tool(self, path: str, name: str) -> LeftAlone | None:
        file = self.tools.get(path) or self.tools_by_name.get(name, "")
        if not file and name not in _FOREIGN:
            return None
        return LeftAlone(file, 0, say("笔记软件或建站工具的文件夹", "a folder of a note tool or site generator"))


def _drawing(name: str) -> LeftAlone | None:
    return LeftAlone("", 0, say("Excalidraw 的画", "an Excalidraw drawing")) if name.endswith(_DRAWING) else None


# From the top of the study folder, work tree or vault


def scope_above(root: str, study_folder: str) -> Scope:
    """What stands above ``root``, a folder that the user named, and is said of what lies in it.

    Where it leaves out ``root`` itself it does not count: the user wants ``root``.
    """
    folders = _from_top(root, study_folder)
    outputs = {_inside(study_folder, name): _inside(study_folder, MARKER) for name in OUTPUT_FOLDERS}
    scope = Scope(tools=outputs)
    for folder, below in pairwise(folders):
        scope = scope.enter(folder, partial(_holds, folder))
        if scope.why(below, is_folder=True):
            scope = Scope(tools=outputs, in_work_tree=scope.in_work_tree)
    return scope


def why_left_alone(path: str, study_folder: str) -> LeftAlone | None:
    """Why the file at ``path`` is not read along with its folder; ``None``: nothing is said against it.

    Its folder is the notes of the study folder, or else the topmost that has a say about it.
    """
    notes = _inside(study_folder, "notes")
    folder = notes if path.startswith(f"{notes}/") else _from_top(_above(path), study_folder)[0]
    scope = scope_above(folder, study_folder)
    for name in path.removeprefix(_inside(folder, "")).split("/"):
        scope = scope.enter(folder, partial(_holds, folder))
        folder = _inside(folder, name)
        if reason := scope.why(folder, is_folder=folder != path):
            return reason
    return None


def _holds(folder: str, name: str) -> bool:
    return os.path.lexists(_bytes(_inside(folder, name)))


def _from_top(root: str, study_folder: str) -> list[str]:
    """The folders down to ``root``, from the topmost that has a say about it."""
    chain = [root]
    while "/" in chain[-1].rstrip("/"):
        chain.append(_above(chain[-1]))
    top = chain.index(study_folder) if study_folder in chain else 0
    for marker in (_WORK_TREE, _VAULT):
        top = max(top, next((i for i, folder in enumerate(chain) if _holds(folder, marker)), 0))
    return chain[top::-1]


# What the files say


def _read(folder: str, name: str) -> Iterator[_IgnoreFile]:
    """An ignore file with its rules; none if it is no regular file, as in git."""
    path = _inside(folder, name)
    if text := _text(path):
        yield _IgnoreFile(path, _inside(folder, ""), tuple(_rules(text))[::-1])


def _rules(text: str) -> Iterator[_Rule]:
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern  # only where there is an ignore file

    for number, line in enumerate(text.split("\n"), 1):
        words = line.rstrip()
        words = line if words.endswith("\\") else words  # a space that is meant is written "\ "
        only_folders = words.endswith("/")
        with suppress(ValueError):  # no rule, such as a lone "!"
            pattern = GitIgnoreSpecPattern(words.removesuffix("/"))
            if pattern.regex is not None and pattern.include is not None:
                yield _Rule(number, words, pattern.include, only_folders, pattern.regex)


def _tools(folder: str, has: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    for marker, names in _TOOLS.items():
        first, _, deeper = marker.partition("/")
        if has(first) and (not deeper or _holds(folder, marker)):
            yield from ((_inside(folder, name), _inside(folder, marker)) for name in names)


def _vault(folder: str) -> Iterator[tuple[str, str]]:
    """Templates and attachments of an Obsidian vault: a path, or a name where any folder of this name is meant."""
    settings = _inside(folder, _VAULT)
    for name, key in _TEMPLATES.items():
        file = _inside(settings, name)
        if place := _place(_json(file).get(key)):
            yield _inside(folder, place), file
    file = _inside(settings, "app.json")
    app = _json(file)
    attachments = app.get("attachmentFolderPath")
    place, notes = _place(attachments), _place(app.get("newFileFolderPath"))
    if place and not f"{notes}/".startswith(f"{place}/"):  # new notes are put among the attachments
        below_each_note = isinstance(attachments, str) and attachments.startswith("./")
        yield place if below_each_note and "/" not in place else _inside(folder, place), file


def _place(setting: object) -> str:
    """A folder as Obsidian names it, from the vault; empty for the vault itself, and for what is no such name."""
    names = [name for name in setting.split("/") if name not in ("", ".")] if isinstance(setting, str) else []
    return "" if ".." in names else "/".join(names)


def _json(path: str) -> dict[str, Any]:
    try:
        found = json.loads(_text(path))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _text(path: str) -> str:
    try:
        return regular_bytes(_bytes(path), _LONGEST).decode("utf-8-sig", "replace")
    except OSError:
        return ""


# Paths


def _inside(folder: str, name: str) -> str:
    return f"{folder.rstrip('/')}/{name}"


def _above(path: str) -> str:
    return path.rpartition("/")[0] or "/"


def _bytes(path: str) -> bytes:
    return path.encode("utf-8", "surrogateescape")
