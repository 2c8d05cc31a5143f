"""What is said of a subject: how it hangs together with the concepts that this mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from studykit import segment
from studykit.finder import Finder, Mention
from studykit.grammar import COPULAS, OBJECT_VERBS
from studykit.lexicon import ORGANISATIONS
from studykit.model import RelationType
from studykit.relations.phrases import is_no_noun, names_it
from studykit.relations.verbs import (
    ANYTHING,
    DEED,
    FAR,
    GOAL,
    MODIFIERS,
    NO_DEEDS,
    TROUBLES,
    VERB,
    VERBS,
    Verb,
    verbs_from,
)

Edge = tuple[str, RelationType, str]
#: A verb, and where it stands.
Found = tuple[Verb, re.Match[str]]

#: What these say of "A 的 B" holds for A where B is no concept; "导致 A 的 B" says nothing of A.
OF_OWNERS = frozenset(["uses", "improves_on", "contrasts_with"])
#: "采取 A 的办法" uses A, and "保存 A 的状态" does not.
BY_WAY_OF = re.compile("的(?:办法|方法|方式|机制|策略|形式|算法|技术)")
INSIDE_OF = re.compile("[内中里上]的")
#: What something is, or is a part of, must be named to its end: a "日志文件" is no 日志.
OF_KINDS_AND_PARTS = frozenset(["is_a", "part_of"])
#: "调用它会 B", "用来防止 B": another predicate begins before the object.
SCENE = re.compile("\\s*(?:时(?!间)|的?时候|之?[前后](?![端缀面台者]))(?!$)")
ANOTHER = re.compile("它|哪|(?<![的须])是(?!否)|、[也又再]?[在由用被可不]|会(?![话议])|可以|能(?![力够])")
ANY = re.compile(".+", re.DOTALL)
#: Where the object of a verb ends at the latest.
END = re.compile("[，,。；;：:？?！!]")
#: Behind these another verb begins, and what stands there is no object of the first: "使用 A 来实现 B".
PURPOSE = re.compile(
    r"\s*(?:技术|机制|算法|协议|模式|方式|方法|的方式|的方法)?\s*(?:可以|就能|能够|便可)?(?:来|以|去|从而|进而|以此|用来)?\s*"
    r"(?:(?P<remedies>解决|避免|防止|缓解|消除|减少|降低|减轻|克服|抑制|应对)|实现|完成|保证|确保|达到|做到)(?:了|对)?\s*"
)
SOLVES = ("解决", "避免", "防止", "克服", "缓解", "应对")
TROUBLE_END = re.compile(r"\s*的?(?:问题|现象|情况|缺陷)?\s*(?:$|[，,。；（(])")
MADE = re.compile(
    r"^\s*(?:公司|团队|大学|等人|在[^，。]{2,6}年?)?[^，。]{0,4}(?:提出|推出|开源|发布|研发|设计|开发|发明)"
    r"|^[^，。；的]{0,20}(?:研究|研发|设计|开发|发明|发起|提出|创立|创建|编写)的"
)
#: "由 Guido 提出": who made something needs no entry in the list of organisations.
BY, MAKER = re.compile(r"(?:由[\u4e00-\u9fff]{0,12}|是)\s*$"), re.compile("[A-Z][A-Za-z .-]*$")
#: Right before the verb: "不能附加", "没有使用".
NEGATED = re.compile("(?:不(?![断同仅但管论足])|没|无(?!论)|未|避免|禁止|并非)[^，,。；\\s]{0,3}$")
OWN = re.compile(r"\s*(?:公司|自家|旗下)?的?\s*")
PRODUCT = re.compile(r"[A-Z](?=.*[a-z0-9])[\w .+-]*")
BY_BRACKET = re.compile(r"\s*[（(][^（()），,]*[，,]")
LONGEST_NEGATION = 6
FARTHEST_MAKER = 26
#: "用蒸馏得到的 BERT": the means stands before these, and no owner.
MEANS_OF = re.compile(
    r"^\s*(?:算法|技术|方法|机制)?(?:来)?(?:得到|实现|训练|构建|编写|生成|制作|完成|开发|组成|写成)的"
)
#: "系统提供的空间": who acts there is not what the clause is about.
OF = re.compile("的(?!是)")
MEANS_WORDS = ("是基于", "是使用", "是采用", "是利用", "是用", "用来", "用以")
BRACKET = re.compile("[（(]")
AND = re.compile(
    r"^=\S*\s+$|^(?:=\S*)?(?:[（(][^（()）]{0,30}[）)])?[^，,。；的]{0,6}(?:、|和|与|以及|及|或者?是?|，以及|[,+＋/])\s*[^，,。；的]{0,3}$"
)
#: What may stand before the concept that a half is about.
OPENING = re.compile(
    r"^(?:因此|所以|而|但是?|不过|许多|大多数?|如果(?:用|采用|使用)|[\u4e00-\u9fff]{2,8}(?:用|靠|看|选|的是))?\s*$"
)
#: Verbs that tell no deed, though nothing else stands before what is named.
#: What a command does to what stands behind: "停止容器".
ALONE = frozenset("停止 进入 退出 安装 下载 打开 去除 移除 丢弃 替换 转换 改变 开始 优化 限制 声明 定义 比较".split())
STATES = frozenset("有 没有 属于 位于 包含 包括 含有 拥有 表示 代表 用来 用于 用以 禁止 避免 防止 不用 类似".split())
#: "SkipNet" in "由门控决定跳过哪些层，例如 SkipNet".
EXAMPLE = re.compile(
    r"(?:(?:^|[，,：:（(；])\s*(?:例如|比如|譬如)|典型的有|常见的有|代表(?:作)?(?:有|是))\s*$|[（(]\s*如\s*$"
)
ROW_END = re.compile("[，。；：）)]|等")
#: "1 个 Eden 区和 2 个 Survivor 区".
COUNTED = re.compile(r"^(?:\d+|[一两二三四五六七八九几多])\s*[个种条项块张层类份]\s*")


@dataclass(frozen=True, slots=True)
class Said:
    """A verb of a text, where it begins, and the concepts that it acts on."""

    verb: Verb
    start: int
    objects: Sequence[Mention]
    #: "锁分为悲观锁和乐观锁": of what is divided, names that end alike are kinds
    divides: bool = False

    def of(self, subject: str) -> Iterator[Edge]:
        """The edges between the subject of the verb and its objects."""
        for mention in self.objects:
            if mention.term != subject:
                kind: RelationType = "is_a" if self.divides and mention.term[-1] == subject[-1] else self.verb.type
                yield (mention.term, kind, subject) if self.verb.turned else (subject, kind, mention.term)

    @property
    def means(self) -> Sequence[Mention]:
        """What is used, whoever uses it."""
        return self.objects if self.verb.type == "uses" and not self.verb.turned and self.verb is not DEED else ()


def verbs_in(text: str, mentions: Sequence[Mention]) -> list[Found]:
    """The verbs of a text that are no part of a concept's name."""
    found = []
    for match in VERB.finditer(text) if mentions else ():
        if match.lastgroup and not any(m.start < match.end() and match.start() < m.end for m in mentions):
            found.append((VERBS[int(match.lastgroup[1:])], match))
    found += list(_deeds(text, mentions, [match.span() for _, match in found]))
    return sorted(found, key=lambda one: one[1].start())


