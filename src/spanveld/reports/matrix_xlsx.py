"""The framework matrix as an Excel file: the matrix to read, its cells to work with, and how was counted."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.reports.matrix_sheets import sheets_of
from spanveld.reports.matrix_words import EMPTY, how_counted, passages_in, scope_of, title_of
from spanveld.reports.sheet_xlsx import new_book
from spanveld.views.matrix import MatrixCell, MatrixTable

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

__all__ = ["render"]

LONGEST = 32_000
"""Characters of what was written that go into a cell of Excel, which holds little more."""
FIRST, WIDTH, A4, A3 = 24, 34, 9, 8
HEAD = 2
"""The line of the heads."""
LINE, TALLEST = 15, 400
"""How high a line is, and the highest that a row may be, in points."""
ON_A4, ON_A3 = 4, 7
"""Columns that can be read on one page across."""


def render(table: MatrixTable, translate: Translate) -> bytes:
    """The bytes of the file, the same for the same matrix. Texts stay texts: nothing becomes a formula or a link."""
    written = io.BytesIO()
    book = new_book(written, title_of(table, translate))
    _matrix(book, table, translate)
    _list(book, table, translate)
    notes = book.add_worksheet(translate(N_("How was counted")))
    notes.set_column(0, 0, 110)
    wrapping = book.add_format({"text_wrap": True, "valign": "top"})
    for line, note in enumerate(how_counted(table, translate)):
        notes.write_string(line, 0, note, wrapping)
    book.close()
    return written.getvalue()


def _matrix(book: Workbook, table: MatrixTable, translate: Translate) -> None:
    page = book.add_worksheet(translate(N_("Matrix")))
    edge = {"border": 1, "border_color": "#C9C2B4", "text_wrap": True, "valign": "top"}
    head = book.add_format({**edge, "bold": True, "bg_color": "#EFEBE2", "valign": "vcenter"})
    formats = {
        "cell": book.add_format(edge),
        "grey": book.add_format({"font_color": "#595959"}),
        "empty": book.add_format({**edge, "font_color": "#595959", "italic": True}),
        "plain": book.add_format({}),
        "bold": book.add_format({"bold": True}),
    }
    page.write_string(0, 0, title_of(table, translate), book.add_format({"bold": True, "font_size": 14}))
    under = ", ".join((table.title or table.study, *scope_of(table, translate)))
    page.write_string(1, 0, under, formats["grey"])
    page.write_string(HEAD, 0, "", head)
    page.set_column(0, 0, FIRST)
    page.set_column(1, max(1, len(table.columns)), WIDTH)
    for place, column in enumerate(table.columns, 1):
        page.write_string(HEAD, place, column.label, head)
    for line, (row, cells) in enumerate(zip(table.rows, table.cells, strict=True), HEAD + 1):
        _two(page, line, 0, row.label, row.about, formats, first="bold")
        for place, cell in enumerate(cells, 1):
            _write(page, line, place, cell, formats, translate)
        texts = [f"{cell.text}\n." if cell.text else "." for cell in cells]
        tallest = max(_lines(f"{row.label}\n{row.about}", FIRST), *(_lines(text, WIDTH) for text in texts), 1)
        page.set_row(line, min(TALLEST, tallest * LINE + 3))
    page.freeze_panes(HEAD + 1, 1)
    page.set_landscape()
    page.set_paper(A4 if len(table.columns) <= ON_A4 else A3)
    if len(table.columns) <= ON_A3:
        page.fit_to_pages(1, 0)
    page.repeat_rows(HEAD)
    page.repeat_columns(0)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_footer("&L&8&A&R&8&P / &N")


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column, as well as can be told without its letters."""
    return sum(max(1, -(-len(line) // (width - 2))) for line in text.strip("\n").split("\n"))


def _write(page: Worksheet, line: int, place: int, cell: MatrixCell, formats: Any, translate: Translate) -> None:
    """What was written, and below it the passages or why there are none."""
    text = cell.text[:LONGEST].replace("\r\n", "\n").replace("\r", "\n")
    if cell.state == "said":
        _two(page, line, place, text, passages_in(cell, translate), formats)
        return
    said = f"{EMPTY[cell.state].sign} {translate(EMPTY[cell.state].word)}"
    if text:
        _two(page, line, place, text, said, formats)
    else:
        page.write_string(line, place, said, formats["empty"])


def _two(page: Worksheet, line: int, place: int, text: str, under: str, formats: Any, first: str = "plain") -> None:
    """Words, and others below them in grey."""
    if text and under:
        page.write_rich_string(line, place, formats[first], text, formats["grey"], f"\n{under}", formats["cell"])
    else:
        page.write_string(line, place, text or under, formats["cell"])


def _list(book: Workbook, table: MatrixTable, translate: Translate) -> None:
    """A row for each cell, to sort and count."""
    sheet = sheets_of(table, translate)[1]
    page = book.add_worksheet(sheet.title)
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    texts = book.add_format({"text_wrap": True, "valign": "top"})
    page.freeze_panes(1, 1)
    widths = {"text": 60, "query": 40, "row": 22, "column": 26, "row_label": 24, "column_label": 24, "state": 20}
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, widths.get(column.name, 12))
        page.write_string(0, place, column.label, head)
    for line, row in enumerate(sheet.rows, 1):
        for place, value in enumerate(row):
            if isinstance(value, str):
                page.write_string(line, place, value[:LONGEST], texts)
            elif value is not None:
                page.write_number(line, place, value, texts)
    page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.columns) - 1)
