"""What an author says to the reader about the text, or about himself, and is no fact."""

from __future__ import annotations

import re

ASIDE = re.compile(
    r"^问[：:]\s*试|(?<!自)我(?![们国])|笔者|咱们|本人|大家|小伙伴|同学们|哈哈|呵呵|嘿嘿|吐槽|推荐(?:大家|阅读|看|书|文章|一|给)|^推荐(?!系统|算法|引擎|模型|器)|建议阅读|点赞|关注公众号|扫一扫|扫码(?:关注|加)|这篇(?:文章|笔记|博客)|本文(?![件本档])|本篇|本[小章]?节|本章|本(?:课程?|讲|教程|练习|系列)(?!号|时|表|题)|在(?:之[前后]|[后下上前]面|下一个|上一个|后续)的?(?:练习|课程|教程|章节)|请(?:访问|移步|查看|阅读|参阅|参考)|(?<!上)下文(?![件本档])|(?<!以)上文(?![件本档])|前文|后文|上一[节章篇]|下一[节章篇]|"
    r"如下图|见下图|(?<![例比譬])如图(?![像片形])|[上下左右][左右]?图(?![像片形])|下面(?:是|我们|来|看|介绍|的例子|给出|举)|接下来[，,]?(?:我们|就|将|会|来|要)*(?:看|介绍|讲|讨论|说|学|分析|我们|演示)|以下是|如下所示|参见|参阅|参考(?![模价计帧系点位值]|坐标|平面|时钟|电[压平]|图像|序列|架构|实现|节点|对象|标准)|详见|详情(?!页)|(?<![^图表码例子果][中里下])可以看[到出]|不难|据说|估计是|好像|似乎|"
    r"个人觉得|个人认为|感觉(?!不?到)|想必|(?<!互)相信|值得一提|顺便|简单起见|方便起见|举个例子|举例来说|举例|以[^，]{1,20}为例|^假[设使]|简单记录|没有之一|^[?!]{3}|假设(?:你|有|某|一个|当前|现在|存在)|比方说|不展开|略过|不(?:再|一一)?(?:赘述|列举|罗列)|待续|TODO|未完|"
    r"显而易见|令人|有趣的是|遗憾|幸运|让我们|看看|看一下|(?:^|[，：；我们先再])来看|我们来|试试|[?？]$"
)
#: What many think, and is not so: "误区：…".
MISTAKE = re.compile(
    r"^(?:常见)?(?:的)?(?:误区|误解|错误认识|错误理解|错误观念|迷思)\s*[一二三四五六七八九十\d]*\s*(?:[：:]|是|，认为|，以为)\s*(?P<claim>.+)$",
    re.DOTALL,
)
#: What only leads the reader through the text, and leaves what was said before as sure as it was.
LEADS = re.compile(
    r"[，,；;][^，,；;]{0,8}(?:下面(?:我们|来|看|介绍|的例子|给出|举)|接下来|参[见阅考]|详见|见?[上下]图|以下是|如下所示|我们来|来看|看一下|(?:本|这一)[篇节章文]|"
    r"不展开|不(?:再|一一|多)?(?:赘述|列举|罗列)|举(?:个|一个)?例|以[^，]{1,20}为例|上一?[节章]|下一[节章])"
)
#: The reader is no subject ("如果你要操作 …" is "如果要操作 …"), and a card shows no picture that stands above.
READER = re.compile(
    r"(?:你们?|您)(?=要|想|可以|需要|必须|应该|应当|得|会|能|就|不|没|把|将|用|对|在|去|通过|自己|有|只|也|还|再|又|先|直接|调用|使用|执行|写|做|创建|修改|删除|操作|丢失|选择|定义|声明|启动|运行|安装|配置|传|移动|输入|打开|查看|访问|提交|发送|请求|启用|设置|添加|升级|下载|编译|希望|打算|正在)"
    r"|(?:^|(?<=[。！？\n]))我们(?=可以|需要|必须|应[该当]|通过|使用|用|把|将)"
)
#: "你的应用" is "应用"; and what you do in some case, anybody does: "当你拿到菜单时".
YOURS = re.compile(
    r"(?:(?<=如果)|(?<=假如)|(?<=只要)|(?<=一旦)|(?<=每当)|(?<=当)|(?<=若)|(?<=在)|(?<=对)|(?<=将)|(?<=从)|(?<=到))(?:你们?|您)的"
    r"|(?:(?<=如果)|(?<=假如)|(?<=只要)|(?<=一旦)|(?<=每当)|(?<=当)|(?<=若))(?:你们?|您)(?![好是们关觉认以])"
)
AS_SHOWN = re.compile(r"^(?:正)?如[上下左右]?[图表]?[\d.\-]*所示\s*[，,]\s*", re.MULTILINE)
#: Clauses that lead the reader on to one that says something: "通过上面的例子可以看到，…".
SEEN_FROM = re.compile(
    r"(?:^|(?<=[。；，,\n]))(?:(?:我们)?(?:通过|由|从|根据|结合)[^，。；：:\n图]{0,14}?(?:我们)?(?:就|也|还)?(?:可以(?:清楚地?|明显地?)?看[到出]|不难(?:看出|发现|得出))[，,：:]?"
    r"|(?:我们)?(?:就|也|还)?(?:可以看[到出]|不难(?:看出|发现|得出)|显而易见|值得一提的是|有趣的是)[，,：:])"
)
#: "注意：流是有序的" says that 流是有序的; what it asks of the reader is no fact.
REMARK = re.compile(
    r"^(?:(?:请|需要?|特别|尤其)?注意|注|提示|备注|补充|PS|P\.S\.|[Nn]ote|NOTE|[Tt]ips?|TIPS?)\s*\d?\s*[：:]\s*"
    r"(?=\S)(?!(?:千万|一定)?(?:不要|请|勿|别|最好|务必|尽量|切[勿记]|最后|以上|建议))"
)
#: Sections that entertain or speak to the reader, whatever they mention.
ASIDE_SECTION = re.compile(
    "故事|心理分析|闲聊|题外话|彩蛋|吐槽|写在(?:前|最后|后)|后记|致谢|碎碎念|心得体会|求职经历|[下本]周计划|学习计划|待办事项"
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


def without_remark(text: str) -> str:
    """A paragraph without the word that only draws the reader's eye to what it says."""
    return REMARK.sub("", text)


def impersonal(text: str) -> str:
    """A text without the words and clauses that only speak to its reader or point at a picture beside it."""
    return SEEN_FROM.sub("", READER.sub("", YOURS.sub("", AS_SHOWN.sub("", text))))
