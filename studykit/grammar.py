"""Just enough Chinese grammar to ask questions: where a clause's subject ends and what its predicate does.

Everything works on masked text (see :mod:`studykit.prose`) and looks at words, not at meaning: a clause is
``adverbial + subject + adverbs + verb + rest``. Where the words do not tell, nothing is returned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from studykit import asides, fields, segment
from studykit.prose import CLOSING, MASK, OPENING


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: A clause is looked at several times in a row: so many of the last answers are kept.
SEEN = 2**14

COPULAS = _words(
    "是 就是 只是 仅是 只不过是 即是 则是 便是 都是 也是 仍是 仍然是 正是 其实是 实际上是 指 是指 就是指 即是指 指的是 指的就是 意为 即为 为 则为 均为 都为"
)
#: Verbs that compare with what follows.
COMPARES = _words("小于 大于 优于 高于 低于 多于 少于 快于 慢于 早于 晚于 小于等于 大于等于 小于或等于 大于或等于")
#: Verbs that take an object: "X 支持什么？" is a question.
OBJECT_VERBS = COMPARES | _words(
    "倾向于 偏向于 优先于 先于 区别于 有别于 得益于 受限于 独立于 隶属于 规定 约定 都有 均有 也有 各有 会有 叫 表示 代表 意味着 对应 对应于 等于 等效于 等价于 等同于 取决于 决定 影响 包含 包括 分为 分成 拥有 具有 具备 有 含有 支持 提供 返回 使用 "
    "采用 选用 要求 依赖 依赖于 属于 位于 处于 来自 源于 源自 导致 引起 造成 产生 触发 引发 记录 存储 保存 保留 存放 管理 控制 描述 说明 反映 "
    "工作 运行 部署 衡量 度量 实现 完成 启动 创建 生成 输出 读取 写入 修改 改变 更新 删除 增加 减少 降低 提高 提升 加快 "
    "减小 增大 缩小 避免 防止 消除 解决 缓解 保证 确保 允许 禁止 限制 占 占用 消耗 花费 分配 释放 共享 继承 覆盖 替换 传递 "
    "发送 接收 连接 监听 引用 指向 绑定 遵循 符合 服从 满足 适合 适用于 应用于 作用于 称为 叫做 叫 称作 称之为 又称 也称为 也叫 又叫 "
    "类似 类似于 相当于 强调 关注 针对 处理 定义 声明 指定 设置 标识 区分 识别 检测 捕获 抛出 忽略 隐藏 屏蔽 缓存 加载 执行 调用 "
    "列出 显示 打印 表达 体现 涉及 涵盖 组成 构成 需要 简化 加速 优化 引入 移除 追踪 跟踪 监控 统计 计算 估计 预测 存在 出现 得到 获得 收到 只有 呈 呈现 扮演 充当 起到 达到 超过 变成 变为 成为 转换成 转换为 转化为 编译成 编译为 注册 发起 "
    "关联 指派 分发 合并 划分 拆分 切分 组织 建议 提示 通知 告诉 帮助 破坏 损失 牺牲 忽视 放弃 依靠 凭借 等待 阻塞 唤醒 竞争 持有 争用 轮询 标记 覆写 重写 填充 截断 归一化 量化 剪枝 压缩 加密 解密 编码 解码 序列化 回收 清理 收集 迁移 同步 复制 拷贝 备份 恢复 提交 回滚 合成 展示 给出 带来 发挥 占据 具体化 抽象 封装 暴露 引导 触及 建立 关闭 打开 维护 维持 保持 遍历 查找 搜索 排序 索引 过滤 选择 挑选 筛选"
)
PURPOSE_VERBS = _words(
    "用来 用于 用以 旨在 负责 专门用来 专门用于 主要用于 主要用来 多用于 常用于 常用来 通常用于 可用于 可用来 可以用来 可以用于 目的是"
)
CAN = _words("可以 可 能 能够 可能 有可能 可能会 都可以 均可 便可 即可 也可以 既可以")
WILL = _words("会 将 将会 就会 则会 便会 才会 都会 也会 可能会 总会 才能 就能 一定会")
MUST = _words("要 必须 须 需 应 应该 应当 最好 一定要 必然 只能 只好 不得不")
CANNOT = _words(
    "不能 不可 无法 不可以 不支持 不允许 不得 不应 不应该 不会 不必 无需 不需要 不用 没有 没 不 未 不再 从不 并不 并不是 并没有 不是 无 "
    "无权 不一定 绝不能 决不能 不宜 未必 没法 绝不 决不 不足以 毋需"
)
PREPOSITIONS = _words(
    "由 由于 因 因为 被 把 在 对 向 从 给 与 跟 将 以 按 按照 通过 根据 随 随着 经过 为了 沿 朝 于 让 使 使得 令 基于 借助 利用 用 靠"
)
ADVERBS = _words(
    "重新 从来 也 都 均 只 仅 仅仅 并 就 便 则 才 又 还 已 已经 直接 自动 通常 一般 往往 常常 常 经常 默认 主要 总是 始终 一直 同时 同样 完全 "
    "单独 分别 既 要么 大致 大体 最 更 很 比较 非常 十分 几乎 大约 约 至少 至多 最多 最少 首先 真正 只要 不仅 不但 甚至 隐式 显式 立即 立刻 依次 逐个 共同 "
    "现在 目前 当前 如今 此前 后来 相互 互相 专门 大多 多数 大都 其实 本质上 实际上 本身 仍 仍然 依然 再 先 后 一起 有效地 显著 大幅 进一步 一般来说 通常来说 尽量 尽可能 共 总共 一共 "
    "还是 永远 最先 最早 最初 当然 不光 的确 特别 尤其 由此 转而 绝对 严格 恰巧 至今 逐渐 逐步 不断 大概 暂时 永久 "
    "较 较为 更加 更为 极 极其 极为 极度 颇 颇为 尤为 愈 愈加 过于 明显 大大 务必 绝 随时 反复 优先 "
    "每次都 各自 一律 即将 曾 曾经"
)
CONNECTIVES = (
    "因此 所以 因而 于是 但是 但 然而 不过 可是 此外 另外 而且 并且 同时 首先 其次 再次 最后 然后 接着 接下来 例如 比如 譬如 其中 事实上 实际上 "
    "具体来说 具体地说 具体而言 简单来说 简单地说 简单说 换句话说 也就是说 换言之 总的来说 总之 总体来说 一般来说 一般而言 通常来说 通常情况下 "
    "值得注意的是 需要注意的是 注意的是 请注意 注意 显然 当然 由此可见 可见 而 且 即 也就是 另一方面 一方面 同理 同样 反之 相反 与此同时 "
    "除此之外 除此以外 可以说 可以看出 我们知道 众所周知 顾名思义 本质上 从本质上讲 严格来说 严格地说 此时 这时 这样 这样一来 那么 则 "
    "准确说 准确地说 准确来说 说实话 老实说 具体说来 严格说来 简而言之 总而言之 简言之 综上所述 综上 归根结底 不难看出 不难发现 可以发现 需要指出的是 要注意的是 特别地 特别是 尤其是 通俗地说 通俗的说 简单的说 准确的说 严格的说 具体的说 通俗来讲 通俗来说 补充一点 记住 所谓"
).split()
CONNECTIVE = re.compile(
    rf"^(?:{'|'.join(sorted(CONNECTIVES, key=len, reverse=True))})(?=[，,：:\s])[，,：:\s]*|^[\u4e00-\u9fff]{{2}}地[，,]\s*"
)
SOFT_CONNECTIVE = re.compile(
    r"^(?:因此|所以|因而|于是|事实上|实际上|原因在于|但是|但|然而|不过|此外|另外|而且|并且|同时|首先|其次|最后(?![一两二三几的]|[个层步级位行列])|然后|接下来|即(?![使便将时刻])|而|其中|例如|比如|具体来说|当然|则|那么|且|故(?![障事乡意]))\s*(?=\S)"
)

#: "所谓的 X 就是 …" defines X.
SO_CALLED = re.compile(r"^所谓的?\s*(?=[^，,：:\s])")
#: "我们用 X" is "用 X": the reader and the author are no subject.
WE = re.compile(r"我们(?!的|来|看|假设)")
#: "如下图所示" at the end points at something that a card does not show.
POINTER = re.compile(
    r"[，,]?\s*(?:具体|详细)?(?:如|见|参见)(?:下|上|右|左)?(?:图|表|面|列)?(?:所示|\s*\d+)?[：:。]?\s*$|[，,]\s*见\s*[\w-]+$"
)
#: "即使是 X 也会 …" says it of X.
EVEN = re.compile("^(?:即使|即便|就算|哪怕)是(?P<name>[^，也]{1,24})也(?=.{2})")
FILLER = re.compile(
    r"^(?:可能)?(?:你|您|我们|大家|读者)(?:可能|应该|一定|也许|会)?(?:已经)?(?:可以)?(?:注意到|发现|知道|看到|了解到)了?[，,：:]?\s*"
)
#: A clause that only sets the scene for the ones after it.
CONDITION = re.compile(
    r"^(?:如果|若|设(?![置计备定想])|令(?![牌人])|给定|已知|假如|倘若|要是|当|一旦|只要|只有|除非|除了|除|对于|关于|针对|在|随着|为了|根据|按照|经过|通过|与|和|相对|相比|就|从|到|由于|因为|无论|不管|不论|"
    r"即使|即便|尽管|虽然|每当|遇到|使用|采用|利用|借助|基于|默认情况|正常情况|一般情况|通常情况|这种情况|此种情况|早期|最初|起初|后来|现在|目前|"
    r"否则|反之|有时|有时候|\d{4}\s*年)"
)
PRONOUN = re.compile(
    r"^(?:只是|不过|至于|其余|自身|自己|彼此|双方|这|那|该|此|它|其|他|她|我|你|咱|大家|有人|人们|本文|本节|本章|本书|笔者|作者|上述|上面|下面|以上|以下|前者|后者|两者|二者|三者|之|某|任何人|谁|"
    r"什么|哪|怎|为什么|如何|另一|另外|其他|其它|[第前后][一二两三四五六七八九十几\d]+(?:种|个|点|类|条|步|项|者)?$|一种|一个$|一般$|一些|有些|有的|很多|许多|大多数|大部分|[上下左右][左右]?图|如图|图中|例子|见)"
)
#: What is said to the reader, in any of its clauses.
ASIDE = asides.ASIDE
#: "能不能 …" asks, wherever it stands.
OPEN_QUESTION = re.compile("能不能|是不是|会不会|要不要|有没有|能否|可否|是否")
QUESTION = re.compile(r"[?？]|(?:什么|为何|如何|怎么|怎样|哪些|哪个|吗|呢)$")
ALWAYS_CONDITION = re.compile(
    r"^(?:如果|若|设(?![置计备定想])|令(?![牌人])|给定|已知|当(?![前然时])|假如|一旦|只要|只有|对于|由于|因为|为了|随着|虽然|尽管|即使|即便|无论|不管|不论|倘若|除非|否则|关于|每当|遇到|除了)"
)
CONDITION_END = re.compile(
    r"(?:[^同小及暂临实超]时|除了[^，]*外|的时候|之后|以后|[^最先然前]后|之前|以前|[^目之以当]前|的话|情况下|过程中|期间|的前提下"
    r"|(?:模式|场景|机制|条件|环境|状态|系统|架构|配置|平台|负载|连接|协议|级别|框架|语义|并发|设置|方式|策略|隔离性)下|[A-Za-z\d年月版本]\s*起|每(?:加|增加|减少?|过|隔|多|少)[^，]{1,8})$"
)
#: What is granted before the statement itself is no part of it: "虽然 A 很快，但是 …".
GRANTED = re.compile(r"^(?:虽然|尽管|即使|即便|固然)(?P<what>.+)$")
#: "颜色如果不写，默认是黑色".
IN_THE_MIDDLE = re.compile(r"^[^，]{1,12}(?:如果|倘若|一旦|若是)")
#: "协商成功，服务器返回 304".
OUTCOME = re.compile(r"(?:成功|失败|命中|未命中|为空|不存在|相等|越界|溢出|超时)$")
FOLDED = re.compile(
    r"^(?P<condition>(?:如果|若|若是|当|一旦|只要|假如)[^，,则就便]{1,30}?)\s*(?:则|(?<!之前)(?<!以前)就(?![是绪近地业])|便(?!是))\s*(?P<then>\S.*)$"
)
#: "当发生系统调用时 CPU 切换到内核态".
WHEN_DONE = re.compile(
    r"^(?P<condition>(?:每?当(?![前然时])|如果|若(?!干)|一旦)(?:(?!在)[^，,]){3,30}?(?:(?<![同小及暂临实超耗])时|的时候|之后|以后))\s*"
    r"(?P<then>(?![间刻钟候序延机区的就则才称前后，,（(])\S.{3,}(?<![时后候]))$"
)
#: "退出之前要再同步一次": when, and what must be done then.
BEFORE_MODAL = re.compile(
    r"^(?!如果|若(?!干)|假如)(?P<condition>(?:(?!只有|只在|可以|会在)[^，,是]){2,24}?"
    r"(?:[^同小及暂临实]时|的时候|之前|之后|以后|[^目之以当]前|[^最先然前]后))\s*(?P<then>(?:必须|应该|应当|需要|要|会|可以|不(?![同少断仅但管论过久])"
    r"|无法|仍|立即|立刻|自动|直接(?!内存|缓存)|进入|对(?![象应称比])|每次|才[会能](?=.{3}))(?!求|么|点|素).{2,}(?<![时后]))$"
)
#: "对于 X 来说" names what the next clause is about.
ABOUT = re.compile(r"^(?:对于?|就)(?P<name>.{2,24}?)(?:来说|而言|来讲|来看)$")
#: "调用 wait() 后父进程阻塞", "有 A 字段的话 B 会被忽略": what is done or so, and what comes of it, with no comma between.
DONE_FIRST = re.compile(
    rf"^(?P<condition>[^，,；：是]{{0,16}}?(?:[A-Za-z]{{2}}|{MASK})[^，,；：是]{{0,8}}?(?:之后|以后|的话|(?<![最先然前])后(?![台端面续者门备向序缀置])))\s*(?P<then>(?![的，,])[^，,；：]{{4,}})$"
)
#: Since when or how often, said before the subject: "以前 AOF 发生过 bug".
LEADING_TIME = re.compile(r"^(?:以前|过去|早期|最初|最早|目前|现在|如今|通常|往往|有时)(?=[^的，\s]\S|\s)")
PARTICLES = frozenset("着 了 过 于 到 成 入 出 至 给".split())
LEADING_ADVERBIAL = re.compile(
    rf"^((?:在|当|对于|对|从|随着|根据|按照|通过|经过)[^，,是为]{{1,24}}?(?:中|里|上|下|时|后|前|内|外|之间|来说|而言|角度|情况下|期间|过程中|阶段|方面|的时候|之前|之后))(?=[^的]|{MASK})"
)


#: Verbs that are nouns as often: a predicate only where the next word cannot be part of a compound.
AMBIGUOUS = _words(
    "标志 处理 定义 声明 输出 执行 调用 优化 排序 索引 量化 剪枝 压缩 加密 解密 编码 解码 序列化 同步 复制 拷贝 备份 回收 迁移 合成 抽象 封装 "
    "引用 计算 估计 预测 统计 监控 追踪 跟踪 映射 过滤 查找 搜索 选择 竞争 等待 阻塞 组织 提示 通知 标记 填充 截断 归一化 缓存 加载 加速 检测 "
    "识别 限制 控制 管理 描述 说明 影响 连接 监听 分配 共享 继承 覆盖 替换 传递 读取 写入 修改 更新 删除 设置 组成 构成 合并 划分 拆分 切分 "
    "遍历 恢复 提交 回滚 维护 存储 记录 引入 转换 访问 绑定 注册 关联 消耗 损失 递归 发布 训练 推理 微调 蒸馏 展开 并行 通信 反馈 测试 运行"
)
COMPOUND_BREAK = re.compile(
    r"^(?:[了着过到于出成为一两每各所整某该这那其它多几全任有不非可更最新旧已由从在用被]|\d|[\ue000-\uf8ff]|[A-Za-z“\"「『《【])"
)
#: A verb with one of these behind it names a time or a way and is no predicate: "运行时", "部署方式".
NOMINAL = _words(
    "时 后 前 之后 之前 以后 以前 期间 过程 过程中 方式 方法 方案 机制 策略 方 端 者 率 流程 顺序 时间 时刻 方面 目录 选项 对象 结果 相关 有关"
)
#: "应用的创建和部署": a verb that is joined to another word is a noun there.
JOINS_NOUNS = _words("和 及 以及 、")
#: … but not in "需要和请求头一起使用".
WITH_OTHERS = _words("需要 表示 要求 支持 提供 具有")
#: "所有 … 的报文": what begins so is a name up to its last 的.
DETERMINERS = _words("所有 每个 任何 任意 一个 某个 全部 各个 各 一切 凡是 每一个 大部分 多数")
PREDICATES = OBJECT_VERBS | COPULAS | PURPOSE_VERBS
#: Verbs that are never nouns, and all that may be verbs.
ONLY_VERBS, ANY_VERBS = OBJECT_VERBS - AMBIGUOUS, OBJECT_VERBS | AMBIGUOUS
MODALS = CAN | WILL | MUST | CANNOT
#: "可以把 …" is a predicate, whatever stands in it.
HANDLING = _words("把 将 用 对 让 被 通过 使用")
#: "编译器按变量的类型决定对齐": how something is done, and no modifier but before a copula.
BY_MEANS = _words("按 按照 根据 依据 用 靠 通过 以")
#: What is done for somebody: before one of these 为 is "for", and no copula.
DONE_FOR = _words(
    "提供 分配 创建 建立 生成 指定 设置 定义 准备 预留 保留 添加 增加 带来 设计 打下 服务 保存 维护 注册 启动"
)
#: Verbs of one character, of which only "写在", "放到" and the like can be told apart.
SHORT_VERBS = frozenset("写放存设建挂装加传拷")
#: Verbs whose object may be a statement.
TAKES_CLAUSE = _words(
    "保证 确保 说明 表示 规定 约定 意味着 要求 允许 告诉 建议 提示 提供 显示 相当于 描述 反映 防止 避免 "
    "导致 造成 引起 强调 通知 等待 体现 禁止 需要 检测 估计 预测 指 等于"
)
#: Words at which a predicate can begin.
STRONG = COPULAS | PURPOSE_VERBS | CAN | WILL | MUST | CANNOT | ADVERBS | _words("易于 难以 便于 不易 容易 不容易 难于")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause taken apart. ``"".join`` of the five parts, in this order, is the clause."""

    adverbial: str
    subject: str
    adverbs: str
    verb: str
    rest: str

    @property
    def predicate(self) -> str:
        return self.adverbs + self.verb + self.rest


