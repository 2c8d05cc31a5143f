"""What was found in the notes as one graph, what can be asked of it, and the files it is written to."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from graph_helpers import CUDA, PATH, card, concept, cuda, document, related, relation

from studykit import language
from studykit.exporters import gexf, graphml, json_graph
from studykit.graph import (
    RELATION_TYPES,
    Graph,
    UnknownConcept,
    around,
    build,
    communities,
    defined_by,
    find_concept,
    importance,
    learning_order,
    neighbourhood,
    path_between,
    relation_words,
    suggestions,
    the_concept,
    ties,
)
from studykit.graph.prerequisites import Need, in_order
from studykit.model import Extraction, Resource, Span


def names(nodes: Iterable[str]) -> list[str]:
    """Nodes as people call them."""
    return [node.removeprefix("concept:") for node in nodes]


def edges(graph: Graph, type_: str) -> list[tuple[str, str]]:
    return [(a, b) for a, b, key in graph.edges(keys=True) if key == type_]


# Making it


def test_everything_found_is_a_node_with_its_lines() -> None:
    graph = build(cuda())
    kinds = [data["kind"] for _, data in graph.nodes(data=True)]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "concept": 5,
        "note": 1,
        "section": 3,
        "card": 2,
        "resource": 1,
    }
    assert all(data["spans"] for _, data in graph.nodes(data=True))
    assert graph.nodes["concept:共享内存"]["spans"] == tuple(Span(PATH, line, line) for line in (5, 6, 7))
    assert graph.nodes["card:card1"]["answer"] == "线程块私有的片上内存"
    assert graph.nodes[f"section:{PATH}#2"]["heading"] == ("CUDA", "内存")
    assert graph.nodes["resource:https://example.org/warp"]["label"] == "讲 warp 的文章"


def test_places_lead_from_cards_and_concepts_to_sections_and_to_the_note() -> None:
    graph = build(cuda())
    memory, threads, note = f"section:{PATH}#2", f"section:{PATH}#3", f"note:{PATH}"
    assert ("card:card1", memory) in edges(graph, "stated_in")
    assert ("concept:warp", threads) in edges(graph, "mentioned_in")
    assert (memory, note) in edges(graph, "in_note")
    assert edges(graph, "about") == [
        ("card:card1", "concept:共享内存"),
        ("card:card1", "concept:线程块"),
        ("card:card2", "concept:warp"),
    ]


def test_the_ends_of_a_relation_are_found_by_alias_in_any_case_and_width() -> None:
    found = replace(cuda(), relations=(relation("ＳＭＥＭ", "requires", "Block", 7),))
    assert edges(build(found), "requires") == [("concept:共享内存", "concept:线程块")]


def test_a_relation_between_two_names_of_one_concept_is_no_edge() -> None:
    found = replace(cuda(), relations=(relation("SMEM", "alias_of", "共享内存", 5),))
    graph = build(found)
    assert not edges(graph, "alias_of")
    assert graph.graph["dropped"] == 0


def test_an_end_that_is_no_concept_makes_no_node_but_is_counted() -> None:
    found = cuda()
    graph = build(replace(found, relations=(*found.relations, relation("warp", "uses", "调度器", 12))))
    assert graph.graph["dropped"] == 1
    assert not [node for node in graph if "调度器" in node]


def test_a_term_counts_before_the_same_word_as_an_alias() -> None:
    other = concept("缓存", CUDA, aliases=["warp"])
    found = cuda()
    graph = build(replace(found, concepts=(other, *found.concepts)))
    assert find_concept(graph, "Warp") == "concept:warp"


def evidence(graph: Graph, head: str, type_: str, tail: str) -> list[tuple[str, int]]:
    data = graph.edges[f"concept:{head}", f"concept:{tail}", type_]
    return [(one.text, one.span.first) for one in data["evidence"]]


def test_evidence_is_the_sentence_that_names_both_ends() -> None:
    graph = build(cuda())
    assert evidence(graph, "共享内存", "contrasts_with", "全局内存") == [("共享内存比全局内存快得多。", 6)]
    assert evidence(graph, "共享内存", "requires", "线程块") == [("访问共享内存需要先懂线程块。", 7)]


def test_a_relation_stated_twice_is_one_edge_with_both_sentences() -> None:
    found = cuda()
    graph = build(replace(found, relations=(*found.relations, relation("block", "requires", "warp", 11)) * 2))
    twice = replace(found, relations=(relation("线程", "part_of", "warp", 12), relation("线程", "part_of", "warp", 11)))
    assert len(edges(graph, "requires")) == 2
    assert [line for _, line in evidence(build(twice), "线程", "part_of", "warp")] == [12, 11]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("| 名称 | 属于 |\n|---|---|\n| 甲 | 乙 |\n", 3, "甲 · 乙"),
        ("- 丙是别的。甲属于**乙**。丁也是别的。\n", 1, "甲属于乙。"),
        ("乙分为：\n\n- 甲\n- 丙\n", 3, "甲"),
        ("![甲在乙里](p.png)\n", 1, "甲在乙里"),
        ("## 甲与乙\n", 1, "甲与乙"),
        ("```c\n甲(乙);\n```\n", 2, "甲(乙);"),
    ],
    ids=["row of a table", "sentence of an item", "item under a line", "words under a picture", "heading", "code"],
)
def test_evidence_comes_from_every_kind_of_block(text: str, line: int, said: str) -> None:
    found = Extraction(
        documents=(document(text),),
        concepts=(concept("甲", text), concept("乙", text)),
        relations=(relation("甲", "part_of", "乙", line),),
    )
    assert evidence(build(found), "甲", "part_of", "乙") == [(said, line)]


def test_a_reading_is_for_what_its_title_names_and_for_what_its_heading_is_called() -> None:
    assert edges(build(cuda()), "reading_for") == [
        ("resource:https://example.org/warp", "concept:warp"),
        ("resource:https://example.org/warp", "concept:线程"),
    ]


def test_one_link_in_two_notes_is_one_reading_with_the_title_that_one_of_them_gives() -> None:
    url = "https://example.org/x"
    found = replace(cuda(), resources=(Resource(url, "", Span(PATH, 5, 5)), Resource(url, "X", Span(PATH, 11, 11))))
    graph = build(found)
    assert graph.nodes[f"resource:{url}"]["label"] == "X"
    assert len([a for a, _ in edges(graph, "stated_in") if a.startswith("resource:")]) == 2


def test_concepts_that_share_sections_are_weakly_tied_the_more_the_oftener() -> None:
    text = "# 1\n甲 乙\n# 2\n甲 乙\n# 3\n甲 丙\n"
    found = Extraction(documents=(document(text),), concepts=tuple(concept(name, text) for name in "甲乙丙"))
    weights = {(a, b): data["weight"] for a, b, data in build(found).edges(data=True) if "weight" in data}
    assert {frozenset(names(pair)): weight for pair, weight in weights.items()} == {
        frozenset("甲乙"): round(2 * 2 / (3 + 2 + 2), 6),
        frozenset("甲丙"): round(2 * 1 / (3 + 1 + 2), 6),
    }


def test_a_section_with_a_thousand_concepts_makes_a_bounded_number_of_weak_ties() -> None:
    terms = [f"词{number:04}" for number in range(1000)]
    text = "# 词表\n" + "\n".join(terms)
    found = Extraction(documents=(document(text),), concepts=tuple(concept(term, text) for term in terms))
    assert len(edges(build(found), "occurs_with")) < 8 * len(terms)


@pytest.mark.parametrize(
    ("subject", "answer", "concepts", "defined"),
    [
        pytest.param("共享内存", "片上的内存", ["线程块", "共享内存"], "concept:共享内存", id="asks what it is"),
        pytest.param(
            "smem（片上）", "片上的内存", ["共享内存"], "concept:共享内存", id="by another name, in brackets more"
        ),
        pytest.param("共享内存", "Shared Memory", ["共享内存"], None, id="asks what it is called"),
        pytest.param("共享内存的大小", "48 KB", ["共享内存"], None, id="asks of something of it"),
        pytest.param("共享内存", "片上的内存", ["线程块"], None, id="is about another concept"),
        pytest.param("", "片上的内存", ["共享内存"], None, id="no definition"),
    ],
)
def test_a_card_defines_the_concept_whose_meaning_it_asks_for(
    subject: str, answer: str, concepts: list[str], defined: str | None
) -> None:
    asked = card(1, "什么是它？", answer, concepts, 5, subject=subject)
    assert defined_by(build(replace(cuda(), cards=(asked,))), "card:card1") == defined


def test_notes_without_anything_make_a_graph_without_anything_to_ask() -> None:
    graph = build(Extraction())
    assert len(graph) == 0
    assert importance(graph) == {}
    assert communities(graph) == ()
    assert learning_order(graph).sequence == ()
    assert suggestions(graph, "warp") == []


# Names


@pytest.mark.parametrize("name", ["共享内存", "SMEM", "smem", "Shared  Memory", "ｓｍｅｍ", "共享 内存"])
def test_a_concept_is_found_by_any_of_its_names(name: str) -> None:
    assert find_concept(build(cuda()), name) == "concept:共享内存"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("内存", ["共享内存", "全局内存"]),
        ("shared memroy", ["shared memory"]),
        ("wrap", ["warp"]),
        ("线程块簇", ["线程块", "线程"]),
        ("蒸馏", []),
        ("", []),
    ],
)
def test_an_unknown_name_brings_up_those_that_are_like_it(name: str, meant: list[str]) -> None:
    graph = build(cuda())
    assert find_concept(graph, name) is None
    assert suggestions(graph, name)[: len(meant)] == meant
    assert bool(suggestions(graph, name)) == bool(meant)


def test_who_asks_for_an_unknown_concept_is_told_what_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = build(cuda())
    with pytest.raises(UnknownConcept, match=r"^There is no concept “wrap” in these notes\. Did you mean: warp\?$"):
        the_concept(graph, "wrap")
    with pytest.raises(UnknownConcept, match=r"^There is no concept “蒸馏” in these notes\.$"):
        the_concept(graph, "蒸馏")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    language.chinese.cache_clear()
    with pytest.raises(UnknownConcept, match=re.escape("笔记里没有“wrap”这个概念。是不是想找：warp？")):
        the_concept(graph, "wrap")


def test_every_edge_reads_in_words_both_ways() -> None:
    used = {key for *_, key in build(cuda()).edges(keys=True)} | set(RELATION_TYPES)
    for type_ in used:
        forwards, backwards = relation_words(type_)
        assert forwards
        assert backwards


# Importance


def test_what_many_lead_to_matters_most() -> None:
    stated = [(part, "part_of", "乙") for part in "甲丙丁戊"]
    weights = importance(build(related(*stated)))
    assert weights["concept:乙"] == 1
    assert all(weight < 1 for node, weight in weights.items() if node != "concept:乙")


def test_of_two_that_stand_alike_the_one_that_the_notes_put_weight_on_matters_more() -> None:
    weights = importance(build(related(("甲", "contrasts_with", "乙"), weights={"甲": 0.9, "乙": 0.1})))
    assert weights["concept:甲"] > weights["concept:乙"]


def test_importance_is_that_of_pagerank() -> None:
    """With equal weights, by the square root, and with a relation's way back: the ranks of NetworkX."""
    graph = build(related(("甲", "part_of", "乙"), ("丙", "uses", "乙"), ("乙", "causes", "丁")))
    flow: nx.DiGraph[str] = nx.DiGraph()
    for a, b, data in graph.edges(data=True):
        if {a[:8], b[:8]} == {"concept:"}:
            there, back = (
                (0.25 * data["weight"],) * 2 if "weight" in data else (1, 1 if data["type"] == "causes" else 0.5)
            )
            for start, end, weight in ((a, b, there), (b, a, back)):
                old = flow.get_edge_data(start, end, {"weight": 0})["weight"]
                flow.add_edge(start, end, weight=old + weight)
    ranks = _pagerank(flow)
    highest = max(ranks.values())
    expected = {node: (rank / highest) ** 0.5 for node, rank in ranks.items()}
    assert importance(graph) == pytest.approx(expected, abs=1e-5)


