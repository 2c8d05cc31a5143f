"""Names with other names in brackets behind them: 任务队列（Event Queue）, Undo Log（回滚日志）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from studykit import fields, segment
from studykit.grammar import OBJECT_VERBS, ONLY_VERBS, STRONG
from studykit.lexicon.candidates import Words, possible
from studykit.lexicon.vocabulary import COMMON, EVERYDAY, NEVER_FIRST, NEVER_LAST, NOTE_NAME, PREFIXES, TELLING
from studykit.model import Span
from studykit.terms import CJK, GLOSS, SEEN, cites, head_of, is_subject, is_term
from studykit.text import normalise

GLOSSED = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,14}|(?<!\d)[A-Za-z][A-Za-z0-9_ .+-]{1,30}?)\s*[（(]\s*(?P<gloss>[A-Za-z][A-Za-z0-9 ,，、/&.+'-]{1,60}|[\u4e00-\u9fff]{2,10})\s*[）)]"
)
#: The name that stands right before a Chinese one and is a part of it: ROC 曲线, ARP高速缓存.
LATIN_BEFORE = re.compile(r"[A-Za-z][A-Za-z0-9_+/-]*[ ]?$")
BOTH = re.compile(r"(?P<chinese>[\u4e00-\u9fff]{2,10}) ?(?P<latin>[A-Z][A-Za-z-]{2,}(?: [A-Za-z][A-Za-z-]+){0,3})")
#: Between the names in a bracket; the slash of I/O and TCP/IP parts none.
BETWEEN = re.compile(r"\s*[,，、]\s*|(?<=[\u4e00-\u9fff]{2})\s+|\s*/(?!O\b|IP\b)\s*")
#: "（Hinton and Salakhutdinov, 2012）".
CITED = re.compile(r"[A-Z][^()（）]*[,，]\s*(?:19|20)\d\d[a-z]?")
CALLED = re.compile("也叫|又称|简称|即")
#: "（加一个执行单元）", "（除了具有持久）", "（默认格式）": what is said of the name, and no other name.
SAYS = re.compile(
    "[加含]一?[个条]|并非|开始|发生|包[括含]|除了|[即可]以|[不如较]|[默必]|可选|推荐|重要|常用|旧|新|小技巧|成功|失败|[一多单两每某]|例|用[于来]|见|同上"
)
CODE = re.compile(r"`([^`]+)`")
#: A short name's letters: K8S and i18n leave out more than they say.
LETTERS = re.compile("[a-z]")
LONGEST_SHORT = 8
#: English words or a few capitals, and no name that somebody made up: Client Error, ISO.
PLAIN_WORDS = re.compile(r"[A-Za-z][a-z]+(?: [A-Za-z][a-z]+)*|[A-Z][A-Za-z]{1,4}")
#: A name of so many characters, right behind a comma, is a name as a whole.
LONGEST_WHOLE = 6
COUNTS = re.compile(r"[一二两三四五六七八九十几多每各某]+[个种块类条段些层步]")
#: Words behind which a name begins: "放在一个元组", "任务分为宏任务".
BEFORE = frozenset(
    "的 了 和 与 或 及 、 有 叫 做 是 当 而 用 给 把 对 为 于 成 到 将 被 在 从 向 由 即 使用 进行 利用 通过 当作 叫做 叫作 称作 任意 给定 大量 多个 某些 某个 各个 查看 放在 转换成 适 适合 存在 存 指定 这个 那个 这些 那些 所谓 最小化 最大化 以下 上述 一系列 表示 请求 指明 改善 直至 直到 并非 不是 称 开始 发生 改变 变成 成为 引发 导致".split()
)


def from_brackets(text: str, span: Span, words: Words) -> None:
    """The names in a line with the other names behind them."""
    for match in GLOSSED.finditer(text):
        given = _parts(match["gloss"])
        name = _name_before(text[: match.start()], match["name"].strip(), given)
        if len(name) < 2 or not is_term(name) or not is_subject(name, 12):
            continue
        same = set(_second_names(name, given))
        for gloss in given:
            if len(gloss) < 2 or not possible(gloss, normalise(gloss)):
                continue
            if CJK.search(name + gloss) and (gloss in same or " " not in name):
                words.add(name, "gloss", span)
            if gloss in same:
                _add(name, gloss, span, words)
            elif CJK.match(gloss) and not SAYS.match(gloss) and _is_name(gloss):
                words.add(gloss, "gloss", span)


def of_head(subject: str, span: Span, words: Words) -> None:
    """The names in the bracket behind a head, which is a name as a whole: "条带排列（striped arrangement）"."""
    name = head_of(subject)
    for bracket in GLOSS.findall(CODE.sub("", subject)):
        given = [part for one in _parts(bracket) for part in map(str.strip, CALLED.split(one)) if part]
        same = set(_second_names(name, given))
        for gloss in given:
            named = len(gloss) > 1 and gloss.lower() not in COMMON and possible(gloss, normalise(gloss))
            if not (named and is_term(name, 14) and is_subject(gloss, 14)):
                continue
            if gloss in same:
                _add(name, gloss, span, words)
            elif " " in name or CJK.search(name):
                words.add(name, "gloss", span)


def side_by_side(text: str) -> Sequence[str]:
    """The Chinese name of a thing and its English one, which stand beside each other: 地址解析协议 ARP."""
    match = BOTH.fullmatch(text)
    if match is None:
        return ()
    names = (match["chinese"], match["latin"])
    if known_as(names[0]) & known_as(names[1]):
        return names
    noun = segment.tag(segment.cut(names[0])[0])[:1] not in ("v", "p", "d") and _is_name(names[0])
    return names if noun and not _known_apart(*names) else ()


def _add(name: str, gloss: str, span: Span, words: Words) -> None:
    words.add(name, "gloss", span)
    words.add(gloss, "gloss", span)
    words.same(gloss, name)


def _parts(bracket: str) -> list[str]:
    if CITED.fullmatch(bracket.strip()):
        return []
    parts = (part.strip() for part in BETWEEN.split(bracket))
    return [part for part in parts if part and not cites(part)]


def _name_before(before: str, name: str, given: list[str]) -> str:
    """The name that a bracket explains, without what stands before it in the sentence."""
    if not CJK.match(name):
        return name
    known = [other for gloss in given for other in known_as(gloss) if len(other) > 1 and name.endswith(other)]
    if known:
        return max(known, key=len)
    if before.rstrip(" *-")[-1:] in "，。；：、" and is_subject(name, LONGEST_WHOLE) and not _begins_with_verb(name):
        return name
    noun = NOTE_NAME.sub("", last_noun(name))
    parts = fields.whole(segment.cut(noun))
    enough = max((len(gloss.split()) for gloss in given if gloss.isascii()), default=len(parts))
    while len(parts) > enough and parts[0] in OBJECT_VERBS and len("".join(parts[1:])) > 1:
        parts = parts[1:]
    noun = "".join(parts)
    latin = LATIN_BEFORE.search(before) if noun == name else None
    return f"{latin[0]}{noun}" if latin else noun


def _begins_with_verb(name: str) -> bool:
    words = segment.cut(name)
    return len(words) > 1 and (words[0] in ONLY_VERBS or words[0] in BEFORE)


def last_noun(text: str) -> str:
    """The noun right before a bracket: what stands before it in the sentence is cut off."""
    kept: list[str] = []
    for word in reversed(fields.whole(segment.cut(text))):
        ends = word in BEFORE or word in STRONG or word in ONLY_VERBS or COUNTS.fullmatch(word) or _no_part(word, kept)
        if ends and not (kept and fields.of(word + kept[0])):  # 会|话
            break
        kept.insert(0, word)
    return "".join(kept)


def _no_part(word: str, behind: list[str]) -> bool:
    if not behind or word in PREFIXES or fields.of(word):
        return False
    return not segment.tag(word).startswith(("n", "v", "l", "a", "b", "j", "i", "m"))


@cache
def _names() -> dict[str, frozenset[str]]:
    names: dict[str, set[str]] = {}
    for term in fields.terms():
        for name in term:
            names.setdefault(normalise(name), set()).update(term)
    return {name: frozenset(others) for name, others in names.items()}


def known_as(name: str) -> frozenset[str]:
    """All names that the fields have for what they also call ``name``."""
    return _names().get(normalise(name), frozenset())


def _second_names(name: str, given: Sequence[str]) -> Iterator[str]:
    """Those in a bracket that are other names of what stands before it, and no members or sides of it."""
    latin = [gloss for gloss in given if not CJK.search(gloss)]
    several = len(latin) > 2 or len(given) - len(latin) > 1
    unlike = len(latin) == 2 and not (_shortens(*sorted(latin, key=len)) or latin[0][-4:] == latin[1][-4:])
    for gloss in given:
        if known_as(name) & known_as(gloss) or not (several or unlike or not _same(name, gloss)):
            yield gloss


@lru_cache(SEEN)
def _same(name: str, gloss: str) -> bool:
    """Whether what stands in a bracket is another name of what stands before it."""
    chinese = [CJK.search(one) is not None for one in (name, gloss)]
    if not any(chinese):
        return _shortens(*sorted((name, gloss), key=len))
    if chinese == [True, False]:  # ROC 曲线（ROC curve）
        return gloss.split(maxsplit=1)[0].casefold() in name.casefold() or not _known_apart(name, gloss)
    if _known_apart(name, gloss) or SAYS.match(gloss) or not _is_name(gloss):
        return False
    if all(chinese):
        return (name[0] == gloss[0] or name[-1] == gloss[-1]) and not name.startswith(gloss)
    return _may_name(name, gloss)


def _may_name(name: str, gloss: str) -> bool:
    """Whether a Chinese gloss is a name of what has the English ``name``, and not what sort of thing that is."""
    if not known_as(gloss) or PLAIN_WORDS.fullmatch(name):
        return normalise(gloss) not in EVERYDAY
    return bool(known_as(name))


def _is_name(gloss: str) -> bool:
    """Whether a gloss is no clause: "文件回退到上一版本", "将小类作为异常点"."""
    words = fields.whole(segment.cut(gloss))
    tells = STRONG | ONLY_VERBS | BEFORE | TELLING
    return (
        tells.isdisjoint(words)
        and words[0] not in NEVER_FIRST
        and words[-1] not in NEVER_LAST
        and not COUNTS.match(gloss)
    )


def _known_apart(name: str, gloss: str) -> bool:
    """Whether the fields call the one in the other's language by names that are unlike the other's."""
    if bool(CJK.search(name)) == bool(CJK.search(gloss)):
        return bool(known_as(name) and known_as(gloss))
    chinese, latin = (name, gloss) if CJK.search(name) else (gloss, name)
    own = [known for known in known_as(latin) if CJK.search(known)]
    if own:
        ends = (chinese[0], chinese[-1])
        return not any(known in chinese or chinese in known or (known[0], known[-1]) == ends for known in own)
    others = [known for known in known_as(chinese) if not CJK.search(known)]
    return bool(known_as(latin) and others) and not any(_shortens(*sorted((latin, known), key=len)) for known in others)


def _shortens(short: str, long: str) -> bool:
    """Whether a name of one word is made of the first letters of another, or of letters of its only word."""
    if normalise(short) in normalise(long).split():
        return True
    letters = LETTERS.findall(short.lower())
    if len(short) > LONGEST_SHORT or " " in short or len(letters) < 2:
        return False
    rest: Iterator[str] = iter(LETTERS.findall(long.lower()))
    first = LETTERS.search(long.lower())
    return first is not None and first[0] == letters[0] and all(letter in rest for letter in letters)
