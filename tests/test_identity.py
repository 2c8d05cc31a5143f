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
    Changes,
    Entry,
    Ledger,
    Reach,
    Traits,
    assign_ids,
    fingerprint,
    lately_gone,
    noted,
    read_ledger,
    relinked,
    resolve,
    shown,
    update,
    write_ledger,
)
from studykit.identity.changes import REMEMBERED
from studykit.identity.ledger import HEADER_1, LONGEST
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


# Known again


HERE = Reach()


def built(*cards: Card) -> tuple[Card, ...]:
    return assign_ids(cards or (make(),))


def ledger_of(*cards: Card) -> Ledger:
    return update(Ledger(), built(*cards), NOW, HERE)[0]


def known(ledger: Ledger, *cards: Card, reach: Reach = HERE) -> list[str]:
    """The ids that cards get, given a ledger."""
    return [card.id for card in resolve(ledger, built(*cards), reach).cards]


def gone_from(ledger: Ledger, *left: Card) -> Ledger:
    """The ledger after a deck of no more than ``left``."""
    return update(ledger, resolve(ledger, built(*left), HERE).cards, NOW, HERE)[0]


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(make(answer="GPU 上的命令依次执行的地方"), id="answer reworded"),
        pytest.param(make("CUDA 流", prompt="什么是 CUDA 流？"), id="subject reworded"),
        pytest.param(make("stream", prompt="stream 指的是什么？"), id="question reworded, no word the same"),
        pytest.param(make("硫", prompt="什么是硫？", answer="按顺序执行的操做队列"), id="mistyped in both"),
        pytest.param(make(path="notes/gpu.md"), id="note renamed"),
        pytest.param(make(path="notes/gpu.md", heading=("GPU",), deck=("GPU",)), id="note renamed, with its title"),
        pytest.param(make(path="notes/gpu.md", kind="property"), id="note renamed, found by another rule"),
        pytest.param(make(heading=("别处",), context=()), id="under another heading"),
    ],
)
def test_a_card_that_is_the_same_to_the_learner_keeps_its_id(now: Card) -> None:
    ledger = ledger_of(make(), make("事件", answer="流里的标记", line=9))
    assert known(ledger, now, make("事件", answer="流里的标记", line=9)) == ids(make(), make("事件"))


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(make("事件", prompt="什么是事件？", answer="流里的一个标记，用来计时"), id="all is different"),
        pytest.param(
            make("sm_90", prompt="sm_90 有多少共享内存？", answer="228 KB"),
            id="only names and numbers differ",
        ),
    ],
)
def test_another_fact_gets_another_id(now: Card) -> None:
    ledger = ledger_of(make(), make("sm_80", prompt="sm_80 有多少共享内存？", answer="164 KB", line=9))
    assert known(ledger, now)[0] not in ledger.entries


def test_the_id_of_another_card_is_never_given_twice() -> None:
    """The stream of the note moved under a new name, and a new note is called as the old one was."""
    ledger = ledger_of(make())
    moved, new = known(ledger, make(path="notes/gpu.md"), make(answer="水的运动，与上面的毫无关系"))
    assert moved == ids(make())[0]
    assert new not in {moved, *ledger.entries}
    again = [moved, new]
    assert known(ledger, make(path="notes/gpu.md"), make(answer="水的运动，与上面的毫无关系")) == again


def test_of_two_that_are_alike_the_surer_is_matched() -> None:
    ledger = ledger_of(make(prompt="什么是共享内存的 bank？", about=("bank",)))
    near = make(prompt="什么是共享内存的 bank 啊？", about=("a",), answer="按顺序执行的操作队伍")
    nearer = make(prompt="什么是共享内存的 bank ？", about=("b",), line=9)
    assert known(ledger, near, nearer)[1] in ledger.entries
    assert known(ledger, near, nearer)[0] not in ledger.entries


