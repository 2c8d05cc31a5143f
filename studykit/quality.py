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
CUT_FROM_TEXT = frozenset(["statement", "cause", "naming", "enumeration", "alias"])

TORN = re.compile(
    r"^(?:[的之得地、，,：:；）)=]|(?:到|成|于|后|前|中|了|过|给|时)(?![\w]?(?:端|台|缀|序|续|间|文|国|央|心|钟|刻))|之[前后])"
)
NOTHING_SAID = re.compile(
    r"^(?:这个|该|下面|以下|如下|上述|这样|那样|很多|一些|几个|一大[^，]*趋势|[^，]{0,4}很?重要|比较复杂|很方便|很简单|很[大小多少好快慢高低]|不错|问题|两个[^，]{1,2})$"
    r"|这么[写做]|请见|见下|参见|见这里|^略$|上面(?:这些|那些|的)|下面(?:这些|的)|可供选择|胃口|[啊呢吧嘛哦呀哈]$"
)
SPOKEN = re.compile(r"倒是|明明|看到这里|这里|大家|[你您]|俗话|老实说|讲真|其实吧|俗称$")
TWO_VERBS = re.compile(r"(?:是|会|能|可以|需要|表示|使用|采用|有)(?:什么|怎样)(?:的|是|了)|可以把.*(?:会|可以)怎样")
LONGEST_PROMPT = 60


def flaw(fact: Fact) -> str:
    """The reason why a fact should not become a card; empty where there is none."""
    if fact.pattern in WRITTEN_ON_PURPOSE:
        return ""
    checks = CHECKS | CHECKS_OF_CUT_TEXT if fact.pattern in CUT_FROM_TEXT else CHECKS
    return next((reason for reason, found in checks.items() if found(fact)), "")


def _generic(fact: Fact) -> bool:
    return bool(fact.subject) and head_of(fact.subject) in GENERIC and not fact.topic


def _leaks(fact: Fact) -> bool:
    answer = normalise(fact.answer)
    given = len(answer) > 1 and answer in normalise(fact.prompt)
    # The cells of a table may repeat a word of its header ("允许重复：允许"), and a picture its caption.
    return given and fact.form != "figure" and fact.pattern != "table"


CHECKS: dict[str, Callable[[Fact], bool]] = {
    "leak": _leaks,
    "says-nothing": lambda fact: bool(NOTHING_SAID.search(fact.answer.strip())),
    "spoken": lambda fact: bool(SPOKEN.search(fact.prompt) or SPOKEN.search(fact.answer)),
}
CHECKS_OF_CUT_TEXT: dict[str, Callable[[Fact], bool]] = {
    "torn": lambda fact: bool(TORN.match(fact.answer.strip()) or TWO_VERBS.search(fact.prompt)),
    "long-prompt": lambda fact: length(fact.prompt) > LONGEST_PROMPT,
    "generic-subject": _generic,
}
