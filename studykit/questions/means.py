"""By what or by whom something is done: 用, 通过, 按, 以, 由 and 被 are asked for what stands behind them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from studykit import segment
from studykit.grammar import AMBIGUOUS, CAN, COPULAS, MODALS, OBJECT_VERBS, take_apart
from studykit.prose import split_outside
from studykit.questions.wording import SHORTEST_ANSWER, Question, about, untied
from studykit.statements import Statement
from studykit.terms import is_term, length
from studykit.text import spaced

#: "用概率密度函数来描述 X", "使用互斥锁实现同步": with what, and what for.
TOOL = re.compile(
    r"^(?P<by>[都也均还]?(?:可以|可|一般|通常|常)?(?:用(?![来于以])|使用|利用|采用|通过)了?)\s*(?P<tool>[\ue000-\uf8ff](?=\s*[来把将对])|(?:[^，,（(]|[（(][^）)]{1,60}[）)]){2,40}?)\s*(?P<purpose>(?:(?<!而)来(?!的)|把|将|让|(?<!针)(?<!相)(?<!面)对(?![应比称象于照齐话等外立]))[^，,]{2,40}|(?:实现|进行|作为)[^，,]{2,30})(?:，.*)?$"
)
#: "通过心跳与服务器保持会话": by what, and what is done.
BY_TOOL = re.compile(
    "(?P<by>[都也均还]?(?:可以|可|能够?|会|一般|通常|常|主要)?(?:通过|利用|借助|依靠))\\s*(?P<done>.{6,})"
)
#: "由内核决定": who or what does it, with the verb at the end.
AGENT = re.compile(
    r"^(?P<by>由|被|用|使用|通过|靠|依靠|利用|基于)\s*(?!来|于)(?P<agent>.+?)\s*(?P<verb>决定|控制|管理|负责|调用|使用|执行|指定|提供|维护|组成|构成|实现"
    r"|生成|创建|触发|定义|共享|支持|处理|产生|发起|引起|驱动|加载|调度|解析|转换|转发|发送|返回|确定|释放|回收|开发|扮演|规定|分配|保证|承担|完成|给出|维持|初始化|表示|衡量|计算|查看|测量|定位|读取|写入|释放|配置|设置)$"
)
#: Behind 会 and 可以: "被多个线程共享".
PASSIVE = re.compile(
    r"^被(?P<agent>.+?)(?P<verb>调用|使用|执行|访问|修饰|共享|引用|继承|读取|修改|写入|触发|创建|管理|识别|看到)$"
)
#: Behind 是: "由首部和数据组成的".
MADE_OF = re.compile(r"^由(?P<what>[^，,]{2,70}?)(?:所|共同|来)?(?P<verb>组成|构成|实现|决定|提供|规定|维护|管理)的?$")
#: "由 Igor Sysoev 所开发", "1985 年由 ISO 提出": somebody who did it.
BY_SOMEBODY = re.compile(
    r"^(?P<adverbs>[^由，]{0,16}?)由\s*(?P<who>[^，,]{2,40}?)\s*(?P<when>(?:于|在)\s*\d[^，,]{2,12}?)?\s*所?(?P<verb>开发|提出|发明|设计|制定|研发|发布|推出|创立|编写|创造|首创)(?:的|并.*)?$"
)
#: What belongs to the verb before it.
BEHIND = ("到", "在", "给", "成", "为")
#: How long the name of somebody may be, with what he is.
LONGEST_MAKER = 22
#: "按 A 决定 B" is asked for A, where B is short.
BASES, LONGEST_REST = frozenset("按 按照 根据 依据".split()), 8
#: "以 A 为单位" is asked for A.
TAKEN_AS = re.compile(r"^(?P<adverbs>[^以]{0,4})以\s*(?P<what>.{2,24}?)\s*作?$")
TAKEN_AS_UNIT = re.compile(r"^以\s*(?P<what>[^，,]{2,24}?)\s*[为作](?P<unit>[^，,的]{2,6})的?$")


def with_tool(statement: Statement) -> Question | None:
    """For example, "用概率密度函数来描述 X" asks "用什么来描述 X？"."""
    tool = TOOL.match(statement.clause.predicate) or _tool_with_verb(statement.clause.predicate)
    if tool is None:
        return None
    if statement.carried and "可" in tool["by"]:
        # Who does it is the reader: "可以通过定义 `NDEBUG` 来关闭断言".
        return Question(f"{statement.opening}通过什么可以{tool['purpose'].removeprefix('来')}？", tool["tool"])
    return Question(f"{spaced(statement.question_head, tool['by'])}什么{tool['purpose']}？", tool["tool"])


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


def its_agent(statement: Statement) -> Question | None:
    """For example, "页面大小由操作系统决定" asks "页面大小由什么决定？"."""
    clause = statement.clause
    agent = AGENT.match(split_outside(f"{clause.verb}{clause.rest}", "，,")[0])
    if (
        agent is None
        or agent["verb"] == agent["by"]
        or _is_done(agent["agent"])
        or segment.tag(segment.cut(agent["agent"])[-1])[:1] in ("a", "d")
    ):
        return None
    asked = f"{untied(clause.adverbs)}{agent['by']}什么{agent['verb']}？"
    return about(statement, asked, agent["agent"].removesuffix("来"))


def _is_done(agent: str) -> bool:
    """Whether what stands before the verb is done too, and is nobody: "被平均分配到各节点来处理"."""
    words = segment.words(agent)
    return len(words) > 2 and segment.tag(words[0])[:1] in ("v", "d") and words[1] in (*BEHIND, *OBJECT_VERBS)


def by_which_means(statement: Statement) -> Question | None:
    """For example, "切片可以基于已有的数组创建" asks "切片可以基于什么创建？"."""
    clause = statement.clause
    agent = AGENT.match(split_outside(clause.rest, "，,")[0]) if clause.verb in CAN else None
    if agent is None:
        return None
    asked = f"{untied(clause.adverbs)}{clause.verb}{agent['by']}什么{agent['verb']}？"
    return about(statement, asked, agent["agent"])


def by_what(statement: Statement) -> Question | None:
    """For example, "幅值剪枝按绝对值大小决定去留" asks "幅值剪枝按什么决定去留？"."""
    words = segment.cut(statement.clause.predicate)
    if not words or words[0] not in BASES:
        return None
    verb = next((i for i in range(2, len(words)) if words[i] in OBJECT_VERBS), 0)
    rest, basis = "".join(words[verb:]), "".join(words[1:verb]).strip().removesuffix("来")
    if not verb or length(rest) > LONGEST_REST or segment.tag(words[verb - 1])[:1] not in ("n", "e", "q", ""):
        return None
    return about(statement, f"{words[0]}什么{rest}？", basis)


def by_whom(statement: Statement) -> Question | None:
    """For example, "代码段可以被多个进程共享" asks "代码段可以被什么共享？"."""
    clause = statement.clause
    passive = PASSIVE.match(clause.rest)
    if passive is None or segment.tag(passive["agent"])[:1] in ("d", "a"):
        return None
    asked = f"{untied(clause.adverbs)}{clause.verb}被什么{passive['verb']}？"
    return about(statement, asked, passive["agent"])


def made_of(statement: Statement) -> Question | None:
    """For example, "TCP 报文是由首部和数据组成的" asks "TCP 报文由什么组成？"."""
    clause = statement.clause
    made = MADE_OF.match(clause.rest) if clause.verb in COPULAS else None
    return about(statement, f"由什么{made['verb']}？", made["what"]) if made else None


def who_made_it(statement: Statement) -> Question | None:
    """For example, "Nginx 由 Igor Sysoev 所开发" asks "Nginx 由谁开发？"."""
    clause = statement.clause
    predicate = clause.rest if clause.verb in COPULAS else clause.predicate
    made = BY_SOMEBODY.match(predicate)
    if made is None or not is_term(made["who"], LONGEST_MAKER):
        return None
    return about(statement, f"由谁{made['verb']}？", "，".join(filter(None, made.group("who", "when"))))


def taken_as(statement: Statement) -> Question | None:
    """For example, "磁盘的读写以扇区为单位" asks "磁盘的读写以什么为单位？"."""
    clause = statement.clause
    unit = TAKEN_AS.match(clause.adverbs) if clause.verb == "为" else None
    if clause.verb in COPULAS and (said := TAKEN_AS_UNIT.match(clause.rest)):
        return about(statement, f"以什么为{said['unit']}？", said["what"])
    if unit is None:
        return None
    return about(statement, f"{unit['adverbs']}以什么为{clause.rest}？", unit["what"])
