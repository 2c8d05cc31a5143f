"""Cards are brought into a running Anki: into a real collection, behind a stand-in for the add-on AnkiConnect.

See ``ankiconnect_server.py`` for what of it is real.
"""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from anki_helpers import Anki, make_card, make_cloze
from ankiconnect_server import Server
from conftest import Program

from studykit.ankiconnect import Anki as AnkiConnect
from studykit.commands import run
from studykit.exporters.anki import make_notes
from studykit.exporters.pictures import PictureBox
from studykit.exporters.sent import SENT
from studykit.model import Card
from studykit.push.known import profile_name
from studykit.push.looking import look
from studykit.push.plan import Kept, Plan, plan
from studykit.push.steps import carry_out

CUDA = """\
# CUDA

- 流：一个按顺序执行的命令队列
- 事件：流中的一个标记
- 线程束：一起执行的 32 个线程
"""

STREAM, EVENT, WARP = "什么是流？", "什么是事件？", "什么是线程束？"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with Server(tmp_path / "User 1") as server:
        yield server


class Outcome:
    """What the command said, and its exit code."""

    def __init__(self, code: int, said: str, complained: str) -> None:
        self.code, self.said, self.complained = code, said, complained

    @property
    def counts(self) -> dict[str, int]:
        """The numbers of the last line that has any: new, updated, moved, gone, unchanged."""
        line = next(line for line in self.said.splitlines() if line.startswith("Anki ("))
        return {word: int(number) for number, word in re.findall(r"(\d+) (\w+)", line.partition(":")[2]) if int(number)}


Push = Callable[..., Outcome]


@pytest.fixture
def push(study: Path, server: Server, capsys: pytest.CaptureFixture[str]) -> Push:
    """Run ``studykit push`` in the study folder, against the server."""
    return pusher(server, capsys)


def pusher(server: Server, capsys: pytest.CaptureFixture[str]) -> Push:
    def push(*arguments: str, url: str | None = None) -> Outcome:
        server.forget()
        capsys.readouterr()
        code = run(["push", "--url", url or server.url, *arguments])
        return Outcome(code, *capsys.readouterr())

    return push


def write(study: Path, text: str = CUDA, name: str = "cuda.md") -> None:
    note = study / "notes" / name
    note.parent.mkdir(exist_ok=True)
    note.write_text(text, "utf-8")


def deck(study: Path) -> Path:
    """The package that ``studykit deck`` makes of the same notes."""
    assert run(["deck"]) == 0
    return study / "decks/studykit.apkg"


def guid(anki: Anki, prompt: str) -> str:
    """The GUID of the one note that asks this."""
    found = [row for row in anki.rows("SELECT guid, flds FROM notes") if row[1].split("\x1f")[0] == prompt]
    ((guid, _),) = found
    return str(guid)


def edit(anki: Anki, prompt: str, field: str, text: str) -> None:
    """What the learner does in Anki's editor."""
    note = anki.note(guid(anki, prompt))
    note[field] = text
    anki.collection.update_note(note)


def contents(anki: Anki) -> list[tuple[str, ...]]:
    """Everything that a learner sees of the notes, and the places among the new cards."""
    rows = anki.rows("SELECT guid, mid, flds, tags, due, did FROM notes JOIN cards ON nid = notes.id ORDER BY guid")
    return [(*row[:5], anki.collection.decks.name(row[5])) for row in rows]


def test_a_dry_run_needs_no_right_to_write(study: Path, push: Push, monkeypatch: pytest.MonkeyPatch) -> None:
    write(study)
    monkeypatch.setattr(os, "access", lambda *_: False)  # as for a folder of somebody else's; root may write anywhere
    assert push("--dry-run").counts == {"new": 3}
    assert push().code == 1


# New cards, by push and by package


