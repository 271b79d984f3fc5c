"""One cell <-> the value it stands for, by the type of its column."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from spanveld.formats.study_folder.faults import CellFault
from spanveld.model.errors import N_
from spanveld.model.kinds import Column
from spanveld.model.names import is_identifier, natural, tidy_guid
from spanveld.model.records import NOBODY

__all__ = ["format_cells", "parse_cells", "parse_date", "parse_guid", "parser"]

Parser = Callable[[str], Any]

_OFFSET = re.compile(r"[0-9]{1,18}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,18}")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?"
)
_FLAGS = {"1": True, "0": False}


def parse_cells(parse: Parser, cells: Sequence[str], empty: Any) -> tuple[list[Any], dict[str, CellFault]]:
    """The values of a column and what is wrong with which cell; an empty or faulty cell has the value ``empty``."""
    values: dict[str, Any] = {}
    faults: dict[str, CellFault] = {}
    for cell in set(cells):
        try:
            values[cell] = parse(cell) if cell else empty
        except CellFault as fault:
            values[cell], faults[cell] = empty, fault
    return list(map(values.__getitem__, cells)), faults


def parser(column: Column) -> Parser | None:
    """How cells of a column are read; None where they are taken as they are."""
    if column.type == "choice":
        return _choice(column.choices)
    return _PARSERS.get(column.type)


def parse_guid(cell: str) -> str:
    """A GUID in the one spelling in which it is kept."""
    guid = tidy_guid(cell)
    if not guid:
        raise CellFault(N_("is no GUID; write 32 hexadecimal digits in groups of 8-4-4-4-12, or leave the cell empty."))
    return guid


def format_cells(column: Column, values: Sequence[Any]) -> list[str]:
    """The canonical cells of a column."""
    write = _WRITERS.get(column.type)
    if write is None:
        return list(values)
    written: dict[Any, str] = {value: write(value) for value in set(values)}
    return list(map(written.__getitem__, values))


def _identifier(cell: str) -> str:
    if not is_identifier(cell):
        raise CellFault(N_("is no identifier; use letters, digits, _ . and -, beginning with a letter or a digit."))
    return cell


def _items(cell: str) -> tuple[str, ...]:
    items = tuple(cell.split(";"))
    if "" in items:
        raise CellFault(N_("has an empty item in its list; put one ; between two items and none at the ends."))
    if len(set(items)) < len(items):
        twice = next(item for index, item in enumerate(items) if item in items[:index])
        raise CellFault(N_("is named twice in this list; leave one of the two out."), twice)
    return tuple(sorted(items, key=natural))


def _lines(cell: str) -> tuple[str, ...]:
    return tuple(line for line in cell.split("\n") if line.strip())


def _voices(cell: str) -> tuple[str, ...]:
    if cell == NOBODY:
        return ()
    items = _items(cell)
    if NOBODY in items:
        raise CellFault(N_("names participants and nobody (-) together; write the participants, or - alone."))
    return items


def _offset(cell: str) -> int:
    if not _OFFSET.fullmatch(cell):
        raise CellFault(
            N_("is no position in a text; write a whole number of characters in the digits 0-9, not below 0.")
        )
    return int(cell)


def _number(cell: str) -> int:
    if not _NUMBER.fullmatch(cell):
        raise CellFault(N_("is no whole number; write it in the digits 0-9, with - before it where it is negative."))
    return int(cell)


def _flag(cell: str) -> bool:
    if cell not in _FLAGS:
        raise CellFault(
            N_("is neither yes (1, in study.yaml true) nor no (0, false); write one of these or leave it out.")
        )
    return _FLAGS[cell]


def parse_date(cell: str) -> str:
    found = _DATE.fullmatch(cell)
    try:
        if found:
            datetime.date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
            return cell
    except ValueError:
        pass
    raise CellFault(N_("is no date of the calendar; write it as YYYY, YYYY-MM or YYYY-MM-DD."))


def _moment(cell: str) -> str:
    try:
        if _MOMENT.fullmatch(cell):
            datetime.datetime.fromisoformat(cell)
            return cell
    except ValueError:
        pass
    raise CellFault(
        N_("is no moment; write YYYY-MM-DD or YYYY-MM-DDTHH:MM:SS, with Z or an offset such as +01:00 if you know it.")
    )


def _choice(choices: tuple[str, ...]) -> Parser:
    def parse(cell: str) -> str:
        if cell not in choices:
            raise CellFault(N_("is not allowed here; write one of: {choices}."), choices=", ".join(choices))
        return cell

    return parse


_PARSERS: Mapping[str, Parser] = {
    "identifier": _identifier,
    "words": _items,
    "lines": _lines,
    "references": _items,
    "voices": _voices,
    "offset": _offset,
    "number": _number,
    "flag": _flag,
    "date": parse_date,
    "moment": _moment,
}


def _write_number(value: int | None) -> str:
    return "" if value is None else str(value)


def _write_flag(value: bool | None) -> str:
    return "" if value is None else "1" if value else "0"


def _write_list(value: Sequence[str]) -> str:
    return ";".join(sorted(value, key=natural))


def _write_voices(value: Sequence[str] | None) -> str:
    return "" if value is None else _write_list(value) or NOBODY


_WRITERS: Mapping[str, Callable[[Any], str]] = {
    "words": _write_list,
    "lines": "\n".join,
    "references": _write_list,
    "voices": _write_voices,
    "offset": _write_number,
    "number": _write_number,
    "flag": _write_flag,
}
