"""The records that everything else passes around: frozen, and free of behaviour that needs a library.

Text goes in as a :class:`Note`, is cut into :class:`Block` records, from which patterns read
:class:`Fact` and :class:`Relation` records; card types turn facts into :class:`Card` records.
Every record knows the :class:`Span` of the notes it came from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FactKind = Literal[
    "definition",
    "property",
    "syntax",
    "command",
    "option",
    "comparison",
    "cause",
    "procedure",
    "enumeration",
    "formula",
    "fix",
    "figure",
    "quantity",
]

#: How a fact is asked; one module of ``studykit.cards`` for each.
CardForm = Literal[
    "question",
    "both",
    "cloze",
    "sequence",
    "comparison",
    "command",
    "option",
    "formula",
    "figure",
]

RelationType = Literal[
    "is_a",
    "part_of",
    "alias_of",
    "contrasts_with",
    "causes",
    "precedes",
    "uses",
    "improves_on",
    "proposed_by",
    "requires",
]

BlockKind = Literal["heading", "paragraph", "item", "table", "code", "formula", "rule"]

#: Who says a block: running text, a quotation, a callout such as ``> [!note]``, or a footnote.
BlockRole = Literal["text", "quote", "callout", "footnote"]

Level = Literal["note", "warning", "error"]

#: Stands in the prompt of a cloze card where its answer was.
HOLE = "[…]"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Lines ``first`` to ``last`` (1-based, both included) of the note at ``path`` (with ``/``)."""

    path: str
    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.path}:{self.first}"


@dataclass(frozen=True, slots=True)
class Note:
    """One decoded file: ``text`` has LF line ends and no byte order mark, front matter included."""

    path: str
    text: str
    digest: str


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the head of a note says of it. Scalars stay the strings that were written."""

    title: str = ""
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    deck: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a note, as a pattern sees it.

    ``text`` is Markdown without list marker, quote marker or fence; its line ``k`` (0-based) stands on
    line ``span.first + k`` of the file, unless it has ``folds``. In a code block it is the code, in a formula its TeX.
    """

    kind: BlockKind
    text: str
    span: Span
    heading: tuple[str, ...] = ()
    #: counts up at every heading and every ``---``: blocks of one section belong together
    section: int = 0
    #: headings: 1-6; items: 1 for the outermost list
    level: int = 0
    #: items: the position in the list, from 1 ("1." or "-" alike)
    position: int = 0
    #: items: whether the list is numbered
    ordered: bool = False
    #: items: which list of the note this is, so that neighbours can be told apart; else -1
    group: int = -1
    #: the index in the document of the line that introduces this block, such as "分为三类："; else -1
    lead: int = -1
    #: code: the language of the fence, lower case
    language: str = ""
    #: tables: rows of cells, the header first
    rows: tuple[tuple[str, ...], ...] = ()
    role: BlockRole = "text"
    #: where in ``text`` (as offsets) a line of the file begins although there is no line break: an editor had put it in
    folds: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Anchor:
    """The name that the learner gave to the block on these lines (Obsidian's ``^name`` at its end)."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """A note after reading: its blocks in order, with what its front matter says."""

    note: Note
    front: FrontMatter
    blocks: tuple[Block, ...]
    title: str
    tags: tuple[str, ...] = ()
    #: whether the title names what the note is about: it was given, and no top heading stands in its place
    named: bool = True
    #: what the learner told studykit to skip, with ``<!-- studykit: skip -->``
    skipped: tuple[Span, ...] = ()
    anchors: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing worth knowing, in the note's own words (Markdown).

    ``subject`` is what it is about, ``aspect`` which side of the subject is asked: together with the
    kind they say which fact this is, whatever the wording of the answer. ``items`` holds the parts of
    a sequence, an enumeration or a comparison (pairs ``subject, what is said``), in order.
    """

    kind: FactKind
    form: CardForm
    subject: str
    aspect: str
    prompt: str
    answer: str
    span: Span
    heading: tuple[str, ...]
    #: what it is about beside its headings: a label, or what the line above introduced ("执行空间限定符：")
    topic: str
    pattern: str
    confidence: float
    items: tuple[str, ...] = ()
    #: the words of the note that state it, shown with the answer
    statement: str = ""
    #: the line above that introduces what it stands in; ``topic`` is the name in it, or a nearer one
    lead: str = ""


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Something in a note that became no card, and why: for a learner who asks."""

    span: Span
    reason: str
    pattern: str = ""
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """An edge that the note states on the lines of ``span``."""

    head: str
    type: RelationType
    tail: str
    span: Span
    pattern: str


@dataclass(frozen=True, slots=True)
class Concept:
    """A node: a term that deserves to be looked up, with its other names and every place it stands."""

    term: str
    aliases: tuple[str, ...]
    tier: Literal[1, 2]
    #: 0 to 1, within the notes that were read together
    importance: float
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Resource:
    """A link worth reading; ``title`` is empty where the note gives none."""

    url: str
    title: str
    span: Span
    heading: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """What the learner is asked, as Markdown: an exporter makes markup of it.

    A card of form ``cloze`` has :data:`HOLE` in its prompt exactly once, where ``answer`` stood.
    ``context`` is the heading path or topic, empty where the prompt stands alone; it is shown above the
    prompt, so that a card makes sense without its note.
    """

    id: str
    #: what the card asks, apart from its wording (subject, aspect, side …): the id is made from it
    about: tuple[str, ...]
    kind: FactKind
    form: CardForm
    prompt: str
    answer: str
    context: tuple[str, ...]
    #: the sentence of the note that states the answer, when it says more than the answer
    statement: str
    deck: tuple[str, ...]
    tags: tuple[str, ...]
    span: Span
    heading: tuple[str, ...]
    concepts: tuple[str, ...]
    pattern: str
    confidence: float
    #: what the learner calls the block it comes from, with Obsidian's ``^name``; else empty
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Trouble as a value: the rest goes on. ``line`` 0 means the file as a whole."""

    code: str
    message: str
    path: str
    line: int = 0
    level: Level = "warning"

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.message} [{self.code}]"


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything that was found in a set of notes."""

    documents: tuple[Document, ...] = ()
    cards: tuple[Card, ...] = ()
    concepts: tuple[Concept, ...] = ()
    relations: tuple[Relation, ...] = ()
    resources: tuple[Resource, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    held_back: tuple[HeldBack, ...] = ()
