"""The only reader and writer of note and output files: walk, decode, replace whole.

Names of files are handled as bytes on their way to the disk and as UTF-8 text everywhere else, so that a
note is called the same whatever the locale.
"""

from __future__ import annotations

import codecs
import math
import os
import re
import secrets
import stat
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO

from studykit import ignored
from studykit.conflicts import without_conflicts
from studykit.errors import CannotWrite, PathMissing
from studykit.ignored import LeftAlone, Scope, scope_above, why_left_alone
from studykit.language import say
from studykit.model import Diagnostic, Note
from studykit.regular import regular_bytes
from studykit.templates import placeholder

#: Marks the top of a study folder.
MARKER = ignored.MARKER
NOTE_SUFFIXES = (".md", ".markdown")
#: Bytes of the largest note that is read: far more than anybody writes, and parsed within bounded memory.
LARGEST_NOTE = 20_000_000

_CONTROLS = bytes(code for code in (*range(0x20), 0x7F) if code not in b"\t\n\v\f\r")
#: What no text can hold: NUL and lone surrogates (bad bytes are carried as such).
_ILLEGAL = re.compile("[\0\ud800-\udfff]")
_BAD_BYTE = "\udcff"
_REPLACEMENT = "\ufffd"
_UNFINISHED = re.compile(r"\.studykit-[0-9a-f]{8}-[0-9a-f]{8}")
_DAY = 86_400


# Where things are


def study_folder(start: Path) -> Path:
    """The nearest folder from ``start`` upwards that holds a ``studykit.toml``, else the current folder."""
    here = Path(os.path.abspath(start))  # not resolved: a link may lead out of the study folder
    for folder in (here, *here.parents):
        if (folder / MARKER).is_file():
            return folder
    return Path.cwd()


def name_of(path: Path, study_folder: Path) -> str:
    """What a file is called in messages, cards and the ledger: its path from the study folder, with ``/``.

    A file outside keeps ``..`` where it was given relative and stays absolute where it was given so:
    ``study_folder / name`` leads to it in every case.
    """
    for resolved in (os.path.abspath, os.path.realpath):
        place, folder = Path(resolved(path)), Path(resolved(study_folder))
        if place.is_relative_to(folder):
            return place.relative_to(folder).as_posix()
    return (path if path.is_absolute() else Path(os.path.relpath(path, study_folder))).as_posix()


# Finding notes


@dataclass(frozen=True, slots=True)
class _Found:
    """A file that may be a note: what it is called, where it lies on the disk, and whether the user named it."""

    name: str
    disk: bytes
    asked_for: bool = False


@dataclass(frozen=True, slots=True)
class _Ignored:
    """A file or folder that is left alone."""

    name: str
    reason: LeftAlone


def read_notes(paths: Sequence[Path], study_folder: Path) -> tuple[list[Note], list[Diagnostic]]:
    """Read the notes at and below ``paths``, in order of their names; say what could not be read.

    Every file is read once, however often it is named; what is no note of the learner's (:mod:`studykit.ignored`)
    only if it is named itself. Raises :class:`PathMissing` for a path that is not there; anything else that is
    wrong with a file concerns this file alone and is a diagnostic.
    """
    found: dict[bytes, _Found] = {}
    diagnostics: list[Diagnostic] = []
    for path in paths:
        for thing in _find(path, study_folder):
            if isinstance(thing, Diagnostic):
                diagnostics.append(thing)
            elif thing.asked_for or thing.disk not in found:
                found[thing.disk] = thing
    notes = []
    for file in sorted(found.values(), key=lambda file: _order(file.name)):
        note, trouble = _read(file)
        notes += [note] if note else []
        diagnostics += trouble
    return notes, sorted(set(diagnostics), key=lambda d: (_order(d.path), d.line, d.code, d.message))


def _order(name: str) -> tuple[str, str]:
    return unicodedata.normalize("NFC", name), name


