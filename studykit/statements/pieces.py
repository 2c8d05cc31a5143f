"""The clauses of a sentence as they belong together.

Commas part them, but not everything that a comma parts says something of its own: members of a list, other names, the
other case of a condition, and what a name means.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from studykit import segment
from studykit.grammar import is_condition, strip_connective, take_apart
from studykit.prose import clauses
from studykit.terms import is_subject, is_term, length

#: A predicate takes in a clause that goes on with it while the whole is no longer than this.
LONGEST_PREDICATE = 70
#: Why something is so.
REASON = re.compile("(?:[^，]{1,30}?(?:因为|由于)[^，]{2,30}(?:所以|因此|因而))|因为|因其|由于|鉴于|是因为|这是因为")
#: What happens in the other case belongs to the answer of the first: "如果 A，就 B，否则 C", "看 A；如果不是，C".
OTHERWISE = re.compile(
    r"^(?:(?:否则|不然|要不然|反之)(?:的话)?"
    r"|(?:如果|若)(?:还?[不没]?(?:在|是|有|存在|相同|相等|可以|成功|失败|命中|成立|匹配|满足|通过|为空)|还?没有|否)了?$)"
)
#: "使用 A，B 和 C 来 …": a list whose members commas part, and its last ones.
LIST_BEGINS = re.compile("(?:使用|采用|利用|通过|借助|基于|依靠|依赖|结合)了?[^，的是]{1,12}$")
LIST_ENDS = re.compile("[^，是会可能]{1,12}(?:[和与及]|以及)[^，是会可能]{1,14}(?:来|以|实现)(?=..)")
#: "淘宝，京东等网站使用 …": the last of a list, and what all of them do; how many names, and how long.
AND_OTHERS = re.compile(r"[^，的是会有]{1,10}\s?等(?![于待价同级候])[^，]{3,}")
MOST_NAMES, LONGEST_MEMBER = 4, 8
#: "X，又称 A，B，是一种 …" says of X what it is.
OTHER_NAMES = re.compile(
    r"^(?:所谓的?)?\s*(?P<name>[^，,：；是]{2,30}?)\s*[，,]\s*(?:通常|一般|常)?(?:(?:又|也|还|亦)?(?:可以?|被)?(?:称之?为?|称作|叫做?|叫作|名为)"
    r"|(?:英文)?(?:简称|全称|名称?)(?:是|为|叫)?)\s*[^，,；。是]{1,50}(?:[，,]\s*[^，,；。是]{2,24}){0,3}?[，,]\s*(?=(?:其实|实际上|本质上)?(?:就?是(?!否)|指))"
)
#: "X（Y），是一种 …": the same with the other name in brackets.
GLOSSED = re.compile(
    r"^(?:所谓的?)?\s*(?P<name>[^，,：；是（(]{2,24}?)\s*[（(][^（）()]{2,90}[）)]\s*[，,]\s*(?=(?:其实|实际上|本质上)?(?:就?是(?!否)|指))"
)
#: "X，即 Y" says what X is.
THAT_IS = re.compile("^即(?![使便将时刻是为]|作为)(?=[^，]{4,})")
#: "保证在任何时刻": in which case; what is so then stands behind the comma.
ENSURES, CASE = frozenset("保证 确保 规定 约定 要求".split()), re.compile("在|当|如果|一旦")
#: "X 指的是，Y": the meaning stands behind the comma.
ENDS_IN_COPULA = ("是指", "指的是", "指的就是")
#: "共同的问题是，Y": so does what is one side of something.
SIDE_IS = re.compile(
    "(?:问题|原因|场景|结果|区别|目的|思想|关键|好处|坏处|[优缺特]点|做法|办法|方法|思路|原理|前提|代价)(?:就|便|正|则)?是$"
)
#: "X 有一个缺点就是 Y" is "X 的缺点是 Y".
HAS_A_SIDE = re.compile(
    "^(?P<name>[^，的有]{2,20})有(?:一个|个|一大|一)?(?:比较|很|非常|最)?(?:大|明显|重要|主要|显著)?的?"
    "(?P<side>[优缺特]点|问题|好处|坏处|前提|局限|限制)(?:就|便)?是[，,]?(?=.{4})"
)
#: "X 是指，…": all that follows is what it means.
IS_ALL_OF = re.compile("(?:是指|指的是|指的就是)，")
#: A meaning goes on until it ends in what it is: "X 是指 A，B 的过程".
SAYS_MEANING = re.compile("^指(?![令数针标定向示出明派])|是指(?!令)|指的就?是")
#: What modifies a name has ended.
OF_A_NAME = re.compile("的[^的，]{1,12}$")
#: "X 是一种面向列，基于磁盘的数据库": the kind stands behind the comma.
KIND_CUT = re.compile("是一[种个类款套][^，的]{2,14}$")
#: "基本思想是将内存分为两块，每次只用一块，…": what is done is told to the end of the sentence.
IS_DONE_SO = re.compile(
    "[^，：是]{2,24}(?:思想|思路|原理|方法|做法|办法|策略|作用|目的|目标|算法|法|过程|方式|机制|任务|流程|技术|技巧)(?:主要)?(?:就|便|则|即)?(?:是|在于)(?:指|要|先|首先)?(?:通过|将|把|利用|对|从|用|使用|让|在|以|根据|按照?|先|首先|采用)"
)
#: "做法是：A，B": all that stands behind the colon.
NAMED_BELOW = re.compile("[^，]{2}[是为]：")
#: What is said of it behind that is another statement.
NEW_REMARK = re.compile(
    "因此|所以|但是?|不过|这(?!些?(?:节点|元素|数据|对象))|因为|由于|其?[优缺]点|它|而且|例如|比如|如[：:]|适用|适合|并?不[是能会]|也[是叫称]|又[称叫]|其中"
)


def with_cases(parts: Sequence[str]) -> list[str]:
    """The parts of a sentence, with the other case in one part with the first: "如果在，…；如果不在，…"."""
    joined: list[str] = []
    for part in parts:
        if joined and OTHERWISE.match(next(iter(clauses(part)), "")):
            joined[-1] += f"，{part}"
        else:
            joined.append(part)
    return joined


def without_other_names(part: str) -> str:
    """A part of a sentence whose subject is not parted from its predicate by what it is also called."""
    if (side := HAS_A_SIDE.match(part)) and is_subject(side["name"]):
        return f"{side['name']}的{side['side']}是{part[side.end() :]}"
    glossed = GLOSSED.match(part)
    if glossed and is_term(glossed["name"]) and take_apart(glossed["name"]) is None:
        return f"{glossed['name']}{part[glossed.end() :]}"
    names = OTHER_NAMES.match(part)
    return f"{names['name']}{part[names.end() :]}" if names and is_subject(names["name"]) else part


def with_lists(pieces: Sequence[str]) -> list[str]:
    """The clauses, where what a comma parts is one: the members of a list ("使用 A，B 和 C 来 …"), "X 指的是，Y"."""
    joined: list[str] = []
    for i, piece in enumerate(pieces):
        if len(joined) == 1 and _is_a_gloss(joined[0], piece):
            joined[0] += f"是{THAT_IS.sub('', piece)}"
        elif joined and (
            (LIST_BEGINS.search(joined[-1]) and LIST_ENDS.match(piece)) or _is_one_of(joined[-1], pieces[i:])
        ):
            joined[-1] += f"、{piece}"
        elif joined and (
            _opens_a_case(joined[-1], piece)
            or _is_one_kind(joined[-1], piece)
            or _is_one_meaning(joined[-1], pieces[i:])
        ):
            joined[-1] += f"，{piece}"
        else:
            joined.append(piece)
    return joined


def _is_one_of(begun: str, pieces: Sequence[str]) -> bool:
    """Whether a name and those behind it are members of one list: "淘宝，京东等网站使用 …"."""
    last = next((i for i, piece in enumerate(pieces[:MOST_NAMES]) if AND_OTHERS.match(piece)), -1)
    names = [strip_connective(begun).split("、")[-1], *pieces[: max(last, 0)]]
    return last >= 0 and all(
        length(name) <= LONGEST_MEMBER and is_term(name) and take_apart(name) is None for name in names
    )


def _is_a_gloss(name: str, piece: str) -> bool:
    """Whether a clause says what the name before it means: "扩容，即申请更大的数组"."""
    if THAT_IS.match(piece) is None or not is_subject(name):
        return False
    words, taken = segment.words(name), take_apart(name)
    compound = len(words) == 2 and (taken is None or not taken.subject)  # "选择阶段"
    return compound or (taken is None and segment.tag(words[0])[:1] != "v")


def _opens_a_case(begun: str, piece: str) -> bool:
    """Whether only the case was said so far in which something is so: "锁保证在任何时刻，只有一个线程 …"."""
    taken = take_apart(begun)
    opens = taken is not None and taken.verb in ENSURES and CASE.match(taken.rest) and is_condition(taken.rest)
    return bool(opens) and length(begun) + length(piece) <= LONGEST_PREDICATE


def _is_one_kind(begun: str, piece: str) -> bool:
    """Whether what something is stands behind the comma: "X 是一种面向列，基于磁盘的数据库"."""
    kind = KIND_CUT.search(begun) and OF_A_NAME.search(piece) and take_apart(piece) is None
    return bool(kind) and length(begun) + length(piece) <= LONGEST_PREDICATE


def _is_one_meaning(begun: str, pieces: Sequence[str]) -> bool:
    """Whether what a name means goes on behind the comma: "X 是指 A，B 的过程", "思路是先 A，再 B"."""
    if begun.endswith(ENDS_IN_COPULA) or (SIDE_IS.search(begun) and not is_condition(pieces[0])):
        return True
    if IS_DONE_SO.match(begun):
        return length(begun) + length(pieces[0]) <= LONGEST_PREDICATE and not NEW_REMARK.match(pieces[0])
    if NAMED_BELOW.search(begun) and length(begun) + length(pieces[0]) <= LONGEST_PREDICATE:
        return not NEW_REMARK.match(pieces[0])
    means = SAYS_MEANING.search(begun)
    if means is None or length(begun) + length(pieces[0]) > LONGEST_PREDICATE:
        return False
    if not IS_ALL_OF.search(begun) and not OF_A_NAME.search(begun, means.end()):
        return not NEW_REMARK.match(pieces[0]) or REASON.match(pieces[0]) is not None
    return IS_ALL_OF.search(begun) is not None
