"""A clause taken apart: ``adverbial + subject + adverbs + verb + rest``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from studykit import fields, segment
from studykit.grammar.deeds import BETWEEN, COMES_OF_IT, begins_with_deed
from studykit.grammar.predicates import FAR, modifies, where_predicate_begins
from studykit.grammar.regrouping import regrouped
from studykit.grammar.words import (
    ADVERBS,
    ANY_VERBS,
    CAN,
    CANNOT,
    COPULAS,
    MODALS,
    MUST,
    PARTICLES,
    PREDICATES,
    PREPOSITIONS,
    PURPOSE_VERBS,
    SHORT_VERBS,
    TAKES_CLAUSE,
    TURNS_INTO,
    WILL,
)
from studykit.prose import MASK, OPENING

#: A clause is looked at several times in a row: so many of the last answers are kept.
SEEN = 2**14
#: Since when or how often, said before the subject: "以前 AOF 发生过 bug".
LEADING_TIME = re.compile(r"^(?:以前|过去|早期|最初|最早|目前|现在|如今|通常|往往|有时)(?=[^的，\s]\S|\s)")
#: Where, when or by what, said before the subject: "在 fast 模式中 N 是 …".
LEADING_ADVERBIAL = re.compile(
    rf"^((?:在|当|对于|对|从|随着|根据|按照|通过|经过)[^，,是为]{{1,24}}?(?:中(?![间心断位介央继]|文(?!件|本|字|档))|里(?![面程])|上(?![面方层传述级限]|下文)|下(?![面方层载述级限])|时(?![间刻钟延序])|后(?![面端台缀续置者])|前(?![面端台缀者])|内(?![部核容]|存(?!储|放|在|取))|外(?![部面键])|[内外]部|[上下里外前后]面|之间|来说|而言|角度|情况下|期间|过程中|阶段|方面|的时候|之前|之后))(?=[^的]|{MASK})"
)
#: "在集群内部可以 …": what is told of, where nothing else is.
A_PLACE = re.compile(r"在.*(?:[内外]部|[上下里外前后]面)[，,\s]*$")
#: What is done for somebody: before one of these 为 is "for", and no copula.
DONE_FOR = frozenset(
    "提供 分配 创建 建立 生成 指定 设置 定义 准备 预留 保留 添加 增加 带来 设计 打下 服务 保存 维护 注册 启动 做出 作出 奠定".split()
)
#: Words that a clause may have, and one that tells which thing is meant.
MOST_WORDS, WHICH = 80, 4
#: "树或者是空的，或者 …": right before its predicate this belongs to no name.
EITHER = "或者"
#: "允许为空": 为 begins what is allowed.
LETS = frozenset("允许 要求 禁止 限制 保证 确保 需要".split())


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause taken apart. ``"".join`` of the five parts, in this order, is the clause."""

    adverbial: str
    subject: str
    adverbs: str
    verb: str
    rest: str

    @property
    def predicate(self) -> str:
        return self.adverbs + self.verb + self.rest


@lru_cache(SEEN)
def take_apart(clause: str) -> Clause | None:
    """Find the subject and predicate of a clause; ``None`` where there is no telling.

    The subject is empty where the clause begins with its predicate ("也没有 …").
    """
    adverbial, body = _adverbial(clause)
    words = regrouped(fields.whole(segment.cut(body)))
    start = where_predicate_begins(words) if len(words) <= MOST_WORDS else None
    if start is None:
        return None
    start = _behind_deed(words, start)
    end = _verb(words, start)
    if end is None:
        return None
    verb, after = words[end], end + 1
    if after + 1 < len(words) and words[after] in ("为", "在", "作") and _takes(verb, words[after]):
        # "标记为 void", "存储在主存中": what is asked for stands behind 为 and 在.
        verb += words[after]
        after += 1
    # The particles belong to the verb, and so does 于: "管理着", "对应于".
    while after < len(words) and words[after] in PARTICLES:
        verb += words[after]
        after += 1
    if start > 1 and words[start - 1] == EITHER:
        start -= 1
    subject = "".join(words[:start]).strip(" ，,")
    if not subject and A_PLACE.match(adverbial):
        adverbial, subject = "", adverbial.strip(" ，,")
    return Clause(adverbial, subject, "".join(words[start:end]), verb, "".join(words[after:]).strip())


