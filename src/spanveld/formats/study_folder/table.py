"""CSV files <-> columns of cells, with the physical line on which each row starts.

Reading is strict where a guess could lose data (quotes, number of cells) and lenient where a spreadsheet leaves its
marks (byte order mark, CRLF, blank lines, empty columns without a name).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from spanveld.formats.study_folder.faults import CellFault, Faults
from spanveld.model.errors import N_
from spanveld.model.text import clean

__all__ = ["Table", "decode", "read_table", "table_text"]

csv.field_size_limit(2**31 - 1)  # the module's own limit, 131,072 characters, is shorter than a long memo

_FIELD = re.compile(r'"(?:[^"]++|"")*+"|[^",\n]*+')
_ROW = re.compile(rf"(?:{_FIELD.pattern})(?:,(?:{_FIELD.pattern}))*+")


@dataclass(slots=True)
class Table:
    """The cells of one file, or of one list of study.yaml, by column, and the line on which each row starts.

    ``complete`` is False where some rows could not be told apart, so that nothing can be said of what is missing.
    ``cell_lines`` names the lines of cells that do not stand where their row starts.
    """

    file: str
    columns: dict[str, Sequence[str]]
    lines: Sequence[int]
    complete: bool = True
    cell_lines: Mapping[tuple[int, str], int] = field(default_factory=dict)

    def line(self, row: int, column: str) -> int:
        """The physical line of a cell."""
        return self.cell_lines.get((row, column)) or self.lines[row]

    def note(self, column: str, wrong: Mapping[str, CellFault], faults: Faults) -> None:
        """Note what is wrong with these cells of a column, in every row that has one of them."""
        if not wrong:
            return
        for row, cell in enumerate(self.columns[column]):
            if cell in wrong:
                faults.add_cell(self.file, self.line(row, column), column, cell, wrong[cell])


def decode(file: str, data: bytes, faults: Faults) -> str | None:
    """The text of a file, byte order mark off, line ends ``\\n``; None, and a fault, where it is not UTF-8."""
    try:
        return clean(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = clean(data[: error.start].decode("utf-8")).count("\n") + 1
        value = "".join(f"\\x{byte:02x}" for byte in data[error.start : error.end])
        faults.add(file, line, "", value, N_("is not UTF-8; save the file again with the encoding UTF-8."))
        return None


def read_table(file: str, data: bytes, required: Sequence[str], faults: Faults) -> Table | None:
    """The cells of a CSV file; None where they cannot be told apart at all."""
    text = decode(file, data, faults)
    if text is None:
        return None
    rows, lines, complete = _rows(file, text, faults)
    header = rows[0] if rows else []
    if not _check_header(file, header, text.partition("\n")[0], required, faults):
        return None
    del rows[0]
    _check_width(file, rows, lines, header, faults)
    cells: Sequence[Sequence[str]] = list(zip(*rows, strict=True)) if rows else [()] * len(header)
    _check_nameless(file, [column for name, column in zip(header, cells, strict=True) if not name], lines, faults)
    columns = {name: column for name, column in zip(header, cells, strict=True) if name}
    if "\0" in text:
        _refuse_nul(file, columns, lines, faults)
    return Table(file, columns, lines, complete)


def table_text(columns: Mapping[str, Sequence[str]]) -> str:
    """The canonical CSV text of columns: a header, LF, quotes only where they are needed."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip(*columns.values(), strict=True))
    return out.getvalue()


def _rows(file: str, text: str, faults: Faults) -> tuple[list[list[str]], Sequence[int], bool]:
    """All rows with the header first, the lines of those behind the header, and whether no row was lost."""
    reader = csv.reader(io.StringIO(text, newline="\n"), strict=True)
    try:
        rows = list(reader)
    except csv.Error:
        return _careful_rows(file, text, faults)
    one_line_each = reader.line_num == len(rows) and [] not in rows
    if one_line_each and ('"' not in text or all(_ROW.fullmatch(line) for line in text.split("\n") if '"' in line)):
        return rows, range(2, len(rows) + 1), True
    return _careful_rows(file, text, faults)


