"""A survey as a spreadsheet program or a survey site writes it (xlsx, csv, tsv) -> questions and a row for each respondent."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from spanveld.formats.sources.parts import Remark, Unreadable
from spanveld.formats.sources.plain import read_plain
from spanveld.formats.sources.sheet_xml import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    Noted,
    Sheet,
    column_letter,
    read_sheet,
    too_large,
)
from spanveld.model.errors import N_, quoted
from spanveld.model.text import clean, fault_in

__all__ = ["Column", "Table", "read_table"]

csv.field_size_limit(2**31 - 1)  # the module's own limit, 131,072 characters, is shorter than a long answer

_DELIMITERS = ";,\t"
_TRIED_ROWS = 50
_NAMED = 8


@dataclass(frozen=True, slots=True)
class Column:
    """A question, its letter in the spreadsheet, and the answers of all rows; an empty string where there is none."""

    name: str
    letter: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """``numbers``: which respondent of the sheet each row is, counted from 1 below the questions."""

    columns: tuple[Column, ...]
    numbers: tuple[int, ...]
    remarks: tuple[Remark, ...] = ()
    encoding: str = ""


def read_table(path: Path, kind: str) -> Table:
    """The table in a file of this kind (``xlsx``, else text with delimiters); Unreadable where it holds no rows of answers."""
    if kind == "xlsx":
        sheet = read_sheet(path)
        return _table(sheet.rows, sheet.hidden_columns, _on_sheet(sheet), "")
    decoded = read_plain(path)
    rows, remarks = _rows(decoded.text)
    cells = {
        number: {column: cell for column, cell in enumerate(row, start=1) if cell.strip()}
        for number, row in enumerate(rows, start=1)
    }
    filled = {number: row for number, row in cells.items() if row}
    wide = any(max(row) > MOST_COLUMNS for row in filled.values())
    if wide or len(filled) > MOST_ROWS + 1 or sum(map(len, filled.values())) > MOST_CELLS:
        raise too_large()
    return _table(filled, set(), (*decoded.remarks, *remarks), decoded.encoding)


def _table(rows: dict[int, dict[int, str]], hidden: set[int], remarks: Sequence[Remark], encoding: str) -> Table:
    numbers = sorted(rows)
    if len(numbers) < 2:
        raise Unreadable(
            N_("it holds no answers: below its first row, the questions, there must be a row a respondent.")
        )
    head, body = numbers[0], numbers[1:]
    used = sorted({column for row in rows.values() for column in row} - hidden)
    columns = []
    for column in used:
        letter = column_letter(column)
        name = " ".join(_sound(rows[head].get(column, "")).split()) or letter
        columns.append(Column(name, letter, tuple(_answer(rows[number].get(column, "")) for number in body)))
    nameless = [column.letter for column in columns if column.name == column.letter]
    message = N_("Columns without a question in the first row go by their letter: {columns}.")
    extra = (Remark(message, {"columns": ", ".join(nameless[:_NAMED])}),) if nameless else ()
    return Table(tuple(columns), tuple(number - head for number in body), (*remarks, *extra), encoding)


def _sound(cell: str) -> str:
    """A cell without what no text can hold."""
    text = clean(cell)
    return text.replace("\x00", "").encode("utf-8", "ignore").decode() if fault_in(text) else text


def _answer(cell: str) -> str:
    """An answer as a text holds it: no empty lines at its ends, never two in a row, no spaces at the ends of lines."""
    lines = [line.rstrip() for line in _sound(cell).strip().split("\n")]
    return "\n".join(line for at, line in enumerate(lines) if line or lines[at - 1])


def _rows(text: str) -> tuple[list[list[str]], tuple[Remark, ...]]:
    first, _, rest = text.partition("\n")
    stated = first.strip().lower()
    if stated.startswith("sep=") and len(stated) == 5:  # Excel's own way of naming the delimiter
        delimiter, text = stated[4], rest
    else:
        delimiter = max(_DELIMITERS, key=lambda each: _fit(text, each))
    try:
        return list(_parsed(text, delimiter, strict=True)), ()
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise Unreadable(N_("a quotation mark opens a cell that is never closed; close it.")) from error
    message = N_("Some cells have a quotation mark in their midst; check that no answer was cut or joined.")
    return list(_parsed(text, delimiter, strict=False)), (Remark(message),)


def _parsed(text: str, delimiter: str, strict: bool) -> Iterable[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)


def _fit(text: str, delimiter: str) -> tuple[float, int]:
    """How well a delimiter cuts the first rows into as many cells as the first one has."""
    widths = [len(row) for row in islice(_parsed(text, delimiter, strict=False), _TRIED_ROWS) if any(row)]
    if not widths or widths[0] < 2:
        return 0.0, 0
    return sum(width == widths[0] for width in widths) / len(widths), widths[0]


def _on_sheet(sheet: Sheet) -> tuple[Remark, ...]:
    """What a person should know of a sheet that does not show in its cells."""
    remarks = []
    if sheet.others:
        message = N_("Only the sheet {sheet} was read; not read: {others}.")
        others = ", ".join(quoted(name) for name in sheet.others[:_NAMED])
        remarks.append(Remark(message, {"sheet": quoted(sheet.name), "others": others}))
    if sheet.hidden_rows:
        message = N_(
            "{count} hidden rows were left out; show them (or take the filter off) if they belong to the survey."
        )
        remarks.append(Remark(message, {"count": sheet.hidden_rows}))
    used = sorted({column for row in sheet.rows.values() for column in row} & sheet.hidden_columns)
    if used:
        message = N_("Hidden columns were left out: {columns}.")
        remarks.append(Remark(message, {"columns": ", ".join(map(column_letter, used[:_NAMED]))}))
    if sheet.merged.count:
        message = N_("{count} merged cells hold their words only in the first of their places: {cells}.")
        remarks.append(Remark(message, _cells(sheet.merged)))
    if sheet.without_result.count:
        message = N_(
            "{count} formulas have no stored result and count as empty ({cells}); open the file in Excel or LibreOffice"
            " and save it anew."
        )
        remarks.append(Remark(message, _cells(sheet.without_result)))
    if sheet.faulty.count:
        message = N_("{count} cells show a fault such as #N/A and count as empty: {cells}.")
        remarks.append(Remark(message, _cells(sheet.faulty)))
    return tuple(remarks)


def _cells(noted: Noted) -> dict[str, object]:
    return {"count": noted.count, "cells": ", ".join(noted.first)}
