"""The question that a line or clause asks which announces several things: for the patterns that ask for a list."""

from __future__ import annotations

import re

from studykit import segment
from studykit.counted import COUNTED, which
from studykit.grammar import OBJECT_VERBS, PRONOUN, is_condition, strip_connective, take_apart
from studykit.model import Block
from studykit.patterns import Page
from studykit.patterns._items import SIDES, WITHOUT_SUBJECT
from studykit.prose import clauses
from studykit.terms import is_aspect, is_term, length
from studykit.text import normalise, spaced
from studykit.topics import generic_heading, named_in

LONGEST_QUESTION = 34
#: What goes on behind the members: "…，但不能设置 X".
GOES_ON = re.compile("[，,](?:但|而|其中|不过|然而|因此|所以|并且|上一|下面|具体)")
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
#: What there can be several of.
MANY = re.compile(f"{SIDES}|问题|情景")
#: What only announces, and is no part of what is asked.
ANNOUNCING = re.compile(r"^(?:以下|下面|下列)(?:是|有)?几[种个点条类]|(?:分别)?(?:是|为|有|包括|包含|如下)$")
#: "它的优点": of what the heading names.
ITS = re.compile(r"^(?:它们?|其)的?(?![中他它余次])")
#: What the text does, and reasons for what it said before.
OF_TEXT = re.compile(
    r"^(?:(?:主要|首先|所以)?(?:是|为)|(?:.{0,8}时，?)?(?:需要|应该?|要|请|必须)?(?:注意|明确|知道|了解|说明|记住|关注|强调)|原因|理由|之后|此后)"
)
#: "以下三点": how many, and nothing of what.
COUNTED_ONLY = re.compile(r"(?:以下|下面|下列)?[二两三四五六七八九几\d]+\s*(?:个|种|点|类|条)")
#: What points at the list and is left out where its members are asked for by their number: "如下的两种".
POINTING = re.compile(
    r"(?:[一下]面|[以一]下|下列|如下)的?\s*(?=[一二两三四五六七八九十几\d])|这(?=[几二两三四五六七八九]\s*(?:个|种|类|点|条|项|方面))"
)
#: "向服务器提供密钥的方法" names a set; what is provided is none.
WAY = re.compile(rf"(?:向|对|为|给|在|从|将|把).+的(?:{MANY.pattern})$")
#: "log 根据如下规则写入" asks "根据哪些规则".
POINTING_AT_MANY = re.compile(r"(?:以下|下列|下面|如下|(?<=.)这些)的?(?=[\u4e00-\u9fff]{2})")

#: "七个层次的划分原则" are 原则; how many there are, is not said.
OF_COUNTED = re.compile(
    rf"{COUNTED.pattern}(?!主要|常见|不同|重要|基本|明显|显著|必要|关键|核心|特殊|独立|简单)[^，的]{{1,4}}的[^，]{{0,4}}(?:{MANY.pattern})$"
)
#: "总结，区别主要在于" is about 区别.
CLOSING_WORD = re.compile(r"^(?:总结|总之|综上|总的来说|简单来说|具体来说|具体而言|一般来说|通常来说)(?:一下)?[，,]\s*")
#: How something is, and nothing that one does.
LIKE = re.compile("很|较|非常|十分|[是有会被]")
#: "每层包含的协议" has other members for each.
EACH = re.compile(r"每[一个种层类条项][^，]{0,6}(?:的|包含|有)")
#: "区别主要在于" is left open.
LIES_IN = re.compile("(?:主要)?(?:就?是)?(?:在于|体现在|表现在|表现为)$")


def announced(said: str, heading: str) -> str:
    """For example, "满足下面四个条件，才能重叠" asks "满足哪四个条件，才能重叠？"; empty where nothing is asked about."""
    said = CLOSING_WORD.sub("", ANNOUNCING.sub("", said))
    if ITS.match(said) and heading:
        said = f"{heading}的{ITS.sub('', said)}"
    if OF_TEXT.match(said) or EACH.search(said) or (COUNTED_ONLY.match(said) and said[-2:] not in heading):
        return ""
    if WITHOUT_SUBJECT.match(said) and heading and not which(heading):
        said = spaced(heading, said)
    if pointed := _pointed(said, heading):
        return pointed
    if (counted := which(said)) and "，" not in counted[counted.index("哪") :]:
        return f"{counted.rstrip('：:').replace('的哪', '有哪')}？"
    return _stated(said) or spaced(f"{heading}的{said}" if is_aspect(said) and heading else said, "有哪些？")


