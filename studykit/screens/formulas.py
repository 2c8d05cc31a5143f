"""TeX formulas as a line of Unicode: fractions with a stroke, small letters where Unicode has them.

pylatexenc reads the TeX and knows the symbols; what stands here is what it leaves out: brackets around what a
fraction or a root holds together, and raised and lowered letters.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pylatexenc.latex2text import LatexNodes2Text
    from pylatexenc.latexwalker import LatexNode

#: Longer ones are shown as they are written.
LONGEST = 2_000

SCRIPTS = {
    "^": str.maketrans(
        "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ′",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ′",
    ),
    "_": str.maketrans("0123456789+-−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ"),
}
#: Fractions of other sizes, which the library does not know.
FRACTION = re.compile(r"\\[dtc]frac(?![A-Za-z])")
#: Say how what they hold is set, and nothing else.
TYPE = frozenset(
    "text textrm textbf textit textsf texttt mathrm mathbf mathit mathsf mathtt mathcal boldsymbol bm "
    "operatorname mbox displaystyle underbrace overbrace left right big Big bigl bigr Bigl Bigr".split()
)
#: What the library leaves out.
WORDS = {"\\": "\n", "bmod": " mod ", "mid": " | ", "implies": " ⇒ ", "iff": " ⇔ "}
#: Stand between two things; TeX sets space around them, whatever is written.
RELATIONS = re.compile(r"\s*([=≈≠≤≥≪≫∝∈∉⊂⊆→←⇒⇔≡∼])\s*")
#: What needs no brackets above or below a stroke, or under a root: one name or number, one call, one bracket.
ONE_THING = re.compile(r"[^\W_]?[\w.′∞^₀-₉⁰-⁹]*(?:\([^()]*\))?|‖[^‖]*‖\S?|\|[^|]*\||√(?:\w|\([^()]*\))")


def readable(tex: str) -> str:
    r"""``\frac{a}{b+1}`` as ``a/(b+1)``; the source itself where it cannot be read."""
    if len(tex) > LONGEST:
        return tex
    from pylatexenc.latexwalker import LatexWalker

    known = FRACTION.sub(r"\\frac", tex)
    try:
        nodes, _, _ = LatexWalker(f"${known}$", tolerant_parsing=False).get_latex_nodes()
        shown = _join(node for math in nodes for node in getattr(math, "nodelist", None) or [math])
    except Exception:  # somebody else's parser, given any text at all
        return tex
    return _spaced(shown) or tex


@cache
def _converter() -> LatexNodes2Text:
    from pylatexenc.latex2text import LatexNodes2Text

    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)  # what it cannot read is shown as it is
    return LatexNodes2Text(math_mode="text", strict_latex_spaces=True)


def _join(nodes: Iterable[LatexNode]) -> str:
    """The nodes one after the other, what follows ``^`` and ``_`` raised and lowered."""
    parts: list[str] = []
    script = ""
    for node in nodes:
        for text in node.chars if _is(node, "Chars") else [_one(node)]:
            if script and text.strip():
                parts.append(_script(script, text))
                script = ""
            elif text in SCRIPTS:
                script = text
            else:
                parts.append(text)
    return "".join(parts) + script


def _is(node: LatexNode, kind: str) -> bool:
    return type(node).__name__ == f"Latex{kind}Node"


def _one(node: LatexNode) -> str:
    if _is(node, "Group"):
        return _join(node.nodelist)
    if _is(node, "Macro"):
        return _macro(node)
    if _is(node, "Environment"):
        rows = [row.strip() for row in _join(node.nodelist).split("\n") if row.strip()]
        return "{ " + "; ".join(rows) + " }" if node.environmentname == "cases" else "; ".join(rows)
    if _is(node, "Specials") and node.specials_chars == "&":
        return " "
    return str(_converter().node_to_text(node))


def _macro(node: LatexNode) -> str:
    name = node.macroname
    given = [part for part in (node.nodeargd.argnlist if node.nodeargd else []) if part is not None]
    arguments = [_one(part) if not _is(part, "Chars") else part.chars for part in given]
    if name == "frac" and len(arguments) == 2:
        return f"{_held(arguments[0])}/{_held(arguments[1])}"
    if name == "sqrt" and arguments:
        return "".join(_script("^", root.strip("[]")) for root in arguments[:-1]) + f"√{_held(arguments[-1])}"
    if name in TYPE:
        return "".join(arguments)
    if name in WORDS:
        return WORDS[name]
    if _converter().latex_context.get_macro_spec(name) is None:
        raise LookupError(name)  # the library would leave it out without a word
    text = str(_converter().node_to_text(node))
    return text + (" " if node.macro_post_space and not given else "")


def _held(text: str) -> str:
    """In brackets, where a stroke or root would otherwise seem to hold less."""
    text = _spaced(text)
    return text if ONE_THING.fullmatch(text) else f"({text})"


def _script(mark: str, text: str) -> str:
    text = text.strip()
    moved = text.translate(SCRIPTS[mark])
    if not set(text) & set(moved) - {"′"}:
        return moved
    return f"{mark}{text}" if text.isalpha() or len(text) == 1 else f"{mark}({text})"


def _spaced(text: str) -> str:
    text = RELATIONS.sub(r" \1 ", " ".join(text.split()))
    return re.sub(r"(?<=[(\[]) | (?=[)\],;])", "", text).strip()