def _find(path: Path, study_folder: Path) -> Iterator[_Found | Diagnostic]:
    """What lies at a path that the user named; a link that the user named is followed."""
    disk, raw_name = os.fsencode(path), os.fsencode(name_of(path, study_folder))
    try:
        mode = os.stat(disk).st_mode
    except PermissionError as error:
        yield _unreadable(_printable(raw_name), error)
        return
    except OSError:
        message = say("没有这个文件或文件夹。", "there is no such file or folder.")
        raise PathMissing(f"{_printable(disk)}: {message}") from None
    name = _text(raw_name)
    if name is None:
        yield _undecodable_name(raw_name)
    elif stat.S_ISDIR(mode):
        yield from _below(os.path.realpath(disk), name, study_folder)
    elif not stat.S_ISREG(mode):
        yield _not_a_file(name)
    elif not _is_note(name):
        message = say("不是 Markdown 笔记（.md、.markdown），跳过", "no Markdown note (.md, .markdown), left out")
        yield Diagnostic("not-markdown", message, name)
    else:
        yield _Found(name, os.path.realpath(disk), asked_for=True)


def left_out(path: Path, study_folder: Path) -> str | None:
    """Why the note at ``path`` is not read along with its folder, in words; ``None``: it is."""
    disk = os.path.join(os.path.realpath(os.fsencode(path.parent)), os.fsencode(path.name))
    if reason := why_left_alone(_on_disk(disk), _real(study_folder)):
        return _reason(reason, study_folder)
    note, trouble = _read(_Found(name_of(path, study_folder), disk))
    return None if note else trouble[-1].message


def _reason(reason: LeftAlone, study_folder: Path) -> str:
    """``ignored by notes/.gitignore:3 (drafts/)``."""
    if not reason.file:
        return say(f"跳过：{reason.words}", f"left out: {reason.words}")
    file = name_of(Path(os.fsdecode(reason.file.encode("utf-8", "surrogateescape"))), study_folder)
    if reason.line:
        return say(
            f"按 {file}:{reason.line} 忽略（{reason.words}）", f"ignored by {file}:{reason.line} ({reason.words})"
        )
    return say(f"跳过：{reason.words}（{file}）", f"left out: {reason.words} ({file})")


def _real(path: Path) -> str:
    return _on_disk(os.path.realpath(os.fsencode(path)))


def _on_disk(path: bytes) -> str:
    """A path as :mod:`studykit.ignored` takes it: the same in every locale, and with ``/``."""
    return path.decode("utf-8", "surrogateescape").replace(os.sep, "/")


def _below(root: bytes, name: str, study_folder: Path) -> Iterator[_Found | Diagnostic]:
    """What is found in a folder. That things are ignored is said only where nothing is left."""
    nothing, ignored_things = True, []
    for thing in _walk(root, name, scope_above(_on_disk(root), _real(study_folder))):
        if isinstance(thing, _Ignored):
            ignored_things.append(thing)
        else:
            nothing = nothing and isinstance(thing, Diagnostic)
            yield thing
    if nothing and ignored_things:
        first = ignored_things[0]
        reason = _reason(first.reason, study_folder)
        message = say(f"没有别的笔记；{reason}", f"there are no other notes, and this is {reason}")
        yield Diagnostic("ignored", message, first.name, level="note")


def _is_note(name: str) -> bool:
    return name.lower().endswith(NOTE_SUFFIXES)


