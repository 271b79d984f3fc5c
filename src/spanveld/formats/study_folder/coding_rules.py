"""The rules of codes and codings: which codes a layer has, and how many of them a passage may carry."""

from __future__ import annotations

from collections.abc import Iterable

from spanveld.formats.study_folder.draft import Draft
from spanveld.formats.study_folder.faults import CellFault
from spanveld.formats.study_folder.naming import LayerCodes
from spanveld.formats.study_folder.sheets import Sheet
from spanveld.model.errors import N_
from spanveld.model.names import is_identifier

__all__ = ["check_codes", "check_codings", "check_finding_kinds", "check_known", "check_layers", "layers_named"]


def check_layers(draft: Draft) -> None:
    """Note layers of the study that a framework brings already."""
    sheet = draft.sheets["layer"]
    for row, layer in enumerate(sheet.names if sheet else ()):
        if sheet and (bringing := draft.naming.bringing(layer)):
            reason = N_(
                "is a layer that {frameworks} brings already; give your own layer another name, or leave it out."
            )
            sheet.note(draft.faults, row, "id", reason, frameworks=", ".join(bringing))


def check_codes(draft: Draft) -> None:
    """Take the codes of codes.csv up into their layers, and note those that cannot stand there."""
    sheet = draft.sheets["code"]
    draft.naming.codes_complete = sheet is not None and sheet.table.complete
    if sheet and sheet.count:
        layers = layers_named(draft, sheet.table.columns["layer"])
        rows = [(row, layers[name], code) for row, (name, code) in enumerate(_named(sheet))]
        for row, layer, code in rows:
            _check_added(draft, sheet, row, layer, code)
        for _, layer, code in rows:
            if layer:
                layer.added.add(code)
        if "parent" in sheet.table.columns:
            _check_parents(draft, sheet, layers)
    draft.naming.settle()


def check_codings(draft: Draft) -> None:
    """Note unknown codes and codes that break an exclusive layer; a coder who is the passage's is left out."""
    sheet = draft.sheets["coding"]
    if sheet is None or not sheet.count:
        return
    layers = layers_named(draft, sheet.table.columns["layer"])
    check_known(draft, sheet, layers)
    _leave_out_coders(draft, sheet)
    _check_exclusive(draft, sheet, {layer.spelling for layer in layers.values() if layer and layer.exclusive})


def check_finding_kinds(draft: Draft) -> None:
    """Note kinds of findings that the framework of their dimension does not have."""
    sheet = draft.sheets["finding"]
    if sheet is None or not sheet.count:
        return
    columns = sheet.table.columns
    pairs = set(zip(columns["dimension"], columns["kind"], strict=True))
    wrong = {pair: fault for pair in pairs if pair[1] and (fault := _kind_fault(draft, *pair))}
    _note_pairs(draft, sheet, ("dimension", "kind"), wrong)


def _named(sheet: Sheet) -> Iterable[tuple[str, str]]:
    return zip(sheet.table.columns["layer"], sheet.table.columns["code"], strict=True)


def layers_named(draft: Draft, cells: Iterable[str]) -> dict[str, LayerCodes | None]:
    """The layer of each distinct cell; None where there is none or it is not known (which is noted elsewhere)."""
    layers: dict[str, LayerCodes | None] = {}
    for cell in set(cells):
        try:
            layers[cell] = draft.naming.layer(cell) if cell else None
        except CellFault:
            layers[cell] = None
    return layers


def _check_added(draft: Draft, sheet: Sheet, row: int, layer: LayerCodes | None, code: str) -> None:
    if code and not is_identifier(code):
        reason = N_("is no identifier; use letters, digits, _ . and -, and put the words into the labels.")
        sheet.note(draft.faults, row, "code", reason)
    if layer is None:
        return
    if layer.sub_cases:
        reason = N_("is a layer whose codes are the study's sub-cases; add the sub-case to study.yaml instead.")
        sheet.note(draft.faults, row, "layer", reason)
    elif not layer.takes:
        sheet.note(draft.faults, row, "layer", N_("is a closed layer; use the codes that its framework gives it."))
    elif code in layer.given:
        sheet.note(draft.faults, row, "code", N_("is a code of the framework already; leave this row out."))


