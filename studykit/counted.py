"""How many things a line says that there are, and the question which ones."""

from __future__ import annotations

import re

#: "三种", "七层", "三大特性": how many of what.
COUNTED = re.compile(
    r"(?:[二两三四五六七八九十]|(?<![\d.])\d{1,2})\s*(?:大?(?:种|个|类|部分|件|步|层|点|条|级(?![\u4e00-\u9fff])|项|块|组|方面|阶段)"
    r"|大(?=[\u4e00-\u9fff]{2}))"
)
#: "分为以下三种": below the question nothing stands.
POINTS_BELOW = re.compile("(?:以下|如下|下列|下面)的?$")
NUMERALS = "一二三四五六七八九十"


def number_of(counted: str) -> int:
    """How many: 7 for "七层"."""
    digits = re.match(r"\d+", counted)
    return int(digits[0]) if digits else NUMERALS.find(counted[0].replace("两", "二")) + 1


def which(text: str) -> str:
    """The statement "它依靠两个现象" as the question "它依靠哪两个现象"; empty where nothing is counted."""
    counted = COUNTED.search(text)
    if not counted or text[: counted.start()].endswith(("第", "每", "这", "那", "哪")):
        return ""
    before = text[: counted.start()]
    gap = " " if before.endswith(" ") and counted[0][0].isdigit() else ""
    return f"{POINTS_BELOW.sub('', before.rstrip())}哪{gap}{counted[0]}{text[counted.end() :]}"
