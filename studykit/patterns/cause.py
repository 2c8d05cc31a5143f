"""Why something is so: 因为 … 所以 …, 由于 …, 之所以 … 是因为 …, and 因此 / 导致 in a later clause or sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit.grammar import ASIDE, CAN, CANNOT, COPULAS, GRANTED, MUST, PRONOUN, WILL, strip_connective, take_apart
from studykit.model import Fact
from studykit.patterns import Place, pattern, too_long
from studykit.prose import clauses, split_outside
from studykit.statements import COLON, IT, subject_before
from studykit.terms import head_of, is_subject, is_term, length
from studykit.text import spaced

BECAUSE = re.compile(r"^(?:这?是)?(?:因为|由于|鉴于)\s*(?P<cause>.+)$")
WHY_FIRST = re.compile(r"^(?P<effect>.*?之所以.+?)[，,]?\s*(?:主要|正|就)?是(?:因为|由于)\s*(?P<cause>.+)$")
AFTER = re.compile(r"^(?P<effect>.{4,60}?)[，,]\s*(?:这?(?:主要|正|也)?是)?因为\s*(?P<cause>.+)$")
THEREFORE_ANYWHERE = re.compile(r"[，,]\s*(?:因此|所以|因而|于是|故而)")
#: Verbs that begin a predicate without a subject; others may begin the subject itself.
VERBS = CAN | WILL | MUST | CANNOT | COPULAS | frozenset("导致 造成 引起 产生 属于 存在 具有".split())
#: "由于 A，B 就会 C" asks "为什么 B 会 C？".
THEN = re.compile(r"(?<=[\u4e00-\u9fff])就(?=不?[会能]|可以)")
THIS_IS_BECAUSE = re.compile(r"^这(?:主要|正|就|也)?是(?:因为|由于)[，,]?\s*(?P<cause>.+)$")
THEREFORE = re.compile(r"^(?:因此|所以|因而|于是|故而)[，,]?\s*(?P<effect>.+)$")


@pattern("cause", on="sentence", rank=40)
def find(place: Place) -> Iterator[Fact]:
    """One card for each part of a sentence that gives one: why is the effect so? The cause is the answer."""
    text = place.sentence.text
    label = COLON.match(text)
    if label and is_term(label["head"].strip()):
        text = label["body"]
    found = [fact for part in split_outside(text, "；;") for fact in _in_part(place, strip_connective(part))]
    yield from found or _in_part(place, strip_connective(text))


@pattern("conclusion", on="sentence", rank=41, claims=False)
def find_conclusion(place: Place) -> Iterator[Fact]:
    """The sentence before gives the cause of one that begins with 因此, and the effect of one that begins with 这是因为."""
    text = place.sentence.text
    this, therefore = THIS_IS_BECAUSE.match(text), THEREFORE.match(text)
    sentences = place.prose.sentences
    if not (this or therefore) or sentences[0] is place.sentence:
        return
    before = sentences[next(i for i, sentence in enumerate(sentences) if sentence is place.sentence) - 1]
    told = strip_connective(before.text)
    effect, cause = (
        (told, this["cause"]) if this else (strip_connective(therefore["effect"]) if therefore else "", told)
    )
    effect = _effect(effect)
    taken = take_apart(next(iter(clauses(effect)), ""))
    if taken is None or not is_subject(taken.subject) or before.end in ("？", "?") or ASIDE.search(effect + cause):
        return
    if not PRONOUN.match(effect) and not PRONOUN.match(cause) and not too_long(cause, 60):
        lines = place.block.span.first + before.first, place.block.span.first + place.sentence.last
        prompt = spaced("为什么", f"{effect}？")
        yield place.fact("cause", effect, prompt, cause, lines=lines, confidence=0.7, statement=f"{told}。{text}")


def _in_part(place: Place, text: str) -> Iterator[Fact]:
    effect, cause = _parts(text) if text else ("", "")
    if not effect:
        return
    effect = _about(place, _effect(effect), cause if THEREFORE_ANYWHERE.search(text) or BECAUSE.match(text) else "")
    cause = cause.strip("，, 。：:")
    says = any(take_apart(clause) is not None for clause in clauses(effect))
    if effect and says and cause and not too_long(cause, 60) and not ASIDE.search(effect) and not PRONOUN.match(effect):
        asked = THEN.sub("", effect, count=1)
        yield place.fact("cause", effect, spaced("为什么", f"{asked}？"), cause, confidence=0.75)


def _parts(text: str) -> tuple[str, str]:
    """``(effect, cause)``, both empty where the sentence gives no cause."""
    if match := WHY_FIRST.match(text):
        return re.sub(r"^.*，(?=[^，]*之所以)|之所以|就$", "", match["effect"]), match["cause"]
    pieces = [] if THIS_IS_BECAUSE.match(text) else clauses(text)
    if match := BECAUSE.match(pieces[0] if pieces else ""):
        causes, rest = [match["cause"]], pieces[1:]
        # "由于 A，B，因此 C": everything up to the mark belongs to the cause.
        marked = next((i for i, piece in enumerate(rest) if THEREFORE.match(piece)), 0)
        causes += rest[:marked]
        rest = rest[marked:]
        return ("，".join(rest), "，".join(causes)) if rest else ("", "")
    if pieces and (match := AFTER.match(text)):
        return match["effect"], match["cause"]
    return _by_mark(pieces)


def _by_mark(pieces: list[str]) -> tuple[str, str]:
    """The parts of "A，所以 B", empty where no clause is marked."""
    for i, piece in enumerate(pieces[1:], 1):
        if match := THEREFORE.match(piece):
            effect = [match["effect"], *pieces[i + 1 :]] if match["effect"] else pieces[i + 1 :]
            return "，".join(effect), "，".join(pieces[:i])
        if piece in ("因此", "所以", "因而") and i + 1 < len(pieces):
            return "，".join(pieces[i + 1 :]), "，".join(pieces[:i])
    return "", ""


def _about(place: Place, effect: str, cause: str) -> str:
    """The effect with the subject that it drops, from the cause before it or from the sentences before."""
    it = IT.match(effect)
    first = next(iter(clauses(effect)), "")
    taken = take_apart(first) if first and not it else None
    if it:
        subject, effect = subject_before(place.prose, place.sentence, place.named_by_heading), effect[it.end() :]
        return spaced(head_of(subject), effect) if is_subject(subject) and not effect.startswith("的") else ""
    if taken is None or taken.subject or not (taken.adverbs or taken.verb in VERBS):
        # "改变次序会改变结果" begins with a verb, and is a subject of its own.
        return effect
    given = strip_connective(next(iter(clauses(cause)), ""))
    before = take_apart(given) if given and not GRANTED.match(given) else None
    if before is not None and is_subject(before.subject, 14):
        return spaced(before.subject, effect)
    subject = subject_before(place.prose, place.sentence, place.named_by_heading)
    return spaced(head_of(subject), effect) if is_subject(subject, 14) else effect


def _effect(text: str) -> str:
    """As much of the effect as a question can carry."""
    pieces = [piece for raw in clauses(text.strip("，,。 ")) if (piece := strip_connective(raw))]
    kept: list[str] = []
    for piece in pieces:
        if kept and sum(map(length, kept)) + length(piece) > 40:
            break
        kept.append(piece)
    effect = "，".join(kept).rstrip("：: ")
    return effect if length(effect) >= 4 else ""
