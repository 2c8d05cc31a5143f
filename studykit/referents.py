"""What "该地址" or "这个函数" at the beginning of a clause means, where the text before names it by the same word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from studykit import fields, segment
from studykit.grammar import ANY_VERBS, strip_connective
from studykit.prose import MASK, MASKED
from studykit.terms import head_of, length
from studykit.text import spaced
from studykit.topics import is_name

#: What may stand before a word that points, at the beginning of its clause.
LEADS = (
    "(?:如果|若|当|在|对于?|由于|而且?|且|但是?|因此|所以|那么|则|使用|通过|把|将|为了?|因为|从|根据|利用|同时|只要"
    "|一旦|并且?|用|由)*+"
)
POINTER = r"(?:这些|这一?[种个条张项组套段款]|这一(?!类)|该|此(?![外时后前处次类])|上述的?)\s*"
POINTING = re.compile(rf"(?:^|[，。；：！？\n,;:])\s*{LEADS}(?P<point>{POINTER})(?P<rest>[^，。；：！？\n（(]+)")
POINTER_BEFORE = re.compile(rf"{POINTER}$")
#: What is said up to a noun in its clause, and what ends the clause behind it.
CLAUSE = re.compile(r"[^，。；：！？\n（(]*$")
ENDED = re.compile(r"\s*(?:[，。；！？\n（(]|$)")
#: "一个数组 `sums`".
NAMED_BEHIND = re.compile(rf"\s*(?P<name>{MASK})(?={ENDED.pattern})")
SENTENCE = re.compile(r"(?<=[。！？\n])")
#: So many sentences, and so many characters, back a name may stand.
NEAR, FAR = 3, 400
#: "SMOTE 是一种过采样算法": what is of this kind has a name of its own.
IS_A = re.compile(
    r"(?P<name>[^：的]{2,24}?)(?:其实|实际上|本质上)?[就也都]?(?<![不只还更但可总凡若便])是(?:一[种个类款套组]|[^，]*的|(?!一)[^，]{2,6}$).*"
)
ONE_OF_A_KIND = re.compile("是一[种个类款套组]")
#: "该任务称为回归任务" says only now what its name is.
NAMING = re.compile("(?:称|叫|记)[为做作]|称之为|名为|^[^，]{1,4}叫")
#: Nearly anything said before is one of these, so that the same word need not mean the same thing.
OF_ANYTHING = frozenset(
    "情况 时候 问题 时间 过程 地方 东西 部分 方面 例子 原因 结果 方式 意思 目的 概念 信息 "
    "数据 结论 现象 操作 状态 功能 服务 方法 变化".split()
)
#: Words that tell one thing from another of its kind by no more than where it is, or which.
NO_MODIFIER = frozenset(
    "对应 相应 整个 当前 目标 上述 普通 具体 特定 任意 个人 用户 原来 原始 默认 唯一 实际 "
    "相关 基本 部分 全部 其他 其它 一般 内部 外部 中间 最终 关键 核心 主要 附加 额外 特殊 "
    "工具 一级 二级 本地 全局 同一个 结果 特性 客户端 服务器 服务端".split()
)
#: Before a name these leave it whole; any other word of one character may be a part of it.
LEAVES_WHOLE = frozenset("在是为将把对从由用以给向被到有当叫则会需而但可了个种条张项着")
#: Before a name these say that it is one of several, or is not all of the name.
ONE_OF = re.compile(
    r"(?:[和与及或、/的等“《]|其[他它]|每一?[个种类条张]?|所有|任何|各[个种]?|不同|[多两几三]\s?[个种类]|第[^，]{1,3}[个种类]"
    r"|某[些个种]?|不是一?[个种]?|并非|没有|无)\s*$"
)


def named_again(text: str, before: str = "") -> str:
    """A text in which "该地址" is the address told of last, by its name; ``before`` counts where the text begins so."""

    def named(match: re.Match[str]) -> str:
        noun = "" if NAMING.search(match["rest"]) else noun_of(match["rest"])
        said = text[: match.start("point")] if match.start() else before
        name = _only_name(noun, said[-FAR:]) if len(noun) > 1 and noun not in OF_ANYTHING else ""
        begins = match[0][: match.start("point") - match.start()]
        return begins + spaced(name, match["rest"][len(noun) :]) if name else match[0]

    return POINTING.sub(named, text)


def noun_of(rest: str) -> str:
    """The noun that a word points with, without a verb that looks like a part of it: "该规范定义了 …"."""
    words = list(takewhile(_is_nominal, fields.whole(segment.cut(rest))))
    while len(words) > 1 and words[-1] in ANY_VERBS:
        words.pop()
    return "".join(words)


def _is_nominal(word: str) -> bool:
    tag = segment.tag(word)
    known = tag[:1] == "n" or tag in ("vn", "eng", "j", "b") or (len(word) > 2 and bool(fields.of(word)))
    return known or MASKED.fullmatch(word) is not None


def _only_name(noun: str, said: str) -> str:
    """The one name that the last sentences with a noun give to what it means; the very last must give it."""
    sentences = [sentence for sentence in SENTENCE.split(said) if noun in sentence][-NEAR:]
    told = [list(_names(noun, sentence)) for sentence in sentences]
    names = {name for of_one in told for name in of_one if name}
    return names.pop() if len(names) == 1 and all(told[-1]) else ""


def _names(noun: str, sentence: str) -> Iterator[str]:
    """What a sentence calls the things that it names by a noun; empty for one without a name of its own."""
    for found in re.finditer(re.escape(noun), sentence):
        begun = CLAUSE.search(sentence, 0, found.end())
        clause = begun[0] if begun else ""
        if POINTER_BEFORE.search(clause[: -len(noun)]):
            continue
        if code := NAMED_BEHIND.match(sentence, found.end()):
            yield f"{noun} {code['name']}"
            continue
        is_a = IS_A.fullmatch(strip_connective(clause)) if ENDED.match(sentence, found.end()) else None
        name = head_of(is_a["name"].strip()) if is_a else ""
        if name and is_name(name):
            yield name
        else:
            unknown = is_a or ONE_OF_A_KIND.search(clause)
            yield "" if unknown else _compound(clause, noun, sentence[found.end() : found.end() + 4])


def _compound(clause: str, noun: str, behind: str) -> str:
    """The name at the end of a clause that ends in the noun; empty where it has no modifier, or may be cut off."""
    words = fields.whole(segment.cut(clause))
    first = len(words)
    while first and (_is_nominal(words[first - 1]) or not words[first - 1].strip()):
        first -= 1
    while first < len(words) and (not words[first].strip() or words[first] in ANY_VERBS):
        first += 1
    name, before = "".join(words[first:]), "".join(words[:first])
    last = words[first - 1] if first else ""
    cut_off = ONE_OF.search(before) or (len(last.strip()) == 1 and last not in LEAVES_WHOLE)
    goes_on = bool(behind.strip()) and _is_nominal(segment.cut(behind)[0])
    begins = words[first] if name else ""
    # A word of one character that begins a name is most often the end of another: "交错|式|调度|模式".
    named = length(begins) > 1 and length(name.removesuffix(noun)) > 1 and begins not in NO_MODIFIER
    return name if named and name != noun and name.endswith(noun) and not cut_off and not goes_on else ""
