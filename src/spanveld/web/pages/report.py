"""The report as a page within the site, and as files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from spanveld.model.errors import N_
from spanveld.session import Study
from spanveld.session.report_page import PROFILES, Choice, QuotesNotCovered, report_styles, shown
from spanveld.web.addresses import passage_address, with_query
from spanveld.web.languages import translate_for
from spanveld.web.pages.forms import Option
from spanveld.web.pages.frame import masthead
from spanveld.web.pages.reading import json_for_scripts
from spanveld.web.rendering import page

__all__ = ["ROUTES", "report_page"]

FILTERS = ("dimension", "sub_case", "wave")
TYPES = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
}
LABELS = {"docx": "Word", "html": "HTML", "md": "Markdown"}
READERS = {
    "research": N_("those who do the research"),
    "organisation": N_("the organisation"),
    "public": N_("everybody"),
}
WORDS = (N_("Light"), N_("Dark"))


def report_page(request: Request) -> Response:
    """The report; ``?profile=`` and ``?leave_out_quotes=1`` say for whom, ``?dimension=``, ``?sub_case=``, ``?wave=`` what of the findings.

    ``?chapter=`` is the one shown of a long report.
    """
    study = request.app.state.study.as_(request.state.actor)
    _, choice, query = translate_for(request), _choice(request), _query(request)
    refused: list[str] = []
    found = None
    try:
        ready = request.app.state.reports.of(study, choice)
        chapter = request.query_params.get("chapter", "")
        found = shown(ready, chapter, lambda chapter, anchor: _at(query, chapter, anchor), passage_address)
    except QuotesNotCovered as error:
        refused = error.text(_).splitlines()
    return page(
        request,
        "report.html.j2",
        **masthead(study, "tables"),
        choice=choice,
        query=query,
        found=found,
        html=Markup(found.html) if found else "",
        refused=refused,
        without=with_query("/report", {**query, "leave_out_quotes": "1"}),
        readers=[Option(value, _(label)) for value, label in READERS.items()],
        dimensions=_dimensions(study),
        themes=_options(study, "sub_case"),
        waves=_options(study, "wave"),
        files=[(LABELS[ending], with_query(f"/report.{ending}", query)) for ending in LABELS],
        tables=with_query("/tables", {name: query[name] for name in FILTERS if name in query}),
        words_json=json_for_scripts({message: _(message) for message in WORDS}),
    )


def _choice(request: Request) -> Choice:
    asked = request.query_params
    profile = asked.get("profile", "")
    filters = {name: asked.get(name, "") for name in FILTERS}
    leave = asked.get("leave_out_quotes", "") in ("1", "on")
    return Choice(profile or PROFILES[0], leave, **filters)


def _query(request: Request) -> dict[str, str]:
    names = ("profile", "leave_out_quotes", *FILTERS)
    return {name: request.query_params[name] for name in names if request.query_params.get(name)}


def _at(query: Mapping[str, str], chapter: str, anchor: str) -> str:
    return with_query("/report", {**query, "chapter": chapter}, at=quote(anchor))


def _options(study: Study, kind: str) -> list[Option]:
    return [Option(str(row[kind]), str(row["name"] or row[kind])) for row in study.pages.things(kind)]


def _dimensions(study: Study) -> list[Option]:
    return [Option(*pair) for pair in study.pages.dimensions().items()]


def _file(request: Request) -> Response:
    """The report as a file; refused where it would print words outside a consent."""
    ending = request.path_params["ending"]
    if ending not in TYPES:
        raise HTTPException(404)
    study: Any = request.app.state.study.as_(request.state.actor)
    content = request.app.state.reports.of(study, _choice(request)).file(f".{ending}")
    headers = {"Content-Disposition": f'attachment; filename="report.{ending}"'}
    return Response(content, media_type=TYPES[ending], headers=headers)


def _styles(request: Request) -> Response:
    return Response(report_styles(), media_type="text/css")


ROUTES = [Route("/report", report_page), Route("/report.css", _styles), Route("/report.{ending}", _file)]
