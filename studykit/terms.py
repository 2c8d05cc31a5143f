"""Which words can be the name of something: checks shared by the patterns and the lexicon."""

from __future__ import annotations

import re
from functools import lru_cache

from studykit import fields, segment
from studykit.asides import ASIDE
from studykit.grammar import ATTRIBUTIVE, PRONOUN, QUESTION, STRONG
from studykit.prose import MASK, MASKED, split_outside

#: Heads that say nothing without their topic: "优点：" is about what the heading names.
ASPECTS = frozenset(
    "上限 下限 数值 优点 缺点 优势 劣势 优缺点 意思 实质 不足 不足之处 缺陷 弊端 特点 特性 特征 作用 用途 功能 目的 原理 原因 用法 使用方法 语法 格式 含义 意义 定义 概念 结构 组成 组成部分 性质 "
    "默认值 返回值 参数 参数说明 类型 分类 区别 联系 对比 比较 应用 应用场景 使用场景 适用场景 场景 适用范围 限制 约束 条件 前提 步骤 流程 "
    "过程 方法 做法 思路 思想 核心思想 基本思想 核心 本质 关键 关键点 要点 重点 结论 结果 影响 效果 代价 开销 复杂度 时间复杂度 空间复杂度 "
    "时间 空间 性能 效率 精度 输入 输出 单位 取值 取值范围 范围 大小 位置 作用域 生命周期 全称 简称 别名 又名 英文 缩写 公式 "
    "好处 坏处 问题 解决方案 解决办法 解决方法 解决 解法 方案 策略 规则 原则 机制 实现 实现方式 方式 现象 症状 后果 表现 严重性 严重程度 背景 动机 目标 任务 内容 "
    "命令 选项 配置 安装 查看 创建 删除 修改 更新 查询 添加 启动 停止 重启 使用 说明 描述 状态 名称 版本 时机 触发条件 前置条件 适用 不适用 "
    "第一步 第二步 第三步 第四步 第五步 方法一 方法二 方法三 方法四 方式一 方式二 方式三 方案一 方案二 方案三 情况一 情况二 情况三 一 二 三 优 缺".split()
)
#: 工作原理, 底层实现: sides of a thing that are named by two words.
KIND_OF_ASPECT = re.compile(
    "(?:实现|工作|底层|运行|执行|基础|设计|使用|适用|应用|内部|整体|总体|处理|解决|优化|判断|触发|基本)的?"
    "(?:原理|机制|思想|思路|流程|过程|方式|方法|场景|步骤|目的|结构|特点|实现|逻辑|架构|规则|条件|理念)"
)
#: Heads that announce something that is no fact.
LABELS = frozenset(
    "冷知识 小知识 题外话 关键词 Keywords keywords 关键字 来源于 俗话说 俗话 前言 相关笔记 相关 相关链接 相关概念 关联笔记 参考 参考资料 参考文献 参考链接 参考文章 引用 来源 出处 原文 原文链接 原文地址 原始地址 转载 转自 链接 地址 官网 官方网站 官方文档 文档 下载 下载地址 "
    "源码 源代码 代码 代码地址 代码链接 项目地址 项目 github GitHub Github 论文 论文地址 论文链接 视频 视频地址 教程 博客 书籍 书 作者 译者 编辑 "
    "日期 更新 更新时间 创建时间 发布时间 标签 分类 目录 导航 前言 引言 写在前面 后记 小结 总结 概述 简介 介绍 背景介绍 摘要 概览 附录 其他 其它 杂项 杂 备注 "
    "注 注意 注意事项 教训 经验教训 感想 心得 提示 警告 说明 补充 补充说明 tips Tips TIPS tip Tip PS ps P.S. 例 例子 例如 示例 示例代码 代码示例 例题 举例 比如 栗子 案例 实例 演示 样例 "
    "如下 如图 图 表 图片 截图 见 参见 详见 另见 扩展阅读 延伸阅读 推荐阅读 相关阅读 相关文章 更多 更多内容 阅读 笔记 待办 todo TODO 问 答 Q A 输出结果 运行结果 "
    "执行结果 结果如下 输出如下 代码如下 运行 测试 效果图 demo Demo 实验 练习 思考 思考题 习题 面试题 题目 公众号 微信 知乎 网址 http https 其中 注释 "
    "首先 其次 最后 然后 因此 所以 但是 即 也就是说 换句话说 综上 总之 结论是 原因是 原因如下 问题是 答案是 简单来说 例外 note Note NOTE warning Warning see See via from".split()
)
GENERIC = frozenset(
    "方法 问题 数据 内容 情况 方式 过程 结果 东西 部分 方面 时候 地方 原因 作用 功能 特点 时间 文件名 用户 系统 程序 代码 例子 场景 区别 "
    "概念 意义 意思 目的 关系 结构 类型 操作 信息 对象 元素 变量 参数 函数 类 值 步骤 实现 使用 需要 可以 一个 所有 每个 整个 本身 "
    "同一个 这个 那个 可能性 数值 取值 名称 名字 字符 小写字母 大写字母 数量 大小 服务器 设备 文件 目的地 使用者 应用程序 基础知识 自定义 入门教程  "
    "深入浅出 具体地说 尽管如此 沿用至今 关键作用 独特性 学习 理解 分析 介绍 总结 概述 简介 前言 背景 应用 技术 工具 项目 版本 环境 配置 安装 命令 选项 格式 语法 示例 说明 注意 参考".split()
)
#: Words with which no subject begins or ends, and that no subject holds outside its modifiers.
NO_START = frozenset(
    "尝试 重复 并非 通过 说明 由 刷新 具体 每创建 每次创建 保证 确保 看 查 选 改 换 加 减 做 写 读 取 放 删 跑 试 拿 避免 尽量 先 只 请 要 希望 需要 得到 应该 可以 如果 是 为 与 和 及 或 并 再 然后 由于 因为 根据 按照 按 把 将 被 准备 使得 让 令 到 等 即".split()
)
#: "由 `__device__` 修饰的函数" is a name for all that.
OPENS_MODIFIER = frozenset("由 被 通过 根据 按照 按".split())
NO_END = frozenset(
    "落 读 取 放 看 掉 摊 对于 关于 以及 意味着 表示 在这 被 如果 只能 由 即使 随着 只 其 该 不 已 是否 之前 之后 以前 以后 之中 期间 时候 之时 当中 是不是 能否 是否 写 拿 拉 几分钟 要 希望 到 时 里 对 常 与 和 或 等 就 会 很 在 用 把 将 被 让 使 给 向 从 于 为 以 及 并 而 但 却 过 了 着 得 地 更 最 才 也 都 会 能 来 去 后 前".split()
)
TORN = frozenset(
    "到 写 拿 跑 拉 看 掉 摊 改 选 用 换 量 到 把 将 被 让 使 使得 从而 并且 而且 因此 所以 但是 少到 多到 以便 是因为".split()
)
#: "第一步", "2": which of several, and no name.
NUMBERED = re.compile(
    r"^(?:第\s*[一二三四五六七八九十\d]+\s*(?:步|种|类|个|点|章|节|部分|阶段|层|次)?|[一二三四五六七八九十]|\d+|step\s*\d+|[a-zA-Z])$",
    re.IGNORECASE,
)
CJK = re.compile(r"[\u3400-\u9fff]")
#: "性质2：…", "方案一：…": the number says which of several, and the text behind is no definition of it.
NUMBERED_KIND = re.compile(
    r"^(?:基本)?(?:性质|定理|推论|引理|公理|命题|结论|规则|原则|条件|方法|方式|方案|情况|情形|场景|要点|特点|特征|优点|缺点|原因|问题|步骤|顺序|策略|类型|(?:解决|处理|实现)(?:方式|方案|办法|方法))"
    r"\s*[（(]?\s*(?:[一二三四五六七八九十]|\d{1,2})\s*[）)]?$"
)
#: Paths and addresses are no terms.
PATH_OR_URL = re.compile(r"^(?:https?:|www\.|\.{0,2}/|~/|[A-Z]:\\|.+\.(?:com|cn|org|net|io|html|pdf|md)(?:/|$))")
#: What ends a sentence stands in no term.
SENTENCE_MARK = re.compile(r"[。；;！!？?\n]")
LONGEST_TERM = 18
#: "两层", "一堆": how many, and not of what.
ONLY_A_NUMBER = re.compile(r"[一两二三四五六七八九十几\d]+(?:个|种|类|层|步|堆|些|群|批|点|次|条|份|部分|系列|方面)")
#: Several patterns look at the same words, one after the other: so many of the last answers are kept.
SEEN = 2**14
#: What ends a list: "等", "三种".
LIST_END = re.compile(
    r"\s*(?:等等|等|等[\u4e00-\u9fff]{0,6}|[一二两三四五六七八九十\d]+(?:种|个|类|部分|大类|者)[\u4e00-\u9fff]{0,4})\s*$"
)
#: "（Rosenblatt 1958）" says who, and "（delete vs deleteLater）" what it is about.
SOURCE = re.compile(r"\bet\.? al\b|^[A-Z][\w-]+(?: (?:and|&) [A-Z][\w-]+)?,? ?(?:19|20)\d\d[a-z]?$|\bvs\.?\b")
#: Another name in brackets.
GLOSS = re.compile(r"\s*[（(]([^（）()]*)[）)]")
#: What stands before a name and is none of it.
BEFORE_HEAD = re.compile(r"^(?:所谓的?|一般的?|一个|一种|每个|每一个|整个|注意(?!力))\s*(?=\S)")
#: What stands before a side of something: "主要优点".
BEFORE_ASPECT = re.compile(r"^(?:主要|基本|常见|常用|一些|其|它的|他的|其中|核心|具体)的?")
#: "优点2".
NUMBER_BEHIND = re.compile(r"[\s\d一二三四五六七八九十()（）]+$")
#: What only announces: "两个概念", "下载地址".
ANNOUNCING = re.compile(
    r"^(?:一个|几个|两个|一些|有个|几点)\w*(?:概念|问题|事实|要点|说明|建议|注意|误区)$|(?:如下|如下所示|示例|范例|例子|例程|截图|如图|(?:原文|项目|源码|下载|官网|论文|视频|文章|博客|参考|代码|原始|仓库)(?:的)?(?:地址|链接|代码))$"
)
#: A name has a letter, a digit or a masked span.
NAMES = re.compile(rf"[\w\u3400-\u9fff]|{MASK}")
LATIN = re.compile(r"[A-Za-z0-9_+#.:/<>-]+")


