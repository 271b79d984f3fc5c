"""What a study offers to ask for: its layers and codes, people, sources and the rest, by the numbers that columns know them by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spanveld.language.folding import folded

__all__ = ["AttributesOf", "CodeWords", "LayerWords", "Named", "PersonWords", "Rule", "SourceWords", "Words"]

AttributesOf = Mapping[int, Mapping[str, str]]
"""A thing's number -> its attributes by name."""


@dataclass(frozen=True, slots=True)
class CodeWords:
    """A code with its labels; ``parent`` is a code's number, 0 at the top."""

    number: int
    code: str
    labels: tuple[str, ...] = ()
    parent: int = 0


@dataclass(frozen=True, slots=True)
class LayerWords:
    """A layer: its canonical ``name``, the qualified one where a framework brings it, its labels and codes."""

    name: str
    qualified: str
    role: str
    labels: tuple[str, ...]
    codes: tuple[CodeWords, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with its identifier and what else it is called."""

    number: int
    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class PersonWords:
    """A participant; ``parties`` are numbers. The researcher (``observer``) speaks for no party."""

    number: int
    name: str
    level: str
    parties: tuple[int, ...]
    observer: bool


@dataclass(frozen=True, slots=True)
class SourceWords:
    """A source; ``sub_cases``, ``wave`` and ``case`` are identifiers; ``title`` is for people."""

    number: int
    name: str
    title: str
    wave: str
    case: str
    sub_cases: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """A passage that carries a code of ``when`` and none of ``needs`` is not complete; both are numbers of codes."""

    when: frozenset[int]
    needs: frozenset[int]


@dataclass(frozen=True)
class Words:
    """All of it. ``levels`` and ``party_kinds``: those of the frameworks beside those in use; attributes by the things they are of."""

    layers: tuple[LayerWords, ...] = ()
    people: tuple[PersonWords, ...] = ()
    parties: tuple[Named, ...] = ()
    sources: tuple[SourceWords, ...] = ()
    coders: tuple[Named, ...] = ()
    findings: tuple[Named, ...] = ()
    cases: tuple[Named, ...] = ()
    sub_cases: tuple[Named, ...] = ()
    waves: tuple[Named, ...] = ()
    levels: tuple[Named, ...] = ()
    party_kinds: tuple[Named, ...] = ()
    source_attributes: AttributesOf = field(default_factory=dict)
    person_attributes: AttributesOf = field(default_factory=dict)
    party_attributes: AttributesOf = field(default_factory=dict)
    case_attributes: AttributesOf = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()

    def layers_called(self, name: str) -> list[LayerWords]:
        """The layers that a name stands for: the one of that canonical or qualified name, else those of that name or label."""
        exact = [layer for layer in self.layers if name in (layer.name, layer.qualified)]
        if exact:
            return exact[:1]
        key = folded(name)
        spelt = [layer for layer in self.layers if key in map(folded, (layer.name, layer.qualified))]
        plain = [layer for layer in self.layers if layer.name.rpartition("/")[2] == name]
        labelled = [layer for layer in self.layers if key in map(folded, layer.labels)]
        return spelt or plain or labelled
