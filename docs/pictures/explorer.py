"""Pictures of the explorer: for the README, and to be looked at.

    studykit graph
    python docs/pictures/explorer.py graphs/studykit.html docs/pictures

Chromium opens the page from disk without network, at the addresses below.
"""

from __future__ import annotations

import argparse
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright


@dataclass(frozen=True)
class Shot:
    """One picture: what is looked at, by whom."""

    name: str
    address: str = ""
    size: tuple[int, int] = (1280, 800)
    scheme: Literal["light", "dark"] = "light"
    locale: str = "zh-CN"


PHONE = (390, 844)


def shots(concept: str, other: str) -> list[Shot]:
    """What is pictured, of one concept and of its path to another."""
    return [
        Shot("explorer-overview"),
        Shot("explorer-overview-dark", scheme="dark"),
        Shot("explorer-concept", f"at={concept}"),
        Shot("explorer-local", f"at={concept}&view=local&depth=2"),
        Shot("explorer-path", f"view=path&end={concept}&end={other}"),
        Shot("explorer-learn", "side=learn"),
        Shot("explorer-filter-dark", "side=filter&colour=memory", scheme="dark", locale="en-GB"),
        Shot("explorer-phone", size=PHONE),
        Shot("explorer-phone-concept", f"at={concept}", size=PHONE),
        Shot("explorer-phone-dark", f"at={concept}&view=local", size=PHONE, scheme="dark"),
    ]


def main() -> None:
    """Draw what the command line asks for."""
    parser = argparse.ArgumentParser(description="Draw the explorer as Chromium shows it.")
    parser.add_argument("page", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--concept", default="共享内存", help="the concept that is looked at")
    parser.add_argument("--other", default="网格", help="the other end of its path")
    parser.add_argument("--only", metavar="NAME", action="append", help="the pictures to draw, by name")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for shot in shots(options.concept, options.other):
            if not options.only or shot.name in options.only:
                photograph(browser, options.page, shot, options.folder / f"{shot.name}.png")
        browser.close()


def photograph(browser: Browser, page_file: Path, shot: Shot, target: Path) -> None:
    """Open the page at the address of the shot, wait until the map has come to rest, and take it."""
    width, height = shot.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=2 if shot.size == PHONE else 1,
        color_scheme=shot.scheme,
        locale=shot.locale,
        reduced_motion="reduce",
        offline=True,
    )
    page = context.new_page()
    page.goto(f"{page_file.absolute().as_uri()}#{shot.address}")
    page.wait_for_selector("html[data-ready]")
    page.wait_for_timeout(600)
    page.screenshot(path=target)
    context.close()


if __name__ == "__main__":
    main()
