"""The same notes written otherwise: wrapped, with other marks for headings and items, in HTML.

What is found in a sample note as it stands is found in it in every other form, but for a small share. A form gives the
lines of the note anew, each with the number of the line that it comes from, so that the labels' lines move along.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial

import pytest
from scoring import Labels, Lines, label_files, lost, note_path, read_labels, score

from studykit.extract import extract
from studykit.model import Note
from studykit.text import display_width

#: A line of the rewritten note, with the number of the one that it comes from (0-based).
Written = tuple[int, str]
Form = Callable[[Sequence[str]], Iterator[Written]]

ITEM = re.compile(r"(?P<indent>\s*)(?P<mark>[-*+]|\d+\.) +")
HEADING = re.compile(r"(?P<marks>#+) (?P<text>.*)")
#: What no editor begins a line with, and what it keeps together.
WORDS = re.compile(
    r"`[^`]+`\S?|\$[^$]+\$\S?|!?\[[^\]]*\]\([^)]*\)\S?|\*\*[^*]+\*\*\S?|[!-~]+[，。：；、）”]*|.[，。：；、）”]*"
)
MARKED = re.compile(r"\s|#|[-*+>|`~<$!]|\d+\.|$")


def in_text(rewrite: Callable[[str], list[str]]) -> Form:
    """A form that rewrites each line by itself, outside front matter, code and formulas."""

    def form(lines: Sequence[str]) -> Iterator[Written]:
        closing = ""
        for number, line in enumerate(lines):
            mark = next((mark for mark in ("```", "$$", "---") if line.lstrip().startswith(mark)), "")
            opens = mark and not closing and (mark != "---" or number == 0) and line.strip() != "$$$$"
            whole = closing or mark
            closing = mark if opens else "" if mark == closing else closing
            yield from ((number, text) for text in ([line] if whole else rewrite(line)))

    return form


def replaced(pattern: str, by: str | Callable[[re.Match[str]], str]) -> Form:
    return in_text(lambda line: [re.sub(pattern, by, line)])


def wrapped(width: int) -> Form:
    """Broken at this many columns, wherever a word ends; items hang."""
    return in_text(lambda line: list(_wrapped(line, width)))


def _wrapped(line: str, width: int) -> Iterator[str]:
    if line.startswith(("#", "|", "!", "<", ">")):
        yield line
        return
    item = ITEM.match(line)
    indent, rest = " " * (item.end() if item else 0), line[item.end() if item else 0 :]
    piece = line[: item.end() if item else 0]
    for word in WORDS.findall(rest):
        if piece.strip() and display_width(piece + word.rstrip()) > width and not MARKED.match(word):
            yield piece.rstrip()
            piece = indent
        piece += word
    yield piece.rstrip()


def broken_at(marks: str) -> Form:
    """A line break behind each of these marks; items hang."""

    def rewrite(line: str) -> list[str]:
        item = ITEM.match(line)
        pieces = [line] if line.startswith(("#", "|", ">")) else re.split(f"(?<=[{marks}])(?!$)", line)
        return [pieces[0], *(" " * (item.end() if item else 0) + piece for piece in pieces[1:])]

    return in_text(rewrite)


def numbered(sign: Callable[[int], str], *, apart: bool = False) -> Form:
    """Lists numbered in another way, each item in a paragraph of its own where they stand apart."""

    def form(lines: Sequence[str]) -> Iterator[Written]:
        for number, line in in_text(lambda line: [line])(lines):
            item = re.match(r"(\d+)\. +(.*)", line)
            text = f"{sign(int(item[1]))}{item[2]}" if item else line
            yield from ((number, each) for each in (["", text, ""] if item and apart else [text]))

    return form


def hard_breaks(lines: Sequence[str]) -> Iterator[Written]:
    """Items of a list that stands below its lead are only lines, each with two blanks at its end."""
    for number, line in in_text(lambda line: [line])(lines):
        above = next((text for text in reversed(lines[:number]) if text.strip() and not ITEM.match(text)), "")
        item = re.match(r"[-*+] +(.*)", line) if above.rstrip("* ").endswith("：") else None
        yield number, f"{item[1]}  " if item else line


def sections_in_words(lines: Sequence[str]) -> Iterator[Written]:
    """``一、`` in the place of each ``##``."""
    count = 0
    for number, line in in_text(lambda line: [line])(lines):
        if line.startswith("## ") and count < 10:
            yield number, f"{'一二三四五六七八九十'[count]}、{line[3:]}"
            count += 1
        else:
            yield number, line


def boxes(opening: str, indent: str, closing: str) -> Form:
    """Paragraphs in boxes of other programs."""
    return _paragraphs(lambda line: [opening, indent + line, closing])


def remarks(word: str) -> Form:
    """Paragraphs that begin with a word to the reader."""
    return _paragraphs(lambda line: [word + line])


def _paragraphs(rewrite: Callable[[str], list[str]]) -> Form:
    """Paragraphs of one line that announce nothing."""

    def form(lines: Sequence[str]) -> Iterator[Written]:
        for number, line in in_text(lambda line: [line])(lines):
            alone = not "".join([*lines[max(number - 1, 0) : number], *lines[number + 1 : number + 2]]).strip()
            whole = alone and not MARKED.match(line) and not line.endswith("：")
            yield from ((number, text) for text in (rewrite(line) if whole else [line]))

    return form


