"""Taking what was reviewed in Anki into the log.

What comes from Anki has an id that says so: ``anki-``, the number of the entry in Anki's log, the card. The same
entry has the same id in whichever file it comes, so that it is taken in once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from studykit.anki_files import AnkiHistory
from studykit.reviews import Moment
from studykit.store.database import Row
from studykit.store.log import Store
from studykit.store.merging import join

_PREFIX = "anki-"
#: Milliseconds: equal answers to one card that are closer are the same one. Nobody reads a card faster; and a deck
#: with the reviews of this log has to move one of two that were given in the same millisecond.
_CLOSE = 100


@dataclass(frozen=True, slots=True)
class Imported:
    """What was new: answers, the cards they were given to, resets, cards suspended, cards taken up again."""

    reviews: int
    cards: int
    resets: int
    suspended: int
    resumed: int


def take_in(
    study_folder: Path,
    store: Store,
    history: AnkiHistory,
    now: Moment,
    watched: Callable[[Sequence[str]], Iterable[str]] = iter,
) -> Imported:
    """Add to an open store what it does not have yet, all or nothing; a backup is made first.

    ``watched`` is as in :func:`~studykit.store.merging.join`. Raises :class:`~studykit.errors.CannotWrite`.
    """
    there = store.rows()
    new = [*_not_there(_events(history), there), *_marks(history, there)]
    join(study_folder, store, new, now, "import", watched)
    kinds = [row.kind for row in new]
    return Imported(
        reviews=kinds.count("answer"),
        cards=len({row.card for row in new if row.kind == "answer"}),
        resets=kinds.count("reset"),
        suspended=kinds.count("suspend"),
        resumed=kinds.count("resume"),
    )


def _events(history: AnkiHistory) -> Iterator[Row]:
    """Every review and every reset as a row of the log."""
    for review in history.reviews:
        yield _row(history, "answer", review.card, review.at, rating=review.rating, took=review.took)
    for card, at in history.resets:
        yield _row(history, "reset", card, at)


def _row(history: AnkiHistory, kind: str, card: str, at: int, *, rating: int = 0, took: int = 0) -> Row:
    return Row(at, f"{_PREFIX}{at}-{card}", kind, card, rating, history.offset_at(at), at, took, None)


def _not_there(rows: Iterable[Row], there: Iterable[Row]) -> Iterator[Row]:
    """The rows that the log has neither from Anki nor from the quiz, whose answers come back by way of Anki."""
    times = defaultdict(list)
    for row in there:
        times[row.card, row.kind, row.rating].append(row.at)
    for row in rows:
        if all(abs(row.at - at) >= _CLOSE for at in times[row.card, row.kind, row.rating]):
            yield row


def _marks(history: AnkiHistory, there: Iterable[Row]) -> Iterator[Row]:
    """Suspend what is suspended in Anki and take up what no longer is, where nothing newer was done here.

    Anki does not say when it was: the card's last change stands for that. What was suspended here, Anki need not
    know of.
    """
    rows = list(there)
    ids, undone = {row.id for row in rows}, {row.undoes for row in rows}
    last = {row.card: row for row in rows if row.kind in ("suspend", "resume") and row.id not in undone}
    for card in history.cards:
        mark = last.get(card.card)
        aside = mark is not None and mark.kind == "suspend"
        newer = mark is None or card.changed > mark.at
        from_anki = mark is None or mark.id.startswith(_PREFIX)
        if card.suspended != aside and newer and (card.suspended or from_anki):
            row = _row(history, "suspend" if card.suspended else "resume", card.card, card.changed)
            if (named := row._replace(id=f"{row.id}-{row.kind}")).id not in ids:
                yield named
