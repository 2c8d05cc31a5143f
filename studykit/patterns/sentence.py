"""What no other pattern asked of a sentence: its end, hidden behind its beginning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from studykit import fields, segment
from studykit.grammar import (
    AMBIGUOUS,
    ANY_VERBS,
    ASIDE,
    COPULAS,
    MODALS,
    OPEN_QUESTION,
    POINTER,
    PRONOUN,
    QUESTION,
    is_condition,
    strip_connective,
    take_apart,
)
from studykit.model import HOLE, Fact
from studykit.patterns import Place, pattern
from studykit.patterns._running import POINTS_BACK, is_example, only_announces
from studykit.prose import MASK, clauses
from studykit.statements import COLON, NAMES_SOMETHING
from studykit.terms import CJK, is_label, is_subject, is_term, length
from studykit.text import normalise, spaced

#: What is hidden is long enough to say something, and short enough to be recalled; what is shown, to be read.
SHORTEST_HIDDEN, LONGEST_HIDDEN = 4, 60
SHORTEST_SHOWN, LONGEST_SHOWN = 4, 60
#: A reason alone, and a way to read on ("见 X"): nothing can be recalled from these.
NOT_SHOWN = re.compile("^(?:因为|因此|所以|基于|对此)")
READS_ON = re.compile(
    r"(?<![可常意罕偏主少看听遇撞])见(?![解识证到过面])|参考|从.{1,20}的[^，]{1,4}做起|[一-龥]*讲.{2,}怎[样么]"
)
#: A cut in the middle of a name: "命令请求的" in front of "执行过程".
BREAKS_OFF = re.compile("(?<!目)的$|[与和及]$")
#: "$T$ 表示温度" glosses a formula, which has a card of its own.
GLOSSES = re.compile(rf"^{MASK}(?:、{MASK})*\s*(?:表示|是|为|代表)")
#: A condition can be asked about without naming anything, when it is long enough to tell it from others.
WHEN = re.compile(
    "如果|若|一旦|只要|当(?![前然时])|除非|除了|对于|由于|与.{2,}(?:不同|相比)|相[对比]于|在.{2,}(?:中|时|后|前|下)"
)
SHORTEST_CONDITION = 8
#: An end that is no news: "就能看到效果了", "谁用谁知道".
SAYS_LITTLE = re.compile(
    ".{0,4}(?:就|便|才)?(?:可以|能|能够|应该)?.{0,3}(?:看到|知道|明白|理解)|(?:比较|非常|很|更|十分).{1,6}$|.*口碑|以此"
)
#: What only leads on to what stands below.
ANNOUNCES = re.compile("(?:[：:]|为|是|有|如下|包括|即)$")
EXAMPLE = re.compile("例如|比如|譬如|举例|举个|假设|以[^，]{1,20}为例")
#: "X 虽然简单，[…]": what is hidden is set against it without the word.
GRANTING = re.compile("虽然|尽管")
#: Where grammar does not find the predicate, one of these begins it.
PREDICATE = COPULAS | MODALS | ANY_VERBS
#: What ties a clause to the one before it and says nothing itself.
TIE = re.compile("^(?:从而|进而|继而|并(?![行发列联排非不没]))且?")
#: A card that has so much of a clause holds it.
MOST = 0.65


@pattern("sentence", on="rest", rank=90)
def find(place: Place) -> Iterator[Fact]:
    """A sentence whose end is on no card becomes a cloze card: the beginning is shown, the end hidden."""
    sentence = place.sentence
    text = POINTER.sub("", sentence.text)
    if sentence.end in ("？", "?") or QUESTION.search(text) or ASIDE.search(text) or is_example(place):
        return
    if EXAMPLE.match(text) or only_announces(place, text) or _glosses(place, text):
        return
    told = [normalise(place.prose.plain(_known(fact))) for fact in place.told]
    for part in sentence.parts:
        for shown, hidden in _divided(place, part, told):
            begin = GRANTING.sub("", shown)
            if _worth_asking(begin, hidden):
                yield _fact(place, begin, hidden)


def _glosses(place: Place, text: str) -> bool:
    gloss = GLOSSES.match(strip_connective(text))
    return gloss is not None and place.prose.kind(gloss[0][0]) == "formula"


def _fact(place: Place, shown: str, hidden: str) -> Fact:
    subject = _subject(shown)
    if shown.endswith("：") and length(hidden) > SHORTEST_HIDDEN:
        # Of a label alone one can ask.
        return place.fact("property", subject, spaced(subject, "是怎样的？"), hidden, confidence=0.5)
    return place.fact("property", subject, f"{shown}{HOLE}", hidden, form="cloze", confidence=0.5)


def _known(fact: Fact) -> str:
    """What the learner is asked to recall, or is sure to read, on the card of a fact.

    Why something is so is another question than what is so.
    """
    return fact.answer if fact.kind == "cause" else f"{fact.prompt} {fact.answer}"


def _divided(place: Place, part: str, told: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The beginnings of a part of a sentence, each with what follows it and no card holds."""
    label = COLON.match(part)
    named = label is not None and is_term(label["head"].strip()) and not is_label(label["head"].strip())
    head, body = (f"{label['head']}：", label["body"]) if label and named else ("", part)
    pieces = clauses(strip_connective(body))
    for first, last in _untold(place, pieces, told):
        yield from _run(head, pieces, first, last)


