"""A stand-in for AnkiConnect, for the tests: Anki's window and its add-ons cannot be had where they run.

It was written from the add-on's documentation (protocol version 6), and knows the actions that studykit uses. What
it does, it does to a real collection with the real ``anki`` library, so that what is stored, normalised, imported,
found and moved is Anki's own doing; what is not real is the add-on between. Where the documentation is silent it
does as the add-on 2055492159 of 2025 was seen to do: each action of a ``multi`` carries the key, refusals are
sentences in ``error``, and an import takes scheduling and options of decks along.

A test may make it break: see the fields of :class:`Server`.
"""

from __future__ import annotations

import base64
import fnmatch
import json
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.errors import NotFoundError
from anki_helpers import Anki

#: The actions that change nothing.
READING = frozenset(
    "version modelNamesAndIds modelFieldNames findNotes notesInfo getDecks getMediaFilesNames getMediaDirPath".split()
)

Params = Mapping[str, Any]


@dataclass
class Server:
    """An Anki in a profile folder that listens on a free port of this machine.

    ``key`` must then stand in each request. ``opened`` may be turned off: no profile is open. ``refuse`` names
    actions that fail, ``lacks`` those that it does not know. ``drop_after`` counts actions: when so many more have
    been carried out the connection ends, and nothing of the answer is heard. ``hang`` is in seconds; ``answer`` is
    said to everything.
    """

    folder: Path
    key: str | None = None
    version: int = 6
    opened: bool = True
    refuse: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()
    drop_after: int | None = None
    hang: float = 0
    answer: tuple[int, bytes] | None = None
    can_read_paths: bool = True
    #: the actions that were asked for, those within a ``multi`` one by one, and the sizes of the requests in bytes
    asked: list[str] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)

    def __enter__(self) -> Server:
        self.anki = Anki(self.folder)
        self._http = HTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._http.server_port}"
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()
        self.anki.collection.close()

    @property
    def changed(self) -> list[str]:
        """The actions that were asked for and change something."""
        return [name for name in self.asked if name not in READING]

    def forget(self) -> None:
        """Count anew."""
        self.asked.clear()
        self.sizes.clear()

    @property
    def collection(self) -> Collection:
        if not self.opened:
            raise ValueError("collection is not available")
        return self.anki.collection

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                server.sizes.append(len(body))
                try:
                    status, answer = server.respond(body)
                except ConnectionAbortedError:
                    self.close_connection = True
                    return
                with suppress(BrokenPipeError):  # who asked may have lost patience
                    self.send_response(status)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(answer)))
                    self.end_headers()
                    self.wfile.write(answer)

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        return Handler

    def respond(self, body: bytes) -> tuple[int, bytes]:
        """The answer to one request: status and body."""
        time.sleep(self.hang)
        return self.answer or (200, json.dumps(self.one(json.loads(body))).encode())

    def one(self, request: Params) -> object:
        name, params = request["action"], request.get("params", {})
        try:
            if request.get("key") != self.key:
                raise ValueError("valid api key must be provided")
            if name == "multi":
                result: object = [self.one(action) for action in params["actions"]]
            else:
                result = self._count_and_do(name, params)
        except ConnectionAbortedError:
            raise
        except Exception as error:  # whatever goes wrong in Anki is told
            return {"result": None, "error": str(error)}
        return {"result": result, "error": None}

    def _count_and_do(self, name: str, params: Params) -> object:
        self.asked.append(name)
        if name not in ACTIONS.keys() - self.lacks:
            raise ValueError("unsupported action")
        if name in self.refuse:
            raise ValueError(f"{name} went wrong")
        result = ACTIONS[name](self, params)
        if len(self.asked) - 1 == self.drop_after:
            raise ConnectionAbortedError
        return result


Act = Callable[[Server, Params], object]
ACTIONS: dict[str, Act] = {}


def action(name: str) -> Callable[[Act], Act]:
    """An action of the protocol, by its name; its parameters are those of the documentation."""

    def register(function: Act) -> Act:
        ACTIONS[name] = function
        return function

    return register


