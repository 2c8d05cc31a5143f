"""Markdown text to blocks: kramdown (Jekyll), Obsidian and plain CommonMark, read as they are.

markdown-it-py finds the blocks and their lines; this module turns its tokens into :class:`Block` records
and mends what notes do and CommonMark does not know: numbered lines such as ``1、`` and ``（2）``, callouts,
kramdown marks, embedded pictures of Obsidian, bold lines used as headings, characters that nobody sees.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from studykit.fenced import Entry, entries
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

#: Characters without width, as editors leave them; one between two emoji makes them one, and stays.
INVISIBLE = "(?:[\u200b\u200c\u2060\ufeff\u00ad]|\u200d(?![\u2190-\u2bff\U0001f000-\U0001faff]))"
#: Blanks behind one are its own, and indent nothing.
UNSEEN = re.compile(rf"(?m)^([ \t]*){INVISIBLE}(?:{INVISIBLE}|[ \t\u00a0])*|{INVISIBLE}")
#: A no-break space is a space; before text it is how the author indents a paragraph, and makes no code of it.
NO_BREAK = re.compile("(?m)^(?P<indent>[ \\t]*\u00a0[ \\t\u00a0]*)(?!(?:[-*+>]|\\d+[.)])\\s|\\s)|\u00a0")

#: The learner's own word on what is not for cards: the next block, or all up to the next heading of this level.
SKIP = re.compile(r"<!--\s*studykit:\s*skip(?P<section>\s+section)?\s*-->")
NEXT = -1

#: A bold line stands below every real heading (1-6).
BOLD_HEADING = 7
#: The title of a note stands above every heading, whatever its own level.
TITLE = 0
PART_OF_NOTE = re.compile(
    "目录|简介|介绍|概述|概览|前言|引言|背景|内容|正文|总结|说明|参考.{0,2}"
    "|(?:table of )?contents|toc|introduction|overview",
    re.IGNORECASE,
)
#: Text of no more characters beside its links is no beginning of a section.
SHORTEST_TEXT = 16

HEADING_NUMBER = re.compile(
    r"^(?:第\s*[一二三四五六七八九十百\d]+\s*[章节篇部分]+|[（(]?[一二三四五六七八九十]+[）)]?[、，,.．:：]"
    r"|[（(][一二三四五六七八九十\d]+[）)]|\d+(?:\.\d+)*(?:[、，,．:：)）]|\.(?!\d)|(?=\s(?!\s*[个种次层步类条位维倍年月级代]))|\s*$)|0\d[-_]|(?:\d+\.)+\d+|[①-⑳])"
    r"(?:\s*[-–—]+(?=\s))?\s*"
)
LINKED = re.compile(r"!?\[[^\[\]\n]*\]\([^()\s]*\)|<?https?://[^\s<>]+>?")
ESCAPED = re.compile(r"\\([_().#+!-])")
HEADING_TAIL = re.compile(r"\s*(?:\{[:#][^}]*\}\s*)?[：:]?\s*$")
BOLD_LINE = re.compile(r"^(?:\*\*|__)([^*_\n]{1,30})(?:\*\*|__)\s*[：:]?$")
#: "目前支持两种策略" announces a list without a colon, and so does a heading.
COUNTED_LEAD = re.compile(
    r"(?:[一二两三四五六七八九十]|\d|几|以下|如下|下列|下面)\s*(?:大)?(?:种|个|类|部分|点|条|步)[\u4e00-\u9fff]{0,8}[。.]?$"
)
CALLOUT = re.compile(r"^\[!(\w+)\][+-]?[ \t]*")
KRAMDOWN_MARK = re.compile(r"^[ \t]*\{:.*\}[ \t]*$", re.MULTILINE)
TASK_MARK = re.compile(r"^\[[ xX]\]\s+")
#: The group that matched tells how the author writes numbers.
NUMBERED_LINE = re.compile(
    r"^\s*(?:(\d{1,2})\s*[、）)](?!\s*\d+\s*[、）)])|(\d{1,2})\.(?=[^\d\s])|[（(](\d{1,2})[）)](?!式)|([①-⑳])"
    r"|第([一二三四五六七八九])点?[，,、：:])\s*(?=\S)"
)
#: A line that begins so is prose although it is indented like code, if it is Chinese for the most part.
PROSE_LINE = re.compile(r"\s*[\u4e00-\u9fff“（][^\n]*[，。；：？]")
#: The same in a fence, which some authors use as a box: a line may be numbered, or a chain of arrows.
BOXED_LINE = re.compile(r"(?:[\u4e00-\u9fff“（]|\d{1,2}[.、)）])[^\n]*(?:[，。；？]|[：:]$|→[^→\n]+→)")
HAN = re.compile("[\u4e00-\u9fff]")
EMBED = re.compile(r"!\[\[([^\]|\n]+)(?:\|([^\]\n]*))?\]\]")
#: Words with the label of an address that stands elsewhere: ``[words][label]``, ``[label][]``, ``[label]``.
REFERENCE = re.compile(
    r"(?<![A-Za-z0-9_\])])\[(?P<words>[^\[\]\n]{0,200})\](?:\[(?P<label>[^\[\]\n]{0,100})\])?(?![\[(:])"
)
IMG_TAG = re.compile(r"<img\b[^<>\n]{0,800}>", re.IGNORECASE)
IMG_ATTRIBUTE = re.compile(r"""\b(src|alt)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
#: What only unfolds an answer says nothing: "<summary>展开</summary>".
SUMMARY = re.compile(
    r"<summary>\s*(?:点击|点我|查看|展开|详情|答案|解析|更多|显示|收起|details?|answer|show|click)[^<\n]{0,12}</summary>",
    re.IGNORECASE,
)
UNFOLDED = re.compile(r"<summary>([^\n]{2,80}?)</summary>", re.IGNORECASE)
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
    body = _seen(body)
    lines = body.split("\n")
    known: dict[str, Any] = {}
    tokens = _parser().parse(body, known)
    targets = {label: reference["href"] for label, reference in known.get("references", {}).items()}
    reader = _Reader(note.path, lines, diagnostics, targets)
    reader.read(tokens)
    headings = [b for b in reader.blocks if b.kind == "heading"]
    first = headings[0].text if headings and headings[0].level <= 1 else ""
    stem = note.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    named = bool(front.title) and not any(heading.level <= 1 for heading in headings)
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
    #: the addresses that stand below the note (``[1]: https://…``), by their label as markdown-it spells it
    targets: dict[str, str]
    blocks: list[Block] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    section: int = 0
    groups: int = 0
    #: the open lists: group, numbered or not, items so far, index of the lead, index of the open item
    lists: list[_List] = field(default_factory=list)
    #: the numbered lines read last, which later paragraphs may go on with
    numbered: _Numbered | None = None
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
        self.lists.append(_List(self.groups, token.type == "ordered_list_open", self._lead_of_list()))

    def _lead_of_list(self) -> int:
        """For a list within an item: the item, or the last of its paragraphs where that announces the list."""
        if not self.lists or self.lists[-1].item < 0:
            return self._lead()
        item, last = self.lists[-1].item, len(self.blocks) - 1
        announces = item < last and self.blocks[last].kind == "paragraph" and self._announces(last)
        return last if announces else item

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

    def _push_heading(self, level: int, text: str, token: Token | _Lines) -> None:
        title = clean_heading(text)
        if 0 < level <= self.skipping:
            self.skipping = 0
        self._raise_title(level)
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()
        if level < BOLD_HEADING:
            self.section += 1
        self._add("heading", title, token, level=level)
        if title:
            self.headings.append((level, title))

    def _raise_title(self, level: int) -> None:
        """The first heading names the whole note where the next one has its level and no text stands between."""
        first = self.blocks[0] if self.blocks else None
        if first is None or first.kind != "heading" or self.headings != [(level, first.text)]:
            return
        if PART_OF_NOTE.fullmatch(first.text) or any(map(_tells_something, self.blocks[1:])):
            return
        self.headings[0] = (TITLE, first.text)
        self.blocks[0] = replace(first, level=TITLE)

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
        text, anchor = _without_anchor(self._inline(text))
        if anchor and not text:
            self._anchor_above(anchor)
            return
        before = len(self.blocks)
        self._text(text, token)
        if anchor:
            self.anchors += [Anchor(anchor, block.span) for block in self.blocks[before:][-1:]]

    def _inline(self, text: str) -> str:
        """Text without HTML, and with the addresses that it refers to in their places."""
        text = clean_inline(text)
        if not self.targets or "[" not in text:
            return text
        return _outside_code(text, lambda part: REFERENCE.sub(self._address, part))

    def _address(self, match: re.Match[str]) -> str:
        words = match["words"]
        target = self.targets.get(" ".join((match["label"] or words).split()).lower().upper())
        if not target:
            return match[0]
        # A number that stands alone cites, and is no word of the sentence.
        return f"[{'' if words.isdigit() else words}]({_link_target(target)})"

    def _anchor_above(self, name: str) -> None:
        """A name that stands by itself is that of the table or the code above; a list has many facts, none its own."""
        if self.blocks and self.blocks[-1].kind in ("table", "code", "formula"):
            self.anchors.append(Anchor(name, self.blocks[-1].span))

    def _text(self, text: str, token: Token | _Lines) -> None:
        bold = BOLD_LINE.match(text)
        if bold and not self.lists and not self.quotes:
            self._push_heading(BOLD_HEADING, bold[1], token)
        elif self.lists:
            self._item(text, token)
        else:
            self._lines(text, token)

    def _item(self, text: str, token: Token | _Lines) -> None:
        current = self.lists[-1]
        text = TASK_MARK.sub("", text)
        if TOC_LINK.match(text.strip()) or text.strip() == "toc":
            return
        first_of_item = current.item < 0
        lead = current.lead if first_of_item else current.item
        counted = NUMBERED_LINE.match(text) if first_of_item else None
        if counted and _number(counted)[1] == current.count:
            # "- 2.提交": the author counts inside the item what the mark before it does not.
            text, current.ordered = text[counted.end() :], True
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

    def _lines(self, text: str, token: Token | _Lines) -> None:
        """A paragraph, or the numbered lines in it that CommonMark does not see as a list."""
        start = token.map[0] if token.map else 0
        place = (self.section, tuple(title for _, title in self.headings))
        if self.numbered is not None and self.numbered.place != place:
            self.numbered = None
        after = (self.numbered.style, self.numbered.count) if self.numbered else (0, 0)
        pieces = list(_split_numbered(text, after))
        for style, number, offset, piece in pieces:
            lines = _Lines((start + offset, start + offset + piece.count("\n") + 1))
            if number == 1:
                self.groups += 1
                self.numbered = _Numbered(style, self.groups, self._lead(), place)
            if number and self.numbered is not None:
                self._numbered_item(self.numbered, number, piece, lines)
            elif piece.strip():
                self._add("paragraph", piece, lines if len(pieces) > 1 else token, lead=self._lead_of_text())

    def _numbered_item(self, run: _Numbered, number: int, text: str, lines: _Lines) -> None:
        """One more item; the paragraphs between it and the one before belong to that one."""
        for index in range(run.item + 1, len(self.blocks)) if number > 1 else ():
            if self.blocks[index].kind == "paragraph" and self.blocks[index].lead < 0:
                self.blocks[index] = replace(self.blocks[index], lead=run.item)
        self._add("item", text, lines, level=1, position=number, ordered=True, group=run.group, lead=run.lead)
        run.count, run.item = number, len(self.blocks) - 1

    def _lead_of_text(self) -> int:
        """The numbered line right above a paragraph, where it asks or announces; text leads no other text."""
        last = len(self.blocks) - 1
        at_hand = self.numbered is not None and 0 <= self.numbered.item == last
        return last if at_hand and self.blocks[last].text.rstrip(" *").endswith(("：", ":", "？", "?")) else -1

    def _table(self, tokens: list[Token], start: int) -> None:
        rows: list[list[str]] = []
        for token in tokens[start + 1 :]:
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(self._inline(token.content).strip())
        opening = tokens[start]
        first, last = opening.map or [0, 1]
        text = "\n".join(self.lines[first:last])
        self._add("table", text, opening, rows=tuple(tuple(row) for row in rows), lead=self._lead())

    def _code(self, token: Token) -> None:
        if token.type == "code_block" and _is_prose(token.content, PROSE_LINE):
            self._prose(token)
            return
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
        if token.type == "fence" and token.map and not self.skipping and (notes := entries(token.content)):
            self._notes(notes, token.map[0] + 1, lead)
            return
        if not language and _is_prose(token.content, BOXED_LINE):
            start = len(self.blocks)
            self._prose(token)
            self.blocks[start:] = [
                replace(block, lead=lead) if block.kind == "paragraph" and block.lead < 0 else block
                for block in self.blocks[start:]
            ]
            return
        before = len(self.blocks)
        self._add("code", token.content.rstrip("\n"), token, language=language, lead=lead, level=len(self.lists))
        if token.type == "fence" and len(self.blocks) > before:
            # The lines of a code block are those of its code, without the fences.
            block = self.blocks[-1]
            span = Span(self.path, block.span.first + 1, max(block.span.first + 1, block.span.last - 1))
            self.blocks[-1] = replace(block, span=span)

    def _notes(self, notes: tuple[Entry, ...], first: int, lead: int) -> None:
        """Notes kept in a fence, whose content begins on line ``first`` (0-based), become the list that they are."""
        start = len(self.blocks)
        groups = {parent: group for group, parent in enumerate(dict.fromkeys(note.parent for note in notes), 1)}
        for entry in notes:
            self._add(
                "item",
                entry.text,
                _Lines((first + entry.first, first + entry.last + 1)),
                level=len(self.lists) + entry.level,
                position=entry.position,
                group=self.groups + groups[entry.parent],
                lead=start + entry.parent if entry.parent >= 0 else lead,
            )
        self.groups += len(groups)

    def _prose(self, token: Token) -> None:
        """Paragraphs that are no code: their first lines are indented, as in print, or they stand in a box."""
        first = (token.map[0] if token.map else 0) + (token.type == "fence")
        for offset, line in enumerate(token.content.split("\n")):
            if line.strip():
                lines = _Lines((first + offset, first + offset + 1))
                self._text(clean_inline(line.strip()), lines)

    def _html(self, token: Token) -> None:
        if mark := SKIP.search(token.content):
            above = self.headings[-1][0] if self.headings else BOLD_HEADING
            self.skipping = above if mark["section"] else NEXT
        text = SUMMARY.sub("", COMMENT.sub(lambda m: "\n" * m[0].count("\n"), token.content))
        title = UNFOLDED.search(text)
        if title and not self.lists and not self.quotes:
            # What is folded up answers what its summary asks, or is about what that names.
            self._push_heading(BOLD_HEADING, clean_inline(title[1]).strip(), token)
            text = UNFOLDED.sub("", text)
        if "</details>" in text and self.headings and self.headings[-1][0] == BOLD_HEADING:
            self.headings.pop()
        text = clean_inline(text)
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