def test_new_cards_are_what_a_package_brings(study: Path, server: Server, push: Push, tmp_path: Path) -> None:
    write(study)
    write(study, "# 内存\n\n- 共享内存：同一个线程块共用的内存\n\n这里的 ==页锁定内存== 不会换出。\n", "内存/mem.md")
    assert push().counts == {"new": 5}
    assert "studykit cloze" in {server.anki.note_type(row[0]) for row in contents(server.anki)}
    with Anki(tmp_path / "other") as imported:
        imported.load(deck(study))
        assert contents(server.anki) == contents(imported)
    server.anki.assert_healthy()


def test_a_second_push_does_nothing(study: Path, server: Server, push: Push) -> None:
    write(study)
    assert push().counts == {"new": 3}
    before = server.anki.everything()
    assert push().counts == {"unchanged": 3}
    assert server.changed == []
    assert server.anki.everything() == before


def test_a_push_updates_what_a_package_brought(study: Path, server: Server, push: Push) -> None:
    write(study)
    server.anki.load(deck(study))
    assert push().counts == {"unchanged": 3}
    write(study, CUDA.replace("命令队列", "指令队列"))
    assert push().counts == {"updated": 1, "unchanged": 2}
    assert server.anki.collection.note_count() == 3
    assert server.anki.shown(guid(server.anki, STREAM), "Answer") == "一个按顺序执行的指令队列"


def test_a_package_after_a_push_doubles_nothing(study: Path, server: Server, push: Push) -> None:
    write(study)
    push()
    assert len(server.anki.load(deck(study)).new) == 0
    write(study, CUDA.replace("命令队列", "指令队列") + "- 网格：线程块的集合\n")
    assert len(server.anki.load(deck(study)).new) == 1
    assert push().counts == {"unchanged": 4}
    assert server.changed == []


def test_a_package_of_before_notes_remembered_what_was_sent(study: Path, server: Server, push: Push) -> None:
    """Where nothing is remembered, what equals the notes is taken for ours, and anything else for the learner's."""
    write(study)
    server.anki.load(deck(study))
    for prompt in (STREAM, EVENT, WARP):
        edit(server.anki, prompt, SENT, "")
    edit(server.anki, EVENT, "Answer", "我的话")
    done = push()
    assert done.counts == {"unchanged": 3}
    assert "Answer stays as you changed it in Anki, “我的话”; the notes say “流中的一个标记”" in done.said
    write(study, CUDA.replace("命令队列", "指令队列").replace("32 个", "三十二个"))
    assert push().counts == {"updated": 2, "unchanged": 1}


# Edits, in the notes and in Anki


def test_what_was_learned_stays_when_a_card_is_reworded(study: Path, server: Server, push: Push) -> None:
    write(study)
    push()
    stream, event = guid(server.anki, STREAM), guid(server.anki, EVENT)
    server.anki.answer_easy(stream)
    server.anki.collection.tags.bulk_add([server.anki.note(stream).id], "leech 我的")
    server.anki.collection.set_user_flag_for_cards(3, [server.anki.card(stream).id])
    server.anki.collection.sched.suspend_cards([server.anki.card(event).id])
    learned = server.anki.schedule(stream)
    write(study, CUDA.replace("命令队列", "指令队列").replace("一个标记", "标记"))
    assert push().counts == {"updated": 2, "unchanged": 1}
    assert server.anki.schedule(stream) == learned
    assert set(server.anki.note(stream).tags) > {"leech", "我的"}
    assert server.anki.card(stream).user_flag() == 3
    assert server.anki.card(event).queue == -1
    server.anki.assert_healthy()


def test_the_learners_words_stay_and_are_listed(study: Path, server: Server, push: Push) -> None:
    write(study)
    push()
    edit(server.anki, STREAM, "Answer", "<b>我</b>自己的&nbsp;话")
    assert push().counts == {"unchanged": 3}  # the notes have nothing to say against it
    write(study, CUDA.replace("# CUDA", "# CUDA 编程").replace("命令队列", "指令队列"))
    done = push()
    assert "notes/cuda.md:3: Answer stays as you changed it in Anki, “我 自己的 话”; the notes say" in done.said
    assert "with --overwrite the notes win" in done.said
    stream = server.anki.note(guid(server.anki, STREAM))
    assert stream["Answer"] == "<b>我</b>自己的&nbsp;话"
    assert stream["Heading"] == "CUDA 编程"  # the fields that the learner left alone follow the notes
    assert "stays as you changed it" in push().said
    assert server.changed == []
    assert push("--overwrite").counts["updated"] == 1
    assert server.anki.shown(stream.guid, "Answer") == "一个按顺序执行的指令队列"
    assert push().counts == {"unchanged": 3}


