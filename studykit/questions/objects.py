"""What a verb acts on, asked with the verb itself: "X 支持什么？", "X 占用多少？", "X 位于哪里？"."""

from __future__ import annotations

import re

from studykit import segment
from studykit.grammar import (
    ADVERBS,
    AMBIGUOUS,
    ANY_VERBS,
    CAN,
    COMPARES,
    COMPOUND_BREAK,
    COPULAS,
    MODALS,
    MUST,
    NOMINAL,
    OBJECT_VERBS,
    OF_OBJECT,
    SHORT_VERBS,
    TURNS_INTO,
    WILL,
    Clause,
    take_apart,
)
from studykit.prose import CLOSING, MASK, OPENING, split_outside
from studykit.questions.places import asks_where
from studykit.questions.wording import ONLY_NAME, Question, about, asks_for, becoming, is_measure, untied
from studykit.statements import NAMES_SOMETHING, Statement
from studykit.terms import is_subject
from studykit.text import spaced

#: Verbs that take an object, whatever stands behind them.
TAKES_OBJECT = ANY_VERBS | SHORT_VERBS | TURNS_INTO
#: Verbs whose object may be a number: "占用 48 KB" asks "占用多少？", "使用 443 端口" does not.
MEASURED = frozenset(
    "有 占 占用 等于 超过 达到 需要 消耗 花费 增加 减少 降低 提高 提升 缩小 增大 只有 得到 包含".split()
)
#: Words that say in which role or way, and leave what is done to a second verb.
ONLY_HOW = frozenset("作为 借助 基于 凭借".split())
#: "基于贝叶斯方法" names all that it is based on.
ONLY_BASED = re.compile("[^，来将把进实开做]{2,24}")
#: "二维数组定义 `int a[2][2]`" shows how something is written.
WRITTEN, WRITTEN_SO = frozenset("定义 声明 初始化".split()), re.compile(rf"{MASK}(?:\s|$)")
#: Verbs behind which stands a place.
IS_SOMEWHERE = frozenset("位于 运行于 存放于 存储于 保存于 存在于".split())
#: Verbs that make a noun of the verb behind them: "进行直接交付".
LIGHT_VERBS = frozenset("进行 加以 予以".split())
#: "实现简单": the verb is a noun, and this is what it is like, or means.
LIKE = re.compile(
    "表示(?!法)|意味着|(?:很|非常|比较|较为?|更加?)?(?:简单|复杂|方便|容易|困难|灵活|高效|繁琐|麻烦)(?:$|[，但且又、])"
)
#: To whom.
TOWARDS = frozenset("向 给".split())
#: What belongs to the verb before it, and not to its object.
BEHIND_VERB = frozenset("了 着 过 到 为 成 在 于 出".split())
#: "先保存键再保存值": one thing after the other.
FIRST, NEXT = re.compile("先$"), re.compile("[，,]?再(?![次生])")
#: "在创建文件时 …": when something is done, and no object.
WHILE = re.compile("[^，]{1,8}(?:时|的时候|之?后|之?前|过程中)")

#: "在实现上做了优化": where, with a verb for its name.
WHERE = re.compile("[上中里](?=\\S)")
#: What is done with an object behind its verb: "执行指令向内核请求服务".
ONTO = re.compile("(?:都|也|就|则|便)?[向把将](?![量来军])")
#: What it does stands behind such a word: "等待响应也需要 …", "启动服务往往要 …".
ALSO = re.compile("[亦也就则便均]|都|往往|通常")
#: "提供及时响应是其意义": what was said before the verb is told about.
ITS = re.compile("其|它")
#: "保证误差最小": how it becomes, and nothing that is acted on.
MOST = re.compile("最[\u4e00-\u9fff]{1,2}")


