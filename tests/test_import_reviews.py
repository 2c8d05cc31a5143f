"""What was reviewed in Anki comes into the log: out of every kind of file that Anki writes, once, and as it was."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest
from anki.collection import ImportAnkiPackageRequest
from anki.import_export_pb2 import ImportAnkiPackageOptions
from anki_helpers import Anki, build, make_card
from anki_learner import Deed, learn
from store_helpers import NOW, SCHEDULER, later, moment, opened

from studykit import anki_files
from studykit.anki_files import AnkiCard, AnkiFileUnusable, AnkiHistory, AnkiReview, read_history
from studykit.commands import run
from studykit.identity import LEDGER_NAME, read_ledger
from studykit.reviews import DAY_MS, MINUTE_MS, Moment, Review
from studykit.store import Store, read_store
from studykit.store.backups import list_backups
from studykit.store.checking import check
from studykit.store.database import database_path
from studykit.store.importing import Imported, take_in

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

NOTE = """# CUDA

流：按顺序执行的操作队列。

事件：流里的标记，用来计时和同步。

核函数：在 GPU 上由许多线程执行的函数。

线程块：能共享内存并互相同步的一组线程。

线程束：一起执行同一条指令的 32 个线程。

网格：一次启动的全部线程块。

寄存器：每个线程私有的最快的存储。

屏障：所有线程都到达之后才能继续的位置。
"""
ZONE = "Asia/Shanghai"
#: Monday evening, when the learner imports the deck into Anki.
START = moment("2026-01-05 20:00", ZONE).utc
#: What Anki can write, and what can be taken out of that.
FILES = (
    "new.apkg legacy.apkg first.apkg new.colpkg legacy.colpkg collection.anki2 collection.anki21 collection.anki21b"
).split()
SUSPENDED = 2  # the third card


@dataclass(frozen=True, slots=True)
class Lived:
    """A study folder, a folder with all that Anki wrote, the ids of the cards, and what Anki knows."""

    study: Path
    files: Path
    cards: tuple[str, ...]
    log: tuple[tuple[str, int, int, int, int, int], ...]
    days: dict[int, int]
    memories: dict[str, tuple[float, float] | None]

    @property
    def answers(self) -> list[tuple[str, int, int, int]]:
        """Card, instant, rating and milliseconds of each answer that counts: previews have no factor."""
        return [
            (card, at, ease, took)
            for card, at, ease, took, kind, factor in self.log
            if card in self.cards and ease and not (kind == 3 and factor == 0)
        ]


def weeks(cards: Sequence[str]) -> list[Deed]:
    """What the learner does: answers at all hours, and whatever else Anki lets one do to a card."""
    random = Random(6)  # noqa: S311  # the same weeks every time
    deeds: list[Deed] = []
    for card in cards[:5]:
        at = START + random.randrange(DAY_MS)
        while at < START + 30 * DAY_MS:
            deeds.append((at, "answer", [card, random.choices((1, 2, 3, 4), (25, 10, 55, 10))[0]]))
            at += random.choice((30_000, 11 * MINUTE_MS, 7 * 60 * MINUTE_MS, DAY_MS - 60_000, 3 * DAY_MS, 6 * DAY_MS))
    moved, again, never = cards[5:]
    day = [START + number * DAY_MS for number in range(60)]
    deeds += [
        *((day[number], "answer", [moved, 4]) for number in (1, 11)),
        (day[12], "set_due_date", [moved, "3"]),
        (day[15], "answer", [moved, 3]),
        *((day[number] + 1000, "answer", [again, 3]) for number in (2, 3, 8)),
        (day[9], "reset", [again]),
        (day[9] + 5000, "answer", [again, 2]),
        (day[13], "answer", [again, 3]),
        (day[3] + 2000, "answer", [never, 4]),
        (day[14], "reset", [never]),
        (day[31], "gather", [True]),
        (day[31] + 5000, "answer", [cards[0], 3]),
        (day[31] + 9000, "answer", [cards[1], 1]),
        (day[32], "scatter", []),
        (day[33], "gather", [False]),
        (day[33] + 5000, "answer", [cards[0], 1]),
        (day[34], "scatter", []),
        (day[35], "suspend", [cards[SUSPENDED]]),
        (day[36], "add_note", ["foreign", "mine"]),
        (day[36] + 5000, "answer", ["foreign", 3]),
        (day[37], "add_note", ["elsewhere", "studykit::kind::definition"]),
        (day[37] + 5000, "answer", ["elsewhere", 3]),
        (day[38], "copy_while_open", ["open"]),
    ]
    return sorted(deeds)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """The notes and the deck of somebody who then learned with Anki for a month."""
    place = tmp_path_factory.mktemp("lived")
    study, files = place / "study", place / "files"
    (study / "notes").mkdir(parents=True)
    (study / "studykit.toml").touch()
    (study / "notes" / "cuda.md").write_text(NOTE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(study)
        assert run(["deck"]) == 0
    cards = tuple(read_ledger(study / LEDGER_NAME).entries)
    assert len(cards) == 8
    known = learn(study / "decks" / "studykit.apkg", files, weeks(cards), ZONE)
    take_apart(files)
    return Lived(study, files, cards, tuple(known["log"]), known["days"], known["memories"])


def take_apart(files: Path) -> None:
    """The collections inside of packages as files of their own, and a package as Anki made it first."""
    with zipfile.ZipFile(files / "legacy.apkg") as package:
        (files / "collection.anki21").write_bytes(package.read("collection.anki21"))
    with zipfile.ZipFile(files / "new.apkg") as package:
        (files / "collection.anki21b").write_bytes(package.read("collection.anki21b"))
    with zipfile.ZipFile(files / "first.apkg", "w") as package:
        package.write(files / "collection.anki21", "collection.anki2")
        package.writestr("media", "{}")


@pytest.fixture
def home(lived: Lived, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the learner's study folder, the current one."""
    folder = tmp_path / "study"
    shutil.copytree(lived.study, folder)
    monkeypatch.chdir(folder)
    return folder


