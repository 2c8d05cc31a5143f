"""Sentences to statements: who does what, with the subject that later clauses drop.

A paragraph holds three to six facts whose later clauses leave the subject out. Each :class:`Statement` is one of
them: the scene ("在 fast 模式中"), the subject (carried over where it was dropped), and the predicate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from studykit import fields
from studykit.grammar import COPULAS, POINTER, strip_connective, take_apart
from studykit.prose import Prose, Sentence
from studykit.statements.labels import COLON, DASH
from studykit.statements.nameless import said_without_name
from studykit.statements.pieces import REASON, with_cases
from studykit.statements.reader import IN_A_PLACE, LONGEST_CASES, Reader
from studykit.statements.statement import NAMES_SOMETHING, Statement
from studykit.terms import head_of, is_label, is_subject, is_term, length
from studykit.topics import ACTORS, is_name, named_in, whole_of

__all__ = [
    "COLON",
    "DASH",
    "LEAVES_OUT",
    "LONGEST_CASES",
    "NAMES_SOMETHING",
    "REASON",
    "Statement",
    "statements",
    "subject_before",
]

#: A shorter term ("节点") says too little of what it belongs to.
SHORTEST_KNOWN = 3
#: How many sentences back a dropped subject may stand.
NEAR = 3
#: "在 MQA 中": what follows is about MQA.
WITHIN = re.compile(r"^在?\s*(.{2,}?)\s*[中里内]$")
#: "集中在 /dev 下，一般分为两种：": the last clause tells nothing but that a list or an example follows.
ANNOUNCES = re.compile(
    r"[，,；]\s*(?!或)(?:[^，,；。：]{0,12}?(?:有|支持|包括|包含|分为|分成|提供了?|需要|满足|尝试|采用)[^，,；。：]{0,6}?"
    r"(?:[一二两三四五六七八九十几多\d]+|以下|如下|下[列面]|常见)[^，,；。：]{0,8}"
    r"|[^，,；。：]{0,12}(?:[是为有如]|包括|包含|分为|分别是|例如|比如|就是说))[：:]\s*$"
)
#: "日志包括两部分：…": what follows is about the log.
COUNTS = re.compile(
    r"(?P<name>[^，的]{2,16}?)(?:主要|一般|通常)?(?:包括|包含|分为|分成|有)了?(?:以下|如下)?[一二两三四五六七八九十几\d]+(?:大|个|种)?(?:部分|方面|种|类|步|层|点|阶段)"
)
#: A sentence that begins so ("适合于 …", "其关键点在于 …") leaves out what the section is about.
LEAVES_OUT = re.compile(
    "适合|适用|用于|用来|常用|主要用|通常用|可用|可以|能够|不能|无法|支持|不支持|具有|包括|"
    "包含|分为|属于|需要|位于|由|基于|采用|使用|通过|存储|提供|返回|表示|负责|默认|"
    "相当于|会(?![话议员计])|不会|无需|不需要|不必|只能|[只仅]在|没有|存在|保证|确保|允许|避免|减少|提高|降低|提升|解决|简化|管理|维护|监控|"
    "记录|保存|存放|类似|独立|继承|依赖|占用|拥有(?!了)|称为|又称|也称|简称|是(?!否|因|不是|[^，]{1,12}时)"
    "|其[^，是在的]{2,6}(?:是|在于|为|就是)"
)
#: "用来 …", or a name or code in what is said.
SURE = re.compile(f"^(?:主要|一般|通常)?(?:用来|用于|适合|适用|表示|负责)|{NAMES_SOMETHING.pattern}")


def statements(prose: Prose, heading: str, section: str = "") -> Iterator[Statement]:
    """The statements of a block, in order.

    ``heading`` is what the block is about when it does not say so itself: given only for the first block under a
    heading, and used only for its first statement ("### 目录" above "就是 …"). ``section`` is what the whole section
    is about: used where a sentence begins with its verb and nothing before it names a subject ("适合于 …").
    """
    block = _Block(heading, section, heading)
    for sentence in prose.sentences:
        first = sentence is prose.sentences[0]
        named = said_without_name(heading, section, sentence) if first else None
        if named is not None:
            yield named
        yield from block.read(sentence, first=first, told=named.clause.rest if named else "")


@dataclass(slots=True)
class _Block:
    """What the sentences of a block have been about so far."""

    heading: str
    section: str
    #: what a clause is about that leaves its subject out
    subject: str
    #: what the block named first
    about: str = ""
    #: whether a label said what all that follows is about
    labelled: bool = False
    last: Statement | None = None

    def read(self, sentence: Sentence, *, first: bool, told: str) -> Iterator[Statement]:
        """The statements of the next sentence; a dash parts a label from the rest only in the ``first`` one.

        ``told`` is its first clause, where that was a statement of its own.
        """
        text, head = ANNOUNCES.sub("", POINTER.sub("", sentence.text)), ""
        text = text.removeprefix(told).lstrip("，, ")
        if match := COLON.match(text) or (DASH.match(text) if first else None):
            head = match["head"].strip()
            text = match["body"]
            self._hears_label(head)
            if not is_label(head) and (not is_subject(head) or _is_told(head)):
                yield from Reader(sentence, self.subject).read(head)
        for part in with_cases(replace(sentence, text=text).parts):
            assumed = self.section if self._leaves_out(strip_connective(part)) else ""
            for statement in Reader(sentence, self.subject or assumed, last=self.last).read(part):
                self.last = statement
                yield self._known(statement, assumed)
                self._goes_on(statement, below_label=bool(head))

    def _leaves_out(self, part: str) -> bool:
        """Whether a part of a sentence is about what the section is, and does not say so.

        Right below the heading it may tell of the text, or what to do: there it must say what for, or name something.
        """
        if self.subject and (self.subject is not self.heading or not SURE.search(part)):
            return False
        return LEAVES_OUT.match(part) is not None

    def _hears_label(self, head: str) -> None:
        counts = COUNTS.fullmatch(head)
        if counts or (is_term(head) and not is_label(head)):
            self.labelled = not counts
            self.subject = counts["name"].strip() if counts else head
        self.about = self.about or named_in(self.subject)

    def _known(self, statement: Statement, assumed: str) -> Statement:
        """The statement, with how sure its subject is and what it is about; ``assumed`` is what the section names."""
        # The label of a line is what all of it is about, and so is the section where nothing else is.
        known = assumed or (self.subject if self.labelled and statement.carried else "")
        resolved = statement.resolved or (bool(known) and statement.subject == known)
        resolved = resolved or (statement.subject is self.heading and _is_only_said(statement))
        told = "" if _names(statement, self.about, self.labelled) else self.about
        return replace(statement, resolved=resolved, about=told)

    def _goes_on(self, statement: Statement, *, below_label: bool) -> None:
        """Remember what a statement was about, for those that leave it out."""
        if self.subject is self.heading:
            self.subject = ""
        own = not (statement.carried or below_label or statement.is_about_a_deed)
        if own and is_subject(statement.subject, 14):
            self.subject = statement.subject
            whole = whole_of(WITHIN.sub(r"\1", self.subject))
            self.about = self.about or (whole if is_name(whole) else "")


def subject_before(prose: Prose, sentence: Sentence, heading: str) -> str:
    """What the sentences right before one were about last; ``heading`` or nothing where none of them says.

    The block's own label counts: in "DGC：… 它 …" everything is about DGC.
    """
    sentences = prose.sentences
    position = next(i for i, other in enumerate(sentences) if other is sentence)
    near = sentences[max(0, position - NEAR) : position]
    for other in (sentences[0], *near, sentence):
        if (label := COLON.match(other.text)) and is_term(label["head"].strip()):
            return label["head"].strip()
    subject = heading
    for other in near:
        for part in other.parts:
            for statement in Reader(other, subject).read(part):
                own = not statement.carried and is_subject(statement.subject, 14)
                if own and not IN_A_PLACE.search(statement.subject):
                    subject = statement.subject
    return subject


def _names(statement: Statement, about: str, labelled: bool) -> bool:
    """Whether a statement's own words say what it is about; below a label ("`groupdel`：…") only the label does."""
    if labelled:
        return not about or head_of(about) in statement.question_head
    own = head_of(statement.subject)
    says = length(own) >= SHORTEST_KNOWN and own not in ACTORS
    known = not statement.carried and says and bool(fields.of(own))
    return known or NAMES_SOMETHING.search(statement.question_head) is not None


def _is_only_said(statement: Statement) -> bool:
    """Whether a sentence only says what the heading above it is: "### 回表" above "指 …"."""
    verb = statement.clause.verb
    return verb in COPULAS and not statement.scene and strip_connective(statement.sentence.text).startswith(verb)


def _is_told(head: str) -> bool:
    """Whether the words before a colon say what something is: "从第二到第四位是文件所有者的权限：…"."""
    taken = take_apart(head)
    return taken is not None and taken.verb in COPULAS and bool(taken.subject and taken.rest)
