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
    r"^(?:的[^，,。；的]{1,6})?[^，,。；的]{0,8}?(?:[，,][^，,。；的]{0,8}?)?(?:更(?![慢大差低复重多耗占费长难少])|快|好|强|准|省|轻量|轻便|高效|容易|简单|灵活|安全|方便)"
)
UNLIKE = re.compile(r"^[^，,。；的没无]{0,6}?的?(?:最大的?|主要)?(?:区别|不同|差别|差异|类似|相反|相似|相对应|对立)")
#: "是 A 的后续版本".
FOLLOWER = re.compile("^\\s*的(?:一[种个])?(?:后续|改进|增强|升级|加强|优化)(?:版本?|型|算法|模型)?")
#: The general noun behind a name: "旁路攻击", "观察者模式的应用".
GENERIC_NOUN = (
    "(?:攻击|算法|模型|协议|方式|方法|技术|机制|框架|引擎|命令|函数|工具|网络|结构|语言|系统|库|文件|模式|类型|问题|思想|"
    "[中里内]?的(?:一[种个类]|[^，,。；的]{0,4}(?:应用|实现|例子|特例|变体|变种|子集|子类|一员)类?))"
)
#: Behind the kind of a thing nothing but a general noun may stand: "是一种典型的旁路攻击".
KIND_END = re.compile(rf"^\s*(?:[（(][^）)]*[）)])?\s*{GENERIC_NOUN}?\s*(?:[（(][^）)]*[）)])?\s*(?:[，,。；;：:]|$)")
#: "是 A 中的核心组件", and "是众多 A 中出色的一种".
PART_END = re.compile(
    r"^\s*(?:模型|系统|框架|机制)?[中里内]?的?[^，,。；的]{0,6}(?:组件|组成部分|一部分|部件|模块|组成单元|成分|子集|阶段|环节|第?[一二三四五六七最后]+[步层]|步骤|组成)(?:之一)?\s*(?:$|[，,。；（(])"
)
ONE_OF = re.compile(r"^[^，,。；]{0,4}[中里][^，,。；]{0,8}(?:一[种个员类门]|之一)\s*(?:$|[，,。；（(])")
COMPOSED = re.compile(r"^[^，,。；]{0,14}(?:组成|构成|堆成|拼成)")


