"""studykit: study notes in, an Anki deck, a concept explorer and a quiz out."""

__version__ = "0.1.0"
