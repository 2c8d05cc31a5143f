"""A problem and its remedy: an error message or complaint, then what to do, in words or as commands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit.fenced import SHELL
from studykit.model import Fact
from studykit.patterns import TEXT, Place, pattern, too_long
from studykit.prose import MASK
from studykit.terms import length

#: A line that tells of a problem: "遇到 …", "… 报错".
PROBLEM = re.compile(
    r"^(?:(?:如果|若|当|一旦|有时)?(?:遇到|碰到|出现|提示|报错|报|抛出|编译报错|运行报错|启动报错|链接报错)|.*(?:报错|找不到|失败|不生效|无法|不能|出错|错误|异常|冲突|超时|卡死|崩溃|乱码|丢失|"
    r"not found|error|failed|cannot|no such|undefined|denied|refused|timed out|out of memory)).*$",
    re.IGNORECASE,
)
#: Lines that speak of errors in general, not of one that somebody met.
ABOUT_PROBLEMS = re.compile(r"流程|过程|机制|顺序|类型|分类|码$|捕获|抛出|处理$|体系|层次|继承")
#: "…，原因是 X".
CAUSE = re.compile(
    r"[。；，]\s*(?:原因(?:通常|一般|多半|往往)?是|(?:通常|一般|多半|往往|这)是因为|是因为)\s*(?P<cause>[^。]+)。?$"
)
#: "报错 `X`：头文件不在搜索路径里".
ERROR = re.compile(rf"^(?P<error>(?:报错|错误|异常|提示)\s*{MASK}[^：:。]{{0,12}})[：:]\s*(?P<cause>[^：:]+)$")
#: Goals, and sentences that already say what is done.
NO_PROBLEM = re.compile(r"^(?:要|想|为了|若要|如果要)|[；;]|可以(?:用|使用|把|通过)|只需|(?:例子|示例|演示)$")
#: "Sentinel 是一种高可用的解决方案：…" says what a thing is.
IS_SOLUTION = re.compile(r"是[^，。]{0,20}一[个种套项]")
#: A longer paragraph tells a story.
LONGEST_TEXT = 600
LONGEST_PROBLEM = 44
#: Words that split a line in the problem and the remedy.
SOLUTION = re.compile(
    r"[，,。；\s]*(?:的)?(?:解决方案|解决办法|解决方法|解决方式|处理方法|处理办法|处理方式|修复方法)\s*(?:是|为|：|:|如下)+\s*[：:]?\s*"
    r"|[，,。；]\s*(?:解决|解法|处理|修复|可以这样解决)\s*(?:是|为|：|:|如下)+\s*[：:]?\s*"
)
#: "解决方案：…" on a line of its own.
ONLY_SOLUTION = re.compile(
    r"^(?:\*\*)?(?:解决方案|解决办法|解决方法|解决|解法|处理方法|处理|修复方法|修复|对策|办法)(?:\*\*)?\s*(?:是|为|如下)?\s*(?:[：:]\s*(?P<text>.*))?$",
    re.DOTALL,
)
#: What a program printed is no remedy.
OUTPUT = re.compile(r"Traceback|^\s+at [\w.$]+\(|Error:|Exception:|error:|panic:", re.MULTILINE)


@pattern("fix", on="block", rank=12, kinds=TEXT)
def find(place: Place) -> Iterator[Fact]:
    """``遇到 X 找不到：`` before commands, ``X 的解决方案：Y`` in one line, ``问题：…`` before ``解决：…``."""
    text = place.prose.text.strip()
    if len(text) > LONGEST_TEXT:
        return
    if split := SOLUTION.search(text):
        yield from _in_line(place, text[: split.start()], text[split.end() :])
    elif (following := place.at(1)) and (
        PROBLEM.match(text) or re.match(r"(?:\*\*)?(?:问题|现象|症状|报错|错误)\s*\d*[：:]", text)
    ):
        yield from _in_next(place, text, following)


def _in_line(place: Place, problem: str, remedy: str) -> Iterator[Fact]:
    problem, cause = _with_cause(_problem(problem))
    if not problem or "。" in problem or IS_SOLUTION.search(problem) or length(problem) > LONGEST_PROBLEM:
        return
    first, last = place.block.span.first, place.block.span.last
    following = place.at(1)
    command = _command(following) if following else ""
    remedy = remedy.strip(" 。：:")
    if following and command:
        last = following.block.span.last
        remedy = f"{remedy}：\n\n{command}" if remedy else command
    if cause and not too_long(cause, 60):
        prompt = f"{problem}，原因是什么？"
        yield place.fact(
            "cause", problem, prompt, cause, aspect="cause", lines=(first, last), confidence=0.8, statement=" "
        )
    if remedy and not too_long(remedy):
        yield _fact(place, problem, remedy, (first, last))


def _with_cause(problem: str) -> tuple[str, str]:
    """The problem, and the reason given between it and the remedy: "报错 X：头文件不在搜索路径里。解决方案：…"."""
    if cause := CAUSE.search(problem):
        return problem[: cause.start()].rstrip("。；，： "), cause["cause"].strip("。； ")
    error = ERROR.match(problem)
    return (error["error"].strip(), error["cause"].strip("。； ")) if error else (problem, "")


def _in_next(place: Place, text: str, following: Place) -> Iterator[Fact]:
    problem = _problem(text)
    if (
        NO_PROBLEM.search(problem)
        or len(problem) > 80
        or "\n" in problem
        or problem.endswith("。")
        or not problem
        or ABOUT_PROBLEMS.search(problem)
    ):
        return
    remedy, last = "", following
    if solution := ONLY_SOLUTION.match(following.prose.text.strip()):
        remedy = following.show(solution["text"] or "").strip()
        more = following.at(1)
        if more and (command := _command(more)):
            remedy, last = f"{remedy}\n\n{command}".strip(), more
    elif (text.rstrip().endswith(("：", ":")) or PROBLEM.match(text)) and _may_remedy(following):
        remedy = _command(following)
    if remedy and not too_long(remedy, 150):
        yield _fact(place, problem, remedy, (place.block.span.first, last.block.span.last))


def _may_remedy(following: Place) -> bool:
    """Whether a block below a problem can be its remedy: text and commands can, a program only shows the problem."""
    block = following.block
    return block.kind != "code" or not block.language or block.language in SHELL


def _fact(place: Place, problem: str, remedy: str, lines: tuple[int, int]) -> Fact:
    asks = "" if re.search(r"[?？]$", problem) else "，怎么解决？"
    return place.fact("fix", problem, f"{problem}{asks}", remedy, lines=lines, confidence=0.85, statement=" ")


def _problem(text: str) -> str:
    text = re.sub(r"^(?:问题|现象|症状|报错|错误)\s*\d*[：:]\s*", "", text.strip().rstrip("：:，, "))
    return re.sub(r"(?:的)$", "", text)


def _command(place: Place) -> str:
    """A block that is nothing but commands, as Markdown."""
    block = place.block
    if block.kind == "code" and block.text.strip() and block.text.count("\n") < 12 and not OUTPUT.search(block.text):
        return f"```{block.language or 'bash'}\n{block.text.rstrip()}\n```"
    if (
        block.kind == "paragraph"
        and re.fullmatch(rf"(?:\s*{MASK}\s*)+", place.prose.text)
        and place.prose.kind(place.prose.text.strip()[0]) == "code"
    ):
        return place.show(place.prose.text)
    return ""
