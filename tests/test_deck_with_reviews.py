"""A deck that takes the quiz's reviews along: whoever moves to a new Anki collection goes on where they were."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

import pytest
from anki.collection import ExportAnkiPackageOptions
from anki.decks import DeckId
from anki_helpers import Anki, build, make_card
from anki_learner import Deed, Learner, learn
from store_helpers import later, moment, opened

from studykit.commands import run
from studykit.exporters.anki_history import Past
from studykit.identity import LEDGER_NAME, read_ledger
from studykit.model import Card
from studykit.reviews import DAY_MS, EASY, GOOD, MINUTE_MS, RATINGS, Mark, Moment, Review, since_reset
from studykit.schedule import Fsrs, Memory, outcomes, replay
from studykit.settings import DAY, MINUTE, QuizSettings
from studykit.store.database import database_path

NOW = Moment.of(datetime.now().astimezone())
#: With steps of a day, which Anki keeps in another queue than those of minutes.
SETTINGS = QuizSettings(learning_steps=(1 * MINUTE, 10 * MINUTE, 1 * DAY), relearning_steps=(10 * MINUTE, 1 * DAY))
SCHEDULER = Fsrs(SETTINGS)
NOTE = "# CUDA\n\n流：按顺序执行的操作队列。\n\n事件：流里的标记，用来计时和同步。\n\n网格：一次启动的全部线程块。\n"

#: ``cards.queue`` and ``cards.type`` of Anki.
SUSPENDED, NEW = -1, 0
WITHIN_DAY, ON_A_DAY = {1}, {2, 3}


def lives(cards: Sequence[Card]) -> dict[str, list[Review | Mark]]:
    """Two months of answers to each card up to now; some were reset on the way, some stopped anywhere."""
    random = Random(4)  # noqa: S311  # the same lives every time
    return {card.id: list(life(card.id, random)) for card in cards}


def life(card: str, random: Random) -> Iterator[Review | Mark]:
    at, memory = NOW.utc - 60 * DAY_MS + random.randrange(30 * DAY_MS), None
    while at < NOW.utc - 5 * MINUTE_MS:
        if (at // 1000 + NOW.offset * MINUTE) % DAY == 4 * 60 * MINUTE:
            at += 1000  # the second at four o'clock, which Anki's FSRS still counts as yesterday
        if memory and random.random() < 0.05:
            memory = None
            yield Mark("", card, "reset", at, NOW.offset, at)
        else:
            (rating,) = random.choices(RATINGS, (25, 15, 50, 10))
            answer = Review("", card, rating, at, NOW.offset, at, random.randrange(60_000))
            memory = SCHEDULER.after(memory, answer)
            yield answer
        if random.random() < 0.05:
            return
        days = memory.due_day - memory.day if memory else 1
        at += max(round(days * DAY_MS * random.uniform(0.8, 1.2)), random.randrange(30_000, 20 * MINUTE_MS))


CARDS = [make_card(f"第 {number} 题？") for number in range(60)]
NEVER_ASKED, SUSPENDED_NEW, SUSPENDED_OLD = CARDS[-1].id, CARDS[-2].id, CARDS[0].id
HISTORIES = lives(CARDS[:-2])
PAST = Past(HISTORIES, frozenset({SUSPENDED_NEW, SUSPENDED_OLD}), SETTINGS)
MEMORIES = {card: replay(SCHEDULER, since_reset(history)) for card, history in HISTORIES.items()}


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Anki]:
    """A new collection with the same settings, into which the package with the past went, progress ticked."""
    folder = tmp_path_factory.mktemp("moved")
    build(folder / "deck.apkg", CARDS, past=PAST)
    with Anki(folder / "Anki") as anki:
        set_up(anki)
        anki.load(folder / "deck.apkg", with_scheduling=True)
        yield anki


def set_up(anki: Anki) -> None:
    """FSRS, and the same steps, in minutes."""
    anki.collection.set_config("fsrs", True)
    config: Any = anki.collection.decks.config_dict_for_deck_id(DeckId(1))
    config["new"]["delays"] = [seconds / MINUTE for seconds in SETTINGS.learning_steps]
    config["lapse"]["delays"] = [seconds / MINUTE for seconds in SETTINGS.relearning_steps]
    anki.collection.decks.update_config(config)


def asked() -> list[tuple[str, Memory]]:
    return [(card, memory) for card, memory in MEMORIES.items() if memory]


# What Anki says of each card


def test_the_lives_have_every_turn_that_one_can_take() -> None:
    memories = [memory for _, memory in asked()]
    assert {memory.state for memory in memories} == {"learning", "review", "relearning"}
    assert any(memory.state != "review" and memory.due_day > memory.day for memory in memories)
    assert any(memory.lapses for memory in memories)
    assert None in MEMORIES.values(), "reset and not asked since"


def test_intervals_repetitions_and_lapses_are_the_same(moved: Anki) -> None:
    for id, memory in asked():
        card = moved.card(id)
        assert (card.reps, card.lapses) == (memory.repetitions, memory.lapses)
        # A card that waits for a step has no interval here; Anki keeps a day for one that was learned once.
        assert card.ivl == (1 if memory.state == "relearning" else memory.interval)
        assert card.type == {"learning": 1, "review": 2, "relearning": 3}[memory.state]


def test_cards_are_due_on_the_same_day_or_at_the_same_second(moved: Anki) -> None:
    behind = moved.collection.sched.today - SCHEDULER.day(NOW)
    for id, memory in asked():
        card = moved.card(id)
        within_day = memory.state != "review" and memory.due_day == memory.day
        if id != SUSPENDED_OLD:
            assert card.queue in (WITHIN_DAY if within_day else ON_A_DAY)
        assert card.due == (memory.due // 1000 if within_day else memory.due_day + behind)


def test_the_buttons_lead_to_the_same_steps(moved: Anki) -> None:
    """Again, hard, good, easy: the same number of seconds until the next step, or no step any more."""
    steps = 0
    for id, memory in asked():
        states = moved.collection._backend.get_scheduling_states(moved.card(id).id)
        chosen = (states.again, states.hard, states.good, states.easy)
        for there, here in zip(chosen, outcomes(SCHEDULER, memory, id, NOW), strict=True):
            kind = there.normal.WhichOneof("kind")
            assert kind == here.state
            if kind != "review" and here.due_day == here.day:
                learning = there.normal.learning if kind == "learning" else there.normal.relearning.learning
                assert learning.scheduled_secs == (here.due - here.last) / 1000
                steps += 1
    assert steps > 50


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles", "Etc/GMT+12"])
def test_cards_are_due_on_the_same_day_wherever_the_learner_is(tmp_path: Path, zone: str) -> None:
    """Before and after the day begins, at 4:00, and on both sides of the date line."""
    card, answered = CARDS[0], moment("2026-02-10 21:00", zone)
    usual = Fsrs(QuizSettings())
    review = Review("", card.id, EASY, answered.utc, answered.offset, answered.utc, 0)
    memory = usual.after(None, review)
    build(tmp_path / "deck.apkg", [card], past=Past({card.id: [review]}, frozenset(), QuizSettings()))
    for hour in ("03:30", "04:30", "23:30"):
        now = moment(f"2026-02-12 {hour}", zone)
        known = learn(tmp_path / "deck.apkg", tmp_path / hour, [(now.utc, "wait", [])], zone, progress=True)
        assert known["due"] == {card.id: memory.due_day - usual.day(now)}


def test_stability_and_difficulty_are_the_same_but_for_what_anki_rounds(moved: Anki) -> None:
    """Anki keeps four places of the one and three of the other."""
    for id, memory in asked():
        state = moved.card(id).memory_state
        assert state is not None
        assert state.stability == pytest.approx(memory.stability, abs=0.00006, rel=1e-6)
        assert state.difficulty == pytest.approx(memory.difficulty, abs=0.0006)
        (data,) = moved.rows("SELECT data FROM cards WHERE id = ?", moved.card(id).id)[0]
        kept = json.loads(data)
        assert (kept["dr"], kept["decay"], kept["lrt"]) == (0.9, 0.154, memory.last // 1000)


def test_what_anki_computes_from_the_log_is_the_same_too(moved: Anki) -> None:
    """As it does when FSRS is turned on, or its parameters are trained. Its numbers have 32 bits."""
    for id, memory in asked():
        state = moved.collection._backend.compute_memory_state(moved.card(id).id).state
        assert state.stability == pytest.approx(memory.stability, rel=1e-3)
        assert state.difficulty == pytest.approx(memory.difficulty, rel=1e-3)


def test_the_log_is_the_same(moved: Anki) -> None:
    for id, history in HISTORIES.items():
        number = moved.card(id).id
        rows = moved.rows("SELECT id, ease, time, type FROM revlog WHERE cid = ? ORDER BY id", number)
        assert [row[:3] for row in rows] == [
            [event.at, event.rating, event.took] if isinstance(event, Review) else [event.at, 0, 0] for event in history
        ]
        intervals = moved.rows("SELECT ivl, lastIvl FROM revlog WHERE cid = ? ORDER BY id", number)
        assert [last for _, last in intervals[1:]] == [interval for interval, _ in intervals[:-1]]


def test_the_log_is_what_anki_itself_would_have_written(tmp_path: Path) -> None:
    """The same answers at the same times: kind of review, intervals, difficulty."""
    settings, random, cards = QuizSettings(fuzz=False), Random(2), CARDS[:3]  # noqa: S311  # the same answers every time
    start = moment("2026-01-05 20:00")
    waits = [random.choice((40_000, 11 * MINUTE_MS, DAY_MS, 4 * DAY_MS)) for _ in range(75)]
    times = list(accumulate(waits, initial=start.utc))
    ratings = random.choices(RATINGS, (30, 15, 45, 10), k=len(times))
    reviews = [
        Review("", random.choice(cards).id, rating, at, start.offset, at, 0)
        for at, rating in zip(times, ratings, strict=True)
    ]
    build(tmp_path / "deck.apkg", cards)
    deeds: list[Deed] = [(each.at, "answer", [each.card, each.rating]) for each in reviews]
    learn(tmp_path / "deck.apkg", tmp_path / "lived", deeds, "Asia/Shanghai")
    histories = {card.id: [each for each in reviews if each.card == card.id] for card in cards}
    build(tmp_path / "with.apkg", cards, past=Past(histories, frozenset(), settings))
    with zipfile.ZipFile(tmp_path / "with.apkg") as package:
        (tmp_path / "with.anki2").write_bytes(package.read("collection.anki2"))
    pairs = list(zip(log_in(tmp_path / "lived/collection.anki2"), log_in(tmp_path / "with.anki2"), strict=True))
    for anki, ours in pairs:
        assert ours[:3] == anki[:3]
        # Anki rounds what it keeps of a memory while it goes on, and so an interval now and then.
        assert ours[3:] == pytest.approx(anki[3:], rel=0.02, abs=1)
    assert {row[2] for row, _ in pairs} == {0, 1, 2}


def log_in(collection: Path) -> list[tuple[int, ...]]:
    with closing(sqlite3.connect(collection)) as connection:
        return connection.execute("SELECT id, ease, type, ivl, factor FROM revlog ORDER BY id").fetchall()


def test_cards_that_were_not_asked_are_new_and_suspended_ones_suspended(moved: Anki) -> None:
    assert [(card.type, card.queue, card.reps) for card in map(moved.card, (NEVER_ASKED, SUSPENDED_NEW))] == [
        (NEW, NEW, 0),
        (NEW, SUSPENDED, 0),
    ]
    assert moved.card(SUSPENDED_OLD).queue == SUSPENDED
    assert all(moved.card(id).type == NEW for id, memory in MEMORIES.items() if memory is None)


def test_the_collection_is_healthy(moved: Anki) -> None:
    moved.assert_healthy()


# What stays as it was


def test_without_learning_progress_ticked_it_is_the_usual_deck(tmp_path: Path) -> None:
    schedules = []
    for name, past in (("with", PAST), ("without", None)):
        build(tmp_path / f"{name}.apkg", CARDS, past=past)
        with Anki(tmp_path / name) as anki:
            anki.load(tmp_path / f"{name}.apkg")
            schedules.append([(*anki.schedule(card.id), anki.card(card.id).queue) for card in CARDS])
    assert schedules[0] == schedules[1]


def test_cards_that_the_collection_has_keep_what_was_learned_there(tmp_path: Path) -> None:
    build(tmp_path / "deck.apkg", CARDS)
    build(tmp_path / "moving.apkg", CARDS, past=PAST)
    with Anki(tmp_path / "Anki") as anki:
        anki.load(tmp_path / "deck.apkg")
        Learner(anki).answer(CARDS[5].id, 4)
        before = [anki.schedule(card.id) for card in CARDS]
        anki.load(tmp_path / "moving.apkg", with_scheduling=True)
        assert [anki.schedule(card.id) for card in CARDS] == before


def test_the_same_log_gives_the_same_bytes(tmp_path: Path) -> None:
    other_way_round = dict(reversed(HISTORIES.items()))
    build(tmp_path / "1.apkg", CARDS, past=PAST)
    build(tmp_path / "2.apkg", CARDS, past=Past(other_way_round, frozenset(sorted(PAST.suspended)), SETTINGS))
    assert (tmp_path / "1.apkg").read_bytes() == (tmp_path / "2.apkg").read_bytes()


def test_two_answers_in_one_millisecond_both_arrive(tmp_path: Path) -> None:
    """Anki numbers its log by the millisecond."""
    at = NOW.utc - DAY_MS
    histories = {card.id: [Review("", card.id, GOOD, at, 0, at, 0)] for card in CARDS[:3]}
    build(tmp_path / "deck.apkg", CARDS[:3], past=Past(histories, frozenset(), SETTINGS))
    with Anki(tmp_path / "Anki") as anki:
        anki.load(tmp_path / "deck.apkg", with_scheduling=True)
        assert anki.rows("SELECT id FROM revlog ORDER BY id") == [[at], [at + 1], [at + 2]]


# The command


@pytest.fixture
def reviewed(study: Path) -> tuple[str, ...]:
    """The ids of the cards of a study folder with a deck, and with answers to all but the last."""
    (study / "notes" / "cuda.md").write_text(NOTE, encoding="utf-8")
    assert run(["deck"]) == 0
    shutil.move("decks/studykit.apkg", "before.apkg")
    cards = tuple(read_ledger(study / LEDGER_NAME).entries)
    with opened(study) as store:
        for number, card in enumerate(cards[:-1]):
            store.answer(card, 3, later(NOW, days=-3, minutes=number), 4000)
            store.answer(card, 1, later(NOW, days=-2, minutes=number), 5000)
        store.mark(cards[0], "reset", later(NOW, days=-1))
        store.answer(cards[0], 4, later(NOW, days=-1, minutes=1), 6000)
    return cards


def test_only_when_asked_do_the_reviews_go_along(
    study: Path, reviewed: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["deck"]) == 0
    assert (study / "decks" / "studykit.apkg").read_bytes() == (study / "before.apkg").read_bytes()
    assert "reviews of" not in capsys.readouterr().out
    assert run(["deck", "--with-reviews"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    count = 2 * len(reviewed) - 1
    assert f"{count} reviews of {len(reviewed) - 1} cards in the deck: tick “Import any learning progress”" in said
    assert run(["deck"]) == 0
    assert (study / "decks" / "studykit.apkg").read_bytes() == (study / "before.apkg").read_bytes()


def test_a_deck_takes_nothing_along_where_nothing_was_answered(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (study / "notes" / "cuda.md").write_text(NOTE, encoding="utf-8")
    assert run(["deck", "--with-reviews"]) == 0
    assert "There are no reviews yet that could go along." in capsys.readouterr().out
    assert not database_path(study).exists()


def test_a_damaged_log_is_refused_before_anything_is_written(
    study: Path, reviewed: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    database_path(study).write_bytes(b"")
    assert run(["deck", "--with-reviews"]) == 1
    assert "the file is empty" in capsys.readouterr().err
    assert not (study / "decks" / "studykit.apkg").exists()


def test_there_and_back_nothing_is_doubled_and_nothing_lost(
    study: Path, reviewed: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """From the quiz to Anki, a day of learning there, and home again."""
    assert run(["deck", "--with-reviews"]) == 0
    with opened(study) as store:
        before, memories = store.rows(), store.memories()
    with Anki(study / "Anki") as anki:
        anki.load(study / "decks" / "studykit.apkg", with_scheduling=True)
        export(anki, study / "unchanged.apkg")
        Learner(anki).answer(reviewed[-1], 4)
        export(anki, study / "learned.apkg")
    assert run(["import-reviews", "unchanged.apkg"]) == 0
    with opened(study) as store:
        assert (store.rows(), store.memories()) == (before, memories)
    assert run(["import-reviews", "learned.apkg"]) == 0
    with opened(study) as store:
        (new,) = set(store.rows()) - set(before)
        assert (new.card, new.kind, new.rating) == (reviewed[-1], "answer", 4)
        assert {card: memory for card, memory in store.memories().items() if card != new.card} == memories


def export(anki: Anki, target: Path) -> None:
    options: Any = ExportAnkiPackageOptions(
        with_scheduling=True, with_deck_configs=False, with_media=False, legacy=False
    )
    anki.collection.export_anki_package(out_path=str(target), options=options, limit=None)
