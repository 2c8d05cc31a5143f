"""Sentences to statements: who does what, with the subject that later clauses drop.

A paragraph holds three to six facts whose later clauses leave the subject out. Each :class:`Statement` is one of
them: the scene ("在 fast 模式中"), the subject (carried over where it was dropped), and the predicate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from studykit import segment
from studykit.grammar import (
    ABOUT,
    AMBIGUOUS,
    ANY_VERBS,
    COPULAS,
    DETERMINERS,
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
NAMES_SOMETHING = re.compile(rf"[A-Za-z]{{2,}}|{MASK}")


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
#: Facts and not things have these.
OF_FACTS = frozenset("原因 理由 结论".split())
#: "http1.1 中新增了 …": a place does nothing in the clauses behind.
IN_A_PLACE = re.compile(r"[^高其当集](?:中|里|上|内)$")
#: "使用 A，B 和 C 来 …": a list whose members commas part, and its last ones.
LIST_BEGINS = re.compile("(?:使用|采用|利用|通过|借助|基于|依靠|依赖|结合)了?[^，的是]{1,12}$")
LIST_ENDS = re.compile("[^，是会可能]{1,12}(?:[和与及]|以及)[^，是会可能]{1,14}(?:来|以|实现)(?=..)")
#: "在 MQA 中": what follows is about MQA.
WITHIN = re.compile(r"^在?\s*(.{2,}?)\s*[中里内]$")
REASON = re.compile("因为|由于|鉴于|是因为|这是因为")
THEREFORE = re.compile("因此|所以|因而|于是|故")
#: "如果 A，或者 B，就 C" has two conditions.
ALSO = re.compile("或者?|[并而]且|且|并(?![行发非列])")
WHEN = re.compile("^(?:如果|若|当|一旦|只要|每当)")
WANTS = ("要", "想", "若要", "如果要")
#: A clause that begins with a name: "`float4` 一次读 16 字节".
LEADING_NAME = re.compile(
    rf"^(?P<name>{MASK}|[A-Za-z][\w.+#/-]*(?:\s[A-Z][\w.+#/-]*)*)\s*(?P<rest>[\u4e00-\u9fff].{{2,}})$"
)
#: "与外部设备相关的文件": what a thing is, without the thing and without 是.
DESCRIBES = re.compile(r"^[^，,：:]{3,30}的(?:一[些种个类])?([\u4e00-\u9fff]{2,8})$")
#: A sentence that begins so leaves out what the section is about.
VERB_FIRST = re.compile(
    "适合|适用|用于|用来|常用|主要用|通常用|可用|可以|能够|不能|无法|支持|不支持|具有|包括|"
    "包含|分为|属于|需要|位于|由|基于|采用|使用|通过|存储|提供|返回|表示|负责|默认"
)
#: A heading that names something in code or English is often explained by its Chinese name alone.
LATIN_HEADING = re.compile(rf"(?:{MASK}|[A-Za-z][\w.+:<>-]*)(?:\s*[（(].*)?$")
NOUN_PHRASE = re.compile("(?=.*[\u4e00-\u9fff]{3})[^，。；：？]{4,24}")
OF_WHAT_KIND = re.compile("(?!.*(?:是|可以|会|将|把|被))[^，。；：？的]{2,16}的[^，。；：？的]{2,8}")
#: An action without anybody who acts: "对可换页内存调用 f".
TOWARDS = re.compile(
    r"^(?:(?:若|如果)?要(?![求么素点是])|想要?(?![法象])|对(?![于应比齐象称外内立话照等])|把|将|向).{3,}"
)
#: Clauses that only go on with the predicate before them, whatever follows.
TAIL = re.compile(
    r"^(?:让|使|使得|令|从而|以便|以|进而|来|包括|例如|比如|譬如|如|即|也就是|也即|其中|直到|直至|乃至|以及|及其|还有|或者|或|然后|再|最后|最终|接着|随后|"
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
            about = about or subject
            if not is_label(head) and (not is_subject(head) or _is_told(head)):
                yield from _Reader(sentence, subject).read(head)
            text = match["body"]
        for part in replace(sentence, text=text).parts:
            assumed = section if not subject and VERB_FIRST.match(strip_connective(part)) else ""
            for statement in _Reader(sentence, subject or assumed, last=last).read(part):
                last = statement
                # The label of a line is what all of it is about, and so is the section where nothing else is.
                known = assumed or (subject if labelled and statement.carried else "")
                resolved = statement.resolved or (bool(known) and statement.subject == known)
                told = "" if _names(statement, about, labelled) else about
                yield replace(statement, resolved=resolved, about=told)
                if subject is heading:
                    subject = ""
                if not statement.carried and is_subject(statement.subject, 14) and not head:
                    subject = statement.subject
                    name = WITHIN.sub(r"\1", subject)
                    about = about or (name if _is_name(name) else "")


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


def _is_name(text: str) -> bool:
    """Whether a subject can stand as a topic: a name, and not "每次", "当时的密码" or "设计出优秀的算法"."""
    words = [word for word in segment.cut(text) if word.strip()]
    tags = [segment.tag(word) for word in words]
    in_passing = (
        tags[0] in ("d", "p", "r", "t", "m", "c", "f")
        or words[0][0].isdigit()
        or words[0].startswith("每")
        or words[0] in DETERMINERS
        or (tags[0] == "v" and words[0] not in AMBIGUOUS)
    )
    return not (in_passing or tags[-1] in ("d", "c", "uj", "p", "f", "zg") or is_aspect(head_of(text)))


def _names(statement: Statement, about: str, labelled: bool) -> bool:
    """Whether a statement's own words say what it is about; below a label ("`groupdel`：…") only the label does."""
    if labelled:
        return not about or head_of(about) in statement.question_head
    return bool(NAMES_SOMETHING.search(statement.question_head))


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

    def read(self, part: str) -> Iterator[Statement]:
        pieces = [piece for clause in _with_lists(clauses(part)) for piece in unfold(clause)]
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
        taken = take_apart(clause)
        if REASON.match(clause):
            # Why it is so is another question.
            yield from self._ended()
        elif (granted := _granted(clause, taken)) is not None:
            self.subject = granted or self.subject
        elif self.scene and self.current is None and following and ALSO.match(raw) and WHEN.match(self.scene[-1]):
            self.scene[-1] = f"{self.scene[-1]}，{raw}"
        elif (name := _named(clause, taken, following)) or _sets_the_scene(clause, taken, following):
            if self.current is not None:
                self.scene = []
            yield from self._ended()
            self.named = name
            self.scene = self.scene if name else _shortened([*self.scene, clause])
        elif not self._goes_on(raw, taken):
            yield from self._states(clause, taken, follows=bool(THEREFORE.match(raw)))

    def _goes_on(self, raw: str, taken: Clause | None) -> bool:
        """Whether a clause only goes on with the statement before it, which then takes it in."""
        current = self.current
        if current is None or THEREFORE.match(raw):
            return False
        if current.clause.verb in MEANS and taken is not None and not taken.subject:
            # "X 通过 Y，缓解了 Z" is one statement, with the second verb.
            clause = replace(taken, adverbs=f"{current.clause.predicate}，{taken.adverbs}")
            self.current = replace(current, clause=clause)
            return True
        extended = _extended(current, raw, taken)
        self.current = extended or current
        return extended is not None

    def _states(self, clause: str, taken: Clause | None, *, follows: bool) -> Iterator[Statement]:
        """``follows``: it begins with 因此, and where it has no subject, it is about the author ("因此引入 …")."""
        if self.current is not None and is_term(self.current.subject) and not IN_A_PLACE.search(self.current.subject):
            self.subject = self.current.subject
        yield from self._ended()
        scene = "，".join(self.scene)
        if taken is not None:
            elsewhere = (follows and taken.verb in OBJECT_VERBS) or _has_a_subject(self.scene[-1:])
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


