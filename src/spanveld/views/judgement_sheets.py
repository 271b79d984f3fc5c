"""Judgements as tables of plain rows, for spreadsheets and data frames."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.views.judgement_words import PHASES, reason_of
from spanveld.views.judgements import AssessmentLine, Judgements, LooseJudgements, Mark, PartLine
from spanveld.views.sheets import Cell, Column, Sheet

__all__ = ["judgement_sheets"]

ORDINAL = N_("Positions are steps on a scale: there are no decimals, and they are never averaged or added up.")
SEALED = N_("Marks of a blind round that is open are sealed for everybody but their assessor.")
Line = AssessmentLine | LooseJudgements
ABOUT = (
    ("assessment", N_("Assessment")),
    ("case", N_("Case")),
    ("sub_case", N_("Sub-case")),
    ("wave", N_("Wave")),
    ("dimension", N_("Dimension")),
)


def judgement_sheets(found: Judgements, translate: Translate) -> list[Sheet]:
    """All marks, one a row, what was agreed among them; then the assessments, one a row."""
    return [_marks(found, translate), _assessments(found, translate)]


def _columns(translate: Translate, *named: tuple[str, str]) -> list[Column]:
    return [Column(name, translate(label)) for name, label in named]


def _marks(found: Judgements, translate: Translate) -> Sheet:
    columns = _columns(
        translate,
        *ABOUT,
        ("part", N_("Part")),
        ("assessor", N_("Assessor")),
        ("round", N_("Round")),
        ("agreed", N_("Agreed")),
        ("lowest", N_("Lowest")),
        ("best", N_("Best")),
        ("highest", N_("Highest")),
        ("band", N_("In words")),
        ("answer", N_("Instead of a position")),
        ("reason", N_("Reason")),
        ("strength", N_("Strength")),
        ("grade", N_("Evidence grade")),
        ("concerns", N_("Concerns about the evidence")),
        ("rationale", N_("Rationale")),
        ("sealed", N_("Sealed")),
    )
    rows = [_mark(line, part, mark, translate) for line, part, mark in _each(found)]
    return Sheet(
        "judgements",
        translate(N_("Judgements")),
        columns,
        rows,
        [translate(ORDINAL), translate(SEALED), *_notes(found)],
    )


def _lines(found: Judgements) -> list[Line]:
    return [*found.assessments, *found.loose]


def _each(found: Judgements) -> Iterator[tuple[Line, PartLine, Mark]]:
    for line in _lines(found):
        for part in line.parts:
            for mark in part.marks:
                yield line, part, mark
            if part.agreed is not None:
                yield line, part, part.agreed


def _about(line: Line) -> list[Cell]:
    name = line.assessment if isinstance(line, AssessmentLine) else ""
    return [name, line.case_label, line.sub_case_label, line.wave_label, line.label]


def _mark(line: Line, part: PartLine, mark: Mark, translate: Translate) -> Sequence[Cell]:
    yes = translate(N_("yes"))
    concerns = "; ".join(
        f"{one.label}: {': '.join(filter(None, (one.concern_label, one.words)))}" for one in mark.concerns
    )
    return [
        *_about(line),
        part.label if mark.sub_dimension else "",
        mark.name or mark.assessor,
        "" if mark.agreed else mark.round,
        yes if mark.agreed else "",
        *(mark.low, mark.best, mark.high, mark.band),
        *(mark.answer_label or mark.answer, reason_of(mark)),
        *(mark.strength_label, mark.grade_label, concerns, mark.rationale),
        yes if mark.sealed else "",
    ]


def _assessments(found: Judgements, translate: Translate) -> Sheet:
    columns = [
        *_columns(translate, *ABOUT, ("phase", N_("State")), ("round", N_("Round")), ("assessors", N_("Assessors"))),
        Column("given", translate(N_("Marks given in this round")), "count"),
        Column("best", translate(N_("Agreed position"))),
        Column("band", translate(N_("In words"))),
        Column("changed", translate(N_("Evidence changed since closing")), "count"),
    ]
    rows: list[Sequence[Cell]] = [
        [
            *_about(line),
            translate(PHASES.get(line.phase, line.phase)),
            line.round,
            ", ".join(one.name or one.coder for one in line.assessors),
            line.given,
            line.agreed.best if line.agreed else None,
            (line.agreed.band or line.agreed.answer_label) if line.agreed else "",
            line.stale,
        ]
        for line in found.assessments
    ]
    return Sheet("assessments", translate(N_("Assessments")), columns, rows, _notes(found))


def _notes(found: Judgements) -> list[str]:
    """What the positions are positions of, once for each framework."""
    scales = {one.scale.framework: one.scale for one in _lines(found) if one.scale is not None}
    return [f"{scale.object}: {scale.sign_rule}" if scale.sign_rule else scale.object for scale in scales.values()]
