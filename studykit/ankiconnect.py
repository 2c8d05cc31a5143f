"""AnkiConnect: how to ask something of an Anki that is running on this machine.

The add-on 2055492159 answers JSON over HTTP, protocol version 6, as its documentation says
(https://git.sr.ht/~foosoft/anki-connect): a request holds ``action``, ``version``, ``params`` and, where the
learner has set one, ``key``; the answer holds ``result`` and ``error``. Its server reads a request in time that
grows with the square of its size, in Anki's own thread, so requests are kept small.

No proxy is asked, no redirection followed, no origin claimed: a request goes to the address that was given
and nowhere else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from studykit.errors import StudykitError
from studykit.language import say

ADD_ON = "2055492159"
VERSION = 6
DEFAULT_URL = "http://127.0.0.1:8765"

#: How much goes into one request of many actions: bytes beyond which Anki would be seen to wait, and actions.
MOST_BYTES = 500_000
MOST_ACTIONS = 100


class AnkiNotReady(StudykitError):
    """Nobody answers, or nobody who can: the sentence says what the learner has to do."""


class AnkiRefused(StudykitError):
    """Anki answers that it cannot do this one thing."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that Anki is to do."""

    name: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Anki:
    """Where an Anki is listening, the key that its owner has set, and the seconds that it may be silent."""

    url: str
    key: str | None
    patience: float

    def call(self, name: str, **params: Any) -> Any:
        """What an action results in. Raises :class:`AnkiNotReady`, or :class:`AnkiRefused` with Anki's words."""
        return self._result(self._ask(self._request(Action(name, params))))

    def call_all(self, actions: Sequence[Action]) -> Iterator[list[AnkiRefused | None]]:
        """Do many things, a batch in each request; gives for each batch what was refused of it.

        Raises :class:`AnkiNotReady`; then nobody knows how much of the batch under way has been done.
        """
        for batch in _batches([self._request(action) for action in actions]):
            answers = self.call("multi", actions=batch)
            if not isinstance(answers, list) or len(answers) != len(batch):
                raise self._nonsense()
            yield [self._refusal(answer) for answer in answers]

    def check(self) -> None:
        """Raise :class:`AnkiNotReady` unless an add-on that is new enough answers."""
        version = self.call("version")
        if not isinstance(version, int) or version < VERSION:
            raise AnkiNotReady(_too_old())

    def _request(self, action: Action) -> dict[str, Any]:
        key = {} if self.key is None else {"key": self.key}
        return {"action": action.name, "version": VERSION, "params": dict(action.params)} | key

    def _refusal(self, answer: object) -> AnkiRefused | None:
        try:
            self._result(answer)
        except AnkiRefused as refused:
            return refused
        return None

    def _result(self, answer: object) -> Any:
        if not isinstance(answer, dict) or not {"result", "error"} <= answer.keys():
            raise self._nonsense()
        error = answer["error"]
        if error is None:
            return answer["result"]
        raise self._meaning(str(error))

    def _meaning(self, error: str) -> StudykitError:
        """The add-on's own sentences that call for something to be done before anything else works."""
        if "api key" in error:
            return self._key_wanted()
        if error == "unsupported action":
            return AnkiRefused(_too_old())
        if error == "collection is not available" or "CollectionNotOpen" in error:
            return _no_profile()
        return AnkiRefused(say(f"Anki 说：{error}", f"Anki says: {error}"))

    # the way there and back

    def _ask(self, request: Mapping[str, Any]) -> Any:
        connection, path = self._connection()
        try:
            connection.request("POST", path, json.dumps(request), {"Content-Type": "application/json"})
            response = connection.getresponse()
            body = response.read()
        except TimeoutError as error:
            raise self._silent() from error
        except ConnectionRefusedError as error:
            raise self._nobody() from error
        except (OSError, HTTPException) as error:
            raise self._broken(error) from error
        finally:
            connection.close()
        try:
            if response.status == 200:
                return json.loads(body)
        except ValueError:
            pass
        raise self._nonsense()

    def _connection(self) -> tuple[HTTPConnection, str]:
        kinds = {"http": HTTPConnection, "https": HTTPSConnection}
        try:
            parts = urlsplit(self.url)
            host, port, kind = parts.hostname or "", parts.port, kinds[parts.scheme]
            host.encode("idna")
        except (KeyError, ValueError):  # no such scheme, no such port, no such host
            host = ""
        if not host:
            raise AnkiNotReady(
                say(
                    f"{self.url}: 不是地址，应该像 {DEFAULT_URL} 这样。",
                    f"{self.url}: no address; it should look like {DEFAULT_URL}.",
                )
            )
        return kind(host, port, timeout=self.patience), parts.path or "/"

    def _nobody(self) -> AnkiNotReady:
        return AnkiNotReady(
            say(
                f"{self.url} 没有应答。请先打开 Anki；如果还没有装 AnkiConnect，在 Anki 里选“工具 → 插件 → 获取插件”，"
                f"填 {ADD_ON}，重启 Anki，再运行一次。",
                f"Nobody answers at {self.url}. Start Anki; if it has no AnkiConnect yet, choose Tools → Add-ons → "
                f"Get Add-ons, enter {ADD_ON}, restart Anki, and run this again.",
            )
        )

    def _silent(self) -> AnkiNotReady:
        return AnkiNotReady(
            say(
                f"Anki 在 {self.patience:g} 秒内没有回答。可能正在同步，或者开着一个对话框：请等它结束，再运行一次；"
                "已经做完的不会重做。",
                f"Anki has not answered for {self.patience:g} seconds. It may be synchronising or showing a dialog: "
                "let it finish and run this again; what is done is not done twice.",
            )
        )

    def _broken(self, error: Exception) -> AnkiNotReady:
        reason = (error.strerror if isinstance(error, OSError) else "") or str(error) or type(error).__name__
        return AnkiNotReady(
            say(
                f"与 {self.url} 的连接断了（{reason}）。Anki 还开着的话再运行一次，会从断的地方接着做。",
                f"The connection to {self.url} broke ({reason}). Run this again with Anki open: it goes on there.",
            )
        )

    def _nonsense(self) -> AnkiNotReady:
        return AnkiNotReady(
            say(
                f"{self.url} 有应答，但不是 AnkiConnect。请检查 --url，以及是否有别的程序占用了这个端口。",
                f"What answers at {self.url} is not AnkiConnect. Check --url, and what program has that port.",
            )
        )

    def _key_wanted(self) -> AnkiNotReady:
        wrong = self.key is not None
        return AnkiNotReady(
            say(
                f"AnkiConnect 要密钥{'，给的不对' if wrong else ''}。它在 Anki 的“工具 → 插件 → AnkiConnect → 配置”里"
                "（apiKey）；用 --key 给出。",
                f"AnkiConnect wants {'another' if wrong else 'a'} key: the one in Anki under Tools → Add-ons → "
                "AnkiConnect → Config (apiKey). Give it with --key.",
            )
        )


def _too_old() -> str:
    return say(
        "Anki 里的 AnkiConnect 太旧。请在 Anki 里选“工具 → 插件 → 检查更新”，重启 Anki，再运行一次。",
        "The AnkiConnect in Anki is too old. Choose Tools → Add-ons → Check for Updates in Anki, restart it, and run "
        "this again.",
    )


def _no_profile() -> AnkiNotReady:
    return AnkiNotReady(
        say(
            "Anki 开着，但没有打开用户配置。请在 Anki 里选一个用户打开，再运行一次。",
            "Anki is running, but no profile is open. Open yours in Anki and run this again.",
        )
    )


def _batches(requests: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    size = 0
    for request in requests:
        more = len(json.dumps(request))
        if batch and (size + more > MOST_BYTES or len(batch) == MOST_ACTIONS):
            yield batch
            batch, size = [], 0
        batch.append(request)
        size += more
    if batch:
        yield batch
