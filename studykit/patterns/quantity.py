"""Numbers worth remembering, in clauses without a verb of their own: ``静态共享内存上限 48 KB``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit import segment
from studykit.asides import ASIDE
from studykit.grammar import AMBIGUOUS, OBJECT_VERBS, is_condition, strip_connective
from studykit.model import Fact
from studykit.patterns import Place, pattern
from studykit.prose import MASK, clauses
from studykit.terms import is_subject
from studykit.text import spaced

UNIT = (
    r"(?:[KMGTP]i?[Bb]|字节|比特|位|个|次|倍|秒|毫秒|微秒|纳秒|分钟|小时|天|年|线程|块|层|字符|行|列|端口|周期|%|％|"
    r"[kMG]?Hz|ms|us|μs|ns|MB/s|GB/s|[KMGT]?bps|FLOPS|TFLOPS|°C|V|W|px)"
)
#: "默认端口是 6379", "页大小为 4 KB": who, how, how many, of what.
AMOUNT = re.compile(
    rf"^(?P<subject>[^，。；：]{{2,24}}?)\s*(?P<how>总共|一共|总计|最多用?|最少|至少|至多|默认上限|默认下限|上限|下限|默认|最长|最短|最大|最小|最高|最低|约|大约|大概|只剩|只有|达到?|降到|升到|不超过|超过|合计)?"
    rf"(?P<verb>是|为|有|占)?\s*(?P<number>(?:\d[\d.,]*|{MASK})(?:\s*(?:[x×*~到至-])\s*\d[\d.,]*)*\s*{UNIT}(?:[^，。；\d]{{0,6}})?)$"
)


@pattern("quantity", on="sentence", rank=66, claims=False, needs=rf"\d|{MASK}")
def find(place: Place) -> Iterator[Fact]:
    """How many, how large, how long?"""
    text = place.sentence.text
    if ASIDE.search(text) or place.block.ordered:
        return
    condition = ""
    for clause in clauses(text):
        if is_condition(clause):
            condition = f"{strip_connective(clause)}，"
        match = AMOUNT.match(strip_connective(clause))
        if match is None or not _can_measure(match["subject"]) or not _is_number(place, match["number"]):
            continue
        if not match["how"] and not match["verb"]:
            continue
        how = match["how"] or match["verb"]
        yield place.fact(
            "quantity",
            match["subject"],
            condition + spaced(match["subject"], f"{how}{'是' if how in NOUNS else ''}多少？"),
            match["number"],
            aspect=how,
            confidence=0.7,
        )


CUT_SHORT = frozenset("按 允许 不到 分成 一次 一条 一趟 读 写 开始 大小 每趟 每次".split())
#: "上限" is asked with a verb: "上限是多少？"
NOUNS = frozenset("默认上限 默认下限 上限 下限".split())


def _can_measure(subject: str) -> bool:
    """Whether a subject is whole: "H100 允许" and "首地址按" end in the middle of a predicate."""
    last = segment.words(subject)[-1:]
    return is_subject(subject) and not set(last) & (OBJECT_VERBS | AMBIGUOUS | CUT_SHORT)


def _is_number(place: Place, text: str) -> bool:
    masks = re.findall(MASK, text)
    return all(place.prose.kind(mask) == "formula" and re.search(r"\d", place.prose.show(mask)) for mask in masks)
