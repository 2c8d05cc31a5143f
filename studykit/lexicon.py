"""Which words deserve a node in the graph, and under which names.

Structure says more than statistics: a word that stands before a colon, in a heading, in bold, with its English name
in brackets, or as the subject of a definition was made a term by the author. Each such cue has a weight, from how
often it was right on labelled notes; a word with enough of them is a concept, and one with two cues a central one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from studykit import segment
from studykit.grammar import AMBIGUOUS, OBJECT_VERBS, ONLY_VERBS, STRONG
from studykit.model import Block, Concept, Fact, Relation, Span
from studykit.patterns import Page
from studykit.prose import MASK, WIKI_LINK, bare
from studykit.settings import NotesSettings
from studykit.terms import GENERIC, GLOSS, head_of, is_aspect, is_label, is_subject, is_term, length
from studykit.text import normalise
from studykit.topics import generic_heading

#: What each cue is worth. ENOUGH makes a concept, CENTRAL a central one.
WEIGHTS = {
    "own": 4.0,
    "colon": 3.0,
    "title": 2.0,
    "wikilink": 1.8,
    "gloss": 1.6,
    "heading": 1.2,
    "defined": 2.4,
    "stated": 2.0,
    "member": 1.6,
    "name": 1.8,
    "phrase": 1.7,
    "bold": 1.5,
    "quoted": 1.2,
    "flag": 1.7,
    "code": 1.7,
    "word": 0.9,
    "subject": 0.9,
    "kind": 0.5,
    "listed": 1.0,
    "noun": 0.4,
    "compound": 0.8,
    "maker": 1.8,
    "organisation": 0.9,
    "row": 1.0,
    "cell": 1.7,
}
#: What is added for the logarithm of the lines that a word stands on, and taken off for that of its frequency in
#: general text: 编译器 may be mentioned often and is still less a term of the note than 占用率.
OFTEN, COMMON_WORD = 0.8, 0.2
POSSIBLE, ENOUGH, CENTRAL = 0.85, 1.4, 3.2
#: Cues that only say that words stand side by side.
SEEN_IN_TEXT = frozenset(["compound", "kind", "noun"])
#: Cues that make even a single character a concept: "流：按顺序执行的队列".
EXPLICIT = frozenset(["own", "colon", "defined", "title"])
CHINESE = re.compile(r"[\u3400-\u9fff]+")

DEFINING = frozenset(["glossary", "naming", "alias", "abbreviation", "launch"])
MEMBERS = frozenset(["enumeration", "listing", "contrast", "difference", "table", "arrow"])
LATIN = re.compile(r"(?<![A-Za-z0-9_./@-])[A-Za-z][A-Za-z0-9_+#.:/-]*(?:[ -][A-Za-z0-9][A-Za-z0-9_+#.-]*){0,3}")
GLOSSED = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,10}|[A-Za-z][A-Za-z0-9_ .+-]{1,30}?)\s*[（(]\s*(?P<gloss>[A-Za-z][A-Za-z0-9 ,，、/&.+'-]{1,60}|[\u4e00-\u9fff]{2,10})\s*[）)]"
)
#: A sentence or a title in English, more than four words, of which only what looks like a name counts.
ENGLISH = re.compile(r"[A-Za-z][\w'’.:,+-]*(?: [\w'’.:,+&-]+){4,}", re.ASCII)
NAME_IN_ENGLISH = re.compile(r"^(?:[A-Z]{2,}\d*|\w*[a-z]+[A-Z]\w*),?:?$")
QUOTED = re.compile(r"[“「『]([^”」』，。]{2,14})[”」』]")
IDENTIFIER = re.compile(r"^[#@$]?-{0,2}[A-Za-z_][\w.:+#<>*&/-]*(?:\(\))?(?: [a-z]\w*)?$")
FLAG = re.compile(r"(?<!\S)(-{1,2}[A-Za-z][\w-]*)(?:=\S+)?")
#: In a command, the one letter of a short option is too little of a name.
LONG_FLAG = re.compile(r"(?<!\S)(-{1,2}[A-Za-z][\w-]{3,})(?:=\S+)?")
#: English words that are no names, in a Chinese sentence.
COMMON = frozenset(
    "a an the of in on at to for from by with and or not if else then while do is are be as vs etc eg ie ok no yes new old this that it its i we you "
    "example demo test note tip todo ps part step case type name value key data file line number list item true false null none and/or "
    "max min sum avg len id url http https www com cn org html md txt pdf png jpg svg a.k.a aka via per all any one two three first last next "
    "max/min input output x y z n m k s t b c d e f g h j l o p q r u v w".split()
)
UNIT = re.compile(
    r"^(?:\d.*|[kKMGTPmnμu]?(?:B|b|iB|Hz|s|ms|us|ns|m|W|V|bit|bits|byte|bytes|fps|FPS|KB|MB|GB|TB|px|bp|dB|TFLOPS|FLOPS))$"
)
ORGANISATIONS = frozenset(
    "谷歌 谷歌大脑 微软 苹果 英伟达 英特尔 亚马逊 脸书 百度 腾讯 阿里 阿里巴巴 华为 小米 三星 字节跳动 快手 爱奇艺 支付宝 蚂蚁 蚂蚁集团 京东 美团 滴滴 "
    "商汤 旷视 依图 科大讯飞 网易 360 高通 联发科 寒武纪 地平线 清华大学 清华 北京大学 北大 中科院 上海交大 斯坦福 伯克利 哈佛 普林斯顿 牛津 剑桥 "
    "Google Microsoft Apple NVIDIA Nvidia Intel AMD Amazon Facebook Meta OpenAI DeepMind Baidu Tencent Alibaba Huawei Samsung Qualcomm Arm MIT CMU Stanford Berkeley".split()
)
MAKES = re.compile(
    r"[（(][A-Z一-龥][^（()）]{0,20}[，,]\s*(?:19|20)\d\d|提出|推出|开源|发布|研发|打造|设计|发明|自研|旗下"
)
#: Those in Chinese, the longest first: the segmentation does not know all of them as words.
MAKERS = re.compile("|".join(sorted((name for name in ORGANISATIONS if not name.isascii()), key=len, reverse=True)))
NOUN_TAGS = ("n", "nz", "vn", "l", "an", "nt", "b", "j", "ng", "v")
#: A compound that ends in one of these names a kind of thing that engineers look up.
KIND_NOUNS = frozenset(
    "网络 模型 算法 函数 变量 参数 分布 队列 内存 缓存 线程 进程 协程 协议 地址 端口 接口 链表 数组 事务 索引 视图 引擎 框架 编译器 解释器 虚拟机 "
    "容器 镜像 集群 节点 主机 网关 卷积 池化 归一化 注意力 机制 检测 识别 估计 分割 迁移 压缩 剪枝 量化 蒸馏 学习 推理 排序 映射 模式 语言 "
    "文件 目录 权限 设备 用户 指令 关键字 修饰符 标识符 限定符 运算符 对象 异常 信号 中断 网格 事件 内核 寄存器 带宽 延迟 梯度 矩阵 向量 张量 概率 "
    "期望 系数 报文 日志 快照 副本 分片 分区 主键 外键 约束 触发器 存储 通道 架构 结构体 指针 引用 并行 并发 同步 异步 调度 递归 迭代 回归 分类 聚类 "
    "编码 解码 加密 签名 证书 令牌 会话 请求 响应 中间件 组件 插件 模块 接口 注解 反射 泛型 继承 多态 封装 闭包 装饰器 生成器 迭代器 定理 公式 方程 "
    "误差 损失 策略 空间 准则 冲突 溢出 窗口 计数器 定时器 调度器 分配器 收集器 解析器 过滤器 适配器 监听器 拦截器 循环 访问 拷贝 单元 表达式 定律 效应 曲线".split()
)
#: The name of a file, not of a thing: [[cuda-streams]].
SLUG = re.compile(r"^[a-z0-9]+(?:[-_/][a-z0-9]+)+$")
#: "放入 内存" is what one does, not a sort of memory.
DIRECTIONS = "入出到成给为于在进回上下用做取改看"
KIND_TAILS = frozenset("块簇束流核页表层池区段帧包锁栈堆")
KIND_ENDINGS = "率值差法器层表树锁栈堆键符式者员组集库池区段页帧包号码网流束簇块核机熵型线图链环窗池域名"
LONGEST_COMPOUND = 4
LONGEST_CODE = 48
CODE = re.compile(r"`([^`]+)`")
#: Code that names nothing to look up: a path, a placeholder, a variable such as s0.
NO_NAME = re.compile(r"/.*/|--|\w-\w*-\w|^[a-zA-Z]{1,2}\d?$")
#: A call, or a variable of the environment that is set: "f(x)", "DEBUG=1".
CALLED = re.compile(r"^([A-Za-z_][\w:.]{3,})(?:\(.+\)|=\S*)$")
#: What no name begins with: "第七列", "个字符", "每个线程块".
COUNTED = re.compile(
    r"^(?:同一|同样|不同|相同|其[他它]|这|那|两[种个]|第[一二三四五六七八九十\d]+|[个种类条次张篇份]|每|各|某|多[个种次]|单个|整个|全部|所有)"
)
#: A description ("添加用户的命令") or several things at once.
NO_NAME_OF_ONE = re.compile(r"[`的，；：。！？]|(?<=[\u4e00-\u9fff])[和及]")
#: A link to another note says where to read on: "[[cuda|CUDA 笔记]]".
NOTE_NAME = re.compile(r"(?:笔记|文档|文章|教程|详解|入门|指南|总结)$")


@dataclass(slots=True)
class _Candidate:
    """A word with all that speaks for it; ``names`` maps its spellings to how often each stands in the notes."""

    names: dict[str, int] = field(default_factory=dict)
    cues: dict[str, int] = field(default_factory=dict)
    mentions: list[Span] = field(default_factory=list)

    @property
    def term(self) -> str:
        """The name that stands in the notes most often."""
        return _by_use(self.names)[0]

    def weight(self) -> float:
        often = OFTEN * math.log(len({(span.path, span.first) for span in self.mentions}))
        common = COMMON_WORD * math.log1p(max(map(segment.frequency, self.names)))
        return sum(WEIGHTS[cue] for cue in self.cues) + often - common


@dataclass(frozen=True)
class Lexicon:
    """The words of the notes that are concepts, and those that are if an edge reaches them."""

    sure: tuple[_Candidate, ...]
    doubtful: tuple[_Candidate, ...]

    def concepts(self, reached: Container[str] = frozenset()) -> tuple[Concept, ...]:
        """The concepts, most important first; doubtful ones only where ``reached`` has their term."""
        return _ranked([*self.sure, *(word for word in self.doubtful if word.term in reached)])

    def possible(self) -> tuple[Concept, ...]:
        """The doubtful ones, as if they were concepts."""
        return _ranked(self.doubtful)


def find_words(
    pages: Sequence[Page], facts: Sequence[Fact], relations: Sequence[Relation], settings: NotesSettings
) -> Lexicon:
    """What the notes speak of, with all that speaks for each word being a concept."""
    words = _Words()
    for page in pages:
        _from_structure(page, words)
    for fact in facts:
        _from_fact(fact, words)
    for relation in relations:
        ends = [_end(end) for end in (relation.head, relation.tail)]
        for end in filter(None, ends):
            words.add(end, "stated", relation.span)
        if relation.type == "alias_of" and all(ends):
            words.same(*ends)
    _from_settings(pages, settings, words)
    never = {normalise(word) for word in settings.stop_words}
    folded = [
        word for word in words.folded() if word.weight() >= POSSIBLE and not never & set(map(normalise, word.names))
    ]
    known = {normalise(name) for word in folded if word.weight() >= ENOUGH for name in word.names}
    folded = [word for word in folded if not _acts_on(word, known)]
    sure = tuple(word for word in folded if word.weight() >= ENOUGH and len(word.cues) > ("compound" in word.cues))
    chosen = set(map(id, sure))
    return Lexicon(sure, tuple(word for word in folded if id(word) not in chosen))


def _acts_on(candidate: _Candidate, known: Container[str]) -> bool:
    """Whether a compound is a verb before the name of something else: 分配 before 锁页内存."""
    return candidate.cues.keys() <= SEEN_IN_TEXT and any(
        len(words := segment.cut(name)) > 1
        and words[0] in OBJECT_VERBS
        and normalise(name.removeprefix(words[0])) in known
        for name in candidate.names
    )


def _end(text: str) -> str:
    """The name at one end of a relation, without the part of its sentence that a pattern took for it."""
    plain = head_of(text)
    if re.search("[\u4e00-\u9fff]{5}", plain) and not segment.frequency(plain):
        plain = _last_noun(plain)
    return plain if plain and is_subject(bare(plain), 14) else ""


def _from_settings(pages: Sequence[Page], settings: NotesSettings, words: _Words) -> None:
    """The learner's own terms, wherever they stand, and the other names that they gave."""
    own = [*settings.terms, *settings.aliases, *(name for names in settings.aliases.values() for name in names)]
    for page in pages if own else ():
        for number, line in enumerate(page.document.note.text.split("\n"), 1):
            for term in own:
                if term in line:
                    words.add(term, "own", Span(page.document.note.path, number, number))
    for term, names in settings.aliases.items():
        for name in names:
            words.same(name, term)


