"""The framework matrix as tables of plain rows: as it is shown, and a row for each cell."""

from __future__ import annotations

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.reports.matrix_words import EMPTY, how_counted, scope_of, title_of
from spanveld.views.matrix import MatrixCell, MatrixTable
from spanveld.views.sheets import Column, Sheet

__all__ = ["sheets_of"]


def sheets_of(table: MatrixTable, translate: Translate) -> tuple[Sheet, Sheet]:
    """The matrix with what was written and how many passages there are, and all its cells below each other."""
    title = ", ".join((title_of(table, translate), *scope_of(table, translate)))
    notes = tuple(how_counted(table, translate))
    wide = [Column("row", translate(N_("Row"))), Column("label", translate(N_("Called"))), Column("about", "")]
    for column in table.columns:
        wide.append(Column(column.column, column.label))
        count = translate(N_("{column}: passages")).format(column=column.label)
        wide.append(Column(f"{column.column} passages", count, "count"))
    rows = [
        (row.row, row.label, row.about, *(value for cell in cells for value in (_said(cell, translate), cell.evidence)))
        for row, cells in zip(table.rows, table.cells, strict=True)
    ]
    return Sheet("matrix", title, wide, rows, notes), _cells(table, translate)


def _said(cell: MatrixCell, translate: Translate) -> str:
    """What was written, else why there is nothing."""
    if cell.text or cell.state == "said":
        return cell.text
    return translate(EMPTY[cell.state].word)


def _cells(table: MatrixTable, translate: Translate) -> Sheet:
    columns = (
        Column("row", translate(N_("Row"))),
        Column("row_label", translate(N_("Called"))),
        Column("column", translate(N_("Column"))),
        Column("column_label", translate(N_("Called"))),
        Column("text", translate(N_("Summary"))),
        Column("state", translate(N_("State"))),
        Column("evidence", translate(N_("Passages as evidence")), "count"),
        Column("marked", translate(N_("Passages as marked")), "count"),
        Column("query", translate(N_("Query"))),
    )
    rows = [
        (
            *(row.row, row.label, column.column, column.label, cell.text),
            *(
                "" if cell.state == "said" else translate(EMPTY[cell.state].word),
                cell.evidence,
                cell.marked,
                cell.query,
            ),
        )
        for row, cells in zip(table.rows, table.cells, strict=True)
        for column, cell in zip(table.columns, cells, strict=True)
    ]
    return Sheet("cells", translate(N_("Cells")), columns, rows)
