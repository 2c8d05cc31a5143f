"""Statements to questions: what is asked of a subject and its predicate.

An *asker* looks at one way of saying something (是, 用来, 可以, 按 … 决定 …) and words the question with the sentence's
own verb. They stand in one module a family:

- ``definitions``: what something is, means or is like;
- ``comparisons``: how it stands to another thing;
- ``deeds``: what it does, can do, or is for; ``denials``: what it does not or cannot;
- ``means``: by what or by whom it is done; ``places``: where, where to and into what;
- ``objects``: what a verb acts on; ``conditions``: what follows, or must be done;
- ``stressed``: where 是 only stresses a verb; ``clozes``: holes, where no question fits.

``grading`` decides whether an answer could be recalled and graded; ``wording`` is what all of them word questions with.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from studykit.questions import (
    clozes,
    comparisons,
    conditions,
    deeds,
    definitions,
    denials,
    means,
    objects,
    places,
    stressed,
)
from studykit.questions.grading import can_be_graded, shortened, trimmed
from studykit.questions.wording import SHORTEST_ANSWER, SHORTEST_OUTCOME, Question
from studykit.statements import Statement

#: Tried from the most telling to the least; the last one always knows what to ask.
ASKERS: tuple[Callable[[Statement], Question | None], ...] = (
    means.with_tool,
    conditions.what_follows,
    definitions.its_name,
    definitions.not_but,
    definitions.one_side,
    stressed.acts_by_itself,
    comparisons.towards_what,
    comparisons.compared,
    comparisons.with_what,
    comparisons.between,
    denials.what_is_unfit,
    places.done_where,
    definitions.what_it_is_like,
    places.moved,
    places.led_to,
    deeds.two_predicates,
    deeds.both,
    stressed.said_as_noun,
    means.taken_as,
    means.who_made_it,
    means.made_of,
    definitions.in_which_way,
    definitions.what_it_is,
    deeds.what_it_is_for,
    means.by_whom,
    means.by_which_means,
    means.its_agent,
    deeds.what_happens,
    denials.what_not,
    objects.done_towards,
    objects.its_object,
    means.by_what,
    objects.object_of_a_later_verb,
    clozes.key_word,
    clozes.whole_predicate,
)
#: An aside before the subject: "（较少见）网络抖动会 …".
IN_BRACKETS = re.compile(r"^（[^（）]*）\s*(?=\S)")
#: Questions that a thing answers, and no event: "可以管理状态了".
NAMED_THINGS = ("什么？", "怎样的？", "做什么？")
#: "有个 …" has lost its 一.
ONLY_A = re.compile("^个(?![人体别性位数])")


def ask(statement: Statement, *, knows_its_subject: bool) -> Question | None:
    """The question for a statement; ``None`` where its answer could not be recalled and graded.

    A condition whose statement gives no such answer is asked for all that follows from it.
    """
    question = conditions.done_then(statement)
    if question is None and knows_its_subject:
        question = shortened(next(question for asker in ASKERS if (question := asker(statement))))
    if question is None or not can_be_graded(statement, question, SHORTEST_OUTCOME):
        question = conditions.outcome(statement) or question
    least = SHORTEST_ANSWER if statement.scene else SHORTEST_OUTCOME
    if question is None or not can_be_graded(statement, question, least):
        return None
    return _finished(question)


def _finished(question: Question) -> Question:
    """A question as the learner reads it: without asides, double blanks and what only leads in."""
    answer = clozes.LEADS_IN.sub("", trimmed(question.answer))
    if question.prompt.endswith(NAMED_THINGS):
        answer = ONLY_A.sub("一个", answer.removesuffix("了"))
    prompt = re.sub(r"[：:]？$", "？", re.sub(r"\s{2,}", " ", IN_BRACKETS.sub("", question.prompt)))
    return replace(question, prompt=prompt, answer=answer)