def _deeds(text: str, mentions: Sequence[Mention], taken: Sequence[tuple[int, int]]) -> Iterator[Found]:
    """The other verbs of a text that act on a concept right behind them."""
    words = segment.cut(text) if mentions else []
    starts = list(accumulate(map(len, words), initial=0))
    before = {mention.start for mention in mentions}
    for i, word in enumerate(words):
        start, end = starts[i], starts[i + 1]
        if (
            _is_deed(word, words[i - 1] if i else "", text[end : end + 1])
            and MODIFIERS.match(text, end).end() in before  # type: ignore[union-attr]
            and not any(one < end and start < other for one, other in taken)
            and not any(mention.start < end and start < mention.end for mention in mentions)
        ):
            yield DEED, ANY.match(text, start, end)  # type: ignore[misc]


def _is_deed(word: str, before: str, behind: str) -> bool:
    """Whether a word is a verb with something to act on: 采取, and neither 位于 nor the 处理 of 处理器."""
    return (
        len(word) > 1
        and segment.tag(word) == "v"
        and word not in NO_DEEDS
        and before not in ("的", "、")
        and behind != "的"
    )


def stated(text: str, mentions: Sequence[Mention], found: Sequence[Found]) -> list[Said]:
    """All that the verbs ``found`` in a text state of their subjects."""
    told: list[Said] = []
    for i, (verb, match) in enumerate(found):
        # "A 被 B 修饰的函数调用": somebody else acts; "被用于 B" is said of A.
        suffers = text.endswith("被", 0, match.start()) and not text.startswith("用", match.start())
        if not (suffers or NEGATED.search(text, max(0, match.start() - LONGEST_NEGATION), match.start())):
            stop = END.search(text, match.end())
            ends = [other.start() for later, other in found[i + 1 :] if not later.weak]
            end = min([stop.start() if stop else len(text), *ends])
            told += _with_objects(text, mentions, match.start(), end, match.end() if verb is DEED else 0)
    return told