@lru_cache(SEEN)
def strip_connective(text: str) -> str:
    """Without the words that only tie a clause to the one before, or speak to the reader."""
    text = EVEN.sub(r"\g<name>也", WE.sub("", FILLER.sub("", text)))
    if text in CONNECTIVES:
        return ""
    previous = None
    while previous != text:
        previous = text
        text = CONNECTIVE.sub("", text, count=1).strip()
    if soft := SOFT_CONNECTIVE.match(text):
        text = text[soft.end() :]
    return SO_CALLED.sub("", text, count=1)


def length_in_words(text: str) -> int:
    """How many words a clause has."""
    return len([word for word in segment.cut(text) if word.strip()])


def unfold(clause: str) -> list[str]:
    """A condition and its consequence that no comma parts: "若是 `l` 则表示链接" is two clauses."""
    match = FOLDED.match(clause) or BEFORE_MODAL.match(clause) or WHEN_DONE.match(clause) or _done_first(clause)
    return [match["condition"], match["then"]] if match else [clause]


def _done_first(clause: str) -> re.Match[str] | None:
    """What is done and what comes of it, where each has its own verb: "关闭连接后服务器释放内存"."""
    match = DONE_FIRST.match(clause)
    if match is None or segment.tag(segment.cut(match["condition"])[0])[:1] != "v":
        return None
    then = take_apart(match["then"])
    acts = segment.tag(segment.cut(match["then"])[0])[:1] in ("n", "e")
    return match if (then.subject or then.verb not in COPULAS if then is not None else acts) else None


