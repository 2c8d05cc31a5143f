"""Sentences to statements: who does what, with the subject that later clauses drop.

A paragraph holds three to six facts whose later clauses leave the subject out. Each :class:`Statement` is one of
them: the scene ("在 fast 模式中"), the subject (carried over where it was dropped), and the predicate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from studykit import fields, segment
from studykit.grammar import (
    ABOUT,
    AMBIGUOUS,
    ANY_VERBS,
    CONDITION_END,
    COPULAS,
    GRANTED,
    OBJECT_VERBS,
    POINTER,
    PRONOUN,
    Clause,
    is_condition,
    strip_connective,
    take_apart,
    unfold,
)
from studykit.prose import MASK, Prose, Sentence, clauses, split_outside
from studykit.terms import ASPECTS, head_of, is_aspect, is_label, is_subject, is_term, length
from studykit.text import spaced
from studykit.topics import ACTORS, is_name, named_in, whole_of

#: What a question can carry before its subject.
LONGEST_SCENE = 36
DASH = re.compile(r"^(?P<head>[^：:，,。\n—–-]{1,40}?)\s*(?:——|—|–|\s-{1,2}\s)\s*(?P<body>\S.*)$", re.DOTALL)
#: A predicate takes in a clause that goes on with it while the whole is no longer than this.
LONGEST_PREDICATE = 70
COLON = re.compile(
    rf"^(?P<head>{MASK}(?:\s*[,，、/]\s*{MASK})+|(?:[^：:，,。；\n（(]|[（(][^）)\n]*[）)]){{1,60}}?)\s*(?:：|:(?=\s|[^\x00-\x7f]))\s*(?P<body>\S.*)$",
    re.DOTALL,
)
IT = re.compile(r"^(?:[它他]们?|其)(?!他|它|中|余|次|实)")
#: What something is the same as is a question of its own.
EQUALS = frozenset("等效于 等价于 等同于 介于 源于".split())
ITS_SIDE = re.compile("它们?|其(?!他|它|中|余|次|实).*")
NAMES_SOMETHING = re.compile(rf"[A-Za-z]{{2,}}|{MASK}")


#: A shorter term ("节点") says too little of what it belongs to.
SHORTEST_KNOWN = 3
#: "冒泡排序，最常见的是 …": behind a name this is one of its kind.
MOST = re.compile(r"最[^，的]{1,6}的")
#: How many sentences back a dropped subject may stand.
NEAR = 3
#: "X 通过 Y，缓解了 Z": the first predicate is how, the second is what.
MEANS = frozenset("通过 利用 借助 基于 作为 为了 根据 按照 以".split())
#: "该地址", "这些协议": a kind of thing that was named before; a proper name needs no help.
POINTING = re.compile(r"^(?:该|这个|这种|这类|这些|这一|此)\s*(?P<noun>[\u4e00-\u9fff]{2,6}|[A-Z][\w.+-]*)$")
PROPER = re.compile(r"[A-Z][\w.+-]*")
#: "这种算法" below a heading or behind a sentence about 引用计数法 is that, whatever its name ends in.
ANY_KIND = frozenset(
    (
        "算法 方法 方式 技术 机制 模型 协议 命令 指令 函数 结构 数据结构 工具 框架 策略 模式 语言 "
        "组件 模块 接口 设计 思想 特性 操作 语句 网络 系统 架构 存储引擎 引擎 索引 锁 类 服务"
    ).split()
)
#: "NAT 在 LAN 以外，…" only says where.
PLACE = re.compile(r"^[^，]{1,20}(?:以外|之外|以内|之内|之间|中|里|上|下|内|外|时)$")
#: "A 和 B，它们 …" is about both.
THEY, JOINED = frozenset("它 它们 他们 两者 二者".split()), re.compile("[^，]{2,}[和与、及][^，]{2,}(?<!不同)$")
#: "反映的是 …": the subject is dropped, and stands in the clause before.
CLEFT = re.compile("(?P<verb>[\u4e00-\u9fff]{2})的")
#: Facts and not things have these.
OF_FACTS = frozenset("原因 理由 结论".split())
#: "http1.1 中新增了 …": a place does nothing in the clauses behind.
IN_A_PLACE = re.compile(r"[^高其当集](?:中|里|上|内)$")
#: "使用 A，B 和 C 来 …": a list whose members commas part, and its last ones.
LIST_BEGINS = re.compile("(?:使用|采用|利用|通过|借助|基于|依靠|依赖|结合)了?[^，的是]{1,12}$")
LIST_ENDS = re.compile("[^，是会可能]{1,12}(?:[和与及]|以及)[^，是会可能]{1,14}(?:来|以|实现)(?=..)")
#: "X，又称 A，B，是一种 …" says of X what it is.
OTHER_NAMES = re.compile(
    r"^(?:所谓的?)?\s*(?P<name>[^，,：；是]{2,30}?)\s*[，,]\s*(?:通常|一般|常)?(?:(?:又|也|还|亦)?(?:可以?|被)?(?:称之?为?|称作|叫做?|叫作|名为)"
    r"|(?:英文)?(?:简称|全称|名称?)(?:是|为|叫)?)\s*[^，,；。是]{1,50}(?:[，,]\s*[^，,；。是]{2,24}){0,3}?[，,]\s*(?=(?:其实|实际上|本质上)?(?:就?是(?!否)|指))"
)
GLOSSED = re.compile(
    r"^(?:所谓的?)?\s*(?P<name>[^，,：；是（(]{2,24}?)\s*[（(][^（）()]{2,90}[）)]\s*[，,]\s*(?=(?:其实|实际上|本质上)?(?:就?是(?!否)|指))"
)
ENDS_IN_COPULA = ("是指", "指的是", "指的就是")
IS_ALL_OF = re.compile("(?:是指|指的是|指的就是)，")
SAYS_MEANING = re.compile("^指(?![令数针标定向示出明派])|是指(?!令)|指的就?是")
OF_A_NAME = re.compile("的[^的，]{1,12}$")
ENDS_IN_NOUN = re.compile(
    "的(?:一种)?(?:过程|现象|情况|行为|技术|方法|方式|机制|能力|操作|数据|系统|程序|结构|问题|状态|策略|模式|算法|模型|集合|事件)$"
)
#: "基本思想是将内存分为两块，每次只用一块，…": what is done is told to the end of the sentence.
IS_DONE_SO = re.compile(
    "[^，：是]{2,24}(?:思想|思路|原理|方法|做法|办法|策略|作用|目的|目标|算法|法|过程|方式|机制|任务|流程|技术|技巧)(?:主要)?(?:就|便|则|即)?(?:是|在于)(?:指|要|先|首先)?(?:通过|将|把|利用|对|从|用|使用|让|在|以|根据|按照?|先|首先|采用)"
)
#: "做法是：A，B": all that stands behind the colon.
NAMED_BELOW = re.compile("[^，]{2}[是为]：")
#: What is said of it behind that is another statement.
NEW_REMARK = re.compile(
    "因此|所以|但是?|不过|这(?!些?(?:节点|元素|数据|对象))|因为|由于|其?[优缺]点|它|而且|例如|比如|如[：:]|适用|适合|并?不[是能会]|也[是叫称]|又[称叫]|其中"
)
#: "有 A，例如 f5，也有 B": one of what was named before, and no subject of what follows.
EXAMPLE = re.compile("(?:例如|比如|譬如|如(?![果何今]))[^，]+，[也还又]")
#: "在 MQA 中": what follows is about MQA.
WITHIN = re.compile(r"^在?\s*(.{2,}?)\s*[中里内]$")
REASON = re.compile("(?:[^，]{1,30}?(?:因为|由于)[^，]{2,30}(?:所以|因此|因而))|因为|因其|由于|鉴于|是因为|这是因为")
#: Behind what something does, what we do is another matter: "…，我们可以用 `len` 取得长度".
OURS = re.compile("[^，不是]{0,4}?我们(?=可|能|要|会|需|用|使|通过|就|也|再|先|把|将|来|应)")
THEREFORE = re.compile("因此|所以|因而|于是|故")
#: "如果 A，或者 B，就 C" has two conditions.
ALSO = re.compile("或者?|[并而]且|且|并(?![行发非列])")
WHEN = re.compile("^(?:如果|若|当|一旦|只要|每当)")
#: What something is, for what stands behind to come of it.
TOO_MUCH = re.compile("[过太偏][大小多少高低长短快慢早晚深浅强弱]$")
#: What would happen otherwise belongs to what must be done.
ELSE = re.compile("否则.")
#: "A 和 B 类似" says something, and names nothing.
ALIKE = re.compile("[与和跟].+(?:类似|相同|不同|相似|相反|一样|有关|无关|一致)$")
#: "X 丢失，则 …": what stands before is the condition.
THEN = re.compile("则(?![是为])|那么|那就(?!是)")
WANTS = ("要", "想", "若要", "如果要")
#: What happens in the other case belongs to the answer of the first: "如果 A，就 B，否则 C", "看 A；如果不是，C".
OTHERWISE = re.compile(
    r"^(?:(?:否则|不然|要不然|反之)(?:的话)?"
    r"|(?:如果|若)(?:还?[不没]?(?:在|是|有|存在|相同|相等|可以|成功|失败|命中|成立|匹配|满足|通过|为空)|还?没有|否)了?$)"
)
#: … as long as the whole can be recalled.
LONGEST_CASES = 120
#: A clause that begins with a name: "`float4` 一次读 16 字节".
LEADING_NAME = re.compile(
    rf"^(?P<name>{MASK}|[A-Za-z][A-Za-z0-9_.+#/-]*(?:\s[A-Z][A-Za-z0-9_.+#/-]*)*)\s*(?P<rest>(?![和与跟及或])[\u4e00-\u9fff].{{2,}})$"
)
#: "与外部设备相关的文件": what a thing is, without the thing and without 是.
DESCRIBES = re.compile(r"^[^，,：:]{3,30}的(?:一[些种个类])?([\u4e00-\u9fff]{2,8})$")
#: A sentence that begins so leaves out what the section is about.
VERB_FIRST = re.compile(
    "适合|适用|用于|用来|常用|主要用|通常用|可用|可以|能够|不能|无法|支持|不支持|具有|包括|"
    "包含|分为|属于|需要|位于|由|基于|采用|使用|通过|存储|提供|返回|表示|负责|默认"
)
#: The same, and "其关键点在于 …".
LEAVES_OUT = re.compile(f"{VERB_FIRST.pattern}|其[^，是在的]{{2,6}}(?:是|在于|为|就是)")
#: A heading that names something in code or English is often explained by its Chinese name alone.
LATIN_HEADING = re.compile(rf"(?:{MASK}|[A-Za-z][\w.+:<>-]*)(?:\s*[（(].*)?$")
NOUN_PHRASE = re.compile("(?=.*[\u4e00-\u9fff]{3})[^，。；：？]{4,24}")
OF_WHAT_KIND = re.compile(
    "(?!.*(?:来说$|而言$|是|可以|会|将|把|被|用于|用来|表示|返回))[^，。；：？的]{2,16}的[^，。；：？的]{2,8}"
)
#: An action without anybody who acts: "对可换页内存调用 f".
TOWARDS = re.compile(
    r"^(?:(?:若|如果)?要(?![求么素点是])|想要?(?![法象])|对(?![于应比齐象称外内立话照等])|把|将|向).{3,}"
)
#: What a scene can do without: "水平触发（LT，Level Trigger）模式下".
IN_BRACKETS = re.compile("（[^（）]*）")
#: Clauses that only go on with the predicate before them, whatever follows.
TAIL = re.compile(
    r"^(?:让|使|使得|令|从而|以便|以|进而|来|包括|例如|比如|譬如|如|即|也就是|也即|其中|直到|直至|乃至|以及|及其|还有|或者|或|然后|再|最后|最终|接着|随后|之后(?!的)|此后(?!的)|"
    r"导致|造成|避免|方便|便于|要么|只不过|不过|特别是|尤其是|这样|而不是|而非|甚至|又(?![称叫名被]))"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a sentence, in masked text."""

    sentence: Sentence
    scene: str
    subject: str
    clause: Clause
    #: whether the subject stands in an earlier clause or heading and not in this one
    carried: bool
    #: whether it was 它, which stands right after what it means and is as good as the name
    resolved: bool = False
    #: whether a second predicate was added: "… 不会触发 X，也没有 Y"
    compound: bool = False
    #: whether it tells of the other case too: "…，否则 …"
    cases: bool = False
    #: what the paragraph named first, where this statement's own words do not say what they are about
    about: str = ""

    @property
    def question_head(self) -> str:
        """Scene and subject: how a question about this statement begins."""
        comma = "，" if self.scene else ""
        return f"{self.scene}{comma}{self.clause.adverbial}{self.subject}"


