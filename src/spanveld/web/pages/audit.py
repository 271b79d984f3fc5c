"""The evidence audit as a page: what a careful reader should know of the ground of each finding and assessment, and the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.session.auditing import COUNTED, RULES, WEIGHTS, audit_sheets
from spanveld.web.addresses import passage_address, place_of, with_query
from spanveld.web.languages import language_of, translate_for
from spanveld.web.pages.forms import number, whole_number
from spanveld.web.pages.frame import masthead, pages_around
from spanveld.web.pages.judgements import tones
from spanveld.web.pages.reading import json_for_scripts
from spanveld.web.pages.study_css import address as study_css_address
from spanveld.web.pages.twins import Answer, twin_links, twins
from spanveld.web.rendering import page

__all__ = ["ROUTES", "audit_page"]

PAGE = 40
"""Findings and assessments on a page."""
CHIPS = 8
"""Passages that are named behind a sentence; the others are behind a link, or open up."""
FILTERS = ("dimension", "rule", "weight", "finding", "assessment")
OF_ALL = ("one_source", "one_source_kind", "hedged", "own_inference", "no_contrary")
"""Rules of which the passages are not named one by one where they are all that support it: nobody of them matters most."""
SIGNS = {"strong": "!", "some": "–", "note": "·"}
WORDS = (
    N_("Dark"),
    N_("Light"),
    N_("No answer from the server. Try again: what it did already, it does not do twice."),
    N_("Nothing was changed."),
    N_("Signed out: open the page anew from the address that the program printed."),
    N_("The rules were saved."),
    N_("Undone: {action}."),
)


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with its passages: the first as chips, the ``others`` folded away; ``find``: where all can be looked at together.

    ``whole``: they are all that support it, and are not named one by one.
    """

    sentence: str
    weight: str
    sign: str
    weight_label: str
    suggests: str
    chips: Sequence[tuple[str, str, str]]
    others: Sequence[tuple[str, str, str]]
    find: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding or assessment on the page. ``about``: what is known of it; ``support``, ``against``: counts, and where these lead."""

    id: str
    identifier: str
    label: str
    address: str
    about: Sequence[str]
    support: tuple[str, str]
    against: tuple[str, str]
    sentences: Sequence[Said]


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of a dimension, or the assessments; ``colour``: the class by which the dimension is drawn."""

    id: str
    title: str
    colour: str
    subjects: Sequence[Shown]


