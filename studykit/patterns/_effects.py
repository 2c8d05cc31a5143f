"""A cause and its effect, whole and no more than can be asked and recalled: the clauses that belong to them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from studykit.grammar import strip_connective, take_apart
from studykit.patterns._why import BECAUSE, QUALITY, THEREFORE, says_something
from studykit.terms import ASPECTS, length

#: "因此导致 X 变慢" asks "为什么 X 变慢？".
LEADS_TO = re.compile(r"^(?:就?会)?(?:导致|造成|使得|使(?!用)|令)(?:了|得)?\s*(?=\S)")
#: What stands behind such a clause goes on with what is not so: "并不是 A，B，因为 C".
NOT_SO = re.compile("并不是|并非")
#: "并被指定了端口时，…" goes on with a condition that is not there.
JOINED_CONDITION = re.compile("^(?:并且?|而且|且)[^，]{2,30}[时后]，")
#: Without the clause that begins so, the one before it says too little, or the contrary.
TIED = re.compile(r"^(?:而是|而不是|而非|只能|只[需要]|否则|[^，]{0,12}(?:就(?!是)|就是[^，]{1,4}的$|才))")
#: … and so does one that begins with these: "不仅 A，还 B", "将 A 的 B，移到 C".
UNFINISHED = re.compile(r"不仅|不但|不只|[将把][^，]*的[^，的]{1,8}$")
#: "B，这就 C" says more of B.
ADDS = re.compile("这(?!样|种|个|些|里|时)")
#: A clause of an effect that stands before its cause and goes on with the clause before it.
GOES_ON = re.compile(r"^(?:但|但是|却|而|并且?|而且|还|也|又|甚至|从而|所以|因此|则|就|那么?)(?![行发])")
#: What only announces the words behind it: "这意味着，…", "最重要的是，…", "还有一个问题，…".
ANNOUNCES = re.compile(
    r"^(?:(?:就)?这样|因为|[^，]{0,4}(?:重要|关键|注意|指出|说明|意思)的是|这意味着|(?:还|另)有一个问题)$"
)
#: Words to the reader before the effect.
SPOKEN = re.compile(
    r"(?:^|(?<=，))(?:(?:准确|严格|确切|理论上?|总的)(?:地|来)?(?:说|讲)|理论上|总之|显然|很明显|当然)[，,]?\s*"
)
#: A reason ends before what goes on without it.
NO_REASON = re.compile(r"^(?:当然|所以|因此|因而|例如|比如|譬如|如图)")
#: "那样有两个问题：…" says nothing without what follows.
COUNTS = re.compile("[一二两三四五六七八九十几\\d]+[个种点条类]")
#: How long the two may be, to be asked and recalled.
LONGEST_EFFECT, LONGEST_CAUSE = 50, 60


def reason_of(pieces: Sequence[str]) -> str:
    """The reason, whole and without what goes on behind it; as many clauses as one can recall."""
    kept: list[str] = []
    for piece in without_announcing(pieces):
        if kept and NO_REASON.match(piece):
            break
        kept.append(piece)
    if pieces and BECAUSE.match(pieces[0]):
        while len(kept) > 1 and sum(map(length, kept)) > LONGEST_CAUSE:
            kept.pop()
    whole = "，".join(kept).strip("，, 。：:")
    reason = whole.partition("：")[0]
    return whole if COUNTS.search(reason) or length(reason) < 4 or length(whole) <= LONGEST_CAUSE else reason


def without_announcing(pieces: Sequence[str]) -> list[str]:
    """The clauses without those that only announce the ones behind them."""
    stripped = [_without_because(piece) if i == 0 else piece for i, piece in enumerate(pieces)]
    while stripped and (not stripped[0] or ANNOUNCES.match(stripped[0])):
        stripped = [strip_connective(piece) if i == 0 else piece for i, piece in enumerate(stripped[1:])]
    return stripped


def _without_because(piece: str) -> str:
    match = BECAUSE.match(piece)
    return strip_connective(match["cause"] if match else piece)


def effect_of(pieces: Sequence[str], *, first: bool) -> str:
    """The one thing that is explained: the clause next to the cause, with those that it cannot be without.

    ``first``: the cause stood first, and the effect begins next to it.
    """
    pieces = [piece for piece in pieces if strip_connective(piece)]
    if first:
        bare = [therefore["effect"] if (therefore := THEREFORE.match(piece)) else piece for piece in pieces]
        pieces = [piece for piece in bare if piece]
    kept = _from_the_start(pieces) if first or not pieces else _from_the_end(pieces)
    if not kept or (not first and any(map(NOT_SO.search, pieces[: -len(kept)][-1:])) and not kept[0].startswith("但")):
        return ""
    begun = SPOKEN.sub("", strip_connective(kept[0]))
    if (leads := LEADS_TO.match(begun)) and (_acts(begun[leads.end() :]) or QUALITY.match(begun)):
        begun = begun[leads.end() :]
    effect = re.split("：|:(?= )", "，".join([begun, *kept[1:]]))[0].strip("，,。：: ")
    effect = JOINED_CONDITION.sub("", effect)
    return effect if 4 <= length(effect) <= LONGEST_EFFECT else ""


def _from_the_start(pieces: Sequence[str]) -> list[str]:
    """The first clause that states something, with the conditions before it."""
    kept: list[str] = []
    for piece in pieces:
        if kept and says_something(kept[-1]) and not (TIED.match(piece) or UNFINISHED.search(kept[-1])):
            break
        if kept and ADDS.match(piece):
            break
        kept.append(piece)
    return kept


def _from_the_end(pieces: Sequence[str]) -> list[str]:
    """The last clause, with those before it that it goes on with."""
    start = len(pieces) - 1
    while start > 0 and _needs_before(pieces[start - 1], pieces[start]):
        start -= 1
    return list(pieces[start:])


def _needs_before(before: str, piece: str) -> bool:
    if GOES_ON.match(piece) or not says_something(before):
        return True
    taken = take_apart(strip_connective(piece))
    return taken is None or not taken.subject or taken.subject in ASPECTS


def _acts(piece: str) -> bool:
    """Whether a clause says who does something, be it "有些 bug"."""
    taken = take_apart(piece)
    return taken is not None and bool(taken.subject and taken.rest)
