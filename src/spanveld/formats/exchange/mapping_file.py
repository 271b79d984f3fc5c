"""The mapping of a project's codes to the layers of a study, as a CSV file that a person edits in a spreadsheet.

The columns are ``guid``, ``code`` (the path in the tree), ``passages``, ``layer`` and ``to``. ``to`` empty: the code comes in as a new code
of ``layer``; ``-``: it is left out; else it is this code of ``layer``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from spanveld.model.errors import N_, Refused, quoted
from spanveld.model.text import clean

__all__ = ["LEFT_OUT", "MappedCode", "mapping_file_text", "read_mapping_file"]

COLUMNS = ("guid", "code", "passages", "layer", "to")
LEFT_OUT = "-"
"""What ``to`` says of a code that is not to come in."""
_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class MappedCode:
    """A line of the file; ``code`` and ``passages`` are for the reader."""

    guid: str
    code: str
    passages: int
    layer: str
    to: str = ""


def mapping_file_text(codes: Iterable[MappedCode]) -> str:
    """The text of a mapping file. What a spreadsheet would take for a formula has an apostrophe before it."""
    written = io.StringIO()
    cells = csv.writer(written, lineterminator="\n")
    cells.writerow(COLUMNS)
    for each in codes:
        path = f"'{each.code}" if each.code.startswith(_FORMULA) else each.code
        cells.writerow([each.guid, path, each.passages, each.layer, each.to])
    return written.getvalue()


def read_mapping_file(data: bytes) -> list[MappedCode]:
    """The lines of a mapping file; Refused, with the line, where it cannot be read. Separators may be commas, semicolons or tabs."""
    try:
        text = clean(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Refused(N_("The mapping file is not UTF-8; save it again with the encoding UTF-8.")) from error
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        return _lines(rows)
    except csv.Error as error:
        raise Refused(
            N_("The mapping file cannot be read at line {line}: {problem}."), line=rows.line_num, problem=error
        ) from error


def _lines(rows: csv.Reader) -> list[MappedCode]:  # type: ignore[name-defined]
    header = [name.strip().lower() for name in next(rows, [])]
    if missing := [name for name in ("guid", "layer", "to") if name not in header]:
        raise Refused(
            N_("The mapping file has no column {column}; its first line should name: {columns}."),
            column=quoted(missing[0]),
            columns=", ".join(COLUMNS),
        )
    found: list[MappedCode] = []
    for row in rows:
        cells = {name: cell.strip() for name, cell in zip(header, row, strict=False)}
        if not any(cells.values()):
            continue
        if not cells.get("guid"):
            raise Refused(
                N_("Line {line} of the mapping file has no GUID; leave that column as it was."), line=rows.line_num
            )
        guid = cells["guid"].removeprefix("{").removesuffix("}").lower()
        found.append(MappedCode(guid, cells.get("code", ""), 0, cells.get("layer", ""), cells.get("to", "")))
    return found
