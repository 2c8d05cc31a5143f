"""Statements to questions: what is asked of a subject and its predicate, and whether the answer can be graded.

Each asker looks at one way of saying something (是, 用来, 可以, 按 … 决定 …) and words the question with the
sentence's own verb. They are tried from the most telling to the least.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from studykit import segment
from studykit.grammar import (
    ADVERBS,
    AMBIGUOUS,
    ANY_VERBS,
    CAN,
    CANNOT,
    COMPOUND_BREAK,
    COPULAS,
    MODALS,
    MUST,
    NOMINAL,
    OBJECT_VERBS,
    PURPOSE_VERBS,
    SHORT_VERBS,
    WILL,
    take_apart,
)
from studykit.model import HOLE, FactKind
from studykit.prose import MASK, split_outside
from studykit.statements import NAMES_SOMETHING, Statement
from studykit.terms import is_term, length
from studykit.text import spaced

DEFINING = re.compile(r"的$|^(?:一[种个类组套项份条段块]|这样一种|用来|用于|指)|的[^的，]{1,12}$")
PASSIVE = re.compile(
    r"^被(?P<agent>.+?)(?P<verb>调用|使用|执行|访问|修饰|共享|引用|继承|读取|修改|写入|触发|创建|管理|识别|看到)$"
)
TOOL = re.compile(
    r"^(?P<by>[都也均还]?(?:可以|可|一般|通常|常)?(?:用(?![来于以])|使用|利用|采用|通过))\s*(?P<tool>[\ue000-\uf8ff](?=\s*[来把将对])|(?:[^，,（(]|[（(][^）)]{1,60}[）)]){2,40}?)\s*(?P<purpose>(?:(?<!而)来(?!的)|把|将|对)[^，,]{2,40}|(?:实现|进行)[^，,]{2,30})(?:，.*)?$"
)
AGENT = re.compile(
    r"^(?P<by>由|被|用|使用|通过|靠|依靠|利用|基于)\s*(?P<agent>.+?)\s*(?P<verb>决定|控制|管理|负责|调用|使用|执行|指定|提供|维护|组成|构成|实现"
    r"|生成|创建|触发|定义|共享|支持|处理|扮演|规定|分配|保证|承担|完成|给出|维持|初始化|表示|衡量|计算|查看|测量|定位|读取|写入|释放|配置|设置)$"
)
QUANTITY = re.compile(
    r"^(?:约|大约|至少|最多|至多|不超过|超过)?\s*(?:原来的?.{0,6}(?:倍|分之|%|％|一半)|[\d.]+)\s*(?![\w.]*[A-Za-z]{3})"
)
TIMES = re.compile(r"[一二两三四五六七八九十]+(?P<unit>次|趟|遍|倍)")
#: Verbs whose object may be a number: "占用 48 KB" asks "占用多少？", "使用 443 端口" does not.
MEASURED = frozenset(
    "有 占 占用 等于 超过 达到 需要 消耗 花费 增加 减少 降低 提高 提升 缩小 增大 只有 得到 包含".split()
)
#: "按 A 决定 B" is asked for A, where B is short.
BASES, LONGEST_REST = frozenset("按 按照 根据 依据".split()), 8
#: "以 A 为单位" is asked for A.
TAKEN_AS = re.compile(r"^(?P<adverbs>[^以]{0,4})以\s*(?P<what>.{2,24}?)\s*作?$")
TAKEN_AS_UNIT = re.compile(r"^以\s*(?P<what>[^，,]{2,24}?)\s*[为作](?P<unit>[^，,的]{2,6})的?$")
#: What something can be taken for is asked with the verb: "可以理解为什么？".
SEEN_AS = re.compile(
    r"^(?P<verb>被?(?:简单)?(?:(?:理解|视|认|类比)(?:为|作)是?|[看当][作做成]是?)|分[为成]|简称为?|称[为作])(?P<what>.{2,})$"
)
#: Verbs that make a noun of the verb behind them: "进行直接交付".
LIGHT_VERBS = frozenset("进行 加以 予以".split())
#: Verbs that give a name, and how long what they name must be to say what it is.
CALLED = frozenset("叫 叫做 叫作 称为 称作 称之为 被称为 被称作".split())
SHORTEST_DESCRIPTION = 7
#: Adverbs that tie a clause to the one before and mean nothing in a question.
WEAK_ADVERBS = re.compile(r"^(?:也|就|便|则|才|又|还|且|自然|不仅仅?|不但|并(?![不没非未]))+")
#: "是无法访问的" is "无法访问".
SAID_AS_NOUN = re.compile(r"^(?P<verb>不可以|不可|不能|无法|没有|可以|能够|能)(?P<rest>[^，,]{2,})的(?:，.*)?$")
#: "是按照次序来执行": how it is done.
IN_A_WAY = re.compile(
    r"^(?:按照?|根据|通过)(?:[^，,]{2,30}(?:来[^，,的]{1,6}|进行[^，,的]{0,6})(?:的?$|，)|[^，,的]{2,}$)"
)
MADE_OF = re.compile(r"^由(?P<what>[^，,]{2,40}?)(?:所|共同)?(?P<verb>组成|构成|实现|决定|提供|规定|维护|管理)的?$")
#: What is worth a hole in a clause: code, an amount, a quoted word, a Latin name.
KEY_WORDS = tuple(
    re.compile(pattern)
    for pattern in (
        MASK,
        r"(?<![A-Za-z0-9_.\[-])\d[\d.,]*\s*(?:[KMGT]?i?[Bb](?:yte)?s?(?![A-Za-z])|[%％]|[mμu]?s(?![A-Za-z])|[个位次倍种台层块条秒天年]|字节)",
        r"[“\"「『][^”\"」』]{2,16}[”\"」』]",
        r"(?<![\w.-])[A-Za-z][\w.+#/-]+(?:\s[A-Z][\w.+#/-]*)*",
    )
)
#: An aside before the subject: "（较少见）网络抖动会 …".
IN_BRACKETS = re.compile(r"^（[^（）]*）\s*(?=\S)")
#: "…，记作：" at the end of an answer leads on to what stands below.
LEADS_ON = re.compile(
    r"(?:[，,](?:相比于|相对于|相比之下)[^，,]*|[，,](?:不过|但)这种?[^，,]*"
    r"|[，,][^，,]{0,12}(?:应用场景|特点|步骤)?(?:包括|分别是|分别为|如下例子|如下例))$"
    r"|[，,]?\s*(?:(?<=，)比|比如|例如|譬如|如下图所示|如下所示|如下例子|如下|如图所示|记作|即|因为|由于)?[：:]?\s*$"
)
SHORTEST_ANSWER, LONGEST_ANSWER = 2, 70
#: Two words of Chinese, without a name or number, are seldom worth a question of their own ("下标变成什么？" – "常量").
TOO_LITTLE = 4
TELLING = COPULAS | CALLED | frozenset("由 被 支持 包含 包括 需要 属于 分为 使用 采用 存储在 位于".split())
#: Scenes of which one can ask what follows, or what to do; others only say where and since when.
IF = re.compile(
    r"(?:^|，)(?:如果|如需|若|当(?![前然时])|假如|一旦|只要|倘若|除非|每当|遇到|碰到|否则)[^，]*$|(?:[^同小及暂临实]时|的时候|之?后|以后|的话|之?前|以前)$"
)
#: A condition, and no time or place.
CONDITION = re.compile("如果|若|一旦|只要|倘若|假如|当(?![前然时])")
PURPOSE = re.compile("为了|[如若]需|想|若?要|如果(?:[想要]|需要)")
THEN = re.compile(r"^(?:此时|那么?(?=优先|就|会|只|把)|则|就(?!是)|便|都?会)+")
#: The same for a predicate that is asked as a whole: "则从左向右运算".
LEADS_IN = re.compile(r"^(?:则|就(?![是地近]))(?=\S{3})")
#: A condition that does not say of what.
OF_NOTHING = re.compile(r"^(?:如果|若|一旦|当)(?:还?不?(?:为|是|等于|相同|成功|失败|存在|足以)|还|再|没有)")
#: Words with which no question begins, and no answer.
NO_QUESTION = re.compile(r"(?:什么是\s*)?(?:和|与|跟|而且|且|并|或|以及|就(?![近地业绪]))|.*→")
ASKED_BACK = re.compile(r"如(?![果何])|例如|比如|什么|如何|怎么|怎样|哪[些个种里]|是否|[（(][^）)]*[）)]$|.*->")
#: What is done with 它 can be told only where the question names it.
OF_IT = re.compile("[将把][其它]")
#: What comes next in the text is no consequence.
READS_ON = re.compile(r"^这|以下|如下|下面|了解|来看|介绍|说明|[：:]$|(?:是|为|有|即)$")
#: Questions that a word or two cannot answer, and how long an answer must be to them.
VAGUE, SHORTEST_OUTCOME = ("可以做什么？", "可以怎样？", "会怎样？", "做什么？"), 4
#: "二维数组定义 `int a[2][2]`" shows how something is written.
WRITTEN, WRITTEN_SO = frozenset("定义 声明 初始化".split()), re.compile(rf"{MASK}(?:\s|$)")
#: Questions that a thing answers, and no event: "可以管理状态了".
NAMED_THINGS = ("什么？", "怎样的？", "做什么？")
ONLY_NAME = re.compile(rf"{MASK}|[A-Za-z][\w.+#/ -]*")
#: Words that say in which role or way, and leave what is done to a second verb.
ONLY_HOW = frozenset("作为 借助 基于 凭借".split())
#: "在当前目录下寻找文件": where something is done, and no answer to where it is.
LOCATIVES = frozenset("上 下 里 中 内 处 时 后 前 之后 之前 之间 期间".split())
#: "在内存中" answers "在哪里？"; "在读写性能上做了权衡" does not.
LONGEST_PLACE, HAPPENS = 12, re.compile(r"[了着，时年]|进行|做|使用")
#: "常数级的" describes and does not define; "用来编译的" does.
LONGEST_ADJECTIVE, FOR = 7, re.compile("专门|用来|用于|负责|给")
#: An answer that begins so was torn from its clause.
NO_ANSWER = ("的", "前", "后", "之前", "之后", "时", "地", "得")
BECOMES = re.compile(r"[^成作称认行](?<!因)为$")
#: Verbs that take an object, whatever stands behind them.
TAKES_OBJECT = ANY_VERBS | SHORT_VERBS
#: Verbs whose object may be a statement.
TAKES_CLAUSE = frozenset(
    (
        "保证 确保 说明 表示 规定 约定 意味着 要求 允许 告诉 建议 提示 提供 显示 相当于 描述 反映 防止 避免 "
        "导致 造成 引起 强调 通知 等待 体现 禁止 需要 检测 估计 预测 指 等于"
    ).split()
)
PERHAPS = frozenset("可能 可能会 有可能".split())
#: "要一份调用栈" asks "要什么？".
COUNTED_NOUN = re.compile(r"[一二两三四五六七八九十几多\d]+(?:个|份|种|块|条|张|组|次|台|些|段)")
#: What belongs to the verb before it, and not to its object.
BEHIND_VERB = frozenset("了 着 过 到 为 成 在 于".split())
ADJECTIVE = re.compile(r"[很较更太非极十]")
#: "既 A，又 B" is one answer.
BOTH = re.compile("既[^，]{2,}，[又也还]")
#: A predicate that is an adjective: "非常小", "更加快速".
LIKE = re.compile(
    "(?P<how>(?:很|非常|比较|更加|较|十分|最|极其?|[并都]?不)\\s*(?P<adjective>[\u4e00-\u9fff]{1,4}))(?:，|$)"
)
LIKE_WHAT = "怎么样？"
#: A whole predicate is worth a hole only when there is something to recall.
SHORTEST_HOLE = 5


@dataclass(frozen=True, slots=True)
class Question:
    """How a statement is asked, in masked text."""

    prompt: str
    answer: str
    kind: FactKind = "property"
    cloze: bool = False
    #: what it is about, where that is not the subject of the statement
    subject: str = ""


def ask(statement: Statement, *, knows_its_subject: bool) -> Question | None:
    """The question for a statement; ``None`` where its answer could not be recalled and graded.

    A condition whose statement gives no such answer is asked for all that follows from it.
    """
    question = _done_then(statement)
    if question is None and knows_its_subject:
        question = next(question for asker in ASKERS if (question := asker(statement)))
    if question is None or not _can_be_graded(statement, question, SHORTEST_OUTCOME):
        question = _outcome(statement) or question
    least = SHORTEST_ANSWER if statement.scene else SHORTEST_OUTCOME
    if question is None or not _can_be_graded(statement, question, least):
        return None
    answer = _trimmed(question.answer)
    if question.prompt.endswith(NAMED_THINGS):
        answer = answer.removesuffix("了")
    prompt = re.sub(r"[：:]？$", "？", re.sub(r"\s{2,}", " ", IN_BRACKETS.sub("", question.prompt)))
    return replace(question, prompt=prompt, answer=answer)


def leads_to(scene: str) -> bool:
    """Whether one can ask what follows from a scene, or what to do about it."""
    return bool(IF.search(scene) or PURPOSE.match(scene)) and not OF_NOTHING.match(scene)


def _trimmed(answer: str) -> str:
    return re.sub(r"^指(?![令数针标定向示纹引派出明])(?=\S{3})", "", LEADS_ON.sub("", answer).strip("，,。 "))


def _can_be_graded(statement: Statement, question: Question, least: int) -> bool:
    """Whether there is enough to recall; ``least`` is how long the answer to a vague question must be."""
    answer = _trimmed(question.answer)
    if not length(answer) >= SHORTEST_ANSWER or length(answer) > LONGEST_ANSWER:
        return False
    if question.cloze and (statement.carried or _says_little(statement.subject)):
        return False
    vague = question.prompt.endswith(VAGUE) and length(answer) < least
    hole = question.prompt.endswith(HOLE) and length(answer) < SHORTEST_HOLE
    return not (vague or hole or _is_torn(statement, question, answer) or _is_too_little(statement, question, answer))


def _is_torn(statement: Statement, question: Question, answer: str) -> bool:
    """Whether question or answer begin in the middle of something, or go on behind their end."""
    outcome = question.prompt.endswith("，会怎样？") or not (statement.clause.verb or statement.subject)
    return bool(
        answer.startswith(NO_ANSWER)
        or NO_QUESTION.match(question.prompt)
        or ASKED_BACK.match(answer)
        or (OF_IT.match(answer) and not statement.scene)
        or _acts_before(statement)
        or (statement.clause.verb in COPULAS and not (statement.subject or leads_to(statement.scene)))
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
    told = statement.clause.verb in TELLING or question.prompt.endswith(LIKE_WHAT)
    if statement.scene or told or len(answer) > TOO_LITTLE:
        return not re.search(rf"\w|{MASK}", answer)
    return not re.search(rf"[A-Za-z\d]|{MASK}", question.prompt + answer)


def _says_little(subject: str) -> bool:
    return length(subject) < 3 and not NAMES_SOMETHING.search(subject)


def _with_tool(statement: Statement) -> Question | None:
    """For example, "用概率密度函数来描述 X" asks "用什么来描述 X？"."""
    tool = TOOL.match(statement.clause.predicate)
    if tool is None:
        return None
    if statement.carried and "可" in tool["by"]:
        # Who does it is the reader: "可以通过定义 `NDEBUG` 来关闭断言".
        comma = "，" if statement.scene else ""
        return Question(f"{statement.scene}{comma}通过什么可以{tool['purpose'].removeprefix('来')}？", tool["tool"])
    return Question(f"{spaced(statement.question_head, tool['by'])}什么{tool['purpose']}？", tool["tool"])


def _what_follows(statement: Statement) -> Question | None:
    """A condition and what happens then, where the words do not tell who does what."""
    return None if statement.clause.verb or statement.subject else _consequence(statement)


def _done_then(statement: Statement) -> Question | None:
    """What is done under a condition, where the words do not say who does it: the verb is what there is to recall."""
    does = statement.clause.verb not in COPULAS | MODALS and not statement.clause.subject
    return _outcome(statement) if does and CONDITION.match(statement.scene) else None


def _outcome(statement: Statement) -> Question | None:
    """What is left to ask of a condition where the verb alone gives no answer: "CUDA 上下文已经损坏"."""
    return _consequence(statement) if IF.search(statement.scene) and not OF_NOTHING.match(statement.scene) else None


def _consequence(statement: Statement) -> Question:
    clause = statement.clause
    ask = "怎么做？" if PURPOSE.match(statement.scene) else "会怎样？"
    answer = f"{clause.adverbial}{'' if statement.carried else statement.subject}{clause.predicate}"
    return Question(f"{statement.scene}，{ask}", THEN.sub("", answer))


def _its_name(statement: Statement) -> Question | None:
    """For example, "被启动的网格叫子网格" asks "什么是子网格？"."""
    clause = statement.clause
    name = split_outside(clause.rest, "，,：:")[0]
    if clause.verb not in CALLED or statement.scene or statement.carried or not is_term(name):
        return None
    described = "的" in statement.subject or length(statement.subject) >= SHORTEST_DESCRIPTION
    if not described:
        return None
    return Question(spaced("什么是", f"{name}？"), statement.subject, "definition", subject=name)


def _not_but(statement: Statement) -> Question | None:
    """For example, "RePr 的目的不是压缩而是提高精度"."""
    clause = statement.clause
    if clause.verb not in ("不是", "并不是", "并非") or "而是" not in clause.rest:
        return None
    return Question(spaced(statement.question_head, "是什么？"), clause.predicate)


def _two_predicates(statement: Statement) -> Question | None:
    alone = COPULAS if re.search("[不没无未]", statement.clause.adverbs) else COPULAS | OBJECT_VERBS
    if not statement.compound or statement.clause.verb.rstrip("了着过") in alone:
        return None
    ask = "可以怎样？" if statement.clause.verb in CAN - PERHAPS else "会怎样？"
    return Question(spaced(statement.question_head, ask), statement.clause.predicate)


def _both(statement: Statement) -> Question | None:
    """For example, "X 既不 A，又能 B" is asked for both halves."""
    clause = statement.clause
    if not BOTH.match(clause.predicate):
        return None
    return Question(spaced(statement.question_head, "会怎样？"), clause.predicate)


def _what_it_is_like(statement: Statement) -> Question | None:
    """For example, "插入的效率不高" asks "插入的效率怎么样？"."""
    clause = statement.clause
    like = LIKE.match(clause.predicate)
    of_something = "的" in statement.subject or NAMES_SOMETHING.search(statement.subject)
    if like is None or not of_something or segment.tag(like["adjective"])[:1] != "a":
        return None
    return Question(spaced(statement.question_head, LIKE_WHAT), like["how"])


def _said_as_noun(statement: Statement) -> Question | None:
    """For example, "线程是无法访问别的栈的" is asked like "线程无法访问别的栈"."""
    clause = statement.clause
    said = SAID_AS_NOUN.match(clause.rest) if clause.verb in COPULAS else None
    if said is None:
        return None
    plain = replace(statement, clause=replace(clause, adverbs="", verb=said["verb"], rest=said["rest"]))
    return _what_happens(plain) or _what_not(plain)


def _taken_as(statement: Statement) -> Question | None:
    """For example, "磁盘的读写以扇区为单位" asks "磁盘的读写以什么为单位？"."""
    clause = statement.clause
    unit = TAKEN_AS.match(clause.adverbs) if clause.verb == "为" else None
    if clause.verb in COPULAS and (said := TAKEN_AS_UNIT.match(clause.rest)):
        return Question(spaced(statement.question_head, f"以什么为{said['unit']}？"), said["what"])
    if unit is None:
        return None
    return Question(spaced(statement.question_head, f"{unit['adverbs']}以什么为{clause.rest}？"), unit["what"])


def _made_of(statement: Statement) -> Question | None:
    """For example, "TCP 报文是由首部和数据组成的" asks "TCP 报文由什么组成？"."""
    clause = statement.clause
    made = MADE_OF.match(clause.rest) if clause.verb in COPULAS else None
    return Question(spaced(statement.question_head, f"由什么{made['verb']}？"), made["what"]) if made else None


def _in_which_way(statement: Statement) -> Question | None:
    """For example, "更新是按逆序进行的" asks "更新是怎样的？"."""
    clause = statement.clause
    if clause.verb not in COPULAS or not IN_A_WAY.match(clause.rest):
        return None
    adverbs = WEAK_ADVERBS.sub("", clause.adverbs)
    return Question(spaced(statement.question_head, f"{adverbs}{clause.verb}怎样的？"), clause.rest)


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
    if clause.rest.endswith("的") and (length(clause.rest) < LONGEST_ADJECTIVE or not FOR.match(clause.rest)):
        return Question(spaced(head, f"{adverbs}是怎样的？"), clause.rest)
    always = not (statement.scene or adverbs or clause.adverbial)
    if always and "的" not in head and DEFINING.search(clause.rest):
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
    if clause.verb in PERHAPS:
        return Question(spaced(head, "可能会怎样？"), clause.rest.removeprefix("会"))
    if clause.verb in CAN and (seen := SEEN_AS.match(clause.rest)):
        return Question(
            spaced(head, f"{WEAK_ADVERBS.sub('', clause.adverbs)}{clause.verb}{seen['verb']}什么？"), seen["what"]
        )
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


def _by_which_means(statement: Statement) -> Question | None:
    """For example, "切片可以基于已有的数组创建" asks "切片可以基于什么创建？"."""
    clause = statement.clause
    agent = AGENT.match(split_outside(clause.rest, "，,")[0]) if clause.verb in CAN else None
    if agent is None:
        return None
    asked = f"{WEAK_ADVERBS.sub('', clause.adverbs)}{clause.verb}{agent['by']}什么{agent['verb']}？"
    return Question(spaced(statement.question_head, asked), agent["agent"])


def _what_not(statement: Statement) -> Question | None:
    clause = statement.clause
    if clause.verb not in CANNOT:
        return None
    if clause.verb in ("不能", "无法", "不可", "不可以", "不支持", "不允许", "不得", "不应", "不应该"):
        question = "有什么限制？"
    elif clause.verb in ("不是", "并不是"):
        return Question(spaced(statement.question_head, f"{clause.adverbs}{clause.verb}什么？"), clause.rest)
    else:
        question = "需要怎样？" if clause.verb in ("无需", "不需要", "不必", "不用") else "会怎样？"
    return Question(spaced(statement.question_head, question), clause.predicate)


def _its_object(statement: Statement) -> Question | None:
    clause = statement.clause
    bare_verb = clause.verb.rstrip("了着过")
    if bare_verb in ONLY_HOW:
        return None
    if bare_verb in WRITTEN and WRITTEN_SO.match(clause.rest) and not NAMES_SOMETHING.search(statement.subject):
        return Question(f"{statement.question_head}{clause.verb}，怎么写？", clause.rest, "syntax")
    if bare_verb.endswith("在") and bare_verb != "存在" and (where := _where(clause.rest)):
        return Question(spaced(statement.question_head, f"{clause.adverbs}{clause.verb}{where}？"), clause.rest)
    if bare_verb in ("用", "靠") and ONLY_NAME.fullmatch(clause.rest):
        return Question(spaced(statement.question_head, f"{clause.adverbs}{clause.verb}什么？"), clause.rest)
    known = bare_verb in OBJECT_VERBS or bare_verb.rstrip("于到成入出至给为作") in TAKES_OBJECT
    if not known and not (len(bare_verb) > 1 and segment.tag(bare_verb) == "v"):
        return None
    adverbs = WEAK_ADVERBS.sub("", clause.adverbs)
    rest = clause.rest
    what = _what(rest) if bare_verb in MEASURED or TIMES.fullmatch(rest) else "什么"
    if bare_verb == "需要" and _is_action(rest):
        what = "怎样"
    # "恢复为什么？" would ask for the reason.
    verb = f"{clause.verb[:-1]}成" if BECOMES.search(clause.verb) else clause.verb
    return Question(spaced(statement.question_head, f"{adverbs}{verb}{what}？"), rest)


def _where(place: str) -> str:
    """How a place is asked for; empty where the words name none."""
    if length(place) > LONGEST_PLACE or HAPPENS.search(place):
        return ""
    words = segment.cut(place)
    if any(word in ADVERBS | MODALS for word in words) or LOCATIVES & set(words[:-1]):
        return ""
    return "什么范围" if re.search(r"\d.*[到至~～].*之间$", place) else "哪里"


def _is_action(rest: str) -> bool:
    """Whether what is needed is that something is done ("先创建子进程"), and not a thing ("显式的语法")."""
    first = next(iter(segment.cut(rest)), "")
    acts = first in ADVERBS or segment.tag(first)[:1] in ("d", "v", "p")
    return acts and not re.match(r"[^，]{1,6}的", rest)


def _its_agent(statement: Statement) -> Question | None:
    clause = statement.clause
    agent = AGENT.match(split_outside(f"{clause.verb}{clause.rest}", "，,")[0])
    if agent is None:
        return None
    return Question(
        spaced(statement.question_head, f"{WEAK_ADVERBS.sub('', clause.adverbs)}{agent['by']}什么{agent['verb']}？"),
        agent["agent"],
    )


def _by_what(statement: Statement) -> Question | None:
    """For example, "幅值剪枝按绝对值大小决定去留" asks "幅值剪枝按什么决定去留？"."""
    words = segment.cut(statement.clause.predicate)
    if not words or words[0] not in BASES:
        return None
    verb = next((i for i in range(2, len(words) - 1) if words[i] in OBJECT_VERBS), 0)
    rest = "".join(words[verb:])
    if not verb or length(rest) > LONGEST_REST:
        return None
    return Question(spaced(statement.question_head, f"{words[0]}什么{rest}？"), "".join(words[1:verb]).strip())


def _object_of_a_later_verb(statement: Statement) -> Question | None:
    """For example, "在 VGG-16 上得到 5 倍加速" asks "在 VGG-16 上得到多少？"."""
    predicate = statement.clause.predicate
    words = segment.cut(split_outside(predicate, "，,")[0])
    for i in range(1, len(words) - 1):
        noun = words[i - 1] in ("的", "与", "和", "跟") or (
            words[i] in AMBIGUOUS and not COMPOUND_BREAK.match(words[i + 1].strip() or " ")
        )
        if (
            words[i] in OBJECT_VERBS
            and not (noun or LIGHT_VERBS & set(words[:i]))
            and words[i + 1] not in NOMINAL
            and words[i + 1] != "的"
            and "".join(words[i + 1 :]).strip(" 了")
        ):
            before = "".join(words[: i + 1]) + (words[i + 1] if words[i + 1] in BEHIND_VERB else "")
            answer = predicate[len(before) :]
            before = f"{before[:-1]}成" if BECOMES.search(before) else before
            where = _where(answer) if before.endswith("在") else ""
            what = _what(answer) if words[i] in MEASURED else where or "什么"
            return Question(spaced(statement.question_head, f"{WEAK_ADVERBS.sub('', before)}{what}？"), answer)
    return None


def _key_word(statement: Statement) -> Question | None:
    """A hole for the code, amount or name in a predicate: "代码段从 […] 开始"."""
    predicate = statement.clause.predicate
    for key in KEY_WORDS:
        found = list(key.finditer(predicate))
        if len(found) == 1 and len(found[0][0]) < len(predicate) - 1:
            before, after = predicate[: found[0].start()], predicate[found[0].end() :]
            asked = f"{spaced(statement.question_head, before)}{HOLE}{after}"
            return Question(asked, found[0][0].strip('“”"「」『』'), cloze=True)
    return None


def _whole_predicate(statement: Statement) -> Question:
    predicate = statement.clause.predicate
    if not statement.clause.verb:
        return Question(spaced(statement.question_head, HOLE), "", cloze=True)
    if predicate.startswith(("把", "将", "对", "给")):
        ask = "做什么？" if statement.subject else "怎么做？"
        return Question(spaced(statement.question_head, ask), THEN.sub("", predicate))
    return Question(spaced(statement.question_head, HOLE), LEADS_IN.sub("", predicate), cloze=True)


def _what(answer: str) -> str:
    if times := TIMES.fullmatch(answer):
        return f"几{times['unit']}"
    return "多少" if QUANTITY.match(answer) else "什么"


#: Tried from top to bottom; the last one always knows what to ask.
ASKERS: tuple[Callable[[Statement], Question | None], ...] = (
    _with_tool,
    _what_follows,
    _its_name,
    _not_but,
    _what_it_is_like,
    _two_predicates,
    _both,
    _said_as_noun,
    _taken_as,
    _made_of,
    _in_which_way,
    _what_it_is,
    _what_it_is_for,
    _by_whom,
    _by_which_means,
    _what_happens,
    _what_not,
    _its_object,
    _its_agent,
    _by_what,
    _object_of_a_later_verb,
    _key_word,
    _whole_predicate,
)
