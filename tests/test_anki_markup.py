"""Card Markdown in, HTML of an Anki field out."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from growth import LINEAR, times_as_long
from hypothesis import given, settings
from hypothesis import strategies as st

from studykit.exporters.markup import LONGEST, clean, escape, render, render_cloze
from studykit.model import HOLE


def no_pictures(address: str) -> None:
    return None


CASES = [
    ("plain text", "流是命令队列", "流是命令队列"),
    ("emphasis", "**粗**和*斜*", "<strong>粗</strong>和<em>斜</em>"),
    ("emphasis beside Chinese marks", "**“流”**是队列", "<strong>“流”</strong>是队列"),
    ("deleted", "~~旧~~新", "<s>旧</s>新"),
    ("highlighted", "==重点==与==**粗**==", "<mark>重点</mark>与<mark><strong>粗</strong></mark>"),
    ("equations are no highlight", "a == b，c == d", "a == b，c == d"),
    ("names are not bold", "__global__ 与 __init__", "__global__ 与 __init__"),
    ("bold Chinese", "__流__ 是", "<strong>流</strong> 是"),
    ("code", "用 `a[i] < b`", "用 <code>a&#91;i] &lt; b</code>"),
    ("a backslash in text", r"C:\\temp", "C:<span>&#92;</span>temp"),
    ("a backslash in code", r"`\n`", "<code>&#92;n</code>"),
    ("a line break stays", "一\n二", "一<br>\n二"),
    ("two paragraphs", "一\n\n二", "<p>一</p>\n<p>二</p>"),
    ("formula", "当 $x^{2}$ 时", r"当 \(x^&#123;2&#125;\) 时"),
    ("formula of TeX", r"当 \(a<b\) 时", r"当 \(a&lt;b\) 时"),
    ("formula on lines of its own", "$$\na\n\nb\n$$", "\\[a\n\nb\\]"),
    ("formula below a line", "公式：\n$$\na\n$$\n完", "<p>公式：</p>\n\\[a\\]<p>完</p>"),
    ("a dollar before code", "$x 与 `a$`", "$x 与 <code>a$</code>"),
    ("formula with emphasis marks", "$a_1 * b_2 * c$", r"\(a_1 * b_2 * c\)"),
    ("formula after one that is not closed", "价 $ 高\n\n$x$", "<p>价 $ 高</p>\n<p>\\(x\\)</p>"),
    ("money", "$5 和 $6", "$5 和 $6"),
    ("variables of a shell", "$HOME 和 $PATH", "$HOME 和 $PATH"),
    (
        "a formula that would end early",
        r"$a \text{b \) c}$",
        "<code>a &#92;text&#123;b &#92;) c&#125;</code>",
    ),
    ("link", "[页](https://a.org/?x=1&y=2)", '<a href="https://a.org/?x=1&amp;y=2">页</a>'),
    ("a link that is no web page", "[页](other.md) <ftp://a.org>", "页 ftp://a.org"),
    ("script as address", "[页](javascript:alert)", "&#91;页](javascript:alert)"),
    ("link between notes", "[[流]] 与 [[流|队列]]", "流 与 队列"),
    ("remote picture", "![图](https://a.org/a.png)", '<a href="https://a.org/a.png">图</a>'),
    ("missing picture", "![图](a.png)", '<span class="missing">图</span>'),
    ("code in the text of a picture", "![**图** `x`](a.png)", '<span class="missing">图 x</span>'),
    ("missing picture without a text", "![](images/a.png)", '<span class="missing">a.png</span>'),
    ("list", "- 一\n- 二", "<ul>\n<li>一</li>\n<li>二</li>\n</ul>"),
    ("list from three", "3. 三", '<ol start="3">\n<li>三</li>\n</ol>'),
    ("dashes are no rule", "一\n---", "一<br>\n---"),
    ("a definition is shown", "[a]: b", "&#91;a]: b"),
    ("four spaces are no code", "一\n\n    二", "<p>一</p>\n<p>二</p>"),
    ("code in C++", "```cpp\nint x;\n```", '<pre><code><span class="t">int</span> x;</code></pre>'),
    ("a comment at the end", "```bash\nls # x\n```", '<pre><code>ls <span class="c"># x</span></code></pre>'),
    ("code in no language", "```\na{}\n```", "<pre><code>a&#123;&#125;</code></pre>"),
    ("code in an unknown language", "```klingon\n<a>\n```", "<pre><code>&lt;a&gt;</code></pre>"),
    ("nested too deep", "> " * 60 + "x", "&gt; " * 60 + "x"),
]


@pytest.mark.parametrize(("markdown", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_markdown_becomes_html(markdown: str, expected: str) -> None:
    assert render(markdown, no_pictures) == expected


def test_a_table_keeps_its_alignment_in_classes() -> None:
    shown = render("| a | b |\n|---|--:|\n| 1 | 2 |", no_pictures)
    assert '<td class="right">2</td>' in shown
    assert "style=" not in shown


def test_a_picture_is_named_as_it_is_packed() -> None:
    assert render("![图](a%20b.png)", {"a%20b.png": "x.png"}.get) == '<img src="x.png" alt="图">'


def test_the_answer_of_a_cloze_has_no_hint() -> None:
    assert render_cloze(f"用 {HOLE}", "std::vector", no_pictures) == "用 {{c1::std&#58;&#58;vector}}"


# -- for any text -------------------------------------------------------------------------------------------

MARKS = r"{{ }} c1:: [sound: sound: latex $ $$ \( \) \[ \] ` ``` ** == <b> &lt; ![ ]( [[ ]] __ |".split()
piece = st.one_of(st.sampled_from([*MARKS, HOLE, "\n", "- ", "> "]), st.text(max_size=5))
anything = st.lists(piece).map("".join)
LIVE = re.compile(r"\{\{|\}\}|\[(?:sound:|latex\]|\$\$?\]|anki:)|[\x00-\x08\x0b-\x1f]", re.IGNORECASE)
TAGS = "a|blockquote|br|code|em|h[1-6]|li|mark|ol|p|pre|s|span|strong|table|tbody|td|th|thead|tr|ul"


@settings(max_examples=300)
@given(anything)
def test_whatever_the_text_nothing_in_it_is_live(text: str) -> None:
    shown = render(text, no_pictures)
    shown.encode()
    assert not LIVE.search(shown)
    assert re.fullmatch(rf'(?:[^<>]|</?(?:{TAGS})(?: \w+="[^"<>]*")?>)*', shown)


@settings(max_examples=300)
@given(st.text())
def test_escaped_text_reads_back_as_it_was(text: str) -> None:
    assert html.unescape(re.sub("<[^>]*>", "", escape(clean(text)))) == clean(text)


@settings(max_examples=300)
@given(anything, anything, anything)
def test_a_cloze_has_one_hole_or_is_none(before: str, after: str, answer: str) -> None:
    shown = render_cloze(f"{before}{HOLE}{after}", answer, no_pictures)
    if shown is not None:
        assert (shown.count("{{"), shown.count("}}")) == (1, 1)
        inside = shown[shown.index("{{c1::") + 6 : shown.index("}}")]
        assert inside
        assert "::" not in inside


#: Each, repeated, takes some parser of Markdown more than its share of time.
WORST = r"a<b [ * ` $ == ![ _a_ \( |a [a]( __ __a & {{ ~~ [[ [[a|".split()
WORST += ["$a ", "==a ", "**a ", "\\[\n", "$$\na\n", "> ", "- a\n", "a\n\n"]


@pytest.mark.parametrize("piece", WORST)
@pytest.mark.parametrize("longest", [LONGEST - 1, LONGEST * 20], ids=["read", "shown as it is"])
def test_time_grows_with_the_text(piece: str, longest: int) -> None:
    def rendering(size: int) -> Callable[[], object]:
        return lambda: render((piece * size)[:size], no_pictures)

    assert times_as_long(rendering(longest), rendering(longest // 10)) < LINEAR
