"""What a sentence states of its subject: the pattern of last resort, asked with the sentence's own verb."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit import fields, segment
from studykit.asides import ASIDE
from studykit.grammar import (
    AMBIGUOUS,
    CAN,
    COPULAS,
    MUST,
    OPEN_QUESTION,
    PERHAPS,
    POINTER,
    QUESTION,
    WILL,
    comes_of_it,
    is_deed,
)
from studykit.model import Fact
from studykit.patterns import Place, pattern
from studykit.patterns._running import KNOWN_ADDRESS, POINTS_BACK, SAMPLE_ADDRESS, is_example, only_announces
from studykit.prose import MASK
from studykit.questions import ask
from studykit.questions.conditions import IF, leads_to
from studykit.questions.definitions import MEANS_IT
from studykit.questions.wording import Question
from studykit.statements import NAMES_SOMETHING, Statement
from studykit.terms import head_of, is_aspect, is_subject, length

LONGEST_SCENE = 40
#: A number by itself, or the address of somebody's card, is worth asking for as a bound or a default.
BARE = re.compile(r"-?[\d.]+|(?:[\dA-Fa-f]{2}[:-]){5}[\dA-Fa-f]{2}")
BOUND = re.compile(r"默认|[最至]|[上下]限|初始|界限|端口|标志|超过|固定|[A-Za-z]{2}")
#: "定时删除的缺点" does nothing in the clauses behind, and only is something.
ASPECT_END = re.compile(
    r"的[^的]{0,3}(?:优点|缺点|好处|坏处|思想|区别|特点|原因|本质|目的|关键|代价|问题|不足|优势|劣势|作用|思路)$"
)
OF_ASPECTS = frozenset("在于 包括 包含 有 分为".split())
#: A subject that begins so only says where or on what, unless a name follows a 的.
BEGINS_TORN = re.compile(
    "(?:从(?![库机属节服站])(?!.*[中里上下内外时后前间段]$)|以(?!太)|将|把|由(?!来)|对(?![于象称数偶齐等比角话立外端应])|在(?![线职])(?!.*(?:[中里上下内外时后前段]|[内外]部|[上下里外前后]面|之间)$)|所(?![有谓属在])|相比较|直到|直至|甚至|给|向(?!量)|按照?|通过|被|依照|和|与|导致|造成|使得|引起(?!.*的)|现在(?!.*的)|每次$|每[^，的]{0,4}(?:分钟|秒钟?|天|小时|周)$"
    "|发现|假[定设]|保证(?!金)|确保|强烈|认为|表明|比(?![特例率值较])|基于|结合|配合|还有|却|有利于|介绍|原因在于|用以|能够|称(?![号呼谓])|也许|必选|毕竟|按理|作为)(?!.*的(?:[^的]+|目的)$)|由(?!来)(?!.*的[^的]{1,8}$)"
)
#: … and one that ends so was cut off in the middle.
ENDS_TORN = re.compile("(?<!目)[的地]$|(?:且|而|和|与|或者?|及其|每|一定|一些|有些|有时|许多)$|^所[^，的]{1,3}的$")
#: … whatever verb stands behind: "事务 1 需要" is torn before "将 100 元转入 A".
BREAKS_OFF = re.compile(
    "(?:(?<![校修纠改更矫])正|即|刚|却|也|(?<!成)就|竟然?|倒|自然|再次|每次|没能|没有|直到|看作|近乎|无非|相对|试图|(?<!业务)需要|能够|(?<![思联理])想|(?<!服务)发现"
    "|(?<![未由原])来|(?<!过)去|进行|就要|一[个种]|、|由于|因为|[他它她]们?)$"
)
#: "切片由于是从 0 开始的": why it is so, and no way in which it is.
REASON_WITHIN = re.compile("(?<!是)(?:由于|因为)")
#: "输出=想要 …": an equation in words.
EQUATION = re.compile("[^<>!=]=[\u4e00-\u9fff]")
#: "这就相当于 X 之后".
NO_SCENE = re.compile("否则|这(?:就|也|会|相当|正|意味|说明)")
#: Somebody did something already in what stands as the subject: "hosts 文件包含了 IP 地址", "RAID 10 有着 …".
ACTED = re.compile("有着|[\u4e00-\u9fff](?:了(?!解)|着(?![色陆重手眼]))(?!.*的)")
#: "训练速度快" is a statement, but in "并发高会导致 …".
IS_SO = re.compile(
    r"[^\W最过太偏大高多长快强远轻][快慢大小高低多少长短](?<!大小)(?<!高低)(?<!多少)(?<!长短)(?<!快慢)(?<!宽高)$"
)
#: A condition about what only the text before it names: "当其重新上线时", "否则换一台机器".
IF_IT = re.compile("^否则|^不然|(?:如果|当|若|一旦|只要)(?:[他它]们?|其)(?![他它中余次实])")
#: What is named so can do something itself: "`len` 函数".
ACTS_ITSELF = re.compile(
    rf"(?:{MASK} ?|[A-Za-z0-9][A-Za-z0-9_.+#/ -]*)(?:命令|函数|方法|指令|协议|算法|接口|模式|类|语句|关键字|参数|选项)?(?:[（(].*)?"
)
#: What is said so is said of the thing, or asked for the means.
SAID_OF_IT = re.compile("被|看|把[^，]{0,8}[看视当]|视|理解为|分|认为|用|通过|利用|使用|采用|借助")
#: What is so only in one case.
ONLY_THEN = re.compile("只有|[只仅][在当]|[，时后]才|直到")
#: Questions that say little themselves.
UNSURE = ("会怎样？", "怎样？", "做什么？", "有什么限制？", "怎么样？")
#: What the name of a tool goes on with.
KIND_OF_TOOL = re.compile(r"\s*(?:命令|工具|指令|函数|方法|语句|选项|参数)?")
#: "如果任务没做完，也不想提交，就可以储藏": only behind this stands what is so.
THEN = re.compile("[，,](?:那么|那就|就)")
#: Another name is asked for by a pattern of its own.
ITS_NAME = re.compile("[称叫名](?:之?为|作|做)?什么？$")
#: "一个端口用于 …，另一个 …": the two are told apart by nothing else.
ONE_OF_TWO, THE_OTHER = re.compile("一[个种类]"), re.compile("另外?一[个种类]")
#: A condition that is this long says what it is about without a name.
SHORTEST_SCENE = 6
#: What is done can be longer than a name.
LONGEST_DEED = 24


@pattern("statement", on="statement", rank=60)
def find(place: Place) -> Iterator[Fact]:
    """A subject with its predicate becomes a question: 是 → 什么是, 用来 → 用来做什么, 会 → 会怎样 …"""
    statement = place.statement
    if not _worth_asking(place, statement):
        return
    question = ask(statement, knows_its_subject=_knows_its_subject(statement))
    if question is not None and not (_is_told(place, question) or _is_a_sample(place, question)):
        yield place.fact(
            question.kind,
            question.subject or statement.subject,
            question.prompt,
            question.answer,
            aspect=f"{statement.scene}{statement.clause.adverbs}{statement.clause.verb}",
            form="cloze" if question.cloze else "question",
            confidence=0.6 if statement.carried else 0.7,
            topic=statement.about or None,
        )


def _is_told(place: Place, question: Question) -> bool:
    """Whether a card has it already: why it is so, where nothing certain is asked here; or its other name."""
    if ITS_NAME.search(question.prompt) and any(fact.aspect == "alias" for fact in place.told):
        return True
    answer = place.show(question.answer)
    if any(fact.pattern == "tool" and _is_same_tool(fact.answer, answer) for fact in place.told):
        return True
    vague = question.cloze or question.prompt.endswith(UNSURE)
    return vague and not place.statement.scene and any(fact.kind == "cause" for fact in place.told)


def _is_same_tool(tool: str, answer: str) -> bool:
    """Whether an answer is the tool, or says of what kind it is: "`mongodump` 命令"."""
    return answer.startswith(tool) and KIND_OF_TOOL.fullmatch(answer[len(tool) :]) is not None


def _is_a_sample(place: Place, question: Question) -> bool:
    """Whether the answer is a value that somebody's machine had, or a number in an example: "切片长度是多少？" – "3"."""
    answer = place.prose.plain(question.answer).strip("` 。")
    if place.statement.scene:
        return False
    if SAMPLE_ADDRESS.search(answer) and not KNOWN_ADDRESS.match(answer):
        return question.prompt.endswith("是多少？")
    return bool(BARE.fullmatch(answer) and question.prompt.endswith("是多少？")) and not BOUND.search(question.prompt)