def _walk(root: bytes, root_name: str, above: Scope) -> Iterator[_Found | _Ignored | Diagnostic]:
    """Everything below a folder that is the learner's own; links are not entered, nor is what is ignored."""
    pending = [(root, root_name, above)]
    while pending:
        folder, folder_name, above = pending.pop()
        try:
            with os.scandir(folder) as listing:
                entries = list(listing)
        except OSError as error:
            yield _unreadable(folder_name, error)
            continue
        scope = above.enter(_on_disk(folder), {_on_disk(entry.name) for entry in entries}.__contains__)
        for thing in _named(entries, folder_name):
            if isinstance(thing, Diagnostic):
                yield thing
                continue
            name, entry = thing
            is_folder = entry.is_dir(follow_symlinks=False)
            if not (is_folder or _is_note(name) or entry.is_symlink()):
                continue
            if reason := scope.why(_on_disk(entry.path), is_folder=is_folder):
                yield _Ignored(name, reason)
            elif is_folder:
                pending.append((entry.path, name, scope))
                yield from _folder_like_a_note(name)
            elif entry.is_symlink():
                yield from _link(name, entry.path, root)
            else:
                yield _Found(name, entry.path) if entry.is_file(follow_symlinks=False) else _not_a_file(name)


def _named(
    entries: Sequence[os.DirEntry[bytes]], folder_name: str
) -> Iterator[tuple[str, os.DirEntry[bytes]] | Diagnostic]:
    """The entries of a folder that count, with their names from the study folder.

    Of names that differ only in how Unicode composes them the composed one counts: on other systems
    they are one file.
    """
    prefix = "" if folder_name == "." else folder_name.rstrip("/") + "/"
    named = []
    for entry in entries:
        name = _text(entry.name)
        if name is None:
            yield _undecodable_name(prefix.encode() + entry.name)
        elif not name.startswith("."):
            composed = unicodedata.normalize("NFC", name)
            named.append((composed, name != composed, name, entry))
    last = None
    for composed, _, name, entry in sorted(named, key=lambda item: item[:3]):
        yield _twin(prefix + name) if composed == last else (prefix + name, entry)
        last = composed


def _text(name: bytes) -> str | None:
    """A file name as text: UTF-8, or else what the locale says; ``None`` if it is neither."""
    with suppress(UnicodeDecodeError):
        return name.decode("utf-8")
    with suppress(UnicodeError):
        decoded = os.fsdecode(name)
        decoded.encode("utf-8")  # fails where a byte hides in a surrogate
        return decoded
    return None


def _printable(name: bytes) -> str:
    return name.decode("utf-8", "backslashreplace")


def _read(file: _Found) -> tuple[Note | None, list[Diagnostic]]:
    """One note, with what had to be mended in it; no note if its bytes are not text."""
    try:
        data = regular_bytes(file.disk, LARGEST_NOTE + 1)
    except OSError as error:
        return None, [_unreadable(file.name, error)]
    if len(data) > LARGEST_NOTE:
        return None, [_too_large(file.name)]
    decoded = _decode(data)
    if decoded is None:
        return None, [_not_text(file.name)]
    raw, encoding = decoded
    raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    text, replaced = _ILLEGAL.subn(_REPLACEMENT, raw)
    if not file.asked_for and (place := placeholder(text)):
        return None, [_template(file.name, *place)]
    text, conflicts = without_conflicts(text)
    trouble = [_conflict(file.name, line) for line in conflicts]
    trouble += [_other_encoding(file.name)] if encoding == "gb18030" else []
    if first := _ILLEGAL.search(raw):
        trouble.append(_replaced(file.name, replaced, raw.count("\n", 0, first.start()) + 1))
    return Note(file.name, text, sha256(text.encode()).hexdigest()), trouble


