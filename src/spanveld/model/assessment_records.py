"""How assessors come to a judgement: what is judged and by whom, marks that are sealed, searches for what speaks against it, examples.

The judgements themselves are in ``model.judgement_records``. A judgement belongs to the assessment of the same case, sub-case, wave
and dimension; its ``round`` is the number of a round, or ``AGREED``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spanveld.model.kinds import column, kind

__all__ = [
    "AGREED",
    "PHASES",
    "AnchorExample",
    "Assessment",
    "AssessmentScope",
    "AuditSetting",
    "ContrarySearch",
    "SealedMark",
]

AGREED = "agreed"
"""The round of the judgement that the assessors agreed on."""
PHASES = ("preparing", "blind", "discussion", "closed")
"""What an assessment goes through: its scope is written; marks are given and sealed; they lie open and are talked over; it is closed."""


@kind("assessment", "assessments.csv", ("assessment",))
@dataclass(frozen=True, slots=True)
class Assessment:
    """One dimension of a case (or sub-case) in a wave that is judged, by whom, and how far that is.

    ``round``: the round that is open or was last, from 1; 0 before the first. ``basis``: what a closed one rests on, a line each,
    so that it is seen when that changes.
    """

    assessment: str = column("identifier", required=True)
    case: str = column("reference", to="case")
    sub_case: str = column("reference", to="sub_case")
    wave: str = column("reference", to="wave")
    dimension: str = column("dimension", required=True)
    assessors: tuple[str, ...] = column("references", to="coder")
    phase: str = column("choice", choices=PHASES, default="preparing")
    round: int | None = column("number")
    opened: str = column("moment")
    closed: str = column("moment")
    reopened: str = column("text", private=True)
    basis: tuple[str, ...] = column("lines")
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("assessment_scope", "assessment_scopes.csv", ("assessment", "question"))
@dataclass(frozen=True, slots=True)
class AssessmentScope:
    """An answer to a question of the framework's scope (whose steering, what the law fixes, ...), or to one of the program's own."""

    assessment: str = column("reference", to="assessment", required=True)
    question: str = column("text", required=True)
    answer: str = column("text", required=True, private=True)
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("sealed_mark", "sealed_marks.csv", ("assessment", "assessor", "sub_dimension"))
@dataclass(frozen=True, slots=True)
class SealedMark:
    """A mark of a blind round that is still open. ``content`` is JSON, and empty in what others get to see.

    When the round closes it becomes a judgement with its evidence.
    """

    assessment: str = column("reference", to="assessment", required=True)
    assessor: str = column("reference", to="coder", required=True)
    sub_dimension: str = column("text")
    content: str = column("text", private=True)
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("contrary_search", "contrary_searches.csv", ("assessment", "sub_dimension", "query", "searched"))
@dataclass(frozen=True, slots=True)
class ContrarySearch:
    """A search for passages that speak against a judgement: the query, how many it found (passages), and what was made of them."""

    assessment: str = column("reference", to="assessment", required=True)
    sub_dimension: str = column("text")
    query: str = column("text", required=True, private=True)
    found: int | None = column("number", required=True)
    searched: str = column("moment", required=True)
    coder: str = column("reference", to="coder")
    note: str = column("text", private=True)
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("anchor_example", "anchor_examples.csv", ("dimension", "sub_dimension", "position", "passage"))
@dataclass(frozen=True, slots=True)
class AnchorExample:
    """A passage that the team pinned to a position of the scale, as an example of it."""

    dimension: str = column("dimension", required=True)
    sub_dimension: str = column("text")
    position: int | None = column("number", required=True)
    passage: str = column("reference", to="passage", required=True)
    note: str = column("text", private=True)
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind("audit_setting", "audit_settings.csv", ("rule",))
@dataclass(frozen=True, slots=True)
class AuditSetting:
    """A rule of the evidence audit whose limit the study sets itself, or that it leaves out."""

    rule: str = column("text", required=True)
    threshold: int | None = column("number")
    off: bool | None = column("flag")
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)
