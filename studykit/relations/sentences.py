"""What a sentence as a whole lists, divides, or sets against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from studykit import segment
from studykit.finder import Finder, Mention
from studykit.model import Relation, RelationType, Span
from studykit.relations.bonds import CLASS, KIND, SOME
from studykit.relations.predicates import COUNTED, row, topic_of
from studykit.terms import GLOSS

#: Between two that stand in one row: "A、B 和 C", "一个 A 池和两个 B 池".
BESIDE = re.compile(r"^\s*[\u4e00-\u9fff]?(?:、|和|与|以及|及|或者?是?)\s*(?:[一两三几多\d]+[个种类条项])?\s*$")
#: "虚拟架构决定 …，而真实架构决定 …": what stands at the start of either half is set against the other.
HALVES = re.compile(r"；\s*|，\s*而(?![且是])\s*")
#: What goes on about the first half, or about something else: "A 越大 …；但是 B …", "A：…；B 和别的 A …".
NO_HALF = re.compile(r"\s*(?:但是?|不过|所以|因此|同时|并且|另外|然后|此外|例如|如果)|[^，。]{0,12}(?:[它其]|别的)")
#: "A 与 B 可以连用" is about both; "A 加密的数据" is not about A.
NO_SUBJECT = re.compile("\\s*(?:[与和及、]|[^，,。；：的]{1,4}(?<![中内里上])的)")
ANNOUNCING = re.compile(
    r"(?:大致|主要|一般|通常|可以|又)?(?:分为|分成|包括|包含|由|(?:常见的|常用的)?有)[^，,。；]{0,10}$"
)
KINDS, DIVIDES = re.compile("[种类型]"), re.compile("分[为成]")
#: "把年轻代分为", and a general noun behind the name of a kind.
DISPOSED, GENERIC = (
    re.compile("^.{0,14}[把将](?=.{2,20}$)"),
    re.compile("(?<=..)(?:的?(?:常[用见])?(?:方法|方式|算法|种类|类型))$"),
)
LONGEST_LABEL = 16
ROW_CLOSES = re.compile("等?[。；]?$")
#: "一是负责写入的 A，…；二是 …".
ONE_BY_ONE = re.compile(r"(?:[一二三四五]是|其[一二三四五][是，,]?|另一[个种]是|一[个种]是)([^，,；;。]{2,40})")
#: "常用的限流器包括 …", "注册中心，比如 …", "请求头（包括 …".
EXAMPLES = re.compile(
    r"(?:(?P<most>典型|常见|常用|主要|经典|流行|主流|著名)的)?(?P<kind>[^，,。；;：:（()）]{2,20}?)"
    r"(?P<how>(?:(?<=.)(?:主要|通常)?(?:有|包括|包含))|[，,（(]\s*(?:比如|例如|诸如|譬如|如(?!果|何|下|图|此)|像|包括|包含))[：:]?\s*"
)
#: One of these words is in all that EXAMPLES finds.
GIVES = re.compile(r"有|包[括含]|[，,（(]\s*(?:[比例譬诸]?如|像)")
EXAMPLES_END = re.compile("等|[。；;：:）)]|的")
MEMBERS = re.compile("[、，,]|以及|和|与|及|或者?")
DIVIDED = re.compile(
    r"(?:分为|分成|划分为|划分成|(?:包括|包含|有|存在)(?:以下|如下)?(?:两|二|2)[种类个][^，。：:；]{0,6}[：:])(?:了|两[种类个部分]+[：:]?)?\s*"
)
PAIR_END = re.compile(
    r"\s*(?:[\u4e00-\u9fff]{1,2})?\s*(?:[（(][^（()）]*[）)])?\s*(?:两[种类个][^，。]{0,4})?(?:[，,。；;：:]|$)"
)
#: Where a clause begins, and what two of them may have in common.
CLAUSE_START = re.compile("(?:^|[，,；;])\\s*(?:而|但是?)?$")
CLAUSE_ENDS = re.compile("[，,；;。]")
SAME_VERB = re.compile("[\u4e00-\u9fff]{1,4}(?<!的)(?<![和与或])")
ONLY_IF = re.compile("只有(?P<needed>[^，,。；]{2,30})[，,]?\\s*才[能会可以]*(?P<what>[^，,。；]{2,30})")
IN_TURN = re.compile(
    "(?:首先|先)(?P<first>[^，,。；先再后]{2,16})[，,；]?(?:然后|之后|接着|随后|再|最后)+(?P<then>[^，,。；再]{2,16})"
)
#: In "先执行选主" and "然后进行日志复制" no more than a verb stands before the name.
LONGEST_DEED = 4
#: "默认走顺序读，而不是更慢的随机读".
INSTEAD = re.compile(r"[，,]?\s*而(?:不是|非(?!常))")


def from_sentence(text: str, heading: str, span: Span, finder: Finder) -> Iterator[Relation]:
    """The edges that a sentence, in plain text below a heading, states as a whole."""
    yield from _announced(text, heading, span, finder)
    yield from _examples(text, span, finder)
    yield from _divided(text, span, finder)
    yield from _set_against(text, span, finder)
    yield from _only_if(text, span, finder)
    yield from _in_turn(text, span, finder)


def _announced(text: str, heading: str, span: Span, finder: Finder) -> Iterator[Relation]:
    """Members behind a colon: "NAS 由三部分组成：A、B 和 C"."""
    announcing, colon, rest = re.sub(":", "：", text).partition("：")
    verb = ANNOUNCING.search(announcing) if colon else None
    if verb is None:
        if colon and len(announcing) <= LONGEST_LABEL:
            yield from _row_of(announcing, rest, span, finder)
        return
    noun = DISPOSED.sub("", announcing[: verb.start()]).strip()
    whole = (
        finder.tail(noun)
        or finder.tail(GENERIC.sub("", noun))
        or topic_of(announcing, finder)
        or _named_like(noun, heading, finder)
    )
    named_alike = noun[-2:] == heading[-2:] and "部分" not in announcing
    members = (*row(rest, finder), *_one_by_one(rest, finder))
    # "数据迁移分为：停机迁移、双写迁移"
    alike = whole and DIVIDES.search(announcing) and all(member[-1] == whole[-1] for member in members)
    sorts = alike or KINDS.search(announcing) or named_alike or SOME.search(noun) or CLASS.search(noun)
    kind: RelationType = "is_a" if sorts else "part_of"
    for member in members:
        if whole and member != whole:
            yield Relation(member, kind, whole, span, "between")


def _row_of(label: str, rest: str, span: Span, finder: Finder) -> Iterator[Relation]:
    """Names, and nothing else, behind a noun and a colon: "异常控制流：陷阱、中断和信号"."""
    some = SOME.search(label)
    noun = label.strip()
    whole = finder.tail(noun) if some else finder.named(noun) or finder.named(noun.rpartition("的")[2])
    pieces = [piece.strip() for piece in MEMBERS.split(ROW_CLOSES.sub("", rest.strip()))]
    members = [name for piece in pieces if (name := finder.named(COUNTED.sub("", piece)))]
    if whole and len(pieces) > 1 and len(members) == len(pieces):
        kind: RelationType = "is_a" if some or KIND.search(noun) else "part_of"
        yield from (Relation(name, kind, whole, span, "between") for name in members if name != whole)


def _one_by_one(text: str, finder: Finder) -> Iterator[str]:
    """The members in "一是 A，…；二是 B，…"."""
    for piece in ONE_BY_ONE.findall(text):
        if mentions := finder.find(piece):
            yield mentions[-1].term


def _examples(text: str, span: Span, finder: Finder) -> Iterator[Relation]:
    """Members of a kind that stands right before them: "常用的限流器包括 A，B 等", "注册中心，比如 A"."""
    for match in EXAMPLES.finditer(text) if GIVES.search(text) else ():
        kind = finder.tail(match["kind"].strip())
        inside = match["how"].endswith(("包括", "包含")) and not match["most"]
        members = [finder.named(piece.strip()) for piece in MEMBERS.split(EXAMPLES_END.split(text[match.end() :])[0])]
        # What stands first must be a name, or no names are listed.
        for member in filter(None, members if members[0] else ()):
            if kind and member != kind:
                yield Relation(member, "part_of" if inside else "is_a", kind, span, "examples")


def _only_if(text: str, span: Span, finder: Finder) -> Iterator[Relation]:
    """What something needs: "只有拥有 A，才能 B"."""
    for match in ONLY_IF.finditer(text):
        needed, what = finder.find(match["needed"]), finder.find(match["what"])
        if needed and what and needed[-1].term != what[-1].term:
            yield Relation(what[-1].term, "requires", needed[-1].term, span, "only if")


def _in_turn(text: str, span: Span, finder: Finder) -> Iterator[Relation]:
    """What is done first, and what then: "先剪枝，再量化"."""
    for match in IN_TURN.finditer(text):
        first, then = finder.find(match["first"]), finder.find(match["then"])
        short = first and then and max(first[-1].start, then[-1].start) <= LONGEST_DEED
        if short and first[-1].term != then[-1].term:
            yield Relation(first[-1].term, "precedes", then[-1].term, span, "in turn")


def _divided(text: str, span: Span, finder: Finder) -> Iterator[Relation]:
    """What something is divided into, where these are two, is set against each other."""
    for match in DIVIDED.finditer(text):
        mentions = [mention for mention in finder.find(text) if mention.start >= match.end()]
        if len(mentions) < 2 or mentions[0].start - match.end() > 3:
            continue
        pair = [mentions[0], *_next_to(text, mentions)]
        if len(pair) == 2 and PAIR_END.match(text[pair[1].end :]) and pair[0].term != pair[1].term:
            yield Relation(pair[0].term, "contrasts_with", pair[1].term, span, "divided")


def _next_to(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions in a row with the first, over their brackets; what stands in these is no member."""
    last = mentions[0]
    for mention in mentions[1:]:
        between = GLOSS.sub("", text[last.end : mention.start])
        if re.search("[（(]", between):
            continue
        if not BESIDE.match(between):
            return
        last = mention
        yield mention


