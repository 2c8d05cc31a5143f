"""What is done, where it stands as the subject: "创建新进程需要 …"."""

from __future__ import annotations

from studykit import segment
from studykit.grammar.regrouping import regrouped
from studykit.grammar.words import ADVERBS, CAN, CANNOT, COPULAS, MODALS, MUST, TAKES_CLAUSE, WILL

#: Verbs that nobody does, or behind which a statement stands.
NO_DEED = (
    MODALS
    | COPULAS
    | TAKES_CLAUSE
    | frozenset(
        "有 叫 叫做 称为 属于 位于 处于 具有 具备 拥有 包含 包括 分为 分成 存在 适合 适用于 取决于 依赖于 来自 类似 类似于 对应 成为 变成 变为 认为 得到 出现 还有 假设 希望 试着 表现 使得".split()
    )
)
#: What begins the predicate of what is done, and what none stands behind.
COMES_OF_IT = (
    WILL
    | CAN
    | MUST
    | CANNOT
    | frozenset("需要 导致 造成 引起 带来 有助于 有利于 便于 容易 难以 往往 通常 只会 总会 意味着".split())
) - frozenset("没 未 无 不 要 将 不是 并不是 没有".split())
#: Words behind which no consequence begins, and in which no deed ends.
BETWEEN = frozenset(
    "的 和 与 或 及 以及 、 地 来 才 又 再 并 后 时 所 是 都 也 就 而 则 便 基本 之后 以后 之前 以前 时候 或者".split()
)


def is_deed(text: str) -> bool:
    """Whether a text says what is done, and not who does it: "创建新进程", "把热点数据放在缓存中"."""
    words = [word for word in regrouped(segment.cut(text)) if word.strip()]
    while words and words[0] in ADVERBS:
        words = words[1:]
    acts_on_something = len(words) > 2 or (len(words) == 2 and len(words[1]) > 1)
    return acts_on_something and begins_with_deed(words) and words[-1] not in BETWEEN


def begins_with_deed(words: list[str]) -> bool:
    """Whether words begin with what somebody does."""
    first = words[0] if words else ""
    acts = len(first) > 1 and segment.tag(first) in ("v", "vn") and first not in NO_DEED
    return acts or first in ("把", "将")


def comes_of_it(predicate: str) -> bool:
    """Whether a predicate says what comes of something that is done: "会 …", "需要 …"."""
    return next(iter(regrouped(segment.cut(predicate))), "") in COMES_OF_IT
