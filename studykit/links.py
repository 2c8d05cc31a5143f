"""Links of a note as resources of their section, and which lines are their titles and never facts.

The commonest shape in link collections is a bare address with its title in the next paragraph. The first text
after a bare address is its title, unless it ends like a sentence, is a label, or is a long paragraph; so is the line
right before it, where that is no sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from studykit.grammar import COPULAS, PURPOSE_VERBS, take_apart
from studykit.model import Block, Document, Resource, Span
from studykit.prose import LINK, TARGET, clauses
from studykit.terms import is_label, is_term, length
from studykit.traditional import spelling

URL = re.compile(r"https?://[^\s<>（）【】“”，。；、]+")
PICTURE = re.compile(rf"!\[([^\[\]\n]{{0,300}})\]\((?=https?://)({TARGET})[^)\n]*\)")
#: A picture that is itself a link: what it shows is the link's title.
LINKED_PICTURE = re.compile(rf"\[\s*!\[([^\[\]\n]{{0,300}})\]\({TARGET}\)\s*\](?=\()")
ONLY_URL = re.compile(r"^\s*(?:[-*+]\s*)?<?(https?://\S+?)>?\s*$")
TITLE_THEN_URL = re.compile(r"^\s*(?P<title>[^\n]*?)\s*[：:]?\s*<?(?P<url>https?://[^\s>，。）)]+)>?\s*$")
#: An item that begins with a link is about what the link leads to.
LINK_ITEM = re.compile(r"^\s*(?:\*\*)?\[[^\]]+\]\(https?://")
#: A line of a table of contents: links to the note's own headings or to other notes, and little else.
ANCHORS = re.compile(r"^(?:[^\[\n]{0,30}\[[^\]]*\]\((?:#|\.{0,2}/?[\w./%-]+\.md)[^)]*\)\s*[、,，|]?\s*)+$")
#: "一个交互式的教程：[名字](https://…)": what is said of the link is its description.
DESCRIBED = re.compile(
    rf"^[^。；\n]{{1,80}}[：:]\s*(?:\*\*)?\[[^\[\]\n]+\]\((?=https?://){TARGET}\)(?:\*\*)?[。.]?\s*$"
)
#: Below such a heading stand books and articles, and no facts.
SOURCES = re.compile(
    r"^(?:参考|引用)(?:资料|文献|链接|文章|书籍|书目|来源|阅读)?(?:与.*)?$|^(?:延伸|扩展|推荐|相关)阅读$"
    r"|^(?:references?|further reading)$",
    re.IGNORECASE,
)
LONGEST_TITLE = 70
#: A link in the words of a sentence is a name no longer than this.
LONGEST_NAME = 16
#: What says more of a name than this is no longer the description of a link.
LONGEST_DESCRIPTION = 70
#: Words that only say where to click. What they lead to is said before them: "源码：[点击进入](…)", "见[这里](…)".
CLICK = re.compile(
    r"(?:请?(?:点击|单击|点|戳|猛戳)?(?:这里|此处|这儿|我|此)?(?:进入|查看|跳转|访问|阅读|打开|下载|前往|直达)?"
    r"|链接|地址|传送门|原文|官网|here|link|click here)",
    re.IGNORECASE,
)
BEFORE_CLICK = re.compile(
    r"(?:^|[，。；、（(|])\s*(?P<title>[^，。；、（(|：:]{2,40}?)\s*(?:[：:]|(?:请|可以?)*(?:查看|参见|参考|参阅|见|看))\s*$"
)
#: "具体可以参考[这里]" and "例如[这里]的例子" name nothing.
VAGUE = re.compile("(?:更?(?:具体|详细|多)的?|例如|比如|另外|可以?|也|都|还|请|参考|查看|\\s)*")
CLICKED = re.compile("(?:这里|此处|这儿|我|here|link|点击.{0,2})", re.IGNORECASE)
#: "说明：本文转载至", "更详细的可以参考": what stands before such an address says where to look, and names nothing.
POINTING = re.compile(
    r"(?:(?:说明|注|备注|来源|出处)[：:]?\s*)?(?:本文|本节|以上|以下|内容|更多|更?(?:具体|详细)的?)*(?:内容|介绍|信息|解释|说明)?"
    r"(?:可以?|请|都|均|主要)*(?:转载|转自|参考|参见|参阅|查看|摘自|摘录|整理|翻译|来自|来源|源自|引自|见)(?:至|自|于|了)?"
)
#: Alternative texts that editors and clipboards put in say nothing of the picture.
FILLED_IN = re.compile(
    r"(?:image|img|preview|picture|pic|alt(?: text)?|screenshot|avatar|图片|图|插图)?[-_ ]?\d*"
    r"|(?:在)?这里(?:插入|写)图片描述",
    re.IGNORECASE,
)
#: "论文链接" tells where what the line above calls 论文 lies.
ADDRESS_OF = re.compile(r"^(?P<what>[^：:]{2,12}?)的?(?:链接|地址|网址|下载)$")
IN_BRACKETS = re.compile(r"[【《](?P<title>[^【】《》]{2,60})[】》]$")
ADVICE = re.compile(r"[，,]\s*(?:推荐|建议|欢迎|感谢|强烈)[^，,]*$")


@dataclass(frozen=True, slots=True)
class Links:
    """``titles`` are the lines of the note that are the title or the address of a link."""

    resources: tuple[Resource, ...]
    titles: frozenset[int]


def find_links(document: Document) -> Links:
    """All links of a note in order, each with its title where the note gives one."""
    reader = _Reader()
    own = spelling(document.note)
    lines = own.lines if own else document.note.text.split("\n")
    for block, following in zip_longest(document.blocks, document.blocks[1:]):
        written = lines[block.span.first - 1] if block.kind == "heading" else ""
        if "](" in written:
            reader.read_heading(written, block)
        else:
            reader.read(block, following.text if following else "")
    return Links(tuple(reader.resources), frozenset(reader.titles))


@dataclass(slots=True)
class _Reader:
    """Reads the lines of a note from top to bottom; ``waiting`` is a bare address whose title may follow."""

    resources: list[Resource] = field(default_factory=list)
    titles: set[int] = field(default_factory=set)
    waiting: Resource | None = None

    def read(self, block: Block, following: str) -> None:
        if block.kind in ("code", "formula"):
            self.waiting = None
            return
        above = ""
        for number, line in enumerate(block.text.split("\n"), block.span.first):
            if bare := ONLY_URL.match(line):
                self._address(bare[1], above, block, number)
            elif not self._names_the_last(line, block, number, following):
                self._links(line, above, block, number)
            above = "" if number in self.titles else line
        if block.heading and SOURCES.match(block.heading[-1]):
            self.titles.update(range(block.span.first, block.span.last + 1))

    def read_heading(self, written: str, block: Block) -> None:
        """A heading as the author wrote it: its text is its words alone."""
        self.waiting = None
        self.resources += _in_line(written, "", block, block.span.first)

    def _address(self, url: str, above: str, block: Block, number: int) -> None:
        """A line that is an address, and nothing else: its title may be the line above in the same block."""
        above = above.rstrip(" ：:")
        title = _plain(above) if above and _is_title(above) else ""
        self.resources.append(_resource(url, title, block, number))
        self.titles |= {number - 1, number} if title else {number}
        self.waiting = None if title else self.resources[-1]

    def _names_the_last(self, line: str, block: Block, number: int, following: str) -> bool:
        """Whether a line is the title of the bare address before it."""
        address = self.waiting
        if address is None or not line.strip():
            return False
        self.waiting = None
        alone = "\n" not in block.text.strip()
        if block.kind not in ("paragraph", "item") or not _is_title(line, alone=alone, following=following):
            return False
        self.resources[-1] = _resource(address.url, _plain(line), block, address.span.first, number)
        self.titles.add(number)
        return True

    def _links(self, line: str, above: str, block: Block, number: int) -> None:
        found = list(_in_line(line, above, block, number))
        self.resources += found
        if (found and _says_no_more(line, listed=block.kind == "item")) or ANCHORS.match(line):
            self.titles.add(number)


def _is_title(line: str, *, alone: bool = False, following: str = "") -> bool:
    text = line.strip()
    if text.endswith(("：", ":", "；", ";", "`")) or is_label(text.rstrip("：:")):
        return False
    if text.endswith("。"):
        # A sentence is a title only within a list of links: alone between two addresses.
        return alone and length(text) <= LONGEST_TITLE and bool(ONLY_URL.match(following))
    if LINK.search(text) or "://" in text:
        return False
    return length(text) <= LONGEST_TITLE and not text.startswith(("|", "```", "`", "!", "$"))


def _in_line(line: str, above: str, block: Block, number: int) -> Iterator[Resource]:
    """The links of a line; ``above`` is the line before it in the same block."""
    for match in PICTURE.finditer(line):
        yield _resource(match[2], "" if FILLED_IN.fullmatch(match[1].strip()) else match[1], block, number)
    rest = PICTURE.sub("", LINKED_PICTURE.sub(r"[\1]", line))
    for match in LINK.finditer(rest):
        if URL.match(match[2]):
            yield _resource(match[2], _title_of(match), block, number)
    rest = LINK.sub("", rest)
    rest = re.sub(r"`[^`\n]*`", "", rest)
    titled = TITLE_THEN_URL.match(rest) if "http" in rest else None
    if titled:
        yield _resource(titled["url"], _announcing(_plain(titled["title"]).rstrip("：:（( -"), above), block, number)
        return
    for address in URL.finditer(rest):
        yield _resource(address[0].rstrip(".,;:)"), "", block, number)


def _title_of(link: re.Match[str]) -> str:
    """The words of a link, or those before it where its own only say to click."""
    words = link[1].replace("**", "").strip()
    if not CLICK.fullmatch(words):
        return words
    before = BEFORE_CLICK.search(_plain(LINK.sub("，", link.string[: link.start()])))
    title = before["title"].strip() if before else ""
    return "" if VAGUE.fullmatch(title) and CLICKED.fullmatch(words) else title or words


def _announcing(before: str, above: str) -> str:
    """The title in what stands before an address, or in the line ``above``: "论文：…" before "论文链接：…"."""
    place = ADDRESS_OF.match(before)
    what, colon, name = _plain(above).replace(":", "：", 1).partition("：")
    if place and colon and what.strip() == place["what"] and name.strip():
        return name
    title = _named(before)
    silent = is_label(title) or POINTING.fullmatch(title) or length(title) > LONGEST_TITLE
    return "" if silent else title


def _named(title: str) -> str:
    """The title in brackets right before an address, without the advice to read it."""
    inner = IN_BRACKETS.search(title)
    return ADVICE.sub("", inner["title"]) if inner else title


def _says_no_more(line: str, *, listed: bool) -> bool:
    """Whether a line says nothing but its links ("- [title](url)", "官网：https://…"); a picture is no link."""
    if (LINK_ITEM.match(line) and not _tells_of(line, listed=listed)) or DESCRIBED.match(line):
        return True
    rest = LINK.sub("", PICTURE.sub("!", line))
    words = re.sub(r"[\s\d.,，、：:()（）\[\]<>*|—-]", "", URL.sub("", rest))
    return not words or is_label(words) or bool(TITLE_THEN_URL.match(rest))


def _tells_of(line: str, *, listed: bool) -> bool:
    """Whether a line is a statement about what a link in front of it names: "[Redis](…) 是键值数据库"."""
    link = LINK.search(line)
    name = link[1].strip("*` ") if link else ""
    if not link or length(name) > LONGEST_NAME or not is_term(name):
        return False
    said = _plain(LINK.sub(r"\1", line))
    if length(said) > LONGEST_DESCRIPTION:
        return True
    taken = take_apart(next(iter(clauses(said)), ""))
    if taken is None or taken.subject != name or taken.adverbs or not taken.rest:
        return False
    # "- [Repobeats](…) 在 README 里加入统计" describes a page, in a list of pages, and is no sentence.
    return not listed or line.rstrip().endswith("。") or taken.verb in COPULAS | PURPOSE_VERBS


def _resource(url: str, title: str, block: Block, line: int, last: int | None = None) -> Resource:
    return Resource(url, title.strip(), Span(block.span.path, line, last or line), block.heading)


def _plain(text: str) -> str:
    return re.sub(r"\*\*|^\s*(?:[-*+]|\d+[.、)])\s+", "", text).strip()
