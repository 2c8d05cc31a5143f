"""The members of a set: a line that announces a list, and the heads of its items."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit import prose
from studykit.asides import ASIDE
from studykit.counted import COUNTED, number_of, which
from studykit.grammar import POINTER
from studykit.model import Fact
from studykit.patterns import Place, pattern
from studykit.patterns._items import (
    DIFFERS,
    OF_A_KIND,
    OF_PARTS,
    PLURAL,
    POINTS_ON,
    alike,
    answer_of,
    before_rest,
    foreign_names,
    is_question,
    lead_in,
    set_of,
    without_remarks,
)
from studykit.patterns._lead import CLOSING_WORD, MANY, TOLD_TO, announced, of_heading, take_apart_subject
from studykit.patterns._lead import question as asked
from studykit.patterns._steps import steps_of
from studykit.prose import MASK, MASKED
from studykit.statements import COLON
from studykit.terms import GLOSS, head_of, is_aspect, is_label, is_term, length
from studykit.text import spaced
from studykit.topics import lead_topic, names_one

#: "配置了阈值时：" sets a scene, and "驱逐顺序为：" begins a statement.
NO_HEAD = re.compile(r".{2}(?:[^同小及暂临实]时|[^行作]为)$")
#: Parts of a text, and members of nothing.
NO_MEMBER = re.compile(r"^(?:背景|相关)(?:知识|介绍|接口|概念|内容|函数|资料)$")
#: "各层功能详述如下" stands over the layers, and not over what it names.
OF_EACH = re.compile(r"^各[个层类级][^，]{0,2}(?:功能|作用|含义|特点|说明|职责)")
#: A heading may name one thing by these, and the list below tells of its sides.
ONE_OR_MANY = re.compile(rf"(?:{OF_PARTS}|框架|引擎)$")
#: What stands before the name of a set: "常见的锁".
COMMON = re.compile("常见|常用|主要|几[种个类]|各[种类]")
#: "优点总结" are 优点, and so are "一些优点".
SUMMARY = re.compile(
    r"(?:^|(?<=的))(?:一些|几[个种])(?=..)|(?<=..)的?(?:总结|小结|汇总|一览|整理|概述|简介|介绍|详解)$"
)
#: What a line above a list names of which the items are no kinds: a case, one way of several, a course of events.
NO_SET = re.compile(
    "(?:流程|过程|步骤|[^同及实临小]时)$|(?:正常|异常|特殊|最[好坏]|极端|一般|理想)情况$|^第[一二三四五六七八九十]|^(?:先|再|然后|接着)"
    "|较[高低大小多少快慢]$|过[大小多高低]$|不够$|一致$|[^，和与]{4,}(?<![和与])不足$"
)
#: What sentences tell, whatever names they begin with.
NO_NAMES = re.compile("[点条]|方面|区别|不同|差异|原因|注意")
#: What somebody wants to reach: "降低延迟".
SOUGHT = re.compile(
    "(?:提高|提升|降低|减少|避免|防止|缓解|抑制|加快|改善|增强)(?=[\u4e00-\u9fffA-Za-z ]{2})(?!.*(?:的|率|器|法|性)$)"
)
#: A line that says what some code does: "`tar -xf a.tar` 解压".
TOLD_CODE = re.compile(rf"(?:[\u4e00-\u9fff][^，。：]*\s*)?{MASK}(?:\s*[\u4e00-\u9fff（(][^，。：]*(?:{MASK})?)?$")
#: An option of a command.
OPTION = re.compile("`-{1,2}[A-Za-z]")
#: A call alone on its line.
CALL = re.compile(r"[A-Za-z_][\w.]*\([^()]*\)$")
MOST, LEAST = 9, 2
MOST_SENTENCES, LONGEST_SENTENCE = 8, 44
#: What a line announces stands at its end, or is counted.
ANNOUNCES = re.compile(
    rf"(?:{MANY.pattern})(?:有|是|为|包括|如下)?$|.(?<![没具])(?:有|包括|包含|分别是|分别为)$|(?<![第每这那])(?:[二两三四五六七八九几]|(?<![\d.第])\s?[2-9])\s*大?(?:个|种|类|条|点|步|件|项|部分|方面|层|阶段)"
    r"|(?:以下|如下|下列|下面)的?(?:几|[一二两三四五六七八九\d])?(?:个|种|类|条|点|项)?(?:区别|情形|情况|规则|场景|条件|特点|特性|原因|方法|方式|优点|缺点|原则|问题|功能|限制|因素|操作|处理|类型|要求|事件|组件)"
    r"|有(?:以下|如下|下列)的?(?!.*(?:代码|例子|命令|内容|文章|资料|链接|说明|图|表)$)[\u4e00-\u9fff]{2,8}$"
)


@pattern("listing", on="block", rank=50, claims=False, kinds=("item", "table"))
def find(place: Place) -> Iterator[Fact]:
    """``执行空间限定符：`` and a list of ``- `__global__`：…`` ask for the members by name."""
    if place.block.kind == "table" and place.lead is not None:
        yield from _of_table(place, place.lead)
    if place.block.kind != "item" or place.block.position != 1 or steps_of(place):
        return
    if place.lead is None:
        yield from _below_heading(place)
    elif not any(NO_MEMBER.match(_head(item)) for item in place.group):
        yield from _below_line(place, place.lead)


def _below_line(place: Place, lead: Place) -> Iterator[Fact]:
    """The members' names where every item has one, else the items themselves where the line announces them."""
    said = POINTER.sub("", lead.show(lead_in(lead))).rstrip("：:，, ")
    if (_tells(lead) and not which(said)) or _miscounted(said, place.group) or OF_EACH.match(said):
        return
    said = SUMMARY.sub("", TOLD_TO.sub("", CLOSING_WORD.sub("", said)))
    topic = lead_topic(said)
    if place.block.ordered and re.search("步骤|流程|过程|顺序", topic or said):
        return
    items = without_remarks(place.group)
    heads = [_head(item) for item in items]
    announces = lead.prose.text.rstrip().endswith(("：", ":"))
    several = POINTS_ON.search(lead.prose.text) or OF_A_KIND.search(topic)
    if announces and several and not all(heads) and not NO_NAMES.search(said):
        heads = foreign_names(items) or heads
    lines = lead.block.span.first, items[-1].block.span.last
    if NO_SET.search(topic):
        return
    if _explains_code(lead):
        yield from _options(place, lead, heads, lines)
        return
    if topic and all(heads) and LEAST <= len(heads) <= MOST and len(set(heads)) == len(heads):
        if question := asked(said, topic, place.heading_topic):
            yield set_of(place, topic, _worded(place, question, topic, heads), heads, lines)
            return
        if all(head in said for head in heads):
            return
    answer = _told(said, items) if ANNOUNCES.search(said) and not ASIDE.search(said) else ""
    question = announced(said, place.heading_topic) if answer else ""
    if question:
        yield _whole(place, said, question, answer, lines)


