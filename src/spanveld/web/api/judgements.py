"""Judgements: what is judged by whom, marks, rounds, searches for what speaks against, and passages pinned to the scale."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from spanveld.model.errors import N_
from spanveld.session import Study
from spanveld.views.judgements import AssessmentView, Judgements
from spanveld.web.operations import Body, Call, Invalid, Operation

__all__ = ["OPERATIONS"]


class AssessmentIn(Body):
    """What is to be judged: a dimension of a case, sub-case or wave (empty: none in particular), and by which coders.

    ``id``: its identifier (empty: the next free one); ``scope``: answers to the questions of the framework's scope, by question.
    """

    dimension: str
    id: str = ""
    case: str = ""
    sub_case: str = ""
    wave: str = ""
    assessors: tuple[str, ...] = ()
    scope: dict[str, str] | None = None


class AssessorsIn(Body):
    """Who judges."""

    assessors: tuple[str, ...]


class AnswerIn(Body):
    """An answer to a question of the scope; empty: none."""

    answer: str


class MarkIn(Body):
    """A mark: a place (``best``, ``low``, ``high``) or an ``answer`` instead of one, and what goes with it; what is left out is not said.

    ``reason`` and the components of the grade are cells ``id: words``; ``evidence``: ``kind:identifier`` -> stance.
    """

    sub_dimension: str = ""
    best: int | None = None
    low: int | None = None
    high: int | None = None
    answer: str = ""
    reason: str = ""
    tension_strength: str = ""
    grade: str = ""
    method: str = ""
    coherence: str = ""
    adequacy: str = ""
    relevance: str = ""
    rationale: str = ""
    evidence: dict[str, str] | None = None


class WeighIn(Body):
    """What a passage or finding (``kind:identifier``) does to one's own mark or the agreed judgement: supports, qualifies, contradicts."""

    subject: str
    stance: str
    sub_dimension: str = ""
    agreed: bool = False


class ReasonIn(Body):
    """Why it is opened again."""

    reason: str


class RoundIn(Body):
    """Whether the next round is blind."""

    blind: bool = False


class SearchIn(Body):
    """A query for passages that speak against the judgement, and what was made of what it found."""

    query: str
    sub_dimension: str = ""
    note: str = ""


class PinIn(Body):
    """A passage that shows what a position of the scale looks like."""

    dimension: str
    position: int
    passage: str
    sub_dimension: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class NamedAssessment:
    """The assessment that was made or changed, as its asker may see it; ``view`` is None where it is gone."""

    id: str
    view: AssessmentView | None


@dataclass(frozen=True, slots=True)
class Pinned:
    """The passage that was pinned to the scale, or taken off it."""

    dimension: str
    sub_dimension: str
    position: int
    passage: str


def _all(call: Call) -> Judgements:
    return call.study.judgements.all()


def _one(call: Call) -> AssessmentView:
    return _view(call, _name(call))


def _open(call: Call) -> NamedAssessment:
    if call.made is not None:
        return _now(call, call.made.subject)
    values = call.body.model_dump(exclude={"dimension", "id", "scope"})
    scope = call.body.scope or {}
    return _now(call, call.study.judgements.open(call.body.dimension, assessment=call.body.id, scope=scope, **values))


def _remove(call: Call) -> NamedAssessment:
    if call.made is None:
        _seen(call).judgements.remove(_name(call), with_dependants=call.flag("with_dependants"))
    return NamedAssessment(_name(call), None)


def _changing(name: str, change: Callable[[Study, str, Call], object]) -> Callable[[Call], NamedAssessment]:
    """An operation, by its name, that changes one assessment and answers with it as it is now."""

    def run(call: Call) -> NamedAssessment:
        if call.made is None:
            change(call.study, _name(call), call)
        return _now(call, _name(call))

    run.__name__ = f"_{name}"
    return run


def _given(body: Any) -> dict[str, Any]:
    """What a mark says; a field that the request leaves out is not said."""
    values: dict[str, Any] = body.model_dump(exclude={"sub_dimension"}, exclude_unset=True)
    if values.get("evidence", {}) is None:
        del values["evidence"]
    return values


def _mark(study: Study, name: str, call: Call) -> None:
    study.judgements.mark(name, call.body.sub_dimension, **_given(call.body))


def _agree(study: Study, name: str, call: Call) -> None:
    study.judgements.agree(name, call.body.sub_dimension, **_given(call.body))


def _link(study: Study, name: str, call: Call) -> None:
    body = call.body
    study.judgements.link(name, body.subject, body.stance, sub_dimension=body.sub_dimension, agreed=body.agreed)


def _unlink(study: Study, name: str, call: Call) -> None:
    query = call.query
    study.judgements.unlink(
        name, query.get("subject", ""), sub_dimension=query.get("sub_dimension", ""), agreed=call.flag("agreed")
    )


def _search(study: Study, name: str, call: Call) -> None:
    body = call.body
    study.judgements.log_search(name, body.query, sub_dimension=body.sub_dimension, note=body.note)


def _pin(call: Call) -> Pinned:
    body = call.body
    if call.made is None:
        call.study.judgements.pin(
            body.dimension, body.position, body.passage, sub_dimension=body.sub_dimension, note=body.note
        )
    return Pinned(body.dimension, body.sub_dimension, body.position, body.passage)


