"""The two note types of studykit's decks: names, fields and templates, frozen for good.

Anki knows a note type by its id. When an imported type of the same id has other fields, the import ends in
"conflicting" and no note is updated any more: so ids, kinds and the lists of fields must never change. What a
later version wants to add goes into a spare field. Templates and the style sheet (``card.css``) may change:
Anki takes them over if :data:`REVISED` is newer than what the collection has. Each type has one template,
hence each note one card.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

#: Seconds since 1970, UTC: to be moved on with every change of a template or of ``card.css``.
REVISED = 1_795_392_000

SPARES = ("Spare1", "Spare2", "Spare3", "Spare4")

#: The note's sentence, then where it stands.
FOOT = """\
{{#Statement}}<div class="statement">{{Statement}}</div>{{/Statement}}
<footer>{{Source}}{{#Heading}} · {{Heading}}{{/Heading}}</footer>"""

CONTEXT = "{{#Context}}<header>{{Context}}</header>{{/Context}}\n"


@dataclass(frozen=True, slots=True)
class NoteType:
    """What a note type of Anki consists of; the first field is what Anki's browser lists notes by."""

    id: int
    name: str
    cloze: bool
    fields: tuple[str, ...]
    question: str
    answer: str


BASIC = NoteType(
    id=1_735_689_600_101,
    name="studykit basic",
    cloze=False,
    fields=("Prompt", "Answer", "Context", "Statement", "Source", "Heading", "Kind", "Id", *SPARES),
    question=CONTEXT + '<main class="prompt {{Kind}}">{{Prompt}}</main>',
    answer='{{FrontSide}}\n<hr id="answer">\n<main class="answer {{Kind}}">{{Answer}}</main>\n' + FOOT,
)

CLOZE = NoteType(
    id=1_735_689_600_102,
    name="studykit cloze",
    cloze=True,
    fields=("Text", "Context", "Statement", "Source", "Heading", "Kind", "Id", *SPARES),
    question=CONTEXT + '<main class="prompt {{Kind}}">{{cloze:Text}}</main>',
    answer=CONTEXT + '<main class="prompt {{Kind}}">{{cloze:Text}}</main>\n' + FOOT,
)


@cache
def style() -> str:
    """The style sheet of both types."""
    return files("studykit.exporters").joinpath("card.css").read_text(encoding="utf-8")