def test_the_same_change_on_both_sides_is_no_conflict(study: Path, server: Server, push: Push) -> None:
    write(study)
    push()
    edit(server.anki, STREAM, "Answer", "一个按顺序执行的指令队列")
    write(study, CUDA.replace("命令队列", "指令队列"))
    assert "stays" not in push().said
    write(study, CUDA.replace("命令队列", "任务队列"))
    assert push().counts == {"updated": 1, "unchanged": 2}


def test_a_line_that_moved_is_no_reason_to_touch_a_note(study: Path, server: Server, push: Push) -> None:
    write(study)
    push()
    write(study, CUDA.replace("# CUDA\n", "# CUDA\n\n\n\n"))
    assert push().counts == {"unchanged": 3}
    assert server.changed == []


def test_tags_of_the_notes_follow_and_the_learners_stay(study: Path, server: Server, push: Push) -> None:
    write(study, "---\ntags: [gpu, cuda/流]\n---\n" + CUDA)
    push()
    stream = guid(server.anki, STREAM)
    number = server.anki.note(stream).id
    server.anki.collection.tags.bulk_add([number], "我的")
    server.anki.collection.tags.bulk_remove([number], "gpu")
    write(study, "---\ntags: [gpu, nvidia]\n---\n" + CUDA)
    assert push().counts == {"updated": 3}
    assert set(server.anki.note(stream).tags) == {"nvidia", "studykit::kind::definition", "我的"}
    assert "gpu" in server.anki.note(guid(server.anki, EVENT)).tags
    push("--overwrite")
    assert "gpu" in server.anki.note(stream).tags


def test_a_card_of_another_form_keeps_its_note_and_its_schedule(server: Server, tmp_path: Path) -> None:
    """A question that becomes a cloze under the same id needs another note type."""
    send(server, make_card(id="a", tags=("gpu",)), make_cloze(id="b"))
    server.anki.answer_easy("a")
    learned, number = server.anki.schedule("a"), server.anki.note("a").id
    server.anki.collection.tags.bulk_add([number], "我的")
    send(server, make_cloze(id="a", tags=("cuda",)), make_cloze(id="b"))
    note = server.anki.note("a")
    assert (server.anki.note_type("a"), note.id, server.anki.schedule("a")) == ("studykit cloze", number, learned)
    assert set(note.tags) == {"cuda", "我的", "studykit::kind::definition"}
    todo, refused = send(server, make_cloze(id="a", tags=("cuda",)), make_cloze(id="b"))
    assert (todo.changes, refused) == ((), [])
    note["Context"] = "我的话"
    server.anki.collection.update_note(note)
    todo, _ = send(server, make_card(id="a"), make_cloze(id="b"))
    assert todo.changes[0].kept == (Kept("Context", "我的话", ""),)
    assert server.anki.note_type("a") == "studykit cloze"
    send(server, make_card(id="a"), make_cloze(id="b"), overwrite=True)
    assert server.anki.note_type("a") == "studykit basic"


def test_an_add_on_that_cannot_give_a_note_another_type_does_the_rest(server: Server) -> None:
    send(server, make_card(id="a"), make_card(id="b"), make_cloze(id="c"))
    server.lacks = frozenset({"updateNoteModel"})
    changed = (make_cloze(id="a"), make_card("新的问题", id="b"), make_cloze(id="c"))
    _, (line,) = send(server, *changed)
    assert re.search(r"notes/cuda.md:\d+: The AnkiConnect in Anki is too old. Choose", line)
    assert server.anki.shown("b", "Prompt") == "新的问题"
    assert server.anki.note_type("a") == "studykit basic"


