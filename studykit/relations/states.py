"""The states that something goes through, in the order in which a note tells them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit import segment
from studykit.finder import Finder
from studykit.model import Relation, Span
from studykit.patterns import Page
from studykit.relations.reader import without_adverbials

ENTERS = re.compile(r"(?:进入|转入|转为|变为|变成|切换到|切换为|转换为|转换到|处于|回到)了?\s*")
IS_STATE = re.compile(r"^\s*[”\"」]?\s*(?:状态|阶段|态)")
STATE_NAME = re.compile("(?:态|状态|阶段)$")
#: "第二次提交" is a part of 两次提交.
NUMBERED = re.compile(r"^第[一二三四五六七八九十\d]+(?:次|步|个|轮)?(?P<noun>[\u4e00-\u9fff]{2,6})")
#: A name of a state stands right behind the verb.
NEAR = 3


def from_states(page: Page, finder: Finder) -> Iterator[Relation]:
    """Each state precedes the next one of the same thing; those told below a numbered step are parts of the whole."""
    last: dict[tuple[tuple[str, ...], str], str] = {}
    for index, block in enumerate(page.blocks):
        if block.kind not in ("paragraph", "item"):
            continue
        prose, who = page.prose(index), ""
        if not any(ENTERS.search(prose.plain(sentence.text)) for sentence in prose.sentences):
            continue
        whole = _whole(page, index, finder)
        for sentence in prose.sentences:
            span = Span(block.span.path, block.span.first + sentence.first, block.span.first + sentence.last)
            for clause in sentence.clauses:
                text = prose.plain(clause)
                who = _who(text) or who
                if not (state := _entered(text, finder)):
                    continue
                before = last.get((block.heading, who))
                if before and before != state:
                    yield Relation(before, "precedes", state, span, "states")
                if whole and whole != state:
                    yield Relation(state, "part_of", whole, span, "states")
                last[block.heading, who] = state


def _entered(text: str, finder: Finder) -> str | None:
    """The state that a clause says something enters, or is in."""
    verb = ENTERS.search(text)
    for mention in finder.find(text) if verb else ():
        if verb and 0 <= mention.start - verb.end() <= NEAR:
            is_state = IS_STATE.match(text[mention.end :]) or STATE_NAME.search(text[mention.start : mention.end])
            return mention.term if is_state else None
    return None


def _who(text: str) -> str:
    """The noun that a clause begins with."""
    word = next(iter(segment.cut(without_adverbials(text))), "")
    return word if segment.tag(word)[:1] in ("n", "e") else ""


def _whole(page: Page, index: int, finder: Finder) -> str | None:
    """What the numbered step that leads to a block is a step of: named in its heading with the same noun."""
    block = page.blocks[index]
    lead = page.blocks[block.lead].text if block.lead >= 0 else ""
    step = NUMBERED.match(lead)
    heading = block.heading[-1] if step and block.heading else ""
    return next((m.term for m in finder.find(heading) if step and heading[: m.end].endswith(step["noun"])), None)
