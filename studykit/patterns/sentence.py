"""What no other pattern asked of a sentence: its end, hidden behind its beginning."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit import fields, segment
from studykit.asides import ASIDE
from studykit.grammar import (
    AMBIGUOUS,
    NOMINAL,
    OPEN_QUESTION,
    POINTER,
    PRONOUN,
    QUESTION,
    is_deed,
    strip_connective,
    take_apart,
)
from studykit.model import HOLE, Fact
from studykit.patterns import Place, pattern
from studykit.patterns._cuts import (
    LONGEST_HIDDEN,
    LONGEST_SHOWN,
    OF_A_THING,
    SHORTEST_HIDDEN,
    SHORTEST_SHOWN,
    on_card,
    only_when,
    shown_and_hidden,
)
from studykit.patterns._running import KNOWN_ADDRESS, POINTS_BACK, SAMPLE_ADDRESS, is_example, only_announces
from studykit.prose import MASK, clauses
from studykit.quality import flaw
from studykit.questions.grading import only_joins
from studykit.statements import NAMES_SOMETHING
from studykit.terms import CJK, GLOSS, is_subject, length
from studykit.text import spaced

#: A reason alone, and a way to read on ("见 X"): nothing can be recalled from these.
NOT_SHOWN = re.compile("^(?:因为|因此|所以|基于|对此|[^，]{1,6}(?:很|比较|非常)(?:简单|重要|常见|方便)，$)")
READS_ON = re.compile(r"(?<![可常意罕偏主少看听遇撞])见(?![解识证到过面])")
#: A cut in the middle of a name: "命令请求的" in front of "执行过程".
BREAKS_OFF = re.compile("(?<!目)的$|[^但于还]是，$|[与和及所每某各、]$")
#: "$T$ 表示温度" glosses a formula, which has a card of its own.
GLOSSES = re.compile(rf"^{MASK}(?:、{MASK})*\s*(?:表示|是|为|代表)")
#: So many words behind a cut still end a name.
LONGEST_NAME_END = 5
#: A condition can be asked about without naming anything, when it is long enough to tell it from others.
WHEN = re.compile(
    "如果|若|一旦|只要|当(?![前然时])|除非|除了|对于|针对|由于|即使|即便|哪怕|无论|不管|不论|与.{2,}(?:不同|相比)|相[对比]于|默认情况"
    "|在(?!实际).{2,}(?:中|时|后|前|下|里|里面|内|之间|期间)"
)
SHORTEST_CONDITION, OF_A_KIND = 8, re.compile("对于|针对|如果是|除了")
#: "如果任务没做完，也不想提交": a second condition behind the first.
ONE_MORE = re.compile("也不|又|但|而且|并且")
#: What only the text shows: "这两个操作", "上边的例子".
OF_THE_TEXT = re.compile(r"这[一两二三四五六几\d]|例子|上[述边面]|以下|如下|[前下]面")
#: An end that is no news: "就能看到效果了", "谁用谁知道".
SAYS_LITTLE = re.compile(
    ".{0,4}(?:就|便|才)?(?:可以|能|能够|应该)?.{0,3}(?:看到|知道|明白|理解)|(?:比较|非常|很|更|十分).{1,6}$|.*口碑|以此"
    r"|(?:有|还有)?(?:很多|许多)[^，]{0,8}被|[^，]{0,8}解决了这个问题|[^，]{0,6}问题不大|[^，]*这么回事|与(?:之|此)(?:相同|类似|相反)|主要需要|[^，]*自取|可以说"
    r"|失去了?意义|这一?点.{0,4}(?:重要|关键)|(?:还|只)?需要(?:了解|注意|理解|掌握)"
    r"|[^，]{0,14}(?:规定|有|存在)了?[两三四五几多\d]+种[^，、：（]{0,3}(?:情况|方式|方法|策略|选择|问题|模式)[^，]{0,4}$|每(?:产生|经过|收到|隔|次)[^，]*$"
    r"|(?!.*(?:初始|默认|最|置|限))[^，]{1,10}[是为]\s*-?[\d.]+$"
    "|这(?:也|就|正)*是(?:为什么|为何|因为|由于|.{0,6}原因$)"
    "|就?(?:画|做|完成|弄|搞)?好了$"
    r"|(?:一般|可以|又|也)?[可分]*分[为成]了?(?:以下|如下)?[两三四五几多\d]+大?个?(?:部分|种|类|步|阶段|方面|层)[^，]{0,3}$"
)
#: What only leads on to what stands below.
ANNOUNCES = re.compile("(?:[：:]|为|是|有|如下|包括|即)$")
#: An example is no fact.
EXAMPLE = re.compile("例如|比如|譬如|举例|举个|假设|以[^，]{1,20}为例")
#: "X 虽然简单，[…]": what is hidden is set against it without the word.
GRANTING = re.compile("虽然|尽管")
#: Who does what anybody can do.
ANYBODY = frozenset("用户 使用者 开发者 开发人员 程序员 人们 别人 读者".split())
#: "删除一个 cookie 也很简单", "调用成功返回 0": what is done, and what comes of it.
HAS_OUTCOME = re.compile("[也很是]|返回|成功|失败|没有|[需只]要")


@pattern("sentence", on="rest", rank=90)
def find(place: Place) -> Iterator[Fact]:
    """A sentence whose end is on no card becomes a cloze card: the beginning is shown, the end hidden."""
    sentence = place.sentence
    text = POINTER.sub("", sentence.text)
    if sentence.end in ("？", "?") or QUESTION.search(text) or ASIDE.search(text) or is_example(place):
        return
    if EXAMPLE.match(text) or only_announces(place, text) or _glosses(place, text) or _walks_through(place, text):
        return
    empty = [fact for fact in place.told if flaw(fact)]
    told = [on_card(place, fact) for fact in place.told if fact not in empty]
    if len(sentence.clauses) == 1:
        told += (on_card(place, fact) for fact in empty)
    for part in sentence.parts:
        for shown, hidden in shown_and_hidden(place, part, told):
            begin = GRANTING.sub("", shown)
            if _worth_asking(begin, hidden):
                yield _fact(place, begin, hidden)


def _glosses(place: Place, text: str) -> bool:
    """Whether a sentence only says what a symbol stands for."""
    gloss = GLOSSES.match(strip_connective(text))
    return gloss is not None and place.prose.kind(gloss[0][0]) == "formula"


def _walks_through(place: Place, text: str) -> bool:
    """Whether a sentence follows one case through somebody's network: "主机 10.0.0.1 把请求发给 10.0.0.4"."""
    return any(not KNOWN_ADDRESS.match(address[0]) for address in SAMPLE_ADDRESS.finditer(place.prose.plain(text)))


