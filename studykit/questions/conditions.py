"""What follows from a condition, or is done for a purpose: "如果 A，会怎样？", "为了 A，怎么做？"."""

from __future__ import annotations

import re

from studykit.grammar import COPULAS, MEETS, MODALS
from studykit.questions.wording import Question
from studykit.statements import Statement
from studykit.text import spaced

#: Scenes of which one can ask what follows, or what to do; others only say where and since when.
IF = re.compile(
    r"(?:^|，)(?:如果|如需|若|当(?![前然时])|假如|一旦|只要|倘若|除非|每当|遇到|碰到|否则)[^，]*(?:，(?!只有)[^，会将就]*)?$|(?:[^同小及暂临实]时|的时候|之?后|以后|的话|之?前|以前)$"
    rf"|^[^，]{{1,16}}{MEETS}[^，]+$"
)
#: A condition, and no time or place.
CONDITION = re.compile("如果|若|一旦|只要|倘若|假如|当(?![前然时])")
#: What somebody wants.
PURPOSE = re.compile("为了|[如若]需|想|若?要(?!做的)|如果(?:[想要]|需要)")
#: Words that only lead from the condition to what follows.
THEN = re.compile(r"^(?:却|此时|那么?(?=优先|就|会|只|把)|则|就(?!是)|便|都?会)+")
#: A condition that does not say of what.
OF_NOTHING = re.compile(
    r"^(?:如果|若|一旦|当)(?:还?不?(?:为|是|等于|相同|成功|失败|存在|足以)|还|再|没有|不?(?:在|可以|必要)$|有可能$)"
    r"|^(?:[\u4e00-\u9fff]{2,3}完(?:成|毕)?(?:之?后|以后)?|之后|以后)$"
)


def leads_to(scene: str) -> bool:
    """Whether one can ask what follows from a scene, or what to do about it."""
    return bool(IF.search(scene) or PURPOSE.match(scene)) and not OF_NOTHING.match(scene)


def what_follows(statement: Statement) -> Question | None:
    """A condition and what happens then, where the words do not tell who does what."""
    return None if statement.clause.verb or statement.subject else _consequence(statement)


def done_then(statement: Statement) -> Question | None:
    """What is done under a condition, where the words do not say who does it: the verb is what there is to recall."""
    does = statement.clause.verb not in COPULAS | MODALS and not statement.clause.subject
    return outcome(statement) if does and CONDITION.match(statement.scene) else None


def outcome(statement: Statement) -> Question | None:
    """What is left to ask of a condition where the verb alone gives no answer: "CUDA 上下文已经损坏"."""
    scene = statement.scene
    return _consequence(statement) if IF.search(scene) and not OF_NOTHING.match(scene) else None


def _consequence(statement: Statement) -> Question:
    clause = statement.clause
    asked = "怎么做？" if PURPOSE.match(statement.scene) else "会怎样？"
    pointed = clause.subject in ("它", "它们") and statement.resolved and statement.subject not in statement.scene
    who = statement.subject if pointed and asked == "会怎样？" else ""
    # "它的共享内存" is more than what the condition named.
    known = statement.carried and (who or not clause.subject)
    answer = f"{clause.adverbial}{'' if known else statement.subject}{clause.predicate}"
    return Question(spaced(f"{statement.scene}，{who}", asked), THEN.sub("", answer))
