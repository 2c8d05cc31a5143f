"""What must be so first: ``只有 A，才能 B`` and ``除非 A，否则 B`` ask for A."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit.asides import ASIDE
from studykit.grammar import PRONOUN, strip_connective, take_apart
from studykit.model import Fact
from studykit.patterns import Place, pattern, too_long
from studykit.patterns._running import POINTS_BACK
from studykit.prose import clauses, split_outside
from studykit.statements import COLON
from studykit.terms import is_subject, is_term, length
from studykit.text import spaced

#: "只有 A，才 B".
ONLY = re.compile(
    r"^(?P<subject>[^，,]{0,20}?)(?:也|就|都)?只有(?P<need>[^才]{2,60}?)[，,]?\s*"
    r"(?P<then>(?<=[，,])[^，,才]{1,20}才[^，,]{2,40}|才[^，,]{2,40})"
)
#: "除非 A，否则 B".
UNLESS = re.compile(r"^除非(?P<need>[^，,]{2,40})[，,]\s*(?P<then>(?:否则|不然|要不然)[^，,]{3,40})")
#: "B，除非 A".
UNLESS_AT_END = re.compile(r"^(?P<then>[^，,]{4,40})[，,]\s*除非(?P<need>.{2,40})$")
#: What is needed stands elsewhere, or is only pointed at.
ELSEWHERE = re.compile("以下|下面|下列|如下|上述|这[样种个]")
#: A need that is a time: "提交之后".
WHEN = re.compile(r"^(?P<lead>在|当)?(?P<need>.+?(?:时|的时候|之后|以后|后))$")
#: "锁直到事务提交才释放", "选项只在安全的请求中才发送".
LATE = re.compile(
    r"^(?P<subject>[^，,]{2,24}?)(?:会|要|都|也|则|需要|必须|应该)*(?:(?:只|仅)会?(?:[在当]|(?=等))|直到|一直到|(?:等|要)到)"
    r"(?P<need>[^，,才]{3,34})才(?P<then>[^，,才是][^，,才]{1,30})$"
)
#: The same behind a subject that grammar finds: "主库收到确认之后才提交".
LATE_PREDICATE = re.compile(
    r"^是?(?:在|当|等到?)?(?P<need>[^，,才只]{4,34}(?:时|时候|之后|以后|后|情况下))才(?P<then>[^，,才是][^，,才]{1,30})$"
)
SHORTEST_DEED = 4
#: The same by its end.
ENDS_IN_TIME = re.compile("(?:[时后]|时候)$")
#: Modal verbs in front of what is so then.
CAN = re.compile(r"^(?:[能会可是]|可以|能够)*")


@pattern("necessity", on="sentence", rank=37, claims=False, needs="才|除非")
def find(place: Place) -> Iterator[Fact]:
    """Under which condition alone is it so?"""
    text = place.sentence.text
    label = COLON.match(text)
    for part in split_outside(label["body"] if label and is_term(label["head"]) else text, "；;"):
        late = (_late(strip_connective(piece)) for piece in clauses(part))
        for asked in (_only(part), _unless(strip_connective(part)), *late):
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


def _late(piece: str) -> tuple[str, str] | None:
    """Question and answer of "X 直到 A 才 B"."""
    match = LATE.match(piece)
    taken = None if match else take_apart(piece)
    subject = match["subject"] if match else taken.subject if taken is not None else ""
    match = match or (LATE_PREDICATE.match(taken.predicate) if taken is not None else None)
    if (
        match is None
        or not is_subject(subject, 24)
        or subject.endswith("一定")
        or PRONOUN.match(subject)
        or POINTS_BACK.search(match["need"])
    ):
        return None
    when = "什么时候" if ENDS_IN_TIME.search(match["need"]) else "什么情况下"
    return f"{spaced(subject, when)}才{match['then']}", match["need"]


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
