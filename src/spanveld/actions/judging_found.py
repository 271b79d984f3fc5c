"""What actions on an assessment look up first: its row, its scale, whether its phase allows what is asked."""

from __future__ import annotations

from typing import Any

from spanveld.actions.lookup import actor_id, find
from spanveld.actions.theory import parse_framework
from spanveld.model.errors import N_, Refused, Term
from spanveld.model.names import natural
from spanveld.model.records import AGREED
from spanveld.model.scale import Scale, scale_of
from spanveld.store.work import Row, Work

__all__ = [
    "ABOUT",
    "PHASE_NAMES",
    "assessor_acting",
    "check_agreed",
    "check_assessments",
    "check_part",
    "check_phase",
    "found_assessment",
    "key_of",
    "marks_of",
    "only_case",
    "scale_for",
    "subject",
]

ABOUT = ("case_id", "sub_case_id", "wave_id", "dimension_id")
"""What an assessment shares with its judgements."""
PHASE_NAMES = {
    "preparing": Term(N_("in preparation")),
    "blind": Term(N_("in a blind round")),
    "discussion": Term(N_("in discussion")),
    "closed": Term(N_("closed")),
}


def found_assessment(work: Work, assessment: str) -> Row:
    """The row of an assessment, its round given also where a folder left it out; NotFound where there is none of that name."""
    row = work.row("assessment", (find(work, "assessment", assessment),)) or {}
    return {**row, "round": row["round"] or (0 if row["phase"] == "preparing" else 1)}


def subject(assessment: str) -> str:
    """How the journal names it."""
    return f"assessment:{assessment}"


def scale_for(work: Work, dimension: Row) -> Scale:
    """The scale of the framework that brings a dimension (its code's row); Refused where that has none."""
    owner = work.values("layer", "framework_id", id=dimension["layer_id"])[0][0]
    if owner is None:
        raise Refused(
            N_("'{dimension}' is a code of the study's own; no framework brings a scale to judge it on."),
            dimension=dimension["identifier"],
        )
    row = work.row("framework", (owner,)) or {}
    scale = scale_of(parse_framework(row["body"], row["identifier"]))
    if scale is None:
        raise Refused(
            N_("Framework '{framework}' has no scale, so '{dimension}' cannot be judged."),
            framework=row["identifier"],
            dimension=dimension["identifier"],
        )
    return scale


def check_part(scale: Scale, dimension: str, part: str) -> None:
    """Refused for a sub-dimension that the dimension does not have."""
    if part and scale.judged(dimension, part) is None:
        judged = scale.judged(dimension)
        known = ", ".join(each.id for each in judged.parts) if judged is not None else ""
        raise Refused(
            N_("'{part}' is no part of '{dimension}'; its parts are: {known}."),
            part=part,
            dimension=dimension,
            known=known or "-",
        )


def check_phase(row: Row, *allowed: str) -> None:
    """Refused where the assessment is in another phase."""
    if row["phase"] not in allowed:
        raise Refused(
            N_("Assessment '{assessment}' is {phase}; this can be done only while it is {allowed}."),
            assessment=row["identifier"],
            phase=PHASE_NAMES[row["phase"]],
            allowed=_either(allowed),
        )


class _Phases(Refused):
    """The names of phases as a value in a message, which speaks the reader's language too."""

    def text(self, translate: Any = lambda message: message) -> str:
        return f" {translate(N_('or'))} ".join(translate(PHASE_NAMES[str(name)]) for name in self.values["phases"])  # type: ignore[attr-defined]


def _either(phases: tuple[str, ...]) -> _Phases:
    return _Phases("", phases=phases)


def assessor_acting(work: Work, row: Row) -> int:
    """The coder who acts, who must be an assessor."""
    coder = actor_id(work)
    if not work.values("assessment_assessors", "coder_id", assessment_id=row["id"], coder_id=coder):
        numbers = [number for (number,) in work.values("assessment_assessors", "coder_id", assessment_id=row["id"])]
        names = [name for (name,) in work.values("coder", "identifier", id=numbers)] if numbers else []
        raise Refused(
            N_("{coder} is no assessor in assessment '{assessment}'; its assessors are: {names}."),
            coder=work.actor,
            assessment=row["identifier"],
            names=", ".join(sorted(names, key=natural)) or "-",
        )
    return coder


def only_case(work: Work) -> int | None:
    """The number of the study's only case; None where it has none or several."""
    cases = work.values("case", "id")
    return int(cases[0][0]) if len(cases) == 1 else None


def key_of(row: Row, only: int | None) -> tuple[Any, ...]:
    """What an assessment or judgement is about; a case left out is the only one."""
    case = only if row["case_id"] is None else row["case_id"]
    return (case, row["sub_case_id"], row["wave_id"], row["dimension_id"])


def marks_of(work: Work, row: Row, table: str = "judgement", **where: Any) -> list[Row]:
    """The judgements (or their evidence) that belong to an assessment."""
    only = only_case(work)
    wanted = key_of(row, only)
    same = {name: row[name] for name in ABOUT[1:]}
    return [found for found in work.rows(table, **same, **where) if key_of(found, only) == wanted]


def check_assessments(work: Work) -> None:
    """Refused where two assessments are of one thing."""
    only, seen = only_case(work), set()
    for row in work.rows("assessment"):
        key = key_of(row, only)
        if key in seen:
            raise Refused(N_("There would be two assessments of one dimension of one case; remove one of them first."))
        seen.add(key)


def check_agreed(work: Work) -> None:
    """Refused where two agreed judgements are of one thing."""
    only, seen = only_case(work), set()
    for row in work.rows("judgement", round=AGREED):
        key = (*key_of(row, only), row["sub_dimension"])
        if key in seen:
            raise Refused(N_("There would be two agreed judgements of one thing; one was entered since."))
        seen.add(key)
