"""The pictures of cards: found beside the note, kept inside the study folder, named by their content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

from studykit.language import say
from studykit.model import Diagnostic, Span

#: What every Anki can show in a card.
SUFFIXES = frozenset({".avif", ".bmp", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A picture by the address that stands in a note, and the lines of the card that shows it."""

    address: str
    span: Span


@dataclass(slots=True)
class PictureBox:
    """Collects pictures for one package. Only regular files whose real path lies inside ``root`` get in."""

    root: Path
    #: name in the package -> bytes
    files: dict[str, bytes] = field(default_factory=dict)
    diagnostics: dict[Diagnostic, None] = field(default_factory=dict)
    #: every picture that was asked for, and the name it was given
    asked: dict[Asked, str | None] = field(default_factory=dict)
    _names: dict[Path, str] = field(default_factory=dict)

    def add(self, address: str, span: Span) -> str | None:
        """The name under which the picture is packed; None, and a diagnostic, if it cannot be."""
        name = self._add(unquote(address), span)
        self.asked[Asked(address, span)] = name
        return name

    def _add(self, address: str, span: Span) -> str | None:
        if address.lower().startswith("data:"):
            self._say(
                "picture-embedded",
                span,
                say("写在笔记里的图片数据没有打包", "a picture written into the note is left out"),
            )
            return None
        path = self._find(address, span)
        if path is None:
            self._say("picture-missing", span, say(f"找不到图片 {address}", f"no such picture: {address}"))
            return None
        if not path.is_relative_to(self.root.resolve()):
            self._say(
                "picture-outside",
                span,
                say(
                    f"图片在学习文件夹之外，没有打包：{address}",
                    f"left out, outside of the study folder: {address}",
                ),
            )
            return None
        return self._pack(path, address, span)

    def are_as(self, asked: Sequence[Asked], names: Sequence[str | None]) -> bool:
        """Whether these pictures, which are added, get the names that they were given before: their content says."""
        return [self.add(each.address, each.span) for each in asked] == list(names)

    def paths(self) -> dict[str, Path]:
        """Where each file lies, by its name in the package."""
        return {name: path for path, name in self._names.items()}

    def _find(self, address: str, span: Span) -> Path | None:
        """The real path: beside the note, or, for ``/images/a.png``, from the study folder down."""
        places = [self.root.joinpath(span.path).parent / address]
        if address.startswith("/"):
            places.insert(0, self.root / address.lstrip("/"))
        for place in places:
            try:
                path = place.resolve(strict=True)
            except (OSError, RuntimeError, ValueError):  # not there, a loop of links, no file name at all
                continue
            if path.is_file():
                return path
        return None

    def _pack(self, path: Path, address: str, span: Span) -> str | None:
        if path in self._names:
            return self._names[path]
        if path.suffix.lower() not in SUFFIXES:
            self._say(
                "picture-unknown",
                span,
                say(f"不是 Anki 能显示的图片：{address}", f"no picture for Anki: {address}"),
            )
            return None
        try:
            data = path.read_bytes()
        except OSError as error:
            reason = error.strerror or str(error)
            self._say(
                "picture-missing",
                span,
                say(f"图片读不出来：{address}（{reason}）", f"cannot read {address}: {reason}"),
            )
            return None
        name = f"studykit-{sha256(data).hexdigest()[:24]}{path.suffix.lower()}"
        self.files[name] = data
        self._names[path] = name
        return name

    def _say(self, code: str, span: Span, message: str) -> None:
        self.diagnostics[Diagnostic(code, message, span.path, span.first)] = None
