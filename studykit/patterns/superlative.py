"""The one of a kind: ``X 是最常用的 N`` asks which is the most common N."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit.asides import ASIDE
from studykit.grammar import OPEN_QUESTION, PRONOUN, is_condition, strip_connective
from studykit.model import Fact
from studykit.patterns import Place, pattern
from studykit.terms import head_of, is_subject, is_term
from studykit.text import spaced

#: One subject, and a kind of which it is the first.
MOST = re.compile(
    r"^(?P<subject>[^是]{1,30}?)\s*(?:也|就|便|无疑|仍然?|依然)?是(?P<kind>(?:一个)?(?P<among>[^，,最]{0,20})(?:最(?![终后近初新先下])[^，,的不]{1,12}的[^，,：:；;]{2,24}|最[高低底顶外内][层级端]|(?:唯一|仅有)的?[^，,：:；;]{2,20}))$"
)
#: What only one is or has.
ONLY = re.compile("唯一|仅有")
#: "之一" and "一种" leave room for others.
OTHERS = re.compile("之一|其中|一[种些类]|几[种个]|部分|[？?]")
#: A kind that names nothing is told apart by where it is looked for.
LONGEST_KIND = 30
#: A kind that names nothing: "最重要的一个问题".
VAGUE = re.compile(r"的(?:一个|一块)?(?:东西|问题|方法|属性|方式|做法|情况|选择|部分|值|事情|地方|时候)$")


@pattern("superlative", on="sentence", rank=36, claims=False, needs="最|唯一|仅有")
def find(place: Place) -> Iterator[Fact]:
    """Which is the first of its kind? The kind with its superlative is the question, the subject the answer."""
    text = place.sentence.text
    if ASIDE.search(text) or OPEN_QUESTION.search(text) or place.sentence.end in ("？", "?"):
        return
    before = ""
    for raw in place.sentence.clauses:
        clause = strip_connective(re.split("[：:]", raw)[-1])
        if match := MOST.match(clause):
            yield from _asked(place, match, before)
        before = clause if is_condition(clause) or clause.endswith("中") else ""


def _asked(place: Place, match: re.Match[str], scene: str) -> Iterator[Fact]:
    subject, kind = match["subject"].strip(), match["kind"].strip()
    vague = VAGUE.search(kind) and not (scene or match["among"].endswith(("中", "里")))
    if vague or OTHERS.search(kind) or PRONOUN.match(subject):
        return
    kind = re.sub(r"^一个|(?<=的)一个", "", kind)
    prompt = spaced(f"{scene}，{kind}" if scene else kind, "是什么？")
    if is_subject(subject) and (is_subject(kind, LONGEST_KIND) or (ONLY.search(kind) and is_term(kind, LONGEST_KIND))):
        yield place.fact("property", kind, prompt, head_of(subject), aspect="superlative", confidence=0.7)
