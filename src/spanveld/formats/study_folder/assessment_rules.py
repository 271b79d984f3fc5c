"""The rules of assessments and of what hangs on them: scope, sealed marks, searches, examples, settings of the audit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from spanveld.formats.study_folder.draft import Draft
from spanveld.formats.study_folder.faults import CellFault
from spanveld.formats.study_folder.judgement_rules import Ground, about, faults_of_mark, grounds_of, note_part
from spanveld.formats.study_folder.sheets import Sheet
from spanveld.model.errors import N_
from spanveld.model.records import STANCES
from spanveld.model.scale import Question
from spanveld.model.sealed import MARK, opened

__all__ = ["ASKED_OF_BOARD", "check_assessments"]

ASKED_OF_BOARD = "asked_of_board"
"""The program's own question of the scope."""
NUMBERS = ("best", "low", "high")
CONTENT = "content"


def check_assessments(draft: Draft) -> None:
    """Note assessments, and rows that hang on one, that do not fit the scale of their dimension or each other."""
    grounds = _check_assessments(draft)
    _check_scopes(draft, grounds)
    _check_sealed(draft, grounds)
    _check_searches(draft, grounds)
    _check_examples(draft)
    settings = draft.sheets["audit_setting"]
    for row, limit in enumerate(settings.values["threshold"] if settings else ()):
        if settings and limit is not None and limit < 0:
            settings.note(draft.faults, row, "threshold", N_("is negative; write a limit of 0 or more."))


def _check_assessments(draft: Draft) -> dict[str, Ground]:
    """On what each assessment is judged, where that is known."""
    sheet = draft.sheets["assessment"]
    if sheet is None or not sheet.count:
        return {}
    found, first = dict[str, Ground](), dict[tuple[str, ...], int]()
    for row, ground in enumerate(grounds_of(draft, sheet)):
        if ground is not None:
            found[sheet.names[row]] = ground
        key = about(draft, sheet, row)
        if key[-1] and first.setdefault(key, row) != row:
            reason = N_(
                "is judged in the assessment of line {first} already, of the same case, sub-case and wave; keep one of them."
            )
            sheet.note(draft.faults, row, "dimension", reason, first=sheet.table.lines[first[key]])
        phase, at = sheet.values["phase"][row], sheet.values["round"][row]
        wrong = (at is not None and at < 0) or (phase not in ("", "preparing") and not at)
        if wrong and not draft.faults.at(sheet.table.file, sheet.table.lines[row], ("phase", "round")):
            reason = N_("is no round; in the phase {phase} write a number from 1.")
            sheet.note(draft.faults, row, "round", reason, phase=phase or "preparing")
    return found


def _check_scopes(draft: Draft, grounds: Mapping[str, Ground]) -> None:
    sheet = draft.sheets["assessment_scope"]
    if sheet is None:
        return
    rows = zip(*(sheet.values[name] for name in ("assessment", "question", "answer")), strict=True)
    for row, (assessment, asked, answer) in enumerate(rows):
        ground = grounds.get(assessment)
        if ground is None or not asked or asked == ASKED_OF_BOARD:
            continue
        question = next((each for each in ground.scale.scope if each.id == asked), None)
        if question is None:
            known = ", ".join([*(each.id for each in ground.scale.scope), ASKED_OF_BOARD])
            reason = N_("is no question of the scope on the scale of {framework}; write one of: {known}.")
            sheet.note(draft.faults, row, "question", reason, framework=ground.name, known=known)
            continue
        answers = _answers(draft, ground, question)
        if answer and answers is not None and answer not in answers:
            reason = N_("is no answer to {question}; write one of: {known}.")
            sheet.note(draft.faults, row, "answer", reason, question=asked, known=", ".join(sorted(answers)))


def _answers(draft: Draft, ground: Ground, question: Question) -> set[str] | None:
    """What a question can be answered with; None where that is free, or not known."""
    if question.layer:
        try:
            layer = draft.naming.layer(f"{ground.name}/{question.layer}")
        except CellFault:
            return None
        codes = draft.naming.codes(layer, draft.known("sub_case")) if layer else None
        return None if codes is None else set(codes)
    if question.vocabulary:
        return {str(entry["id"]) for entry in ground.framework.vocabulary(question.vocabulary)}
    return None


