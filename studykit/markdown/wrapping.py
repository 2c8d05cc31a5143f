"""Which line breaks are those of an editor: text wrapped at a width, and lines that end at a comma.

CommonMark keeps every line break, and many authors put one statement on a line without a full stop. An editor that
wraps text shows it by its widths: it broke each line where the next word would not have fitted any more. The lines of
an author are of all lengths.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from studykit.markdown.numbering import NUMBERED_LINE
from studykit.text import display_width

#: A paragraph: the number of its first line (0-based), and its text line by line.
Paragraph = tuple[int, Sequence[str]]

#: No editor wraps at fewer columns.
NARROWEST = 40
#: From this width on two lines that are full show that text is wrapped, below it takes more.
WIDE, FEW, MANY = 68, 2, 5
#: This share of the lines that are not short must be full.
MOST = 0.6
#: What has been joined to so many characters stands by itself: nobody writes such a paragraph.
LONGEST = 1_500
#: Editors differ by so many columns in what may stand at the end of a line.
LENIENT = 4
#: What does not fit any more is no wider, as a rule: an address may be.
WIDEST_WORD = 20
#: The author's own line break.
HARD_BREAK = re.compile(r"(?:  |\\|<br\s*/?>)\s*$", re.IGNORECASE)
#: What begins a line that goes on with nothing.
OWN_LINE = re.compile(r"\s*(?:[-*+]\s|[•·>|]|#{1,6}\s|\[\^|[QA]\d*[:：])")
#: A line of its own, as a rule.
LABEL = re.compile(r"\s*[^，。；：:]{1,12}[：:]")
#: A line that ends so ends no sentence, and the next one goes on with it, unless it begins with a label.
OPEN = re.compile("[，、,；]$")
#: A line that ends so may be full or not: that it ends there says nothing.
ENDED = re.compile("[。！？；：.!?;:”」）)]$")
#: The author puts blanks between Chinese and other words.
SPACED = re.compile(r"[\u4e00-\u9fff] [A-Za-z0-9`]|[A-Za-z0-9`] [\u4e00-\u9fff]")
LAST_WORD = re.compile("(?:[!-~]{1,20}|.)[，。：；、！？）”》】]{0,3}$")
#: Code, formulas and links are not broken by every editor.
FIRST_WORD = re.compile(
    r"[（“《【]{0,2}(?:`[^`]*`|\$[^$]*\$|!?\[[^\]]*\]\([^)]*\)|\*\*[^*]*\*\*|[!-~]+|.)[，。：；、！？）”》】]{0,3}"
)


@dataclass(frozen=True, slots=True)
class _Break:
    """A line break in a paragraph: how wide the line is without and with its last word, and with the next one."""

    line: int
    short: int
    full: int
    over: int
    ended: bool

    def fits(self, width: int) -> bool:
        """Whether an editor that wraps at this width breaks the line here."""
        return self.short <= width < self.over or width - LENIENT <= self.full <= width


def soft_breaks(paragraphs: Sequence[Paragraph], lines: Sequence[str]) -> frozenset[int]:
    """The lines of a note (0-based) that the next one goes on with; ``lines`` are as wide as they stand in the file."""
    pairs = [pair for paragraph in paragraphs for pair in _pairs(*paragraph)]
    open_ended = {line for line, above, below in pairs if OPEN.search(above.rstrip()) and not LABEL.match(below)}
    columns, characters = (_full_lines(pairs, lines, measure) for measure in (display_width, len))
    return frozenset(open_ended | max(columns, characters, key=len))


def _pairs(first: int, text: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Lines with what follows them, where that may go on with them."""
    for number, (above, below) in enumerate(pairwise(text), first):
        begins_anew = OWN_LINE.match(below) or NUMBERED_LINE.match(below)
        if above.strip() and below.strip() and not HARD_BREAK.search(above) and not begins_anew:
            yield number, above, below.strip()


def _full_lines(
    pairs: Sequence[tuple[int, str, str]], lines: Sequence[str], measure: Callable[[str], int]
) -> frozenset[int]:
    """The lines that are full, where the note as a whole is wrapped at a width."""
    breaks = [_measured(number, lines[number].rstrip(), below, measure) for number, _, below in pairs]
    found = [each for each in breaks if not each.ended]
    if len(found) < FEW:
        return frozenset()
    width = _width(found)
    fit = sum(each.fits(width) for each in found)
    told = sum(each.full * 2 >= width for each in found)
    if width < NARROWEST // (1 if measure is display_width else 2) or fit < (FEW if width >= WIDE else MANY):
        return frozenset()
    return frozenset(each.line for each in breaks if each.fits(width)) if fit >= MOST * told else frozenset()


def _measured(number: int, line: str, below: str, measure: Callable[[str], int]) -> _Break:
    last, first = LAST_WORD.search(line), FIRST_WORD.match(below)
    full = measure(line)
    blank = line[-1:].isascii() and below[:1].isascii()
    return _Break(
        number,
        full - (measure(last[0]) if last else 0),
        full,
        full + blank + (measure(first[0]) if first else 0),
        ENDED.search(line) is not None or LABEL.match(below) is not None,
    )


def _width(breaks: Sequence[_Break]) -> int:
    """The width at which most of the lines would have been broken where they are."""
    steps: Counter[int] = Counter()
    for each in breaks:
        steps[each.short] += 1
        steps[min(each.over, each.full + WIDEST_WORD)] -= 1
    places = sorted(steps)
    fitting = list(accumulate(steps[place] for place in places))
    return places[fitting.index(max(fitting))]


def folded(text: str, first: int, soft: frozenset[int]) -> tuple[str, tuple[int, ...]]:
    """A text that begins on line ``first``, its soft line breaks closed; and where in it the later lines now begin."""
    lines = text.split("\n")
    goes_on = [first + number in soft for number in range(len(lines) - 1)]
    if not any(goes_on):
        return text, ()
    spaced = SPACED.search(text) is not None
    closed, folds, start = lines[0], [], 0
    for joins, line in zip(goes_on, lines[1:], strict=True):
        if joins and len(closed) - start < LONGEST:
            closed, piece = closed.rstrip(), line.lstrip()
            closed += _glue(closed[-1:], piece[:1], spaced=spaced)
            folds.append(len(closed))
            closed += piece
        else:
            start = len(closed)
            closed += f"\n{line}"
    return closed, tuple(folds)


def _glue(left: str, right: str, *, spaced: bool) -> str:
    """What stood where the editor broke a line: a blank between words, none within Chinese."""
    latin = [character.isascii() for character in (left, right)]
    if all(latin):
        return " "
    word = left if latin[0] else right
    other = right if latin[0] else left
    return " " if spaced and any(latin) and (word.isalnum() or word == "`") and "\u4e00" <= other <= "\u9fff" else ""
