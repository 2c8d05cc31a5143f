"""What no other pattern asked of a sentence: its end, hidden behind its beginning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from studykit import fields, segment
from studykit.grammar import (
    AMBIGUOUS,
    ANY_VERBS,
    ASIDE,
    CONDITION_END,
    COPULAS,
    MODALS,
    OPEN_QUESTION,
    POINTER,
    PRONOUN,
    QUESTION,
    is_condition,
    is_deed,
    strip_connective,
    take_apart,
)
from studykit.model import HOLE, Fact
from studykit.patterns import Place, pattern
from studykit.patterns._running import POINTS_BACK, is_example, only_announces
from studykit.prose import MASK, clauses
from studykit.quality import flaw
from studykit.statements import COLON, NAMES_SOMETHING
from studykit.terms import CJK, is_label, is_subject, is_term, length
from studykit.text import normalise, spaced

#: What is hidden is long enough to say something, and short enough to be recalled; what is shown, to be read.
SHORTEST_HIDDEN, LONGEST_HIDDEN = 4, 60
SHORTEST_SHOWN, LONGEST_SHOWN = 4, 60
#: A reason alone, and a way to read on ("见 X"): nothing can be recalled from these.
NOT_SHOWN = re.compile("^(?:因为|因此|所以|基于|对此|[^，]{1,6}(?:很|比较|非常)(?:简单|重要|常见|方便)，$)")
READS_ON = re.compile(
    r"(?<![可常意罕偏主少看听遇撞])见(?![解识证到过面])|参考(?![模价计帧系点位]|图像|节点|对象|标准|时钟)|从.{1,20}的[^，]{1,4}做起|[一-龥]*讲.{2,}怎[样么]"
)
#: A cut in the middle of a name: "命令请求的" in front of "执行过程".
BREAKS_OFF = re.compile("(?<!目)的$|[与和及所每某各、]$")
#: What the author wrote for those who search.
KEYWORDS = re.compile("(?i:keywords?|tags?)|关键[词字]|标签|参考")
#: "$T$ 表示温度" glosses a formula, which has a card of its own.
GLOSSES = re.compile(rf"^{MASK}(?:、{MASK})*\s*(?:表示|是|为|代表)")
#: A condition can be asked about without naming anything, when it is long enough to tell it from others.
WHEN = re.compile(
    "如果|若|一旦|只要|当(?![前然时])|除非|除了|对于|针对|由于|即使|即便|哪怕|无论|不管|不论|与.{2,}(?:不同|相比)|相[对比]于|默认情况"
    "|在(?!实际).{2,}(?:中|时|后|前|下|里|里面|内|之间|期间)"
)
SHORTEST_CONDITION, OF_A_KIND = 8, re.compile("对于|针对|如果是|除了")
#: What only the text shows: "这两个操作", "上边的例子".
OF_THE_TEXT = re.compile(r"这[一两二三四五六几\d]|例子|上[述边面]|以下|如下|[前下]面")
#: An end that is no news: "就能看到效果了", "谁用谁知道".
SAYS_LITTLE = re.compile(
    ".{0,4}(?:就|便|才)?(?:可以|能|能够|应该)?.{0,3}(?:看到|知道|明白|理解)|(?:比较|非常|很|更|十分).{1,6}$|.*口碑|以此"
    r"|有必要|(?:有|还有)?(?:很多|许多)[^，]{0,8}被|.{0,4}效果[^，]{0,3}不错|[^，]{0,4}(?:后面|后续|下文)会|[^，]{0,8}解决了这个问题|[^，]{0,6}问题不大|[^，]*这么回事|与(?:之|此)(?:相同|类似|相反)|主要需要|[^，]*自取|可以说"
    r"|失去了?意义|(?:就?是)?通过这种|这一?点.{0,4}(?:重要|关键)|(?:还|只)?需要(?:了解|注意|理解|掌握)|分[为成][一二两三四五六七八九十几多\d]+[个种类][^，]{0,2}$"
    r"|[^，]{0,14}(?:规定|有|存在)了?[两三四五几多\d]+种[^，、：（]{0,3}(?:情况|方式|方法|策略|选择|问题|模式)[^，]{0,4}$|每(?:产生|经过|收到|隔|次)[^，]*$"
    "|就?(?:画|做|完成|弄|搞)?好了$|[^，]*[讲说提]过|这是(?:不可能|很自然|显然)的"
)
#: What only leads on to what stands below.
ANNOUNCES = re.compile("(?:[：:]|为|是|有|如下|包括|即)$")
EXAMPLE = re.compile("例如|比如|譬如|举例|举个|假设|以[^，]{1,20}为例")
#: "X 虽然简单，[…]": what is hidden is set against it without the word.
GRANTING = re.compile("虽然|尽管")
#: Where grammar does not find the predicate, one of these begins it.
PREDICATE = COPULAS | MODALS | ANY_VERBS
#: A clause that does not stand alone, …
ONLY_WHEN = re.compile(
    "如果|若(?!干)|一旦|只要|即使|即便|哪怕|除非|无论|不管|不论|对于|由于|为了|相[对比]于?|虽然|尽管"
)
#: … unless it says the rest too: "即使断电也不会丢失".
SAYS_TOO = re.compile("(?:[也就则便才都]|默认|引入|可以|[时后])(?=[^，的]{3})")
SEVERAL = re.compile("(?:很多|许多|多种|各种|一些|一系列)[^，]*$")
#: What ties a clause to the one before it and says nothing itself.
TIE = re.compile("^(?:(?:从而|进而|继而|并(?![行发列联排查集非不没]))且?|之后(?=[^的]{3}))")
#: What only illustrates the clause before it, or gives another choice or word for it: nothing to recall.
NOT_HIDDEN = re.compile("例如|比如|譬如|如(?![果何今此下需若同])|像|或者?(?!许)|以此|谁")
#: What a question leaves out of the statement that it asks.
LITTLE = re.compile(
    "这(?:种|样的|个|些|一)[^，]{1,6}?被?(?:称为|称作|叫做?)|称[^，为]{1,8}为|(?:则|就|便|才|也|都|又)(?:会|能|可以|是)?|(?<=..)[了着]"
)
#: Who does what anybody can do.
ANYBODY = frozenset("用户 使用者 开发者 开发人员 程序员 人们 别人 读者".split())
#: A name behind what modifies it.
OF_A_THING = re.compile("的[^的，是有会能]{1,8}$")
OF_A_KIND_ONLY = re.compile("不[^，的]{1,6}的[^，的]{1,8}$")
#: "删除一个 cookie 也很简单", "调用成功返回 0": what is done, and what comes of it.
COMES_OF_IT = re.compile("[也很是]|返回|成功|失败|没有|[需只]要")
#: A card that has so much of a clause holds it.
MOST = 0.65
#: So many characters tell where in the sentence a part of it begins or ends.
ENOUGH = 9


@pattern("sentence", on="rest", rank=90)
def find(place: Place) -> Iterator[Fact]:
    """A sentence whose end is on no card becomes a cloze card: the beginning is shown, the end hidden."""
    sentence = place.sentence
    text = POINTER.sub("", sentence.text)
    if sentence.end in ("？", "?") or QUESTION.search(text) or ASIDE.search(text) or is_example(place):
        return
    if EXAMPLE.match(text) or only_announces(place, text) or _glosses(place, text):
        return
    empty = [fact for fact in place.told if flaw(fact)]
    told = [_asked(place, fact) for fact in place.told if fact not in empty]
    if len(sentence.clauses) == 1:
        told += (_asked(place, fact) for fact in empty)
    for part in sentence.parts:
        for shown, hidden in _divided(place, part, told):
            begin = GRANTING.sub("", shown)
            if _worth_asking(begin, hidden):
                yield _fact(place, begin, hidden)


def _glosses(place: Place, text: str) -> bool:
    gloss = GLOSSES.match(strip_connective(text))
    return gloss is not None and place.prose.kind(gloss[0][0]) == "formula"


def _fact(place: Place, shown: str, hidden: str) -> Fact:
    subject = _subject(shown)
    if shown.endswith("：") and length(hidden) > SHORTEST_HIDDEN:
        # Of a label alone one can ask.
        return place.fact("property", subject, spaced(subject, "是怎样的？"), hidden, confidence=0.5)
    return place.fact("property", subject, f"{shown}{HOLE}", hidden, form="cloze", confidence=0.5)


def _asked(place: Place, fact: Fact) -> str:
    return normalise(place.prose.plain(_known(place, fact)))


def _known(place: Place, fact: Fact) -> str:
    """What the learner is asked to recall, or is sure to read, on the card of a fact.

    Why something is so is another question than what is so; but behind its cause, as a card would show it here, the
    effect is the same question asked from the other end.
    """
    if fact.kind != "cause":
        return f"{fact.prompt} {fact.answer}"
    text = place.show(place.sentence.text)
    cause, effect = text.find(fact.answer[:ENOUGH]), text.rfind(fact.subject[-ENOUGH:])
    return f"{fact.prompt} {fact.answer}" if 0 <= cause < effect else fact.answer


def _divided(place: Place, part: str, told: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The beginnings of a part of a sentence, each with what follows it and no card holds."""
    label = COLON.match(part)
    named = label is not None and is_term(label["head"].strip()) and not is_label(label["head"].strip())
    if label and KEYWORDS.match(label["head"]):
        return
    head, body = (f"{label['head']}：", label["body"]) if label and named else ("", part)
    pieces = clauses(strip_connective(body))
    for first, last in _untold(place, pieces, told):
        yield from _run(head, pieces, first, last)


