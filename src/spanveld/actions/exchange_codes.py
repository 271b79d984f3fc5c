"""The codes of a project: new codes of a layer of the study, or codes that the study has."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any

from spanveld.actions.exchange_choices import LEFT_OUT, paths_of
from spanveld.actions.exchange_known import sound
from spanveld.actions.exchange_taking import Taking
from spanveld.formats.exchange.leftovers import data_of
from spanveld.formats.exchange.project import Code
from spanveld.formats.study_folder.faults import CellFault
from spanveld.formats.study_folder.naming import LayerCodes
from spanveld.model.errors import N_, Refused, quoted
from spanveld.model.names import check_identifier, name_for
from spanveld.model.records import Code as StudyCode
from spanveld.model.records import Layer

__all__ = ["take_codes"]


def take_codes(taking: Taking) -> None:
    """Give each code its place; Refused where a person named a layer or code that cannot take it."""
    taking.layer = taking.layer_of_new_codes()
    paths = paths_of(taking.project.codes)
    new: dict[str, list[Code]] = defaultdict(list)
    for code in taking.project.codes:
        if code.guid in taking.known.layers:  # the folder in which our own export put the codes of a layer
            taking.subjects[code.guid] = ""
            continue
        to = _target(taking, code)
        if to == LEFT_OUT:
            taking.keep(code.guid, "Code", {"to": LEFT_OUT})
            taking.became("Code", "dropped")
        elif to:
            _map(taking, code, to, paths[code.guid])
        else:
            new[_layer_for(taking, code)].append(code)
    left = sum(
        1 for code in taking.project.codes if code.guid not in taking.codes and code.guid not in taking.known.layers
    )
    left -= sum(map(len, new.values()))
    if left:
        taking.account.remark(N_("{count} codes are left out, as the mapping says, with their codings."), count=left)
    for layer, codes in new.items():
        _add(taking, layer, codes)
    _find_exclusive(taking)


def _target(taking: Taking, code: Code) -> str:
    """``layer/code`` where it is a code of the study, ``-`` where it is left out; empty where it is a new one."""
    if code.guid in taking.choices.mapping:
        return taking.choices.mapping[code.guid]
    if code.guid in taking.choices.layers:
        return ""
    if known := taking.known.codes.get(code.guid):
        return "" if known in taking.known.code_records else "/".join(known)
    earlier = str(taking.known.left.extras(code.guid, "Code").get("to", ""))
    layer, _, name = earlier.rpartition("/")
    return earlier if earlier == LEFT_OUT or (layer and taking.known.has_code(layer, name)) else ""


def _map(taking: Taking, code: Code, to: str, path: str) -> None:
    layer, _, name = to.rpartition("/")
    found = _layer(taking, layer)
    if not taking.known.has_code(layer, name):
        raise Refused(
            N_("Code {code} cannot go to {to}: the layer '{layer}' has no such code."),
            code=quoted(path),
            to=quoted(to),
            layer=layer,
        )
    taking.codes[code.guid] = found.spelling, name
    taking.subjects[code.guid] = f"code:{found.spelling}/{name}"
    if taking.known.codes.get(code.guid) != (found.spelling, name):
        taking.keep(code.guid, "Code", {"to": f"{found.spelling}/{name}", **data_of(replace(code, guid=""))})
        taking.became("Code", "changed")
        taking.account.remark(
            N_(
                "Codes that the mapping sends to a code of the study keep their codings and lose their place in the tree."
            )
        )


def _layer_for(taking: Taking, code: Code) -> str:
    if chosen := taking.choices.layers.get(code.guid):
        return chosen
    if known := taking.known.codes.get(code.guid):
        return known[0]
    by_guid = {each.guid: each for each in taking.project.codes} if taking.known.layers else {}
    above, seen = code.parent, {code.guid}
    while above in by_guid and above not in seen:  # new in a folder that stands for a layer of ours
        if above in taking.known.layers:
            return taking.known.layers[above]
        seen.add(above)
        above = by_guid[above].parent
    return taking.layer


def _layer(taking: Taking, name: str) -> LayerCodes:
    try:
        found = taking.known.naming.layer(name)
    except CellFault:
        found = None
    if found is None:
        known = ", ".join(sorted({layer for layer, _, _ in taking.known.naming_codes()})) or "-"
        raise Refused(N_("There is no layer {layer} in this study; it has: {known}."), layer=quoted(name), known=known)
    return found


def _add(taking: Taking, layer: str, codes: list[Code]) -> None:
    """New codes of one layer, each under the nearest code above it that comes into the same layer."""
    spelling, taken = _open_layer(taking, layer)
    names: dict[str, str] = {}
    for code in codes:
        known = taking.known.codes.get(code.guid)
        name = known[1] if known and known[0] == spelling else name_for(code.name, taken)
        taken.add(name)
        names[code.guid] = name
        taking.codes[code.guid] = spelling, name
        taking.subjects[code.guid] = f"code:{spelling}/{name}"
    by_guid = {code.guid: code for code in taking.project.codes}
    label = "label_nl" if taking.known.ours.language == "nl" else "label_en"
    for code in codes:
        name = names[code.guid]
        record: Any = taking.known.code_records.get((spelling, name)) or StudyCode(spelling, name, guid=code.guid)
        spoken = {
            label: sound(code.name),
            "definition": sound(code.description),
            "parent": _above(code, names, by_guid),
        }
        taking.records["code"].append(replace(record, guid=code.guid, **spoken))
        extras = {"colour": code.colour} if code.colour else {}
        taking.keep(code.guid, "Code", extras | ({} if code.codable else {"codable": False}))


def _above(code: Code, names: dict[str, str], by_guid: dict[str, Code]) -> str:
    """The nearest code above that comes into the same layer; none for a code that lies below itself."""
    chain: list[str] = []
    above = code.parent
    while above in by_guid and above not in chain:
        chain.append(above)
        above = by_guid[above].parent
    if code.guid in chain:
        return ""
    return next((names[guid] for guid in chain if guid in names), "")


def _open_layer(taking: Taking, name: str) -> tuple[str, set[str]]:
    """The layer under the name that records use, made where the study has none of that name; and the codes it has."""
    offered = {each.layer for each in taking.known.ours.records.get("layer", ())}
    if name not in offered and not taking.known.naming.bringing(name) and "/" not in name:
        taking.records["layer"].append(Layer(check_identifier(name), "none", True, False))
        return name, set()
    found = _layer(taking, name)
    if found.sub_cases:
        raise Refused(N_("The codes of layer '{layer}' are the study's sub-cases; choose another layer."), layer=name)
    if not found.takes:
        raise Refused(
            N_(
                "Layer '{layer}' is closed: no codes can be added to it. Choose another, or map the codes to those that it has."
            ),
            layer=name,
        )
    return found.spelling, {*found.given, *found.added}


def _find_exclusive(taking: Taking) -> None:
    """The layers of which a coder gives a passage at most one code."""
    made = {each.layer for each in taking.records["layer"]}
    layers = {layer for layer, _ in taking.codes.values()} - made
    taking.exclusive = frozenset(layer for layer in layers if _layer(taking, layer).exclusive)
