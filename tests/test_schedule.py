"""When a card comes back: days, steps, intervals; and the same as in Anki."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_helpers import NOW, SCHEDULER, later, moment, review, shim

from studykit.reviews import DAY_MS, MINUTE_MS, RATINGS, Moment, Rating, Review, date_of, day_of
from studykit.schedule import Fsrs, Memory, is_due, outcomes, replay
from studykit.settings import QuizSettings, SettingsWrong

TODAY = SCHEDULER.day(NOW)
SECOND = 1000
#: Without the spread over neighbouring days, as Anki is when it tests itself.
PLAIN = Fsrs(QuizSettings(fuzz=False))


def answered(*ratings: Rating, scheduler: Fsrs = PLAIN, card: str = "card") -> Memory:
    """The memory of a card that is answered whenever it is due, beginning now."""
    memory, now = None, NOW
    for rating in ratings:
        memory = scheduler.after(memory, review(rating, now, card))
        now = next_time(memory, now)
    assert memory
    return memory


def next_time(memory: Memory, now: Moment) -> Moment:
    return Moment(max(memory.due, now.utc + memory.interval * DAY_MS), now.offset)


# Days


@pytest.mark.parametrize(
    ("time", "zone", "date"),
    [
        ("2026-05-02 03:59", "Asia/Shanghai", "2026-05-01"),
        ("2026-05-02 04:00", "Asia/Shanghai", "2026-05-02"),
        # the night in which New York's clocks go forward, and the one in which they go back
        ("2026-03-08 01:59", "America/New_York", "2026-03-07"),
        ("2026-03-08 03:59", "America/New_York", "2026-03-07"),
        ("2026-03-08 04:00", "America/New_York", "2026-03-08"),
        ("2026-11-01 01:30", "America/New_York", "2026-10-31"),
        ("2026-11-01 03:59", "America/New_York", "2026-10-31"),
        ("2026-11-01 04:00", "America/New_York", "2026-11-01"),
        # where days begin first and last on earth
        ("2026-05-02 03:59", "Pacific/Kiritimati", "2026-05-01"),
        ("2026-05-02 04:00", "Pacific/Kiritimati", "2026-05-02"),
        ("2026-05-02 03:59", "Etc/GMT+12", "2026-05-01"),
        ("2026-05-02 04:00", "Etc/GMT+12", "2026-05-02"),
        ("1969-12-31 12:00", "UTC", "1969-12-31"),
    ],
)
def test_a_day_begins_at_four_in_the_morning_wherever_the_learner_is(time: str, zone: str, date: str) -> None:
    assert date_of(SCHEDULER.day(moment(time, zone))).isoformat() == date


def test_when_a_day_begins_can_be_set() -> None:
    midnight = Fsrs(QuizSettings(day_begins=0))
    assert date_of(midnight.day(moment("2026-05-02 00:00"))).isoformat() == "2026-05-02"
    assert date_of(midnight.day(moment("2026-05-01 23:59"))).isoformat() == "2026-05-01"


@pytest.mark.parametrize("change", ["2026-03-08", "2026-11-01"])
def test_daylight_saving_makes_no_day_longer_or_shorter(change: str) -> None:
    """A day after an evening review is one day, though the clock was put forward or back in the night."""
    day = date_of(SCHEDULER.day(moment(f"{change} 12:00", "America/New_York")) - 1)
    evening = moment(f"{day} 23:30", "America/New_York")
    for time in ("04:00", "12:00", "23:59"):
        next_day = moment(f"{change} {time}", "America/New_York")
        assert SCHEDULER.day(next_day) - SCHEDULER.day(evening) == 1


def test_days_are_counted_not_spans_of_24_hours() -> None:
    """Late one evening and early the next morning are a day apart; five minutes before 24 hours are too."""
    first = moment("2026-05-01 23:00")
    for time, days in (("2026-05-02 03:59", 0), ("2026-05-02 04:01", 1), ("2026-05-02 22:55", 1)):
        memory = PLAIN.after(PLAIN.after(None, review(4, first)), review(3, moment(time)))
        assert memory.day - day_of(first.utc, first.offset, 240) == days


def test_a_flight_to_the_west_makes_no_day_go_back() -> None:
    shanghai = moment("2026-05-02 09:00")
    first = PLAIN.after(None, review(3, shanghai))
    new_york = moment("2026-05-01 23:00", "America/New_York")  # two hours later
    assert new_york.utc - shanghai.utc == 2 * 60 * MINUTE_MS
    second = PLAIN.after(first, review(3, new_york))
    assert (second.day, second.due_day) == (first.day, first.day + second.interval)
    assert PLAIN.retrievability(second, PLAIN.day(new_york)) == 1


# Steps


def waits(memory: Memory | None, now: Moment = NOW) -> list[str]:
    """What the four buttons lead to: seconds in a step, or days."""
    return [
        f"{each.interval}d" if each.interval else f"{(each.due - now.utc) / SECOND:g}s"
        for each in outcomes(PLAIN, memory, "card", now)
    ]


def test_a_new_card_goes_through_the_learning_steps() -> None:
    assert waits(None) == ["60s", "330s", "600s", "8d"]
    first = answered(3)
    assert (first.state, first.step) == ("learning", 1)
    assert waits(first) == ["60s", "600s", "2d", "4d"]
    assert answered(3, 3).state == "review"


def test_a_card_that_is_forgotten_goes_through_the_relearning_steps() -> None:
    forgotten = answered(3, 3, 1)
    assert (forgotten.state, forgotten.lapses) == ("relearning", 1)
    assert waits(forgotten, Moment(forgotten.last, NOW.offset))[:2] == ["600s", "900s"]
    assert answered(3, 3, 1, 3).state == "review"


def test_again_while_learning_is_no_lapse() -> None:
    assert answered(1, 1, 1).lapses == 0
    assert answered(3, 3, 1, 1, 1).lapses == 1


def test_without_steps_days_are_counted_from_the_first_answer() -> None:
    none = Fsrs(QuizSettings(learning_steps=(), relearning_steps=()))
    for rating in RATINGS:
        assert none.after(None, review(rating, NOW)).state == "review"
    lapsed = answered(3, 1, scheduler=none)
    assert (lapsed.state, lapsed.interval >= 1, lapsed.lapses) == ("review", True, 1)


def test_a_step_that_was_taken_out_of_the_settings_harms_nothing() -> None:
    waiting = answered(3)
    assert waiting.step == 1
    shorter = Fsrs(QuizSettings(learning_steps=(60,)))
    assert shorter.after(waiting, review(3, later(NOW, minutes=20))).state == "review"


def test_a_step_that_ends_after_the_day_does_is_due_in_the_morning() -> None:
    night = moment("2026-05-02 03:55")
    memory = PLAIN.after(None, review(3, night))
    assert date_of(memory.due_day).isoformat() == "2026-05-02"
    for time, due in (("2026-05-02 03:59", False), ("2026-05-02 04:00", True)):
        now = moment(time)
        assert is_due(memory, now, PLAIN.day(now)) is due


def test_a_step_within_the_day_is_due_when_it_ends() -> None:
    memory = PLAIN.after(None, review(3, NOW))
    assert not is_due(memory, later(NOW, minutes=9), TODAY)
    assert is_due(memory, later(NOW, minutes=10), TODAY)
    assert is_due(memory, later(NOW, days=3), TODAY + 3)


def test_a_card_that_was_learned_is_due_all_of_its_day() -> None:
    memory = answered(3, 3)
    morning = moment("2026-05-03 04:00")
    assert memory.due_day == PLAIN.day(morning)
    assert is_due(memory, morning, PLAIN.day(morning))
    assert not is_due(memory, later(morning, minutes=-1), PLAIN.day(morning) - 1)


# Intervals

HISTORIES = st.lists(
    st.tuples(st.sampled_from(RATINGS), st.floats(0, 3), st.integers(-600, 600)), min_size=1, max_size=15
)


def lived(history: list[tuple[Rating, float, int]], scheduler: Fsrs, card: str = "card") -> Iterator[Memory]:
    """The memories of a card answered at some multiple of its interval, some minutes early or late."""
    memory, now = None, NOW
    for rating, share, minutes in history:
        memory = scheduler.after(memory, review(rating, now, card))
        yield memory
        now = later(now, days=memory.interval * share, minutes=max(minutes, 0) if memory.interval == 0 else minutes)
        now = max(now, Moment(memory.last, NOW.offset))


@given(HISTORIES, st.booleans(), st.floats(0.7, 0.99), st.sampled_from([3, 30, 36_500]))
def test_hard_good_and_easy_are_in_order_and_within_bounds(
    history: list[tuple[Rating, float, int]], fuzz: bool, retention: float, most: int
) -> None:
    scheduler = Fsrs(QuizSettings(fuzz=fuzz, desired_retention=retention, maximum_interval=most))
    for memory in lived(history, scheduler):
        again, hard, good, easy = outcomes(scheduler, memory, "card", Moment(memory.last + DAY_MS, 480))
        known = [each.interval for each in (hard, good, easy) if each.state == "review"]
        assert all(a < b or b == most for a, b in pairwise(known))
        assert all(1 <= days <= most for days in known)
        assert again.stability <= hard.stability <= good.stability <= easy.stability


@given(HISTORIES, st.text(max_size=5))
def test_what_is_gained_by_a_pass_is_not_spread_away(history: list[tuple[Rating, float, int]], card: str) -> None:
    for before, after in pairwise(lived(history, SCHEDULER, card)):
        passed = before.state == after.state == "review" and before.lapses == after.lapses
        if passed and 36_500 >= round(after.stability) > before.interval:
            assert after.interval > before.interval


@given(HISTORIES)
def test_the_same_reviews_give_the_same_memory(history: list[tuple[Rating, float, int]]) -> None:
    assert list(lived(history, SCHEDULER)) == list(lived(history, Fsrs(QuizSettings())))


def test_cards_of_one_day_are_spread_over_the_days_around_it() -> None:
    ideal = answered(3, 3, 3, 3).interval
    found = [answered(3, 3, 3, 3, scheduler=SCHEDULER, card=f"card{number}").interval for number in range(400)]
    assert abs(sum(found) / len(found) - ideal) < 1.5
    assert len(set(found)) > 5
    assert max(found) - min(found) < ideal / 2


def test_what_the_buttons_promise_is_what_an_answer_does() -> None:
    memory = answered(3, 3, 3, scheduler=SCHEDULER)
    now = next_time(memory, NOW)
    promised = outcomes(SCHEDULER, memory, "card", now)
    assert promised == tuple(SCHEDULER.after(memory, review(rating, now)) for rating in RATINGS)


def test_stabilities_of_other_ratings_are_those_of_fsrs() -> None:
    """They are reckoned from the stability of the rating that was given, which saves half the time."""
    memory = answered(3, 3, 2, 3)
    for days in (1, 4, 90):
        easy, _ = PLAIN._strength(memory, memory.day + days, 4)
        for rating in (2, 3):
            direct, _ = PLAIN._strength(memory, memory.day + days, rating)
            reckoned = PLAIN._stability(memory, memory.day + days, rating, 4, easy)
            assert reckoned == pytest.approx(direct, rel=1e-12)


# Memory


def test_a_clock_that_runs_back_counts_as_one_that_stands_still() -> None:
    memory = answered(3, 3)
    early = PLAIN.after(memory, review(3, later(NOW, days=-400)))
    still = PLAIN.after(memory, review(3, Moment(memory.last, NOW.offset)))
    assert early == still
    assert early.due_day >= early.day == memory.day


def test_what_was_just_answered_is_remembered_and_then_forgotten() -> None:
    memory = answered(3, 3)
    chances = [PLAIN.retrievability(memory, memory.day + days) for days in (0, 1, 5, 50, 500)]
    assert chances[0] == 1
    assert chances == sorted(chances, reverse=True)
    assert PLAIN.retrievability(memory, memory.day + round(memory.stability)) == pytest.approx(0.9, abs=0.02)
    assert PLAIN.retrievability(memory, memory.day - 3) == 1


def test_a_card_that_is_forgotten_too_often_is_a_leech() -> None:
    strict = Fsrs(QuizSettings(leech_after=2))
    ratings: list[Rating] = [3, 3, 1, 3]
    assert not answered(*ratings, scheduler=strict).leech
    assert answered(*ratings, 1, scheduler=strict).leech
    never = Fsrs(QuizSettings(leech_after=0))
    assert not answered(*ratings, 1, 3, 1, scheduler=never).leech


def test_a_memory_counts_what_happened() -> None:
    memory = answered(3, 3, 1, 3, 3)
    assert (memory.repetitions, memory.lapses, memory.first_day) == (5, 1, TODAY)
    assert replay(PLAIN, []) is None


def test_weights_that_fsrs_does_not_take_are_said_in_one_sentence() -> None:
    with pytest.raises(SettingsWrong, match=r"quiz\.weights"):
        Fsrs(QuizSettings(weights=(99.0,) * 21))


def test_the_name_changes_with_every_setting_that_memories_depend_on() -> None:
    different = [
        QuizSettings(),
        QuizSettings(desired_retention=0.8),
        QuizSettings(maximum_interval=100),
        QuizSettings(day_begins=0),
        QuizSettings(learning_steps=(60,)),
        QuizSettings(relearning_steps=(60,)),
        QuizSettings(leech_after=3),
        QuizSettings(fuzz=False),
        QuizSettings(weights=(0.3, *fsrs.Scheduler().parameters[1:])),
    ]
    assert len({Fsrs(each).name for each in different}) == len(different)
    assert Fsrs(QuizSettings(new_per_day=1)).name == SCHEDULER.name


# Anki


@dataclass(frozen=True, slots=True)
class Lived:
    """An answer of the simulation, and what our schedule makes of it."""

    card: int
    review: Review
    memory: Memory


#: Hours in which an Anki that is running still goes by the four o'clock it reckoned the day before, when New
#: York's clocks stood otherwise. Nobody answers then.
STALE_IN_ANKI = {"03-08 04", "11-01 03"}


def half_a_year(cards: int, zone: str, retention: float) -> list[Lived]:
    """Random histories: answers on time, late, early, twice on a day, across midnight and four o'clock."""
    scheduler, random = Fsrs(QuizSettings(fuzz=False, desired_retention=retention)), Random(5)  # noqa: S311
    start = moment("2026-02-20 12:00", zone).utc
    found = []
    for card in range(cards):
        utc, memory = start + random.randrange(60 * DAY_MS), None
        while utc < start + 270 * DAY_MS:
            local = datetime.fromtimestamp(utc / 1000, ZoneInfo(zone))
            if f"{local:%m-%d %H}" in STALE_IN_ANKI:
                utc += 60 * MINUTE_MS
                continue
            offset = local.utcoffset()
            assert offset is not None
            rating = random.choices(RATINGS, (15, 12, 60, 13))[0]
            answer = Review("", str(card), rating, utc, round(offset.total_seconds() / 60), utc, 0)
            memory = scheduler.after(memory, answer)
            found.append(Lived(card, answer, memory))
            if memory.interval:
                share = random.choice((1, 1, 1, 1.1, 1.5, 0.5, 0.01))
                utc += max(round(memory.interval * share * DAY_MS + random.uniform(-10, 10) * 60 * MINUTE_MS), SECOND)
            else:
                utc = memory.last + random.randrange(60, 3600) * SECOND
    return sorted(found, key=lambda each: each.review.at)


