"""What the titles of links say of products and those who make them: "A 提出 B", "超越 C", "轻量型网络：D"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from studykit.finder import Finder
from studykit.lexicon import ORGANISATIONS
from studykit.model import Relation, Resource

#: "轻量型网络：IdleBlock" in a title.
KIND_COLON = re.compile(r"^\s*[：:]\s*$")
#: "MixNet 轻量级网络" is one thing with its kind, "CUDA 矩阵乘法" is not.
KIND = re.compile("(?:网络|模型|算法|框架|引擎|工具|编译器|芯片|平台|系统|数据库|语言|库)$")
OVERTAKES = re.compile(r"(?:超越|超过|击败|优于|完胜|媲美)\s*$")
OWNS = re.compile(r"^(?:的|中的|自研的?|旗下的?)[^，。；]{0,12}[：:]?\s*$")


def from_title(resource: Resource, finder: Finder) -> Iterator[Relation]:
    """The edges that a title states."""
    text = resource.title
    mentions = finder.find(text)
    organisation = next((m for m in mentions if m.term in ORGANISATIONS), None)
    named = [m for m in mentions if m is not organisation and re.search("[A-Za-z]", text[m.start : m.end])]
    new = [m for m in named if not OVERTAKES.search(text[: m.start])]
    for mention in named:
        if mention not in new and new:
            yield Relation(new[0].term, "improves_on", mention.term, resource.span, "title")
    for one, other in pairwise(mentions):
        between = text[one.end : other.start]
        latin_first = bool(re.search("[A-Za-z]", text[one.start : one.end]))
        if latin_first and not between and one in new and KIND.search(text[other.start : other.end]):
            yield Relation(one.term, "is_a", other.term, resource.span, "title")
        elif KIND_COLON.match(between) and other in new and one is not organisation and not latin_first:
            yield Relation(other.term, "is_a", one.term, resource.span, "title")
        elif (
            other in new
            and one is not organisation
            and not latin_first
            and re.fullmatch(r"(?:算法|框架|模型|网络|方法|引擎)", between)
        ):
            yield Relation(other.term, "uses", one.term, resource.span, "title")
    if organisation and new:
        between = text[organisation.end : new[0].start]
        if new[0].start > organisation.end and (
            re.search("提出|推出|开源|发布|研发|打造", between) or OWNS.match(between)
        ):
            yield Relation(new[0].term, "proposed_by", organisation.term, resource.span, "title")
