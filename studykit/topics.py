"""What a block is about, when the words themselves do not say: headings and lines that introduce a list."""

from __future__ import annotations

import re
from functools import lru_cache

from studykit import fields, segment
from studykit.grammar import AMBIGUOUS, CONNECTIVES, COPULAS, DETERMINERS, PRONOUN, strip_connective, take_apart
from studykit.prose import clauses
from studykit.terms import GENERIC, GLOSS, LABELS, SEEN, head_of, is_aspect, is_label, is_subject, is_term, length

GENERIC_HEADINGS = frozenset(
    "内容 概述 简介 介绍 背景知识 相关知识 预备知识 基本概念 基础 基础知识 总结 小结 前言 引言 背景 细节 划重点 重点 应用场景 使用 用法 示例 例子 其他 其它 杂项 说明 正文 笔记 "
    "实验 结论 讨论 问题 原理 优点 缺点 优缺点 特点 分类 定义 常见问题 FAQ README 目录 思考 步骤 流程 方法 实现 知识点 要点 学习笔记 随笔 "
    "基本使用 基本用法 快速开始 快速入门 入门 安装 配置 环境 场景 作用 意义 区别 对比 比较 注意事项 最佳实践 参考资料 参考 附录".split()
)
#: "面试题剖析", "代码实现" and "最终总结" tell what kind of text follows.
KIND_OF_TEXT = re.compile(
    "(?:总结|小结|对比|归纳)一下|(?:面试题?|题目|考点|代码|源码|实例|案例|问题|具体|简单|详细|整体|全文|最终|最后|本[章节文]|文章|学习|知识点?|个人|面试)*"
    "(?:剖析|分析|解析|解读|讲解|详解|实现|总结|小结|解释|说明|补充|回顾|目标|内容|重点|情况|原文|概述|答案|解答|回答|加分)"
)
#: What a line ends in that leads on to a list: "主要有以下几种".
TAIL = re.compile(
    r"[，,]?\s*(?:具体)?(?:主要)?(?:如下(?:所示|表|表所示|图所示)?|有?(?:以下|下面|下列|如下)(?:的?(?:几|[一二三四五六七八九十两\d]+)(?:种|个|类|点|条|步|方面|部分)?)?(?:的?(?:内容|情况|方法|方式|特点|步骤|命令))?"
    r"|分别(?:是|为)|包括|包含|有|是|为|即|例如|比如|可以分为|分为|分成|主要有|的有|[一二三四五六七八九十两几\d]+(?:种|个|类|点|条|步))\s*$"
)


def generic_heading(heading: str) -> bool:
    """Whether a heading names a part of a text and not a thing."""
    return (
        heading in GENERIC_HEADINGS
        or heading in LABELS
        or KIND_OF_TEXT.fullmatch(heading) is not None
        or re.fullmatch(r"[\d\W_]*", heading) is not None
    )


#: "7 个方法" are several.
SEVERAL = re.compile(r"\s*(?:\d+|[两二三四五六七八九十几])\s*大?(?:个|种|类|条|点|项|步)")


@lru_cache(SEEN)
def names_one(heading: str) -> bool:
    """Whether a heading is the name of one thing, which the text below may go on about."""
    # A gloss tells a name with 与 in it ("设备与装置文件(device)") from two names.
    bare = GLOSS.sub("", heading)
    if SEVERAL.match(bare):
        return False
    if re.search("[，。：:？?、]", bare) or (bare == heading and re.search("与|和", bare)):
        return False
    return is_term(heading) and not generic_heading(heading) and not is_aspect(heading)


#: Headings over what somebody does, or over what the writer made of it: no sentence below leaves them out as its subject.
OVER_DEEDS = re.compile(
    r"^(?:选择|使用|构建|编辑|解决|创建|删除|修改|设置|配置|安装|获取|查看|实现|理解|添加|更新|检查|启动|提高|进行|避免|防止)(?=..)"
    r"|(?:总结|小结|梳理|建议|经验|练习|步骤|流程|过程|特点|缺点|优点|信息|整理|规划|技巧|注意事项)$|一些..$"
)
#: "线程的创建": what is done to the thread.
LAST_DEED = re.compile("的([\u4e00-\u9fff]{2})$")