def audit_page(request: Request) -> Response:
    """``?dimension=``, ``?rule=`` and ``?weight=`` choose what is shown, ``?finding=`` or ``?assessment=`` one; ``?page=`` turns pages."""
    study = request.app.state.study.as_(request.state.actor)
    _, language = translate_for(request), language_of(request)
    query = _query(request)
    found = study.audit(finding=query["finding"], assessment=query["assessment"], language=language)
    chosen = [each for each in found.subjects if _wanted(each, query)]
    last = max(1, -(-len(chosen) // PAGE))
    at = min(last, max(1, whole_number(request.query_params.get("page", ""))))
    styles, colours = study.pages.styles(), tones(study)
    shown = chosen[(at - 1) * PAGE : at * PAGE]
    held = {rule: sum(any(said.rule == rule for said in each.sentences) for each in found.subjects) for rule in RULES}
    one_alone = {name: query[name] for name in ("finding", "assessment")}
    dimensions = {each.dimension: each.dimension_label for each in found.subjects}
    return page(
        request,
        "audit.html.j2",
        **masthead(study, "audit"),
        sequence=study.newest(),
        study_css=study_css_address(styles),
        query=query,
        narrowed=any(query.values()),
        dimensions=list(dimensions.items()),
        rule_names=[(one.rule, one.label) for one in found.rules if held[one.rule]],
        weights=[(name, _(label)) for name, label in WEIGHTS.items()],
        rules=[
            (
                one,
                number(held[one.rule], language),
                with_query("/audit", {**one_alone, "rule": one.rule}, (), "answer") if held[one.rule] else "",
            )
            for one in found.rules
        ],
        total=number(len(found.subjects), language),
        count=number(len(chosen), language),
        groups=_groups(shown, colours, query, _, language),
        unmeasured=found.unmeasured,
        counted=_(COUNTED),
        twins=twin_links("/audit", query),
        pages=pages_around(
            at, last, lambda one: with_query("/audit", {**query, "page": one if one > 1 else ""}, (), "answer")
        ),
        page=at,
        any_subject=bool(found.subjects),
        words_json=json_for_scripts({message: _(message) for message in WORDS}),
    )


def _query(request: Request) -> dict[str, str]:
    return {name: request.query_params.get(name, "") for name in FILTERS}


def _wanted(each: Any, query: Mapping[str, str]) -> bool:
    if query["dimension"] and each.dimension != query["dimension"]:
        return False
    said = [one for one in each.sentences if query["weight"] in ("", one.weight)]
    if query["rule"]:
        return any(one.rule == query["rule"] for one in said)
    return bool(said) or not query["weight"]


def _groups(
    subjects: Sequence[Any], colours: Mapping[str, str], query: Mapping[str, str], _: Translate, language: str
) -> list[Group]:
    found: dict[tuple[str, str], list[Any]] = {}
    for each in subjects:
        found.setdefault((each.kind, "" if each.kind == "assessment" else each.dimension), []).append(each)
    groups = []
    for place, ((kind, dimension), its) in enumerate(found.items()):
        title = _(N_("Assessments")) if kind == "assessment" else its[0].dimension_label
        shown = [_shown(each, query, _, language) for each in its]
        groups.append(Group(f"part-{place}", title[:1].upper() + title[1:], colours.get(dimension, "dn"), shown))
    return groups


def _shown(each: Any, query: Mapping[str, str], _: Translate, language: str) -> Shown:
    assessed = each.kind == "assessment"
    address = place_of("finding", each.identifier) if not assessed else f"/judgements/{each.identifier}"
    scope = [each.case, each.sub_case, each.wave] if assessed else [each.finding_kind_label, each.sub_case]
    if assessed:
        linked = _(N_("rests on what the agreed judgement was linked to"))
        scope.append(linked if each.linked else _(N_("nothing linked yet: rests on the findings in its scope")))

    def tied(count: int, query: str, one: str, many: str) -> tuple[str, str]:
        text = _(one if count == 1 else many).format(count=number(count, language))
        return text, with_query("/find", {"q": query}) if query else ""

    said = [
        _said(one, _, whole=one.rule in OF_ALL and len(one.passages) == len(each.helpers.marked))
        for one in each.sentences
        if query["rule"] in ("", one.rule) and query["weight"] in ("", one.weight)
    ]
    return Shown(
        f"{each.kind}-{each.identifier}",
        each.identifier,
        each.label,
        address,
        [part for part in scope if part],
        tied(each.support, each.support_query, N_("{count} passage in support"), N_("{count} passages in support")),
        tied(each.against, each.against_query, N_("{count} against"), N_("{count} against")),
        said,
    )


def _said(one: Any, _: Translate, *, whole: bool) -> Said:
    chips = [(cited.passage, cited.citation, passage_address(cited.source, cited.passage)) for cited in one.passages]
    suggests = _(N_("suggests for {component}: at least {concern}"))
    return Said(
        one.sentence,
        one.weight,
        SIGNS[one.weight],
        one.weight_label,
        suggests.format(component=one.component_label, concern=one.concern_label) if one.component_label else "",
        chips[:CHIPS],
        chips[CHIPS:],
        with_query("/find", {"q": one.query}) if one.query else "",
        whole and bool(one.query) and len(chips) > 1,
    )


def _answer(request: Request) -> Answer:
    """The same for other programs: all of what was chosen."""
    study = request.app.state.study.as_(request.state.actor)
    query = _query(request)
    whole = study.audit(finding=query["finding"], assessment=query["assessment"], language=language_of(request))
    found = whole.narrowed(lambda each: _wanted(each, query))
    return Answer(found.as_json(), audit_sheets(found, translate_for(request)))


ROUTES = [Route("/audit", audit_page), *twins("/audit", _answer)]
