"""Formulas, written or as pictures, with the line that introduces them, and the glosses of their symbols (其中 …)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit.grammar import strip_connective
from studykit.model import CardForm, Fact, Relation
from studykit.patterns import Place, pattern
from studykit.patterns._formula_name import COMPUTED, NAMED, computed, name_of_formula
from studykit.prose import MASK, TARGET, clauses
from studykit.statements import COLON
from studykit.terms import GLOSS, is_label, is_term
from studykit.text import spaced

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
#: A line that asks.
ASKS = re.compile(r"怎么|怎样|如何|什么|为何|哪[个一种些]|多少|吗$|呢$")
#: A formula that a server has drawn, or that says so itself; else what the line above announces is one.
PICTURE = re.compile(rf"^!\[(?P<alt>[^\]\n]*)\]\((?P<target>{TARGET})(?:\s+\"[^\"\n]*\")?\)$")
#: An address that draws a formula.
DRAWN = re.compile(r"^https?://[^?]*(?:latex|codecogs|mathtex|mimetex|/equation\b)[^?]*\?|[?&](?:tex|chl)=")
#: A picture that is called so is a formula.
CALLED = re.compile(r"^(?:公式|formula|equation|eq|math)[\s\d.]*$", re.IGNORECASE)
#: What has such a name is written with symbols.
WRITTEN = re.compile(r"(?:公式|函数|方程|表达式|不等式|定义式)(?:如下)?(?:图)?(?:所示)?(?:为|是)?[：:]$")
#: "即：$h(k) = k$ 或者 $h(k) = ak + b$": formulas written out behind what they compute.
WRITTEN_OUT = re.compile(
    rf"(?:即|也就是|(?:计算)?公式(?:如下|为|是)?|表达式(?:如下|为|是)?|记作|记为|写作|可?表示[为成]|具体为)[：:，,]?\s*"
    rf"(?P<formula>{MASK}(?:\s*(?:或者?|和|，)\s*{MASK})*)"
)
#: "计算注意力得分：$…$": the step and its formula in one line; what the symbols mean may follow.
IN_ONE_LINE = re.compile(
    rf"^(?P<lead>[^：:]{{2,40}})[：:]\s*(?P<formula>{MASK})\s*(?P<more>$|[，,]\s*(?:其中|式中|这里))"
)
#: What every symbol is, and what only leads on to the next formula.
ANY_SYMBOL = re.compile("(?:一个|某个)?(?:参数|超参数?|常数|常量|变量|函数|系数)")


@pattern("formula", on="block", rank=22, kinds=("formula", "paragraph"))
def find(place: Place) -> Iterator[Fact]:
    """``前向扩散的公式为：`` above ``$$…$$``, or above a picture of it, asks for the formula."""
    lead = place.at(-1)
    if lead is None or lead.block.kind not in ("paragraph", "item") or not lead.prose.sentences:
        return
    shown, form = _shown(place, lead)
    if shown and (name := name_of_formula(lead, or_heading=form == "formula")):
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
        return f"{name.rstrip('？?')}？写出公式"
    return spaced(
        name, "是什么？" if NAMED.search(name) and name.endswith(("公式", "方程", "方程组")) else "的公式是什么？"
    )


@pattern("computed", on="sentence", rank=22, needs=MASK)
def findcomputed(place: Place) -> Iterator[Fact | Relation]:
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
    name = computed(last) if drawn or (kind == "formula" and last and COMPUTED.search(last[0])) else ""
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
    topic = (
        name_of_formula(before)
        if formula and (before := formula.at(-1)) and before.prose.sentences
        else place.heading_topic
    )
    for piece in _glosses(place.sentence.text[explains.end() :]):
        if (match := SYMBOL.match(piece)) and place.prose.kind(match["symbols"][0]) in ("formula", "code"):
            symbol, gloss = match["symbols"], re.split(r"[；;]", match["gloss"])[0].strip("，, ")
            if ANY_SYMBOL.fullmatch(gloss):
                continue
            # "用（`rwx`）表示权限，其中 `r`：可读": letters of code are in no formula
            of_formula = formula or place.prose.kind(symbol[0]) == "formula"
            within = spaced(topic, "的公式中" if of_formula else "中") if topic else "公式中" if formula else ""
            yield place.fact(
                "definition",
                f"{topic} {symbol}",
                spaced(f"{within}，{symbol}" if within else symbol, "表示什么？"),
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
