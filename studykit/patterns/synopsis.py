"""How a command is written: a line that gives its form, with words in brackets or capitals where one puts one's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit.fenced import SHELL
from studykit.model import Fact
from studykit.patterns import Place, pattern
from studykit.patterns._comments import ABOVE, BEHIND, KEY, PROMPT
from studykit.prose import MASK

#: ``chgrp [-R] group file``, ``docker run [OPTIONS] IMAGE``, ``git checkout -b <branch>``, ``chown 用户 文件``.
LEFT_OPEN = re.compile(
    r"\s(?:\[(?:-{1,2}\w[^\]]*|[A-Za-z_\u4e00-\u9fff][^\]=]*)\]|<[A-Za-z\u4e00-\u9fff][\w \u4e00-\u9fff|-]*>)(?=\s|$)"
)
#: Capitals and Chinese words are left open too, but only where the line above says that a form follows.
LEFT_OPEN_BY_WORD = re.compile(r"\s(?:[A-Z][A-Z_]{2,}\b|[\u4e00-\u9fff]{2,})")
#: A command with what it is given.
SYNOPSIS = re.compile(r"^[a-z][\w.+-]*(?:\s+[^\s|;&\"'$=]+)+$")
FORM = "语法|用法|格式|写法"
#: What the line above ends on where it says what the command is for, or introduces its form.
INTRODUCES, INTRODUCES_FORM = re.compile(r"[：:]$"), re.compile(rf"(?:{FORM})[^。！？]{{0,8}}$")
#: ``git checkout`` and ``docker run`` are named by more than one word.
COMMAND_NAME = re.compile(r"[a-z][\w.+-]*(?:\s+[a-z][a-z-]+(?=\s)){0,2}")
#: "语法：`docker run [OPTIONS] IMAGE`".
INLINE = re.compile(rf"^(?P<lead>[^：:]{{0,24}}?(?:{FORM}))(?:为|是|如下)?[：:]\s*(?P<code>{MASK})$")
MOST_LINES, LONGEST = 12, 90


@pattern("synopsis", on="block", rank=12, claims=False, kinds=("code",))
def find(place: Place) -> Iterator[Fact]:
    """``chown [-R] user file`` in a block of commands asks how chown is written; its forms stand together."""
    block = place.block
    if (block.language and block.language not in SHELL) or block.text.count("\n") >= MOST_LINES:
        return
    above = place.at(-1)
    introduced = bool(above and INTRODUCES_FORM.search(above.block.text))
    if above and INTRODUCES.search(above.block.text) and not introduced:
        return
    forms: dict[str, list[tuple[int, str]]] = {}
    lines_of_block = block.text.split("\n")
    for number, line in enumerate(lines_of_block):
        told_above = number and ABOVE.match(lines_of_block[number - 1])
        if not told_above and (form := _form(line, introduced=introduced)):
            forms.setdefault(_name(form), []).append((number, form))
    for name, lines in forms.items():
        first, last = lines[0][0], lines[-1][0]
        answer = "\n".join(form for _, form in lines)
        yield _fact(
            place, name, f"```{block.language}\n{answer}\n```", (block.span.first + first, block.span.first + last)
        )


@pattern("form", on="sentence", rank=15, needs=MASK)
def find_inline(place: Place) -> Iterator[Fact]:
    """``语法：`docker run [OPTIONS] IMAGE` ``: the same in a line of text."""
    match = INLINE.match(place.sentence.text)
    if match is None or place.prose.kind(match["code"]) != "code":
        return
    if form := _form(place.prose.plain(match["code"]), introduced=True):
        line = place.block.span.first + place.sentence.first
        yield _fact(place, _name(form), place.show(match["code"]), (line, line))


def _form(line: str, *, introduced: bool) -> str:
    """The form of a command on a line, without the prompt; empty where nothing is left open.

    A comment behind it may explain one of its parts, but not say what it is for: :mod:`comments` asks that.
    """
    text = PROMPT.sub("", line).strip()
    if behind := BEHIND.match(text):
        text = behind["code"].strip() if KEY.match(behind["comment"]) else ""
    is_open = LEFT_OPEN.search(text) or (introduced and LEFT_OPEN_BY_WORD.search(text))
    return text if is_open and len(text) <= LONGEST and SYNOPSIS.match(text) else ""


def _name(form: str) -> str:
    named = COMMAND_NAME.match(form)
    return named[0] if named else form


def _fact(place: Place, name: str, answer: str, lines: tuple[int, int]) -> Fact:
    prompt = f"`{name}` 的语法是什么？"
    return place.fact("syntax", name, prompt, answer, lines=lines, confidence=0.75, statement=" ")
