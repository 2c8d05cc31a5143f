"""What is written into a file: a line that names the file and says that something is added, then what is added."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit.grammar import is_deed, strip_connective
from studykit.model import Fact
from studykit.patterns import Place, pattern
from studykit.prose import MASK
from studykit.terms import is_label, length
from studykit.topics import generic_heading, names_one

VERB = "添加|加入|增加|追加|写入|输入|粘贴|配置|设置|修改|更改|填写|填入|加上|启用|开启"
#: "执行 `vi /etc/hosts`，添加以下内容：", "开启慢日志需要在 `my.cnf` 中配置".
ADDS = re.compile(
    rf"(?P<verb>{VERB})(?:一?下|以下|如下|下面|下列)?的?(?:内容|代码|配置|信息|语句|一?行|几行|一?段)?(?:为|成|如下)?(?:即可)?[：:]?$"
)
#: The file that is to hold the lines.
PATH = re.compile(
    r"(?:~|\.{1,2})?/[\w./-]+|[\w./-]*\.(?:conf|cnf|json|ya?ml|toml|xml|ini|properties|sh|js|ts|py|gradle|env|lua|md|html|txt|service|bashrc|zshrc|profile)\b",
    re.ASCII,
)
#: What the file is changed for: "开启慢日志需要在 `my.cnf` 中配置", "为了开启缓存，在 …".
WANTED = re.compile(
    r"^(?:(?:如果|若)?(?:想要|想|要|需要)|为了)?(?P<goal>[^，,：:]{4,24}?)(?:需要|要|可以|[，,](?:需要|要|可以|则)?)(?:先)?(?:在|打开|编辑|修改|执行|向|往)"
)
MOST_LINES, LONGEST, LONGEST_LINE = 8, 360, 60


@pattern("content", on="block", rank=12, kinds=("code",))
def find(place: Place) -> Iterator[Fact]:
    """``执行 `vi /etc/hosts`，添加以下内容：`` above the lines asks for them, where the goal is known."""
    block, above = place.block, place.at(-1)
    if above is None or above.block.kind not in ("paragraph", "item") or not above.prose.sentences:
        return
    lines = [line for line in block.text.split("\n") if line.strip()]
    comments = [line for line in lines if line.lstrip().startswith(("#", "//"))]
    if len(lines) > MOST_LINES or len(block.text) > LONGEST or len(comments) * 2 > len(lines):
        return
    sentence = above.prose.sentences[-1]
    adds, path = ADDS.search(sentence.text), _path(above, sentence.text)
    if adds is None or not path or length(sentence.text) > LONGEST_LINE or "自动" in sentence.text:
        return
    if goal := _goal(above, sentence.text):
        yield place.fact(
            "syntax",
            goal,
            f"{goal}，要在 `{path}` 中{adds['verb']}什么？",
            f"```{block.language}\n{block.text.rstrip()}\n```",
            form="command",
            lines=(above.block.span.first + sentence.first, block.span.last),
            confidence=0.75,
            statement=" ",
            topic="",
        )


def _path(above: Place, text: str) -> str:
    """The one file that a line names."""
    plain = [above.prose.plain(code) for code in re.findall(MASK, text) if above.prose.kind(code) == "code"]
    found = [match[0] for match in (PATH.search(code) for code in plain) if match] or PATH.findall(text)
    return found[0] if len(set(found)) == 1 else ""


def _goal(above: Place, text: str) -> str:
    """What the file is changed for: what the line says, else the line or the heading above that says what is done."""
    if (wanted := WANTED.match(strip_connective(text))) and is_deed(above.prose.plain(wanted["goal"])):
        return above.show(wanted["goal"])
    before = above.at(-1)
    headings = [before.block.text] if before is not None and before.block.kind == "item" else []
    for heading in [*headings, *reversed(above.block.heading[-1:])]:
        if generic_heading(heading) or is_label(heading) or "`" in heading:
            continue
        if is_deed(heading) or names_one(heading):
            return heading.strip("：: ")
    return ""
