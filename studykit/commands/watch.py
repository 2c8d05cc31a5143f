"""make | 笔记一存盘就更新牌组和概念图 | Renew deck and map whenever notes are saved."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import click

from studykit.commands._help import Command
from studykit.commands._making import deck_file, graph_file, make_deck, make_graph
from studykit.commands._notes import Opened, Study, open_notes, study_at
from studykit.commands._reviews import shown
from studykit.commands._terminal import complain, show
from studykit.errors import StudykitError
from studykit.exporters.changes_report import counts
from studykit.files import MARKER
from studykit.identity import LEDGER_NAME
from studykit.language import number_of, say
from studykit.model import Diagnostic

#: In the study folder, what studykit writes itself.
_OUTPUTS = frozenset({"decks", "graphs", LEDGER_NAME})
#: Hidden files that decide what is read.
_IGNORE_FILES = frozenset({".gitignore", ".studykitignore"})


@click.command(
    "watch",
    cls=Command,
    help=say(
        "看着笔记，一存盘就更新牌组和概念图，用一行说清改了什么；Ctrl-C 结束。"
        "PATH 是笔记或文件夹，默认是学习文件夹里的 notes。",
        "Watch the notes and renew deck and map whenever they are saved, with a line on what changed; Ctrl-C ends. "
        "PATH is a note or a folder; without one, notes in the study folder.",
    ),
    epilog=say(
        "例：studykit watch\n例：studykit watch --deck", "Example: studykit watch\nExample: studykit watch --deck"
    ),
)
@click.option("--deck", "only_deck", is_flag=True, help=say("只更新牌组", "The deck only."))
@click.option("--graph", "only_graph", is_flag=True, help=say("只更新概念图", "The map only."))
@click.option(
    "--name",
    default="studykit",
    metavar="NAME",
    help=say("Anki 里牌组的名字，默认 studykit", "What the deck is called in Anki; without it studykit."),
)
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
def command(paths: Sequence[Path], only_deck: bool, only_graph: bool, name: str) -> int:
    """Make both, and again whenever something changed, until interrupted."""
    from studykit.watching import changes

    study = study_at(paths)
    deck = None if only_graph and not only_deck else deck_file(study, name)
    graph = None if only_deck and not only_graph else graph_file(study)
    watch = _Watch(study, name, deck, graph)
    places = say("、", ", ").join(map(shown, study.paths))
    show(say(f"看着 {places}：一存盘就更新，Ctrl-C 结束。", f"Watching {places}: saving renews; Ctrl-C ends."))
    for _ in changes((*study.paths, study.folder / MARKER), watch.concerns):
        watch.renew()
    return 0


@dataclass(slots=True)
class _Watch:
    """What was made last, of which notes, and what was said."""

    study: Study
    name: str
    deck: Path | None
    graph: Path | None
    digests: dict[str, str] = field(default_factory=dict)
    drawn: bytes = b""
    said: Sequence[str] = ()

    def concerns(self, path: str) -> bool:
        """Whether a change at this path may change what is made: all but what is hidden, and our own outputs."""
        changed = Path(os.path.realpath(path))
        above = next((folder for folder in map(Path.resolve, self.study.paths) if folder in changed.parents), changed)
        hidden = any(part.startswith(".") for part in changed.relative_to(above).parts)
        ours = any(changed.is_relative_to(self.study.folder.resolve() / name) for name in _OUTPUTS)
        return not ours and (not hidden or changed.name in _IGNORE_FILES)

    def renew(self) -> None:
        """Make what is to be made, and say so in a line. What is wrong is said once: it may be mended soon."""
        started = time.monotonic()
        try:
            opened = open_notes(self.study, may_be_none=True)
            written, diagnostics = self._make(opened)
        except (StudykitError, OSError) as error:
            self._complain([*self.said, str(error)])
            return
        if written:
            seconds = time.monotonic() - started
            show(f"{datetime.now():%H:%M:%S} {self._what(opened)}{'; '.join(written)} ({seconds:.1f} s)")
        self._complain(map(str, diagnostics))
        self.digests = {note.path: note.digest for note in opened.notes}
        gc.unfreeze()  # so that what is replaced the next time goes

    def _make(self, opened: Opened) -> tuple[list[str], tuple[Diagnostic, ...]]:
        """What was written, if anything had to be, and all that is wrong."""
        written: list[str] = []
        diagnostics: tuple[Diagnostic, ...] = ()
        if self.deck:
            deck = make_deck(opened, self.deck, self.name)
            diagnostics = deck.diagnostics
            if deck.news:
                written.append(f"{shown(self.deck)}: {counts(deck.news)}")
        if self.graph and (written or self.drawn != opened.cache.key):
            drawn = make_graph(opened, self.graph)
            diagnostics = tuple(dict.fromkeys((*diagnostics, *drawn.diagnostics)))
            self.drawn = opened.cache.key
            written.append(shown(self.graph))
        return written, diagnostics

    def _what(self, opened: Opened) -> str:
        """Which notes changed."""
        now = {note.path: note.digest for note in opened.notes}
        changed = sorted(path for path, _ in now.items() ^ self.digests.items())
        names = list(dict.fromkeys(changed))
        if len(names) == 1:
            return f"{names[0]} → "
        return say(f"{len(names)} 篇笔记 → ", f"{number_of(len(names), 'note')} → ") if names else ""

    def _complain(self, sentences: Iterable[str]) -> None:
        """Say what was not said the last time."""
        now = list(dict.fromkeys(sentences))
        for sentence in now:
            if sentence not in self.said:
                complain(sentence)
        self.said = now
