"""A quiz on the whole screen of a terminal.

Textual draws; what a key means and what follows from it is decided in :mod:`studykit.screens.keys` and in the
session. The terminal's own colours are used, and its mouse is left alone, so that text can be selected.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress

from rich.text import Text
from textual import events
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from studykit.answers import Comparison, plain
from studykit.language import say
from studykit.model import Card
from studykit.quiz import Quiz
from studykit.reviews import RATINGS
from studykit.screens import keys, outside, words
from studykit.screens.markup import Line, Piece, Style, lines, wrap
from studykit.session import Event, Question, Reply, State
from studykit.text import clean_for_terminal, display_width, fit

#: How each style looks, in the terminal's own colours; none tells by its colour alone.
LOOKS: dict[Style, str] = {
    "": "",
    "code": "cyan",
    "strong": "bold",
    "emphasis": "italic",
    "struck": "strike",
    "mark": "bold yellow",
    "formula": "magenta",
    "link": "underline",
    "picture": "bold magenta",
    "hole": "bold yellow",
    "heading": "bold",
    "quiet": "bright_black",
    "keyword": "magenta",
    "type": "cyan",
    "string": "green",
    "number": "yellow",
    "comment": "bright_black italic",
    "function": "blue",
    "right": "bold green",
    "wrong": "bold red underline",
    "key": "bold",
}
#: Columns from which on there is room for a margin.
ROOMY = 40
#: Columns that make sense; in fewer nothing fails.
NARROWEST = 20
#: Lines of text are no longer than this, however wide the terminal: longer ones are hard to read.
WIDEST = 100
INTERRUPTED, HUNG_UP = 130, 129
#: Seconds between two looks whether the terminal is still there.
GLANCE = 1.0
#: Keys that end the quiz wherever they are pressed, and the exit code.
ENDS = {"ctrl+c": INTERRUPTED, "ctrl+q": 0}
SCROLLS = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10}


def run(quiz: Quiz) -> int:
    """Ask until the learner has enough, or a signal ends it; the exit code."""
    _forget_typed_ahead()
    return FullScreen(quiz).run(mouse=False) or 0


def _forget_typed_ahead() -> None:
    """Nobody grades a card that does not stand on the screen yet."""
    with suppress(ImportError, OSError):  # only where there is such a thing
        import termios

        termios.tcflush(sys.stdin, termios.TCIFLUSH)


class Typed(Input):
    """The line where an answer is typed. Space and Escape in an empty one are keys as everywhere else."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "space" and not self.value:
            event.stop()
            event.prevent_default()
            self.post_message(Input.Submitted(self, ""))
            return
        await super()._on_key(event)


