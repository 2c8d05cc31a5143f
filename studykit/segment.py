"""The one door to Chinese word segmentation.

Latin words, numbers and masked spans stand as one private-use character each while the dictionary works, because
it would break ``sm_90``, ``std::vector`` and ``TCP/IP``. The hidden Markov model stays off: on technical text it
invents words. rjieba (Rust, the same dictionary and the same tokens) is used where it is installed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

#: Words of Latin letters, digits and what joins them, and characters that already stand for something.
WHOLE = re.compile(
    r"[\ue000-\uf8ff\U000f0000]|[A-Za-z0-9_\u0370-\u03ff][\w.+#:/@-]*(?:(?<=[\w+#])|$)"
    r"|[A-Za-z_\u0370-\u03ff]",
    re.ASCII,
)
#: Not used by notes (those from U+E000 on stand for code and formulas) nor by the dictionary.
PLACEHOLDER = "\U000f0000"
#: The dictionary's algorithm is quadratic in what it cannot cut.
LONGEST_PIECE = 500

Cut = Callable[[str], list[str]]


@cache
def _engine() -> Cut:
    try:
        import rjieba
    except ImportError:
        return jieba_engine()
    dictionary = rjieba.Jieba()
    return lambda text: list(dictionary.cut(text, False))


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
    whole: list[str] = []

    def hold(match: re.Match[str]) -> str:
        whole.append(match[0])
        return PLACEHOLDER

    masked = WHOLE.sub(hold, text)
    run = engine or _engine()
    words = [word for piece in _pieces(masked) for word in run(piece)]
    held = iter(whole)
    return [part for word in words for part in _unmask(word, held)]


def _pieces(text: str) -> Iterable[str]:
    return (text[i : i + LONGEST_PIECE] for i in range(0, len(text), LONGEST_PIECE))


def _unmask(word: str, held: Iterable[str]) -> list[str]:
    if PLACEHOLDER not in word:
        return [word]
    held = iter(held)
    parts = (part for part in re.split(f"({PLACEHOLDER})", word) if part)
    return [next(held) if part == PLACEHOLDER else part for part in parts]


@cache
def _tags() -> dict[str, str]:
    """Word to part of speech, from jieba's dictionary: one source, whichever engine cuts."""
    jieba = find_spec("jieba")
    if jieba is None or jieba.origin is None:
        raise ModuleNotFoundError("jieba")
    fields = Path(jieba.origin).with_name("dict.txt").read_text(encoding="utf-8").split()
    return dict(zip(fields[::3], fields[2::3], strict=True))


def tag(word: str) -> str:
    """The dictionary's part of speech (``n``, ``v``, ``d`` …); ``eng`` for Latin words, empty for unknown ones."""
    return "eng" if word.isascii() and word[:1].isalpha() else _tags().get(word, "")
