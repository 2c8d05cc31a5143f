"""What something does, can do, must do or is for.

The predicate is the answer as a whole, and the question takes only its modal verb: "X 会怎样？", "X 可以做什么？".
"""

from __future__ import annotations

import re

from studykit import segment
from studykit.grammar import (
    ADVERBS,
    CAN,
    COPULAS,
    MODALS,
    MUST,
    OBJECT_VERBS,
    PARTICLES,
    PERHAPS,
    PURPOSE_VERBS,
    WILL,
    Clause,
)
from studykit.prose import split_outside
from studykit.questions.denials import LIMITS
from studykit.questions.places import LEADS_TO
from studykit.questions.wording import DENIED, TIMES, Question, about, untied
from studykit.statements import Statement

#: What befalls something, and is not done by it.
BEFALLS = frozenset(
    "变成 变为 成为 产生 发生 出现 存在 具有 处于 属于 失去 继续 收到 受到 得到 导致 "
    "造成 引起 停止 丢失 增加 减少 降低 提高 下降 上升 失效 失败 阻塞 进入 返回 抛出 "
    "退出 结束 终止 保留 工作 运行 作用 影响 浪费 占用 消耗 触发 开始 存储 保存 存放 "
    "位于 退化 收敛 依赖 拥有 标记 增大 减小 作为 使得 有助于 乘以 除以 ".split()
)
#: What something can be taken for is asked with the verb: "可以理解为什么？".
SEEN_AS = re.compile(
    r"^(?P<verb>被?(?:简单)?(?:(?:理解|视|认|类比)(?:为|作|成)是?|(?:应用|适用|作用|运行|存在|兼容|追溯|归结|归因|等效|等价)(?:[于到在为]|(?<=用)在)|[看当][作做成]是?)|分[为成]|简称为?|称[为作])(?P<what>.{2,})$"
)
#: "要一份调用栈" asks "要什么？".
COUNTED_NOUN = re.compile(r"[一二两三四五六七八九十几多\d]+(?:个|份|种|块|条|张|组|次|台|些|段)")
#: What something can be like, and nothing that it can do.
ADJECTIVE = re.compile(r"[很较更太非极十]")
#: "既 A，又 B" is one answer.
BOTH = re.compile("既[^，]{2,}，[又也还]")


def what_happens(statement: Statement) -> Question | None:
    """For example, "守护进程会回收日志" asks "守护进程会做什么？", and "可以看作 Y" "可以看作什么？"."""
    clause = statement.clause
    adverbs = untied(clause.adverbs)
    if clause.verb in PERHAPS:
        return about(statement, "可能会怎样？", clause.rest.removeprefix("会"))
    if clause.verb in CAN and (seen := SEEN_AS.match(clause.rest)):
        return about(statement, f"{adverbs}{clause.verb}{seen['verb']}什么？", seen["what"])
    if clause.verb in CAN | WILL:
        able = clause.verb in CAN and not clause.rest.startswith("被")
        asked = "可以做什么？" if _brings_about(clause.rest) else "可以怎样？"
        asked = asked if able and not ADJECTIVE.match(clause.rest) else "会怎样？"
        asked = "会做什么？" if not able and clause.verb in WILL and _acts(clause.rest) else asked
        # 将 may be "will" or, like 把, stand before the object: the answer keeps it.
        return about(statement, asked, clause.predicate if clause.verb == "将" else clause.rest)
    if clause.verb in MUST:
        what = "什么" if COUNTED_NOUN.match(clause.rest) else "怎样"
        return about(statement, f"{adverbs}{clause.verb}{what}？", clause.rest)
    return None


def _brings_about(rest: str) -> bool:
    """Whether something can be done by it, and not with it or to it: "跨越文件系统", and not "在运行时修改"."""
    words = [word for word in segment.words(split_outside(rest, "，,")[0]) if word not in ADVERBS]
    acts = bool(words) and (
        segment.tag(words[0])[:1] == "v" or not (words[-1] in OBJECT_VERBS or segment.tag(words[-1]) == "v")
    )
    return acts and len(words) > 1 and words[0] not in BEFALLS


def two_predicates(statement: Statement) -> Question | None:
    """For example, "X 不再接收任务，也清空队列" asks "X 会怎样？": no question with one verb has both as its answer."""
    clause = statement.clause
    denied = DENIED.search(clause.adverbs) is not None
    modal = next(filter(clause.adverbs.endswith, ("会", "可以")), "")
    if statement.compound and modal and not denied:
        return about(statement, f"{modal}怎样？", f"{clause.verb}{clause.rest}")
    first, *more = split_outside(clause.rest, "，,")
    if more and TIMES.fullmatch(first):
        # "通知一次，之后不再通知" is no answer to "几次".
        return about(statement, "会怎样？", clause.predicate)
    alone = COPULAS if denied else COPULAS | OBJECT_VERBS
    if not statement.compound or clause.verb.rstrip("了着过") in alone | PURPOSE_VERBS:
        return None
    return about(statement, _asks_for_all(clause), clause.predicate)


def _asks_for_all(clause: Clause) -> str:
    """What a predicate of several verbs is asked with."""
    if clause.verb in CAN - PERHAPS:
        return "可以怎样？"
    if clause.verb in LIMITS | {"只能"}:
        return "有什么限制？"
    if _acts(clause.predicate):
        return "做什么？"
    return "会做什么？" if clause.verb in WILL and _acts(clause.rest) else "会怎样？"


def _acts(predicate: str) -> bool:
    """Whether somebody does something to something: "监控资源的使用情况", and not "进入等待状态"."""
    words = segment.words(predicate)
    first = next((i for i, word in enumerate(words) if word not in ADVERBS), 0)
    if len(words) < first + 2 or len(words[first]) < 2 or segment.tag(words[first]) != "v":
        return False
    onto = words[first + 1]
    of_it = onto not in PARTICLES | LEADS_TO and segment.tag(onto)[:1] in ("n", "e", "m", "r", "")
    return of_it and words[first] not in BEFALLS | MODALS | COPULAS


def both(statement: Statement) -> Question | None:
    """For example, "X 既不 A，又能 B" is asked for both halves."""
    predicate = statement.clause.predicate
    return about(statement, "会怎样？", predicate) if BOTH.match(predicate) else None


def what_it_is_for(statement: Statement) -> Question | None:
    """For example, "布隆过滤器用来判断元素是否存在" asks "布隆过滤器用来做什么？"."""
    clause = statement.clause
    if clause.verb not in PURPOSE_VERBS:
        return None
    return about(statement, f"{untied(clause.adverbs)}{clause.verb}做什么？", clause.rest)
