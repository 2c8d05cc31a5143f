"""Sentences to statements: who does what, with the subject that later clauses drop.

A paragraph holds three to six facts whose later clauses leave the subject out. Each :class:`Statement` is one of
them: the scene ("在 fast 模式中"), the subject (carried over where it was dropped), and the predicate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from studykit.grammar import (
    ABOUT,
    COPULAS,
    OBJECT_VERBS,
    POINTER,
    PRONOUN,
    PURPOSE_VERBS,
    Clause,
    is_condition,
    strip_connective,
    take_apart,
    unfold,
)
from studykit.prose import MASK, Prose, Sentence, clauses
from studykit.terms import head_of, is_subject, is_term, length

#: What a question can carry before its subject.
LONGEST_SCENE = 36
DASH = re.compile(r"^(?P<head>[^：:，,。\n—–-]{1,40}?)\s*(?:——|—|–|\s-{1,2}\s)\s*(?P<body>\S.*)$", re.DOTALL)
#: A predicate takes in a clause that goes on with it while the whole is no longer than this.
LONGEST_PREDICATE = 46
COLON = re.compile(
    rf"^(?P<head>{MASK}(?:\s*[,，、/]\s*{MASK})+|(?:[^：:，,。；\n（(]|[（(][^）)\n]*[）)]){{1,60}}?)\s*(?:：|:(?=\s|[^\x00-\x7f]))\s*(?P<body>\S.*)$",
    re.DOTALL,
)
IT = re.compile(r"^(?:[它他]们?|其)(?!他|它|中|余|次|实)")
NAMES_SOMETHING = re.compile(rf"[A-Za-z]{{2,}}|{MASK}")


#: "X 通过 Y，缓解了 Z": the first predicate is how, the second is what.
MEANS = frozenset("通过 利用 借助 基于 作为 为了 根据 按照 以 使用 采用".split())
#: Clauses that only go on with the predicate before them, whatever follows.
TAIL = re.compile(
    r"^(?:让|使|使得|令|从而|以便|以|进而|来|包括|例如|比如|譬如|如|即|也就是|也即|其中|直到|直至|乃至|以及|及其|还有|或者|或|然后|再|最后|最终|接着|随后|"
    r"导致|造成|避免|方便|便于|要么|因此|所以|因而|于是|只不过|不过|特别是|尤其是|这样|而不是|而非|甚至)"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a sentence, in masked text."""

    sentence: Sentence
    scene: str
    subject: str
    clause: Clause
    #: whether the subject stands in an earlier clause or heading and not in this one
    carried: bool
    #: whether it was 它, which stands right after what it means and is as good as the name
    resolved: bool = False
    #: whether a second predicate was added: "… 不会触发 X，也没有 Y"
    compound: bool = False
    #: what the paragraph named first, where this statement's own words do not say what they are about
    about: str = ""

    @property
    def question_head(self) -> str:
        """Scene and subject: how a question about this statement begins."""
        comma = "，" if self.scene else ""
        return f"{self.scene}{comma}{self.clause.adverbial}{self.subject}"


def statements(prose: Prose, heading: str) -> Iterator[Statement]:
    """The statements of a block, in order.

    ``heading`` is what the block is about when it does not say so itself: given only for the first block under a
    heading, and used only for its first statement ("### 目录" above "就是 …").
    """
    subject, about = heading, ""
    labelled = False
    for sentence in prose.sentences:
        text, head = POINTER.sub("", sentence.text), ""
        if match := COLON.match(text) or (DASH.match(text) if sentence is prose.sentences[0] else None):
            head = match["head"].strip()
            labelled = labelled or is_term(head)
            subject = head if is_term(head) else subject
            about = about or subject
            text = match["body"]
        for part in replace(sentence, text=text).parts:
            for statement in _of_part(part, sentence, subject):
                yield replace(statement, about="" if _names(statement, about, labelled) else about)
                if subject is heading:
                    subject = ""
                if not statement.carried and is_term(statement.subject, 14) and not head:
                    subject = statement.subject
                    about = about or subject


