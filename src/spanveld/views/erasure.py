"""What an erasure takes away, as a person sees it before agreeing to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

__all__ = ["Blanked", "BlankedSource", "ErasurePlan", "LostFinding"]


@dataclass(frozen=True, slots=True)
class BlankedSource:
    """A source that stays, with some of its words taken out: how many places, and how many passages go with them."""

    source: str
    places: int
    characters: int
    passages: int
    original: bool


@dataclass(frozen=True, slots=True)
class LostFinding:
    """A finding that no voice is left under; ``evidence`` is how many passages are."""

    finding: str
    statement: str
    evidence: int


@dataclass(frozen=True, slots=True)
class Blanked:
    """A field of another thing in which names or words stand, which are taken out: how many places."""

    what: str
    name: str
    field: str
    places: int


@dataclass(frozen=True, slots=True)
class ErasurePlan:
    """Everything that an erasure takes away.

    ``names``: what was looked for. ``goes``: rows by table. ``words``: how many words kept for undo and in old versions.
    ``originals``: the sources of which the file goes that the text was taken from; ``files`` counts those of removed sources too.
    ``stays``: places in the journal and in identifiers, which cannot be erased, where a name stands.
    """

    subject: str
    language: str
    names: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    blanked_sources: tuple[BlankedSource, ...] = ()
    passages: tuple[str, ...] = ()
    goes: Mapping[str, int] | None = None
    findings: tuple[LostFinding, ...] = ()
    fields: tuple[Blanked, ...] = ()
    texts: int = 0
    words: int = 0
    files: int = 0
    originals: tuple[str, ...] = ()
    shelves: int = 0
    stays: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    kept_copies: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The fields by their names."""
        return asdict(self)
