"""What the statistics say of reviews whose outcome is known, and how they are shown."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pytest
from store_helpers import NOW, SCHEDULER, later, review

from studykit import language
from studykit.exporters.progress import as_json, as_lines
from studykit.model import Card, Span
from studykit.reviews import Moment, Rating, Review
from studykit.schedule import replay
from studykit.statistics import AHEAD, Learned, Statistics, gather
from studykit.text import display_width

TODAY = SCHEDULER.day(NOW)


def card(id: str, *, note: str = "notes/流.md", concepts: tuple[str, ...] = ("流",)) -> Card:
    return Card(
        id=id,
        about=(id,),
        kind="definition",
        form="question",
        prompt=f"什么是 {id}？\n",
        answer="队列",
        context=(),
        statement="",
        deck=(),
        tags=(),
        span=Span(note, 3, 3),
        heading=(),
        concepts=concepts,
        pattern="",
        confidence=1.0,
    )


CARDS = [card("a"), card("b", concepts=("流", "事件")), card("c", note="notes/核.md", concepts=("核函数",)), card("d")]


def asked(card: str, *answers: tuple[float, Rating]) -> list[Review]:
    """Answers to a card, so many days from now, each of three seconds."""
    return [
        Review(f"{card}{days}", card, rating, now.utc, now.offset, now.utc, 3000)
        for days, rating in answers
        for now in [later(NOW, days=days)]
    ]


def statistics(*histories: Iterable[Review], suspended: frozenset[str] = frozenset(), now: Moment = NOW) -> Statistics:
    reviews = sorted((each for history in histories for each in history), key=lambda each: each.at)
    by_card: dict[str, list[Review]] = {}
    for each in reviews:
        by_card.setdefault(each.card, []).append(each)
    memories = {id: memory for id, of_card in by_card.items() if (memory := replay(SCHEDULER, of_card))}
    return gather(CARDS, Learned(memories, suspended, reviews), SCHEDULER, 0.9, now)


def test_cards_are_counted_by_what_became_of_them() -> None:
    found = statistics(asked("a", (-9, 3)), asked("b", (0, 4)), asked("gone", (0, 3)), suspended=frozenset({"c"}))
    assert (found.cards, found.new, found.suspended, found.gone) == (4, 2, 1, 1)


def test_what_is_overdue_is_due_today_and_the_rest_on_its_day() -> None:
    found = statistics(asked("a", (-9, 3)), asked("b", (0, 4)))
    (ahead,) = [number for number, due in enumerate(found.forecast) if due and number]
    memory = replay(SCHEDULER, asked("b", (0, 4)))
    assert memory is not None
    assert ahead == memory.due_day - TODAY
    assert (found.due, found.forecast[0], len(found.forecast)) == (1, 1, AHEAD)


def test_a_suspended_card_is_not_due() -> None:
    assert statistics(asked("a", (-9, 3)), suspended=frozenset({"a"})).due == 0


def test_retention_counts_the_first_answer_of_a_day_to_cards_seen_before() -> None:
    history = asked("a", (-20, 1), (-20, 3), (-15, 3), (-10, 1), (-10, 3), (-3, 3), (0, 4))
    found = statistics(history, asked("b", (-1, 1)))
    assert (found.retention.answers, found.retention.remembered, found.retention.share) == (4, 3, 0.75)


def test_retention_looks_back_thirty_days() -> None:
    found = statistics(asked("a", (-60, 3), (-40, 1), (-29, 3)))
    assert (found.retention.answers, found.retention.share) == (1, 1.0)
    assert statistics(asked("a", (-60, 3))).retention.share is None


def test_answers_are_counted_by_day_and_days_in_a_row() -> None:
    found = statistics(asked("a", (-5, 3), (-2, 3), (-1, 3), (-1, 3)))
    assert found.answers == {TODAY - 5: 1, TODAY - 2: 1, TODAY - 1: 2}
    assert found.streak == 2, "today is not over"
    assert (found.took, found.took_today) == (12_000, 0)
    assert statistics(asked("a", (-1, 3)), asked("b", (0, 3))).streak == 2
    assert statistics(asked("a", (-3, 3))).streak == 0


FORGETFUL: list[tuple[float, Rating]] = [(-165 + 10 * number, 1 if number % 2 else 4) for number in range(17)]


def test_the_hardest_cards_are_those_most_often_forgotten() -> None:
    found = statistics(asked("a", *FORGETFUL), asked("b", (-9, 4), (-5, 1)), asked("c", (-9, 4), (-5, 4)))
    assert [(each.card.id, each.memory.lapses) for each in found.hardest] == [("a", 8), ("b", 1)]
    assert [each.card.id for each in found.leeches] == ["a"]


def test_mastery_is_the_chance_to_remember_of_all_cards_of_a_note_or_concept() -> None:
    found = statistics(asked("a", (0, 4)), asked("b", (0, 4)), asked("c", (-400, 3)))
    of = {each.name: each for each in (*found.notes, *found.concepts)}
    assert (of["notes/流.md"].cards, of["notes/流.md"].asked) == (3, 2)
    assert of["notes/流.md"].share == pytest.approx(2 / 3)
    assert (of["事件"].cards, of["事件"].share) == (1, 1.0)
    assert 0 < of["核函数"].share < 0.5
    assert [each.name for each in found.concepts] == ["核函数", "流", "事件"], "the least known first"


# Shown


def test_json_holds_everything_with_dates_and_seconds() -> None:
    found = json.loads(as_json(statistics(asked("a", *FORGETFUL), asked("b", (0, 3)))))
    assert found["today"] == "2026-05-01"
    assert found["answers"]["2026-05-01"] == 1
    assert found["forecast"][0] == {"day": "2026-05-01", "due": found["due"]}
    assert found["retention"]["desired"] == 0.9
    assert found["seconds"] == 3 * 18
    assert found["leeches"][0] | {"difficulty": 0} == {
        "id": "a",
        "prompt": "什么是 a？\n",
        "path": "notes/流.md",
        "line": 3,
        "lapses": 8,
        "difficulty": 0,
    }
    assert {each["name"] for each in found["concepts"]} == {"流", "事件", "核函数"}


@pytest.mark.parametrize("width", [1, 5, 20, 40, 80, 200])
@pytest.mark.parametrize("locale", ["C.UTF-8", "zh_CN.UTF-8"])
def test_no_line_is_wider_than_the_terminal(width: int, locale: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    language.chinese.cache_clear()
    lines = list(as_lines(statistics(asked("a", *FORGETFUL), asked("b", (0, 3))), width))
    assert len(lines) > 20
    assert all(display_width(line) <= width for line in lines)


def test_the_heat_map_ends_with_today_and_shades_by_how_much_was_done() -> None:
    histories = [asked(f"{day}.{n}", (-day, 3)) for day, count in ((0, 9), (7, 1), (14, 4)) for n in range(count)]
    lines = list(as_lines(statistics(*histories), 40))
    start = lines.index("Reviews by day:") + 1
    week = lines[start : start + 7]
    assert [line.split()[0] for line in week] == list("MTWTFSS")
    friday = week[4].split()[1:]
    assert len(friday) == 17
    assert friday[-4:] == ["·", "▓", "▒", "█"]
    assert len(week[5].split()) == len(week[4].split()) - 1, "Saturday has not come yet"


def test_whoever_has_not_begun_is_told_how() -> None:
    assert list(as_lines(statistics(), 80)) == ["No reviews yet. To begin: studykit quiz"]
    assert list(as_lines(statistics(), 20)) == ["No reviews yet. To", "begin: studykit quiz"]
    assert json.loads(as_json(statistics()))["retention"]["measured"] is None


def test_lines_say_what_is_due_remembered_and_hard() -> None:
    text = "\n".join(as_lines(statistics(asked("a", *FORGETFUL), asked("b", (-1, 4), (0, 4))), 100))
    assert "1 answer in 3 s, 2 days in a row" in text
    assert "Cards: 4, 2 new, 0 suspended, 0 no longer in the notes" in text
    assert "Retention: 75% in 30 days (4 answers), desired 90%" in text
    assert "forgotten 8 x  notes/流.md:3  什么是 a？" in text
    assert "asked 2 of 3" in text


def test_review_helper_and_history_agree() -> None:
    """A guard for the tests themselves: days are whole days from noon on."""
    assert [SCHEDULER.day(Moment(each.at, each.offset)) for each in asked("a", (0, 3), (1, 3))] == [TODAY, TODAY + 1]
    assert review(3, NOW).at == NOW.utc
