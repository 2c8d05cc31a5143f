"""The explorer in a real browser: opened from disk, with the network cut off."""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Locator, expect

from studykit import graph as graphs
from studykit.exporters import explorer
from studykit.model import Extraction

if TYPE_CHECKING:
    from explorer_helpers import Explorer, NewExplorer

#: Its fixtures; pytest imports it, so that its assertions speak too.
pytest_plugins = ["explorer_helpers"]

#: The background of an element as ``#rrggbb``.
HEX = """(element) => "#" + getComputedStyle(element).backgroundColor.match(/\\d+/g)
  .map((part) => Number(part).toString(16).padStart(2, "0")).join("")"""
AXE = Path(sys.prefix) / "axe/node_modules/axe-core/axe.min.js"


# Opening


def test_it_opens_from_disk_without_a_request_or_a_word_on_the_console(small: Explorer) -> None:
    assert len(small.requests) == 1
    assert not small.trouble


def test_the_map_is_drawn(small: Explorer) -> None:
    """A blank canvas passes every test of the document: hence its pixels."""
    colours = small.colours()
    assert colours[small.colour("group-0")] > 200, "dots of the largest group"
    assert colours[small.colour("ink")] > 100, "names"
    assert small.shown == 14


def test_without_concepts_it_says_so(new_explorer: NewExplorer, tmp_path: Path) -> None:
    file = tmp_path / "empty.html"
    file.write_bytes(explorer.as_bytes(graphs.build(Extraction())))
    page = new_explorer().open(file)
    assert "还没有找到概念" in page.side("concept")
    assert not page.trouble


@pytest.mark.parametrize(("locale", "word"), [("zh-CN", "从这里开始"), ("en-GB", "Start here")])
def test_it_speaks_the_language_of_the_browser(
    locale: str, word: str, new_explorer: NewExplorer, small_page: Path
) -> None:
    page = new_explorer(locale=locale).open(small_page)
    assert word in page.side("concept")
    assert page.page.locator("html").get_attribute("lang") == locale[:2]


# Search


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("共享内存", "共享内存"),
        ("shared mem", "共享内存"),
        ("SMEM", "共享内存"),
        ("共享內存", "共享内存"),
        ("共享內存多大", "共享内存多大？"),
        ("gongxiangneicun", "共享内存"),
        ("gxnc", "共享内存"),
        ("gongxiang nc", "共享内存"),
        ("bankct", "bank 冲突"),
        ("lianghua", "量化"),
        ("228 KB", "共享内存多大？"),
        ("模型压缩", "模型压缩"),
        ("共享内存指南", "共享内存指南"),
    ],
)
def test_search_finds(words: str, found: str, small: Explorer) -> None:
    assert small.search(words)[0] == found


def test_what_is_nowhere_is_not_found(small: Explorer) -> None:
    assert not small.search("不存在的东西")
    assert small.page.locator("#hits").inner_text() == "没有找到"


def test_the_better_match_comes_first_then_the_more_important(small: Explorer) -> None:
    assert small.search("线程")[:3] == ["线程", "线程块", "线程束"]


def test_a_hit_is_taken_with_the_mouse_too(small: Explorer) -> None:
    small.search("量化")
    small.page.locator("#hits li").first.click()
    expect(small.page.locator("#title")).to_have_text("量化")
    expect(small.page.locator("#hits")).to_be_hidden()


# Reading


@pytest.fixture
def shared_memory(small: Explorer) -> Locator:
    small.go_to("共享内存")
    return small.page.locator("#side-concept")


def test_a_concept_tells_its_names_its_definition_and_what_is_remembered(shared_memory: Locator) -> None:
    expect(shared_memory.locator("#title")).to_have_text("共享内存")
    expect(shared_memory.locator(".aliases")).to_contain_text("Shared Memory · smem")
    expect(shared_memory.locator(".definition")).to_have_text("一个线程块里的线程共用的片上内存。")
    expect(shared_memory.locator(".memory")).to_have_text("记得 95%")


def test_an_answer_is_hidden_until_it_is_asked_for(shared_memory: Locator) -> None:
    fact = shared_memory.locator(".facts > li", has_text="共享内存多大？")
    expect(fact.locator(".answer")).to_be_hidden()
    fact.get_by_role("button", name="看答案").click()
    expect(fact.locator(".answer")).to_contain_text("每个 SM 最多 228 KB。")
    expect(fact.locator(".source")).to_have_text("notes/cuda.md:2")
    fact.get_by_role("button", name="收起答案").click()
    expect(fact.locator(".answer")).to_be_hidden()


