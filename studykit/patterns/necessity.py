"""What must be so first: ``只有 A，才能 B`` and ``除非 A，否则 B`` ask for A."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit.grammar import ASIDE, PRONOUN, strip_connective, take_apart
from studykit.model import Fact
from studykit.patterns import Place, pattern, too_long
from studykit.prose import split_outside
from studykit.statements import COLON
from studykit.terms import is_subject, is_term, length
from studykit.text import spaced

ONLY = re.compile(
    r"^(?P<subject>[^，,]{0,20}?)(?:也|就|都)?只有(?P<need>[^才]{2,60}?)[，,]?\s*"
    r"(?P<then>(?<=[，,])[^，,才]{1,20}才[^，,]{2,40}|才[^，,]{2,40})"
)
UNLESS = re.compile(r"^除非(?P<need>[^，,]{2,40})[，,]\s*(?P<then>(?:否则|不然|要不然)[^，,]{3,40})")
UNLESS_AT_END = re.compile(r"^(?P<then>[^，,]{4,40})[，,]\s*除非(?P<need>.{2,40})$")
#: What is needed stands elsewhere, or is only pointed at.
ELSEWHERE = re.compile("以下|下面|下列|如下|上述|这[样种个]")
WHEN = re.compile(r"^(?P<lead>在|当)?(?P<need>.+?(?:时|的时候|之后|以后|后))$")
SHORTEST_DEED = 4
ENDS_IN_TIME = re.compile("[时后]$")
CAN = re.compile(r"^(?:[能会可是]|可以|能够)*")


@pattern("necessity", on="sentence", rank=37, claims=False)
def find(place: Place) -> Iterator[Fact]:
    """Under which condition alone is it so?"""
    text = place.sentence.text
    label = COLON.match(text)
    for part in split_outside(label["body"] if label and is_term(label["head"]) else text, "；;"):
        for asked in (_only(part), _unless(strip_connective(part))):
            if asked and not ASIDE.search(part) and not ELSEWHERE.search("".join(asked)):
                prompt, need = asked
                yield place.fact("property", prompt, f"{prompt}？", need, aspect="necessity", confidence=0.7)


def _only(part: str) -> tuple[str, str] | None:
    """Question and answer of "只有 A，才能 B"."""
    start = part.find("只有")
    begins = max(part.rfind(mark, 0, max(start, 0)) for mark in "，,") + 1
    match = ONLY.match(strip_connective(part[begins:].strip())) if start >= 0 else None
    if match is None:
        return None
    subject, need, then = match["subject"].strip(), match["need"].strip("，, "), match["then"].strip()
    actor, _, done = then.partition("才")
    pointing = PRONOUN.match(subject) or PRONOUN.match(actor.strip())
    if pointing or ENDS_IN_TIME.search(then) or too_long(need, 50) or (subject and not is_subject(subject)):
        return None
    topic = strip_connective(re.split("[，,]", part[:begins].rstrip("，, "))[-1])
    if not subject and is_subject(topic) and take_apart(topic) is None:
        # "私钥加密的数据，只有公钥才能解密" names first what it is about.
        subject = f"{topic}，"
    enough = subject or length(CAN.sub("", done)) >= SHORTEST_DEED
    return _worded(subject, need, then) if enough else None


def _worded(subject: str, need: str, then: str) -> tuple[str, str]:
    """The question with 什么时候 for a time, 什么 for a thing and 怎样 for anything else."""
    when = WHEN.match(need)
    asked = (
        "什么时候"
        if when
        else "什么"
        if not need.startswith("当") and is_subject(need) and take_apart(need) is None
        else "怎样"
    )
    comma = "，" if asked == "怎样" or not then.startswith("才") else ""
    return f"{spaced(subject, '只有')}{asked}{comma}{then}", when["need"] if when else need.removeprefix("当")


def _unless(part: str) -> tuple[str, str] | None:
    if match := UNLESS.match(part):
        return f"除非怎样，{match['then']}", match["need"]
    match = UNLESS_AT_END.match(part)
    taken = take_apart(strip_connective(match["then"])) if match else None
    if match is None or taken is None or not is_subject(taken.subject):
        return None
    return f"{strip_connective(match['then'])}，除非怎样", match["need"].strip()
