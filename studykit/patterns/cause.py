"""Why something is so: 因为 … 所以 …, 由于 …, 之所以 … 是因为 …, and 因此 / 导致 in a later clause or sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit import segment
from studykit.asides import ASIDE
from studykit.grammar import (
    CAN,
    CANNOT,
    COPULAS,
    GRANTED,
    IT,
    MUST,
    PRONOUN,
    WILL,
    is_condition,
    strip_connective,
    take_apart,
)
from studykit.model import Fact
from studykit.patterns import Place, pattern, too_long
from studykit.patterns._effects import LONGEST_CAUSE, effect_of, reason_of, without_announcing
from studykit.patterns._why import LONGEST_NAME, QUALITY, THEREFORE, THIS_IS_BECAUSE, told_why
from studykit.prose import clauses, split_outside
from studykit.questions.wording import is_handled
from studykit.statements import COLON, subject_before
from studykit.terms import head_of, is_subject, is_term
from studykit.text import spaced

#: What every sentence has that gives a cause.
GIVES_A_CAUSE = "因|为什么|为何|为啥|由于|鉴于|所以|于是|故而|这(?:样|也|就)*(?:使|导致|造成|决定|意味着|说明)"
#: "为什么 X：A" asks and answers in one line.
ASKED = re.compile(r"^(?P<effect>(?:为什么|为何|为啥)[^？?：:。]{4,40})[：:]\s*(?P<cause>[^\s？?][^？?]{3,})$")
#: "X 由于 A 所以 B".
WITHOUT_COMMAS = re.compile(
    r"(?P<who>[^，；;]{2,20}?)(?<![是且])(?P<cause>(?:由于|因为)[^，；;]{2,30}?)(?P<effect>(?:所以|因此|因而)[^，；;]{2,})"
)
#: Verbs that begin a predicate without a subject; others may begin the subject itself.
VERBS = CAN | WILL | MUST | CANNOT | COPULAS | frozenset("导致 造成 引起 产生 属于 存在 具有".split())
#: Verbs that a thing does, so that what begins with them drops it; no heading does them.
DEEDS = frozenset("需要 采用 使用 选用 推荐 保证 确保 节省 受到 避免 减少 降低 提高".split())
#: "由于 A，B 就会 C" asks "为什么 B 会 C？".
SO = re.compile(r"(?:^|(?<=，))(?:那么?(?=[\u4e00-\u9fffA-Za-z])(?!些|个|种|样|里)|则(?!是))")
#: "A 就会 B": what leads from the cause to the effect.
THEN = re.compile(
    r"(?<=[\u4e00-\u9fffA-Za-z])(?:(?:[就便则也]|(?<![是为])都?就)(?=不?[会能]|可以|无法|没有|只能|不[是用需])|并(?=[不没非未]))"
)
#: "链表和数组的差别比较大".
HOW_IT_IS = re.compile(r"^(?P<who>[^，]{2,14}?)(?:比较|相对|非常|十分|[很极更较太])[\u4e00-\u9fff]{1,4}$")
#: "老年代中对象较多": where all of it is so.
IN_A_PLACE = re.compile(r"^(?P<place>[^，,的是有在]{2,10}(?<![其当集命])中)(?=[\u4e00-\u9fff]{3}|$)")
#: An effect that stands below.
POINTS_BELOW = re.compile("以下|如下|下列|下面")
#: An effect that breaks off, or holds its cause, or says only what for.
TORN = re.compile("(?:就是|正是|即|即为)$|由于|(?<!是)因为|^为了[^，]+$")
#: What something is done with, at the end.
HANDLED = re.compile("把(?!握)[^，]+$")
#: "因为更新时，…" says when, and the reason stands behind it.
ONLY_WHEN = re.compile("^[^，]*(?:[^同小及暂临实耗]时|的时候|之后|以后|之前|以前)$")
#: A reason that one would have to look up: "这是不可能的".
EMPTY = re.compile(r"^(?:这|那)(?:是|样|个|种|并不是|不是)?.{0,6}$")


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
        effect_of(told, first=False)
        if this
        else effect_of(clauses(therefore["effect"]) if therefore else [], first=True)
    )
    cause = reason_of(clauses(this["cause"])) if this else "，".join(without_announcing(told))
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
    told = told_why(text) if text else None
    if told is None:
        return
    cause = reason_of(told.cause)
    said = effect_of(told.effect, first=told.first)
    effect = _about(place, said, told.named, cause if told.first else "")
    says = any(take_apart(clause) is not None or QUALITY.search(clause) for clause in clauses(effect))
    if not (effect and says and cause) or too_long(cause, LONGEST_CAUSE) or EMPTY.match(cause):
        return
    if told.first and ONLY_WHEN.match(cause):
        return
    if not (ASIDE.search(effect) or PRONOUN.match(effect) or POINTS_BELOW.search(effect) or _breaks_off(effect)):
        asked = THEN.sub("", SO.sub("", effect), count=1)
        yield place.fact("cause", effect, spaced("为什么", f"{asked}？"), cause, confidence=0.75)
        if effect.endswith(said):
            yield from _chosen(place, effect.removesuffix(said).strip(), next(iter(clauses(said))))


def _breaks_off(effect: str) -> bool:
    """Whether an effect does not say to its end what comes of the cause: "有时会把独立的事件"."""
    handled = HANDLED.search(effect)
    return bool(TORN.search(effect)) or (
        handled is not None and not is_handled(f"把{handled[0][1:].rpartition('的')[2]}")
    )


def _chosen(place: Place, who: str, clause: str) -> Iterator[Fact]:
    """What somebody does, who is named only by the cause: "新生代中对象少，所以采用复制算法"."""
    taken = take_apart(clause)
    if not who or taken is None or taken.verb not in DEEDS or take_apart(who) is not None:
        return
    acts = taken.verb == "需要" and segment.tag(next(iter(segment.cut(taken.rest)), "")) == "v"
    if len(taken.rest) > 1 and not acts:
        prompt = spaced(who, f"{taken.adverbs}{taken.verb}什么？")
        yield place.fact("property", who, prompt, taken.rest, aspect=taken.verb, confidence=0.6)


def _about(place: Place, effect: str, named: str, cause: str) -> str:
    """The effect with what it is about: the subject that it drops, or the name that 它 stands for.

    ``named``: what was named right before the cause.
    """
    first = next(iter(clauses(effect)), "")
    if it := IT.match(effect):
        subject, rest = subject_before(place.prose, place.sentence, place.named_by_heading), effect[it.end() :]
        return spaced(head_of(subject), rest) if is_subject(subject) and not rest.startswith("的") else ""
    taken = take_apart(first)
    if taken is None or taken.subject or is_condition(first):
        return effect
    given = next(iter(clauses(cause)), "")
    if not taken.adverbs and taken.verb in DEEDS:
        return spaced(named or _actor(given), effect)
    begins = bool(taken.adverbs or taken.verb in VERBS)
    return spaced(named or _who(place, given, begins), effect)


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
    subject = subject_before(place.prose, place.sentence, place.named_by_heading)
    return head_of(subject) if is_subject(subject, LONGEST_NAME) and not subject.endswith(("有", "是", "为")) else ""


def _is_so(given: str) -> str:
    """What a clause without a verb says something of: "链表和数组的差别比较大"."""
    match = HOW_IT_IS.match(strip_connective(given))
    return match["who"] if match else ""


def _actor(given: str) -> str:
    """The plain name that a cause begins with, or the place where it is so; empty for anything else."""
    if where := IN_A_PLACE.match(given):
        return where["place"]
    before = take_apart(given)
    name = before.subject if before is not None else ""
    return name if is_subject(name, LONGEST_NAME) and not re.search("[的和与时]|并|且", name) else ""
