"""A pain point on a page of its own: the findings that are it and respond to it, and each rule that it strains, decided by plain forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from spanveld.model.errors import N_, NotFound, SpanveldError
from spanveld.model.rule_records import DECISIONS
from spanveld.session import Study
from spanveld.session.acting import AlreadyMade, Once, Seen
from spanveld.session.rules import strain_subject
from spanveld.session.rules_shown import STATES, TRIED, Found, RulesMatrix
from spanveld.web.addresses import with_query
from spanveld.web.languages import language_of, translate_for
from spanveld.web.pages.forms import Option
from spanveld.web.pages.importing import plain_form
from spanveld.web.pages.rules import head_of, point_address, point_view
from spanveld.web.rendering import page

__all__ = ["LONGEST", "ROUTES", "finding_options", "point_page"]

LONGEST = 110
"""Characters of a statement in a list to choose from."""
MOST_FIELDS = 120
Change = Callable[[Study, FormData], None]


def point_page(request: Request) -> Response:
    """A pain point; ``?at=`` is a finding or framework:item (and maybe a rule), ``?case=`` of which case."""
    at, case = request.query_params.get("at", ""), request.query_params.get("case", "")
    name, _, rule = at.partition(" ")
    return RedirectResponse(point_address(name, case, rule), 303) if rule else _page(request, at, case)


def _page(request: Request, at: str, case: str, *, error: str = "", status: int = 200) -> Response:
    study = request.app.state.study.as_(request.state.actor)
    _, language = translate_for(request), language_of(request)
    part: RulesMatrix = study.rules.matrix(case)
    point = next((one for one in part.points if one.pain_point == at), None)
    if point is None:
        found = next((one for one in part.points if any(each.finding == at for each in one.findings)), None)
        if found is not None and not error:
            return RedirectResponse(point_address(found.pain_point, case), 303)
        raise NotFound(N_("The matrix of rules of the game has no pain point '{name}'."), name=at)
    every = study.expectations(case).findings
    known = {found.finding for found in point.findings}
    targets = {at, *known}
    answering = {found.finding for found in point.handled_by}
    return plain_form(
        page(
            request,
            "rules_point.html.j2",
            status,
            **head_of(study, "rules", part.sequence, _),
            part=part,
            shown=point_view(point, part, _, language),
            error=error,
            case=case,
            back=with_query("/rules", {"case": case}, (), "points"),
            rules=[Option(rule.rule, rule.label) for rule in part.rules],
            handlings=part.catalogue,
            decisions=[Option(name, _(STATES[name])) for name in DECISIONS if name in STATES],
            tried=[Option(name, _(word)) for name, word in TRIED.items()],
            matching=finding_options([one for one in every if one.finding not in known]) if point.possible else [],
            answers=finding_options([one for one in every if one.finding not in known | answering]),
            matches={found.finding for found in point.findings} if point.possible else set(),
            answered={
                here: there for here, relation, there in part.links if relation == "responds_to" and there in targets
            },
            targets=[Option(found.finding, f"{found.finding} · {_short(found.statement)}") for found in point.findings],
        )
    )


def finding_options(findings: list[Found]) -> list[Option]:
    """Findings to choose from, with what they say."""
    return [
        Option(one.finding, f"{one.finding} · {one.dimension_label}, {one.kind_label}: {_short(one.statement)}")
        for one in findings
    ]


def _short(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 1].rstrip()}…"


# ---------------------------------------------------------------------- forms
def _text(form: FormData, name: str) -> str:
    return str(form.get(name, "")).replace("\r\n", "\n").strip()


def _decide(study: Study, form: FormData) -> None:
    link, decision = _text(form, "link"), _text(form, "decision") or DECISIONS[0]
    values: dict[str, Any] = {name: _text(form, name) for name in ("reason", "handled", "tried")}
    values["passages"] = tuple(dict.fromkeys(_text(form, "passages").replace(",", " ").split()))
    rule = _text(form, "rule")
    if not link or decision == DECISIONS[1]:
        values["handlings"] = tuple(str(name) for name in form.getlist("handlings"))
    elif link:
        rule = _text(form, "of_rule")
    study.rules.decide(
        decision, link=link or None, pain_point=_text(form, "pain_point"), rule=rule, case=_text(form, "case"), **values
    )


def _clear(study: Study, form: FormData) -> None:
    study.rules.clear(_text(form, "pain_point"), _text(form, "rule"), case=_text(form, "case"))


def _link(study: Study, form: FormData) -> None:
    study.findings.link(_text(form, "finding"), _text(form, "relation"), _text(form, "to"))


def _unlink(study: Study, form: FormData) -> None:
    study.findings.unlink(_text(form, "finding"), _text(form, "relation"), _text(form, "to"))


def _posted(change: Change) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        async with request.form(max_files=0, max_fields=MOST_FIELDS) as form:
            return await run_in_threadpool(_made, request, form, change)

    return answer


def _made(request: Request, form: FormData, change: Change) -> Response:
    at, case = _text(form, "at"), _text(form, "case")
    key, sequence = _text(form, "key")[:80], _text(form, "sequence")
    study = request.app.state.study.as_(request.state.actor, once=Once(key) if key else None)
    if sequence.isascii() and sequence.isdecimal():
        finding, pain_point, rule = (_text(form, name) for name in ("finding", "pain_point", "of_rule"))
        subjects = (strain_subject(pain_point, rule),) if rule else (f"finding:{finding}",) if finding else ()
        study = study.having_seen(Seen(int(sequence), subjects))
    try:
        change(study, form)
    except AlreadyMade:
        pass
    except SpanveldError as error:
        return _page(request, at, case, error=error.text(translate_for(request)), status=409)
    return RedirectResponse(point_address(at, case), 303)


ROUTES = [
    Route("/rules/point", point_page),
    Route("/rules/decide", _posted(_decide), methods=["POST"]),
    Route("/rules/clear", _posted(_clear), methods=["POST"]),
    Route("/rules/link", _posted(_link), methods=["POST"]),
    Route("/rules/unlink", _posted(_unlink), methods=["POST"]),
]
