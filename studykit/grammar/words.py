"""Closed lists of words: what may be a verb, and what begins a predicate."""

from __future__ import annotations

#: Verbs that say what something is.
COPULAS = frozenset("是 就是 只是 便是 正是 指 是指 就是指 指的是 指的就是 意为 为 ".split())
#: Verbs that compare with what follows.
COMPARES = frozenset(
    "小于 大于 优于 高于 低于 多于 少于 快于 慢于 早于 晚于 小于等于 大于等于 小于或等于 大于或等于".split()
)
#: Verbs that take an object: "X 支持什么？" is a question.
OBJECT_VERBS = COMPARES | frozenset(
    (
        "面向 致力于 继承自 派生自 发送回 传回 复制回 拷贝回 切换回 倾向于 偏向于 优先于 先于 区别于 有别于 得益于 受限于 独立于 隶属于 规定 约定 叫 表示 代表 意味着 对应 对应于 等于 等效于 等价于 等同于 取决于 决定 影响 包含 包括 分为 分成 拥有 具有 具备 有 含有 支持 提供 返回 使用 "
        "采用 选用 要求 依赖 依赖于 属于 位于 处于 来自 源于 源自 导致 引起 造成 产生 触发 引发 记录 存储 保存 保留 存放 管理 控制 描述 说明 反映 "
        "工作 运行 部署 衡量 度量 实现 完成 启动 创建 生成 输出 读取 写入 修改 改变 更新 删除 增加 减少 降低 提高 提升 加快 "
        "减小 增大 缩小 避免 防止 消除 解决 缓解 保证 确保 允许 禁止 限制 占 占用 消耗 花费 分配 释放 共享 继承 覆盖 替换 传递 "
        "发送 接收 连接 监听 引用 指向 绑定 遵循 符合 服从 满足 适合 适用于 应用于 作用于 称为 叫做 叫 称作 称之为 又称 "
        "类似 类似于 相当于 强调 关注 针对 处理 定义 声明 指定 设置 标识 区分 识别 检测 捕获 抛出 忽略 隐藏 屏蔽 缓存 加载 执行 调用 "
        "列出 显示 打印 表达 体现 涉及 涵盖 组成 构成 需要 简化 加速 优化 引入 移除 追踪 跟踪 监控 统计 计算 估计 预测 存在 出现 得到 获得 收到 只有 呈 呈现 扮演 充当 起到 达到 超过 变成 变为 成为 转换成 转换为 转化为 编译成 编译为 注册 发起 "
        "关联 指派 分发 合并 划分 拆分 切分 组织 建议 提示 通知 告诉 帮助 破坏 损失 牺牲 忽视 放弃 依靠 凭借 等待 阻塞 唤醒 竞争 持有 轮询 标记 重写 填充 截断 归一化 量化 剪枝 压缩 加密 解密 编码 解码 序列化 回收 清理 收集 迁移 同步 复制 拷贝 备份 恢复 提交 合成 展示 给出 带来 发挥 占据 具体化 抽象 封装 暴露 引导 触及 建立 关闭 打开 维护 维持 保持 遍历 查找 搜索 排序 索引 过滤 选择 挑选 筛选"
    ).split()
)
#: Verbs that say what for.
PURPOSE_VERBS = frozenset("用来 用于 用以 旨在 负责 主要用于 多用于 常用于 常用来 通常用于 可用于 ".split())
#: Modal verbs that only guess.
PERHAPS = frozenset("可能 有可能".split())
#: Modal verbs, by what they say: what can, will, must and cannot be.
CAN = frozenset("可以 可 能 能够 可能 有可能 即可 ".split())
WILL = frozenset("会 将 总会 才能 一定会".split())
MUST = frozenset("要 必须 须 需 应 应该 应当 最好 一定要 必然 只能 只好 不得不".split())
CANNOT = frozenset(
    (
        "不能 不可 无法 不得 不会 不必 无需 不用 没有 没 不 未 不再 从不 不是 无 "
        "无权 绝不能 决不能 不宜 未必 没法 绝不 决不 不足以 毋需"
    ).split()
)
#: Words before what is acted on, with or from.
PREPOSITIONS = frozenset(
    "由 由于 因 因为 被 把 在 对 向 从 给 与 跟 将 以 按 按照 通过 根据 随 随着 经过 为了 沿 朝 于 让 使 使得 令 基于 借助 利用 用 靠".split()
)
#: Words before the verb that belong to it.
ADVERBS = frozenset(
    (
        "重新 从来 也 都 均 只 仅 仅仅 并 就 便 则 才 又 还 已 已经 直接 自动 通常 一般 往往 常常 常 经常 默认 主要 总是 始终 一直 同时 同样 完全 "
        "单独 分别 既 要么 大致 大体 最 更 很 比较 非常 十分 几乎 大约 约 至少 至多 最多 最少 首先 真正 只要 不仅 不但 甚至 立即 立刻 依次 逐个 共同 "
        "现在 目前 当前 如今 此前 后来 相互 互相 专门 大多 多数 大都 其实 实际上 本质上 实质上 本身 仍 仍然 依然 再 先 后 一起 显著 大幅 进一步 一般来说 尽量 尽可能 共 总共 一共 "
        "还是 永远 最先 最早 最初 当然 不光 的确 特别 尤其 由此 转而 绝对 严格 恰巧 至今 逐渐 逐步 不断 大概 暂时 永久 "
        "远 远远 较 较为 更加 更为 极 极易 极其 极为 极度 颇 颇为 尤为 愈 愈加 过于 明显 大大 务必 绝 随时 反复 优先 "
        "每次都 各自 一律 即将 曾 曾经"
    ).split()
)
#: What stands right behind a verb and belongs to it: "管理着", "对应于".
PARTICLES = frozenset("着 了 过 于 到 成 入 出 至 给 掉".split())
#: Verbs that are nouns as often: a predicate only where the next word cannot be part of a compound.
AMBIGUOUS = frozenset(
    (
        "标志 处理 定义 声明 输出 执行 调用 优化 排序 索引 量化 剪枝 压缩 加密 解密 编码 解码 序列化 同步 复制 拷贝 备份 回收 迁移 合成 抽象 封装 "
        "引用 计算 估计 预测 统计 监控 追踪 跟踪 映射 过滤 查找 搜索 选择 竞争 等待 阻塞 组织 提示 通知 标记 填充 截断 归一化 缓存 加载 加速 检测 "
        "识别 限制 控制 管理 描述 说明 影响 连接 监听 分配 共享 继承 覆盖 替换 传递 读取 写入 修改 更新 删除 设置 组成 构成 合并 划分 拆分 切分 "
        "遍历 恢复 提交 维护 存储 记录 引入 转换 访问 绑定 注册 关联 消耗 损失 递归 发布 训练 推理 微调 蒸馏 展开 并行 通信 反馈 测试 运行"
    ).split()
)
#: A verb with one of these behind it names a time or a way and is no predicate: "运行时", "部署方式".
NOMINAL = frozenset(
    "时 后 前 之后 之前 以后 以前 期间 过程 方式 方法 方案 机制 策略 方 端 者 率 流程 顺序 时间 时刻 方面 目录 选项 对象 结果 相关 有关".split()
)
#: Words that are a predicate wherever they stand.
PREDICATES = OBJECT_VERBS | COPULAS | PURPOSE_VERBS
#: Verbs that are never nouns, and all that may be verbs.
ONLY_VERBS, ANY_VERBS = OBJECT_VERBS - AMBIGUOUS, OBJECT_VERBS | AMBIGUOUS
#: All modal verbs.
MODALS = CAN | WILL | MUST | CANNOT
#: Verbs of one character, of which only "写在", "放到" and the like can be told apart.
SHORT_VERBS = frozenset("写放存设建挂装加传拷")
#: Verbs that take an object with 为: "增长为原来的两倍", "记为 1".
TURNS_INTO = frozenset("设定 增长 下降 上升 记 命名 演变 转变 退化 扩展 扩大 提升 升级 初始化".split())
#: Verbs whose object may be a statement.
TAKES_CLAUSE = frozenset(
    (
        "保证 确保 说明 表示 规定 约定 意味着 要求 允许 告诉 建议 提示 提供 显示 相当于 描述 反映 防止 避免 "
        "导致 造成 引起 强调 通知 等待 体现 禁止 需要 检测 估计 预测 指 等于"
    ).split()
)
#: Words at which a predicate can begin.
STRONG = (
    COPULAS | PURPOSE_VERBS | CAN | WILL | MUST | CANNOT | ADVERBS | frozenset("易于 难以 便于 不易 容易 难于".split())
)
