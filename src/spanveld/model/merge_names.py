"""The names of several copies of a study brought into one language, so that their records can be compared as they are.

``Naming`` says for one copy which of its names mean something else in the merged study, and translates records.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from spanveld.model.framework import Framework
from spanveld.model.framework_names import QualifiedName, layer_names, shortest
from spanveld.model.kinds import Column, Kind
from spanveld.model.names import natural
from spanveld.model.study import StudyContent

__all__ = ["Dimensions", "Naming", "fresh_name", "key_of", "layer_facts", "references"]

NO_NAMES: dict[str, str] = {}
Change = Callable[[Any], Any]


@dataclass(slots=True)
class Naming:
    """What is called otherwise in the merged study; names that stay are left out.

    ``sub_case_layers``: layers whose codes are the sub-cases.
    """

    ids: dict[str, dict[str, str]] = field(default_factory=dict)
    layers: dict[str, str] = field(default_factory=dict)
    codes: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    dimensions: dict[str, str] = field(default_factory=dict)
    sub_case_layers: frozenset[str] = frozenset()

    def name(self, kind: str, name: str) -> str:
        """The name in the merged study of a thing of this copy."""
        return self.ids.get(kind, NO_NAMES).get(name, name)

    def layer(self, name: str) -> str:
        """A layer's name there."""
        return self.layers.get(name, name)

    def code(self, layer: str, code: str) -> tuple[str, str]:
        """A code's layer (as spelled there) and name there."""
        if self.layer(layer) in self.sub_case_layers:
            return self.layer(layer), self.name("sub_case", code)
        return self.codes.get((layer, code)) or (self.layer(layer), code)

    def subject(self, subject: str) -> str:
        """``kind:identifier`` there."""
        kind, _, name = subject.partition(":")
        if kind == "code":
            layer, _, code = name.rpartition("/")
            return "code:" + "/".join(self.code(layer, code))
        return f"{kind}:{self.name(kind, name)}" if kind else ""

    def translated(self, kind: Kind, records: Sequence[Any]) -> Sequence[Any]:
        """The records, each referring to things as they are called there (its own name stays)."""
        changes = dict(self._changes(kind))
        if not changes:
            return records
        found = []
        for record in records:
            values = {}
            for attribute, change in changes.items():
                now = getattr(record, attribute)
                if now and (after := change(record)) != now:
                    values[attribute] = after
            found.append(replace(record, **values) if values else record)
        return found

    def _changes(self, kind: Kind) -> Iterator[tuple[str, Change]]:
        layer = next((column for column in kind.columns if column.type == "layer"), None)
        for column in kind.columns:
            change = self._change(kind, column, layer.attribute if layer else "layer")
            if change is not None:
                yield column.attribute, change

    def _change(self, kind: Kind, column: Column, layer: str) -> Change | None:
        name = column.attribute
        match column.type:
            case "reference" if self.ids.get(column.to):
                return lambda record: self.name(column.to, getattr(record, name))
            case "references" | "voices" if self.ids.get(column.to):
                return lambda record: tuple(
                    sorted((self.name(column.to, each) for each in getattr(record, name)), key=natural)
                )
            case "layer" if self.layers:
                return lambda record: self.layer(getattr(record, name))
            case "code" if self.layers or self.codes or self.ids.get("sub_case"):
                return lambda record: self.code(getattr(record, layer), getattr(record, name))[1]
            case "dimension" if self.dimensions:
                return lambda record: self.dimensions.get(getattr(record, name), getattr(record, name))
            case "subject" if self.layers or self.codes or self.ids:
                return lambda record: self.subject(getattr(record, name))
            case "link" if self.ids.get("finding"):
                return lambda record: self._link(getattr(record, name))
            case "text" if (kind.name, column.name) == ("sealed_mark", "content") and self.ids:
                return lambda record: self._evidence(getattr(record, name))
        return None

    def _link(self, link: str) -> str:
        return link if ":" in link else self.name("finding", link)

    def _evidence(self, content: str) -> str:
        """A sealed mark with its links to things as they are called there."""
        try:
            values = json.loads(content)
        except ValueError:
            return content
        if not isinstance(values, dict) or not isinstance(values.get("evidence"), dict):
            return content
        links = {self.subject(subject): stance for subject, stance in values["evidence"].items()}
        if links == values["evidence"]:
            return content
        return json.dumps({**values, "evidence": dict(sorted(links.items()))}, ensure_ascii=False)


