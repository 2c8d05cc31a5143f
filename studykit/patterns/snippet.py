"""How something is written in a programming language: a line that says what is wanted, then a few lines of code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from studykit import segment
from studykit.fenced import NO_CODE, SHELL
from studykit.grammar import is_deed
from studykit.model import Fact
from studykit.patterns import TEXT, Place, pattern
from studykit.patterns._items import is_question
from studykit.prose import MASK
from studykit.terms import CJK, is_label, length
from studykit.text import spaced

#: What is wanted begins with such a verb, or has it in front of what it is done to.
VERB = (
    "创建|新建|声明|定义|初始化|构造|遍历|追加|添加|插入|删除|移除|清除|修改|更新|替换|获取|取得|读取|写入|实现|引入|导入|导出|注册|"
    "判断|检查|捕获|抛出|转换|拼接|截取|排序|过滤|去重|反转|合并|拆分|设置|指定|启用|禁用|开启|关闭|限制|绑定|监听|调用|启动|等待|发送|接收|"
    "调整|清空|加载|打印|格式化|生成|连接|查询|统计|计算|释放|分配|复制|拷贝|比较|画|绘制"
)
#: A line that wants something in a language: "要声明一个长度为 5 的切片".
GOAL = re.compile(
    rf"^(?:(?:例如|比如|此外|另外|首先|然后|最后|当然|我们|你)[，,]?)*(?:还|也)?(?:可以|可|能)?(?:直接)?(?:如果|若)?(?:想要|要|想|需要|为了)?"
    rf"(?P<goal>(?:(?:通过|使用|用|利用|借助|在|把|将|从|对|给|为|按|动态)[^，,：:]{{1,30}}?)?(?:{VERB})[^：:。！？]{{2,40}})$"
)
#: "切片的声明语法".
NAMES_FORM = re.compile(
    r"^(?P<name>[^，,：:。]{2,24}?)的?(?P<form>语法|写法|声明|格式|用法|定义方式|声明方式|创建方式|调用方式)$"
)
#: What names how something is written.
FORM_END = re.compile("的(?:语法|写法|格式|用法)$")
#: How a goal leads on to the code below it.
LEADS_ON = re.compile(
    r"[，,]?\s*(?:我们)?(?:可以|可|只需要?|需要)?(?:(?:这么|这样|如此)(?:做|写|来做|实现)|(?:代码|写法|语法|用法|格式|方式|方法|操作)?(?:如下|是这样)(?:所示|代码)?"
    r"|(?:用|使用|通过|执行|写)?(?:以下|下面|下列)的?(?:代码|语句|方式|方法|写法)(?:实现)?|的?代码|的?方法|来实现|实现)$"
)
#: A remark behind what is wanted.
IN_BRACKETS = re.compile(r"[（(][^（）()]*[）)]$")
#: Lines that show, compare or point, and want nothing.
NO_GOAL = re.compile(
    r"[上下]面|多种|几种|输出|结果|打印出|报错|错误|如图|效果|看到|来看|看看|区别|等价|例子|示例|源码|内部|底层|原理|[它其该此这那]|之前|前面|为例|时$"
)
#: Output and sessions with an interpreter are no code.
OUTPUT = re.compile(
    r"^\s*(?:>>>|\.\.\.|In \[|\$ |Traceback|\w*(?:Error|Exception)\b)|^(?=.*\d)[\d\s.,\[\]{}:'\"-]+$", re.MULTILINE
)
#: A whole line that begins with what is done and goes on with nothing.
ONLY_GOAL = re.compile(rf"(?:{VERB})[^，,。；;：:？?（(]{{3,18}}")
#: "基本语法如下": the form of what the text is about.
FORM_ALONE = re.compile(
    r"(?:其|它的)?(?:基本|基础|一般|完整|通用|标准|常用|具体|典型)?的?(?:语法|格式|写法|用法|使用)(?:格式|形式|结构|方式|方法)?(?:全称)?(?:为|是|如下|如下所示)?"
)
BY_WHAT = re.compile("(?:按照?|根据).{2,}(?:排序|分组|过滤|统计|查询|聚合|查找|搜索|删除)$")
NO_OWNER = re.compile("(?:语法|格式|写法|用法|使用|总结|笔记|入门|基础|示例)$")
MOST_LINES, LONGEST, SHORTEST_GOAL, LONGEST_GOAL = 8, 360, 5, 34


@pattern("snippet", on="block", rank=19, kinds=("code",))
def find(place: Place) -> Iterator[Fact]:
    """``要声明一个长度为 5 的切片，可以这么做：`` above the code asks how that is written."""
    above = place.at(-1)
    if above is None or above.block.kind not in TEXT or not above.prose.sentences or not _is_short(place):
        return
    sentence = above.prose.sentences[-1]
    line = above.block.span.first + sentence.first
    announced = above.prose.text.rstrip().endswith(("：", ":"))
    if announced and FORM_ALONE.fullmatch(sentence.text.rstrip("：: ")) and (name := _owner(above)):
        asked = "怎么用？" if "用法" in sentence.text else "的语法是什么样的？"
        yield _fact(place, name, spaced(name, asked), line)
    elif (
        place.block.language not in SHELL
        and (announced or _is_all_a_goal(above))
        and (goal := above.show(_goal(sentence.text)))
    ):
        yield _fact(place, goal, goal + ("是什么样的？" if FORM_END.search(goal) else "，怎么写？"), line)


@pattern("sample", on="block", rank=20, kinds=("code",))
def find_below_heading(place: Place) -> Iterator[Fact]:
    """``### 按文档个数排序`` right above the code asks how that is written."""
    above = place.page.blocks[place.index - 1] if place.index else None
    if above is None or above.kind != "heading" or not _is_short(place) or place.block.language in SHELL:
        return
    goal = above.text.strip()
    if _is_wanted(goal) and not is_question(goal) and not NO_GOAL.search(goal) and length(goal) <= LONGEST_GOAL:
        fact = _fact(place, goal, f"{goal}，怎么写？", above.span.first)
        yield replace(fact, heading=fact.heading[:-1])