def _with_lists(pieces: Sequence[str]) -> list[str]:
    """The clauses, where the members of a list that commas part stand in one: "使用 A，B 和 C 来 …"."""
    joined: list[str] = []
    for piece in pieces:
        if joined and LIST_BEGINS.search(joined[-1]) and LIST_ENDS.match(piece):
            joined[-1] += f"、{piece}"
        else:
            joined.append(piece)
    return joined


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
    return where or is_condition(clause) or _acts_first(clause, following)


def _what_it_is(heading: str, sentence: Sentence) -> Statement | None:
    """What the heading names, said without its name: "### 设备文件" above "与设备相关的文件，…"."""
    first = next(iter(clauses(sentence.parts[0])), "") if sentence.parts else ""
    noun = DESCRIBES.match(first)
    alike = noun is not None and noun[1][-2:] == head_of(heading)[-2:] and take_apart(first) is None
    if not alike and not (LATIN_HEADING.match(heading) and _is_noun_phrase(first)):
        return None
    return Statement(sentence, "", heading, Clause("", heading, "", "是", first), carried=True, resolved=True)


def _is_noun_phrase(text: str) -> bool:
    """Whether a clause is a name for something and says nothing of it: "核心线程数", "能容纳的最大线程数"."""
    if OF_WHAT_KIND.fullmatch(text):
        return True
    words = [word for word in segment.cut(text) if word.strip()]
    verbs = [word for word in words if word in ANY_VERBS or segment.tag(word) in ("v", "p", "c", "d", "r")]
    return NOUN_PHRASE.fullmatch(text) is not None and not verbs and segment.tag(words[-1])[:1] in ("n", "", "q", "m")