def test_list_items_that_changed_places_keep_their_ids() -> None:
    """They are about the same, so by nature their ids would go by their order."""
    first, second = make(answer="一种"), make(answer="另一种", line=9)
    ledger = ledger_of(first, second)
    swapped = replace(second, span=first.span), replace(first, span=second.span)
    assert known(ledger, *swapped) == ids(first, second)[::-1]


def test_the_same_fact_in_two_notes_stays_with_its_note() -> None:
    notes = [make(path=f"notes/{n}.md", heading=(n,)) for n in "abc"]
    others = [make("事件", path=f"notes/{n}.md", heading=(n,), answer=f"{n} 里的标记", line=9) for n in "abc"]
    ledger = ledger_of(*notes, *others)
    renamed = [replace(card, span=Span(f"notes/{card.heading[0]}2.md", 1, 1)) for card in (*notes, *others)]
    assert known(ledger, *renamed) == ids(*notes, *others)


def test_a_note_of_short_facts_that_is_renamed_with_its_title_is_known_by_most_of_them() -> None:
    facts = [("稳定？", "是"), ("最坏情况？", "O(n²)"), ("最好情况？", "O(n)"), ("原地？", "是")]
    old = [make(prompt=asked, answer=said, about=(asked,), heading=("冒泡",)) for asked, said in facts]
    new = [replace(card, span=Span("notes/bubble.md", 1, 1), heading=("Bubble sort",)) for card in old]
    new[3] = replace(new[3], prompt="是否原地？", about=("是否原地",))
    assert known(ledger_of(*old), *new)[:3] == ids(*old)[:3]


def test_a_short_fact_under_another_heading_elsewhere_is_another_fact() -> None:
    """“The worst case? O(n²)” is said of many things."""
    worst = make(prompt="最坏情况？", answer="O(n²)", path="notes/sort.md", heading=("排序", "快速排序"))
    ledger = ledger_of(worst)
    other = replace(worst, about=("冒泡排序",), span=Span("notes/basics.md", 1, 1), heading=("基础", "冒泡排序"))
    assert known(ledger, other)[0] not in ledger.entries


def test_a_card_that_comes_back_has_its_id_again() -> None:
    ledger = gone_from(ledger_of(make(path="notes/a.md")))
    assert known(ledger, make(path="notes/b.md")) == ids(make(path="notes/a.md"))


def test_of_a_living_and_a_gone_card_the_living_is_matched() -> None:
    ledger = gone_from(ledger_of(make(), make(line=9, prompt="流？")), make(line=9, prompt="流？"))
    living = next(id for id, entry in ledger.entries.items() if not entry.gone)
    assert known(ledger, make(prompt="流？？", about=("别的",))) == [living]


def test_what_was_not_read_is_not_elsewhere() -> None:
    ledger = ledger_of(make(path="notes/a.md"))
    copy = make(path="notes/b.md")
    there = Reach(("notes/b.md",), exists=lambda note: True)
    assert known(ledger, copy, reach=there) == ids(copy)
    renamed = Reach(("notes/b.md",), exists=lambda note: False)
    assert known(ledger, copy, reach=renamed) == ids(make(path="notes/a.md"))
    unreadable = Reach(("notes",), unread=("notes/a.md",))
    assert known(ledger, copy, reach=unreadable) == ids(copy)


def test_the_learners_own_mark_outweighs_all_words() -> None:
    ledger = ledger_of(make(anchor="def"), make("事件", line=9))
    now = make("命令队列", prompt="命令队列指的是？", answer="先到先做", anchor="def")
    assert known(ledger, make("事件", line=9), now) == ids(make("事件", line=9), make())


def test_the_same_mark_in_another_note_counts_only_if_the_words_are_alike() -> None:
    ledger = ledger_of(make(path="notes/a.md", anchor="1"))
    other = make("铁", path="notes/b.md", prompt="铁的熔点？", answer="1538 °C", anchor="1")
    assert known(ledger, other)[0] not in ledger.entries


