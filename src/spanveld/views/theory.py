"""The theory of a study as views need it: labels and order of dimensions and kinds of findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from spanveld.model.framework import Framework, in_language
from spanveld.store.records import Reader

__all__ = ["Dimension", "KindLabel", "dimensions_of", "vocabulary_labels"]


@dataclass(frozen=True, slots=True)
class KindLabel:
    """A kind of finding, with its names for one and for several."""

    kind: str
    label: str
    plural: str


@dataclass(frozen=True, slots=True)
class Dimension:
    """What is judged: its canonical name, the number of its code, its label, and the kinds of findings about it in order."""

    dimension: str
    code_id: int
    label: str
    kinds: tuple[KindLabel, ...]
    definition: str = ""

    def kind(self, kind: str) -> KindLabel:
        """The names of a kind; its identifier where no framework brings it."""
        return next((item for item in self.kinds if item.kind == kind), KindLabel(kind, kind, kind))


def dimensions_of(reader: Reader, language: str) -> list[Dimension]:
    """The dimensions of a study in the order of its frameworks and their codes."""
    found = []
    for number, name in reader.dimensions.items():
        code = reader.code_rows[number]
        framework = reader.frameworks.get(reader.layer_rows[code.layer_id].framework_id)
        label = (
            (code.label_nl if language == "nl" else code.label_en) or code.label_en or code.label_nl or code.identifier
        )
        found.append(
            Dimension(name, number, label, _kinds(framework, language), _definition(framework, code, language))
        )
    return found


def _kinds(framework: Framework | None, language: str) -> tuple[KindLabel, ...]:
    if framework is None:
        return ()
    return tuple(KindLabel(kind.id, kind.label(language), kind.plural(language)) for kind in framework.finding_kinds)


def _definition(framework: Framework | None, code: Any, language: str) -> str:
    """What a dimension means: in the framework's words in this language, else as the study says."""
    shipped = next((item for item in framework.dimensions() if item.id == code.identifier), None) if framework else None
    return in_language(shipped.definition, language) if shipped else str(code.definition)


def vocabulary_labels(reader: Reader, name: str) -> dict[str, str]:
    """The entries of a vocabulary of the adopted frameworks in their order: identifier -> label in the study's language."""
    found: dict[str, str] = {}
    for framework in reader.frameworks.values():
        for entry in framework.vocabulary(name):
            labels = entry.get("label")
            label = in_language(labels, reader.study.language) if isinstance(labels, dict) else ""
            found.setdefault(str(entry["id"]), label or str(entry["id"]))
    return found
