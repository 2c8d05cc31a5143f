"""Text as one sees it: without what has no width, HTML and marks of other programs, pictures in one spelling."""

from __future__ import annotations

import re
from collections.abc import Callable

from studykit.prose import HIGHLIGHT, LINK, WIKI_LINK, wiki_words

#: Characters without width, as editors leave them; one between two emoji makes them one, and stays.
INVISIBLE = "(?:[\u200b\u200c\u2060\ufeff\u00ad]|\u200d(?![\u2190-\u2bff\U0001f000-\U0001faff]))"
#: Blanks behind one are its own, and indent nothing.
UNSEEN = re.compile(rf"(?m)^([ \t]*){INVISIBLE}(?:{INVISIBLE}|[ \t\u00a0])*|{INVISIBLE}")
#: A no-break space is a space; before text it is how the author indents a paragraph, and makes no code of it.
NO_BREAK = re.compile("(?m)^(?P<indent>[ \\t]*\u00a0[ \\t\u00a0]*)(?!(?:[-*+>]|\\d+[.)])\\s|\\s)|\u00a0")
#: "第三章", "一、", "2.1", "③" before the words of a heading.
HEADING_NUMBER = re.compile(
    r"^(?:第\s*[一二三四五六七八九十百\d]+\s*[章节篇部分]+[：:、]?|[（(]?[一二三四五六七八九十]+[）)]?[、，,.．:：]"
    r"|[（(][一二三四五六七八九十\d]+[）)]|\d+(?:\.\d+)*(?:[、，,．:：)）]|\.(?!\d)|(?=\s(?!\s*[个种次层步类条位维倍年月级代]))|\s*$)|0\d[-_]|(?:\d+\.)+\d+|[①-⑳])"
    r"(?:\s*[-–—]+(?=\s))?\s*"
)
#: "\_" is "_".
ESCAPED = re.compile(r"\\([_().#+!-])")
#: "【线程】".
IN_BRACKETS = re.compile(r"^【([^【】]+)】$")
#: kramdown's name of a heading, and its colon.
HEADING_TAIL = re.compile(r"\s*(?:\{[:#][^}]*\}\s*)?[：:]?\s*$")
#: "{:.no_toc}" on a line of its own.
KRAMDOWN_MARK = re.compile(r"^[ \t]*\{:.*\}[ \t]*$", re.MULTILINE)
#: Obsidian's pictures: "![[a.png|300]]".
EMBED = re.compile(r"!\[\[([^\]|\n]+)(?:\|([^\]\n]*))?\]\]")
#: HTML's pictures, and where they say of what.
IMG_TAG = re.compile(r"<img\b[^<>\n]{0,800}>", re.IGNORECASE)
IMG_ATTRIBUTE = re.compile(r"""\b(src|alt)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
#: What only unfolds an answer says nothing: "<summary>展开</summary>".
SUMMARY = re.compile(
    r"<summary>\s*(?:点击|点我|查看|展开|详情|答案|解析|更多|显示|收起|details?|answer|show|click)[^<\n]{0,12}</summary>",
    re.IGNORECASE,
)
#: Tags that only shape the text between them.
HTML_TAG = re.compile(
    r"</?(?:a|b|i|u|em|strong|font|span|div|p|center|sup|sub|kbd|mark|small|big|details|summary|br|hr|table|thead"
    r"|tbody|tr|td|th|ul|ol|li|h[1-6]|blockquote|section|figure|figcaption|iframe|video|audio|source)\b[^<>\n]{0,400}>",
    re.IGNORECASE,
)
#: Words in bold, as HTML has them, and words in colour.
BOLD_TAG = re.compile(r"<(b|strong|mark)\b[^<>\n]{0,80}>(?P<words>[^<>*`\n]{1,60})</\1>", re.IGNORECASE)
COLOURED = re.compile(
    r"<(font|span)\b[^<>\n]{0,80}(?:colou?r|background|bold)[^<>\n]{0,80}>(?P<words>[^<>*`\n]{1,30})</\1>",
    re.IGNORECASE,
)
#: A link in a heading.
HEADING_LINK = re.compile(rf"(?<!!){LINK.pattern}")
#: A link that leads from a heading to somewhere else on the page.
ELSEWHERE = re.compile(
    r"\s*\[(?:[#¶§🔗↑⬆🔝^ ]+|(?:返回|回到)?(?:目录|顶部|开头)|(?:back to )?top|toc|返回)\](?:\(#?[^()\s]*\)|$)"
    r"|\[\]\([^()\s]*\)",
    re.IGNORECASE,
)
#: How much a part matters: "页表*", "页表（重要）"; "A*" is a name.
WEIGHT = re.compile(r"(?<=[\u4e00-\u9fff）)])\s*(?:[*★☆◆]+|[（(](?:重要|重点|必考|选学|了解|掌握|熟悉)[）)])\s*$")
#: A line break inside a line parts two things, as a semicolon does.
BREAK = re.compile(r"(?<=[^\s。；;：:|])<br\s*/?>(?=[^\s|\n])", re.IGNORECASE)
#: What HTML hides.
COMMENT = re.compile(r"<!--(?:(?!<!--).){0,2000}?-->", re.DOTALL)
#: What is embedded may be a note: only these are pictures.
PICTURE_NAME = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|bmp|avif)$", re.IGNORECASE)
#: Obsidian's name for a block: ``^name`` at its end, or below a table or a block of code.
ANCHOR = re.compile(r"(?:^|\s)\^([A-Za-z0-9-]+)[ \t]*$")
#: Code within a line.
CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")


def seen(text: str) -> str:
    """A note as one sees it: without characters that have no width, and with plain spaces."""
    if text.isascii():
        return text
    return NO_BREAK.sub(lambda blank: blank["indent"] or " ", UNSEEN.sub(r"\1", text))


def clean_heading(text: str) -> str:
    """A heading without its number, anchor, closing colon and emphasis."""
    text = _unlinked(clean_inline(text).replace("\n", " ").strip())
    text = text if "$" in text else outside_code(text, lambda piece: ESCAPED.sub(r"\1", piece))
    text = re.sub(r"\*\*|(?<![\w`])__(?=\S)(?!\w+__)|(?<=[^\w`])__(?![\w`])", "", HIGHLIGHT.sub(r"\1", text))
    without_number = HEADING_NUMBER.sub("", text, count=1)
    return IN_BRACKETS.sub(r"\1", WEIGHT.sub("", HEADING_TAIL.sub("", without_number or text)).strip())


def _unlinked(text: str) -> str:
    """The words of a heading without the addresses that they link to, and without links to elsewhere on the page."""
    if "]" not in text:
        return text
    text = outside_code(text, lambda piece: WIKI_LINK.sub(wiki_words, piece))
    text = ELSEWHERE.sub("", text)
    code = [span.span() for span in CODE_SPAN.finditer(text)]

    def words(link: re.Match[str]) -> str:
        return link[0] if any(start <= link.start() < end for start, end in code) else link[1]

    return HEADING_LINK.sub(words, text) or text


def clean_inline(text: str) -> str:
    """Pictures in one spelling, without HTML tags and kramdown marks; code spans stay untouched."""
    if not any(mark in text for mark in ("<", "![[", "{:")):
        return text
    return outside_code(KRAMDOWN_MARK.sub("", text), _cleaned)


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """A text, changed but for its code spans."""
    parts: list[str] = []
    end = 0
    for span in CODE_SPAN.finditer(text):
        parts += [change(text[end : span.start()]), span[0]]
        end = span.end()
    return "".join([*parts, change(text[end:])])


def _cleaned(text: str) -> str:
    text = COMMENT.sub("", text)
    text = EMBED.sub(_embed, text)
    text = BOLD_TAG.sub(_bold, COLOURED.sub(_coloured, IMG_TAG.sub(_image, text)))
    return HTML_TAG.sub("", BREAK.sub("；", SUMMARY.sub("", text)))


def _bold(match: re.Match[str]) -> str:
    """Words in Markdown's bold, but within such words and where blanks alone are bold."""
    line = match.string.rfind("\n", 0, match.start()) + 1
    words = match["words"].strip()
    inside = match.string.count("**", line, match.start()) % 2
    return match["words"] if inside or not words else f"**{words}**"


def _coloured(match: re.Match[str]) -> str:
    """Colour marks words as bold type does; a whole sentence in colour is a sentence."""
    before, after = match.string[: match.start()].rpartition("\n")[2], match.string[match.end() :].partition("\n")[0]
    alone = not before.strip(" *") and not after.strip(" *：:。")
    return match["words"] if alone and re.search("[，。；！]", match["words"]) else _bold(match)


def _embed(match: re.Match[str]) -> str:
    target, alt = match[1].strip(), (match[2] or "").strip()
    if not PICTURE_NAME.search(target):
        return ""
    # Obsidian writes the width where the text would be: ![[a.png|300]].
    return f"![{'' if alt.isdigit() else alt}]({link_target(target)})"


def _image(match: re.Match[str]) -> str:
    found = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in IMG_ATTRIBUTE.finditer(match[0])}
    return f"![{found.get('alt', '')}]({link_target(found['src'])})" if found.get("src") else ""


def link_target(target: str) -> str:
    """An address as Markdown takes it."""
    return target.replace(" ", "%20")


def without_anchor(text: str) -> tuple[str, str]:
    """A block's text without its name, and the name."""
    found = ANCHOR.search(text)
    return (text[: found.start()].rstrip(), found[1]) if found else (text, "")
