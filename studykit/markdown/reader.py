"""The tokens of a note to its blocks, with their headings, sections, lists and leads."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from studykit.fenced import CHINESE, NO_LANGUAGE, Entry, chain, entries, is_text
from studykit.language import say
from studykit.markdown.cleaning import (
    COMMENT,
    SUMMARY,
    clean_heading,
    clean_inline,
    link_target,
    outside_code,
    without_anchor,
)
from studykit.markdown.numbering import NUMBERED_LINE, NumberedLines, Run, marked_with, split_numbered
from studykit.markdown.tokens import tokens_of
from studykit.markdown.wrapping import folded
from studykit.model import Anchor, Block, BlockRole, Diagnostic, Span

if TYPE_CHECKING:
    from markdown_it.token import Token

#: Boxes of text may nest this deep.
DEEPEST_BOX = 3
#: A fence has a line that opens it and one that closes it.
SHORTEST_FENCE = 2
#: A longer line of text is data, not a note; reading it would tell nothing and take its time.
LONGEST_LINE = 3_000
#: Neither is a paragraph of more lines one.
MOST_LINES = 400
#: The learner's own word on what is not for cards: the next block, or all up to the next heading of this level.
SKIP = re.compile(r"<!--\s*studykit:\s*skip(?P<section>\s+section)?\s*-->")
NEXT = -1
#: A bold line stands below every real heading (1-6).
BOLD_HEADING = 7
#: The title of a note stands above every heading, whatever its own level.
TITLE = 0
#: A first heading that names a part of the note, and not the note.
PART_OF_NOTE = re.compile(
    "目录|简介|介绍|概述|概览|前言|引言|背景|内容|正文|总结|说明|参考.{0,2}"
    "|(?:table of )?contents|toc|introduction|overview",
    re.IGNORECASE,
)
#: Text of no more characters beside its links is no beginning of a section.
SHORTEST_TEXT = 16
#: What only parts an item from the next one.
BETWEEN = re.compile(r"(?:；|(?<=[\u4e00-\u9fff）”》])[;,，])\s*$")
#: A link with its words.
LINKED = re.compile(r"!?\[[^\[\]\n]*\]\([^()\s]*\)|<?https?://[^\s<>]+>?")
#: A line in bold is used as a heading, and so is one that is marked otherwise.
BOLD_LINE = re.compile(r"^(?:(?:\*\*|__)([^*_\n]{1,30})(?:\*\*|__)|==([^=\n]{1,30})==|【([^【】\n]{1,30})】)\s*[：:]?$")
#: "目前支持两种策略" announces a list without a colon, and so does a heading.
COUNTED_LEAD = re.compile(
    r"(?:[一二两三四五六七八九十]|\d|几|以下|如下|下列|下面)\s*(?:大)?(?:种|个|类|部分|点|条|步)[\u4e00-\u9fff]{0,8}[。.]?$"
)
#: Obsidian's callouts: "[!note] …".
CALLOUT = re.compile(r"^\[!(\w+)\][+-]?[ \t]*")
#: "[x] …".
TASK_MARK = re.compile(r"^\[[ xX]\]\s+")
#: A line that begins so is prose although it is indented like code, if it is Chinese for the most part.
PROSE_LINE = re.compile(r"\s*[\u4e00-\u9fff“（][^\n]*(?:[，。；：？]|[\u4e00-\u9fff][,.;](?:[\u4e00-\u9fff]|$))")
#: The same in a fence, which some authors use as a box: a line may be numbered.
BOXED_LINE = re.compile(r"(?:[\u4e00-\u9fff“（]|\d{1,2}[.、)）])[^\n]*(?:[，。；？]|[：:]$)")
#: Words with the label of an address that stands elsewhere: ``[words][label]``, ``[label][]``, ``[label]``.
REFERENCE = re.compile(
    r"(?<![A-Za-z0-9_\])])\[(?P<words>[^\[\]\n]{0,200})\](?:\[(?P<label>[^\[\]\n]{0,100})\])?(?![\[(:])"
)
#: What unfolds a part of the note may name or ask it.
UNFOLDED = re.compile(r"<summary>([^\n]{2,80}?)</summary>", re.IGNORECASE)
#: An item of a table of contents.
TOC_LINK = re.compile(r"^(?:\[[^\]]*\]\(#[^)]*\)|\[\[#[^\]]*\]\])$")


@dataclass(slots=True)
class Reader:
    """Walks the tokens of one note once, from top to bottom."""

    path: str
    lines: list[str]
    diagnostics: list[Diagnostic]
    #: the addresses that stand below the note (``[1]: https://…``), by their label as markdown-it spells it
    targets: dict[str, str]
    #: the lines (0-based) that the next one goes on with
    soft: frozenset[int] = frozenset()
    blocks: list[Block] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    section: int = 0
    groups: int = 0
    #: the open lists: group, numbered or not, items so far, index of the lead, index of the open item
    lists: list[_List] = field(default_factory=list)
    #: the numbered list that closed last, which another one may go on with
    broken: _List | None = None
    #: the numbered lines read last, one list within another, which later paragraphs may go on with
    numbered: list[NumberedLines] = field(default_factory=list)
    skipped: list[Span] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    #: the level of the heading whose section is skipped, or NEXT for the next block alone; 0: nothing is
    skipping: int = 0
    quotes: int = 0
    role: BlockRole = "text"
    in_footnote: bool = False
    #: the boxes of text that are open
    boxes: int = 0

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
                self._close_list()
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
        ordered, broken = token.type == "ordered_list_open", self.broken
        place = (self.section, tuple(self.headings))
        if ordered and broken and not self.lists and broken.place == place and _start(token) == broken.count + 1:
            # "2. …" behind code that is not indented goes on with the list before it.
            self._belongs_to(broken.item)
            self.lists.append(broken)
            return
        self.groups += 1
        self.lists.append(_List(self.groups, ordered, self._lead_of_list(), place))

    def _close_list(self) -> None:
        closed = self.lists.pop()
        if not self.lists:
            self.broken = closed if closed.ordered and closed.item >= 0 else None

    def _belongs_to(self, item: int) -> None:
        """What stands behind an item before the next one, and is not indented as it should be, is about that item."""
        for index in range(item + 1, len(self.blocks)):
            if self.blocks[index].kind == "paragraph" and self.blocks[index].lead < 0:
                self.blocks[index] = replace(self.blocks[index], lead=item)

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

    def _push_heading(self, level: int, text: str, token: Token | Lines) -> None:
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
        if first.text.endswith(("？", "?")) or PART_OF_NOTE.fullmatch(first.text):
            return
        if any(map(_tells_something, self.blocks[1:])):
            return
        self.headings[0] = (TITLE, first.text)
        self.blocks[0] = replace(first, level=TITLE)

    def _add(self, kind: str, text: str, token: Token | Lines, **more: object) -> None:
        first, last = token.map if token.map else (0, 1)
        while last > first + 1 and not self.lines[last - 1].strip():
            last -= 1
        if self.skipping and not (kind == "heading" and self.skipping != NEXT):
            self.skipped.append(Span(self.path, first + 1, max(first + 1, last)))
            self.skipping = 0 if self.skipping == NEXT else self.skipping
            return
        role: BlockRole = "footnote" if self.in_footnote else self.role
        text = BETWEEN.sub("", text) if kind == "item" else text
        is_text = kind in ("paragraph", "item") and "\n" in text
        text, folds = folded(text, first, self.soft) if is_text else (text, ())
        block = Block(
            kind,  # type: ignore[arg-type]  # the callers pass the literals of BlockKind
            text,
            Span(self.path, first + 1, max(first + 1, last)),
            tuple(title for _, title in self.headings),
            self.section,
            role=role,
            folds=folds,
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
        text, anchor = without_anchor(self._inline(text))
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
        return outside_code(text, lambda part: REFERENCE.sub(self._address, part))

    def _address(self, match: re.Match[str]) -> str:
        words = match["words"]
        target = self.targets.get(" ".join((match["label"] or words).split()).lower().upper())
        if not target:
            return match[0]
        # A number that stands alone cites, and is no word of the sentence.
        return f"[{'' if words.isdigit() else words}]({link_target(target)})"

    def _anchor_above(self, name: str) -> None:
        """A name that stands by itself is that of the table or the code above; a list has many facts, none its own."""
        if self.blocks and self.blocks[-1].kind in ("table", "code", "formula"):
            self.anchors.append(Anchor(name, self.blocks[-1].span))

    def _text(self, text: str, token: Token | Lines) -> None:
        bold = BOLD_LINE.match(text)
        if bold and not self.lists and not self.quotes:
            self._push_heading(BOLD_HEADING, bold[bold.lastindex or 1], token)
        elif self.lists:
            self._item(text, token)
        else:
            self._lines(text, token)

    def _item(self, text: str, token: Token | Lines) -> None:
        current = self.lists[-1]
        text = TASK_MARK.sub("", text)
        if TOC_LINK.match(text.strip()) or text.strip() == "toc":
            return
        first_of_item = current.item < 0
        lead = current.lead if first_of_item else current.item
        counted = NUMBERED_LINE.match(text) if first_of_item else None
        if counted and marked_with(counted)[1] == current.count:
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

    def _lines(self, text: str, token: Token | Lines) -> None:
        """A paragraph, or the numbered lines in it that CommonMark does not see as a list."""
        start = token.map[0] if token.map else 0
        place = (self.section, tuple(title for _, title in self.headings))
        if self.numbered and self.numbered[0].place != place:
            self.numbered.clear()
        runs = list(split_numbered(text, tuple((run.style, run.count) for run in self.numbered)))
        for run in runs:
            lines = Lines((start + run.offset, start + run.offset + run.text.count("\n") + 1))
            if run.number:
                self._numbered_item(run, place, lines)
            elif run.text.strip():
                self._add("paragraph", run.text, lines if len(runs) > 1 else token, lead=self._lead_of_text())

    def _numbered_item(self, run: Run, place: tuple[int, tuple[str, ...]], lines: Lines) -> None:
        """One more item; the paragraphs between it and the one before belong to that one."""
        if run.number == 1:
            self.groups += 1
            lead = self._lead_within(run.depth)
            self.numbered[run.depth :] = [NumberedLines(run.style, self.groups, lead, place)]
        del self.numbered[run.depth + 1 :]
        current = self.numbered[run.depth]
        if run.number > 1:
            self._belongs_to(current.item)
        level = run.depth + 1
        more = {"level": level, "position": run.number, "ordered": True, "group": current.group, "lead": current.lead}
        self._add("item", run.text, lines, **more)
        current.count, current.item = run.number, len(self.blocks) - 1

    def _lead_within(self, depth: int) -> int:
        """The line that announces a list; right below an item of a wider one that item, whatever it says."""
        above = self.numbered[depth - 1].item if depth else -1
        return above if 0 <= above == len(self.blocks) - 1 else self._lead()

    def _lead_of_text(self) -> int:
        """The numbered line right above a paragraph, where it asks or announces; text leads no other text."""
        last = len(self.blocks) - 1
        at_hand = bool(self.numbered) and 0 <= self.numbered[-1].item == last
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
        """A fence or an indented block: code, or the notes, the chain or the text that stands in it."""
        if token.type == "code_block" and _is_prose(token.content, PROSE_LINE):
            self._prose(token)
            return
        if token.type == "fence" and self._is_open(token):
            return
        language = token.info.split()[0].strip("{}.").lower() if token.info.strip() else ""
        lead = self._lead() if not self.lists or self._announces(self.lists[-1].item) else -1
        first = _first_line(token)
        if not self.skipping and (notes := entries(textwrap.dedent(token.content))):
            self._notes(notes, first, lead)
        elif language in NO_LANGUAGE and (steps := chain(token.content)):
            lines = Lines((first, first + token.content.rstrip("\n").count("\n") + 1))
            self._add("paragraph", steps, lines, lead=lead, level=len(self.lists))
        elif boxed := not language and _is_prose(token.content, BOXED_LINE):
            self._box(token, lead, by_line=boxed)
        elif self.boxes < DEEPEST_BOX and is_text(token.content):
            self._box(token, lead, by_line=False)
        else:
            self._program(token, language, lead)

    def _is_open(self, token: Token) -> bool:
        """Whether a fence is never closed, which is said: then all that follows counts as code."""
        first, end = token.map or (0, 0)
        last = self.lines[end - 1].strip(" \t>") if end <= len(self.lines) else ""
        if end - first >= SHORTEST_FENCE and last.startswith(token.markup):
            return False
        self._say(
            "fence-open",
            first + 1,
            say(
                "代码块没有结束，其后的内容都算作代码",
                "the code block is never closed; all that follows counts as code",
            ),
        )
        return True

    def _program(self, token: Token, language: str, lead: int) -> None:
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
                Lines((first + entry.first, first + entry.last + 1)),
                level=len(self.lists) + entry.level,
                position=entry.position,
                group=self.groups + groups[entry.parent],
                lead=start + entry.parent if entry.parent >= 0 else lead,
            )
        self.groups += len(groups)

    def _box(self, token: Token, lead: int, *, by_line: bool) -> None:
        """Text in a box: a paragraph a line, or the lists and paragraphs that it is made of."""
        start = len(self.blocks)
        if by_line:
            self._prose(token)
        else:
            first = _first_line(token)
            tokens = tokens_of(textwrap.dedent(token.content))
            self.boxes += 1
            self.read([inner.copy(map=[first + line for line in inner.map] if inner.map else None) for inner in tokens])
            self.boxes -= 1
        self.blocks[start:] = [
            replace(block, lead=lead) if block.kind == "paragraph" and block.lead < 0 else block
            for block in self.blocks[start:]
        ]

    def _prose(self, token: Token) -> None:
        """Paragraphs that are no code: their first lines are indented, as in print, or they stand in a box."""
        first = _first_line(token)
        for offset, line in enumerate(token.content.split("\n")):
            if line.strip():
                lines = Lines((first + offset, first + offset + 1))
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
    #: the section and the headings that it stands below
    place: tuple[int, tuple[tuple[int, str], ...]]
    count: int = 0
    item: int = -1


@dataclass(frozen=True, slots=True)
class Lines:
    """Stands in for a token where only its lines are needed."""

    map: tuple[int, int]


def _start(token: Token) -> int:
    """The number that a list begins with."""
    return int(token.attrGet("start") or 1)


def _first_line(token: Token) -> int:
    """The line on which the content of a block of code begins (0-based): that of a fence stands below its mark."""
    return (token.map[0] if token.map else 0) + (token.type == "fence")


def _is_prose(code: str, form: re.Pattern[str]) -> bool:
    """Whether all lines of "code" have the form of a Chinese sentence."""
    lines = [line.strip() for line in code.split("\n") if line.strip()]
    return bool(lines) and all(form.match(line) and len(CHINESE.findall(line)) * 5 >= len(line) * 2 for line in lines)


def _tells_something(block: Block) -> bool:
    """Whether a block is more than a list of links or a word about where a text comes from."""
    return block.kind not in ("paragraph", "item") or len(LINKED.sub("", block.text)) > SHORTEST_TEXT
