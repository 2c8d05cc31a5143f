"""Holes, for what no question fits: the one name, amount or code of a predicate, or all of it."""

from __future__ import annotations

import re

from studykit.model import HOLE
from studykit.prose import MASK
from studykit.questions.conditions import THEN
from studykit.questions.wording import Question, about, is_handled
from studykit.statements import Statement
from studykit.text import in_brackets, spaced

#: What is worth a hole in a clause: code, an amount, a quoted word, a Latin name.
KEY_WORDS = tuple(
    re.compile(pattern)
    for pattern in (
        MASK,
        r"(?<![A-Za-z0-9_.\[/-])\d[\d.,]*\s*(?:[KMGT]?i?[Bb](?:yte)?s?(?![A-Za-z])|[%％]|[mμu]?s(?![A-Za-z])|[个位次倍种台层块条秒天年]|字节)",
        r"[“\"「『][^”\"」』]{2,16}[”\"」』]",
        r"(?<![\w./-])[A-Za-z][A-Za-z0-9_.+#/-]+(?:\s[A-Z][A-Za-z0-9_.+#/-]*)*",
    )
)
#: What ties a whole predicate to the clause before: "则从左向右运算".
LEADS_IN = re.compile(r"^(?:则|就(?![是地近])|[也还](?=会|可以|能够?|要|需要|有)|也(?=是))(?=\S{3})")


def key_word(statement: Statement) -> Question | None:
    """A hole for the code, amount or name in a predicate: "代码段从 […] 开始"."""
    predicate = statement.clause.predicate
    for key in KEY_WORDS:
        found = [word for word in key.finditer(predicate) if not _in_a_remark(word)]
        if len(found) == 1 and len(found[0][0]) < len(predicate) - 1:
            before, after = predicate[: found[0].start()], predicate[found[0].end() :]
            asked = f"{spaced(statement.question_head, before)}{HOLE}{after}"
            return Question(asked, found[0][0].strip('“”"「」『』'), cloze=True)
    return None


def _in_a_remark(word: re.Match[str]) -> bool:
    """Whether a word stands in brackets, and not alone: "大小约 320M（只需检查文件 A1）", but "一个回车符（CRLF）"."""
    before, after = word.string[: word.start()], word.string[word.end() :]
    alone = before.endswith(("（", "(")) and after.startswith(("）", ")"))
    return not alone and in_brackets(before)


def whole_predicate(statement: Statement) -> Question:
    """What is asked of any statement: all that it says of its subject."""
    predicate = statement.clause.predicate
    if not statement.clause.verb:
        return Question(spaced(statement.question_head, HOLE), "", cloze=True)
    if predicate.startswith(("把", "将", "对", "给")) and is_handled(predicate):
        asked = "做什么？" if statement.subject else "怎么做？"
        return about(statement, asked, THEN.sub("", predicate))
    return Question(spaced(statement.question_head, HOLE), LEADS_IN.sub("", predicate), cloze=True)
