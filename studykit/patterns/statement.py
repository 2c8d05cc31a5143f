"""What a sentence states of its subject: the pattern of last resort, asked with the sentence's own verb."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit import segment
from studykit.grammar import AMBIGUOUS, ASIDE, COPULAS, OPEN_QUESTION, POINTER, QUESTION
from studykit.model import Fact
from studykit.patterns import Place, pattern
from studykit.patterns._running import POINTS_BACK, is_example, only_announces
from studykit.questions import IF, ask, leads_to
from studykit.statements import NAMES_SOMETHING, Statement
from studykit.terms import head_of, is_aspect, is_subject, length

LONGEST_SCENE = 40
#: An address is a value of somebody's network and no subject.
SAMPLE = re.compile(r"\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}")
#: "定时删除的缺点" does nothing in the clauses behind, and only is something.
ASPECT_END = re.compile(
    r"的[^的]{0,3}(?:优点|缺点|好处|坏处|思想|区别|特点|原因|本质|目的|关键|代价|问题|不足|优势|劣势|作用|思路)$"
)
OF_ASPECTS = frozenset("在于 包括 包含 有 分为".split())
#: A subject that begins so only says where or on what, unless a name follows a 的; one that ends so goes on.
BEGINS_TORN = re.compile(
    "(?:对(?![于象称数偶齐等比角话立外端应])|给|向(?!量)|按照?|通过|被|依照|和|与|每次$)(?!.*的[^的]+$)"
)
ENDS_TORN = re.compile("(?<!目)[的地]$|(?:且|而|和|与|及其|每)$")
#: A condition that is this long says what it is about without a name.
SHORTEST_SCENE = 6


@pattern("statement", on="statement", rank=60)
def find(place: Place) -> Iterator[Fact]:
    """A subject with its predicate becomes a question: 是 → 什么是, 用来 → 用来做什么, 会 → 会怎样 …"""
    statement = place.statement
    if not _worth_asking(place, statement):
        return
    if question := ask(statement, knows_its_subject=_knows_its_subject(statement)):
        yield place.fact(
            question.kind,
            question.subject or statement.subject,
            question.prompt,
            question.answer,
            aspect=f"{statement.scene}{statement.clause.adverbs}{statement.clause.verb}",
            form="cloze" if question.cloze else "question",
            confidence=0.6 if statement.carried else 0.7,
            topic=statement.about or None,
        )


def _worth_asking(place: Place, statement: Statement) -> bool:
    text = POINTER.sub("", statement.sentence.text)
    if statement.sentence.end in ("？", "?") or QUESTION.search(statement.clause.predicate) or ASIDE.search(text):
        return False
    if OPEN_QUESTION.search(statement.subject) or OPEN_QUESTION.match(statement.clause.predicate):
        return False
    if length(statement.scene) > LONGEST_SCENE or POINTS_BACK.search(statement.scene):
        return False
    if only_announces(place, text) or is_example(place) or SAMPLE.search(place.prose.plain(statement.subject)):
        return False
    return _knows_its_subject(statement) or bool(IF.search(statement.scene))


def _knows_its_subject(statement: Statement) -> bool:
    subject = statement.subject
    if not subject:
        named = bool(NAMES_SOMETHING.search(statement.scene))
        return named or (leads_to(statement.scene) and length(statement.scene) >= SHORTEST_SCENE)
    if POINTS_BACK.search(f"，{statement.clause.adverbial}{subject}"):
        return False
    # A subject from another clause is right too seldom, unless it is a name.
    if statement.carried and not statement.resolved and not NAMES_SOMETHING.search(statement.question_head):
        return False
    if statement.carried and ASPECT_END.search(subject) and statement.clause.verb not in COPULAS | OF_ASPECTS:
        return False
    acts = segment.tag(subject) in ("v", "c", "p") and subject not in AMBIGUOUS
    if BEGINS_TORN.match(subject) or (ENDS_TORN.search(subject) and statement.clause.verb not in COPULAS):
        return False
    return not acts and is_subject(subject) and (statement.carried or not is_aspect(head_of(subject)))