class _Words:
    """The candidates by their normalised name."""

    def __init__(self) -> None:
        self._by_key: dict[str, _Candidate] = {}
        self._same: dict[str, str] = {}

    def add(self, text: str, cue: str, span: Span) -> None:
        term = _tidy(text)
        key = normalise(term)
        if not _possible(term, key) or (len(key) < 2 and not (cue in EXPLICIT and CHINESE.fullmatch(term))):
            return
        candidate = self._by_key.setdefault(key, _Candidate())
        candidate.names[term] = candidate.names.get(term, 0) + 1
        candidate.cues[cue] = candidate.cues.get(cue, 0) + 1
        if not candidate.mentions or candidate.mentions[-1] != span:
            candidate.mentions.append(span)

    def same(self, one: str, other: str) -> None:
        """Two names of one thing."""
        keys = [normalise(_tidy(name)) for name in (one, other)]
        if all(key in self._by_key for key in keys):
            roots = [self._root(key) for key in keys]
            if roots[0] != roots[1]:
                self._same[roots[0]] = roots[1]

    def _root(self, key: str) -> str:
        while key in self._same:
            key = self._same[key]
        return key

    def folded(self) -> Iterator[_Candidate]:
        """Candidates with their second names taken in; plurals and "X 协议" beside "X" are second names too."""
        for key in list(self._by_key):
            for shorter in (
                key.removesuffix("s"),
                *(key.removesuffix(tail) for tail in ("协议", "算法", "命令", "指令", "函数", "模式")),
            ):
                if shorter != key and shorter in self._by_key and len(shorter) > 2:
                    self.same(key, shorter)
        groups: dict[str, list[_Candidate]] = {}
        for key, candidate in self._by_key.items():
            groups.setdefault(self._root(key), []).append(candidate)
        for members in groups.values():
            first = members[0]
            for other in members[1:]:
                for name, times in other.names.items():
                    first.names[name] = first.names.get(name, 0) + times
                for cue, times in other.cues.items():
                    first.cues[cue] = first.cues.get(cue, 0) + times
                first.mentions += other.mentions
            yield first


