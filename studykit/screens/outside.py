"""What a screen starts outside of itself: the editor at a line, and what shows a picture or a link."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath
from urllib.parse import unquote

from studykit.language import say
from studykit.model import Card
from studykit.screens.markup import Target, targets
from studykit.text import clean_for_terminal

#: Editors that take the line before the file, as vi does.
_PLUS_LINE = frozenset("vi vim nvim gvim view emacs emacsclient nano pico micro kak joe mcedit ne jed".split())
#: Editors that take it after a colon.
_COLON_LINE = frozenset({"hx", "helix", "subl", "zed", "zeditor"})
_CODE_LIKE = frozenset({"code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"})


def editor(file: Path, line: int, environment: Mapping[str, str]) -> list[str] | None:
    """The command that opens ``file`` at ``line``: by VISUAL or EDITOR, else what there is; ``None``: nothing."""
    wish = environment.get("VISUAL") or environment.get("EDITOR") or ""
    command = shlex.split(wish) or [name for name in ("nano", "vim", "vi") if shutil.which(name)][:1]
    if not command:
        return None
    name = PurePath(command[0]).stem.lower()
    if name in _PLUS_LINE:
        return [*command, f"+{line}", str(file)]
    if name in _CODE_LIKE:
        return [*command, *([] if "--wait" in command else ["--wait"]), "--goto", f"{file}:{line}"]
    if name in _COLON_LINE:
        return [*command, f"{file}:{line}"]
    return [*command, str(file)]


def edit(card: Card, study_folder: Path) -> str:
    """Let the learner edit the note of a card; what went wrong, or nothing."""
    file = study_folder / card.span.path
    name = clean_for_terminal(card.span.path)
    if not file.is_file():
        return say(f"{name}: 这篇笔记已经不在了。", f"{name}: this note is not there any more.")
    command = editor(file, card.span.first, os.environ)
    if command is None:
        return say("请先设置环境变量 EDITOR。", "Please set the environment variable EDITOR first.")
    try:
        subprocess.run(command, check=False)  # noqa: S603  # the learner's own editor
    except OSError as error:
        shown = clean_for_terminal(command[0])
        return say(f"打不开编辑器 {shown}（{error.strerror}）。", f"{shown}: cannot be started ({error.strerror}).")
    return ""


def open_target(card: Card, study_folder: Path, *, answer: bool) -> str:
    """Show the first picture or link of a card with the program that the system has for it; says what it did."""
    text = f"{card.prompt}\n\n{card.answer}\n\n{card.statement}" if answer else card.prompt
    found = targets(text)
    if not found:
        return say("这张卡片没有图片或链接。", "This card has no picture or link.")
    target = found[0]
    place = _picture(target, card, study_folder) if target.picture else _link(target)
    shown = clean_for_terminal(target.address)
    if place is None:
        return say(f"打不开 {shown}：学习文件夹里没有它。", f"{shown} cannot be opened: it is not in the study folder.")
    if not _start(place):
        return say(f"没有能打开它的程序：{shown}", f"There is no program here to open {shown}")
    return say(f"已打开 {shown}", f"Opened {shown}")


def _link(target: Target) -> str | None:
    return target.address if target.address.lower().startswith(("http://", "https://")) else None


def _picture(target: Target, card: Card, study_folder: Path) -> str | None:
    """The real path of a picture, if it is a regular file within the study folder."""
    if link := _link(target):
        return link
    address = unquote(target.address)
    root = study_folder.resolve()
    for place in (root / card.span.path).parent / address, root / address.lstrip("/"):
        try:
            real = place.resolve(strict=True)
        except (OSError, ValueError, RuntimeError):
            continue
        if real.is_file() and real.is_relative_to(root):
            return str(real)
    return None


def _start(place: str) -> bool:
    if sys.platform == "win32":
        os.startfile(place)  # noqa: S606  # how Windows opens things
        return True
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if opener is None:
        return False
    # By way of a shell that leaves at once: what is opened is on its own, and nobody has to wait for it.
    command = ["sh", "-c", '"$0" "$1" &', opener, place]
    silent = subprocess.DEVNULL
    subprocess.run(command, stdin=silent, stdout=silent, stderr=silent, start_new_session=True, check=False)  # noqa: S603
    return True
