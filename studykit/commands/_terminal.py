"""Lines on the terminal: harmless, and no wider than it is."""

from __future__ import annotations

import os
from contextlib import suppress

import click

from studykit.text import clean_for_terminal, wrap


def terminal_width() -> int | None:
    """Columns for standard output: ``COLUMNS``, or else the terminal's; ``None`` where there is none.

    As :func:`shutil.get_terminal_size` has it, which takes as long to load as all of studykit's own start.
    """
    with suppress(ValueError):
        if (columns := int(os.environ.get("COLUMNS", ""))) > 0:
            return columns
    return _columns(1)


def _columns(descriptor: int) -> int | None:
    with suppress(OSError):  # no terminal
        return os.get_terminal_size(descriptor).columns or None
    return None


def show(line: str) -> None:
    """One line of a result."""
    _print(line, terminal_width(), err=False)


def complain(line: str) -> None:
    """One line of trouble, on standard error: whole, except where a terminal would break it anyway.

    Whoever closed standard error does not want to hear of it.
    """
    with suppress(OSError):
        _print(line, _columns(2), err=True)


def _print(line: str, width: int | None, *, err: bool) -> None:
    clean = clean_for_terminal(line)
    for part in wrap(clean, width) if width else [clean]:
        click.echo(part, err=err)
