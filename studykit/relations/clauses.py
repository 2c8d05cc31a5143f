"""Two concepts in one clause or sentence, and the words between them that say how they hang together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from studykit import segment
from studykit.asides import MISTAKE
from studykit.finder import Finder, Mention
from studykit.grammar import AMBIGUOUS, OBJECT_VERBS
from studykit.lexicon import ORGANISATIONS
from studykit.model import Relation, RelationType, Span
from studykit.patterns import Page
from studykit.relations.bonds import CLASS
from studykit.relations.phrases import GOES_ON_TO, is_head, is_modifier, is_no_noun, names_it
from studykit.relations.sentences import BESIDE, from_sentence
from studykit.relations.verbs import BETTER, GENERIC_NOUN
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
    #: what must follow the second concept, and stand before the first
    after: re.Pattern[str] = re.compile("")
    before: re.Pattern[str] = re.compile("")
    #: whether the noun phrase of the second concept must end with it
    head: bool = False
    #: whether no noun may stand right behind it
    whole: bool = False


END = re.compile(rf"\s*(?:[（(][^）)]*[）)])?\s*{GENERIC_NOUN}?\s*(?:[（(][^）)]*[）)])?\s*(?:[，,。；;：:、]|$)")
#: The name before it is not the beginning of a longer one.
WHOLE_NAME = re.compile(
    r"\s*(?:(?:字段|列|参数|属性)的|(?:字段|列|参数|属性|选项|机制|功能|方法|命令|模块|层|线程|进程|特性)?(?:$|[，,。；;：:、（(）)中里内上由是在有会可能不必需用把与和及或等以来就都也很更最只]))"
)
#: "方法区中静态变量"; "在老年代中分配" says what is done there.
INSIDE = re.compile("^[中里]$")
ACTS = OBJECT_VERBS | AMBIGUOUS
OWNS = re.compile(r"^\s*[中里内]?的\s*$")
#: "A、B 等 C", "A 这类 C".
SUCH = re.compile(
    r"^(?:\s*[（(][^（()）]*[）)])?(?:[^，。；：、不的来]{0,3}|[、和与及][^，。；：不的]{1,6})等$"
    r"|^[^，。；：不]{0,6}(?:这种|这类|这样的)$|^\s*类的\s*$"
)
#: What uses something, and how it is used: "A 会调用 B", "A 采用更快的 B".
SERVES = re.compile(
    r"^[^，。；、]{0,8}(?:用于|用来|应用于|适用于|作用于|用在)(?:评价|评估|衡量|度量|检测|判断|诊断|测量|优化|训练|加速|实现|构建|进行|做|配置|指定|调试|管理)?"
    r"(?:一[个种]|某[个种])?$"
)
INNER = "(?:[中里](?!的[^，。；]{0,6}实现)|内部|内(?!核)|之中|上(?!以|执行|运行|进行|实现|计算|启动|训练)|层|目录)"
OF_PARTS = "(?:的(?:主要|核心|基本|常见|重要|关键)*(?:组成部分|部分|组成|组件|成员|要素|元素|内容|结构|类型|种类|功能|特性|模块|阶段|步骤|字段))?"
USES = re.compile(
    r"^(?P<who>[^，。；、]{0,8})(?P<verb>使用|采用|利用|基于|借助|运用|用到|依靠|通过|调用|作用于|应用[于到]"
    r"|(?<![作占引使利运采常通应调专费信效])用(?!多少|[于来以户途法处量到场例品意力域])|用法(?:[是为：:]|$)?|支持|执行|运行着?)(?![时器权者率度])(?P<how>[^，。；、]{0,8})$"
)
#: Before the verb somebody else is named, or another clause begins; behind it it is another thing that is used.
NOT_WHO, NOT_HOW = re.compile("[它他被由并而或]|从而|以便"), re.compile("[它在会能可时后前]")
CALLS = frozenset("是 称为 叫做 名为 叫 作为 进行".split())
BY_MEANS = re.compile("(?<![使调采引利运应])用(?!于|来)[^，。；]*[^，。；\\s]")
#: "执行 B 的硬件": these act on what stands behind 的.
ON_THE_LAST = re.compile("支持|执行|运行|调用")
CUES = (
    # "最常见的平衡树是红黑树"
    Cue(
        "is_a",
        re.compile("^\\s*(?:就|便|当属)?是\\s*$"),
        turned=True,
        before=re.compile("最[\u4e00-\u9fff]{1,5}的$"),
        after=END,
    ),
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
    # "称此完全二叉树为最大堆"
    Cue(
        "is_a",
        re.compile(r"^\s*为\s*[“「]?$"),
        turned=True,
        before=re.compile(
            r"(?:称|[把将][^，。；]{0,12}(?:称|叫))(?:这样的|此类?|该|这[种类个]|具有[^，。；]{2,20}的)?\s*$"
        ),
    ),
    # "跳跃表是有序集合的底层实现之一"
    Cue(
        "uses",
        re.compile(r"^\s*(?:也|就|都|正|便)?是\s*$"),
        turned=True,
        after=re.compile(
            r"^\s*(?:所?(?:使用|采用|依赖|基于)的|的(?:底层|内部|核心|主要|具体|理论|实现)*(?:实现(?:方式)?|基础|核心|底层|原理|数据结构|机制|依据|关键))(?:之一)?(?:$|[，,。；（(])"
        ),
    ),
    Cue(
        "uses",
        re.compile(r"^\s*(?:也|就|都|正|便)?是实现\s*$"),
        turned=True,
        after=re.compile("^[^，,。；]{0,8}的?(?:基础|方式|手段|关键|方法|核心|工具|途径)?(?:之一)?(?:$|[，,。；（(])"),
    ),
    # "ICP 是 MySQL 5.6 引入的一项技术"
    Cue(
        "part_of",
        re.compile(r"^\s*(?:也|就|都)?是在?\s*$"),
        after=re.compile(
            r"^\s*[\d.]*\s*(?:版本|系统|语言|框架|库|内核)?(?:中|里|开始|起|才|之后|所|自)*(?:引入|新增|提供|自带|内置|特有|独有|增加|加入|支持|定义)的"
        ),
    ),
    # "标记清除算法中的内存碎片问题"
    Cue(
        "causes",
        re.compile(r"^\s*(?:算法|协议|方式|模式|机制)?[中里]?(?:存在|带来)?的$"),
        after=re.compile("^\\s*(?:问题|现象|缺陷|风险|隐患)(?:$|[，,。；（(])"),
    ),
    Cue("precedes", re.compile(r"^\s*在\s*$"), turned=True, after=re.compile("^[\u4e00-\u9fff]{0,4}(?:之后|以后|后)")),
    Cue("precedes", re.compile(r"^\s*在\s*$"), after=re.compile("^[\u4e00-\u9fff]{0,4}(?:之前|以前)")),
    Cue(
        "precedes",
        re.compile(r"^\s*(?:状态)?(?:切换|转换|转变|转化|变化?|过渡|迁移|转)(?:到|为|成|至)\s*$"),
        before=re.compile("[从由]\\s*$"),
    ),
    Cue("is_a", SUCH, head=True),
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
        after=re.compile("^(?![\u4e00-\u9fff]{1,8}\\s*[A-Z]|[^，。；的中]{0,6}中)"),
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
        whole=True,
    ),
    Cue("improves_on", re.compile(r"^\s*比\s*$"), after=BETTER),
    Cue(
        "requires",
        re.compile(
            r"^[^，。；、的]{0,8}(?:需要|要求|必须|依赖于?|取决于|离不开|前提是|伴随着?)(?!的)(?P<how>[^，。；、]{0,8})$"
        ),
        whole=True,
    ),
    Cue("causes", re.compile(r"^[^，。；]{0,8}(?:导致|引起|造成|引发|触发|产生|带来)了?(?!的)[^，。；]{0,8}$")),
    Cue("part_of", OWNS, turned=True, after=WHOLE_NAME),
    Cue("part_of", INSIDE, turned=True, after=WHOLE_NAME),
    Cue("part_of", re.compile(r"^(?:共同|一起|可以|就)?(?:组成|构成)了?(?:一[个条张组份])?$")),
    Cue("is_a", re.compile("^[^，。；]{0,6}分为$"), turned=True, after=re.compile("[^，。；]{0,24}[种类]")),
    Cue(
        "causes",
        re.compile(r"^的?(?:主要|根本|直接|常见)?(?:原因|成因|诱因)(?:之一)?(?:就?是|在于)(?:因为|由于)?$"),
        turned=True,
    ),
    Cue(
        "precedes",
        re.compile(
            r"^\s*[\u4e00-\u9fff]{0,4}(?:之后|以后|后|完)[，,]?(?:才|再|就|便|会|能|可以|接着)+[\u4e00-\u9fff]{0,4}$"
        ),
    ),
    Cue(
        "part_of",
        re.compile(rf"^{OF_PARTS}[^，。；的]{{0,6}}(?:包括|包含|含有|分为)(?!的)[^，。；]{{0,6}}$"),
        turned=True,
        head=True,
    ),
    Cue(
        "part_of",
        re.compile(
            r"^(?:中|里)?(?:主要|会|还|则|只)?(?:用于|用来|负责)?(?:存储|存放|保存|存有)(?:着|了)?(?![在于到空资引系结过器介的成为])[^，。；：、是]{0,14}$"
        ),
        turned=True,
        head=True,
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
        re.compile(r"^\s*(?:会|可以|能|也|只能|可)?被\s*$"),
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
        re.compile(r"^[^，。；]{0,4}(?:是|是在)\s*$"),
        after=re.compile(rf"^\s*(?:的一部分|的组成部分|{INNER})"),
    ),
    # "A 在 B 里做 …" says where something is done.
    Cue(
        "part_of",
        re.compile(r"^[^，。；]{0,4}在\s*$"),
        after=re.compile(rf"^\s*{INNER}\s*(?:$|[，,。；：:、（）()]|的一[个种条块段]|[入出][栈队]|被?称[为作]|叫做)"),
    ),
    Cue("uses", USES),
    Cue("uses", SERVES, turned=True, whole=True),
)
PERSON = re.compile(r"[A-Z][a-z]+(?:[ .·-]+[A-Z][a-z.]*){0,3}")
INVENTS = re.compile(
    r"\s*(?:等人?|教授|博士|团队|于|在|[\d年\s]|首次|最先|首先|率先|进一步|又|共同){0,4}(?:提出|发明|首创)"
)
#: "周期性的任务", "带有心跳的连接": what stands before 的 tells which, and is no whole.
QUALIFIES = re.compile(
    "性$|(?:用来|用于|负责|专门)[^，,。；]{1,12}$|(?:包含|带有?|具有|含有|没有|关于|基于)[^，,。；]{0,12}$"
)
#: "基于链表的队列" uses it.
MEANS = re.compile("(?:使用|采用|基于|利用|引入)了?\\s*$")
SUPPOSED = re.compile("(?:如果|若(?!干)|假如|假设|倘若|要是|一旦|当(?![前然代])[^，]{0,12}[=<>≤≥\ue000-\uf8ff])")
#: The name of a kind, behind which that of one of its members may stand.
LISTS = re.compile("包括|包含|含有|有")
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
        if MISTAKE.match(sentence.text):  # what many think is not so
            continue
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
            # "某库的 CUDA 排序" is about this 排序.
            named_on = j + 1 < len(mentions) and not text[other.end : mentions[j + 1].start].strip()
            if QUALIFIES.search(text[: one.end]) and between.strip() == "的":
                if MEANS.search(text[: one.start]):
                    yield Relation(other.term, "uses", one.term, span, "between")
                break
            if edge := _apposed(text, one, other) or _edge(text, one, other, named_on):
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


def _edge(text: str, one: Mention, other: Mention, named_on: bool) -> tuple[str, RelationType, str] | None:
    between, after = text[one.end : other.start], text[other.end :]
    for cue in _cues(between):
        # A name in Latin letters ends at a blank: "某云的 OSS 对象存储".
        if (cue.between is INSIDE and other.term in ACTS) or not cue.before.search(text[: one.start]):
            continue
        latin = cue.after is WHOLE_NAME and other.term.isascii() and after.startswith(" ") and not named_on
        if (cue.after.match(after) or latin) and _is_about(cue, text, one, other):
            maker = one.term if cue.turned else other.term
            if cue.type == "proposed_by" and maker not in ORGANISATIONS and not _is_person(maker, between):
                # "集群提出了要求" is no authorship.
                return None
            if OF_CLASS.match(between) and MEMBER.fullmatch(other.term):
                return other.term, "part_of", one.term
            # "锁分为悲观锁和乐观锁"
            alike = "分" in between and one.term[-1] == other.term[-1]
            sorts = cue.type == "part_of" and (alike or (CLASS.search(one.term) and LISTS.search(between)))
            kind: RelationType = "is_a" if sorts else cue.type
            return (other.term, kind, one.term) if cue.turned else (one.term, kind, other.term)
    return None


def _is_about(cue: Cue, text: str, one: Mention, other: Mention) -> bool:
    """Whether both concepts are what their noun phrases speak of: not "描述 A 的 B", nor "采用 B 的 C"."""
    before, after = text[: one.start], text[other.end :]
    if (cue.head and not is_head(after)) or (cue.whole and not is_no_noun(after)):
        return False
    if cue.type == "requires" and BY_MEANS.search(text, one.end, other.start):
        return False  # "必须用 A 挡住 B"
    if cue.between is SUCH and not END.match(after) and GOES_ON_TO.match(after):
        return False
    if cue.type == "proposed_by" and cue.turned and not names_it(other.term, after):
        return False
    if cue.between is OWNS:
        name = text[one.start : one.end]
        return one.term not in ORGANISATIONS and not is_modifier(before, name, after)
    return cue.between is not USES or _is_used(text[one.end : other.start], after)


def _is_used(between: str, after: str) -> bool:
    """Whether the verb between two concepts has the one as its subject and the other as its object."""
    said = USES.match(between)
    if (
        said is None
        or NOT_WHO.search(said["who"])
        or (ON_THE_LAST.match(said["verb"]) and after.lstrip().startswith("的"))
    ):
        return False
    if ON_THE_LAST.match(said["verb"]) and said["how"].startswith("的") and not said["how"].startswith("的是"):
        return False  # "正在执行的线程"
    how = said["how"].rpartition("的")[2]
    if NOT_HOW.search(how) or said["how"].count("的") > 1:
        return False
    # "通过定制 B" uses it as well.
    acts = [i for i, word in enumerate(segment.words(how)) if segment.tag(word) == "v" and word not in CALLS]
    return acts == (list(range(len(acts))) if said["verb"] == "通过" else [])


def _is_person(name: str, between: str) -> bool:
    """Whether a name may be that of somebody who is said to have thought of something: "Valiant 提出了 …"."""
    return bool(PERSON.fullmatch(name) and INVENTS.match(between))


@lru_cache(SEEN)
def _cues(between: str) -> tuple[Cue, ...]:
    """The cues that the words between two concepts are, in their order."""
    between = GLOSS.sub("", between)
    return () if NEGATED.search(between) else tuple(cue for cue in CUES if cue.between.search(between))
