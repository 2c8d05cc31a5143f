"""Card types: one module a form, each a function from a fact to its cards."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from studykit import segment
from studykit.model import Card, Document, Fact, Span
from studykit.registry import Registry
from studykit.terms import GLOSS, is_label, length
from studykit.text import normalise
from studykit.topics import generic_heading

MakeCards = Callable[[Fact, Document], Iterable[Card]]
CARD_FORMS: Registry[MakeCards] = Registry("studykit.cards")

#: A breadcrumb of more names than this tells nothing more.
DEEPEST_CONTEXT = 3
LONGEST_CONTEXT = 40
#: A file name shorter than this ("a.md") says nothing.
SHORTEST_STEM = 3
#: "06-盒模型": the number sorts files.
FILE_NUMBER = re.compile(r"^\d{1,3}[-_.]\s?(?=[^\W\d_])")
#: "字符(character)设备文件": the name in the other language gives away short answers ("c"), and tells nothing more.
IN_THE_OTHER_LANGUAGE = re.compile(r"(?<=[\u4e00-\u9fff])\s*[（(][A-Za-z][A-Za-z ,，/-]*[）)]")
#: A line that introduces a list is no mere name where it is longer.
LONGEST_NAME = 7
#: A longer answer is not given away by a word of it.
LONGEST_LEAK = 14
#: An answer that is so many times as long as a name in it says more than that name.
SHORTEST_TELLING = 4
#: A sentence with no more new characters than this repeats what the card says already.
MOST_REPEATED = 3


def card_form(name: str) -> Callable[[MakeCards], MakeCards]:
    """Register the function that makes the cards of a form."""
    return CARD_FORMS.register(name)


def make_cards(fact: Fact, document: Document) -> Iterator[Card]:
    """The cards of a fact, without their ids (see :mod:`studykit.identity`)."""
    yield from CARD_FORMS[fact.form](fact, document)


def card(
    fact: Fact,
    document: Document,
    *,
    prompt: str = "",
    answer: str = "",
    side: str = "",
    about: tuple[str, ...] = (),
) -> Card:
    """One card of a fact: prompt and answer are the fact's unless given. ``side`` tells cards of one fact apart."""
    prompt, answer = prompt or fact.prompt, answer or fact.answer
    return Card(
        id="",
        about=about or (fact.subject, fact.aspect, side),
        kind=fact.kind,
        form=fact.form,
        prompt=prompt,
        answer=answer,
        context=context(fact, document, prompt, answer),
        statement=_statement(fact, prompt, answer),
        deck=_deck(fact, document),
        tags=tuple(dict.fromkeys(tag.strip("/").replace("/", "::") for tag in document.tags)),
        span=fact.span,
        heading=fact.heading,
        concepts=(),
        pattern=fact.pattern,
        confidence=fact.confidence,
        anchor=_anchor(fact.span, document),
    )


def _anchor(span: Span, document: Document) -> str:
    """The name of the block that a fact stands in."""
    names = (a.name for a in document.anchors if a.span.first <= span.last and span.first <= a.span.last)
    return next(names, "")


def context(fact: Fact, document: Document, prompt: str, answer: str) -> tuple[str, ...]:
    """The names that say what a prompt is about: title, headings, and the line that introduced the list.

    Left out: what names no thing ("概述"), what the prompt says itself, and what would give the answer away.
    """
    said, hidden = normalise(prompt), normalise(answer)
    names: list[str] = []
    title = document.title if document.named or (not fact.heading and len(document.title) >= SHORTEST_STEM) else ""
    for name in (title, *fact.heading, fact.topic):
        bare = normalise(GLOSS.sub("", name))
        if not bare or generic_heading(name) or is_label(name) or length(name) > LONGEST_CONTEXT:
            continue
        if (
            bare in said
            or _gives_away(bare, hidden)
            or (name == fact.topic and length(name) > LONGEST_NAME and _shares_word(bare, hidden, said))
            or any(bare in normalise(other) for other in names)
        ):
            continue
        names.append(IN_THE_OTHER_LANGUAGE.sub("", FILE_NUMBER.sub("", name)))
    return tuple(names[-DEEPEST_CONTEXT:])


def _gives_away(name: str, answer: str) -> bool:
    """Whether a name is much of the answer, or holds it; what only names its thing again gives nothing away."""
    return (name in answer and len(answer) < SHORTEST_TELLING * len(name)) or (len(answer) >= 2 and answer in name)


def _shares_word(topic: str, answer: str, prompt: str) -> bool:
    """Whether a line that introduces a list holds a noun of a short answer that the prompt does not hold."""
    words = segment.cut(answer) if len(answer) <= LONGEST_LEAK else []
    nouns = (word for word in words if len(word) > 1 and segment.tag(word).startswith("n"))
    runs = (answer[i : i + 3] for i in range(len(answer) - 2)) if words else ()
    return any(word in topic and word not in prompt for word in (*nouns, *runs))


def _statement(fact: Fact, prompt: str, answer: str) -> str:
    """The note's sentence, where it says more than prompt and answer together."""
    statement = fact.statement.strip()
    rest, asked = normalise(statement), normalise(prompt)
    for said in (answer, fact.subject):
        rest = rest.replace(normalise(said), "")
    new = [c for c in rest if c.isalnum() and c not in asked]
    return statement if len(new) > MOST_REPEATED else ""


def _deck(fact: Fact, document: Document) -> tuple[str, ...]:
    """Subdecks: what the front matter asks for, else title and first heading below it."""
    if document.front.deck:
        return tuple(part for part in re.split(r"::|/", document.front.deck) if part.strip())
    headings = [heading for heading in fact.heading[:2] if heading != document.title]
    return (document.title, *headings[:1])