def _check_sealed(draft: Draft, grounds: Mapping[str, Ground]) -> None:
    sheet, assessments = draft.sheets["sealed_mark"], draft.sheets["assessment"]
    if sheet is None or assessments is None:
        return
    rows = {name: row for row, name in enumerate(assessments.names)}
    for row, assessment in enumerate(sheet.values["assessment"]):
        one, ground = rows.get(assessment), grounds.get(assessment)
        if one is not None:
            _check_assessor(draft, sheet, row, assessments, one)
        if ground is not None:
            note_part(draft, sheet, row, ground)
            _check_content(draft, sheet, row, ground)


def _check_assessor(draft: Draft, sheet: Sheet, row: int, assessments: Sheet, one: int) -> None:
    name, phase, assessors = (assessments.values[column][one] for column in ("assessment", "phase", "assessors"))
    if draft.faults.at(assessments.table.file, assessments.table.lines[one], ("phase", "assessors")):
        return
    if phase != "blind":
        reason = N_("is in the phase {phase}, and only a blind round has sealed marks; correct one of the two.")
        sheet.note(draft.faults, row, "assessment", reason, phase=phase or "preparing")
    assessor = sheet.values["assessor"][row]
    if assessor and assessor not in assessors:
        reason = N_("is no assessor of {assessment}; write one of: {assessors}, or add this one there.")
        sheet.note(draft.faults, row, "assessor", reason, assessment=name, assessors=", ".join(assessors) or "-")


def _check_content(draft: Draft, sheet: Sheet, row: int, ground: Ground) -> None:
    """The fields of a sealed mark; of a fault only the faulty part is told."""
    try:
        values = opened(sheet.values[CONTENT][row])
    except ValueError:
        _note(draft, sheet, row, "", N_("is no mark; write a JSON object, or leave it empty."))
        return
    if not values:
        return
    for item, reason, more in _form_faults(values):
        _note(draft, sheet, row, item, reason, **more)
        return
    values = {**values, "sub_dimension": sheet.values["sub_dimension"][row]}
    for column, reason, more in faults_of_mark(ground, values):
        at = values.get(column)
        _note(draft, sheet, row, f"{column}: {'' if at is None else at}", reason, **more)


def _note(draft: Draft, sheet: Sheet, row: int, item: str, reason: str, /, **values: object) -> None:
    draft.faults.add(sheet.table.file, sheet.table.line(row, CONTENT), CONTENT, item, reason, **values)


def _form_faults(values: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, object]]]:
    for name, value in values.items():
        if name not in MARK:
            yield name, N_("is no field of a mark; write some of: {known}."), {"known": ", ".join(MARK)}
        elif name == "evidence":
            yield from _evidence_faults(value)
        elif name in NUMBERS:
            if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
                yield f"{name}: {value}", N_("is no position; write a whole number."), {}
        elif not isinstance(value, str):
            yield f"{name}: {value}", N_("is no text; write it between quotation marks."), {}


def _evidence_faults(evidence: Any) -> Iterator[tuple[str, str, Mapping[str, object]]]:
    if not isinstance(evidence, dict):
        yield "evidence", N_("is no evidence; write an object of subjects and stances."), {}
        return
    for subject, stance in evidence.items():
        kind, _, name = subject.partition(":")
        if kind not in ("passage", "finding") or not name:
            yield subject, N_("is no evidence; write passage:ID or finding:ID."), {}
        elif stance not in STANCES:
            yield f"{subject}: {stance}", N_("is no stance; write one of: {known}."), {"known": ", ".join(STANCES)}


def _check_searches(draft: Draft, grounds: Mapping[str, Ground]) -> None:
    sheet = draft.sheets["contrary_search"]
    if sheet is None:
        return
    for row, (assessment, found) in enumerate(zip(sheet.values["assessment"], sheet.values["found"], strict=True)):
        if (ground := grounds.get(assessment)) is not None:
            note_part(draft, sheet, row, ground)
        if found is not None and found < 0:
            sheet.note(draft.faults, row, "found", N_("is negative; write how many passages were found."))


def _check_examples(draft: Draft) -> None:
    sheet = draft.sheets["anchor_example"]
    if sheet is None or not sheet.count:
        return
    for row, ground in enumerate(grounds_of(draft, sheet)):
        if ground is None:
            continue
        note_part(draft, sheet, row, ground)
        at = sheet.values["position"][row]
        if at is not None and not ground.scale.has(at):
            reason = N_(
                "lies outside the scale of {framework}, which runs from {lowest} to {highest}; write one of its positions."
            )
            more = {"framework": ground.name, "lowest": ground.scale.lowest, "highest": ground.scale.highest}
            sheet.note(draft.faults, row, "position", reason, **more)
