"""How one thing stands to another: "A 比 B 快", "A 与 B 无关", "A 对 B 敏感"."""

from __future__ import annotations

import re
from dataclasses import replace

from studykit import segment
from studykit.questions.wording import Question, about, untied
from studykit.statements import Statement
from studykit.terms import is_term
from studykit.text import spaced

#: "对 CPU 资源非常敏感".
TOWARDS = re.compile(
    "(?P<adverbs>[^对，]{0,4})对(?![于应比称象照])(?P<what>[^，]{2,20}?)(?P<how>(?:很|非常|十分|比较|较|更加?|极其|不)*(?P<adjective>[\u4e00-\u9fff]{2}))(?:，|$)"
)
#: What one is so towards something, and not with respect to it.
TO_SOMETHING = frozenset("敏感 友好 透明 重要 有效 可见 不利 有利 公平".split())
#: "比 B 更大", "比 B 还要大".
MORE = re.compile("(?:更加?|还要?|要)$")
#: "与输入的顺序无关".
RELATED = re.compile(
    "(?P<adverbs>[^，与和跟]{0,3})(?P<with>[与和跟])(?P<what>[^，与和跟]{2,30}?)(?P<how>(?:并?不|均|都|完全|紧密|密切|直接|基本|正好)*(?:不同|相同|类似|相似|一样|无关|有关|相关|一致|兼容|等价|相反|相等))"
)

#: "介于 A 和 B 之间".
BETWEEN = re.compile("(?P<both>[^，]{2,40})之间$")


def between(statement: Statement) -> Question | None:
    """For example, "GQA 介于 MHA 和 MQA 之间" asks "GQA 介于哪两者之间？"."""
    clause = statement.clause
    both = BETWEEN.match(clause.rest) if clause.verb == "介于" else None
    return about(statement, "介于哪两者之间？", both["both"]) if both else None


def towards_what(statement: Statement) -> Question | None:
    """For example, "CMS 对 CPU 资源非常敏感" asks "CMS 对什么非常敏感？"."""
    clause = statement.clause
    who, what = (clause.subject, "") if "对" not in clause.subject else clause.subject.split("对", 1)
    towards = TOWARDS.match(f"对{what}{clause.predicate}" if what else clause.predicate)
    if towards is None or segment.tag(towards["adjective"])[:1] != "a" or statement.carried > (not what):
        return None
    if what and (towards["adjective"] not in TO_SOMETHING or not is_term(who)):
        return None
    asked = f"{untied(towards['adverbs'])}对什么{towards['how']}？"
    head = replace(statement, subject=who.strip()) if what else statement
    return about(head, asked, towards["what"].strip())


def compared(statement: Statement) -> Question | None:
    """For example, "进程的切换比线程的切换开销大" asks "进程的切换与线程的切换相比怎么样？"."""
    clause = statement.clause
    words = segment.words(clause.rest) if clause.verb == "比" else []
    if len(words) < 2 or segment.tag(words[-1]) != "a" or statement.carried:
        return None
    side = len(words) > 2 and len(words[-2]) > 1 and words[-3] != "的" and segment.tag(words[-2])[:1] in ("n", "v")
    how = "".join(words[-2:] if side else words[-1:])
    other = clause.rest.removesuffix(how)
    if more := MORE.search(other):
        how, other = f"{more[0]}{how}", other[: more.start()]
    asked = f"{statement.opening}{clause.adverbial}{spaced(spaced(statement.subject, f'与{other}'), '相比怎么样？')}"
    return Question(asked, f"{clause.adverbs}{how}") if other and is_term(other) else None


def with_what(statement: Statement) -> Question | None:
    """For example, "输出与输入无关" asks "输出与什么无关？"."""
    related = RELATED.fullmatch(statement.clause.predicate)
    if related is None or statement.carried:
        return None
    asked = f"{untied(related['adverbs'])}{related['with']}什么{related['how']}？"
    return about(statement, asked, related["what"].strip())