def _tidy(text: str) -> str:
    quoted = QUOTED.match(text.strip())
    term = bare(head_of(quoted[1] if quoted else text)).strip("`*“”\"'「」 ，,。：:")
    return re.sub(r"\s+", " ", term)


def _possible(term: str, key: str) -> bool:
    if (
        not key
        or key in COMMON
        or UNIT.match(term)
        or COUNTED.match(term)
        or NO_NAME_OF_ONE.search(term)
        or not is_term(term)
        or term in GENERIC
        or is_aspect(term)
    ):
        return False
    return not re.search(r"[=<>|{}\\]|\.\.\.|…|->|→|\d{4}[-/年]", term) or term.startswith(("#", "-"))


def _from_structure(page: Page, words: _Words) -> None:
    top = Span(page.document.note.path, 1, 1)
    for part in re.split(r"[（(）)—–:：/]+|\s*(?:与|和|、)\s*|\s+-\s+", page.document.title):
        if page.document.front.title and part.strip() and length(part) <= 8 and is_subject(part, 10):
            words.add(part, "title", top)
    for alias in page.document.front.aliases:
        words.add(alias, "title", top)
    for index, block in enumerate(page.blocks):
        if block.kind == "heading":
            _from_heading(block.text, block.span, words)
        elif block.kind in ("paragraph", "item"):
            _from_prose(page, index, words)
        elif block.kind == "table":
            _from_table(block, words)


