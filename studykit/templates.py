"""Whether a file is a template: what a note tool makes notes from, with places to be filled in."""

from __future__ import annotations

import re

_MARKS = ("{{", "<%")
#: What Obsidian fills in, such as ``{{date:YYYY-MM-DD}}``, and a command of its Templater: ``<% tp.date.now() %>``.
_PLACE = re.compile(r"\{\{(?:title|date|time)(?::[^{}\n]*)?\}\}|<%(?:[-_*]|\+?)\s*tp\.|<%\*")
#: In a front matter any place to be filled in tells: ``date: {{ .Date }}``.
_ANY_PLACE = re.compile(r"\{\{[^{}\n]*\}\}|<%")
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
#: Lines of the longest front matter, and characters of a line that are looked at: no template goes on for longer.
_LONGEST_HEAD = 200
_LONGEST_LINE = 1_000


def placeholder(text: str) -> tuple[int, str] | None:
    """The line (from 1) and the words that make a file a template; ``None`` for a note.

    In code such words say nothing, nor do others in double braces: they stand in notes on Vue or Jinja.
    """
    if not any(mark in text for mark in _MARKS):
        return None
    lines = text.split("\n")
    head = _end_of_head(lines)
    in_code = False
    for number, line in enumerate(lines):
        in_code ^= bool(_FENCE.match(line))
        if in_code or not any(mark in line for mark in _MARKS):
            continue
        place = _ANY_PLACE if number < head else _PLACE
        if found := place.search(_CODE.sub("", line[:_LONGEST_LINE])):
            return number + 1, found[0]
    return None


def _end_of_head(lines: list[str]) -> int:
    """How many lines the front matter has."""
    if lines[0].rstrip() != "---":
        return 0
    return next((number for number, line in enumerate(lines[1:_LONGEST_HEAD], 1) if line.rstrip() == "---"), 0)
