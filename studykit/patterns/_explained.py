"""How a name that a line explains is asked: what it is, what it does, what it stands for, or how it is done."""

from __future__ import annotations

import re

from studykit import segment
from studykit.grammar import AMBIGUOUS, OBJECT_VERBS, PURPOSE_VERBS
from studykit.model import Fact, FactKind
from studykit.patterns import Place
from studykit.patterns._commands import COMMAND_START, MANY_COMMANDS
from studykit.patterns._halves import WIDE
from studykit.prose import MASK
from studykit.statements import COLON
from studykit.terms import CJK, length, members_of
from studykit.text import spaced

#: One flag of a command, and a text of nothing but flags.
FLAG = re.compile(r"(?<!\S)(-{1,2}[A-Za-z][\w-]*)")
FLAGS = re.compile(r"^(?:-{1,2}[A-Za-z][\w-]*(?:[= ][^\s]+)?\s*)+$")
#: Words with which an explanation begins that says what something does.
FUNCTION_WORDS = (
    OBJECT_VERBS
    | PURPOSE_VERBS
    | frozenset(
        "查看 新建 停止 终止 结束 获取 让 把 将 给 向 从 对 使 可以 强制 查询 移动 切换 开启 按 解压 解压缩 测试 监视 比较 判断 检查 编译 安装 卸载 下载 上传 挂载".split()
    )
)
#: … but these say what it is like.
IS_LIKE = frozenset("指向 类似 类似于 有 具有 需要 等于 属于 包含".split())
#: "替换的字符串" is what something is, for all its verb.
A_THING = re.compile(r"^[^，。；]*的\s*[^的，。；]{1,8}(?:$|[，。；])")
#: "连接描述字" is a name, "连接到服务器的端口" is done.
SHORTEST_DEED = 6
#: Heads of this kind are asked for their content, not for what they are.
PLURAL = re.compile(
    r"(?:顺序|过程|流程|路线|条件|特点|优点|缺点|好处|坏处|原因|产品|方式|方法|工具|参数|公式|格式|语法|写法|规则|步骤|时间|日期|地点|区别|差异|联系|关系|思想|目的|动机|作者|读音|发音|读法|原理|职责)$"
)
#: What its signs show to be no words: "$^", "/var/log/wtmp", "(?=x)".
SIGN = re.compile(r"(?=[!-~]{1,30}$)(?:[$/\-.~\\@#%&*+<^!](?!\d+$)|\(\?)")
PATH = re.compile(r"~?/[a-z][\w./*-]*")
#: A word of a program, and not the name of a product.
IDENTIFIER = re.compile(r"[A-Za-z_]\w*_\w*|[a-z]+[A-Z]\w*|[A-Za-z]\w*\[\d*\]")
#: "malloc(size)".
CALL_HEAD = re.compile(r"[A-Za-z_][\w.]*\([^()]*\)")
#: A command by more than one word: "docker image prune -a".
COMMAND_LINE = re.compile(
    rf"[a-z][\w.-]*(?: [a-z-][\w.-]*)* --?[a-zA-Z][\w-]*|(?:{'|'.join(sorted(MANY_COMMANDS))}|npm|yarn|pnpm|pip|conda|brew|apt|apt-get|yum|dnf|systemctl|ip)(?: [a-z][\w.-]*){{1,3}}"
)
#: "uncompress：解压缩文件" says what a command does.
COMMAND_NAME = re.compile(r"^[a-z][\w.-]*(?:\(\))?$", re.ASCII)
#: "返回0：没有子进程" says what a value means.
VALUE = re.compile(r"^返回值?为?\s*[-\w]{1,8}$", re.ASCII)
#: What is done, step by step: "创建文件".
DEED = re.compile(
    "(?:创建|新建|建立|删除|插入|添加|修改|更新|查找|遍历|读取?|写入?|求|打开|关闭|截断|释放)(?!.*(?:[法器式性率类型机制操作关系阶段函数符流程时间线程表树锁区窗图集项层则略议冲条件权限位置指针]|缓存)$)[\u4e00-\u9fffA-Za-z ]{2,}|[向往从][^，]{2,}(?:插入|添加|删除|写入|读取|查找)[^，]{2,}"
)
#: What somebody has of it: "提高响应速度".
EFFECT = re.compile(
    "(?:提高|提升|降低|减少|避免|防止|产生|利于|便于|有利于|能够?|可以?|重用|加快|简化|增强|按)(?!.*(?:[法器式性率]|算法|模型|机制|策略)$)(?=[\u4e00-\u9fffA-Za-z ]{2,}).*[\u4e00-\u9fff].*|(?:提高|增强).*性"
)
#: "LaTeX2e 读作：…".
READ_AS = re.compile("(?:读|写|记|称|叫)[作成做为]$")
#: "与 B 紧密相连" tells of both, and is no definition.
OF_BOTH = re.compile("[与和跟][^，。；]{2,}(?:相[关连反同似应](?:$|[，。；])|类似$|一[样致]$|有关$)")
#: "`git tag -d v1` 可以删除标签": before what a command does.
CAN_BE_USED = re.compile("^(?:可以?|能够?)?(?:用来|用于)?")
#: How long a goal may be, and what tells more than a goal.
LONGEST_GOAL, NO_GOAL = 24, re.compile(f"[，,。；;：:该此]|{MASK}")
#: Code that is no name.
WRITTEN_OUT = re.compile(r"(?=.*[\s({=\[]).{8,}", re.DOTALL)
#: "setnx 的意思" over what it means.
MEANING_OF = re.compile(r"(?P<name>.*?[^的\s])\s*的?\s*(?:意思|含义)$")
#: What is told by its members: "锁的种类", "应用层：FTP、DNS、HTTP".
KINDS_OF, SEVERAL = re.compile("(?:类型|种类|类别|分类)$"), 3
LATIN_NAME = re.compile(r"[A-Za-z][\w./+-]*")
#: A tool's bare name: "进程查询：ps".
TOOL_NAME = re.compile(r"^[a-z][\w+.-]*(?:\s*[、,/]\s*[a-z][\w+.-]*)*$")
#: Where tools are to be expected: below "常用命令".
TOOLS = re.compile(r"工具|命令|指令|[Ll]inux|[Ss]hell|tools?$|commands?$")


