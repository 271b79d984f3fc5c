"""Coding what a search found in texts: looked at first, then made as one change that can be undone."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from spanveld.model.errors import N_, Refused, SpanveldError
from spanveld.session import Study
from spanveld.session.acting import AlreadyMade, Once
from spanveld.session.searching import CodingPlan, PlannedPassage, digest_of
from spanveld.web.addresses import with_query
from spanveld.web.languages import language_of, translate_for
from spanveld.web.pages.forms import Option, number
from spanveld.web.pages.frame import masthead
from spanveld.web.pages.importing import plain_form
from spanveld.web.pages.reading import json_for_scripts
from spanveld.web.pages.search import AROUND_NAMES, SEARCH_WORDS, asked_of, code_groups, values_of
from spanveld.web.questions import while_connected
from spanveld.web.rendering import page

__all__ = ["ROUTES"]

SHOWN = 100
"""Passages of a plan that are shown."""
LONGEST = 400
"""Characters of a passage that are shown."""


async def preview(request: Request) -> Response:
    """What coding the places that were found would make; ``?code=`` (more than once) and ``?around=``, and what was searched for."""
    return await while_connected(request, lambda _stopped: _preview(request, request.query_params))


def _codes(given: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for code in map(str, given.getlist("code")) if code))


def _plan(study: Study, asked: Mapping[str, str], codes: Sequence[str], around: str) -> tuple[list[Any], CodingPlan]:
    places = study.places(asked.get("q", ""), **values_of(asked))
    return places, study.passages.plan_places(places, codes, around=around)


def _preview(request: Request, given: Any, fault: str = "") -> Response:
    study = request.app.state.study.as_(request.state.actor)
    _, language = translate_for(request), language_of(request)
    asked, codes, around = asked_of(given), _codes(given), str(given.get("around") or "sentence")
    plan = None
    try:
        plan = _plan(study, asked, codes, around)[1]
    except SpanveldError as error:
        fault = fault or error.text(_)
    groups = code_groups(study)
    labels = {option.value: f"{group.label}: {option.label}" for group in groups for option in group.options}
    return plain_form(
        page(
            request,
            "search_code.html.j2",
            409 if fault else 200,
            **masthead(study, "search"),
            sequence=study.newest(),
            asked=asked,
            back=with_query("/search", asked),
            fault=fault,
            groups=groups,
            codes=[*codes, "", ""][:2],
            labels=[labels.get(code, code) for code in codes],
            around=around,
            arounds=[Option(name, _(label)) for name, label in AROUND_NAMES.items()],
            new=_lines(plan.new) if plan else [],
            count=number(len(plan.new), language) if plan else "",
            any_new=bool(plan and plan.new),
            sources=number(len({one.source for one in plan.new}), language) if plan else "",
            left=number(max(0, len(plan.new) - SHOWN), language) if plan else "0",
            coded=number(len(plan.coded), language) if plan else "0",
            digest=digest_of(plan) if plan else "",
            key=secrets.token_urlsafe(12),
            words_json=json_for_scripts({message: _(message) for message in SEARCH_WORDS}),
        )
    )


def _lines(planned: Sequence[PlannedPassage]) -> list[tuple[str, str, str, str]]:
    """Source, place and words of each passage that would be made."""
    return [
        (
            one.source,
            f"{one.start}–{one.end}",
            " ".join(one.quote.split()) if len(one.quote) <= LONGEST else f"{' '.join(one.quote[:LONGEST].split())}…",
            with_query(f"/sources/{one.source}", {"at": f"{one.start}-{one.end}"}),
        )
        for one in planned[:SHOWN]
    ]


async def code(request: Request) -> Response:
    """Make the passages that were looked at; refused where they are no longer what would be made."""
    async with request.form(max_files=0) as form:
        return await run_in_threadpool(_code, request, form)


def _code(request: Request, form: FormData) -> Response:
    key = str(form.get("key", ""))[:80]
    study = request.app.state.study.as_(request.state.actor, once=Once(key) if key else None)
    asked, codes, around = asked_of(form), _codes(form), str(form.get("around", ""))
    made = 0
    try:
        if not (key and study.pages.made(key)):
            places, plan = _plan(study, asked, codes, around)
            if digest_of(plan) != form.get("digest"):
                raise Refused(N_("The study has changed since this was planned; nothing was coded. Look at it again."))
            made = len(study.passages.code_places(places, codes, around=around, expected=plan).new)
    except AlreadyMade:
        made = 0
    except SpanveldError as error:
        return _preview(request, form, error.text(translate_for(request)))
    return RedirectResponse(with_query("/search", {**asked, "coded": made}), 303)


ROUTES = [Route("/search/code", preview), Route("/search/code", code, methods=["POST"])]
