"""What something does not do or cannot: asked for its limits ("有什么限制？"), or for what is left out."""

from __future__ import annotations

from studykit import segment
from studykit.grammar import ADVERBS, ANY_VERBS, CANNOT, COPULAS, MODALS, TAKES_CLAUSE, take_apart
from studykit.prose import split_outside
from studykit.questions.objects import BEHIND_VERB, LIGHT_VERBS
from studykit.questions.wording import DENIED, ONLY_NAME, Question, about, untied
from studykit.statements import Statement
from studykit.terms import is_subject, length
from studykit.text import spaced

#: What is not done is asked for what it would be done to.
DENIES = frozenset("不 没 没有 未 不会 不再".split())
#: What cannot or must not be done limits what there is; what need not be done does not.
LIMITS = frozenset("不能 无法 不可 不可以 不得".split())
NEEDLESS = frozenset("无需 不必 不用".split())


#: Less is told whole: "没有返回值".
SHORTEST_THING = 4


def what_not(statement: Statement) -> Question | None:
    """For example, "联合索引不能跳过第一列" asks "联合索引有什么限制？"."""
    clause = statement.clause
    if clause.verb not in CANNOT:
        return None
    if left_out := _left_out(statement):
        return left_out
    if _lacks_a_thing(statement):
        return about(statement, f"{untied(clause.adverbs)}没有什么？", clause.rest)
    if clause.verb in LIMITS:
        return about(statement, "有什么限制？", clause.predicate)
    if clause.verb == "不是":
        return about(statement, f"{clause.adverbs}{clause.verb}什么？", clause.rest)
    asked = "需要怎样？" if clause.verb in NEEDLESS else "会怎样？"
    return about(statement, asked, clause.predicate)


def _lacks_a_thing(statement: Statement) -> bool:
    """Whether what is not there is a thing ("没有返回值"), and not how something is or what is done."""
    clause = statement.clause
    words = segment.words(clause.rest)
    if clause.verb != "没有" or statement.compound or "，" in clause.rest or length(clause.rest) < SHORTEST_THING:
        return False
    named = segment.tag(words[0])[:1] in ("n", "e", "r", "") and segment.tag(words[-1])[:1] in ("n", "e", "")
    return named and is_subject(clause.rest) and take_apart(clause.rest) is None


def _left_out(statement: Statement) -> Question | None:
    """For example, "编译器不内联带循环的函数" asks "编译器不内联什么？"."""
    clause = statement.clause
    words = segment.words(clause.rest)
    if clause.verb not in DENIES or statement.compound or len(words) < 2 or statement.carried:
        return None
    acts = len(words[0]) > 1 and (words[0] in ANY_VERBS or segment.tag(words[0]) in ("v", "vn"))
    after = 2 if words[1] in BEHIND_VERB else 1
    what = clause.rest.removeprefix("".join(words[:after])).strip()
    if not acts or words[1] == "在" or words[0] in MODALS | TAKES_CLAUSE | COPULAS | LIGHT_VERBS | ADVERBS:
        return None
    if not is_subject(what) or take_apart(what) is not None:
        return None
    asked = f"{untied(clause.adverbs)}{clause.verb}{''.join(words[:after])}什么？"
    return about(statement, asked, what)


def what_is_unfit(statement: Statement) -> Question | None:
    """For example, "广播和多播不能用于 TCP" asks "什么不能用于 TCP？"."""
    clause = statement.clause
    name = split_outside(clause.rest, "，,")[0]
    fits = clause.verb == "用于" and not statement.carried and ONLY_NAME.fullmatch(name)
    if not fits or not DENIED.search(clause.adverbs):
        return None
    asked = spaced(f"{statement.opening}{clause.adverbial}什么{clause.adverbs}{clause.verb}", f"{name}？")
    return Question(asked, statement.subject, subject=name)