def send(server: Server, *cards: Card, overwrite: bool = False) -> tuple[Plan, Sequence[str]]:
    """Push these very cards; gives what was planned, and what Anki refused of it."""
    anki, pictures = AnkiConnect(server.url, None, 10), PictureBox(server.folder)
    notes, _ = make_notes(cards, name="studykit", modified={card.id: 0 for card in cards}, pictures=pictures)
    found = look(anki)
    todo = plan(notes, found.held, overwrite=overwrite)
    return todo, carry_out(anki, todo, found, notes, pictures).refused


# Decks


def test_a_card_moves_with_its_note(study: Path, server: Server, push: Push) -> None:
    write(study)
    push()
    write(study, "---\ndeck: GPU::基础\n---\n" + CUDA)
    assert push().counts == {"moved": 3, "unchanged": 0} or push().counts
    assert {row[-1] for row in contents(server.anki)} == {"studykit::GPU::基础"}
    assert push().counts == {"unchanged": 3}
    server.anki.assert_healthy()


def test_a_card_that_the_learner_moved_stays(study: Path, server: Server, push: Push) -> None:
    write(study)
    push()
    stream = server.anki.card(guid(server.anki, STREAM))
    exam = server.anki.collection.decks.id("考试")
    assert exam is not None
    server.anki.collection.set_deck([stream.id], exam)
    assert "考试" not in push().said
    write(study, "---\ndeck: GPU\n---\n" + CUDA)
    done = push()
    assert done.counts["moved"] == 2
    assert "Deck stays as you changed it in Anki, “考试”; the notes say “studykit::GPU”" in done.said
    assert server.anki.deck_of(guid(server.anki, STREAM)) == "考试"
    push("--overwrite")
    assert server.anki.deck_of(guid(server.anki, STREAM)) == "studykit::GPU"


def test_a_card_in_a_filtered_deck_is_left_there(study: Path, server: Server, push: Push) -> None:
    write(study)
    push()
    anki = server.anki
    number: Any = 0  # a new one
    filtered = anki.collection.sched.get_or_create_filtered_deck(number)
    filtered.name = "临考"
    filtered.config.search_terms[0].search = "流"
    number = anki.collection.sched.add_or_update_filtered_deck(filtered).id
    gathered = anki.rows("SELECT count() FROM cards WHERE odid != 0")
    assert gathered != [[0]]
    write(study, "---\ndeck: GPU\n---\n" + CUDA)
    push()
    assert anki.rows("SELECT count() FROM cards WHERE odid != 0") == gathered
    anki.collection.sched.empty_filtered_deck(number)
    push()
    assert {row[-1] for row in contents(anki)} == {"studykit::GPU"}


def test_another_name_moves_the_cards(study: Path, server: Server, push: Push) -> None:
    write(study)
    push()
    assert push("--name", "我的笔记").counts["moved"] == 3
    assert server.anki.deck_of(guid(server.anki, STREAM)) == "我的笔记::CUDA"


# What is gone, and what was deleted


def test_what_the_notes_have_no_more_is_tagged_and_comes_back(study: Path, server: Server, push: Push) -> None:
    write(study)
    push()
    write(study, CUDA.replace("- 事件：流中的一个标记\n", ""))
    done = push()
    assert done.counts == {"gone": 1, "unchanged": 2}
    assert "tag:studykit::gone" in done.said
    assert len(server.anki.collection.find_notes("tag:studykit::gone")) == 1
    assert push().counts == {"unchanged": 2}
    server.anki.collection.tags.bulk_remove(server.anki.collection.find_notes(""), "studykit::gone")
    assert push().counts == {"unchanged": 2}  # the learner has taken it away: that is an answer
    server.anki.collection.tags.bulk_add([server.anki.note(guid(server.anki, EVENT)).id], "studykit::gone")
    write(study)
    push()
    assert not server.anki.collection.find_notes("tag:studykit::gone")
    assert server.anki.collection.note_count() == 3


