r"""Card Markdown to the HTML of a page that must not reach for anything: formulas as MathML, pictures held back.

Stands on :mod:`studykit.exporters.markup`, which escapes everything that a note says. In its output a bare
``\(`` or ``\[`` opens a formula and nothing else (a backslash of the note is an entity), and ``<a href="`` and
``<img src="`` are its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from typing import TYPE_CHECKING

from studykit.exporters.markup import render

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # only the type: what is walked here was made, not parsed

FORMULA = re.compile(r"\\\((.*?)\\\)|\\\[(.*?)\\\]", re.DOTALL)
#: A formula that long, or one that defines macros (which can grow without bound), is shown as its source.
LONGEST = 2_000
MACRO = re.compile(r"\\(?:re)?newcommand|\\[egx]?def|\\let\b|\\DeclareMathOperator")

MATHML = frozenset(
    "math mrow mi mn mo mtext mspace ms mfrac msqrt mroot mstyle merror mpadded mphantom mfenced menclose msub"
    " msup msubsup munder mover munderover mmultiscripts mprescripts none mtable mtr mtd mlabeledtr".split()
)
#: What of an element is kept; ``href``, ``style``, ``class`` and ``id``, which TeX can set, are not.
ATTRIBUTES = frozenset(
    "display mathvariant stretchy fence separator form lspace rspace minsize maxsize accent accentunder width"
    " linethickness columnalign columnspacing columnlines rowspacing rowlines displaystyle scriptlevel height"
    " depth voffset movablelimits largeop symmetric mathcolor notation".split()
)
VALUE = re.compile(r"[\w#.%+\- ]*")


def to_html(markdown: str, picture: Callable[[str], str | None]) -> str:
    """Safe HTML. Links open elsewhere; an image names its picture in ``data-picture`` and loads nothing."""
    html = FORMULA.sub(_formula, render(markdown, picture))
    html = html.replace('<a href="', '<a target="_blank" rel="noopener noreferrer" href="')
    return html.replace('<img src="', '<img data-picture="')


def _formula(match: re.Match[str]) -> str:
    display = match[1] is None
    return formula(unescape(match[2] if display else match[1]), display=display)


def formula(tex: str, *, display: bool) -> str:
    """The MathML of ``tex``, or its source where it cannot be read."""
    from latex2mathml.converter import convert_to_element

    source = f'<code class="tex">{escape(tex)}</code>'
    if len(tex) > LONGEST or MACRO.search(tex):
        return source
    try:
        return "".join(_serialise(convert_to_element(tex, display="block" if display else "inline")))
    except Exception:  # whatever a note has between its dollars, and however deep: its source says it too
        return source


def _serialise(element: Element) -> list[str]:
    """The element as text. latex2mathml writes entities into the texts, and would write markup too."""
    tag = element.tag if element.tag in MATHML else "mrow"
    attributes = "".join(
        f' {name}="{value}"' for name, value in element.attrib.items() if name in ATTRIBUTES and VALUE.fullmatch(value)
    )
    inside = [part for child in element for part in (*_serialise(child), _text(child.tail))]
    return [f"<{tag}{attributes}>", _text(element.text), *inside, f"</{tag}>"]


def _text(text: str | None) -> str:
    return escape(unescape(text or ""))
