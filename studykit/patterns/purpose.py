"""What something is done for: ``为了 A，X 采用 B`` and ``X 采用 B，以避免 A`` ask why X does B."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit import segment
from studykit.asides import ASIDE
from studykit.grammar import CAN, COPULAS, PRONOUN, is_condition, strip_connective, take_apart
from studykit.model import Fact
from studykit.patterns import Place, pattern, too_long
from studykit.prose import clauses, split_outside
from studykit.statements import COLON
from studykit.terms import is_subject, is_term, length
from studykit.text import spaced

#: "X 是为了 Y", "为了 Y".
IN_ORDER_TO = re.compile(r"^(?P<subject>[^，]{0,20}?)(?<!是)(?:都|也)?为了(?P<purpose>.{3,})$")
GOOD_FOR = "避免|防止|保证|确保|提高|提升|减少|降低|加快|简化|缓解"
#: Behind a deed: what it is good for.
SO_THAT = re.compile(
    rf"^(?P<purpose>(?P<mark>从而|以此来?|以|来|进而)?(?:能够?|可以|便于|更好地)?(?:{GOOD_FOR})(?!了)[^，]{{2,}}|(?:以便|以免|以防)[^，]{{2,}})"
)
#: "X，以避免 Y" without its comma.
AND_SO = re.compile(
    r"^(?P<deed>[^，]{6,40}?)(?<![可所予给加难])以(?P<purpose>(?:防止|避免|便|免|保证|确保|减少|降低|提高)[^，]{2,30})$"
)
#: Things that somebody does, and does not merely undergo.
DEEDS = re.compile(
    r"采用|使用|引入|加入|加上|加了|添加|增加了|设置|设定|设计|规定|提供|利用|借助|通过|限制|[将把用]|存放|缓存|分配|拆分?|划分|分为|分成|预留|随机|同时|只|先"
)
#: What stands elsewhere: "这个目的", "以下两点".
ELSEWHERE = re.compile(
    "这[个种些一]|此|该|以下|如下|下列|下面|(?<![同每任])[一二两三四五六七八九十几]+[种项个点]|[：:]$"
)
#: Adverbs that tie a deed to the clause before.
ADDED = re.compile(r"^(?:又|还|也|就|便|才|都|故|总是)+")
#: What is up to the reader, or was said of another deed.
NO_DEED = re.compile(r"^(?:用户|你|您|读者|大家|可以|应该|建议|最好|并|再|然后)|了解|知道|考虑|说明|介绍")
#: "通过 A，保证 B": how it is done, and no deed.
HOW = re.compile("通过|借助|基于|根据|按照")
#: "X 会通过同步机制": by what, and not yet what is done.
BY = re.compile("(?:通过|借助|利用|基于)(?P<what>[^，来对将把]+)$")
LONGEST_DEED = 40


@pattern("purpose", on="sentence", rank=42, claims=False, needs=f"为了|{GOOD_FOR}|以[便免防]")
def find(place: Place) -> Iterator[Fact]:
    """Why is it done? The purpose is the answer."""
    text = place.sentence.text
    label = COLON.match(text)
    if ASIDE.search(text) or place.sentence.end in ("？", "?"):
        return
    for part in split_outside(label["body"] if label and is_term(label["head"]) else text, "；;"):
        pieces = clauses(part)
        for i, piece in enumerate(pieces):
            subject, deed, purpose = _before(pieces, i) or _behind(pieces, i) or _within(piece) or ("", "", "")
            asked = "" if ELSEWHERE.search(purpose + deed) or too_long(purpose, 50) else _whole(subject, deed)
            if asked:
                prompt, answer = spaced("为什么", f"{asked}？"), purpose.rstrip(". ")
                yield place.fact("cause", asked, prompt, answer, aspect="purpose", confidence=0.7)


def _before(pieces: list[str], i: int) -> tuple[str, str, str] | None:
    """Subject, deed and purpose where the purpose stands first: "X 为了 A，采用 B"."""
    match = IN_ORDER_TO.match(strip_connective(pieces[i]))
    if match is None or i + 1 == len(pieces) or is_condition(pieces[i + 1]):
        return None
    return match["subject"].strip(), pieces[i + 1], f"为了{match['purpose']}"


def _behind(pieces: list[str], i: int) -> tuple[str, str, str] | None:
    """The same where the purpose stands last: "X 采用 B，以避免 A"."""
    match = SO_THAT.match(pieces[i])
    if match is None or i == 0 or not DEEDS.search(pieces[i - 1]):
        return None
    taken = take_apart(ADDED.sub("", strip_connective(pieces[i - 1])))
    if taken is None or not taken.subject or (not match["mark"] and HOW.search(taken.adverbs + taken.verb)):
        return None
    by = BY.search(pieces[i - 1])
    if by and segment.tag(segment.words(by["what"])[-1])[:1] == "n":
        return None
    return "", pieces[i - 1], re.sub("^(?:以此来?|以(?![便免防])|来|从而|进而)", "", match["purpose"])


def _within(piece: str) -> tuple[str, str, str] | None:
    """The same in one clause: "采用 B 以防止 A"."""
    match = AND_SO.match(strip_connective(piece))
    told = match is not None and DEEDS.search(match["deed"]) and not match["deed"].startswith("为了")
    return ("", match["deed"], match["purpose"]) if match and told else None


def _whole(subject: str, deed: str) -> str:
    """Who does what; nothing where that is not told, or is up to the reader."""
    deed = ADDED.sub("", strip_connective(deed))
    taken = take_apart(deed)
    if NO_DEED.search(deed) or PRONOUN.match(deed) or length(deed) > LONGEST_DEED:
        return ""
    if taken is None:
        # "加了个阈值": a verb that only stands at the beginning.
        return spaced(subject, deed) if DEEDS.match(deed) else ""
    own = taken.subject or subject
    if taken.verb in COPULAS | CAN or (own and not is_subject(own)):
        return ""
    return deed if taken.subject else spaced(subject, deed)