def test_what_may_be_the_same_is_new_and_said() -> None:
    old = make(prompt="为什么 Fermi 上要讲究提交次序？", about=("a",), answer="所有流共用一条硬件队列")
    new = make(prompt="在 Fermi 上为什么要讲究次序？", about=("b",), answer="各条流共享同一个硬件队列，互相等待")
    ledger = ledger_of(old)
    found = resolve(ledger, built(new), HERE)
    (doubt,) = found.doubts
    assert (doubt.new, doubt.old) == (found.cards[0].id, ids(old)[0])
    assert 0.5 < doubt.alike < 0.7
    assert doubt.new not in ledger.entries


@given(st.permutations([make("流"), make("事件", line=5), make("栅栏", line=9), make("核函数", path="notes/b.md")]))
def test_the_order_of_the_cards_does_not_matter(cards: Sequence[Card]) -> None:
    ledger = ledger_of(*cards)
    moved = [replace(card, span=replace(card.span, path="notes/new.md"), answer=card.answer + "。") for card in cards]
    by_line = {card.span.first: id for card, id in zip(moved, known(ledger, *moved), strict=True)}
    assert {card.span.first: id for card, id in zip(cards, known(ledger, *cards), strict=True)} == by_line


# What changed


def test_the_first_build_is_the_same_on_any_day() -> None:
    ledger, changes = update(Ledger(), built(), NOW, HERE)
    assert ledger == update(Ledger(), built(), NOW + timedelta(days=99), HERE)[0]
    assert ledger.modified() == {built()[0].id: BASE}
    assert changes == Changes(new=(built()[0].id,))
    assert datetime.fromtimestamp(BASE, UTC) == datetime(2026, 1, 1, tzinfo=UTC)


def test_a_card_that_did_not_change_keeps_its_time() -> None:
    ledger = ledger_of()
    again, changes = update(ledger, built(make(line=50)), NOW, HERE)
    assert (again, changes) == (ledger, Changes(unchanged=tuple(ledger.entries)))


def test_a_card_that_only_moved_keeps_its_time() -> None:
    ledger = ledger_of()
    again, changes = update(ledger, built(make(path="notes/x/cuda.md")), NOW, HERE)
    assert again.modified() == ledger.modified()
    assert changes == Changes(moved=tuple(ledger.entries))


def test_a_card_that_moved_below_another_title_is_newer_for_anki_shows_the_title() -> None:
    ledger = ledger_of()
    again, changes = update(ledger, built(make(heading=("GPU",))), NOW, HERE)
    assert list(again.modified().values()) == [int(NOW.timestamp())]
    assert changes == Changes(moved=tuple(ledger.entries))


def test_a_reworded_card_is_newer() -> None:
    ledger = ledger_of()
    (id,) = ledger.entries
    later, changes = update(ledger, built(make(answer="新的")), NOW, HERE)
    assert (changes, later.modified()) == (Changes(changed=(id,)), {id: int(NOW.timestamp())})


def test_a_reworded_card_is_newer_although_the_clock_ran_back() -> None:
    later, _ = update(ledger_of(), built(make(answer="新的")), NOW, HERE)
    latest, _ = update(later, built(make(answer="更新的")), NOW - timedelta(days=400), HERE)
    assert list(latest.modified().values()) == [int(NOW.timestamp()) + 1]


@pytest.mark.parametrize("part", ["prompt", "answer", "statement", "form", "context", "deck", "tags", "heading"])
def test_all_that_the_learner_sees_counts(part: str) -> None:
    value = "x" if isinstance(getattr(make(), part), str) else ("x",)
    assert fingerprint(replace(make(), **{part: value})) != fingerprint(make())  # type: ignore[arg-type]  # a part by name


def test_lists_are_not_run_together() -> None:
    assert fingerprint(make(tags=("a", "b"), deck=())) != fingerprint(make(tags=("a",), deck=("b",)))


