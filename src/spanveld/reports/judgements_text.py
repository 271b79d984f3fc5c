"""Judgements as lines of text: all of a study in short, or one assessment with its marks and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spanveld.language.messages import Translate, counted, translator
from spanveld.model.errors import N_
from spanveld.reports.lines import WIDTH, Line, Role, aligned, fitting, wrapped
from spanveld.views.judgement_words import PHASES, place_of, reason_of
from spanveld.views.judgements import (
    AssessmentLine,
    AssessmentView,
    JudgedPart,
    Judgements,
    LooseJudgements,
    Mark,
    PartLine,
    ScaleShown,
    Weighed,
)

__all__ = ["lines", "lines_of_one"]

CHANGES = {"came": N_("came"), "went": N_("went"), "changed": N_("changed")}
STANCES = {"supports": N_("supports"), "qualifies": N_("qualifies"), "contradicts": N_("contradicts")}


def lines(found: Judgements, *, width: int = WIDTH) -> Iterator[Line]:
    """All assessments, then judgements that belong to none, in the study's language."""
    width, translate = fitting(width), translator(found.language)
    yield from wrapped(found.title or found.study, "title", width)
    if not found.assessments and not found.loose:
        yield Line("  " + translate(N_("No judgements yet.")))
    for line in found.assessments:
        yield Line("", "empty")
        yield from _heading(line, translate, width)
        yield from wrapped(_state(line, translate), "ground", width, "  ", 4)
        yield from _parts(line.parts, line.scale, translate, width)
    for loose in found.loose:
        yield Line("", "empty")
        yield from _heading(loose, translate, width)
        yield from _parts(loose.parts, loose.scale, translate, width)


