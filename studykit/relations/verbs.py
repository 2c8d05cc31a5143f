"""The verbs that tell how a subject hangs together with what they act on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from studykit.model import RelationType

#: How far the object of a verb may stand behind it: right there, or behind modifiers ("使用 Google 推出的 Bazel").
NEAR, FAR = 4, 10
ANYTHING = re.compile("")
#: "解决了轮询延迟过高的问题", "避免了 A 的缺点": it is a thing that had the fault.
FAULT = re.compile(
    r"^\s*(?:算法|模型|协议|中|里)?\s*(?:的[^，,。；]{0,14}|存在的?[^，,。；]{0,8}|[^，,。；的]{2,14}的)"
    r"(?:问题|缺点|不足|缺陷|瓶颈|限制|弊端|短板|局限性?|冲突|开销)"
)
#: "比 A 更快"; 慢, 大 and the like are no improvement.
BETTER = re.compile(
    r"^[^，,。；的]{0,8}?(?:[，,][^，,。；的]{0,8}?)?(?:更(?![慢大差低复重多耗占费长难少])|快|好|强|准|省|轻量|轻便|高效|容易|简单|灵活|安全|方便)"
)
UNLIKE = re.compile(r"^[^，,。；的没无]{0,6}?的?(?:最大的?|主要)?(?:区别|不同|差别|差异|类似|相反|相似|相对应|对立)")
#: "是 A 的后续版本".
FOLLOWER = re.compile("^\\s*的(?:一[种个])?(?:后续|改进|增强|升级|加强|优化)(?:版本?|型|算法|模型)?")
#: Behind the kind of a thing nothing but a general noun may stand: "是一种典型的旁路攻击".
KIND_END = re.compile(
    r"^\s*(?:攻击|算法|模型|协议|方式|方法|技术|机制|框架|引擎|函数|工具|网络|结构|语言|系统|模式|思想|的(?:一种|应用|实现|例子|特例|变体|变种|一员))?"
    r"\s*(?:[（(][^）)]*[）)])?\s*(?:[，,。；;：:]|$)"
)
COMPOSED = re.compile(r"^[^，,。；]{0,14}(?:组成|构成|堆成|拼成)")


@dataclass(frozen=True, slots=True)
class Verb:
    """Words before a concept, and the edge from the subject to it that they state; ``turned``: to the subject."""

    type: RelationType
    words: str
    turned: bool = False
    reach: int = FAR
    #: what must stand behind the concept
    after: re.Pattern[str] = ANYTHING
    #: a preposition and the like, with which no clause begins that has left its subject out
    weak: bool = False


#: The first one that fits where a verb begins is taken.
VERBS = (
    Verb("part_of", "由", turned=True, reach=8, after=COMPOSED, weak=True),
    Verb("improves_on", "在", reach=2, after=re.compile(r"^\s*(?:算法|模型|协议|技术)?的?基础[上之]"), weak=True),
    Verb("improves_on", "(?:解决|克服|弥补|改善|缓解|避免|消除|减少|优化)了?", reach=2, after=FAULT),
    Verb("improves_on", "不存在|没有", reach=1, after=re.compile(r"^\s*[中里]?的[^，,。；]{0,10}(?:问题|缺点|缺陷)")),
    Verb(
        "improves_on",
        "(?:是|做为|作为|为)?对于?",
        reach=2,
        after=re.compile(
            r"^\s*(?:算法|模型|协议)?\s*(?:进行)?了?(?:的|做了)?(?:一种|一个)?(?:扩展|改进|增强|升级|推广|泛化)"
        ),
        weak=True,
    ),
    Verb(
        "improves_on",
        "(?:取代|代替|替代|改进|优于|超过|胜过|快于|好于|强于)了?(?:原有的?|原来的?|传统的?)?",
        reach=2,
        after=re.compile("^(?!的)"),
    ),
    Verb("improves_on", "(?:相[比较对]|比起|比|较)于?(?:传统的?|普通的?|原来的?)?", reach=1, after=BETTER, weak=True),
    Verb("contrasts_with", "[与和跟]", reach=2, after=UNLIKE, weak=True),
    Verb("contrasts_with", "不同于|区别于|有别于", reach=2),
    Verb("improves_on", "(?:就|也)?(?:是|看[做作]是?)", reach=2, after=FOLLOWER, weak=True),
    Verb("is_a", "(?<!可以)(?:就|也|都|仍)?是一[种个类款门套]", after=KIND_END, weak=True),
    Verb("is_a", "(?<!可以)(?<!的)(?<!可能)(?<!只)(?:就|也|都|仍)?是", reach=1, after=KIND_END, weak=True),
    Verb("requires", "(?<!不)需要|(?<!不)要求|必须(?:用|有|先)?|依赖于?|前提是|离不开|只能用|取决于"),
    Verb("causes", "(?:导致|引起|造成|引发|触发|(?<!所)产生|容易出现|会出现|带来)了?", reach=6),
    Verb("is_a", "属于", reach=6, after=re.compile("^[^中里内]?(?:$|[，,。；（(])")),
    Verb("part_of", "位于|属于|存放在|存储在|放在|内置在|运行在|工作在", reach=6),
    Verb("part_of", "(?:(?:用于|用来)(?:存储|存放|保存)|存放(?:着|了)?(?![在于到]))", turned=True, reach=8),
    Verb("part_of", "(?:内含|包含(?!在)|包括|含有|分为|分成)(?:了|有)?", turned=True, reach=8),
    Verb(
        "uses",
        "(?:(?<!不)适合|(?:可以|能|能够|用来)?(?:用于|用来|用以|应用于|适用于|应用在|用在))(?:做|实现|进行|构建|实施)?(?!防止|避免|解决|消除|减少|降低|缓解|抵抗|对抗|存储|存放|保存)",
        turned=True,
        reach=2,
    ),
    Verb(
        "uses",
        "(?:使用|采用|利用|运用|应用(?=了)|用到|借助于?|基于|依靠|通过|调用|结合|引入|支持|执行|搭配|兼用|插入|改用|换成)了?"
        "|(?<![作占引使利运采常通应调专费信效作])用(?![于来以户途法处量到场例品意力]|在)了?",
    ),
    Verb(
        "uses",
        "(?:发送|接收|写入|读取|监控|监听)(?!时|后|前|方|者|端(?!口)|率|器)|提供了?|实现了|加入了?|添加了?|根据|依据",
    ),
    Verb("uses", "(?:特点|核心|关键|原理|底层|底层实现|思想|策略|方法|结构|基础)(?:就|也)?是"),
    Verb("uses", "进行了?", reach=NEAR),
    Verb("uses", "在", reach=2, after=re.compile(r"^\s*[上中]?(?:开发|实现|运行|构建|部署)"), weak=True),
    Verb("uses", "来自|放到|经由?|加|靠|等于|相当于", reach=NEAR, weak=True),
    Verb(
        "uses",
        "由",
        reach=NEAR,
        after=re.compile(r"(?!\s*[^，,。；]{0,4}(?:提出|推出|开源|发布|研发|设计|开发|发明))"),
        weak=True,
    ),
    Verb(
        "uses",
        "以(?![及便来下上后前内外])",
        reach=NEAR,
        after=re.compile(r"^\s*的?(?:模式|方式|形式|格式|为基础|为核心)"),
        weak=True,
    ),
)
#: What is reached by the means that stand before it.
GOAL = Verb("uses", "", reach=NEAR)
#: A verb begins with a character of its words, which is looked at first: there are many places, and few that have one.
CHARACTERS = "".join(sorted(set(re.findall("[\u4e00-\u9fff]", "".join(verb.words for verb in VERBS)))))
VERB = re.compile(f"(?=[{CHARACTERS}])(?:{'|'.join(f'(?P<v{i}>{verb.words})' for i, verb in enumerate(VERBS))})")
FORMS = tuple((verb, re.compile(verb.words)) for verb in VERBS)


@cache
def verbs_from(character: str) -> tuple[tuple[Verb, re.Pattern[str]], ...]:
    """The verbs whose words may begin with a character: one whose conditions fail may hide another."""
    return tuple((verb, form) for verb, form in FORMS if character in verb.words)
