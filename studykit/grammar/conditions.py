"""Clauses that only set the scene: conditions, times, what is granted."""

from __future__ import annotations

import re

from studykit import segment
from studykit.grammar.clauses import take_apart

#: A clause that only sets the scene for the ones after it.
CONDITION = re.compile(
    r"^(?:如果|若|设(?![置计备定想])|令(?![牌人])|给定|已知|假如|倘若|要是|当|一旦|只要|只有|除非|除了|除|对于|关于|针对|在|随着|为了|根据|按照|经过|通过|与|和|相对|相比|就|从|到|由于|因为|无论|不管|不论|"
    r"即使|即便|尽管|虽然|每当|遇到|使用|采用|利用|借助|基于|默认情况|正常情况|一般情况|通常情况|这种情况|此种情况|早期|最初|起初|后来|现在|目前|"
    r"否则|反之|有时|有时候|\d{4}\s*年)"
)
#: … whatever verb it has.
ALWAYS_CONDITION = re.compile(
    r"^(?:如果|若|设(?![置计备定想])|令(?![牌人])|给定|已知|当(?![前然时])|假如|一旦|只要|只有|对于|由于|因为|为了|随着|虽然|尽管|即使|即便|无论|不管|不论|倘若|除非|否则|关于|每当|遇到|除了)"
)
#: "X 之后", "X 模式下": the same by its end.
CONDITION_END = re.compile(
    r"(?:[^同小及暂临实超耗]时|除了[^，]*外|的时候|之后|以后|[^最先然前]后|之前|以前|[^目之以当]前|的话|情况下|过程中|期间|的前提下"
    r"|(?:模式|场景|机制|条件|环境|状态|系统|架构|配置|平台|负载|连接|协议|级别|框架|语义|并发|设置|方式|策略|隔离性)下|[A-Za-z\d年月版本]\s*起|每(?:加|增加|减少?|过|隔|多|少)[^，]{1,8})$"
)
#: "在线性代数与图形学中": where, whatever stands in it.
IN_A_PLACE = re.compile(r"^在[^，是]{2,24}(?:(?<![集其命当空])中|里|内)$")
#: What is granted before the statement itself is no part of it: "虽然 A 很快，但是 …".
GRANTED = re.compile(r"^(?:虽然|尽管|即使|即便|固然)(?P<what>.+)$")
#: "颜色如果不写，默认是黑色".
IN_THE_MIDDLE = re.compile(r"^[^，]{1,12}(?:如果|倘若|一旦|若是)")
#: "协商成功，服务器返回 304".
OUTCOME = re.compile(r"(?:成功|失败|命中|未命中|为空|不存在|相等|越界|溢出|超时)$")
#: "对于 X 来说" names what the next clause is about.
ABOUT = re.compile(r"^(?:对于?|就)(?P<name>.{2,24}?)(?:来说|而言|来讲|来看)$")


def is_condition(clause: str) -> bool:
    """Whether a clause only sets the scene ("如果 …", "在 … 中") and holds no statement of its own."""
    if (
        IN_THE_MIDDLE.match(clause)
        or IN_A_PLACE.match(clause)
        or (len(segment.words(clause)) <= 4 and OUTCOME.search(clause))
    ):
        return True
    if clause.endswith("的话") or (CONDITION_END.search(clause) and not re.search("是|：", clause)):
        return True
    if not CONDITION.match(clause):
        return False
    return bool(ALWAYS_CONDITION.match(clause)) or take_apart(clause) is None
