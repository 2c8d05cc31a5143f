"""What is found wrong with cards, and what is not: each kind with cards that have it and cards that only look so."""

from __future__ import annotations

import pytest
from growth import LINEAR, times_as_long

from studykit.card_quality import CHECKS, Finding, advice, counted, findings
from studykit.model import Card, CardForm, FactKind, Span


def card(
    prompt: str,
    answer: str,
    *,
    context: tuple[str, ...] = ("流与事件",),
    kind: FactKind = "property",
    form: CardForm = "question",
    subject: str = "",
    pattern: str = "statement",
    note: str = "notes/a.md",
    line: int = 1,
) -> Card:
    return Card(
        id=f"{note} {line} {prompt} {answer}",
        about=(subject or prompt, "", ""),
        kind=kind,
        form=form,
        prompt=prompt,
        answer=answer,
        context=context,
        statement="",
        deck=(),
        tags=(),
        span=Span(note, line, line),
        heading=(),
        concepts=(),
        pattern=pattern,
        confidence=1.0,
    )


def codes(*cards: Card) -> list[str]:
    return [finding.code for finding in findings(cards)]


# A card by itself

FLAWED = {
    "leak": [
        card("驱逐动作包括回收节点资源和驱逐用户 Pod 哪两种？", "回收节点资源、驱逐用户 Pod"),
        card("切片怎样扩容？", "自动进行扩容", context=("自动扩容",)),
        card("`nvcc -arch` 选项 `-arch` 是什么？", "`-arch`"),
    ],
    "pronoun": [
        card("它的上限是多少？", "64 KB"),
        card("什么是该字段？", "数据报的生存时间"),
        card("在这种情况下，编译器会怎样？", "放弃展开"),
        card("源点设置什么？", "这个字段"),
    ],
    "pointer": [
        card("只有同时满足下面四个条件，拷贝与什么重叠？", "计算"),
        card("选项 `--fast` 的效果是什么？", "一次打开上面全部加速项"),
        card("什么是热点误差？", "上图中红线的投影"),
        card("同步提供什么？", "以下 5 种"),
        card("线程切换发生在哪里？", "上述任何一步之间"),
    ],
    "no-subject": [
        card("相当于做什么？", "对每个学习器都欠采样"),
        card("为什么会等待整个设备？", "它们在默认流里", kind="cause"),
        card("所以流程依次是什么？", "1. 建立连接\n2. 监听"),
        card("也会从主存加载 […]", "到各自的缓存", form="cloze"),
    ],
    "generic": [
        card("系统由什么组成？", "一组模块", subject="系统", context=()),
        card("优点有哪些？", "快、省", subject="优点", context=()),
    ],
    "long": [
        card("什么是直接内存？", "不受堆大小限制的一块内存，" * 8),
        card(
            "链接的特点有哪些？",
            "\n".join(f"- 第{n}个特点是不能跨越文件系统的边界，也不能指向目录" for n in "一二三四五六"),
        ),
        card("损失的公式是什么？", "$$\n" + r"a &= b \\" * 6 + "\n$$", kind="formula", form="formula"),
        card("怎样捕获异常？", "```cpp\n" + "catch (...) {}\n" * 10 + "```", kind="fix"),
    ],
    "many": [
        card("IP 首部有哪些字段？", "版本、首部长度、服务类型、总长度、标识、标志、片偏移、生存时间、协议"),
        card("启动依次有哪几步？", "\n".join(f"{n}. 步" for n in range(1, 9)), kind="procedure", form="sequence"),
    ],
    "open": [
        card("ThiNet 会怎样？", "不看本层权重的大小"),
        card("父进程有什么？", "自己的地址空间"),
        card("`FTZ` 可以做什么？", "省掉特殊分支"),
    ],
}

