"""The items of a list as an answer, and the words that announce them: for the patterns that ask for a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from studykit.grammar import is_condition, strip_connective, take_apart
from studykit.model import Fact
from studykit.patterns import Place
from studykit.prose import MASK, clauses, split_outside
from studykit.statements import COLON
from studykit.terms import GLOSS, NUMBERED_KIND, head_of, is_label, is_subject, length
from studykit.text import spaced

#: An answer longer than this holds only what each item begins with, and never more.
LONGEST_ANSWER = 110
LONGEST_BEGINNING = 40
LONGEST_NAMES, LONGEST_NAME = 50, 24
#: The foreign name behind a name.
FOREIGN = re.compile(r"(?<=[\u4e00-\u9fff])\s*[（(][A-Za-z][^（）()]*[）)]")
#: "其他组件" is the rest of a set, and no member.
OTHERS = re.compile("其[他它]")
REMARKS = frozenset("严重性 严重程度 总结 结论 区别 共同点 相同点 不同点 对比 关系 联系".split())
#: Headings over the members of a set; below others a list tells of one thing from several sides.
OF_A_KIND = re.compile(
    r"(?:分|分类|类型|种类|类别|模式|方式|方法|策略|算法|组件|成员|层次|级别|状态|阶段|粒度|限定符|关键字|修饰符|运算符|指令|函数|接口|选项|参数|属性|字段|"
    r"问题|现象|因素|角色|引擎|特性|特点|特征|性质|优点|缺点|优势|劣势|好处|坏处|代价|用途|作用|原则|要素|条件|区别|办法|手段|工具|数据结构|框架|协议|命令|对象|服务|结构|机制|模型|种|类|"
    r"区域|位置|权限|语句|场景|功能|规则|限制|约束|版本|格式|原因|日志|事件|异常|标志|标志位|取值|模块|部分|环节|技术|指标|职责|误区|难点|挑战|措施|陷阱|目标|资源|依赖|标签|术语|插件|扩展)$"
)
#: Sides of a thing, of which there can be several.
SIDES = "特点|特征|特性|优点|缺点|好处|坏处|优势|劣势|作用|用途|功能|条件|原因|限制|规则|原则|要求|情况|场景|方法|方式|办法|准则|性质|区别"
#: A heading that says something of one thing, of which the list below holds several.
PLURAL = re.compile(
    rf"(?:{SIDES}|优缺点|不同|误区|职责|措施|策略|手段|因素|弊端|不足|局限|局限性|代价|目标|时机|约束)$"
)
#: Nouns that name one thing as often as the kind of several.
OF_PARTS = "模型|结构(?<!数据结构)|机制|服务|对象|协议|接口|函数|划分|日志|资源|目标|技术|事件|依赖|部分"
#: What the names of one kind end in.
LAST_WORD = re.compile(r"[\u4e00-\u9fff]{2}$|^[\u4e00-\u9fff]$")
#: "一个是 …" and "另一个是 …" only count.
ORDINAL = re.compile(
    r"^(?:(?:(?:另外?|还有)?[一二三四五六]\s*(?:个|种|点|类|方面)?|其[一二三四五六])(?:就?是|[，,：:])|第[一二三四五六七八九十\d](?:个|种|点|类)?(?:就?是|[，,：:、]))\s*"
)
#: The clause of a lead-in that says that something follows.
POINTS_ON = re.compile(
    r"以下|如下|下面|下列|(?<![第每这那])[二两三四五六七八九几]\s*大?(?:个|种|类|条|点|步|件|项|方面|部分)"
)
#: "`a` 和 `b` 两个": what is counted was named already.
COUNTS_NAMES = re.compile(rf"{MASK}\s*这?[二两三四五六七八九]\s*(?:个|种|类|条)")
#: Words that ask.
ASKS = re.compile("什么|为何|如何|怎|哪|吗|呢|多少")
#: What differs is said behind the names of what is compared.
DIFFERS = re.compile("(?:区别|不同|差异|对比|比较)$")
LONGEST_LEAD = 32
#: A heading that is a question, with or without its mark: "如何避免死锁", "索引在什么时候失效".
QUESTION = re.compile(
    r"[?？]$|(?:吗|呢)$|^(?:为什么|为啥|为何|如何|怎么|怎样|什么是|什么叫|何谓)|(?:是什么|怎么办|怎么做|怎么解决)$"
    r"|^(?:哪些|哪几|哪种)|^.{2,}(?:什么(?:时候|情况|区别|不同|关系|联系|特点|作用|用|好处|优点|缺点|影响|要求|条件)|为什么|为何|如何|怎么|怎样|哪些|哪几|哪种|有何|能否|是否)"
)
#: A clause that begins so is only half of what is said.
HALF = re.compile(
    r"不仅|不但|不只|不光|一方面|要么|虽然|尽管|不是|并非|既|(?:根据|按照|通过|利用|基于|针对|假设|假定|给定|为了)(?!.*(?:的方式|方法)$)|对(?:于|每)?[^，]{2,}(?:[树个类层节点者中]|数据|样本)$|(?:首先|然后|接着|最后)$"
)
#: An item that only says that there is more.
LEFTOVER = re.compile(r"(?:其他|其它|等等|等|更多|…+|\.{3,})(?:[。.…]*$|[：:])")
#: Questions that a list of names answers.
ASKS_FOR_A_SET = re.compile("哪些|哪几|哪种|有什么|什么(?:时候|情况|区别|不同)|几[种个]|有何")
#: What a name that an item begins with stands before.
CODE_HEAD = re.compile(rf"^({MASK})(?=\s*(?:[：:，,—–-]|\s|$))")
#: "脏读（Dirty Read），…": a name with its foreign name.
GLOSSED = re.compile(r"^([^，。；：:（(\s]{2,14}\s*[（(][A-Za-z][^（）()]*[）)])(?=[，,\s]|一[个种]|$)")
#: "etcd 保存了 …", "sessionID是 …", "flake8，…": a foreign name, and what it is or does.
FOREIGN_NAME = re.compile(
    r"^([A-Za-z][A-Za-z0-9_.+#/-]*(?: [A-Za-z][A-Za-z0-9_.+#/-]*){0,3})(?:\s*[，,]|\s*(?=[\u4e00-\u9fff]))"
)
#: What stands behind a name in bold.
AFTER_BOLD = re.compile(r"\s*(?:[（(][^（）()]*[）)])?\s*(?:[，,：:—–-]|$)")
#: A predicate: the heading says of what.
WITHOUT_SUBJECT = re.compile(
    r"^(?:主要|目前|通常|一般|可能|大致|常见的?|分别|总共|一共|会|可以|能)*(?:涵盖|存在|有(?![名序限效符向界])|具有|具备|包括|包含|涉及|分为|分成|满足|支持|提供|使用|采用|需要)(?!.*的$)"
)
#: "对于 X" and "v1.7" are no subjects.
NO_NAME = re.compile(r"对|关于|在|v?\d")
#: The writer's plans for the text, and no member of a set.
TALKS = re.compile("^(?:下面|接下来|我们(?:先|来)|本文|上文)|这里(?:先|就|主要)")
#: An item that begins in bold.
BOLD_START = re.compile(r"^\s*(?:\*\*|__)")


def is_question(heading: str) -> bool:
    """Whether a heading is a question."""
    return QUESTION.search(heading) is not None


def asks_for_set(question: str) -> bool:
    """Whether the members of a set answer a question."""
    name = GLOSS.sub("", question)
    names_a_set = OF_A_KIND.search(name) and not (ASKS.search(name) or DIFFERS.search(name) or "，" in name)
    return bool(ASKS_FOR_A_SET.search(question) or names_a_set)


def alike(name: str, members: Sequence[str]) -> int:
    """How many members bear the last word of a name: "堆排序" is of the kind "内部排序"."""
    word = LAST_WORD.search(name.rpartition("的")[2])
    return sum(head_of(member).endswith(word[0]) for member in members) if word else 0


def lead_in(lead: Place) -> str:
    """The words that announce a list, in masked text: the last sentence, or of a long one the clause that points on.

    Empty where the line asks itself, or names what it counts ("`enter` 和 `leave` 两个指令").
    """
    last = lead.prose.sentences[-1] if lead.prose.sentences else None
    if last is None or (last.end in ("？", "?") and ASKS.search(last.text)) or COUNTS_NAMES.search(last.text):
        return ""
    said = strip_connective(split_outside(last.text.rstrip("：:，, "), "；;")[-1])
    pieces = clauses(said)
    joined = len(pieces) > 1 and WITHOUT_SUBJECT.match(pieces[-1]) and not any(map(is_condition, pieces[:-1]))
    if joined and (name := _subject(pieces[0])):
        return spaced(name, pieces[-1])
    if WITHOUT_SUBJECT.match(said) and (label := COLON.match(last.text)) and is_subject(label["head"].strip()):
        return spaced(label["head"].strip(), said)
    if length(said) <= LONGEST_LEAD or len(pieces) < 2:
        return said
    first = next((i for i in reversed(range(len(pieces))) if POINTS_ON.search(pieces[i])), len(pieces) - 1)
    while first > 0 and is_condition(pieces[first - 1]):
        first -= 1
    return strip_connective("，".join(pieces[first:]))


def _subject(clause: str) -> str:
    """What a clause is about: its subject, or the whole of it where it is a name."""
    if NO_NAME.match(clause):
        return ""
    taken = take_apart(clause)
    subject = taken.subject if taken is not None and taken.rest else clause
    return subject if is_subject(GLOSS.sub("", subject), 30) else ""


def answer_of(items: Sequence[Place], most: int, *, heads: bool = True) -> str:
    """Two to ``most`` items, a line each: whole, or what each begins with; empty where even that is too long.

    ``heads``: whether the names before the items' colons answer: they are the members of a set, but no reasons.
    """
    items = [item for item in items if not LEFTOVER.match(item.prose.text.strip())]
    if not 2 <= len(items) <= most or any(TALKS.search(item.prose.text) for item in items):
        return ""
    texts = [_whole(item) for item in items]
    if not all(texts) or sum(map(length, texts)) > LONGEST_ANSWER:
        if not heads and any(COLON.match(item.prose.text) or item.prose.text.endswith(("：", ":")) for item in items):
            return ""
        texts = [beginning(item) for item in items]
    fits = all(texts) and len(set(texts)) == len(texts) and sum(map(length, texts)) <= LONGEST_ANSWER
    return "\n".join(f"- {text}" for text in texts) if fits else ""


def without_remarks(items: Sequence[Place]) -> tuple[Place, ...]:
    """The items of a list without a last one that is about the others: "注意：…", "总结：…"."""
    label = COLON.match(items[-1].prose.text) if len(items) > 2 else None
    head = label["head"].strip() if label else ""
    remark = (is_label(head) and not OTHERS.match(head)) or head in REMARKS
    remark = bool(head) and remark and not NUMBERED_KIND.match(head)
    return tuple(items[:-1] if remark else items)


def without_glosses(names: Sequence[str]) -> list[str]:
    """Names without their foreign names, where these make more of them than one can be asked to recall."""
    bare = [FOREIGN.sub("", name).strip() for name in names]
    long = sum(map(length, names)) > LONGEST_NAMES and all(length(name) <= LONGEST_NAME for name in bare)
    return bare if long and all(bare) and len(set(bare)) == len(bare) else list(names)


def set_of(place: Place, subject: str, question: str, members: Sequence[str], lines: tuple[int, int]) -> Fact:
    """The card that asks for all members of a set."""
    return place.fact(
        "enumeration",
        subject,
        question,
        "、".join(without_glosses(members)),
        items=tuple(members),
        lines=lines,
        confidence=0.75,
        statement=" ",
        topic="",
    )


def _whole(item: Place) -> str:
    """An item's text on one line; empty where it only leads on to more."""
    text = ORDINAL.sub("", item.prose.text.strip().replace("\n", " "))
    if (label := COLON.match(text)) and is_label(label["head"].strip()):
        text = label["body"]
    return "" if text.endswith(("：", ":")) else item.show(text).strip("。；;，, ")


