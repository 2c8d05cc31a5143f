"""What something is, means or is like.

是, 指 and 叫 define ("什么是 X？") where what stands behind them is a kind of thing; else they only say something of it
("X 是什么？", "X 是怎样的？"). 很 and 不 before an adjective say what it is like.
"""

from __future__ import annotations

import re

from studykit import fields, segment
from studykit.grammar import COPULAS, Clause
from studykit.prose import split_outside
from studykit.questions.wording import QUANTITY, SHORTEST_OUTCOME, Question, about, untied
from studykit.statements import NAMES_SOMETHING, Statement
from studykit.statements.subjects import is_done_by_somebody
from studykit.terms import head_of, is_term, length
from studykit.text import spaced

#: What defines: a kind of thing with what makes it one ("一种 …", "… 的集合"), or what it is for.
DEFINING = re.compile(r"的$|^(?:一[种个类组套项份条段块]|这样一种|用来|用于|指)|的[^的，]{1,12}$")
#: A name in brackets at the end, which hides what a definition ends in.
LAST_GLOSS = re.compile(r"\s*[（(][^（）()]*[）)]$")
#: What only goes on with what something is.
FOR_EXAMPLE = re.compile("，(?:例如|比如|譬如|如|它|其|是|也是|包括|即|主要)")
#: Verbs that give a name.
CALLED = frozenset("叫 叫做 叫作 称为 称作 称之为".split())
#: Verbs behind which stands what a name means.
MEANS_IT = frozenset("指 是指 就是指 指的是 指的就是".split())
#: How long what is named must be, to say what the name means.
SHORTEST_DESCRIPTION = 7
#: "复制算法是将内存分为两块，每次只用一块，…": what is done, in more than one clause.
IN_STEPS = re.compile("(?:通过|将|把|利用|对|从|用|使用|让|在|以|根据|按照?|先|首先|采用)[^，]{3,}[^，的]，")
#: Behind 是 these begin what something does: "append 是会分配新的数组".
PREDICATE = re.compile("也?(?:会(?![话议员计])|可以|能够|需要|应该|必须|(?:不|没有|无法)(?:会|能|需要|必|再)|才[会能])")
#: A side of something, which is something, whatever stands behind 是: "关键思想是使用哈希函数".
ASPECT = re.compile(
    "(?:目[的标]|作用|用途|[好坏]处|[优缺]点|[优劣]势|特[点性]|思[想路维]|原[理则因]|本质|实质|关键|核心|区别|问题|功能|任务|理解|方[法式案]|[做办]法"
    "|途径|手段|策略|不足|意义|建议|前提|条件|要求|习惯|实现)$"
)
#: What is told apart by where it stands or how many there are of it has no name: "最后一层是什么？".
NO_NAME = re.compile(
    ".*即$|每|最[后先前]|第[一二两三四五六七八九十\\d]|[一某]个|所有|任何|整体|全部|其余|其中|中间|前面|后面"
)
#: "有序集合的底层实现之一": of what it is one; the same name may be defined elsewhere.
ONE_OF = re.compile("(?P<whose>[^，的是一最]{2,16})的(?P<what>[^，的]{1,13}[^，的分]之一)$")
#: "在数据库层完成的，而不是在引擎层": what it is not like.
BUT = re.compile("的，而不是|的，而非")
#: "持久化主要是做灾难恢复".
DOES = re.compile("用?来?做(?![了过法工事出为成])")
#: "提供及时响应是其主要特点".
IS_ITS = re.compile("(?P<what>[^，]{4,40}?)(?:就|便|正)?是(?:其|它的)(?P<side>[^，的]{2,8})")
#: "常数级的" describes and does not define.
LONGEST_ADJECTIVE = 7
#: "是按照次序来执行": how it is done.
IN_A_WAY = re.compile(
    r"^(?:按照?|根据|通过|以(?![太及致下上内外前后]))(?:[^，,]{2,30}(?:来[^，,的]{1,6}|进行[^，,的]{0,6})(?:的?$|，)|[^，,的]{2,}$)|^每隔?\s*[\d一几][^，的]*[^的]$|^每隔[^的]+$"
)
#: A predicate that is an adjective: "非常小", "更加快速".
LIKE = re.compile(
    "(?P<how>(?:很|非常|比较|更加?|较为?|更为|十分|最|极其?|极为|[并都]?不)\\s*(?P<adjective>[\u4e00-\u9fff]{1,4})(?:（[^（）]*）)?)(?:，|$)"
)
#: "不是压缩而是提高精度", where grammar takes 压缩 for the verb.
NOT_BUT = re.compile("(?:并?不是|并非)[^，。；]*而是")
#: Without what it is compared with, "更快" says nothing.
COMPARED = re.compile("[与和跟比]")
#: What a name with a verb in it ends in.
OF_A_KIND = re.compile(
    "(?:法|协议|模型|机制|控制|管理|系统|技术|策略|模式|状态|过程|阶段|操作|[器率性层表树图池锁项式度量值类型])$"
)
#: How what something is like is asked.
LIKE_WHAT = "怎么样？"


def its_name(statement: Statement) -> Question | None:
    """For example, "被启动的网格叫子网格" asks "什么是子网格？"."""
    clause = statement.clause
    name = split_outside(clause.rest, "，,：:")[0]
    if clause.verb not in CALLED or statement.scene or statement.carried or not is_term(name):
        return None
    described = "的" in statement.subject or length(statement.subject) >= SHORTEST_DESCRIPTION
    if not described:
        return None
    return Question(spaced("什么是", f"{name}？"), statement.subject, "definition", subject=name)


