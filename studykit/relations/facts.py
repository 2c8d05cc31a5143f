"""What a fact says of its subject: its kind, what it uses and needs, who made it, what examples of it are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit import segment
from studykit.finder import Finder
from studykit.grammar import AMBIGUOUS, OBJECT_VERBS
from studykit.model import HOLE, Fact, Relation, RelationType
from studykit.prose import bare, clauses, split_outside
from studykit.relations.reader import Reader, subject_of
from studykit.terms import GLOSS

DEFINING_NOUN = re.compile(r"(?:^|的|一[种个类套款])(?P<noun>[^的，,。；：\s]{2,12})$")
#: A whole is no kind of its parts: "一次启动产生的全部线程块".
WHOLE = re.compile(
    r"全部|所有|[一每]组|集合|一系列|若干|多个|许多|^\s*(?:[2-9]|\d{2,}|[两三四五六七八九十几多])\s*[个条块张份](?!.*(?:[同唯]一|一[个种]))"
)
#: "先量化再反量化" is no kind of 反量化, and "用于存储类信息、静态变量" none of 静态变量.
BEGINS_ACT = frozenset("先 再 把 将 被 对 从 由 用 让 使 当 为 只 仅 针对".split())
GOES_ON = re.compile("..(?:什么|谁|哪里)(?:的(?!是)|组成|构成|引起|导致|造成|提出|设计|开发|发明)[^？?]*[？?]?$")
EACH, SOME = (
    re.compile("每|各"),
    re.compile("(?:自己的)?(?:一|\\s*\\d+\\s*|[两三四五六七八九十几多])[段个组条块份张]|新的"),
)
IN_ORDER = re.compile("来(?![自源回的])")
#: "注册成 B", "一个复制在 B" are no B.
NO_MODIFIER = re.compile("[在到给被把从向由]|[和与及成为进回入]$|少量|大量|部分|其余|[不没]|后面|前面")
ROW = re.compile("、[^、的]*$")
#: Kinds of fact whose answer describes the subject.
DESCRIBING = frozenset(["definition", "property", "option", "command", "syntax"])
#: A table is read as one, and what is true instead of a mistake has a subject of its own.
ELSEWHERE = frozenset(["table", "misconception"])


def from_fact(fact: Fact, finder: Finder) -> Iterator[Relation]:
    """The edges that a fact states of its subject."""
    subject = subject_of(fact.subject, finder)
    if not subject or fact.kind not in DESCRIBING or fact.pattern in ELSEWHERE:
        return
    # "限流器是什么的核心组件": the answer is not all that is said.
    if fact.pattern == "statement" and GOES_ON.search(fact.prompt):
        return
    if fact.pattern == "sentence" and _tells_of_another(fact.prompt):
        return
    for head, kind, tail in _of_subject(subject, fact, finder):
        if head != tail:
            yield Relation(head, kind, tail, fact.span, fact.pattern)


def _tells_of_another(prompt: str) -> bool:
    """Whether the clause before a hole names who does what is hidden: "A 标记 B，主机 […]"."""
    before, comma, who = prompt.removesuffix(HOLE).rpartition("，")
    return bool(before and comma and who.strip())


def _of_subject(subject: str, fact: Fact, finder: Finder) -> Iterator[tuple[str, RelationType, str]]:
    # "A 的优点是 B" does not say what A is.
    named = finder.named(fact.subject) == subject
    itself = named and (fact.kind == "definition" or fact.aspect in ("是", "属于"))
    if itself and (kind := _kind_of(fact.answer, finder)):
        yield subject, "is_a", kind
    ends = noun_of(fact.answer, finder) if itself else None
    verb = fact.aspect if fact.pattern == "statement" else ""
    text = verb + "".join(bare(part) for part in re.split("(`[^`]*`)", fact.answer))
    reader = Reader(finder, label=subject)
    for part in split_outside(text, "。；;"):
        for clause in clauses(part):
            # What the subject of a fact is, the fact says: "A 的编码可以是 B" is no kind of A.
            edges = (edge for edge in reader.clause(clause) if edge[1] != "is_a")
            # "用 A 搭起来的 B" is a B and uses none, and "A 的目录存储在 B 中" does not say where A is.
            edges = (edge for edge in edges if edge != (subject, "uses", ends))
            yield from (edge for edge in edges if named or edge[:2] != (subject, "part_of"))


def _kind_of(answer: str, finder: Finder) -> str | None:
    """The kind that a definition begins with: "一种轻量的卷积网络，…"."""
    first = bare(GLOSS.sub("", re.split("[,，。；：]", answer)[0]))
    noun = None if WHOLE.search(first) else DEFINING_NOUN.search(first)
    if noun is None or noun["noun"].isascii() or _acts(first) or _acts_on(first):
        return None
    kind = finder.name_in(noun["noun"])
    # "一个复制在 SSD", "DB2 和 DB3": that is no kind.
    return finder.term(kind) if kind and not NO_MODIFIER.search(noun["noun"].removesuffix(kind)) else None


def noun_of(answer: str, finder: Finder) -> str | None:
    """What the first clause of a definition ends with, where it is no deed: "与别的线程共享缓存的线程"."""
    first = bare(GLOSS.sub("", re.split("[,，。；：]", answer)[0]))
    noun = DEFINING_NOUN.search(first)
    named = (
        noun is not None and "的" in first and not (noun["noun"].isascii() or IN_ORDER.search(first) or _acts_on(first))
    )
    return finder.tail(noun["noun"]) if noun and named else None


def _acts_on(text: str) -> bool:
    """Whether a text ends with what something is done with: "线程持有一段连续的地址", "决定每一层的剪枝率"."""
    words = segment.cut(text)
    acts = [i for i, word in enumerate(words) if word in OBJECT_VERBS or segment.tag(word) == "v" or word == "用"]
    return any(
        EACH.match("".join(words[i + 1 : i + 3])) or (i > 0 and SOME.match("".join(words[i + 1 :]))) for i in acts
    )


def _acts(text: str) -> bool:
    """Whether a text says what something does: "分配锁页内存" is no kind of memory."""
    words = segment.cut(text)
    acts = (
        words[0] in OBJECT_VERBS
        or words[0] in BEGINS_ACT
        or any(word not in AMBIGUOUS and segment.tag(word) == "v" for word in words)
    )
    return (acts and "的" not in text) or bool(ROW.search(text))