def in_anki(lives: list[Lived], cards: int, zone: str, retention: float) -> dict[str, Any]:
    """What Anki makes of the same answers at the same times."""
    plan = {
        "weights": list(fsrs.Scheduler().parameters),
        "retention": retention,
        "cards": cards,
        "answers": [(each.review.at, each.card, each.review.rating) for each in lives],
    }
    done = subprocess.run(
        [sys.executable, Path(__file__).parent / "anki_history.py"],
        env=os.environ | {"LD_PRELOAD": str(shim("clock")), "ANKI_TEST_MODE": "1", "TZ": zone},
        input=json.dumps(plan),
        capture_output=True,
        text=True,
        check=True,
    )
    outcome: dict[str, Any] = json.loads(done.stdout)
    return outcome


def compare(cards: int, zone: str, retention: float) -> tuple[list[Lived], dict[str, Any]]:
    """Days and steps are the same, and intervals in at least 99 of 100 cases.

    They are not in all: while it goes on, Anki rounds what it stores of a memory (stability to 4 places,
    difficulty to 3), and so an interval now and then.
    """
    lives = half_a_year(cards, zone, retention)
    anki = in_anki(lives, cards, zone, retention)
    pairs = list(zip(anki["answers"], lives, strict=True))
    assert len({outcome["today"] - each.memory.day for outcome, each in pairs}) == 1
    for outcome, each in pairs:
        assert abs(outcome["days"] - each.memory.interval) <= max(1, 0.02 * each.memory.interval)
        assert outcome["stability"] == pytest.approx(each.memory.stability, rel=0.02)
        if each.memory.interval == 0 and each.memory.due != each.memory.last:
            assert outcome["seconds"] == (each.memory.due - each.review.at) / SECOND
    assert sum(outcome["days"] == each.memory.interval for outcome, each in pairs) / len(pairs) >= 0.99
    assert len(lives) > 10 * cards
    return lives, anki


@pytest.mark.skipif(sys.platform != "linux", reason="the clock is set the Linux way")
def test_anki_gives_the_same_memories_intervals_and_days() -> None:
    lives, anki = compare(500, "Asia/Shanghai", 0.9)
    # Here Anki reckons the memory of each card from its whole history, without rounding in between.
    last = {each.card: each.memory for each in lives}
    for card, (stability, difficulty) in enumerate(anki["memories"]):
        assert stability == pytest.approx(last[card].stability, rel=1e-3)
        assert difficulty == pytest.approx(last[card].difficulty, rel=1e-3)


@pytest.mark.skipif(sys.platform != "linux", reason="the clock is set the Linux way")
def test_anki_counts_the_same_days_where_clocks_are_put_forward_and_back() -> None:
    """Both changes of New York's clocks lie within the time that is simulated."""
    lives, _ = compare(200, "America/New_York", 0.85)
    assert {each.review.offset for each in lives} == {-300, -240}