@contextmanager
def clocks_of(zone: str) -> Iterator[None]:
    """The zone of this machine, for a while. No Anki must run meanwhile in this process: it would remember."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", zone)
        time.tzset()
        yield
    time.tzset()


def reviews(folder: Path) -> list[Review]:
    with read_store(folder, SCHEDULER) as store:
        return store.reviews()


def everything_about(path: Path) -> tuple[object, ...]:
    """A file's bytes and time, and what lies beside it."""
    return path.read_bytes(), path.stat().st_mtime_ns, sorted(os.listdir(path.parent))


def everything_in(folder: Path) -> tuple[object, ...]:
    with read_store(folder, SCHEDULER) as store:
        return store.rows(), store.memories(), store.suspended()


def import_reviews(path: Path, capsys: pytest.CaptureFixture[str], code: int = 0) -> list[str]:
    """The lines that the command says on a machine in the learner's zone, after it ended with ``code``."""
    capsys.readouterr()
    with clocks_of(ZONE):
        assert run(["import-reviews", str(path)]) == code
    said = capsys.readouterr()
    return (said.err if code else said.out).splitlines()


# From every file


@pytest.mark.parametrize("name", FILES)
def test_every_answer_comes_in_as_it_was(
    lived: Lived, home: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Card, instant, rating, time taken and day; the file stays as it is."""
    file = lived.files / name
    before = everything_about(file)
    said, *others = import_reviews(file, capsys)
    kept = reviews(home)
    assert [(each.card, each.at, each.rating, each.took) for each in kept] == lived.answers
    assert len({SCHEDULER.day(Moment(each.at, each.offset)) - lived.days[each.at] for each in kept}) == 1
    assert said.endswith(
        f": {len(kept)} reviews of 8 cards, 2026-01-05 to 2026-02-05. New: {len(kept)} of 8 cards; known before: 0."
    )
    assert others == [
        "1 reviews of cards made of other notes: left alone.",
        "2 other cards: left alone.",
        "1 previews that do not count in Anki: left out.",
        "1 due days set by hand: left out, days follow from reviews.",
        "2 cards were reset in Anki: they start anew.",
        "1 cards are suspended in Anki: now here too.",
    ]
    assert everything_about(file) == before


@pytest.mark.parametrize("name", FILES)
def test_a_second_import_adds_nothing(lived: Lived, home: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither of the same file, nor of any other that Anki made of the same reviews."""
    import_reviews(lived.files / name, capsys)
    before = everything_in(home)
    for other in FILES:
        (said, *_) = import_reviews(lived.files / other, capsys)
        assert said.endswith(
            f"{len(lived.answers)} reviews of 8 cards, 2026-01-05 to 2026-02-05: all were known before."
        )
    assert everything_in(home) == before


def test_the_memories_are_those_that_anki_has(lived: Lived, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Resets and filtered decks included: Anki computes them from its whole log."""
    import_reviews(lived.files / "new.colpkg", capsys)
    with read_store(home, SCHEDULER) as store:
        memories = store.memories()
    for card in lived.cards:
        in_anki, here = lived.memories[card], memories.get(card)
        assert (in_anki is None) == (here is None)
        if in_anki and here:
            assert (here.stability, here.difficulty) == pytest.approx(in_anki, rel=1e-3)


def test_check_finds_nothing_to_complain_of(lived: Lived, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import_reviews(lived.files / "new.apkg", capsys)
    with read_store(home, SCHEDULER) as store:
        last = store.rows()[-1]
    assert check(home, SCHEDULER, Moment(last.at, last.offset)) == []


def test_a_later_export_brings_what_is_new_in_it(
    lived: Lived, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    earlier, half = tmp_path / "earlier.anki2", len(lived.answers) // 2
    shutil.copyfile(lived.files / "collection.anki21", earlier)
    change(earlier, "DELETE FROM revlog WHERE id > ?", lived.answers[half - 1][1])
    import_reviews(earlier, capsys)
    assert len(reviews(home)) == half
    (said, *_) = import_reviews(lived.files / "legacy.apkg", capsys)
    assert f"New: {len(lived.answers) - half} of " in said
    assert said.endswith(f"known before: {half}.")
    assert len(reviews(home)) == len(lived.answers)


def test_reviews_of_a_card_that_the_notes_have_no_more_are_kept(
    lived: Lived, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "notes" / "cuda.md").write_text("流：水往低处走的样子。", encoding="utf-8")
    said = import_reviews(lived.files / "new.apkg", capsys)
    count = len(reviews(home))
    assert count == len(lived.answers)
    assert f"{count} of the reviews are of cards that the notes have no more: kept." in said[1]


def test_without_scheduling_there_is_nothing_and_the_learner_is_told_why(
    lived: Lived, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (said, *_) = import_reviews(lived.files / "no scheduling.apkg", capsys)
    assert said.endswith(
        "no reviews of these cards. When Anki exports an .apkg, “Include scheduling information” must be ticked."
    )
    assert reviews(home) == []


def test_a_backup_is_made_first(lived: Lived, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with opened(home) as store:
        store.answer("before", 3, NOW, 0)
    import_reviews(lived.files / "new.apkg", capsys)
    (backup,) = list_backups(home)
    assert backup.reason == "import"
    with closing(sqlite3.connect(backup.path)) as kept:
        assert kept.execute("SELECT card FROM log").fetchall() == [("before",)]


# Days


def test_days_are_those_of_anki_when_the_clocks_change(tmp_path: Path) -> None:
    """Answers around four in the morning, before and after New York's clocks went forward."""
    card, zone = make_card(), "America/New_York"
    build(tmp_path / "deck.apkg", [card])
    hours = ("03:30", "04:30", "12:00", "23:59")
    times = [moment(f"2026-03-{day:02} {hour}", zone).utc for day in (5, 6, 7, 9, 10) for hour in hours]
    deeds: list[Deed] = [(at, "answer", [card.id, 3]) for at in times]
    days = learn(tmp_path / "deck.apkg", tmp_path / "files", deeds, zone)["days"]
    with clocks_of(zone):
        history = read_history(tmp_path / "files" / "new.apkg", [card.id], NOW.utc)
        ours = {each.at: SCHEDULER.day(Moment(each.at, history.offset_at(each.at))) for each in history.reviews}
    assert len({ours[at] - days[at] for at in times}) == 1


def test_reviews_from_an_anki_elsewhere_have_the_offset_that_it_noted(lived: Lived) -> None:
    """A collection notes its offset; a deck package does not, so there the clock of this machine must do."""
    with clocks_of("UTC"):
        offsets = {
            name: history.offset_at(START)
            for name in FILES
            for history in [read_history(lived.files / name, lived.cards, NOW.utc)]
        }
    assert {name for name, offset in offsets.items() if offset == 480} == {
        "new.colpkg",
        "legacy.colpkg",
        "collection.anki2",
    }
    assert set(offsets.values()) == {0, 480}


def test_ratings_from_before_there_was_a_button_for_hard_are_those_that_anki_makes_of_them(
    lived: Lived, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the first scheduler, 2 and 3 in learning were good and easy."""
    first = tmp_path / "collection.anki2"
    shutil.copyfile(lived.files / "collection.anki21", first)
    change(first, "UPDATE revlog SET ease = 3 WHERE ease = 4")
    with closing(sqlite3.connect(first)) as collection:
        conf = json.loads(collection.execute("SELECT conf FROM col").fetchone()[0])
    change(first, "UPDATE col SET conf = ?", json.dumps(conf | {"schedVer": 1, "sched2021": False}))
    with zipfile.ZipFile(tmp_path / "old.apkg", "w") as package:
        package.write(first, "collection.anki2")
        package.writestr("media", "{}")
    with Anki(tmp_path / "Anki") as anki:
        options = ImportAnkiPackageOptions(with_scheduling=True)
        anki.collection.import_anki_package(
            ImportAnkiPackageRequest(package_path=str(tmp_path / "old.apkg"), options=options)
        )
        in_anki = dict(anki.rows("SELECT id, ease FROM revlog WHERE ease > 0"))
    import_reviews(tmp_path / "old.apkg", capsys)
    kept = {each.at: each.rating for each in reviews(home)}
    assert kept == {at: in_anki[at] for at in kept}
    assert 4 in kept.values()


# Beside what was done here


def history(
    *answers: AnkiReview, resets: Sequence[tuple[str, int]] = (), cards: Sequence[AnkiCard] = ()
) -> AnkiHistory:
    return AnkiHistory(answers, tuple(resets), tuple(cards), 0, 0, 0, 0, 0, NOW.offset, NOW.utc)


def take(store: Store, what: AnkiHistory) -> Imported:
    return take_in(store._folder, store, what, NOW)


def in_anki(rating: Any, now: Moment, card: str = "card") -> AnkiReview:
    return AnkiReview(card, now.utc, rating, 0)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as opened_store:
        yield opened_store


YESTERDAY, TOMORROW = later(NOW, days=-1), later(NOW, days=1)


def test_answers_given_here_and_there_make_one_history(store: Store) -> None:
    store.answer("card", 1, NOW, 0)
    take(store, history(in_anki(3, YESTERDAY), in_anki(4, TOMORROW)))
    assert [each.rating for each in store.reviews_of("card")] == [3, 1, 4]
    memory = store.memory("card")
    assert memory is not None
    assert (memory.repetitions, memory.day) == (3, SCHEDULER.day(TOMORROW))


def test_an_answer_that_comes_back_by_way_of_anki_is_known(store: Store) -> None:
    """Also where two were given in one millisecond and the deck had to move one of them."""
    here = store.answer("card", 3, NOW, 0).review
    assert take(store, history(in_anki(3, NOW), in_anki(3, later(NOW, minutes=1 / 60_000)))).reviews == 0
    assert take(store, history(in_anki(4, NOW), in_anki(3, NOW, "other"))).reviews == 2
    assert here in store.reviews()


def test_what_was_taken_back_does_not_come_back(store: Store) -> None:
    store.answer("card", 3, NOW, 0)
    store.undo(NOW)
    take(store, history(in_anki(3, NOW), in_anki(4, YESTERDAY)))
    assert store.undo(NOW) is not None, "now what came from Anki"
    take(store, history(in_anki(3, NOW), in_anki(4, YESTERDAY)))
    assert store.reviews() == []


def test_undo_takes_back_what_was_done_here_first(store: Store) -> None:
    store.answer("card", 1, YESTERDAY, 0)
    take(store, history(in_anki(3, NOW)))
    undone = store.undo(TOMORROW)
    assert undone is not None
    assert isinstance(undone.event, Review)
    assert undone.event.rating == 1


def test_a_reset_makes_a_card_new_and_keeps_its_reviews(store: Store) -> None:
    store.answer("card", 3, YESTERDAY, 0)
    what = history(resets=[("card", NOW.utc)])
    assert take(store, what).resets == 1
    assert store.memory("card") is None
    assert len(store.reviews()) == 1
    answered = store.answer("card", 3, TOMORROW, 0)
    assert (answered.memory.repetitions, answered.memory.first_day) == (1, SCHEDULER.day(TOMORROW))
    assert take(store, what).resets == 0


def test_only_the_memories_of_cards_that_got_reviews_are_made_anew(store: Store) -> None:
    store.answer("other", 3, YESTERDAY, 0)
    seen: list[str] = []
    watched = lambda cards: (seen.append(card) or card for card in cards)  # type: ignore[func-returns-value]  # noqa: E731  # says what passes
    take_in(store._folder, store, history(in_anki(3, NOW)), NOW, watched)
    assert seen == ["card"]


@pytest.mark.parametrize(
    ("here", "there", "suspended"),
    [
        ([], ("suspended", NOW), True),
        ([("suspend", YESTERDAY), ("resume", NOW)], ("suspended", YESTERDAY), False),
        ([("suspend", YESTERDAY), ("resume", YESTERDAY)], ("suspended", NOW), True),
        ([("suspend", YESTERDAY)], ("active", NOW), True),
        ([], ("active", NOW), False),
    ],
)
def test_a_card_suspended_in_anki_is_suspended_here_unless_something_newer_was_done(
    store: Store, here: list[tuple[Any, Moment]], there: tuple[str, Moment], suspended: bool
) -> None:
    for kind, now in here:
        store.mark("card", kind, now)
    before = "card" in store.suspended()
    done = take(store, history(cards=[AnkiCard("card", there[0] == "suspended", there[1].utc)]))
    assert ("card" in store.suspended()) is suspended
    assert (done.suspended, done.resumed) == (int(suspended and not before), 0)


def test_a_card_that_anki_suspended_is_taken_up_when_anki_does(store: Store) -> None:
    for suspended, now in ((True, YESTERDAY), (False, NOW), (True, TOMORROW)):
        what = history(cards=[AnkiCard("card", suspended, now.utc)])
        done = take(store, what)
        assert (done.suspended, done.resumed) == (int(suspended), int(not suspended))
        assert take(store, what) == Imported(0, 0, 0, 0, 0)
        assert ("card" in store.suspended()) is suspended


def test_entries_with_a_date_in_the_future_are_left_out(lived: Lived) -> None:
    until = lived.answers[9][1]
    history = read_history(lived.files / "new.apkg", lived.cards, until)
    assert [each.at for each in history.reviews] == [at for _, at, *_ in lived.answers[:10]]
    assert history.future == sum(row[1] > until and row[0] in lived.cards for row in lived.log)


# What cannot be read


def change(collection: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(collection)) as connection:
        connection.execute(statement, values)
        connection.commit()


def change_entry(package: Path, name: str, content: Callable[[bytes], bytes]) -> None:
    with zipfile.ZipFile(package) as archive:
        entries = {each: archive.read(each) for each in archive.namelist()}
    entries[name] = content(entries.get(name, b""))
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, data in entries.items():
            archive.writestr(each, data)


def write(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


def keep(share: float) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])


def overwrite(at: float) -> Callable[[Path], object]:
    """Write over 4 KiB, that far into the file."""

    def work(path: Path) -> None:
        data = bytearray(path.read_bytes())
        start = int(len(data) * at) // 4096 * 4096
        data[start : start + 4096] = b"\xee" * 4096
        path.write_bytes(data)

    return work


def encrypt(path: Path) -> None:
    """Mark all entries as encrypted, in both places where a zip says so."""
    data = path.read_bytes()
    for sign, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        parts = data.split(sign)
        data = sign.join([parts[0], *(part[: flags - 4] + b"\1" + part[flags - 3 :] for part in parts[1:])])
    path.write_bytes(data)


def hand_over(content: Callable[[bytes], bytes], name: str = "collection.anki21b") -> Callable[[Path], object]:
    return lambda path: change_entry(path, name, content)


def no_tables(path: Path) -> None:
    path.unlink()
    change(path, "CREATE TABLE col (ver, mod, conf)")


def still_open(path: Path) -> None:
    path.with_name(f"{path.name}-wal").write_bytes(b"answers")


def remove(path: Path) -> None:
    path.unlink()


def make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


BROKEN: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "not there": ("new.apkg", remove, "there is no such file"),
    "a folder": ("new.apkg", make_folder, "there is no such file"),
    "empty": ("new.apkg", write(b""), "it is no file of Anki's"),
    "text": ("new.apkg", write("笔记".encode() * 999), "it is no file of Anki's"),
    "half a package": ("new.apkg", keep(0.5), "cannot be read and may be damaged"),
    "nearly all of a package": ("legacy.colpkg", keep(0.99), "cannot be read and may be damaged"),
    "a damaged entry": ("legacy.apkg", overwrite(0.1), "cannot be read and may be damaged"),
    "encrypted": ("new.apkg", encrypt, "it is encrypted"),
    "a package without a collection": ("new.apkg", lambda path: zipfile.ZipFile(path, "w").close(), "damaged|no file"),
    "a package of something else": (
        "new.apkg",
        lambda path: write_zip(path, {"word/document.xml": b"<w/>"}),
        "it holds no collection",
    ),
    "a newer kind of package": ("new.apkg", hand_over(lambda _: b"\x08\x04", "meta"), "a newer Anki wrote it"),
    "not zstd": ("new.apkg", hand_over(lambda _: b"\x28\xb5\x2f\xfd" + b"?" * 99), "cannot be read and may be damaged"),
    "half of zstd": ("new.apkg", hand_over(lambda data: data[: len(data) // 2]), "cannot be read and may be damaged"),
    "zstd of something else": ("new.apkg", hand_over(lambda _: zstd.compress(b"?" * 99)), "it is no file of Anki's"),
    "zstd that grows": ("new.apkg", hand_over(lambda _: zstd.compress(bytes(1 << 22))), "is larger than 1 MiB"),
    "a zip that grows": ("new.apkg", hand_over(lambda _: bytes(1 << 22)), "is larger than 1 MiB"),
    "half a collection": ("collection.anki2", keep(0.5), "cannot be read and may be damaged"),
    "the head of a collection": ("collection.anki2", keep(0.0005), "cannot be read and may be damaged"),
    "a damaged collection": ("collection.anki2", overwrite(0.2), "cannot be read and may be damaged"),
    "a newer schema": (
        "collection.anki2",
        lambda path: change(path, "UPDATE col SET ver = 19"),
        "a newer Anki wrote it",
    ),
    "another database": ("collection.anki2", no_tables, "cannot be read and may be damaged"),
    "open in Anki": ("collection.anki2", still_open, "Anki has it open .*quit Anki first"),
}


def write_zip(path: Path, entries: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_is_refused_in_one_sentence_and_the_log_stays_as_it_is(
    lived: Lived,
    home: Path,
    tmp_path: Path,
    name: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    original, damage, sentence = BROKEN[name]
    with opened(home) as store:
        store.answer("card", 3, NOW, 0)
    before = database_path(home).read_bytes()
    file = tmp_path / original
    shutil.copyfile(lived.files / original, file)
    damage(file)
    monkeypatch.setattr(anki_files, "LARGEST", 1 << 20)
    (said,) = import_reviews(file, capsys, code=1)
    assert re.search(sentence, said)
    assert str(file) in said
    assert database_path(home).read_bytes() == before
    assert list_backups(home) == []


def test_a_collection_is_not_read_while_anki_runs(lived: Lived, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (said,) = import_reviews(lived.files / "open" / "collection.anki2", capsys, code=1)
    assert "Anki has it open (collection.anki2-wal lies beside it); quit Anki first" in said


@pytest.mark.parametrize("seed", range(40))
def test_no_damage_whatever_ends_in_anything_but_a_sentence(lived: Lived, tmp_path: Path, seed: int) -> None:
    """Some bytes are changed at random: what can still be read is read, and nothing else is raised."""
    random = Random(seed)  # noqa: S311  # the same damage every time
    name = random.choice(FILES)
    data = bytearray((lived.files / name).read_bytes())
    for _ in range(random.choice((1, 5, 50))):
        data[random.randrange(len(data))] = random.randrange(256)
    file = tmp_path / name
    file.write_bytes(data)
    with suppress(AnkiFileUnusable):
        history = read_history(file, lived.cards, NOW.utc)
        assert all(0 < each.at <= NOW.utc and each.rating in (1, 2, 3, 4) for each in history.reviews)
