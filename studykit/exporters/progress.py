"""Statistics as lines for a terminal, and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping

from studykit.language import number_of, say
from studykit.reviews import date_of
from studykit.statistics import Difficult, Mastery, Statistics
from studykit.text import fit, one_line, wrap

#: Columns where nothing tells how many there are.
USUAL_WIDTH = 80

#: Of notes and concepts, the least known are listed.
_LISTED = 10
#: Days of the forecast that are drawn.
_FORECAST = 14
#: The widest bar, and the most weeks of the heat map.
_BAR, _WEEKS = 24, 53
_SHADES = "·░▒▓█"


def as_json(statistics: Statistics) -> str:
    """The statistics as one JSON object; days as ISO dates, times in seconds, shares from 0 to 1."""
    today = statistics.today
    return json.dumps(
        {
            "today": date_of(today).isoformat(),
            "cards": statistics.cards,
            "new": statistics.new,
            "due": statistics.due,
            "suspended": statistics.suspended,
            "gone": statistics.gone,
            "forecast": [
                {"day": date_of(today + ahead).isoformat(), "due": due} for ahead, due in enumerate(statistics.forecast)
            ],
            "retention": {
                "desired": statistics.desired_retention,
                "measured": statistics.retention.share,
                "answers": statistics.retention.answers,
            },
            "answers": {date_of(day).isoformat(): count for day, count in statistics.answers.items()},
            "streak": statistics.streak,
            "seconds": statistics.took / 1000,
            "seconds_today": statistics.took_today / 1000,
            "hardest": list(map(_difficult_json, statistics.hardest)),
            "leeches": list(map(_difficult_json, statistics.leeches)),
            "notes": list(map(_mastery_json, statistics.notes)),
            "concepts": list(map(_mastery_json, statistics.concepts)),
        },
        ensure_ascii=False,
        indent=2,
    )


def _difficult_json(each: Difficult) -> dict[str, object]:
    return {
        "id": each.card.id,
        "prompt": each.card.prompt,
        "path": each.card.span.path,
        "line": each.card.span.first,
        "lapses": each.memory.lapses,
        "difficulty": round(each.memory.difficulty, 2),
    }


def _mastery_json(each: Mastery) -> dict[str, object]:
    return {
        "name": each.name,
        "cards": each.cards,
        "asked": each.asked,
        "remembered": round(each.remembered, 2),
    }


def as_lines(statistics: Statistics, width: int) -> Iterator[str]:
    """The statistics for a terminal of ``width`` columns; no line is wider."""
    if not statistics.answers:
        yield from wrap(say("还没有复习过。开始：studykit quiz", "No reviews yet. To begin: studykit quiz"), width)
        return
    sections = (_today(statistics), _forecast(statistics), _heat_map(statistics, width), _lists(statistics))
    for number, section in enumerate(filter(None, map(list, sections))):
        if number:
            yield ""
        for line in section:
            yield fit(line, width)


def _today(statistics: Statistics) -> Iterator[str]:
    done = statistics.answers.get(statistics.today, 0)
    yield say(
        f"今天：到期 {statistics.due}，已答 {done} 次，用时 {_time(statistics.took_today)}，"
        f"连续 {statistics.streak} 天",
        f"Today: {statistics.due} due, {number_of(done, 'answer')} in {_time(statistics.took_today)}, "
        f"{number_of(statistics.streak, 'day')} in a row",
    )
    yield say(
        f"卡片：{statistics.cards} 张，新 {statistics.new}，暂停 {statistics.suspended}，"
        f"笔记里已没有 {statistics.gone}",
        f"Cards: {statistics.cards}, {statistics.new} new, {statistics.suspended} suspended, "
        f"{statistics.gone} no longer in the notes",
    )
    measured, answers = statistics.retention.share, statistics.retention.answers
    if measured is not None:
        yield say(
            f"记住率：近 30 天 {measured:.0%}（{answers} 次），目标 {statistics.desired_retention:.0%}",
            f"Retention: {measured:.0%} in 30 days ({number_of(answers, 'answer')}), "
            f"desired {statistics.desired_retention:.0%}",
        )
    count = sum(statistics.answers.values())
    yield say(
        f"总共：{count} 次，{_time(statistics.took)}，每次 {statistics.took / count / 1000:.1f} 秒",
        f"In all: {number_of(count, 'answer')}, {_time(statistics.took)}, {statistics.took / count / 1000:.1f} s each",
    )


def _time(milliseconds: int) -> str:
    minutes, seconds = round(milliseconds / 60_000), round(milliseconds / 1000)
    if seconds < 60:
        return say(f"{seconds} 秒", f"{seconds} s")
    if minutes < 60:
        return say(f"{minutes} 分钟", f"{minutes} min")
    return say(f"{minutes // 60} 小时 {minutes % 60} 分钟", f"{minutes // 60} h {minutes % 60} min")


def _forecast(statistics: Statistics) -> Iterator[str]:
    ahead = statistics.forecast[:_FORECAST]
    if not any(ahead):
        return
    yield say("接下来到期：", "Coming due:")
    unit = max(*ahead, 1) / _BAR
    for number, due in enumerate(ahead):
        day = date_of(statistics.today + number)
        yield f"  {day:%m-%d} {due:>4} {'█' * round(due / unit)}".rstrip()


def _heat_map(statistics: Statistics, width: int) -> Iterator[str]:
    """A column for each week, a row for each day of the week; the newest on the right."""
    yield say("每天的复习：", "Reviews by day:")
    names = say("一二三四五六日", "MTWTFSS")
    weeks = min(max((width - 5) // 2, 1), _WEEKS)
    monday = statistics.today - date_of(statistics.today).weekday() - 7 * (weeks - 1)
    shade = _shades(statistics.answers)
    for weekday in range(7):
        days = range(monday + weekday, statistics.today + 1, 7)
        cells = " ".join(shade(statistics.answers.get(day, 0)) for day in days)
        yield f"  {names[weekday]} {cells}"


def _shades(answers: Mapping[int, int]) -> Callable[[int], str]:
    """Which shade a number of answers has: the quarter of the days with answers that it lies in."""
    counts = sorted(answers.values())
    quarters = [counts[len(counts) * quarter // 4] for quarter in (1, 2, 3)]
    return lambda count: _SHADES[1 + sum(count >= limit for limit in quarters) if count else 0]


def _lists(statistics: Statistics) -> Iterator[str]:
    if statistics.leeches:
        yield say("老是忘的卡片（值得改写）：", "Leeches, forgotten again and again (worth rewording):")
        yield from map(_difficult_line, statistics.leeches)
    if statistics.hardest:
        yield say("最难的卡片：", "Hardest cards:")
        yield from map(_difficult_line, statistics.hardest)
    for title, group in (
        (say("掌握最少的笔记：", "Notes known least:"), statistics.notes),
        (say("掌握最少的概念：", "Concepts known least:"), statistics.concepts),
    ):
        asked = [each for each in group if each.asked]
        if asked:
            yield title
            yield from map(_mastery_line, asked[:_LISTED])


def _difficult_line(each: Difficult) -> str:
    times = say(f"忘 {each.memory.lapses} 次", f"forgotten {each.memory.lapses} x")
    return f"  {times}  {each.card.span}  {one_line(each.card.prompt)}"


def _mastery_line(each: Mastery) -> str:
    of = say(f"学过 {each.asked}/{each.cards}", f"asked {each.asked} of {each.cards}")
    return f"  {each.share:4.0%}  {each.name}  {of}"
