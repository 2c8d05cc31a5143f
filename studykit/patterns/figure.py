"""Pictures whose caption says what they show. A picture without words makes no card."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit.model import Fact
from studykit.patterns import Place, pattern
from studykit.prose import TARGET
from studykit.terms import LABELS, length
from studykit.topics import lead_topic

#: A picture alone in its paragraph.
PICTURE = re.compile(rf"^!\[(?P<alt>[^\]\n]*)\]\((?P<target>{TARGET})(?:\s+\"(?P<title>[^\"]*)\")?\)\s*$")
#: What a program filled in where a caption could stand.
NO_CAPTION = re.compile(
    r"^(?:image|img|pic|picture|figure|fig|图片?|截图|示意图|alt|在这里插入图片描述|[\w-]+\.\w{3,4}|[^A-Za-z\u4e00-\u9fff]*|[\w-]{12,}|image-\w+|untitled.*|screenshot.*)$",
    re.IGNORECASE | re.ASCII,
)
#: "图 3-1：…" below the picture.
CAPTION_LINE = re.compile(r"^(?:图|Fig(?:ure)?\.?)\s*\d*[-.\d]*\s*[：:.]?\s*(?P<caption>.+)$", re.IGNORECASE)
#: What a line above a picture may announce.
DRAWN = re.compile(r"^[^，,]*(?:图|模型|结构|流程|过程|架构|关系|次序|顺序|布局|层次|体系|对比|周期|表格|映射)$")
#: A line that goes on telling, and names no picture.
SPOKEN = re.compile("上面|下面|上述|然后|可以|比如|例如|这个|那么|效果")
#: A picture of a result is nothing to recall.
RESULT = re.compile(r"结果|截图|效果|报错|界面|封面|logo|头像|二维码|示意$", re.IGNORECASE)


@pattern("figure", on="block", rank=26, kinds=("paragraph",), needs=r"!\[")
def find(place: Place) -> Iterator[Fact]:
    """``![blocked 与 striped 的布局](layout.svg)``: recall the picture from its caption."""
    if not (match := PICTURE.match(place.block.text.strip())):
        return
    caption = _caption(place, match)
    if not caption or RESULT.search(caption) or caption in LABELS or not 3 <= length(caption) <= 40:
        return
    shown = f"![]({match['target']})"
    yield place.fact("figure", caption, f"画出或说出：{caption}", shown, form="figure", confidence=0.6, statement=" ")


def _caption(place: Place, match: re.Match[str]) -> str:
    for words in (match["alt"], match["title"] or ""):
        if words.strip() and not NO_CAPTION.match(words.strip()):
            return words.strip()
    above = place.at(-1)
    if above and above.block.kind in ("paragraph", "item") and above.prose.shown.endswith(("：", ":")):
        announced = lead_topic(above.prose.shown)
        return announced if DRAWN.search(announced) and not SPOKEN.search(announced) else ""
    below = place.at(1)
    caption = CAPTION_LINE.match(below.block.text.strip()) if below and below.block.kind == "paragraph" else None
    return caption["caption"] if caption else ""