def _explains_code(lead: Place) -> bool:
    """Whether a line tells what some code does ("`tar -xf a.tar` 解压"), so that the items below are no kinds of it."""
    text = lead.prose.text.strip()
    alone = len(lead.prose.sentences) == 1 and not text.endswith(("：", ":"))
    return bool(alone and (CALL.match(text) or (TOLD_CODE.match(text) and "code" in lead.prose.kinds)))


def _options(place: Place, lead: Place, heads: list[str], lines: tuple[int, int]) -> Iterator[Fact]:
    """The options below a command that the line above them explains."""
    code = TOLD_CODE.match(lead.prose.text.strip())
    if code and LEAST <= len(heads) <= MOST and len(set(heads)) == len(heads) and all(map(OPTION.match, heads)):
        command = lead.show(MASKED.findall(code[0])[0])
        yield set_of(place, command, f"{command} 有哪些选项？", heads, lines)


def _worded(place: Place, question: str, topic: str, heads: list[str]) -> str:
    """A question as it is asked of its kind: "如何降低延迟？", "报文头包括哪些？", "中断处理有哪两种方式？"."""
    if question.startswith("哪"):
        owner = place.heading_topic
        named = owner and names_one(owner) and owner not in question
        return f"{spaced(owner, '有')}{question}" if named else f"有{question}"
    name = GLOSS.sub("", topic).strip()
    if question.removesuffix("有哪些？").rstrip() != topic.rstrip():
        return question
    if SOUGHT.match(name):
        return spaced("如何", f"{name}？")
    set_of_them = OF_A_KIND.search(name) or PLURAL.search(name) or COMMON.search(name) or alike(name, heads)
    return question if set_of_them or "的" in name else spaced(topic, "包括哪些？")