@action("version")
def version(server: Server, _: Params) -> int:
    return server.version


@action("modelNamesAndIds")
def model_names_and_ids(server: Server, _: Params) -> dict[str, int]:
    return {model.name: model.id for model in server.collection.models.all_names_and_ids()}


@action("modelFieldNames")
def model_field_names(server: Server, params: Params) -> list[str]:
    return server.collection.models.field_names(_model(server.collection, params["modelName"]))


def _model(collection: Collection, name: str) -> dict[str, Any]:
    model = collection.models.by_name(name)
    if model is None:
        raise ValueError(f"model was not found: {name}")
    return model


@action("findNotes")
def find_notes(server: Server, params: Params) -> list[int]:
    return list(server.collection.find_notes(params["query"]))


@action("notesInfo")
def notes_info(server: Server, params: Params) -> list[object]:
    return [_info(server.collection, number) for number in params["notes"]]


def _info(collection: Collection, number: Any) -> object:
    try:
        note = collection.get_note(number)
    except NotFoundError:
        return {}
    return {
        "noteId": note.id,
        "tags": note.tags,
        "fields": {name: {"value": value, "order": n} for n, (name, value) in enumerate(note.items())},
        "mod": note.mod,
        "cards": list(note.card_ids()),
    }


@action("getDecks")
def get_decks(server: Server, params: Params) -> dict[str, list[int]]:
    decks: dict[str, list[int]] = {}
    for card in params["cards"]:
        name = server.collection.decks.name(server.collection.get_card(card).did)
        decks.setdefault(name, []).append(card)
    return decks


@action("updateNoteFields")
def update_note_fields(server: Server, params: Params) -> None:
    note = server.collection.get_note(params["note"]["id"])
    for name, value in params["note"]["fields"].items():
        if name in note:
            note[name] = value
    server.collection.update_note(note)


@action("updateNoteModel")
def update_note_model(server: Server, params: Params) -> None:
    asked = params["note"]
    model = _model(server.collection, asked["modelName"])
    note = server.collection.get_note(asked["id"])
    note.mid = model["id"]
    note.fields = [asked["fields"].get(name, "") for name in server.collection.models.field_names(model)]
    note.tags = list(asked["tags"])
    server.collection.update_note(note)


@action("addTags")
def add_tags(server: Server, params: Params) -> None:
    server.collection.tags.bulk_add(params["notes"], params["tags"])


@action("removeTags")
def remove_tags(server: Server, params: Params) -> None:
    server.collection.tags.bulk_remove(params["notes"], params["tags"])


@action("changeDeck")
def change_deck(server: Server, params: Params) -> None:
    deck = server.collection.decks.id(params["deck"])
    assert deck is not None
    server.collection.set_deck(params["cards"], deck)


@action("storeMediaFile")
def store_media_file(server: Server, params: Params) -> str:
    if "data" in params:
        content = base64.b64decode(params["data"])
    elif server.can_read_paths:
        content = Path(params["path"]).read_bytes()
    else:
        raise ValueError(f"[Errno 2] No such file or directory: '{params['path']}'")
    server.collection.media.trash_files([params["filename"]])
    return server.collection.media.write_data(params["filename"], content)


@action("getMediaFilesNames")
def get_media_files_names(server: Server, params: Params) -> list[str]:
    folder = Path(server.collection.media.dir())
    return [file.name for file in folder.iterdir() if fnmatch.fnmatchcase(file.name, params["pattern"])]


@action("deleteMediaFile")
def delete_media_file(server: Server, params: Params) -> None:
    server.collection.media.trash_files([params["filename"]])


@action("getMediaDirPath")
def get_media_dir_path(server: Server, _: Params) -> str:
    return server.collection.media.dir()


@action("importPackage")
def import_package(server: Server, params: Params) -> bool:
    options = ImportAnkiPackageOptions(merge_notetypes=True, with_scheduling=True, with_deck_configs=True)
    request = ImportAnkiPackageRequest(package_path=params["path"], options=options)
    server.collection.import_anki_package(request)
    return True
