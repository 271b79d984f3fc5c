"""Counting passages over columns by the rules of evidence: of all, or of each owner at once.

The same rule as ``evidence.count_passages``: passages of a source that overlap, directly or through others, form a group, and a group
counts as often as the coder who marked most in it. A passage whose place is in doubt counts by itself.
"""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np

from spanveld.model.columns import FARTHER, Columns, Ints, Keys

__all__ = ["as_evidence", "as_evidence_by", "evidence_in", "evidence_of_sorted", "sorted_by_owner"]

_WHOLE: WeakKeyDictionary[Columns, int] = WeakKeyDictionary()


def evidence_in(columns: Columns) -> int:
    """How many passages a study has as evidence; counted once for each state of its columns."""
    if columns not in _WHOLE:
        _WHOLE[columns] = as_evidence(columns, np.arange(len(columns), dtype=np.int32))
    return _WHOLE[columns]


def as_evidence(columns: Columns, rows: Ints) -> int:
    """How many passages these rows are as evidence; each row is given once.

    ``rows`` in rising order.
    """
    counted = as_evidence_by(columns, rows, np.zeros(len(rows), np.int32), 1)
    return int(counted[0])


def as_evidence_by(columns: Columns, rows: Ints, owner: Ints | Keys, owners: int) -> Ints:
    """The same for each owner 0 .. ``owners`` - 1: ``rows[i]`` is one of the passages of ``owner[i]``, each once."""
    return evidence_of_sorted(columns, *sorted_by_owner(columns, rows, owner), owners)


def sorted_by_owner(columns: Columns, rows: Ints, owner: Ints | Keys) -> tuple[Keys, Keys]:
    """Rows and their owners in the order of the owners, those of each in rising order."""
    width = max(len(columns), 1)
    keys = np.sort(owner.astype(np.int64) * width + rows)
    owner_of = keys // width
    return keys - owner_of * width, owner_of


def evidence_of_sorted(columns: Columns, rows: Keys, owner: Keys, owners: int) -> Ints:
    """The same of rows that are in the order of ``sorted_by_owner``."""
    placed = columns.placed[rows]
    counted = np.bincount(owner[~placed], minlength=owners)
    if not placed.any():
        return counted.astype(np.int32)
    if not placed.all():
        rows, owner = rows[placed], owner[placed]
    source, start, end, coder = columns.source[rows], columns.start[rows], columns.end[rows], columns.coder[rows]
    fresh = np.ones(len(rows), np.bool_)
    fresh[1:] = (owner[1:] != owner[:-1]) | (source[1:] != source[:-1])
    stretch = np.cumsum(fresh).astype(np.int64) * FARTHER
    reach = np.maximum.accumulate(stretch + end)
    fresh[1:] |= (stretch + start)[1:] >= reach[:-1]
    first = np.flatnonzero(fresh)
    size = np.diff(np.r_[first, len(rows)])
    counted = counted + np.bincount(owner[first[size == 1]], minlength=owners)
    crowded = np.repeat(
        size > 1, size
    )  # most passages have their words to themselves, and nothing more has to be looked at
    if crowded.any():
        coders = int(coder.max()) + 1
        pair = np.sort((np.cumsum(fresh)[crowded] - 1) * coders + coder[crowded])
        begins = np.flatnonzero(np.r_[True, pair[1:] != pair[:-1]])
        count, group = np.diff(np.r_[begins, len(pair)]), pair[begins] // coders
        opens = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
        most = np.maximum.reduceat(count, opens)
        counted = counted + np.bincount(owner[first[group[opens]]], weights=most, minlength=owners).astype(np.int64)
    return counted.astype(np.int32)
