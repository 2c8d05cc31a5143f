"""The one door to pypinyin: how Chinese names are spelled in Latin letters, to be found by them."""

from __future__ import annotations

import re

HAN = re.compile("[\u3400-\u9fff]")
LATIN = re.compile(r"[a-z0-9]+")


def spell(text: str) -> str:
    """Syllables and words with spaces between, lower case and without tones: ``CUDA 流`` gives ``cuda liu``.

    Empty where there is nothing Chinese. ``ü`` is ``v``, as it is typed.
    """
    if not HAN.search(text):
        return ""
    from pypinyin import lazy_pinyin

    spelled = lazy_pinyin(text, errors=lambda rest: " ".join(LATIN.findall(rest.lower())))
    return " ".join(filter(None, spelled))