def _with_objects(text: str, mentions: Sequence[Mention], start: int, end: int, deed: int) -> Iterator[Said]:
    """The first of the verbs that begin at ``start`` whose conditions hold; one of no list ends at ``deed``."""
    if deed:
        if objects := _objects(text, mentions, deed, end, DEED):
            yield Said(DEED, start, objects)
        return
    for verb, words in verbs_from(text[start]):
        if begins := words.match(text, start):
            modifies = OF.match(text, begins.end()) and not text.endswith("是", 0, start)
            objects = () if modifies else _objects(text, mentions, begins.end(), end, verb)
            named = text[objects[0].start : objects[0].end] if objects else ""
            if objects and SCENE.match(text, objects[-1].end):
                continue
            if objects and verb.type in OF_KINDS_AND_PARTS and not is_no_noun(text[objects[-1].end :]):
                continue
            if objects and verb.of.search(named) and verb.after.match(text[objects[-1].end :]):
                yield Said(verb, start, objects, divides=text.startswith(("分为", "分成"), start))
                return


def _objects(text: str, mentions: Sequence[Mention], start: int, end: int, verb: Verb) -> Sequence[Mention]:
    """What a verb acts on: the concepts behind its last 的, or right behind it, with those in a row with them."""
    inside = [mention for mention in mentions if start <= mention.start < end]
    if not inside:
        return ()
    if BRACKET.search(text, start, inside[0].start) or ANOTHER.search(text, start, inside[0].start):
        return ()
    if verb.type == "uses" and not verb.turned and MEANS_OF.match(text[inside[0].end :]):
        return inside[:1] if inside[0].start - start <= verb.reach else ()
    if text.endswith(MEANS_WORDS, 0, start):
        # "用来限流的组件" serves 限流, and "是基于链表的队列" uses a 链表.
        end = text.find("的", start, end) if OF.search(text, inside[0].end, end) else end
        inside = [mention for mention in inside if mention.end <= end] or inside[:1]
    owner = text.find("的", start, end)
    last = text.rfind("的", start, end)
    heads = [mention for mention in inside if mention.start > last]
    # "放在柜子里的书" are books, and no part of a 柜子.
    whole = verb.type == "part_of" and not verb.turned
    if owner < 0 or not heads or whole:
        first = inside[0]
        near = first.start - start <= verb.reach and (owner < 0 or first.end <= owner)
        # "是平衡树的一种实现": the verb knows what stands behind the name.
        known = (
            whole
            or (verb.type in OF_OWNERS and _of_owner(text, first, verb))
            or (verb.after is not ANYTHING and verb.after.match(text[first.end :]))
        )
        return _row(text, inside) if near and (owner < 0 or known) else ()
    near = heads[0].start - last <= 5 and (verb.reach >= FAR or heads[0].start - start <= verb.reach + 2)
    return _row(text, heads) if near else ()


def _of_owner(text: str, owner: Mention, verb: Verb) -> bool:
    """Whether what a verb does to "A 的 B" it does to A: not "适合 A 内的 B", and any verb only to "A 的方法"."""
    if verb.turned:
        return not INSIDE_OF.match(text, owner.end)
    return verb is not DEED or bool(BY_WAY_OF.match(text, owner.end))


