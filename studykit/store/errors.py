"""The ways in which the reviews cannot be used."""

from __future__ import annotations

from studykit.errors import StudykitError


class StoreHeld(StudykitError):
    """Another program is writing these reviews."""


class StoreBroken(StudykitError):
    """The reviews are damaged, empty or gone; nothing was changed."""


class StoreTooNew(StudykitError):
    """The reviews were written by a newer studykit; nothing was changed."""


class BackupMissing(StudykitError):
    """There is no backup that could be restored."""
