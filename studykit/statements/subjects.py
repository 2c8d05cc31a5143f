"""What a clause is about: its own subject, a name before it, or what 它, 其 and 该 point at."""

from __future__ import annotations

import re
from dataclasses import replace

from studykit import fields, segment
from studykit.grammar import (
    ABOUT,
    AMBIGUOUS,
    ANY_VERBS,
    CONDITION_END,
    IT,
    PRONOUN,
    Clause,
    strip_connective,
    take_apart,
)
from studykit.prose import MASK, Sentence, split_outside
from studykit.resolved import LATIN_KINDS
from studykit.statements.going_on import TAIL
from studykit.statements.statement import Statement
from studykit.terms import ASPECTS, head_of, is_aspect, is_subject, length
from studykit.text import spaced

#: "A 和 B，它们 …" is about both.
THEY = frozenset("它 它们 他们 两者 二者".split())
JOINED = re.compile("[^，]{2,}[和与、及][^，]{2,}(?<!不同)$")
#: "冒泡排序，最常见的是 …": behind a name this is one of its kind.
MOST = re.compile(r"最[^，的]{1,6}的")
#: Facts and not things have these.
OF_FACTS = frozenset("原因 理由 结论".split())
#: "该地址", "这些协议": a kind of thing that was named before; a proper name needs no help.
POINTING = re.compile(r"^(?:该|这个|这种|这类|这些|这一|此)\s*(?P<noun>[\u4e00-\u9fff]{2,6}|[A-Z][\w.+-]*)$")
PROPER = re.compile(r"[A-Z][\w.+-]*")
#: "这种算法" below a heading or behind a sentence about 引用计数法 is that, whatever its name ends in.
ANY_KIND = LATIN_KINDS | frozenset("方式 模块 接口 设计 思想 特性 语句 系统 架构 存储引擎 锁 类 服务".split())
#: What something is, for what stands behind to come of it.
TOO_MUCH = re.compile("[过太偏][大小多少高低长短快慢早晚深浅强弱]$")
#: "反映的是 …": the subject is dropped, and stands in the clause before.
CLEFT = re.compile("(?P<verb>[\u4e00-\u9fff]{2})的")
#: A clause that begins with a name: "`float4` 一次读 16 字节".
LEADING_NAME = re.compile(
    rf"^(?P<name>{MASK}|[A-Za-z][A-Za-z0-9_.+#/-]*(?:\s[A-Z][A-Za-z0-9_.+#/-]*)*)\s*(?P<rest>(?![和与跟及或])[\u4e00-\u9fff].{{2,}})$"
)
#: Verbs that stand behind a name in capitals and make no compound with it: "ENV 设置环境变量".
SHORTEST_OBJECT = 4
NEVER_NAMED = frozenset("设置 声明 删除 修改 复制".split())
#: "由存储引擎实现": by whom, and no name.
MADE_BY = re.compile("由(?!来).+(?:实现|提供|决定|负责|组成|构成|管理|控制|维护|产生|生成|完成)")
#: "A 和 B 类似" says something, and names nothing.
ALIKE = re.compile("[与和跟].+(?:类似|相同|不同|相似|相反|一样|有关|无关|一致)$")


def statement_of(clause: Clause, sentence: Sentence, scene: str, subject: str, named: str) -> Statement | None:
    """A clause with its subject, or with the one it leaves out; ``None`` where it is not known.

    ``subject`` is what the clauses before were about, ``named`` a name right before the clause.
    """
    own = clause.subject
    if named and (not own or own in THEY or MOST.fullmatch(own)):
        own = own if MOST.fullmatch(own) else ""
        return Statement(sentence, scene, f"{named}{own}", replace(clause, subject=own), False)
    if not own:
        return Statement(sentence, scene, subject, clause, True) if subject or scene else None
    if it := IT.match(own):
        known = it[0][0] in "它他" or is_aspect(own[it.end() :])
        return _about_it(clause, sentence, scene, head_of(subject) if known else "", own[it.end() :])
    if PRONOUN.match(own):
        return None
    if own in ASPECTS - OF_FACTS and length(own) > 1 and subject and not scene:
        # "…，代价是多一次归约": the cost of what the clause before was about.
        return Statement(sentence, scene, spaced(head_of(subject), f"的{own}"), clause, True, resolved=True)
    return Statement(sentence, scene, own, clause, False)


