"""What a block is about, when the words themselves do not say: headings and lines that introduce a list."""

from __future__ import annotations

import re

from studykit.grammar import CONNECTIVES
from studykit.terms import GLOSS, LABELS, is_aspect, is_label, is_term, length

GENERIC_HEADINGS = frozenset(
    "内容 概述 简介 介绍 背景知识 相关知识 预备知识 基本概念 基础 基础知识 总结 小结 前言 引言 背景 细节 划重点 重点 应用场景 使用 用法 示例 例子 其他 其它 杂项 说明 正文 笔记 "
    "实验 结论 讨论 问题 原理 优点 缺点 优缺点 特点 分类 定义 常见问题 FAQ README 目录 思考 步骤 流程 方法 实现 知识点 要点 学习笔记 随笔 "
    "基本使用 基本用法 快速开始 快速入门 入门 安装 配置 环境 场景 作用 意义 区别 对比 比较 注意事项 最佳实践 参考资料 参考 附录".split()
)
TAIL = re.compile(
    r"[，,]?\s*(?:具体)?(?:主要)?(?:如下(?:所示|表|表所示|图所示)?|有?(?:以下|下面|下列|如下)(?:的?(?:几|[一二三四五六七八九十两\d]+)(?:种|个|类|点|条|步|方面|部分)?)?(?:的?(?:内容|情况|方法|方式|特点|步骤|命令))?"
    r"|分别(?:是|为)|包括|包含|有|是|为|即|例如|比如|可以分为|分为|分成|主要有|的有|[一二三四五六七八九十两几\d]+(?:种|个|类|点|条|步))\s*$"
)


def generic_heading(heading: str) -> bool:
    """Whether a heading names a part of a text and not a thing."""
    return heading in GENERIC_HEADINGS or heading in LABELS or bool(re.fullmatch(r"[\d\W_]*", heading))


#: "这种算法" in the section of 引用计数法, and "这是一种 …" at its beginning, are about what its heading names.
POINTING = re.compile(
    r"(?:这一?[种个类]|(?<![\u4e00-\u9fff])[该此])(?P<kind>算法|方法|技术|机制|模型|协议|命令|指令|函数|结构|数据结构|工具|框架|策略|模式|语言|组件|索引|引擎|网络|操作|攻击)"
    r"(?=[\u4e00-\u9fff，。；]|$)"
)
THIS_IS = re.compile(r"^(?:这|它)(?=(?:其实|实际上)?是(?:一[种个类组套款]|用[来于]))")
#: What can be called by the kinds above without having the word in its name.
LATIN_NAME = re.compile(r"[A-Za-z][\w.+#-]*(?: [A-Za-z][\w.+#-]*)*")


#: Sections that entertain or speak to the reader, whatever they mention.
ASIDE_SECTION = re.compile("故事|心理分析|闲聊|题外话|彩蛋|吐槽|写在(?:前|最后|后)|后记|致谢|碎碎念|心得体会|求职经历")


def names_one(heading: str) -> bool:
    """Whether a heading is the name of one thing, which the text below may go on about."""
    # A gloss tells a name with 与 in it ("设备与装置文件(device)") from two names.
    bare = GLOSS.sub("", heading)
    if re.search("[，。：:？?、]", bare) or (bare == heading and re.search("与|和", bare)):
        return False
    return is_term(heading) and not generic_heading(heading) and not is_aspect(heading)


#: The reader is no subject ("如果你要操作 …" is "如果要操作 …"), and a card shows no picture that stands above.
READER = re.compile(
    r"(?:你们?|您)(?=要|想|可以|需要|必须|应该|应当|得|会|能|就|不|没|把|将|用|对|在|去|通过|自己|有|只|也|还|再|又|先|直接|调用|使用|执行|写|做|创建|修改|删除|操作|丢失|选择|定义|声明|启动|运行|安装|配置|传)"
)
AS_SHOWN = re.compile(r"^(?:正)?如[上下左右]?[图表]?[\d.\-]*所示\s*[，,]\s*", re.MULTILINE)


def impersonal(text: str) -> str:
    """A text without the words that only speak to its reader or point at a picture beside it."""
    return READER.sub("", AS_SHOWN.sub("", text))


def pointed_out(text: str, heading: str, *, first: bool) -> str:
    """A text with the words replaced that point at what the heading above it names; ``first``: it stands right below."""
    name = GLOSS.sub("", heading).strip()
    text = THIS_IS.sub(lambda _: name, text) if first else text

    def named(match: re.Match[str]) -> str:
        return name if name.endswith(match["kind"][-1]) or LATIN_NAME.fullmatch(name) else match[0]

    return POINTING.sub(named, text)


#: Languages of fences that hold commands.
SHELL = frozenset(
    "bash sh shell zsh console terminal cmd powershell bat batch ps1 fish shell-session sql mysql redis git docker".split()
)
COUNTED = re.compile(
    r"(?:[二两三四五六七八九十]|(?<![\d.])\d{1,2})\s*(?:种|个|类|部分|件|步|层|点|条|级|项|块|组|大类|方面|阶段)"
)


def which(text: str) -> str:
    """The statement "它依靠两个现象" as the question "它依靠哪两个现象"; empty where nothing is counted."""
    counted = COUNTED.search(text)
    if not counted or text[: counted.start()].endswith(("第", "每", "这", "那", "哪")):
        return ""
    return f"{text[: counted.start()]}哪{counted[0]}{text[counted.end() :]}"


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