#: What is remedied, and what something has because of another thing.
TROUBLES = re.compile(
    "(?:问题|冲突|异常|错误|泄[漏露]|死锁|活锁|攻击|拟合|碎片|溢出|丢失|风暴|穿透|雪崩|击穿|竞争|歧义|消失|爆炸|冗余|回表|抖动|阻塞|拥塞"
    "|脏读|幻读|不可重复读|瓶颈|延迟|漏洞|注入|劫持|倾斜|失效|误差|偏差|噪声|浪费|饥饿|碰撞|停顿|卡顿|超时|STW|粘包|拆包|偏移)$"
)
QUALITIES = re.compile("(?:(?<!属)性|能力|一致|安全|隔离|并行|并发度?|吞吐量|精度|效率|性能|可用|加速|容错|扩展)$")


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
    #: what the name of the first concept must hold
    of: re.Pattern[str] = ANYTHING


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
    Verb(
        "improves_on",
        "(?:解决|克服|改善|缓解|避免|防止|消除|减少|降低|减轻|抑制|抵御|应对|修复)了?",
        reach=4,
        of=TROUBLES,
    ),
    Verb("causes", "(?:保证|确保|实现|具有|具备|提高|提升|增强|改善|达到|获得|满足|加强)了?", reach=6, of=QUALITIES),
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
    Verb("is_a", "(?<!可以)(?<!的)(?<!可能)(?<!只)(?<!还)(?:就|也|都|仍)?是", reach=1, after=KIND_END, weak=True),
    Verb("requires", "(?<!不)需要|(?<!不)要求|必须(?:用|有|先)?|依赖于?|前提是|离不开|只能用|取决于"),
    Verb("causes", "(?:导致|引起|造成|引发|触发|诱发|抛出|(?<!所)产生|容易出现|会出现|带来)了?(?:一个)?", reach=6),
    Verb(
        "causes",
        "(?:可能|容易|会|能|可以)+(?:发生|出现)",
        reach=2,
        after=re.compile("^\\s*(?:的?(?:问题|现象|情况|错误|异常|风险))?(?:[，,。；（(]|$)"),
    ),
    Verb("alias_of", "等价于|等同于|等效于", reach=2, after=re.compile(r"\s*(?:$|[，,。；（(])")),
    Verb("causes", "(?:可能|容易|会)*(?:存在|有)", reach=2, of=TROUBLES),
    Verb(
        "causes",
        "是?由于?",
        turned=True,
        reach=4,
        after=re.compile("^[^，,。；的]{0,4}(?:引起|导致|造成|产生|触发|带来)"),
        weak=True,
    ),
    Verb("part_of", "(?<=[中里内])(?:还|都|会|也|通常|一般)*(?:有|存在|存有|设有)(?:了|着)?", turned=True, reach=4),
    Verb("uses", "(?:可以?|能够?|便于|用来|用于)实现", turned=True, reach=1),
    Verb(
        "uses",
        "从",
        reach=1,
        after=re.compile(r"^\s*[中里上内]?(?:读|拉|获取|取|选|查|接收|加载|得到|移除|下载)"),
        weak=True,
    ),
    Verb("is_a", "属于", reach=6, after=re.compile("^[^中里内]?(?:$|[，,。；（(])")),
    Verb("part_of", "位于|属于|存放在|存储在|放在|内置在|运行在|工作在", reach=6),
    Verb(
        "part_of",
        "(?:(?:用于|用来)(?:存储|存放|保存)|(?<!被)(?:存放|存储)(?:着|了)?(?![在于到的空资引系结过器介]))",
        turned=True,
        reach=FAR,
    ),
    Verb("is_a", "分为|分成|划分为", turned=True, reach=8, after=re.compile("[^，。；]{0,24}[种类]")),
    Verb("part_of", "(?:内含|包含(?!在)|包括|含有|分为|分成)(?:了|有)?", turned=True, reach=8),
    Verb(
        "uses",
        "(?:(?<!不)适合|(?:可以|能|能够|用来)?(?:用于|用来|用以|应用于|适用于|应用在|用在))(?:做|实现|进行|构建|实施)?(?!防止|避免|解决|消除|减少|降低|缓解|抵抗|对抗|存储|存放|保存)",
        turned=True,
        reach=2,
    ),
    Verb(
        "uses",
        "(?:使用(?!方[式法]|说明|者|率|量|场景|情况|过程|体验|权|次数)|采用|利用(?!率)|运用|应用(?=了)|用到|借助于?|基于|依靠|通过(?!率)|调用(?![者方栈])|结合|引入"
        "|支持|执行(?![者权]|在|计划|流程|效率|顺序)|搭配|兼用|插入|改用|换成)了?"
        "|(?<![作占引使利运采常通应调专费信效作])用(?!多少|[于来以户途法处量到场例品意力]|在)了?",
    ),
    Verb(
        "uses",
        "(?:发送|接收|写入|读取|监控|监听)(?!时|后|前|方|者|端(?!口)|率|器)|提供了?|实现了|加入了?|添加了?|根据|依据",
    ),
    Verb("uses", "(?:特点|核心|关键|原理|底层|底层实现|思想|策略|方法|结构|基础)(?:就|也)?是"),
    Verb(
        "uses",
        "(?<![被可对把从])(?:访问|遍历|学习|求解|求(?=[出得])|计算|维护|管理|共享|拼接|扫描|依仗|选用|沿用|遵循|配合|触发|生成|创建|分配|修改|更新|删除|查询|解析|加载|编译|划分|监视|指定|携带|指向|记录|标记|拷贝|复制|传送|传输|处理|控制|建立|启动|回放|回收|比较|选择|按照|参照|连接|操作|获取|定位|寻找|查找|输出|提交|回滚)(?!时|后|前|方|者|机|器|量|率|的|图|员|期|层|[和与、及]|影响|权限|过程|单元|节点|系统)(?:着|了|出|一[个组份张条])*",
        reach=2,
    ),
    Verb("uses", "进行了?", reach=NEAR),
    Verb("uses", "在", reach=2, after=re.compile(r"^[\s\d.]*[上中]?(?:开发|实现|运行|构建|部署)"), weak=True),
    Verb(
        "uses",
        "来自|放到|(?<!已|曾)经由?(?!常|验|过)|(?<![增参附添追叠更])加上?(?![载速强入锁密权法减深重大快工上-])|(?<![可依])靠|等于|相当于",
        reach=NEAR,
        weak=True,
    ),
    Verb(
        "uses",
        "(?<![理自路经])由(?![于此来])",
        reach=NEAR,
        after=re.compile(r"(?!\s*[^，,。；]{0,4}(?:提出|推出|开源|发布|研发|设计|开发|发明))"),
        weak=True,
    ),
    Verb(
        "uses",
        "以(?![及便来下上后前内外])",
        reach=NEAR,
        after=re.compile(r"^\s*的?(?:模式|方式|形式|格式|为基础|为核心|作为)"),
        weak=True,
    ),
)
#: Any other verb: what it acts on is what its subject works with.
DEED = Verb("uses", "", reach=NEAR, weak=True)
#: Verbs that say nothing of that: what something is, has, lacks, is like, prevents, or what is said, thought and allowed.
NO_DEEDS = frozenset(
    "是 有 为 在 属于 位于 处于 等于 大于 小于 高于 低于 多于 少于 不等 叫 叫做 称为 称作 称 表示 代表 意味着 意味 指 指的是 说明 体现 分为 分成 包含 包括 没有 无 不 影响 "
    "取决 取决于 决定 避免 防止 解决 减少 降低 缓解 消除 阻止 禁止 限制 优于 超过 胜过 提升 提高 改善 增加 增强 优化 加速 保证 确保 实现 达到 完成 变成 成为 变为 转换 转化 "
    "类似 类似于 相似 相同 相等 不同 对应 对应于 对比 相比 比较 区别 认为 知道 看到 看 看看 看出 理解 介绍 讨论 说 讲 谈 推荐 建议 希望 想 觉得 发现 注意 了解 参考 可见 出现 发生 "
    "存在 占 占用 丢失 失去 忽略 去掉 去除 移除 抛弃 放弃 跳过 不用 取消 缺少 缺乏 丢弃 替换 替代 取代 代替 来自 源自 源于 适用 适合 要 会 能 可以 可能 能够 应该 应当 必须 需要 想要 允许 "
    "进行 开始 结束 继续 停止 尝试 引起 导致 造成 引发 带来 产生 依赖 要求 介于 独立 脱离 离开 绕过 违反 破坏 损失 当作 当做 看作 视为 作为 算作 等价 等价于 等同 等同于 等效 等效于 相当 起到 起 受 受到 让 使 使得 令 "
    "除 除去 除外 包含在 关于 有关 无关 相关 涉及 容易 打算 准备 试图 具有 具备 满足 符合 位居 区分 区别于 有别于 不如 不像 像 如 例如 比如 譬如 命名 定义 声明 理解为 总结 回顾 问 答 回答 练习 思考 "
    "属 乃 系 含 含有 拥有 持有 带有 组成 构成 隶属 归属 提出 发布 开源 研发 推出 发明 "
    "告诉 告知 通知 提示 标示 标明 表明 指明 指示 起源 起源于 容忍 期望 预期 进入 到达 返回 退出 安装 下载 打开 点击 用来 用于 用以 逊于 简称 全称 又称 俗称 缩写 缩写成 不如 并不 不是 下面 上面 前面 出来 接近 看成 改变 假设 意图 减小 增大 抬高 压低 得到 遇到 挡住 关掉 相邻 原始 初始 起始 匿名 相应 输入 接口 位置 不能 不会 直到 还有 每隔 出错 失败 有点像 "
    "剩余 有利于 紧随 等到 强制 建议 溢出 缩短 缩小 扩大 延长 写成 跨越 描述 执行".split()
)
#: Behind its verb an object may have these before it.
MODIFIERS = re.compile(
    "\\s*(?:[了着过到出给]|一[个条种组些次]|[多每某这那该各]个?|所有|全部|其它?|自己|相应|对应|新|整个|不同|的|“|「|\\s)*"
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
