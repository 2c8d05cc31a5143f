"""What is typed and what it stands for: commands in a fence, settings with a comment, paths and names of files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from studykit.fenced import CONFIGURATION, SHELL
from studykit.model import Block
from studykit.patterns._commands import MANY_COMMANDS
from studykit.patterns._comments import ABOVE, BEHIND, setting_of
from studykit.terms import CJK

#: Before a command: who types it ("[root@host ~]# ", "(base) $ "), and with whose rights.
TYPED_BY = re.compile(r"^\s*(?:\[[^\]\n]{1,60}\]\s*[$#>]?\s*|\(\w+\)\s*)?(?:[$#>]\s+)?(?:sudo\s+)?(?:\./)?")
#: A command has at most so many words before what it works on: docker container ls.
LONGEST_COMMAND = 3
WORD = re.compile(r"[A-Za-z][\w.+-]*")
#: What a command is given: an option, a word; no path, no quotation, nothing that one puts one's own for.
PLAIN = re.compile(r"-{0,2}[A-Za-z][\w-]*")
OPTIONS_ONLY = re.compile(r"[a-z][\w-]*(?: [a-z]+)?(?: -{1,2}[A-Za-z][\w-]*(?: [a-zA-Z]+(?![\w-]))?)+$")
#: A whole command of at most so many words is a name of its own where a comment says what it does: nginx -s reload.
LONGEST_NAMED = 4
#: What sets something is a word, and no single letter.
SHORTEST_KEY = 3
#: Words of a command behind which one more says which is meant.
GROUPS = frozenset("container image volume network compose system stash remote submodule config mod".split())
SUBCOMMAND = re.compile(r"[a-z]+(?:-[a-z]+)*")
#: The instructions of a Dockerfile, and what one begins with.
INSTRUCTIONS = frozenset(
    "FROM RUN CMD LABEL EXPOSE ENV ADD COPY ENTRYPOINT VOLUME USER WORKDIR ARG ONBUILD STOPSIGNAL HEALTHCHECK SHELL".split()
)
DOCKERFILE = re.compile(r"\s*(?:#.*\s+)*FROM [\w./:-]+(?: (?:AS|as) [\w-]+)?[ \t]*(?:\n|$)")
#: A comment that says what a word of the lines below it means: "# weight为权重".
SAID_OF = re.compile(r"\s*(?P<name>[A-Za-z_][\w.-]{2,30})\s*(?:为|是|表示|指的?是)")
#: A path that every system of the kind has, and the name of a file that a program reads its settings from.
PATH = re.compile(
    r"(?<![\w/.])~/\.[A-Za-z][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_.-]+){0,3}|(?<![A-Za-z0-9_.~:/*$}-])/(?:etc|var|usr|proc|dev|sys|boot|bin|sbin|lib)(?:/[A-Za-z0-9_@+][A-Za-z0-9_.@+-]*){0,5}(?![A-Za-z0-9_/*$])"
)
FILE = re.compile(
    r"(?<![A-Za-z0-9_./*$-])[A-Za-z][A-Za-z0-9_-]{1,30}\.(?:conf|cnf|xml|yml|yaml|ini|properties|toml|service)(?![A-Za-z0-9_.])"
)


@dataclass(frozen=True, slots=True)
class Typed:
    """A name in a fence: its line counts from that of the first of the block."""

    name: str
    line: int
    #: whether a comment says what it does
    explained: bool


def comments(block: Block) -> Iterator[tuple[int, str]]:
    """What the comments of a fence say in Chinese, each with its line, counted from that of the first of the block."""
    for number, line in enumerate(block.text.split("\n")):
        comment = ABOVE.match(line) or BEHIND.match(line)
        if comment and CJK.search(comment["comment"]):
            yield number, comment["comment"]


def typed(block: Block) -> Iterator[Typed]:
    """The commands and the settings of a fence, each with how it begins; which ones are known, the fields say."""
    shell, sets = block.language in SHELL, block.language in CONFIGURATION
    if DOCKERFILE.match(block.text):
        yield from _instructions(block)
        return
    above = False
    for number, line in enumerate(block.text.split("\n")):
        if (comment := ABOVE.match(line)) and CJK.search(comment["comment"]):
            above = True
            continue
        behind = BEHIND.match(line)
        code = behind["code"] if behind else line
        told = above or bool(behind and CJK.search(behind["comment"]))
        above = False
        setting = setting_of(code.strip()) if sets and told else None
        if setting and setting["value"] and len(setting["key"]) >= SHORTEST_KEY:
            yield Typed(setting["key"], number, explained=True)
        elif shell or not block.language:
            yield from _commands(code, number, shell=shell, told=told)


def _instructions(block: Block) -> Iterator[Typed]:
    for number, line in enumerate(block.text.split("\n")):
        word = line.partition(" ")[0]
        if word in INSTRUCTIONS:
            yield Typed(word, number, explained=True)


def _commands(code: str, number: int, *, shell: bool, told: bool) -> Iterator[Typed]:
    """The command that a comment explains, and all beginnings of any that may name it, the longest first."""
    start = TYPED_BY.match(code)
    prompted = bool(start and start[0].strip())
    words = code[start.end() if start else 0 :].split()
    if told and len(words) > 1:
        if OPTIONS_ONLY.match(" ".join(words)) and len(words) <= LONGEST_NAMED:
            yield Typed(" ".join(words), number, explained=True)
        elif shell and WORD.fullmatch(words[0]):
            yield Typed(words[0], number, explained=True)
    if (shell or prompted) and (name := _subcommand(words)):
        yield Typed(name, number, explained=True)
    for name in beginnings(" ".join(words), 0 if shell or prompted else 1):
        yield Typed(name, number, explained=False)


def _subcommand(words: list[str]) -> str:
    """The command of a program that has many: docker container ls."""
    if not words or words[0] not in MANY_COMMANDS:
        return ""
    length = 1
    while length < len(words) and SUBCOMMAND.fullmatch(words[length]) and (length == 1 or words[length - 1] in GROUPS):
        length += 1
    return " ".join(words[:length]) if length > 1 else ""


def beginnings(code: str, more_than: int = 1) -> Iterator[str]:
    """What may name a command, the longest first, of more words than ``more_than``: "git push origin", "git push"."""
    words = code.split()
    plain = next((i for i, word in enumerate(words) if not PLAIN.fullmatch(word)), len(words))
    for length in range(min(plain, LONGEST_COMMAND), more_than, -1):
        yield " ".join(words[:length])
