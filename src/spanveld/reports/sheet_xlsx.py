"""Sheets as one Excel file: heads that stay in view, shares as percentages, and how was counted on a last sheet."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.views.sheets import Cell, Column, Sheet

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

__all__ = ["new_book", "render"]

LONGEST = 32_767
"""Characters that a cell of Excel can hold."""
NAME = 31
"""Characters that the name of a sheet can have."""
WIDEST = 60
LOOKED_AT = 200
"""Rows by which the width of a column is chosen."""
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def render(sheets: Sequence[Sheet], _: Translate) -> bytes:
    """The bytes of a file with these sheets, the same for the same sheets. Texts stay texts: nothing becomes a formula or a link."""
    written = io.BytesIO()
    book = new_book(written, sheets[0].title if sheets else "")
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    texts = book.add_format({"text_wrap": True, "valign": "top"})
    shares = book.add_format({"num_format": "0%", "valign": "top"})
    counts = book.add_format({"num_format": "0", "valign": "top"})
    taken: set[str] = set()
    for sheet in sheets:
        page = book.add_worksheet(_name(sheet.title or sheet.name, taken))
        page.freeze_panes(1, 1)
        for place, column in enumerate(sheet.columns):
            page.set_column(place, place, _width(column, place, sheet.rows))
            page.write_string(0, place, column.label[:LONGEST], head)
        by_kind = {"text": texts, "count": counts, "share": shares}
        formats = [by_kind[column.kind] for column in sheet.columns]
        for line, row in enumerate(sheet.rows, 1):
            for place, cell in enumerate(row):
                _write(page, line, place, cell, formats[place])
    if any(sheet.notes for sheet in sheets):
        page = book.add_worksheet(_name(_(N_("How was counted")), taken))
        page.set_column(0, 0, 100)
        line = 0
        for sheet in sheets:
            for text, form in ((sheet.title, head), *((note, texts) for note in sheet.notes)):
                page.write_string(line, 0, text[:LONGEST], form)
                line += 1
    book.close()
    return written.getvalue()


def new_book(written: io.BytesIO, title: str) -> Workbook:
    """A book whose file is the same whenever it is made, and in which texts stay texts."""
    from xlsxwriter import Workbook

    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(written, options)
    book.set_properties({"title": title, "created": datetime(1980, 1, 1)})
    return book


def _write(page: Worksheet, line: int, place: int, cell: Cell, form: Any) -> None:
    if isinstance(cell, str):
        page.write_string(line, place, cell.replace("\r\n", "\n").replace("\r", "\n")[:LONGEST], form)
    elif cell is not None:
        page.write_number(line, place, cell, form)


def _name(title: str, taken: set[str]) -> str:
    """A name that a sheet can have and no other sheet has."""
    base = " ".join(FORBIDDEN.sub(" ", title).split()).strip("'")[:NAME].strip("'") or "1"
    name, number = base, 2
    while name.casefold() in taken:
        ending = f" {number}"
        name, number = base[: NAME - len(ending)] + ending, number + 1
    taken.add(name.casefold())
    return name


def _width(column: Column, place: int, rows: Iterable[Sequence[Cell]]) -> int:
    longest = len(column.label)
    for number, row in enumerate(rows):
        if number == LOOKED_AT:
            break
        longest = max(longest, *(len(line) for line in str(row[place]).split("\n")))
    return min(WIDEST, max(8, longest + 2))