def test_a_part_of_the_notes_does_not_make_the_rest_gone(study: Path, server: Server, push: Push) -> None:
    write(study)
    write(study, "# 内存\n\n- 共享内存：线程块共用的内存\n", "mem.md")
    push()
    assert push("notes/mem.md").counts == {"unchanged": 1}


def test_what_was_deleted_in_anki_stays_deleted(study: Path, server: Server, push: Push) -> None:
    write(study)
    push()
    server.anki.collection.remove_notes([server.anki.note(guid(server.anki, STREAM)).id])
    done = push()
    assert done.counts == {"unchanged": 2}
    assert "notes/cuda.md:3: no longer in Anki (deleted, or of another note type); not sent again" in done.said
    assert push("--overwrite").counts == {"new": 1, "unchanged": 2}


def test_a_collection_that_has_nothing_left_is_filled_anew(study: Path, server: Server, push: Push) -> None:
    write(study)
    push()
    server.anki.collection.remove_notes(server.anki.collection.find_notes(""))
    assert push().counts == {"new": 3}


def test_a_copy_that_the_learner_made_is_left_alone(study: Path, server: Server, push: Push) -> None:
    write(study)
    push()
    original = server.anki.note(guid(server.anki, STREAM))
    copy = server.anki.collection.new_note(original.note_type() or {})
    copy.fields = list(original.fields)
    server.anki.collection.add_note(copy, server.anki.card(original.guid).did)
    write(study, CUDA.replace("命令队列", "指令队列"))
    assert push().counts == {"updated": 1, "unchanged": 2}
    assert server.anki.shown(original.guid, "Answer") == "一个按顺序执行的指令队列"
    assert server.anki.shown(copy.guid, "Answer") == "一个按顺序执行的命令队列"


def test_a_damaged_memory_of_what_was_pushed_is_refused(study: Path, server: Server, push: Push) -> None:
    write(study)
    push()
    (study / ".studykit/pushed.json").write_text("{}")
    done = push()
    assert done.code == 1
    assert "pushed.json: cannot be read" in done.complained
    assert server.asked == []


# Pictures


def picture(study: Path, name: str, size: int) -> None:
    (study / "notes" / name).write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(size))


def test_pictures_come_along_once(study: Path, server: Server, push: Push) -> None:
    write(study, CUDA.replace("命令队列", "命令队列 ![图](a.png)"))
    picture(study, "a.png", 10)
    push()
    server.anki.assert_healthy()
    picture(study, "a.png", 20)
    push()
    assert server.changed.count("storeMediaFile") == 1
    push()
    assert server.changed == []


@pytest.mark.parametrize("can_read_paths", [True, False])
def test_a_large_picture_is_read_by_anki_itself_where_it_can(
    can_read_paths: bool, study: Path, server: Server, push: Push
) -> None:
    server.can_read_paths = can_read_paths
    write(study, CUDA.replace("命令队列", "命令队列 ![图](a.png)"))
    picture(study, "a.png", 2_000_000)
    assert push().code == 0
    server.anki.assert_healthy()
    assert (max(server.sizes) < 1_000_000) == can_read_paths


# Texts that are hard to carry, and many of them


def test_any_text_arrives_as_it_is(study: Path, server: Server, push: Push, tmp_path: Path) -> None:
    answers = (
        "<script>alert(1)</script>", '引号 " 和 \\ 反斜杠', "{{c1::不是挖空}} {{Field}}", "[sound:a.mp3]",
        "[latex]x[/latex]", "cafe\u0301 与 \u212b", "🙂 \U0001f468\u200d\U0001f469", "a\u2028b\u2029c\x85d",
        "&lt;b&gt; &amp;", "$a<b$", "`\\x00`",
    )  # fmt: skip
    write(study, "# 题\n\n" + "".join(f"- 术语{n}：{answer}\n" for n, answer in enumerate(answers)))
    push()
    with Anki(tmp_path / "other") as imported:
        imported.load(deck(study))
        assert contents(server.anki) == contents(imported)
    assert push().counts.keys() == {"unchanged"}  # also what Anki stores in another composition of Unicode
    assert server.changed == []