SOUND = {
    "leak": [
        card("流是什么？", "执行队列"),
        card("`__device__`：脏读、幻读中哪些是“✔”？", "幻读", pattern="table"),
        card("什么是流水线？", "流"),
        card("通过 su 切换到 anna 用户，用什么命令？", "`su anna`", kind="command", form="command"),
        card("梯度被限制为多少？", r"$\delta$", context=(r"误差区 $\delta$",)),
    ],
    "pronoun": [
        card("其他线程在做什么？", "等待"),
        card("此外还要检查什么？", "返回值"),
        card("什么是可提取性？", "此刻能回忆出来的概率"),
        card("为什么软标签信息多？", "它还说明错误类别有多像", kind="cause"),
        card("值 `LSN` 在每个页的头部记录什么？", "该页的日志序号"),
    ],
    "pointer": [
        card("LivenessProbe 包含如下哪三种？", "ExecAction、TCPSocketAction、HTTPGetAction"),
        card("数据流分为什么？", "以下四部分：已确认、已发送、可发送、不可发送"),
        card("`CUDA` 上下文与什么相同？", "变量的生命周期"),
        card("小于多少算小文件？", "64 KB 以下"),
        card("适合嵌入什么？", "2KB以下的资源"),
        card("怎样开启？", "```bash\n# 开启如下\nifconfig eth0 arp\n```", kind="command", form="command"),
        card("怎样提升弱分类器？", "先给定训练集训练出第一个模型，再调整样本，重复上述过程"),
    ],
    "no-subject": [
        card("会话层有什么作用？", "建立会话"),
        card("并行归约的结果取决于什么？", "求和的顺序"),
        card("为什么需要位置编码？", "注意力不含顺序信息", kind="cause"),
        card("包含空值的变量与未定义的变量有什么区别？", "前者已声明"),
        card("会在主存与缓存之间复制数据的硬件", "缓存控制器", form="both"),
    ],
    "generic": [
        card("优点有哪些？", "快、省", subject="优点"),
        card("`cudaMalloc` 由什么组成？", "两部分", subject="`cudaMalloc`", context=()),
    ],
    "long": [
        card("什么是流？", "按顺序执行的操作队列"),
        card("流程依次是什么？", "1. 建立连接\n2. 监听请求\n3. 等待数据", kind="procedure", form="sequence"),
    ],
    "many": [
        card("有哪几种内存？", "全局内存、共享内存、常量内存"),
        card("什么是网格？", "一、二、三、四、五、六、七、八、九"),
    ],
    "open": [
        card("当空间不足时，缓存会怎样？", "淘汰最久未用的页"),
        card("连续失败会怎样？", "间隔变短"),
        card("范围之外的梯度会怎样？", "原样通过"),
        card("`grid` 有什么作用？", "决定块数"),
        card("Redis 有什么？", "字符串、列表、哈希"),
    ],
}


@pytest.mark.parametrize(("code", "flawed"), [(code, each) for code, cards in FLAWED.items() for each in cards])
def test_a_flaw_is_found(code: str, flawed: Card) -> None:
    assert code in codes(flawed)


@pytest.mark.parametrize(("code", "sound"), [(code, each) for code, cards in SOUND.items() for each in cards])
def test_what_only_looks_like_a_flaw_is_none(code: str, sound: Card) -> None:
    assert code not in codes(sound)


def test_every_check_has_both_kinds_of_cards() -> None:
    assert set(FLAWED) == set(SOUND) == set(CHECKS)


# Cards beside each other

