"""Whether an answer can be recalled and graded.

It must say something, be short enough, and stand in one piece: not begin in the middle of something, nor go on behind
its end.
"""

from __future__ import annotations

import re
from dataclasses import replace

from studykit import fields, segment
from studykit.grammar import ANY_VERBS, CAN, COPULAS, MODALS, TAKES_CLAUSE, is_condition, is_deed, take_apart
from studykit.model import HOLE
from studykit.prose import MASK, split_outside
from studykit.questions.conditions import leads_to
from studykit.questions.definitions import CALLED, LIKE_WHAT
from studykit.questions.places import TOO_LITTLE
from studykit.questions.wording import DENIED, SHORTEST_ANSWER, Question, is_handled
from studykit.statements import LONGEST_CASES, NAMES_SOMETHING, REASON, Statement
from studykit.terms import head_of, is_term, length

#: More than this nobody recalls in one piece.
LONGEST_ANSWER = 70
#: A whole predicate is worth a hole only when there is something to recall.
SHORTEST_HOLE = 5
#: A subject so long that it says what is meant: a short answer will do ("二级索引的叶子节点存放什么？").
LONG_SUBJECT = 7
#: Questions that a word or two cannot answer.
VAGUE = ("可以做什么？", "可以怎样？", "会怎样？", "做什么？")
#: "…，记作：" at the end of an answer leads on to what stands below.
LEADS_ON = re.compile(
    r"(?:[，,](?:相比于|相对于|相比之下|可想而知|显而易见)[^，,]*|[，,](?:不过|但)这种?[^，,]*"
    r"|[，,][^，,]{0,12}(?:应用场景|特点|步骤)?(?:包括|分别是|分别为|如下例子|如下例))$"
    r"|[，,]?\s*(?:(?<=，)比|比如|例如|譬如|如下图所示|如下所示|如下例子|如下|如图所示|记作|即|因为|由于)?[：:]?\s*$"
)
#: "并不直接写磁盘" is "不直接写磁盘".
STRESSED = re.compile("^并(?=[不没未非](?!是|怎么))")
#: "指一个进程 …": 指 is no part of what a name means.
MEANS = re.compile(r"^指(?![令数针标定向示纹引派出明])(?=\S{3})")
#: Behind these verbs a word or two is worth a question.
TELLING = (
    COPULAS
    | CALLED
    | frozenset(
        "由 被 支持 包含 包括 需要 属于 分为 使用 采用 存储在 位于 导致 造成 引起 引发 避免 防止 取决于 依赖于".split()
    )
)
#: Questions that a single word answers.
ASKED_FOR_ONE = re.compile(f"{LIKE_WHAT}$|在哪里|通过什么")
#: Verbs that say nothing without the one behind them.
LIGHT = ("进行什么？", "开始什么？", "结束什么？", "来得及什么？", "使得什么？", "让什么？")
#: Words with which no question begins, and no answer.
NO_QUESTION = re.compile(
    r"(?:什么是\s*)?(?:和|与(?![或非门])|跟|而且|且|并(?![发行列联排查集])|或(?![门非])|以及|就(?![近地业绪]))|.*→"
)
#: An answer that is a question itself, an example, or only an aside.
ASKED_BACK = re.compile(
    r"如(?![果何])|例如|比如|什么|如何|怎么|怎样|多少|哪(?:[些个种里]|[、，]|$)|是否|[（(][^）)]*[）)]$|.*->"
)
#: What is done with 它 can be told only where the question names it.
OF_IT = re.compile("[将把][其它]")
#: "将 C 源代码": what is done with it stands behind the comma of a list.
HANDLED = re.compile("[将把](?![来军为])(?!.*[到为给成在入作])")
#: "可以容忍的最小新鲜度" is a name.
WHICH_CAN = re.compile("[\u4e00-\u9fff]{2}的")
#: What comes next in the text is no consequence.
READS_ON = re.compile(r"^这|以下|如下|下面|了解|来看|介绍|说明|[：:]$|(?:是|为|有|即)$")
#: Behind 由于 … it is no thing that these come from.
EFFECTS = frozenset("导致 造成 引起 引发 带来".split())
#: "与 B 类似" says something.
COMPARED = re.compile(
    "[类相近]似|相(?:[同等连反近应]|关(?!的?(?:信息|内容|知识|概念|文件|数据)))|一[样致]|[有无]关|不同|对应|一起|同时"
)
#: What stands below a card does not show.
BELOW = re.compile("以下[一两二三四五六七八九十几\\d]|下列|如下")
#: An answer that begins so was torn from its clause.
NO_ANSWER = re.compile(
    "的|这件|或(?![门非许])|以及|且(?!慢)|说(?![明话法服])|前(?![缀端向驱台提序置者缘后\\d一二两三几])|后(?![缀端向驱台续序置者门备\\d一二两三几])|之[前后](?!的|所有|每|各|任)"
    "|时(?![间钟刻序延机区])|地(?![址图区理域])|得(?![到出分知])"
)
#: … and one that ends so goes on behind its end.
BREAKS_OFF = re.compile("^其中$|(?:[就则也仅的]是|时候?是|或者|以及|而且)$")


