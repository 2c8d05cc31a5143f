"""Where the predicate of a clause begins."""

from __future__ import annotations

import re

from studykit import segment
from studykit.grammar.words import (
    ADVERBS,
    AMBIGUOUS,
    ANY_VERBS,
    CAN,
    CANNOT,
    COMPARES,
    COPULAS,
    MODALS,
    MUST,
    NOMINAL,
    OBJECT_VERBS,
    ONLY_VERBS,
    PARTICLES,
    PREPOSITIONS,
    PURPOSE_VERBS,
    SHORT_VERBS,
    STRONG,
    TAKES_CLAUSE,
    TURNS_INTO,
    WILL,
)
from studykit.prose import CLOSING, MASK, OPENING

#: With what no compound goes on.
COMPOUND_BREAK = re.compile(
    r"^(?:[了着过到于出成为一两每各所整某该这那其它多几全任有不非可更最新旧已由从在用被]|\d|[\ue000-\uf8ff]|[A-Za-z“\"「『《【])"
)
#: "应用的创建和部署": a verb that is joined to another word is a noun there.
JOINS_NOUNS = frozenset("和 及 以及 、".split())
#: … but not in "需要和请求头一起使用".
WITH_OTHERS = frozenset("需要 表示 要求 支持 提供 具有".split())
#: "所有 … 的报文": what begins so is a name up to its last 的.
DETERMINERS = frozenset("所有 每个 任何 任意 一个 某个 全部 各个 各 一切 凡是 每一个 大部分 多数".split())
#: "可以把 …" is a predicate, whatever stands in it.
HANDLING = frozenset("把 将 用 对 让 被 通过 使用".split())
#: "编译器按变量的类型决定对齐": how something is done, and no modifier but before a copula.
BY_MEANS = frozenset("按 按照 根据 依据 用 靠 通过 以".split())
#: "表示为", "工作在": right behind a verb these belong to it.
COMPLEMENTS = frozenset("为 在 到 成 入 出 给 于".split())
#: How far a modifier may reach.
FAR = 24
#: Behind what somebody does, these begin what comes of it; and words that may stand before them.
THEN_DOES = (WILL | CAN) - frozenset("将 可 能 可能 即可".split())
THEN_WORDS = frozenset("就 都 便 则 也 才".split())
#: Verbs behind whose object a verb tells what that does or is for: "有一种机制可以 …".
OF_OBJECT = (
    TAKES_CLAUSE
    | COMPARES
    | frozenset(
        "有 没有 存在 出现 具有 拥有 含有 包含 包括 叫 称为 属于 位于 处于 引入 帮助 得到 获得 产生 创建 给出 只有 带来 反映 决定 影响 取决于 分配 返回 暴露 实现 统计 预测 估计 计算 判断 指定 测试".split()
    )
)
#: No object ends so.
GOES_ON = frozenset("的 和 与 或 及 以及 、 ， , 并 并且 且 而 来 后 时 以 不 也 还 再".split())
#: Adverbs that as often stand before a noun: "支持的同时连接数上限很高".
ATTRIBUTIVE = frozenset(
    "同时 比较 主要 默认 直接 共同 单独 自动 一般 最大 最小 最终 最多 最少 目前 当前 现在 完全 隐式 显式 永久 专门 共".split()
)
#: "内存的使用情况", "处理能力": verbs that name what the noun behind them is about.
NAMES_KIND = frozenset("使用 工作 运行 执行 处理 部署 训练 测试 应用 占用 存活 完成 访问 生成".split())
KINDS = frozenset(
    "情况 任务 率 量 状态 能力 效率 环境 场景 经验 需求 次数 频率 习惯 成本 数量 单元 速度 阶段 逻辑 周期".split()
)


