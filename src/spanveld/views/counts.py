"""Counts as tables: how often codes or findings occur, and by the values of an attribute; each number beside what it is of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np

from spanveld.analysis.counting import evidence_in
from spanveld.analysis.hanging import Hanging, joined
from spanveld.analysis.tallying import UNITS, Crossed, Crosstab, Tally, Unit, tally
from spanveld.language.messages import Translate
from spanveld.model.columns import Ints
from spanveld.model.errors import N_, Refused
from spanveld.model.names import natural
from spanveld.query.printing import show
from spanveld.query.tree import Node, every
from spanveld.views.counts_by import attribute
from spanveld.views.counts_ground import Axis, Ground, Line
from spanveld.views.sheets import Cell, Column, Sheet

__all__ = [
    "MOST_CELLS",
    "ORDERS",
    "UNITS",
    "UNIT_LABELS",
    "Counts",
    "CrossTable",
    "Frequencies",
    "Order",
    "by_attribute",
    "check_size",
    "frequencies",
    "in_order",
    "share",
]

MOST_CELLS = 250_000
Order = Literal["book", "count", "name"]
ORDERS: tuple[Order, ...] = get_args(Order)
"""The order of rows: of the codebook, the most first, or of their names."""
UNIT_LABELS: Mapping[Unit, str] = {
    "evidence": N_("passages as evidence"),
    "marked": N_("passages as marked"),
    "sources": N_("sources"),
    "voices": N_("voices"),
}
HOW = (
    N_("As evidence, overlapping passages of different coders count once; as marked, each counts."),
    N_("Voices are respondents; the researcher's own notes are counted as passages and not as a voice."),
    N_("A code counts with the codes that lie below it, as in a search for it."),
)
BY_PEOPLE = N_(
    "The attribute is one of people: a passage counts where one of its voices has the value, and so does that voice."
)
SEVERAL = N_("A passage may have several values; the shares of a row then add up to more than all of it.")


@dataclass(frozen=True, slots=True)
class Counts:
    """The same passages counted in each unit."""

    evidence: int
    marked: int
    sources: int
    voices: int

    def of(self, unit: Unit) -> int:
        """The count in one unit."""
        return int(getattr(self, unit))

    @classmethod
    def at(cls, tally: Tally, *place: int) -> Counts:
        """The counts at a place of a tally."""
        return cls(*(int(tally.of(unit)[place]) for unit in UNITS))


@dataclass(frozen=True, eq=False, slots=True)
class Frequencies:
    """How often each line occurs; ``whole``: all of them together; ``study``: all there is."""

    study: str
    name: str
    label: str
    translate: Translate
    lines: Sequence[Line]
    order: Sequence[int]
    counted: Tally
    whole: Counts
    of_study: Counts
    base: Node

    @staticmethod
    def query(line: Line) -> str:
        """What finds the passages of a line."""
        return show(line.query)

    def rows(self) -> Iterator[tuple[Line, Counts]]:
        """The lines in the order that was asked, with their counts."""
        for place in self.order:
            yield self.lines[place], Counts.at(self.counted, place)

    def sheet(self) -> Sheet:
        """A row a line, each count beside the study's own."""
        _ = self.translate
        columns = [Column("code", self.label), Column("label", _(N_("Called")))]
        for unit in UNITS:
            columns.append(Column(unit, _(UNIT_LABELS[unit]), "count"))
            columns.append(Column(f"{unit}_of", _(N_("of")), "count"))
            columns.append(Column(f"{unit}_share", _(N_("share")), "share"))
        columns.append(Column("query", _(N_("query"))))
        rows: list[list[Cell]] = []
        for line, counts in self.rows():
            cells: list[Cell] = [line.name, line.label]
            for unit in UNITS:
                cells += [counts.of(unit), self.of_study.of(unit), share(counts.of(unit), self.of_study.of(unit))]
            rows.append([*cells, show(line.query)])
        return Sheet(
            "codes", _(N_("How often: {what}")).format(what=self.label), columns, rows, [_(note) for note in HOW]
        )

    def sheets(self) -> tuple[Sheet, ...]:
        """Its tables, the one that is read first."""
        return (self.sheet(),)

    def as_json(self) -> dict[str, Any]:
        """The counts of each line, of all together, and of the study."""
        return {
            "study": self.study,
            "of": self.name,
            "whole": {**_json(self.whole), "query": show(self.base)},
            "in_study": _json(self.of_study),
            "rows": [
                {"code": line.name, "label": line.label, **_json(counts), "query": show(line.query)}
                for line, counts in self.rows()
            ],
        }

    def to_pandas(self) -> Any:
        """The rows as a pandas DataFrame; Refused where pandas is not installed."""
        return self.sheet().to_pandas()


