"""A name on a line of its own over its explanation, read as if a colon stood between the two.

``- **流**`` over an indented paragraph or a single item below it, ``### 流`` over one paragraph beside others of its
kind, ``**流**`` over the rest of a paragraph: authors write all of these for ``流：…``, which the patterns know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice, takewhile

from studykit import fields
from studykit.asides import ASIDE
from studykit.fenced import CHINESE
from studykit.grammar import is_deed, take_apart
from studykit.model import Block, Span
from studykit.prose import LABEL_ALONE, read
from studykit.statements import COLON
from studykit.terms import SEEN, head_of, length
from studykit.topics import generic_heading, is_told_of

#: A name by itself, in bold or not, with its colon or without.
NAME = re.compile(
    r"(?P<bold>\*\*|__)?(?P<name>[^*\s，。；：:？?！!|\[\]][^*\n，。；：:？?！!|\[\]]{0,29}?)(?:[：:]?\s*\*\*|__)?\s*[：:]?\s*"
)
#: Code or signs with words beside them ("`-g` 产生调试信息", "/etc/passwd 帐号信息"), questions, one of several steps.
NO_NAME = re.compile(r"^`[^`]+`\s*\S|\S\s*`[^`]+`$|^[$/\-.~\\@#%&+<^!]\S*\s+\S|是否|^第[一二三四五六七八九十\d]+[次步]")
#: "一致的运行环境" is what somebody has of something, and what code does has a pattern of its own.
NOT_OF_A_HEADING = re.compile("[的`]")
#: The last level of real headings: those above are lines in bold.
LAST_LEVEL = 6
#: So long is a paragraph, at most, that explains a name among others.
SHORT = 110
#: What is said of a name over more text than that is so long, and says it without help.
LEAST_TOLD, SHORTER = 10, 70
NO_SENTENCE = re.compile(
    r"https?://|\[[^\]]*\]\(|我们|如下|(?:[：:]|是|为)$"
    r"|^(?:由于|因为|为了|如果|若|当(?!前)|有了|其实|一般|对(?!象|称|偶)|没|比较|可以?|建议|首先|使用时|理论上|在[^，]{1,12}，)"
)
#: What may stand below an explanation and goes with it.
NO_TEXT = ("code", "formula", "table")
#: What stands below a name and is no explanation: another list, a picture, a link.
NO_EXPLANATION = re.compile(
    r"\s*(?:!\[|\[[^\]]*\]\(|https?://|[>|]|(?:具体|详细|详情)?(?:[请可]以?)?(?:参?[见看]|参[考阅照]|详见)|待(?:补|完善|续|更)|[略无暂]。?$|TODO)|.*[：:]\s*$",
    re.DOTALL,
)


def joined(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks at the same places, each name in one block with its explanation, and an empty rule for the other."""
    result = [_first_line(block) for block in blocks]
    for i, j in _pairs(result):
        head, below = result[i], result[j]
        one = _with_colon(head, below)
        if head.kind == "heading":
            # What the text begins with now is not shown above it once more.
            span = Span(below.span.path, head.span.first, below.span.last)
            result[j] = replace(below, text=one, span=span, heading=below.heading[:-1])
        else:
            result[i] = replace(head, text=one, span=Span(head.span.path, head.span.first, below.span.last))
            result[j] = replace(below, kind="rule", text="")
    return tuple(result)


def _first_line(block: Block) -> Block:
    """A block whose first line is a name in bold, with a colon behind that."""
    first, newline, rest = block.text.partition("\n")
    if block.kind not in ("paragraph", "item") or not rest.strip() or LABEL_ALONE.fullmatch(first):
        return block
    name = NAME.fullmatch(first)
    if name is None or not name["bold"] or NO_EXPLANATION.match(rest) or COLON.match(rest):
        return block
    return replace(block, text=f"{first.rstrip()}：{newline}{rest}")


def _with_colon(head: Block, below: Block) -> str:
    between = "\n" * (below.span.first - head.span.first)
    return f"{head.text.strip().rstrip('：: ')}：{between}{below.text}"


