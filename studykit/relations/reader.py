"""Reads clauses from left to right and keeps in mind what they are about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from studykit import segment
from studykit.finder import Finder, Mention
from studykit.grammar import strip_connective
from studykit.model import RelationType
from studykit.prose import bare
from studykit.relations.phrases import is_no_noun
from studykit.relations.predicates import (
    Edge,
    Found,
    Said,
    alone,
    examples,
    goals_of,
    makers,
    reached,
    served,
    stated,
    verbs_in,
)
from studykit.relations.verbs import BETTER, DEED, Verb
from studykit.terms import GLOSS, head_of

#: "它", "该算法", "这种方式": what was spoken of last.
POINTS_BACK = re.compile(r"^(?:它们?|其|该|此|这样|这[种个类些]?|前者)[\u4e00-\u9fff]{0,4}")
FOR_EXAMPLE = re.compile("(?:例如|比如|譬如)")
#: "这种方式" goes on about the whole.
THIS = re.compile("该|此|这")
#: What is only supposed is not stated.
SUPPOSED = re.compile(
    r"^(?:如果|若|假如|假设|倘若|要是|一旦|除非|即使|即便|无论|不管|当(?![前然])|为了|虽然|尽管|只有)"
)
#: "创建 B 之后": when something is so, and no deed of what the text is about.
SCENE = re.compile("(?:(?<![实同暂即定计延超])(?<!运行)时|时候|之?[前后]|期间|过程中|情况下|为止)\\s*$")
#: "编译并调用 A" is two deeds.
DOES_AS_WELL = re.compile("\\s*(?:并且?|而后)(?![行发列存])")
THE_REST = re.compile("[\u4e00-\u9fff]{2}的(?:仍然?|都|也|就|便)*$")
#: "因为在低维空间里用 A 会 …" gives a reason, and does not say who does so.
REASON = re.compile("(?:这是)?(?:因为|由于)")
LACKS = re.compile("没有?|不|无|缺|未")
#: "要使用 gRPC，必须先安装 …".
WANTS = re.compile(r"^(?:如果|若|在)?(?:想?要|需要)?(?:使用|启用|开启|运行|部署|启动|搭建|实现)\s*")
WANTED = re.compile(r"\s*(?:服务|功能|集群)?(?:之前|前|时|的话|，)?\s*$")
#: Before the subject, or instead of one: when, where, and how often.
ADVERBIAL = re.compile(
    r"^(?:使得?|让|(?:在|当|从|对于?|由于|因为|随着)[^，,]{1,20}?(?:中|时|后|前|上|下|里|内|之间|来说|而言|方面|阶段|过程中|情况下)(?!的)"
    r"|每次|首先|其次|然后|接着|最后|同时|因此|所以|而且|并且|但是?|而|通常|一般|往往|默认|主要|现在|目前|内部|底层|其中)\s*"
)
#: "X 指的是 …" is about X to its end, whoever acts in it.
DEFINES = re.compile(r"^[\s\u4e00-\u9fff]{0,2}(?:指的?就?是|是指|就是指)")
#: "为了保证可用性，使用了 …".
IN_ORDER_TO = re.compile(
    "^[^，,。；]{0,16}?(?:为了?|要想?|想要)(?=保证|确保|实现|完成|达到|做到|解决|避免|防止|缓解|消除|减少|降低|减轻|克服|抑制|应对)"
)
#: "与 A 不同，B …", "相比 A，B 更快".
UNLIKE = re.compile(r"^(?:与|和|跟|同|不同于|区别于|有别于|相[比较对]于?|比起|对比|较之)")
SET_APART = re.compile(
    r"^\s*(?:协议|算法|模型|方式|方法|机制)?(?:不同|相比|相反|相对|区别|对比|比起来|比较)(?:的是|而言|来说)?$|^\s*$"
)
#: "C++ 开发者需要 …" is about these, and not about C++.
PEOPLE = re.compile(r"\s*(?:的)?(?:开发者|开发人员|程序员|工程师|用户|作者|团队|社区|公司|初学者)")
#: "选主完成后" tells when, and is no subject.
WHEN = re.compile("[\u4e00-\u9fff]{0,6}?(?:[之以]?[后前]|时)(?![端台续向面期提者间序缀置门代景处半])")
#: "上面描述的 MAC", "1.1 以上版本的 GPU"; behind "让它成为 C++ 的" no subject follows.
SAYS_WHICH = re.compile("[^，,是在有把将被让使对从用]{1,10}的")
#: What says nothing between a subject and what it is: "A 本身就是 B".
ITSELF = re.compile("本身|其实|实际上|本质上|通常|一般|仍|还|均|[也都就]|\\s")
LONGEST_MODIFIER = 10
DETERMINER = re.compile("^(?:[每某各这那该此]一?[个条种次张块类项份台行页段轮层]?|所有|全部|任何|上述|前述)")
#: "吞吐量高于 B" tells of what was spoken of before.
MEASURE = re.compile("(?:性能|效率|速度|吞吐量|延迟|精度|准确率|开销|复杂度|并发度|可靠性)")
#: "A，B，以及 C 等技术".
ROW_END = re.compile(r"\s*(?:[（(][^（()）]*[）)])?\s*$")
ROW_ON, ROW_LAST = re.compile(r"^(?:以及|和|还有|及)\s*"), re.compile("等[\u4e00-\u9fff]{0,6}$")
LONGEST_MEMBER = 24
#: "…，会创建一个栈帧，用于存储 A": it is this that serves to do so.
PURPOSE_OF = re.compile("(?:用于|用来|用以)(?:存储|存放|保存|记录|表示|描述|标识|缓存|管理)")
ENDS_WITH = re.compile(r"\s*(?:[（(][^（()）]*[）)])?\s*")
#: "会导致 B" behind "如果 A".
COMES_ABOUT = re.compile(
    "^(?:就|则|便|那么|从而|进而|此时|这时|这样|很|极|也)*(?:容易|可能|会|将|可以|能)*(?P<verb>导致|引起|造成|引发|触发|产生|出现|带来)"
)
#: "又称代理" is another name of what the line is about.
ALSO = re.compile(r"^(?:又|也|亦|还|简|俗)(?:被)?(?:称|叫|名)(?:之)?(?:为|做|作)?\s*[“\"「]?")


#: "使用 A 的是 B", "使用 A 会 …": what looks like a predicate is the subject of another one.
ANOTHER_PREDICATE = re.compile("是|会|将|可以|能(?!力)|更|都|就")


class Reader:
    """Reads clauses from left to right and keeps in mind what they are about."""

    def __init__(self, finder: Finder, heading: str = "", label: str = "") -> None:
        self._finder = finder
        #: what the last clause was about; empty where that has no concept's name
        self._subjects: tuple[str, ...] = (label or heading,) if label or heading else ()
        #: what a label or a definition is about, whoever acts in it
        self._defined: tuple[str, ...] = (label,) if label else ()
        #: what the first clause of all with a name was about
        self._topic: tuple[str, ...] = ()
        #: what the sentence has said is used, and what for
        self._means: tuple[str, ...] = ()
        self._goals: tuple[tuple[str, bool], ...] = ()
        #: what the clause before sets the subject of the next one against
        self._apart = ""
        #: what the sentence says one wants to use
        self._wanted = ""
        #: the concept that the clause before ended with
        self._last = ""
        #: the verb whose objects the next clause may go on with
        self._row: tuple[Verb, ...] = ()
        #: what the clause before only supposed
        self._supposed: tuple[str, ...] = ()
        #: whether a clause names its subject
        self._named_here = False
        #: the first clause behind a label is about that and nothing else
        self._opens = bool(label)

    def labelled(self, head: str) -> bool:
        """Begin anew with what stands before a colon, where it is a concept."""
        if name := subject_of(head, self._finder):
            self._subjects = self._defined = (name,)
            self._opens = True
        return bool(name)

    def begin(self) -> None:
        """A new sentence: where its subject is left out, it is about what the block is about."""
        self._subjects = self._subjects or self._topic
        self._means, self._goals, self._supposed, self._row = (), (), (), ()
        self._last = self._apart = self._wanted = ""

    def clause(self, clause: str) -> Iterator[Edge]:
        """The edges that the next clause, in plain text, states."""
        about = self._defined
        if FOR_EXAMPLE.match(clause):
            for example in examples(clause, self._finder.find(clause), self._finder):
                yield from ((example, "is_a", subject) for subject in about if subject != example)
            return
        text = strip_connective(clause)
        mentions = self._finder.find(text)
        if self._only_leads(text, mentions):
            return
        if self._row and (member := _further_member(clause, mentions, self._finder)):
            yield from self._in_row(member)
            return
        found = verbs_in(text, mentions)
        said = stated(text, mentions, found)
        self._row = ()
        yield from self._purposes(text, mentions, said)
        if SUPPOSED.match(text):
            # "如果没有 A": it is not A that comes to anything.
            self._supposed = () if LACKS.search(text) else tuple(mention.term for mention in mentions)
        elif len(self._supposed) == 1 and COMES_ABOUT.match(text):
            # "如果 A，会导致 B": it is A that does so, where nothing else is named.
            caused = [one for one in said if one.verb.type == "causes"]
            yield from (edge for one in caused for edge in one.of(self._supposed[0]))
            self._supposed = ()
        elif also := ALSO.match(text):
            yield from self._second_name(text, [mention for mention in mentions if mention.start == also.end()])
        elif SCENE.search(clause) and not self._defined:
            self._is_about(text, mentions, next(iter(found), None))
        else:
            told = list(self._told(text, mentions, next(iter(found), None), said))
            yield from told if self._named_here or not REASON.match(clause) else ()

    def _only_leads(self, text: str, mentions: Sequence[Mention]) -> bool:
        """Keep what the next clause may be about; whether that is all that a clause does."""
        if PURPOSE_OF.match(text) and self._last:
            self._subjects = (self._last,)
        last = mentions[-1] if mentions else None
        # What is defined goes on as the subject: "是一种树，用于保存 …".
        self._last = last.term if last and "是" not in text and ENDS_WITH.fullmatch(text[last.end :]) else ""
        wants = WANTS.match(text) if len(mentions) == 1 else None
        if wants and mentions[0].start == wants.end() and WANTED.match(text[mentions[0].end :]):
            self._wanted = mentions[0].term
        if len(mentions) != 1 or not _sets_apart(text, mentions[0]):
            return False
        self._apart, self._subjects = mentions[0].term, self._subjects or self._topic or self._defined
        return True

    def _purposes(self, text: str, mentions: Sequence[Mention], said: Sequence[Said]) -> Iterator[Edge]:
        """What is used for what, in two clauses: "为了保证 A，使用了 B", "使用 B，从而实现 A"."""
        if purpose := IN_ORDER_TO.match(text):
            self._goals = tuple(goals_of(text, mentions, purpose.end()))
            return
        means = tuple(mention.term for one in said for mention in one.means)
        for goal in self._goals:
            yield from (edge for mean in means for edge in reached(goal, mean))
        for one in said if self._wanted else ():
            if one.verb.type == "requires":
                yield from one.of(self._wanted)
        for goal in goals_of(text, mentions, 0):
            yield from (edge for mean in self._means for edge in reached(goal, mean))
        self._means = means or self._means

    def _told(self, text: str, mentions: Sequence[Mention], verb: Found | None, said: Sequence[Said]) -> Iterator[Edge]:
        """What a clause tells of its subject, and otherwise of that of the clauses before; ``verb`` is its first."""
        opens = self._opens
        start = verb[1].start() if verb else 0
        known, itself = self._is_about(text, mentions, verb)
        if self._apart:
            better = mentions and BETTER.match(text[mentions[0].end :])
            kind: RelationType = "improves_on" if better else "contrasts_with"
            yield from ((subject, kind, self._apart) for subject in self._subjects[:1] if subject != self._apart)
        self._apart = ""
        # Whose deed it is, must be said: a heading may have been left long ago.
        sure = self._named_here or bool(self._defined)
        later = [one for one in said if one.start >= start and (sure or one.verb is not DEED)]
        for subject in (self._subjects or self._defined) if known else ():
            yield from (edge for one in later for edge in one.of(subject) if itself or edge[1] != "is_a")
            others = [mention for mention in mentions if mention.start >= start]
            yield from ((subject, "uses", name) for name in alone(text, others) if opens and name != subject)
            yield from ((name, "is_a", subject) for name in examples(text, others, self._finder) if name != subject)
        for subject in (self._subjects or self._defined or ("",)) if known else ("",):
            yield from (edge for one in later for edge in served(text, mentions, one, subject))
            yield from makers(text, mentions, subject)
        if known and later and ROW_END.match(text[later[-1].objects[-1].end :]):
            self._row = (later[-1].verb,)

    def _is_about(self, text: str, mentions: Sequence[Mention], verb: Found | None) -> tuple[bool, bool]:
        """Find the subject of a clause: whether it is sure, and whether the verb is about it and no side of it."""
        before = text[: verb[1].start()] if verb else text
        named = self._named(before, [mention for mention in mentions if mention.end <= len(before)])
        if self._opens or (self._defined and not verb):
            named, before = (), ""
        self._opens = dropped = False
        self._named_here = bool(named)
        if named:
            self._subjects = tuple(mention.term for mention in named)
            self._topic = self._topic or self._subjects
            if DEFINES.match(text[named[0].end :]):
                self._defined = self._subjects
        elif verb:
            dropped = not self._has_own_subject(before)
            self._subjects = self._subjects if dropped else ()
        known = self._subjects == self._defined or (
            verb is not None and not (dropped and not _acts(verb, before, text))
        )
        # "A 的优点是 B" does not say what A is.
        return known, dropped or bool(named and not ITSELF.sub("", before[named[-1].end :]))

    def _in_row(self, member: str) -> Iterator[Edge]:
        """The edges of a further object of the last verb: "使用 A，B，以及 C 等技术"."""
        for verb in self._row:
            for subject in self._subjects or self._defined:
                if member != subject:
                    yield (member, verb.type, subject) if verb.turned else (subject, verb.type, member)

    def _second_name(self, text: str, mentions: Sequence[Mention]) -> Iterator[Edge]:
        for mention in mentions:
            name = text[mention.start : mention.end]
            for subject in self._subjects[:1] or self._defined:
                if name != subject:
                    yield name, "alias_of", subject

    def _named(self, before: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        """The concepts that a clause begins with, before its verb."""
        start = match.end() if (match := ADVERBIAL.match(before)) else 0
        own = [mention for mention in mentions if mention.start >= start]
        if own and (self._subjects or self._defined) and MEASURE.match(before, own[0].start):
            return ()
        if own and (WHEN.match(before, own[0].end) or PEOPLE.match(before, own[0].end)):
            return ()
        if not own or not _only_modifies(before[start : own[0].start].strip(" “「")):
            return ()
        if DOES_AS_WELL.match(before, own[0].end) or _belongs_to_another(before, own[0]):
            return ()
        subjects = [own[0]]
        for mention in own[1:]:
            between = before[subjects[-1].end : mention.start].strip()
            if between == "的":
                subjects[-1] = mention
            elif between in ("、", "和", "与", "以及", "及"):
                subjects.append(mention)
            else:
                break
        return tuple(subjects)

    def _has_own_subject(self, before: str) -> bool:
        """Whether somebody acts who is no concept: "生产者发送 …"."""
        text = without_adverbials(before)
        if POINTS_BACK.match(text):
            if self._topic and THIS.match(text):
                self._subjects = self._topic
            return False
        # "剩下的仍是 B"
        return bool(THE_REST.search(text)) or any(
            segment.tag(word)[:1] in ("n", "r", "e") for word in segment.cut(text)
        )


def _sets_apart(text: str, mention: Mention) -> bool:
    """Whether a clause only names what the next one sets its subject against: "与 A 不同"."""
    return bool(UNLIKE.fullmatch(text[: mention.start]) and SET_APART.match(text[mention.end :]))


def _further_member(clause: str, mentions: Sequence[Mention], finder: Finder) -> str | None:
    """The concept that a clause of a row names, and nothing else: "以及列存类的 ClickHouse 等产品"."""
    text = ROW_ON.sub("", clause)
    if len(text) > LONGEST_MEMBER or not mentions or verbs_in(text, finder.find(text)):
        return None
    text = ROW_LAST.sub("", GLOSS.sub("", text)).strip()
    return finder.term(text) or (finder.tail(text) if "的" in text else None)


def _belongs_to_another(text: str, mention: Mention) -> bool:
    """Whether a Chinese name only begins that of something else: "主机线程" is no 主机."""
    name = text[mention.start : mention.end]
    return not name[-1].isascii() and not is_no_noun(text[mention.end :])


def without_adverbials(text: str) -> str:
    """A clause without what it says first of when, where and how often."""
    while match := ADVERBIAL.match(text):
        text = text[match.end() :]
    return text


def _acts(verb: Found, before: str, text: str) -> bool:
    """Whether a clause that has left its subject out tells what that does, and not what doing so is."""
    kind, match = verb
    return not before.strip() if kind.weak else not ANOTHER_PREDICATE.search(text, match.end())


def _only_modifies(text: str) -> bool:
    """Whether what stands before a name says which, or which sort: "如今多数的嵌入式" before 内核."""
    text = DETERMINER.sub("", text)
    if len(text) > LONGEST_MODIFIER or SAYS_WHICH.fullmatch(text):
        return len(text) <= LONGEST_MODIFIER
    return all(
        word == "的" or segment.tag(word)[:1] in ("m", "q", "d", "a", "b", "r", "c", "t", "z", "")
        for word in segment.cut(text)
    )


def subject_of(text: str, finder: Finder) -> str | None:
    """The concept that a subject names, is a part of ("A 的数据"), or begins with ("A（2019）", "真实架构 `sm_XX`")."""
    plain = bare(head_of(text))
    if whole := finder.term(plain):
        return whole
    owner = plain.partition("的")[0].strip()
    if owner != plain and (owned := finder.term(owner)):
        return owned
    first = next(iter(finder.find(plain)), None)
    return first.term if first and first.start == 0 and re.match(r"\s", plain[first.end :]) else None