def _pagerank(flow: nx.DiGraph[str]) -> dict[str, float]:
    """As defined, round after round: NetworkX's own needs scipy."""
    ranks = dict.fromkeys(flow, 1 / len(flow))
    for _ in range(200):
        ranks = {
            node: 0.15 / len(flow)
            + 0.85
            * sum(
                ranks[a] * d["weight"] / flow.out_degree(a, weight="weight")
                for a, _, d in flow.in_edges(node, data=True)
            )
            for node in flow
        }
    return ranks


# Communities


def test_concepts_that_hang_together_are_a_community_named_after_its_most_important() -> None:
    one = [(a, "contrasts_with", b) for a, b in combinations(("甲一", "甲二", "甲三"), 2)]
    two = [(a, "contrasts_with", b) for a, b in combinations(("乙一", "乙二"), 2)]
    whole = [(part, "part_of", part[0]) for part in ("甲一", "甲二", "甲三", "乙一", "乙二")]
    found = communities(build(related(*one, *two, *whole, ("甲三", "uses", "乙一"), weights={"甲": 0.9, "乙": 0.9})))
    assert [(group.name, sorted(names(group.members))) for group in found] == [
        ("甲", ["甲", "甲一", "甲三", "甲二"]),
        ("乙", ["乙", "乙一", "乙二"]),
    ]


