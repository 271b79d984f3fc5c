"""The memo for a board or council as a page, which prints as two pages of A4, and as files."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from spanveld.language.messages import LANGUAGES
from spanveld.model.errors import N_, SpanveldError
from spanveld.session import Study
from spanveld.session.board_memo import FORMS, Memo, memo_body, memo_styles, quote_warnings, remarks, traced
from spanveld.web.addresses import passage_address, place_of, with_query
from spanveld.web.languages import translate_for
from spanveld.web.pages.forms import Option
from spanveld.web.pages.frame import masthead
from spanveld.web.pages.reading import json_for_scripts
from spanveld.web.pages.twins import Answer, twin_links, twins
from spanveld.web.rendering import page

__all__ = ["ROUTES", "board_memo_page"]

ASKED = ("case", "sub_case", "wave", "language")
TYPES = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
SPOKEN = {"nl": N_("Dutch"), "en": N_("English")}
WORDS = (N_("Light"), N_("Dark"), N_("Undone: {action}."))


def board_memo_page(request: Request) -> Response:
    """The memo; ``?case=``, ``?sub_case=`` and ``?wave=`` say of what, ``?language=`` how; ``?leave_out_quotes=1``: without quotes."""
    study = request.app.state.study.as_(request.state.actor)
    _, query = translate_for(request), _query(request)
    memo, refused = None, ""
    try:
        memo = _memo(study, request)
    except SpanveldError as error:
        refused = error.told(_)
    return page(
        request,
        "board_memo.html.j2",
        **masthead(study, "board-memo"),
        memo=memo,
        refused=refused,
        html=Markup(memo_body(memo)) if memo else "",
        styles=with_query("/board-memo.css", {"footer": memo.footer if memo else ""}),
        query=query,
        cases=_options(study, "case"),
        themes=_options(study, "sub_case"),
        waves=_options(study, "wave"),
        languages=[Option(name, _(SPOKEN[name])) for name in LANGUAGES],
        without_quotes=bool(query.get("leave_out_quotes")),
        quotes=list(quote_warnings(memo, _)) if memo else [],
        known=list(remarks(memo, _)) if memo else [],
        rows=_traced(memo) if memo else [],
        files=[
            (label, with_query(f"/board-memo.{ending}", query))
            for ending, label in (("docx", "Word"), ("html", "HTML"))
        ],
        twins=twin_links("/board-memo", query),
        words_json=json_for_scripts({message: _(message) for message in WORDS}),
    )


def _traced(memo: Memo) -> list[dict[str, Any]]:
    """Each sentence that states a finding, with where its passages are read."""
    return [
        {
            "number": sentence.number,
            "text": sentence.text,
            "subjects": [(subject, place_of(*subject.split(":", 1))) for subject in sentence.ground.subjects],
            "passages": [
                (name, stance, passage_address(memo.facts.sources[name], name))
                for name, stance in sentence.ground.passages
            ],
        }
        for sentence in memo.sentences
        if sentence.states
    ]


def _query(request: Request) -> dict[str, str]:
    return {name: request.query_params[name] for name in (*ASKED, "leave_out_quotes") if request.query_params.get(name)}


def _memo(study: Study, request: Request) -> Memo:
    asked = {name: request.query_params.get(name, "") for name in ASKED}
    leave = request.query_params.get("leave_out_quotes", "") in ("1", "on")
    return study.board_memo(**asked, leave_out_quotes=leave)


def _options(study: Study, kind: str) -> list[Option]:
    return [Option(str(row[kind]), str(row["name"] or row[kind])) for row in study.pages.things(kind)]


def _answer(request: Request) -> Answer:
    """The same for other programs: each sentence with what it rests on."""
    memo = _memo(request.app.state.study.as_(request.state.actor), request)
    return Answer(memo.as_json(), traced(memo, translate_for(request)))


def _file(request: Request) -> Response:
    """The memo as a file."""
    ending = request.path_params["ending"]
    if ending not in TYPES:
        raise HTTPException(404)
    content = FORMS[f".{ending}"](_memo(request.app.state.study.as_(request.state.actor), request))
    headers = {"Content-Disposition": f'attachment; filename="board-memo.{ending}"'}
    return Response(content, media_type=TYPES[ending], headers=headers)


def _styles(request: Request) -> Response:
    """The look, with ``?footer=`` at the foot of each printed page."""
    return Response(memo_styles(request.query_params.get("footer", "")), media_type="text/css")


ROUTES = [
    Route("/board-memo", board_memo_page),
    Route("/board-memo.css", _styles),
    *twins("/board-memo", _answer),
    Route("/board-memo.{ending}", _file),
]