@lru_cache(SEEN)
def head_of(text: str) -> str:
    """A term without its brackets, quotation marks and leading particles: what one would look up."""
    text = GLOSS.sub("", text).strip(" \t:：,，*“”\"'「」『』【】《》")
    return BEFORE_HEAD.sub("", text).strip("“”\"'「」『』")


def cites(bracket: str) -> bool:
    """Whether what stands in a bracket is no other name of what stands before it, but a source."""
    return SOURCE.search(bracket) is not None


@lru_cache(SEEN)
def is_label(text: str) -> bool:
    """Whether a head announces something that is no fact, such as 参考 or 示例."""
    bare = NUMBER_BEHIND.sub("", text.strip())
    return (
        bare in LABELS
        or text.strip() in LABELS
        or NUMBERED_KIND.match(text.strip()) is not None
        or ANNOUNCING.search(text) is not None
    )


@lru_cache(SEEN)
def is_aspect(text: str) -> bool:
    """Whether a head is one side of something named elsewhere, such as 优点."""
    bare = BEFORE_ASPECT.sub("", text.strip())
    return bare in ASPECTS or bool(NUMBERED.match(text.strip()) or KIND_OF_ASPECT.fullmatch(bare))


@lru_cache(SEEN)
def is_term(text: str, longest: int = LONGEST_TERM) -> bool:
    """Whether a (masked) text can be the name of something worth asking about."""
    head = head_of(text)
    if not head or length(head) > longest or is_label(head):
        return False
    if PRONOUN.match(head) or ASIDE.search(head) or QUESTION.search(head) or SENTENCE_MARK.search(head):
        return False
    if PATH_OR_URL.match(head) or NUMBERED.match(head) or head.startswith(("的", "了", "和", "或", "与", "、")):
        return False
    return NAMES.search(head) is not None and not head.replace(".", "").isdigit()


