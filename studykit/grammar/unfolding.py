"""Two clauses that no comma parts: a condition, or what is done first, and what comes of it."""

from __future__ import annotations

import re

from studykit import segment
from studykit.grammar.clauses import take_apart
from studykit.grammar.words import COPULAS
from studykit.prose import MASK

#: "若是 `l` 则表示链接".
FOLDED = re.compile(
    r"^(?P<condition>(?:如果|若|若是|当|一旦|只要|假如)[^，,则就便]{1,30}?)\s*(?:则|(?<!之前)(?<!以前)就(?![是绪近地业])|便(?!是))\s*(?P<then>\S.*)$"
)
#: "当发生系统调用时 CPU 切换到内核态".
WHEN_DONE = re.compile(
    r"^(?P<condition>(?:每?当(?![前然时])|如果|若(?!干)|一旦)(?:(?!在)[^，,]){3,30}?(?:(?<![同小及暂临实超耗])时|的时候|之后|以后))\s*"
    r"(?P<then>(?![间刻钟候序延机区的就则才称前后，,（(])\S.{3,}(?<![时后候]))$"
)
#: "退出之前要再同步一次": when, and what must be done then.
BEFORE_MODAL = re.compile(
    r"^(?!如果|若(?!干)|假如|以此|以便|从而|进而|避免|防止|导致)(?P<condition>(?:(?!只有|只在|可以|会在)[^，,是]){2,24}?"
    r"(?:[^同小及暂临实]时|的时候|之前|之后|以后|[^目之以当]前|[^最先然前]后))\s*(?P<then>(?:必须|应该|应当|需要|要|会|可以|不(?![同少断仅但管论过久])"
    r"|无法|仍|立即(?![数常寻])|立刻|自动|直接(?!内存|缓存)|进入|对(?![象应称比])|每次|才[会能](?=.{3}))(?!求|么|点|素).{2,}(?<![时后]))$"
)
#: "调用 wait() 后父进程阻塞", "有 A 字段的话 B 会被忽略": what is done or so, and what comes of it, with no comma between.
DONE_FIRST = re.compile(
    rf"^(?P<condition>[^，,；：是]{{0,16}}?(?:[A-Za-z]{{2}}|{MASK})[^，,；：是]{{0,8}}?(?:之后|以后|的话|(?<![最先然前])后(?![台端面续者门备向序缀置])))\s*(?P<then>(?![的，,])[^，,；：]{{4,}})$"
)
#: What somebody meets with, and not what he does to something.
MEETS = r"(?:收到|接收到|接到|检测到|监测到|读到|拿到|遇到|碰到|发现(?!了))"
#: "服务器收到请求后返回响应".
MET_FIRST = re.compile(
    rf"^(?P<condition>(?P<who>[^，,；：是]{{1,16}}?){MEETS}了?[^，,；：]{{1,24}}?(?:之后|以后|(?<![最先然前])后(?![台端面续者门备向序缀置果])))"
    r"\s*(?P<then>(?![的，,])[^，,；：]{4,})$"
)
MEETS_WITH = re.compile(MEETS)


def unfold(clause: str) -> list[str]:
    """A condition and its consequence that no comma parts: "若是 `l` 则表示链接" is two clauses."""
    match = FOLDED.match(clause) or BEFORE_MODAL.match(clause) or WHEN_DONE.match(clause)
    match = match or _done_first(clause) or _met_first(clause)
    return [match["condition"], match["then"]] if match else [clause]


def _met_first(clause: str) -> re.Match[str] | None:
    """What befalls somebody and what he does then: "服务器收到请求后返回响应"."""
    match = MET_FIRST.match(clause)
    if match is None or not match["who"].strip():
        return None
    then = segment.words(match["then"])
    return match if len(then) > 1 and segment.tag(then[0])[:1] in ("v", "d", "p") else None


def _done_first(clause: str) -> re.Match[str] | None:
    """What is done and what comes of it, where each has its own verb: "关闭连接后服务器释放内存"."""
    match = DONE_FIRST.match(clause)
    if match is None or segment.tag(segment.cut(match["condition"])[0])[:1] != "v":
        return None
    then = take_apart(match["then"])
    acts = segment.tag(segment.cut(match["then"])[0])[:1] in ("n", "e")
    return match if (then.subject or then.verb not in COPULAS if then is not None else acts) else None
