"""The explorer in a real browser without network: its fixtures, for tests that name them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from explorer_notes import PICTURE, large_notes, small_notes
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect, sync_playwright

from studykit import graph as graphs
from studykit.exporters import explorer
from studykit.exporters.pictures import PictureBox


@dataclass
class Explorer:
    """An open page, with all that it asked for, said and asked the reader."""

    page: Page
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.messages.append(message.text))
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))
        self.page.on("dialog", self._refuse)

    def _refuse(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def open(self, file: Path, address: str = "") -> Explorer:
        self.page.goto("about:blank")
        self.requests.clear()
        self.page.goto(f"{file.as_uri()}#{address}")
        self.page.wait_for_selector("html[data-ready]")
        self.rest()
        return self

    @property
    def trouble(self) -> list[str]:
        """Requests but that for the page itself and what stands in it; whatever the console and dialogs say."""
        inside = ("data:", "blob:", "about:")
        return [
            *(url for url in self.requests[1:] if not url.startswith(inside)),
            *self.messages,
            *self.dialogs,
        ]

    def rest(self) -> None:
        """Until what is drawn fits what is seen: the page waits a moment for the camera to come to rest."""
        self.page.wait_for_timeout(300)

    def search(self, words: str) -> list[str]:
        """Type into the search field; the names of the hits."""
        if not self.page.evaluate("document.activeElement.id === 'query'"):
            self.page.keyboard.press("/")
        self.page.keyboard.insert_text(words)
        return self.page.locator("#hits li[role=option] span:nth-child(2)").all_inner_texts()

    def go_to(self, words: str) -> None:
        """Search, take the first hit, and wait for the map to get there."""
        assert self.search(words)
        self.page.keyboard.press("Enter")
        self.rest()

    def side(self, name: str) -> str:
        """The text of a side of the panel."""
        self.page.locator(f"#tab-{name}").click()
        return self.page.locator(f"#side-{name}").inner_text()

    @property
    def shown(self) -> int:
        """How many concepts the page says are shown."""
        found = re.search(r"\d+", self.page.locator("#shown").inner_text())
        assert found
        return int(found[0])

    @property
    def address(self) -> str:
        return str(self.page.evaluate("decodeURIComponent(location.hash.slice(1).replaceAll('+', ' '))"))

    def middle(self) -> tuple[float, float]:
        """The middle of the map, in coordinates of the page."""
        box = self.page.locator("#stage").bounding_box()
        assert box
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def colours(self) -> dict[str, int]:
        """How often each opaque colour stands on the canvas, as ``#rrggbb``."""
        found: Mapping[str, int] = self.page.evaluate(
            """() => {
              const canvas = document.querySelector("#network canvas");
              const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
              const counts = {};
              for (let i = 0; i < data.length; i += 4) {
                if (data[i + 3] < 255) continue;
                const key = "#" + [0, 1, 2].map((k) => data[i + k].toString(16).padStart(2, "0")).join("");
                counts[key] = (counts[key] ?? 0) + 1;
              }
              return counts;
            }"""
        )
        return dict(found)

    def colour_at(self, x: float, y: float) -> str:
        """The colour of the canvas at a point of the page, as ``#rrggbb``."""
        return str(
            self.page.evaluate(
                """([x, y]) => {
                  const canvas = document.querySelector("#network canvas");
                  const box = canvas.getBoundingClientRect(), ratio = canvas.width / box.width;
                  const pen = canvas.getContext("2d");
                  const { data } = pen.getImageData((x - box.left) * ratio, (y - box.top) * ratio, 1, 1);
                  return "#" + [...data.slice(0, 3)].map((part) => part.toString(16).padStart(2, "0")).join("");
                }""",
                [x, y],
            )
        )

    def colour(self, name: str) -> str:
        """A colour of the style sheet as it is now."""
        return str(
            self.page.evaluate(
                "(name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()", f"--{name}"
            )
        )


#: Gives an :class:`Explorer` in a new context with these settings.
NewExplorer = Callable[..., Explorer]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as it is installed, with a profile of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        expect.set_options(timeout=5_000)
        yield browser
        browser.close()


@pytest.fixture
def new_explorer(browser: Browser) -> Iterator[NewExplorer]:
    """Pages without network, in Chinese and 1200 pixels wide if nothing else is said."""
    contexts: list[BrowserContext] = []

    def new(**settings: object) -> Explorer:
        usual = {
            "viewport": {"width": 1200, "height": 760},
            "locale": "zh-CN",
            "reduced_motion": "reduce",
            "offline": True,
        }
        context = browser.new_context(**(usual | settings))  # type: ignore[arg-type]  # whatever the test needs
        contexts.append(context)
        return Explorer(context.new_page())

    yield new
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def small_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of :func:`small_notes`, some of which has been studied."""
    folder = tmp_path_factory.mktemp("study")
    (folder / "notes/images").mkdir(parents=True)
    (folder / "notes/images/chip.svg").write_text(PICTURE)
    memory = {"concept:共享内存": 0.95, "concept:线程": 0.7, "concept:线程块": 0.3, "concept:网格": None}
    graph = graphs.build(small_notes())
    page = folder / "graph.html"
    page.write_bytes(explorer.as_bytes(graph, memory=memory, pictures=PictureBox(folder)))
    return page


@pytest.fixture
def small(new_explorer: NewExplorer, small_page: Path) -> Explorer:
    """That page, open."""
    return new_explorer().open(small_page)


@pytest.fixture(scope="session")
def large_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of more concepts than are drawn at once."""
    page = tmp_path_factory.mktemp("large") / "graph.html"
    page.write_bytes(explorer.as_bytes(graphs.build(large_notes(3_600))))
    return page


@pytest.fixture
def large(new_explorer: NewExplorer, large_page: Path) -> Explorer:
    """That page, open."""
    return new_explorer().open(large_page)
