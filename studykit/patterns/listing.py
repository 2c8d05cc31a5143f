"""The members of a set: a line that announces a list, and the heads of its items."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit import prose
from studykit.grammar import ASIDE, OBJECT_VERBS, POINTER, PRONOUN, is_condition, strip_connective, take_apart
from studykit.model import Fact
from studykit.patterns import Place, pattern
from studykit.patterns._items import OF_A_KIND, alike, answer_of, is_question, lead_in
from studykit.prose import MASK, clauses
from studykit.statements import COLON
from studykit.terms import head_of, is_aspect, is_label, is_term, length
from studykit.text import spaced
from studykit.topics import generic_heading, lead_topic, which

#: "文件通常包括如下属性" asks "文件通常包括哪些属性？".
SEVERAL = re.compile(
    r"^.*(?:包括|包含|有|经历|满足|提供|支持|分为|使用|采用|需要|学习)了?(?P<many>(?:以下|如下|下面|下列|多|几|若干)的?(?:几|多)?(?:种|个|类|项)?)(?P<what>[\u4e00-\u9fff]{1,8})$"
)
#: "依照内容，大致可以分为" asks "依照内容，可以分为哪几种？".
OPEN_END = re.compile(
    r"^(?P<before>.*?)(?:又|大略|大致|大体|主要|一般|通常|分别|我们)*(?P<can>可以?)?(?P<verb>分为|分成|划分为|包括|包含|有)(?:了|着)?$"
)
#: "描述 TCP 头部" is a task of the writer's, and asks for what is in it.
TOLD_TO = re.compile(r"^(?:请)?(?:描述|简述|解释|说说|谈谈|介绍)(?:一下)?\s*(?=.{3})")
#: "配置了阈值时：" sets a scene, and "驱逐顺序为：" begins a statement.
NO_HEAD = re.compile(r".{2}(?:[^同小及暂临实]时|[^行作]为)$")
#: Parts of a text, and members of nothing.
NO_MEMBER = re.compile(r"^(?:背景|相关)(?:知识|介绍|接口|概念|内容|函数|资料)$")
STEP_LABEL = re.compile(r"^(?:顺序|步骤|情况|方式|方法|阶段|第)\s*[一二三四五六七八九十\d]+(?:步|种|个|点)?$")
MOST, LEAST = 9, 2
MOST_SENTENCES, LONGEST_SENTENCE, LONGEST_QUESTION = 8, 44, 34
MANY = re.compile(
    r"特点|特征|特性|优点|缺点|好处|坏处|优势|劣势|作用|用途|功能|条件|原因|限制|规则|原则|要求|情况|场景|方法|方式|办法|准则|性质|区别|问题|情景"
)
#: What a line announces stands at its end, or is counted.
ANNOUNCES = re.compile(
    rf"(?:{MANY.pattern})(?:有|是|为|包括|如下)?$|.(?<![没具])(?:有|包括|包含|分别是|分别为)$|(?<![第每这那])[二两三四五六七八九几]\s*(?:个|种|类|条|点|步|件|项)"
    r"|有(?:以下|如下|下列)的?(?!.*(?:代码|例子|命令|内容|文章|资料|链接|说明|图|表)$)[\u4e00-\u9fff]{2,8}$"
)
#: What only announces, and is no part of what is asked.
ANNOUNCING = re.compile(r"^(?:以下|下面|下列)(?:是|有)?几[种个点条类]|(?:分别)?(?:是|为|有|包括|包含|如下)$")
ITS = re.compile(r"^(?:它们?|其)的?(?![中他它余次])")
#: What the text does, and reasons for what it said before.
OF_TEXT = re.compile(
    r"^(?:(?:主要|首先|所以)?(?:是|为)|(?:.{0,8}时，?)?(?:需要|应该?|要|请|必须)?(?:注意|明确|知道|了解|说明|记住|关注|强调)|原因|理由|之后|此后)"
)
COUNTED_ONLY = re.compile(r"(?:以下|下面|下列)?[一二两三四五六七八九几\d]+\s*(?:个|种|点|类|条)")
#: A predicate: the heading says of what.
WITHOUT_SUBJECT = re.compile(
    r"^(?:存在|有(?![名序限效符向界])|具有|具备|包括|包含|涉及|分为|分成|满足|支持|提供|使用|采用|需要)(?!.*的$)"
)
POINTING = re.compile(r"(?:[一下]面|[以一]下|下列|如下)的?\s*(?=[一二两三四五六七八九十几\d])")
CODE_HEAD = re.compile(rf"^({MASK})(?=\s*(?:[：:，,—–-]|\s|$))")


@pattern("listing", on="block", rank=50, claims=False)
def find(place: Place) -> Iterator[Fact]:
    """``执行空间限定符：`` and a list of ``- `__global__`：…`` ask for the members by name."""
    if place.block.kind == "table" and place.lead is not None:
        yield from _of_table(place, place.lead)
    if place.block.kind != "item" or place.block.position != 1:
        return
    if place.lead is None:
        yield from _below_heading(place)
    elif not any(NO_MEMBER.match(_head(item)) for item in place.group):
        yield from _below_line(place, place.lead)


def _below_line(place: Place, lead: Place) -> Iterator[Fact]:
    """The members' names where every item has one, else the items themselves where the line announces them."""
    said = POINTER.sub("", lead.show(lead_in(lead))).rstrip("：:，, ")
    if _tells(lead) and not which(said):
        return
    said = TOLD_TO.sub("", said)
    topic = lead_topic(said)
    if place.block.ordered and re.search("步骤|流程|过程|顺序", topic or said):
        return
    items = place.group
    heads = [_head(item) for item in items]
    lines = lead.block.span.first, items[-1].block.span.last
    if topic and all(heads) and LEAST <= len(heads) <= MOST and len(set(heads)) == len(heads):
        if question := _question(said, topic, place.heading_topic):
            yield _members(place, topic, question, heads, lines)
        return
    answer = _told(said, items) if ANNOUNCES.search(said) and not ASIDE.search(said) else ""
    question = _announced(said, place.heading_topic) if answer else ""
    if question:
        yield place.fact("enumeration", said, question, answer, lines=lines, confidence=0.65, statement=" ", topic="")


