"""Bringing the cards of the notes into an Anki that is running.

What is to be done is worked out first, from what the notes say and what Anki has (:mod:`plan`, which speaks to
nobody), and then done in batches (:mod:`steps`), so that a dry run is the first half. :mod:`known` remembers which
cards a collection has had, for Anki does not say what was deleted.

A note pushed and the same note out of a package are one: new notes travel in a package, which Anki imports under
the GUID that the card's id is, and notes that are there already are found by the field ``Id``. Any package and any
push may follow any other, and nothing is doubled. Stopped at any point, a push is finished by the next one: each
step is decided by what Anki has, and none is worse for being done twice.
"""