def test_all_answers_can_be_asked_for_at_once(shared_memory: Locator) -> None:
    answers = shared_memory.locator(".facts").first.locator(".answer")
    shared_memory.get_by_role("button", name="全部答案").first.click()
    assert all(answer.is_visible() for answer in answers.all())
    shared_memory.get_by_role("button", name="收起全部").click()
    assert not any(answer.is_visible() for answer in answers.all())


def test_what_is_asked_of_the_concept_itself_comes_before_what_only_names_it(shared_memory: Locator) -> None:
    prompts = shared_memory.locator(".facts").first.locator(".prompt").all_inner_texts()
    assert prompts == ["共享内存多大？", "怎么声明共享内存？", "bank 冲突怎样拖慢共享内存？"]


def test_formulas_code_and_pictures_are_shown_without_a_network(small: Explorer) -> None:
    small.go_to("片上内存")
    side = small.page.locator("#side-concept")
    side.get_by_role("button", name="全部答案").first.click()
    assert side.locator("math mfrac").bounding_box(), "a fraction that has a size"
    assert side.locator("img").evaluate("(picture) => picture.complete && picture.naturalWidth") == 9
    small.go_to("共享内存")
    side.get_by_role("button", name="全部答案").first.click()
    comment = side.locator("pre .c")
    assert comment.inner_text().strip() == "// 静态"
    assert comment.evaluate("(part) => getComputedStyle(part).color") != side.evaluate(
        "(part) => getComputedStyle(part).color"
    )


def test_relations_read_in_both_directions_with_the_sentence_that_states_them(shared_memory: Locator) -> None:
    groups = shared_memory.locator(".relation")
    assert groups.locator("h4").all_inner_texts() == ["是一种", "区别于", "导致", "用于"]
    used = groups.filter(has_text="用于")
    expect(used.locator(".node")).to_have_text("线程块")
    expect(used.locator(".saying .prose")).to_have_text("共享内存是片上内存的一种，由一个线程块里的线程共用。")
    expect(used.locator(".source")).to_have_text("notes/cuda.md:2")


def test_a_relation_leads_to_its_other_end_and_the_back_button_returns(small: Explorer) -> None:
    small.go_to("共享内存")
    small.page.locator(".relation").filter(has_text="导致").locator(".node").click()
    expect(small.page.locator("#title")).to_have_text("bank 冲突")
    small.page.go_back()
    expect(small.page.locator("#title")).to_have_text("共享内存")


def test_resources_are_links_that_tell_nothing_of_the_page(shared_memory: Locator) -> None:
    link = shared_memory.get_by_role("link", name="共享内存指南")
    assert link.get_attribute("href") == "https://example.org/shared"
    assert set(str(link.get_attribute("rel")).split()) == {"noopener", "noreferrer"}


def test_it_says_where_a_concept_stands(shared_memory: Locator) -> None:
    expect(shared_memory.locator(".places .source")).to_have_text("CUDA 内存 · notes/cuda.md:2")


def test_a_note_tells_its_concepts_and_facts(small: Explorer) -> None:
    small.go_to("模型压缩")
    text = small.side("concept")
    assert "notes/compress.md" in text
    assert "剪枝" in text
    assert "什么是量化？" in text


# The map


def test_what_is_chosen_stands_in_the_middle_and_can_be_clicked(small: Explorer) -> None:
    small.page.goto(small.page.url.split("#")[0] + "#at=共享内存&view=local")
    small.page.reload()
    small.page.wait_for_selector("html[data-ready]")
    small.rest()
    small.page.keyboard.press("c")
    small.page.mouse.click(*small.middle())
    expect(small.page.locator("#title")).to_have_text("共享内存")
    assert small.colours()[small.colour("accent")] > 50, "the ring around what is chosen"


def test_a_concept_that_is_dragged_stays_where_it_was_put(new_explorer: NewExplorer, small_page: Path) -> None:
    page = new_explorer().open(small_page, "at=网格")
    x, y = page.middle()
    dragged = page.colour_at(x, y)
    assert dragged == page.page.locator("#side-concept .swatch").first.evaluate(HEX)
    page.page.mouse.move(x, y)
    page.page.mouse.down()
    page.page.mouse.move(x + 90, y + 70, steps=40)
    page.page.mouse.up()
    page.rest()
    assert page.colour_at(x + 90, y + 70) == dragged
    assert page.colour_at(x, y) != dragged


def test_pointing_at_a_concept_shows_what_its_edges_mean(new_explorer: NewExplorer, small_page: Path) -> None:
    page = new_explorer().open(small_page, "at=网格&view=local&depth=2")
    page.page.mouse.move(2, 2)
    away = page.colours()
    page.page.mouse.move(*page.middle())
    page.rest()
    pointed = page.colours()
    assert pointed != away
    assert page.page.locator("#stage").get_attribute("class") == "pointing"