def _from_table(block: Block, words: _Words) -> None:
    """What the rows are about stands in their first cells; code and names stand in all."""
    for number, row in enumerate(block.rows[1:], 2):
        line = min(block.span.first + number, block.span.last)
        span = Span(block.span.path, line, line)
        if row and length(bare(row[0])) <= 10 and is_subject(bare(row[0]), 12):
            words.add(row[0], "row", span)
        for cell in row:
            for code in CODE.findall(cell):
                _from_code(code, span, words, "cell")
            _glosses(cell, span, words)
            _latin(CODE.sub(" ", cell), span, words)
            _chinese(CODE.sub(" ", cell), span, words)


def _from_heading(text: str, span: Span, words: _Words) -> None:
    _glosses(text, span, words)
    plain = head_of(text)
    if generic_heading(plain) or re.search("[？?，,。]|如何|怎么|怎样|什么|哪些|为什么", plain):
        return
    for part in re.split(r"\s*(?:与|和|、|/|：|:|——|vs\.?)\s*", plain):
        if part and "的" not in part and length(part) <= 10 and is_subject(part, 12):
            words.add(part, "heading", span)


def _from_prose(page: Page, index: int, words: _Words) -> None:
    block, prose = page.blocks[index], page.prose(index)
    for number, line in enumerate(prose.text.split("\n")):
        span = Span(block.span.path, block.span.first + number, block.span.first + number)
        _glosses(line, span, words)
        for mask in re.findall(MASK, line):
            if prose.kind(mask) == "code":
                _from_code(bare(prose.show(mask)), span, words)
        for match in QUOTED.finditer(line):
            words.add(prose.plain(match[1]), "quoted", span)
        plain = re.sub(MASK, " ", line)
        _latin(plain, span, words)
        _chinese(plain, span, words)
    for link in WIKI_LINK.finditer(block.text):
        name = link[2] or link[1]
        if not NOTE_NAME.search(name) and (link[2] or not SLUG.match(name)):
            words.add(name, "wikilink", block.span)
    for phrase in prose.bold:
        if length(phrase) <= 10 and is_subject(phrase, 12):
            words.add(phrase, "bold", block.span)


