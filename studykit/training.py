"""Weights of FSRS-6 trained on the learner's own reviews, by the optional library fsrs-rs-python."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, groupby
from typing import TYPE_CHECKING
from zlib import crc32

from studykit.errors import StudykitError
from studykit.language import say
from studykit.reviews import Moment, Review

if TYPE_CHECKING:
    from fsrs_rs_python import FSRSItem

#: Fewer answers say more about chance than about the learner.
FEWEST = 400
#: One card in so many is kept from a trial run, to see how well its answers are predicted.
_HELD_BACK = 5


class TrainingMissing(StudykitError):
    """The library that trains is not installed."""


class TooFewReviews(StudykitError):
    """There is not enough to learn from yet."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How far predictions are off: log loss, and the root mean square error over bins; less is better."""

    log_loss: float
    rmse: float


@dataclass(frozen=True, slots=True)
class Trained:
    """Weights trained on all ``answers`` that came on another day than the card's last.

    ``before`` and ``after`` say how well the answers to a fifth of the cards are predicted: by the present
    weights, and by weights that were trained on the other cards alone.
    """

    weights: tuple[float, ...]
    answers: int
    before: Fit
    after: Fit


@dataclass(frozen=True, slots=True)
class _Example:
    """The history of a card up to an answer that could have been predicted."""

    card: str
    item: FSRSItem


def train(reviews: Sequence[Review], day: Callable[[Moment], int], weights: Sequence[float]) -> Trained:
    """Train on ``reviews`` and hold the result against ``weights`` (empty: the usual ones).

    ``day`` tells the day of a moment. Raises :class:`TrainingMissing` and :class:`TooFewReviews`.
    """
    try:
        import fsrs_rs_python as library
    except ImportError as error:
        raise TrainingMissing(
            say(
                "训练需要另装一个库：pip install 'studykit[optimize]'",
                "Training needs one more library: pip install 'studykit[optimize]'",
            )
        ) from error
    examples = list(_examples(reviews, day))
    if len(examples) < FEWEST:
        raise TooFewReviews(
            say(
                f"还学不出什么：要有 {FEWEST} 次隔天的回答，现在有 {len(examples)} 次。",
                f"Too early to learn from: {FEWEST} answers on later days are needed, there are {len(examples)}.",
            )
        )
    items = [example.item for example in examples]
    kept = [crc32(example.card.encode()) % _HELD_BACK == 0 for example in examples]
    tried = list(compress(items, (not each for each in kept)))
    held_back = list(compress(items, kept))
    trainer = library.FSRS(library.DEFAULT_PARAMETERS)

    def fit(of: Sequence[float]) -> Fit:
        found = library.FSRS(of).evaluate(held_back)
        return Fit(found.log_loss, found.rmse_bins)

    before = fit(weights or library.DEFAULT_PARAMETERS)
    after = fit(trainer.compute_parameters(tried))
    return Trained(tuple(trainer.compute_parameters(items)), len(items), before, after)


def _examples(reviews: Sequence[Review], day: Callable[[Moment], int]) -> Iterator[_Example]:
    from fsrs_rs_python import FSRSItem, FSRSReview

    in_order = sorted(reviews, key=lambda review: (review.card, review.at, review.id))
    for _, of_card in groupby(in_order, key=lambda review: review.card):
        history, last = [], None
        for review in of_card:
            today = day(Moment(review.at, review.offset))
            elapsed = 0 if last is None else max(today - last, 0)
            history.append(FSRSReview(review.rating, elapsed))
            if elapsed:
                yield _Example(review.card, FSRSItem(list(history)))
            last = today if last is None else max(today, last)