def _pairs(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Which block is a name, and which its explanation."""
    beside: dict[tuple[tuple[str, ...], int], list[int]] = {}
    for i, block in enumerate(blocks):
        if block.kind == "heading":
            beside.setdefault((block.heading, block.level), []).append(i)
    names = {i for headings in beside.values() for i in _names_of_things(blocks, headings)}
    for i in range(len(blocks) - 1):
        if i in names or _over_its_text(blocks, i):
            yield i, i + 1


def _names_of_things(blocks: Sequence[Block], headings: Sequence[int]) -> Iterator[int]:
    """Those of the headings below one other that are names over what explains them.

    Where they are lines in bold, or all of them stand over one short paragraph each, that is a list of names; else a
    paragraph explains its heading if it is one sentence which leaves out what it is about, and says enough of it where
    more text follows.
    """
    named = [i for i in headings if _over_a_paragraph(blocks, i)]
    alone = [i for i in named if _is_all(blocks, i)]
    short = [i for i in alone if length(blocks[i + 1].text) <= SHORT]
    listed = len(short) == len(headings)
    for i in named if len(named) > 1 else ():
        text, one_of_many = blocks[i + 1].text, i in alone and len(alone) > 1
        is_list = one_of_many and i in short and (listed or blocks[i].level > LAST_LEVEL)
        if is_list or (_leaves_out_its_subject(text) and (one_of_many or _says_what_it_is(text))):
            yield i


def _over_a_paragraph(blocks: Sequence[Block], i: int) -> bool:
    """Whether a heading names one thing, over a paragraph."""
    head, *rest = blocks[i : i + 2]
    if not rest or rest[0].kind != "paragraph" or NOT_OF_A_HEADING.search(head.text) or not is_told_of(head.text):
        return False
    deed = is_deed(head.text) and not fields.of(head_of(head.text))
    return not deed and _explains(head, rest[0])


def _is_all(blocks: Sequence[Block], i: int) -> bool:
    """Whether one paragraph is all that stands below a heading."""
    below, *after = blocks[i + 1 : i + 3]
    return not after or after[0].kind in ("heading", "rule") or after[0].section != below.section


@lru_cache(SEEN)
def _says_what_it_is(text: str) -> bool:
    """Whether a sentence without a subject says enough of what stands over it, whatever follows."""
    enough = len(CHINESE.findall(text)) >= LEAST_TOLD and length(text) <= SHORTER
    return enough and ASIDE.search(text) is None and NO_SENTENCE.search(text) is None


@lru_cache(SEEN)
def _leaves_out_its_subject(text: str) -> bool:
    """Whether a text is one sentence that does not begin with what it is about."""
    sentences = read(text).sentences
    taken = take_apart(sentences[0].clauses[0]) if len(sentences) == 1 else None
    return len(sentences) == 1 and (taken is None or not taken.subject)


def _over_its_text(blocks: Sequence[Block], i: int) -> bool:
    """Whether a block is a name over its text: an item over all that is its own, or a line with a colon."""
    head, below = blocks[i], blocks[i + 1]
    if not _explains(head, below):
        return False
    if head.kind == "paragraph":
        return LABEL_ALONE.fullmatch(head.text) is not None and _is_all_that_follows(blocks, i)
    mine = head.kind == "item" and below.lead == i and below.kind in ("paragraph", "item")
    return mine and all(block.kind in NO_TEXT for block in _further(blocks, i + 2, (i, i + 1)))


def _is_all_that_follows(blocks: Sequence[Block], i: int) -> bool:
    """Whether one paragraph stands between a line with a colon and the next such line, or the end of the section."""
    head, below, *after = blocks[i : i + 3]
    if below.kind != "paragraph" or (head.section, head.lead) != (below.section, below.lead):
        return False
    return not after or after[0].section != head.section or LABEL_ALONE.fullmatch(after[0].text) is not None


def _further(blocks: Sequence[Block], start: int, leads: tuple[int, int]) -> Iterator[Block]:
    """What else stands right behind below one of these."""
    return takewhile(lambda block: block.lead in leads, islice(blocks, start, None))


def _explains(head: Block, below: Block) -> bool:
    name = NAME.fullmatch(head.text)
    text = below.text.lstrip("*_` ")
    return (
        name is not None
        and not _tells(name["name"])
        and NO_EXPLANATION.match(below.text) is None
        and COLON.match(text) is None
        and not text.startswith(name["name"])
    )


@lru_cache(SEEN)
def _tells(name: str) -> bool:
    """Whether words say what something does, or have their explanation beside them already."""
    taken = take_apart(name)
    states = taken is not None and bool(taken.subject and taken.rest)
    return states or generic_heading(name) or NO_NAME.search(name) is not None