def test_every_concept_is_in_one_community_and_none_is_left_alone() -> None:
    text = "# 1\n甲\n# 2\n乙\n# 3\n丙\n"
    found = Extraction(documents=(document(text),), concepts=tuple(concept(name, text) for name in "甲乙丙"))
    assert [sorted(names(group.members)) for group in communities(build(found))] == [sorted("甲乙丙")]


# Learning order


def order(*stated: tuple[str, str, str]) -> list[str]:
    return names(learning_order(build(related(*stated))).sequence)


def test_what_is_needed_comes_first() -> None:
    assert order(("甲", "requires", "乙")) == ["乙", "甲"]
    assert order(("甲", "is_a", "乙")) == ["乙", "甲"]
    assert order(("甲", "part_of", "乙")) == ["乙", "甲"]


def test_without_need_the_order_is_that_of_the_notes() -> None:
    assert order(("甲", "uses", "乙"), ("丁", "contrasts_with", "丙")) == ["甲", "乙", "丁", "丙"]


def test_what_is_needed_is_drawn_forward_to_just_before_its_need() -> None:
    assert order(("甲", "uses", "乙"), ("丙", "uses", "丁"), ("丙", "requires", "戊")) == ["甲", "乙", "戊", "丙", "丁"]


def test_what_each_concept_needs_is_told() -> None:
    found = learning_order(build(related(("甲", "requires", "乙"), ("甲", "is_a", "丙"))))
    assert found.needs["concept:甲"] == ("concept:乙", "concept:丙")
    assert found.needs["concept:乙"] == ()
    assert found.circles == ()


