"""Words that mean the same to every rule: the one that the rules name stands for the others while a text is read.

``要是`` is 如果 and ``故`` is 因此. Only words that tie clauses together are here: a verb or a noun
may be part of a name. A card shows the word of its author.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from studykit.text import by_surroundings

_HAN = "\u4e00-\u9fff"
#: Where a clause begins.
_FIRST = r"(?:^|(?<=[\n，。；：、（(]))"
#: The word that rules name; before it, what it stands for, as regular expressions without groups.
_SAME: Mapping[str, tuple[str, ...]] = {
    "如果": (rf"{_FIRST}要是(?!否)", "倘若", "假若", "倘使", "如若"),
    "因为": (r"(?<=，)由于(?=[^，。；：\n]{4,60}(?:[。；\n]|$))",),
    "因此": (rf"{_FIRST}故(?:而|(?![障事乡意]))", "因而"),
    "例如": (rf"{_FIRST}(?:举例(?:来说|而言)|举个例子|打个比方|比方说)，?",),
    "通过": ("经由", "借由", "藉由", "透过"),
    "用于": ("(?<![使采利应])用以(?![下上前内后外及往来])",),
    "分为": ("(?<![划拆切等均平])分成",),
    "是一": (rf"(?<=[{_HAN}A-Za-z）)\x20])(?<![分作成化合视称改变认转记设列归换当定看以即])为一(?=[种类][{_HAN}])",),
    "必须": ("一定要", "务必要?", "必需(?![品的，。；]|$)"),
    "只": ("仅仅(?=是|在|对|能|有|会|用)", r"(?<![且的])仅(?=能|需|会|对|用|做|取|支持|保|有[^，。；\n]{1,20}，?才)"),
    "对于": (rf"{_FIRST}针对(?!性)",),
    "即使": ("哪怕", "就算(?![法术式])", "即便"),
    "无论": ("不论", "不管"),
    "即": (
        "(?<=，)也即",
        "(?<=，)亦即",
        r"(?<=[^）)]，)也就是(?=[^说，。；：\n][^，。；：\n]{1,11}(?:[，。；）\n]|$))",
    ),
    "它": (
        r"其(?=可以|可(?![能靠用])|能够?(?![力量耗])|会(?![话员])|将(?![来军])|把|被|也|都|就|则|通过|使用|采用|利用|不(?!足|同)|没有|是(?!否)"
        r"|必须|需要|应该|应当|主要(?:是|用|负责|包)|用于|用来|包[括含]|分为|提供|支持|负责|允许|指向|表示|适[合用]|只(?:能|有|会|需)|并|已|仍|仅)",
    ),
    "使用": (r"(?<![使采利应运作引占费启调套公通专])用(?=了(?!解)|的是)",),
    "和": (r"(?<=[^\s，；、。：])\x20?以及",),
    "与": (r"(?<=[^\s，。；：、（(紧脚后])跟(?![踪随着头不班帖前]|进(?!程)|从(?!库)|上(?!述))",),
}
_OTHERS = re.compile("|".join(f"({'|'.join(others)})" for others in _SAME.values()))
_NAMED = re.compile("|".join(_SAME))
_WORDS = tuple(_SAME)


def common(text: str) -> tuple[str, dict[str, str]]:
    """A text with the words that rules name, and what its author wrote for each, for :func:`as_written`."""
    written: dict[str, str] = {}
    replaced: set[int] = set()

    def named(match: re.Match[str]) -> str:
        word = _WORDS[(match.lastindex or 1) - 1]
        written.update(by_surroundings(text, *match.span(), word))
        replaced.update(range(*match.span()))
        return word

    read = _OTHERS.sub(named, text)
    # Where the author wrote the word that rules name, it is his own.
    for own in _NAMED.finditer(text) if written else ():
        if own.start() not in replaced:
            written = by_surroundings(text, *own.span(), own[0]) | written
    return read, {around: typed for around, typed in written.items() if around not in _SAME}


def as_written(text: str, written: Mapping[str, str]) -> str:
    """A piece of such a text with the words of its author."""

    def own(match: re.Match[str]) -> str:
        start, end = match.span()
        around = (text[max(start - 1, 0) : end + 1], text[start : end + 1], text[max(start - 1, 0) : end])
        typed = next((written[key] for key in around if key in written), match[0])
        # 即 of 亦即: the author's own word stands there already
        within = typed.find(match[0])
        return match[0] if 0 < within <= start and text.startswith(typed, start - within) else typed

    return _NAMED.sub(own, text) if written else text