def is_condition(clause: str) -> bool:
    """Whether a clause only sets the scene ("如果 …", "在 … 中") and holds no statement of its own."""
    if IN_THE_MIDDLE.match(clause) or (length_in_words(clause) <= 4 and OUTCOME.search(clause)):
        return True
    if CONDITION_END.search(clause) and not re.search("是|：", clause):
        return True
    if not CONDITION.match(clause):
        return False
    return bool(ALWAYS_CONDITION.match(clause)) or take_apart(clause) is None


#: "表示为", "工作在": right behind a verb these belong to it.
COMPLEMENTS = frozenset("为 在 到 成 入 出 给 于".split())
#: What jieba cuts and grammar takes as one word, and the last words of these.
ONE_WORD = _words(
    "会话 有可能 倾向于 偏向于 是指 指的是 指的就是 就是指 即是指 一定会 一定要 常用于 多用于 可用于 通常用于 主要用于 常用来 介于 等效于 意为 最多 最少 最大 最小 最先 最后 最早 最晚 最初 最终 每次都 优先于 先于 区别于 有别于 得益于 受限于 独立于 隶属于 小于等于 大于等于 小于或等于 大于或等于"
)
ENDS_OF_WORD = _words("话 会 要 可能 是 就是 指 于 来 用于 用来 为 多 少 等于 大 小 先 后 早 晚 初 终 都")
#: Words that a clause may have, and how far a modifier may reach.
MOST_WORDS, FAR = 80, 24


