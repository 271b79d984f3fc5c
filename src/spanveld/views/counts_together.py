"""Which codes occur together, as a table whose every number opens its passages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from spanveld.analysis.counting import as_evidence_by
from spanveld.analysis.together import RELATIONS, Relation, Together
from spanveld.language.messages import Translate
from spanveld.model.columns import Hits, Ints
from spanveld.model.errors import N_, Refused
from spanveld.query.printing import show
from spanveld.query.tree import SAME_TURN, Related, every
from spanveld.store.column_rows import read_turns
from spanveld.store.records import Reader
from spanveld.views.counts import Order, check_size, in_order
from spanveld.views.counts_ground import Axis, Ground, Line
from spanveld.views.sheets import Cell, Column, Sheet

__all__ = ["COUNTED", "MOST_DISTANCE", "RELATIONS", "RELATION_LABELS", "TogetherTable", "largest", "together"]

MOST_DISTANCE = 10_000
"""Characters that may lie between."""
COUNTED = ("marked", "evidence")
RELATION_LABELS: Mapping[Relation, str] = {
    "same": N_("on the same passage"),
    "overlaps": N_("on overlapping passages"),
    "near": N_("within {distance} characters"),
    "turn": N_("in the same turn"),
}
HOW = (
    N_(
        "A cell counts the passages of its row that have one of its column so to them, each once; the other way around may differ."
    ),
    N_(
        "A passage is beside itself: one passage with both codes counts, and a code meets itself in each of its passages that has a place."
    ),
    N_("A code counts with the codes that lie below it, as in a search for it."),
)


@dataclass(frozen=True, eq=False, slots=True)
class TogetherTable:
    """Passages of each row that have one of a column beside them, of all passages of the row (``of_rows``)."""

    study: str
    name: str
    label: str
    other: str
    other_label: str
    relation: Relation
    distance: int
    unit: str
    translate: Translate
    lines: Sequence[Line]
    across: Sequence[Line]
    order: Sequence[int]
    order_across: Sequence[int]
    counted: Ints
    of_rows: Ints
    of_columns: Ints

    @property
    def how(self) -> str:
        """The relation in words."""
        return self.translate(RELATION_LABELS[self.relation]).format(distance=self.distance)

    def query(self, row: int, column: int | None) -> str:
        """What finds the passages of a cell, or of a row alone."""
        one = self.lines[row].query
        if column is None:
            return show(one)
        other = self.across[column].query
        if self.relation == "same":
            return show(every([one, other]))
        if self.relation == "near":
            return show(Related(one, "near", self.distance, other))
        return show(Related(one, SAME_TURN if self.relation == "turn" else "overlaps", None, other))

    def sheet(self) -> Sheet:
        """The table as it is read; what a row is of stands at its end."""
        _ = self.translate
        columns = [Column("code", self.label), Column("label", _(N_("Called")))]
        columns += [Column(self.across[at].name, self.across[at].label, "count") for at in self.order_across]
        columns.append(Column("all", _(N_("All of the code")), "count"))
        rows: list[list[Cell]] = []
        for place in self.order:
            counts: list[Cell] = [int(self.counted[place, at]) for at in self.order_across]
            rows.append([self.lines[place].name, self.lines[place].label, *counts, int(self.of_rows[place])])
        return Sheet("together", self.title(), columns, rows, self.notes())

    def pairs(self) -> Sheet:
        """A row a cell that is not empty."""
        _ = self.translate
        columns = [Column("code", self.label), Column("label", _(N_("Called")))]
        columns += [Column("with", self.other_label), Column("with_label", _(N_("Called")))]
        columns += [Column("passages", _(N_("passages")), "count"), Column("of", _(N_("of")), "count")]
        columns += [Column("share", _(N_("share")), "share"), Column("query", _(N_("query")))]
        rows: list[list[Cell]] = []
        for place in self.order:
            line, of = self.lines[place], int(self.of_rows[place])
            for at in self.order_across:
                if count := int(self.counted[place, at]):
                    other = self.across[at]
                    rows.append(
                        [line.name, line.label, other.name, other.label, count, of, count / of, self.query(place, at)]
                    )
        return Sheet("pairs", self.title(), columns, rows, self.notes())

    def title(self) -> str:
        """What the table shows."""
        title = self.translate(N_("{one} with {other}, {how}"))
        return title.format(one=self.label, other=self.other_label, how=self.how)

    def notes(self) -> list[str]:
        """How was counted."""
        counted = {
            "marked": N_("Counted are passages as marked."),
            "evidence": N_("Overlapping passages of different coders count once."),
        }
        return [self.translate(note) for note in (*HOW, counted[self.unit])]

    def sheets(self) -> tuple[Sheet, ...]:
        """Its tables, the one that is read first."""
        return self.sheet(), self.pairs()

    def as_json(self) -> dict[str, Any]:
        """Rows with their cells; every count with the query that finds its passages."""
        return {
            "study": self.study,
            "of": self.name,
            "with": self.other,
            "relation": self.relation,
            "distance": self.distance if self.relation == "near" else None,
            "counted": self.unit,
            "columns": [
                {"code": self.across[at].name, "label": self.across[at].label, "passages": int(self.of_columns[at])}
                for at in self.order_across
            ],
            "rows": [
                {
                    "code": self.lines[place].name,
                    "label": self.lines[place].label,
                    "passages": int(self.of_rows[place]),
                    "query": self.query(place, None),
                    "cells": [
                        {"passages": int(self.counted[place, at]), "query": self.query(place, at)}
                        for at in self.order_across
                    ],
                }
                for place in self.order
            ],
        }

    def to_pandas(self) -> Any:
        """A row a cell that is not empty, as a pandas DataFrame; Refused where pandas is not installed."""
        return self.pairs().to_pandas()


def together(
    reader: Reader,
    ground: Ground,
    *,
    of: Sequence[str],
    other: Sequence[str] = (),
    relation: Relation = "overlaps",
    distance: int = 200,
    unit: str = "marked",
    order: Order = "book",
) -> TogetherTable:
    """Codes of some layers with those of the same or of other ones; Refused for a relation or distance that there is not."""
    _check(relation, distance, unit)
    other = tuple(other) or of
    axis, across = ground.rows(*of), ground.rows(*other)
    check_size(len(axis.lines), len(across.lines))
    turns = ground.once("turns", lambda: _turns(reader)) if relation == "turn" else None
    question = Together(axis.hanging, across.hanging, relation, distance, turns)

    def count() -> Ints:
        return question(ground.columns) if unit == "marked" else question.as_evidence(ground.columns)

    far = distance if relation == "near" else 0
    counted = ground.once(("together", *of, "@", *other, relation, far, unit), count)
    of_rows = ground.once(("alone", axis.name, unit), lambda: _alone(ground, axis, unit))
    of_columns = ground.once(("alone", across.name, unit), lambda: _alone(ground, across, unit))
    return TogetherTable(
        *(str(reader.study.identifier), axis.name, axis.label, across.name, across.label, relation, distance, unit),
        *(
            ground.translate,
            axis.lines,
            across.lines,
            in_order(axis, of_rows, order),
            in_order(across, of_columns, order),
        ),
        *(counted, of_rows, of_columns),
    )


def _alone(ground: Ground, axis: Axis, unit: str) -> Ints:
    """All passages of each line."""
    if unit == "marked":
        return np.bincount(axis.hanging.thing, minlength=axis.hanging.things).astype(np.int32)
    return as_evidence_by(ground.columns, axis.hanging.passage, axis.hanging.thing, axis.hanging.things)


def _check(relation: str, distance: int, unit: str) -> None:
    if relation not in RELATIONS:
        known = ", ".join(RELATIONS)
        raise Refused(N_("There is no relation '{name}'; there is: {known}."), name=relation, known=known)
    if unit not in COUNTED:
        known = ", ".join(COUNTED)
        raise Refused(N_("There is no way of counting '{name}' here; there is: {known}."), name=unit, known=known)
    if not 0 <= distance <= MOST_DISTANCE:
        raise Refused(N_("A distance is a number from 0 to {most}, not {number}."), most=MOST_DISTANCE, number=distance)


def _turns(reader: Reader) -> Hits:
    found = read_turns(reader.connection, reader.study_id)
    return Hits(found.source, found.start, found.end)


def largest(table: TogetherTable, rows: Sequence[int], columns: Sequence[int]) -> int:
    """The largest number among some cells, those of a code with itself left out."""
    found = table.counted[np.ix_(list(rows), list(columns))].astype(np.int64)
    if table.name == table.other:
        same = np.asarray(rows)[:, None] == np.asarray(columns)[None, :]
        found = np.where(same, 0, found)
    return int(found.max(initial=0))