def _run(head: str, pieces: Sequence[str], first: int, last: int) -> Iterator[tuple[str, str]]:
    """The clauses of one run, as many at a time as can be recalled, each with what stands before them."""
    pieces = [*pieces[:first], *filter(None, map(_without_tie, pieces[first:last]))]
    if first == len(pieces):
        return
    if len(pieces) == 1 and last == 1:
        yield (head, pieces[0]) if head else _at_predicate(pieces[0])
        return
    start = first or (0 if head else 1)
    while start < len(pieces):
        while start + 1 < len(pieces) and _only_when(pieces[start]):
            start += 1  # when it is so is shown
        end = start + 1
        while end < len(pieces) and length("，".join(pieces[start : end + 1])) <= LONGEST_HIDDEN:
            end += 1
        shown, hidden = f"{head}{_shown(pieces[:start])}", "，".join(pieces[start:end])
        if end == start + 1 and all(map(_only_when, pieces[:start])):
            shown, hidden = _with_subject(shown, hidden)
        yield shown, hidden
        start = end


def _only_when(clause: str) -> bool:
    """Whether a clause only tells in which case or when, and not also what is so then ("即使断电，也 …")."""
    if CONDITION_END.search(clause):
        return True
    return ONLY_WHEN.match(clause) is not None and not SAYS_TOO.search(clause)


