"""Fact patterns: one module each, found by walking this folder.

A pattern is a function that looks at one place of a note and yields the facts that stand there. It looks at
whole blocks, at single sentences, or at single statements (a subject with its predicate). Patterns run in order
of ``rank``; what one of them has explained, the later ones of the same kind do not see.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Literal

from studykit import prose as proses
from studykit.asides import impersonal, without_remark
from studykit.grammar import is_deed, take_apart
from studykit.heads import joined
from studykit.model import Block, BlockKind, CardForm, Document, Fact, FactKind, Relation, Span
from studykit.prose import MASKED, Prose, Sentence
from studykit.referents import POINTING, named_again
from studykit.registry import Registry
from studykit.resolved import pointed_out, spelled_out
from studykit.statements import COLON, Statement
from studykit.terms import SEEN, is_aspect, is_label, length
from studykit.topics import can_name, generic_heading, is_told_of, lead_topic, named_in, names_one
from studykit.traditional import spelling

#: The kinds of block that hold sentences.
TEXT: tuple[BlockKind, ...] = ("paragraph", "item")
Unit = Literal["block", "sentence", "statement", "rest"]
Find = Callable[["Place"], Iterator[Fact | Relation]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """``claims``: what it found is explained, and not for other patterns of a higher rank.

    It is asked only where it can find something: in blocks of these ``kinds``, if any are given, and where the text of
    the block or the sentence has what it ``needs``.
    """

    name: str
    find: Find
    on: Unit
    rank: int
    claims: bool
    kinds: tuple[BlockKind, ...] = ()
    needs: re.Pattern[str] | None = None

    def may_find(self, text: str) -> bool:
        """Whether it could find something in a block or a sentence with this text."""
        return self.needs is None or self.needs.search(text) is not None


#: "- **直接定址法**：…" names what the blocks below it go on about, this many at most.
LABEL = re.compile(
    r"(?:[-*+] |\d+[.、] )?(?P<name>\*\*[^*\n：:，。]{2,20}\*\*|(?!#)[^*\n：:，。\s]{2,12})\s*(?:\*\*)?[：:]"
)
LABEL_ABOVE = 5
#: "读取字符 -> ssize_t read(int fd, …);": what stands below is about this function.
CALL = re.compile(r"(?<![\w.\]])(?P<name>[A-Za-z_]\w{2,})\((?!https?:)[^()]*\);?`?\s*[：:]?$")
LONGEST_LABEL = 14
#: What tells of one side of the thing that the heading over it names.
ONE_SIDE = re.compile(
    "(?:基本|简单|主要)?(?:概述|简介|介绍|概念|说明|定义|描述|特征|特点|特性|优点|缺点|优缺点|优势|劣势|作用|用途|功能|性质)"
    "|(?:适用|应用|使用)(?:的)?(?:场景|范围)"
)
#: "链表定义" and "链表简介" are about 链表.
TITLE_TAIL = re.compile("(?<=..)的?(?:定义|简介|概述|介绍|基础知识|基础|基本概念|详解|入门|学习笔记|笔记)$")
PATTERNS: Registry[Pattern] = Registry("studykit.patterns")


def pattern(
    name: str, *, on: Unit, rank: int, claims: bool = True, kinds: tuple[BlockKind, ...] = (), needs: str = ""
) -> Callable[[Find], Find]:
    """Register a pattern. The lower the ``rank``, the more a pattern knows of what it looks at.

    Without ``kinds`` it looks at all blocks but headings. ``needs`` is a regular expression for what is nowhere missing where it finds
    something: a few characters or words, since they are looked for everywhere.
    """

    def register(find: Find) -> Find:
        PATTERNS.add(name, Pattern(name, find, on, rank, claims, kinds, re.compile(needs) if needs else None))
        return find

    return register


@dataclass(frozen=True)
class Page:
    """A document with the prose of its blocks, read once."""

    document: Document

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return joined(self.document.blocks)

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the note as they are read: in Simplified Chinese."""
        note = self.document.note
        own = spelling(note)
        return own.lines if own else note.text.split("\n")

    @cached_property
    def _proses(self) -> dict[int, Prose]:
        return {}

    def prose(self, index: int) -> Prose:
        if index not in self._proses:
            read = proses.read_block(self.blocks[index])
            if self.blocks[index].kind in ("paragraph", "item"):
                heading, first = self.section(index)
                text = without_remark(read.text) if self.blocks[index].kind == "paragraph" else read.text
                text = _resolved(spelled_out(impersonal(text)), heading, first=first)
                read = replace(read, text=named_again(text, self._said_before(index, text)))
            self._proses[index] = read
        return self._proses[index]

    @cached_property
    def _labels(self) -> dict[int, dict[int, str]]:
        return {}

    def labels(self, index: int) -> dict[int, str]:
        """For each sentence of a block, by its ``id``: the last name that stands before a colon there or earlier."""
        if index not in self._labels:
            found, label = {}, ""
            for sentence in self.prose(index).sentences:
                head = match["head"].strip() if (match := COLON.match(sentence.text)) else ""
                if head and (name := named_in(head)) and length(name) <= LONGEST_LABEL:
                    label = name
                found[id(sentence)] = label
            self._labels[index] = found
        return self._labels[index]

    def _said_before(self, index: int, text: str) -> str:
        """The last sentence above a block that begins with a word that points, without code; empty for others."""
        block, above = self.blocks[index], self.blocks[index - 1] if index else None
        if above is None or above.section != block.section or above.kind not in ("paragraph", "item"):
            return ""
        if (block.kind == "item" and above.group == block.group) or POINTING.match(text) is None:
            return ""  # what stands beside it in its list is another thing
        sentences = proses.read_block(above).sentences
        return MASKED.sub("，", sentences[-1].text) if sentences else ""

    def section(self, index: int) -> tuple[str, bool]:
        """What the label or heading above a block names, if anything; and whether the block stands right below it."""
        block = self.blocks[index]
        if block.lead >= 0 and self.blocks[block.lead].kind == "item":
            # What stands below an item is about it, and not about what the section is.
            return _over_list(self.blocks[block.lead].text), False
        heading = _told_of(block.heading)
        for before in reversed(self.blocks[max(0, index - LABEL_ABOVE) : index + 1]):
            if before.section != block.section:
                break
            if before.kind == "item" and before.group == block.group:
                continue  # what stands beside it in its list is another thing
            if name := _label(before.text):
                return name, False
        return (heading, index > 0 and self.blocks[index - 1].kind == "heading") if is_told_of(heading) else ("", False)