def _untold(clause: str, sentence: Sentence, scene: str) -> Statement | None:
    """A clause whose verb is not known: after a scene it tells what happens then, behind a name what that does."""
    name = LEADING_NAME.match(clause)
    if name and is_subject(name["name"]):
        return Statement(sentence, scene, name["name"], Clause("", name["name"], "", "", name["rest"]), False)
    return Statement(sentence, scene, "", Clause("", "", "", "", clause), False) if scene else None


def _named(clause: str, taken: Clause | None, following: str) -> str:
    """The name in "LAN 主机 IP 地址的变更，无需通告 WAN": said before the comma, and a predicate behind it."""
    about = ABOUT.match(clause)
    name = about["name"] if about else clause
    if not following or not is_subject(name) or (taken is not None and not about):
        return ""
    after = take_apart(strip_connective(following))
    return name if after is not None and not after.subject and not TAIL.match(following) else ""


def _acts_first(clause: str, following: str) -> bool:
    """Whether something is done first, and the next clause says what comes of it: "对 X 调用 f，驱动会 …"."""
    if not TOWARDS.match(clause) or not following:
        return False
    after = take_apart(strip_connective(following))
    if after is None:
        return clause.startswith(WANTS)
    return bool(after.subject or clause.startswith(WANTS)) and not PRONOUN.match(after.subject)


def _shortened(scene: list[str]) -> list[str]:
    """The last clauses of a scene, as many as a question can carry; the last one always."""
    while len(scene) > 1 and length("".join(scene)) > LONGEST_SCENE:
        scene = scene[1:]
    return scene


def _extended(statement: Statement, raw: str, taken: Clause | None) -> Statement | None:
    """The statement with a clause that goes on with it; ``None`` where the clause says something of its own."""
    fits = length(statement.clause.predicate) + length(raw) <= LONGEST_PREDICATE
    own_subject = taken is not None and taken.subject and not PRONOUN.match(taken.subject) and is_term(taken.subject)
    if TAIL.match(raw) or taken is None:
        compound = statement.compound or raw.startswith("要么")
    elif (
        (PRONOUN.match(taken.subject) and not IT.match(taken.subject))
        or own_subject
        or taken.verb in COPULAS
        or not fits
    ):
        return None
    else:
        compound = True
    clause = statement.clause
    return replace(statement, clause=replace(clause, rest=f"{clause.rest}，{raw}"), compound=compound)


def _statement(clause: Clause, sentence: Sentence, scene: str, subject: str, named: str) -> Statement | None:
    own = clause.subject
    if not own and named:
        return Statement(sentence, scene, named, clause, False)
    if not own:
        return Statement(sentence, scene, subject, clause, True) if subject or scene else None
    if it := IT.match(own):
        return _about_it(clause, sentence, scene, head_of(subject) if it[0][0] in "它他" else "", own[it.end() :])
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

    其 cannot be resolved by rule: what it belongs to is left to the heading that the card shows.
    """
    if rest.endswith("的") and known:
        return Statement(sentence, scene, f"{known} {rest}", clause, True, resolved=True)
    if known and clause.subject.startswith(("它的", "他的")):
        return Statement(sentence, scene, spaced(known, rest), clause, True, resolved=True)
    name = rest.removeprefix("的") or known
    return Statement(sentence, scene, name, clause, True, resolved=not rest) if name else None
