"""Conflicts of a merge as a CSV file in which a person says which side goes.

The columns are ``what``, ``field``, ``base``, ``ours``, ``theirs`` and ``choice``: ``ours``, ``theirs``, or empty where it is open.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spanveld.model.errors import N_, Refused, quoted
from spanveld.model.merge_values import SIDES, Conflict
from spanveld.model.text import clean

__all__ = ["Choice", "check_choices", "conflicts_text", "read_choices"]

COLUMNS = ("what", "field", "base", "ours", "theirs", "choice")
_FORMULA = ("=", "+", "-", "@", "'", "\t")
SEALED = "(sealed)"


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of the file, as it was written and what was chosen."""

    line: int
    what: str
    field: str
    base: str
    ours: str
    theirs: str
    choice: str


def conflicts_text(conflicts: Iterable[Conflict]) -> str:
    """The text of a file of conflicts. What a spreadsheet would take for a formula has an apostrophe before it."""
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\n")
    lines.writerow(COLUMNS)
    for each in conflicts:
        lines.writerow([_guarded(cell) for cell in (each.what, each.field, *_values(each), each.choice)])
    return written.getvalue()


def read_choices(data: bytes) -> list[Choice]:
    """The lines of a file of conflicts; Refused, with the line, where it cannot be read. Separators may be commas, semicolons or tabs."""
    try:
        text = clean(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Refused(N_("The file of conflicts is not UTF-8; save it again with the encoding UTF-8.")) from error
    first = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=first.count), strict=True)
    try:
        return list(_lines(rows))
    except csv.Error as error:
        raise Refused(
            N_("The file of conflicts cannot be read at line {line}: {problem}."), line=rows.line_num, problem=error
        ) from error


def check_choices(choices: Iterable[Choice], conflicts: Iterable[Conflict]) -> None:
    """Refused where something was chosen that is no conflict, or is not any more as whoever chose saw it."""
    present = {conflict.place: conflict for conflict in conflicts}
    for each in choices:
        if not each.choice:
            continue
        conflict = present.get((each.what, each.field))
        if conflict is None:
            raise Refused(
                N_(
                    "Line {line} of the file of conflicts settles {what}, which is no conflict (any more); write the file anew."
                ),
                line=each.line,
                what=quoted(" ".join(filter(None, (each.what, each.field)))),
            )
        if _values(conflict) != (each.base, each.ours, each.theirs):
            raise Refused(
                N_(
                    "{what} (line {line} of the file of conflicts) was changed after the file was written; write the file anew."
                ),
                line=each.line,
                what=quoted(" ".join(filter(None, (each.what, each.field)))),
            )


def _values(conflict: Conflict) -> tuple[str, str, str]:
    if conflict.sealed:
        return SEALED, SEALED, SEALED
    # a reader of CSV gives other line ends back as one kind
    return clean(conflict.base), clean(conflict.ours), clean(conflict.theirs)


def _lines(rows: csv.Reader) -> Iterator[Choice]:  # type: ignore[name-defined]
    header = [name.strip().lower() for name in next(rows, [])]
    if missing := [name for name in COLUMNS if name not in header]:
        raise Refused(
            N_("The file of conflicts has no column {column}; its first line should name: {columns}."),
            column=quoted(missing[0]),
            columns=", ".join(COLUMNS),
        )
    for row in rows:
        cells = dict(zip(header, row, strict=False))
        if not any(cells.values()):
            continue
        choice = cells.get("choice", "").strip().lower()
        if choice and choice not in SIDES:
            raise Refused(
                N_("Line {line} of the file of conflicts: the choice {choice} is neither ours nor theirs."),
                line=rows.line_num,
                choice=quoted(choice),
            )
        what, field, base, ours, theirs = (_plain(cells.get(name, "")) for name in COLUMNS[:-1])
        yield Choice(rows.line_num, what, field, base, ours, theirs, choice)


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") else cell
