"""What the tests of the quiz stand on: cards by hand, a review log in memory, a terminal that can be read."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pexpect
import pyte

from studykit.model import Card, CardForm, FactKind, Span
from studykit.text import display_width

#: Seconds. A busy machine is slow; nothing here waits that long unless it fails.
PATIENCE = 30


def card(
    name: str,
    answer: str = "answer",
    *,
    prompt: str = "",
    about: tuple[str, ...] = (),
    kind: FactKind = "definition",
    form: CardForm = "question",
    line: int = 0,
    path: str = "notes/a.md",
    heading: tuple[str, ...] = (),
    concepts: tuple[str, ...] = (),
    tags: tuple[str, ...] = (),
) -> Card:
    """A card whose id is its name; each stands on a line of its own unless ``line`` says where."""
    place = line or sum(map(ord, name))
    return Card(
        id=name,
        about=about or (name, "", ""),
        kind=kind,
        form=form,
        prompt=prompt or f"What is {name}?",
        answer=answer,
        context=(),
        statement="",
        deck=("deck",),
        tags=tags,
        span=Span(path, place, place),
        heading=heading,
        concepts=concepts,
        pattern="test",
        confidence=1.0,
    )


def listening() -> None:
    """Whoever runs the tests in the background may have told them to ignore signals."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


@dataclass
class Terminal:
    """A program in a pseudo-terminal, and what stands on its screen."""

    process: pexpect.spawn[bytes]
    screen: pyte.Screen
    stream: pyte.ByteStream
    raw: bytearray = field(default_factory=bytearray)

    @classmethod
    def start(cls, arguments: list[str], *, columns: int, rows: int, folder: Path, env: Mapping[str, str]) -> Terminal:
        """Run ``studykit ARGUMENTS…`` in a terminal of this size."""
        process: pexpect.spawn[bytes] = pexpect.spawn(
            sys.executable,
            ["-m", "studykit", *arguments],
            cwd=str(folder),
            env=dict(env) | {"TERM": "xterm-256color"},
            dimensions=(rows, columns),
            timeout=PATIENCE,
            preexec_fn=listening,
        )
        process.delaybeforesend = None
        screen = pyte.Screen(columns, rows)
        return cls(process, screen, pyte.ByteStream(screen))

    def text(self) -> str:
        """The lines of the screen, without the space at their ends."""
        return "\n".join(map(str.rstrip, self.lines())).rstrip()

    def lines(self) -> list[str]:
        """The lines of the screen. A wide character is followed by an empty cell, which is left out."""
        rows = (self.screen.buffer[row] for row in range(self.screen.lines))
        return ["".join(row[column].data for column in range(self.screen.columns)) for row in rows]

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.process.send(key.encode())

    def resize(self, columns: int, rows: int) -> None:
        """What pulling at the corner of the window does. Nothing of the old screen is left."""
        self.screen.reset()
        self.screen.resize(rows, columns)
        self.process.setwinsize(rows, columns)

    def until(self, what: str | Callable[[str], bool]) -> str:
        """Read until the screen shows ``what`` and comes to rest; then the screen."""
        found = what if callable(what) else lambda text: what in text
        ends = time.monotonic() + PATIENCE
        while self._read(0.05) or not found(self.text()):
            if time.monotonic() > ends:
                raise AssertionError(f"{what!r} does not come up:\n{self.text()}")
        return self.text()

    def _read(self, patience: float) -> bool:
        """Take in what the program writes; whether it wrote anything."""
        try:
            data = self.process.read_nonblocking(65536, timeout=patience)
        except pexpect.TIMEOUT:
            return False
        except pexpect.EOF:
            raise AssertionError(f"the program has ended:\n{self.text()}") from None
        self.raw += data
        self.stream.feed(data)
        return True

    def end(self) -> int:
        """Read to the end; the exit code."""
        ends = time.monotonic() + PATIENCE
        with suppress(pexpect.EOF):
            while time.monotonic() < ends:
                with suppress(pexpect.TIMEOUT):
                    data = self.process.read_nonblocking(65536, timeout=1)
                    self.raw += data
                    self.stream.feed(data)
            raise AssertionError(f"the program does not end:\n{self.text()}")
        self.process.close()
        if self.process.exitstatus is None:
            raise AssertionError(f"killed by signal {self.process.signalstatus}")
        return self.process.exitstatus

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        self.process.kill(number)

    def widest(self) -> int:
        """Columns of the widest line, as the program wrote them."""
        return max(display_width(line.rstrip()) for line in self.lines())
