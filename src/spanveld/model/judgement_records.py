"""Places on the scale, and what they rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spanveld.model.coding_records import STANCES
from spanveld.model.kinds import column, kind


@kind("judgement", "judgements.csv", ("case", "sub_case", "wave", "dimension", "sub_dimension", "assessor", "round"))
@dataclass(frozen=True, slots=True)
class Judgement:
    """A place on the framework's scale, given by one assessor in one round."""

    case: str = column("reference", to="case")
    sub_case: str = column("reference", to="sub_case")
    wave: str = column("reference", to="wave")
    dimension: str = column("dimension", required=True)
    sub_dimension: str = column("text")
    assessor: str = column("reference", to="coder", required=True)
    round: str = column("text")
    best: int | None = column("number")
    low: int | None = column("number")
    high: int | None = column("number")
    answer: str = column("choice", choices=("cannot_judge", "both_poles", "not_applicable"))
    reason: str = column("text", private=True)
    tension_strength: str = column("text")
    grade: str = column("text")
    method: str = column("text", private=True)
    coherence: str = column("text", private=True)
    adequacy: str = column("text", private=True)
    relevance: str = column("text", private=True)
    rationale: str = column("text", private=True)
    agreed: bool | None = column("flag")
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


@kind(
    "judgement_evidence",
    "judgement_evidence.csv",
    ("case", "sub_case", "wave", "dimension", "sub_dimension", "assessor", "round", "subject"),
)
@dataclass(frozen=True, slots=True)
class JudgementEvidence:
    """A passage or finding that an assessor weighed in a judgement."""

    case: str = column("reference", to="case")
    sub_case: str = column("reference", to="sub_case")
    wave: str = column("reference", to="wave")
    dimension: str = column("dimension", required=True)
    sub_dimension: str = column("text")
    assessor: str = column("reference", to="coder", required=True)
    round: str = column("text")
    subject: str = column("subject", choices=("passage", "finding"), required=True)
    stance: str = column("choice", choices=STANCES, required=True)
    guid: str = ""
    own: Mapping[str, str] = field(default_factory=dict)
