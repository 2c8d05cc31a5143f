"""Which card is which: ids that stay, and the ledger that remembers."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.errors import LedgerBroken
from studykit.identity import (
    BASE,
    HEADER,
    Entry,
    Ledger,
    assign_ids,
    fingerprint,
    read_ledger,
    update,
    write_ledger,
)
from studykit.model import Card, Span

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)


def make(subject: str = "流", *, path: str = "notes/cuda.md", line: int = 3, **parts: object) -> Card:
    card = Card(
        id="",
        about=(subject, ""),
        kind="definition",
        form="question",
        prompt=f"什么是{subject}？",
        answer="按顺序执行的操作队列",
        context=("CUDA",),
        statement="",
        deck=("CUDA",),
        tags=("cuda",),
        span=Span(path, line, line),
        heading=("CUDA",),
        concepts=(subject,),
        pattern="glossary",
        confidence=1.0,
    )
    return replace(card, **parts)  # type: ignore[arg-type]  # whatever the test needs


def ids(*cards: Card) -> list[str]:
    return [card.id for card in assign_ids(cards)]


# Ids


def test_an_id_is_short_and_plain() -> None:
    assert re.fullmatch("[a-z2-7]{16}", ids(make())[0])


def test_an_id_is_the_same_in_every_version_for_ever() -> None:
    """Decks that people have imported hang on these: if this fails, mend the code and not the test."""
    assert ids(make(), make("CUDA 事件", kind="property")) == ["54tqpzz72t75f6be", "qb5itwwmtjllqmce"]


@pytest.mark.parametrize(
    "same",
    [
        pytest.param(make(answer="别的说法"), id="answer reworded"),
        pytest.param(make(prompt="流指什么？"), id="question reworded"),
        pytest.param(make(path="notes/gpu/course/cuda.md"), id="note moved to another folder"),
        pytest.param(make(line=300), id="moved within the note"),
        pytest.param(make(heading=("别处",), context=()), id="under another heading"),
        pytest.param(make(form="cloze", pattern="statement"), id="found by another pattern"),
        pytest.param(make(deck=("x",), tags=("y",)), id="other deck and tags"),
        pytest.param(make(" 流 "), id="spaces"),
    ],
)
def test_the_id_stays_when_the_card_is_about_the_same(same: Card) -> None:
    assert ids(same) == ids(make())


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(make("事件"), id="another subject"),
        pytest.param(make(about=("流", "优点")), id="another aspect"),
        pytest.param(make(kind="property"), id="another kind"),
        pytest.param(make(path="notes/os.md"), id="another note"),
    ],
)
def test_the_id_differs_when_the_card_is_about_something_else(other: Card) -> None:
    assert ids(other) != ids(make())


def test_spelling_that_means_the_same_gives_the_same_id() -> None:
    assert ids(make("CUDA 流")) == ids(make("ｃｕｄａ流")) != ids(make("CUDA 事件"))


def test_parts_are_not_run_together() -> None:
    assert ids(make(about=("a", "bc"))) != ids(make(about=("ab", "c")))
    assert ids(make(about=("a",))) != ids(make(about=("a", "")))


def test_cards_about_the_same_are_numbered_in_order_of_the_notes() -> None:
    first, second = make(line=3), make(line=9)
    assert ids(second, first) == ids(first, second)[::-1]
    assert len(set(ids(first, second))) == 2
    assert ids(first, second)[0] == ids(first)[0]


@given(st.permutations([make("流"), make("事件"), make("流", line=9), make("核函数", path="notes/b.md")]))
def test_ids_do_not_depend_on_the_order_or_on_the_other_cards(cards: Sequence[Card]) -> None:
    alone = {card.id for card in assign_ids(cards)}
    among_others = {card.id for card in assign_ids([*cards, make("别的", line=1)])}
    assert alone < among_others


# The ledger


def built(*cards: Card) -> tuple[Card, ...]:
    return assign_ids(cards or (make(),))


def test_the_first_build_is_the_same_on_any_day() -> None:
    ledger, changes = update(Ledger(), built(), NOW)
    assert ledger == update(Ledger(), built(), NOW + timedelta(days=99))[0]
    assert ledger.modified() == {built()[0].id: BASE}
    assert (len(changes.new), changes.changed, changes.unchanged, changes.gone) == (1, (), (), ())
    assert datetime.fromtimestamp(BASE, UTC) == datetime(2026, 1, 1, tzinfo=UTC)


def test_a_card_that_did_not_change_keeps_its_time() -> None:
    ledger, _ = update(Ledger(), built(), NOW)
    again, changes = update(ledger, built(make(line=50, path="notes/x/cuda.md")), NOW)
    assert again.modified() == ledger.modified()
    assert changes.unchanged == tuple(ledger.entries)


def test_a_reworded_card_is_newer() -> None:
    ledger, _ = update(Ledger(), built(), NOW)
    (id,) = ledger.entries
    later, changes = update(ledger, built(make(answer="新的")), NOW)
    assert (changes.changed, later.modified()) == ((id,), {id: int(NOW.timestamp())})


def test_a_reworded_card_is_newer_although_the_clock_ran_back() -> None:
    ledger, _ = update(Ledger(), built(), NOW)
    later, _ = update(ledger, built(make(answer="新的")), NOW)
    latest, _ = update(later, built(make(answer="更新的")), NOW - timedelta(days=400))
    assert list(latest.modified().values()) == [int(NOW.timestamp()) + 1]


@pytest.mark.parametrize("part", ["prompt", "answer", "statement", "form", "context", "deck", "tags", "heading"])
def test_all_that_the_learner_sees_counts(part: str) -> None:
    value = "x" if isinstance(getattr(make(), part), str) else ("x",)
    assert fingerprint(replace(make(), **{part: value})) != fingerprint(make())  # type: ignore[arg-type]  # a part by name


def test_lists_are_not_run_together() -> None:
    assert fingerprint(make(tags=("a", "b"), deck=())) != fingerprint(make(tags=("a",), deck=("b",)))


def test_a_card_that_goes_is_kept_and_comes_back_with_what_was_known() -> None:
    first, _ = update(Ledger(), built(make(), make("事件")), NOW)
    without, changes = update(first, built(), NOW)
    (gone,) = changes.gone
    assert without.entries[gone].gone
    assert update(without, built(), NOW)[1].gone == ()
    back, changes = update(without, built(make(), make("事件")), NOW)
    assert (back, changes.new) == (first, (gone,))


@pytest.mark.parametrize(
    ("places", "gone"),
    [
        (["notes/b.md"], {"notes/b.md"}),
        (["notes/sub"], {"notes/sub/c.md"}),
        (["notes"], {"notes/a.md", "notes/b.md", "notes/sub/c.md"}),
        (["."], {"notes/a.md", "notes/b.md", "notes/sub/c.md"}),
        (["note", "notes/b"], set()),
        (["../other", "/abs"], {"../other/d.md", "/abs/e.md"}),
    ],
)
def test_a_card_is_gone_only_from_where_it_was_looked_for(places: list[str], gone: set[str]) -> None:
    paths = ["notes/a.md", "notes/b.md", "notes/sub/c.md", "../other/d.md", "/abs/e.md"]
    ledger, _ = update(Ledger(), built(*(make(path=path) for path in paths)), NOW)
    after, changes = update(ledger, (), NOW, places)
    assert {after.entries[id].note for id in changes.gone} == gone


# The file


def test_the_ledger_comes_back_as_it_was_written(tmp_path: Path) -> None:
    ledger, _ = update(Ledger(), built(make(), make("事件")), NOW)
    ledger, _ = update(ledger, built(make(answer="新的")), NOW)
    write_ledger(tmp_path / "cards.lock", ledger)
    assert read_ledger(tmp_path / "cards.lock") == ledger


def test_the_file_is_sorted_text_with_one_line_a_card(tmp_path: Path) -> None:
    cards = built(make(), make("事件", prompt="多行\n\t的\x1b[31m\u2028问题", path="notes/a\tb\n.md"))
    write_ledger(tmp_path / "cards.lock", update(Ledger(), cards, NOW)[0])
    header, *lines = (tmp_path / "cards.lock").read_bytes().decode().removesuffix("\n").split("\n")
    assert header == HEADER
    assert lines == sorted(lines)
    assert [line.split("\t")[0] for line in lines] == sorted(card.id for card in cards)
    assert all(len(line.split("\t")) == 7 for line in lines)


def test_an_unchanged_ledger_is_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "cards.lock"
    ledger, _ = update(Ledger(), built(), NOW)
    write_ledger(path, ledger)
    before = path.stat().st_ino
    write_ledger(path, ledger)
    assert path.stat().st_ino == before


def test_without_a_file_the_ledger_is_empty(tmp_path: Path) -> None:
    assert read_ledger(tmp_path / "cards.lock") == Ledger()


def test_a_ledger_that_git_checked_out_with_crlf_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "cards.lock"
    ledger, _ = update(Ledger(), built(make(), make("事件")), NOW)
    write_ledger(path, ledger)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_ledger(path) == ledger


LINE = "id\tprint\t2026-01-01T00:00:00Z\tlive\tnotes/a.md\tdefinition\t什么是流？"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("", 1, id="emptied"),
        pytest.param(LINE, 1, id="no header"),
        pytest.param(HEADER.replace("1", "2"), 1, id="newer format"),
        pytest.param(f"{HEADER}\n{LINE}\n<<<<<<< HEAD\n", 3, id="conflict left by git"),
        pytest.param(f"{HEADER}\n{LINE}\n{LINE}\n", 3, id="the same card twice"),
        pytest.param(f"{HEADER}\n{LINE}\tmore\n", 2, id="a field too many"),
        pytest.param(f"{HEADER}\n{LINE[:-10]}\n".replace("definition\t", ""), 2, id="a field too few"),
        pytest.param(f"{HEADER}\n{LINE}\n".replace("01-01", "02-30"), 2, id="a day that is none"),
        pytest.param(f"{HEADER}\n{LINE}\n".replace("2026", "1969"), 2, id="before all time"),
        pytest.param(f"{HEADER}\n{LINE}\n".replace("live", "dead"), 2, id="unknown state"),
        pytest.param(f"{HEADER}\n\n{LINE}\n", 2, id="empty line"),
    ],
)
def test_a_damaged_ledger_is_refused_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    path = tmp_path / "cards.lock"
    path.write_text(text, "utf-8")
    with pytest.raises(LedgerBroken, match=rf"cards\.lock:{line}: this line is not in the format"):
        read_ledger(path)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00\x01", b"studykit \xff"])
def test_a_ledger_that_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "cards.lock").write_bytes(data)
    with pytest.raises(LedgerBroken, match="cannot be read"):
        read_ledger(tmp_path / "cards.lock")


def test_a_folder_in_its_place_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerBroken, match="cannot be read"):
        read_ledger(tmp_path)


def test_git_merges_ledgers_of_two_machines(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=x", "-c", "user.email=x@x", "-c", "init.defaultBranch=main"]
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True, capture_output=True)

    def build(*cards: Card) -> None:
        write_ledger(path, update(read_ledger(path), built(*cards), NOW)[0])
        git("add", ".")
        git("commit", "-m", "x")

    path = tmp_path / "cards.lock"
    common = [make(str(n)) for n in range(50)]
    git("init")
    build(*common)
    git("checkout", "-b", "other")
    build(*common, make("流"))
    git("checkout", "main")
    build(*common, make("事件"))
    git("merge", "other")
    assert len(read_ledger(path).entries) == 52


def test_an_entry_holds_what_the_line_says(tmp_path: Path) -> None:
    (tmp_path / "cards.lock").write_text(f"{HEADER}\n{LINE}\n", "utf-8")
    entry = Entry("print", BASE, False, "notes/a.md", "definition", "什么是流？")
    assert read_ledger(tmp_path / "cards.lock").entries == {"id": entry}
