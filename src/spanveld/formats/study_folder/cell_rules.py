"""The rules of cells of the framework matrix: each stands in one row and one column, and names what is there."""

from __future__ import annotations

from spanveld.formats.study_folder.coding_rules import check_known, layers_named
from spanveld.formats.study_folder.draft import Draft
from spanveld.formats.study_folder.sheets import Sheet
from spanveld.model.errors import N_

__all__ = ["check_matrix_cells"]


def check_matrix_cells(draft: Draft) -> None:
    """Note cells without a row or a column, or with two, and those whose code or rule is not known."""
    sheet = draft.sheets["matrix_cell"]
    if sheet is None or not sheet.count:
        return
    columns = sheet.table.columns
    cells = {name: columns.get(name) or [""] * sheet.count for name in ("subject", "level", "layer", "code", "rule")}
    for row, (subject, level, layer, code, rule) in enumerate(zip(*cells.values(), strict=True)):
        if bool(subject) == bool(level):
            reason = N_(
                "does not say which row the cell stands in; fill in the subject or the level, and one of the two."
            )
            sheet.note(draft.faults, row, "subject", reason)
        if bool(layer) != bool(code):
            sheet.note(draft.faults, row, "code", N_("goes with a layer: fill in both, or neither."))
        elif bool(code) == bool(rule):
            reason = N_("does not say which column the cell stands in; fill in a code or a rule, and one of the two.")
            sheet.note(draft.faults, row, "code", reason)
    if "layer" in columns and "code" in columns:
        check_known(draft, sheet, layers_named(draft, columns["layer"]))
    if "rule" in columns:
        _check_rules(draft, sheet)


def _check_rules(draft: Draft, sheet: Sheet) -> None:
    for row, cell in enumerate(sheet.table.columns["rule"]):
        name, _, item = cell.partition(":")
        framework = draft.naming.frameworks.get(name)
        if not cell or (framework is None and not draft.naming.complete):
            continue
        if framework is None or all(item != known.id for known in framework.catalogue):
            reason = N_("is no rule of an adopted framework; write framework:item.")
            sheet.note(draft.faults, row, "rule", reason)