def _run(head: str, pieces: Sequence[str], first: int, last: int) -> Iterator[tuple[str, str]]:
    """The clauses of one run, as many at a time as can be recalled, each with what stands before them."""
    pieces = [*pieces[:first], *filter(None, map(_without_tie, pieces[first:last]))]
    if first == len(pieces):
        return
    if len(pieces) == 1 and last == 1:
        yield (head, pieces[0]) if head else _at_predicate(pieces[0])
        return
    start = first or (0 if head else 1)
    while start < len(pieces):
        end = start + 1
        while end < len(pieces) and length("，".join(pieces[start : end + 1])) <= LONGEST_HIDDEN:
            end += 1
        yield f"{head}{_shown(pieces[:start])}", "，".join(pieces[start:end])
        start = end


def _without_tie(clause: str) -> str:
    """A clause without what ties it to the one before: "并使用 X" is "使用 X"."""
    return TIE.sub("", strip_connective(clause), count=1)


def _untold(place: Place, pieces: Sequence[str], told: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The runs of clauses that no card holds: where each begins and ends."""
    first = 0
    for known, run in groupby(pieces, lambda piece: _is_told(place, piece, told)):
        last = first + len(list(run))
        if not known and (last == len(pieces) or _ends(pieces[last - 1])):
            yield first, last
        first = last


def _ends(clause: str) -> bool:
    """Whether a clause in the middle of a sentence says something by itself, and not only when or of what."""
    return not is_condition(clause) and take_apart(clause) is not None


def _shown(pieces: Sequence[str]) -> str:
    """What stands before a hole: all of it where it is short, else the first clause, and the last one."""
    text = "，".join(pieces)
    if length(text) > LONGEST_SHOWN:
        text = f"{pieces[0]}……{pieces[-1]}"
    return f"{text}，" if text else ""


def _at_predicate(clause: str) -> tuple[str, str]:
    """A clause cut where its predicate begins; where grammar cannot tell, at the first word that only a predicate has."""
    taken = take_apart(clause)
    if taken is not None:
        return (f"{taken.adverbial}{taken.subject} ", taken.predicate) if taken.subject else ("", "")
    words = fields.whole(segment.cut(clause))
    start = next((i for i, word in enumerate(words) if i and word in PREDICATE), 0)
    return "".join(words[:start]), "".join(words[start:])


def _is_told(place: Place, clause: str, told: Sequence[str]) -> bool:
    """Whether a card has most of a clause, be it in other words of asking."""
    text = normalise(place.prose.plain(clause))
    pairs = {text[i : i + 2] for i in range(len(text) - 1)}
    return any(sum(pair in card for pair in pairs) >= MOST * len(pairs) for card in told)


def _worth_asking(shown: str, hidden: str) -> bool:
    begins = shown.strip()
    if not SHORTEST_HIDDEN <= length(hidden) <= LONGEST_HIDDEN or not SHORTEST_SHOWN <= length(begins) <= LONGEST_SHOWN:
        return False
    if NOT_SHOWN.match(begins) or BREAKS_OFF.search(begins) or READS_ON.search(begins) or READS_ON.search(hidden):
        return False
    if PRONOUN.match(begins) or POINTS_BACK.search(begins) or OPEN_QUESTION.search(begins) or ANNOUNCES.search(hidden):
        return False
    if not CJK.search(hidden) or "//" in begins or SAYS_LITTLE.match(hidden):
        return False
    if WHEN.match(begins):
        return bool(NAMES_SOMETHING.search(begins)) or length(begins) >= SHORTEST_CONDITION
    return not _acts(begins) and (bool(NAMES_SOMETHING.search(begins)) or is_subject(_subject(begins)))


def _acts(text: str) -> bool:
    """Whether a text begins with what is done, by nobody: "使用位图，…", "获取子节点并排序，…"."""
    first = next((word for word in fields.whole(segment.cut(text)) if word.strip()), "")
    taken = take_apart(next(iter(clauses(text)), ""))
    if taken is not None and is_subject(taken.subject):
        return False
    return segment.tag(first)[:1] in ("v", "p", "d") and first not in AMBIGUOUS


def _subject(shown: str) -> str:
    """What the first clause is about; the clause itself where that is not told apart."""
    first = next(iter(clauses(shown)), "").strip().rstrip("：")
    taken = take_apart(first)
    return taken.subject if taken is not None and taken.subject else first
