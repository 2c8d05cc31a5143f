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
#: "是 A 中的核心组件", and "是众多 A 中出色的一种".
PART_END = re.compile(
    r"^\s*(?:模型|系统|框架|机制)?[中里内]?的?[^，,。；的]{0,6}(?:组件|组成部分|一部分|部件|模块|组成单元|成分|子集)(?:之一)?\s*(?:$|[，,。；（(])"
)
ONE_OF = re.compile(r"^[^，,。；]{0,4}[中里][^，,。；]{0,8}(?:一[种个员类门]|之一)\s*(?:$|[，,。；（(])")
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
    Verb(
        "part_of",
        "(?:拥有|持有|带有|自带|内含|内置|设有)了?|(?<![仅只没含])有(?:着|自己的|一[个条组份张块]|[两三四五六七八九几多\\d]+[个条组份张块])",
        turned=True,
        reach=4,
    ),
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
    Verb(
        "is_a",
        "(?:就|也)?是",
        reach=1,
        after=re.compile(
            "^[中里]?的[^，,。；的]{0,4}(?:实现|实例|子类|特例|一种|一个实现)(?:类)?\\s*(?:$|[，,。；（(])"
        ),
        weak=True,
    ),
    Verb("is_a", "继承自?了?|派生自|扩展自|实现了?(?=[^，,。；]{2,24}接口)|实现自", reach=1),
    Verb("is_a", "(?:就|也)?是", reach=4, after=ONE_OF, weak=True),
    Verb("part_of", "(?:就|也|都)?是", reach=2, after=PART_END, weak=True),
    Verb("improves_on", "(?:(?<=效率|性能|速度|精度)|(?<=吞吐量))(?:高|快|好|强|优)于", reach=2),
    Verb("uses", "是(?:采用|使用|利用|基于|通过|用|依靠)(?:的|了)?", reach=8),
    Verb("is_a", "(?<!可以)(?:就|也|都|仍)?是一[种个类款门套]", after=KIND_END, weak=True),
    Verb("is_a", "(?<!可以)(?<!的)(?<!可能)(?<!只)(?:就|也|都|仍)?是", reach=1, after=KIND_END, weak=True),
    Verb("requires", "(?<!不)需要|(?<!不)要求|必须(?:用|有|先)?|依赖于?|前提是|离不开|只能用|取决于"),
    Verb("causes", "(?:导致|引起|造成|引发|触发|诱发|抛出|(?<!所)产生|容易出现|会出现|带来)了?(?:一个)?", reach=6),
    Verb(
        "causes",
        "(?:可能|容易|能|会|可以)+(?:发生|出现|有)",
        reach=2,
        after=re.compile("^\\s*(?:的?(?:问题|现象|情况|错误|异常|风险))?(?:[，,。；（(]|$)"),
    ),
    Verb("is_a", "属于", reach=6, after=re.compile("^[^中里内]?(?:$|[，,。；（(])")),
    Verb("part_of", "位于|属于|存放在|存储在|放在|内置在|运行在|工作在", reach=6),
    Verb(
        "part_of",
        "(?:(?:用于|用来)(?:存储|存放|保存)|(?<!被)(?:存放|存储)(?:着|了)?(?![在于到的空资引系结过器介]))",
        turned=True,
        reach=FAR,
    ),
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
    Verb(
        "uses",
        "(?<![被可])(?:访问|遍历|学习|求解|求(?=[出得])|计算|维护|管理|共享|拼接|扫描|依仗|选用|沿用|遵循|配合|触发|生成|创建|分配|修改|更新|删除|查询|解析|加载|编译|划分|监视|指定|携带|指向|记录|标记|拷贝|复制|传送|传输|处理|控制|建立|启动|回放|回收|比较|选择|按照|参照|连接|操作|获取|定位|寻找|查找|输出|提交|回滚)(?!时|后|前|方|者|机|器|量|率|的|图|员|期|层|权限|过程|单元|节点|系统)(?:着|了|出|一[个组份张条])*",
        reach=2,
    ),
    Verb("uses", "进行了?", reach=NEAR),
    Verb("uses", "在", reach=2, after=re.compile(r"^[\s\d.]*[上中]?(?:开发|实现|运行|构建|部署)"), weak=True),
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