def _needs_more(place: Place, statement: Statement) -> bool:
    """Whether what must be so first is asked, and what is so then says nothing without it: "只有 A，才 B"."""
    said = f"{statement.scene}{statement.clause.adverbs}{statement.clause.verb}{statement.clause.rest}"
    return bool(ONLY_THEN.search(said)) and any(fact.aspect == "necessity" for fact in place.told)


def _says_half(statement: Statement, text: str) -> bool:
    """Whether it is one of two things that nothing else tells apart, or what for and not yet what is done."""
    adverbs = statement.clause.adverbs
    aim = adverbs.startswith("为了") and "，" not in adverbs and "，" in text
    return aim or (ONE_OF_TWO.match(statement.subject) is not None and THE_OTHER.search(text) is not None)


def _is_one_more_condition(statement: Statement, text: str) -> bool:
    """Whether what stands behind a condition is another one, and only then comes what is so."""
    clause = statement.clause
    behind = text.partition(clause.predicate)[2]
    outcome = clause.verb in WILL | CAN or "返回" in clause.predicate
    return bool(IF.search(statement.scene)) and not (clause.subject or outcome) and bool(THEN.search(behind))


def _worth_asking(place: Place, statement: Statement) -> bool:
    text = POINTER.sub("", statement.sentence.text)
    if statement.sentence.end in ("？", "?") or QUESTION.search(statement.clause.predicate) or ASIDE.search(text):
        return False
    if OPEN_QUESTION.search(statement.subject) or OPEN_QUESTION.match(statement.clause.predicate):
        return False
    if length(statement.scene) > LONGEST_SCENE or POINTS_BACK.search(statement.scene) or IF_IT.search(statement.scene):
        return False
    if _needs_more(place, statement) or _says_half(statement, text) or _is_one_more_condition(statement, text):
        return False
    if only_announces(place, text) or is_example(place) or SAMPLE_ADDRESS.search(place.prose.plain(statement.subject)):
        return False
    return _knows_its_subject(statement) or bool(IF.search(statement.scene))


