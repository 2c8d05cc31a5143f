"""What the commands on reviews have in common: the study folder they are in, its schedule, and the time."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from studykit.files import study_folder
from studykit.reviews import Moment

if TYPE_CHECKING:
    from studykit.model import Card
    from studykit.schedule import Scheduler
    from studykit.settings import Settings
    from studykit.statistics import Mastery


@dataclass(frozen=True, slots=True)
class Desk:
    """A study folder with its settings, the scheduler that they make, and now."""

    folder: Path
    settings: Settings
    scheduler: Scheduler
    now: Moment


def desk(paths: Sequence[Path] = ()) -> Desk:
    """That of the study folder that ``paths`` lie in, else of the current one. Raises ``SettingsWrong``."""
    from studykit.schedule import Fsrs  # here, so that help and wrong usage do not wait for it
    from studykit.settings import read_settings

    folder = study_folder(paths[0] if paths else Path())
    settings = read_settings(folder)
    return Desk(folder, settings, Fsrs(settings.quiz), Moment.of(datetime.now().astimezone()))


def mastery(folder: Path, cards: Sequence[Card]) -> dict[str, Mastery]:
    """How well each concept is known of which any card was asked, by its term. Nothing is written."""
    from studykit.statistics import mastery_of_concepts
    from studykit.store import has_reviews, read_store

    if not has_reviews(folder):
        return {}
    here = desk((folder,))
    with read_store(here.folder, here.scheduler) as store:
        known = mastery_of_concepts(cards, store.memories(), here.scheduler, here.scheduler.day(here.now))
    return {each.name: each for each in known if each.asked}


def shown(path: Path) -> str:
    """A path as the user would write it."""
    return os.path.relpath(path) if path.absolute().is_relative_to(Path.cwd()) else str(path)