@lru_cache(SEEN)
def take_apart(clause: str) -> Clause | None:
    """Find the subject and predicate of a clause; ``None`` where there is no telling.

    The subject is empty where the clause begins with its predicate ("也没有 …").
    """
    adverbial, body = _adverbial(clause)
    words = _regrouped(fields.whole(segment.cut(body)))
    start = _predicate(words) if len(words) <= MOST_WORDS else None
    if start is None:
        return None
    start = _behind_deed(words, start)
    end = _verb(words, start)
    if end is None:
        return None
    verb, after = words[end], end + 1
    if after + 1 < len(words) and words[after] in ("为", "在", "作") and _takes(verb, words[after]):
        # "标记为 void", "存储在主存中": what is asked for stands behind 为 and 在.
        verb += words[after]
        after += 1
    # The particles belong to the verb, and so does 于: "管理着", "对应于".
    while after < len(words) and words[after] in PARTICLES:
        verb += words[after]
        after += 1
    subject = "".join(words[:start]).strip(" ，,")
    return Clause(adverbial, subject, "".join(words[start:end]), verb, "".join(words[after:]).strip())


def _behind_deed(words: list[str], start: int) -> int:
    """Where the predicate begins behind what is done: "创建新进程需要 …", "关闭自动提交可能 …"."""
    first = 0
    while first < len(words) and words[first] in ADVERBS:
        first += 1
    if start > first or not _is_deed(words[first:]):
        return start
    for i in range(first + 2, min(first + FAR, len(words) - 1)):
        if words[i] in COPULAS or words[i] in "，,；：:则就便" or words[i] in OPENING:
            break
        if words[i] in COMES_OF_IT and words[i - 1] not in BETWEEN and not _modifies(words, i):
            return i
    return start


