"""How ``--help`` looks: in the user's language, and as wide as the terminal, Chinese counted as two."""

from __future__ import annotations

from collections.abc import Iterable

import click

from studykit.commands._terminal import terminal_width
from studykit.language import say
from studykit.text import display_width, wrap

#: Lines longer than this are hard to read.
_WIDEST = 80
#: The widest first column that leaves room for a second one beside it.
_FIRST_COLUMN = 26


class _Formatter(click.HelpFormatter):
    def __init__(self, **_: object) -> None:
        super().__init__(width=min(terminal_width() or _WIDEST, _WIDEST))

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        self._write(f"{say('用法：', 'Usage: ')}{prog} {args}".rstrip(), 0)

    def write_heading(self, heading: str) -> None:
        title = say("选项", heading) if heading == "Options" else heading
        self._write(f"{title}{say('：', ':')}", self.current_indent)

    def write_text(self, text: str) -> None:
        for line in text.split("\n"):
            self._write(line, self.current_indent)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        rows = list(rows)
        first = max(display_width(term) for term, _ in rows) + col_spacing
        indent = self.current_indent
        beside = first <= _FIRST_COLUMN and self.width - indent - first >= _FIRST_COLUMN
        for term, text in rows:
            if beside:
                head, *rest = [*wrap(text, self.width - indent - first), ""]
                self.write(f"{' ' * indent}{term}{' ' * (first - display_width(term))}{head}\n")
                self.write("".join(f"{' ' * (indent + first)}{line}\n" for line in rest if line))
            else:
                self._write(term, indent)
                self._write(text, indent + 2)

    def _write(self, text: str, indent: int) -> None:
        indent = min(indent, max(self.width - 2, 0))
        for line in wrap(text, self.width - indent) if text else [""]:
            self.write(f"{' ' * indent if line else ''}{line}\n")


class Context(click.Context):
    """A context whose help is written by :class:`_Formatter`."""

    formatter_class = _Formatter


class Command(click.Command):
    """A command with such help."""

    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = say("显示本说明", "Show this message.")
        return option
