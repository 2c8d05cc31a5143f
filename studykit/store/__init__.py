"""The learner's reviews, in SQLite at ``.studykit/reviews.db`` of the study folder.

The append-only log is the truth: an answer, a mark and an undo are each one row and one transaction, which
is on the disk before the call returns. What the scheduler makes of the log (memories) is stored beside it,
so that a quiz starts at once, and can be made anew at any time.
"""

from studykit.store.log import Answered, Done, Store, Undone, has_reviews, open_store, read_store

__all__ = ["Answered", "Done", "Store", "Undone", "has_reviews", "open_store", "read_store"]