def lines_of_one(found: AssessmentView, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """One assessment; what lacks for closing in the reader's language (``translate``), the rest in the study's."""
    width, said = fitting(width), translator(found.language)
    yield from _heading(found, said, width)
    yield from wrapped(_phase(found.phase, found.round, said), "ground", width, "  ", 4)
    if found.reopened:
        yield from wrapped(f"{said(N_('Opened again'))}: {found.reopened}", "narrow", width, "  ", 4)
    for answer in found.scope:
        if answer.answer:
            yield from wrapped(f"{answer.label}: {answer.answer_label}", "ground", width, "  ", 4)
    yield from wrapped(_assessors(found, said), "ground", width, "  ", 4)
    for part in found.parts:
        yield from _part(part, found.scale, said, width)
    for title, weighed in (
        (N_("Speaks for it"), found.evidence_for),
        (N_("Speaks against it"), found.evidence_against),
        (N_("Not weighed yet"), found.not_weighed),
    ):
        yield from _list(said(title), weighed, said, width)
    if found.searches:
        yield Line("", "empty")
        yield Line(said(N_("Searches for what speaks against it")), "kind")
    for search in found.searches:
        number = counted(said, N_("{count} passage"), N_("{count} passages"), search.found)
        yield from wrapped(f"{search.query} ({number})", "statement", width, "  ", 4)
        if search.note:
            yield from wrapped(search.note, "ground", width, "    ", 4)
    yield from _lacks(found, translate, said, width)


def _lacks(found: AssessmentView, translate: Translate, said: Translate, width: int) -> Iterator[Line]:
    if found.open_rules and found.phase == "discussion":
        yield Line("", "empty")
        yield Line(said(N_("Before it can be closed")), "kind")
        for rule in found.open_rules:
            yield from wrapped(rule.text(translate), "narrow", width, "  ", 4)
    if found.stale:
        yield Line("", "empty")
        yield Line(said(N_("The evidence is not what it was when this was closed")), "kind")
        for change in found.stale:
            on = f" ({change.finding})" if change.finding else ""
            name = f"{said(CHANGES[change.change])}: {change.subject}{on}"
            yield from wrapped(f"{name} {change.words}", "narrow", width, "  ", 4)


def _heading(
    line: AssessmentLine | LooseJudgements | AssessmentView, translate: Translate, width: int
) -> Iterator[Line]:
    about = ", ".join(filter(None, (line.case_label, line.sub_case_label, line.wave_label)))
    name = "" if isinstance(line, LooseJudgements) else f" [{line.assessment}]"
    yield from wrapped(f"{line.label} ({about}){name}" if about else f"{line.label}{name}", "dimension", width)
    if line.scale is not None:
        yield from wrapped(f"{translate(N_('Judged'))}: {line.scale.object}", "ground", width, "  ", 4)


def _phase(phase: str, round: int, translate: Translate) -> str:
    said = translate(PHASES.get(phase, phase))
    return (
        said if phase in ("preparing", "closed") else f"{said}, {translate(N_('round {number}')).format(number=round)}"
    )


def _state(line: AssessmentLine, translate: Translate) -> str:
    said = [_phase(line.phase, line.round, translate), _assessors(line, translate)]
    if line.stale:
        said.append(translate(N_("evidence changed since it was closed: {count}")).format(count=line.stale))
    return "; ".join(said)


def _assessors(line: AssessmentLine | AssessmentView, translate: Translate) -> str:
    names = ", ".join(
        f"{one.name} ({', '.join(filter(None, (one.role, one.affiliation)))})"
        if one.role or one.affiliation
        else one.name
        for one in line.assessors
    )
    only = (
        translate(N_("one assessor alone: {names}"))
        if len(line.assessors) == 1
        else translate(N_("assessors: {names}"))
    )
    return only.format(names=names or "-")


def _parts(parts: Sequence[PartLine], scale: ScaleShown | None, translate: Translate, width: int) -> Iterator[Line]:
    rows = []
    for part in parts:
        for mark in part.marks if part.agreed is None else (part.agreed,):
            rows.append((part.label, _who(mark, translate), _said(mark, translate)))
    yield from aligned(rows, width, "statement")


def _part(part: JudgedPart, scale: ScaleShown, translate: Translate, width: int) -> Iterator[Line]:
    marks = [*part.marks, *([part.agreed] if part.agreed else [])]
    if not marks and part.sub_dimension:
        return
    yield Line("", "empty")
    yield Line(part.label, "kind")
    if part.previous is not None:
        before = f"{part.previous_wave}: {_said(part.previous, translate)}"
        yield from wrapped(before, "ground", width, "  ", 4)
    yield from aligned([(_who(mark, translate), _said(mark, translate)) for mark in marks], width, "statement")
    if part.agreed is not None:
        for text in _why(part.agreed):
            yield from wrapped(text, "ground", width, "    ", 4)


def _why(mark: Mark) -> Iterator[str]:
    for concern in mark.concerns:
        yield f"{concern.label} {': '.join(filter(None, (concern.concern_label, concern.words)))}"
    if mark.rationale:
        yield mark.rationale


def _who(mark: Mark, translate: Translate) -> str:
    if mark.agreed:
        return translate(N_("agreed"))
    round = translate(N_("round {number}")).format(number=mark.round) if mark.round.isdecimal() else mark.round
    return f"{mark.name}, {round}" if round else mark.name


def _said(mark: Mark, translate: Translate) -> str:
    """``-1 (-2 to 0), leans to too little; evidence grade low``."""
    said = [place_of(mark, translate)]
    if not mark.sealed:
        said += [mark.band, reason_of(mark), mark.strength_label]
        if mark.grade_label:
            said.append(translate(N_("evidence grade {grade}")).format(grade=mark.grade_label))
    return "; ".join(filter(None, said))


def _list(title: str, items: Sequence[Weighed], translate: Translate, width: int) -> Iterator[Line]:
    if not items:
        return
    yield Line("", "empty")
    yield Line(title, "kind")
    for item in items:
        facts = [item.identifier, item.label, translate(STANCES[item.stance]) if item.stance else ""]
        facts += [", ".join(item.by), item.source, ", ".join(item.voices)]
        role: Role = "contrary" if item.stance == "contradicts" else "support"
        yield from wrapped(item.words, role, width, "  ", 4)
        yield from wrapped("; ".join(filter(None, facts)), "ground", width, "    ", 4)
        for passage in item.passages:
            facts = [passage.identifier, translate(STANCES[passage.stance]), passage.source, ", ".join(passage.voices)]
            yield from wrapped("; ".join(filter(None, facts)), "ground", width, "      ", 8)
