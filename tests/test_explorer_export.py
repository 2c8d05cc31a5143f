"""The explorer as a file: what goes into it, and in what form."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from conftest import Program
from explorer_notes import large_notes, small_notes

from studykit import graph as graphs
from studykit.exporters import explorer
from studykit.exporters.explorer.content import formula, to_html
from studykit.exporters.explorer.packing import block, pack, safe_json, unpack
from studykit.exporters.explorer.pinyin import spell
from studykit.exporters.pictures import PictureBox

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def page() -> str:
    return explorer.as_bytes(graphs.build(small_notes())).decode()


def columns(page: str, name: str = "graph") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(unpack(block(page, name)))
    return found


# The file


def test_the_policy_lets_nothing_in_and_runs_only_what_it_names(page: str) -> None:
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    policy = policy.replace("&#39;", "'")
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    [program] = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    library = unpack(block(page, "library"))
    for script in (program, library):
        assert f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" in policy
    assert "vis-network" in library[:200]


def test_no_address_stands_where_a_browser_would_load_it(page: str) -> None:
    assert not re.findall(r'(?:src|href)="(?!data:,"|#)', page.split("<script>", maxsplit=1)[0])
    assert "@import" not in page
    assert not re.findall(r"url\(", page)


def test_same_graph_same_bytes_whatever_the_hash_seed() -> None:
    script = (
        "import sys; sys.path.insert(0, 'tests'); from explorer_notes import small_notes;"
        "from studykit import graph; from studykit.exporters import explorer;"
        "sys.stdout.buffer.write(explorer.as_bytes(graph.build(small_notes())))"
    )
    pages = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "LC_ALL": locale},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed, locale in (("1", "C.UTF-8"), ("2", "zh_CN.UTF-8"))
    }
    assert len(pages) == 1


def test_the_page_of_a_single_note_is_called_as_the_note_is() -> None:
    graph = graphs.around(graphs.build(small_notes()), "concept:量化", 1)
    assert "<title>模型压缩</title>" in explorer.as_bytes(graph).decode()


def test_the_most_important_concepts_are_drawn_at_once() -> None:
    page = explorer.as_bytes(graphs.build(large_notes(1_000))).decode()
    first = json.loads(block(page, "first"))
    assert [node["id"] for node in first["nodes"]] == list(range(explorer.FIRST))
    assert json.loads(first["options"])["physics"] == {"enabled": False}


@pytest.mark.parametrize(("concepts", "megabytes"), [(1_000, 0.75), (10_000, 3)])
def test_the_page_stays_small(concepts: int, megabytes: float) -> None:
    assert len(explorer.as_bytes(graphs.build(large_notes(concepts)))) < megabytes * 1e6


# Places


def test_the_map_stays_where_it_was() -> None:
    graph = graphs.build(small_notes())
    first = explorer.as_bytes(graph)
    last = explorer.positions_in(first)
    assert len(last) == 14
    assert explorer.as_bytes(graph, last=last) == first


def test_what_is_no_page_of_ours_has_no_places() -> None:
    for data in (b"", b"<html>", b"\xff\xfe", b'<script id="graph">AAAA</script>', b'<script id="graph">e30=</script>'):
        assert explorer.positions_in(data) == {}


# Columns


def test_concepts_come_first_and_the_most_important_of_them_first(page: str) -> None:
    graph = columns(page)
    assert graph["counts"] == [14, 2, 1, 7]
    assert graph["weight"] == sorted(graph["weight"], reverse=True)


def test_edges_to_sections_go_to_their_notes(page: str) -> None:
    graph = columns(page)
    mentioned = graph["types"].index("mentioned_in")
    ends = {to for to, type_ in zip(graph["to"], graph["type"], strict=True) if type_ == mentioned}
    assert ends == {14, 15}


def test_what_is_needed_first_stands_first_in_the_order_to_learn(page: str) -> None:
    graph = columns(page)
    place = {node: n for n, node in enumerate(graph["order"])}
    assert graph["needs"]
    for node, needs in graph["needs"].items():
        assert all(place[need] < place[int(node)] for need in needs)


def test_the_same_sentence_is_kept_once(page: str) -> None:
    texts = columns(page, "texts")["texts"]
    assert len(texts) == len(set(texts))


def test_memory_is_a_percentage_or_nothing() -> None:
    graph = graphs.build(small_notes())
    page = explorer.as_bytes(graph, memory={"concept:线程": 0.834, "concept:量化": None}).decode()
    found = columns(page)
    memory = dict(zip(found["names"], found["memory"], strict=False))
    assert (memory["线程"], memory["量化"], memory["剪枝"]) == (83, None, None)


def test_pictures_stand_in_the_page_once_and_only_those_of_the_study_folder(tmp_path: Path) -> None:
    (tmp_path / "notes/images").mkdir(parents=True)
    (tmp_path / "notes/images/chip.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    box = PictureBox(tmp_path)
    texts = columns(explorer.as_bytes(graphs.build(small_notes()), pictures=box).decode(), "texts")
    [(name, uri)] = texts["pictures"].items()
    assert uri.startswith("data:image/svg+xml;base64,")
    assert any(f'data-picture="{name}"' in text for text in texts["texts"])
    assert not box.diagnostics


# Texts


@pytest.mark.parametrize("text", ["", "a<b>&\u2028\u2029</script>", "中文" * 10_000])
def test_what_is_packed_comes_out_the_same(text: str) -> None:
    assert unpack(pack(text)) == text
    assert json.loads(safe_json(text)) == text
    assert not re.search("[<>&\u2028\u2029]", safe_json(text))


def no_picture(address: str) -> None:
    """For texts that show none."""


def test_formulas_become_mathml() -> None:
    html = to_html("带宽是 $\\frac{n}{t}$。", no_picture)
    assert html.startswith('带宽是 <math display="inline">')
    assert "<mfrac><mrow><mi>n</mi></mrow><mrow><mi>t</mi></mrow></mfrac>" in html
    assert '<math display="block">' in to_html("$$x$$", no_picture)


@pytest.mark.parametrize("tex", ["\\left(", "\\begin{matrix}", "\\newcommand{\\a}{\\a\\a}\\a", "x" * 3_000, "{" * 900])
def test_a_formula_that_cannot_be_read_is_shown_as_its_source(tex: str) -> None:
    assert formula(tex, display=False) == f'<code class="tex">{tex}</code>'


def test_a_formula_brings_no_markup_of_its_own() -> None:
    made = formula(
        r"\text{<img onerror=x>}\href{javascript:x}{y}\style{color:red}{z}\class{a}{b}\text{&lt;b&gt;}", display=True
    )
    assert "<img" not in made
    assert "<b>" not in made
    assert not re.search(r"href|style=|class=", made)


def test_links_open_elsewhere_and_pictures_wait() -> None:
    html = to_html("[a](https://example.org) ![b](b.png)", lambda address: f"packed-{address}")
    assert '<a target="_blank" rel="noopener noreferrer" href="https://example.org">' in html
    assert '<img data-picture="packed-b.png" alt="b">' in html


@pytest.mark.parametrize(
    ("text", "spelled"),
    [("共享内存", "gong xiang nei cun"), ("CUDA 流", "cuda liu"), ("女", "nv"), ("warp", ""), ("重复", "chong fu"),
     ("", "")],
)  # fmt: skip
def test_names_are_spelled_as_they_are_typed(text: str, spelled: str) -> None:
    assert spell(text) == spelled


# The command

NOTE = """# 内存
共享内存（Shared Memory）：线程块里的线程共用的片上内存。
线程块：一组能够同步的线程。
共享内存属于线程块。
"""


@pytest.fixture
def noted(study: Path) -> Path:
    (study / "notes/memory.md").write_text(NOTE, encoding="utf-8")
    return study


def test_the_page_is_written_beside_the_notes(noted: Path, studykit: Program) -> None:
    done = studykit("graph")
    assert done.returncode == 0, done.stderr.decode()
    page = noted / "graphs/studykit.html"
    assert page.read_bytes().startswith(b"<!doctype html>")
    assert f"Written to {Path('graphs/studykit.html')}" in done.stdout.decode()


def test_a_second_run_changes_no_byte(noted: Path, studykit: Program) -> None:
    studykit("graph")
    first = (noted / "graphs/studykit.html").read_bytes()
    assert studykit("graph").returncode == 0
    assert (noted / "graphs/studykit.html").read_bytes() == first


@pytest.mark.parametrize(
    ("name", "start"), [("graphml", b"<?xml"), ("gexf", b"<?xml"), ("json", b"{"), ("html", b"<!doctype")]
)
def test_every_format_is_written(name: str, start: bytes, noted: Path, studykit: Program) -> None:
    assert studykit("graph", "--format", name).returncode == 0
    assert (noted / f"graphs/studykit.{name}").read_bytes().startswith(start)


def test_only_what_is_around_a_concept(noted: Path, studykit: Program) -> None:
    assert studykit("graph", "--around", "shared memory", "--depth", "1", "-o", "one.html").returncode == 0
    assert "共享内存" in columns((noted / "one.html").read_text(encoding="utf-8"))["names"]


def test_a_concept_that_is_not_there_is_said_and_nothing_is_written(noted: Path, studykit: Program) -> None:
    done = studykit("graph", "--around", "不存在")
    assert done.returncode == 1
    assert "不存在" in done.stderr.decode()
    assert not (noted / "graphs").exists()


def test_it_is_opened_when_asked_to(noted: Path, studykit: Program) -> None:
    browser = noted / "browser"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > "{noted}/opened"\n')
    browser.chmod(0o755)
    done = studykit("graph", "--open", env={"BROWSER": str(browser)})
    assert done.returncode == 0
    assert not done.stderr
    assert (noted / "opened").read_text() == (noted / "graphs/studykit.html").as_uri()


def test_a_lost_picture_is_said_and_the_rest_is_written(noted: Path, studykit: Program) -> None:
    with (noted / "notes/memory.md").open("a", encoding="utf-8") as note:
        note.write("\n共享内存的位置：\n\n![共享内存在芯片上的位置](images/lost.png)\n")
    done = studykit("graph")
    assert done.returncode == 0
    assert b"lost.png" in done.stderr
    assert (noted / "graphs/studykit.html").exists()
