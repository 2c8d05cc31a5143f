"""``studykit show`` and ``studykit path``: what is printed, as text and as JSON, and what when there is nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Program
from graph_helpers import PATH, card, cuda, related

from studykit import language
from studykit.commands import run
from studykit.model import Diagnostic, Extraction
from studykit.text import display_width


@pytest.fixture(autouse=True)
def found(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands find what :func:`graph_helpers.cuda` says, whatever the notes."""
    finds(monkeypatch, cuda())


def finds(monkeypatch: pytest.MonkeyPatch, extraction: Extraction) -> None:
    for command in ("show", "path"):
        monkeypatch.setattr(f"studykit.commands.{command}.read", lambda study: extraction)


def in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    language.chinese.cache_clear()


# show

SHARED = """\
共享内存, also called shared memory, SMEM
  线程块私有的片上内存
    notes/cuda.md:5

Relations
  共享内存 differs from 全局内存
    “共享内存比全局内存快得多。”
    notes/cuda.md:6
  共享内存 requires 线程块
    “访问共享内存需要先懂线程块。”
    notes/cuda.md:7

Where it stands
  notes/cuda.md:5, 6, 7
"""

WARP = """\
warp，又叫 线程束

知识点
  一个 warp 有多少线程？ → 32 个
    性质 · notes/cuda.md:12

关系
  warp 属于 线程块
    “线程块由 warp 组成。”
    notes/cuda.md:11
  warp 包含 线程
    “warp 是 32 个线程。”
    notes/cuda.md:12

出处
  notes/cuda.md:11，12，14，15

参考阅读
  讲 warp 的文章
    https://example.org/warp
"""


def test_show_tells_what_the_notes_say_of_a_concept(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "共享内存"]) == 0
    assert capsys.readouterr() == (SHARED, "")


def test_show_speaks_chinese_where_the_locale_does(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    in_chinese(monkeypatch)
    assert run(["show", "warp"]) == 0
    assert capsys.readouterr() == (WARP, "")


@pytest.mark.parametrize("name", ["SMEM", "smem", "Shared Memory", "ｓｍｅｍ"])
def test_show_takes_any_name_of_a_concept(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", name]) == 0
    assert capsys.readouterr().out == SHARED


def test_show_keeps_apart_what_asks_for_a_concept_and_what_only_mentions_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(["show", "线程块"])
    facts = capsys.readouterr().out.split("\n\n")[1]
    assert facts.startswith("Facts that mention it\n  什么是共享内存？ → 线程块私有的片上内存\n")


def test_show_begins_with_what_is_asked_of_the_concept_itself(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    of_longer_name = card(8, "共享内存分块有什么用？", "减少访存", ["共享内存"], 4, subject="共享内存分块")
    of_itself = replace(card(9, "共享内存有多大？", "48 KB", ["共享内存"], 6), kind="property")
    finds(monkeypatch, replace(cuda(), cards=(of_longer_name, of_itself)))
    run(["show", "共享内存"])
    shown = capsys.readouterr().out
    assert shown.index("共享内存有多大？") < shown.index("共享内存分块有什么用？")


def test_show_breaks_lines_at_the_width_of_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "24")
    run(["show", "共享内存"])
    lines = capsys.readouterr().out.splitlines()
    assert max(map(display_width, lines)) <= 24
    assert lines[6:9] == ["  共享内存 differs from", "  全局内存", "    “共享内存比全局内存"]


def test_show_gives_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "smem", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["schema"], data["term"], data["aliases"]) == (
        "studykit.concept/1",
        "共享内存",
        ["shared memory", "SMEM"],
    )
    assert data["definitions"] == [
        {
            "id": "card1",
            "kind": "definition",
            "prompt": "什么是共享内存？",
            "answer": "线程块私有的片上内存",
            "source": {"path": PATH, "line_start": 5, "line_end": 5},
        }
    ]
    assert [(r["head"], r["type"], r["tail"]) for r in data["relations"]] == [
        ("共享内存", "contrasts_with", "全局内存"),
        ("共享内存", "requires", "线程块"),
    ]
    assert data["relations"][1]["evidence"] == [
        {"text": "访问共享内存需要先懂线程块。", "source": {"path": PATH, "line_start": 7, "line_end": 7}}
    ]
    assert [mention["line_start"] for mention in data["mentions"]] == [5, 6, 7]
    assert (data["facts"], data["mentioned"], data["readings"]) == ([], [], [])


def test_show_says_which_way_a_relation_points_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    run(["show", "全局内存", "--json"])
    (relation,) = json.loads(capsys.readouterr().out)["relations"]
    assert (relation["head"], relation["type"], relation["tail"]) == ("共享内存", "contrasts_with", "全局内存")


def test_show_of_an_unknown_name_suggests_what_may_be_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "shared memroy"]) == 1
    assert capsys.readouterr() == (
        "",
        "There is no concept “shared memroy” in these notes. Did you mean: shared memory?\n",
    )


