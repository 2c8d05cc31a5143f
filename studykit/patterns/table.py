"""Tables: each row is asked by its first cell and a column header."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from studykit import prose, segment
from studykit.counted import which
from studykit.model import Fact, FactKind, Relation
from studykit.patterns import Place, pattern, too_long
from studykit.patterns._explained import does_something
from studykit.prose import bare
from studykit.terms import CJK, GENERIC, head_of, is_aspect, is_label, is_term, length
from studykit.text import normalise, spaced

MOST_ROWS, MOST_COLUMNS = 80, 8
LONGEST_HEAD, LONGEST_TYPED, LONGEST_CELL = 24, 60, 70
#: In a table of at least so many rows, one in so many may begin as another does: such rows alone are passed over.
MANY_ROWS, ONE_IN = 8, 6
#: A second column that says what the first stands for, or anything of what it is.
WHAT_IT_IS = "说明|含义|意义|解释|描述|定义|意思|介绍|meaning|d[ei]scription|desc"
STANDS_FOR = re.compile(f"^(?:{WHAT_IT_IS})$", re.IGNORECASE)
MEANING = re.compile(f"^(?:{WHAT_IT_IS}|作用|功能|用途|备注)$", re.IGNORECASE)
#: What something means is asked for so, unless the cell tells what it does.
SAYS_MEANING = re.compile("^(?:含义|意义|意思|解释|定义|meaning)$", re.IGNORECASE)
#: A command with what it is given, written without backticks: "git push origin <名>".
TYPED = re.compile(r"[a-z][a-z0-9._-]*(?: +[!-~]\S*)+$", re.ASCII)
#: What stands beside the rest is no answer by itself.
REMARK = re.compile(r"^(?:comments?|remarks?|notes?|example|)$", re.IGNORECASE)
#: A cell of a table that only shows how such a table looks.
SAMPLE = re.compile(r"\W*\w{0,2}\W*")
#: An option in the first cell.
OPTION = re.compile(r"^`?-{1,2}[A-Za-z]")
#: First headers of a table that lists aspects downwards and things sideways.
SIDEWAYS = frozenset(
    [
        "",
        *"比较 对比 项目 项 方面 维度 特性 特点 指标 属性 区别 比较项 对比项 对比维度 特征 性质 不同点".split(),
    ]
)
#: Column headers that are questions or predicates already.
ASKS = re.compile(
    r"[?？]$|哪|何|怎|多少|是否|谁|什么|几|^(?:能|可|需|要|有|无|由|在|从|用|适合|适用|支持|允许|让|使|返回|需要|会|影响|占)"
)
#: Cells that say yes or no.
YES_NO = re.compile(
    r"^(?:不?支持|不?需要|不?可以?|不?能|是|否|有|无|没有|[√×✓✔✗✘✅❌]|不?可能|不?会|不?允许|必须|可选|[YNyn]|[Yy]es|[Nn]o)$"
)
#: … or tick it.
TICK = re.compile(r"^\s*(?:[√×✓✔✗✘✅❌☑✖xX○●]\ufe0e?\ufe0f?|是|否|[YN]|[Yy]es|[Nn]o|不?支持|不?可能|有|无)\s*$")
#: What ticks.
YES = re.compile(r"^\s*(?:[√✓✔✅☑○●]|是|Y|[Yy]es|支持|可能|有)")
ALL_CHINESE = re.compile("[\u4e00-\u9fff]+")
#: So many rows, and so large a part of them alike, make a comparison.
LEAST_COMPARED, MOSTLY = 3, 0.6
#: A first column of so many names can be asked for as a whole.
LEAST_MEMBERS, MOST_MEMBERS, LONGEST_MEMBER, LONGEST_COLUMN = 2, 8, 16, 80
SHORTEST_KIND, LONGEST_KIND = 3, 10
#: A header that names no kind of things.
NO_KIND = re.compile(
    r"名$|名称|编号|序号|时间|日期|版本|描述|说明|写法|示例|例子|备注|语法|含义|作用|比较|对比|项目?$|指标$|维度$|^(?:本|该|各)"
)
#: What the names of such columns begin with.
FAMILY = re.compile("[a-z]{3,}", re.IGNORECASE)
#: One or two letters or signs, which name nothing without the kind that their column's header names.
LETTERS = re.compile(r"(?!\d+$|-)[!-_a-~]{1,2}|`[^`\d]`")
#: Where a sentence of a cell ends.
SENTENCE_END = re.compile(r"[。；;！](?=.)")
#: A cell that says nothing.
EMPTY = re.compile(r"^[\s\-—–/无空～~\u200b]*$")
#: A table of contents: links to headings of the same note, and cells without anything.
TO_A_HEADING = re.compile(r"^\s*(?:\d+\.?\s*)?(?:\[[^\]]*\]\(#[^)]*\)|\W*)\s*$")


@pattern("table", on="block", rank=20, kinds=("table",))
def find(place: Place) -> Iterator[Fact | Relation]:
    """Two columns make definitions; more columns make one card a cell, "row：column"."""
    rows = place.block.rows
    if not 2 <= len(rows) <= MOST_ROWS + 1 or not 2 <= len(rows[0]) <= MOST_COLUMNS:
        return
    if all(TO_A_HEADING.match(cell) for row in rows[1:] for cell in row):
        return
    rows = tuple(tuple(prose.read(cell).shown for cell in row) for row in rows)
    if len(rows[0]) == 2 and all(map(EMPTY.match, rows[0])):
        # A table without a header: names, and what they are.
        rows = (("名称", "含义"), *rows[1:])
    header = rows[0]
    again = _again(rows)
    if _only_shows(rows) or (again and (len(rows) <= MANY_ROWS or len(again) * ONE_IN > len(rows))):
        return
    names = normalise(header[0]) in SIDEWAYS or _of_one_family(header[1:])
    sideways = len(header) > 2 and names and not any(map(is_aspect, header[1:]))
    if len(header) == 2 and _compares(rows):
        yield place.relation(header[0], "contrasts_with", header[1])
        yield from (_other_side(place, header, row, number) for number, row in enumerate(rows[1:], 1))
        return
    sideways = sideways and not _named_by_codes(rows)
    if sideways and len(header) == 3:
        yield place.relation(header[1], "contrasts_with", header[2])
    if not sideways:
        yield from _members(place, rows)
    for number, row in enumerate(rows[1:], 1):
        head = row[0].strip("* ") or row[0].strip()
        if head not in again and _can_head(head, sideways=sideways):
            yield from _row(place, header, row, place.block.span.first + 1 + number, sideways=sideways)


def _row(place: Place, header: tuple[str, ...], row: tuple[str, ...], line: int, *, sideways: bool) -> Iterator[Fact]:
    head = row[0].strip("* ") or row[0].strip()
    if not sideways and (ticked := _ticked(header, row)) is not None:
        yield _ticks(place, row, *ticked, line)
        return
    for name, cell in list(zip(header, row, strict=False))[1:]:
        column = name.strip("* ")
        if (sideways or not REMARK.match(column)) and _can_be_asked(column, told := _fitting(cell)):
            subject, aspect = (column, head) if sideways else (_named(header[0], head, row[1]), column)
            if normalise(told) not in normalise(subject) and normalise(told) != normalise(aspect):
                yield _cell(place, subject, aspect, told.strip("* "), line, len(header))


def _of_one_family(names: tuple[str, ...]) -> bool:
    """Whether the columns are things of one name, which the rows tell about: Raid0, Raid1 and Raid10."""
    begin = [FAMILY.match(normalise(name.strip("* "))) for name in names]
    return len({match[0] for match in begin if match}) == 1 and all(begin) and len(set(names)) == len(names)


def _can_head(head: str, *, sideways: bool) -> bool:
    """Whether a row can be asked for by its first cell."""
    if EMPTY.match(head) or (is_label(head_of(head)) and not sideways):
        return False
    return length(head) <= (LONGEST_TYPED if TYPED.match(head) else LONGEST_HEAD)


def _can_be_asked(column: str, cell: str) -> bool:
    """Whether a cell says something of the kind that its column's header names."""
    if EMPTY.match(cell) or EMPTY.match(column) or too_long(cell, LONGEST_CELL):
        return False
    return bool(MEANING.match(column)) or not is_label(column)


