"""What keys mean, on every screen: as people know them from Anki."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Literal, TypeAlias

from studykit.language import say
from studykit.reviews import RATINGS
from studykit.session import Event, Quit, Rate, Reply, SetAside, Show, State, Undo

#: What is done around the session and changes nothing in it.
Around = Literal["edit", "open", "help"]
Meaning: TypeAlias = Event | Around

_LETTERS: dict[str, Meaning] = {
    "u": Undo(),
    "s": SetAside("suspend"),
    "b": SetAside("bury"),
    "q": Quit(),
    "e": "edit",
    "o": "open",
    "?": "help",
}


def meaning(key: str, state: State) -> Meaning | None:
    """What a key means now; ``""`` is Space or Enter. A full-width key is the same key; ``None``: nothing."""
    key = unicodedata.normalize("NFKC", key).strip().lower()
    if not key:
        return Quit() if state.phase == "done" else Show()
    if key.isdecimal() and len(key) == 1:
        return _digit(int(key), state)
    return _LETTERS.get(key)


def _digit(number: int, state: State) -> Event | None:
    question = state.question
    if state.phase == "answer" and number in RATINGS:
        return Rate(RATINGS[number - 1])
    if state.phase == "question" and question and 0 < number <= len(question.choices):
        return Reply(question.choices[number - 1])
    return None


def explained() -> Iterator[tuple[str, str]]:
    """Every key and what it does."""
    yield (
        say("空格 / 回车", "Space / Enter"),
        say("看答案；看过之后就是建议的评分", "show the answer; then: the grade suggested"),
    )
    yield "1 2 3 4", say("重来、困难、良好、简单；选择题里是选项", "again, hard, good, easy; or the choice")
    yield "u", say("撤销上一次评分，可以一直撤下去", "take back the last answer, as often as you like")
    yield "e", say("在 $EDITOR 里打开这张卡片的笔记", "open the card's note in $EDITOR")
    yield "o", say("打开图片或链接", "open the picture or link")
    yield "b", say("搁置到明天", "bury until tomorrow")
    yield "s", say("停用这张卡片", "suspend the card")
    yield "Esc", say("打字题里：不打字，改用按键", "where an answer is typed: use the keys instead")
    yield "?", say("这份说明", "this help")
    yield "q", say("结束，并说明保存了什么", "end, and say what was saved")
