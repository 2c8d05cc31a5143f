"""What a fact says of its subject: its kind, what it uses and needs, who made it, what examples of it are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit import segment
from studykit.grammar import AMBIGUOUS, OBJECT_VERBS
from studykit.lexicon import ORGANISATIONS
from studykit.model import Fact, Relation, RelationType
from studykit.prose import bare
from studykit.relations.finder import Finder
from studykit.relations.predicates import said_of
from studykit.terms import GLOSS, head_of

DEFINING_NOUN = re.compile(r"(?:^|的|一[种个类套款])(?P<noun>[^的，,。；：\s]{2,12})$")
#: A whole is no kind of its parts: "一次启动产生的全部线程块".
WHOLE = re.compile(r"全部|所有|[一每]组|集合|一系列|若干|多个|许多")
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


def subject_of(text: str, finder: Finder) -> str | None:
    """The concept that a subject names, is a part of ("A 的数据"), or begins with ("A（2019）", "真实架构 `sm_XX`")."""
    plain = bare(head_of(text))
    if whole := finder.term(plain):
        return whole
    owner = plain.partition("的")[0].strip()
    if owner != plain and (owned := finder.term(owner)):
        return owned
    first = next(iter(finder.find(plain)), None)
    return first.term if first and first.start == 0 and re.match(r"\s", plain[first.end :]) else None


def _of_subject(subject: str, fact: Fact, finder: Finder) -> Iterator[tuple[str, RelationType, str]]:
    if (kind := _kind_of(fact.answer, finder)) and (fact.kind == "definition" or fact.aspect in ("是", "属于")):
        yield subject, "is_a", kind
    verb = fact.aspect if fact.pattern == "statement" else ""
    text = verb + "".join(bare(part) for part in re.split("(`[^`]*`)", fact.answer))
    yield from said_of(subject, text, finder)
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
    acts = words[0] in OBJECT_VERBS or any(word not in AMBIGUOUS and segment.tag(word) == "v" for word in words)
    return acts and "的" not in text