def _unpin(call: Call) -> Pinned:
    query = call.query
    dimension, part, passage = (query.get(name, "") for name in ("dimension", "sub_dimension", "passage"))
    position = _position(query.get("position", ""))
    if call.made is None:
        call.study.judgements.unpin(dimension, position, passage, sub_dimension=part)
    return Pinned(dimension, part, position, passage)


def _position(said: str) -> int:
    """A position as an address says it, with its sign; Invalid where it is none."""
    if not re.fullmatch("[+-]?[0-9]{1,3}", said):
        raise Invalid(N_("'{name}' is no whole number."), name="position")
    return int(said)


def _name(call: Call) -> str:
    return call.names["assessment"]


def _seen(call: Call) -> Study:
    return call.having_seen(f"assessment:{_name(call)}")


def _now(call: Call, name: str) -> NamedAssessment:
    return NamedAssessment(name, _view(call, name))


def _view(call: Call, name: str) -> AssessmentView:
    """An assessment as its asker may see it, with what lacks for closing in the asker's language."""
    view = call.study.judgements.of(name)
    rules = (replace(rule, message=rule.text(call.translate), values={}) for rule in view.open_rules)
    return replace(view, open_rules=tuple(rules))


ONE = "/api/judgements/{assessment}"
QUESTION = f"{ONE}/scope/{{question}}"
DEPENDANTS: Mapping[str, str] = {
    "with_dependants": "1: also where marks, searches or answers of its scope rest on it; they go too."
}
PART: Mapping[str, str] = {"sub_dimension": "The part of the dimension; empty: the dimension itself."}
WEIGHED: Mapping[str, str] = {
    "subject": "The passage or finding, as kind:identifier.",
    **PART,
    "agreed": "1: out of the agreed judgement instead of one's own mark.",
}


def _changed(
    method: Any,
    path: str,
    name: str,
    change: Callable[[Study, str, Call], object],
    says: str,
    body: type[Body] | None = None,
) -> Operation:
    return Operation(method, path, _changing(name, change), says, body, NamedAssessment)


OPERATIONS = (
    Operation(
        "GET",
        "/api/judgements",
        _all,
        "What is judged and how far that is; marks of others are sealed until their round is over.",
        answers=Judgements,
    ),
    Operation("POST", "/api/judgements", _open, "Begin to judge a dimension.", AssessmentIn, NamedAssessment),
    Operation("GET", ONE, _one, "An assessment with its marks, evidence and rules.", answers=AssessmentView),
    Operation("DELETE", ONE, _remove, "Remove an assessment.", answers=NamedAssessment, query=DEPENDANTS),
    _changed(
        "PUT",
        f"{ONE}/assessors",
        "assessors",
        lambda study, name, call: study.judgements.assessors(name, call.body.assessors),
        "Say who judges.",
        AssessorsIn,
    ),
    _changed(
        "PUT",
        QUESTION,
        "answer",
        lambda study, name, call: study.judgements.scope(name, call.names["question"], call.body.answer),
        "Answer a question of the scope.",
        AnswerIn,
    ),
    _changed(
        "POST",
        f"{ONE}/start",
        "start",
        lambda study, name, call: study.judgements.start(name),
        "Begin the first round, which is blind.",
    ),
    _changed("PUT", f"{ONE}/mark", "mark", _mark, "Give one's mark in the round that is open.", MarkIn),
    Operation(
        "DELETE",
        f"{ONE}/mark",
        _changing(
            "unmark", lambda study, name, call: study.judgements.unmark(name, call.query.get("sub_dimension", ""))
        ),
        "Take one's mark of the open round back.",
        answers=NamedAssessment,
        query=PART,
    ),
    _changed(
        "POST",
        f"{ONE}/reveal",
        "reveal",
        lambda study, name, call: study.judgements.reveal(name),
        "Close the blind round, so that all see all marks; it cannot be taken back.",
    ),
    _changed("PUT", f"{ONE}/agreed", "agree", _agree, "Enter what the assessors agreed on.", MarkIn),
    _changed("PUT", f"{ONE}/evidence", "link", _link, "Weigh a passage or finding in a mark.", WeighIn),
    Operation(
        "DELETE",
        f"{ONE}/evidence",
        _changing("unlink", _unlink),
        "Take a passage or finding out of a mark.",
        answers=NamedAssessment,
        query=WEIGHED,
    ),
    _changed(
        "POST",
        f"{ONE}/close",
        "close",
        lambda study, name, call: study.judgements.close(name),
        "Close the assessment; refused while a closing rule is not met.",
    ),
    _changed(
        "POST",
        f"{ONE}/reopen",
        "reopen",
        lambda study, name, call: study.judgements.reopen(name, call.body.reason),
        "Open a closed assessment again.",
        ReasonIn,
    ),
    _changed(
        "POST",
        f"{ONE}/rounds",
        "again",
        lambda study, name, call: study.judgements.again(name, blind=call.body.blind),
        "Open one more round.",
        RoundIn,
    ),
    _changed(
        "POST",
        f"{ONE}/searches",
        "search",
        _search,
        "Search for what speaks against the judgement, and note how much was found.",
        SearchIn,
    ),
    Operation("PUT", "/api/anchor-examples", _pin, "Pin a passage to a position of the scale.", PinIn, Pinned),
    Operation(
        "DELETE",
        "/api/anchor-examples",
        _unpin,
        "Take a passage off a position.",
        answers=Pinned,
        query={
            "dimension": "The dimension.",
            **PART,
            "position": "The position, with its sign.",
            "passage": "The passage.",
        },
    ),
)
