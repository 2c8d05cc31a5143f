"""The explorer against plain pyvis on the same graphs, in one run: how soon, how smooth, how large.

    python bench/explorer.py [200 1000 3000 10000 30000] [--patience SECONDS]

Three pages for each graph: ours; pyvis as it comes (the browser lays the graph out, with pyvis's own template
and vis-network in the page); pyvis with our positions and without physics, which is the best that plain pyvis
can do. The network is off. A page gets ``--patience`` seconds for its first frame; after that it is given up.

first     seconds from opening the file to the first frame with something on the canvas
frames    a second, while the map is dragged and zoomed for some seconds without a pause
cpu       milliseconds of all of Chromium's processes for each of these frames
heap      MB of JavaScript objects afterwards
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import networkx as nx
from playwright.sync_api import Browser, CDPSession, Page, TimeoutError, sync_playwright
from pyvis.network import Network

from studykit import graph as graphs
from studykit.exporters import explorer
from studykit.model import (
    Block,
    Card,
    Concept,
    Document,
    Extraction,
    FrontMatter,
    Note,
    Relation,
    RelationType,
    Span,
)

SIZES = (200, 1_000, 3_000, 10_000, 30_000)
CARDS, RELATIONS, CONCEPTS_A_NOTE = 1.5, 2.2, 40
SECONDS = 3.0  # of dragging and zooming
TYPES: tuple[RelationType, ...] = ("is_a", "part_of", "causes", "uses", "precedes", "requires", "contrasts_with")
SIGNS = (
    "线程块内存共享寄存器流核函数网格调度同步异步带宽延迟合并访问缓存指令编译优化"
    "量化剪枝蒸馏权重激活梯度卷积通道张量矩阵稀疏训练推理精度损失教师学生温度"
)

#: Says when something is on the canvas: looked for in every frame, in a copy, so that the canvas stays fast.
FIRST_FRAME = """(() => {
  const small = document.createElement("canvas");
  small.width = small.height = 64;
  const pen = small.getContext("2d", { willReadFrequently: true });
  const look = () => {
    const canvas = document.querySelector("canvas");
    if (canvas && canvas.width && canvas.height) {
      pen.clearRect(0, 0, 64, 64);
      pen.drawImage(canvas, 0, 0, 64, 64);
      const pixels = pen.getImageData(0, 0, 64, 64).data;
      const first = pixels.slice(0, 4).join();
      for (let i = 0; i < pixels.length; i += 4) {
        if (pixels.slice(i, i + 4).join() !== first) {
          document.documentElement.dataset.firstFrame = performance.now();
          return;
        }
      }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()"""
COUNT_FRAMES = """() => {
  window.frames_ = 0;
  const count = () => { window.frames_ += 1; requestAnimationFrame(count); };
  requestAnimationFrame(count);
}"""


@dataclass(frozen=True)
class Measured:
    """One page, measured. ``first`` is None where the browser was not done in time."""

    build: float
    size: int
    first: float | None = None
    frames: float | None = None
    cpu: float | None = None
    heap: float | None = None


def main() -> None:
    """Measure what the command line asks for, and print a table."""
    parser = argparse.ArgumentParser(description="Measure the explorer against plain pyvis.")
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--patience", type=float, default=60, metavar="SECONDS")
    options = parser.parse_args()
    write(
        f"{'concepts':>8}  {'page':<22}{'build s':>9}{'MB':>8}{'first s':>9}{'frames/s':>10}{'cpu ms':>9}{'heap MB':>9}"
    )
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for size in options.sizes:
            for name, measured in measure(browser, size, Path(folder), options.patience):
                write(f"{size:>8}  {name:<22}{row(measured, options.patience)}")
        browser.close()


def write(line: str) -> None:
    """Print at once: a run takes minutes."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def row(measured: Measured, patience: float) -> str:
    """The numbers of one page."""

    def number(value: float | None) -> str:
        return "-" if value is None else f"{value:.2f}" if value < 10 else f"{value:.0f}"

    first = f"> {patience:.0f}" if measured.first is None else number(measured.first)
    rest = (number(value) for value in (measured.frames, measured.cpu, measured.heap))
    frames, cpu, heap = rest
    return f"{number(measured.build):>9}{number(measured.size / 1e6):>8}{first:>9}{frames:>10}{cpu:>9}{heap:>9}"


def measure(browser: Browser, size: int, folder: Path, patience: float) -> Iterator[tuple[str, Measured]]:
    """The three pages of one graph, in turns."""
    graph = graphs.build(synthetic(size))
    pages: dict[str, Callable[[], bytes]] = {
        "studykit": lambda: explorer.as_bytes(graph),
        "pyvis, positions given": lambda: plain_pyvis(graph, physics=False),
        "pyvis as it comes": lambda: plain_pyvis(graph, physics=True),
    }
    for name, make in pages.items():
        started = time.perf_counter()
        data = make()
        build = time.perf_counter() - started
        file = folder / "page.html"
        file.write_bytes(data)
        yield name, watch(browser, file, patience, Measured(build, len(data)))


# -- the graphs -----------------------------------------------------------------------------------------------


def synthetic(size: int) -> Extraction:
    """Chinese notes with ``size`` concepts; new concepts relate to known ones, mostly within their note."""
    chance = random.Random(size)  # noqa: S311  # the same graph every time
    terms = [f"{''.join(chance.choices(SIGNS, k=chance.randint(2, 5)))}{n}" for n in range(size)]
    concepts = tuple(
        Concept(term, (f"Concept {n}",) if n % 4 == 0 else (), 1, chance.random(), (span(n),))
        for n, term in enumerate(terms)
    )
    relations = [
        Relation(terms[n], chance.choice(TYPES), terms[near(chance, n)], span(n), "synthetic")
        for n in range(1, size)
        for _ in range(int(RELATIONS + chance.random()))
    ]
    cards = [card(chance, terms, n, number) for n in range(size) for number in range(int(CARDS + chance.random()))]
    paths = dict.fromkeys(span(n).path for n in range(size))
    documents = tuple(document(path, terms) for path in paths)
    return Extraction(documents, tuple(cards), concepts, tuple(relations))


def document(path: str, terms: list[str]) -> Document:
    """A note with a line for each of its concepts, in sections of ten."""
    first = int(Path(path).stem) * CONCEPTS_A_NOTE
    blocks = tuple(
        Block("paragraph", f"{terms[n]}与{terms[n - 1]}有关。", span(n), (path,), section=n // 10)
        for n in range(first, min(first + CONCEPTS_A_NOTE, len(terms)))
    )
    return Document(Note(path, "", ""), FrontMatter(), blocks, path)


def near(chance: random.Random, n: int) -> int:
    """An earlier concept: of the same note mostly, and rather one of the first there."""
    first = n // CONCEPTS_A_NOTE * CONCEPTS_A_NOTE if chance.random() < 0.9 else 0
    return min(first + int((n - first) * chance.random() ** 2), n - 1)


def span(n: int) -> Span:
    """Where the concept with this number stands."""
    return Span(f"notes/{n // CONCEPTS_A_NOTE:04}.md", 3 + n % CONCEPTS_A_NOTE, 3 + n % CONCEPTS_A_NOTE)


def card(chance: random.Random, terms: list[str], n: int, number: int) -> Card:
    """A question about a concept, with an answer of some length."""
    answer = "".join(chance.choices(SIGNS, k=chance.randint(12, 40)))
    return Card(
        id=f"{n}-{number}", about=(terms[n],), kind="property", form="question", prompt=f"{terms[n]}有什么性质？",
        answer=f"{answer}，见{terms[n - 1]}", context=(), statement=f"{terms[n]}：{answer}。", deck=("synthetic",),
        tags=(), span=span(n), heading=(), concepts=(terms[n],), pattern="synthetic", confidence=1,
    )  # fmt: skip


def plain_pyvis(graph: nx.MultiDiGraph[str], *, physics: bool) -> bytes:
    """The concepts and what the notes state of them, by pyvis alone (directed, or it is quadratic in edges)."""
    network = Network(directed=True, cdn_resources="in_line")
    concepts = [node for node, attributes in graph.nodes(data=True) if attributes["kind"] == "concept"]
    places = {} if physics else explorer.positions_in(explorer.as_bytes(graph))
    for node in concepts:
        place = dict(zip("xy", places[node], strict=True)) if places else {}
        network.add_node(node, label=graph.nodes[node]["label"], **place)
    for a, b, attributes in graph.edges(data=True):
        if "evidence" in attributes:
            network.add_edge(a, b)
    network.toggle_physics(physics)
    return str(network.generate_html()).encode()


# -- the browser ----------------------------------------------------------------------------------------------


def watch(browser: Browser, file: Path, patience: float, measured: Measured) -> Measured:
    """Open the page in a new context without network, drag and zoom it."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    page = context.new_page()
    page.add_init_script(FIRST_FRAME)
    try:
        first = first_frame(page, file, patience)
        if first is None:
            return measured
        page.wait_for_timeout(1_000)
        frames, cpu = smoothness(browser, page)
        heap = heap_of(page)
    finally:
        context.close()
    return Measured(measured.build, measured.size, first, frames, cpu, heap)


def first_frame(page: Page, file: Path, patience: float) -> float | None:
    """Seconds until something is drawn. A page that is busy all the time answers to nothing: it is given up."""
    page.goto(file.as_uri(), wait_until="commit")
    try:
        found = page.wait_for_selector("html[data-first-frame]", timeout=patience * 1000)
    except TimeoutError:
        return None
    return float(str(found and found.get_attribute("data-first-frame"))) / 1000


def smoothness(browser: Browser, page: Page) -> tuple[float, float]:
    """Frames a second and milliseconds of CPU a frame, while the map is dragged and zoomed."""
    session = browser.new_browser_cdp_session()
    page.evaluate(COUNT_FRAMES)
    page.mouse.move(450, 400)
    before, started = cpu_of(session), time.perf_counter()
    page.evaluate("window.frames_ = 0")
    turn = 0
    while time.perf_counter() - started < SECONDS:
        turn += 1
        if turn % 60 < 40:
            page.mouse.down()
            page.mouse.move(450 + 120 * ((turn % 7) - 3) / 3, 400 + 90 * ((turn % 5) - 2) / 2)
            page.mouse.up() if turn % 60 == 39 else None
        else:
            page.mouse.wheel(0, 100 if turn % 60 < 50 else -100)
    frames = page.evaluate("window.frames_")
    taken = time.perf_counter() - started
    return frames / taken, 1000 * (cpu_of(session) - before) / max(frames, 1)


def cpu_of(session: CDPSession) -> float:
    """Seconds of CPU that all processes of the browser have used."""
    found = session.send("SystemInfo.getProcessInfo")
    return float(sum(process["cpuTime"] for process in found["processInfo"]))


def heap_of(page: Page) -> float:
    """MB, after rubbish was collected."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(metric["value"] for metric in metrics if metric["name"] == "JSHeapUsedSize")) / 1e6


if __name__ == "__main__":
    main()
