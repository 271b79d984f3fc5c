"""All judgements: per dimension the scale of each case, sub-case and wave, and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.session import Study
from spanveld.views.judgement_sheets import judgement_sheets
from spanveld.views.judgement_words import PHASES, place_of, reason_of
from spanveld.views.judgements import AssessmentLine, Judgements, LooseJudgements, Mark, ScaleShown
from spanveld.web.languages import language_of, translate_for
from spanveld.web.pages import study_css
from spanveld.web.pages.forms import FORM_WORDS, Field, Option, cast_of, number
from spanveld.web.pages.frame import masthead
from spanveld.web.pages.judgements_drawn import drawn, legend, row_of
from spanveld.web.pages.reading import json_for_scripts
from spanveld.web.pages.twins import Answer, twin_links, twins
from spanveld.web.rendering import page

__all__ = ["ROUTES", "WORDS", "address_of", "judgements_page", "tones"]

WORDS = (*FORM_WORDS, N_("Marks are sealed until the round is closed."))
SHOWN = ("agreed", "interval", "provisional", "assessor")
"""What the drawings of the overview have in them."""


@dataclass(frozen=True, slots=True)
class LineView:
    """An assessment in the table of its dimension; without an ``address`` it is a judgement of an older folder."""

    assessment: str
    about: str
    address: str
    phase: str
    state: str
    place: str
    band: str
    strength: str
    grade: str
    marks: Sequence[tuple[str, str]]
    stale: str


@dataclass(frozen=True, slots=True)
class DimensionView:
    """A dimension with its scale and all that is judged on it."""

    id: str
    label: str
    tone: str
    scale: ScaleShown
    drawing: Any
    lines: Sequence[LineView]


def judgements_page(request: Request) -> Response:
    """The overview; assessments are begun here."""
    study = request.app.state.study.as_(request.state.actor)
    _, language = translate_for(request), language_of(request)
    found = study.judgements.all()
    return page(
        request,
        "judgements.html.j2",
        **masthead(study, "judgements"),
        sequence=found.sequence,
        study_css=study_css.address(study.pages.styles()),
        dimensions=_dimensions(found, study, _),
        without_scale=[one for one in found.loose if one.scale is None],
        count=number(len(found.assessments), language),
        legend=legend(_, SHOWN),
        twins=twin_links("/judgements", {}),
        fields=_fields(study, _),
        words_json=json_for_scripts({message: _(message) for message in WORDS}),
    )


def address_of(assessment: str) -> str:
    """Where an assessment is looked at."""
    return f"/judgements/{quote(assessment, safe='')}"


def tones(study: Study) -> dict[str, str]:
    """The class by which each dimension is coloured."""
    return {name: f"d{place}" for place, name in enumerate(study.pages.dimensions())}


def _dimensions(found: Judgements, study: Study, _: Translate) -> list[DimensionView]:
    tone = tones(study)
    lines: dict[str, list[AssessmentLine | LooseJudgements]] = {}
    every: list[AssessmentLine | LooseJudgements] = [*found.assessments, *found.loose]
    for line in every:
        if line.scale is not None:
            lines.setdefault(line.dimension, []).append(line)
    return [_dimension(name, lines[name], tone[name], _) for name in tone if name in lines]


def _dimension(name: str, lines: Sequence[AssessmentLine | LooseJudgements], tone: str, _: Translate) -> DimensionView:
    scale = lines[0].scale
    assert scale is not None
    rows = [
        row_of(_about(line, _), scale, line.parts[0].agreed, line.parts[0].marks, _, closed=_closed(line), tone=tone)
        for line in lines
    ]
    label = lines[0].label
    title = _(N_("{dimension} on the scale: {object}")).format(dimension=label, object=scale.object)
    return DimensionView(name, label, tone, scale, drawn(scale, title, rows, _), [_line(line, _) for line in lines])


def _closed(line: AssessmentLine | LooseJudgements) -> bool:
    return isinstance(line, LooseJudgements) or line.phase == "closed"


def _about(line: AssessmentLine | LooseJudgements, _: Translate) -> str:
    parts = (line.case_label, line.sub_case_label, line.wave_label)
    return " · ".join(filter(None, parts)) or _(N_("the whole study"))


def _line(line: AssessmentLine | LooseJudgements, _: Translate) -> LineView:
    part = line.parts[0]
    agreed = part.agreed
    own = line if isinstance(line, AssessmentLine) else None
    return LineView(
        own.assessment if own else "",
        _about(line, _),
        address_of(own.assessment) if own else "",
        own.phase if own else "loose",
        _state(own, _) if own else _(N_("without an assessment")),
        place_of(agreed, _) if agreed else "",
        (agreed.band or reason_of(agreed)) if agreed else "",
        agreed.strength_label if agreed else "",
        agreed.grade_label if agreed else "",
        [(mark.name or mark.assessor, _said(mark, _)) for mark in part.marks],
        _(N_("its evidence changed since: {count}")).format(count=own.stale) if own and own.stale else "",
    )


def _said(mark: Mark, _: Translate) -> str:
    return " · ".join(filter(None, (place_of(mark, _), reason_of(mark) if not mark.sealed else "")))


def _state(line: AssessmentLine, _: Translate) -> str:
    words = _(PHASES[line.phase])
    if line.phase == "blind":
        return _(N_("{phase} {round}: {given} of {of} marks given")).format(
            phase=words, round=line.round, given=line.given, of=len(line.assessors)
        )
    if line.phase == "discussion":
        return _(N_("{phase}, round {round}")).format(phase=words, round=line.round)
    if line.phase == "closed" and line.closed:
        return _(N_("{phase} on {date}")).format(phase=words, date=line.closed[:10])
    return words


def _fields(study: Study, _: Translate) -> list[Field]:
    """What is asked where an assessment is begun; only dimensions that have a scale can be judged."""
    cast = cast_of(study)
    dimensions = tuple(Option(name, label) for name, label in study.pages.dimensions().items())
    fields = [Field("dimension", _(N_("Dimension")), "select", options=dimensions)]
    for kind, label in (("case", N_("Case")), ("sub_case", N_("Sub-case")), ("wave", N_("Wave"))):
        if options := cast.options(kind):
            fields.append(Field(kind, _(label), "select", options=options))
    fields.append(
        Field(
            "assessors",
            _(N_("Assessors")),
            "checks",
            options=cast.options("coder"),
        )
    )
    return fields


def _answer(request: Request) -> Answer:
    """The same for other programs."""
    study = request.app.state.study.as_(request.state.actor)
    found = study.judgements.all()
    return Answer(found.as_json(), judgement_sheets(found, translate_for(request)))


ROUTES = [Route("/judgements", judgements_page), *twins("/judgements", _answer)]