def _told_of(path: tuple[str, ...]) -> str:
    """The heading that says what a section is about: below "优点" or "特征", the one over it."""
    return next((heading for heading in reversed(path) if not ONE_SIDE.fullmatch(heading)), "")


@lru_cache(SEEN)
def _over_list(text: str) -> str:
    """The name of one thing that an item is, or has before its colon; empty where it tells something."""
    name = text.strip("*=~ ：:")
    name = name if length(name) <= LONGEST_LABEL and is_told_of(name) else _label(text)
    taken = take_apart(name)
    tells = taken is not None and bool(taken.subject and taken.rest)
    return "" if tells or is_deed(name) else name


@lru_cache(SEEN)
def _label(text: str) -> str:
    """The name of one thing that a block begins with as its label, if it does; asked for each block below it."""
    label = LABEL.match(text)
    name = label["name"].strip("* ") if label else ""
    return name if names_one(name) else ""


def _resolved(text: str, heading: str, *, first: bool) -> str:
    """A text in which "这种算法" is what the label of its line names, or the heading above it."""
    lines, label = [], ""
    for number, line in enumerate(text.split("\n")):
        head = match["head"].strip() if (match := COLON.match(line)) else ""
        label = head if head and length(head) <= LONGEST_LABEL and can_name(head) else label
        lines.append(pointed_out(line, label or heading, first=first and not number and not label, label=bool(label)))
    return "\n".join(lines)


