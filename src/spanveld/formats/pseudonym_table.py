"""The table of pseudonyms as CSV: what was found, and what is to stand for it; made to be edited in a spreadsheet.

    kind,found,replacement,take,count,sources,example
    PER,Karin de Vries,[persoon A],yes,12,S1 S2,"... zei Karin de Vries toen ..."

Read with any of the delimiters ``, ; tab``, any of the line ends, and any encoding that a spreadsheet writes. A cell that a
spreadsheet would take for a formula, a number or a date is written with a single quote before it, which is taken off again.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spanveld.formats.sources.encodings import decode
from spanveld.formats.sources.parts import Unreadable
from spanveld.language.spans import KINDS
from spanveld.model.errors import N_, Problem, Refused, SpanveldError, Translate

__all__ = ["COLUMNS", "PseudonymRow", "PseudonymTable", "PseudonymTableError", "read_table", "write_table"]

COLUMNS = ("kind", "found", "replacement", "take", "count", "sources", "example")
LONGEST = 300
"""How many characters a spelling or stand-in has at most."""
LARGEST = 32 * 1024 * 1024
"""How many bytes a table has at most."""
MOST_ROWS = 200_000
YES = frozenset({"yes", "y", "ja", "j", "1", "x", "true", "waar"})
NO = frozenset({"no", "n", "nee", "0", "false", "onwaar"})
_FORMULA = tuple("=+-@\t")
_NUMBER = re.compile(r"\d|(?:jan|feb|mrt|maart|march|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]*[ .-]+\d", re.I)


@dataclass(frozen=True, slots=True)
class PseudonymRow:
    """A row: ``found`` becomes ``replacement`` where ``take``; else it stays. The rest is for the person; ``line`` is 1-based."""

    found: str
    replacement: str
    take: bool = True
    kind: str = ""
    count: int = 0
    sources: str = ""
    example: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class PseudonymTable:
    """The rows of a table, each spelling once, and what a person should know of how it was read."""

    rows: tuple[PseudonymRow, ...]
    notices: tuple[SpanveldError, ...] = ()

    @property
    def taken(self) -> tuple[PseudonymRow, ...]:
        """The rows that replace something."""
        return tuple(row for row in self.rows if row.take)


class PseudonymTableError(SpanveldError):
    """A table with faults; ``problems`` holds all of them in the order of the lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        super().__init__(
            N_("Faults in the table of pseudonyms: {count}. Nothing was written."), count=len(self.problems)
        )

    def text(self, translate: Translate = lambda message: message) -> str:
        """One line a fault, then how many there are."""
        return "\n".join([*(problem.text(translate) for problem in self.problems), super().text(translate)])


def write_table(rows: Iterable[PseudonymRow], *, delimiter: str = ",") -> bytes:
    """The table as a spreadsheet opens it: UTF-8 with a byte order mark, CRLF."""
    written = io.StringIO()
    cells = csv.writer(written, delimiter=delimiter, lineterminator="\r\n")
    cells.writerow(COLUMNS)
    for row in rows:
        take = "yes" if row.take else "no"
        cells.writerow(
            [
                row.kind,
                _harmless(row.found),
                _harmless(row.replacement),
                take,
                row.count or "",
                row.sources,
                _harmless(row.example),
            ]
        )
    return written.getvalue().encode("utf-8-sig")


def read_table(data: bytes, name: str) -> PseudonymTable:
    """The table in these bytes; PseudonymTableError with all its faults. ``name`` is the file's, for messages.

    >>> read_table("found;replacement\\r\\nJansen;[burgemeester A]\\r\\n".encode(), "table.csv").rows[0].replacement
    '[burgemeester A]'
    """
    if len(data) > LARGEST:
        raise Refused(N_("{file} is no table of pseudonyms: it has more than {most} bytes."), file=name, most=LARGEST)
    try:
        decoded = decode(data)
    except Unreadable as error:
        raise Refused(N_("{file} is no text: save the table as CSV (UTF-8)."), file=name) from error
    notices: list[SpanveldError] = []
    if decoded.guessed:
        notices.append(
            SpanveldError(
                N_("{file} does not say its encoding; it was read as {encoding}. Look whether accents came out right."),
                file=name,
                encoding=decoded.encoding,
            )
        )
    lines = list(_lines(decoded.text, name))
    header = _header(lines[0][1] if lines else [], name)
    if unknown := [title for title in header if title and title not in COLUMNS]:
        notices.append(
            SpanveldError(N_("Columns of {file} that were not read: {columns}."), file=name, columns=", ".join(unknown))
        )
    rows, problems = [], []
    for line, cells in lines[1:]:
        if any(cell.strip() for cell in cells):
            row, faults = _row(line, dict(zip(header, cells, strict=False)), name)
            rows.append(row)
            problems += faults
            if more := [cell for cell in cells[len(header) :] if cell.strip()]:
                reason = N_(
                    "stands beyond the last column: put double quotes around a cell that holds a comma or other separator"
                )
                problems.append(Problem(name, line, "-", more[0].strip(), reason))
    rows, doubles = _once(rows, name)
    problems += doubles
    problems += _naming(rows, name)
    if problems:
        raise PseudonymTableError(problems)
    return PseudonymTable(tuple(rows), tuple(notices))