def test_a_circle_is_broken_at_its_weakest_relation_and_told() -> None:
    found = learning_order(build(related(("甲", "requires", "乙"), ("乙", "requires", "丙"), ("丙", "part_of", "甲"))))
    assert names(found.sequence) == ["丙", "乙", "甲"]
    (circle,) = found.circles
    assert names(circle.around) == ["丙", "乙", "甲"]
    assert circle.type == "part_of"
    assert [one.text for one in circle.evidence] == ["丙 与 甲"]


def test_of_two_relations_of_one_type_the_one_stated_less_often_gives_way() -> None:
    text = "# 1\n甲 与 乙\n甲 和 乙\n乙 与 甲\n"
    found = Extraction(
        documents=(document(text),),
        concepts=(concept("甲", text), concept("乙", text)),
        relations=(
            relation("甲", "requires", "乙", 2),
            relation("甲", "requires", "乙", 3),
            relation("乙", "requires", "甲", 4),
        ),
    )
    assert names(learning_order(build(found)).sequence) == ["乙", "甲"]


def test_every_need_but_the_broken_ones_is_kept_whatever_the_circles() -> None:
    letters = "甲乙丙丁戊己庚辛"
    stated = [
        (a, ("requires", "is_a", "part_of")[(i * j) % 3], b)
        for i, a in enumerate(letters)
        for j, b in enumerate(letters)
        if a != b and (i * 5 + j * 3) % 4 == 0
    ]
    graph = build(related(*stated))
    found = learning_order(graph)
    place = {node: number for number, node in enumerate(found.sequence)}
    assert sorted(place) == sorted(f"concept:{letter}" for letter in letters)
    kept = [(item, first) for item, needs in found.needs.items() for first in needs]
    assert found.circles
    assert all(place[first] < place[item] for item, first in kept)
    broken = {(circle.around[0], circle.around[-1], circle.type) for circle in found.circles}
    assert all(place[tail] < place[head] or (head, tail, type_) in broken for head, tail, type_, _ in _needs(graph))


def _needs(graph: Graph) -> list[tuple[str, str, str, Any]]:
    return [edge for edge in graph.edges(keys=True, data=True) if edge[2] in {"requires", "is_a", "part_of"}]


