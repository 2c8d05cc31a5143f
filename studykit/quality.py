"""What makes a finished fact not worth a card: checks on its prompt and answer, whichever pattern found it.

A pattern decides by shape; whether the words that it cut out make sense on their own shows best when they stand as
prompt and answer. Each check names its reason, so that the learner can be told why a line gave nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from studykit.model import HOLE, Fact
from studykit.referents import noun_of
from studykit.terms import GENERIC, head_of, is_aspect, is_label, length
from studykit.text import normalise

#: Patterns that repeat what the learner wrote on purpose are not judged.
WRITTEN_ON_PURPOSE = frozenset(["asked", "pairs", "holes"])
#: Patterns that cut prompt and answer out of running text.
CUT_FROM_TEXT = frozenset(
    "sentence statement cause conclusion purpose necessity superlative naming named enumeration alias arrow".split()
)

#: An answer that begins in the middle of something.
TORN = re.compile(
    r"^(?:[的、，,：:；）)=]|之(?![前后])|之[前后](?![^，的]{1,12}的)|得(?![到出分知益票]|不偿失)|地(?![址图区域理面方带])|并(?!行|发|非|列|[不没未])|而且|从而"
    r"|(?!成[为熟对绩]|过[时大小多高低]|[前后]向|[前后]驱|后继|时长|中[止等级])(?:到|成|于|后|前|中|了|过|给|时)(?![\w]?(?:端|台|缀|序|续|间|文|国|央|心|钟|刻|断|位|值|介|转|枢|景|置|提|果|期|退|定|达|员|本|功|程|滤|拟|延|机|区|态|载|渡|度|量)))"
)
#: An answer that says nothing without the text around it.
NOTHING_SAID = re.compile(
    r"^(?:这个|该|下面|以下|如下|上述|这样的?|那样的?|[^，]*(?:示例|样例|例子)|很多|一些|几个|一大[^，]*趋势|[^，]{0,4}很?重要|比较复杂|很方便|很简单|很[大小多少好快慢高低]"
    r"|不错|问题|两个[^，]{1,2})$"
    r"|^(?:通常|一般|需?要)?有?(?:以下|如下|下列|下面)的?[几\d一二两三四五六七八九]?[个种类点条]?[^，]{1,6}$"
    r"|[^，]*满足(?:以下|如下|下列|下面)[^，：]*条件[^：\n]*$|这么[写做]|请见|见下|参见|见这里"
    r"|^[^，。\n]{1,8}的(?:[优缺]点|特点|区别|原因)$|^(?:略|同上|同理|[^，]{0,4}同[^，]{1,6}中?的?(?:意义|含义|意思))$|上面(?:这些|那些|的)|(?<![层级])下面(?:这些|的)|可供选择|胃口|[啊呢吧嘛哦呀哈]$"
)
#: An answer that the card does not show: "以上三个特性", "该文件", "写到这个文件中", "由以下部分组成"; or none at all.
NOT_SHOWN = re.compile(
    r"^(?:(?:以上|上述|上面|前面)的?[^，]{0,9}$|以上[^，]{2,6}，|[^，]{0,3}上述[^，]{2,}|.{0,8}[在到](?:这个|该|此)[^，的]{1,4}中$"
    r"|[^，]{0,8}(?:进入|属于|处于|变成|变为|返回|使用|采用|执行|得到|满足|依赖|用于|拥有)了?(?:这个?|该|此)(?:种|些|一种)?[^，的]{1,4}(?:中|里)?$"
    r"|(?:这么?|该|此)(?:个|种|些|一种)?\s?(?!.*[已是会将被不])(?:[^，的\s]{1,5}|[A-Za-z]+ ?[^，的\s]{1,4})$"
    r"|这样[^，]{1,4}的\W?$|由(?:以下|如下|下列|下面)[^，]*(?:组成|构成)$|.*[有足](?:以下|如下|下列|下面)[^，]{0,4}(?:性质|特征|特点|特性|条件)的[^，]{1,8}$"
    r"|其(?:建立|创建|提供|分配)|会?出现$|\.{3}|…)"
)
#: A title behind a verb: "硬链接与软链接的区别".
TITLE = re.compile(r"^[与和跟][^，]*的(?:区别|关系|联系|比较|对比|问题|特点)$")
#: One of several that only the text shows: "恢复出来的这一行".
POINTS = re.compile(r"(?:^|[，的过在对把为用从和给])[这那]一?[个行条种张次点类]|[这那]些|这一点")
#: What a verb was said to act on, without saying which: "一些争议", "三种", "以下几点", "这个问题".
NO_OBJECT = re.compile(
    r"^(?:(?:一些|很多|许多|若干|不同的|同样的|相应的|对应的)[^，]{0,4}|[一二两三四五六七八九十几多\d]+(?:种|类|个部分|部分|大类|点|方面)"
    r"|(?:以下|如下|下列|下面)的?[几一二两三四五六七八九\d]?(?:点|个|种|条|项)?[^，]{0,9}|[^，]{0,6}(?:这个|这种|该|此)(?:限制|问题|情况|作用|特性|特点)"
    r"|(?:通过|用|以|按照?)这[种个些样][^，]{1,8}|[^，]{0,4}这些[^，]{1,4}|有?[两三四五几多]种情况"
    r"|两个不同的[^，]{1,2}|不?(?:一样|相同|同)的|[在当][^，]*(?:时|的时候))$"
)
#: What the prompt leaves to the text before it: "后面可以怎样", "如果不在，会怎样", "通过前者看到的 …".
OPENS_POINTING = re.compile(
    r"[对为以]此(?!类)|(?:倘若|如果|若)没有?如此|(?:通过|对于|其中)?(?:这一部分|前者|后者|两者|二者|后面|前面(?!向)|这些|那些|这会儿|这时)(?!向)"
    r"|(?:如果|若|要是)(?:不|没)?(?:在|是|有|能|可以|存在|满足|需要|成立)(?:的话)?，"
)
#: A prompt that begins by pointing at what stood before it: "如果该列重复值低", "将它集成到", "由此".
STILL_POINTS = re.compile(
    r"(?:为什么|为何|如果|若|倘若|当|在|对于?|从|通过|利用|使用|由于?|为了?|将|把|根据|按照|因此|所以|那么|而|但|\s)*"
    r"(?:(?P<pointer>该(?!如何|怎|不)|(?<!因)此(?![外类])|这[一两三几]?(?:[个种类条张项组套段款次步行台份些]|部分)?(?!样|里|么)|上述的?|以上的?(?![\d版,，]))\s*"
    r"(?P<rest>[^，？]*)|它|其(?![中他它余次实])|(?:前|后|两|二)者)"
)
#: What goes on with a sentence that the prompt does not hold.
GOES_ON = re.compile(r"(?:什么是\s*)?(?:否则|所以|但是|因此|然后|于是)(?!为什么|如何|怎)")
#: So many characters of a name tell enough: "这个分布式锁".
TELLING = 4
#: The author's own questions and tables, and what a formula or picture shows, may point at what stands around them.
ASKS_BY_ITSELF = frozenset("heading sections table formula figure contrast".split())
#: Words to the reader.
SPOKEN = re.compile(r"倒是|明明|看到这里|这里|大家|[你您]|俗话|老实说|说实话|说真的|讲真|其实吧|俗称$|^我(?!们|国)")
#: Questions in which two verbs ran into each other: "返回包含什么".
TWO_VERBS = re.compile(
    r"(?:删除|返回|创建|获取|读取|查找|显示|打印|使用|执行|生成)(?:包含|包括|具有|拥有|支持|表示|需要|符合|满足|存储|存放)[了着]?什么"
    r"|(?:代表|表示|意味着|属于|等于|知道)会怎样|(?:保证|确保|要求|规定|说明|表示)有什么限制"
)
#: Where a question begins with one of these, what it asks about was left out. "为什么需要 X" asks about X.
VERB_FIRST = re.compile(
    r"(?:会(?!话|议|员|计|签)|可以|可能(?!有哪)|能够|也(?!是)|却|还(?!原)|就|所以|因此|从而|并(?![发行列联])|而|相当于|意味着|视为|认为|"
    r"得到|表明|表示(?!层)|(?:具有|包含|包括|分为)(?!哪|.*的)|分为.*是什么)"
)
#: The same behind 为什么.
VERB_AFTER_WHY = re.compile(
    r"(?:会(?!话|议|员|计)|可以|可能|能(?!量|源|力|耗)|就|也|却|还[是应]|不能|无法|相当于|原因在于|说|变成|从而|只不过|不(?:符合|会|想)|不可(?:随意|直接|能)|不推荐使用？"
    r"|是(?:一种|产生|有(?![序界向限状损效])|\d)|很(?:快(?!速)|容易|好理解)|比较(?:复杂|简单|慢|快)|放弃了?(?:这|那|，)|(?:降低|提高|产生)了?[^，]{0,4}？|看上去|看起来|回到(?:之前|前面|刚才))"
)
#: Lists that nothing is said to have: "可以处理多种情况有哪些".
LISTS_OF_NOTHING = re.compile(r"(?:可以(?!通过|用|使用|分)|能够|具有|所以)")
#: What a question for a cause begins with.
WHY = re.compile(r"^(?:为什么|为何)\s*")
#: Words that lead the eye to another place of the note; "nat 上面" and "18 岁以下" do not.
ELSEWHERE = re.compile(
    r"(?:[上左右]|(?<!以)下)图|[上下]方的?(?=代码|图|表|例|示例|命令)"
    r"|[如见]上[图表文面]|(?<!以)[上下]文(?<!上下文)(?![件字本])|见下|[上下]表(?![现示达明])"
    r"|(?<!到)这里|此处|(?<![\u4e00-\u9fffA-Za-z] )(?<![A-Za-z])[上下]面"
    r"(?=的[^，]{0,6}(?:例|图|表|代码|公式|条件|命令|场景)|这|那|[一二两三四五六七八九十几多]|全部|所有|例)"
)
#: What no question can be about: words that only tie a clause to its text.
NO_SUBJECT = re.compile(
    r"^(?:理论|期间|也许|否则，|在某些不|事实上|结果|也就?是?说|还有一种|只是|发现|大多|比如|例如|注意(?!力)|还是|在[^，]*看来"
    r"|仔细|接着|什么是\s*(?:如(?![果何])|相比)|(?:什么是)?新建立|定期"
    r"|按照[^，]{1,12}被|如(?![果何今])|(?:什么是\s*)?(?:大意|答案))|，相当于什么|，特别是|^不(?:要(?!求)|用(?!户))|无非|虽然|尽管|竟然|原因在于|可于"
)
#: Answers that say that something is so, and not what: "问题就来了", "极大的关注".
EMPTY_ANSWER = re.compile(
    r"^(?:(?:需要|应该?|要)?(?:知道|了解|注意(?:一?下)?|小心)|很久|一个(?:常数|常量|变量|符号)|有(?:很多|许多|一些|不少|几个)[^，]{1,4}"
    r"|(?:会)?(?:出现|产生|存在|遇到|经过|经历|执行|进行|分为|做|按照?|通过|采用|使用|满足|考虑)(?:以下|如下|下列|下面)(?!的?代码)[^，：]{0,16}"
    r"|一[个种](?:特例|例子|问题|概念|东西|过程|技术|方法|事实|特殊情况|复杂的事)|需求|要求|条件|没有问题|问题就?来了?|效果|(?:具体)?步骤|就会?(?:有|出现)问题|[依分]次?别?为?是?|必要.*|机会|区别|事情.*"
    r"|(?:(?:比较|相对|非常|十分|很)(?:复杂|困难|常见|普遍)|有目共睹|显而易见|不言而喻)的"
    r"|(?:非常|十分|很|挺)?(?:棒|好|不错|简单|方便|重要|强大|优秀)的"
    r"|(?:极大|广泛|很大|太大|较大|巨大|重要|不同|相应|很好|更好|较好|一定|众多|强烈|任何|明显|意想不到)的?"
    r"(?:关注|欢迎|作用|影响|提升|改进|进步|成功|应用|地位|意义|效果|限制|优势|性能|关[联连系]|结果|变化|帮助)"
    r"|.*的一?个?(?:很|非常|比较)?(?:重要|关键|核心|基础)的?(?:关卡|环节|一步|一环|内容|知识点|课题|话题)"
    r"|其[他它余]的?[^，、]{1,4}|(?:并?不?是|并非)?这样的?(?:[一两三几]?[个种类])?[^，、的]{0,6}"
    r"|优势|限制|影响|好处|变化|意义|多大|巨大|最优)$"
)
#: "两种创建方式": how many there are, where one asks which.
ONLY_COUNTED = re.compile(
    r"^有?[一二两三四五六七八九十几多\d]+大?(?:种|个|类|点)[^，、：（(]{0,8}(?:方式|方法|类型|情况|问题|阶段|步骤|形式|模式|特点|优点|缺点|作用|功能|用途|概念|问题[^，]*)$"
)
#: "log group 只有什么？ → 一个 log group".
COUNTED = re.compile("一[个种](?=.)")
#: "用户有什么？ → 请求到达时创建线程": what happens, and no thing that one has.
HAS_EVENT = re.compile(r"[^，、的]{1,6}(?:到达|需要|要|能|可以|会|想)[^，]{2,}")
LONGEST_PROMPT = 60
#: A scene that is this long says of which system, server or data it speaks.
LONG_SCENE = 6
#: What a question is about is named by no number of them alone: "三个".
NUMBER_OF = re.compile("[一二两三四五六七八九十几\\d]+[个种类条项点者]")
#: "文件与目录的权限": a section about these says what they are.
NAMED_TOGETHER = re.compile("[与和及、的]")
#: Code and formulas, whose brackets are their own.
CODE = re.compile(r"`[^`]*`|\$[^$]*\$")
#: "每个线程处理 $k$ 项" only says how a number is called.
ONLY_A_SYMBOL = re.compile(r"\$\\?[A-Za-z]+(?:_\w)?\$")
#: How something is, where that is asked.
LIKE = re.compile("很[大小多少好快慢高低]$")


def flaw(fact: Fact) -> str:
    """The reason why a fact should not become a card; empty where there is none."""
    if fact.pattern in WRITTEN_ON_PURPOSE:
        return ""
    checks = CHECKS | CHECKS_OF_CUT_TEXT if fact.pattern in CUT_FROM_TEXT else CHECKS
    return next((reason for reason, found in checks.items() if found(fact)), "")


def _generic(fact: Fact) -> bool:
    """Whether a question is about no certain thing: "系统会怎样？", and not "收到 ACK 后，服务器会怎样？"."""
    own = head_of(fact.subject)
    told = fact.kind == "definition" and own in NAMED_TOGETHER.split("".join(fact.heading[-1:]))
    generic = own in GENERIC and not fact.topic and not told
    return bool(NUMBER_OF.fullmatch(fact.subject)) or (
        generic and length(fact.prompt.partition(fact.subject)[0]) < LONG_SCENE
    )


def _says_how(fact: Fact) -> bool:
    return fact.prompt.endswith("怎么样？") and bool(LIKE.match(fact.answer))


def _opens(prompt: str) -> bool:
    """Whether a bracket opens that does not close: the question was cut out of it."""
    words = CODE.sub("", prompt.replace(HOLE, ""))
    opening, closing = sum(map(words.count, "（(［【「『{")), sum(map(words.count, "）)］】」』}"))
    return opening != closing and "`" not in words and "$" not in words


def _still_points(fact: Fact) -> bool:
    """Whether a prompt begins with a word that needs what stood before it in the note."""
    begins = None if fact.pattern in ASKS_BY_ITSELF else STILL_POINTS.match(fact.prompt)
    if begins is None:
        return GOES_ON.match(fact.prompt) is not None
    return begins["pointer"] is None or length(noun_of(begins["rest"])) < TELLING


def _begins_with_verb(fact: Fact) -> bool:
    why = WHY.match(fact.prompt)
    return bool(VERB_AFTER_WHY.match(fact.prompt, why.end()) if why else VERB_FIRST.match(fact.prompt))


def _names_no_subject(fact: Fact) -> bool:
    return _begins_with_verb(fact) or bool(NO_SUBJECT.search(fact.prompt))


def _lists_of_nothing(fact: Fact) -> bool:
    """Whether a list is no answer: nothing is said to have it, or its members are 优点 and 缺点."""
    if fact.pattern != "listing":
        return False
    if OPENS_POINTING.match(fact.prompt):
        return True
    empty = fact.items and all(is_label(item) or is_aspect(item) for item in fact.items)
    return bool(empty or LISTS_OF_NOTHING.match(fact.prompt))


def _leaks(fact: Fact) -> bool:
    answer = normalise(fact.answer)
    given = len(answer) > 1 and answer in normalise(fact.prompt)
    if (one := COUNTED.match(answer)) and fact.pattern == "statement":
        given = given or answer[one.end() :] in normalise(fact.subject)
    if fact.pattern == "listing" and fact.items:
        given = all(normalise(item) in normalise(fact.prompt) for item in fact.items)
    # The cells of a table may repeat a word of its header ("允许重复：允许"), and a picture its caption.
    return given and fact.form != "figure" and fact.pattern != "table"


CHECKS: dict[str, Callable[[Fact], bool]] = {
    "points-elsewhere": _still_points,
    "leak": _leaks,
    "says-nothing": lambda fact: (
        fact.form != "sequence"
        and not _says_how(fact)
        and (
            any(empty.search(fact.answer.strip()) for empty in (NOTHING_SAID, NOT_SHOWN))
            or (HOLE in fact.prompt and ONLY_A_SYMBOL.fullmatch(fact.answer) is not None)
        )
    ),
    "generic-subject": lambda fact: _lists_of_nothing(fact) or (fact.pattern == "quantity" and _begins_with_verb(fact)),
    # One of many items that speaks to the reader does not make a list talk, nor does a comment in code.
    "spoken": lambda fact: bool(
        SPOKEN.search(fact.prompt)
        or (fact.pattern != "listing" and not fact.answer.startswith("```") and SPOKEN.search(fact.answer))
    ),
}
CHECKS_OF_CUT_TEXT: dict[str, Callable[[Fact], bool]] = {
    "torn": lambda fact: bool(
        TORN.match(fact.answer.strip())
        or TITLE.match(fact.answer.strip())
        or TWO_VERBS.search(fact.prompt)
        or _opens(fact.prompt)
        or fact.prompt.endswith(("：", ":"))
        or (fact.prompt.endswith("有什么？") and HAS_EVENT.match(fact.answer))
    ),
    "points-elsewhere": lambda fact: bool(
        _still_points(fact)
        or OPENS_POINTING.match(fact.prompt)
        or POINTS.search(fact.prompt.partition("，")[0] if fact.pattern == "sentence" else fact.prompt)
        or ELSEWHERE.search(fact.prompt)
        or ELSEWHERE.search(fact.answer)
    ),
    "says-nothing": lambda fact: (
        not _says_how(fact)
        and any(
            empty.search(fact.answer.strip())
            for empty in (NOTHING_SAID, NOT_SHOWN, NO_OBJECT, EMPTY_ANSWER, ONLY_COUNTED)
        )
    ),
    "long-prompt": lambda fact: length(fact.prompt) > LONGEST_PROMPT,
    "generic-subject": lambda fact: _generic(fact) or _names_no_subject(fact),
}
