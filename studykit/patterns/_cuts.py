"""Where a sentence is cut into what is shown and what is hidden: the clauses that no card holds yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from studykit import fields, segment
from studykit.grammar import (
    ANY_VERBS,
    CONDITION_END,
    COPULAS,
    MODALS,
    is_condition,
    strip_connective,
    take_apart,
    unfold,
)
from studykit.model import Fact
from studykit.patterns import Place
from studykit.prose import clauses
from studykit.statements import COLON
from studykit.terms import is_label, is_subject, is_term, length
from studykit.text import normalise

#: What is hidden is long enough to say something, and short enough to be recalled; what is shown, to be read.
SHORTEST_HIDDEN, LONGEST_HIDDEN = 4, 60
SHORTEST_SHOWN, LONGEST_SHOWN = 4, 60
#: What the author wrote for those who search.
KEYWORDS = re.compile("(?i:keywords?|tags?)|关键[词字]|标签|参考")
#: Where grammar does not find the predicate, one of these begins it.
PREDICATE = COPULAS | MODALS | ANY_VERBS
#: A clause that does not stand alone, …
ONLY_WHEN = re.compile(
    "如果|若(?!干)|一旦|只要|即使|即便|哪怕|除非|无论|不管|不论|对于|由于|为了|相[对比]于?|虽然|尽管"
)
#: … unless it says the rest too: "即使断电也不会丢失".
SAYS_TOO = re.compile("(?:[也就则便才都]|默认|引入|可以|[时后])(?=[^，的]{3})")
#: Behind these an example is one to know.
SEVERAL = re.compile("(?:很多|许多|多种|各种|一些|一系列)[^，]*$")
#: What ties a clause to the one before it and says nothing itself.
TIE = re.compile("^(?:(?:从而|进而|继而|并(?![行发列联排查集非不没]))且?|之后(?=[^的]{3}))")
#: What only illustrates the clause before it, or gives another choice or word for it: nothing to recall.
NOT_HIDDEN = re.compile("例如|比如|譬如|如(?![果何今此下需若同])|像|或者?(?!许)|以此|谁")
#: What a question leaves out of the statement that it asks.
LITTLE = re.compile(
    "这(?:种|样的|个|些|一)[^，]{1,6}?被?(?:称为|称作|叫做?)|^(?:通常)?(?:又|也|还|亦|常)(?:被)?(?:称之?为|称作|叫[做作]?|称|名为)|称[^，为]{1,8}为|(?:则|就|便|才|也|都|又)(?:会|能|可以|是)?|(?<=..)[了着]"
)
#: A name behind what modifies it.
OF_A_THING = re.compile("的[^的，是有会能]{1,8}$")
#: "不可变的对象": a name that says nothing.
OF_A_KIND_ONLY = re.compile("不[^，的]{1,6}的[^，的]{1,8}$")
#: "最低位优先（Least Significant Digit，LSD）": a name in another language says nothing of it.
WRITTEN_OUT = re.compile(r"[（(][A-Za-z][A-Za-z\s,，./-]*[）)](?=[^，]{4})")
#: A card that has so much of a clause holds it.
MOST = 0.65
#: So many characters tell where in the sentence a part of it begins or ends.
ENOUGH = 9


def on_card(place: Place, fact: Fact) -> str:
    """What a card holds of the sentence, normalised."""
    return normalise(place.prose.plain(_known(place, fact)))


def _known(place: Place, fact: Fact) -> str:
    """What the learner is asked to recall, or is sure to read, on the card of a fact.

    Why something is so is another question than what is so; but behind its cause, as a card would show it here, the
    effect is the same question asked from the other end.
    """
    if fact.kind != "cause":
        return f"{fact.prompt} {fact.answer}"
    text = place.show(place.sentence.text)
    cause, effect = text.find(fact.answer[:ENOUGH]), text.rfind(fact.subject[-ENOUGH:])
    return f"{fact.prompt} {fact.answer}" if 0 <= cause < effect else fact.answer


def shown_and_hidden(place: Place, part: str, told: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The beginnings of a part of a sentence, each with what follows it and no card holds."""
    label = COLON.match(part)
    named = label is not None and is_term(label["head"].strip()) and not is_label(label["head"].strip())
    if label and KEYWORDS.match(label["head"]):
        return
    head, body = (f"{label['head']}：", label["body"]) if label and named else ("", part)
    whole = clauses(strip_connective(body))
    pieces = unfold(whole[0]) if len(whole) == 1 else whole
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
        while start + 1 < len(pieces) and only_when(pieces[start]):
            start += 1  # when it is so is shown
        end = start + 1
        while end < len(pieces) and length("，".join(pieces[start : end + 1])) <= LONGEST_HIDDEN:
            end += 1
        shown, hidden = f"{head}{_shown(pieces[:start])}", "，".join(pieces[start:end])
        shown, hidden = _with_subject(shown, hidden)
        yield shown, hidden
        start = end


def only_when(clause: str) -> bool:
    """Whether a clause only tells in which case or when, and not also what is so then ("即使断电，也 …")."""
    if CONDITION_END.search(clause):
        return True
    return ONLY_WHEN.match(clause) is not None and not SAYS_TOO.search(clause)


def _with_subject(condition: str, clause: str) -> tuple[str, str]:
    """The subject of what is hidden is shown too, where enough is left to recall."""
    first, comma, more = clause.partition("，")
    taken = take_apart(first)
    if taken is None or taken.adverbial or not _is_named(taken.subject) or length(taken.predicate) < ENOUGH:
        return condition, clause
    return f"{condition}{taken.subject} ", f"{taken.predicate}{comma}{more}"


def _is_named(subject: str) -> bool:
    """Whether the subject of what is hidden names one thing; a list of several is what there is to recall."""
    if length(subject) <= SHORTEST_HIDDEN or "、" in subject or not is_subject(subject):
        return False
    return segment.tag(segment.cut(subject)[0])[:1] not in ("v", "p", "d", "c")


def _without_tie(clause: str) -> str:
    """A clause without what ties it to the one before: "并使用 X" is "使用 X"."""
    return TIE.sub("", strip_connective(clause), count=1)


def _untold(place: Place, pieces: Sequence[str], told: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The runs of clauses that no card holds: where each begins and ends."""
    first = 0
    known_ones = [
        _only_illustrates(piece, before) or _is_told(place, piece, told) for before, piece in pairwise(["", *pieces])
    ]
    for known, run in groupby(known_ones):
        last = first + len(list(run))
        if not known and (last == len(pieces) or _ends(pieces[last - 1])):
            yield first, last
        first = last


def _only_illustrates(clause: str, before: str) -> bool:
    """Whether a clause gives an example or another choice, and no list: behind "很多方法，" there is one to know."""
    return NOT_HIDDEN.match(clause) is not None and "、" not in clause and not SEVERAL.search(before)


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
    hidden = "".join(words[start:])
    # "栈中引用的对象" is a name and says nothing.
    names = OF_A_THING.search(hidden) and (words[start] in ANY_VERBS or OF_A_KIND_ONLY.match(hidden))
    return ("", "") if names else ("".join(words[:start]), hidden)


def _is_told(place: Place, clause: str, told: Sequence[str]) -> bool:
    """Whether a card has most of a clause, be it in other words of asking."""
    text = normalise(place.prose.plain(LITTLE.sub("", WRITTEN_OUT.sub("", clause))))
    pairs = {text[i : i + 2] for i in range(len(text) - 1)}
    return any(sum(pair in card for pair in pairs) >= MOST * len(pairs) for card in told)
