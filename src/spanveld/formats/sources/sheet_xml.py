"""The cells of an Excel file (xlsx) as a person sees them: shown rows and columns, dates as ISO, formulas by their last result.

The parts are read as a stream through ``archive``, so that memory stays bounded whatever the file claims.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from spanveld.formats.sources.archive import Archive, iterate_xml, open_archive, parse_xml
from spanveld.formats.sources.parts import Unreadable
from spanveld.model.errors import N_

__all__ = ["MOST_CELLS", "MOST_COLUMNS", "MOST_ROWS", "Noted", "Sheet", "column_letter", "read_sheet", "too_large"]

MOST_ROWS = 20_000
MOST_COLUMNS = 500
MOST_CELLS = 2_000_000
_MOST_NAMED = 8

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_ESCAPED = re.compile(r"_x000([9ADad])_")
_ESCAPES = {"9": "\t", "a": "\n", "d": "\r"}
_TRUTH = {"0": "false", "1": "true"}


@dataclass(slots=True)
class Noted:
    """How many cells there are of a kind that a person should know of, and the first of them by name."""

    count: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, name: str) -> None:
        self.count += 1
        if self.count <= _MOST_NAMED:
            self.first.append(name)


@dataclass(slots=True)
class Sheet:
    """The first sheet with data: its shown rows by their number, each with its cells by the number of their column (from 1).

    ``others``: the names of the other sheets with data or without. ``hidden_rows`` counts those that hold something.
    """

    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    name: str = ""
    others: tuple[str, ...] = ()
    hidden_rows: int = 0
    hidden_columns: set[int] = field(default_factory=set)
    merged: Noted = field(default_factory=Noted)
    without_result: Noted = field(default_factory=Noted)
    faulty: Noted = field(default_factory=Noted)
    cells: int = 0


@dataclass(frozen=True, slots=True)
class _Book:
    """What the cells of all sheets refer to."""

    strings: Sequence[str]
    formats: Sequence[str]
    epoch: datetime


def read_sheet(path: Path) -> Sheet:
    """The first shown sheet that holds data; Unreadable where there is none, or where it is larger than a survey can be."""
    with open_archive(path, N_("Excel file (xlsx)")) as archive:
        workbook = parse_xml(archive.part("xl/workbook.xml"), "xl/workbook.xml")
        sheets = list(_sheets(archive, workbook))
        book = _Book(_strings(archive), _formats(archive), _epoch(workbook))
        for name, part, shown in sheets:
            if not shown or part not in archive:
                continue
            sheet = _read(archive, part, book)
            if sheet.rows:
                sheet.name = name
                sheet.others = tuple(other for other, its_part, _ in sheets if its_part != part)
                return sheet
    raise Unreadable(N_("it has no sheet with data in it."))


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def column_letter(column: int) -> str:
    """What a spreadsheet calls a column: 1 is A."""
    from openpyxl.utils import get_column_letter  # loads numpy, which no other source needs

    return get_column_letter(column)


def _sheets(archive: Archive, workbook: Any) -> Iterator[tuple[str, str, bool]]:
    """The name of each sheet, its part, and whether it is shown."""
    relations = parse_xml(archive.part("xl/_rels/workbook.xml.rels"), "xl/_rels/workbook.xml.rels")
    targets = {each.get("Id"): each.get("Target", "") for each in relations if _local(each) == "Relationship"}
    for sheet in workbook.iter("{*}sheet"):
        target = targets.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION), "")
        part = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
        yield sheet.get("name", ""), part, sheet.get("state", "visible") == "visible"


def _epoch(workbook: Any) -> datetime:
    from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

    properties = next(workbook.iter("{*}workbookPr"), None)
    from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    return MAC_EPOCH if from_1904 else WINDOWS_EPOCH


def _strings(archive: Archive) -> list[str]:
    part = "xl/sharedStrings.xml"
    if part not in archive:
        return []
    with archive.stream(part) as stream:
        return [_text(item) for item in iterate_xml(stream, part, ["{*}si"])]


def _text(item: Any) -> str:
    """The words of a string of plain or styled runs; how Japanese words are read aloud (rPh) is no part of them."""
    runs = (run for run in item.iter("{*}t") if _local(run.getparent()) != "rPh")
    return _unescaped("".join(run.text or "" for run in runs))


def _unescaped(words: str) -> str:
    """The words with the tabs and line ends that Excel writes as ``_x000D_``."""
    return _ESCAPED.sub(lambda found: _ESCAPES[found[1].lower()], words)


def _formats(archive: Archive) -> list[str]:
    """The number format of each cell style."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    part = "xl/styles.xml"
    if part not in archive:
        return []
    root = parse_xml(archive.part(part), part)
    own = {each.get("numFmtId"): each.get("formatCode", "") for each in root.iter("{*}numFmt")}
    styles = next(root.iter("{*}cellXfs"), ())
    numbers = [each.get("numFmtId", "0") for each in styles]
    return [
        own.get(number) or BUILTIN_FORMATS.get(int(number) if number.isdigit() else 0, "General") for number in numbers
    ]


