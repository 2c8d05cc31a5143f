"""What the screens say, in the learner's language: so that both say the same."""

from __future__ import annotations

from collections.abc import Iterator

from studykit.answers import Comparison, plain
from studykit.exporters.listing import kind_name
from studykit.language import number_of, say
from studykit.model import HOLE, Card
from studykit.quiz import Quiz
from studykit.reviews import Rating, date_of
from studykit.schedule import Memory
from studykit.session import Notice, State, Tally
from studykit.text import normalise, one_line

MINUTE, HOUR, DAY = 60, 3600, 86_400


def rating_name(rating: Rating) -> str:
    """What a rating is called on its button."""
    return {
        1: say("重来", "again"),
        2: say("困难", "hard"),
        3: say("良好", "good"),
        4: say("简单", "easy"),
    }[rating]


def interval(memory: Memory) -> str:
    """After how long a card comes back, as short as a button."""
    if memory.interval:
        return days(memory.interval)
    return seconds(round((memory.due - memory.last) / 1000))


def days(number: int) -> str:
    """``5 天``, ``2.1 个月``, ``1.4 年``."""
    if number < 31:
        return say(f"{number} 天", f"{number} d")
    if number < 365:
        return say(f"{number / 30.44:.1f} 个月", f"{number / 30.44:.1f} mo")
    return say(f"{number / 365.25:.1f} 年", f"{number / 365.25:.1f} y")


def seconds(number: int) -> str:
    """``45 秒``, ``10 分钟``, ``3.5 小时``."""
    if number < MINUTE:
        return say(f"{number} 秒", f"{number} s")
    if number < HOUR:
        return say(f"{round(number / MINUTE)} 分钟", f"{round(number / MINUTE)} min")
    if number < DAY:
        return say(f"{number / HOUR:.1f} 小时", f"{number / HOUR:.1f} h")
    return days(round(number / DAY))


def source(card: Card) -> str:
    """Where a card comes from: ``notes/cuda.md:12``."""
    return one_line(str(card.span))


def path(card: Card) -> str:
    """What a card is about: its context, else the headings it stands under."""
    return " › ".join(one_line(name) for name in card.context or card.heading)


def statement(card: Card) -> str:
    """The note's own sentence, where it says more than question and answer do."""
    said = normalise(plain(card.statement))
    if said in (normalise(plain(card.answer)), normalise(plain(card.prompt.replace(HOLE, plain(card.answer))))):
        return ""
    return card.statement


def progress(state: State) -> str:
    """How far it is: ``还剩 12（另有 2 稍后再来）· 已答 3``."""
    done, back = state.tally.saved, len(state.waiting)
    again = say(f"（另有 {back} 稍后再来）", f" (+{back} coming back)") if back else ""
    return say(
        f"还剩 {state.left}{again}· 已答 {done}" if back else f"还剩 {state.left} · 已答 {done}",
        f"{state.left} left{again} · {done} done",
    )


def badge(state: State) -> str:
    """What kind of card is on the table: ``新 · 定义``."""
    question = state.question
    if question is None:
        return ""
    words = [say("新卡", "new")] if question.new else []
    words.append(kind_name(question.card.kind))
    if question.leech:
        words.append(say("老忘", "leech"))
    return " · ".join(words)


def notice(state: State) -> str:
    """What just happened, if anything did."""
    said: dict[Notice, str] = {
        "": "",
        "undone": say("已撤销，请重新评分。", "Taken back. Grade it again.")
        if state.phase == "answer"
        else say("已撤销。", "Taken back."),
        "nothing to undo": say("没有可以撤销的评分。", "There is nothing to take back."),
        "undone elsewhere": say(
            "已撤销一次评分，那张卡片不在这次读的笔记里。", "Taken back: a card that these notes do not hold."
        ),
        "suspend": say("已暂停，这张卡片不再出现（u 撤销）。", "Suspended: this card will not come again (u: undo)."),
        "bury": say("已搁置到明天（u 撤销）。", "Buried until tomorrow (u: undo)."),
        "changed": say("卡片已按改过的笔记更新。", "The card now reads as the note does."),
        "gone": say("笔记里已经没有刚才那张卡片，跳过。", "The note does not hold that card any more; left out."),
        "failed": say(f"没有存下：{state.trouble}", f"Not saved: {state.trouble}"),
    }
    return said[state.notice]


def acknowledged(quiz: Quiz) -> str:
    """What was saved just now: ``已保存：良好，3 天后再来``."""
    past = quiz.state.before
    if past is None or past.question is None or past.rating is None:
        return ""
    memory = quiz.log.memory(past.question.card.id)
    rating = rating_name(past.rating)
    if memory is None or quiz.rehearsal:
        return say(f"练习：{rating}", f"Rehearsed: {rating}")
    return say(f"已保存：{rating}，{interval(memory)}后再来", f"Saved: {rating}, again in {interval(memory)}")