def statements(prose: Prose, heading: str, section: str = "") -> Iterator[Statement]:
    """The statements of a block, in order.

    ``heading`` is what the block is about when it does not say so itself: given only for the first block under a
    heading, and used only for its first statement ("### 目录" above "就是 …"). ``section`` is what the whole section
    is about: used where a sentence begins with its verb and nothing before it names a subject ("适合于 …").
    """
    subject, about = heading, ""
    labelled = False
    last: Statement | None = None
    if prose.sentences and (first := _what_it_is(heading, prose.sentences[0])):
        yield first
    for sentence in prose.sentences:
        text, head = POINTER.sub("", sentence.text), ""
        if match := COLON.match(text) or (DASH.match(text) if sentence is prose.sentences[0] else None):
            head = match["head"].strip()
            named = is_term(head) and not is_label(head)
            labelled = labelled or named
            subject = head if named else subject
            about = about or named_in(subject)
            if not is_label(head) and (not is_subject(head) or _is_told(head)):
                yield from _Reader(sentence, subject).read(head)
            text = match["body"]
        for part in _with_cases(replace(sentence, text=text).parts):
            assumed = section if not subject and LEAVES_OUT.match(strip_connective(part)) else ""
            for statement in _Reader(sentence, subject or assumed, last=last).read(part):
                last = statement
                # The label of a line is what all of it is about, and so is the section where nothing else is.
                known = assumed or (subject if labelled and statement.carried else "")
                resolved = statement.resolved or (bool(known) and statement.subject == known)
                resolved = resolved or (statement.subject is heading and _is_only_said(statement))
                told = "" if _names(statement, about, labelled) else about
                yield replace(statement, resolved=resolved, about=told)
                if subject is heading:
                    subject = ""
                if not statement.carried and is_subject(statement.subject, 14) and not head:
                    subject = statement.subject
                    name = WITHIN.sub(r"\1", subject)
                    about = about or (whole if is_name(whole := whole_of(name)) else "")


