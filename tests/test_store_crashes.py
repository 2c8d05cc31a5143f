"""No review that was called saved is ever lost: processes are killed or interrupted, disks fill and fail, power is cut.

Every test is also held against builds of studykit that are wrong on purpose. They must be found out, else
the test would prove nothing.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from power_cut import cuts, put
from store_driver import TOMORROW, prepare, prepare_for_deeds
from store_helpers import later, quick_folder, shim, what_is_lost

DRIVER = Path(__file__).parent / "store_driver.py"
#: How often learners are killed; a release is tried with 1,000.
KILLS = int(os.environ.get("STUDYKIT_KILLS", "50"))

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="calls are caught the Linux way")


@pytest.fixture(params=[True, False], ids=["used", "new"])
def place(request: pytest.FixtureRequest) -> Iterator[Path]:
    """A folder with the template of a study folder."""
    with quick_folder() as folder:
        prepare(folder / "template", used=request.param)
        yield folder


def drive(build: str, what: str, place: Path, *more: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, DRIVER, build, what, place, *more],
        env=os.environ | {"LD_PRELOAD": str(shim("faults"))},
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[str] = json.loads(done.stdout or "[]")
    return found


# Killed


def test_nothing_is_lost_when_killed_at_random_moments(place: Path) -> None:
    *complaints, summary = drive("right", "kill", place, str(KILLS // 2))
    assert complaints == []
    assert int(summary.split()[0]) > KILLS / 4, "it was killed before it did anything"


def test_a_build_that_commits_late_is_found_out_by_killing(place: Path) -> None:
    *complaints, _ = drive("commits late", "kill", place, "10")
    assert any("lost" in complaint for complaint in complaints)


# At every single call that writes


@pytest.mark.parametrize(
    ("place", "mode"),
    [
        (True, "kill"),
        (True, "tear"),
        (True, "full"),
        (True, "broken"),
        (True, "interrupt"),
        (False, "kill"),
        (False, "full"),
        (False, "interrupt"),
    ],
    indirect=["place"],
)
def test_nothing_is_lost_when_it_strikes_at_any_call(place: Path, mode: str) -> None:
    *complaints, summary = drive("right", "befall", place, mode, "study")
    assert complaints == []
    assert int(summary.split()[0]) > 100, "the calls were not seen"


@pytest.mark.parametrize("mode", ["kill", "tear"])
def test_a_build_that_commits_late_is_found_out_at_any_call(place: Path, mode: str) -> None:
    *complaints, _ = drive("commits late", "befall", place, mode, "study")
    assert sum("lost" in complaint for complaint in complaints) > 10


@pytest.mark.parametrize("mode", ["kill", "full", "broken"])
@pytest.mark.parametrize("deed", ["restore", "merge", "import", "repair"])
def test_nothing_is_lost_when_it_strikes_while_files_are_put_in_order(deed: str, mode: str) -> None:
    with quick_folder() as place:
        prepare_for_deeds(place / "template")
        *complaints, summary = drive("right", "befall", place, mode, deed)
    assert complaints == []
    assert int(summary.split()[0]) > 10, "the calls were not seen"


# Power cuts


def lost_in_cuts(build: str, place: Path, *, stop_at_first: bool = False) -> list[list[str]]:
    """What would be lost by a power cut after any change to the disk, with three outcomes for each."""
    template, study, random = place / "template", place / "study", Random(11)  # noqa: S311  # the same cuts every time
    shutil.copytree(template, study)
    drive(build, "record", place)
    trace = (place / "trace").read_text().splitlines()
    shutil.rmtree(study)
    shutil.copytree(template, study)
    known, complaints = (template / "acks").read_text().split(), []
    tried: set[int] = set()
    for disk, saved in cuts(study, trace):
        for chance in (None, random, random):
            files = disk.after_a_cut(chance)
            if (digest := hash((tuple(sorted(files.items())), len(saved)))) in tried:
                continue
            tried.add(digest)
            shutil.rmtree(study)
            put(files, study)
            if lost := what_is_lost(study, known + saved, later(TOMORROW, minutes=9)):
                complaints.append(lost)
                if stop_at_first:
                    return complaints
    assert len(tried) > 100, "the changes were not seen"
    return complaints


def test_nothing_is_lost_when_power_is_cut(place: Path) -> None:
    assert lost_in_cuts("right", place) == []


@pytest.mark.parametrize(
    "build",
    ["commits late", "synchronous off", "synchronous full", "write-ahead log, synchronous normal"],
)
def test_a_build_that_trusts_the_disk_too_much_is_found_out(build: str, place: Path) -> None:
    assert lost_in_cuts(build, place, stop_at_first=True)


def test_a_build_that_does_not_sync_a_new_folder_is_found_out(tmp_path: Path) -> None:
    prepare(tmp_path / "template", used=False)
    assert lost_in_cuts("folders not synced", tmp_path, stop_at_first=True)
