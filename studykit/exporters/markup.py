r"""Card Markdown to the HTML of an Anki field: everything from a note is escaped, nothing of it is live.

Anki reads three languages out of a field: HTML, its own marks (``{{c1::…}}``, ``[sound:…]``, ``[latex]``)
and, in the page, MathJax between ``\(…\)`` or ``\[…\]``. So braces, opening brackets and backslashes of a
note are written as HTML entities: what Anki looks for in the source of a field is not there, what the
reader is to see is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from mdit_py_cjk_friendly import cjk_friendly

from studykit.model import HOLE

if TYPE_CHECKING:
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token
    from markdown_it.utils import OptionsDict
    from pygments.lexer import Lexer

#: Gives the name under which a picture of the note is packed, or None to show its text instead.
Pictures = Callable[[str], str | None]

#: What markdown-it-py hands on to every rule.
Env = MutableMapping[str, Any]

#: Lists and quotations nest this deep; a text that nests deeper is shown as it was written.
DEEPEST = 40
#: Characters. No card is that long; what is, is shown as it was written, without looking for marks in it.
LONGEST = 20_000

#: Stand for the hole of a cloze while its prompt is rendered: in text, and in code or a formula.
#: Unicode keeps these two free for use inside a program; :func:`clean` takes them out of what notes say.
TEXT_HOLE, RAW_HOLE = "\ufdd0", "\ufdd1"

ENTITIES = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "{": "&#123;",
        "}": "&#125;",
        "[": "&#91;",
    }
)
#: Control characters as the pictures that Unicode has of them: Anki separates fields by U+001F and ends
#: strings at NUL. Lone surrogates and the two holes cannot be written at all.
VISIBLE = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"} | {0x7F: 0x2421}
UNWRITABLE = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

#: Texts without any of these characters, of one line, and without a number at the start are plain.
MARKED = re.compile(r"[\n!#$%&*+\-:<=>@\[\\\]^_`{}~|\"]|^[\d\s]")
#: What can begin a block other than a paragraph.
BLOCK = re.compile(r"\n|\s*(?:[#>+\-*|]|\d+[.)]|`{3}|~{3}|\$\$|\\\[)")

#: Families of tokens that the style sheet colours; a token takes the class of its nearest ancestor here.
CODE_CLASSES = {
    ("Comment",): "c",
    ("Comment", "Preproc"): "p",
    ("Comment", "PreprocFile"): "s",
    ("Keyword",): "k",
    ("Keyword", "Type"): "t",
    ("Literal", "String"): "s",
    ("Literal", "Number"): "n",
    ("Name", "Builtin"): "b",
    ("Name", "Class"): "t",
    ("Name", "Decorator"): "p",
    ("Name", "Function"): "f",
    ("Name", "Tag"): "k",
    ("Name", "Attribute"): "f",
    ("Name", "Variable"): "v",
}

ALIGNED = {"text-align:center": "center", "text-align:right": "right"}


def clean(text: str) -> str:
    """``text`` with control characters made visible and without what cannot be written as UTF-8."""
    return UNWRITABLE.sub("\ufffd", text.replace("\r\n", "\n").translate(VISIBLE))


def escape(text: str) -> str:
    """Running text that means itself in HTML, to Anki and to MathJax."""
    # MathJax reads the page's text, not its source, but no formula reaches over the edge of an element.
    return text.translate(ENTITIES).replace("\\", "<span>&#92;</span>")


def escape_code(text: str) -> str:
    """The same for the inside of ``<code>``, where MathJax does not look."""
    return text.translate(ENTITIES).replace("\\", "&#92;")


def attribute(text: str) -> str:
    """The same between the double quotes of an attribute."""
    return escape_code(text).replace(TEXT_HOLE, "…")


def render(markdown: str, pictures: Pictures) -> str:
    """The HTML of a card's text. One paragraph comes without ``<p>``, so that short fields stay short."""
    return _render(clean(markdown).strip(), pictures)