def _is_only_said(statement: Statement) -> bool:
    """Whether a sentence only says what the heading above it is: "### 回表" above "指 …"."""
    verb = statement.clause.verb
    return verb in COPULAS and not statement.scene and strip_connective(statement.sentence.text).startswith(verb)


def subject_before(prose: Prose, sentence: Sentence, heading: str) -> str:
    """What the sentences right before one were about last; ``heading`` or nothing where none of them says.

    The block's own label counts: in "DGC：… 它 …" everything is about DGC.
    """
    sentences = prose.sentences
    position = next(i for i, other in enumerate(sentences) if other is sentence)
    near = sentences[max(0, position - NEAR) : position]
    for other in (sentences[0], *near, sentence):
        if (label := COLON.match(other.text)) and is_term(label["head"].strip()):
            return label["head"].strip()
    subject = heading
    for other in near:
        for part in other.parts:
            for statement in _Reader(other, subject).read(part):
                own = not statement.carried and is_subject(statement.subject, 14)
                if own and not IN_A_PLACE.search(statement.subject):
                    subject = statement.subject
    return subject


def _names(statement: Statement, about: str, labelled: bool) -> bool:
    """Whether a statement's own words say what it is about; below a label ("`groupdel`：…") only the label does."""
    if labelled:
        return not about or head_of(about) in statement.question_head
    own = head_of(statement.subject)
    says = length(own) >= SHORTEST_KNOWN and own not in ACTORS
    known = not statement.carried and says and bool(fields.of(own))
    return known or NAMES_SOMETHING.search(statement.question_head) is not None


