"""A table as the records of one kind: each column parsed, what it refers to not yet looked up."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from typing import Any

from spanveld.formats.study_folder.cells import parse_cells, parse_guid, parser
from spanveld.formats.study_folder.faults import CellFault, Faults
from spanveld.formats.study_folder.table import Table
from spanveld.model.errors import N_
from spanveld.model.kinds import KINDS, Column, Kind
from spanveld.model.records import NOTHING

__all__ = ["MAY_LACK", "Sheet", "empty_sheet", "empty_value", "read_sheet"]

GUID = "guid"
MAY_LACK = {("passage", "start"), ("passage", "end")}
"""Required columns whose cell may be empty: those of a passage that a correction of the text left without a place."""


@dataclass(slots=True)
class Sheet:
    """The rows of one kind as columns of values; ``own`` holds each row's columns that the format does not know."""

    kind: Kind
    table: Table
    values: dict[str, Sequence[Any]]
    guids: Sequence[str]
    own: Sequence[Mapping[str, Any]] | None = None

    @property
    def count(self) -> int:
        """The number of rows."""
        return len(self.table.lines)

    @property
    def names(self) -> Sequence[str]:
        """The cells of the first column: the identifiers, faulty ones too."""
        return self.table.columns[self.kind.columns[0].name]

    def records(self) -> tuple[Any, ...]:
        """The records, in the order of the rows."""
        columns = [self.values[column.name] for column in self.kind.columns]
        return tuple(map(self.kind.record, *columns, self.guids, repeat(NOTHING) if self.own is None else self.own))

    def note(self, faults: Faults, row: int, column: str, reason: str, /, **values: object) -> None:
        """Note a fault in one row, with the cell that stands in the column."""
        cell = self.table.columns[column][row] if column in self.table.columns else ""
        faults.add(self.table.file, self.table.line(row, column), column, cell, reason, **values)


def empty_sheet(kind: Kind) -> Sheet:
    """The sheet of a file that is not there."""
    nothing: Sequence[str] = ()
    return Sheet(
        kind, Table(kind.file, {kind.columns[0].name: nothing}, ()), {column.name: () for column in kind.columns}, ()
    )


def read_sheet(kind: Kind, table: Table, faults: Faults, own: Sequence[Mapping[str, Any]] | None = None) -> Sheet:
    """Parse the columns of a table; ``own`` is given where the table's own columns were told apart before."""
    values = {column.name: _values(kind, column, table, faults) for column in kind.columns}
    sheet = Sheet(kind, table, values, _guids(table, faults), own)
    if own is None:
        sheet.own = _own(kind, table)
    for column in kind.columns:
        _note_empty(sheet, column, faults)
    return sheet


def empty_value(kind: Kind, column: Column) -> Any:
    """What a record holds where the cell of a column is empty."""
    return _empty_values(kind.name)[column.attribute]


@cache
def _empty_values(name: str) -> dict[str, Any]:
    fields = {field.name: field for field in dataclasses.fields(KINDS[name].record)}
    by_type = {"offset": None, "number": None}
    return {
        attribute: by_type.get(field.metadata["column"]["type"], "")
        if field.default is dataclasses.MISSING
        else field.default
        for attribute, field in fields.items()
        if "column" in field.metadata
    }


def _values(kind: Kind, column: Column, table: Table, faults: Faults) -> Sequence[Any]:
    empty = empty_value(kind, column)
    cells = table.columns.get(column.name)
    if cells is None:
        return [empty] * len(table.lines)
    parse = parser(column)
    if parse is None:
        return cells
    values, wrong = parse_cells(parse, cells, empty)
    table.note(column.name, wrong, faults)
    return values


def _guids(table: Table, faults: Faults) -> Sequence[str]:
    cells = table.columns.get(GUID)
    if cells is None:
        return [""] * len(table.lines)
    values, wrong = parse_cells(parse_guid, cells, "")
    table.note(GUID, wrong, faults)
    given = [value for value in values if value]
    if len(set(given)) < len(given):
        _note_doubles(table, values, faults)
    return values


def _note_doubles(table: Table, guids: Sequence[str], faults: Faults) -> None:
    first: dict[str, int] = {}
    for row, guid in enumerate(guids):
        if guid and first.setdefault(guid, row) != row:
            reason = N_("is the GUID of the row on line {first} too; give each its own, or leave one empty.")
            faults.add(
                table.file,
                table.line(row, GUID),
                GUID,
                table.columns[GUID][row],
                reason,
                first=table.lines[first[guid]],
            )


def _own(kind: Kind, table: Table) -> Sequence[Mapping[str, str]] | None:
    """The cells of unknown columns by row; None where no row has any."""
    known = {column.name for column in kind.columns} | {GUID}
    columns = [(name, cells) for name, cells in table.columns.items() if name not in known and any(cells)]
    if not columns:
        return None
    names = [name for name, _ in columns]
    rows = zip(*(cells for _, cells in columns), strict=True)
    return [{name: cell for name, cell in zip(names, row, strict=True) if cell} or NOTHING for row in rows]


def _note_empty(sheet: Sheet, column: Column, faults: Faults) -> None:
    cells = sheet.table.columns.get(column.name, ())
    if column.required and (sheet.kind.name, column.name) not in MAY_LACK and "" in cells:
        sheet.table.note(column.name, {"": CellFault(N_("is empty, but every row needs this; fill it in."))}, faults)