def _lines(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of cells with the line on which each begins."""
    first = 1
    told = re.match(r"sep=(.)\n", text, re.IGNORECASE)
    if told:
        text, first = text[told.end() :], 2
    head = text.split("\n", 1)[0]
    delimiter = told[1] if told else max(",;\t", key=head.count)
    before = first - 1
    try:
        cells = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        for number, row in enumerate(cells):
            if number > MOST_ROWS:
                raise Refused(
                    N_("{file} is no table of pseudonyms: it has more than {most} rows."), file=name, most=MOST_ROWS
                )
            yield before + 1, row
            before = first - 1 + cells.line_num
    except csv.Error as error:
        reason = N_("cannot be read as CSV from here on")
        raise PseudonymTableError([Problem(name, before + 1, "-", "", reason)]) from error


def _header(cells: Sequence[str], name: str) -> list[str]:
    titles = [cell.strip().casefold() for cell in cells]
    missing = [title for title in ("found", "replacement") if titles.count(title) != 1]
    if missing:
        reason = N_("must stand once in the first row: the columns are {columns}")
        values = {"columns": ", ".join(COLUMNS)}
        raise PseudonymTableError(Problem(name, 1, title, "", reason, values) for title in missing)
    return titles


def _row(line: int, cells: dict[str, str], name: str) -> tuple[PseudonymRow, list[Problem]]:
    values = {column: _plain(cells.get(column, "").strip()) for column in COLUMNS}
    found, replacement, said = values["found"], values["replacement"], values["take"].casefold()
    problems = []

    def fault(column: str, reason: str, **places: object) -> None:
        problems.append(Problem(name, line, column, values[column], reason, places))

    if said and said not in YES and said not in NO:
        fault("take", N_("should be yes or no"))
    take = said not in NO
    if not any(map(str.isalnum, found)):
        fault("found", N_("holds no letter or digit to look for"))
    if take and not replacement:
        fault("replacement", N_("is empty: write what is to stand there, or no in the column take"))
    for column in ("found", "replacement"):
        if len(values[column]) > LONGEST:
            fault(column, N_("is longer than {most} characters"), most=LONGEST)
        if any(unicodedata.category(character) in ("Cc", "Zl", "Zp") for character in values[column]):
            fault(column, N_("holds a line end or another character that cannot be seen"))
    if values["kind"] and values["kind"] not in KINDS:
        fault("kind", N_("is no kind; it is empty or one of: {kinds}"), kinds=", ".join(KINDS))
    count = int(values["count"]) if re.fullmatch("[0-9]{1,9}", values["count"]) else 0
    row = PseudonymRow(found, replacement, take, values["kind"], count, values["sources"], values["example"], line)
    return row, problems


def _once(rows: Sequence[PseudonymRow], name: str) -> tuple[list[PseudonymRow], list[Problem]]:
    """Each spelling once; a fault where one stands twice and not with the same outcome."""
    first: dict[str, PseudonymRow] = {}
    problems = []
    for row in rows:
        spelled = unicodedata.normalize("NFC", " ".join(row.found.split()))
        other = first.setdefault(spelled, row)
        if (other.take, other.take and other.replacement) != (row.take, row.take and row.replacement):
            reason = N_("stands on line {line} too, with another outcome ({outcome})")
            outcome = other.replacement if other.take else "no"
            problems.append(
                Problem(name, row.line, "found", row.found, reason, {"line": other.line, "outcome": outcome})
            )
    return list(first.values()), problems


def _naming(rows: Sequence[PseudonymRow], name: str) -> Iterator[Problem]:
    """A fault for each stand-in that holds a name that is to be replaced."""
    taken = [row for row in rows if row.take and row.found and any(map(str.isalnum, row.found))]
    for replacement in dict.fromkeys(row.replacement for row in taken):
        small = replacement.casefold()
        for row in taken:
            if row.found.casefold() not in small or row.found == replacement:
                continue
            flags = re.IGNORECASE if row.found == row.found.lower() else 0
            if re.search(rf"(?<!\w){re.escape(row.found)}(?!\w)", replacement, flags):
                reason = N_("holds the name {found} (line {line}), which is to be replaced itself")
                at = next(other.line for other in taken if other.replacement == replacement)
                yield Problem(name, at, "replacement", replacement, reason, {"found": row.found, "line": row.line})
                break


def _needs_quote(cell: str) -> bool:
    if cell.startswith("'"):
        return _needs_quote(cell.lstrip("'"))
    return cell.startswith(_FORMULA) or _NUMBER.match(cell) is not None


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet leaves as it is: no formula, number or date."""
    return f"'{cell}" if _needs_quote(cell) else cell


def _plain(cell: str) -> str:
    """The cell without the quote that was put before it."""
    return cell[1:] if cell.startswith("'") and _needs_quote(cell) else cell
