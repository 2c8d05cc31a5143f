"""Card Markdown as lines of a terminal: none wider than it may be, and all of them harmless.

Both screens draw these lines, one with colours and one without. Chinese is broken between its characters, yet
not before a full stop or after an opening bracket.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from studykit.answers import plain
from studykit.language import say
from studykit.model import HOLE
from studykit.screens.formulas import readable
from studykit.text import clean_for_terminal, display_width

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode
    from pygments.lexer import Lexer

#: How a piece of a line is meant; a screen says how that looks.
Style = Literal[
    "", "code", "strong", "emphasis", "struck", "mark", "formula", "link", "picture", "hole", "heading", "quiet",
    "keyword", "type", "string", "number", "comment", "function", "right", "wrong", "key",
]  # fmt: skip

#: Stands for the hole of a cloze while its prompt is read. Unicode keeps it free for use inside a program.
_HOLE = "\ufdd0"
_TAB = "    "
#: Text of one line without any of these means itself.
_MARKED = re.compile(r"[\n!#$&*<>@\[\\\]_`{|}~\ufdd0]|==|^[\d\s+=-]")
#: No card is that long; what is, is shown as it was written.
LONGEST = 20_000


class Piece(NamedTuple):
    """Text of one style."""

    text: str
    style: Style = ""


Line: TypeAlias = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """What a card leads to: a picture of the notes or a link."""

    address: str
    words: str
    picture: bool


# Blocks: what the parser's tokens come to


@dataclass(frozen=True, slots=True)
class _Words:
    """Running text; its first line begins with ``first``, the others with ``rest``."""

    pieces: Line
    first: str = ""
    rest: str = ""


@dataclass(frozen=True, slots=True)
class _Code:
    text: str
    language: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class _Table:
    rows: tuple[tuple[Line, ...], ...]
    rest: str = ""


_Block: TypeAlias = _Words | _Code | _Table


def lines(markdown: str, width: int, *, filled: str | None = None, tables: bool = True) -> Iterator[Line]:
    """The lines of a card's text. ``filled`` is shown in the place of the hole of a cloze.

    Without ``tables``, a row is told cell by cell, which a screen reader can follow.
    """
    width = max(width, 1)
    before: _Block | None = None
    for block in _blocks(markdown, filled):
        if before is not None and not (_indented(before) and _indented(block)):
            yield ()
        yield from _laid_out(block, width, tables)
        before = block


def targets(markdown: str) -> tuple[Target, ...]:
    """The pictures and links of a card's text, in order."""
    found = []
    for node in _tree(markdown).walk():
        if node.type == "image":
            found.append(Target(_attribute(node, "src"), node.content, picture=True))
        elif node.type == "link":
            found.append(Target(_attribute(node, "href"), "", picture=False))
    return tuple(target for target in found if target.address)


def wrap(pieces: Iterable[Piece], width: int, first: str = "", rest: str = "") -> Iterator[Line]:
    """Running text broken at ``width`` columns, the lines beginning with ``first`` and ``rest``."""
    if display_width(rest) * 2 > width:  # too narrow to indent
        first, rest = first.strip(), ""
    styled = [(character, piece.style) for piece in pieces for character in piece.text]
    text = "".join(character for character, _ in styled)
    head = first
    for start, end in _breaks(text, width - display_width(first), width - display_width(rest)):
        yield (*((Piece(head, "quiet"),) if head else ()), *_together(styled[start:end]))
        head = rest


# Reading


def _tree(markdown: str) -> SyntaxTreeNode:
    from markdown_it.tree import SyntaxTreeNode  # here, for the first question may be free of marks

    from studykit.exporters.markup import card_parser

    return SyntaxTreeNode(card_parser().parse(markdown[:LONGEST], {"pictures": None}))


def _attribute(node: SyntaxTreeNode, name: str) -> str:
    return str(node.attrGet(name) or "")


def _blocks(markdown: str, filled: str | None) -> Iterator[_Block]:
    text = markdown if filled is None else markdown.replace(HOLE, _HOLE)
    if len(text) > LONGEST:
        return iter([_Code(text, "")])
    if not _MARKED.search(text):
        return iter([_Words((Piece(_clean(text)),))])
    return _read(_tree(text).children, "", "", filled or "")


def _read(nodes: Iterable[SyntaxTreeNode], first: str, rest: str, filled: str) -> Iterator[_Block]:
    """Blocks, the first line beginning with ``first`` (such as the number of an item), the others with ``rest``."""
    for node in nodes:
        if node.type in ("paragraph", "heading"):
            style: Style = "heading" if node.type == "heading" else ""
            yield _Words(tuple(_pieces(node.children[0].children, style, filled)), first, rest)
        elif node.type in ("bullet_list", "ordered_list"):
            yield from _items(node, rest, filled)
        elif node.type == "blockquote":
            yield from _read(node.children, f"{rest}│ ", f"{rest}│ ", filled)
        elif node.type == "formula":
            yield _Words((Piece(_clean(readable(node.content)), "formula"),), first, rest)
        elif node.type == "fence":
            yield _Code(node.content.rstrip("\n"), node.info.strip().split(" ")[0].lower(), rest)
        elif node.type == "table":
            rows = (row for part in node.children for row in part.children)
            cells = (tuple(tuple(_cell(cell, filled)) for cell in row.children) for row in rows)
            yield _Table(tuple(cells), rest)
        first = rest


