"""Punctuation as Chinese print has it: ``，`` for the comma that a keyboard gives between Chinese characters.

Rules about Chinese text look for Chinese marks. What an author types otherwise ("失效,而第二个字段") is read as
these, and shown as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from studykit.text import by_surroundings

_HAN = "\u3400-\u9fff"
#: What a protected span is to its neighbours, see :mod:`studykit.prose`.
_MASK = "\ue000-\uf8ff"
_WIDE = {",": "，", ":": "：", ";": "；", ".": "。", "?": "？", "!": "！"}
#: Any mark that may have to be read otherwise: what most notes lack costs one look.
_ANY = re.compile("[,:;.?!]")
#: Behind a Chinese character any mark is one of Chinese, and so is one before it. "12:30", "1,024", "a.b", "N::f" and
#: "https:" are none; "Node.模块" and "1.定义" are names and numbers, and "……. " is no full stop.
_CHINESE = re.compile(
    rf"(?P<mark>(?<=[{_HAN}）”」』》】%])[,;](?!\d)\x20?"
    rf"|(?<=[{_HAN}）”」』》】%])(?<!:):(?![:/)])\x20?"
    rf"|(?<=\))[,:](?![:/\d])\x20?(?=[^\n]{{0,24}}[{_HAN}])"
    rf"|(?<=[\w{_MASK}\"')])(?<!:)[,;:]\x20?(?=[{_HAN}“《「])"
    rf"|(?<=[^.\n]{{4}}[{_HAN}）)”」』》】{_MASK}])\.(?:(?=\s|$)|(?=[{_HAN}“《「{_MASK}])(?![^.\n]{{0,5}}\.))\x20?"
    rf"|(?<=[^.\n]{{4}}[\w\x20][A-Za-z0-9])(?<!etc)(?<!vs)\.(?:(?=\n|$)|(?=\x20[{_HAN}]))\x20?"
    rf"|(?<=[{_HAN}）)”」』》】])[?!](?![\[=?!])\x20?)"
)
#: "获得线程 ID:pthread_self()", "AOF:AOF 机制 …": the colon behind what a line begins with.
_LABEL = re.compile(
    rf"^[\x20\t]*(?:[^\n,:;.，：；。]{{0,24}}[{_HAN}]\x20?[A-Z]{{1,5}}|[A-Z][\w+#-]{{1,16}})(?P<mark>:)"
    rf"(?=[A-Za-z_][\w\x20-]{{1,24}}(?:[{_HAN}(]|(?<=\w)$))",
    re.MULTILINE,
)
#: "流 —— 一个执行队列": a dash behind what an item begins with says what a colon says.
_DASH = re.compile(
    r"[^：:，,。；\n—–-]{1,24}?(?:[（(][^（）()\n]{1,40}[）)])?(?P<mark>\x20*(?:——?|–)\x20*|\x20-{1,2}\x20)(?=\S{2}|\S\x20)(?!\d|[-—–>])"
)
_HAN_LINE = re.compile(rf"[{_HAN}]")
_WIDE_MARK = re.compile("[，：；。？！]")


def widened(text: str) -> tuple[str, dict[str, str]]:
    """A text with Chinese marks for what stands for them, and how each was typed, for :func:`as_typed`."""
    typed: dict[str, str] = {}
    if _ANY.search(text) is None or _HAN_LINE.search(text) is None:
        return text, typed

    def wide(match: re.Match[str]) -> str:
        start, end = match.span("mark")
        typed.update(by_surroundings(text, start, end, mark := _WIDE[text[start]]))
        return match[0][: start - match.start()] + mark

    text = _LABEL.sub(wide, text)
    return _CHINESE.sub(wide, text), typed


def with_colon(item: str) -> tuple[str, dict[str, str]]:
    """An item of a list with a colon for the dash behind what it explains, and how that was typed."""
    dash = _DASH.match(item)
    if dash is None or _HAN_LINE.search(item) is None:
        return item, {}
    start, end = dash.span("mark")
    return f"{item[:start]}：{item[end:]}", by_surroundings(item, start, end, "：")


def as_typed(text: str, typed: Mapping[str, str]) -> str:
    """A piece of a widened text with the marks that its author typed."""

    def narrow(match: re.Match[str]) -> str:
        return typed.get(text[max(match.start() - 1, 0) : match.end() + 1], match[0])

    return _WIDE_MARK.sub(narrow, text) if typed else text
