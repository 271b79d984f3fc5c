"""Checks that everything that a record names is there, whatever the kind of the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from spanveld.formats.study_folder.draft import Draft, missing
from spanveld.formats.study_folder.faults import CellFault
from spanveld.formats.study_folder.sheets import Sheet
from spanveld.model.errors import N_
from spanveld.model.kinds import Column

__all__ = ["check_references", "sheets_of"]

Check = Callable[[Draft, Sheet, Column], None]


def check_references(draft: Draft) -> None:
    """Note every name that stands for nothing; layers, dimensions and subjects get their canonical spelling.

    Codes are checked elsewhere: what they mean depends on the layer beside them.
    """
    for sheet in sheets_of(draft):
        for column in sheet.kind.columns:
            check = _CHECKS.get(column.type)
            if check and column.name in sheet.table.columns:
                check(draft, sheet, column)


def sheets_of(draft: Draft) -> Iterator[Sheet]:
    """All sheets that could be read."""
    return (sheet for sheet in draft.sheets.values() if sheet is not None)


def _reference(draft: Draft, sheet: Sheet, column: Column) -> None:
    known = draft.known(column.to)
    if known is None:
        return
    unknown = set(sheet.table.columns[column.name]) - known - {""}
    sheet.table.note(column.name, {cell: missing(column.to, cell) for cell in unknown}, draft.faults)


def _references(draft: Draft, sheet: Sheet, column: Column) -> None:
    known = draft.known(column.to)
    if known is None:
        return
    lists = dict(zip(sheet.table.columns[column.name], sheet.values[column.name], strict=True))
    unknown = {cell: [item for item in items or () if item not in known] for cell, items in lists.items()}
    while unknown := {cell: items for cell, items in unknown.items() if items}:
        wrong = {cell: missing(column.to, items.pop(0)) for cell, items in unknown.items()}
        sheet.table.note(column.name, wrong, draft.faults)


def _layer(draft: Draft, sheet: Sheet, column: Column) -> None:
    def settle(cell: str) -> str:
        layer = draft.naming.layer(cell)
        return layer.spelling if layer else cell

    _settle(draft, sheet, column, settle)


def _dimension(draft: Draft, sheet: Sheet, column: Column) -> None:
    def settle(cell: str) -> str:
        found = draft.naming.dimension(cell)
        return found[0] if found else cell

    _settle(draft, sheet, column, settle)


def _subject(draft: Draft, sheet: Sheet, column: Column) -> None:
    def settle(cell: str) -> str:
        kind, colon, name = cell.partition(":")
        if not colon or kind not in column.choices:
            reason = N_("does not say what it is about; write {kinds}, a colon and the identifier, as in {example}.")
            raise CellFault(reason, kinds=" / ".join(column.choices), example=f"{column.choices[0]}:A")
        if kind == "code":
            return f"code:{_code(draft, name)}"
        known = draft.known(kind)
        if known is not None and name not in known:
            raise missing(kind, cell)
        return cell

    _settle(draft, sheet, column, settle)


def _code(draft: Draft, name: str) -> str:
    layer_name, slash, code = name.rpartition("/")
    if not slash:
        raise CellFault(N_("does not say which layer the code is of; write code:layer/code."))
    layer = draft.naming.layer(layer_name)
    if layer is None:
        return name
    codes = draft.naming.codes(layer, draft.known("sub_case"))
    if codes is not None and code not in codes:
        raise CellFault(N_("names a code that its layer does not have; correct it or add it to codes.csv."))
    return f"{layer.spelling}/{code}"


def _link(draft: Draft, sheet: Sheet, column: Column) -> None:
    findings = draft.known("finding")

    def settle(cell: str) -> str:
        framework, colon, item = cell.partition(":")
        if not colon and findings is not None and cell not in findings:
            raise missing("finding", cell)
        if colon and (not item or (framework not in draft.naming.frameworks and draft.naming.complete)):
            reason = N_("is neither a finding nor an item of an adopted framework; write a finding, or framework:item.")
            raise CellFault(reason)
        return cell

    _settle(draft, sheet, column, settle)


def _settle(draft: Draft, sheet: Sheet, column: Column, settle: Callable[[str], str]) -> None:
    """Check every distinct cell of a column and put what it settles to in its place."""
    cells = sheet.table.columns[column.name]
    settled: dict[str, Any] = {"": ""}
    wrong: dict[str, CellFault] = {}
    for cell in set(cells) - {""}:
        try:
            settled[cell] = settle(cell)
        except CellFault as fault:
            settled[cell], wrong[cell] = cell, fault
    sheet.values[column.name] = list(map(settled.__getitem__, cells))
    sheet.table.note(column.name, wrong, draft.faults)


_CHECKS: dict[str, Check] = {
    "reference": _reference,
    "references": _references,
    "voices": _references,
    "layer": _layer,
    "dimension": _dimension,
    "subject": _subject,
    "link": _link,
}
