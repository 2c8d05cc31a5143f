"""What is said of a subject: how it hangs together with the concepts that this mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from studykit import segment
from studykit.grammar import OBJECT_VERBS
from studykit.lexicon import ORGANISATIONS
from studykit.model import RelationType
from studykit.relations.finder import Finder, Mention

#: Right before a concept, in what is said of a subject: how the subject hangs together with it.
BEFORE: tuple[tuple[RelationType, re.Pattern[str]], ...] = (
    ("requires", re.compile(r"(?:需要|要求|必须(?:用|有|先)?|依赖于?|前提是|离不开|只能用)[^，,。；的]{0,4}$")),
    ("improves_on", re.compile(r"(?:改进了?|优于|超过|取代|代替|替代)\s*$")),
    ("causes", re.compile(r"(?:导致|引起|造成|引发|触发|产生)了?\s*$")),
    ("part_of", re.compile(r"(?:位于|属于|存放在|存储在|放在|内置在|运行在|工作在)\s*$")),
    (
        "uses",
        re.compile(
            r"(?:使用|采用|利用|基于|借助|运用|用到|依靠|通过|(?<![作占引])用(?![于来以])|搭配|结合|兼用|引入|插入|调用|换成|改用|核心是|来自|放到|放在|经由?|加|靠|由|等于|相当于|策略是|方法是)"
            r"\s*(?:了|的是)?[^，,。；的]{0,4}$"
        ),
    ),
)
MADE = re.compile(r"^[^，。]{0,4}(?:提出|推出|开源|发布|研发|设计|开发|发明)")
#: Right before the cue: "不能附加", "没有使用".
NEGATED = re.compile("(?:不[能会再可]?|没有?|无[法需]?|未|避免|禁止)$")
#: "内含 A、B 和 C".
HOLDS = re.compile(r"(?:内含|包含(?!在)|包括|含有|分为|分成)(?:了|有)?[^，,。；]{0,4}$")
MADE_OF = re.compile(r"由[^，,。；]{0,8}$")
COMPOSED = re.compile(r"^[^，,。；]{0,14}(?:组成|构成|堆成|拼成)")
AND = re.compile(r"^(?:=\S*)?[^，,。；的]{0,6}(?:、|和|与|以及|及|或|\s)[^，,。；的]{0,2}$")
#: What may stand before the concept that a half is about.
OPENING = re.compile(
    r"^(?:因此|所以|而|但是?|不过|许多|大多数?|如果(?:用|采用|使用)|[\u4e00-\u9fff]{2,8}(?:用|靠|看|选|的是))?\s*$"
)
#: "SkipNet" in "由门控决定跳过哪些层，例如 SkipNet".
EXAMPLE = re.compile(r"(?:例如|比如|譬如|典型的有|常见的有|代表(?:作)?(?:有|是))\s*$|[（(]\s*(?:例如|比如|如)\s*$")
ROW_END = re.compile("[，。；：）)]|等")


def said_of(subject: str, text: str, finder: Finder) -> Iterator[tuple[str, RelationType, str]]:
    """The edges from (or to) ``subject`` in a plain text that goes on about it."""
    said: tuple[RelationType, bool] | None = None
    mentions = finder.find(text)
    for i, mention in enumerate(mentions):
        between = text[mentions[i - 1].end : mention.start] if i else text[: mention.start]
        if not (i and said and AND.match(between)):
            said = _said(text, between, mention)
        if said and mention.term != subject:
            kind, turned = said
            yield (mention.term, kind, subject) if turned else (subject, kind, mention.term)
    for example in _examples(text, mentions, finder):
        if example != subject:
            yield example, "is_a", subject


def _said(text: str, between: str, mention: Mention) -> tuple[RelationType, bool] | None:
    """How a subject hangs together with a concept in what is said of it; ``True``: the concept is a part of it."""
    before, after = between[-10:], text[mention.end : mention.end + 6]
    if MADE.match(after) and mention.term in ORGANISATIONS:
        return "proposed_by", False
    if HOLDS.search(between) or (MADE_OF.search(between) and COMPOSED.match(text[mention.end :])):
        return "part_of", True
    for kind, words in BEFORE:
        if cue := words.search(before):
            return None if NEGATED.search(before[: cue.start()]) else (kind, False)
    alone = text[mention.start : mention.end] == text and text.isascii()
    return ("uses", False) if alone or (mention.start != 0 and _does(text[: mention.start])) else None


def _does(text: str) -> bool:
    """Whether a text is a verb alone: "分配" before 锁页内存."""
    return (text in OBJECT_VERBS or segment.tag(text) == "v") and len(segment.cut(text)) == 1


def topic_of(text: str, finder: Finder) -> str | None:
    """The concept that a sentence, or half of it, is about: the first one, where nothing else comes before it."""
    first = next(iter(finder.find(text)), None)
    return first.term if first and OPENING.match(text[: first.start]) else None


def _examples(text: str, mentions: Sequence[Mention], finder: Finder) -> Iterator[str]:
    """The concepts that a text gives as examples."""
    for mention in mentions:
        if EXAMPLE.search(text[max(0, mention.start - 8) : mention.start]):
            yield from row(text[mention.start :], finder)


def row(text: str, finder: Finder) -> Iterator[str]:
    """The concepts that stand side by side at the beginning of a text: "A、B 和 C 等"."""
    for member in re.split("、|和|与|以及|及|或", ROW_END.split(text, maxsplit=1)[0]):
        if name := finder.named(member.strip()):
            yield name