def _members(place: Place, subject: str, question: str, members: list[str], lines: tuple[int, int]) -> Fact:
    return place.fact(
        "enumeration",
        subject,
        question,
        "、".join(members),
        items=tuple(members),
        lines=lines,
        confidence=0.75,
        statement=" ",
        topic="",
    )


def _told(said: str, items: tuple[Place, ...]) -> str:
    """The items as they are, or cut short; questions only where somebody has them: "X 要考虑三件事"."""
    asks = any(item.prose.text.rstrip().endswith(("？", "?")) for item in items)
    if asks and not (which(said) and take_apart_subject(said)):
        return ""
    return answer_of(items, MOST_SENTENCES)


def _tells(lead: Place) -> bool:
    """Whether a line explains something itself ("ports：端口映射"), so that the items below are no members of it."""
    text = lead.prose.sentences[-1].text if lead.prose.sentences else ""
    return bool(COLON.match(text)) and not text.rstrip().endswith(("：", ":"))


def _below_heading(place: Place) -> Iterator[Fact]:
    """``## 执行空间限定符`` right above a list whose every item is ``名字：解释``."""
    above = place.page.blocks[place.index - 1] if place.index else None
    if above is None or above.kind != "heading" or ASIDE.search(above.text) or is_question(above.text):
        return
    items = place.group
    heads = [_head(item) if COLON.match(item.prose.text) or CODE_HEAD.match(item.prose.text) else "" for item in items]
    if not LEAST <= len(heads) <= MOST or not all(heads) or len(set(heads)) < len(heads) or any(map(is_aspect, heads)):
        return
    if not OF_A_KIND.search(above.text) and alike(above.text, heads) < len(heads):
        return
    asked = above.text if not is_aspect(above.text) else spaced(_heading_above(place), f"的{above.text}")
    if not asked.startswith("的"):
        question = spaced(asked, "有哪几种？" if asked.endswith(("分", "分类")) else "有哪些？")
        yield _members(place, asked, question, heads, (above.span.first, items[-1].block.span.last))


def _heading_above(place: Place) -> str:
    """The heading over the one right above, where it names a thing."""
    path = (place.page.document.title if place.page.document.named else "", *place.block.heading[:-1])
    return next((name for name in reversed(path) if name and not generic_heading(name)), "")


