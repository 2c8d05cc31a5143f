"""What keys mean, on every screen: as people know them from Anki."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from studykit.language import say
from studykit.reviews import RATINGS
from studykit.screens import words
from studykit.session import Event, Quit, Rate, Reply, SetAside, Show, State, Undo

#: What is done around the session and changes nothing in it.
Around = Literal["edit", "open", "help"]
Meaning: TypeAlias = Event | Around


@dataclass(frozen=True, slots=True)
class _Key:
    """A key that means the same all the time: what it does, in a word and in a sentence."""

    name: str
    means: Meaning
    does: str
    explained: str


def _keys() -> tuple[_Key, ...]:
    """Those that are needed most come first: a narrow screen has no room for all."""
    return (
        _Key(
            "u",
            Undo(),
            say("撤销", "undo"),
            say("撤销上一次评分，可以一直撤下去", "take back the last answer, as often as you like"),
        ),
        _Key(
            "e",
            "edit",
            say("改笔记", "edit"),
            say("在 $EDITOR 里打开这张卡片的笔记", "open the card's note in $EDITOR"),
        ),
        _Key("?", "help", say("帮助", "help"), say("这份说明", "this help")),
        _Key("q", Quit(), say("结束", "quit"), say("结束，并说明保存了什么", "end, and say what was saved")),
        _Key("b", SetAside("bury"), say("搁置", "bury"), say("搁置到明天", "bury until tomorrow")),
        _Key("s", SetAside("suspend"), say("暂停", "suspend"), say("暂停这张卡片", "suspend the card")),
        _Key("o", "open", say("打开", "open"), say("打开图片或链接", "open the picture or link")),
    )


def meaning(key: str, state: State) -> Meaning | None:
    """What a key means now; ``""`` is Space or Enter. A full-width key is the same key; ``None``: nothing."""
    pressed = unicodedata.normalize("NFKC", key).strip().lower()
    if not pressed:
        return Quit() if state.phase == "done" else Show()
    if pressed.isdecimal() and len(pressed) == 1:
        return _digit(int(pressed), state)
    return next((known.means for known in _keys() if known.name == pressed), None)


def _digit(number: int, state: State) -> Event | None:
    question = state.question
    if state.phase == "answer" and number in RATINGS:
        return Rate(RATINGS[number - 1])
    if state.phase == "question" and question and 0 < number <= len(question.choices):
        return Reply(question.choices[number - 1])
    return None


def offered(state: State, *, typing: bool) -> Iterator[tuple[str, str]]:
    """The keys that do something now, each with what it does in a word; ``typing``: an answer is being typed."""
    question = state.question
    if typing:
        yield say("回车", "Enter"), say("核对", "checks")
        yield "Esc", say("不打字", "other keys")
    elif state.phase == "done":
        yield say("回车", "Enter"), say("结束", "ends")
        yield from ((key.name, key.does) for key in _keys() if key.means == Undo())
    else:
        if state.phase == "question" and question and question.choices:
            yield f"1-{len(question.choices)}", say("选择", "choose")
        yield say("空格", "Space"), _space(state)
        yield from ((key.name, key.does) for key in _keys())


def _space(state: State) -> str:
    if state.phase == "answer":
        return words.rating_name(state.suggestion)
    if state.question and state.shown + 1 < len(state.question.steps):
        return say("下一步", "next step")
    return say("看答案", "answer")


def explained() -> Iterator[tuple[str, str]]:
    """Every key and what it does, in a sentence."""
    yield (
        say("空格 / 回车", "Space / Enter"),
        say("看答案；看过之后就是建议的评分", "show the answer; then: the grade suggested"),
    )
    yield "1 2 3 4", say("重来、困难、良好、简单；选择题里是选项", "again, hard, good, easy; or the choice")
    yield from ((key.name, key.explained) for key in _keys())
    yield "Esc", say("打字题里：不打字，改用按键", "where an answer is typed: use the keys instead")
