"""Markdown text to blocks: kramdown (Jekyll), Obsidian and plain CommonMark, read as they are.

Marks that CommonMark does not know are rewritten first (``forms``), headings without ``#`` too (``sections``,
``asking``).
markdown-it-py finds the blocks and their lines (``tokens``), which also tell what an editor broke (``wrapping``);
``reader`` turns them into :class:`Block` records and mends what notes do: callouts, bold lines used as headings,
numbered lines such as ``1、`` and ``（2）`` (``numbering``), kramdown marks, embedded pictures, characters that nobody
sees (``cleaning``). Of an outline some items are headings (``outline``).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from studykit.frontmatter import split_front_matter
from studykit.markdown.cleaning import seen
from studykit.markdown.forms import in_markdown
from studykit.markdown.outline import with_headings
from studykit.markdown.reader import Reader
from studykit.markdown.tokens import paragraphs, tokens_of
from studykit.markdown.wrapping import soft_breaks
from studykit.model import Diagnostic, Document, Note
from studykit.traditional import spelling


def parse(note: Note) -> tuple[Document, list[Diagnostic]]:
    """The blocks of a note, with what was wrong with it. Never raises, whatever the text.

    Of a note in Traditional Chinese they are those of its reading (see :mod:`studykit.traditional`).
    """
    own = spelling(note)
    front, body, diagnostics = split_front_matter(replace(note, text=own.reading) if own else note)
    body = in_markdown(seen(body))
    lines = body.split("\n")
    known: dict[str, Any] = {}
    tokens = tokens_of(body, known)
    targets = {label: reference["href"] for label, reference in known.get("references", {}).items()}
    reader = Reader(note.path, lines, diagnostics, targets, soft_breaks(paragraphs(tokens), lines))
    reader.read(tokens)
    blocks = with_headings(reader.blocks)
    headings = [b for b in blocks if b.kind == "heading"]
    first = headings[0].text if headings and headings[0].level <= 1 else ""
    stem = note.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    stem = own.read(stem) if own else stem
    named = bool(front.title) and not any(heading.level <= 1 for heading in headings)
    document = Document(
        note,
        front,
        tuple(blocks),
        front.title or first or stem,
        front.tags,
        named,
        tuple(reader.skipped),
        tuple(reader.anchors),
    )
    return document, diagnostics
