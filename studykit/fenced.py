"""Notes kept inside a code fence: names, each with its explanation beside it or in the lines below.

    id        the number of a row
    kind      what sort of row it is
        plain
            * a row of its own

A fence that holds nothing else is no program: it is read as the list of names that it is.
"""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

#: A name at the start of a line, and behind two spaces or a tab what it is.
NAMED = re.compile(
    r"^(?P<indent>[ \t]*)(?P<name>-{0,2}[A-Za-z_][\w.+:/@-]*(?: [A-Za-z_][\w.+-]*){0,2})"
    r"(?:(?: {2}| ?\t)[ \t]*(?P<told>\S.*))?$",
    re.ASCII,
)
#: A line that goes on about the name above it.
POINT = re.compile(r"^(?P<indent>[ \t]*)[*+•-][ \t]+(?P<told>\S.*)$")
CHINESE = re.compile(r"[\u3400-\u9fff]")
#: So many names must be explained before a fence counts as notes.
LEAST_EXPLAINED = 3
TAB = 4

#: What a fence says that it holds, where it may hold notes.
NO_LANGUAGE = frozenset(["", "text", "txt", "plain", "plaintext", "md", "markdown"])
#: Languages of fences that hold settings, and of those that hold commands.
CONFIGURATION = frozenset(
    "properties ini conf cfg cnf config yaml yml toml env dotenv nginx apache apacheconf hcl jsonc json5 "
    "editorconfig".split()
)
SHELL = frozenset(
    "bash sh shell zsh console terminal cmd powershell bat batch ps1 fish shell-session sql mysql redis git "
    "docker".split()
)
#: … and of those that hold no code: output, drawings, data, notes.
NO_CODE = frozenset("text txt output log diff plain plaintext mermaid plantuml markdown md".split())
LEAST_LINES = 3
#: A line of a program, of its output or of a drawing; columns.
NO_TEXT = re.compile(
    r"^\s*(?:#|//|/\*|\*/|--|[$<@{}\[\])|+]|>(?!\s)|(?:\w+[.:])*\w+\(|(?:if|for|while|return|def|class|int|var|let|const|import|from)\b)"
    r"|[;{}\\]\s*$|\s=\s|[\u2190-\u2193\u2500-\u257f]|\S {3,}\S|\t\S*\t|[│|]\s|\s#|//"
)
MARK_OF_ITEM = re.compile(r"^\s*(?:[-*+] |\d{1,2}[.、)）]\s*)")
LABEL = re.compile(r"^[\w\\.`-]+\s*[：:]\s*(?=\S)", re.ASCII)
#: A word in Latin letters counts as two characters.
WORD = re.compile(r"[\w\\.-]+", re.ASCII)
#: So many characters of Chinese in a hundred, or so many in all, make a line of text.
LEAST_CHINESE, ENOUGH_CHINESE = 30, 12
#: An arrow that stands between two lines, or at the beginning or end of one.
DOWN = re.compile(r"\n(?:[│|]\n){0,3}(?:[│|]\s*)?[↓▼⬇]\n?|\n(?:→|-{1,2}>|=>) *| *(?:→|-{1,2}>|=>)\n")
LONGEST_CHAIN = 600
LEAST_STEPS, LONGEST_STEP = 3, 40
#: What is no step: code, a drawing, two lines of anything.
NO_STEP = re.compile(r"[;{}\n=]|[\u2190-\u2193\u2500-\u257f]|\S {3,}\S|//|::|\w->|\(\)|^[-+|*>]")
SENTENCE = re.compile("[，。；：？]|[：:]$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the list, as Markdown. Lines are counted from the first of the fence's content, from 0."""

    text: str
    first: int
    last: int
    #: 1 for the outermost list
    level: int
    #: the entry that this one stands below; -1 for the outermost
    parent: int
    #: the position among the entries below the same one, from 1
    position: int


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    indent: int
    name: str
    told: str


def entries(code: str) -> tuple[Entry, ...]:
    """The notes in a fence, in order; nothing for a program, a recorded output or anything else."""
    lines = [_read(number, line.rstrip()) for number, line in enumerate(code.split("\n")) if line.strip()]
    known = [line for line in lines if line is not None]
    if len(known) < len(lines) or not known or not known[0].name:
        return ()
    found = tuple(_listed(known))
    explained = sum(entry.text.startswith("`") and bool(CHINESE.search(entry.text)) for entry in found)
    return found if explained >= LEAST_EXPLAINED else ()


def chain(code: str) -> str:
    """The chain that a fence draws, as one line: steps with arrows between them, on one line or one below the other."""
    text = "\n".join(line.strip() for line in code.split("\n") if line.strip())
    if len(text) > LONGEST_CHAIN:
        return ""
    text = DOWN.sub(" → ", text)
    steps = [step.strip() for step in re.split(r"\s*(?:→|-{1,2}>|=>)\s*", text)]
    named = all(1 < len(step) <= LONGEST_STEP and not NO_STEP.search(step) for step in steps)
    return " → ".join(steps) if len(steps) >= LEAST_STEPS and named and len(set(steps)) > 1 else ""


def is_text(code: str) -> bool:
    """Whether a fence, or what is indented like code, is a box around notes: Chinese in every line, and no program."""
    lines = [MARK_OF_ITEM.sub("", line.rstrip()) for line in textwrap.dedent(code).split("\n") if line.strip()]
    if len(lines) < LEAST_LINES or any(NO_TEXT.search(line) for line in lines):
        return False
    said = [line for line in lines if _is_chinese(line)]
    return len(said) * 3 >= len(lines) * 2 and any(SENTENCE.search(line) for line in said)


def _is_chinese(line: str) -> bool:
    said = WORD.sub("ww", LABEL.sub("", line))
    chinese = len(CHINESE.findall(said))
    return chinese >= ENOUGH_CHINESE or chinese * 100 >= len(said) * LEAST_CHINESE


def _read(number: int, line: str) -> _Line | None:
    match = POINT.match(line) or NAMED.match(line)
    if match is None:
        return None
    name, told = match.groupdict().get("name") or "", match["told"] or ""
    # What stands in a column without a word of Chinese is data.
    return _Line(number, len(match["indent"].expandtabs(TAB)), name, told) if CHINESE.search(told or "中") else None


def _listed(lines: list[_Line]) -> Iterator[Entry]:
    """The lines as items; the first point below a bare name is its explanation."""
    found: list[Entry] = []
    #: the indents and indexes of the entries that a line may stand below
    above: list[tuple[int, int]] = []
    positions: Counter[int] = Counter()
    for line in lines:
        while above and above[-1][0] >= line.indent:
            above.pop()
        parent = above[-1][1] if above else -1
        if not line.name and parent >= 0 and _unfinished(found[parent]) and parent == len(found) - 1:
            owner = found[parent]
            found[parent] = replace(owner, text=_joined(owner.text, line.told), last=line.number)
            continue
        text = f"`{line.name}`：{line.told}".rstrip("：") if line.name else line.told
        positions[parent] += 1
        above.append((line.indent, len(found)))
        found.append(Entry(text, line.number, line.number, len(above), parent, positions[parent]))
    yield from found


def _unfinished(entry: Entry) -> bool:
    """Whether an entry is a bare name, or its explanation breaks off."""
    return entry.text.endswith(("`", "，", "、"))


def _joined(text: str, told: str) -> str:
    return f"{text}：{told}" if text.endswith("`") else f"{text}{told}"