class Dimensions:
    """Canonical names of dimensions, and the codes that they are."""

    def __init__(self, frameworks: Sequence[Framework], own_layers: Iterable[Any], codes: Iterable[Any]) -> None:
        offered: dict[str, list[str]] = {}
        places: list[tuple[str, str, str]] = []
        layers = layer_names(frameworks)
        if own := [layer.layer for layer in own_layers]:
            layers[""] = own
        owners = {layer.layer: "" for layer in own_layers if layer.role == "dimension"}
        for framework in frameworks:
            for layer in framework.with_role("dimension"):
                name = shortest(QualifiedName(framework.id, layer.id), layers)
                owners[name] = framework.id
                places += [(framework.id, name, code.id) for code in layer.codes]
        places += [(owners[code.layer], code.layer, code.code) for code in codes if code.layer in owners]
        for owner, _, code in places:
            offered.setdefault(owner, []).append(code)
        self.codes = {shortest(QualifiedName(owner, code), offered): (layer, code) for owner, layer, code in places}
        self.names = {place: name for name, place in self.codes.items()}


def layer_facts(content: StudyContent) -> dict[str, tuple[str, bool]]:
    """Canonical name of each layer of a study -> its role, and whether it is exclusive."""
    offered = layer_names(content.frameworks)
    own = content.records.get("layer", ())
    if own:
        offered[""] = [layer.layer for layer in own]
    facts = {layer.layer: (str(layer.role or "none"), bool(layer.exclusive)) for layer in own}
    for framework in content.frameworks:
        for layer in framework.layers:
            role = "sub_case" if layer.from_study else layer.role
            facts[shortest(QualifiedName(framework.id, layer.id), offered)] = (role, layer.exclusive)
    return facts


def key_of(kind: Kind, record: Any, only_case: str = "") -> tuple[Any, ...]:
    """What makes the record unique among those of its kind; a case that is left out is the study's only one."""
    values = []
    for name in kind.key:
        value = getattr(record, kind.column(name).attribute)
        values.append(only_case if name == "case" and not value else value)
    return tuple(values)


def references(
    kind: Kind, record: Any, sub_case_layers: frozenset[str], dimensions: Mapping[str, Any]
) -> Iterator[tuple[Column, str, str]]:
    """What a record refers to: (column, kind, name); a code's name is ``layer/code``, and a dimension is a code."""
    layer = ""
    for column in kind.columns:
        value = getattr(record, column.attribute)
        if column.type == "layer":
            layer = value
        if not value:
            continue
        match column.type:
            case "reference":
                yield column, column.to, value
            case "references" | "voices":
                for each in value:
                    yield column, column.to, each
            case "layer":
                yield column, "layer", value
            case "code" if layer in sub_case_layers:
                yield column, "sub_case", value
            case "code":
                yield column, "code", f"{layer}/{value}"
            case "dimension" if value in dimensions:
                yield column, "code", "/".join(dimensions[value])
            case "subject":
                of, _, name = value.partition(":")
                held, _, code = name.rpartition("/")
                yield column, *(("sub_case", code) if of == "code" and held in sub_case_layers else (of, name))
            case "link" if ":" not in value:
                yield column, "finding", value


def fresh_name(name: str, taken: set[str], highest: int = 0) -> str:
    """A name that is not taken: the next free number (above ``highest``) for a number, else NAME-2, NAME-3, ..."""
    if name.isascii() and name.isdecimal():
        number = max(highest, int(name)) + 1
        while str(number) in taken:
            number += 1
        return str(number)
    number = 2
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"
