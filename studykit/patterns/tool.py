"""What something is done with: ``执行 `sync` 把缓存写回磁盘``, ``通过 `cap` 函数获取容量`` ask for the code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit.grammar import ASIDE, is_condition
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
WITH = re.compile(
    rf"(?:使用|(?<![应利作引采调费套])用|通过|执行|运行|输入|借助|利用|调用)(?:内置|系统|自带)?的?\s*(?P<before>{KINDS})?\s*(?P<code>{MASK})\s*(?P<behind>{KINDS})?\s*"
    rf"(?:来|即可|就可以|可以|便可|就能|能|可)?\s*(?P<goal>(?:(?:向|从|对|给|把|将|在|为)[^，：:]{{2,16}})?(?:{DEEDS})[^，：:]{{2,26}})[：:]?$"
)
POINTS = re.compile(r"[这该此它其那不]|上述|以下|如下|的$|时候?$|什么")
#: A name of a program, and not a word: "spec.replicas".
NAME = re.compile(r"[a-z][._][a-z]")
SHORTEST_GOAL = 5
CALL = re.compile(r"[\w.]+\(")


@pattern("tool", on="sentence", rank=41, claims=False, needs=MASK)
def find(place: Place) -> Iterator[Fact]:
    """``执行 `systemctl restart nginx` 重启服务`` asks which command does it."""
    if place.sentence.end in ("？", "?"):
        return
    for piece in clauses(place.sentence.text):
        match = WITH.search(piece)
        if match is None or place.prose.kind(match["code"]) != "code" or is_condition(piece) or ASIDE.search(piece):
            continue
        goal = match["goal"].strip().replace("了", "", 1)
        code = place.prose.plain(match["code"])
        kind = match["before"] or match["behind"] or _kind(code)
        if not POINTS.search(goal) and length(goal) >= SHORTEST_GOAL and (kind or NAME.search(code)):
            prompt = f"{goal}，用什么{kind}？"
            yield place.fact("command", goal, prompt, match["code"], form="command", confidence=0.7)


def _kind(code: str) -> str:
    """What some code is, as far as it shows: a command, a function, or just something."""
    if CALL.match(code):
        return "函数"
    return "命令" if COMMAND_START.match(code) else ""
