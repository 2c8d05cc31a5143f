"""What a formula computes: the name that the line in front of it gives."""

from __future__ import annotations

import re

from studykit.asides import ASIDE
from studykit.grammar import COPULAS, is_condition, strip_connective, take_apart
from studykit.patterns import Place
from studykit.prose import clauses
from studykit.statements import COLON
from studykit.terms import GENERIC, GLOSS, is_aspect, is_label, is_subject, is_term, length
from studykit.topics import names_one

#: How a line leads on to the formula below: "的计算公式如下：".
LEAD_TAIL = re.compile(
    r"(?:的)?(?:数学)?(?:计算)?(?:公式|算法|表达式|定义式|方程|关系式|关系)?(?:就|(?<![规法准原细守])则|便|即)?(?:可以?|可)?(?:被|进一步|分别|等价地?|由)?"
    r"(?:定义|改写|重写|修改|转化|变化?|写成|写作|简写|写为|表示|记作|记为|简化|化简|化|计算|表达|(?:下式)?给出)?"
    r"(?:为|成|如下|是|有|得到|得|即|了)*(?:如下图?|下式|下图|以下|下面)?的?(?:所示|公式|形式|式子)?\s*[：:，,]?\s*$"
)
#: Words for what follows; "所以：" and "即：" only go on with a proof.
FORMULA = re.compile("公式|定义|表[达示]|方程|算法|计算|如下|写[成作]|记[作为]")
#: Formulas with a name of their own: 欧拉公式, 薛定谔方程.
NAMED = re.compile(r"^[^的，,]{1,12}(?:公式|方程|方程组|定理|定律|不等式|恒等式|法则)$")
#: "把曲线反解就得到下一次的间隔：" computes the interval; "所占的比例是：" names what it computes as it stands.
COMPUTED = re.compile(
    r"(?:(?:得到|得出|求得|求出|算出|写出|推出|称之?为)了?|^(?:再|然后|最后)?(?:计算|求(?!出|得)解?)出?)(?P<name>(?:[^，,。：]|,\s?(?=[A-Za-z])){2,20})$"
)
#: "注意力得分为：".
NAME_AND_IS = re.compile(r"(?:是|为|即|如下)[：:]?$")
#: "我们来看 …".
LOOK = re.compile(r"^(?:我们)?(?:再|先)?(?:一起)?(?:来)?(?:看看|看一下|看下|看)(?=.{2})")
#: No name begins so: the clause goes on with what stands before it, says when the formula holds, or how it is made.
GOES_ON = re.compile(
    "还|如(?!何)|并|且|也|而(?!的)|同时|给定|设(?!计|备|定)|当(?!前)|若|如果|对任意|存在|代入|代表|于是|由|将|把|上式|[上下]面|[上下]述"
    "|展开|联立|证明|求导|两边|分子|强行|回到|选取|使用|采用|利用|用(?!户|途)|试图|满足|适用于|互相|具体|实际|对(?![数偶称角齐比抗])|在|从"
    "|必|应|根据|按照?|例如|比如|要"
)
#: "乘法公式 设 A, B …": the name of the formula stands first.
NAME_FIRST = re.compile(
    r"^(?P<name>[^，,：\s]{2,10}(?:公式|方程|定理|定律|不等式|法则))(?=\s*[：:，,]?\s*(?:设|若|如果|对于?|当)|\s)"
)
#: Words that only tie a line to what stands before it, and the deed that the formula is the outcome of.
AND_SO = re.compile(
    r"^(?:(?:就|便|都)?能够?|可以|可(?=[得知])|则|那么?(?!些)|由此|且|所以|因此|此时|其(?!实|他|它|余(?!弦))中?|就|又(?:因|有)?|于是|则有"
    r"|(?:可|就|便)?(?:得到?|知)了?|有|便?为|整理得到?|定义(?!域)|设定|考虑|引[入出](?=.{2})|构造的?|计算(?=.{4})|.*来(?=计算|求))的?\s*"
)
#: "**余弦相似度** 表示 …", with the formula right below.
BOLD_FIRST = re.compile(r"\*\*(?P<name>[^*]{2,20})\*\*\s*(?:[（(][^（）()]*[)）])?\s*(?:表示|是|指|定义|等于)")
#: "地址属于哪一页由下式给出".
ASKS = re.compile(r"哪[个一种些]|多少")
#: No name holds such words: it points at another formula.
POINTS = re.compile("[上下这那该原][个两]?[式组]|这[个些两]|它")
#: Words for a formula of whatever it is.
ANY_FORMULA = frozenset("形式 解 证明 求解 运算 推导 结果 公式 式子 一项 数学形式 表达式 展开 函数 中文 英文".split())
#: "公式(2)".
NUMBERED_FORMULA = re.compile(r"公?式子?\s*[（(]?\s*[A-Za-z0-9一二三四五六七八九十.\-]{1,5}\s*[）)]?$")
LONGEST_LEAD, LONGEST_OWN_NAME, LONGEST_GLOSS, SHORTEST_NAME = 40, 10, 12, 2


