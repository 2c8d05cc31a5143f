"""What a power cut leaves of a disk, worked out from a record of all changes to it.

A file holds for sure only what was written before it was last synced, and a folder only the names it had when it
was last synced. Of what came after, any part may have reached the disk, in any order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

#: A change of a file: from which byte on, and the bytes; ``None``: cut off there.
Change = tuple[int, bytes | None]


@dataclass
class File:
    """``safe``: what is certain to be on the disk; ``pending``: what may be."""

    safe: bytes = b""
    pending: list[Change] = field(default_factory=list)

    def sync(self) -> None:
        self.safe, self.pending = applied(self.safe, self.pending), []


def applied(content: bytes, changes: list[Change]) -> bytes:
    data = bytearray(content)
    for offset, new in changes:
        if new is None:
            del data[offset:]
            data.extend(bytes(max(0, offset - len(data))))
        else:
            data.extend(bytes(max(0, offset - len(data))))
            data[offset : offset + len(new)] = new
    return bytes(data)


#: A name given to a file (or taken away: ``None``).
Naming = tuple[str, File | None]


#: What a folder is to the names in the folder above it.
FOLDER = File()


@dataclass
class Disk:
    """Files and folders by path, as programs see them and as they are certain to be after a power cut."""

    seen: dict[str, File] = field(default_factory=dict)
    safe: dict[str, File] = field(default_factory=dict)
    #: changes of names that are not synced: each a group that takes place at once
    pending: list[list[Naming]] = field(default_factory=list)

    @classmethod
    def of(cls, folder: Path) -> Disk:
        below = [folder, *folder.rglob("*")]
        files = {str(path): File(path.read_bytes()) if path.is_file() else FOLDER for path in below}
        return cls(dict(files), dict(files))

    def change(self, *names: Naming) -> None:
        self.pending.append(list(names))
        _rename(self.seen, names)

    def sync_folder(self, folder: str) -> None:
        inside = [group for group in self.pending if any(str(Path(name).parent) == folder for name, _ in group)]
        for group in inside:
            _rename(self.safe, group)
            self.pending.remove(group)

    def after_a_cut(self, random: Random | None) -> dict[str, bytes]:
        """The files on the disk when power comes back: without ``random`` all that was not synced is lost."""
        names, root = dict(self.safe), min(self.safe, key=len)
        for group in self.pending:
            if random and random.random() < 0.5:
                _rename(names, group)
        return {
            name: applied(file.safe, _some(file.pending, random))
            for name, file in names.items()
            if file is not FOLDER
            and all(str(folder) in names for folder in Path(name).parents if len(str(folder)) >= len(root))
        }


def _rename(names: dict[str, File], changes: list[Naming] | tuple[Naming, ...]) -> None:
    for name, file in changes:
        if file is None:
            names.pop(name, None)
        else:
            names[name] = file


def _some(changes: list[Change], random: Random | None) -> list[Change]:
    return [change for change in changes if random and random.random() < 0.5]


def cuts(folder: Path, trace: list[str]) -> Iterator[tuple[Disk, list[str]]]:
    """The disk before the first and after each change of a trace, with the ids that were called saved by then."""
    disk, saved = Disk.of(folder), list[str]()
    yield disk, saved
    for line in trace:
        what, _, rest = line.partition(" ")
        if what == "saved":
            saved.append(rest)
        elif what == "write":
            offset, path, data = rest.split(" ")
            disk.seen[path].pending.append((int(offset), bytes.fromhex(data)))
        elif what == "truncate":
            size, path = rest.split(" ")
            disk.seen[path].pending.append((int(size), None))
        elif what == "sync" and disk.seen[rest] is FOLDER:
            disk.sync_folder(rest)
        elif what == "sync":
            disk.seen[rest].sync()
        elif what == "mkdir":
            disk.change((rest, FOLDER))
        elif what == "create":
            disk.change((rest, File()))
        elif what == "unlink":
            disk.change((rest, None))
        elif what == "rename":
            old, new = rest.split(" ")
            disk.change((old, None), (new, disk.seen[old]))
        yield disk, saved


def put(files: dict[str, bytes], folder: Path) -> None:
    """Make a folder hold just these files."""
    for name, content in files.items():
        path = Path(name)
        assert path.is_relative_to(folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
