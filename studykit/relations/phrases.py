"""Whether a concept in a clause is what its noun phrase speaks of, or only says which one is meant."""

from __future__ import annotations

import re

from studykit import segment
from studykit.grammar import AMBIGUOUS, OBJECT_VERBS

#: A general noun behind a name: "HTTP 协议", "旁路攻击".
GENERIC = (
    "(?:攻击|算法|模型|协议|方式|方法|技术|机制|框架|引擎|命令|函数|工具|网络|结构体?|语言|系统|库|文件|模式|类型|问题|思想|接口|字段|属性|参数|"
    "选项|变量|对象|模块|组件|服务|编码|格式|指令|关键字|标志位?|策略|操作|状态|数据库|程序|工具|层|区域?|类|表|位)"
)
SORT_BEHIND = re.compile(rf"\s*{GENERIC}")
#: Where a noun phrase ends: at the end of the clause, before what stands in a row with it, and before a predicate.
ENDS = re.compile(
    rf"\s*{GENERIC}?\s*(?:[（(][^（()）]*[）)]|“[^”]*”)?\s*(?:$|[，,。；;：:、！？!?（(）)”\"」』/→+-]|[和与及或]|"
    "[都也就在会能可则又才便仍还却只不没由被把将从向对让使按用有中里内上来以而且]|等(?!待)|两[个种部者]|[进执运实]行|做|是)"
)
#: A clause behind a kind goes on to another noun: "等子网格也看得到的地址".
GOES_ON_TO = re.compile("[^，,。；、的]{1,12}的[\u4e00-\u9fffA-Za-z]")
#: "A 是描述 B 的对象": behind these what stands before 的 tells which object.
COPULA = re.compile(
    "(?:是|作为|属于|即|(?<!称)为(?!了))[^，,。；：的]{0,6}$|(?:一[个种类组段条张块份]|某[个种些]|各个?|这[个种类])$"
)
#: These always tell which, wherever they stand.
TELLS_WHICH = frozenset("指向 占用 加上 带上 不用 不带 含 带 附带 携带 面向 适合 涉及 针对 还有 仍有".split())
#: Tagged as verbs, and no predicate of their own.
NO_PREDICATE = frozenset(
    "会 能 能够 可 可以 要 需要 应 应该 必须 来 去 用来 进行 开始 是 有 为 例如 比如 譬如 如 对称 最大化 最小化".split()
)
#: What "描述 A 的 B" does, begins with one of these.
PREDICATE = re.compile("[都也就在会能可则又才便仍还却只不没由被把将从向让使是有]|组成|构成")
#: So many characters hold the next word.
NEXT = 12
#: "可换页的", "不会被换出的".
POTENTIAL = re.compile("(?:[可未不能所会]|被[^，,。；的]{0,8})$")


def is_head(after: str) -> bool:
    """Whether a noun phrase ends with the name that stands right before ``after``."""
    return bool(ENDS.match(after))


def names_it(name: str, after: str) -> bool:
    """Whether a name is that of the thing itself, and tells not only of which field it is: "超分辨率网络"."""
    return name.isascii() or (is_no_noun(after) and not SORT_BEHIND.match(after))


def is_no_noun(after: str) -> bool:
    """Whether what stands behind a name is no noun that the name only belongs to: "CUDA 算子"."""
    if ENDS.match(after):
        return True
    word = next(iter(segment.words(after[:NEXT])), "")
    return segment.tag(word)[:1] in tuple("vdpcmrufyza")


def is_modifier(before: str, name: str, after: str) -> bool:
    """Whether ``name`` before 的 only tells which thing is meant, or what that does: "可重定位的", "描述 Pod 的".

    ``before`` and ``after`` are the rest of the clause, the latter from behind the thing.
    """
    words = segment.words(before[-2 * NEXT :])
    last = words[-1] if words else ""
    if POTENTIAL.search(before.rstrip()) or _is_deed(name):
        return True
    if segment.tag(name) == "v" and segment.cut(name) == [name]:
        # "各块合成的空间", "为正交的向量"
        return last in ("为", "是", "皆为", "均为") or (bool(last) and segment.tag(last)[:1] not in ("p", "v", ""))
    if not (last in TELLS_WHICH or _is_verb(last)):
        return False
    led = before.rstrip().removesuffix(last)
    return (
        last in TELLS_WHICH
        or bool(COPULA.search(led.rstrip()))
        or (len(words) > 1 and _is_verb(words[-2]))
        or (not led.strip() and bool(PREDICATE.match(after.lstrip())))
    )


def _is_verb(word: str) -> bool:
    return (word in OBJECT_VERBS or segment.tag(word) == "v") and len(word) > 1 and word not in NO_PREDICATE


def _is_deed(name: str) -> bool:
    """Whether a name says what is done: "保证数据"."""
    first = segment.cut(name)[0]
    return first != name and first in OBJECT_VERBS and first not in AMBIGUOUS