def where_predicate_begins(words: list[str]) -> int | None:
    """The index at which the predicate begins, adverbs and prepositions included."""
    depth = 0
    weak: int | None = None
    for i, word in enumerate(words):
        depth += sum(c in OPENING for c in word) - sum(c in CLOSING for c in word)
        if depth > 0 or modifies(words, i) or _is_noun(words, i) or (i == 0 and word == "只是"):
            continue
        if word == "比" and i > 0 and _compares(words, i):
            return i
        manner = words[i + 1 : i + 2] == ["地"]
        before_object = word in PREPOSITIONS and i > 0 and not _joins(words, i)
        if weak is not None and _follows_from_deed(words, weak, i):
            return i
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


def _follows_from_deed(words: list[str], weak: int, i: int) -> bool:
    """Whether what comes of a deed begins here: "一个事务读取未提交的数据会 …", "数据达到阈值就会 …"."""
    does = words[i] in THEN_DOES or (words[i] in THEN_WORDS and words[i + 1 : i + 2] and words[i + 1] in THEN_DOES)
    if not does or words[weak] in OF_OBJECT or i - weak < 2 or words[i - 1] in GOES_ON or weak == 0:
        return False
    depth = 0
    for word in words[weak + 1 : i]:
        depth += sum(c in OPENING for c in word) - sum(c in CLOSING for c in word)
        if depth == 0 and (word in STRONG or word in "，,；：:"):
            return False
    return True


def _is_noun(words: list[str], i: int) -> bool:
    """Whether a word belongs to a name: "镜像的创建历史", "默认端口"."""
    if words[i] in ADVERBS and (i == 0 or words[i - 1] in ("的", "其", "一个", "一种", "一套")):
        if i > 0 and words[i] in ATTRIBUTIVE and any(word in STRONG for word in words[i + 2 : i + 5]):
            return True
        named = words[i + 2 : i + 3] == ["的"] or (i > 0 and not COPULAS.isdisjoint(words[i + 2 : i + 3]))
        return named or (i + 1 < len(words) and segment.tag(words[i + 1]).startswith("n"))
    if words[i] == "当前" and i + 1 < len(words) and segment.tag(words[i + 1])[:1] in ("n", "q", "e"):
        return True
    if words[i] == "可" and i > 0 and words[i - 1] == "的" and i + 2 < len(words):
        # "编译出的可执行代码" is a name.
        return segment.tag(words[i + 2]).startswith("n")
    if words[i] == "可":
        return any(word.endswith("性") for word in words[i + 1 : i + 3])
    # "广度优先（BFS）" is a name.
    with_gloss = words[i] == "优先" and "".join(words[i + 1 : i + 2]).startswith(("（", "("))
    return i > 0 and (with_gloss or (words[i - 1] == "的" and words[i] in ANY_VERBS))


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
    return first is not None and first > i + 1 and words[first] in CAN | WILL | MUST | frozenset("都 均 分别".split())


def _only_verb(words: list[str]) -> int | None:
    """The one verb of a clause that has no other predicate: "梯度裁剪限制梯度的范数"."""
    for i in range(len(words) - 3, 0, -1):
        if words[i + 1] in NOMINAL:
            continue
        noun = words[i] in words[i - 1] or words[i - 1] in ("的", "、", "和")
        if words[i] in AMBIGUOUS and "的" in words[i + 2 :] and not noun:
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


def _is_verb(word: str, following: str) -> bool:
    if word in NAMES_KIND and following in KINDS:
        return False
    if following in NOMINAL or (following in JOINS_NOUNS and word not in WITH_OTHERS):
        return False
    if word in AMBIGUOUS:
        return bool(COMPOUND_BREAK.match(following))
    if (
        word in OBJECT_VERBS
        or (word in SHORT_VERBS and following in COMPLEMENTS)
        or (word in TURNS_INTO and following == "为")
    ):
        return True
    if len(word) > 1 and following == "在":
        return segment.tag(word) == "v"
    return len(word) > 1 and following in PARTICLES and segment.tag(word).startswith("v")


def modifies(words: list[str], i: int) -> bool:
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
    return any(
        (words[k] in STRONG and not (words[k] == "当前" and _is_noun(words, k)))
        or _is_verb(words[k], words[k + 1])
        or (words[k] == "在" and "".join(words[k + 1 : k + 3]).strip()[:1].isdigit())
        for k in later
    )
