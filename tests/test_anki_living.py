"""A learner's collection in the real Anki follows notes that are edited: nothing doubles, nothing learned is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from anki_helpers import Anki
from living_notes import Reader, Shelf, Truth, edited, generated, truths

from studykit.commands import run
from studykit.exporters.anki_gone import GONE
from studykit.identity import Reach, read_ledger, resolve

if TYPE_CHECKING:
    from studykit.model import Card

ROUNDS = 20
MINE = "（我的补充）"


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    with Anki(tmp_path / "anki") as anki:
        yield anki


def deck(study: Path, anki: Anki) -> Any:
    """Build as the learner does, and import what was built."""
    assert run(["deck"]) == 0
    return anki.load(study / "decks/studykit.apkg")


def cards_in(study: Path) -> tuple[Card, ...]:
    """The cards of the notes with the ids that the ledger has for them."""
    ledger = read_ledger(study / "cards.lock")
    reach = Reach(("notes",), exists=lambda note: (study / note).is_file())
    return resolve(ledger, Reader(study).cards(), reach).cards


def has_tag(anki: Anki, tag: str) -> set[str]:
    """The cards whose notes are found in Anki's browser by this tag."""
    return {anki.collection.get_note(note).guid for note in anki.collection.find_notes(f"tag:{tag}")}


def edit_in_anki(anki: Anki, id: str) -> None:
    note = anki.note(id)
    note["Answer"] += MINE
    note.add_tag("mine")
    anki.collection.update_note(note)


# Twenty rounds


def test_a_collection_follows_twenty_rounds_of_edits(study: Path, anki: Anki) -> None:
    shelf = generated(1, notes=3, sections=3)
    shelf.write(study / "notes")
    deck(study, anki)
    ids = learn(study, shelf, anki)
    kept = lived = kept_by_hand = 0
    for _ in range(ROUNDS):
        by_hand = has_tag(anki, "mine")
        before, state = read_ledger(study / "cards.lock"), {id: anki.schedule(id) for id in ids.values()}
        edited(shelf, 4)
        shelf.write(study / "notes")
        log = deck(study, anki)
        assert not [*log.conflicting, *log.missing_notetype, *log.empty_first_field]

        now = {card.id for card in cards_in(study)}
        ledger = read_ledger(study / "cards.lock")
        same = {id for id in now if id in before.entries and before.entries[id].modified == ledger.entries[id].modified}
        assert {id: anki.schedule(id) for id in state} == state, "no interval, no review is lost"
        assert now == {guid for (guid,) in anki.rows("SELECT guid FROM notes")} - has_tag(anki, GONE), "nothing doubles"
        for id in by_hand & same:
            assert MINE in anki.note(id)["Answer"], "what the learner wrote into Anki stays"
            assert "mine" in anki.note(id).tags
        kept_by_hand += len(by_hand & same)

        found = dict(zip(truths(cards_in(study), shelf.lines()), [card.id for card in cards_in(study)], strict=True))
        lived += len(ids.keys() & found.keys())
        kept += sum(ids[truth] == found[truth] for truth in ids.keys() & found.keys())
        ids |= learn(study, shelf, anki)
    assert lived > 300
    assert kept / lived > 0.99
    assert kept_by_hand > 30
    anki.assert_healthy()


def learn(study: Path, shelf: Shelf, anki: Anki) -> dict[Truth, str]:
    """Review what was not reviewed yet, every fifth with an edit of the learner's own; the cards by their facts."""
    for id in sorted(anki.answer_all_new())[::5]:
        edit_in_anki(anki, id)
    cards = cards_in(study)
    return dict(zip(truths(cards, shelf.lines()), [card.id for card in cards], strict=True))


# Cards that go


NOTE = "# 流\n\n- `stream`：按顺序执行的操作队列\n- `event`：流里的一个标记，用来计时\n"


@pytest.fixture
def note(study: Path) -> Path:
    path = study / "notes/流.md"
    path.write_text(NOTE, "utf-8")
    return path


def the_card(study: Path, word: str) -> str:
    (id,) = (card.id for card in cards_in(study) if word in card.prompt)
    return id


def test_a_card_that_goes_is_tagged_and_stays_as_it_was(
    study: Path, note: Path, anki: Anki, capsys: pytest.CaptureFixture[str]
) -> None:
    deck(study, anki)
    event = the_card(study, "event")
    anki.answer_all_new()
    fields, schedule = dict(anki.note(event).items()), anki.schedule(event)
    note.write_text(NOTE.partition("- `event`")[0], "utf-8")
    capsys.readouterr()
    deck(study, anki)
    assert f"search for tag:{GONE}" in capsys.readouterr().out
    assert has_tag(anki, GONE) == {event}
    assert {name: text for name, text in anki.note(event).items() if not name.startswith("Spare")} == {
        name: text for name, text in fields.items() if not name.startswith("Spare")
    }
    assert anki.schedule(event) == schedule
    anki.assert_healthy()


def test_a_card_that_comes_back_loses_the_tag(study: Path, note: Path, anki: Anki) -> None:
    deck(study, anki)
    event = the_card(study, "event")
    anki.answer_all_new()
    schedule = anki.schedule(event)
    note.write_text(NOTE.partition("- `event`")[0], "utf-8")
    deck(study, anki)
    note.write_text(NOTE, "utf-8")
    deck(study, anki)
    assert has_tag(anki, GONE) == set()
    assert (the_card(study, "event"), anki.schedule(event)) == (event, schedule)


def test_what_went_some_decks_ago_is_still_said_to_whoever_imports_seldom(study: Path, note: Path, anki: Anki) -> None:
    deck(study, anki)
    event = the_card(study, "event")
    note.write_text(NOTE.partition("- `event`")[0], "utf-8")
    run(["deck"])
    note.write_text(NOTE.partition("- `event`")[0] + "- `grid`：线程块的阵列\n", "utf-8")
    deck(study, anki)
    assert has_tag(anki, GONE) == {event}


def test_a_card_that_the_learner_has_deleted_does_not_come_back(study: Path, note: Path, anki: Anki) -> None:
    deck(study, anki)
    event = the_card(study, "event")
    note.write_text(NOTE.partition("- `event`")[0], "utf-8")
    deck(study, anki)
    anki.collection.remove_notes([anki.note(event).id])
    deck(study, anki)
    assert anki.collection.find_cards(f"tag:{GONE}") == []


def test_the_words_of_a_note_that_anki_has_in_another_deck_file_are_not_made_up(
    study: Path, note: Path, anki: Anki
) -> None:
    """Without the last deck nobody knows the whole words: then Anki is better told nothing."""
    deck(study, anki)
    before = anki.everything()
    (study / "decks/studykit.apkg").write_text("not a deck")
    note.write_text(NOTE.partition("- `event`")[0], "utf-8")
    deck(study, anki)
    assert anki.everything()[:2] == before[:2]
