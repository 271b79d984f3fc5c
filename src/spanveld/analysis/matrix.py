"""The framework matrix: which passages lie where a row meets a column, and what it means where none do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from spanveld.analysis.counting import as_evidence_by
from spanveld.analysis.hanging import Hanging, joined
from spanveld.model.columns import Columns, Ints

__all__ = ["ASKED", "EMPTY", "Crossing", "Empty", "Here", "Met", "meaning"]

Empty = Literal["not_asked", "asked_nothing", "not_read", "nothing"]
"""What an empty cell means: the row was not asked; was asked, and nothing was said; was not read yet; or was read, and nobody noted
whether it was asked."""
EMPTY: tuple[Empty, ...] = get_args(Empty)
ASKED = ("asked_spoken", "asked_nothing")
"""Marks of a topic that was asked."""


@dataclass(frozen=True, eq=False, slots=True)
class Met:
    """Tables of rows by columns: passages as ``marked`` and as ``evidence``; ``first``: (row, column) -> the first passages there."""

    marked: Ints
    evidence: Ints
    first: Mapping[tuple[int, int], Sequence[int]]


@dataclass(frozen=True, eq=False, slots=True)
class Crossing:
    """Rows and columns as what hangs on passages; of each cell the first ``most`` passages are named."""

    rows: Hanging
    columns: Hanging
    most: int = 3

    def __call__(self, columns: Columns) -> Met:
        """Count; a passage counts in every row and column that hangs on it, in each cell once."""
        down, across = self.rows.things, self.columns.things
        passage, row, column = joined(self.rows, self.columns)
        owner = row.astype(np.int32) * np.int32(across) + column
        order = np.argsort(owner, kind="stable")
        its = owner[order]
        fresh = np.flatnonzero(np.r_[True, its[1:] != its[:-1]]) if len(its) else np.zeros(0, np.int64)
        ends = np.r_[fresh[1:], len(its)]
        first = {
            divmod(int(its[start]), across): passage[order[start : min(start + self.most, end)]].tolist()
            for start, end in zip(fresh.tolist(), ends.tolist(), strict=False)
        }
        return Met(
            np.bincount(owner, minlength=down * across).astype(np.int32).reshape(down, across),
            as_evidence_by(columns, passage, owner, down * across).reshape(down, across),
            first,
        )


@dataclass(frozen=True, slots=True)
class Here:
    """A source of a row: whether it was ``read``, and topic -> what became of it there."""

    read: bool
    marks: Mapping[str, str]


def meaning(sources: Iterable[Here], topics: Collection[str]) -> Empty:
    """What an empty cell means in a row with these sources, in a column that these topics ask for.

    A source in which all these topics are marked as not asked was not asked, whether it was read or not. A row without a source
    was not asked either. Where one source is not read yet, the row is not; else, where one was asked, the row was.
    """
    found = {_in_source(source, topics) for source in sources}
    if not found:
        return "not_asked"
    order: tuple[Empty, ...] = ("not_read", "asked_nothing", "nothing", "not_asked")
    return next(state for state in order if state in found)


def _in_source(source: Here, topics: Collection[str]) -> Empty:
    marks = {source.marks[topic] for topic in topics if topic in source.marks} - {"not_applicable"}
    if marks == {"not_asked"}:
        return "not_asked"
    if not source.read:
        return "not_read"
    return "asked_nothing" if marks & set(ASKED) else "nothing"
