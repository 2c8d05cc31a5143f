"""Pure string functions: how wide a text is, how it is made harmless, when two terms are the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_CJK = "\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Strings, compiled when first used: the help needs none of them but the second.
_SPACE_AT_CJK = f"(?<=[{_CJK}]) | (?=[{_CJK}])"
#: No name is longer than this; what is, is met again in the same note at most.
_NAME = 40
#: A Latin word with what clings to it, or one character: what a line may be broken after.
_UNBREAKABLE = r"(?s:[!-~]+|.)"


def display_width(text: str) -> int:
    """Columns in a terminal: wide characters count two; combining and invisible marks none."""
    return len(text) if text.isascii() and text.isprintable() else sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf", "Cc"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def fit(text: str, width: int) -> str:
    """``text``, cut to at most ``width`` columns, with ``…`` for what is missing."""
    if display_width(text) <= width:
        return text
    kept, used = "", 1
    for character in text:
        used += _columns(character)
        if used > width:
            break
        kept += character
    return kept + "…" if width > 0 else ""


def wrap(text: str, width: int) -> Iterator[str]:
    """The lines of ``text`` broken at ``width`` columns: between Chinese characters, or at a space.

    Only what is itself wider than a line is broken elsewhere; a single character never is.
    """
    line, used = "", 0
    for match in re.finditer(_UNBREAKABLE, text):
        word = match.group()
        for piece in [word] if display_width(word) <= width else word:
            columns = display_width(piece)
            if line and used + columns > width:
                yield line.rstrip()
                line, used = "", 0
            if line or not piece.isspace():
                line, used = line + piece, used + columns
    if line:
        yield line.rstrip()


def clean_for_terminal(text: str) -> str:
    """One line that a terminal can do nothing with but show it.

    Control characters (and with them the head of every escape sequence) become their pictures such as
    ``␛``; bidirectional, zero-width and other invisible marks and lone surrogates become U+FFFD.
    """
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(character: str) -> str:
    if character < " ":
        return chr(0x2400 + ord(character))
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}:
        return "\N{REPLACEMENT CHARACTER}"
    return character


def one_line(text: str) -> str:
    """``text`` on one line with single spaces, fit for a terminal."""
    return clean_for_terminal(" ".join(text.split()))


def normalise(text: str) -> str:
    """The form in which two spellings of one term are equal.

    Width and compatibility forms (NFKC), case, and spaces: none beside Chinese, one elsewhere.
    """
    return _normalised_name(text) if len(text) <= _NAME else _normalised_text(text)


def folded(text: str) -> str:
    """``text`` without differences of width, compatibility form (NFKC) and case; its spaces stay."""
    normal = unicodedata.normalize("NFKC", text)
    small = normal.casefold()
    return normal if small == normal else unicodedata.normalize("NFKC", small)


def _normalised(text: str) -> str:
    if text.isascii():
        return " ".join(text.lower().split())
    parts = folded(text).split()
    return re.sub(_SPACE_AT_CJK, "", " ".join(parts)) if len(parts) > 1 else "".join(parts)


#: The same names are asked for again and again.
_normalised_name = lru_cache(maxsize=2**15)(_normalised)
_normalised_text = lru_cache(maxsize=2**11)(_normalised)


def spaced(*parts: str) -> str:
    """Join with a space where Chinese meets Latin or code, as in print, and without one elsewhere."""
    text = ""
    for part in parts:
        if (
            text
            and part
            and (_is_han(text[-1]) != _is_han(part[0]))
            and not {text[-1], part[0]} & set(" ，。：；？！、（）“”《》")
        ):
            text += " "
        text += part
    return text


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def by_surroundings(text: str, start: int, end: int, word: str) -> dict[str, str]:
    """What stands in a text where ``word`` will stand, by that word and the characters around it."""
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    return dict.fromkeys((before + word + after, before + word, word + after), text[start:end])


def in_brackets(before: str) -> bool:
    """Whether what follows a text stands in round brackets that it opened."""
    return sum(map(before.count, "（(")) > sum(map(before.count, "）)"))
