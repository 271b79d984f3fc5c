"""The rules of judgements: each lies on the scale of the framework that brings its dimension, and says what that scale knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from spanveld.formats.study_folder.draft import Draft
from spanveld.formats.study_folder.faults import CellFault
from spanveld.formats.study_folder.sheets import Sheet
from spanveld.model.errors import N_
from spanveld.model.framework import Framework
from spanveld.model.records import AGREED
from spanveld.model.scale import Judged, Scale, reasoned, scale_of

__all__ = ["Ground", "about", "check_judgements", "faults_of_mark", "grounds_of", "note_part"]

POSITIONS = ("best", "low", "high")
CONCERNS = ("method", "coherence", "adequacy", "relevance")
ABOUT = ("case", "sub_case", "wave", "dimension")
"""What a judgement and its assessment have in common."""
Fault = tuple[str, str, Mapping[str, object]]
"""Column, reason, and the values of the reason."""


@dataclass(frozen=True, slots=True)
class Ground:
    """On what a dimension is judged."""

    framework: Framework
    scale: Scale
    judged: Judged

    @property
    def name(self) -> str:
        return self.framework.id


def check_judgements(draft: Draft) -> None:
    """Note judgements that do not fit their scale, and second agreed ones."""
    sheet = draft.sheets["judgement"]
    if sheet is None or not sheet.count:
        return
    grounds = grounds_of(draft, sheet)
    for row, ground in enumerate(grounds):
        if ground is None:
            continue
        values = {column: values[row] for column, values in sheet.values.items()}
        note_part(draft, sheet, row, ground)
        if not draft.faults.at(sheet.table.file, sheet.table.lines[row], (*POSITIONS, "answer")):
            for column, reason, more in faults_of_mark(ground, values):
                sheet.note(draft.faults, row, column, reason, **more)
    _check_agreed(draft, sheet)


def grounds_of(draft: Draft, sheet: Sheet) -> list[Ground | None]:
    """On what the dimension of each row is judged; None where that is not known, or (which is noted) there is nothing."""
    found: dict[str, Ground | CellFault | None] = {}
    for dimension in set(sheet.table.columns["dimension"]):
        found[dimension] = _ground(draft, dimension)
    grounds: list[Ground | None] = []
    for row, dimension in enumerate(sheet.table.columns["dimension"]):
        ground = found[dimension]
        if isinstance(ground, CellFault):
            sheet.note(draft.faults, row, "dimension", ground.reason, **ground.values)
        grounds.append(ground if isinstance(ground, Ground) else None)
    return grounds


def _ground(draft: Draft, dimension: str) -> Ground | CellFault | None:
    try:
        named = draft.naming.dimension(dimension) if dimension else None
    except CellFault:
        return None  # noted with the references
    if named is None:
        return None
    spelling, framework = named
    if framework is None:
        return CellFault(N_("is a dimension of the study's own, which no framework has a scale for; remove this row."))
    scale = scale_of(framework)
    if scale is None:
        reason = N_("is a dimension of {framework}, which has no scale to judge it on; remove this row.")
        return CellFault(reason, framework=framework.id)
    judged = scale.judged(spelling.rpartition("/")[2])
    if judged is None:
        reason = N_("is not judged by the scale of {framework}; write one of: {known}.")
        return CellFault(reason, framework=framework.id, known=", ".join(each.id for each in scale.dimensions))
    return Ground(framework, scale, judged)


def note_part(draft: Draft, sheet: Sheet, row: int, ground: Ground) -> None:
    """Note a sub-dimension that the dimension does not have."""
    part, parts = sheet.values["sub_dimension"][row], [each.id for each in ground.judged.parts]
    if not part or part in parts:
        return
    if parts:
        reason = N_("is no sub-dimension of {dimension}; write one of: {parts}, or leave it empty.")
    else:
        reason = N_("is no sub-dimension: {dimension} has none; leave it empty.")
    sheet.note(draft.faults, row, "sub_dimension", reason, dimension=ground.judged.id, parts=", ".join(parts))


# ---------------------------------------------------------------------- what one mark says
def faults_of_mark(ground: Ground, values: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with the fields of a judgement, or of a sealed mark, beside its sub-dimension."""
    yield from _position_faults(ground, values)
    yield from _answer_faults(ground, values)
    grading = ground.scale.grading
    yield from _named_fault(ground, "tension_strength", values, [each.id for each in ground.scale.strengths])
    yield from _named_fault(ground, "grade", values, [each.id for each in grading.grades])
    concerns = [each.id for each in grading.concerns]
    for column in CONCERNS:
        id, _ = reasoned(values.get(column) or "")
        if id and concerns and id not in concerns:
            reason = N_(
                "begins with '{id}', which is no concern of the scale; write one of: {known}, a colon and words, or words alone."
            )
            yield column, reason, {"id": id, "known": ", ".join(concerns)}


