"""The program ``studykit``: one module here for each command, loaded only when the command is called.

The first line of a command's module is its line in ``studykit --help``, read without importing it::

    '''make | 中文说明 | What it does in English.'''

The first word is the group it is listed in. The module holds a :class:`click.Command` called ``command``.

Whoever asks for help does not want to wait: what is imported here is all that ``--help`` loads.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

import click

from studykit import __version__
from studykit.commands._help import Command
from studykit.commands._terminal import complain
from studykit.commands._usage import no_such_command, wrong_usage
from studykit.errors import StudykitError
from studykit.language import say

if TYPE_CHECKING:
    from types import FrameType

INTERRUPTED = 130

_FOLDER = os.path.dirname(__file__)

#: The groups of ``--help``, in its order: what the learner does.
_GROUPS = {
    "make": say("制作", "Make"),
    "study": say("学习", "Study"),
    "keep": say("保管", "Keep"),
    "anki": say("连接 Anki", "Anki"),
}


class _Commands(Command, click.Group):
    """The commands of this folder: a new file is a new command."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        files = (name for name in os.listdir(_FOLDER) if name.endswith(".py") and not name.startswith("_"))
        return sorted(name.removesuffix(".py").replace("_", "-") for name in files)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"{__name__}.{cmd_name.replace('-', '_')}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        names = self.list_commands(ctx)
        if not args[0].startswith("-") and args[0] not in names:
            raise click.UsageError(no_such_command(args[0], names), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        heads = {name: _head(name) for name in self.list_commands(ctx)}
        for group, title in _GROUPS.items():
            rows = [(name, say(zh, en)) for name, (of, zh, en) in heads.items() if of == group]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)


def _head(command: str) -> tuple[str, str, str]:
    """Group, Chinese and English help of a command: the first line of its module."""
    path = os.path.join(_FOLDER, command.replace("-", "_") + ".py")
    with open(path, encoding="utf-8") as module:
        group, zh, en = module.readline().strip().strip('"').split(" | ")
    return group, zh, en


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    help=say(
        "studykit：把中文学习笔记变成记得住的知识。",
        "studykit: turns Chinese study notes into knowledge that stays.",
    ),
    epilog=say("例：studykit deck notes/ -o cuda.apkg", "Example: studykit deck notes/ -o cuda.apkg"),
)
@click.version_option(__version__, message="%(prog)s %(version)s", help=say("显示版本", "Show the version."))
@click.pass_context
def program(context: click.Context) -> int:
    """Show what there is to choose from, when nothing was chosen."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
    return 0


def main() -> int:
    """Run the program with the arguments and the streams of this process."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # None: closed by whoever started the program
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # the real streams have it
    return run(sys.argv[1:])


def run(arguments: Sequence[str]) -> int:
    """Run a command, and give its exit code: 0 done, 1 cannot do it, 2 wrong usage, 130 interrupted."""
    try:
        code = _run(arguments)
    except KeyboardInterrupt:
        complain(say("已中断。", "Interrupted."))
        code = INTERRUPTED
    except OSError as error:
        code = _output_failed(error)
    trouble = _flush()
    return _output_failed(trouble) if trouble and not code else code


def _run(arguments: Sequence[str]) -> int:
    try:
        with program.make_context("studykit", list(arguments)) as context:
            _leave_in_order()
            return int(program.invoke(context) or 0)
    except click.exceptions.Exit as end:
        return end.exit_code
    except StudykitError as error:
        complain(str(error))
        return error.exit_code
    except click.UsageError as error:
        place = error.ctx.command_path if error.ctx else "studykit"
        complain(wrong_usage(error))
        complain(say(f"用法见 {place} --help", f"See {place} --help"))
        return error.exit_code


def _leave_in_order() -> None:
    """Let a signal that ends the program pass through every ``finally`` that clears up."""
    import signal

    def leave(number: int, frame: FrameType | None) -> None:
        sys.exit(128 + number)

    for name in ("SIGTERM", "SIGHUP"):  # not every system has both
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, leave)


def _output_failed(error: OSError) -> int:
    """Whoever closed the pipe has read enough; any other trouble with the output is said."""
    if isinstance(error, BrokenPipeError):
        return 0
    reason = error.strerror or str(error)
    place = f"{error.filename}: " if error.filename else ""
    complain(say(f"{place}不能读写（{reason}）。", f"{place}cannot be read or written ({reason})."))
    return 1


def _flush() -> OSError | None:
    """Empty the streams while trouble can still be told; what cannot be written must not fail once more."""
    trouble = None
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError as error:
            trouble = trouble or error
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)
    return trouble
