"""Clauses that only set the scene for the next ones: where, when, under which condition, what for."""

from __future__ import annotations

import re

from studykit import segment
from studykit.grammar import (
    CANNOT,
    COPULAS,
    GRANTED,
    IT,
    MEETS_WITH,
    PRONOUN,
    Clause,
    is_condition,
    strip_connective,
    take_apart,
)
from studykit.terms import is_subject, length

#: What a question can carry before its subject.
LONGEST_SCENE = 36
#: "NAT 在 LAN 以外，…" only says where.
PLACE = re.compile(r"^[^，]{1,20}(?:以外|之外|以内|之内|之间|中|里|上|下|内|外|时)$")
#: A condition.
WHEN = re.compile("^(?:如果|若|当|一旦|只要|每当)")
#: "X 丢失，则 …": what stands before is the condition.
THEN = re.compile("则(?![是为])|那么|那就(?!是)")
#: A clause that begins so says what for.
WANTS = ("要", "想", "若要", "如果要")
#: An action without anybody who acts: "对可换页内存调用 f".
TOWARDS = re.compile(
    r"^(?:(?:若|如果)?要(?![求么素点是])|想要?(?![法象])|对(?![于应比齐象称外内立话照等])|把|将|向).{3,}"
)
#: "X 只有在 …时，它 …".
OF_WHOM = re.compile("(?P<who>[^，在]{1,16}?)(?:只有|仅)?(?P<when>在[^，]{2,}(?:时候?|之?后|之?前|期间|过程中))$")
#: What a scene can do without: "水平触发（LT，Level Trigger）模式下".
IN_BRACKETS = re.compile("（[^（）]*）")


def sets_the_scene(clause: str, taken: Clause | None, following: str) -> bool:
    """Whether a clause only says where, when or under which condition the next one is so."""
    where = taken is not None and taken.verb == "在" and bool(PLACE.search(taken.rest) and following)
    leads = bool(THEN.match(following)) or _acts_first(clause, following) or _meets_first(taken, following)
    return where or leads or is_condition(clause)


def _meets_first(taken: Clause | None, following: str) -> bool:
    """Whether somebody meets with something, and the next clause says what he does then: "主机收到请求，返回响应"."""
    if taken is None or MEETS_WITH.fullmatch(taken.verb.rstrip("了")) is None or not taken.subject:
        return False
    then = take_apart(strip_connective(following))
    return then is not None and not then.subject and then.verb not in COPULAS | CANNOT and "没" not in then.adverbs


def _acts_first(clause: str, following: str) -> bool:
    """Whether something is done first, and the next clause says what comes of it: "对 X 调用 f，驱动会 …"."""
    if not TOWARDS.match(clause) or not following:
        return False
    after = take_apart(strip_connective(following))
    if after is None:
        return clause.startswith(WANTS)
    return bool(after.subject or clause.startswith(WANTS)) and not PRONOUN.match(after.subject)


def has_a_subject(scene: list[str]) -> bool:
    """Whether the scene names who acts ("数据库初始化时"), which is then no other than who acts behind it."""
    words = segment.cut(WHEN.sub("", scene[0])) if scene else []
    return bool(words) and segment.tag(words[0])[:1] in ("n", "e")


def who_acts(clause: str, following: Clause | None) -> tuple[str, str]:
    """In "X 在 … 时，它 …" who 它 is, and the scene without him; nobody, and the clause, anywhere else."""
    of_whom = OF_WHOM.match(clause) if following is not None and IT.match(following.subject) else None
    if of_whom is None or is_condition(of_whom["who"]) or not is_subject(of_whom["who"].strip()):
        return "", clause
    return of_whom["who"].strip(), of_whom["when"]


def what_is_granted(clause: str, taken: Clause | None) -> str | None:
    """The subject of a clause that only grants something or gives a reason; ``None`` for any other clause."""
    if granted := GRANTED.match(clause):
        taken = take_apart(granted["what"])
    elif taken is None or taken.verb not in ("由于", "因为"):
        return None
    return taken.subject if taken is not None and is_subject(taken.subject) else ""


def as_scene(scene: list[str]) -> list[str]:
    """The last clauses of a scene, as many as a question can carry, rather without brackets; the last one always."""
    if len(scene) > 1 and length("".join(scene)) > LONGEST_SCENE:
        scene = [IN_BRACKETS.sub("", clause) or clause for clause in scene]
    while len(scene) > 1 and length("".join(scene)) > LONGEST_SCENE:
        scene = scene[1:]
    return scene
