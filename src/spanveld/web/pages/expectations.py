"""The expectation test as a page: propositions with findings for and against, and three lists of pain points."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from spanveld.language.messages import Translate
from spanveld.model.errors import N_, SpanveldError
from spanveld.session.acting import AlreadyMade, Once, Seen
from spanveld.session.rules_shown import (
    CONTRARY,
    EXPECTED,
    OUTCOMES,
    SUPPORTING,
    Expectations,
    Proposition,
    rules_sheets,
)
from spanveld.web.addresses import with_query
from spanveld.web.languages import language_of, translate_for
from spanveld.web.pages.forms import Option, number
from spanveld.web.pages.importing import plain_form
from spanveld.web.pages.rules import cases_of, found_view, head_of, point_address
from spanveld.web.pages.rules_point import finding_options
from spanveld.web.pages.twins import Answer, twin_links, twins
from spanveld.web.rendering import page

__all__ = ["ROUTES", "expectations_page"]

SIDES = {SUPPORTING[0]: N_("speaks for it"), CONTRARY[0]: N_("speaks against it")}


def expectations_page(request: Request) -> Response:
    """The expectation test; ``?case=`` of which case."""
    return _page(request, request.query_params.get("case", ""))


def _page(request: Request, case: str, *, error: str = "", status: int = 200) -> Response:
    study = request.app.state.study.as_(request.state.actor)
    _, language = translate_for(request), language_of(request)
    part: Expectations = study.expectations(case)
    return plain_form(
        page(
            request,
            "expectations.html.j2",
            status,
            **head_of(study, "expectations", part.sequence, _),
            part=part,
            case=case,
            cases=cases_of(part),
            error=error,
            n=lambda count: number(count, language),
            twins=twin_links("/expectations", {"case": case}),
            propositions=[
                (one, _(OUTCOMES[one.outcome]), _weighed(one, part, _, language)) for one in part.propositions
            ],
            lists={name: _(title) for name, title in EXPECTED.items()},
            found=[(one, [found_view(each, _, language) for each in one.findings]) for one in part.found],
            unexpected=[found_view(found, _, language) for found in part.unexpected],
            address=lambda name: point_address(name, case),
            findings=finding_options(list(part.findings)),
            sides_of=[Option(name, _(word)) for name, word in SIDES.items()],
            points=[
                Option(one.item, f"{one.dimension_label}: {one.label}")
                for one in (*(each.possible for each in part.found), *part.not_found)
            ],
        )
    )


def _weighed(one: Proposition, part: Expectations, _: Translate, language: str) -> list[tuple[str, str, list[Any]]]:
    """The findings for and against a proposition: a word, a class, and each finding with the relation by which it is linked."""
    relations = {here: relation for here, relation, there in part.links if there == one.item}
    sides = ((N_("For"), "for", one.supporting), (N_("Against"), "against", one.contrary))
    return [
        (_(word), name, [(found_view(found, _, language), relations[found.finding]) for found in its])
        for word, name, its in sides
        if its
    ]


# ---------------------------------------------------------------------- forms
def _posted(linked: bool) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        async with request.form(max_files=0, max_fields=20) as form:
            return await run_in_threadpool(_made, request, form, linked)

    return answer


def _made(request: Request, form: FormData, linked: bool) -> Response:
    finding, relation, to, case, key, sequence = (
        str(form.get(name, "")).strip() for name in ("finding", "relation", "to", "case", "key", "sequence")
    )
    study = request.app.state.study.as_(request.state.actor, once=Once(key[:80]) if key else None)
    if sequence.isascii() and sequence.isdecimal():
        study = study.having_seen(Seen(int(sequence), (f"finding:{finding}",)))
    try:
        if linked:
            study.findings.link(finding, relation, to)
        else:
            study.findings.unlink(finding, relation, to)
    except AlreadyMade:
        pass
    except SpanveldError as error:
        return _page(request, case, error=error.text(translate_for(request)), status=409)
    return RedirectResponse(with_query("/expectations", {"case": case}, (), "propositions"), 303)


def _answer(request: Request) -> Answer:
    study = request.app.state.study.as_(request.state.actor)
    part = study.expectations(request.query_params.get("case", ""))
    return Answer(part.as_json(), rules_sheets(part, translate_for(request)))


ROUTES = [
    Route("/expectations", expectations_page),
    Route("/expectations/link", _posted(True), methods=["POST"]),
    Route("/expectations/unlink", _posted(False), methods=["POST"]),
    *twins("/expectations", _answer),
]
