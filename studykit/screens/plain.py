"""A quiz in plain lines: for pipes, screen readers and terminals that can do no more.

One line in, a few lines out. Nothing is overwritten, nothing is coloured, and every question says all that is
needed to answer it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TextIO

from studykit.answers import accepted, compare, is_code
from studykit.language import say
from studykit.quiz import Quiz
from studykit.reviews import RATINGS
from studykit.screens import keys, outside, words
from studykit.screens.markup import Line, lines
from studykit.session import Event, Question, Quit, Reply, State
from studykit.text import clean_for_terminal, wrap

#: Columns, where nobody says how many there are.
USUAL_WIDTH = 80


@dataclass(slots=True)
class Plain:
    """``width``: columns, asked anew for every line. ``terminal``: whether somebody can be shown an editor."""

    quiz: Quiz
    lines_in: TextIO | None
    lines_out: TextIO
    width: Callable[[], int | None]
    terminal: bool

    def run(self) -> int:
        """Ask until there is nothing to ask or the learner has enough; say what was saved in any case."""
        self._say(words.greeting(self.quiz))
        try:
            while self.quiz.state.phase != "left":
                self._put()
                self.quiz.prepare()
                line = self._read()
                if line is None:
                    self.quiz.do(Quit())
                else:
                    self._take(line)
        finally:
            self._say(["", *words.summary(self.quiz)])
        return 0

    # In

    def _read(self) -> str | None:
        """What was entered; ``None`` at the end of the input."""
        line = self.lines_in.readline() if self.lines_in else ""
        if not self.terminal:
            self._say([""])  # nobody's Enter has ended the line
        return line.rstrip("\r\n") if line else None

    def _take(self, line: str) -> None:
        state = self.quiz.state
        meant = self._reply(line, state) or keys.meaning(line, state)
        if meant is None:
            self._say([say("没有这个按键，? 是帮助。", "No such key; ? is help.")])
        elif isinstance(meant, str):
            self._around(meant)
        else:
            self._do(meant)

    def _reply(self, line: str, state: State) -> Reply | None:
        """What was typed as an answer: where one is asked for, anything but a key, or the answer itself."""
        question = state.question
        if state.phase != "question" or question is None or question.way != "type" or not line.strip():
            return None
        answer = question.card.answer
        right = compare(line, accepted(answer, question.names), code=is_code(answer)).verdict == "same"
        return Reply(line) if right or keys.meaning(line, state) is None else None

    def _do(self, event: Event) -> None:
        before = self.quiz.state
        state = self.quiz.do(event)
        if state.tally.saved > before.tally.saved:
            self._say([words.acknowledged(self.quiz)])
        if notice := words.notice(state):
            self._say([notice])

    def _around(self, what: keys.Around) -> None:
        question = self.quiz.state.question
        if what == "help":
            self._say(f"{key}  {does}" for key, does in keys.explained())
        elif question is None:
            return
        elif what == "edit":
            self._edit(question)
        else:
            answered = self.quiz.state.phase == "answer"
            self._say([outside.open_target(question.card, self.quiz.study_folder, answer=answered)])

    def _edit(self, question: Question) -> None:
        if not self.terminal:
            self._say([words.source(question.card)])
            return
        trouble = outside.edit(question.card, self.quiz.study_folder)
        self.quiz.reread()
        self._say([trouble or words.notice(self.quiz.state)])

    # Out

    def _put(self) -> None:
        state = self.quiz.state
        if state.phase == "done":
            self._say(["", say("都学完了。", "All done."), words.saved(self.quiz)])
        elif state.phase == "question" and state.question and not state.shown:
            self._question(state, state.question)
        elif state.phase == "answer" and state.question:
            self._answer(state, state.question)
        self._prompt(state)

    def _question(self, state: State, question: Question) -> None:
        self._say(["", f"[{words.progress(state)}] {words.badge(state)}"])
        if above := words.path(question.card):
            self._say([above])
        self._show(lines(question.card.prompt, self._columns(), tables=False))
        self._say(f"  {number}) {choice}" for number, choice in enumerate(question.choices, 1))
        if question.steps:
            self._say([say(f"（共 {len(question.steps)} 步）", f"({len(question.steps)} steps)")])

    def _answer(self, state: State, question: Question) -> None:
        card = question.card
        if state.reply:
            typed = "".join(piece.text for piece in state.reply.typed)
            self._say([say(f"{words.verdict(state.reply)}：{typed}", f"{words.verdict(state.reply)}: {typed}")])
        if not question.steps:
            self._say([say("答案：", "Answer:")])
            self._show(lines(card.answer, self._columns(), tables=False))
        if statement := words.statement(card):
            self._show(lines(statement, self._columns(), tables=False))
        self._say([f"({words.source(card)})"])

    def _prompt(self, state: State) -> None:
        *before, last = wrap(clean_for_terminal(f"{self._asks(state)}>"), max(self._columns() - 1, 1))
        self._say(before)
        self.lines_out.write(f"{last} ")
        self.lines_out.flush()

    def _asks(self, state: State) -> str:
        question = state.question
        if state.phase == "done":
            return say("回车结束，u 撤销", "Enter ends, u takes back")
        if state.phase == "answer":
            outlook = self.quiz.outlook()
            buttons = [
                f"{rating} {words.rating_name(rating)}" + (f" {words.interval(outlook[rating - 1])}" if outlook else "")
                for rating in RATINGS
            ]
            enter = say("回车", "Enter")
            return say("，", ", ").join([*buttons, f"{enter}={state.suggestion}"])
        if question and question.choices:
            return say("选几号？", "Which?")
        if question and question.way == "type":
            return say("写出答案，回车核对", "Type the answer, Enter checks")
        if question and question.steps:
            return say("回车看下一步", "Enter shows the next step")
        return say("回车看答案，? 帮助", "Enter shows the answer, ? help")

    def _show(self, block: Iterable[Line]) -> None:
        self._say("".join(piece.text for piece in line) for line in block)

    def _say(self, sentences: Iterable[str]) -> None:
        for sentence in sentences:
            for line in wrap(clean_for_terminal(sentence), self._columns()) if sentence else [""]:
                self.lines_out.write(f"{line}\n")
        self.lines_out.flush()

    def _columns(self) -> int:
        return self.width() or USUAL_WIDTH
