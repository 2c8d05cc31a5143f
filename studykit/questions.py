"""Statements to questions: what is asked of a subject and its predicate, and whether the answer can be graded.

Each asker looks at one way of saying something (是, 用来, 可以, 按 … 决定 …) and words the question with the
sentence's own verb. They are tried from the most telling to the least.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from studykit import fields, segment
from studykit.grammar import (
    ADVERBS,
    AMBIGUOUS,
    ANY_VERBS,
    CAN,
    CANNOT,
    COMPARES,
    COMPOUND_BREAK,
    COPULAS,
    MODALS,
    MUST,
    NOMINAL,
    OBJECT_VERBS,
    PARTICLES,
    PURPOSE_VERBS,
    SHORT_VERBS,
    TAKES_CLAUSE,
    WILL,
    Clause,
    is_condition,
    is_deed,
    take_apart,
)
from studykit.model import HOLE, FactKind
from studykit.prose import MASK, split_outside
from studykit.statements import LONGEST_CASES, NAMES_SOMETHING, REASON, Statement
from studykit.terms import is_subject, is_term, length
from studykit.text import spaced

DEFINING = re.compile(r"的$|^(?:一[种个类组套项份条段块]|这样一种|用来|用于|指)|的[^的，]{1,12}$")
LAST_GLOSS = re.compile(r"\s*[（(][^（）()]*[）)]$")
#: "持久化主要是做灾难恢复".
DOES = re.compile("用?来?做(?![了过法工事出为成])")
#: What only goes on with what something is.
FOR_EXAMPLE = re.compile("，(?:例如|比如|譬如|如|它|其|是|也是|包括|即|主要)")
#: "复制算法是将内存分为两块，每次只用一块，…": what is done, in more than one clause.
IN_STEPS = re.compile("(?:通过|将|把|利用|对|从|用|使用|让|在|以|根据|按照?|先|首先|采用)[^，]{4,}，")
#: Behind 是 these begin what something does: "append 是会分配新的数组".
PREDICATE = re.compile("也?(?:会(?![话议员计])|可以|能够|需要|应该|必须|(?:不|没有|无法)(?:会|能|需要|必|再)|才[会能])")
#: A side of something, which is something, whatever stands behind 是: "关键思想是使用哈希函数".
ASPECT = re.compile(
    "(?:目[的标]|作用|用途|[好坏]处|[优缺]点|[优劣]势|特[点性]|思[想路维]|原[理则因]|本质|实质|关键|核心|区别|问题|功能|任务|理解|方[法式案]|[做办]法"
    "|途径|手段|策略|不足|意义|建议|前提|条件|要求|习惯|实现)$"
)
#: What is told apart by where it stands or how many there are of it has no name: "最后一层是什么？".
NO_NAME = re.compile(".*即$|每|最[后先前]|第[一二两三四五六七八九十\\d]|[一某]个|所有|任何|其中|中间|前面|后面")
PASSIVE = re.compile(
    r"^被(?P<agent>.+?)(?P<verb>调用|使用|执行|访问|修饰|共享|引用|继承|读取|修改|写入|触发|创建|管理|识别|看到)$"
)
TOOL = re.compile(
    r"^(?P<by>[都也均还]?(?:可以|可|一般|通常|常)?(?:用(?![来于以])|使用|利用|采用|通过))\s*(?P<tool>[\ue000-\uf8ff](?=\s*[来把将对])|(?:[^，,（(]|[（(][^）)]{1,60}[）)]){2,40}?)\s*(?P<purpose>(?:(?<!而)来(?!的)|把|将|让|(?<!针)(?<!相)(?<!面)对(?![应比称象于照齐话等外立]))[^，,]{2,40}|(?:实现|进行)[^，,]{2,30})(?:，.*)?$"
)
#: "通过心跳与服务器保持会话": by what, and what is done.
BY_TOOL = re.compile(
    "(?P<by>[都也均还]?(?:可以|可|能够?|会|一般|通常|常|主要)?(?:通过|利用|借助|依靠))\\s*(?P<done>.{6,})"
)
AGENT = re.compile(
    r"^(?P<by>由|被|用|使用|通过|靠|依靠|利用|基于)\s*(?P<agent>.+?)\s*(?P<verb>决定|控制|管理|负责|调用|使用|执行|指定|提供|维护|组成|构成|实现"
    r"|生成|创建|触发|定义|共享|支持|处理|产生|发起|引起|驱动|加载|调度|解析|转换|转发|发送|返回|确定|释放|回收|开发|扮演|规定|分配|保证|承担|完成|给出|维持|初始化|表示|衡量|计算|查看|测量|定位|读取|写入|释放|配置|设置)$"
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
#: Verbs behind which stands what a name means.
MEANS_IT = frozenset("指 是指 就是指 即是指 指的是 指的就是".split())
#: Adverbs that tie a clause to the one before and mean nothing in a question.
WEAK_ADVERBS = re.compile(r"^(?:或者|也|就|便|则|才|又|还|且|自然|不仅仅?|不但|并(?![不没非未]))+")
#: "是无法访问的" is "无法访问".
SAID_AS_NOUN = re.compile(r"^(?P<verb>不可以|不可|不能|无法|没有|可以|能够|能)(?P<rest>[^，,]{2,})的(?:，.*)?$")
#: "是按照次序来执行": how it is done.
IN_A_WAY = re.compile(
    r"^(?:按照?|根据|通过|以(?![太及致下上内外前后]))(?:[^，,]{2,30}(?:来[^，,的]{1,6}|进行[^，,的]{0,6})(?:的?$|，)|[^，,的]{2,}$)"
)
MADE_OF = re.compile(r"^由(?P<what>[^，,]{2,40}?)(?:所|共同)?(?P<verb>组成|构成|实现|决定|提供|规定|维护|管理)的?$")
#: "由 Igor Sysoev 所开发", "1985 年由 ISO 提出": somebody who did it.
BY_SOMEBODY = re.compile(
    r"^(?P<adverbs>[^由，]{0,16}?)由\s*(?P<who>[^，,]{2,40}?)\s*(?P<when>(?:于|在)\s*\d[^，,]{2,12}?)?\s*所?(?P<verb>开发|提出|发明|设计|制定|研发|发布|推出|创立|编写|创造|首创)(?:的|并.*)?$"
)
#: How long the name of somebody may be, with what he is; and what stands between two things.
LONGEST_MAKER, BETWEEN = 22, re.compile("(?P<both>[^，]{2,40})之间$")
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
    r"(?:[，,](?:相比于|相对于|相比之下|可想而知|显而易见)[^，,]*|[，,](?:不过|但)这种?[^，,]*"
    r"|[，,][^，,]{0,12}(?:应用场景|特点|步骤)?(?:包括|分别是|分别为|如下例子|如下例))$"
    r"|[，,]?\s*(?:(?<=，)比|比如|例如|譬如|如下图所示|如下所示|如下例子|如下|如图所示|记作|即|因为|由于)?[：:]?\s*$"
)
SHORTEST_ANSWER, LONGEST_ANSWER = 2, 70
#: "并没有变动" is "没有变动".
STRESSED = re.compile("^并(?=[不没未非])")
#: Two words of Chinese, without a name or number, are seldom worth a question of their own ("下标变成什么？" – "常量").
TOO_LITTLE = 4
#: … but where the subject is so long that it says what is meant ("二级索引的叶子节点存放什么？").
LONG_SUBJECT = 7
TELLING = (
    COPULAS
    | CALLED
    | frozenset(
        "由 被 支持 包含 包括 需要 属于 分为 使用 采用 存储在 位于 导致 造成 引起 引发 避免 防止 取决于 依赖于".split()
    )
)
#: Scenes of which one can ask what follows, or what to do; others only say where and since when.
IF = re.compile(
    r"(?:^|，)(?:如果|如需|若|当(?![前然时])|假如|一旦|只要|倘若|除非|每当|遇到|碰到|否则)[^，]*(?:，(?!只有)[^，会将就]*)?$|(?:[^同小及暂临实]时|的时候|之?后|以后|的话|之?前|以前)$"
)
#: A condition, and no time or place.
CONDITION = re.compile("如果|若|一旦|只要|倘若|假如|当(?![前然时])")
PURPOSE = re.compile("为了|[如若]需|想|若?要(?!做的)|如果(?:[想要]|需要)")
THEN = re.compile(r"^(?:此时|那么?(?=优先|就|会|只|把)|则|就(?!是)|便|都?会)+")
#: The same for a predicate that is asked as a whole: "则从左向右运算".
LEADS_IN = re.compile(r"^(?:则|就(?![是地近]))(?=\S{3})")
#: A condition that does not say of what.
OF_NOTHING = re.compile(
    r"^(?:如果|若|一旦|当)(?:还?不?(?:为|是|等于|相同|成功|失败|存在|足以)|还|再|没有|不?(?:在|可以|必要)$|有可能$)"
    r"|^(?:[\u4e00-\u9fff]{2,3}完(?:成|毕)?(?:之?后|以后)?|之后|以后)$"
)
#: Words with which no question begins, and no answer.
NO_QUESTION = re.compile(
    r"(?:什么是\s*)?(?:和|与(?![或非门])|跟|而且|且|并(?![发行列联排查集])|或(?![门非])|以及|就(?![近地业绪]))|.*→"
)
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
#: "有个 …" has lost its 一.
ONLY_A = re.compile("^个(?![人体别性位数])")
ONLY_NAME = re.compile(rf"{MASK}|[A-Za-z][A-Za-z0-9_.+#/ -]*")
#: Verbs behind which stands a place.
IS_SOMEWHERE = frozenset("位于 运行于 存放于 存储于 保存于 存在于".split())
#: Words that say in which role or way, and leave what is done to a second verb.
ONLY_HOW = frozenset("作为 借助 基于 凭借".split())
#: "基于贝叶斯方法" names all that it is based on.
ONLY_BASED = re.compile("[^，来将把进实开做]{2,24}")
#: "在当前目录下寻找文件": where something is done, and no answer to where it is.
LOCATIVES = frozenset("上 下 里 中 内 处 时 后 前 之后 之前 之间 期间".split())
#: "在内存中" answers "在哪里？"; "在读写性能上做了权衡" does not.
#: "在创建文件时 …": when something is done, and no object.
WHILE = re.compile("[^，]{1,8}(?:时|的时候|之?后|之?前|过程中)")
BEFORE_OR_AFTER = re.compile("(?:之前|之后|以前|以后)$")
LONGEST_PLACE, HAPPENS = 12, re.compile(r"[了着，时年]|进行|做|使用")
#: "常数级的" describes and does not define; "用来编译的" does.
LONGEST_ADJECTIVE, FOR = 7, re.compile("专门|用来|用于|负责|给")
#: Behind 由于 … it is no thing that these come from.
EFFECTS = frozenset("导致 造成 引起 引发 带来".split())
#: An answer that begins so was torn from its clause.
NO_ANSWER = re.compile(
    "的|前(?![缀端向驱台提序置者缘后\\d一二两三几])|后(?![缀端向驱台续序置者门备\\d一二两三几])|之[前后](?!的|所有|每|各|任)"
    "|时(?![间钟刻序延机区])|地(?![址图区理域])|得(?![到出分知])"
)
#: … and one that ends so goes on behind its end.
BREAKS_OFF = re.compile("(?:[就则也仅的]是|或者|以及|而且)$")
BECOMES = re.compile(r"[^成作称认行](?<!因)为$")
#: Verbs that take an object, whatever stands behind them.
TAKES_OBJECT = ANY_VERBS | SHORT_VERBS
PERHAPS = frozenset("可能 可能会 有可能".split())
#: "要一份调用栈" asks "要什么？".
COUNTED_NOUN = re.compile(r"[一二两三四五六七八九十几多\d]+(?:个|份|种|块|条|张|组|次|台|些|段)")
#: "有序集合的底层实现之一": of what it is one; the same name may be defined elsewhere.
ONE_OF = re.compile("(?P<whose>[^，的是一最]{2,16})的(?P<what>[^，的]{1,13}[^，的分]之一)$")
#: What is told with "把 X …" here is no deed of the subject: "正确的做法是 …".
WAY = re.compile("(?:步骤|流程|过程|方法|做法|用法|方式|办法|目标|任务|策略|思路|原则|要点)$")
#: "将 pc 设置为 …", "把数据写到 …": what stands behind a verb that leads to something.
LEADS_TO = frozenset("为 成 作 到 至 在 入 于".split())
#: What cannot be done limits what there is.
FORBIDS = frozenset("只能 不能 不可 无法 不可以 不允许 不支持 不得".split())
#: What befalls something, and is not done by it.
BEFALLS = frozenset(
    "变成 变为 成为 产生 发生 出现 存在 具有 处于 属于 失去 继续 收到 受到 得到 导致 "
    "造成 引起 停止 丢失 增加 减少 降低 提高 下降 上升 失效 失败 阻塞 进入 返回 抛出 "
    "退出 结束 终止 保留 工作 运行 作用 影响 浪费 占用 消耗 触发 开始 存储 保存 存放 "
    "位于 退化 收敛 依赖 拥有 标记 增大 减小 作为 使得 有助于 乘以 除以 ".split()
)
#: What is not done is asked for what it would be done to.
DENIES = frozenset("不 没 没有 未 不会 不再".split())
#: What belongs to the verb before it, and not to its object.
BEHIND_VERB = frozenset("了 着 过 到 为 成 在 于 出".split())
ADJECTIVE = re.compile(r"[很较更太非极十]")
#: "既 A，又 B" is one answer.
BOTH = re.compile("既[^，]{2,}，[又也还]")
#: A predicate that is an adjective: "非常小", "更加快速".
LIKE = re.compile(
    "(?P<how>(?:很|非常|比较|更加?|较为?|更为|十分|最|极其?|极为|[并都]?不)\\s*(?P<adjective>[\u4e00-\u9fff]{1,4})(?:（[^（）]*）)?)(?:，|$)"
)
LIKE_WHAT = "怎么样？"
#: Questions that a single word answers.
ASKED_FOR_ONE = re.compile(f"{LIKE_WHAT}$|在哪里|通过什么")
#: "对 CPU 资源非常敏感".
TOWARDS = re.compile(
    "(?P<adverbs>[^对，]{0,4})对(?![于应比称象照])(?P<what>[^，]{2,20}?)(?P<how>(?:很|非常|十分|比较|较|更加?|极其|不)*(?P<adjective>[\u4e00-\u9fff]{2}))(?:，|$)"
)
#: "比 B 更大", "比 B 还要大".
MORE = re.compile("(?:更加?|还要?|要)$")
#: "与输入的顺序无关".
RELATED = re.compile(
    "(?P<adverbs>[^，与和跟]{0,3})(?P<with>[与和跟])(?P<what>[^，与和跟]{2,30}?)(?P<how>(?:并?不|均|都|完全|紧密|密切|直接|基本|正好)*(?:不同|相同|类似|相似|一样|无关|有关|相关|一致|兼容|等价|相反|相等))"
)
#: What one is so towards something, and not with respect to it.
TO_SOMETHING = frozenset("敏感 友好 透明 重要 有效 可见 不利 有利 公平".split())
#: Behind 是 these say what something does, and not what it is.
ACTS = frozenset("采用 使用 通过 需要 基于 由 依赖 依赖于 取决于 属于 支持".split())
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
        question = _shortened(next(question for asker in ASKERS if (question := asker(statement))))
    if question is None or not _can_be_graded(statement, question, SHORTEST_OUTCOME):
        question = _outcome(statement) or question
    least = SHORTEST_ANSWER if statement.scene else SHORTEST_OUTCOME
    if question is None or not _can_be_graded(statement, question, least):
        return None
    answer = LEADS_IN.sub("", _trimmed(question.answer))
    if question.prompt.endswith(NAMED_THINGS):
        answer = ONLY_A.sub("一个", answer.removesuffix("了"))
    prompt = re.sub(r"[：:]？$", "？", re.sub(r"\s{2,}", " ", IN_BRACKETS.sub("", question.prompt)))
    return replace(question, prompt=prompt, answer=answer)


def _shortened(question: Question) -> Question:
    """A definition that is more than one can recall, without its last clauses."""
    pieces = split_outside(question.answer, "，,；")
    if question.kind != "definition" or length(question.answer) <= LONGEST_ANSWER:
        return question
    while len(pieces) > 1 and (length("".join(pieces)) > LONGEST_ANSWER or is_condition(pieces[-1])):
        pieces.pop()
    return replace(question, answer="，".join(pieces))


def leads_to(scene: str) -> bool:
    """Whether one can ask what follows from a scene, or what to do about it."""
    return bool(IF.search(scene) or PURPOSE.match(scene)) and not OF_NOTHING.match(scene)


def _trimmed(answer: str) -> str:
    stripped = LEADS_ON.sub("", answer).strip("，,。 ").lstrip("：: ")
    return re.sub(r"^指(?![令数针标定向示纹引派出明])(?=\S{3})", "", stripped)


def _can_be_graded(statement: Statement, question: Question, least: int) -> bool:
    """Whether there is enough to recall; ``least`` is how long the answer to a vague question must be."""
    answer = _trimmed(question.answer)
    if not SHORTEST_ANSWER <= length(answer) <= (LONGEST_CASES if statement.cases else LONGEST_ANSWER):
        return False
    if question.cloze and (statement.carried or _says_little(statement.subject) or _only_a_deed(statement, question)):
        return False
    vague = question.prompt.endswith(VAGUE) and length(answer) < least
    hole = question.prompt.endswith(HOLE) and length(answer) < SHORTEST_HOLE
    return not (vague or hole or _is_torn(statement, question, answer) or _is_too_little(statement, question, answer))


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
        or _acts_before(statement)
        or (statement.carried and statement.clause.verb in EFFECTS and REASON.match(statement.sentence.text))
        or (statement.clause.verb in COPULAS and not (statement.subject or statement.clause.adverbs))
        or question.prompt.endswith("进行什么？")
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
    told = statement.clause.verb in TELLING or bool(ASKED_FOR_ONE.search(question.prompt))
    long = not statement.carried and length(statement.subject) >= LONG_SUBJECT and length(answer) > SHORTEST_ANSWER
    long = long and question.prompt.endswith("什么？")
    if statement.scene or told or long or len(answer) > TOO_LITTLE:
        return not re.search(rf"\w|{MASK}", answer)
    return not re.search(rf"[A-Za-z\d]|{MASK}", question.prompt + answer)


def _says_little(subject: str) -> bool:
    return length(subject) < 3 and not NAMES_SOMETHING.search(subject)


def _tool_with_verb(predicate: str) -> Mapping[str, str] | None:
    """What "通过 A 做 B" is done by, where only the verb of B shows where A ends: "通过心跳与服务器保持会话"."""
    by = BY_TOOL.match(predicate)
    if by is None:
        return None
    done = take_apart(split_outside(by["done"], "，,")[0])
    if done is None or done.adverbial or done.verb in COPULAS | MODALS or not done.rest or "来" in predicate:
        return None
    acts = any(segment.tag(word) in ("v", "p") and word not in AMBIGUOUS for word in segment.cut(done.subject))
    if acts or not is_term(done.subject) or length(done.subject) < SHORTEST_ANSWER or re.search("[的将]", done.subject):
        return None
    return {"by": by["by"], "tool": done.subject, "purpose": done.predicate}


def _with_tool(statement: Statement) -> Question | None:
    """For example, "用概率密度函数来描述 X" asks "用什么来描述 X？"."""
    tool = TOOL.match(statement.clause.predicate) or _tool_with_verb(statement.clause.predicate)
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
    denied = re.search("[不没无未]", statement.clause.adverbs) is not None
    modal = next(filter(statement.clause.adverbs.endswith, ("会", "可以")), "")
    if statement.compound and modal and not denied:
        answer = f"{statement.clause.verb}{statement.clause.rest}"
        return Question(spaced(statement.question_head, f"{modal}怎样？"), answer)
    first, *more = split_outside(statement.clause.rest, "，,")
    if more and TIMES.fullmatch(first):
        # "通知一次，之后不再通知" is no answer to "几次".
        return Question(spaced(statement.question_head, "会怎样？"), statement.clause.predicate)
    alone = COPULAS if denied else COPULAS | OBJECT_VERBS
    if not statement.compound or statement.clause.verb.rstrip("了着过") in alone | PURPOSE_VERBS:
        return None
    if statement.clause.verb in CAN - PERHAPS:
        ask = "可以怎样？"
    elif statement.clause.verb in FORBIDS:
        ask = "有什么限制？"
    else:
        ask = "会做什么？" if _acts(statement.clause.rest) and statement.clause.verb in WILL else "会怎样？"
        ask = "做什么？" if _acts(statement.clause.predicate) else ask
    return Question(spaced(statement.question_head, ask), statement.clause.predicate)


def _acts(predicate: str) -> bool:
    """Whether somebody does something to something: "监控资源的使用情况", and not "进入等待状态"."""
    words = [word for word in segment.cut(predicate) if word.strip()]
    first = next((i for i, word in enumerate(words) if word not in ADVERBS), 0)
    if len(words) < first + 2 or len(words[first]) < 2 or segment.tag(words[first]) != "v":
        return False
    onto = words[first + 1]
    of_it = onto not in PARTICLES | LEADS_TO and segment.tag(onto)[:1] in ("n", "e", "m", "r", "")
    return of_it and words[first] not in BEFALLS | MODALS | COPULAS


def _led_to(statement: Statement) -> Question | None:
    """For example, "脏页会定期刷新到磁盘中" asks "脏页会定期刷新到哪里？", and "会被转换为 true" "会被转换成什么？"."""
    clause = statement.clause
    words = segment.cut(clause.predicate)
    open_verb = clause.verb in WILL - {"将"} | CAN - PERHAPS or "被" in words[:4]
    if statement.compound or "，" in clause.predicate or not open_verb or statement.carried:
        return None
    done = _goes(words, 1)
    if not done or {"把", "将", "来", "来说"} & set(words) or re.search("[不没无未]", "".join(words[:done])):
        return None
    answer, before = "".join(words[done:]).strip(), _becoming("".join(words[:done]))
    if len(answer) < TOO_LITTLE and not NAMES_SOMETHING.search(answer):
        return None
    what = _where(answer) if before.endswith(("在", "到", "至")) and not answer[0].isdigit() else ""
    return Question(spaced(statement.question_head, f"{WEAK_ADVERBS.sub('', before)}{what or '什么'}？"), answer)


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


def _towards_what(statement: Statement) -> Question | None:
    """For example, "CMS 对 CPU 资源非常敏感" asks "CMS 对什么非常敏感？"."""
    clause = statement.clause
    who, what = (clause.subject, "") if "对" not in clause.subject else clause.subject.split("对", 1)
    towards = TOWARDS.match(f"对{what}{clause.predicate}" if what else clause.predicate)
    if towards is None or segment.tag(towards["adjective"])[:1] != "a" or statement.carried > (not what):
        return None
    if what and (towards["adjective"] not in TO_SOMETHING or not is_term(who)):
        return None
    asked = f"{WEAK_ADVERBS.sub('', towards['adverbs'])}对什么{towards['how']}？"
    head = replace(statement, subject=who.strip()) if what else statement
    return Question(spaced(head.question_head, asked), towards["what"].strip())


def _compared(statement: Statement) -> Question | None:
    """For example, "进程的切换比线程的切换开销大" asks "进程的切换与线程的切换相比怎么样？"."""
    clause = statement.clause
    words = [word for word in segment.cut(clause.rest) if word.strip()] if clause.verb == "比" else []
    if len(words) < 2 or segment.tag(words[-1]) != "a" or statement.carried:
        return None
    side = len(words) > 2 and len(words[-2]) > 1 and words[-3] != "的" and segment.tag(words[-2])[:1] in ("n", "v")
    how = "".join(words[-2:] if side else words[-1:])
    other = clause.rest.removesuffix(how)
    if more := MORE.search(other):
        how, other = f"{more[0]}{how}", other[: more.start()]
    comma = "，" if statement.scene else ""
    asked = (
        f"{statement.scene}{comma}{clause.adverbial}{spaced(spaced(statement.subject, f'与{other}'), '相比怎么样？')}"
    )
    return Question(asked, f"{clause.adverbs}{how}") if other and is_term(other) else None


def _with_what(statement: Statement) -> Question | None:
    """For example, "输出与输入无关" asks "输出与什么无关？"."""
    related = RELATED.fullmatch(statement.clause.predicate)
    if related is None or statement.carried:
        return None
    asked = f"{WEAK_ADVERBS.sub('', related['adverbs'])}{related['with']}什么{related['how']}？"
    return Question(spaced(statement.question_head, asked), related["what"].strip())


def _what_is_unfit(statement: Statement) -> Question | None:
    """For example, "广播和多播不能用于 TCP" asks "什么不能用于 TCP？"."""
    clause = statement.clause
    name = split_outside(clause.rest, "，,")[0]
    fits = clause.verb == "用于" and not statement.carried and ONLY_NAME.fullmatch(name)
    if not fits or not re.search("[不无未]", clause.adverbs):
        return None
    comma = "，" if statement.scene else ""
    asked = spaced(f"{statement.scene}{comma}{clause.adverbial}什么{clause.adverbs}{clause.verb}", f"{name}？")
    return Question(asked, statement.subject, subject=name)


def _acts_by_itself(statement: Statement) -> Question | None:
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
    return _with_tool(plain) or _its_agent(plain) or _what_happens(plain) or _its_object(plain)


def _done_where(statement: Statement) -> Question | None:
    """For example, "对象在 Eden 区出生" asks "对象在哪里出生？", and "证书在握手之前发送" "证书在什么时候发送？"."""
    clause = statement.clause
    words = [word for word in segment.cut(clause.rest) if word.strip()] if clause.verb == "在" else []
    if len(words) < 2 or words[-1] in COPULAS or segment.tag(words[-1]) not in ("v", "vn"):
        return None
    place = clause.rest.removesuffix(words[-1]).strip()
    when, where = BEFORE_OR_AFTER.search(place), _where(place)
    if not (when or where) or (segment.tag(words[-1]) == "vn" and words[-2] not in LOCATIVES):
        return None
    asked = f"{WEAK_ADVERBS.sub('', clause.adverbs)}在{'什么时候' if when else where}{words[-1]}？"
    return Question(spaced(statement.question_head, asked), place)


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


def _who_made_it(statement: Statement) -> Question | None:
    """For example, "Nginx 由 Igor Sysoev 所开发" asks "Nginx 由谁开发？"."""
    clause = statement.clause
    predicate = clause.rest if clause.verb in COPULAS else clause.predicate
    made = BY_SOMEBODY.match(predicate)
    if made is None or not is_term(made["who"], LONGEST_MAKER):
        return None
    return Question(
        spaced(statement.question_head, f"由谁{made['verb']}？"), "，".join(filter(None, made.group("who", "when")))
    )


def _between(statement: Statement) -> Question | None:
    """For example, "GQA 介于 MHA 和 MQA 之间" asks "GQA 介于哪两者之间？"."""
    clause = statement.clause
    between = BETWEEN.match(clause.rest) if clause.verb == "介于" else None
    return Question(spaced(statement.question_head, "介于哪两者之间？"), between["both"]) if between else None


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
    if said := _said_of_it(statement):
        return said
    adverbs = WEAK_ADVERBS.sub("", clause.adverbs)
    if one := ONE_OF.match(clause.rest):
        return Question(spaced(head, f"{adverbs}是什么的{one['what']}？"), one["whose"])
    verb = "是" if clause.verb == "即为" else WEAK_ADVERBS.sub("", clause.verb).replace("为", "是")
    if QUANTITY.match(clause.rest):
        return Question(spaced(head, f"{adverbs}{verb}多少？"), clause.rest, "quantity")
    if not (statement.scene or adverbs or clause.adverbial) and _defines(clause, head):
        return Question(spaced("什么是", f"{head}？"), clause.rest, "definition")
    return Question(spaced(head, f"{adverbs}{verb}什么？"), clause.rest)


def _said_of_it(statement: Statement) -> Question | None:
    """Where 是 only stresses what something is like or does, or what for: "X 是常数级的", "X 是会重试"."""
    clause, head = statement.clause, statement.question_head
    adverbs = WEAK_ADVERBS.sub("", clause.adverbs)
    if clause.verb == "意为":
        return Question(spaced(head, "是什么意思？"), clause.rest)
    if DOES.match(clause.rest) and length(clause.rest) > SHORTEST_OUTCOME:
        return Question(spaced(head, f"{clause.adverbs}{clause.verb}做什么？"), DOES.sub("", clause.rest))
    if clause.rest.startswith("为了"):
        return Question(spaced(head, "是为了什么？"), clause.rest.removeprefix("为了"))
    if QUANTITY.match(clause.rest) or IN_STEPS.match(clause.rest):
        return None
    predicate = PREDICATE.match(clause.rest) and not ASPECT.search(head)
    asked = f"{adverbs}是怎样的？" if _describes(statement) else "会怎样？" if predicate else ""
    return Question(spaced(head, asked), clause.rest) if asked else None


def _describes(statement: Statement) -> bool:
    """Whether what stands behind 是 is what something is like: "常数级的", "有序的，但只保证分区内有序"."""
    rest = statement.clause.rest
    first = split_outside(rest, "，,")[0] if statement.compound else rest
    short = length(first) < LONGEST_ADJECTIVE
    return first.endswith("的") and (short or (first == rest and not FOR.match(rest)))


def _defines(clause: Clause, head: str) -> bool:
    """Whether what stands behind 是 is what the name before it means, and not one thing among others that it is."""
    meant = clause.verb in MEANS_IT and length(clause.rest) >= SHORTEST_DESCRIPTION
    return (
        "的" not in head
        and not NO_NAME.match(head)
        and bool(
            meant
            or IN_STEPS.match(clause.rest)
            or DEFINING.search(LAST_GLOSS.sub("", FOR_EXAMPLE.split(clause.rest)[0]))
        )
    )


def _what_it_is_for(statement: Statement) -> Question | None:
    clause = statement.clause
    if clause.verb not in PURPOSE_VERBS:
        return None
    adverbs = WEAK_ADVERBS.sub("", clause.adverbs)
    return Question(spaced(statement.question_head, f"{adverbs}{clause.verb}做什么？"), clause.rest)


def _by_whom(statement: Statement) -> Question | None:
    clause = statement.clause
    passive = PASSIVE.match(clause.rest)
    if passive is None or segment.tag(passive["agent"])[:1] in ("d", "a"):
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
        ask = "会做什么？" if not able and clause.verb in WILL and _acts(clause.rest) else ask
        # 将 may be "will" or, like 把, stand before the object: the answer keeps it.
        return Question(spaced(head, ask), clause.predicate if clause.verb == "将" else clause.rest)
    if clause.verb in MUST:
        if COUNTED_NOUN.match(clause.rest):
            return Question(spaced(head, f"{WEAK_ADVERBS.sub('', clause.adverbs)}{clause.verb}什么？"), clause.rest)
        return Question(spaced(head, f"{WEAK_ADVERBS.sub('', clause.adverbs)}{clause.verb}怎样？"), clause.rest)
    return None


def _moved(statement: Statement) -> Question | None:
    """For example, "CPU 将 pc 设置为中断向量" asks "CPU 将 pc 设置成什么？", and of more that is done, "做什么？"."""
    clause = statement.clause
    inner = clause.verb in WILL | CAN and clause.verb != "将"
    said = clause.rest if inner else f"{clause.verb}{clause.rest}"
    words = segment.cut(said[1:].strip()) if said[:1] in ("将", "把") else []
    acts = words[1:2] != ["的"] and bool(words) and segment.tag(words[0])[:1] in ("v", "d", "p")
    if not words or acts or words[0] in ADVERBS | {"多次"}:
        return None
    if not statement.question_head or not (statement.subject or statement.compound):
        return None
    done = 0 if statement.compound or "，" in said else _goes(words)
    adverbs = WEAK_ADVERBS.sub("", f"{clause.adverbs}{clause.verb if inner else ''}")
    if not done or words[done] in ("一", "一个", "一种"):
        asked = "是什么？" if WAY.search(statement.subject) else f"{adverbs}做什么？"
        return Question(spaced(statement.question_head, asked), said)
    answer = "".join(words[done:]).strip()
    before = f"{said[0]}{' ' if said[1:2] == ' ' else ''}{''.join(words[:done])}"
    what = _where(answer) if before.endswith(("在", "到", "至")) and not answer[0].isdigit() else ""
    return Question(spaced(statement.question_head, f"{adverbs}{_becoming(before)}{what or '什么'}？"), answer)


def _goes(words: Sequence[str], first: int = 2) -> int:
    """Where in "pc 设置为中断向量", "数据写到磁盘" stands what it leads to; 0 where it leads nowhere."""
    for i in range(first, len(words) - 1):
        leads = words[i] in LEADS_TO and words[i - 1] not in MODALS | ADVERBS
        leads = leads and segment.tag(words[i - 1]) in ("v", "vn") and words[max(i - 2, 0)] != "的"
        if leads or (words[i] in OBJECT_VERBS and words[i][2:] in LEADS_TO):
            return i + 1 if "".join(words[i + 1 :]).strip() and "来" not in words and words[-1] != "的" else 0
    return 0


def _becoming(verb: str) -> str:
    """The verb before 什么: "恢复为什么" would ask for the reason."""
    return f"{verb[:-1]}成" if BECOMES.search(verb) else verb


def _by_which_means(statement: Statement) -> Question | None:
    """For example, "切片可以基于已有的数组创建" asks "切片可以基于什么创建？"."""
    clause = statement.clause
    agent = AGENT.match(split_outside(clause.rest, "，,")[0]) if clause.verb in CAN else None
    if agent is None:
        return None
    asked = f"{WEAK_ADVERBS.sub('', clause.adverbs)}{clause.verb}{agent['by']}什么{agent['verb']}？"
    return Question(spaced(statement.question_head, asked), agent["agent"])


def _left_out(statement: Statement) -> Question | None:
    """For example, "编译器不内联带循环的函数" asks "编译器不内联什么？"."""
    clause = statement.clause
    words = [word for word in segment.cut(clause.rest) if word.strip()]
    if clause.verb not in DENIES or statement.compound or len(words) < 2 or statement.carried:
        return None
    acts = len(words[0]) > 1 and (words[0] in ANY_VERBS or segment.tag(words[0]) in ("v", "vn"))
    after = 2 if words[1] in BEHIND_VERB else 1
    what = clause.rest.removeprefix("".join(words[:after])).strip()
    if not acts or words[1] == "在" or words[0] in MODALS | TAKES_CLAUSE | COPULAS | LIGHT_VERBS | ADVERBS:
        return None
    if not is_subject(what) or take_apart(what) is not None:
        return None
    asked = f"{WEAK_ADVERBS.sub('', clause.adverbs)}{clause.verb}{''.join(words[:after])}什么？"
    return Question(spaced(statement.question_head, asked), what)


def _what_not(statement: Statement) -> Question | None:
    clause = statement.clause
    if clause.verb not in CANNOT:
        return None
    if left_out := _left_out(statement):
        return left_out
    if clause.verb in ("不能", "无法", "不可", "不可以", "不支持", "不允许", "不得", "不应", "不应该"):
        limit = STRESSED.sub("", clause.predicate)
        return Question(spaced(statement.question_head, "有什么限制？"), limit)
    if clause.verb in ("不是", "并不是"):
        return Question(spaced(statement.question_head, f"{clause.adverbs}{clause.verb}什么？"), clause.rest)
    question = "需要怎样？" if clause.verb in ("无需", "不需要", "不必", "不用") else "会怎样？"
    return Question(spaced(statement.question_head, question), clause.predicate)


def _its_object(statement: Statement) -> Question | None:
    clause = statement.clause
    bare_verb = clause.verb.rstrip("了着过")
    if bare_verb in ONLY_HOW and not (bare_verb == "基于" and ONLY_BASED.fullmatch(clause.rest)):
        return None
    if bare_verb in WRITTEN and WRITTEN_SO.match(clause.rest) and not NAMES_SOMETHING.search(statement.subject):
        return Question(f"{statement.question_head}{clause.verb}，怎么写？", clause.rest, "syntax")
    lies = bare_verb.endswith("在") and bare_verb != "存在"
    if where := "哪里" if bare_verb in IS_SOMEWHERE else _where(clause.rest) if lies else "":
        return Question(spaced(statement.question_head, f"{clause.adverbs}{clause.verb}{where}？"), clause.rest)
    if bare_verb in ("用", "靠") and ONLY_NAME.fullmatch(clause.rest):
        return Question(spaced(statement.question_head, f"{clause.adverbs}{clause.verb}什么？"), clause.rest)
    known = bare_verb in OBJECT_VERBS | ONLY_HOW or bare_verb.rstrip("于到成入出至给为作") in TAKES_OBJECT
    if not known and not (len(bare_verb) > 1 and segment.tag(bare_verb) == "v"):
        return None
    adverbs = WEAK_ADVERBS.sub("", clause.adverbs)
    rest = clause.rest
    what = _what(rest) if bare_verb in MEASURED or TIMES.fullmatch(rest) else "什么"
    if bare_verb == "需要" and _is_action(rest):
        what = "怎样"
    return Question(spaced(statement.question_head, f"{adverbs}{_becoming(clause.verb)}{what}？"), rest)


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
    verb = next((i for i in range(2, len(words)) if words[i] in OBJECT_VERBS), 0)
    rest, basis = "".join(words[verb:]), "".join(words[1:verb]).strip().removesuffix("来")
    if not verb or length(rest) > LONGEST_REST or segment.tag(words[verb - 1])[:1] not in ("n", "e", "q", ""):
        return None
    return Question(spaced(statement.question_head, f"{words[0]}什么{rest}？"), basis)


def _object_of_a_later_verb(statement: Statement) -> Question | None:
    """For example, "在 VGG-16 上得到 5 倍加速" asks "在 VGG-16 上得到多少？"."""
    predicate = statement.clause.predicate
    words = segment.cut(split_outside(predicate, "，,")[0])
    for i in range(1, len(words) - 1):
        done = len(words[i]) == 1 and words[i + 1] == "了" and segment.tag(words[i]) == "v"
        noun = words[i - 1] in ("的", "与", "和", "跟") or (
            words[i] in AMBIGUOUS and not COMPOUND_BREAK.match(words[i + 1].strip() or " ")
        )
        if (
            (done or words[i] in OBJECT_VERBS - COMPARES)
            and not (noun or LIGHT_VERBS & set(words[:i]))
            and words[i + 1] not in NOMINAL
            and words[i + 1] != "的"
            and "".join(words[i + 1 :]).strip(" 了")
        ):
            before = "".join(words[: i + 1]) + (words[i + 1] if words[i + 1] in BEHIND_VERB else "")
            answer = predicate[len(before) :]
            if words[0] == "在" and WHILE.match(answer):
                return None
            before = _becoming(before)
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
    _acts_by_itself,
    _towards_what,
    _compared,
    _with_what,
    _what_is_unfit,
    _done_where,
    _what_it_is_like,
    _moved,
    _led_to,
    _two_predicates,
    _both,
    _said_as_noun,
    _taken_as,
    _who_made_it,
    _made_of,
    _between,
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
