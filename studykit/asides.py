"""What an author says to the reader about the text, or about himself, and is no fact."""

from __future__ import annotations

import re

ASIDE = re.compile(
    r"(?<!自)我(?![们国])|笔者|咱们|本人|大家|小伙伴|同学们|哈哈|呵呵|嘿嘿|吐槽|推荐(?:大家|阅读|看|书|文章|一|给)|^推荐(?!系统|算法|引擎|模型|器)|建议阅读|点赞|关注公众号|扫一扫|扫码(?:关注|加)|这篇(?:文章|笔记|博客)|本文(?![件本档])|本篇|本节|本章|(?<!上)下文(?![件本档])|(?<!以)上文(?![件本档])|前文|后文|上一[节章篇]|下一[节章篇]|"
    r"如下图|见下图|(?<![例比譬])如图(?![像片形])|[上下左右][左右]?图(?![像片形])|下面(?:是|我们|来|看|介绍|的例子|给出|举)|接下来[，,]?(?:我们|就|将|会|来|要)*(?:看|介绍|讲|讨论|说|学|分析|我们|演示)|以下是|如下所示|参见|参阅|参考(?![模价计帧系点位值]|坐标|平面|时钟|电[压平]|图像|序列|架构|实现|节点|对象|标准)|详见|详情(?!页)|可以看[到出]|不难|据说|估计是|好像|似乎|"
    r"个人觉得|个人认为|感觉(?!不?到)|想必|(?<!互)相信|值得一提|顺便|简单起见|方便起见|举个例子|举例来说|举例|以[^，]{1,20}为例|^假[设使]|简单记录|没有之一|^[?!]{3}|假设(?:你|有|某|一个|当前|现在|存在)|比方说|不展开|略过|不(?:再|一一)?(?:赘述|列举|罗列)|待续|TODO|未完|"
    r"显而易见|令人|有趣的是|遗憾|幸运|让我们|看看|看一下|(?:^|[，：；我们先再])来看|我们来|试试|[?？]$"
)
#: What only leads the reader through the text, and leaves what was said before as sure as it was.
LEADS = re.compile(
    r"[，,；;][^，,；;]{0,8}(?:下面(?:我们|来|看|介绍|的例子|给出|举)|接下来|参[见阅考]|详见|见?[上下]图|以下是|如下所示|我们来|来看|看一下|(?:本|这一)[篇节章文]|"
    r"不展开|不(?:再|一一|多)?(?:赘述|列举|罗列)|举(?:个|一个)?例|以[^，]{1,20}为例|上一?[节章]|下一[节章])"
)
#: A remark in brackets.
IN_BRACKETS = re.compile(r"\s*[（(][^（）()]*[）)]")
#: What stands before an aside is shorter than a statement.
SHORTEST = 8


def without_aside(text: str) -> str:
    """A sentence without remarks in brackets to the reader, and up to the clause that leads him on in the text.

    All of it where more of it speaks to him: then nothing in it is said for sure.
    """
    if text.endswith(("：", ":")) or ASIDE.search(text) is None:
        return text
    plain = IN_BRACKETS.sub(lambda match: "" if ASIDE.search(match[0]) else match[0], text)
    found = LEADS.search(plain)
    if found and "：" in plain[found.start() :]:
        return text
    kept = plain[: found.start()] if found else plain
    opened = sum(map(kept.count, "（(")) != sum(map(kept.count, "）)"))
    return text if opened or len(kept) < SHORTEST or ASIDE.search(kept) else kept