def test_a_thousand_cards_go_in_few_small_requests(study: Path, server: Server, push: Push) -> None:
    def text(ending: str) -> str:
        return "# 词\n\n" + "".join(f"- 术语{n}：第 {n} 个解释{ending}\n" for n in range(1000))

    write(study, text(""))
    assert push().counts == {"new": 1000}
    assert len(server.sizes) < 20
    write(study, text("，改过"))
    assert push().counts == {"updated": 1000}
    assert len(server.sizes) < 30
    assert max(server.sizes) < 500_000
    server.anki.assert_healthy()


def test_how_far_it_has_come_is_said(study: Path, push: Push, monkeypatch: pytest.MonkeyPatch, server: Server) -> None:
    monkeypatch.setattr("studykit.commands.push.PATIENCE", 0)
    write(study, "# 词\n\n" + "".join(f"- 术语{n}：第 {n} 个解释\n" for n in range(500)))
    assert "Sending to Anki: 1/3" in push().complained


# Breaking off


def everything_to_do(study: Path, push: Push) -> None:
    """Push some notes, and change them so that a push has everything to do."""
    write(study, "---\ntags: [gpu]\n---\n" + CUDA)
    write(study, "# 旧\n\n- 旧词：要消失的\n", "old.md")
    assert push().counts == {"new": 4}
    write(study, "---\ntags: [nvidia]\ndeck: GPU\n---\n" + CUDA.replace("命令队列", "指令队列 ![图](a.png)"))
    write(study, "# 新\n\n- 新词：刚写的\n", "new.md")
    write(study, "# 旧\n", "old.md")
    picture(study, "a.png", 10)


