"""Concepts by their names, and edges by their words."""

from __future__ import annotations

from difflib import get_close_matches
from itertools import islice

from studykit.errors import StudykitError
from studykit.graph.base import EdgeType, Graph, of_kind
from studykit.language import say
from studykit.text import normalise
from studykit.traditional import as_one


class UnknownConcept(StudykitError):
    """A name that is no concept of the notes."""


def find_concept(graph: Graph, name: str) -> str | None:
    """The node of the concept with this term or alias, in any case and width; in the other script if not in this."""
    nodes = nodes_by_name(graph)
    wanted = normalise(name)
    return nodes.get(wanted) or {as_one(known): node for known, node in nodes.items()}.get(as_one(wanted))


def the_concept(graph: Graph, name: str) -> str:
    """As :func:`find_concept`, but raises :class:`UnknownConcept`, with what may have been meant."""
    if concept := find_concept(graph, name):
        return concept
    near = suggestions(graph, name)
    zh, en = f"笔记里没有“{name}”这个概念。", f"There is no concept “{name}” in these notes."
    if near:
        zh += f"是不是想找：{'、'.join(near)}？"
        en += f" Did you mean: {', '.join(near)}?"
    raise UnknownConcept(say(zh, en))


def nodes_by_name(graph: Graph) -> dict[str, str]:
    """Concepts by normalised term and alias; where one's alias is another's term, the term counts."""
    nodes: dict[str, str] = {}
    for concept in of_kind(graph, "concept"):
        nodes.setdefault(normalise(graph.nodes[concept]["label"]), concept)
    for concept in of_kind(graph, "concept"):
        for alias in graph.nodes[concept]["aliases"]:
            nodes.setdefault(normalise(alias), concept)
    return nodes


def suggestions(graph: Graph, name: str, limit: int = 5) -> list[str]:
    """Names that somebody who wrote ``name`` may have meant, one for each concept, the likeliest first.

    Those that hold it (or the other way round), the nearest in length first; then those that are spelled alike.
    """
    nodes, wanted = nodes_by_name(graph), normalise(name)
    if not wanted:
        return []
    holding = [known for known in nodes if wanted in known or (len(known) > 1 and known in wanted)]
    holding.sort(key=lambda known: abs(len(known) - len(wanted)))
    alike = get_close_matches(wanted, nodes, limit, cutoff=0.6)
    found: dict[str, str] = {}
    for known in (*holding, *alike):
        found.setdefault(nodes[known], _as_written(graph, nodes[known], known))
    return list(islice(found.values(), limit))


def _as_written(graph: Graph, concept: str, normalised: str) -> str:
    data = graph.nodes[concept]
    names: tuple[str, ...] = (data["label"], *data["aliases"])
    return next(name for name in names if normalise(name) == normalised)


def relation_words(type_: EdgeType) -> tuple[str, str]:
    """An edge type in the user's language, read from its start and read from its end: "uses", "used by"."""
    words: dict[EdgeType, tuple[str, str]] = {
        "is_a": (say("是一种", "is a"), say("的一种是", "has the kind")),
        "part_of": (say("属于", "part of"), say("包含", "has the part")),
        "alias_of": (say("又叫", "also called"), say("又叫", "also called")),
        "contrasts_with": (say("区别于", "differs from"), say("区别于", "differs from")),
        "causes": (say("导致", "causes"), say("起因于", "caused by")),
        "precedes": (say("先于", "comes before"), say("后于", "comes after")),
        "uses": (say("使用", "uses"), say("用于", "used by")),
        "improves_on": (say("改进", "improves on"), say("改进为", "improved by")),
        "proposed_by": (say("提出者是", "proposed by"), say("提出了", "proposed")),
        "requires": (say("需要先懂", "requires"), say("是基础，通向", "required by")),
        "occurs_with": (say("常一起出现", "occurs with"), say("常一起出现", "occurs with")),
        "about": (say("讲的是", "about"), say("卡片", "card")),
        "stated_in": (say("写在", "stated in"), say("写着", "states")),
        "mentioned_in": (say("出现在", "mentioned in"), say("提到", "mentions")),
        "in_note": (say("在笔记", "in the note"), say("章节", "section")),
        "reading_for": (say("可读", "reading for"), say("参考阅读", "reading")),
    }
    return words[type_]