def test_the_local_map_grows_with_its_depth(small: Explorer) -> None:
    small.go_to("网格")
    small.page.get_by_role("button", name="局部图").click()
    assert small.shown == 3, "网格, 线程块, 核函数"
    small.page.get_by_role("button", name="2 步以内").click()
    assert small.shown == 5, "and 线程, 共享内存"
    small.page.get_by_role("button", name="4 步以内").click()
    assert small.shown == 9
    small.page.get_by_role("button", name="回到全图", exact=True).last.click()
    assert small.shown == 14


def test_a_path_is_told_step_by_step(small: Explorer) -> None:
    small.go_to("核函数")
    small.page.get_by_role("button", name="到…的路径").click()
    small.go_to("片上内存")
    side = small.page.locator("#side-concept")
    assert side.locator(".steps .node").all_inner_texts() == ["核函数", "网格", "线程块", "共享内存", "片上内存"]
    assert side.locator(".verb").all_inner_texts() == ["使用", "组成部分", "使用", "是一种"]
    expect(side.locator(".saying").first).to_contain_text("核函数使用网格。")
    assert small.shown == 5


def test_that_there_is_no_path_is_said(small: Explorer) -> None:
    small.go_to("核函数")
    small.page.get_by_role("button", name="到…的路径").click()
    small.go_to("量化")
    assert "没有路径" in small.side("concept")


def test_weak_ties_help_where_relations_do_not_lead_on(small: Explorer) -> None:
    small.page.goto(small.page.url.split("#")[0] + "#view=path&end=流&end=事件")
    expect(small.page.locator(".verb")).to_have_text("只在同一处出现过")


# Filters


def test_one_note_can_be_looked_at_alone(small: Explorer) -> None:
    small.side("filter")
    small.page.get_by_label("模型压缩").check()
    assert small.shown == 3
    expect(small.page.locator("#tab-filter")).to_have_text("筛选 1")
    small.side("list")
    expect(small.page.locator("#side-list .count").first).to_have_text("3")
    small.side("filter")
    small.page.get_by_role("button", name="清除筛选").click()
    assert small.shown == 14


def test_one_tag_can_be_looked_at_alone(small: Explorer) -> None:
    small.side("filter")
    small.page.get_by_label("#cuda").check()
    assert small.shown == 11


def test_one_group_can_be_looked_at_alone(small: Explorer) -> None:
    small.side("filter")
    small.page.locator("input[name=groups]").first.check()
    assert 1 < small.shown < 14


def test_a_type_of_relation_can_be_left_out(small: Explorer) -> None:
    small.go_to("网格")
    small.page.keyboard.press("g")
    assert small.shown == 3
    small.side("filter")
    small.page.get_by_label("使用").uncheck()
    assert small.shown == 2, "核函数 uses 网格"


@pytest.mark.parametrize("kind", ["note", "resource", "card"])
def test_notes_links_and_facts_can_be_drawn_too(kind: str, small: Explorer) -> None:
    small.page.keyboard.press("m")  # colours say the kind
    assert small.colour(f"kind-{kind}") not in small.colours()
    small.side("filter")
    small.page.locator(f"input[value={kind}]").check()
    small.rest()
    assert small.colours()[small.colour(f"kind-{kind}")] > 20


# Memory and learning


def test_colours_can_show_what_is_remembered(small: Explorer) -> None:
    assert small.colour("low") not in small.colours()
    small.side("filter")
    small.page.get_by_label("记忆").check()
    small.rest()
    colours = small.colours()
    assert all(colours.get(small.colour(name), 0) > 10 for name in ("low", "middle", "high", "unknown"))
    assert small.page.locator("#legend li").all_inner_texts() == ["还没学", "快忘了", "还行", "牢记"]
    assert "记得 30%" in small.side("list")


def test_what_to_learn_next_comes_after_what_it_needs(small: Explorer) -> None:
    text = small.side("learn")
    assert "已学 3 / 14" in text
    names = small.page.locator("#side-learn ol .node").all_inner_texts()
    assert "共享内存" not in names, "it has been studied"
    assert names.index("片上内存") < names.index("线程束")
    assert small.page.locator("#side-learn ul .node").all_inner_texts() == ["线程块", "线程"], "fading, worst first"


# Keys and screen readers


