"""Words that only point, replaced by what they point at: "这种算法" by the name above it, "如果在" by what is where."""

from __future__ import annotations

import re

from studykit.prose import MASK
from studykit.terms import GLOSS, length

#: What a heading in Latin letters can be without the word in its name, and what any label can be.
LATIN_KINDS = frozenset(
    "算法 方法 技术 机制 模型 协议 命令 指令 函数 结构 数据结构 工具 框架 策略 模式 语言 组件 索引 引擎 网络 操作 攻击".split()
)
LABEL_KINDS = LATIN_KINDS | frozenset("阶段 过程 步骤 内存区域 方案 属性 字段 参数 选项 关键字".split())
#: "这种算法" in the section of 引用计数法, and "这是一种 …" at its beginning, are about what its heading names.
POINTING = re.compile(
    rf"(?:这一?[种个类]|这一|(?<![\u4e00-\u9fff])[该此])(?P<kind>{'|'.join(sorted(LABEL_KINDS))}|层(?!级)|区域|标志|日志|文件)"
    # "…，这种操作称为 X" names what the clauses before it tell.
    r"(?=[\u4e00-\u9fff，。；]|$)(?![列名值表页树器项键块数]|(?:就|也|又|便|常常?|通常|一般)?被?(?:称|叫))"
)
#: "这是一种 …" right below a heading.
THIS_IS = re.compile(r"^(?:这|它)(?=(?:其实|实际上)?是(?:一[种个类组套款]|用[来于]))")
#: A name in Latin letters.
LATIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.+#-]*(?: [A-Za-z][A-Za-z0-9_.+#-]*)*")
#: "引用计数法" is an 算法 and a 方法; of most kinds the whole word stands at the end of a name.
KIND_BY_ITS_END = frozenset("法 令 层 区 网".split())
#: A name right before a word that points.
NAME_BEFORE = rf"(?:{MASK}|[A-Za-z][A-Za-z0-9_./+#-]*)"
#: "判断 X 是否在 Y 中，如果不在，…": what is so stands in the clause that asks for it.
BARE_CONDITION = re.compile(r"(?P<if>如果|若|要是)(?P<not>不|没)?(?P<verb>在|存在|是|有|满足)(?:的话)?(?=[，,])")
#: "判断 X 是否在 Y 中": who is asked of, and what.
WHETHER = re.compile(
    r"(?:^|[，。；：,])(?P<who>[^，。；：,]{2,60}?)(?:是否|是不是|有没有)(?:已经?)?(?P<what>(?P<verb>在|存在|是|有|满足)?[^，。；：,]{2,24})"
)
#: "先判断 X 是否 …": what comes before X.
TOLD_TO_CHECK = re.compile(r".*(?:判断|检查|检测|查看|确认|看)(?:一下)?")
#: So far back such a clause may stand, and so long is what it asks of.
FAR, LONGEST_WHO = 120, 24


def pointed_out(text: str, heading: str, *, first: bool, label: bool = False) -> str:
    """A text with the words replaced that point at what the heading above it names; ``first``: it stands right below.

    ``label``: the name stands before the colon of the text itself. A name nearer by goes before: "`f` 函数 …，这个函数 …".
    """
    name = GLOSS.sub("", heading).strip()
    text = THIS_IS.sub(lambda _: name, text) if first and name else text

    def named(match: re.Match[str]) -> str:
        kind, before = match["kind"], text[: match.start()]
        if re.search(rf"{NAME_BEFORE}\s*$", before):
            return kind
        sentence = before[before.rfind("。") + 1 :]
        if nearer := re.search(rf"{NAME_BEFORE}\s*{kind}", sentence) or re.search(rf"{NAME_BEFORE}\s*{kind}", before):
            return nearer[0]
        if name.endswith(kind) or (kind[-1] in KIND_BY_ITS_END and name.endswith(kind[-1])):
            return name
        if label:
            between = re.search(rf"{NAME_BEFORE}", before[len(heading) :])
            return name if kind in LABEL_KINDS and not (between and kind in LATIN_KINDS) else match[0]
        other = re.search(rf"[\u4e00-\u9fff](?<![种个类的该此这些两多]){kind}", before)
        return name if LATIN_NAME.fullmatch(name) and kind in LATIN_KINDS and not other else match[0]

    return POINTING.sub(named, text)


def spelled_out(text: str) -> str:
    """A text in which "如果在" says what is where, as the clause before it with 是否 does."""

    def whole(match: re.Match[str]) -> str:
        before = text[max(0, match.start() - FAR) : match.start()]
        asked = [found for found in WHETHER.finditer(before) if (found["verb"] or "是") == match["verb"]]
        if not asked:
            return match[0]
        who = TOLD_TO_CHECK.sub("", asked[-1]["who"]).strip()
        return (
            f"{match['if']}{who}{match['not'] or ''}{asked[-1]['what']}" if 0 < length(who) <= LONGEST_WHO else match[0]
        )

    return BARE_CONDITION.sub(whole, text)