def _from_code(code: str, span: Span, words: _Words, cue: str = "code") -> None:
    for flag in FLAG.findall(code) if code.startswith("-") else LONG_FLAG.findall(code):
        words.add(flag, "flag", span)
    called = CALLED.match(code)
    code = called[1] if called else code
    if IDENTIFIER.match(code) and len(code) <= LONGEST_CODE and not NO_NAME.search(code):
        words.add(code, cue, span)


def _glosses(text: str, span: Span, words: _Words) -> None:
    for match in GLOSSED.finditer(text):
        name = match["name"].strip()
        if re.match("[\u4e00-\u9fff]", name):
            name = _last_noun(name)
        for gloss in map(str.strip, re.split("[,，、/]", match["gloss"])):
            if (
                name
                and len(gloss) > 1
                and _possible(gloss, normalise(gloss))
                and is_term(name)
                and is_subject(name, 12)
            ):
                words.add(name, "gloss", span)
                words.add(gloss, "gloss", span)
                words.same(gloss, name)


def _own_glosses(subject: str, span: Span, words: _Words) -> None:
    """The names in the bracket behind a head, which is a name as a whole: "条带排列（striped arrangement）"."""
    name = head_of(subject)
    for bracket in GLOSS.findall(CODE.sub("", subject)):
        for gloss in map(str.strip, re.split("[,，、/]|也叫|又称|简称|即", bracket)):
            if len(gloss) > 1 and _possible(gloss, normalise(gloss)) and is_subject(name, 14) and is_subject(gloss, 14):
                words.add(name, "gloss", span)
                words.add(gloss, "gloss", span)
                words.same(gloss, name)


