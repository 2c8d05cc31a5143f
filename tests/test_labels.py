"""What the program makes of its own sample notes, held against what a careful learner would ask of them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from scoring import (
    CONCEPT_F1,
    CardLabel,
    ConceptLabel,
    Labels,
    LinkLabel,
    RelationLabel,
    Score,
    label_files,
    lost,
    note_path,
    problems,
    rate,
    read_labels,
    score,
    score_note,
    total,
)

from studykit.model import Card, Concept, Extraction, Relation, Resource, Span

#: The least and the most that is accepted of each measure, over all labelled notes. Raise the least when the
#: program gets better; what is lost then, the message of the test tells by name.
BOUNDS = {
    "recall tier 1": (0.92, 1.0),
    "recall tier 2": (0.75, 1.0),
    "matched": (0.87, 1.0),
    "noise": (0.0, 0.005),
    "concept recall tier 1": (0.91, 1.0),
    CONCEPT_F1: (0.77, 1.0),
    "relations typed": (0.52, 1.0),
    "links titled": (1.0, 1.0),
}


@cache
def figures() -> Score:
    return total(score_note(read_labels(path)) for path in label_files())


@pytest.mark.parametrize("path", label_files(), ids=lambda path: path.stem)
def test_the_labels_of_a_note_keep_the_rules(path: Path) -> None:
    labels = read_labels(path)

    assert labels.doc == path.stem
    assert problems(labels, note_path(labels).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(("measure", "least", "most"), [(name, *bounds) for name, bounds in BOUNDS.items()])
def test_the_program_finds_what_it_used_to(measure: str, least: float, most: float) -> None:
    value = rate(figures(), measure)

    assert least <= value <= most, f"{measure} is {value:.4f}. Lost:\n" + "\n".join(lost(figures(), measure))


# The scorer itself, on a note of six lines

NOTE = """\
流（Stream）：一条执行队列，任务依次执行。

# 流与事件
事件：流里的标记。

