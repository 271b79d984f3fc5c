"""Answers as files: CSV and Excel that hold just the values of a sheet, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import openpyxl
import pytest

from spanveld.model.errors import Refused
from spanveld.session.sheets import Column, Sheet, csv_lines, file_of

COLUMNS = (Column("code", "Code"), Column("passages", "Passages", "count"), Column("share", "Share", "share"))
SHEET = Sheet(
    "codes",
    "Codes: all [of] them",
    COLUMNS,
    [("kind/pain", 12, 0.25), ("=2+2", 0, None), ("twee\r\nregels", 3, 1.0)],
    ("Of 48 passages.", "=not a formula"),
)


def book_of(*sheets: Sheet) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(file_of(sheets, "xlsx", str)))


def test_a_csv_file_has_names_for_programs_and_the_values_of_each_row() -> None:
    rows = list(csv.reader(io.StringIO(file_of([SHEET], "csv", str).decode())))
    assert rows == [
        ["code", "passages", "share"],
        ["kind/pain", "12", "0.25"],
        ["'=2+2", "0", ""],
        ["twee\nregels", "3", "1.0"],
    ]


def test_a_long_sheet_is_written_in_parts_that_make_the_same_file() -> None:
    long = replace(SHEET, rows=[(f"c{number}", number, number / 5000) for number in range(5000)])
    parts = list(csv_lines(long))
    assert len(parts) > 4
    assert "".join(parts).encode() == file_of([long], "csv", str)
    assert len(list(csv.reader(io.StringIO("".join(parts))))) == 5001


def test_an_excel_file_has_a_sheet_for_each_and_one_for_how_was_counted() -> None:
    book = book_of(SHEET, replace(SHEET, notes=()))
    assert book.sheetnames == ["Codes all of them", "Codes all of them 2", "How was counted"]
    values = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert values == [
        ["Code", "Passages", "Share"],
        ["kind/pain", 12, 0.25],
        ["=2+2", 0, None],
        ["twee\nregels", 3, 1],
    ]
    assert [cell.data_type for cell in book.worksheets[0]["A"]] == ["s"] * 4
    assert book.worksheets[0]["C2"].number_format == "0%"
    assert book.worksheets[0].freeze_panes == "B2"
    told = [row[0].value for row in book["How was counted"].iter_rows()]
    assert told == ["Codes: all [of] them", "Of 48 passages.", "=not a formula", "Codes: all [of] them"]


@pytest.mark.parametrize("title", ["", "'''", "x" * 80, "a/b\\c:*?", "\x01"])
def test_any_title_gives_a_sheet_that_excel_opens(title: str) -> None:
    book = book_of(*[replace(SHEET, title=title, name="n" * 40)] * 3)
    assert len({name.casefold() for name in book.sheetnames}) == len(book.sheetnames) == 4


def test_a_cell_longer_than_excel_holds_is_cut_and_the_rest_of_the_file_stands() -> None:
    book = book_of(replace(SHEET, rows=[("x" * 40_000, 1, 0.5), ("end", 2, 0.5)]))
    assert len(book.worksheets[0]["A2"].value) == 32_767
    assert book.worksheets[0]["A3"].value == "end"


def test_a_csv_file_holds_the_sheet_that_is_named_and_no_other_name_is_taken() -> None:
    other = replace(SHEET, name="voices", rows=[("R3", 16, 1.0)])
    assert b"R3" in file_of([SHEET, other], "csv", str, sheet="voices")
    with pytest.raises(Refused, match="codes, voices"):
        file_of([SHEET, other], "csv", str, sheet="nothing")


def test_rows_come_as_a_data_frame_with_its_columns_also_where_there_are_none() -> None:
    frame = SHEET.to_pandas()
    assert list(frame.columns) == ["code", "passages", "share"]
    assert frame["passages"].sum() == 15
    assert list(replace(SHEET, rows=[]).to_pandas().columns) == ["code", "passages", "share"]
