"""Clauses taken apart, and the statements that sentences make."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit import prose
from studykit.grammar import is_condition, strip_connective, take_apart, unfold
from studykit.statements import Statement, statements

# -- clauses ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clause", "parts"),
    [
        ("进程拥有独立的地址空间", ("", "进程", "", "拥有", "独立的地址空间")),
        ("它不是线程", ("", "它", "", "不是", "线程")),
        ("优化的目标是减少延迟", ("", "优化的目标", "", "是", "减少延迟")),
        ("循环展开会增加代码体积", ("", "循环展开", "会", "增加", "代码体积")),
        ("寄存器通常只有几十个", ("", "寄存器", "通常", "只有", "几十个")),
        ("缓存管理着页面", ("", "缓存", "", "管理着", "页面")),
        ("数据库中的视图由查询定义", ("", "数据库中的视图", "", "由", "查询定义")),
        ("在内核里进程会被调度", ("在内核里", "进程", "", "会", "被调度")),
        ("没有副作用", ("", "", "", "没有", "副作用")),
        ("内核为每个任务创建线程", ("", "内核", "为每个任务", "创建", "线程")),
        ("线程有可能带来开销", ("", "线程", "有可能", "带来", "开销")),
        ("日志写在磁盘上", ("", "日志", "", "写在", "磁盘上")),
        ("窗口增长为原来的两倍", ("", "窗口", "", "增长为", "原来的两倍")),
        ("在中间件里消息会被缓存", ("在中间件里", "消息", "", "会", "被缓存")),
        ("在系统中文件类型由内核判断", ("在系统中", "文件类型", "", "由", "内核判断")),
        ("在后端服务里请求会排队", ("在后端服务里", "请求", "", "会", "排队")),
        ("在容器内部可以访问端口", ("", "在容器内部", "", "可以", "访问端口")),
        ("节点或者是红色的", ("", "节点", "或者", "是", "红色的")),
    ],
)
def test_a_clause_is_an_adverbial_a_subject_and_a_predicate(clause: str, parts: tuple[str, ...]) -> None:
    taken = take_apart(clause)
    assert taken is not None
    assert (taken.adverbial, taken.subject, taken.adverbs, taken.verb, taken.rest) == parts


@pytest.mark.parametrize("clause", ["一个词", "虚拟内存", "", "，"])
def test_where_no_word_tells_nothing_is_taken_apart(clause: str) -> None:
    assert take_apart(clause) is None


@pytest.mark.parametrize(
    ("clause", "subject", "verb"),
    [
        ("默认端口是 6379", "默认端口", "是"),
        ("镜像的创建历史由守护进程记录", "镜像的创建历史", "由"),
        ("服务的部署方式是滚动更新", "服务的部署方式", "是"),
        ("磁盘的读写以扇区为单位", "磁盘的读写", "为"),
        ("编译器按变量的类型决定对齐", "编译器", "按"),
        ("排序可以把数组的元素再分组", "排序", "可以"),
        ("节点的创建和删除由主节点执行", "节点的创建和删除", "由"),
        ("接收方会停止读取", "接收方", "会"),
        ("返回值为用户提供的接口", "返回值", "为"),
    ],
)
def test_words_that_belong_to_a_name_are_no_predicate(clause: str, subject: str, verb: str) -> None:
    taken = take_apart(clause)
    assert taken is not None
    assert (taken.subject, taken.verb) == (subject, verb)


def test_a_verb_that_is_a_noun_as_often_is_part_of_a_compound() -> None:
    taken = take_apart("缓存命中率是关键指标")
    assert taken is not None
    assert taken.subject == "缓存命中率"


def test_a_second_condition_belongs_to_the_first() -> None:
    (statement,) = of("如果缓存已满，或者对象已过期，Redis 会删除最旧的条目。")
    assert statement.scene == "如果缓存已满，或者对象已过期"


def test_a_reason_belongs_to_a_fact_and_not_to_a_thing() -> None:
    assert all("的原因" not in statement.subject for statement in of("准确度是常用的指标，原因是它容易计算。"))


@given(st.text(alphabet=st.sampled_from("进程在的是会不能被把，由 拥有内核时地了a\ue000（）"), max_size=30))
def test_the_parts_of_a_clause_are_the_clause(clause: str) -> None:
    taken = take_apart(clause)
    if taken is not None:
        parts = taken.adverbial + taken.subject + taken.adverbs + taken.verb + taken.rest
        kept = [character for character in parts if character not in " ，,"]
        assert kept == [character for character in clause if character not in " ，,"]


@pytest.mark.parametrize(
    "clause", ["如果页面不在内存", "在多核系统中", "对于小文件", "写入完成之后", "一旦断开", "由于网络拥塞"]
)
def test_a_clause_that_only_sets_the_scene(clause: str) -> None:
    assert is_condition(clause)


@pytest.mark.parametrize("clause", ["在内核里进程会被调度", "进程拥有地址空间", "当前进程拥有锁", "同时"])
def test_a_clause_that_states_something_is_no_scene(clause: str) -> None:
    assert not is_condition(clause)


@pytest.mark.parametrize(
    ("clause", "rest"),
    [
        ("因此，锁很慢", "锁很慢"),
        ("而锁很慢", "锁很慢"),
        ("需要注意的是，锁很慢", "锁很慢"),
        ("首先，其次，锁很慢", "锁很慢"),
        ("你会发现锁很慢", "锁很慢"),
        ("我们可以用锁", "可以用锁"),
        ("这意味着锁很慢", "锁很慢"),
        ("由此可见锁很慢", "锁很慢"),
        ("通过以上的分析，锁很慢", "锁很慢"),
        ("而且", ""),
        ("锁很慢", "锁很慢"),
    ],
)
def test_words_that_only_tie_clauses_together_are_dropped(clause: str, rest: str) -> None:
    assert strip_connective(clause) == rest


def test_a_condition_and_its_consequence_need_no_comma() -> None:
    assert unfold("若是 l 则表示链接") == ["若是 l", "表示链接"]
    assert unfold("退出之前要再同步一次") == ["退出之前", "要再同步一次"]
    assert unfold("发送分组时不需要建立连接") == ["发送分组时", "不需要建立连接"]
    assert unfold("规则表示约束") == ["规则表示约束"]
    assert unfold("如果编译时不指定宽度") == ["如果编译时不指定宽度"]
    assert unfold("只有在提交时才会写入磁盘") == ["只有在提交时才会写入磁盘"]


# -- statements ---------------------------------------------------------------------------------------------


def of(text: str, heading: str = "") -> list[Statement]:
    return list(statements(prose.read(text), heading))


def told(text: str, heading: str = "") -> list[tuple[str, str, str]]:
    """Scene, subject and predicate of each statement."""
    return [(s.scene, s.subject, s.clause.predicate) for s in of(text, heading)]


def test_a_sentence_states_something_of_its_subject() -> None:
    assert told("进程拥有独立的地址空间。") == [("", "进程", "拥有独立的地址空间")]


def test_a_clause_that_goes_on_belongs_to_the_predicate() -> None:
    assert told("进程拥有独立的地址空间，由内核管理。") == [("", "进程", "拥有独立的地址空间，由内核管理")]


def test_two_predicates_of_one_subject_are_told_together() -> None:
    (statement,) = of("UDP 不保证次序，也没有重传。")
    assert statement.compound
    assert statement.clause.predicate.endswith("，也没有重传")


def test_the_means_stay_with_what_they_bring_about() -> None:
    (statement,) = of("连接池通过复用连接，减少了开销。")
    assert (statement.subject, statement.clause.verb, statement.clause.rest) == ("连接池", "减少了", "开销")


@pytest.mark.parametrize(
    ("text", "scene"),
    [
        ("如果页面不在内存，处理器会触发缺页异常。", "如果页面不在内存"),
        ("在多核系统中，缓存需要保持一致。", "在多核系统中"),
        ("事务提交后，修改不会丢失。", "事务提交后"),
    ],
)
def test_a_condition_is_the_scene_of_the_statement(text: str, scene: str) -> None:
    (statement,) = of(text)
    assert statement.scene == scene
    assert statement.question_head.startswith(f"{scene}，")


def test_a_dropped_subject_is_carried_from_the_sentence_before() -> None:
    first, second = of("交换机连接多台主机。维护一张地址表。")
    assert (first.subject, first.carried) == ("交换机", False)
    assert (second.subject, second.carried) == ("交换机", True)


def test_it_is_what_the_sentence_before_was_about() -> None:
    _, second = of("交换机连接多台主机。它会学习地址。")
    assert (second.subject, second.clause.predicate, second.carried) == ("交换机", "会学习地址", True)


def test_its_something_keeps_the_name_of_the_thing() -> None:
    (statement,) = of("其优点是简单。")
    assert (statement.subject, statement.carried) == ("优点", True)


@pytest.mark.parametrize("text", ["这会很慢。", "那是另一个问题。", "有些系统不支持抢占。"])
def test_what_this_means_cannot_be_known(text: str) -> None:
    assert of(text) == []


def test_the_heading_is_the_subject_of_a_first_sentence_without_one() -> None:
    first, *_ = of("就是一个文件。", "目录")
    assert (first.subject, first.carried) == ("目录", True)


def test_the_heading_is_no_subject_of_later_sentences() -> None:
    statements_ = of("页表记录映射关系。就是一个数组。", "分页")
    assert "分页" not in {s.subject for s in statements_[1:]}


def test_what_stands_before_a_colon_is_what_the_rest_is_about() -> None:
    (statement,) = of("死锁：每个线程持有一把锁。")
    assert (statement.subject, statement.about) == ("每个线程", "死锁")


def test_a_label_is_as_good_as_a_name() -> None:
    *_, second = of("快照：某一刻的只读副本。不能修改。")
    assert (second.subject, second.carried, second.resolved) == ("快照", True, True)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("路由器有两个接口地址。该地址由管理员设置。", "两个接口地址"),
        ("交换机维护一个转发表。这个转发表会过期。", "转发表"),
        ("服务器使用 DHCP 协议。该 DHCP 运行在本地。", "DHCP"),
    ],
)
def test_what_a_clause_points_at_by_its_kind_is_the_name_before(text: str, subject: str) -> None:
    *_, second = of(text)
    assert second.subject == subject


def test_a_side_of_a_thing_takes_the_thing_with_it() -> None:
    _, second = of("散列索引适合等值查询，代价是不支持范围查询。")
    assert (second.subject, second.clause.rest) == ("散列索引的代价", "不支持范围查询")


def test_after_a_condition_an_unknown_verb_still_tells_what_happens() -> None:
    (statement,) = of("当内存不足时，最旧的页换出。")
    assert (statement.scene, statement.subject, statement.clause.rest) == ("当内存不足时", "", "最旧的页换出")


def test_without_a_condition_an_unknown_verb_tells_nothing() -> None:
    assert of("最旧的页换出。") == []


@pytest.mark.parametrize(
    "text",
    ["虽然实现简单，链表占用更多内存。", "因为指针要空间，链表占用更多内存。", "由于指针要空间，链表占用更多内存。"],
)
def test_what_is_granted_or_given_as_a_reason_is_no_scene(text: str) -> None:
    assert told(text) == [("", "链表", "占用更多内存")]


def test_what_follows_from_a_statement_is_one_of_its_own() -> None:
    assert [s.clause.verb for s in of("页表很大，因此内核采用多级页表。")][-1] == "采用"


def test_a_goal_is_the_scene_of_what_to_do() -> None:
    (statement,) = of("要让服务开机启动，可以注册单元文件。")
    assert statement.scene == "要让服务开机启动"


def test_who_acts_in_the_scene_acts_behind_it_too() -> None:
    *_, second = of("内存分页。进程启动时，会建立页表。")
    assert (second.scene, second.subject) == ("进程启动时", "")


def test_a_place_is_the_scene_of_what_is_there() -> None:
    (statement,) = of("协议栈在内核中，对用户程序不可见。")
    assert statement.scene == "协议栈在内核中"


def test_the_heading_is_what_its_first_words_describe() -> None:
    first, *_ = of("与外部设备相关的文件，放在一个目录下。", "设备文件")
    assert (first.subject, first.clause.verb, first.clause.rest) == ("设备文件", "是", "与外部设备相关的文件")


def test_words_before_a_colon_may_state_something_themselves() -> None:
    first, *_ = of("从第二位到第四位是所有者的权限：读、写、执行。")
    assert (first.clause.verb, first.clause.rest) == ("是", "所有者的权限")


@given(st.text(alphabet=st.sampled_from("进程在的是会不能被把，。；：它其如果 由拥有内核时了a`（）\n"), max_size=60))
def test_whatever_the_text_statements_stand_in_their_sentences(text: str) -> None:
    read = prose.read(text)
    for statement in statements(read, "标题"):
        assert statement.sentence in read.sentences
        assert statement.subject or statement.scene