def _names(statement: Statement, about: str, labelled: bool) -> bool:
    """Whether a statement's own words say what it is about; below a label ("`groupdel`：…") only the label does."""
    if labelled:
        return not about or head_of(about) in statement.question_head
    return bool(NAMES_SOMETHING.search(statement.question_head))


def _of_part(part: str, sentence: Sentence, subject: str) -> Iterator[Statement]:
    scene: list[str] = []
    named = ""
    current: Statement | None = None
    pieces = [piece for clause in clauses(part) for piece in unfold(clause)]
    for i, raw in enumerate(pieces):
        clause = strip_connective(raw)
        if not clause:
            continue
        taken = take_apart(clause)
        name = _named(clause, taken, pieces[i + 1] if i + 1 < len(pieces) else "")
        if name or is_condition(clause):
            if current is not None:
                yield current
                current, scene = None, []
            named = name
            scene = scene if name else _shortened([*scene, clause])
            continue
        means = current is not None and current.clause.verb in MEANS and taken is not None and not taken.subject
        if current is not None and not means and (extended := _extended(current, raw, taken)):
            current = extended
            continue
        if current is not None and not means:
            yield current
            subject = current.subject if is_term(current.subject) else subject
            current = None
        if taken is None:
            scene, current = [], None
            continue
        if current is not None:
            taken = replace(taken, adverbs=f"{current.clause.predicate}，{taken.adverbs}")
            current = replace(current, clause=taken)
        else:
            current = _statement(taken, sentence, "，".join(scene), subject, named)
            if current is None and PRONOUN.match(taken.subject):
                subject = ""  # "这不是 …，而是 …": what 这 means is not known, and later clauses are about it too
        named = ""
    if current is not None:
        yield current


def _named(clause: str, taken: Clause | None, following: str) -> str:
    """The name in "LAN 主机 IP 地址的变更，无需通告 WAN": said before the comma, and a predicate behind it."""
    if about := ABOUT.match(clause):
        return about["name"] if is_subject(about["name"]) else ""
    if taken is not None or not following or not is_subject(clause):
        return ""
    after = take_apart(strip_connective(following))
    return clause if after is not None and not after.subject and not TAIL.match(following) else ""


def _shortened(scene: list[str]) -> list[str]:
    """The last clauses of a scene, as many as a question can carry; the last one always."""
    while len(scene) > 1 and length("".join(scene)) > LONGEST_SCENE:
        scene = scene[1:]
    return scene


def _extended(statement: Statement, raw: str, taken: Clause | None) -> Statement | None:
    """The statement with a clause that goes on with it; ``None`` where the clause says something of its own."""
    fits = length(statement.clause.predicate) + length(raw) <= LONGEST_PREDICATE
    own_subject = taken is not None and taken.subject and not PRONOUN.match(taken.subject) and is_term(taken.subject)
    if TAIL.match(raw) or taken is None:
        compound = statement.compound or raw.startswith("要么")
    elif (
        (PRONOUN.match(taken.subject) and not IT.match(taken.subject))
        or own_subject
        or taken.verb.rstrip("了着过") in OBJECT_VERBS | PURPOSE_VERBS | COPULAS
        or not fits
    ):
        return None
    else:
        compound = True
    clause = statement.clause
    return replace(statement, clause=replace(clause, rest=f"{clause.rest}，{raw}"), compound=compound)


def _statement(clause: Clause, sentence: Sentence, scene: str, subject: str, named: str) -> Statement | None:
    own = clause.subject
    if not own and named:
        return Statement(sentence, scene, named, clause, False)
    if not own:
        return Statement(sentence, scene, subject, clause, True) if subject or scene else None
    if it := IT.match(own):
        # 其 cannot be resolved by rule: what it belongs to is left to the heading that the card shows.
        rest = own[it.end() :].removeprefix("的")
        name = rest or (head_of(subject) if it[0][0] in "它他" else "")
        return Statement(sentence, scene, name, clause, True, resolved=not rest) if name else None
    if PRONOUN.match(own):
        return None
    return Statement(sentence, scene, own, clause, False)
