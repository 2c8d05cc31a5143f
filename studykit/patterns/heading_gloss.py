"""Headings that explain what they name: ``### DISTINCT: 用于过滤掉重复的值``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit.grammar import QUESTION, take_apart
from studykit.model import Fact
from studykit.patterns import Place, pattern
from studykit.patterns._explained import begins_with_deed, definition
from studykit.statements import COLON
from studykit.terms import CJK, is_aspect, is_label, is_subject, is_term
from studykit.text import spaced

#: One of a series of parts, and no name: "步骤 2：安装驱动", "文本预处理七：建立模型".
NUMBERED = re.compile(r"[\d一二三四五六七八九十]\s*$")
#: What begins so says what something is.
IS = re.compile("一[种个类组套](?!是)|(?:就是|是指|是|指|即|表示|代表)(?!否)")
#: A sentence behind one of these is what it says.
LAW = re.compile("(?:定理|定律|法则|原则|引理|准则)(?:[（(].*)?$")


@pattern("heading-gloss", on="block", rank=46, kinds=("heading",))
def find(place: Place) -> Iterator[Fact]:
    """The name before the colon is asked for what stands behind it."""
    match = COLON.match(place.prose.text)
    head, body = (match["head"].strip(), match["body"].strip()) if match else ("", "")
    if (
        not head
        or QUESTION.search(body)
        or NUMBERED.search(head)
        or not is_term(head)
        or is_label(head)
        or is_aspect(head)
    ):
        return
    if begins_with_deed(body) and not CJK.search(head):
        asked = spaced(head, "有什么作用？")
        yield place.fact("definition", head, asked, body, confidence=0.75, statement=" ", topic="")
    elif IS.match(body) or (LAW.search(head) and _states(body)):
        yield definition(place, head, body, "")


def _states(body: str) -> bool:
    taken = take_apart(body)
    return taken is not None and bool(taken.rest) and is_subject(taken.subject)
