"""Study notes that nobody wrote: an extraction of any size with the shape that real ones have."""

from __future__ import annotations

from random import Random

from studykit.model import (
    Block,
    Card,
    Concept,
    Document,
    Extraction,
    FrontMatter,
    Note,
    Relation,
    RelationType,
    Resource,
    Span,
)

#: Concepts a section names, sections a note has.
_IN_SECTION, _IN_NOTE = 6, 8
_TYPES: tuple[RelationType, ...] = ("is_a", "part_of", "uses", "requires", "contrasts_with", "improves_on")


def extraction(concepts: int, cards: int, seed: int = 0) -> Extraction:
    """Notes on ``concepts`` concepts, each with a relation to an earlier one of its note and some beyond it."""
    random = Random(seed)  # noqa: S311 - no secret, but the same every time
    names = [f"概念{number}" for number in range(concepts)]
    blocks: dict[str, list[Block]] = {}
    mentions: dict[str, list[Span]] = {name: [] for name in names}
    relations, places = [], []
    for number, name in enumerate(names):
        path = f"notes/{number // (_IN_SECTION * _IN_NOTE)}.md"
        page = blocks.setdefault(path, [])
        line = len(page) + 1
        if number % _IN_SECTION == 0:
            page.append(Block("heading", f"第{number}节", Span(path, line, line), section=number // _IN_SECTION))
            line += 1
        other = names[_earlier(number, random)]
        span = Span(path, line, line)
        text = f"{name} 与 {other} 有关。"
        page.append(Block("paragraph", text, span, (f"第{number}节",), number // _IN_SECTION))
        mentions[name].append(span)
        places.append(span)
        if other != name:
            mentions[other].append(span)
            relations.append(Relation(name, random.choice(_TYPES), other, span, "synthetic"))
    return Extraction(
        documents=tuple(_document(path, page) for path, page in blocks.items()),
        cards=tuple(_card(number, names, places) for number in range(cards)),
        concepts=tuple(Concept(n, (), 1, round(random.random(), 3), tuple(mentions[n])) for n in names),
        relations=tuple(relations),
        resources=tuple(Resource(f"https://example.org/{n}", "", places[n]) for n in range(0, concepts, 20)),
    )


def _earlier(number: int, random: Random) -> int:
    """A concept shortly before, the one that the note is about, or (seldom) any earlier one."""
    chance = random.random()
    if chance < 0.65:
        return max(0, number - 1 - int(random.expovariate(0.3)))
    about = number - number % (_IN_SECTION * _IN_NOTE)
    return about if chance < 0.95 else int(number * random.random() ** 2)


def _document(path: str, blocks: list[Block]) -> Document:
    text = "\n".join(block.text for block in blocks)
    return Document(Note(path, text, ""), FrontMatter(), tuple(blocks), path)


def _card(number: int, names: list[str], places: list[Span]) -> Card:
    at = number % len(names)
    return Card(
        id=f"{number:016}",
        about=(names[at], "", ""),
        kind="definition",
        form="question",
        prompt=f"什么是{names[at]}？",
        answer="一个概念",
        context=(),
        statement="",
        deck=(),
        tags=(),
        span=places[at],
        heading=(),
        concepts=(names[at],),
        pattern="synthetic",
        confidence=1.0,
    )
