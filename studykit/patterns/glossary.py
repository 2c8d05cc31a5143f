"""``term：explanation`` on a line or in a list, the commonest way to note a fact; options and modes among them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from studykit import segment
from studykit.asides import ASIDE
from studykit.counted import which
from studykit.grammar import CAN, CANNOT, COPULAS, MUST, OBJECT_VERBS, PRONOUN, QUESTION, WILL, take_apart
from studykit.model import Fact, Relation
from studykit.patterns import Place, pattern, too_long
from studykit.patterns._explained import FLAG, FLAGS, FUNCTION_WORDS, SIGN, definition, does_something
from studykit.patterns._halves import WORDS_CODE, Halves, says_something, two_halves
from studykit.prose import MASK, MASKED
from studykit.statements import COLON
from studykit.terms import CJK, GLOSS, head_of, is_aspect, is_label, is_subject, is_term, length, members_of
from studykit.text import spaced
from studykit.topics import named_in

#: "在函数内定义：…", "发生异常时：…": a label that sets the scene for what it is followed by.
SCENE = re.compile(
    r"^(?:在(?!线|于)[^，有意几两]{2,14}|(?:根据|按照)[^，的]{2,12}|(?:当|若|如果)[^，]{2,16}|[^，]{3,16}[^同临小暂及延实计定准按随平有]时)$"
)
#: "消费者数目<分区数目：…" says what is so then.
COMPARES = re.compile(
    r"[^<>=≤≥＜＞，。（(]*[\u4e00-\u9fff][^<>=≤≥＜＞，。（(]*\s*(?:[<>≤≥＜＞]=?|==?)\s*[^<>=≤≥＜＞，。]{1,12}$"
)
#: "使用对象池减少分配：…", "这一步的目标很明确：…": what is done, or how something is, and no name.
WAY = re.compile(
    r"(?:使用|通过|利用|采用|借助|用(?![户例途法量时具]))(?=.{4})(?!.*的[^的]{1,8}$|.*(?:称|有[一两三四几]))|.{2,}(?:很|不够|非常|十分|既|且|又)(?:简单|优雅|明确|清晰|高效|灵活|方便|复杂|困难|容易|安全|轻量|强大)$"
)
#: What only leads from a scene to what happens.
THEN = re.compile("^(?:此时|这时|则)[，,]?")
#: Heads behind which stands what the topic is.
MEANINGS = frozenset("定义 概念 含义 意思".split())
#: A line above that is longer says more than what it is about.
LONGEST_TOPIC = 20
#: "0：…", "1：…" below a line about a parameter.
NUMBER = re.compile(r"-?\d{1,2}")
#: "404：Not Found": a number of three digits is a code, and its heading says of what.
CODE_NUMBER = re.compile(r"^(?:\d{3}|[1-5][xX]{2})$")
#: Nothing but code.
ONLY_CODE = re.compile(rf"^(?:{MASK}|[!-~]+\([^\u4e00-\u9fff]*\);?)(?:[，,。；;].*)?$")
#: What a function looks like: "从共享内存分离：int shmdt(const void *addr)".
PROTOTYPE = re.compile(r"^(?:[A-Za-z_]\w*[\s*&]+)+\w+\s*\([^\u4e00-\u9fff]*\)?;?$")
#: What is done, and nothing but code behind the colon: "将 fd 设为非阻塞：`fcntl(…)`".
ACTION = re.compile(
    r"^(?:(?:可以|可)?(?:使用|用|通过)?(?:以下|如下|下面|下列)的?(?:语句|命令|代码|方式|方法)?来?)?(?P<goal>.+)$"
)
#: How something is done, before what is done: "随机返回一个键：RANDOMKEY".
MANNER = re.compile(r"^(?:随机|批量|手动|自动|强制|重新|快速|一次性|递归|实时)")
#: "编译选项" is a thing, for all its verb.
THING_END = re.compile("(?:选项|参数|宏|标志|变量|符|名|值|类型|目录)$")
#: What is typed at a prompt, and no expression of a language.
SHELL_LINE = re.compile(r"(?:sudo )?[a-z][\w.-]*(?: [^(=;{]+)$")
#: On which system something was tried is no fact.
SURROUNDINGS = re.compile(r"^(?:系统|测试|实验|运行|开发|安装|软件|硬件)?环境$")
#: What begins or ends so is no name.
NO_TERM = re.compile(
    r"^[一二两三四五六七八九十几\d]+[个种类点条]$|^(?:由(?!来)|若|如果|当|还|先|首先|只要|一旦|考虑|对(?![应象称比齐偶等立])|把|将(?!军)|上述|下述)|如果|及以[前后上下]$|加入了|有很多|了$|同理|值得(?:注意|一提)|(?<![私共独占特])有$|[^，]{3}如$|^[如例注即]$"
)
#: Words that stand in a predicate, and verbs: what holds one of them is no name.
HOW = frozenset("彼此 互相 相互 通过 把 将 按 按照 由 被 使得 让 如果".split())
STATING = (CAN | WILL | MUST | CANNOT | COPULAS) - frozenset("可 能 将 要 没有 无 为 不 未 没 最好 是".split())
#: "目前流行的算法有：": words that end in their verb, and which of these the question keeps.
OPEN_END = re.compile(r"(?:在于|就是|是|[分称]为|一般为|通常为|为|包括|包含|有)$")
#: "不能下推的：非索引列" leaves open what cannot.
OPEN_KIND = re.compile(r"^(?:不|无需|可以?|能够?|支持|需要|必须|只能)[^，。的]{0,10}的$")
#: Between one explanation and the next: "GET：获取资源；PUT：更新资源".
PARTED = re.compile("[；;]")
#: "一是内存状态，二是文件偏移".
ONE_BY_ONE = re.compile("一[是个][^。]{2,}二[是个]")
ASKED_WITH = ("在于", "分为", "称为")


@pattern("glossary", on="sentence", rank=30)
def find(place: Place) -> Iterator[Fact | Relation]:
    """``流：一个执行队列``, ``- `-ftz`：非规格化数归零``, ``fast mode: `-ftz=true` ``, ``优点：…`` under a heading."""
    if several := _several(place):
        # None of them is about the first one.
        yield from (replace(definition(place, head, body, ""), topic="") for head, body in several)
    elif halves := two_halves(place):
        yield from _explained(place, halves)


def _explained(place: Place, halves: Halves) -> Iterator[Fact | Relation]:
    """What is asked of a line by what its head is: a value, a code, a deed, a side of the topic, a scene, a name."""
    head, body, told = halves
    if NUMBER.fullmatch(head):
        yield from _value(place, head, body)
    elif CODE_NUMBER.match(head) and place.heading_topic and not too_long(body):
        yield _code_number(place, head, body, told)
    elif WORDS_CODE.match(place.sentence.text) and not COLON.match(place.sentence.text):
        yield from _code_of(place, head, body)
    elif (goal := _for_code(head, body)) and not too_long(body):
        yield _command(place, goal, body) if _is_command(place, head, body) else _written(place, goal, body)
    elif is_aspect(head):
        yield from _aspect(place, head, body)
    elif _is_command(place, head, body):
        yield _command(place, head, body)
    elif says_something(head) or WAY.match(head):
        yield from _announced(place, head, body)
    elif (asked := _left_open(head)) and _opens(head) and not too_long(body, 70):
        yield place.fact("property", head, asked, body, aspect="details", confidence=0.7)
    elif (scene := _scene(head)) and not ONLY_CODE.match(body) and not too_long(body):
        yield _in_scene(place, scene, THEN.sub("", body))
    elif _is_name(head) and not too_long(body):
        yield definition(place, head, body, told)
        if FLAGS.match(place.prose.plain(body)):
            yield from (place.relation(head_of(head), "uses", flag) for flag in FLAG.findall(place.prose.plain(body)))


def _several(place: Place) -> list[tuple[str, str]]:
    """The names and explanations of a line that has more than one: "GET：获取资源；PUT：更新资源"."""
    parts = [COLON.match(part) for part in PARTED.split(place.sentence.text) if part.strip()]
    found = [(part["head"].strip(" *"), part["body"].strip()) for part in parts if part]
    named = all(
        _is_name(head) and "|" not in head and not is_aspect(head) and not too_long(body) for head, body in found
    )
    return found if len(found) == len(parts) > 1 and named else []


def _code_number(place: Place, head: str, body: str, told: str) -> Fact:
    """What a code of three digits stands for: "404：Not Found"."""
    prompt = f"{spaced(place.heading_topic, head)} 表示什么？"
    whole = f"{place.sentence.text}。{told}" if told else ""
    return place.fact("definition", head, prompt, body, confidence=0.8, statement=whole)


def _for_code(head: str, body: str) -> str:
    """What is to be done, where nothing but code stands behind it; empty where it is no deed."""
    goal = _goal(head) if ONLY_CODE.match(body) else ""
    return goal or (head if CJK.search(head) and PROTOTYPE.match(body) else "")


def _goal(head: str) -> str:
    """What is to be done, where the words before a colon begin with a verb."""
    action = ACTION.match(head)
    goal = action["goal"] if action else head
    words = segment.cut(goal)
    return goal if len(words) > 1 and words[0] in FUNCTION_WORDS and not is_aspect(words[0]) else ""


def _value(place: Place, head: str, body: str) -> Iterator[Fact]:
    """What a value of the parameter means that the line above the list is about."""
    lead = place.lead
    codes = [part for part in MASKED.findall(lead.prose.text) if lead.prose.kind(part) == "code"] if lead else []
    heads = [match["head"] for item in place.group if (match := COLON.match(item.prose.text))]
    if lead and len(codes) == 1 and len(heads) == len(place.group) > 1 and all(map(NUMBER.fullmatch, heads)):
        prompt = f"{lead.show(codes[0])} 为 {head} 时，会怎样？"
        yield place.fact("option", head, prompt, body, confidence=0.75, topic="")


def _code_of(place: Place, head: str, code: str) -> Iterator[Fact]:
    """How something is written that words name: "头文件目录 `include/`"."""
    plain = place.prose.plain(code)
    first = segment.cut(head)[0]
    does = not THING_END.search(head) and (first in FUNCTION_WORDS or segment.tag(first) == "v")
    if does and SHELL_LINE.match(plain):
        yield _command(place, head, code)
    elif does:
        yield _written(place, head, code)
    elif _is_name(head):
        asked = "有哪些？" if re.search(r"[^(]*, ", plain) and "(" not in plain else "怎么写？"
        yield place.fact("syntax", head, spaced(head, asked), code, confidence=0.7, statement=" ")


def _written(place: Place, goal: str, body: str) -> Fact:
    """How something is done in code: "将 fd 设为非阻塞：`fcntl(…)`"."""
    return place.fact("syntax", goal, f"{goal}，怎么写？", body, confidence=0.75, statement=" ")


def _command(place: Place, head: str, body: str) -> Fact:
    """With which command something is done: "打印进程：`ps`"."""
    return place.fact("command", head, f"{head}，用什么命令？", body, form="command", confidence=0.8, statement=" ")


def _is_command(place: Place, head: str, body: str) -> bool:
    """A verb phrase and nothing but one command: "打印进程：`ps`"."""
    alone = re.fullmatch(rf"{MASK}|[a-z][\w-]*|[A-Z]{{3,}}", body) and "(" not in place.prose.plain(body)
    words = segment.cut(MANNER.sub("", head))
    return bool(alone) and place.prose.kind(body[0]) in ("code", "") and words[0] in FUNCTION_WORDS and len(words) > 1


def _aspect(place: Place, head: str, body: str) -> Iterator[Fact]:
    """What a side of the topic is: "优点：…" below a heading."""
    long = length(place.lead_topic) > LONGEST_TOPIC
    topic = (named_in(place.lead_topic) or place.heading_topic) if long else place.topic
    if topic and not too_long(body) and not re.fullmatch(r"[一二三四五六七八九十\d]+", head):
        whole = head if QUESTION.search(topic) else f"{topic}：{head}"
        asked = spaced("什么是", f"{topic}？") if head in MEANINGS else f"{whole}是什么？"
        yield place.fact("property", f"{topic} {head}", asked, body, aspect=head, confidence=0.7)


def _announced(place: Place, head: str, body: str) -> Iterator[Fact]:
    """A statement whose details follow the colon: how many things are asked for by their number."""
    if too_long(body, 70) or ASIDE.search(head) or PRONOUN.match(head) or PRONOUN.match(body) or length(head) > 30:
        return
    counted = which(head)
    if counted and (len(members_of(body)) > 1 or ONE_BY_ONE.match(body)):
        yield place.fact("enumeration", head, f"{counted}？", body, aspect="members", confidence=0.75)
    elif asked := _left_open(head):
        yield place.fact("property", head, asked, body, aspect="details", confidence=0.7)
    elif (taken := take_apart(head)) and is_subject(taken.subject) and taken.verb in OBJECT_VERBS | COPULAS:
        prompt = f"{spaced(taken.adverbial + taken.subject, taken.adverbs)}{taken.verb}什么？"
        answer = f"{taken.rest}：{body}"
        yield place.fact("property", taken.subject, prompt, answer, aspect=taken.verb, confidence=0.7)
    else:
        yield place.fact("property", head, f"{head}，具体是怎样的？", body, aspect="details", confidence=0.6)


def _left_open(head: str) -> str:
    """The question for words that end in their verb, or name nothing yet: "目前流行的算法有：", "不能下推的："."""
    if OPEN_KIND.match(head):
        return f"{head}是什么？"
    open_end = OPEN_END.search(head)
    if open_end is None:
        return ""
    said = head[: open_end.start()]
    if open_end[0] in ASKED_WITH:
        return f"{said}{open_end[0]}什么？"
    return f"{said}{'包括哪些？' if open_end[0] in ('包括', '包含') else '是什么？'}"


def _opens(head: str) -> bool:
    """Whether words that are left open say of what."""
    return OPEN_KIND.match(head) is not None or is_subject(OPEN_END.sub("", head))


def _scene(head: str) -> str:
    """What the head names no thing of, but a case: "在生产环境", "消费者数目 < 分区数目 时"."""
    if COMPARES.match(head):
        return spaced(head, "时")
    return head if SCENE.match(head) and not is_aspect(head) else ""


def _in_scene(place: Place, head: str, body: str) -> Fact:
    """What happens, or is done, in the case that a label names."""
    asked = "怎么做？" if does_something(body) else "会怎样？"
    return place.fact("property", head, f"{head}，{asked}", body, aspect="scene", confidence=0.65)


def _is_name(head: str) -> bool:
    """Whether a head is the name of something, and says nothing itself."""
    if SIGN.match(head):
        return True
    named = is_term(head, 22) and not is_label(head_of(head))
    return named and not (_states(head) or NO_TERM.search(head) or SURROUNDINGS.match(head))


def _states(head: str) -> bool:
    """Whether a head holds a predicate, and so is no name: "GPU 上只能靠检查结果"."""
    words = segment.cut(GLOSS.sub("", head))
    return "是" in words[1:-1] or any(word in STATING or (i > 0 and word in HOW) for i, word in enumerate(words))