def definition(place: Place, head: str, body: str, told: str) -> Fact:
    """The card that asks for an explanation by the name before it."""
    code = bool(re.fullmatch(rf"{MASK}(?:\s*[、,/或和与]\s*{MASK})*", head)) and place.prose.kind(head[0]) == "code"
    plain = place.prose.plain(body)
    if FLAGS.match(plain):
        return place.fact("option", head, f"{head} 对应哪些选项？", body, form="option", confidence=0.9)
    if TOOL_NAME.match(plain) and not re.search("[A-Za-z]", head) and _among_tools(place):
        which = "用哪个？" if head.endswith(("器", "工具", "软件")) else "用什么工具？"
        return place.fact("command", head, spaced(head, which), body, form="command", confidence=0.8)
    kind: FactKind = "definition"
    plain_head = place.prose.plain(head)
    if code and plain_head.startswith("-"):
        kind = "option"
    elif code and re.match(r"[a-z][\w.-]*\s+\S", plain_head):
        kind = "command"
    # "`git tag -d v1` 可以删除标签" tells how something is done; a list of "`git tag`：…" what the commands mean.
    told_by_name = COLON.match(place.sentence.text) if place.in_sentence else True
    if kind == "command" and not told_by_name and COMMAND_START.match(plain_head) and (goal := _goal(body)):
        return place.fact("command", head, f"{goal}，用什么命令？", head, form="command", confidence=0.85)
    symbol = (re.fullmatch(MASK, head) and place.prose.kind(head) == "formula") or WIDE.match(place.block.text)
    if (
        re.fullmatch(MASK, body)
        and place.prose.kind(body) == "code"
        and WRITTEN_OUT.match(plain)
        and CJK.search(head[-1])
    ):
        return place.fact("syntax", head, f"{head}怎么写？", body, confidence=0.7, statement=" ")
    asked = f"{head} 表示什么？" if symbol else _question(head, body, kind, plain_head if code else "")
    return place.fact(
        kind,
        head,
        asked,
        body,
        form="option" if kind == "option" else "question",
        confidence=0.85,
        statement=f"{place.sentence.text}。{told}" if told else "",
    )


