"""Rules of the game: the matrix, what is decided on proposals, how dimensions bear on each other, and the expectation test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from spanveld.session.rules import strain_subject
from spanveld.session.rules_shown import Between, Expectations, RulesMatrix
from spanveld.web.operations import Body, Call, Operation

__all__ = ["OPERATIONS"]


class DecisionIn(Body):
    """What becomes of a proposed link, or that a pain point strains a rule.

    ``decision``: confirmed, changed or refused. ``link``: the proposal, as framework:item (left out: none, or the one that was answered
    before). ``pain_point`` (a finding, or framework:item) and ``rule`` (framework:item) are those of the proposal where left out.
    ``handlings``: framework:item each; ``tried``: tried, helped, did_not_help or tipped_over. What is left out stays as it is.
    """

    decision: str
    link: str | None = None
    pain_point: str = ""
    rule: str = ""
    case: str = ""
    reason: str | None = None
    handled: str | None = None
    handlings: tuple[str, ...] | None = None
    tried: str | None = None
    passages: tuple[str, ...] | None = None


class StrainIn(Body):
    """A pain point (a finding, or framework:item) and a rule (framework:item) on which was decided."""

    pain_point: str
    rule: str
    case: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """On what was decided: ``PAIN_POINT RULE``."""

    strain: str


def _matrix(call: Call) -> RulesMatrix:
    return call.study.rules.matrix(call.query.get("case", ""))


def _between(call: Call) -> Between:
    return call.study.rules.between(call.query.get("case", ""))


def _expectations(call: Call) -> Expectations:
    return call.study.expectations(call.query.get("case", ""))


def _decide(call: Call) -> Decided:
    if call.made is not None:
        return Decided(call.made.subject)
    values: dict[str, Any] = call.body.model_dump()
    subjects = [strain_subject(call.body.pain_point, call.body.rule)] if call.body.pain_point and call.body.rule else []
    return Decided(call.having_seen(*subjects).rules.decide(values.pop("decision"), **values))


def _clear(call: Call) -> Decided:
    body = call.body
    subject = strain_subject(body.pain_point, body.rule)
    if call.made is None:
        call.having_seen(subject).rules.clear(body.pain_point, body.rule, case=body.case)
    return Decided(subject.partition(":")[2])


CASE = {"case": "Of this case; left out, the first."}
OPERATIONS = (
    Operation(
        "GET",
        "/api/rules",
        _matrix,
        "Pain points by rules of the game, and the agenda.",
        answers=RulesMatrix,
        query=CASE,
    ),
    Operation("GET", "/api/rules/between", _between, "How dimensions bear on each other.", answers=Between, query=CASE),
    Operation(
        "PUT",
        "/api/rules/decision",
        _decide,
        "Confirm, change or refuse a proposed link, or say that a pain point strains a rule.",
        DecisionIn,
        Decided,
    ),
    Operation("POST", "/api/rules/decision/clear", _clear, "Take back what was decided.", StrainIn, Decided),
    Operation("GET", "/api/expectations", _expectations, "The expectation test.", answers=Expectations, query=CASE),
)
