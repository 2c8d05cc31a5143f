"""Two concepts in one clause or sentence, and the words between them that say how they hang together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from studykit.finder import Finder, Mention
from studykit.grammar import AMBIGUOUS, OBJECT_VERBS
from studykit.lexicon import ORGANISATIONS
from studykit.model import Relation, RelationType, Span
from studykit.patterns import Page
from studykit.relations.sentences import BESIDE, from_sentence
from studykit.relations.verbs import BETTER
from studykit.terms import GLOSS

#: What stands between two concepts: at most so many characters beside the words that relate them.
FARTHEST = 16
#: The same few words stand between most: so many of the last are kept.
SEEN = 2**14


@dataclass(frozen=True, slots=True)
class Cue:
    """Words between two concepts, and the edge that they state; ``turned``: from the second to the first."""

    type: RelationType
    between: re.Pattern[str]
    turned: bool = False
    #: what must follow the second concept
    after: re.Pattern[str] = re.compile("")


#: The general noun behind a name: "旁路攻击", "观察者模式的应用".
GENERIC_NOUN = (
    "(?:攻击|算法|模型|协议|方式|方法|技术|机制|框架|引擎|命令|函数|工具|网络|结构|语言|系统|库|文件|模式|类型|问题|思想|"
    "的(?:一种|应用|实现|例子|特例|变体|变种|子集|一员))"
)
END = re.compile(rf"\s*{GENERIC_NOUN}?\s*(?:[（(][^）)]*[）)])?\s*(?:[，,。；;：:、]|$)")
#: The name before it is not the beginning of a longer one.
WHOLE_NAME = re.compile(
    r"\s*(?:(?:字段|列|参数|属性)的|(?:字段|列|参数|属性|选项|机制|功能|方法|命令|模块|层|线程|进程|特性)?(?:$|[，,。；;：:、（(）)中里内上由是在有会可能不必需用把与和及或等以来就都也很更最只]))"
)
#: "方法区中静态变量"; "在老年代中分配" says what is done there.
INSIDE = re.compile("^[中里]$")
ACTS = OBJECT_VERBS | AMBIGUOUS
CUES = (
    Cue(
        "alias_of",
        re.compile(r"^\s*[，,（(]?\s*(?:又称|也称|也叫|又叫|简称|全称(?:是|为)?|即|也就是|亦称)(?:为)?\s*[“「]?\s*$"),
    ),
    Cue(
        "is_a",
        re.compile(
            r"^(?:(?:本质上|其实|本身|实际上|通常|一般)还?|就|也|都|均|算|仍然?)*(?:是|属于)(?:一[种个类款套门些])?(?:[^，。；：、是]{0,14}的)?\s*[“「]?$"
        ),
        after=END,
    ),
    Cue(
        "is_a",
        re.compile(
            r"^\s*(?:通常|一般|也|常)?(?:可以?|被)*(?:作为|当[作做]|视为|看[作做成]|充当)是?(?:一[种个类])?\s*$"
        ),
        after=END,
    ),
    Cue("is_a", re.compile(r"^[^，。；：不]{0,6}(?:等|这种|这类|这样的)$|^\s*类的\s*$")),
    Cue(
        "is_a",
        re.compile(r"^\s*(?:就|也|都|常|又)?(?:被[^，。；、的]{0,4})?(?:称|叫|命名|定义)(?:之)?(?:为|做|作)\s*[“「]?$"),
        turned=True,
    ),
    Cue("causes", re.compile("^(?:所|会|而)?(?:导致|引起|造成|引发|带来|产生)的$")),
    Cue(
        "proposed_by",
        re.compile(r"^[^，。；]{0,6}(?:提出|推出|开源|发布|研发|设计|开发|打造|发明|公布)(?:了|的)?[^，。；新]{0,14}$"),
        turned=True,
        # In "提出神经网络加速框架 Bazel" it is the last name that was made.
        after=re.compile("^(?![\u4e00-\u9fff]{1,8}\\s*[A-Z])"),
    ),
    Cue(
        "proposed_by",
        re.compile(r"^[^，。；]{0,4}(?:由|是)\s*$"),
        after=re.compile(r"^[^，。；]{0,8}(?:提出|推出|开源|发布|研发|设计|开发)"),
    ),
    Cue(
        "contrasts_with",
        re.compile(r"^[^。；]{0,8}(?:而不是|而非|不同于|区别于|有别于|相对于|vs\.?|VS)\s*(?:使用|用|采用)?$"),
    ),
    Cue(
        "contrasts_with",
        re.compile(r"^\s*(?:与|和|跟)\s*$"),
        after=re.compile(r"^[^，。；]{0,10}(?:不同|区别|相反|相对|对立|没有关系|无关|对比|比较|差异|差别|异同)"),
    ),
    Cue(
        "improves_on",
        re.compile(
            r"^[^，。；]{0,8}(?:优于|超过了?|超越了?|改进了?|替代了?|取代了?|代替了?|胜过|快于|好于|击败了?)\s*$"
        ),
    ),
    Cue("improves_on", re.compile(r"^\s*比\s*$"), after=BETTER),
    Cue(
        "requires", re.compile(r"^[^，。；]{0,8}(?:需要|要求|必须|依赖于?|取决于|离不开|前提是|伴随着?)[^，。；]{0,8}$")
    ),
    Cue("causes", re.compile(r"^[^，。；]{0,8}(?:导致|引起|造成|引发|触发|产生|带来)了?(?!的)[^，。；]{0,8}$")),
    Cue("part_of", re.compile(r"^\s*[中里内]?的\s*$"), turned=True, after=WHOLE_NAME),
    Cue("part_of", INSIDE, turned=True, after=WHOLE_NAME),
    Cue("part_of", re.compile(r"^(?:共同|一起|可以|就)?(?:组成|构成)了?(?:一[个条张组份])?$")),
    Cue("part_of", re.compile(r"^[^，。；]{0,6}(?:包括|包含|含有|分为)[^，。；]{0,6}$"), turned=True),
    Cue(
        "part_of",
        re.compile(
            r"^(?:中|里)?(?:主要|会|还|则|只)?(?:用于|用来|负责)?(?:存储|存放|保存|存有)(?:着|了)?(?![在于到空资引系结过器介])[^，。；：、是]{0,14}$"
        ),
        turned=True,
    ),
    Cue(
        "part_of",
        re.compile(
            r"^\s*(?:文件|配置)?[中里下]的?(?:添加|加入|增加|定义|声明|配置|设置|新增|引入)(?:了|一个)?[^，。；]{0,4}$"
        ),
        turned=True,
    ),
    Cue(
        "part_of",
        re.compile(r"^[^，。；：（(]{0,6}(?:引入|提供|自带|内置)的?[^，。；：、]{0,3}$"),
        turned=True,
        after=re.compile(
            "^\\s*(?:函数|命令|方法|类|机制|特性|功能|接口|工具|模块|注解|指令|关键字)?(?:$|[，,。；（(：:])"
        ),
    ),
    Cue(
        "uses",
        re.compile(r"^\s*(?:会|可以|能|也|只能|可)?被$"),
        turned=True,
        after=re.compile("^\\s*(?:使用|采用|调用|引用|利用|用作|用来|用于)"),
    ),
    Cue(
        "part_of",
        re.compile(r"^[^，。；]{0,4}由[^，。；]{0,8}$"),
        turned=True,
        after=re.compile(r"^[^，。；]{0,12}(?:组成|构成)"),
    ),
    Cue(
        "part_of",
        re.compile(r"^[^，。；]{0,4}(?:位于|处于|属于|存放在|保存在|存储在|运行在|集中在|工作在)\s*$"),
        after=re.compile(r"^\s*(?:的一部分|的组成部分|[中里](?!的[^，。；]{0,6}实现)|内|内部|之中|上|层|目录)"),
    ),
    Cue(
        "part_of",
        re.compile(r"^[^，。；]{0,4}(?:是|在)\s*$"),
        after=re.compile(
            r"^\s*(?:的一部分|的组成部分|[中里](?!的[^，。；]{0,6}实现)|内|内部|之中|上(?!以|执行|运行|进行|实现|计算|启动|训练)|层|目录)"
        ),
    ),
    Cue(
        "uses",
        re.compile(
            r"^[^，。；]{0,8}(?:使用|采用|利用|基于|借助|运用|用到|依靠|通过|调用|作用于|应用[于到]|(?<![作占引使利运采常通应调专费信效])用|支持|执行|运行着?)[^，。；]{0,8}$"
        ),
    ),
    Cue("uses", re.compile(r"^[^，。；]{0,8}(?:用于|用来|应用于|适用于|作用于|用在)[^，。；]{0,4}$"), turned=True),
)
#: "周期性的任务", "带有心跳的连接": what stands before 的 tells which, and is no whole.
QUALIFIES = re.compile("性$|(?:包含|带有?|具有|含有|没有|关于|基于)[^，,。；]{0,12}$")
#: "基于链表的队列" uses it.
MEANS = re.compile("(?:使用|采用|基于|利用|引入)了?\\s*$")
SUPPOSED = re.compile("(?:如果|若(?!干)|假如|假设|倘若|要是|一旦|当(?![前然代])[^，]{0,12}[=<>≤≥\ue000-\uf8ff])")
#: The name of a kind, behind which that of one of its members may stand.
KIND_NAME = re.compile(
    "(?:参数|函数|命令|接口|关键字|算法|模型|框架|协议|引擎|注解|字段|属性|选项|变量|指令|系统调用|修饰符)$"
)
#: "Socket 类的 close() 方法" is a part of it; "LRU 类的算法" are a kind.
OF_CLASS, MEMBER = re.compile(r"\s*类的"), re.compile(r"[a-z_]\w*(?:\(\))?", re.ASCII)
NEGATED = re.compile("不(?!同|是)|没有|无法|无需|未|避免|禁止|包含在|类似|就像|如同")
#: The name goes on: 端口 in 端口号.
GOES_ON = re.compile("[号数量率值名码器池表组](?![据字])")


def from_sentences(page: Page, index: int, finder: Finder) -> Iterator[Relation]:
    """The edges that the running text of a block states."""
    block = page.blocks[index]
    if block.kind not in ("paragraph", "item", "heading"):
        return
    prose = page.prose(index)
    for sentence in prose.sentences:
        if sentence.end in ("？", "?"):  # what is asked is not stated
            continue
        span = Span(block.span.path, block.span.first + sentence.first, block.span.first + sentence.last)
        for clause in sentence.clauses:
            yield from _in_clause(prose.plain(clause), span, finder)
        text = prose.plain(sentence.text)
        heading = block.heading[-1] if block.heading else ""
        yield from from_sentence(text, heading, span, finder)


def _in_clause(text: str, span: Span, finder: Finder) -> Iterator[Relation]:
    if SUPPOSED.match(text):
        return
    mentions = finder.find(text)
    for i, one in enumerate(mentions):
        for j in range(i + 1, min(i + 3, len(mentions))):
            other = mentions[j]
            between = text[one.end : other.start]
            if one.term == other.term or len(between) > FARTHEST + 8 or GOES_ON.match(between):
                continue
            if QUALIFIES.search(text[: one.end]) and between.strip() == "的":
                if MEANS.search(text[: one.start]):
                    yield Relation(other.term, "uses", one.term, span, "between")
                break
            if edge := _apposed(text, one, other) or _edge(one.term, between, other.term, text[other.end :]):
                yield Relation(*edge, span, "between")
                for further in _side_by_side(text, mentions[j:]):
                    ends = (further if end == other.term else end for end in (edge[0], edge[2]))
                    head, tail = ends
                    if head != tail:
                        yield Relation(head, edge[1], tail, span, "between")
                break


def _apposed(text: str, one: Mention, other: Mention) -> tuple[str, RelationType, str] | None:
    """A kind and right behind it the name of one: "环境变量 PATH"."""
    names = text[one.start : one.end], text[other.start : other.end]
    apart = text[one.end : other.start].strip(' “"「')
    latin = bool(re.fullmatch(r"[A-Za-z_@-][\w.()@-]*", names[1])) and not names[0].isascii()
    return (other.term, "is_a", one.term) if latin and not apart and KIND_NAME.search(names[0]) else None


def _side_by_side(text: str, mentions: Sequence[Mention]) -> Iterator[str]:
    """The concepts that stand in one row with the first of these: "A、B 和 C"."""
    for one, other in pairwise(mentions):
        if not BESIDE.match(text[one.end : other.start]):
            return
        yield other.term


def _edge(one: str, between: str, other: str, after: str) -> tuple[str, RelationType, str] | None:
    for cue in _cues(between):
        # A name in Latin letters ends at a blank: "某云的 OSS 对象存储".
        if cue.between is INSIDE and other in ACTS:
            continue
        if cue.after.match(after) or (cue.after is WHOLE_NAME and other.isascii() and after.startswith(" ")):
            maker = one if cue.turned else other
            if cue.type == "proposed_by" and maker not in ORGANISATIONS:
                # "集群提出了要求" is no authorship.
                return None
            if OF_CLASS.match(between) and MEMBER.fullmatch(other):
                return other, "part_of", one
            return (other, cue.type, one) if cue.turned else (one, cue.type, other)
    return None


@lru_cache(SEEN)
def _cues(between: str) -> tuple[Cue, ...]:
    """The cues that the words between two concepts are, in their order."""
    between = GLOSS.sub("", between)
    return () if NEGATED.search(between) else tuple(cue for cue in CUES if cue.between.search(between))
