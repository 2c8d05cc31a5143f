"""What is wrong with how a command was called, in the user's language; click itself speaks English."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

from studykit.language import say

#: What click has no class of its own for is known by its words.
_TOO_MANY = re.compile(r"Got unexpected extra arguments? \((.*)\)", re.DOTALL)
_TAKES_NO_VALUE = "does not take a value"


def wrong_usage(error: click.UsageError) -> str:
    """One sentence on what is wrong; what is rare stays as click says it."""
    return say(_in_chinese(error), error.format_message())


def no_such_command(name: str, commands: Iterable[str]) -> str:
    """That there is no such command, and which one may have been meant."""
    from difflib import get_close_matches  # only for who needs it

    near = get_close_matches(name, commands)
    return say(
        f"没有 {name} 这个命令。{_or_else(near)}",
        f"No such command '{name}'.{f' Did you mean {_quoted(near)}?' if near else ''}",
    )


def _in_chinese(error: click.UsageError) -> str:
    match error:
        case click.MissingParameter():
            return f"缺少{_kind(error.param)} {_name(error)}。"
        case click.NoSuchOption():
            return f"没有 {error.option_name} 这个选项。{_or_else(error.possibilities or ())}"
        case click.BadOptionUsage():
            flag = _TAKES_NO_VALUE in error.message
            return f"选项 {error.option_name} {'不带值' if flag else '后面要写它的值'}。"
        case click.BadParameter() if error.param is not None:
            return f"{_name(error)} 的值不对：{_wanted(error.param.type) or error.message}"
        case _:
            extra = _TOO_MANY.fullmatch(error.message)
            return f"多出了参数：{extra[1]}" if extra else error.message


def _or_else(near: Iterable[str]) -> str:
    return f"是不是想写 {_quoted(near)}？" if near else ""


def _quoted(names: Iterable[str]) -> str:
    return say("、", ", ").join(names)


def _kind(param: click.Parameter | None) -> str:
    return "选项" if isinstance(param, click.Option) else "参数"


def _name(error: click.BadParameter) -> str:
    hint = error.param.get_error_hint(error.ctx) if error.param and error.ctx else error.param_hint or ""
    return (hint if isinstance(hint, str) else " / ".join(hint)).strip("'")


def _wanted(kind: object) -> str:
    """What a value must be; empty where that is not known."""
    if isinstance(kind, click.Choice):
        return f"只能是 {'、'.join(map(str, kind.choices))}"
    if isinstance(kind, click.IntRange):
        low, high = kind.min, kind.max
        return f"要 {low} 到 {high} 的整数" if high is not None else f"要不小于 {low} 的整数"
    return ""
