"""Two things named first, and told apart by 前者 and 后者."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studykit.model import Fact, Relation
from studykit.patterns import Place, pattern, too_long
from studykit.prose import clauses
from studykit.terms import head_of, is_subject, length
from studykit.text import spaced

#: "前者 A，后者 B".
FORMER = re.compile(
    r"(?:前者|前一种|前面的)(?P<one>[^。；]+?)[，,；;]\s*(?:而|但)?\s*(?:后者|后一种|后面的)(?P<other>[^。]+)$"
)
#: "X 与 Y 的区别在于": which the two are.
NAMED = re.compile(
    r"^(?:[^，,。；]{0,6}?(?:在于|是|：))?(?P<one>[^，,。；：与和]{1,24}?)\s*(?:与|和|跟|同)\s*(?P<other>[^，,。；：]{1,24}?)(?:的|之间|相比|不同|并|有|都|两|，|：|$)"
)
#: "前者（X）": which of the two it is, said again.
ASIDE_NAME = re.compile(r"^[（(](?P<name>[^）)]+)[）)]")


@pattern("former", on="sentence", rank=29, needs="前[者一面]")
def find(place: Place) -> Iterator[Fact | Relation]:
    """``A 与 B 的区别在于：前者 …，后者 …`` asks for the difference."""
    match = FORMER.search(place.sentence.text)
    if match is None or too_long(match["one"], 40) or too_long(match["other"], 40):
        return
    names = _names(place, match)
    if names is None:
        return
    one, other = names
    said, other_said = (ASIDE_NAME.sub("", match[side]).strip("，, ") for side in ("one", "other"))
    yield place.fact(
        "comparison",
        f"{one} / {other}",
        spaced(one, "与", other, "有什么区别？"),
        f"{one}：{said}；{other}：{other_said}",
        form="comparison",
        items=(one, said, other, other_said),
        confidence=0.8,
    )
    yield place.relation(one, "contrasts_with", other)


def _names(place: Place, match: re.Match[str]) -> tuple[str, str] | None:
    """What 前者 and 后者 are: given in brackets, named before in the sentence, or in the one before it."""
    bracketed = [ASIDE_NAME.match(match[side]) for side in ("one", "other")]
    if bracketed[0] and bracketed[1]:
        return bracketed[0]["name"], bracketed[1]["name"]
    sentences = place.prose.sentences
    position = next(i for i, sentence in enumerate(sentences) if sentence is place.sentence)
    before = [place.sentence.text[: match.start()], *(sentences[position - 1].text,) * (position > 0)]
    for text in before:
        subjects = _pair(text)
        if subjects is not None:
            return subjects
    return None


def _pair(text: str) -> tuple[str, str] | None:
    if (named := NAMED.match(text)) and _fits(named["one"], named["other"]):
        return head_of(named["one"]), head_of(named["other"])
    # "A 在推理时 …，B 则 …": two clauses, each with its subject.
    heads = [
        re.split(r"在|则|把|用|会|可以|只|是|由|对|将|通过", clause, maxsplit=1)[0].strip() for clause in clauses(text)
    ]
    return (head_of(heads[0]), head_of(heads[1])) if len(heads) == 2 and _fits(*heads) else None


def _fits(one: str, other: str) -> bool:
    return all(is_subject(name, 14) and length(name) >= 2 for name in (one, other))
