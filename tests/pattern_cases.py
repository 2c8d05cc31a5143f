"""The fixtures of the patterns: one Markdown file for each module of ``studykit/patterns``.

A file says what is recognised, and shows it in cases: a note, and below it all that the patterns of the module
find there. The tests hold the program to them, and docs/notes-format.md is made of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from studykit.extract import extract
from studykit.model import Card, Note, Relation
from studykit.patterns import PATTERNS

FOLDER = Path(__file__).parent / "patterns"

#: Titles and headings are in English and in Chinese: the first for the tests, the second for the page.
HEAD = re.compile(r"# (?P<title>[^·\n]+) · (?P<chinese>[^·\n]+)\n\n(?P<introduction>.+)\n\n(?=## )")
CASE = re.compile(
    r"## (?P<title>[^·\n]+) · (?P<chinese>[^·\n]+)\n\n"
    r"(?P<fence>`{3,})markdown\n(?P<note>.*?\n)(?P=fence)\n\n?(?P<found>(?:- [^\n]+\n)*)\n?",
    re.DOTALL,
)
#: A case under such a title shows what the patterns of the module leave alone.
NOTHING = "Nothing: "


@dataclass(frozen=True)
class Case:
    """A note, and what is found in it, a line each."""

    fixture: str
    title: str
    chinese: str
    fence: str
    note: str
    found: tuple[str, ...]

    @property
    def silent(self) -> bool:
        return self.title.startswith(NOTHING)

    def __str__(self) -> str:
        found = "".join(f"- {line}\n" for line in self.found)
        head = f"## {self.title} · {self.chinese}\n\n{self.fence}markdown\n{self.note}{self.fence}\n"
        return f"{head}\n{found}" if found else head


@dataclass(frozen=True)
class Fixture:
    """A file of cases. ``introduction`` is for people who write notes."""

    name: str
    title: str
    chinese: str
    introduction: str
    cases: tuple[Case, ...]

    def __str__(self) -> str:
        head = f"# {self.title} · {self.chinese}\n\n{self.introduction}\n\n"
        return head + "\n".join(map(str, self.cases))


def read(path: Path) -> Fixture:
    """The fixture in a file; a ``ValueError`` where the file holds anything else."""
    text = path.read_text(encoding="utf-8")
    head = HEAD.match(text)
    if head is None:
        raise ValueError(f"{path.name} does not begin with a title and an introduction")
    cases, end = [], head.end()
    while match := CASE.match(text, end):
        found = tuple(line.removeprefix("- ") for line in match["found"].splitlines())
        cases.append(Case(path.stem, match["title"], match["chinese"], match["fence"], match["note"], found))
        end = match.end()
    if end < len(text):
        raise ValueError(f"{path.name}:{text.count(chr(10), 0, end) + 1}: this is no case")
    return Fixture(path.stem, head["title"], head["chinese"], head["introduction"], tuple(cases))


@cache
def fixtures() -> tuple[Fixture, ...]:
    """All fixtures, in order of name."""
    return tuple(read(path) for path in sorted(FOLDER.glob("*.md")))


def update(fixture: Fixture) -> None:
    """Write what is found now as what is expected."""
    cases = tuple(replace(case, found=tuple(found(case))) for case in fixture.cases)
    (FOLDER / f"{fixture.name}.md").write_text(str(replace(fixture, cases=cases)), encoding="utf-8")


def patterns_of(module: str) -> set[str]:
    """The patterns that a module of ``studykit/patterns`` registers."""
    patterns = PATTERNS.load().values()
    return {p.name for p in patterns if p.find.__module__ == f"studykit.patterns.{module}"}


def found(case: Case) -> Sequence[str]:
    """What the patterns of the module find in the note of a case."""
    # The file is called "notes", a name that tells nothing and stands above no card.
    extraction = extract([Note("笔记.md", case.note, "")])
    ours = patterns_of(case.fixture)
    cards = [show_card(card) for card in extraction.cards if card.pattern in ours]
    return cards + [show_relation(edge) for edge in extraction.relations if edge.pattern in ours]


def show_card(card: Card) -> str:
    """``context › context：prompt → answer`` on one line."""
    context = " › ".join(card.context)
    prompt = f"{context}：{card.prompt}" if context else card.prompt
    return f"{prompt} → {card.answer}".replace("\n", "⏎")


def show_relation(relation: Relation) -> str:
    return f"{relation.head} —{relation.type}→ {relation.tail}"
