"""What a fact says of its subject: its kind, what it uses and needs, who made it, what examples of it are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit import segment
from studykit.finder import Finder
from studykit.grammar import AMBIGUOUS, OBJECT_VERBS
from studykit.lexicon import ORGANISATIONS
from studykit.model import Fact, Relation, RelationType
from studykit.prose import bare, clauses, split_outside
from studykit.relations.reader import Reader, subject_of
from studykit.terms import GLOSS

DEFINING_NOUN = re.compile(r"(?:^|的|一[种个类套款])(?P<noun>[^的，,。；：\s]{2,12})$")
#: A whole is no kind of its parts: "一次启动产生的全部线程块".
WHOLE = re.compile(r"全部|所有|[一每]组|集合|一系列|若干|多个|许多")
#: "先量化再反量化" is no kind of 反量化, and "用于存储类信息、静态变量" none of 静态变量.
BEGINS_ACT = frozenset("先 再 把 将 被 对 从 由 用 让 使 当 为".split())
ROW = re.compile("、[^、的]*$")
#: Kinds of fact whose answer describes the subject.
DESCRIBING = frozenset(["definition", "property", "option", "command", "syntax"])


def from_fact(fact: Fact, finder: Finder) -> Iterator[Relation]:
    """The edges that a fact states of its subject."""
    subject = subject_of(fact.subject, finder)
    if not subject or fact.kind not in DESCRIBING or fact.pattern == "table":
        return
    for head, kind, tail in _of_subject(subject, fact, finder):
        if head != tail:
            yield Relation(head, kind, tail, fact.span, fact.pattern)


def _of_subject(subject: str, fact: Fact, finder: Finder) -> Iterator[tuple[str, RelationType, str]]:
    # "A 的优点是 B" does not say what A is.
    itself = finder.named(fact.subject) == subject and (fact.kind == "definition" or fact.aspect in ("是", "属于"))
    if itself and (kind := _kind_of(fact.answer, finder)):
        yield subject, "is_a", kind
    verb = fact.aspect if fact.pattern == "statement" else ""
    text = verb + "".join(bare(part) for part in re.split("(`[^`]*`)", fact.answer))
    reader = Reader(finder, label=subject)
    for part in split_outside(text, "。；;"):
        for clause in clauses(part):
            # What the subject of a fact is, the fact says: "A 的编码可以是 B" is no kind of A.
            yield from (edge for edge in reader.clause(clause) if edge[1] != "is_a")
    for maker in GLOSS.findall(fact.subject):
        if (name := re.split("[，,、]", maker)[0].strip()) in ORGANISATIONS and (made_by := finder.term(name)):
            yield subject, "proposed_by", made_by


def _kind_of(answer: str, finder: Finder) -> str | None:
    """The kind that a definition begins with: "一种轻量的卷积网络，…"."""
    first = bare(GLOSS.sub("", re.split("[,，。；：]", answer)[0]))
    noun = None if WHOLE.search(first) else DEFINING_NOUN.search(first)
    if noun is None or noun["noun"].isascii() or _acts(first):
        return None
    return finder.tail(noun["noun"])


def _acts(text: str) -> bool:
    """Whether a text says what something does: "分配锁页内存" is no kind of memory."""
    words = segment.cut(text)
    acts = (
        words[0] in OBJECT_VERBS
        or words[0] in BEGINS_ACT
        or any(word not in AMBIGUOUS and segment.tag(word) == "v" for word in words)
    )
    return (acts and "的" not in text) or bool(ROW.search(text))