def _check_parents(draft: Draft, sheet: Sheet, layers: dict[str, LayerCodes | None]) -> None:
    rows: dict[tuple[str, str], int] = {}
    above: dict[tuple[str, str], tuple[str, str]] = {}
    for row, ((name, code), parent) in enumerate(zip(_named(sheet), sheet.table.columns["parent"], strict=True)):
        layer = layers[name]
        if layer is None or not parent:
            continue
        known = draft.naming.codes(layer, draft.known("sub_case"))
        if known is not None and parent not in known:
            sheet.note(
                draft.faults, row, "parent", N_("is no code of the same layer; add it there or correct this name.")
            )
        rows[layer.spelling, code] = row
        above[layer.spelling, code] = (layer.spelling, parent)
    for start in _circles(above):
        sheet.note(
            draft.faults, rows[start], "parent", N_("lies below this code itself; give the code another parent.")
        )


def _circles(above: dict[tuple[str, str], tuple[str, str]]) -> list[tuple[str, str]]:
    """One member of each circle of parents, the last in the order of the rows."""
    order = {code: index for index, code in enumerate(above)}
    done: set[tuple[str, str]] = set()
    found = []
    for start in above:
        path: list[tuple[str, str]] = []
        on_path: set[tuple[str, str]] = set()
        code = start
        while code in above and code not in done and code not in on_path:
            path.append(code)
            on_path.add(code)
            code = above[code]
        if code in on_path:
            found.append(max(path[path.index(code) :], key=order.__getitem__))
        done |= on_path
    return found


def check_known(draft: Draft, sheet: Sheet, layers: dict[str, LayerCodes | None]) -> None:
    wrong = {}
    codes = {
        name: draft.naming.codes(layer, draft.known("sub_case")) if layer else None for name, layer in layers.items()
    }
    for name, code in set(_named(sheet)):
        known, layer = codes[name], layers[name]
        if code and layer and known is not None and code not in known:
            wrong[name, code] = _unknown_code(layer)
    _note_pairs(draft, sheet, ("layer", "code"), wrong)


def _unknown_code(layer: LayerCodes) -> CellFault:
    if layer.sub_cases:
        return CellFault(N_("is not among the sub_cases of study.yaml; add it there or correct this name."))
    if layer.takes:
        return CellFault(
            N_("is no code of the layer {layer}; add it to codes.csv or correct this name."), layer=layer.spelling
        )
    reason = N_("is no code of the closed layer {layer}; write one of: {codes}.")
    return CellFault(reason, layer=layer.spelling, codes=", ".join(sorted(layer.given)))


def _note_pairs(draft: Draft, sheet: Sheet, columns: tuple[str, str], wrong: dict[tuple[str, str], CellFault]) -> None:
    """Note faults of the second cell that depend on the first."""
    if not wrong:
        return
    for row, pair in enumerate(zip(*(sheet.table.columns[column] for column in columns), strict=True)):
        if fault := wrong.get(pair):
            sheet.note(draft.faults, row, columns[1], fault.reason, **fault.values)


def _leave_out_coders(draft: Draft, sheet: Sheet) -> None:
    passages = draft.sheets["passage"]
    if passages is None or not any(sheet.values["coder"]):
        return
    coders = dict(zip(passages.names, passages.values["coder"], strict=True))
    sheet.values["coder"] = [
        "" if coder == coders.get(passage) else coder
        for passage, coder in zip(sheet.values["passage"], sheet.values["coder"], strict=True)
    ]


def _check_exclusive(draft: Draft, sheet: Sheet, exclusive: set[str]) -> None:
    if not exclusive:
        return
    first: dict[tuple[str, str, str], int] = {}
    values = sheet.values
    rows = zip(values["passage"], values["layer"], values["coder"], strict=True)
    for row, key in enumerate(rows):
        if (
            key[1] in exclusive
            and first.setdefault(key, row) != row
            and values["code"][row] != values["code"][first[key]]
        ):
            reason = N_(
                "is a second code of the exclusive layer {layer} for this passage and coder (line {first}); keep one."
            )
            sheet.note(draft.faults, row, "code", reason, layer=key[1], first=sheet.table.lines[first[key]])


def _kind_fault(draft: Draft, dimension: str, kind: str) -> CellFault | None:
    try:
        found = draft.naming.dimension(dimension) if dimension else None
    except CellFault:
        return None
    if found is None:
        return None
    kinds = [each.id for each in found[1].finding_kinds] if found[1] else []
    if kinds and kind not in kinds:
        return CellFault(N_("is no kind of finding of this dimension; write one of: {kinds}."), kinds=", ".join(kinds))
    if not kinds and not is_identifier(kind):
        return CellFault(N_("is no identifier; use letters, digits, _ . and -, beginning with a letter or a digit."))
    return None
