"""What each pattern finds, and what it leaves alone: see the files in tests/patterns.

After a change of the rules, ``pytest tests/test_patterns.py --update-patterns`` writes what is found now as what
is expected; read the difference before it is committed.
"""

from __future__ import annotations

import pytest
from pattern_cases import Case, Fixture, fixtures, found, patterns_of, update

from studykit.patterns import PATTERNS

CASES = [pytest.param(case, id=f"{case.fixture}: {case.title}") for each in fixtures() for case in each.cases]
FILES = [pytest.param(fixture, id=fixture.name) for fixture in fixtures()]


@pytest.fixture(scope="session", autouse=True)
def _update(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-patterns"):
        for fixture in fixtures():
            update(fixture)


@pytest.mark.parametrize("case", CASES)
def test_the_cases_of_a_pattern(case: Case, request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("--update-patterns"):
        assert "\n".join(found(case)) == "\n".join(case.found)


@pytest.mark.parametrize("fixture", FILES)
def test_a_fixture_shows_what_is_found_and_what_is_left_alone(fixture: Fixture) -> None:
    assert patterns_of(fixture.name), "these cases belong to no pattern"
    assert sum(not case.silent for case in fixture.cases) >= 3
    assert sum(case.silent for case in fixture.cases) >= 3


@pytest.mark.parametrize("fixture", FILES)
def test_something_is_found_in_each_case_but_those_that_say_nothing(fixture: Fixture) -> None:
    for case in fixture.cases:
        assert case.silent == (not case.found), case.title


@pytest.mark.parametrize("fixture", FILES)
def test_titles_tell_the_cases_apart(fixture: Fixture) -> None:
    assert len({case.title for case in fixture.cases}) == len(fixture.cases)


def test_every_pattern_has_cases() -> None:
    covered = {name for fixture in fixtures() for name in patterns_of(fixture.name)}
    assert covered == set(PATTERNS.load())