def _set_against(text: str, span: Span, finder: Finder) -> Iterator[Relation]:
    mentions = finder.find(text)
    for match in INSTEAD.finditer(text):
        named = [m.term for m in mentions if 0 <= match.start() - m.end <= 2]
        instead = [m.term for m in mentions if 0 <= m.start - match.end() <= 10]
        if named and instead and named[-1] != instead[0]:
            yield Relation(named[-1], "contrasts_with", instead[0], span, "halves")
    yield from _parallel(text, mentions, span)
    halves = HALVES.split(text)
    if len(halves) != 2 or NO_HALF.match(halves[1]):
        return
    one, other = (_subject_of(half, finder) for half in halves)
    apart = one and other and one not in other and other not in one
    if apart and ("；" not in text or halves[1].startswith("而") or _named_alike(one, other)):
        yield Relation(one, "contrasts_with", other, span, "halves")


def _subject_of(half: str, finder: Finder) -> str:
    """What half a sentence is about, where it names but this."""
    topic = topic_of(half, finder)
    first = finder.find(half)[0] if topic else None
    if first is None or NO_SUBJECT.match(half[first.end :]) or re.search("[没未不]", half[: first.start]):
        return ""
    return first.term


def _named_alike(one: str, other: str) -> bool:
    """Whether two names are those of one kind of things: "PTQ" and "QAT", 流量控制 and 拥塞控制; no options."""
    if one.startswith("-") or one.isascii() != other.isascii():
        return False
    return one.isascii() or one[-1] == other[-1] or one[0] == other[0]


def _parallel(text: str, mentions: Sequence[Mention], span: Span) -> Iterator[Relation]:
    """Clauses side by side with the same verb: "A 负责存储，B 负责计算"."""
    opening = [m for m in mentions if CLAUSE_START.search(text[: m.start])]
    for one, other in pairwise(opening):
        verb, same = (next(iter(segment.cut(text[m.end : m.end + 4].lstrip())), "") for m in (one, other))
        next_clause = len(CLAUSE_ENDS.findall(text, one.end, other.start)) == 1
        if verb == same and SAME_VERB.fullmatch(verb) and next_clause and one.term != other.term:
            yield Relation(one.term, "contrasts_with", other.term, span, "parallel")


def _named_like(noun: str, heading: str, finder: Finder) -> str | None:
    """What the heading names, where a line below calls it by its last word: "分配策略" under 内存分配策略."""
    named = finder.named(heading)
    return named if named and len(noun) > 1 and noun[-2:] == heading[-2:] else None
