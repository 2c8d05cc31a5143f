"""Which clauses of a sentence tell an effect, and which its cause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from studykit.grammar import ALWAYS_CONDITION, CONDITION_END, is_condition, strip_connective, take_apart
from studykit.prose import clauses
from studykit.terms import is_subject

#: A clause that gives a reason.
BECAUSE = re.compile(
    r"^(?:(?:[又而]|这?(?:主要|正|也)?是)?(?:因为|由于|鉴于)|(?:其|主要|根本|具体)?(?:的)?原因(?:也|就|主要|无非)?(?:是|在于)(?:因为|由于)?)"
    r"\s*(?P<cause>.+)$"
)
#: "X 的一个原因是 Y" tells why X.
THE_REASON = re.compile(
    r"^(?P<effect>[^，]{4,40}?)的?(?:(?:一个|主要|根本|直接|重要|另一个|最大|真正)的?)*原因(?:也|就|主要)?(?:是|在于)(?:因为|由于)?[，,]?\s*(?P<cause>[^，].{3,})$"
)
#: In a later clause 由于 explains what follows, and 因为 what was said before; "由于 A 而 B" says both.
BEFORE_EFFECT = re.compile(r"^而?(?:由于|鉴于)(?!.*而(?!且|是|非))")
#: "X 之所以 A，是因为 B".
WHY_FIRST = re.compile(r"^(?P<effect>.*?之所以.+?)[，,]?\s*(?:主要|正|就)?是(?:因为|由于)\s*(?P<cause>.+)$")
#: "RSA 是特例。因为它 …" goes on with the sentence before, too.
THIS_IS_BECAUSE = re.compile(
    r"^(?:这(?:主要|正|就|也)?是(?:因为|由于)|因为(?=它)|(?:其|主要|根本)?原因(?:就|主要)?(?:是|在于))[，,：:]?\s*(?P<cause>.+)$"
)
#: A clause that says what comes of the ones before.
THEREFORE = re.compile(
    r"^(?:(?:也)?(?:因此|所以|因而|于是|故而)|这(?:样|也|就)*(?:使得?(?!用)|导致|造成|决定|意味着|说明)了?)[，,]?\s*(?P<effect>.*)$"
)
#: Where or compared with what something is so.
SCENE = re.compile(r"^(?:相比|相较|比起|对于?(?![象应齐称])|按照?|根据|与[^，]+(?:相比|不同)$)|即[便使]|尽管|虽然")
#: "速度极快" states something without a verb.
QUALITY = re.compile(
    r"^.{3,}(?:[很极更较]|非常|十分|容易|不[易便利宜]|难以|一样$|不同$|比[^，]{1,10}[快慢高低大小多少好差强弱])"
)
LONGEST_NAME = 14


@dataclass(frozen=True, slots=True)
class Told:
    """The clauses of an effect and of its cause. ``first``: the cause stood before the effect."""

    effect: Sequence[str]
    cause: Sequence[str]
    first: bool
    #: what was named right before the cause: "X，由于 A，B"
    named: str = ""


def told_why(text: str) -> Told | None:
    """What is the effect and what the cause; nothing where the sentence gives no cause."""
    if match := WHY_FIRST.match(text):
        effect = re.sub(r"^.*，(?=[^，]*之所以)|之所以|就$", "", match["effect"])
        return Told(clauses(effect), clauses(match["cause"]), False)
    if match := THE_REASON.match(text):
        return Told([match["effect"]], clauses(match["cause"]), False)
    return _in_clauses([] if THIS_IS_BECAUSE.match(text) else clauses(text))


def _in_clauses(pieces: Sequence[str]) -> Told | None:
    """The same where 因为 or 因此 begins one of the clauses."""
    marked = next((i for i, piece in enumerate(pieces) if i and THEREFORE.match(piece)), 0)
    why = next((i for i, piece in enumerate(pieces) if BECAUSE.match(piece)), -1)
    if why == 0:
        # "由于 A，B，因此 C": everything up to the mark belongs to the cause.
        then = marked or 1
        return Told(pieces[then:], pieces[:then], True) if pieces[then:] else None
    if why > 0 and BEFORE_EFFECT.match(pieces[why]):
        return _told_within(pieces, why, marked)
    adds = why > 0 and not (pieces[why].startswith("又") or pieces[why].startswith(("由于", "而由于")))
    if adds and marked > why and not says_something(pieces[why - 1]):
        # "A 时，因为 B，所以 C": what stands before the cause only says when.
        return Told([*pieces[why - 1 : why], pieces[marked]], pieces[why:marked], True)
    if adds and not 0 < marked < why:
        return Told(pieces[:why], pieces[why:], False)
    return Told(pieces[marked:], pieces[:marked], True) if marked else None


def _told_within(pieces: Sequence[str], why: int, marked: int) -> Told | None:
    """For example, "X，由于 A，B": the cause ends where somebody else, or 因此, comes in."""
    then = why + 1
    while then < len(pieces) and then != marked and not _has_subject(pieces[then]) and not is_condition(pieces[then]):
        then += 1
    named = strip_connective(pieces[why - 1])
    named = named if is_subject(named, LONGEST_NAME) and take_apart(named) is None else ""
    if then == len(pieces) and named:
        then = why + 1
    effect = next((piece for piece in pieces[then:] if says_something(THEREFORE.sub(r"\g<effect>", piece))), "")
    taken = take_apart(strip_connective(effect))
    known = named or (taken is None and not effect.startswith("而")) or (taken is not None and taken.subject)
    # "在 A 的情况下，由于 B，C": it is so in that case only.
    scene = pieces[why - 1 : why] if not named and not says_something(pieces[why - 1]) else []
    return Told([*scene, *pieces[then:]], pieces[why:then], True, named) if known and pieces[then:] else None


def says_something(piece: str) -> bool:
    """Whether a clause says something by itself, and does not only set the scene."""
    clause = strip_connective(piece)
    if SCENE.search(clause) or CONDITION_END.search(clause) or ALWAYS_CONDITION.match(clause):
        return False
    return bool(QUALITY.search(clause)) or (take_apart(clause) is not None and not is_condition(clause))


def _has_subject(piece: str) -> bool:
    taken = take_apart(strip_connective(piece))
    return taken is not None and is_subject(taken.subject)
