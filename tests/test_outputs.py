"""A slip of the hand after ``-o`` costs no note, and nothing that a study folder keeps."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Program

KEPT = ("notes/cuda.md", "notes/NEW.MD", "old.markdown", "cards.lock", "studykit.toml", ".studykit/reviews.db")


@pytest.fixture
def kept(study: Path, studykit: Program) -> dict[str, bytes]:
    """A study folder in which something was made and reviewed: what is in it, by name."""
    (study / "notes/cuda.md").write_text("线程束：32 个一起执行的线程。\n", encoding="utf-8")
    (study / "studykit.toml").write_text("[quiz]\nnew_per_day = 3\n")
    (study / "old.markdown").write_text("占用率：活跃线程束的比例。\n", encoding="utf-8")
    assert studykit("quiz", "--plain", input=b"\n3\n", stdin=None).returncode == 0
    return {name: (study / name).read_bytes() for name in KEPT if (study / name).exists()}


@pytest.mark.parametrize("command", [("deck", "-o"), ("graph", "-o"), ("backup",)], ids=lambda words: words[0])
def test_what_the_learner_keeps_is_never_written_over(
    study: Path, studykit: Program, kept: dict[str, bytes], command: tuple[str, ...]
) -> None:
    for name in KEPT:
        done = studykit(*command, name)
        assert (done.returncode, done.stdout) == (1, b"")
        assert done.stderr.decode().startswith(f"{name}: ")
    assert {name: (study / name).read_bytes() for name in KEPT if (study / name).exists()} == kept


def test_a_link_to_a_note_is_a_note(study: Path, studykit: Program, kept: dict[str, bytes]) -> None:
    (study / "cuda.apkg").symlink_to("notes/cuda.md")
    assert studykit("deck", "-o", "cuda.apkg").returncode == 1
    assert (study / "notes/cuda.md").read_bytes() == kept["notes/cuda.md"]


def test_any_other_place_is_fine(study: Path, studykit: Program, kept: dict[str, bytes]) -> None:
    for command in (
        ("deck", "-o", "out/cuda.apkg"),
        ("graph", "-o", "notes.html"),
        ("backup", ".studykit/backups/b.db"),
    ):
        assert studykit(*command).returncode == 0
        assert (study / command[-1]).exists()
