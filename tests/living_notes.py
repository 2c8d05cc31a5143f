"""Notes that are edited at random, by an author who knows at any time which fact is which.

Each line (or pair of lines) of a note is a :class:`Line` with a number of its own; whatever an edit does to the
words or to the place, the number stays. So it can be told whether a card kept its id, lost it, or got the id of
another fact. The tests and ``bench/identity.py`` play the same rounds.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from random import Random

from studykit.extract import read_note
from studykit.files import read_notes
from studykit.identity import Ledger, Reach, assign_ids, resolve, update
from studykit.model import Card, Note
from studykit.settings import NotesSettings

ROOT = Path(__file__).parent.parent

#: Which fact a card asks for: the number of its piece, which of the piece's cards it is, and their kinds if several.
Truth = tuple[int, int, tuple[str, ...]]

# Words for notes about nothing in particular. Each group of words means the same.

FIRST = "共享 常量 纹理 全局 局部 分页 虚拟 物理 本地 远程 主控 备份 前台 后台 动态 静态 双向 循环 临时 持久".split()
SECOND = "内存 缓存 队列 索引 日志 调度器 锁 协议 网关 分区 快照 流水线 句柄 端口 副本 令牌 视图 游标".split()
ROLES = [
    ("用来保存", "负责存放", "专门记录"),
    ("决定先后的是", "负责安排", "用来排定"),
    ("逐个检查", "挨个核对", "一项一项地查"),
    ("提前读入", "预先加载", "事先取来"),
    ("按需释放", "用完就归还", "不用时收回"),
    ("统一分配", "集中发放", "由一处给出"),
]
THINGS = (
    "中间结果 等待的请求 页表项 校验和 最近的修改 会话状态 权限记录 失败的任务 空闲的块 版本号 路由信息 心跳 "
    "未提交的事务 连接数 采样数据 统计量 映射关系 超时的消息 用户配置 类型信息"
).split()
NOUNS = ["区域", "部件", "结构", "进程", "表", "层", "单元", "模块"]
EXTRAS = [
    ("，容量小但很快", "，虽然不大，却非常快", "，速度快而容量有限"),
    ("，断电之后内容消失", "，掉电就没有了", "，不能在断电后保留"),
    ("，多个线程可以同时读", "，允许并发读取", "，读的时候不必加锁"),
    ("，写入需要先加锁", "，要写必须先拿到锁", "，没有锁就不能写"),
    ("，满了以后淘汰最旧的", "，放不下时先丢掉最早的", "，写满就覆盖最老的"),
    ("，每 30 秒刷新一次", "，隔 30 秒更新", "，刷新周期是 30 秒"),
    ("", "", ""),
]
ASKED = [("是什么", "指的是什么", "是什么东西"), ("有什么用", "有什么作用", "用来做什么")]
ALIASES = {
    "缓存": "高速缓存",
    "队列": "等待队列",
    "锁": "互斥锁",
    "内存": "存储器",
    "日志": "操作日志",
    "索引": "索引表",
}
SYNONYMS = {
    "使用": "采用", "可以": "能够", "需要": "必须", "所有": "全部", "同一个": "同一", "得到": "求出", "因此": "所以",
    "不同": "不一样", "之后": "以后", "直接": "径直", "通常": "一般", "只有": "仅有", "每个": "各个",
}  # fmt: skip
ASIDES = ("这一节参考了课堂上的讲解。", "下面的内容整理自几次读书会。", "先看几个最常见的情形。")


@dataclass
class Line:
    """A piece of a note that edits never tear apart; ``told`` is what a generated one is made from."""

    number: int
    text: str
    told: Told | None = None


@dataclass
class Told:
    """A generated fact: a subject, and an answer of slots, each in one of three wordings."""

    first: str
    second: str
    shape: str
    role: int
    thing: str
    noun: str
    extra: int
    asked: int
    wording: tuple[int, int, int] = (0, 0, 0)
    alias: bool = False

    def text(self) -> str:
        """The fact as it stands in the note."""
        subject = self.first + (ALIASES.get(self.second, f"{self.second}机制") if self.alias else self.second)
        says = f"{ROLES[self.role][self.wording[0]]}{self.thing}的{self.noun}{EXTRAS[self.extra][self.wording[1]]}"
        asked = ASKED[self.asked][self.wording[2]]
        return {
            "item": f"- {subject}：{says}",
            "paragraph": f"{subject}：{says}。",
            "asked": f"问：{subject}{asked}？\n答：{says}",
        }[self.shape]


@dataclass
class Shelf:
    """The notes by name, each a list of lines, with encoding and line end; what an edit touched is marked."""

    random: Random
    notes: dict[str, list[Line]] = field(default_factory=dict)
    dress: dict[str, tuple[str, str]] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)
    names: Iterator[int] = field(default_factory=count)
    #: what generated facts are or were about: no two of them are about the same
    named: set[tuple[str, str]] = field(default_factory=set)

    def new(self, text: str, told: Told | None = None) -> Line:
        return Line(next(self.numbers), text, told)

    def write(self, folder: Path) -> None:
        """Put all notes into a folder, and take away those that are no more."""
        folder.mkdir(exist_ok=True)
        for old in set(folder.glob("*.md")) - {folder / name for name in self.notes}:
            old.unlink()
        for name, lines in self.notes.items():
            encoding, end = self.dress.get(name, ("utf-8", "\n"))
            text = "\n\n".join(line.text for line in lines) + "\n"
            (folder / name).write_bytes(text.replace("\n", end).encode(encoding, "replace"))

    def lines(self) -> dict[tuple[str, int], int]:
        """The number of the piece that each line of each note belongs to."""
        found = {}
        for name, pieces in self.notes.items():
            at = 1
            for piece in pieces:
                for line in range(at, at + piece.text.count("\n") + 1):
                    found[f"notes/{name}", line] = piece.number
                at += piece.text.count("\n") + 2
        return found

    def some_note(self) -> tuple[str, list[Line]]:
        return self.random.choice(sorted(self.notes.items()))

    def some_line(self, wanted: Callable[[Line], bool]) -> tuple[list[Line], int] | None:
        """A piece of any note that is as wanted: its note and its place in it."""
        places = [
            (lines, at) for _, lines in sorted(self.notes.items()) for at, line in enumerate(lines) if wanted(line)
        ]
        return self.random.choice(places) if places else None


# Notes to begin with


def generated(seed: int, notes: int = 4, sections: int = 4, facts: int = 6) -> Shelf:
    """Notes of facts that look much like one another."""
    random = Random(seed)  # noqa: S311  # the same notes every time
    shelf = Shelf(random)
    subjects = [(first, second) for first in FIRST for second in SECOND]
    random.shuffle(subjects)
    for _ in range(notes):
        lines = [shelf.new(f"# 第 {random.randrange(100, 999)} 讲")]
        for _ in range(sections):
            lines.append(shelf.new(f"## {random.choice(THINGS)}与{random.choice(THINGS)}"))
            shape = random.choice(("item", "paragraph", "asked"))
            lines += [_fact(shelf, *subjects.pop(), shape) for _ in range(facts)]
        shelf.notes[f"讲义{next(shelf.names)}.md"] = lines
    return shelf


def _fact(shelf: Shelf, first: str, second: str, shape: str) -> Line:
    random = shelf.random
    shelf.named.add((first, second))
    told = Told(
        first,
        second,
        shape,
        random.randrange(len(ROLES)),
        random.choice(THINGS),
        random.choice(NOUNS),
        random.randrange(len(EXTRAS)),
        random.randrange(len(ASKED)),
    )
    return shelf.new(told.text(), told)


def samples(seed: int, folder: Path = ROOT / "notes") -> Shelf:
    """The notes that come with studykit; what must stay together (tables, code, formulas) is one piece."""
    shelf = Shelf(Random(seed))  # noqa: S311  # the same edits every time
    for path in sorted(folder.glob("*.md")):
        head, body = _front(path.read_text("utf-8"))
        pieces = [head] if head else []
        for block in re.split(r"\n{2,}", _sealed(body.strip("\n"))):
            own_lines = re.match(r"- |\d+\. ", block) and not re.search(r"^\s+\S", block, re.MULTILINE)
            pieces += block.split("\n") if own_lines else [block]
        shelf.notes[path.name] = [shelf.new(piece.replace("\0", "\n")) for piece in pieces]
    return shelf


def _front(text: str) -> tuple[str, str]:
    found = re.match(r"---\n.*?\n---(?=\n)", text, re.DOTALL)
    return (found[0], text[found.end() :]) if found else ("", text)


def _sealed(text: str) -> str:
    """The text with the blank lines inside of code and formulas closed up, so that these stay whole."""
    return re.sub(r"(?ms)^(```|\$\$).*?^\1$", lambda found: found[0].replace("\n", "\0"), text)


# Edits: each gives the kind of the edit and the numbers of the pieces that it touched


def typo(shelf: Shelf) -> set[int]:
    """Two characters swapped, one doubled, left out, or another in its place."""
    found = shelf.some_line(lambda line: len(_plain_places(line.text)) > 6)
    if found is None:
        return set()
    line, random = found[0][found[1]], shelf.random
    at = random.choice(_plain_places(line.text))
    one, text = line.text[at], line.text
    wrong = random.choice((one * 2, "", random.choice("的在是有和中上为不"), text[at + 1 : at + 2] + one))
    line.text = text[:at] + wrong + text[at + (2 if len(wrong) == 2 and wrong != one * 2 else 1) :]
    line.told = None
    return {line.number}


def _plain_places(text: str) -> list[int]:
    """Where a Chinese character stands between two others, in a line of running text."""
    if re.match(r"[#|`$!>-]{2}|#|\||```|\$\$|!\[|---", text):
        return []
    return [found.start() for found in re.finditer(r"(?<=[\u4e00-\u9fff])[\u4e00-\u9fff](?=[\u4e00-\u9fff])", text)]


def answer_reworded(shelf: Shelf) -> set[int]:
    """The same said in other words."""
    found = shelf.some_line(lambda line: line.told is not None or _pair(line.text) is not None)
    if found is None:
        return set()
    line, random = found[0][found[1]], shelf.random
    if line.told is not None:
        role, extra, asked = line.told.wording
        line.told.wording = ((role + random.choice((1, 2))) % 3, (extra + random.choice((0, 1, 2))) % 3, asked)
        line.text = line.told.text()
    elif pair := _pair(line.text):
        line.text = pair[0] + _reworded(pair[1], random)
    return {line.number}


def _pair(text: str) -> tuple[str, str] | None:
    """A line of the form ``term：explanation``, cut after the colon."""
    found = re.fullmatch(r"((?:- |\d+\. )?(?!误区|问|答)[^：:\n#|`$>]{2,30}[：])([^\n：]{8,})", text)
    return (found[1], found[2]) if found else None


def _reworded(text: str, random: Random) -> str:
    new = text
    for word, other in SYNONYMS.items():
        new = new.replace(word, other)
    clauses = new.rstrip("。").split("，")
    if len(clauses) > 1 and random.random() < 0.5:
        clauses = clauses[1:] + clauses[:1]
    elif new == text or random.random() < 0.3:
        clauses.insert(0, random.choice(("简单地说", "按通常的说法", "在多数情况下")))
    return "，".join(clauses) + ("。" if text.endswith("。") else "")


def question_reworded(shelf: Shelf) -> set[int]:
    """The same thing under another name, or asked in other words."""
    found = shelf.some_line(lambda line: line.told is not None or _pair(line.text) is not None)
    if found is None:
        return set()
    line, random = found[0][found[1]], shelf.random
    if line.told is not None:
        role, extra, asked = line.told.wording
        if line.told.shape == "asked" and random.random() < 0.5:
            line.told.wording = (role, extra, (asked + random.choice((1, 2))) % 3)
        else:
            line.told.alias = not line.told.alias
        line.text = line.told.text()
    elif pair := _pair(line.text):
        line.text = pair[0][:-1] + random.choice(("机制", "方法", "技术")) + "：" + pair[1]
    return {line.number}


def sentence_before(shelf: Shelf) -> set[int]:
    """A new paragraph above what is there."""
    _, lines = shelf.some_note()
    at = shelf.random.randrange(1, len(lines) + 1)
    if not lines[at - 1].text.startswith("- "):
        lines.insert(at, shelf.new(shelf.random.choice(ASIDES)))
    return {line.number for line in lines[at + 1 :]}


def list_reordered(shelf: Shelf) -> set[int]:
    """The items of a list in another order."""
    found = shelf.some_line(lambda line: line.text.startswith("- "))
    if found is None:
        return set()
    lines, at = found
    first = last = at
    while first > 0 and lines[first - 1].text.startswith("- "):
        first -= 1
    while last < len(lines) and lines[last].text.startswith("- "):
        last += 1
    items = lines[first:last]
    shelf.random.shuffle(items)
    lines[first:last] = items
    return {line.number for line in items}


def _sections(lines: Sequence[Line]) -> list[int]:
    return [at for at, line in enumerate(lines) if line.text.startswith("## ")]


def section_moved(shelf: Shelf) -> set[int]:
    """A section to another place, in its note or in another one."""
    _, source = shelf.some_note()
    starts = _sections(source)
    if len(starts) < 2:
        return set()
    which = shelf.random.randrange(len(starts))
    section = source[starts[which] : (*starts, len(source))[which + 1]]
    del source[starts[which] : starts[which] + len(section)]
    _, target = shelf.some_note()
    at = shelf.random.choice((*_sections(target), len(target)))
    target[at:at] = section
    return {line.number for line in section}


def note_renamed(shelf: Shelf) -> set[int]:
    """Another file name, and half of the time another title too."""
    name, lines = shelf.some_note()
    new = f"改名{next(shelf.names)}.md"
    shelf.notes[new] = shelf.notes.pop(name)
    shelf.dress[new] = shelf.dress.pop(name, ("utf-8", "\n"))
    if shelf.random.random() < 0.5 and lines[0].text.startswith("# "):
        lines[0].text = f"# 新讲义 {next(shelf.names)}"
    return {line.number for line in lines}


def note_split(shelf: Shelf) -> set[int]:
    """The later sections become a note of their own."""
    name, lines = shelf.some_note()
    starts = _sections(lines)
    if len(starts) < 2 or len(shelf.notes) > 24:
        return set()
    at = shelf.random.choice(starts[1:])
    new = f"分出{next(shelf.names)}.md"
    shelf.notes[new] = [shelf.new(f"# 续篇 {next(shelf.names)}"), *lines[at:]]
    shelf.dress[new] = shelf.dress.get(name, ("utf-8", "\n"))
    del lines[at:]
    return {line.number for line in shelf.notes[new]}


def notes_joined(shelf: Shelf) -> set[int]:
    """One note goes to the end of another, its title with it as a heading."""
    if len(shelf.notes) < 3:
        return set()
    (_, target), (name, source) = shelf.random.sample(sorted(shelf.notes.items()), 2)
    moved = [line for line in source if not line.text.startswith("---\n")]
    target += moved
    del shelf.notes[name]
    return {line.number for line in moved}


def dressed_anew(shelf: Shelf) -> set[int]:
    """Another encoding, other line ends."""
    name, lines = shelf.some_note()
    encodings = ("utf-8", "utf-8-sig", "utf-16", "gb18030")
    shelf.dress[name] = (shelf.random.choice(encodings), shelf.random.choice(("\n", "\r\n", "\r")))
    return {line.number for line in lines}


def fact_deleted(shelf: Shelf) -> set[int]:
    """One piece less."""
    found = shelf.some_line(lambda line: not line.text.startswith(("#", "---")))
    if found is None or len(found[0]) < 6:
        return set()
    lines, at = found
    return {lines.pop(at).number}


def similar_fact_added(shelf: Shelf) -> set[int]:
    """A new fact below one that it resembles: of a thing named alike, with much the same to say."""
    found = shelf.some_line(lambda line: line.told is not None)
    if found is None:
        return set()
    lines, at = found
    told, random = lines[at].told, shelf.random
    assert told is not None
    free = [first for first in FIRST if (first, told.second) not in shelf.named]
    if not free:
        return set()
    line = _fact(shelf, random.choice(free), told.second, told.shape)
    assert line.told is not None
    line.told.role, line.told.noun = told.role, told.noun
    if random.random() < 0.5:
        line.told.extra = told.extra
    line.text = line.told.text()
    lines.insert(at + 1, line)
    return {line.number}


EDITS: dict[str, Callable[[Shelf], set[int]]] = {
    "typo": typo,
    "answer reworded": answer_reworded,
    "question reworded": question_reworded,
    "sentence before": sentence_before,
    "list reordered": list_reordered,
    "section moved": section_moved,
    "note renamed": note_renamed,
    "note split": note_split,
    "notes joined": notes_joined,
    "encoding": dressed_anew,
    "fact deleted": fact_deleted,
    "similar fact": similar_fact_added,
}


#: Edits of a single fact, of which an author makes several at a time.
SMALL = {"typo", "answer reworded", "question reworded", "fact deleted", "similar fact"}


def edited(shelf: Shelf, edits: int) -> dict[int, set[str]]:
    """Play so many edits; which kinds of edit touched each piece."""
    touched: dict[int, set[str]] = defaultdict(set)
    for _ in range(edits):
        kind = shelf.random.choice(list(EDITS))
        for _ in range(5 if kind in SMALL else 1):
            for number in EDITS[kind](shelf):
                touched[number].add(kind)
    return touched


# What is found in them, and what each card truly is


@dataclass
class Reader:
    """Cards of the notes in a folder; a note that did not change is not read again."""

    folder: Path
    kept: dict[tuple[str, str], tuple[Card, ...]] = field(default_factory=dict)

    def cards(self) -> tuple[Card, ...]:
        """All cards with their natural ids."""
        notes, _ = read_notes([self.folder / "notes"], self.folder)
        return assign_ids([card for note in notes for card in self._of(note)])

    def _of(self, note: Note) -> tuple[Card, ...]:
        if (note.path, note.digest) not in self.kept:
            self.kept[note.path, note.digest] = read_note(note, NotesSettings())[0].cards
        return self.kept[note.path, note.digest]


def truths(cards: Sequence[Card], lines: Mapping[tuple[str, int], int]) -> list[Truth]:
    """Which fact each card asks for. Where a line gives several cards, they are the same only if their kinds are."""
    pieces = [
        min(lines[card.span.path, line] for line in range(card.span.first, card.span.last + 1)
            if (card.span.path, line) in lines)
        for card in cards
    ]  # fmt: skip
    kinds: dict[int, list[str]] = defaultdict(list)
    for piece, card in zip(pieces, cards, strict=True):
        kinds[piece].append(card.kind)
    seen: Counter[int] = Counter()
    found: list[Truth] = []
    for piece in pieces:
        several = tuple(kinds[piece]) if len(kinds[piece]) > 1 else ()
        found.append((piece, seen[piece], several))
        seen[piece] += 1
    return found


@dataclass
class Score:
    """Of the cards that an edit of a kind touched: how many lived on, and how many of these kept their id."""

    lived: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)

    def add(self, other: Score) -> None:
        """Count what another play has counted too."""
        self.lived += other.lived
        self.kept += other.kept
        self.wrong += other.wrong

    def share(self, *kinds: str) -> float:
        """Which part of the cards that lived through edits of these kinds alone kept their ids."""
        return sum(self.kept[kind] for kind in kinds) / sum(self.lived[kind] for kind in kinds)

    def wrong_share(self) -> float:
        """Which part of all cards that lived on got the id of another fact."""
        return sum(self.wrong.values()) / sum(self.lived.values())


@dataclass
class Judge:
    """Follows the ids of the cards from round to round."""

    score: Score = field(default_factory=Score)
    before: dict[Truth, str] = field(default_factory=dict)
    #: which piece an id was last given to
    owner: dict[str, int] = field(default_factory=dict)

    def look(self, ids: Sequence[str], found: Sequence[Truth], touched: Mapping[int, set[str]]) -> None:
        """Compare the ids of this round with those of the last one."""
        for id, truth in zip(ids, found, strict=True):
            kinds = touched.get(truth[0], set())
            kind = "untouched" if not kinds else "several" if len(kinds) > 1 else next(iter(kinds))
            if self.owner.setdefault(id, truth[0]) != truth[0]:
                self.score.wrong[kind] += 1
                self.owner[id] = truth[0]
            if truth in self.before:
                self.score.lived[kind] += 1
                self.score.kept[kind] += self.before[truth] == id
        self.before = dict(zip(found, ids, strict=True))


#: What gives cards, which have their natural ids, the ids that they are judged by; ``folder`` is the study folder.
Naming = Callable[[Sequence[Card], Path], Sequence[str]]


def play(shelf: Shelf, folder: Path, rounds: int, edits: int, namings: Mapping[str, Naming]) -> dict[str, Score]:
    """Edit and build the notes of a shelf, round after round, and judge every way of naming the cards by the same."""
    reader = Reader(folder)
    judges = {name: Judge() for name in namings}
    touched: Mapping[int, set[str]] = {}
    for _ in range(rounds):
        shelf.write(folder / "notes")
        cards = reader.cards()
        found = truths(cards, shelf.lines())
        for name, naming in namings.items():
            judges[name].look(naming(cards, folder), found, touched)
        touched = edited(shelf, shelf.random.randint(1, edits))
    return {name: judge.score for name, judge in judges.items()}


class Keeper:
    """Names cards as ``studykit deck`` does, with a ledger that it keeps from build to build."""

    def __init__(self) -> None:
        self.ledger = Ledger()

    def __call__(self, cards: Sequence[Card], folder: Path) -> list[str]:
        reach = Reach(("notes",), exists=lambda note: (folder / note).is_file())
        known = resolve(self.ledger, cards, reach).cards
        self.ledger, _ = update(self.ledger, known, datetime.now(UTC), reach)
        return [card.id for card in known]
