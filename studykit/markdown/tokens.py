"""markdown-it-py as notes need it: deep enough, with tables, footnotes and formulas wherever they begin."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

#: Lists and quotations may nest this deep; what is deeper is left out, and said.
DEEPEST = 60
#: Lines of a display formula.
LONGEST_FORMULA = 60


def tokens_of(text: str, known: dict[str, Any] | None = None) -> list[Token]:
    """The tokens of a text; ``known`` takes in what it says of its references."""
    # Where the last line is open, markdown-it-py looks behind its end: a table in a quotation that is not finished.
    return markdown_parser().parse(text if text.endswith("\n") else f"{text}\n", known)


@cache
def markdown_parser() -> MarkdownIt:
    """The parser, made once; blocks keep their Markdown source."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath.index import math_block_dollar
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST})
    parser.enable("table")
    parser.use(footnote_plugin, inline=False)
    # Notes put $$ right under a line of text; the plugin's own registration lets it only begin a paragraph.
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    dollars = math_block_dollar(True, str, True)

    def dollar_formula(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        # The plugin adds its token even when it is only asked whether a formula would begin here.
        tokens, line = len(state.tokens), state.line
        found = dollars(state, start, end, silent)
        if silent:
            del state.tokens[tokens:]
            state.line = line
        return found

    parser.block.ruler.before("fence", "formula_dollars", dollar_formula, interrupts)
    parser.block.ruler.before("fence", "formula_brackets", _bracket_formula, interrupts)
    # Blocks keep their Markdown source: what stands inside a line is read later, and only where needed.
    parser.disable(["inline", "text_join", "footnote_tail"])
    return parser


def paragraphs(tokens: list[Token]) -> list[tuple[int, list[str]]]:
    """The paragraphs of more than one line: the number of the first (0-based), and their text line by line."""
    return [
        (token.map[0], token.content.split("\n"))
        for above, token in pairwise(tokens)
        if above.type == "paragraph_open" and token.map and "\n" in token.content
    ]


def _bracket_formula(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    r"""A rule for markdown-it-py: ``\\[`` at the start of a line to ``\\]`` at the end of one."""
    first = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if not first.startswith("\\["):
        return False
    for line in range(start, min(end, start + LONGEST_FORMULA)):
        text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()
        if text.endswith("\\]"):
            break
        if not text:
            return False
    else:
        return False
    if not silent:
        state.line = line + 1
        token = state.push("math_block", "div", 0)
        token.map = [start, line + 1]
        token.content = state.getLines(start, line + 1, state.blkIndent, False).strip()[2:-2]
    return True
