"""What something is done with: ``执行 `sync` 把缓存写回磁盘``, ``通过 `cap` 函数获取容量`` ask for the code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit.asides import ASIDE
from studykit.grammar import is_condition, is_deed, strip_connective
from studykit.model import Fact
from studykit.patterns import Place, pattern
from studykit.patterns._commands import COMMAND_START
from studykit.prose import MASK, clauses
from studykit.terms import length

KINDS = "命令|指令|语句|选项|参数|函数|方法|关键字|注解|标签|属性|运算符|操作符|标记符|字段|配置项|配置|接口|宏"
#: What is done with code, and not only to it.
DEEDS = (
    "获取|得到|取得|查看|查询|查找|设置|修改|指定|控制|创建|新建|生成|删除|移除|追加|添加|插入|启动|停止|重启|关闭|打开|安装|卸载|遍历|实现|清除|清空|转换|"
    "判断|检查|检测|读取|写入|列出|显示|打印|定义|声明|注册|触发|连接|进入|退出|登录|恢复|备份|导入|导出|统计|计算|排序|过滤|合并|复制|释放|分配|加锁|解锁|等待|"
    "唤醒|监听|绑定|发送|接收|配置|启用|禁用|切换|提交|回滚|构建|编译|运行|调试|限制|捕获|抛出|重命名|移动|压缩|解压|下载|上传|推送|拉取|克隆|更新|升级"
)
#: Code, or a word in Latin letters that is said to be a command or the like.
CODE = rf"(?P<code>{MASK}|[A-Za-z][A-Za-z0-9_.-]*(?=\s*(?:{KINDS})))"
#: "执行 `sync` 把缓存写回磁盘": the code, and what is done with it.
WITH = re.compile(
    rf"(?:使用|(?<![应利作引采调费套])用|通过|执行|运行|输入|借助|利用|调用)(?:内置|系统|自带)?的?\s*(?P<before>{KINDS})?\s*{CODE}\s*(?P<behind>{KINDS})?\s*"
    rf"(?:来|即可|就可以|可以|便可|就能|能|可)?\s*(?P<goal>(?:(?:向|从|对|给|把|将|在|为)[^，：:]{{2,16}})?(?:{DEEDS})[^，；：:]{{2,26}})[：:]?$"
)
#: "使用 `font-size` 来调整字号": whatever is done with it, and whatever it is.
TO_DO = re.compile(
    rf"^(?:(?:一般|通常|主要|我们)?(?:都|会|可以|可|需要|应该)?(?:使用|用|通过|借助|利用))\s*(?:{KINDS})?\s*(?P<code>{MASK})\s*(?P<kind>{KINDS})?\s*来\s*(?P<goal>[^，：:来]{{4,28}})$"
)
#: A goal that points elsewhere, or is none.
POINTS = re.compile(
    r"^[\u4e00-\u9fff]{2}的|[这该此它其那不]|上述|以下|如下|的$|时候?$|什么|时(?:会|就|将|可)|会(?![话员议])"
)
#: A name of a program, and not a word: "spec.replicas".
NAME = re.compile(r"[a-z](?:[._-][a-z]|[A-Z])")
SHORTEST_GOAL = 5
#: Code that is a call.
CALL = re.compile(r"[\w.]+\(")


@pattern("tool", on="sentence", rank=41, claims=False, needs=f"{MASK}|[A-Za-z]")
def find(place: Place) -> Iterator[Fact]:
    """``执行 `systemctl restart nginx` 重启服务`` asks which command does it."""
    if place.sentence.end in ("？", "?"):
        return
    for piece in clauses(place.sentence.text):
        match = WITH.search(piece)
        if match is None:
            yield from _to_do(place, piece)
            continue
        if not _is_code(place, match["code"]) or is_condition(piece) or ASIDE.search(piece):
            continue
        goal = match["goal"].strip().replace("了", "", 1)
        code = place.prose.plain(match["code"])
        kind = match["before"] or match["behind"] or _kind(code)
        if not POINTS.search(goal) and length(goal) >= SHORTEST_GOAL and (kind or NAME.search(code)):
            yield _fact(place, goal, kind, match["code"])


def _is_code(place: Place, code: str) -> bool:
    return re.match(MASK, code) is None or place.prose.kind(code) == "code"


def _to_do(place: Place, piece: str) -> Iterator[Fact]:
    """What "使用 `X` 来 …" is done with, where nobody is said to do it."""
    match = TO_DO.match(strip_connective(piece))
    if match is None or place.prose.kind(match["code"]) != "code" or ASIDE.search(piece):
        return
    goal = match["goal"].strip(" .")
    if not POINTS.search(goal) and is_deed(goal) and not goal.startswith("进行"):
        yield _fact(place, goal, match["kind"] or "", match["code"])


def _fact(place: Place, goal: str, kind: str, code: str) -> Fact:
    return place.fact("command", goal, f"{goal}，用什么{kind}？", code, form="command", confidence=0.7)


def _kind(code: str) -> str:
    """What some code is, as far as it shows: a command, a function, or just something."""
    if CALL.match(code):
        return "函数"
    return "命令" if COMMAND_START.match(code) else ""