def one_side(statement: Statement) -> Question | None:
    """For example, "提供及时响应是其主要特点" asks "实时操作系统的主要特点是什么？"."""
    said = IS_ITS.fullmatch(statement.clause.predicate)
    if said is None or not statement.subject or not ASPECT.search(said["side"]):
        return None
    return about(statement, f"的{said['side']}是什么？", said["what"])


def not_but(statement: Statement) -> Question | None:
    """For example, "剪枝的目的不是压缩而是提高精度" asks "剪枝的目的是什么？"."""
    clause = statement.clause
    denied = clause.verb in ("不是", "并非") and "而是" in clause.rest
    return about(statement, "是什么？", clause.predicate) if denied or NOT_BUT.match(clause.predicate) else None


def in_which_way(statement: Statement) -> Question | None:
    """For example, "更新是按逆序进行的" asks "更新是怎样的？"."""
    clause = statement.clause
    if clause.verb not in COPULAS or not IN_A_WAY.match(clause.rest) or statement.subject.endswith("的"):
        return None
    adverbs = untied(clause.adverbs)
    return about(statement, f"{adverbs}{clause.verb}怎样的？", clause.rest)


def what_it_is_like(statement: Statement) -> Question | None:
    """For example, "插入的效率不高" asks "插入的效率怎么样？"."""
    clause = statement.clause
    like = LIKE.match(clause.predicate)
    of_something = "的" in statement.subject or NAMES_SOMETHING.search(statement.subject)
    compared = like is None or not like["how"].startswith("更") or COMPARED.search(statement.question_head)
    if like is None or not (of_something and compared) or segment.tag(like["adjective"])[:1] != "a":
        return None
    return about(statement, LIKE_WHAT, like["how"])


def what_it_is(statement: Statement) -> Question | None:
    """For example, "栈是一种线性表" asks "什么是栈？", and "栈顶是最后入栈的元素" "栈顶是什么？"."""
    clause, head = statement.clause, statement.question_head
    # "为 JVM 服务" says for whom, and not what it is.
    if clause.verb not in COPULAS or (clause.verb == "为" and clause.rest.endswith("服务")):
        return None
    if said := _said_of_it(statement):
        return said
    adverbs = untied(clause.adverbs)
    if one := ONE_OF.match(clause.rest):
        return about(statement, f"{adverbs}是什么的{one['what']}？", one["whose"])
    verb = "是" if clause.verb == "即为" else untied(clause.verb).replace("为", "是")
    if QUANTITY.match(clause.rest):
        return about(statement, f"{adverbs}{verb}多少？", clause.rest, "quantity")
    if not (statement.scene or adverbs or clause.adverbial) and _defines(clause, head):
        return Question(spaced("什么是", f"{head}？"), clause.rest, "definition")
    return about(statement, f"{adverbs}{verb}什么？", clause.rest)


def _said_of_it(statement: Statement) -> Question | None:
    """Where 是 only stresses what something is like or does, or what for: "X 是常数级的", "X 是会重试"."""
    clause, head = statement.clause, statement.question_head
    adverbs = untied(clause.adverbs)
    if clause.verb == "意为":
        return about(statement, "是什么意思？", clause.rest)
    if DOES.match(clause.rest) and length(clause.rest) > SHORTEST_OUTCOME:
        return about(statement, f"{clause.adverbs}{clause.verb}做什么？", DOES.sub("", clause.rest))
    if clause.rest.startswith("为了"):
        return about(statement, "是为了什么？", clause.rest.removeprefix("为了"))
    if QUANTITY.match(clause.rest) or IN_STEPS.match(clause.rest):
        return None
    predicate = PREDICATE.match(clause.rest) and not ASPECT.search(head)
    asked = f"{adverbs}是怎样的？" if _describes(statement) else "会怎样？" if predicate else ""
    return about(statement, asked, clause.rest) if asked else None


def _describes(statement: Statement) -> bool:
    """Whether what stands behind 是 is what something is like: "常数级的", "有序的，但只保证分区内有序"."""
    rest = statement.clause.rest
    first = split_outside(rest, "，,")[0] if statement.compound or BUT.search(rest) else rest
    first, rest = LAST_GLOSS.sub("", first), LAST_GLOSS.sub("", rest)
    short = length(first) < LONGEST_ADJECTIVE
    described = first.endswith("的") and (short or first == rest or BUT.search(rest) is not None)
    return described and not ASPECT.search(statement.subject)


def _is_a_deed(head: str) -> bool:
    """Whether a head says what happens and names nothing: "脏页刷入磁盘", and not "时钟置换算法"."""
    name = head_of(head)
    return is_done_by_somebody(name) and not fields.of(name) and not OF_A_KIND.search(name)


def _defines(clause: Clause, head: str) -> bool:
    """Whether what stands behind 是 is what the name before it means, and not one thing among others that it is."""
    meant = clause.verb in MEANS_IT and length(clause.rest) >= SHORTEST_DESCRIPTION
    return (
        "的" not in head
        and not (NO_NAME.match(head) or _is_a_deed(head))
        and bool(
            meant
            or IN_STEPS.match(clause.rest)
            or DEFINING.search(LAST_GLOSS.sub("", FOR_EXAMPLE.split(clause.rest)[0]))
        )
    )