def _is_deed(words: list[str]) -> bool:
    first = words[0] if words else ""
    acts = len(first) > 1 and segment.tag(first) in ("v", "vn") and first not in NO_DEED
    return acts or first in ("把", "将")


def is_deed(text: str) -> bool:
    """Whether a text says what is done, and not who does it: "创建新进程", "把热点数据放在缓存中"."""
    words = [word for word in _regrouped(segment.cut(text)) if word.strip()]
    while words and words[0] in ADVERBS:
        words = words[1:]
    acts_on_something = len(words) > 2 or (len(words) == 2 and len(words[1]) > 1)
    return acts_on_something and _is_deed(words) and words[-1] not in BETWEEN


def comes_of_it(predicate: str) -> bool:
    """Whether a predicate says what comes of something that is done: "会 …", "需要 …"."""
    return next(iter(_regrouped(segment.cut(predicate))), "") in COMES_OF_IT


#: Verbs that nobody does, or behind which a statement stands.
NO_DEED = (
    MODALS
    | COPULAS
    | TAKES_CLAUSE
    | _words(
        "有 叫 叫做 称为 属于 位于 处于 具有 具备 拥有 包含 包括 分为 分成 存在 适合 适用于 取决于 依赖于 来自 类似 类似于 对应 成为 变成 变为 认为 得到 出现 还有 假设 希望 试着 表现 使得"
    )
)
#: What begins the predicate of what is done, and what none stands behind.
COMES_OF_IT = (
    WILL
    | CAN
    | MUST
    | CANNOT
    | _words("需要 导致 造成 引起 带来 有助于 有利于 便于 容易 难以 往往 通常 只会 总会 意味着")
) - _words("没 未 无 不 要 将 不是 并不是 没有")
BETWEEN = _words(
    "的 和 与 或 及 以及 、 地 来 才 又 再 并 后 时 所 是 都 也 就 而 则 便 基本 之后 以后 之前 以前 时候 或者"
)


