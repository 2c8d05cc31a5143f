"""What was found in the notes as one graph, and what can be asked of it.

:func:`build` makes a :class:`networkx.MultiDiGraph`. Its nodes, and the attributes of each kind:

=============================  ==========  ==============================================================
node                           ``kind``    attributes besides ``kind``, ``label`` and ``spans``
=============================  ==========  ==============================================================
``concept:<term>``             concept     ``aliases``, ``tier`` (1 or 2), ``weight`` (0 to 1), ``tags``
``card:<id>``                  card        ``answer``, ``context``, ``statement``, ``subject``, ``fact``,
                                           ``form``, ``tags``; ``label`` is the prompt
``note:<path>``                note        ``path``, ``tags``; ``label`` is the title
``section:<path>#<number>``    section     ``path``, ``heading`` (its path from the top); ``label`` its last
``resource:<url>``             resource    ``url``; ``label`` is the title, or the address
=============================  ==========  ==============================================================

``spans`` is a tuple of :class:`studykit.model.Span`; texts are Markdown, as in the notes. An edge's key is its
``type``, so there is one edge of a type between two nodes:

=================  ===================================  =================================================
key                from → to                            attributes besides ``type``
=================  ===================================  =================================================
a relation type    concept → concept                    ``evidence``: tuple of :class:`Evidence`
``occurs_with``    concept → concept (by name)          ``weight``: 0 to 1; no statement of the notes
``about``          card → concept
``stated_in``      card, resource → section             ``spans``
``mentioned_in``   concept → section                    ``spans``
``in_note``        section → note
``reading_for``    resource → concept
=================  ===================================  =================================================

The order of nodes and edges is that of the notes, so it depends on the notes alone.
"""

from __future__ import annotations

from studykit.graph.base import (
    RELATION_TYPES,
    Circle,
    Community,
    EdgeType,
    Evidence,
    Graph,
    NodeKind,
    Order,
    Step,
)
from studykit.graph.building import build
from studykit.graph.defining import asked_of, defined_by, names_of
from studykit.graph.learning import learning_order
from studykit.graph.names import UnknownConcept, find_concept, relation_words, suggestions, the_concept
from studykit.graph.paths import around, neighbourhood, path_between, relations_of
from studykit.graph.ranking import communities, importance, ties

__all__ = [
    "RELATION_TYPES",
    "Circle",
    "Community",
    "EdgeType",
    "Evidence",
    "Graph",
    "NodeKind",
    "Order",
    "Step",
    "UnknownConcept",
    "around",
    "asked_of",
    "build",
    "communities",
    "defined_by",
    "find_concept",
    "importance",
    "learning_order",
    "names_of",
    "neighbourhood",
    "path_between",
    "relation_words",
    "relations_of",
    "suggestions",
    "the_concept",
    "ties",
]