def _only_shows(rows: tuple[tuple[str, ...], ...]) -> bool:
    """Whether a table shows how such a table looks: its first cells name nothing, and there are only numbers in it."""
    return len(rows[0]) > 2 and all(SAMPLE.fullmatch(cell.strip()) for row in rows[1:] for cell in row)


def _again(rows: tuple[tuple[str, ...], ...]) -> frozenset[str]:
    r"""First cells that stand in more than one row; `-p` and `-P` are two options, as `\s` and `\S` are two classes."""
    heads = Counter(" ".join(row[0].split()).strip("* ") for row in rows[1:])
    return frozenset(head for head, times in heads.items() if times > 1)


def _fitting(cell: str) -> str:
    """A cell, or of a longer one the sentences at its beginning that can be an answer."""
    if not too_long(cell, LONGEST_CELL):
        return cell
    fits = [end for end in SENTENCE_END.finditer(cell) if not too_long(cell[: end.start()], LONGEST_CELL)]
    return cell[: fits[-1].start()] if fits else cell


def _compares(rows: tuple[tuple[str, ...], ...]) -> bool:
    """Whether two columns set two things side by side: most rows say alike things of both ("不分配内存｜要分配内存")."""
    if any(is_label(name) or is_aspect(name) or MEANING.match(name) or not name.strip() for name in rows[0]):
        return False
    alike = sum(bool(_shared(*row)) for row in rows[1:])
    return len(rows) > LEAST_COMPARED and alike >= MOSTLY * (len(rows) - 1)