@lru_cache(SEEN)
def is_told_of(heading: str) -> bool:
    """Whether the text below a heading may say something of what the heading names without naming it again."""
    deed = LAST_DEED.search(heading)
    if deed and segment.tag(deed[1]) in ("v", "vn"):
        return False
    return names_one(heading) and (bool(fields.of(heading)) or not OVER_DEEDS.search(heading))


def lead_topic(text: str) -> str:
    """The topic in a line that introduces a list or a block of code; empty when it names none."""
    line = text.strip().split("\n")[-1].rstrip(" *：:。")
    line = re.split(r"[。；;！？]", line)[-1].strip()
    previous = None
    while previous != line:
        previous = line
        line = TAIL.sub("", line).rstrip(" ，,：:的")
    if re.search("我们|以上|上述|为了说明|需要说明|假设|下面|本文", line):
        return ""
    if line in CONNECTIVES:
        return ""
    if not line or is_label(line) or is_aspect(line) or length(line) > 32:
        return ""
    return line


#: What a line begins with that tells, asks or goes on, and names nothing.
NO_NAME = re.compile(
    r"(?:在(?!线)|以|对于?(?![象称偶立齐比数])|通过|从(?![库机属服])|为了?|如(?!何)|如果|若|当(?!前)|根据|按照?|由于?|因为|然后|接着|先(?!序|验|进)|再(?!散|平)|最后|此外|另外|虽然|显然|比如|例如|所以|因此|但是?|不过"
    r"|假[使设]|怎样|如何|为什么|上[面述图]|下[面述图]|以[上下]|这|那|该|可以?(?![变见])|能够|应该|总结|总之|注意|需要?|其[他它余中]|不(?![可变等同完])|没有|就(?!绪)|也|都|而|即|是|有(?![序界向限状损效名])|产生|现在|所谓|还|又"
    r"|每|整个|第\s*[一二三四五六七八九十\d]+\s*[次个种步点]$|[^，的]{0,4}情况$|两[个种]|[几多一三四五六七八九十]\s*[个种点条]|很|非常|粗略|具体|正常情况|实际情况|实质|大意|本质|尽快"
    r"|(?:常见)?(?:误区|误解)|(?:命令|语法|使用|基本)(?:格式|语法)$)"
)
#: "可以获取负载的命令" is a name, though it begins as a clause does.
NAME_END = re.compile(r"的[^的，：]{2,10}$")
#: The same where it begins so: "可以获取负载的命令".
NAME_FOR_ALL_THAT = re.compile(r"(?:可以?|能够|需要|以(?![上下])|从|两[个种]).*的[^的，：]{2,10}(?<![知为事])$")
#: "ReadView 中", "对于 X 来说": what follows is about that.
PLACE_OF = re.compile(r"^(?:对于?|就)(?=.*来[说讲看]$)|(?:\s*[中里]|上?来[说讲看]|而言)$")
#: What ends so goes on, or says something.
ENDS_OPEN = re.compile(
    r"(?:=.*|是|在于|(?<![行作])为|\s[+*/-]|过去|[起出下]来|来[说讲看]|[的时有想它其]|的话|如果|和|与|或者?|基本|通常|一般|各|都|还|也|就|比"
    r"|一致|相同|不同|一样|相反|重复|这样|如下|总结(?<!的总结))$"
)
LONGEST_NAME = 32
#: A longer clause with a subject says something: "Pod 通过探针检查容器的健康状态".
LONGEST_MODIFIED = 12
#: Who acts in many sentences, and is the topic of few.
ACTORS = frozenset(
    "编译器 程序员 开发人员 开发者 客户端 服务端 服务器端 主线程 计算机 浏览器 操作系统 虚拟机 应用 我们 人们 线程 进程 元素 节点 对象".split()
)
#: Words with these tags begin nobody's name, begin and end no name; and with these words something is said.
NO_ACTOR = frozenset("v d p c r".split())
NO_FIRST, NO_LAST = frozenset("d p r t m c f".split()), frozenset("d c uj p f zg ul".split())
SAYS = frozenset("比 将 把 被 即 了 更 等 直到".split())
#: What a label names may be told in so many characters behind its colon: "文本替换：sed".
SHORTEST_TOLD = 8
#: A label and what stands behind it, in one line.
LABEL_LINE = re.compile(r"^(?P<head>[^：:，,。]{1,40}?)\s*(?:：|:(?=\s|[^\x00-\x7f]))\s*(?P<body>\S.*)$", re.DOTALL)