def _about_it(clause: Clause, sentence: Sentence, scene: str, known: str, rest: str) -> Statement | None:
    """A statement about 它 or 其; ``rest`` is what stands behind the pronoun ("它的接口", "它重建的").

    其 is resolved only where a side of something follows ("其优点"): else the heading that the card shows must do.
    """
    if rest.endswith("的") and known:
        return Statement(sentence, scene, f"{known} {rest}", clause, True, resolved=True)
    if known and clause.subject.startswith(("它的", "他的", "其")):
        return Statement(sentence, scene, spaced(known, f"的{rest.removeprefix('的')}"), clause, True, resolved=True)
    if rest and not known and clause.subject[0] in "它他" and not rest.startswith("的"):
        # "它负责的消息": nobody knows whose.
        return None
    name = rest.removeprefix("的") or known
    return Statement(sentence, scene, name, clause, True, resolved=not rest) if name else None


def pointed(clause: Clause, subject: str, last: Statement | None) -> Clause:
    """The clause with 该地址 replaced by what it points at: the last name that ends in 地址."""
    pointing = POINTING.match(clause.subject)
    if TOO_MUCH.fullmatch(clause.subject) and (much := TOO_MUCH.search(subject)):
        # "学习率过大会 …，过小会 …".
        return replace(clause, subject=f"{subject[: much.start()]}{clause.subject}")
    if pointing is None:
        return clause
    names = [subject, *(split_outside(last.clause.rest, "，,")[:1] if last else ())]
    found = next((name for name in names if head_of(name).endswith(pointing["noun"]) and is_subject(name)), "")
    if not found and pointing["noun"] in ANY_KIND and is_subject(subject, 14):
        found = subject
    if not found and PROPER.fullmatch(pointing["noun"]):
        found = pointing["noun"]
    return replace(clause, subject=head_of(found)) if found else clause


def uncleft(clause: Clause | None) -> Clause | None:
    """The clause "反映的是 …", which has no subject, with 反映的 in its predicate."""
    cleft = CLEFT.fullmatch(clause.subject) if clause is not None else None
    if clause is None or cleft is None or clause.verb != "是" or cleft["verb"] not in ANY_VERBS:
        return clause
    return replace(clause, subject="", adverbs=f"{cleft[0]}{clause.adverbs}")


def name_before(clause: str, taken: Clause | None, following: str) -> str:
    """The name in "LAN 主机 IP 地址的变更，无需通告 WAN": said before the comma, and a predicate behind it."""
    about = ABOUT.match(clause)
    name = about["name"] if about else clause
    if (
        not following
        or not is_subject(name)
        or ((taken is not None or CONDITION_END.search(clause)) and not about)
        or is_done_by_somebody(name)
        or MADE_BY.fullmatch(name)
        or TOO_MUCH.search(name)
        or ALIKE.search(name)
    ):
        return ""
    after = take_apart(strip_connective(following))
    if after is None or TAIL.match(following):
        return ""
    its_own = (after.subject in THEY and JOINED.search(name)) or MOST.fullmatch(after.subject)
    return name if not after.subject or its_own else ""


def is_done_by_somebody(text: str) -> bool:
    """Whether somebody does something in a text that looks like a name: "服务器回复确认包"."""
    words = segment.words(text)
    if "的" in words or segment.tag(words[0])[:1] not in ("n", "e"):
        return False
    inner = (i for i in range(1, len(words) - 1) if segment.tag(words[i + 1])[:1] in ("n", "e", "v", "a", "m"))
    return any(segment.tag(words[i]) == "v" and words[i] not in AMBIGUOUS for i in inner)


def untold(clause: str, sentence: Sentence, scene: str) -> Statement | None:
    """A clause whose verb is not known: after a scene it tells what happens then, behind a name what that does."""
    name = LEADING_NAME.match(clause)
    if name and is_subject(name["name"]) and not _begins_with_noun(name["rest"]):
        if verb := _first_verb(name["rest"]):
            rest = name["rest"][len(verb) :].lstrip()
            return Statement(sentence, scene, name["name"], Clause("", name["name"], "", verb, rest), False)
        return Statement(sentence, scene, name["name"], Clause("", name["name"], "", "", name["rest"]), False)
    return Statement(sentence, scene, "", Clause("", "", "", "", clause), False) if scene else None


def _first_verb(text: str) -> str:
    """The verb that the predicate behind a name begins with, where an object stands behind it: "负责对每个词做变换"."""
    words = segment.cut(text)
    if len(words) < 2 or len(words[0]) < 2 or segment.tag(words[0]) != "v" or "->" in text:
        return ""
    if length(text) - len(words[0]) < SHORTEST_OBJECT:
        return ""
    named = words[0] in AMBIGUOUS - NEVER_NAMED | {"作为", "请求"} or words[1] in (
        "的",
        "了",
        "着",
        "过",
        "后",
        "时",
        "前",
        "之后",
    )
    return "" if named else words[0]


def _begins_with_noun(text: str) -> bool:
    """Whether a name goes on behind its first words: "Raft 节点 …"."""
    word = fields.whole(segment.cut(text))[0]
    return segment.tag(segment.cut(word)[-1])[:1] == "n"
