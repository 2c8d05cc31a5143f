"""What is wrong with finished cards: advice to whoever wrote the notes they come from.

:mod:`studykit.quality` judges facts, before they are cards, and keeps the bad ones from becoming any: nobody sees what
it holds back, so it may only act where it is sure. Here cards are judged as the learner will see them, with the
context above the prompt and beside all other cards of the notes, and nothing is held back: what is found is
said, with what can be done about it. Questions that are asked twice are found by :mod:`studykit.card_doubles`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from studykit import segment
from studykit.card_doubles import doubles, key, rival_answers
from studykit.language import say
from studykit.model import HOLE, Card
from studykit.quality import ELSEWHERE, VERB_AFTER_WHY, VERB_FIRST
from studykit.terms import GENERIC, head_of, is_aspect, is_label, length
from studykit.traditional.records import as_read

#: Characters of an answer, Latin words counted as two, that one can still say by heart and compare with.
LONGEST_ANSWER = 80
#: The same for an answer in several lines, which one compares line by line.
LONGEST_LIST = 120
#: As many parts as one can hold in mind at once (Miller 1956: seven).
MOST_PARTS = 7
#: Rows of a formula, lines of code.
MOST_ROWS, MOST_LINES = 4, 8
#: A subject of more characters than this says enough for one right answer.
LONGEST_BARE_SUBJECT = 8

QUESTION_WORD = re.compile(r"^(?:什么是|为什么|为何)\s*")
#: "这个值是多少", "它的上限是什么"; not 其他, 此外, 那么.
PRONOUN = re.compile(
    r"(?:这(?!时|里|会|样，)|那(?!么|些)|该|此(?![外时刻])|[它他她]们?|其(?![他它余次实中])|上述|前者|后者|[两二三]者)"
)
#: "在这种情况下": which one, the card does not show.
SUCH_A_CASE = re.compile(r"(?:这|那|此|该)种?(?:情况|时候|前提|条件)")
#: An answer "该字段": which one is told only if the question names a 字段.
THE_ONE = re.compile(
    r"^(?:这(?:个|些|种|类|条|项|一)|那(?:个|种)|该|此(?![外时刻]))(?P<noun>(?!写法|值)[\u4e00-\u9fff]{1,4})"
)
#: Words that lead the eye to a list that comes next: harmless where it comes on the card.
NEXT = re.compile(
    r"(?:(?<![比例])如下(?!次|一)|(?<![\dA-Z岁度元年级])以下(?=[\u4e00-\u9fff\d\s])|下列)(?![^。]*[：:]\s*\S)"
)
#: "重复上述过程" at the end of an answer speaks of its beginning.
ABOVE = re.compile(r"^.{0,12}上述")
#: Questions with as many right answers as there are things to say about their subject.
OPEN = re.compile(r"^(?P<subject>[^，：？]{1,24}?)\s*(?:(?<!只)(?:具|拥)?有什么|会怎样|(?:可以|能)做什么|需要什么)？$")
#: A condition, a place or a side narrows the question down.
NARROWED = re.compile(r"[的时后前中里上下若]|如果|当|只|每|不|从|相同|连续|最终|命令")
#: Words that add nothing to an answer whose other words stand in the question.
PARTICLES = frozenset(
    "的 了 在 是 将 把 被 和 与 及 或 到 上 中 内 里 会 个 一 一个 该 这 那 其 从 对 为 有 并 进行 可以 : , - .".split()
)
#: The answers to choose from may stand in the question.
CHOICE = re.compile(r"哪些是|是否|还是")
CODE_BLOCK = re.compile(r"^```[^\n]*\n(.*?)\n?```\s*$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about ``card`` that a learner will stumble over; ``other`` is the card it clashes with."""

    code: str
    card: Card
    other: Card | None = None


def findings(cards: Sequence[Card]) -> list[Finding]:
    """All that is found about the cards of some notes, in their order. Time grows with their number, not its square."""
    read = as_read(cards)
    found = [Finding(code, card) for card, its in zip(cards, read, strict=True) for code in _flaws(its)]
    found += [Finding("double", cards[later], cards[earlier]) for earlier, later in doubles(read)]
    found += [Finding("rival-answers", cards[later], cards[earlier]) for earlier, later in rival_answers(read)]
    place = {id(card): number for number, card in enumerate(cards)}
    return sorted(found, key=lambda finding: place[id(finding.card)])


def _flaws(card: Card) -> Iterator[str]:
    return (code for code, flawed in CHECKS.items() if flawed(card))