def test_a_long_chain_of_needs_against_the_order_of_the_notes_is_no_trouble() -> None:
    items = [str(number) for number in range(30_000)]
    needs = [Need(item, first, (1,)) for item, first in pairwise(items)]
    assert in_order(items, needs).sequence == tuple(reversed(items))


# Paths and surroundings


def walk(graph: Graph, a: str, b: str) -> list[str]:
    steps = path_between(graph, f"concept:{a}", f"concept:{b}")
    return [a, *(text for step in steps for text in (f"{'<' * step.backwards}{step.type}", step.end[8:]))]


def test_a_path_follows_relations_both_ways_and_takes_the_shortest() -> None:
    graph = build(
        related(
            ("甲", "part_of", "乙"),
            ("丙", "uses", "乙"),
            ("甲", "uses", "丁"),
            ("丁", "uses", "戊"),
            ("戊", "uses", "丙"),
        )
    )
    assert walk(graph, "甲", "丙") == ["甲", "part_of", "乙", "<uses", "丙"]


def test_every_step_of_a_path_has_the_sentence_that_states_it() -> None:
    (step,) = path_between(build(cuda()), "concept:线程块", "concept:warp")
    assert step.backwards
    assert [one.text for one in step.evidence] == ["线程块由 warp 组成。"]


WEAKLY = "# 1\n甲 与 乙\n# 2\n乙 与 丙\n# 3\n甲 与 丁\n# 4\n丁 与 丙\n"


def weakly(*stated: tuple[str, str, str, int]) -> Graph:
    found = Extraction(
        documents=(document(WEAKLY),),
        concepts=tuple(concept(name, WEAKLY) for name in "甲乙丙丁"),
        relations=tuple(relation(*one) for one in stated),
    )
    return build(found)


def test_weak_ties_are_used_only_where_relations_do_not_lead_there() -> None:
    assert walk(weakly(("甲", "uses", "乙", 2), ("乙", "uses", "丁", 4), ("丁", "uses", "丙", 8)), "甲", "丙") == (
        ["甲", "uses", "乙", "uses", "丁", "uses", "丙"]
    )
    assert walk(weakly(("甲", "uses", "丁", 6)), "甲", "丙") == ["甲", "uses", "丁", "occurs_with", "丙"]


def test_where_nothing_leads_there_is_no_path() -> None:
    assert walk(build(related(("甲", "uses", "乙"), ("丙", "uses", "丁"))), "甲", "丁") == ["甲"]
    assert path_between(build(cuda()), "concept:warp", "concept:warp") == []


def test_neighbours_are_those_within_so_many_relations() -> None:
    graph = build(related(("甲", "uses", "乙"), ("丙", "part_of", "乙"), ("丙", "uses", "丁")))
    assert neighbourhood(graph, "concept:甲", 0) == {"concept:甲": 0}
    assert neighbourhood(graph, "concept:甲", 2) == {"concept:甲": 0, "concept:乙": 1, "concept:丙": 2}


def test_the_part_around_a_concept_keeps_its_cards_readings_and_places_and_their_order() -> None:
    graph = build(cuda())
    part = around(graph, "concept:warp", 1)
    assert list(part) == [node for node in graph if node in part]
    assert set(part) == {
        "concept:warp",
        "concept:线程块",
        "concept:线程",
        "card:card1",
        "card:card2",
        "resource:https://example.org/warp",
        f"section:{PATH}#2",
        f"section:{PATH}#3",
        f"note:{PATH}",
    }
    assert set(part.edges(keys=True)) == {e for e in graph.edges(keys=True) if {e[0], e[1]} <= set(part)}


def test_ties_are_relations_and_at_a_quarter_what_occurs_together() -> None:
    found = ties(weakly(("甲", "uses", "乙", 2), ("乙", "part_of", "甲", 2)))
    weak = 2 * 1 / (2 + 2 + 2)
    assert {frozenset(names(pair)): weight for pair, weight in found.items()} == pytest.approx(
        {
            frozenset("甲乙"): 2 + 0.25 * weak,
            frozenset("乙丙"): 0.25 * weak,
            frozenset("甲丁"): 0.25 * weak,
            frozenset("丙丁"): 0.25 * weak,
        },
        abs=1e-4,
    )
    assert ("card:card2", "concept:warp") in ties(build(cuda()), {"concept", "card"})


# Files