def render_cloze(prompt: str, answer: str, pictures: Pictures) -> str | None:
    """The HTML of a prompt with ``{{c1::answer}}`` where its hole is.

    None if there would be no card: no hole, several, one that ends up in no text (such as in an address),
    no answer, or an answer that is more than one paragraph.
    """
    prompt, answer = clean(prompt).strip(), clean(answer).strip()
    if prompt.count(HOLE) != 1 or not answer or (BLOCK.match(answer) and "\n" in answer):
        return None
    html = _render(prompt.replace(HOLE, TEXT_HOLE), pictures)
    if html.count(TEXT_HOLE) + html.count(RAW_HOLE) != 1:
        return None
    # Anki ends the answer at the first "::" (what follows is a hint), in its source only.
    shown, raw = (text.replace(":", "&#58;") for text in (_inline(answer, pictures), escape_code(_bare(answer))))
    return html.replace(TEXT_HOLE, f"{{{{c1::{shown}}}}}").replace(RAW_HOLE, f"{{{{c1::{raw}}}}}")


def _render(text: str, pictures: Pictures) -> str:
    if not MARKED.search(text):
        return escape(text)
    if len(text) > LONGEST:
        return _as_written(text)
    if not BLOCK.match(text) and "\n" not in text:
        return _inline(text, pictures)
    parser = card_parser()
    env: dict[str, Any] = {"pictures": pictures}
    tokens = parser.parse(text, env)
    if any(token.level >= DEEPEST - 1 for token in tokens):
        return _as_written(text)
    if [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]:
        tokens = tokens[1:2]
    return str(parser.renderer.render(tokens, parser.options, env)).strip()


def _inline(text: str, pictures: Pictures) -> str:
    if not MARKED.search(text):
        return escape(text)
    return str(card_parser().renderInline(text, {"pictures": pictures}))


def _as_written(text: str) -> str:
    return escape(text).replace("\n", "<br>")


ONE_SPAN = re.compile(r"(`+)([^`]+)\1|(\$\$?)([^$]+)\3|\\\((.+)\\\)|\\\[(.+)\\\]", re.DOTALL)


def _bare(text: str) -> str:
    """A code span or a formula without its marks."""
    match = ONE_SPAN.fullmatch(text)
    inside = match and (match[2] or match[4] or match[5] or match[6])
    return (inside or "").strip() or text


# -- the parser ---------------------------------------------------------------------------------------------


@cache
def card_parser() -> MarkdownIt:
    """What reads the Markdown of a card, the same for every exporter and screen."""
    options = {"html": False, "breaks": True, "xhtmlOut": False, "maxNesting": DEEPEST}
    parser = MarkdownIt("commonmark", options, renderer_cls=_Renderer)
    parser.use(cjk_friendly)
    # cjk_friendly joins lines where Chinese meets Chinese; a card keeps the lines that it was given.
    parser.renderer.rules["softbreak"] = parser.renderer.rules["hardbreak"]  # type: ignore[attr-defined]
    parser.enable(["table", "strikethrough"])
    # On a card a line of dashes is no rule, four spaces are no code, "[a]: b" is no invisible definition.
    parser.disable(["code", "hr", "html_block", "lheading", "reference", "html_inline"])
    interrupts: RuleOptionsType = {"alt": ["paragraph", "blockquote", "list"]}
    parser.block.ruler.before("fence", "formula", _formula_block, interrupts)
    parser.inline.ruler.before("escape", "formula", _formula)
    parser.inline.ruler.before("emphasis", "dunder", _dunder)
    parser.inline.ruler.before("link", "wiki_link", _wiki_link)
    parser.inline.ruler.before("emphasis", "mark", _mark)
    return parser


#: How formulas begin and end, and whether they stand on a line of their own.
FORMULAS = (("$$", "$$", True), ("\\[", "\\]", True), ("\\(", "\\)", False), ("$", "$", False))


