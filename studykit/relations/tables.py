"""What a table says: the title of a column tells how the row hangs together with a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, groupby

from studykit.finder import Finder
from studykit.lexicon import ORGANISATIONS
from studykit.model import Fact, Relation, RelationType
from studykit.patterns import Page
from studykit.prose import bare, clauses
from studykit.relations.bonds import KIND
from studykit.relations.headings import FEWEST
from studykit.relations.reader import Reader, subject_of
from studykit.terms import GLOSS, head_of

#: What stands in a column of this name says how the row hangs together with it.
COLUMNS: tuple[tuple[RelationType, re.Pattern[str], bool], ...] = (
    ("proposed_by", re.compile("提出|作者|机构|公司|厂商|出品|开发者|团队"), False),
    ("requires", re.compile("需要|要求|依赖|前提|条件|硬件"), False),
    ("is_a", re.compile("例子|代表|举例|实例|典型|例如|成员"), True),
    ("is_a", re.compile("(?:类别|类型|分类|种类)$|属于|所属"), False),
    ("part_of", re.compile("位置|位于|存放|所在"), False),
    ("part_of", re.compile("组成|包含|包括"), True),
    ("contrasts_with", re.compile("对比|对应的|替代"), False),
    (
        "uses",
        re.compile(
            "使用|采用|用到|技术|方法|算法|实现|同步|通信|协议|工具|语言|引擎|结构|机制|框架|底层|核心|关键|要点|改进|特点|存储|内存|激活|组件"
        ),
        False,
    ),
)
#: What stands in such a column is what the row is called, and nothing that it has to do with.
CALLED = re.compile("英文|中文|全[称名]|别名|简称|缩写")
#: "容易溢出", "同 A": what a row is like, and what is not so of it.
MEASURED = re.compile("^(?:范围)?同|容易|不")
#: "为 A 的一半", "范围同 A": a cell of any column may compare.
COMPARED = re.compile("同\\s*$|[为是约]\\s*$|相当于?\\s*$|容易\\s*$")
#: A command, and the table that it drew: "mysql> EXPLAIN …", "+----+", "| id |".
DRAWN = re.compile(
    r"^(?:[\w@.\[\]~-]*[>#$]\s+)?(?P<command>[A-Za-z].*)\n\+[-+]+\+\n(?P<header>\|.*\|)[ \t]*\n\+[-+]+\+", re.MULTILINE
)
#: A heading under which things are set side by side.
COMPARES = re.compile(r"比较|对比|区别|差异|差别|不同|选型|取舍|\bvs\b", re.IGNORECASE)


def from_tables(facts: Sequence[Fact], finder: Finder) -> Iterator[Relation]:
    """The edges in the cells of all tables, and between the rows of those that compare."""
    cells = [fact for fact in facts if fact.pattern == "table"]
    for fact in cells:
        if subject := subject_of(fact.subject, finder):
            for edge in _of_cell(subject, fact, finder):
                yield Relation(*edge, fact.span, fact.pattern)
    for _, rows in groupby(cells, key=lambda fact: (fact.span.path, fact.heading)):
        yield from _rows(list(rows), finder)


def kinds_in_tables(page: Page, finder: Finder) -> Iterator[Relation]:
    """The names in a column below the name of their kind: "| 隔离级别 | … |"."""
    for block in page.blocks:
        if block.kind == "table" and len(block.rows) > FEWEST and block.rows[0]:
            kind = finder.tail(bare(head_of(block.rows[0][0])))
            members = [name for row in block.rows[1:] if row and (name := finder.named(row[0])) and name != kind]
            for name in (
                members if kind and KIND.search(bare(head_of(block.rows[0][0]))) and len(members) >= FEWEST else ()
            ):
                yield Relation(name, "is_a", kind or "", block.span, "table")


def columns_of_output(page: Page, finder: Finder) -> Iterator[Relation]:
    """The columns in the recorded output of a command are parts of what that shows."""
    for block in page.blocks:
        if block.kind == "code" and (drawn := DRAWN.search(block.text)):
            command = next(iter(finder.find(bare(drawn["command"].strip()))), None)
            columns = [finder.term(cell.strip()) for cell in drawn["header"].strip().strip("|").split("|")]
            for name in filter(None, columns if command else ()):
                if command and name != command.term:
                    yield Relation(name, "part_of", command.term, block.span, "table")


def _of_cell(subject: str, fact: Fact, finder: Finder) -> Iterator[tuple[str, RelationType, str]]:
    """What a cell names, by the title of its column."""
    text = bare(GLOSS.sub("", fact.answer)).strip()
    if CALLED.search(fact.aspect):
        return
    mentions = [mention for mention in finder.find(text) if mention.term != subject]
    for kind, column, turned in COLUMNS:
        if column.search(fact.aspect):
            for mention in mentions:
                if COMPARED.search(text[: mention.start]) and kind == "uses":
                    continue
                made = kind == "is_a" and not turned and mention.term in ORGANISATIONS
                yield (
                    (mention.term, kind, subject)
                    if turned
                    else (subject, "proposed_by" if made else kind, mention.term)
                )
            return
    reader = Reader(finder, label=subject)
    for clause in clauses(text):
        if not MEASURED.search(clause):
            yield from (edge for edge in reader.clause(clause) if edge[1] != "is_a")


def _rows(cells: Sequence[Fact], finder: Finder) -> Iterator[Relation]:
    """The rows of a table that compares are set against each other."""
    subjects = list(dict.fromkeys(name for fact in cells if (name := finder.named(fact.subject))))
    about = " ".join((*cells[0].heading[-1:], cells[0].lead))
    if COMPARES.search(about) and len(subjects) <= 4:
        for one, other in combinations(subjects, 2):
            yield Relation(one, "contrasts_with", other, cells[0].span, "table")