def beginning(item: Place) -> str:
    """What an item begins with: its bold words, the words before its colon, or its first clause; empty where long."""
    text = strip_connective(ORDINAL.sub("", item.prose.sentences[0].text)) if item.prose.sentences else ""
    if BOLD_START.match(item.block.text) and item.prose.bold:
        head = item.prose.bold[0]
    elif (match := COLON.match(text)) or text.endswith(("：", ":")):
        head = match["head"] if match else text
    else:
        head = text if length(text) <= LONGEST_BEGINNING else GLOSS.sub("", text)
    if length(head) > LONGEST_BEGINNING:
        head = first_clause(head)
    return item.show(head).strip(" *。；;：:，,") if length(head) <= LONGEST_BEGINNING else ""


def before_rest(item: Place) -> str:
    """The name that an item begins with: before its colon, as code, in bold, or with its foreign name; masked, or empty."""
    text = item.prose.sentences[0].text if item.prose.sentences else ""
    if match := COLON.match(text):
        return match["head"].strip()
    bold = item.prose.bold[0] if BOLD_START.match(item.block.text) and item.prose.bold else ""
    if bold and text.startswith(bold) and AFTER_BOLD.match(text, len(bold)):
        return bold
    match = CODE_HEAD.match(text) or GLOSSED.match(text)
    return match[1] if match else ""


def foreign_names(items: Sequence[Place]) -> list[str]:
    """The names that all items begin with ("etcd 保存了 …"), where each has another; else none."""
    found = [FOREIGN_NAME.match(item.prose.text) for item in items]
    names = [match[1] for match in found if match]
    return names if len(found) > 1 and len(set(names)) == len(found) else []


def first_clause(text: str) -> str:
    """The first clause that is a whole, with those before it: "当 X 时，…" says nothing without the next one."""
    pieces = clauses(re.split("[；;]", text)[0])
    whole = (i for i, piece in enumerate(pieces) if not (is_condition(piece) or HALF.match(piece)))
    end = next(whole, len(pieces) - 1)
    return "，".join(pieces[: end + 1])