def _takes(verb: str, complement: str) -> bool:
    """Whether 为, 在 or 作 behind a verb belongs to it: "停留在", and not "允许为空"."""
    if complement == "在" and len(verb) > 1 and verb not in MODALS and segment.tag(verb) == "v":
        return True
    return verb in ANY_VERBS | SHORT_VERBS and not (complement == "为" and verb in LETS)


#: "允许为空": 为 begins what is allowed.
LETS = _words("允许 要求 禁止 限制 保证 确保 需要")
#: Words that the dictionary joins, and grammar needs apart.
APART = {"列为": ("列", "为"), "关键在于": ("关键", "在于"), "非常适合": ("非常", "适合")}


def _regrouped(cut: list[str]) -> list[str]:
    """The words as grammar needs them: 列 and 为, 是 and 从 apart; 有可能, 指的是 and 常用于 in one piece."""
    words: list[str] = []
    for word in cut:
        if word[0] == "是" and word[1:] in PREPOSITIONS:
            words += [word[0], word[1:]]
        elif word in ENDS_OF_WORD and (joined := next(filter(ONE_WORD.__contains__, _ends(words, word)), "")):
            del words[-2 if words[-1] in ("的", "或") else -1 :]
            words.append(joined)
        elif word == "大会" and words[-1:] in (["过"], ["越"], ["太"]):
            words += ["大", "会"]
        elif word == "便" and words[-1:] == ["地方"]:
            words[-1:] = ["地", "方便"]  # "极大地方便了"
        else:
            words += APART.get(word, (word,))
    if words and len(words[-1]) == 2 and words[-1][0] == "很":
        # "数量很少": what it is like is the predicate.
        words[-1:] = list(words[-1])
    return words


def _ends(words: list[str], word: str) -> list[str]:
    """What a word makes with the one or two before it."""
    return ["".join([*words[-1:], word]), "".join([*words[-2:], word])]


def _adverbial(clause: str) -> tuple[str, str]:
    match = LEADING_ADVERBIAL.match(clause) or LEADING_TIME.match(clause)
    remainder = clause[match.end() :].lstrip("，, ") if match else ""
    if not remainder or remainder.startswith("的"):
        return "", clause
    return clause[: len(clause) - len(remainder)], remainder