def _shared(one: str, other: str) -> str:
    """The longest Chinese words that two cells have in common, neither of which holds the other."""
    if one in other or other in one:
        return ""
    words = segment.cut(one)
    runs = ("".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1))
    common = (run for run in runs if len(run) > 1 and ALL_CHINESE.fullmatch(run) and run in other)
    return max(common, key=len, default="")


def _other_side(place: Place, header: tuple[str, ...], row: tuple[str, ...], number: int) -> Fact:
    """How two things differ in what a row says of both; or the second of them, where it has no words of both."""
    line = place.block.span.first + 1 + number
    one, other = header[0].strip("* "), header[1].strip("* ")
    if shared := _shared(row[0], row[1]):
        subject, answer = f"{spaced(one, '与', other)}：“{shared}”", f"{one}：{row[0]}；{other}：{row[1]}"
        prompt = f"{subject}有什么不同？"
    else:
        subject, prompt, answer = other, f"{one}：{row[0]}；{other}呢？", row[1]
    return place.fact(
        "comparison", subject, prompt, answer, aspect=row[0], lines=(line, line), confidence=0.7, statement=" "
    )


def _named_by_codes(rows: tuple[tuple[str, ...], ...]) -> bool:
    """Whether a column without a header holds names ("1XX"), of which Chinese headers tell the sides."""
    codes = all(not CJK.search(row[0]) and re.search(r"\d", row[0]) for row in rows[1:])
    return not normalise(rows[0][0]) and codes and all(CJK.search(name) for name in rows[0][1:])


def _ticked(header: tuple[str, ...], row: tuple[str, ...]) -> tuple[list[str], list[str]] | None:
    """For a row of ticks: the columns, and those with a tick; nothing for any other row."""
    cells = list(zip(header[1:], row[1:], strict=False))
    if len(cells) < 2 or not all(TICK.match(cell) for _, cell in cells):
        return None
    return [name for name, _ in cells], [name for name, cell in cells if YES.match(cell)]


