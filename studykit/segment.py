"""The one door to Chinese word segmentation.

Latin words, numbers and masked spans stand as one private-use character each while the dictionary works, because
it would break ``sm_90``, ``std::vector`` and ``TCP/IP``. The hidden Markov model stays off: on technical text it
invents words. rjieba (Rust, the same dictionary and the same tokens) is used where it is installed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

#: Words of Latin letters, digits and what joins them, and characters that already stand for something.
WHOLE = re.compile(
    r"[\ue000-\uf8ff\U000f0000]|[A-Za-z0-9_\u0370-\u03ff][\w.+#:/@-]*(?:(?<=[\w+#])|$)"
    r"|[A-Za-z_\u0370-\u03ff]",
    re.ASCII,
)
#: What any of them begins with: most texts have none.
BEGINS = re.compile("[\ue000-\uf8ff\U000f0000A-Za-z0-9_\u0370-\u03ff]")
#: Not used by notes (those from U+E000 on stand for code and formulas) nor by the dictionary.
PLACEHOLDER = "\U000f0000"
HELD = re.compile(f"({PLACEHOLDER})")
#: The dictionary's algorithm is quadratic in what it cannot cut.
LONGEST_PIECE = 500
#: A text no longer than this is likely to be cut again.
SHORT = 64

Cut = Callable[[str], list[str]]


@cache
def _engine() -> Cut:
    try:
        import rjieba
    except ImportError:
        return jieba_engine()
    # Importing it has loaded a dictionary already: an instance of our own would load another.
    return lambda text: rjieba.cut(text, False)


def jieba_engine() -> Cut:
    """Cut with jieba itself, without its cache in the shared temporary folder and without its messages."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba

    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return lambda text: list(tokenizer.cut(text, HMM=False))


def cut(text: str, engine: Cut | None = None) -> list[str]:
    """The words of a text, in order; ``"".join(cut(text)) == text``."""
    if engine is None and len(text) <= SHORT:
        return list(_cut_short(text))
    return _cut(text, engine or _engine())


def words(text: str) -> list[str]:
    """The words of a text, without the blanks between them."""
    return [word for word in cut(text) if word.strip()]


@lru_cache(maxsize=2**14)
def _cut_short(text: str) -> tuple[str, ...]:
    """The words of a term or a clause, which several patterns look at one after the other."""
    return tuple(_cut(text, _engine()))


def _cut(text: str, engine: Cut) -> list[str]:
    whole = WHOLE.findall(text) if BEGINS.search(text) else []
    masked = WHOLE.sub(PLACEHOLDER, text) if whole else text
    words = engine(masked) if len(masked) <= LONGEST_PIECE else [w for piece in _pieces(masked) for w in engine(piece)]
    return list(_unmasked(words, iter(whole))) if whole else words


def _pieces(text: str) -> Iterable[str]:
    return (text[i : i + LONGEST_PIECE] for i in range(0, len(text), LONGEST_PIECE))


def _unmasked(words: Iterable[str], held: Iterator[str]) -> Iterator[str]:
    for word in words:
        if word == PLACEHOLDER:
            yield next(held)
        elif PLACEHOLDER in word:
            yield from (next(held) if part == PLACEHOLDER else part for part in HELD.split(word) if part)
        else:
            yield word


@cache
def _dictionary() -> list[bytes]:
    """The lines "word, how often it was counted, part of speech" of jieba's dictionary, whichever engine cuts.

    They are sorted as bytes. To take 350,000 lines apart takes far longer than to look one up.
    """
    jieba = find_spec("jieba")
    if jieba is None or jieba.origin is None:
        raise ModuleNotFoundError("jieba")
    return sorted(Path(jieba.origin).with_name("dict.txt").read_bytes().splitlines())


def _look_up(word: str) -> tuple[str, str]:
    """How often the makers of the dictionary met a word, and its part of speech; both empty for unknown words."""
    lines = _dictionary()
    place = bisect_left(lines, f"{word} ".encode("utf-8", "surrogatepass"))
    entry = lines[place].decode().split() if place < len(lines) else []
    return (entry[1], entry[2]) if entry[:1] == [word] else ("", "")


@lru_cache(maxsize=2**14)
def tag(word: str) -> str:
    """The dictionary's part of speech (``n``, ``v``, ``d`` …); ``eng`` for Latin words, empty for unknown ones."""
    return "eng" if word.isascii() and word[:1].isalpha() else _look_up(word)[1]


def frequency(word: str) -> int:
    """How often the makers of the dictionary met a word in general text; 0 for words that it lacks."""
    return int(_look_up(word)[0] or 0)