@dataclass(slots=True)
class _Reader:
    """Reads the clauses of a part from left to right."""

    sentence: Sentence
    subject: str
    scene: list[str] = field(default_factory=list)
    #: a name that was said before the comma, and whose predicate follows
    named: str = ""
    #: a statement that the next clause may go on with
    current: Statement | None = None
    #: the statement before the current one, which 该 and 这些 may point at
    last: Statement | None = None
    #: whether what follows tells of the other case
    otherwise: bool = False

    def read(self, part: str) -> Iterator[Statement]:
        pieces = [piece for clause in _with_lists(clauses(_without_other_names(part))) for piece in unfold(clause)]
        for i, raw in enumerate(pieces):
            if clause := strip_connective(raw):
                yield from self._clause(raw, clause, pieces[i + 1] if i + 1 < len(pieces) else "")
        yield from self._ended()

    def _ended(self) -> Iterator[Statement]:
        if self.current is not None:
            yield self.current
            self.last = self.current
        self.current = None

    def _clause(self, raw: str, clause: str, following: str) -> Iterator[Statement]:
        taken = _uncleft(take_apart(clause))
        self.otherwise = self.otherwise or (self.current is not None and OTHERWISE.match(raw) is not None)
        if self.otherwise and self._takes_in(raw):
            return
        if REASON.match(clause):
            # Why it is so is another question.
            yield from self._ended()
        elif self.current is not None and ELSE.match(raw):
            rest = f"{self.current.clause.rest}，{raw}"
            self.current = replace(self.current, clause=replace(self.current.clause, rest=rest))
        elif (granted := _granted(clause, taken)) is not None:
            self.subject = granted or self.subject
        elif self.scene and self.current is None and following and ALSO.match(raw) and WHEN.match(self.scene[-1]):
            self.scene[-1] = f"{self.scene[-1]}，{raw}"
        elif (
            name := "" if EXAMPLE.match(f"{raw}，{following}") else _named(clause, taken, following)
        ) or _sets_the_scene(clause, taken, following):
            if self.current is not None:
                self.scene = []
            yield from self._ended()
            self.named = name
            self.scene = self.scene if name else _shortened([*self.scene, clause])
        elif not self._goes_on(raw, taken):
            yield from self._states(clause, taken, follows=bool(THEREFORE.match(raw)), ours=bool(OURS.match(raw)))

    def _takes_in(self, raw: str) -> bool:
        """Let the current statement tell of the other case too, where both can be recalled at once."""
        current = self.current
        if current is None or length(current.clause.predicate) + length(raw) > LONGEST_CASES:
            return False
        self.current = replace(
            current, clause=replace(current.clause, rest=f"{current.clause.rest}，{raw}"), cases=True
        )
        return True

    def _goes_on(self, raw: str, taken: Clause | None) -> bool:
        """Whether a clause only goes on with the statement before it, which then takes it in."""
        current = self.current
        if current is None or THEREFORE.match(raw) or OURS.match(raw):
            return False
        if current.clause.verb in MEANS and taken is not None and not taken.subject:
            # "X 通过 Y，缓解了 Z" is one statement, with the second verb.
            clause = replace(taken, adverbs=f"{current.clause.predicate}，{taken.adverbs}")
            self.current = replace(current, clause=clause)
            return True
        extended = _extended(current, raw, taken)
        self.current = extended or current
        return extended is not None

    def _states(self, clause: str, taken: Clause | None, *, follows: bool, ours: bool) -> Iterator[Statement]:
        """``follows``: it begins with 因此, and where it has no subject, it is about the author ("因此引入 …").

        ``ours``: it said that we do it.
        """
        if self.current is not None and is_term(self.current.subject) and not IN_A_PLACE.search(self.current.subject):
            self.subject = self.current.subject
        yield from self._ended()
        scene = "，".join(self.scene)
        if taken is not None:
            elsewhere = ours or (follows and taken.verb in OBJECT_VERBS) or _has_a_subject(self.scene[-1:])
            subject = "" if elsewhere else self.subject
            taken = _pointed(taken, self.subject, self.last)
            self.current = _statement(taken, self.sentence, scene, subject, self.named)
            self.named = ""
        if self.current is None and (taken is None or scene):
            self.current = _untold(clause, self.sentence, scene)
        if taken is None and self.current is not None:
            self.subject = self.current.subject or self.subject
        elif self.current is None and taken is not None and PRONOUN.match(taken.subject):
            # "这不是 …，而是 …": what 这 means is not known, and later clauses are about it too.
            self.subject = ""


