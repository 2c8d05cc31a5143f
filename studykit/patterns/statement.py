"""What a sentence states of its subject: the pattern of last resort, asked with the sentence's own verb."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit import segment
from studykit.grammar import AMBIGUOUS, ASIDE, COPULAS, OPEN_QUESTION, POINTER, QUESTION
from studykit.model import Fact
from studykit.patterns import Place, pattern
from studykit.questions import IF, ask, leads_to
from studykit.statements import NAMES_SOMETHING, Statement
from studykit.terms import head_of, is_aspect, is_subject, length

LONGEST_SCENE = 40
#: A paragraph about a picture or a made-up case holds no fact to remember.
EXAMPLE = re.compile(
    r"以上代码|上面的?代码|这段代码|上述代码|下面的例子|看到这里|假设(?:当前|现在|有|我们|一个|某|你)|如[上下]图|[上下]图中|图中|本例|这个例子|例子中|示例中"
)
#: What a question may not point at: a card shows neither what stood before nor what stands below.
POINTS_BACK = re.compile(
    r"它|这[个种些样时块条类次份张项点段]|这(?=[\u4e00-\u9fff]{2}时)|[将把该]该|[，在对用由从向给]该|此[时前后类种]|上述|(?:^|[，的在对由和与])(?:上面|前面|下面)|以下|如下"
)
#: An address is a value of somebody's network and no subject.
SAMPLE = re.compile(r"\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}")
#: "定时删除的缺点" does nothing in the clauses behind, and only is something.
ASPECT_END = re.compile(
    r"的[^的]{0,3}(?:优点|缺点|好处|坏处|思想|区别|特点|原因|本质|目的|关键|代价|问题|不足|优势|劣势|作用|思路)$"
)
OF_ASPECTS = frozenset("在于 包括 包含 有 分为".split())
#: A condition that is this long says what it is about without a name.
SHORTEST_SCENE = 6
#: A sentence that says nothing without what stands below it.
POINTS_BELOW = re.compile(
    r"(?:为|是|有|如下|以下|下面|下列|包括|得到|得|写成|写作|表示|定义|公式|例如|比如|命令|代码|方法|方式)[：:]\s*$"
)


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
    if _only_announces(place, text) or _is_example(place) or SAMPLE.search(place.prose.plain(statement.subject)):
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
    acts = segment.tag(subject) == "v" and subject not in AMBIGUOUS
    return not acts and is_subject(subject) and (statement.carried or not is_aspect(head_of(subject)))


def _only_announces(place: Place, text: str) -> bool:
    """Whether a sentence with a colon says nothing itself; a formula or code below may only write out what it says."""
    if not text.rstrip().endswith(("：", ":")) or re.search("[，,；;]", text):
        return False
    below = place.at(1)
    return below is None or below.block.kind not in ("formula", "code") or bool(POINTS_BELOW.search(text))


def _is_example(place: Place) -> bool:
    return any(EXAMPLE.search(POINTER.sub("", sentence.text)) for sentence in place.prose.sentences[:2])
