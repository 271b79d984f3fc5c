"""Other versions of a framework, made of its data."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from spanveld.formats.framework_file import read_framework
from spanveld.model.framework import Framework

__all__ = [
    "Change",
    "add_code",
    "changed",
    "drop_code",
    "drop_kind",
    "flag",
    "framework_of",
    "relabel",
    "rename_code",
    "rename_layer",
]

Data = dict[str, Any]
Change = Callable[[Data], None]


def framework_of(data: Mapping[str, Any]) -> Framework:
    """The framework that these data are as a file (JSON is YAML)."""
    return read_framework(json.dumps(data, ensure_ascii=False, indent=1), f"{data['id']}.yaml")


def changed(framework: Framework, version: str, *changes: Change) -> Framework:
    """The framework as another version, after some changes."""
    data = json.loads(json.dumps(framework.content))
    data["version"] = version
    for change in changes:
        change(data)
    return framework_of(data)


def relabel(layer: str, code: str, label: str) -> Change:
    """Call a code otherwise."""

    def change(data: Data) -> None:
        _code(data, layer, code)["label"] = dict.fromkeys(data["languages"], label)

    return change


def add_code(layer: str, code: str, **more: Any) -> Change:
    """Give a layer one more code, first in its list."""

    def change(data: Data) -> None:
        entry = {"id": code, "label": dict.fromkeys(data["languages"], code), **more}
        _layer(data, layer).setdefault("codes", []).insert(0, entry)

    return change


def drop_code(layer: str, code: str) -> Change:
    """Take a code away that nothing else in the file names."""

    def change(data: Data) -> None:
        _layer(data, layer)["codes"].remove(_code(data, layer, code))

    return change


def rename_code(layer: str, code: str, to: str) -> Change:
    """Give a code another id, wherever the file names it."""

    def change(data: Data) -> None:
        text = json.dumps(data).replace(f'"{layer}:{code}"', f'"{layer}:{to}"')
        renamed = json.loads(re.sub(rf'"{code}"(?!: \{{)', f'"{to}"', text))
        data.clear()
        data.update(renamed)

    return change


def rename_layer(layer: str, to: str) -> Change:
    """Give a layer another id, and name its codes by it wherever the file cites them."""

    def change(data: Data) -> None:
        _layer(data, layer)["id"] = to
        cited = json.loads(json.dumps(data).replace(f'"{layer}:', f'"{to}:'))
        data.clear()
        data.update(cited)

    return change


def drop_kind(kind: str) -> Change:
    """Take a kind of finding away."""

    def change(data: Data) -> None:
        data["finding_kinds"] = [entry for entry in data["finding_kinds"] if entry["id"] != kind]

    return change


def flag(layer: str, **flags: Any) -> Change:
    """Set keys of a layer."""

    def change(data: Data) -> None:
        _layer(data, layer).update(flags)

    return change


def _layer(data: Data, layer: str) -> Data:
    return next(entry for entry in data["layers"] if entry["id"] == layer)


def _code(data: Data, layer: str, code: str) -> Data:
    return next(entry for entry in _layer(data, layer)["codes"] if entry["id"] == code)