def _formula(state: StateInline, silent: bool) -> bool:
    """``$…$``, ``$$…$$`` and the two of TeX, within a paragraph."""
    found = next((marks for marks in FORMULAS if state.src.startswith(marks[0], state.pos)), None)
    if found is None:
        return False
    opening, closing, display = found
    start = state.pos + len(opening)
    end = _find(state, closing, start)
    tex = state.src[start:end] if end > start else ""
    if not tex.strip() or tex.startswith("$"):
        return False
    if opening == "$" and not _is_formula(state.src, state.pos, end):
        return False
    if not silent:
        token = state.push("formula", "", 0)
        token.content, token.meta = tex.strip(), {"display": display}
    state.pos = end + len(closing)
    return True


def _find(state: StateInline, text: str, start: int) -> int:
    """Where ``text`` comes next, or -1; that it is missing is remembered, so that it is looked for once."""
    source, missing_from = state.env.get(f"missing {text}", ("", 0))
    if source is state.src and missing_from <= start:
        return -1
    end = state.src.find(text, start, state.posMax)
    if end < 0 and state.posMax == len(state.src):
        state.env[f"missing {text}"] = (state.src, start)
    return end


def _is_formula(source: str, start: int, end: int) -> bool:
    """Between dollars: space on both inner sides or on none, no digit after; else it is money or a variable.

    ``[$]`` is an old mark of Anki's own.
    """
    before, after = source[start - 1 : start], source[end + 1 : end + 2]
    spaces = source[start + 1].isspace(), source[end - 1].isspace()
    if (before.isascii() and before.isalnum()) or (before == "[" and source[start + 1] == "]"):
        return False
    return spaces[0] == spaces[1] and not after.isdigit() and "`" not in source[start:end]


def _formula_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    r"""``$$`` or ``\[`` at the start of a line to its counterpart at the end of one."""
    lines = (state.src[state.bMarks[n] + state.tShift[n] : state.eMarks[n]].rstrip() for n in range(start, end))
    first = next(lines)
    closing = {"$$": "$$", "\\[": "\\]"}.get(first[:2])
    if closing is None or f"missing {closing} {end}" in state.env:
        return False
    parts = [first[2:]]
    while not parts[-1].endswith(closing):
        if closing in parts[-1]:
            return False
        if (line := next(lines, None)) is None:
            state.env[f"missing {closing} {end}"] = True  # so that it is looked for once
            return False
        parts.append(line)
    if not silent:
        token = state.push("formula", "", 0)
        token.content = "\n".join(parts)[:-2].strip()
        token.meta = {"display": True}
        token.block = True
        state.line = start + len(parts)
    return True


DUNDER = re.compile(r"__[A-Za-z0-9_]+__")


def _dunder(state: StateInline, silent: bool) -> bool:
    """``__global__`` is a name and not bold type: what is bold holds a space or Chinese."""
    if not (match := DUNDER.match(state.src, state.pos, state.posMax)):
        return False
    if not silent:
        state.pending += match[0]
    state.pos = match.end()
    return True


WIKI_LINK = re.compile(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]+))?\]\]")


def _wiki_link(state: StateInline, silent: bool) -> bool:
    """``[[page|words]]`` is its words, or else the name of the page."""
    if not (match := WIKI_LINK.match(state.src, state.pos, state.posMax)):
        return False
    if not silent:
        state.pending += (match[2] or match[1]).strip()
    state.pos = match.end()
    return True


def _mark(state: StateInline, silent: bool) -> bool:
    """``==words==`` is marked, as with a highlighter."""
    if silent or not state.src.startswith("==", state.pos):
        return False
    start, limit = state.pos + 2, state.posMax
    end = _find(state, "==", start)
    inside = state.src[start:end] if end > start else ""
    if not inside or inside[0].isspace() or inside[-1].isspace() or "=" in (inside[0], inside[-1]):
        return False
    state.push("mark_open", "mark", 1)
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.pos, state.posMax = end + 2, limit
    state.push("mark_close", "mark", -1)
    return True


# -- the renderer -------------------------------------------------------------------------------------------


