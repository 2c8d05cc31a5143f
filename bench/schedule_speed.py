"""How long the schedule takes for a review, beside py-fsrs alone, which knows neither days nor order.

    python bench/schedule_speed.py [REVIEWS]

Microseconds for one review.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import groupby

import fsrs
from store_synthetic import START, histories

from studykit.reviews import Moment, Review
from studykit.schedule import Fsrs, outcomes, replay
from studykit.settings import QuizSettings

SCHEDULER = Fsrs(QuizSettings())


def main(count: int) -> None:
    """Replay the same reviews in both, and look at the buttons of each card."""
    reviews = list(histories(count // 10, 10, SCHEDULER))
    cards = [list(of_card) for _, of_card in groupby(reviews, key=lambda review: review.card)]
    fresh = Fsrs(QuizSettings())  # it remembers what it reckoned
    _say("replay", len(reviews), lambda: [replay(fresh, card) for card in cards])
    _say("py-fsrs alone", len(reviews), lambda: [_peer(card) for card in cards])
    memories = [(card[0].card, replay(SCHEDULER, card), Moment(START, 480)) for card in cards]
    _say("the four buttons", len(cards), lambda: [outcomes(SCHEDULER, m, card, now) for card, m, now in memories])


def _peer(reviews: list[Review]) -> fsrs.Card:
    scheduler, card = _PEER, fsrs.Card(card_id=0, due=_EPOCH)
    for review in reviews:
        when = _EPOCH + timedelta(milliseconds=review.at)
        card, _ = scheduler.review_card(card, fsrs.Rating(review.rating), when)
    return card


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PEER = fsrs.Scheduler()


def _say(what: str, count: int, work: Callable[[], object]) -> None:
    started = time.process_time()
    work()
    sys.stdout.write(f"{what:<20}{(time.process_time() - started) / count * 1e6:8.1f}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 20_000)
