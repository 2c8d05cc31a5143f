"""Packages in the hands of the real Anki: what arrives, what a second import does, what stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from anki_helpers import CHANGED, Anki, build, make_card, make_cloze
from hypothesis import given, settings
from hypothesis import strategies as st

from studykit.exporters.anki import EARLIEST, POSITIONS, deck_part, positions
from studykit.exporters.anki_fields import anki_tags
from studykit.exporters.notetypes import BASIC, CLOZE, REVISED, style
from studykit.model import HOLE, Card, Span

ROOT = Path(__file__).parent.parent


MARKS = r"{{ }} {{c1:: :: [sound:a] [latex] $ $$ \( \) ` ``` ** <b> <img> &lt; ![ ]( [[ ]] | \" / #".split()
noise = st.lists(st.one_of(st.sampled_from([*MARKS, HOLE, "\n"]), st.text(max_size=4)), max_size=6).map("".join)


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    with Anki(tmp_path / "anki") as anki:
        yield anki


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    return tmp_path / "deck.apkg"


#: What a note may say, and what the learner must read.
HOSTILE = [
    ("a<b && c>d", "a<b && c>d"),
    ("`vector<T>`", "vector<T>"),
    ("vector<T>", "vector<T>"),
    ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ("{{Q}}", "{{Q}}"),
    ("{{c1::x}}", "{{c1::x}}"),
    ("{{#Prompt}}x{{/Prompt}}", "{{#Prompt}}x{{/Prompt}}"),
    (r"$\frac{a}{b}}$", r"\(\frac{a}{b}}\)"),
    ("[sound:x.mp3]", "[sound:x.mp3]"),
    ("[latex]x[/latex] [$]y[/$]", "[latex]x[/latex] [$]y[/$]"),
    ("$$sound:x.mp3$$", r"\[sound:x.mp3\]"),
    ("[anki:tts lang=zh_CN]x[/anki:tts]", "[anki:tts lang=zh_CN]x[/anki:tts]"),
    ("a\x1fb\x00c", "a␟b␀c"),
    ("a\ud800b", "a\ufffdb"),
    ("😀 表情 👩‍💻", "😀 表情 👩‍💻"),
    (r"`\(x\)` 与 C:\\(x\\)", r"\(x\) 与 C:\(x\)"),
    ("&lt; 写作 `&lt;`", "< 写作 &lt;"),
]


@pytest.mark.parametrize(("written", "read"), HOSTILE)
def test_what_a_note_says_is_read_as_it_is_meant_and_nothing_of_it_is_live(
    anki: Anki, deck: Path, written: str, read: str
) -> None:
    card = make_card(written, written, statement=written, context=(written,), heading=(read,), tags=(written,))
    cloze = make_cloze(f"{HOLE} 是 {written}", written)
    assert build(deck, [card, cloze]) == ()
    assert len(anki.load(deck).new) == 2
    for field in ("Prompt", "Answer", "Statement", "Context", "Heading"):
        assert anki.shown(card.id, field) == read
    assert not anki.card(card.id).question_av_tags()
    assert not anki.card(cloze.id).answer_av_tags()
    assert anki.hint(cloze.id) == "[...]"
    assert anki.answer_text(cloze.id) == f"{read} 是 {read}"
    anki.assert_healthy()


@pytest.mark.parametrize(
    ("prompt", "answer", "question", "solution"),
    [
        (f"用 {HOLE} 存", "std::vector", "用 [...] 存", "用 std::vector 存"),
        (f"用 {HOLE} 存", "`std::vector`", "用 [...] 存", "用 std::vector 存"),
        (f"`nvcc -arch={HOLE}`", "`sm_90`", "nvcc -arch=[...]", "nvcc -arch=sm_90"),
        (f"$x = {HOLE}$", "$\\frac{a}{b^{2}}$", "\\(x = [...]\\)", "\\(x = \\frac{a}{b^{2}}\\)"),
        (f"比是 {HOLE}", "$\\frac{a}{b^{2}}$", "比是 [...]", "比是 \\(\\frac{a}{b^{2}}\\)"),
        (f"**{HOLE}**是流", ":a:", "[...]是流", ":a:是流"),
        (f"```cpp\nf<{HOLE}>();\n```", "`a::b`", "f<[...]>();", "f<a::b>();"),
        (f"- 一\n- {HOLE}", "二{{c2::三}}", "一\n[...]", "一\n二{{c2::三}}"),
    ],
)
def test_a_hole_hides_the_answer_and_shows_it(
    tmp_path: Path, prompt: str, answer: str, question: str, solution: str
) -> None:
    deck, card = tmp_path / "deck.apkg", make_cloze(prompt, answer)
    assert build(deck, [card]) == ()
    with Anki(tmp_path / "anki") as anki:
        anki.load(deck)
        assert anki.note_type(card.id) == "studykit cloze"
        assert anki.question_text(card.id) == question
        assert anki.answer_text(card.id) == solution
        anki.assert_healthy()


@pytest.mark.parametrize(
    ("prompt", "answer"),
    [
        ("没有洞", "x"),
        (f"{HOLE} 和 {HOLE}", "x"),
        (f"见 [这里](https://example.org/{HOLE})", "x"),
        (f"![{HOLE}](picture.svg)", "x"),
        (f"空的 {HOLE}", " "),
        (f"很长的 {HOLE}", "```\na\n```\n\nb"),
    ],
)
def test_a_hole_that_anki_would_lose_becomes_a_question(anki: Anki, deck: Path, prompt: str, answer: str) -> None:
    (deck.parent / "picture.svg").write_text("<svg/>")
    card = make_cloze(prompt, answer, span=Span("cuda.md", 3, 4))
    codes = {d.code: (d.path, d.line) for d in build(deck, [card])}
    assert codes["cloze-broken"] == ("cuda.md", 3)
    anki.load(deck)
    assert anki.note_type(card.id) == "studykit basic"
    anki.assert_healthy()


def test_a_card_without_a_prompt_still_asks_something(anki: Anki, deck: Path) -> None:
    card = make_card(" ", "x", heading=("流与事件",))
    build(deck, [card])
    anki.load(deck)
    assert anki.shown(card.id, "Prompt") == "流与事件"
    anki.assert_healthy()


def test_the_back_says_where_the_card_comes_from(anki: Anki, deck: Path) -> None:
    card = make_card("问", "答", statement="整句", context=("CUDA", "`流`"), span=Span("notes/流.md", 7, 9))
    build(deck, [card])
    anki.load(deck)
    assert anki.question_text(card.id) == "CUDA › 流\n问"
    assert anki.answer_text(card.id) == "CUDA › 流\n问\n答\n整句"
    assert anki.foot_text(card.id) == "notes/流.md:7 · 流与事件"


@settings(max_examples=25)
@given(st.lists(st.tuples(noise, noise, noise), min_size=1, max_size=30))
def test_whatever_the_notes_say_anki_takes_every_card(texts: list[tuple[str, str, str]]) -> None:
    cards = [make_card(*pair, context=(more,), deck=(more,), tags=(more,)) for *pair, more in texts]
    cards += [make_cloze(f"{one}{HOLE}{two}", more) for one, two, more in texts]
    with TemporaryDirectory() as folder, Anki(Path(folder) / "anki") as anki:
        deck = Path(folder) / "deck.apkg"
        build(deck, cards)
        assert len(anki.load(deck).new) == len(cards)
        assert len(anki.load(deck).duplicate) == len(cards)
        anki.assert_healthy()


# -- importing again ----------------------------------------------------------------------------------------


def test_a_second_import_of_the_same_deck_changes_nothing(anki: Anki, deck: Path) -> None:
    build(deck, [make_card(), make_cloze()])
    anki.load(deck)
    before = anki.everything()
    log = anki.load(deck)
    assert (len(log.new), len(log.updated), len(log.conflicting), len(log.duplicate)) == (0, 0, 0, 2)
    assert anki.everything() == before


def test_an_edited_card_keeps_its_reviews_and_the_others_keep_what_the_learner_changed(anki: Anki, deck: Path) -> None:
    edited, touched, other = make_card("一"), make_card("二"), make_cloze()
    build(deck, [edited, touched, other])
    anki.load(deck)
    anki.answer_easy(edited.id)
    reviewed = anki.schedule(edited.id)
    note = anki.note(touched.id)
    note["Answer"] = "我自己的话"
    note.add_tag("leech")
    anki.collection.update_note(note)

    build(deck, [replace(edited, answer="一个指令队列"), touched, other], modified={edited.id: CHANGED + 60})
    log = anki.load(deck)

    assert [entry.id.nid for entry in log.updated] == [anki.note(edited.id).id]
    assert (len(log.new), len(log.conflicting), len(log.duplicate)) == (0, 0, 2)
    assert anki.shown(edited.id, "Answer") == "一个指令队列"
    assert reviewed[0] > 0
    assert anki.schedule(edited.id) == reviewed
    assert anki.shown(touched.id, "Answer") == "我自己的话"
    assert "leech" in anki.note(touched.id).tags
    anki.assert_healthy()


def test_a_card_added_later_comes_in_its_place(anki: Anki, deck: Path) -> None:
    cards = [make_card(f"第 {n} 行", span=Span("notes/a.md", n, n)) for n in (1, 2, 3, 4)]
    build(deck, [cards[0], cards[3]])
    anki.load(deck)
    build(deck, cards)
    anki.load(deck)
    queue = [
        anki.shown(guid, "Prompt")
        for (guid,) in anki.rows("SELECT guid FROM notes JOIN cards ON nid = notes.id ORDER BY due")
    ]
    assert queue == ["第 1 行", "第 2 行", "第 3 行", "第 4 行"]


def test_a_changed_style_sheet_arrives_without_touching_a_note(
    anki: Anki, deck: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(deck, [make_card()])
    anki.load(deck)
    monkeypatch.setattr("studykit.exporters.anki.REVISED", REVISED + 1)
    monkeypatch.setattr("studykit.exporters.anki.style", lambda: ".card { color: teal }")
    build(deck, [make_card()])
    log = anki.load(deck)
    note_type = anki.collection.models.by_name("studykit basic")
    assert note_type
    assert note_type["css"] == ".card { color: teal }"
    assert not log.updated
    assert not log.conflicting


def test_the_note_types_are_frozen() -> None:
    """Whoever changes ids or fields breaks every deck out there; the looks may change, with a later date."""
    frozen = [(t.id, t.name, t.cloze, t.fields) for t in (BASIC, CLOZE)]
    assert sha256(repr(frozen).encode()).hexdigest()[:16] == "b84fb409741a2a1b"
    looks = [style(), *(side for t in (BASIC, CLOZE) for side in (t.question, t.answer))]
    assert (REVISED, sha256("\0".join(looks).encode()).hexdigest()[:16]) == (
        1_795_392_000,
        "3f80d636095c8f50",
    )


# -- decks, tags, order -------------------------------------------------------------------------------------


def test_decks_are_a_tree_of_the_cards_paths(anki: Anki, deck: Path) -> None:
    paths = [("CUDA", "流"), ("cuda", "std::vector"), (), ('带"引号"', "::"), ("e\u0301", "a\tb:")]
    cards = [make_card(deck=path) for path in paths]
    build(deck, cards, name="学习::我的笔记")
    anki.load(deck)
    names = [entry.name for entry in anki.collection.decks.all_names_and_ids(skip_empty_default=True)]
    root = "学习::我的笔记"
    assert sorted(names) == sorted([
        "学习", root, f"{root}::CUDA", f"{root}::CUDA::流", f"{root}::CUDA::std∶∶vector",
        f"{root}::带引号", f"{root}::带引号::…", f"{root}::é", f"{root}::é::a b",
    ])  # fmt: skip
    assert anki.deck_of(cards[1].id) == f"{root}::CUDA::std∶∶vector"
    assert anki.deck_of(cards[2].id) == root
    anki.assert_healthy()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a", "a"),
        (" a ", "a"),
        ("a::b", "a∶∶b"),
        ("::", "…"),
        (":a:", "a"),
        ('"a"', "a"),
        ("", "…"),
        ("零\u200b宽\u202e", "零宽"),
    ],
)
def test_parts_of_deck_names(given: str, kept: str) -> None:
    assert deck_part(given) == kept


def test_tags_are_hierarchical_and_without_spaces(anki: Anki, deck: Path) -> None:
    card = make_card(tags=("cuda/流", "#a b", "全　角", "x//y", "CUDA/流", "/", "c++"))
    assert anki_tags(card) == ["cuda::流", "a_b", "全_角", "x::y", "c++", "studykit::kind::definition"]
    build(deck, [card])
    anki.load(deck)
    assert sorted(anki.note(card.id).tags) == sorted(anki_tags(card))


def test_positions_follow_notes_and_lines_and_leave_room() -> None:
    cards = [make_card(span=Span(path, line, line)) for path, line in [("b", 1), ("b", 1), ("b", 9), ("a", 1)]]
    first, same_line, later, other_note = positions(cards)
    assert 0 < first < same_line < later < other_note
    assert later - first > 8 * 10
    many = [make_card(span=Span(f"n{n}", line, line)) for n in range(600) for line in (1, 100, 5000)]
    assert positions(many) == sorted(set(positions(many)))
    assert max(positions(many)) < POSITIONS


# -- bytes --------------------------------------------------------------------------------------------------

BUILD = """
import sys, time
from pathlib import Path
from tempfile import TemporaryDirectory
time.time = time.monotonic = lambda: float(sys.argv[2])
time.time_ns = lambda: int(float(sys.argv[2]) * 1e9)
sys.path.insert(0, sys.argv[3])
from anki_helpers import build, make_card, make_cloze
cards = [make_card(f"第 {n} 张", tags=("b", "a"), deck=(f"{n % 7}",)) for n in range(50)] + [make_cloze()]
build(Path(sys.argv[1]), cards)
"""


def _build_elsewhere(target: Path, *, seed: str, clock: str) -> bytes:
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "TZ": "Asia/Shanghai"}
    command = [sys.executable, "-c", BUILD, str(target), clock, str(ROOT / "tests")]
    subprocess.run(command, env=environment, check=True)
    return target.read_bytes()


def test_same_cards_same_bytes_on_any_day(tmp_path: Path) -> None:
    first = _build_elsewhere(tmp_path / "a.apkg", seed="1", clock="1e9")
    second = _build_elsewhere(tmp_path / "b.apkg", seed="2", clock="2e9")
    assert first == second
    with zipfile.ZipFile(tmp_path / "a.apkg") as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_time_of_zero_does_not_reach_anki(anki: Anki, deck: Path) -> None:
    card = make_card()
    build(deck, [card], modified={card.id: 0})
    anki.load(deck)
    assert anki.note(card.id).mod == EARLIEST
    anki.assert_healthy()


def test_no_card_at_all_is_a_package_too(anki: Anki, deck: Path) -> None:
    assert build(deck, []) == ()
    assert not anki.load(deck).new
    anki.assert_healthy()


def test_a_killed_run_leaves_the_old_deck_or_the_new(tmp_path: Path, deck: Path) -> None:
    build(deck, [make_card("旧")])
    old = deck.read_bytes()
    new = _build_elsewhere(tmp_path / "new.apkg", seed="0", clock="1e9")
    command = [sys.executable, "-c", BUILD, str(deck), "1e9", str(ROOT / "tests")]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    started = time.monotonic()
    subprocess.run(command, env=environment, check=True)
    whole = time.monotonic() - started
    for step in range(6):
        deck.write_bytes(old)
        process = subprocess.Popen(command, env=environment)
        time.sleep(whole * (0.7 + step * 0.06))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert deck.read_bytes() in (old, new)
    subprocess.run(command, env=environment, check=True)
    assert {path.name for path in tmp_path.iterdir()} == {"deck.apkg", "new.apkg"}


# -- size ---------------------------------------------------------------------------------------------------


def _seconds(target: Path, cards: list[Card]) -> float:
    started = time.process_time()
    build(target, cards)
    return time.process_time() - started


def test_many_decks_cost_no_more_a_note_than_one(deck: Path) -> None:
    one = _seconds(deck, [make_card(deck=("一",)) for _ in range(5000)])
    many = _seconds(deck, [make_card(deck=(f"第 {n % 1000} 副",)) for n in range(5000)])
    assert many < 3 * one + 0.5


def test_a_long_field_of_angle_brackets_takes_no_time(deck: Path) -> None:
    assert _seconds(deck, [make_card("a<b" * 32_768)]) < 1