https://example.org/stream 流的手册
"""

STREAM = CardLabel(
    id="note-01",
    lines=(1, 1),
    kind="definition",
    tier=1,
    question="什么是流？",
    answer="一条执行队列，任务依次执行",
    cues=("流",),
    must=(("执行队列",), ("依次执行",)),
)
EVENT = replace(STREAM, lines=(4, 4), question="事件放在哪里？", answer="流里", cues=("事件",), must=(("流",),))
LABELS = Labels(
    doc="note",
    cards=(STREAM,),
    concepts=(ConceptLabel("流", ("Stream",), 1), ConceptLabel("事件", (), 2)),
    relations=(RelationLabel("事件", "part_of", "流", (4, 4)),),
    links=(LinkLabel("https://example.org/stream", "流的手册", 6),),
    no_card=((6, 6),),
)


def card(prompt: str, answer: str, *, line: int = 1) -> Card:
    return Card(
        id=f"{prompt}{answer}",
        about=(prompt,),
        kind="definition",
        form="question",
        prompt=prompt,
        answer=answer,
        context=(),
        statement="",
        deck=(),
        tags=(),
        span=Span("notes/note.md", line, line),
        heading=(),
        concepts=(),
        pattern="",
        confidence=1.0,
    )


def found(*cards: Card) -> Score:
    return score(LABELS, Extraction(cards=cards))


def test_a_card_with_every_answer_covers_its_label() -> None:
    assert found(card("什么是**流**？", "一条执行队列，任务依次 `执行`"))["recall tier 1"].value == 1


def test_several_cards_may_share_the_answers_of_a_label() -> None:
    shared = found(card("流是什么？", "一条执行队列"), card("流的任务怎样执行？", "依次执行"))

    assert shared["recall tier 1"].value == 1
    assert shared["matched"].value == 1


@pytest.mark.parametrize(
    "stranger",
    [
        pytest.param(card("它是什么？", "一条执行队列，任务依次执行"), id="without a cue"),
        pytest.param(
            card("流是一条执行队列，任务怎样依次执行？", "一条执行队列，任务依次执行"), id="gives itself away"
        ),
        pytest.param(
            card("什么是流？", "一条执行队列，任务依次执行" + "，如此等等" * 20), id="answers with everything"
        ),
        pytest.param(card("什么是流？", "一条执行队列，任务依次执行", line=6), id="from elsewhere"),
    ],
)
def test_a_card_does_not_cover_a_label_if_it(stranger: Card) -> None:
    figures = found(stranger)

    assert figures["recall tier 1"].lost == (str(STREAM),)
    assert figures["matched"].value == 0


def test_half_of_the_answers_matches_but_does_not_cover() -> None:
    half = found(card("什么是流？", "一条执行队列"))

    assert half["recall tier 1"].value == 0
    assert half["matched"].value == 1


def test_a_card_made_of_a_link_is_noise() -> None:
    assert found(card("流的手册在哪里？", "example.org", line=6))["noise"].value == 1


def test_concepts_relations_and_links_count_under_any_of_their_names() -> None:
    span = Span("notes/note.md", 1, 1)
    extraction = Extraction(
        concepts=(Concept("stream", (), 1, 1.0, (span,)), Concept("队列", (), 2, 0.1, (span,))),
        relations=(Relation("事件", "part_of", "STREAM", span, ""),),
        resources=(Resource("https://example.org/stream", "流的手册", span),),
    )

    figures = score(LABELS, extraction)

    assert figures["concept recall tier 1"].value == 1
    assert figures["concept recall"].lost == ("事件",)
    assert figures["concept precision"].lost == ("队列",)
    assert figures["relations typed"].value == 1
    assert figures["links titled"].value == 1
    assert rate(figures, CONCEPT_F1) == 0.5


def test_a_relation_with_another_type_is_found_but_not_typed() -> None:
    relation = Relation("流", "uses", "事件", Span("notes/note.md", 2, 2), "")

    figures = score(LABELS, Extraction(relations=(relation,)))

    assert figures["relations typed"].value == 0
    assert figures["relations of any type"].value == 1


def test_labels_that_keep_the_rules_have_no_problems() -> None:
    assert problems(LABELS, NOTE) == []


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        (replace(STREAM, lines=(4, 9)), "lines 4-9 are not in the note"),
        (replace(STREAM, lines=(4, 4)), "'执行队列' is not on its lines"),
        (replace(STREAM, question="流是哪种执行队列？"), "'执行队列' stands in its own question"),
        (replace(STREAM, answer="一条执行队列"), "its own answer has none of ('依次执行',)"),
        (replace(STREAM, cues=("Stream",)), "asks for nothing, or its own question has no cue"),
        (replace(STREAM, cues=("流", "流水线")), "the cue '流水线' is not in the note"),
        (replace(STREAM, kind="story"), "no such kind or tier: story 1"),
        (EVENT, "the title or a heading gives away all of ('流',)"),
    ],
)
def test_a_card_label_that_breaks_a_rule_is_named(broken: CardLabel, problem: str) -> None:
    assert f"note-01: {problem}" in problems(replace(LABELS, cards=(broken,)), NOTE)


def test_other_labels_that_break_a_rule_are_named() -> None:
    broken = replace(
        LABELS,
        cards=(STREAM, STREAM),
        concepts=(*LABELS.concepts, ConceptLabel("图", ("stream",), 1)),
        relations=(RelationLabel("流", "likes", "鱼", (1, 9)),),
        links=(LinkLabel("https://example.org/stream", "", 2),),
        no_card=((3, 9),),
    )

    assert problems(broken, NOTE) == [
        "note-01: more than one card",
        "图: not in the note",
        "stream: names more than one concept",
        "流 likes 鱼: no such type",
        "流 likes 鱼: lines (1, 9) are not in the note",
        "流 likes 鱼: 鱼 is no labelled concept",
        "https://example.org/stream: not on line 2",
        "no_card (3, 9): not in the note",
    ]