def test_everything_can_be_reached_with_the_keyboard_alone(small: Explorer) -> None:
    page, press = small.page, small.page.keyboard.press
    small.go_to("gxnc")
    expect(page.locator("#title")).to_be_focused()
    page.locator(".vis-network").focus()
    press(" ")
    assert page.locator(".answer:visible").count() == 1
    press("Enter")
    assert "view=local" in small.address
    press("2")
    assert "depth=2" in small.address
    press("p")
    expect(page.locator("#query")).to_be_focused()
    page.keyboard.insert_text("网格")
    press("Enter")
    assert "view=path" in small.address
    press("Escape")
    assert "view" not in small.address
    press("l")
    expect(page.locator("#side-list")).to_be_visible()
    press("ArrowRight")
    expect(page.locator("#side-filter")).to_be_visible()
    press("m")
    assert "colour=kind" in small.address
    press("?")
    expect(page.get_by_role("dialog")).to_contain_text("沿着关系走")
    press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    press("/")
    press("Escape")
    expect(page.locator(".vis-network")).to_be_focused()
    assert not small.trouble


def test_arrow_keys_walk_along_edges(new_explorer: NewExplorer, small_page: Path) -> None:
    page = new_explorer().open(small_page, "at=网格&view=local")
    page.page.locator(".vis-network").focus()
    seen = set()
    for key in ("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"):
        page.page.keyboard.press(key)
        seen.add(page.page.locator("#title").inner_text())
    assert seen & {"线程块", "核函数"}
    said = page.page.locator("#said").inner_text()
    assert re.search(r"，\d+ 个知识点 · \d+ 条关系", said)


def test_escape_goes_back_one_step_at_a_time(small: Explorer) -> None:
    small.go_to("网格")
    small.page.keyboard.press("g")
    small.page.keyboard.press("Escape")
    assert small.address.startswith("at=网格&camera")
    small.page.keyboard.press("Escape")
    assert "at=" not in small.address


def test_the_list_has_what_the_map_shows(small: Explorer) -> None:
    small.side("list")
    names = small.page.locator("#side-list .node").all_inner_texts()
    assert len(names) == small.shown
    line = small.page.locator("#side-list li").filter(has_text="量化")
    expect(line.locator(".source")).to_have_text("1 个知识点 · 1 条关系")
    line.locator(".node").click()
    expect(small.page.locator("#title")).to_have_text("量化")


@pytest.mark.skipif(not AXE.exists(), reason="make test installs axe-core")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("width", "address"),
    [(1200, ""), (1200, "at=共享内存"), (1200, "side=filter"), (1200, "view=path&end=网格&end=线程"),
     (390, "side=list"), (390, "side=learn&colour=memory")],
)  # fmt: skip
def test_axe_finds_nothing_serious(
    width: int, address: str, scheme: str, new_explorer: NewExplorer, small_page: Path
) -> None:
    page = new_explorer(viewport={"width": width, "height": 800}, color_scheme=scheme).open(small_page, address)
    for ask in page.page.locator(".ask").all():
        ask.click()
    page.page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.page.evaluate("axe.run().then(({ violations }) => violations)")
    serious = [
        (violation["id"], [node["html"] for node in violation["nodes"]])
        for violation in found
        if violation["impact"] in {"serious", "critical"}
    ]
    assert not serious


# Keeping


def test_the_address_brings_back_what_was_looked_at(new_explorer: NewExplorer, small_page: Path) -> None:
    first = new_explorer().open(small_page)
    first.go_to("网格")
    first.page.keyboard.press("g")
    first.page.keyboard.press("3")
    first.side("filter")
    first.page.get_by_label("记忆").check()
    first.page.get_by_label("导致").uncheck()
    url = first.page.url
    second = new_explorer()
    second.open(small_page, url.split("#")[1])
    assert second.shown == first.shown
    assert second.page.locator("#mode").inner_text() == first.page.locator("#mode").inner_text()
    assert second.page.get_by_label("记忆").is_checked()
    assert not second.page.get_by_label("导致").is_checked()


def test_where_the_map_was_left_stands_in_the_address(new_explorer: NewExplorer, small_page: Path) -> None:
    first = new_explorer().open(small_page)
    first.page.mouse.move(*first.middle())
    first.page.mouse.wheel(0, -300)
    first.rest()
    camera = first.address
    assert camera.startswith("camera=")
    second = new_explorer().open(small_page, camera)
    assert second.address == camera


@pytest.mark.parametrize(
    "address",
    ["at=没有&view=local", "view=path&end=没有", "camera=a,b,c", "camera=1,1,0", "depth=99", "kinds=x&without=y",
     "at=fact:99", "at=link:x", "many=-1", "side=x&colour=y&note=z", "%", "<script>alert(1)</script>"],
)  # fmt: skip
def test_an_address_that_means_nothing_here_does_no_harm(
    address: str, new_explorer: NewExplorer, small_page: Path
) -> None:
    page = new_explorer().open(small_page, address)
    assert page.shown > 0
    assert not page.trouble