def _fact(place: Place, shown: str, hidden: str) -> Fact:
    subject = _subject(shown)
    if shown.endswith("：") and length(hidden) > SHORTEST_HIDDEN:
        # Of a label alone one can ask.
        return place.fact("property", subject, spaced(subject, "是怎样的？"), hidden, confidence=0.5)
    return place.fact("property", subject, f"{shown}{HOLE}", hidden, form="cloze", confidence=0.5)


def _worth_asking(shown: str, hidden: str) -> bool:
    """Whether a beginning asks for one thing, and its end is one that can be recalled."""
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
        only_when(hidden)
        or _is_member(hidden)
        or _ends_a_name(begins, hidden)
        or _is_of_anybody(hidden)
        or not CJK.search(hidden)
        or "//" in begins
        or SAYS_LITTLE.match(hidden)
        or only_joins(hidden)
    ):
        return False
    if WHEN.match(begins):
        least = SHORTEST_SHOWN + 2 if OF_A_KIND.match(begins) else SHORTEST_CONDITION
        tells = bool(NAMES_SOMETHING.search(begins)) or length(begins) >= least
        return tells and not ONE_MORE.match(hidden)
    return not _only_acts(begins) and (bool(NAMES_SOMETHING.search(begins)) or is_subject(_subject(begins)))


def _is_member(hidden: str) -> bool:
    """Whether the end of a sentence begins with a name that is one of several which commas part."""
    first, *others = clauses(hidden)
    words = segment.words(first)
    named = all(segment.tag(word)[:1] in ("n", "e", "x", "j", "c", "") for word in words)
    return named and (bool(others) or not re.search(r"\d", first))


def _ends_a_name(begins: str, hidden: str) -> bool:
    """Whether the cut goes through a name with a verb in it: "资源的最后" before "修改时间"."""
    words = segment.words(GLOSS.sub("", hidden))
    within = begins[-1:] not in "，：:；" and 1 < len(words) <= LONGEST_NAME_END
    return within and segment.tag(words[0])[:1] == "v" and (words[-1] in NOMINAL or words[-1] == "工具")


def _is_of_anybody(hidden: str) -> bool:
    """Whether the end of a sentence says of anybody what he can do, which its beginning does not ask for, and names nothing."""
    taken = take_apart(next(iter(clauses(hidden)), ""))
    return taken is not None and taken.subject in ANYBODY and not NAMES_SOMETHING.search(hidden)


def _only_acts(text: str) -> bool:
    """Whether a text begins with what is done, by nobody: "使用位图，…", "获取子节点并排序，…"."""
    first = next((word for word in fields.whole(segment.cut(text)) if word.strip()), "")
    clause = next(iter(clauses(text)), "")
    taken = take_apart(clause)
    if (taken is not None and is_subject(taken.subject)) or (taken is None and _is_name(clause)):
        return False
    if first in AMBIGUOUS:
        # "索引下推，…" is a name, "遍历所有数据，…" a deed.
        return is_deed(clause) and not HAS_OUTCOME.search(clause)
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
