"""Every change that a person can make to a study.

An action is a function of a ``Work`` (an open write transaction): it checks, writes rows, and records one journal entry that can
be undone. ``things`` knows how records become rows; the other modules hold what is special to their kind.
"""
