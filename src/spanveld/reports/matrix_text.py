"""The framework matrix as lines of text: row by row, each cell with what was written and how many passages there are."""

from __future__ import annotations

from collections.abc import Iterator

from spanveld.language.messages import Translate, translator
from spanveld.model.errors import N_
from spanveld.reports.lines import WIDTH, Line, aligned, fitting, wrapped
from spanveld.reports.matrix_words import EMPTY, passages_in, scope_of, states_in, title_of
from spanveld.views.matrix import MatrixCell, MatrixTable

__all__ = ["lines"]


def lines(table: MatrixTable, *, width: int = WIDTH) -> Iterator[Line]:
    """The matrix line by line, in the study's language."""
    width = fitting(width)
    translate = translator(table.language)
    yield from wrapped(", ".join((title_of(table, translate), *scope_of(table, translate))), "title", width)
    if not table.rows or not table.columns:
        yield Line(translate(N_("There is nothing to show.")), "ground")
    for row, cells in zip(table.rows, table.cells, strict=True):
        yield Line("", "empty")
        yield from wrapped("  ".join(filter(None, (row.label, row.about))), "kind", width)
        said = [(column.label, _said(cell, translate)) for column, cell in zip(table.columns, cells, strict=True)]
        yield from aligned(said, width)
    for state in states_in(table):
        if state == states_in(table)[0]:
            yield Line("", "empty")
        sign = EMPTY[state]
        yield from wrapped(f"{sign.sign} {translate(sign.word)}: {translate(sign.meaning)}", "ground", width, "", 2)
    if len(table.rows) < table.rows_in_all or len(table.columns) < table.columns_in_all:
        yield Line("", "empty")
        shown = translate(N_("Shown are {rows} of {all_rows} rows, {columns} of {all_columns} columns."))
        yield from wrapped(
            shown.format(
                rows=len(table.rows),
                all_rows=table.rows_in_all,
                columns=len(table.columns),
                all_columns=table.columns_in_all,
            ),
            "ground",
            width,
        )


def _said(cell: MatrixCell, translate: Translate) -> str:
    sign = EMPTY.get(cell.state)
    found = passages_in(cell, translate) if sign is None else f"{sign.sign} {translate(sign.word)}"
    return f"{found}. {cell.text}" if cell.text else found
