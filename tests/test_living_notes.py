"""Notes that live: after any sequence of edits the cards are still the same cards, and no card is another.

What an edit does and to which fact, the author of :mod:`living_notes` knows; the bounds are those that README
promises. ``bench/identity.py`` plays the same against other ways of naming cards.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from living_notes import EDITS, Keeper, Naming, Score, Shelf, edited, generated, play, samples

ROUNDS = 20
#: For each kind of notes how many edits a round has at most, and the seeds.
PLAYS: list[tuple[Callable[[int], Shelf], int, range]] = [(generated, 5, range(12)), (samples, 12, range(2))]

#: A card is the same card although its note's words, place or name changed.
MOVES = (
    "encoding",
    "list reordered",
    "note renamed",
    "note split",
    "notes joined",
    "section moved",
    "sentence before",
)


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Score]:
    """With the ledger, and without one: by the natural ids alone."""
    total = {"ledger": Score(), "natural": Score()}
    for make, edits, seeds in PLAYS:
        for seed in seeds:
            namings: dict[str, Naming] = {"ledger": Keeper(), "natural": lambda cards, _: [card.id for card in cards]}
            folder = tmp_path_factory.mktemp("study")
            for name, score in play(make(seed), folder, ROUNDS, edits, namings).items():
                total[name].add(score)
    return total


def test_every_edit_was_played_often_enough_to_tell(scores: dict[str, Score]) -> None:
    lived = scores["ledger"].lived
    assert set(lived) == (set(EDITS) - {"fact deleted", "similar fact"}) | {"untouched", "several"}
    assert all(count >= 100 for count in lived.values()), lived


@pytest.mark.parametrize("kind", ["typo", *MOVES])
def test_a_card_that_was_mended_or_moved_keeps_its_id(scores: dict[str, Score], kind: str) -> None:
    assert scores["ledger"].share(kind) >= 0.99


def test_a_card_with_its_answer_in_other_words_keeps_its_id(scores: dict[str, Score]) -> None:
    assert scores["ledger"].share("answer reworded") >= 0.95


def test_a_card_with_its_question_in_other_words_keeps_its_id(scores: dict[str, Score]) -> None:
    assert scores["ledger"].share("question reworded") >= 0.85


def test_a_card_that_was_edited_in_several_ways_at_once_keeps_its_id_mostly(scores: dict[str, Score]) -> None:
    assert scores["ledger"].share("several") >= 0.95


def test_what_nobody_touched_keeps_its_id(scores: dict[str, Score]) -> None:
    assert scores["ledger"].share("untouched") >= 0.9999


def test_no_card_gets_the_id_of_another_fact(scores: dict[str, Score]) -> None:
    assert scores["ledger"].wrong_share() <= 0.001


def test_without_the_ledger_all_of_this_would_be_lost(scores: dict[str, Score]) -> None:
    """The plays are hard enough to fail in."""
    assert scores["natural"].share("note renamed") < 0.1
    assert scores["natural"].share("question reworded") < 0.5


def test_an_author_who_plays_the_same_seed_edits_the_same() -> None:
    def texts(shelf: Shelf) -> list[tuple[str, list[str]]]:
        edited(shelf, 30)
        return [(name, [line.text for line in lines]) for name, lines in sorted(shelf.notes.items())]

    assert texts(generated(7)) == texts(generated(7)) != texts(generated(8))


def test_a_shelf_says_on_which_line_each_piece_stands(tmp_path: Path) -> None:
    shelf = generated(3)
    edited(shelf, 30)
    shelf.dress.clear()
    shelf.write(tmp_path)
    for (path, line), number in shelf.lines().items():
        name = path.removeprefix("notes/")
        (piece,) = (piece for piece in shelf.notes[name] if piece.number == number)
        assert (tmp_path / name).read_text("utf-8").split("\n")[line - 1] in piece.text.split("\n")
