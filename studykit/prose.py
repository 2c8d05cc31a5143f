"""The running text of a block: protected spans, sentences, clauses.

Code, formulas, pictures and addresses are put behind one private-use character each, so that neither a full
stop in a path nor a comma in a formula cuts a sentence; emphasis is dropped, and what was bold is remembered.
``Prose.show`` puts everything back.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import accumulate, islice, pairwise

from studykit import segment
from studykit.asides import without_aside
from studykit.marks import as_typed, widened, with_colon
from studykit.model import Block
from studykit.synonyms import as_written, common
from studykit.text import display_width

#: The first and last private-use character that stand for protected spans.
FIRST_MASK, LAST_MASK = 0xE000, 0xF8FF
MASK = "[\ue000-\uf8ff]"
MASKED = re.compile(MASK)
#: Stands where a line of the file begins within a line of text: a character that no note has once it is read.
FOLD = "\u2060"

#: The address of a picture: brackets in it close, as they do in formulas that a server draws.
TARGET = r"[^()\s]*+(?:\((?:[^()\s]++|\([^()\s]*+\))*+\)[^()\s]*+)*+"
PROTECTED = re.compile(
    r"(?P<code>(?P<ticks>`+)(?!`)[^\n]{1,600}?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<formula>\$\$[^$]+\$\$|(?<![\\$\w])\$(?!\s*\$)[^$\n]+?(?<!\\)\$(?![\d$])|(?<=[\u3400-\u9fff])\$(?![\s$])[^$\n\u3400-\u9fff，。；：？！]+(?<![\s\\])\$(?![\d$])|\\\((?:(?!\\\()[^\n]){1,500}?\\\)|\\\[(?:(?!\\\[)[^\n]){1,500}?\\\])"
    rf"|(?P<picture>!\[[^\]\n]*\]\((?:{TARGET}|[^)\s]*)(?:\s+\"[^\"\n]*\")?\))"
    r"|(?P<url><https?://[^>\s]+>|https?://[^\s<>()\[\]（）【】“”，。；、]+)"
)
LINK = re.compile(r"\[([^\[\]\n]*)\]\(\s*<?([^()\s>]*(?:\([^()\s]*\)[^()\s>]*)*)>?(?:\s+[\"'][^\n]*?[\"'])?\s*\)")
WIKI_LINK = re.compile(r"\[\[(?P<page>[^\[\]|#\n]*)(?:#(?P<part>[^\[\]|\n]*))?(?:\|(?P<words>[^\[\]\n]*))?\]\]")
BLANKS = re.compile(r"(?<=\S)[ \t\u3000]{2,}(?=\S)")
#: A footnote's mark, a note within the line, and the number of a source: "…提出。[3]".
FOOTNOTE_MARK = re.compile(
    r"\[\^[^\]\s]+\]|\^\[[^\[\]\n]{1,300}\]|(?<=[\u4e00-\u9fff）。])\[[1-9]\d{0,2}(?:[-,，、]\s?\d{1,3})*\](?=[，。；！？\s\[]|$)",
    re.MULTILINE,
)
ANCHOR = re.compile(r"[ \t]\^[\w-]+[ \t]*$", re.MULTILINE)
STRUCK = re.compile(r"~~[^~\n]+~~")
BOLD = re.compile(r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*|(?<![\w_])__(?=[^\s_])([^_\n]*[^\x00-\x7f][^_\n]*)__(?![\w_])")
EMPHASIS = re.compile(r"(?<![*\w])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![*\w])")
UNDERSCORED = re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]+?)(?<=[^\s_])_(?![\w_])")
#: Marks that number a line or stand before it, where Markdown sees none.
LINE_MARK = re.compile(r"^[ \t]*(?:[（(]\d{1,2}[）)]|[①-⑳]|[·•▪◆●■✦]|\d{1,2}[)）](?=\S))[ \t]*", re.MULTILINE)
#: A hole that the learner wrote: ``{{c1::answer::hint}}``.
CLOZE = re.compile(r"\{\{c\d+::(?P<answer>(?:[^{}]|\{[^{}]*\})+?)(?:::(?P<hint>[^{}]*))?\}\}")
HIGHLIGHT = re.compile(r"==(?=[^\s=])([^=\n]+?)(?<=[^\s=])==")
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~<>])")
TAG = re.compile(r"(?<![\w&/#])#(?=[^\s#\d])[\w/\-\u4e00-\u9fff]+")

#: A blank that the author's editor put into a line, between two Chinese characters.
TORN = re.compile(r"(?P<left>[\u4e00-\u9fff]{1,8}) (?=(?P<right>[\u4e00-\u9fff]{1,8}))")

#: What every protected span, every blank that is one too many, and every torn word has.
PROTECTING = re.compile(r"[`$\\]|!\[|https?://")
BLANK_OR_TWO = re.compile(r"[ \t\u3000](?:[ \t\u3000]|[\u4e00-\u9fff])")
#: A character that every link, emphasis, tag, anchor and escape has.
MARKED_UP = re.compile(r"[\[^~#*_=\\]")

OPENING, CLOSING = "（([《“「『【", "）)]》”」』】"
ENDS = "。！？!?"
FULL_STOP = re.compile(r"\.\s+[A-Z\u4e00-\u9fff]")
#: "Donald E. Knuth", "…": no full stops.
INITIAL = re.compile(r"(?:^|[^A-Za-z])[A-Z]\.$|\.\.$")
#: Where a sentence may end, or brackets open and close.
BORDERS = re.compile(f"[{re.escape(OPENING + CLOSING + ENDS)}.]")
#: A line of at least this width was broken by the author's editor and goes on in the next one.
WRAPPED = 68
#: What has no full stop for so long is no sentence.
LONGEST_SENTENCE = 1_000
#: How much wider code and formulas are than the character that stands for them, at least.
MASK_WIDTH = 4
#: A line that ends so goes on.
LIST_MARK = re.compile("、\\s*$")
#: A name and its colon; and these alone, with what is named on the next line.
LABELLED = re.compile(r"\s*[^，。；：:？?！!\n]{1,30}[：:]")
LABEL_ALONE = re.compile(rf"{LABELLED.pattern}\s*")
LINE_HEAD = re.compile(rf"^\s*(?:[-*+•]\s|{MASK}|[^，。；：:]{{2,20}}[：:]|\d+[.、）)]|>|\|)")


@dataclass(frozen=True)
class Sentence:
    """A sentence of masked text, without its closing mark, with its lines counted from those of the block."""

    text: str
    first: int
    last: int
    end: str = ""

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """Cut at semicolons: each can stand alone, together they may compare."""
        return tuple(part for part in split_outside(self.text, "；;") if part)

    @cached_property
    def clauses(self) -> tuple[str, ...]:
        """Cut at semicolons and commas."""
        return tuple(clause for part in self.parts for clause in clauses(part))


@dataclass(frozen=True)
class Prose:
    """``text`` is the block's text with protected spans masked and emphasis removed; it keeps its lines."""

    text: str
    originals: tuple[str, ...]
    kinds: tuple[str, ...]
    bold: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    #: how the author typed the marks that are read as Chinese ones
    typed: tuple[tuple[str, str], ...] = ()
    #: and what he wrote for words that rules know by another one
    written: tuple[tuple[str, str], ...] = ()
    #: the first and last line of each sentence, where those of the text are not those of the file
    lines: tuple[tuple[int, int], ...] = ()

    def show(self, text: str) -> str:
        """Masked text as the Markdown it was."""
        return _restore(as_typed(as_written(text, self._written), self._typed), self.originals).strip()

    def plain(self, text: str) -> str:
        """Masked text without backticks and dollar signs."""
        return _restore(text, self._bare).strip()

    @cached_property
    def _bare(self) -> tuple[str, ...]:
        return tuple(map(bare, self.originals))

    @cached_property
    def _typed(self) -> dict[str, str]:
        return dict(self.typed)

    @cached_property
    def _written(self) -> dict[str, str]:
        return dict(self.written)

    @property
    def shown(self) -> str:
        """The whole text as Markdown, without emphasis and links."""
        return self.show(self.text)

    def kind(self, character: str) -> str:
        """What a mask stands for: ``code``, ``formula``, ``picture``, ``url``; empty for any other character."""
        index = ord(character) - FIRST_MASK if character else -1
        return self.kinds[index] if 0 <= index < len(self.kinds) else ""

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        sentences = tuple(_sentences(self.text))
        if not self.lines:
            return sentences
        whole = (0, self.lines[-1][1])
        lines = self.lines if len(self.lines) == len(sentences) else (whole,) * len(sentences)
        return tuple(
            Sentence(sentence.text, first, last, sentence.end)
            for sentence, (first, last) in zip(sentences, lines, strict=True)
        )


