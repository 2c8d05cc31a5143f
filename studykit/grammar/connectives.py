"""Words that only tie a clause to the one before, or speak to the reader."""

from __future__ import annotations

import re
from functools import lru_cache

from studykit.grammar.clauses import SEEN

#: Words that tie a clause to the one before, or speak to the reader, and have a comma behind them.
CONNECTIVES = (
    "因此 所以 因而 于是 但是 但 然而 不过 可是 此外 另外 而且 并且 同时 首先 其次 再次 最后 然后 接着 接下来 例如 比如 譬如 其中 事实上 实际上 "
    "具体来说 具体地说 具体而言 简单来说 简单地说 简单说 换句话说 也就是说 换言之 总的来说 总之 总体来说 一般来说 一般而言 通常来说 通常情况下 "
    "值得注意的是 需要注意的是 注意的是 请注意 注意 显然 当然 由此可见 可见 而 且 即 也就是 另一方面 一方面 同理 同样 反之 相反 与此同时 "
    "除此之外 除此以外 可以说 可以看出 我们知道 众所周知 顾名思义 本质上 从本质上讲 严格来说 严格地说 此时 这时 这样 这样一来 那么 则 "
    "准确说 准确地说 准确来说 说实话 老实说 具体说来 严格说来 简而言之 总而言之 简言之 综上所述 综上 归根结底 不难看出 不难发现 可以发现 需要指出的是 要注意的是 特别地 特别是 尤其是 通俗地说 通俗的说 简单的说 准确的说 严格的说 具体的说 通俗来讲 通俗来说 补充一点 记住 所谓"
).split()
#: One of them with its comma, or "简单地，".
CONNECTIVE = re.compile(
    rf"^(?:{'|'.join(sorted(CONNECTIVES, key=len, reverse=True))})(?=[，,：:\s])[，,：:\s]*|^[\u4e00-\u9fff]{{2}}地[，,]\s*"
    r"|^(?:通过|根据|基于|由|从)(?:以上|上述|上面)的?[^，,]{1,8}[，,]\s*"
)
#: The same without a comma.
SOFT_CONNECTIVE = re.compile(
    r"^(?:毕竟|因此|所以|因而|于是|事实上|实际上|原因在于|但是|但|然而|不过|此外|另外|而且|并且|同时|首先|其次|最后(?![一两二三几的]|[个层步级位行列])|然后|接下来|即(?![使便将时刻])|而|其中|例如|比如|具体来说|当然|则|那么|且|故(?![障事乡意])"
    r"|(?:也)?就是说|(?:这|那)[也就]?意味着|由此可[见知]|在此基础上|由此(?=可以)|换句话说|换言之|(?:请|要)?注意(?![力到事点的项和与跟区是一下这]|[，：:]))\s*(?=\S)"
)
#: "所谓的 X 就是 …" defines X.
SO_CALLED = re.compile(r"^所谓的?\s*(?=[^，,：:\s])")
#: "我们用 X" is "用 X": the reader and the author are no subject.
WE = re.compile(r"我们(?!的|来|看|假设)")
#: "即使是 X 也会 …" says it of X.
EVEN = re.compile("^(?:即使|即便|就算|哪怕)是(?P<name>[^，也]{1,24})也(?=.{2})")
#: "你可能已经发现，…".
FILLER = re.compile(
    r"^(?:可能)?(?:你|您|我们|大家|读者)(?:可能|应该|一定|也许|会)?(?:已经)?(?:可以)?(?:注意到|发现|知道|看到|了解到)了?[，,：:]?\s*"
)


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
