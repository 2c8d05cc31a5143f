"""Weights trained on a learner who differs from the usual one predict this learner better."""

from __future__ import annotations

import sys
from random import Random

import fsrs
import pytest
from store_helpers import NOW, SCHEDULER, later, review

from studykit.reviews import DAY_MS, Moment, Rating, Review
from studykit.schedule import Fsrs, Memory
from studykit.settings import QuizSettings
from studykit.training import FEWEST, TooFewReviews, TrainingMissing, train

#: Somebody who forgets much faster than most.
FORGETFUL = (0.01, 0.05, 0.2, 0.5, *fsrs.Scheduler().parameters[4:8], 0.8, *fsrs.Scheduler().parameters[9:])


def life(cards: int) -> list[Review]:
    """Answers of a forgetful learner, asked when the usual weights say so."""
    truth, random, found = Fsrs(QuizSettings(weights=FORGETFUL)), Random(3), list[Review]()  # noqa: S311
    for number in range(cards):
        believed: Memory | None = None
        real: Memory | None = None
        now = later(NOW, days=random.randrange(300))
        for _ in range(12):
            rating: Rating = 3
            if real and random.random() > truth.retrievability(real, truth.day(now)):
                rating = 1
            answer = review(rating, now, f"card{number}")
            found.append(answer)
            believed, real = SCHEDULER.after(believed, answer), truth.after(real, answer)
            now = Moment(max(believed.due + 1, now.utc + believed.interval * DAY_MS), now.offset)
    return found


def test_trained_weights_predict_better_what_they_were_not_trained_on() -> None:
    trained = train(life(400), SCHEDULER.day, ())
    assert trained.after.log_loss < trained.before.log_loss
    assert trained.after.rmse < trained.before.rmse
    assert trained.answers > FEWEST
    Fsrs(QuizSettings(weights=tuple(round(weight, 4) for weight in trained.weights)))  # FSRS takes them


def test_the_same_reviews_give_the_same_weights_in_whatever_order() -> None:
    reviews = life(80)
    assert train(reviews, SCHEDULER.day, ()).weights == train(reviews[::-1], SCHEDULER.day, ()).weights


def test_present_weights_are_what_trained_ones_are_held_against() -> None:
    reviews = life(120)
    assert train(reviews, SCHEDULER.day, FORGETFUL).before.log_loss < train(reviews, SCHEDULER.day, ()).before.log_loss


def test_too_few_reviews_are_said_with_how_many_are_needed() -> None:
    with pytest.raises(TooFewReviews, match=f"{FEWEST} answers on later days are needed, there are "):
        train(life(5), SCHEDULER.day, ())


def test_without_the_library_the_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsrs_rs_python", None)
    with pytest.raises(TrainingMissing, match=r"pip install 'studykit\[optimize\]'"):
        train([], SCHEDULER.day, ())
