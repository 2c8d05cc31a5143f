"""Study notes that nobody wrote: Markdown of any amount, with the shapes that real notes have, the same every time."""

from __future__ import annotations

from pathlib import Path
from random import Random

#: A term is one of each, so that notes share some terms and not others.
_FRONT = (
    "页面 缓存 事务 索引 日志 快照 副本 分区 哈希 链路 报文 会话 令牌 队列 线程 进程 调度 内核 中断 信号 张量 "
    "梯度 卷积 注意力 编码 特征 采样 量化 剪枝 蒸馏 归一化 共享内存 寄存器 指令 流水线 分支 虚拟机 容器 镜像 "
    "网关 证书 签名 密钥 语法 类型 闭包 迭代 递归"
).split()
_BACK = (
    "表 树 锁 池 缓冲区 描述符 控制器 管理器 协议 算法 模型 网络 函数 变量 矩阵 向量 策略 机制 接口 标识符 "
    "限定符 计数器 窗口 层 图 引擎 节点"
).split()
_THING = "请求 数据 记录 消息 任务 样本 参数 连接 对象 权重 状态 结果 地址 版本 文件".split()
_DO = "保存 传输 检查 合并 分配 回收 排序 加密 压缩 复制 更新 过滤 统计 预取".split()
_WHERE = ("主存里 磁盘上 显存里 内核态 用户态 客户端 服务器 主节点 每个线程块里 编译的时候 启动的时候").split()
_BETTER = "更快 更省内存 更稳定 更容易扩展 延迟更低 吞吐更高 精度更高 实现更简单".split()
_LATIN = "Page Cache Lock Token Batch Shard Kernel Tensor Stream Event Buffer Index Merge Scan Queue Graph".split()
_TOOL = "git docker kubectl nvcc gcc tar ssh curl redis-cli psql".split()
_WORDS = {
    "front": _FRONT,
    "thing": _THING,
    "do": _DO,
    "where": _WHERE,
    "better": _BETTER,
    "latin": _LATIN,
    "tool": _TOOL,
}

#: What a section may hold: ``{…}`` is a word, ``{term}`` a term, ``{n}`` a number; the same term where a digit follows.
_SHAPES = (
    "{term1}（{latin} {latin}）：{where}{do}{thing}的结构，用来{do}{thing}。",
    "**{term1}**：{where}{do}{thing}，比{term}{better}。\n\n{term1}最多保存 {n} 个{thing}。",
    "- `{tool} {do1}-{n} --{latin}`：{do}{where}的{thing}\n- `{tool} {n} --{latin}-{n}`：{do}{thing}和{thing}",
    "| 名称 | 位置 | 作用 |\n|---|---|---|\n| {term} | {where} | {do}{thing} |\n| {term} | {where} | {do}{thing} |",
    "{term1}分为三类：{term}、{term}和{term}。",
    "因为{term1}要{do}全部{thing}，所以{where}的{thing}多了以后，{do}会变慢。",
    "{term1}与{term2}的区别在于：{term1}{where}{do}{thing}，{term2}只{do}{thing}。",
    "{term}的代价由下式给出：\n\n$$\n{latin}_{n} = \\frac{{{n}}}{{x}} \\cdot \\alpha_{n}\n$$",
    "{do}{thing}的步骤：\n\n1. 用{term}{do}{thing}\n2. 把{thing}交给{term}\n3. {where}{do}{thing}\n4. {do}{term}",
    "问：为什么{term1}要先{do}{thing}？\n\n答：{where}的{thing}还没有{do}，{do}以后{better}。",
    "```bash\n{tool} {latin} --{n}   # {do}{where}的{thing}\n{tool} -{n} {latin}   # {do}{thing}\n```",
    "如果{term1}里的{thing}超过 {n} 个，就会{do}最早的{thing}。默认的上限是 {n} MB。",
    "{term1}是一种{where}{do}{thing}的{front}，它的`{latin}_{n}`字段{do}{thing}。",
    "> [!note]\n> {term1}：见 [文档](https://example.org/{n})，{where}**{better}**，见[[{term}]]。",
)
#: What stands between the facts and is none.
_REMARKS = (
    "这里先记一下，以后再补。",
    "参考：https://example.org/{n}",
    "上面这些都是在{where}试出来的，{thing}不多的时候看不出差别。",
    "还有一点：和{term}放在一起看更清楚。",
)


def write_notes(folder: Path, count: int, seed: int = 0) -> None:
    """``count`` notes below ``folder``, a hundred to a folder: about ten cards each."""
    for number in range(count):
        path = folder / f"{number // 100:03}" / f"note-{number:05}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(note(number, seed), encoding="utf-8")


def note(number: int, seed: int = 0) -> str:
    """The text of one note."""
    hand = _Hand(Random(f"{seed} {number}"))  # noqa: S311  # no secret, but the same every time
    parts = [hand.fill("---\ntitle: {term}（" + str(number) + "）\ntags: [{front}, {front}]\n---")]
    for facts in (4, 3):
        parts.append(hand.fill("## {term}"))
        parts += [hand.fill(shape) for shape in hand.some(_SHAPES, facts)]
        parts.append(hand.fill(hand.some(_REMARKS, 1)[0]))
    return "\n\n".join(parts) + "\n"


class _Hand:
    """Whoever writes the notes: picks words, and remembers them within one piece of text."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._said: dict[str, str] = {}

    def some(self, choices: tuple[str, ...], count: int) -> list[str]:
        return self._random.sample(choices, count)

    def fill(self, shape: str) -> str:
        self._said = {}
        return shape.format_map(self)

    def __getitem__(self, wish: str) -> str:
        if wish[-1].isdigit():
            return self._said.setdefault(wish, self[wish[:-1]])
        if wish == "n":
            return str(self._random.randint(2, 999))
        if wish == "term":
            return self._random.choice(_FRONT) + self._random.choice(_BACK)
        return self._random.choice(_WORDS[wish])
