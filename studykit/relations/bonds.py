"""How the members of a list hang together with what the line or the heading above them names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studykit.finder import Finder
from studykit.model import Relation, RelationType, Span
from studykit.prose import bare
from studykit.terms import GLOSS, head_of, is_aspect
from studykit.topics import generic_heading


@dataclass(frozen=True, slots=True)
class Bond:
    """The edge from each member to ``whole``, or ``turned``: from that to each member."""

    whole: str
    type: RelationType = "part_of"
    turned: bool = False

    def __bool__(self) -> bool:
        return bool(self.whole)

    def to(self, member: str, span: Span, pattern: str, acts: bool = False) -> Iterator[Relation]:
        """The edge of one member; one that ``acts``, such as a function, works on what stands above and is no part of it."""
        if member == self.whole or (self.type == "improves_on" and TROUBLE.search(member)):
            return
        if self.type == "part_of" and sort_of(member, self.whole):
            yield Relation(member, "is_a", self.whole, span, pattern)
            return
        if acts and self.type == "part_of" and CHINESE.search(self.whole):
            yield Relation(member, "uses", self.whole, span, pattern)
            return
        head, tail = (self.whole, member) if self.turned else (member, self.whole)
        yield Relation(head, self.type, tail, span, pattern)


NONE = Bond("")
CHINESE = re.compile("[\u4e00-\u9fff]")
#: Below 解决方法 the remedies of each trouble may stand under its name.
TROUBLE = re.compile("不足|噪声|缺[少乏失]|[过较](?:高|多|大|少|低|小)$")
#: What has kinds rather than parts.
KIND = re.compile(
    "(?:类型|种类|类别|分类|方式|方法|模式|策略|算法|模型|网络|函数|命令|选项|协议|状态|级别|语言|工具|符|管理器|编译器|锁|树|索引|排序|卷积|"
    "剪枝|量化|蒸馏|分布|测试|攻击|异常|注解|语句|学习|文件|权限|引擎|框架|队列|运行时|格式|指令|关键字|接口|寻址|错误|漏洞|信号|指标|优化器|损失|"
    "归一化|池化|变换|容器|集合|服务器|编码|编程|中断|调用|映射|增强|加密|密码)$|[_ ](?:type|mode|level|kind|status|state|policy)$|^(?:type|mode|level|status|state|policy)$"
)
#: What "包括" tells of these are sorts of them; a 树 or a 函数 may have parts.
CLASS = re.compile(
    "(?:类型|种类|算法|方法|方式|策略|排序|攻击|异常|测试|指标|语言|工具|注解|数据库|优化器|损失函数|分布|归一化)$"
)
#: "TCP 协议" is one thing, which has parts.
ONE = re.compile("[A-Za-z][A-Za-z0-9/+. -]*(?:协议|模型|网络|算法|框架|引擎|语言|工具)$")
#: Nouns for what is announced, and how it hangs together with what they are said of.
SORTS = "类型|种类|分类|类别|大类|类|种|模式|方式|方法|方案|实现|策略|算法|手段|做法|形式"
PARTS = (
    "特性|要素|组成部分|组成|组件|成员|构成|结构|字段|属性|参数|选项|状态|阶段|步骤|模块|部件|部分|元素|角色|功能|生命周期|架构|层次?|区域"
    "|方面|操作|命令|函数|接口|关键字|语法|配置项?|头部"
)
SORT, PART = re.compile(f"(?:{SORTS})$"), re.compile(f"(?:{PARTS})$")
SIDES: tuple[tuple[re.Pattern[str], RelationType, bool], ...] = (
    (re.compile("(?:(?:必要|充分|前提|触发|使用)?条件|前提|要求)$"), "requires", True),
    (
        re.compile("(?:解决|应对|缓解|预防|避免|抑制)的?(?:方法|方案|办法|策略|手段|措施|方式|思路)$"),
        "improves_on",
        False,
    ),
    (re.compile("(?<!主要)(?:产生|形成|出现|发生)?的?(?:原因|成因|诱因|来源)$"), "causes", False),
    (re.compile("(?:缺点|缺陷|不足|弊端|问题|副作用|优点|优势|好处|后果|影响|局限性?|限制)$"), "causes", True),
    (
        re.compile("(?:底层(?:数据)?(?:结构|实现|原理)|实现(?:原理|机制)|核心技术|关键技术|数据结构|辅助命令)$"),
        "uses",
        True,
    ),
    (re.compile("(?:(?:应用|使用|典型)(?:场景|领域|实例|案例)?|用途)$"), "uses", False),
    (SORT, "is_a", False),
    (PART, "part_of", False),
)
#: These belong to what the heading above names, without a word before them; 实现 or 方法 may be anything.
BY_THEMSELVES = re.compile(
    "组成|组成部分|组件|要素|成员|字段|属性|参数|状态|阶段|模块|部件|角色|特性|类型|种类|分类|优[点势]|缺[点陷]|局限性?|好处|原因|成因|条件"
    "|(?:必要|充分|触发)条件|应用场景|底层(?:数据结构|实现)|(?:解决|应对|缓解)(?:方法|方案|办法|措施|策略)"
)
#: What stands between the whole and the noun: "Kafka 的几大核心组件".
QUALIFIED = r"\s*[中里内上]?的?(?:关键|主要|常见|常用|基本|核心|重要|典型|必要|相关|具体|可选|可用|全部|所有|[几两二三四五六七八九十\d]+\s*[大个种类条项点]?|的)*"
#: What is said of the text and not of the thing.
OF_TEXT = re.compile("(?:详解|介绍|说明|总结|概述|一览|列表|整理|汇总|解析|简介|如下(?:所示)?|是什么|为什么)$")
#: "有哪些常见的锁？" names them, as "锁有哪些" does.
ASKED = re.compile(
    r"^(?:有哪些|描述|简述|说说|谈谈|介绍)|(?:有|是|包括)?(?:哪些|哪几[种类个]|什么)?[？?]$|(?:有|包括|分为)哪[些几][种类个]?$"
)
#: "常见的排序算法" names these algorithms.
SOME = re.compile(
    r"^(?:[一二三四五六七八九十\d]+[、.．]\s*)?(?:常见|常用|主要|典型|经典|基本|各种|几种|其他|其它|核心|相关|使用?最为?广泛)+的?\s*"
)
#: Behind its name a heading may say what a thing is: "images 命令".
KIND_BEHIND = re.compile(r"\s*(?:命令|函数|工具|模块|协议|框架|类|对象|结构体?|机制|文件|指令|语句|算法)?")
#: "int open(const char *path, int flags)" announces its parameters.
DECLARES = re.compile(r"\b(?P<name>[A-Za-z_][\w.]{2,40})\s*\((?P<parameters>[^()]{2,400}|.{0,400})\)\s*[;；：:]?\s*$")
#: The verb of a line that announces, and what it says where no noun says more.
VERBS: tuple[tuple[re.Pattern[str], RelationType, bool], ...] = (
    (re.compile("(?:需要|必须|应该?|要)?(?:满足|具备)|需要|必须|要求|依赖于?"), "requires", True),
    (re.compile("(?:使用|采用|利用|借助|基于|处理|用到|执行|调用|通过|依靠)(?!方[式法])"), "uses", True),
    (re.compile("保证|带来|导致|引起|造成|引发"), "causes", True),
    (re.compile("解决|避免|防止|缓解"), "improves_on", False),
    (
        re.compile(
            "包含|包括|涵盖|含有|分为|分成|划分为|具有|拥有|提供|支持|定义|维护|保存|存储|记录|存放|组成|构成|有"
        ),
        "part_of",
        False,
    ),
)
ANNOUNCES = re.compile(
    rf"^(?P<before>.*?)(?P<verb>{'|'.join(verb.pattern for verb, *_ in VERBS)})了?"
    r"(?P<many>(?:以下|如下|下面|下列|这|多|[几两二三四五六七八九十\d]+|[种类个大项条点]|的|\s)*)"
    r"(?P<noun>(?:主要|常见|常用|基本|核心|重要|不同|相关|的)*[\u4e00-\u9fff]{0,6})$"
)
#: Only what is divided, or has kinds, is what each of these is: what it offers is no kind of it.
DIVIDES, HAS = re.compile("分为|分成|划分为"), "有"
COUNTS_KINDS = re.compile("[种类]")
#: Before the verb: nothing but what says how much and how often.
ADVERBS = re.compile(
    r"\s*(?:要?实现|想要|主要|一般|通常|目前|可以|又|大致|还|都|均|会|由|共|总共|一共|中|内|里|则|本身|对象|协议|命令|函数|的实例|系统|文件)*\s*"
)
#: "TCP 如何提供可靠传输？" lists what it does so with, and "解决脑裂，主要有两个方法" what remedies it.
HOW = re.compile(
    r"(?P<who>[^，,。]{2,20}?)\s*(?:是|会)?(?:如何|怎么|怎样)来?(?:实现|保证|提供|解决|做到|避免|防止|维护|完成|工作)"
)
QUALITIES_END = re.compile("(?:特性|性质|目标|要求)的?[？?]?$")
AGAINST = re.compile(
    "(?:解决|避免|防止|应对|缓解)(?P<trouble>[^，,。]{2,16}?)(?:问题)?的?[，,]?(?:主要|常见|常用|一般|通常|可以)*的?"
    r"(?:有|采用|使用|包括)?(?:以下|如下)?[几两三四五六\d]*[种个类]?(?:方法|方案|办法|方式|手段|措施|策略|思路)(?:如下|有)?$"
)
LAST_CLAUSE = re.compile("[，,。！？；;]")


def sort_of(name: str, whole: str) -> bool:
    """Whether a name holds that of its kind: "RAID 5" and "Batch Normalization"."""
    words, kind = name.casefold().split(), whole.casefold().split()
    numbered = words[: len(kind)] == kind and words[-1].isdigit()
    return len(words) > len(kind) and (numbered or words[-len(kind) :] == kind)


def bond_of(text: str, finder: Finder, above: Sequence[str] = ()) -> Bond:
    """What the members below a heading, or below a line, belong to, and how; empty where unknown.

    ``above`` are the headings over it, the nearest last: "核心组件" are those of what the one above names.
    """
    asked = OF_TEXT.sub("", ASKED.sub("", bare(head_of(text))).strip())
    plain = SOME.sub("", asked)
    side = _side(plain, plain != asked, finder, above)
    # "Redis 底层数据结构" may have been taken for a term, and tells of Redis.
    if side and side.type not in ("is_a", "part_of"):
        return side
    if not BY_THEMSELVES.fullmatch(plain) and (named := finder.term(plain)):
        if TROUBLE.search(plain):
            return Bond(named, "improves_on")
        return Bond(named, "is_a" if KIND.search(plain) and (plain != asked or not ONE.match(plain)) else "part_of")
    return side or _of_kind(plain, finder)


def announced(text: str, finder: Finder, above: Sequence[str] = ()) -> Bond:
    """The same for a line that need not be a name: "Redis 支持三种模式", "int bind(int fd, int size)"."""
    declares = DECLARES.search(text)
    function = finder.term(declares["name"]) if declares else None
    # LISTEN is a state, and listen() none.
    if declares and function and (function == declares["name"] or function.casefold() != declares["name"].casefold()):
        return Bond(function)
    plain = GLOSS.sub("", text)
    if asked := HOW.match(plain):
        kind: RelationType = "causes" if QUALITIES_END.search(plain) else "uses"
        return Bond(finder.term(asked["who"].strip()) or "", kind, turned=True)
    if remedied := AGAINST.match(plain):
        return Bond(finder.tail(remedied["trouble"].strip()) or "", "improves_on")
    clause = LAST_CLAUSE.split(plain)[-1].strip()
    first = next(iter(finder.find(plain)), None) if clause != plain.strip() else None
    # "ACL 用来控制权限，主要涵盖三个方面" goes on about what it began with.
    topic = first.term if first and first.start == 0 else ""
    return bond_of(clause, finder, above) or _said(clause, finder, topic or topic_above(above, finder))


def topic_above(above: Sequence[str], finder: Finder) -> str:
    """The concept that the nearest heading names which names a thing."""
    for heading in reversed(above):
        if named := finder.named(heading):
            return named
        if not (generic_heading(heading) or is_aspect(heading)):
            break
    return ""


def _side(plain: str, qualified: bool, finder: Finder, above: Sequence[str]) -> Bond:
    """What "Kafka 的核心组件" are of it; with nothing before them ``qualified`` nouns belong to what stands above."""
    for noun, kind, turned in SIDES:
        if side := noun.search(plain):
            owner = re.sub(QUALIFIED + "$", "", plain[: side.start()])
            # "Java 的内部类类型" are kinds of 内部类.
            whole = finder.term(owner) or finder.term(owner.rpartition("的")[2])
            if not owner:
                whole = topic_above(above, finder) if qualified or BY_THEMSELVES.fullmatch(plain) else ""
            return Bond(whole or "", kind, turned)
    return NONE


def _of_kind(plain: str, finder: Finder) -> Bond:
    first = next(iter(finder.find(plain)), None)
    whole = first is not None and first.start == 0 and KIND_BEHIND.fullmatch(plain[first.end :])
    return Bond(first.term) if first and whole else NONE


def _said(clause: str, finder: Finder, topic: str) -> Bond:
    """What a clause says that announces its members by a verb."""
    found = ANNOUNCES.match(clause)
    if found is None:
        return NONE
    mentions = finder.find(found["before"])
    near = bool(mentions) and ADVERBS.fullmatch(found["before"][mentions[-1].end :])
    whole = mentions[-1].term if near else ""
    if not found["before"].strip() or ADVERBS.fullmatch(found["before"]):
        whole = topic
    side = next(((kind, turned) for noun, kind, turned in SIDES if found["noun"] and noun.search(found["noun"])), None)
    if side and side[0] not in ("is_a", "part_of"):
        # "有以下优势": the noun says how.
        return Bond(whole, *side)
    kind, turned = next((kind, turned) for verb, kind, turned in VERBS if verb.fullmatch(found["verb"]))
    if kind == "part_of":
        kind = _divided(found["verb"], found["many"], found["noun"])
    return Bond(whole, kind, turned)


def _divided(verb: str, many: str, noun: str) -> RelationType:
    """Whether a verb announces kinds or parts: "锁分为三种", "报文分为两部分"."""
    sorts = SORT.search(noun) or (not noun and COUNTS_KINDS.search(many))
    return "is_a" if (verb == HAS and sorts) or (DIVIDES.match(verb) and not PART.search(noun)) else "part_of"