def test_a_card_that_goes_and_one_that_comes_back_are_newer_for_anki_must_hear_of_both() -> None:
    first = ledger_of(make(), make("事件"))
    without, changes = update(first, built(), NOW, HERE)
    (gone,) = changes.gone
    assert (without.entries[gone].state, without.entries[gone].modified) == ("gone", int(NOW.timestamp()))
    assert update(without, built(), NOW, HERE) == (without, Changes(unchanged=(built()[0].id,)))
    back, changes = update(without, built(make(), make("事件")), NOW, HERE)
    assert (back.entries[gone].state, back.entries[gone].modified) == ("live", int(NOW.timestamp()) + 1)
    assert changes.new == (gone,)


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
    after, changes = update(ledger_of(*(make(path=path) for path in paths)), (), NOW, Reach(tuple(places)))
    assert {after.entries[id].traits.note for id in changes.gone} == gone


@pytest.mark.parametrize("unread", ["notes/a.md", "notes"])
def test_a_card_of_a_note_that_could_not_be_read_is_not_gone(unread: str) -> None:
    ledger = ledger_of(make(path="notes/a.md"))
    assert update(ledger, (), NOW, Reach(("notes",), (unread,))) == (ledger, Changes())


def test_decks_speak_of_a_card_for_a_month_after_it_went() -> None:
    ledger = gone_from(ledger_of(make(), make("事件")), make())
    (gone,) = lately_gone(ledger)
    assert lately_gone(ledger) == {gone: int(NOW.timestamp())}
    for days, spoken_of in ((29, {gone}), (31, set())):
        later, _ = update(ledger, built(make(answer=f"{days}")), NOW + timedelta(days=days), HERE)
        assert lately_gone(later).keys() == spoken_of
    assert timedelta(seconds=REMEMBERED).days == 30


# What the quiz notes


def test_the_quiz_notes_what_it_meets_and_the_next_deck_has_it_as_new() -> None:
    ledger = noted(Ledger(), built(), NOW)
    (entry,) = ledger.entries.values()
    assert (entry.state, entry.modified) == ("new", BASE)
    assert noted(ledger, built(), NOW) == ledger
    assert update(ledger, built(), NOW, HERE) == (ledger_of(), Changes(new=(built()[0].id,)))


def test_what_the_quiz_met_in_other_words_the_next_deck_has_as_changed() -> None:
    reworded = built(make(answer="新的"))
    ledger = noted(ledger_of(), reworded, NOW)
    (entry,) = ledger.entries.values()
    assert (entry.state, entry.modified) == ("edited", int(NOW.timestamp()))
    assert noted(ledger, reworded, NOW + timedelta(days=1)) == ledger
    after, changes = update(ledger, reworded, NOW + timedelta(days=1), HERE)
    assert (after.modified(), changes) == (ledger.modified(), Changes(changed=tuple(ledger.entries)))


def test_nothing_goes_because_the_quiz_did_not_meet_it() -> None:
    assert noted(ledger_of(make(), make("事件")), built(), NOW) == ledger_of(make(), make("事件"))


# The learner's word


def test_a_card_that_is_relinked_has_the_old_id_from_then_on() -> None:
    old, new = make("旧"), make("新", prompt="全然不同？", answer="对")
    ledger = gone_from(ledger_of(old), new)
    old_id, new_id = ids(old, new)
    (card,) = resolve(ledger, built(new), HERE).cards
    told = relinked(ledger, old_id, card, NOW)
    assert (told.entries[old_id].state, told.entries[new_id].state) == ("edited", "gone")
    assert known(told, new) == [old_id]
    assert known(told, replace(new, answer="不对")) == [old_id]
    assert update(told, resolve(told, built(new), HERE).cards, NOW, HERE)[1] == Changes(changed=(old_id,))


# The file


def test_the_ledger_comes_back_as_it_was_written(tmp_path: Path) -> None:
    ledger = gone_from(ledger_of(make(anchor="a1"), make("事件"), make("旧")), make(anchor="a1"), make("事件"))
    ledger = noted(ledger, built(make(answer="新的"), make("栅栏", answer="长" * 999)), NOW)
    assert {entry.state for entry in ledger.entries.values()} == {"new", "edited", "live", "gone"}
    write_ledger(tmp_path / "cards.lock", ledger)
    assert read_ledger(tmp_path / "cards.lock") == ledger


