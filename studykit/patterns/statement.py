"""What a sentence states of its subject: the pattern of last resort, asked with the sentence's own verb."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from studykit import segment
from studykit.grammar import (
    AMBIGUOUS,
    ASIDE,
    CAN,
    CANNOT,
    COPULAS,
    MUST,
    OBJECT_VERBS,
    POINTER,
    PURPOSE_VERBS,
    QUESTION,
    WILL,
)
from studykit.model import HOLE, Fact, FactKind
from studykit.patterns import Place, pattern, too_long
from studykit.prose import split_outside
from studykit.statements import NAMES_SOMETHING, Statement
from studykit.terms import head_of, is_aspect, is_subject, length
from studykit.text import spaced

DEFINING = re.compile(r"的$|^(?:一[种个类组套项份条段块]|这样一种|用来|用于|指)|的[^的，]{1,12}$")
PASSIVE = re.compile(
    r"^被(?P<agent>.+?)(?P<verb>调用|使用|执行|访问|修饰|共享|引用|继承|读取|修改|写入|触发|创建|管理|识别|看到)$"
)
TOOL = re.compile(
    r"^(?P<by>(?:可以|可|一般|通常|常)?(?:用|使用|利用|采用|通过))\s*(?P<tool>[^，,]{2,40}?)\s*来\s*(?P<purpose>[^，,]{2,40})$"
)
AGENT = re.compile(
    r"^(?P<by>由|被|用|使用|通过|靠|依靠|利用)\s*(?P<agent>.+?)\s*(?P<verb>决定|控制|管理|负责|调用|使用|执行|指定|提供|维护|组成|构成|实现"
    r"|生成|创建|触发|定义|共享|支持|处理|扮演|规定|分配|保证|承担|完成|给出|维持|初始化|表示|衡量|计算|查看|测量|定位|读取|写入|释放|配置|设置)$"
)
QUANTITY = re.compile(
    r"^(?:约|大约|至少|最多|至多|不超过|超过)?\s*(?:原来的?.{0,6}(?:倍|分之|%|％|一半)|[\d.]+)\s*(?![\w.]*[A-Za-z]{3})"
)
#: Verbs whose object may be a number: "占用 48 KB" asks "占用多少？", "使用 443 端口" does not.
MEASURED = frozenset(
    "有 占 占用 等于 超过 达到 需要 消耗 花费 增加 减少 降低 提高 提升 缩小 增大 只有 得到 包含".split()
)
#: Adverbs that tie a clause to the one before and mean nothing in a question.
WEAK_ADVERBS = re.compile(r"^(?:也|就|便|则|才|又|还)+")
#: A paragraph about a picture or a made-up case holds no fact to remember.
EXAMPLE = re.compile(
    r"以上代码|上面的?代码|这段代码|上述代码|下面的例子|看到这里|假设(?:当前|现在|有|我们|一个|某|你)|如[上下]图|[上下]图中|图中|本例|这个例子|例子中|示例中"
)
#: "…，记作：" at the end of an answer leads on to what stands below.
LEADS_ON = re.compile(r"[，,]?\s*(?:如下图所示|如下所示|如下|如图所示|记作|即)?[：:]?\s*$")
SHORTEST_ANSWER, LONGEST_ANSWER, LONGEST_SCENE = 2, 70, 40
#: "在内存中" answers "在哪里？"; "在读写性能上做了权衡" does not.
LONGEST_PLACE, HAPPENS = 12, re.compile(r"[了着，时年]|进行|做|使用")
#: "常数级的" describes and does not define.
LONGEST_ADJECTIVE = 7
#: An answer that begins so was torn from its clause.
NO_ANSWER = ("的", "前", "后", "之前", "之后", "时", "地", "得")
#: Questions that a word or two cannot answer.
VAGUE = ("可以做什么？", "可以怎样？", "会怎样？", "做什么？")
BECOMES = re.compile(r"(?:恢复|设置|变|转换|转化|标记|编译|拆|合并|替换|改写|简化)为$")
#: "要一份调用栈" asks "要什么？".
COUNTED_NOUN = re.compile(r"[一二两三四五六七八九十几多\d]+(?:个|份|种|块|条|张|组|次|台|些|段)")
ADJECTIVE = re.compile(r"[很较更太非极十]")
#: A whole predicate is worth a hole only when there is something to recall.
SHORTEST_HOLE = 5


@dataclass(frozen=True, slots=True)
class Question:
    """How a statement is asked."""

    prompt: str
    answer: str
    kind: FactKind = "property"
    cloze: bool = False


@pattern("statement", on="statement", rank=60)
def find(place: Place) -> Iterator[Fact]:
    """A subject with its predicate becomes a question: 是 → 什么是, 用来 → 用来做什么, 会 → 会怎样 …"""
    statement = place.statement
    if not _worth_asking(place, statement):
        return
    question = next(question for ask in ASKERS if (question := ask(statement)))
    answer = re.sub(r"^指(?=\S{3})", "", LEADS_ON.sub("", question.answer).strip("，,。 "))
    if (
        length(answer) < SHORTEST_ANSWER
        or too_long(answer, LONGEST_ANSWER)
        or not re.search(r"[\w\ue000-\uf8ff]", answer)
    ):
        return
    if answer.startswith(NO_ANSWER) or (
        question.prompt.endswith(VAGUE) and length(answer) < (3 if statement.scene else 4)
    ):
        return
    if question.cloze and (statement.carried or _says_little(statement.subject) or length(answer) < SHORTEST_HOLE):
        return
    yield place.fact(
        question.kind,
        statement.subject,
        question.prompt,
        answer,
        aspect=f"{statement.scene}{statement.clause.adverbs}{statement.clause.verb}",
        form="cloze" if question.cloze else "question",
        confidence=0.6 if statement.carried else 0.7,
        topic=statement.about or None,
    )


def _worth_asking(place: Place, statement: Statement) -> bool:
    text = POINTER.sub("", statement.sentence.text)
    asks = statement.sentence.end in ("？", "?") or QUESTION.search(statement.clause.predicate)
    announces = text.rstrip().endswith(("：", ":")) and not re.search("[，,]", text)
    if asks or announces or ASIDE.search(text) or _is_example(place) or length(statement.scene) > LONGEST_SCENE:
        return False
    # A subject from another clause is right too seldom, unless it is a name.
    if statement.carried and not statement.resolved and not NAMES_SOMETHING.search(statement.question_head):
        return False
    if not statement.subject:
        return bool(NAMES_SOMETHING.search(statement.scene))
    return is_subject(statement.subject) and (statement.carried or not is_aspect(head_of(statement.subject)))


def _is_example(place: Place) -> bool:
    return any(EXAMPLE.search(POINTER.sub("", sentence.text)) for sentence in place.prose.sentences[:2])


def _says_little(subject: str) -> bool:
    return length(subject) < 3 and not NAMES_SOMETHING.search(subject)


def _with_tool(statement: Statement) -> Question | None:
    """For example, "用概率密度函数来描述 X" asks "用什么来描述 X？"."""
    tool = TOOL.match(statement.clause.predicate)
    if tool is None:
        return None
    return Question(f"{spaced(statement.question_head, tool['by'])}什么来{tool['purpose']}？", tool["tool"])


def _two_predicates(statement: Statement) -> Question | None:
    if not statement.compound or statement.clause.verb in COPULAS:
        return None
    ask = "可以怎样？" if statement.clause.verb in CAN else "会怎样？"
    return Question(spaced(statement.question_head, ask), statement.clause.predicate)


def _what_it_is(statement: Statement) -> Question | None:
    clause, head = statement.clause, statement.question_head
    if clause.verb not in COPULAS:
        return None
    if clause.rest.startswith("为了"):
        return Question(spaced(head, "是为了什么？"), clause.rest.removeprefix("为了"))
    adverbs = WEAK_ADVERBS.sub("", clause.adverbs)
    verb = "是" if clause.verb == "即为" else WEAK_ADVERBS.sub("", clause.verb).replace("为", "是")
    if QUANTITY.match(clause.rest):
        return Question(spaced(head, f"{adverbs}{verb}多少？"), clause.rest, "quantity")
    if clause.rest.endswith("的") and length(clause.rest) < LONGEST_ADJECTIVE:
        return Question(spaced(head, f"{adverbs}是怎样的？"), clause.rest)
    if not statement.scene and not adverbs and DEFINING.search(clause.rest):
        return Question(spaced("什么是", f"{head}？"), clause.rest, "definition")
    return Question(spaced(head, f"{adverbs}{verb}什么？"), clause.rest)


def _what_it_is_for(statement: Statement) -> Question | None:
    clause = statement.clause
    if clause.verb not in PURPOSE_VERBS:
        return None
    adverbs = WEAK_ADVERBS.sub("", clause.adverbs)
    return Question(spaced(statement.question_head, f"{adverbs}{clause.verb}做什么？"), clause.rest)


def _by_whom(statement: Statement) -> Question | None:
    clause = statement.clause
    passive = PASSIVE.match(clause.rest)
    if passive is None:
        return None
    adverbs = WEAK_ADVERBS.sub("", clause.adverbs)
    return Question(
        spaced(statement.question_head, f"{adverbs}{clause.verb}被什么{passive['verb']}？"), passive["agent"]
    )


def _what_happens(statement: Statement) -> Question | None:
    clause, head = statement.clause, statement.question_head
    if clause.verb in ("可能", "可能会"):
        return Question(spaced(head, "可能会怎样？"), clause.rest.removeprefix("会"))
    if clause.verb in CAN | WILL:
        able = clause.verb in CAN and not clause.rest.startswith("被")
        ask = "会怎样？" if not able or ADJECTIVE.match(clause.rest) else "可以做什么？"
        # 将 may be "will" or, like 把, stand before the object: the answer keeps it.
        return Question(spaced(head, ask), clause.predicate if clause.verb == "将" else clause.rest)
    if clause.verb in MUST:
        if COUNTED_NOUN.match(clause.rest):
            return Question(spaced(head, f"{WEAK_ADVERBS.sub('', clause.adverbs)}{clause.verb}什么？"), clause.rest)
        return Question(spaced(head, f"{WEAK_ADVERBS.sub('', clause.adverbs)}{clause.verb}怎样？"), clause.rest)
    return None


def _what_not(statement: Statement) -> Question | None:
    clause = statement.clause
    if clause.verb not in CANNOT:
        return None
    if clause.verb in ("不能", "无法", "不可", "不可以", "不支持", "不允许", "不得", "不应", "不应该"):
        question = "有什么限制？"
    else:
        question = "需要怎样？" if clause.verb in ("无需", "不需要", "不必", "不用") else "会怎样？"
    return Question(spaced(statement.question_head, question), clause.predicate)


def _its_object(statement: Statement) -> Question | None:
    clause = statement.clause
    bare_verb = clause.verb.rstrip("了着过")
    if bare_verb.endswith("在") and length(clause.rest) <= LONGEST_PLACE and not HAPPENS.search(clause.rest):
        where = "什么范围" if re.search(r"\d.*[到至~～].*之间$", clause.rest) else "哪里"
        return Question(spaced(statement.question_head, f"{clause.adverbs}{clause.verb}{where}？"), clause.rest)
    if bare_verb not in OBJECT_VERBS and bare_verb.rstrip("于到成入出至给为作") not in OBJECT_VERBS | AMBIGUOUS:
        return None
    adverbs = WEAK_ADVERBS.sub("", clause.adverbs)
    what = _what(clause.rest) if bare_verb in MEASURED else "什么"
    # "恢复为什么？" would ask for the reason.
    verb = f"{clause.verb[:-1]}成" if BECOMES.search(clause.verb) else clause.verb
    return Question(spaced(statement.question_head, f"{adverbs}{verb}{what}？"), clause.rest)


def _its_agent(statement: Statement) -> Question | None:
    agent = AGENT.match(split_outside(statement.clause.predicate, "，,")[0])
    if agent is None:
        return None
    return Question(spaced(statement.question_head, f"{agent['by']}什么{agent['verb']}？"), agent["agent"])


def _object_of_a_later_verb(statement: Statement) -> Question | None:
    """For example, "在 VGG-16 上得到 5 倍加速" asks "在 VGG-16 上得到多少？"."""
    predicate = statement.clause.predicate
    words = segment.cut(split_outside(predicate, "，,")[0])
    for i in range(1, len(words) - 1):
        if words[i] in OBJECT_VERBS and words[i + 1] != "的" and "".join(words[i + 1 :]).strip(" 了"):
            before = "".join(words[: i + 1]) + (words[i + 1] if words[i + 1] in ("了", "着", "过", "到") else "")
            answer = predicate[len(before) :]
            what = _what(answer) if words[i] in MEASURED else "什么"
            return Question(spaced(statement.question_head, f"{before}{what}？"), answer)
    return None


def _whole_predicate(statement: Statement) -> Question:
    predicate = statement.clause.predicate
    if predicate.startswith(("把", "将", "对", "给")):
        return Question(spaced(statement.question_head, "做什么？"), predicate)
    return Question(spaced(statement.question_head, HOLE), predicate, cloze=True)


def _what(answer: str) -> str:
    return "多少" if QUANTITY.match(answer) else "什么"


#: Tried from top to bottom; the last one always knows what to ask.
ASKERS: tuple[Callable[[Statement], Question | None], ...] = (
    _with_tool,
    _two_predicates,
    _what_it_is,
    _what_it_is_for,
    _by_whom,
    _what_happens,
    _what_not,
    _its_object,
    _its_agent,
    _object_of_a_later_verb,
    _whole_predicate,
)
