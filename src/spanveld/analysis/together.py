"""Which codes occur together: the passages of one code that have a passage of another on the same words, near them, or in the same turn.

A cell counts passages of its row, each once, however many of the column are around: it is what the same question finds in the
retrieval language. A passage is beside itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np

from spanveld.analysis.counting import as_evidence_by
from spanveld.analysis.hanging import Hanging, expanded
from spanveld.model.columns import FARTHER, Columns, Hits, Ints, Keys, place_keys
from spanveld.model.errors import N_, Refused

__all__ = ["MOST_PAIRS", "RELATIONS", "Relation", "Together"]

Relation = Literal["same", "overlaps", "near", "turn"]
RELATIONS: tuple[Relation, ...] = get_args(Relation)
MOST_GROUPS = 5_000
"""Passages with the same codes are counted together where there are no more than so many sets of codes."""
PART = 250_000
"""So many passages are looked at together; what is in more sources is counted in parts, and added."""
MOST_PAIRS = 20_000_000
"""Pairs of passages, and pairs of a passage and a code beside it, that are looked at in one part."""


@dataclass(frozen=True, eq=False, slots=True)
class Together:
    """``left`` are the codes of the rows, ``right`` those of the columns.

    ``same``: on one passage; ``overlaps``: at least one character in common; ``near``: at most ``distance`` characters between;
    ``turn``: both touch one of ``turns``. Passages whose place is in doubt are only beside themselves, and only where ``same`` is asked.
    """

    left: Hanging
    right: Hanging
    relation: Relation = "overlaps"
    distance: int = 0
    turns: Hits | None = None

    def __call__(self, columns: Columns) -> Ints:
        """Passages as marked: a table of rows by columns. Refused where there are too many pairs to look at."""
        return self._added(columns, Together._as_marked)

    def as_evidence(self, columns: Columns) -> Ints:
        """The same with overlapping passages of different coders counted once."""
        return self._added(columns, Together._as_evidence)

    def _added(self, columns: Columns, count: Callable[[Together, Columns], Ints]) -> Ints:
        found = np.zeros(self._shape, np.int32)
        for part in self._parts(columns):
            found += count(part, columns)
        return found

    def _parts(self, columns: Columns) -> Iterator[Together]:
        """The question by some sources at a time: passages are together only in one source."""
        if len(columns) <= PART:
            yield self
            return
        of_source = np.cumsum(np.bincount(columns.source)) // PART
        of_row = of_source[columns.source]
        for number in np.unique(of_row):
            rows = np.flatnonzero(of_row == number).astype(np.int32)
            left = self.left.only(rows)
            yield replace(self, left=left, right=left if self.left is self.right else self.right.only(rows))

    def _as_marked(self, columns: Columns) -> Ints:
        beside = self._beside(columns)
        group, codes = self.left.alike
        if len(codes) > MOST_GROUPS:
            _, cell = self._cells(beside)
            return np.bincount(cell, minlength=codes.shape[1] * self.right.things).reshape(self._shape).astype(np.int32)
        of_row = np.zeros(len(columns), np.int32)
        of_row[self.left.rows] = group + 1
        key = of_row[beside.passage] * np.int64(self.right.things) + beside.thing
        counted = np.bincount(key, minlength=(len(codes) + 1) * self.right.things)
        by_group = counted.reshape(len(codes) + 1, self.right.things)[1:]
        found: Ints = np.rint(codes.T.astype(np.float64) @ by_group.astype(np.float64)).astype(np.int32)
        return found

    def _as_evidence(self, columns: Columns) -> Ints:
        rows, cell = self._cells(self._beside(columns))
        counted = as_evidence_by(columns, rows, cell, self.left.things * self.right.things)
        return counted.reshape(self._shape)

    @property
    def _shape(self) -> tuple[int, int]:
        return self.left.things, self.right.things

    def _cells(self, beside: Hanging) -> tuple[Ints, Keys]:
        """Each passage with each of its cells, once."""
        place, code = expanded(beside.passage, self.left)
        _bounded(len(place))
        return beside.passage[place], code.astype(np.int64) * self.right.things + beside.thing[place]

    def _beside(self, columns: Columns) -> Hanging:
        """The codes of the columns that are beside each passage of the rows."""
        if self.relation == "same":
            return self.right
        left = self.left.rows[columns.placed[self.left.rows]]
        right = left if self.left is self.right else self.right.rows[columns.placed[self.right.rows]]
        if self.relation == "turn":
            return self._by_turns(columns, left, right)
        first, second = _pairs(columns, left, right, self.distance if self.relation == "near" else None)
        its = self.right.first
        low, count = its[second], its[second + 1] - its[second]
        _bounded(int(count.sum()))
        owner, code = [], []
        for place in range(
            int(count.max(initial=0))
        ):  # the first code of each, the second, ...: quicker than one pair after the other
            here = slice(None) if place == 0 else np.flatnonzero(count > place)
            owner.append(first[here])
            code.append(self.right.thing[low[here] + place])
        none = first[:0]
        return Hanging.of(np.concatenate((none, *owner)), np.concatenate((none, *code)), self.right.things)

    def _by_turns(self, columns: Columns, left: Ints, right: Ints) -> Hanging:
        """By the turns that passages touch."""
        turns = self.turns
        if turns is None or not len(turns.source):
            return Hanging(left[:0], left[:0], self.right.things)
        place, turn = _touching(columns, right, turns)
        its, code = expanded(right[place], self.right)
        said = Hanging.of(turn[its], code, self.right.things)
        place, turn = _touching(columns, left, turns)
        its, code = expanded(turn, said)
        _bounded(len(its))
        return Hanging.of(left[place[its]], code, self.right.things)


def _bounded(pairs: int) -> None:
    if pairs > MOST_PAIRS:
        raise Refused(
            N_(
                "There are {count} pairs of passages to look at, and at most {most} are. Choose fewer codes, or a shorter distance."
            ),
            count=pairs,
            most=MOST_PAIRS,
        )


def _pairs(columns: Columns, left: Ints, right: Ints, distance: int | None) -> tuple[Ints, Ints]:
    """Each passage of ``left`` with each of ``right`` that it overlaps (or, with a ``distance``, has so few characters between)."""
    starts, ends = columns.starts, columns.ends
    far = 0 if distance is None else distance
    side: Literal["left", "right"] = "left" if distance is None else "right"

    def reached(ones: Ints, others: Ints) -> Keys:
        """How many of ``others`` begin before each of ``ones`` is out of reach."""
        last = starts[ones] // FARTHER * FARTHER + (FARTHER - 1)
        found: Keys = np.searchsorted(starts[others], np.minimum(ends[ones] + far, last), side)
        return found

    if left is right:  # each pair is found at the one that comes first
        low = np.arange(len(left)) + 1
        count = np.maximum(reached(left, left) - low, 0)
        _bounded(2 * int(count.sum()))
        one, other = _spread(low, count)
        return np.concatenate((left, left[one], left[other])), np.concatenate((left, left[other], left[one]))
    low, back_low = (np.searchsorted(starts[b], starts[a], "left") for a, b in ((left, right), (right, left)))
    count = np.maximum(reached(left, right) - low, 0)
    back_count = np.maximum(reached(right, left) - back_low, 0)
    _bounded(int(count.sum()) + int(back_count.sum()))
    one, other = _spread(low, count)
    back, back_one = _spread(back_low, back_count)
    return np.concatenate((left[one], left[back_one])), np.concatenate((right[other], right[back]))


def _spread(low: Keys, count: Keys) -> tuple[Ints, Ints]:
    """Places of the first side, and for each the places low .. low + count of the second."""
    place = np.repeat(np.arange(len(low), dtype=np.int32), count)
    shift = (low - np.cumsum(count) + count).astype(np.int32)
    return place, np.arange(len(place), dtype=np.int32) + shift[place]


def _touching(columns: Columns, rows: Ints, turns: Hits) -> tuple[Ints, Ints]:
    """Each of these passages with each turn that it touches: its place among ``rows``, and the turn's."""
    begins, ends = place_keys(turns.source, turns.start), place_keys(turns.source, turns.end)
    reach = np.maximum.accumulate(ends)
    low = np.searchsorted(reach, columns.starts[rows], "right")
    high = np.searchsorted(begins, columns.ends[rows], "left")
    count = np.maximum(high - low, 0)
    _bounded(int(count.sum()))
    place, turn = _spread(low, count)
    touched = ends[turn] > columns.starts[rows[place]]
    return place[touched].astype(np.int32), turn[touched].astype(np.int32)