def _last_noun(text: str) -> str:
    """The noun right before a bracket: what stands before it in the sentence is cut off."""
    kept: list[str] = []
    for word in reversed(segment.cut(text)):
        if (
            word in STRONG
            or word in "的了和与或及、"
            or (kept and not segment.tag(word).startswith(("n", "v", "l", "a", "b", "j", "i", "m")))
        ):
            break
        kept.insert(0, word)
    return "".join(kept)


def _latin(line: str, span: Span, words: _Words) -> None:
    chinese = bool(re.search("[\u4e00-\u9fff]", line))
    line = ENGLISH.sub(lambda run: " ".join(filter(NAME_IN_ENGLISH.match, run[0].split(" "))), line)
    for match in LATIN.finditer(line):
        text = match[0].strip(" .-:/")
        if text in ORGANISATIONS:
            words.add(text, "maker" if MAKES.search(line) else "organisation", span)
            continue
        parts = text.split(" ")
        if all(part.lower() in COMMON for part in parts):
            continue
        while parts and parts[-1].lower() in COMMON:
            parts.pop()
        while parts and parts[0].lower() in COMMON:
            parts.pop(0)
        text = " ".join(parts)
        while len(parts) > 1 and re.fullmatch(r"v?\d[\d.]*", parts[-1]):
            parts.pop()
        text = " ".join(parts)
        if len(parts) > 1 and chinese:
            words.add(text, "phrase", span)
        elif len(parts) == 1 and re.search(r"[A-Z]|\d|_|\+", text):
            words.add(text, "name", span)
        elif len(parts) == 1 and chinese and len(text) > 2:
            words.add(text, "word", span)


def _chinese(line: str, span: Span, words: _Words) -> None:
    """Compounds of nouns that jieba's dictionary knows, and well-known organisations."""
    for maker in MAKERS.findall(line):
        words.add(maker, "maker" if MAKES.search(line) else "organisation", span)
    run: list[str] = []
    latin = ""
    cut = segment.cut(line)
    for word, following in pairwise([*cut, "", ""]):
        if _in_compound(word, run) or (not run and _begins_compound(word, following)):
            run.append(word)
            continue
        _compound(run, latin, span, words)
        run = []
        if word.strip():
            latin = word if re.fullmatch(r"[A-Za-z][A-Za-z0-9+#-]*", word) and word.lower() not in COMMON else ""


