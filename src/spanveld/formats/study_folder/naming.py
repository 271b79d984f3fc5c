"""Which layers, codes and dimensions a study has, and the one spelling in which its records name them.

A plain name stands for the one framework, or the study itself, that brings it; where two frameworks bring it, only
``framework/name`` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field

from spanveld.formats.study_folder.faults import CellFault
from spanveld.model.errors import N_
from spanveld.model.framework import Framework
from spanveld.model.framework_names import AmbiguousName, QualifiedName, UnknownName, all_names, resolve, shortest

__all__ = ["LayerCodes", "Naming"]


@dataclass(slots=True)
class LayerCodes:
    """A layer as codings meet it, under its canonical spelling.

    ``given`` are the framework's codes, ``added`` those of codes.csv; ``takes`` says whether a study may add any.
    A layer with ``sub_cases`` has the study's sub-cases for codes.
    """

    spelling: str
    role: str
    exclusive: bool
    takes: bool
    given: frozenset[str] = frozenset()
    added: set[str] = field(default_factory=set)

    @property
    def sub_cases(self) -> bool:
        return self.role == "sub_case"


class Naming:
    """The names of one study; ``complete`` is False where a framework or the study's own layers could not be read."""

    def __init__(self, frameworks: Sequence[Framework], own: Iterable[tuple[str, str, bool]], complete: bool) -> None:
        """``own`` are the study's layers: identifier, role, exclusive."""
        self.complete = complete
        self.codes_complete = True
        self.frameworks = {framework.id: framework for framework in frameworks}
        self._own = {id: (role, exclusive) for id, role, exclusive in own}
        self._offered = {"": list(self._own)} | {
            framework.id: [layer.id for layer in framework.layers] for framework in frameworks
        }
        self._layers = self._build()
        self._dimensions: dict[str, list[str]] = {}

    def _build(self) -> dict[QualifiedName, LayerCodes]:
        layers = {}
        for framework in self.frameworks.values():
            for layer in framework.layers:
                name = QualifiedName(framework.id, layer.id)
                role: str = "sub_case" if layer.from_study else layer.role
                given = frozenset(code.id for code in layer.codes)
                layers[name] = LayerCodes(shortest(name, self._offered), role, layer.exclusive, layer.open, given)
        for id, (role, exclusive) in self._own.items():
            layers[QualifiedName("", id)] = LayerCodes(id, role, exclusive, True)
        return layers

    def bringing(self, layer: str) -> list[str]:
        """The frameworks that bring a layer of this plain name."""
        return [id for id, names in self._offered.items() if id and layer in names]

    def layer(self, name: str) -> LayerCodes | None:
        """The layer of a plain or qualified name, None where that is not known; ``CellFault`` where there is none."""
        try:
            return self._layers[resolve(name, self._offered)]
        except AmbiguousName as error:
            raise CellFault(_AMBIGUOUS, candidates=", ".join(map(str, error.candidates))) from None
        except UnknownName:
            if not self.complete:
                return None
            raise CellFault(_NO_LAYER, known=_list(all_names(self._offered))) from None

    def codes(self, layer: LayerCodes, sub_cases: Set[str] | None) -> Set[str] | None:
        """The codes that a layer has, ``sub_cases`` being those of the study; None where they are not all known."""
        if layer.sub_cases:
            return sub_cases
        if layer.takes and not self.codes_complete:
            return None
        return layer.given | layer.added

    def settle(self) -> None:
        """Take up the added codes: from now on dimensions can be asked for."""
        self._dimensions = {id: [] for id in self._offered}
        for name, layer in self._layers.items():
            if layer.role == "dimension":
                self._dimensions[name.framework] += [*sorted(layer.given), *sorted(layer.added)]

    def dimension(self, name: str) -> tuple[str, Framework | None] | None:
        """The canonical spelling of a dimension and the framework that brings it (None: the study itself).

        None where that cannot be known; raises ``CellFault`` where there is no such dimension.
        """
        try:
            found = resolve(name, self._dimensions)
        except AmbiguousName as error:
            raise CellFault(_AMBIGUOUS, candidates=", ".join(map(str, error.candidates))) from None
        except UnknownName:
            if not (self.complete and self.codes_complete):
                return None
            raise CellFault(_NO_DIMENSION, known=_list(all_names(self._dimensions))) from None
        return shortest(found, self._dimensions), self.frameworks.get(found.framework)


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "-"


_AMBIGUOUS = N_("is brought by more than one framework; write one of: {candidates}.")
_NO_LAYER = N_("is no layer here; write one of: {known}, or add a layer of your own to study.yaml.")
_NO_DIMENSION = N_("is no dimension here; write one of: {known}.")