@lru_cache(SEEN)
def is_subject(text: str, longest: int = 22) -> bool:
    """Whether a (masked) text can be the subject of a question: a term, whose words are no torn-off predicate."""
    if not is_term(text, longest) or ONLY_A_NUMBER.fullmatch(text):
        return False
    words = [word for word in fields.whole(segment.cut(GLOSS.sub("", text))) if word.strip()]
    modified = max((i for i, word in enumerate(words) if word == "的"), default=-1)
    acts = segment.tag(words[0]) == "v" and is_aspect("".join(words[modified + 1 :]))
    of_a_deed = modified > 0 and (words[0] in OPENS_MODIFIER or acts)
    if words[-1] in NO_END or (words[0] in NO_START and not of_a_deed):
        return False
    if modified == len(words) - 1:
        return len(words) > 2
    named = words[modified + 1 :]
    if len(named) > 1 and named[0] in ATTRIBUTIVE and segment.tag(named[1])[:1] in ("n" if modified < 0 else "nvfl"):
        named = named[1:]
    return not any(word in STRONG or word in TORN for word in named)


@lru_cache(SEEN)
def length(text: str) -> float:
    """How long a name feels: a Latin word counts as two characters of Chinese, a masked span as four."""
    latin = len(LATIN.findall(text))
    masks = len(MASKED.findall(text))
    return len(CJK.findall(text)) + 2 * latin + 4 * masks


def members_of(text: str) -> list[str]:
    """The members of an enumeration, or nothing where the pieces are too unlike each other to be one."""
    text = LIST_END.sub("", re.split(r"[；;。]", text)[0].strip())
    pieces = split_outside(text, "、")
    last = re.split(
        r"(?:以及|和|与|及|或者|或)(?=[^，]{1,20}$)",
        GLOSS.sub(lambda m: m[0].replace("和", "\0"), pieces[-1]),
        maxsplit=1,
    )
    pieces = [piece.replace("\0", "和").strip(" ，,") for piece in [*pieces[:-1], *last]]
    if any(not piece or length(piece) > 16 or re.search("[，,]", GLOSS.sub("", piece)) for piece in pieces):
        return []
    return pieces