def _knows_its_subject(statement: Statement) -> bool:
    subject = statement.subject
    if not subject:
        named = bool(NAMES_SOMETHING.search(statement.scene))
        return named or (leads_to(statement.scene) and length(statement.scene) >= SHORTEST_SCENE)
    # A subject from another clause is right too seldom, unless it is a name.
    if statement.carried and not statement.resolved and not NAMES_SOMETHING.search(statement.question_head):
        return False
    if POINTS_BACK.search(f"，{statement.clause.adverbial}{subject}") or _is_the_readers(statement):
        return False
    if statement.carried and ASPECT_END.search(subject) and statement.clause.verb not in COPULAS | OF_ASPECTS:
        return False
    return not _is_torn_off(statement) and (
        _is_done(statement) or (is_subject(subject) and (statement.carried or not is_aspect(head_of(subject))))
    )


def _is_the_readers(statement: Statement) -> bool:
    """Whether the reader may do it, and no thing that was named before: "### 写入机制" above "可以设置 …"."""
    clause = statement.clause
    may = clause.verb in (CAN | MUST | {"需要"}) - PERHAPS and not SAID_OF_IT.match(clause.rest)
    if not statement.carried or statement.scene or clause.adverbs or not may:
        return False
    subject = statement.subject
    return not ACTS_ITSELF.fullmatch(subject) and (subject.endswith("性") or not fields.of(head_of(subject)))


def _is_done(statement: Statement) -> bool:
    """Whether the subject is what somebody does, and the predicate what comes of it."""
    own = not statement.carried and length(statement.subject) <= LONGEST_DEED
    return own and is_deed(statement.subject) and comes_of_it(statement.clause.predicate)


def _is_torn_off(statement: Statement) -> bool:
    """Whether what stands as the subject is only a verb, or goes on before or behind itself."""
    subject = statement.subject
    adverbs = statement.clause.adverbs
    if (adverbs.startswith("或者") and "或者" not in statement.clause.rest) or REASON_WITHIN.search(adverbs):
        return True
    twice = statement.carried and statement.sentence.text.startswith(f"{subject}{statement.clause.rest[:2]}")
    if twice or EQUATION.search(subject) or NO_SCENE.match(statement.scene):
        return True
    acts = segment.tag(subject) in ("v", "c", "p") and subject not in AMBIGUOUS and not _is_named(statement)
    ends = ENDS_TORN.search(subject) and statement.clause.verb not in COPULAS
    if acts or ends or BEGINS_TORN.match(subject) or BREAKS_OFF.search(subject):
        return True
    if _is_done(statement):
        return False
    return bool(ACTED.search(subject) or (IS_SO.search(subject) and not comes_of_it(statement.clause.predicate)))


def _is_named(statement: Statement) -> bool:
    """Whether a verb is the name of what it does: a term of a field, or told what it is ("并发是指 …")."""
    told = statement.clause.verb in MEANS_IT and not statement.carried
    return segment.tag(statement.subject) == "v" and (told or bool(fields.of(statement.subject)))
