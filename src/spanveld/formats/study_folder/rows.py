"""Records of one kind -> the canonical columns of their file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any

from spanveld.formats.study_folder.cells import format_cells
from spanveld.formats.study_folder.sheets import GUID
from spanveld.model.errors import N_, Refused
from spanveld.model.kinds import Column, Kind
from spanveld.model.names import natural
from spanveld.model.text import clean

__all__ = ["NaturalOrder", "canonical_columns"]


class NaturalOrder:
    """Sort keys of texts, each worked out once: the same identifiers order several files."""

    def __init__(self) -> None:
        self._keys: dict[str, Any] = {}

    def keys(self, texts: Sequence[str]) -> list[Any]:
        """The keys of these texts, by which they sort naturally."""
        known = self._keys
        for text in set(texts).difference(known):
            known[text] = natural(text)
        return list(map(known.__getitem__, texts))


def canonical_columns(kind: Kind, records: Sequence[Any], order: NaturalOrder) -> dict[str, Sequence[str]]:
    """The cells by column: required columns and those with a value, own columns last; rows in their canonical order."""
    _check_lists(kind, records)
    written = {column.name: _cells(column, records) for column in kind.columns}
    columns: dict[str, Sequence[str]] = {
        column.name: written[column.name] for column in kind.columns if column.required or any(written[column.name])
    }
    columns |= _guids(records) | _own(records)
    rows = _order(kind, records, written, order)
    if rows == list(range(len(records))):
        return columns
    return {name: list(map(cells.__getitem__, rows)) for name, cells in columns.items()}


def _cells(column: Column, records: Sequence[Any]) -> list[str]:
    cells = format_cells(column, list(map(attrgetter(column.attribute), records)))
    return _one_line_end(cells) if column.type in ("text", "words", "lines") else cells


def _one_line_end(cells: list[str]) -> list[str]:
    """The same with LF line ends, the only ones that a cell keeps when it is read."""
    return [clean(cell) for cell in cells] if any("\r" in cell for cell in cells) else cells


def _guids(records: Sequence[Any]) -> dict[str, Sequence[str]]:
    cells = [record.guid for record in records]
    return {GUID: cells} if any(cells) else {}


def _own(records: Sequence[Any]) -> dict[str, Sequence[str]]:
    names = {name for record in records if record.own for name, cell in record.own.items() if cell}
    return {
        name: _one_line_end([record.own.get(name, "") for record in records]) for name in sorted(names, key=natural)
    }


def _order(kind: Kind, records: Sequence[Any], written: Mapping[str, Sequence[str]], order: NaturalOrder) -> list[int]:
    """The rows by the columns that order them: numbers by value and last where there is none, texts naturally."""
    keys: list[Sequence[Any]] = []
    for name in kind.order:
        column = kind.column(name)
        if column.type in ("number", "offset"):
            values = map(attrgetter(column.attribute), records)
            keys.append([(value is None, value or 0) for value in values])
        else:
            keys.append(order.keys(written[name]))
    rows = list(zip(*keys, range(len(records)), strict=True))
    rows.sort()
    return [row[-1] for row in rows]


def _check_lists(kind: Kind, records: Sequence[Any]) -> None:
    """Refuse lists that a cell cannot hold: one of their items is empty or has the ; that stands between items."""
    for column in kind.columns:
        if column.is_list:
            for items in set(map(attrgetter(column.attribute), records)):
                for item in items or ():
                    if not item or ";" in item:
                        raise Refused(_NO_ITEM, file=kind.file, column=column.name, item=item)


_NO_ITEM = N_(
    "{file} cannot hold '{item}' in a list of {column}: an item may not be empty nor have a ; in it. Change it first."
)