def _decode(data: bytes) -> tuple[str, str] | None:
    """Text and encoding of a file: byte order mark, UTF-8, slightly damaged UTF-8, GB18030; else ``None``.

    What cannot stand in a text comes back as NUL or as a lone surrogate, to be replaced and counted.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16-le" if data.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
        odd = len(data) % 2
        text = data[2 : len(data) - odd].decode(encoding, "surrogatepass") + _BAD_BYTE * odd
    else:
        text, encoding = _decode_unmarked(data.removeprefix(codecs.BOM_UTF8))
    encoded = text.encode("utf-8", "surrogatepass")
    controls = len(encoded) - len(encoded.translate(None, _CONTROLS))
    return None if controls * 3 > len(text) or not encoding else (text, encoding)


def _decode_unmarked(data: bytes) -> tuple[str, str]:
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8", "surrogatepass"), "utf-8"
    # Much of UTF-8 is also GB18030 (and reads as nonsense), while GB18030 hardly ever looks like UTF-8:
    # so a text with a few bad bytes stays UTF-8.
    text = data.decode("utf-8", "surrogateescape")
    bad = len(_ILLEGAL.findall(text))
    if sum(character > "\u07ff" for character in text) - bad > 2 * bad:
        return text, "utf-8"
    with suppress(UnicodeDecodeError):
        if b"\0" not in data:
            return data.decode("gb18030"), "gb18030"
    return "", ""


# What is said of a file


def _unreadable(name: str, error: OSError) -> Diagnostic:
    message = say(f"读不了，跳过（{error.strerror}）", f"cannot be read, left out ({error.strerror})")
    return Diagnostic("unreadable", message, name)


def _undecodable_name(raw_name: bytes) -> Diagnostic:
    message = say("文件名不是 UTF-8，跳过", "the file name is not UTF-8, left out")
    return Diagnostic("undecodable-name", message, _printable(raw_name))


def _twin(name: str) -> Diagnostic:
    message = say(
        "另一个文件名只在 Unicode 组合方式上与它不同；只读那一个",
        "another file name differs from it only in how Unicode composes it; that one is read",
    )
    return Diagnostic("twin-name", message, name)


def _not_a_file(name: str) -> Diagnostic:
    message = say("不是普通文件，跳过", "not a regular file, left out")
    return Diagnostic("not-a-file", message, name)


def _folder_like_a_note(name: str) -> Iterator[Diagnostic]:
    if _is_note(name):
        message = say(
            "这是文件夹，不是笔记；照样读里面的笔记",
            "a folder, not a note; the notes in it are read as usual",
        )
        yield Diagnostic("folder-like-a-note", message, name, level="note")


def _link(name: str, path: bytes, real_root: bytes) -> Iterator[Diagnostic]:
    """Links are never followed. One to a file that is no note, such as a picture, is no matter of ours."""
    is_file = os.path.isfile(path)
    if not is_file and not os.path.exists(path):
        message = say("链接指向的文件不存在，跳过", "a link to nothing, left out")
        yield Diagnostic("dangling-link", message, name)
    elif _is_note(name) or not is_file:
        inside = os.path.join(os.path.realpath(path), b"").startswith(os.path.join(real_root, b""))
        yield _link_inside(name) if inside else _link_outside(name)


def _link_inside(name: str) -> Diagnostic:
    message = say(
        "链接不跟随；它指向的内容在原处读取",
        "links are not followed; what it leads to is read in its own place",
    )
    return Diagnostic("link", message, name, level="note")


def _link_outside(name: str) -> Diagnostic:
    message = say(
        "链接指向文件夹之外，跳过；需要时请直接写出它的路径",
        "a link out of the folder, left out; name its target if you want it read",
    )
    return Diagnostic("link-outside", message, name)


def _too_large(name: str) -> Diagnostic:
    size = LARGEST_NOTE // 1_000_000
    return Diagnostic("too-large", say(f"超过 {size} MB，跳过", f"larger than {size} MB, left out"), name)


def _not_text(name: str) -> Diagnostic:
    message = say(
        "不是文本（或者编码既不是 UTF-8 也不是 GB18030），跳过",
        "not text (or encoded neither as UTF-8 nor as GB18030), left out",
    )
    return Diagnostic("not-text", message, name)


def _template(name: str, line: int, words: str) -> Diagnostic:
    message = say(f"这是模板（{words}），跳过", f"a template ({words}), left out")
    return Diagnostic("template", message, name, line, level="note")


def _conflict(name: str, line: int) -> Diagnostic:
    message = say(
        "合并的冲突还没有解决；这几行不读，其余照常",
        "a conflict of a merge is not resolved; its lines are not read, the rest is",
    )
    return Diagnostic("conflict", message, name, line)


def _other_encoding(name: str) -> Diagnostic:
    message = say("按 GB18030 编码读取；建议存为 UTF-8", "read as GB18030; better saved as UTF-8")
    return Diagnostic("encoding", message, name, level="note")


def _replaced(name: str, count: int, line: int) -> Diagnostic:
    message = say(
        f"{count} 个字节或字符不能出现在文本里，已换成 {_REPLACEMENT}",
        f"{count} bytes or characters that cannot stand in a text were replaced by {_REPLACEMENT}",
    )
    return Diagnostic("replaced", message, name, line)


# Writing outputs


def check_writable(target: Path) -> None:
    """Raise :class:`CannotWrite` if ``target`` can be seen not to be writable, before work is put into it."""
    real = Path(os.path.realpath(target))
    try:
        regular = stat.S_ISREG(real.stat().st_mode)
    except FileNotFoundError:
        regular = True
    except OSError as error:
        raise _cannot_write(target, error) from error
    if not regular:
        raise CannotWrite(say(f"{target}: 不是普通文件，不覆盖。", f"{target}: not a regular file, not replaced."))
    folder = next(folder for folder in real.parents if folder.exists())
    if not os.access(folder, os.W_OK | os.X_OK):
        raise CannotWrite(say(f"{folder}: 这个文件夹不能写。", f"{folder}: this folder cannot be written to."))


def replace_file(target: Path, data: bytes) -> None:
    """Put ``data`` in the place of ``target``: at any time there is the old or the new file, whole.

    Missing parent folders are made. A link is written through. What a killed run left beside ``target``
    is cleared away, that of other files after a day. Raises :class:`CannotWrite`; then the old file stands as it was.
    """
    check_writable(target)
    try:
        real = Path(os.path.realpath(target))
        real.parent.mkdir(parents=True, exist_ok=True)
        clear_unfinished(real.parent, of=real)
        _replace(real, data)
        clear_unfinished(real.parent, before=real.stat().st_mtime - _DAY)
    except OSError as error:
        raise _cannot_write(target, error) from error


def _cannot_write(target: Path, error: OSError) -> CannotWrite:
    return CannotWrite(
        say(f"{target}: 写不进去（{error.strerror}）。", f"{target}: cannot be written ({error.strerror}).")
    )


def _replace(target: Path, data: bytes) -> None:
    beside = unfinished(target)
    try:
        with open(beside, "xb") as file:
            _lock(file)
            file.write(data)
            file.flush()
            if target.exists():
                beside.chmod(stat.S_IMODE(target.stat().st_mode))
            os.fsync(file.fileno())
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    if os.name == "posix":  # elsewhere a folder cannot be opened
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def unfinished(target: Path) -> Path:
    """Under which name beside ``target`` it is written, until it is whole and takes its place."""
    return target.with_name(f"{_beginning(target)}{secrets.token_hex(4)}")


def _beginning(target: Path) -> str:
    """Of the names of unfinished files for ``target``; short, for names have an end."""
    return f".studykit-{sha256(os.fsencode(target.name)).hexdigest()[:8]}-"


def clear_unfinished(folder: Path, *, of: Path | None = None, before: float = math.inf) -> None:
    """Remove unfinished files that nobody writes any more: a living writer holds a lock on its own.

    Only those ``of`` a target, and only those that were written ``before`` a time (in seconds, as in ``st_mtime``).
    """
    for leftover in folder.glob(f"{_beginning(of) if of else '.studykit-'}*"):
        with suppress(OSError):
            state = leftover.lstat()
            if _UNFINISHED.fullmatch(leftover.name) and stat.S_ISREG(state.st_mode) and state.st_mtime < before:
                with open(leftover, "rb") as file:
                    _lock(file)
                    leftover.unlink()


def _lock(file: IO[bytes]) -> None:
    """Mark a file as being written, or raise ``OSError`` if it is. Windows needs no mark: open files stay."""
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