def _ticks(place: Place, row: tuple[str, ...], columns: list[str], ticked: list[str], line: int) -> Fact:
    """Which columns have a tick in this row, and which have none: both stand in the answer."""
    head = row[0].strip("* ")
    every = [cell.strip() for row in place.block.rows[1:] for cell in row[1:] if TICK.match(cell)]
    yes = next((cell for cell in every if YES.match(cell)), "是")
    no = next((cell for cell in every if not YES.match(cell)), "否")
    rest = [name for name in columns if name not in ticked]
    sides = [f"{mark}：{'、'.join(names)}" for mark, names in ((yes, ticked), (no, rest)) if names]
    kind = place.block.rows[0][0].strip("* ")
    return place.fact(
        "property",
        head,
        f"{f'{kind}“{head}”' if _names_a_kind(kind) else head}：哪几项是“{yes}”，哪几项不是？",
        "；".join(sides),
        aspect="ticks",
        lines=(line, line),
        confidence=0.7,
        statement=" ",
    )


def _members(place: Place, rows: tuple[tuple[str, ...], ...]) -> Iterator[Fact]:
    """A first column of names under the name of their kind: "隔离级别有哪些？"."""
    kind, names = rows[0][0].strip("* "), [row[0].strip("* ") for row in rows[1:]]
    told = place.lead is not None and which(place.lead.prose.shown)
    if told or not _names_a_kind(kind) or not LEAST_MEMBERS <= len(names) <= MOST_MEMBERS:
        return
    if too_long("、".join(map(bare, names)), LONGEST_COLUMN):
        return
    if all(is_term(name, LONGEST_MEMBER) and not is_aspect(name) for name in names):
        yield place.fact(
            "enumeration",
            kind,
            spaced(kind, "有哪些？"),
            "、".join(names),
            items=tuple(names),
            # The line of the header is left free for what the line above the table announces.
            lines=(place.block.span.first + 2, place.block.span.last),
            confidence=0.7,
            statement=" ",
        )


def _names_a_kind(header: str) -> bool:
    """Whether the first header says of which kind the rows are, and not only "名称" or "参数"."""
    named = bool(CJK.search(header)) and is_term(header, LONGEST_KIND) and length(header) >= SHORTEST_KIND
    return named and not (is_aspect(header) or header in GENERIC or NO_KIND.search(header) or MEANING.match(header))


def _named(what: str, head: str, second: str) -> str:
    """A bare number needs its column's name and the name beside it: "错误码 700（`cudaErrorIllegalAddress`）".

    So do one or two letters or signs, without the name beside: "修饰符 g".
    """
    if LETTERS.fullmatch(head) and _says_kind(what):
        return spaced(what, " ", head)
    if not re.fullmatch(r"(?=\D*\d)[\d.xX-]+", head) or EMPTY.match(what):
        return head
    named = re.fullmatch(r"`[^`]+`|[A-Za-z][\w ]+", second.strip())
    return spaced(what, " ", head) + (f"（{second.strip()}）" if named else "")


def _says_kind(header: str) -> bool:
    """Whether a header can stand before what its column names: "修饰符", and not "名称"."""
    return bool(CJK.search(header)) and length(header) <= LONGEST_KIND and not NO_KIND.search(header)


def _cell(place: Place, subject: str, aspect: str, cell: str, line: int, columns: int) -> Fact:
    option, typed = bool(OPTION.match(subject)), "`" in subject or bool(TYPED.match(subject))
    if option and MEANING.match(aspect):
        prompt = f"选项 {subject} 有什么作用？"
    elif MEANING.match(aspect) and typed and (does_something(cell) or not SAYS_MEANING.match(aspect)):
        prompt = f"{subject} 有什么作用？"
    elif STANDS_FOR.match(aspect) and (typed or not CJK.search(subject[-1])):
        prompt = f"{subject} 表示什么？"
    elif ASKS.search(aspect) or YES_NO.match(cell):
        prompt = f"{subject}：{aspect.rstrip('?？')}？"
    else:
        prompt = spaced(subject, "的", f"{aspect}是什么？")
    kind: FactKind = "option" if option else "definition" if columns == 2 else "property"
    return place.fact(
        kind,
        subject,
        prompt,
        cell,
        aspect=aspect,
        form="option" if option else "question",
        lines=(line, line),
        confidence=0.7,
        statement=" ",
    )
