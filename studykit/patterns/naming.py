"""Explanation first, name last: ``… 这被称为 X``, ``… 叫做 X``, and a name inside: ``一种称为 X 的 …``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studykit import fields, segment
from studykit.asides import ASIDE
from studykit.grammar import COPULAS, PRONOUN, is_condition, strip_connective, take_apart
from studykit.model import Fact
from studykit.patterns import Place, pattern, too_long
from studykit.prose import MASK, clauses, split_outside
from studykit.statements import COLON, REASON
from studykit.terms import ASPECTS, GENERIC, head_of, is_subject, is_term, length
from studykit.text import in_brackets, spaced

VERB = (
    r"(?:称之?为|称作|叫做|叫作|命名为|俗称|(?:简|(?<!系)统)称为?|(?:^|(?<=[\u4e00-\u9fff])(?<!呼))叫(?![做作醒号停]))"
)
#: A clause that gives a name: its own subject, how usual the name is, the name.
GIVES_NAME = re.compile(
    r"^(?P<own>.*?)\s*(?P<how>(?:我们|人们|一般|通常|常常?|往往|习惯上?|有时|就|则|便|都|均|被(?:作者|人们|大家|我们)?|可以?|因此|所以|因而|于是|故|也|又|亦|还)*)"
    rf"\s*{VERB}\s*(?:一[个种](?=[“\"「]))?[“\"「]?(?P<name>{MASK}|[^：:“”\"「」]{{2,60}})[”\"」]?(?:[：:].*)?$"
)
#: "则称此图为连通图": what is called so stands in the middle.
CALLS = re.compile(
    r"^(?:(?:我们|一般|通常|就|便|可以?|故)*)\s*称(?!之为)\s*(?P<own>[^，,为是]{1,24}?)\s*为\s*(?:一[个种](?=[“\"「]))?[“\"「]?(?P<name>[^：:“”\"「」]{2,40})[”\"」]?$"
)
#: "一种称为 X 的 …", "通过叫做 X 的 …": the name stands before what it is the name of.
NAME_BEFORE = re.compile(
    r"(?:[一某][个种串组类套条块段项]|通过|基于|使用|采用|利用|存在|有|用|是)\s*被?(?:称之?为|称作|叫做?|叫作|名为|名叫)\s*[“\"「]?"
    r"(?P<name>[^，,；;：:的“”\"「」（(]{2,40}(?:[（(][^（）()]{1,60}[）)])?)[”\"」]?\s*的\s*(?P<thing>[^，,；;：:]{2,40})"
)
#: "… 的方案来加密": what the thing is for.
FOR = re.compile(r"^(?P<thing>[^来]{2,16}?)\s*来(?P<purpose>(?![自源到]).{2,30})$")
#: "… 。这就是所谓的 X。"
THIS_IS = re.compile(
    r"(?:这|这样|这种[^，是]{0,4})(?:其实|实际上)?(?:就|便|也)?(?:是|叫)(?P<so>所谓的?|著名的|(?:我们|大家|人们)?(?:常|所|通常)说的)?\s*[“\"「]?(?P<name>[^，,：:“”\"「」]{2,24})[”\"」]?"
)
ALSO, SHORT = re.compile("[也又亦还]"), re.compile("简称")
#: Who gives the name, or how often, before the words that point back.
BY_WHOM = re.compile(
    r"^(?:我们|人们|作者|一般|通常|习惯上)?\s*(?:[把将](?!.*的(?:过程|行为|操作|现象|方法|做法|技术|阶段)$)\s*)?"
)
#: What was explained before the comma: "这", "这种现象", "这样的程序", "它们".
POINTS_BACK = re.compile(r"(?:[这那此该它]|其$)(?:们|种|个|样的?|类|些|一[种个组类]?|几个)?[^，,的]{0,8}")
#: "这种采用批处理技术的系统" says what it is, and needs nothing before it.
OF_THIS_KIND = re.compile(r"^(?:这种|这类|这样的|此类|该类)(?=[^，,]{4,}的)")
#: What a condition or reason is without the word for it.
IF = re.compile(r"^(?:如果|假如|若是|若|当(?![前然时])|由于|因为)\s*(?=\S{4})")
#: "其名字 …": of what was named before.
ITS = re.compile(r"^(?:其|它的|它们的)\s*(?=[\u4e00-\u9fff]{2})")
#: "整个路径": which one is told by the words before, but what it is, it says itself.
ALL_OF = re.compile(r"^(?:整个|所有|全部)")
#: "把次数做成模板参数，是让次数变成常量的常用办法": what is said first is what the note calls so.
WHAT_IT_IS = "办法|方法|做法|方式|手段|前提|条件|关键|思路|技巧|目的|原则|价值|意义|作用|[优缺]点|特点|本质|原理|思想|核心|代价|职责|任务"
#: "A，是 B 的常用办法".
IS_THE = re.compile(
    rf"^(?P<what>[^，,]{{4,60}})[，,]\s*(?:这)?(?:也|正|就)?是(?P<name>[^，,。]{{4,30}}(?:{WHAT_IT_IS}))$"
)
#: "A，并 B 的过程称为 X": the clause before belongs to what is called so.
AND = re.compile(r"(?:并且?|且|再|然后)(?![发行非列])(?=[^，]*的)")
#: Before a name it only counts.
ONE = re.compile(r"^(?:一个|一种|一类)\s*(?=\S)")
LONGEST_DESCRIPTION, LONGEST_WORD = 40, 8
#: An explanation that is longer than the first has more to ask than its name.
LONGEST_ALONE, LONGEST_TOLD = 60, 70
#: Words that no name holds, however short it is.
NO_WORD = frozenset("被 了 的 是 为 把 将 这 那 该 会 支持 产生 进行 实现".split())


@dataclass(frozen=True, slots=True)
class Named:
    """A name with its explanation. ``whole``: the two are all that the sentence says."""

    name: str
    told: str
    whole: bool


@pattern("naming", on="sentence", rank=38, needs=f"[称叫名]|这.{{0,6}}是|{WHAT_IT_IS}")
def find(place: Place) -> Iterator[Fact]:
    """Which name does the note give to what it explains, in a sentence that does nothing else?"""
    text = strip_connective(place.sentence.text)
    if (named := _of_sentence_before(place, text)) and _explains(named):
        yield _definition(place, named)
        return
    known = None if ASIDE.search(text) else IS_THE.match(text)
    if known and not PRONOUN.match(known["what"]) and not _says_what_it_is(known["what"]):
        prompt = spaced(known["name"], "是什么？")
        yield place.fact("property", known["name"], prompt, known["what"], aspect="naming", confidence=0.7)
        return
    yield from (_definition(place, named) for named in _in_sentence(text) if named.whole)


@pattern("named", on="sentence", rank=39, claims=False, needs="[称叫名]")
def find_within(place: Place) -> Iterator[Fact]:
    """The same in a sentence that says more: the rest of it is left to other patterns."""
    text = strip_connective(place.sentence.text)
    yield from (_definition(place, named) for named in _in_sentence(text) if not named.whole)


def _says_what_it_is(clause: str) -> bool:
    """Whether a clause says itself what its subject is: "X 是 A，也是 B"."""
    taken = take_apart(clause)
    return taken is not None and bool(taken.subject) and taken.verb in COPULAS


def _of_sentence_before(place: Place, text: str) -> Named | None:
    """The name that a sentence gives to what the one before it tells: "… 。这种现象称为 X。"."""
    sentences = place.prose.sentences
    position = next(i for i, sentence in enumerate(sentences) if sentence is place.sentence)
    if position and (this_is := THIS_IS.fullmatch(text)):
        return _this_is(place, this_is, sentences[position - 1].text)
    match = GIVES_NAME.match(clauses(text)[0]) if position and clauses(text) else None
    if match is None or ALSO.search(match["how"]) or SHORT.match(text):
        return None
    own, before = BY_WHOM.sub("", strip_connective(match["own"]), count=1), sentences[position - 1]
    told = "" if COLON.match(before.text) or ASIDE.search(before.text) else strip_connective(before.text)
    alone = len(clauses(text)) == 1
    return Named(match["name"].strip(), told, True) if alone and POINTS_BACK.fullmatch(own) else None


def _this_is(place: Place, match: re.Match[str], before: str) -> Named | None:
    """The name in "这就是 X": one that is said to be one, that a field knows, or that the heading has."""
    name = match["name"].strip()
    known = match["so"] or fields.of(head_of(name)) or head_of(name) in place.heading_topic
    told = "" if COLON.match(before) or ASIDE.search(before) else strip_connective(before)
    return Named(name, told, True) if known and told else None


def _definition(place: Place, named: Named) -> Fact:
    prompt = spaced("什么是", f"{named.name}？")
    return place.fact("definition", named.name, prompt, named.told, aspect="naming", confidence=0.7)


def _in_sentence(text: str) -> Iterator[Named]:
    if ASIDE.search(text):
        return
    label = COLON.match(text)
    text = label["body"] if label and is_term(label["head"]) else text
    parts = [part for part in split_outside(text, "；;") if part]
    for part in parts:
        pieces = clauses(part)
        for i, clause in enumerate(pieces):
            if (named := _name_before(clause) or _name_behind(pieces, i)) and _explains(named):
                yield Named(named.name, named.told, named.whole and len(parts) == 1)


def _explains(named: Named) -> bool:
    told, name = named.told, head_of(named.name)
    return (is_subject(name) or _is_word(name)) and not (
        PRONOUN.match(told) or length(told) < 4 or too_long(told, LONGEST_TOLD) or REASON.match(told)
    )


def _is_word(name: str) -> bool:
    """Whether a name of few characters is one whose words look like a predicate ("脏读", "直接寻址", "可导函数")."""
    words = segment.cut(name)
    return (
        is_term(name)
        and length(name) <= LONGEST_WORD
        and not NO_WORD & set(words)
        and not name.startswith(("该", "一"))
    )


def _name_before(clause: str) -> Named | None:
    """For example, "一种称为 X 的加密方案": the thing says what the name means, with what it is for or does."""
    if not (match := NAME_BEFORE.search(clause)):
        return None
    thing, said = match["thing"].strip(), ""
    if purpose := FOR.match(thing):
        thing, said = purpose["thing"], f"，用来{purpose['purpose']}"
    elif (taken := take_apart(thing)) and taken.subject:
        thing, said = taken.subject, f"，{taken.predicate}"
    vague = any(thing.startswith(word) for word in GENERIC | ASPECTS)
    if not is_subject(thing) or (vague and not purpose):
        return None
    return Named(match["name"].strip(), f"{thing}{said}", False)


def _name_behind(pieces: Sequence[str], i: int) -> Named | None:
    """The name in the clause ``i``: what it explains is its own subject, or all that stands before."""
    if calls := CALLS.match(strip_connective(pieces[i])):
        return _called(calls, pieces[:i], last=i + 1 == len(pieces))
    match = GIVES_NAME.match(pieces[i])
    if match is None or ALSO.search(match["how"]) or SHORT.match(pieces[i]) or in_brackets(match["own"]):
        # "X 是 Y，也称为 Z" gives a second name, which the pattern for aliases asks for.
        return None
    own = BY_WHOM.sub("", strip_connective(match["own"]), count=1)
    name = ONE.sub("", match["name"].strip())
    if not own or POINTS_BACK.fullmatch(own):
        before = _since_last_name(pieces[:i])
        told = "，".join(piece for piece in before if strip_connective(piece))
        return None if is_term(told, 8) else Named(name, told, _is_all(pieces, i, before, told))
    first = i
    last = i + 1 == len(pieces)
    while first > 0 and (is_condition(strip_connective(pieces[first - 1])) or (first == i and AND.match(pieces[i]))):
        first -= 1
    described = _described(own, pieces)
    return Named(name, "，".join([*pieces[first:i], described]), last and first == 0) if described else None


def _is_all(pieces: Sequence[str], i: int, before: Sequence[str], told: str) -> bool:
    """Whether a sentence says nothing but the name and its explanation: nothing behind has a subject of its own."""
    behind = [taken.subject for piece in pieces[i + 1 :] if (taken := take_apart(strip_connective(piece)))]
    says_more = any(subject and not PRONOUN.match(subject) for subject in behind)
    return len(before) == i and not says_more and not too_long(told, LONGEST_ALONE)


def _since_last_name(pieces: Sequence[str]) -> Sequence[str]:
    """The clauses behind the last one that gives a name itself."""
    last = max((i for i, piece in enumerate(pieces) if GIVES_NAME.match(piece)), default=-1)
    return pieces[last + 1 :]


def _called(match: re.Match[str], before: Sequence[str], *, last: bool) -> Named | None:
    """The name in "若 A，则称此 B 为 X": what it explains is said before, or by what is called so."""
    own, told = match["own"], "，".join(filter(None, map(strip_connective, before)))
    if POINTS_BACK.fullmatch(own):
        return Named(match["name"].strip(), IF.sub("", told), last) if told else None
    described = _described(own, before)
    return Named(match["name"].strip(), described, last and not before) if described else None


def _described(own: str, pieces: Sequence[str]) -> str:
    """The subject of the clause as an explanation; nothing where it is itself a name."""
    own = OF_THIS_KIND.sub("", own)
    if (its := ITS.match(own)) and pieces:
        taken = take_apart(strip_connective(pieces[0]))
        subject = taken.subject if taken is not None else ""
        told = f"{head_of(subject)}的{own[its.end() :]}"
        return told if is_subject(subject) and is_subject(own[its.end() :]) else ""
    describes = "的" in own or ALL_OF.match(own)
    # "只读取的事务" begins as no name does, but ends in one.
    return own if describes and is_subject(own.rpartition("的")[2]) and length(own) <= LONGEST_DESCRIPTION else ""
