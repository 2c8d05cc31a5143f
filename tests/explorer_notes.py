"""Notes to explore, as they are after reading: a small set of which everything is known, and a large one."""

from __future__ import annotations

from pathlib import Path

from studykit.model import (
    Block,
    Card,
    Concept,
    Document,
    Extraction,
    FactKind,
    FrontMatter,
    Note,
    Relation,
    RelationType,
    Resource,
    Span,
)

CUDA, COMPRESS = "notes/cuda.md", "notes/compress.md"

#: Lines of the two notes; the first of each is its heading.
LINES = {
    CUDA: (
        "CUDA 内存",
        "共享内存是片上内存的一种，由一个线程块里的线程共用。",
        "一个网格由线程块组成，线程块由线程组成。",
        "线程束是 32 个连续的线程。",
        "共享内存的访问不当导致 bank 冲突。",
        "共享内存不同于全局内存。",
        "核函数使用网格。",
        "片上内存的带宽：$B = \\frac{n}{t}$。",
        "参考 https://example.org/shared",
        "流是按顺序执行的一队操作，事件标出流里的一点。",
    ),
    COMPRESS: (
        "模型压缩",
        "量化把权重变成低精度的整数。",
        "剪枝去掉不重要的权重，需要先训练模型。",
        "知识蒸馏让小模型学大模型。",
    ),
}
CONCEPTS: tuple[tuple[str, tuple[str, ...], str, tuple[int, ...]], ...] = (
    ("共享内存", ("Shared Memory", "smem"), CUDA, (2, 5, 6)),
    ("线程块", ("block",), CUDA, (2, 3)),
    ("线程", ("thread",), CUDA, (2, 3, 4)),
    ("片上内存", (), CUDA, (2, 8)),
    ("网格", ("grid",), CUDA, (3, 7)),
    ("线程束", ("warp",), CUDA, (4,)),
    ("bank 冲突", (), CUDA, (5,)),
    ("全局内存", (), CUDA, (6,)),
    ("核函数", ("kernel",), CUDA, (7,)),
    ("流", ("stream",), CUDA, (10,)),
    ("事件", ("event",), CUDA, (10,)),
    ("量化", ("Quantization",), COMPRESS, (2,)),
    ("剪枝", ("Pruning",), COMPRESS, (3,)),
    ("知识蒸馏", (), COMPRESS, (4,)),
)
RELATIONS: tuple[tuple[str, RelationType, str, str, int], ...] = (
    ("共享内存", "is_a", "片上内存", CUDA, 2),
    ("线程块", "part_of", "网格", CUDA, 3),
    ("线程", "part_of", "线程块", CUDA, 3),
    ("线程块", "uses", "共享内存", CUDA, 2),
    ("线程束", "is_a", "线程", CUDA, 4),
    ("共享内存", "causes", "bank 冲突", CUDA, 5),
    ("共享内存", "contrasts_with", "全局内存", CUDA, 6),
    ("核函数", "uses", "网格", CUDA, 7),
    ("剪枝", "precedes", "量化", COMPRESS, 3),
)
CARDS: tuple[tuple[FactKind, str, str, str, int, tuple[str, ...]], ...] = (
    ("definition", "什么是共享内存？", "一个线程块里的线程共用的片上内存。", CUDA, 2, ("共享内存",)),
    ("property", "bank 冲突怎样拖慢共享内存？", "同一个 bank 的访问排成队。", CUDA, 5, ("bank 冲突", "共享内存")),
    ("property", "共享内存多大？", "每个 SM 最多 **228 KB**。", CUDA, 2, ("共享内存",)),
    ("formula", "片上内存的带宽怎么算？", "$B = \\frac{n}{t}$", CUDA, 8, ("片上内存", "共享内存")),
    ("command", "怎么声明共享内存？", "```cpp\n__shared__ float tile[32]; // 静态\n```", CUDA, 2, ("共享内存",)),
    ("figure", "共享内存的位置：画出来", "![片上内存的位置](images/chip.svg)", CUDA, 8, ("片上内存",)),
    ("definition", "什么是量化？", "把权重变成低精度的整数。", COMPRESS, 2, ("量化",)),
)
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="#c00"/></svg>'


def small_notes() -> Extraction:
    """Fourteen concepts in two notes."""
    return Extraction(
        documents=tuple(document(path, lines) for path, lines in LINES.items()),
        cards=tuple(card(str(n), *row) for n, row in enumerate(CARDS)),
        concepts=tuple(
            Concept(term, aliases, 1, 1 - n / 20, tuple(Span(path, line, line) for line in lines))
            for n, (term, aliases, path, lines) in enumerate(CONCEPTS)
        ),
        relations=tuple(
            Relation(head, kind, tail, Span(path, line, line), "test") for head, kind, tail, path, line in RELATIONS
        ),
        resources=(Resource("https://example.org/shared", "共享内存指南", Span(CUDA, 9, 9), ("共享内存",)),),
    )


def document(path: str, lines: tuple[str, ...]) -> Document:
    """A note whose first line is its heading and its title; tagged with the name of its file."""
    title = lines[0]
    blocks = [Block("heading", title, Span(path, 1, 1), level=1, section=1)]
    blocks += [
        Block("paragraph", line, Span(path, n, n), heading=(title,), section=1) for n, line in enumerate(lines[1:], 2)
    ]
    note = Note(path, "\n".join(lines), "")
    return Document(note, FrontMatter(), tuple(blocks), title, tags=(Path(path).stem,))


def card(id_: str, kind: FactKind, prompt: str, answer: str, path: str, line: int, concepts: tuple[str, ...]) -> Card:
    """A question on a line of a note."""
    return Card(
        id=id_, about=(concepts[0] if concepts else "",), kind=kind, form="question", prompt=prompt,
        answer=answer, context=(), statement="", deck=(), tags=(), span=Span(path, line, line), heading=(),
        concepts=concepts, pattern="test", confidence=1.0,
    )  # fmt: skip


def large_notes(size: int) -> Extraction:
    """``size`` concepts, each related to an earlier one, in notes of a hundred."""
    terms = [f"概念{n}" for n in range(size)]
    spans = [Span(f"notes/{n // 100}.md", 1 + n % 100, 1 + n % 100) for n in range(size)]
    paths = {
        span.path: tuple(t for t, s in zip(terms, spans, strict=True) if s.path == span.path) for span in spans[::100]
    }
    return Extraction(
        documents=tuple(document(path, lines) for path, lines in paths.items()),
        concepts=tuple(Concept(t, (), 1, 0.5, (s,)) for t, s in zip(terms, spans, strict=True)),
        relations=tuple(
            Relation(terms[n], "is_a", terms[n - 1 - n % 7 if n % 100 > 7 else n // 100 * 100], spans[n], "test")
            for n in range(1, size) if n % 100
        ),
    )  # fmt: skip
