"""Where something happens, where it is brought, and what it is made into: "在哪里？", "写到哪里？", "转换成什么？"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from studykit import segment
from studykit.grammar import ADVERBS, CAN, COPULAS, MODALS, OBJECT_VERBS, PERHAPS, WILL
from studykit.questions.wording import DENIED, Question, about, becoming, untied
from studykit.statements import NAMES_SOMETHING, Statement
from studykit.terms import GLOSS, length

#: "将 pc 设置为 …", "把数据写到 …": what stands behind a verb that leads to something.
LEADS_TO = frozenset("为 成 作 到 至 在 入 于".split())
#: Two words of Chinese, without a name or number, are seldom worth a question of their own ("下标变成什么？" – "常量").
TOO_LITTLE = 4
#: What is told with "把 X …" here is no deed of the subject: "正确的做法是 …".
WAY = re.compile("(?:步骤|流程|过程|方法|做法|用法|方式|办法|目标|任务|策略|思路|原则|要点)$")
#: "在当前目录下寻找文件": where something is done, and no answer to where it is.
LOCATIVES = frozenset("上 下 里 中 内 处 时 后 前 之后 之前 之间 期间".split())
#: "在内存中" answers "在哪里？"; "在读写性能上做了权衡" does not.
LONGEST_PLACE, HAPPENS = 12, re.compile(r"[了着，时年]|进行|做|使用")
#: What answers "在什么时候？".
BEFORE_OR_AFTER = re.compile("(?:之前|之后|以前|以后)$")


def done_where(statement: Statement) -> Question | None:
    """For example, "对象在 Eden 区出生" asks "对象在哪里出生？", and "证书在握手之前发送" "证书在什么时候发送？"."""
    clause = statement.clause
    words = segment.words(clause.rest) if clause.verb == "在" else []
    if len(words) < 2 or words[-1] in COPULAS or segment.tag(words[-1]) not in ("v", "vn"):
        return None
    place = clause.rest.removesuffix(words[-1]).strip()
    when, where = BEFORE_OR_AFTER.search(place), asks_where(place)
    if not (when or where) or (segment.tag(words[-1]) == "vn" and words[-2] not in LOCATIVES):
        return None
    asked = f"{untied(clause.adverbs)}在{'什么时候' if when else where}{words[-1]}？"
    return about(statement, asked, place)


def led_to(statement: Statement) -> Question | None:
    """For example, "脏页会定期刷新到磁盘中" asks "脏页会定期刷新到哪里？", and "会被转换为 true" "会被转换成什么？"."""
    clause = statement.clause
    words = segment.cut(clause.predicate)
    open_verb = clause.verb in WILL - {"将"} | CAN - PERHAPS or "被" in words[:4]
    closed = statement.compound or statement.carried or clause.adverbs.startswith("是")
    if closed or "，" in clause.predicate or not open_verb:
        return None
    done = _goes(words, 1)
    if not done or {"把", "将", "来", "来说"} & set(words) or DENIED.search("".join(words[:done])):
        return None
    answer, before = "".join(words[done:]).strip(), becoming("".join(words[:done]))
    if len(answer) < TOO_LITTLE and not NAMES_SOMETHING.search(answer):
        return None
    return about(statement, f"{untied(before)}{_asks_where_to(before, answer)}？", answer)


def moved(statement: Statement) -> Question | None:
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
    adverbs = untied(f"{clause.adverbs}{clause.verb if inner else ''}")
    if not done or words[done] in ("一", "一个", "一种"):
        asked = "是什么？" if WAY.search(statement.subject) else f"{adverbs}做什么？"
        return about(statement, asked, said)
    answer = "".join(words[done:]).strip()
    before = f"{said[0]}{' ' if said[1:2] == ' ' else ''}{''.join(words[:done])}"
    return about(statement, f"{adverbs}{becoming(before)}{_asks_where_to(before, answer)}？", answer)


def _goes(words: Sequence[str], first: int = 2) -> int:
    """Where in "pc 设置为中断向量", "数据写到磁盘" stands what it leads to; 0 where it leads nowhere."""
    for i in range(first, len(words) - 1):
        leads = words[i] in LEADS_TO and words[i - 1] not in MODALS | ADVERBS
        leads = leads and segment.tag(words[i - 1]) in ("v", "vn") and words[max(i - 2, 0)] != "的"
        if leads or (words[i] in OBJECT_VERBS and words[i][2:] in LEADS_TO):
            return i + 1 if "".join(words[i + 1 :]).strip() and "来" not in words and words[-1] != "的" else 0
    return 0


def _asks_where_to(verb: str, answer: str) -> str:
    """What asks for where a verb leads to: a place, or what something is made into."""
    place = asks_where(answer) if verb.endswith(("在", "到", "至")) and not answer[0].isdigit() else ""
    return place or "什么"


#: "1 到 5 之间", "m/2 和 m 之间", "150 到 200 左右": from where to where a number lies.
RANGE = re.compile(r"[^\u4e00-\u9fff]+[到至和与~～][^\u4e00-\u9fff]+(?:之间|左右|上下|以内)?|\d.*[到至~～].*之间")


def asks_where(place: str) -> str:
    """How a place is asked for; empty where the words name none. A remark in brackets behind it may be long."""
    place = GLOSS.sub("", place).strip()
    if length(place) > LONGEST_PLACE or HAPPENS.search(place):
        return ""
    words = segment.cut(place)
    if any(word in ADVERBS | MODALS for word in words) or LOCATIVES & set(words[:-1]):
        return ""
    return "什么范围" if RANGE.fullmatch(place) else "哪里"