def _with_subject(condition: str, clause: str) -> tuple[str, str]:
    """Behind a condition, the subject of what is so then is shown too, where enough is left to recall."""
    taken = take_apart(clause)
    named = taken is not None and length(taken.subject) > SHORTEST_HIDDEN and is_subject(taken.subject)
    if taken is None or not named or length(taken.predicate) < ENOUGH:
        return condition, clause
    return f"{condition}{taken.adverbial}{taken.subject} ", taken.predicate


def _without_tie(clause: str) -> str:
    """A clause without what ties it to the one before: "并使用 X" is "使用 X"."""
    return TIE.sub("", strip_connective(clause), count=1)


def _untold(place: Place, pieces: Sequence[str], told: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The runs of clauses that no card holds: where each begins and ends."""
    first = 0
    known_ones = [
        _only_illustrates(piece, before) or _is_told(place, piece, told) for before, piece in pairwise(["", *pieces])
    ]
    for known, run in groupby(known_ones):
        last = first + len(list(run))
        if not known and (last == len(pieces) or _ends(pieces[last - 1])):
            yield first, last
        first = last


def _only_illustrates(clause: str, before: str) -> bool:
    """Whether a clause gives an example or another choice, and no list: behind "很多方法，" there is one to know."""
    return NOT_HIDDEN.match(clause) is not None and "、" not in clause and not SEVERAL.search(before)


def _ends(clause: str) -> bool:
    """Whether a clause in the middle of a sentence says something by itself, and not only when or of what."""
    return not is_condition(clause) and take_apart(clause) is not None


def _shown(pieces: Sequence[str]) -> str:
    """What stands before a hole: all of it where it is short, else the first clause, and the last one."""
    text = "，".join(pieces)
    if length(text) > LONGEST_SHOWN:
        text = f"{pieces[0]}……{pieces[-1]}"
    return f"{text}，" if text else ""


def _at_predicate(clause: str) -> tuple[str, str]:
    """A clause cut where its predicate begins; where grammar cannot tell, at the first word that only a predicate has."""
    taken = take_apart(clause)
    if taken is not None:
        return (f"{taken.adverbial}{taken.subject} ", taken.predicate) if taken.subject else ("", "")
    words = fields.whole(segment.cut(clause))
    start = next((i for i, word in enumerate(words) if i and word in PREDICATE), 0)
    hidden = "".join(words[start:])
    # "栈中引用的对象" is a name and says nothing.
    names = OF_A_THING.search(hidden) and (words[start] in ANY_VERBS or OF_A_KIND_ONLY.match(hidden))
    return ("", "") if names else ("".join(words[:start]), hidden)


def _is_told(place: Place, clause: str, told: Sequence[str]) -> bool:
    """Whether a card has most of a clause, be it in other words of asking."""
    text = normalise(place.prose.plain(LITTLE.sub("", clause)))
    pairs = {text[i : i + 2] for i in range(len(text) - 1)}
    return any(sum(pair in card for pair in pairs) >= MOST * len(pairs) for card in told)


def _worth_asking(shown: str, hidden: str) -> bool:
    begins = shown.strip()
    if not SHORTEST_HIDDEN <= length(hidden) <= LONGEST_HIDDEN or not SHORTEST_SHOWN <= length(begins) <= LONGEST_SHOWN:
        return False
    if NOT_SHOWN.match(begins) or BREAKS_OFF.search(begins) or READS_ON.search(begins) or READS_ON.search(hidden):
        return False
    if (
        PRONOUN.match(begins)
        or POINTS_BACK.search(next(iter(clauses(begins)), ""))
        or OF_THE_TEXT.search(begins)
        or OPEN_QUESTION.search(begins)
        or ANNOUNCES.search(hidden)
    ):
        return False
    if (
        _only_when(hidden)
        or _is_member(hidden)
        or _is_of_anybody(hidden)
        or not CJK.search(hidden)
        or "//" in begins
        or SAYS_LITTLE.match(hidden)
    ):
        return False
    if WHEN.match(begins):
        least = SHORTEST_SHOWN + 2 if OF_A_KIND.match(begins) else SHORTEST_CONDITION
        return bool(NAMES_SOMETHING.search(begins)) or length(begins) >= least
    return not _acts(begins) and (bool(NAMES_SOMETHING.search(begins)) or is_subject(_subject(begins)))


def _is_member(hidden: str) -> bool:
    """Whether the end of a sentence begins with a name that is one of several which commas part."""
    first, *others = clauses(hidden)
    words = [word for word in segment.cut(first) if word.strip()]
    named = all(segment.tag(word)[:1] in ("n", "e", "x", "j", "c", "") for word in words)
    return named and (bool(others) or not re.search(r"\d", first))


def _is_of_anybody(hidden: str) -> bool:
    """Whether the end of a sentence says of anybody what he can do, which its beginning does not ask for, and names nothing."""
    taken = take_apart(next(iter(clauses(hidden)), ""))
    return taken is not None and taken.subject in ANYBODY and not NAMES_SOMETHING.search(hidden)


def _acts(text: str) -> bool:
    """Whether a text begins with what is done, by nobody: "使用位图，…", "获取子节点并排序，…"."""
    first = next((word for word in fields.whole(segment.cut(text)) if word.strip()), "")
    clause = next(iter(clauses(text)), "")
    taken = take_apart(clause)
    if (taken is not None and is_subject(taken.subject)) or (taken is None and _is_name(clause)):
        return False
    if first in AMBIGUOUS:
        # "索引下推，…" is a name, "遍历所有数据，…" a deed.
        return is_deed(clause) and not COMES_OF_IT.search(clause)
    return segment.tag(first)[:1] in ("v", "p", "d")


def _is_name(clause: str) -> bool:
    """Whether a clause names a thing by what is done to it: "已经安装过的包", "用 new 创建的实例"."""
    words = segment.cut(clause)
    ends = OF_A_THING.search(clause) is not None and segment.tag(words[-1])[:1] == "n"
    return ends and is_subject(clause) and segment.tag(words[0])[:1] != "p"


def _subject(shown: str) -> str:
    """What the first clause is about; the clause itself where that is not told apart."""
    first = next(iter(clauses(shown)), "").strip().rstrip("：")
    taken = take_apart(first)
    return taken.subject if taken is not None and taken.subject else first