def test_the_file_is_sorted_text_with_one_line_a_card(tmp_path: Path) -> None:
    cards = built(
        make(), make("事件", prompt="多行\n\t的\x1b[31m\u2028问题", path="notes/a\tb\n.md", heading=("a\tb", "c"))
    )
    write_ledger(tmp_path / "cards.lock", update(Ledger(), cards, NOW, HERE)[0])
    header, *lines = (tmp_path / "cards.lock").read_bytes().decode().removesuffix("\n").split("\n")
    assert header == HEADER
    assert lines == sorted(lines)
    assert [line.split("\t")[0] for line in lines] == sorted(card.id for card in cards)
    assert all(len(line.split("\t")) == 10 for line in lines)


def test_long_words_are_cut_yet_every_change_in_them_is_seen() -> None:
    long = "很长的回答。" * 100
    (entry,) = ledger_of(make(answer=long)).entries.values()
    assert len(entry.traits.answer) < LONGEST + 20
    assert shown(entry.traits.answer) == f"{long[:LONGEST]}…"
    (other,) = ledger_of(make(answer=f"{long}完")).entries.values()
    assert other.traits.answer != entry.traits.answer


def test_an_unchanged_ledger_is_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "cards.lock"
    write_ledger(path, ledger_of())
    before = path.stat().st_ino
    write_ledger(path, ledger_of())
    assert path.stat().st_ino == before


def test_without_a_file_the_ledger_is_empty(tmp_path: Path) -> None:
    assert read_ledger(tmp_path / "cards.lock") == Ledger()


def test_a_ledger_that_git_checked_out_with_crlf_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "cards.lock"
    ledger = ledger_of(make(), make("事件"))
    write_ledger(path, ledger)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_ledger(path) == ledger


LINE = "id\tlive\t2026-01-01T00:00:00Z\tnotes/a.md\tCUDA › 流\tdefinition\t\tprint\t什么是流？\t队列"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("", 1, id="emptied"),
        pytest.param(LINE, 1, id="no header"),
        pytest.param(HEADER.replace("2", "3", 1), 1, id="newer format"),
        pytest.param(f"{HEADER}\n{LINE}\n<<<<<<< HEAD\n", 3, id="conflict left by git"),
        pytest.param(f"{HEADER}\n{HEADER_1}\n{LINE}\n", 2, id="two formats merged"),
        pytest.param(f"{HEADER}\n{LINE}\tmore\n", 2, id="a field too many"),
        pytest.param(f"{HEADER}\n{LINE}\n".replace("definition\t", ""), 2, id="a field too few"),
        pytest.param(f"{HEADER}\n{LINE}\n".replace("01-01", "02-30"), 2, id="a day that is none"),
        pytest.param(f"{HEADER}\n{LINE}\n".replace("T00:00:00Z", ""), 2, id="a day and no time"),
        pytest.param(f"{HEADER}\n{LINE}\n".replace("2026", "1969"), 2, id="before all time"),
        pytest.param(f"{HEADER}\n{LINE}\n".replace("live", "dead"), 2, id="unknown state"),
        pytest.param(f"{HEADER}\n{LINE[2:]}\n", 2, id="no id"),
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


def test_an_entry_holds_what_the_line_says(tmp_path: Path) -> None:
    (tmp_path / "cards.lock").write_text(f"{HEADER}\n{LINE}\n", "utf-8")
    traits = Traits("notes/a.md", "CUDA › 流", "definition", "", "什么是流？", "队列")
    assert read_ledger(tmp_path / "cards.lock").entries == {"id": Entry("live", BASE, "print", traits)}


# Merged by git


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=x", "-c", "user.email=x@x", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path, *cards: Card, now: datetime = NOW) -> None:
    """Build on this machine, and commit what was built."""
    path = folder / "cards.lock"
    ledger = read_ledger(path)
    write_ledger(path, update(ledger, resolve(ledger, built(*cards), HERE).cards, now, HERE)[0])
    git(folder, "add", ".")
    git(folder, "commit", "-m", "x")


