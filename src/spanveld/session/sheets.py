"""Sheets (the tables of answers) as files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from spanveld.language.messages import Translate
from spanveld.model.errors import N_, Refused
from spanveld.reports import sheet_csv, sheet_xlsx
from spanveld.views.sheets import Cell, Column, Sheet

__all__ = ["Cell", "Column", "Sheet", "SheetFormat", "csv_lines", "file_of"]

SheetFormat = Literal["csv", "xlsx"]


def file_of(sheets: Sequence[Sheet], format: SheetFormat, translate: Translate, *, sheet: str = "") -> bytes:
    """The bytes of a file: all sheets in one Excel file, or one sheet (the first, unless named) as CSV; Refused where none is called so."""
    if format == "xlsx":
        return sheet_xlsx.render(sheets, translate)
    return "".join(csv_lines(_chosen(sheets, sheet))).encode()


def csv_lines(sheet: Sheet) -> Iterator[str]:
    """A sheet as CSV, in parts."""
    return sheet_csv.lines(sheet)


def _chosen(sheets: Sequence[Sheet], name: str) -> Sheet:
    for sheet in sheets:
        if sheet.name == name or not name:
            return sheet
    raise Refused(
        N_("There is no table '{name}' here; there is: {there}."),
        name=name,
        there=", ".join(sheet.name for sheet in sheets),
    )
