"""Pictures of cards: which files go into a package, and which never do."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import pytest
from anki_helpers import Anki, build, make_card

from studykit.model import Card, Diagnostic, Span

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><circle r="4" fill="teal"/></svg>'
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060"
    "0000000500017a5eab3f0000000049454e44ae426082"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A study folder with pictures in it, beside a private one."""
    notes = tmp_path / "study" / "notes"
    (notes / "images").mkdir(parents=True)
    (notes / "images" / "流 1.svg").write_text(SVG, encoding="utf-8")
    (notes / "images" / "b.PNG").write_bytes(PNG)
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "b.png").write_bytes(PNG)
    return tmp_path / "study"


def picture(address: str) -> Card:
    return make_card("这是什么？", f"![画着流]({address})", span=Span("notes/cuda.md", 5, 5))


def packed(deck: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(deck) as archive:
        listing = json.loads(archive.read("media"))
        return {name: archive.read(number) for number, name in listing.items()}


@pytest.mark.parametrize(
    "address",
    [
        "images/流%201.svg",
        "<images/流 1.svg>",
        "./images/../images/流%201.svg",
        "/notes/images/流%201.svg",
        "images/b.PNG",
    ],
)
def test_a_picture_beside_the_note_is_packed_and_shown(tmp_path: Path, folder: Path, address: str) -> None:
    card = picture(address)
    deck = folder / "deck.apkg"
    assert build(deck, [card]) == ()
    (name,) = packed(deck)
    with Anki(tmp_path / "anki") as anki:
        anki.load(deck)
        assert f'<img src="{name}" alt="画着流">' in anki.card(card.id).answer()
        anki.assert_healthy()
        assert Path(anki.collection.media.dir(), name).read_bytes() == packed(deck)[name]


REFUSED = [
    ("images/none.png", "picture-missing"),
    ("images", "picture-missing"),
    ("../../private/b.png", "picture-outside"),
    ("..%2F..%2Fprivate/b.png", "picture-outside"),
    ("images/link.png", "picture-outside"),
    ("images/fifo.png", "picture-missing"),
    ("images/circle.png", "picture-missing"),
    ("a%00b.png", "picture-missing"),
    ("n" * 5000 + ".png", "picture-missing"),
    ("cuda.md", "picture-unknown"),
    ("data:image/png;base64,AAAA", "picture-embedded"),
]


@pytest.mark.parametrize(("address", "code"), REFUSED)
def test_other_files_stay_out_and_the_text_of_the_picture_is_shown(
    tmp_path: Path, folder: Path, address: str, code: str
) -> None:
    images = folder / "notes" / "images"
    (images / "link.png").symlink_to(tmp_path / "private" / "b.png")
    (images / "circle.png").symlink_to(images / "circle.png")
    os.mkfifo(images / "fifo.png")
    (folder / "notes" / "cuda.md").write_text("# CUDA")
    card = picture(address)
    deck = folder / "deck.apkg"
    (diagnostic,) = build(deck, [card])
    assert isinstance(diagnostic, Diagnostic)
    assert (diagnostic.code, diagnostic.path, diagnostic.line) == (code, "notes/cuda.md", 5)
    assert packed(deck) == {}
    with Anki(tmp_path / "anki") as anki:
        anki.load(deck)
        assert anki.answer_text(card.id).endswith("画着流")
        anki.assert_healthy()


def test_two_pictures_of_one_name_stay_two_and_one_used_twice_is_one(folder: Path) -> None:
    (folder / "notes" / "b.PNG").write_text(SVG)
    deck = folder / "deck.apkg"
    assert build(deck, [picture("images/b.PNG"), picture("b.PNG"), picture("./images/b.PNG")]) == ()
    assert sorted(packed(deck).values()) == sorted([PNG, SVG.encode()])


def test_the_note_may_lie_elsewhere_but_not_its_pictures(tmp_path: Path, folder: Path) -> None:
    card = make_card("?", "![画](b.png)", span=Span(str(tmp_path / "private" / "note.md"), 1, 1))
    (diagnostic,) = build(folder / "deck.apkg", [card])
    assert diagnostic.code == "picture-outside"