def _predicate(words: list[str]) -> int | None:
    """The index at which the predicate begins, adverbs and prepositions included."""
    depth = 0
    weak: int | None = None
    for i, word in enumerate(words):
        depth += sum(c in OPENING for c in word) - sum(c in CLOSING for c in word)
        if depth > 0 or _modifies(words, i) or _is_noun(words, i) or (i == 0 and word == "只是"):
            continue
        if word == "比" and i > 0 and _compares(words, i):
            return i
        manner = words[i + 1 : i + 2] == ["地"]
        before_object = word in PREPOSITIONS and i > 0 and not _joins(words, i)
        if manner or word in STRONG or before_object or (word == "被" and i == 0):
            # "循环展开会 …": a verb right before the predicate is a noun, but not in "表示为 …".
            acts = weak is not None and words[weak] in ONLY_VERBS and (word in ADVERBS or word == "与")
            return weak if weak is not None and (i - weak > 1 or word in COMPLEMENTS or acts) else i
        if (
            weak is None
            and i + 1 < len(words)
            and _is_verb(word, words[i + 1].strip() or "".join(words[i + 2 : i + 3]))
        ):
            weak = i
    return weak if weak is not None else _only_verb(words)


#: Adverbs that as often stand before a noun: "支持的同时连接数上限很高".
ATTRIBUTIVE = _words(
    "同时 比较 主要 默认 直接 共同 单独 自动 一般 最大 最小 最终 最多 最少 目前 当前 现在 完全 隐式 显式 永久 专门 共"
)


def _is_noun(words: list[str], i: int) -> bool:
    """Whether a word belongs to a name: "镜像的创建历史", "默认端口"."""
    if words[i] in ADVERBS and (i == 0 or words[i - 1] in ("的", "其")):
        if i > 0 and words[i] in ATTRIBUTIVE and any(word in STRONG for word in words[i + 2 : i + 5]):
            return True
        named = words[i + 2 : i + 3] == ["的"] or (i > 0 and not COPULAS.isdisjoint(words[i + 2 : i + 3]))
        return named or (i + 1 < len(words) and segment.tag(words[i + 1]).startswith("n"))
    if words[i] == "可" and i > 0 and words[i - 1] == "的" and i + 2 < len(words):
        # "编译出的可执行代码" is a name.
        return segment.tag(words[i + 2]).startswith("n")
    if words[i] == "可":
        return any(word.endswith("性") for word in words[i + 1 : i + 3])
    return i > 0 and words[i - 1] == "的" and words[i] in ANY_VERBS


def _compares(words: list[str], i: int) -> bool:
    """Whether 比 begins the predicate: "A 比 B 开销大", and not "A 比 B 更大", whose predicate is 更大."""
    plain = not any(word in STRONG or word[0] in "更还，" for word in words[i:])
    return plain and len(words) > i + 2 and segment.tag(words[-1]) == "a"


def _joins(words: list[str], i: int) -> bool:
    """Whether 与 joins two subjects: "卷积与批归一化可以 …" is about both, "A 与 B 共用 …" about the first."""
    if words[i] not in ("与", "跟"):
        return False
    following = (j for j in range(i + 1, min(i + 6, len(words))) if words[j] in STRONG or words[j] in ONLY_VERBS)
    first = next(following, None)
    return first is not None and first > i + 1 and words[first] in CAN | WILL | MUST | _words("都 均 分别")


def _only_verb(words: list[str]) -> int | None:
    """The one verb of a clause that has no other predicate: "梯度裁剪限制梯度的范数"."""
    for i in range(len(words) - 3, 0, -1):
        if words[i + 1] in NOMINAL:
            continue
        if words[i] in AMBIGUOUS and "的" in words[i + 2 :] and words[i - 1] not in ("的", "、", "和"):
            return i
    return next((i for i in range(1, len(words) - 1) if _acts(words, i)), None)


def _acts(words: list[str], i: int) -> bool:
    """Whether a word that the dictionary calls a verb stands between a name and what it acts on."""
    before, after = words[i - 1].strip() or words[i - 2], words[i + 1].strip() or "".join(words[i + 2 : i + 3])
    if segment.tag(words[i]) != "v" or words[i] in AMBIGUOUS or before in ("的", "、", "和", "与") or after in NOMINAL:
        return False
    if len([word for word in words[i + 1 :] if word.strip()]) < 2 and not COMPOUND_BREAK.match(after):
        return False
    named = segment.tag(before)[:1] in ("n", "e") or bool(re.match(MASK, before))
    return named and bool(COMPOUND_BREAK.match(after) or segment.tag(after)[:1] in ("n", "m", "e"))


