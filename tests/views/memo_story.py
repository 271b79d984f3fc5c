"""The demonstration study with what a memo tells: two dimensions judged, a third with no agreement, propositions confirmed."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import spanveld
from spanveld.session import Study, load_study

__all__ = ["ASSESSORS", "SCOPE", "judged", "judged_demo", "told_demo", "unjudged_demo"]

JUDGING = ("assessments", "assessment_scopes", "judgements", "judgement_evidence", "rule_strains")
ASSESSORS = ("lotte", "bram")
SCOPE = {
    "object": "het netwerk rond het hoogwater",
    "perspective": "bestuur, directie en uitvoering",
    "stage": "policy_preparation",
    "relation": "with_partners",
    "fixed_by_law": "De wet legt het bestuur bij de burgemeesters.",
    "fixed_by_choice": "De vergaderkalender en de vaste agenda.",
    "asked_of_board": "Spreek af hoe de opbrengst van gesprekken meetelt in het besluit.",
}
CONCERNS = {
    "method": "minor: een interviewer uit eigen huis",
    "coherence": "none: past",
    "adequacy": "moderate: weinig partners gehoord",
    "relevance": "none: past",
}


@lru_cache(maxsize=1)
def unjudged_demo() -> Path:
    """The folder of the demonstration study as it was before anybody judged it."""
    place = Path(tempfile.mkdtemp(prefix="spanveld-demo-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    folder = shutil.copytree(Path(spanveld.__file__).parent / "demo" / "study", place / "study")
    for name in JUDGING:
        (folder / f"{name}.csv").unlink()
    return folder


def judged(study: Study, dimension: str, values: Mapping[str, object], **about: object) -> str:
    """An assessment of a dimension by two assessors with this agreed judgement, open for discussion; gives its identifier."""
    scope = {**SCOPE, **about.pop("scope", {})}  # type: ignore[dict-item]
    assessors: tuple[str, ...] = about.pop("assessors", ASSESSORS)  # type: ignore[assignment]
    first = study.as_(assessors[0])
    name = first.judgements.open(dimension, assessors=assessors, scope=scope, **about)  # type: ignore[arg-type]
    first.judgements.start(name)
    for assessor in assessors:
        study.as_(assessor).judgements.mark(name, **values)
    first.judgements.reveal(name)
    first.judgements.agree(name, **values)
    return name


def told_demo(study: Study) -> dict[str, str]:
    """Puts the story into the demonstration study; gives the assessments by dimension."""
    left = {
        "best": -2,
        "low": -3,
        "high": -1,
        "grade": "moderate",
        "tension_strength": "strong",
        "rationale": "Zie A.P1.",
    }
    names = {
        "authorise": judged(
            study,
            "authorise",
            {**left, **CONCERNS, "evidence": {"finding:A.P1": "supports", "finding:A.P2": "supports"}},
            case="VRZ",
        ),
        "flexibilise": judged(
            study,
            "flexibilise",
            {
                **left,
                **CONCERNS,
                "best": -1,
                "low": -3,
                "high": 0,
                "grade": "low",
                "evidence": {"finding:F.P1": "supports"},
            },
            case="VRZ",
            scope={"asked_of_board": "Maak ruimte voor afspraken buiten de vaste agenda."},
        ),
        "perform": judged(
            study,
            "perform",
            {"answer": "cannot_judge", "reason": "thin: alleen losse opmerkingen", "rationale": "Te dun."},
            case="VRZ",
        ),
    }
    study.as_("lotte").judgements.agree(
        names["authorise"], "inclusion", best=-2, low=-3, high=-1, grade="moderate", rationale="Idem.", **CONCERNS
    )
    rules = study.as_("lotte").rules
    rules.decide(
        "confirmed",
        link="governance-tensions:L02",
        pain_point="A.P2",
        rule="governance-tensions:inclusion",
        case="VRZ",
        handled="De dorpsraad krijgt een brief.",
        tried="tried",
    )
    rules.decide(
        "confirmed",
        pain_point="F.P3",
        rule="governance-tensions:ground_rules",
        case="VRZ",
        handlings=("governance-tensions:adjust_ground_rules", "governance-tensions:give_room"),
    )
    return names


def judged_demo(place: Path) -> Study:
    """The demonstration study with the story, in a file of its own."""
    study = load_study(place / "told.spanveld", unjudged_demo()).study
    told_demo(study)
    return study
