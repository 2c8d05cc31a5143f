"""What a heading names, said right below it without its name: "### 设备文件" above "与设备相关的文件，…"."""

from __future__ import annotations

import re

from studykit import segment
from studykit.grammar import ANY_VERBS, Clause, take_apart
from studykit.prose import MASK, Sentence, clauses
from studykit.statements.statement import Statement
from studykit.terms import head_of

#: "与外部设备相关的文件": what a thing is, without the thing and without 是.
DESCRIBES = re.compile(r"^[^，,：:]{3,30}的(?:一[些种个类])?([\u4e00-\u9fff]{2,8})$")
#: "作为一段小型文本，它 …": what it is, said first.
AS_A = re.compile("作为(?P<what>一[段种个类款门项套块][^，]{4,40})")
#: A heading that names something in code or English is often explained by its Chinese name alone.
LATIN_HEADING = re.compile(rf"(?:{MASK}|[A-Za-z][\w.+:<>-]*)(?:\s*[（(].*)?$")
#: "核心线程数", "能容纳的最大线程数": no predicate.
NOUN_PHRASE = re.compile("(?=.*[\u4e00-\u9fff]{3})[^，。；：？]{4,24}")
#: "最大的线程数": what it is by what modifies it.
OF_WHAT_KIND = re.compile(
    "(?!为了|由于|因为|通过|根据|对于|[和与].*[不相][同似]$)(?!.*(?:来说$|而言$|是|可以|会|将|把|被|用于|用来|表示|返回))[^，。；：？的]{2,16}的[^，。；：？的]{2,8}"
)


def said_without_name(heading: str, section: str, sentence: Sentence) -> Statement | None:
    """What the heading names, said without its name: "### 设备文件" above "与设备相关的文件，…"."""
    first = next(iter(clauses(sentence.parts[0])), "") if sentence.parts else ""
    if as_what := AS_A.fullmatch(first):
        whole = heading or section
        return _is(sentence, whole, as_what["what"]) if whole and len(sentence.clauses) > 1 else None
    noun = DESCRIBES.match(first)
    alike = noun is not None and noun[1][-2:] == head_of(heading)[-2:] and take_apart(first) is None
    named = first.startswith(heading) or not LATIN_HEADING.match(heading)
    if not alike and (named or not _is_noun_phrase(first)):
        return None
    return _is(sentence, heading, first)


def _is(sentence: Sentence, heading: str, what: str) -> Statement:
    return Statement(sentence, "", heading, Clause("", heading, "", "是", what), carried=True, resolved=True)


def _is_noun_phrase(text: str) -> bool:
    """Whether a clause is a name for something and says nothing of it: "核心线程数", "能容纳的最大线程数"."""
    if OF_WHAT_KIND.fullmatch(text):
        return True
    words = segment.words(text)
    verbs = [word for word in words if word in ANY_VERBS or segment.tag(word) in ("v", "p", "c", "d", "r")]
    return NOUN_PHRASE.fullmatch(text) is not None and not verbs and segment.tag(words[-1])[:1] in ("n", "", "q", "m")