@dataclass(slots=True)
class _Numbered:
    """Numbered lines that are one list: how the numbers are written, and the section they stand in."""

    style: int
    group: int
    lead: int
    place: tuple[int, tuple[str, ...]]
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


def _split_numbered(text: str, after: tuple[int, int]) -> Iterator[tuple[int, int, int, str]]:
    """``(style, number or 0, line offset, text)`` of the runs of a paragraph that begin with ``1、``, ``（1）``, ``①``.

    ``after`` is the style and the number of the run before, which this one may go on with.
    """
    piece: list[str] = []
    start = number = 0
    for offset, line in enumerate(text.split("\n")):
        mark = NUMBERED_LINE.match(line)
        style, found = _number(mark) if mark else (0, 0)
        # A number out of order is a number in the text, not a list ("3.5 倍", "2024、2025").
        if mark and (found == 1 or (style, found - 1) == after):
            if piece:
                yield after[0], number, start, "\n".join(piece)
            start, number, piece = offset, found, [line[mark.end() :]]
            after = style, found
        else:
            piece.append(line)
    if piece:
        yield after[0], number, start, "\n".join(piece)


def _number(mark: re.Match[str]) -> tuple[int, int]:
    """How a number is written, and the number."""
    style = mark.lastindex or 0
    match style:
        case 4:
            return style, ord(mark[4]) - ord("①") + 1
        case 5:
            return style, "一二三四五六七八九".index(mark[5]) + 1
        case _:
            return style, int(mark[style])