def _goal(body: str) -> str:
    """What a command with its arguments is for, which one asks from: "可以删除一个标签"; empty for a longer explanation."""
    goal = CAN_BE_USED.sub("", body).rstrip("。 ")
    plain = length(goal) <= LONGEST_GOAL and not NO_GOAL.search(goal)
    return goal if plain and begins_with_deed(goal) else ""


def _among_tools(place: Place) -> bool:
    """Whether title, headings or the line above say that this is about tools."""
    return any(TOOLS.search(name) for name in (place.page.document.title, *place.block.heading, place.lead_topic))


def _question(head: str, body: str, kind: FactKind, code: str) -> str:
    """The question that asks for an explanation; ``code`` is the head as plain text where it is code."""
    if kind == "option":
        return f"选项 {head} 有什么作用？"
    if code:
        does = kind == "command" or re.search(r"\w\(", code) or begins_with_deed(body)
        return f"{head} 有什么作用？" if does else f"{head} 表示什么？"
    if COMMAND_NAME.match(head) and does_something(body):
        return f"{head} 有什么作用？"
    if asked := _of_code(head) or _of_deed(head):
        return f"{head}{asked}"
    if OF_BOTH.match(body):
        return spaced(head, "是怎样的？")
    return _of_what_it_names(head, body) or spaced("什么是", f"{head}？")


def _of_what_it_names(head: str, body: str) -> str:
    """How one asks for a side of something, its meaning or its members; empty for a name."""
    if PLURAL.search(head):
        return f"{head}是什么？"
    if READ_AS.search(head):
        return f"{head}什么？"
    if meant := MEANING_OF.match(head):
        return spaced(meant["name"], "是什么意思？")
    if KINDS_OF.search(head) and len(members_of(body.replace("，", "、"))) > 1:
        return f"{head}有哪些？"
    named = members_of(body)
    return f"{head}包括哪些？" if len(named) >= SEVERAL and all(map(LATIN_NAME.fullmatch, named)) else ""


def _of_code(head: str) -> str:
    """How one asks for what the name of a call, a command or a variable says; empty for other names."""
    if CALL_HEAD.fullmatch(head) or COMMAND_LINE.fullmatch(head) or PATH.fullmatch(head):
        return " 有什么作用？"
    return " 表示什么？" if VALUE.match(head) or IDENTIFIER.fullmatch(head) or SIGN.match(head) else ""


def _of_deed(head: str) -> str:
    """How one asks about what is done or reached: "创建文件", "提高响应速度"; empty for a thing."""
    if head.startswith("达到"):
        return "，会怎样？"
    if DEED.fullmatch(head):
        return "，怎么做？"
    return "，具体是怎样的？" if EFFECT.fullmatch(head) else ""


def does_something(body: str) -> bool:
    """Whether an explanation says what is done, and not what something is."""
    return (
        begins_with_deed(body)
        and not A_THING.match(body)
        and (segment.cut(body)[0] not in AMBIGUOUS or length(body) >= SHORTEST_DEED)
    )


def begins_with_deed(body: str) -> bool:
    """Whether the first word of an explanation says what is done."""
    return next(iter(segment.cut(body)), "") in FUNCTION_WORDS - IS_LIKE
