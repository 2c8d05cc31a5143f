"""Just enough Chinese grammar to ask questions: where a clause's subject ends and what its predicate does.

Everything works on masked text (see :mod:`studykit.prose`) and looks at words, not at meaning: a clause is
``adverbial + subject + adverbs + verb + rest``. Where the words do not tell, nothing is returned.

- ``words``: closed lists of words; ``regrouping``: the words of a clause as grammar needs them;
- ``predicates``: where the predicate begins; ``clauses``: a clause taken apart; ``deeds``: what is done, as a subject;
- ``connectives``: what only ties clauses together; ``pointing``: what points elsewhere, or asks;
- ``conditions``: clauses that only set the scene; ``unfolding``: two clauses that no comma parts.
"""

from __future__ import annotations

from studykit.grammar.clauses import Clause, take_apart
from studykit.grammar.conditions import ABOUT, ALWAYS_CONDITION, CONDITION_END, GRANTED, is_condition
from studykit.grammar.connectives import CONNECTIVES, strip_connective
from studykit.grammar.deeds import NO_DEED, comes_of_it, is_deed
from studykit.grammar.pointing import IT, OPEN_QUESTION, POINTER, PRONOUN, QUESTION
from studykit.grammar.predicates import ATTRIBUTIVE, COMPOUND_BREAK, DETERMINERS, OF_OBJECT
from studykit.grammar.unfolding import MEETS, MEETS_WITH, unfold
from studykit.grammar.words import (
    ADVERBS,
    AMBIGUOUS,
    ANY_VERBS,
    CAN,
    CANNOT,
    COMPARES,
    COPULAS,
    MODALS,
    MUST,
    NOMINAL,
    OBJECT_VERBS,
    ONLY_VERBS,
    PARTICLES,
    PERHAPS,
    PREPOSITIONS,
    PURPOSE_VERBS,
    SHORT_VERBS,
    STRONG,
    TAKES_CLAUSE,
    TURNS_INTO,
    WILL,
)

__all__ = [
    "ABOUT",
    "ADVERBS",
    "ALWAYS_CONDITION",
    "AMBIGUOUS",
    "ANY_VERBS",
    "ATTRIBUTIVE",
    "CAN",
    "CANNOT",
    "COMPARES",
    "COMPOUND_BREAK",
    "CONDITION_END",
    "CONNECTIVES",
    "COPULAS",
    "DETERMINERS",
    "GRANTED",
    "IT",
    "MEETS",
    "MEETS_WITH",
    "MODALS",
    "MUST",
    "NOMINAL",
    "NO_DEED",
    "OBJECT_VERBS",
    "OF_OBJECT",
    "ONLY_VERBS",
    "OPEN_QUESTION",
    "PARTICLES",
    "PERHAPS",
    "POINTER",
    "PREPOSITIONS",
    "PRONOUN",
    "PURPOSE_VERBS",
    "QUESTION",
    "SHORT_VERBS",
    "STRONG",
    "TAKES_CLAUSE",
    "TURNS_INTO",
    "WILL",
    "Clause",
    "comes_of_it",
    "is_condition",
    "is_deed",
    "strip_connective",
    "take_apart",
    "unfold",
]
