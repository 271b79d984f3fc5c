"""Rules of the game as a page: pain points by rules, what is lacking, and how dimensions bear on each other."""

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
from spanveld.session.rules_shown import (
    EFFECTS,
    PROPOSITION,
    RELATIONS,
    SIGNS,
    STATES,
    TRIED,
    WHAT_LACKS,
    Between,
    Cited,
    Found,
    RulePoint,
    RulesMatrix,
    Strain,
    link_word,
    rules_sheets,
    tips_over_text,
)
from spanveld.web.addresses import passage_address, place_of, with_query
from spanveld.web.languages import language_of, translate_for
from spanveld.web.pages.forms import FORM_WORDS, Option, number
from spanveld.web.pages.frame import masthead
from spanveld.web.pages.reading import json_for_scripts
from spanveld.web.pages.twins import Answer, twin_links, twins
from spanveld.web.rendering import page

__all__ = [
    "ROUTES",
    "FoundView",
    "PointView",
    "StrainView",
    "cases_of",
    "found_view",
    "head_of",
    "point_address",
    "point_view",
    "rules_page",
]

VIEWS = {"": N_("Pain points by rules"), "between": N_("Between dimensions")}
STANCES = {"supports": N_("{count} for"), "qualifies": N_("{count} qualify"), "contradicts": N_("{count} against")}


@dataclass(frozen=True, slots=True)
class ChipView:
    """A passage as a chip; ``contrary``: it speaks against the finding."""

    text: str
    address: str
    contrary: bool


@dataclass(frozen=True, slots=True)
class FoundView:
    """A finding with its passages. ``counts``: in words; ``query`` the address of all."""

    finding: str
    statement: str
    kind: str
    dimension: str
    about: Sequence[str]
    address: str
    counts: str
    query: str
    chips: Sequence[ChipView]