SAME = [
    (card("什么是 fd？", "连接描述字"), card("fd 是什么？", "连接描述字", line=9)),
    (
        card("channel 用于做什么？", "goroutines 间的通信"),
        card("Channel 用于做什么？", "进行 Goroutine 间的通信", line=9),
    ),
    (card("推理时学生的温度恢复成什么？", "1"), card("学生的温度恢复成什么？", "1", note="notes/b.md")),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_cards_that_ask_the_same_are_doubles(one: Card, other: Card) -> None:
    assert findings([one, other]) == [Finding("double", other, one)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            card("列表的迭代器类型是什么？", "双向迭代器"),
            card("集合的迭代器类型是什么？", "双向迭代器"),
            id="another subject",
        ),
        pytest.param(
            card("`${foo%% *}` 表示什么？", "字符串取第一个空格之前的部分"),
            card("`${foo% *}` 表示什么？", "字符串取最后一个空格之前的部分"),
            id="another piece of code",
        ),
        pytest.param(
            card("HTTP 1.1 默认使用什么？", "持久连接"), card("HTTP 1.0 默认使用什么？", "非持久连接"), id="a number"
        ),
        pytest.param(
            card("删除需要合并的分支，用什么命令？", "`git branch -d`", kind="command"),
            card("删除不需要合并的分支，用什么命令？", "`git branch -D`", kind="command"),
            id="turned round",
        ),
    ],
)
def test_cards_that_differ_in_what_they_ask_are_no_doubles(one: Card, other: Card) -> None:
    assert codes(one, other) == []


def test_of_many_equal_cards_each_is_held_against_the_first() -> None:
    cards = [card("什么是流？", "执行队列", line=line) for line in (1, 5, 9)]
    assert [(finding.card.span.first, finding.other and finding.other.span.first) for finding in findings(cards)] == [
        (5, 1),
        (9, 1),
    ]


def test_one_question_with_two_answers_below_one_heading() -> None:
    one, other = card("接口有哪些？", "创建、连接"), card("接口有哪些？", "打开、关闭", line=9)
    assert findings([one, other]) == [Finding("rival-answers", other, one)]


def test_a_heading_tells_two_questions_apart() -> None:
    one, other = card("接口有哪些？", "创建、连接"), card("接口有哪些？", "打开、关闭", context=("信号量",), line=9)
    assert codes(one, other) == []


def test_a_term_has_one_meaning_in_all_notes() -> None:
    one = card("什么是 SMOTE？", "对小类样本插值", kind="definition")
    other = card("什么是 SMOTE？", "一种过采样算法", kind="definition", context=("不平衡",), note="notes/b.md")
    assert codes(one, other) == ["rival-answers"]


def test_a_parameter_has_one_in_every_function() -> None:
    one = card("什么是 `key`？", "共享内存段的名字", context=("shmget",))
    other = card("什么是 `key`？", "进程的编号", context=("semget",), line=9)
    assert codes(one, other) == []


# What is said

CODES = [*CHECKS, "double", "rival-answers"]


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_its_advice(code: str) -> None:
    assert advice(code)


def test_findings_stand_in_the_order_of_the_cards_and_are_counted() -> None:
    first, second = card("它是什么？", "一个流"), card("ThiNet 会怎样？", "不看权重", line=2)
    found = findings([first, second, card("什么是它？", "一个流", line=3)])
    assert [finding.card.span.first for finding in found] == [1, 2, 3, 3]
    assert counted(found) == {"pronoun": 2, "open": 1, "double": 1}


# Time

NOUNS = "页面 缓存 事务 索引 日志 快照 副本 分区 哈希 报文 会话 令牌 队列 线程 进程 内核 中断 信号 张量 梯度".split()
VERBS = "保存 传输 检查 合并 分配 回收 排序 加密 压缩 复制".split()


def many(count: int) -> list[Card]:
    """Cards such as a large collection has: names that differ, words that all share, some equal throughout."""
    cards = []
    for number in range(count):
        noun, verb = NOUNS[number % len(NOUNS)], VERBS[number // len(NOUNS) % len(VERBS)]
        name = f"{noun}{number // 200}号{verb}器"
        cards.append(card(f"什么是{name}？", f"{verb}{noun}的部件，编号 {number}", note=f"notes/{number // 50}.md"))
        if number % 10 == 0:
            cards.append(card("失败返回什么？", "-1", note=f"notes/{number // 50}.md", context=(name,)))
    return cards


def test_ten_times_the_cards_take_about_ten_times_the_time() -> None:
    findings(many(10))  # the dictionary is loaded
    short, long = many(1_000), many(10_000)
    assert times_as_long(lambda: findings(long), lambda: findings(short)) < LINEAR
