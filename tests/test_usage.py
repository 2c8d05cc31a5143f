"""A command called wrongly says what is wrong, in the user's language."""

from __future__ import annotations

import click
import pytest

from studykit import language
from studykit.commands import program, run

CALLS = [
    pytest.param(
        "dck", "没有 dck 这个命令。是不是想写 deck？", "No such command 'dck'. Did you mean deck?", id="command"
    ),
    pytest.param("xyzzy", "没有 xyzzy 这个命令。", "No such command 'xyzzy'.", id="command like no other"),
    pytest.param("--nonsense", "没有 --nonsense 这个选项。", "No such option '--nonsense'.", id="option before"),
    pytest.param(
        "quiz --nwe 3",
        "没有 --nwe 这个选项。是不是想写 --new？",
        "No such option '--nwe'. Did you mean '--new'?",
        id="option",
    ),
    pytest.param("deck -o", "选项 -o 后面要写它的值。", "Option '-o' requires an argument.", id="no value"),
    pytest.param(
        "deck --strict=3", "选项 --strict 不带值。", "Option '--strict' does not take a value.", id="value of a flag"
    ),
    pytest.param("show", "缺少参数 CONCEPT。", "Missing argument 'CONCEPT'.", id="argument"),
    pytest.param("backup a b c", "多出了参数：b c", "Got unexpected extra arguments (b c)", id="too many arguments"),
    pytest.param(
        "quiz --new -1",
        "--new 的值不对：要不小于 0 的整数",
        "Invalid value for '--new': -1 is not in the range x>=0.",
        id="number too small",
    ),
    pytest.param(
        "graph --depth many",
        "--depth 的值不对：要 1 到 9 的整数",
        "Invalid value for '--depth': 'many' is not a valid integer range.",
        id="no number",
    ),
    pytest.param(
        "graph --format pdf",
        "--format 的值不对：只能是 html、graphml、gexf、json",
        "Invalid value for '--format': 'pdf' is not one of 'html', 'graphml', 'gexf', 'json'.",
        id="choice",
    ),
    pytest.param(
        "extract --why here",
        "写成 文件:行号，例如 notes/cuda.md:12",
        "Invalid value: write FILE:LINE, such as notes/cuda.md:12",
        id="in words of our own",
    ),
]


@pytest.mark.parametrize(("call", "zh", "en"), CALLS)
@pytest.mark.parametrize("locale", ["zh_CN.UTF-8", "C.UTF-8"])
def test_wrong_usage_is_said_in_the_users_language(
    call: str, zh: str, en: str, locale: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    language.chinese.cache_clear()
    assert run(call.split()) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines()[0] == (zh if locale.startswith("zh") else en)
    assert "--help" in said.err.splitlines()[1]


def test_all_help_has_what_an_option_does_beside_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for name in program.list_commands(click.Context(program)):
        run([name, "--help"])
        options = [line for line in capsys.readouterr().out.splitlines() if line.startswith("  -")]
        assert options
        assert all("  " in line.strip() for line in options), name
