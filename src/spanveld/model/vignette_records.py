"""Numbered boxes of a report: a theme in a sub-case, told in the researcher's words with passages that show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spanveld.model.kinds import column, kind


@kind("vignette", "vignettes.csv", ("vignette",), order=("position", "vignette"))
@dataclass(frozen=True, slots=True)
class Vignette:
    """A box. Its number (``1a``) is not stored: ``analysis.numbering`` derives it from its case, sub-case and position.

    ``text`` is what the researcher says around the passages; ``[K12]`` in it cites a passage, ``[against K12]`` one that objects.
    """

    vignette: str = column("identifier", required=True)
    case: str = column("reference", to="case")
    sub_case: str = column("reference", to="sub_case")
    dimension: str = column("dimension")
    position: int | None = column("number")
    title: str = column("text", required=True, private=True)
    text: str = column("text", private=True)
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind(
    "vignette_passage",
    "vignette_passages.csv",
    ("vignette", "passage"),
    order=("vignette", "position", "passage"),
)
@dataclass(frozen=True, slots=True)
class VignettePassage:
    """A passage that is quoted in a box, with what the researcher says of it."""

    vignette: str = column("reference", to="vignette", required=True)
    passage: str = column("reference", to="passage", required=True)
    position: int | None = column("number")
    note: str = column("text", private=True)
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)
