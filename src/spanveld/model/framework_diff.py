"""What differs between two versions of a framework, part by part.

>>> [str(change) for change in differences(old, new)]    # doctest: +SKIP
['code tension/perform: label', '+ code stage/evaluation', '- rule small_wins']
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from spanveld.model.framework import Framework

__all__ = ["Difference", "differences"]

Sign = Literal["+", "-", "~"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A part that was added (+), removed (-) or changed (~, then ``what`` names the fields); ``name`` is ``layer/code`` for a code."""

    sign: Sign
    part: str
    name: str
    what: tuple[str, ...] = ()

    def __str__(self) -> str:
        changed = f": {', '.join(self.what)}" if self.what else ""
        return f"{self.sign} {self.part} {self.name}{changed}"


def differences(old: Framework, new: Framework) -> list[Difference]:
    """All differences, in the order of layers, codes, kinds of findings, rules of completeness and catalogue."""
    found: list[Difference] = []
    for part, parts_of in _PARTS.items():
        found += _compare(part, parts_of(old), parts_of(new))
    return found


def _compare(part: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    for name in [*old, *(name for name in new if name not in old)]:
        if name not in new:
            yield Difference("-", part, name)
        elif name not in old:
            yield Difference("+", part, name)
        elif changed := _changed(old[name], new[name]):
            yield Difference("~", part, name, changed)


def _changed(old: Any, new: Any) -> tuple[str, ...]:
    names = [field.name for field in fields(old) if field.name not in ("codes", "content")]
    return tuple(name for name in names if getattr(old, name) != getattr(new, name))


def _codes(framework: Framework) -> dict[str, Any]:
    return {f"{layer.id}/{code.id}": code for layer in framework.layers for code in layer.codes}


_PARTS: dict[str, Callable[[Framework], Mapping[str, Any]]] = {
    "layer": lambda framework: {layer.id: layer for layer in framework.layers},
    "code": _codes,
    "finding kind": lambda framework: {kind.id: kind for kind in framework.finding_kinds},
    "completeness rule": lambda framework: {rule.id: rule for rule in framework.completeness},
    "item": lambda framework: {item.id: item for item in framework.catalogue},
}