#: "内存的使用情况", "处理能力": verbs that name what the noun behind them is about.
NAMES_KIND = _words("使用 工作 运行 执行 处理 部署 训练 测试 应用 占用 存活 完成 访问 生成")
KINDS = _words("情况 任务 率 量 状态 能力 效率 环境 场景 经验 需求 次数 频率 习惯 成本 数量 单元 速度 阶段 逻辑 周期")


def _is_verb(word: str, following: str) -> bool:
    if word in NAMES_KIND and following in KINDS:
        return False
    if following in NOMINAL or (following in JOINS_NOUNS and word not in WITH_OTHERS):
        return False
    if word in AMBIGUOUS:
        return bool(COMPOUND_BREAK.match(following))
    if word in OBJECT_VERBS or (word in SHORT_VERBS and following in COMPLEMENTS):
        return True
    if len(word) > 1 and following == "在":
        return segment.tag(word) == "v"
    return len(word) > 1 and following in PARTICLES and segment.tag(word).startswith("v")


def _modifies(words: list[str], i: int) -> bool:
    """Whether the word stands in a modifier: a 的 follows, and the real predicate only behind it."""
    following = words[i + 1] if i + 1 < len(words) else ""
    handles = (words[i] in MODALS and following in HANDLING) or (words[i] == "被" and following in PURPOSE_VERBS)
    if handles or following == "了" or (words[i] in COPULAS and words[i] != "为"):
        return False
    if words[i] in ("用来", "用于") and i > 0 and segment.tag(words[i - 1])[:1] in ("n", "e"):
        return False
    inside = words[i] not in STRONG or words[i] in CANNOT
    if words[0] in DETERMINERS and inside and "的" in words[i : min(i + FAR, len(words) - 1)]:
        return True
    for j in range(i + 1, min(i + 12, len(words))):
        if words[j] in COPULAS or words[j] in "，,；：:" or words[j] in OPENING:
            return False
        if words[j] == "的":
            return _predicate_follows(words, i, j + 1)
    return False


def _predicate_follows(words: list[str], i: int, after: int) -> bool:
    """Whether the clause of the word has its predicate behind a 的, in the words from ``after`` on."""
    if i > 0 and words[i] in BY_MEANS:
        return any(word in COPULAS and (word, words[i]) != ("为", "以") for word in words[after:])
    if words[i] == "为":
        # "深度为 k 的二叉树至多有 …": a value before the 的 only tells which one is meant.
        valued = not re.search("[\u4e00-\u9fff]", "".join(words[i + 1 : after - 1]))
        verbs = STRONG | {"有"} if valued else COPULAS
        return any(word in verbs for word in words[after : after + (FAR if valued else 3)])
    later = range(after, min(after + FAR - 1, len(words) - 1))
    return any(words[k] in STRONG or _is_verb(words[k], words[k + 1]) for k in later)


def _verb(words: list[str], start: int) -> int | None:
    """From the beginning of the predicate to its main word: past adverbs, and past "在 … 下" before a copula."""
    end = start
    while end < len(words) and (words[end] in ADVERBS or not words[end].strip() or "地" in words[end : end + 2]):
        end += 1
    if words[end : end + 1] == ["被"] and words[end + 1 : end + 2] and words[end + 1] in PURPOSE_VERBS:
        return end + 1
    if words[end : end + 1] == ["为"] and (done := _done_for(words, end)):
        return done
    if end < len(words) and words[end] in PREPOSITIONS:
        for i in range(end + 1, len(words)):
            if words[i] in COPULAS and (words[i] != "为" or words[end] == "以"):
                return i
            if words[i] in "，,；的":
                break
    if end + 1 < len(words) and words[end] in CAN | WILL | MUST | CANNOT:
        following = end + 1
        while following < len(words) and words[following] in ADVERBS:
            following += 1
        several = words[following + 1 : following + 2] == ["、"]  # "可以检测、修改和丢弃数据包"
        if following + 1 < len(words) and words[following] in PREDICATES - {"为"} and not several:
            return following
    return end if end < len(words) else None


def _done_for(words: list[str], wei: int) -> int | None:
    """The verb behind 为 in "为每个进程提供地址空间"; nothing in "为用户提供的接口", which says what something is."""
    for i in range(wei + 2, min(wei + 10, len(words) - 1)):
        if words[i] in "，,；：:的":
            return None
        if words[i] in DONE_FOR:
            served = words[i + 2 : i + 3] == ["的"] and segment.tag(words[i + 1])[:2] in ("n", "vn")
            of_a_name = words[i + 1] == "的" or served
            return None if of_a_name or "时" in words[i + 1 : i + 4] else i
    return None
