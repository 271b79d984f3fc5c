"""The values of a mark: put together with what it held, and checked against the scale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from spanveld.actions.lookup import subject_of
from spanveld.actions.things import to_columns
from spanveld.model.errors import N_, Refused, Term, quoted
from spanveld.model.kinds import KINDS
from spanveld.model.records import STANCES
from spanveld.model.scale import Named, Other, Scale, reasoned
from spanveld.store.work import Row, Work

__all__ = ["COMPONENTS", "SUBJECTS", "VALUES", "check_mark", "check_stance", "columns_of", "evidence_of", "merged"]

COMPONENTS = ("method", "coherence", "adequacy", "relevance")
"""The cells of a judgement that hold concerns about its evidence."""
POSITIONS = ("best", "low", "high")
VALUES = (*POSITIONS, "answer", "reason", "tension_strength", "grade", *COMPONENTS, "rationale")
SUBJECTS = ("passage", "finding")
CANNOT_JUDGE = "cannot_judge"
"""The answer that is open to every assessor, also where a framework names no answers beside positions."""


def merged(held: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """What a mark holds once these values are given; those left out stay. A position takes the place of an answer, and an answer of it."""
    if unknown := sorted(set(values) - {*VALUES, "evidence"}):
        raise TypeError(f"a mark has no {', '.join(unknown)}; it has {', '.join((*VALUES, 'evidence'))}")
    found = {**held, **values}
    placed = [name for name in POSITIONS if values.get(name) is not None]
    if values.get("answer"):
        if placed:
            raise Refused(N_("Give a position or an answer, not both."))
        found.update(dict.fromkeys(POSITIONS))
    elif placed:
        found["answer"] = ""
        if "reason" not in values:
            found["reason"] = ""
        for name in ("low", "high"):
            if found.get(name) is None:
                found[name] = found.get("best")
    return found


def check_mark(scale: Scale, part: str, mark: Mapping[str, Any]) -> None:
    """Refused where a mark does not fit the scale of its dimension."""
    best, low, high = (mark.get(name) for name in POSITIONS)
    answer = mark.get("answer") or ""
    if answer:
        _check_answer(scale, part, answer, mark.get("reason") or "")
    elif best is None or low is None or high is None:
        raise Refused(N_("Give a position (the best one, with the lowest and the highest), or an answer."))
    else:
        for name, at in (("best", best), ("low", low), ("high", high)):
            _check_position(scale, name, at)
        if low > high:
            raise Refused(N_("low ({low}) is above high ({high})."), low=low, high=high)
        if not low <= best <= high:
            raise Refused(
                N_("best ({best}) does not lie between low ({low}) and high ({high})."), best=best, low=low, high=high
            )
    _check_id("tension_strength", mark.get("tension_strength") or "", scale.strengths)
    _check_id("grade", mark.get("grade") or "", scale.grading.grades)
    known = [component.id for component in scale.grading.components]
    for component in COMPONENTS:
        cell = mark.get(component) or ""
        if not cell or not scale.grading.concerns:
            continue
        if component not in known:
            raise Refused(
                N_("'{component}' is no part of this framework's evidence grade; known are: {known}."),
                component=component,
                known=", ".join(known) or "-",
            )
        _check_id(component, reasoned(cell)[0] or cell, scale.grading.concerns)


def _check_position(scale: Scale, name: str, at: Any) -> None:
    if isinstance(at, bool) or not isinstance(at, int) or not scale.has(at):
        raise Refused(
            N_("{name}: {value} is no position of the scale, which has {known}."),
            name=name,
            value=quoted(at),
            known=", ".join(str(position.at) for position in scale.positions),
        )


def _check_answer(scale: Scale, part: str, answer: str, reason: str) -> None:
    other = scale.other(answer)
    if other is None and answer == CANNOT_JUDGE and not scale.others:
        other = Other(CANNOT_JUDGE, {}, reason_required=True)
    if other is None:
        raise Refused(
            N_("'{answer}' is no answer here; known are: {known}."),
            answer=answer,
            known=", ".join(each.id for each in scale.others) or CANNOT_JUDGE,
        )
    if other.dimension_only and part:
        raise Refused(N_("'{answer}' is an answer for a whole dimension, not for a part of one."), answer=answer)
    id, words = reasoned(reason)
    if other.reason_required and not id and not words:
        raise Refused(
            N_("'{answer}' needs a reason: {known}."),
            answer=answer,
            known=", ".join(each.id for each in other.reasons) or Term(N_("say why")),
        )
    if reason and other.reasons:
        _check_id("reason", id or reason, other.reasons)


def _check_id(column: str, id: str, known: Sequence[Named]) -> None:
    if id and id not in {each.id for each in known}:
        raise Refused(
            N_("{column}: {value} is not known in this framework; known are: {known}."),
            column=column,
            value=quoted(id),
            known=", ".join(each.id for each in known) or "-",
        )


def check_stance(stance: str) -> None:
    """Refused for what is no stance."""
    if stance not in STANCES:
        raise Refused(N_("'{stance}' is no stance; known are: {known}."), stance=stance, known=", ".join(STANCES))


def evidence_of(work: Work, evidence: Mapping[str, str] | Iterable[tuple[str, str]]) -> dict[str, str]:
    """Subject -> stance, checked: each is a passage or finding of the study."""
    found = dict(evidence)
    for subject, stance in found.items():
        check_stance(stance)
        kind, _ = subject_of(work, subject, SUBJECTS)
        if not kind:
            raise Refused(N_("Say what is linked: passage:NAME or finding:NAME."))
    return found


def columns_of(work: Work, mark: Mapping[str, Any]) -> Row:
    """A mark as columns of a judgement, cleaned as every text of a person is."""
    values = {name: mark.get(name) for name in VALUES}
    columns, _ = to_columns(work, KINDS["judgement"], values)
    return columns
