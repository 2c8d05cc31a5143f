"""Where a result may be written: not over what the learner keeps."""

from __future__ import annotations

import os
from pathlib import Path

from studykit.errors import CannotWrite
from studykit.files import MARKER, NOTE_SUFFIXES
from studykit.identity import LEDGER_NAME
from studykit.language import say


def spared(target: Path) -> Path:
    """``target``, where a command is to write; a link counts as what it leads to.

    Raises :class:`CannotWrite` for a note, be it there or not (it would be read as one from then on), and for
    what a study folder keeps: its settings, its ledger, its reviews.
    """
    real = Path(os.path.realpath(target))
    if real.name.lower().endswith(NOTE_SUFFIXES):
        raise CannotWrite(
            say(
                f"{target}: 这是笔记的文件名，笔记只读不写；请换一个名字。",
                f"{target}: the name of a note, and notes are only read; take another name.",
            )
        )
    if real.name in (MARKER, LEDGER_NAME) or real.parent.name == ".studykit":
        raise CannotWrite(
            say(
                f"{target}: studykit 自己要用这个文件，不覆盖；请换一个名字。",
                f"{target}: studykit itself needs this file, not replaced; take another name.",
            )
        )
    return target