def _stated(said: str) -> str:
    """The question for a statement with its verb: "包括如下属性" asks "包括哪些属性？"; empty where there is none."""
    if WAY.match(said):
        return ""
    taken = take_apart(said)
    if taken is None or not taken.subject or not taken.rest or taken.rest.startswith("的"):
        return ""
    if taken.verb.rstrip("了着") not in OBJECT_VERBS:
        return ""
    return f"{said[: len(said) - len(taken.rest)].rstrip()}哪些{taken.rest}？"


def _pointed(said: str, heading: str) -> str:
    """The question for words that point at the list: "根据如下规则写入" asks "根据哪些规则写入？"; or nothing.

    "区别主要在于" asks below "A 与 B 的区别" what that lies in.
    """
    if lies := LIES_IN.search(said):
        what = said[: lies.start()]
        whose = heading if heading.endswith(what) else spaced(heading, f"的{what}")
        return f"{whose if heading and is_aspect(what) else what}{lies[0]}什么？"
    if OF_COUNTED.search(said):
        return f"{said}有哪些？"
    for pointing, asked in ((POINTING, "哪"), (POINTING_AT_MANY, "哪些")):
        if pointing.search(said):
            return f"{pointing.sub(asked, said, count=1)}？"
    return ""


def of_heading(page: Page, heading: Block, name: str, *, kinds: bool) -> str:
    """The question for what a heading names, with the heading over it where it is only a side of something.

    ``kinds``: it divides that into kinds.
    """
    if is_aspect(name):
        above = _above(page, heading)
        return spaced(above, f"的{name}有哪些？") if above else ""
    if counted := which(name):
        above = _above(page, heading) if counted.startswith("哪") else ""
        return f"{spaced(above, '有') if above else ''}{counted.replace('的哪', '有哪')}？"
    return spaced(name, "有哪几种？" if kinds or name.endswith(("分", "分类")) else "有哪些？")


def _above(page: Page, heading: Block) -> str:
    """The heading over one that only names a side of it, such as "优点"."""
    path = (page.document.title if page.document.named else "", *heading.heading)
    return next((above for above in reversed(path) if above and not generic_heading(above)), "")


#: "来看以下三种情况".
LOOK = re.compile("^(?:请|先|再|让?我们)*来?看(?:一?下|看)?(?=[以如]下|下面|这|[两二三四五六七八九十几\\d])")


def question(said: str, topic: str, heading: str) -> str:
    """For example, "有两种分法：" asks "有哪两种分法？", "执行空间限定符：" asks "执行空间限定符有哪些？"."""
    said = LOOK.sub("", said)
    *before, last = clauses(said)
    last = said if all(map(is_condition, before)) else strip_connective(last)
    if it := re.match(r"(?:它们?|其(?![他它余中次实])|这些?|该)", last):
        last = f"{heading}{last[it.end() :]}" if heading and it[0] in ("它", "其") else ""
    last = _with_owner(last, before) if last != said else last
    if before and last != said and WITHOUT_SUBJECT.match(last) and MANY.search(last) and _is_deed(before[-1]):
        # "解决并发问题，主要有两个方法": the ways are to do that.
        last = f"{before[-1]}，{last}"
    if WITHOUT_SUBJECT.match(last) and heading and heading not in said and not which(heading):
        last = spaced(heading, last)
    if (counted := which(POINTING.sub("", last))) and not OF_COUNTED.search(last):
        return f"{counted.replace('的哪', '有哪')}？" if length(counted) <= LONGEST_QUESTION else ""
    if several := SEVERAL.match(last):
        scene, comma, predicate = last[: several.start("many")].rstrip("了着").rpartition("，")
        if heading and heading not in predicate and not take_apart_subject(f"{predicate}某物"):
            predicate = spaced(heading, predicate)
        # "有如下几种" counts what was named before: 种 alone is no noun.
        what = "" if several["what"] in ("种", "类", "个", "点", "条", "项") else several["what"]
        return f"{scene}{comma}{predicate}哪些{what}？"
    if pointed := _pointed(last, heading):
        return pointed if length(last) <= LONGEST_QUESTION else ""
    if open_end := OPEN_END.match(strip_connective(said)):
        return _divided(open_end, heading)
    if length(topic) > 20 or take_apart_subject(topic):
        return ""
    return "" if PRONOUN.match(topic) else spaced(topic, "有哪些？").replace("有有", "有")


def _is_deed(clause: str) -> bool:
    """Whether a clause only says what is to be done."""
    return segment.tag(segment.cut(clause)[0]) == "v" and not LIKE.search(clause)


def _with_owner(last: str, before: list[str]) -> str:
    """The last clause of a line with the name in the clauses before it, where it has no subject of its own."""
    owner, taken = named_in("，".join(before)), take_apart(last)
    dropped = taken is not None and not taken.subject and normalise(owner) not in normalise(last)
    return spaced(owner, last) if owner and dropped else last


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