#: A share that is lost without a reason worth one.
FEW = 0.006
#: Each form, and the share of the facts that may be lost in it.
FORMS: dict[str, tuple[Form, float]] = {
    "wrapped at 60": (wrapped(60), FEW),
    "wrapped at 76": (wrapped(76), FEW),
    "wrapped at 100": (wrapped(100), FEW),
    "broken at commas": (broken_at("，。；"), 0.025),
    "a sentence a line": (broken_at("。"), FEW),
    "headings without a blank": (replaced(r"^(#+) ", r"\1"), FEW),
    "headings closed by #": (replaced(r"^(##+) (.*)$", r"\1 \2\1"), FEW),
    "headings in HTML": (replaced(HEADING.pattern, lambda head: f"<h{len(head[1])}>{head[2]}</h{len(head[1])}>"), FEW),
    "headings of weight": (replaced(r"^(##+ .*[\u4e00-\u9fff])$", r"\1（重要）"), FEW),
    "headings with emoji": (replaced(r"^(#+) ", r"\1 📌 "), FEW),
    "headings that link": (replaced(HEADING.pattern, r"\g<marks> [\g<text>](https://example.org)"), FEW),
    "headings with a way back": (replaced(r"^(#+ .*)$", r"\1 [↑](#top)"), FEW),
    "headings that are marked": (replaced(HEADING.pattern, r"\g<marks> ==\g<text>=="), FEW),
    "sections in words": (sections_in_words, 0.015),
    "bold in HTML": (replaced(r"\*\*([^*]+)\*\*", r"<b>\1</b>"), FEW),
    "bold in colour": (replaced(r"\*\*([^*]+)\*\*", r'<font color="red">\1</font>'), FEW),
    "bullets of print": (replaced(r"^(\s*)[-*+] ", r"\1· "), FEW),
    "bullets that touch": (replaced(r"^(\s*)[-*+] (?=[\u4e00-\u9fff])", r"\1-"), FEW),
    "lists indented like code": (replaced(r"^(?=[-*+] |\d+\. |  )", "    "), FEW),
    "bullets far from their text": (replaced(r"^(\s*)[-*+] ", r"\1-   "), FEW),
    "items that end in semicolons": (replaced(r"^(\s*[-*+] .*[\u4e00-\u9fff])。?$", r"\1；"), FEW),
    "items with emoji": (replaced(r"^(\s*[-*+] )(?![`!\[])", r"\1✅ "), FEW),
    "numbers in Chinese print": (numbered("{}、".format), FEW),
    "numbers in circles, apart": (numbered(lambda n: chr(ord("①") + n - 1), apart=True), FEW),
    "numbers in brackets, apart": (numbered("（{}）".format, apart=True), FEW),
    "numbers in words": (numbered(lambda n: f"{'零一二三四五六七八九十'[n]}、"), FEW),
    "numbers in letters": (numbered(lambda n: f"{' abcdefghijkl'[n]}) "), FEW),
    "numbers of steps": (numbered(lambda n: f"第{'零一二三四五六七八九十'[n]}步："), FEW),
    "items that are lines": (hard_breaks, FEW),
    "paragraphs indented as in print": (replaced(r"^(?=[\u4e00-\u9fff])", "　　"), FEW),
    "paragraphs that remark": (remarks("注意："), 0.01),
    "paragraphs that remark in bold": (remarks("**注意**："), 0.01),
    "paragraphs in boxes": (boxes("::: tip", "", ":::"), FEW),
    "paragraphs in indented boxes": (boxes("!!! note", "    ", ""), FEW),
}


@cache
def found(doc: str, form: str) -> frozenset[str]:
    """The facts of a note that its cards ask for, in the form of this name, or as it stands."""
    labels = next(labels for labels in map(read_labels, label_files()) if labels.doc == doc)
    old = note_path(labels).read_text(encoding="utf-8").split("\n")
    written = list(FORMS[form][0](old)) if form else list(enumerate(old))
    moved = _moved(labels, partial(_place, written))
    figures = score(moved, extract([Note(f"notes/{doc}.md", "\n".join(text for _, text in written), "")]))
    missed = {name.split(" ")[0] for tier in (1, 2) for name in lost(figures, f"recall tier {tier}")}
    return frozenset(card.id for card in labels.cards) - missed


def _place(written: Sequence[Written], lines: Lines) -> Lines:
    """The lines of a note, as it is rewritten, that come from these."""
    places = [place for place, (number, _) in enumerate(written, 1) if lines[0] <= number + 1 <= lines[1]]
    return places[0], places[-1]


def _moved(labels: Labels, place: Callable[[Lines], Lines]) -> Labels:
    cards = tuple(replace(card, lines=place(card.lines)) for card in labels.cards)
    return replace(labels, cards=cards, no_card=tuple(map(place, labels.no_card)))


@pytest.mark.parametrize(("form", "share"), [(name, share) for name, (_, share) in FORMS.items()], ids=list(FORMS))
def test_the_same_note_written_otherwise_gives_the_same_facts(form: str, share: float) -> None:
    docs = [path.stem for path in label_files()]
    whole = frozenset().union(*(found(doc, "") for doc in docs))
    missing = sorted(whole - frozenset().union(*(found(doc, form) for doc in docs)))

    assert len(missing) <= share * len(whole), f"{len(missing)} of {len(whole)} lost: {', '.join(missing)}"