def _in_compound(word: str, run: Sequence[str]) -> bool:
    if run and word in KIND_TAILS:
        return True
    if len(word) < 2 or not re.fullmatch("[\u4e00-\u9fff]+", word) or word in STRONG or word in ONLY_VERBS:
        return False
    tag = segment.tag(word)
    return tag in NOUN_TAGS and (tag != "v" or word in KIND_NOUNS or (word in AMBIGUOUS and bool(run)))


def _begins_compound(word: str, following: str) -> bool:
    """A verb right before a kind of thing names a sort of it: 归并 before 排序."""
    if word in STRONG or word in ONLY_VERBS or len(word) != 2 or word in GENERIC:
        return False
    return segment.tag(word)[:1] in ("v", "d", "a", "z") and word[-1] not in DIRECTIONS and following in KIND_NOUNS


def _compound(run: Sequence[str], latin: str, span: Span, words: _Words) -> None:
    compound = "".join(run)
    for word in run:
        if segment.tag(word) in ("n", "nz", "vn", "l"):
            words.add(word, "noun", span)
    if not run or len(run) > LONGEST_COMPOUND or len(compound) > 8 or len(compound) < 3:
        return
    named = run[-1] in KIND_NOUNS or compound[-1] in KIND_ENDINGS
    for cue in ("compound", "kind") if named else ("compound",):
        words.add(compound, cue, span)
    if latin and named and len(run) <= 2:
        words.add(f"{latin} {compound}", "compound", span)


def _from_fact(fact: Fact, words: _Words) -> None:
    if fact.pattern in DEFINING and fact.kind in ("definition", "option", "command"):
        if is_subject(bare(fact.subject), 14):
            words.add(fact.subject, "colon", fact.span)
        _own_glosses(fact.subject, fact.span, words)
    elif fact.pattern in MEMBERS:
        for item in fact.items:
            if is_subject(bare(item), 12) and length(item) <= 10 and not _acts(bare(item)):
                words.add(item, "member", fact.span)
        if fact.pattern != "arrow":
            for part in re.split(" / ", fact.subject):
                if is_subject(part, 12) and not _tells(part):
                    words.add(part, "member", fact.span)
                    if fact.pattern == "listing" and not re.search("[的有]", part):
                        words.add(part, "listed", fact.span)
    elif fact.pattern == "statement" and is_subject(fact.subject, 12) and not is_label(fact.subject):
        words.add(fact.subject, "defined" if fact.kind == "definition" else "subject", fact.span)


def _tells(text: str) -> bool:
    """Whether a line is a sentence ("LSM 树依靠两个部件") rather than a name."""
    return any(word in ONLY_VERBS for word in segment.cut(text))


def _acts(text: str) -> bool:
    """Whether a member of a chain says what is done rather than what it is called: "转回条带写出"."""
    first = next(iter(segment.cut(text)), "")
    return first not in AMBIGUOUS and segment.tag(first)[:1] in ("v", "p") and len(text) > 4


def _ranked(candidates: Iterable[_Candidate]) -> tuple[Concept, ...]:
    weighed = [(c.weight() * (1 + math.log(len(c.mentions))), c) for c in candidates]
    most = max((weight for weight, _ in weighed), default=1.0)
    concepts = []
    for weight, candidate in weighed:
        names = _by_use(candidate.names)
        mentions = tuple(sorted(set(candidate.mentions)))
        tier = 1 if candidate.weight() >= CENTRAL else 2
        concepts.append(Concept(names[0], _others(names), tier, round(weight / most, 4), mentions))  # type: ignore[arg-type]
    return tuple(sorted(concepts, key=lambda concept: (-concept.importance, concept.term)))


def _by_use(names: Mapping[str, int]) -> list[str]:
    return sorted(names, key=lambda name: (-names[name], len(name), name))


def _others(names: Sequence[str]) -> tuple[str, ...]:
    """The other names, without those that differ in case, width or spaces only."""
    seen = {normalise(names[0])}
    return tuple(name for name in names[1:] if normalise(name) not in seen and not seen.add(normalise(name)))  # type: ignore[func-returns-value]
