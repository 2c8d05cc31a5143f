"""Small extractions to make graphs of: a note as it is written, and what is said to have been found in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from studykit.markdown import parse
from studykit.model import Card, Concept, Document, Extraction, Note, Relation, RelationType, Resource, Span

PATH = "notes/cuda.md"

CUDA = """# CUDA

## 内存

共享内存（shared memory）：线程块私有的片上内存。
共享内存比全局内存快得多。全局内存在片外。
访问共享内存需要先懂线程块。

## 线程

线程块由 warp 组成。
warp 是 32 个线程。

https://example.org/warp
讲 warp 的文章
"""

NAMES: Mapping[str, Sequence[str]] = {
    "共享内存": ["shared memory", "SMEM"],
    "全局内存": [],
    "线程块": ["block"],
    "warp": ["线程束"],
    "线程": [],
}
RELATIONS = [
    ("共享内存", "contrasts_with", "全局内存", 6),
    ("shared memory", "requires", "线程块", 7),
    ("WARP", "part_of", "block", 11),
    ("线程", "part_of", "线程束", 12),
]


def document(text: str, path: str = PATH) -> Document:
    return parse(Note(path, text, ""))[0]


def concept(term: str, text: str, aliases: Sequence[str] = (), weight: float = 0.5, path: str = PATH) -> Concept:
    """A concept, mentioned on every line of the text that holds its term."""
    lines = [number for number, line in enumerate(text.split("\n"), 1) if term in line]
    return Concept(term, tuple(aliases), 1, weight, tuple(Span(path, line, line) for line in lines))


def relation(head: str, type_: str, tail: str, line: int, path: str = PATH) -> Relation:
    return Relation(head, cast("RelationType", type_), tail, Span(path, line, line), "test")


def card(number: int, prompt: str, answer: str, concepts: Sequence[str], line: int, subject: str = "") -> Card:
    return Card(
        id=f"card{number}",
        about=(subject or concepts[0], "", ""),
        kind="definition" if subject else "property",
        form="question",
        prompt=prompt,
        answer=answer,
        context=(),
        statement="",
        deck=("CUDA",),
        tags=(),
        span=Span(PATH, line, line),
        heading=("CUDA",),
        concepts=tuple(concepts),
        pattern="test",
        confidence=1.0,
    )


def cuda() -> Extraction:
    """One note with five concepts, four relations, two cards and a link."""
    return Extraction(
        documents=(document(CUDA),),
        cards=(
            card(1, "什么是共享内存？", "线程块私有的片上内存", ["共享内存", "线程块"], 5, subject="共享内存"),
            card(2, "一个 warp 有多少线程？", "32 个", ["warp"], 12),
        ),
        concepts=tuple(concept(name, CUDA, aliases) for name, aliases in NAMES.items()),
        relations=tuple(relation(*stated) for stated in RELATIONS),
        resources=(Resource("https://example.org/warp", "讲 warp 的文章", Span(PATH, 14, 15), ("CUDA", "线程")),),
    )


def related(*stated: tuple[str, str, str], weights: Mapping[str, float] | None = None) -> Extraction:
    """Concepts in the order in which relations name them, each pair on a line (and in a section) of its own."""
    text = "".join(f"# {number}\n{head} 与 {tail}\n" for number, (head, _, tail) in enumerate(stated))
    names = dict.fromkeys(name for head, _, tail in stated for name in (head, tail))
    return Extraction(
        documents=(document(text),),
        concepts=tuple(concept(name, text, weight=(weights or {}).get(name, 0.5)) for name in names),
        relations=tuple(relation(h, type_, t, 2 * n + 2) for n, (h, type_, t) in enumerate(stated)),
    )