def _of_table(place: Place, lead: Place) -> Iterator[Fact]:
    """A table below "编译有三种方式：" names the members in its first column."""
    said = lead.show(lead.prose.sentences[-1].text if lead.prose.sentences else "").rstrip("：: ")
    members = [prose.read(row[0]).shown for row in place.block.rows[1:]]
    question = which(re.split("[，,。]", said)[-1])
    if question and LEAST <= len(members) <= MOST and all(0 < length(member) <= LONGEST_SENTENCE for member in members):
        yield place.fact(
            "enumeration",
            said,
            f"{question}？",
            "、".join(members),
            items=tuple(members),
            lines=(lead.block.span.first, place.block.span.last),
            confidence=0.7,
            statement=" ",
            topic="",
        )


def _announced(said: str, heading: str) -> str:
    """For example, "满足下面四个条件，才能重叠" asks "满足哪四个条件，才能重叠？"; empty where nothing is asked about."""
    said = ANNOUNCING.sub("", said)
    if ITS.match(said) and heading:
        said = f"{heading}的{ITS.sub('', said)}"
    if OF_TEXT.match(said) or (COUNTED_ONLY.match(said) and said[-2:] not in heading):
        return ""
    if WITHOUT_SUBJECT.match(said) and heading and not which(heading):
        said = spaced(heading, said)
    if POINTING.search(said):
        return f"{POINTING.sub('哪', said)}？"
    if counted := which(said):
        return f"{counted.rstrip('：:').replace('的哪', '有哪')}？"
    if several := SEVERAL.match(said):
        return f"{said[: several.start('many')].rstrip('了着')}哪些{several['what']}？"
    taken = take_apart(said)
    if taken is not None and taken.subject and taken.rest and taken.verb.rstrip("了着") in OBJECT_VERBS:
        return f"{said[: len(said) - len(taken.rest)].rstrip()}哪些{taken.rest}？"
    return spaced(f"{heading}的{said}" if is_aspect(said) and heading else said, "有哪些？")


def _question(said: str, topic: str, heading: str) -> str:
    """For example, "有两种分法：" asks "有哪两种分法？", "执行空间限定符：" asks "执行空间限定符有哪些？"."""
    *before, last = clauses(said)
    last = said if all(map(is_condition, before)) else strip_connective(last)
    if it := re.match(r"(?:它们?|其|这些?|该)", last):
        last = f"{heading}{last[it.end() :]}" if heading and it[0] in ("它", "其") else ""
    if WITHOUT_SUBJECT.match(last) and heading and heading not in said and not which(heading):
        last = spaced(heading, last)
    if counted := which(POINTING.sub("", last)):
        return f"{counted.replace('的哪', '有哪')}？" if length(counted) <= LONGEST_QUESTION else ""
    if several := SEVERAL.match(last):
        scene, comma, predicate = last[: several.start("many")].rstrip("了着").rpartition("，")
        if heading and heading not in predicate and not take_apart_subject(predicate):
            predicate = spaced(heading, predicate)
        # "有如下几种" counts what was named before: 种 alone is no noun.
        what = "" if several["what"] in ("种", "类", "个", "点", "条", "项") else several["what"]
        return f"{scene}{comma}{predicate}哪些{what}？"
    if POINTING.search(last):
        return f"{POINTING.sub('哪', last)}？" if length(last) <= LONGEST_QUESTION else ""
    if open_end := OPEN_END.match(strip_connective(said)):
        return _divided(open_end, heading)
    if length(topic) > 20 or take_apart_subject(topic):
        return ""
    return "" if PRONOUN.match(topic) else spaced(topic, "有哪些？").replace("有有", "有")


def _divided(match: re.Match[str], heading: str) -> str:
    before = match["before"].rstrip("，, ")
    if not take_apart_subject(f"{before}{match['verb']}某物") and not is_term(before):
        before = "，".join(part for part in (heading, before) if part)
    many = "哪几种" if "分" in match["verb"] else "哪些"
    return f"{before}{match['can'] or ''}{match['verb']}{many}？" if before and length(before) <= 30 else ""


def take_apart_subject(text: str) -> str:
    """The subject of a lead-in that is a statement."""
    taken = take_apart(text)
    return taken.subject if taken is not None and taken.rest else ""


def _head(item: Place) -> str:
    """What an item is about, shown as Markdown; empty where it is a sentence."""
    text = item.prose.sentences[0].text if item.prose.sentences else ""
    match = COLON.match(text)
    head = match["head"].strip() if match else text
    if not match and (code := CODE_HEAD.match(text)):
        head = code[1]
    head = head.rstrip("：: ")
    if NO_HEAD.search(head):
        return ""
    if not is_term(head, 16) or STEP_LABEL.match(head) or is_label(head_of(head)) or (not match and length(head) > 12):
        return ""
    return item.show(head)