def _indented(block: _Block) -> bool:
    return isinstance(block, _Words) and bool(block.rest)


def _items(node: SyntaxTreeNode, rest: str, filled: str) -> Iterator[_Block]:
    number = int(_attribute(node, "start") or 1)
    for position, item in enumerate(node.children, number):
        mark = f"{position}. " if node.type == "ordered_list" else "• "
        yield from _read(item.children, rest + mark, rest + " " * len(mark), filled)


def _cell(node: SyntaxTreeNode, filled: str) -> Iterator[Piece]:
    for inline in node.children:
        yield from _pieces(inline.children, "", filled)


_STYLES: dict[str, Style] = {"strong": "strong", "em": "emphasis", "s": "struck", "mark": "mark", "link": "link"}


def _pieces(nodes: Iterable[SyntaxTreeNode], style: Style, filled: str) -> Iterator[Piece]:
    for node in nodes:
        if node.type in _STYLES:
            yield from _pieces(node.children, _STYLES[node.type], filled)
        elif node.type in ("softbreak", "hardbreak"):
            yield Piece("\n", style)
        elif node.type == "image":
            yield Piece(_announced(node), "picture")
        elif node.type == "formula":
            yield from _with_hole(readable(node.content.replace(_HOLE, HOLE)), "formula", filled)
        elif node.type == "code_inline":
            yield from _with_hole(node.content, "code", filled)
        else:
            yield from _with_hole(node.content, style, filled)


def _announced(node: SyntaxTreeNode) -> str:
    name = _attribute(node, "src").rsplit("/", 1)[-1]
    words = say(f"图：{node.content or name}", f"picture: {node.content or name}")
    return _clean(f"[{words}]")


def _with_hole(text: str, style: Style, filled: str) -> Iterator[Piece]:
    """Text with what fills its hole, or with the hole marked as such."""
    for number, part in enumerate(text.split(_HOLE if _HOLE in text else HOLE)):
        if number:
            yield from _filling(plain(filled) if style else filled)
        if part:
            yield Piece(_clean(part), style)


def _filling(text: str) -> Iterator[Piece]:
    if not text:
        yield Piece(HOLE, "hole")
    for block in _blocks(text, None):
        pieces = block.pieces if isinstance(block, _Words) else (Piece(_clean(text)),)
        yield from (Piece(piece.text, "hole") for piece in pieces)


def _clean(text: str) -> str:
    return clean_for_terminal(text.replace("\t", _TAB).replace("\n", " "))


# Laying out


def _laid_out(block: _Block, width: int, tables: bool) -> Iterator[Line]:
    if isinstance(block, _Words):
        first = block.first
        for line in _split(block.pieces):
            yield from wrap(line, width, first, block.rest)
            first = block.rest
    elif isinstance(block, _Code):
        yield from _code(block, width)
    else:
        yield from _table(block, width, tables)


def _split(pieces: Line) -> Iterator[list[Piece]]:
    """The lines that the text itself is broken into."""
    line: list[Piece] = []
    for piece in pieces:
        if piece.text == "\n":
            yield line
            line = []
        else:
            line.append(piece)
    yield line


def _code(block: _Code, width: int) -> Iterator[Line]:
    """Lines of code; one that is too long goes on a little further in."""
    for line in _highlighted(block.text, block.language):
        text = "".join(piece.text for piece in line)
        indent = block.rest + text[: len(text) - len(text.lstrip())]
        if text and display_width(block.rest + text) > width:
            yield from wrap(_without_indent(line), width, indent, indent + "  ")
        else:
            yield (Piece(block.rest), *line) if block.rest else line


def _without_indent(line: Line) -> Iterator[Piece]:
    begun = False
    for text, style in line:
        shown = text if begun else text.lstrip()
        begun = begun or bool(shown)
        if shown:
            yield Piece(shown, style)


def _table(block: _Table, width: int, tables: bool) -> Iterator[Line]:
    header, *rows = block.rows
    indent = display_width(block.rest)
    columns = _columns(block.rows, width - indent - 3 * (len(header) - 1))
    if not tables or columns is None:
        yield from _told(header, rows, width)
        return
    yield from _row(header, columns, block.rest, "heading")
    yield (Piece(block.rest + "─┼─".join("─" * column for column in columns), "quiet"),)
    for row in rows:
        yield from _row(row, columns, block.rest, "")


