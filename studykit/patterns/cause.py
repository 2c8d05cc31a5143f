"""Why something is so: 因为 … 所以 …, 由于 …, 之所以 … 是因为 …, and 因此 / 导致 in a later clause or sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studykit import segment
from studykit.grammar import (
    ALWAYS_CONDITION,
    ASIDE,
    CAN,
    CANNOT,
    CONDITION_END,
    COPULAS,
    GRANTED,
    MUST,
    PRONOUN,
    WILL,
    is_condition,
    strip_connective,
    take_apart,
)
from studykit.model import Fact
from studykit.patterns import Place, pattern, too_long
from studykit.prose import clauses, split_outside
from studykit.statements import COLON, IT, subject_before
from studykit.terms import ASPECTS, head_of, is_subject, is_term, length
from studykit.text import spaced

#: What every sentence has that gives a cause.
GIVES_A_CAUSE = "因|为什么|为何|为啥|由于|鉴于|所以|于是|故而|这(?:样|也|就)*(?:使|导致|造成|决定|意味着|说明)"
BECAUSE = re.compile(
    r"^(?:(?:[又而]|这?(?:主要|正|也)?是)?(?:因为|由于|鉴于)|(?:其|主要|根本|具体)?(?:的)?原因(?:也|就|主要|无非)?(?:是|在于)(?:因为|由于)?)"
    r"\s*(?P<cause>.+)$"
)
#: "X 的一个原因是 Y" tells why X.
THE_REASON = re.compile(
    r"^(?P<effect>[^，]{4,40}?)的?(?:(?:一个|主要|根本|直接|重要|另一个|最大|真正)的?)*原因(?:也|就|主要)?(?:是|在于)(?:因为|由于)?[，,]?\s*(?P<cause>[^，].{3,})$"
)
#: "为什么 X：A" asks and answers in one line.
ASKED = re.compile(r"^(?P<effect>(?:为什么|为何|为啥)[^？?：:。]{4,40})[：:]\s*(?P<cause>[^\s？?][^？?]{3,})$")
#: "X 由于 A 所以 B".
WITHOUT_COMMAS = re.compile(
    r"(?P<who>[^，；;]{2,20}?)(?<![是且])(?P<cause>(?:由于|因为)[^，；;]{2,30}?)(?P<effect>(?:所以|因此|因而)[^，；;]{2,})"
)
#: In a later clause 由于 explains what follows, and 因为 what was said before; "由于 A 而 B" says both.
BEFORE_EFFECT = re.compile(r"^而?(?:由于|鉴于)(?!.*而(?!且|是|非))")
WHY_FIRST = re.compile(r"^(?P<effect>.*?之所以.+?)[，,]?\s*(?:主要|正|就)?是(?:因为|由于)\s*(?P<cause>.+)$")
#: Verbs that begin a predicate without a subject; others may begin the subject itself.
VERBS = CAN | WILL | MUST | CANNOT | COPULAS | frozenset("导致 造成 引起 产生 属于 存在 具有".split())
#: Verbs that a thing does, so that what begins with them drops it; no heading does them.
DEEDS = frozenset("需要 采用 使用 选用 推荐 保证 确保 节省 受到 避免 减少 降低 提高".split())
#: "由于 A，B 就会 C" asks "为什么 B 会 C？".
SO = re.compile(r"(?:^|(?<=，))(?:那么?(?=[\u4e00-\u9fffA-Za-z])(?!些|个|种|样|里)|则(?!是))")
THEN = re.compile(
    r"(?<=[\u4e00-\u9fffA-Za-z])(?:(?:[就便则也]|(?<![是为])都?就)(?=不?[会能]|可以|无法|没有|只能|不[是用需])|并(?=[不没非未]))"
)
#: "RSA 是特例。因为它 …" goes on with the sentence before, too.
THIS_IS_BECAUSE = re.compile(
    r"^(?:这(?:主要|正|就|也)?是(?:因为|由于)|因为(?=它)|(?:其|主要|根本)?原因(?:就|主要)?(?:是|在于))[，,：:]?\s*(?P<cause>.+)$"
)
THEREFORE = re.compile(
    r"^(?:(?:也)?(?:因此|所以|因而|于是|故而)|这(?:样|也|就)*(?:使得?(?!用)|导致|造成|决定|意味着|说明)了?)[，,]?\s*(?P<effect>.*)$"
)
#: "因此导致 X 变慢" asks "为什么 X 变慢？".
#: What stands behind such a clause goes on with what is not so: "并不是 A，B，因为 C".
NOT_SO = re.compile("并不是|并非")
JOINED_CONDITION = re.compile("^(?:并且?|而且|且)[^，]{2,30}[时后]，")
LEADS_TO = re.compile(r"^(?:就?会)?(?:导致|造成|使得|使(?!用)|令)(?:了|得)?\s*(?=\S)")
#: Without the clause that begins so, the one before it says too little, or the contrary.
TIED = re.compile(r"^(?:而是|而不是|而非|只能|只[需要]|否则|[^，]{0,12}(?:就(?!是)|才))")
#: "B，这就 C" says more of B.
ADDS = re.compile("这(?!样|种|个|些|里|时)")
#: … and so does one that begins with these: "不仅 A，还 B", "将 A 的 B，移到 C".
UNFINISHED = re.compile(r"不仅|不但|不只|[将把][^，]*的[^，的]{1,8}$")
#: Where or compared with what something is so.
SCENE = re.compile(r"^(?:相比|相较|比起|对于?(?![象应齐称])|按照?|根据|与[^，]+(?:相比|不同)$)|即[便使]|尽管|虽然")
#: "速度极快" states something without a verb.
QUALITY = re.compile(
    r"^.{3,}(?:[很极更较]|非常|十分|容易|不[易便利宜]|难以|一样$|不同$|比[^，]{1,10}[快慢高低大小多少好差强弱])"
)
HOW_IT_IS = re.compile(r"^(?P<who>[^，]{2,14}?)(?:比较|相对|非常|十分|[很极更较太])[\u4e00-\u9fff]{1,4}$")
#: A clause of an effect that stands before its cause and goes on with the clause before it.
GOES_ON = re.compile(r"^(?:但|但是|却|而|并且?|而且|还|也|又|甚至|从而|所以|因此|则|就|那么?)(?![行发])")
#: What only announces the words behind it: "这意味着，…", "最重要的是，…", "还有一个问题，…".
ANNOUNCES = re.compile(
    r"^(?:(?:就)?这样|因为|[^，]{0,4}(?:重要|关键|注意|指出|说明|意思)的是|这意味着|(?:还|另)有一个问题)$"
)
SPOKEN = re.compile(
    r"(?:^|(?<=，))(?:(?:准确|严格|确切|理论上?|总的)(?:地|来)?(?:说|讲)|理论上|总之|显然|很明显|当然)[，,]?\s*"
)
#: A reason ends before what goes on without it.
NO_REASON = re.compile(r"^(?:当然|所以|因此|因而|例如|比如|譬如|如图)")
#: "老年代中对象较多": where all of it is so.
IN_A_PLACE = re.compile(r"^(?P<place>[^，,的是有在]{2,10}(?<![其当集命])中)(?=[\u4e00-\u9fff]{3}|$)")
#: "OSI 模型比较复杂": who has a quality.
HAS_QUALITY = re.compile("(?P<who>[^，的是]{2,14}?)(?:很|比较|非常|较|更|太|十分|过于|极)(?![a-z])")
#: "那样有两个问题：…" says nothing without what follows.
COUNTS = re.compile("[一二两三四五六七八九十几\\d]+[个种点条类]")
#: "会导致你丢失数据" happens to anybody.
TO_READER = re.compile("(导致|如果|当)你们?")
POINTING = re.compile(
    r"(?:这[种个]|该)(?P<noun>(?:算法|方法|协议|模型|模式|机制|策略|函数|结构|命令|技术|语言|引擎|框架))"
)
POINTS_BELOW = re.compile("以下|如下|下列|下面")
#: A reason that one would have to look up: "这是不可能的".
EMPTY = re.compile(r"^(?:这|那)(?:是|样|个|种|并不是|不是)?.{0,6}$")
LONGEST_EFFECT, LONGEST_CAUSE, LONGEST_NAME = 50, 60, 14


@dataclass(frozen=True, slots=True)
class Told:
    """The clauses of an effect and of its cause. ``first``: the cause stood before the effect."""

    effect: Sequence[str]
    cause: Sequence[str]
    first: bool
    #: what was named right before the cause: "X，由于 A，B"
    named: str = ""


@pattern("cause", on="sentence", rank=40, needs=GIVES_A_CAUSE, claims=False)
def find(place: Place) -> Iterator[Fact]:
    """One card for each part of a sentence that gives one: why is the effect so? The cause is the answer."""
    text = place.sentence.text
    label = COLON.match(text)
    if (asked := ASKED.match(text)) and not too_long(asked["cause"], LONGEST_CAUSE):
        yield place.fact("cause", asked["effect"], f"{asked['effect']}？", asked["cause"], confidence=0.8)
        return
    if label and is_term(label["head"].strip()):
        text = label["body"]
    found = [fact for part in _parts(text) for fact in _in_part(place, strip_connective(part))]
    yield from found or _in_part(place, strip_connective(text))


@pattern("conclusion", on="sentence", rank=41, claims=False, needs=GIVES_A_CAUSE)
def find_conclusion(place: Place) -> Iterator[Fact]:
    """The sentence before gives the cause of one that begins with 因此, and the effect of one that begins with 这是因为."""
    text = place.sentence.text
    this, therefore = THIS_IS_BECAUSE.match(text), THEREFORE.match(text)
    sentences = place.prose.sentences
    if not (this or therefore) or sentences[0] is place.sentence:
        return
    before = sentences[next(i for i, sentence in enumerate(sentences) if sentence is place.sentence) - 1]
    label = COLON.match(before.text)
    told = clauses(strip_connective(label["body"] if label and is_term(label["head"]) else before.text))
    effect = (
        _effect(told, first=False) if this else _effect(clauses(therefore["effect"]) if therefore else [], first=True)
    )
    cause = _cause(clauses(this["cause"])) if this else "，".join(_announced(told))
    taken = take_apart(next(iter(clauses(effect)), ""))
    if taken is None or not is_subject(taken.subject) or before.end in ("？", "?") or ASIDE.search(effect + cause):
        return
    points = PRONOUN.match(effect) or (therefore and PRONOUN.match(cause))
    if cause and not points and not effect.startswith("为了") and not too_long(cause, LONGEST_CAUSE):
        lines = place.block.span.first + before.first, place.block.span.first + place.sentence.last
        prompt = spaced("为什么", f"{effect}？")
        statement = f"{strip_connective(before.text)}。{text}"
        yield place.fact("cause", effect, prompt, cause, lines=lines, confidence=0.7, statement=statement)


def _parts(text: str) -> Iterator[str]:
    """What gives a reason by itself: the parts of a sentence, and apart from them a clause that holds effect and cause."""
    for part in split_outside(text, "；;"):
        if within := WITHOUT_COMMAS.search(part):
            yield "，".join((within["who"], within["cause"], within["effect"]))
        yield WITHOUT_COMMAS.sub("", part).strip("，, ")


def _in_part(place: Place, text: str) -> Iterator[Fact]:
    told = _told(text) if text else None
    if told is None:
        return
    cause = _cause(told.cause)
    said = _effect(told.effect, first=told.first)
    effect = _about(place, said, told.named, cause if told.first else "")
    says = any(take_apart(clause) is not None or QUALITY.search(clause) for clause in clauses(effect))
    if not (effect and says and cause) or too_long(cause, LONGEST_CAUSE) or EMPTY.match(cause):
        return
    if not (ASIDE.search(effect) or PRONOUN.match(effect) or POINTS_BELOW.search(effect)):
        asked = THEN.sub("", SO.sub("", effect), count=1)
        yield place.fact("cause", effect, spaced("为什么", f"{asked}？"), cause, confidence=0.75)
        if effect.endswith(said):
            yield from _chosen(place, effect.removesuffix(said).strip(), next(iter(clauses(said))))


def _chosen(place: Place, who: str, clause: str) -> Iterator[Fact]:
    """What somebody does, who is named only by the cause: "新生代中对象少，所以采用复制算法"."""
    taken = take_apart(clause)
    if not who or taken is None or taken.verb not in DEEDS or take_apart(who) is not None:
        return
    acts = taken.verb == "需要" and segment.tag(next(iter(segment.cut(taken.rest)), "")) == "v"
    if len(taken.rest) > 1 and not acts:
        prompt = spaced(who, f"{taken.adverbs}{taken.verb}什么？")
        yield place.fact("property", who, prompt, taken.rest, aspect=taken.verb, confidence=0.6)


def _told(text: str) -> Told | None:
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
    if adds and marked > why and not _states(pieces[why - 1]):
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
    effect = next((piece for piece in pieces[then:] if _states(THEREFORE.sub(r"\g<effect>", piece))), "")
    taken = take_apart(strip_connective(effect))
    known = named or (taken is None and not effect.startswith("而")) or (taken is not None and taken.subject)
    # "在 A 的情况下，由于 B，C": it is so in that case only.
    scene = pieces[why - 1 : why] if not named and not _states(pieces[why - 1]) else []
    return Told([*scene, *pieces[then:]], pieces[why:then], True, named) if known and pieces[then:] else None


def _states(piece: str) -> bool:
    """Whether a clause says something by itself, and does not only set the scene."""
    clause = strip_connective(piece)
    if SCENE.search(clause) or CONDITION_END.search(clause) or ALWAYS_CONDITION.match(clause):
        return False
    return bool(QUALITY.search(clause)) or (take_apart(clause) is not None and not is_condition(clause))


def _has_subject(piece: str) -> bool:
    taken = take_apart(strip_connective(piece))
    return taken is not None and is_subject(taken.subject)


def _acts(piece: str) -> bool:
    """Whether a clause says who does something, be it "有些 bug"."""
    taken = take_apart(piece)
    return taken is not None and bool(taken.subject and taken.rest)


def _cause(pieces: Sequence[str]) -> str:
    """The reason, whole and without what goes on behind it; as many clauses as one can recall."""
    kept: list[str] = []
    for piece in _announced(pieces):
        if kept and NO_REASON.match(piece):
            break
        kept.append(piece)
    if pieces and BECAUSE.match(pieces[0]):
        while len(kept) > 1 and sum(map(length, kept)) > LONGEST_CAUSE:
            kept.pop()
    whole = TO_READER.sub(r"\1", "，".join(kept)).strip("，, 。：:")
    reason = whole.partition("：")[0]
    return whole if COUNTS.search(reason) or length(reason) < 4 or length(whole) <= LONGEST_CAUSE else reason


def _announced(pieces: Sequence[str]) -> list[str]:
    """The clauses without those that only announce the ones behind them."""
    stripped = [_without_because(piece) if i == 0 else piece for i, piece in enumerate(pieces)]
    while stripped and (not stripped[0] or ANNOUNCES.match(stripped[0])):
        stripped = [strip_connective(piece) if i == 0 else piece for i, piece in enumerate(stripped[1:])]
    return stripped


def _without_because(piece: str) -> str:
    match = BECAUSE.match(piece)
    return strip_connective(match["cause"] if match else piece)


def _effect(pieces: Sequence[str], *, first: bool) -> str:
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
    # "并被指定了端口时，…" goes on with a condition that is not there.
    effect = JOINED_CONDITION.sub("", effect)
    return effect if 4 <= length(effect) <= LONGEST_EFFECT else ""


def _from_the_start(pieces: Sequence[str]) -> list[str]:
    """The first clause that states something, with the conditions before it."""
    kept: list[str] = []
    for piece in pieces:
        if kept and _states(kept[-1]) and not (TIED.match(piece) or UNFINISHED.search(kept[-1])):
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
    if GOES_ON.match(piece) or not _states(before):
        return True
    taken = take_apart(strip_connective(piece))
    return taken is None or not taken.subject or taken.subject in ASPECTS


def _about(place: Place, effect: str, named: str, cause: str) -> str:
    """The effect with what it is about: the subject that it drops, or the name that 它 and 这种算法 stand for.

    ``named``: what was named right before the cause.
    """
    first = next(iter(clauses(effect)), "")
    if it := IT.match(effect):
        subject, rest = subject_before(place.prose, place.sentence, place.named_by_heading), effect[it.end() :]
        return spaced(head_of(subject), rest) if is_subject(subject) and not rest.startswith("的") else ""
    taken = take_apart(first)
    if taken is None or taken.subject or is_condition(first):
        return _named_by_heading(place, effect)
    given = next(iter(clauses(cause)), "")
    if not taken.adverbs and taken.verb in DEEDS:
        return spaced(named or _actor(given), effect)
    begins = bool(taken.adverbs or taken.verb in VERBS)
    return spaced(named or _who(place, given, begins), effect)


def _actor(given: str) -> str:
    """The plain name that a cause begins with, or the place where it is so; empty for anything else."""
    if where := IN_A_PLACE.match(given):
        return where["place"]
    before = take_apart(given)
    name = before.subject if before is not None else ""
    return name if is_subject(name, LONGEST_NAME) and not re.search("[的和与时]|并|且", name) else ""


def _who(place: Place, given: str, begins: bool) -> str:
    """Who or where an effect is, whose subject was dropped; ``given`` is the beginning of its cause.

    ``begins``: the effect is sure to begin with its predicate. "改变次序会改变结果" is not: it may be its own subject.
    """
    unsure = not begins or GRANTED.match(given) or is_condition(given)
    before = None if unsure else take_apart(given)
    who = before.subject if before is not None else _is_so(given) if begins else ""
    if is_subject(who, LONGEST_NAME):
        return who
    if (where := IN_A_PLACE.match(given)) or not begins:
        return where["place"] if where else ""
    if before is None and (quality := HAS_QUALITY.match(given)) and is_subject(quality["who"], LONGEST_NAME):
        return quality["who"]
    subject = subject_before(place.prose, place.sentence, place.named_by_heading)
    return head_of(subject) if is_subject(subject, LONGEST_NAME) and not subject.endswith(("有", "是", "为")) else ""


def _is_so(given: str) -> str:
    """What a clause without a verb says something of: "链表和数组的差别比较大"."""
    match = HOW_IT_IS.match(strip_connective(given))
    return match["who"] if match else ""


def _named_by_heading(place: Place, effect: str) -> str:
    """The effect with the name for 这种算法: "不采用这种算法" under the heading 引用计数法, which ends alike."""
    pointing = POINTING.search(effect)
    topic = head_of(place.heading_topic)
    if pointing is None or not topic.endswith(pointing["noun"][-1]) or not is_subject(topic, LONGEST_NAME):
        return effect
    return spaced(effect[: pointing.start()], topic, effect[pointing.end() :])