def saved(page: Explorer, name: str, folder: Path) -> Path:
    page.page.get_by_role("button", name="更多").click()
    with page.page.expect_download() as waiting:
        page.page.get_by_role("button", name=name).click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


def test_the_view_can_be_kept_as_png(small: Explorer, tmp_path: Path) -> None:
    small.go_to("共享内存")
    file = saved(small, "PNG", tmp_path)
    assert file.name == "共享内存.png"
    data = file.read_bytes()
    assert data.startswith(b"\x89PNG")
    box = small.page.locator("#stage").bounding_box()
    assert box
    assert int.from_bytes(data[16:20], "big") == 2 * box["width"]
    assert len(data) > 20_000, "it is not blank"
    assert not small.trouble


def test_the_view_can_be_kept_as_svg(small: Explorer, tmp_path: Path) -> None:
    picture = ET.fromstring(saved(small, "SVG", tmp_path).read_text(encoding="utf-8"))  # noqa: S314  # our own
    texts = {text.text for text in picture.iter("{http://www.w3.org/2000/svg}text")}
    assert {"共享内存", "量化"} <= texts
    assert len(list(picture.iter("{http://www.w3.org/2000/svg}path"))) > 20


def test_on_paper_answers_are_there_and_controls_are_not(small: Explorer) -> None:
    small.go_to("共享内存")
    small.page.emulate_media(media="print")
    assert all(answer.is_visible() for answer in small.page.locator(".answer").all())
    expect(small.page.locator("header")).to_be_hidden()
    expect(small.page.locator(".ask").first).to_be_hidden()


# Light, dark, narrow


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_light_or_dark_as_the_system_is(scheme: str, new_explorer: NewExplorer, small_page: Path) -> None:
    page = new_explorer(color_scheme=scheme).open(small_page)
    red = int(page.colour("paper")[1:3], 16)
    assert (red > 200) == (scheme == "light")
    assert page.colours()[page.colour("ink")] > 100


def test_it_follows_when_the_system_turns_dark(small: Explorer) -> None:
    small.page.emulate_media(color_scheme="dark")
    small.rest()
    assert small.colours()[small.colour("ink")] > 100


def test_on_a_phone_the_panel_is_a_sheet_below_the_map(new_explorer: NewExplorer, small_page: Path) -> None:
    page = new_explorer(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).open(small_page)
    assert page.page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.colours()[page.colour("group-0")] > 100
    expect(page.page.locator("#side-concept")).to_be_hidden()
    page.page.locator("#query").tap()
    page.page.keyboard.insert_text("gxnc")
    page.page.locator("#hits li").first.tap()
    expect(page.page.locator("#title")).to_be_visible()
    page.rest()
    stage, panel = (page.page.locator(part).bounding_box() for part in ("#stage", "#panel"))
    assert stage
    assert panel
    assert stage["y"] + stage["height"] <= panel["y"]
    assert stage["height"] > 250, "the map is still there"
    page.page.get_by_role("button", name="收起面板").tap()
    expect(page.page.locator("#side-concept")).to_be_hidden()


# Large graphs


def test_a_large_graph_shows_its_groups_first_and_their_concepts_from_near(large: Explorer) -> None:
    assert "组，共 3600 个概念" in large.page.locator("#shown").inner_text()
    assert large.colours()[large.colour("group-0")] > 100
    large.page.mouse.move(*large.middle())
    large.page.mouse.wheel(0, -700)
    large.rest()
    assert re.fullmatch(r"显示 \d+ / 3600 个概念 .*", large.page.locator("#shown").inner_text())
    assert large.colours()[large.colour("ink")] > 100


def test_any_concept_of_a_large_graph_can_be_found_and_is_drawn(large: Explorer) -> None:
    large.go_to("概念3599")
    expect(large.page.locator("#title")).to_have_text("概念3599")
    assert large.colours()[large.colour("accent")] > 50
    large.page.keyboard.press("g")
    assert large.shown > 1


def test_more_are_shown_on_demand_but_never_more_than_three_thousand(
    new_explorer: NewExplorer, large_page: Path
) -> None:
    page = new_explorer().open(large_page, "at=概念0")
    before = page.shown
    for _ in range(5):
        more = page.page.get_by_role("button", name="多显示一些")
        if more.count():
            more.click()
            page.rest()
    assert before < page.shown <= 3_000