def _columns(rows: Sequence[tuple[Line, ...]], room: int) -> list[int] | None:
    """How wide each column is to be, or ``None`` where there is no room for a table."""
    number = max(map(len, rows))
    columns = [max(_width(row[i]) if i < len(row) else 1 for row in rows) for i in range(number)]
    if room < 6 * number and room < sum(columns):
        return None
    while sum(columns) > room:
        columns[columns.index(max(columns))] -= 1
    return columns


def _row(cells: Sequence[Line], columns: Sequence[int], indent: str, style: Style) -> Iterator[Line]:
    stacks = [list(wrap(cell, column)) for cell, column in zip(cells, columns, strict=False)]
    for number in range(max(map(len, stacks), default=0)):
        pieces = [Piece(indent)] if indent else []
        for i, (stack, column) in enumerate(zip(stacks, columns, strict=False)):
            line = stack[number] if number < len(stack) else ()
            pieces += [Piece(" │ ", "quiet")] if i else []
            pieces += [Piece(text, own or style) for text, own in line]
            pieces.append(Piece(" " * (column - _width(line))))
        yield tuple(pieces)


def _told(header: Sequence[Line], rows: Sequence[Sequence[Line]], width: int) -> Iterator[Line]:
    """Row by row, each cell after the name of its column."""
    colon = Piece(say("：", ": "), "quiet")
    for number, row in enumerate(rows):
        if number:
            yield ()
        for name, cell in zip(header, row, strict=False):
            yield from wrap((*name, colon, *cell), width)


def _width(line: Line) -> int:
    return sum(display_width(piece.text) for piece in line)


#: No line begins with one of these, and none ends with one of those.
_NEVER_FIRST = frozenset("，。、；：？！）》」』”’…％·～,.;:?!%)]}")
_NEVER_LAST = frozenset("（《「『“‘([{")
_UNIT = re.compile(r"(?s:\s+|[!-~\u00a1-\u024f\u0300-\u03ff\u1d2c-\u1dbf\u2070-\u209f]+|.)")


def _breaks(text: str, first: int, rest: int) -> Iterator[tuple[int, int]]:
    """From where to where each line goes, the first being ``first`` columns wide."""
    first, rest = max(first, 1), max(rest, 1)
    start = end = used = 0
    room = first
    for unit_start, unit_end in _units(text):
        columns = display_width(text[unit_start:unit_end])
        space = text[unit_start:unit_end].isspace()
        if used + columns <= room:
            end, used = end if space else unit_end, used + columns
            continue
        if space:
            continue
        if used:
            yield start, end
            room = rest
        start, end, used = unit_start, unit_end, columns
        if columns > room:
            *whole, (start, end) = _cut(text[unit_start:unit_end], room, unit_start)
            yield from whole
            used, room = display_width(text[start:end]), rest
    if end > start or not text:
        yield start, end


def _units(text: str) -> Iterator[tuple[int, int]]:
    """What is not broken: words, and characters with the marks that cling to them."""
    start = end = 0
    for match in _UNIT.finditer(text):
        clings = end > start and (text[match.start()] in _NEVER_FIRST or text[end - 1] in _NEVER_LAST)
        if not clings:
            if end > start:
                yield start, end
            start = match.start()
        end = match.end()
    if end > start:
        yield start, end


def _cut(text: str, width: int, offset: int = 0) -> Iterator[tuple[int, int]]:
    """Broken wherever the line is full."""
    start, used = 0, 0
    for index, character in enumerate(text):
        columns = display_width(character)
        if used + columns > width and index > start:
            yield offset + start, offset + index
            start, used = index, 0
        used += columns
    yield offset + start, offset + len(text)


def _together(styled: Iterable[tuple[str, Style]]) -> Line:
    return tuple(
        Piece("".join(character for character, _ in run), style)
        for style, run in groupby(styled, key=lambda item: item[1])
    )


# Code

_CODE_STYLES: dict[str, Style] = {
    "Comment": "comment",
    "Keyword": "keyword",
    "Keyword.Type": "type",
    "Literal.String": "string",
    "Literal.Number": "number",
    "Name.Function": "function",
    "Name.Builtin": "function",
    "Name.Class": "type",
}


def _highlighted(code: str, language: str) -> Iterator[Line]:
    """The lines of code in pieces; plain where nobody knows the language."""
    lexer = _lexer(language) if language else None
    tokens = lexer.get_tokens(code) if lexer else [((), code)]
    line: list[Piece] = []
    for kind, text in tokens:
        style = _code_style(tuple(kind))
        for number, part in enumerate(text.split("\n")):
            if number:
                yield tuple(line)
                line = []
            line += [Piece(_clean(part), style)] if part else []
    if line:
        yield tuple(line)


@cache
def _code_style(kind: tuple[str, ...]) -> Style:
    names = (".".join(kind[:n]) for n in range(len(kind), 0, -1))
    return next((_CODE_STYLES[name] for name in names if name in _CODE_STYLES), "code")


@cache
def _lexer(language: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None
