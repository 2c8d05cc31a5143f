"""Two names of one thing, on the line that states them: "A（B）", "A 又称 B", "CDN内容分发网络"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from studykit import segment
from studykit.finder import Finder, Mention
from studykit.grammar import AMBIGUOUS
from studykit.model import Relation, Span
from studykit.patterns import Page
from studykit.terms import CJK, cites
from studykit.text import normalise

OPENS = re.compile(
    r"^\s*[（(]\s*(?:英[文语]名?(?:称|全称)?|中文名?|简称|全称|缩写|又称|也称|也叫|又叫|亦称|俗称|即|或|或者|(?:之前|以前|原来|原|旧|曾)称?)?(?:为|是)?[：:]?\s*[“\"「]?$"
)
CLOSES = re.compile(r"^[”\"」]?\s*(?:[，,；;].{0,40})?[）)]")
ALSO = re.compile(
    r"^\s*(?:[（(][^（()）]*[）)])?\s*[，,]?\s*(?:通常|常常?|一般|有时|往往)?(?:又|也|亦|还|简|俗|或)?(?:被)?"
    r"(?:(?:称|叫|名)(?:之)?(?:为|做|作)?|简称|即|也就是|就是)(?:我们)?(?:常说的|所说的|说的|所谓的)?\s*[“\"「]?$"
)
#: These make two names of what were two concepts.
CALLED = re.compile("[又也亦还简俗曾原旧前]名?[称叫]|英[文语]|中文名|[简全]称|(?:常|所|通常)说的|缩写")
#: So few characters are a name, whatever they begin with.
SURE = 4
WORD = re.compile("[A-Za-z]+")


def from_names_side_by_side(page: Page, finder: Finder) -> Iterator[Relation]:
    """The second names that the lines of a note state."""
    told: set[frozenset[str]] = set()
    for index, block in enumerate(page.blocks):
        if block.kind not in ("paragraph", "item", "heading"):
            continue
        prose = page.prose(index)
        for sentence in prose.sentences:
            text = prose.plain(sentence.text)
            mentions = finder.find(text)
            # The second one may be the English name of the first: "A（an algorithm）又称 B".
            for one, other in (*pairwise(mentions), *zip(mentions, mentions[2:], strict=False)):
                if not _same(text, one, other):
                    continue
                names = (text[other.start : other.end], text[one.start : one.end])
                pair = frozenset(map(_letters, names))
                if pair not in told:
                    told.add(pair)
                    first = block.span.first
                    span = Span(block.span.path, first + sentence.first, first + sentence.last)
                    yield Relation(names[0], "alias_of", names[1], span, "second name")


def tells_more(one: str, other: str) -> bool:
    """Whether a second name says more than the first: "Thread Block" for 线程块, not 标记清除算法 for 标记清除."""
    short, long = sorted((one, other), key=len)
    if _letters(short) in _letters(long):
        return False
    chinese = {bool(CJK.search(name)) for name in (one, other)}
    return len(chinese) == 2 or (_alike(one, other) if chinese == {True} else _abbreviates(short, long))


def _same(text: str, one: Mention, other: Mention) -> bool:
    """Whether a text states that two names stand for one thing."""
    names = [text[mention.start : mention.end] for mention in (one, other)]
    between, after = text[one.end : other.start], text[other.end :]
    called = bool(CALLED.search(between) and (ALSO.match(between) or (OPENS.match(between) and CLOSES.match(after))))
    bracket = between.strip() in ("（", "(") and bool(CLOSES.match(after)) and not cites(names[1])
    if one.term != other.term and not (called or bracket):
        return False
    if not called and not all(map(_is_name, names)):
        return False
    chinese = [bool(CJK.search(name)) for name in names]
    if one.term != other.term:
        # A bracket that holds but one name, in the other script: "命名空间（namespace）".
        alone = bracket and chinese == [True, False] and bool(re.match(r"\s*[）)]", after))
        return alone or called
    short, long = sorted(map(_letters, names), key=len)
    if short in long:
        return False
    if bracket:
        alike = all(chinese) and _alike(*names)
        return chinese[0] != chinese[1] or alike or _abbreviates(*sorted(names, key=len))
    told = OPENS.match(between) and CLOSES.match(after)
    return bool(told or ALSO.match(between) or (chinese[0] != chinese[1] and not between.strip()))


def _is_name(text: str) -> bool:
    """Whether a text is no clause that somebody took for a name: "在调用接口"."""
    words = segment.cut(text)
    if len(words) == 1 or words[0] in AMBIGUOUS or len(CJK.findall(text)) <= SURE:
        return True
    return segment.tag(words[0])[:1] not in ("v", "p", "c", "d", "r", "m")


def _alike(one: str, other: str) -> bool:
    """Whether two Chinese names begin or end alike: "堆内存（堆空间）", not "函数（指针）"."""
    return one[0] == other[0] or one[-1] == other[-1]


def _abbreviates(short: str, long: str) -> bool:
    """Whether a name in capitals is made of the first letters of another."""
    return short.isupper() and short.casefold() == "".join(word[0] for word in WORD.findall(long)).casefold()


def _letters(name: str) -> str:
    return "".join(normalise(name).split())
