"""What a list says: its members belong to what the line above names, and follow each other where order counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from studykit import segment
from studykit.finder import Finder
from studykit.grammar import AMBIGUOUS, PRONOUN
from studykit.lexicon import KIND_ENDINGS, KIND_NOUNS
from studykit.model import Fact, FactKind, Relation, RelationType, Span
from studykit.prose import bare
from studykit.relations.bonds import CLASS, bond_of
from studykit.relations.phrases import is_no_noun
from studykit.relations.reader import subject_of
from studykit.terms import CJK, GLOSS, head_of

DEFINING = frozenset(["definition", "option", "command", "property"])
#: The verb of an announcing line, and how the whole that it names hangs together with the members.
ANNOUNCES: tuple[tuple[RelationType, re.Pattern[str], bool], ...] = (
    ("uses", re.compile("依靠|使用|采用|借助|利用|用到|通过|基于|依赖|结合"), False),
    ("causes", re.compile("导致|引起|造成|带来"), False),
    ("requires", re.compile("需要|要求|前提"), False),
    (
        "part_of",
        re.compile("组成|构成|部分|阶段|分量|步骤|层|提供|包含|包括|含有|[用由][^，]{0,3}[个项]|参数|字段|属性"),
        True,
    ),
    ("is_a", re.compile("[种类]|分为|分成|类型|有"), True),
)
#: Above two definitions: two of one kind, or what is compared.
TOLD_APART = re.compile("[两二2]\\s?(?:种|个|类|大类)|区别|差异|对比|比较|异同|方式|模式|策略")
#: "依照内容，又可以分为：" is about what the heading names.
DIVIDES = re.compile(r"分为|分成|[有几两三四五六七八九十\d][种类]")
COUNTED = re.compile(r"\s*(?:这)?[两二三四五六七八九几]\s*[大个种]?(?:阶段|部分|步骤?|层|模块|组件|角色|操作)")
OTHER_SIDES = re.compile(
    "(?:优势|优点|缺点|特点|特征|好处|问题|作用|限制|局限性?|原因|场景|目标|目的|意义|难点|注意事项)(?:如下|有)?[：:]?$"
)
#: An arrow may also mean that the one holds the other.
CONTAINS = re.compile("从大到小|由大到小|层次|层级|包含关系|组织")
#: "…，但容易丢消息" before "用 … 解决了 …": each remedies the fault of the one before.
FAULTY = re.compile("(?:但|缺点|不足|问题是)[^。；]*$")
REMEDIES = re.compile("[^，,。；]{0,20}[，,]?[^，,。；]{0,4}(?:解决|克服|改进|弥补|避免|改善|优化)了?")
#: "要求快照具有以下性质".
DEMANDS = re.compile("要求(?P<whole>[^，,。；]{2,12}?)(?:具有|具备|满足|有)")
#: "可选的阻塞队列如下" announces things of this kind, whatever its name.
CHOICE = re.compile("(?:可选|常用|常见|支持|内置|自带|主流|经典|流行|典型)的|如下|[几两三四五六七八九十\\d][种类]")
#: Where the name of a step ends: "初始标记（STW）：…".
STEP_NAME = re.compile("[：:（(，,。]")
ENDS_OF_KINDS = (*KIND_NOUNS, *KIND_ENDINGS)
#: What code can be.
CODE_KIND = re.compile(
    "(?:符|函数|命令|指令|选项|参数|变量|关键字|语句|类型|接口|方法|宏|属性|字段|算法|模型|网络|工具|操作|级别|模式|状态|流)$"
)


def from_lists(facts: Sequence[Fact], finder: Finder) -> Iterator[Relation]:
    """The edges of all lists and chains."""
    for fact in facts:
        if fact.pattern in ("listing", "enumeration"):
            members = [(name, fact.span) for item in fact.items if (name := _name(item, finder))]
            yield from belongs(_announced(fact), members, fact.heading, finder, fact.pattern)
        elif fact.pattern in ("steps", "arrow"):
            yield from _in_order(fact, finder)
    for entries in _lists_of(facts):
        yield from _entries(entries, finder)


def _announced(fact: Fact) -> str:
    """The words that announce the members, the subject put in where they say 它."""
    if fact.pattern == "enumeration" and fact.items and fact.items[0] in fact.statement:
        # "分为选主和复制两个阶段": what they are may stand behind them.
        before, after = (
            fact.statement[: fact.statement.index(fact.items[0])],
            fact.statement.rpartition(fact.items[-1])[2],
        )
        return before + (counted[0] if (counted := COUNTED.match(after)) else "")
    return fact.prompt if PRONOUN.match(fact.subject) else fact.subject


def _name(item: str, finder: Finder) -> str | None:
    return finder.named(item) or finder.tail(bare(head_of(item)))


def belongs(
    announced: str, members: Sequence[tuple[str, Span]], heading: Sequence[str], finder: Finder, pattern: str = "list"
) -> Iterator[Relation]:
    """How members hang together with what the line above them, ``announced``, names; found by ``pattern``."""
    plain = bare(GLOSS.sub("", announced))
    subject = re.sub("(?:常见的|主要|一般)?(?:有|分为|分成|包括|如下|为).*", "", plain).strip()
    choice = bool(CHOICE.search(plain))
    demands = DEMANDS.search(plain)
    if demands and (demanding := finder.tail(demands["whole"])):
        yield from (Relation(demanding, "requires", name, span, pattern) for name, span in members if name != demanding)
        return
    tells = _tells(subject)
    kind = None if tells else finder.tail(subject) or finder.tail(plain)
    whole = None if tells else _whole(plain, finder)
    if not (tells or kind or whole) and DIVIDES.search(plain) and heading:
        kind = finder.named(heading[-1])
    if OTHER_SIDES.search(plain):
        kind = whole = None  # "HDFS 有以下优势" lists no kinds of it
    for member, span in members:
        if kind and member != kind and (choice or _is_kind(kind)) and _can_be(member, kind):
            yield Relation(member, "is_a", kind, span, pattern)
        if whole and member != whole and (whole != kind or not (_is_kind(kind) or CLASS.search(kind))):
            for edge, verb, turned in ANNOUNCES:
                if verb.search(plain):
                    head, tail = (member, whole) if turned else (whole, member)
                    yield Relation(head, edge, tail, span, pattern)
                    break
    yield from _two(plain, members, pattern)


def _two(announced: str, members: Sequence[tuple[str, Span]], pattern: str) -> Iterator[Relation]:
    """What is divided in two is set against each other."""
    if len(members) == 2 and DIVIDES.search(announced) and members[0][0] != members[1][0]:
        yield Relation(members[0][0], "contrasts_with", members[1][0], members[1][1], pattern)


def _tells(text: str) -> bool:
    """Whether a line is a sentence about something ("运行镜像") rather than a name for what follows it."""
    words = segment.words(text)
    return bool(words) and segment.tag(words[0]).startswith("v") and words[0] not in AMBIGUOUS


def _whole(text: str, finder: Finder) -> str | None:
    first = next(iter(finder.find(text)), None)
    return first.term if first and first.start <= 2 else None


def _is_kind(name: str) -> bool:
    """Whether a name is that of a kind of things, not of one thing."""
    return name.endswith(ENDS_OF_KINDS)


def _can_be(name: str, kind: str) -> bool:
    """Code is a kind of function or option, not of memory."""
    return bool(CJK.search(name)) or bool(CODE_KIND.search(kind))


def _entries(entries: Sequence[Fact], finder: Finder) -> Iterator[Relation]:
    """Definitions side by side: of one kind, and where they are two, set against each other."""
    names = [(finder.named(fact.subject), fact) for fact in entries]
    for (one, _), (other, fact) in pairwise(names):
        if (
            one
            and other
            and one != other
            and (_ends_alike(one, other, fact.kind) or (len(names) == 2 and _side_by_side(fact)))
        ):
            yield Relation(one, "contrasts_with", other, fact.span, "neighbours")
    for (one, before), (other, fact) in pairwise(names):
        if one and other and one != other and FAULTY.search(before.answer) and REMEDIES.match(fact.answer):
            yield Relation(other, "improves_on", one, fact.span, "neighbours")
    heading = bare(entries[0].heading[-1]) if entries[0].heading else ""
    alike = some_end_alike([name for name, _ in names if name], heading)
    for name, fact in names if len(names) > 1 else ():
        if name and fact.lead:
            yield from belongs(fact.lead, [(name, fact.span)], fact.heading, finder, fact.pattern)
        elif name and fact.heading:
            kind = finder.tail(re.split("[：:]", bare(fact.heading[-1]))[-1].strip())
            if kind and alike and all(kind != one for one, _ in names) and _is_kind(kind) and _can_be(name, kind):
                yield Relation(name, "is_a", kind, fact.span, "list")


def some_end_alike(names: Sequence[str], kind: str) -> bool:
    """Whether Chinese names may be those of things of a kind: one at least ends as its name does."""
    chinese = [name for name in names if CJK.search(name[-1])]
    return not chinese or not kind or any(name[-1] == kind[-1] for name in chinese)


def _side_by_side(fact: Fact) -> bool:
    """Whether the line or the heading above says that what stands below is to be told apart."""
    return bool(TOLD_APART.search(fact.lead or "".join(fact.heading[-1:])))


def _lists_of(facts: Sequence[Fact]) -> Iterator[list[Fact]]:
    """The definitions that stand right below each other, list by list."""
    run: list[Fact] = []
    for fact in facts:
        if fact.pattern != "glossary" or fact.kind not in DEFINING:
            continue
        if run and fact.span.first == run[-1].span.last:  # what a definition goes on to define is no member
            continue
        if run and not _next_to(run[-1], fact):
            yield run
            run = []
        run.append(fact)
    if run:
        yield run


def _next_to(one: Fact, other: Fact) -> bool:
    same = (one.span.path, one.heading, one.lead) == (other.span.path, other.heading, other.lead)
    return same and 0 < other.span.first - one.span.last <= 2


def _ends_alike(one: str, other: str, kind: FactKind) -> bool:
    if re.search(r"[A-Za-z]", one):
        # "fast mode" and "precise mode"; "adduser tom" and "passwd tom" do different things with the same name
        alike = one.rpartition(" ")[2].casefold() == other.rpartition(" ")[2].casefold() and " " in one
        return alike and not (kind == "command" and one.partition(" ")[0] != other.partition(" ")[0])
    return one[-2:] == other[-2:]


def _in_order(fact: Fact, finder: Finder) -> Iterator[Relation]:
    """Steps follow each other; those with a name are parts of the whole, which uses the tools that others begin with."""
    names = [_first(item, finder) for item in fact.items]
    contains = bool(CONTAINS.search(fact.subject))
    whole = subject_of(fact.subject, finder) or _whole(bare(fact.subject), finder)
    kinds = fact.pattern == "steps" and bond_of(fact.subject, finder).type == "is_a"
    for one, other in pairwise(() if kinds else names):
        if one and other and one != other:
            edge: tuple[str, RelationType, str] = (other, "part_of", one) if contains else (one, "precedes", other)
            yield Relation(*edge, fact.span, fact.pattern)
    for item, name in zip(fact.items, names, strict=True) if fact.pattern == "steps" else ():
        if not whole or not name or name == whole:
            continue
        if CJK.search(name) and finder.named(STEP_NAME.split(item, maxsplit=1)[0]) == name:
            yield Relation(name, "is_a" if kinds else "part_of", whole, fact.span, fact.pattern)
        elif not kinds:
            yield Relation(whole, "uses", name, fact.span, fact.pattern)


def _first(item: str, finder: Finder) -> str | None:
    """The concept that a step is about: it begins with it."""
    plain = bare(GLOSS.sub("", item))
    first = next(iter(finder.find(plain)), None)
    begins = first is not None and first.start == 0
    # "主机编译器" is no 主机.
    whole = first is not None and (plain[: first.end].isascii() or is_no_noun(plain[first.end :]))
    return first.term if first and begins and whole else None
