"""Why something is so: 因为 … 所以 …, 由于 …, 之所以 … 是因为 …, and 因此 / 导致 in a later clause or sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit.grammar import ASIDE, CAN, CANNOT, MUST, PRONOUN, WILL, strip_connective, take_apart
from studykit.model import Fact
from studykit.patterns import Place, pattern, too_long
from studykit.prose import clauses
from studykit.terms import is_subject, length
from studykit.text import spaced

BECAUSE = re.compile(r"^(?:这?是)?(?:因为|由于|鉴于)\s*(?P<cause>.+)$")
WHY_FIRST = re.compile(r"^(?P<effect>.*?之所以.+?)[，,]?\s*(?:主要|正)?是(?:因为|由于)\s*(?P<cause>.+)$")
AFTER = re.compile(r"^(?P<effect>.{4,60}?)[，,]\s*(?:这?(?:主要|正|也)?是)?因为\s*(?P<cause>.+)$")
THEREFORE_ANYWHERE = re.compile(r"[，,]\s*(?:因此|所以|因而|于是|故而)")
THEREFORE = re.compile(r"^(?:因此|所以|因而|于是|故而)[，,]?\s*(?P<effect>.+)$")


@pattern("cause", on="sentence", rank=40)
def find(place: Place) -> Iterator[Fact]:
    """One card: why is the effect so? The cause is the answer."""
    text = strip_connective(place.sentence.text)
    effect, cause = _parts(text) if text else ("", "")
    because_first = bool(THEREFORE_ANYWHERE.search(text))
    if not effect:
        return
    effect = _effect(effect)
    if because_first:
        effect = _with_subject(effect, cause)
    if effect and cause and not too_long(cause, 60) and not ASIDE.search(effect) and not PRONOUN.match(effect):
        yield place.fact("cause", effect, spaced("为什么", f"{effect}？"), cause.strip("，, 。"), confidence=0.75)


def _parts(text: str) -> tuple[str, str]:
    """``(effect, cause)``, both empty where the sentence gives no cause."""
    if match := WHY_FIRST.match(text):
        return re.sub(r"之所以", "", match["effect"]), match["cause"]
    pieces = clauses(text)
    if match := BECAUSE.match(pieces[0]):
        causes, rest = [match["cause"]], pieces[1:]
        # "由于 A，B，因此 C": everything up to the mark belongs to the cause.
        marked = next((i for i, piece in enumerate(rest) if THEREFORE.match(piece)), 0)
        causes += rest[:marked]
        rest = rest[marked:]
        return ("，".join(rest), "，".join(causes)) if rest else ("", "")
    if match := AFTER.match(text):
        return match["effect"], match["cause"]
    for i, piece in enumerate(pieces[1:], 1):
        if match := THEREFORE.match(piece):
            effect = [match["effect"], *pieces[i + 1 :]] if match["effect"] else pieces[i + 1 :]
            return "，".join(effect), "，".join(pieces[:i])
        if piece in ("因此", "所以", "因而") and i + 1 < len(pieces):
            return "，".join(pieces[i + 1 :]), "，".join(pieces[:i])
    return "", ""


def _with_subject(effect: str, cause: str) -> str:
    """For example, "所以不会变快" is about what the clause before was about."""
    taken, before = take_apart(effect), take_apart(strip_connective(clauses(cause)[0]) if cause else "")
    if taken is None or taken.subject or before is None or not is_subject(before.subject):
        return effect
    if not (taken.adverbs or taken.verb in CAN | WILL | MUST | CANNOT):
        # "改变次序会改变结果" begins with a verb, and is a subject of its own.
        return effect
    return spaced(before.subject, effect)


def _effect(text: str) -> str:
    """As much of the effect as a question can carry."""
    pieces = [strip_connective(piece) for piece in clauses(text.strip("，,。 "))]
    kept: list[str] = []
    for piece in pieces:
        if kept and sum(map(length, kept)) + length(piece) > 40:
            break
        kept.append(piece)
    effect = "，".join(kept).rstrip("：: ")
    return effect if length(effect) >= 4 else ""