def _with_cases(parts: Sequence[str]) -> list[str]:
    """The parts of a sentence, with the other case in one part with the first: "如果在，…；如果不在，…"."""
    joined: list[str] = []
    for part in parts:
        if joined and OTHERWISE.match(next(iter(clauses(part)), "")):
            joined[-1] += f"，{part}"
        else:
            joined.append(part)
    return joined


def _without_other_names(part: str) -> str:
    """A part of a sentence whose subject is not parted from its predicate by what it is also called."""
    glossed = GLOSSED.match(part)
    if glossed and is_term(glossed["name"]) and take_apart(glossed["name"]) is None:
        return f"{glossed['name']}{part[glossed.end() :]}"
    names = OTHER_NAMES.match(part)
    return f"{names['name']}{part[names.end() :]}" if names and is_subject(names["name"]) else part


def _with_lists(pieces: Sequence[str]) -> list[str]:
    """The clauses, where what a comma parts is one: the members of a list ("使用 A，B 和 C 来 …"), "X 指的是，Y"."""
    joined: list[str] = []
    for i, piece in enumerate(pieces):
        if joined and LIST_BEGINS.search(joined[-1]) and LIST_ENDS.match(piece):
            joined[-1] += f"、{piece}"
        elif joined and _is_one_meaning(joined[-1], pieces[i:]):
            joined[-1] += f"，{piece}"
        else:
            joined.append(piece)
    return joined


