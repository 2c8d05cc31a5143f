"""CUDA's launch configuration ``kernel<<<grid, block, shared memory, stream>>>``, taken apart.

Each position is asked for on its own, answered with the words around it that explain its value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit.grammar import strip_connective
from studykit.model import Fact
from studykit.patterns import TEXT, Place, pattern
from studykit.prose import MASK, bare, clauses, split_outside

#: "kernel<<<4096, 256, 0, s0>>>".
LAUNCH = re.compile(r"(?P<kernel>[A-Za-z_][\w:<>, ]*?)\s*<<<(?P<arguments>.+?)>>>")
#: "总共有 4096 个线程块".
QUANTITY = re.compile(
    r"(?:总共|一共|共|合计)(?:有|是|启动|包含)?(?:约)?\s*(?P<number>\w[\w.]*?(?:\s*[x×*·]\s*\w[\w.]*?)*(?:\s*=\s*[\d,]+)?)\s*(?P<unit>[个块])(?P<what>[\u4e00-\u9fff]*)",
    re.ASCII,
)
#: What stands between a number of the launch and its meaning.
MEANS = re.compile(
    r"^(?:(?:就|则|也)?(?:表示|指定的?是?|指的是|指|代表|是|为|即|说明|对应|给出|决定|设定|设置)|意思是|：|:)\s*"
)
PLACES_BELOW = 3


@pattern("launch", on="block", rank=10, kinds=TEXT, needs="<<<")
def find(place: Place) -> Iterator[Fact]:
    """``vectorAdd<<<4096, 256, 0, s0>>>`` and the sentences that say what 4096, 256, 0 and s0 are."""
    for code in place.prose.originals:
        match = LAUNCH.search(code) if code.startswith("`") else None
        if match is None:
            continue
        arguments = [a.strip() for a in split_outside(match["arguments"].replace("(", "（").replace(")", "）"), ",")]
        arguments = [a.replace("（", "(").replace("）", ")") for a in arguments]
        if 2 <= len(arguments) <= 4:
            yield from _positions(place, code, arguments)


def _positions(place: Place, code: str, arguments: list[str]) -> Iterator[Fact]:
    explained = list(_explanations(place, code))
    for position, argument in enumerate(arguments, 1):
        others = [other for other in arguments if other != argument]
        for where, clause, line in explained:
            if answer := _meaning(where, clause, argument, others):
                yield where.fact(
                    "syntax",
                    code,
                    f"{code} 中的 `{argument}` 表示什么？",
                    answer,
                    aspect=str(position),
                    lines=(min(line, place.block.span.first), line),
                    confidence=0.95,
                    statement=clause,
                )
                break
    for where, clause, line in explained:
        if total := QUANTITY.search(where.prose.plain(clause)):
            what = total["what"] or "个"
            yield where.fact(
                "quantity",
                code,
                f"{code} 总共有多少{total['unit']}{what}？",
                f"{total['number']}{total['unit']}",
                aspect="total",
                lines=(line, line),
                confidence=0.9,
                statement=clause,
            )
            break


def _explanations(place: Place, code: str) -> Iterator[tuple[Place, str, int]]:
    """The clauses of this block and the next ones of the section, each with its line."""
    for offset in range(PLACES_BELOW):
        where = place.at(offset)
        if where is None or where.block.kind not in ("paragraph", "item"):
            return
        if offset and any(LAUNCH.search(original) for original in where.prose.originals):
            return
        for sentence in where.prose.sentences:
            line = where.block.span.first + sentence.first
            yield from ((where, piece, line) for piece in _whole_clauses(sentence.text))


def _whole_clauses(text: str) -> Iterator[str]:
    """Clauses, with a clause such as "单位是字节" joined to the one before it."""
    current = ""
    for clause in clauses(text.replace("；", "，").replace("：", "，")):
        if current and re.match(r"(?:单位|默认|缺省|可选|以|并|即|也就是)", clause):
            current += f"，{clause}"
        else:
            if current:
                yield current
            current = clause
    if current:
        yield current


def _meaning(where: Place, clause: str, argument: str, others: list[str]) -> str:
    """What a clause says of an argument; empty when it speaks of something else or of several at once."""
    # The configuration itself holds every argument: only the words around it explain one.
    shown = {mask: bare(where.show(mask)) for mask in re.findall(MASK, clause)}
    text = re.sub(MASK, lambda m: "" if "<<<" in shown[m[0]] else f" {shown[m[0]]} ", strip_connective(clause))
    if not (found := _mention(argument).search(text)) or any(_mention(other).search(text) for other in others):
        return ""
    if QUANTITY.search(text):
        return ""
    after = text[found.end() :].strip()
    before = text[: found.start()].strip()
    if not before or re.fullmatch(r"(?:第[一二三四]个(?:参数)?|参数|最后的?|其中|而|最后一个)?\s*(?:参数)?", before):
        return MEANS.sub("", after).strip() if MEANS.match(after) else ""
    verb = re.search(r"(?:表示|意味着|指|代表|说明)\s*(.+)$", text)
    answer = verb[1] if verb and argument in verb[1] else text
    return re.sub(r"\s+", " ", answer).strip()


def _mention(argument: str) -> re.Pattern[str]:
    """The argument standing alone: not a part of 4096x256 or of another name."""
    return re.compile(rf"(?<![\w.]){re.escape(argument)}(?![\w.]|\s*[x×*])", re.ASCII)