def _careful_rows(file: str, text: str, faults: Faults) -> tuple[list[list[str]], Sequence[int], bool]:
    """The same for a file with blank lines, rows of several lines or misplaced quotes, which are noted."""
    raw = text.split("\n")
    reader = csv.reader(io.StringIO(text, newline="\n"), strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    header: list[str] = []
    complete = True
    ended = 0
    while True:
        line = ended + 1
        try:
            row = next(reader, None)
            ended = reader.line_num
            fine = row is None or _well_quoted(raw, line, ended)
        except csv.Error:
            ended = reader.line_num
            row, fine = next(csv.reader(raw[line - 1 : line])), False
            complete = complete and ended == line and len(row) == len(header)
        if row is None:
            break
        header = header or row
        if not fine:
            _refuse_quote(file, line, "\n".join(raw[line - 1 : ended]), header, faults)
        if row or not rows:
            rows.append(row)
            lines.append(line)
    return rows, lines[1:], complete


def _well_quoted(raw: Sequence[str], line: int, ended: int) -> bool:
    if line == ended and '"' not in raw[line - 1]:
        return True
    return _ROW.fullmatch("\n".join(raw[line - 1 : ended])) is not None


def _refuse_quote(file: str, line: int, row: str, header: Sequence[str], faults: Faults) -> None:
    at = index = 0
    while (found := _FIELD.match(row, at)) and row[found.end() : found.end() + 1] == ",":
        at = found.end() + 1
        index += 1
    column = header[index] if index < len(header) and line > 1 else ""
    cell = row[at:]
    if cell.startswith('"') and _FIELD.match(cell, 0).end() == 0:  # type: ignore[union-attr]
        reason = N_("opens a quote that is never closed; close it, and double each quote inside a cell.")
    else:
        reason = N_(
            "has a quote in the wrong place; put the whole cell between quotes and double each quote inside it."
        )
    faults.add(file, line, column, cell.partition(",")[0], reason)
    faults.silence(file, line)


def _check_header(file: str, header: list[str], line: str, required: Sequence[str], faults: Faults) -> bool:
    """Whether the header can be used; faults are noted."""
    missing = [name for name in required if name not in header]
    doubled = dict.fromkeys(name for name in header if name and header.count(name) > 1)
    for name in missing:
        faults.add(file, 1, name, line, N_("lacks a column that this file needs; add it to the header."))
    for name in doubled:
        faults.add(file, 1, name, line, N_("names a column twice; rename or remove one of the two."))
    if not any(header) and not required:
        faults.add(file, 1, "", line, N_("has no header; write the names of the columns in the first line."))
    return any(header) and not missing and not doubled


def _check_width(file: str, rows: list[list[str]], lines: Sequence[int], header: list[str], faults: Faults) -> None:
    """Bring every row to the header's width; those that had another are noted."""
    width = len(header)
    if set(map(len, rows)) <= {width}:
        return
    for index, row in enumerate(rows):
        count = len(row)
        if count < width:
            reason = N_("has {count} cells where the header has {width}; this column has no cell in it.")
            faults.add(file, lines[index], header[count], ",".join(row), reason, count=count, width=width)
            rows[index] = row + [""] * (width - count)
        elif count > width:
            reason = N_("has {count} cells where the header has {width}; put a cell with a comma between quotes.")
            faults.add(file, lines[index], header[-1], ",".join(row), reason, count=count, width=width)
            rows[index] = row[:width]
        if count != width:
            faults.silence(file, lines[index])


def _check_nameless(file: str, columns: Sequence[Sequence[str]], lines: Sequence[int], faults: Faults) -> None:
    """Note the values in columns without a name, which spreadsheets leave behind, mostly empty."""
    for row, cell in ((row, cell) for column in columns for row, cell in enumerate(column) if cell):
        faults.add(
            file, lines[row], "", cell, N_("stands in a column without a name; give the column a name in the header.")
        )


_NUL = N_("has the character U+0000, which no text can hold; remove it.")


def _refuse_nul(file: str, columns: Mapping[str, Sequence[str]], lines: Sequence[int], faults: Faults) -> None:
    for name, cells in columns.items():
        if "\0" in name:
            faults.add(file, 1, name, name, _NUL)
        for row, cell in enumerate(cells):
            if "\0" in cell:
                faults.add(file, lines[row], name, cell, _NUL)