def _position_faults(ground: Ground, values: Mapping[str, Any]) -> Iterator[Fault]:
    scale = ground.scale
    best, low, high = given = [values.get(column) for column in POSITIONS]
    if all(at is None for at in given):
        if not values.get("answer"):
            yield (
                "best",
                N_("is empty, and there is no answer either; fill in best, low and high, or an answer."),
                {},
            )
        return
    if values.get("answer"):
        yield "answer", N_("stands beside a position; keep the one or the other."), {}
    outside = False
    for column, at in zip(POSITIONS, given, strict=True):
        if at is None:
            yield column, N_("is empty, but best, low and high go together; fill in all three, or none."), {}
        elif not scale.has(at):
            outside = True
            reason = N_(
                "lies outside the scale of {framework}, which runs from {lowest} to {highest}; write one of its positions."
            )
            yield column, reason, {"framework": ground.name, "lowest": scale.lowest, "highest": scale.highest}
    if outside or best is None or low is None or high is None:
        return
    if low > high:
        yield "low", N_("is above high, {high}; correct one of the two."), {"high": high}
    elif not low <= best <= high:
        reason = N_("does not lie from low, {low}, to high, {high}; correct one of the three.")
        yield "best", reason, {"low": low, "high": high}


def _answer_faults(ground: Ground, values: Mapping[str, Any]) -> Iterator[Fault]:
    answer, said = values.get("answer") or "", values.get("reason") or ""
    if not answer or not ground.scale.others:
        return
    other = ground.scale.other(answer)
    if other is None:
        known = ", ".join(each.id for each in ground.scale.others)
        reason = N_("is no answer on the scale of {framework}; write one of: {known}.")
        yield "answer", reason, {"framework": ground.name, "known": known}
        return
    if other.dimension_only and values.get("sub_dimension"):
        yield "answer", N_("is an answer for a dimension as a whole; leave the sub-dimension empty."), {}
    if other.reason_required and not said:
        yield "reason", N_("is empty, but the answer {answer} needs a reason; fill it in."), {"answer": answer}
    id, _ = reasoned(said)
    reasons = [each.id for each in other.reasons]
    if id and reasons and id not in reasons:
        reason = N_(
            "begins with '{id}', which is no reason of {answer}; write one of: {known}, a colon and words, or words alone."
        )
        yield "reason", reason, {"id": id, "answer": answer, "known": ", ".join(reasons)}


def _named_fault(ground: Ground, column: str, values: Mapping[str, Any], known: list[str]) -> Iterator[Fault]:
    value = values.get(column)
    if not value or value in known:
        return
    if known:
        yield column, N_("is not on the scale of {framework}; write one of: {known}."), _known(ground, known)
    else:
        reason = N_("is given, but the scale of {framework} has no such thing; leave it empty.")
        yield column, reason, {"framework": ground.name}


def _known(ground: Ground, known: list[str]) -> Mapping[str, object]:
    return {"framework": ground.name, "known": ", ".join(known)}


# ---------------------------------------------------------------------- judgements beside each other
def about(draft: Draft, sheet: Sheet, row: int) -> tuple[str, ...]:
    """The case, sub-case, wave and dimension of a row; a case left out is the only one."""
    values = [sheet.values[name][row] for name in ABOUT]
    return (values[0] or draft.only_case(), *values[1:])


def _check_agreed(draft: Draft, sheet: Sheet) -> None:
    first: dict[tuple[str, ...], int] = {}
    for row, agreed in enumerate(sheet.values["agreed"]):
        if sheet.values["round"][row] == AGREED and not agreed:
            reason = N_(
                "is the round of the judgement that was agreed on; write 1 in agreed, or the number of a round."
            )
            sheet.note(draft.faults, row, "round", reason)
        if not agreed:
            continue
        key = (*about(draft, sheet, row), sheet.values["sub_dimension"][row])
        if first.setdefault(key, row) != row:
            reason = N_("is a second agreed judgement of the same thing (the first is on line {first}); keep one.")
            sheet.note(draft.faults, row, "agreed", reason, first=sheet.table.lines[first[key]])