def _seen(text: str) -> str:
    """A note as one sees it: without characters that have no width, and with plain spaces."""
    if text.isascii():
        return text
    return NO_BREAK.sub(lambda blank: blank["indent"] or " ", UNSEEN.sub(r"\1", text))


def _is_prose(code: str, form: re.Pattern[str]) -> bool:
    """Whether all lines of "code" have the form of a Chinese sentence."""
    lines = [line.strip() for line in code.split("\n") if line.strip()]
    return bool(lines) and all(form.match(line) and len(HAN.findall(line)) * 5 >= len(line) * 2 for line in lines)


def clean_heading(text: str) -> str:
    """A heading without its number, anchor, closing colon and emphasis."""
    text = clean_inline(text).replace("\n", " ").strip()
    text = text if "$" in text else _outside_code(text, lambda piece: ESCAPED.sub(r"\1", piece))
    text = re.sub(r"\*\*|(?<![\w`])__(?=\S)(?!\w+__)|(?<=[^\w`])__(?![\w`])", "", text)
    without_number = HEADING_NUMBER.sub("", text, count=1)
    return HEADING_TAIL.sub("", without_number or text).strip()


def _tells_something(block: Block) -> bool:
    """Whether a block is more than a list of links or a word about where a text comes from."""
    return block.kind not in ("paragraph", "item") or len(LINKED.sub("", block.text)) > SHORTEST_TEXT


def clean_inline(text: str) -> str:
    """Pictures in one spelling, without HTML tags and kramdown marks; code spans stay untouched."""
    if not any(mark in text for mark in ("<", "![[", "{:")):
        return text
    return _outside_code(KRAMDOWN_MARK.sub("", text), _cleaned)


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    parts: list[str] = []
    end = 0
    for span in CODE_SPAN.finditer(text):
        parts += [change(text[end : span.start()]), span[0]]
        end = span.end()
    return "".join([*parts, change(text[end:])])


def _cleaned(text: str) -> str:
    text = COMMENT.sub("", text)
    text = EMBED.sub(_embed, text)
    text = IMG_TAG.sub(_image, text)
    return HTML_TAG.sub("", BREAK.sub("；", SUMMARY.sub("", text)))


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
