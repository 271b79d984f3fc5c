"""The part of a report on where a dimension stands, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spanveld.model.scale import Scale
from spanveld.views.standings import Answer, Given

__all__ = ["AssessorLine", "BalancePart", "BalanceRow", "WeighedLine"]


@dataclass(frozen=True, slots=True)
class WeighedLine:
    """A passage or finding (``kind``) that a judgement was weighed on; ``printed``: it stands in this report."""

    kind: str
    name: str
    stance: str
    printed: bool


@dataclass(frozen=True, slots=True)
class AssessorLine:
    """Who judged, with role and employer."""

    name: str
    role: str
    affiliation: str


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """A dimension or a part of it (``sub_dimension``): what was agreed, assessors' marks of the last round, what places mean."""

    sub_dimension: str
    label: str
    agreed: Given | None
    marks: tuple[Given, ...]
    anchors: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class BalancePart:
    """Where a dimension stands; ``about``: the case, sub-case and wave. ``rows``: the dimension itself first.

    ``apart``: what the law fixes and what is choice. ``judged_by``: how many people; ``assessors`` are told to those who do the
    research alone. ``again_after``: after how many days a single assessor may read again. ``audit``: sentences on its ground.
    """

    assessment: str
    dimension: str
    label: str
    about: tuple[str, ...]
    scale: Scale | None
    phase: str
    closed: str
    stale: bool
    rows: tuple[BalanceRow, ...]
    scope: tuple[Answer, ...]
    apart: tuple[Answer, ...]
    outcome: tuple[Answer, ...]
    judged_by: int
    assessors: tuple[AssessorLine, ...]
    again_after: int | None
    weighed: tuple[WeighedLine, ...]
    grade_note: str
    strength_question: str
    audit: tuple[str, ...]
