"""A sheet as CSV: a header row of names for programs, lines ended by ``\\n``, no cell that a spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from spanveld.reports.csv_table import harmless
from spanveld.views.sheets import Cell, Sheet

__all__ = ["lines", "render"]

AT_A_TIME = 1_000
"""Rows that are written at once."""


def render(sheet: Sheet) -> str:
    """The whole file. An empty cell is a value that is not known, 0 a count of nothing."""
    return "".join(lines(sheet))


def lines(sheet: Sheet) -> Iterator[str]:
    """The file in parts, for rows that are many."""
    written = io.StringIO()
    out = csv.writer(written, lineterminator="\n")
    out.writerow([column.name for column in sheet.columns])
    for number, row in enumerate(sheet.rows, 1):
        out.writerow([_cell(cell) for cell in row])
        if number % AT_A_TIME == 0:
            yield written.getvalue()
            written.seek(0)
            written.truncate()
    yield written.getvalue()


def _cell(cell: Cell) -> str | int | float:
    return "" if cell is None else cell if isinstance(cell, float) else harmless(cell)