def advice(code: str) -> str:
    """What is wrong, and what can be done, by the code of a finding; a KeyError for any other word."""
    sentences = {
        "leak": say("题面已经说出了答案；换一种说法", "the prompt gives the answer away; word it differently"),
        "pronoun": say(
            "代词指的东西卡片上看不到；写出名字", "a pronoun for something that the card does not show; write its name"
        ),
        "pointer": say(
            "“如下”“上图”之类指向卡片上没有的内容；把它写进句子",
            "it points at something that the card does not show; put it into the sentence",
        ),
        "no-subject": say("看不出问的是什么；补上主语", "it does not say what it is about; add the subject"),
        "generic": say(
            "主语太宽泛，又没有标题说明；加一级标题，或者写全名字",
            "the subject could be anything, and no heading tells; add a heading or the full name",
        ),
        "long": say("答案太长，没法判分；拆成几条", "the answer is too long to grade; split it up"),
        "many": say(
            f"一次要答的超过 {MOST_PARTS} 项；分成几组", f"more than {MOST_PARTS} things at once; make groups of them"
        ),
        "open": say(
            "有很多种对的回答；说清楚问的是哪一点",
            "there are many right answers; write what exactly is meant",
        ),
        "double": say("与另一张卡片问的是同一件事；留一处", "another card asks the same; keep one place"),
        "rival-answers": say(
            "另一处对同一个问题有不同的答案；合成一处，或者写清楚区别",
            "another place answers the same question differently; join them, or write what sets them apart",
        ),
    }
    return sentences[code]


# The checks on a single card


def _leaks(card: Card) -> bool:
    asked, answer = key(card.prompt.replace(HOLE, "")), key(card.answer)
    if card.form == "figure" or card.pattern == "table" or CHOICE.search(card.prompt):
        return False
    if len(answer) > 1 and answer in asked and re.search(rf"(?<![a-z0-9]){re.escape(answer)}(?![a-z0-9])", asked):
        return True
    words = _words(card.answer)
    wordy = card.kind not in {"command", "formula"} and "$" not in card.answer
    return wordy and len(words) > 1 and words <= _words(_shown(card))


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in segment.cut(key(text)) if word not in PARTICLES)


def _shown(card: Card) -> str:
    return "：".join((*card.context, card.prompt))


def _is_question(card: Card) -> bool:
    """Whether the prompt asks in words: the explanation of which the term is asked is no question."""
    return card.prompt.endswith("？") or HOLE in card.prompt


def _begins_with_pronoun(card: Card) -> bool:
    if SUCH_A_CASE.search(card.prompt):
        return True
    if _is_question(card) and PRONOUN.match(QUESTION_WORD.sub("", card.prompt)):
        return True
    the_one = THE_ONE.match(card.answer)
    return the_one is not None and segment.cut(the_one["noun"])[0] not in _shown(card)


def _begins_with_verb(card: Card) -> bool:
    if not _is_question(card) or card.kind == "command":
        return False
    why = QUESTION_WORD.match(card.prompt)
    if why and why[0].startswith("什么是"):
        return False
    return bool(VERB_AFTER_WHY.match(card.prompt, why.end()) if why else VERB_FIRST.match(card.prompt))


def _generic(card: Card) -> bool:
    subject = head_of(card.about[0])
    nameless = subject in GENERIC or is_label(subject) or is_aspect(subject)
    return not card.context and nameless and subject in card.prompt


def _points_elsewhere(card: Card) -> bool:
    if CODE_BLOCK.match(card.answer) or card.kind == "command":
        return False
    listed = "、" in card.answer or "\n" in card.answer
    told = NEXT.search(card.answer) or (not listed and NEXT.search(card.prompt))
    above = ABOVE.search(card.answer) or "上述" in card.prompt
    return bool(told or above or ELSEWHERE.search(card.prompt) or ELSEWHERE.search(card.answer))


def _long(card: Card) -> bool:
    if card.kind == "formula":
        return card.answer.count(r"\\") > MOST_ROWS
    if code := CODE_BLOCK.match(card.answer):
        return code[1].count("\n") >= MOST_LINES
    return length(card.answer) > (LONGEST_LIST if "\n" in card.answer else LONGEST_ANSWER)


def _many(card: Card) -> bool:
    if card.kind == "formula" or card.answer.startswith(("```", "$$")):
        return False
    listed = card.kind in {"enumeration", "procedure"} or "有哪些" in card.prompt
    lines = len([line for line in card.answer.split("\n") if line.strip()])
    return max(lines, card.answer.count("、") + 1 if listed else 0) > MOST_PARTS


def _open(card: Card) -> bool:
    match = OPEN.match(card.prompt)
    if match is None or NARROWED.search(match["subject"]) or length(match["subject"]) > LONGEST_BARE_SUBJECT:
        return False
    return "、" not in card.answer and not any(name.endswith("时") for name in card.context)


CHECKS: dict[str, Callable[[Card], bool]] = {
    "leak": _leaks,
    "pronoun": _begins_with_pronoun,
    "pointer": _points_elsewhere,
    "no-subject": _begins_with_verb,
    "generic": _generic,
    "long": _long,
    "many": _many,
    "open": _open,
}


def counted(found: Iterable[Finding]) -> dict[str, int]:
    """How many findings there are of each code, the most frequent first."""
    return dict(Counter(finding.code for finding in found).most_common())
