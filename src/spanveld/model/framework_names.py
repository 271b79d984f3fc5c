"""Names when several frameworks are adopted: plain where only one has it, ``framework/name`` where two collide.

>>> offered = {"tensions": ["aspect", "tension"], "values": ["aspect"], "": ["mood"]}
>>> resolve("tension", offered)
QualifiedName(framework='tensions', name='tension')
>>> resolve("values/aspect", offered)
QualifiedName(framework='values', name='aspect')
>>> shortest(QualifiedName("values", "aspect"), offered)
'values/aspect'
>>> shortest(QualifiedName("tensions", "tension"), offered)
'tension'

``offered`` maps the id of a framework to the names it brings (of its layers, or dimensions, or finding kinds, ...); the
empty id stands for the study's own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from spanveld.model.errors import N_, NotFound, Refused, quoted
from spanveld.model.framework import FindingKind, Framework, FrameworkCode, Layer

__all__ = [
    "AmbiguousName",
    "Offered",
    "QualifiedName",
    "UnknownName",
    "find_dimension",
    "find_finding_kind",
    "find_layer",
    "layer_names",
    "resolve",
    "shortest",
]

Offered = Mapping[str, Collection[str]]


@dataclass(frozen=True, slots=True)
class QualifiedName:
    """A name and the framework it belongs to; the framework is empty for the study's own names."""

    framework: str
    name: str

    def __str__(self) -> str:
        return f"{self.framework}/{self.name}" if self.framework else self.name


class UnknownName(NotFound):
    """A name that no adopted framework brings."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(
            N_("{name} is not known here; known are: {known}."),
            name=quoted(name),
            known=", ".join(sorted(known)) or "-",
        )


class AmbiguousName(Refused):
    """A plain name that several adopted frameworks bring; ``candidates`` are the qualified ones."""

    def __init__(self, name: str, candidates: Iterable[QualifiedName]) -> None:
        self.candidates = tuple(candidates)
        super().__init__(
            N_("{name} is ambiguous; write one of: {candidates}."),
            name=quoted(name),
            candidates=", ".join(map(str, self.candidates)),
        )


def resolve(name: str, offered: Offered) -> QualifiedName:
    """What a plain or ``framework/name`` stands for.

    A plain name of the study itself (the empty framework) goes before the same name in a framework, which can still be
    reached by its qualified form. Raises ``UnknownName`` or ``AmbiguousName``.
    """
    framework, slash, plain = name.rpartition("/")
    if slash:
        if framework and plain in offered.get(framework, ()):
            return QualifiedName(framework, plain)
        raise UnknownName(name, all_names(offered))
    if name in offered.get("", ()):
        return QualifiedName("", name)
    owners = [QualifiedName(framework, name) for framework, names in offered.items() if framework and name in names]
    if not owners:
        raise UnknownName(name, all_names(offered))
    if len(owners) > 1:
        raise AmbiguousName(name, owners)
    return owners[0]


def shortest(name: QualifiedName, offered: Offered) -> str:
    """The plain name where that resolves to the same, else ``framework/name``."""
    sharing = [framework for framework, names in offered.items() if name.name in names]
    if not name.framework or sharing == [name.framework]:
        return name.name
    return str(name)


def all_names(offered: Offered) -> list[str]:
    """Every name in its shortest form."""
    return [shortest(QualifiedName(framework, name), offered) for framework, names in offered.items() for name in names]


def layer_names(frameworks: Iterable[Framework]) -> dict[str, list[str]]:
    """Framework id -> the ids of its layers, to resolve against."""
    return {framework.id: [layer.id for layer in framework.layers] for framework in frameworks}


def find_layer(name: str, frameworks: Collection[Framework]) -> tuple[Framework, Layer]:
    """The layer that a plain or qualified name stands for among adopted frameworks."""
    found = resolve(name, layer_names(frameworks))
    framework = by_id(found.framework, frameworks)
    return framework, framework.layer(found.name)


def find_dimension(name: str, frameworks: Collection[Framework]) -> tuple[Framework, FrameworkCode]:
    """The dimension that a plain or qualified name stands for among adopted frameworks."""
    offered = {framework.id: [code.id for code in framework.dimensions()] for framework in frameworks}
    found = resolve(name, offered)
    framework = by_id(found.framework, frameworks)
    return framework, next(code for code in framework.dimensions() if code.id == found.name)


def find_finding_kind(name: str, frameworks: Collection[Framework]) -> tuple[Framework, FindingKind]:
    """The finding kind that a plain or qualified name stands for among adopted frameworks."""
    offered = {framework.id: [kind.id for kind in framework.finding_kinds] for framework in frameworks}
    found = resolve(name, offered)
    framework = by_id(found.framework, frameworks)
    return framework, framework.finding_kind(found.name)


def by_id(id: str, frameworks: Iterable[Framework]) -> Framework:
    """The framework with this id, known to be among them."""
    return next(framework for framework in frameworks if framework.id == id)