def trimmed(answer: str) -> str:
    """An answer without what only leads to it or on from it."""
    return STRESSED.sub("", MEANS.sub("", LEADS_ON.sub("", answer).strip("，,。 ").lstrip("：: ")))


def shortened(question: Question) -> Question:
    """A definition that is more than one can recall, without its last clauses."""
    pieces = split_outside(question.answer, "，,；")
    if question.kind != "definition" or length(question.answer) <= LONGEST_ANSWER:
        return question
    while len(pieces) > 1 and (length("".join(pieces)) > LONGEST_ANSWER or is_condition(pieces[-1])):
        pieces.pop()
    return replace(question, answer="，".join(pieces))


def can_be_graded(statement: Statement, question: Question, least: int) -> bool:
    """Whether there is enough to recall; ``least`` is how long the answer to a vague question must be."""
    answer = trimmed(question.answer)
    if not SHORTEST_ANSWER <= length(answer) <= (LONGEST_CASES if statement.cases else LONGEST_ANSWER):
        return False
    if question.cloze and (statement.carried or _says_little(statement.subject) or _only_a_deed(statement, question)):
        return False
    vague = question.prompt.endswith(VAGUE) and length(answer) < least
    hole = question.prompt.endswith(HOLE) and (length(answer) < SHORTEST_HOLE or only_joins(answer))
    vague = vague or BELOW.search(question.prompt) is not None
    return not (vague or hole or _is_torn(statement, question, answer) or _is_too_little(statement, question, answer))


def only_joins(answer: str) -> bool:
    """Whether what is hidden is the second of two names, and says nothing: "静态转储 […]" – "与动态转储"."""
    named = answer[0] in "与和跟及" and not COMPARED.search(answer)
    return named and is_term(answer[1:]) and take_apart(answer[1:]) is None


def _only_a_deed(statement: Statement, question: Question) -> bool:
    """Whether a hole for all that comes of a deed asks anything one could say: "借鉴 bagging 的思路 […]"."""
    subject = statement.subject
    plain = question.prompt.endswith(HOLE) and not re.search("[的时]", subject)
    return plain and is_deed(subject) and not fields.of(subject)


def _is_torn(statement: Statement, question: Question, answer: str) -> bool:
    """Whether question or answer begin in the middle of something, or go on behind their end."""
    outcome = question.prompt.endswith("，会怎样？") or not (statement.clause.verb or statement.subject)
    return bool(
        NO_ANSWER.match(answer)
        or BREAKS_OFF.search(answer)
        or NO_QUESTION.match(question.prompt)
        or ASKED_BACK.match(answer)
        or (OF_IT.match(answer) and not statement.scene)
        or (statement.clause.verb in CAN and answer == statement.clause.rest and WHICH_CAN.match(answer))
        or (HANDLED.match(answer) and not is_handled(answer))
        or _acts_before(statement)
        or (statement.carried and statement.clause.verb in EFFECTS and REASON.match(statement.sentence.text))
        or (statement.clause.verb in COPULAS and not (statement.subject or statement.clause.adverbs))
        or question.prompt.endswith(LIGHT)
        or (outcome and (READS_ON.search(answer) or not leads_to(statement.scene)))
    )


def _acts_before(statement: Statement) -> bool:
    """Whether the verb only begins the subject: "创建新进程需要复制整个 PCB" says nothing of what was named before."""
    clause = statement.clause
    if not statement.carried or clause.adverbs or clause.verb not in ANY_VERBS - TAKES_CLAUSE:
        return False
    inner = take_apart(split_outside(clause.rest, "，,")[0])
    if inner is None or not inner.subject:
        return False
    return inner.verb in (MODALS | COPULAS) - {"为"} or any(word in MODALS for word in segment.cut(inner.adverbs))


def _is_too_little(statement: Statement, question: Question, answer: str) -> bool:
    """Whether an answer of a word or two is not worth its question, or there is none at all."""
    told = statement.clause.verb in TELLING or bool(ASKED_FOR_ONE.search(question.prompt))
    long = not statement.carried and length(statement.subject) >= LONG_SUBJECT and length(answer) > SHORTEST_ANSWER
    long = (long or _is_known(statement, answer)) and question.prompt.endswith("什么？")
    if statement.scene or told or long or len(answer) > TOO_LITTLE:
        return not re.search(rf"\w|{MASK}", answer)
    return not re.search(rf"[A-Za-z\d]|{MASK}", question.prompt + answer)


def _is_known(statement: Statement, answer: str) -> bool:
    """Whether a short answer is a term of a field, or said of one: "引用变量存储什么？" – "指针"."""
    if statement.carried or DENIED.search(statement.clause.adverbs):
        return False
    subject = statement.subject
    return bool(fields.of(answer)) or (length(subject) >= TOO_LITTLE and bool(fields.of(head_of(subject))))


def _says_little(subject: str) -> bool:
    """Whether a subject is too short to tell what a hole behind it would be about."""
    return length(subject) < 3 and not NAMES_SOMETHING.search(subject)
