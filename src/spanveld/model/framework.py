"""A framework: a theory as versioned data that a study adopts by freezing a copy.

The program knows a framework only through the roles of its layers, never through the names of its codes::

    framework.dimensions()                  the codes that are judged (layer with role ``dimension``)
    framework.kinds()                       the codes of the layer with role ``kind``; empty where there is none
    framework.layer("aspect").open          one layer
    framework.finding_kinds                 in the order in which tables show them
    framework.broken({("tension", "a")})    the completeness rules that a passage with these codes breaks
    framework.items()                       everything that can be cited as ``framework:item``
    framework.section("scale")              any other part of the file, as plain data

Names of several adopted frameworks are resolved by ``spanveld.model.framework_names``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from spanveld.model.errors import N_, NotFound

__all__ = [
    "ITEM_SECTIONS",
    "ROLES",
    "UNIQUE_ROLES",
    "CompletenessRule",
    "FindingKind",
    "Framework",
    "FrameworkCode",
    "Item",
    "Labels",
    "Layer",
    "Role",
    "Selector",
    "Source",
    "in_language",
]

Role = Literal["dimension", "kind", "term", "sub_case", "lean", "none"]
ROLES: tuple[Role, ...] = get_args(Role)
UNIQUE_ROLES: tuple[Role, ...] = ("dimension", "kind", "sub_case", "lean")
"""Roles that at most one layer of a framework may have; ``term`` and ``none`` may occur more often."""

Labels = Mapping[str, str]
"""A text in each language of the framework: language code -> text."""

ITEM_SECTIONS: tuple[str, ...] = ("drivers", "pain_points", "rules", "handlings", "links", "propositions")
"""The parts of a framework whose entries can be cited as ``framework:item``; their ids are unique together."""


def in_language(labels: Labels, language: str) -> str:
    """The text in ``language``, else in English, else in the framework's first language; empty where there is none.

    >>> in_language({"en": "balance", "nl": "balans"}, "fr")
    'balance'
    """
    return labels.get(language) or labels.get("en") or next(iter(labels.values()), "")


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was read: a reference of the framework, and the place in it (page, section, table) or empty."""

    reference: str
    place: str = ""

    def __str__(self) -> str:
        return f"{self.reference}, {self.place}" if self.place else self.reference


@dataclass(frozen=True, slots=True)
class FrameworkCode:
    """A value of a layer.

    ``parent`` is empty for a code at the top. ``side`` is -1, 0 or 1 on a layer with role lean, None elsewhere.
    """

    id: str
    labels: Labels
    parent: str = ""
    definition: Labels = field(default_factory=dict)
    examples: tuple[Labels, ...] = ()
    sources: tuple[Source, ...] = ()
    checked: bool = True
    side: int | None = None

    def label(self, language: str) -> str:
        return in_language(self.labels, language)


@dataclass(frozen=True, slots=True)
class Layer:
    """A dimension of coding.

    ``exclusive``: one code per passage and coder. ``open``: a study may add codes. ``from_study``: the codes are the
    study's sub-cases. ``off_by_default``: shown only when asked for. ``hidden_when_blind``: not shown while assessors
    rate blind.
    """

    id: str
    role: Role
    labels: Labels
    exclusive: bool = False
    open: bool = False
    from_study: bool = False
    off_by_default: bool = False
    hidden_when_blind: bool = False
    definition: Labels = field(default_factory=dict)
    codes: tuple[FrameworkCode, ...] = ()

    def label(self, language: str) -> str:
        return in_language(self.labels, language)

    def code(self, id: str) -> FrameworkCode:
        """The code with this id; ``NotFound`` where the layer has none."""
        for code in self.codes:
            if code.id == id:
                return code
        raise NotFound(N_("The layer {layer} has no code {code}."), layer=self.id, code=id)

    def children(self, parent: str) -> tuple[FrameworkCode, ...]:
        """The codes directly below ``parent``; below ``""`` are the codes at the top."""
        return tuple(code for code in self.codes if code.parent == parent)


@dataclass(frozen=True, slots=True)
class FindingKind:
    """A kind of statement that a researcher makes.

    ``gathers``: codes of the kind layer whose passages it is made from. ``has_effect``: says what it did to the
    collaboration. ``verdict``: states the place on the scale.
    """

    id: str
    labels: Labels
    plurals: Labels
    definition: Labels = field(default_factory=dict)
    gathers: tuple[str, ...] = ()
    has_effect: bool = False
    verdict: bool = False

    def label(self, language: str) -> str:
        return in_language(self.labels, language)

    def plural(self, language: str) -> str:
        return in_language(self.plurals, language)