@dataclass(frozen=True, eq=False, slots=True)
class CrossTable:
    """Lines by the values of an attribute. The last column is that of passages without any."""

    study: str
    name: str
    label: str
    by: str
    by_label: str
    by_people: bool
    translate: Translate
    lines: Sequence[Line]
    order: Sequence[int]
    values: Sequence[Line]
    shown: Sequence[int]
    counted: Crossed
    base: Node
    unit: Unit

    def row(self, place: int) -> Counts:
        """All passages of a row."""
        return Counts.at(self.counted.rows, place)

    def column(self, place: int) -> Counts:
        """All passages of a column on which one of the rows hangs."""
        return Counts.at(self.counted.columns, place)

    @property
    def whole(self) -> Counts:
        """All passages that were counted."""
        return Counts.at(self.counted.whole, 0)

    def cell(self, row: int, column: int) -> Counts:
        """The passages of a row and a column."""
        return Counts.at(self.counted.cells, row, column)

    def query(self, row: int | None, column: int | None) -> str:
        """What finds the passages of a cell, of a row or column alone, or of all."""
        parts = [self.base if row is None else self.lines[row].query]
        parts += [] if column is None else [self.values[column].query]
        return show(every(parts))

    def sheet(self, unit: Unit = "evidence") -> Sheet:
        """The table as it is read, in one unit; what a row and a column are of stands at their ends."""
        _ = self.translate
        columns = [Column("code", self.label), Column("label", _(N_("Called")))]
        columns += [Column(self.values[place].name or "-", self.values[place].label, "count") for place in self.shown]
        columns.append(Column("all", _(N_("All")), "count"))
        rows: list[list[Cell]] = []
        for place in self.order:
            line = self.lines[place]
            cells = [self.cell(place, at).of(unit) for at in self.shown]
            rows.append([line.name, line.label, *cells, self.row(place).of(unit)])
        ends = [self.column(at).of(unit) for at in self.shown]
        rows.append(["", _(N_("All")), *ends, self.whole.of(unit)])
        title = _(N_("{what} by {attribute}: {unit}"))
        title = title.format(what=self.label, attribute=self.by_label, unit=_(UNIT_LABELS[unit]))
        return Sheet("by", title, columns, rows, self.notes())

    def cells(self) -> Sheet:
        """A row a cell: its counts in all units, beside those of its row and its column."""
        _ = self.translate
        columns = [Column("code", self.label), Column("label", _(N_("Called")))]
        columns += [Column("value", self.by_label), Column("value_label", _(N_("Called")))]
        for unit in UNITS:
            columns.append(Column(unit, _(UNIT_LABELS[unit]), "count"))
            columns.append(Column(f"{unit}_of_row", _(N_("of the row")), "count"))
            columns.append(Column(f"{unit}_of_column", _(N_("of the column")), "count"))
        columns.append(Column("query", _(N_("query"))))
        rows: list[list[Cell]] = []
        ends = {at: self.column(at) for at in self.shown}
        for place in self.order:
            line, whole = self.lines[place], self.row(place)
            for at in self.shown:
                value, counts = self.values[at], self.cell(place, at)
                row: list[Cell] = [line.name, line.label, value.name, value.label]
                for unit in UNITS:
                    row += [counts.of(unit), whole.of(unit), ends[at].of(unit)]
                rows.append([*row, self.query(place, at)])
        title = _(N_("{what} by {attribute}")).format(what=self.label, attribute=self.by_label)
        return Sheet("cells", title, columns, rows, self.notes())

    def notes(self) -> list[str]:
        """How was counted."""
        return [self.translate(note) for note in (*HOW, SEVERAL, *([BY_PEOPLE] if self.by_people else []))]

    def sheets(self) -> tuple[Sheet, ...]:
        """The table in its unit, and every cell in all units."""
        return self.sheet(self.unit), self.cells()

    def as_json(self) -> dict[str, Any]:
        """Rows with their cells; every count with the query that finds its passages."""
        return {
            "study": self.study,
            "of": self.name,
            "by": self.by,
            "whole": {**_json(self.whole), "query": self.query(None, None)},
            "columns": [
                {
                    "value": self.values[at].name,
                    "label": self.values[at].label,
                    **_json(self.column(at)),
                    "query": self.query(None, at),
                }
                for at in self.shown
            ],
            "rows": [
                {
                    "code": self.lines[place].name,
                    "label": self.lines[place].label,
                    **_json(self.row(place)),
                    "query": self.query(place, None),
                    "cells": [{**_json(self.cell(place, at)), "query": self.query(place, at)} for at in self.shown],
                }
                for place in self.order
            ],
        }

    def to_pandas(self) -> Any:
        """A row a cell, as a pandas DataFrame; Refused where pandas is not installed."""
        return self.cells().to_pandas()