def verdict(comparison: Comparison) -> str:
    """What a comparison comes to."""
    return {
        "same": say("正确", "Right"),
        "close": say("很接近", "Nearly"),
        "different": say("不对", "Not quite"),
    }[comparison.verdict]


def greeting(quiz: Quiz) -> Iterator[str]:
    """Before the first question: what is to be done, and what is wrong with the notes."""
    plan = quiz.plan
    if quiz.rehearsal:
        yield say(
            f"突击练习：{plan.due} 张卡片，不计入复习记录。",
            f"A rehearsal of {number_of(plan.due, 'card')}: nothing goes into the log.",
        )
    else:
        coming = len(plan.waiting)
        back = say(f"，稍后再来 {coming}", f", {coming} coming back") if coming else ""
        yield say(f"今天：复习 {plan.due}，新卡 {plan.new}{back}", f"Today: {plan.due} to review, {plan.new} new{back}")
    yield from trouble(quiz)


def trouble(quiz: Quiz) -> Iterator[str]:
    """What is wrong with the notes, in a line, if anything is."""
    found = [diagnostic for diagnostic in quiz.found.diagnostics if diagnostic.level != "note"]
    if found:
        first, number = one_line(str(found[0])), len(found)
        many = say(f" {number} 处（studykit extract 列出全部）", f" {number} times (studykit extract lists all)")
        yield say("笔记有问题", "Trouble in the notes") + (many if number > 1 else "") + say("：", ": ") + first


def nothing_to_do(quiz: Quiz) -> Iterator[str]:
    """Why there is no question, and what can be done."""
    plan = quiz.plan
    if not quiz.found.cards:
        yield say("笔记里还没有可以学的卡片。", "There are no cards in the notes yet.")
        yield say(
            "在 notes/ 里写一行“术语：解释”再来；studykit extract 列出找到的卡片。",
            "Write a line such as “term: explanation” into notes/; studykit extract lists what is found.",
        )
    elif not plan.matching:
        yield say("没有符合条件的卡片。", "No card is what you asked for.")
    elif plan.left:
        yield say(
            f"今天的量已经学完，还有 {plan.left} 张等着。想多学：studykit quiz --new 10",
            f"Done for today; {number_of(plan.left, 'card')} to go. For more: studykit quiz --new 10",
        )
    else:
        yield say("现在没有到期的卡片。", "Nothing is due now.")
    if plan.next_day is not None:
        yield next_due(quiz)
    yield from trouble(quiz)


def next_due(quiz: Quiz) -> str:
    """When there is something to do again."""
    day = quiz.plan.next_day or 0
    ahead = day - quiz.today()
    when = say("明天", "tomorrow") if ahead == 1 else date_of(day).isoformat()
    return say(
        f"下一张 {when} 到期；想提前学：studykit quiz --ahead {ahead}",
        f"The next is due {when}. To study ahead: studykit quiz --ahead {ahead}",
    )


def saved(quiz: Quiz) -> str:
    """What is on the disk now."""
    tally = quiz.state.tally
    if not tally.saved:
        return say("没有评分。", "Nothing was graded.")
    parts = say("，", ", ").join(f"{rating_name(rating)} {count}" for rating, count in _counts(tally) if count)
    took = seconds(round(tally.took / 1000))
    if quiz.rehearsal:
        return say(
            f"练习了 {tally.saved} 次（{parts}），用时 {took}；没有计入复习记录。",
            f"{tally.saved} rehearsed ({parts}) in {took}; nothing went into the log.",
        )
    new = say(f"，新卡 {tally.new} 张", f", {tally.new} of them new") if tally.new else ""
    return say(
        f"已保存 {tally.saved} 次评分（{parts}）{new}，用时 {took}。",
        f"{number_of(tally.saved, 'answer')} saved ({parts}){new}, in {took}.",
    )


def _counts(tally: Tally) -> Iterator[tuple[Rating, int]]:
    yield from ((1, tally.again), (2, tally.hard), (3, tally.good), (4, tally.easy))


def summary(quiz: Quiz) -> Iterator[str]:
    """At the end: what was saved, what comes next, which cards should be mended."""
    state = quiz.state
    yield saved(quiz)
    if left := state.left + len(state.waiting):
        yield say(f"还剩 {left} 张，随时可以接着学。", f"{left} are left; go on whenever you like.")
    if state.leeches:
        yield say("总是忘的卡片，不妨改写它的笔记：", "Forgotten again and again; perhaps mend the note:")
        yield from (f"  {source(leech.card)}  {one_line(leech.card.prompt)}" for leech in state.leeches)
    if quiz.plan.gone:
        yield say(
            f"另有 {quiz.plan.gone} 张学过的卡片不在这些笔记里，记录都还在。",
            f"{quiz.plan.gone} cards that you have studied are not in these notes; their reviews are kept.",
        )
