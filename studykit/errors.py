"""One class for each way to fail: a sentence for the user and an exit code."""

from __future__ import annotations


class StudykitError(Exception):
    """Something that cannot be done. ``str(error)`` is one sentence: what, where, and what to do."""

    exit_code = 1


class PathMissing(StudykitError):
    """A path on the command line that is not there."""


class NothingToRead(StudykitError):
    """No place of notes is given, and there is none where notes are looked for."""


class CannotWrite(StudykitError):
    """A result that cannot be put where it was asked for."""


class LedgerBroken(StudykitError):
    """``cards.lock`` is damaged; going on would give known cards new identities."""


class CannotRelink(StudykitError):
    """Two cards that cannot be taken for one: they are not known, or both still there."""