def test_show_lets_no_note_and_no_argument_write_to_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shared, *others = cuda().concepts
    nasty = replace(shared, term="共享内存\x1b[31m\n红", aliases=("SMEM",))
    finds(monkeypatch, replace(cuda(), concepts=(nasty, *others)))
    assert run(["show", "SMEM"]) == 0
    assert capsys.readouterr().out.startswith("共享内存␛[31m 红, also called SMEM\n")
    assert run(["show", "\x1b[31m"]) == 1
    assert "\x1b" not in capsys.readouterr().err


# path

WAY = """\
共享内存 requires 线程块
  “访问共享内存需要先懂线程块。”
  notes/cuda.md:7
线程块 has the part warp
  “线程块由 warp 组成。”
  notes/cuda.md:11
warp has the part 线程
  “warp 是 32 个线程。”
  notes/cuda.md:12
"""


def test_path_tells_each_step_with_its_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["path", "SMEM", "线程"]) == 0
    assert capsys.readouterr() == (WAY, "")


def test_path_gives_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["path", "线程块", "线程", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["schema"] == "studykit.path/1"
    assert [(step["head"], step["type"], step["tail"]) for step in data["steps"]] == [
        ("warp", "part_of", "线程块"),
        ("线程", "part_of", "warp"),
    ]
    assert data["steps"][0]["evidence"][0]["text"] == "线程块由 warp 组成。"


def test_path_between_two_names_of_one_concept(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["path", "SMEM", "共享内存"]) == 0
    assert capsys.readouterr().out == "“SMEM” and “共享内存” are the same concept.\n"


def test_where_there_is_no_path_that_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    finds(monkeypatch, related(("甲", "uses", "乙"), ("丙", "uses", "丁")))
    assert run(["path", "甲", "丁"]) == 1
    assert capsys.readouterr().out == "The notes lead no way from “甲” to “丁”.\n"
    assert run(["path", "甲", "丁", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["steps"] == []
    in_chinese(monkeypatch)
    assert run(["path", "甲", "丁"]) == 1
    assert capsys.readouterr().out == "笔记里没有从“甲”到“丁”的路。\n"


@pytest.mark.parametrize("names", [("wrap", "线程"), ("线程", "wrap")])
def test_path_of_an_unknown_name_suggests_what_may_be_meant(
    names: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["path", *names]) == 1
    assert capsys.readouterr().err == "There is no concept “wrap” in these notes. Did you mean: warp?\n"


# both


@pytest.mark.parametrize("arguments", [["show", "warp"], ["path", "warp", "线程"]], ids=["show", "path"])
def test_trouble_with_notes_is_said_and_strict_counts_it(
    arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    finds(monkeypatch, replace(cuda(), diagnostics=(Diagnostic("odd", "something is odd", PATH, 3),)))
    assert run(arguments) == 0
    assert capsys.readouterr().err == "notes/cuda.md:3: something is odd [odd]\n"
    assert run([*arguments, "--strict"]) == 1


@pytest.mark.parametrize("arguments", [["show"], ["path"], ["path", "warp"]], ids=" ".join)
def test_without_names_the_usage_is_told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert f"See studykit {arguments[0]} --help" in capsys.readouterr().err


def test_real_notes_are_read_from_where_they_lie(studykit: Program, study: Path) -> None:
    note = study / "notes/memory.md"
    note.write_text("# 存储\n\n共享内存（shared memory）：线程块私有的片上内存。\n\n全局内存：片外内存。\n", "utf-8")
    concepts = json.loads(studykit("extract", "--json").stdout)["concepts"]
    assert concepts
    term = concepts[0]["term"]
    done = studykit("show", term, note)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().startswith(term)
    assert b"notes/memory.md:" in done.stdout
    assert studykit("show", "--help").returncode == studykit("path", "--help").returncode == 0
