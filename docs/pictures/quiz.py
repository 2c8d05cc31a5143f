"""A picture of the quiz as it looks in a terminal: for the README, and to be looked at.

    python docs/pictures/quiz.py docs/pictures/quiz.png [--kind formula] [--keys "space"] [--size 80x24]

The real screen is drawn without a terminal, on a copy of the sample notes with an empty review log; Textual
exports it as SVG, and Chromium makes a PNG of that.
"""

from __future__ import annotations

import argparse
import asyncio
import html
import os
import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

from studykit.commands.quiz import quiz_of
from studykit.screens.full import FullScreen
from studykit.text import display_width

NOTES = Path(__file__).parent.parent.parent / "notes"
FONTS = "DejaVu Sans Mono, Liberation Mono, Noto Sans Mono CJK SC"
#: Pixels of a column, as Textual draws it.
COLUMN = 12.2
WISH: dict[str, object] = {"cram": False, "new": None, "limit": None, "tag": "", "ahead": 0}


def main() -> None:
    """Draw what the command line asks for."""
    parser = argparse.ArgumentParser(description="Draw the quiz.")
    parser.add_argument("target", type=Path)
    parser.add_argument("--kind", help="only this kind of card")
    parser.add_argument("--keys", default="space", help="keys to press before, with commas between")
    parser.add_argument("--size", default="80x24", help="columns x rows")
    options = parser.parse_args()
    columns, rows = map(int, options.size.split("x"))
    target = options.target.absolute()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        shutil.copytree(NOTES, folder / "notes")
        os.chdir(folder)
        svg = asyncio.run(screen(options.kind, options.keys.split(","), (columns, rows)))
    photograph(svg, target)


async def screen(kind: str | None, keys: Sequence[str], size: tuple[int, int]) -> str:
    """The screen after these keys, as SVG."""
    with quiz_of((), None, 1, WISH | {"kind": kind}) as quiz:
        app = FullScreen(quiz)
        async with app.run_test(size=size) as pilot:
            await pilot.press(*keys)
            await pilot.pause()
            return app.export_screenshot(title="studykit quiz")


def measured(text: re.Match[str]) -> str:
    """A run of text as wide as it is in a terminal, where Chinese takes two columns."""
    width = COLUMN * display_width(html.unescape(text[2]))
    return f'textLength="{width}"{text[1]}>{text[2]}<'


def photograph(svg: str, target: Path) -> None:
    """``svg`` in twice its size, with fonts of this machine instead of one from the network."""
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL).replace("Fira Code", FONTS)
    svg = re.sub(r'textLength="[\d.]+"([^>]*)>([^<]*)<', measured, svg)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(device_scale_factor=2)
        page.set_content(f"<style>body {{ margin: 0 }} svg {{ display: block }}</style>{svg}")
        page.locator("svg").first.screenshot(path=target, omit_background=True)
        browser.close()


if __name__ == "__main__":
    main()
