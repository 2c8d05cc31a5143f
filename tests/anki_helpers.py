"""A real Anki collection to hold packages against, and cards to put into one."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from anki import import_export_pb2
from anki.card_rendering_pb2 import StripHtmlRequest
from anki.collection import Collection, ImportAnkiPackageRequest
from anki.scheduler.v3 import Scheduler
from anki.scheduler_pb2 import CardAnswer

from studykit.exporters.anki import make_notes, package
from studykit.exporters.anki_history import Past
from studykit.exporters.pictures import PictureBox
from studykit.files import replace_file
from studykit.model import HOLE, Card, Diagnostic, Span

if TYPE_CHECKING:  # these two import each other, and only through anki.collection without harm
    from anki.cards import Card as AnkiCard
    from anki.notes import Note as AnkiNote

#: 2026-01-02 03:04:05 UTC
CHANGED = 1_767_323_045

ImportLog = import_export_pb2.ImportResponse.Log


class Anki:
    """A collection of Anki's in a folder of its own, as a new user has it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.collection = Collection(str(folder / "collection.anki2"))

    def __enter__(self) -> Anki:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.collection.close()

    def load(self, package: Path, *, with_scheduling: bool = False) -> ImportLog:
        """Import as Anki's dialog does when nothing in it is touched, unless learning progress is ticked."""
        options = import_export_pb2.ImportAnkiPackageOptions(merge_notetypes=False, with_scheduling=with_scheduling)
        request = ImportAnkiPackageRequest(package_path=str(package), options=options)
        return self.collection.import_anki_package(request).log

    def note(self, guid: str) -> AnkiNote:
        (number,) = self.rows("SELECT id FROM notes WHERE guid = ?", guid)[0]
        return self.collection.get_note(number)

    def card(self, guid: str) -> AnkiCard:
        (card,) = self.note(guid).cards()
        return card

    def shown(self, guid: str, field: str) -> str:
        """A field as its reader sees it: without tags, entities decoded."""
        mode = StripHtmlRequest.Mode.NORMAL
        return self.collection._backend.strip_html(text=self.note(guid)[field], mode=mode)

    def question_text(self, guid: str) -> str:
        return self._text(self.card(guid).question())

    def answer_text(self, guid: str) -> str:
        """The back of a card, down to the line that says where the card comes from."""
        return self._text(self.card(guid).answer().split("<footer>")[0])

    def foot_text(self, guid: str) -> str:
        return self._text(self.card(guid).answer().split("<footer>")[1])

    def hint(self, guid: str) -> str:
        """What stands in the hole of a cloze."""
        (hint,) = re.findall(r'<span class="cloze"[^>]*>(.*?)</span>', self.card(guid).question())
        return str(hint)

    def _text(self, html: str) -> str:
        """The lines of a rendered card as its reader sees them."""
        mode = StripHtmlRequest.Mode.NORMAL
        text = self.collection._backend.strip_html(text=html, mode=mode)
        return "\n".join(line for line in map(str.strip, text.splitlines()) if line)

    def note_type(self, guid: str) -> str:
        return str(self.rows("SELECT name FROM notetypes WHERE id = ?", self.note(guid).mid)[0][0])

    def deck_of(self, guid: str) -> str:
        return self.collection.decks.name(self.card(guid).did)

    def answer_easy(self, guid: str) -> None:
        """Review a card once, as the reviewer does."""
        card = self.card(guid)
        card.start_timer()
        self.collection.decks.select(card.did)
        scheduler = self.collection.sched
        assert isinstance(scheduler, Scheduler)
        queued = scheduler.get_queued_cards(fetch_limit=1000).cards
        states = next(entry.states for entry in queued if entry.card.id == card.id)
        rating = CardAnswer.Rating.EASY
        scheduler.answer_card(scheduler.build_answer(card=card, states=states, rating=rating))

    def answer_all_new(self) -> set[str]:
        """Review every new card, in Anki's order and however many there are; the GUIDs of their notes."""
        scheduler, answered = self.collection.sched, set()
        assert isinstance(scheduler, Scheduler)
        options = self.collection.decks.config_dict_for_deck_id(self.collection.decks.id("studykit", create=False))  # type: ignore[arg-type]  # it is there
        options["new"]["perDay"] = 9999
        self.collection.decks.update_config(options)
        self.collection.decks.select(self.collection.decks.id("studykit"))  # type: ignore[arg-type]  # it is there
        while queued := scheduler.get_queued_cards(fetch_limit=1).cards:
            card = self.collection.get_card(queued[0].card.id)
            card.start_timer()
            answer = scheduler.build_answer(card=card, states=queued[0].states, rating=CardAnswer.Rating.EASY)
            # Of two answers in one millisecond Anki moves the second in the log, but not what the card remembers of it.
            (last,) = self.rows("SELECT coalesce(max(id), 0) FROM revlog")[0]
            answer.answered_at_millis = max(answer.answered_at_millis, last + 1)
            scheduler.answer_card(answer)
            answered.add(card.note().guid)
        return answered

    def schedule(self, guid: str) -> tuple[Any, ...]:
        """Interval, repetitions, due day and review log of a card."""
        card = self.card(guid)
        log = self.rows("SELECT ease, ivl, time, type FROM revlog WHERE cid = ?", card.id)
        return card.ivl, card.reps, card.due, card.type, log

    def everything(self) -> list[Any]:
        """All notes, cards, decks and note types, row by row."""
        tables = ("notes", "cards", "decks", "notetypes", "templates", "fields", "tags", "revlog")
        return [self.rows(f"SELECT * FROM {table}") for table in tables]  # noqa: S608  # names from above

    def rows(self, query: str, *values: str | int) -> list[Any]:
        """The rows of a query to the collection's database."""
        assert self.collection.db is not None
        return list(self.collection.db.all(query, *values))

    def assert_healthy(self) -> None:
        """Every note has its card, Check Database finds nothing, Check Media neither."""
        assert not self.collection.get_empty_cards().notes
        problems, fine = self.collection.fix_integrity()
        assert fine, problems
        media = self.collection.media.check()
        assert (list(media.missing), list(media.unused)) == ([], [])


_numbers = itertools.count(1)


def make_card(prompt: str = "什么是流？", answer: str = "一个命令队列", **fields: Any) -> Card:
    """A card; what does not matter in a test has a value that Anki would take."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "id": f"card{number}",
        "about": (prompt,),
        "kind": "definition",
        "form": "question",
        "prompt": prompt,
        "answer": answer,
        "context": (),
        "statement": "",
        "deck": ("cuda",),
        "tags": (),
        "span": Span("notes/cuda.md", number, number),
        "heading": ("流与事件",),
        "concepts": (),
        "pattern": "colon",
        "confidence": 1.0,
    }
    return Card(**values | fields)


def make_cloze(prompt: str = f"流是一个{HOLE}", answer: str = "命令队列", **fields: Any) -> Card:
    return make_card(prompt, answer, form="cloze", **fields)


def build(
    target: Path,
    cards: Sequence[Card],
    *,
    name: str = "studykit",
    modified: Mapping[str, int] | None = None,
    past: Past | None = None,
) -> tuple[Diagnostic, ...]:
    """Write a package into a study folder; what is not in ``modified`` changed at :data:`CHANGED`."""
    times = {card.id: CHANGED for card in cards} | dict(modified or {})
    pictures = PictureBox(target.parent)
    notes, trouble = make_notes(cards, name=name, modified=times, pictures=pictures)
    replace_file(target, package(notes, pictures.files, past))
    return (*pictures.diagnostics, *trouble)