@dataclass(frozen=True, slots=True)
class Selector:
    """Codes of one layer: all of them, or those named."""

    layer: str
    codes: tuple[str, ...] = ()

    def meets(self, coded: Collection[tuple[str, str]]) -> bool:
        """Whether one of the (layer, code) pairs is selected."""
        return any(layer == self.layer and (not self.codes or code in self.codes) for layer, code in coded)


@dataclass(frozen=True, slots=True)
class CompletenessRule:
    """A passage that carries ``when`` also needs ``needs``."""

    id: str
    when: Selector
    needs: Selector
    labels: Labels

    def broken_by(self, coded: Collection[tuple[str, str]]) -> bool:
        """Whether a passage with these (layer, code) pairs lacks what the rule asks."""
        return self.when.meets(coded) and not self.needs.meets(coded)

    def label(self, language: str) -> str:
        return in_language(self.labels, language)


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of the theory that can be cited as ``framework:item``. ``content`` is its plain data in the file."""

    id: str
    section: str
    labels: Labels
    sources: tuple[Source, ...]
    checked: bool
    content: Mapping[str, object]
    dimension: str = ""

    def label(self, language: str) -> str:
        return in_language(self.labels, language)


@dataclass(frozen=True, slots=True)
class Framework:
    """One version of a theory, as read from ``text``; ``digest`` is the SHA-256 of that text in UTF-8, in hexadecimal.

    Two are equal where id, version and digest are. ``content`` holds the whole parsed file as plain data (dict, list,
    str, int, float, bool, None), not to be changed.
    """

    id: str
    version: str
    labels: Labels = field(compare=False)
    languages: tuple[str, ...] = field(compare=False)
    layers: tuple[Layer, ...] = field(repr=False, compare=False)
    finding_kinds: tuple[FindingKind, ...] = field(repr=False, compare=False)
    completeness: tuple[CompletenessRule, ...] = field(repr=False, compare=False)
    catalogue: tuple[Item, ...] = field(repr=False, compare=False)
    content: Mapping[str, object] = field(repr=False, compare=False)
    text: str = field(repr=False, compare=False)
    digest: str

    @property
    def name(self) -> str:
        """``id@major``, as a study names it."""
        return f"{self.id}@{self.version.partition('.')[0]}"

    def label(self, language: str) -> str:
        return in_language(self.labels, language)

    def layer(self, id: str) -> Layer:
        """The layer with this id; ``NotFound`` where the framework has none."""
        for layer in self.layers:
            if layer.id == id:
                return layer
        raise NotFound(N_("The framework {framework} has no layer {layer}."), framework=self.id, layer=id)

    def with_role(self, role: Role) -> tuple[Layer, ...]:
        """The layers with this role, in the order of the file."""
        return tuple(layer for layer in self.layers if layer.role == role)

    def the_layer(self, role: Role) -> Layer | None:
        """The first layer with this role, or None."""
        return next(iter(self.with_role(role)), None)

    def dimensions(self) -> tuple[FrameworkCode, ...]:
        """What the framework judges: the codes of its layer with role dimension."""
        layer = self.the_layer("dimension")
        return layer.codes if layer else ()

    def kinds(self) -> tuple[FrameworkCode, ...]:
        """The codes of the layer with role kind; empty where the framework has no such layer."""
        layer = self.the_layer("kind")
        return layer.codes if layer else ()

    def finding_kind(self, id: str) -> FindingKind:
        """The finding kind with this id; ``NotFound`` where the framework has none."""
        for kind in self.finding_kinds:
            if kind.id == id:
                return kind
        raise NotFound(N_("The framework {framework} has no finding kind {kind}."), framework=self.id, kind=id)

    def broken(self, coded: Collection[tuple[str, str]]) -> tuple[CompletenessRule, ...]:
        """The completeness rules that a passage with these (layer id, code id) pairs breaks; empty = complete."""
        return tuple(rule for rule in self.completeness if rule.broken_by(coded))

    def items(self, section: str | None = None) -> Iterator[Item]:
        """Everything that can be cited as ``framework:item``, or one section of ``ITEM_SECTIONS``."""
        return (item for item in self.catalogue if section is None or item.section == section)

    def item(self, id: str) -> Item:
        """The entry with this id; ``NotFound`` where the framework has none."""
        for item in self.catalogue:
            if item.id == id:
                return item
        raise NotFound(N_("The framework {framework} has no item {item}."), framework=self.id, item=id)

    def section(self, key: str) -> object:
        """A part of the file by its top-level key, as plain data; None where the file has none."""
        return self.content.get(key)

    def vocabulary(self, name: str) -> tuple[Mapping[str, object], ...]:
        """The entries (``id``, ``label`` and more) of a vocabulary such as ``levels``; empty where there is none."""
        vocabularies = self.content.get("vocabularies")
        entries = vocabularies.get(name, ()) if isinstance(vocabularies, Mapping) else ()
        return tuple(entries)
