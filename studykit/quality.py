"""What makes a finished fact not worth a card: checks on its prompt and answer, whichever pattern found it.

A pattern decides by shape; whether the words that it cut out make sense on their own shows best when they stand as
prompt and answer. Each check names its reason, so that the learner can be told why a line gave nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from studykit.model import Fact
from studykit.terms import GENERIC, head_of, length
from studykit.text import normalise

#: Patterns that repeat what the learner wrote on purpose are not judged.
WRITTEN_ON_PURPOSE = frozenset(["asked", "pairs", "holes"])
#: Patterns that cut prompt and answer out of running text.
CUT_FROM_TEXT = frozenset(["statement", "cause", "conclusion", "naming", "enumeration", "alias"])

TORN = re.compile(
    r"^(?:[的之得地、，,：:；）)=]|并(?!行|发|非|列)|而且|从而|(?:到|成|于|后|前|中|了|过|给|时)(?![\w]?(?:端|台|缀|序|续|间|文|国|央|心|钟|刻))|之[前后])"
)
NOTHING_SAID = re.compile(
    r"^(?:这个|该|下面|以下|如下|上述|这样|那样|很多|一些|几个|一大[^，]*趋势|[^，]{0,4}很?重要|比较复杂|很方便|很简单|很[大小多少好快慢高低]"
    r"|不错|问题|两个[^，]{1,2})$"
    r"|[^，]*满足(?:以下|如下|下列|下面)[^，：]*条件[^：\n]*$|这么[写做]|请见|见下|参见|见这里|^略$|上面(?:这些|那些|的)|下面(?:这些|的)|可供选择|胃口|[啊呢吧嘛哦呀哈]$"
)
#: A title behind a verb: "硬链接与软链接的区别".
TITLE = re.compile(r"^[与和跟][^，]*的(?:区别|关系|联系|比较|对比|问题|特点)$")
#: One of several that only the text shows: "恢复出来的这一行".
POINTS = re.compile(r"(?:^|[，的过在对把为用从和给])[这那]一?[个行条种张次点类]|[这那]些")
#: What a verb was said to act on, without saying which: "一些争议", "三种", "以下几点", "这个问题".
NO_OBJECT = re.compile(
    r"^(?:(?:一些|很多|许多|若干|不同的|相同的|同样的|相应的|对应的)[^，]{0,4}|[一二两三四五六七八九十几多\d]+(?:种|类|个部分|部分|大类|点|方面)"
    r"|(?:以下|如下|下列|下面)的?[几一二两三四五六七八九\d]?(?:点|个|种|条|项)?[^，]{0,9}|[^，]{0,6}(?:这个|这种|该|此)(?:限制|问题|情况|作用|特性|特点)"
    r"|两个不同的[^，]{1,2}|不?(?:一样|相同|同)的|这一[^，]{1,4}|很?重要，.*|[在当][^，]*(?:时|的时候))$"
)
SPOKEN = re.compile(r"倒是|明明|看到这里|这里|大家|[你您]|俗话|老实说|讲真|其实吧|俗称$")
TWO_VERBS = re.compile(
    r"(?:是|会|能|可以|需要|表示|使用|采用|有)(?:什么|怎样)(?:的(?!？)|是|了)|可以把.*(?:会|可以)怎样"
)
LONGEST_PROMPT = 60


def flaw(fact: Fact) -> str:
    """The reason why a fact should not become a card; empty where there is none."""
    if fact.pattern in WRITTEN_ON_PURPOSE:
        return ""
    checks = CHECKS | CHECKS_OF_CUT_TEXT if fact.pattern in CUT_FROM_TEXT else CHECKS
    return next((reason for reason, found in checks.items() if found(fact)), "")


def _generic(fact: Fact) -> bool:
    return bool(fact.subject) and head_of(fact.subject) in GENERIC and not fact.topic


def _opens(prompt: str) -> bool:
    """Whether a bracket opens that does not close: the question was cut out of it."""
    return sum(map(prompt.count, "（(")) != sum(map(prompt.count, "）)")) and "`" not in prompt and "$" not in prompt


def _leaks(fact: Fact) -> bool:
    answer = normalise(fact.answer)
    given = len(answer) > 1 and answer in normalise(fact.prompt)
    # The cells of a table may repeat a word of its header ("允许重复：允许"), and a picture its caption.
    return given and fact.form != "figure" and fact.pattern != "table"


CHECKS: dict[str, Callable[[Fact], bool]] = {
    "leak": _leaks,
    "says-nothing": lambda fact: fact.form != "sequence" and bool(NOTHING_SAID.search(fact.answer.strip())),
    "spoken": lambda fact: bool(SPOKEN.search(fact.prompt) or SPOKEN.search(fact.answer)),
}
CHECKS_OF_CUT_TEXT: dict[str, Callable[[Fact], bool]] = {
    "torn": lambda fact: bool(
        TORN.match(fact.answer.strip())
        or TITLE.match(fact.answer.strip())
        or TWO_VERBS.search(fact.prompt)
        or _opens(fact.prompt)
    ),
    "points-elsewhere": lambda fact: bool(POINTS.search(fact.prompt)),
    "says-nothing": lambda fact: bool(NOTHING_SAID.search(fact.answer.strip()) or NO_OBJECT.match(fact.answer.strip())),
    "long-prompt": lambda fact: length(fact.prompt) > LONGEST_PROMPT,
    "generic-subject": _generic,
}
