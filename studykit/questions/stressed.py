"""Where 是 only stresses what a subject does: it is asked as if 是 were not there."""

from __future__ import annotations

import re
from dataclasses import replace

from studykit import fields, segment
from studykit.grammar import COPULAS
from studykit.prose import split_outside
from studykit.questions.deeds import what_happens
from studykit.questions.definitions import ASPECT, DEFINING
from studykit.questions.denials import what_not
from studykit.questions.means import its_agent, with_tool
from studykit.questions.objects import its_object
from studykit.questions.wording import Question
from studykit.statements import Statement

#: Behind 是 these say what something does, and not what it is.
ACTS = frozenset("采用 使用 通过 需要 基于 由 依赖 依赖于 取决于 属于 支持".split())
#: "是无法访问的" is "无法访问".
SAID_AS_NOUN = re.compile(r"^(?P<verb>不可以|不可|不能|无法|没有|可以|能够|能)(?P<rest>[^，,]{2,})的(?:，.*)?$")


def acts_by_itself(statement: Statement) -> Question | None:
    """For example, "主流的语言都是采用可达性分析" is asked like "主流的语言都采用可达性分析"."""
    clause = statement.clause
    if clause.verb not in COPULAS or ASPECT.search(statement.subject) or statement.subject.endswith("的"):
        return None
    words = fields.whole(segment.cut(clause.rest))
    if not words or words[0] not in ACTS or DEFINING.search(split_outside(clause.rest, "，,")[0]):
        return None
    adverbs = f"{clause.adverbs}{clause.verb.removesuffix('是')}"
    acting = replace(clause, adverbs=adverbs, verb=words[0], rest="".join(words[1:]).strip())
    plain = replace(statement, clause=acting)
    return with_tool(plain) or its_agent(plain) or what_happens(plain) or its_object(plain)


def said_as_noun(statement: Statement) -> Question | None:
    """For example, "线程是无法访问别的栈的" is asked like "线程无法访问别的栈"."""
    clause = statement.clause
    said = SAID_AS_NOUN.match(clause.rest) if clause.verb in COPULAS else None
    if said is None:
        return None
    plain = replace(statement, clause=replace(clause, adverbs="", verb=said["verb"], rest=said["rest"]))
    return what_happens(plain) or what_not(plain)
