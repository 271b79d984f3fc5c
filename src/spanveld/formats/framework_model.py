"""The checked data of a framework file -> model values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spanveld.formats.framework_parts import CATALOGUES
from spanveld.formats.framework_schema import parse_sources
from spanveld.model.framework import (
    CompletenessRule,
    FindingKind,
    Framework,
    FrameworkCode,
    Item,
    Layer,
    Selector,
    Source,
)

__all__ = ["to_framework"]


def to_framework(data: dict[str, Any], text: str, digest: str) -> Framework:
    """The framework that ``data``, found without fault, describes."""
    layers = tuple(_layer(layer) for layer in data["layers"])
    return Framework(
        id=data["id"],
        version=data["version"],
        labels=data["label"],
        languages=tuple(data["languages"]),
        layers=layers,
        finding_kinds=tuple(_finding_kind(kind) for kind in data.get("finding_kinds", ())),
        completeness=tuple(_completeness(rule, layers) for rule in data.get("completeness", ())),
        catalogue=tuple(_catalogue(data)),
        content=data,
        text=text,
        digest=digest,
    )


def _layer(layer: dict[str, Any]) -> Layer:
    return Layer(
        id=layer["id"],
        role=layer["role"],
        labels=layer["label"],
        exclusive=layer.get("exclusive", False),
        open=layer.get("open", False),
        from_study=layer.get("from_study", False),
        off_by_default=layer.get("off_by_default", False),
        hidden_when_blind=layer.get("hidden_when_blind", False),
        definition=layer.get("definition", {}),
        codes=tuple(_code(code, layer) for code in layer.get("codes", ())),
    )


def _code(code: dict[str, Any], layer: dict[str, Any]) -> FrameworkCode:
    return FrameworkCode(
        id=code["id"],
        labels=code["label"],
        parent=code.get("parent", ""),
        definition=code.get("definition", {}),
        examples=tuple(code.get("examples", ())),
        sources=_sources(code, layer),
        checked=_checked(code, layer),
        side=code.get("side"),
    )


def _finding_kind(kind: dict[str, Any]) -> FindingKind:
    return FindingKind(
        id=kind["id"],
        labels=kind["label"],
        plurals=kind["plural"],
        definition=kind.get("definition", {}),
        gathers=tuple(kind.get("gathers", ())),
        has_effect=kind.get("has_effect", False),
        verdict=kind.get("verdict", False),
    )


def _completeness(rule: dict[str, Any], layers: tuple[Layer, ...]) -> CompletenessRule:
    when, needs = _selector(rule["when"], layers), _selector(rule["needs"], layers)
    return CompletenessRule(id=rule["id"], when=when, needs=needs, labels=rule["label"])


def _selector(selector: dict[str, Any], layers: tuple[Layer, ...]) -> Selector:
    layer = selector.get("layer") or next(layer.id for layer in layers if layer.role == selector["role"])
    return Selector(layer, tuple(selector.get("codes", ())))


def _catalogue(data: dict[str, Any]) -> Iterator[Item]:
    for section in ("drivers", "pain_points"):
        for dimension in data.get("dimensions", ()):
            for entry in dimension.get(section, ()):
                yield _item(entry, section, dimension, dimension["id"])
    for section in CATALOGUES:
        for entry in data.get(section, ()):
            yield _item(entry, section, {}, "")


def _item(entry: dict[str, Any], section: str, holder: dict[str, Any], dimension: str) -> Item:
    labels = entry.get("label") or entry["when"]
    return Item(entry["id"], section, labels, _sources(entry, holder), _checked(entry, holder), entry, dimension)


def _sources(entry: dict[str, Any], holder: dict[str, Any]) -> tuple[Source, ...]:
    text = entry.get("source") or holder.get("source")
    return parse_sources(text) if text else ()


def _checked(entry: dict[str, Any], holder: dict[str, Any]) -> bool:
    checked: bool = entry.get("checked", holder.get("checked", True))
    return checked
