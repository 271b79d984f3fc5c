"""What ``study.counts`` gives and what can be chosen there, for pages and commands. Loading it loads what counts are made with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from spanveld.reports.counts_text import lines as count_lines
from spanveld.views.counts import ORDERS, UNIT_LABELS, UNITS, CrossTable, Frequencies, share
from spanveld.views.counts_along import Along
from spanveld.views.counts_ground import FINDINGS, LayerLine
from spanveld.views.counts_perspective import GROUPS, Perspective
from spanveld.views.counts_together import COUNTED, MOST_DISTANCE, RELATIONS, TogetherTable, largest
from spanveld.views.counts_words import PART_LABELS, SpokenWords

__all__ = [
    "COUNTED",
    "FINDINGS",
    "GROUPS",
    "MOST_DISTANCE",
    "ORDERS",
    "PART_LABELS",
    "RELATIONS",
    "UNITS",
    "UNIT_LABELS",
    "VIEWS",
    "Along",
    "Answer",
    "Choices",
    "CrossTable",
    "Frequencies",
    "Perspective",
    "SpokenWords",
    "TogetherTable",
    "count_lines",
    "largest",
    "share",
]

VIEWS = ("codes", "by", "together", "perspective", "words", "along")
"""What can be counted: the methods of ``study.counts`` by name."""
Answer: TypeAlias = "Frequencies | CrossTable | TogetherTable | Perspective | SpokenWords | Along"


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be counted: layers, the one that is counted where none is named, attributes with what each is called, sources."""

    layers: Sequence[LayerLine]
    usual: str
    attributes: dict[str, str]
    sources: Sequence[tuple[str, str]]
    findings: int