def frequencies(
    ground: Ground, study: str, *, of: Sequence[str], stance: str = "", order: Order = "book"
) -> Frequencies:
    """How often the codes of layers, or findings, occur."""
    axis = ground.rows(*of, stance=stance)
    columns = ground.columns
    counted, whole = ground.once(("codes", *of, stance), lambda: _alone(ground, axis))
    respondents = sum(not person.observer for person in ground.words.people)
    study_counts = Counts(evidence_in(columns), len(columns), len(ground.words.sources), respondents)
    return Frequencies(
        *(study, axis.name, axis.label, ground.translate, axis.lines, in_order(axis, counted.evidence, order), counted),
        *(Counts.at(whole, 0), study_counts, axis.base),
    )


def _alone(ground: Ground, axis: Axis) -> tuple[Tally, Tally]:
    columns, hanging = ground.columns, axis.hanging
    rows = hanging.rows
    one = Hanging(rows, np.zeros(len(rows), np.int32), 1)
    found = []
    for each in (hanging, one):
        _, owner, voice = joined(each, ground.voices)
        found.append(tally(columns, each.passage, each.thing, each.things, owner, voice))
    return found[0], found[1]


def by_attribute(
    ground: Ground,
    study: str,
    *,
    of: Sequence[str],
    by: str,
    stance: str = "",
    order: Order = "book",
    unit: Unit = "evidence",
) -> CrossTable:
    """Codes of layers, or findings, by an attribute; Refused where the table would be too large."""
    if unit not in UNITS:
        raise Refused(N_("Counted are {known}, not '{name}'."), name=unit, known=", ".join(UNITS))
    axis, values = ground.rows(*of, stance=stance), attribute(ground, by)
    check_size(len(axis.lines), len(values.lines))
    crosstab = Crosstab(axis.hanging, values.hanging, ground.voices, values.spoken)
    counted = ground.once(("by", *of, stance, by), lambda: crosstab(ground.columns))
    used = [at for at in range(len(values.lines)) if at + 1 < len(values.lines) or counted.columns.marked[at]]
    return CrossTable(
        *(study, axis.name, axis.label, values.name, values.label, values.spoken is not None, ground.translate),
        *(axis.lines, in_order(axis, counted.rows.evidence, order), values.lines, used, counted, axis.base, unit),
    )


def check_size(rows: int, columns: int) -> None:
    """Refused where a table would have too many cells."""
    if rows * columns > MOST_CELLS:
        raise Refused(
            N_(
                "This table would have {rows} rows and {columns} columns, more than {most} cells. Count fewer codes, "
                "or by another attribute."
            ),
            rows=rows,
            columns=columns,
            most=MOST_CELLS,
        )


def in_order(axis: Axis, counted: Ints, order: Order) -> list[int]:
    """The places of the lines in the order that is asked; ``counted``: what is the most of each."""
    places = range(len(axis.lines))
    if order == "count":
        return sorted(places, key=lambda at: (-int(counted[at]), natural(axis.lines[at].label)))
    if order == "name":
        return sorted(places, key=lambda at: natural(axis.lines[at].label))
    if order != "book":
        raise Refused(N_("There is no order '{name}'; there is: {known}."), name=order, known=", ".join(ORDERS))
    return list(places)


def share(count: int, of: int) -> float | None:
    """A part of a whole; nothing of nothing is no share."""
    return count / of if of else None


def _json(counts: Counts) -> dict[str, int]:
    return {unit: counts.of(unit) for unit in UNITS}
