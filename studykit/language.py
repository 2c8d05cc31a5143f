"""Chinese or English, as the user's locale says."""

from __future__ import annotations

import os
from functools import cache


@cache
def chinese() -> bool:
    """Whether messages are Chinese: by the first of LC_ALL, LC_MESSAGES, LANG that is set (so POSIX)."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value.lower().startswith("zh")
    return False


def say(zh: str, en: str) -> str:
    """The sentence in the user's language. Both stand at the place of use, so that neither is forgotten."""
    return zh if chinese() else en


def number_of(number: int, noun: str) -> str:
    """So many of something in English: "1 note", "2 notes"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
