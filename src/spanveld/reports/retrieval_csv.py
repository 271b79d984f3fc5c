"""Found passages as CSV: a row a passage; lists in a cell are separated by ``;``, attributes are columns of their own."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from spanveld.model.names import natural
from spanveld.reports.csv_table import FORMULA, harmless
from spanveld.views.retrieval import Found, FoundPassage

__all__ = ["COLUMNS", "Cells", "lines", "render"]

COLUMNS = (
    *("passage", "source", "source_title", "kind", "start", "end", "quote", "voices", "codes", "coder", "hedged"),
    *("wave", "before", "after"),
)
AT_A_TIME = 500
"""Rows that are written at once."""
RISKY = frozenset(FORMULA)
"""What the first character of a cell may be that a spreadsheet takes for a formula."""


def render(found: Found) -> str:
    """The rows with a header row, lines ended by ``\\n``; the attributes of sources come last, under ``attr.NAME``."""
    names = sorted({name for row in found.rows for name in row.attributes}, key=natural)
    return "".join(lines(found.rows, names))


def lines(found: Iterable[FoundPassage], names: Sequence[str]) -> Iterator[str]:
    """The same in parts, for rows that are many; ``names`` are the attributes that get a column."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow([harmless(name) for name in (*COLUMNS, *(f"attr.{name}" for name in names))])
    cells_of = Cells(names)
    for number, row in enumerate(found, 1):
        rows.writerow(
            [harmless(cell) if cell.__class__ is str and cell[:1] in RISKY else cell for cell in cells_of(row)]
        )
        if number % AT_A_TIME == 0:
            yield written.getvalue()
            written.seek(0)
            written.truncate()
    yield written.getvalue()


class Cells:
    """Gives the cells of rows; those that are not known are empty. ``names`` are the attributes that get a column."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._attributes: dict[str, tuple[str, ...]] = {}

    def __call__(self, row: FoundPassage) -> tuple[str | int, ...]:
        attributes = self._attributes.get(row.source)
        if attributes is None:
            attributes = tuple([_one_line_end(row.attributes.get(name, "")) for name in self._names])
            self._attributes[row.source] = attributes
        return (
            *(row.passage, row.source, _one_line_end(row.source_title), row.kind),
            *(("", "") if row.start is None or row.end is None else (row.start, row.end)),
            *(row.quote, ";".join(row.voices), ";".join(row.codes), row.coder, int(row.hedged), row.wave),
            *(row.before, row.after),
            *attributes,
        )


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
