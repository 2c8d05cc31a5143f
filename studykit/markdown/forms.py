"""Lines that mean what Markdown writes otherwise: ``##标题``, ``·要点``, ``-要点``, ``<h2>``, ``::: tip``, ``✅ …``.

Everything is rewritten within its line, so that line numbers stay those of the file; code and formulas are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from studykit.markdown.asking import mark_questions
from studykit.markdown.margins import indent, to_the_margin
from studykit.markdown.numbering import marked_with
from studykit.markdown.sections import mark_sections
from studykit.markdown.wrapping import HARD_BREAK

HAN = "\u4e00-\u9fff"
#: ``` or ~~~, which code stands between, and $$.
FENCE = re.compile(r"[ \t>]*(?:[-*+][ \t]+|\d{1,2}[.)][ \t]+)?(?P<mark>`{3,}|~{3,})(?P<info>[^`]*)$")
FORMULA = re.compile(r"[ \t>]*\$\$")
#: Blanks that indent a paragraph, as HTML or as in print.
ENTITY = "&(?:nbsp|ensp|emsp|#160|#8195|#12288);?"
INDENT = re.compile(rf"^[ \t]*(?:{ENTITY}|[\u2002\u2003\u3000])(?:{ENTITY}|\s)*")
ENTITY_BLANK = re.compile(r"&(?:nbsp|ensp|emsp);")
#: A heading without its blank; one # may be a tag.
TIGHT_HEADING = re.compile(r"^( {0,3}#{2,6})(?=[^\s#])")
DIRECTIVE = r"(?:include|define|undef|if|ifdef|ifndef|else|endif|pragma|error)\b"
ONE_HASH = re.compile(rf"^#(?![\s#!]|{DIRECTIVE})(?P<text>[^#\n]{{1,40}})$")
#: So many lines like this, each by itself, are no tags either.
LEAST_ALIKE = 3
NO_TAG = re.compile(r"[^\w/\s-]")
#: "## 标题##".
CLOSED = re.compile(r"^(?P<marks>#{2,6})(?P<text>\s.*[^\s#])(?P=marks)\s*$")
HTML_HEADING = re.compile(r"^\s*<h([1-6])\b[^<>]*>(.{1,200}?)</h\1>\s*$", re.IGNORECASE)
#: A mark that is no Markdown before an item, and one without its blank.
BULLET = re.compile(r"^(?P<indent>[ \t]*)(?:[·•●○◦◆◇■□▪▫▶►▸➤➢❖‣⁃∙][ \t]*|[–—][ \t]+)(?=\S)")
TIGHT_BULLET = re.compile(rf"^(?P<indent>[ \t]*)(?:(?P<dash>[-+])(?=[{HAN}（《“【`]|\*\*)|\*(?=[{HAN}（《“【][^*]*$))")
#: More than one blank behind the mark of an item.
FAR_ITEM = re.compile(r"^([ \t]*(?:[-*+]|\d{1,2}[.)]))(?:\t[ \t]*| {2,}\t?[ \t]*)(?=\S)")
#: "1.要点" below an item: its blank is left out.
TIGHT_NUMBER = re.compile(rf"^([ \t]{{2,}}\d{{1,2}}\.)(?=[{HAN}])")
LIST_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]")
#: Numbers that are no Markdown, at the margin: what is indented by so much below them belongs to them.
NUMBER = re.compile(
    r"^(?:(\d{1,2})[、）]|(\d{1,2})\)(?=\S)|[（(](\d{1,2})[）)]|([①-⑳])|第([一二三四五六七八九])[点步][，,：:]"
    r"|[（(]?([a-h])(?:[）)、]|\.(?=[^\x00-\x7f]|\s)))[ \t]*(?=\S)"
)
LEAST_MARGIN = 2
#: A line that announces what stands below it, and one that begins with a mark of its own.
ANNOUNCES = re.compile(r"[：:](?:\*\*)?(?:\s|\\|<br\s*/?>)*$", re.IGNORECASE)
LABELLED = re.compile(r"\s*(?:\*\*)?[^，。；：:*]{1,40}(?:\*\*)?[：:]")
LEAST_ITEMS = 2
MARKED_LINE = re.compile(
    r"\s*(?:[-*+]\s|\d{1,2}[.、．）)]|[（(]\d{1,2}[）)]|[①-⑳]|#{1,6}\s|[>|]|!\[|</?[a-zA-Z]|\[\^|(?:---|===|\*\*\*)\s*$)"
)
#: Numbers in Chinese: those of the sections of a note, or of items.
COUNTED = "一二三四五六七八九十"
IN_WORDS = (
    re.compile(r"^([一二三四五六七八九十])[、.．]\s*(?=[^\s一二三四五六七八九十])"),
    re.compile(r"^[（(]([一二三四五六七八九十])[）)][、.]?\s*(?=\S)"),
    re.compile(r"^第([一二三四五六七八九十])步[，,、：:]\s*(?=\S)"),
)
#: Numbers in one sign: ❷, ⑵, ⒉, 2️⃣.
SIGNS = {
    **{chr(0x2776 + n): chr(0x2460 + n) for n in range(10)},
    **{chr(0x2780 + n): chr(0x2460 + n) for n in range(10)},
    **{chr(0x278A + n): chr(0x2460 + n) for n in range(10)},
    **{chr(0x2474 + n): f"（{n + 1}）" for n in range(20)},
    **{chr(0x2488 + n): f"{n + 1}、" for n in range(20)},
}
SIGN = re.compile(f"^([ \t]*)([{''.join(SIGNS)}])[ \t]*")
KEYCAP = re.compile("^([ \t]*(?:#{1,6} )?)([1-9])\ufe0f?\u20e3[ \t]*")
#: "１．" and "1．" are "1、".
WIDE_NUMBER = re.compile(r"^([ \t]*)([0-9０-９]{1,2})(?:．|(?<=[０-９])[.、）)])[ \t]*(?=\S)")
#: A picture in front of a line: not those that say no.
EMOJI = "(?![✗✘❌❎⛔⛏])[\u23e9-\u23f3\u2600-\u27bf\u2b05-\u2b55\U0001f300-\U0001f6aa\U0001f6ac-\U0001faff]"
PICTURED = re.compile(
    r"^([ \t]*(?:(?:#{1,6}|[-*+>]|(?:\d{1,2}[.)])+)[ \t]+)*(?:\*\*)?)"
    rf"(?:{EMOJI}[\ufe0f\u200d]*)+[ \t]*(?=[\w（《“【「`*\[$<\"'(])"
)
#: Boxes of other programs: their text is text.
COLON_BOX = re.compile(r"^[ \t]*:{3,}[ \t]*(?:\{?[.\w-]*\}?(?:[ \t].{0,60})?)?$")
INDENTED_BOX = re.compile(
    r"^(?P<indent>[ \t]*)(?:!!!|\?\?\?\+?|===)[ \t]+(?:[\w -]{1,30}(?P<title>\".{0,120}\")?|\".{0,120}\")[ \t]*$"
)
#: What the title of a box says, where it is more than "注意".
LEAST_TITLE = 8


def in_markdown(text: str) -> str:
    """A note with these forms as Markdown writes them; as many lines as before."""
    lines = text.split("\n")
    _open_boxes(lines)
    free = [number for number in _free(lines) if lines[number].strip()]
    _first_level(lines, free)
    for number in free:
        lines[number] = _rewritten(lines[number])
    free = [number for number in free if lines[number].strip()]  # "&nbsp;" alone is a blank line
    to_the_margin(lines, free)
    _bullets(lines, free)
    mark_questions(lines, free)
    mark_sections(lines, free)
    _in_words(lines, free)
    _numbers(lines, free)
    _broken(lines, free)
    return "\n".join(lines)


def _open_boxes(lines: list[str]) -> None:
    """What stands in a box of another program is text of the note."""
    margin = 0
    for number, line in enumerate(lines):
        if not margin and line[:1] in " :" and COLON_BOX.match(line):
            lines[number] = ""
        elif (box := INDENTED_BOX.match(line)) and number + 1 < len(lines):
            margin = len(box["indent"]) + 4
            below = next((text for text in lines[number + 1 : number + 3] if text.strip()), "")
            margin = margin if indent(below) >= margin else 0
            lines[number] = _title(box) if margin else line
        elif margin and line.strip():
            margin = margin if indent(line) >= margin else 0
            lines[number] = line.expandtabs(4)[4:] if margin else line


def _title(box: re.Match[str]) -> str:
    """What is left of the line that opens a box: its title, where that tells something."""
    title = (box["title"] or "").strip('" ')
    return title if len(title) >= LEAST_TITLE else ""


def _free(lines: list[str]) -> Iterator[int]:
    """The numbers of the lines outside code and formulas."""
    fence, formula = "", False
    for number, line in enumerate(lines):
        if (mark := FENCE.match(line)) and not formula:
            if not fence:
                fence = mark["mark"]
            elif mark["mark"].startswith(fence) and not mark["info"].strip():
                fence = ""
        elif FORMULA.match(line) and not fence:
            formula ^= line.count("$$") % 2 == 1
        elif line and not fence and not formula:
            yield number


def _rewritten(line: str) -> str:
    """A line by itself."""
    first = line.lstrip()[:1]
    if first == "#":
        line = CLOSED.sub(r"\g<marks>\g<text>", TIGHT_HEADING.sub(r"\1 ", line))
    elif first == "<":
        line = HTML_HEADING.sub(lambda tag: f"{'#' * int(tag[1])} {tag[2].strip()}", line)
    if line.isascii() and "&" not in line:
        return FAR_ITEM.sub(r"\1 ", line)
    line = ENTITY_BLANK.sub(" ", INDENT.sub("", line)) if "`" not in line else INDENT.sub("", line)
    line = SIGN.sub(lambda sign: sign[1] + SIGNS[sign[2]], line)
    line = KEYCAP.sub(r"\1\2、", WIDE_NUMBER.sub(lambda mark: f"{mark[1]}{int(mark[2])}、", line))
    return PICTURED.sub(r"\1", FAR_ITEM.sub(r"\1 ", TIGHT_NUMBER.sub(r"\1 ", line)))


def _bullets(lines: list[str], free: list[int]) -> None:
    """Items whose mark is no Markdown; deeper ones stay deeper where they stand in a list."""
    tight = sum(TIGHT_BULLET.match(lines[number]) is not None for number in free) > 1
    in_list, margin = False, 0
    for number in free:
        line = lines[number]
        mark = BULLET.match(line) or (TIGHT_BULLET.match(line) if tight else None)
        if mark:
            indent = mark["indent"].expandtabs(4)
            margin = margin if in_list else len(indent)
            lines[number] = f"{indent[margin:]}- {line[mark.end() :]}"
        elif LIST_ITEM.match(line):
            margin = 0
        in_list = mark is not None or LIST_ITEM.match(line) is not None or (in_list and line[0] in " \t")


def _in_words(lines: list[str], free: list[int]) -> None:
    """``一、``, ``（一）`` and ``第一步：`` count the items of a list where no text stands between them."""
    for form in IN_WORDS:
        run: list[int] = []
        for place, number in enumerate([*free, len(lines)]):
            mark = form.match(lines[number]) if place < len(free) else None
            value = COUNTED.find(mark[1]) + 1 if mark else 0
            if value == len(run) + 1 and mark:
                run.append(number)
            elif place == len(free) or value == 1:
                _items_in_words(lines, run, form)
                run = [number] if value == 1 else []


def _items_in_words(lines: list[str], run: list[int], form: re.Pattern[str]) -> None:
    together = all(not any(map(str.strip, lines[one + 1 : next_one])) for one, next_one in pairwise(run))
    if len(run) >= LEAST_ITEMS and together:
        for value, number in enumerate(run, 1):
            lines[number] = f"{value}. {form.sub('', lines[number])}"


def _numbers(lines: list[str], free: list[int]) -> None:
    """Numbered lines with something indented below them are items, and it stands in them."""
    section: list[tuple[int, int, int]] = []
    for number in [*free, len(lines)]:
        if number == len(lines) or lines[number].startswith("#"):
            if len({style for _, style, _ in section}) == 1 and any(_margin(lines, line) for line, _, _ in section):
                _as_list(lines, section)
            section = []
        elif mark := NUMBER.match(lines[number]):
            style, value = marked_with(mark)
            before = section[-1][2] if section else 0
            section += [(number, style, value)] if value in (1, before + 1) else []


def _as_list(lines: list[str], section: list[tuple[int, int, int]]) -> None:
    for number, _, value in section:
        margin = _margin(lines, number)
        lines[number] = f"{value}. {NUMBER.sub('', lines[number])}"
        pad = " " * (len(str(value)) + 2 - margin)
        below = number + 1
        while margin and below < len(lines) and (not lines[below].strip() or indent(lines[below])):
            lines[below] = f"{pad}{lines[below]}" if lines[below].strip() else ""
            below += 1


def _margin(lines: list[str], number: int) -> int:
    """How far what stands below a line is indented."""
    below = next((line for line in lines[number + 1 : number + 3] if line.strip()), "")
    margin = indent(below)
    return margin if margin >= LEAST_MARGIN else 0


def _broken(lines: list[str], free: list[int]) -> None:
    """Lines that the author broke below one that announces them are its items; so are labelled ones below a heading."""
    above, run = "", list[int]()
    labelled = False
    for number in [*free, len(lines)]:
        line = lines[number] if number < len(lines) else ""
        goes_on = run and number == run[-1] + 1 and HARD_BREAK.search(above) and not ANNOUNCES.search(above)
        if run and not (goes_on and _plain(line)):
            _items(lines, run, labelled=labelled)
            run = []
        if run:
            run.append(number)
        elif _plain(line) and (above.startswith("#") or ANNOUNCES.search(above)):
            run, labelled = [number], above.startswith("#")
        above = line


def _items(lines: list[str], run: list[int], *, labelled: bool) -> None:
    if len(run) < LEAST_ITEMS or (labelled and not all(LABELLED.match(lines[number]) for number in run)):
        return
    for number in run:
        line = HARD_BREAK.sub("", lines[number])
        lines[number] = f"{line[: len(line) - len(line.lstrip())]}- {line.strip()}"


def _plain(line: str) -> bool:
    return bool(line) and not MARKED_LINE.match(line)


def _first_level(lines: list[str], free: list[int]) -> None:
    """``#标题`` is a heading where no tag is written so, and beside deeper headings written alike."""
    beside = any(TIGHT_HEADING.match(lines[number]) for number in free)
    titled = any(lines[number].startswith("# ") for number in free)
    marks = {number: mark for number in free if (mark := ONE_HASH.match(lines[number])) and _alone(lines, number)}
    beside = beside or len(marks) >= LEAST_ALIKE
    for number, mark in marks.items():
        if beside or NO_TAG.search(mark["text"].strip()) or (number == free[0] and not titled):
            lines[number] = f"# {mark['text']}"


def _alone(lines: list[str], number: int) -> bool:
    """Whether blank lines, or headings, stand around a line."""
    near = [lines[i] for i in (number - 1, number + 1) if 0 <= i < len(lines)]
    return all(not line.strip() or line.startswith("#") for line in near)
