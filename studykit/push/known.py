"""Which cards each collection of Anki has had from us: so that what the learner deletes there stays deleted.

``.studykit/pushed.json`` in the study folder: for each collection, named by its media folder, the ids of cards. It
is no truth about the cards themselves (that is in Anki), and is rebuilt by a push; what would be lost without it
is only that a card was deleted.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath

from studykit.errors import StudykitError
from studykit.files import replace_file
from studykit.language import say

FILE = ".studykit/pushed.json"
FORMAT = 1

#: The ids of cards, by collection.
Known = Mapping[str, frozenset[str]]


class OtherProfile(StudykitError):
    """The collection that is open is not the one that these notes went to."""


class KnownBroken(StudykitError):
    """``pushed.json`` is damaged: going on would bring back what the learner has deleted."""


def read_known(study_folder: Path) -> Known:
    """Empty if nothing has been pushed yet. Raises :class:`KnownBroken`."""
    path = study_folder / FILE
    try:
        data = json.loads(path.read_bytes())
        if data["format"] != FORMAT:
            raise ValueError(data["format"])
        return {str(name): frozenset(map(str, ids)) for name, ids in data["collections"].items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise KnownBroken(
            say(
                f"{path}: 读不懂（损坏，或来自更新的版本）。删掉它可以继续，但你在 Anki 里删掉的卡片会再被送去一次。",
                f"{path}: cannot be read (damaged, or of a newer version). Without the file a push goes on, but sends "
                "once more the cards that you deleted in Anki.",
            )
        ) from error


def write_known(study_folder: Path, known: Known) -> None:
    """Replace the file whole. Raises :class:`studykit.errors.CannotWrite`."""
    collections = {name: sorted(ids) for name, ids in sorted(known.items())}
    data = json.dumps({"format": FORMAT, "collections": collections}, ensure_ascii=False, indent=0)
    replace_file(study_folder / FILE, data.encode() + b"\n")


def check_profile(known: Collection[str], opened: str, *, ours: bool, wanted: str | None) -> None:
    """Raise :class:`OtherProfile` rather than fill somebody else's collection.

    ``known`` and ``opened`` are collections; ``ours`` tells that the open one has cards of these notes. Without a
    ``wanted`` profile, one that has none is refused if another has had them.
    """
    name = profile_name(opened)
    if wanted not in (None, name):
        raise OtherProfile(
            say(
                f"Anki 里打开的用户是 {name}，不是 {wanted}。请在 Anki 里选“文件 → 切换用户”，再运行一次。",
                f"The profile open in Anki is {name}, not {wanted}. Choose File → Switch Profile there, and run this "
                "again.",
            )
        )
    if wanted is None and known and opened not in known and not ours:
        others = ", ".join(sorted(map(profile_name, known)))
        raise OtherProfile(
            say(
                f"Anki 里打开的用户是 {name}，这些笔记以前送到的是 {others}。请在 Anki 里切换用户；"
                f"确实要送到这里，就加 --profile {name}。",
                f"The profile open in Anki is {name}; so far these notes went to {others}. Switch the profile in "
                f"Anki, or add --profile {name} if you mean this one.",
            )
        )


def profile_name(collection: str) -> str:
    """The profile that a collection belongs to: Anki keeps ``collection.media`` in a folder of its name."""
    windows = "\\" in collection and "/" not in collection
    return (PureWindowsPath if windows else PurePosixPath)(collection).parent.name
