"""When something is chosen, happens or can be done: ``如果 A，可以采用 B`` asks in which case B is used."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit import fields, segment
from studykit.asides import ASIDE
from studykit.grammar import OPEN_QUESTION, QUESTION, strip_connective
from studykit.model import Fact
from studykit.patterns import Place, pattern
from studykit.patterns._running import POINTS_BACK, is_example, only_announces
from studykit.prose import clauses
from studykit.questions.conditions import OF_NOTHING, THEN
from studykit.statements import NAMES_SOMETHING, Statement
from studykit.terms import is_subject, length
from studykit.text import spaced

#: A condition by its beginning: "如果 A", "当 A 时".
BEFORE = re.compile(
    r"^即?(?:如果|若是?(?!干)|假如|倘若|一旦|只要|只有|每当|除非|当(?![前然时]))(?:说|是(?=[^否])|当)?|^对于?(?=.*(?:时|的时候)$)|^在(?=.*(?:的时候|的情况下)$)"
)
#: … by its end: "A 的情况下"; "A 之后" is only a time, but with 才.
BEHIND = re.compile(r"(?:[^同小及暂临实超]时|的时候|的情况下|的话)$")
BEHIND_ONLY = re.compile(r"(?:[^同小及暂临实超]时|的时候|的情况下|的话|[^最先然前目之以]后|之后|以后)$")
#: "才 …": so in that case only.
ONLY_THEN = re.compile(r"^(?:就|只有|都)?才(?!是)")
#: What begins so tells what for, or goes on with a clause that is not there.
NO_CASE = re.compile("这(?:就|也|会|相当|正|意味|说明)|为了|想|要(?!求)|以此|[并而]且?(?![行发非])|重新")
#: A subject that ends so was cut off in the middle: "学到的模型可以更快的".
ENDS_TORN = re.compile("(?<!目)[的地]$|(?:优先|可以|能够|会|能)$")
#: 其他 points at nothing.
OTHER = re.compile("其[它他](?![的是会])")
#: Choices and states, of which one asks when they are so; not what is merely done next.
CHOSEN = re.compile(
    r"^(?:就|则|便|也|都|会|将|可以|可|可能|能|能够|应该|应当|应|必须|只能|只好|一般|通常|建议|推荐|考虑|优先|尽量|最好|不再|不(?!会)|直接|自动|立即|立刻|才)*(?:[向对在给][^，]{1,12}?)?"
    r"(?:(?:适[合用]|采用|使用|选择|选用|改用)(?!的是)(?=..)(?!.*(?:原因|目的|好处)之?一?是)|退化|升级|切换|转[换化]?[为成到]|进入.+(?:状态|模式|阶段)|返回|抛出|触发|[认视]为|变[成为得]|停止|结束|终止|"
    r"丢弃|放弃|失效|生效|扩容|收缩|报错|阻塞|收敛|成立|安全|有效|无效|属于|是安全|转入)"
    r"|^(?:就|只有)?才(?!是).{2,}|^(?:就|则|可以|也)*(?:需要|无需|不需要)(?!注意).{3,}"
)
#: What is more or better in one case than in others.
MORE = re.compile(
    r"(?!.*(?:[了着]|就是)).*(?:比(?![较例如特对])[^，]{2,}?[高低大小快慢好差优多少强弱]|优于|劣于|低于|高于|快于|慢于|好于)"
)
#: What says only that more follows: "也会" is "会".
ADDED = re.compile("^(?:就|则|便|也|都|将会|将|会)+(?=[^，]{3})")
SHORTEST, LONGEST, SHORTEST_WHEN, LONGEST_WHEN = 3, 30, 6, 45


@pattern("when", on="statement", rank=59, claims=False)
def find(place: Place) -> Iterator[Fact]:
    """In which case is it so? The condition is the answer."""
    statement = place.statement
    text = statement.sentence.text
    when = _condition(statement)  # few have one
    if not when or statement.sentence.end in ("？", "?") or ASIDE.search(text):
        return
    if is_example(place) or only_announces(place, text):
        return
    then = _consequence(statement)
    if then and not POINTS_BACK.search(OTHER.sub("", f"{when}，{then}")):
        topic = statement.about or None
        yield place.fact("property", then, f"{then}？", when, aspect="when", confidence=0.65, topic=topic)


def _condition(statement: Statement) -> str:
    """The condition as an answer; empty where the scene is none or says too little."""
    scene = strip_connective(statement.scene)
    behind = BEHIND_ONLY if ONLY_THEN.match(statement.clause.predicate) else BEHIND
    if OF_NOTHING.match(scene) or not (BEFORE.match(scene) or behind.search(scene)) or QUESTION.search(scene):
        return ""
    when = BEFORE.sub("", scene, count=1)
    return when if SHORTEST_WHEN <= length(when) <= LONGEST_WHEN and not NO_CASE.match(when) else ""


def _consequence(statement: Statement) -> str:
    """The question's words: who, in which case, does what; empty where it is no choice, or names nothing."""
    clause = statement.clause
    predicate = spaced(clause.adverbs + clause.verb, clause.rest)
    done = next(iter(clauses(THEN.sub("", predicate))), "").rstrip("：:了")
    own = f"{clause.adverbial}{statement.subject}"
    if not statement.carried and MORE.match(own + done):
        return spaced("什么情况下", f"{own}{done}") if length(own + done) <= LONGEST and _names(own + done) else ""
    if not CHOSEN.match(done) or not SHORTEST <= length(done) <= LONGEST or OPEN_QUESTION.search(done):
        return ""
    known = not statement.carried or statement.resolved or NAMES_SOMETHING.search(statement.subject)
    subject = own if known and own not in done else ""
    torn = ENDS_TORN.search(subject) or (subject and not is_subject(statement.subject))
    if torn or not _tells(subject + done):
        return ""
    return spaced(subject, f"什么情况下{ADDED.sub('', done)}")


def _tells(then: str) -> bool:
    """Whether a consequence says enough to be asked about: it names something, or is long and true in one case only."""
    return _names(then) or (length(then) > SHORTEST_WHEN and ONLY_THEN.match(then) is not None)


def _names(text: str) -> bool:
    """Whether words name something, so that a question says what it is about: a name, code, a term of a field."""
    words = fields.whole(segment.cut(text))
    return NAMES_SOMETHING.search(text) is not None or any(len(word) > 1 and fields.of(word) for word in words)
