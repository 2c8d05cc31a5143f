"""Reads clauses from left to right and keeps in mind what they are about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from studykit import segment
from studykit.finder import Finder, Mention
from studykit.grammar import strip_connective
from studykit.prose import bare
from studykit.relations.predicates import (
    Edge,
    Found,
    Said,
    alone,
    examples,
    goals_of,
    makers,
    served,
    stated,
    verbs_in,
)
from studykit.relations.verbs import Verb
from studykit.terms import GLOSS, head_of

#: "它", "该算法", "这种方式": what was spoken of last.
POINTS_BACK = re.compile(r"^(?:它们?|其|该|此|这样|这[种个类些]?|前者)[\u4e00-\u9fff]{0,4}")
FOR_EXAMPLE = re.compile("(?:例如|比如|譬如)")
#: "这种方式" goes on about the whole.
THIS = re.compile("该|此|这")
#: What is only supposed is not stated.
SUPPOSED = re.compile(
    r"^(?:如果|若|假如|假设|倘若|要是|一旦|除非|即使|即便|无论|不管|当(?![前然])|为了|虽然|尽管|只有)"
)
#: Before the subject, or instead of one: when, where, and how often.
ADVERBIAL = re.compile(
    r"^(?:使得?|让|(?:在|当|从|对于?|由于|因为|随着)[^，,]{1,20}?(?:中|时|后|前|上|下|里|内|之间|来说|而言|方面|阶段|过程中|情况下)(?!的)"
    r"|每次|首先|其次|然后|接着|最后|同时|因此|所以|而且|并且|但是?|而|通常|一般|往往|默认|主要|现在|目前|内部|底层|其中)\s*"
)
#: "X 指的是 …" is about X to its end, whoever acts in it.
DEFINES = re.compile(r"^[\s\u4e00-\u9fff]{0,2}(?:指的?就?是|是指|就是指)")
#: "为了保证可用性，使用了 …".
IN_ORDER_TO = re.compile("^[^，,。；]{0,16}?为了?(?=保证|确保|实现|完成|达到|做到)")
#: What says nothing between a subject and what it is: "A 本身就是 B".
ITSELF = re.compile("本身|其实|实际上|本质上|通常|一般|仍|还|均|[也都就]|\\s")
LONGEST_MODIFIER = 10
#: "吞吐量高于 B" tells of what was spoken of before.
MEASURE = re.compile("(?:性能|效率|速度|吞吐量|延迟|精度|准确率|开销|复杂度|并发度|可靠性)")
#: "A，B，以及 C 等技术".
ROW_END = re.compile(r"\s*(?:[（(][^（()）]*[）)])?\s*$")
ROW_ON, ROW_LAST = re.compile(r"^(?:以及|和|还有|及)\s*"), re.compile("等[\u4e00-\u9fff]{0,6}$")
LONGEST_MEMBER = 24
#: "会导致 B" behind "如果 A".
COMES_ABOUT = re.compile(
    "^(?:就|则|便|那么|从而|进而|此时|这时|这样|很|极|也)*(?:容易|可能|会|将|可以|能)*(?P<verb>导致|引起|造成|引发|触发|产生|出现|带来)"
)
#: "又称代理" is another name of what the line is about.
ALSO = re.compile(r"^(?:又|也|亦|还|简|俗)(?:被)?(?:称|叫|名)(?:之)?(?:为|做|作)?\s*[“\"「]?")


#: "使用 A 的是 B", "使用 A 会 …": what looks like a predicate is the subject of another one.
ANOTHER_PREDICATE = re.compile("是|会|将|可以|能(?!力)|更|都|就")


class Reader:
    """Reads clauses from left to right and keeps in mind what they are about."""

    def __init__(self, finder: Finder, heading: str = "", label: str = "") -> None:
        self._finder = finder
        #: what the last clause was about; empty where that has no concept's name
        self._subjects: tuple[str, ...] = (label or heading,) if label or heading else ()
        #: what a label or a definition is about, whoever acts in it
        self._defined: tuple[str, ...] = (label,) if label else ()
        #: what the first clause of all with a name was about
        self._topic: tuple[str, ...] = ()
        #: what the sentence has said is used, and what for
        self._means: tuple[str, ...] = ()
        self._goals: tuple[str, ...] = ()
        #: the verb whose objects the next clause may go on with
        self._row: tuple[Verb, ...] = ()
        #: what the clause before only supposed
        self._supposed: tuple[str, ...] = ()
        #: the first clause behind a label is about that and nothing else
        self._opens = bool(label)

    def labelled(self, head: str) -> bool:
        """Begin anew with what stands before a colon, where it is a concept."""
        if name := subject_of(head, self._finder):
            self._subjects = self._defined = (name,)
            self._opens = True
        return bool(name)

    def begin(self) -> None:
        """A new sentence: where its subject is left out, it is about what the block is about."""
        self._subjects = self._subjects or self._topic
        self._means, self._goals, self._supposed, self._row = (), (), (), ()

    def clause(self, clause: str) -> Iterator[Edge]:
        """The edges that the next clause, in plain text, states."""
        about = self._subjects or self._defined
        if FOR_EXAMPLE.match(clause):
            for example in examples(clause, self._finder.find(clause), self._finder):
                yield from ((example, "is_a", subject) for subject in about if subject != example)
            return
        text = strip_connective(clause)
        mentions = self._finder.find(text)
        if self._row and (member := _further_member(clause, mentions, self._finder)):
            yield from self._in_row(member)
            return
        found = verbs_in(text, mentions)
        said = stated(text, mentions, found)
        self._row = ()
        yield from self._purposes(text, mentions, said)
        if SUPPOSED.match(text):
            self._supposed = tuple(mention.term for mention in mentions)
        elif len(self._supposed) == 1 and COMES_ABOUT.match(text):
            # "如果 A，会导致 B": it is A that does so, where nothing else is named.
            caused = [one for one in said if one.verb.type == "causes"]
            yield from (edge for one in caused for edge in one.of(self._supposed[0]))
            self._supposed = ()
        elif also := ALSO.match(text):
            yield from self._second_name(text, [mention for mention in mentions if mention.start == also.end()])
        else:
            yield from self._told(text, mentions, next(iter(found), None), said)

    def _purposes(self, text: str, mentions: Sequence[Mention], said: Sequence[Said]) -> Iterator[Edge]:
        """What is used for what, in two clauses: "为了保证 A，使用了 B", "使用 B，从而实现 A"."""
        if purpose := IN_ORDER_TO.match(text):
            self._goals = tuple(mention.term for mention in goals_of(text, mentions, purpose.end()))
            return
        means = tuple(mention.term for one in said for mention in one.means)
        for goal in self._goals:
            yield from ((goal, "uses", mean) for mean in means if mean != goal)
        for mention in goals_of(text, mentions, 0):
            yield from ((mention.term, "uses", mean) for mean in self._means if mean != mention.term)
        self._means = means or self._means

    def _told(self, text: str, mentions: Sequence[Mention], verb: Found | None, said: Sequence[Said]) -> Iterator[Edge]:
        """What a clause tells of its subject, and otherwise of that of the clauses before; ``verb`` is its first."""
        opens = self._opens
        start = verb[1].start() if verb else 0
        known, itself = self._is_about(text, mentions, verb)
        later = [one for one in said if one.start >= start]
        for subject in (self._subjects or self._defined) if known else ():
            yield from (edge for one in later for edge in one.of(subject) if itself or edge[1] != "is_a")
            others = [mention for mention in mentions if mention.start >= start]
            yield from ((subject, "uses", name) for name in alone(text, others) if opens and name != subject)
            yield from ((name, "is_a", subject) for name in examples(text, others, self._finder) if name != subject)
        for subject in (self._subjects or self._defined or ("",)) if known else ("",):
            yield from (edge for one in later for edge in served(text, mentions, one, subject))
            yield from makers(text, mentions, subject)
        if known and later and ROW_END.match(text[later[-1].objects[-1].end :]):
            self._row = (later[-1].verb,)

    def _is_about(self, text: str, mentions: Sequence[Mention], verb: Found | None) -> tuple[bool, bool]:
        """Find the subject of a clause: whether it is sure, and whether the verb is about it and no side of it."""
        before = text[: verb[1].start()] if verb else text
        named = self._named(before, [mention for mention in mentions if mention.end <= len(before)])
        if self._opens or (self._defined and not verb):
            named, before = (), ""
        self._opens = dropped = False
        if named:
            self._subjects = tuple(mention.term for mention in named)
            self._topic = self._topic or self._subjects
            if DEFINES.match(text[named[0].end :]):
                self._defined = self._subjects
        elif verb:
            dropped = not self._has_own_subject(before)
            self._subjects = self._subjects if dropped else ()
        known = self._subjects == self._defined or (
            verb is not None and not (dropped and not _acts(verb, before, text))
        )
        # "A 的优点是 B" does not say what A is.
        return known, dropped or bool(named and not ITSELF.sub("", before[named[-1].end :]))

    def _in_row(self, member: str) -> Iterator[Edge]:
        """The edges of a further object of the last verb: "使用 A，B，以及 C 等技术"."""
        for verb in self._row:
            for subject in self._subjects or self._defined:
                if member != subject:
                    yield (member, verb.type, subject) if verb.turned else (subject, verb.type, member)

    def _second_name(self, text: str, mentions: Sequence[Mention]) -> Iterator[Edge]:
        for mention in mentions:
            name = text[mention.start : mention.end]
            for subject in self._subjects[:1] or self._defined:
                if name != subject:
                    yield name, "alias_of", subject

    def _named(self, before: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        """The concepts that a clause begins with, before its verb."""
        start = match.end() if (match := ADVERBIAL.match(before)) else 0
        own = [mention for mention in mentions if mention.start >= start]
        if own and (self._subjects or self._defined) and MEASURE.match(before, own[0].start):
            return ()
        if not own or not _only_modifies(before[start : own[0].start].strip(" “「")):
            return ()
        subjects = [own[0]]
        for mention in own[1:]:
            between = before[subjects[-1].end : mention.start].strip()
            if between == "的":
                subjects[-1] = mention
            elif between in ("、", "和", "与", "以及", "及"):
                subjects.append(mention)
            else:
                break
        return tuple(subjects)

    def _has_own_subject(self, before: str) -> bool:
        """Whether somebody acts who is no concept: "生产者发送 …"."""
        text = without_adverbials(before)
        if POINTS_BACK.match(text):
            if self._topic and THIS.match(text):
                self._subjects = self._topic
            return False
        return any(segment.tag(word)[:1] in ("n", "r", "e") for word in segment.cut(text))


def _further_member(clause: str, mentions: Sequence[Mention], finder: Finder) -> str | None:
    """The concept that a clause of a row names, and nothing else: "以及列存类的 ClickHouse 等产品"."""
    text = ROW_ON.sub("", clause)
    if len(text) > LONGEST_MEMBER or not mentions or verbs_in(text, finder.find(text)):
        return None
    text = ROW_LAST.sub("", GLOSS.sub("", text)).strip()
    return finder.term(text) or (finder.tail(text) if "的" in text else None)


def without_adverbials(text: str) -> str:
    """A clause without what it says first of when, where and how often."""
    while match := ADVERBIAL.match(text):
        text = text[match.end() :]
    return text


def _acts(verb: Found, before: str, text: str) -> bool:
    """Whether a clause that has left its subject out tells what that does, and not what doing so is."""
    kind, match = verb
    return not before.strip() if kind.weak else not ANOTHER_PREDICATE.search(text, match.end())


def _only_modifies(text: str) -> bool:
    """Whether what stands before a name says which, or which sort: "如今多数的嵌入式" before 内核."""
    return len(text) <= LONGEST_MODIFIER and all(
        word == "的" or segment.tag(word)[:1] in ("m", "q", "d", "a", "b", "r", "c", "t", "z", "")
        for word in segment.cut(text)
    )


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