def _read(archive: Archive, part: str, book: _Book) -> Sheet:
    sheet = Sheet()
    number = 0
    with archive.stream(part) as stream:
        for element in iterate_xml(stream, part, ["{*}row", "{*}col", "{*}mergeCell"]):
            kind = _local(element)
            if kind == "row":
                number = _whole(element.get("r"), number + 1)
                _add_row(sheet, element, number, book)
            elif kind == "mergeCell":
                sheet.merged.add(element.get("ref", ""))
            elif element.get("hidden") in ("1", "true"):
                first, last = _whole(element.get("min"), 1), _whole(element.get("max"), 1)
                sheet.hidden_columns |= set(range(first, min(last, MOST_COLUMNS) + 1))
    return sheet


def _add_row(sheet: Sheet, row: Any, number: int, book: _Book) -> None:
    cells: dict[int, str] = {}
    column = 0
    for cell in row.iter("{*}c"):
        column = _column(cell.get("r", "")) or column + 1
        value = _value(cell, book)
        if value is None:
            noted = sheet.faulty if cell.get("t") == "e" else sheet.without_result
            noted.add(f"{column_letter(column)}{number}")
        elif value.strip():
            cells[column] = value
    if not cells:
        return
    if row.get("hidden") in ("1", "true"):
        sheet.hidden_rows += 1
        return
    sheet.cells += len(cells)
    if len(sheet.rows) > MOST_ROWS or max(cells) > MOST_COLUMNS or sheet.cells > MOST_CELLS:
        raise too_large()
    sheet.rows[number] = cells


def too_large() -> Unreadable:
    """What to say of a sheet that no survey can be."""
    return Unreadable(
        N_(
            "it has more than {rows} rows, {columns} columns or {cells} cells; split it, or take out what is no survey."
        ),
        rows=f"{MOST_ROWS:,}",
        columns=MOST_COLUMNS,
        cells=f"{MOST_CELLS:,}",
    )


def _whole(shown: str | None, otherwise: int) -> int:
    """A number as Excel writes it in an attribute."""
    return int(shown) if shown and len(shown) < 10 and shown.isascii() and shown.isdigit() else otherwise


def _column(reference: str) -> int:
    """The number of the column in a reference such as ``AB12``; 0 where there is none."""
    found = _REFERENCE.fullmatch(reference)
    number = 0
    for letter in found[1] if found else "":
        number = number * 26 + ord(letter) - 64
    return number


def _value(cell: Any, book: _Book) -> str | None:
    """What a cell shows; None where it is a fault (#N/A) or a formula without a result."""
    kind = cell.get("t", "n")
    if kind == "e":
        return None
    if kind == "inlineStr":
        return _text(cell)
    result = cell.find("{*}v")
    shown = result.text if result is not None else None
    if shown is None:
        return None if cell.find("{*}f") is not None else ""
    if kind == "s":
        index = _whole(shown, len(book.strings))
        return book.strings[index] if index < len(book.strings) else ""
    if kind == "b":
        return _TRUTH.get(shown.strip(), str(shown))
    if kind == "n":
        index = _whole(cell.get("s"), 0)
        return _number(shown, book.formats[index] if index < len(book.formats) else "General", book.epoch)
    return _unescaped(str(shown))


def _number(shown: str, form: str, epoch: datetime) -> str:
    from openpyxl.styles.numbers import is_date_format, is_timedelta_format
    from openpyxl.utils.datetime import from_excel

    try:
        number = float(shown)
    except ValueError:
        return shown
    if is_date_format(form):
        try:
            return _moment(from_excel(number, epoch, timedelta=is_timedelta_format(form)))
        except (OverflowError, ValueError):
            pass
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else f"{number:.15g}"


def _moment(value: object) -> str:
    """ISO 8601, without a time of midnight and without seconds that are nought."""
    if isinstance(value, datetime):
        if value.time() == time():
            return value.date().isoformat()
        return value.isoformat(sep=" ", timespec="seconds" if value.second else "minutes")
    if isinstance(value, time):
        return value.isoformat(timespec="seconds" if value.second else "minutes")
    return value.isoformat() if isinstance(value, date) else str(value if isinstance(value, timedelta) else "")
