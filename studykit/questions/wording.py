"""A question, and how its words are put together from those of a statement."""

from __future__ import annotations

import re
from dataclasses import dataclass

from studykit import segment
from studykit.model import FactKind
from studykit.prose import MASK, split_outside
from studykit.statements import Statement
from studykit.text import spaced

#: How much there is to recall: of an answer at all, and of one to a vague question.
SHORTEST_ANSWER, SHORTEST_OUTCOME = 2, 4
#: Adverbs that tie a clause to the one before and mean nothing in a question.
WEAK_ADVERBS = re.compile(r"^(?:或者|却|也|就|便|则|才|又|还|且|自然|不仅仅?|不但|并(?![不没非未]))+")
#: "恢复为", "转换为": 为 behind a verb, and not "因为" or "称为".
BECOMES = re.compile(r"[^成作称认行](?<!因)为$")
#: Amounts ("约 48 KB", "原来的一半") and how often something is done ("三次").
QUANTITY = re.compile(
    r"^(?:约|大约|至少|最多|至多|不超过|超过)?\s*(?:原来的?.{0,6}(?:倍|分之|%|％|一半)|[\d.]+)\s*(?![\w.]*[A-Za-z]{3})"
)
#: An amount with its unit, and nothing else: "50%", "0.3 个百分点".
AMOUNT = re.compile(r"(?:约|大约|近)?\s*[\d.]+\s*(?:[%％倍]|个百分点|[KMGT]i?B|字节|位|[mμun]?s|秒|毫秒)")
TIMES = re.compile(r"[一二两三四五六七八九十]+(?P<unit>次|趟|遍|倍|个|种|类|条|层|位|台|块|份|步|对)")
#: What an adverb denies with.
DENIED = re.compile("[不没无未]")
#: Code or a Latin name, and nothing else.
ONLY_NAME = re.compile(rf"{MASK}|[A-Za-z][A-Za-z0-9_.+#/ -]*")


@dataclass(frozen=True, slots=True)
class Question:
    """How a statement is asked, in masked text."""

    prompt: str
    answer: str
    kind: FactKind = "property"
    cloze: bool = False
    #: what it is about, where that is not the subject of the statement
    subject: str = ""


def about(statement: Statement, asked: str, answer: str, kind: FactKind = "property") -> Question:
    """A question that says scene and subject of a statement first, and then what is ``asked`` of these."""
    return Question(spaced(statement.question_head, asked), answer, kind)


def untied(words: str) -> str:
    """Without the adverbs at the beginning that only tie a clause to the one before."""
    return WEAK_ADVERBS.sub("", words)


def becoming(verb: str) -> str:
    """The verb before 什么: "恢复为什么" would ask for the reason."""
    return f"{verb[:-1]}成" if BECOMES.search(verb) else verb


def asks_for(answer: str) -> str:
    """The word that asks for an answer like this: 几次, 多少 or 什么."""
    if times := TIMES.fullmatch(answer):
        return f"几{times['unit']}"
    return "多少" if QUANTITY.match(answer) else "什么"


def is_measure(answer: str) -> bool:
    """Whether an answer is a number of something, whatever the verb before it: it is asked for with 多少 or 几."""
    return (TIMES.fullmatch(answer) or AMOUNT.fullmatch(answer)) is not None


def is_handled(predicate: str) -> bool:
    """Whether it says what is done with what stands behind 把 or 对, and does not break off there."""
    return any(
        segment.tag(word)[:1] in ("v", "l", "i") for word in segment.words(split_outside(predicate, "，,")[0])[1:]
    )
