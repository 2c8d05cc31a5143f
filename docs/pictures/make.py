"""Pictures of cards as Anki shows them, light and night, on a phone: for the README, and to be looked at.

    python docs/pictures/make.py decks/studykit.apkg docs/pictures --anki WHEEL

The deck is imported into a new collection of the real ``anki`` library, which renders question and answer;
Chromium draws them as Anki's reviewer does. Anki's own style sheets, and the MathJax that sets formulas, come
from its desktop program: ``WHEEL`` is the file that ``pip download aqt --no-deps`` fetches. It is only read.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from anki import import_export_pb2
from anki.collection import Collection, ImportAnkiPackageRequest
from playwright.sync_api import Browser, ViewportSize, sync_playwright

#: What is pictured when nothing is asked for: name of the file and search in Anki.
SHOWN = {
    "definition": 'note:"studykit basic" tag:studykit::kind::definition',
    "cloze": 'note:"studykit cloze"',
    "formula": "tag:studykit::kind::formula",
    "command": "tag:studykit::kind::command",
    "figure": "tag:studykit::kind::figure",
}
PHONE: ViewportSize = {"width": 412, "height": 300}
WEB = "_aqt/data/web/"
WANTED = ("css/webview.css", "css/reviewer.css", "js/mathjax.js", "js/vendor/mathjax/")

#: The page around a card in Anki's desktop program. There the reviewer, not the page, starts MathJax.
PAGE = """<!doctype html>
<html class="{html}">
<meta charset="utf-8">
<link rel="stylesheet" href="css/webview.css"><link rel="stylesheet" href="css/reviewer.css">
<body class="card card1 {body}">
<div id="qa" dir="auto">{card}</div>
<script src="js/mathjax.js"></script>
<script>if (window.MathJax) MathJax.loader.paths.mathjax = "js/vendor/mathjax"</script>
<script src="js/vendor/mathjax/tex-chtml-full.js"></script>
</body>
</html>"""
TYPESET = "window.MathJax?.startup?.promise.then(() => MathJax.typesetPromise())"
NIGHT = {"light": ("", ""), "night": ("night-mode", "nightMode night_mode")}


@dataclass(frozen=True)
class Face:
    """One side of a card, as HTML."""

    name: str
    html: str


def main() -> None:
    """Draw what the command line asks for."""
    parser = argparse.ArgumentParser(description="Draw cards of a deck as Anki shows them.")
    parser.add_argument("deck", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--anki", type=Path, metavar="WHEEL", help="Anki's desktop program")
    parser.add_argument("--card", action="append", metavar="NAME=SEARCH", help="a card to draw, by Anki's search")
    options = parser.parse_args()
    shown = dict(entry.split("=", 1) for entry in options.card) if options.card else SHOWN
    with tempfile.TemporaryDirectory() as place:
        faces = list(render(options.deck, shown, Path(place)))
        draw(faces, Path(place), options.folder, options.anki)


def render(deck: Path, shown: dict[str, str], place: Path) -> Iterator[Face]:
    """Import the deck below ``place``; question and answer of the first card that each search finds."""
    with closing(Collection(str(place / "collection.anki2"))) as collection:
        options = import_export_pb2.ImportAnkiPackageOptions()
        collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(deck), options=options))
        for name, search in shown.items():
            if found := collection.find_cards(search, order="c.due"):
                card = collection.get_card(found[0])
                yield Face(f"{name}-question", card.question())
                yield Face(f"{name}-answer", card.answer())
            else:
                print(f"no card for {name}: {search}", file=sys.stderr)  # noqa: T201  # a script


def draw(faces: list[Face], place: Path, folder: Path, wheel: Path | None) -> None:
    """One PNG for each face and each light."""
    media = place / "collection.media"
    if wheel:
        unpack(wheel, media)
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for face in faces:
            for light, (html, body) in NIGHT.items():
                page = PAGE.format(html=html, body=body, card=face.html)
                photograph(browser, media / "page.html", page, folder / f"{face.name}-{light}.png")
        browser.close()


def unpack(wheel: Path, media: Path) -> None:
    """Anki's style sheets and MathJax, beside the pictures of the cards."""
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            path = name.removeprefix(WEB)
            if path.startswith(WANTED):
                target = media / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.read(name))


def photograph(browser: Browser, page_file: Path, html: str, target: Path) -> None:
    """``html`` as wide as a phone, in twice its pixels; opened where the card's pictures lie."""
    page_file.write_text(html, encoding="utf-8")
    page = browser.new_page(viewport=PHONE, device_scale_factor=2)
    page.goto(page_file.as_uri())
    page.evaluate(TYPESET)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=target, full_page=True)
    page.close()


if __name__ == "__main__":
    main()
