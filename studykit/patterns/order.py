"""Steps in running text: ``X 先 A，再 B，最后 C`` asks what X does, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit import segment
from studykit.asides import ASIDE
from studykit.grammar import PRONOUN, is_condition, strip_connective, take_apart
from studykit.model import Fact
from studykit.patterns import Place, pattern
from studykit.patterns._running import POINTS_BACK, is_example, only_announces
from studykit.prose import clauses, split_outside
from studykit.statements import COLON
from studykit.terms import is_aspect, is_label, is_subject, is_term, length
from studykit.text import spaced

#: The first step, behind who does it: "服务器会先 A", "一般先 A". 优先, 先后 and 事先 are other words.
FIRST = re.compile(
    r"^(?P<who>[^，]*?)(?:一般|通常|默认|都|就|也|需要|应该|应当|必须|可以|会|将|要|能)*(?:首先需?要?|(?<![优预事领原祖率抢进])先(?![后验序于决天行例]|进(?![入行]))(?:要|会)?)\s*(?P<step>[^，]{2,})$"
)
#: What begins a further step.
NEXT = re.compile(
    r"^(?:[并而]且?)?(?:然后|接着|随后|之后|紧接着|其次|再次|最后|最终|再|第[二三四五]步)(?![现也高说者次])(?:再|就|会|将|把(?=这样))*[，,]?\s*(?P<step>.{2,})$"
)
LONGEST_STEP, LONGEST, SHORTEST_STEP = 45, 110, 3
LONGEST_WHO, LONGEST_DEED = 30, 14
#: What the first step begins with.
FIRST_WORD = re.compile("首先|先")
#: "出队操作就是先 …" is about the operation.
IS = re.compile("(?:的(?:过程|步骤|顺序|流程))?(?:就|都|一般|通常)?(?:是|为)$")
COURSE = re.compile("[^，。：？]{2,16}(?:流程|过程|步骤|顺序|操作)")
#: Words before the first step that name nobody.
NOBODY = re.compile("(?:有时候?|现在|然后|接着|这里|我们|你)$|.*(?:[将把且]|，)|一般|通常")
#: The condition of the next step: "…，事务提交时再 B".
WHEN_NEXT = re.compile(r"(?:[^同小及暂临实超]时|的时候|之?后|以后|完成|完毕)$")


@pattern("order", on="sentence", rank=47, claims=False, needs="先")
def find(place: Place) -> Iterator[Fact]:
    """One card for a sentence that tells what is done first and what then."""
    text = place.sentence.text
    if ASIDE.search(text) or place.sentence.end in ("？", "?") or is_example(place) or only_announces(place, text):
        return
    label = COLON.match(text)
    head = label["head"].strip() if label and is_term(label["head"].strip()) and not is_label(label["head"]) else ""
    pieces = [
        piece for part in split_outside(label["body"] if label and head else text, "；;") for piece in clauses(part)
    ]
    who, steps = _read(pieces)
    who = who or head or ("" if strip_connective(FIRST_WORD.split(text)[0]) else _course(place))
    if is_aspect(who):
        who = f"{head}的{who}" if head else ""
    if not who or place.show(who).startswith("$") or len(steps) < 2 or POINTS_BACK.search(f"{who}，{steps[0]}"):
        return
    comma = "，" if is_condition(clauses(who)[-1]) else ""
    asked = "先做什么，再做什么？" if len(steps) == 2 else "依次怎么做？"
    shown = [place.show(step).strip() for step in steps]
    yield place.fact(
        "procedure",
        who,
        spaced(f"{who}{comma}", asked),
        " → ".join(shown),
        form="sequence",
        items=tuple(shown),
        confidence=0.7,
        topic=head if head and who != head else None,
    )


def _course(place: Place) -> str:
    """What the heading right above names, or whose course it announces: "### 读取流程"."""
    above = place.page.blocks[place.index - 1] if place.index else None
    told = above is not None and above.kind == "heading" and COURSE.fullmatch(above.text)
    return above.text if told and above is not None else place.named_by_heading


def _read(pieces: list[str]) -> tuple[str, list[str]]:
    """Who does it, or when it is done, and the steps; nothing where the sentence tells of no order."""
    start = next((i for i, piece in enumerate(pieces) if FIRST.match(piece)), len(pieces))
    first = FIRST.match(pieces[start]) if start < len(pieces) else None
    if first is None:
        return "", []
    steps = _steps(first["step"], pieces[start + 1 :])
    fits = all(SHORTEST_STEP <= length(step) <= LONGEST_STEP for step in steps) and sum(map(length, steps)) <= LONGEST
    return (_who(pieces[:start], strip_connective(first["who"])), steps) if fits else ("", [])


def _steps(first: str, pieces: list[str]) -> list[str]:
    """The steps with what belongs to each; a condition belongs to the step behind it."""
    steps, when = [first], ""
    for i, piece in enumerate(pieces):
        following = NEXT.match(piece)
        if i + 1 < len(pieces) and WHEN_NEXT.search(piece) and NEXT.match(pieces[i + 1]):
            when = f"{piece}，"
        elif following:
            steps.append(when + following["step"])
            when = ""
        else:
            steps[-1] += f"，{piece}"
    return steps


def _is_deed(text: str) -> bool:
    """Whether a clause names what is done: "添加一个键值对"."""
    return SHORTEST_STEP < length(text) <= LONGEST_DEED and segment.tag(next(iter(segment.cut(text)))) == "v"


def _who(before: list[str], who: str) -> str:
    """Who acts, with the condition or the deed that stands before; empty where nothing is named."""
    scene = strip_connective(before[-1]) if before and is_condition(strip_connective(before[-1])) else ""
    who = IS.sub("", who)
    if NOBODY.match(who):
        return ""
    if before and not scene and not who:
        name = strip_connective(before[-1])
        scene = f"{name}时" if _is_deed(name) else ""
        who = name if is_term(name) and take_apart(name) is None and not scene else ""
    acts = who if is_subject(who) and not PRONOUN.match(who) else ""
    if who and not acts and not is_condition(who):
        return ""
    said = spaced(f"{scene}，" if scene else "", acts or who).rstrip("，")
    return said if said and length(said) <= LONGEST_WHO else ""