def _is_one_meaning(begun: str, pieces: Sequence[str]) -> bool:
    """Whether what a name means goes on behind the comma: "X 是指 A，B 的过程", "思路是先 A，再 B"."""
    if begun.endswith(ENDS_IN_COPULA):
        return True
    if IS_DONE_SO.match(begun):
        return length(begun) + length(pieces[0]) <= LONGEST_PREDICATE and not NEW_REMARK.match(pieces[0])
    if NAMED_BELOW.search(begun) and length(begun) + length(pieces[0]) <= LONGEST_PREDICATE:
        return not NEW_REMARK.match(pieces[0])
    means = SAYS_MEANING.search(begun)
    if means is None or length(begun) + length(pieces[0]) > LONGEST_PREDICATE:
        return False
    if not IS_ALL_OF.search(begun) and not OF_A_NAME.search(begun, means.end()):
        return not NEW_REMARK.match(pieces[0]) or REASON.match(pieces[0]) is not None
    ends = any(ENDS_IN_NOUN.search(piece) for piece in pieces[:2])
    return bool(IS_ALL_OF.search(begun)) or (ends and not ENDS_IN_NOUN.search(begun))


def _has_a_subject(scene: list[str]) -> bool:
    """Whether the scene names who acts ("数据库初始化时"), which is then no other than who acts behind it."""
    words = segment.cut(WHEN.sub("", scene[0])) if scene else []
    return bool(words) and segment.tag(words[0])[:1] in ("n", "e")


def _granted(clause: str, taken: Clause | None) -> str | None:
    """The subject of a clause that only grants something or gives a reason; ``None`` for any other clause."""
    if granted := GRANTED.match(clause):
        taken = take_apart(granted["what"])
    elif taken is None or taken.verb not in ("由于", "因为"):
        return None
    return taken.subject if taken is not None and is_subject(taken.subject) else ""


def _sets_the_scene(clause: str, taken: Clause | None, following: str) -> bool:
    where = taken is not None and taken.verb == "在" and bool(PLACE.search(taken.rest) and following)
    return where or bool(THEN.match(following)) or is_condition(clause) or _acts_first(clause, following)


def _what_it_is(heading: str, sentence: Sentence) -> Statement | None:
    """What the heading names, said without its name: "### 设备文件" above "与设备相关的文件，…"."""
    first = next(iter(clauses(sentence.parts[0])), "") if sentence.parts else ""
    noun = DESCRIBES.match(first)
    alike = noun is not None and noun[1][-2:] == head_of(heading)[-2:] and take_apart(first) is None
    named = first.startswith(heading) or not LATIN_HEADING.match(heading)
    if not alike and (named or not _is_noun_phrase(first)):
        return None
    return Statement(sentence, "", heading, Clause("", heading, "", "是", first), carried=True, resolved=True)