def _adverbial(clause: str) -> tuple[str, str]:
    match = LEADING_ADVERBIAL.match(clause) or LEADING_TIME.match(clause)
    remainder = clause[match.end() :].lstrip("，, ") if match else ""
    if not remainder or remainder.startswith("的"):
        return "", clause
    return clause[: len(clause) - len(remainder)], remainder


def _verb(words: list[str], start: int) -> int | None:
    """From the beginning of the predicate to its main word: past adverbs, and past "在 … 下" before a copula."""
    end = start
    while end < len(words) and (words[end] in ADVERBS or not words[end].strip() or "地" in words[end : end + 2]):
        end += 1
    if words[end : end + 1] == ["被"] and words[end + 1 : end + 2] and words[end + 1] in PURPOSE_VERBS:
        return end + 1
    if words[end : end + 1] == ["为"] and (done := _done_for(words, end)):
        return done
    if end < len(words) and words[end] in PREPOSITIONS:
        for i in range(end + 1, len(words)):
            if words[i] in COPULAS and (words[i] != "为" or words[end] == "以"):
                return i
            if words[i] in "，,；的":
                break
    if end + 1 < len(words) and words[end] in CAN | WILL | MUST | CANNOT:
        following = end + 1
        while following < len(words) and words[following] in ADVERBS:
            following += 1
        several = words[following + 1 : following + 2] == ["、"]  # "可以检测、修改和丢弃数据包"
        if following + 1 < len(words) and words[following] in PREDICATES - {"为"} and not several:
            return following
    return end if end < len(words) else None


def _done_for(words: list[str], wei: int) -> int | None:
    """The verb behind 为 in "为每个进程提供地址空间"; nothing in "为用户提供的接口", which says what something is."""
    of_whose = False
    for i in range(wei + 2, min(wei + 10, len(words) - 1)):
        if words[i] in "，,；：:":
            return None
        if words[i] == "的":
            of_whose = True
        elif of_whose:
            # "为互联网的发展做出了贡献" has a 的 that tells for whose.
            if words[i] in DONE_FOR and words[i + 1] == "了":
                return i
        elif words[i] in DONE_FOR:
            served = words[i + 2 : i + 3] == ["的"] and segment.tag(words[i + 1])[:2] in ("n", "vn")
            of_a_name = words[i + 1] == "的" or served
            return None if of_a_name or "时" in words[i + 1 : i + 4] else i
    return None


def _takes(verb: str, complement: str) -> bool:
    """Whether 为, 在 or 作 behind a verb belongs to it: "停留在", and not "允许为空"."""
    if complement == "在" and len(verb) > 1 and verb not in MODALS | PURPOSE_VERBS and segment.tag(verb) == "v":
        return verb not in LETS & TAKES_CLAUSE
    if complement == "为" and verb in TURNS_INTO:
        return True
    return verb in ANY_VERBS | SHORT_VERBS and not (complement == "为" and verb in LETS)


def _behind_deed(words: list[str], start: int) -> int:
    """Where the predicate begins behind what is done: "创建新进程需要 …", "关闭自动提交可能 …"."""
    first = 0
    while first < len(words) and words[first] in ADVERBS:
        first += 1
    if start > first or not begins_with_deed(words[first:]):
        return start
    for i in range(first + 2, min(first + FAR, len(words) - 1)):
        if words[i] in COPULAS or words[i] in "，,；：:则就便" or words[i] in OPENING:
            break
        which = modifies(words, i) or _tells_which(words, i)
        if words[i] in COMES_OF_IT and words[i - 1] not in BETWEEN and not which:
            return i
    return start


def _tells_which(words: list[str], i: int) -> bool:
    """Whether the words from here on only tell which thing is acted on: "返回用户需要查询的结果"."""
    return words[-2] == "的" and len(words) - i <= WHICH and len(words[-1]) > 1
