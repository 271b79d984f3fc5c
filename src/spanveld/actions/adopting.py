"""Adopting a framework, and taking a newer version of it by a mapping of codes that a person has seen first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from spanveld.actions.codes import recode
from spanveld.actions.lookup import find
from spanveld.actions.passages import check_exclusive
from spanveld.actions.theory import parse_framework
from spanveld.model.errors import N_, NotFound, Refused
from spanveld.model.framework import Framework, Layer
from spanveld.model.framework_diff import Difference, differences
from spanveld.store.work import Row, Work

__all__ = ["Succession", "adopt_framework", "plan_succession", "take_version"]


@dataclass(frozen=True, slots=True)
class Succession:
    """What taking another version does. Codes are ``layer/code``; counts are of what is coded or stated with them now.

    ``moves``: codes that the mapping sends to another, with their codings. ``stranded``: codes that the new version lacks and the
    mapping does not send anywhere, with the codings or findings that would be left without; only without any can it be taken.
    """

    framework: str
    old: str
    new: str
    differences: tuple[Difference, ...]
    moves: Mapping[str, tuple[str, int]]
    dropped: tuple[str, ...]
    stranded: Mapping[str, int]
    stranded_findings: Mapping[str, int]

    @property
    def possible(self) -> bool:
        """Whether nothing would be left without its code or its kind."""
        return not self.stranded and not self.stranded_findings


def adopt_framework(work: Work, framework: Framework) -> None:
    """Freeze a copy of a framework into the study, with its layers and codes."""
    if work.values("framework", "id", identifier=framework.id):
        raise Refused(
            N_("This study has adopted '{framework}' already; take a newer version of it instead."),
            framework=framework.id,
        )
    own = work.values("layer", "id", "identifier", framework_id=None)
    clash = sorted({name for _, name in own} & {layer.id for layer in framework.layers})
    if clash:
        raise Refused(
            N_("The study has layers of its own with the names of this framework's: {names}."), names=", ".join(clash)
        )
    number = work.insert(
        "framework",
        identifier=framework.id,
        version=framework.version,
        digest=framework.digest,
        position=work.count("framework"),
        body=framework.text,
    )
    for layer in framework.layers:
        _add_layer(work, number, layer)
    work.record("adopt framework", [f"framework:{framework.id}"])


def plan_succession(work: Work, framework: Framework, mapping: Mapping[str, str]) -> Succession:
    """What taking this version would do to the study; nothing is written. ``mapping`` sends ``layer/code`` to ``layer/code``."""
    row = _adopted(work, framework)
    old = parse_framework(row["body"], row["identifier"])
    present = {f"{layer.id}/{code.id}" for layer in framework.layers for code in layer.codes}
    if unknown := sorted(set(mapping.values()) - present):
        raise NotFound(N_("The new version has no code {names}."), names=", ".join(unknown))
    moves, dropped, stranded = {}, [], {}
    for name, code in _code_rows(work, row["id"]).items():
        used = work.count("coding", code_id=code["id"]) + work.count("finding", dimension_id=code["id"])
        if name in mapping and mapping[name] != name:
            moves[name] = (mapping[name], used)
        elif name in present or (code["origin"] != "framework" and _layer_stays(framework, name)):
            continue
        elif used:
            stranded[name] = used
        else:
            dropped.append(name)
    known = {kind.id for kind in framework.finding_kinds}
    kinds: Counter[str] = Counter()
    for layer in work.rows("layer", framework_id=row["id"], role="dimension"):
        for (code,) in work.values("code", "id", layer_id=layer["id"]):
            kinds.update(kind for (kind,) in work.values("finding", "kind", dimension_id=code) if kind not in known)
    found = tuple(differences(old, framework))
    return Succession(framework.id, old.version, framework.version, found, moves, tuple(dropped), stranded, dict(kinds))


def take_version(work: Work, framework: Framework, mapping: Mapping[str, str]) -> Succession:
    """Take another version of an adopted framework; Refused, with the list, where something would be left without a code."""
    plan = plan_succession(work, framework, mapping)
    if not plan.possible:
        lost = {**plan.stranded, **plan.stranded_findings}
        raise Refused(
            N_("Version {version} lacks what this study uses; map it first: {names}."),
            version=framework.version,
            names=", ".join(f"{name} ({count})" for name, count in sorted(lost.items())),
        )
    row = _adopted(work, framework)
    before = _code_rows(work, row["id"])
    work.update("framework", row["id"], version=framework.version, digest=framework.digest, body=framework.text)
    layers = {layer["identifier"]: layer for layer in work.rows("layer", framework_id=row["id"])}
    for layer in framework.layers:
        if layer.id not in layers:
            _add_layer(work, row["id"], layer)
        else:
            flags = {"open": int(layer.open), "exclusive": int(layer.exclusive)}
            work.update("layer", layers[layer.id]["id"], role=layer.role, **flags)
            _renew_codes(work, layers[layer.id]["id"], layer)
    after = _code_rows(work, row["id"])
    for name, (target, _) in plan.moves.items():
        _move(work, before[name]["id"], after[target]["id"])
    for name in (*plan.moves, *plan.dropped):
        code = before[name]
        for (child,) in work.values("code", "id", parent_id=code["id"]):
            work.update("code", child, parent_id=None)
        if name not in {f"{layer.id}/{item.id}" for layer in framework.layers for item in layer.codes}:
            work.delete("code", code["id"])
    for identifier, layer_row in layers.items():
        if not any(layer.id == identifier for layer in framework.layers):
            work.delete("layer", layer_row["id"])
    work.record("take framework version", [f"framework:{framework.id}"])
    return plan


def _adopted(work: Work, framework: Framework) -> Row:
    if not work.values("framework", "id", identifier=framework.id):
        raise NotFound(N_("This study has not adopted a framework '{name}'."), name=framework.id)
    return work.row("framework", (find(work, "framework", framework.id),)) or {}


def _layer_stays(framework: Framework, name: str) -> bool:
    return any(layer.id == name.partition("/")[0] and (layer.open or layer.from_study) for layer in framework.layers)


def _code_rows(work: Work, framework_id: int) -> dict[str, Row]:
    """``layer/code`` -> row, of all layers of a framework (the study's own codes in them too)."""
    found = {}
    for layer in work.rows("layer", framework_id=framework_id):
        for code in work.rows("code", layer_id=layer["id"]):
            found[f"{layer['identifier']}/{code['identifier']}"] = code
    return found


def _add_layer(work: Work, framework_id: int, layer: Layer) -> None:
    flags = {"open": int(layer.open), "exclusive": int(layer.exclusive)}
    place = {"framework_id": framework_id, "position": work.count("layer")}
    number = work.insert("layer", identifier=layer.id, role=layer.role, **flags, **place)
    _renew_codes(work, number, layer)
    if layer.role == "sub_case":
        for position, (name, label) in enumerate(work.values("sub_case", "identifier", "name")):
            labels = {"label_en": label, "label_nl": label, "origin": "sub_case"}
            work.insert("code", identifier=name, layer_id=number, parent_id=None, position=position, **labels)


def _renew_codes(work: Work, layer_id: int, layer: Layer) -> None:
    """Let a layer have the codes of the framework, with their labels, definitions and places."""
    rows = {code["identifier"]: code for code in work.rows("code", layer_id=layer_id)}
    for position, code in enumerate(layer.codes):
        texts = {"label_en": code.labels.get("en", ""), "label_nl": code.labels.get("nl", "")}
        values = {**texts, "definition": code.definition.get("en", ""), "origin": "framework", "position": position}
        if code.id in rows:
            work.update("code", rows[code.id]["id"], **values)
        else:
            rows[code.id] = {"id": work.insert("code", identifier=code.id, layer_id=layer_id, parent_id=None, **values)}
    for code in layer.codes:
        work.update("code", rows[code.id]["id"], parent_id=rows[code.parent]["id"] if code.parent else None)


def _move(work: Work, old: int, new: int) -> None:
    """Send everything from one code to another; Refused where that gives a passage two codes of an exclusive layer."""
    passages = [passage for (passage,) in work.values("coding", "passage_id", code_id=old)]
    recode(work, old, new)
    for passage in passages:
        check_exclusive(work, passage)