def its_object(statement: Statement) -> Question | None:
    """For example, "切片包含指针、长度和容量" asks "切片包含什么？"."""
    clause = statement.clause
    bare_verb = clause.verb.rstrip("了着过")
    if bare_verb in ONLY_HOW and not (bare_verb == "基于" and ONLY_BASED.fullmatch(clause.rest)):
        return None
    if bare_verb in WRITTEN and WRITTEN_SO.match(clause.rest) and not NAMES_SOMETHING.search(statement.subject):
        return Question(f"{statement.question_head}{clause.verb}，怎么写？", clause.rest, "syntax")
    lies = bare_verb.endswith("在") and bare_verb != "存在"
    where = "哪里" if bare_verb in IS_SOMEWHERE else asks_where(split_outside(clause.rest, "，,")[0]) if lies else ""
    if where:
        return about(statement, f"{clause.adverbs}{clause.verb}{where}？", clause.rest)
    if bare_verb in ("用", "靠") and ONLY_NAME.fullmatch(clause.rest):
        return about(statement, f"{clause.adverbs}{clause.verb}什么？", clause.rest)
    known = bare_verb in OBJECT_VERBS | ONLY_HOW or bare_verb.rstrip("于到成入出至给为作掉") in TAKES_OBJECT
    known = known or (len(bare_verb) > 1 and segment.tag(bare_verb) == "v")
    if not known or lies or _is_no_object(bare_verb, clause):
        return None
    measured = bare_verb in MEASURED or bare_verb.removesuffix("为") in TURNS_INTO
    what = asks_for(clause.rest) if measured or is_measure(clause.rest) else "什么"
    if bare_verb == "需要" and _is_action(clause.rest):
        what = "怎样"
    return about(statement, f"{untied(clause.adverbs)}{becoming(clause.verb)}{what}？", clause.rest)


def _is_no_object(verb: str, clause: Clause) -> bool:
    """Whether what stands behind a verb is nothing that it acts on, or more than that."""
    in_order = FIRST.search(clause.adverbs) and NEXT.search(clause.rest)
    other = LIKE.match(clause.rest) or MOST.fullmatch(clause.rest) or clause.rest.startswith("，")
    return bool(in_order or other) or _goes_on(verb, clause.rest)


def _goes_on(verb: str, rest: str) -> bool:
    """Whether what stands behind a verb tells what its object does: "等待响应就可以 …", and not "说明服务可以 …"."""
    taken = None if verb in COPULAS else take_apart(split_outside(rest, "，,")[0])
    if taken is None or not is_subject(taken.subject):
        return False
    if verb in OF_OBJECT or taken.verb in COPULAS:
        return taken.verb == "是" and ITS.match(taken.rest) is not None
    return (
        taken.verb in CAN | WILL | MUST - {"要"}
        or bool(ONTO.match(taken.predicate))
        or bool(ALSO.search(taken.adverbs))
    )


def _is_action(rest: str) -> bool:
    """Whether what is needed is that something is done ("先创建子进程"), and not a thing ("显式的语法")."""
    first = next(iter(segment.cut(rest)), "")
    acts = first in ADVERBS or segment.tag(first)[:1] in ("d", "v", "p")
    return acts and not re.match(r"[^，]{1,6}的", rest)


def done_towards(statement: Statement) -> Question | None:
    """For example, "客户端向服务器发送 SYN" asks "客户端向服务器发送什么？"."""
    clause = statement.clause
    words = segment.cut(split_outside(clause.rest, "，,")[0]) if clause.verb in TOWARDS else []
    acts = next((i for i, word in enumerate(words) if i and len(word) > 1 and segment.tag(word) == "v"), 0)
    if not acts or acts + 1 == len(words) or "的" in words[:acts] or not words[acts + 1].strip() or statement.carried:
        return None
    after = acts + 2 if words[acts + 1] in BEHIND_VERB else acts + 1
    before, what = "".join(words[:after]), "".join(words[after:])
    if words[acts] in LIGHT_VERBS | MODALS or not is_subject(what) or clause.rest != f"{before}{what}":
        return None
    return about(statement, f"{untied(clause.adverbs)}{spaced(clause.verb, before)}什么？", what)


def object_of_a_later_verb(statement: Statement) -> Question | None:
    """For example, "在 VGG-16 上得到 5 倍加速" asks "在 VGG-16 上得到多少？"."""
    predicate = statement.clause.predicate
    words = segment.cut(split_outside(predicate, "，,")[0])
    depth = sum(c in OPENING for c in words[0])
    for i in range(1, len(words) - 1):
        depth += sum(c in OPENING for c in words[i]) - sum(c in CLOSING for c in words[i])
        if depth > 0:
            continue
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
            if (words[0] == "在" and (WHILE.match(answer) or WHERE.match(answer))) or _goes_on(
                words[i], answer.strip()
            ):
                return None
            before = becoming(before)
            where = asks_where(answer) if before.endswith("在") else ""
            if before.endswith("在") and not where:
                return None
            what = asks_for(answer) if words[i] in MEASURED else where or "什么"
            return about(statement, f"{untied(before)}{what}？", answer)
    return None
