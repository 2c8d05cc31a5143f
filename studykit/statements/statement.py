"""One statement: who does what, in which scene."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from studykit.grammar import OBJECT_VERBS, Clause, take_apart
from studykit.prose import MASK, Sentence

#: A Latin name or code: what says what it is about, wherever it stands.
NAMES_SOMETHING = re.compile(rf"[A-Za-z]{{2,}}|{MASK}")


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
    #: whether it tells of the other case too: "…，否则 …"
    cases: bool = False
    #: what the paragraph named first, where this statement's own words do not say what they are about
    about: str = ""

    def with_clause(self, more: str) -> Statement:
        """The statement whose predicate goes on with one more clause."""
        return replace(self, clause=replace(self.clause, rest=f"{self.clause.rest}，{more}"))

    @property
    def opening(self) -> str:
        """The scene with its comma, where there is one: how a question begins that does not name the subject."""
        return f"{self.scene}，" if self.scene else ""

    @property
    def question_head(self) -> str:
        """Scene and subject: how a question about this statement begins."""
        return f"{self.opening}{self.clause.adverbial}{self.subject}"

    @property
    def is_about_a_deed(self) -> bool:
        """Whether what stands as the subject says itself what somebody does: "事务读取旧数据会 …"."""
        taken = take_apart(self.subject)
        return taken is not None and bool(taken.subject and taken.rest) and taken.verb in OBJECT_VERBS
