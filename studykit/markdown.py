"""Markdown text to blocks: kramdown (Jekyll), Obsidian and plain CommonMark, read as they are.

markdown-it-py finds the blocks and their lines; this module turns its tokens into :class:`Block` records
and mends what notes do and CommonMark does not know: numbered lines such as ``1、`` and ``（2）``, callouts,
kramdown marks, embedded pictures of Obsidian, bold lines used as headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from studykit.frontmatter import split_front_matter
from studykit.language import say
from studykit.model import Anchor, Block, BlockRole, Diagnostic, Document, Note, Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

#: Lists and quotations may nest this deep; what is deeper is left out, and said.
DEEPEST = 60

#: Lines of a display formula.
LONGEST_FORMULA = 60

#: A longer line of text is data, not a note; reading it would tell nothing and take its time.
LONGEST_LINE = 3_000
#: Neither is a paragraph of more lines one.
MOST_LINES = 400

#: The learner's own word on what is not for cards: the next block, or all up to the next heading of this level.
SKIP = re.compile(r"<!--\s*studykit:\s*skip(?P<section>\s+section)?\s*-->")
NEXT = -1

#: A bold line stands below every real heading (1-6).
BOLD_HEADING = 7

HEADING_NUMBER = re.compile(
    r"^(?:第\s*[一二三四五六七八九十百\d]+\s*[章节篇部分]+|[（(]?[一二三四五六七八九十]+[）)]?[、，,.．:：]"
    r"|[（(][一二三四五六七八九十\d]+[）)]|\d+(?:\.\d+)*(?:[、，,．:：)）]|\.(?!\d)|(?=\s)|\s*$)|(?:\d+\.)+\d+|[①-⑳])\s*"
)
HEADING_TAIL = re.compile(r"\s*(?:\{[:#][^}]*\}\s*)?[：:]?\s*$")
BOLD_LINE = re.compile(r"^(?:\*\*|__)([^*_\n]{1,30})(?:\*\*|__)\s*[：:]?$")
#: "目前支持两种策略" announces a list without a colon, and so does a heading.
COUNTED_LEAD = re.compile(
    r"(?:[一二两三四五六七八九十]|\d|几|以下|如下|下列|下面)\s*(?:大)?(?:种|个|类|部分|点|条|步)[\u4e00-\u9fff]{0,8}[。.]?$"
)
CALLOUT = re.compile(r"^\[!(\w+)\][+-]?[ \t]*")
KRAMDOWN_MARK = re.compile(r"^[ \t]*\{:.*\}[ \t]*$", re.MULTILINE)
TASK_MARK = re.compile(r"^\[[ xX]\]\s+")
NUMBERED_LINE = re.compile(r"^\s*(?:(\d{1,2})\s*[、）)]|(\d{1,2})\.(?=[^\d\s])|[（(](\d{1,2})[）)]|([①-⑳]))\s*(?=\S)")
EMBED = re.compile(r"!\[\[([^\]|\n]+)(?:\|([^\]\n]*))?\]\]")
IMG_TAG = re.compile(r"<img\b[^<>\n]{0,800}>", re.IGNORECASE)
IMG_ATTRIBUTE = re.compile(r"""\b(src|alt)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
HTML_TAG = re.compile(
    r"</?(?:a|b|i|u|em|strong|font|span|div|p|center|sup|sub|kbd|mark|small|big|details|summary|br|hr|table|thead"
    r"|tbody|tr|td|th|ul|ol|li|h[1-6]|blockquote|section|figure|figcaption|iframe|video|audio|source)\b[^<>\n]{0,400}>",
    re.IGNORECASE,
)
#: A line break inside a line parts two things, as a semicolon does.
BREAK = re.compile(r"(?<=[^\s。；;：:|])<br\s*/?>(?=[^\s|\n])", re.IGNORECASE)
COMMENT = re.compile(r"<!--(?:(?!<!--).){0,2000}?-->", re.DOTALL)
PICTURE_NAME = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|bmp|avif)$", re.IGNORECASE)
TOC_LINK = re.compile(r"^(?:\[[^\]]*\]\(#[^)]*\)|\[\[#[^\]]*\]\])$")
#: Obsidian's name for a block: ``^name`` at its end, or below a table or a block of code.
ANCHOR = re.compile(r"(?:^|\s)\^([A-Za-z0-9-]+)[ \t]*$")
CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath.index import math_block_dollar
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST})
    parser.enable("table")
    parser.use(footnote_plugin, inline=False)
    # Notes put $$ right under a line of text; the plugin's own registration lets it only begin a paragraph.
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    dollars = math_block_dollar(True, str, True)

    def dollar_formula(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        # The plugin adds its token even when it is only asked whether a formula would begin here.
        tokens, line = len(state.tokens), state.line
        found = dollars(state, start, end, silent)
        if silent:
            del state.tokens[tokens:]
            state.line = line
        return found

    parser.block.ruler.before("fence", "formula_dollars", dollar_formula, interrupts)
    parser.block.ruler.before("fence", "formula_brackets", _bracket_formula, interrupts)
    # Blocks keep their Markdown source: what stands inside a line is read later, and only where needed.
    parser.disable(["inline", "text_join", "footnote_tail"])
    return parser


def _bracket_formula(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    r"""A rule for markdown-it-py: ``\\[`` at the start of a line to ``\\]`` at the end of one."""
    first = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if not first.startswith("\\["):
        return False
    for line in range(start, min(end, start + LONGEST_FORMULA)):
        text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()
        if text.endswith("\\]"):
            break
        if not text:
            return False
    else:
        return False
    if not silent:
        state.line = line + 1
        token = state.push("math_block", "div", 0)
        token.map = [start, line + 1]
        token.content = state.getLines(start, line + 1, state.blkIndent, False).strip()[2:-2]
    return True


def parse(note: Note) -> tuple[Document, list[Diagnostic]]:
    """The blocks of a note, with what was wrong with it. Never raises, whatever the text."""
    front, body, diagnostics = split_front_matter(note)
    lines = body.split("\n")
    reader = _Reader(note.path, lines, diagnostics)
    reader.read(_parser().parse(body))
    headings = [b for b in reader.blocks if b.kind == "heading"]
    first = headings[0].text if headings and headings[0].level == 1 else ""
    stem = note.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    named = bool(front.title) and not any(heading.level == 1 for heading in headings)
    document = Document(
        note,
        front,
        tuple(reader.blocks),
        front.title or first or stem,
        front.tags,
        named,
        tuple(reader.skipped),
        tuple(reader.anchors),
    )
    return document, diagnostics


@dataclass(slots=True)
class _Reader:
    """Walks the tokens of one note once, from top to bottom."""

    path: str
    lines: list[str]
    diagnostics: list[Diagnostic]
    blocks: list[Block] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    section: int = 0
    groups: int = 0
    #: the open lists: group, numbered or not, items so far, index of the lead, index of the open item
    lists: list[_List] = field(default_factory=list)
    skipped: list[Span] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    #: the level of the heading whose section is skipped, or NEXT for the next block alone; 0: nothing is
    skipping: int = 0
    quotes: int = 0
    role: BlockRole = "text"
    in_footnote: bool = False

    def read(self, tokens: list[Token]) -> None:
        """All blocks, in order; a formula that is never closed ends the note."""
        for i, token in enumerate(tokens):
            if token.type == "inline" and tokens[i - 1].type == "paragraph_open":
                if self._stop_at_open_formula(token):
                    return
                self._paragraph(token)
            elif token.type.startswith(("bullet_list", "ordered_list", "list_item", "blockquote", "footnote")):
                self._container(token)
            else:
                self._leaf(tokens, i)

    def _container(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self._open_list(token)
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
            case "list_item_open":
                self.lists[-1].count += 1
                self.lists[-1].item = -1
            case "blockquote_open" | "blockquote_close":
                self.quotes += token.nesting
                self.role = "quote" if self.quotes else "text"
            case _ if token.type.startswith("footnote"):
                self.in_footnote = token.nesting > 0
            case _:
                pass

    def _leaf(self, tokens: list[Token], i: int) -> None:
        token = tokens[i]
        match token.type:
            case "hr":
                self.section += 1
            case "heading_open":
                self._heading(token, tokens[i + 1])
            case "table_open":
                self._table(tokens, i)
            case "fence" | "code_block":
                self._code(token)
            case "math_block" | "math_block_label":
                self._add("formula", token.content.strip("\n"), token)
            case "html_block":
                self._html(token)
            case _:
                pass

    def _open_list(self, token: Token) -> None:
        self.groups += 1
        lead = self.lists[-1].item if self.lists else self._lead()
        self.lists.append(_List(self.groups, token.type == "ordered_list_open", lead))

    def _lead(self) -> int:
        """The line just above, when it announces what follows."""
        last = len(self.blocks) - 1
        if last >= 0 and self.blocks[last].kind in ("paragraph", "item") and self.blocks[last].section == self.section:
            text = self.blocks[last].text.rstrip(" *")
            return last if text.endswith(("：", ":")) or COUNTED_LEAD.search(text) else -1
        if last >= 0 and self.blocks[last].kind == "heading" and COUNTED_LEAD.search(self.blocks[last].text):
            return last
        return -1

    def _announces(self, index: int) -> bool:
        """Whether an item leads on to what stands below it; ``X：Y`` says all that it has to say."""
        return index >= 0 and self.blocks[index].text.rstrip(" *").endswith(("：", ":"))

    def _heading(self, opening: Token, inline: Token) -> None:
        level = int(opening.tag[1])
        text = inline.content
        setext = opening.markup in ("-", "=")
        if setext and ("\n" in text or len(text) > 40 or text.rstrip().endswith(("。", "；", "："))):
            # A rule right under a paragraph: what the author meant as a line between two sections.
            self._paragraph(inline)
            self.section += 1
            return
        self._push_heading(level, text, inline)

    def _push_heading(self, level: int, text: str, token: Token) -> None:
        title = clean_heading(text)
        if 0 < level <= self.skipping:
            self.skipping = 0
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()
        if level < BOLD_HEADING:
            self.section += 1
        self._add("heading", title, token, level=level)
        if title:
            self.headings.append((level, title))

    def _add(self, kind: str, text: str, token: Token | _Lines, **more: object) -> None:
        first, last = token.map if token.map else (0, 1)
        while last > first + 1 and not self.lines[last - 1].strip():
            last -= 1
        if self.skipping and not (kind == "heading" and self.skipping != NEXT):
            self.skipped.append(Span(self.path, first + 1, max(first + 1, last)))
            self.skipping = 0 if self.skipping == NEXT else self.skipping
            return
        role: BlockRole = "footnote" if self.in_footnote else self.role
        block = Block(
            kind,  # type: ignore[arg-type]  # the callers pass the literals of BlockKind
            text,
            Span(self.path, first + 1, max(first + 1, last)),
            tuple(title for _, title in self.headings),
            self.section,
            role=role,
        )
        self.blocks.append(replace(block, **more) if more else block)  # type: ignore[arg-type]

    def _stop_at_open_formula(self, token: Token) -> bool:
        """A ``$$`` that is never closed turns the rest of the note into a formula: say so, read no further."""
        for offset, line in enumerate(token.content.split("\n")):
            if line.strip() == "$$" or (line.lstrip().startswith("$$") and line.count("$$") % 2):
                self._say(
                    "formula-open",
                    token.map[0] + 1 + offset if token.map else 0,
                    say(
                        "公式 $$ 没有结束，其后的内容没有读",
                        "the formula $$ is never closed; nothing after it was read",
                    ),
                )
                return True
        return False

    def _paragraph(self, token: Token) -> None:
        text = token.content
        if SKIP.search(text):
            self.skipping = self.skipping or NEXT
        if self.role == "quote" and (mark := CALLOUT.match(text)):
            self.role = "callout"
            text = text[mark.end() :]
        lines = text.split("\n")
        if len(lines) > MOST_LINES or max(map(len, lines)) > LONGEST_LINE:
            self._say(
                "paragraph-long",
                token.map[0] + 1 if token.map else 0,
                say(
                    f"这一段没有读：行数超过 {MOST_LINES} 或某行超过 {LONGEST_LINE} 个字符",
                    f"not read: over {MOST_LINES} lines in a paragraph, or {LONGEST_LINE} characters in a line",
                ),
            )
            return
        text, anchor = _without_anchor(clean_inline(text))
        if anchor and not text:
            self._anchor_above(anchor)
            return
        before = len(self.blocks)
        self._text(text, token)
        if anchor:
            self.anchors += [Anchor(anchor, block.span) for block in self.blocks[before:][-1:]]

    def _anchor_above(self, name: str) -> None:
        """A name that stands by itself is that of the table or the code above; a list has many facts, none its own."""
        if self.blocks and self.blocks[-1].kind in ("table", "code", "formula"):
            self.anchors.append(Anchor(name, self.blocks[-1].span))

    def _text(self, text: str, token: Token) -> None:
        bold = BOLD_LINE.match(text)
        if bold and not self.lists and not self.quotes:
            self._push_heading(BOLD_HEADING, bold[1], token)
        elif self.lists:
            self._item(text, token)
        else:
            self._lines(text, token)

    def _item(self, text: str, token: Token) -> None:
        current = self.lists[-1]
        text = TASK_MARK.sub("", text)
        if TOC_LINK.match(text.strip()) or text.strip() == "toc":
            return
        first_of_item = current.item < 0
        lead = current.lead if first_of_item else current.item
        self._add(
            "item" if first_of_item else "paragraph",
            text,
            token,
            level=len(self.lists),
            position=current.count,
            ordered=current.ordered,
            group=current.group if first_of_item else -1,
            lead=lead,
        )
        if first_of_item:
            current.item = len(self.blocks) - 1

    def _lines(self, text: str, token: Token) -> None:
        """A paragraph, or the numbered lines in it that CommonMark does not see as a list."""
        start = token.map[0] if token.map else 0
        pieces = list(_split_numbered(text))
        if not any(number for number, _, _ in pieces):
            if text.strip():
                self._add("paragraph", text, token)
            return
        self.groups += 1
        group, lead = self.groups, self._lead()
        for number, offset, piece in pieces:
            piece_token = _Lines((start + offset, start + offset + piece.count("\n") + 1))
            if number:
                self._add(
                    "item",
                    piece,
                    piece_token,
                    level=1,
                    position=number,
                    ordered=True,
                    group=group,
                    lead=lead,
                )
            elif piece.strip():
                self._add("paragraph", piece, piece_token)
                lead = self._lead()

    def _table(self, tokens: list[Token], start: int) -> None:
        rows: list[list[str]] = []
        for token in tokens[start + 1 :]:
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(clean_inline(token.content).strip())
        opening = tokens[start]
        first, last = opening.map or [0, 1]
        text = "\n".join(self.lines[first:last])
        self._add("table", text, opening, rows=tuple(tuple(row) for row in rows), lead=self._lead())

    def _code(self, token: Token) -> None:
        if token.type == "fence" and token.map:
            last = self.lines[token.map[1] - 1].strip(" \t>") if token.map[1] <= len(self.lines) else ""
            if token.map[1] - token.map[0] < 2 or not last.startswith(token.markup):
                self._say(
                    "fence-open",
                    token.map[0] + 1,
                    say(
                        "代码块没有结束，其后的内容都算作代码",
                        "the code block is never closed; all that follows counts as code",
                    ),
                )
                return
        language = token.info.split()[0].strip("{}.").lower() if token.info.strip() else ""
        lead = self._lead() if not self.lists or self._announces(self.lists[-1].item) else -1
        self._add("code", token.content.rstrip("\n"), token, language=language, lead=lead, level=len(self.lists))
        if token.type == "fence":
            # The lines of a code block are those of its code, without the fences.
            block = self.blocks[-1]
            span = Span(self.path, block.span.first + 1, max(block.span.first + 1, block.span.last - 1))
            self.blocks[-1] = replace(block, span=span)

    def _html(self, token: Token) -> None:
        if mark := SKIP.search(token.content):
            above = self.headings[-1][0] if self.headings else BOLD_HEADING
            self.skipping = above if mark["section"] else NEXT
        text = clean_inline(COMMENT.sub(lambda m: "\n" * m[0].count("\n"), token.content))
        if text.strip():
            self._add("paragraph", text.rstrip(), token)

    def _say(self, code: str, line: int, message: str) -> None:
        self.diagnostics.append(Diagnostic(code, message, self.path, line))


@dataclass(slots=True)
class _List:
    group: int
    ordered: bool
    lead: int
    count: int = 0
    item: int = -1


@dataclass(frozen=True, slots=True)
class _Lines:
    """Stands in for a token where only its lines are needed."""

    map: tuple[int, int]


def _without_anchor(text: str) -> tuple[str, str]:
    """A block's text without its name, and the name."""
    found = ANCHOR.search(text)
    return (text[: found.start()].rstrip(), found[1]) if found else (text, "")


def _split_numbered(text: str) -> Iterator[tuple[int, int, str]]:
    """``(number or 0, line offset, text)`` for the runs of a paragraph that begin with ``1、``, ``（1）``, ``①`` …"""
    piece: list[str] = []
    start = number = 0
    expected = 1
    for offset, line in enumerate(text.split("\n")):
        mark = NUMBERED_LINE.match(line)
        found = _number(mark) if mark else 0
        # A number out of order is a number in the text, not a list ("3.5 倍", "2024、2025").
        if mark and found in (expected, 1):
            if piece:
                yield number, start, "\n".join(piece)
            start, number, piece = offset, found, [line[mark.end() :]]
            expected = found + 1
        else:
            piece.append(line)
    if piece:
        yield number, start, "\n".join(piece)


def _number(mark: re.Match[str]) -> int:
    digits = mark[1] or mark[2] or mark[3]
    return int(digits) if digits else ord(mark[4]) - ord("①") + 1


def clean_heading(text: str) -> str:
    """A heading without its number, anchor, closing colon and emphasis."""
    text = clean_inline(text).replace("\n", " ").strip()
    text = re.sub(r"\*\*|(?<![\w`])__(?=\S)(?!\w+__)|(?<=[^\w`])__(?![\w`])", "", text)
    without_number = HEADING_NUMBER.sub("", text, count=1)
    return HEADING_TAIL.sub("", without_number or text).strip()


def clean_inline(text: str) -> str:
    """Pictures in one spelling, without HTML tags and kramdown marks; code spans stay untouched."""
    if not any(mark in text for mark in ("<", "![[", "{:")):
        return text
    text = KRAMDOWN_MARK.sub("", text)
    parts: list[str] = []
    end = 0
    for span in CODE_SPAN.finditer(text):
        parts += [_clean_outside_code(text[end : span.start()]), span[0]]
        end = span.end()
    return "".join([*parts, _clean_outside_code(text[end:])])


def _clean_outside_code(text: str) -> str:
    text = COMMENT.sub("", text)
    text = EMBED.sub(_embed, text)
    text = IMG_TAG.sub(_image, text)
    return HTML_TAG.sub("", BREAK.sub("；", text))


def _embed(match: re.Match[str]) -> str:
    target, alt = match[1].strip(), (match[2] or "").strip()
    if not PICTURE_NAME.search(target):
        return ""
    # Obsidian writes the width where the text would be: ![[a.png|300]].
    return f"![{'' if alt.isdigit() else alt}]({_link_target(target)})"


def _image(match: re.Match[str]) -> str:
    found = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in IMG_ATTRIBUTE.finditer(match[0])}
    return f"![{found.get('alt', '')}]({_link_target(found['src'])})" if found.get("src") else ""


def _link_target(target: str) -> str:
    return target.replace(" ", "%20")