@dataclass(frozen=True, slots=True)
class StrainView:
    """A strained rule in words; ``told``: pairs of what is said and what it says."""

    strain: Strain
    place: str
    sign: str
    word: str
    told: Sequence[tuple[str, str]]
    chips: Sequence[ChipView]


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell of the matrix: its sign, what that means, and where it is decided (empty: nothing is said)."""

    sign: str
    word: str
    address: str
    state: str


@dataclass(frozen=True, slots=True)
class PointView:
    """A pain point in words."""

    point: RulePoint
    place: str
    address: str
    findings: Sequence[FoundView]
    handled: Sequence[FoundView]
    strains: Sequence[StrainView]
    cells: Sequence[CellView]
    passages: str


def rules_page(request: Request) -> Response:
    """The matrix and the agenda, or with ``?view=between`` how dimensions bear on each other; ``?case=`` of which case."""
    study = request.app.state.study.as_(request.state.actor)
    _, language = translate_for(request), language_of(request)
    case = request.query_params.get("case", "")
    view = "between" if request.query_params.get("view") == "between" else ""
    part: Any = study.rules.between(case) if view else study.rules.matrix(case)
    query = {"view": view, "case": case}
    return page(
        request,
        "rules.html.j2",
        **head_of(study, "rules", part.sequence, _),
        view=view,
        views=[(name, with_query("/rules", {"view": name, "case": case}), _(title)) for name, title in VIEWS.items()],
        cases=cases_of(part),
        case=part.case,
        twins=twin_links("/rules", query),
        part=part,
        **(_between(part, _, language) if view else _matrix(part, _, language)),
    )


def head_of(study: Study, here: str, sequence: int, _: Translate) -> dict[str, Any]:
    """What these pages open with."""
    words = json_for_scripts({message: _(message) for message in FORM_WORDS})
    return {**masthead(study, here), "sequence": sequence, "words_json": words, "proposition": _(PROPOSITION)}


def cases_of(part: Any) -> list[Option]:
    """The cases to choose from, where there are several."""
    return [Option(*pair) for pair in part.cases.items()] if len(part.cases) > 1 else []


# ---------------------------------------------------------------------- the matrix
def _matrix(part: RulesMatrix, _: Translate, language: str) -> dict[str, Any]:
    total = len(part.points) * len(part.rules)
    filled = sum(bool(cell) for point in part.points for cell in point.cells)
    points = [point_view(point, part, _, language) for point in part.points]
    return {
        "points": points,
        "dimensions": [
            (label, [each for each in points if each.point.dimension == name])
            for name, label in {each.point.dimension: each.point.dimension_label for each in points}.items()
        ],
        "states": [(SIGNS[state], _(word)) for state, word in STATES.items()],
        "cells_in_words": _(N_("{filled} of {total} cells say something; {empty} are empty")).format(
            filled=number(filled, language), total=number(total, language), empty=number(total - filled, language)
        ),
        "agenda": [
            (_(word), [(one.label, _place_of_lack(one, part)) for one in part.agenda if one.what == what])
            for what, word in WHAT_LACKS.items()
            if any(one.what == what for one in part.agenda)
        ],
        "lacking": number(len(part.agenda), language),
    }


def _place_of_lack(one: Any, part: RulesMatrix) -> str:
    if one.finding:
        return place_of("finding", one.finding)
    if one.pain_point:
        return point_address(one.pain_point, part.case, one.rule)
    return f"#rule-{quote(one.rule, safe='')}"


def point_address(pain_point: str, case: str, rule: str = "") -> str:
    """The page of a pain point, at one of its rules."""
    return with_query(
        "/rules/point", {"at": pain_point, "case": case}, (), f"rule-{quote(rule, safe='')}" if rule else ""
    )


def point_view(point: RulePoint, part: RulesMatrix, _: Translate, language: str) -> PointView:
    """A pain point in words."""
    names = {
        (strain.rule, strain.state): link_word(strain, _) for strain in point.strains
    }  # the state that stands for a cell
    return PointView(
        point,
        f"point-{quote(point.pain_point, safe='')}",
        point_address(point.pain_point, part.case),
        [found_view(found, _, language) for found in point.findings],
        [found_view(found, _, language) for found in point.handled_by],
        [_strain_view(strain, _) for strain in point.strains],
        [
            CellView(
                SIGNS[state],
                names.get((rule.rule, state), "") if state else "",
                point_address(point.pain_point, part.case, rule.rule) if state else "",
                state,
            )
            for rule, state in zip(part.rules, point.cells, strict=True)
        ],
        with_query("/find", {"q": point.query}) if point.query else "",
    )


def _strain_view(strain: Strain, _: Translate) -> StrainView:
    told: tuple[tuple[str, str], ...] = (
        (_(N_("How it is handled now")), strain.handled),
        (_(N_("When")), strain.when),
        (_(N_("May be tried")), "; ".join(one.label for one in strain.offers)),
        (_(N_("Overdone, it tips over to")), tips_over_text(strain.tips_over) if strain.tips_over else ""),
        (_(N_("What came of it")), _(TRIED[strain.tried]) if strain.tried else ""),
        (_(N_("Reason")), strain.reason),
        (_(N_("Source")), strain.source),
    )
    if strain.state == "refused":
        told = tuple(pair for pair in told if pair[0] == _(N_("Reason")))
    return StrainView(
        strain,
        f"rule-{quote(strain.rule, safe='')}",
        SIGNS[strain.state],
        link_word(strain, _),
        [pair for pair in told if pair[1]],
        [_chip(one, "") for one in strain.passages],
    )


def found_view(found: Found, _: Translate, language: str) -> FoundView:
    """A finding in words."""
    counts = [
        _(STANCES[stance]).format(count=number(count, language)) for stance, count in found.counts.items() if count
    ]
    effect = _(EFFECTS[found.effect]) if found.effect in EFFECTS else ""
    return FoundView(
        found.finding,
        found.statement,
        found.kind_label,
        found.dimension_label,
        [part for part in (found.kind_label, effect) if part],
        place_of("finding", found.finding),
        ", ".join(counts),
        with_query("/find", {"q": found.query}) if found.query else "",
        [_chip(one, one.stance) for one in found.passages],
    )


def _chip(one: Cited, stance: str) -> ChipView:
    return ChipView(
        f"{one.passage} {one.citation}", passage_address(one.source, one.passage), contrary=stance == "contradicts"
    )


# ---------------------------------------------------------------------- between dimensions
def _between(part: Between, _: Translate, language: str) -> dict[str, Any]:
    return {
        "rows": [
            (
                part.dimensions[row[0].from_],
                [
                    [
                        (
                            found_view(tie.finding, _, language),
                            _(RELATIONS[tie.relation]),
                            found_view(tie.to, _, language),
                        )
                        for tie in cell.links
                    ]
                    for cell in row
                ],
            )
            for row in part.cells
        ],
        "linked": sum(len(cell.links) for row in part.cells for cell in row),
    }


def _answer(request: Request) -> Answer:
    study = request.app.state.study.as_(request.state.actor)
    case = request.query_params.get("case", "")
    between = request.query_params.get("view") == "between"
    part = study.rules.between(case) if between else study.rules.matrix(case)
    return Answer(part.as_json(), rules_sheets(part, translate_for(request)))


ROUTES = [Route("/rules", rules_page), *twins("/rules", _answer)]