#: A line of a paragraph that Markdown takes for no item.
FAKE_BULLET = re.compile(r"^[-+*]\s+")
#: "TCP 的连接数" and "切片的长度": the paragraph is about 切片.
SIDE_OF = re.compile(r"^(?P<whole>.+[^的])的(?P<side>[^的]{2,6})$")
SIDES = frozenset(
    "全称 全名 名字 个数 数量 数目 长度 宽度 高度 深度 维度 速度 次数 值 初始值 版本 实际好处 具体实现".split()
)


def whole_of(name: str) -> str:
    """What a name is a side of: 切片 for "切片的长度"; else the name."""
    side = SIDE_OF.match(name)
    if side is None or (side["side"] not in SIDES and not is_aspect(side["side"])):
        return name
    whole = side["whole"].strip()
    named = fields.of(whole) or segment.tag(segment.cut(whole)[-1])[:1] in ("n", "e", "")
    return whole if named else name


def named_in(line: str) -> str:
    """The name in a line that stands over others: its label, its subject, or all of it; empty where it has none.

    A clause that only names something goes before one that also says something: "要 A，则 B 的步骤" names B.
    """
    text = FAKE_BULLET.sub("", line.strip())
    if label := LABEL_LINE.match(text):
        if length(label["body"]) < SHORTEST_TOLD and take_apart(label["body"]) is None and can_name(label["head"]):
            return text
        text = label["head"].strip()
    pieces = [strip_connective(clause) for clause in clauses(text)]
    if len(pieces) > 2 and sum(take_apart(clause) is None for clause in pieces[:2]) == 2:
        return ""  # "mail，cron，daemon 和 auth 等 …" names many
    names = (clause for clause in pieces if _is_modified(clause) or take_apart(clause) is None)
    return next((name for clause in (*names, *pieces) if (name := _name_of_clause(clause, text))), "")


def _is_modified(clause: str) -> bool:
    """Whether a clause with a verb in it is a name for all that: "可以获取负载的命令", and no "X 是 …的 …"."""
    if not NAME_END.search(clause):
        return False
    taken = take_apart(clause)
    if taken is None or not taken.subject or segment.tag(segment.cut(taken.subject)[0]) in NO_ACTOR:
        return True
    if taken.verb in AMBIGUOUS:
        return True
    return taken.verb not in COPULAS | {"有"} and length(clause) <= LONGEST_MODIFIED


def _name_of_clause(clause: str, line: str) -> str:
    """A clause that is a name, or the subject of one that says something; what is a line of its own is most often one."""
    taken = None if _is_modified(clause) else take_apart(clause)
    name = PLACE_OF.sub("", taken.adverbial + taken.subject if taken is not None else clause)
    if name == line:
        return name if can_name(name) else ""
    acts = not fields.of(head_of(name)) and segment.tag(segment.cut(name or "是")[0]) in NO_ACTOR
    return name if name and not acts and is_subject(head_of(name), LONGEST_NAME) and can_name(name) else ""


def can_name(text: str) -> bool:
    """Whether a text that stands by itself, such as a label, can be the name of what the text beside it is about."""
    head = head_of(text)
    if (
        (length(head) < 2 and not fields.of(head))
        or is_label(head)
        or is_aspect(head)
        or PRONOUN.match(head)
        or ENDS_OPEN.search(head)
    ):
        return False
    told = ((NO_NAME.match(head) or NO_NAME.match(text)) and not NAME_FOR_ALL_THAT.match(head)) or any(
        word in SAYS for word in segment.cut(head)
    )
    return is_term(head, LONGEST_NAME) and (not told or bool(fields.of(text.strip())))


def is_name(text: str) -> bool:
    """Whether the subject of a sentence can be what those around it are about: no "每次", "当时的密码" or "系统"."""
    head = head_of(text)
    if (
        not can_name(text)
        or not is_subject(head)
        or head in GENERIC
        or head in ACTORS
        or text.startswith(("每", "一个"))
        or "、" in head
    ):
        return False
    words = segment.words(head)
    tags = [segment.tag(word) for word in words]
    acts = tags[0] == "v" and words[0] not in AMBIGUOUS and not fields.of(head)
    counts = words[0][0].isdigit() or words[0] in DETERMINERS
    return not (acts or counts or tags[0] in NO_FIRST or tags[-1] in NO_LAST)
