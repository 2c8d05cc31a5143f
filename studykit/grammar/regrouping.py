"""The words of a clause as grammar needs them, where the dictionary cuts them otherwise."""

from __future__ import annotations

from studykit.grammar.words import PREPOSITIONS

#: What jieba cuts and grammar takes as one word, and the last words of these.
ONE_WORD = frozenset(
    "本质上 实质上 致力于 等价于 等同于 继承自 派生自 发送回 传回 复制回 拷贝回 切换回 会话 有可能 倾向于 偏向于 是指 指的是 指的就是 就是指 即是指 一定会 一定要 常用于 多用于 可用于 通常用于 主要用于 常用来 介于 等效于 意为 最多 最少 最大 最小 最先 最后 最早 最晚 最初 最终 每次都 优先于 先于 区别于 有别于 得益于 受限于 独立于 隶属于 小于等于 大于等于 小于或等于 大于或等于".split()
)
ENDS_OF_WORD = frozenset(
    "上 自 回 话 会 要 可能 是 就是 指 于 来 用于 用来 为 多 少 等于 大 小 先 后 早 晚 初 终 都".split()
)
#: Words that the dictionary joins, and grammar needs apart.
APART = {"列为": ("列", "为"), "关键在于": ("关键", "在于"), "非常适合": ("非常", "适合")}


def regrouped(cut: list[str]) -> list[str]:
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