def name_of_formula(lead: Place, *, or_heading: bool = True) -> str:
    """What the formula computes, from the sentence above it, or from the heading where that only announces one."""
    label = COLON.match(lead.prose.sentences[0].text)
    sentence = lead.prose.sentences[-1].text
    if label and is_term(label["head"].strip()) and not sentence.endswith(("：", ":")):
        # "STE：把取整当作恒等函数。" right above a formula.
        return lead.show(label["head"])
    announces = sentence.rstrip().endswith(("：", ":", "为", "是", "如下", "，", ","))
    if not announces and not re.search("公式|记作|定义", sentence):
        return lead.show(_explained(lead))
    sentence = LOOK.sub("", strip_connective(sentence.rstrip("：: ")))
    if first := NAME_FIRST.match(sentence):
        return lead.show(first["name"])
    pieces = clauses(sentence)
    if name := computed(pieces):
        return lead.show(name)
    return lead.heading_topic if or_heading and pieces and _only_announces(pieces[-1]) else ""


def _only_announces(last: str) -> bool:
    """Whether a clause says no more than that a formula follows, or of what only by pointing: "两者之比如下："."""
    bare = _plain(LEAD_TAIL.sub("", last))
    announced = length(bare) < SHORTEST_NAME and FORMULA.search(last) is not None
    return announced or is_condition(last) or bare.startswith("两者")


def computed(pieces: list[str]) -> str:
    """What the clauses before a formula say that it computes; empty where they name nothing."""
    last = pieces[-1] if pieces else ""
    if not last or is_condition(last):
        return ""
    if NAMED.search(last) and length(last) <= LONGEST_OWN_NAME:
        return _plain(last)
    bare = LEAD_TAIL.sub("", last)
    if length(bare) < SHORTEST_NAME and len(pieces) > 1:
        bare = LEAD_TAIL.sub("", pieces[-2])
        if (said := take_apart(_plain(bare))) is not None and said.subject and said.verb in COPULAS:
            # "$v$ 是一个有方向的变量，为：".
            return _as_name(said.subject)
    if bare.startswith("在") and len(pieces) > 1 and _as_name(pieces[-2]):
        # "第 $i$ 个元素，在数组里的位置是：".
        return f"{pieces[-2]}{bare}"
    return _of_clause(last, bare)


def _of_clause(clause: str, bare: str) -> str:
    """What a clause, and ``bare`` without what only leads on, says that is computed."""
    if outcome := COMPUTED.search(bare):
        return _as_name(outcome["name"])
    if ASKS.search(bare):
        return bare if take_apart(bare) else ""
    taken = take_apart(bare) if bare == clause or not NAME_AND_IS.search(clause) else None
    if taken is not None and taken.subject and taken.rest:
        # A whole statement stands before the formula: it is about its subject.
        return GLOSS.sub("", _as_name(taken.subject))
    return _as_name(bare)


def _plain(words: str) -> str:
    """Without the words that only tie them to what stands before."""
    while (less := AND_SO.sub("", words, count=1)) != words:
        words = less
    return words


def _as_name(words: str) -> str:
    """Words as the name of what is computed; empty where they are none."""
    name = GLOSS.sub(lambda gloss: gloss[0] if length(gloss[1]) <= LONGEST_GLOSS else "", _plain(words))
    bare = GLOSS.sub("", name).strip()
    says_nothing = bare in ANY_FORMULA or bare in GENERIC or is_label(bare) or is_aspect(bare)
    if says_nothing or NUMBERED_FORMULA.match(bare) or POINTS.search(bare) or GOES_ON.match(bare) or ASIDE.search(bare):
        return ""
    return name if is_subject(bare, LONGEST_LEAD) and not bare.endswith("的") else ""


def _explained(lead: Place) -> str:
    """The name that a paragraph right above a formula is about: "**余弦相似度** 表示 …", with no line between."""
    named = BOLD_FIRST.match(lead.block.text)
    return named["name"].strip() if named and names_one(named["name"]) else ""
