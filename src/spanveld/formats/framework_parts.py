"""Finding one's way in the plain data of a framework file, also where it is malformed.

What has not the expected shape is passed over: its fault is noted by the shape check.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from spanveld.formats.framework_problems import ProblemList
from spanveld.formats.framework_schema import nearest
from spanveld.formats.framework_yaml import join

__all__ = [
    "CATALOGUES",
    "Part",
    "codes_of_layers",
    "entries",
    "expect",
    "expect_each",
    "expect_known",
    "ids",
    "part",
    "role_codes",
    "words",
]

CATALOGUES = ("rules", "handlings", "links", "propositions")
"""Top-level lists whose entries can be cited; drivers and pain points stand under their dimension."""


@dataclass(frozen=True, slots=True)
class Part:
    """A record of the file and its path."""

    path: str
    data: dict[str, object]

    def at(self, key: str) -> str:
        """The path of one of its keys."""
        return join(self.path, key)

    def word(self, key: str) -> str:
        """The text under ``key``; empty where there is none."""
        value = self.data.get(key)
        return value if isinstance(value, str) else ""

    def number(self, key: str) -> int | None:
        """The whole number under ``key``, or None."""
        value = self.data.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    @property
    def id(self) -> str:
        return self.word("id")


def part(holder: Part, key: str) -> Part:
    """The record under ``key``; an empty one where there is none."""
    value = holder.data.get(key)
    return Part(holder.at(key), value if isinstance(value, dict) else {})


def entries(holder: Part, key: str) -> Iterator[Part]:
    """The records of the list under ``key``."""
    value = holder.data.get(key)
    if isinstance(value, list):
        for number, entry in enumerate(value):
            if isinstance(entry, dict):
                yield Part(join(holder.at(key), number), entry)


def words(holder: Part, key: str) -> Iterator[tuple[str, str]]:
    """Path and text of each text in the list under ``key``."""
    value = holder.data.get(key)
    if isinstance(value, list):
        for number, entry in enumerate(value):
            if isinstance(entry, str):
                yield join(holder.at(key), number), entry


def ids(holder: Part, key: str) -> list[str]:
    """The ids of the records of the list under ``key``."""
    return [entry.id for entry in entries(holder, key) if entry.id]


def codes_of_layers(framework: Part) -> dict[str, list[str]]:
    """Layer id -> the ids of its codes."""
    return {layer.id: ids(layer, "codes") for layer in entries(framework, "layers")}


def role_codes(framework: Part, role: str) -> list[str]:
    """The codes of the layers with this role."""
    layers = (layer for layer in entries(framework, "layers") if layer.word("role") == role)
    return [code for layer in layers for code in ids(layer, "codes")]


def expect_known(path: str, name: str, known: Collection[str], reason: str, problems: ProblemList) -> None:
    """Note that ``name`` is not among ``known``, with what was probably meant; an empty name is no fault here."""
    if name and name not in known:
        problems.add(path, name, reason, nearest(name, known))


def expect(holder: Part, key: str, known: Collection[str], reason: str, problems: ProblemList) -> None:
    """The name under ``key``, where there is one, is among ``known``."""
    expect_known(holder.at(key), holder.word(key), known, reason, problems)


def expect_each(holder: Part, key: str, known: Collection[str], reason: str, problems: ProblemList) -> None:
    """Every name in the list under ``key`` is among ``known``."""
    for path, name in words(holder, key):
        expect_known(path, name, known, reason, problems)
