"""Words and marks that decide what can be the name of a concept: closed lists, open to whoever knows better."""

from __future__ import annotations

import re

#: English words that are no names in a Chinese sentence, and what announces an example.
COMMON = frozenset(
    "a an the of in on at to for from by with and or not if else then while do is are be as vs etc eg ie ok no yes new old this that it its i we you "
    "example demo test note tip todo ps part step case type name value key data file line number list item true false null none and/or "
    "max min sum avg len id url http https www com cn org html md txt pdf png jpg svg a.k.a aka via per all any one two three first last next "
    "xxx foo bar baz foobar aaa bbb ccc abc xyz toc "
    "default optional required deprecated 如 例 即 注 max/min input output x y z n m k s t b c d e f g h j l o p q r u v w".split()
)
#: What a declaration in C begins with: int fd, const void.
DECLARES = frozenset("int char void const struct unsigned signed size_t ssize_t uint".split())
UNIT = re.compile(
    r"^(?:\d.*|[vV]\d[\dvx.+ ~-]*|[kKMGTPmnμu]?(?:B|b|iB|Hz|s|ms|us|ns|m|W|V|bit|bits|byte|bytes|fps|FPS|KB|MB|GB|TB|px|bp|dB|TFLOPS|FLOPS))$"
)
ORGANISATIONS = frozenset(
    "谷歌 谷歌大脑 微软 苹果 英伟达 英特尔 亚马逊 脸书 百度 腾讯 阿里 阿里巴巴 华为 小米 三星 字节跳动 快手 爱奇艺 支付宝 蚂蚁 蚂蚁集团 京东 美团 滴滴 "
    "商汤 旷视 依图 科大讯飞 网易 360 高通 联发科 寒武纪 地平线 清华大学 清华 北京大学 北大 中科院 上海交大 斯坦福 伯克利 哈佛 普林斯顿 牛津 剑桥 "
    "Google Microsoft Apple NVIDIA Nvidia Intel AMD Amazon Facebook Meta OpenAI DeepMind Baidu Tencent Alibaba Huawei Samsung Qualcomm Arm MIT CMU Stanford Berkeley".split()
)
MAKES = re.compile(
    r"[（(][A-Z一-龥][^（()）]{0,20}[，,]\s*(?:19|20)\d\d|提出|推出|开源|发布|研发|打造|设计|发明|自研|旗下|中的[^，。：:]{2,12}[：:]"
)
#: Those in Chinese, the longest first: the segmentation does not know all of them as words.
MAKERS = re.compile("|".join(sorted((name for name in ORGANISATIONS if not name.isascii()), key=len, reverse=True)))
NOUN_TAGS = ("n", "nz", "vn", "l", "an", "nt", "b", "j", "ng", "v")
#: A compound that ends in one of these names a kind of thing that engineers look up.
KIND_NOUNS = frozenset(
    "网络 模型 算法 函数 变量 参数 分布 队列 内存 缓存 线程 进程 协程 协议 地址 端口 接口 链表 数组 事务 索引 视图 引擎 框架 编译器 解释器 虚拟机 "
    "容器 镜像 集群 节点 主机 网关 卷积 池化 归一化 注意力 机制 检测 识别 估计 分割 迁移 压缩 剪枝 量化 蒸馏 学习 推理 排序 映射 模式 语言 "
    "文件 目录 权限 设备 用户 指令 关键字 修饰符 标识符 限定符 运算符 对象 异常 信号 中断 网格 事件 内核 寄存器 带宽 延迟 梯度 矩阵 向量 张量 概率 "
    "期望 系数 报文 日志 快照 副本 分片 分区 主键 外键 约束 触发器 存储 通道 架构 结构体 指针 引用 并行 并发 同步 异步 调度 递归 迭代 回归 分类 聚类 "
    "编码 解码 加密 签名 证书 令牌 会话 请求 响应 中间件 组件 插件 模块 接口 注解 反射 泛型 继承 多态 封装 闭包 装饰器 生成器 迭代器 定理 公式 方程 "
    "误差 损失 策略 空间 准则 冲突 溢出 窗口 计数器 定时器 调度器 分配器 收集器 解析器 过滤器 适配器 监听器 拦截器 循环 访问 拷贝 单元 表达式 定律 效应 曲线".split()
)
#: Words of the dictionary that begin with the end of another: "持久|化机制".
TORN = frozenset("化机制 化步骤 化生成 化生存".split())
#: "放入 内存" is what one does, not a sort of memory.
DIRECTIONS = "入出到成给为于在进回上下用做取改看"
KIND_TAILS = frozenset("法块簇束流核页表层池区段帧包锁栈堆")
KIND_ENDINGS = "法率值差法器层表树锁栈堆键符式者员组集库池区段页帧包号码网流束簇块核机熵型线图链环窗池域名"
#: A verb before one of these names a way, a measure or a means: 开放地址法, 占用率.
METHOD_ENDINGS = "法式率器度"
PREFIXES = frozenset("倒反半非伪双多超子主")
#: Words that a name does not hold: "输出块太少" tells something.
TELLING = frozenset(
    "太 过 会 有 正好 每个 每 一个 几个 插 连 回去 把 被 让 才 就 都 也 多少 常用 越 很 "
    "由 作为 需要 所有 任何 一系列 第一次 下面 以下 上面 几大类 多种 各种 以及 了解 说 除此以外".split()
)
#: Words with which no name of several words begins, and with which none ends: "从 1.11 开始", "新生代中".
NEVER_FIRST = frozenset(
    "关于 按照 根据 通过 但 而 而且 并 并且 且 从 对 为了 因为 由于 以前 现在 比如 例如 也就是 也就是说 意即 在 把 将 被 让 进行 保持 保证 存在 如果 若 当 只要 最初 目前 然后 不 没有 有 会 可以 能 "
    "及 或 或者 和 与 即 则 就 只 也 都 还 再 又 于 使 使得 等".split()
)
NEVER_LAST = frozenset(
    "中 时 后 前 里 上 下 开始 最初 具有 所在 所在区域 之前 之后 以后 以前 期间 的话 来说 而言 等 等等 和 与 或 及 是 有 在 了".split()
)
#: What no name begins with: "第七列", "个字符", "每个线程块".
COUNTED = re.compile(
    r"^(?:同一|同样|不同|相同|其[他它]|这|那|[一两二三四五六七八九十几]+(?:[个种项]|类(?!错误))|第[一二三四五六七八九十\d]+|若干|个(?![人体性位])|每|各|某|多[个种次]|单个|整个|全部|所有|是否|也就是|在(?!线))"
)
#: A description ("添加用户的命令") or several things at once.
NO_NAME_OF_ONE = re.compile(
    r"[$`的，、；：。！？]|(?<=[\u4e00-\u9fff])[和及]| [和与及](?=[\u4e00-\u9fff ])|^[A-Za-z]\.[A-Za-z]{1,3}$|^[\u4e00-\u9fff]+ ?\d+$|^\w_$|^[A-Za-z][+*/-]\d$|^[A-Za-z]{1,2}[+*][A-Za-z]$|[\u4e00-\u9fff](?:是否|或者?(?!门))[\u4e00-\u9fff]"
)
#: A side of many things, whichever words name it: 代表方法, 关键原因.
ANY_SIDE = re.compile(
    "(?:代表|相关|关键|主要|典型|核心|常见|常用|基本|重要|数学|理论|直接|根本|具体|基础|清除|其[他它]|几个|上方|官方|参考|学习)性?的?"
    "(?:方法|基础|接口|原因|问题|工具|命令|论文|工作|概念|知识|思想|操作|特性|参数|指标|公式|理论|作品|产品|资料|代码|解释|步骤|技术|组件|功能|用法|场景|术语|应用)"
)
#: A heading or a head, not a thing: "链表简介".
SIDE = re.compile(
    r"(?:特点|简介|概述|剖析|优缺点|缺点|优点|缺陷|区别|适用性|原理|对比|总结|如下|做法|用法|练习|背景|流程|实现|思想|情况|问题|注意事项|重要概念|基础知识|入门|教程|介绍|信息|大小|规则|效果)$"
)
#: A place holder, as T1 and C2 are; sha1, dim3 and ipv6 are names.
NUMBERED_NAME = re.compile(r"[A-Za-z]\d")
#: The number of a version behind a name.
VERSION = re.compile(r"(?<=[A-Za-z]{3})v?\d+\.\d[\d.]*$")
#: What every note may speak of in passing.
EVERYDAY = frozenset(
    "java python c c++ linux windows sql api cpu io i/o ip ip地址 pc app web html qq ui sdk ide url http select insert "
    "null nvidia http请求 web开发 列表 字符串 编译选项 源代码 命令行 终端 浏览器 互联网 当前目录 浮点数 二进制 绝对值 "
    "遍历 访存 高并发 生产环境 测试环境 开发环境 接收方 发送方 深度学习 神经网络 卷积层 特征图 参数量 通道数 算力 准确率 训练集 验证集 测试集 预测值 连续值 模型训练 编程语言 "
    "内存 磁盘 硬盘 数据库 客户端 服务器 服务端 操作系统 机器学习 数据结构 字节 函数 文件 算法 模型 矩阵 队列 数组 链表 概率".split()
)
#: "InnoDB 引擎" is InnoDB, "滑动窗口机制" the sliding window.
SAME_WITH = tuple("协议 算法 命令 指令 函数 模式 机制 技术 关键字 引擎 框架".split())
#: … and these only behind what is typed: "kill 命令" is kill, and "可执行文件指令" no file; 损失函数 are losses.
SAME_WITH_TYPED = re.compile("[\u3400-\u9fff].*(?:命令|指令|(?<!损失)函数|关键字)$")
#: Code, an arrow, a date, a question, what could not be read.
NO_NAME_AT_ALL = re.compile(r"[=<>|{}\\\ufffd]|\.\.\.|…|->|→|\d{4}[-/年]|什么|哪[些个种]|如何|怎[么样]|多少")
#: A link to another note says where to read on: "[[cuda|CUDA 笔记]]".
NOTE_NAME = re.compile(r"(?:笔记|文档|文章|教程|详解|入门|进阶|指南|总结)$|^(?:toc|TOC)$")