def _is_wanted(heading: str) -> bool:
    """Whether a heading says what is done: with one of the known verbs, or with any and more than one word behind it."""
    if BY_WHAT.match(heading):
        return True
    return GOAL.match(heading) is not None or (is_deed(heading) and len(segment.words(heading)) > 2)


def _fact(place: Place, subject: str, prompt: str, line: int) -> Fact:
    return place.fact(
        "syntax",
        subject,
        prompt,
        f"```{place.block.language}\n{place.block.text.rstrip()}\n```",
        form="command",
        lines=(line, place.block.span.last),
        confidence=0.7,
        statement=" ",
    )


def _owner(above: Place) -> str:
    """What "语法：" is the form of: the item that it stands in, else the heading above it."""
    name = above.lead_name or above.heading_topic
    return "" if not name or is_label(name) or NO_OWNER.search(name) else name


def _is_all_a_goal(above: Place) -> bool:
    """Whether a short line without a colon says nothing but what is wanted: "打印所有变量"."""
    return len(above.prose.sentences) == 1 and ONLY_GOAL.fullmatch(above.prose.text.strip()) is not None


def _is_short(place: Place) -> bool:
    """Whether a block is a few lines of code, and no output."""
    block = place.block
    return (
        block.language not in NO_CODE
        and block.text.count("\n") < MOST_LINES
        and len(block.text) <= LONGEST
        and not OUTPUT.search(block.text)
    )


def _goal(text: str) -> str:
    """What the line above the code wants, without how it leads on to it; empty where it wants nothing."""
    told = IN_BRACKETS.sub("", text.strip().rstrip("：: ")).strip()
    wanted = LEADS_ON.sub("", told).rstrip("，, ")
    if (form := NAMES_FORM.match(told)) and not GOAL.match(told):
        return (
            ""
            if is_label(form["name"])
            or form["name"] in ("基本", "完整", "一般", "常用", "具体")
            or NO_GOAL.search(form["name"])
            else f"{form['name']}的{form['form']}"
        )
    clause = wanted if GOAL.match(wanted) else re.split("[，,]", wanted)[-1]
    match = GOAL.match(clause)
    if (
        match is None
        or NO_GOAL.search(match["goal"])
        or not CJK.search(match["goal"])
        or re.fullmatch(MASK, match["goal"])
    ):
        return ""
    goal = match["goal"].strip()
    return goal if SHORTEST_GOAL <= length(goal) <= LONGEST_GOAL else ""
