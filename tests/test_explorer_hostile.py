"""Notes that try to run something, in every field that reaches the page: nothing runs, nothing is loaded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

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
    Resource,
    Span,
)

if TYPE_CHECKING:
    from explorer_helpers import Explorer, NewExplorer

pytest_plugins = ["explorer_helpers"]

#: Each sets the title, opens a dialog or asks for something, if it is ever taken for anything but text.
RUN = "document.title=1;alert(1);fetch(`https://example.org/x`)"
PAYLOADS = (
    f"<img src=x onerror='{RUN}'>",
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"</title><svg/onload='{RUN}'>",
    f"\"><iframe srcdoc='<script>{RUN}</script>'>",
    f"' onmouseover='{RUN}' x='",
    f"{{{{ self.__init__.__globals__ }}}}{{% for x in (1,) %}}{{# {RUN} #}}",
    f"${{{RUN}}}",
    f"[按](javascript:{RUN})",
    f"[按](data:text/html,<script>{RUN}</script>)",
    f"![图](javascript:{RUN})",
    "![图](https://example.org/x.png)",
    f"$\\text{{<img src=x onerror='{RUN}'>}}$",
    f"$\\href{{javascript:{RUN}}}{{x}} \\style{{background:url(https://example.org/x)}}{{y}}$",
    "$$\\def\\a{\\a\\a}\\a$$",
    f"```html\n<script>{RUN}</script>\n```",
    f"`<img src=x onerror='{RUN}'>`",
    f"<a href=\"https://example.org\" title='href' onclick='{RUN}'>x</a>",
    "<!-- --!><style>@import 'https://example.org/x.css';</style><base href='https://example.org/'>",
    "\u2028\u2029\x00\x1f\ufeff\u202e__proto__",
    "__proto__",
    "constructor",
    "note:notes/x.md",
)


#: How a text looks in an element.
AS_SHOWN = """(text) => {
  const line = document.body.appendChild(document.createElement("span"));
  line.textContent = text;
  const shown = line.innerText;
  line.remove();
  return shown;
}"""


def hostile_notes() -> Extraction:
    """A concept, an alias, a card, a note, a heading and a link for every payload, related in a row."""
    places = [(f"notes/{i} {payload.replace('/', '⁄')}.md", payload) for i, payload in enumerate(PAYLOADS)]
    return Extraction(
        documents=tuple(document(path, payload) for path, payload in places),
        cards=tuple(card(str(i), payload, path) for i, (path, payload) in enumerate(places)),
        concepts=tuple(
            Concept(payload, (f"别名{payload}",), 1, 1.0, (Span(path, 2, 2),)) for path, payload in places
        ),
        relations=tuple(
            Relation(payload, "is_a", after, Span(path, 2, 2), "test")
            for (path, payload), (_, after) in zip(places, places[1:] + places[:1], strict=True)
        ),
        resources=(
            *(Resource(payload, "", Span(path, 2, 2)) for path, payload in places),
            *(Resource(f"https://example.org/{path}", payload, Span(path, 2, 2)) for path, payload in places),
            Resource(f"javascript:{RUN}", "按我", Span(places[0][0], 2, 2)),
            Resource(f" JaVaScRiPt:{RUN}", "按我", Span(places[0][0], 2, 2)),
        ),
    )  # fmt: skip


def document(path: str, payload: str) -> Document:
    blocks = (
        Block("heading", payload, Span(path, 1, 1), level=1),
        Block("paragraph", payload, Span(path, 2, 2), (payload,)),
    )
    return Document(Note(path, f"{payload}\n{payload}", ""), FrontMatter(), blocks, payload, tags=(payload,))


def card(id_: str, payload: str, path: str) -> Card:
    return Card(
        id=id_, about=(payload,), kind="definition" if int(id_) % 2 else "property", form="question",
        prompt=f"{payload} 是什么？", answer=f"答：{payload}", context=(payload,), statement=payload, deck=(payload,),
        tags=(payload,), span=Span(path, 2, 2), heading=(payload,), concepts=(payload,), pattern="test", confidence=1.0,
    )  # fmt: skip


@pytest.fixture(scope="module")
def hostile_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    page = tmp_path_factory.mktemp("hostile") / "graph.html"
    page.write_bytes(explorer.as_bytes(graphs.build(hostile_notes())))
    return page


@pytest.fixture
def hostile(new_explorer: NewExplorer, hostile_page: Path) -> Explorer:
    return new_explorer().open(hostile_page)


def assert_harmless(page: Explorer) -> None:
    assert page.page.title() == "studykit"
    assert not page.trouble
    assert (
        page.page.evaluate("document.querySelectorAll('iframe, object, embed, base, link[rel=stylesheet]').length") == 0
    )
    inline = (
        "[...document.querySelectorAll('*')].flatMap((e) => e.getAttributeNames()).filter((n) => n.startsWith('on'))"
    )
    assert page.page.evaluate(inline) == []


def test_opening_the_page_runs_nothing(hostile: Explorer) -> None:
    assert_harmless(hostile)
    assert hostile.shown == len(PAYLOADS)


def test_reading_a_concept_runs_nothing(hostile: Explorer) -> None:
    for payload in PAYLOADS:
        hostile.side("list")
        names = hostile.page.locator("#side-list .node").all_inner_texts()
        hostile.page.locator("#side-list .node").nth(names.index(hostile.page.evaluate(AS_SHOWN, payload))).click()
        assert hostile.page.locator("#title").text_content() == payload
        for ask in hostile.page.locator(".ask").all():
            ask.click()
        for touched in hostile.page.locator("#side-concept :is(a, button, math, code, .prose)").all():
            touched.dispatch_event("mouseover")
        hostile.page.keyboard.press("g")
        hostile.page.mouse.move(*hostile.middle())
        assert_harmless(hostile)
        hostile.page.keyboard.press("Escape")


def test_no_link_leads_anywhere_but_to_the_web(hostile: Explorer) -> None:
    for kind in ("side=list", "side=list&kinds=resource"):
        hostile.open(Path(hostile.page.url.split("#")[0].removeprefix("file://")), kind)
        for i in range(hostile.page.locator("#side-list .node").count()):
            hostile.page.locator("#tab-list").click()
            hostile.page.locator("#side-list .node").nth(i).click()
            links = hostile.page.locator("#side-concept a").evaluate_all("(all) => all.map((a) => a.protocol)")
            assert set(links) <= {"http:", "https:"}
    assert_harmless(hostile)


def test_search_and_menus_run_nothing(hostile: Explorer) -> None:
    for words in ("img", "script", "alert", "别名", "__proto__", "${", "{{", "javascript", "答"):
        hostile.page.locator("#query").fill(words)
        for hit in hostile.page.locator("#hits li").all():
            hit.hover()
    hostile.page.locator("#query").fill("")
    hostile.page.keyboard.press("Escape")
    for side in ("learn", "filter", "list"):
        hostile.side(side)
    hostile.side("filter")
    for box in hostile.page.locator("#side-filter input[type=checkbox]").all()[:40]:
        box.click()
    assert_harmless(hostile)


def test_a_path_through_them_runs_nothing(new_explorer: NewExplorer, hostile_page: Path) -> None:
    page = new_explorer().open(hostile_page)
    page.page.locator("#side-concept .node").first.click()
    page.page.keyboard.press("p")
    page.page.keyboard.insert_text("constructor")
    page.page.keyboard.press("Enter")
    expect(page.page.locator(".steps")).to_be_visible()
    assert_harmless(page)


def test_files_of_the_view_are_harmless_too(hostile: Explorer, tmp_path: Path) -> None:
    hostile.page.get_by_role("button", name="更多").click()
    with hostile.page.expect_download() as waiting:
        hostile.page.locator("[data-do=svg]").click()
    file = tmp_path / "view.svg"
    waiting.value.save_as(file)
    picture = file.read_text(encoding="utf-8")
    assert "<img" not in picture
    assert "<script" not in picture
    assert_harmless(hostile)
