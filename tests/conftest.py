"""What several tests stand on: an English locale, a study folder, and the program as users run it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

from studykit import language

ROOT = Path(__file__).parent.parent

Program = Callable[..., "subprocess.CompletedProcess[bytes]"]

# A change is tried on the same examples as the one before it: what fails is its own doing, however slow the machine.
# New examples, and many more, are for whoever has the time to mend what they show: `make search`.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=3000, deadline=None)
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-patterns", action="store_true", help="write what the patterns find now into tests/patterns/*.md"
    )


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages in English, whoever runs the tests."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    language.chinese.cache_clear()


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A study folder with an empty ``notes``; the current folder."""
    folder = tmp_path / "study"
    (folder / "notes").mkdir(parents=True)
    (folder / "studykit.toml").touch()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """What a process gets to see: nothing of the developer's own settings."""
    home = tmp_path / "home"
    home.mkdir()
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "error",
    }


@pytest.fixture
def studykit(study: Path, environment: dict[str, str]) -> Program:
    """Run ``studykit ARGUMENTS…`` in the study folder, as a process of its own."""

    def run(
        *arguments: str | Path, env: Mapping[str, str] | None = None, **how: object
    ) -> subprocess.CompletedProcess[bytes]:
        usual = {
            "stdin": subprocess.DEVNULL,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            "cwd": study,
        }
        return subprocess.run(  # type: ignore[call-overload,no-any-return]  # whatever the test needs
            [sys.executable, "-m", "studykit", *arguments],
            env=environment | dict(env or {}),
            timeout=60,
            check=False,
            **(usual | how),
        )

    return run
