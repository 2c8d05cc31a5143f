"""Links of a note as resources of their section, and which lines are their titles and never facts.

The commonest shape in link collections is a bare address with its title in the next paragraph. The first text
after a bare address is its title, unless it ends like a sentence, is a label, or is a long paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from studykit.model import Block, Document, Resource, Span
from studykit.prose import LINK
from studykit.terms import is_label, length

URL = re.compile(r"https?://[^\s<>（）【】“”，。；、]+")
PICTURE = re.compile(r"!\[([^\[\]\n]{0,300})\]\((https?://[^)\s]+)[^)]*\)")
ONLY_URL = re.compile(r"^\s*(?:[-*+]\s*)?<?(https?://\S+?)>?\s*$")
TITLE_THEN_URL = re.compile(r"^\s*(?P<title>[^\n]*?)\s*[：:]?\s*<?(?P<url>https?://[^\s>，。）)]+)>?\s*$")
#: An item that begins with a link is about what the link leads to.
LINK_ITEM = re.compile(r"^\s*(?:\*\*)?\[[^\]]+\]\(https?://")
#: A line of a table of contents: links to the note's own headings or to other notes, and little else.
ANCHORS = re.compile(r"^(?:[^\[\n]{0,30}\[[^\]]*\]\((?:#|\.{0,2}/?[\w./%-]+\.md)[^)]*\)\s*[、,，|]?\s*)+$")
LONGEST_TITLE = 70


@dataclass(frozen=True, slots=True)
class Links:
    """``titles`` are the lines of the note that are the title or the address of a link."""

    resources: tuple[Resource, ...]
    titles: frozenset[int]


def find_links(document: Document) -> Links:
    """All links of a note in order, each with its title where the note gives one."""
    resources: list[Resource] = []
    titles: set[int] = set()
    waiting: Resource | None = None
    for index, block in enumerate(document.blocks):
        following = document.blocks[index + 1].text if index + 1 < len(document.blocks) else ""
        if block.kind in ("code", "formula"):
            waiting = None
            continue
        for offset, line in enumerate(block.text.split("\n")):
            number = block.span.first + offset
            if bare := ONLY_URL.match(line):
                waiting = _resource(bare[1], "", block, number)
                resources.append(waiting)
                titles.add(number)
                continue
            if waiting is not None and line.strip():
                if block.kind in ("paragraph", "item") and _is_title(
                    line, alone="\n" not in block.text.strip(), following=following
                ):
                    resources[-1] = _resource(waiting.url, _plain(line), block, waiting.span.first, number)
                    titles.add(number)
                    waiting = None
                    continue
                waiting = None
            found = list(_in_line(line, block, number))
            resources += found
            if (found and (_only_links(line) or LINK_ITEM.match(line))) or ANCHORS.match(line):
                titles.add(number)
    return Links(tuple(resources), frozenset(titles))


def _is_title(line: str, *, alone: bool, following: str) -> bool:
    text = line.strip()
    if text.endswith(("：", ":", "；", ";", "`")) or is_label(text.rstrip("：:")):
        return False
    if text.endswith("。"):
        # A sentence is a title only within a list of links: alone between two addresses.
        return alone and length(text) <= LONGEST_TITLE and bool(ONLY_URL.match(following))
    return length(text) <= LONGEST_TITLE and not text.startswith(("|", "```", "`", "!", "$"))


def _in_line(line: str, block: Block, number: int) -> Iterator[Resource]:
    for match in PICTURE.finditer(line):
        yield _resource(match[2], match[1], block, number)
    rest = PICTURE.sub("", line)
    for match in LINK.finditer(rest):
        if URL.match(match[2]):
            yield _resource(match[2], _plain(match[1]), block, number)
    rest = LINK.sub("", rest)
    rest = re.sub(r"`[^`\n]*`", "", rest)
    titled = TITLE_THEN_URL.match(rest) if "http" in rest else None
    if titled:
        title = _plain(titled["title"]).rstrip("：:（( -")
        yield _resource(titled["url"], "" if is_label(title) or length(title) > LONGEST_TITLE else title, block, number)
        return
    for address in URL.finditer(rest):
        yield _resource(address[0].rstrip(".,;:)"), "", block, number)


def _only_links(line: str) -> bool:
    """Whether a line says nothing but its links ("- [title](url)", "官网：https://…")."""
    rest = PICTURE.sub("", LINK.sub("", line))
    rest = URL.sub("", rest)
    words = re.sub(r"[\s\d.,，、：:()（）\[\]<>*|—-]", "", rest)
    return not words or is_label(words) or bool(TITLE_THEN_URL.match(PICTURE.sub("", LINK.sub("", line))))


def _resource(url: str, title: str, block: Block, line: int, last: int | None = None) -> Resource:
    return Resource(url, title.strip(), Span(block.span.path, line, last or line), block.heading)


def _plain(text: str) -> str:
    return re.sub(r"\*\*|^\s*(?:[-*+]|\d+[.、)])\s+", "", text).strip()