def test_git_merges_ledgers_of_two_machines(tmp_path: Path) -> None:
    common = [make(str(n)) for n in range(50)]
    git(tmp_path, "init")
    commit(tmp_path, *common)
    git(tmp_path, "checkout", "-b", "other")
    commit(tmp_path, *common, make("流"))
    git(tmp_path, "checkout", "main")
    commit(tmp_path, *common, make("事件"))
    git(tmp_path, "merge", "other")
    merged = read_ledger(tmp_path / "cards.lock")
    assert (len(merged.entries), merged.diagnostics) == (52, ())


def test_what_two_machines_reworded_git_can_merge_by_union_and_the_later_words_count(tmp_path: Path) -> None:
    git(tmp_path, "init")
    (tmp_path / ".gitattributes").write_text("cards.lock merge=union\n")
    commit(tmp_path, make())
    git(tmp_path, "checkout", "-b", "other")
    commit(tmp_path, make(answer="早些"), now=NOW)
    git(tmp_path, "checkout", "main")
    commit(tmp_path, make(answer="晚些"), now=NOW + timedelta(days=1))
    git(tmp_path, "merge", "other")
    merged = read_ledger(tmp_path / "cards.lock")
    (entry,) = merged.entries.values()
    assert entry.traits.answer == "晚些"
    (said,) = merged.diagnostics
    assert str(said).startswith("cards.lock:3: a second line on the same card")


def test_which_of_two_lines_counts_does_not_depend_on_their_order(tmp_path: Path) -> None:
    lines = [LINE, LINE.replace("队列", "x"), LINE.replace("live", "gone"), LINE.replace("live", "new")]
    found = []
    for order in (lines, lines[::-1], lines[2:] + lines[:2]):
        (tmp_path / "cards.lock").write_text("\n".join((HEADER, *order, "")), "utf-8")
        found.append(read_ledger(tmp_path / "cards.lock").entries)
    assert found[0] == found[1] == found[2]
    assert found[0]["id"].state == "live"


# The first format


def in_first_format(*cards: Card, state: str = "live") -> str:
    lines = [
        f"{card.id}\t{fingerprint(card)}\t2026-03-01T00:00:00Z\t{state}\t{card.span.path}\t{card.kind}\t{card.prompt}"
        for card in built(*cards)
    ]
    return "\n".join((HEADER_1, *sorted(lines), ""))


def test_a_ledger_of_the_first_format_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "cards.lock"
    path.write_text(in_first_format(make(), make("事件", line=9)), "utf-8")
    before = read_ledger(path)
    cards = resolve(before, built(make(), make("事件", line=9)), HERE).cards
    ledger, changes = update(before, cards, NOW, HERE)
    assert changes == Changes(unchanged=tuple(ids(make(), make("事件"))))
    assert ledger.modified() == dict.fromkeys(ids(make(), make("事件")), BASE + 59 * 86_400)
    write_ledger(path, ledger)
    assert read_ledger(path) == ledger


def test_what_had_gone_or_was_not_read_is_kept_from_the_first_format(tmp_path: Path) -> None:
    path = tmp_path / "cards.lock"
    path.write_text(in_first_format(make(path="notes/a.md"), state="gone"), "utf-8")
    ledger, _ = update(read_ledger(path), (), NOW, HERE)
    write_ledger(path, ledger)
    assert read_ledger(path) == ledger
    (entry,) = ledger.entries.values()
    assert (entry.state, entry.traits.prompt, entry.modified) == ("gone", "什么是流？", BASE + 59 * 86_400)
    assert known(ledger, make(path="notes/a.md")) == ids(make(path="notes/a.md"))


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(make(answer="别的说法", prompt="流指什么？"), id="reworded"),
        pytest.param(make(path="notes/gpu.md"), id="note renamed"),
    ],
)
def test_edits_at_the_time_of_the_new_format_keep_the_ids(tmp_path: Path, now: Card) -> None:
    path = tmp_path / "cards.lock"
    path.write_text(in_first_format(make()), "utf-8")
    assert known(read_ledger(path), now) == ids(make())