def _restore(text: str, originals: tuple[str, ...]) -> str:
    if not originals:
        return text
    return MASKED.sub(lambda m: originals[i] if (i := ord(m[0]) - FIRST_MASK) < len(originals) else m[0], text)


def bare(markdown: str) -> str:
    """A code span or formula without its marks."""
    if markdown.startswith("`"):
        return markdown.strip("`").strip()
    if markdown.startswith("$"):
        return markdown.strip("$").strip()
    return markdown


def read_block(block: Block) -> Prose:
    """The prose of a block, its sentences on the lines of the file."""
    prose = read(block.text)
    if block.kind == "item":
        text, typed = with_colon(prose.text)
        prose = replace(prose, text=text, typed=(*prose.typed, *typed.items()))
    return replace(prose, lines=tuple(_folded_lines(block.text, block.folds))) if block.folds else prose


def _folded_lines(text: str, folds: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """The lines of each sentence of a text in which lines of the file begin at these offsets."""
    pieces = [text[start:end] for start, end in pairwise((0, *folds, len(text)))]
    prose = read(FOLD.join(pieces))
    text = MASKED.sub(lambda mask: mask[0] + FOLD * prose.show(mask[0]).count(FOLD), prose.text)
    before = 0
    for run in _runs(text):
        breaks = [match.start() for match in re.finditer(FOLD, run.text)]
        whole = _Run(run.text, run.first + before, tuple(sorted((*run.breaks, *breaks))))
        before += len(breaks)
        yield from ((sentence.first, sentence.last) for sentence in _cut(whole))


def read(markdown: str) -> Prose:
    """The prose of a block's text."""
    originals: list[str] = []
    kinds: list[str] = []
    text = MASKED.sub("\ufffd", markdown)
    has_blanks = BLANK_OR_TWO.search(text) is not None
    text = BLANKS.sub(" ", text) if has_blanks else text

    def mask(match: re.Match[str]) -> str:
        if FIRST_MASK + len(originals) > LAST_MASK:
            return match[0]
        originals.append(match[0])
        kinds.append(next(kind for kind in ("code", "formula", "picture", "url") if match[kind]))
        return chr(FIRST_MASK + len(originals) - 1)

    text = PROTECTED.sub(mask, text) if PROTECTING.search(text) else text
    text = CLOZE.sub(lambda hole: hole["answer"], text) if "{{c" in text else text
    text = TORN.sub(_mended, text) if has_blanks else text
    if not MARKED_UP.search(text):
        return _as_named(LINE_MARK.sub("", text), tuple(originals), tuple(kinds), (), ())
    links = tuple((_restore(m[2], tuple(originals)), _restore(m[1], tuple(originals))) for m in LINK.finditer(text))
    text = LINK.sub(lambda m: m[1], text)
    text = WIKI_LINK.sub(wiki_words, text)
    for pattern in (FOOTNOTE_MARK, ANCHOR, STRUCK, TAG):
        text = pattern.sub("", text)
    bold = tuple(_restore(m[1] or m[2], tuple(originals)) for m in BOLD.finditer(text))
    text = BOLD.sub(lambda m: m[1] or m[2], text)
    for pattern in (EMPHASIS, HIGHLIGHT):
        text = pattern.sub(r"\1", text)
    text = LINE_MARK.sub("", UNDERSCORED.sub(r"\1", text))
    text = ESCAPE.sub(r"\1", text.replace("**", ""))
    return _as_named(text, tuple(originals), tuple(kinds), bold, links)


def wiki_words(link: re.Match[str]) -> str:
    """What Obsidian's ``[[folder/page#part|words]]`` says: its words, or the name of the page or of its part."""
    page = link["page"].rpartition("/")[2]
    return link["words"] or page or link["part"] or ""


def _as_named(
    text: str,
    originals: tuple[str, ...],
    kinds: tuple[str, ...],
    bold: tuple[str, ...],
    links: tuple[tuple[str, str], ...],
) -> Prose:
    """With the marks and words that rules name."""
    text, typed = widened(text)
    text, written = common(text)
    return Prose(text, originals, kinds, bold, links, tuple(typed.items()), tuple(written.items()))


def _mended(torn: re.Match[str]) -> str:
    """A blank goes where a word of the dictionary spans it: "模 型", and not "死锁 定义", where 锁定 tears two."""
    left, right = torn["left"], torn["right"]
    if len(left) + len(right) <= 2:  # 上 下 左 右
        return torn[0]
    end = len(left)
    before, after = segment.cut(left), segment.cut(right)
    ends = list(accumulate(map(len, segment.cut(left + right)), initial=0))
    start, stop = max(i for i in ends if i <= end), min(i for i in ends if i >= end)
    if start == stop:
        return torn[0]
    whole = [start in accumulate(map(len, before), initial=0), stop - end in accumulate(map(len, after), initial=0)]
    alone = len(before[-1]) == 1 or len(after[0]) == 1
    return left if all(whole) or (any(whole) and alone) else torn[0]


def _sentences(text: str) -> Iterator[Sentence]:
    for run in _runs(text):
        yield from _cut(run)


def _cut(run: _Run) -> Iterator[Sentence]:
    start = depth = 0
    for match in BORDERS.finditer(run.text):
        i, character = match.start(), match[0]
        depth += (character in OPENING) - (character in CLOSING and depth > 0)
        if depth == 0 and _ends_sentence(run.text, i):
            yield from run.sentence(start, i, character)
            start = i + 1
    yield from run.sentence(start, len(run.text), "")


def _ends_sentence(text: str, i: int) -> bool:
    character = text[i]
    if character in "。！？":
        return True
    if character in "!?":
        return not text[i + 1 : i + 2].strip()
    if character != ".":
        return False
    if INITIAL.search(text[max(i - 2, 0) : i + 1]):
        return False
    return FULL_STOP.match(text[i : i + 4]) is not None


@dataclass(frozen=True)
class _Run:
    """Lines of a block that belong together; ``breaks`` are the offsets at which its later lines begin."""

    text: str
    first: int
    breaks: tuple[int, ...]

    def sentence(self, start: int, end: int, mark: str) -> Iterator[Sentence]:
        piece = self.text[start:end]
        text = without_aside(piece.strip().lstrip("”」』）)，,"))
        if text and len(text) <= LONGEST_SENTENCE:
            start += len(piece) - len(piece.lstrip())
            lines = [self.first + bisect_right(self.breaks, offset) for offset in (start, max(start, end - 1))]
            yield Sentence(text, lines[0], lines[1], mark)


def _runs(text: str) -> Iterator[_Run]:
    lines = text.split("\n")
    parts, breaks, first = [lines[0]], [], 0
    for number, (line, following) in enumerate(pairwise(lines), 1):
        below = _is_told_below("".join(parts), following, islice(lines, number + 1, None))
        if (below or _goes_on(line, following)) and sum(map(len, parts)) < LONGEST_SENTENCE:
            glue = " " if not below and line[-1:].isascii() and following[:1].isascii() else ""
            breaks.append(sum(map(len, parts)) + len(glue))
            parts += [glue, following]
        else:
            yield _Run("".join(parts), first, tuple(breaks))
            parts, breaks, first = [following], [], number
    yield _Run("".join(parts), first, tuple(breaks))


def _is_told_below(label: str, following: str, after: Iterator[str]) -> bool:
    """Whether a name with its colon has its explanation on the next line, all of it there or a sentence."""
    if LABEL_ALONE.fullmatch(label) is None or LABELLED.match(following):
        return False
    whole = not any(line.strip() for line in after) or following.rstrip()[-1:] in ENDS + "；;"
    return whole or not following.strip()


def _goes_on(line: str, following: str) -> bool:
    """Whether a line break is one of the editor's and not of the author's."""
    ended = line.rstrip()[-1:] in ENDS + "；;：:" or not following.strip()
    if LIST_MARK.search(line):
        return bool(following.strip())
    shown = display_width(line) + MASK_WIDTH * len(MASKED.findall(line))
    return not ended and shown >= WRAPPED and not LINE_HEAD.match(following)


def split_outside(text: str, marks: str) -> list[str]:
    """Cut at any of ``marks`` outside brackets and quotation marks; "4,096" stays whole; pieces are stripped."""
    any_mark, borders = _borders(marks)
    if not any_mark.search(text):
        return [text.strip()]
    pieces: list[str] = []
    depth = start = 0
    for match in borders.finditer(text):
        i, character = match.start(), match[0]
        depth += (character in OPENING) - (character in CLOSING and depth > 0)
        if depth == 0 and character in marks and not (character == "," and text[i + 1 : i + 2].isdigit()):
            pieces.append(text[start:i].strip())
            start = i + 1
    pieces.append(text[start:].strip())
    return pieces


@cache
def _borders(marks: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Any of the marks; and these or a bracket."""
    return re.compile(f"[{re.escape(marks)}]"), re.compile(f"[{re.escape(OPENING + CLOSING + marks)}]")


def clauses(text: str) -> list[str]:
    """The pieces between commas."""
    return [clause for clause in split_outside(text, "，,") if clause]
