"""Whether a clause only goes on with the predicate of the statement before it."""

from __future__ import annotations

import re
from dataclasses import replace

from studykit import segment
from studykit.grammar import CANNOT, COPULAS, IT, OBJECT_VERBS, PRONOUN, Clause
from studykit.prose import MASK
from studykit.statements.pieces import LONGEST_PREDICATE
from studykit.statements.statement import Statement
from studykit.terms import is_term, length

#: Clauses that only go on with the predicate before them, whatever follows.
TAIL = re.compile(
    r"^(?:让|使|使得|令|从而|以便|以|进而|来|包括|例如|比如|譬如|如|即|也就是|也即|其中|直到|直至|乃至|以及|及其|还有|或者|或|然后|再|最后|最终|接着|随后|之后(?!的)|此后(?!的)|"
    r"导致|造成|避免|方便|便于|要么|只不过|不过|特别是|尤其是|这样|才(?:能|会|可以|可|算)|而不是|而非|甚至|又(?![称叫名被]))"
)
#: "A 需要几分钟，而 B，…": a name that is told of behind the next comma.
OTHER_SIDE = re.compile(r"而(?![且是非])\s*(?P<name>[^，]{2,16})$")
#: What is done first, and what next.
FIRST, NEXT = re.compile("(?<!优)先(?![进前后验决])"), re.compile("^[^，]{0,8}再(?![次见度])")
#: What something is the same as is a question of its own.
EQUALS = frozenset("等效于 等价于 等同于 介于 源于".split())
#: "其元素": more of what was just said to be something.
ITS_SIDE = re.compile("它们?|其(?!他|它|中|余|次|实).*")

#: A value in one piece, with its unit: "8080", "4 KB", "`INFO`".
VALUE = re.compile(rf"(?:{MASK}|[\d.]+\s*(?:[A-Za-z%％]{{1,4}}|[\u4e00-\u9fff]{{1,2}})?)(?:[（(][^（）()]*[）)])?")
#: A kind of thing is longer than what it is like.
SHORTEST_KIND = 6
#: What says more of the value itself.
OF_A_VALUE = re.compile("单位|相当于|约|代?表|意味|说明|[也亦]称|而?不是")


def gone_on(statement: Statement, raw: str, taken: Clause | None) -> Statement | None:
    """The statement with a clause that goes on with it; ``None`` where the clause says something of its own."""
    if _says_instead(statement, raw):
        return replace(statement.with_clause(raw), compound=True, cases=True)
    if taken is None and (other := OTHER_SIDE.match(raw)) and is_term(other["name"]):
        return None
    if TAIL.match(raw) or taken is None or _is_next(statement, raw):
        return replace(statement.with_clause(raw), compound=statement.compound or raw.startswith("要么"))
    fits = length(statement.clause.predicate) + length(raw) <= LONGEST_PREDICATE
    defines = taken.verb in COPULAS and not (_is_also(statement, taken) or _of_it(statement, taken))
    equals = not taken.subject and taken.verb in EQUALS
    apart = (_is_like(statement.clause) and taken.verb in OBJECT_VERBS) or (
        _is_a_value(statement.clause) and not OF_A_VALUE.match(raw)
    )
    if not fits or defines or equals or apart or _has_its_own_subject(taken):
        return None
    return replace(statement.with_clause(raw), compound=True)


def _is_next(statement: Statement, raw: str) -> bool:
    """Whether a clause says what is done next: "先查缓存，没有再查数据库"."""
    fits = length(statement.clause.predicate) + length(raw) <= LONGEST_PREDICATE
    return fits and FIRST.search(statement.clause.predicate) is not None and NEXT.search(raw) is not None


def _says_instead(statement: Statement, raw: str) -> bool:
    """Whether a clause says what is so instead: "X 不直接访问数据库，而是经过缓存"."""
    clause = statement.clause
    denied = clause.verb in CANNOT or not CANNOT.isdisjoint(segment.cut(clause.adverbs))
    return raw.startswith("而是") and denied and clause.verb not in COPULAS | {"不是"}


def _has_its_own_subject(taken: Clause) -> bool:
    """Whether a clause names somebody else, or points at something with a word that is not 它."""
    if PRONOUN.match(taken.subject):
        return IT.match(taken.subject) is None
    return bool(taken.subject) and is_term(taken.subject)


def _is_a_value(clause: Clause) -> bool:
    """Whether what something is, is a value, which is all there is to recall: "默认端口为 8080"."""
    return clause.verb in COPULAS and VALUE.fullmatch(clause.rest.strip()) is not None


def _is_like(clause: Clause) -> bool:
    """Whether what something is, is only what it is like: "默认是关闭的"."""
    return clause.verb in COPULAS and clause.rest.endswith("的") and length(clause.rest) < SHORTEST_KIND


def _of_it(statement: Statement, taken: Clause) -> bool:
    """Whether a clause says more of what was just said to be something: "X 是一个矩阵，其元素是实数"."""
    said = statement.clause.verb in COPULAS and not (statement.clause.adverbs or statement.compound)
    return said and ITS_SIDE.fullmatch(taken.subject) is not None


def _is_also(statement: Statement, taken: Clause) -> bool:
    """Whether a clause says once more what something is: "X 是 A，是 B"."""
    return statement.clause.verb in COPULAS and not taken.subject and not taken.adverbial and taken.verb == "是"
