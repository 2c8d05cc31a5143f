"""Reads the clauses of a sentence from left to right: each adds to the statement, to the scene or to the subject."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from studykit.grammar import OBJECT_VERBS, PRONOUN, Clause, strip_connective, take_apart, unfold
from studykit.prose import Sentence, clauses
from studykit.statements.going_on import gone_on
from studykit.statements.pieces import OTHERWISE, REASON, with_lists, without_other_names
from studykit.statements.scenes import WHEN, as_scene, has_a_subject, sets_the_scene, what_is_granted, who_acts
from studykit.statements.statement import Statement
from studykit.statements.subjects import name_before, pointed, statement_of, uncleft, untold
from studykit.terms import is_term, length

#: "X 通过 Y，缓解了 Z": the first predicate is how, the second is what.
MEANS = frozenset("通过 利用 借助 基于 作为 为了 根据 按照 以".split())
#: "http1.1 中新增了 …": a place does nothing in the clauses behind.
IN_A_PLACE = re.compile(r"[^高其当集](?:中|里|上|内)$")
#: "有 A，例如 f5，也有 B": one of what was named before, and no subject of what follows.
EXAMPLE = re.compile("(?:例如|比如|譬如|如(?![果何今]))[^，]+，[也还又]")
AN_EXAMPLE = re.compile("(?:例如|比如|譬如)")
#: Behind what something does, what we do is another matter: "…，我们可以用 `len` 取得长度".
OURS = re.compile("[^，不是]{0,4}?我们(?=可|能|要|会|需|用|使|通过|就|也|再|先|把|将|来|应)")
#: What follows from it.
THEREFORE = re.compile("因此|所以|因而|于是|故")
#: "如果 A，或者 B，就 C" has two conditions, and so has "如果 A，而不 B，就 C".
ALSO = re.compile("或者?|[并而]且|且|并(?![行发非列])|[而但](?=不|没)|也(?=不想|不需|不关|不在)")
#: What must be, or else something else comes of it, is no aim: "要乘 $T^2$ 补回来，否则 …".
NEEDED, OR_ELSE = re.compile("要|必须|需要|应该?|得"), re.compile("否则|不然|要不然")
#: The other case is told in the answer as long as the whole can be recalled.
LONGEST_CASES = 120


@dataclass(slots=True)
class Reader:
    """Reads the clauses of a part from left to right."""

    sentence: Sentence
    subject: str
    scene: list[str] = field(default_factory=list)
    #: a name that was said before the comma, and whose predicate follows
    named: str = ""
    #: a statement that the next clause may go on with
    current: Statement | None = None
    #: the statement before the current one, which 该 and 这些 may point at
    last: Statement | None = None
    #: whether what follows tells of the other case
    otherwise: bool = False

    def read(self, part: str) -> Iterator[Statement]:
        """The statements of a part of the sentence."""
        pieces = [piece for clause in with_lists(clauses(without_other_names(part))) for piece in unfold(clause)]
        for i, raw in enumerate(pieces):
            if clause := strip_connective(raw):
                yield from self._clause(raw, clause, pieces[i + 1] if i + 1 < len(pieces) else "")
        yield from self._ended()

    def _ended(self) -> Iterator[Statement]:
        """The current statement, to which nothing more belongs."""
        if self.current is not None:
            yield self.current
            self.last = self.current
        self.current = None

    def _clause(self, raw: str, clause: str, following: str) -> Iterator[Statement]:
        """Take in the next clause, ``raw`` as it stands and ``clause`` without what only ties it to the one before."""
        taken = uncleft(take_apart(clause))
        self.otherwise = self.otherwise or (self.current is not None and OTHERWISE.match(raw) is not None)
        if self.otherwise and self._takes_in(raw):
            return
        if REASON.match(clause) or self._is_an_example(raw, taken):
            # Why it is so is another question, and an example tells of nobody.
            yield from self._ended()
        elif (granted := what_is_granted(clause, taken)) is not None:
            self.subject = granted or self.subject
        elif self.scene and self.current is None and following and ALSO.match(raw) and WHEN.match(self.scene[-1]):
            self.scene[-1] = f"{self.scene[-1]}，{raw}"
        elif (name := "" if EXAMPLE.match(f"{raw}，{following}") else name_before(clause, taken, following)) or (
            sets_the_scene(clause, taken, following) and not (NEEDED.match(clause) and OR_ELSE.match(following))
        ):
            if self.current is not None:
                self.scene = []
            yield from self._ended()
            self.named = name
            self.scene = self.scene if name else as_scene([*self.scene, clause])
        elif not self._goes_on(raw, taken):
            yield from self._states(clause, taken, follows=bool(THEREFORE.match(raw)), ours=bool(OURS.match(raw)))

    def _is_an_example(self, raw: str, taken: Clause | None) -> bool:
        """Whether a clause without a subject gives an example of what the sentence has not told yet."""
        alone = self.current is None and not self.scene and AN_EXAMPLE.match(raw) is not None
        return alone and taken is not None and not taken.subject

    def _takes_in(self, raw: str) -> bool:
        """Let the current statement tell of the other case too, where both can be recalled at once."""
        current = self.current
        if current is None or length(current.clause.predicate) + length(raw) > LONGEST_CASES:
            return False
        self.current = replace(current.with_clause(raw), cases=True)
        return True

    def _goes_on(self, raw: str, taken: Clause | None) -> bool:
        """Whether a clause only goes on with the statement before it, which then takes it in."""
        current = self.current
        if current is None or THEREFORE.match(raw) or OURS.match(raw):
            return False
        if current.clause.verb in MEANS and taken is not None and not taken.subject:
            # "X 通过 Y，缓解了 Z" is one statement, with the second verb.
            clause = replace(taken, adverbs=f"{current.clause.predicate}，{taken.adverbs}")
            self.current = replace(current, clause=clause)
            return True
        extended = gone_on(current, raw, taken)
        self.current = extended or current
        return extended is not None

    def _states(self, clause: str, taken: Clause | None, *, follows: bool, ours: bool) -> Iterator[Statement]:
        """``follows``: it begins with 因此, and where it has no subject, it is about the author ("因此引入 …").

        ``ours``: it said that we do it.
        """
        current = self.current
        if current and is_term(current.subject) and not IN_A_PLACE.search(current.subject):
            self.subject = self.subject if current.is_about_a_deed else current.subject
        yield from self._ended()
        if self.scene:
            who, self.scene[-1] = who_acts(self.scene[-1], taken)
            self.subject = who or self.subject
        scene = "，".join(self.scene)
        if taken is not None:
            elsewhere = ours or (follows and taken.verb in OBJECT_VERBS) or has_a_subject(self.scene[-1:])
            subject = "" if elsewhere else self.subject
            taken = pointed(taken, self.subject, self.last)
            self.current = statement_of(taken, self.sentence, scene, subject, self.named)
            self.named = ""
        if self.current is None and (taken is None or scene):
            self.current = untold(clause, self.sentence, scene)
        if taken is None and self.current is not None:
            self.subject = self.current.subject or self.subject
        elif self.current is None and taken is not None and PRONOUN.match(taken.subject):
            # "这不是 …，而是 …": what 这 means is not known, and later clauses are about it too.
            self.subject = ""