class _Renderer(RendererHTML):
    """Tokens to HTML; methods are named after the type of token that they write."""

    def text(self, tokens: Sequence[Token], i: int, options: OptionsDict, env: Env) -> str:
        return escape(tokens[i].content)

    def code_inline(self, tokens: Sequence[Token], i: int, options: OptionsDict, env: Env) -> str:
        return f"<code>{escape_code(tokens[i].content)}</code>".replace(TEXT_HOLE, RAW_HOLE)

    def fence(self, tokens: Sequence[Token], i: int, options: OptionsDict, env: Env) -> str:
        language = tokens[i].info.split(maxsplit=1)[0] if tokens[i].info.strip() else ""
        html = highlight(tokens[i].content, language)
        return f"<pre><code>{html}</code></pre>\n".replace(TEXT_HOLE, RAW_HOLE)

    def formula(self, tokens: Sequence[Token], i: int, options: OptionsDict, env: Env) -> str:
        tex, display = tokens[i].content, tokens[i].meta["display"]
        # Would end the formula for MathJax: better its source than half of it.
        if "\\)" in tex or "\\]" in tex:
            return f"<code>{escape_code(tex)}</code>".replace(TEXT_HOLE, RAW_HOLE)
        opening, closing = ("\\[", "\\]") if display else ("\\(", "\\)")
        # A formula may begin with "sound:", and its own bracket stands before it.
        inside = tex.translate(ENTITIES).replace(":", "&#58;").replace(TEXT_HOLE, RAW_HOLE)
        return f"{opening}{inside}{closing}"

    def link_open(self, tokens: Sequence[Token], i: int, options: OptionsDict, env: Env) -> str:
        address = str(tokens[i].attrGet("href") or "")
        followed = address.lower().startswith(("http://", "https://"))
        env.setdefault("links", []).append(followed)
        return f'<a href="{attribute(address)}">' if followed else ""

    def link_close(self, tokens: Sequence[Token], i: int, options: OptionsDict, env: Env) -> str:
        return "</a>" if env["links"].pop() else ""

    def image(self, tokens: Sequence[Token], i: int, options: OptionsDict, env: Env) -> str:
        address = str(tokens[i].attrGet("src") or "")
        words = "".join(child.content for child in tokens[i].children or [])
        if address.lower().startswith(("http://", "https://")):
            return f'<a href="{attribute(address)}">{escape(words or address)}</a>'
        if name := env["pictures"](address):
            return f'<img src="{attribute(name)}" alt="{attribute(words)}">'
        return f'<span class="missing">{escape(words or address.rsplit("/", 1)[-1])}</span>'

    @staticmethod
    def renderAttrs(token: Token) -> str:  # noqa: N802  # the name is markdown-it's
        """Alignment as a class, so that the style sheet has the last word; nothing else but ``start``."""
        html = ""
        for name, value in token.attrItems():
            if name == "style" and value in ALIGNED:
                html += f' class="{ALIGNED[str(value)]}"'
            elif name == "start":
                html += f' start="{value}"'
        return html


# -- code ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Plain:
    """Code in a language that nobody knows."""

    def get_tokens(self, code: str) -> list[tuple[tuple[str, ...], str]]:
        return [((), code)]


@cache
def _lexer(language: str) -> Lexer | _Plain:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return _Plain()


def highlight(code: str, language: str) -> str:
    """Code as HTML with the classes of :data:`CODE_CLASSES`; plain when the language is unknown."""
    lexer = _lexer(language.lower()) if language else _Plain()
    html: list[str] = []
    for kind, text in lexer.get_tokens(code.rstrip("\n") + "\n"):
        name = next((CODE_CLASSES[kind[:n]] for n in range(len(kind), 0, -1) if kind[:n] in CODE_CLASSES), "")
        shown = escape_code(text)
        html.append(f'<span class="{name}">{shown}</span>' if name else shown)
    return re.sub(r"\n((?:</span>)?)\Z", r"\1", "".join(html))
