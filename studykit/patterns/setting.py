"""Configuration whose comments tell what each setting means."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit.fenced import CONFIGURATION
from studykit.model import Fact
from studykit.patterns import Place, pattern
from studykit.patterns._comments import Pair, pairs, setting_of
from studykit.terms import CJK, is_label, length

#: What a comment is that does not say what its setting means.
NO_MEANING = re.compile(
    r"^(?:同上|如果|例如|比如|这里|注意|示例|省略|TODO|FIXME|更多|参考|见|详见|\.\.\.|…|=+|-+|<|!|[\w.-]+\s*[:=]\s)|[{};=]$|^[\W\d_]+$",
    re.I,
)
#: A value whose meaning the comment tells; other values (an address, a path, a name) are the writer's own.
SWITCH = re.compile(r"(?:yes|no|on|off|true|false|enabled?|disabled?|auto|always|never)", re.I)
SHORTEST_TOLD, LONGEST_TOLD, MOST_LINES = 2, 60, 80


@pattern("setting", on="block", rank=12, kinds=("code",))
def find(place: Place) -> Iterator[Fact]:
    """``ONBOOT=yes  # 开机自动激活网卡`` tells what a setting means; ``IPADDR=10.0.0.2  # 固定地址`` what its key is."""
    block = place.block
    if block.text.count("\n") > MOST_LINES:
        return
    lines = block.text.split("\n")
    if block.language not in CONFIGURATION and (block.language or not _is_configuration(lines)):
        return
    for pair in pairs(lines):
        told = pair.comment.strip("。；;：: ")
        setting = setting_of(pair.code)
        if setting and _means(told, setting):
            yield place.fact(
                "option",
                setting["key"].strip("\"'"),
                f"`{_shown(pair, setting, told)}` 表示什么？",
                told,
                lines=(block.span.first + pair.first, block.span.first + pair.last),
                confidence=0.75,
                statement=" ",
            )


def _is_configuration(lines: list[str]) -> bool:
    """Whether what stands in a fence without a language is settings, but for comments and sections."""
    code = [line.split(" #")[0].strip() for line in lines if line.strip() and not line.lstrip().startswith(("#", "["))]
    return len(code) > 1 and all(map(setting_of, code))


def _means(told: str, setting: re.Match[str]) -> bool:
    return (
        bool(CJK.search(told))
        and SHORTEST_TOLD <= length(told) <= LONGEST_TOLD
        and not NO_MEANING.search(told)
        and not is_label(told)
        and told.casefold() != setting["key"].casefold()
    )


def _shown(pair: Pair, setting: re.Match[str], told: str) -> str:
    """The key; with its value where this is what the comment is about: a switch, or a value that it explains."""
    value = setting["value"].strip()
    explains = "、" not in told and any(part in told for part in re.split(r"[\s:,]+", value) if part)
    return pair.code.rstrip(",") if SWITCH.fullmatch(value) or explains else setting["key"].strip("\"'")