def read_graphml(data: bytes) -> Graph:
    return nx.MultiDiGraph(nx.read_graphml(io.BytesIO(data), force_multigraph=True))


def read_gexf(data: bytes) -> Graph:
    return nx.MultiDiGraph(nx.read_gexf(io.BytesIO(data)))


EVERY_XML = pytest.mark.parametrize(
    ("as_bytes", "read"), [(graphml.as_bytes, read_graphml), (gexf.as_bytes, read_gexf)], ids=["graphml", "gexf"]
)


@EVERY_XML
def test_the_graph_comes_back_from_xml(as_bytes: Callable[[Graph], bytes], read: Callable[[bytes], Graph]) -> None:
    graph = build(cuda())
    back = read(as_bytes(graph))
    assert list(back) == list(graph)
    assert sorted((a, b, d["label"]) for a, b, d in back.edges(data=True)) == sorted(graph.edges(keys=True))
    shared = back.nodes["concept:共享内存"]
    assert (shared["kind"], shared["label"], shared["tier"], shared["weight"]) == ("concept", "共享内存", 1, 0.5)
    assert shared["aliases"].split("\n") == ["shared memory", "SMEM"]
    assert shared["spans"].split("\n")[0] == f"{PATH}:5-5"
    (requires,) = (d for _, _, d in back.edges(data=True) if d["label"] == "requires")
    assert (requires["evidence"], requires["spans"]) == ("访问共享内存需要先懂线程块。", f"{PATH}:7-7")


def test_the_graph_comes_back_from_json_whole() -> None:
    graph = build(cuda())
    data = json.loads(json_graph.as_bytes(graph))
    assert data["schema"] == "studykit.graph/1"
    back: Graph = nx.MultiDiGraph(nx.node_link_graph(data, edges="edges"))
    assert list(back.edges(keys=True)) == list(graph.edges(keys=True))
    assert back.graph == graph.graph
    assert {node: back.nodes[node] for node in back} == {node: in_json(graph.nodes[node]) for node in graph}
    assert back.edges["concept:共享内存", "concept:线程块", "requires"]["evidence"] == [
        {
            "text": "访问共享内存需要先懂线程块。",
            "source": {"path": PATH, "line_start": 7, "line_end": 7},
        }
    ]


def in_json(value: Mapping[str, object]) -> object:
    return json.loads(json.dumps(value, default=json_graph.plain))


NASTY = "a\x01<b>&\"'\x1b[31m]]>\ufffe\n\t\ufeffe\u0301"


@EVERY_XML
def test_what_xml_cannot_hold_is_shown_by_its_picture(
    as_bytes: Callable[[Graph], bytes], read: Callable[[bytes], Graph]
) -> None:
    found = cuda()
    nasty = replace(found.concepts[0], term=NASTY, aliases=("\x00",))
    data = as_bytes(build(replace(found, concepts=(nasty, *found.concepts[1:]))))
    shown = "a␁<b>&\"'␛[31m]]>\ufffd\n\t\ufeffe\u0301"
    back = read(data)
    assert back.nodes[f"concept:{shown}"]["label"] == shown
    assert back.nodes[f"concept:{shown}"]["aliases"] == "␀"


def test_nodes_that_notes_call_the_same_but_for_control_characters_stay_apart() -> None:
    found = cuda()
    two = tuple(replace(found.concepts[0], term=f"a{mark}") for mark in "\x01\x02")
    assert len(read_graphml(graphml.as_bytes(build(replace(found, concepts=two))))) == len(build(found)) - 3


SCRIPT = """
import sys
from graph_helpers import cuda
from studykit.exporters import gexf, graphml, json_graph
from studykit.graph import around, build, communities, importance, learning_order
graph = build(cuda())
for exporter in (gexf, graphml, json_graph):
    sys.stdout.buffer.write(exporter.as_bytes(graph))
    sys.stdout.buffer.write(exporter.as_bytes(around(graph, "concept:warp", 1)))
print(list(importance(graph).items()), [(g.name, sorted(g.members)) for g in communities(graph)])
print(learning_order(graph))
"""


def test_the_same_notes_give_the_same_bytes_on_any_day_and_with_any_hash_seed(environment: dict[str, str]) -> None:
    environment["PYTHONPATH"] += os.pathsep + str(Path(__file__).parent)
    outputs = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT], env={**environment, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert outputs[0] == outputs[1]
    assert b"lastmodifieddate" not in outputs[0]