def _row(text: str, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """The first of these and those that stand in a row with it."""
    members = [mentions[0]]
    for mention in mentions[1:]:
        if not AND.match(text[members[-1].end : mention.start]):
            break
        members.append(mention)
    return members


def goals_of(text: str, mentions: Sequence[Mention], start: int) -> Iterator[tuple[str, bool]]:
    """What is reached by what stands before ``start``, "使用令牌桶来实现限流", or remedied: "用锁来避免冲突"."""
    if purpose := PURPOSE.match(text, start):
        stop = END.search(text, purpose.end())
        for mention in _objects(text, mentions, purpose.end(), stop.start() if stop else len(text), GOAL):
            # "减少样本的个数" remedies nothing.
            trouble = TROUBLES.search(mention.term) or (
                purpose["remedies"] in SOLVES
                and mention.start - purpose.end() < 2
                and TROUBLE_END.match(text[mention.end :])
            )
            if trouble or not purpose["remedies"]:
                yield mention.term, bool(purpose["remedies"])


def reached(goal: tuple[str, bool], mean: str) -> Iterator[Edge]:
    """What is reached uses the means; what is remedied is what these improve on."""
    name, remedied = goal
    if name != mean:
        yield (mean, "improves_on", name) if remedied else (name, "uses", mean)


def served(text: str, mentions: Sequence[Mention], said: Said, subject: str) -> Iterator[Edge]:
    """What is done with what is used: it uses that too, whoever acts."""
    for goal in goals_of(text, mentions, said.means[-1].end) if said.means else ():
        for mention in said.means if goal[0] != subject else ():
            yield from reached(goal, mention.term)
        if subject and goal[0] != subject and not goal[1] and "实现" in text[: text.find(goal[0])]:
            yield subject, "uses", goal[0]


def makers(text: str, mentions: Sequence[Mention], subject: str) -> Iterator[Edge]:
    """Who made the subject, or what stands behind: "Google 推出的 Bazel" says who made that."""
    for i, mention in enumerate(mentions):
        known = mention.term in ORGANISATIONS or (MAKER.match(mention.term) and BY.search(text[: mention.start]))
        if known and mentions[i + 1 :] and _is_product(text[mention.end : mentions[i + 1].start], mentions[i + 1].term):
            yield mentions[i + 1].term, "proposed_by", mention.term
        if i and mention.term in ORGANISATIONS and BY_BRACKET.match(text[mentions[i - 1].end : mention.end + 1]):
            yield mentions[i - 1].term, "proposed_by", mention.term
        made = MADE.match(text[mention.end : mention.end + FARTHEST_MAKER]) if known else None
        if not made:
            continue
        of = text[mention.end + made.end() :][:1] == "的" and mentions[i + 1 :]
        # "小米开源的图像网络" is what the line is about.
        named = of and names_it(of[0].term, text[of[0].end :]) and not BRACKET.search(text, mention.end, of[0].start)
        behind = of[0].term if of and named else subject
        if behind not in ("", mention.term):
            yield behind, "proposed_by", mention.term


def _is_product(between: str, name: str) -> bool:
    """Whether what stands behind its maker has a name of its own: "Google 的 Bazel", not "Intel CPU"."""
    return bool(OWN.fullmatch(between)) and bool(PRODUCT.fullmatch(name)) and name not in ORGANISATIONS


def alone(text: str, mentions: Sequence[Mention]) -> Iterator[str]:
    """The concept that is all that is said, in code or with one verb before it: "分配锁页内存"."""
    for mention in mentions:
        if (text[mention.start : mention.end] == text and text.isascii()) or (
            mention.start != 0 and _does(text[: mention.start])
        ):
            yield mention.term
            return


def _does(text: str) -> bool:
    """Whether a text is a verb alone: "分配" before 锁页内存."""
    return (
        text not in COPULAS
        and text not in STATES | (NO_DEEDS - ALONE)
        and (text in OBJECT_VERBS or segment.tag(text) == "v")
        and len(segment.cut(text)) == 1
    )


def topic_of(text: str, finder: Finder) -> str | None:
    """The concept that a sentence, or half of it, is about: the first one, where nothing else comes before it."""
    first = next(iter(finder.find(text)), None)
    return first.term if first and OPENING.match(text[: first.start]) else None


def examples(text: str, mentions: Sequence[Mention], finder: Finder) -> Iterator[str]:
    """The concepts that a text gives as examples."""
    for mention in mentions:
        if EXAMPLE.search(text[max(0, mention.start - 8) : mention.start]):
            yield from row(text[mention.start :], finder)


def row(text: str, finder: Finder) -> Iterator[str]:
    """The concepts that stand side by side at the beginning of a text: "A、B 和 C 等"."""
    for member in re.split("、|和|与|以及|及|或", ROW_END.split(text, maxsplit=1)[0]):
        if name := finder.named(COUNTED.sub("", member.strip())):
            yield name
