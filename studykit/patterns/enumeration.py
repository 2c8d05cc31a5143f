"""The members of a set named in a sentence: 分为 A、B 和 C, 包括 …, 由 … 组成, 有 N 种：…"""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit.asides import ASIDE
from studykit.grammar import strip_connective
from studykit.model import Fact, Relation, RelationType
from studykit.patterns import Place, pattern, too_long
from studykit.patterns._lead import GOES_ON
from studykit.terms import LIST_END, head_of, is_subject, is_term, members_of
from studykit.text import spaced

COUNT = r"(?P<count>[一二两三四五六七八九十几多\d]+\s*(?:种|个|类|部分|大类|方面|层|步|阶段|级|项|条|块|组)(?:[\u4e00-\u9fff]{0,6})?)?"
#: "X 分为 A、B 和 C", "X 包括三部分：A、B、C".
SPLITS = re.compile(
    rf"^(?P<subject>.{{1,40}}?)(?:通常|一般|主要|大致|大体|又|可以|可|常常)*\s*(?P<verb>分为|分成|划分为|划分成|拆分为|包括|包含|涵盖|(?<!所)有|常见的有|常用的有|主要有)\s*(?:了|着)?\s*{COUNT}\s*(?:(?:[：:，,]|——?|--)?\s*(?:分别)?(?:是|为)?[：:]?|[—-]{{1,2}})\s*(?P<members>[^。]+)$"
)
#: "X 由 A 和 B 组成".
MADE_OF = re.compile(
    r"^(?P<subject>.{1,30}?)\s*(?:主要|通常|一般)?由\s*[：:]?\s*(?P<members>.+?)\s*(?:等)?(?:[一二两三四五六七八九十几\d]+\s*(?:部分|个部分|者))?\s*(?P<verb>组成|构成|共同组成)$"
)
#: "常见的 X 有 A、B": kinds of X.
COMMON = re.compile(r"^(?:常见|常用|主要|典型|基本|经典|主流|流行)的")
#: "第一部分是 A，第二部分是 B".
ORDINALS = re.compile(r"^(?:第一|首先|一是|前者).+(?:第二|其次|二是|后者|最后)")
RELATION: dict[str, RelationType] = {
    "分为": "is_a",
    "分成": "is_a",
    "划分为": "is_a",
    "常见的有": "is_a",
    "常用的有": "is_a",
    "主要有": "is_a",
}
#: Counted so, members are parts.
PARTS = re.compile("部分|层|阶段|步|段|块|级")
#: "分为选主和复制两个阶段".
COUNTED_PARTS = re.compile(r"[两二三四五六七八九几]\s*[大个]?(?:部分|阶段|步骤?|层|模块|角色)\s*$")
#: What asks for the members, by the verb that says that there are such.
ASKS = {
    "组成": "由什么组成",
    "构成": "由什么组成",
    "共同组成": "由什么组成",
    "包括": "包括什么",
    "包含": "包含什么",
    "涵盖": "涵盖什么",
}
MOST, LEAST = 9, 2
LONGEST_SUBJECT, LONGEST_ANSWER = 20, 60


@pattern("enumeration", on="sentence", rank=36, needs="[有分]|包[括含]|涵盖|[组构]成")
def find(place: Place) -> Iterator[Fact | Relation]:
    """One card for the set, and an edge for each member."""
    text = strip_connective(place.sentence.text)
    if ASIDE.search(text) or place.sentence.end in ("？", "?"):
        return
    match = MADE_OF.match(re.split(r"[，,；;]", text)[0]) or SPLITS.match(text)
    if match:
        yield from _split(place, match)


def _split(place: Place, match: re.Match[str]) -> Iterator[Fact | Relation]:
    """Parts or kinds with the verb that says so."""
    subject, told = match["subject"].strip(" ，,：:的"), match["members"]
    if not is_subject(subject, LONGEST_SUBJECT):
        return
    if ORDINALS.match(told):
        yield place.fact("enumeration", subject, spaced(subject, "分为哪几部分？"), told, confidence=0.7)
        return
    members = members_of(told)
    if len(members) < LEAST:
        members = members_of(GOES_ON.split(told)[0])
    answer = re.split(r"[；;]", told)[0].strip()
    # "有 A 和 B" says of no set that these are all of it.
    if not LEAST + (match["verb"] == "有") <= len(members) <= MOST or too_long(answer, LONGEST_ANSWER):
        return
    count = match.groupdict().get("count") or ""
    asked = spaced(subject, f"{_asks_for(match['verb'], count)}？")
    answer = LIST_END.sub("", answer)
    yield place.fact("enumeration", subject, asked, answer, items=tuple(members), confidence=0.75)
    kind = RELATION.get(match["verb"], "is_a" if COMMON.match(subject) else "part_of")
    if PARTS.search(count) or COUNTED_PARTS.search(told):
        kind = "part_of"
    whole = head_of(COMMON.sub("", subject))
    yield from (place.relation(head_of(member), kind, whole) for member in members if is_term(member))


def _asks_for(verb: str, count: str) -> str:
    """What asks for the members: with their number, where the sentence gives it."""
    if count and not count.startswith(("多", "几")) and verb in ("包括", "包含", "有"):
        return f"{verb}哪{count}"
    if "分" in verb:
        return f"分为哪{count or '几种'}"
    return ASKS.get(verb, "有哪些")