@dataclass(frozen=True)
class Place:
    """Where a pattern looks: a block, and within it a sentence and a statement where it asked for these."""

    page: Page
    index: int
    pattern: str
    in_sentence: Sentence | None = None
    in_statement: Statement | None = None
    #: for a pattern on statements, or on what is left of a sentence: what the others found in the sentence
    told: tuple[Fact, ...] = ()

    @property
    def sentence(self) -> Sentence:
        """The sentence that a pattern on sentences or statements is called for."""
        if self.in_sentence is None:
            raise LookupError(f"the pattern {self.pattern!r} looks at blocks")
        return self.in_sentence

    @property
    def statement(self) -> Statement:
        """The statement that a pattern on statements is called for."""
        if self.in_statement is None:
            raise LookupError(f"the pattern {self.pattern!r} does not look at statements")
        return self.in_statement

    def seen_by(self, pattern: str) -> Place:
        """The same place for the pattern of this name."""
        return Place(self.page, self.index, pattern, self.in_sentence, self.in_statement, self.told)

    @property
    def block(self) -> Block:
        return self.page.blocks[self.index]

    @property
    def prose(self) -> Prose:
        return self.page.prose(self.index)

    def at(self, offset: int) -> Place | None:
        """The block ``offset`` further on, when it belongs to the same section."""
        index = self.index + offset
        if not 0 <= index < len(self.page.blocks):
            return None
        block = self.page.blocks[index]
        same = block.section == self.block.section and block.kind != "heading"
        return Place(self.page, index, self.pattern) if same else None

    @cached_property
    def lead(self) -> Place | None:
        """The line that introduces this block ("分为三类："), if there is one."""
        return Place(self.page, self.block.lead, self.pattern) if self.block.lead >= 0 else None

    @cached_property
    def group(self) -> tuple[Place, ...]:
        """For an item: all items of its list."""
        block = self.block
        if block.group < 0:
            return ()
        near = range(max(0, self.index - 200), min(len(self.page.blocks), self.index + 200))
        return tuple(
            Place(self.page, i, self.pattern)
            for i in near
            if self.page.blocks[i].group == block.group and self.page.blocks[i].kind == "item"
        )

    @cached_property
    def topic(self) -> str:
        """What this block is about (Markdown): its lead-in, else the nearest heading that names something."""
        return self.lead_topic or self.heading_topic

    @cached_property
    def lead_topic(self) -> str:
        return lead_topic(self.lead.prose.show(self.lead.prose.text)) if self.lead else ""

    @cached_property
    def heading_topic(self) -> str:
        path = (self.page.document.title if self.page.document.named else "", *self.block.heading)
        named = (h for h in reversed(path) if not generic_heading(h) and not is_label(h) and not is_aspect(h))
        return TITLE_TAIL.sub("", next(named, ""))

    @cached_property
    def named_by_heading(self) -> str:
        """The heading right above this block, when it names a thing that the block may go on about."""
        above = self.page.blocks[self.index - 1] if self.index else None
        if above is None or above.kind != "heading":
            return ""
        return above.text if is_told_of(above.text) else ""

    def show(self, text: str) -> str:
        return self.prose.show(text)

    def fact(
        self,
        kind: FactKind,
        subject: str,
        prompt: str,
        answer: str,
        *,
        aspect: str = "",
        form: CardForm = "question",
        confidence: float = 0.8,
        lines: tuple[int, int] | None = None,
        items: tuple[str, ...] = (),
        statement: str = "",
        topic: str | None = None,
    ) -> Fact:
        """A fact of this place. Texts may be masked; ``lines`` are lines of the file, by default the sentence's.

        ``topic`` is by default the line that introduced the block.
        """
        show = self.prose.show
        return Fact(
            kind=kind,
            form=form,
            subject=show(subject),
            aspect=show(aspect),
            prompt=show(prompt),
            answer=show(answer).rstrip("，, 、；;：:"),
            span=self.span(lines),
            heading=self.block.heading,
            topic=self._topic(topic, f"{show(prompt)} {show(subject)}"),
            pattern=self.pattern,
            confidence=confidence,
            items=tuple(show(item) for item in items),
            statement=show(statement or (self.in_sentence.text if self.in_sentence else "")),
            lead="" if topic == "" else self.lead_topic,
        )

    def _topic(self, given: str | None, said: str) -> str:
        """The head of an item says more of its further paragraphs than what their sentences name first."""
        if given == "":
            return ""
        lead = self.lead_name
        goes_on = self.block.kind == "paragraph" and self.lead is not None and self.lead.block.kind == "item"
        if given and not (goes_on and lead and not generic_heading(lead)):
            return self.show(given)
        return self.own_label if self.own_label and self.own_label not in said else lead

    @cached_property
    def lead_name(self) -> str:
        """What the line that introduces this block is about."""
        if self.lead_topic and (name := named_in(self.lead_topic)):
            return name
        call = CALL.search(self.lead.block.text) if self.lead is not None else None
        return f"`{call['name']}()`" if call else ""

    @cached_property
    def own_label(self) -> str:
        """The name before the colon of an earlier sentence of this block: "引用计数法：…。每个对象 …"."""
        if self.in_sentence is None:
            return ""
        labels = self.page.labels(self.index)
        return self.show(labels.get(id(self.in_sentence), next(reversed(labels.values()), "")))

    def relation(self, head: str, kind: str, tail: str) -> Relation:
        return Relation(self.prose.plain(head), kind, self.prose.plain(tail), self.span(None), self.pattern)  # type: ignore[arg-type]

    def span(self, lines: tuple[int, int] | None) -> Span:
        if lines is None and self.in_sentence is not None:
            first = self.block.span.first
            lines = first + self.in_sentence.first, first + self.in_sentence.last
        return Span(self.block.span.path, *lines) if lines else self.block.span


def too_long(answer: str, longest: int = 110) -> bool:
    """Whether an answer is more than one can be asked to recall."""
    return length(answer) > longest