def test_wherever_the_connection_breaks_the_next_push_finishes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After each action in turn: in the end the collection is what a push that did not break makes of it."""
    ends: list[object] = []
    broken = True
    while broken:
        study = tmp_path / f"study{len(ends)}"
        (study / "notes").mkdir(parents=True)
        monkeypatch.chdir(study)
        with Server(tmp_path / f"User {len(ends)}") as server:
            push = pusher(server, capsys)
            everything_to_do(study, push)
            server.drop_after = len(ends)
            done = push()
            server.drop_after = None
            if broken := done.code == 1:
                assert "run this again" in done.complained.lower()
                assert push().code == 0
            assert push().counts == {"unchanged": 4}
            assert server.changed == []
            server.anki.assert_healthy()
            ends.append(contents(server.anki))
    assert len(ends) > 12
    for end in ends:
        assert end == ends[-1]


def test_what_anki_refuses_is_said_and_the_rest_goes_on(study: Path, server: Server, push: Push) -> None:
    everything_to_do(study, push)
    server.refuse = frozenset({"changeDeck"})
    done = push()
    assert done.code == 1
    assert re.search(r"notes/cuda.md:\d+ \(\+2\): Anki says: changeDeck went wrong", done.complained)
    assert "nvidia" in server.anki.collection.tags.all()
    assert len(server.anki.collection.find_notes("新词")) == 1
    server.refuse = frozenset()
    assert push().counts["moved"] == 3  # nothing was remembered as done
    assert push().counts == {"unchanged": 4}


@pytest.mark.parametrize("remembered", [True, False])
def test_a_note_that_got_another_type_mixes_no_types(remembered: bool, study: Path, server: Server, push: Push) -> None:
    """AnkiConnect's import would merge the learner's own note type with ours: such a note is never sent."""
    write(study)
    push()
    note = server.anki.note(guid(server.anki, STREAM))
    own = server.anki.collection.models.by_name("Basic")
    assert own is not None
    note.mid, note.fields = own["id"], ["流？", "队列"]
    server.anki.collection.update_note(note)
    types = server.anki.rows("SELECT ntid, name FROM fields ORDER BY 1, 2")
    if not remembered:
        (study / ".studykit/pushed.json").unlink()
    write(study, CUDA + "- 网格：线程块的集合\n")
    assert push().counts == {"new": 1, "unchanged": 2}
    done = push("--overwrite")
    assert "notes/cuda.md:3: not sent, see below" in done.said
    assert "Search Anki's browser for tag:studykit::kind::*" in done.said
    assert server.anki.rows("SELECT ntid, name FROM fields ORDER BY 1, 2") == types
    assert server.anki.collection.note_count() == 4
    assert server.anki.note(note.guid).fields == ["流？", "队列"]


def test_a_field_that_the_learner_added_stays(study: Path, server: Server, push: Push) -> None:
    write(study)
    push()
    models = server.anki.collection.models
    basic = models.by_name("studykit basic")
    assert basic is not None
    models.add_field(basic, models.new_field("我的"))
    models.update_dict(basic)
    edit(server.anki, STREAM, "我的", "联想")
    write(study, CUDA.replace("命令队列", "指令队列") + "- 网格：线程块的集合\n")
    assert push().counts == {"new": 1, "updated": 1, "unchanged": 2}
    assert server.anki.note(guid(server.anki, STREAM))["我的"] == "联想"
    assert server.anki.collection.note_count() == 4
    server.anki.assert_healthy()


# What the learner has to do first


def test_nobody_there(study: Path, push: Push) -> None:
    write(study)
    with closing(socket.socket()) as nobody:  # bound, so that no other program can take it; not listening
        nobody.bind(("127.0.0.1", 0))
        done = push(url=f"http://127.0.0.1:{nobody.getsockname()[1]}")
    assert done.code == 1
    assert re.search("Start Anki; .*enter 2055492159, restart Anki, and run this again", done.complained)
    assert not (study / "cards.lock").exists()


@pytest.mark.parametrize(
    ("trouble", "advice"),
    [
        ({"opened": False}, "no profile is open. Open yours in Anki"),
        ({"version": 5}, "too old. Choose Tools → Add-ons → Check for Updates"),
        ({"refuse": frozenset({"getMediaDirPath"})}, "Anki says: getMediaDirPath went wrong"),
        ({"answer": (200, b"<html>It works!</html>")}, "is not AnkiConnect. Check --url"),
        ({"answer": (200, b'{"result": 6}')}, "is not AnkiConnect. Check --url"),
        ({"answer": (200, b"[]")}, "is not AnkiConnect. Check --url"),
        ({"answer": (404, b'{"result": 6, "error": null}')}, "is not AnkiConnect. Check --url"),
        ({"answer": (302, b"")}, "is not AnkiConnect. Check --url"),
        ({"key": "geheim"}, "AnkiConnect wants a key"),
        ({"hang": 1.0}, "has not answered for 0.2 seconds. It may be synchronising or showing a dialog"),
    ],
    ids=lambda value: "" if isinstance(value, str) else "-".join(map(str, value.values())),
)
def test_one_sentence_says_what_to_do(
    trouble: dict[str, object], advice: str, study: Path, server: Server, push: Push, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "hang" in trouble:
        monkeypatch.setattr("studykit.commands.push.PATIENT", 0.2)
    for name, value in trouble.items():
        setattr(server, name, value)
    write(study)
    done = push()
    assert done.code == 1
    assert advice in done.complained
    assert done.complained.count("\n") == 1
    assert server.changed == []


def test_a_key_is_sent_with_every_action(
    study: Path, server: Server, push: Push, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(study)
    server.key = "geheim"
    assert "wants another key" in push("--key", "falsch").complained
    assert push("--key", "geheim").counts == {"new": 3}
    monkeypatch.setenv("ANKICONNECT_KEY", "geheim")
    assert push().counts == {"unchanged": 3}


@pytest.mark.parametrize(
    "url", ["127.0.0.1:8765", "ftp://127.0.0.1", "http://", "http://127.0.0.1:x", "http://[::1", ""]
)
def test_what_is_no_address(url: str, study: Path, push: Push) -> None:
    write(study)
    done = push(url=url) if url else push("--url", "")
    assert done.code == 1
    assert "no address; it should look like http://127.0.0.1:8765" in done.complained


def test_no_proxy_is_asked(study: Path, server: Server, studykit: Program) -> None:
    write(study)
    proxies = dict.fromkeys(("http_proxy", "HTTP_PROXY", "all_proxy"), "http://127.0.0.1:1")
    done = studykit("push", "--url", server.url, env=proxies)
    assert done.returncode == 0, done.stderr
    assert b"3 new" in done.stdout


def test_a_renamed_field_is_refused_and_a_renamed_type_is_not(study: Path, server: Server, push: Push) -> None:
    write(study)
    push()
    models = server.anki.collection.models
    basic = models.by_name("studykit basic")
    assert basic is not None
    basic["name"] = "我的问答"
    models.update_dict(basic)
    write(study, CUDA.replace("命令队列", "指令队列"))
    assert push().counts == {"updated": 1, "unchanged": 2}
    models.rename_field(basic, basic["flds"][1], "答案")
    models.update_dict(basic)
    done = push()
    assert done.code == 1
    assert "The note type 我的问答 in Anki lacks Answer" in done.complained


def test_another_profile_must_be_asked_for(study: Path, server: Server, push: Push, tmp_path: Path) -> None:
    write(study)
    assert "The profile open in Anki is User 1, not Mama" in push("--profile", "Mama").complained
    push()
    with Server(tmp_path / "Mama") as other:
        done = push(url=other.url)
        assert done.code == 1
        assert "The profile open in Anki is Mama; so far these notes went to User 1" in done.complained
        assert other.anki.collection.note_count() == 0
        assert push("--profile", "Mama", url=other.url).counts == {"new": 3}
        assert push(url=other.url).counts == {"unchanged": 3}
    assert push().counts == {"unchanged": 3}


def test_the_profile_is_read_off_the_media_folder_of_any_system() -> None:
    assert profile_name("/home/a/Anki2/User 1/collection.media") == "User 1"
    assert profile_name("C:\\Users\\a\\AppData\\Roaming\\Anki2\\用户 1\\collection.media") == "用户 1"


# The dry run


def files(study: Path) -> dict[Path, bytes]:
    """Every file of a study folder but those of the cache."""
    found = (file for file in study.rglob("*") if file.is_file() and file.parent.name != "cache")
    return {file: file.read_bytes() for file in found}


def test_a_dry_run_tells_all_and_changes_nothing(study: Path, server: Server, push: Push) -> None:
    everything_to_do(study, push)
    before = server.anki.everything(), files(study)
    done = push("--dry-run")
    assert done.code == 0
    assert done.said.splitlines() == [
        "+ notes/new.md:3: 什么是新词？",
        "~ notes/cuda.md:7: 什么是流？ (Answer, Source, +#nvidia, -#gpu)",
        "> notes/cuda.md:7: 什么是流？ (studykit::CUDA → studykit::GPU)",
        "~ notes/cuda.md:8: 什么是事件？ (+#nvidia, -#gpu)",
        "> notes/cuda.md:8: 什么是事件？ (studykit::CUDA → studykit::GPU)",
        "~ notes/cuda.md:9: 什么是线程束？ (+#nvidia, -#gpu)",
        "> notes/cuda.md:9: 什么是线程束？ (studykit::CUDA → studykit::GPU)",
        "- notes/old.md:3: 什么是旧词？",
        "A dry run; nothing was changed:",
        "Anki (User 1): 1 new, 3 updated, 3 moved, 1 gone, 0 unchanged",
        "What has gone is not deleted, only tagged; search Anki's browser for tag:studykit::gone to see it.",
    ]
    assert server.changed == []
    assert (server.anki.everything(), files(study)) == before
    assert push().counts == {"new": 1, "updated": 3, "moved": 3, "gone": 1}