def _whole(place: Place, subject: str, question: str, answer: str, lines: tuple[int, int]) -> Fact:
    return place.fact("enumeration", subject, question, answer, lines=lines, confidence=0.65, statement=" ", topic="")


def _told(said: str, items: tuple[Place, ...]) -> str:
    """The items as they are, or cut short; questions only where somebody has them: "X 要考虑三件事"."""
    asks = any(item.prose.text.rstrip().endswith(("？", "?")) for item in items)
    if asks and not (which(said) and take_apart_subject(said)):
        return ""
    return answer_of(items, MOST_SENTENCES)


def _miscounted(said: str, items: tuple[Place, ...]) -> bool:
    """Whether fewer things stand in a list than its line counts: some of them stand elsewhere."""
    counted = COUNTED.search(said)
    if counted is None or not which(said) or "的" in said[counted.end() :]:
        return False
    return len(items) < number_of(counted[0]) or len(items) > 2 * number_of(counted[0]) > 2


def _tells(lead: Place) -> bool:
    """Whether a line explains something itself ("ports：端口映射"), so that the items below are no members of it."""
    text = lead.prose.sentences[-1].text if lead.prose.sentences else ""
    return bool(COLON.match(text)) and not text.rstrip().endswith(("：", ":"))


def _below_heading(place: Place) -> Iterator[Fact]:
    """``## 执行空间限定符`` right above a list of names asks for them, ``## 优点`` above one of phrases for these."""
    above = place.page.blocks[place.index - 1] if place.index else None
    if above is None or above.kind != "heading" or ASIDE.search(above.text) or is_question(above.text):
        return
    items = without_remarks(place.group)
    name = SUMMARY.sub("", GLOSS.sub("", above.text)).strip()
    lines = above.span.first, items[-1].block.span.last
    heads = [_head(item) for item in items]
    asks = f"{name.replace('什么', '哪些')}？" if "什么" in name else ""
    question = asks or of_heading(place.page, above, name, kinds=False)
    if question and _are_members(name, heads):
        yield set_of(place, name, question, heads, lines)
    elif question and PLURAL.search(name) and (answer := answer_of(items, MOST_SENTENCES, heads=not all(heads))):
        yield _whole(place, name, question, answer, lines)


def _are_members(name: str, heads: list[str]) -> bool:
    """Whether all items have a name, and are of the kind that a heading names."""
    if not LEAST <= len(heads) <= MOST or not all(heads) or len(set(heads)) < len(heads) or any(map(is_aspect, heads)):
        return False
    of_kind = alike(name, heads)
    repeated = all(set(head) <= set(name) for head in heads)
    plural = of_kind or COMMON.match(name) or not ONE_OR_MANY.search(name)
    named = plural and OF_A_KIND.search(name) and not DIFFERS.search(name)
    return bool(named or of_kind == len(heads)) and not repeated


def _of_table(place: Place, lead: Place) -> Iterator[Fact]:
    """A table below "编译有三种方式：" names the members in its first column."""
    said = lead.show(lead.prose.sentences[-1].text if lead.prose.sentences else "").rstrip("：: ")
    members = [prose.read(row[0]).shown for row in place.block.rows[1:]]
    question = which(re.split("[，,。]", said)[-1])
    if question and LEAST <= len(members) <= MOST and all(0 < length(member) <= LONGEST_SENTENCE for member in members):
        lines = lead.block.span.first, place.block.span.last
        yield set_of(place, said, f"{question}？", members, lines)


def _head(item: Place) -> str:
    """What an item is about, shown as Markdown; empty where it is a sentence."""
    text = item.prose.sentences[0].text if item.prose.sentences else ""
    head = before_rest(item)
    whole, head = not head, (head or text).rstrip("：: ")
    if NO_HEAD.search(head):
        return ""
    if not is_term(head, 16) or is_label(head_of(head)) or (whole and length(head) > 12):
        return ""
    return item.show(head)
