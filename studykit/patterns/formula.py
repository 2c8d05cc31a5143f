"""Formulas, written or as pictures, with the line that introduces them, and the glosses of their symbols (其中 …)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit.asides import ASIDE
from studykit.grammar import COPULAS, is_condition, strip_connective, take_apart
from studykit.model import CardForm, Fact, Relation
from studykit.patterns import Place, pattern
from studykit.prose import MASK, TARGET, clauses
from studykit.statements import COLON
from studykit.terms import GLOSS, is_label, is_subject, is_term, length
from studykit.text import spaced
from studykit.topics import names_one

#: How a line leads on to the formula below: "的计算公式如下：".
LEAD_TAIL = re.compile(
    r"(?:的)?(?:计算)?(?:公式|算法|表达式|定义式|方程|关系式|关系)?(?:可以?|可)?(?:定义|写成|写作|简写|写为|表示|记作|记为|简化|化简|化|计算|表达|给出)?(?:为|成|如下|是|有|得到|得|即)*(?:如下图?|下式|下图|以下)?(?:所示|公式|形式|式子)?\s*[：:，,]?\s*$"
)
#: Formulas with a name of their own: 欧拉公式, 薛定谔方程.
NAMED = re.compile(r"^[^的，,]{1,12}(?:公式|方程|方程组|定理|定律|不等式|恒等式|法则)$")
#: "根据定义": by what it is computed.
BASIS = re.compile("^(?:根据|按照?|利用)")
#: "$S$ 表示尺度".
SYMBOL = re.compile(
    rf"^(?P<symbols>{MASK}(?:\s*[、,，和与]\s*{MASK})*)\s*(?:分别)?(?:表示|是指|是|为|指|代表|：|:)\s*(?P<gloss>.+)$"
)
#: "其中 $S$ …": here the symbols of the formula above are explained.
EXPLAINS = re.compile(rf"(?:^|[，,；;])(?:式中|其中|这里|此处|公式中|上式中)的?[，,：:]?\s*(?={MASK})")
#: Symbols, and no words.
ONLY_SYMBOLS = re.compile(rf"{MASK}(?:\s*[、,，和与]\s*{MASK})*")
#: "把曲线反解就得到下一次的间隔：" computes the interval; "所占的比例是：" names what it computes as it stands.
COMPUTED = re.compile(
    r"(?:(?:得到|得出|求得|求出|算出|写出|推出)了?|^(?:再|然后|最后)?(?:计算|求(?!出|得)解?))(?P<name>(?:[^，,。：]|,\s?(?=[A-Za-z])){2,20})$"
)
#: "注意力得分为：".
NAME_AND_IS = re.compile(r"(?:是|为|即|如下)[：:]?$")
#: A line that asks.
ASKS = re.compile(r"怎么|怎样|如何|什么|为何|吗$|呢$")
#: A formula that a server has drawn, or that says so itself; else what the line above announces is one.
PICTURE = re.compile(rf"^!\[(?P<alt>[^\]\n]*)\]\((?P<target>{TARGET})(?:\s+\"[^\"\n]*\")?\)$")
#: An address that draws a formula.
DRAWN = re.compile(r"^https?://[^?]*(?:latex|codecogs|mathtex|mimetex|/equation\b)[^?]*\?|[?&](?:tex|chl)=")
#: A picture that is called so is a formula.
CALLED = re.compile(r"^(?:公式|formula|equation|eq|math)[\s\d.]*$", re.IGNORECASE)
#: What has such a name is written with symbols.
WRITTEN = re.compile(r"(?:公式|函数|方程|表达式|不等式|定义式)(?:如下)?(?:图)?(?:所示)?(?:为|是)?[：:]$")
#: "我们来看 …".
LOOK = re.compile(r"^(?:我们)?(?:再|先)?(?:一起)?(?:来)?(?:看看|看一下|看下|看)(?=.{2})")
#: "即：$h(k) = k$ 或者 $h(k) = ak + b$": formulas written out behind what they compute.
WRITTEN_OUT = re.compile(
    rf"(?:即|也就是|(?:计算)?公式(?:如下|为|是)?|表达式(?:如下|为|是)?|记作|记为|写作|可?表示[为成]|具体为)[：:，,]?\s*"
    rf"(?P<formula>{MASK}(?:\s*(?:或者?|和|，)\s*{MASK})*)"
)
#: "计算注意力得分：$…$": the step and its formula in one line; what the symbols mean may follow.
IN_ONE_LINE = re.compile(
    rf"^(?P<lead>[^：:]{{2,40}})[：:]\s*(?P<formula>{MASK})\s*(?P<more>$|[，,]\s*(?:其中|式中|这里))"
)
#: No name begins so: the clause goes on with what stands before it, or says when the formula holds.
GOES_ON = re.compile(
    "还|如(?!何)|并|且|也|而(?!的)|同时|给定|设(?!计|备|定)|当(?!前)|若|如果|对任意|存在|代入|代表|于是|由|将|把|上式|[上下]面|[上下]述"
)
#: "乘法公式 设 A, B …": the name of the formula stands first.
NAME_FIRST = re.compile(
    r"^(?P<name>[^，,：\s]{2,10}(?:公式|方程|定理|定律|不等式|法则))(?=\s*[：:，,]?\s*(?:设|若|如果|对于?|当)|\s)"
)
#: Words that only tie a line to what stands before it.
AND_SO = re.compile(r"^(?:则|那么|且|所以|因此|于是|此时|其中?|可得|得到|有|便?为|计算(?=.{4})|.*来(?=计算|求))\s*")
#: "**余弦相似度** 表示 …", with the formula right below.
BOLD_FIRST = re.compile(r"\*\*(?P<name>[^*]{2,20})\*\*\s*(?:[（(][^（）()]*[)）])?\s*(?:表示|是|指|定义|等于)")
#: What every symbol is, and what only leads on to the next formula.
ANY_SYMBOL = re.compile("(?:一个|某个)?(?:参数|超参数?|常数|常量|变量|函数|系数)")
LONGEST_LEAD, LONGEST_OWN_NAME, LONGEST_GLOSS, SHORTEST_NAME = 40, 10, 12, 2


@pattern("formula", on="block", rank=22, kinds=("formula", "paragraph"))
def find(place: Place) -> Iterator[Fact]:
    """``前向扩散的公式为：`` above ``$$…$$``, or above a picture of it, asks for the formula."""
    lead = place.at(-1)
    if lead is None or lead.block.kind not in ("paragraph", "item") or not lead.prose.sentences:
        return
    shown, form = _shown(place, lead)
    if shown and (name := _name(lead, or_heading=form == "formula")):
        first = lead.block.span.first + lead.prose.sentences[-1].first
        yield place.fact(
            "formula",
            name,
            _question(name),
            shown,
            form=form,
            lines=(first, place.block.span.last),
            confidence=0.85 if form == "formula" else 0.7,
            statement=" ",
        )


def _shown(place: Place, lead: Place) -> tuple[str, CardForm]:
    """The formula as it is shown, and the form of its card; empty where the block is none."""
    if place.block.kind == "formula":
        tex = re.sub(r"\\tag\{[^}]*\}|\\label\{[^}]*\}", "", place.block.text).strip()
        return f"$$\n{tex}\n$$" if tex else "", "formula"
    picture = PICTURE.match(place.block.text.strip()) if place.block.kind == "paragraph" else None
    if picture is None:
        return "", "figure"
    is_one = DRAWN.search(picture["target"]) or CALLED.match(picture["alt"].strip())
    announced = WRITTEN.search(GLOSS.sub("", lead.prose.sentences[-1].text).rstrip())
    return (f"![]({picture['target']})" if is_one or announced else ""), "figure"


def _question(name: str) -> str:
    if NAMED.search(BASIS.sub("", name)):
        name = BASIS.sub("", name)
    if ASKS.search(name):
        return f"{name}？写出公式"
    return spaced(
        name, "是什么？" if NAMED.search(name) and name.endswith(("公式", "方程", "方程组")) else "的公式是什么？"
    )


def _name(lead: Place, *, or_heading: bool = True) -> str:
    """What the formula computes, from the sentence above it, or from the heading where that names nothing."""
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
    return lead.show(_computed(clauses(sentence))) or (lead.heading_topic if or_heading else "")


def _computed(pieces: list[str]) -> str:
    """What the clauses before a formula say that it computes; empty where they name nothing."""
    last = pieces[-1] if pieces else ""
    if not last or is_condition(last):
        return ""
    if NAMED.search(last) and length(last) <= LONGEST_OWN_NAME:
        return last
    bare = LEAD_TAIL.sub("", last)
    if length(bare) < SHORTEST_NAME and len(pieces) > 1:
        bare = LEAD_TAIL.sub("", pieces[-2])
        if (said := take_apart(AND_SO.sub("", bare))) is not None and said.subject and said.verb in COPULAS:
            # "$v$ 是一个有方向的变量，为：".
            return said.subject
    if computed := COMPUTED.search(bare):
        return computed["name"]
    taken = take_apart(bare) if bare == last or not NAME_AND_IS.search(last) else None
    if taken is not None and taken.subject and taken.rest:
        # A whole statement stands before the formula: it is about its subject.
        subject = AND_SO.sub("", taken.subject)
        return GLOSS.sub("", subject) if is_subject(subject) else ""
    name = AND_SO.sub("", bare)
    name = GLOSS.sub(lambda gloss: gloss[0] if length(gloss[1]) <= LONGEST_GLOSS else "", name)
    return (
        ""
        if is_label(name)
        or GOES_ON.match(name)
        or re.match("使(?!用)|让|令(?!牌)", name)
        or ASIDE.search(name)
        or length(name) > LONGEST_LEAD
        else name
    )


def _explained(lead: Place) -> str:
    """The name that a paragraph right above a formula is about: "**余弦相似度** 表示 …", with no line between."""
    named = BOLD_FIRST.match(lead.block.text)
    return named["name"].strip() if named and names_one(named["name"]) else ""


@pattern("computed", on="sentence", rank=22, needs=MASK)
def find_computed(place: Place) -> Iterator[Fact | Relation]:
    """``计算注意力得分：$s = q k^T$``, ``几何间隔：`` in front of a drawn formula: what is computed, in one line."""
    match = IN_ONE_LINE.match(place.sentence.text)
    if match is None:
        return
    kind, lead = place.prose.kind(match["formula"]), strip_connective(match["lead"])
    last = [lead] if COMPUTED.match(lead) else clauses(lead)[-1:]
    drawn = (
        kind == "picture"
        and (picture := PICTURE.match(place.show(match["formula"])))
        and DRAWN.search(picture["target"])
    )
    name = _computed(last) if drawn or (kind == "formula" and last and COMPUTED.search(last[0])) else ""
    if name and is_term(name):
        form: CardForm = "figure" if drawn else "question"
        formula = place.show(match["formula"])
        yield place.fact(
            "formula",
            name,
            _question(place.show(name)),
            formula,
            form=form,
            confidence=0.8,
            statement=" ",
            # The label of the line is the step that computes it.
            topic=place.lead_name,
        )
        yield from find_symbols(place)


@pattern("written", on="sentence", rank=23, claims=False, needs=MASK)
def find_written(place: Place) -> Iterator[Fact]:
    """``直接定址法：取线性函数值作为地址。即：$h(k) = ak + b$``: the formula of what the line is about."""
    match = WRITTEN_OUT.match(place.sentence.text)
    if match is None or place.prose.kind(match["formula"][0]) != "formula":
        return
    label = COLON.match(place.prose.sentences[0].text)
    own = (
        label["head"].strip()
        if label and is_term(label["head"].strip()) and not is_label(label["head"].strip())
        else ""
    )
    if name := own or place.page.section(place.index)[0]:
        formula = place.show(match["formula"])
        yield place.fact("formula", name, _question(name), formula, confidence=0.8, statement=" ")


@pattern("symbol", on="sentence", rank=24, needs="式中|其中|这里|此处")
def find_symbols(place: Place) -> Iterator[Fact]:
    """``其中 $S$ 表示尺度，$Z$ 表示零点``: what a symbol of the formula above stands for."""
    explains = EXPLAINS.search(place.sentence.text)
    if explains is None:
        return
    formula = next((p for offset in range(-1, -7, -1) if (p := place.at(offset)) and p.block.kind == "formula"), None)
    topic = _name(before) if formula and (before := formula.at(-1)) and before.prose.sentences else place.heading_topic
    for piece in _glosses(place.sentence.text[explains.end() :]):
        if (match := SYMBOL.match(piece)) and place.prose.kind(match["symbols"][0]) in ("formula", "code"):
            symbol, gloss = match["symbols"], re.split(r"[；;]", match["gloss"])[0].strip("，, ")
            if ANY_SYMBOL.fullmatch(gloss):
                continue
            # "用（`rwx`）表示权限，其中 `r`：可读": letters of code are in no formula
            where = "的公式中" if formula or place.prose.kind(symbol[0]) == "formula" else "中"
            yield place.fact(
                "definition",
                f"{topic} {symbol}",
                spaced(topic, f"{where}，{symbol} 表示什么？") if topic else f"{symbol} 表示什么？",
                gloss,
                aspect="symbol",
                confidence=0.8,
            )


def _glosses(text: str) -> list[str]:
    """Cut where the next symbol begins; a row of symbols has one meaning: "$a$, $b$ 和 $c$ 是边长"."""
    pieces = [
        piece.strip("，,；;、 ")
        for piece in re.split(
            rf"[，,；;](?=\s*(?:而)?{MASK}\s*(?:[、,，和与]\s*{MASK}\s*)*(?:分别)?(?:表示|是|为|指|代表|：|:))",
            text,
        )
    ]
    glosses: list[str] = []
    for piece in pieces:
        if glosses and ONLY_SYMBOLS.fullmatch(glosses[-1]):
            glosses[-1] += f"、{piece}"
        else:
            glosses.append(piece)
    return glosses
