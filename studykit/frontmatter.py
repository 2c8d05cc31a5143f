"""The head of a note: the few keys that matter, read leniently.

A YAML parser is the wrong tool here: real notes hold ``title: CUDA: 入门``, which is not YAML, dates that do not
exist, and ``no``, which YAML turns into False. This reader takes top-level keys line by line, leaves every scalar
the string it was, cannot fail, and costs the same for a bomb of aliases as for any other text.
"""

from __future__ import annotations

import re

from studykit.language import say
from studykit.model import Diagnostic, FrontMatter, Note

KEY = re.compile(r"^([A-Za-z_][\w-]*)\s*:(?:\s+(.*))?$")
LIST_ITEM = re.compile(r"^\s*-\s+(.*)$")
#: What may stand above a front matter all the same.
NOTHING = re.compile(r"\s*(?:<!--[^\n]*-->\s*)?")
#: A front matter longer than this is no front matter: somebody opened a note with a rule.
LONGEST = 2_000


def split_front_matter(note: Note) -> tuple[FrontMatter, str, list[Diagnostic]]:
    """What the front matter says, and the text with its lines made empty, so that line numbers stay."""
    lines = note.text.split("\n")
    start = next((i for i, line in enumerate(lines) if not NOTHING.fullmatch(line)), 0)
    if lines[start].rstrip() != "---":
        return FrontMatter(), note.text, []
    end = next((i for i, line in enumerate(lines[start + 1 :], start + 1) if line.rstrip() in ("---", "...")), 0)
    has_keys = any(KEY.match(line) for line in lines[start + 1 : start + 6])
    if not end:
        if not has_keys or start:
            return FrontMatter(), note.text, []
        message = say("开头的 --- 没有结束，当作正文读", "the front matter is never closed; it was read as text")
        return (
            FrontMatter(),
            "\n".join(["", *lines[1:]]),
            [Diagnostic("front-matter-open", message, note.path, 1)],
        )
    if not has_keys and (start or any(line.strip() for line in lines[1:end])):
        return FrontMatter(), note.text, []
    front = _read(_top_level(lines[start + 1 : end]))
    return front, "\n".join([""] * (end + 1) + lines[end + 1 :]), []


def _top_level(lines: list[str]) -> dict[str, list[str]]:
    """Keys to their values: one for a scalar, several for a list in either notation."""
    found: dict[str, list[str]] = {}
    key = ""
    for line in lines[:LONGEST]:
        if match := KEY.match(line):
            key = match[1].lower()
            found[key] = _values(match[2] or "")
        elif key and (item := LIST_ITEM.match(line)):
            found[key].append(_scalar(item[1]))
    return found


def _values(text: str) -> list[str]:
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        return [value for part in text[1:-1].split(",") if (value := _scalar(part))]
    return [value] if (value := _scalar(text)) and value not in ("|", ">", "|-", ">-") else []


def _scalar(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1].strip()
    return text.split(" #", 1)[0].strip()


def _read(found: dict[str, list[str]]) -> FrontMatter:
    tags = [tag for key in ("tags", "tag", "keywords") for value in found.get(key, []) for tag in _split_tags(value)]
    categories = [value for key in ("categories", "category") for value in found.get(key, [])]
    unique = tuple(dict.fromkeys(tag.strip("# ") for tag in [*tags, *categories] if tag.strip("# ")))
    return FrontMatter(
        title=" ".join(found.get("title", [])[:1]),
        tags=unique,
        aliases=tuple(found.get("aliases", []) + found.get("alias", [])),
        deck=" ".join(found.get("deck", [])[:1]),
    )


def _split_tags(value: str) -> list[str]:
    return [part for part in re.split(r"[,，、]", value) if part.strip()]