def _is_noun_phrase(text: str) -> bool:
    """Whether a clause is a name for something and says nothing of it: "核心线程数", "能容纳的最大线程数"."""
    if OF_WHAT_KIND.fullmatch(text):
        return True
    words = [word for word in segment.cut(text) if word.strip()]
    if words[0] == "其":
        return False
    verbs = [word for word in words if word in ANY_VERBS or segment.tag(word) in ("v", "p", "c", "d", "r")]
    return NOUN_PHRASE.fullmatch(text) is not None and not verbs and segment.tag(words[-1])[:1] in ("n", "", "q", "m")


def _untold(clause: str, sentence: Sentence, scene: str) -> Statement | None:
    """A clause whose verb is not known: after a scene it tells what happens then, behind a name what that does."""
    name = LEADING_NAME.match(clause)
    if name and is_subject(name["name"]) and not _begins_with_noun(name["rest"]):
        # In "Raft 节点 …" the name goes on.
        return Statement(sentence, scene, name["name"], Clause("", name["name"], "", "", name["rest"]), False)
    return Statement(sentence, scene, "", Clause("", "", "", "", clause), False) if scene else None


def _begins_with_noun(text: str) -> bool:
    word = fields.whole(segment.cut(text))[0]
    return segment.tag(segment.cut(word)[-1])[:1] == "n"


def _named(clause: str, taken: Clause | None, following: str) -> str:
    """The name in "LAN 主机 IP 地址的变更，无需通告 WAN": said before the comma, and a predicate behind it."""
    about = ABOUT.match(clause)
    name = about["name"] if about else clause
    if (
        not following
        or not is_subject(name)
        or ((taken is not None or CONDITION_END.search(clause)) and not about)
        or _is_a_deed(name)
        or ALIKE.search(name)
    ):
        return ""
    after = take_apart(strip_connective(following))
    if after is None or TAIL.match(following):
        return ""
    its_own = (after.subject in THEY and JOINED.search(name)) or MOST.fullmatch(after.subject)
    return name if not after.subject or its_own else ""


def _is_a_deed(text: str) -> bool:
    """Whether somebody does something in a text that looks like a name: "服务器回复确认包"."""
    words = [word for word in segment.cut(text) if word.strip()]
    if "的" in words or segment.tag(words[0])[:1] not in ("n", "e"):
        return False
    inner = (i for i in range(1, len(words) - 1) if segment.tag(words[i + 1])[:1] in ("n", "e", "v", "a", "m"))
    return any(segment.tag(words[i]) == "v" and words[i] not in AMBIGUOUS for i in inner)


def _acts_first(clause: str, following: str) -> bool:
    """Whether something is done first, and the next clause says what comes of it: "对 X 调用 f，驱动会 …"."""
    if not TOWARDS.match(clause) or not following:
        return False
    after = take_apart(strip_connective(following))
    if after is None:
        return clause.startswith(WANTS)
    return bool(after.subject or clause.startswith(WANTS)) and not PRONOUN.match(after.subject)


def _shortened(scene: list[str]) -> list[str]:
    """The last clauses of a scene, as many as a question can carry, rather without brackets; the last one always."""
    if len(scene) > 1 and length("".join(scene)) > LONGEST_SCENE:
        scene = [IN_BRACKETS.sub("", clause) or clause for clause in scene]
    while len(scene) > 1 and length("".join(scene)) > LONGEST_SCENE:
        scene = scene[1:]
    return scene


def _extended(statement: Statement, raw: str, taken: Clause | None) -> Statement | None:
    """The statement with a clause that goes on with it; ``None`` where the clause says something of its own."""
    fits = length(statement.clause.predicate) + length(raw) <= LONGEST_PREDICATE
    equals = taken is not None and not taken.subject and taken.verb in EQUALS
    own_subject = taken is not None and taken.subject and not PRONOUN.match(taken.subject) and is_term(taken.subject)
    if TAIL.match(raw) or taken is None:
        compound = statement.compound or raw.startswith("要么")
    elif (
        (PRONOUN.match(taken.subject) and not IT.match(taken.subject))
        or own_subject
        or equals
        or (taken.verb in COPULAS and not (_is_also(statement, taken) or _of_it(statement, taken)))
        or not fits
    ):
        return None
    else:
        compound = True
    clause = statement.clause
    return replace(statement, clause=replace(clause, rest=f"{clause.rest}，{raw}"), compound=compound)