class FullScreen(App[int]):
    """The card in the middle, what it is about above, what can be done below."""

    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = None
    CSS = """
    Screen { background: ansi_default; color: ansi_default; overflow: hidden; }
    Static { width: 100%; height: auto; background: ansi_default; color: ansi_default; }
    #body { height: 1fr; background: ansi_default; scrollbar-background: ansi_default;
            scrollbar-color: ansi_bright_black; scrollbar-gutter: stable; }
    #typed { height: 1; border: none; padding: 0; background: ansi_default; color: ansi_default; }
    """

    def __init__(self, quiz: Quiz) -> None:
        super().__init__(ansi_color=True)
        self.quiz = quiz
        self.helping = False
        #: the learner does not want to type this answer
        self.not_typing = False
        self.editing = False
        self.notice = " · ".join(words.greeting(quiz))

    # The screen

    def compose(self) -> ComposeResult:
        yield Static(id="head")
        with VerticalScroll(id="body", can_focus=False):
            yield Static(id="card")
        yield Typed(id="typed", compact=True)
        yield Static(id="foot")

    def on_mount(self) -> None:
        loop = asyncio.get_running_loop()
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            with suppress(NotImplementedError, AttributeError):  # not every system has them
                number = getattr(signal, name)
                loop.add_signal_handler(number, self._signalled, 128 + number)
        self.set_interval(GLANCE, self._end_without_terminal)
        self._draw()
        self.call_after_refresh(self.quiz.prepare)

    def _end_without_terminal(self) -> None:
        """Not every window that closes sends SIGHUP; and Textual reads on, without a pause, where nothing comes."""
        if not sys.stdin.isatty():
            self.exit(HUNG_UP)

    def on_resize(self) -> None:
        self.call_later(self._fit)  # Textual tells first, and takes over the new size after that

    def _fit(self) -> None:
        # Where the bar is all the room there is, Textual never comes to an end with its layout.
        self.query_one("#body").styles.scrollbar_size_vertical = int(self.size.width >= NARROWEST)
        self._draw()

    def _draw(self) -> None:
        """Show the state as it is."""
        state = self.quiz.state
        self.query_one("#head", Static).update(self._text(self._head(state)))
        self.query_one("#card", Static).update(self._text(self._card(state)))
        self.query_one("#foot", Static).update(self._text(self._foot(state)))
        self._place_input(state)

    def _columns(self) -> int:
        return max(self.size.width - 2 * self._margin() - 1, 1)  # 1: the scroll bar

    def _margin(self) -> int:
        return 1 if self.size.width >= ROOMY else 0

    def _text(self, shown: Iterable[Line]) -> Text:
        """Lines as Textual takes them, each cut to what fits."""
        width, margin = self._columns(), " " * self._margin()
        text = Text(no_wrap=True, end="")
        for number, line in enumerate(shown):
            text.append("\n" if number else "")
            text.append(margin)
            for piece in _fitting(line, width):
                text.append(piece.text, LOOKS[piece.style])
        return text

    # What stands on it

    def _head(self, state: State) -> Iterator[Line]:
        """What the card is about, and how far it is, on one line where both fit."""
        width = self._columns()
        if state.question is None or state.phase == "done":
            left = say("学完了", "Done")
        else:
            left = words.path(state.question.card)
        right = words.progress(state)
        room = width - display_width(right) - 2
        if room >= 12:
            left = fit(left, room)
            gap = " " * (width - display_width(left) - display_width(right))
            yield (Piece(left, "heading"), Piece(gap + right, "quiet"))
        else:
            yield (Piece(fit(left, width), "heading"),)
            yield (Piece(fit(right, width), "quiet"),)
        yield (Piece("─" * width, "quiet"),)

    def _card(self, state: State) -> Iterator[Line]:
        if self.helping:
            yield from self._help()
        elif state.phase == "done" or state.question is None:
            for sentence in words.summary(self.quiz):
                yield from self._wrapped(sentence)
        else:
            yield from self._question(state, state.question)
            if state.phase == "answer":
                yield ()
                yield (Piece("─" * min(self._columns(), WIDEST), "quiet"),)
                yield from self._answer(state, state.question)

    def _question(self, state: State, question: Question) -> Iterator[Line]:
        yield from self._wrapped(words.badge(state), "quiet")
        yield ()
        answered = state.phase == "answer"
        filled = question.card.answer if answered and question.card.form == "cloze" else None
        yield from lines(question.card.prompt, self._readable(), filled=filled)
        if question.choices:
            yield ()
            for number, choice in enumerate(question.choices, 1):
                yield from wrap((Piece(clean_for_terminal(choice)),), self._readable(), f"{number}  ", "   ")
        if question.steps:
            yield ()
            for item in question.steps[: state.shown]:
                yield from lines(item, self._readable())
            left = len(question.steps) - state.shown
            if left:
                yield from self._wrapped(say(f"还有 {left} 步", f"{left} more steps"), "quiet")

    def _answer(self, state: State, question: Question) -> Iterator[Line]:
        card = question.card
        if state.reply:
            yield from self._compared(state.reply)
        if not (card.form == "cloze" or question.steps or (state.reply and told_by(state.reply, card))):
            yield from lines(card.answer, self._readable())
        if statement := words.statement(card):
            yield ()
            for line in lines(statement, self._readable()):
                yield tuple(Piece(piece.text, piece.style or "quiet") for piece in line)
        yield ()
        yield from self._wrapped(words.source(card), "quiet")

    def _compared(self, reply: Comparison) -> Iterator[Line]:
        """What was typed above what is right, with what differs marked."""
        look: Style = "right" if reply.verdict == "same" else "wrong"
        yield (Piece(words.verdict(reply), look),)
        if reply.verdict != "same":
            for name, text in ((say("你写的", "yours"), reply.typed), (say("答案　", "right"), reply.right)):
                marked = (Piece(clean_for_terminal(p.text), "code" if p.shared else "wrong") for p in text)
                yield from wrap(marked, self._readable(), f"{name}  ", "")

    def _help(self) -> Iterator[Line]:
        for key, does in keys.explained():
            yield from wrap((Piece(key, "key"), Piece(f"  {does}")), self._readable())
        yield ()
        yield from self._wrapped(say("按任意键返回", "Any key goes back"), "quiet")

    def _foot(self, state: State) -> Iterator[Line]:
        """What just happened, the buttons, and the keys; on a low screen only what is needed most."""
        if self.notice and self.size.height >= 6:
            yield from list(self._wrapped(self.notice, "mark"))[: self.size.height // 6]
        yield (Piece("─" * self._columns(), "quiet"),)
        if state.phase == "answer":
            yield from self._in_a_row(self._buttons(state))
        if self.size.height >= 10:
            offered = keys.offered(state, typing=self._wants_typing(state))
            yield from list(self._in_a_row(offered))[:2]

    def _buttons(self, state: State) -> Iterator[tuple[str, str]]:
        outlook = self.quiz.outlook()
        for rating in RATINGS:
            when = f" {words.interval(outlook[rating - 1])}" if outlook else ""
            mark = "▸" if rating == state.suggestion else ""
            yield f"{mark}{rating}", f"{words.rating_name(rating)}{when}"

    def _in_a_row(self, pairs: Iterable[tuple[str, str]]) -> Iterator[Line]:
        """Keys with what they do, as many on a line as fit."""
        line: list[Piece] = []
        used = 0
        for key, does in pairs:
            columns = display_width(f"{key} {does}")
            if line and used + 3 + columns > self._columns():
                yield tuple(line)
                line, used = [], 0
            gap = "   " if line else ""
            line += [Piece(f"{gap}{key}", "key"), Piece(f" {does}")]
            used += len(gap) + columns
        if line:
            yield tuple(line)

    def _wrapped(self, sentence: str, style: Style = "") -> Iterator[Line]:
        return wrap((Piece(clean_for_terminal(sentence), style),), self._readable())

    def _readable(self) -> int:
        return min(self._columns(), WIDEST)

    # What is typed

    def _wants_typing(self, state: State) -> bool:
        question = state.question
        asked = state.phase == "question" and question is not None and question.way == "type"
        return asked and not self.not_typing and not self.helping

    def _place_input(self, state: State) -> None:
        typed = self.query_one("#typed", Typed)
        typed.display = self._wants_typing(state)
        if typed.display:
            typed.placeholder = fit(say("写出答案", "type the answer"), self._columns())
            typed.styles.padding = (0, self._margin())
            # At once, not after what is waiting: the letters of an answer must not be taken for keys.
            self.screen.set_focus(typed)
        else:
            self.screen.set_focus(None)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self._do(Reply(event.value))

    # What is done

    async def on_event(self, event: events.Event) -> None:
        """Keys are taken here, in the order in which they come, before Textual hands them round.

        Else a key that follows fast on another would be handed to what had the focus before.
        """
        if isinstance(event, events.Key) and not event.is_forwarded and self._takes(event):
            return
        await super().on_event(event)

    def _takes(self, event: events.Key) -> bool:
        """Do what a key means; whether it is for the card, and not for the line where an answer is typed."""
        if event.key in ENDS:
            self.exit(ENDS[event.key])
        elif self.helping:
            self.helping = False
            self._draw()
        elif event.key in SCROLLS:
            self._scroll(SCROLLS[event.key])
        elif not self._wants_typing(self.quiz.state):
            self._key("" if event.key in ("enter", "space") else event.character or event.key)
        elif event.key == "escape":
            self.not_typing = True
            self._draw()
        else:
            return False
        return True

    def _key(self, key: str) -> None:
        meant = keys.meaning(key, self.quiz.state)
        if isinstance(meant, str):
            self._around(meant)
        elif meant is not None:
            self._do(meant)

    def _do(self, event: Event) -> None:
        before = self.quiz.state
        state = self.quiz.do(event)
        if state.phase == "left":
            self.exit(0)
            return
        saved = state.tally.saved > before.tally.saved
        self.notice = words.acknowledged(self.quiz) if saved else words.notice(state)
        if state.question is not before.question:
            self.not_typing = False
            self.query_one("#typed", Typed).value = ""
        self._draw()
        self._scroll_to(state, before)

    def _scroll_to(self, state: State, before: State) -> None:
        body = self.query_one("#body", VerticalScroll)
        if state.question is not before.question:
            body.scroll_home(animate=False)
        elif state.phase == "answer":
            body.scroll_end(animate=False)

    def _around(self, what: keys.Around) -> None:
        question = self.quiz.state.question
        if what == "help":
            self.helping = True
        elif question is not None and what == "edit":
            self.notice = self._edit(question.card) or words.notice(self.quiz.state)
        elif question is not None:
            answered = self.quiz.state.phase == "answer"
            self.notice = outside.open_target(question.card, self.quiz.study_folder, answer=answered)
        self._draw()

    def _edit(self, card: Card) -> str:
        """Give the terminal to the editor; Ctrl-C is the editor's then."""
        self.editing = True
        try:
            with self.suspend():
                trouble = outside.edit(card, self.quiz.study_folder)
        finally:
            self.editing = False
        self.quiz.reread()
        return trouble

    def _scroll(self, number: int) -> None:
        self.query_one("#body", VerticalScroll).scroll_relative(y=number, animate=False)

    def _signalled(self, code: int) -> None:
        if not (self.editing and code == INTERRUPTED):
            self.exit(code)


def told_by(reply: Comparison, card: Card) -> bool:
    """Whether the comparison shows the whole answer already."""
    return reply.verdict != "same" and "".join(piece.text for piece in reply.right) == plain(card.answer)


def _fitting(line: Line, width: int) -> Iterator[Piece]:
    """The line, cut where the terminal ends: only what cannot be broken is longer."""
    for piece in line:
        columns = display_width(piece.text)
        yield piece if columns <= width else Piece(fit(piece.text, max(width, 0)), piece.style)
        width -= columns
        if width <= 0:
            return