def _of_it(statement: Statement, taken: Clause) -> bool:
    """Whether a clause says more of what was just said to be something: "X 是一个矩阵，其元素是实数"."""
    said = statement.clause.verb in COPULAS and not (statement.clause.adverbs or statement.compound)
    return said and ITS_SIDE.fullmatch(taken.subject) is not None


def _is_also(statement: Statement, taken: Clause) -> bool:
    """Whether a clause says once more what something is: "X 是 A，是 B"."""
    return (
        statement.clause.verb in COPULAS and not taken.subject and not taken.adverbial and taken.verb in ("是", "也是")
    )


def _uncleft(clause: Clause | None) -> Clause | None:
    """The clause "反映的是 …", which has no subject, with 反映的 in its predicate."""
    cleft = CLEFT.fullmatch(clause.subject) if clause is not None else None
    if clause is None or cleft is None or clause.verb != "是" or cleft["verb"] not in ANY_VERBS:
        return clause
    return replace(clause, subject="", adverbs=f"{cleft[0]}{clause.adverbs}")


def _statement(clause: Clause, sentence: Sentence, scene: str, subject: str, named: str) -> Statement | None:
    own = clause.subject
    if named and (not own or own in THEY or MOST.fullmatch(own)):
        own = own if MOST.fullmatch(own) else ""
        return Statement(sentence, scene, f"{named}{own}", replace(clause, subject=own), False)
    if not own:
        return Statement(sentence, scene, subject, clause, True) if subject or scene else None
    if it := IT.match(own):
        known = it[0][0] in "它他" or is_aspect(own[it.end() :])
        return _about_it(clause, sentence, scene, head_of(subject) if known else "", own[it.end() :])
    if PRONOUN.match(own):
        return None
    if own in ASPECTS - OF_FACTS and length(own) > 1 and subject and not scene:
        # "…，代价是多一次归约": the cost of what the clause before was about.
        return Statement(sentence, scene, spaced(head_of(subject), f"的{own}"), clause, True, resolved=True)
    return Statement(sentence, scene, own, clause, False)


def _is_told(head: str) -> bool:
    """Whether the words before a colon say what something is: "从第二到第四位是文件所有者的权限：…"."""
    taken = take_apart(head)
    return taken is not None and taken.verb in COPULAS and bool(taken.subject and taken.rest)


def _pointed(clause: Clause, subject: str, last: Statement | None) -> Clause:
    """The clause with 该地址 replaced by what it points at: the last name that ends in 地址."""
    pointing = POINTING.match(clause.subject)
    if TOO_MUCH.fullmatch(clause.subject) and (much := TOO_MUCH.search(subject)):
        # "学习率过大会 …，过小会 …".
        return replace(clause, subject=f"{subject[: much.start()]}{clause.subject}")
    if pointing is None:
        return clause
    names = [subject, *(split_outside(last.clause.rest, "，,")[:1] if last else ())]
    found = next((name for name in names if head_of(name).endswith(pointing["noun"]) and is_subject(name)), "")
    if not found and pointing["noun"] in ANY_KIND and is_subject(subject, 14):
        found = subject
    if not found and PROPER.fullmatch(pointing["noun"]):
        found = pointing["noun"]
    return replace(clause, subject=head_of(found)) if found else clause


def _about_it(clause: Clause, sentence: Sentence, scene: str, known: str, rest: str) -> Statement | None:
    """A statement about 它 or 其; ``rest`` is what stands behind the pronoun ("它的接口", "它重建的").

    其 is resolved only where a side of something follows ("其优点"): else the heading that the card shows must do.
    """
    if rest.endswith("的") and known:
        return Statement(sentence, scene, f"{known} {rest}", clause, True, resolved=True)
    if known and clause.subject.startswith(("它的", "他的", "其")):
        return Statement(sentence, scene, spaced(known, f"的{rest.removeprefix('的')}"), clause, True, resolved=True)
    name = rest.removeprefix("的") or known
    return Statement(sentence, scene, name, clause, True, resolved=not rest) if name else None
